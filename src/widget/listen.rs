//! From DOM events to what the machines understand. The number of listeners does not depend on
//! the article: they sit on the element, the document and the window.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use super::{Core, dom};
use crate::behavior::geometry::{Point, on_the_way};
use crate::behavior::tooltip::{Event, Form};
use crate::render::hooks;

/// Where the thing is that an event is about.
enum Place {
    Marker(HtmlElement),
    Card,
    Elsewhere,
}

impl Core {
    pub(super) fn listen(self: &Rc<Self>) {
        let host: &EventTarget = &self.host;
        self.on(host, "click", Self::clicked);
        self.on(host, "keydown", Self::key_pressed);
        self.on(host, "focusin", Self::focus_came);
        self.on(host, "focusout", Self::focus_went);
        self.on(host, "beforematch", Self::found);
        self.on(host, "pointerdown", Self::pressed);
        let document = self.host.owner_document();
        let window = document.as_ref().and_then(web_sys::Document::default_view);
        if let Some(document) = &document {
            self.on(document, "pointermove", Self::pointer_moved);
            self.on(document, "pointerdown", Self::pressed_anywhere);
            self.on(document, "keydown", Self::key_pressed_anywhere);
        }
        if let Some(window) = &window {
            self.on(window, "hashchange", |core, _| {
                core.honour_fragment();
            });
        }
    }

    /// The listener holds the core weakly, so that it does not keep alive what owns it.
    fn on(
        self: &Rc<Self>,
        target: &EventTarget,
        name: &'static str,
        handle: fn(&Rc<Self>, &web_sys::Event),
    ) {
        let weak = Rc::downgrade(self);
        let options = EventListenerOptions::enable_prevent_default();
        let listener = EventListener::new_with_options(target, name, options, move |event| {
            if let Some(core) = weak.upgrade() {
                handle(&core, event);
            }
        });
        self.listeners.borrow_mut().push(listener);
    }

    fn place(&self, element: Option<&Element>) -> Place {
        let Some(element) = element.filter(|element| self.host.contains(Some(element))) else {
            return Place::Elsewhere;
        };
        if let Some(marker) = dom::closest(element, hooks::MARKER) {
            return Place::Marker(marker);
        }
        if dom::closest(element, hooks::CARD).is_some() {
            Place::Card
        } else {
            Place::Elsewhere
        }
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
        let point = Point {
            x: f64::from(event.client_x()),
            y: f64::from(event.client_y()),
        };
        if self.state.borrow_mut().pointer.replace(point) == Some(point) {
            return;
        }
        match self.place(dom::target(event).as_ref()) {
            Place::Marker(marker) => {
                let on_the_way = self.is_on_the_way(point);
                self.happened(Event::PointerOnMarker {
                    marker: marker.id(),
                    on_the_way,
                });
            }
            Place::Card => self.happened(Event::PointerOnCard),
            Place::Elsewhere => {
                let on_the_way = self.is_on_the_way(point);
                self.happened(Event::PointerElsewhere { on_the_way });
            }
        }
    }

    /// Whether the pointer is between the open card and its marker.
    fn is_on_the_way(&self, point: Point) -> bool {
        let state = self.state.borrow();
        let (Some(card), Some(marker)) = (&state.card, state.tooltip.open_marker()) else {
            return false;
        };
        let Some(marker) = self.marker(marker) else {
            return false;
        };
        let card = dom::rect(&card.get_bounding_client_rect());
        on_the_way(point, dom::rect(&marker.get_bounding_client_rect()), card)
    }

    fn pressed(self: &Rc<Self>, event: &web_sys::Event) {
        let touch = event
            .dyn_ref::<PointerEvent>()
            .is_some_and(|event| matches!(event.pointer_type().as_str(), "touch" | "pen"));
        self.state.borrow_mut().pressed_by_touch = touch;
    }

    fn pressed_anywhere(self: &Rc<Self>, event: &web_sys::Event) {
        if matches!(self.place(dom::target(event).as_ref()), Place::Elsewhere) {
            self.happened(Event::PressElsewhere);
        }
    }

    fn clicked(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(element) = dom::target(event) else {
            return;
        };
        let Some(click) = event.dyn_ref::<MouseEvent>() else {
            return;
        };
        // Modified clicks keep the meaning that the browser gives them.
        if click.button() != 0
            || click.ctrl_key()
            || click.meta_key()
            || click.shift_key()
            || click.alt_key()
        {
            return;
        }
        if let Some(toggle) = dom::closest(&element, hooks::TOGGLE) {
            if let Some(body) = toggle.get_attribute("aria-controls") {
                let effects = self.state.borrow_mut().sections.toggle(&body);
                self.fold(&effects);
            }
        } else if dom::closest(&element, hooks::CLOSE).is_some() {
            self.happened(Event::Close { refocus: true });
        } else if let Some(marker) = dom::closest(&element, hooks::MARKER) {
            event.prevent_default();
            // A click without a pointer's place comes from the keyboard or a screen reader.
            if click.detail() == 0 {
                self.happened(Event::Enter(marker.id()));
            } else {
                let form = if self.state.borrow().pressed_by_touch {
                    Form::Sheet
                } else {
                    Form::Card
                };
                self.happened(Event::Press {
                    marker: marker.id(),
                    form,
                });
            }
        } else if let Some(fragment) = self.own_fragment(&element) {
            // The browser goes there by itself and keeps its history; here it is only made sure
            // that the target is open and that the way ends on it.
            self.happened(Event::Close { refocus: false });
            self.uncover(&fragment);
            self.land_again(&fragment, 0);
        }
    }

    /// The fragment of a link into this article.
    fn own_fragment(&self, element: &Element) -> Option<String> {
        let link = element.closest("a[href^=\"#\"]").ok().flatten()?;
        let fragment = link.get_attribute("href")?.get(1..)?.to_owned();
        self.part(&fragment).map(|_| fragment)
    }

    fn key_pressed(self: &Rc<Self>, event: &web_sys::Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        let Some(element) = dom::target(event) else {
            return;
        };
        // Enter on a link is a click, but not every engine says that it came from a key. The space
        // bar scrolls on a link; on a marker, which opens something, it opens it.
        let modified = key.ctrl_key() || key.meta_key() || key.shift_key() || key.alt_key();
        let opens = matches!(key.key().as_str(), "Enter" | " ") && !modified;
        if opens && element.class_list().contains(hooks::MARKER) {
            event.prevent_default();
            self.happened(Event::Enter(element.id()));
        }
    }

    /// Escape closes the card wherever the focus is: a hovered card does not have it.
    fn key_pressed_anywhere(self: &Rc<Self>, event: &web_sys::Event) {
        let escape = event
            .dyn_ref::<KeyboardEvent>()
            .is_some_and(|key| key.key() == "Escape");
        if escape && !event.default_prevented() {
            let open = self.state.borrow().tooltip.open_marker().is_some();
            self.happened(Event::Escape);
            if open {
                // A host's own dialog around the article stays open.
                event.prevent_default();
            }
        }
    }

    fn focus_came(self: &Rc<Self>, event: &web_sys::Event) {
        match self.place(dom::target(event).as_ref()) {
            Place::Marker(marker) => {
                if marker.matches(":focus-visible").unwrap_or(false) {
                    self.happened(Event::FocusOnMarker(marker.id()));
                }
            }
            Place::Card => self.happened(Event::FocusInCard),
            Place::Elsewhere => self.happened(Event::FocusElsewhere),
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

    /// The browser has found something in a closed part: a word of a search, a text fragment.
    fn found(self: &Rc<Self>, event: &web_sys::Event) {
        if let Some(element) = dom::target(event) {
            self.uncover_element(&element);
            self.bring_into_view(&element.id());
        }
    }
}
