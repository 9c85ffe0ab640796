//! CSL-JSON: a list of items, one item, an object whose `items` or `references` are a list, or
//! an object of items by their ids.
//!
//! Items are divided before any is read, so that one which is no JSON costs itself alone and
//! each has its place. What the field has not always been strict about is taken as it was meant:
//! numbers for strings, dates in words, lists of one title.

mod item;
mod split;

use super::Bibliography;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::Reference;
use crate::parse::json::character_at;

pub(super) fn read(text: &str) -> Bibliography {
    let mut read = Bibliography::default();
    let items = split::items(text, &mut read.diagnostics);
    for found in items {
        let source = text.get(found.range.clone()).unwrap_or_default();
        let span = Span::new(found.range.start, found.range.end);
        match serde_json::from_str(source) {
            Ok(value) => {
                let mut faults = Vec::new();
                let id = found.key.unwrap_or_default();
                if let Some((id, csl)) = item::read(value, id, &mut faults) {
                    read.references.push(Reference {
                        id,
                        csl: Some(csl),
                        position: Some(span),
                        ..Reference::default()
                    });
                }
                let head = super::head(text, span);
                let report = |fault| Diagnostic::new(Code::UnreadableEntry, head, fault);
                read.diagnostics.extend(faults.into_iter().map(report));
            }
            Err(error) => {
                let place = character_at(source, error.line(), error.column());
                let start = found.range.start;
                read.diagnostics.push(
                    Diagnostic::new(
                        Code::UnreadableEntry,
                        Span::new(start + place.start, start + place.end),
                        format!("this item is no JSON and is left out: {error}"),
                    )
                    .with_hint("the others are read; a validator of JSON shows the mistake"),
                );
            }
        }
    }
    read
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::model::{CslType, Date};

    fn ids(text: &str) -> Vec<String> {
        let read = read(text);
        read.references
            .iter()
            .map(|entry| entry.id.to_string())
            .collect()
    }

    #[test]
    fn items_are_found_wherever_they_stand() {
        assert_eq!(ids(r#"[{"id": "a"}, {"id": 2}]"#), ["a", "2"]);
        assert_eq!(ids(r#"{"id": "a", "type": "book"}"#), ["a"]);
        assert_eq!(ids(r#"{"items": [{"id": "a"}]}"#), ["a"]);
        assert_eq!(
            ids(r#"{"a": {"type": "book"}, "b": {"type": "book"}}"#),
            ["a", "b"]
        );
        assert_eq!(ids("[]"), [""; 0]);
    }

    #[test]
    fn a_bad_item_costs_itself_alone() {
        let read = read(
            "[{\"id\": \"a\"},\n{\"id\": b},\n 5,\n{\"id\": \"c\", \"title\": \"open}\n,{\"id\": \"d\"}]",
        );
        let ids: Vec<&str> = read
            .references
            .iter()
            .map(|entry| entry.id.as_str())
            .collect();
        assert!(ids.starts_with(&["a"]), "{ids:?}");
        assert!(read.diagnostics.len() >= 2, "{:?}", read.diagnostics);
    }

    #[test]
    fn what_is_meant_is_taken() {
        let item = json!({
            "id": 7, "type": "article-journal", "volume": 12, "title": ["On bones"],
            "ISSN": ["1234-5678", "8765-4321"],
            "author": [{ "family": "Doe", "given": "Jane", "affiliation": [{ "name": "A clinic" }] }, "WHO"],
            "issued": { "raw": "2010-05" }, "accessed": "5 May 2011", "made-up": { "a": [1] },
            "original-date": { "date-parts": [["1900", null]], "circa": 1, "season": "2" }
        });
        let read = read(&item.to_string());
        assert_eq!(read.diagnostics, []);
        let csl = read.references[0].csl.clone().unwrap();
        assert_eq!(csl.kind, CslType::ArticleJournal);
        assert_eq!(csl.volume.as_deref(), Some("12"));
        assert_eq!(csl.title.as_deref(), Some("On bones"));
        assert_eq!(csl.issn.as_deref(), Some("1234-5678, 8765-4321"));
        assert_eq!(csl.author[0].affiliation, ["A clinic"]);
        assert_eq!(csl.author[1].literal.as_deref(), Some("WHO"));
        assert_eq!(csl.issued, Some(Date::new(2010, Some(5), None)));
        assert_eq!(csl.accessed, Some(Date::new(2011, Some(5), Some(5))));
        let original = csl.original_date.unwrap();
        assert_eq!(original.date_parts, [[1900]]);
        assert_eq!((original.circa, original.season), (true, Some(2)));
        assert_eq!(csl.other["made-up"], json!({ "a": [1] }));
    }

    #[test]
    fn what_is_no_field_is_said_and_left_out() {
        let read =
            read(r#"[{"id": "a", "title": {"x": 1}, "author": 5, "issued": [], "type": 3}]"#);
        assert_eq!(read.references.len(), 1);
        assert_eq!(read.diagnostics.len(), 4, "{:?}", read.diagnostics);
        let value = serde_json::to_value(&read.references[0].csl).unwrap();
        assert_eq!(value, json!({ "type": "document" }) as Value);
    }
}
