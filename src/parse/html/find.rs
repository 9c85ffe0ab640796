//! What in a page could be a list of references or notes, before anything is decided: lists, runs
//! of numbered paragraphs, and whatever links that look like markers lead to.

use std::collections::{BTreeMap, BTreeSet};

use super::label::label;
use super::links::{looks_like_marker, target};
use super::outline::rank;
use super::page::{Page, has_class};
use super::tree::{NodeId, NodeMap};

/// The heaviest block that a link to it makes an entry, in bytes.
const HEAVIEST: usize = 6000;

/// The longest label before the element that links lead to, in bytes.
const LONGEST_LABEL: usize = 8;

/// How many nodes an entry may have.
const MOST_NODES: usize = 2000;

/// How far the numbers of paragraphs may jump.
const LARGEST_GAP: u32 = 3;

/// What could be a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub(super) parent: NodeId,
    pub(super) items: Vec<NodeId>,
    /// Whether the parent is a list, or holds nothing but the items.
    pub(super) whole: bool,
}

/// A link that looks like a marker, and the block that it leads to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead {
    pub(super) link: NodeId,
    pub(super) target: NodeId,
    pub(super) block: NodeId,
}

/// The links that look like markers and lead to a block of its own.
pub(super) fn leads(page: &Page<'_>, body: NodeId) -> Vec<Lead> {
    let tree = page.tree;
    let is_link = |node: &NodeId| {
        tree.name(*node) == "a"
            || tree.attribute(*node, "rid").is_some()
            || tree.attribute(*node, "data-rid").is_some()
    };
    let mut blocks: NodeMap<Option<NodeId>> = NodeMap::default();
    let mut leads: Vec<Lead> = Vec::new();
    for link in tree.subtree(body).filter(is_link) {
        let Some(target) = target(page, link).filter(|_| page.shows(link)) else {
            continue;
        };
        let block = *blocks
            .entry(target)
            .or_insert_with(|| block_of(page, body, target));
        if let Some(block) = block
            && !tree.contains(block, link)
            && looks_like_marker(page, link)
        {
            leads.push(Lead {
                link,
                target,
                block,
            });
        }
    }
    // What holds other entries is a list of them.
    let mut starts: Vec<NodeId> = leads.iter().map(|lead| lead.block).collect();
    starts.sort_unstable();
    starts.dedup();
    leads.retain(|lead| {
        let next = starts.partition_point(|start| *start <= lead.block);
        starts
            .get(next)
            .is_none_or(|start| !tree.contains(lead.block, *start))
    });
    leads
}

/// The block that an id names as an entry: the block that it stands at the beginning of. Markers
/// that are led back to stand in the midst of one.
fn block_of(page: &Page<'_>, body: NodeId, target: NodeId) -> Option<NodeId> {
    let tree = page.tree;
    let mut block = std::iter::once(target)
        .chain(tree.ancestors(target))
        .take(8)
        .find(|node| is_block(tree.name(*node)))?;
    let begins = match page.text_between(block, target) {
        0 => true,
        // `[1]` in an element of its own, and then the one that links lead to.
        short if short <= LONGEST_LABEL => {
            let mut before = tree.subtree(block).take_while(|node| *node < target);
            !before.any(|node| {
                page.shows(node)
                    && tree
                        .text(node)
                        .is_some_and(|text| text.contains(char::is_alphabetic))
            })
        }
        _ => false,
    };
    if !begins || tree.contains(block, body) {
        // `<a name="r1"></a><p>…`: an empty anchor before its entry.
        let next = tree
            .next_sibling(target)
            .filter(|_| page.weight(target) == 0);
        block = next.filter(|next| is_block(tree.name(*next)))?;
    } else if block != target && page.weight(target) == 0 && tree.parent(target) == Some(block) {
        // The same, as the first of several in a wrapper of all entries.
        let mut siblings = tree.elements(block).take(HEAVIEST);
        let several = siblings.any(|other| other > target && is_anchor(page, other));
        let next = tree.next_sibling(target);
        if let Some(next) = next.filter(|next| several && is_block(tree.name(*next))) {
            block = next;
        }
    }
    // A paragraph at the beginning of an item is the item.
    while let Some(around) = tree.parent(block) {
        let is_item = matches!(tree.name(around), "li" | "dd" | "tr" | "td");
        let first = page.text_between(around, block) == 0;
        if !(is_item && first) {
            break;
        }
        block = around;
    }
    if tree.name(block) == "dt" {
        block = tree.ancestors(block).next().and_then(|list| {
            tree.elements(list)
                .find(|node| *node > block && tree.name(*node) == "dd")
        })?;
    }
    let holds_heading = |node: NodeId| tree.subtree(node).any(|inner| rank(page, inner).is_some());
    let fits = page.shows(block)
        && tree.size(block) <= MOST_NODES
        && page.weight(block) <= HEAVIEST
        && (page.weight(block) > 0)
        && !is_part(page, block)
        && !holds_heading(block);
    fits.then_some(block)
}

/// Whether an element is nothing but a place that links lead to.
fn is_anchor(page: &Page<'_>, node: NodeId) -> bool {
    let named = |name: &str| page.tree.attribute(node, name).is_some();
    page.weight(node) == 0 && (named("id") || named("name"))
}

/// Whether an element is a figure, a table or a formula: links lead there, but not to an entry.
fn is_part(page: &Page<'_>, node: NodeId) -> bool {
    let tree = page.tree;
    let inside = tree.subtree(node).take(400).any(|inner| {
        matches!(
            tree.name(inner),
            "figcaption" | "figure" | "table" | "caption"
        )
    });
    let words = page.words(node);
    let captioned = ["Fig", "Table "]
        .iter()
        .any(|start| words.starts_with(start));
    inside && tree.name(node) != "tr" && !has_class(tree, node, &["footnote"])
        || captioned
        || super::formula::is_display(tree, node)
        || has_class(tree, node, &["ltx_equation", "equation", "figure", "fig"])
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "li" | "p" | "div" | "dd" | "dt" | "tr" | "td" | "aside" | "section" | "blockquote"
    )
}

/// Everything that could be a list, in the order of the page.
pub(super) fn candidates(page: &Page<'_>, body: NodeId, leads: &[Lead]) -> Vec<Candidate> {
    let tree = page.tree;
    let mut found: BTreeMap<(NodeId, NodeId), Candidate> = BTreeMap::new();
    let mut add = |candidate: Candidate| {
        if let Some(first) = candidate.items.first() {
            found.entry((candidate.parent, *first)).or_insert(candidate);
        }
    };
    let mut led: BTreeMap<NodeId, BTreeSet<NodeId>> = BTreeMap::new();
    for lead in leads {
        if let Some(parent) = tree.parent(lead.block) {
            led.entry(parent).or_default().insert(lead.block);
        }
    }
    for node in tree.subtree(body) {
        if !tree.is_element(node) || !page.shows(node) {
            continue;
        }
        let name = tree.name(node);
        let named = |wanted: &'static str| {
            tree.elements(node)
                .filter(move |item| tree.name(*item) == wanted && page.weight(*item) > 0)
        };
        match name {
            "ol" | "ul" | "d-citation-list" => add(whole(node, named("li").collect())),
            "dl" => add(whole(node, named("dd").collect())),
            _ if is_entry(page, node).is_some() => {
                // Each is an item of its parent; the first of them tells.
            }
            _ => {
                let entries: Vec<NodeId> = tree
                    .elements(node)
                    .filter(|child| is_entry(page, *child).is_some())
                    .collect();
                if !entries.is_empty() {
                    add(part(page, node, entries));
                }
                for run in numbered(page, node) {
                    add(part(page, node, run));
                }
            }
        }
        if let Some(items) = led.get(&node)
            && !matches!(name, "ol" | "ul" | "dl")
        {
            for run in runs(page, items) {
                add(part(page, node, run));
            }
        }
    }
    let mut found: Vec<Candidate> = found.into_values().collect();
    found.sort_by_key(|candidate| candidate.items.first().copied());
    found
}

fn whole(parent: NodeId, items: Vec<NodeId>) -> Candidate {
    Candidate {
        parent,
        items,
        whole: true,
    }
}

fn part(page: &Page<'_>, parent: NodeId, items: Vec<NodeId>) -> Candidate {
    let weight: usize = items.iter().map(|item| page.weight(*item)).sum();
    Candidate {
        parent,
        whole: weight == page.weight(parent),
        items,
    }
}

/// Items that links lead to, where headings part them into several lists. In a wrapper of nothing
/// but entries its other children are entries too, whether anything leads to them or not.
fn runs(page: &Page<'_>, items: &BTreeSet<NodeId>) -> Vec<Vec<NodeId>> {
    let tree = page.tree;
    let Some(parent) = items.first().and_then(|first| tree.parent(*first)) else {
        return Vec::new();
    };
    let name = items.first().map_or("", |first| tree.name(*first));
    let mut runs: Vec<Vec<NodeId>> = vec![Vec::new()];
    let mut others = 0;
    let children: Vec<NodeId> = tree.elements(parent).collect();
    for child in &children {
        if rank(page, *child).is_some() {
            runs.push(Vec::new());
        } else if items.contains(child) {
            if let Some(run) = runs.last_mut() {
                run.push(*child);
            }
        } else if tree.name(*child) == name && page.weight(*child) > 0 {
            others += 1;
        }
    }
    if others > 0 && others * 2 <= items.len() && runs.len() <= 2 {
        let first = items.first().copied();
        let all = children.into_iter().filter(|child| {
            Some(*child) >= first && tree.name(*child) == name && page.weight(*child) > 0
        });
        return vec![all.collect()];
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Whether an element is an entry by what it says of itself.
pub(super) fn is_entry(page: &Page<'_>, node: NodeId) -> Option<()> {
    let tree = page.tree;
    let role = tree.attribute(node, "role").unwrap_or_default();
    let kind = tree.attribute(node, "epub:type").unwrap_or_default();
    let says = matches!(role, "doc-biblioentry" | "doc-footnote" | "doc-endnote")
        || matches!(kind, "footnote" | "endnote" | "rearnote" | "biblioentry")
        || has_class(tree, node, &["csl-entry", "ltx_bibitem"])
        || matches!(tree.name(node), "div" | "p" | "aside") && has_class(tree, node, &["footnote"]);
    (says && page.shows(node) && page.weight(node) > 0).then_some(())
}

/// Runs of paragraphs that are numbered from 1, at least two in a row.
fn numbered(page: &Page<'_>, parent: NodeId) -> Vec<Vec<NodeId>> {
    let tree = page.tree;
    let mut runs: Vec<Vec<NodeId>> = Vec::new();
    let mut last = 0;
    let mut open = false;
    for child in tree.elements(parent) {
        if page.weight(child) == 0 {
            continue;
        }
        if rank(page, child).is_some() {
            open = false;
            continue;
        }
        let number = matches!(tree.name(child), "p" | "div")
            .then(|| number_of(page, child))
            .flatten();
        let Some(number) = number else {
            continue;
        };
        if open && number > last && number <= last + LARGEST_GAP {
            if let Some(run) = runs.last_mut() {
                run.push(child);
            }
            last = number;
        } else if number == 1 {
            runs.push(vec![child]);
            last = number;
            open = true;
        }
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// The number that a block begins with, in its text or raised.
pub(super) fn number_of(page: &Page<'_>, node: NodeId) -> Option<u32> {
    let tree = page.tree;
    let text = tree.subtree(node).take(12).find(|inner| {
        page.shows(*inner)
            && tree
                .text(*inner)
                .is_some_and(|text| !text.trim().is_empty())
    })?;
    let words = tree.text(text)?;
    if let Some(label) = label(words) {
        return label.number;
    }
    let around = tree.parent(text)?;
    let apart = around != node
        && (super::links::is_raised(tree, around)
            || matches!(tree.name(around), "a" | "span" | "b" | "strong"));
    apart
        .then(|| super::label::alone(words))
        .flatten()
        .and_then(|(_, number)| number)
}
