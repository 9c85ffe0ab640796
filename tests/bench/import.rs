//! How fast articles are read and rendered, in MB/s of their sources, and the bare library on the
//! same text. `make bench-import` runs it; words behind the program's name choose the sources whose
//! names have one of them.
//!
//! Everything is done in turns, by the thread's own time; the figures of one run can be compared
//! with one another, and with no other run's.

mod sources;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use cpu_time::ThreadTime;
use pulldown_cmark::{Options, Parser, html};
use roxmltree::{Document, ParsingOptions};
use scholion::parse::Parsed;
use scholion::render;
use sources::{Kind, read, source};

/// How long a source is worked on, at least.
const TIME: Duration = Duration::from_millis(600);

/// How often, at least.
const TURNS: usize = 5;

/// Sources of ours, and, where the material beside the package is there, real ones: files, or
/// folders whose longest file is taken.
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

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let chosen = |name: &str| wanted.is_empty() || wanted.iter().any(|word| name.contains(word));
    println!(
        "{:<28} {:>8} {:>8} {:>8} {:>8} {:>8} {:>6}",
        "MB/s", "KB", "read", "render", "both", "library", "ratio"
    );
    for (kind, name) in Kind::ALL {
        for times in [1, 10, 100] {
            let name = format!("{name} ×{times}");
            if chosen(&name) {
                time(&name, kind, &source(kind, times));
            }
        }
    }
    for (kind, path) in FILES.into_iter().filter(|(_, path)| chosen(path)) {
        let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
        match file(&whole, kind).and_then(|file| std::fs::read_to_string(file).ok()) {
            Some(text) => time(path.rsplit('/').next().unwrap_or(path), kind, &text),
            None => println!("SKIPPED: {path} is not there"),
        }
    }
}

/// The file of a name; of a folder the longest of its format in it.
fn file(path: &Path, kind: Kind) -> Option<PathBuf> {
    if !path.is_dir() {
        return path.exists().then(|| path.to_owned());
    }
    let ending = if kind == Kind::Bibtex { "bib" } else { "md" };
    let mut found: Vec<(u64, PathBuf)> = Vec::new();
    let mut folders = vec![path.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == ending) {
                found.push((entry.metadata().map_or(0, |data| data.len()), path));
            }
        }
    }
    found.into_iter().max().map(|(_, path)| path)
}

/// Times a source and prints its line.
fn time(name: &str, kind: Kind, text: &str) {
    let parsed = read(kind, text);
    let mut times: [Vec<Duration>; 4] = Default::default();
    let begun = ThreadTime::now();
    while begun.elapsed() < TIME || times[0].len() < TURNS {
        let turns: [&dyn Fn(); 4] = [
            &|| drop(black_box(read(kind, text))),
            &|| drop(black_box(written(&parsed))),
            &|| drop(black_box(written(&read(kind, text)))),
            &|| bare(kind, text),
        ];
        for (turn, times) in turns.into_iter().zip(&mut times) {
            let begun = ThreadTime::now();
            turn();
            times.push(begun.elapsed());
        }
    }
    let [read, render, both, library] = times.map(|mut times| {
        times.sort_unstable();
        let median = times.get(times.len() / 2).copied().unwrap_or_default();
        megabytes(text) / median.as_secs_f64()
    });
    print!(
        "{name:<28} {:>8.0} {read:>8.1} {render:>8.1} {both:>8.1}",
        megabytes(text) * 1e3
    );
    if has_library(kind) {
        println!(" {library:>8.1} {:>6.2}", both / library);
    } else {
        println!();
    }
}

fn written(parsed: &Parsed) -> String {
    render::html(&parsed.article, &render::Options::default())
}

#[allow(
    clippy::cast_precision_loss,
    reason = "megabytes, of which three digits are shown"
)]
fn megabytes(text: &str) -> f64 {
    text.len() as f64 / 1e6
}

fn has_library(kind: Kind) -> bool {
    matches!(kind, Kind::Notes | Kind::Keys | Kind::Jats)
}

/// What the bare library does: Markdown to HTML, XML to a tree.
fn bare(kind: Kind, text: &str) {
    match kind {
        Kind::Notes | Kind::Keys => {
            let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
            let mut written = String::new();
            html::push_html(&mut written, Parser::new_ext(text, options));
            black_box(written);
        }
        Kind::Jats => {
            let options = ParsingOptions {
                allow_dtd: true,
                ..ParsingOptions::default()
            };
            black_box(Document::parse_with_options(text, options).is_ok());
        }
        _ => {}
    }
}
