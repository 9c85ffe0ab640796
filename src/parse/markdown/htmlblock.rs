//! Blocks of HTML: paragraphs, lists, tables, quotations, figures; what they hold inside a line
//! is read as any line.

use pulldown_cmark::CowStr;

use super::Context;
use super::html::{Piece, Tag, decode, is_hull, meaning, pieces};
use super::line::{Manner, read, trimmed};
use super::tree::Raw;
use crate::model::{
    Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Figure, Heading, Inline,
    List, ListItem, Table, TableCell, TableRow,
};

/// How deep elements may nest.
const DEEPEST: usize = 12;

/// An element that is open.
#[derive(Default)]
struct Open<'r> {
    name: String,
    start: Option<u32>,
    span: (Option<u32>, Option<u32>),
    line: Vec<Raw<'r>>,
    blocks: Vec<Block>,
    items: Vec<ListItem>,
    definitions: Vec<DefinitionItem>,
    rows: Vec<TableRow>,
    cells: Vec<TableCell>,
    caption: Vec<Inline>,
}

/// The blocks of some HTML that stands at an offset of the source.
pub(super) fn blocks(html: &str, offset: usize, context: &mut Context<'_>) -> Vec<Block> {
    let head = html.trim_start().to_ascii_lowercase();
    if ["<script", "<style", "<textarea"]
        .iter()
        .any(|raw| head.starts_with(raw))
    {
        // What a page would run or apply is shown, as code.
        return vec![Block::Code(Code {
            value: html.trim_end().to_owned(),
            lang: Some("html".to_owned()),
        })];
    }
    if head.starts_with("<pre") {
        return vec![preformatted(html)];
    }
    let mut reader = Reader {
        context,
        open: vec![Open::default()],
    };
    for (at, piece) in pieces(html) {
        let range = offset + at..offset + at;
        match piece {
            Piece::Comment => {}
            Piece::Text(text) => {
                let words = decode(text);
                let end = range.start + text.len();
                reader.text(&words, range.start..end);
            }
            Piece::Tag(written) => {
                let end = range.start + written.len();
                reader.tag(written, range.start..end);
            }
        }
    }
    reader.finish()
}

/// `<pre>`: its text with its line breaks.
fn preformatted(html: &str) -> Block {
    let mut value = String::new();
    for (_, piece) in pieces(html) {
        match piece {
            Piece::Text(text) => value.push_str(&decode(text)),
            Piece::Tag(written) => {
                let known = Tag::read(written).is_some_and(|tag| {
                    meaning(&tag.name).is_some() || matches!(tag.name.as_str(), "pre" | "br")
                });
                if !known {
                    value.push_str(written);
                }
            }
            Piece::Comment => {}
        }
    }
    let value = value.strip_prefix('\n').unwrap_or(&value).trim_end();
    Block::Code(Code {
        value: value.to_owned(),
        lang: None,
    })
}

struct Reader<'c, 'x, 'r> {
    context: &'c mut Context<'x>,
    open: Vec<Open<'r>>,
}

impl Reader<'_, '_, '_> {
    fn text(&mut self, text: &str, range: std::ops::Range<usize>) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        if open.line.is_empty() && text.trim().is_empty() {
            return;
        }
        let mut words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.starts_with(char::is_whitespace) {
            words.insert(0, ' ');
        }
        if !text.trim().is_empty() && text.ends_with(char::is_whitespace) {
            words.push(' ');
        }
        open.line.push(Raw::Text(CowStr::from(words), range));
    }

    fn tag(&mut self, written: &str, range: std::ops::Range<usize>) {
        let Some(tag) = Tag::read(written) else {
            return self.text(written, range);
        };
        let name = tag.name.as_str();
        if meaning(name).is_some() || matches!(name, "br" | "wbr" | "img") {
            if let Some(open) = self.open.last_mut() {
                open.line.push(Raw::Html(written.to_owned(), range));
            }
            return;
        }
        if name == "hr" {
            self.flush();
            return self.block(Block::ThematicBreak);
        }
        if !is_hull(name) {
            return self.text(written, range);
        }
        if tag.closes {
            self.close(name);
        } else {
            self.open(&tag);
        }
    }

    fn open(&mut self, tag: &Tag) {
        self.flush();
        let name = tag.name.as_str();
        // Writers leave these open.
        let ends: &[&str] = match name {
            "li" => &["li"],
            "dt" | "dd" => &["dt", "dd"],
            "td" | "th" => &["td", "th"],
            "tr" => &["td", "th", "tr"],
            _ => &[],
        };
        while self.open.len() > 1
            && self
                .open
                .last()
                .is_some_and(|open| ends.contains(&open.name.as_str()))
        {
            self.pop();
        }
        if !holds(name) || self.open.len() >= DEEPEST {
            return;
        }
        let number = |name: &str| {
            tag.attribute(name)
                .and_then(|value| value.trim().parse().ok())
        };
        self.open.push(Open {
            name: name.to_owned(),
            start: number("start"),
            span: (number("colspan"), number("rowspan")),
            ..Open::default()
        });
    }

    fn close(&mut self, name: &str) {
        self.flush();
        let open = self.open.iter().skip(1).any(|open| open.name == name);
        while open && self.open.len() > 1 {
            let last = self.open.last().is_some_and(|open| open.name == name);
            self.pop();
            if last {
                break;
            }
        }
    }

    /// Makes a paragraph of the line that is open.
    fn flush(&mut self) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let line = std::mem::take(&mut open.line);
        if line.is_empty() {
            return;
        }
        let children = trimmed(read(&line, Manner::default(), self.context));
        if !children.is_empty() {
            self.block(Block::paragraph(children));
        }
    }

    fn block(&mut self, block: Block) {
        if let Some(open) = self.open.last_mut() {
            open.blocks.push(block);
        }
    }

    fn pop(&mut self) {
        self.flush();
        if self.open.len() < 2 {
            return;
        }
        let Some(closed) = self.open.pop() else {
            return;
        };
        let Some(parent) = self.open.last_mut() else {
            return;
        };
        match closed.name.as_str() {
            "ul" | "ol" => {
                let mut children = closed.items;
                if !closed.blocks.is_empty() {
                    children.push(ListItem {
                        checked: None,
                        children: closed.blocks,
                    });
                }
                parent.blocks.push(Block::List(List {
                    ordered: closed.name == "ol",
                    start: closed.start.filter(|start| *start != 1),
                    spread: false,
                    children,
                }));
            }
            "li" if matches!(parent.name.as_str(), "ul" | "ol") => parent.items.push(ListItem {
                checked: None,
                children: closed.blocks,
            }),
            "dl" => {
                parent.blocks.push(Block::DefinitionList(DefinitionList {
                    children: closed.definitions,
                }));
                parent.blocks.extend(closed.blocks);
            }
            "dt" if parent.name == "dl" => parent.definitions.push(DefinitionItem::Term {
                children: inlines(closed.blocks),
            }),
            "dd" if parent.name == "dl" => parent.definitions.push(DefinitionItem::Description {
                children: closed.blocks,
            }),
            "table" => {
                let rest = closed.blocks;
                if closed.rows.is_empty() {
                    parent.blocks.extend(rest);
                } else {
                    parent.blocks.push(Block::Table(Table {
                        caption: closed.caption,
                        children: closed.rows,
                        legend: rest,
                        ..Table::default()
                    }));
                }
            }
            "caption" if parent.name == "table" => parent.caption = inlines(closed.blocks),
            "tr" if parent.name == "table" => parent.rows.push(TableRow {
                children: closed.cells,
            }),
            "td" | "th" if parent.name == "tr" => parent.cells.push(TableCell {
                header: closed.name == "th",
                colspan: closed.span.0,
                rowspan: closed.span.1,
                children: inlines(closed.blocks),
                ..TableCell::default()
            }),
            "blockquote" => parent.blocks.push(Block::Blockquote(Blockquote {
                children: closed.blocks,
            })),
            "figcaption" => parent.blocks.push(Block::Caption(Caption {
                children: closed.blocks,
            })),
            "figure" => parent.blocks.push(figure(closed.blocks)),
            heading if heading.len() == 2 && heading.starts_with('h') => {
                let depth = heading.trim_start_matches('h').parse().unwrap_or(6);
                let children = inlines(closed.blocks);
                if !children.is_empty() {
                    parent
                        .blocks
                        .push(Block::Heading(Heading { depth, children }));
                }
            }
            _ => parent.blocks.extend(closed.blocks),
        }
    }

    fn finish(mut self) -> Vec<Block> {
        while self.open.len() > 1 {
            self.pop();
        }
        self.flush();
        self.open.pop().map(|open| open.blocks).unwrap_or_default()
    }
}

/// Elements that become something of their own; the others are their content.
fn holds(name: &str) -> bool {
    matches!(
        name,
        "ul" | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// A figure of what stands in it: pictures by themselves, and its caption.
fn figure(blocks: Vec<Block>) -> Block {
    let mut children = Vec::new();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph)
                if paragraph
                    .children
                    .iter()
                    .all(|inline| matches!(inline, Inline::Image(_) | Inline::Break)) =>
            {
                children.extend(
                    paragraph
                        .children
                        .into_iter()
                        .filter_map(|inline| match inline {
                            Inline::Image(image) => Some(Block::Image(image)),
                            _ => None,
                        }),
                );
            }
            other => children.push(other),
        }
    }
    Block::Figure(Figure {
        children,
        ..Figure::default()
    })
}

/// The text of blocks as one line, breaks between them.
fn inlines(blocks: Vec<Block>) -> Vec<Inline> {
    let mut line: Vec<Inline> = Vec::new();
    for block in blocks {
        let more = match block {
            Block::Paragraph(paragraph) => paragraph.children,
            Block::Heading(heading) => heading.children,
            Block::Code(code) => vec![Inline::InlineCode { value: code.value }],
            Block::List(list) => list
                .children
                .into_iter()
                .flat_map(|item| {
                    let mut words = inlines(item.children);
                    words.push(Inline::Break);
                    words
                })
                .collect(),
            Block::Blockquote(quote) => inlines(quote.children),
            Block::Caption(caption) => inlines(caption.children),
            Block::Figure(figure) => inlines(figure.children),
            Block::Image(image) => vec![Inline::Image(image)],
            Block::Table(table) => table
                .children
                .into_iter()
                .flat_map(|row| row.children)
                .flat_map(|cell| {
                    let mut words = cell.children;
                    words.push(Inline::text(" "));
                    words
                })
                .collect(),
            _ => Vec::new(),
        };
        if !line.is_empty() && !more.is_empty() {
            line.push(Inline::Break);
        }
        line.extend(more);
    }
    line
}
