//! What tells that a list holds references or notes: its heading, its class, its role.

use super::outline::rank;
use super::page::{Page, classes};
use super::tree::{NodeId, Tree};
use crate::parse::print::is_references_heading;

/// What a sign tells of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// It holds references.
    References,
    /// It holds notes.
    Notes,
    /// It holds either; its look decides.
    Either,
}

/// Headings over notes, in lower case. Many of them stand over references too.
const NOTES: [&str; 22] = [
    "notes",
    "footnotes",
    "notes and citations",
    "end notes",
    "endnotes",
    "anmerkungen",
    "fußnoten",
    "fussnoten",
    "einzelnachweise",
    "notes de bas de page",
    "notas",
    "notas al pie",
    "notas de rodapé",
    "note",
    "noten",
    "voetnoten",
    "fotnoter",
    "przypisy",
    "примечания",
    "脚注",
    "注释",
    "حواشي",
];

/// Those of the headings that no list of references has.
const NOTES_ALONE: [&str; 6] = [
    "footnotes",
    "fußnoten",
    "fussnoten",
    "notas al pie",
    "notas de rodapé",
    "voetnoten",
];

/// How much text may stand between a heading and its list, in bytes.
const BETWEEN: usize = 600;

/// What a heading says.
pub(super) fn of_heading(words: &str) -> Option<Sign> {
    if words.len() > 80 {
        return None;
    }
    let plain = words
        .trim_matches(|c: char| {
            c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | ':' | '#' | '¶' | '§')
        })
        .to_lowercase();
    if NOTES_ALONE.contains(&plain.as_str()) {
        Some(Sign::Notes)
    } else if NOTES.contains(&plain.as_str()) {
        Some(Sign::Either)
    } else if is_references_heading(&plain) {
        Some(Sign::References)
    } else {
        None
    }
}

/// What an element says by its role, its class or its name.
fn of_element(tree: &Tree, node: NodeId) -> Option<Sign> {
    let role = tree.attribute(node, "role").unwrap_or_default();
    let kind = tree.attribute(node, "epub:type").unwrap_or_default();
    let name = tree.name(node);
    if role == "doc-bibliography"
        || kind == "bibliography"
        || matches!(name, "d-citation-list" | "dt-bibliography")
    {
        return Some(Sign::References);
    }
    if matches!(role, "doc-endnotes" | "doc-footnotes")
        || matches!(kind, "footnotes" | "endnotes" | "rearnotes")
        || tree.attribute(node, "data-footnotes").is_some()
    {
        return Some(Sign::Either);
    }
    classes(tree, node).find_map(|class| {
        let class = class.to_ascii_lowercase();
        match class.as_str() {
            // MediaWiki has notes in lists of these classes too: their headings tell.
            "references" if tree.name(node) == "ol" => Some(Sign::Either),
            "references"
            | "reference-list"
            | "references-list"
            | "ref-list"
            | "csl-bib-body"
            | "ltx_biblist"
            | "ltx_bibliography"
            | "bibliography"
            | "c-article-references"
            | "works-cited"
            | "citation-list" => Some(Sign::References),
            "reflist"
            | "footnotes"
            | "footnote-list"
            | "footnotes-list"
            | "endnotes"
            | "wp-block-footnotes"
            | "easy-footnotes-wrapper"
            | "fn-group"
            | "fn-list"
            | "footnotes_reference_container" => Some(Sign::Either),
            _ => None,
        }
    })
}

/// The sign of a list, and the heading over it, which may be a paragraph that looks like one.
pub(super) fn of_list(
    page: &Page<'_>,
    headings: &[NodeId],
    root: NodeId,
    parent: NodeId,
    first: NodeId,
    is_list: bool,
) -> (Option<Sign>, Option<NodeId>) {
    let tree = page.tree;
    let heading = heading(page, headings, if is_list { parent } else { first });
    let said = heading.and_then(|heading| Some((of_heading(&page.words(heading))?, heading)));
    let around = std::iter::once(parent)
        .chain(tree.ancestors(parent))
        .take(4);
    let by_element = around
        .take_while(|around| !tree.contains(*around, root))
        .chain((parent == root).then_some(parent))
        .find_map(|around| Some((of_element(tree, around)?, around)));
    // What says so itself has its heading inside of it or right before it: one further before is
    // that of another list.
    let said = said.filter(|(_, heading)| {
        by_element.is_none_or(|(_, around)| {
            tree.contains(around, *heading)
                || std::iter::once(around)
                    .chain(tree.parent(around))
                    .filter_map(|node| page.previous(node))
                    .any(|before| tree.contains(before, *heading))
        })
    });
    match (said, by_element.map(|(sign, _)| sign)) {
        (Some((Sign::Either, heading)), Some(sign)) | (Some((sign, heading)), _) => {
            (Some(sign), Some(heading))
        }
        // Whatever the heading inside of such an element says, it is the list's.
        (None, sign) => (
            sign,
            heading.filter(|heading| {
                by_element.is_some_and(|(_, around)| tree.contains(around, *heading))
            }),
        ),
    }
}

/// The heading that a list stands under: the last one before it, unless other text comes between;
/// or a short line right before it that says so.
fn heading(page: &Page<'_>, headings: &[NodeId], list: NodeId) -> Option<NodeId> {
    let tree = page.tree;
    let at = headings.partition_point(|heading| *heading < list);
    let before = at
        .checked_sub(1)
        .and_then(|at| headings.get(at))
        .copied()
        .filter(|heading| !tree.contains(*heading, list))
        .filter(|heading| page.text_between(*heading, list) <= BETWEEN + page.weight(*heading));
    let line = || {
        std::iter::once(list)
            .chain(tree.ancestors(list).take(2))
            .find_map(|node| page.previous(node))
            .filter(|before| rank(page, *before).is_none() && page.weight(*before) <= 80)
            .filter(|before| of_heading(&page.words(*before)).is_some())
    };
    line().or(before)
}
