//! Finding the reference list and its entries.
//!
//! The list begins behind a heading that names it, or, without one, with the entry numbered 1
//! from which the numbers rise to the end of the text. Print leaves blank lines inside lists and
//! breaks entries over lines, so the *numbers* say where an entry begins: in the label style of
//! the first one, and rising.

use super::lines::Line;
use super::shape::is_references_heading;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::characters::{is_space, superscript_digit};

/// How far the numbers may jump before a number at a line's start is part of an entry's text.
const LARGEST_GAP: u32 = 20;

/// An entry as it stands in the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) number: u32,
    /// The entry's text without its label.
    pub(super) text: std::ops::Range<usize>,
    /// The entry with its label.
    pub(super) whole: std::ops::Range<usize>,
}

/// A reference list: which lines it takes, and what is in it.
#[derive(Debug, Default)]
pub(super) struct ReferenceList {
    /// The line of the heading, if the list has one.
    pub(super) heading: Option<usize>,
    /// The lines of the entries, and of the heading.
    pub(super) lines: std::ops::Range<usize>,
    pub(super) entries: Vec<Entry>,
}

/// How a list labels its entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `1.`
    Stop,
    /// `1)`
    Bracket,
    /// `(1)`
    Brackets,
    /// `[1]`
    Square,
    /// `[^1]:`
    Footnote,
    /// `¹`
    Raised,
    /// `1` and a tab or a wide space
    Bare,
}

/// The label at the start of a line: number, style, and where the text begins.
fn label(line: &str) -> Option<(u32, Style, usize)> {
    let indent = line.len() - line.trim_start_matches(is_space).len();
    let rest = line.get(indent..)?;
    let raised: String = rest
        .chars()
        .map_while(superscript_digit)
        .filter_map(|d| char::from_digit(d, 10))
        .collect();
    if !raised.is_empty() {
        let length: usize = rest.chars().take(raised.len()).map(char::len_utf8).sum();
        return finish(raised.parse().ok()?, Style::Raised, line, indent + length);
    }
    let (open, style) = match rest {
        r if r.starts_with("[^") => (2, Some(Style::Footnote)),
        r if r.starts_with('[') => (1, Some(Style::Square)),
        r if r.starts_with('(') => (1, Some(Style::Brackets)),
        _ => (0, None),
    };
    let inner = rest.get(open..)?;
    let digits = inner.len() - inner.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits == 0 || digits > 4 {
        return None;
    }
    let number = inner.get(..digits)?.parse().ok()?;
    let behind = inner.get(digits..)?;
    let (style, close) = match style {
        Some(Style::Footnote) if behind.starts_with("]:") => (Style::Footnote, 2),
        Some(Style::Square) if behind.starts_with(']') => (Style::Square, 1),
        Some(Style::Brackets) if behind.starts_with(')') => (Style::Brackets, 1),
        None if behind.starts_with('.') => (Style::Stop, 1),
        None if behind.starts_with(')') => (Style::Bracket, 1),
        None if behind.starts_with(['\t', '\u{2003}', '\u{2002}']) || behind.starts_with("  ") => {
            (Style::Bare, 0)
        }
        _ => return None,
    };
    finish(number, style, line, indent + open + digits + close)
}

/// A label is set off from its text by a space, or by its own closing mark where print lost
/// the space (`1.Iwamoto`); a digit behind it makes it a decimal number.
fn finish(number: u32, style: Style, line: &str, end: usize) -> Option<(u32, Style, usize)> {
    let behind = line.get(end..)?;
    let blank = behind.len() - behind.trim_start_matches(is_space).len();
    let next = behind.trim_start_matches(is_space).chars().next();
    let set_off = blank > 0 || style != Style::Bare && next.is_none_or(|c| !c.is_ascii_digit());
    set_off.then_some((number, style, end + blank))
}

/// Finds the list, if the text has one.
pub(super) fn find(lines: &[Line<'_>], diagnostics: &mut Vec<Diagnostic>) -> Option<ReferenceList> {
    headed(lines, diagnostics).or_else(|| unheaded(lines, diagnostics))
}

/// The last heading that names a reference list and has a labelled entry behind it.
pub(super) fn headed(
    lines: &[Line<'_>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ReferenceList> {
    let (heading, first) = lines.iter().enumerate().rev().find_map(|(index, line)| {
        if !is_references_heading(line.trimmed()) {
            return None;
        }
        let next = index
            + 1
            + lines
                .get(index + 1..)?
                .iter()
                .position(|line| !line.is_blank())?;
        label(lines.get(next)?.text)
            .filter(|(number, ..)| *number <= 1 + LARGEST_GAP)
            .map(|_| (index, next))
    })?;
    let mut list = entries(lines, first, diagnostics)?;
    list.heading = Some(heading);
    list.lines.start = heading;
    Some(list)
}

/// A list without a heading: the last line labelled 1 from which a list of at least two entries
/// runs to the end of the text, most of them with a year or an address in them.
fn unheaded(lines: &[Line<'_>], diagnostics: &mut Vec<Diagnostic>) -> Option<ReferenceList> {
    let first = lines
        .iter()
        .rposition(|line| label(line.text).is_some_and(|(number, ..)| number == 1))?;
    let mut found = Vec::new();
    let list = entries(lines, first, &mut found)?;
    let to_the_end = lines.get(list.lines.end..)?.iter().all(Line::is_blank);
    let sources = lines
        .get(list.lines.clone())?
        .iter()
        .filter(|line| names_source(line.text))
        .count();
    if list.entries.len() < 2 || !to_the_end || sources * 2 < list.entries.len() {
        return None;
    }
    diagnostics.append(&mut found);
    Some(list)
}

/// A year, an address or a DOI: what an item of an ordinary list rarely has.
fn names_source(line: &str) -> bool {
    let year = line
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4 && matches!(digits.get(..2), Some("18" | "19" | "20")));
    year || line.contains("http") || line.contains("10.")
}

/// The entries from a line on, as long as the numbers rise.
fn entries(
    lines: &[Line<'_>],
    first: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<ReferenceList> {
    let (_, style, _) = label(lines.get(first)?.text)?;
    let mut entries: Vec<Entry> = Vec::new();
    let mut end = first;
    let mut blank_before = false;
    for (index, line) in lines.iter().enumerate().skip(first) {
        if line.is_blank() {
            blank_before = true;
            continue;
        }
        let last = entries.last().map_or(0, |entry| entry.number);
        let labelled = label(line.text).filter(|(number, own, _)| {
            *own == style
                && *number <= last + LARGEST_GAP
                && (*number > last
                    || *number == last && !entries.is_empty() && blank_or_ended(lines, index))
        });
        if let Some((number, _, text)) = labelled {
            report_gap(last, number, line, diagnostics);
            entries.push(Entry {
                number,
                text: line.start + text..line.end(),
                whole: line.start..line.end(),
            });
        } else if blank_before && !line.text.starts_with([' ', '\t']) {
            // Print breaks an entry over lines, but not over a blank line.
            break;
        } else if let Some(entry) = entries.last_mut() {
            entry.text.end = line.end();
            entry.whole.end = line.end();
        }
        blank_before = false;
        end = index + 1;
    }
    (!entries.is_empty()).then_some(ReferenceList {
        heading: None,
        lines: first..end,
        entries,
    })
}

/// Whether the line before ends like an entry, so that an equal number begins another one.
fn blank_or_ended(lines: &[Line<'_>], index: usize) -> bool {
    index
        .checked_sub(1)
        .and_then(|before| lines.get(before))
        .is_none_or(|line| line.is_blank() || line.trimmed().ends_with(['.', ',', ';', '>', '/']))
}

fn report_gap(last: u32, number: u32, line: &Line<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let span = Span::new(line.start, line.end());
    if number == last {
        diagnostics.push(
            Diagnostic::new(
                Code::DuplicateReference,
                span,
                format!("there are two references numbered {number}"),
            )
            .with_hint("markers point at the first; renumber the second"),
        );
    } else if number > last + 1 {
        let missing = if number == last + 2 {
            format!("reference {} is missing before {number}", last + 1)
        } else {
            format!(
                "references {} to {} are missing before {number}",
                last + 1,
                number - 1
            )
        };
        diagnostics.push(
            Diagnostic::new(Code::MissingReference, span, missing)
                .with_hint("the list may have lost lines, or two entries may have run together"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::*;

    fn numbers(text: &str) -> (Vec<u32>, Vec<Code>) {
        let mut diagnostics = Vec::new();
        let list = find(&lines(text), &mut diagnostics);
        (
            list.map(|list| list.entries.iter().map(|entry| entry.number).collect())
                .unwrap_or_default(),
            diagnostics.iter().map(|d| d.code).collect(),
        )
    }

    #[test]
    fn every_label_style_is_known() {
        for label in ["1.", "1)", "(1)", "[1]", "[^1]:", "¹", "1\t", "  1."] {
            let text = format!(
                "References\n\n{label} Doe J. A. 2020.\n{} Roe R. B. 2021.",
                label.replace('1', "2").replace('¹', "²")
            );
            assert_eq!(numbers(&text).0, [1, 2], "{text}");
        }
    }

    #[test]
    fn entries_end_where_the_numbers_say() {
        assert_eq!(
            numbers("References\n1. Doe J. On\n2010. bones.\n2. Roe R.\n\n3. Poe P.").0,
            [1, 2, 3]
        );
        assert_eq!(
            numbers("References\n\n1. Doe.\n\n\n2. Roe.\n\nAbout us\n\n3. not an entry").0,
            [1, 2]
        );
        assert_eq!(numbers("1. Step one\n2. Step two").0, Vec::<u32>::new());
        assert_eq!(
            numbers("Text.\n\n1. Doe J. Bone. 2020.\n2. Roe R. Bone. 2021.").0,
            [1, 2]
        );
    }

    #[test]
    fn gaps_and_doubles_are_reported() {
        assert_eq!(
            numbers("References\n1. A.\n3. B.\n3. C."),
            (
                vec![1, 3, 3],
                vec![Code::MissingReference, Code::DuplicateReference]
            )
        );
    }
}
