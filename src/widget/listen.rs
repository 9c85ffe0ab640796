//! From DOM events to what the machines understand. The number of listeners does not depend on
//! the article: they sit on the element, the document and the window.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::{Core, dom, media, recovery, sections};
use crate::behavior::geometry::Point;
use crate::behavior::passage;
use crate::behavior::sections::Sections;
use crate::behavior::tooltip::{Event, Form};
use crate::behavior::trail;
use crate::render::hooks;

/// Where the thing is that an event is about.
enum Place {
    /// A marker, or a mention of a figure.
    Marker(HtmlElement),
    Card,
    Elsewhere,
}

/// For events that are met on their way down.
fn passing(passive: bool) -> EventListenerOptions {
    EventListenerOptions {
        phase: EventListenerPhase::Capture,
        passive,
    }
}

impl Core {
    pub(super) fn listen(self: &Rc<Self>) {
        let host: &EventTarget = &self.host;
        #[cfg(feature = "provoke")]
        self.on(host, "scholion-provoke", |_, event| {
            let event = event.dyn_ref::<web_sys::CustomEvent>();
            let how = event.and_then(|event| event.detail().as_string());
            recovery::provoke(&how.unwrap_or_default());
        });
        self.on(host, "click", Self::clicked);
        self.on(host, "keydown", Self::key_pressed);
        self.on(host, "focusin", Self::focus_came);
        self.on(host, "focusout", Self::focus_went);
        self.on(host, "beforematch", Self::found);
        // Fields, choices and boxes alike.
        self.on(host, "input", Self::changed);
        // Neither of these two bubbles.
        self.on_with(host, "scroll", passing(true), |_, event| {
            media::scrolled(event);
        });
        self.on_with(host, "error", passing(true), Self::failed);
        let document = self.host.owner_document();
        let window = document.as_ref().and_then(web_sys::Document::default_view);
        if let Some(document) = &document {
            self.on(document, "pointermove", Self::pointer_moved);
            self.on(document, "pointerdown", Self::pressed_anywhere);
            self.on(document, "pointerup", Self::released_anywhere);
            // A finger that selects, a menu, a drag: the pointer is up without a word of it.
            for name in ["pointercancel", "contextmenu", "dragend"] {
                self.on(document, name, |core, _| core.selection_drawn());
            }
            self.on(document, "pointerout", Self::pointer_left);
            self.on(
                document,
                "scholion-citation-open",
                Self::card_opened_elsewhere,
            );
            self.on(document, "mousedown", Self::selection_held);
            self.on(document, "keydown", Self::key_pressed_anywhere);
            self.on(document, "wheel", |core, _| core.let_go());
            // The last that a page hears reliably, on telephones too.
            self.on(document, "visibilitychange", |core, _| {
                core.remember_place();
            });
            self.on(document, "selectionchange", |core, _| {
                core.selection_changed();
            });
            self.on_with(document, "click", passing(false), Self::click_begins);
        }
        if let Some(window) = &window {
            self.on(window, "hashchange", |core, _| core.honour_fragment());
            self.on(window, "popstate", |core, _| core.popped());
            self.on(window, "pagehide", |core, _| core.remember_place());
        }
    }

    fn on(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        handle: fn(&Rc<Self>, &web_sys::Event),
    ) {
        // What only looks on must not keep a page from scrolling.
        let options = if name == "wheel" {
            EventListenerOptions::default()
        } else {
            EventListenerOptions::enable_prevent_default()
        };
        self.on_with(target, name, options, handle);
    }

    /// The listener holds the core weakly, so that it does not keep alive what owns it.
    fn on_with(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        options: EventListenerOptions,
        handle: fn(&Rc<Self>, &web_sys::Event),
    ) {
        let weak = Rc::downgrade(self);
        let listener = EventListener::new_with_options(target, name, options, move |event| {
            if let Some(core) = weak.upgrade() {
                recovery::working(&core, || handle(&core, event));
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn place(&self, element: Option<&Element>) -> Place {
        let Some(element) = element.filter(|element| self.host.contains(Some(element))) else {
            return Place::Elsewhere;
        };
        if dom::closest(element, hooks::CARD).is_some() {
            return Place::Card;
        }
        dom::marker_at(element)
            .or_else(|| dom::closest(element, hooks::CROSS_REFERENCE))
            .map_or(Place::Elsewhere, Place::Marker)
    }

    /// Hovering begins with a move of the pointer. Events at the place where it was seen last
    /// come from the page scrolling under it, and open nothing.
    fn pointer_moved(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(event) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        if event.pointer_type() == "touch" {
            return;
        }
        let point = point(event);
        if self.state.borrow_mut().pointer.replace(point) == Some(point) {
            return;
        }
        let element = dom::target(event);
        let place = self.place(element.as_ref());
        // A pointer that draws a selection, or drags, opens nothing and takes nothing away.
        if event.buttons() != 0 && !matches!(place, Place::Card) {
            self.state.borrow_mut().pointed = None;
            let on_the_way = self.is_open();
            self.happened(Event::PointerElsewhere { on_the_way });
            return;
        }
        match place {
            // For fingers a marker is larger than it looks; a pointer has to be on it.
            Place::Marker(marker) if is_on(&marker, point) => {
                let on_the_way = self.is_on_the_way(point);
                let number = element
                    .and_then(|element| dom::closest(&element, hooks::NUMBER))
                    .and_then(|number| number.text_content())
                    .or_else(|| marker.get_attribute(hooks::DATA_LABEL));
                self.state.borrow_mut().pointed = number.map(|number| (marker.id(), number));
                self.happened(Event::PointerOnMarker {
                    marker: marker.id(),
                    on_the_way,
                });
                self.mark_here();
            }
            Place::Card => self.happened(Event::PointerOnCard),
            Place::Marker(_) | Place::Elsewhere => {
                self.state.borrow_mut().pointed = None;
                let on_the_way = self.is_on_the_way(point);
                self.happened(Event::PointerElsewhere { on_the_way });
            }
        }
    }

    /// Out of the window: no move tells of it.
    fn pointer_left(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
            return;
        };
        if pointer.related_target().is_some() || pointer.pointer_type() == "touch" {
            return;
        }
        {
            let mut state = self.state.borrow_mut();
            state.pointer = None;
            state.pointed = None;
        }
        self.happened(Event::PointerElsewhere { on_the_way: false });
    }

    /// One card at a time, whatever article it belongs to.
    fn card_opened_elsewhere(self: &Rc<Self>, event: &web_sys::Event) {
        let own = dom::target(event).is_some_and(|element| self.host.contains(Some(&element)));
        if !own {
            self.happened(Event::PressElsewhere);
        }
    }

    fn pressed_anywhere(self: &Rc<Self>, event: &web_sys::Event) {
        self.let_go();
        let touch = is_touch(event);
        {
            let mut state = self.state.borrow_mut();
            state.pressed_by_touch = touch;
            state.swallow_click = false;
        }
        let element = dom::target(event);
        let control = element
            .as_ref()
            .is_some_and(|element| dom::closest(element, hooks::PASSAGE).is_some());
        if !control {
            self.selection_event(passage::Event::PointerDown);
        }
        // A finger may be about to scroll; that it taps is known when it is lifted.
        if !touch {
            self.pressed_elsewhere(element.as_ref());
        }
    }

    /// Pressing the control at a selection does not end the selection.
    fn selection_held(self: &Rc<Self>, event: &web_sys::Event) {
        let held = dom::target(event).is_some_and(|element| {
            self.host.contains(Some(&element)) && dom::closest(&element, hooks::PASSAGE).is_some()
        });
        if held {
            event.prevent_default();
        }
    }

    fn released_anywhere(self: &Rc<Self>, event: &web_sys::Event) {
        self.selection_drawn();
        if !is_touch(event) {
            return;
        }
        let sheet = self.form() == Form::Sheet;
        let open = self.is_open();
        if self.pressed_elsewhere(dom::target(event).as_ref()) && open && sheet {
            // The tap that sends a sheet away does nothing else.
            self.state.borrow_mut().swallow_click = true;
        }
    }

    fn pressed_elsewhere(self: &Rc<Self>, element: Option<&Element>) -> bool {
        let elsewhere = matches!(self.place(element), Place::Elsewhere)
            && !element.is_some_and(|element| {
                self.host.contains(Some(element)) && dom::closest(element, hooks::CITE).is_some()
            });
        if elsewhere {
            self.happened(Event::PressElsewhere);
        }
        elsewhere
    }

    fn click_begins(self: &Rc<Self>, event: &web_sys::Event) {
        if std::mem::take(&mut self.state.borrow_mut().swallow_click) {
            event.prevent_default();
            event.stop_propagation();
        }
    }

    fn clicked(self: &Rc<Self>, event: &web_sys::Event) {
        let (Some(element), Some(click)) = (dom::target(event), event.dyn_ref::<MouseEvent>())
        else {
            return;
        };
        // What the page itself has dealt with is not ours.
        if event.default_prevented() {
            return;
        }
        // Modified clicks keep the meaning that the browser gives them.
        if click.button() != 0
            || click.ctrl_key()
            || click.meta_key()
            || click.shift_key()
            || click.alt_key()
        {
            return;
        }
        if self.button_clicked(&element) {
            return;
        }
        if let Some(link) = dom::closest(&element, hooks::PERMALINK) {
            event.prevent_default();
            self.copy_address(&link);
            return;
        }
        let opener = dom::marker_at(&element).or_else(|| {
            [hooks::CROSS_REFERENCE, hooks::CITE]
                .into_iter()
                .find_map(|class| dom::closest(&element, class))
        });
        if let Some(opener) = opener {
            event.prevent_default();
            self.opener_clicked(&opener, click);
        } else if let Some(link) = element.closest("a[href^=\"#\"]").ok().flatten()
            && let Some(target) = self.own_fragment(&link)
        {
            event.prevent_default();
            if dom::closest(&link, hooks::CONTENTS).is_some() {
                self.open_contents(Some(false));
            }
            self.link_clicked(&link, &target);
        }
    }

    /// A click on a button of ours.
    fn button_clicked(self: &Rc<Self>, element: &Element) -> bool {
        let Some(button) = element.closest("button").ok().flatten() else {
            return false;
        };
        let Some(button) = button.dyn_ref::<HtmlElement>() else {
            return false;
        };
        let classes = button.class_list();
        let is = |class: &str| classes.contains(class);
        if is(hooks::TOGGLE) {
            if let Some(body) = sections::part_of(button) {
                self.folded(|sections| sections.toggle(&body));
            }
        } else if is(hooks::CLOSE) {
            self.happened(Event::Close { refocus: true });
        } else if is(hooks::INNER) {
            self.toggle_inset(button);
        } else if is(hooks::COPY) {
            self.copy_reference(button);
        } else if is(hooks::CONTEXTS) {
            self.toggle_contexts(button);
        } else if is(hooks::EXPORT_TOGGLE) {
            self.toggle_export(button);
        } else if is(hooks::EXPORT_COPY) || is(hooks::EXPORT_SAVE) {
            self.export_pressed(button, is(hooks::EXPORT_SAVE));
        } else if is(hooks::EXPAND) {
            self.folded(Sections::toggle_all);
        } else if is(hooks::CONTENTS_TOGGLE) {
            self.open_contents(None);
        } else if is(hooks::QUIET) {
            let quiet = self.state.borrow().quiet;
            self.set_quiet(!quiet);
        } else if is(hooks::RETURN_BACK) {
            self.return_pressed();
        } else if is(hooks::RETURN_CLOSE) {
            self.went(trail::Event::Dismiss);
        } else if is(hooks::PASSAGE_COPY) {
            if let Some(text) = self.passage_text() {
                self.copy(&text, button);
            }
        } else {
            return false;
        }
        true
    }

    fn opener_clicked(self: &Rc<Self>, opener: &HtmlElement, click: &MouseEvent) {
        // A click without a pointer's place comes from the keyboard or a screen reader.
        if click.detail() == 0 {
            self.happened(Event::Enter(opener.id()));
            return;
        }
        let form = if self.state.borrow().pressed_by_touch {
            Form::Sheet
        } else {
            Form::Card
        };
        self.happened(Event::Press {
            marker: opener.id(),
            form,
        });
    }

    /// A jump inside the article. From the card it closes the card, unless it leads to another
    /// use of a reference: then the card goes along.
    fn link_clicked(self: &Rc<Self>, link: &Element, target: &str) {
        if !link.class_list().contains(hooks::USE) {
            self.follow(link, target);
            self.happened(Event::Close { refocus: false });
            // Closing may have taken the focus away from what the jump gave it to.
            if let Some(part) = self.part(target)
                && !self.has_focus_in(&part)
            {
                self.focus_part(&part);
            }
            return;
        }
        let form = self.form();
        let wanted = |attribute: &str| link.get_attribute(attribute).unwrap_or_default();
        let (key, step) = (wanted(hooks::DATA_KEY), wanted(hooks::DATA_STEP));
        self.follow(link, target);
        self.happened(Event::Follow {
            marker: target.to_owned(),
            form,
        });
        let Some(card) = self.card() else { return };
        let own = format!(".{}[{}={}]", hooks::USE, hooks::DATA_KEY, dom::quoted(&key));
        let same = format!("{own}[{}={}]", hooks::DATA_STEP, dom::quoted(&step));
        if let Some(link) = dom::find(&card, &same).or_else(|| dom::find(&card, &own)) {
            dom::focus(&link);
        }
    }

    pub(super) fn has_focus_in(&self, part: &Element) -> bool {
        dom::focused(&self.host).is_some_and(|active| part.contains(Some(&active)))
    }

    /// The fragment of a link into this article.
    fn own_fragment(&self, link: &Element) -> Option<String> {
        let fragment = link.get_attribute("href")?.get(1..)?.to_owned();
        self.part(&fragment).map(|_| fragment)
    }

    fn key_pressed(self: &Rc<Self>, event: &web_sys::Event) {
        let (Some(key), Some(element)) = (event.dyn_ref::<KeyboardEvent>(), dom::target(event))
        else {
            return;
        };
        // Enter on a link is a click, but not every engine says that it came from a key. The space
        // bar scrolls on a link; on a marker, which opens something, it opens it.
        let modified = key.ctrl_key() || key.meta_key() || key.shift_key() || key.alt_key();
        let opens = matches!(key.key().as_str(), "Enter" | " ") && !modified;
        let classes = element.class_list();
        let opener = (dom::is_marker(&element) && !classes.contains(hooks::INNER))
            || classes.contains(hooks::CROSS_REFERENCE)
            || classes.contains(hooks::CITE);
        if opens && opener {
            event.prevent_default();
            self.happened(Event::Enter(element.id()));
        }
    }

    /// Escape closes the card wherever the focus is: a hovered card does not have it.
    fn key_pressed_anywhere(self: &Rc<Self>, event: &web_sys::Event) {
        self.let_go();
        let escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|key| key.key() == "Escape");
        if !escape || event.default_prevented() {
            return;
        }
        let (card, passage) = {
            let state = self.state.borrow();
            (
                state.tooltip.open_marker().is_some(),
                state.passage.is_shown(),
            )
        };
        self.happened(Event::Escape);
        if !card && passage {
            self.selection_event(passage::Event::Close);
        }
        if card || passage {
            // A host's own dialog around the article stays open.
            event.prevent_default();
        }
    }

    fn focus_came(self: &Rc<Self>, event: &web_sys::Event) {
        match self.place(dom::target(event).as_ref()) {
            Place::Marker(marker) => {
                if marker.matches(":focus-visible").unwrap_or(false) {
                    self.happened(Event::FocusOnMarker(marker.id()));
                } else {
                    self.happened(Event::FocusUnseen(marker.id()));
                }
            }
            Place::Card => self.happened(Event::FocusInCard),
            Place::Elsewhere => {
                self.happened(Event::FocusElsewhere);
                let into_filter = dom::target(event)
                    .is_some_and(|element| element.class_list().contains(hooks::FILTER));
                if into_filter {
                    self.know_list_soon();
                }
            }
        }
    }

    fn focus_went(self: &Rc<Self>, event: &web_sys::Event) {
        let document = self.host.owner_document();
        let window_left = document.is_some_and(|document| !document.has_focus().unwrap_or(true));
        if window_left {
            if let Place::Marker(marker) = self.place(dom::target(event).as_ref()) {
                self.happened(Event::FocusWillCome(marker.id()));
            }
            return;
        }
        let to = event
            .dyn_ref::<web_sys::FocusEvent>()
            .and_then(|event| dom::as_element(event.related_target()));
        // Where the focus goes inside of the element, `focusin` follows and says where.
        if to.is_none_or(|to| !self.host.contains(Some(&to))) {
            self.happened(Event::FocusElsewhere);
        }
    }

    /// The browser has found something in a closed part, or in a reference that a filter hides:
    /// a word of a search, a text fragment.
    fn found(self: &Rc<Self>, event: &web_sys::Event) {
        if let Some(element) = dom::target(event) {
            self.uncover(&element);
            self.bring_into_view(&element.id());
        }
    }
}

fn point(event: &PointerEvent) -> Point {
    Point {
        x: f64::from(event.client_x()),
        y: f64::from(event.client_y()),
    }
}

fn is_on(marker: &Element, point: Point) -> bool {
    dom::lines(marker)
        .iter()
        .any(|line| line.grown(1.0).contains(point))
}

fn is_touch(event: &web_sys::Event) -> bool {
    event
        .dyn_ref::<PointerEvent>()
        .is_some_and(|event| matches!(event.pointer_type().as_str(), "touch" | "pen"))
}
