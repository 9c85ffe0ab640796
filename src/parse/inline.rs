//! The light markup that print exports carry inside a paragraph, and the citation markers in it.
//!
//! `**strong**`, `*emphasis*`, `_emphasis_`, `` `code` ``, `[text](target)`, `![alt](target)`,
//! `<https://…>`, bare addresses, `^raised^`, `~lowered~`, `<sup>`, `<sub>`, `<br>`, backslash
//! escapes. The rules for emphasis are those of
//! [CommonMark](https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis), so that the
//! asterisk of a footnote mark stays an asterisk. Whatever has no partner stays text.
//!
//! One pass, and every look ahead is bounded: reading is linear in the length of the text.

mod ahead;
mod doubt;

use ahead::{LONGEST_SPAN, between, bounded, closing_fence, flanking, is_empty_target, partners};
pub(super) use doubt::ambiguous;

use super::characters::{
    self, is_invisible, is_space, is_superscript_sign, superscript_digit, table,
};
use super::marker::{self, Evidence, Notation, Verdict};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Citation, Image, Inline, Link, MAX_DEPTH, is_safe_picture, is_safe_url};

/// The longest target of a link, in bytes.
const LONGEST_TARGET: usize = 2048;

/// Reads a block's text.
///
/// `offset` is where the text begins in the source. Without `evidence` no citations are looked
/// for: in reference lists and bylines a raised figure is never one.
pub(super) fn read(
    text: &str,
    offset: usize,
    evidence: Option<&Evidence>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Inline> {
    let mut reader = Reader {
        text,
        offset,
        evidence,
        diagnostics,
        partners: partners(text),
        at: 0,
        frames: vec![Frame::new(Kind::Root)],
    };
    while reader.at < text.len() {
        reader.step();
    }
    reader.finish()
}

#[derive(Debug)]
enum Kind {
    Root,
    /// An opened run of `*` or `_` that may still close.
    Emphasis {
        delimiter: char,
        count: usize,
    },
    Link {
        url: String,
        start: usize,
        close: usize,
        end: usize,
    },
}

#[derive(Debug)]
struct Frame {
    kind: Kind,
    children: Vec<Inline>,
}

impl Frame {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            children: Vec::new(),
        }
    }
}

struct Reader<'a, 'd> {
    text: &'a str,
    offset: usize,
    evidence: Option<&'a Evidence>,
    diagnostics: &'d mut Vec<Diagnostic>,
    partners: Vec<(usize, usize)>,
    at: usize,
    frames: Vec<Frame>,
}

impl<'a> Reader<'a, '_> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn before(&self) -> &'a str {
        self.text.get(..self.at).unwrap_or_default()
    }

    fn span(&self, length: usize) -> Span {
        let start = self.offset + self.at;
        Span::new(start, start + length)
    }

    /// Reads one thing at the current place and moves behind it.
    fn step(&mut self) {
        let rest = self.rest();
        let Some(character) = rest.chars().next() else {
            self.at = self.text.len();
            return;
        };
        if self.close_link() {
            return;
        }
        let taken = match character {
            '\\' => self.escape(rest),
            '*' | '_' => self.delimiters(rest, character),
            '`' => self.code(rest),
            '[' => self.link(rest).or_else(|| self.marker(rest)),
            '!' => self.image(rest),
            '<' => self.marker(rest).or_else(|| self.angle(rest)),
            '^' => self.marker(rest).or_else(|| self.raised(rest)),
            '~' => self.lowered(rest),
            'h' => self.bare_address(rest),
            '\n' | '\r' => Some(self.line_end(rest)),
            _ if superscript_digit(character).is_some() || character == '⁽' => self.marker(rest),
            _ if is_superscript_sign(character) => self.exponent(rest),
            _ => None,
        };
        let taken = taken.unwrap_or_else(|| self.plain(rest, character));
        self.at += taken.max(1);
    }

    /// Plain characters up to the next one that may mean something.
    fn plain(&mut self, rest: &str, first: char) -> usize {
        let end = next_sign(rest, first.len_utf8());
        self.push_text(rest.get(..end).unwrap_or_default());
        end
    }

    fn push(&mut self, inline: Inline) {
        if let Some(frame) = self.frames.last_mut() {
            frame.children.push(inline);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some(frame) = self.frames.last_mut() {
            append_text(&mut frame.children, text);
        }
    }

    /// Lines of a paragraph are joined by one space.
    fn line_end(&mut self, rest: &str) -> usize {
        let children = self.frames.last_mut().map(|frame| &mut frame.children);
        if let Some(Inline::Text { value }) = children.and_then(|children| children.last_mut()) {
            value.truncate(value.trim_end_matches([' ', '\t']).len());
        }
        let length = rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
        if self.at > 0 && self.at + length < self.text.len() {
            self.push_text(" ");
        }
        length
    }

    fn escape(&mut self, rest: &str) -> Option<usize> {
        let escaped = rest.get(1..)?;
        let next = escaped.chars().next()?;
        if superscript_digit(next).is_some() || next == '⁽' {
            let length =
                marker::marker(escaped).map_or(next.len_utf8(), |found| found.printed.len());
            self.push_text(escaped.get(..length)?);
            return Some(1 + length);
        }
        if !next.is_ascii_punctuation() {
            return None;
        }
        self.push_text(escaped.get(..1)?);
        Some(2)
    }

    /// A code span, or a run of backticks that nothing closes.
    fn code(&mut self, rest: &str) -> Option<usize> {
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let (fence, inner) = rest.split_at_checked(ticks)?;
        let Some(end) = closing_fence(inner, fence) else {
            self.push_text(fence);
            return Some(ticks);
        };
        let value = inner
            .get(..end)?
            .trim_matches(' ')
            .replace(['\n', '\r'], " ");
        self.push(Inline::InlineCode { value });
        Some(ticks + end + ticks)
    }

    /// Opens a link at `[` if `](target)` follows its partner.
    fn link(&mut self, rest: &str) -> Option<usize> {
        let (close, end, target) = self.target(self.at)?;
        let inside = self
            .frames
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Link { .. }));
        if inside || self.frames.len() >= MAX_DEPTH {
            return None;
        }
        let label = rest.get(1..close - self.at)?;
        let url = if is_empty_target(&target) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::EmptyLink,
                    self.span(end - self.at),
                    format!("the link `{label}` has no target and is read as text"),
                )
                .with_hint("fill in the address, or remove the brackets"),
            );
            String::new()
        } else if !is_safe_url(&target) {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::UnsafeLink,
                    self.span(end - self.at),
                    format!("the link `{label}` leads to `{target}`, which no page should follow; it is read as text"),
                )
                .with_hint("use an http, https or mailto address, or a path"),
            );
            String::new()
        } else {
            target
        };
        self.frames.push(Frame::new(Kind::Link {
            url,
            start: self.at,
            close,
            end,
        }));
        Some(1)
    }

    /// The target behind the bracket that opens at `open`: where the bracket closes, where the
    /// whole ends, and the target.
    fn target(&self, open: usize) -> Option<(usize, usize, String)> {
        let index = self
            .partners
            .binary_search_by_key(&open, |pair| pair.0)
            .ok()?;
        let (_, close) = *self.partners.get(index)?;
        let behind = self.text.get(close + 1..)?.strip_prefix('(')?;
        let behind = bounded(behind, LONGEST_TARGET);
        // Where there is no end to be found it is not looked for sign by sign.
        memchr::memchr(b')', behind.as_bytes())?;
        let mut depth = 0_usize;
        let length = behind.char_indices().find_map(|(at, c)| match c {
            '(' => {
                depth += 1;
                None
            }
            ')' if depth == 0 => Some(Some(at)),
            ')' => {
                depth -= 1;
                None
            }
            '\n' | '\r' => Some(None),
            _ => None,
        })??;
        let inner = behind.get(..length)?.trim();
        // A title in quotes may follow the address: `(address "title")`.
        let address = match inner.find(char::is_whitespace) {
            Some(space) if inner.get(space..)?.trim_start().starts_with(['"', '\'']) => {
                inner.get(..space)?
            }
            Some(_) => return None,
            None => inner,
        };
        let address = address
            .strip_prefix('<')
            .and_then(|a| a.strip_suffix('>'))
            .unwrap_or(address);
        Some((close, close + 2 + length + 1, address.to_owned()))
    }

    /// Closes the open link if its bracket closes here.
    fn close_link(&mut self) -> bool {
        let here = self.at;
        let index = self
            .frames
            .iter()
            .rposition(|frame| matches!(frame.kind, Kind::Link { close, .. } if close == here));
        let Some(index) = index else { return false };
        while self.frames.len() > index + 1 {
            self.flatten_top();
        }
        if let Some(Frame {
            kind: Kind::Link {
                url, start, end, ..
            },
            mut children,
        }) = self.frames.pop()
        {
            if url.is_empty() {
                for child in children {
                    self.push_merged(child);
                }
            } else {
                children.shrink_to_fit();
                self.push(Inline::from(Link {
                    url,
                    children,
                    position: Some(Span::new(self.offset + start, self.offset + end)),
                    ..Link::default()
                }));
            }
            self.at = end;
        }
        true
    }

    fn image(&mut self, rest: &str) -> Option<usize> {
        if !rest.starts_with("![") {
            return None;
        }
        let (close, end, url) = self.target(self.at + 1)?;
        let alt = self.text.get(self.at + 2..close)?.to_owned();
        if is_empty_target(&url) || !is_safe_picture(&url) {
            self.push_text(&alt);
        } else {
            self.push(Inline::from(Image {
                url,
                alt,
                position: Some(self.span(end - self.at)),
                ..Image::default()
            }));
        }
        Some(end - self.at)
    }

    /// `<https://…>`, `<sup>`, `<sub>`, `<br>`; anything else in angles stays text.
    fn angle(&mut self, rest: &str) -> Option<usize> {
        if let Some(taken) = self
            .element(rest, "sup", |children| Inline::Superscript { children })
            .or_else(|| self.element(rest, "sub", |children| Inline::Subscript { children }))
        {
            return Some(taken);
        }
        for tag in ["<br>", "<br/>", "<br />"] {
            if rest
                .get(..tag.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(tag))
            {
                self.push(Inline::Break);
                return Some(tag.len());
            }
        }
        let inner = bounded(rest.get(1..)?, LONGEST_TARGET);
        let end = inner.find(['>', '<', ' ', '\n'])?;
        let address = inner.get(..end)?;
        let is_address = address.starts_with("http://")
            || address.starts_with("https://")
            || address.starts_with("mailto:");
        if !inner.get(end..)?.starts_with('>') || !is_address {
            return None;
        }
        self.push_address(address, self.span(1 + end + 1));
        Some(1 + end + 1)
    }

    fn element(
        &mut self,
        rest: &str,
        name: &str,
        wrap: impl Fn(Vec<Inline>) -> Inline,
    ) -> Option<usize> {
        let open = name.len() + 2;
        let head = rest.get(..open)?;
        if !head.get(1..open - 1)?.eq_ignore_ascii_case(name) || !head.ends_with('>') {
            return None;
        }
        let inner = bounded(rest.get(open..)?, LONGEST_SPAN);
        let end = inner.find("</")?;
        let close = rest.get(open + end..open + end + name.len() + 3)?;
        if !close.get(2..2 + name.len())?.eq_ignore_ascii_case(name) || !close.ends_with('>') {
            return None;
        }
        self.push(wrap(vec![Inline::text(inner.get(..end)?)]));
        Some(open + end + close.len())
    }

    /// `^th^`: raised text that is no marker.
    fn raised(&mut self, rest: &str) -> Option<usize> {
        if let Some(braced) = rest.strip_prefix("^{") {
            let end = bounded(braced, LONGEST_SPAN).find(['}', '{', '\n'])?;
            if !braced.get(end..)?.starts_with('}') {
                return None;
            }
            self.push(Inline::Superscript {
                children: vec![Inline::text(braced.get(..end)?)],
            });
            return Some(2 + end + 1);
        }
        let inner = between(rest, '^')?;
        self.push(Inline::Superscript {
            children: vec![Inline::text(inner)],
        });
        Some(inner.len() + 2)
    }

    /// `H~2~O`.
    fn lowered(&mut self, rest: &str) -> Option<usize> {
        let inner = between(rest, '~')?;
        self.push(Inline::Subscript {
            children: vec![Inline::text(inner)],
        });
        Some(inner.len() + 2)
    }

    fn bare_address(&mut self, rest: &str) -> Option<usize> {
        if !rest.starts_with("http://") && !rest.starts_with("https://") {
            return None;
        }
        let linked = self
            .frames
            .iter()
            .any(|frame| matches!(frame.kind, Kind::Link { .. }));
        if linked
            || self
                .before()
                .chars()
                .next_back()
                .is_some_and(char::is_alphanumeric)
        {
            return None;
        }
        let window = bounded(rest, LONGEST_TARGET);
        // Brackets belong to an address only in its query; before that they begin a marker.
        let mut query = false;
        let end = window
            .find(|c: char| {
                query |= c == '?';
                is_space(c) && !is_invisible(c)
                    || matches!(c, '<' | '>' | '"' | '”' | '“' | '`' | '|' | '*')
                    || !query && matches!(c, '[' | ']')
            })
            .unwrap_or(window.len());
        let mut address = window.get(..end)?;
        loop {
            let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', '_']);
            // A closing bracket belongs to the address only if it was opened in it.
            let trimmed = match trimmed.strip_suffix(')') {
                Some(open) if open.matches('(').count() <= open.matches(')').count() => open,
                _ => trimmed,
            };
            if trimmed.len() == address.len() {
                break;
            }
            address = trimmed;
        }
        if address.len() <= "https://".len() {
            return None;
        }
        self.push_address(address, self.span(address.len()));
        Some(address.len())
    }

    fn push_address(&mut self, address: &str, place: Span) {
        self.push(Inline::from(Link {
            url: address.to_owned(),
            children: vec![Inline::text(address)],
            position: Some(place),
            ..Link::default()
        }));
    }

    /// A signed exponent, `⁻¹`.
    fn exponent(&mut self, rest: &str) -> Option<usize> {
        let taken = marker::exponent_before_citation(rest, self.before(), self.evidence)?;
        self.push_text(rest.get(..taken)?);
        Some(taken)
    }

    /// A citation marker, or something of that shape that stays text.
    fn marker(&mut self, rest: &str) -> Option<usize> {
        let found = marker::marker(rest)?;
        if let Some(exponent) = marker::leading_exponent(&found, self.before()) {
            self.push_text(rest.get(..exponent)?);
            return Some(exponent);
        }
        let length = found.printed.len();
        let after = rest.get(length..)?;
        let reading = match self.evidence {
            Some(evidence) => marker::judge(&found, self.before(), after, evidence),
            None => marker::Reading {
                verdict: Verdict::Text,
                doubt: None,
            },
        };
        if let (Some(doubt), Some(evidence)) = (reading.doubt, self.evidence) {
            let diagnostic = ambiguous(
                &found,
                reading.verdict,
                doubt,
                self.before(),
                self.span(length),
                evidence,
            );
            self.diagnostics.push(diagnostic);
        }
        let affordable = match self.evidence {
            Some(evidence) if reading.verdict == Verdict::Citation => {
                let spent = evidence.spend(&found, self.span(length));
                spent.map_err(|over| self.diagnostics.push(over)).is_ok()
            }
            _ => false,
        };
        if affordable {
            let evidence = self.evidence?;
            let (references, mut diagnostics) = marker::expand(&found, evidence, self.span(length));
            self.diagnostics.append(&mut diagnostics);
            let position = Some(self.span(length));
            self.push(Inline::from(Citation {
                references,
                marker: found.printed,
                position,
                ..Citation::default()
            }));
            return Some(length);
        }
        match found.notation {
            Notation::Unicode | Notation::Bracket | Notation::Footnote => {
                self.push_text(rest.get(..length)?);
                Some(length)
            }
            Notation::Forced | Notation::Caret => self.raised(rest),
            Notation::SupTag => self.angle(rest),
        }
    }

    /// A run of `*` or `_`: closes what it can, opens what it may, stays text otherwise.
    fn delimiters(&mut self, rest: &str, delimiter: char) -> Option<usize> {
        let length = rest.len() - rest.trim_start_matches(delimiter).len();
        let previous = self.before().chars().next_back();
        let next = rest.get(length..)?.chars().next();
        let (can_open, can_close) = flanking(delimiter, previous, next);
        let mut left = length;
        while left > 0 {
            let opener = can_close.then(|| self.opener(delimiter)).flatten();
            if let Some(index) = opener {
                left -= self.close_emphasis(index, left);
            } else if can_open && self.frames.len() < MAX_DEPTH {
                self.frames.push(Frame::new(Kind::Emphasis {
                    delimiter,
                    count: left,
                }));
                left = 0;
            } else {
                self.push_text(rest.get(..left)?);
                left = 0;
            }
        }
        Some(length)
    }

    /// The innermost open run of this delimiter that is not outside of an open link.
    fn opener(&self, wanted: char) -> Option<usize> {
        for (index, frame) in self.frames.iter().enumerate().rev() {
            match frame.kind {
                Kind::Emphasis { delimiter, .. } if delimiter == wanted => return Some(index),
                Kind::Emphasis { .. } => {}
                Kind::Root | Kind::Link { .. } => return None,
            }
        }
        None
    }

    /// Closes the emphasis opened by a frame with up to `left` delimiters; says how many it took.
    fn close_emphasis(&mut self, index: usize, left: usize) -> usize {
        while self.frames.len() > index + 1 {
            self.flatten_top();
        }
        let Some(frame) = self.frames.last_mut() else {
            return left;
        };
        let Kind::Emphasis { count, .. } = &mut frame.kind else {
            return left;
        };
        let used = if *count >= 2 && left >= 2 { 2 } else { 1 };
        *count -= used;
        let emptied = *count == 0;
        let mut children = std::mem::take(&mut frame.children);
        children.shrink_to_fit();
        let wrapped = if used == 2 {
            Inline::Strong { children }
        } else {
            Inline::Emphasis { children }
        };
        if emptied {
            self.frames.pop();
        }
        self.push(wrapped);
        used
    }

    /// Gives up the innermost open frame: its delimiters become text.
    fn flatten_top(&mut self) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        match frame.kind {
            Kind::Emphasis { delimiter, count } => {
                self.push_text(&delimiter.to_string().repeat(count));
            }
            Kind::Link { .. } => self.push_text("["),
            Kind::Root => {}
        }
        for child in frame.children {
            self.push_merged(child);
        }
    }

    fn push_merged(&mut self, inline: Inline) {
        match inline {
            Inline::Text { value } => self.push_text(&value),
            other => self.push(other),
        }
    }

    fn finish(mut self) -> Vec<Inline> {
        while self.frames.len() > 1 {
            self.flatten_top();
        }
        self.frames
            .pop()
            .map(|frame| frame.children)
            .unwrap_or_default()
    }
}

/// Bytes with which something may begin that has a meaning; see [`characters::next_sign`].
const MAY_MEAN: [bool; 256] = table(b"\\*_`[]!<^~h\n\r\xC2\xE2");

/// Where the next thing in a text stands that may have a meaning ([`Reader::step`]), from a place
/// on; the end of the text where there is none.
fn next_sign(text: &str, from: usize) -> usize {
    characters::next_sign(text, from, &MAY_MEAN, |sign| match sign {
        [b'h', behind @ ..] => behind.starts_with(b"ttp"),
        // Raised figures and signs.
        [0xC2, behind @ ..] => matches!(behind, [0xB2 | 0xB3 | 0xB9, ..]),
        [0xE2, behind @ ..] => matches!(behind, [0x81, 0xB0 | 0xB4..=0xBD, ..]),
        _ => true,
    })
}

fn append_text(children: &mut Vec<Inline>, text: &str) {
    if text.is_empty() {
        return;
    }
    if let Some(Inline::Text { value }) = children.last_mut() {
        value.push_str(text);
    } else {
        children.push(Inline::text(text));
    }
}

#[cfg(test)]
mod tests;
