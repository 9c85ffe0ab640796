//! End-to-end tests: the built widget in real browsers, driven as a reader drives them.
//!
//! Each scenario (`scenarios/`) runs in each engine that `BROWSERS` names. The engines run side
//! by side; the scenarios of one engine run one after another and share a session, which is
//! started anew after a failure. What a failure looked like is kept in `tests/e2e/output/`.
//!
//! A scenario that fails is tried once more in a new browser, since a busy machine can starve one.
//! Those that pass only then are named at the end as unsteady; more than [`MOST_UNSTEADY`] of them
//! are a failure of the suite.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "../driver/command.rs"]
mod command;
#[path = "../driver/devtools.rs"]
mod devtools;
#[path = "../driver/engine.rs"]
mod engine;
mod faulty;
#[path = "../driver/firefox.rs"]
mod firefox;
mod page;
#[path = "../support/random.rs"]
mod random;
mod scenarios;
#[path = "../driver/server.rs"]
mod server;
mod standing;
mod turns;

use std::any::Any;
use std::cell::RefCell;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use libtest_mimic::{Arguments, Completion, Failed, Trial};
use tokio::sync::Mutex;

use engine::{Browser, Engine};
use page::Page;
use scenarios::Scenario;
use server::Sites;

/// No scenario takes as long, however busy the machine is; a long run is so much longer.
const LONGEST: Duration = Duration::from_mins(5);

fn longest() -> Duration {
    let soak = std::env::var("SOAK_SECONDS").ok();
    let seconds = soak.and_then(|seconds| seconds.parse().ok()).unwrap_or(0);
    LONGEST + Duration::from_secs(2 * seconds)
}

/// So many scenarios are named with their time.
const SLOWEST: usize = 12;

/// So many scenarios of all engines may need a second try.
const MOST_UNSTEADY: usize = 3;

/// What a scenario panics with where there is nothing that it could tell: the reason, which the
/// conclusion names and counts.
pub(crate) struct Skipped(pub(crate) String);

/// What all trials share.
struct Bench {
    runtime: tokio::runtime::Runtime,
    sites: Sites,
    /// The browser of each engine, once there is one. Whoever waits longest gets it next, so
    /// scenarios run in their order.
    browsers: HashMap<Engine, Mutex<Option<Browser>>>,
    /// What passed at the second try only, and how the first one failed.
    unsteady: std::sync::Mutex<Vec<String>>,
    /// How long each scenario took.
    times: std::sync::Mutex<Vec<(Duration, String)>>,
}

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let engines = match Engine::chosen() {
        Ok(engines) => engines,
        Err(message) => {
            eprintln!("{message}");
            return ExitCode::FAILURE;
        }
    };
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let bench = Arc::new(Bench {
        sites: Sites::start(),
        browsers: engines
            .iter()
            .map(|engine| (*engine, Mutex::default()))
            .collect(),
        runtime,
        unsteady: std::sync::Mutex::default(),
        times: std::sync::Mutex::default(),
    });
    remember_panics();

    let mut trials: Vec<Trial> = scenarios::all()
        .into_iter()
        .flat_map(|scenario| engines.iter().map(move |engine| (*engine, scenario)))
        .filter(|(engine, scenario)| scenario.runs_in(*engine))
        .map(|(engine, scenario)| {
            let bench = Arc::clone(&bench);
            let name = format!("{engine}::{}", scenario.name);
            Trial::ignorable_test(name, move || bench.run(engine, scenario))
        })
        .collect();
    trials.retain(|trial| !arguments.is_filtered_out(trial));
    if trials.is_empty() {
        eprintln!("no scenario has been chosen: nothing would be tested");
        return ExitCode::FAILURE;
    }
    // Most of these threads wait for their engine.
    arguments.test_threads = arguments.test_threads.or(Some(trials.len()));
    let conclusion = libtest_mimic::run(&arguments, trials);
    bench.close();
    bench.tell_slowest();
    let unsteady = bench.unsteady.lock().expect("no thread has panicked");
    for told in &*unsteady {
        println!("UNSTEADY, passed at the second try: {told}");
    }
    if unsteady.len() > MOST_UNSTEADY {
        println!(
            "{} scenarios were unsteady; {MOST_UNSTEADY} may be",
            unsteady.len()
        );
        return ExitCode::FAILURE;
    }
    conclusion.exit_code()
}

impl Bench {
    /// Runs a scenario in an engine, a second time where it fails.
    fn run(&self, engine: Engine, scenario: Scenario) -> Result<Completion, Failed> {
        let first = match self.try_once(engine, scenario) {
            Ok(completion) => return Ok(completion),
            Err(told) => told,
        };
        match self.try_once(engine, scenario) {
            Ok(completion) => {
                let mut unsteady = self.unsteady.lock().expect("no thread has panicked");
                unsteady.push(first);
                Ok(completion)
            }
            Err(again) => Err(again.into()),
        }
    }

    /// Runs a scenario in an engine; a failure is told and photographed.
    fn try_once(&self, engine: Engine, scenario: Scenario) -> Result<Completion, String> {
        if scenario.needs_seed() && !self.sites.has_seed {
            println!("SKIPPED: {} ({})", scenario.name, server::NO_SEED);
            return Ok(Completion::ignored_with(server::NO_SEED));
        }
        let mut slot = self.runtime.block_on(self.browsers[&engine].lock());
        let mut browser = match slot.take() {
            Some(browser) => browser,
            None => self
                .runtime
                .block_on(Browser::start(engine, &[]))
                .map_err(|problem| format!("{engine} could not be started: {problem}"))?,
        };
        let page = Page::new(browser.client.clone(), engine, &self.sites);
        let begun = Instant::now();
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            self.runtime.block_on(async {
                let steps = async {
                    page.reset().await;
                    (scenario.run)(&page).await;
                };
                let done = tokio::time::timeout(longest(), steps).await;
                assert!(done.is_ok(), "still running after {:?}", longest());
            });
        }));
        let name = format!("{engine}::{}", scenario.name);
        self.times
            .lock()
            .expect("no thread has panicked")
            .push((begun.elapsed(), name.clone()));
        let Err(panic) = outcome else {
            *slot = Some(browser);
            return Ok(Completion::Completed);
        };
        if let Some(Skipped(reason)) = panic.downcast_ref() {
            println!("SKIPPED: {} ({reason})", scenario.name);
            *slot = Some(browser);
            return Ok(Completion::ignored_with(reason));
        }
        let picture = output(&format!("{}.png", name.replace("::", "-")));
        let kept = self.runtime.block_on(page.photograph(&picture));
        self.runtime.block_on(browser.stop());
        Err(format!(
            "{engine}, {}: {}\n  {}",
            scenario.name,
            told(&*panic),
            match kept {
                Ok(()) => format!("screenshot: {}", picture.display()),
                Err(problem) => format!("no screenshot: {problem}"),
            }
        ))
    }

    /// Names what takes the time of the suite.
    /// Names those that took longest; what each took is in `tests/e2e/output/times.txt`.
    fn tell_slowest(&self) {
        let mut times = self.times.lock().expect("no thread has panicked");
        times.sort();
        let lines: Vec<String> = times
            .iter()
            .rev()
            .map(|(time, name)| format!("{:>5.1} s  {name}", time.as_secs_f64()))
            .collect();
        for line in lines.iter().take(SLOWEST) {
            println!("{line}");
        }
        std::fs::write(output("times.txt"), lines.join("\n") + "\n").expect("the times are kept");
    }

    /// Ends the browsers.
    fn close(&self) {
        for browser in self.browsers.values() {
            if let Some(mut browser) = self.runtime.block_on(browser.lock()).take() {
                self.runtime.block_on(browser.stop());
            }
        }
        self.sites.stop();
    }
}

/// A file in the folder of what tests leave behind.
fn output(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/e2e/output");
    std::fs::create_dir_all(&folder).expect("the folder of what tests leave behind");
    folder.join(name)
}

thread_local! {
    /// Where this thread panicked.
    static PLACE: RefCell<String> = RefCell::default();
}

/// A panic is told once, with the trial that it ended.
fn remember_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        PLACE.set(place.unwrap_or_default());
    }));
}

fn told(panic: &(dyn Any + Send)) -> String {
    let message = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic without a message");
    format!("{message}\n  at {}", PLACE.take())
}
