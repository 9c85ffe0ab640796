//! What the element's attributes say.

use std::rc::Rc;

use serde::Deserialize;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::memory::Persist;
use super::{Core, Reader, dom};
use crate::model::Article;
use crate::render::messages::{ENGLISH, Messages, Table};
use crate::render::{Collapse, Options, hooks};

/// The settings of a reader, as the element hands them over. What is not said is as it is without
/// the attribute.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
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
    #[serde(skip)]
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
    own: Option<Value>,
    /// The language of what is around the element.
    page: Option<String>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            table: Rc::new(ENGLISH.clone()),
            wanted: String::new(),
            own: None,
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
            words: Words::default(),
        }
    }
}

impl Settings {
    /// Reads what a script says.
    pub(super) fn read(settings: JsValue) -> Result<Self, JsError> {
        if settings.is_undefined() || settings.is_null() {
            return Ok(Self::default());
        }
        serde_wasm_bindgen::from_value(settings)
            .map_err(|error| JsError::new(&format!("these are no settings: {error}")))
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
        }
    }

    /// The words in use.
    pub(super) fn table(&self) -> Rc<Table> {
        Rc::clone(&self.words.table)
    }

    /// Chooses the words for an article: of the language that the element asks for, of the
    /// publisher's table, of the article, of the page around it; the first that there is.
    pub(super) fn choose_words(&mut self, article: &Article, page: Option<String>) {
        let words = &mut self.words;
        words.page = page;
        let own_language = words.own.as_ref().and_then(|own| own.get("lang")?.as_str());
        let wanted = [
            Some(words.wanted.as_str()),
            own_language,
            article.language.as_deref(),
            words.page.as_deref(),
        ];
        let base = Messages::in_language(wanted.into_iter().flatten()).own_table();
        words.table = Rc::new(match &words.own {
            Some(own) => base.with(own).0,
            None => base.clone(),
        });
    }

    pub(super) fn id_prefix(&self) -> &str {
        &self.id_prefix
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
        } else if self.standing.borrow().is_some() {
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
    pub fn set_messages(&self, own: JsValue) -> Vec<String> {
        let own: Option<Value> = if own.is_null() || own.is_undefined() {
            None
        } else {
            match serde_wasm_bindgen::from_value(own) {
                Ok(own) => Some(own),
                Err(error) => return vec![format!("messages: {error}")],
            }
        };
        let errors = own.as_ref().map(|own| ENGLISH.with(own).1);
        self.core.settings.borrow_mut().words.own = own;
        self.core.words_changed();
        let errors = errors.unwrap_or_default();
        errors.iter().map(ToString::to_string).collect()
    }

    /// Sets how the next article is rendered and how it behaves: an object with `idPrefix` (what
    /// stands before every id), `headingLevel` (of the title, 1 to 6), `collapse` and `persist`
    /// (the values of the attributes), `base` (the address to which those of links and pictures are
    /// relative), and whether there are `contents` (a list of sections),
    /// `tools` (filter, export, citation of the article), `progress` (how much has been read), whether the article is in a
    /// shadow tree (`isolate`: what has a class is a part), and
    /// whether jumps and sheets may use the browser's `history`. All may be left out.
    ///
    /// # Errors
    ///
    /// Where the object holds anything else: a message that names it.
    pub fn configure(&self, settings: JsValue) -> Result<(), JsError> {
        let mut settings = Settings::read(settings)?;
        settings.words = self.core.settings.borrow().words.clone();
        self.core.settings.replace(settings);
        Ok(())
    }
}
