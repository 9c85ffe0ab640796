//! Figures, tables and formulae: captions, names, numbers.

use std::ops::Range;

use pulldown_cmark::Alignment;

use super::Blocks;
use crate::model::{
    Block, Caption, CellAlign, Figure, Formula, Identifier, Inline, Math, Table, TableCell,
    TableRow, plain_text,
};
use crate::parse::markdown::attributes::Attributes;
use crate::parse::markdown::flat::line_words;
use crate::parse::markdown::line::{Manner, picture, read, read_named, trimmed};
use crate::parse::markdown::liquid;
use crate::parse::markdown::parts::{Part, PartKind, printed_number};
use crate::parse::markdown::tree::{Raw, RawBlock, RawDefinition};

impl Blocks<'_, '_> {
    /// A picture alone in its paragraph, with its words as its caption.
    pub(super) fn figure(
        &mut self,
        url: &str,
        title: &str,
        caption: &[Raw<'_>],
        attributes: Option<Attributes>,
        range: &Range<usize>,
    ) -> Option<Block> {
        let mut image = picture(url, title, String::new(), attributes.as_ref())?;
        image.position = Some(self.context.span(range.start, range.end));
        self.context.label = None;
        let named = self.name(range);
        let inlines = trimmed(read(caption, Manner::default(), &mut self.context));
        let id = attributes
            .and_then(|own| own.id)
            .or(self.context.label.take())
            .or(named.and_then(|own| own.id));
        if image.alt.is_empty() {
            image.alt = plain_text(&inlines);
        }
        Some(self.captioned(vec![image.into()], inlines, id))
    }

    /// A figure of these pictures, with its number.
    pub(super) fn captioned(
        &mut self,
        mut children: Vec<Block>,
        caption: Vec<Inline>,
        id: Option<String>,
    ) -> Block {
        let words = plain_text(&caption);
        let printed = printed_number(&words);
        let counted = printed.is_none() && (id.is_some() || self.numbers_all && !words.is_empty());
        let enumerator = counted.then(|| {
            // The panels of a figure have its number and a letter.
            if let Some((number, letters)) = &mut self.panels {
                let letter = letters.next().map(String::from).unwrap_or_default();
                return format!("{number}{letter}");
            }
            self.figures += 1;
            self.figures.to_string()
        });
        let number = printed.or_else(|| enumerator.clone());
        let identifier = self.part(id, PartKind::Figure, number, &words);
        if !caption.is_empty() {
            children.push(Block::Caption(Caption {
                children: vec![Block::paragraph(caption)],
            }));
        }
        Block::Figure(Figure {
            identifier,
            enumerator,
            children,
        })
    }

    /// Notes a part that can be mentioned; gives the identifier of one that has a name or a
    /// number.
    pub(super) fn part(
        &mut self,
        name: Option<String>,
        kind: PartKind,
        number: Option<String>,
        title: &str,
    ) -> Option<Identifier> {
        let shown = match (&name, &number, kind) {
            (Some(name), ..) => name.clone(),
            (None, Some(number), PartKind::Figure) => format!("figure-{number}"),
            (None, Some(number), PartKind::Table) => format!("table-{number}"),
            _ => return None,
        };
        let identifier = self.builder.identifiers.slug(&shown);
        if let Some(name) = name {
            let part = Part {
                identifier: identifier.clone(),
                kind,
                number,
                title: title.to_owned(),
            };
            self.parts.add([name], part);
        }
        Some(identifier)
    }

    /// A formula set off from the text, its name and number.
    pub(super) fn math(
        &mut self,
        tex: &str,
        attributes: Option<Attributes>,
        range: &Range<usize>,
    ) -> Block {
        let mut labels = Vec::new();
        let mut value = tex.to_owned();
        while let Some(label) = take_command(&mut value, "label") {
            labels.push(label);
        }
        let tag = take_command(&mut value, "tag");
        let named = self.name(range);
        let first = attributes
            .and_then(|own| own.id)
            .or(named.and_then(|own| own.id))
            .or(labels.first().cloned());
        let enumerator = tag.or_else(|| {
            first.is_some().then(|| {
                self.formulae += 1;
                self.formulae.to_string()
            })
        });
        let identifier = self.part(first.clone(), PartKind::Formula, enumerator.clone(), "");
        if let Some(name) = first {
            self.parts.also(&name, labels);
        }
        Block::from(Math {
            identifier,
            formula: Formula {
                value: value.trim().to_owned(),
                mathml: None,
                position: Some(self.context.span(range.start, range.end)),
            },
            enumerator,
        })
    }

    /// A table with the caption that stands beside it.
    pub(super) fn table(
        &mut self,
        alignments: &[Alignment],
        rows: &[Vec<Vec<Raw<'_>>>],
        range: &Range<usize>,
        caption: Option<&[Raw<'_>]>,
    ) -> Block {
        self.context.label = None;
        let named = self.name(range);
        // A caption right below the last row is a row to GFM.
        let last = rows.split_last().filter(|(last, before)| {
            let (caption, rest) = last.split_first().unzip();
            caption.is_some_and(|cell: &Vec<Raw<'_>>| is_table_caption(cell))
                && rest.is_none_or(|cells| cells.iter().all(Vec::is_empty))
                && !before.is_empty()
        });
        let (rows, caption) = match (caption, last) {
            (None, Some((last, before))) => (before, last.first().map(Vec::as_slice)),
            _ => (rows, caption),
        };
        let (caption, attributes) = match caption {
            Some(words) => {
                let (inlines, attributes) = read_named(words, &mut self.context);
                (without_caption_mark(inlines), attributes)
            }
            None => (Vec::new(), None),
        };
        let id = attributes
            .and_then(|own| own.id)
            .or(self.context.label.take())
            .or(named.and_then(|own| own.id));
        let (identifier, enumerator) = self.table_number(id, &caption);
        let mut children = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let cells = row
                .iter()
                .enumerate()
                .map(|(column, raws)| TableCell {
                    header: index == 0,
                    align: alignments.get(column).copied().and_then(align),
                    children: trimmed(read(raws, Manner::default(), &mut self.context)),
                    ..TableCell::default()
                })
                .collect();
            children.push(TableRow { children: cells });
        }
        // A head without words is none.
        let bare = |row: &TableRow| row.children.iter().all(|cell| cell.children.is_empty());
        if children.len() > 1 && children.first().is_some_and(bare) {
            children.remove(0);
        }
        Block::from(Table {
            identifier,
            enumerator,
            caption,
            children,
            legend: Vec::new(),
            position: Some(self.context.span(range.start, range.end)),
        })
    }

    /// The identifier and the number of a table.
    pub(super) fn table_number(
        &mut self,
        id: Option<String>,
        caption: &[Inline],
    ) -> (Option<Identifier>, Option<String>) {
        let words = plain_text(caption);
        let printed = printed_number(&words);
        let counted = printed.is_none() && (id.is_some() || self.numbers_all && !words.is_empty());
        let enumerator = counted.then(|| {
            self.tables += 1;
            self.tables.to_string()
        });
        let number = printed.or_else(|| enumerator.clone());
        let identifier = self.part(id, PartKind::Table, number, &words);
        (identifier, enumerator)
    }

    /// A tag of Liquid: the picture that it includes, its words, or nothing.
    pub(super) fn liquid(&mut self, range: &Range<usize>) -> Vec<Block> {
        let written = self
            .context
            .source
            .get(range.clone())
            .unwrap_or_default()
            .trim()
            .to_owned();
        let span = self.context.span(range.start, range.end);
        let tag = liquid::read(&written);
        let mut blocks = Vec::new();
        if let Some(mut image) = tag.picture() {
            let alt = image.alt.clone();
            image.alt = plain_text(&self.fragment_line(&alt, span, Manner::default()));
            image.position = Some(span);
            let caption = match tag.value("caption").or(tag.value("title")) {
                Some(words) => self.fragment_line(words, span, Manner::default()),
                None => Vec::new(),
            };
            let mut figure = self.captioned(vec![image.into()], caption, None);
            if let (Some(url), Block::Figure(figure)) = (tag.link(), &mut figure) {
                self.context.inner_links |= url.starts_with('#');
                let link = Block::paragraph(vec![Inline::from(crate::model::Link {
                    url: url.to_owned(),
                    children: vec![Inline::text(url)],
                    position: Some(span),
                    ..crate::model::Link::default()
                })]);
                match figure.children.last_mut() {
                    Some(Block::Caption(caption)) => caption.children.push(link),
                    _ => figure.children.push(Block::Caption(Caption {
                        children: vec![link],
                    })),
                }
            }
            blocks.push(figure);
        } else if tag.has_words() {
            blocks.push(Block::paragraph(vec![Inline::text(written)]));
        }
        blocks
    }
}

/// Attributes with which a line begins, and how many of its pieces they take.
pub(super) fn attributes_first(raws: &[Raw<'_>]) -> (Option<Attributes>, usize) {
    let mut text = String::new();
    for (index, raw) in raws.iter().enumerate().take(16) {
        match raw {
            Raw::Text(value, _) => text.push_str(value),
            Raw::Soft(_) => text.push(' '),
            _ => break,
        }
        let trimmed = text.trim_start();
        if !trimmed.is_empty() && !trimmed.starts_with('{') {
            break;
        }
        if let Some((attributes, length)) = Attributes::read(trimmed)
            && trimmed
                .get(length..)
                .is_some_and(|rest| rest.trim().is_empty())
        {
            return (Some(attributes), index + 1);
        }
    }
    (None, 0)
}

/// Takes `\name{…}` out of TeX.
fn take_command(tex: &mut String, name: &str) -> Option<String> {
    let open = format!("\\{name}{{");
    let at = tex.find(&open)?;
    let inner = tex.get(at + open.len()..)?;
    let end = inner.find('}')?;
    let value = inner.get(..end)?.to_owned();
    tex.replace_range(at..=at + open.len() + end, "");
    Some(value)
}

/// The paragraph and the caption that one definition is, if the caption names a table.
pub(super) fn caption_in_definition<'r, 'a>(
    items: &'r [RawDefinition<'a>],
) -> Option<(&'r [Raw<'a>], &'r [Raw<'a>])> {
    let [
        RawDefinition::Term(term),
        RawDefinition::Description(blocks),
    ] = items
    else {
        return None;
    };
    let [RawBlock::Paragraph(words, _)] = blocks.as_slice() else {
        return None;
    };
    let plain = line_words(words);
    ["{#tbl", "{#tab"]
        .iter()
        .any(|name| plain.contains(name))
        .then_some((term.as_slice(), words.as_slice()))
}

/// `Table: …` and `: …` before or behind a table.
pub(super) fn is_table_caption(raws: &[Raw<'_>]) -> bool {
    let Some(Raw::Text(first, _)) = raws.first() else {
        return false;
    };
    let first = first.as_ref();
    let more = raws.len() > 1 || first.len() > 2;
    more && (first.starts_with(": ") || first.starts_with("Table:") || first.starts_with("table:"))
}

fn without_caption_mark(mut caption: Vec<Inline>) -> Vec<Inline> {
    if let Some(Inline::Text { value }) = caption.first_mut() {
        let mark = ["Table:", "table:", ":"]
            .iter()
            .find_map(|mark| value.strip_prefix(mark));
        if let Some(rest) = mark {
            *value = rest.trim_start().to_owned();
        }
    }
    trimmed(caption)
}

/// How a column's cells are aligned.
pub(in crate::parse::markdown) fn align(alignment: Alignment) -> Option<CellAlign> {
    match alignment {
        Alignment::None => None,
        Alignment::Left => Some(CellAlign::Left),
        Alignment::Center => Some(CellAlign::Center),
        Alignment::Right => Some(CellAlign::Right),
    }
}
