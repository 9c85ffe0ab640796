//! Remarks about an entry rather than of it: when a page was looked at, that print came later.

use std::ops::Range;

use super::line::Line;
use crate::model::{Csl, Date};
use crate::parse::characters::Word;
use crate::parse::date;

/// What a remark with a date tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tells {
    /// When somebody looked.
    Accessed,
    /// When it came out.
    Issued,
    /// Something that no field holds.
    Nothing,
}

/// Words that a date follows. A longer phrase comes before its own beginning.
const DATED: [(Word, Tells); 14] = [
    (Word::new("accessed on"), Tells::Accessed),
    (Word::new("accessed"), Tells::Accessed),
    (Word::new("cited"), Tells::Accessed),
    (Word::new("retrieved on"), Tells::Accessed),
    (Word::new("retrieved"), Tells::Accessed),
    (Word::new("viewed"), Tells::Accessed),
    (Word::new("published online"), Tells::Issued),
    (Word::new("published"), Tells::Issued),
    (Word::new("posted"), Tells::Issued),
    (Word::new("epub ahead of print"), Tells::Nothing),
    (Word::new("epub"), Tells::Nothing),
    (Word::new("updated"), Tells::Nothing),
    (Word::new("reviewed"), Tells::Nothing),
    (Word::new("revised"), Tells::Nothing),
];

/// Words that stand for themselves.
const ALONE: [Word; 8] = [
    Word::new("[internet]"),
    Word::new("[online]"),
    Word::new("[epub ahead of print]"),
    Word::new("[online ahead of print]"),
    Word::new("epub ahead of print"),
    Word::new("online ahead of print"),
    Word::new("reference source"),
    Word::new("pmc free article"),
];

/// Moves the dates of remarks into the fields, and blanks out the remarks.
pub(super) fn take(line: &mut Line, csl: &mut Csl) {
    let mut lower = line.text().to_ascii_lowercase();
    for (words, tells) in DATED {
        let mut taken = Vec::new();
        for (range, date) in dated(line.text(), &lower, words) {
            match tells {
                Tells::Accessed => drop(csl.accessed.get_or_insert(date)),
                Tells::Issued => drop(csl.issued.get_or_insert(date)),
                Tells::Nothing => {}
            }
            taken.push(range);
        }
        if !taken.is_empty() {
            line.blank(taken);
            lower = line.text().to_ascii_lowercase();
        }
    }
    for words in ALONE {
        let found = words.places(&lower);
        let taken = found.map(|start| start..start + words.len()).collect();
        line.blank(taken);
    }
}

/// The remarks of a text that begin with these words and have a date; `lower` is the text in lower
/// case.
fn dated(text: &str, lower: &str, words: Word) -> Vec<(Range<usize>, Date)> {
    let mut found: Vec<(Range<usize>, Date)> = Vec::new();
    for at in words.places(lower) {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + words.len()..).unwrap_or_default();
        let printed = text.get(at..).unwrap_or_default();
        let start = opening(before);
        let apart = printed.starts_with(char::is_uppercase) || start.is_some();
        let after = after.trim_start_matches([' ', ':']);
        let Some((date, rest)) = date::prefix(after).filter(|_| apart) else {
            continue;
        };
        // `[cited 2020 Oct 5]`, `Retrieved October 5, 2020, from`.
        let rest = rest.strip_prefix([']', ')']).unwrap_or(rest);
        let rest = rest.strip_prefix(", from").unwrap_or(rest);
        let start = start.unwrap_or(at);
        found.push((start..text.len() - rest.len(), date));
    }
    found
}

/// Where a remark begins whose word does not begin with a capital: after a mark, or with a
/// bracket, which then is part of it.
fn opening(before: &str) -> Option<usize> {
    let before = before.strip_suffix("ast ").map_or(before, |rest| {
        rest.strip_suffix(['l', 'L']).unwrap_or(before)
    });
    if let Some(outer) = before.strip_suffix(['[', '(']) {
        return Some(outer.len());
    }
    let marked = before.trim_end_matches(' ').ends_with(['.', ',', ';', ':']);
    (marked || before.ends_with("  ") || before.is_empty()).then_some(before.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CslType, Inline};

    fn read(text: &str) -> (Csl, String) {
        let mut line = Line::of(&[Inline::text(text)]);
        let mut csl = Csl::new(CslType::Document);
        take(&mut line, &mut csl);
        let rest: Vec<&str> = line.text().split_ascii_whitespace().collect();
        (csl, rest.join(" "))
    }

    #[test]
    fn when_a_page_was_looked_at() {
        for text in [
            "accessed October 5, 2020. Bones.",
            "Bones. Accessed October 5, 2020.",
            "Bones. Accessed: 5th October 2020.",
            "Bones, accessed on 2020-10-05.",
            "Bones [cited 2020 Oct 5].",
            "Bones. (Accessed: Oct 5, 2020).",
            "Bones. Last accessed October 5, 2020.",
            "Bones. Retrieved October 5, 2020, from.",
        ] {
            let (csl, rest) = read(text);
            assert_eq!(
                csl.accessed,
                Some(Date::new(2020, Some(10), Some(5))),
                "{text}"
            );
            assert!(
                rest.trim_matches([' ', '.', ',']) == "Bones",
                "{text}: {rest}"
            );
        }
    }

    #[test]
    fn a_remark_in_small_letters_begins_behind_a_mark_or_a_blank_left_by_another() {
        for (before, start) in [
            ("", Some(0)),
            ("Bones. ", Some(7)),
            ("Bones; last ", Some(7)),
            ("Bones  ", Some(7)),
            ("Bones [", Some(6)),
            ("Bones ", None),
            ("Bones last ", None),
        ] {
            assert_eq!(opening(before), start, "{before}");
        }
    }

    #[test]
    fn a_word_of_the_title_is_no_remark() {
        for text in [
            "Files accessed 2010 at home",
            "Papers cited",
            "Accessed by train",
        ] {
            let (csl, rest) = read(text);
            assert_eq!((csl.accessed, rest.as_str()), (None, text));
        }
    }

    #[test]
    fn ahead_of_print() {
        let (csl, rest) = read("Bone. 2010;5:3-9. Epub 2010 Jan 3.");
        assert_eq!((csl.issued, rest.as_str()), (None, "Bone. 2010;5:3-9. ."));
        assert_eq!(read("Bone. 2010 [Epub ahead of print]").1, "Bone. 2010");
        assert_eq!(
            read("Bone. Published online May 3, 2019.")
                .0
                .issued
                .and_then(|d| d.year()),
            Some(2019)
        );
    }
}
