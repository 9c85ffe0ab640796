//! Source text to a page that is laid out: all contenders, round by round.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::json;

use crate::contender::{ALL, Contender};
use crate::results::{STEPS, Timing};
use crate::session::Session;
use crate::statistics::Summary;

/// How often an article of one size is shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    /// How many times over the article is.
    pub(crate) size: usize,
    /// Rounds that do not count.
    pub(crate) warm_up: usize,
    /// Rounds that count.
    pub(crate) rounds: usize,
    /// The same two for those who take seconds: they come in for the last rounds.
    pub(crate) slow_warm_up: usize,
    pub(crate) slow_rounds: usize,
}

impl Plan {
    /// The first round in which those take part who take seconds, and the first of theirs that
    /// counts.
    fn slow(self) -> (usize, usize) {
        let counts = self.warm_up + self.rounds.saturating_sub(self.slow_rounds);
        (counts.saturating_sub(self.slow_warm_up), counts)
    }
}

/// What one showing gives (`pages/frame.js`).
#[derive(Debug, Deserialize)]
struct Sample {
    marks: usize,
    listeners: i64,
    #[serde(flatten)]
    times: BTreeMap<String, Option<f64>>,
}

/// Measures all contenders with an article of one size, in a browser whose page is `bench.html`.
/// They take turns, each round beginning with another, so that whatever else the machine does hits
/// all of them alike.
pub(crate) async fn measure(
    session: &Session,
    article: &str,
    plan: Plan,
) -> Result<Vec<Timing>, String> {
    let name = format!("{article}-{}", plan.size);
    session
        .run::<()>("await setArticle(given[0]);", &[json!(name)])
        .await?;
    let mut samples: Vec<Vec<Sample>> = ALL.iter().map(|_| Vec::new()).collect();
    for round in 0..plan.warm_up + plan.rounds {
        for turn in 0..ALL.len() {
            let place = (turn + round) % ALL.len();
            let contender = ALL[place];
            let (begins, counts) = if contender.slow {
                plan.slow()
            } else {
                (0, plan.warm_up)
            };
            if round < begins {
                continue;
            }
            let sample = take(session, contender).await?;
            if round >= counts {
                samples[place].push(sample);
            }
        }
    }
    let done = ALL.iter().zip(&samples);
    done.map(|(contender, samples)| timing(*contender, samples, article, plan.size))
        .collect()
}

async fn take(session: &Session, contender: Contender) -> Result<Sample, String> {
    let given = [json!(contender.frame), json!(contender.form)];
    session.run("return take(...given);", &given).await
}

fn timing(
    contender: Contender,
    samples: &[Sample],
    article: &str,
    size: usize,
) -> Result<Timing, String> {
    let what = || format!("{}, {article} ×{size}", contender.title);
    let last = samples
        .last()
        .ok_or_else(|| format!("{}: no round", what()))?;
    if last.marks == 0 || samples.iter().any(|sample| sample.marks != last.marks) {
        let marks: Vec<usize> = samples.iter().map(|sample| sample.marks).collect();
        return Err(format!("{}: marks in the page: {marks:?}", what()));
    }
    let mut steps = BTreeMap::new();
    for step in STEPS {
        let values = samples.iter().map(|sample| *sample.times.get(step)?);
        let values: Option<Vec<f64>> = values.collect();
        if let Some(summary) = values.and_then(|values| Summary::of(&values)) {
            steps.insert(step.to_owned(), summary);
        }
    }
    if !steps.contains_key("total") {
        return Err(format!("{}: no total", what()));
    }
    Ok(Timing {
        article: article.to_owned(),
        size,
        contender: contender.title,
        steps,
        marks: last.marks,
        listeners: last.listeners,
    })
}
