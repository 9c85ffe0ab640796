//! Jumps on the page, and the way back from them.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsValue;
use web_sys::{
    Element, HtmlElement, IntersectionObserverEntry, ScrollBehavior, ScrollIntoViewOptions,
};

use super::observe::Observer;
use super::{Core, dom, history};
use crate::behavior::tooltip::Event as CardEvent;
use crate::behavior::trail::{Effect, Event, Step};
use crate::render::hooks;

/// When after a jump it is looked at whether its target is still in its place, in milliseconds from
/// one time to the next. What comes into view on the way turns out higher or lower than it was
/// taken for, on a busy machine some time later; a smooth way of the host's may still be going on.
const LOOKS: [u32; 6] = [30, 70, 100, 150, 200, 250];
/// After so many of these looks a target that is out of the window is one that was left.
const FIRST_LOOKS: usize = 2;

/// In so many milliseconds what belongs to one step in the history has happened.
const SOON: u32 = 100;

/// Where the target of a jump is to stand.
#[derive(Debug, Clone, Copy)]
enum Aim {
    /// In view, as the style sheet has it.
    View,
    /// At this distance from the top of the window.
    Offset(f64),
}

impl Aim {
    fn take(self, part: &HtmlElement) {
        match self {
            Self::View => land_on(part),
            Self::Offset(offset) => {
                let now = part.get_bounding_client_rect().top();
                dom::scroll_around(part, now - offset);
            }
        }
    }
}

/// Where a reader is: the line, and the height at which it stands in the window.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// The prefix of the article's ids: a page may hold several articles.
    article: String,
    /// The id of a marker, reference or section; empty for a place outside of the text.
    anchor: String,
    /// The address of the link in it that was followed.
    link: String,
    /// The distance of the anchor from the top of the window; of the article where there is none.
    offset: f64,
    /// How far the page was scrolled. What scrolls in it is scrolled by the distance.
    scroll: f64,
}

impl Place {
    /// As it is kept in the browser's history.
    pub(super) fn to_js(&self) -> JsValue {
        dom::object(&[
            ("article", self.article.as_str().into()),
            ("anchor", self.anchor.as_str().into()),
            ("link", self.link.as_str().into()),
            ("offset", self.offset.into()),
            ("scroll", self.scroll.into()),
        ])
    }

    /// What has been kept there; `None` where a host keeps something else.
    pub(super) fn from_js(place: &JsValue) -> Option<Self> {
        let text = |name| dom::member(place, name)?.as_string();
        let number = |name| dom::member(place, name)?.as_f64();
        Some(Self {
            article: text("article")?,
            anchor: text("anchor")?,
            link: text("link")?,
            offset: number("offset")?,
            scroll: number("scroll")?,
        })
    }
}

/// Jumps are made at once, whatever `scroll-behavior` the host has: a smooth way through a long
/// article ends where its target was when it began.
fn land_on(part: &HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    part.scroll_into_view_with_scroll_into_view_options(&options);
}

impl Core {
    /// Tells the machine of jumps what happened and does what it says.
    pub(super) fn went(self: &Rc<Self>, event: Event<Place>) {
        let effects = self.state.borrow_mut().trail.handle(event);
        for effect in effects {
            match effect {
                Effect::Remember(place) => history::remember(place),
                Effect::Push(fragment, step) => self.make_entry(&fragment, step, false),
                Effect::Replace(fragment, step) => self.make_entry(&fragment, step, true),
                Effect::Land(fragment) => {
                    if let Some(part) = self.land(&fragment) {
                        // One that is there already hangs on the new target from now on.
                        if self.state.borrow().trail.depth() > 1 {
                            self.show_return(true);
                        }
                        self.focus_part(&part);
                    }
                }
                Effect::Return(place) => self.return_to(&place),
                Effect::HistoryBack => history::go_back(),
                Effect::Guard => history::guard_entry(),
                Effect::CloseSheet => self.happened(CardEvent::Close { refocus: true }),
                Effect::ShowControl => self.show_return(true),
                Effect::HideControl => self.show_return(false),
                Effect::Unmark => self.unmark_target(),
            }
        }
    }

    fn make_entry(&self, fragment: &str, step: Step, replace: bool) {
        history::make_entry(fragment, step, replace);
        self.dealt_with(history::fragment());
    }

    /// Whatever article the element shows next, this fragment has led a reader already.
    fn dealt_with(&self, fragment: Option<String>) {
        self.dealt_with.replace(fragment);
    }

    /// The reader follows a link of ours to a part of this article.
    pub(super) fn follow(self: &Rc<Self>, link: &Element, fragment: &str) {
        let from = self.place_of(link);
        self.jump(from, fragment, true);
    }

    /// Goes to a fragment on somebody's word; false if the article does not have it.
    pub(super) fn go_to(self: &Rc<Self>, fragment: &str) -> bool {
        if self.part(fragment).is_none() {
            return false;
        }
        let from = self.place_of(&self.host);
        self.jump(from, fragment, false);
        true
    }

    fn jump(self: &Rc<Self>, from: Place, fragment: &str, link: bool) {
        // An address that is there already makes no new entry.
        let link = link && !history::is_address(fragment);
        self.went(Event::Jump {
            from,
            to: fragment.to_owned(),
            step: dom::whole(js_sys::Date::now()),
            link,
        });
    }

    /// Where the reader is who follows this link: at the marker whose card it stands in, or at
    /// the nearest thing around it that has a name.
    fn place_of(&self, link: &Element) -> Place {
        let card = dom::closest(link, hooks::CARD);
        let opener = card.and_then(|_| {
            let state = self.state.borrow();
            state.tooltip.open_marker().cloned()
        });
        let anchor = match opener {
            Some(id) => self.part(&id).map(Element::from),
            // The list of sections goes along with the page.
            None if dom::closest(link, hooks::CONTENTS).is_some() => None,
            None => link
                .closest("[id]")
                .ok()
                .flatten()
                .filter(|part| part != AsRef::<Element>::as_ref(&self.host))
                .filter(|part| self.host.contains(Some(part))),
        };
        let href = link.get_attribute("href").unwrap_or_default();
        Place {
            article: self.settings.borrow().id_prefix().to_owned(),
            offset: anchor
                .as_ref()
                .unwrap_or(&self.host)
                .get_bounding_client_rect()
                .top(),
            anchor: anchor.map(|part| part.id()).unwrap_or_default(),
            link: href,
            scroll: dom::scrolled(),
        }
    }

    /// Opens what hides a part, goes there and marks it.
    fn land(self: &Rc<Self>, fragment: &str) -> Option<HtmlElement> {
        let part = self.part(fragment)?;
        self.uncover(&part);
        self.mark_target(&part);
        self.hold(&part, Aim::View, None);
        self.tell("scholion-navigate", &[("fragment", fragment.into())]);
        Some(part)
    }

    pub(super) fn focus_part(self: &Rc<Self>, part: &HtmlElement) {
        if dom::is_marker(part) {
            // A quiet marker that has been asked for is spoken again, as long as it is the target.
            let _ = part.remove_attribute("aria-hidden");
            self.happened(CardEvent::FocusWillCome(part.id()));
        } else if part.tab_index() < 0 {
            self.keep_attribute(part, "tabindex");
            let _ = part.set_attribute("tabindex", "-1");
        }
        dom::focus(part);
    }

    /// Puts a part in its place, and keeps it there until the page has settled or the reader does
    /// something else ([`Self::let_go`]).
    ///
    /// `focus` is what keeps the focus meanwhile: Chromium gives it to the fragment of a history
    /// entry once more, after `popstate`.
    fn hold(self: &Rc<Self>, part: &HtmlElement, aim: Aim, focus: Option<HtmlElement>) {
        aim.take(part);
        self.look_again(part.clone(), aim, focus, 0);
    }

    fn look_again(
        self: &Rc<Self>,
        part: HtmlElement,
        aim: Aim,
        focus: Option<HtmlElement>,
        look: usize,
    ) {
        let Some(after) = LOOKS.get(look).copied() else {
            return;
        };
        self.later(after, move |core| {
            if !core.host.contains(Some(&part)) {
                return;
            }
            aim.take(&part);
            core.put_again();
            if let Some(focus) = focus.as_ref().filter(|focus| !core.has_focus_in(focus)) {
                core.focus_part(focus);
            }
            if look + 1 == FIRST_LOOKS && part.has_attribute(hooks::DATA_TARGET) {
                core.watch_target(&part);
            }
            core.look_again(part, aim, focus, look + 1);
        });
    }

    /// The reader does something else: the page is theirs again.
    pub(super) fn let_go(self: &Rc<Self>) {
        let held = self.timers.borrow_mut().landing.take();
        if held.is_none() || self.watch.borrow().is_some() {
            return;
        }
        if let Some(part) = dom::find(&self.host, &format!("[{}]", hooks::DATA_TARGET)) {
            self.watch_target(&part);
        }
    }

    fn later(self: &Rc<Self>, after: u32, act: impl FnOnce(&Rc<Self>) + 'static) {
        let weak = Rc::downgrade(self);
        let timer = Timeout::new(after, move || {
            if let Some(core) = weak.upgrade() {
                // The timer that has run out is dropped only after it has returned.
                let done = core.timers.borrow_mut().landing.take();
                act(&core);
                drop(done);
            }
        });
        self.timers.borrow_mut().landing = Some(timer);
    }

    /// Goes to a part that was opened for something in it, unless the browser does so itself.
    /// (Firefox opens a part for a text fragment and stays where it was.)
    pub(super) fn bring_into_view(self: &Rc<Self>, id: &str) {
        let id = id.to_owned();
        let settled = LOOKS.iter().take(FIRST_LOOKS).sum();
        self.later(settled, move |core| {
            if let Some(part) = core.part(&id) {
                core.show_in_window(&part);
            }
        });
    }

    /// Goes to a part unless it is in the window; there it stays where it is, also when an earlier
    /// jump is still being looked after.
    pub(super) fn show_in_window(self: &Rc<Self>, part: &HtmlElement) {
        let at = dom::rect(&part.get_bounding_client_rect());
        let outside =
            at.top < 0.0 || dom::window_size().is_some_and(|(_, height)| at.bottom > height);
        let aim = if outside {
            Aim::View
        } else {
            Aim::Offset(at.top)
        };
        self.hold(part, aim, None);
    }

    /// The address has a fragment of this article: from the start, or a new one.
    pub(super) fn honour_fragment(self: &Rc<Self>) {
        let fragment = history::fragment();
        let settled = self.timers.borrow_mut().settled.take();
        if settled.is_some() && *self.dealt_with.borrow() == fragment {
            return;
        }
        let Some(raw) = fragment.as_deref() else {
            return;
        };
        // Browsers try the fragment as it is, then decoded.
        let decoded = js_sys::decode_uri_component(raw).ok().map(String::from);
        let part = self
            .land(raw)
            .or_else(|| decoded.and_then(|decoded| self.land(&decoded)));
        // One of another article's is news for that.
        self.dealt_with(fragment.filter(|_| part.is_some()));
        // Nobody's focus is taken away for that.
        let free = self.host.owner_document().is_some_and(|document| {
            document
                .active_element()
                .is_none_or(|active| active.tag_name() == "BODY")
        });
        if let Some(part) = part.filter(|_| free) {
            self.focus_part(&part);
        }
    }

    /// The browser has gone to another entry of its history.
    pub(super) fn popped(self: &Rc<Self>) {
        let guarded = self.state.borrow().trail.is_guarded();
        let note = history::read_note();
        // An entry that nobody has noted anything in is a step of the host's own.
        if note.is_none() && !guarded {
            return;
        }
        let history::Note { step, place, .. } = note.unwrap_or_default();
        // Whose place it is: the address that belongs to the entry has been dealt with.
        if place.is_some() {
            self.dealt_with(history::fragment());
            self.settle();
        }
        let own = self.settings.borrow().id_prefix().to_owned();
        let place = place.filter(|place| place.article == own);
        self.went(Event::Popped { step, place });
        // From here on the entry is the browser's again.
        history::hand_back();
    }

    /// The `hashchange` that belongs to a step back comes in a moment, if at all.
    fn settle(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let timer = Timeout::new(SOON, move || {
            if let Some(core) = weak.upgrade() {
                core.timers.borrow_mut().settled = None;
            }
        });
        self.timers.borrow_mut().settled = Some(timer);
    }

    /// The article has come: a reader who had left this entry of the history by a jump is taken back
    /// to where they were, which the browser has been told to leave to us; else to the fragment of
    /// the address; else to where they were at their last visit, if the article remembers that.
    pub(super) fn arrive(self: &Rc<Self>) {
        let own = self.settings.borrow().id_prefix().to_owned();
        let place = history::left_place().filter(|place| place.article == own);
        match place.filter(|place| self.part(&place.anchor).is_some()) {
            Some(place) => {
                self.dealt_with(history::fragment());
                self.return_to(&place);
                history::hand_back();
            }
            None if self.has_news() => self.honour_fragment(),
            None => {
                if let Some((block, offset)) = self.recalled_place() {
                    self.hold(&block, Aim::Offset(offset), None);
                }
            }
        }
    }

    /// Whether the address has a fragment that has not led a reader into this element yet: an article
    /// that comes in place of another is not opened where that one was left.
    fn has_news(&self) -> bool {
        let fragment = history::fragment();
        fragment.is_some() && *self.dealt_with.borrow() != fragment
    }

    /// The article was there before the core: the browser has gone to the fragment of the address
    /// (Chromium and WebKit no further than to the section that they had to open). Who has done
    /// something since, as `busy` says, is left where they are.
    pub(super) fn arrive_standing(self: &Rc<Self>, busy: bool) {
        let target = self
            .has_news()
            .then(|| dom::find(&self.host, ":target"))
            .flatten();
        let place = history::left_place();
        let Some(target) = target.filter(|_| place.is_none()) else {
            self.arrive();
            return;
        };
        if target.closest("[hidden]").ok().flatten().is_some() {
            self.honour_fragment();
            return;
        }
        self.dealt_with(history::fragment());
        self.mark_target(&target);
        if busy {
            self.watch_target(&target);
        } else {
            self.show_in_window(&target);
        }
    }

    /// The reader has pressed the control.
    pub(super) fn return_pressed(self: &Rc<Self>) {
        let step = history::read_note().and_then(|note| note.step);
        self.went(Event::Back { step });
    }

    fn return_to(self: &Rc<Self>, place: &Place) {
        let Some(anchor) = self.part(&place.anchor) else {
            // Nothing leads on to where the jump went.
            self.let_go();
            dom::scroll_to(place.scroll);
            let now = self.host.get_bounding_client_rect().top();
            dom::scroll_around(&self.host, now - place.offset);
            let link = dom::find(&self.host, &format!("a[href={}]", dom::quoted(&place.link)));
            if let Some(link) = link.filter(|_| !place.link.is_empty()) {
                dom::focus(&link);
            }
            return;
        };
        self.uncover(&anchor);
        let link = dom::find(&anchor, &format!("a[href={}]", dom::quoted(&place.link)));
        let focus = link
            .filter(|_| !place.link.is_empty())
            .unwrap_or_else(|| anchor.clone());
        self.focus_part(&focus);
        self.hold(&anchor, Aim::Offset(place.offset), Some(focus));
        self.tell(
            "scholion-navigate",
            &[("fragment", place.anchor.as_str().into())],
        );
    }

    fn mark_target(&self, part: &HtmlElement) {
        self.unmark_target();
        self.keep_attribute(part, hooks::DATA_TARGET);
        let above_sheet = self.is_open()
            && self
                .card()
                .is_some_and(|card| card.class_list().contains(hooks::SHEET));
        let value = if above_sheet {
            hooks::DATA_TARGET_ABOVE_SHEET
        } else {
            ""
        };
        let _ = part.set_attribute(hooks::DATA_TARGET, value);
    }

    /// Sees the reader move on from a target. Before the page has settled it may be pushed out of
    /// the window without that.
    fn watch_target(self: &Rc<Self>, part: &HtmlElement) {
        let mut seen = false;
        let watch = Observer::new(self, "0px", None, move |core, entries| {
            let inside = entries
                .iter()
                .any(IntersectionObserverEntry::is_intersecting);
            if seen && !inside {
                core.went(Event::TargetLeft);
            }
            seen |= inside;
        });
        if let Some(watch) = &watch {
            watch.observe(part);
        }
        self.watch.replace(watch);
    }

    fn unmark_target(&self) {
        // A closure that ends itself is freed by wasm-bindgen when it has returned.
        self.watch.take();
        for part in dom::find_all(&self.host, &format!("[{}]", hooks::DATA_TARGET)) {
            let _ = part.remove_attribute(hooks::DATA_TARGET);
            if self.state.borrow().quiet && dom::is_marker(&part) {
                let _ = part.set_attribute("aria-hidden", "true");
            }
        }
    }

    /// Shows the control that leads back, or takes it away. It hangs on the target of the jump: the
    /// target is a stop of the Tab key then, and the control is the next one.
    fn show_return(&self, open: bool) {
        let control = self.state.borrow().return_control.clone();
        let Some(control) = control else { return };
        let had_focus = self.has_focus_in(&control);
        dom::set_popover(&control, false);
        let before = self.state.borrow_mut().hung_on.take();
        if let Some(before) = before {
            let _ = before.set_attribute("tabindex", "-1");
            // Sent away by the keyboard, it leaves the focus where the jump had led.
            if had_focus && !open {
                dom::focus(&before);
            }
        }
        if !open {
            return;
        }
        match dom::find(&self.host, &format!("[{}]", hooks::DATA_TARGET)) {
            Some(target) => {
                if target.tab_index() < 0 {
                    self.keep_attribute(&target, "tabindex");
                    let _ = target.set_attribute("tabindex", "0");
                    self.state.borrow_mut().hung_on = Some(target.clone());
                }
                dom::show_popover_of(&control, &target);
            }
            None => dom::set_popover(&control, true),
        }
        // What is shown last lies on top, and that is to be the card.
        if let Some(card) = self.card().filter(|_| self.is_open()) {
            dom::set_popover(&card, false);
            dom::set_popover(&card, true);
        }
    }
}
