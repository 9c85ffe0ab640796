//! How much is read: far more than any article has, and little enough for a page to stay alive.

use std::fmt;
use std::str::FromStr;

use super::{Bibliography, Format, Parsed};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Block, Code as Preformatted, Heading, Inline};

/// How far back a place is looked for where a source can be divided, in bytes.
const WINDOW: usize = 64 * 1024;

/// So many times as long as its source is a structured article, at most.
const VERBOSE: usize = 4;

/// The rank of a heading that begins no section.
const RANK: u8 = 6;

/// How much is read of an article.
///
/// What is beyond a limit is not lost: it is shown as plain text, and importing says so. Only what
/// is behind [`Limits::shown`] is left out.
///
/// As text they are numbers by their names; what is not named is as it is by default.
///
/// ```
/// use scholion::parse::Limits;
/// let limits: Limits = "sections=50 ranges=1000".parse().unwrap();
/// assert_eq!(limits, Limits { sections: 50, ranges: 1000, ..Limits::default() });
/// assert!("chapters=5".parse::<Limits>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// So much of a source is read as an article, in bytes: by default 2,000,000. What is behind it
    /// is put at the end as it is written. A structured article, which takes more bytes to say the
    /// same, may be four times as long; one that is longer is not read: there is no half of one.
    pub read: usize,
    /// So much of a source is shown at all, in bytes: by default 16,000,000.
    pub shown: usize,
    /// So much of a bibliography is read, in bytes: by default 3,000,000. What is behind it is left
    /// out.
    pub works: usize,
    /// So many sections and boxes an article has: by default 10,000. The headings of others are
    /// headings and no more.
    pub sections: usize,
    /// So many references the ranges in markers stand for (`4–11` for six between its ends), all of
    /// an article's together: by default 100,000. Of a longer one the ends alone are cited, or it
    /// stays text.
    pub ranges: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            read: 2_000_000,
            shown: 16_000_000,
            works: 3_000_000,
            sections: 10_000,
            ranges: 100_000,
        }
    }
}

/// Why a text names no limits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoLimits(String);

impl fmt::Display for NoLimits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no limit: numbers of read, shown, works, sections and ranges are, as in `read=8000000`",
            self.0
        )
    }
}

impl std::error::Error for NoLimits {}

impl FromStr for Limits {
    type Err = NoLimits;

    fn from_str(text: &str) -> Result<Self, NoLimits> {
        let mut limits = Self::default();
        for word in text.split_whitespace() {
            let wrong = || NoLimits(word.to_owned());
            let (name, number) = word.split_once('=').ok_or_else(wrong)?;
            let limit = match name {
                "read" => &mut limits.read,
                "shown" => &mut limits.shown,
                "works" => &mut limits.works,
                "sections" => &mut limits.sections,
                "ranges" => &mut limits.ranges,
                _ => return Err(wrong()),
            };
            *limit = number.parse().map_err(|_| wrong())?;
        }
        Ok(limits)
    }
}

impl Limits {
    /// As much of a source as may be shown, and a little more where there is more: whoever reads it
    /// then tells that.
    pub fn cut<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        let Some(more) = bytes.get(..self.shown.saturating_add(4)) else {
            return bytes;
        };
        // Not in the middle of a character.
        let is_middle = |byte: &u8| byte & 0xC0 == 0x80;
        let middle = bytes
            .iter()
            .skip(more.len())
            .take_while(|byte| is_middle(byte));
        bytes
            .get(..more.len() + middle.count().min(3))
            .unwrap_or(more)
    }

    /// Reads as much of a source as may be, by `read`, and puts the rest behind it.
    pub(crate) fn within(
        &self,
        text: &str,
        format: Format,
        read: impl FnOnce(&str) -> Parsed,
    ) -> Parsed {
        let (head, rest) = match format {
            Format::Json if text.len() > self.structured() => return self.no_half(),
            Format::Json => (text, ""),
            _ => self.divided(text, format),
        };
        let mut parsed = read(head);
        self.flatten(&mut parsed);
        if !rest.is_empty() {
            self.append(rest, head.len(), &mut parsed);
        }
        parsed
    }

    /// Reads as much of a bibliography as may be, by `read`.
    pub(super) fn of_works(
        &self,
        text: &str,
        read: impl FnOnce(&str) -> Bibliography,
    ) -> Bibliography {
        let (head, rest) = divided(text, self.works, &["\n\n", "\n"]);
        let mut bibliography = read(head);
        if !rest.is_empty() {
            let message = format!(
                "a bibliography is read up to {} bytes; what is behind that is left out",
                self.works
            );
            let place = Span::new(head.len(), head.len() + first_line(rest));
            bibliography.diagnostics.push(
                Diagnostic::new(Code::SourceTooLong, place, message)
                    .with_hint("keep the works that the article cites, or raise the limit `works`"),
            );
        }
        bibliography
    }

    /// How long a structured article may be, in bytes.
    fn structured(&self) -> usize {
        self.read.saturating_mul(VERBOSE)
    }

    /// What comes of a structured article that is too long.
    fn no_half(&self) -> Parsed {
        let message = format!(
            "the source is longer than {} bytes, and there is no half of a structured article",
            self.structured()
        );
        Parsed {
            diagnostics: vec![
                Diagnostic::new(Code::SourceTooLong, None, message)
                    .with_hint("divide the article, or raise the limit `read`"),
            ],
            ..Parsed::default()
        }
    }

    /// Puts what is behind a part that has been read at the end of its article.
    fn append(&self, rest: &str, at: usize, parsed: &mut Parsed) {
        let mut end = self.shown.saturating_sub(at).min(rest.len());
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        let (kept, left_out) = rest.split_at_checked(end).unwrap_or((rest, ""));
        if !kept.trim().is_empty() {
            parsed.article.children.push(Block::Code(Preformatted {
                value: kept.trim_end().to_owned(),
                lang: None,
            }));
        }
        let behind = if left_out.is_empty() {
            String::new()
        } else {
            format!(", up to {} bytes; the rest is left out", self.shown)
        };
        let message = format!(
            "an article is read up to {} bytes; what is behind that is shown as it is written{behind}",
            self.read
        );
        parsed.diagnostics.push(
            Diagnostic::new(
                Code::SourceTooLong,
                Span::new(at, at + first_line(rest)),
                message,
            )
            .with_hint("divide the article, or raise the limit `read`"),
        );
    }

    /// What is read of a source, and what is left of it.
    fn divided<'t>(&self, text: &'t str, format: Format) -> (&'t str, &'t str) {
        // Behind the greatest piece that can be had: paragraphs, lines, words.
        let ends: &[&str] = match format {
            Format::Jats | Format::Html => &["</p>", ">"],
            _ => &["\n\n", "\n", " "],
        };
        divided(text, self.read, ends)
    }

    /// Makes headings of the sections that are too many, where the reader has not done so.
    fn flatten(&self, parsed: &mut Parsed) {
        let mut room = Room::of(self);
        let children = std::mem::take(&mut parsed.article.children);
        parsed.article.children = room.blocks(children);
        parsed.diagnostics.extend(room.lacking());
    }
}

/// Divides a text that is longer than so many bytes, behind the last of the first of these ends that
/// is near.
fn divided<'t>(text: &'t str, most: usize, ends: &[&str]) -> (&'t str, &'t str) {
    if text.len() <= most {
        return (text, "");
    }
    let mut end = most;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut from = end.saturating_sub(WINDOW);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let window = text.get(from..end).unwrap_or_default();
    let last = |sign: &&str| window.rfind(*sign).map(|at| from + at + sign.len());
    let end = ends.iter().find_map(last).unwrap_or(end);
    text.split_at_checked(end).unwrap_or((text, ""))
}

/// What is told of the place where a rest begins: the beginning of its first line.
fn first_line(rest: &str) -> usize {
    let line = rest.lines().next().unwrap_or_default();
    let mut end = line.len().min(80);
    while !line.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// How many sections and boxes there may still be.
#[derive(Debug)]
pub(super) struct Room {
    most: usize,
    left: usize,
    /// Where the first one stands for which there is none, and how many those are.
    first: Option<Span>,
    lacking: usize,
}

impl Default for Room {
    fn default() -> Self {
        Self::of(&Limits::default())
    }
}

impl Room {
    pub(super) fn of(limits: &Limits) -> Self {
        Self {
            most: limits.sections,
            left: limits.sections,
            first: None,
            lacking: 0,
        }
    }

    /// Takes the room of one; false where there is none.
    pub(super) fn take(&mut self, position: impl Into<Option<Span>>) -> bool {
        if self.left > 0 {
            self.left -= 1;
            return true;
        }
        self.lacking += 1;
        // A reader that knows no places gives an empty one.
        let position = position
            .into()
            .filter(|position| *position != Span::default());
        self.first = self.first.or(position);
        false
    }

    /// What is to be said where there was not enough.
    pub(super) fn lacking(&self) -> Option<Diagnostic> {
        if self.lacking == 0 {
            return None;
        }
        let message = format!(
            "an article has up to {} sections and boxes; the headings of {} more are headings alone",
            self.most, self.lacking
        );
        let found = Diagnostic::new(Code::OverLimit, self.first, message);
        Some(found.with_hint("divide the article, or raise the limit `sections`"))
    }

    /// Makes headings of those for which there is none. Articles are no deeper than
    /// [`MAX_DEPTH`](crate::model::MAX_DEPTH).
    fn blocks(&mut self, blocks: Vec<Block>) -> Vec<Block> {
        let any = |block: &Block| matches!(block, Block::Section(_) | Block::Aside(_));
        if !blocks.iter().any(any) {
            return blocks;
        }
        let mut out = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Section(mut section) => {
                    let stays = self.take(section.position);
                    let children = self.blocks(std::mem::take(&mut section.children));
                    if stays {
                        section.children = children;
                        out.push(Block::Section(section));
                    } else {
                        out.push(heading_alone(section.title));
                        out.extend(children);
                    }
                }
                Block::Aside(mut aside) => {
                    let stays = self.take(aside.position);
                    let children = self.blocks(std::mem::take(&mut aside.children));
                    if stays {
                        aside.children = children;
                        out.push(Block::Aside(aside));
                    } else {
                        out.extend(headings_alone([aside.title, aside.subtitle]));
                        out.extend(children);
                    }
                }
                other => out.push(other),
            }
        }
        out
    }
}

/// The heading of a section for which there is no room.
pub(super) fn heading_alone(children: Vec<Inline>) -> Block {
    Block::Heading(Heading {
        depth: RANK,
        children,
    })
}

/// The same of a box, which may have two.
pub(super) fn headings_alone(titles: [Vec<Inline>; 2]) -> impl Iterator<Item = Block> {
    let titles = titles.into_iter().filter(|title| !title.is_empty());
    titles.map(heading_alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::text_within;

    /// The element fetches no more than is shown, and hands over no structured article that is too
    /// long: it knows these numbers before the core is there.
    #[test]
    fn the_element_has_the_same_numbers() {
        let element: String = include_str!("../../www/scholion.js")
            .chars()
            .filter(|c| *c != '_')
            .collect();
        let Limits { read, shown, .. } = Limits::default();
        for line in [
            format!("const LIMITS = {{ read: {read}, shown: {shown} }};"),
            format!("const VERBOSE = {VERBOSE};"),
        ] {
            assert!(element.contains(&line), "www/scholion.js lacks `{line}`");
        }
    }

    fn read(text: &str, format: Format, limits: &str) -> Parsed {
        text_within(text, format, &[], &limits.parse().unwrap())
    }

    fn codes(parsed: &Parsed) -> Vec<&str> {
        let found = parsed.diagnostics.iter();
        found.map(|found| found.code.as_str()).collect()
    }

    #[test]
    fn what_is_behind_the_limit_stands_at_the_end_as_it_is_written() {
        let text = "# Bones\n\nThey are *hard*.\n\nThey are *very* hard.\n\nAnd white.\n";
        let parsed = read(text, Format::Markdown, "read=32");
        let [Block::Paragraph(_), Block::Code(rest)] = parsed.article.children.as_slice() else {
            panic!("{:?}", parsed.article.children);
        };
        assert_eq!(rest.value, "They are *very* hard.\n\nAnd white.");
        assert_eq!(codes(&parsed), ["source-too-long"]);
        let place = parsed.diagnostics[0].span.unwrap().range();
        assert_eq!(text.get(place), Some("They are *very* hard."));
        assert!(parsed.diagnostics[0].message.contains("up to 32 bytes"));
    }

    #[test]
    fn what_is_behind_all_limits_is_left_out_and_told() {
        let text = "Title\n\nOne é two.\n\nThree four five six.\n";
        for shown in 20..text.len() {
            let parsed = read(text, Format::Print, &format!("read=20 shown={shown}"));
            let said = &parsed.diagnostics[0].message;
            assert_eq!(said.contains("left out"), shown < text.len(), "{said}");
        }
        let parsed = read(text, Format::Print, "read=20 shown=10");
        assert!(parsed.diagnostics[0].message.contains("left out"));
    }

    #[test]
    fn a_structured_article_is_read_whole_or_not_at_all() {
        let text = r#"{"scholion":1,"title":[],"children":[]}"#;
        let parsed = read(text, Format::Json, "read=5");
        assert_eq!(codes(&parsed), ["source-too-long"]);
        assert_eq!(codes(&read(text, Format::Json, "")), [""; 0]);
    }

    #[test]
    fn sections_that_are_too_many_are_headings() {
        let markdown = "# A\n\n## B\n\nb\n\n## C\n\nc\n\n### D\n\nd\n";
        let jats = "<article><front><article-meta><title-group><article-title>A</article-title></title-group></article-meta></front><body><sec><title>B</title><p>b</p></sec><sec><title>C</title><p>c</p><sec><title>D</title><p>d</p></sec></sec></body></article>";
        for (text, format) in [(markdown, Format::Markdown), (jats, Format::Jats)] {
            let parsed = read(text, format, "sections=1");
            assert_eq!(codes(&parsed), ["over-limit"], "{format:?}");
            assert!(parsed.diagnostics[0].message.contains("2 more"));
            let json = serde_json::to_string(&parsed.article.children).unwrap();
            assert_eq!(json.matches("\"section\"").count(), 1);
            for word in ["B", "b", "C", "c", "D", "d"] {
                assert!(
                    json.contains(&format!("\"value\":\"{word}\"")),
                    "{word}: {json}"
                );
            }
        }
    }

    #[test]
    fn ranges_that_stand_for_too_much_stay_text() {
        let list: Vec<_> = (1..=20)
            .map(|n| format!("{n}. Doe J. Bones. Bone. 2020;1:{n}.\n"))
            .collect();
        let list = list.concat();
        let print = format!("Title\n\nHard.¹⁻¹⁰ White.¹¹⁻²⁰ Thin.³\n\nReferences\n\n{list}");
        let markdown =
            format!("# Title\n\nHard.¹⁻¹⁰ White.¹¹⁻²⁰ Thin.³\n\n## References\n\n{list}");
        for (text, format) in [(print, Format::Print), (markdown, Format::Markdown)] {
            let parsed = read(&text, format, "ranges=10");
            assert!(codes(&parsed).contains(&"over-limit"), "{format:?}");
            let markers: Vec<String> = crate::model::walk::citations(&parsed.article)
                .iter()
                .map(|used| used.citation.marker.clone())
                .collect();
            assert_eq!(markers, ["¹⁻¹⁰", "³"], "{format:?}");
            let json = serde_json::to_string(&parsed.article).unwrap();
            assert!(json.contains("White.¹¹⁻²⁰"), "{json}");
        }
    }

    #[test]
    fn of_a_bibliography_the_rest_is_left_out() {
        let text = "@book{a, title = {A}}\n@book{b, title = {B}}\n@book{c, title = {C}}\n";
        let limits: Limits = "works=50".parse().unwrap();
        let read = limits.of_works(text, |head| crate::parse::bibliography(head, "bibtex"));
        let keys: Vec<&str> = read.references.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(keys, ["a", "b"]);
        assert_eq!(read.diagnostics[0].code, Code::SourceTooLong);
        assert_eq!(read.diagnostics[0].span, Some(Span::new(44, 65)));
    }

    #[test]
    fn no_limits_are_told_with_what_is_wrong() {
        for wrong in ["read", "read=", "read=x", "pages=3", "read=-1", "read=1 =2"] {
            let error = wrong.parse::<Limits>().unwrap_err().to_string();
            assert!(error.contains("is no limit"), "{wrong}: {error}");
        }
        assert_eq!("".parse(), Ok(Limits::default()));
        assert_eq!(" \n read=5 ".parse::<Limits>().unwrap().read, 5);
    }
}
