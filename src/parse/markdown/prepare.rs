//! Looks over the lines of a source before CommonMark does: what other dialects put on lines of
//! their own is marked or blanked in a copy of the same length, so that every offset holds.
//!
//! | in the source | in the copy |
//! | --- | --- |
//! | the edge of a fenced div, a directive, a Liquid tag | a thematic break, which ends whatever is open, and a [`Mark`] at its place |
//! | a formula over several lines | one line between dollars, in which nothing has a meaning |
//! | an alias of a citation, a target, a line of attributes, a numbered reference list | blanks |

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use memchr::{memchr, memchr_iter};

use super::attributes::Attributes;
use super::cite;
use super::html;
use crate::diagnostic::{Code, Diagnostic, Span};

/// The longest formula, Liquid tag or line of attributes, in bytes.
const LONGEST: usize = 64 * 1024;

/// Environments of LaTeX that are formulae by themselves.
const ENVIRONMENTS: [&str; 10] = [
    "equation",
    "align",
    "gather",
    "multline",
    "eqnarray",
    "displaymath",
    "math",
    "alignat",
    "flalign",
    "split",
];

const BEGIN: &str = "\\begin{";

/// The signs with which a line begins that is looked at, white space aside.
const SIGNS: &[u8] = b">:`~$<{[(";

/// Directives of MyST and Quarto that hold text; any other fence holds code.
const DIRECTIVES: [&str; 24] = [
    "admonition",
    "attention",
    "aside",
    "bibliography",
    "caution",
    "card",
    "danger",
    "dropdown",
    "epigraph",
    "error",
    "figure",
    "hint",
    "image",
    "important",
    "margin",
    "math",
    "note",
    "seealso",
    "sidebar",
    "tab-item",
    "tab-set",
    "tip",
    "topic",
    "warning",
];

/// What stands where the copy has a thematic break.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A div or a directive opens.
    Open(Attributes),
    /// The innermost one closes.
    Close,
    /// A tag of Liquid.
    Liquid,
}

/// The copy and what was noted on the way.
#[derive(Debug)]
pub(super) struct Prepared<'s> {
    pub(super) lines: Lines,
    /// As long as the source, byte for byte; the source itself where nothing had to be changed.
    pub(super) copy: Cow<'s, str>,
    /// Whether the copy is any other than the source.
    pub(super) changed: bool,
    pub(super) marks: BTreeMap<usize, (Mark, Range<usize>)>,
    /// What aliases of citations stand for: `[@tag:x]: doi:10.1/x`.
    pub(super) aliases: HashMap<String, String>,
    /// What authors say of the block behind a place: `(label)=`, `{#id}`.
    pub(super) names: BTreeMap<usize, Attributes>,
    /// What they say of the block before it: `{: #id}`.
    pub(super) trailing: BTreeMap<usize, Attributes>,
}

/// Whose lines are looked over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lines {
    /// Those of any dialect.
    Any,
    /// Those of an article in its whole form: divs and formulae, however far they are set in.
    Exact,
}

/// Looks over a source from `start` on; `blank` are ranges that others read.
pub(super) fn prepare<'s>(
    source: &'s str,
    lines: Lines,
    start: usize,
    blank: &[Range<usize>],
    diagnostics: &mut Vec<Diagnostic>,
) -> Prepared<'s> {
    let mut scan = Scan {
        source,
        lines,
        copy: None,
        marks: BTreeMap::new(),
        aliases: HashMap::new(),
        names: BTreeMap::new(),
        trailing: BTreeMap::new(),
        open: Vec::new(),
        code: None,
        absent: HashMap::new(),
        head: false,
        after_blank: true,
        environments: memchr_iter(b'\\', source.as_bytes())
            .any(|at| source.get(at..).is_some_and(|text| text.starts_with(BEGIN))),
    };
    for range in blank {
        scan.blank(range.clone());
    }
    let mut at = start;
    while at < source.len() {
        let end = line_end(source, at);
        let given = blank.iter().find(|range| range.contains(&at));
        at = match given {
            Some(range) => line_end(source, range.end.max(end).saturating_sub(1).max(at)),
            None => scan.line(at, end).max(end),
        };
    }
    for open in &scan.open {
        diagnostics.push(
            Diagnostic::new(
                Code::UnclosedBlock,
                Span::new(open.at, line_end(source, open.at)),
                "this block is opened and never closed; it is read up to the end of what it stands in",
            )
            .with_hint("close it with a line of as many colons or backticks"),
        );
    }
    let copy = scan.copy.and_then(|copy| String::from_utf8(copy).ok());
    Prepared {
        lines,
        changed: copy.as_deref().is_some_and(|copy| copy != source),
        copy: copy.map_or(Cow::Borrowed(source), Cow::Owned),
        marks: scan.marks,
        aliases: scan.aliases,
        names: scan.names,
        trailing: scan.trailing,
    }
}

/// Where the line of a place ends, its line break included.
pub(super) fn line_end(source: &str, at: usize) -> usize {
    let rest = source.as_bytes().get(at..).unwrap_or_default();
    memchr(b'\n', rest).map_or(source.len(), |length| at + length + 1)
}

struct Open {
    at: usize,
    fence: char,
    length: usize,
}

struct Scan<'a> {
    source: &'a str,
    lines: Lines,
    /// The copy, once something in it is to be changed.
    copy: Option<Vec<u8>>,
    marks: BTreeMap<usize, (Mark, Range<usize>)>,
    aliases: HashMap<String, String>,
    names: BTreeMap<usize, Attributes>,
    trailing: BTreeMap<usize, Attributes>,
    open: Vec<Open>,
    /// The fence of the code that is open.
    code: Option<(char, usize)>,
    /// Up to where closing marks are known not to stand.
    absent: HashMap<String, usize>,
    /// Whether the lines right behind the opening of a directive may be its options.
    head: bool,
    after_blank: bool,
    /// Whether any environment begins in the source.
    environments: bool,
}

impl Scan<'_> {
    /// Looks at a line; says where to go on.
    fn line(&mut self, at: usize, end: usize) -> usize {
        let line = self.source.get(at..end).unwrap_or_default();
        if self.is_plain(line) {
            self.after_blank = line == "\n";
            return end;
        }
        let text = line.trim_start_matches([' ', '\t', '>']);
        let bare = line.trim_start_matches(' ');
        let indent = line.len() - bare.len();
        let bare = bare.trim_end();
        let after_blank = std::mem::replace(&mut self.after_blank, bare.is_empty());
        if let Some((fence, length)) = self.code {
            let run = run_of(text, fence);
            if run >= length && text.get(run..).is_some_and(|rest| rest.trim().is_empty()) {
                self.code = None;
            }
            return end;
        }
        if self.lines == Lines::Exact {
            let place = end - text.len();
            if text.starts_with(":::") {
                return self.colons(place, text.trim_end(), end);
            }
            if text.starts_with("$$") {
                return self.dollars(place, end);
            }
            self.fence(text);
            return end;
        }
        if self.head && self.option(at + indent, bare, at..end) {
            return end;
        }
        self.head = false;
        if indent >= 4 || line.starts_with('\t') {
            self.fence(text);
            return end;
        }
        let place = at + indent;
        if text.starts_with(":::") && is_margin(line, text) {
            let place = at + line.len() - text.len();
            return self.colons(place, text.trim_end(), end);
        }
        if self.environments
            && let Some(close) = self.environments(place, end)
        {
            return close;
        }
        if bare.starts_with("```") || bare.starts_with("~~~") || text.len() < line.len() {
            return self.directive(place, bare, text, end);
        }
        if bare.starts_with("$$") {
            return self.dollars(place, end);
        }
        if bare.starts_with("{%") {
            return self.liquid(place, end);
        }
        if bare.starts_with("<!--") && bare.ends_with("-->") && !after_blank {
            return self.comment(at..end);
        }
        if bare.starts_with("[@") && self.alias(bare) {
            self.blank(at..end);
            return end;
        }
        if bare.starts_with('[')
            && bare.ends_with('}')
            && let Some((target, _)) = bare.rsplit_once('{')
            && target.contains("]:")
        {
            // Attributes of a link's definition.
            let from = place + target.len();
            if Attributes::read(self.source.get(from..end).unwrap_or_default()).is_some() {
                self.blank(from..end);
            }
            return end;
        }
        if bare.starts_with('(')
            && let Some(name) = bare.strip_prefix('(').and_then(|b| b.strip_suffix(")="))
            && after_blank
            && !name.is_empty()
            && !name.contains([' ', '(', ')'])
        {
            self.names.insert(end, Attributes::named(name));
            self.blank(at..end);
            return end;
        }
        if bare.starts_with('{')
            && bare.ends_with('}')
            && let Some((attributes, length)) = Attributes::read(bare)
            && length == bare.len()
            && (after_blank || bare.starts_with("{:"))
        {
            if after_blank {
                self.names.insert(end, attributes);
            } else {
                self.trailing.insert(at, attributes);
            }
            self.blank(at..end);
            self.after_blank = true;
            return end;
        }
        end
    }

    /// Whether a line is empty or begins with a letter or the like, where that means that there is
    /// nothing to look at.
    fn is_plain(&self, line: &str) -> bool {
        self.code.is_none()
            && self.lines == Lines::Any
            && !self.head
            && !self.environments
            && (line == "\n"
                || line
                    .bytes()
                    .next()
                    .is_some_and(|first| first.is_ascii_graphic() && !SIGNS.contains(&first)))
    }

    /// Notes a fence of code.
    fn fence(&mut self, text: &str) {
        for fence in ['`', '~'] {
            let run = run_of(text, fence);
            let info = text.get(run..).unwrap_or_default();
            if run >= 3 && !(fence == '`' && info.contains('`')) {
                self.code = Some((fence, run));
            }
        }
    }

    /// `::: {.note}`, `:::{note} Title`, `::: warning`, `:::`.
    fn colons(&mut self, at: usize, line: &str, end: usize) -> usize {
        let length = run_of(line, ':');
        let rest = line.get(length..).unwrap_or_default().trim();
        let rest = rest.trim_end_matches(':').trim_end();
        if rest.is_empty() {
            let open = self.open.iter().rposition(|open| open.fence == ':');
            if let Some(open) = open {
                self.open.truncate(open);
                self.mark(at, end, Mark::Close);
            } else {
                // CommonMark would see a definition in it.
                self.cover(at..at + length);
            }
        } else if let Some(attributes) = Attributes::of_fence(rest) {
            let attributes = attributes.map(html::decode);
            self.head = rest.starts_with('{') && !rest.starts_with("{.") && !rest.starts_with("{#");
            self.open.push(Open {
                at,
                fence: ':',
                length,
            });
            self.mark(at, end, Mark::Open(attributes));
        }
        end
    }

    /// A fence of backticks with a directive in braces that holds text, or a fence of code.
    fn directive(&mut self, at: usize, bare: &str, text: &str, end: usize) -> usize {
        let fence = if bare.starts_with('~') { '~' } else { '`' };
        let length = run_of(bare, fence);
        let rest = bare.get(length..).unwrap_or_default().trim();
        if length >= 3 && rest.is_empty() {
            let open = self.open.last();
            if open.is_some_and(|open| open.fence == fence && open.length <= length) {
                self.open.pop();
                self.mark(at, end, Mark::Close);
                return end;
            }
        }
        let name = rest
            .strip_prefix('{')
            .and_then(|rest| rest.split('}').next());
        if length >= 3
            && let Some(attributes) = name
                .filter(|name| DIRECTIVES.contains(name))
                .and_then(|_| Attributes::of_fence(rest))
        {
            self.head = true;
            self.open.push(Open { at, fence, length });
            self.mark(at, end, Mark::Open(attributes));
            return end;
        }
        self.fence(text);
        end
    }

    /// `:name: fig-x` behind the opening of a directive.
    fn option(&mut self, at: usize, bare: &str, line: Range<usize>) -> bool {
        let Some((name, value)) = bare.strip_prefix(':').and_then(|b| b.split_once(':')) else {
            return false;
        };
        if name.is_empty() || name.contains(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            return false;
        }
        if let Some((_, (Mark::Open(attributes), _))) = self.marks.range_mut(..at).next_back() {
            attributes.option(name, value.trim());
        }
        self.blank(line);
        true
    }

    fn dollars(&mut self, at: usize, end: usize) -> usize {
        let Some(close) = self.ahead("$$", at + 2) else {
            return end;
        };
        let length = close - at - 2;
        let window = self.source.get(at + 2..close).unwrap_or_default();
        let blank = ["\n\n", "\n\r\n"].iter().any(|gap| window.contains(gap));
        if blank || length == 0 || close < end {
            return end;
        }
        self.cover(at + 2..close);
        line_end(self.source, close)
    }

    /// The environments of a line: one that it begins with, and any behind its words. Says where
    /// the last one ends.
    fn environments(&mut self, place: usize, end: usize) -> Option<usize> {
        let mut last = None;
        let mut at = place;
        while at < end
            && let Some(begin) = environment_in(self.source.get(at..end).unwrap_or_default())
            && let Some(close) = self.environment(at + begin)
        {
            last = Some(close);
            at = close;
        }
        last
    }

    fn environment(&mut self, at: usize) -> Option<usize> {
        let name = self
            .source
            .get(at..)?
            .strip_prefix(BEGIN)?
            .split('}')
            .next()?;
        if !ENVIRONMENTS.contains(&name.trim_end_matches('*')) {
            return None;
        }
        let closing = format!("\\end{{{name}}}");
        let close = self.ahead(&closing, at)? + closing.len();
        self.cover(at..close);
        for edge in [at..at + 2, close - 2..close] {
            if let Some(bytes) = self.copy().get_mut(edge) {
                bytes.fill(b'$');
            }
        }
        Some(close)
    }

    /// `{% include image.html … %}` alone on its lines.
    fn liquid(&mut self, at: usize, end: usize) -> usize {
        let Some(found) = self.ahead("%}", at) else {
            return end;
        };
        let close = found + 2;
        let last = line_end(self.source, close);
        let behind = self.source.get(close..last).unwrap_or_default();
        if !behind.trim().is_empty() {
            return end;
        }
        self.mark(at, last, Mark::Liquid);
        last
    }

    /// A comment on a line of its own, between the words of a picture and their closing bracket:
    /// to CommonMark it would end the paragraph.
    fn comment(&mut self, line: Range<usize>) -> usize {
        let end = line.end;
        let next = self.source.get(end..).unwrap_or_default();
        if next.starts_with("](")
            && let Some(bytes) = self.copy().get_mut(line)
        {
            bytes.fill(b' ');
        }
        end
    }

    /// `[@tag:x]: doi:10.1000/x "Title"`.
    fn alias(&mut self, line: &str) -> bool {
        let Some((alias, target)) = line
            .strip_prefix("[@")
            .and_then(|line| line.split_once("]:"))
        else {
            return false;
        };
        let mut words = target.split_whitespace();
        let (Some(target), rest) = (words.next(), words.next()) else {
            return false;
        };
        if alias.contains(char::is_whitespace)
            || !target.contains(':')
            || !cite::is_key(target)
            || rest.is_some_and(|rest| !rest.starts_with(['"', '\'', '(']))
        {
            return false;
        }
        self.aliases.insert(alias.to_owned(), target.to_owned());
        true
    }

    /// Where a closing mark stands next, not too far off. What has been searched in vain is not
    /// searched again, so that any number of openings takes one way through the source.
    fn ahead(&mut self, mark: &str, from: usize) -> Option<usize> {
        let known = self.absent.get(mark).copied().unwrap_or(0);
        let mut start = from.max(known.saturating_sub(mark.len()));
        while !self.source.is_char_boundary(start) {
            start -= 1;
        }
        let window = bounded(self.source, start, (from + LONGEST).saturating_sub(start));
        if let Some(at) = window.find(mark) {
            return Some(start + at);
        }
        let end = start + window.len();
        self.absent.insert(mark.to_owned(), end.max(known));
        None
    }

    /// Puts a thematic break in place of some lines and notes what it stands for.
    fn mark(&mut self, at: usize, end: usize, mark: Mark) {
        self.blank(at..end);
        if let Some(bytes) = self.copy().get_mut(at..at + 3) {
            bytes.copy_from_slice(b"***");
        } else if let Some(bytes) = self.copy().get_mut(at..at + 2) {
            bytes.fill(b' ');
        }
        self.marks.insert(at, (mark, at..end));
        self.after_blank = true;
    }

    fn copy(&mut self) -> &mut [u8] {
        self.copy.get_or_insert_with(|| self.source.into())
    }

    /// Leaves nothing but line breaks.
    fn blank(&mut self, range: Range<usize>) {
        for byte in self.copy().get_mut(range).into_iter().flatten() {
            if !matches!(byte, b'\n' | b'\r') {
                *byte = b' ';
            }
        }
    }

    /// Makes one word of a stretch, in one line.
    fn cover(&mut self, range: Range<usize>) {
        if let Some(bytes) = self.copy().get_mut(range) {
            bytes.fill(b'x');
        }
    }
}

/// Whether nothing stands before the text of a line but signs of quotations, none of them so far
/// in that it is code.
fn is_margin(line: &str, text: &str) -> bool {
    let before = line.get(..line.len() - text.len()).unwrap_or_default();
    before
        .split('>')
        .all(|gap| gap.len() < 5 && !gap.contains('\t'))
}

fn run_of(text: &str, sign: char) -> usize {
    text.len() - text.trim_start_matches(sign).len()
}

/// Where an environment begins in a line. Behind words it is one if the rest of the line is its
/// name, what it takes and its `\\label`, or the whole of it. In code and in formulae nothing begins.
fn environment_in(line: &str) -> Option<usize> {
    let begin = line.find(BEGIN)?;
    let head = line.get(..begin)?;
    if head.is_empty() {
        return Some(begin);
    }
    if head.ends_with('\\')
        || head.matches('`').count() % 2 == 1
        || head.matches('$').count() % 2 == 1
    {
        return None;
    }
    let (name, rest) = line.get(begin + BEGIN.len()..)?.split_once('}')?;
    let mut rest = rest.trim();
    if rest.contains(&format!("\\end{{{name}}}")) {
        return Some(begin);
    }
    while !rest.is_empty() {
        let group = rest.strip_prefix("\\label").unwrap_or(rest);
        rest = group.strip_prefix('{')?.split_once('}')?.1.trim_start();
    }
    Some(begin)
}

/// At most `length` bytes from a place on, cut at a character boundary.
fn bounded(text: &str, from: usize, length: usize) -> &str {
    let mut end = from.saturating_add(length).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or_default()
}
