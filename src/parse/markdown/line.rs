//! What scholars write in a line and CommonMark does not know: citations by key and by number,
//! notes in place, raised and lowered text, attributes, mentions of figures and formulae,
//! addresses, harmless HTML.
//!
//! One pass over a [`Flat`] line; every look ahead is bounded or was made beforehand.

mod elements;
mod keyed;
mod numbered;

pub(super) use elements::{any_picture, lone_picture, picture, whole_attributes};
pub(super) use keyed::heading_name;

use std::ops::Range;

use memchr::memchr;

use super::Context;
use super::attributes::Attributes;
use super::autolink;
use super::flat::{Flat, OBJECT, WINDOW, unshielded};
use super::tree::Raw;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Formula, Identifier, Inline, Link, MAX_DEPTH, is_safe_url};
use crate::parse::characters::{self, is_superscript_sign, superscript_digit, table};

/// The longest raised or lowered text, in bytes.
const LONGEST_RAISED: usize = 512;

/// [Pandoc's mark](https://pandoc.org/MANUAL.html#extension-raw_attribute) for HTML that stands in
/// backticks.
pub(super) const RAW_HTML: &str = "{=html}";

/// How a line is read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    /// Inside a link no other one may stand.
    pub(super) linked: bool,
    /// In an entry of a printed list no number is a citation.
    pub(super) uncited: bool,
    pub(super) depth: usize,
}

/// Reads a line.
pub(super) fn read(raws: &[Raw<'_>], manner: Manner, context: &mut Context<'_>) -> Vec<Inline> {
    around(raws, None, manner, context)
}

/// Reads a line; attributes at its end are taken off and given.
pub(super) fn read_named(
    raws: &[Raw<'_>],
    context: &mut Context<'_>,
) -> (Vec<Inline>, Option<Attributes>) {
    let room = context.rooms.pop().unwrap_or_default();
    let flat = Flat::of(raws, &context.source, room);
    let (end, attributes) = attributes_last(&flat);
    let mut reader = Reader::new(&flat, None, Manner::default(), context);
    let inlines = reader.stretch(0..end);
    context.rooms.push(flat.into_room());
    (trimmed(inlines), attributes)
}

/// Attributes at the end of a line, and where they begin.
fn attributes_last(flat: &Flat<'_, '_>) -> (usize, Option<Attributes>) {
    let text = flat.shielded().trim_end_matches(is_blank);
    if !text.ends_with('}') {
        return (flat.text.len(), None);
    }
    // The braces of a value may stand in quotes; the first that reads to the end is it.
    for (at, _) in text.rmatch_indices('{').take(4) {
        if let Some((attributes, length)) = text.get(at..).and_then(Attributes::read)
            && at + length == text.len()
        {
            let attributes = attributes.map(unshielded);
            let end = text
                .get(..at)
                .map_or(at, |head| head.trim_end_matches(is_blank).len());
            return (end, Some(attributes));
        }
    }
    (flat.text.len(), None)
}

/// A line without space at its ends.
pub(super) fn trimmed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { value }) = inlines.first_mut() {
        let blank = value.len() - value.trim_start_matches(is_blank).len();
        value.drain(..blank);
    }
    if let Some(Inline::Text { value }) = inlines.last_mut() {
        value.truncate(value.trim_end_matches(is_blank).len());
    }
    inlines.retain(|inline| !matches!(inline, Inline::Text { value } if value.is_empty()));
    inlines
}

/// Space that a page does not show at the ends of a line; one that was asked for stays.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

fn around(
    raws: &[Raw<'_>],
    outside: Option<&Outside<'_>>,
    manner: Manner,
    context: &mut Context<'_>,
) -> Vec<Inline> {
    // Most lines and parts of lines are words and nothing else.
    if let [Raw::Text(text, _)] = raws
        && next_sign(text, 0) == text.len()
        && memchr(b'\n', text.as_bytes()).is_none()
    {
        // The article keeps these lists, so that they have no room to spare.
        return match &**text {
            "" => Vec::new(),
            text => vec![Inline::text(text)],
        };
    }
    let room = context.rooms.pop().unwrap_or_default();
    let flat = Flat::of(raws, &context.source, room);
    let all = 0..flat.text.len();
    let inlines = Reader::new(&flat, outside, manner, context).stretch(all);
    context.rooms.push(flat.into_room());
    inlines
}

/// What stands around a line that is a part of another one. Few ask for it, so that it is written
/// down only when somebody does.
#[derive(Debug, Clone, Copy)]
struct Outside<'f> {
    /// The other line.
    flat: &'f Flat<'f, 'f>,
    /// Where the part stands in it.
    at: usize,
    /// Where the part ends in it.
    end: usize,
    /// What stands around the other line.
    around: Option<&'f Outside<'f>>,
}

impl Outside<'_> {
    /// What stands before the part, as far as it is looked at.
    fn before(&self) -> String {
        let own = self.flat.before(self.at);
        match self.around {
            Some(around) if self.at < WINDOW => around.before() + &own,
            _ => own,
        }
    }

    /// What stands behind the part, as far as it is looked at.
    fn after(&self) -> String {
        let own = self.flat.after(self.end);
        match self.around {
            Some(around) if own.len() < WINDOW => own + &around.after(),
            _ => own,
        }
    }

    /// The last character before the part.
    fn last(&self) -> Option<char> {
        self.flat.last(self.at).or_else(|| {
            let around = self.around.filter(|_| self.at < WINDOW)?;
            around.last()
        })
    }
}

struct Reader<'f, 'r, 'a, 'c, 'x> {
    flat: &'f Flat<'r, 'a>,
    /// What stands around the line, where it is a part of another one.
    outside: Option<&'f Outside<'f>>,
    manner: Manner,
    context: &'c mut Context<'x>,
    at: usize,
    end: usize,
    out: Vec<Inline>,
}

impl<'f, 'r, 'a, 'c, 'x> Reader<'f, 'r, 'a, 'c, 'x> {
    fn new(
        flat: &'f Flat<'r, 'a>,
        outside: Option<&'f Outside<'f>>,
        manner: Manner,
        context: &'c mut Context<'x>,
    ) -> Self {
        Self {
            flat,
            outside,
            manner,
            context,
            at: 0,
            end: 0,
            out: Vec::new(),
        }
    }

    /// Reads a part of the line.
    fn stretch(&mut self, range: Range<usize>) -> Vec<Inline> {
        let room = if range == (0..self.flat.text.len()) {
            self.flat.count()
        } else {
            0
        };
        let outer = (
            self.at,
            self.end,
            std::mem::replace(&mut self.out, Vec::with_capacity(room)),
        );
        (self.at, self.end) = (range.start, range.end);
        self.manner.depth += 1;
        if self.manner.depth > MAX_DEPTH {
            let text = self.flat.plain(range);
            self.push_text(&text);
        } else {
            while self.at < self.end {
                self.step();
            }
        }
        self.manner.depth -= 1;
        let mut inlines = std::mem::replace(&mut self.out, outer.2);
        (self.at, self.end) = (outer.0, outer.1);
        if self.context.exact {
            inlines.retain(|inline| !matches!(inline, Inline::Text { value } if value.is_empty()));
        }
        inlines
    }

    fn rest(&self) -> &'f str {
        self.flat.text.get(self.at..self.end).unwrap_or_default()
    }

    fn previous(&self) -> Option<char> {
        let before = self.flat.text.get(..self.at).unwrap_or_default();
        before
            .chars()
            .next_back()
            .or_else(|| self.outside.and_then(Outside::last))
    }

    fn span(&self, length: usize) -> Span {
        self.span_of(self.at..self.at + length)
    }

    fn span_of(&self, range: Range<usize>) -> Span {
        self.context.span(
            self.flat.source(range.start),
            self.flat.source_end(range.end),
        )
    }

    /// What stands around a part of the line, which ends somewhere.
    fn surroundings(&self, end: usize) -> Outside<'_> {
        Outside {
            flat: self.flat,
            at: self.at,
            end,
            around: self.outside,
        }
    }

    fn before(&self) -> String {
        self.surroundings(self.at).before()
    }

    fn after(&self, at: usize) -> String {
        self.surroundings(at).after()
    }

    fn push(&mut self, inline: Inline) {
        match inline {
            Inline::Text { value } => self.push_text(&value),
            other => self.out.push(other),
        }
    }

    fn push_text(&mut self, text: &str) {
        append(&mut self.out, text);
    }

    fn extend(&mut self, inlines: Vec<Inline>) {
        for inline in inlines {
            self.push(inline);
        }
    }

    /// Reads one thing at the current place and moves behind it.
    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else {
            self.at = self.end;
            return;
        };
        let literal = self.flat.is_literal(self.at);
        let taken = match first {
            OBJECT => self.flat.object(self.at).map(|raw| self.object(raw)),
            '\n' if !literal => {
                self.push_text(" ");
                Some(1)
            }
            _ if literal => None,
            '[' => self.bracket(rest),
            '\\' | '{' | 'h' | 'H' | 'w' | 'W' | 'f' | 'F' if self.context.exact => None,
            '@' => self.at_sign(rest),
            '-' if rest.starts_with("-@") => self.suppressed(rest),
            '^' => self.caret(rest),
            '~' => self.tilde(rest),
            '\\' => self.command(rest),
            '{' => self.role(rest),
            'h' | 'H' | 'w' | 'W' | 'f' | 'F' => self.address(rest),
            '⁽' => self.marker(rest),
            digit if superscript_digit(digit).is_some() => self.marker(rest),
            sign if is_superscript_sign(sign) => self.exponent(rest),
            _ => None,
        };
        let taken = taken.unwrap_or_else(|| self.plain(rest, first));
        self.at += taken.max(1);
    }

    /// Plain characters up to the next one that may mean something.
    fn plain(&mut self, rest: &str, first: char) -> usize {
        let end = next_sign(rest, first.len_utf8());
        let mut text = rest.get(..end).unwrap_or_default();
        let line = memchr(b'\n', text.as_bytes());
        if let Some(line) = line.filter(|_| self.flat.any_literal()) {
            // It may be one that was written as a character.
            text = text.get(..line.max(first.len_utf8())).unwrap_or_default();
            self.push_text(text);
        } else if line.is_some() {
            append_lines(&mut self.out, text);
        } else {
            self.push_text(text);
        }
        text.len()
    }

    /// What CommonMark has read.
    fn object(&mut self, raw: &Raw<'_>) -> usize {
        let length = OBJECT.len_utf8();
        match raw {
            Raw::Text(..) | Raw::Soft(_) => {}
            Raw::Break(_) => self.push(Inline::Break),
            Raw::Code(value, _) => {
                let value = &**value;
                if let Some(formula) = self.raw_mathml(value, length) {
                    self.push(formula.into());
                    return length + RAW_HTML.len();
                }
                self.push(Inline::InlineCode {
                    value: value.to_owned(),
                });
                return self.behind_attributes(length);
            }
            Raw::Math(value, set_off, span) => self.math(value, *set_off, span.range()),
            Raw::Note(label, span) => {
                let place = span.range();
                let span = self.context.span(place.start, place.end);
                match self.context.note(label) {
                    Some(identifier) => self.push(Inline::FootnoteReference { identifier }),
                    None if self.context.exact => self.marked_note(label, span),
                    None => self.lost_note(&format!("[^{label}]"), span),
                }
            }
            Raw::Html(html, _) => return self.html(html),
            Raw::Wrap(wrap, children, span) => {
                self.wrap(wrap, children, span.range(), length);
                return self.behind_attributes(length);
            }
        }
        length
    }

    /// Attributes right behind what ends `skip` bytes on, and how long they are.
    fn attributes(&self, skip: usize) -> Option<(Attributes, usize)> {
        let at = self.at + skip;
        let behind = self.flat.text.get(at..self.end)?;
        if !behind.starts_with('{') || self.flat.is_literal(at) {
            return None;
        }
        let (attributes, length) = Attributes::read(self.flat.shielded().get(at..self.end)?)?;
        Some((attributes.map(unshielded), length))
    }

    /// How far what ends `skip` bytes on reaches with all its attributes.
    fn behind_attributes(&self, skip: usize) -> usize {
        let mut skip = skip;
        while let Some((_, length)) = self.attributes(skip) {
            skip += length;
        }
        skip
    }

    /// `[…]`: a citation, a span with attributes, a marker, or brackets.
    fn bracket(&mut self, rest: &str) -> Option<usize> {
        if let Some(close) = self.flat.bracket(self.at).filter(|close| *close < self.end) {
            let inner = self.at + 1..close;
            let whole = close + 1 - self.at;
            if let Some((attributes, length)) = self.attributes(whole)
                && attributes.value("marker").is_some()
            {
                let children = self.stretch(inner);
                self.classed(&attributes, children);
                return Some(whole + length);
            }
            if let Some(taken) = self.group(inner.clone(), whole) {
                return Some(self.behind_attributes(taken));
            }
            if let Some((attributes, length)) = self.attributes(whole) {
                let children = self.stretch(inner);
                self.classed(&attributes, children);
                return Some(whole + length);
            }
        }
        if let Some(taken) = self.marker(rest) {
            return Some(taken);
        }
        if let Some(taken) = self.heading_by_words() {
            return Some(taken);
        }
        let label = rest
            .strip_prefix("[^")
            .and_then(|behind| behind.split(']').next());
        if let Some(label) = label.filter(|label| is_label(label)) {
            let length = label.len() + 3;
            let span = self.span(length);
            if self.context.exact {
                self.marked_note(label, span);
                return Some(length);
            }
            self.lost_note(rest.get(..length)?, span);
            return Some(length);
        }
        None
    }

    /// The mark of a footnote of which it is not known yet whether it is there.
    fn marked_note(&mut self, label: &str, span: Span) {
        self.context.listed.push((label.to_owned(), span));
        self.push(Inline::FootnoteReference {
            identifier: Identifier::new(label),
        });
    }

    /// A formula in MathML: code with Pandoc's mark for raw HTML behind it.
    fn raw_mathml(&self, value: &str, length: usize) -> Option<Formula> {
        let at = self.at + length;
        let marked = self.flat.text.get(at..self.end)?.starts_with(RAW_HTML);
        let is_formula = value.starts_with("<math") && value.ends_with("</math>");
        (marked && is_formula && !self.flat.is_literal(at)).then(|| Formula {
            mathml: Some(value.to_owned()),
            position: Some(self.span(length)),
            ..Formula::default()
        })
    }

    fn lost_note(&mut self, printed: &str, span: Span) {
        self.context.diagnostics.push(
            Diagnostic::new(
                Code::DanglingNote,
                span,
                format!("`{printed}` marks a footnote that is not there and is read as text"),
            )
            .with_hint("add the footnote, mend its name, or put a backslash before the bracket"),
        );
        self.push_text(printed);
    }

    /// `^[a note]`, `^{4,11}`, `^4^`, `^th^`.
    fn caret(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("^[")
            && !self.flat.is_literal(self.at + 1)
            && let Some(close) = self
                .flat
                .bracket(self.at + 1)
                .filter(|close| *close < self.end)
        {
            let children = self.stretch(self.at + 2..close);
            let identifier = self.context.note_in_place(trimmed(children));
            self.push(Inline::FootnoteReference { identifier });
            return Some(close + 1 - self.at);
        }
        if let Some(taken) = self.marker(rest) {
            return Some(taken);
        }
        if let Some(braced) = rest.strip_prefix("^{")
            && let Some(end) = short(braced).find(['}', '{', '\n'])
            && braced.get(end..).is_some_and(|b| b.starts_with('}'))
        {
            let children = self.stretch(self.at + 2..self.at + 2 + end);
            self.push(Inline::Superscript { children });
            return Some(end + 3);
        }
        let end = enclosed(self.meaning(rest), '^')?;
        let children = self.stretch(self.at + 1..self.at + 1 + end);
        self.push(Inline::Superscript { children });
        Some(end + 2)
    }

    /// What is still to be read, with signs that have no meaning as others.
    fn meaning(&self, rest: &'f str) -> &'f str {
        self.flat.shielded().get(self.at..self.end).unwrap_or(rest)
    }

    /// `H~2~O`, where CommonMark has not read it.
    fn tilde(&mut self, rest: &str) -> Option<usize> {
        let rest = self.meaning(rest);
        if self.context.exact
            && let Some(end) = rest.strip_prefix("~~").and_then(|inner| inner.find("~~"))
            && end > 0
        {
            let children = self.stretch(self.at + 2..self.at + 2 + end);
            self.push(Inline::Delete { children });
            return Some(end + 4);
        }
        if rest.starts_with("~~") || !self.context.exact && self.previous() == Some('~') {
            return None;
        }
        let end = enclosed(rest, '~')?;
        if rest.get(end + 2..)?.starts_with('~') {
            return None;
        }
        let children = self.stretch(self.at + 1..self.at + 1 + end);
        self.push(Inline::Subscript { children });
        Some(end + 2)
    }

    fn address(&mut self, rest: &str) -> Option<usize> {
        if self.manner.linked {
            return None;
        }
        let (length, url) = autolink::address(rest, self.previous())?;
        if !is_safe_url(&url) {
            return None;
        }
        self.push(Inline::from(Link {
            url,
            children: vec![Inline::text(rest.get(..length)?)],
            position: Some(self.span(length)),
            ..Link::default()
        }));
        Some(length)
    }

    /// A mail address whose local part has been read as text already.
    fn mail(&mut self, rest: &str) -> Option<usize> {
        if self.manner.linked {
            return None;
        }
        let Some(Inline::Text { value }) = self.out.last_mut() else {
            return None;
        };
        let (local, length) = autolink::mail(value, rest)?;
        let start = value.len() - local;
        let address = value.get(start..)?.to_owned() + rest.get(..length)?;
        value.truncate(start);
        if value.is_empty() {
            self.out.pop();
        }
        self.push(Inline::from(Link {
            url: format!("mailto:{address}"),
            children: vec![Inline::text(address)],
            position: Some(self.span(length)),
            ..Link::default()
        }));
        Some(length)
    }
}

/// Bytes with which something may begin that has a meaning, and the colon behind the scheme of an
/// address: its letters are too common to look at each of them. See [`characters::next_sign`].
const MAY_MEAN: [bool; 256] = table(b"{[@-^~\\:wW\xC2\xE2\xEF");

/// Where the next thing in a text stands that may have a meaning ([`Reader::step`]), line breaks
/// aside, from a place on; the end of the text where there is none.
fn next_sign(text: &str, from: usize) -> usize {
    let mut at = from;
    loop {
        at = characters::next_sign(text, at, &MAY_MEAN, |sign| match sign {
            [b'-', behind @ ..] => behind.starts_with(b"@"),
            [b':', behind @ ..] => behind.starts_with(b"//"),
            [b'w' | b'W', behind @ ..] => autolink::is_www(behind),
            // Raised figures and signs, and what stands for no text.
            [0xC2, behind @ ..] => matches!(behind, [0xB2 | 0xB3 | 0xB9, ..]),
            [0xE2, behind @ ..] => matches!(behind, [0x81, 0xB0 | 0xB4..=0xBD, ..]),
            [0xEF, behind @ ..] => behind.starts_with(&[0xBF, 0xBC]),
            _ => true,
        });
        if text.as_bytes().get(at) != Some(&b':') {
            return at;
        }
        match autolink::scheme(text, at).filter(|start| *start >= from) {
            Some(start) => return start,
            None => at += 1,
        }
    }
}

fn append(children: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text { value }) = children.last_mut() {
        value.push_str(text);
    } else {
        children.push(Inline::text(text));
    }
}

/// Adds text whose lines end in single line breaks, each of which is a space.
fn append_lines(children: &mut Vec<Inline>, text: &str) {
    if !matches!(children.last(), Some(Inline::Text { .. })) {
        children.push(Inline::Text {
            value: String::with_capacity(text.len()),
        });
    }
    if let Some(Inline::Text { value }) = children.last_mut() {
        value.reserve(text.len());
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 {
                value.push(' ');
            }
            value.push_str(line);
        }
    }
}

/// The beginning of a text, as far as raised text may reach.
fn short(text: &str) -> &str {
    let mut end = text.len().min(LONGEST_RAISED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// How long the text between two equal signs is: no space, not empty (Pandoc's rule).
fn enclosed(rest: &str, sign: char) -> Option<usize> {
    let inner = short(rest.get(1..)?);
    let end = inner.find(|c: char| c == sign || c.is_whitespace())?;
    (end > 0 && inner.get(end..)?.starts_with(sign)).then_some(end)
}

/// Whether a text can be the name of a footnote.
fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= 64
        && !label.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '^' | OBJECT))
}
