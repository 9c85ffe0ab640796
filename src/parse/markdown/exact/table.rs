//! Tables of an article in its whole form: by pipes, or as HTML with Markdown in its cells.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Exact;
use crate::model::{Block, CellAlign, Identifier, Inline, Table, TableCell, TableRow};
use crate::parse::markdown::blocks::align;
use crate::parse::markdown::html::Tag;
use crate::parse::markdown::line::{Manner, read, read_named};
use crate::parse::markdown::tree::{Raw, RawBlock};

/// What begins the line below a table that says its caption.
const CAPTION: &str = "Table:";

/// Whether a block is a table.
pub(super) fn is_table(raw: &RawBlock<'_>) -> bool {
    match raw {
        RawBlock::Table(..) => true,
        RawBlock::Html(html, _) => html.trim_start().starts_with("<table>"),
        _ => false,
    }
}

impl Exact<'_> {
    /// A table with the caption in the block behind it, and how many blocks that takes.
    pub(super) fn table(
        &mut self,
        raw: &RawBlock<'_>,
        behind: Option<&RawBlock<'_>>,
    ) -> (Table, usize) {
        let mut table = Table {
            children: match raw {
                RawBlock::Table(alignments, rows, _) => self.rows(alignments, rows),
                RawBlock::Html(html, range) => self.html_rows(html, range),
                _ => Vec::new(),
            },
            position: match raw {
                RawBlock::Table(_, _, range) | RawBlock::Html(_, range) => {
                    Some(self.context.span(range.start, range.end))
                }
                _ => None,
            },
            ..Table::default()
        };
        let Some(RawBlock::Paragraph(words, _)) = behind.filter(|behind| is_caption(behind)) else {
            return (table, 0);
        };
        let (mut caption, attributes) = read_named(words, &mut self.context);
        if let Some(Inline::Text { value }) = caption.first_mut() {
            *value = value
                .trim_start_matches(CAPTION)
                .trim_start_matches(' ')
                .to_owned();
            if value.is_empty() {
                caption.remove(0);
            }
        }
        table.caption = caption;
        if let Some(attributes) = attributes {
            table.identifier = attributes.id.as_deref().map(Identifier::new);
            table.enumerator = attributes.value("number").map(str::to_owned);
        }
        (table, 1)
    }

    /// A table and the div with what stands below it.
    pub(super) fn table_with_legend(&mut self, inner: &[RawBlock<'_>]) -> Vec<Block> {
        let is_legend =
            |raw: &RawBlock<'_>| matches!(raw, RawBlock::Div(own, ..) if own.has("legend"));
        let at = inner.iter().position(is_legend).unwrap_or(inner.len());
        let (table, legend) = inner.split_at_checked(at).unwrap_or((inner, &[]));
        let mut blocks = self.blocks(table);
        let mut legend = self.blocks(legend);
        match blocks.last_mut() {
            Some(Block::Table(table)) => table.legend = legend,
            _ => blocks.append(&mut legend),
        }
        blocks
    }

    fn rows(&mut self, alignments: &[Alignment], rows: &[Vec<Vec<Raw<'_>>>]) -> Vec<TableRow> {
        let mut children = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let mut cells = Vec::new();
            for (column, raws) in row.iter().enumerate() {
                cells.push(TableCell {
                    header: index == 0,
                    align: alignments.get(column).copied().and_then(align),
                    children: read(raws, Manner::default(), &mut self.context),
                    ..TableCell::default()
                });
            }
            children.push(TableRow { children: cells });
        }
        children
    }

    /// The rows between tags that stand at the beginnings of lines.
    fn html_rows(&mut self, html: &str, range: &Range<usize>) -> Vec<TableRow> {
        let span = self.context.span(range.start, range.end);
        let mut rows: Vec<TableRow> = Vec::new();
        let mut rest = html;
        while let Some(at) = rest.find('<') {
            rest = rest.get(at..).unwrap_or_default();
            let end = rest.find('>').map_or(rest.len(), |end| end + 1);
            let (written, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
            rest = behind;
            let Some(tag) = Tag::read(written).filter(|tag| !tag.closes) else {
                continue;
            };
            match tag.name.as_str() {
                "tr" => rows.push(TableRow {
                    children: Vec::new(),
                }),
                name @ ("td" | "th") => {
                    let (text, behind) = cell_text(rest, name);
                    rest = behind;
                    let children = self.line(text, span);
                    if let Some(row) = rows.last_mut() {
                        row.children.push(cell(&tag, children));
                    }
                }
                _ => {}
            }
        }
        rows
    }
}

/// What stands in a cell, and what behind it. A cell is a line to itself, in which its closing tag
/// may be quoted; where somebody wrote several in a line, each ends at its own.
fn cell_text<'t>(rest: &'t str, name: &str) -> (&'t str, &'t str) {
    let close = format!("</{name}>");
    let line = rest.split('\n').next().unwrap_or_default();
    if let Some(text) = line.trim_end().strip_suffix(&close)
        && !["<td", "<th"]
            .iter()
            .any(|open| text.contains(&format!("{close}{open}")))
    {
        return (text, rest.get(line.len()..).unwrap_or_default());
    }
    rest.split_once(&close).unwrap_or((rest, ""))
}

fn cell(tag: &Tag, children: Vec<Inline>) -> TableCell {
    let number = |name: &str| tag.attribute(name).and_then(|value| value.parse().ok());
    TableCell {
        header: tag.name == "th",
        align: match tag.attribute("align") {
            Some("left") => Some(CellAlign::Left),
            Some("center") => Some(CellAlign::Center),
            Some("right") => Some(CellAlign::Right),
            _ => None,
        },
        colspan: number("colspan"),
        rowspan: number("rowspan"),
        children,
    }
}

/// Whether a block is a caption by its first word, which is the word `Table` and a colon.
fn is_caption(raw: &RawBlock<'_>) -> bool {
    matches!(raw, RawBlock::Paragraph(words, _)
        if matches!(words.first(), Some(Raw::Text(first, _)) if first.starts_with(CAPTION)))
}
