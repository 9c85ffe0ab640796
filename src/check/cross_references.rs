//! Mentions of parts that are not there.

use std::collections::HashSet;

use super::Outline;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{plain_text, walk};

pub(super) fn dangling(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let parts: HashSet<_> = walk::parts(outline.article).into_iter().collect();
    walk::mentions(outline.article)
        .into_iter()
        .filter(|mention| !parts.contains(mention.identifier))
        .map(|mention| {
            let words = plain_text(mention.words);
            let message = format!(
                "`{words}` points to `{}`, which no part of the article is called",
                mention.identifier
            );
            Diagnostic::new(Code::DanglingCrossReference, None, message)
                .with_hint("add the part, mend the identifier, or leave the words as text")
        })
        .collect()
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
