//! How far elements of HTML reach: to CommonMark a blank line ends a block of HTML, to a browser
//! the element that is open goes on.

use std::collections::HashMap;

use super::super::html::{Piece, Tag, pieces};
use super::super::tree::RawBlock;
use super::reads_no_tags;

/// How many elements that nobody closes are kept in mind.
const MOST_OPEN: usize = 64;

/// Of blocks of HTML that leave an element open, by their index: the index of the block that closes
/// it. In a part of the article that headings divide, no element reaches beyond one.
pub(in crate::parse::markdown) fn reaches(blocks: &[RawBlock<'_>]) -> HashMap<usize, usize> {
    let mut reaches = HashMap::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for (index, block) in blocks.iter().enumerate() {
        let html = match block {
            RawBlock::Html(html, _) if !reads_no_tags(html) => html,
            RawBlock::Heading(..) => {
                open.clear();
                continue;
            }
            _ => continue,
        };
        for (_, piece) in pieces(html) {
            let Piece::Tag(written) = piece else {
                continue;
            };
            let Some(tag) = Tag::read(written).filter(|tag| is_closed_always(&tag.name)) else {
                continue;
            };
            if !tag.closes {
                if open.len() < MOST_OPEN {
                    open.push((tag.name, index));
                }
            } else if let Some(at) = open.iter().rposition(|(name, _)| *name == tag.name)
                && let Some((_, start)) = open.get(at)
            {
                if *start < index {
                    reaches.insert(*start, index);
                }
                open.truncate(at);
            }
        }
    }
    reaches
}

/// Elements that mean something, and that HTML lets nobody leave open.
fn is_closed_always(name: &str) -> bool {
    matches!(name, "blockquote" | "dl" | "figure" | "ol" | "table" | "ul")
}
