//! Reading the serialised article.

use std::fmt;

use super::Article;
use crate::form::{Fault, Read, Value};

/// Why a text is no article.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is no JSON.
    Json(serde_json::Error),
    /// It is, and says something else.
    Form(Fault),
}

impl fmt::Display for Unread {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => error.fmt(out),
            Self::Form(fault) => fault.fmt(out),
        }
    }
}

/// Reads the article that a text of JSON holds.
pub(crate) fn read_form(text: &str) -> Result<Article, Unread> {
    let value: Value<'_> = serde_json::from_str(text).map_err(Unread::Json)?;
    Article::read(value).map_err(Unread::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is told of a text that is no article.
    fn told(json: &str) -> String {
        match read_form(json) {
            Err(Unread::Form(fault)) => fault.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn the_way_to_what_is_wrong_is_told() {
        let inside = |children: &str| told(&format!(r#"{{"scholion":1,"children":[{children}]}}"#));
        assert_eq!(told("[]"), "an object is wanted, not a list");
        assert_eq!(told("{}"), "scholion: it is missing");
        assert_eq!(
            told(r#"{"scholion":2}"#),
            "scholion: version 2 of the article form is not known here; this reader knows version 1"
        );
        assert_eq!(
            inside(r#"{"type":"thematicBreak"},{"type":"paragraph"}"#),
            "children[1].children: it is missing"
        );
        assert_eq!(
            inside(r#"{"type":"heading","depth":300,"children":[]}"#),
            "children[0].depth: a whole number is wanted, and one that is not out of bounds"
        );
        let unknown = inside(r#"{"type":"paragraf"}"#);
        let start = "children[0].type: `paragraf` is not known; there are `section`, `box`, ";
        assert!(unknown.starts_with(start), "{unknown}");
        assert_eq!(
            inside(r#"{"type":"paragraph","children":[{"type":"text","value":null}]}"#),
            "children[0].children[0].value: a text is wanted, not nothing"
        );
        assert_eq!(
            inside(r#"{"type":"list","children":[{"checked":"yes","children":[]}]}"#),
            "children[0].children[0].checked: true or false is wanted, not a text"
        );
    }
}
