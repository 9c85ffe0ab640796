//! Sources that are made to take long (`inputs.rs`), read, checked and rendered.
//!
//! `pathological` counts the instructions of each at three lengths, and fails where they grow
//! faster than the source; then it takes each as long as it may be ([`Limits`]), and fails where that takes more
//! processor time or memory than it may. `pathological NAME` takes those whose names hold that.
//! `make pathological` runs it.
//!
//! `pathological STEP PLACE BYTES` is what is counted and measured: it makes a source (`make`) or
//! works on it as well (`work`).
#![forbid(unsafe_code)]

mod inputs;
mod valgrind;

use std::hint::black_box;
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use cpu_time::ProcessTime;
use scholion::parse::{Format, Limits};
use scholion::{check, render};

use inputs::{INPUTS, Input, Reader};
use valgrind::{instructions, less};

/// The lengths at which instructions are counted, each four times the one before.
const LENGTHS: [usize; 3] = [16_000, 64_000, 256_000];

/// How many times more four times the length may take.
const MOST_GROWTH: f64 = 5.0;

/// What that may take, in processor time and in bytes.
const MOST_TIME: Duration = Duration::from_secs(2);
const MOST_MEMORY: u64 = 512_000_000;

/// What became of an input.
#[derive(Debug, Default)]
struct Outcome {
    counts: Vec<u64>,
    time: Duration,
    memory: u64,
    problems: Vec<String>,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [step, place, bytes] => work(step, place, bytes),
        [] => all(""),
        [filter] => all(filter),
        _ => Err("to be called with nothing, NAME, or STEP PLACE BYTES".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("pathological: {why}");
            ExitCode::FAILURE
        }
    }
}

/// What is counted and measured. Says what it took: nanoseconds of the processor, bytes of memory.
fn work(step: &str, place: &str, bytes: &str) -> Result<(), String> {
    let wrong = |error: std::num::ParseIntError| error.to_string();
    let place: usize = place.parse().map_err(wrong)?;
    let input = INPUTS.get(place).ok_or("there is no such input")?;
    let bytes = bytes.parse().map_err(wrong)?;
    let source = black_box(input.source(bytes));
    if source.len() > bytes {
        return Err(format!("it has {} bytes, not {bytes}", source.len()));
    }
    let begun = ProcessTime::now();
    if step == "work" {
        let parsed = black_box(input.reader.read(&source));
        black_box(check::source(&parsed.article, &source));
        black_box(render::html(&parsed.article, &render::Options::default()));
    }
    println!("{} {}", begun.elapsed().as_nanos(), peak());
    Ok(())
}

/// The most memory that this process has had, in bytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let figures = line.and_then(|line| line.split_whitespace().next());
    figures
        .and_then(|figures| figures.parse().ok())
        .unwrap_or(0_u64)
        * 1024
}

/// All inputs whose names hold this, on all processors.
fn all(filter: &str) -> Result<(), String> {
    let names: Vec<(usize, String)> = INPUTS
        .iter()
        .map(Input::full_name)
        .enumerate()
        .filter(|(_, name)| name.contains(filter))
        .collect();
    if names.is_empty() {
        return Err(format!("no input is named {filter}"));
    }
    println!(
        "{:<62} {:>12} {:>9} {:>6} {:>7} {:>6}",
        "input", "at 16 kB", "64/16", "256/64", "ms", "MB"
    );
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut outcomes: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..workers)
            .map(|_| {
                scope.spawn(|| {
                    let mut done = Vec::new();
                    while let Some((place, _)) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let outcome = outcome(*place);
                        row(*place, &outcome);
                        done.push((*place, outcome));
                    }
                    done
                })
            })
            .collect();
        let done = workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_default());
        done.flatten().collect()
    });
    outcomes.sort_by_key(|(place, _)| *place);
    if outcomes.len() != names.len() {
        return Err("not all of them were tried".to_owned());
    }
    tell(&outcomes)
}

/// The row of an input, as soon as it is known.
fn row(place: usize, outcome: &Outcome) {
    let name = INPUTS.get(place).map(Input::full_name).unwrap_or_default();
    let growth: Vec<String> = growths(&outcome.counts)
        .map(|growth| format!("{growth:.2}"))
        .collect();
    println!(
        "{name:<62} {:>12} {:>9} {:>6} {:>7} {:>6}",
        outcome.counts.first().copied().unwrap_or(0),
        growth.first().map_or("", String::as_str),
        growth.get(1).map_or("", String::as_str),
        outcome.time.as_millis(),
        outcome.memory / 1_000_000,
    );
}

fn tell(outcomes: &[(usize, Outcome)]) -> Result<(), String> {
    let mut problems = Vec::new();
    for (place, outcome) in outcomes {
        let name = INPUTS.get(*place).map(Input::full_name).unwrap_or_default();
        let own = outcome.problems.iter();
        problems.extend(own.map(|problem| format!("{name}: {problem}")));
    }
    let failed = outcomes
        .iter()
        .filter(|(_, outcome)| !outcome.problems.is_empty())
        .count();
    let word = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "test result: {word}. {} passed; {failed} failed; 0 ignored; 0 measured",
        outcomes.len() - failed
    );
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("\n"))
    }
}

fn growths(counts: &[u64]) -> impl Iterator<Item = f64> {
    #[allow(clippy::cast_precision_loss, reason = "a ratio needs no more")]
    counts
        .iter()
        .zip(counts.iter().skip(1))
        .map(|(before, now)| *now as f64 / *before as f64)
}

/// Counts an input at three lengths, and measures it at its longest.
fn outcome(place: usize) -> Outcome {
    let mut outcome = Outcome::default();
    let bytes = INPUTS.get(place).map_or(0, most_bytes);
    let place = place.to_string();
    for length in LENGTHS {
        let length = length.to_string();
        let counted = instructions(&["make", &place, &length])
            .and_then(|made| less(instructions(&["work", &place, &length])?, made));
        match counted {
            Ok(count) => outcome.counts.push(count),
            Err(problem) => outcome.problems.push(problem),
        }
    }
    for growth in growths(&outcome.counts) {
        if growth > MOST_GROWTH {
            outcome.problems.push(format!(
                "four times the length takes {growth:.1} times as many instructions"
            ));
        }
    }
    match measured(&place, bytes) {
        Ok((time, memory)) => {
            if time > MOST_TIME {
                outcome
                    .problems
                    .push(format!("{bytes} bytes take {time:?}"));
            }
            if memory > MOST_MEMORY {
                outcome.problems.push(format!(
                    "{bytes} bytes take {} MB of memory",
                    memory / 1_000_000
                ));
            }
            (outcome.time, outcome.memory) = (time, memory);
        }
        Err(problem) => outcome.problems.push(problem),
    }
    outcome
}

/// How long an input may be, in bytes.
fn most_bytes(input: &Input) -> usize {
    let read = Limits::default().read;
    match input.reader {
        Reader::Article(Format::Json) => 4 * read,
        Reader::Article(_) => read,
        Reader::Bibliography(_) => Limits::default().works,
    }
}

/// Processor time and memory at so many bytes.
fn measured(place: &str, bytes: usize) -> Result<(Duration, u64), String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new(own)
        .args(["work", place, &bytes.to_string()])
        .output()
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let mut figures = said.split_whitespace().map(str::parse::<u64>);
    match (figures.next(), figures.next()) {
        (Some(Ok(time)), Some(Ok(memory))) if memory > 0 => {
            Ok((Duration::from_nanos(time), memory))
        }
        _ => Err(format!(
            "it failed ({}): {}",
            output.status,
            String::from_utf8_lossy(&output.stderr)
                .lines()
                .take(4)
                .collect::<Vec<_>>()
                .join(" ")
        )),
    }
}
