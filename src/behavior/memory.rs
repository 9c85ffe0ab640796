//! What an article remembers from one visit to the next, where its publisher has asked for that:
//! what is open, and where the reader was.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::form::{Fault, Read, Value, object};

/// Whatever has another version is not read.
const VERSION: u32 = 2;

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
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Memory {
    version: Version,
    /// What folds, and whether it was open.
    parts: BTreeMap<String, bool>,
    /// Where the reader was; nowhere at the article's beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

object!(Memory {
    version: required "version",
    parts: required "parts",
    place: optional "place",
});

/// The version of what is kept. Whatever has another one is not read.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
struct Version(u32);

impl Default for Version {
    fn default() -> Self {
        Self(VERSION)
    }
}

impl Read for Version {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        match u32::read(value)? {
            VERSION => Ok(Self(VERSION)),
            other => Err(Fault::new(format!("this is version {other} of the memory"))),
        }
    }
}

/// A line of the article, and the height at which it stood.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Place {
    /// The id of the section or box; empty for what stands before them.
    pub part: String,
    /// Which of the blocks in it, from 0.
    pub block: usize,
    /// The distance of the block from the top of the window, in whole CSS pixels.
    pub offset: i32,
}

object!(Place {
    part: required "part",
    block: required "block",
    offset: required "offset",
});

impl Memory {
    /// Keeps whether a part is open.
    pub fn keep(&mut self, part: &str, open: bool) {
        self.parts.insert(part.to_owned(), open);
    }

    /// Keeps where the reader is; `None` at the beginning.
    pub fn keep_place(&mut self, place: Option<Place>) {
        self.place = place;
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
            offset: -120,
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
            r#"{"version":1,"parts":{}}"#,
            r#"{"version":2,"parts":{"a":"open"}}"#,
            r#"{"version":2,"parts":{},"place":{"part":"a"}}"#,
        ] {
            assert!(
                serde_json::from_str::<Memory>(written).is_err(),
                "{written}"
            );
        }
    }
}
