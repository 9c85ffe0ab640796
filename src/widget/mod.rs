//! The widget: an article in a host page. This is the only module that knows a browser.
//!
//! [`Reader`] is what the custom element in `www/scholion.js` drives. It mounts what
//! [`crate::render`] has written (`mount`), listens with a constant number of listeners
//! (`listen`), hands what happens to the machines in [`crate::behavior`], and carries out their
//! effects: of the card (`card`), of jumps and the way back (`jumps`), of what folds (`sections`),
//! of the reference list (`list`), of a selection (`passage`). It sees where the reader is
//! (`reading`) and, where the publisher asks for it, remembers that (`memory`). What only the
//! browser knows of figures and tables is in `media`. Text for the clipboard and for files leaves
//! by `hand_over`; what needs no element of the page is in `functions`. Listeners and timers are owned values: dropping the reader
//! removes them.

mod card;
mod dom;
mod functions;
mod hand_over;
mod history;
mod in_place;
mod jumps;
mod library;
mod list;
mod listen;
mod media;
mod memory;
mod mount;
mod observe;
mod options;
mod passage;
mod reading;
mod sections;

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use serde::Serialize;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::behavior::geometry::Point;
use crate::behavior::passage::Passage;
use crate::behavior::reading::Reading;
use crate::behavior::sections::Sections;
use crate::behavior::tooltip::{Event, Form, Tooltip};
use crate::behavior::trail::Trail;
use crate::diagnostic::{Diagnostic, LineIndex, Severity};
use crate::model::{Article, Reference};
use crate::parse::{self, Format, Parsed, Promise};
use crate::render::messages::Table;
use crate::render::{self, ExportFormat, Index, hooks};

pub use functions::{article_html, bibliographies, id_prefix};
use observe::Observer;
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
    /// The bibliographies that are there for the article, or for the next one.
    library: RefCell<library::Library>,
    /// The page's own article, where that is what is read.
    standing: RefCell<Option<in_place::Standing>>,
    listeners: RefCell<Vec<EventListener>>,
    timers: RefCell<Timers>,
    /// The reference list, once the reader has done something with it.
    list: RefCell<Option<list::ListState>>,
    /// Sees the target of the last jump leave the window.
    watch: RefCell<Option<Observer>>,
    /// See where the reader is.
    reading: RefCell<Vec<Observer>>,
    /// Sees which boxes have to scroll.
    boxes: RefCell<Option<media::Watch>>,
    /// Hears what closes a sheet on this machine.
    watcher: RefCell<Option<card::Watcher>>,
    /// The button that says what has come of it.
    told: RefCell<Option<hand_over::Told>>,
    /// How many ids have been given to what came later.
    ids: Cell<usize>,
}

/// What is to happen later. One of each kind at a time.
#[derive(Debug, Default)]
struct Timers {
    card: Option<Timeout>,
    /// Goes to the target of the last jump once more.
    landing: Option<Timeout>,
    passage: Option<Timeout>,
    /// Forgets a fragment that a step back has dealt with.
    hash: Option<Timeout>,
}

#[derive(Debug)]
struct State {
    article: Article,
    index: Index,
    tooltip: Tooltip<String>,
    sections: Sections,
    reading: Reading,
    trail: Trail<jumps::Place>,
    passage: Passage,
    quiet: bool,
    /// The form of the open card, or of the last one.
    form: Form,
    card: Option<HtmlElement>,
    /// Stands in for a marker that is wrapped over lines.
    anchor: Option<HtmlElement>,
    return_control: Option<HtmlElement>,
    /// The target that the way back hangs on, if it is no stop of the Tab key otherwise.
    hung_on: Option<HtmlElement>,
    passage_control: Option<HtmlElement>,
    /// Where the pointer was last seen; an event at the same place is the page moving under it.
    pointer: Option<Point>,
    /// The marker under the pointer, and which of its numbers.
    pointed: Option<(String, String)>,
    /// The kind of pointer that pressed last.
    pressed_by_touch: bool,
    /// A click that has to come to nothing: the tap that closed a sheet.
    swallow_click: bool,
    /// The address's fragment that a step back has dealt with.
    settled_hash: Option<String>,
}

impl Default for State {
    fn default() -> Self {
        Self {
            article: Article::default(),
            index: Index::default(),
            tooltip: Tooltip::default(),
            sections: Sections::default(),
            reading: Reading::default(),
            trail: Trail::new(true),
            passage: Passage::default(),
            quiet: false,
            form: Form::Card,
            card: None,
            anchor: None,
            return_control: None,
            hung_on: None,
            passage_control: None,
            pointer: None,
            pointed: None,
            pressed_by_touch: false,
            swallow_click: false,
            settled_hash: None,
        }
    }
}

impl Core {
    /// The part of this article with this id.
    fn part(&self, id: &str) -> Option<HtmlElement> {
        if id.is_empty() {
            return None;
        }
        let element: HtmlElement = dom::by_id(&self.host, id)?.dyn_into().ok()?;
        self.host.contains(Some(&element)).then_some(element)
    }

    /// Our words.
    fn words(&self) -> Rc<Table> {
        self.settings.borrow().table()
    }

    /// An id that nothing else on the page has.
    fn next_id(&self, name: &str) -> String {
        let number = self.ids.get() + 1;
        self.ids.set(number);
        format!("{}{name}{number}", self.settings.borrow().id_prefix())
    }

    /// Dims the markers and takes them out of speech and of the order of the Tab key, or gives
    /// them back. They still answer to the pointer.
    fn set_quiet(&self, quiet: bool) {
        self.state.borrow_mut().quiet = quiet;
        let root = if self.standing.borrow().is_some() {
            self.host.clone()
        } else {
            match dom::find(&self.host, &format!(":scope > .{}", hooks::ROOT)) {
                Some(root) => root,
                None => return,
            }
        };
        dom::flag(&root, hooks::DATA_QUIET, quiet);
        for marker in dom::find_all(&root, hooks::MARKERS) {
            let done = if quiet {
                marker
                    .set_attribute("aria-hidden", "true")
                    .and(marker.set_attribute("tabindex", "-1"))
            } else {
                marker
                    .remove_attribute("aria-hidden")
                    .and(marker.remove_attribute("tabindex"))
            };
            // Names are constants of ours; there is no invalid one.
            let _ = done;
        }
        if let Some(button) = dom::find(&root, &format!(".{}", hooks::QUIET)) {
            let _ = button.set_attribute("aria-pressed", if quiet { "true" } else { "false" });
        }
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
            library: RefCell::default(),
            standing: RefCell::default(),
            listeners: RefCell::default(),
            timers: RefCell::default(),
            list: RefCell::default(),
            watch: RefCell::default(),
            reading: RefCell::default(),
            boxes: RefCell::default(),
            watcher: RefCell::default(),
            told: RefCell::default(),
            ids: Cell::default(),
        };
        Self {
            core: Rc::new(core),
        }
    }

    /// Reads a bibliography for the article that is loaded next. `name` is its address or file
    /// name: it helps to tell the format, and its findings are told under it.
    #[wasm_bindgen(js_name = addBibliography)]
    pub fn add_bibliography(&self, bytes: &[u8], name: String) {
        self.core.library.borrow_mut().add(bytes, name);
    }

    /// Tells, among what was noticed, of a bibliography that could not be had, and why.
    #[wasm_bindgen(js_name = missBibliography)]
    pub fn miss_bibliography(&self, name: String, reason: &str) {
        self.core.library.borrow_mut().miss(name, reason);
    }

    /// Forgets all bibliographies. The article that is shown keeps its references.
    #[wasm_bindgen(js_name = clearBibliographies)]
    pub fn clear_bibliographies(&self) {
        self.core.library.take();
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
        let promise = Promise {
            format: format.as_deref(),
            media_type: media_type.as_deref(),
            name: name.as_deref().unwrap_or_default(),
        };
        let references = self.core.library.borrow().references();
        let (text, parsed) = read(bytes, &promise, &references);
        let Parsed {
            article,
            mut diagnostics,
        } = parsed;
        // An error says more of why there is nothing than what else was noticed.
        let errors = |found: &&Diagnostic| found.severity() == Severity::Error;
        let reason = diagnostics.iter().find(errors).or(diagnostics.first());
        if let (true, Some(error)) = (article == Article::default(), reason) {
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

    /// Takes over a body that `scholion build` has written into the element: what
    /// [`Reader::load_object`] would write for the article `json` with the same settings. No node
    /// is replaced, and nothing moves. A reader who is `busy`, who has done something with the page
    /// already, is left where they are; else the fragment of the address is gone to.
    ///
    /// # Errors
    ///
    /// Where `json` is no article: a message that says what is wrong with it. The page stays as
    /// it is.
    pub fn adopt(&self, json: &str, busy: bool) -> Result<(), JsError> {
        let mut article: Article = serde_json::from_str(json)
            .map_err(|error| JsError::new(&format!("this is no structured article: {error}")))?;
        let mut diagnostics = parse::formulae(&mut article);
        diagnostics.extend(crate::check::article(&article));
        self.core.diagnostics.replace((String::new(), diagnostics));
        self.core.adopt(article, busy);
        Ok(())
    }

    /// Reads the article that the element holds, in whatever markup, and enhances it where it
    /// stands: cards for its markers, headings that fold, ways back from its references. Nodes
    /// are neither replaced nor copied. [`Reader::restore`] takes it back.
    ///
    /// # Errors
    ///
    /// Where the element holds no text: a message that says so. The page stays as it is.
    pub fn enhance(&self) -> Result<(), JsError> {
        self.core
            .enhance()
            .map_err(|message| JsError::new(&message))
    }

    /// Gives the page back as it was before [`Reader::enhance`].
    pub fn restore(&self) {
        self.core.unmount();
    }

    /// Renders a structured article into the element.
    ///
    /// # Errors
    ///
    /// Where the object is no article: a message that says what is wrong with it.
    #[wasm_bindgen(js_name = loadObject)]
    pub fn load_object(&self, object: JsValue) -> Result<(), JsError> {
        let mut article: Article = serde_wasm_bindgen::from_value(object)
            .map_err(|error| JsError::new(&format!("this is no structured article: {error}")))?;
        parse::supply(&mut article, &self.core.library.borrow().references());
        let mut diagnostics = parse::formulae(&mut article);
        diagnostics.extend(crate::check::article(&article));
        self.core.diagnostics.replace((String::new(), diagnostics));
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
    /// `message`, `hint`, `line`, `column`; those of a bibliography have its `file`.
    ///
    /// # Errors
    ///
    /// Never; the signature is that of serialisation.
    #[wasm_bindgen(getter)]
    pub fn diagnostics(&self) -> Result<JsValue, JsError> {
        let diagnostics = self.core.diagnostics.borrow();
        let lines = LineIndex::new(&diagnostics.0);
        let library = self.core.library.borrow();
        let mut all: Vec<Finding<'_>> = library.findings(|found, lines, name| Finding {
            file: Some(name),
            ..Finding::of(found, lines)
        });
        all.extend(diagnostics.1.iter().map(|found| Finding::of(found, &lines)));
        to_js(&all)
    }

    /// Opens every section and box.
    #[wasm_bindgen(js_name = expandAll)]
    pub fn expand_all(&self) {
        self.core.folded(Sections::expand_all);
    }

    /// Closes every section and box.
    #[wasm_bindgen(js_name = collapseAll)]
    pub fn collapse_all(&self) {
        self.core.folded(Sections::collapse_all);
    }

    /// Opens what hides a fragment and scrolls to it. False if the article has no such fragment.
    #[wasm_bindgen(js_name = goTo)]
    pub fn go_to(&self, fragment: &str) -> bool {
        self.core.go_to(fragment)
    }

    /// Opens the card of a marker, pinned, and brings the marker into view if it is not. `marker`
    /// is the id of the marker's link, as `cite-11-2`. False if the article has no such marker.
    #[wasm_bindgen(js_name = openCitation)]
    pub fn open_citation(&self, marker: &str) -> bool {
        let Some(element) = self.core.opener(marker) else {
            return false;
        };
        self.core.uncover(&element);
        self.core.show_in_window(&element);
        let there = {
            let state = self.core.state.borrow();
            state.tooltip.is_pinned()
                && state
                    .tooltip
                    .open_marker()
                    .is_some_and(|open| open == marker)
        };
        if there {
            return true;
        }
        self.core.happened(Event::Press {
            marker: marker.to_owned(),
            form: Form::Card,
        });
        true
    }

    /// The references in a format: `bibtex`, `ris`, `csl-json` or `text`.
    ///
    /// # Errors
    ///
    /// Where there is no such format: a message that names those there are.
    pub fn export(&self, format: &str) -> Result<String, JsError> {
        let Some(format) = ExportFormat::from_name(format) else {
            let known: Vec<&str> = ExportFormat::ALL.iter().map(|one| one.name()).collect();
            let message = format!(
                "no format is named {format:?}; there are: {}",
                known.join(", ")
            );
            return Err(JsError::new(&message));
        };
        let state = self.core.state.borrow();
        let words = self.core.words();
        Ok(render::export(
            &state.article.references,
            format,
            words.messages(),
        ))
    }

    /// Whether the markers are dimmed and left out of speech.
    #[wasm_bindgen(getter)]
    pub fn quiet(&self) -> bool {
        self.core.state.borrow().quiet
    }

    /// Dims the markers and takes them out of speech, or gives them back.
    #[wasm_bindgen(setter)]
    pub fn set_quiet(&self, quiet: bool) {
        self.core.set_quiet(quiet);
    }

    /// Closes the card.
    pub fn close(&self) {
        self.core.happened(Event::Close { refocus: false });
    }
}

/// Reads an article. The source of a page is read by the browser, which knows how to.
fn read<'b>(
    bytes: &'b [u8],
    promise: &Promise<'_>,
    references: &[Reference],
) -> (Cow<'b, str>, Parsed) {
    let identified = parse::identify_article(bytes, promise);
    if !identified.is_ok_and(|identified| identified.kind == Format::Html) {
        return parse::read_article(bytes, promise, references);
    }
    let (text, found) = parse::decode(bytes);
    let tree = parse::html::Tree::from_snapshot(&dom::page_snapshot(&text));
    let mut parsed = tree.map_or_else(Parsed::default, |tree| {
        let reading = parse::html::html_with_references(&tree, references);
        Parsed {
            article: reading.article,
            diagnostics: reading.diagnostics,
        }
    });
    parsed.diagnostics.extend(found);
    (text, parsed)
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
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
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
            file: None,
        }
    }
}

/// Plain objects instead of `Map`, absent fields instead of `undefined`.
fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| JsError::new(&error.to_string()))
}
