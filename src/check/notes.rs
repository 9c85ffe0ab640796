//! Marks of footnotes that are not there.

use std::collections::HashSet;

use super::{Node, Outline};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Inline;

pub(super) fn dangling(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let article = outline.article;
    let notes: HashSet<_> = article
        .footnotes
        .iter()
        .map(|note| &note.identifier)
        .collect();
    let mut found = Vec::new();
    outline.each(|node, place| {
        let Node::Inline(Inline::FootnoteReference { identifier }) = node else {
            return;
        };
        if notes.contains(identifier) {
            return;
        }
        let message = format!("a mark points to the footnote `{identifier}`, which is not there");
        found.push(
            Diagnostic::new(Code::DanglingNote, place, message)
                .with_hint("add the footnote, mend the identifier, or remove the mark"),
        );
    });
    found
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
