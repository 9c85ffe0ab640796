//! The structured article from its serialised form.

use std::collections::{HashMap, VecDeque};

use serde_json::error::Category;

use super::{Parsed, math};
use crate::diagnostic::{Code, Diagnostic, LineIndex, Span};
use crate::model::{Article, walk};

/// Reads the form that `scholion convert --to json` prints.
///
/// Anything else gives an empty article and one diagnostic that says where and what is wrong.
pub fn json(text: &str) -> Parsed {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match serde_json::from_str(body) {
        Ok(mut article) => {
            let mut diagnostics = math::formulae(&mut article);
            if !diagnostics.is_empty() {
                // Once more, now that it can be said where they stand.
                place_formulae(&mut article, text);
                diagnostics = math::formulae(&mut article);
            }
            Parsed {
                article,
                diagnostics,
            }
        }
        Err(error) => {
            let skipped = text.len() - body.len();
            let at = skipped + offset(body, error.line(), error.column());
            let hint = match error.classify() {
                Category::Data => "the form is described in docs/article-form.md",
                _ => "check the JSON with a validator; the file may be cut short",
            };
            let diagnostic = Diagnostic::new(
                Code::InvalidJson,
                Span::new(at, (at + 1).min(text.len())),
                format!("this is no structured article: {error}"),
            )
            .with_hint(hint);
            Parsed {
                diagnostics: vec![diagnostic],
                ..Parsed::default()
            }
        }
    }
}

/// Gives formulae without MathML their places: those of their `value` in the text.
fn place_formulae(article: &mut Article, text: &str) {
    let mut places: HashMap<String, VecDeque<Span>> = HashMap::new();
    walk::each_formula(article, &mut |formula, _| {
        if formula.mathml.is_none() {
            places.entry(formula.value.clone()).or_default();
        }
    });
    let mut key = "";
    for (start, literal) in strings(text) {
        if key == "\"value\""
            && let Ok(value) = serde_json::from_str::<String>(literal)
            && let Some(spans) = places.get_mut(&value)
        {
            spans.push_back(Span::new(start, start + literal.len()));
        }
        let rest = text.get(start + literal.len()..).unwrap_or_default();
        let is_key = rest.trim_start().starts_with(':');
        key = if is_key { literal } else { "" };
    }
    walk::each_formula(article, &mut |formula, _| {
        if formula.mathml.is_none() {
            formula.position = places.get_mut(&formula.value).and_then(VecDeque::pop_front);
        }
    });
}

/// The strings of a JSON text with their quotes, and where each begins.
fn strings(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find('"')?;
        let mut escaped = false;
        let length = text.get(start + 1..)?.bytes().position(|byte| {
            let ends = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            ends
        })?;
        at = start + length + 2;
        Some((start, text.get(start..at)?))
    })
}

/// The byte offset of a line and a column in bytes, both from 1 as serde_json counts them.
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start = LineIndex::new(text).line_start(line).unwrap_or_default();
    let mut at = (start + column.saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

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
        // The same words in a text come first; a finding is never further off than that.
        assert_eq!(places, [own, own]);
    }

    #[test]
    fn deep_nesting_is_refused_and_not_followed() {
        let text = "{\"scholion\":1,\"children\":[".to_owned()
            + &"{\"type\":\"blockquote\",\"children\":[".repeat(50_000);
        assert_eq!(json(&text).diagnostics[0].code, Code::InvalidJson);
    }
}
