//! Small conversions between the page and the machines.

use wasm_bindgen::prelude::*;
use web_sys::{
    Document, DomRect, Element, Event, EventTarget, FocusOptions, HtmlElement, Node, Range,
    ScrollBehavior, ScrollToOptions, ShadowRoot, Window,
};

use crate::behavior::geometry::{Point, Rect};
use crate::model::Direction;
use crate::render::{Tongue, hooks};

#[wasm_bindgen(module = "/src/widget/edge.js")]
extern "C" {
    /// XSS-Safety: the only setter of markup; everything that calls it passes what
    /// `crate::render` has written, where one escaper has seen every character of the article.
    #[wasm_bindgen(js_name = setMarkup)]
    pub(super) fn set_markup(element: &Element, html: &str);

    /// Whether this engine can place a box beside another.
    #[wasm_bindgen(js_name = hasAnchors)]
    pub(super) fn has_anchors() -> bool;

    /// Whether a picture could not be loaded, before anybody listened.
    #[wasm_bindgen(js_name = isLostPicture)]
    pub(super) fn is_lost_picture(picture: &Element) -> bool;

    /// Moves a node that is in the page to another place in it, with its state (what a frame has
    /// loaded, the focus) where the engine can do that.
    #[wasm_bindgen(js_name = moveInto)]
    pub(super) fn move_into(home: &Node, node: &Node, before: Option<&Node>);

    /// What an element holds: as JSON, and its nodes in the same order.
    #[wasm_bindgen(js_name = snapshot)]
    pub(super) fn snapshot(element: &Element) -> Snapshot;

    /// XSS-Safety: the browser reads a page's source into a document that is never shown.
    #[wasm_bindgen(js_name = pageSnapshot)]
    pub(super) fn page_snapshot(text: &str) -> String;

    /// What [`snapshot`] gives.
    pub(super) type Snapshot;

    #[wasm_bindgen(method, getter)]
    pub(super) fn json(this: &Snapshot) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn nodes(this: &Snapshot) -> js_sys::Array;

    /// Takes every element inside that a selector finds out of speech and of the order of the Tab
    /// key, or gives them back. An article may have thousands of them: it is one call.
    #[wasm_bindgen(js_name = leaveOut)]
    pub(super) fn leave_out(element: &Element, selector: &str, out: bool);

    /// Calls back behind the next frame; gives what calls it off.
    #[wasm_bindgen(js_name = afterFrame)]
    pub(super) fn after_frame(act: &js_sys::Function) -> js_sys::Function;

    /// Shows or hides a popover.
    #[wasm_bindgen(js_name = setPopover)]
    pub(super) fn set_popover(element: &HtmlElement, open: bool);

    /// Shows a popover that belongs to another element.
    #[wasm_bindgen(js_name = showPopoverOf)]
    pub(super) fn show_popover_of(element: &HtmlElement, source: &HtmlElement);

    /// Something that hears what closes things on this machine, if it has that.
    #[wasm_bindgen(js_name = closeWatcher)]
    pub(super) fn close_watcher() -> Option<EventTarget>;

    #[wasm_bindgen(js_name = endWatcher)]
    pub(super) fn end_watcher(watcher: &EventTarget);

    /// A copy of what is selected, in the tree that an element is in.
    #[wasm_bindgen(js_name = selectedRange)]
    pub(super) fn selected_range(beside: &Element) -> Option<Range>;

    /// Puts text on the clipboard for what asked for it; a promise of whether that was allowed.
    #[wasm_bindgen(js_name = copyText)]
    pub(super) fn copy_text(text: &str, near: &Element) -> js_sys::Promise;

    /// Offers text as a file.
    #[wasm_bindgen(js_name = saveFile)]
    pub(super) fn save_file(name: &str, media_type: &str, text: &str);
}

pub(super) fn window() -> Option<Window> {
    web_sys::window()
}

/// The element that an event is about, inside a shadow tree as well.
pub(super) fn target(event: &Event) -> Option<Element> {
    let target = as_element(event.target())?;
    if target.shadow_root().is_none() {
        return Some(target);
    }
    as_element(event.composed_path().get(0).dyn_into().ok())
}

/// The shadow tree that an element is in, if it is in one.
pub(super) fn shadow(element: &Element) -> Option<ShadowRoot> {
    element.get_root_node().dyn_into().ok()
}

/// The element of an id in the tree that another is in.
pub(super) fn by_id(beside: &Element, id: &str) -> Option<Element> {
    match shadow(beside) {
        Some(root) => root.get_element_by_id(id),
        None => beside.owner_document()?.get_element_by_id(id),
    }
}

/// What has the focus in the tree that an element is in.
pub(super) fn focused(beside: &Element) -> Option<Element> {
    match shadow(beside) {
        Some(root) => root.active_element(),
        None => beside.owner_document()?.active_element(),
    }
}

/// The element around another; that of a shadow tree is what the tree hangs on.
fn around(element: &Element) -> Option<Element> {
    element
        .parent_element()
        .or_else(|| shadow(element).map(|root| root.host()))
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

/// The nearest marker, from this element outwards.
pub(super) fn marker_at(element: &Element) -> Option<HtmlElement> {
    let marker = element.closest(hooks::MARKERS).ok().flatten()?;
    marker.dyn_into().ok()
}

/// Whether an element is a marker.
pub(super) fn is_marker(element: &Element) -> bool {
    element.matches(hooks::MARKERS).unwrap_or_default()
}

/// The first element inside that a selector finds.
pub(super) fn find(element: &Element, selector: &str) -> Option<HtmlElement> {
    element
        .query_selector(selector)
        .ok()
        .flatten()?
        .dyn_into()
        .ok()
}

/// Every element inside that a selector finds.
pub(super) fn find_all(element: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = element.query_selector_all(selector) else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|at| found.get(at)?.dyn_into().ok())
        .collect()
}

/// The elements that an element holds.
pub(super) fn children(element: &Element) -> impl Iterator<Item = Element> {
    std::iter::successors(element.first_element_child(), Element::next_element_sibling)
}

/// The same, of HTML, all at once.
pub(super) fn html_children(element: &Element) -> Vec<HtmlElement> {
    children(element)
        .filter_map(|child| child.dyn_into().ok())
        .collect()
}

/// A new element of a class.
pub(super) fn element(document: &Document, name: &str, class: &str) -> Option<HtmlElement> {
    let element: HtmlElement = document.create_element(name).ok()?.dyn_into().ok()?;
    element.set_class_name(class);
    Some(element)
}

/// Sets or removes an attribute that has no value.
pub(super) fn flag(element: &Element, name: &str, on: bool) {
    let done = if on {
        element.set_attribute(name, "")
    } else {
        element.remove_attribute(name)
    };
    // Names are constants of ours; there is no invalid one.
    let _ = done;
}

/// The direction in which an element runs. Where it has it from its parent, that is asked: the style
/// of what has just been put into a page is not known yet, and is not worth working out twice.
pub(super) fn direction(element: &Element) -> Direction {
    let parent = element.parent_element();
    let from = match &parent {
        Some(parent) if !element.has_attribute("dir") => parent,
        _ => element,
    };
    let rtl = window()
        .and_then(|window| window.get_computed_style(from).ok()?)
        .and_then(|style| style.get_property_value("direction").ok())
        .is_some_and(|direction| direction == "rtl");
    if rtl { Direction::Rtl } else { Direction::Ltr }
}

/// Says the language of an element.
pub(super) fn say_tongue(element: &Element, tongue: Tongue<'_>) {
    let lang = tongue.lang.map(|lang| element.set_attribute("lang", lang));
    let direction = tongue
        .direction
        .map(|direction| element.set_attribute("dir", direction.as_str()));
    // Names are constants of ours; there is no invalid one.
    let _ = (lang, direction);
}

/// Gives the focus without moving the page.
pub(super) fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    let _ = element.focus_with_options(&options);
}

/// A string of a selector: ids may hold a quote or a backslash from a host's own id.
pub(super) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

pub(super) fn rect(rect: &DomRect) -> Rect {
    Rect {
        left: rect.left(),
        top: rect.top(),
        right: rect.right(),
        bottom: rect.bottom(),
    }
}

/// The rectangles of an element's lines.
pub(super) fn lines(element: &Element) -> Vec<Rect> {
    let rects = element.get_client_rects();
    (0..rects.length())
        .filter_map(|at| rects.item(at))
        .map(|line| rect(&line))
        .collect()
}

/// The line of an element that a point is on; the first one without.
pub(super) fn line_at(lines: &[Rect], point: Option<Point>) -> Option<Rect> {
    let hit = |line: &&Rect| point.is_some_and(|point| line.grown(1.0).contains(point));
    lines.iter().find(hit).or(lines.first()).copied()
}

/// Width and height of the window.
pub(super) fn window_size() -> Option<(f64, f64)> {
    let window = window()?;
    let width = window.inner_width().ok()?.as_f64()?;
    let height = window.inner_height().ok()?.as_f64()?;
    Some((width, height))
}

/// The time in milliseconds since the page began.
pub(super) fn now() -> u64 {
    let milliseconds = window()
        .and_then(|window| window.performance())
        .map_or(0.0, |performance| performance.now());
    whole(milliseconds)
}

/// A time in milliseconds without its fraction.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page lives no 500 million years, and its clock is not negative"
)]
pub(super) fn whole(milliseconds: f64) -> u64 {
    milliseconds as u64
}

/// Scrolls the page at once, whatever `scroll-behavior` the host has.
pub(super) fn scroll_to(top: f64) {
    let options = ScrollToOptions::new();
    options.set_top(top);
    options.set_behavior(ScrollBehavior::Instant);
    if let Some(window) = window() {
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// How far the page is scrolled.
pub(super) fn scrolled() -> f64 {
    window()
        .and_then(|window| window.scroll_y().ok())
        .unwrap_or_default()
}

/// The nearest box around an element that scrolls up and down; `None` where the page does.
pub(super) fn scroller_around(element: &Element) -> Option<Element> {
    let scrolls = |candidate: &Element| {
        !matches!(candidate.tag_name().as_str(), "HTML" | "BODY")
            && candidate.scroll_height() > candidate.client_height() + 1
            && window()
                .and_then(|window| window.get_computed_style(candidate).ok()?)
                .and_then(|style| style.get_property_value("overflow-y").ok())
                .is_some_and(|overflow| matches!(overflow.as_str(), "auto" | "scroll"))
    };
    std::iter::successors(around(element), around).find(scrolls)
}

/// Scrolls what an element scrolls in by so much, at once, whatever `scroll-behavior` the host has.
pub(super) fn scroll_around(element: &Element, by: f64) {
    let options = ScrollToOptions::new();
    options.set_top(by);
    options.set_behavior(ScrollBehavior::Instant);
    if let Some(scroller) = scroller_around(element) {
        scroller.scroll_by_with_scroll_to_options(&options);
    } else if let Some(window) = window() {
        window.scroll_by_with_scroll_to_options(&options);
    }
}

/// A plain object with these members.
pub(super) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = js_sys::Object::new();
    for (name, value) in members {
        // A plain object takes whatever it is given.
        let _ = js_sys::Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// A member of an object.
pub(super) fn member(object: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object, &JsValue::from_str(name)).ok()
}

/// An object as a text of JSON. Nothing is nothing; what has no JSON is an error of the browser's.
pub(super) fn json(value: &JsValue) -> Result<Option<String>, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(None);
    }
    // `undefined`, which a function gives, is no string.
    Ok(js_sys::JSON::stringify(value)?.as_string())
}

/// A length in whole CSS pixels.
pub(super) fn whole_pixels(length: f64) -> i32 {
    #[allow(
        clippy::cast_possible_truncation,
        reason = "no page is longer than what an `i32` holds; beyond it `as` saturates"
    )]
    let pixels = length.round() as i32;
    pixels
}

/// A length for a style sheet.
pub(super) fn pixels(length: f64) -> String {
    decimal(length, 100) + "px"
}

/// A number with a fraction, rounded to one part of `parts`, a power of ten. Rust's own way to
/// write fractions is exact for all of them, and would be a good part of the module.
pub(super) fn decimal(number: f64, parts: u32) -> String {
    let rounded = whole_pixels(number * f64::from(parts));
    let sign = if rounded < 0 { "-" } else { "" };
    let (whole, part) = (
        rounded.unsigned_abs() / parts,
        rounded.unsigned_abs() % parts,
    );
    // With one figure more in front, no nought of the fraction is lost.
    let part = (parts + part).to_string();
    [
        sign,
        &whole.to_string(),
        ".",
        part.get(1..).unwrap_or_default(),
    ]
    .concat()
}
