//! How fast articles are read and rendered, in MB/s of their sources, and the bare library on the
//! same texts. `make bench-import` runs it; words behind the program's name choose the sources whose
//! names have one of them. `--json` measures what `bench/page/` puts beside the rest, and prints
//! that as JSON.
//!
//! Everything is done in turns, by the thread's own time; the figures of one run can be compared
//! with one another, and with no other run's. The ratio is of reading to the library.

#[path = "page/articles.rs"]
mod articles;
mod sources;
#[path = "page/statistics.rs"]
#[allow(dead_code, reason = "only the medians are wanted here")]
mod statistics;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use cpu_time::ThreadTime;
use pulldown_cmark::{Options, Parser, html};
use roxmltree::{Document, ParsingOptions};
use scholion::parse::Parsed;
use scholion::render;
use serde_json::{Value, json};
use sources::{Kind, read, source};
use statistics::Summary;

/// How long a source is worked on, at least.
const TIME: Duration = Duration::from_millis(800);

/// How often, at least.
const TURNS: usize = 5;

/// How many times over articles are.
const SIZES: [usize; 3] = [1, 10, 100];

/// Sources of ours, and, where the material beside the package is there, real ones: files, or
/// all files of a folder that have the ending of their format.
const FILES: [(Kind, &str); 11] = [
    (Kind::Print, "www/articles/vitamin-k2.txt"),
    (Kind::Notes, "tests/cases/scholarly.md"),
    (Kind::Jats, "tests/cases/jats.xml"),
    (Kind::Json, "www/articles/elements.json"),
    (Kind::Print, "../shared/seed/000_40da847189e70bed.txt"),
    (Kind::Jats, "../shared/corpus/jats/plos-pone.0000217.xml"),
    (Kind::Jats, "../shared/corpus/jats/plos-pcbi.1004082.xml"),
    (Kind::Jats, "../shared/corpus/jats/elife-56337.xml"),
    (Kind::Notes, "../shared/corpus/joss"),
    (Kind::Notes, "../shared/corpus/markdown"),
    (Kind::Bibtex, "../shared/corpus/bib"),
];

/// Articles in JATS of several publishers, and what stands for them where they are not there.
const JATS: [(&str, &str); 2] = [
    (
        "JATS, articles of PLOS, eLife and bioRxiv",
        "../shared/corpus/jats",
    ),
    ("JATS, the cases of the tests", "tests/cases"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.as_slice() {
        [only] if only == "--json" => compare(),
        wanted => {
            show(wanted);
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// What is read, in MB/s of it.
struct Speeds {
    read: f64,
    render: f64,
    both: f64,
    library: f64,
}

/// Prints a table of all sources, or of those that are wanted.
fn show(wanted: &[String]) {
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word));
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "MB/s", "KB", "read", "render", "both", "library", "ratio"
    );
    for times in SIZES {
        let name = format!("demo ×{times}");
        if chosen(&name) {
            match demo(times) {
                Ok(text) => line(&name, Kind::Notes, &[text]),
                Err(problem) => println!("{name}: {problem}"),
            }
        }
    }
    for (kind, name) in Kind::ALL {
        for times in SIZES {
            let name = format!("{name} ×{times}");
            if chosen(&name) {
                line(&name, kind, &[source(kind, times)]);
            }
        }
    }
    for (kind, path) in FILES.into_iter().chain([(Kind::Jats, JATS[0].1)]) {
        if chosen(path) {
            match texts(kind, path) {
                texts if texts.is_empty() => println!("SKIPPED: {path} is not there"),
                texts => line(path.rsplit('/').next().unwrap_or(path), kind, &texts),
            }
        }
    }
}

fn line(name: &str, kind: Kind, texts: &[String]) {
    let speeds = measure(kind, texts);
    print!(
        "{name:<28} {:>8.0} {:>8.1} {:>8.1} {:>8.1}",
        megabytes(texts) * 1e3,
        speeds.read,
        speeds.render,
        speeds.both
    );
    if library(kind).is_some() {
        let ratio = speeds.read / speeds.library;
        println!(" {:>8.1} {ratio:>6.2}", speeds.library);
    } else {
        println!();
    }
}

/// Prints as JSON how fast Markdown and JATS are read beside their libraries.
fn compare() -> Result<(), String> {
    let mut found = Vec::new();
    for times in SIZES {
        let name = format!("Markdown, the demo ×{times}");
        found.push(comparison(&name, Kind::Notes, &[demo(times)?])?);
    }
    for (name, path) in JATS {
        let texts = texts(Kind::Jats, path);
        if !texts.is_empty() {
            found.push(comparison(name, Kind::Jats, &texts)?);
            break;
        }
        eprintln!("SKIPPED: {path}, which is not there");
    }
    println!("{}", Value::Array(found));
    Ok(())
}

fn comparison(name: &str, kind: Kind, texts: &[String]) -> Result<Value, String> {
    let library = library(kind).filter(|_| !texts.is_empty());
    let library = library.ok_or_else(|| format!("{name}: there is nothing to compare"))?;
    let speeds = measure(kind, texts);
    Ok(json!({ "name": name, "library": library, "ours": speeds.read, "theirs": speeds.library }))
}

/// What is done with a text in its turn; beside it is what it was read as.
type Turn<'t> = &'t dyn Fn(&str, &Parsed);

/// Reads and renders texts, and lets the library do what it does, in turns.
fn measure(kind: Kind, texts: &[String]) -> Speeds {
    let parsed: Vec<Parsed> = texts.iter().map(|text| read(kind, text)).collect();
    let mut times: [Vec<f64>; 4] = Default::default();
    let begun = ThreadTime::now();
    while begun.elapsed() < TIME || times[0].len() < TURNS {
        let turns: [Turn<'_>; 4] = [
            &|text, _| drop(black_box(read(kind, text))),
            &|_, parsed| drop(black_box(written(parsed))),
            &|text, _| drop(black_box(written(&read(kind, text)))),
            &|text, _| bare(kind, text),
        ];
        for (turn, times) in turns.into_iter().zip(&mut times) {
            // Of this thread alone: whatever else the machine does hits the longer one harder.
            let begun = ThreadTime::now();
            for (text, parsed) in texts.iter().zip(&parsed) {
                turn(text, parsed);
            }
            times.push(begun.elapsed().as_secs_f64());
        }
    }
    let [read, render, both, library] = times.map(|times| {
        let median = Summary::of(&times).map_or(f64::INFINITY, |times| times.median);
        megabytes(texts) / median
    });
    Speeds {
        read,
        render,
        both,
        library,
    }
}

fn written(parsed: &Parsed) -> String {
    render::html(&parsed.article, &render::Options::default())
}

/// The demo article as Markdown, so many times over.
fn demo(times: usize) -> Result<String, String> {
    let print = include_str!("../../www/articles/vitamin-k2.txt");
    Ok(articles::forms(print, times)?.markdown)
}

/// The texts of a file, or of the files of a folder.
fn texts(kind: Kind, path: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let ending = match kind {
        Kind::Bibtex => "bib",
        Kind::Jats => "xml",
        _ => "md",
    };
    let mut found = Vec::new();
    // Articles in JATS have others beside them that were broken on purpose.
    files(&path, ending, kind != Kind::Jats, &mut found);
    let texts = found
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok());
    // What the library does not read is no text to compare by.
    texts
        .filter(|text| kind != Kind::Jats || tree(text).is_ok())
        .collect()
}

/// The path, or all files of this ending in it, those of its folders too if it is to be `deep`.
fn files(path: &Path, ending: &str, deep: bool, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(path) else {
        found.push(path.to_owned());
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let fits = path.extension().is_some_and(|own| own == ending);
        if fits || deep && path.is_dir() {
            files(&path, ending, deep, found);
        }
    }
}

#[allow(
    clippy::cast_precision_loss,
    reason = "megabytes, of which three digits are shown"
)]
fn megabytes(texts: &[String]) -> f64 {
    texts.iter().map(String::len).sum::<usize>() as f64 / 1e6
}

/// The library that a format is compared with, and what it does.
fn library(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Notes | Kind::Keys => Some("pulldown-cmark, to HTML"),
        Kind::Jats => Some("roxmltree, to a tree"),
        _ => None,
    }
}

fn bare(kind: Kind, text: &str) {
    match kind {
        Kind::Notes | Kind::Keys => {
            let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
            let mut written = String::new();
            html::push_html(&mut written, Parser::new_ext(text, options));
            black_box(written);
        }
        Kind::Jats => {
            black_box(tree(text).is_ok());
        }
        _ => {}
    }
}

fn tree(xml: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options)
}
