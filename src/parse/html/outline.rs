//! The headings of a page, how deep each stands, and what follows it: what a section is where
//! nothing may be moved.

use super::page::{Page, classes};
use super::tree::{NodeId, NodeMap};
use crate::model::MAX_DEPTH;

/// A heading that begins a section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) node: NodeId,
    /// How deep its section stands, from 1.
    pub(super) level: usize,
    /// The heading, or what is wrapped around it alone.
    pub(super) branch: NodeId,
    pub(super) parent: NodeId,
    /// The siblings behind the branch that belong to it.
    pub(super) body: Vec<NodeId>,
}

/// The headings that begin sections, in the order of the page.
#[derive(Debug, Default)]
pub(super) struct Outline {
    pub(super) headings: Vec<Heading>,
    places: NodeMap<usize>,
}

impl Outline {
    /// The headings inside of these elements, but for the title.
    pub(super) fn of(page: &Page<'_>, roots: &[NodeId], title: Option<NodeId>) -> Self {
        let tree = page.tree;
        let root = roots.first().copied().unwrap_or(NodeId::ROOT);
        let found: Vec<NodeId> = roots
            .iter()
            .flat_map(|root| headings(page, *root))
            .filter(|node| Some(*node) != title)
            .filter(|node| !is_inside_block(page, root, *node))
            .collect();
        let by_rank = levels_by_rank(page, root, &found);
        let mut headings: Vec<Heading> = Vec::with_capacity(found.len());
        for (at, node) in found.iter().copied().enumerate() {
            let level = by_rank.get(at).copied().unwrap_or(1);
            let branch = branch(page, root, node);
            headings.push(Heading {
                node,
                level,
                branch,
                parent: tree.parent(branch).unwrap_or(root),
                body: Vec::new(),
            });
        }
        for at in 0..headings.len() {
            let Some((heading, later)) = headings.get(at..).and_then(<[Heading]>::split_first)
            else {
                continue;
            };
            let next = later
                .iter()
                .find(|next| next.level <= heading.level)
                .map(|next| next.node);
            let siblings = std::iter::successors(tree.next_sibling(heading.branch), |node| {
                tree.next_sibling(*node)
            });
            let body: Vec<NodeId> = siblings
                .take_while(|node| {
                    next.is_none_or(|next| !tree.contains(*node, next) && *node < next)
                })
                .collect();
            let holds = body
                .iter()
                .any(|node| page.weight(*node) > 0 || tree.is_element(*node));
            if let Some(heading) = headings.get_mut(at).filter(|_| holds) {
                heading.body = body;
            }
        }
        let places = headings
            .iter()
            .enumerate()
            .map(|(at, heading)| (heading.node, at))
            .collect();
        Self { headings, places }
    }

    /// The section that a heading begins, by its place.
    pub(super) fn at(&self, node: NodeId) -> Option<usize> {
        self.places.get(&node).copied()
    }
}

/// The rank of a heading, from 1 to 6.
pub(super) fn rank(page: &Page<'_>, node: NodeId) -> Option<usize> {
    let tree = page.tree;
    match tree.name(node) {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ if tree.attribute(node, "role") == Some("heading") => Some(
            tree.attribute(node, "aria-level")
                .and_then(|level| level.trim().parse().ok())
                .map_or(2, |level: usize| level.clamp(1, 6)),
        ),
        _ => None,
    }
}

/// Every heading that is shown and says something.
pub(super) fn headings<'p>(
    page: &'p Page<'p>,
    root: NodeId,
) -> impl Iterator<Item = NodeId> + use<'p> {
    page.tree.subtree(root).filter(move |node| {
        rank(page, *node).is_some() && page.shows(*node) && page.weight(*node) > 0
    })
}

/// Whether a heading stands in something that is a block of its own.
fn is_inside_block(page: &Page<'_>, root: NodeId, node: NodeId) -> bool {
    let tree = page.tree;
    tree.ancestors(node)
        .take(MAX_DEPTH)
        .take_while(|around| *around != root)
        .any(|around| {
            matches!(
                tree.name(around),
                "blockquote"
                    | "figure"
                    | "table"
                    | "li"
                    | "dd"
                    | "aside"
                    | "details"
                    | "a"
                    | "label"
            )
        })
}

/// The levels of headings: by their ranks, each one deeper than the heading that it stands under;
/// or, where all are `h1` and sections nest, by the sections around them, as RASH has it.
fn levels_by_rank(page: &Page<'_>, root: NodeId, found: &[NodeId]) -> Vec<usize> {
    let ranks: Vec<usize> = found
        .iter()
        .map(|node| rank(page, *node).unwrap_or(6))
        .collect();
    let depth = |node: &NodeId| {
        let around = page
            .tree
            .ancestors(*node)
            .take_while(|around| *around != root);
        let sections =
            around.filter(|around| matches!(page.tree.name(*around), "section" | "article"));
        sections.take(MAX_DEPTH).count()
    };
    if found.len() > 1 && ranks.iter().all(|rank| *rank == 1) {
        let depths: Vec<usize> = found.iter().map(depth).collect();
        let least = depths.iter().min().copied().unwrap_or(1);
        return depths.iter().map(|depth| depth - least + 1).collect();
    }
    // The nesting that ranks give: one that is left out is no level.
    let mut open: Vec<usize> = Vec::new();
    let nested = ranks.iter().map(|rank| {
        while open.pop_if(|above| *above >= *rank).is_some() {}
        open.push(*rank);
        open.len()
    });
    nested.collect()
}

/// The heading, or the outermost element that holds nothing else: `header`, MediaWiki's
/// `div.mw-heading` with its link to edit. An element goes on holding a heading alone where a
/// single line of controls or links stands beside it.
fn branch(page: &Page<'_>, root: NodeId, node: NodeId) -> NodeId {
    let tree = page.tree;
    let mut branch = node;
    for around in tree.ancestors(node).take(4) {
        let is_section = matches!(tree.name(around), "section" | "article" | "main" | "body");
        if around == root || is_section || tree.contains(around, root) {
            break;
        }
        let says_so = matches!(tree.name(around), "header" | "hgroup")
            || classes(tree, around).any(|class| class.contains("heading"));
        let alone = page.weight(around) == page.weight(node)
            && tree.children(around).all(|child| {
                tree.contains(child, branch)
                    || tree.text(child).is_some()
                    || !tree.is_element(child)
                    || matches!(tree.name(child), "a" | "span" | "button" | "small")
            });
        let short = page.weight(around) <= page.weight(node) + 200;
        if !(alone || says_so && short) {
            break;
        }
        branch = around;
    }
    branch
}
