//! Exported references, read back by programs that are not ours.
//!
//! `biblatex` reads BibTeX here; `tests/tools/read-exports.mjs` has Citation.js read all three
//! structured formats. Field by field, what they read is what went out. What a format or a
//! reader cannot carry is listed in docs/export.md and spelled out in [`Citation::expected`].
//! CSL-JSON is held against the rules of its published schema as well.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "exports/csl_schema.rs"]
mod csl_schema;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::{Command, Stdio};

use biblatex::{Bibliography, ChunksExt, DateValue, Datetime, Entry, Person};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use scholion::model::{
    Csl, CslType, Custom, Date, Inline, Name, Reference, ReferenceId, plain_text,
};
use scholion::parse;
use scholion::render::messages::Messages;
use scholion::render::{ExportFormat, export};
use serde_json::{Value, json};

/// References of every type with every oddity, in the article form.
fn cases() -> Vec<Reference> {
    serde_json::from_str(&support::read("tests/exports/references.json")).unwrap()
}

/// The lists to export: our own, and the real article's where it is there.
fn lists() -> Vec<Vec<Reference>> {
    let seed = support::shared("seed/000_40da847189e70bed.txt").map(|path| {
        let references = parse::print(&support::read(path)).article.references;
        assert_eq!(references.len(), 47);
        references
    });
    std::iter::once(cases()).chain(seed).collect()
}

/// Whether a reference leaves by its fields.
fn structured(reference: &Reference) -> Option<&Csl> {
    reference.csl.as_ref().filter(|csl| {
        csl.title.is_some() || csl.url.is_some() || csl.doi.is_some() || !csl.author.is_empty()
    })
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text of CSL-JSON.
fn without_mark_up(text: &str) -> String {
    ["i", "b", "sub", "sup", "sc"]
        .iter()
        .fold(text.to_owned(), |text, tag| {
            text.replace(&format!("<{tag}>"), "")
                .replace(&format!("</{tag}>"), "")
        })
}

/// Hyphens for every dash.
fn hyphens(text: &str) -> String {
    one_line(text).replace(['–', '—'], "-")
}

/// An address with every percent code resolved: readers differ in what they encode.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = address.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%')
            .then(|| std::str::from_utf8(after.get(..2)?).ok())
            .flatten()
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Family name with its particle, given name, suffix.
type Person3 = (String, String, String);

fn person(name: &Name) -> Person3 {
    let text = |part: &Option<String>| one_line(part.as_deref().unwrap_or_default());
    let family = [&name.non_dropping_particle, &name.family, &name.literal]
        .map(text)
        .join(" ");
    (one_line(&family), text(&name.given), text(&name.suffix))
}

// ---- BibTeX, read by biblatex -------------------------------------------------------------

fn field(entry: &Entry, name: &str) -> Option<String> {
    entry.get(name).map(ChunksExt::format_verbatim)
}

fn person_of_biblatex(person: &Person) -> Person3 {
    (
        one_line(&format!("{} {}", person.prefix, person.name)),
        person.given_name.clone(),
        person.suffix.clone(),
    )
}

fn parts(at: &Datetime) -> Vec<i32> {
    let later = [at.month, at.day];
    std::iter::once(at.year)
        .chain(later.iter().flatten().map(|part| i32::from(*part) + 1))
        .collect()
}

fn date_parts(date: &biblatex::Date) -> Vec<Vec<i32>> {
    match &date.value {
        DateValue::At(at) => vec![parts(at)],
        DateValue::Between(from, to) => vec![parts(from), parts(to)],
        other => panic!("{other:?}"),
    }
}

#[test]
fn bibtex_is_read_by_biblatex_field_by_field() {
    for references in lists() {
        let text = export(&references, ExportFormat::BibTeX, Messages::default());
        let bibliography =
            Bibliography::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(bibliography.len(), references.len());
        for (reference, entry) in references.iter().zip(bibliography.iter()) {
            let id = &reference.id;
            let Some(csl) = structured(reference) else {
                assert_eq!(entry.entry_type.to_string(), "misc");
                let printed = one_line(&plain_text(&reference.children));
                assert_eq!(field(entry, "note"), Some(printed), "{id}");
                continue;
            };
            let article = csl.kind == CslType::ArticleJournal;
            let kind = match csl.kind {
                CslType::ArticleJournal => "article",
                CslType::Book => "book",
                CslType::Chapter => "incollection",
                CslType::Webpage => "online",
                CslType::Document => "misc",
                other => panic!("the lists hold no {other:?}"),
            };
            assert_eq!(entry.entry_type.to_string(), kind, "{id}");
            for (name, value) in [
                ("title", &csl.title),
                (
                    if article { "journal" } else { "booktitle" },
                    &csl.container_title,
                ),
                ("edition", &csl.edition),
                (
                    if csl.kind == CslType::Webpage {
                        "organization"
                    } else {
                        "publisher"
                    },
                    &csl.publisher,
                ),
                ("address", &csl.publisher_place),
                ("volume", &csl.volume),
                (if article { "number" } else { "issue" }, &csl.issue),
                ("doi", &csl.doi),
                ("pmid", &csl.pmid),
                ("pmcid", &csl.pmcid),
                ("url", &csl.url),
            ] {
                let value = value.as_deref().map(one_line);
                assert_eq!(field(entry, name), value, "{name} of {id}");
            }
            assert_eq!(
                field(entry, "pages").map(|pages| hyphens(&pages)),
                csl.page.as_deref().map(hyphens),
                "{id}"
            );
            let mut expected: Vec<Person3> = csl.author.iter().map(person).collect();
            if csl.et_al() {
                expected.push(("others".into(), String::new(), String::new()));
            }
            let people = |people: &[Person]| -> Vec<Person3> {
                people.iter().map(person_of_biblatex).collect()
            };
            assert_eq!(
                people(&entry.author().unwrap_or_default()),
                expected,
                "{id}"
            );
            let editors: Vec<Person3> = entry
                .editors()
                .unwrap()
                .iter()
                .flat_map(|(editors, _)| people(editors))
                .collect();
            assert_eq!(editors, csl.editor.iter().map(person).collect::<Vec<_>>());
            let dates = |date: &Option<Date>| date.as_ref().map(|date| date.date_parts.clone());
            let read = |date: Result<biblatex::PermissiveType<biblatex::Date>, _>| {
                let date: Result<_, biblatex::RetrievalError> = date;
                date.ok().map(|date| match date {
                    biblatex::PermissiveType::Typed(date) => date_parts(&date),
                    biblatex::PermissiveType::Chunks(chunks) => panic!("{chunks:?}"),
                })
            };
            assert_eq!(read(entry.date()), dates(&csl.issued), "{id}");
            assert_eq!(read(entry.url_date()), dates(&csl.accessed), "{id}");
        }
        let particle = bibliography.iter().find_map(|entry| {
            let authors = entry.author().ok()?;
            let person = authors
                .into_iter()
                .find(|person| person.prefix == "van den")?;
            Some(person.name)
        });
        assert!(particle.is_some(), "the particle is told from the name");
    }
}

// ---- CSL-JSON, read by ourselves ----------------------------------------------------------

#[test]
fn csl_json_has_every_field() {
    for references in lists() {
        let text = export(&references, ExportFormat::CslJson, Messages::default());
        let items: Vec<Value> = serde_json::from_str(&text).unwrap();
        assert_eq!(items.len(), references.len());
        for (reference, mut item) in references.iter().zip(items) {
            let id = item.as_object_mut().unwrap().remove("id").unwrap();
            assert_eq!(id, reference.id.as_str());
            if let Some(csl) = structured(reference) {
                assert_eq!(&serde_json::from_value::<Csl>(item.clone()).unwrap(), csl);
                assert_eq!(serde_json::to_value(csl).unwrap(), item);
            } else {
                let printed = one_line(&plain_text(&reference.children));
                assert_eq!(item, json!({ "type": "document", "title": printed }));
            }
        }
    }
}

#[test]
fn csl_json_is_as_its_schema_says() {
    for references in lists() {
        let text = export(&references, ExportFormat::CslJson, Messages::default());
        let list: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(csl_schema::faults(&list), Vec::<String>::new());
    }
}

#[test]
fn the_schema_finds_what_is_wrong() {
    let good = json!({
        "id": "a", "type": "article-journal", "title": "A title", "volume": 3,
        "author": [{ "family": "Roe", "given": "R." }, { "literal": "A group" }],
        "issued": { "date-parts": [[2020, 1, 2], ["2021"]] },
        "custom": { "printed": "as it stood" },
    });
    assert_eq!(csl_schema::faults(&json!([good])), Vec::<String>::new());
    for (name, value) in [
        ("id", Value::Null),
        ("type", json!("journal-article")),
        ("title", json!(3)),
        ("author", json!("Roe, R.")),
        ("author", json!([{ "name": "Roe" }])),
        ("issued", json!("2020")),
        ("issued", json!({ "date-parts": [2020] })),
        ("issued", json!({ "date-parts": [] })),
        ("issued", json!({ "date-parts": [[2020, 1, 2, 3]] })),
        ("volume", json!([3])),
        ("custom", json!("as it stood")),
        ("pages", json!("1-2")),
    ] {
        let mut bad = good.clone();
        bad[name] = value;
        let found = csl_schema::faults(&json!([good, bad]));
        assert_eq!(found.len(), 1, "{name}: {found:?}");
        assert!(
            found[0].starts_with(&format!("item 1: {name} is ")),
            "{found:?}"
        );
    }
    for name in ["id", "type"] {
        let mut bad = good.clone();
        bad.as_object_mut().unwrap().remove(name);
        assert_eq!(
            csl_schema::faults(&json!([bad])),
            [format!("item 0: no {name}")]
        );
    }
}

// ---- Every format, read by Citation.js ----------------------------------------------------

/// What Citation.js reads of each format, by the format's name.
fn read_by_citation_js(references: &[Reference]) -> BTreeMap<String, Vec<Value>> {
    let request: serde_json::Map<String, Value> = STRUCTURED
        .into_iter()
        .map(|format| {
            (
                format.name().to_owned(),
                export(references, format, Messages::default()).into(),
            )
        })
        .collect();
    let mut child = Command::new("node")
        .arg("tests/tools/read-exports.mjs")
        .current_dir(support::root())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            panic!("node does not start ({error}): install Node.js, run `make check`")
        });
    child
        .stdin
        .take()
        .unwrap()
        .write_all(Value::Object(request).to_string().as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success(),
        "read-exports.mjs failed (are the npm packages there? `make check` installs them): {}",
        String::from_utf8_lossy(&output.stderr)
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

const STRUCTURED: [ExportFormat; 3] = [
    ExportFormat::BibTeX,
    ExportFormat::Ris,
    ExportFormat::CslJson,
];

/// A citation in terms that can be compared.
#[derive(Debug, Default, PartialEq)]
struct Citation {
    kind: String,
    author: Vec<Person3>,
    editor: Vec<Person3>,
    issued: Value,
    accessed: Value,
    texts: BTreeMap<&'static str, String>,
}

const TEXTS: [&str; 12] = [
    "title",
    "container-title",
    "edition",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "page",
    "DOI",
    "PMID",
    "PMCID",
    "URL",
];

impl Citation {
    /// What was read.
    fn read(item: &Value) -> Self {
        let people = |field: &str| -> Vec<Person3> {
            let names: Vec<Name> =
                serde_json::from_value(item.get(field).cloned().unwrap_or(json!([]))).unwrap();
            names.iter().map(person).collect()
        };
        let mut texts = BTreeMap::new();
        for name in TEXTS {
            if let Some(value) = item.get(name) {
                let value = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                texts.insert(name, value);
            }
        }
        for (name, comparable) in [
            ("page", hyphens as fn(&str) -> String),
            ("URL", decoded),
            ("DOI", decoded),
        ] {
            texts
                .entry(name)
                .and_modify(|value| *value = comparable(value));
        }
        Self {
            kind: item["type"].as_str().unwrap().to_owned(),
            author: people("author"),
            editor: people("editor"),
            issued: item["issued"]["date-parts"].clone(),
            accessed: item["accessed"]["date-parts"].clone(),
            texts,
        }
    }

    /// What should be read, with all that this format or its reader cannot carry.
    fn expected(csl: &Csl, format: ExportFormat) -> Self {
        let item = serde_json::to_value(csl).unwrap();
        let mut expected = Self::read(&item);
        if format != ExportFormat::CslJson {
            for value in expected.texts.values_mut() {
                *value = one_line(value);
            }
        }
        let kind = csl.kind;
        let article = kind == CslType::ArticleJournal;
        let mut dropped: Vec<&str> = Vec::new();
        match format {
            ExportFormat::BibTeX => {
                if csl.et_al() {
                    expected
                        .author
                        .push(("others".into(), String::new(), String::new()));
                }
            }
            ExportFormat::Ris => {
                // In the note, as the test looks for; citation.js has no tag for it.
                dropped.extend(["PMID"]);
                if article {
                    dropped.extend(["edition", "publisher", "publisher-place"]);
                } else {
                    dropped.extend(["PMCID", "issue"]);
                }
                match kind {
                    // Read as the title of a series.
                    CslType::Book => dropped.extend(["container-title"]),
                    CslType::Webpage => dropped.extend(["container-title", "page", "volume"]),
                    _ => {}
                }
                if kind == CslType::Chapter {
                    expected.issued = json!([[csl.issued.as_ref().unwrap().year()]]);
                } else if expected.issued.is_array() {
                    expected.issued = json!([expected.issued[0]]);
                }
                for name in expected.author.iter_mut().chain(&mut expected.editor) {
                    if !name.1.is_empty() {
                        for part in [&mut name.0, &mut name.1] {
                            *part = one_line(&part.replace(',', " "));
                        }
                    }
                }
            }
            ExportFormat::CslJson | ExportFormat::Text => {}
        }
        expected.texts.retain(|name, _| !dropped.contains(name));
        expected
    }
}

#[test]
fn citation_js_reads_every_field_of_every_format() {
    for references in lists() {
        let mut read = read_by_citation_js(&references);
        for format in STRUCTURED {
            let items = read.remove(format.name()).unwrap();
            assert_eq!(items.len(), references.len(), "{format:?}");
            let mut keys = BTreeSet::new();
            for (reference, item) in references.iter().zip(&items) {
                let id = &reference.id;
                let printed = one_line(&plain_text(&reference.children));
                match format {
                    ExportFormat::BibTeX => {
                        let key = item["citation-key"].as_str().unwrap();
                        assert!(keys.insert(key), "{key} is there twice");
                    }
                    ExportFormat::CslJson => assert_eq!(item["id"], id.as_str()),
                    ExportFormat::Ris | ExportFormat::Text => {}
                }
                let Some(csl) = structured(reference) else {
                    assert_eq!(item["type"], "document");
                    let field = if format == ExportFormat::BibTeX {
                        "note"
                    } else {
                        "title"
                    };
                    assert_eq!(item[field], json!(printed), "{id}");
                    continue;
                };
                assert_eq!(
                    Citation::read(item),
                    Citation::expected(csl, format),
                    "{format:?}, {id}: {item:#}"
                );
                if format == ExportFormat::Ris {
                    let note = item["note"].as_str().unwrap_or_default();
                    for (name, value) in [("PMID", &csl.pmid), ("PMCID", &csl.pmcid)] {
                        if let Some(value) = value {
                            let named = note.contains(&format!("{name}: {value}"));
                            assert!(named || item[name] == json!(value), "{item:#}");
                        }
                    }
                    assert_eq!(note.contains("AU: et al."), csl.et_al());
                }
                if format == ExportFormat::CslJson {
                    let mut written = serde_json::to_value(csl).unwrap();
                    written["id"] = json!(id);
                    assert_eq!(&written, item, "nothing is foreign to the reader");
                }
            }
        }
    }
}

// ---- Whatever the values hold -------------------------------------------------------------

/// A text that tries to get out of its place.
fn hostile() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        Just("\\".to_owned()),
        Just("\r\nER  - \r\n".to_owned()),
        Just("\nTY  - JOUR\n".to_owned()),
        Just("},\n}\n@article{x,".to_owned()),
        Just("  - ".to_owned()),
        Just(" and ".to_owned()),
        "[-{}@\"'`%#&,=~^$_<>|\\\\/ \u{0}\u{b}\u{85}\u{2028}\u{a0}]{1,3}",
        "[a-zA-Z0-9éß骨]{1,4}",
        any::<String>(),
    ];
    prop::collection::vec(token, 0..5).prop_map(|tokens| tokens.concat())
}

fn field_value() -> impl Strategy<Value = Option<String>> {
    prop::option::of(hostile())
}

fn names() -> impl Strategy<Value = Vec<Name>> {
    let name = (
        field_value(),
        field_value(),
        field_value(),
        field_value(),
        field_value(),
    );
    let name = name.prop_map(|(given, particle, family, suffix, literal)| Name {
        given,
        non_dropping_particle: particle,
        family,
        suffix,
        literal,
        ..Name::default()
    });
    prop::collection::vec(name, 0..3)
}

fn dates() -> impl Strategy<Value = Option<Date>> {
    let point = prop::collection::vec(-20..3000_i32, 0..4);
    let date = prop::collection::vec(point, 0..3).prop_map(|date_parts| Date {
        date_parts,
        ..Date::default()
    });
    prop::option::of(date)
}

fn any_csl() -> impl Strategy<Value = Csl> {
    let kind = prop::sample::select(vec![
        CslType::ArticleJournal,
        CslType::Book,
        CslType::Chapter,
        CslType::Webpage,
        CslType::Document,
    ]);
    let texts = prop::collection::vec(field_value(), 13);
    (
        kind,
        names(),
        names(),
        texts,
        dates(),
        dates(),
        any::<bool>(),
    )
        .prop_map(|(kind, author, editor, texts, issued, accessed, et_al)| {
            let mut texts = texts.into_iter();
            let mut next = || texts.next().unwrap();
            Csl {
                author,
                editor,
                title: next(),
                container_title: next(),
                edition: next(),
                publisher: next(),
                publisher_place: next(),
                volume: next(),
                issue: next(),
                page: next(),
                doi: next(),
                pmid: next(),
                pmcid: next(),
                url: next(),
                issued,
                accessed,
                custom: Some(Custom {
                    et_al,
                    ..Custom::default()
                }),
                ..Csl::new(kind)
            }
        })
}

fn any_reference() -> impl Strategy<Value = Reference> {
    (
        hostile(),
        field_value(),
        hostile(),
        prop::option::of(any_csl()),
    )
        .prop_map(|(id, label, printed, csl)| Reference {
            id: ReferenceId::new(id),
            label,
            children: vec![Inline::text(printed)],
            csl,
            position: None,
        })
}

fn visible(text: &str) -> String {
    let spaced: String = text
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control())
        .collect();
    one_line(&spaced)
}

/// Whether braces are balanced as BibTeX counts them: escaped ones too.
fn balanced(text: &str) -> bool {
    let depths = text.chars().scan(0_i64, |depth, c| {
        *depth += i64::from(c == '{') - i64::from(c == '}');
        Some(*depth)
    });
    let all: Vec<i64> = depths.collect();
    all.iter().all(|depth| *depth >= 0) && all.last().is_none_or(|depth| *depth == 0)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_value_leaves_its_entry(references in prop::collection::vec(any_reference(), 0..4)) {
        let bibtex = export(&references, ExportFormat::BibTeX, Messages::default());
        prop_assert!(balanced(&bibtex), "{bibtex}");
        let bibliography = Bibliography::parse(&bibtex);
        prop_assert!(bibliography.is_ok(), "{:?}\n{}", bibliography, bibtex);
        let bibliography = bibliography.unwrap();
        prop_assert_eq!(bibliography.len(), references.len(), "{}", bibtex);
        for (reference, entry) in references.iter().zip(bibliography.iter()) {
            prop_assert!(entry.key.is_ascii());
            if let (Some(title), Some(read)) =
                (reference.csl.as_ref().and_then(|csl| csl.title.as_ref()), field(entry, "title"))
            {
                prop_assert_eq!(read, visible(title));
            }
        }

        let ris = export(&references, ExportFormat::Ris, Messages::default());
        let lines: Vec<&str> = ris.split("\r\n").collect();
        let count = |tag: &str| lines.iter().filter(|line| line.starts_with(tag)).count();
        prop_assert_eq!(count("TY  - "), references.len());
        prop_assert_eq!(count("ER  - "), references.len());
        for line in &lines {
            prop_assert!(!line.contains(char::is_control), "{line:?}");
            prop_assert!(line.is_empty() || line.get(2..6) == Some("  - "), "{line:?}");
        }

        let items: Vec<Value> =
            serde_json::from_str(&export(&references, ExportFormat::CslJson, Messages::default())).unwrap();
        prop_assert_eq!(items.len(), references.len());

        let text = export(&references, ExportFormat::Text, Messages::default());
        prop_assert_eq!(text.lines().count(), references.len(), "{:?}", text);
    }
}

/// Citation.js has a lexer of its own for BibTeX; it has to find the same entries.
#[test]
fn hostile_values_stay_in_their_entries_for_citation_js_too() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let references: Vec<Reference> = (0..200)
        .map(|_| any_reference().new_tree(&mut runner).unwrap().current())
        .collect();
    for (format, items) in read_by_citation_js(&references) {
        assert_eq!(items.len(), references.len(), "{format}");
    }
}

/// Real CSL-JSON with abstracts, eight kinds of works and names from everywhere.
#[test]
fn real_bibliographies_go_out_whole() {
    let Some(path) = support::shared("corpus/bib/csl-json/deep-review-references.json") else {
        return;
    };
    let items: Vec<Value> = serde_json::from_str(&support::read(path)).unwrap();
    let references: Vec<Reference> = items
        .into_iter()
        .filter_map(|item| {
            Some(Reference {
                id: ReferenceId::new(item["id"].as_str()?),
                label: None,
                children: Vec::new(),
                csl: Some(serde_json::from_value(item).ok()?),
                position: None,
            })
        })
        .collect();
    assert!(references.len() > 500, "{}", references.len());
    let text = export(&references, ExportFormat::BibTeX, Messages::default());
    let bibliography = Bibliography::parse(&text).unwrap();
    assert_eq!(bibliography.len(), references.len());
    let mut read = read_by_citation_js(&references);
    for format in STRUCTURED {
        let items = read.remove(format.name()).unwrap();
        for ((reference, item), entry) in references.iter().zip(&items).zip(bibliography.iter()) {
            let csl = reference.csl.as_ref().unwrap();
            let title = csl.title.as_deref().map(one_line);
            let plain = title.as_deref().map(without_mark_up);
            let theirs = item["title"].as_str().map(one_line);
            // CSL-JSON has mark-up in its texts, the other formats have none.
            if format == ExportFormat::CslJson {
                assert_eq!(theirs, title);
            } else {
                assert_eq!(theirs, plain, "{format:?}");
            }
            assert_eq!(field(entry, "title"), plain);
            let authors = |csl: &Csl| csl.author.len();
            assert_eq!(
                item["author"].as_array().map_or(0, Vec::len),
                authors(csl),
                "{format:?} {item:#}"
            );
        }
    }
}
