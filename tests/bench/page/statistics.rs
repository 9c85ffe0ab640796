//! What is told of a series of times.

use serde::Serialize;

/// A series in a few numbers.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Summary {
    pub(crate) median: f64,
    /// The first quartile: a quarter of the values is smaller.
    pub(crate) lower: f64,
    /// The third.
    pub(crate) upper: f64,
    /// The greatest value.
    pub(crate) greatest: f64,
    /// How many values there are.
    pub(crate) count: usize,
}

impl Summary {
    /// Of values in any order; none of no values, and none where one is no number.
    pub(crate) fn of(values: &[f64]) -> Option<Self> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        if sorted.iter().any(|value| !value.is_finite()) {
            return None;
        }
        Some(Self {
            median: quantile(&sorted, 2)?,
            lower: quantile(&sorted, 1)?,
            upper: quantile(&sorted, 3)?,
            greatest: *sorted.last()?,
            count: sorted.len(),
        })
    }
}

/// A quartile of sorted values: between two of them in proportion, as R and NumPy have it.
fn quantile(sorted: &[f64], quarters: usize) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let (at, rest) = (last * quarters / 4, last * quarters % 4);
    let low = sorted.get(at)?;
    let high = sorted.get(at + 1).unwrap_or(low);
    let share = [0.0, 0.25, 0.5, 0.75].get(rest)?;
    Some(low + (high - low) * share)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quartiles_lie_between_values() {
        let summary = Summary::of(&[4.0, 1.0, 3.0, 2.0]).unwrap();
        assert_eq!(
            (summary.lower, summary.median, summary.upper),
            (1.75, 2.5, 3.25)
        );
        assert_eq!((summary.greatest, summary.count), (4.0, 4));
        let one = Summary::of(&[7.0]).unwrap();
        assert_eq!((one.lower, one.median, one.upper), (7.0, 7.0, 7.0));
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        assert_eq!(Summary::of(&[]), None);
        assert_eq!(Summary::of(&[1.0, f64::NAN]), None);
    }
}
