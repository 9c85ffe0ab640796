//! Mentions of labelled parts in running text: `see Fig. 2`, `Tables 1 and 3`.
//!
//! A mention becomes a cross-reference around the words printed, if the article has the part,
//! and stays text otherwise. No text changes. A line is read flat, so that emphasis hides nothing
//! of what stands around a mention; the mention itself stands in one piece of text.

mod elsewhere;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::label::{self, Kind, Number, Word};
use super::parts::Parts;
use crate::model::{Article, Block, DefinitionItem, Identifier, Identifiers, Inline, MAX_DEPTH};
use crate::parse::characters::is_dash;

/// Gives labelled parts identifiers and makes cross-references of their mentions.
pub(super) fn link(article: &mut Article, identifiers: &mut Identifiers) {
    let parts = Parts::of(&mut article.children, identifiers);
    if !parts.is_empty() {
        link_blocks(&mut article.children, &parts, None);
    }
}

/// `own` is the part that the blocks belong to: it does not point at itself.
fn link_blocks(blocks: &mut [Block], parts: &Parts, own: Option<&Identifier>) {
    for block in blocks {
        match block {
            Block::Section(section) => {
                link_blocks(&mut section.children, parts, Some(&section.identifier));
            }
            Block::Aside(aside) => {
                link_blocks(&mut aside.children, parts, Some(&aside.identifier));
            }
            Block::Heading(heading) => link_line(&mut heading.children, parts, own),
            Block::Paragraph(paragraph) => link_line(&mut paragraph.children, parts, own),
            Block::Blockquote(quote) => link_blocks(&mut quote.children, parts, own),
            Block::Figure(figure) => {
                let own = figure.identifier.as_ref().or(own);
                link_blocks(&mut figure.children, parts, own);
            }
            Block::Caption(caption) => link_blocks(&mut caption.children, parts, own),
            Block::List(list) => {
                for item in &mut list.children {
                    link_blocks(&mut item.children, parts, own);
                }
            }
            Block::DefinitionList(list) => {
                for item in &mut list.children {
                    match item {
                        DefinitionItem::Term { children } => link_line(children, parts, own),
                        DefinitionItem::Description { children } => {
                            link_blocks(children, parts, own);
                        }
                    }
                }
            }
            Block::Table(table) => {
                let own = table.identifier.as_ref().or(own);
                link_line(&mut table.caption, parts, own);
                for cell in table.children.iter_mut().flat_map(|row| &mut row.children) {
                    link_line(&mut cell.children, parts, own);
                }
            }
            Block::Image(_) | Block::Code(_) | Block::Math(_) | Block::ThematicBreak => {}
        }
    }
}

fn link_line(line: &mut Vec<Inline>, parts: &Parts, own: Option<&Identifier>) {
    let mut flat = String::new();
    flatten(line, &mut flat);
    let mut found = find(&flat, parts);
    found.retain(|mention| Some(mention.identifier) != own);
    if !found.is_empty() {
        wrap(line, &mut 0, &mut found.into_iter().peekable(), 1);
    }
}

/// What stands in the flat text for a marker, and for what is left as it is.
const MARKER: char = '\u{FFFB}';
const OBJECT: char = '\u{FFFC}';

/// What stands in the flat text for an inline in which no mention is looked for.
fn whole(inline: &Inline) -> Option<char> {
    match inline {
        Inline::Citation(_) | Inline::FootnoteReference { .. } => Some(MARKER),
        Inline::Break => Some('\n'),
        Inline::Superscript { .. }
        | Inline::Subscript { .. }
        | Inline::InlineCode { .. }
        | Inline::InlineMath(_)
        | Inline::Link(_)
        | Inline::Image(_)
        | Inline::CrossReference { .. } => Some(OBJECT),
        Inline::Text { .. }
        | Inline::Strong { .. }
        | Inline::Emphasis { .. }
        | Inline::Delete { .. }
        | Inline::Underline { .. }
        | Inline::SmallCaps { .. }
        | Inline::Mark { .. }
        | Inline::Keyboard { .. }
        | Inline::Abbreviation { .. } => None,
    }
}

fn flatten(line: &[Inline], flat: &mut String) {
    for inline in line {
        match (whole(inline), inline) {
            (Some(character), _) => flat.push(character),
            (None, Inline::Text { value }) => flat.push_str(value),
            (None, other) => flatten(other.children(), flat),
        }
    }
}

/// A mention in the flat text of a line.
#[derive(Debug)]
struct Mention<'a> {
    identifier: &'a Identifier,
    range: Range<usize>,
    /// Where its number ends; a place behind it (`2a`) can be set in a face of its own.
    number_end: usize,
}

/// Every mention of a part that there is, in order.
fn find<'a>(text: &str, parts: &'a Parts) -> Vec<Mention<'a>> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut at = 0;
    while let Some(rest) = text.get(at..)
        && let Some(character) = rest.chars().next()
    {
        let taken = if character.is_alphabetic() {
            let joined =
                before.is_alphanumeric() || matches!(before, '-' | '_' | '\u{2010}' | '\u{2011}');
            let group = (!joined).then(|| Group::read(text, at)).flatten();
            if let Some(group) = group {
                group.mentions(text, parts, &mut found);
                group.end - at
            } else {
                rest.find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len())
            }
        } else {
            character.len_utf8()
        };
        let read = rest.get(..taken).unwrap_or_default();
        before = read.chars().next_back().unwrap_or(' ');
        at += taken.max(1);
    }
    found
}

/// A word and its numbers: `Figs. 1, 2 and 4–6`.
struct Group {
    kind: Kind,
    /// Where each begins, the first with the word.
    numbers: Vec<(usize, usize, Number)>,
    start: usize,
    end: usize,
}

impl Group {
    fn read(text: &str, start: usize) -> Option<Self> {
        let word = label::word(text.get(start..)?)?;
        let mut at = start + word.length;
        let first = label::number(text.get(at..)?, word.kind)?;
        let figures = first.has_figures();
        let mut group = Self {
            kind: word.kind,
            start,
            end: at + first.length,
            numbers: vec![(start, at, first)],
        };
        let mut last = Joint::Comma;
        while let Some((joint, length)) = joint(text.get(group.end..)?, word, last) {
            at = group.end + length;
            let Some(next) = label::number(text.get(at..)?, word.kind) else {
                break;
            };
            let rises = group
                .numbers
                .last()
                .is_some_and(|(.., before)| before.rises_to(&next));
            if next.has_figures() != figures || joint == Joint::Range && !rises {
                break;
            }
            group.end = at + next.length;
            group.numbers.push((at, at, next));
            last = joint;
        }
        Some(group)
    }

    fn mentions<'a>(&self, text: &str, parts: &'a Parts, found: &mut Vec<Mention<'a>>) {
        let (before, after) = (text.get(..self.start), text.get(self.end..));
        if elsewhere::is_meant(before.unwrap_or_default(), after.unwrap_or_default()) {
            return;
        }
        for (start, number_start, number) in &self.numbers {
            if let Some(identifier) = parts.find(self.kind, number) {
                found.push(Mention {
                    identifier,
                    range: *start..number_start + number.length,
                    number_end: number_start + number.base_length,
                });
            }
        }
    }
}

/// What stands between two numbers of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Joint {
    Comma,
    And,
    Range,
}

/// Words between numbers, in the languages of the labels.
const AND: &[&str] = &[
    "and", "&", "or", "und", "oder", "et", "ou", "y", "e", "ed", "o", "en",
];
const TO: &[&str] = &["to", "through", "bis", "à", "a", "al", "tot"];

/// The joint at the beginning of a text, and how long it is. A single `Figure 2` can begin a
/// range (`2–4`), but a list only follows a word that announces one. Behind `and` nothing but
/// the end of a range is still part of it.
fn joint(text: &str, word: Word, last: Joint) -> Option<(Joint, usize)> {
    let first = text.chars().next()?;
    if is_dash(first) {
        return (last != Joint::Range).then_some((Joint::Range, first.len_utf8()));
    }
    if !word.several {
        return None;
    }
    let comma = usize::from(first == ',');
    let blank = |at: usize| {
        let space = text.get(at..).and_then(|rest| rest.chars().next());
        space
            .filter(|c| c.is_whitespace())
            .map_or(0, char::len_utf8)
    };
    let at = comma + blank(comma);
    let end = text
        .get(at..)?
        .char_indices()
        .take(8)
        .find(|(_, c)| !c.is_alphabetic() && *c != '&')
        .map_or(0, |(end, _)| end);
    let joining = text.get(at..at + end)?;
    let behind = at + end + blank(at + end);
    let spaced = at > comma && behind > at + end;
    if last == Joint::And {
        return (spaced && comma == 0 && TO.contains(&joining)).then_some((Joint::Range, behind));
    }
    match joining {
        "" if comma > 0 => Some((Joint::Comma, at)),
        "" => {
            // A dash between spaces.
            let dash = text.get(at..)?.chars().next().filter(|c| is_dash(*c))?;
            let end = at + dash.len_utf8();
            let space = blank(end);
            (at > 0 && space > 0).then_some((Joint::Range, end + space))
        }
        word if spaced && AND.contains(&word) => Some((Joint::And, behind)),
        word if spaced && comma == 0 && TO.contains(&word) => Some((Joint::Range, behind)),
        _ => None,
    }
}

type Found<'a> = std::iter::Peekable<std::vec::IntoIter<Mention<'a>>>;

/// Puts the mentions into a line. `at` is how far its flat text has been walked.
fn wrap(line: &mut Vec<Inline>, at: &mut usize, found: &mut Found<'_>, depth: usize) {
    let mut wrapped = Vec::with_capacity(line.len());
    for mut inline in std::mem::take(line) {
        if let Some(character) = whole(&inline) {
            *at += character.len_utf8();
            wrapped.push(inline);
            continue;
        }
        match &mut inline {
            Inline::Text { value } => {
                let start = *at;
                *at += value.len();
                cut(value, start, found, depth, &mut wrapped);
            }
            // What `whole` does not know has children.
            container => {
                if let Some(children) = container.children_mut() {
                    wrap(children, at, found, depth + 1);
                }
                wrapped.push(inline);
            }
        }
    }
    *line = wrapped;
}

/// Cuts a piece of text, which begins at `start` in the flat text, at the mentions in it.
fn cut(value: &str, start: usize, found: &mut Found<'_>, depth: usize, out: &mut Vec<Inline>) {
    let end = start + value.len();
    let mut done = start;
    let mut push = |from: usize, to: usize, identifier: Option<&Identifier>| {
        let text = value.get(from - start..to - start).unwrap_or_default();
        let text = (!text.is_empty()).then(|| Inline::text(text));
        out.extend(text.map(|text| match identifier {
            Some(identifier) => Inline::CrossReference {
                identifier: identifier.clone(),
                children: vec![text],
            },
            None => text,
        }));
    };
    while let Some(mention) = found.next_if(|mention| mention.range.start < end) {
        let inside = mention.range.start >= done && mention.number_end <= end;
        if inside && depth < MAX_DEPTH {
            let to = mention.range.end.min(end);
            push(done, mention.range.start, None);
            push(mention.range.start, to, Some(mention.identifier));
            done = to;
        }
    }
    push(done, end, None);
}
