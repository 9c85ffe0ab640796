//! Bibliographies and styles on the command line.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

const LIBRARY: &str = "tests/bibliography/cases/library.bib";

fn scholion(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scholion"))
        .args(arguments)
        .current_dir(support::root())
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("it ends by itself")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A file of its own for a test.
fn file(name: &str, content: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let path = folder.join(name);
    std::fs::write(&path, content).unwrap();
    path
}

/// An article that cites entries of the library and has no list of its own.
fn article(name: &str) -> String {
    let content = r#"{ "scholion": 1, "title": [{ "type": "text", "value": "On bones" }],
      "children": [{ "type": "paragraph", "children": [
        { "type": "text", "value": "Hard " },
        { "type": "citation", "references": ["pre"], "marker": "Doe 2020" },
        { "type": "text", "value": " and soft " },
        { "type": "citation", "references": ["tr", "pre", "boner"], "marker": "Doe, Roe" }] }] }"#;
    file(name, content).to_str().unwrap().to_owned()
}

#[test]
fn a_bibliography_is_checked_by_itself() {
    let output = scholion(&["check", LIBRARY, "--format", "json"]);
    assert_eq!(code(&output), 1);
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    let lines: Vec<(&str, u64)> = found
        .iter()
        .map(|found| {
            assert_eq!(found["file"], LIBRARY);
            (
                found["code"].as_str().unwrap(),
                found["line"].as_u64().unwrap(),
            )
        })
        .collect();
    assert!(lines.contains(&("duplicate-reference", 38)), "{lines:?}");
    assert!(lines.contains(&("unknown-macro", 39)), "{lines:?}");
    assert!(!lines.iter().any(|(code, _)| *code == "uncited-reference"));
    let output = scholion(&["check", "tests/bibliography/cases/kinds.bib"]);
    assert_eq!(code(&output), 0);
    assert!(text(&output.stdout).ends_with("kinds.bib: 18 references, nothing to report\n"));
}

#[test]
fn a_bibliography_is_converted_by_itself() {
    for (from, to, begins) in [
        ("tests/bibliography/cases/kinds.bib", "csl-json", "[\n"),
        (
            "tests/bibliography/cases/records.ris",
            "bibtex",
            "@article{",
        ),
        ("tests/bibliography/cases/items.json", "ris", "TY  - JOUR"),
        (
            "tests/bibliography/cases/kinds.bib",
            "html",
            "<div class=\"scholion\">",
        ),
    ] {
        let output = scholion(&["convert", from, "--to", to]);
        assert!(text(&output.stdout).starts_with(begins), "{from}");
    }
}

#[test]
fn an_article_takes_its_references_from_bibliographies() {
    let article = article("taken.json");
    let output = scholion(&["check", &article, "--format", "json"]);
    assert!(text(&output.stdout).contains("dangling-citation"));
    let output = scholion(&[
        "check",
        &article,
        "--bibliography",
        "tests/bibliography/cases/kinds.bib",
        "--bibliography",
        LIBRARY,
        "--format",
        "json",
    ]);
    let found: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|found| found["file"] == LIBRARY),
        "{found:?}"
    );
    let output = scholion(&[
        "convert",
        &article,
        "--bibliography",
        LIBRARY,
        "--to",
        "text",
    ]);
    assert_eq!(
        text(&output.stdout),
        "pre. Doe J. A preprint. arXiv:2001.00001. 2020. Available at: https://arxiv.org/abs/2001.00001\n\
         tr. Doe J. Numbers. Technical report TR-7. Office; 2001.\n\
         boner. Roe R. boner. v2.1. 2022 Nov. Available at: https://example.org/boner_x\n"
    );
    let output = scholion(&["check", &article, "--bibliography", "nowhere.bib"]);
    assert_eq!(code(&output), 2);
    assert!(text(&output.stderr).contains("nowhere.bib"));
}

#[test]
fn references_take_the_style_of_a_file() {
    let article = article("styled.json");
    let styled = |style: &str, to: &str| {
        let arguments = [
            "convert",
            &article,
            "--bibliography",
            LIBRARY,
            "--csl",
            style,
            "--to",
            to,
        ];
        text(&scholion(&arguments).stdout)
    };
    assert_eq!(
        styled("tests/styles/numeric.csl", "text"),
        "1. Doe J. A preprint. 2020.\n2. Doe J. Numbers. 2001.\n3. Roe R. boner. 2022.\n"
    );
    let html = styled("tests/styles/numeric.csl", "html");
    assert!(html.contains(">[1]</a>"), "{html}");
    assert!(html.contains("<em>A preprint</em>"), "{html}");
    let article: Value = serde_json::from_str(&styled("tests/styles/numeric.csl", "json")).unwrap();
    let markers: Vec<&Value> = article["children"][0]["children"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|inline| inline["type"] == "citation")
        .map(|citation| &citation["marker"])
        .collect();
    assert_eq!(markers, ["[1]", "[1–3]"]);
    assert_eq!(
        styled("tests/styles/author-date.csl", "text"),
        "pre. J Doe (2020) A preprint.\nboner. R Roe (2022) boner.\ntr. J Doe (2001) Numbers.\n"
    );
}

#[test]
fn what_is_wrong_with_a_style_is_said_with_its_place() {
    let style = support::read(support::root().join("tests/styles/numeric.csl"));
    let refused = |name: &str, content: &str| {
        let path = file(name, content);
        let path = path.to_str().unwrap();
        let output = scholion(&["convert", LIBRARY, "--csl", path, "--to", "text"]);
        assert_eq!(code(&output), 2, "{name}");
        assert_eq!(text(&output.stdout), "");
        text(&output.stderr).replace(path, "FILE")
    };
    let unclosed = refused("unclosed.csl", &style.replace("</names>", "</name>"));
    assert!(unclosed.starts_with("scholion: FILE:17:"), "{unclosed}");
    let cut = refused("cut.csl", style.split_at(900).0);
    assert!(cut.contains("FILE:") && cut.contains("ends"), "{cut}");
    let unknown = refused("unknown.csl", &style.replace("\"italic\"", "\"slanted\""));
    assert!(unknown.contains("slanted"), "{unknown}");
    assert!(unknown.contains("bibliography.layout"), "{unknown}");
    assert!(refused("none.csl", "no style").contains("no style of CSL"));
}
