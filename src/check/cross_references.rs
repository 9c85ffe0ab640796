//! Mentions of parts that are not there.

use std::collections::HashSet;

use super::{Node, Outline};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Identifier, Inline, plain_text, walk};

pub(super) fn dangling(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let parts: HashSet<_> = walk::parts(outline.article).into_iter().collect();
    let mut found = Vec::new();
    outline.each(|node, place| {
        let Node::Inline(Inline::CrossReference {
            identifier,
            children,
        }) = node
        else {
            return;
        };
        if parts.contains(identifier) {
            return;
        }
        let words = plain_text(children);
        let message =
            format!("`{words}` points to `{identifier}`, which no part of the article is called");
        found.push(
            Diagnostic::new(Code::DanglingCrossReference, place, message)
                .with_hint("add the part, mend the identifier, or leave the words as text"),
        );
    });
    found
}

/// What the page itself names, and what its renderer does: references, notes, markers.
const NAMED: [&str; 4] = ["", "top", "references", "footnotes"];
const NAMED_WITH: [&str; 5] = ["ref-", "cite-", "fn-", "fnref-", "xref-"];

/// Links to places on the page that are none. A page around the article may have some of its own,
/// so that this is no error.
pub(super) fn dangling_fragments(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let parts: HashSet<&str> = walk::parts(outline.article)
        .into_iter()
        .map(Identifier::as_str)
        .collect();
    let mut found = Vec::new();
    outline.each(|node, place| {
        let Node::Inline(Inline::Link(link)) = node else {
            return;
        };
        let Some(fragment) = link.url.trim().strip_prefix('#') else {
            return;
        };
        let named = parts.contains(fragment)
            || NAMED.contains(&fragment)
            || NAMED_WITH.iter().any(|lead| fragment.starts_with(lead));
        if named {
            return;
        }
        let words = plain_text(&link.children);
        let message =
            format!("`{words}` links to `#{fragment}`, which no part of the article is called");
        found.push(
            Diagnostic::new(Code::DanglingFragment, place, message)
                .with_hint("add the part, mend the link, or leave its words as text"),
        );
    });
    found
}

#[cfg(test)]
mod tests {
    use super::super::tests::messages;

    #[test]
    fn mentions_without_a_part_are_reported() {
        let mention = |name: &str| {
            format!(
                r#"{{ "type": "crossReference", "identifier": "{name}", "children": [{{ "type": "text", "value": "this" }}] }}"#
            )
        };
        let names = ["one", "two", "three", "four", "five", "six"];
        let mentions = names.map(mention).join(", ");
        let text = format!(
            r#"{{ "scholion": 1, "children": [
                {{ "type": "paragraph", "children": [{{ "type": "strong", "children": [{mentions}] }}] }},
                {{ "type": "section", "identifier": "one", "title": [], "children": [
                    {{ "type": "figure", "identifier": "two", "children": [] }},
                    {{ "type": "math", "identifier": "three", "value": "x" }}] }},
                {{ "type": "box", "identifier": "four", "title": [], "children": [
                    {{ "type": "table", "identifier": "five", "children": [] }}] }}] }}"#
        );
        assert_eq!(
            messages(&text),
            [
                "dangling-cross-reference: `this` points to `six`, which no part of the article is called"
            ]
        );
    }
}
