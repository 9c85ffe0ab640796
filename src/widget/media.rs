//! What the browser alone knows of figures and tables: which boxes scroll, and which pictures
//! could not be loaded.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement, ResizeObserver, ResizeObserverEntry};

use super::observe::AfterFrame;
use super::{Core, dom};
use crate::behavior::overflow::Extent;
use crate::render::hooks;

/// Sees boxes and what they hold change their width.
#[derive(Debug)]
pub(super) struct Watch {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
    /// Boxes that are to be measured behind the next frame. Measuring changes them, and an observer
    /// that is told of what it has changed itself is a loop to browsers, of which they complain.
    changed: RefCell<Vec<HtmlElement>>,
    /// Whether that is on its way.
    coming: Cell<bool>,
    frame: RefCell<Option<AfterFrame>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Core {
    /// Watches every box of the article that may scroll.
    pub(super) fn watch_boxes(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let callback = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
            let homes = entries.iter().filter_map(|entry| {
                let entry: ResizeObserverEntry = entry.unchecked_into();
                dom::closest(&entry.target(), hooks::SCROLL)
            });
            if let Some(core) = weak.upgrade() {
                core.boxes_changed(homes);
            }
        });
        let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else {
            return;
        };
        for home in dom::find_all(&self.host, &format!(".{}", hooks::SCROLL)) {
            observer.observe(&home);
            // The box keeps its width when a font or a picture makes its contents wider.
            if let Some(inner) = home.first_element_child() {
                observer.observe(&inner);
            }
        }
        self.boxes.replace(Some(Watch {
            observer,
            _callback: callback,
            changed: RefCell::default(),
            coming: Cell::new(false),
            frame: RefCell::default(),
        }));
    }

    fn boxes_changed(self: &Rc<Self>, homes: impl Iterator<Item = HtmlElement>) {
        let boxes = self.boxes.borrow();
        let Some(watch) = boxes.as_ref() else {
            return;
        };
        watch.changed.borrow_mut().extend(homes);
        if !watch.coming.replace(true) {
            let measure = AfterFrame::new(self, |core| core.measure_boxes());
            watch.frame.replace(Some(measure));
        }
    }

    fn measure_boxes(&self) {
        let boxes = self.boxes.borrow();
        let Some(watch) = boxes.as_ref() else {
            return;
        };
        watch.coming.set(false);
        watch.changed.take().iter().for_each(measure);
    }

    /// A picture that could not be loaded gives way to the words that stand for it.
    pub(super) fn failed(self: &Rc<Self>, event: &web_sys::Event) {
        // What becomes of a page's own pictures is the page's.
        if self.standing.borrow().is_some() {
            return;
        }
        if let Some(picture) = dom::target(event).filter(|element| element.local_name() == "img") {
            self.picture_failed(&picture);
        }
    }

    pub(super) fn picture_failed(&self, picture: &Element) {
        // It can be known to be lost before the event that tells of it.
        if picture.has_attribute("hidden") {
            return;
        }
        let _ = picture.set_attribute("hidden", "");
        let our_words = self.words();
        let messages = our_words.messages();
        let words = picture.get_attribute("alt").unwrap_or_default();
        let words = match words.as_str() {
            // A picture in the line that says nothing leaves nothing.
            "" if picture.closest("figure").ok().flatten().is_none() => return,
            "" => messages.missing_picture(),
            words => words,
        };
        let document = self.host.owner_document();
        let standing_in =
            document.and_then(|document| dom::element(&document, "span", hooks::MISSING));
        if let Some(standing_in) = standing_in {
            standing_in.set_text_content(Some(words));
            let _ = picture.after_with_node_1(&standing_in);
        }
    }
}

/// A box has been scrolled.
pub(super) fn scrolled(event: &web_sys::Event) {
    if let Some(home) = dom::target(event)
        .filter(|element| element.class_list().contains(hooks::SCROLL))
        .and_then(|element| element.dyn_into::<HtmlElement>().ok())
    {
        mark(&home, extent(&home));
    }
}

/// A box that does not scroll is no stop of the Tab key.
fn measure(home: &HtmlElement) {
    let extent = extent(home);
    // Names are constants of ours; there is no invalid one.
    let _ = if extent.overflows() {
        home.set_attribute("tabindex", "0")
    } else {
        home.remove_attribute("tabindex")
    };
    mark(home, extent);
}

fn mark(home: &HtmlElement, extent: Extent) {
    let more = extent.more();
    let sides = match (more.left, more.right) {
        (true, true) => "left right",
        (true, false) => "left",
        (false, true) => "right",
        (false, false) => {
            let _ = home.remove_attribute(hooks::DATA_MORE);
            return;
        }
    };
    let _ = home.set_attribute(hooks::DATA_MORE, sides);
}

fn extent(home: &HtmlElement) -> Extent {
    Extent {
        scrolled: f64::from(home.scroll_left()),
        visible: f64::from(home.client_width()),
        whole: f64::from(home.scroll_width()),
        right_to_left: is_right_to_left(home),
    }
}

fn is_right_to_left(element: &Element) -> bool {
    element.matches(":dir(rtl)").unwrap_or_default()
}
