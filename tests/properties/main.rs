//! Random articles, and hostile ones: what holds of every article holds of them (`hold.rs`).
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod hold;
#[path = "../support/mod.rs"]
mod support;

use hold::{TARGETS, holds, input, is_harmless};
use proptest::prelude::*;
use scholion::parse::Format;
use serde_json::Value;

/// Formats whose sources are made of the pieces.
const FORMATS: [Format; 4] = [Format::Print, Format::Markdown, Format::Jats, Format::Json];

/// Vectors of cross-site scripting, ours and, where they are there, known ones.
fn vectors() -> Vec<String> {
    let own = support::root().join("tests/e2e/articles/vectors.json");
    let known = support::shared("corpus/xss/payloads.json");
    let files = std::iter::once(own).chain(known);
    let read = files.flat_map(|path| {
        let all: Vec<Value> = serde_json::from_str(&support::read(path)).unwrap();
        all.into_iter()
            .filter_map(|vector| Some(vector.get("payload")?.as_str()?.to_owned()))
    });
    read.collect()
}

#[test]
fn vectors_are_harmless_wherever_they_stand() {
    let vectors = vectors();
    assert!(vectors.len() > 100, "{} vectors", vectors.len());
    for vector in &vectors {
        let json = |value: &str| serde_json::to_string(value).unwrap();
        let xml: String = vector
            .chars()
            .map(|sign| match sign {
                '&' => "&amp;".to_owned(),
                '<' => "&lt;".to_owned(),
                '"' => "&quot;".to_owned(),
                other => other.to_string(),
            })
            .collect();
        for (text, format) in [
            (vector.clone(), Format::Print),
            (
                format!(
                    "{vector}\n\nA line with {vector} in it.¹\n\n{vector}\n\nReferences\n\n1. {vector}\n"
                ),
                Format::Print,
            ),
            (vector.clone(), Format::Markdown),
            (
                format!(
                    "# {vector}\n\n[a](<{vector}>) ![b](<{vector}> '{vector}') `{vector}`\n\n| {vector} | b |\n| - | - |\n| {vector} | {vector} |\n\n${vector}$\n\n[^1]: {vector}\n"
                ),
                Format::Markdown,
            ),
            (
                format!(
                    "<article xmlns:xlink=\"x\"><front><article-meta><title-group><article-title>{xml}</article-title></title-group></article-meta></front><body><sec id=\"{xml}\"><title>{xml}</title><p>{xml}<ext-link xlink:href=\"{xml}\">{xml}</ext-link><inline-graphic xlink:href=\"{xml}\"/></p>{vector}</sec></body></article>"
                ),
                Format::Jats,
            ),
            (
                format!(
                    "{{\"scholion\":1,\"title\":[{{\"type\":\"text\",\"value\":{0}}}],\"children\":[{{\"type\":\"paragraph\",\"children\":[{{\"type\":\"link\",\"url\":{0},\"title\":{0},\"children\":[]}},{{\"type\":\"image\",\"url\":{0},\"alt\":{0}}},{{\"type\":\"inlineMath\",\"mathml\":{0},\"tex\":{0}}},{{\"type\":\"inlineMath\",\"mathml\":{1}}}]}}]}}",
                    json(vector),
                    json(&format!("<math>{vector}</math>"))
                ),
                Format::Json,
            ),
        ] {
            if let Err(problem) = holds(&text, format) {
                panic!("{problem}\nin {format:?} by {vector:?}");
            }
        }
    }
    println!("{} vectors", vectors.len());
}

/// What fuzzing and random sources have found, each in a file whose name begins with its target's.
#[test]
fn every_find_holds() {
    let folder = support::root().join("tests/properties/found");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        let target = TARGETS
            .iter()
            .find(|target| name.starts_with(&format!("{target}.")));
        let target = target.unwrap_or_else(|| panic!("{name} is of no target"));
        if let Err(problem) = input(target, &support::read(&path)) {
            panic!("{problem}\nin {name}");
        }
        count += 1;
    }
    assert!(count > 0, "no find in the folder");
    println!("{count} finds");
}

#[test]
fn what_harms_is_noticed() {
    for html in [
        "<script>alert(1)</script>",
        "<p onclick=\"x\">a</p>",
        "<a href=\"java\tscript:x\">a</a>",
        "<img src=\"data:image/svg+xml,x\">",
        "<p>a<p>b</p></p>",
        "<table>a</table>",
        "<p>&copy;</p>",
        "<p>a",
    ] {
        assert!(is_harmless(html).is_err(), "{html}");
    }
    assert_eq!(
        is_harmless("<p>a &amp; <em title=\"&lt;\">b</em><br></p>"),
        Ok(())
    );
}

/// One of these signs, a few letters, or any character.
fn among(signs: Vec<&'static str>) -> impl Strategy<Value = String> {
    let signs = prop::sample::select(signs).prop_map(str::to_owned);
    prop_oneof![8 => signs, 2 => "[a-z ]{1,8}", 1 => any::<char>().prop_map(String::from)]
}

/// Pieces of which sources are made: the signs of the formats, and words between them.
fn piece() -> impl Strategy<Value = String> {
    among(vec![
        "\n",
        "\n\n",
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "*",
        "**",
        "_",
        "`",
        "```\n",
        "$",
        "$$",
        "[",
        "]",
        "(",
        ")",
        "](",
        "![",
        "[^1]",
        "[^1]: ",
        "[@a]",
        "^1^",
        "¹",
        "⁴⁰⁻⁴²",
        "|",
        "| - |\n",
        "---\n",
        "title: ",
        "<p>",
        "</p>",
        "<sec>",
        "</sec>",
        "<title>",
        "</title>",
        "<xref ref-type=\"bibr\" rid=\"a\">",
        "</xref>",
        "<ref id=\"a\">",
        "</ref>",
        "<table>",
        "<tr>",
        "<td>",
        "</td>",
        "</table>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "&amp;",
        "&#x202e;",
        "&",
        "<",
        ">",
        "\"",
        "'",
        "\\",
        "\t",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "\u{202e}",
        "\u{feff}",
        "\0",
        "\r",
        "\r\n",
        "References\n\n",
        "Doe J. Bones. Bone. 2020;1(2):3-4.",
        "{",
        "}",
        ":",
        ",",
        "\"type\":",
        "\"paragraph\"",
        "\"children\":[",
        "\"value\":",
        "{\"scholion\":1,",
        "http://x.org/",
        "doi:10.1000/x",
        "www.",
        "::: {.a}\n",
        "{#a .b}",
        "<math>",
        "</math>",
        "<mi>",
        "</mi>",
        "<div>",
        "</div>",
        "Table: ",
        "Figure 1. ",
        "end.",
        "Word",
        "ÄÖ",
        "骨",
        "عظم",
    ])
}

/// Pieces of which bibliographies are made, of all formats.
fn part() -> impl Strategy<Value = String> {
    among(vec![
        "\n",
        "\n\n",
        "@article{a,\n",
        "@book(b,\n",
        "@string{s = {",
        "@comment{",
        "@",
        "title = {",
        "title = \"",
        "author = {Doe, Jane and ",
        "year = 2010",
        "crossref = {a}",
        "url = {",
        "},\n",
        "}",
        "{",
        "\"",
        ",",
        " # ",
        " = ",
        "\\'e",
        "\\",
        "$",
        "%",
        "TY  - JOUR\n",
        "ID  - a\n",
        "TI  - ",
        "AU  - Doe, J\n",
        "UR  - ",
        "PY  - 2010/05/",
        "ER  - \n",
        "XX  - ",
        "\r\n",
        "[{\"id\":\"a\",",
        "{\"id\":",
        "\"title\":\"",
        "\"issued\":{\"date-parts\":[[2010,",
        "\"author\":[{\"family\":\"",
        "\"URL\":\"",
        "\"type\":\"book\"",
        "\"},",
        "}]",
        "]",
        "[",
        "null",
        "1e9",
        "\\ud800",
        "<i>",
        "https://example.org/",
        "javascript:",
        "customer-relations-of-a-long-name-and-more:",
        "10.1000/x",
        "\0",
        "\u{feff}",
        "\u{202e}",
        "Bones of the hand",
        "ÄÖ",
        "骨",
        "عظم",
    ])
}

fn works() -> impl Strategy<Value = String> {
    prop::collection::vec(part(), 0..40).prop_map(|parts| parts.concat())
}

fn source() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

/// A few hundred cases; `PROPTEST_CASES` asks for others.
fn cases() -> ProptestConfig {
    let wanted = std::env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        failure_persistence: None,
        cases: wanted.and_then(|count| count.parse().ok()).unwrap_or(400),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn random_sources_hold(text in source()) {
        for format in FORMATS {
            if let Err(problem) = holds(&text, format) {
                return Err(TestCaseError::fail(format!("{problem}\nin {format:?} by {text:?}")));
            }
        }
    }

    #[test]
    fn random_bibliographies_hold(works in works()) {
        for target in ["bibtex", "ris", "csl-json"] {
            let beginnings: &[&str] = match target {
                "bibtex" => &["", "@article{a,\n", "@article{a}\n@article{a, title = {"],
                "ris" => &["", "TY  - JOUR\n", "TY  - JOUR\nID  - a\nER  - \nTY  - JOUR\nID  - a\n"],
                _ => &["", "[", "[\"", "[{\"id\":\"a\"},{\"id\":\"a\","],
            };
            for beginning in beginnings {
                let text = format!("{beginning}{works}");
                if let Err(problem) = input(target, &text) {
                    return Err(TestCaseError::fail(format!("{problem}\nin {target} by {text:?}")));
                }
            }
        }
    }

    #[test]
    fn random_pages_hold(body in source()) {
        if let Err(problem) = input("html", &body) {
            return Err(TestCaseError::fail(format!("{problem}\nby {body:?}")));
        }
    }

    #[test]
    fn random_articles_of_jats_hold(body in source()) {
        let text = format!("<article><front/><body>{body}</body><back/></article>");
        if let Err(problem) = holds(&text, Format::Jats) {
            return Err(TestCaseError::fail(format!("{problem}\nby {text:?}")));
        }
    }
}
