//! What was measured against what is wanted.

use serde::Serialize;

use crate::contender::{
    Contender, FROM_JSON, FROM_PRINT, KINDER, LIMIT, MARKDOWN_IT, MARKED, SCHOLION,
};
use crate::growth::growth;
use crate::results::{Results, STEP, Timing};

/// Bytes of a KB, in which sizes are told.
const KB: f64 = 1_000.0;
/// What grows by no more percent is called flat: a collection is never quite the same.
const FLAT: f64 = 2.0;

/// What is wanted of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Wanted {
    /// The figure is not smaller.
    AtLeast(f64),
    /// It is not greater.
    AtMost(f64),
}

impl Wanted {
    /// Whether a figure is as wanted.
    pub(crate) fn holds(self, measured: f64) -> bool {
        match self {
            Self::AtLeast(least) => measured >= least,
            Self::AtMost(most) => measured <= most,
        }
    }
}

/// A goal, and how far it is reached.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Goal {
    /// The figure.
    pub(crate) name: String,
    /// What it is counted in; empty for a ratio.
    pub(crate) unit: &'static str,
    /// What is wanted.
    pub(crate) wanted: Wanted,
    /// What was measured; none where nothing of the kind is there.
    pub(crate) measured: Option<f64>,
}

impl Goal {
    /// Whether the goal is reached. What could not be measured is not.
    pub(crate) fn holds(&self) -> bool {
        self.measured
            .is_some_and(|measured| self.wanted.holds(measured))
    }
}

fn total(times: &[Timing], article: &str, size: usize, contender: Contender) -> Option<f64> {
    let found = times.iter().find(|timing| {
        timing.article == article && timing.size == size && timing.contender == contender.title
    });
    found?.median("total")
}

/// Every goal of which something was to be measured in this run.
pub(crate) fn goals(results: &Results) -> Vec<Goal> {
    let mut goals = Vec::new();
    for article in &results.articles {
        if results.sizes.first() == Some(&article.size) && !results.times.is_empty() {
            speed(results, &article.name, &mut goals);
        }
    }
    beside_speed(results, &mut goals);
    goals
}

fn speed(results: &Results, article: &str, goals: &mut Vec<Goal>) {
    let total = |size, contender| total(&results.times, article, size, contender);
    let ratio = |one: Option<f64>, other: Option<f64>| Some(one? / other?);
    let mut goal = |name: String, wanted, measured| {
        goals.push(Goal {
            name: format!("{article}: {name}"),
            unit: "",
            wanted,
            measured,
        });
    };
    for &size in &results.sizes {
        let wanted = match size {
            ..10 => 11.0,
            10..100 => 15.0,
            _ => 50.0,
        };
        let stacks = [MARKDOWN_IT, MARKED].map(|stack| total(size, stack));
        let faster = stacks.into_iter().flatten().reduce(f64::min);
        goal(
            format!("×{size}, the faster stack with littlefoot : Scholion"),
            Wanted::AtLeast(wanted),
            ratio(faster, total(size, SCHOLION)),
        );
    }
    for &size in &results.sizes {
        goal(
            format!("×{size}, marked with one delegated listener : Scholion"),
            Wanted::AtLeast(8.0),
            ratio(total(size, KINDER), total(size, SCHOLION)),
        );
    }
    for &size in &results.sizes {
        goal(
            format!("×{size}, Scholion : the limit"),
            Wanted::AtMost(1.5),
            ratio(total(size, SCHOLION), total(size, LIMIT)),
        );
    }
    if results.sizes.contains(&10) && results.sizes.contains(&100) {
        goal(
            "Scholion, ×100 : ×10".to_owned(),
            Wanted::AtMost(11.0),
            ratio(total(100, SCHOLION), total(10, SCHOLION)),
        );
    }
}

fn beside_speed(results: &Results, goals: &mut Vec<Goal>) {
    let mut goal = |name: &str, unit, wanted, measured| {
        goals.push(Goal {
            name: name.to_owned(),
            unit,
            wanted,
            measured,
        });
    };
    if let Some(cold) = &results.cold {
        let time = |contender: Contender| {
            let found = cold.iter().find(|cold| cold.contender == contender.title);
            Some(found?.time.median)
        };
        for ours in [FROM_JSON, SCHOLION] {
            for peer in [KINDER, MARKED] {
                let name = format!("cold start, {} : {}", ours.title, peer.title);
                let ratio = time(ours).zip(time(peer)).map(|(ours, peer)| ours / peer);
                goal(&name, "", Wanted::AtMost(1.0), ratio);
            }
        }
    }
    let spreads = [SCHOLION, FROM_PRINT, FROM_JSON]
        .into_iter()
        .filter_map(|contender| {
            let own = |timing: &&Timing| timing.contender == contender.title;
            let listeners = || {
                results
                    .times
                    .iter()
                    .filter(own)
                    .map(|timing| timing.listeners)
            };
            Some(listeners().max()? - listeners().min()?)
        });
    if results.sizes.len() > 1
        && let Some(spread) = spreads.max()
    {
        let name = "listeners: the most of any size less the fewest of any";
        #[allow(clippy::cast_precision_loss, reason = "a few listeners")]
        goal(name, "", Wanted::AtMost(0.0), Some(spread as f64));
    }
    if let Some(reader) = &results.reader {
        let name = "pointer on a marker to the card painted, less the intent, ×100";
        goal(
            name,
            "ms",
            Wanted::AtMost(1_000.0 / 60.0),
            Some(reader.card.median),
        );
        goal(
            "of that, beyond a popover that holds a word, in the same page",
            "ms",
            Wanted::AtMost(1_000.0 / 60.0),
            Some(reader.card.median - reader.bare.median),
        );
        let responses = &reader.responses;
        for (what, summary) in [
            ("opening or closing a section", responses.toggle),
            ("opening or closing all", responses.expand),
            ("a key in the filter of the list", responses.filter),
        ] {
            let name = format!("{what}, ×10: the slowest Interaction to Next Paint");
            goal(&name, "ms", Wanted::AtMost(50.0), Some(summary.greatest));
        }
        // Browsers tell of tasks from 50 ms on.
        let name = "the wheel through ×100: the longest task";
        let longest = reader.scroll.longest_task.unwrap_or(0.0);
        goal(name, "ms", Wanted::AtMost(50.0), Some(longest));
        let name = "a fragment’s section comes to rest beside its place by, ×100";
        goal(name, "px", Wanted::AtMost(1.0), Some(reader.fragment));
    }
    if let Some(looks) = &results.memory {
        let growth = growth(looks);
        let kinds = [
            "JavaScript’s heap",
            "the core’s memory",
            "nodes",
            "listeners",
        ];
        for (at, kind) in kinds.into_iter().enumerate() {
            let name = format!("{kind}: growth after the first {STEP} articles gone");
            let percent = growth.map(|growth| (growth[at] - 1.0) * 100.0);
            goal(&name, "%", Wanted::AtMost(FLAT), percent);
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "a few hundred thousand bytes")]
    let shipped = |name: &str| {
        let found = results.shipped.iter().find(|shipped| shipped.name == name);
        Some(found?.brotli as f64 / KB)
    };
    goal(
        "shipped, reader",
        "KB",
        Wanted::AtMost(52.0),
        shipped("Scholion, reader"),
    );
    goal(
        "shipped, full",
        "KB",
        Wanted::AtMost(200.0),
        shipped("Scholion, full"),
    );
    for import in &results.imports {
        let name = format!("native import, {} : {}", import.name, import.library);
        goal(
            &name,
            "",
            Wanted::AtLeast(0.5),
            Some(import.ours / import.theirs),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_not_measured_does_not_hold() {
        let goal = |wanted, measured| Goal {
            name: String::new(),
            unit: "",
            wanted,
            measured,
        };
        assert!(!goal(Wanted::AtMost(1.0), None).holds());
        assert!(goal(Wanted::AtMost(1.0), Some(1.0)).holds());
        assert!(!goal(Wanted::AtMost(1.0), Some(1.1)).holds());
        assert!(goal(Wanted::AtLeast(8.0), Some(8.0)).holds());
        assert!(!goal(Wanted::AtLeast(8.0), Some(7.9)).holds());
    }
}
