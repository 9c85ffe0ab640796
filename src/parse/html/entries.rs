//! Entries of lists: their labels, the host's ways back, and what they say.

use super::inline::Reader;
use super::label::{alone, label};
use super::links;
use super::lists::{Entry, Lists};
use super::page::{Page, classes, has_class};
use super::tree::NodeId;
use crate::model::{Block, Inline, Reference};
use crate::parse::reference;
use crate::parse::tidy;

/// What of an entry is not its text.
#[derive(Debug, Clone, Default)]
pub(super) struct Beside {
    /// The label as it is printed, without its punctuation.
    pub(super) label: Option<String>,
    /// The host's ways back into the text.
    pub(super) back_links: Vec<NodeId>,
    /// Those, what stands around them alone, and labels in elements of their own.
    pub(super) left_out: Vec<NodeId>,
}

/// How many nodes at the beginning of an entry a label is looked for in.
const NEAR: usize = 16;

/// What of an entry is not its text.
pub(super) fn beside(page: &Page<'_>, lists: &Lists, entry: &Entry) -> Beside {
    let tree = page.tree;
    let mut beside = Beside::default();
    let term = (tree.name(entry.element) == "dd")
        .then(|| page.previous(entry.element))
        .flatten()
        .filter(|term| tree.name(*term) == "dt");
    if let Some(term) = term {
        beside.label = alone(&page.words(term)).map(|(label, _)| label);
        beside.left_out.push(term);
    }
    let mut skip_to = 0;
    for node in tree.subtree(entry.element).skip(1) {
        if node.index() < skip_to {
            continue;
        }
        if has_class(tree, node, &["mw-cite-backlink"]) {
            let links = tree.subtree(node).filter(|inner| tree.name(*inner) == "a");
            beside.back_links.extend(links);
            beside.left_out.push(node);
            skip_to = node.index() + tree.size(node);
            continue;
        }
        if tree.name(node) == "a" && is_back_link(page, lists, node) {
            let words = page.words(node);
            if beside.label.is_none()
                && let Some((label, Some(_))) = alone(&words)
            {
                beside.label = Some(label);
            }
            beside.back_links.push(node);
            beside.left_out.push(wrapper(page, entry.element, node));
            skip_to = node.index() + tree.size(node);
        } else if beside.label.is_none() && is_label(page, entry, node) {
            beside.label = alone(&page.words(node)).map(|(label, _)| label);
            beside.left_out.push(node);
            skip_to = node.index() + tree.size(node);
        }
    }
    beside
}

/// Whether a link inside of an entry leads back to its marker.
fn is_back_link(page: &Page<'_>, lists: &Lists, node: NodeId) -> bool {
    let tree = page.tree;
    let says = tree.attribute(node, "role") == Some("doc-backlink")
        || tree.attribute(node, "data-footnote-backref").is_some()
        || classes(tree, node).any(|class| {
            let class = class.to_ascii_lowercase();
            matches!(class.as_str(), "reversefootnote" | "footnote-number")
                || class.contains("backlink")
                || class.contains("backref")
                || class.contains("footnote-back")
        });
    let inside = tree
        .attribute(node, "href")
        .is_some_and(|address| address.contains('#'));
    if !inside {
        return false;
    }
    if says {
        return true;
    }
    if !links::is_bare(tree, node) {
        return false;
    }
    match links::target(page, node) {
        Some(target) => {
            lists.holding(page, target).is_none() && lists.is_mark(page, target) || {
                // The text has plain markers, or the anchor stands beside its paragraph.
                is_sign(&page.words(node))
            }
        }
        None => is_sign(&page.words(node)),
    }
}

/// Whether a text is nothing but a sign for the way back.
fn is_sign(words: &str) -> bool {
    !words.is_empty()
        && words.chars().all(|c| {
            matches!(
                c,
                '↩' | '↑'
                    | '^'
                    | '⤴'
                    | '⏎'
                    | '▲'
                    | '↵'
                    | '←'
                    | '⇑'
                    | '↖'
                    | '🔙'
                    | '⬆'
                    | '\u{FE0E}'
                    | '\u{FE0F}'
                    | '['
                    | ']'
                    | ' '
            )
        })
}

/// The outermost element around a link that says nothing else.
fn wrapper(page: &Page<'_>, entry: NodeId, node: NodeId) -> NodeId {
    let tree = page.tree;
    tree.ancestors(node)
        .take(3)
        .take_while(|around| *around != entry && page.weight(*around) == page.weight(node))
        .last()
        .unwrap_or(node)
}

/// Whether an element at the beginning of an entry is its label.
fn is_label(page: &Page<'_>, entry: &Entry, node: NodeId) -> bool {
    let tree = page.tree;
    if !tree.is_element(node)
        || node.index() > entry.element.index() + NEAR
        || page.text_between(entry.element, node) > 0
        || page.weight(node) == 0
        || page.weight(node) == page.weight(entry.element)
    {
        return false;
    }
    let words = page.words(node);
    let Some((text, number)) = alone(&words) else {
        return false;
    };
    let says = classes(tree, node).any(|class| {
        matches!(
            class,
            "csl-left-margin"
                | "label"
                | "ref-label"
                | "footnote-number"
                | "ltx_tag_bibitem"
                | "ltx_tag"
                | "fn-label"
                | "footnote-label"
                | "ref-number"
        )
    });
    // Names and years are part of what the entry says.
    let short = !text.contains(' ') && text.chars().count() <= 12;
    let is_number = number.is_some() && number == entry.number;
    let own = links::is_raised(tree, node)
        || matches!(
            tree.name(node),
            "span" | "a" | "b" | "strong" | "td" | "th" | "label"
        );
    says && short || is_number && own
}

impl Reader<'_, '_> {
    /// Reads an entry of a list of references.
    pub(super) fn reference(&mut self, entry: &Entry, beside: &Beside) -> Reference {
        let mut children = self.line_in(entry.element);
        let cut = cut_label(&mut children, entry, beside.label.is_some());
        tidy::line(&mut children);
        let label = beside
            .label
            .clone()
            .or(cut)
            .or_else(|| entry.number.map(|number| number.to_string()));
        let csl = reference::read(&children);
        Reference {
            id: entry.name.clone(),
            label,
            children,
            csl,
            position: None,
        }
    }

    /// Reads a note that stands in the text at its mark.
    pub(super) fn note_in(&mut self, element: NodeId) -> Vec<Block> {
        let tree = self.page.tree;
        let marks: Vec<NodeId> = tree
            .subtree(element)
            .take(NEAR)
            .filter(|node| has_class(tree, *node, &["ltx_note_mark", "ltx_tag_note"]))
            .collect();
        self.left_out.extend(marks);
        self.nested(element)
    }

    /// Reads an entry of a list of notes.
    pub(super) fn note(&mut self, entry: &Entry, beside: &Beside) -> Vec<Block> {
        let mut blocks = self.nested(entry.element);
        if let Some(Block::Paragraph(first)) = blocks.first_mut() {
            cut_label(&mut first.children, entry, beside.label.is_some());
            tidy::line(&mut first.children);
            if first.children.is_empty() {
                blocks.remove(0);
            }
        }
        blocks
    }
}

/// Takes the label from the beginning of an entry's text, and what was left of the ways back.
fn cut_label(line: &mut [Inline], entry: &Entry, known: bool) -> Option<String> {
    let first = line.first_mut()?;
    let Inline::Text { value } = first else {
        // `<strong>1.</strong> Doe`, and what is linked or stressed as a whole.
        let (Inline::Strong { children: inside } | Inline::Superscript { children: inside }) =
            first
        else {
            return None;
        };
        return cut_label(inside, entry, known);
    };
    let start = value
        .trim_start_matches(['^', '↑', ' ', '\u{A0}', '.', ':', ')'])
        .to_owned();
    let signs = start.len() < value.trim_start().len();
    if signs {
        *value = start;
    }
    if known {
        return None;
    }
    let found = label(value)?;
    let key = found.number.is_none() && value.starts_with('[');
    if found.number.is_some() && found.number == entry.number || key {
        *value = value.get(found.length..).unwrap_or_default().to_owned();
        return Some(found.text);
    }
    None
}
