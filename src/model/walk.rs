//! Walking an article in reading order.

mod nodes;

pub use nodes::{Node, each_node};

use super::{
    Article, Aside, Block, Citation, DefinitionItem, Footnote, Formula, Identifier, Inline,
    Section, touching,
};

/// Where a piece of an article stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'a> {
    /// The innermost section around it.
    pub section: Option<&'a Section>,
    /// The box around it.
    pub aside: Option<&'a Aside>,
    /// The footnote around it.
    pub footnote: Option<&'a Footnote>,
}

/// What a marker marks.
#[derive(Debug, Clone, Copy)]
pub enum Mark<'a> {
    /// Citations that touch, one or several: nothing but [`Inline::Citation`]s.
    Citations(&'a [Inline]),
    /// A footnote.
    Note(&'a Identifier),
}

impl<'a> Mark<'a> {
    /// The citations of the marker; none of a footnote.
    pub fn citations(self) -> impl Iterator<Item = &'a Citation> {
        let inlines = match self {
            Self::Citations(inlines) => inlines,
            Self::Note(_) => &[],
        };
        inlines.iter().filter_map(|inline| match inline {
            Inline::Citation(citation) => Some(&**citation),
            _ => None,
        })
    }
}

/// A marker in the text: what a reader points at to see a source or a note.
#[derive(Debug, Clone, Copy)]
pub struct Marker<'a> {
    /// What it marks.
    pub mark: Mark<'a>,
    /// Where it stands.
    pub place: Place<'a>,
    /// The line of text around it: all of a paragraph, a cell, a heading.
    pub line: &'a [Inline],
}

/// A citation and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The citation.
    pub citation: &'a Citation,
    /// Where it stands.
    pub place: Place<'a>,
}

/// Every marker of an article in the order in which it is rendered: title, deck, byline,
/// abstract, body, footnotes, references.
pub fn markers(article: &Article) -> Vec<Marker<'_>> {
    Walk::of(article).found
}

/// The identifiers of the parts that a text can mention, in the order of [`markers`]: sections,
/// boxes, figures, tables and formulas.
pub fn parts(article: &Article) -> Vec<&Identifier> {
    Walk::of(article).parts
}

/// Every citation of an article in the order of [`markers`].
pub fn citations(article: &Article) -> Vec<Use<'_>> {
    uses(&markers(article))
}

/// Every citation of these blocks in reading order.
pub fn citations_in(blocks: &[Block]) -> Vec<Use<'_>> {
    let mut walk = Walk::default();
    walk.blocks(blocks, Place::default());
    uses(&walk.found)
}

fn uses<'a>(markers: &[Marker<'a>]) -> Vec<Use<'a>> {
    markers
        .iter()
        .flat_map(|marker| {
            let place = marker.place;
            let citations = marker.mark.citations();
            citations.map(move |citation| Use { citation, place })
        })
        .collect()
}

#[derive(Default)]
struct Walk<'a> {
    found: Vec<Marker<'a>>,
    parts: Vec<&'a Identifier>,
}

impl<'a> Walk<'a> {
    fn of(article: &'a Article) -> Self {
        let mut walk = Self::default();
        for line in [&article.title, &article.subtitle, &article.byline] {
            walk.line(line, Place::default());
        }
        walk.blocks(&article.r#abstract, Place::default());
        walk.blocks(&article.children, Place::default());
        for footnote in &article.footnotes {
            let place = Place {
                footnote: Some(footnote),
                ..Place::default()
            };
            walk.blocks(&footnote.children, place);
        }
        for reference in &article.references {
            walk.line(&reference.children, Place::default());
        }
        walk
    }

    fn blocks(&mut self, blocks: &'a [Block], place: Place<'a>) {
        for block in blocks {
            self.block(block, place);
        }
    }

    fn block(&mut self, block: &'a Block, place: Place<'a>) {
        match block {
            Block::Section(section) => {
                let inner = Place {
                    section: Some(section),
                    ..place
                };
                self.parts.push(&section.identifier);
                self.line(&section.title, inner);
                self.blocks(&section.children, inner);
            }
            Block::Aside(aside) => {
                let inner = Place {
                    aside: Some(aside),
                    ..place
                };
                self.parts.push(&aside.identifier);
                self.line(&aside.title, inner);
                self.line(&aside.subtitle, inner);
                self.blocks(&aside.children, inner);
            }
            Block::Heading(heading) => self.line(&heading.children, place),
            Block::Paragraph(paragraph) => self.line(&paragraph.children, place),
            Block::List(list) => {
                for item in &list.children {
                    self.blocks(&item.children, place);
                }
            }
            Block::DefinitionList(list) => {
                for item in &list.children {
                    match item {
                        DefinitionItem::Term { children } => self.line(children, place),
                        DefinitionItem::Description { children } => self.blocks(children, place),
                    }
                }
            }
            Block::Table(table) => {
                self.parts.extend(&table.identifier);
                self.line(&table.caption, place);
                for cell in table.children.iter().flat_map(|row| &row.children) {
                    self.line(&cell.children, place);
                }
                self.blocks(&table.legend, place);
            }
            Block::Figure(figure) => {
                self.parts.extend(&figure.identifier);
                self.blocks(&figure.children, place);
            }
            Block::Math(math) => self.parts.extend(&math.identifier),
            Block::Blockquote(_)
            | Block::Caption(_)
            | Block::Image(_)
            | Block::Code(_)
            | Block::ThematicBreak => self.blocks(block.children(), place),
        }
    }

    fn line(&mut self, line: &'a [Inline], place: Place<'a>) {
        self.inlines(line, line, place);
    }

    fn inlines(&mut self, inlines: &'a [Inline], line: &'a [Inline], place: Place<'a>) {
        for group in touching(inlines) {
            let mark = match group {
                [Inline::Citation(_), ..] => Mark::Citations(group),
                [Inline::FootnoteReference { identifier }] => Mark::Note(identifier),
                [other] => {
                    self.inlines(other.children(), line, place);
                    continue;
                }
                _ => continue,
            };
            self.found.push(Marker { mark, place, line });
        }
    }
}

/// Does something with every formula of an article, in the order of [`markers`]; it is told
/// whether the formula is set off from the text.
pub fn each_formula(article: &mut Article, act: &mut impl FnMut(&mut Formula, bool)) {
    each_piece(article, &mut |piece| match piece {
        Piece::Line(line) => formulae_of_line(line, act),
        Piece::Formula(formula) => act(formula, true),
    });
}

/// Does something with every line of text of an article, in the order of [`markers`].
pub fn each_line(article: &mut Article, act: &mut impl FnMut(&mut Vec<Inline>)) {
    each_piece(article, &mut |piece| {
        if let Piece::Line(line) = piece {
            act(line);
        }
    });
}

/// What of an article can be changed in place.
enum Piece<'a> {
    /// A line of text.
    Line(&'a mut Vec<Inline>),
    /// A formula set off from the text.
    Formula(&'a mut Formula),
}

fn each_piece(article: &mut Article, act: &mut impl FnMut(Piece<'_>)) {
    for line in [
        &mut article.title,
        &mut article.subtitle,
        &mut article.byline,
    ] {
        act(Piece::Line(line));
    }
    pieces_of(&mut article.r#abstract, act);
    pieces_of(&mut article.children, act);
    for footnote in &mut article.footnotes {
        pieces_of(&mut footnote.children, act);
    }
    act(Piece::Line(&mut article.references_title));
    for reference in &mut article.references {
        act(Piece::Line(&mut reference.children));
    }
}

fn pieces_of(blocks: &mut [Block], act: &mut impl FnMut(Piece<'_>)) {
    for block in blocks {
        match block {
            Block::Section(section) => {
                act(Piece::Line(&mut section.title));
                pieces_of(&mut section.children, act);
            }
            Block::Aside(aside) => {
                act(Piece::Line(&mut aside.title));
                act(Piece::Line(&mut aside.subtitle));
                pieces_of(&mut aside.children, act);
            }
            Block::Heading(heading) => act(Piece::Line(&mut heading.children)),
            Block::Paragraph(paragraph) => act(Piece::Line(&mut paragraph.children)),
            Block::Blockquote(quote) => pieces_of(&mut quote.children, act),
            Block::Figure(figure) => pieces_of(&mut figure.children, act),
            Block::Caption(caption) => pieces_of(&mut caption.children, act),
            Block::List(list) => {
                for item in &mut list.children {
                    pieces_of(&mut item.children, act);
                }
            }
            Block::DefinitionList(list) => {
                for item in &mut list.children {
                    match item {
                        DefinitionItem::Term { children } => act(Piece::Line(children)),
                        DefinitionItem::Description { children } => pieces_of(children, act),
                    }
                }
            }
            Block::Table(table) => {
                act(Piece::Line(&mut table.caption));
                for cell in table.children.iter_mut().flat_map(|row| &mut row.children) {
                    act(Piece::Line(&mut cell.children));
                }
                pieces_of(&mut table.legend, act);
            }
            Block::Math(math) => act(Piece::Formula(&mut math.formula)),
            Block::Image(_) | Block::Code(_) | Block::ThematicBreak => {}
        }
    }
}

fn formulae_of_line(inlines: &mut [Inline], act: &mut impl FnMut(&mut Formula, bool)) {
    for inline in inlines {
        if let Inline::InlineMath(formula) = inline {
            act(formula, false);
        } else if let Some(children) = inline.children_mut() {
            formulae_of_line(children, act);
        }
    }
}
