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
mod valgrind;

use std::hint::black_box;
use std::process::ExitCode;

use scholion::render;
use sources::{Kind, read, source};
use valgrind::{instructions, less};

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
            let [made, read, rendered] = ["make", "read", "render"]
                .map(|step| instructions(&[step, name(kind), &times.to_string()]));
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
