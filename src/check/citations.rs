//! Citations of references that are not there.

use super::Outline;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::ReferenceId;

pub(super) fn dangling(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for cited in &outline.uses {
        let missing: Vec<&str> = cited
            .citation
            .references
            .iter()
            .filter(|id| !outline.references.contains_key(id))
            .map(ReferenceId::as_str)
            .collect();
        if missing.is_empty() {
            continue;
        }
        let marker = &cited.citation.marker;
        let list = match missing.as_slice() {
            [one] => format!("reference {one}, which is"),
            many => format!("references {}, which are", many.join(", ")),
        };
        found.push(
            Diagnostic::new(
                Code::DanglingCitation,
                cited.citation.position,
                format!("`{marker}` cites {list} not in the list"),
            )
            .with_hint("add the reference, mend the number, or put a backslash before the marker to keep it text"),
        );
    }
    found
}
