//! Where sentences end, against collected lines, whatever characters come, and in real articles.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use scholion::model::sentences;

/// Lines of `tests/sentences/*.txt`: ` | ` where a sentence ends, `|` where no space follows.
fn lines() -> Vec<(String, String)> {
    let mut files: Vec<_> = std::fs::read_dir(support::root().join("tests/sentences"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut found = Vec::new();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        for (number, line) in support::read(&file).lines().enumerate() {
            if !line.trim().is_empty() && !line.starts_with("# ") {
                found.push((format!("{name}:{}", number + 1), line.to_owned()));
            }
        }
    }
    found
}

#[test]
fn collected_lines_are_divided_as_marked() {
    let lines = lines();
    assert!(lines.len() >= 160, "only {} lines", lines.len());
    let mut wrong = Vec::new();
    for (place, line) in lines {
        let text = line.replace(" | ", " ").replace('|', "");
        let found: Vec<&str> = sentences(&text)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        let expected: Vec<&str> = line.split('|').map(str::trim).collect();
        if found != expected {
            wrong.push(format!(
                "{place}\n  is        {}\n  should be {line}",
                found.join(" | ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
