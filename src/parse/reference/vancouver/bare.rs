//! Entries whose fields stand one after the other, without the marks of any style, as they do in
//! texts that were taken out of a database or a file of mark-up:
//!
//! ```text
//! Doe J Roe AB 2010 On bones. J Bone Lore 12 115 121
//! DoeJ RoeAB On bones. J Bone Lore 2010 12 115 121
//! ```
//!
//! Names show themselves by their initials, and the numbers by standing at the end. The title
//! has kept its full stop, which alone parts it from the journal; without one nobody can tell.

use std::ops::Range;

use super::journal;
use super::line::Line;
use super::names;
use super::numbers::Numbers;
use super::person;
use crate::model::{Csl, Custom, Date, Name};
use crate::parse::date;

/// The most words that one name has.
const LONGEST_NAME: usize = 5;

/// The most numbers and words of parts at the end: year, volume, `Spec No 1`, first and last page.
const MOST_NUMBERS: usize = 8;

/// Longer than any number of a volume or a page.
const LONGEST_NUMBER: usize = 12;

/// Reads such an entry into its fields; false for any other.
pub(super) fn read(line: &Line, csl: &mut Csl) -> bool {
    let text = line.text();
    let words = words(text);
    let people = people(text, &words);
    let people = if people.names.is_empty() {
        group(text, &words)
    } else {
        people
    };
    let Some(after) = words
        .get(people.words..)
        .filter(|_| !people.names.is_empty())
    else {
        return false;
    };
    let year_first = after
        .first()
        .and_then(|word| year(text.get(word.clone()).unwrap_or_default()));
    let title = after.get(usize::from(year_first.is_some()));
    let Some(start) = title.map(|word| word.start) else {
        return false;
    };
    let tail = tail(text, after);
    let (issued, numbers) = match year_first {
        Some(issued) => (issued, tail.numbers.as_slice()),
        None => match tail.numbers.iter().position(|word| year(word).is_some()) {
            Some(0) if tail.numbers.len() > 1 => {
                let [first, rest @ ..] = tail.numbers.as_slice() else {
                    return false;
                };
                let Some(issued) = year(first) else {
                    return false;
                };
                (issued, rest)
            }
            _ => return false,
        },
    };
    if tail.start <= start {
        return false;
    }
    let mut halves = journal::part(line, start..tail.start, false);
    if halves.title.is_none() || halves.container.is_none() {
        // Nothing parts the title from the journal; the numbers are still what they are.
        if numbers.len() < 2 {
            return false;
        }
        halves = journal::Halves::default();
    }
    csl.author = people.names;
    if people.et_al {
        csl.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
    }
    csl.issued = Some(issued);
    super::fill(halves, volume_and_pages(numbers), csl);
    true
}

/// Where the words of a text are.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut start = 0;
    for word in text.split(' ') {
        if !word.is_empty() {
            words.push(start..start + word.len());
        }
        start += word.len() + 1;
    }
    words
}

#[derive(Default)]
struct People {
    names: Vec<Name>,
    et_al: bool,
    /// How many words they take.
    words: usize,
}

/// The people that a text begins with.
fn people(text: &str, words: &[Range<usize>]) -> People {
    let word = |at: usize| words.get(at).and_then(|range| text.get(range.clone()));
    let mut people = People::default();
    loop {
        let at = people.words;
        if word(at) == Some("et") && word(at + 1).is_some_and(|word| word.starts_with("al")) {
            people.et_al = true;
            people.words += 2;
            return people;
        }
        let Some((names, length)) = person(&word, at) else {
            return people;
        };
        people.names.extend(names);
        people.words += length;
    }
}

/// The group that a text begins with, up to the year: `Bone Study Group 2010 On bones.`
fn group(text: &str, words: &[Range<usize>]) -> People {
    let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let head = words.iter().take(2 * LONGEST_NAME);
    let found = head.clone().position(|range| year(word(range)).is_some());
    let Some((at, range)) = found.and_then(|at| Some((at, words.get(at)?))) else {
        return People::default();
    };
    let printed = text.get(..range.start).unwrap_or_default().trim();
    let marks = printed.contains([',', ';', ':', '.', '(', '?']);
    match names::list(printed).filter(|_| !marks) {
        Some(group) => People {
            names: group.names,
            et_al: false,
            words: at,
        },
        None => People::default(),
    }
}

/// The person at a word, or all those that were run together in it, and how many words that is.
fn person<'a>(word: &impl Fn(usize) -> Option<&'a str>, at: usize) -> Option<(Vec<Name>, usize)> {
    let mut printed = String::new();
    for length in 1..=LONGEST_NAME {
        let next = word(at + length - 1)?;
        if next.contains([',', ';', ':', '(', '[', '?', '!']) {
            return None;
        }
        if !printed.is_empty() {
            printed.push(' ');
        }
        printed.push_str(next);
        // Several that print ran together would pass for one with a long name.
        if let Some(run) = names::run(&printed) {
            return Some((run.names, length));
        }
        let Some(mut name) = person::person(&printed) else {
            continue;
        };
        let mut length = length;
        // `DoeR. A`, `Doe R A`: an initial that stands apart; a capital before small letters
        // begins the title.
        for _ in 1..LONGEST_NAME {
            let Some(more) = word(at + length).filter(|more| more.len() <= 2) else {
                break;
            };
            let next = word(at + length + 1);
            let in_title = next.is_some_and(|next| next.starts_with(char::is_lowercase));
            let longer = person::person(&format!("{printed} {more}"));
            let Some(longer) = longer.filter(|_| person::initials(more) && !in_title) else {
                break;
            };
            printed = format!("{printed} {more}");
            name = longer;
            length += 1;
        }
        if let Some(suffix) = word(at + length).filter(|word| person::suffix(word)) {
            name.suffix = Some(suffix.to_owned());
            length += 1;
        }
        return Some((vec![name], length));
    }
    None
}

/// A year, and the letter that tells two works of it apart.
fn year(word: &str) -> Option<Date> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let letters = word.len() - digits.len();
    let year = date::year(digits).filter(|_| letters <= 1)?;
    Some(Date::new(year, None, None))
}

/// The numbers at the end, and where they begin.
struct Tail<'a> {
    numbers: Vec<&'a str>,
    start: usize,
}

fn tail<'a>(text: &'a str, words: &[Range<usize>]) -> Tail<'a> {
    // `252 265; discussion 265–6`: what is said beside the pages.
    let aside = words.iter().position(|word| {
        let word = text.get(word.clone()).unwrap_or_default();
        word.strip_suffix(';').is_some_and(is_number)
    });
    let words = aside.and_then(|at| words.get(..=at)).unwrap_or(words);
    let mut tail = Tail {
        numbers: Vec::new(),
        start: words.last().map_or(0, |word| word.end),
    };
    for word in words.iter().rev().take(MOST_NUMBERS) {
        let number = text.get(word.clone()).unwrap_or_default();
        let number = number.trim_end_matches(['.', ';']);
        if !is_number(number) && !is_part(number) {
            break;
        }
        tail.numbers.insert(0, number);
        tail.start = word.start;
    }
    // A word of a part begins no numbers: it is the journal's.
    while let [first, ..] = tail.numbers.as_slice()
        && is_part(first)
    {
        tail.numbers.remove(0);
        let after = words.iter().find(|word| word.start > tail.start);
        tail.start = after.map_or(text.len(), |word| word.start);
    }
    tail
}

/// A word that names a part of a volume: `7 Suppl 1 S13`, `81 Spec No 1 S6 11`, `9 Fall 287 330`.
fn is_part(word: &str) -> bool {
    matches!(
        word.trim_end_matches('.'),
        "Suppl"
            | "Supplement"
            | "Spec"
            | "No"
            | "Pt"
            | "Part"
            | "Spring"
            | "Summer"
            | "Autumn"
            | "Fall"
            | "Winter"
    )
}

/// The number of a volume, an issue or a page: `12`, `e12223`, `S5`, `36A`, `1-2`, `xvi`.
fn is_number(word: &str) -> bool {
    let shaped = word
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '–' | '/' | '.'));
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let letters = word.chars().filter(char::is_ascii_alphabetic).count();
    let roman = word.len() > 1 && word.chars().all(|c| "ivxl".contains(c));
    shaped && word.len() <= LONGEST_NUMBER && (digits > 0 && letters <= digits.max(1) + 1 || roman)
}

/// Which of the numbers is which, by how many there are.
fn volume_and_pages(numbers: &[&str]) -> Numbers {
    let own = |word: &str| Some(word.to_owned());
    let range = |first: &str, last: &str| {
        Some(if first == last {
            first.to_owned()
        } else {
            format!("{first}-{last}")
        })
    };
    // What stands between the volume and the pages, from the first word of a part to the number
    // after its last.
    if let Some(last) = numbers.iter().rposition(|word| is_part(word)) {
        let season = numbers.get(last).is_some_and(|word| is_season(word));
        let until = if season { last + 1 } else { last + 2 }.min(numbers.len());
        let issue = numbers.get(..until).and_then(|before| before.get(1..));
        let pages = numbers.get(until..).unwrap_or_default();
        return Numbers {
            volume: numbers.first().and_then(|word| own(word)),
            issue: issue
                .filter(|issue| !issue.is_empty())
                .map(|issue| issue.join(" ")),
            page: match pages {
                [first, last, ..] => range(first, last),
                [page] => own(page),
                [] => None,
            },
        };
    }
    match numbers {
        [] => Numbers::default(),
        [volume] => Numbers {
            volume: own(volume),
            ..Numbers::default()
        },
        [volume, page] => Numbers {
            volume: own(volume),
            page: own(page),
            ..Numbers::default()
        },
        [volume, first, last] if follows(first, last) => Numbers {
            volume: own(volume),
            page: range(first, last),
            ..Numbers::default()
        },
        [volume, issue, page] => Numbers {
            volume: own(volume),
            issue: own(issue),
            page: own(page),
        },
        [volume, issue, first, last, ..] => Numbers {
            volume: own(volume),
            issue: own(issue),
            page: range(first, last),
        },
    }
}

fn is_season(word: &str) -> bool {
    matches!(word, "Spring" | "Summer" | "Autumn" | "Fall" | "Winter")
}

/// Whether one page can be the last of an article that begins at another: it is no smaller, or
/// it is cut to the figures that change, or both have the same letter.
fn follows(first: &str, last: &str) -> bool {
    let figures = |word: &str| -> String { word.chars().filter(char::is_ascii_digit).collect() };
    let letters = |word: &str| -> String { word.chars().filter(|c| c.is_alphabetic()).collect() };
    let (from, to) = (figures(first), figures(last));
    match (from.parse::<u64>(), to.parse::<u64>()) {
        (Ok(from), Ok(to)) if letters(first) == letters(last) || letters(last).is_empty() => {
            to >= from || figures(last).len() < figures(first).len()
        }
        (Err(_), Err(_)) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CslType, Inline};

    fn fields(text: &str) -> Option<[String; 6]> {
        let mut csl = Csl::new(CslType::Document);
        read(&Line::of(&[Inline::text(text)]), &mut csl).then(|| {
            let names: Vec<String> = csl
                .author
                .iter()
                .map(|name| {
                    let parts = [
                        &name.non_dropping_particle,
                        &name.family,
                        &name.given,
                        &name.suffix,
                        &name.literal,
                    ];
                    let parts: Vec<&str> = parts
                        .into_iter()
                        .filter_map(|part| part.as_deref())
                        .collect();
                    parts.join(" ")
                })
                .collect();
            [
                names.join("; "),
                csl.title.unwrap_or_default(),
                csl.container_title.unwrap_or_default(),
                csl.volume.unwrap_or_default(),
                csl.issue.unwrap_or_default(),
                csl.page.unwrap_or_default(),
            ]
        })
    }

    #[test]
    fn fields_without_marks_are_told_apart() {
        for (text, expected) in [
            (
                "DoeJ van den RoeAB 2010b On bones. J Bone Lore 12 115 121",
                [
                    "Doe J; van den Roe AB",
                    "On bones",
                    "J Bone Lore",
                    "12",
                    "",
                    "115-121",
                ],
            ),
            (
                "Doe J Davey Smith G Are bones hard? Bone 1999 3 e12",
                [
                    "Doe J; Davey Smith G",
                    "Are bones hard?",
                    "Bone",
                    "3",
                    "",
                    "e12",
                ],
            ),
            (
                "DoeJRoeABPoeE 2010 On bones. Bone 15 1 1 14",
                [
                    "Doe J; Roe AB; Poe E",
                    "On bones",
                    "Bone",
                    "15",
                    "1",
                    "1-14",
                ],
            ),
            (
                "DoeJ 2010 On bones. Bone",
                ["Doe J", "On bones", "Bone", "", "", ""],
            ),
            (
                "DoeJJr 2009 On bones. Bone 81 Spec No 1 S6 11",
                ["Doe J Jr", "On bones", "Bone", "81", "Spec No 1", "S6-11"],
            ),
            (
                "Bone Study Group 2000 On bones. Bone 7 Fall 287 330",
                [
                    "Bone Study Group",
                    "On bones",
                    "Bone",
                    "7",
                    "Fall",
                    "287-330",
                ],
            ),
            (
                "Doe J 2010 On bones without an end Bone 5 3 9",
                ["Doe J", "", "", "5", "", "3-9"],
            ),
            (
                "DoeR. A 2010 On bones. Bone 124 xvi xviii",
                ["Doe R. A.", "On bones", "Bone", "124", "", "xvi-xviii"],
            ),
            (
                "Doe J Poe P Roe R Jr 2010 On bones. Bone 5 3 9",
                ["Doe J; Poe P; Roe R Jr", "On bones", "Bone", "5", "", "3-9"],
            ),
            (
                "Doe J Roe R A Bones rest. Bone 2010 5 3 9",
                ["Doe J; Roe R A", "Bones rest", "Bone", "5", "", "3-9"],
            ),
            (
                "Doe J Roe R A bone is hard. Bone 2010 5 3 9",
                ["Doe J; Roe R", "A bone is hard", "Bone", "5", "", "3-9"],
            ),
            (
                "Doe J A bone is hard. Bone 2010 5 3 9",
                ["Doe J", "A bone is hard", "Bone", "5", "", "3-9"],
            ),
            (
                "Doe J 2010 On bones. Bone Part Suppl 12 3 9",
                ["Doe J", "On bones", "Bone Part Suppl", "12", "", "3-9"],
            ),
            (
                "Study Group of the Old and New Bone 2000 On bones. Bone 7 287 330",
                [
                    "Study Group of the Old and New Bone",
                    "On bones",
                    "Bone",
                    "7",
                    "",
                    "287-330",
                ],
            ),
            (
                "Doe A B C D E Bones rest. Bone 2010 5 3 9",
                ["Doe A B C D E", "Bones rest", "Bone", "5", "", "3-9"],
            ),
        ] {
            assert_eq!(fields(text), Some(expected.map(str::to_owned)), "{text}");
        }
    }

    #[test]
    fn numbers_are_told_apart_by_how_many_there_are() {
        let read = |text: &str| {
            let words: Vec<&str> = text.split(' ').collect();
            let numbers = volume_and_pages(&words);
            [numbers.volume, numbers.issue, numbers.page].map(Option::unwrap_or_default)
        };
        for (text, expected) in [
            ("12", ["12", "", ""]),
            ("12 115", ["12", "", "115"]),
            ("12 115 121", ["12", "", "115-121"]),
            ("12 2 e5", ["12", "2", "e5"]),
            ("12 2 115 121", ["12", "2", "115-121"]),
            ("7 Suppl 1 S13", ["7", "Suppl 1", "S13"]),
            ("7 Suppl 1 S13 S13", ["7", "Suppl 1", "S13"]),
            ("7 Fall", ["7", "Fall", ""]),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_last_page_follows_the_first() {
        for (first, last) in [
            ("115", "121"),
            ("115", "115"),
            ("115", "21"),
            ("S6", "S11"),
            ("S6", "11"),
            ("xvi", "xviii"),
        ] {
            assert!(follows(first, last), "{first} {last}");
        }
        for (first, last) in [
            ("121", "115"),
            ("21", "15"),
            ("e5", "S11"),
            ("6", "S11"),
            ("6", "xvi"),
            ("xvi", "6"),
        ] {
            assert!(!follows(first, last), "{first} {last}");
        }
    }

    #[test]
    fn numbers_have_few_letters() {
        for word in ["12", "e12223", "S5", "36A", "1-2", "xvi", "SS5", "3/4"] {
            assert!(is_number(word), "{word}");
        }
        for word in ["", "x", "Bone", "abc1", "1+2", "12345678901234567890123"] {
            assert!(!is_number(word), "{word}");
        }
    }

    #[test]
    fn entries_with_marks_are_left_to_others() {
        for text in [
            "Doe J, Roe A. On bones. Bone. 2010;5:3-9.",
            "Doe J (2010) On bones. Bone 5: 3-9.",
            "Doe J. On bones. Bone 2010;5:3.",
            "Doe J 2010 On bones without an end",
            "On bones. Bone 2010 5 3",
            "",
        ] {
            assert_eq!(fields(text), None, "{text}");
        }
    }
}
