//! Carrying out what the machines have decided.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    CustomEvent, CustomEventInit, Element, FocusOptions, HtmlElement, ScrollBehavior,
    ScrollIntoViewOptions,
};

use super::{Core, dom};
use crate::behavior::geometry::placement;
use crate::behavior::sections;
use crate::behavior::tooltip::{Effect, Event, Form};
use crate::render::{self, hooks};

/// What the style sheet leaves free around the card, in CSS pixels, on both sides of it.
const GAP: f64 = 16.0;

/// How long after a jump the page has settled, in milliseconds.
const SETTLED_AFTER: u32 = 100;

/// Jumps are made at once, whatever `scroll-behavior` the host has: a smooth way through a long
/// article ends where its target was when it began.
fn land_on(part: &HtmlElement) {
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    part.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Puts the card where there is room for it. The browsers' own turning of anchored boxes
/// (`position-area`, `position-try-fallbacks`) is not the same in every engine yet.
fn place(marker: &HtmlElement, card: &HtmlElement) {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    let Some(window) = window else { return };
    let at = dom::rect(&marker.get_bounding_client_rect());
    let placement = placement(at, f64::from(card.offset_height()) + GAP, window);
    let classes = card.class_list();
    let _ = classes.toggle_with_force(hooks::ABOVE, placement.above);
    let _ = classes.toggle_with_force(hooks::SQUEEZED, !placement.whole);
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
                let done = core.timers.borrow_mut().remove(&token);
                core.happened(Event::Timer(token));
                drop(done);
            }
        });
        let mut timers = self.timers.borrow_mut();
        // One timer runs at a time; the machine ignores what an older one would say.
        timers.clear();
        timers.insert(token, timer);
    }

    /// The marker with this id, if it is in this article.
    pub(super) fn marker(&self, id: &str) -> Option<HtmlElement> {
        let element = self.part(id)?;
        element
            .class_list()
            .contains(hooks::MARKER)
            .then_some(element)
    }

    /// The part of this article with this id.
    pub(super) fn part(&self, id: &str) -> Option<HtmlElement> {
        if id.is_empty() {
            return None;
        }
        let element: HtmlElement = self
            .host
            .owner_document()?
            .get_element_by_id(id)?
            .dyn_into()
            .ok()?;
        self.host.contains(Some(&element)).then_some(element)
    }

    fn show(self: &Rc<Self>, id: &str, form: Form) {
        let Some(marker) = self.marker(id) else {
            return;
        };
        let Some(card) = self.card() else { return };
        self.unmark_open();
        let keys = marker
            .get_attribute(hooks::DATA_REFERENCES)
            .unwrap_or_default();
        let html = {
            let (state, settings) = (self.state.borrow(), self.settings.borrow());
            render::card(
                &state.article,
                &state.index,
                keys.split_ascii_whitespace(),
                &settings.options(),
            )
        };
        // XSS-Safety: `render::card` has escaped whatever came from the source.
        dom::set_markup(&card, &html);
        let sheet = form == Form::Sheet || !dom::has_anchors();
        let _ = card.class_list().toggle_with_force(hooks::SHEET, sheet);
        for name in ["role", "aria-labelledby"] {
            let _ = card.remove_attribute(name);
        }
        let _ = marker.set_attribute(hooks::DATA_OPEN, "");
        let _ = marker.set_attribute("aria-details", &card.id());
        let _ = card.class_list().remove_2(hooks::ABOVE, hooks::SQUEEZED);
        dom::set_popover(&card, true);
        if !sheet {
            place(&marker, &card);
        }
        self.tell(
            "scholion-citation-open",
            &[("marker", id.into()), ("references", keys.into())],
        );
    }

    /// A pinned card is a dialog that leaves the page usable; before that it is no role of its
    /// own, since it holds links and a tooltip may not.
    fn pin(&self) {
        let Some(card) = self.card() else { return };
        let title = format!("{}card_title", self.settings.borrow().id_prefix());
        let _ = card.set_attribute("role", "dialog");
        let _ = card.set_attribute("aria-labelledby", &title);
    }

    fn focus_card(&self) {
        if let Some(card) = self.card() {
            // The card is in view; some engines scroll to where it would stand in the text.
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = card.focus_with_options(&options);
        }
    }

    fn focus_marker(&self, id: &str) {
        if let Some(marker) = self.marker(id) {
            let _ = marker.focus();
        }
    }

    fn hide(&self) {
        let Some(card) = self.card() else { return };
        dom::set_popover(&card, false);
        self.unmark_open();
        self.tell("scholion-citation-close", &[]);
    }

    fn card(&self) -> Option<HtmlElement> {
        self.state.borrow().card.clone()
    }

    fn unmark_open(&self) {
        let open = self
            .host
            .query_selector(&format!("[{}]", hooks::DATA_OPEN))
            .ok()
            .flatten();
        if let Some(marker) = open {
            let _ = marker.remove_attribute(hooks::DATA_OPEN);
            let _ = marker.remove_attribute("aria-details");
        }
    }

    /// Opens and closes parts on the page.
    pub(super) fn fold(&self, effects: &[sections::Effect]) {
        for effect in effects {
            let (id, open) = match effect {
                sections::Effect::Open(id) => (id, true),
                sections::Effect::Close(id) => (id, false),
            };
            let Some(body) = self.part(id) else { continue };
            let done = if open {
                body.remove_attribute("hidden")
            } else {
                body.set_attribute("hidden", "until-found")
            };
            let toggle = self
                .host
                .query_selector(&format!("[aria-controls=\"{}\"]", escaped(id)))
                .ok()
                .flatten();
            if let (Ok(()), Some(toggle)) = (done, toggle) {
                let _ = toggle.set_attribute("aria-expanded", if open { "true" } else { "false" });
            }
            let section = id.strip_suffix("_body").unwrap_or(id);
            self.tell(
                "scholion-section-toggle",
                &[("section", section.into()), ("open", open.into())],
            );
        }
    }

    /// Opens what hides a part of the article.
    pub(super) fn uncover(&self, fragment: &str) {
        if let Some(part) = self.part(fragment) {
            self.uncover_element(&part);
        }
    }

    pub(super) fn uncover_element(&self, element: &Element) {
        // A section's own fragment shows the section open.
        let own = element.id() + "_body";
        let mut ids = vec![own];
        let mut at = Some(element.clone());
        while let Some(body) = at.and_then(|element| dom::closest(&element, hooks::CONTENT)) {
            ids.push(body.id());
            at = body.parent_element();
        }
        let effects = self
            .state
            .borrow_mut()
            .sections
            .reveal(ids.iter().map(String::as_str));
        self.fold(&effects);
    }

    /// Opens what hides a fragment and goes there.
    pub(super) fn go_to(self: &Rc<Self>, fragment: &str) -> bool {
        let Some(part) = self.part(fragment) else {
            return false;
        };
        self.uncover_element(&part);
        self.mark_target(&part);
        land_on(&part);
        self.land_again(fragment, SETTLED_AFTER);
        self.tell("scholion-navigate", &[("fragment", fragment.into())]);
        true
    }

    /// Goes to a fragment once more, shortly after: what came into view on the way may have
    /// turned out higher or lower than it was taken for.
    pub(super) fn land_again(self: &Rc<Self>, fragment: &str, after: u32) {
        let (weak, fragment) = (Rc::downgrade(self), fragment.to_owned());
        let timer = Timeout::new(after, move || {
            if let Some(part) = weak.upgrade().and_then(|core| core.part(&fragment)) {
                land_on(&part);
            }
        });
        self.landing.replace(Some(timer));
    }

    /// Goes to a part that was opened for something in it, unless the browser does so itself.
    /// (Firefox opens a part for a text fragment and stays where it was.)
    pub(super) fn bring_into_view(self: &Rc<Self>, id: &str) {
        let (weak, id) = (Rc::downgrade(self), id.to_owned());
        let timer = Timeout::new(SETTLED_AFTER, move || {
            let Some(part) = weak.upgrade().and_then(|core| core.part(&id)) else {
                return;
            };
            let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
            let at = dom::rect(&part.get_bounding_client_rect());
            if at.bottom < 0.0 || window.is_some_and(|window| at.top > window) {
                land_on(&part);
            }
        });
        self.landing.replace(Some(timer));
    }

    /// The address has a fragment of this article: from the start, or a new one.
    pub(super) fn honour_fragment(self: &Rc<Self>) {
        let hash = web_sys::window()
            .and_then(|window| window.location().hash().ok())
            .unwrap_or_default();
        let Some(raw) = hash.strip_prefix('#').filter(|raw| !raw.is_empty()) else {
            return;
        };
        // Browsers try the fragment as it is, then decoded.
        let decoded = js_sys::decode_uri_component(raw).ok().map(String::from);
        if !self.go_to(raw)
            && let Some(decoded) = decoded
        {
            self.go_to(&decoded);
        }
    }

    fn mark_target(&self, part: &HtmlElement) {
        let before = self
            .host
            .query_selector(&format!("[{}]", hooks::DATA_TARGET))
            .ok()
            .flatten();
        if let Some(before) = before {
            let _ = before.remove_attribute(hooks::DATA_TARGET);
        }
        let _ = part.set_attribute(hooks::DATA_TARGET, "");
    }

    /// Sends an event of ours from the element.
    fn tell(&self, name: &str, detail: &[(&str, JsValue)]) {
        let object = js_sys::Object::new();
        for (key, value) in detail {
            let _ = js_sys::Reflect::set(&object, &JsValue::from_str(key), value);
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&object);
        if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
            let _ = self.host.dispatch_event(&event);
        }
    }
}

/// Ids hold letters, digits, `-`, `_`, `.` and `:` only; a quote or a backslash from a host's
/// own id is escaped for a selector's string.
fn escaped(id: &str) -> String {
    id.replace('\\', "\\\\").replace('"', "\\\"")
}
