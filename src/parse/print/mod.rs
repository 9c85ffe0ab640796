//! Text as it comes out of a print workflow: no heading marks, boxes told by capitals alone,
//! pictures gone, a numbered list of references at the end.
//!
//! Every rule works from evidence in the text: the shape of lines, blank lines, capitals,
//! punctuation, what follows. The order of reading:
//!
//! 1. `references` finds the list at the end, since everything else needs its numbers.
//! 2. [`Evidence`] looks at the whole text: which notation do its plain citations use?
//! 3. `front` takes title, deck and byline off the top.
//! 4. `body` reads headings, boxes, lists, tables, captions and paragraphs.
//! 5. `mentions` looks for the labelled parts (`Figure 2`) and for what mentions them.

mod body;
mod byline;
mod front;
mod label;
mod language;
mod lines;
mod list;
mod mentions;
mod parts;
mod references;
mod shape;
mod table;

pub(super) use byline::{name, people};
pub(super) use shape::is_references_heading;

use std::collections::HashMap;
use std::ops::Range;

use super::builder::Builder;
use super::marker::Evidence;
use super::{Limits, Parsed, inline, reference};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Inline, Reference, ReferenceId};

/// Reads print-derived text.
///
/// ```
/// let parsed = scholion::parse::print("On Bones\n\nHard matters\n\nBones are hard.\n");
/// assert_eq!(scholion::model::plain_text(&parsed.article.title), "On Bones");
/// assert_eq!(parsed.article.children.len(), 1);
/// ```
pub fn print(text: &str) -> Parsed {
    read(text, &Limits::default())
}

/// The same, with limits of one's own.
pub(super) fn read(text: &str, limits: &Limits) -> Parsed {
    let mut builder = build(text, limits);
    mentions::link(&mut builder.article, &mut builder.identifiers);
    let (article, diagnostics) = builder.finish();
    Parsed {
        article,
        diagnostics,
    }
}

/// Reads everything but the mentions of parts; nothing is left open.
fn build(text: &str, limits: &Limits) -> Builder {
    let lines = lines::lines(text);
    let mut builder = Builder::within(limits);
    if lines.iter().all(lines::Line::is_blank) {
        builder.diagnostics.push(
            Diagnostic::new(Code::EmptySource, None, "the source has no text")
                .with_hint("check that the right file was given and that it is not empty"),
        );
    }
    let list = references::find(&lines, &mut builder.diagnostics).unwrap_or_default();
    let has_list = !list.entries.is_empty();
    let (body, tail) = if has_list {
        (lines.get(..list.lines.start), lines.get(list.lines.end..))
    } else {
        (Some(lines.as_slice()), None)
    };
    let body = body::prepare(&lines::chunks(body.unwrap_or_default()));
    let tail = body::prepare(&lines::chunks(tail.unwrap_or_default()));

    let mut evidence = Evidence::new(list.entries.iter().map(|entry| entry.number).collect());
    evidence.allow(limits.ranges);
    for chunk in body.iter().chain(&tail) {
        evidence.observe(text.get(chunk.range()).unwrap_or_default());
    }
    let mut reader = Reader {
        text,
        evidence,
        builder,
    };
    let words = body.iter().flat_map(|chunk| &chunk.lines);
    let script = language::script(words.map(|line| line.text));
    reader.builder.article.language = script.language.map(str::to_owned);
    reader.builder.article.direction = script.direction;
    let front = front::read(&body, &mut reader);
    let style = body::Style::of(
        body.get(front..).unwrap_or_default(),
        list.heading.and_then(|index| lines.get(index)),
    );
    body::read(body.get(front..).unwrap_or_default(), style, &mut reader);
    reader.builder.close_all();
    body::read(&tail, style, &mut reader);
    reader.builder.close_all();
    reader.references(&list, &lines);
    reader.builder
}

/// A printed list of references in another format: where it stands, and its entries.
#[derive(Debug, Default)]
pub(super) struct NumberedList {
    /// The entries, without the heading.
    pub(super) whole: Range<usize>,
    pub(super) entries: Vec<NumberedEntry>,
}

/// An entry of a printed list.
#[derive(Debug)]
pub(super) struct NumberedEntry {
    pub(super) number: u32,
    pub(super) text: Range<usize>,
    pub(super) whole: Range<usize>,
}

/// Finds a numbered list of references under a heading that says so, from an offset on.
pub(super) fn numbered_list(
    text: &str,
    from: usize,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<NumberedList> {
    // Most texts in Markdown have no list of numbers.
    if !lines::each(text).any(|line| shape::is_references_heading(line.text)) {
        return None;
    }
    let lines: Vec<_> = lines::each(text)
        .filter(|line| line.start >= from)
        // The line under a heading of Markdown is a part of it.
        .filter(|line| !shape::is_underline(line.trimmed()))
        .collect();
    let mut found = Vec::new();
    let list = references::headed(&lines, &mut found)?;
    // `[1]: https://…` is the target of a link.
    let is_target = |entry: &references::Entry| {
        text.get(entry.whole.clone())
            .is_some_and(|whole| whole.starts_with('[') && !whole.starts_with("[^"))
            && text
                .get(entry.text.clone())
                .is_some_and(|words| words.starts_with(':'))
    };
    if list.entries.iter().any(is_target) {
        return None;
    }
    diagnostics.append(&mut found);
    let start = list.entries.first()?.whole.start;
    let end = list.entries.last()?.whole.end;
    Some(NumberedList {
        whole: start..end,
        entries: list
            .entries
            .into_iter()
            .map(|entry| NumberedEntry {
                number: entry.number,
                text: trimmed(text, entry.text),
                whole: entry.whole,
            })
            .collect(),
    })
}

/// What the parts of this reader share.
struct Reader<'a> {
    text: &'a str,
    evidence: Evidence,
    builder: Builder,
}

impl Reader<'_> {
    fn source(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Running text, with its citations.
    fn inlines(&mut self, range: Range<usize>) -> Vec<Inline> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        let evidence = (!byline::is_author_line(text)).then_some(&self.evidence);
        inline::read(text, range.start, evidence, &mut self.builder.diagnostics)
    }

    /// Text in which a raised figure is never a citation.
    fn plain_inlines(&mut self, range: Range<usize>) -> Vec<Inline> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        inline::read(text, range.start, None, &mut self.builder.diagnostics)
    }

    fn references(&mut self, list: &references::ReferenceList, lines: &[lines::Line<'_>]) {
        if let Some(heading) = list.heading.and_then(|index| lines.get(index)) {
            let start = heading.start + shape::atx(heading.text).map_or(0, |(_, text)| text);
            self.builder.article.references_title =
                self.plain_inlines(trimmed(self.text, start..heading.end()));
        }
        let mut seen: HashMap<u32, u32> = HashMap::new();
        for entry in &list.entries {
            let children = self.plain_inlines(trimmed(self.text, entry.text.clone()));
            let count = seen.entry(entry.number).or_default();
            *count += 1;
            // A number used twice: markers point at the first, the second keeps its label.
            let id = match count {
                1 => ReferenceId::from(entry.number),
                again => ReferenceId::new(format!("{}-{again}", entry.number)),
            };
            self.builder.article.references.push(Reference {
                id,
                label: Some(entry.number.to_string()),
                csl: reference::read(&children),
                children,
                position: Some(Span::new(entry.whole.start, entry.whole.end)),
            });
        }
    }
}

/// A range without the space around its text.
fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let inner = text.get(range.clone()).unwrap_or_default();
    let lead = inner.len() - inner.trim_start_matches(super::characters::is_space).len();
    let trail = inner.len() - inner.trim_end_matches(super::characters::is_space).len();
    if lead + trail >= inner.len() {
        return range.start..range.start;
    }
    range.start + lead..range.end - trail
}
