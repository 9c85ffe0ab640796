//! Numbered references come in the order of their first citation.
//!
//! So say the [ICMJE recommendations](https://www.icmje.org/recommendations/) ("numbered
//! consecutively in the order in which they are first mentioned in the text"). A box stands
//! beside the text and print may set it anywhere, so each box counts on its own, and so do the
//! numbers that a damaged range has swallowed.

use std::collections::HashMap;

use super::{Outline, damaged_range};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::Identifier;

pub(super) fn out_of_order(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    // The highest number so far, in the text and in each box.
    let mut highest: HashMap<Option<&Identifier>, u32> = HashMap::new();
    let mut seen = std::collections::HashSet::new();
    for cited in &outline.uses {
        let home = cited.place.aside.map(|aside| &aside.identifier);
        let numbers: Vec<u32> = cited
            .citation
            .references
            .iter()
            .filter_map(crate::model::ReferenceId::number)
            .collect();
        for (index, number) in numbers.iter().copied().enumerate() {
            let next = numbers.get(index + 1).copied();
            if let Some(next) =
                next.filter(|next| damaged_range::suspect(outline, number, *next).is_some())
            {
                seen.extend((number + 1..next).map(|swallowed| (home, swallowed)));
            }
            let top = highest.entry(home).or_insert(0);
            if seen.insert((home, number)) && number < *top {
                found.push(
                    Diagnostic::new(
                        Code::CitationOrder,
                        cited.citation.position,
                        format!("reference {number} is first cited here, after reference {top}"),
                    )
                    .with_hint("numbered references come in the order of their first citation"),
                );
            }
            *top = (*top).max(number);
        }
    }
    found
}
