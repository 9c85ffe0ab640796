//! Lists, also where print left blank lines between their items.

use std::ops::Range;

use super::lines::{Chunk, Line};
use super::shape::item;

/// An item as it stands in the source.
#[derive(Debug)]
pub(super) struct RawItem {
    pub(super) indent: usize,
    pub(super) number: Option<u32>,
    /// The paragraphs of the item.
    pub(super) paragraphs: Vec<Range<usize>>,
}

/// The items of the list that begins with the first of these chunks, and how many chunks it
/// takes. Blank lines between items do not end a list; a paragraph that is not indented does.
pub(super) fn items(chunks: &[Chunk<'_>]) -> (Vec<RawItem>, usize) {
    let mut items: Vec<RawItem> = Vec::new();
    let mut taken = 0;
    for chunk in chunks {
        let Some(first) = chunk.lines.first() else {
            break;
        };
        let continues = match (item(first.text), items.last()) {
            (Some(next), Some(last)) => continues(&items, first, next.number, last),
            (Some(_), None) => true,
            (None, Some(last)) => first.indent() > last.indent,
            (None, None) => false,
        };
        if !continues {
            break;
        }
        for (index, line) in chunk.lines.iter().enumerate() {
            add(line, index == 0, &mut items);
        }
        taken += 1;
    }
    (items, taken)
}

/// Whether an item belongs to the list so far: the same kind of mark, or a deeper one, and
/// numbers that go on.
fn continues(items: &[RawItem], line: &Line<'_>, number: Option<u32>, last: &RawItem) -> bool {
    let indent = line.indent();
    if indent > last.indent + 1 {
        return true;
    }
    let Some(sibling) = items.iter().rev().find(|known| known.indent <= indent + 1) else {
        return false;
    };
    match (sibling.number, number) {
        (None, None) => true,
        (Some(before), Some(now)) => now == before + 1 || now == before,
        _ => false,
    }
}

fn add(line: &Line<'_>, after_blank: bool, items: &mut Vec<RawItem>) {
    if let Some(begin) = item(line.text) {
        let text = line.start + begin.text..line.end();
        items.push(RawItem {
            indent: line.indent(),
            number: begin.number,
            paragraphs: vec![text],
        });
    } else if let Some(open) = items.last_mut() {
        let lead = line.text.len() - line.text.trim_start().len();
        match open.paragraphs.last_mut() {
            Some(paragraph) if !after_blank => paragraph.end = line.end(),
            _ => open.paragraphs.push(line.start + lead..line.end()),
        }
    }
}
