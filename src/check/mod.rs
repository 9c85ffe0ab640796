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
    let outline = Outline::of(article);
    let mut found: Vec<Diagnostic> = LINTS.iter().flat_map(|lint| lint(&outline)).collect();
    found.sort_by_key(|diagnostic| diagnostic.span.map_or(u32::MAX, |span| span.start));
    found
}

/// What the lints look at, gathered once.
struct Outline<'a> {
    article: &'a Article,
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
            uses,
            references,
            cited,
        }
    }

    /// Shows a lint every node, with its place or that of what holds it.
    fn each(&self, mut look: impl FnMut(Node<'a>, Option<Span>)) {
        walk::each_node(self.article, &mut look);
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
