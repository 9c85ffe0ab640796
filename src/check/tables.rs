//! Tables that do not say which of their cells are headers.

use super::{Node, Outline};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Block, Table, plain_text};

/// Tables without a header cell: who hears a table cell by cell is told by its headers what a
/// number is ([WCAG 2.2, 1.3.1](https://www.w3.org/TR/WCAG22/#info-and-relationships)). A table
/// of one row or one column is a list, and needs none.
pub(super) fn without_headers(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    outline.each(|node, place| {
        let Node::Block(Block::Table(table)) = node else {
            return;
        };
        let mut cells = table.children.iter().flat_map(|row| &row.children);
        let columns = table.children.iter().map(|row| row.children.len()).max();
        if table.children.len() < 2 || columns < Some(2) || cells.any(|cell| cell.header) {
            return;
        }
        found.push(
            Diagnostic::new(
                Code::MissingTableHeader,
                place,
                format!("{} has no header cells", name(table)),
            )
            .with_hint("mark the cells that say what stands in a column or a row as headers"),
        );
    });
    found
}

fn name(table: &Table) -> String {
    let words = plain_text(&table.caption);
    match words.char_indices().nth(60) {
        _ if words.trim().is_empty() => "this table".to_owned(),
        None => format!("the table `{}`", words.trim()),
        Some((end, _)) => format!(
            "the table `{}…`",
            words.get(..end).unwrap_or_default().trim()
        ),
    }
}
