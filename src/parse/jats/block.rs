//! What stands between paragraphs: sections, lists, quotations, verse, code.

use super::inline::{SILENT, best_alternative, is_block, picture};
use super::reader::{Reader, has_heading};
use super::tree::Node;
use crate::model::{
    Aside, Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Heading, Inline, List,
    ListItem, Purpose,
};
use crate::parse::space::{is_all_blank, single};

impl<'t> Reader<'t> {
    /// The blocks inside of an element.
    pub(super) fn blocks(&mut self, node: Node<'t>) -> Vec<Block> {
        self.blocks_of(node.children())
    }

    /// Neighbours as blocks: what stands in the line becomes paragraphs between what is set off.
    pub(super) fn blocks_of(&mut self, nodes: impl Iterator<Item = Node<'t>>) -> Vec<Block> {
        let mut out = Vec::new();
        let mut line: Vec<Node<'t>> = Vec::new();
        for node in nodes {
            if node.text().is_some() || !is_block(node) && is_inline(node) {
                line.push(node);
            } else {
                self.flush(&mut line, &mut out);
                self.block(node, &mut out);
            }
        }
        self.flush(&mut line, &mut out);
        out
    }

    fn flush(&mut self, line: &mut Vec<Node<'t>>, out: &mut Vec<Block>) {
        if line.is_empty() {
            return;
        }
        let blank = |node: &Node<'t>| node.text().is_some_and(is_all_blank);
        let nodes = std::mem::take(line);
        if nodes.iter().all(blank) {
            return;
        }
        let line = self.line_of(nodes.into_iter());
        if !line.is_empty() {
            out.push(Block::paragraph(line));
        }
    }

    /// An element as a block.
    pub(super) fn block(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        if nests(node) && self.is_deep(node) {
            out.extend(self.blocks(node));
            return;
        }
        match node.name() {
            "p" => out.extend(self.blocks(node)),
            "sec" | "app" | "ack" | "glossary" | "notes" | "bio" => self.part_of_text(node, out),
            "list" => self.list(node, out),
            "def-list" => self.definitions(node, out),
            "fig" | "chem-struct-wrap" => self.figure(node, out),
            "fig-group" => self.figures(node, out),
            "table-wrap" => self.table_wrap(node, out),
            "table-wrap-group" => self.tables(node, out),
            "table" | "array" => {
                let table = self.bare_table(node);
                out.push(table);
            }
            "boxed-text" => {
                let otherwise = self.words.box_;
                if self.title_of(node).is_empty() && node.attribute("id").is_none() {
                    self.untitled_box(node, out);
                } else {
                    let boxed = self.boxed(node, otherwise);
                    out.push(boxed);
                }
            }
            "statement" => {
                let boxed = self.boxed(node, self.words.statement);
                out.push(boxed);
            }
            "supplementary-material" => {
                let boxed = self.boxed(node, self.words.supplement);
                out.push(boxed);
            }
            "disp-quote" => self.quotation(node, out),
            "disp-formula" => self.displayed(node, out),
            "disp-formula-group" => {
                for child in node.elements() {
                    match child.name() {
                        "label" | "caption" => {
                            let line = self.line(child);
                            if !line.is_empty() {
                                out.push(Block::paragraph(line));
                            }
                        }
                        _ => self.block(child, out),
                    }
                }
            }
            "code" | "preformat" => {
                let value = raw(node);
                let value = value.trim_matches('\n');
                if !value.trim().is_empty() {
                    out.push(Block::Code(Code {
                        value: value.to_owned(),
                        lang: node.attribute("language").map(|lang| lang.to_lowercase()),
                    }));
                }
            }
            "verse-group" => self.verse(node, out),
            "speech" => self.speech(node, out),
            "graphic" => out.extend(picture(node).map(Block::from)),
            "media" => self.media(node, out),
            "alternatives" | "block-alternatives" => {
                if let Some(best) = best_alternative(node) {
                    self.block(best, out);
                }
            }
            "fn-group" => self.notes_of_group(node, out),
            "fn" if !self.is_referred(node) => out.extend(self.note_text(node, true)),
            "fn" | "ref-list" => {}
            "title" | "label" | "subtitle" => {
                let line = self.line(node);
                if !line.is_empty() {
                    out.push(Block::Heading(Heading {
                        depth: 6,
                        children: line,
                    }));
                }
            }
            name if SILENT.contains(&name) => {}
            _ => out.extend(self.blocks(node)),
        }
    }

    /// A part with a heading; without one its text belongs to what is around it.
    fn part_of_text(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let mut title = self.title_of(node);
        if title.is_empty() {
            let ours = match node.name() {
                "ack" => self.words.acknowledgements,
                "glossary" => self.words.glossary,
                "bio" => self.words.biography,
                _ => "",
            };
            if !ours.is_empty() {
                title.push(Inline::text(ours));
            }
        }
        let rest = || {
            node.children()
                .filter(|child| !matches!(child.name(), "title" | "label" | "sec-meta"))
        };
        if title.is_empty() || !has_heading(node) {
            out.extend(self.blocks_of(rest()));
            return;
        }
        let mut children = Vec::new();
        self.deeper(node, |reader| children = reader.blocks_of(rest()));
        let heading = node.child("title").or_else(|| node.child("label"));
        let position = heading.unwrap_or(node).span();
        let mut section = self.section(node, title, children, position);
        section.purpose = purpose(node);
        out.push(Block::Section(section));
    }

    /// A box that has neither a title nor a name.
    fn untitled_box(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let title = vec![Inline::text(self.words.box_)];
        let mut children = Vec::new();
        self.deeper(node, |reader| children = reader.blocks(node));
        out.push(Block::from(Aside {
            identifier: self.named(node, &title),
            title,
            subtitle: Vec::new(),
            purpose: None,
            children,
            position: Some(node.span()),
        }));
    }

    fn list(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        if let Some(title) = node.child("title") {
            let children = self.line(title);
            if !children.is_empty() {
                out.push(Block::paragraph(vec![Inline::Strong { children }]));
            }
        }
        let kind = node.attribute("list-type").unwrap_or_default();
        let ordered = matches!(
            &*kind,
            "order"
                | "ordered"
                | "number"
                | "arabic"
                | "alpha-lower"
                | "alpha-upper"
                | "roman-lower"
                | "roman-upper"
        );
        let labelled = node
            .all("list-item")
            .any(|item| item.child("label").is_some());
        let numbers: Vec<Option<u32>> = node.all("list-item").map(number_of).collect();
        let counted = ordered && is_counted(&numbers);
        // Labels that say more than the list's own sign are text.
        let printed = labelled && !counted && !node.all("list-item").all(has_bullet);
        let mut items = Vec::new();
        self.deeper(node, |reader| {
            for item in node.elements() {
                match item.name() {
                    "list-item" => {
                        let label = item.child("label").filter(|_| printed);
                        let children = reader.item(item, label);
                        items.push(ListItem {
                            checked: None,
                            children,
                        });
                    }
                    "title" => {}
                    _ => {
                        let mut children = Vec::new();
                        reader.block(item, &mut children);
                        items.push(ListItem {
                            checked: None,
                            children,
                        });
                    }
                }
            }
        });
        let start = numbers
            .first()
            .copied()
            .flatten()
            .filter(|start| counted && *start != 1);
        out.push(Block::List(List {
            ordered: ordered && (counted || !labelled),
            start,
            spread: false,
            children: items,
        }));
    }

    fn item(&mut self, item: Node<'t>, label: Option<Node<'t>>) -> Vec<Block> {
        let mut children = Vec::new();
        self.deeper(item, |reader| {
            let rest = item.children().filter(|child| !child.is("label"));
            children = reader.blocks_of(rest);
            if let Some(label) = label {
                let label = reader.line(label);
                prefix(&mut children, label);
            }
        });
        children
    }

    fn definitions(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        if let Some(title) = node.child("title") {
            let children = self.line(title);
            if !children.is_empty() {
                out.push(Block::paragraph(vec![Inline::Strong { children }]));
            }
        }
        let mut list = Vec::new();
        let mut lists = Vec::new();
        self.deeper(node, |reader| {
            for item in node.elements() {
                match item.name() {
                    "def-item" => {
                        for child in item.elements() {
                            match child.name() {
                                "term" => list.push(DefinitionItem::Term {
                                    children: reader.line(child),
                                }),
                                "label" => {
                                    let mut children = reader.line(child);
                                    children.push(Inline::text(" "));
                                    list.push(DefinitionItem::Term { children });
                                }
                                _ => list.push(DefinitionItem::Description {
                                    children: reader.blocks(child),
                                }),
                            }
                        }
                    }
                    "def-list" => reader.definitions(item, &mut lists),
                    "title" => {}
                    "term-head" | "def-head" => {
                        let children = reader.line(item);
                        lists.push(Block::paragraph(vec![Inline::Strong { children }]));
                    }
                    _ => reader.block(item, &mut lists),
                }
            }
        });
        if !list.is_empty() {
            out.push(Block::DefinitionList(DefinitionList { children: list }));
        }
        out.append(&mut lists);
    }

    fn quotation(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let mut children = Vec::new();
        self.deeper(node, |reader| {
            let said = node
                .children()
                .filter(|child| !matches!(child.name(), "attrib" | "permissions"));
            children = reader.blocks_of(said);
            for source in node.all("attrib") {
                let line = reader.line(source);
                children.push(Block::Caption(Caption {
                    children: vec![Block::paragraph(line)],
                }));
            }
        });
        out.push(Block::Blockquote(Blockquote { children }));
    }

    /// Verse: a paragraph for each stanza, with its lines.
    fn verse(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let mut lines: Vec<Inline> = Vec::new();
        let mut stanzas = Vec::new();
        self.deeper(node, |reader| {
            for child in node.elements() {
                match child.name() {
                    "verse-line" => {
                        if !lines.is_empty() {
                            lines.push(Inline::Break);
                        }
                        lines.extend(reader.line(child));
                    }
                    "verse-group" => {
                        if !lines.is_empty() {
                            stanzas.push(Block::paragraph(std::mem::take(&mut lines)));
                        }
                        let mut inner = Vec::new();
                        reader.verse(child, &mut inner);
                        for block in inner {
                            match block {
                                Block::Blockquote(quote) => stanzas.extend(quote.children),
                                other => stanzas.push(other),
                            }
                        }
                    }
                    "attrib" => {
                        let line = reader.line(child);
                        if !lines.is_empty() {
                            stanzas.push(Block::paragraph(std::mem::take(&mut lines)));
                        }
                        stanzas.push(Block::Caption(Caption {
                            children: vec![Block::paragraph(line)],
                        }));
                    }
                    _ => {
                        let line = reader.line(child);
                        if !line.is_empty() {
                            stanzas.push(Block::paragraph(vec![Inline::Strong { children: line }]));
                        }
                    }
                }
            }
        });
        if !lines.is_empty() {
            stanzas.push(Block::paragraph(lines));
        }
        out.push(Block::Blockquote(Blockquote { children: stanzas }));
    }

    /// What somebody says: the name, then the words.
    fn speech(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let rest = node.children().filter(|child| !child.is("speaker"));
        let mut blocks = self.blocks_of(rest);
        if let Some(speaker) = node.child("speaker") {
            let children = self.line(speaker);
            prefix(&mut blocks, vec![Inline::Strong { children }]);
        }
        out.append(&mut blocks);
    }

    /// A film, a sound, a file: a link under its label.
    fn media(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let mut line = self.title_of(node);
        if line.is_empty() {
            self.link(node, &mut line);
        } else if let Some(url) = node
            .attribute("href")
            .filter(|url| crate::model::is_safe_url(url))
        {
            line = vec![Inline::from(crate::model::Link {
                url: url.into_owned(),
                children: line,
                position: Some(node.span()),
                ..crate::model::Link::default()
            })];
        }
        if !line.is_empty() {
            out.push(Block::paragraph(line));
        }
        if let Some(caption) = node.child("caption") {
            let rest = caption.children().filter(|child| !child.is("title"));
            out.extend(self.blocks_of(rest));
        }
    }

    /// Notes that stand in a list: those that the text does not refer to.
    pub(super) fn notes_of_group(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let mut children = Vec::new();
        let title = self.title_of(node);
        self.deeper(node, |reader| {
            for child in node.elements() {
                match child.name() {
                    "title" | "label" => {}
                    "fn" if reader.is_referred(child) => {}
                    "fn" => children.extend(reader.note_text(child, true)),
                    _ => reader.block(child, &mut children),
                }
            }
        });
        if children.is_empty() {
            return;
        }
        let about = purpose(node).or_else(|| node.all("fn").find_map(purpose));
        if title.is_empty() {
            out.append(&mut children);
            return;
        }
        let mut section = self.section(node, title, children, node.span());
        section.purpose = about;
        out.push(Block::Section(section));
    }

    /// The text of a note, behind its label if it keeps one.
    pub(super) fn note_text(&mut self, node: Node<'t>, labelled: bool) -> Vec<Block> {
        let rest = node.children().filter(|child| !child.is("label"));
        let mut blocks = self.blocks_of(rest);
        if let Some(label) = node.child("label").filter(|_| labelled) {
            let mut children = self.line(label);
            // A label that is raised already is not raised twice.
            if let [Inline::Superscript { children: inner }] = children.as_mut_slice() {
                children = std::mem::take(inner);
            }
            if !children.is_empty() {
                prefix(&mut blocks, vec![Inline::Superscript { children }]);
            }
        }
        if let Some(names) = self.people_of(node).filter(|_| labelled) {
            let children = vec![Inline::text(format!("{names}:"))];
            prefix(&mut blocks, vec![Inline::Strong { children }]);
        }
        blocks
    }
}

/// Elements that become a level of their own.
fn nests(node: Node<'_>) -> bool {
    is_block(node)
        && !matches!(
            node.name(),
            "p" | "graphic" | "media" | "code" | "preformat" | "disp-formula"
        )
}

/// Puts something before the first line of some blocks.
fn prefix(blocks: &mut Vec<Block>, mut line: Vec<Inline>) {
    if line.is_empty() {
        return;
    }
    if let Some(Block::Paragraph(first)) = blocks.first_mut() {
        line.push(Inline::text(" "));
        line.append(&mut first.children);
        first.children = line;
    } else {
        blocks.insert(0, Block::paragraph(line));
    }
}

/// Elements that stand in a line; what nobody knows stands in one if it holds nothing that does
/// not.
fn is_inline(node: Node<'_>) -> bool {
    match node.name() {
        // Where it stands in the text it is its mark; elsewhere it is an entry of a list.
        "fn" => node.parent().is_some_and(|around| around.is("p")),
        "title" | "label" | "caption" | "subtitle" | "attrib" | "floats-group" | "body"
        | "sec-meta" | "license" | "license-p" | "permissions" | "title-group" | "front-stub"
        | "back" | "def" | "list-item" | "fn-group" | "verse-line" | "table-wrap-foot" => false,
        name if SILENT.contains(&name) => false,
        "abbrev" => true,
        _ => !node.elements().any(is_block),
    }
}

/// The number that an item is labelled with: `2.`, `(2)`.
fn number_of(item: Node<'_>) -> Option<u32> {
    let label = item.child("label")?.prose();
    label
        .trim_matches(|c: char| matches!(c, '.' | ')' | '(' | ' ' | ':'))
        .parse()
        .ok()
}

/// Whether the items are numbered one after the other.
fn is_counted(numbers: &[Option<u32>]) -> bool {
    !numbers.is_empty()
        && numbers.iter().all(Option::is_some)
        && numbers
            .windows(2)
            .all(|pair| matches!(pair, [Some(one), Some(two)] if one.checked_add(1) == Some(*two)))
}

/// Whether an item is labelled with a sign that any list has.
fn has_bullet(item: Node<'_>) -> bool {
    item.child("label").is_none_or(|label| {
        let label = single(&label.prose());
        label.chars().count() <= 1 && !label.chars().any(char::is_alphanumeric)
    })
}

/// All the characters inside, line by line.
fn raw(node: Node<'_>) -> String {
    let mut out = String::new();
    for inner in node.inside() {
        match inner.text() {
            Some(text) => out.push_str(text),
            None if inner.is("break") => out.push('\n'),
            None => {}
        }
    }
    out
}

/// What a part is for, as its type says.
pub(super) fn purpose(node: Node<'_>) -> Option<Purpose> {
    const CONFLICT: [&str; 8] = [
        "coi-statement",
        "competing-interest",
        "competing-interests",
        "competing-interest-statement",
        "conflict",
        "conflict-of-interest",
        "conflicts-of-interest",
        "conflict-interest",
    ];
    ["sec-type", "fn-type", "notes-type", "content-type"]
        .iter()
        .any(|name| node.says(name, &CONFLICT))
        .then_some(Purpose::ConflictOfInterest)
}
