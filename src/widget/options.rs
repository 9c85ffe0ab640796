//! What the element's attributes say.

use serde::Deserialize;
use wasm_bindgen::prelude::*;

use super::Reader;
use super::memory::Persist;
use crate::render::{Collapse, Options};

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
    persist: String,
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
            persist: String::new(),
        }
    }
}

impl Settings {
    pub(super) fn options(&self) -> Options<'_> {
        Options {
            id_prefix: &self.id_prefix,
            heading_level: self.heading_level.clamp(1, 6),
            collapse: Collapse::from_attribute(&self.collapse),
            contents: self.contents,
            tools: self.tools,
            ..Options::default()
        }
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

#[wasm_bindgen]
impl Reader {
    /// Sets how the next article is rendered and how it behaves: an object with `idPrefix` (what
    /// stands before every id), `headingLevel` (of the title, 1 to 6), `collapse` and `persist`
    /// (the values of the attributes), and whether there are `contents` (a list of sections),
    /// `tools` (filter, export, citation of the article), `progress` (how much has been read), and
    /// whether jumps and sheets may use the browser's `history`. All may be left out.
    ///
    /// # Errors
    ///
    /// Where the object holds anything else: a message that names it.
    pub fn configure(&self, settings: JsValue) -> Result<(), JsError> {
        let settings = serde_wasm_bindgen::from_value(settings)
            .map_err(|error| JsError::new(&format!("these are no settings: {error}")))?;
        self.core.settings.replace(settings);
        Ok(())
    }
}
