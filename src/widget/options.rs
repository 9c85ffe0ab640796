//! What the element's attributes say.

use std::rc::Rc;

use wasm_bindgen::prelude::*;

use super::memory::Persist;
use super::{Core, Reader, dom};
use crate::form::{Fault, Value};
use crate::model::Article;
use crate::render::messages::{Chosen, ENGLISH, LANGUAGES, Table, choose};
use crate::render::{Collapse, Options, Outward, hooks};

/// The settings of a reader, as the element hands them over. What is not said is as it is without
/// the attribute.
#[derive(Debug, Clone)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "each is an attribute of its own"
)]
pub(super) struct Settings {
    id_prefix: String,
    heading_level: usize,
    collapse: String,
    contents: bool,
    tools: bool,
    history: bool,
    progress: bool,
    isolate: bool,
    persist: String,
    base: String,
    source: String,
    link_rel: String,
    referrer_policy: String,
    words: Words,
}

/// Our words, and what has been said about which to take.
#[derive(Debug, Clone)]
struct Words {
    /// The table that is in use.
    table: Rc<Table>,
    /// The language that the element asks for.
    wanted: String,
    /// The publisher's own.
    own: Option<serde_json::Value>,
    /// Tables that have been added to those that are here.
    more: Vec<Rc<Table>>,
    /// The language of what is around the element.
    page: Option<String>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            table: Rc::new(ENGLISH.clone()),
            wanted: String::new(),
            own: None,
            more: Vec::new(),
            page: None,
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let options = Options::default();
        Self {
            id_prefix: String::new(),
            heading_level: options.heading_level,
            collapse: String::new(),
            contents: options.contents,
            tools: options.tools,
            history: true,
            progress: true,
            isolate: false,
            persist: String::new(),
            base: String::new(),
            source: String::new(),
            link_rel: String::new(),
            referrer_policy: String::new(),
            words: Words::default(),
        }
    }
}

impl Words {
    fn chosen(&self, article: &Article, page: Option<&str>) -> Chosen<'_> {
        let own_language = self.own.as_ref().and_then(|own| own.get("lang")?.as_str());
        let wanted = [
            Some(self.wanted.as_str()),
            own_language,
            article.language_tag(),
            page,
        ];
        let more = self.more.iter().map(Rc::as_ref);
        let tables: Vec<&Table> = LANGUAGES.iter().copied().chain(more).collect();
        choose(wanted.into_iter().flatten(), &tables)
    }
}

impl Settings {
    /// Reads what a script says.
    pub(super) fn read(settings: &JsValue) -> Result<Self, JsError> {
        let fail = |problem: &str| JsError::new(&["these are no settings: ", problem].concat());
        let json = dom::json(settings).map_err(|_| fail("they cannot be written as JSON"))?;
        let Some(json) = json else {
            return Ok(Self::default());
        };
        let value: Value<'_> =
            serde_json::from_str(&json).map_err(|error| fail(&error.to_string()))?;
        Self::of(value).map_err(|fault| fail(&fault.to_string()))
    }

    fn of(value: Value<'_>) -> Result<Self, Fault> {
        let mut object = value.object()?;
        let default = Self::default();
        let settings = Self {
            id_prefix: object.optional(&["idPrefix"]),
            heading_level: object.given(&["headingLevel"], default.heading_level),
            collapse: object.optional(&["collapse"]),
            contents: object.given(&["contents"], default.contents),
            tools: object.given(&["tools"], default.tools),
            history: object.given(&["history"], default.history),
            progress: object.given(&["progress"], default.progress),
            isolate: object.given(&["isolate"], default.isolate),
            persist: object.optional(&["persist"]),
            base: object.optional(&["base"]),
            source: object.optional(&["source"]),
            link_rel: object.optional(&["linkRel"]),
            referrer_policy: object.optional(&["referrerPolicy"]),
            words: default.words,
        };
        if let Some(name) = object.left() {
            let unknown = Fault::new(format!("{name} is not known"));
            object.fail(unknown);
        }
        object.end().map(|()| settings)
    }

    pub(super) fn options(&self) -> Options<'_> {
        Options {
            id_prefix: &self.id_prefix,
            heading_level: self.heading_level.clamp(1, 6),
            collapse: Collapse::from_attribute(&self.collapse),
            contents: self.contents,
            tools: self.tools,
            parts: self.isolate,
            messages: self.words.table.messages(),
            page_language: self.words.page.as_deref(),
            base: &self.base,
            outward: Outward {
                rel: &self.link_rel,
                referrer_policy: &self.referrer_policy,
            },
        }
    }

    /// The words in use.
    pub(super) fn table(&self) -> Rc<Table> {
        Rc::clone(&self.words.table)
    }

    /// Chooses the words for an article: of the language that the element asks for, of the
    /// publisher's table, of the article, of the page around it; the first that there is.
    pub(super) fn choose_words(&mut self, article: &Article, page: Option<String>) {
        let base = self.words.chosen(article, page.as_deref()).table;
        let table = Rc::new(match &self.words.own {
            Some(own) => base.with(own).0,
            None => base.clone(),
        });
        self.words.table = table;
        self.words.page = page;
    }

    /// The language of the words that would be chosen, if they were here.
    pub(super) fn missing_words(
        &self,
        article: &Article,
        page: Option<&str>,
    ) -> Option<&'static str> {
        self.words.chosen(article, page).missing
    }

    pub(super) fn id_prefix(&self) -> &str {
        &self.id_prefix
    }

    /// The address of the article's source as the attribute has it; empty where there is none.
    pub(super) fn source(&self) -> &str {
        &self.source
    }

    /// Whether the browser's history may be used.
    pub(super) fn history(&self) -> bool {
        self.history
    }

    /// Whether it is shown how much has been read.
    pub(super) fn progress(&self) -> bool {
        self.progress
    }

    /// How long the article remembers what is open and where the reader was.
    pub(super) fn persist(&self) -> Persist {
        Persist::from_attribute(&self.persist)
    }
}

impl Core {
    /// The language of what is around the article's element, by the nearest `lang`.
    pub(super) fn page_language(&self) -> Option<String> {
        let page =
            dom::shadow(&self.host).map_or_else(|| self.host.clone().into(), |root| root.host());
        let around = page.closest("[lang]").ok().flatten()?;
        around.get_attribute("lang").filter(|lang| !lang.is_empty())
    }

    /// Other words have been chosen: an article that is on the page is written again.
    fn words_changed(self: &Rc<Self>) {
        // What stands in the element before that is not ours yet.
        if self.state.borrow().card.is_none() {
            return;
        }
        if dom::find(&self.host, &format!(":scope > .{}", hooks::ROOT)).is_some() {
            self.mount_again();
        }
        #[cfg(feature = "full")]
        if self.standing.borrow().is_some() {
            self.enhance_again();
        }
    }
}

#[wasm_bindgen]
impl Reader {
    /// Sets the language of our words, as a BCP 47 tag; empty for that of the article.
    #[wasm_bindgen(js_name = setUiLanguage)]
    pub fn set_ui_language(&self, language: String) {
        self.core.settings.borrow_mut().words.wanted = language;
        self.core.words_changed();
    }

    /// Sets a publisher's own words: a plain object, or nothing for ours. Gives what is wrong with
    /// them, a message each; what is wrong is left out.
    #[wasm_bindgen(js_name = setMessages)]
    pub fn set_messages(&self, own: &JsValue) -> Vec<String> {
        let own = dom::json(own).ok().flatten();
        let own: Option<serde_json::Value> = own.and_then(|own| serde_json::from_str(&own).ok());
        let errors = own.as_ref().map(|own| ENGLISH.with(own).1);
        self.core.settings.borrow_mut().words.own = own;
        self.core.words_changed();
        let errors = errors.unwrap_or_default();
        errors.iter().map(ToString::to_string).collect()
    }

    /// Adds the words of a language, as a file of `words/` has them. An article that is on the page
    /// is written again where they are wanted.
    ///
    /// # Errors
    ///
    /// Where the text is no such file: a message that says what is wrong with it.
    #[wasm_bindgen(js_name = addWords)]
    pub fn add_words(&self, json: &str) -> Result<(), JsError> {
        let words: serde_json::Value =
            serde_json::from_str(json).map_err(|error| JsError::new(&error.to_string()))?;
        let (table, errors) = ENGLISH.with(&words);
        if let Some(error) = errors.first() {
            return Err(JsError::new(&error.to_string()));
        }
        self.core
            .settings
            .borrow_mut()
            .words
            .more
            .push(Rc::new(table));
        self.core.words_changed();
        Ok(())
    }

    /// Sets how the next article is rendered and how it behaves: an object with `idPrefix` (what
    /// stands before every id), `headingLevel` (of the title, 1 to 6), `collapse` and `persist`
    /// (the values of the attributes), `base` (the address to which those of links and pictures are
    /// relative), `source` (the article's own, by which it remembers), `linkRel` and `referrerPolicy` (what those say that lead elsewhere), and whether there are `contents` (a list of sections),
    /// `tools` (filter, export, citation of the article), `progress` (how much has been read), whether the article is in a
    /// shadow tree (`isolate`: what has a class is a part), and
    /// whether jumps and sheets may use the browser's `history`. All may be left out.
    ///
    /// # Errors
    ///
    /// Where the object holds anything else: a message that names it.
    pub fn configure(&self, settings: &JsValue) -> Result<(), JsError> {
        let mut settings = Settings::read(settings)?;
        settings.words = self.core.settings.borrow().words.clone();
        self.core.settings.replace(settings);
        Ok(())
    }
}
