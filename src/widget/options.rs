//! What the element's attributes say about rendering.

use wasm_bindgen::prelude::*;

use super::Reader;
use crate::render::{Collapse, Options};

/// The settings of a reader.
#[derive(Debug, Clone)]
pub(super) struct Settings {
    id_prefix: String,
    heading_level: usize,
    collapse: Collapse,
    contents: bool,
    tools: bool,
    history: bool,
}

impl Default for Settings {
    fn default() -> Self {
        let Options {
            heading_level,
            collapse,
            contents,
            tools,
            ..
        } = Options::default();
        Self {
            id_prefix: String::new(),
            heading_level,
            collapse,
            contents,
            tools,
            history: true,
        }
    }
}

impl Settings {
    pub(super) fn options(&self) -> Options<'_> {
        Options {
            id_prefix: &self.id_prefix,
            heading_level: self.heading_level,
            collapse: self.collapse,
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
}

#[wasm_bindgen]
impl Reader {
    /// Sets how the next article is rendered: what stands before every id, the value of the
    /// `collapse` attribute, the level of the title's heading, whether there is a list of
    /// sections, whether there are tools (filter, export, citation of the article), and whether
    /// jumps and sheets may use the browser's history.
    #[allow(
        clippy::fn_params_excessive_bools,
        reason = "JavaScript passes attributes one by one"
    )]
    pub fn configure(
        &self,
        id_prefix: String,
        collapse: &str,
        heading_level: usize,
        contents: bool,
        tools: bool,
        history: bool,
    ) {
        self.core.settings.replace(Settings {
            id_prefix,
            heading_level: heading_level.clamp(1, 6),
            collapse: Collapse::from_attribute(collapse),
            contents,
            tools,
            history,
        });
    }
}
