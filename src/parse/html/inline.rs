//! What stands inside a line: emphasis, links, markers, formulae, pictures.

use std::collections::HashMap;

use super::cluster;
use super::lists::{Kind, Lists};
use super::outline::Outline;
use super::page::{Page, classes, has_class};
use super::places::Target;
use super::plain::{Plains, is_block};
use super::tree::{NodeId, NodeMap, NodeSet};
use super::{formula, links};
use crate::model::{Identifier, Image, Inline, Link, MAX_DEPTH, ReferenceId, is_safe_url};
use crate::parse::Limits;
use crate::parse::builder::Builder;
use crate::parse::space::{collapsed, single};
use crate::parse::tidy::{self, push_text};

/// How deep elements are followed. Deeper ones give their text.
pub(super) const DEEPEST: usize = 120;

/// How many nodes at the beginning of a part a heading is looked for in.
const NEAR: usize = 16;

/// The markers that have been found. A citation holds the range of its targets in `position`, and
/// the mark of a note its target as its name, until the whole article is there.
#[derive(Debug)]
pub(super) struct Marks<'p> {
    pub(super) targets: Vec<Target>,
    /// The names of the references in the order of the list.
    pub(super) names: &'p [ReferenceId],
    pub(super) order: &'p HashMap<ReferenceId, usize>,
    pub(super) range_budget: usize,
}

/// A note: an entry of a list, or what stands in the text at its mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct NoteSource {
    pub(super) element: NodeId,
    /// The place of its entry; `None` where it stands at its mark.
    pub(super) entry: Option<usize>,
}

/// Reads the text of a page.
#[derive(Debug)]
pub(super) struct Reader<'p, 't> {
    pub(super) page: &'p Page<'t>,
    pub(super) lists: &'p Lists,
    pub(super) plains: Plains,
    pub(super) marks: Marks<'p>,
    /// The notes, by the numbers that [`LeadsTo::Note`] has while reading.
    pub(super) notes: Vec<NoteSource>,
    /// Of each entry that is a note, its number.
    pub(super) note_of: HashMap<usize, usize>,
    /// Keys that are cited and that no entry has, with their places in the order of first use.
    pub(super) keys: HashMap<ReferenceId, usize>,
    /// Ways back and labels of entries, and headings that are read elsewhere.
    pub(super) left_out: NodeSet,
    pub(super) builder: Builder,
    pub(super) outline: &'p Outline,
    /// Of each heading that began a section, what the section is called.
    pub(super) named: NodeMap<Identifier>,
    /// What the host's ids of sections, figures and tables are called in the article.
    pub(super) parts: HashMap<String, Identifier>,
    pub(super) depth: usize,
    /// How deep the inlines or blocks of the article nest.
    pub(super) nest: usize,
    pub(super) raised: bool,
    heading: bool,
}

impl<'p, 't> Reader<'p, 't> {
    pub(super) fn new(
        page: &'p Page<'t>,
        lists: &'p Lists,
        outline: &'p Outline,
        plains: Plains,
        names: &'p [ReferenceId],
        order: &'p HashMap<ReferenceId, usize>,
    ) -> Self {
        let mut notes = Vec::new();
        let mut note_of = HashMap::new();
        for (at, entry) in lists.entries.iter().enumerate() {
            if entry.kind == Kind::Notes {
                note_of.insert(at, notes.len());
                notes.push(NoteSource {
                    element: entry.element,
                    entry: Some(at),
                });
            }
        }
        Self {
            page,
            lists,
            plains,
            marks: Marks {
                targets: Vec::new(),
                names,
                order,
                range_budget: Limits::default().ranges,
            },
            notes,
            note_of,
            keys: HashMap::new(),
            left_out: NodeSet::default(),
            builder: Builder::default(),
            outline,
            named: NodeMap::default(),
            parts: HashMap::new(),
            depth: 0,
            nest: 0,
            raised: false,
            heading: false,
        }
    }

    /// The line of these nodes.
    pub(super) fn line(&mut self, nodes: &[NodeId]) -> Vec<Inline> {
        let mut line = Vec::new();
        for node in nodes {
            self.node(*node, &mut line);
        }
        let mut line = cluster::join(&mut self.marks, line);
        tidy::line(&mut line);
        line
    }

    /// The line inside of an element.
    pub(super) fn line_in(&mut self, node: NodeId) -> Vec<Inline> {
        let nodes: Vec<NodeId> = self.page.tree.children(node).collect();
        self.line(&nodes)
    }

    /// The words of a heading, without the signs that link to it.
    pub(super) fn heading_in(&mut self, node: NodeId) -> Vec<Inline> {
        self.heading = true;
        let line = self.line_in(node);
        self.heading = false;
        line
    }

    pub(super) fn inside(&mut self, node: NodeId) -> Vec<Inline> {
        let mut out = Vec::new();
        self.each_inside(node, &mut out);
        cluster::join(&mut self.marks, out)
    }

    fn each_inside(&mut self, node: NodeId, out: &mut Vec<Inline>) {
        if self.depth >= DEEPEST {
            push_text(out, &self.page.words(node));
            return;
        }
        self.depth += 1;
        for child in self.page.tree.children(node) {
            self.node(child, out);
        }
        self.depth -= 1;
    }

    /// Reads one node into a line.
    pub(super) fn node(&mut self, node: NodeId, out: &mut Vec<Inline>) {
        let (page, tree) = (self.page, self.page.tree);
        if !page.shows(node) {
            if let Some(formula) = formula::of_script(tree, node) {
                out.push(formula.into());
            }
            return;
        }
        if self.left_out.contains(&node) {
            return;
        }
        if let Some(text) = tree.text(node) {
            self.text(node, text, out);
            return;
        }
        if let Some(plain) = self.plains.whole.remove(&node) {
            self.plain(plain, out);
            if let Some(Inline::Citation(citation)) = out.last_mut()
                && citation.marker.starts_with(['[', '('])
            {
                citation.marker = format!("^{}^", citation.marker);
            }
            return;
        }
        if let Some(formula) = formula::of(page, node) {
            out.push(formula.into());
            return;
        }
        if self.note_in_place(node, out) || self.citation(node, out) {
            return;
        }
        match tree.name(node) {
            "" => {}
            "a" => self.link(node, out),
            "b" | "strong" => self.wrap(node, out, |children| Inline::Strong { children }),
            "i" | "em" | "var" | "dfn" => {
                self.wrap(node, out, |children| Inline::Emphasis { children });
            }
            // The title of a work; with elements inside it is the whole entry of one.
            "cite" if tree.elements(node).next().is_none() => {
                self.wrap(node, out, |children| Inline::Emphasis { children });
            }
            "sub" => self.wrap(node, out, |children| Inline::Subscript { children }),
            "del" | "s" | "strike" => self.wrap(node, out, |children| Inline::Delete { children }),
            "u" | "ins" => self.wrap(node, out, |children| Inline::Underline { children }),
            "mark" => self.wrap(node, out, |children| Inline::Mark { children }),
            "kbd" => self.wrap(node, out, |children| Inline::Keyboard { children }),
            "abbr" => {
                let title = tree.attribute(node, "title").map(str::to_owned);
                self.wrap(node, out, |children| Inline::Abbreviation {
                    title,
                    children,
                });
            }
            "code" | "tt" | "samp" => {
                let value = page.words(node);
                if !value.is_empty() {
                    out.push(Inline::InlineCode { value });
                }
            }
            "br" => out.push(Inline::Break),
            "img" => out.extend(self.image(node).map(Inline::from)),
            "q" => {
                push_text(out, "“");
                self.each_inside(node, out);
                push_text(out, "”");
            }
            _ if links::is_raised(tree, node) => self.raise(node, out),
            "span"
                if has_class(
                    tree,
                    node,
                    &["smallcaps", "ltx_font_smallcaps", "small-caps"],
                ) =>
            {
                self.wrap(node, out, |children| Inline::SmallCaps { children });
            }
            "span" if has_class(tree, node, &["ltx_font_bold"]) => {
                self.wrap(node, out, |children| Inline::Strong { children });
            }
            "span" if has_class(tree, node, &["ltx_font_italic"]) => {
                self.wrap(node, out, |children| Inline::Emphasis { children });
            }
            name => {
                // A block inside of a line: its words must not run into the others.
                let apart = is_block(name);
                if apart {
                    push_text(out, " ");
                }
                self.each_inside(node, out);
                if apart {
                    push_text(out, " ");
                }
            }
        }
    }

    fn text(&mut self, node: NodeId, text: &str, out: &mut Vec<Inline>) {
        let mut from = 0;
        for plain in self.plains.in_text.remove(&node).unwrap_or_default() {
            push_text(
                out,
                &collapsed(text.get(from..plain.range.start).unwrap_or_default()),
            );
            from = plain.range.end;
            self.plain(plain, out);
        }
        push_text(out, &collapsed(text.get(from..).unwrap_or_default()));
    }

    /// Wraps what is inside of an element, unless it is nothing but a marker: the style is that of
    /// its figures.
    fn wrap(
        &mut self,
        node: NodeId,
        out: &mut Vec<Inline>,
        make: impl FnOnce(Vec<Inline>) -> Inline,
    ) {
        if self.nest + 1 >= MAX_DEPTH {
            self.each_inside(node, out);
            return;
        }
        self.nest += 1;
        let children = self.inside(node);
        self.nest -= 1;
        let mark = |inline: &Inline| {
            matches!(
                inline,
                Inline::Citation(_) | Inline::FootnoteReference { .. }
            )
        };
        if children.iter().any(mark) && children.iter().all(mark) {
            out.extend(children);
        } else if !children.is_empty() {
            out.push(make(children));
        }
    }

    fn raise(&mut self, node: NodeId, out: &mut Vec<Inline>) {
        if self.nest + 1 >= MAX_DEPTH {
            self.each_inside(node, out);
            return;
        }
        self.nest += 1;
        let before = std::mem::replace(&mut self.raised, true);
        let children = self.inside(node);
        self.raised = before;
        self.nest -= 1;
        if !children.is_empty() {
            cluster::raise(children, out);
        }
    }

    fn link(&mut self, node: NodeId, out: &mut Vec<Inline>) {
        let (page, tree) = (self.page, self.page.tree);
        let href = tree.attribute(node, "href").unwrap_or_default();
        if self.heading && href.starts_with('#') && is_permalink(page, node) {
            return;
        }
        // A heading that links to itself is no link.
        let to_itself = self.heading && href.starts_with('#');
        if to_itself || href.is_empty() || !is_safe_url(href) || self.nest + 1 >= MAX_DEPTH {
            self.each_inside(node, out);
            return;
        }
        self.nest += 1;
        let mut children = self.inside(node);
        self.nest -= 1;
        // RASH leaves it to a script to say what a link leads to.
        if children.is_empty()
            && let Some(target) = links::target(page, node)
            && let Some(heading) = tree
                .subtree(target)
                .take(NEAR)
                .find(|inner| super::outline::rank(page, *inner).is_some())
        {
            push_text(&mut children, &page.words(heading));
        }
        // Links do not nest: what cites inside of one is a marker still, and the words around it
        // go without their link.
        let is_mark = |inline: &Inline| {
            matches!(
                inline,
                Inline::Citation(_) | Inline::FootnoteReference { .. }
            )
        };
        if children.iter().any(is_mark) {
            out.extend(children);
            return;
        }
        out.push(Inline::from(Link {
            url: href.to_owned(),
            title: tree
                .attribute(node, "title")
                .filter(|title| !title.is_empty())
                .map(str::to_owned),
            children,
            position: None,
        }));
    }

    /// A picture.
    pub(super) fn image(&self, node: NodeId) -> Option<Image> {
        let tree = self.page.tree;
        let attribute = |name: &str| tree.attribute(node, name).filter(|value| !value.is_empty());
        let alt = attribute("alt").map(single).unwrap_or_default();
        let url = attribute("src")
            .filter(|url| !url.starts_with("data:"))
            .or_else(|| attribute("data-src"))
            .or_else(|| attribute("src"))?;
        let size = |name: &str| attribute(name)?.trim().parse::<u32>().ok();
        Some(Image {
            url: url.to_owned(),
            alt,
            title: attribute("title").map(str::to_owned),
            width: size("width"),
            height: size("height"),
            // HTML says so by an empty `alt`, which is not the same as none.
            decorative: tree
                .attribute(node, "alt")
                .is_some_and(|alt| alt.trim().is_empty()),
            position: None,
        })
    }
}

/// Whether a link in a heading is a sign that links to the heading itself.
fn is_permalink(page: &Page<'_>, node: NodeId) -> bool {
    let words = page.words(node);
    let signs = words.chars().all(|c| {
        matches!(
            c,
            '#' | '¶' | '§' | '🔗' | '∞' | '⚓' | ' ' | '\u{FE0E}' | '\u{FE0F}'
        )
    });
    signs
        || classes(page.tree, node).any(|class| {
            let class = class.to_ascii_lowercase();
            (class.contains("anchor")
                || class.contains("headerlink")
                || class.contains("permalink"))
                && words.chars().count() <= 4
        })
}
