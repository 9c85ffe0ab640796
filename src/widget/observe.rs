//! Seeing parts of the page come to a place in the window and leave it; waiting until it is painted.

use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::{Core, dom};

/// An observer that ends when it is dropped.
#[derive(Debug)]
pub(super) struct Observer {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for Observer {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

impl Observer {
    /// Calls `handle` with what has changed, each time that anything has. `margin` moves the
    /// edges of what the article scrolls in (CSS `rootMargin`), `thresholds` are the shares of an
    /// element whose
    /// coming into view is told; `None` tells the first and the last pixel.
    pub(super) fn new(
        core: &Rc<Core>,
        margin: &str,
        thresholds: Option<&[f64]>,
        mut handle: impl FnMut(&Rc<Core>, &[IntersectionObserverEntry]) + 'static,
    ) -> Option<Self> {
        // The callback holds the core weakly, so that it does not keep alive what owns it.
        let weak = Rc::downgrade(core);
        let callback = Closure::new(move |entries: js_sys::Array| {
            if let Some(core) = weak.upgrade() {
                let entries: Vec<_> = entries
                    .iter()
                    .filter_map(|entry| entry.dyn_into().ok())
                    .collect();
                handle(&core, &entries);
            }
        });
        let init = IntersectionObserverInit::new();
        init.set_root_margin(margin);
        // Beyond a box that scrolls the margins of the window mean nothing.
        init.set_root(dom::scroller_around(&core.host).as_ref());
        if let Some(thresholds) = thresholds {
            let list: js_sys::Array = thresholds
                .iter()
                .map(|share| JsValue::from(*share))
                .collect();
            init.set_threshold(&list);
        }
        let observer =
            IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &init)
                .ok()?;
        Some(Self {
            observer,
            _callback: callback,
        })
    }

    pub(super) fn observe(&self, element: &Element) {
        self.observer.observe(element);
    }
}

/// Something that is done when the next frame has been painted, unless this is dropped before.
#[derive(Debug)]
pub(super) struct AfterFrame {
    call_off: js_sys::Function,
    _act: Closure<dyn FnMut()>,
}

impl Drop for AfterFrame {
    fn drop(&mut self) {
        // It throws nothing.
        let _ = self.call_off.call0(&JsValue::NULL);
    }
}

impl AfterFrame {
    /// Does `act` then.
    pub(super) fn new(core: &Rc<Core>, act: impl Fn(&Rc<Core>) + 'static) -> Self {
        let weak = Rc::downgrade(core);
        let act = Closure::new(move || {
            if let Some(core) = weak.upgrade() {
                act(&core);
            }
        });
        let call_off = dom::after_frame(act.as_ref().unchecked_ref());
        Self {
            call_off,
            _act: act,
        }
    }
}
