//! What Scholion has to say about a source: where, how serious, what, and what to do.
//!
//! Diagnostics live at the ground of the crate, so that every layer can report without
//! reaching up. A message names the finding in one clause, without a final full stop; a hint
//! says what an author can do about it.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A range of bytes in the decoded source text: `start` is included, `end` is not.
///
/// Offsets are kept in 32 bits; a source beyond 4 GiB is refused long before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset of the byte after the last one.
    pub end: u32,
}

impl Span {
    /// The span between two byte offsets; an `end` before `start` gives an empty span.
    ///
    /// ```
    /// use scholion::diagnostic::Span;
    /// assert_eq!(Span::new(3, 7).range(), 3..7);
    /// ```
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX).max(start);
        Self { start, end }
    }

    /// The span as a range of byte offsets.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// How serious a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; the reading is very probably right.
    Info,
    /// Something an editor should look at.
    Warning,
    /// Something a reader will stumble over.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal, $severity:ident;)+) => {
        /// What kind of finding it is. The kebab-case name is stable: people filter by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code { $($(#[doc = $doc])+ $name,)+ }

        impl Code {
            /// Every code there is, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable kebab-case name, as printed by `scholion check`.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            /// What a finding of this kind says, in one sentence.
            pub fn description(self) -> &'static str {
                match self { $(Self::$name => concat!($($doc),+).trim(),)+ }
            }

            /// How serious a finding of this kind is.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)+ }
            }
        }
    };
}

codes! {
    /// The file is not valid UTF-8; the offending bytes became U+FFFD.
    InvalidUtf8 = "invalid-utf8", Warning;
    /// The source is longer than what is read as an article; the rest is shown as it is written.
    SourceTooLong = "source-too-long", Error;
    /// The source has no text.
    EmptySource = "empty-source", Error;
    /// The source is in another format than it is said to be; it was read as what it is.
    MistakenFormat = "mistaken-format", Warning;
    /// The source is no article, or no bibliography, that can be read.
    UnreadableSource = "unreadable-source", Error;
    /// The source is JSON, but not a structured article.
    InvalidJson = "invalid-json", Error;
    /// The JSON says something that the structured article has no place for.
    UnknownField = "unknown-field", Warning;
    /// The markup of an XML source is broken; what is there was read as far as it makes sense.
    MalformedXml = "malformed-xml", Error;
    /// A reference to an entity that nobody knows, or that is not followed.
    UnknownEntity = "unknown-entity", Warning;
    /// A link without a target, which became plain text, or without words.
    EmptyLink = "empty-link", Warning;
    /// A link or a picture with a target that no page should follow became plain text.
    UnsafeLink = "unsafe-link", Warning;
    /// A link whose target nobody protects on its way to the reader.
    InsecureLink = "insecure-link", Info;
    /// A heading that is more than one level below the one before it.
    SkippedHeadingLevel = "skipped-heading-level", Warning;
    /// A picture without words for those who cannot see it.
    MissingAltText = "missing-alt-text", Warning;
    /// A table that says of none of its cells that it is a header.
    MissingTableHeader = "missing-table-header", Warning;
    /// Something that could be a citation marker or not; the message says how it was read.
    AmbiguousMarker = "ambiguous-marker", Info;
    /// A range that runs backwards, as in `42–40`.
    ReversedRange = "reversed-range", Warning;
    /// A range far beyond the reference list, as in `1–9999`.
    AbsurdRange = "absurd-range", Warning;
    /// A marker that names a reference twice, as in `4,4–6`.
    OverlappingRange = "overlapping-range", Warning;
    /// A marker that cites a number which no reference has.
    DanglingCitation = "dangling-citation", Error;
    /// A mention that points to no part of the article.
    DanglingCrossReference = "dangling-cross-reference", Error;
    /// A link to a place on the page that is no part of the article.
    DanglingFragment = "dangling-fragment", Warning;
    /// The mark of a footnote that is not there.
    DanglingNote = "dangling-note", Error;
    /// Two footnotes of one name.
    DuplicateNote = "duplicate-note", Warning;
    /// A footnote that nothing marks.
    UnusedNote = "unused-note", Warning;
    /// Front matter that is no YAML from some place on.
    InvalidFrontMatter = "invalid-front-matter", Error;
    /// A bibliography that the article names and that cannot be read.
    MissingBibliography = "missing-bibliography", Error;
    /// A div or a directive that is never closed.
    UnclosedBlock = "unclosed-block", Warning;
    /// A reference number that is used twice.
    DuplicateReference = "duplicate-reference", Error;
    /// A reference that is the same source as one before it, under another number.
    DuplicateSource = "duplicate-source", Warning;
    /// A DOI that is none.
    InvalidDoi = "invalid-doi", Warning;
    /// A number of PubMed that is none.
    InvalidPmid = "invalid-pmid", Warning;
    /// A number of PubMed Central that is none.
    InvalidPmcid = "invalid-pmcid", Warning;
    /// An ISBN with a wrong check digit, or none at all.
    InvalidIsbn = "invalid-isbn", Warning;
    /// An ISSN with a wrong check digit, or none at all.
    InvalidIssn = "invalid-issn", Warning;
    /// The numbers of the reference list have a gap.
    MissingReference = "missing-reference", Warning;
    /// A reference that nothing cites.
    UncitedReference = "uncited-reference", Warning;
    /// A pair such as `4,11` that was most probably printed as a range.
    DamagedRange = "damaged-range", Warning;
    /// A reference that is first cited after one with a higher number.
    CitationOrder = "citation-order", Warning;
    /// A formula that cannot be read as TeX; it is shown as it is written.
    UnreadableFormula = "unreadable-formula", Warning;
    /// A part of a bibliography that cannot be read; the rest of the entry is.
    UnreadableEntry = "unreadable-entry", Error;
    /// A date of a bibliography that is kept in words.
    UnreadableDate = "unreadable-date", Warning;
    /// A macro of a bibliography that is not defined; its name is taken as text.
    UnknownMacro = "unknown-macro", Warning;
    /// A field that an entry of a bibliography has twice; the first one counts.
    DuplicateField = "duplicate-field", Warning;
    /// An entry of a bibliography that inherits from one which is not there.
    DanglingCrossref = "dangling-crossref", Warning;
    /// Entries of a bibliography that inherit from one another in a circle.
    CircularCrossref = "circular-crossref", Warning;
    /// Nesting beyond the limit was flattened.
    TooDeep = "too-deep", Warning;
    /// There is more of something than an article has; what is beyond that was simplified.
    OverLimit = "over-limit", Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One finding about a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Where in the decoded source; `None` for a finding about the whole.
    pub span: Option<Span>,
    /// What kind of finding it is; its severity follows from it.
    pub code: Code,
    /// The finding in one clause.
    pub message: Cow<'static, str>,
    /// What an author can do about it.
    pub hint: Option<Cow<'static, str>>,
}

impl Diagnostic {
    /// A finding at a place.
    pub fn new(
        code: Code,
        span: impl Into<Option<Span>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self {
            span: span.into(),
            code,
            message: message.into(),
            hint: None,
        }
    }

    /// The same finding with advice.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// How serious the finding is.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }
}

impl Diagnostic {
    /// The finding that a bibliography cannot be had, and why; `place` is where the article names
    /// it. It costs its references, not the article. Whoever looks for files or addresses says in
    /// the hint what they are relative to.
    pub fn missing_bibliography(reason: &str, place: Option<Span>) -> Self {
        Self::new(
            Code::MissingBibliography,
            place,
            format!("the bibliography cannot be read: {reason}"),
        )
    }
}

/// A place in a source as people count it: line and column from 1, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode scalar values, from 1.
    pub column: usize,
}

/// Finds lines and columns in a text in logarithmic time.
#[derive(Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    starts: Vec<usize>,
    /// How many characters begin before each stretch of [`STRETCH`] bytes, and in all: a line may
    /// be as long as the text, and is not counted again for every place in it.
    counts: Vec<usize>,
}

/// How many bytes are counted at most to know a column.
const STRETCH: usize = 512;

impl<'a> LineIndex<'a> {
    /// Indexes a text. Lines end with `\n`, `\r\n` or a lone `\r`.
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (at, byte) in bytes.iter().enumerate() {
            let lone_return = *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n');
            if *byte == b'\n' || lone_return {
                starts.push(at + 1);
            }
        }
        let mut counts = vec![0];
        let mut count = 0;
        for stretch in bytes.chunks(STRETCH) {
            count += characters(stretch);
            counts.push(count);
        }
        Self {
            text,
            starts,
            counts,
        }
    }

    /// Where a line begins, counted from 1.
    pub fn line_start(&self, line: usize) -> Option<usize> {
        self.starts.get(line.checked_sub(1)?).copied()
    }

    /// The line and column of a byte offset; an offset beyond the text gives its end.
    ///
    /// ```
    /// use scholion::diagnostic::LineIndex;
    /// let place = LineIndex::new("a\nnaïve").line_column(6);
    /// assert_eq!((place.line, place.column), (2, 4));
    /// ```
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self
            .starts
            .get(line.saturating_sub(1))
            .copied()
            .unwrap_or(0);
        LineColumn {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// How many characters begin before a byte offset.
    fn characters_before(&self, offset: usize) -> usize {
        let stretch = offset / STRETCH;
        let counted = self.text.as_bytes().get(stretch * STRETCH..offset);
        self.counts.get(stretch).copied().unwrap_or_default()
            + characters(counted.unwrap_or_default())
    }
}

/// How many characters of UTF-8 begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
    bytes.iter().filter(begins).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_of_a_long_text_has_its_line_and_column() {
        let text = format!(
            "{}\r\n\r{}\n{}",
            "aé€😀".repeat(200),
            "x".repeat(2_000),
            "é"
        );
        let lines = LineIndex::new(&text);
        let (mut line, mut column) = (1, 1);
        for (at, character) in text.char_indices() {
            assert_eq!(lines.line_column(at), LineColumn { line, column }, "{at}");
            let behind = text.get(at + 1..).unwrap_or_default();
            column += 1;
            if character == '\n' || (character == '\r' && !behind.starts_with('\n')) {
                (line, column) = (line + 1, 1);
            }
        }
        let end = LineColumn { line, column };
        assert_eq!(lines.line_column(text.len()), end);
        assert_eq!(lines.line_column(usize::MAX), end);
        // An offset inside a character is behind it.
        assert_eq!(lines.line_column(2).column, 3);
    }
}
