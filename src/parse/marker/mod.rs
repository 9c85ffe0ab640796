//! The citation-marker grammar: what print puts into a sentence to point at its references.
//!
//! Reading a marker takes three steps, each in a module of its own:
//!
//! 1. `scan` sees the *shape*: a list of numbers and ranges in one of the notations that
//!    publishers use (`¹¹`, `²·³`, `⁴⁰⁻⁴²`, `^{4,11}`, `^4^`, `<sup>4,11-13</sup>`,
//!    `[4, 11–13]`, `[^1]`).
//! 2. `guard` looks at the *surroundings*: the same shape is a mass number in `⁴¹Ca`, a power
//!    in `10⁶`, a unit in `kg/m²`, a charge in `Ca²⁺`.
//! 3. [`Evidence`] about the whole article decides what is still open: is there such a
//!    reference, and how do the article's other markers look?
//!
//! An author has the last word: a backslash before a marker keeps it text, `^{…}` forces it.

mod evidence;
mod guard;
mod isotope;
mod scan;
mod units;

pub use evidence::{Evidence, NumberSet};
pub use guard::{Reading, Verdict, judge};
pub(crate) use guard::{leading_exponent, may_begin_marker as may_begin};
pub use scan::{Marker, Notation, Part, exponent, marker};

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::ReferenceId;

/// How many references one range may stand for before it is taken for a misprint.
const LONGEST_RANGE: u32 = 200;

/// The references that a marker stands for, in printed order, each once, ranges expanded.
///
/// Reversed, absurd and overlapping ranges are read as far as they make sense, and reported.
///
/// ```
/// use scholion::parse::marker::{Evidence, expand, marker};
/// use scholion::diagnostic::Span;
/// let found = marker("⁴⁰⁻⁴² and more").unwrap();
/// let evidence = Evidence::numbered(47);
/// let (ids, diagnostics) = expand(&found, &evidence, Span::default());
/// assert_eq!(ids.iter().map(|id| id.as_str()).collect::<Vec<_>>(), ["40", "41", "42"]);
/// assert!(diagnostics.is_empty());
/// ```
pub fn expand(
    marker: &Marker,
    evidence: &Evidence,
    span: Span,
) -> (Vec<ReferenceId>, Vec<Diagnostic>) {
    let mut numbers = Vec::new();
    let mut seen = NumberSet::default();
    let mut diagnostics = Vec::new();
    let mut repeated = None;
    let mut add = |number: u32| {
        if seen.insert(number) {
            numbers.push(number);
        } else {
            repeated.get_or_insert(number);
        }
    };
    for part in &marker.parts {
        match *part {
            Part::One(number) => add(number),
            Part::Range(first, last) => {
                let (low, high) = (first.min(last), first.max(last));
                if first > last {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::ReversedRange,
                            span,
                            format!("the range {first}–{last} runs backwards and is read as {low}–{high}"),
                        )
                        .with_hint("put the lower number first, or write a comma if two references are meant"),
                    );
                }
                let bound = evidence.numbers.highest().max(low);
                if high - low > LONGEST_RANGE && high > bound {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::AbsurdRange,
                            span,
                            format!("the range {low}–{high} goes far beyond the list, which ends at {}; it is read up to there", evidence.numbers.highest()),
                        )
                        .with_hint("mend the numbers, or put a backslash before the marker to keep it text"),
                    );
                    (low..=bound).for_each(&mut add);
                    add(high);
                } else {
                    (low..=high).for_each(&mut add);
                }
            }
        }
    }
    if let Some(number) = repeated {
        diagnostics.push(
            Diagnostic::new(
                Code::OverlappingRange,
                span,
                format!("`{}` names reference {number} twice", marker.printed),
            )
            .with_hint("each reference needs to stand only once in a marker"),
        );
    }
    (
        numbers.into_iter().map(ReferenceId::from).collect(),
        diagnostics,
    )
}

/// What is said of a marker that would be one too many.
fn over_limit(printed: &str, span: Span) -> Diagnostic {
    let message = format!(
        "the ranges of the article stand for more references than are read; `{printed}` stays text"
    );
    Diagnostic::new(Code::OverLimit, span, message)
        .with_hint("divide the article, or raise the limit `ranges`")
}

/// The length of a signed exponent at the beginning of a text. Where a unit's exponent and a
/// citation have run together, as in `kWh⁻¹⁴⁶`, only its first digit is the exponent: nobody
/// divides by a unit 146 times.
pub(crate) fn exponent_before_citation(
    rest: &str,
    before: &str,
    evidence: Option<&Evidence>,
) -> Option<usize> {
    let length = exponent(rest)?;
    let on_unit = before
        .chars()
        .next_back()
        .is_some_and(|c| c.is_alphabetic() || c == ')');
    let sign_and_digit = rest.char_indices().skip(1).nth(1).map(|(at, _)| at);
    let split = sign_and_digit.filter(|at| {
        let small = rest
            .get(..*at)
            .is_some_and(|head| head.ends_with(['¹', '²', '³']));
        let cited = rest.get(*at..).and_then(marker).is_some_and(|found| {
            evidence.is_some_and(|evidence| {
                found
                    .printed_numbers()
                    .all(|n| evidence.numbers.contains(n))
            })
        });
        on_unit && small && cited
    });
    Some(split.unwrap_or(length))
}

#[cfg(test)]
mod tests;
