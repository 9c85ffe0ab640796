//! The structured article from its serialised form.

mod place;
mod tree;
mod unread;

use std::ops::Range;

use super::{Parsed, math};
use crate::diagnostic::{Code, Diagnostic, LineIndex, Span};
use crate::model::{self, Article, Unread};

/// Reads the form that `scholion convert --to json` prints.
///
/// Anything else gives an empty article and one diagnostic that says where and what is wrong.
pub fn json(text: &str) -> Parsed {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    if let Some(finding) = no_object(text) {
        return Parsed {
            diagnostics: vec![finding],
            ..Parsed::default()
        };
    }
    match model::read_form(body) {
        Ok(mut article) => {
            let mut diagnostics = math::formulae(&mut article);
            if !diagnostics.is_empty() {
                // Once more, now that it can be said where they stand.
                if let Some(tree) = tree::tree(text) {
                    place::article(&mut article, &tree);
                }
                diagnostics = math::formulae(&mut article);
            }
            Parsed {
                article,
                diagnostics,
            }
        }
        Err(error) => Parsed {
            diagnostics: vec![unread(text, body, &error)],
            ..Parsed::default()
        },
    }
}

/// Why there is no article in a source, whose JSON is `body`, and where.
fn unread(text: &str, body: &str, error: &Unread) -> Diagnostic {
    let (span, hint) = match error {
        Unread::Json(error) => {
            let skipped = text.len() - body.len();
            let place = character_at(body, error.line(), error.column());
            let span = Span::new(skipped + place.start, skipped + place.end);
            let hint = "check the JSON with a validator; the file may be cut short";
            (span, hint)
        }
        Unread::Form(fault) => {
            let span =
                tree::tree(text).map_or_else(Span::default, |tree| tree.at(fault.way()).span);
            (span, "the form is described in docs/article-form.md")
        }
    };
    let message = format!("this is no structured article: {error}");
    Diagnostic::new(Code::InvalidJson, span, message).with_hint(hint)
}

/// The finding that the source is no object, whatever else it is: then a list of what JSON may go
/// on with helps nobody.
fn no_object(text: &str) -> Option<Diagnostic> {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    let first = start.chars().next()?;
    let at = text.len() - start.len();
    let (message, hint) = match first {
        '{' => return None,
        '[' => (
            "this is a list, and a structured article is an object".to_owned(),
            "a list of works in CSL-JSON is a bibliography, which goes with the article that \
             cites it; the form of an article is described in docs/article-form.md",
        ),
        _ => (
            format!(
                "this is no JSON: it begins with `{first}`, and a structured article with `{{`"
            ),
            "let the name of Markdown end in `.md`, that of print text in `.txt` and that of JATS \
             in `.xml`, or say the format",
        ),
    };
    let place = Span::new(at, at + first.len_utf8());
    Some(Diagnostic::new(Code::InvalidJson, place, message).with_hint(hint))
}

/// What there is to say of a source beyond reading it: where everything stands, and what in it
/// is not known. It costs a second reading, which a page has no need of.
///
/// ```
/// let text = r#"{ "scholion": 1, "tytle": "On bones" }"#;
/// let mut parsed = scholion::parse::json(text);
/// scholion::parse::examine_json(text, &mut parsed);
/// assert_eq!(parsed.diagnostics[0].message, "`tytle` is not known here and is not kept");
/// ```
pub fn examine_json(text: &str, parsed: &mut Parsed) {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let Some(tree) = tree::tree(text) else { return };
    if serde_json::from_str::<Article>(body).is_err() {
        return;
    }
    place::article(&mut parsed.article, &tree);
    if let (Ok(given), Ok(kept)) = (
        serde_json::from_str(body),
        serde_json::to_value(&parsed.article),
    ) {
        unread::compare(&given, &kept, &tree, &mut parsed.diagnostics);
    }
}

/// Where the character stands that holds a place, told by line and column in bytes, both from 1 as
/// serde_json counts them. Behind the end stands none.
pub(super) fn character_at(text: &str, line: usize, column: usize) -> Range<usize> {
    let start = LineIndex::new(text).line_start(line).unwrap_or_default();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let rest = text.get(at..).unwrap_or_default();
    at..at + rest.chars().next().map_or(0, char::len_utf8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_object_is_told_by_its_first_sign() {
        for (text, at, expected) in [
            (
                "\u{FEFF}\n# On bones",
                4,
                "this is no JSON: it begins with `#`",
            ),
            ("<p>", 0, "this is no JSON: it begins with `<`"),
            (" [1]", 1, "this is a list"),
        ] {
            let found = &json(text).diagnostics[0];
            assert_eq!(found.code, Code::InvalidJson);
            assert_eq!(found.span.map(|span| span.range().start), Some(at));
            assert!(found.message.starts_with(expected), "{found:?}");
        }
    }

    #[test]
    fn an_error_says_where() {
        let text = "{\n  \"scholion\": 1,,\n}";
        let parsed = json(text);
        assert_eq!(parsed.diagnostics.len(), 1);
        let span = parsed.diagnostics[0].span.unwrap();
        assert_eq!(LineIndex::new(text).line_column(span.range().start).line, 2);
        let newer = json("{\"scholion\": 2}");
        assert!(
            newer.diagnostics[0].message.contains("version 2"),
            "{newer:?}"
        );
    }

    #[test]
    fn a_formula_that_cannot_be_read_is_found() {
        let text = r#"{ "scholion": 1, "title": [{ "type": "text", "value": "\\ce{\"}" }], "children": [
  { "type": "math", "value": "\\frac12" },
  { "type": "math", "value": "\\ce{\"}" },
  { "value": "\\ce{\"}", "type": "math" }
] }"#;
        let places: Vec<_> = json(text)
            .diagnostics
            .iter()
            .map(|found| {
                let place = found.span.and_then(|span| text.get(span.range()));
                (found.code, place)
            })
            .collect();
        let own = (Code::UnreadableFormula, Some(r#""\\ce{\"}""#));
        assert_eq!(places, [own, own]);
        let starts: Vec<_> = json(text)
            .diagnostics
            .iter()
            .map(|found| LineIndex::new(text).line_column(found.span.unwrap().range().start))
            .map(|place| (place.line, place.column))
            .collect();
        assert_eq!(starts, [(3, 30), (4, 14)]);
    }

    #[test]
    fn what_is_not_known_is_told_with_its_place() {
        let text = r#"{ "scholion": 1, "subtitel": "x", "subtitle": [], "children": [
  { "type": "paragraph", "color": "red", "children": [
    { "type": "citation", "references": ["1"], "marker": "1", "kind": "parenthetical" }] }],
  "references": [{ "id": "1", "note": null, "csl": { "type": "tablet", "shelf": 3, "author": [{ "age": 3 }] } }] }"#;
        let mut parsed = json(text);
        examine_json(text, &mut parsed);
        let told: Vec<_> = parsed
            .diagnostics
            .iter()
            .map(|found| {
                let span = found.span.unwrap();
                (found.code, text.get(span.range()).unwrap())
            })
            .collect();
        let unknown = |place| (Code::UnknownField, place);
        // Fields of a work that are somebody else's are kept.
        assert_eq!(
            told,
            [
                unknown("\"color\""),
                unknown("\"age\""),
                unknown("\"tablet\""),
                unknown("\"subtitel\""),
            ]
        );
        let citation = crate::model::walk::citations(&parsed.article)[0].citation;
        let place = LineIndex::new(text).line_column(citation.position.unwrap().range().start);
        assert_eq!((place.line, place.column), (3, 5));
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        let text = "{\"scholion\":1,\"children\":[".to_owned()
            + &"{\"type\":\"blockquote\",\"children\":[".repeat(50_000);
        assert_eq!(json(&text).diagnostics[0].code, Code::InvalidJson);
    }
}
