//! The shape of markers: a list of numbers and ranges in one of the known notations.
//!
//! Everything here looks at a bounded number of characters, so that reading a whole text stays
//! linear whatever stands in it.

use crate::parse::characters::{is_dash, is_superscript_sign, superscript_digit};

/// How a marker is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Notation {
    /// Unicode superscripts: `¹¹`, `⁴⁰⁻⁴²`, `⁽¹²⁾`.
    Unicode,
    /// Carets on both sides: `^4^`.
    Caret,
    /// A caret and braces, `^{4,11}`: always a citation, since authors write it to say so.
    Forced,
    /// The HTML element: `<sup>4,11-13</sup>`.
    SupTag,
    /// Square brackets: `[4, 11–13]`.
    Bracket,
    /// The footnote mark of Markdown: `[^1]`.
    Footnote,
}

impl Notation {
    /// Whether the marker is raised above the line.
    pub fn is_raised(self) -> bool {
        !matches!(self, Self::Bracket | Self::Footnote)
    }
}

/// One element of a marker's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One number.
    One(u32),
    /// From the first to the last, both included.
    Range(u32, u32),
}

/// Something that has the shape of a citation marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marker {
    /// How it is written.
    pub notation: Notation,
    /// What it lists.
    pub parts: Vec<Part>,
    /// The marker as printed.
    pub printed: String,
}

impl Marker {
    /// The number, if the marker is one number and nothing else.
    pub fn single(&self) -> Option<u32> {
        match self.parts.as_slice() {
            [Part::One(number)] => Some(*number),
            _ => None,
        }
    }

    /// The numbers that are printed, ends of ranges included.
    pub fn printed_numbers(&self) -> impl Iterator<Item = u32> + '_ {
        self.parts
            .iter()
            .flat_map(|part| match *part {
                Part::One(number) => [Some(number), None],
                Part::Range(first, last) => [Some(first), Some(last)],
            })
            .flatten()
    }
}

/// The most digits a reference number has.
const MOST_DIGITS: usize = 4;
/// The most parts a marker lists.
const MOST_PARTS: usize = 64;
/// The most characters between the delimiters of a marker.
const MOST_CHARACTERS: usize = 160;

/// The marker at the very beginning of a text, if there is one.
///
/// ```
/// use scholion::parse::marker::{Part, marker};
/// let found = marker("^{4,11-13} and").unwrap();
/// assert_eq!(found.parts, [Part::One(4), Part::Range(11, 13)]);
/// assert_eq!(found.printed, "^{4,11-13}");
/// assert!(marker("⁺ and").is_none());
/// ```
pub fn marker(text: &str) -> Option<Marker> {
    let first = text.chars().next()?;
    match first {
        '^' => forced(text).or_else(|| caret(text)),
        '<' => sup_tag(text),
        '[' => footnote(text).or_else(|| bracket(text)),
        _ => unicode(text),
    }
}

/// The length in bytes of a signed exponent at the beginning of a text: `⁻¹`, `⁺`.
pub fn exponent(text: &str) -> Option<usize> {
    let sign = text.chars().next().filter(|c| is_superscript_sign(*c))?;
    let digits = text
        .get(sign.len_utf8()..)?
        .chars()
        .take_while(|c| superscript_digit(*c).is_some())
        .map(char::len_utf8)
        .sum::<usize>();
    Some(sign.len_utf8() + digits)
}

fn unicode(text: &str) -> Option<Marker> {
    let inner = text.strip_prefix('⁽').unwrap_or(text);
    let wrapped = inner.len() < text.len();
    let list = list(inner, superscript_digit, Spaces::AfterSeparator)?;
    let mut length = text.len() - inner.len() + list.length;
    if wrapped {
        if !inner.get(list.length..)?.starts_with('⁾') {
            return None;
        }
        length += '⁾'.len_utf8();
    }
    finish(Notation::Unicode, list.parts, text.get(..length)?)
}

fn forced(text: &str) -> Option<Marker> {
    delimited(text, "^{", "}", Notation::Forced)
}

fn caret(text: &str) -> Option<Marker> {
    delimited(text, "^", "^", Notation::Caret)
}

fn bracket(text: &str) -> Option<Marker> {
    let marker = brackets(text)?;
    // `[12](…)`, `[12][…]` and `[12]: …` are links and their definitions.
    let rest = text.get(marker.printed.len()..)?;
    (!rest.starts_with(['(', ':']) || rest.starts_with(": ")).then_some(marker)
}

/// One pair of brackets, or two that are the ends of a range: `[31]–[33]`.
fn brackets(text: &str) -> Option<Marker> {
    let marker = delimited(text, "[", "]", Notation::Bracket)?;
    let last = || {
        let rest = text.get(marker.printed.len()..)?;
        let behind = rest.trim_start_matches(is_blank).strip_prefix(is_dash)?;
        let behind = behind.trim_start_matches(is_blank);
        let last = delimited(behind, "[", "]", Notation::Bracket)?;
        let length = text.len() - behind.len() + last.printed.len();
        (length <= MOST_CHARACTERS).then_some((last.single()?, length))
    };
    match (marker.single(), last()) {
        (Some(first), Some((last, length))) if first < last => finish(
            Notation::Bracket,
            vec![Part::Range(first, last)],
            text.get(..length)?,
        ),
        _ => Some(marker),
    }
}

fn footnote(text: &str) -> Option<Marker> {
    let marker = delimited(text, "[^", "]", Notation::Footnote)?;
    marker.single().map(|_| ())?;
    Some(marker)
}

fn sup_tag(text: &str) -> Option<Marker> {
    const OPEN: &str = "<sup>";
    const CLOSE: &str = "</sup>";
    let head = text.get(..OPEN.len())?;
    if !head.eq_ignore_ascii_case(OPEN) {
        return None;
    }
    let inner = text.get(OPEN.len()..)?;
    let unwrapped = inner.strip_prefix(['[', '(']).unwrap_or(inner);
    let list = list(unwrapped, ascii_digit, Spaces::Anywhere)?;
    let mut end = OPEN.len() + (inner.len() - unwrapped.len()) + list.length;
    if unwrapped.len() < inner.len() {
        if !text.get(end..)?.starts_with([']', ')']) {
            return None;
        }
        end += 1;
    }
    let close = text.get(end..end + CLOSE.len())?;
    if !close.eq_ignore_ascii_case(CLOSE) {
        return None;
    }
    finish(Notation::SupTag, list.parts, text.get(..end + CLOSE.len())?)
}

fn delimited(text: &str, open: &str, close: &str, notation: Notation) -> Option<Marker> {
    let inner = text.strip_prefix(open)?;
    let lead = inner.len() - inner.trim_start_matches(is_blank).len();
    let list = list(inner.get(lead..)?, ascii_digit, Spaces::Anywhere)?;
    let rest = inner.get(lead + list.length..)?;
    let trail = rest.len() - rest.trim_start_matches(is_blank).len();
    if lead + list.length + trail > MOST_CHARACTERS || !rest.get(trail..)?.starts_with(close) {
        return None;
    }
    let length = open.len() + lead + list.length + trail + close.len();
    finish(notation, list.parts, text.get(..length)?)
}

fn finish(notation: Notation, parts: Vec<Part>, printed: &str) -> Option<Marker> {
    (!parts.is_empty()).then(|| Marker {
        notation,
        parts,
        printed: printed.to_owned(),
    })
}

fn ascii_digit(character: char) -> Option<u32> {
    character
        .is_ascii()
        .then(|| character.to_digit(10))
        .flatten()
}

fn is_blank(character: char) -> bool {
    matches!(
        character,
        ' ' | '\u{A0}' | '\u{2009}' | '\u{200A}' | '\u{202F}'
    )
}

fn is_separator(character: char) -> bool {
    matches!(character, ',' | ';' | '·' | '˒' | '،' | '⸴' | '‚')
}

/// Where a list may hold spaces.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spaces {
    /// Around separators and dashes.
    Anywhere,
    /// One, after a separator: in running text a space otherwise ends the marker.
    AfterSeparator,
}

struct List {
    parts: Vec<Part>,
    length: usize,
}

/// `number (dash number)? (separator number (dash number)?)*`, as long as it goes.
fn list(text: &str, digit: impl Fn(char) -> Option<u32> + Copy, spaces: Spaces) -> Option<List> {
    let mut cursor = Cursor { text, at: 0 };
    let mut parts = vec![cursor.part(digit, spaces)?];
    while parts.len() < MOST_PARTS {
        let before = cursor.at;
        cursor.blanks(if spaces == Spaces::Anywhere { 2 } else { 0 });
        let part = cursor.take(is_separator).and_then(|_| {
            cursor.blanks(if spaces == Spaces::Anywhere { 2 } else { 1 });
            cursor.part(digit, spaces)
        });
        let Some(part) = part else {
            cursor.at = before;
            break;
        };
        parts.push(part);
    }
    Some(List {
        parts,
        length: cursor.at,
    })
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.text.get(self.at..)?.chars().next()
    }

    fn take(&mut self, wanted: impl Fn(char) -> bool) -> Option<char> {
        let character = self.peek().filter(|c| wanted(*c))?;
        self.at += character.len_utf8();
        Some(character)
    }

    fn blanks(&mut self, most: usize) {
        for _ in 0..most {
            if self.take(is_blank).is_none() {
                break;
            }
        }
    }

    fn number(&mut self, digit: impl Fn(char) -> Option<u32>) -> Option<u32> {
        let mut number = 0;
        let mut digits = 0;
        while let Some(value) = self.peek().and_then(&digit) {
            digits += 1;
            if digits > MOST_DIGITS {
                return None;
            }
            number = number * 10 + value;
            self.at += self.peek()?.len_utf8();
        }
        (digits > 0).then_some(number)
    }

    fn part(&mut self, digit: impl Fn(char) -> Option<u32> + Copy, spaces: Spaces) -> Option<Part> {
        let first = self.number(digit)?;
        let before = self.at;
        let most = usize::from(spaces == Spaces::Anywhere);
        self.blanks(most);
        if self.take(is_dash).is_some() {
            self.blanks(most);
            if let Some(last) = self.number(digit) {
                return Some(Part::Range(first, last));
            }
        }
        self.at = before;
        Some(Part::One(first))
    }
}
