//! The widget: an article in a host page. This is the only module that knows a browser.
//!
//! [`Reader`] is what the custom element in `www/scholion.js` drives. It mounts what
//! [`crate::render`] has written (`mount`), listens with a constant number of listeners
//! (`listen`), hands what happens to the machines in [`crate::behavior`], and carries out their
//! effects: of the card (`card`), of jumps and the way back (`jumps`), of what folds (`sections`),
//! of the reference list (`list`), of a selection (`passage`). It sees where the reader is
//! (`reading`) and, where the publisher asks for it, remembers that (`memory`). What only the
//! browser knows of figures and tables is in `media`. Text for the clipboard and for files leaves
//! by `hand_over`; what needs no element of the page is in `functions`; what becomes of a panic is in
//! `recovery`. Listeners and timers are
//! owned values: dropping the reader removes them.
//!
//! There are two builds of it. With the feature `full` it reads every source (`import`), writes
//! references in every format and speaks every language; without it, it shows articles that are
//! structured or built already, and its element fetches the full build when more is asked of it.
//! What no entry point leads to is left out by the linker.

mod card;
mod dom;
mod functions;
mod hand_over;
mod history;
#[cfg(feature = "full")]
mod import;
#[cfg_attr(
    not(feature = "full"),
    allow(dead_code, reason = "only the full build reads pages")
)]
mod in_place;
mod jumps;
#[cfg(feature = "full")]
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
mod recovery;
mod sections;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::behavior::geometry::Point;
use crate::behavior::passage::Passage;
use crate::behavior::reading::Reading;
use crate::behavior::sections::Sections;
use crate::behavior::tooltip::{Event, Form, Tooltip};
use crate::behavior::trail::Trail;
use crate::model::{self, Article};
use crate::render::messages::Table;
use crate::render::{self, Index, hooks};

pub use functions::id_prefix;
#[cfg(feature = "full")]
pub use functions::{
    article_html, bibliographies, element_html, export_from, export_own, read_article,
};
use observe::{AfterFrame, Observer};
use options::Settings;
pub use recovery::{begin_anew, give_up, on_panic};

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
    /// An article that has been read and is not on the page yet.
    taken: RefCell<Option<Article>>,
    /// What was noticed of the source of the article.
    #[cfg(feature = "full")]
    noticed: RefCell<import::Noticed>,
    /// The bibliographies that are there for the article, or for the next one.
    #[cfg(feature = "full")]
    library: RefCell<library::Library>,
    /// Writes references in the formats that this build does not have.
    exporters: RefCell<Option<hand_over::Exporters>>,
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
    /// The address's fragment that a reader has been led to, in this article or one before it.
    dealt_with: RefCell<Option<String>>,
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
    /// Gathers what the list is found by once a reader is about to ask.
    list: Option<AfterFrame>,
    /// Begins to watch the page once it has been painted.
    watching: Option<AfterFrame>,
    /// A step back has just dealt with the address's fragment.
    settled: Option<Timeout>,
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
    /// The marker whose card is open.
    opened: Option<HtmlElement>,
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
            opened: None,
            anchor: None,
            return_control: None,
            hung_on: None,
            passage_control: None,
            pointer: None,
            pointed: None,
            pressed_by_touch: false,
            swallow_click: false,
        }
    }
}

impl Core {
    /// The part of this article with this id.
    fn part(&self, id: &str) -> Option<HtmlElement> {
        if id.is_empty() {
            return None;
        }
        let own = dom::by_id(&self.host, id).filter(|first| self.host.contains(Some(first)));
        match own {
            Some(part) => part.dyn_into().ok(),
            // Something of the host's may have the same one.
            None => dom::find(&self.host, &format!("[id={}]", dom::quoted(id))),
        }
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
        dom::leave_out(&root, hooks::MARKERS, quiet);
        if let Some(button) = dom::find(&root, &format!(".{}", hooks::QUIET)) {
            let _ = button.set_attribute("aria-pressed", if quiet { "true" } else { "false" });
        }
    }

    /// Sends an event of ours from the element.
    fn tell(&self, name: &str, detail: &[(&str, JsValue)]) {
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&dom::object(detail));
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
            taken: RefCell::default(),
            #[cfg(feature = "full")]
            noticed: RefCell::default(),
            #[cfg(feature = "full")]
            library: RefCell::default(),
            exporters: RefCell::default(),
            standing: RefCell::default(),
            listeners: RefCell::default(),
            timers: RefCell::default(),
            list: RefCell::default(),
            watch: RefCell::default(),
            reading: RefCell::default(),
            boxes: RefCell::default(),
            watcher: RefCell::default(),
            told: RefCell::default(),
            dealt_with: RefCell::default(),
            ids: Cell::default(),
        };
        let core = Rc::new(core);
        recovery::register(&core);
        Self { core }
    }

    /// Reads a structured article, a text of JSON, to be put on the page by [`Reader::show`] or
    /// [`Reader::adopt`]. Of one that stands in the page already (`built`) formulae are as they are;
    /// of any other those that have TeX alone are given their MathML.
    ///
    /// False where this build cannot tell: the text is no article, or it has such formulae. The full
    /// build can.
    ///
    /// # Errors
    ///
    /// In the full build, where the text is no article: a message that says what is wrong with it.
    pub fn take(&self, json: &str, built: bool) -> Result<bool, JsError> {
        #[cfg(feature = "full")]
        let taken = self.core.import_structured(json, built)?;
        #[cfg(not(feature = "full"))]
        let taken = {
            let mut article = model::read_form(json).ok();
            let mut lacking = false;
            if let (Some(article), false) = (&mut article, built) {
                model::walk::each_formula(article, &mut |formula, _| {
                    lacking |= formula.lacks_mathml();
                });
            }
            article.filter(|_| !lacking)
        };
        let is = taken.is_some();
        self.core.taken.replace(taken);
        Ok(is)
    }

    /// The language of the words that the article which was taken needs and that are not here, as a
    /// BCP 47 tag: to be added by [`Reader::add_words`] first.
    #[wasm_bindgen(getter, js_name = missingWords)]
    pub fn missing_words(&self) -> Option<String> {
        let page = self.core.page_language();
        let taken = self.core.taken.borrow();
        let state = self.core.state.borrow();
        let article = taken.as_ref().unwrap_or(&state.article);
        let settings = self.core.settings.borrow();
        let missing = settings.missing_words(article, page.as_deref());
        missing.map(str::to_owned)
    }

    /// Renders the article that was taken or read in place of what the element holds.
    pub fn show(&self) {
        if let Some(article) = self.core.taken.take() {
            self.core.mount(article);
        }
    }

    /// Takes over a body that `scholion build` has written into the element: what [`Reader::show`]
    /// would write for the article that was taken, with the same settings. No node is replaced,
    /// and nothing moves. A reader who is `busy`, who has done something with the page already, is
    /// left where they are; else the fragment of the address is gone to.
    pub fn adopt(&self, busy: bool) {
        if let Some(article) = self.core.taken.take() {
            self.core.adopt(article, busy);
        }
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

    /// The references as text, a line each.
    #[wasm_bindgen(js_name = exportText)]
    pub fn export_text(&self) -> String {
        let state = self.core.state.borrow();
        let references: Vec<&model::Reference> = state.article.references.iter().collect();
        render::reference_lines(&references, self.core.words().messages())
    }

    /// Hands over what writes references in the formats that this build does not have: an object
    /// with `prepare()`, called when they are about to be asked for, and
    /// `write(format, places)`, which resolves to a text. `places` are those of the references in
    /// the list, from 0; undefined for the article's own citation.
    #[wasm_bindgen(js_name = setExporters)]
    pub fn set_exporters(&self, exporters: JsValue) {
        let exporters = exporters.unchecked_into();
        self.core.exporters.replace(Some(exporters));
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

impl Drop for Reader {
    fn drop(&mut self) {
        self.core.unmount();
    }
}
