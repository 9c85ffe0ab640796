//! The references of a bibliography to the article that cites them.

use std::collections::{HashMap, HashSet};

use crate::model::{Article, Reference, ReferenceId, walk};

/// Gives an article the references that it cites and does not have itself, in the order of their
/// first use. What nothing cites stays in the bibliography.
///
/// Of two references with one id the first counts. A reference that is supplied has no place in
/// the article's source.
///
/// ```
/// use scholion::parse;
/// let text = r#"{ "scholion": 1, "children": [{ "type": "paragraph", "children": [
///     { "type": "citation", "references": ["doe"], "marker": "Doe" }] }] }"#;
/// let mut article = parse::json(text).article;
/// let read = parse::bibliography("@misc{doe, title = {On Bones}} @misc{roe}", "refs.bib");
/// parse::supply(&mut article, &read.references);
/// assert_eq!(article.references.len(), 1);
/// assert_eq!(article.references[0].id.as_str(), "doe");
/// ```
pub fn supply(article: &mut Article, references: &[Reference]) {
    let mut known: HashMap<&ReferenceId, &Reference> = HashMap::new();
    for reference in references {
        known.entry(&reference.id).or_insert(reference);
    }
    let mut there: HashSet<&ReferenceId> = article.references.iter().map(|own| &own.id).collect();
    let uses = walk::citations(article);
    let supplied: Vec<Reference> = uses
        .iter()
        .flat_map(|found| &found.citation.references)
        .filter_map(|id| {
            let reference = known.get(id)?;
            there.insert(&reference.id).then(|| Reference {
                position: None,
                ..(*reference).clone()
            })
        })
        .collect();
    article.references.extend(supplied);
}
