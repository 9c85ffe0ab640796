//! Marks of footnotes that are not there.

use std::collections::HashSet;

use super::Outline;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::walk::{self, Mark};

pub(super) fn dangling(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let article = outline.article;
    let notes: HashSet<_> = article
        .footnotes
        .iter()
        .map(|note| &note.identifier)
        .collect();
    walk::markers(article)
        .into_iter()
        .filter_map(|marker| match marker.mark {
            Mark::Note(identifier) if !notes.contains(identifier) => Some(identifier),
            _ => None,
        })
        .map(|identifier| {
            let message =
                format!("a mark points to the footnote `{identifier}`, which is not there");
            Diagnostic::new(Code::DanglingNote, None, message)
                .with_hint("add the footnote, mend the identifier, or remove the mark")
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::messages;

    #[test]
    fn marks_without_a_note_are_reported() {
        let text = r#"{ "scholion": 1, "children": [{ "type": "paragraph", "children": [
                { "type": "footnoteReference", "identifier": "a" },
                { "type": "footnoteReference", "identifier": "b" }] }],
            "footnotes": [{ "identifier": "a", "children": [] }] }"#;
        assert_eq!(
            messages(text),
            ["dangling-note: a mark points to the footnote `b`, which is not there"]
        );
    }
}
