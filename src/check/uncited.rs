//! References that nothing cites.

use super::Outline;
use crate::diagnostic::{Code, Diagnostic};

pub(super) fn uncited(outline: &Outline<'_>) -> Vec<Diagnostic> {
    // A list without any citation is a bibliography, and says nothing about single entries.
    if outline.uses.is_empty() {
        return Vec::new();
    }
    outline
        .article
        .references
        .iter()
        .filter(|reference| !outline.cited.contains(&reference.id))
        .map(|reference| {
            let name = reference.label.as_deref().unwrap_or(reference.id.as_str());
            Diagnostic::new(
                Code::UncitedReference,
                reference.position,
                format!("nothing cites reference {name}"),
            )
            .with_hint("cite it, remove it, or look for a range that lost its dash")
        })
        .collect()
}
