//! Links inside of a page: where they lead, and whether they look like markers.

use std::borrow::Cow;
use std::collections::HashSet;

use super::page::{Page, classes};
use super::tree::{NodeId, Tree};
use crate::model::ReferenceId;

/// The longest text of a link that is a marker by its look, in bytes.
const LONGEST_MARKER: usize = 12;

/// The ids that an element leads to inside of the page: of its address the fragment, or what
/// archives put into `rid`.
pub(super) fn fragments(tree: &Tree, node: NodeId) -> Vec<Cow<'_, str>> {
    if let Some(address) = tree.attribute(node, "href")
        && let Some((_, fragment)) = address.split_once('#')
        && !fragment.is_empty()
    {
        return vec![decoded(fragment)];
    }
    ["rid", "data-rid", "data-bib-id", "data-rids"]
        .iter()
        .find_map(|name| tree.attribute(node, name))
        .map(|ids| ids.split_whitespace().map(Cow::Borrowed).collect())
        .unwrap_or_default()
}

/// The node that a link leads to. Ids are compared as they are written, then with their escapes
/// read.
pub(super) fn target(page: &Page<'_>, node: NodeId) -> Option<NodeId> {
    let tree = page.tree;
    let written = tree.attribute(node, "href").and_then(|address| {
        let (_, fragment) = address.split_once('#')?;
        page.named(fragment)
    });
    written.or_else(|| fragments(tree, node).iter().find_map(|id| page.named(id)))
}

/// Whether a link has its fragment on this page for certain: nothing stands before it.
pub(super) fn is_bare(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "href")
        .is_none_or(|address| address.starts_with('#'))
}

/// Whether a link leads nowhere by itself: a script of the host does what it does.
pub(super) fn is_idle(tree: &Tree, node: NodeId) -> bool {
    tree.attribute(node, "href").is_none_or(|address| {
        let address = address.trim();
        address.is_empty() || address == "#" || address.starts_with("javascript:")
    })
}

/// Percent signs of an address, read.
fn decoded(fragment: &str) -> Cow<'_, str> {
    if !fragment.contains('%') {
        return Cow::Borrowed(fragment);
    }
    let bytes = fragment.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, behind)) = rest.split_first() {
        let escaped = (*first == b'%')
            .then(|| behind.get(..2))
            .flatten()
            .and_then(|digits| std::str::from_utf8(digits).ok())
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        if let Some(byte) = escaped {
            out.push(byte);
            rest = behind.get(2..).unwrap_or_default();
        } else {
            out.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(out).map_or(Cow::Borrowed(fragment), Cow::Owned)
}

/// Whether a link looks like the marker of a source or a note: by its role or class, by being
/// raised, or by a text that is a number, a sign, or a name with a year.
pub(super) fn looks_like_marker(page: &Page<'_>, node: NodeId) -> bool {
    let tree = page.tree;
    let says = |node: NodeId| {
        let role = tree.attribute(node, "role").unwrap_or_default();
        let kind = tree.attribute(node, "epub:type").unwrap_or_default();
        matches!(role, "doc-biblioref" | "doc-noteref")
            || matches!(kind, "noteref" | "biblioref")
            || tree.attribute(node, "data-footnote-ref").is_some()
            || classes(tree, node).any(|class| {
                let class = class.to_ascii_lowercase();
                [
                    "footnote",
                    "noteref",
                    "fn-ref",
                    "fnref",
                    "citation",
                    "bibr",
                    "xref-bibr",
                    "ltx_ref",
                ]
                .iter()
                .any(|known| class.contains(known))
            })
    };
    if says(node) {
        return true;
    }
    if tree.ancestors(node).take(2).any(|around| {
        is_raised(tree, around)
            || tree.name(around) == "cite"
            || tree.attribute(around, "data-cites").is_some()
    }) || tree.children(node).any(|child| is_raised(tree, child))
    {
        return true;
    }
    let words = page.words(node);
    if words.is_empty() {
        // RASH leaves the number to a script.
        return tree.elements(node).next().is_none();
    }
    let inner = words.trim_matches(['[', ']', '(', ')', ' ', ',', ';', '.']);
    let short = inner.len() <= LONGEST_MARKER
        && (inner.chars().any(|c| c.is_ascii_digit())
            && inner
                .chars()
                .all(|c| c.is_ascii_digit() || matches!(c, ',' | ';' | '-' | '–' | ' '))
            || inner
                .chars()
                .all(|c| matches!(c, '*' | '†' | '‡' | '§' | '¶' | '#')));
    short || has_year(&words) && words.len() < 200
}

/// Whether a year stands in a text: `Doe et al., 2020a`.
pub(super) fn has_year(text: &str) -> bool {
    let mut digits = 0;
    let mut start = ' ';
    for character in text.chars().chain([' ']) {
        if character.is_ascii_digit() {
            if digits == 0 {
                start = character;
            }
            digits += 1;
        } else {
            if digits == 4 && matches!(start, '1' | '2') {
                return true;
            }
            digits = 0;
        }
    }
    false
}

/// Whether an element raises its text.
pub(super) fn is_raised(tree: &Tree, node: NodeId) -> bool {
    let name = tree.name(node);
    name == "sup"
        || matches!(name, "span" | "a" | "small")
            && (tree.attribute(node, "style").is_some_and(|style| {
                let plain: String = style.split_whitespace().collect();
                plain.contains("vertical-align:super")
            }) || classes(tree, node).any(|class| matches!(class, "sup" | "superscript")))
}

/// The keys that an element cites by, in the systems that write them into attributes: Pandoc's
/// `data-cites`, Distill's `key`.
pub(super) fn keys(tree: &Tree, node: NodeId) -> Vec<ReferenceId> {
    let attribute = match tree.name(node) {
        "d-cite" | "dt-cite" => tree
            .attribute(node, "key")
            .or_else(|| tree.attribute(node, "bibtex-key")),
        _ => tree.attribute(node, "data-cites"),
    };
    let mut keys: Vec<ReferenceId> = Vec::new();
    let mut seen = HashSet::new();
    for key in attribute
        .unwrap_or_default()
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|key| !key.is_empty())
    {
        if seen.insert(key) {
            keys.push(ReferenceId::new(key));
        }
    }
    keys
}
