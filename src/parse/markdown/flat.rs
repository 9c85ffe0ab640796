//! A line as one text, in which everything that is no text is one character, so that what spans
//! several pieces (a citation with emphasis in its suffix, a note with a link) can be seen.

use std::cell::OnceCell;
use std::ops::Range;

use memchr::memchr2_iter;

use super::html::{Tag, meaning};
use super::tree::{Raw, Wrap};
use crate::parse::characters::tail;

/// Stands for what is no text.
pub(super) const OBJECT: char = '\u{FFFC}';

/// How much of the text around a place is looked at.
pub(super) const WINDOW: usize = 160;

/// How deep brackets may nest in a citation.
const DEEPEST_CITATION: usize = 8;

/// How many open tags or brackets are kept in mind.
const MOST_OPEN: usize = 256;

/// What a piece of a line is to the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// Its first character was escaped.
    Escaped,
    /// All of it was written otherwise, as an entity.
    Entity,
    Object,
}

/// A piece of a line: where it begins in the text, and what it is. It reaches up to the next one.
#[derive(Debug, Clone, Copy)]
struct Piece {
    at: usize,
    kind: Kind,
}

/// The room that a line takes, for the next one.
#[derive(Debug, Default)]
pub(super) struct Room {
    text: String,
    pieces: Vec<Piece>,
}

/// A line as one text.
#[derive(Debug)]
pub(super) struct Flat<'r, 'a> {
    pub(super) text: String,
    /// What the line is made of, and a piece of the text for each of them.
    raws: &'r [Raw<'a>],
    pieces: Vec<Piece>,
    any_literal: bool,
    /// For each `[` its `]`, in the order of the text.
    brackets: Vec<(usize, usize)>,
    /// Those of them in which others nest deeper than in any citation.
    deep: Vec<usize>,
    /// For each tag that opens an element its closing tag, in the order of the text.
    elements: Vec<(usize, usize)>,
    /// For each tag that closes lowered text the one that opens it, in the order of the text.
    lowered: Vec<(usize, usize)>,
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
    pub(super) fn of(raws: &'r [Raw<'a>], source: &str, room: Room) -> Self {
        let Room {
            mut text,
            mut pieces,
        } = room;
        text.clear();
        pieces.clear();
        let mut flat = Self {
            text,
            raws,
            pieces,
            any_literal: false,
            brackets: Vec::new(),
            deep: Vec::new(),
            elements: Vec::new(),
            lowered: Vec::new(),
            shielded: OnceCell::new(),
        };
        let mut before: Option<&Raw<'_>> = None;
        let mut tags = false;
        for raw in raws {
            let at = flat.text.len();
            let kind = match raw {
                Raw::Text(text, span) => {
                    flat.text.push_str(text);
                    kind_of(text, span.range(), source, before)
                }
                Raw::Soft(_) => {
                    flat.text.push('\n');
                    Kind::Text
                }
                _ => {
                    tags |= matches!(raw, Raw::Html(..));
                    flat.text.push(OBJECT);
                    Kind::Object
                }
            };
            before = Some(raw);
            flat.any_literal |= matches!(kind, Kind::Escaped | Kind::Entity);
            flat.pieces.push(Piece { at, kind });
        }
        flat.pair_brackets();
        if tags {
            flat.pair_tags();
        }
        flat
    }

    /// Its room, once it has been read.
    pub(super) fn into_room(self) -> Room {
        Room {
            text: self.text,
            pieces: self.pieces,
        }
    }

    /// Whether any character was written so that it has no meaning.
    pub(super) fn any_literal(&self) -> bool {
        self.any_literal
    }

    fn pair_brackets(&mut self) {
        // Where it opens, and how deep others nest in it so far.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let bytes = self.text.as_bytes();
        let mut pairs = Vec::new();
        let mut deep = Vec::new();
        for at in memchr2_iter(b'[', b']', bytes) {
            if self.is_literal(at) {
                continue;
            }
            if bytes.get(at) == Some(&b'[') {
                open.push((at, 0));
            } else if let Some((start, nesting)) = open.pop() {
                pairs.push((start, at));
                if nesting > DEEPEST_CITATION {
                    deep.push(start);
                }
                if let Some((_, around)) = open.last_mut() {
                    *around = (*around).max(nesting + 1);
                }
            }
        }
        pairs.sort_unstable();
        deep.sort_unstable();
        self.brackets = pairs;
        self.deep = deep;
    }

    fn pair_tags(&mut self) {
        let mut open: Vec<(String, usize)> = Vec::new();
        for (raw, piece) in self.raws.iter().zip(&self.pieces) {
            let Raw::Html(html, _) = raw else {
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
                    self.elements.push((*start, piece.at));
                    if tag.name == "sub" {
                        self.lowered.push((piece.at, *start));
                    }
                }
                open.truncate(index);
            }
        }
        self.elements.sort_unstable();
    }

    /// The piece at a place, and its index.
    fn piece(&self, at: usize) -> Option<(usize, Piece)> {
        let index = self.pieces.partition_point(|piece| piece.at <= at);
        let index = index.checked_sub(1)?;
        Some((index, *self.pieces.get(index)?))
    }

    /// Where a piece ends in the text.
    fn end(&self, index: usize) -> usize {
        self.pieces
            .get(index + 1)
            .map_or(self.text.len(), |next| next.at)
    }

    /// Where a piece stands in the source.
    fn place(&self, index: usize) -> Range<usize> {
        self.raws.get(index).map(Raw::range).unwrap_or_default()
    }

    /// Whether the character at a place was written so that it has no meaning.
    pub(super) fn is_literal(&self, at: usize) -> bool {
        self.any_literal
            && self.piece(at).is_some_and(|(_, piece)| match piece.kind {
                Kind::Entity => true,
                Kind::Escaped => piece.at == at,
                _ => false,
            })
    }

    /// How many inlines the line has, if nothing in its texts is one.
    pub(super) fn count(&self) -> usize {
        let objects = self
            .pieces
            .iter()
            .filter(|piece| piece.kind == Kind::Object);
        self.pieces.len().min(2 * objects.count() + 1)
    }

    /// What stands at a place, if it is no text.
    pub(super) fn object(&self, at: usize) -> Option<&'r Raw<'a>> {
        let (index, piece) = self.piece(at)?;
        let is_one = piece.kind == Kind::Object && piece.at == at;
        is_one.then(|| self.raws.get(index)).flatten()
    }

    /// Where a place of the text stands in the source.
    pub(super) fn source(&self, at: usize) -> usize {
        let last = self.raws.last().map_or(0, |raw| raw.range().end);
        if at >= self.text.len() {
            return last;
        }
        self.piece(at).map_or(0, |(index, piece)| {
            let place = self.place(index);
            (place.start + (at - piece.at)).min(place.end)
        })
    }

    /// Where a stretch of the text ends in the source.
    pub(super) fn source_end(&self, end: usize) -> usize {
        let Some(before) = end.checked_sub(1) else {
            return self.source(0);
        };
        match self.piece(before) {
            Some((index, piece)) if matches!(piece.kind, Kind::Object | Kind::Entity) => {
                self.place(index).end
            }
            Some((index, piece)) => {
                let place = self.place(index);
                (place.start + (end - piece.at)).min(place.end)
            }
            None => 0,
        }
    }

    /// The bracket that closes the one at a place.
    pub(super) fn bracket(&self, at: usize) -> Option<usize> {
        partner(&self.brackets, at)
    }

    /// Whether brackets nest deeper in the one at a place than they do in citations. Whoever reads
    /// all that stands between those would read the innermost again for each that is around it.
    pub(super) fn is_deep(&self, at: usize) -> bool {
        self.deep.binary_search(&at).is_ok()
    }

    /// The tag that closes the element opened at a place.
    pub(super) fn element(&self, at: usize) -> Option<usize> {
        partner(&self.elements, at)
    }

    /// The tag that opens the element closed at a place, if that element is lowered text.
    pub(super) fn opening(&self, at: usize) -> Option<usize> {
        partner(&self.lowered, at)
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
        if !self.any_literal {
            return &self.text;
        }
        self.shielded.get_or_init(|| {
            let is_shield = |c: char| SHIELDED.iter().any(|(_, shield)| *shield == c);
            if self.text.contains(is_shield) {
                return self.text.clone();
            }
            let mut shielded = self.text.clone();
            for (index, piece) in self.pieces.iter().enumerate() {
                let end = match piece.kind {
                    Kind::Entity => self.end(index),
                    Kind::Escaped => piece.at + 1,
                    Kind::Text | Kind::Object => continue,
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

/// The second of the pair whose first is at a place.
fn partner(pairs: &[(usize, usize)], at: usize) -> Option<usize> {
    let found = pairs.binary_search_by_key(&at, |(first, _)| *first).ok()?;
    pairs.get(found).map(|(_, second)| *second)
}

/// What a text is to its line; `before` stands before it.
fn kind_of(text: &str, place: Range<usize>, source: &str, before: Option<&Raw<'_>>) -> Kind {
    let start = place.start;
    let own = source.get(place).unwrap_or_default();
    // An image's text and the like may be told by a wider range.
    if own.starts_with('&') && own.ends_with(';') && own != text {
        Kind::Entity
    } else if text.starts_with(|c: char| c.is_ascii_punctuation())
        && is_escaped(source, start, before)
    {
        Kind::Escaped
    } else {
        Kind::Text
    }
}

/// Whether a backslash before a place escapes what stands there; one that was itself escaped
/// does not.
fn is_escaped(source: &str, at: usize, before: Option<&Raw<'_>>) -> bool {
    let escaped = source.get(..at).is_some_and(|text| text.ends_with('\\'));
    let shown = matches!(before, Some(Raw::Text(text, span)) if span.range().end == at && text.ends_with('\\'));
    escaped && !shown
}

/// The words of something in a line.
pub(super) fn words(raw: &Raw<'_>, plain: &mut String, depth: usize) {
    match raw {
        Raw::Text(text, _) | Raw::Code(text, _) => plain.push_str(text),
        Raw::Math(text, ..) => plain.push_str(text),
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
    matches!(raw, Raw::Wrap(Wrap::Image(_), ..))
}
