//! Walking an article in reading order.

use super::{Article, Aside, Block, Citation, Inline, Section};

/// Where a piece of an article stands.
#[derive(Debug, Clone, Copy, Default)]
pub struct Place<'a> {
    /// The innermost section around it.
    pub section: Option<&'a Section>,
    /// The box around it.
    pub aside: Option<&'a Aside>,
}

/// A citation and where it stands.
#[derive(Debug, Clone, Copy)]
pub struct Use<'a> {
    /// The citation.
    pub citation: &'a Citation,
    /// Where it stands.
    pub place: Place<'a>,
}

/// Every citation of an article in the order in which it is rendered: title, deck, byline,
/// abstract, body, footnotes.
pub fn citations(article: &Article) -> Vec<Use<'_>> {
    let mut uses = Vec::new();
    let mut note = |citation, place| uses.push(Use { citation, place });
    let start = Place::default();
    for inlines in [&article.title, &article.subtitle, &article.byline] {
        in_inlines(inlines, start, &mut note);
    }
    in_blocks(&article.r#abstract, start, &mut note);
    in_blocks(&article.children, start, &mut note);
    for footnote in &article.footnotes {
        in_blocks(&footnote.children, start, &mut note);
    }
    uses
}

/// Every citation of these blocks in reading order.
pub fn citations_in(blocks: &[Block]) -> Vec<Use<'_>> {
    let mut uses = Vec::new();
    in_blocks(blocks, Place::default(), &mut |citation, place| {
        uses.push(Use { citation, place });
    });
    uses
}

fn in_blocks<'a>(
    blocks: &'a [Block],
    place: Place<'a>,
    note: &mut impl FnMut(&'a Citation, Place<'a>),
) {
    for block in blocks {
        match block {
            Block::Section(section) => {
                let inner = Place {
                    section: Some(section),
                    ..place
                };
                in_inlines(&section.title, inner, note);
                in_blocks(&section.children, inner, note);
            }
            Block::Aside(aside) => {
                let inner = Place {
                    aside: Some(aside),
                    ..place
                };
                in_inlines(&aside.title, inner, note);
                in_inlines(&aside.subtitle, inner, note);
                in_blocks(&aside.children, inner, note);
            }
            Block::Paragraph(paragraph) => in_inlines(&paragraph.children, place, note),
            Block::List(list) => {
                for item in &list.children {
                    in_blocks(&item.children, place, note);
                }
            }
            Block::Table(table) => {
                in_inlines(&table.caption, place, note);
                for row in &table.children {
                    for cell in &row.children {
                        in_inlines(&cell.children, place, note);
                    }
                }
            }
            Block::Blockquote(_)
            | Block::Figure(_)
            | Block::Caption(_)
            | Block::Image(_)
            | Block::Code(_)
            | Block::ThematicBreak => in_blocks(block.children(), place, note),
        }
    }
}

fn in_inlines<'a>(
    inlines: &'a [Inline],
    place: Place<'a>,
    note: &mut impl FnMut(&'a Citation, Place<'a>),
) {
    for inline in inlines {
        match inline {
            Inline::Citation(citation) => note(citation, place),
            other => in_inlines(other.children(), place, note),
        }
    }
}
