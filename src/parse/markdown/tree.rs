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

/// Something in a line. An article has one for every few words, so that they are kept small.
#[derive(Debug)]
pub(super) enum Raw<'a> {
    Text(CowStr<'a>, Span),
    Wrap(Wrap<'a>, Box<[Raw<'a>]>, Span),
    Code(CowStr<'a>, Span),
    /// TeX; true where it is set off from the text.
    Math(Box<str>, bool, Span),
    Html(CowStr<'a>, Span),
    Note(CowStr<'a>, Span),
    Soft(Span),
    Break(Span),
}

/// What stands around a part of a line.
#[derive(Debug)]
pub(super) enum Wrap<'a> {
    Emphasis,
    Strong,
    Delete,
    Link(Box<RawLink<'a>>),
    Image(Box<RawImage<'a>>),
}

/// Where a link leads to.
#[derive(Debug)]
pub(super) struct RawLink<'a> {
    pub(super) url: CowStr<'a>,
    pub(super) title: CowStr<'a>,
    /// Whether its words are its address.
    pub(super) automatic: bool,
}

/// Where a picture is.
#[derive(Debug)]
pub(super) struct RawImage<'a> {
    pub(super) url: CowStr<'a>,
    pub(super) title: CowStr<'a>,
}

/// A block.
#[derive(Debug)]
pub(super) enum RawBlock<'a> {
    Paragraph(Vec<Raw<'a>>, Range<usize>),
    Heading(u8, Vec<Raw<'a>>, Range<usize>),
    Quote(Option<BlockQuoteKind>, Vec<RawBlock<'a>>, Range<usize>),
    Div(Box<Attributes>, Vec<RawBlock<'a>>, Range<usize>),
    /// What its info string is, and the code.
    Code(Option<CowStr<'a>>, Box<str>, Range<usize>),
    Html(Box<str>, Range<usize>),
    List {
        start: Option<u64>,
        spread: bool,
        items: Vec<RawItem<'a>>,
    },
    Definitions(Vec<RawDefinition<'a>>),
    Table(Box<[Alignment]>, Vec<Vec<Vec<Raw<'a>>>>, Range<usize>),
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

/// What is open, with what only it may hold.
#[derive(Debug)]
enum Kind<'a> {
    Root,
    /// What is given up since it is too deep: what it holds goes to what is around it, which may be
    /// a line of text.
    Flat {
        line: bool,
    },
    Paragraph,
    Heading(u8),
    Quote(Option<BlockQuoteKind>),
    Div(Box<Attributes>),
    Code(Option<CowStr<'a>>, String),
    Html(String),
    List(Option<u64>, Vec<RawItem<'a>>),
    Item(Option<bool>),
    Note(CowStr<'a>),
    Definitions(Vec<RawDefinition<'a>>),
    Term,
    Description,
    Table(Vec<Alignment>, Vec<Vec<Vec<Raw<'a>>>>),
    Row(Vec<Vec<Raw<'a>>>),
    Cell,
    Wrap(Wrap<'a>),
    Metadata,
}

/// Something open. What stands in it is at the end of the builder's lists, from an index on.
#[derive(Debug)]
struct Frame<'a> {
    kind: Kind<'a>,
    range: Range<usize>,
    inlines: usize,
    blocks: usize,
    /// Whether a paragraph stands in it that is marked as one.
    spread: bool,
}

impl Frame<'_> {
    /// Whether it holds a line of text and no blocks.
    fn is_line(&self) -> bool {
        matches!(
            self.kind,
            Kind::Paragraph
                | Kind::Heading(_)
                | Kind::Term
                | Kind::Cell
                | Kind::Wrap(_)
                | Kind::Flat { line: true }
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
    prepared: &'a Prepared<'_>,
    range: Range<usize>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Tree<'a> {
    let copy = prepared.copy.get(range.clone()).unwrap_or_default();
    let base = range.start;
    let mut builder = TreeBuilder {
        source,
        prepared,
        frames: Vec::new(),
        inlines: Vec::new(),
        blocks: Vec::new(),
        notes: Vec::new(),
        too_deep: None,
    };
    builder.open(Kind::Root, range);
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
    prepared: &'a Prepared<'a>,
    frames: Vec<Frame<'a>>,
    /// What stands in the open frames, those of the innermost one last. What is closed takes its
    /// own off the end, so that every list is as long as it has to be.
    inlines: Vec<Raw<'a>>,
    blocks: Vec<RawBlock<'a>>,
    notes: Vec<RawNote<'a>>,
    too_deep: Option<Range<usize>>,
}

impl<'a> TreeBuilder<'a> {
    fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(end) => self.end(end),
            Event::Text(text) => self.text(text, &range),
            // The parser leaves a backslash out that only a table needs; the rest is as it is.
            Event::Code(code) => self.inlines.push(Raw::Code(code, span(&range))),
            Event::InlineMath(_) => {
                let value = self.formula(&range, 1).into_boxed_str();
                self.inlines.push(Raw::Math(value, false, span(&range)));
            }
            Event::DisplayMath(_) => {
                let value = self.formula(&range, 2).into_boxed_str();
                self.inlines.push(Raw::Math(value, true, span(&range)));
            }
            Event::Html(html) => {
                let html = self.own(html, &range);
                if let Some(frame) = self.frames.last_mut()
                    && let Kind::Html(text) = &mut frame.kind
                {
                    if text.is_empty() {
                        frame.range.start = range.start;
                    }
                    text.push_str(&html);
                }
            }
            Event::InlineHtml(html) => self.inlines.push(Raw::Html(html, span(&range))),
            Event::FootnoteReference(label) => self.inlines.push(Raw::Note(label, span(&range))),
            Event::SoftBreak => self.inlines.push(Raw::Soft(span(&range))),
            Event::HardBreak => self.inlines.push(Raw::Break(span(&range))),
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

    fn open(&mut self, kind: Kind<'a>, range: Range<usize>) {
        self.frames.push(Frame {
            kind,
            range,
            inlines: self.inlines.len(),
            blocks: self.blocks.len(),
            spread: false,
        });
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

    fn text(&mut self, text: CowStr<'a>, range: &Range<usize>) {
        let text = self.own(text, range);
        match self.frames.last_mut().map(|frame| &mut frame.kind) {
            Some(Kind::Code(_, code) | Kind::Html(code)) => code.push_str(&text),
            Some(Kind::Metadata) => {}
            _ => self.inlines.push(Raw::Text(text, span(range))),
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
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => Some(info),
                    CodeBlockKind::Indented => None,
                };
                Kind::Code(info, String::new())
            }
            Tag::HtmlBlock => Kind::Html(String::new()),
            Tag::Table(alignments) => Kind::Table(alignments, Vec::new()),
            Tag::TableHead | Tag::TableRow => Kind::Row(Vec::new()),
            Tag::TableCell => Kind::Cell,
            Tag::FootnoteDefinition(label) => Kind::Note(label),
            Tag::MetadataBlock(_) => Kind::Metadata,
            Tag::DefinitionListTitle => Kind::Term,
            // From here on things nest.
            _ if deep => {
                self.too_deep.get_or_insert(range.clone());
                let line = self.frames.last().is_some_and(Frame::is_line);
                if !line {
                    self.flush();
                }
                Kind::Flat { line }
            }
            Tag::BlockQuote(kind) => Kind::Quote(kind),
            Tag::List(start) => Kind::List(start, Vec::new()),
            Tag::Item => Kind::Item(None),
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
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
                Kind::Wrap(Wrap::Link(Box::new(RawLink {
                    url: if mail {
                        CowStr::from(format!("mailto:{dest_url}"))
                    } else {
                        dest_url
                    },
                    title,
                    automatic: mail || link_type == LinkType::Autolink,
                })))
            }
            Tag::Image {
                dest_url, title, ..
            } => Kind::Wrap(Wrap::Image(Box::new(RawImage {
                url: dest_url,
                title,
            }))),
        };
        self.open(kind, range);
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
        if !self.frames.last().is_some_and(Frame::is_line) {
            self.flush();
        }
        let Some(frame) = self.frames.pop() else {
            return;
        };
        // What it holds stands where it belongs already.
        if matches!(frame.kind, Kind::Flat { .. }) {
            return;
        }
        let Frame { kind, range, .. } = frame;
        let inlines = taken(&mut self.inlines, frame.inlines);
        let blocks = taken(&mut self.blocks, frame.blocks);
        let around = self.frames.last_mut();
        match kind {
            Kind::Root | Kind::Metadata | Kind::Flat { .. } => {}
            Kind::Paragraph => self.block(RawBlock::Paragraph(inlines, range)),
            Kind::Heading(level) => self.block(RawBlock::Heading(level, inlines, range)),
            Kind::Quote(kind) => self.block(RawBlock::Quote(kind, blocks, range)),
            Kind::Div(attributes) => self.block(RawBlock::Div(attributes, blocks, range)),
            Kind::Code(info, text) => {
                self.block(RawBlock::Code(info, text.into_boxed_str(), range));
            }
            Kind::Html(text) => self.block(RawBlock::Html(text.into_boxed_str(), range)),
            Kind::List(start, mut items) => {
                if !blocks.is_empty() {
                    items.push(RawItem {
                        checked: None,
                        blocks,
                    });
                }
                self.block(RawBlock::List {
                    start,
                    spread: frame.spread,
                    items,
                });
            }
            Kind::Item(checked) => match around {
                Some(Frame {
                    kind: Kind::List(_, items),
                    spread,
                    ..
                }) => {
                    *spread |= frame.spread;
                    items.push(RawItem { checked, blocks });
                }
                _ => self.blocks.extend(blocks),
            },
            Kind::Note(label) => self.notes.push((label, blocks, range)),
            Kind::Definitions(mut items) => {
                if !blocks.is_empty() {
                    items.push(RawDefinition::Description(blocks));
                }
                self.block(RawBlock::Definitions(items));
            }
            Kind::Term => match around.map(|around| &mut around.kind) {
                Some(Kind::Definitions(items)) => items.push(RawDefinition::Term(inlines)),
                _ => self.block(RawBlock::Paragraph(inlines, range)),
            },
            Kind::Description => match around.map(|around| &mut around.kind) {
                Some(Kind::Definitions(items)) => items.push(RawDefinition::Description(blocks)),
                _ => self.blocks.extend(blocks),
            },
            Kind::Table(alignments, rows) => {
                self.block(RawBlock::Table(alignments.into_boxed_slice(), rows, range));
            }
            Kind::Row(cells) => {
                if let Some(Kind::Table(_, rows)) = around.map(|around| &mut around.kind) {
                    rows.push(cells);
                }
            }
            Kind::Cell => {
                if let Some(Kind::Row(cells)) = around.map(|around| &mut around.kind) {
                    cells.push(inlines);
                }
            }
            Kind::Wrap(wrap) => {
                let inlines = inlines.into_boxed_slice();
                self.inlines.push(Raw::Wrap(wrap, inlines, span(&range)));
            }
        }
    }

    /// Adds a block to what is open.
    fn block(&mut self, block: RawBlock<'a>) {
        if self.frames.last().is_some_and(|frame| !frame.is_line()) {
            self.flush();
            self.blocks.push(block);
        }
    }

    /// Makes a paragraph of text that stands in a container by itself, as in the items of a tight
    /// list.
    fn flush(&mut self) {
        let Some(frame) = self.frames.last() else {
            return;
        };
        let inlines = self.inlines.get(frame.inlines..).unwrap_or_default();
        let (Some(first), Some(last)) = (inlines.first(), inlines.last()) else {
            return;
        };
        let range = first.range().start..last.range().end;
        let inlines = taken(&mut self.inlines, frame.inlines);
        self.blocks.push(RawBlock::Paragraph(inlines, range));
    }

    /// A thematic break, or what it stands for.
    fn rule(&mut self, range: Range<usize>) {
        let marks = &self.prepared.marks;
        match marks.range(range.clone()).next() {
            None => self.block(RawBlock::Rule),
            Some((_, (Mark::Liquid, own))) => self.block(RawBlock::Liquid(own.clone())),
            Some((_, (Mark::Open(attributes), own))) => {
                if self.frames.len() < MAX_DEPTH {
                    self.flush();
                    self.open(Kind::Div(Box::new(attributes.clone())), own.clone());
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
        self.flush();
        Tree {
            blocks: self.blocks,
            notes: self.notes,
        }
    }
}

/// Takes what stands in a list from an index on.
fn taken<T>(list: &mut Vec<T>, from: usize) -> Vec<T> {
    if from < list.len() {
        list.drain(from..).collect()
    } else {
        Vec::new()
    }
}

fn span(range: &Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

impl Raw<'_> {
    /// Where it stands in the source.
    pub(super) fn range(&self) -> Range<usize> {
        let (Self::Text(_, span)
        | Self::Wrap(_, _, span)
        | Self::Code(_, span)
        | Self::Math(_, _, span)
        | Self::Html(_, span)
        | Self::Note(_, span)
        | Self::Soft(span)
        | Self::Break(span)) = self;
        span.range()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_blocks_are_no_larger_than_most_of_them_need() {
        let words = |size: usize| size / size_of::<usize>();
        assert!(words(size_of::<Raw<'_>>()) <= 5);
        assert!(words(size_of::<RawBlock<'_>>()) <= 8);
    }
}
