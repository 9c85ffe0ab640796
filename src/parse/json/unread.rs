//! What a JSON text says that no type of the article knows.
//!
//! The article is written again and compared with its source: what is missing then was not kept,
//! and what is different was taken for something else.

use serde_json::Value;

use super::tree::Node;
use crate::diagnostic::{Code, Diagnostic, Span};

const HINT: &str = "the form is described in docs/article-form.md";

/// Reports every name and every kind that was not kept.
pub(super) fn compare(given: &Value, kept: &Value, tree: &Node<'_>, found: &mut Vec<Diagnostic>) {
    match (given, kept) {
        (Value::Object(given), Value::Object(kept)) => {
            for (name, value) in given {
                let Some(member) = tree.member(name) else {
                    // A name with escapes in it is none of the form's.
                    found.push(unknown(name, tree.span));
                    continue;
                };
                match kept.get(name) {
                    Some(kept) => compare(value, kept, &member.value, found),
                    None if says_nothing(value) => {}
                    None => found.push(unknown(name, member.span)),
                }
            }
        }
        (Value::Array(given), Value::Array(kept)) => {
            for ((given, kept), node) in given.iter().zip(kept).zip(tree.items()) {
                compare(given, kept, node, found);
            }
        }
        (Value::String(given), Value::String(kept)) if given != kept => {
            let message = format!("`{given}` is not known here and is read as `{kept}`");
            found.push(Diagnostic::new(Code::UnknownField, tree.span, message).with_hint(HINT));
        }
        _ => {}
    }
}

fn unknown(name: &str, span: Span) -> Diagnostic {
    let message = format!("`{name}` is not known here and is not kept");
    Diagnostic::new(Code::UnknownField, span, message).with_hint(HINT)
}

/// Whether a value is the one that a known field has without it, and is left out for that.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty() || text == "parenthetical",
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(true) | Value::Number(_) => false,
    }
}
