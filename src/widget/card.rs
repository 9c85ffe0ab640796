//! The card on the page: what its machine decides is carried out here.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::{Element, EventTarget, HtmlElement};

use super::{Core, dom, history};
use crate::behavior::geometry::{Point, placement};
use crate::behavior::tooltip::{Effect, Event, Form};
use crate::behavior::trail;
use crate::model::Reference;
use crate::render::{self, Subject, fragment, hooks};

/// What the style sheet leaves free around the card, in CSS pixels, on both sides of it.
const GAP: f64 = 16.0;

/// In a window as low as this, in CSS pixels, a card that does not fit beside its line becomes
/// a sheet.
const LOWEST: f64 = 360.0;

/// Closes a sheet on the word of the machine that the page runs on: Back on a telephone.
#[derive(Debug)]
pub(super) struct Watcher {
    watcher: EventTarget,
    _listener: EventListener,
}

impl Drop for Watcher {
    fn drop(&mut self) {
        dom::end_watcher(&self.watcher);
    }
}

impl Core {
    /// Tells the card's machine what happened and does what it says. No borrow is held while
    /// effects are carried out: moving the focus makes events of its own.
    pub(super) fn happened(self: &Rc<Self>, event: Event<String>) {
        let effects = self.state.borrow_mut().tooltip.handle(event, dom::now());
        for effect in effects {
            match effect {
                Effect::Wait(token, milliseconds) => self.wait(token, milliseconds),
                Effect::Show(marker, form) => self.show(&marker, form),
                Effect::Pin => self.pin(),
                Effect::FocusCard => self.focus_card(),
                Effect::FocusMarker(marker) => self.focus_marker(&marker),
                Effect::Hide => self.hide(),
            }
        }
    }

    fn wait(self: &Rc<Self>, token: u64, milliseconds: u32) {
        let weak = Rc::downgrade(self);
        let timer = Timeout::new(milliseconds, move || {
            if let Some(core) = weak.upgrade() {
                // The timer that has run out is dropped only after it has returned.
                let done = core.timers.borrow_mut().card.take();
                core.happened(Event::Timer(token));
                drop(done);
            }
        });
        // One timer runs at a time; the machine ignores what an older one would say.
        self.timers.borrow_mut().card = Some(timer);
    }

    /// What opens a card and has this id, if it is in this article: a marker, a mention of
    /// a figure, the button for the article's own citation.
    pub(super) fn opener(&self, id: &str) -> Option<HtmlElement> {
        let element = self.part(id)?;
        let classes = element.class_list();
        let opens = dom::is_marker(&element)
            || classes.contains(hooks::CROSS_REFERENCE)
            || classes.contains(hooks::CITE);
        opens.then_some(element)
    }

    fn show(self: &Rc<Self>, id: &str, form: Form) {
        let Some(marker) = self.opener(id) else {
            return;
        };
        let Some(card) = self.card() else { return };
        self.unmark_open();
        let own_citation;
        let keys = marker
            .get_attribute(hooks::DATA_REFERENCES)
            .unwrap_or_default();
        let html = {
            let note = marker.get_attribute(hooks::DATA_NOTE);
            let target = marker.get_attribute("href").unwrap_or_default();
            let name = marker.text_content().unwrap_or_default();
            let subject = if let Some(key) = &note {
                Subject::Note(key)
            } else if marker.class_list().contains(hooks::CROSS_REFERENCE) {
                Subject::Part {
                    fragment: target.trim_start_matches('#'),
                    name: &name,
                }
            } else if marker.class_list().contains(hooks::CITE) {
                own_citation = self.own_citation();
                match &own_citation {
                    Some(reference) => Subject::Article(reference),
                    None => return,
                }
            } else {
                Subject::References(keys.split_ascii_whitespace().collect())
            };
            let (state, settings) = (self.state.borrow(), self.settings.borrow());
            let options = settings.options();
            render::card(&state.article, &state.index, &subject, id, &options)
        };
        // XSS-Safety: `render::card` has escaped whatever came from the source.
        dom::set_markup(&card, &html);
        self.state.borrow_mut().form = form;
        let sheet = form == Form::Sheet || !dom::has_anchors();
        let _ = card.class_list().toggle_with_force(hooks::SHEET, sheet);
        for name in ["role", "aria-labelledby"] {
            let _ = card.remove_attribute(name);
        }
        let _ = marker.set_attribute("aria-details", &card.id());
        let _ = card.class_list().remove_2(hooks::ABOVE, hooks::SQUEEZED);
        self.anchor(&marker);
        dom::set_popover(&card, true);
        if sheet {
            keep_in_view(&marker, &card);
        } else {
            self.put(&card);
        }
        self.mark_here();
        self.guard(form == Form::Sheet);
        self.tell(
            "scholion-citation-open",
            &[("marker", id.into()), ("references", keys.into())],
        );
    }

    /// The address under which this page is cited.
    pub(super) fn own_address(&self) -> Option<String> {
        let document = self.host.owner_document()?;
        let canonical = dom::find(&document.document_element()?, "link[rel=canonical][href]")
            .and_then(|link| {
                js_sys::Reflect::get(&link, &"href".into())
                    .ok()?
                    .as_string()
            });
        canonical.or_else(|| {
            let href = dom::window()?.location().href().ok()?;
            Some(href.split('#').next().unwrap_or_default().to_owned())
        })
    }

    /// The article's own citation, with the address of this page.
    pub(super) fn own_citation(&self) -> Option<Reference> {
        render::article_reference(
            &self.state.borrow().article,
            self.own_address().as_deref(),
            Some(today()),
        )
    }

    /// Marks the marker as the one whose card is open, and says where the card goes: beside it,
    /// or, where it is wrapped, beside its line under the pointer.
    fn anchor(&self, marker: &HtmlElement) {
        self.state.borrow_mut().opened = Some(marker.clone());
        let lines = dom::lines(marker);
        let pointer = self.state.borrow().pointer;
        let line = (lines.len() > 1)
            .then(|| dom::line_at(&lines, pointer))
            .flatten();
        let anchor = self.state.borrow().anchor.clone();
        let (Some(line), Some(anchor)) = (line, anchor) else {
            let _ = marker.set_attribute(hooks::DATA_OPEN, "");
            return;
        };
        // Wherever the host has its origin: it is put at zero, looked at, and moved.
        let style = anchor.style();
        let set = |name: &str, value: f64| {
            let _ = style.set_property(name, &dom::pixels(value));
        };
        set("left", 0.0);
        set("top", 0.0);
        let origin = dom::rect(&anchor.get_bounding_client_rect());
        set("left", line.left - origin.left);
        set("top", line.top - origin.top);
        set("width", line.right - line.left);
        set("height", line.bottom - line.top);
        let _ = marker.set_attribute(hooks::DATA_OPEN, hooks::DATA_OPEN_WRAPPED);
        // The style sheet is told by the box itself: to look through the article for such a marker
        // would cost as much as the article is long.
        let _ = anchor.set_attribute(hooks::DATA_OPEN, hooks::DATA_OPEN_WRAPPED);
    }

    /// Where the card's marker is on the screen.
    pub(super) fn open_line(&self) -> Option<crate::behavior::geometry::Rect> {
        let marker = self
            .state
            .borrow()
            .tooltip
            .open_marker()
            .and_then(|id| self.opener(id))?;
        let wrapped =
            marker.get_attribute(hooks::DATA_OPEN).as_deref() == Some(hooks::DATA_OPEN_WRAPPED);
        let anchor = self.state.borrow().anchor.clone().filter(|_| wrapped);
        let at = anchor.as_ref().unwrap_or(&marker);
        Some(dom::rect(&at.get_bounding_client_rect()))
    }

    /// Puts the card where there is room for it. The browsers' own turning of anchored boxes
    /// (`position-area`, `position-try-fallbacks`) is not the same in every engine yet.
    fn put(&self, card: &HtmlElement) {
        let (Some((_, window)), Some(at)) = (dom::window_size(), self.open_line()) else {
            return;
        };
        let placement = placement(at, f64::from(card.offset_height()) + GAP, window);
        let classes = card.class_list();
        // A low window has no room beside a line; at its bottom there is some.
        if !placement.whole && window < LOWEST {
            let _ = classes.add_1(hooks::SHEET);
            return;
        }
        let _ = classes.toggle_with_force(hooks::ABOVE, placement.above);
        let _ = classes.toggle_with_force(hooks::SQUEEZED, !placement.whole);
    }

    /// Puts the open card where there is room now: the page has moved under it.
    pub(super) fn put_again(&self) {
        if self.state.borrow().tooltip.open_marker().is_none() {
            return;
        }
        let Some(card) = self.card() else { return };
        let classes = card.class_list();
        if classes.contains(hooks::SHEET) {
            return;
        }
        // It is measured as high as it wants to be; at that height nothing in it is scrolled.
        let inside = format!(
            ":scope > .{}, :scope > .{}",
            hooks::CARD_LIST,
            hooks::CARD_BODY
        );
        let scrolled = dom::find(&card, &inside).map(|inside| (inside.scroll_top(), inside));
        let _ = classes.remove_1(hooks::SQUEEZED);
        self.put(&card);
        if let Some((top, inside)) = scrolled {
            inside.set_scroll_top(top);
        }
    }

    /// Marks the entry of the card whose number is under the pointer, and brings it into the
    /// card's view.
    pub(super) fn mark_here(&self) {
        let (card, wanted) = {
            let state = self.state.borrow();
            let open = state.tooltip.open_marker();
            let wanted = state
                .pointed
                .as_ref()
                .filter(|(marker, _)| open == Some(marker));
            (state.card.clone(), wanted.map(|(_, label)| label.clone()))
        };
        let (Some(card), Some(wanted)) = (card, wanted) else {
            return;
        };
        let Some(list) = dom::find(&card, &format!(".{}", hooks::CARD_LIST)) else {
            return;
        };
        for entry in dom::find_all(&list, ":scope > li") {
            let label = dom::find(&entry, &format!(":scope > .{}", hooks::LABEL))
                .and_then(|label| label.text_content());
            let here = label.as_ref() == Some(&wanted);
            let changed = entry.class_list().contains(hooks::HERE) != here;
            let _ = entry.class_list().toggle_with_force(hooks::HERE, here);
            if here && changed {
                let (top, bottom) = (
                    entry.offset_top(),
                    entry.offset_top() + entry.offset_height(),
                );
                let (from, room) = (list.scroll_top(), list.client_height());
                let start = top - list.offset_top();
                if start < from || bottom - list.offset_top() > from + room {
                    list.set_scroll_top(start);
                }
            }
        }
    }

    /// A sheet is closed by Back, too.
    fn guard(self: &Rc<Self>, sheet: bool) {
        if !sheet {
            self.unguard();
            return;
        }
        let watcher = if self.watcher.borrow().is_some() {
            None
        } else {
            dom::close_watcher()
        };
        if let Some(watcher) = watcher {
            let weak = Rc::downgrade(self);
            let listener = EventListener::new(&watcher, "close", move |_| {
                if let Some(core) = weak.upgrade() {
                    core.happened(Event::Close { refocus: true });
                }
            });
            self.watcher.replace(Some(Watcher {
                watcher,
                _listener: listener,
            }));
        }
        let guard = self.watcher.borrow().is_none() && history::takes_notes();
        self.went(trail::Event::SheetOpened { guard });
    }

    fn unguard(self: &Rc<Self>) {
        // Dropped only after this: its own `close` may be what has led here.
        let watcher = self.watcher.take();
        let at_guard = history::is_guard();
        self.went(trail::Event::SheetClosed { at_guard });
        drop(watcher);
    }

    /// A pinned card is a dialog that leaves the page usable; before that it is no role of its
    /// own, since it holds links and a tooltip may not.
    fn pin(&self) {
        let Some(card) = self.card() else { return };
        let title = format!(
            "{}{}",
            self.settings.borrow().id_prefix(),
            fragment::CARD_TITLE
        );
        let _ = card.set_attribute("role", "dialog");
        let _ = card.set_attribute("aria-labelledby", &title);
    }

    fn focus_card(&self) {
        if let Some(card) = self.card() {
            // The card is in view; some engines scroll to where it would stand in the text.
            dom::focus(&card);
        }
    }

    /// The page is moved only where the marker is out of the window: a browser that brings what
    /// gets the focus to the middle would take the sentence away from the reader.
    fn focus_marker(self: &Rc<Self>, id: &str) {
        if let Some(marker) = self.opener(id) {
            dom::focus(&marker);
            self.show_in_window(&marker);
        }
    }

    fn hide(self: &Rc<Self>) {
        let Some(card) = self.card() else { return };
        dom::set_popover(&card, false);
        self.unmark_open();
        if let Some(anchor) = self.state.borrow().anchor.as_ref() {
            let _ = anchor.remove_attribute("style");
        }
        self.unguard();
        self.tell("scholion-citation-close", &[]);
    }

    pub(super) fn card(&self) -> Option<HtmlElement> {
        self.state.borrow().card.clone()
    }

    /// The form of the open card, as the reader has asked for it.
    pub(super) fn form(&self) -> Form {
        self.state.borrow().form
    }

    pub(super) fn is_open(&self) -> bool {
        self.state.borrow().tooltip.open_marker().is_some()
    }

    fn unmark_open(&self) {
        let (marker, anchor) = {
            let mut state = self.state.borrow_mut();
            (state.opened.take(), state.anchor.clone())
        };
        if let Some(marker) = marker {
            let _ = marker.remove_attribute(hooks::DATA_OPEN);
            let _ = marker.remove_attribute("aria-details");
        }
        if let Some(anchor) = anchor {
            let _ = anchor.remove_attribute(hooks::DATA_OPEN);
        }
    }

    /// A marker inside the card opens its references or its note in place, and closes them.
    pub(super) fn toggle_inset(&self, button: &Element) {
        if let Some(open) = button
            .get_attribute("aria-controls")
            .and_then(|id| self.part(&id))
        {
            open.remove();
            let _ = button.remove_attribute("aria-controls");
            let _ = button.set_attribute("aria-expanded", "false");
            return;
        }
        let Some(document) = self.host.owner_document() else {
            return;
        };
        let Some(inset) = dom::element(&document, "div", hooks::INSET) else {
            return;
        };
        let keys = button
            .get_attribute(hooks::DATA_REFERENCES)
            .unwrap_or_default();
        let note = button.get_attribute(hooks::DATA_NOTE);
        let html = {
            let (state, settings) = (self.state.borrow(), self.settings.borrow());
            let subject = match &note {
                Some(key) => Subject::Note(key),
                None => Subject::References(keys.split_ascii_whitespace().collect()),
            };
            render::inset(&state.article, &state.index, &subject, &settings.options())
        };
        let id = self.next_id("card_inset-");
        inset.set_id(&id);
        // XSS-Safety: `render::inset` has escaped whatever came from the source.
        dom::set_markup(&inset, &html);
        // Behind the line that the marker stands in; inside an item or a cell.
        let after = button.closest("p, table").ok().flatten();
        let inside = button.closest("li, td, th, figcaption, div").ok().flatten();
        let done = match (after, inside) {
            (Some(line), _) => line.insert_adjacent_element("afterend", &inset).is_ok(),
            (None, Some(home)) => home.append_child(&inset).is_ok(),
            (None, None) => false,
        };
        if done {
            let _ = button.set_attribute("aria-controls", &id);
            let _ = button.set_attribute("aria-expanded", "true");
        }
    }

    /// Whether the pointer is between the open card and its marker.
    pub(super) fn is_on_the_way(&self, point: Point) -> bool {
        let (Some(card), Some(line)) = (self.card(), self.open_line()) else {
            return false;
        };
        let card = dom::rect(&card.get_bounding_client_rect());
        crate::behavior::geometry::on_the_way(point, line, card)
    }
}

/// A sheet leaves the line in view that it belongs to: what it would cover moves up above it.
fn keep_in_view(marker: &HtmlElement, sheet: &HtmlElement) {
    let line = dom::rect(&marker.get_bounding_client_rect());
    let covered = line.bottom + GAP - dom::rect(&sheet.get_bounding_client_rect()).top;
    if covered > 0.0 {
        dom::scroll_around(marker, covered);
    }
}

/// Today, where the reader is.
/// The day that it is for the reader.
pub(super) fn today() -> crate::model::Date {
    let now = js_sys::Date::new_0();
    let part = |number: u32| i32::try_from(number).unwrap_or_default();
    crate::model::Date {
        date_parts: vec![vec![
            part(now.get_full_year()),
            part(now.get_month()) + 1,
            part(now.get_date()),
        ]],
        ..crate::model::Date::default()
    }
}
