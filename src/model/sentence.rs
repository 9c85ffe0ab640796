//! The sentence that cites: where sentences of a line begin and end, and the one around a
//! marker.
//!
//! The rules are our own. Those of [UAX #29](https://www.unicode.org/reports/tr29/) know no
//! abbreviations, and a marker after a full stop is nothing that they provide for: in print,
//! “…twice as likely.¹³ Calcium by itself…” cites 13 for the sentence before it.

mod boundary;
mod character;
mod enclosed;
mod surroundings;
mod words;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Citation, Inline};
use character::{CITATION, OBJECT, RAISED};

/// Where sentences of plain text stand: ranges of bytes, in order, without the white space
/// around them. What is not white is in exactly one of them.
///
/// Line ends are white space like any other. Citation markers that directly follow the closing
/// mark of a sentence (raised figures, figures in square brackets) belong to that sentence.
///
/// ```
/// use scholion::model::sentences;
/// let text = "Doe et al. saw it in E. coli, too.¹² Did J. Roe? No. 4 did.";
/// let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(found, ["Doe et al. saw it in E. coli, too.¹²", "Did J. Roe?", "No. 4 did."]);
/// ```
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    boundary::sentences(text)
}

/// The sentence of a line of text in which this citation stands, as inlines of its own:
/// formatting and markers are kept, white space around it is not.
///
/// The line is a paragraph's, cell's, caption's, heading's or item's inlines. The citation is
/// found by identity, since equal markers may stand in it more than once; where it is none of
/// the line's own, nothing is returned.
///
/// ```
/// use scholion::model::{Citation, Inline, ReferenceId, plain_text, sentence_around};
/// let line = [
///     Inline::text("Bones break. They "),
///     Inline::Strong { children: vec![Inline::text("mend.")] },
///     Inline::from(Citation {
///         references: vec![ReferenceId::from(13)],
///         marker: "¹³".into(),
///         ..Citation::default()
///     }),
///     Inline::text(" Slowly."),
/// ];
/// let Some(Inline::Citation(citation)) = line.get(2) else { unreachable!() };
/// assert_eq!(plain_text(&sentence_around(&line, citation)), "They mend.¹³");
/// ```
pub fn sentence_around(line: &[Inline], citation: &Citation) -> Vec<Inline> {
    let flat = Flat::of(line);
    let own = flat
        .citations
        .iter()
        .find(|(other, _)| std::ptr::eq(*other, citation));
    own.and_then(|(_, place)| around(&sentences(&flat.text), *place).cloned())
        .map_or_else(Vec::new, |range| within(line, &mut 0, &range))
}

/// Every citation of a line of text with the sentence in which it stands: what
/// [`sentence_around`] gives for each, but the line is divided only once.
pub fn citing_sentences(line: &[Inline]) -> Vec<(&Citation, Vec<Inline>)> {
    let flat = Flat::of(line);
    let ranges = sentences(&flat.text);
    let of = |place| around(&ranges, place).map(|range| within(line, &mut 0, range));
    flat.citations
        .iter()
        .map(|(citation, place)| (*citation, of(*place).unwrap_or_default()))
        .collect()
}

/// The range around a place that is no white space.
fn around(ranges: &[Range<usize>], place: usize) -> Option<&Range<usize>> {
    ranges.get(ranges.partition_point(|range| range.end <= place))
}

/// The text of a line as sentences are looked for in it: what is no text is one character.
#[derive(Default)]
struct Flat<'a> {
    text: String,
    citations: Vec<(&'a Citation, usize)>,
}

impl<'a> Flat<'a> {
    fn of(line: &'a [Inline]) -> Self {
        let mut flat = Self::default();
        flat.read(line);
        flat
    }

    fn read(&mut self, line: &'a [Inline]) {
        for inline in line {
            if let Some(character) = whole(inline) {
                self.note(inline, self.text.len());
                self.text.push(character);
            } else if let Inline::Text { value } = inline {
                self.text.push_str(value);
            } else {
                self.read(inline.children());
            }
        }
    }

    /// Notes the citations in an inline that is never cut; raised text can hold some.
    fn note(&mut self, inline: &'a Inline, place: usize) {
        if let Inline::Citation(citation) = inline {
            self.citations.push((citation, place));
        }
        for child in inline.children() {
            self.note(child, place);
        }
    }
}

/// What stands in the flat text for an inline that is never cut.
fn whole(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Citation(_) | Inline::FootnoteReference { .. } => Some(CITATION),
        Inline::Superscript { .. } => Some(RAISED),
        Inline::InlineCode { .. } | Inline::InlineMath(_) | Inline::Image(_) => Some(OBJECT),
        Inline::Break => Some(' '),
        _ => None,
    }
}

/// The part of a line that stands in this range of its flat text. `at` is how far that text has
/// been walked.
fn within(line: &[Inline], at: &mut usize, range: &Range<usize>) -> Vec<Inline> {
    let mut kept = Vec::new();
    for inline in line {
        let start = *at;
        if let Some(character) = whole(inline) {
            *at += character.len_utf8();
            if range.contains(&start) {
                kept.push(inline.clone());
            }
            continue;
        }
        match inline {
            Inline::Text { value } => {
                *at += value.len();
                let from = range.start.max(start);
                let to = range.end.min(*at);
                let part = (from < to)
                    .then(|| value.get(from - start..to - start))
                    .flatten();
                kept.extend(part.map(Inline::text));
            }
            // What `whole` does not know has children.
            container => {
                let inside = within(container.children(), at, range);
                if !inside.is_empty() {
                    kept.push(container.with_children(inside));
                }
            }
        }
    }
    kept
}
