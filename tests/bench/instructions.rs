//! How many instructions it takes to read an article and to render it, counted by valgrind and not
//! timed, so that a busy machine changes nothing.
//!
//! `instructions` counts all formats, prints the counts and fails where an article of ten times the
//! length takes more than twelve times as many. `make instructions` runs it.
//!
//! `instructions STEP FORMAT TIMES` is what is counted: it makes a source and reads it (`read`),
//! reads and renders it (`render`), or leaves it at that (`make`), which is subtracted. In the
//! place of TIMES may be the name of a file, to count or to profile by hand.
#![forbid(unsafe_code)]

mod sources;

use std::hint::black_box;
use std::process::{Command, ExitCode};

use scholion::render;
use sources::{Kind, read, source};

/// How much longer the longest article may take than one of a tenth of its length.
const MOST: u64 = 12;

/// What is counted on every run of the checks.
const COUNTED: [Kind; 3] = [Kind::Notes, Kind::Print, Kind::Jats];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        [] => count_all(&COUNTED),
        ["all"] => count_all(&Kind::ALL.map(|(kind, _)| kind)),
        [step, format, which] => match kind(format) {
            Some(kind) => work(step, kind, which),
            None => Err(format!("there is no format {format}")),
        },
        _ => Err("to be called with nothing, `all`, or STEP FORMAT TIMES".to_owned()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("instructions: {why}");
            ExitCode::FAILURE
        }
    }
}

fn kind(name: &str) -> Option<Kind> {
    let found = Kind::ALL.iter().find(|(_, own)| *own == name);
    found.map(|(kind, _)| *kind)
}

fn name(kind: Kind) -> &'static str {
    let found = Kind::ALL.iter().find(|(own, _)| *own == kind);
    found.map_or("", |(_, name)| name)
}

/// What valgrind counts.
fn work(step: &str, kind: Kind, which: &str) -> Result<(), String> {
    let source = black_box(match which.parse() {
        Ok(times) => source(kind, times),
        Err(_) => std::fs::read_to_string(which).map_err(|error| format!("{which}: {error}"))?,
    });
    match step {
        "make" => {}
        "read" => {
            black_box(read(kind, &source));
        }
        "render" => {
            let parsed = black_box(read(kind, &source));
            let options = render::Options::default();
            black_box(render::html(&parsed.article, &options));
        }
        _ => return Err(format!("there is no step {step}")),
    }
    Ok(())
}

/// Counts formats at three lengths each.
fn count_all(kinds: &[Kind]) -> Result<(), String> {
    println!(
        "{:<10} {:>6} {:>9} {:>15} {:>15}",
        "format", "times", "KB", "read", "render"
    );
    let mut grown = Vec::new();
    for &kind in kinds {
        let mut before: Option<[u64; 2]> = None;
        for times in [1, 10, 100] {
            let [made, read, rendered] =
                ["make", "read", "render"].map(|step| count(step, kind, times));
            let (made, read, rendered) = (made?, read?, rendered?);
            let counts = [less(read, made)?, less(rendered, read)?];
            println!(
                "{:<10} {times:>6} {:>9} {:>15} {:>15}",
                name(kind),
                source(kind, times).len() / 1000,
                counts[0],
                counts[1]
            );
            if let Some(before) = before {
                for (what, (now, before)) in ["reading", "rendering"]
                    .iter()
                    .zip(counts.iter().zip(before))
                {
                    if *now > MOST * before {
                        grown.push(format!(
                            "{what} {} {times} times over takes {now} instructions, more than \
                             {MOST} times the {before} of a tenth of it",
                            name(kind)
                        ));
                    }
                }
            }
            before = Some(counts);
        }
    }
    if grown.is_empty() {
        Ok(())
    } else {
        Err(grown.join("\n"))
    }
}

fn less(whole: u64, part: u64) -> Result<u64, String> {
    let own = whole.checked_sub(part).filter(|own| *own > 0);
    own.ok_or_else(|| {
        format!("{whole} instructions with a step, {part} without it: nothing was counted")
    })
}

/// The instructions of a run of this program.
fn count(step: &str, kind: Kind, times: usize) -> Result<u64, String> {
    let own = std::env::current_exe().map_err(|error| error.to_string())?;
    let output = Command::new("valgrind")
        .args([
            "--tool=cachegrind",
            "--cache-sim=no",
            "--cachegrind-out-file=/dev/null",
        ])
        .arg(own)
        .args([step, name(kind), &times.to_string()])
        .output()
        .map_err(|error| format!("valgrind does not run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if !output.status.success() {
        return Err(format!("valgrind failed:\n{said}"));
    }
    refs(&said).ok_or_else(|| format!("valgrind counted nothing:\n{said}"))
}

/// The number in `==123== I   refs:      1,234,567`; newer releases write `I refs`.
fn refs(said: &str) -> Option<u64> {
    let line = said.lines().find(|line| {
        let words: Vec<&str> = line.split_whitespace().collect();
        matches!(words.as_slice(), [_, "I", "refs:", ..])
    })?;
    let figures: String = line.rsplit(' ').next()?.split(',').collect();
    figures.parse().ok().filter(|count| *count > 0)
}
