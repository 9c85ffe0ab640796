//! The structured article from its serialised form.

use serde_json::error::Category;

use super::Parsed;
use crate::diagnostic::{Code, Diagnostic, LineIndex, Span};

/// Reads the form that `scholion convert --to json` prints.
///
/// Anything else gives an empty article and one diagnostic that says where and what is wrong.
pub fn json(text: &str) -> Parsed {
    let body = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match serde_json::from_str(body) {
        Ok(article) => Parsed {
            article,
            diagnostics: Vec::new(),
        },
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
    fn deep_nesting_is_refused_and_not_followed() {
        let text = "{\"scholion\":1,\"children\":[".to_owned()
            + &"{\"type\":\"blockquote\",\"children\":[".repeat(50_000);
        assert_eq!(json(&text).diagnostics[0].code, Code::InvalidJson);
    }
}
