//! Lines and the chunks that blank lines make of them.

use memchr::memchr3_iter;

use crate::parse::characters::is_space;

/// A line of the source without its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Line<'a> {
    /// The characters, indentation included.
    pub(super) text: &'a str,
    /// Where the line begins in the source.
    pub(super) start: usize,
}

impl<'a> Line<'a> {
    pub(super) fn is_blank(&self) -> bool {
        self.text.chars().all(is_space)
    }

    /// The text without the space around it.
    pub(super) fn trimmed(&self) -> &'a str {
        self.text.trim_matches(is_space)
    }

    /// How far the text is indented, in columns; a tab goes to the next multiple of four.
    pub(super) fn indent(&self) -> usize {
        let mut column = 0;
        for character in self.text.chars() {
            match character {
                '\t' => column = (column / 4 + 1) * 4,
                c if is_space(c) => column += 1,
                _ => break,
            }
        }
        column
    }

    /// Where the text ends in the source.
    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// Splits at `\n`, `\r\n` and lone `\r`, and at the form feeds of paged print.
pub(super) fn lines(text: &str) -> Vec<Line<'_>> {
    each(text).collect()
}

/// The same, a line at a time.
pub(super) fn each(text: &str) -> impl Iterator<Item = Line<'_>> {
    let bytes = text.as_bytes();
    let ends = memchr3_iter(b'\n', b'\r', b'\x0C', bytes)
        .filter(|at| bytes.get(*at..at + 2) != Some(b"\r\n"));
    let mut start = 0;
    ends.chain(std::iter::once(text.len())).map(move |end| {
        let line = text.get(start..end).unwrap_or_default();
        let text = line.strip_suffix('\r').unwrap_or(line);
        Line {
            text,
            start: std::mem::replace(&mut start, end + 1),
        }
    })
}

/// Lines that stand together, and how many blank lines stand before them.
#[derive(Debug, Clone)]
pub(super) struct Chunk<'a> {
    pub(super) lines: Vec<Line<'a>>,
    pub(super) gap: usize,
}

impl<'a> Chunk<'a> {
    /// The only line, where there is only one.
    pub(super) fn only_line(&self) -> Option<Line<'a>> {
        match self.lines.as_slice() {
            [line] => Some(*line),
            _ => None,
        }
    }

    /// Where the chunk begins and ends in the source.
    pub(super) fn range(&self) -> std::ops::Range<usize> {
        let start = self.lines.first().map_or(0, |line| line.start);
        start..self.lines.last().map_or(start, Line::end)
    }
}

/// The widest line that somebody may have broken by hand or by a mail program. A longer line is
/// a paragraph by itself, even where no blank line follows it.
const WIDEST_WRAPPED: usize = 160;

/// Groups lines into chunks.
pub(super) fn chunks<'a>(lines: &[Line<'a>]) -> Vec<Chunk<'a>> {
    let mut chunks: Vec<Chunk<'a>> = Vec::new();
    let mut gap = 0;
    let mut open = false;
    for line in lines {
        if line.is_blank() {
            gap += 1;
            open = false;
            continue;
        }
        match chunks.last_mut() {
            Some(chunk) if open => chunk.lines.push(*line),
            _ => chunks.push(Chunk {
                lines: vec![*line],
                gap,
            }),
        }
        gap = 0;
        open = line.text.chars().nth(WIDEST_WRAPPED).is_none();
    }
    chunks
}
