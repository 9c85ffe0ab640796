//! All that a run has measured.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::statistics::Summary;

/// The steps that are timed, in their order, and what they come to.
pub(crate) const STEPS: [&str; 6] = ["convert", "insert", "attach", "layout", "total", "frame"];

/// The machine, the browser, the day.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Machine {
    /// The day, as `2026-11-27`, in UTC.
    pub(crate) date: String,
    /// The processor's model, as the system calls it.
    pub(crate) processor: String,
    /// How many processors the system has for us.
    pub(crate) cores: usize,
    /// The system.
    pub(crate) system: String,
    /// The browser with its version.
    pub(crate) browser: String,
}

/// An article as it was measured.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Article {
    /// Its name.
    pub(crate) name: String,
    /// How many times over it is.
    pub(crate) size: usize,
    /// Bytes of its Markdown.
    pub(crate) bytes: usize,
    /// How many markers it has.
    pub(crate) markers: usize,
    /// How many footnotes its Markdown refers to.
    pub(crate) marks: usize,
    /// How many references it has.
    pub(crate) references: usize,
}

/// The times of a contender with an article of one size.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Timing {
    /// The article's name.
    pub(crate) article: String,
    /// How many times over it is.
    pub(crate) size: usize,
    /// [`Contender::title`].
    pub(crate) contender: &'static str,
    /// Milliseconds by step. A contender that does all steps at once may not part them.
    pub(crate) steps: BTreeMap<String, Summary>,
    /// How many footnotes or sources are marked in the page.
    pub(crate) marks: usize,
    /// How many listeners the page has for the article.
    pub(crate) listeners: i64,
}

impl Timing {
    /// The median of a step, in ms.
    pub(crate) fn median(&self, step: &str) -> Option<f64> {
        Some(self.steps.get(step)?.median)
    }
}

/// The cold start of a contender, in ms.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Cold {
    /// [`Contender::title`].
    pub(crate) contender: &'static str,
    /// From its bytes in hand to the article laid out.
    pub(crate) time: Summary,
}

/// Interaction to Next Paint: the longest event of each press, in ms, rounded by the browser to 8.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Responses {
    /// Opening and closing one section.
    pub(crate) toggle: Summary,
    /// Opening and closing all.
    pub(crate) expand: Summary,
    /// Every key of a word in the filter of the list.
    pub(crate) filter: Summary,
}

/// How a long article is scrolled.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Scroll {
    /// How often the wheel was turned until the end was reached.
    pub(crate) turns: usize,
    /// How far down that is, in CSS pixels.
    pub(crate) height: f64,
    /// The longest task, in ms; none where none took 50 ms, the least that browsers tell.
    pub(crate) longest_task: Option<f64>,
    /// How many tasks took as long.
    pub(crate) long_tasks: usize,
}

/// What a reader does.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reader {
    /// Pointer to card at ×100, less the intent, in ms.
    pub(crate) card: Summary,
    /// The same for a bare popover.
    pub(crate) bare: Summary,
    /// Presses and keys at ×10.
    pub(crate) responses: Responses,
    /// The wheel through ×100.
    pub(crate) scroll: Scroll,
    /// How far a fragment of ×100 comes to rest from its place, in CSS pixels.
    pub(crate) fragment: f64,
}

/// How many articles come and go between two looks.
pub(crate) const STEP: usize = 50;

/// What there is after so many articles, with all garbage collected.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub(crate) struct Look {
    /// How many articles have come and gone.
    pub(crate) mounts: usize,
    /// Bytes of JavaScript's objects.
    pub(crate) heap: f64,
    /// Bytes of the core's memory, which never shrinks.
    pub(crate) wasm: f64,
    /// Nodes of documents.
    pub(crate) nodes: f64,
    /// Listeners.
    pub(crate) listeners: f64,
}

/// What somebody ships.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Shipped {
    /// What it is.
    pub(crate) name: String,
    /// Bytes of all its files.
    pub(crate) plain: u64,
    /// The same, each file compressed by brotli, quality 11.
    pub(crate) brotli: u64,
}

/// An import of ours beside a library that only reads.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Import {
    /// The format, and what it was read from.
    pub(crate) name: String,
    /// The library and what it does.
    pub(crate) library: String,
    /// What we read, in MB/s.
    pub(crate) ours: f64,
    /// What the library reads.
    pub(crate) theirs: f64,
}

/// All that a run has measured. What it was told to leave out is none.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Results {
    pub(crate) machine: Machine,
    /// How many times over articles were.
    pub(crate) sizes: Vec<usize>,
    pub(crate) articles: Vec<Article>,
    pub(crate) times: Vec<Timing>,
    pub(crate) cold: Option<Vec<Cold>>,
    pub(crate) reader: Option<Reader>,
    pub(crate) memory: Option<Vec<Look>>,
    pub(crate) shipped: Vec<Shipped>,
    pub(crate) imports: Vec<Import>,
}
