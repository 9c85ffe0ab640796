//! Formulae.

use std::borrow::Cow;

use serde::Serialize;

use crate::diagnostic::Span;
use crate::form::object;

/// A formula: as its author wrote it, and as a browser can lay it out.
///
/// ```
/// use scholion::model::Formula;
/// let formula = Formula {
///     mathml: Some("<math><mi>p</mi><mo>&lt;</mo><mn>0.05</mn></math>".into()),
///     ..Formula::default()
/// };
/// assert_eq!(formula.text(), "p<0.05");
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Formula {
    /// The formula in TeX's notation; empty where it came as MathML alone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// The formula in [MathML](https://www.w3.org/TR/mathml-core/), as it came or made from
    /// `value` while reading. It is a source like any other: whoever shows it lets through what
    /// he knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mathml: Option<String>,
    /// Where it stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Formula {
    value: optional "value",
    mathml: optional "mathml",
    position: unsaid,
});

impl Formula {
    /// Whether it has been written in TeX and has no MathML yet.
    pub fn lacks_mathml(&self) -> bool {
        self.mathml.is_none() && !self.value.trim().is_empty()
    }

    /// The formula as plain text: its TeX, or what its MathML says without tags.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.mathml {
            Some(mathml) if self.value.is_empty() => Cow::Owned(without_tags(mathml)),
            _ => Cow::Borrowed(&self.value),
        }
    }
}

/// The text between tags, with the characters decoded that every XML text has to escape.
fn without_tags(markup: &str) -> String {
    markup
        .split('<')
        .enumerate()
        .map(|(at, piece)| match piece.split_once('>') {
            Some((_, text)) if at > 0 => text,
            _ => piece,
        })
        .collect::<String>()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}
