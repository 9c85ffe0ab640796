//! Pairs that were ranges: `4,11` where `4–11` was meant.
//!
//! Conversions turn the dash of a range into a comma, or lose it. The sign of it is a gap full
//! of references that nothing else cites: if most of 5 to 10 are uncited, `4,11` was `4–11`.

use super::Outline;
use crate::diagnostic::{Code, Diagnostic};

/// Two numbers side by side in a marker whose gap is mostly uncited.
pub(super) fn suspect(outline: &Outline<'_>, first: u32, second: u32) -> Option<usize> {
    let gap = first.checked_add(1)?..second;
    let size = gap.clone().count();
    if !(1..=200).contains(&size) {
        return None;
    }
    let uncited = gap.filter(|number| outline.is_uncited(*number)).count();
    (uncited >= 1 && uncited * 2 > size && (size > 1 || uncited == size)).then_some(uncited)
}

pub(super) fn damaged_ranges(outline: &Outline<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for cited in &outline.uses {
        let citation = cited.citation;
        for pair in citation.references.windows(2) {
            let [Some(first), Some(second)] =
                [0, 1].map(|at| pair.get(at).and_then(crate::model::ReferenceId::number))
            else {
                continue;
            };
            let Some(uncited) = suspect(outline, first, second) else {
                continue;
            };
            let size = second - first - 1;
            found.push(
                Diagnostic::new(
                    Code::DamagedRange,
                    citation.position,
                    format!(
                        "`{}` looks like a range that lost its dash: nothing cites {uncited} of the {size} references between {first} and {second}",
                        citation.marker
                    ),
                )
                .with_hint(format!("if the range is meant, write {first}–{second}")),
            );
        }
    }
    found
}
