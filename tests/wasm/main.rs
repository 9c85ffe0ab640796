//! The same article gives the same HTML natively and in WebAssembly, byte for byte: a page that was
//! built is adopted, not written again. The built module is run by Node.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use scholion::parse::{self, Promise};
use scholion::render::messages::Messages;
use scholion::render::{self, Collapse, Options};
use serde_json::json;

/// What a page may ask for: the settings as scripts say them, and as the command line does.
const SETTINGS: [(&str, &str, &str, usize, bool); 3] = [
    ("", "none", "en", 1, true),
    ("article-2.", "after-first", "ar", 3, false),
    ("", "all", "de", 1, true),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file in a folder that is an article by its name.
fn articles(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return;
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    for path in paths {
        let ending = path.extension().and_then(|ending| ending.to_str());
        if path.is_dir() {
            articles(&path, found);
        } else if matches!(ending, Some("md" | "xml" | "txt" | "json")) {
            found.push(path);
        }
    }
}

#[test]
fn html_is_the_same_natively_and_in_webassembly() {
    let shared = root().join("../shared");
    let mut sources = Vec::new();
    for folder in ["www/articles", "tests/cases", "tests/e2e/articles"] {
        articles(&root().join(folder), &mut sources);
    }
    let own = sources.len();
    assert!(own > 20, "{own} articles of our own");
    if shared.is_dir() {
        for folder in ["seed", "corpus/jats", "corpus/joss", "corpus/markdown"] {
            articles(&shared.join(folder), &mut sources);
        }
    } else {
        println!("SKIPPED: the corpora: ../shared is not there");
    }
    let outputs = std::env::temp_dir().join(format!("scholion-wasm-{}", std::process::id()));
    std::fs::create_dir_all(&outputs).unwrap();
    let (mut requests, mut names) = (String::new(), Vec::new());
    for (number, source) in sources.iter().enumerate() {
        let bytes = std::fs::read(source).unwrap();
        let name = source.file_name().unwrap().to_str().unwrap();
        let promise = Promise {
            name,
            ..Promise::default()
        };
        // Encodings of XML are decoded natively by a library, and by the browser in a page.
        let (text, parsed) = parse::read_article(&bytes, &promise, &[], &parse::Limits::default());
        let decoded = outputs.join(format!("{number}.source"));
        std::fs::write(&decoded, text.as_bytes()).unwrap();
        // The longest ones once.
        let settings = &SETTINGS[..if bytes.len() > 200_000 {
            1
        } else {
            SETTINGS.len()
        }];
        for (way, (prefix, collapse, language, level, tools)) in settings.iter().enumerate() {
            let article = &parsed.article;
            let wanted = [article.language.as_deref(), Some(*language)];
            let options = Options {
                id_prefix: prefix,
                heading_level: *level,
                collapse: Collapse::from_attribute(collapse),
                tools: *tools,
                messages: Messages::in_language(wanted.into_iter().flatten()),
                page_language: Some(language),
                ..Options::default()
            };
            let expected = outputs.join(format!("{number}-{way}.html"));
            std::fs::write(&expected, render::html(article, &options)).unwrap();
            let request = json!({
                "source": decoded,
                "name": name,
                "language": language,
                "settings": {
                    "idPrefix": prefix,
                    "headingLevel": level,
                    "collapse": collapse,
                    "tools": tools,
                },
                "expected": expected,
            });
            writeln!(requests, "{request}").unwrap();
            names.push(format!("{} ({language})", source.display()));
        }
    }
    let mut node = Command::new("node")
        .arg(root().join("tests/wasm/compare.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node runs");
    let mut input = node.stdin.take().unwrap();
    let writing = std::thread::spawn(move || input.write_all(requests.as_bytes()));
    let output = node.wait_with_output().unwrap();
    writing.join().unwrap().unwrap();
    std::fs::remove_dir_all(&outputs).unwrap();
    assert!(output.status.success(), "Node has failed");
    let answers = String::from_utf8(output.stdout).unwrap();
    let answers: Vec<&str> = answers.lines().collect();
    assert_eq!(answers.len(), names.len(), "an answer for every article");
    let different: Vec<String> = names
        .iter()
        .zip(&answers)
        .filter(|(_, answer)| **answer != "same")
        .map(|(name, answer)| format!("{name}: {answer}"))
        .collect();
    assert!(different.is_empty(), "{}", different.join("\n"));
    println!(
        "{} articles, {own} of them our own: {} pages are the same",
        sources.len(),
        answers.len()
    );
}
