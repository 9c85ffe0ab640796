//! Tables whose columns are drawn by a line of dashes, as text exports write them.

use std::ops::Range;

use super::lines::{Chunk, Line};
use crate::parse::characters::is_space;

/// A table as it stands in the source: rows of cells, each a range of the source.
#[derive(Debug)]
pub(super) struct RawTable {
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
    // The line under the last row is drawn with dashes too.
    let rows = chunk
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| !line.trimmed().chars().all(|c| matches!(c, '-' | ' ' | '=')))
        .map(|(_, line)| cells(line, &columns))
        .collect::<Vec<_>>();
    (rows.len() > rule).then_some(RawTable {
        headers: rule,
        rows,
    })
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
