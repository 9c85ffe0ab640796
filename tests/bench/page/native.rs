//! Importing natively, against the bare library on the same text.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use roxmltree::{Document, ParsingOptions};
use scholion::parse::{self, Format};

use crate::results::Import;
use crate::statistics::Summary;

/// How long a text is read again and again, by either.
const TIME: Duration = Duration::from_secs(2);

/// Reads Markdown, and JATS of the corpus; of our own where that is not there. The last is told.
pub(crate) fn measure(root: &Path, markdown: &str) -> Result<Vec<Import>, String> {
    let corpus = root.join("../shared/corpus/jats");
    let (name, folder) = if corpus.is_dir() {
        ("JATS, articles of PLOS, eLife and bioRxiv", corpus)
    } else {
        println!("SKIPPED: JATS of ../shared/corpus, which is not there; read is tests/cases");
        ("JATS, the cases of the tests", root.join("tests/cases"))
    };
    let xml = texts(&folder, "xml")?;
    // What the library does not read is no text to compare by.
    let xml: Vec<String> = xml.into_iter().filter(|text| tree(text).is_ok()).collect();
    Ok(vec![
        compare(
            "Markdown, the tenfold article",
            "pulldown-cmark, to HTML",
            &[markdown.to_owned()],
            |text| drop(black_box(parse::text(text, Format::Markdown))),
            |text| drop(black_box(crate::limit::html(text))),
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
    library: &'static str,
    texts: &[String],
    ours: impl Fn(&str),
    theirs: impl Fn(&str),
) -> Result<Import, String> {
    let bytes: usize = texts.iter().map(String::len).sum();
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    let begun = Instant::now();
    let once = |read: &dyn Fn(&str)| {
        let begun = Instant::now();
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
    Ok(Import {
        name: name.to_owned(),
        library,
        ours,
        theirs,
    })
}
