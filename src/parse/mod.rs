//! Text in, [`Parsed`] out: an article **and** what was noticed on the way.
//!
//! Reading never fails and never panics. What a reader does not understand stays in the article
//! as plain text; what it doubts becomes a [`Diagnostic`]. Every reader takes time linear in the
//! length of its input.
//!
//! ```
//! let parsed = scholion::parse::print("On Bones\n\nThey are hard.¹\n\nReferences\n\n1. Doe J. On bones. *Bone*. 2020;1:2-3.\n");
//! let uses = scholion::model::walk::citations(&parsed.article);
//! assert_eq!(uses[0].citation.references[0].as_str(), "1");
//! ```
#![deny(clippy::indexing_slicing, clippy::string_slice)]

pub mod bibliography;
pub mod date;
pub mod marker;
pub mod reference;

mod address;
mod builder;
mod characters;
mod format;
pub mod html;
mod identify;
mod inline;
mod jats;
mod json;
mod levels;
mod limits;
mod markdown;
mod math;
mod print;
mod read;
mod sniff;
mod source;
mod space;
mod tidy;

pub use bibliography::{
    Bibliography, BibliographyFormat, bibliography, bibliography_in, decode_bibliography, supply,
};
pub use format::Format;
pub use identify::{Identified, Promise, identify, identify_article, identify_bibliography};
pub use jats::jats;
pub use json::{examine_json, json};
pub use limits::{Limits, NoLimits};
pub use markdown::{bibliographies, markdown};
pub use math::formulae;
pub use print::print;
pub use read::{read_article, read_bibliography};
pub use sniff::Kind;
pub use source::decode;

use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{Article, Reference};

/// What reading a source gives.
#[derive(Debug, Clone, Default)]
pub struct Parsed {
    /// The article; empty where nothing could be read.
    pub article: Article,
    /// What was noticed on the way, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Why there is no article, where nothing could be read: an error before anything else that
    /// was noticed, since that says more.
    pub fn reason(&self) -> Option<String> {
        if self.article != Article::default() {
            return None;
        }
        let errors = |found: &&Diagnostic| found.severity() == Severity::Error;
        let first = self.diagnostics.iter().find(errors);
        let found = first.or(self.diagnostics.first())?;
        Some(match &found.hint {
            Some(hint) => format!("{}: {hint}", found.message),
            None => found.message.to_string(),
        })
    }
}

/// Reads a text in a known format.
pub fn text(text: &str, format: Format) -> Parsed {
    text_with_references(text, format, &[])
}

/// Reads the source of a page.
#[cfg(not(target_arch = "wasm32"))]
fn page(text: &str, references: &[Reference], limits: &Limits) -> Parsed {
    let tree = html::Tree::parse(text);
    let reading = html::html_within(&tree, references, limits);
    Parsed {
        article: reading.article,
        diagnostics: reading.diagnostics,
    }
}

/// In a page the browser reads sources; see [`html::Tree::from_snapshot`].
#[cfg(target_arch = "wasm32")]
fn page(_: &str, _: &[Reference], _: &Limits) -> Parsed {
    Parsed {
        diagnostics: vec![Diagnostic::new(
            crate::diagnostic::Code::UnreadableSource,
            None,
            "this is a page of HTML, which is read where it stands",
        )],
        ..Parsed::default()
    }
}

/// Reads a text in a known format, with the references of bibliographies. Markdown cites them by
/// their keys; to any other article those are added that it cites and does not have itself
/// ([`supply`]).
pub fn text_with_references(text: &str, format: Format, references: &[Reference]) -> Parsed {
    text_within(text, format, references, &Limits::default())
}

/// The same, with limits of one's own.
pub fn text_within(
    text: &str,
    format: Format,
    references: &[Reference],
    limits: &Limits,
) -> Parsed {
    let mut parsed = limits.within(text, format, |head| {
        let mut parsed = match format {
            Format::Markdown => markdown::read(head, references, limits),
            Format::Print => print::read(head, limits),
            Format::Json => json(head),
            Format::Jats => jats::read_within(head, limits),
            Format::Html => page(head, references, limits),
        };
        if format != Format::Markdown {
            supply(&mut parsed.article, references);
        }
        parsed
    });
    parsed
        .diagnostics
        .sort_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start));
    parsed
}
