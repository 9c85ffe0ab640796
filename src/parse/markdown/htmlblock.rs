//! Blocks of HTML: paragraphs, lists, tables, quotations, figures; what they hold inside a line
//! is read as any line. An element that a blank line interrupts goes on to where it is closed, and
//! Markdown may stand in it.

mod one_line;
mod reach;

pub(super) use reach::reaches;

use std::ops::Range;

use one_line::inlines;
use pulldown_cmark::CowStr;

use super::Context;
use super::html::{Piece, Tag, decode, is_hull, meaning, pieces};
use super::line::{Manner, read, trimmed};
use super::tree::Raw;
use crate::diagnostic::Span;
use crate::model::{
    Block, Blockquote, Caption, Code, DefinitionItem, DefinitionList, Figure, Heading, Inline,
    List, ListItem, Table, TableCell, TableRow, plain_text,
};

/// How deep elements may nest.
const DEEPEST: usize = 12;

/// An element that is open.
#[derive(Default)]
struct Open<'r> {
    name: String,
    start: Option<u32>,
    span: (Option<u32>, Option<u32>),
    /// Where its tag stands.
    place: Range<usize>,
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
    let mut html_blocks = HtmlBlocks::default();
    html_blocks.html(html, offset, context);
    html_blocks.finish(context)
}

/// Blocks of HTML that belong together, and what stands between them.
#[derive(Default)]
pub(super) struct HtmlBlocks<'r> {
    open: Vec<Open<'r>>,
}

impl HtmlBlocks<'_> {
    /// Some HTML that stands at an offset of the source.
    pub(super) fn html(&mut self, html: &str, offset: usize, context: &mut Context<'_>) {
        if reads_no_tags(html) {
            // What a page would run or apply is shown, as code.
            return self.blocks(vec![Block::Code(Code {
                value: html.trim_end().to_owned(),
                lang: Some("html".to_owned()),
            })]);
        }
        let mut reader = Reader {
            context,
            open: std::mem::take(&mut self.open),
        };
        reader.html(html, offset);
        self.open = reader.open;
    }

    /// What stands between two pieces of HTML.
    pub(super) fn blocks(&mut self, blocks: Vec<Block>) {
        if self.open.is_empty() {
            self.open.push(Open::default());
        }
        if let Some(open) = self.open.last_mut() {
            open.blocks.extend(blocks);
        }
    }

    /// All of it.
    pub(super) fn finish(self, context: &mut Context<'_>) -> Vec<Block> {
        let open = self.open;
        Reader { context, open }.finish()
    }
}

/// Whether a block of HTML is text that a page runs or applies.
fn reads_no_tags(html: &str) -> bool {
    let head = html.trim_start();
    ["<script", "<style", "<textarea"].iter().any(|raw| {
        head.get(..raw.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(raw))
    })
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
    fn html(&mut self, html: &str, offset: usize) {
        if self.open.is_empty() {
            self.open.push(Open::default());
        }
        let pieces = pieces(html);
        let is_pre = |piece: &Piece<'_>, closes| {
            matches!(piece, Piece::Tag(written) if Tag::read(written)
                .is_some_and(|tag| tag.name == "pre" && tag.closes == closes))
        };
        let mut ends = pieces
            .iter()
            .filter(|(_, piece)| is_pre(piece, true))
            .map(|(at, _)| *at)
            .peekable();
        // Up to where preformatted text has been read.
        let mut read_to = 0;
        for (at, piece) in &pieces {
            if *at < read_to {
                continue;
            }
            let place = offset + at;
            match piece {
                Piece::Comment => {}
                Piece::Text(text) => self.text(&decode(text), place..place + text.len()),
                Piece::Tag(written) => {
                    if is_pre(piece, false) {
                        while ends.next_if(|end| end < at).is_some() {}
                        let end = match ends.peek() {
                            Some(end) => end + "</pre>".len(),
                            // The block ends in it.
                            None if html.trim_start().starts_with(written) => html.len(),
                            None => 0,
                        };
                        if let Some(inner) = html.get(*at..end) {
                            self.flush();
                            self.block(preformatted(inner));
                            read_to = end;
                            continue;
                        }
                    }
                    self.tag(written, place..place + written.len());
                }
            }
        }
        self.flush();
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
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
        open.line.push(Raw::Text(
            CowStr::from(words),
            Span::new(range.start, range.end),
        ));
    }

    fn tag(&mut self, written: &str, range: Range<usize>) {
        let Some(tag) = Tag::read(written) else {
            return self.text(written, range);
        };
        let name = tag.name.as_str();
        if meaning(name).is_some() || matches!(name, "br" | "wbr" | "img") {
            if let Some(open) = self.open.last_mut() {
                open.line.push(Raw::Html(
                    CowStr::from(written.to_owned()),
                    Span::new(range.start, range.end),
                ));
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
            self.open(&tag, range);
        }
    }

    fn open(&mut self, tag: &Tag, place: Range<usize>) {
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
            place,
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
                if !children.is_empty() {
                    parent.blocks.push(Block::List(List {
                        ordered: closed.name == "ol",
                        start: closed.start.filter(|start| *start != 1),
                        spread: false,
                        children,
                    }));
                }
            }
            "li" if matches!(parent.name.as_str(), "ul" | "ol") => parent.items.push(ListItem {
                checked: None,
                children: closed.blocks,
            }),
            "dl" => {
                if !closed.definitions.is_empty() {
                    parent.blocks.push(Block::DefinitionList(DefinitionList {
                        children: closed.definitions,
                    }));
                }
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
                    if !closed.caption.is_empty() {
                        parent.blocks.push(Block::paragraph(closed.caption));
                    }
                    parent.blocks.extend(rest);
                } else {
                    parent.blocks.push(Block::from(Table {
                        caption: closed.caption,
                        children: closed.rows,
                        legend: rest,
                        position: Some(self.context.span(closed.place.start, closed.place.end)),
                        ..Table::default()
                    }));
                }
            }
            "caption" if parent.name == "table" && parent.caption.is_empty() => {
                parent.caption = inlines(closed.blocks);
            }
            "tr" if parent.name == "table" => {
                // Words between the cells go below the table.
                parent.blocks.extend(closed.blocks);
                if !closed.cells.is_empty() {
                    parent.rows.push(TableRow {
                        children: closed.cells,
                    });
                }
            }
            // A row without its table.
            "tr" => {
                let cells = closed.cells.into_iter();
                parent.blocks.extend(
                    cells
                        .filter(|cell| !cell.children.is_empty())
                        .map(|cell| Block::paragraph(cell.children)),
                );
                parent.blocks.extend(closed.blocks);
            }
            "td" | "th" if parent.name == "tr" => parent.cells.push(TableCell {
                header: closed.name == "th",
                colspan: closed.span.0,
                rowspan: closed.span.1,
                children: inlines(closed.blocks),
                ..TableCell::default()
            }),
            "blockquote" if !closed.blocks.is_empty() => {
                parent.blocks.push(Block::Blockquote(Blockquote {
                    children: closed.blocks,
                }));
            }
            "figcaption" => parent.blocks.push(Block::Caption(Caption {
                children: closed.blocks,
            })),
            "figure" if !closed.blocks.is_empty() => {
                parent.blocks.push(Block::Figure(figure(closed.blocks)));
            }
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
fn figure(blocks: Vec<Block>) -> Figure {
    let captioned = blocks
        .iter()
        .any(|block| matches!(block, Block::Caption(_)));
    let mut figure = Figure::default();
    for block in blocks {
        match block {
            Block::Paragraph(paragraph)
                if paragraph
                    .children
                    .iter()
                    .all(|inline| matches!(inline, Inline::Image(_) | Inline::Break)) =>
            {
                let images = paragraph.children.into_iter();
                figure
                    .children
                    .extend(images.filter_map(|inline| match inline {
                        Inline::Image(image) => Some(Block::Image(image)),
                        _ => None,
                    }));
            }
            Block::Figure(inner) if captioned && figure.identifier.is_none() && is_bare(&inner) => {
                figure.identifier = inner.identifier;
                figure.enumerator = inner.enumerator;
                let pictures = inner.children.into_iter();
                figure
                    .children
                    .extend(pictures.filter(|block| !matches!(block, Block::Caption(_))));
            }
            other => figure.children.push(other),
        }
    }
    figure
}

/// Whether a figure, which Markdown makes of a picture alone, says nothing beside the words that
/// stand for the picture.
fn is_bare(figure: &Figure) -> bool {
    let mut alt = "";
    figure.children.iter().all(|block| match block {
        Block::Image(image) => {
            alt = &image.alt;
            true
        }
        Block::Caption(caption) => match caption.children.as_slice() {
            [Block::Paragraph(words)] => plain_text(&words.children) == alt,
            _ => false,
        },
        _ => false,
    })
}
