//! What stands between paragraphs: sections, lists, figures, quotations, code, formulae.

use super::inline::{DEEPEST, Reader};
use super::outline::rank;
use super::page::{Page, has_class};
use super::plain::is_block;
use super::tree::NodeId;
use super::{formula, links};
use crate::diagnostic::Span;
use crate::model::{
    Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Figure, Heading, Identifier,
    Inline, List, ListItem, MAX_DEPTH, Math,
};

/// Where blocks go: into the section that is open, or into what holds them.
pub(super) type Out<'o> = Option<&'o mut Vec<Block>>;

impl Reader<'_, '_> {
    /// The blocks inside of an element.
    pub(super) fn blocks_in(&mut self, node: NodeId) -> Vec<Block> {
        let mut blocks = Vec::new();
        self.flow(node, Some(&mut blocks));
        blocks
    }

    /// Reads what is inside of an element: blocks, and runs of text between them, which are
    /// paragraphs.
    pub(super) fn flow(&mut self, node: NodeId, mut out: Out<'_>) {
        let page = self.page;
        if self.depth >= DEEPEST {
            let words = page.words(node);
            if !words.is_empty() {
                self.put(
                    Block::paragraph(vec![Inline::text(words)]),
                    out.as_deref_mut(),
                );
            }
            return;
        }
        self.depth += 1;
        let mut run: Vec<NodeId> = Vec::new();
        for child in page.tree.children(node) {
            if self.left_out.contains(&child) {
                continue;
            }
            if page.shows(child) && self.is_set_off(child) {
                self.paragraph(&mut run, out.as_deref_mut());
                self.block(child, out.as_deref_mut());
            } else {
                run.push(child);
            }
        }
        self.paragraph(&mut run, out);
        self.depth -= 1;
    }

    /// Whether a node is a block, or has one inside.
    fn is_set_off(&self, node: NodeId) -> bool {
        let (page, tree) = (self.page, self.page.tree);
        let name = tree.name(node);
        is_block(name)
            || rank(page, node).is_some()
            || (page.holds_block(node) && !name.is_empty() && name != "math" && !self.is_mark(node))
            || matches!(name, "picture")
            || (matches!(name, "math" | "d-math" | "span" | "mjx-container")
                && formula::is_display(tree, node)
                && formula::of(page, node).is_some())
    }

    /// Whether an element stands in the line whatever it holds: a note at its mark.
    fn is_mark(&self, node: NodeId) -> bool {
        let tree = self.page.tree;
        matches!(tree.name(node), "d-footnote" | "dt-fn")
            || has_class(tree, node, &["ltx_note"])
            || links::is_raised(tree, node)
    }

    pub(super) fn put(&mut self, block: Block, out: Out<'_>) {
        match out {
            Some(blocks) => blocks.push(block),
            None => self.builder.block(block),
        }
    }

    /// A run of nodes that stand in a line.
    fn paragraph(&mut self, run: &mut Vec<NodeId>, out: Out<'_>) {
        let nodes = std::mem::take(run);
        if nodes.is_empty() {
            return;
        }
        let line = self.line(&nodes);
        self.put_line(line, out);
    }

    fn put_line(&mut self, mut line: Vec<Inline>, mut out: Out<'_>) {
        // Pictures alone in their line are blocks.
        let blank = |inline: &Inline| match inline {
            Inline::Break => true,
            Inline::Text { value } => value.trim().is_empty(),
            _ => false,
        };
        let pictures = line.iter().any(|inline| matches!(inline, Inline::Image(_)))
            && line
                .iter()
                .all(|inline| matches!(inline, Inline::Image(_)) || blank(inline));
        if pictures {
            for inline in line {
                if let Inline::Image(image) = inline {
                    self.put(Block::Image(image), out.as_deref_mut());
                }
            }
            return;
        }
        if let [Inline::InlineMath(formula)] = line.as_mut_slice()
            && formula
                .mathml
                .as_ref()
                .is_some_and(|source| source.contains("display=\"block\""))
        {
            let formula = std::mem::take(&mut **formula);
            return self.put(math(formula), out);
        }
        if !line.is_empty() {
            self.put(Block::paragraph(line), out);
        }
    }

    /// Reads one block.
    fn block(&mut self, node: NodeId, out: Out<'_>) {
        let (page, tree) = (self.page, self.page.tree);
        if let Some(rank) = rank(page, node) {
            return self.heading(node, rank, out);
        }
        if !matches!(tree.name(node), "p" | "div" | "section" | "figure")
            && let Some(formula) = formula::of(page, node)
        {
            return self.put(math(formula), out);
        }
        let deep = self.nest + 2 >= MAX_DEPTH;
        match tree.name(node) {
            "p" if !page.holds_block(node) => {
                let line = self.line_in(node);
                self.put_line(line, out);
            }
            "hr" => self.put(Block::ThematicBreak, out),
            "pre" => self.code(node, out),
            "ul" | "ol" if !deep => self.list(node, out),
            "dl" if !deep => self.definitions(node, out),
            "blockquote" if !deep => {
                let children = self.nested(node);
                if !children.is_empty() {
                    self.put(Block::Blockquote(Blockquote { children }), out);
                }
            }
            "figure" if !deep => self.figure(node, out),
            "div" if !deep && has_class(tree, node, &["figure", "wp-caption", "fig"]) => {
                self.figure(node, out);
            }
            "table" if !deep => self.table(node, None, None, out),
            "summary" => {
                let children = self.line_in(node);
                if !children.is_empty() {
                    self.put(Block::paragraph(vec![Inline::Strong { children }]), out);
                }
            }
            _ => self.flow(node, out),
        }
    }

    /// The blocks of something that nests in the article.
    pub(super) fn nested(&mut self, node: NodeId) -> Vec<Block> {
        self.nest += 1;
        let blocks = self.blocks_in(node);
        self.nest -= 1;
        blocks
    }

    fn heading(&mut self, node: NodeId, rank: usize, out: Out<'_>) {
        let children = self.heading_in(node);
        if children.is_empty() {
            return;
        }
        let at = self.outline.at(node).filter(|_| out.is_none());
        let Some(level) = at
            .and_then(|at| self.outline.headings.get(at))
            .map(|h| h.level)
        else {
            let depth = u8::try_from(rank).unwrap_or(6);
            return self.put(Block::Heading(Heading { depth, children }), out);
        };
        let identifier = self
            .builder
            .named_section(level, children, None, Span::default());
        let Some(identifier) = identifier else {
            return;
        };
        if let Some(id) = self.page.heading_id(node) {
            self.parts.insert(id.to_owned(), identifier.clone());
        }
        self.named.insert(node, identifier);
    }

    fn code(&mut self, node: NodeId, out: Out<'_>) {
        let tree = self.page.tree;
        let value = tree.text_inside(node);
        // The standard takes one line end at the beginning away from what the source has; a tree
        // from a browser has lost it already.
        let value = value.trim_end_matches(['\n', '\r']).to_owned();
        let lang = std::iter::once(node)
            .chain(tree.elements(node).take(1))
            .find_map(|inner| {
                tree.attribute(inner, "class")?
                    .split_whitespace()
                    .find_map(|class| {
                        class
                            .strip_prefix("language-")
                            .or_else(|| class.strip_prefix("lang-"))
                    })
            })
            .map(str::to_owned);
        if !value.trim().is_empty() {
            self.put(Block::Code(Code { value, lang }), out);
        }
    }

    fn list(&mut self, node: NodeId, out: Out<'_>) {
        let tree = self.page.tree;
        let mut children = Vec::new();
        let mut spread = false;
        for item in tree.elements(node).collect::<Vec<_>>() {
            if self.left_out.contains(&item) || !self.page.shows(item) {
                continue;
            }
            spread |= tree.elements(item).any(|inner| tree.name(inner) == "p");
            let blocks = self.nested(item);
            if !blocks.is_empty() {
                let checked = tree
                    .subtree(item)
                    .take(6)
                    .find(|inner| {
                        tree.name(*inner) == "input"
                            && tree.attribute(*inner, "type") == Some("checkbox")
                    })
                    .map(|input| tree.attribute(input, "checked").is_some());
                children.push(ListItem {
                    checked,
                    children: blocks,
                });
            }
        }
        if children.is_empty() {
            return;
        }
        let ordered = tree.name(node) == "ol";
        let start = tree
            .attribute(node, "start")
            .and_then(|start| start.trim().parse().ok())
            .filter(|start| ordered && *start != 1);
        self.put(
            Block::List(List {
                ordered,
                start,
                spread,
                children,
            }),
            out,
        );
    }

    fn definitions(&mut self, node: NodeId, out: Out<'_>) {
        let tree = self.page.tree;
        // A `div` may stand around each term and its descriptions.
        let items: Vec<NodeId> = tree
            .elements(node)
            .flat_map(|child| {
                if tree.name(child) == "div" {
                    tree.elements(child).collect()
                } else {
                    vec![child]
                }
            })
            .collect();
        let mut children = Vec::new();
        for item in items {
            if self.left_out.contains(&item) || !self.page.shows(item) {
                continue;
            }
            if tree.name(item) == "dt" {
                let line = self.line_in(item);
                children.push(DefinitionItem::Term { children: line });
            } else {
                let blocks = self.nested(item);
                children.push(DefinitionItem::Description { children: blocks });
            }
        }
        if !children.is_empty() {
            self.put(Block::DefinitionList(DefinitionList { children }), out);
        }
    }

    fn figure(&mut self, node: NodeId, out: Out<'_>) {
        let tree = self.page.tree;
        let caption = tree.elements(node).find(|inner| {
            tree.name(*inner) == "figcaption"
                || has_class(tree, *inner, &["caption", "wp-caption-text"])
        });
        let tables: Vec<NodeId> = tree
            .subtree(node)
            .take(400)
            .filter(|inner| tree.name(*inner) == "table" && self.page.shows(*inner))
            .collect();
        let identifier = self.part(node);
        // A table in a figure is a table with a caption, unless it is there for the layout.
        if let [table] = tables.as_slice()
            && !tree.subtree(*table).any(|inner| tree.name(inner) == "img")
        {
            return self.table(*table, caption, identifier, out);
        }
        if let Some(caption) = caption {
            self.left_out.insert(caption);
        }
        let mut children = self.nested(node);
        if let Some(caption) = caption {
            self.left_out.remove(&caption);
            let words = self.nested(caption);
            if !words.is_empty() {
                children.push(Block::Caption(Caption { children: words }));
            }
        }
        if !children.is_empty() {
            self.put(
                Block::Figure(Figure {
                    identifier,
                    enumerator: None,
                    children,
                }),
                out,
            );
        }
    }

    /// The name of a part that the host gives an id.
    pub(super) fn part(&mut self, node: NodeId) -> Option<Identifier> {
        let id = self.page.tree.attribute(node, "id")?;
        let identifier = self.builder.identifiers.named(id);
        self.parts.insert(id.to_owned(), identifier.clone());
        Some(identifier)
    }
}

fn math(formula: crate::model::Formula) -> Block {
    Block::from(Math {
        identifier: None,
        formula,
        enumerator: None,
    })
}

impl Page<'_> {
    /// The host's id of a heading: its own, of something inside of it, or of what is around it.
    pub(super) fn heading_id(&self, node: NodeId) -> Option<&str> {
        let tree = self.tree;
        let own = |node: NodeId| tree.attribute(node, "id").filter(|id| !id.is_empty());
        own(node)
            .or_else(|| tree.subtree(node).take(8).find_map(own))
            .or_else(|| {
                let around = tree.parent(node)?;
                matches!(tree.name(around), "section" | "header" | "div")
                    .then(|| own(around))
                    .flatten()
                    .filter(|_| self.text_between(around, node) == 0)
            })
    }
}
