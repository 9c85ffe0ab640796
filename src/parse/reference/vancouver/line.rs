//! A printed entry as one line of text that remembers what was italic and what was linked.

use std::ops::Range;

use crate::model::{Inline, Link};

/// A link in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Anchor {
    /// Where its text stands.
    pub(super) range: Range<usize>,
    /// Where it leads.
    pub(super) url: String,
    /// Whether its text is the address itself, and not words of the entry.
    pub(super) bare: bool,
}

/// The entry in one line.
///
/// What has been read and would be in the way, an identifier or an address, is blanked out in
/// place. Offsets therefore stay true for as long as the line lives.
#[derive(Debug, Default)]
pub(super) struct Line {
    text: String,
    emphasis: Vec<Range<usize>>,
    anchors: Vec<Anchor>,
}

impl Line {
    /// Flattens an entry: white space of any kind becomes one space, soft hyphens and other
    /// characters that nobody sees go.
    pub(super) fn of(children: &[Inline]) -> Self {
        let mut line = Self::default();
        line.collect(children);
        line
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A part of the text; empty if there is no such part.
    pub(super) fn get(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// The links.
    pub(super) fn anchors(&self) -> &[Anchor] {
        &self.anchors
    }

    /// The last emphasised range that ends at or before a place, if nothing but `between` stands
    /// in the gap.
    pub(super) fn emphasis_before(&self, place: usize, between: &[char]) -> Option<Range<usize>> {
        let count = self.emphasis.partition_point(|range| range.end <= place);
        let range = self.emphasis.get(count.checked_sub(1)?)?;
        let gap = self.get(range.end..place);
        let close = gap.chars().all(|c| between.contains(&c));
        close.then(|| range.clone())
    }

    /// Whether what stands at a place is emphasised.
    pub(super) fn is_emphasised(&self, place: usize) -> bool {
        self.emphasis_at(place).is_some()
    }

    /// The italics that a place is in.
    pub(super) fn emphasis_at(&self, place: usize) -> Option<&Range<usize>> {
        let count = self.emphasis.partition_point(|range| range.end <= place);
        let range = self.emphasis.get(count);
        range.filter(|range| range.contains(&place))
    }

    /// Puts blanks in the place of ranges, which come in any order and may overlap.
    pub(super) fn blank(&mut self, mut ranges: Vec<Range<usize>>) {
        if ranges.is_empty() {
            return;
        }
        ranges.sort_by_key(|range| range.start);
        let mut text = String::with_capacity(self.text.len());
        for range in ranges {
            text.push_str(self.get(text.len()..range.start));
            text.extend(std::iter::repeat_n(
                ' ',
                range.end.saturating_sub(text.len()),
            ));
        }
        text.push_str(self.get(text.len()..self.text.len()));
        self.text = text;
    }

    fn collect(&mut self, children: &[Inline]) {
        for child in children {
            let start = self.text.len();
            match child {
                Inline::Text { value } | Inline::InlineCode { value } => self.push(value),
                Inline::InlineMath(formula) => self.push(&formula.text()),
                Inline::Image(image) => self.push(&image.alt),
                Inline::Break => self.push(" "),
                Inline::Citation(citation) => self.push(&citation.marker),
                Inline::FootnoteReference { identifier } => self.push(identifier.as_str()),
                Inline::Link(link) => self.link(link),
                Inline::Emphasis { children } => {
                    self.collect(children);
                    self.emphasis.push(start..self.text.len());
                }
                other => self.collect(other.children()),
            }
        }
    }

    fn link(&mut self, link: &Link) {
        let start = self.text.len();
        self.collect(&link.children);
        let printed = self.get(start..self.text.len());
        self.anchors.push(Anchor {
            range: start..self.text.len(),
            bare: !printed.trim().contains(' ') && printed.contains(['/', '.']),
            url: link.url.clone(),
        });
    }

    fn push(&mut self, value: &str) {
        for character in value.chars() {
            match character {
                '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' => {}
                c if c.is_whitespace() => {
                    if !self.text.ends_with(' ') {
                        self.text.push(' ');
                    }
                }
                c => self.text.push(c),
            }
        }
    }
}

/// A field as it is kept: blanks single, and no punctuation at the ends that is the entry's.
///
/// A question mark, an exclamation mark and brackets belong to the field.
pub(super) fn field(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| c == ' ' || ".,;:".contains(c));
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let read = text.contains(char::is_alphanumeric);
    read.then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flattening_keeps_what_a_reader_sees() {
        let line = Line::of(&[
            Inline::text("Do\u{AD}e\u{A0}J.\n "),
            Inline::Emphasis {
                children: vec![Inline::text("Bone.")],
            },
            Inline::text(" 2010"),
        ]);
        assert_eq!(line.text(), "Doe J. Bone. 2010");
        assert_eq!(line.emphasis_before(13, &['.', ' ']), Some(7..12));
        assert_eq!(line.emphasis_before(17, &[' ']), None);
    }

    #[test]
    fn blanking_keeps_offsets() {
        let mut line = Line::of(&[Inline::text("Müller: é here")]);
        line.blank(vec![9..11, 2..5, 1..8, 3..4]);
        assert_eq!(line.text(), "M           here");
        line.blank(Vec::new());
        assert_eq!(line.text().len(), "Müller: é here".len());
    }

    #[test]
    fn a_field_loses_the_punctuation_of_the_entry_only() {
        assert_eq!(field(" Is  it so? . ").as_deref(), Some("Is it so?"));
        assert_eq!(
            field("[Bones. A story].").as_deref(),
            Some("[Bones. A story]")
        );
        assert_eq!(field(" . ; "), None);
    }
}
