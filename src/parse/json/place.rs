//! Where the parts of an article stand in the JSON that it was read from.
//!
//! Article and tree have the same shape, so both are walked side by side.

use super::tree::Node;
use crate::model::{Article, Block, DefinitionItem, Inline};

/// Gives every part that has a place its own.
pub(super) fn article(article: &mut Article, tree: &Node<'_>) {
    for (name, line) in [
        ("title", &mut article.title),
        ("subtitle", &mut article.subtitle),
        ("byline", &mut article.byline),
        ("references-title", &mut article.references_title),
    ] {
        inlines(line, tree.get(name));
    }
    blocks(&mut article.r#abstract, tree.get("abstract"));
    blocks(&mut article.children, tree.get("children"));
    for (note, node) in pairs(&mut article.footnotes, tree.get("footnotes")) {
        blocks(&mut note.children, node.get("children"));
    }
    for (reference, node) in pairs(&mut article.references, tree.get("references")) {
        reference.position = Some(node.span);
        inlines(&mut reference.children, node.get("children"));
    }
}

fn pairs<'t, 'a, T>(
    parts: &'t mut [T],
    list: Option<&'t Node<'a>>,
) -> impl Iterator<Item = (&'t mut T, &'t Node<'a>)> {
    parts.iter_mut().zip(list.map_or(&[][..], Node::items))
}

fn blocks(parts: &mut [Block], list: Option<&Node<'_>>) {
    for (part, node) in pairs(parts, list) {
        block(part, node);
    }
}

fn block(block: &mut Block, node: &Node<'_>) {
    let children = node.get("children");
    match block {
        Block::Section(section) => {
            section.position = node.get("title").map(|title| title.span);
            inlines(&mut section.title, node.get("title"));
            blocks(&mut section.children, children);
        }
        Block::Aside(aside) => {
            aside.position = node.get("title").map(|title| title.span);
            inlines(&mut aside.title, node.get("title"));
            inlines(&mut aside.subtitle, node.get("subtitle"));
            blocks(&mut aside.children, children);
        }
        Block::Heading(heading) => inlines(&mut heading.children, children),
        Block::Paragraph(paragraph) => inlines(&mut paragraph.children, children),
        Block::Blockquote(quote) => blocks(&mut quote.children, children),
        Block::Figure(figure) => blocks(&mut figure.children, children),
        Block::Caption(caption) => blocks(&mut caption.children, children),
        Block::List(list) => {
            for (item, node) in pairs(&mut list.children, children) {
                blocks(&mut item.children, node.get("children"));
            }
        }
        Block::DefinitionList(list) => {
            for (item, node) in pairs(&mut list.children, children) {
                let inside = node.get("children");
                match item {
                    DefinitionItem::Term { children } => inlines(children, inside),
                    DefinitionItem::Description { children } => blocks(children, inside),
                }
            }
        }
        Block::Table(table) => {
            inlines(&mut table.caption, node.get("caption"));
            for (row, node) in pairs(&mut table.children, children) {
                for (cell, node) in pairs(&mut row.children, node.get("children")) {
                    inlines(&mut cell.children, node.get("children"));
                }
            }
            blocks(&mut table.legend, node.get("legend"));
            table.position = Some(node.span);
        }
        Block::Math(math) => math.formula.position = node.get("value").map(|value| value.span),
        Block::Image(image) => image.position = Some(node.span),
        Block::Code(_) | Block::ThematicBreak => {}
    }
}

fn inlines(parts: &mut [Inline], list: Option<&Node<'_>>) {
    for (part, node) in pairs(parts, list) {
        match part {
            Inline::Citation(citation) => citation.position = Some(node.span),
            Inline::InlineMath(formula) => {
                formula.position = node.get("value").map(|value| value.span);
            }
            Inline::Image(image) => image.position = Some(node.span),
            other => {
                if let Inline::Link(link) = other {
                    link.position = Some(node.span);
                }
                if let Some(children) = other.children_mut() {
                    inlines(children, node.get("children"));
                }
            }
        }
    }
}
