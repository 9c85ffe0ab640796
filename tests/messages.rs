//! The words of ours: plural rules against the CLDR, the documentation against the table, and no
//! word in any markup that is not in the table.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::Command;

use scholion::model::Article;
use scholion::render::messages::plural::{Category, cardinal, ordinal};
use scholion::render::messages::{DECLARATIONS, ENGLISH, Kind, LANGUAGES, TRANSLATIONS, Table};
use scholion::render::{self, ExportFormat, Index, Options, Subject};
use serde_json::{Map, Value, json};

/// Numbers as CLDR lists them: `3-10 103`.
fn numbers(samples: &str) -> impl Iterator<Item = usize> {
    samples.split_ascii_whitespace().flat_map(|sample| {
        let (first, last) = sample.split_once('-').unwrap_or((sample, sample));
        first.parse().unwrap()..=last.parse().unwrap()
    })
}

fn follows_cldr(file: &str, rules: fn(&str, usize) -> Category) {
    let mut checked = 0;
    for line in support::read(support::root().join("tests/messages").join(file)).lines() {
        if line.starts_with("# ") {
            continue;
        }
        let mut fields = line.split('\t');
        let languages = fields.next().unwrap();
        for field in fields {
            let (form, samples) = field.split_once(": ").unwrap();
            for language in languages.split(' ') {
                for number in numbers(samples) {
                    let found = rules(language, number).name();
                    assert_eq!(found, form, "{file}: {number} in {language}");
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 2_000, "{checked} samples");
}

/// The reader build of the widget has English alone; the others are fetched.
#[test]
fn every_translation_has_a_file() {
    let languages: Vec<&str> = LANGUAGES.iter().map(|table| table.language()).collect();
    assert_eq!(TRANSLATIONS, languages);
    let folder = support::root().join("www/words");
    let mut files = BTreeSet::new();
    for table in LANGUAGES.iter().filter(|table| **table != &ENGLISH) {
        let name = format!("{}.json", table.language());
        let text = serde_json::to_string(table).unwrap() + "\n";
        let path = folder.join(&name);
        if std::env::var_os("UPDATE").is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        assert!(
            support::read(&path) == text,
            "www/words/{name} is not what the table says; UPDATE=1 cargo test --test messages writes it"
        );
        let (again, errors) = ENGLISH.with(&serde_json::from_str(&text).unwrap());
        assert_eq!((&again, errors.len()), (*table, 0));
        files.insert(name);
    }
    let there = std::fs::read_dir(&folder).unwrap();
    let there: BTreeSet<String> = there
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert_eq!(there, files);
}

#[test]
fn plural_forms_are_those_of_the_cldr() {
    follows_cldr("cardinal.tsv", cardinal);
    follows_cldr("ordinal.tsv", ordinal);
    assert_eq!(cardinal("tlh", 1), Category::Other);
}

/// The reference of all messages, as `docs/messages.md` has it.
fn reference() -> String {
    let mut page = support::read(support::root().join("tests/messages/head.md"));
    page.push_str(
        "\n| name | what it is for | may hold | in English |\n| --- | --- | --- | --- |\n",
    );
    let english = words(&ENGLISH);
    for declaration in DECLARATIONS {
        let name = declaration.name();
        let held: Vec<String> = declaration
            .placeholders
            .iter()
            .map(|name| format!("`{{{name}}}`"))
            .collect();
        let word = match declaration.kind {
            Kind::Text => english[&name].as_str().unwrap().to_owned(),
            Kind::Plural | Kind::Ordinal => {
                let forms: Vec<String> = english[&name]
                    .as_object()
                    .unwrap()
                    .iter()
                    .map(|(form, text)| format!("{form}: {}", text.as_str().unwrap()))
                    .collect();
                forms.join("<br>")
            }
            Kind::Months => "twelve names".to_owned(),
        };
        let (about, held) = (declaration.about, held.join(" "));
        writeln!(page, "| `{name}` | {about} | {held} | {word} |").unwrap();
    }
    page
}

fn words(table: &Table) -> Map<String, Value> {
    match serde_json::to_value(table).unwrap() {
        Value::Object(words) => words,
        other => panic!("{other}"),
    }
}

#[test]
fn the_documentation_is_of_this_table() {
    let path = support::root().join("docs/messages.md");
    let expected = reference();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    assert!(
        support::read(&path) == expected,
        "docs/messages.md is not what the table says; UPDATE=1 cargo test --test messages writes it"
    );
}

/// A table of which nothing is left but what stands in braces, between marks.
fn marked() -> Table {
    let mut own = Map::new();
    for declaration in DECLARATIONS {
        let held: Vec<String> = declaration
            .placeholders
            .iter()
            .map(|name| format!("{{{name}}}"))
            .collect();
        let word = format!("⟦{}⟧", held.join(" "));
        let value = match declaration.kind {
            Kind::Text => json!(word),
            Kind::Plural | Kind::Ordinal => json!({ "other": word }),
            Kind::Months => json!(vec!["⟦⟧"; 12]),
        };
        own.insert(declaration.name(), value);
    }
    let (table, errors) = ENGLISH.with(&Value::Object(own));
    assert_eq!(errors, []);
    table
}

/// What is called the same in every language: databases, formats, kinds of identifiers and
/// addresses.
const NAMES: [&str; 11] = [
    "DOI", "PubMed", "PMCID", "PMID", "PMC", "BibTeX", "RIS", "CSL-JSON", "doi", "https", "mailto",
];

/// The letters that a text shows and that are neither Greek, as all of the article is, nor a name.
fn latin(text: &str) -> Vec<String> {
    let mut text = text.to_owned();
    for name in NAMES {
        text = text.replace(name, " ");
    }
    text.split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| word.len() > 1)
        .map(str::to_owned)
        .collect()
}

/// Text and the attributes that are shown or read out.
fn shown(html: &str) -> Vec<String> {
    let mut all = Vec::new();
    for (at, piece) in html.split('<').enumerate() {
        let (tag, text) = match (at, piece.split_once('>')) {
            (0, _) => ("", piece),
            (_, Some(split)) => split,
            (_, None) => panic!("a tag without an end: {piece}"),
        };
        all.push(
            text.replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">"),
        );
        for name in ["aria-label", "title", "placeholder", "alt"] {
            if let Some((_, value)) = tag.split_once(&format!(" {name}=\"")) {
                all.push(value.split('"').next().unwrap().to_owned());
            }
        }
    }
    all
}

#[test]
fn every_word_is_in_the_table() {
    let article: Article = serde_json::from_str(&support::read(
        support::root().join("tests/messages/article.json"),
    ))
    .unwrap();
    let table = marked();
    let index = Index::of(&article, "");
    let options = Options {
        messages: table.messages(),
        ..Options::default()
    };
    let card = |subject, marker| render::card(&article, &index, &subject, marker, &options);
    let own = render::article_reference(
        &article,
        Some("https://π.ελ/α"),
        Some(scholion::model::Date::new(2024, Some(3), Some(9))),
    )
    .unwrap();
    let references = article.references.iter();
    let keys: Vec<&str> = references.map(|reference| reference.id.as_str()).collect();
    let part = |fragment| Subject::Part {
        fragment,
        name: "Εικ. 1",
    };
    let mut pages = vec![
        ("article", render::html(&article, &options)),
        ("card", card(Subject::References(keys.clone()), "cite-1-2")),
        ("card of nothing", card(Subject::References(vec!["99"]), "")),
        ("note", card(Subject::Note("n1"), "")),
        ("missing note", card(Subject::Note("n9"), "")),
        ("part", card(part("eik-1"), "")),
        ("missing part", card(part("eik-9"), "")),
        ("own citation", card(Subject::Article(&own), "")),
        (
            "export",
            render::export_panel(&article, &index, 3, &options),
        ),
        (
            "text",
            render::export(&article.references, ExportFormat::Text, options.messages),
        ),
    ];
    for key in &keys {
        pages.push((
            "contexts",
            render::contexts(&article, &index, key, &options),
        ));
    }
    let mut marks = 0;
    for (name, html) in &pages {
        for text in shown(html) {
            marks += text.matches('⟦').count();
            assert_eq!(latin(&text), Vec::<String>::new(), "{name}: {text:?}");
        }
    }
    assert!(marks > 150, "{marks} messages");
    // The article has to show what the table is for.
    let english = Options::default();
    let html = render::html(&article, &english);
    for word in [
        "Notes",
        "not cited in the text",
        "Retracted",
        "The same source as",
        "in context",
    ] {
        assert!(html.contains(word), "{word}");
    }
}

#[test]
fn the_words_of_a_table_are_what_a_publisher_may_give() {
    for table in LANGUAGES.iter().copied() {
        assert_eq!(
            ENGLISH.with(&Value::Object(words(table))),
            (table.clone(), vec![])
        );
    }
}

#[test]
fn every_language_of_the_core_is_one_of_the_element() {
    let script = "import { WORDS } from './www/messages.js'; console.log(JSON.stringify(WORDS));";
    let node = Command::new("node")
        .args(["--input-type=module", "--eval", script])
        .current_dir(support::root())
        .output()
        .expect("node runs");
    assert!(
        node.status.success(),
        "{}",
        String::from_utf8_lossy(&node.stderr)
    );
    let words: Map<String, Value> = serde_json::from_slice(&node.stdout).unwrap();
    let languages: BTreeSet<&str> = words.keys().map(String::as_str).collect();
    let expected: BTreeSet<&str> = LANGUAGES.iter().map(|table| table.language()).collect();
    assert_eq!(languages, expected);
    let names = |language: &str| -> Vec<String> {
        words[language]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    };
    for language in languages {
        assert_eq!(names(language), names("en"), "{language}");
        for (name, word) in words[language].as_object().unwrap() {
            assert_eq!(
                word.as_str().unwrap().contains("{reason}"),
                matches!(name.as_str(), "failed" | "coreFailed" | "stopped"),
                "{language}: {name}"
            );
        }
    }
}
