//! Tables whose columns are drawn by a line of dashes, as text exports write them.

use std::ops::Range;

use super::label::{self, Kind, SetOff};
use super::lines::{Chunk, Line};
use crate::parse::characters::is_space;

/// A table as it stands in the source: rows of cells, each a range of the source.
#[derive(Debug)]
pub(super) struct RawTable {
    /// The line above or below the columns that names itself the caption.
    pub(super) caption: Option<Range<usize>>,
    /// How many rows are headers.
    pub(super) headers: usize,
    pub(super) rows: Vec<Vec<Range<usize>>>,
}

/// Reads a chunk as a table, if a line of at least two runs of dashes draws its columns.
pub(super) fn table(chunk: &Chunk<'_>) -> Option<RawTable> {
    let rule = chunk
        .lines
        .iter()
        .take(4)
        .position(|line| columns(line).is_some())?;
    let columns = columns(chunk.lines.get(rule)?)?;
    let caption = caption_lines(&chunk.lines, rule);
    // The line under the last row is drawn with dashes too.
    let rows = chunk
        .lines
        .iter()
        .enumerate()
        .filter(|(index, _)| !caption.contains(index))
        .filter(|(_, line)| !line.trimmed().chars().all(|c| matches!(c, '-' | ' ' | '=')))
        .map(|(_, line)| cells(line, &columns))
        .collect::<Vec<_>>();
    let headers = rule - caption.len().min(rule.saturating_sub(caption.start));
    let lines = chunk.lines.get(caption).unwrap_or_default();
    let caption = lines
        .first()
        .zip(lines.last())
        .map(|(first, last)| first.start..last.end());
    (rows.len() > headers).then_some(RawTable {
        caption,
        headers,
        rows,
    })
}

/// How many lines a caption takes at most below its table, where nothing parts them.
const LINES_BELOW: usize = 4;

/// The lines of a table's chunk that are its caption; `rule` is the line that draws the columns.
fn caption_lines(lines: &[Line<'_>], rule: usize) -> Range<usize> {
    let above = lines.get(..rule).unwrap_or_default();
    if above
        .first()
        .is_some_and(|line| is_caption(line.text, &[SetOff::Mark, SetOff::Line]))
    {
        // It goes on in lines without columns, but the last line above the rule is the head.
        let inner = above.get(1..rule - 1).unwrap_or_default();
        let more = inner.iter().take_while(|line| !has_gaps(line)).count();
        return 0..1 + more;
    }
    let below = lines.get(rule + 1..).unwrap_or_default();
    let labelled = |line: &Line<'_>| is_caption(line.text, &[SetOff::Mark]) && !has_gaps(line);
    match below.iter().rev().take(LINES_BELOW).position(labelled) {
        Some(from_end) => lines.len() - 1 - from_end..lines.len(),
        None => 0..0,
    }
}

/// Whether wide gaps part a line, as they part columns.
fn has_gaps(line: &Line<'_>) -> bool {
    line.trimmed().contains("  ") || line.trimmed().contains('\t')
}

/// Whether a text is a table's caption whose label is set off in one of these ways.
fn is_caption(text: &str, ways: &[SetOff]) -> bool {
    label::leading(text)
        .is_some_and(|found| found.kind == Kind::Table && ways.contains(&found.set_off))
}

/// Whether a chunk is the caption of the table that is drawn in the next one. There a label
/// needs no mark behind it: `Table 2 Density by age`.
pub(super) fn is_caption_above(chunks: &[Chunk<'_>], index: usize) -> bool {
    let own = chunks.get(index).is_some_and(|chunk| {
        let Some(first) = chunk.lines.first() else {
            return false;
        };
        let ways: &[SetOff] = if has_gaps(first) {
            &[SetOff::Mark]
        } else {
            &[SetOff::Mark, SetOff::Line, SetOff::Capital]
        };
        is_caption(first.text, ways) && table(chunk).is_none()
    });
    own && chunks
        .get(index + 1)
        .and_then(table)
        .is_some_and(|next| next.caption.is_none())
}

/// Whether the chunk behind a table without caption is its caption. Between two tables a caption
/// is that of the second, unless another one stands below that.
pub(super) fn is_caption_below(chunks: &[Chunk<'_>], index: usize) -> bool {
    let marked = |index: usize| {
        chunks.get(index).is_some_and(|chunk| {
            let first = chunk.lines.first().map_or("", |line| line.text);
            is_caption(first, &[SetOff::Mark]) && table(chunk).is_none()
        })
    };
    marked(index) && (!is_caption_above(chunks, index) || marked(index + 2))
}

/// The first columns of the runs of dashes, in characters.
fn columns(line: &Line<'_>) -> Option<Vec<usize>> {
    if !line.text.chars().all(|c| c == '-' || is_space(c)) {
        return None;
    }
    let mut starts = Vec::new();
    let mut run = 0;
    for (column, character) in line.text.chars().chain(std::iter::once(' ')).enumerate() {
        if character == '-' {
            run += 1;
        } else {
            if run >= 3 {
                starts.push(column - run);
            }
            run = 0;
        }
    }
    (starts.len() >= 2).then_some(starts)
}

/// The cells of a row. A cell that runs over its column is cut at its next space, never inside
/// of a word.
fn cells(line: &Line<'_>, columns: &[usize]) -> Vec<Range<usize>> {
    let offsets: Vec<usize> = line
        .text
        .char_indices()
        .map(|(at, _)| at)
        .chain(std::iter::once(line.text.len()))
        .collect();
    let at = |column: usize| offsets.get(column).copied().unwrap_or(line.text.len());
    let mut cells = Vec::with_capacity(columns.len());
    let mut from = 0;
    for next in columns.iter().skip(1).map(Some).chain([None]) {
        let mut to = next.map_or(line.text.len(), |next| at(*next)).max(from);
        let rest = line.text.get(to..).unwrap_or_default();
        let before = line.text.get(from..to).unwrap_or_default();
        if !before.is_empty() && !before.ends_with(is_space) {
            to += rest.find(is_space).unwrap_or(rest.len());
        }
        let cell = line.text.get(from..to).unwrap_or_default();
        let lead = cell.len() - cell.trim_start_matches(is_space).len();
        let start = line.start + from + lead;
        cells.push(start..start + cell.trim_matches(is_space).len());
        from = to;
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::super::lines::{chunks, lines};
    use super::*;

    /// For each table its caption, its head and how many rows it has in all.
    fn captioned(text: &str) -> Vec<(String, String, usize)> {
        let article = crate::parse::print(text).article;
        let tables = article.children.iter().filter_map(|block| match block {
            crate::model::Block::Table(table) => Some(table),
            _ => None,
        });
        tables
            .map(|table| {
                let head = &table.children[0].children;
                let head: Vec<String> = head
                    .iter()
                    .filter(|cell| cell.header)
                    .map(|cell| crate::model::plain_text(&cell.children))
                    .collect();
                let caption = crate::model::plain_text(&table.caption);
                (caption, head.join("/"), table.children.len())
            })
            .collect()
    }

    #[test]
    fn captions_stand_above_or_below() {
        let drawn = "A    B\n---- ----\n1    2\n";
        for (text, expected) in [
            (format!("Table 1. One.\n\n{drawn}"), vec!["Table 1. One."]),
            (format!("Table 1 One\n\n{drawn}"), vec!["Table 1 One"]),
            (format!("TABLE 1\nOne\n\n{drawn}"), vec!["TABLE 1 One"]),
            (format!("Table 1. One.\n{drawn}"), vec!["Table 1. One."]),
            (
                format!("Table 1\nOne and more\n{drawn}"),
                vec!["Table 1 One and more"],
            ),
            (
                format!("{drawn}\nTable 1. One.\n\nText."),
                vec!["Table 1. One."],
            ),
            (
                format!("{drawn}Table 1. One\nand more.\n"),
                vec!["Table 1. One and more."],
            ),
            (
                format!("{drawn}\nTable 1. One.\n\n{drawn}\nTable 2. Two.\n"),
                vec!["Table 1. One.", "Table 2. Two."],
            ),
            (
                format!("Table 1. One.\n\n{drawn}\nTable 2. Two.\n\n{drawn}"),
                vec!["Table 1. One.", "Table 2. Two."],
            ),
            (format!("Table 1 shows more.\n\n{drawn}"), vec![""]),
            (format!("Figure 1. One.\n\n{drawn}"), vec![""]),
            (format!("{drawn}\nTable 1 shows more.\n"), vec![""]),
        ] {
            let found = captioned(&format!("Title\n\nThe text begins.\n\n{text}"));
            let captions: Vec<&str> = found.iter().map(|(caption, ..)| caption.as_str()).collect();
            assert_eq!(captions, expected, "{text}");
            assert!(
                found
                    .iter()
                    .all(|(_, head, rows)| head == "A/B" && *rows == 2),
                "{found:?}"
            );
        }
    }

    #[test]
    fn columns_are_cut_where_the_dashes_begin() {
        let text = "  Feed       Factor\n  ---------- ---------\n  Corn⁻¹     0.3\n    Soy      [³⁰]\n  Long-grained 0.4\n";
        let table = table(&chunks(&lines(text))[0]).unwrap();
        let rows: Vec<Vec<&str>> = table
            .rows
            .iter()
            .map(|row| {
                row.iter()
                    .map(|cell| text.get(cell.clone()).unwrap())
                    .collect()
            })
            .collect();
        assert_eq!(table.headers, 1);
        assert_eq!(
            rows,
            [
                ["Feed", "Factor"],
                ["Corn⁻¹", "0.3"],
                ["Soy", "[³⁰]"],
                ["Long-grained", "0.4"]
            ]
        );
    }
}
