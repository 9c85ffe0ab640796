//! Tables: by pipes where they have one row of headers and no spans, else as HTML.

use super::Writer;
use super::block::{div, is_plain, joined};
use super::braces::Braces;
use crate::model::{CellAlign, Table, TableCell, TableRow};

pub(super) fn write<'a>(writer: Writer<'a>, table: &'a Table, level: usize) -> String {
    let grid = if has_pipes(writer, table) {
        pipes(writer, &table.children)
    } else {
        html(writer, &table.children)
    };
    let caption = writer.one_line(&table.caption);
    let name = Braces::default()
        .name(table.identifier.as_ref())
        .pair("number", table.enumerator.as_deref())
        .behind_space();
    let mut text = if writer.is_pandoc() {
        // Braces at its end would be said of the table.
        let name = if name.is_empty() && caption.ends_with('}') {
            " {.captioned}".to_owned()
        } else {
            name
        };
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
fn has_pipes(writer: Writer<'_>, table: &Table) -> bool {
    let [head, body @ ..] = table.children.as_slice() else {
        return false;
    };
    let width = head.children.len();
    let plain = |cell: &TableCell| {
        cell.colspan.is_none()
            && cell.rowspan.is_none()
            && is_plain(&cell.children)
            && !has_bare_pipe(&writer.inlines(&cell.children, false))
    };
    width > 0
        && head.children.iter().all(|cell| cell.header && plain(cell))
        && body.iter().all(|row| {
            row.children.len() == width
                && row.children.iter().all(|cell| !cell.header && plain(cell))
        })
        && columns_agree(&table.children)
}

/// Whether a pipe in a line would end the cell.
fn has_bare_pipe(line: &str) -> bool {
    let mut escaped = false;
    line.chars().any(|c| {
        let bare = c == '|' && !escaped;
        escaped = c == '\\' && !escaped;
        bare
    })
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
            .map(|cell| writer.one_line(&cell.children))
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

/// A line in a cell of HTML, which is one line of the source.
fn cell_in_html(line: &str) -> String {
    line.replace("\\\n", "<br>").replace('\n', " ")
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
            let text = cell_in_html(&writer.line(&cell.children));
            lines.push(format!("<{tag}>{text}</{name}>"));
        }
        lines.push("</tr>".to_owned());
    }
    lines.push("</table>".to_owned());
    lines.join("\n")
}
