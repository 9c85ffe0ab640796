//! Tables: rows and cells as in HTML, a caption above, notes below.

use super::figure::is_group;
use super::inline::picture;
use super::reader::Reader;
use super::tree::Node;
use crate::model::{Block, Caption, CellAlign, Figure, Inline, Table, TableCell, TableRow};

impl<'t> Reader<'t> {
    /// A table with its caption and its notes; one that is only a picture is a figure.
    pub(super) fn table_wrap(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let identifier = self.part(node);
        let alternatives = node.child("alternatives");
        let holder = alternatives.filter(|forms| forms.child("table").is_some());
        let mut tables = holder
            .unwrap_or(node)
            .elements()
            .filter(|child| matches!(child.name(), "table" | "array"));
        let mut legend = Vec::new();
        for child in node.elements() {
            match child.name() {
                "table-wrap-foot" => legend.extend(self.table_notes(child)),
                "attrib" => legend.push(Block::paragraph(self.line(child))),
                "permissions" | "label" | "caption" | "table" | "array" | "alternatives"
                | "graphic" | "object-id" | "alt-text" | "long-desc" | "kwd-group" => {}
                _ => self.block(child, &mut legend),
            }
        }
        let Some(first) = tables.next() else {
            let mut figure = Vec::new();
            self.figure_of_table(node, legend, &mut figure);
            out.append(&mut figure);
            return;
        };
        let mut caption = self.head(node);
        if let Some(text) = node.child("caption") {
            let rest = text.children().filter(|child| !child.is("title"));
            let rest = self.line_of(rest);
            if !rest.is_empty() {
                if !caption.is_empty() {
                    caption.push(Inline::text(" "));
                }
                caption.extend(rest);
            }
        }
        let mut rows = self.rows(first);
        let more: Vec<Vec<TableRow>> = tables.map(|table| self.rows(table)).collect();
        let mut last_legend = legend;
        if more.is_empty() {
            out.push(Block::from(Table {
                identifier,
                enumerator: None,
                caption,
                children: rows,
                legend: last_legend,
                position: Some(first.span()),
            }));
            return;
        }
        let mut identifier = identifier;
        let count = more.len();
        for (at, next) in std::iter::once(std::mem::take(&mut rows))
            .chain(more)
            .enumerate()
        {
            out.push(Block::from(Table {
                identifier: identifier.take(),
                enumerator: None,
                caption: std::mem::take(&mut caption),
                children: next,
                position: Some(node.span()),
                legend: if at == count {
                    std::mem::take(&mut last_legend)
                } else {
                    Vec::new()
                },
            }));
        }
    }

    /// A table that is a picture.
    fn figure_of_table(&mut self, node: Node<'t>, legend: Vec<Block>, out: &mut Vec<Block>) {
        let identifier = self.part(node);
        let mut children: Vec<Block> = node
            .inside()
            .filter(|inner| inner.is("graphic"))
            .take(1)
            .filter_map(picture)
            .map(Block::from)
            .collect();
        let head = self.head(node);
        let mut caption = Vec::new();
        if !head.is_empty() {
            caption.push(Block::paragraph(head));
        }
        if let Some(text) = node.child("caption") {
            let rest = text.children().filter(|child| !child.is("title"));
            caption.extend(self.blocks_of(rest));
        }
        caption.extend(legend);
        if !caption.is_empty() {
            children.push(Block::Caption(Caption { children: caption }));
        }
        out.push(Block::Figure(Figure {
            identifier,
            enumerator: None,
            children,
        }));
    }

    /// Several tables under one head.
    pub(super) fn tables(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        if is_group(node) {
            self.figure(node, out);
        } else {
            for child in node.elements() {
                self.block(child, out);
            }
        }
    }

    /// A table without a caption.
    pub(super) fn bare_table(&mut self, node: Node<'t>) -> Block {
        Block::from(Table {
            children: self.rows(node),
            position: Some(node.span()),
            ..Table::default()
        })
    }

    fn rows(&mut self, table: Node<'t>) -> Vec<TableRow> {
        let mut rows = Vec::new();
        let aligned = Columns::of(table);
        for child in table.elements() {
            match child.name() {
                "thead" | "tbody" | "tfoot" | "tgroup" => {
                    let mut inner: Vec<Node<'t>> = Vec::new();
                    // OASIS tables hold the parts one level deeper.
                    for part in child.elements() {
                        match part.name() {
                            "thead" | "tbody" | "tfoot" => inner.extend(part.elements()),
                            _ => inner.push(part),
                        }
                    }
                    for row in inner.into_iter().filter(|row| is_row(*row)) {
                        let head = row.parent().is_some_and(|part| part.is("thead"));
                        rows.push(self.row(row, head, &aligned));
                    }
                }
                "tr" | "row" => rows.push(self.row(child, false, &aligned)),
                _ => {}
            }
        }
        rows
    }

    fn row(&mut self, row: Node<'t>, head: bool, aligned: &Columns) -> TableRow {
        let cells = row
            .elements()
            .filter(|cell| matches!(cell.name(), "td" | "th" | "entry"));
        let mut children = Vec::new();
        for (at, cell) in cells.enumerate() {
            let span = |name: &str| {
                let count = cell.attribute(name)?.parse().ok()?;
                (count > 1).then_some(count)
            };
            let mut line = Vec::new();
            self.deeper(cell, |reader| line = reader.line(cell));
            children.push(TableCell {
                header: cell.is("th") || head,
                align: alignment(cell)
                    .or_else(|| alignment(row))
                    .or_else(|| alignment(row.parent()?))
                    .or_else(|| aligned.at(at)),
                colspan: span("colspan").or_else(|| oasis_span(cell)),
                rowspan: span("rowspan").or_else(|| {
                    Some(
                        cell.attribute("morerows")?
                            .parse::<u32>()
                            .ok()?
                            .checked_add(1)?,
                    )
                    .filter(|rows| *rows > 1)
                }),
                children: line,
            });
        }
        TableRow { children }
    }

    /// The notes below a table.
    fn table_notes(&mut self, foot: Node<'t>) -> Vec<Block> {
        let mut notes = Vec::new();
        for child in foot.elements() {
            match child.name() {
                "fn" => notes.extend(self.note_text(child, true)),
                "fn-group" => {
                    let title = self.title_of(child);
                    if !title.is_empty() {
                        notes.push(Block::paragraph(title));
                    }
                    for note in child.all("fn") {
                        notes.extend(self.note_text(note, true));
                    }
                }
                "label" | "title" => notes.push(Block::paragraph(self.line(child))),
                _ => self.block(child, &mut notes),
            }
        }
        notes
    }
}

/// How the columns of a table are aligned where its cells do not say so.
struct Columns(Vec<Option<CellAlign>>);

impl Columns {
    fn of(table: Node<'_>) -> Self {
        let mut columns = Vec::new();
        let groups = table.elements().flat_map(|child| match child.name() {
            "colgroup" if child.child("col").is_some() => child.elements().collect(),
            "col" | "colgroup" => vec![child],
            "tgroup" => child.all("colspec").collect(),
            _ => Vec::new(),
        });
        for column in groups {
            let span = column
                .attribute("span")
                .and_then(|span| span.parse::<usize>().ok())
                .unwrap_or(1);
            columns.extend(std::iter::repeat_n(alignment(column), span.clamp(1, 100)));
        }
        Self(columns)
    }

    fn at(&self, column: usize) -> Option<CellAlign> {
        self.0.get(column).copied().flatten()
    }
}

fn is_row(node: Node<'_>) -> bool {
    matches!(node.name(), "tr" | "row")
}

fn alignment(node: Node<'_>) -> Option<CellAlign> {
    match node.attribute("align")?.to_ascii_lowercase().as_str() {
        "left" => Some(CellAlign::Left),
        "center" => Some(CellAlign::Center),
        "right" => Some(CellAlign::Right),
        _ => None,
    }
}

/// The columns that a cell of an OASIS table spans, from the numbers in `namest` and `nameend`.
fn oasis_span(cell: Node<'_>) -> Option<u32> {
    let number = |name: &str| -> Option<u32> {
        let value = cell.attribute(name)?;
        value
            .trim_start_matches(|c: char| !c.is_ascii_digit())
            .parse()
            .ok()
    };
    let columns = number("nameend")?
        .checked_sub(number("namest")?)?
        .checked_add(1)?;
    (columns > 1).then_some(columns)
}
