//! Small conversions between the page and the machines.

use wasm_bindgen::prelude::*;
use web_sys::{DomRect, Element, Event, EventTarget, HtmlElement};

use crate::behavior::geometry::Rect;

#[wasm_bindgen(module = "/src/widget/markup.js")]
extern "C" {
    /// XSS-Safety: the only setter of markup; everything that calls it passes what
    /// `crate::render` has written, where one escaper has seen every character of the article.
    #[wasm_bindgen(js_name = setMarkup)]
    pub(super) fn set_markup(element: &Element, html: &str);

    /// Whether this engine can place a box beside another.
    #[wasm_bindgen(js_name = hasAnchors)]
    pub(super) fn has_anchors() -> bool;

    /// Shows or hides a popover.
    #[wasm_bindgen(js_name = setPopover)]
    pub(super) fn set_popover(element: &HtmlElement, open: bool);
}

/// The element that an event is about.
pub(super) fn target(event: &Event) -> Option<Element> {
    as_element(event.target())
}

pub(super) fn as_element(target: Option<EventTarget>) -> Option<Element> {
    target?.dyn_into().ok()
}

/// The nearest element of a class, from this one outwards.
pub(super) fn closest(element: &Element, class: &str) -> Option<HtmlElement> {
    element
        .closest(&format!(".{class}"))
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

pub(super) fn rect(rect: &DomRect) -> Rect {
    Rect {
        left: rect.left(),
        top: rect.top(),
        right: rect.right(),
        bottom: rect.bottom(),
    }
}

/// The time in milliseconds since the page began.
pub(super) fn now() -> u64 {
    let milliseconds = web_sys::window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now());
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page lives no 500 million years, and its clock is not negative"
    )]
    let whole = milliseconds as u64;
    whole
}
