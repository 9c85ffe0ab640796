//! The widget: an article in a host page. This is the only module that knows a browser.
//!
//! [`Reader`] is what the custom element in `www/scholion.js` drives. It mounts what
//! [`crate::render`] has written (`mount`), listens with a constant number of listeners
//! (`listen`), hands what happens to the machines in [`crate::behavior`], and carries out their
//! effects (`apply`). Listeners and timers are owned values: dropping the reader removes them.

mod apply;
mod dom;
mod listen;
mod mount;
mod options;

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::behavior::geometry::Point;
use crate::behavior::sections::Sections;
use crate::behavior::tooltip::{Event, Form, Token, Tooltip};
use crate::diagnostic::{Diagnostic, LineIndex};
use crate::model::Article;
use crate::parse::{self, Format, Parsed};
use crate::render::{Index, fragment};

use options::Settings;

/// A reader for one element of the host page.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Reader {
    core: Rc<Core>,
}

/// What the listeners share. They hold it weakly, so that dropping the reader ends it.
#[derive(Debug)]
struct Core {
    host: HtmlElement,
    settings: RefCell<Settings>,
    state: RefCell<State>,
    /// The source of the article, for the places of diagnostics.
    diagnostics: RefCell<(String, Vec<Diagnostic>)>,
    listeners: RefCell<Vec<EventListener>>,
    timers: RefCell<HashMap<Token, Timeout>>,
    /// Goes to the target of the last jump once more.
    landing: RefCell<Option<Timeout>>,
}

#[derive(Debug, Default)]
struct State {
    article: Article,
    index: Index,
    tooltip: Tooltip<String>,
    sections: Sections,
    card: Option<HtmlElement>,
    /// Where the pointer was last seen; an event at the same place is the page moving under it.
    pointer: Option<Point>,
    /// The kind of pointer that pressed last.
    pressed_by_touch: bool,
}

#[wasm_bindgen]
impl Reader {
    /// A reader for this element. Nothing changes on the page until something is loaded.
    #[wasm_bindgen(constructor)]
    pub fn new(host: HtmlElement) -> Self {
        let core = Core {
            host,
            settings: RefCell::default(),
            state: RefCell::default(),
            diagnostics: RefCell::default(),
            listeners: RefCell::default(),
            timers: RefCell::default(),
            landing: RefCell::default(),
        };
        Self {
            core: Rc::new(core),
        }
    }

    /// Reads a source and renders it into the element.
    ///
    /// `media_type` and `name` (an address or file name) help to tell the format; `format`
    /// overrules them.
    ///
    /// # Errors
    ///
    /// Where nothing of the source can be read: a message that says why. The page stays as it is.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "JavaScript hands over optional strings by value only"
    )]
    pub fn load(
        &self,
        bytes: &[u8],
        format: Option<String>,
        media_type: Option<String>,
        name: Option<String>,
    ) -> Result<(), JsError> {
        let (text, found) = parse::decode(bytes);
        let format = format
            .as_deref()
            .and_then(Format::from_name)
            .unwrap_or_else(|| {
                Format::detect(
                    media_type.as_deref(),
                    name.as_deref().unwrap_or_default(),
                    &text,
                )
            });
        let Parsed {
            article,
            mut diagnostics,
        } = parse::text(&text, format);
        diagnostics.splice(0..0, found);
        if let (true, Some(error)) = (article == Article::default(), diagnostics.first()) {
            let message = match &error.hint {
                Some(hint) => format!("{}: {hint}", error.message),
                None => error.message.to_string(),
            };
            self.core
                .diagnostics
                .replace((text.into_owned(), diagnostics));
            return Err(JsError::new(&message));
        }
        diagnostics.extend(crate::check::article(&article));
        self.core
            .diagnostics
            .replace((text.into_owned(), diagnostics));
        self.core.mount(article);
        Ok(())
    }

    /// Renders a structured article into the element.
    ///
    /// # Errors
    ///
    /// Where the object is no article: a message that says what is wrong with it.
    #[wasm_bindgen(js_name = loadObject)]
    pub fn load_object(&self, object: JsValue) -> Result<(), JsError> {
        let article: Article = serde_wasm_bindgen::from_value(object)
            .map_err(|error| JsError::new(&format!("this is no structured article: {error}")))?;
        self.core
            .diagnostics
            .replace((String::new(), crate::check::article(&article)));
        self.core.mount(article);
        Ok(())
    }

    /// The article as a plain object, in the form that [`Reader::load_object`] takes.
    ///
    /// # Errors
    ///
    /// Never for an article that was loaded; the signature is that of serialisation.
    #[wasm_bindgen(getter)]
    pub fn article(&self) -> Result<JsValue, JsError> {
        to_js(&self.core.state.borrow().article)
    }

    /// What was noticed while reading and checking: an array of objects with `code`, `severity`,
    /// `message`, `hint`, `line`, `column`.
    ///
    /// # Errors
    ///
    /// Never; the signature is that of serialisation.
    #[wasm_bindgen(getter)]
    pub fn diagnostics(&self) -> Result<JsValue, JsError> {
        let diagnostics = self.core.diagnostics.borrow();
        let lines = LineIndex::new(&diagnostics.0);
        let all: Vec<Finding<'_>> = diagnostics
            .1
            .iter()
            .map(|found| Finding::of(found, &lines))
            .collect();
        to_js(&all)
    }

    /// Opens every section and box.
    #[wasm_bindgen(js_name = expandAll)]
    pub fn expand_all(&self) {
        let effects = self.core.state.borrow_mut().sections.expand_all();
        self.core.fold(&effects);
    }

    /// Closes every section and box.
    #[wasm_bindgen(js_name = collapseAll)]
    pub fn collapse_all(&self) {
        let effects = self.core.state.borrow_mut().sections.collapse_all();
        self.core.fold(&effects);
    }

    /// Opens what hides a fragment and scrolls to it. False if the article has no such fragment.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, fragment: &str) -> bool {
        self.core.go_to(fragment)
    }

    /// Opens the card of a marker, pinned. `marker` is the id of the marker's link, as
    /// `cite-11-2`. False if the article has no such marker.
    #[wasm_bindgen(js_name = openCitation)]
    pub fn open_citation(&self, marker: &str) -> bool {
        if self.core.marker(marker).is_none() {
            return false;
        }
        self.core.happened(Event::Press {
            marker: marker.to_owned(),
            form: Form::Card,
        });
        true
    }

    /// Closes the card.
    pub fn close(&self) {
        self.core.happened(Event::Close { refocus: false });
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.core.unmount();
    }
}

/// A diagnostic as scripts see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    code: &'static str,
    severity: crate::diagnostic::Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
}

impl<'a> Finding<'a> {
    fn of(found: &'a Diagnostic, lines: &LineIndex<'_>) -> Self {
        let place = found.span.map(|span| lines.line_column(span.range().start));
        Self {
            code: found.code.as_str(),
            severity: found.severity(),
            message: &found.message,
            hint: found.hint.as_deref(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
        }
    }
}

/// Plain objects instead of `Map`, absent fields instead of `undefined`.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| JsError::new(&error.to_string()))
}

/// The prefix of the ids of the article at a place among the page's articles.
#[wasm_bindgen(js_name = idPrefix)]
pub fn id_prefix(place: usize, element_id: &str) -> String {
    fragment::prefix(place, element_id)
}
