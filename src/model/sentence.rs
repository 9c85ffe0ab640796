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

use super::{Citation, Inline, Link};
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
///     Inline::Citation(Citation {
///         references: vec![ReferenceId::from(13)],
///         marker: "¹³".into(),
///         position: None,
///     }),
///     Inline::text(" Slowly."),
/// ];
/// let Some(Inline::Citation(citation)) = line.get(2) else { unreachable!() };
/// assert_eq!(plain_text(&sentence_around(&line, citation)), "They mend.¹³");
/// ```
pub fn sentence_around(line: &[Inline], citation: &Citation) -> Vec<Inline> {
    let mut flat = Flat {
        text: String::new(),
        wanted: citation,
        found: None,
    };
    flat.all(line);
    let Some(place) = flat.found else {
        return Vec::new();
    };
    let ranges = sentences(&flat.text);
    let after = ranges.partition_point(|range| range.end <= place);
    match ranges.get(after) {
        Some(range) => within(line, &mut 0, range),
        None => Vec::new(),
    }
}

/// The text of a line as sentences are looked for in it: what is no text is one character.
struct Flat<'a> {
    text: String,
    wanted: &'a Citation,
    found: Option<usize>,
}

impl Flat<'_> {
    fn all(&mut self, line: &[Inline]) {
        for inline in line {
            match whole(inline) {
                Some(character) => {
                    if self.holds(inline) {
                        self.found = Some(self.text.len());
                    }
                    self.text.push(character);
                }
                None => match inline {
                    Inline::Text { value } => self.text.push_str(value),
                    other => self.all(other.children()),
                },
            }
        }
    }

    fn holds(&self, inline: &Inline) -> bool {
        match inline {
            Inline::Citation(citation) => std::ptr::eq(citation, self.wanted),
            other => other.children().iter().any(|child| self.holds(child)),
        }
    }
}

/// What stands in the flat text for an inline that is never cut.
fn whole(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Citation(_) | Inline::FootnoteReference { .. } => Some(CITATION),
        Inline::Superscript { .. } => Some(RAISED),
        Inline::InlineCode { .. } | Inline::Image { .. } => Some(OBJECT),
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
            Inline::Strong { children } => {
                let children = within(children, at, range);
                kept.extend(some(children).map(|children| Inline::Strong { children }));
            }
            Inline::Emphasis { children } => {
                let children = within(children, at, range);
                kept.extend(some(children).map(|children| Inline::Emphasis { children }));
            }
            Inline::Subscript { children } => {
                let children = within(children, at, range);
                kept.extend(some(children).map(|children| Inline::Subscript { children }));
            }
            Inline::Link(Link { url, children }) => {
                let children = within(children, at, range);
                kept.extend(some(children).map(|children| {
                    Inline::Link(Link {
                        url: url.clone(),
                        children,
                    })
                }));
            }
            // Those that `whole` knows.
            Inline::Superscript { .. }
            | Inline::InlineCode { .. }
            | Inline::Image { .. }
            | Inline::Break
            | Inline::Citation(_)
            | Inline::FootnoteReference { .. } => {}
        }
    }
    kept
}

fn some(children: Vec<Inline>) -> Option<Vec<Inline>> {
    (!children.is_empty()).then_some(children)
}
