//! The labelled parts of an article, and identifiers for those that have none.
//!
//! A figure or a table is labelled by its caption, a section or a box by its heading. Identifiers
//! are handed out when every heading has its own: a caption never changes a section's fragment.

use std::collections::HashMap;

use super::label::{self, Kind, Number};
use crate::model::{Block, DefinitionItem, Identifier, Identifiers, Inline, plain_text};

/// Labelled parts by what is printed.
#[derive(Debug, Default)]
pub(super) struct Parts {
    captioned: HashMap<Key, Identifier>,
    headed: HashMap<Key, Identifier>,
}

/// What is labelled, its number, and the place that the label itself names (`Figure 2a. …`).
type Key = (Kind, String, Option<char>);

impl Parts {
    /// Finds the labelled parts. Of two with the same label the first counts.
    pub(super) fn of(blocks: &mut [Block], identifiers: &mut Identifiers) -> Self {
        let mut parts = Self::default();
        parts.read(blocks, identifiers);
        parts
    }

    pub(super) fn is_empty(&self) -> bool {
        self.captioned.is_empty() && self.headed.is_empty()
    }

    /// The part that a number mentions: one labelled with just this place, or the whole.
    pub(super) fn find(&self, kind: Kind, number: &Number) -> Option<&Identifier> {
        let mut key = (kind, number.base.clone(), number.place);
        let exact = self.get(&key);
        key.2 = None;
        exact.or_else(|| self.get(&key))
    }

    fn get(&self, key: &Key) -> Option<&Identifier> {
        self.captioned.get(key).or_else(|| self.headed.get(key))
    }

    fn read(&mut self, blocks: &mut [Block], identifiers: &mut Identifiers) {
        for block in blocks {
            match block {
                Block::Section(section) => {
                    self.head(&section.title, &section.identifier);
                    self.read(&mut section.children, identifiers);
                }
                Block::Aside(aside) => {
                    self.head(&aside.title, &aside.identifier);
                    self.read(&mut aside.children, identifiers);
                }
                Block::Figure(figure) => {
                    if let Some(key) = caption(&figure.children).and_then(key) {
                        self.caption(key, &mut figure.identifier, identifiers);
                    }
                }
                Block::Table(table) => {
                    if let Some(key) = key(&table.caption) {
                        self.caption(key, &mut table.identifier, identifiers);
                    }
                }
                Block::Blockquote(quote) => self.read(&mut quote.children, identifiers),
                Block::List(list) => {
                    for item in &mut list.children {
                        self.read(&mut item.children, identifiers);
                    }
                }
                Block::DefinitionList(list) => {
                    for item in &mut list.children {
                        if let DefinitionItem::Description { children } = item {
                            self.read(children, identifiers);
                        }
                    }
                }
                Block::Heading(_)
                | Block::Paragraph(_)
                | Block::Caption(_)
                | Block::Image(_)
                | Block::Code(_)
                | Block::Math(_)
                | Block::ThematicBreak => {}
            }
        }
    }

    fn head(&mut self, title: &[Inline], identifier: &Identifier) {
        if let Some(key) = key(title) {
            self.headed.entry(key).or_insert_with(|| identifier.clone());
        }
    }

    fn caption(&mut self, key: Key, own: &mut Option<Identifier>, identifiers: &mut Identifiers) {
        let identifier = own.get_or_insert_with(|| {
            let (kind, base, place) = &key;
            let place = place.map(String::from).unwrap_or_default();
            identifiers.slug(&format!("{} {base}{place}", kind.name()))
        });
        self.captioned
            .entry(key)
            .or_insert_with(|| identifier.clone());
    }
}

fn key(line: &[Inline]) -> Option<Key> {
    let found = label::leading(&plain_text(line))?;
    Some((found.kind, found.number.base, found.number.place))
}

/// The first line of a figure's caption.
fn caption(children: &[Block]) -> Option<&[Inline]> {
    children.iter().find_map(|block| match block {
        Block::Caption(caption) => caption.children.iter().find_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph.children.as_slice()),
            _ => None,
        }),
        _ => None,
    })
}
