//! Tables: by pipes where they have one row of headers and no spans, else as HTML.

use super::Writer;
use super::block::{div, is_plain, joined, with_pair};
use crate::model::{CellAlign, Table, TableCell, TableRow};

pub(super) fn write<'a>(writer: Writer<'a>, table: &'a Table, level: usize) -> String {
    let grid = if has_pipes(table) {
        pipes(writer, &table.children)
    } else {
        html(writer, &table.children)
    };
    let caption = writer.inlines(&table.caption, false).replace('\n', " ");
    let mut name = writer.attributes(table.identifier.as_ref(), &[], None);
    if let Some(number) = table.enumerator.as_ref().filter(|_| writer.is_pandoc()) {
        name = with_pair(&name, "number", number);
    }
    let mut text = if writer.is_pandoc() {
        let line = format!("Table: {caption}{name}");
        let line = if caption.is_empty() && name.is_empty() {
            String::new()
        } else {
            line
        };
        joined(grid, &line)
    } else {
        let caption = match &table.enumerator {
            Some(number) => format!("{} {caption}", writer.messages.table_number(number)),
            None => caption,
        };
        let caption = caption.trim();
        let line = if caption.is_empty() {
            String::new()
        } else {
            format!("**{caption}**")
        };
        joined(line, &grid)
    };
    let legend = writer.blocks(&table.legend, level);
    if writer.is_pandoc() && !legend.is_empty() {
        text = joined(text, &div("{.legend}", &legend));
        return div("{.table}", &text);
    }
    joined(text, &legend)
}

/// Whether pipes can say it: one row of headers, others without, as many cells everywhere, no
/// spans, and nothing in a cell that needs a line of its own.
fn has_pipes(table: &Table) -> bool {
    let [head, body @ ..] = table.children.as_slice() else {
        return false;
    };
    let width = head.children.len();
    let plain = |cell: &TableCell| {
        cell.colspan.is_none() && cell.rowspan.is_none() && is_plain(&cell.children)
    };
    width > 0
        && head.children.iter().all(|cell| cell.header && plain(cell))
        && body.iter().all(|row| {
            row.children.len() == width
                && row.children.iter().all(|cell| !cell.header && plain(cell))
        })
        && columns_agree(&table.children)
}

/// Whether the cells of each column are aligned alike.
fn columns_agree(rows: &[TableRow]) -> bool {
    let Some((head, body)) = rows.split_first() else {
        return true;
    };
    body.iter().all(|row| {
        head.children
            .iter()
            .zip(&row.children)
            .all(|(one, other)| one.align == other.align)
    })
}

fn pipes(writer: Writer<'_>, rows: &[TableRow]) -> String {
    let line = |row: &TableRow| {
        let cells: Vec<String> = row
            .children
            .iter()
            .map(|cell| writer.inlines(&cell.children, false))
            .collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    let rule: Vec<&str> = rows
        .first()
        .map(|head| head.children.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|cell| match cell.align {
            None => "---",
            Some(CellAlign::Left) => ":--",
            Some(CellAlign::Center) => ":-:",
            Some(CellAlign::Right) => "--:",
        })
        .collect();
    lines.insert(1, format!("|{}|", rule.join("|")));
    lines.join("\n")
}

/// A table as HTML, without empty lines, which would end it.
fn html(writer: Writer<'_>, rows: &[TableRow]) -> String {
    let mut lines = vec!["<table>".to_owned()];
    for row in rows {
        lines.push("<tr>".to_owned());
        for cell in &row.children {
            let name = if cell.header { "th" } else { "td" };
            let mut tag = String::from(name);
            for (attribute, value) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
                if let Some(value) = value {
                    tag.extend([" ", attribute, "=\"", &value.to_string(), "\""]);
                }
            }
            if let Some(align) = cell.align {
                let align = match align {
                    CellAlign::Left => "left",
                    CellAlign::Center => "center",
                    CellAlign::Right => "right",
                };
                tag.extend([" align=\"", align, "\""]);
            }
            let text = writer.inlines(&cell.children, false);
            let text = text.replace("\\\n", "<br>").replace('\n', " ");
            lines.push(format!("<{tag}>{text}</{name}>"));
        }
        lines.push("</tr>".to_owned());
    }
    lines.push("</table>".to_owned());
    lines.join("\n")
}
