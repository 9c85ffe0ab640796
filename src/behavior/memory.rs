//! What an article remembers from one visit to the next, where its publisher has asked for that:
//! what is open, and where the reader was.

use std::collections::BTreeMap;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// Whatever has another version is not read.
const VERSION: u32 = 1;

/// The memory of one article. Ids are without the prefix of a page's second article.
///
/// ```
/// use scholion::behavior::memory::Memory;
/// let mut memory = Memory::default();
/// memory.keep("methods_body", false);
/// let written = serde_json::to_string(&memory)?;
/// assert_eq!(serde_json::from_str::<Memory>(&written)?, memory);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    #[serde(deserialize_with = "ours")]
    version: u32,
    /// What folds, and whether it was open.
    parts: BTreeMap<String, bool>,
    /// Where the reader was; nowhere at the article's beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

/// A line of the article, and the height at which it stood.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// The id of the section or box; empty for what stands before them.
    pub part: String,
    /// Which of the blocks in it, from 0.
    pub block: usize,
    /// The distance of the block from the top of the window, in CSS pixels.
    pub offset: f64,
}

impl Default for Memory {
    fn default() -> Self {
        Self {
            version: VERSION,
            parts: BTreeMap::new(),
            place: None,
        }
    }
}

impl Memory {
    /// Keeps whether a part is open.
    pub fn keep(&mut self, part: &str, open: bool) {
        self.parts.insert(part.to_owned(), open);
    }

    /// Keeps where the reader is; `None` at the beginning.
    pub fn keep_place(&mut self, place: Option<Place>) {
        self.place = place.filter(|place| place.offset.is_finite());
    }

    /// Every part and whether it was open.
    pub fn parts(&self) -> impl Iterator<Item = (&str, bool)> {
        self.parts.iter().map(|(id, open)| (id.as_str(), *open))
    }

    /// Where the reader was.
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }
}

fn ours<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    match u32::deserialize(deserializer)? {
        VERSION => Ok(VERSION),
        other => Err(D::Error::custom(format!("version {other} of the memory"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_comes_back() {
        let mut memory = Memory::default();
        memory.keep("a_body", false);
        memory.keep("b_body", true);
        memory.keep("a_body", true);
        let place = Place {
            part: "a".to_owned(),
            block: 3,
            offset: 120.5,
        };
        memory.keep_place(Some(place.clone()));
        let written = serde_json::to_string(&memory).unwrap();
        let read: Memory = serde_json::from_str(&written).unwrap();
        assert_eq!(
            read.parts().collect::<Vec<_>>(),
            [("a_body", true), ("b_body", true)]
        );
        assert_eq!(read.place(), Some(&place));
    }

    #[test]
    fn what_is_no_memory_is_not_read() {
        for written in [
            "",
            "null",
            "[]",
            r#"{"version":2,"parts":{}}"#,
            r#"{"version":1,"parts":{"a":"open"}}"#,
            r#"{"version":1,"parts":{},"place":{"part":"a"}}"#,
        ] {
            assert!(
                serde_json::from_str::<Memory>(written).is_err(),
                "{written}"
            );
        }
        let mut memory = Memory::default();
        memory.keep_place(Some(Place {
            part: String::new(),
            block: 0,
            offset: f64::NAN,
        }));
        assert_eq!(memory, Memory::default());
    }
}
