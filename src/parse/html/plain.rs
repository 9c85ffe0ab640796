//! Markers that are no links: `[3, 5–7]`, `<sup>1,2</sup>`, `¹²` in the text of a page.
//!
//! The lines of the page are written as print writes them, raised text between tags, and the
//! grammar and the guards of [`crate::parse::marker`] read them. What they find is brought back to
//! the nodes that it stands in.

use std::collections::HashMap;

use super::links;
use super::lists::{Kind, Lists};
use super::page::{Page, classes};
use super::places::At;
use super::tree::{NodeId, NodeMap};
use crate::diagnostic::{Diagnostic, Span};
use crate::parse::Limits;
use crate::parse::marker::{Evidence, Verdict, expand, judge, marker, may_begin};

/// What stands in a line for what is no text.
const OTHER: char = '\u{FFFC}';

/// A plain marker in a text node, or as a whole element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plain {
    /// Where it stands in its text node.
    pub(super) range: std::ops::Range<usize>,
    /// The marker as printed, without the tags that raise it.
    pub(super) printed: String,
    /// The entries that it names, by their places.
    pub(super) entries: Vec<usize>,
    pub(super) at: At,
}

/// The plain markers of a page by the nodes that they stand in.
#[derive(Debug, Default)]
pub(super) struct Plains {
    pub(super) in_text: NodeMap<Vec<Plain>>,
    pub(super) whole: NodeMap<Plain>,
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A line of the page as print writes it, and the nodes of its text.
#[derive(Debug, Default)]
struct Line {
    text: String,
    pieces: Vec<Piece>,
}

#[derive(Debug)]
struct Piece {
    start: usize,
    node: NodeId,
    /// Where its text begins in the node.
    offset: usize,
    length: usize,
}

impl Plains {
    /// Finds the plain markers of the numbers that the page's lists have.
    pub(super) fn of(page: &Page<'_>, roots: &[NodeId], lists: &Lists, limits: &Limits) -> Self {
        let (kind, numbers) = lists.numbers();
        let mut plains = Self::default();
        // Who links his markers links all of them: what else is raised is a note below a table.
        if numbers.is_empty() || lists.is_linked(kind) {
            return plains;
        }
        let lines: Vec<Line> = roots
            .iter()
            .flat_map(|root| lines(page, *root, lists, kind))
            .collect();
        let mut evidence = Evidence::new(numbers.keys().copied().collect());
        evidence.allow(limits.ranges);
        for line in &lines {
            evidence.observe(&line.text);
        }
        for line in &lines {
            plains.read(page, line, &evidence, &numbers, kind);
        }
        plains
    }

    fn read(
        &mut self,
        page: &Page<'_>,
        line: &Line,
        evidence: &Evidence,
        numbers: &HashMap<u32, usize>,
        kind: Kind,
    ) {
        let mut skip_to = 0;
        // Where the last citation ends, and where the markers begin that it is one of.
        let mut run = (0, 0);
        for (at, character) in line.text.char_indices() {
            if at < skip_to || !may_begin(character) {
                continue;
            }
            let Some((before, rest)) = line.text.split_at_checked(at) else {
                continue;
            };
            let Some(found) = marker(rest) else { continue };
            skip_to = at + found.printed.len();
            let after = rest.get(found.printed.len()..).unwrap_or_default();
            // `<sup>2</sup><sup>3</sup>`: what the first stands on the second does.
            let before = match run {
                (end, start) if end == at && end > 0 => before.get(..start).unwrap_or_default(),
                _ => before,
            };
            let known = found
                .printed_numbers()
                .all(|number| numbers.contains_key(&number));
            if !known || judge(&found, before, after, evidence).verdict != Verdict::Citation {
                continue;
            }
            if let Err(over) = evidence.spend(&found, Span::default()) {
                self.diagnostics.push(Diagnostic { span: None, ..over });
                continue;
            }
            run = (skip_to, before.len());
            let (ids, diagnostics) = expand(&found, evidence, Span::default());
            let entries: Vec<usize> = ids
                .iter()
                .filter_map(|id| numbers.get(&id.number()?).copied())
                .collect();
            if entries.is_empty() || kind == Kind::Notes && entries.len() > 1 {
                continue;
            }
            let tagged = found.printed.starts_with('<');
            let inner = if tagged {
                at + "<sup>".len()..skip_to - "</sup>".len()
            } else {
                at..skip_to
            };
            let Some(printed) = line.text.get(inner.clone()).map(str::to_owned) else {
                continue;
            };
            if let Some((node, range)) = line.node(&inner) {
                let (start, end) = (range.start, range.end);
                // A link of the host that leads nowhere: a link in it would be one too many.
                let mut around = page.tree.ancestors(node).take(3);
                let at = around
                    .find(|around| page.tree.name(*around) == "a")
                    .map_or(At::Text { node, start, end }, At::Element);
                self.in_text.entry(node).or_default().push(Plain {
                    range,
                    printed,
                    entries,
                    at,
                });
            } else if let Some(raised) = line.raised(page, &inner).filter(|_| tagged) {
                self.whole.insert(
                    raised,
                    Plain {
                        range: 0..0,
                        printed,
                        entries,
                        at: At::Element(raised),
                    },
                );
            } else {
                continue;
            }
            self.diagnostics
                .extend(diagnostics.into_iter().map(|found| Diagnostic {
                    span: None,
                    ..found
                }));
        }
    }
}

impl Line {
    /// The one text node that a range stands in.
    fn node(&self, range: &std::ops::Range<usize>) -> Option<(NodeId, std::ops::Range<usize>)> {
        let at = self
            .pieces
            .partition_point(|piece| piece.start <= range.start)
            .checked_sub(1)?;
        let piece = self.pieces.get(at)?;
        if range.end > piece.start + piece.length {
            return None;
        }
        let start = range.start - piece.start + piece.offset;
        Some((piece.node, start..start + range.len()))
    }

    /// The element that raises everything in a range.
    fn raised(&self, page: &Page<'_>, range: &std::ops::Range<usize>) -> Option<NodeId> {
        let at = self
            .pieces
            .partition_point(|piece| piece.start < range.start);
        let piece = self.pieces.get(at)?;
        let around = page.tree.ancestors(piece.node).take(6);
        around
            .into_iter()
            .find(|node| links::is_raised(page.tree, *node))
    }
}

/// The lines of the article, without what is no running text: links that lead to entries, code,
/// formulae, bylines and entries of references.
fn lines(page: &Page<'_>, root: NodeId, lists: &Lists, kind: Kind) -> Vec<Line> {
    let tree = page.tree;
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut open: Vec<(usize, NodeId, bool)> = Vec::new();
    let mut skip_to = 0;
    // Links of the host around the node: a marker inside of one would be a link in a link.
    let mut linked_to = 0;
    for node in tree.subtree(root) {
        while let Some((end, _, raised)) = open.last().copied() {
            if node.index() < end {
                break;
            }
            open.pop();
            if raised {
                line.text.push_str("</sup>");
            } else {
                lines.push(std::mem::take(&mut line));
            }
        }
        if node.index() < skip_to {
            continue;
        }
        let end = node.index() + tree.size(node);
        if !page.shows(node) {
            skip_to = end;
            continue;
        }
        if let Some(text) = tree.text(node) {
            line.add(node, text, node.index() >= linked_to);
            continue;
        }
        let name = tree.name(node);
        if name.is_empty() {
            continue;
        }
        let entry = lists
            .holding(page, node)
            .and_then(|at| lists.entries.get(at))
            .filter(|entry| entry.element == node);
        let is_reference = entry.is_some_and(|entry| entry.kind == kind);
        let is_marker = (name == "a" || tree.attribute(node, "rid").is_some())
            && links::target(page, node).is_some_and(|target| lists.meant(page, target).is_some());
        let is_byline = classes(tree, node).any(|class| {
            let class = class.to_ascii_lowercase();
            ["author", "byline", "affil", "contrib"]
                .iter()
                .any(|known| class.contains(known))
        });
        if is_reference
            || is_marker
            || is_byline
            || matches!(
                name,
                "pre" | "code" | "math" | "h1" | "address" | "img" | "kbd" | "samp"
            )
        {
            line.text.push(OTHER);
            skip_to = end;
            continue;
        }
        if name == "a" && !links::is_idle(tree, node) {
            linked_to = end;
        }
        if links::is_raised(tree, node) {
            line.text.push_str("<sup>");
            open.push((end, node, true));
        } else if is_block(name) {
            lines.push(std::mem::take(&mut line));
            open.push((end, node, false));
        } else if name == "br" {
            line.text.push('\n');
        }
    }
    lines.push(line);
    lines.retain(|line| !line.pieces.is_empty());
    lines
}

impl Line {
    /// Adds the text of a node. Signs that are markup in print are none here.
    fn add(&mut self, node: NodeId, text: &str, mapped: bool) {
        let mut offset = 0;
        for piece in text.split_inclusive(['<', '^', '\\']) {
            let plain = piece.strip_suffix(['<', '^', '\\']).unwrap_or(piece);
            if mapped && !plain.is_empty() {
                self.pieces.push(Piece {
                    start: self.text.len(),
                    node,
                    offset,
                    length: plain.len(),
                });
            }
            self.text.push_str(plain);
            if plain.len() < piece.len() {
                self.text
                    .push(if piece.ends_with('<') { '＜' } else { OTHER });
            }
            offset += piece.len();
        }
    }
}

/// Elements that begin a line of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "li"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}
