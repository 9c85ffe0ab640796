//! Imprints in which the year does not come first. It closes the entry, `J Lore 5, 3–9 (2014)` and `J Lore
//! 5:3–9, 2014`; it stands between volume and pages, `J Lore 5 (2014) 3–9`; or before both, without the
//! marks that the AMA puts around it, `J Lore (2014) 5:3–9` and `J Lore 2014, 5, 3–9`. Nature and Science,
//! Elsevier, IEEE, Frontiers and older journals of medicine have these.
//!
//! Such a year shows itself by what is around it up to the end of the entry: a volume and pages, and
//! nothing else.

use super::imprint::{Evidence, Imprint, years};
use super::line::Line;
use super::numbers::{self, Numbers};
use crate::model::Date;
use crate::parse::date;

/// No imprint is longer, in bytes.
const LONGEST: usize = 120;

/// What is looked at of it at most: years, and words that its figures may begin with.
const YEARS: usize = 3;
const WORDS: usize = 10;

/// Finds the imprint that an entry ends with; of several years the last that can be it.
pub(super) fn find(line: &Line, from: usize) -> Option<Imprint> {
    let text = line.text().trim_end_matches([' ', '.', ',', ';']);
    let begin = tail(text, from);
    let years = years(text, begin);
    let mut years = years.into_iter().rev().take(YEARS);
    years.find_map(|year| at(text, from, year))
}

/// The year in brackets that an entry ends with, and where they stand: `Preprint at X (2014).`
pub(super) fn closing(line: &Line, from: usize) -> Option<(Date, usize)> {
    let text = line.text().trim_end_matches([' ', '.', ',', ';']);
    let (before, year) = text.strip_suffix(')')?.rsplit_once('(')?;
    let year = date::year(year).filter(|_| before.len() >= from)?;
    Some((Date::new(year, None, None), before.len()))
}

/// Where the tail of a text begins that an imprint can be in.
fn tail(text: &str, from: usize) -> usize {
    let begin = text.len().saturating_sub(LONGEST);
    text.floor_char_boundary(begin).max(from)
}

/// Reads the imprint whose year stands at a place of a text that ends with it.
fn at(text: &str, from: usize, place: usize) -> Option<Imprint> {
    let (before, rest) = text.split_at_checked(place)?;
    let (year, behind) = rest.split_at_checked(4)?;
    let year = date::year(year)?;
    let brackets = before.strip_suffix('(').zip(behind.strip_prefix(')'));
    let (before, behind) = brackets.unwrap_or((before, behind));
    let (before, month) = without_month(before.trim_end());
    // Outside of brackets a comma parts it from figures before it.
    let figures = || match brackets {
        Some(_) => Some(before),
        None => before.strip_suffix(','),
    };
    let behind = behind.trim_start_matches([' ', ',', ':', ';']);
    let (start, numbers) = if behind.is_empty() {
        last(figures()?, "", from)?
    } else if let Some(numbers) = whole(behind) {
        let journal = before.trim_end_matches([',', '.', ' ']);
        let named = journal.ends_with(|c: char| c.is_alphabetic() || c == ')');
        named.then_some((journal.len(), numbers))?
    } else {
        last(figures()?, behind, from)?
    };
    let journal = text.get(from..start)?;
    journal.contains(char::is_alphabetic).then_some(())?;
    // `The Lore Times, May 5, 2015, p. A1` has no fifth volume.
    let last = journal.trim_end().rsplit(' ').next()?;
    date::month(last.trim_end_matches('.'))
        .is_none()
        .then_some(())?;
    Some(Imprint {
        start,
        issued: Date::new(year, month, None),
        numbers,
        evidence: Evidence::Full,
    })
}

/// Finds a volume, an issue and pages at the end of a text, with pages that stand elsewhere, if so; gives
/// where they begin. No volume is a year here.
fn last(text: &str, pages: &str, from: usize) -> Option<(usize, Numbers)> {
    let begin = tail(text, from);
    let words = text.get(begin..)?.rmatch_indices(' ').take(WORDS);
    let words: Vec<usize> = words.map(|(at, _)| begin + at + 1).collect();
    words.into_iter().rev().find_map(|start| {
        let figures = text.get(start..)?;
        let numbers = if pages.is_empty() {
            whole(figures)
        } else {
            whole(&format!("{figures}, {pages}"))
        };
        let volume = numbers.as_ref()?.volume.as_deref()?;
        let is_year = volume.len() == 4 && date::year(volume).is_some();
        Some((start, numbers?)).filter(|_| !is_year)
    })
}

/// Reads a text that is a volume, perhaps an issue, and pages: `5(2):3–9`, `vol. 5, no. 2, pp. 3–9`.
fn whole(text: &str) -> Option<Numbers> {
    let labels = ["vol. ", "Vol. ", "volume ", "Volume "];
    let bare = labels.iter().find_map(|label| text.strip_prefix(label));
    let (mut numbers, mut rest) = numbers::read(bare.unwrap_or(text))?;
    let named = [", no. ", ", No. ", " no. ", ", issue ", ", nr. "];
    if let Some(issue) = named.iter().find_map(|label| rest.strip_prefix(label)) {
        let end = issue.find([',', ':', ' ']).unwrap_or(issue.len());
        let (issue, after) = issue.split_at_checked(end)?;
        issue.contains(|c: char| c.is_ascii_digit()).then_some(())?;
        numbers.issue = Some(issue.to_owned());
        let (page, after) = numbers::pages(after.strip_prefix([',', ':'])?)?;
        numbers.page = Some(page);
        rest = after;
    }
    let full = numbers.volume.is_some() && numbers.page.is_some();
    (full && rest.trim_matches([' ', '.', ',', ';']).is_empty()).then_some(numbers)
}

/// A text without the month that it ends with, or the months: `pp. 3–9, Mar.`, `pp. 3–9, Jan.–Feb.` Of
/// several none is told.
fn without_month(text: &str) -> (&str, Option<u8>) {
    let Some((before, word)) = text.rsplit_once(' ') else {
        return (text, None);
    };
    let month = |word: &str| date::month(word.trim_end_matches('.'));
    if let Some(month) = month(word) {
        return (before, Some(month));
    }
    let several = word
        .split(['-', '–', '/'])
        .all(|word| month(word).is_some());
    (if several { before } else { text }, None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    fn read(text: &str) -> Option<String> {
        let found = find(&Line::of(&[Inline::text(text)]), 0)?;
        let Numbers {
            volume,
            issue,
            page,
        } = found.numbers;
        let parts = found.issued.date_parts.concat();
        let (before, _) = text.split_at(found.start);
        let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
        let numbers = [volume, issue, page].map(Option::unwrap_or_default);
        Some(format!(
            "{before}| {} | {}",
            numbers.join(" "),
            parts.join("/")
        ))
    }

    #[test]
    fn the_year_stands_within_or_behind_the_figures() {
        for (text, expected) in [
            ("Bone 5, 3–9 (2014).", "Bone | 5  3–9 | 2014"),
            ("Bone 5, e12 (2014)", "Bone | 5  e12 | 2014"),
            ("Bone 5 (2014) 3–9.", "Bone | 5  3–9 | 2014"),
            ("Bone 5 (2) (2014) 3–9.", "Bone | 5 2 3–9 | 2014"),
            ("Bone 5, no. 2 (2014): 3–9.", "Bone | 5 2 3–9 | 2014"),
            ("Bone 12:345–350, 2017", "Bone | 12  345–350 | 2017"),
            ("Bone 12(3):345-350, 2017.", "Bone | 12 3 345-350 | 2017"),
            ("Bone (2017) 12:345–50.", "Bone| 12  345–50 | 2017"),
            ("Bone 2014, 5 (2), 3–9.", "Bone| 5 2 3–9 | 2014"),
            ("Bone, 2014, 5, 3–9.", "Bone| 5  3–9 | 2014"),
            ("Bone (Oxf) 2014, 5, 3–9.", "Bone (Oxf)| 5  3–9 | 2014"),
            ("Bone 9876, 3–9 (2014).", "Bone | 9876  3–9 | 2014"),
            ("Bone. 2017 12:345-50", "Bone| 12  345-50 | 2017"),
            (
                "Bone, vol. 5, no. 2, pp. 3–9, May 2014.",
                "Bone, | 5 2 3–9 | 2014/5",
            ),
            (
                "Bone, vol. 5, no. 2, pp. 3–9, Jan.–Feb. 2014.",
                "Bone, | 5 2 3–9 | 2014",
            ),
            (
                "Bone, vol. 5, no. 2, 2014, pp. 3–9",
                "Bone, | 5 2 3–9 | 2014",
            ),
            (
                "Bones of 1999. Bone 5 (2014) 3–9.",
                "Bones of 1999. Bone | 5  3–9 | 2014",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_year_alone_is_no_imprint() {
        for text in [
            "Bones of the hand (2014)",
            "Bern: Huber, 2014, pp. 3–9",
            "Bern: Huber, 2014",
            "12 (2014) 3–9",
            "Bones. 5:3–9 2014",
            "Bone 2010, 2014",
            "Bone 2010, 3–9 (2014)",
            "The Lore Times, May 5, 2015, p. 3",
            "Bone 5, 3–9 (2014) and more",
            "Bone 5 (2014)",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_imprint_is_in_the_last_piece_of_an_entry() {
        let text = "é".repeat(LONGEST);
        assert_eq!(tail(&text, 0), LONGEST);
        assert_eq!(tail(&text, LONGEST + 2), LONGEST + 2);
        assert_eq!(tail(&format!("{text}."), 0), LONGEST);
        assert_eq!(tail("Bone 5", 2), 2);
    }

    #[test]
    fn a_year_in_brackets_may_close_an_entry() {
        let read = |text: &str| closing(&Line::of(&[Inline::text(text)]), 0).map(|(_, at)| at);
        assert_eq!(read("Preprint at X  (2014)."), Some(14));
        for text in ["Bones (2014) and", "Bones 2014", "Bones (5)", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
