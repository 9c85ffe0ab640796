//! A line as one text, in which everything that is no text is one character, so that what spans
//! several pieces (a citation with emphasis in its suffix, a note with a link) can be seen.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr2_iter;

use super::html::{Tag, meaning};
use super::tree::{Raw, Wrap};
use crate::parse::characters::tail;

/// Stands for what is no text.
pub(super) const OBJECT: char = '\u{FFFC}';

/// How much of the text around a place is looked at.
pub(super) const WINDOW: usize = 160;

/// How many open tags or brackets are kept in mind.
const MOST_OPEN: usize = 256;

#[derive(Debug)]
enum Kind<'r, 'a> {
    Text,
    /// Its first character was escaped.
    Escaped,
    /// All of it was written otherwise, as an entity.
    Entity,
    Object(&'r Raw<'a>),
}

#[derive(Debug)]
struct Piece<'r, 'a> {
    at: usize,
    end: usize,
    source: Range<usize>,
    kind: Kind<'r, 'a>,
}

/// A line as one text.
#[derive(Debug)]
pub(super) struct Flat<'r, 'a> {
    pub(super) text: String,
    pieces: Vec<Piece<'r, 'a>>,
    /// For each `[` its `]`.
    brackets: HashMap<usize, usize>,
    /// For each tag that opens an element its closing tag.
    elements: HashMap<usize, usize>,
    /// For each tag that closes lowered text the one that opens it.
    lowered: HashMap<usize, usize>,
    shielded: OnceCell<String>,
}

/// Signs that have a meaning in attributes and in citations. Written so that they have none, they
/// are control characters, as long as they themselves, in a [`Flat::shielded`] line.
const SHIELDED: [(char, char); 14] = [
    ('"', '\u{1}'),
    ('\'', '\u{2}'),
    ('{', '\u{3}'),
    ('}', '\u{4}'),
    ('[', '\u{5}'),
    (']', '\u{6}'),
    ('@', '\u{7}'),
    (';', '\u{8}'),
    (',', '\u{E}'),
    ('(', '\u{F}'),
    (')', '\u{10}'),
    ('-', '\u{11}'),
    ('~', '\u{12}'),
    ('^', '\u{13}'),
];

/// A sign that is to have no meaning.
fn shield(c: char) -> char {
    let found = SHIELDED.iter().find(|(sign, _)| *sign == c);
    found.map_or(c, |(_, shield)| *shield)
}

/// A part of a shielded line as it is.
pub(super) fn unshielded(text: &str) -> String {
    let own = |c: char| {
        let found = SHIELDED.iter().find(|(_, shield)| *shield == c);
        found.map_or(c, |(sign, _)| *sign)
    };
    text.chars().map(own).collect()
}

impl<'r, 'a> Flat<'r, 'a> {
    pub(super) fn of(raws: &'r [Raw<'a>], source: &str) -> Self {
        let length = |raw: &Raw<'_>| match raw {
            Raw::Text(text, _) => text.len(),
            _ => OBJECT.len_utf8(),
        };
        let mut flat = Self {
            text: String::with_capacity(raws.iter().map(length).sum()),
            pieces: Vec::with_capacity(raws.len()),
            brackets: HashMap::new(),
            elements: HashMap::new(),
            lowered: HashMap::new(),
            shielded: OnceCell::new(),
        };
        let mut before: Option<&Raw<'_>> = None;
        for raw in raws {
            let at = flat.text.len();
            let range = raw.range().clone();
            let kind = match raw {
                Raw::Text(text, _) => {
                    let own = source.get(range.clone()).unwrap_or_default();
                    flat.text.push_str(text);
                    // An image's text and the like may be told by a wider range.
                    if own.starts_with('&') && own.ends_with(';') && own != &**text {
                        Kind::Entity
                    } else if is_escaped(source, range.start, before)
                        && text.starts_with(|c: char| c.is_ascii_punctuation())
                    {
                        Kind::Escaped
                    } else {
                        Kind::Text
                    }
                }
                Raw::Soft(_) => {
                    flat.text.push('\n');
                    Kind::Text
                }
                _ => {
                    flat.text.push(OBJECT);
                    Kind::Object(raw)
                }
            };
            before = Some(raw);
            flat.pieces.push(Piece {
                at,
                end: flat.text.len(),
                source: range,
                kind,
            });
        }
        flat.pair_brackets();
        flat.pair_tags();
        flat
    }

    fn pair_brackets(&mut self) {
        let mut open = Vec::new();
        let bytes = self.text.as_bytes();
        for at in memchr2_iter(b'[', b']', bytes) {
            if self.is_literal(at) {
                continue;
            }
            if bytes.get(at) == Some(&b'[') {
                open.push(at);
            } else if let Some(start) = open.pop() {
                self.brackets.insert(start, at);
            }
        }
    }

    fn pair_tags(&mut self) {
        let mut open: Vec<(String, usize)> = Vec::new();
        for piece in &self.pieces {
            let Kind::Object(Raw::Html(html, _)) = piece.kind else {
                continue;
            };
            let Some(tag) = Tag::read(html).filter(|tag| meaning(&tag.name).is_some()) else {
                continue;
            };
            if !tag.closes {
                if open.len() < MOST_OPEN {
                    open.push((tag.name, piece.at));
                }
            } else if let Some(index) = open.iter().rposition(|(name, _)| *name == tag.name) {
                if let Some((_, start)) = open.get(index) {
                    self.elements.insert(*start, piece.at);
                    if tag.name == "sub" {
                        self.lowered.insert(piece.at, *start);
                    }
                }
                open.truncate(index);
            }
        }
    }

    fn piece(&self, at: usize) -> Option<&Piece<'r, 'a>> {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        self.pieces.get(index.checked_sub(1)?)
    }

    /// Whether the character at a place was written so that it has no meaning.
    pub(super) fn is_literal(&self, at: usize) -> bool {
        self.piece(at).is_some_and(|piece| match piece.kind {
            Kind::Entity => true,
            Kind::Escaped => piece.at == at,
            _ => false,
        })
    }

    /// What stands at a place, if it is no text.
    pub(super) fn object(&self, at: usize) -> Option<&'r Raw<'a>> {
        match self.piece(at) {
            Some(Piece {
                at: own,
                kind: Kind::Object(raw),
                ..
            }) if *own == at => Some(raw),
            _ => None,
        }
    }

    /// Where a place of the text stands in the source.
    pub(super) fn source(&self, at: usize) -> usize {
        let last = self.pieces.last().map_or(0, |piece| piece.source.end);
        if at >= self.text.len() {
            return last;
        }
        self.piece(at).map_or(0, |piece| {
            (piece.source.start + (at - piece.at)).min(piece.source.end)
        })
    }

    /// Where a stretch of the text ends in the source.
    pub(super) fn source_end(&self, end: usize) -> usize {
        let Some(before) = end.checked_sub(1) else {
            return self.source(0);
        };
        match self.piece(before) {
            Some(piece) if matches!(piece.kind, Kind::Object(_) | Kind::Entity) => piece.source.end,
            Some(piece) => (piece.source.start + (end - piece.at)).min(piece.source.end),
            None => 0,
        }
    }

    /// The bracket that closes the one at a place.
    pub(super) fn bracket(&self, at: usize) -> Option<usize> {
        self.brackets.get(&at).copied()
    }

    /// The tag that closes the element opened at a place.
    pub(super) fn element(&self, at: usize) -> Option<usize> {
        self.elements.get(&at).copied()
    }

    /// The tag that opens the element closed at a place, if that element is lowered text.
    pub(super) fn opening(&self, at: usize) -> Option<usize> {
        self.lowered.get(&at).copied()
    }

    /// A stretch as plain text, with what its objects say.
    pub(super) fn plain(&self, range: Range<usize>) -> String {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(length) = rest.find(['\n', OBJECT]) {
            let (run, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            plain.push_str(run);
            let mut behind = behind.chars();
            match behind.next() {
                Some(OBJECT) => match self.object(range.start + text.len() - rest.len() + length) {
                    Some(raw) => words(raw, &mut plain, 0),
                    None => plain.push(OBJECT),
                },
                _ => plain.push(' '),
            }
            rest = behind.as_str();
        }
        plain.push_str(rest);
        plain
    }

    /// The last character of [`Self::before`].
    pub(super) fn last(&self, at: usize) -> Option<char> {
        let text = self.text.get(..at).unwrap_or_default();
        let mut near = text.char_indices().rev().take(WINDOW);
        near.find_map(|(at, c)| match (c, self.object(at)) {
            ('\n', _) => Some(' '),
            (OBJECT, Some(raw)) => {
                let mut said = String::new();
                words(raw, &mut said, 0);
                said.chars().next_back()
            }
            _ => Some(c),
        })
    }

    /// The line, in which signs that were written so as to have no meaning are others of the same
    /// length; see [`unshielded`].
    pub(super) fn shielded(&self) -> &str {
        self.shielded.get_or_init(|| {
            let is_shield = |c: char| SHIELDED.iter().any(|(_, shield)| *shield == c);
            if self.text.contains(is_shield) {
                return self.text.clone();
            }
            let mut shielded = self.text.clone();
            for piece in &self.pieces {
                let end = match piece.kind {
                    Kind::Entity => piece.end,
                    Kind::Escaped => piece.at + 1,
                    Kind::Text | Kind::Object(_) => continue,
                };
                if let Some(own) = self.text.get(piece.at..end) {
                    let own: String = own.chars().map(shield).collect();
                    shielded.replace_range(piece.at..end, &own);
                }
            }
            shielded
        })
    }

    /// A stretch of the shielded line as plain text; what its objects say has no meaning either.
    pub(super) fn shielded_plain(&self, range: Range<usize>) -> String {
        let mut plain = String::new();
        let text = self.shielded().get(range.clone()).unwrap_or_default();
        for (at, c) in text.char_indices() {
            let place = range.start + at;
            match c {
                OBJECT if let Some(raw) = self.object(place) => {
                    let mut said = String::new();
                    words(raw, &mut said, 0);
                    plain.extend(said.chars().map(shield));
                }
                '\n' if !self.is_literal(place) => plain.push(' '),
                _ => plain.push(c),
            }
        }
        plain
    }

    /// The end of what stands before a place.
    pub(super) fn before(&self, at: usize) -> String {
        let text = self.text.get(..at).unwrap_or_default();
        let from = at - tail(text, WINDOW).len();
        self.plain(from..at)
    }

    /// The beginning of what stands behind a place.
    pub(super) fn after(&self, at: usize) -> String {
        let text = self.text.get(at..).unwrap_or_default();
        let length: usize = text.chars().take(WINDOW).map(char::len_utf8).sum();
        self.plain(at..at + length)
    }
}

/// Whether a backslash before a place escapes what stands there; one that was itself escaped
/// does not.
fn is_escaped(source: &str, at: usize, before: Option<&Raw<'_>>) -> bool {
    let escaped = source.get(..at).is_some_and(|text| text.ends_with('\\'));
    let shown =
        matches!(before, Some(Raw::Text(text, range)) if range.end == at && text.ends_with('\\'));
    escaped && !shown
}

/// The words of something in a line.
pub(super) fn words(raw: &Raw<'_>, plain: &mut String, depth: usize) {
    match raw {
        Raw::Text(text, _) => plain.push_str(text),
        Raw::Code(text, _) | Raw::Math(text, ..) => plain.push_str(text),
        Raw::Wrap(_, children, _) if depth < 64 => {
            for child in children {
                words(child, plain, depth + 1);
            }
        }
        Raw::Soft(_) | Raw::Break(_) => plain.push(' '),
        Raw::Wrap(..) | Raw::Html(..) | Raw::Note(..) => {}
    }
}

/// The words of a line.
pub(super) fn line_words(raws: &[Raw<'_>]) -> String {
    let mut plain = String::new();
    for raw in raws {
        words(raw, &mut plain, 0);
    }
    plain
}

/// Whether a wrap is an image.
pub(super) fn is_image(raw: &Raw<'_>) -> bool {
    matches!(raw, Raw::Wrap(Wrap::Image { .. }, ..))
}
