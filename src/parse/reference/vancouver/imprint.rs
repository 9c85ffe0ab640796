//! Where and when a work came out: the end of an entry, which begins with its year.

use super::line::Line;
use super::numbers::{self, Numbers};
use crate::model::Date;
use crate::parse::date;

/// How much the text after a year shows that it is the year of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Evidence {
    /// The year is a sentence of its own: `Title. 2010.`
    Alone,
    /// Something of a volume follows the year: `Bone. 2010;5.`
    Some,
    /// The year closes the name of a publisher: `Bern: Huber; 2010.`
    Publisher,
    /// A volume or an issue follows, and pages: `Bone. 2010;5:3-9.`
    Full,
}

/// What print may name instead of a month.
const SEASONS: [&str; 5] = ["Spring", "Summer", "Autumn", "Fall", "Winter"];

/// The end of an entry.
#[derive(Debug, PartialEq)]
pub(super) struct Imprint {
    /// Where the year begins.
    pub(super) start: usize,
    /// The date of publication.
    pub(super) issued: Date,
    /// Where in the volume.
    pub(super) numbers: Numbers,
    /// What it was recognised by.
    pub(super) evidence: Evidence,
}

/// Finds the end of an entry: the year with the most evidence, of equals the first.
///
/// Of years that stand alone the last is taken, since titles may have one too.
pub(super) fn find(line: &Line, from: usize) -> Option<Imprint> {
    let mut best: Option<Imprint> = None;
    for start in years(line.text(), from) {
        let Some(found) = at(line, from, start) else {
            continue;
        };
        let better = best.as_ref().is_none_or(|best| {
            found.evidence > best.evidence
                || (found.evidence == Evidence::Alone && best.evidence == Evidence::Alone)
        });
        if better {
            best = Some(found);
        }
    }
    best
}

/// Where the words of a text begin that are a year.
pub(super) fn years(text: &str, from: usize) -> Vec<usize> {
    let tail = text.get(from..).unwrap_or_default();
    let mut start = from;
    let mut found = Vec::new();
    for word in tail.split(|c: char| !c.is_alphanumeric()) {
        if date::year(word).is_some() {
            found.push(start);
        }
        start += word.len();
        // The mark after the word.
        start += text
            .get(start..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    found
}

/// Reads the imprint whose year stands at a place.
fn at(line: &Line, from: usize, start: usize) -> Option<Imprint> {
    let text = line.text();
    let (issued, rest) = date::prefix(text.get(start..)?)?;
    let before = text.get(from..start)?.trim_end();
    // `Bone. Spring 2010;5(2)`
    let season = SEASONS
        .iter()
        .find_map(|season| before.strip_suffix(season));
    let start = season.map_or(start, |before| from + before.len());
    let before = season.map_or(before, str::trim_end);
    let italic = line.emphasis_before(start, &['.', ',', ' ']).is_some();
    let closed = italic || before.is_empty() || before.ends_with(['.', '?', '!', ')', ']', ';']);
    let rest = without_season(rest);
    let volume = rest.strip_prefix(';');
    let numbers = volume
        .or_else(|| closed.then(|| rest.trim_start_matches([',', ':', '.'])))
        .and_then(numbers::read)
        .map(|(numbers, _)| numbers);
    let full = |numbers: &Numbers| {
        numbers.page.is_some() && (numbers.volume.is_some() || numbers.issue.is_some())
    };
    // Behind a remark that has been taken out a semicolon may be left, and nothing follows it.
    let publisher = !italic && volume.and_then(numbers::read).is_none() && closes_publisher(before);
    let evidence = match &numbers {
        _ if publisher => Evidence::Publisher,
        Some(numbers) if full(numbers) => Evidence::Full,
        // `Bone. 2010:3-9.`: a journal without volumes.
        Some(numbers) if closed && rest.starts_with(':') && numbers.page.is_some() => {
            Evidence::Some
        }
        // `2010;5` after a comma or a plain word still has the semicolon of journals.
        Some(numbers) if volume.is_some() && (closed || numbers.issue.is_some()) => Evidence::Some,
        _ if closed && rest.trim_start().is_empty() => Evidence::Alone,
        _ if closed && rest.starts_with(['.', ';', ',', ' ']) => Evidence::Alone,
        _ => return None,
    };
    let numbers = match evidence {
        Evidence::Publisher => book_pages(rest),
        Evidence::Alone => Numbers::default(),
        _ => numbers.unwrap_or_default(),
    };
    Some(Imprint {
        start,
        issued,
        numbers,
        evidence,
    })
}

/// Whether a text ends as a publisher does before a year: `Huber;`, or `Bern: Huber,`.
fn closes_publisher(before: &str) -> bool {
    let mut marks = before.chars().rev().take(120).filter(|c| ".:".contains(*c));
    before.ends_with(';') || (before.ends_with(',') && marks.next() == Some(':'))
}

/// The pages after the year of a book: `:3-9`, `. p. 3-9`, ` pp. 3–9`.
fn book_pages(rest: &str) -> Numbers {
    let colon = rest.strip_prefix(':');
    let label = rest.trim_start_matches(['.', ',', ';', ' ']);
    let pages = colon.or_else(|| label.starts_with(['p', 'P']).then_some(label));
    Numbers {
        page: pages.and_then(numbers::pages).map(|(page, _)| page),
        ..Numbers::default()
    }
}

/// What follows a season: `2010 Spring;5(2)`. CSL's dates have no place for it.
fn without_season(rest: &str) -> &str {
    let rest = rest.trim_start();
    SEASONS
        .iter()
        .find_map(|season| rest.strip_prefix(season))
        .unwrap_or(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    fn read(text: &str) -> Option<(Evidence, usize, Option<String>)> {
        let found = find(&Line::of(&[Inline::text(text)]), 0)?;
        Some((found.evidence, found.start, found.numbers.page))
    }

    #[test]
    fn the_year_with_the_most_evidence_wins() {
        let page = |page: &str| Some(page.to_owned());
        for (text, expected) in [
            (
                "Bones in 1999. Bone. 2010;5:3-9.",
                (Evidence::Full, 21, page("3-9")),
            ),
            ("Bone 2010;5(2):3-9.", (Evidence::Full, 5, page("3-9"))),
            ("Bone. 2010;2010:77.", (Evidence::Full, 6, page("77"))),
            ("Bone. 2010 Spring;5:3.", (Evidence::Full, 6, page("3"))),
            ("Bone. Spring 2010;5:3.", (Evidence::Full, 6, page("3"))),
            ("Bone. 2010;5.", (Evidence::Some, 6, None)),
            ("Bones. 1999. Bone. 2010.", (Evidence::Alone, 19, None)),
            (
                "Bones. 1999. Bone. 2010;5:3-9.",
                (Evidence::Full, 19, page("3-9")),
            ),
            (
                "Bone. 2010;5:3-9. Bone. 2011;6:4-5.",
                (Evidence::Full, 6, page("3-9")),
            ),
            ("Bone. 2010;5:3-9. 1999.", (Evidence::Full, 6, page("3-9"))),
            ("2010, 5, 3-9.", (Evidence::Full, 0, page("3-9"))),
            ("Bone. 2010:3-9.", (Evidence::Some, 6, page("3-9"))),
            ("Bone. 2010, 3-9.", (Evidence::Alone, 6, None)),
            ("Bone. 2010, 5.", (Evidence::Alone, 6, None)),
            (
                "Bones. Bern: Huber; 2010:3-9.",
                (Evidence::Publisher, 20, page("3-9")),
            ),
            (
                "Bones. Bern: Huber; 2010. p. 3-9.",
                (Evidence::Publisher, 20, page("3-9")),
            ),
        ] {
            assert_eq!(read(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn italics_close_as_a_full_stop_does() {
        let journal = Inline::Emphasis {
            children: vec![Inline::text("Bone")],
        };
        let line = Line::of(&[journal, Inline::text(" 2010, 5, 3-9.")]);
        let evidence = find(&line, 0).map(|found| found.evidence);
        assert_eq!(evidence, Some(Evidence::Full));
    }

    #[test]
    fn a_year_within_a_sentence_is_no_imprint() {
        for text in [
            "Bones in 2010",
            "The 1999 study of bones",
            "2010a. Bones",
            "Bone 2010;5",
            "Bone 2010:3-9",
            "Bone 12345",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
