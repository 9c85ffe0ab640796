//! The labels that print gives to parts: `Figure 2`, `Table S1`, `Abb. 3a`.
//!
//! One grammar for both places where they stand: at the beginning of a caption, where typing is
//! forgiven, and in running text, where only what is printed like a name is one.

use crate::parse::characters::{
    is_dash, is_delimiter, is_space, is_superscript_letter, is_unspaced,
};

/// What is labelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Figure,
    Table,
    Box,
    Equation,
    Plate,
    Scheme,
}

impl Kind {
    /// How identifiers name it, whatever the language.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Figure => "figure",
            Self::Table => "table",
            Self::Box => "box",
            Self::Equation => "equation",
            Self::Plate => "plate",
            Self::Scheme => "scheme",
        }
    }
}

/// Whether a full stop belongs to a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// It is no abbreviation.
    Never,
    /// `Fig.` and `Fig`.
    May,
    /// `Tab.`, since `Tab` is a word of its own.
    Must,
}

/// A word in lower case, what it names, its full stop, and whether it announces several numbers.
type Known = (&'static str, Kind, Stop, bool);

const WORDS: &[Known] = &[
    ("figure", Kind::Figure, Stop::Never, false),
    ("figures", Kind::Figure, Stop::Never, true),
    ("fig", Kind::Figure, Stop::May, false),
    ("figs", Kind::Figure, Stop::May, true),
    ("abbildung", Kind::Figure, Stop::Never, false),
    ("abbildungen", Kind::Figure, Stop::Never, true),
    ("abb", Kind::Figure, Stop::Must, true),
    ("figura", Kind::Figure, Stop::Never, false),
    ("figuras", Kind::Figure, Stop::Never, true),
    ("figuur", Kind::Figure, Stop::Never, false),
    ("figuren", Kind::Figure, Stop::Never, true),
    ("afbeelding", Kind::Figure, Stop::Never, false),
    ("afbeeldingen", Kind::Figure, Stop::Never, true),
    ("table", Kind::Table, Stop::Never, false),
    ("tables", Kind::Table, Stop::Never, true),
    ("tabelle", Kind::Table, Stop::Never, false),
    ("tabellen", Kind::Table, Stop::Never, true),
    ("tab", Kind::Table, Stop::Must, true),
    ("tableau", Kind::Table, Stop::Never, false),
    ("tableaux", Kind::Table, Stop::Never, true),
    ("tabla", Kind::Table, Stop::Never, false),
    ("tablas", Kind::Table, Stop::Never, true),
    ("cuadro", Kind::Table, Stop::Never, false),
    ("cuadros", Kind::Table, Stop::Never, true),
    ("tabella", Kind::Table, Stop::Never, false),
    ("tabel", Kind::Table, Stop::Never, false),
    ("box", Kind::Box, Stop::Never, false),
    ("boxes", Kind::Box, Stop::Never, true),
    ("equation", Kind::Equation, Stop::Never, false),
    ("equations", Kind::Equation, Stop::Never, true),
    ("eq", Kind::Equation, Stop::May, false),
    ("eqn", Kind::Equation, Stop::May, false),
    ("eqs", Kind::Equation, Stop::May, true),
    ("eqns", Kind::Equation, Stop::May, true),
    ("gleichung", Kind::Equation, Stop::Never, false),
    ("gleichungen", Kind::Equation, Stop::Never, true),
    ("équation", Kind::Equation, Stop::Never, false),
    ("équations", Kind::Equation, Stop::Never, true),
    ("ecuación", Kind::Equation, Stop::Never, false),
    ("ecuaciones", Kind::Equation, Stop::Never, true),
    ("equazione", Kind::Equation, Stop::Never, false),
    ("equazioni", Kind::Equation, Stop::Never, true),
    ("vergelijking", Kind::Equation, Stop::Never, false),
    ("vergelijkingen", Kind::Equation, Stop::Never, true),
    ("plate", Kind::Plate, Stop::Never, false),
    ("plates", Kind::Plate, Stop::Never, true),
    ("الشكل", Kind::Figure, Stop::Never, false),
    ("شكل", Kind::Figure, Stop::Never, false),
    ("الجدول", Kind::Table, Stop::Never, false),
    ("جدول", Kind::Table, Stop::Never, false),
    ("الإطار", Kind::Box, Stop::Never, false),
    ("إطار", Kind::Box, Stop::Never, false),
    ("図", Kind::Figure, Stop::Never, false),
    ("表", Kind::Table, Stop::Never, false),
    ("scheme", Kind::Scheme, Stop::Never, false),
    ("schemes", Kind::Scheme, Stop::Never, true),
];

/// The most spaces between a word and its number.
const MOST_SPACES: usize = 3;

/// A word that a number follows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    pub(super) kind: Kind,
    /// Whether it announces several numbers.
    pub(super) several: bool,
    /// Where its number begins.
    pub(super) length: usize,
}

/// The known word at the beginning of a text, as it is printed, and what follows it.
fn known(text: &str) -> Option<(&'static Known, &str, &str)> {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    // The longest word has fourteen letters.
    let (printed, behind) = text.split_at_checked(end).filter(|_| end <= 16)?;
    let lower = printed.to_lowercase();
    let known = WORDS.iter().find(|(name, ..)| *name == lower)?;
    Some((known, printed, behind))
}

/// The word at the beginning of a text, printed as running text prints it: with a capital, or
/// as an abbreviation with a full stop.
pub(super) fn word(text: &str) -> Option<Word> {
    let ((_, kind, stop, several), printed, behind) = known(text)?;
    let stopped = behind.starts_with('.') && *stop != Stop::Never;
    let mut letters = printed.chars();
    // A script without capitals prints a name as any other word.
    let caseless = letters
        .clone()
        .all(|c| !c.is_uppercase() && !c.is_lowercase());
    let capital = caseless
        || letters.next().is_some_and(char::is_uppercase)
            && (letters.clone().all(char::is_lowercase) || letters.all(char::is_uppercase));
    let rest = behind.get(usize::from(stopped)..)?;
    let spaces: usize = rest
        .chars()
        .take(MOST_SPACES)
        .take_while(|c| is_space(*c))
        .map(char::len_utf8)
        .sum();
    let printed_so = stopped || capital && *stop != Stop::Must;
    let set_off = stopped || spaces > 0 || caseless;
    (printed_so && set_off).then_some(Word {
        kind: *kind,
        several: *several,
        length: text.len() - rest.len() + spaces,
    })
}

/// The number of a part as printed: `2`, `2.1`, `S1`, `IV`, `2a`, `2(b)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Number {
    /// The number without what names a place in the part.
    pub(super) base: String,
    /// The place, where it is one letter, in lower case.
    pub(super) place: Option<char>,
    /// Where the number without the place ends.
    pub(super) base_length: usize,
    /// Where all of it ends.
    pub(super) length: usize,
}

impl Number {
    /// Whether it is written with figures.
    pub(super) fn has_figures(&self) -> bool {
        self.base.ends_with(|c: char| c.is_ascii_digit())
    }

    /// Whether another number can be the end of a range that begins here.
    pub(super) fn rises_to(&self, end: &Self) -> bool {
        let value = |number: &Self| {
            let digits = number.base.trim_start_matches(|c: char| c.is_alphabetic());
            digits.parse::<u32>().ok()
        };
        match (value(self), value(end)) {
            (Some(first), Some(last)) => first < last || first == last && self.place < end.place,
            _ => false,
        }
    }
}

/// The number at the beginning of a text. Only formulas have theirs in brackets.
pub(super) fn number(text: &str, kind: Kind) -> Option<Number> {
    if kind == Kind::Equation
        && let Some(inner) = text.strip_prefix('(')
    {
        let mut number = number(inner, Kind::Figure)?;
        number.length += 2;
        number.base_length = number.length;
        return inner
            .get(number.length - 2..)?
            .starts_with(')')
            .then_some(number);
    }
    let (base, is_figures) = base(text)?;
    let behind = text.get(base.len()..)?;
    let (place, length) = if is_figures { place(behind) } else { (None, 0) };
    let next = behind.get(length..)?.chars().next();
    let ends = next.is_none_or(|c| {
        !c.is_alphabetic() && !c.is_ascii_digit() || is_superscript_letter(c) || is_unspaced(c)
    });
    ends.then(|| Number {
        base: base.to_owned(),
        place,
        base_length: base.len(),
        length: base.len() + length,
    })
}

/// Figures, perhaps with a letter before them and parts after a full stop; or capitals.
fn base(text: &str) -> Option<(&str, bool)> {
    let figures =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let letter = usize::from(text.starts_with(|c: char| c.is_ascii_uppercase()));
    let count = figures(text.get(letter..)?);
    if (1..=4).contains(&count) {
        let mut end = letter + count;
        for _ in 0..2 {
            let inner = text.get(end..)?.strip_prefix('.').map_or(0, figures);
            if (1..=3).contains(&inner) {
                end += 1 + inner;
            }
        }
        return Some((text.get(..end)?, true));
    }
    let capitals = text
        .bytes()
        .take(8)
        .take_while(u8::is_ascii_uppercase)
        .count();
    let base = text.get(..capitals)?;
    let roman = base
        .bytes()
        .all(|byte| matches!(byte, b'I' | b'V' | b'X' | b'L'));
    (capitals == 1 || (2..8).contains(&capitals) && roman).then_some((base, false))
}

/// A letter or several behind a number: `a`, `a–c`, `(b)`. The letter, if it is one, and how
/// long it is.
fn place(text: &str) -> (Option<char>, usize) {
    if let Some(inner) = text.strip_prefix('(') {
        return match letters(inner, true) {
            (place, length)
                if length > 0
                    && inner
                        .get(length..)
                        .is_some_and(|behind| behind.starts_with(')')) =>
            {
                (place, length + 2)
            }
            _ => (None, 0),
        };
    }
    letters(text, false)
}

/// Single letters with dashes or commas between them.
fn letters(text: &str, spaced: bool) -> (Option<char>, usize) {
    let letter = |at: usize| {
        let mut characters = text.get(at..)?.chars();
        let letter = characters.next().filter(char::is_ascii_alphabetic)?;
        let alone = !characters.next().is_some_and(|next| {
            next.is_ascii_digit() || next.is_alphabetic() && !is_superscript_letter(next)
        });
        alone.then_some(letter)
    };
    let Some(first) = letter(0) else {
        return (None, 0);
    };
    let mut end = 1;
    let mut count = 1;
    // A letter is one byte; twelve places are more than any part has in one mention.
    while count < 12 {
        let rest = text.get(end..).unwrap_or_default();
        let Some(joint) = rest
            .chars()
            .next()
            .filter(|c| is_dash(*c) || matches!(c, ',' | '/' | '&'))
        else {
            break;
        };
        let space = usize::from(
            spaced
                && rest
                    .get(joint.len_utf8()..)
                    .is_some_and(|r| r.starts_with(' ')),
        );
        let next = end + joint.len_utf8() + space;
        if letter(next).is_none() {
            break;
        }
        end = next + 1;
        count += 1;
    }
    ((count == 1).then(|| first.to_ascii_lowercase()), end)
}

/// How a label at the beginning of a caption is set off from what follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SetOff {
    /// By a mark: `Figure 2. Density`.
    Mark,
    /// By the end of its line.
    Line,
    /// By nothing but the capital of the next word: `Table 2 Density`.
    Capital,
}

/// A label at the beginning of a text.
#[derive(Debug, Clone)]
pub(super) struct Leading {
    pub(super) kind: Kind,
    pub(super) number: Number,
    pub(super) set_off: SetOff,
}

/// Reads the label at the beginning of a caption or a heading, markup allowed. A sentence that
/// begins with a mention, `Figure 2 shows`, has none.
pub(super) fn leading(text: &str) -> Option<Leading> {
    let text = text.trim_start_matches(|c: char| is_delimiter(c) || is_space(c));
    let ((word, kind, stop, several), _, behind) = known(text)?;
    // A caption is about one part. `Abb 1` is one all the same, but `Tab 1` is on a screen.
    let of_one = !several || *stop == Stop::Must;
    if !of_one || *word == "tab" && !behind.starts_with('.') {
        return None;
    }
    let rest = behind.trim_start_matches(['.', ' ', '\u{A0}']);
    let number = number(rest, *kind)?;
    let set_off = set_off(rest.get(number.length..)?)?;
    Some(Leading {
        kind: *kind,
        number,
        set_off,
    })
}

fn set_off(behind: &str) -> Option<SetOff> {
    let behind = behind.trim_start_matches(is_delimiter);
    let figure_follows = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
    let rest = behind.trim_start_matches([' ', '\t', '\u{A0}']);
    let set_apart = rest.len() < behind.len();
    let Some(next) = rest.chars().next() else {
        return Some(SetOff::Line);
    };
    let after = rest.get(next.len_utf8()..)?;
    match next {
        '\n' | '\r' => Some(SetOff::Line),
        '|' => Some(SetOff::Mark),
        '.' | ':' | '—' | '–' if !set_apart && !figure_follows(after) => Some(SetOff::Mark),
        // A dash between spaces may begin an insertion.
        '—' | '–' | '-' if set_apart && after.trim_start().starts_with(char::is_uppercase) => {
            Some(SetOff::Mark)
        }
        _ if set_apart => rest
            .trim_start_matches(|c: char| is_delimiter(c) || matches!(c, '"' | '“' | '«' | '‘'))
            .starts_with(char::is_uppercase)
            .then_some(SetOff::Capital),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_begin_with_a_label() {
        for (text, expected) in [
            ("Figure 2. Density", Some((Kind::Figure, "2", SetOff::Mark))),
            ("FIGURE 2. Density", Some((Kind::Figure, "2", SetOff::Mark))),
            (
                "**Fig 2:** Density",
                Some((Kind::Figure, "2", SetOff::Mark)),
            ),
            (
                "Fig. S1 | Density",
                Some((Kind::Figure, "S1", SetOff::Mark)),
            ),
            (
                "Figura 2.1. Densidad",
                Some((Kind::Figure, "2.1", SetOff::Mark)),
            ),
            ("TABLE IV. Density", Some((Kind::Table, "IV", SetOff::Mark))),
            ("Tab. 3: Dichte", Some((Kind::Table, "3", SetOff::Mark))),
            ("Table 1 – Density", Some((Kind::Table, "1", SetOff::Mark))),
            ("Table 1\nDensity", Some((Kind::Table, "1", SetOff::Line))),
            (
                "Table A2 Density",
                Some((Kind::Table, "A2", SetOff::Capital)),
            ),
            (
                "Equation (3). Density",
                Some((Kind::Equation, "3", SetOff::Mark)),
            ),
            ("Box 1", Some((Kind::Box, "1", SetOff::Line))),
            ("Figure 2 shows", None),
            ("Figure 2 – and this is new – shows", None),
            ("Figures 1–3. Density", None),
            ("Figure 1–3 show", None),
            ("Figure 2.5 times", None),
            ("Figure 2nd. Density", None),
            ("Tab 1: Settings", None),
            ("Figure Legends: all", None),
        ] {
            let found = leading(text);
            let found = found
                .as_ref()
                .map(|found| (found.kind, found.number.base.as_str(), found.set_off));
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn numbers_have_places() {
        for (text, base, place, length) in [
            ("2a shows", "2", Some('a'), 2),
            ("2A–C, which", "2", None, 6),
            ("2a,b", "2", None, 4),
            ("2(b).", "2", Some('b'), 4),
            ("2(a, b)", "2", None, 7),
            ("2 (n = 4)", "2", None, 1),
            ("2(n = 4)", "2", None, 1),
            ("S1b", "S1", Some('b'), 3),
            ("2, as", "2", None, 1),
            ("2. Then", "2", None, 1),
            ("2ᵃ", "2", None, 1),
        ] {
            let found = number(text, Kind::Figure).unwrap();
            assert_eq!(
                (found.base.as_str(), found.place, found.length),
                (base, place, length),
                "{text}"
            );
        }
        for text in ["2nd", "12345", "Two", "a", "", "2mm", "MMXX"] {
            assert_eq!(number(text, Kind::Figure), None, "{text}");
        }
    }

    #[test]
    fn words_are_printed_like_names() {
        for text in [
            "Figure 2",
            "FIGURE 2",
            "Fig. 2",
            "fig. 2",
            "Fig 2",
            "Abb.2",
            "Table\u{A0}2",
        ] {
            assert!(word(text).is_some(), "{text}");
        }
        for text in [
            "figure 2",
            "table 2",
            "fig 2",
            "Figure2",
            "Tab 2",
            "FiGure 2",
            "Figure. 2",
        ] {
            assert!(word(text).is_none(), "{text}");
        }
    }
}
