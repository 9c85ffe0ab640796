//! Figures and tables that a source keeps apart (`floats-group`), for a page to place: each goes
//! behind the block that mentions it first, and those that nothing mentions stay at the end.

use std::collections::HashMap;

use crate::model::{Block, DefinitionItem, Identifier, Inline};

/// Puts floats into a text.
pub(super) fn place(floats: Vec<Block>, text: &mut Vec<Block>) {
    let mut waiting = Waiting::default();
    for block in floats {
        let identifier = match &block {
            Block::Figure(figure) => figure.identifier.clone(),
            Block::Table(table) => table.identifier.clone(),
            Block::Aside(aside) => Some(aside.identifier.clone()),
            _ => None,
        };
        waiting.order.push(identifier.clone());
        match identifier {
            Some(identifier) => drop(waiting.named.insert(identifier, block)),
            None => waiting.nameless.push(block),
        }
    }
    waiting.blocks(text);
    // In the order of the source.
    let mut nameless = waiting.nameless.into_iter();
    for identifier in waiting.order {
        text.extend(match identifier {
            Some(identifier) => waiting.named.remove(&identifier),
            None => nameless.next(),
        });
    }
}

/// Floats that nothing has mentioned yet.
#[derive(Default)]
struct Waiting {
    named: HashMap<Identifier, Block>,
    nameless: Vec<Block>,
    order: Vec<Option<Identifier>>,
}

impl Waiting {
    fn blocks(&mut self, blocks: &mut Vec<Block>) {
        if self.named.is_empty() {
            return;
        }
        let old = std::mem::take(blocks);
        for mut block in old {
            // Sections hold text of their own; anything else is one place.
            let mut mentioned = Vec::new();
            match &mut block {
                Block::Section(section) => self.blocks(&mut section.children),
                other => in_block(other, &mut mentioned),
            }
            blocks.push(block);
            blocks.extend(
                mentioned
                    .iter()
                    .filter_map(|identifier| self.named.remove(identifier)),
            );
        }
    }
}

/// The parts that a block mentions, in reading order.
fn in_block(block: &Block, found: &mut Vec<Identifier>) {
    match block {
        Block::Paragraph(paragraph) => in_line(&paragraph.children, found),
        Block::Heading(heading) => in_line(&heading.children, found),
        Block::List(list) => {
            for block in list.children.iter().flat_map(|item| &item.children) {
                in_block(block, found);
            }
        }
        Block::DefinitionList(list) => {
            for item in &list.children {
                match item {
                    DefinitionItem::Term { children } => in_line(children, found),
                    DefinitionItem::Description { children } => {
                        for block in children {
                            in_block(block, found);
                        }
                    }
                }
            }
        }
        other => {
            for block in other.children() {
                in_block(block, found);
            }
        }
    }
}

fn in_line(line: &[Inline], found: &mut Vec<Identifier>) {
    for inline in line {
        if let Inline::CrossReference { identifier, .. } = inline {
            found.push(identifier.clone());
        }
        in_line(inline.children(), found);
    }
}
