//! Whether a series of looks at memory is flat.

use crate::results::Look;

/// How much is there at the end for each unit that was there before; 1 is flat. Of the core's
/// memory, of nodes and of listeners before is the first look. On JavaScript's heap is also what
/// the engine compiles, better and better, until some hundred articles have gone: there the last
/// quarter of the looks is held against the one before it, by their means.
pub(crate) fn growth(looks: &[Look]) -> Option<[f64; 4]> {
    let quarter = (looks.len() / 4).max(1);
    let (before, last) = looks.split_at_checked(looks.len().checked_sub(quarter)?)?;
    let (_, third) = before.split_at_checked(before.len().checked_sub(quarter)?)?;
    let mean = |looks: &[Look]| looks.iter().map(|look| look.heap).sum::<f64>();
    let (begin, end) = (looks.first()?, last.last()?);
    // Nothing that stays nothing is flat, too.
    let share = |end: f64, begin: f64| {
        if end <= begin {
            end.max(1.0) / begin.max(1.0)
        } else {
            end / begin
        }
    };
    Some([
        share(mean(last), mean(third)),
        share(end.wasm, begin.wasm),
        share(end.nodes, begin.nodes),
        share(end.listeners, begin.listeners),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_flat_and_what_leaks_is_not() {
        let look = |mounts, heap, wasm| Look {
            mounts,
            heap,
            wasm,
            nodes: 10.0,
            listeners: 5.0,
        };
        let flat: Vec<Look> = (1..9).map(|at| look(at * 50, 100.0, 64.0)).collect();
        assert_eq!(growth(&flat), Some([1.0; 4]));
        let leaks: Vec<Look> = (1_u32..9)
            .map(|at| look(50, 100.0 + 3.0 * f64::from(at), 64.0 * f64::from(at)))
            .collect();
        let [heap, wasm, ..] = growth(&leaks).unwrap();
        assert!(heap > 1.05 && (wasm - 8.0).abs() < 1e-9);
        assert_eq!(growth(&[]), None);
        let none = Look {
            listeners: 0.0,
            ..look(50, 1.0, 1.0)
        };
        assert_eq!(growth(&[none, none]), Some([1.0; 4]));
    }
}
