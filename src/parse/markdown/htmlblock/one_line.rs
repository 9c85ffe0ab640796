//! Blocks where the model has room for a line alone: in cells, captions, terms and headings.

use crate::model::{Block, DefinitionItem, Inline, Table};

/// The text of blocks as one line, breaks between them.
pub(super) fn inlines(blocks: Vec<Block>) -> Vec<Inline> {
    joined(blocks.into_iter().map(line), &Inline::Break)
}

fn line(block: Block) -> Vec<Inline> {
    match block {
        Block::Paragraph(paragraph) => paragraph.children,
        Block::Heading(heading) => heading.children,
        Block::Code(code) => vec![Inline::InlineCode { value: code.value }],
        Block::Math(math) => vec![math.formula.into()],
        Block::Image(image) => vec![Inline::Image(image)],
        Block::List(list) => {
            let items = list.children.into_iter();
            joined(items.map(|item| inlines(item.children)), &Inline::Break)
        }
        Block::DefinitionList(list) => joined(
            list.children.into_iter().map(|item| match item {
                DefinitionItem::Term { children } => children,
                DefinitionItem::Description { children } => inlines(children),
            }),
            &Inline::Break,
        ),
        Block::Blockquote(quote) => inlines(quote.children),
        Block::Caption(caption) => inlines(caption.children),
        Block::Figure(figure) => inlines(figure.children),
        Block::Section(section) => titled(section.title, section.children),
        Block::Aside(aside) => titled(aside.title, aside.children),
        Block::Table(table) => rows(*table),
        Block::ThematicBreak => Vec::new(),
    }
}

fn titled(title: Vec<Inline>, blocks: Vec<Block>) -> Vec<Inline> {
    joined([title, inlines(blocks)], &Inline::Break)
}

fn rows(table: Table) -> Vec<Inline> {
    let rows = table.children.into_iter().map(|row| {
        let cells = row.children.into_iter().map(|cell| cell.children);
        joined(cells, &Inline::text(" "))
    });
    let rows = joined(rows, &Inline::Break);
    joined([table.caption, rows, inlines(table.legend)], &Inline::Break)
}

fn joined(parts: impl IntoIterator<Item = Vec<Inline>>, between: &Inline) -> Vec<Inline> {
    let mut line = Vec::new();
    for part in parts {
        if !line.is_empty() && !part.is_empty() {
            line.push(between.clone());
        }
        line.extend(part);
    }
    line
}
