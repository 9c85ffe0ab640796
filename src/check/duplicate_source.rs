//! References that are the same source under two numbers.

use super::Outline;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Reference, SameBy, duplicates};

pub(super) fn duplicate_source(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let references = &outline.article.references;
    let name = |at: usize| references.get(at).map_or("?", name);
    duplicates(references)
        .into_iter()
        .zip(references)
        .enumerate()
        .filter_map(|(at, (duplicate, reference))| Some((at, duplicate?, reference)))
        .map(|(at, duplicate, reference)| {
            let (own, first) = (name(at), name(duplicate.first));
            let by = match duplicate.by {
                SameBy::Doi => "same DOI",
                SameBy::Pmid => "same PMID",
                SameBy::TitleAndYear => "same title and year",
            };
            let by = if duplicate.with == duplicate.first {
                by.to_owned()
            } else {
                format!("{by} as {}", name(duplicate.with))
            };
            let message = if own == first {
                format!("the references numbered {own} are the same source ({by})")
            } else {
                format!("reference {own} is the same source as {first} ({by})")
            };
            Diagnostic::new(Code::DuplicateSource, reference.position, message)
                .with_hint("cite one of them everywhere and remove the other, or mend what they have in common")
        })
        .collect()
}

fn name(reference: &Reference) -> &str {
    reference.label.as_deref().unwrap_or(reference.id.as_str())
}

#[cfg(test)]
mod tests {
    use crate::{check, model::Article};

    fn messages(references: &serde_json::Value) -> Vec<String> {
        let article: Article =
            serde_json::from_value(serde_json::json!({ "scholion": 1, "references": references }))
                .unwrap();
        check::article(&article)
            .into_iter()
            .map(|diagnostic| format!("{}: {}", diagnostic.code, diagnostic.message))
            .collect()
    }

    #[test]
    fn the_message_says_why() {
        let of = |id: &str, field: &str, value: &str| {
            serde_json::json!({ "id": id, "csl": {
                "type": "article-journal", "title": "On bones and vitamin K",
                "issued": { "date-parts": [[2001]] }, (field): value,
            } })
        };
        assert_eq!(
            messages(&serde_json::json!([
                of("7", "DOI", "10.1000/a"),
                of("8", "DOI", "10.1000/b"),
                of("9", "PMID", "1"),
                of("12", "DOI", "https://doi.org/10.1000/A"),
                of("13", "PMID", "1"),
                of("7", "volume", "1"),
            ])),
            [
                "duplicate-source: reference 9 is the same source as 7 (same title and year)",
                "duplicate-source: reference 12 is the same source as 7 (same DOI)",
                "duplicate-source: reference 13 is the same source as 7 (same PMID as 9)",
                "duplicate-source: the references numbered 7 are the same source (same title and year)",
            ]
        );
    }
}
