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
}

impl Default for Settings {
    fn default() -> Self {
        let Options {
            heading_level,
            collapse,
            contents,
            ..
        } = Options::default();
        Self {
            id_prefix: String::new(),
            heading_level,
            collapse,
            contents,
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
            ..Options::default()
        }
    }

    pub(super) fn id_prefix(&self) -> &str {
        &self.id_prefix
    }
}

#[wasm_bindgen]
impl Reader {
    /// Sets how the next article is rendered: what stands before every id, the value of the
    /// `collapse` attribute, the level of the title's heading, and whether there is a list of
    /// sections.
    pub fn configure(
        &self,
        id_prefix: String,
        collapse: &str,
        heading_level: usize,
        contents: bool,
    ) {
        self.core.settings.replace(Settings {
            id_prefix,
            heading_level: heading_level.clamp(1, 6),
            collapse: Collapse::from_attribute(collapse),
            contents,
        });
    }
}
