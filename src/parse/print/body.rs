//! Headings, boxes, lists, tables, captions and paragraphs.

use super::label;
use super::lines::{Chunk, Line};
use super::list::{self, RawItem};
use super::shape::{
    atx, describes_picture, is_capitals, is_labelled_caption, is_standard_section,
    is_thematic_break, item, looks_like_heading,
};
use super::table;
use super::{Reader, trimmed};
use crate::diagnostic::Span;
use crate::model::{
    Block, Caption, Figure, Inline, List, ListItem, MAX_DEPTH, Table, TableCell, TableRow,
};

/// What capitals mean in this text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capitals {
    /// The text has other headings, so capitals set off a box.
    Boxes,
    /// Capitals are the main headings: there are no others, or standard sections are among them.
    MainHeadings,
}

/// How this text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    capitals: Capitals,
    /// The usual number of blank lines between chunks.
    usual_gap: usize,
}

impl Style {
    /// Looks at all chunks of the body, and at the heading of the reference list.
    pub(super) fn of(chunks: &[Chunk<'_>], references: Option<&Line<'_>>) -> Self {
        let mut gaps: Vec<usize> = chunks
            .iter()
            .map(|chunk| chunk.gap)
            .filter(|gap| *gap > 0)
            .collect();
        gaps.sort_unstable();
        let usual_gap = gaps.get(gaps.len() / 2).copied().unwrap_or(1);
        let headings = (0..chunks.len())
            .filter_map(|index| heading(chunks, index))
            .filter(|heading| heading.level.is_none());
        let (capitals, mixed): (Vec<_>, Vec<_>) =
            headings.partition(|heading| is_capitals(heading.text));
        let standard = capitals
            .iter()
            .any(|heading| is_standard_section(heading.text))
            || references.is_some_and(|line| is_capitals(line.trimmed()));
        let capitals = if mixed.is_empty() || standard {
            Capitals::MainHeadings
        } else {
            Capitals::Boxes
        };
        Self {
            capitals,
            usual_gap,
        }
    }
}

/// Gives headings chunks of their own, and lists too: print does not always leave a blank line.
pub(super) fn prepare<'a>(chunks: &[Chunk<'a>]) -> Vec<Chunk<'a>> {
    let mut prepared: Vec<Chunk<'a>> = Vec::new();
    for chunk in chunks {
        let mut fresh = true;
        let is_table = table::table(chunk).is_some();
        for (index, line) in chunk.lines.iter().enumerate() {
            let follows_text = chunk
                .lines
                .get(..index)
                .and_then(<[Line<'_>]>::last)
                .is_some_and(|before| item(before.text).is_none());
            let list_begins = follows_text
                && item(line.text).is_some_and(|item| item.number.is_none_or(|number| number == 1))
                && !prepared.last().is_some_and(|open| {
                    open.lines
                        .first()
                        .is_some_and(|first| item(first.text).is_some())
                });
            let own = !is_table
                && (atx(line.text).is_some()
                    || index == 0
                        && chunk.lines.len() > 1
                        && is_capitals(line.trimmed())
                        && looks_like_heading(line.trimmed())
                        && chunk
                            .lines
                            .get(1)
                            .is_some_and(|next| !is_capitals(next.trimmed())));
            let starts = fresh || own || !is_table && list_begins;
            match prepared.last_mut() {
                Some(open) if !starts => open.lines.push(*line),
                _ => prepared.push(Chunk {
                    lines: vec![*line],
                    gap: if index == 0 { chunk.gap } else { 0 },
                }),
            }
            fresh = own;
        }
    }
    prepared
}

struct Heading<'a> {
    text: &'a str,
    start: usize,
    /// The level, where marks give one.
    level: Option<usize>,
}

/// The heading at a chunk, if it is one: marked, or a bare line that text follows. Of three or
/// more such lines in a row only the last two can be headings; the rest is a list without marks.
fn heading<'a>(chunks: &[Chunk<'a>], index: usize) -> Option<Heading<'a>> {
    let line = chunks.get(index)?.only_line()?;
    let lead = line.text.len()
        - line
            .text
            .trim_start_matches(crate::parse::characters::is_space)
            .len();
    if let Some((level, text)) = atx(line.text) {
        let title = line.text.get(text..)?.trim_end_matches([' ', '#']);
        return Some(Heading {
            text: title,
            start: line.start + text,
            level: Some(level),
        });
    }
    let bare = |at: usize| {
        chunks
            .get(at)
            .and_then(Chunk::only_line)
            .is_some_and(|line| {
                looks_like_heading(line.trimmed()) && !is_labelled_caption(line.trimmed())
            })
            && !table::is_caption_above(chunks, at)
    };
    let followed = || {
        chunks.get(index + 1).is_some()
            && (!bare(index + 1) || chunks.get(index + 2).is_some() && !bare(index + 2))
    };
    (bare(index) && followed()).then_some(Heading {
        text: line.trimmed(),
        start: line.start + lead,
        level: None,
    })
}

/// Reads chunks into the builder.
pub(super) fn read(chunks: &[Chunk<'_>], style: Style, reader: &mut Reader<'_>) {
    let mut index = 0;
    while let Some(chunk) = chunks.get(index) {
        if let Some(found) = heading(chunks, index) {
            index += 1 + read_heading(&found, chunks, index, style, reader);
            continue;
        }
        let first = chunk.lines.first().map_or("", |line| line.text);
        if chunk
            .only_line()
            .is_some_and(|line| is_thematic_break(line.text))
        {
            reader.builder.block(Block::ThematicBreak);
        } else if table::is_caption_above(chunks, index)
            && let Some(below) = chunks.get(index + 1)
            && let Some(raw) = table::table(below)
        {
            let position = below.range();
            read_table(raw, position, Some(chunk), reader);
            index += 1;
        } else if let Some(raw) = table::table(chunk) {
            let below = (raw.caption.is_none() && table::is_caption_below(chunks, index + 1))
                .then(|| chunks.get(index + 1))
                .flatten();
            read_table(raw, chunk.range(), below, reader);
            index += usize::from(below.is_some());
        } else if item(first).is_some_and(|item| item.number.is_none_or(|_| is_list(chunks, index)))
        {
            let (items, taken) = list::items(chunks.get(index..).unwrap_or_default());
            for block in read_lists(&items, 0, reader) {
                reader.builder.block(block);
            }
            index += taken.max(1);
            continue;
        } else {
            read_paragraph(chunk, style, reader);
        }
        index += 1;
    }
}

/// A numbered item is part of a list if it has a neighbour; alone it is a paragraph that begins
/// with a number.
fn is_list(chunks: &[Chunk<'_>], index: usize) -> bool {
    let (items, _) = list::items(chunks.get(index..).unwrap_or_default());
    items.len() > 1
}

/// Reads a heading or a box's headings; says how many more chunks it took.
fn read_heading(
    found: &Heading<'_>,
    chunks: &[Chunk<'_>],
    index: usize,
    style: Style,
    reader: &mut Reader<'_>,
) -> usize {
    let range = found.start..found.start + found.text.len();
    let position = Span::new(range.start, range.end);
    let title = reader.inlines(range);
    let capitals = is_capitals(found.text);
    if let Some(level) = found.level {
        // The title took the first level, if it was marked; sections begin at the next.
        reader.builder.named_section(level, title, None, position);
    } else if capitals && style.capitals == Capitals::Boxes || is_labelled_box(found.text) {
        let second = heading(chunks, index + 1)
            .filter(|next| next.level.is_none() && !is_capitals(next.text));
        let subtitle = second
            .as_ref()
            .map(|next| reader.inlines(next.start..next.start + next.text.len()));
        let taken = usize::from(subtitle.is_some());
        reader
            .builder
            .aside(title, subtitle.unwrap_or_default(), position);
        return taken;
    } else {
        let below_main = style.capitals == Capitals::MainHeadings && !capitals;
        reader
            .builder
            .section(if below_main { 2 } else { 1 }, title, position);
    }
    0
}

/// Whether a heading says that a box begins: `Box 1: …`. Scripts without capitals have no other way.
fn is_labelled_box(text: &str) -> bool {
    label::leading(text).is_some_and(|found| found.kind == label::Kind::Box)
}

fn read_paragraph(chunk: &Chunk<'_>, style: Style, reader: &mut Reader<'_>) {
    let range = trimmed(reader.text, chunk.range());
    let source = reader.source(range.clone());
    // Where a picture stood, print leaves a wider gap.
    let caption =
        is_labelled_caption(source) || chunk.gap > style.usual_gap && describes_picture(source);
    let children = reader.inlines(range);
    if let [Inline::Image(image)] = children.as_slice() {
        reader.builder.block(Block::Image(image.clone()));
        return;
    }
    let paragraph = Block::paragraph(children);
    if !caption {
        reader.builder.block(paragraph);
        return;
    }
    let caption = Block::Caption(Caption {
        children: vec![paragraph],
    });
    let home = reader.builder.home();
    let picture = match home.last() {
        Some(Block::Image(_)) => home.pop(),
        _ => None,
    };
    let children = picture.into_iter().chain([caption]).collect();
    home.push(Block::Figure(Figure {
        identifier: None,
        enumerator: None,
        children,
    }));
}

/// Reads a table; its caption is in it, or stands beside it in a chunk of its own.
fn read_table(
    raw: table::RawTable,
    place: std::ops::Range<usize>,
    caption: Option<&Chunk<'_>>,
    reader: &mut Reader<'_>,
) {
    let headers = raw.headers;
    let caption = raw
        .caption
        .or_else(|| caption.map(Chunk::range))
        .map(|range| reader.inlines(trimmed(reader.text, range)))
        .unwrap_or_default();
    let children = raw
        .rows
        .into_iter()
        .enumerate()
        .map(|(row, cells)| TableRow {
            children: cells
                .into_iter()
                .map(|range| TableCell {
                    header: row < headers,
                    children: reader.inlines(range),
                    ..TableCell::default()
                })
                .collect(),
        })
        .collect();
    reader.builder.block(Block::from(Table {
        caption,
        children,
        position: Some(Span::new(place.start, place.end)),
        ..Table::default()
    }));
}

/// Items of one depth become lists; deeper items become lists inside the item before them.
fn read_lists(items: &[RawItem], depth: usize, reader: &mut Reader<'_>) -> Vec<Block> {
    let mut lists: Vec<List> = Vec::new();
    let mut index = 0;
    let level = items.iter().map(|item| item.indent).min().unwrap_or(0);
    while let Some(item) = items.get(index) {
        let inner = items.get(index + 1..).unwrap_or_default();
        let nested = if depth + 2 < MAX_DEPTH / 2 {
            inner
                .iter()
                .take_while(|next| next.indent > level + 1)
                .count()
        } else {
            0
        };
        let mut children: Vec<Block> = item
            .paragraphs
            .iter()
            .map(|range| Block::paragraph(reader.inlines(trimmed(reader.text, range.clone()))))
            .collect();
        children.extend(read_lists(
            inner.get(..nested).unwrap_or_default(),
            depth + 1,
            reader,
        ));
        let ordered = item.number.is_some();
        match lists.last_mut() {
            Some(list) if list.ordered == ordered => list.children.push(ListItem {
                children,
                ..ListItem::default()
            }),
            _ => lists.push(List {
                ordered,
                start: item.number.filter(|number| *number != 1),
                spread: false,
                children: vec![ListItem {
                    children,
                    ..ListItem::default()
                }],
            }),
        }
        index += 1 + nested;
    }
    lists.into_iter().map(Block::List).collect()
}
