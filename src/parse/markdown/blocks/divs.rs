//! Divs, directives and alerts: boxes, figures of several pictures, or nothing but their content.

use std::ops::Range;

use pulldown_cmark::BlockQuoteKind;

use super::Blocks;
use crate::model::{Aside, Block, Inline, Purpose, prose};
use crate::parse::markdown::attributes::Attributes;
use crate::parse::markdown::line::{Manner, lone_picture, picture, read, read_named, trimmed};
use crate::parse::markdown::parts::{Part, PartKind};
use crate::parse::markdown::tree::RawBlock;

impl Blocks<'_, '_> {
    /// A div or a directive.
    pub(super) fn div(
        &mut self,
        attributes: &Attributes,
        inner: &[RawBlock<'_>],
        range: &Range<usize>,
    ) -> Vec<Block> {
        if is_refs(attributes, inner) {
            return Vec::new();
        }
        match kind_of(attributes, inner, &self.context.source) {
            DivKind::Plain => self.each(inner),
            DivKind::Boxed(class, fallback) => {
                let span = self.context.span(range.start, range.end);
                let given = attributes
                    .value("title")
                    .or(Some(attributes.argument.as_str()))
                    .filter(|title| !title.is_empty())
                    .map(str::to_owned);
                let (title, inner) = match (given, inner.split_first()) {
                    (Some(title), _) => {
                        (self.fragment_line(&title, span, Manner::default()), inner)
                    }
                    (None, Some((RawBlock::Heading(_, raws, _), rest))) => {
                        (read_named(raws, &mut self.context).0, rest)
                    }
                    _ => (vec![Inline::text(fallback)], inner),
                };
                let children = self.each(inner);
                vec![self.boxed(attributes.id.clone(), title, class, children, range)]
            }
            DivKind::Directive => {
                let caption = match inner.split_first() {
                    Some((RawBlock::Paragraph(raws, _), _)) => {
                        trimmed(read(raws, Manner::default(), &mut self.context))
                    }
                    _ => Vec::new(),
                };
                let alt = attributes.value("alt").unwrap_or_default().to_owned();
                let Some(image) = picture(&attributes.argument, "", alt, Some(attributes)) else {
                    return self.each(inner);
                };
                let rest = inner.get(1..).unwrap_or_default();
                let figure = self.captioned(vec![image.into()], caption, attributes.id.clone());
                let mut blocks = vec![figure];
                blocks.extend(self.each(rest));
                blocks
            }
            DivKind::Figure => {
                let (pictures, texts): (Vec<_>, Vec<_>) = inner
                    .iter()
                    .partition(|block| is_picture_block(block, &self.context.source));
                let mut children = Vec::new();
                self.panels = Some((self.figures + 1, 'a'..='z'));
                for block in pictures {
                    self.block(block, &mut children);
                }
                self.panels = None;
                let mut caption = Vec::new();
                let mut rest = Vec::new();
                for block in texts {
                    match block {
                        RawBlock::Paragraph(raws, _) => {
                            caption = trimmed(read(raws, Manner::default(), &mut self.context));
                        }
                        other => self.block(other, &mut rest),
                    }
                }
                let pictures = children.into_iter().map(as_picture).collect();
                let mut blocks = vec![self.captioned(pictures, caption, attributes.id.clone())];
                blocks.extend(rest);
                blocks
            }
            DivKind::Table => {
                let mut blocks = self.each(inner);
                let at = blocks
                    .iter()
                    .position(|block| matches!(block, Block::Table(_)));
                let behind = at.and_then(|at| match (blocks.get(at + 1), blocks.len()) {
                    (Some(Block::Paragraph(_)), length) if length == at + 2 => Some(at + 1),
                    _ => None,
                });
                let caption = behind.map(|behind| blocks.remove(behind));
                if let Some(Block::Table(table)) = at.and_then(|at| blocks.get_mut(at)) {
                    if let (true, Some(Block::Paragraph(paragraph))) =
                        (table.caption.is_empty(), caption)
                    {
                        table.caption = paragraph.children;
                    }
                    let (identifier, enumerator) =
                        self.table_number(attributes.id.clone(), &table.caption.clone());
                    table.identifier = identifier;
                    table.enumerator = enumerator;
                }
                blocks
            }
        }
    }

    /// A box, which warns if its class does.
    pub(super) fn boxed(
        &mut self,
        id: Option<String>,
        title: Vec<Inline>,
        class: &str,
        children: Vec<Block>,
        range: &Range<usize>,
    ) -> Block {
        let words = prose(&title);
        let identifier = self
            .builder
            .identifiers
            .slug(id.as_deref().unwrap_or(&words));
        if let Some(name) = id {
            let part = Part {
                identifier: identifier.clone(),
                kind: PartKind::Box,
                number: None,
                title: words,
            };
            self.parts.add([name], part);
        }
        let class = class.trim_start_matches("callout-");
        let warns = matches!(
            class,
            "warning" | "danger" | "caution" | "error" | "attention"
        );
        Block::from(Aside {
            identifier,
            title,
            subtitle: Vec::new(),
            purpose: warns.then_some(Purpose::Warning),
            children,
            position: Some(self.context.span(range.start, range.end)),
        })
    }
}

/// Classes and directives that make a box, and what it is called where it has no title.
const BOXES: [(&str, &str); 23] = [
    ("note", "Note"),
    ("tip", "Tip"),
    ("hint", "Hint"),
    ("important", "Important"),
    ("warning", "Warning"),
    ("caution", "Caution"),
    ("danger", "Danger"),
    ("attention", "Attention"),
    ("error", "Error"),
    ("seealso", "See also"),
    ("admonition", "Note"),
    ("callout", "Note"),
    ("callout-note", "Note"),
    ("callout-tip", "Tip"),
    ("callout-important", "Important"),
    ("callout-warning", "Warning"),
    ("callout-caution", "Caution"),
    ("box", "Box"),
    ("sidebar", "Sidebar"),
    ("aside", "Aside"),
    ("margin", "Aside"),
    ("topic", "Topic"),
    ("dropdown", "Details"),
];

/// What a div is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DivKind {
    /// Nothing that an article has a word for: its content alone.
    Plain,
    /// A box: its class, and its title where it has none.
    Boxed(&'static str, &'static str),
    /// A directive whose argument is a picture.
    Directive,
    /// Pictures with a name, and their caption.
    Figure,
    /// A table with a name, and its caption.
    Table,
}

/// What a div is for.
pub(super) fn kind_of(attributes: &Attributes, inner: &[RawBlock<'_>], source: &str) -> DivKind {
    let directive = |name: &str| {
        attributes
            .classes
            .first()
            .is_some_and(|class| class == name)
    };
    if directive("figure") || directive("image") {
        return DivKind::Directive;
    }
    let boxed = BOXES.iter().find(|(class, _)| attributes.has(class));
    if let Some((class, title)) = boxed {
        return DivKind::Boxed(class, title);
    }
    let id = attributes.id.as_deref().unwrap_or_default();
    let pictures = inner.iter().any(|block| is_picture_block(block, source));
    let table = inner
        .iter()
        .any(|block| matches!(block, RawBlock::Table(..)));
    if pictures && (id.starts_with("fig-") || id.starts_with("fig:")) {
        DivKind::Figure
    } else if table && (id.starts_with("tbl-") || id.starts_with("tbl:") || id.starts_with("tab:"))
    {
        DivKind::Table
    } else {
        DivKind::Plain
    }
}

/// The place where Pandoc puts the list of references.
pub(super) fn is_refs(attributes: &Attributes, inner: &[RawBlock<'_>]) -> bool {
    inner.is_empty() && (attributes.id.as_deref() == Some("refs") || attributes.has("bibliography"))
}

fn is_picture_block(block: &RawBlock<'_>, source: &str) -> bool {
    matches!(block, RawBlock::Paragraph(raws, _) if lone_picture(raws, source).is_some())
}

/// A picture in a figure of several: a part of it, whose caption is its words.
fn as_picture(block: Block) -> Block {
    match block {
        Block::Paragraph(mut paragraph) if paragraph.children.len() == 1 => {
            match paragraph.children.pop() {
                Some(Inline::Image(image)) => Block::Image(image),
                Some(other) => Block::paragraph(vec![other]),
                None => Block::paragraph(Vec::new()),
            }
        }
        other => other,
    }
}

pub(super) fn alert(kind: BlockQuoteKind) -> (&'static str, &'static str) {
    match kind {
        BlockQuoteKind::Note => ("note", "Note"),
        BlockQuoteKind::Tip => ("tip", "Tip"),
        BlockQuoteKind::Important => ("important", "Important"),
        BlockQuoteKind::Warning => ("warning", "Warning"),
        BlockQuoteKind::Caution => ("caution", "Caution"),
    }
}
