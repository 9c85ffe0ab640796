//! What an article as a whole says about its markers.

use std::cell::Cell;

use super::guard;
use super::scan::{Marker, Notation, Part, marker};
use super::{LONGEST_RANGE, over_limit};
use crate::diagnostic::{Diagnostic, Span};
use crate::parse::Limits;
use crate::parse::characters::{closes_clause, first_visible, is_space, last_visible};

/// A set of reference numbers, small and dense.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NumberSet {
    present: Vec<bool>,
}

impl NumberSet {
    /// Adds a number; false if it was there already. Numbers beyond 99 999 are not kept.
    pub fn insert(&mut self, number: u32) -> bool {
        let index = number as usize;
        if index > 99_999 {
            return true;
        }
        if self.present.len() <= index {
            self.present.resize(index + 1, false);
        }
        self.present
            .get_mut(index)
            .is_some_and(|slot| !std::mem::replace(slot, true))
    }

    /// Whether the number is there.
    pub fn contains(&self, number: u32) -> bool {
        self.present.get(number as usize).copied().unwrap_or(false)
    }

    /// The highest number, 0 for an empty set.
    pub fn highest(&self) -> u32 {
        u32::try_from(self.present.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// Whether there is no number.
    pub fn is_empty(&self) -> bool {
        self.present.is_empty()
    }
}

impl FromIterator<u32> for NumberSet {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        let mut set = Self::default();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

/// What is known of an article before its markers are judged.
#[derive(Debug, Clone, Default)]
pub struct Evidence {
    /// The numbers of the reference list.
    pub numbers: NumberSet,
    raised: [u32; 4],
    brackets: u32,
    left: Allowance,
}

/// How many references ranges may still stand for, in all of an article.
#[derive(Debug, Clone)]
struct Allowance(Cell<usize>);

impl Default for Allowance {
    fn default() -> Self {
        Self(Cell::new(Limits::default().ranges))
    }
}

impl Evidence {
    /// Evidence from the numbers of a reference list alone.
    pub fn new(numbers: NumberSet) -> Self {
        Self {
            numbers,
            ..Self::default()
        }
    }

    /// Evidence of an article whose references run from 1 to `last`.
    pub fn numbered(last: u32) -> Self {
        Self::new((1..=last).collect())
    }

    /// Sets how many references the ranges of all markers may stand for.
    pub(crate) fn allow(&mut self, ranges: usize) {
        self.left = Allowance(Cell::new(ranges));
    }

    /// Takes what the ranges of a marker stand for from what is allowed. Where that is not enough,
    /// the marker is none: the finding says so.
    pub(crate) fn spend(&self, marker: &Marker, span: Span) -> Result<(), Diagnostic> {
        let wanted: usize = marker.parts.iter().map(|part| self.inside(part)).sum();
        match self.left.0.get().checked_sub(wanted) {
            Some(left) => {
                self.left.0.set(left);
                Ok(())
            }
            None => Err(over_limit(&marker.printed, span)),
        }
    }

    /// How many references a part stands for beyond its ends.
    fn inside(&self, part: &Part) -> usize {
        let Part::Range(first, last) = *part else {
            return 0;
        };
        let (low, high) = (first.min(last), first.max(last));
        let farthest = self
            .numbers
            .highest()
            .max(low.saturating_add(LONGEST_RANGE));
        (high.min(farthest) - low).saturating_sub(1) as usize
    }

    /// Looks at a piece of running text: which notations stand where only citations stand,
    /// right after a clause and before a space or a closing mark?
    pub fn observe(&mut self, text: &str) {
        if self.numbers.is_empty() {
            return;
        }
        let mut skip_to = 0;
        while let Some(at) = guard::next_marker(text, skip_to) {
            skip_to = at + 1;
            let Some((before, rest)) = text.split_at_checked(at) else {
                continue;
            };
            let Some(found) = marker(rest) else { continue };
            skip_to = at + found.printed.len();
            let after = rest.get(found.printed.len()..).unwrap_or_default();
            if before.ends_with('\\') || !found.printed_numbers().all(|n| self.numbers.contains(n))
            {
                continue;
            }
            if found.notation == Notation::Bracket {
                self.brackets += 1;
            } else if last_visible(before).is_some_and(closes_clause)
                && first_visible(after).is_none_or(|c| is_space(c) || closes_clause(c))
                && let Some(count) =
                    slot(found.notation).and_then(|index| self.raised.get_mut(index))
            {
                *count += 1;
            }
        }
    }

    /// How many raised markers stand where only citations stand.
    pub(super) fn raised_total(&self) -> u32 {
        self.raised.iter().sum()
    }

    /// How many of them are written like this.
    pub(super) fn raised_like(&self, notation: Notation) -> u32 {
        slot(notation)
            .and_then(|index| self.raised.get(index))
            .copied()
            .unwrap_or(0)
    }

    /// How many brackets hold numbers of the list.
    pub(super) fn brackets(&self) -> u32 {
        self.brackets
    }
}

fn slot(notation: Notation) -> Option<usize> {
    match notation {
        Notation::Unicode => Some(0),
        Notation::Caret => Some(1),
        Notation::Forced => Some(2),
        Notation::SupTag => Some(3),
        Notation::Bracket | Notation::Footnote => None,
    }
}
