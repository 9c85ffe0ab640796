//! What stands before and after a terminator. Every look around is bounded.

use super::character::{
    self, CITATION, OBJECT, RAISED, closes, is_bracket, is_free_terminator, is_space,
    is_terminator, is_upper, opens,
};
use super::words;

/// How many characters of a word are looked at.
const MAX_WORD: usize = 24;

/// How many marks may stand before the first word of a sentence.
const MAX_OPENING: usize = 6;

/// What kind of terminator it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Terminator {
    /// One full stop, which may be an abbreviation's.
    FullStop,
    /// One that needs no white space after it.
    Free,
    /// Any other, or several.
    Other,
}

/// A terminator and what directly follows it.
#[derive(Debug)]
pub(super) struct Mark {
    /// Where the terminator begins.
    pub(super) start: usize,
    /// Where it and its closing marks and markers end.
    pub(super) end: usize,
    /// What kind it is.
    pub(super) terminator: Terminator,
    /// Whether closing quotation marks or brackets follow.
    pub(super) closed: bool,
    /// Whether markers follow.
    pub(super) marked: bool,
}

impl Mark {
    /// The terminator at this place of a text.
    pub(super) fn read(text: &str, start: usize) -> Self {
        let mut mark = Self {
            start,
            end: start,
            terminator: Terminator::Other,
            closed: false,
            marked: false,
        };
        loop {
            let rest = rest(text, mark.end);
            let mut characters = rest.chars();
            let Some(first) = characters.next() else {
                break;
            };
            if is_terminator(first) {
                mark.terminator =
                    if mark.terminator == Terminator::Free || is_free_terminator(first) {
                        Terminator::Free
                    } else if mark.end == start && first == '.' {
                        Terminator::FullStop
                    } else {
                        Terminator::Other
                    };
                mark.end += first.len_utf8();
                continue;
            }
            // An ellipsis with spaces: “. . .”
            let second = characters.next();
            let third = characters.next();
            let spaced = mark.end > start
                && is_space(first)
                && second == Some('.')
                && third.is_none_or(|third| is_space(third) || closes(third));
            if !spaced {
                break;
            }
            mark.terminator = Terminator::Other;
            mark.end += first.len_utf8() + 1;
        }
        mark.read_closing(text);
        mark
    }

    fn read_closing(&mut self, text: &str) {
        loop {
            let rest = rest(text, self.end);
            if let Some(length) = markers(rest, self.marked) {
                self.end += length;
                self.marked = true;
            } else if let Some(first) = rest.chars().next().filter(|first| closes(*first)) {
                self.end += first.len_utf8();
                self.closed |= !matches!(first, '*' | '_');
            } else {
                break;
            }
        }
    }
}

/// The length of the marker that a text begins with; after another one a comma may be between.
fn markers(text: &str, after_another: bool) -> Option<usize> {
    if let Some(length) = character::marker(text) {
        return Some(length);
    }
    if !after_another {
        return None;
    }
    let rest = text.trim_start_matches([',', ';', '–', '-']);
    if rest.len() == text.len() {
        return None;
    }
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    character::marker(rest).map(|length| text.len() - rest.len() + length)
}

/// What a terminator stands after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before<'a> {
    /// A word, or nothing that is known to be something else.
    Word {
        /// Whether it is a plain word in lower case and no short one.
        plain: bool,
    },
    /// A number, with the word before it.
    Number(&'a str, &'a str),
    /// A single letter.
    Letter {
        /// The letter.
        letter: char,
        /// The word before it.
        word: &'a str,
        /// Whether it names a kind: vitamin K, panels A and B, 5 M.
        kind: bool,
    },
    /// An abbreviation.
    Known(words::Known),
    /// An opening bracket or a comma: the terminator is a mark of its own.
    Alone,
}

impl<'a> Before<'a> {
    /// What stands before this place of a text.
    pub(super) fn read(text: &'a str, at: usize) -> Self {
        let before = text.get(..at).unwrap_or_default();
        let other = Self::Word { plain: false };
        match before.chars().next_back() {
            None => return Self::Alone,
            Some(last) if is_bracket(last) || matches!(last, ',' | '“' | '„' | '«') => {
                return Self::Alone;
            }
            Some(last) if !last.is_alphanumeric() => return other,
            Some(_) => {}
        }
        let Some(word) = last_word(before) else {
            return other;
        };
        let until = before.strip_suffix(word).unwrap_or_default();
        let earlier = until.trim_end_matches(is_space);
        let attached = |c: char| !is_space(c) && !opens(c) && !matches!(c, '.' | '/' | CITATION);
        let mut characters = word.chars();
        let single = characters.next().filter(|_| characters.next().is_none());
        // Parts of one abbreviation, printed with spaces: z. B.
        if let Some(first) = earlier.strip_suffix('.').and_then(last_word)
            && word.chars().count() <= 3
            && first.chars().count() <= 2
            && let Some(known) = words::known(&format!("{first}.{word}"))
        {
            return Self::Known(known);
        }
        if let Some(letter) = single.filter(|letter| letter.is_alphabetic()) {
            return match words::known(word) {
                Some(known) => Self::Known(known),
                // 37 °C, and letters of formulas
                None if until.ends_with(attached) || is_mathematical(letter) => other,
                None => Self::Letter {
                    letter,
                    word: last_word(earlier).unwrap_or_default(),
                    kind: is_of_a_kind(letter, earlier),
                },
            };
        }
        if word.chars().all(|c| c.is_ascii_digit()) {
            return Self::Number(word, last_word(earlier).unwrap_or_default());
        }
        if let Some(known) = words::known(word) {
            let measured = words::is_unit(word) && earlier.ends_with(char::is_numeric);
            return if measured { other } else { Self::Known(known) };
        }
        if is_dotted(word) {
            return Self::Known(words::Known::MayEnd);
        }
        Self::Word {
            plain: word.chars().all(char::is_lowercase) && word.chars().count() >= 3,
        }
    }
}

/// Whether a single letter after this text names a kind and no person.
fn is_of_a_kind(letter: char, earlier: &str) -> bool {
    let Some(word) = last_word(earlier) else {
        // A sign: K = N.
        return earlier.ends_with(['=', '<', '>', '≤', '≥', '∈', '+', '−']);
    };
    if words::is_kind(word) || word.ends_with(char::is_numeric) {
        return true;
    }
    // DNase I
    if letter == 'I' && word.chars().skip(1).any(char::is_uppercase) {
        return true;
    }
    // A and B: an initial would have its full stop
    words::joins(word)
        && earlier
            .strip_suffix(word)
            .map(|rest| rest.trim_end_matches(is_space))
            .and_then(last_word)
            .is_some_and(|first| {
                let mut characters = first.chars();
                characters.next().is_some_and(is_upper) && characters.next().is_none()
            })
}

/// A letter that only formulas have: 𝓔, ℝ.
fn is_mathematical(character: char) -> bool {
    matches!(character, '\u{1D400}'..='\u{1D7FF}' | '\u{2100}'..='\u{214F}')
}

/// The last word of a text, full stops and hyphens within it included; `None` where it is too
/// long to be an abbreviation.
fn last_word(text: &str) -> Option<&str> {
    let mut start = text.len();
    for (count, (at, character)) in text.char_indices().rev().enumerate() {
        let inside = character.is_alphanumeric() || matches!(character, '.' | '-' | '&');
        if !inside {
            break;
        }
        if count == MAX_WORD {
            return None;
        }
        start = at;
    }
    text.get(start..).filter(|word| !word.is_empty())
}

/// Letters with full stops between: U.S, Ph.D, b.i.d, J.-P.
fn is_dotted(word: &str) -> bool {
    word.contains('.')
        && word.split(['.', '-']).all(|part| {
            let length = part.chars().count();
            length <= 2 && part.chars().all(char::is_alphabetic)
        })
}

/// What kind of character a sentence would begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Nothing follows.
    End,
    /// A capital.
    Upper,
    /// A small letter, but a word that begins sentences: mRNA, p53, van der Berg.
    Special,
    /// A small letter after an opening bracket.
    Bracketed,
    /// A small letter.
    Lower,
    /// A figure.
    Digit,
    /// A letter of a script without capitals.
    Caseless,
    /// A citation marker.
    Marker,
    /// A picture, code, or a sign before a figure.
    Object,
    /// Anything else.
    Sign,
}

/// What follows a terminator.
#[derive(Debug, Clone, Copy)]
pub(super) struct After<'a> {
    /// What kind of character it begins with.
    pub(super) kind: Kind,
    /// The first word, up to an apostrophe.
    pub(super) word: &'a str,
    /// Whether a bracket stands before it.
    pub(super) bracketed: bool,
    /// Whether a full stop follows the word.
    pub(super) dotted: bool,
}

impl<'a> After<'a> {
    /// What a text begins with.
    pub(super) fn read(text: &'a str) -> Self {
        let of = |kind| Self {
            kind,
            word: "",
            bracketed: false,
            dotted: false,
        };
        if character::marker(text).is_some() && !text.starts_with(RAISED) {
            return of(Kind::Marker);
        }
        let mut rest = text;
        let mut bracket = false;
        for _ in 0..MAX_OPENING {
            let Some(first) = rest.chars().next().filter(|first| opens(*first)) else {
                break;
            };
            bracket |= is_bracket(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            if matches!(first, '-' | '–' | '—' | '―' | '•') {
                rest = rest.trim_start_matches(' ');
            }
        }
        let mut characters = rest.chars();
        let Some(first) = characters.next() else {
            return of(Kind::End);
        };
        let whole = first_word(rest);
        let word = whole.split(['’', '\'']).next().unwrap_or_default();
        let kind = if is_upper(first) {
            Kind::Upper
        } else if first.is_lowercase() {
            if is_special(whole, rest) {
                Kind::Special
            } else if bracket {
                Kind::Bracketed
            } else {
                Kind::Lower
            }
        } else if first.is_numeric() || is_figure(first, characters.next()) {
            Kind::Digit
        } else if first.is_alphabetic() {
            Kind::Caseless
        } else if matches!(first, OBJECT | RAISED) || is_sign(first, rest) {
            Kind::Object
        } else if first == CITATION {
            Kind::Marker
        } else {
            Kind::Sign
        };
        let dotted = rest
            .strip_prefix(word)
            .is_some_and(|rest| rest.starts_with('.'));
        Self {
            kind,
            word,
            bracketed: bracket,
            dotted,
        }
    }

    /// Whether the word hardly stands with a capital within a sentence.
    pub(super) fn starts(&self) -> bool {
        let initial = self.dotted && self.word.chars().count() == 1;
        self.kind == Kind::Upper && !initial && !self.bracketed && words::starts(self.word)
    }

    /// Whether it is a number, or a letter that stands for one: Fig. A, Chap. IV, Figs. S1.
    pub(super) fn counts(&self) -> bool {
        match self.kind {
            Kind::Digit | Kind::Marker => true,
            Kind::Upper | Kind::Special => {
                (self.word.chars().count() == 1 && self.word != "A")
                    || self.word.chars().any(char::is_numeric)
                    || self
                        .word
                        .chars()
                        .all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C'))
            }
            _ => false,
        }
    }
}

fn first_word(text: &str) -> &str {
    let text = head(text, MAX_WORD);
    let end = text.find(|c: char| !c.is_alphanumeric() && !matches!(c, '’' | '\'' | '-'));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// At most this many characters of a text.
fn head(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

fn is_figure(first: char, second: Option<char>) -> bool {
    first == '.' && second.is_some_and(|second| second.is_ascii_digit())
}

/// A sign before a figure or name that can begin a sentence: ~50, ≥65, $5, §3, @name.
fn is_sign(first: char, text: &str) -> bool {
    let rest = text.get(first.len_utf8()..).unwrap_or_default();
    matches!(
        first,
        '$' | '€' | '£' | '¥' | '~' | '≈' | '≥' | '≤' | '<' | '>' | '#' | '@' | '±' | '+' | '§'
    ) && rest
        .trim_start_matches(' ')
        .chars()
        .next()
        .is_some_and(char::is_alphanumeric)
}

/// A word that keeps its small first letter at the beginning of a sentence.
fn is_special(word: &str, text: &str) -> bool {
    let inner = word.chars().skip(1);
    if inner.clone().any(|c| c.is_uppercase() || c.is_numeric()) {
        return true;
    }
    // α-Synuclein, β-catenin
    if word.chars().next().is_some_and(|c| matches!(c, 'α'..='ω'))
        && inner.clone().next() == Some('-')
    {
        return true;
    }
    let mut parts = head(text, 2 * MAX_WORD).split(' ').take(3);
    let named = parts.next().is_some_and(words::is_particle);
    named
        && parts
            .find(|part| !words::is_particle(part) || part.starts_with(is_upper))
            .is_some_and(|part| part.starts_with(is_upper))
}

/// The text from this place on.
pub(super) fn rest(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}
