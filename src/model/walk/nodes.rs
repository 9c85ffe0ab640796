//! Every node of an article with the place nearest to it.

use crate::diagnostic::Span;
use crate::model::{Article, Block, DefinitionItem, Inline, Reference};

/// A piece of an article.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block.
    Block(&'a Block),
    /// An inline.
    Inline(&'a Inline),
    /// An entry of the list of references; the inlines of its printed form follow.
    Reference(&'a Reference),
}

impl Node<'_> {
    /// Where it stands in the source, if that is known of nodes of its kind.
    fn position(self) -> Option<Span> {
        match self {
            Self::Block(Block::Section(section)) => section.position,
            Self::Block(Block::Aside(aside)) => aside.position,
            Self::Block(Block::Image(image)) | Self::Inline(Inline::Image(image)) => image.position,
            Self::Block(Block::Table(table)) => table.position,
            Self::Block(Block::Math(math)) => math.formula.position,
            Self::Inline(Inline::Link(link)) => link.position,
            Self::Inline(Inline::Citation(citation)) => citation.position,
            Self::Inline(Inline::InlineMath(formula)) => formula.position,
            Self::Reference(reference) => reference.position,
            Self::Block(_) | Self::Inline(_) => None,
        }
    }
}

/// Does something with every node of an article, in the order of [`super::markers`]. It is told
/// where the node stands, or else what holds it: a link, an entry of the list, a table, a section.
pub fn each_node<'a>(article: &'a Article, act: &mut impl FnMut(Node<'a>, Option<Span>)) {
    for line in [&article.title, &article.subtitle, &article.byline] {
        inlines(line, None, act);
    }
    blocks(&article.r#abstract, None, act);
    blocks(&article.children, None, act);
    for footnote in &article.footnotes {
        blocks(&footnote.children, None, act);
    }
    inlines(&article.references_title, None, act);
    for reference in &article.references {
        act(Node::Reference(reference), reference.position);
        inlines(&reference.children, reference.position, act);
    }
}

fn blocks<'a>(
    blocks: &'a [Block],
    around: Option<Span>,
    act: &mut impl FnMut(Node<'a>, Option<Span>),
) {
    for block in blocks {
        let node = Node::Block(block);
        let place = node.position().or(around);
        act(node, place);
        one(block, place, act);
    }
}

/// What a block holds.
fn one<'a>(block: &'a Block, place: Option<Span>, act: &mut impl FnMut(Node<'a>, Option<Span>)) {
    match block {
        Block::Section(section) => inlines(&section.title, place, act),
        Block::Aside(aside) => {
            inlines(&aside.title, place, act);
            inlines(&aside.subtitle, place, act);
        }
        Block::Heading(heading) => inlines(&heading.children, place, act),
        Block::Paragraph(paragraph) => inlines(&paragraph.children, place, act),
        Block::List(list) => {
            for item in &list.children {
                blocks(&item.children, place, act);
            }
        }
        Block::DefinitionList(list) => {
            for item in &list.children {
                match item {
                    DefinitionItem::Term { children } => inlines(children, place, act),
                    DefinitionItem::Description { children } => blocks(children, place, act),
                }
            }
        }
        Block::Table(table) => {
            inlines(&table.caption, place, act);
            for cell in table.children.iter().flat_map(|row| &row.children) {
                inlines(&cell.children, place, act);
            }
            blocks(&table.legend, place, act);
        }
        Block::Blockquote(_)
        | Block::Figure(_)
        | Block::Caption(_)
        | Block::Image(_)
        | Block::Code(_)
        | Block::Math(_)
        | Block::ThematicBreak => {}
    }
    blocks(block.children(), place, act);
}

fn inlines<'a>(
    line: &'a [Inline],
    around: Option<Span>,
    act: &mut impl FnMut(Node<'a>, Option<Span>),
) {
    for inline in line {
        let node = Node::Inline(inline);
        let place = node.position().or(around);
        act(node, place);
        inlines(inline.children(), place, act);
    }
}
