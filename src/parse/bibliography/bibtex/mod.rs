//! BibTeX and BibLaTeX.
//!
//! A file takes one way: `scan` finds entries and their fields and replaces macros, `inherit`
//! adds what comes from other entries, `fields` makes CSL of them, with the help of `latex`
//! (text), `name`, `date` and `kind`.

pub(super) mod date;
mod fields;
mod inherit;
mod kind;
mod latex;
mod name;
mod scan;

use super::Bibliography;
use crate::model::{Reference, ReferenceId};

/// Reads all entries that are works; `@xdata` is material for others.
pub(super) fn read(text: &str) -> Bibliography {
    let mut diagnostics = Vec::new();
    let entries = scan::entries(text, &mut diagnostics);
    let family = inherit::Family::of(&entries);
    let references = entries
        .iter()
        .filter(|entry| entry.kind != "xdata")
        .map(|entry| {
            let all = family.fields(entry, &mut diagnostics);
            Reference {
                id: ReferenceId::new(entry.key.as_str()),
                csl: Some(fields::csl(entry, &all, &mut diagnostics)),
                position: Some(entry.span),
                ..Reference::default()
            }
        })
        .collect();
    Bibliography {
        references,
        diagnostics,
    }
}
