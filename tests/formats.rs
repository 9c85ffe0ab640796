//! Real files are what they are called: nothing is said of them, and nothing is taken for another.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::path::{Path, PathBuf};

use scholion::diagnostic::Code;
use scholion::parse::{self, BibliographyFormat, Format, Kind, Promise};

const ENDINGS: [&str; 6] = ["md", "txt", "xml", "bib", "ris", "json"];

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn ending(path: &Path) -> &str {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.unwrap_or_default()
}

fn by_name(path: &Path) -> Promise<'_> {
    Promise {
        name: path.to_str().unwrap(),
        ..Promise::default()
    }
}

/// Every file of a folder that has the name of an article or of a bibliography.
fn hold(folder: &Path) -> usize {
    let mut all = Vec::new();
    files(folder, &mut all);
    let mut count = 0;
    for path in all.iter().filter(|path| ENDINGS.contains(&ending(path))) {
        let bytes = std::fs::read(path).unwrap();
        let found = parse::identify(&bytes, &by_name(path));
        let found = found.unwrap_or_else(|error| panic!("{}: {error:?}", path.display()));
        assert_eq!(found.finding, None, "{}", path.display());
        let fits = match ending(path) {
            "md" => found.kind == Kind::Article(Format::Markdown),
            "txt" => found.kind == Kind::Article(Format::Print),
            "xml" => found.kind == Kind::Article(Format::Jats),
            "bib" => found.kind == Kind::Bibliography(BibliographyFormat::BibTeX),
            "ris" => found.kind == Kind::Bibliography(BibliographyFormat::Ris),
            // Articles and lists of works.
            _ => true,
        };
        assert!(fits, "{}: {:?}", path.display(), found.kind);
        count += 1;
    }
    count
}

#[test]
fn files_of_ours_are_what_they_are_called() {
    for (folder, least) in [
        ("tests/cases", 40),
        ("tests/bibliography", 3),
        ("www/articles", 3),
        ("tests/e2e/articles", 5),
        ("docs", 8),
    ] {
        let count = hold(&support::root().join(folder));
        assert!(count >= least, "{folder} has {count} files");
    }
}

#[test]
fn real_files_are_what_they_are_called() {
    for (folder, least) in [("corpus", 200), ("seed", 2)] {
        if let Some(folder) = support::shared(folder) {
            assert!(hold(&folder) >= least);
        }
    }
}

/// By any other name an article in JATS is still one, and a bibliography is.
#[test]
fn real_files_are_known_without_their_names() {
    for (folder, last, name, expected) in [
        ("corpus/jats", "xml", "a.md", Kind::Article(Format::Jats)),
        (
            "corpus/bib",
            "bib",
            "a.md",
            Kind::Bibliography(BibliographyFormat::BibTeX),
        ),
        (
            "corpus/bib",
            "ris",
            "a.txt",
            Kind::Bibliography(BibliographyFormat::Ris),
        ),
    ] {
        let Some(folder) = support::shared(folder) else {
            continue;
        };
        let mut all = Vec::new();
        files(&folder, &mut all);
        all.retain(|path| ending(path) == last);
        let promise = by_name(Path::new(name));
        let unknown: Vec<_> = all
            .iter()
            .filter(|path| {
                let found = parse::identify(&std::fs::read(path).unwrap(), &promise);
                found.is_ok_and(|found| found.kind != expected)
            })
            .collect();
        // Where words follow the first entry, it could be an example.
        assert!(unknown.len() <= 1, "{unknown:#?}");
    }
}

#[test]
fn real_pages_are_what_they_are_whatever_they_are_called() {
    let Some(folder) = support::shared("corpus/html") else {
        return;
    };
    let mut all = Vec::new();
    files(&folder, &mut all);
    all.retain(|path| ending(path) == "html");
    assert!(all.len() >= 6);
    for path in all {
        let bytes = std::fs::read(&path).unwrap();
        for name in ["a.txt", "a.xml", "a.json", "a.html"] {
            let found = parse::identify(&bytes, &by_name(Path::new(name))).unwrap();
            assert_eq!(
                found.kind,
                Kind::Article(Format::Html),
                "{}",
                path.display()
            );
            assert_eq!(found.finding.is_none(), name == "a.html", "{name}");
        }
        let error = parse::identify(&bytes, &by_name(Path::new("a.bib"))).unwrap_err();
        assert_eq!(error.code, Code::UnreadableSource, "{}", path.display());
    }
}
