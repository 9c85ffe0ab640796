//! Importing natively, against the bare library on the same text: `native MARKDOWN-FILE`. Prints a
//! JSON array; `bench/page/` puts it beside the rest.
//!
//! Each is read as often as fits into some seconds, in turns, on one thread.

#[path = "page/statistics.rs"]
#[allow(dead_code, reason = "only the medians are wanted here")]
mod statistics;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use cpu_time::ThreadTime;
use pulldown_cmark::{Options, Parser, html};
use roxmltree::{Document, ParsingOptions};
use scholion::parse::{self, Format};
use serde_json::{Value, json};

use statistics::Summary;

/// How long a text is read again and again, by either.
const TIME: Duration = Duration::from_secs(2);

fn main() -> ExitCode {
    let Some(markdown) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("name a file of Markdown");
        return ExitCode::FAILURE;
    };
    match measure(&markdown) {
        Ok(imports) => {
            println!("{}", Value::Array(imports));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

/// Reads Markdown, and JATS of the corpus; of our own where that is not there, which is told.
fn measure(markdown: &Path) -> Result<Vec<Value>, String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let markdown = std::fs::read_to_string(markdown)
        .map_err(|error| format!("{}: {error}", markdown.display()))?;
    let corpus = root.join("../shared/corpus/jats");
    let (name, folder) = if corpus.is_dir() {
        ("JATS, articles of PLOS, eLife and bioRxiv", corpus)
    } else {
        eprintln!("SKIPPED: JATS of ../shared/corpus, which is not there; read is tests/cases");
        ("JATS, the cases of the tests", root.join("tests/cases"))
    };
    let xml = texts(&folder, "xml")?;
    // What the library does not read is no text to compare by.
    let xml: Vec<String> = xml.into_iter().filter(|text| tree(text).is_ok()).collect();
    Ok(vec![
        compare(
            "Markdown, the tenfold article",
            "pulldown-cmark, to HTML",
            &[markdown],
            |text| drop(black_box(parse::text(text, Format::Markdown))),
            |text| drop(black_box(bare(text))),
        )?,
        compare(
            name,
            "roxmltree, to a tree",
            &xml,
            |text| drop(black_box(parse::text(text, Format::Jats))),
            |text| drop(black_box(tree(text))),
        )?,
    ])
}

/// Markdown as the library writes it.
fn bare(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    let mut written = String::new();
    html::push_html(&mut written, Parser::new_ext(markdown, options));
    written
}

fn tree(xml: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(xml, options)
}

fn texts(folder: &Path, ending: &str) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(folder);
    let entries = entries.map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut texts = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| error.to_string())?.path();
        if path.extension().is_some_and(|found| found == ending) {
            texts.extend(std::fs::read_to_string(path).ok());
        }
    }
    Ok(texts)
}

fn compare(
    name: &str,
    library: &str,
    texts: &[String],
    ours: impl Fn(&str),
    theirs: impl Fn(&str),
) -> Result<Value, String> {
    let bytes: usize = texts.iter().map(String::len).sum();
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    let once = |read: &dyn Fn(&str)| {
        // Of this thread alone: whatever else the machine does hits the longer one harder.
        let begun = ThreadTime::now();
        for text in texts {
            read(text);
        }
        begun.elapsed().as_secs_f64()
    };
    while begun.elapsed() < 2 * TIME || our_times.len() < 3 {
        our_times.push(once(&ours));
        their_times.push(once(&theirs));
    }
    #[allow(
        clippy::cast_precision_loss,
        reason = "megabytes, of which three digits are shown"
    )]
    let speed = |times: &[f64]| Some(bytes as f64 / 1e6 / Summary::of(times)?.median);
    let speeds = speed(&our_times).zip(speed(&their_times));
    let (ours, theirs) = speeds
        .filter(|_| bytes > 0)
        .ok_or_else(|| format!("{name}: there is nothing to read"))?;
    Ok(json!({ "name": name, "library": library, "ours": ours, "theirs": theirs }))
}
