//! Lints over a parsed article: what an editor should know before a reader finds out.
//!
//! Each lint is a function from the outline of an article to diagnostics, in a module of
//! its own. They know nothing of the format that the article came in.

mod citations;
mod cross_references;
mod damaged_range;
mod duplicate_source;
mod identifiers;
mod links;
mod notes;
mod order;
mod pictures;
mod tables;
mod uncited;

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Span};
use crate::model::walk::{self, Node, Use};
use crate::model::{Article, Reference, ReferenceId};

/// Every lint, in the order in which their findings are listed for one place.
const LINTS: &[fn(&Outline<'_>) -> Vec<Diagnostic>] = &[
    citations::dangling,
    cross_references::dangling,
    cross_references::dangling_fragments,
    notes::dangling,
    duplicate_source::duplicate_source,
    damaged_range::damaged_ranges,
    order::out_of_order,
    uncited::uncited,
    identifiers::invalid,
    links::empty,
    links::insecure,
    pictures::without_text,
    tables::without_headers,
];

/// Checks an article; the findings come in source order.
///
/// ```
/// use scholion::{check, parse};
/// let text = "On Bones\n\nThey are hard.¹\n\nReferences\n\n1. Doe J. On bones. Bone. 2020;1:2.\n2. Roe R. On joints. Bone. 2021;2:3.\n";
/// let findings = check::article(&parse::print(text).article);
/// assert_eq!(findings[0].message, "nothing cites reference 2");
/// ```
pub fn article(article: &Article) -> Vec<Diagnostic> {
    source(article, "")
}

/// As [`article()`], with the text that it was read from: what is wrong with a number is told of the
/// number, and not of the whole entry that holds it.
///
/// ```
/// use scholion::{check, parse};
/// let text = "@book{doe, title = {On bones}, doi = {10.1000}}";
/// let read = parse::bibliography(text, "refs.bib");
/// let article = scholion::model::Article { references: read.references, ..Default::default() };
/// let found = check::source(&article, text).into_iter().find(|found| found.code.as_str() == "invalid-doi");
/// assert_eq!(&text[found.unwrap().span.unwrap().range()], "10.1000");
/// ```
pub fn source(article: &Article, text: &str) -> Vec<Diagnostic> {
    let outline = Outline {
        text,
        ..Outline::of(article)
    };
    let mut found: Vec<Diagnostic> = LINTS.iter().flat_map(|lint| lint(&outline)).collect();
    found.sort_by_key(|diagnostic| diagnostic.span.map_or(u32::MAX, |span| span.start));
    found
}

/// What the lints look at, gathered once.
struct Outline<'a> {
    article: &'a Article,
    /// What the article was read from, if that is at hand.
    text: &'a str,
    uses: Vec<Use<'a>>,
    references: HashMap<&'a ReferenceId, &'a Reference>,
    cited: HashSet<&'a ReferenceId>,
}

impl<'a> Outline<'a> {
    fn of(article: &'a Article) -> Self {
        let uses = walk::citations(article);
        let cited = uses
            .iter()
            .flat_map(|found| &found.citation.references)
            .collect();
        let references = article
            .references
            .iter()
            .map(|reference| (&reference.id, reference))
            .collect();
        Self {
            article,
            text: "",
            uses,
            references,
            cited,
        }
    }

    /// Shows a lint every node, with its place or that of what holds it.
    fn each(&self, mut look: impl FnMut(Node<'a>, Option<Span>)) {
        walk::each_node(self.article, &mut look);
    }

    /// Where a value stands in a part of the source, by itself and not in a longer word. One of a
    /// few characters could stand anywhere.
    fn find(&self, value: &str, part: Span) -> Option<Span> {
        const SHORTEST: usize = 4;
        const LOOKED_AT: usize = 8;
        let value = value.trim();
        if value.len() < SHORTEST {
            return None;
        }
        let within = self.text.get(part.range())?;
        let start = part.range().start;
        within
            .match_indices(value)
            .take(LOOKED_AT)
            .find(|(at, _)| {
                let before = within.get(..*at).and_then(|text| text.chars().next_back());
                let behind = within.get(at + value.len()..);
                let after = behind.and_then(|text| text.chars().next());
                ![before, after]
                    .iter()
                    .flatten()
                    .any(|c| c.is_alphanumeric())
            })
            .map(|(at, _)| Span::new(start + at, start + at + value.len()))
    }

    /// Where a value stands in what holds it, or else where that stands.
    fn narrow(&self, value: &str, around: Option<Span>) -> Option<Span> {
        around.map(|part| self.find(value, part).unwrap_or(part))
    }

    /// Whether a reference of this number is in the list and nothing cites it.
    fn is_uncited(&self, number: u32) -> bool {
        let id = ReferenceId::from(number);
        self.references.contains_key(&id) && !self.cited.contains(&id)
    }
}

#[cfg(test)]
mod tests {
    /// What is found in a structured article, as `code: message`.
    pub(super) fn messages(json: &str) -> Vec<String> {
        findings_in(serde_json::from_str(json).unwrap())
    }

    /// As [`messages`], of a value.
    pub(super) fn findings_in(json: serde_json::Value) -> Vec<String> {
        super::article(&serde_json::from_value(json).unwrap())
            .into_iter()
            .map(|found| format!("{}: {}", found.code, found.message))
            .collect()
    }
}
