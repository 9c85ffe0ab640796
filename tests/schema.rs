//! The published schema of the structured article and its TypeScript types: made from the Rust
//! types, and held against them.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use scholion::model::Article;
use serde_json::{Value, json};

const SCHEMA: &str = "docs/article.schema.json";
const TYPES: &str = "www/article.d.ts";

/// Read, but not valid: kinds of notices that are none yet are taken for updates.
const LENIENT: [&str; 1] = ["notes.json"];

/// Holds a published file against what it has to be; `UPDATE=1` writes it.
fn is_published(file: &str, expected: &str) {
    let path = support::root().join(file);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, expected).unwrap();
    }
    assert!(
        support::read(&path) == expected,
        "{file} is not what the types say; UPDATE=1 cargo test --features cli --test schema writes it"
    );
}

fn schema_text() -> String {
    serde_json::to_string_pretty(&scholion::model::schema()).unwrap() + "\n"
}

#[test]
fn the_published_schema_is_of_these_types() {
    is_published(SCHEMA, &schema_text());
}

#[test]
fn the_published_types_are_of_this_schema() {
    let mut child = Command::new("node")
        .arg("tests/tools/types.mjs")
        .current_dir(support::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("node does not start ({error}): install Node.js, run `make check`")
        });
    let mut input = child.stdin.take().unwrap();
    input.write_all(schema_text().as_bytes()).unwrap();
    drop(input);
    let output = child.wait_with_output().unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "types.mjs: {told}");
    is_published(TYPES, &String::from_utf8(output.stdout).unwrap());
}

/// TypeScript's own compiler: what is to be refused is marked, and unmarked errors fail as well.
#[test]
fn the_types_allow_and_refuse_what_they_should() {
    let output = Command::new("node_modules/.bin/tsc")
        .args(["--noEmit", "--strict", "--allowImportingTsExtensions"])
        .args(["--target", "es2022", "--module", "esnext"])
        .arg("tests/types/article.ts")
        .current_dir(support::root())
        .output()
        .unwrap_or_else(|error| {
            panic!("tsc does not start ({error}): `make check` installs the npm packages")
        });
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
}

/// Every structured article of the project: the demos', the tests', and what the cases expect.
fn articles() -> Vec<(PathBuf, Value)> {
    let mut found = Vec::new();
    for folder in ["tests/cases", "tests/e2e/articles", "www/articles"] {
        for entry in std::fs::read_dir(support::root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let is_json = path.extension().is_some_and(|ending| ending == "json");
            if !is_json || name.ends_with(".diagnostics.json") {
                continue;
            }
            // One of the cases is broken on purpose.
            if let Ok(value) = serde_json::from_str(&support::read(&path)) {
                found.push((path, value));
            }
        }
    }
    assert!(found.len() > 30, "{} articles", found.len());
    found
}

#[test]
fn articles_are_valid_as_far_as_they_can_be_read() {
    let validator = jsonschema::validator_for(&scholion::model::schema()).unwrap();
    for (path, value) in articles() {
        let read = serde_json::from_value::<Article>(value.clone());
        let errors: Vec<String> = validator
            .iter_errors(&value)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        let lenient = LENIENT.iter().any(|name| path.ends_with(name));
        assert_eq!(
            read.is_ok(),
            errors.is_empty() != lenient,
            "{}: {errors:?}",
            path.display()
        );
        if let Ok(article) = read {
            let written = serde_json::to_value(&article).unwrap();
            assert!(validator.is_valid(&written), "{}", path.display());
        }
    }
}

/// What is no article: neither the schema nor the types take it.
#[test]
fn schema_and_types_refuse_the_same() {
    let validator = jsonschema::validator_for(&scholion::model::schema()).unwrap();
    let block = |block: Value| json!({ "scholion": 1, "children": [block] });
    let inline = |inline: Value| block(json!({ "type": "paragraph", "children": [inline] }));
    let broken = [
        json!([]),
        json!({ "children": [] }),
        json!({ "scholion": 2 }),
        json!({ "scholion": "1" }),
        json!({ "scholion": 1, "title": "On bones" }),
        json!({ "scholion": 1, "direction": "up" }),
        json!({ "scholion": 1, "references": [{ "label": "1" }] }),
        json!({ "scholion": 1, "references": [{ "id": "1", "csl": { "title": 1 } }] }),
        block(json!({ "type": "paragraf", "children": [] })),
        block(json!({ "type": "paragraph" })),
        block(json!({ "children": [] })),
        block(json!({ "type": "section", "title": [] })),
        block(json!({ "type": "heading", "depth": 300, "children": [] })),
        block(
            json!({ "type": "table", "children": [{ "type": "tableRow", "children": [{ "type": "tableCell", "align": "top", "children": [] }] }] }),
        ),
        inline(json!({ "type": "text" })),
        inline(json!({ "type": "link", "children": [] })),
        inline(json!({ "type": "citation", "references": "1", "marker": "1" })),
        inline(json!({ "type": "citation", "references": ["1"], "marker": "1", "kind": "loud" })),
    ];
    for article in broken {
        let read = serde_json::from_value::<Article>(article.clone());
        assert!(read.is_err(), "the types take {article}");
        assert!(!validator.is_valid(&article), "the schema takes {article}");
    }
}
