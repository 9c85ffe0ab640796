//! Brackets and quotations, so that no sentence ends in the midst of one that it holds.

use super::character::is_bracket;

/// How many bytes a bracket or quotation may hold to be kept together. What is longer has
/// sentences of its own, or its closing mark is another one's.
const MAX_LENGTH: usize = 600;

/// How many may stand in one another.
const MAX_DEPTH: usize = 16;

/// Every bracket and quotation that is closed again: the places of both marks, in the order
/// of the first.
pub(super) fn enclosed(text: &str) -> Vec<(usize, usize)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut found = Vec::new();
    for (at, character) in text.char_indices() {
        // A German quotation „…“ ends with the mark that begins an English one.
        let ends_german = character == '“' && open.last().is_some_and(|(_, mark)| *mark == '„');
        if is_bracket(character) || (matches!(character, '“' | '„' | '«') && !ends_german) {
            if open.len() == MAX_DEPTH {
                open.remove(0);
            }
            open.push((at, character));
        } else if let Some(place) = open.iter().rposition(|(_, mark)| closes(*mark, character)) {
            let start = open.get(place).map(|(start, _)| *start);
            open.truncate(place);
            found.extend(
                start
                    .filter(|start| at - start <= MAX_LENGTH)
                    .map(|start| (start, at)),
            );
        }
    }
    found.sort_unstable();
    found
}

fn closes(open: char, close: char) -> bool {
    match open {
        '(' | '（' => matches!(close, ')' | '）'),
        '[' | '［' => matches!(close, ']' | '］'),
        '{' => close == '}',
        '【' => close == '】',
        '“' => close == '”',
        '„' => matches!(close, '“' | '”'),
        '«' => close == '»',
        _ => false,
    }
}
