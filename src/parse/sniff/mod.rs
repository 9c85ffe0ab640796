//! What a source plainly is, by its first bytes, whatever it is called.
//!
//! Only what no article of text or Markdown begins with is recognized: a document with the root of
//! a known vocabulary, a list of works by its first entry, a file of another program by its magic
//! number. In doubt nothing is said, and the name decides.

mod entries;
mod foreign;
mod json;
mod markdown;
mod xml;

use super::bibliography::BibliographyFormat;
use super::format::Format;
use super::source;

pub(super) use foreign::Foreign;

/// How far a source is looked into, in bytes.
const HEAD: usize = 8 * 1024;

/// What a source is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An article.
    Article(Format),
    /// A bibliography.
    Bibliography(BibliographyFormat),
}

/// What a source turns out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Something that is read here.
    Known(Kind),
    /// Something that is not.
    Foreign(Foreign),
}

/// The beginning of a source.
#[derive(Debug)]
pub(super) struct Head<'b> {
    bytes: &'b [u8],
    /// It begins as the decoded source does.
    pub(super) text: String,
    /// Whether the source ends where the head does.
    whole: bool,
}

impl<'b> Head<'b> {
    pub(super) fn of(source: &'b [u8]) -> Self {
        let bytes = source.get(..HEAD).unwrap_or(source);
        Self {
            bytes,
            text: source::decode(bytes).0.into_owned(),
            whole: bytes.len() == source.len(),
        }
    }

    /// What it plainly is, if it is plainly something, and at which byte of the text that shows.
    pub(super) fn sniff(&self) -> Option<(Content, usize)> {
        let known = |kind, at| (Content::Known(kind), at);
        let foreign = |foreign, at| (Content::Foreign(foreign), at);
        if let Some(found) = foreign::magic(self.bytes) {
            return Some(foreign(found, 0));
        }
        let text = self.text.as_str();
        if let Some((at, found)) = xml::document(text) {
            return Some((found, at));
        }
        if let Some((at, kind)) = json::document(text) {
            return Some(known(kind, at));
        }
        let bibliography = entries::bibtex(text, self.whole)
            .map(|at| (BibliographyFormat::BibTeX, at))
            .or_else(|| entries::ris(text).map(|at| (BibliographyFormat::Ris, at)));
        if let Some((format, at)) = bibliography {
            return Some(known(Kind::Bibliography(format), at));
        }
        if let Some(at) = foreign::latex(text) {
            return Some(foreign(Foreign::Latex, at));
        }
        foreign::is_binary(text).then(|| foreign(Foreign::Binary, 0))
    }

    /// Where the first sign stands that is neither blank nor a byte order mark.
    pub(super) fn start(&self) -> Option<usize> {
        self.text.find(|c: char| !is_blank(c))
    }

    /// Whether a tag, a declaration or an instruction of XML begins anywhere.
    pub(super) fn has_markup(&self) -> bool {
        self.text.split('<').skip(1).any(|rest| {
            rest.starts_with(|c: char| c.is_alphabetic() || matches!(c, '?' | '!' | '_'))
        })
    }

    /// Whether it has what only Markdown has, where neither a name nor a caller says what it is.
    pub(super) fn is_markdown(&self) -> bool {
        markdown::is(&self.text)
    }

    /// Whether a line is a heading of Markdown by its number signs.
    pub(super) fn has_heading(&self) -> bool {
        self.text.lines().any(|line| {
            let title = line.trim_start_matches('#');
            (1..=6).contains(&(line.len() - title.len())) && title.starts_with(' ')
        })
    }
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{FEFF}'
}

/// The text behind what is blank at its beginning, and where that is.
fn behind_blank(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(is_blank);
    (text.len() - rest.len(), rest)
}

/// The lines with their places, without those that are blank or begin with a percent sign, which
/// are comments of BibTeX and LaTeX.
pub(super) fn uncommented_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = if text.starts_with('\u{FEFF}') {
        '\u{FEFF}'.len_utf8()
    } else {
        0
    };
    let lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    lines
        .scan(start, |at, line| {
            let place = *at;
            *at += line.len();
            Some((place, line))
        })
        .filter(|(_, line)| {
            let line = line.trim();
            !line.is_empty() && !line.starts_with('%')
        })
}
