//! The events of CommonMark as a tree of blocks, each with its place in the source, divs and
//! directives among them. Nesting is capped here, so that everything behind may recurse.

use std::ops::Range;

use pulldown_cmark::{
    Alignment, BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd,
};

use super::attributes::Attributes;
use super::prepare::{Lines, Mark, Prepared};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::MAX_DEPTH;

/// Something in a line.
#[derive(Debug)]
pub(super) enum Raw<'a> {
    Text(CowStr<'a>, Range<usize>),
    Wrap(Wrap<'a>, Vec<Raw<'a>>, Range<usize>),
    Code(String, Range<usize>),
    /// TeX; true where it is set off from the text.
    Math(String, bool, Range<usize>),
    Html(String, Range<usize>),
    Note(CowStr<'a>, Range<usize>),
    Soft(Range<usize>),
    Break(Range<usize>),
}

/// What stands around a part of a line.
#[derive(Debug, Clone)]
pub(super) enum Wrap<'a> {
    Emphasis,
    Strong,
    Delete,
    Link {
        url: CowStr<'a>,
        title: CowStr<'a>,
        automatic: bool,
    },
    Image {
        url: CowStr<'a>,
        title: CowStr<'a>,
    },
}

/// A block.
#[derive(Debug)]
pub(super) enum RawBlock<'a> {
    Paragraph(Vec<Raw<'a>>, Range<usize>),
    Heading(u8, Vec<Raw<'a>>, Range<usize>),
    Quote(Option<BlockQuoteKind>, Vec<RawBlock<'a>>, Range<usize>),
    Div(Attributes, Vec<RawBlock<'a>>, Range<usize>),
    Code(Option<String>, String, Range<usize>),
    Html(String, Range<usize>),
    List {
        start: Option<u64>,
        spread: bool,
        items: Vec<RawItem<'a>>,
    },
    Definitions(Vec<RawDefinition<'a>>),
    Table(Vec<Alignment>, Vec<Vec<Vec<Raw<'a>>>>, Range<usize>),
    Rule,
    Liquid(Range<usize>),
}

#[derive(Debug)]
pub(super) struct RawItem<'a> {
    pub(super) checked: Option<bool>,
    pub(super) blocks: Vec<RawBlock<'a>>,
}

#[derive(Debug)]
pub(super) enum RawDefinition<'a> {
    Term(Vec<Raw<'a>>),
    Description(Vec<RawBlock<'a>>),
}

/// A note's definition: its label, what it says, its place.
pub(super) type RawNote<'a> = (CowStr<'a>, Vec<RawBlock<'a>>, Range<usize>);

/// A source as a tree.
#[derive(Debug, Default)]
pub(super) struct Tree<'a> {
    pub(super) blocks: Vec<RawBlock<'a>>,
    pub(super) notes: Vec<RawNote<'a>>,
}

/// What is open.
#[derive(Debug)]
enum Kind<'a> {
    Root,
    /// What is given up since it is too deep: what it holds goes to what is around it.
    Flat,
    Paragraph,
    Heading(u8),
    Quote(Option<BlockQuoteKind>),
    Div(Attributes),
    Code(Option<String>),
    Html,
    List(Option<u64>),
    Item(Option<bool>),
    Note(CowStr<'a>),
    Definitions,
    Term,
    Description,
    Table(Vec<Alignment>),
    Row,
    Cell,
    Wrap(Wrap<'a>),
    Metadata,
}

#[derive(Debug)]
struct Frame<'a> {
    kind: Kind<'a>,
    range: Range<usize>,
    blocks: Vec<RawBlock<'a>>,
    inlines: Vec<Raw<'a>>,
    items: Vec<RawItem<'a>>,
    definitions: Vec<RawDefinition<'a>>,
    rows: Vec<Vec<Vec<Raw<'a>>>>,
    cells: Vec<Vec<Raw<'a>>>,
    text: String,
    spread: bool,
}

impl<'a> Frame<'a> {
    fn new(kind: Kind<'a>, range: Range<usize>) -> Self {
        Self {
            kind,
            range,
            blocks: Vec::new(),
            inlines: Vec::new(),
            items: Vec::new(),
            definitions: Vec::new(),
            rows: Vec::new(),
            cells: Vec::new(),
            text: String::new(),
            spread: false,
        }
    }

    /// Whether it holds a line of text and no blocks.
    fn is_line(&self) -> bool {
        matches!(
            self.kind,
            Kind::Paragraph | Kind::Heading(_) | Kind::Term | Kind::Cell | Kind::Wrap(_)
        )
    }
}

/// What is read beyond CommonMark. Headings' attributes and raised and lowered text are read
/// from the text, since Pandoc's rules for them are wider than the parser's.
fn options(lines: Lines) -> Options {
    // One tilde strikes out to the parser.
    let strikes = match lines {
        Lines::Any => Options::ENABLE_STRIKETHROUGH,
        Lines::Exact => Options::empty(),
    };
    strikes
        | Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

/// Builds the tree of a range of the source.
pub(super) fn tree<'a>(
    source: &'a str,
    prepared: &'a Prepared,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tree<'a> {
    let copy = prepared.copy.get(range.clone()).unwrap_or_default();
    let base = range.start;
    let mut builder = TreeBuilder {
        source,
        prepared,
        frames: vec![Frame::new(Kind::Root, range)],
        notes: Vec::new(),
        too_deep: None,
    };
    for (event, range) in Parser::new_ext(copy, options(prepared.lines)).into_offset_iter() {
        builder.event(event, base + range.start..base + range.end);
    }
    if let Some(range) = builder.too_deep.take() {
        diagnostics.push(
            Diagnostic::new(
                Code::TooDeep,
                Span::new(range.start, range.end),
                format!("blocks and emphasis nest more than {MAX_DEPTH} deep; what is deeper is put beside what is around it"),
            )
            .with_hint("no page can show so many levels; write it flatter"),
        );
    }
    builder.finish()
}

struct TreeBuilder<'a> {
    source: &'a str,
    prepared: &'a Prepared,
    frames: Vec<Frame<'a>>,
    notes: Vec<RawNote<'a>>,
    too_deep: Option<Range<usize>>,
}

impl<'a> TreeBuilder<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => {
                // The parser leaves a backslash out that only a table needs; the rest is as it is.
                self.inline(Raw::Code(code.into_string(), range));
            }
            Event::InlineMath(_) => {
                let value = self.formula(&range, 1);
                self.inline(Raw::Math(value, false, range));
            }
            Event::DisplayMath(_) => {
                let value = self.formula(&range, 2);
                self.inline(Raw::Math(value, true, range));
            }
            Event::Html(html) => {
                let html = self.own(html, &range);
                if let Some(frame) = self.frames.last_mut() {
                    if frame.text.is_empty() {
                        frame.range.start = range.start;
                    }
                    frame.text.push_str(&html);
                }
            }
            Event::InlineHtml(html) => self.inline(Raw::Html(html.into_string(), range)),
            Event::FootnoteReference(label) => self.inline(Raw::Note(label, range)),
            Event::SoftBreak => self.inline(Raw::Soft(range)),
            Event::HardBreak => self.inline(Raw::Break(range)),
            Event::Rule => self.rule(range),
            Event::TaskListMarker(done) => {
                let item = self
                    .frames
                    .iter_mut()
                    .rev()
                    .find_map(|frame| match &mut frame.kind {
                        Kind::Item(checked) => Some(checked),
                        _ => None,
                    });
                if let Some(checked) = item {
                    *checked = Some(done);
                }
            }
        }
    }

    /// The formula between its dollars, or a whole environment, as the source has it.
    fn formula(&self, range: &Range<usize>, dollars: usize) -> String {
        let text = self.source.get(range.clone()).unwrap_or_default();
        let inner = if text.starts_with('\\') {
            text
        } else {
            text.get(dollars..text.len().saturating_sub(dollars))
                .unwrap_or(text)
        };
        if !inner.contains('\n') {
            return inner.trim().to_owned();
        }
        // Later lines begin with the marks and the space of what the formula stands in.
        let head = self.source.get(..range.start).unwrap_or_default();
        let margin = head.len() - head.rfind('\n').map_or(0, |end| end + 1);
        let mut lines = inner.split('\n');
        let mut formula = lines.next().unwrap_or_default().to_owned();
        for line in lines {
            let marks = line.bytes().take(margin);
            let marks = marks.take_while(|byte| matches!(byte, b' ' | b'>')).count();
            formula.push('\n');
            formula.push_str(line.get(marks..).unwrap_or_default());
        }
        formula.trim().to_owned()
    }

    /// Text as the source has it, where the copy has been changed.
    fn own(&self, text: CowStr<'a>, range: &Range<usize>) -> CowStr<'a> {
        if !self.prepared.changed {
            return text;
        }
        let copied = self.prepared.copy.get(range.clone());
        match self.source.get(range.clone()) {
            Some(own) if copied == Some(&*text) && own != &*text => CowStr::from(own),
            _ => text,
        }
    }

    fn text(&mut self, text: CowStr<'a>, range: Range<usize>) {
        let text = self.own(text, &range);
        match self.frames.last_mut() {
            Some(Frame {
                kind: Kind::Code(_) | Kind::Html,
                text: code,
                ..
            }) => code.push_str(&text),
            Some(Frame {
                kind: Kind::Metadata,
                ..
            }) => {}
            _ => self.inline(Raw::Text(text, range)),
        }
    }

    fn inline(&mut self, raw: Raw<'a>) {
        if let Some(frame) = self.frames.last_mut() {
            if frame.inlines.is_empty() {
                // Emphasis and links hold one piece mostly, paragraphs several.
                frame.inlines.reserve_exact(match frame.kind {
                    Kind::Wrap(_) | Kind::Heading(_) | Kind::Cell => 1,
                    _ => 8,
                });
            }
            frame.inlines.push(raw);
        }
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let deep = self.frames.len() >= MAX_DEPTH;
        let kind = match tag {
            Tag::Paragraph => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.spread = true;
                }
                Kind::Paragraph
            }
            Tag::Heading { level, .. } => Kind::Heading(level as u8),
            Tag::CodeBlock(kind) => Kind::Code(match kind {
                CodeBlockKind::Fenced(info) => Some(info.into_string()),
                CodeBlockKind::Indented => None,
            }),
            Tag::HtmlBlock => Kind::Html,
            Tag::Table(alignments) => Kind::Table(alignments),
            Tag::TableHead | Tag::TableRow => Kind::Row,
            Tag::TableCell => Kind::Cell,
            Tag::FootnoteDefinition(label) => Kind::Note(label),
            Tag::MetadataBlock(_) => Kind::Metadata,
            Tag::DefinitionListTitle => Kind::Term,
            // From here on things nest.
            _ if deep => {
                self.too_deep.get_or_insert(range.clone());
                Kind::Flat
            }
            Tag::BlockQuote(kind) => Kind::Quote(kind),
            Tag::List(start) => Kind::List(start),
            Tag::Item => Kind::Item(None),
            Tag::DefinitionList => Kind::Definitions,
            Tag::DefinitionListDefinition => Kind::Description,
            Tag::Emphasis | Tag::Superscript | Tag::Subscript => Kind::Wrap(Wrap::Emphasis),
            Tag::Strong => Kind::Wrap(Wrap::Strong),
            Tag::Strikethrough => Kind::Wrap(Wrap::Delete),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                let mail = link_type == LinkType::Email;
                Kind::Wrap(Wrap::Link {
                    url: if mail {
                        CowStr::from(format!("mailto:{dest_url}"))
                    } else {
                        dest_url
                    },
                    title,
                    automatic: mail || link_type == LinkType::Autolink,
                })
            }
            Tag::Image {
                dest_url, title, ..
            } => Kind::Wrap(Wrap::Image {
                url: dest_url,
                title,
            }),
        };
        self.frames.push(Frame::new(kind, range));
    }

    /// Closes what the tag closes; a div that is still open in it closes before.
    fn end(&mut self, end: TagEnd) {
        while let Some(Frame {
            kind: Kind::Div(_), ..
        }) = self.frames.last()
        {
            self.close();
        }
        let _ = end;
        self.close();
    }

    fn close(&mut self) {
        if self.frames.len() < 2 {
            return;
        }
        let Some(mut frame) = self.frames.pop() else {
            return;
        };
        if !frame.is_line() {
            flush(&mut frame);
        }
        let range = frame.range;
        match frame.kind {
            Kind::Root | Kind::Metadata => {}
            Kind::Flat => self.give_up(frame.blocks, frame.inlines, frame.items),
            Kind::Paragraph => self.block(RawBlock::Paragraph(frame.inlines, range)),
            Kind::Heading(level) => self.block(RawBlock::Heading(level, frame.inlines, range)),
            Kind::Quote(kind) => self.block(RawBlock::Quote(kind, frame.blocks, range)),
            Kind::Div(attributes) => self.block(RawBlock::Div(attributes, frame.blocks, range)),
            Kind::Code(info) => self.block(RawBlock::Code(info, frame.text, range)),
            Kind::Html => self.block(RawBlock::Html(frame.text, range)),
            Kind::List(start) => {
                let mut items = frame.items;
                if !frame.blocks.is_empty() {
                    items.push(RawItem {
                        checked: None,
                        blocks: frame.blocks,
                    });
                }
                self.block(RawBlock::List {
                    start,
                    spread: frame.spread,
                    items,
                });
            }
            Kind::Item(checked) => {
                let item = RawItem {
                    checked,
                    blocks: frame.blocks,
                };
                match self.frames.last_mut() {
                    Some(list) if matches!(list.kind, Kind::List(_) | Kind::Flat) => {
                        list.spread |= frame.spread;
                        list.items.push(item);
                    }
                    _ => self.give_up(item.blocks, Vec::new(), Vec::new()),
                }
            }
            Kind::Note(label) => self.notes.push((label, frame.blocks, range)),
            Kind::Definitions => self.block(RawBlock::Definitions(frame.definitions)),
            Kind::Term => match self.frames.last_mut() {
                Some(list) if matches!(list.kind, Kind::Definitions) => {
                    list.definitions.push(RawDefinition::Term(frame.inlines));
                }
                _ => self.block(RawBlock::Paragraph(frame.inlines, range)),
            },
            Kind::Description => match self.frames.last_mut() {
                Some(list) if matches!(list.kind, Kind::Definitions) => {
                    list.definitions
                        .push(RawDefinition::Description(frame.blocks));
                }
                _ => self.give_up(frame.blocks, Vec::new(), Vec::new()),
            },
            Kind::Table(alignments) => self.block(RawBlock::Table(alignments, frame.rows, range)),
            Kind::Row => {
                if let Some(table) = self.frames.last_mut() {
                    table.rows.push(frame.cells);
                }
            }
            Kind::Cell => {
                if let Some(row) = self.frames.last_mut() {
                    row.cells.push(frame.inlines);
                }
            }
            Kind::Wrap(wrap) => self.inline(Raw::Wrap(wrap, frame.inlines, range)),
        }
    }

    /// Adds a block to what is open.
    fn block(&mut self, block: RawBlock<'a>) {
        if let Some(frame) = self.frames.last_mut() {
            if frame.is_line() {
                return;
            }
            flush(frame);
            frame.blocks.push(block);
        }
    }

    /// Puts what a container held beside it.
    fn give_up(
        &mut self,
        blocks: Vec<RawBlock<'a>>,
        inlines: Vec<Raw<'a>>,
        items: Vec<RawItem<'a>>,
    ) {
        for block in items.into_iter().flat_map(|item| item.blocks).chain(blocks) {
            match (self.frames.last_mut(), block) {
                (Some(frame), RawBlock::Paragraph(children, _)) if frame.is_line() => {
                    frame.inlines.extend(children);
                }
                (_, block) => self.block(block),
            }
        }
        if let Some(frame) = self.frames.last_mut() {
            frame.inlines.extend(inlines);
        }
    }

    /// A thematic break, or what it stands for.
    fn rule(&mut self, range: Range<usize>) {
        let marks = &self.prepared.marks;
        match marks.range(range.clone()).next() {
            None => self.block(RawBlock::Rule),
            Some((_, (Mark::Liquid, own))) => self.block(RawBlock::Liquid(own.clone())),
            Some((_, (Mark::Open(attributes), own))) => {
                if self.frames.len() < MAX_DEPTH {
                    if let Some(frame) = self.frames.last_mut() {
                        flush(frame);
                    }
                    let kind = Kind::Div(attributes.clone());
                    self.frames.push(Frame::new(kind, own.clone()));
                }
            }
            Some((_, (Mark::Close, _))) => {
                if let Some(Frame {
                    kind: Kind::Div(_), ..
                }) = self.frames.last()
                {
                    self.close();
                }
            }
        }
    }

    fn finish(mut self) -> Tree<'a> {
        while self.frames.len() > 1 {
            self.close();
        }
        let mut root = self.frames.pop();
        if let Some(root) = &mut root {
            flush(root);
        }
        Tree {
            blocks: root.map(|root| root.blocks).unwrap_or_default(),
            notes: self.notes,
        }
    }
}

/// Makes a paragraph of text that stands in a container by itself, as in the items of a tight
/// list.
fn flush(frame: &mut Frame<'_>) {
    if frame.inlines.is_empty() || matches!(frame.kind, Kind::Flat) {
        return;
    }
    let inlines = std::mem::take(&mut frame.inlines);
    let range = place(inlines.first()).start..place(inlines.last()).end;
    frame.blocks.push(RawBlock::Paragraph(inlines, range));
}

fn place(raw: Option<&Raw<'_>>) -> Range<usize> {
    raw.map_or(0..0, |raw| raw.range().clone())
}

impl Raw<'_> {
    /// Where it stands in the source.
    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            Self::Text(_, range)
            | Self::Wrap(_, _, range)
            | Self::Code(_, range)
            | Self::Math(_, _, range)
            | Self::Html(_, range)
            | Self::Note(_, range)
            | Self::Soft(range)
            | Self::Break(range) => range,
        }
    }
}
