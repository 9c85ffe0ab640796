//! The marker grammar against collected notations: every genuine one is read exactly, and no
//! look-alike is taken for one, each line alone and all of them in one article.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use scholion::model::walk;
use scholion::parse;

/// Every line's article has this many references.
const REFERENCES: u32 = 60;

fn article(body: &str) -> String {
    let mut text = format!(
        "A Title\n\nFirst Heading\n\nThe text begins here and says nothing.\n\n{body}\n\nReferences\n\n"
    );
    for number in 1..=REFERENCES {
        writeln!(
            text,
            "{number}. Doe J. Work {number}. *Bone*. 2020;{number}:1-9."
        )
        .unwrap();
    }
    text
}

/// The citations of a text, each as its references.
fn citations(text: &str) -> Vec<Vec<String>> {
    let parsed = parse::print(text);
    walk::citations(&parsed.article)
        .iter()
        .map(|found| {
            found
                .citation
                .references
                .iter()
                .map(ToString::to_string)
                .collect()
        })
        .collect()
}

fn lines(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut category = "";
    text.lines().filter_map(move |line| {
        if let Some(name) = line.strip_prefix("# ") {
            category = name;
        }
        (!line.trim().is_empty() && !line.starts_with("# ")).then_some((category, line))
    })
}

fn genuine() -> Vec<(String, String, Vec<Vec<String>>)> {
    let text = support::read(support::root().join("tests/markers/genuine.tsv"));
    lines(&text)
        .map(|(category, line)| {
            let (sentence, expected) = line.split_once('\t').expect(line);
            let expected = expected
                .split('|')
                .map(|marker| marker.split_whitespace().map(str::to_owned).collect())
                .collect();
            (category.to_owned(), sentence.to_owned(), expected)
        })
        .collect()
}

#[test]
fn no_decoy_is_a_citation() {
    let text = support::read(support::root().join("tests/markers/decoys.txt"));
    let all: Vec<_> = lines(&text).collect();
    assert!(all.len() >= 60, "only {} decoys", all.len());
    let mut wrong = String::new();
    for (category, line) in &all {
        let found = citations(&article(line));
        if !found.is_empty() {
            writeln!(wrong, "{category}: {line} -> {found:?}").unwrap();
        }
    }
    assert!(wrong.is_empty(), "taken for citations:\n{wrong}");
}

#[test]
fn every_genuine_notation_is_read() {
    let all = genuine();
    assert!(all.len() >= 60, "only {} notations", all.len());
    let mut wrong = String::new();
    for (category, line, expected) in &all {
        let found = citations(&article(line));
        if found != *expected {
            writeln!(
                wrong,
                "{category}: {line}\n    expected {expected:?}\n    found    {found:?}"
            )
            .unwrap();
        }
    }
    assert!(wrong.is_empty(), "misread:\n{wrong}");
}

/// In one article with superscript citations the decoys stay decoys.
#[test]
fn decoys_stay_decoys_among_citations() {
    let decoys = support::read(support::root().join("tests/markers/decoys.txt"));
    let genuine: Vec<_> = genuine()
        .into_iter()
        .filter(|(category, line, _)| {
            category.starts_with("after a full stop") && !line.contains(['^', '<', '['])
        })
        .collect();
    assert!(genuine.len() >= 3);
    let mut body = String::new();
    for (_, line, _) in &genuine {
        writeln!(body, "{line}\n").unwrap();
    }
    for (_, line) in lines(&decoys) {
        writeln!(body, "{line}\n").unwrap();
    }
    let expected: Vec<_> = genuine
        .into_iter()
        .flat_map(|(.., expected)| expected)
        .collect();
    let found = citations(&article(&body));
    assert_eq!(found, expected);
}

/// A real article whose citations were typed again as print superscripts, among exponents.
#[test]
fn a_long_article_with_units_is_read() {
    let folder = "corpus/markdown/superscript-derived";
    let (Some(truth), Some(source)) = (
        support::shared(&format!("{folder}/expected.json")),
        support::shared(&format!("{folder}/plos-pone.0234687.unicode.plain.txt")),
    ) else {
        return;
    };
    let truth: serde_json::Value = serde_json::from_str(&support::read(truth)).unwrap();
    let file = truth["files"]
        .as_array()
        .unwrap()
        .iter()
        .find(|file| file["file"] == "plos-pone.0234687.unicode.plain.txt")
        .unwrap();
    let text = support::read(source);
    let parsed = parse::print(&text);
    assert_eq!(parsed.article.references.len(), 76);

    // Offsets of the truth count characters, ours bytes.
    let bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let mut expected: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for marker in file["markers"].as_array().unwrap() {
        let at = bytes[usize::try_from(marker["offset"].as_u64().unwrap()).unwrap()];
        let numbers = marker["numbers"]
            .as_array()
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect();
        expected.insert(at, numbers);
    }
    assert_eq!(expected.len(), 144);
    let mut exact = 0;
    let mut problems = String::new();
    for found in walk::citations(&parsed.article) {
        let at = found.citation.position.unwrap().range().start;
        let ids: Vec<String> = found
            .citation
            .references
            .iter()
            .map(ToString::to_string)
            .collect();
        match expected.remove(&at) {
            Some(numbers) if numbers == ids => exact += 1,
            Some(numbers) => writeln!(
                problems,
                "{}: {numbers:?} read as {ids:?}",
                found.citation.marker
            )
            .unwrap(),
            None => panic!(
                "`{}` at byte {at} is no citation: {}",
                found.citation.marker,
                &text[at.saturating_sub(30)..at]
            ),
        }
    }
    for at in expected.keys() {
        writeln!(
            problems,
            "missed at byte {at}: {:?}",
            text[..*at].chars().rev().take(20).collect::<String>()
        )
        .unwrap();
    }
    assert!(exact * 100 >= 144 * 99, "{exact} of 144 exact\n{problems}");
    println!("{exact} of 144 markers exact, no look-alike taken for one");
}
