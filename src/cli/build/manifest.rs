//! What was built of what: a file in the output folder, by which the next run knows what has not
//! changed. Its loss costs time and nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// The record's name begins so and ends in `.json`; a part of the work has its number between.
const NAME: &str = ".scholion-build";

/// A record of what was built.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    /// The pages by their places in the output folder.
    pub(super) pages: BTreeMap<String, Entry>,
}

/// A page, what it was made of, and what is known of it without reading its article again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Entry {
    /// The hash of the article, of the options and of the program's version.
    pub(super) made_of: String,
    /// The bibliographies that the article names, from its folder, and their hashes; none of one
    /// that is not there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) beside: BTreeMap<String, Option<String>>,
    /// The hash of the page.
    pub(super) page: String,
    /// The version of the widget beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) widget: Option<String>,
    /// For the list of pages.
    pub(super) title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<String>,
    /// How many findings there were.
    pub(super) errors: usize,
    pub(super) warnings: usize,
    /// Files that the article names, from its root.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) files: Vec<String>,
    /// Articles that it links, from its root, whose pages it leads to.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(super) linked: BTreeSet<String>,
}

impl Manifest {
    /// The name of the record of a part of the work, or of all of it.
    pub(super) fn name(part: Option<&str>) -> String {
        match part {
            Some(part) => format!("{NAME}-{part}.json"),
            None => format!("{NAME}.json"),
        }
    }

    /// What all records in a folder say. One that cannot be read says nothing.
    pub(super) fn read(folder: &Path) -> Self {
        let mut all = Self::default();
        for path in records(folder) {
            let read = fs::read(&path).ok();
            let record: Option<Self> = read.and_then(|text| serde_json::from_slice(&text).ok());
            all.pages.extend(record.unwrap_or_default().pages);
        }
        all
    }

    /// As it is written.
    pub(super) fn text(&self) -> Result<Vec<u8>, String> {
        let mut text = serde_json::to_vec_pretty(self).map_err(|error| error.to_string())?;
        text.push(b'\n');
        Ok(text)
    }
}

/// The records in a folder, in the order of their names.
pub(super) fn records(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut records: Vec<_> = entries
        .filter_map(Result::ok)
        .filter(|entry| {
            let name = entry.file_name();
            let name = name.to_str().unwrap_or_default();
            let json = Path::new(name)
                .extension()
                .is_some_and(|ending| ending == "json");
            json && name.starts_with(NAME)
        })
        .map(|entry| entry.path())
        .collect();
    records.sort();
    records
}

/// The hash by which contents are known.
pub(super) fn hash(parts: &[&[u8]]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        // Where one ends is a part of what is hashed.
        hasher.update((part.len() as u64).to_le_bytes());
        hasher.update(part);
    }
    let mut text = String::new();
    for byte in hasher.finalize() {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}
