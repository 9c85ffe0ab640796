//! Bibliographies against what other programs read of them.
//!
//! The files and the readings lie beside the package. Every figure that differs is listed in
//! `tests/bibliography/differences.txt` with its reason: a line that is not there any more, and
//! one that is new, both fail. `UPDATE=1` writes the lines that are missing, without a reason.
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

use std::collections::BTreeMap;
use std::time::Duration;

use scholion::diagnostic::{Code, LineIndex};
use scholion::model::{Csl, Name};
use scholion::parse::{self, Bibliography};
use scholion::render::messages::Messages;
use scholion::render::{self, ExportFormat};
use serde_json::{Map, Value, json};
use support::random::Random;
use unicode_normalization::UnicodeNormalization;

/// Figures compared, and those that differ.
#[derive(Default)]
struct Tally {
    compared: BTreeMap<String, usize>,
    differences: BTreeMap<String, String>,
}

impl Tally {
    /// Compares one figure of a group; `name` says which.
    fn figure(&mut self, group: &str, name: &str, ours: &Value, theirs: &Value) {
        *self.compared.entry(group.to_owned()).or_default() += 1;
        if ours != theirs {
            self.differences
                .insert(format!("{group} {name}"), contrast(ours, theirs));
        }
    }

    /// Prints the table and holds the differences against the committed list.
    fn finish(&self, prefixes: &[&str], least: f64) {
        let mut all = 0;
        for (group, compared) in &self.compared {
            let differ = self
                .differences
                .keys()
                .filter(|name| name.starts_with(&format!("{group} ")))
                .count();
            println!("{group}: {} of {compared} equal", compared - differ);
            all += compared;
        }
        let equal = all - self.differences.len();
        #[allow(clippy::cast_precision_loss, reason = "some thousands")]
        let share = equal as f64 / all as f64;
        println!("{equal} of {all} figures are equal, {:.2} %", share * 100.0);
        let path = support::root().join("tests/bibliography/differences.txt");
        let listed = std::fs::read_to_string(&path).unwrap_or_default();
        let known: BTreeMap<&str, &str> = listed
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
            .map(|line| line.split_once(" | ").unwrap_or((line, "")))
            .filter(|(name, _)| prefixes.iter().any(|prefix| name.starts_with(prefix)))
            .collect();
        let mut new = Vec::new();
        for (name, what) in &self.differences {
            if !known.contains_key(name.as_str()) {
                println!("new: {name} | {what}");
                new.push(name.clone());
            }
        }
        let stale: Vec<&&str> = known
            .keys()
            .filter(|name| !self.differences.contains_key(**name))
            .collect();
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            let lines = new.join(" | \n") + if new.is_empty() { "" } else { " | \n" };
            std::fs::write(&path, listed + &lines).unwrap();
            return;
        }
        assert_eq!(
            stale, [&""; 0],
            "these are equal now: take them off the list"
        );
        assert_eq!(new, [""; 0], "these differ and are not on the list");
        assert!(
            known.values().all(|reason| !reason.trim().is_empty()),
            "a difference without its reason"
        );
        assert!(share >= least, "{share}");
    }
}

/// What differs: of two lists the first values that do, of two texts the beginning.
fn contrast(ours: &Value, theirs: &Value) -> String {
    if let (Value::Array(ours), Value::Array(theirs)) = (ours, theirs) {
        let pairs = ours.iter().zip(theirs);
        if let Some((ours, theirs)) = pairs.clone().find(|(ours, theirs)| ours != theirs) {
            return contrast(ours, theirs);
        }
    }
    let start = |value: &Value| value.to_string().chars().take(120).collect::<String>();
    format!("{} and not {}", start(ours), start(theirs))
}

fn read(path: &str) -> Option<(String, Bibliography)> {
    let bytes = std::fs::read(support::shared(path)?).unwrap();
    let (text, _) = parse::decode_bibliography(&bytes);
    let read = parse::bibliography(&text, path);
    holds(&text, &read);
    Some((text.into_owned(), read))
}

/// What is true of every reading: keys are unique, places are in the text and in their order.
fn holds(text: &str, read: &Bibliography) {
    let mut ids: Vec<&str> = read
        .references
        .iter()
        .map(|entry| entry.id.as_str())
        .collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let spans = read.references.iter().filter_map(|entry| entry.position);
    let found = read.diagnostics.iter().filter_map(|found| found.span);
    for span in spans.chain(found) {
        let range = span.range();
        assert!(range.end <= text.len() + 1, "{span:?}");
    }
    let starts: Vec<usize> = read
        .diagnostics
        .iter()
        .map(|found| found.span.map_or(0, |span| span.range().start))
        .collect();
    assert!(starts.is_sorted());
    for reference in &read.references {
        assert!(reference.csl.is_some() && reference.children.is_empty());
    }
}

fn expected() -> Option<Value> {
    let text = support::read(support::shared("corpus/bib/expected.json")?);
    Some(serde_json::from_str(&text).unwrap())
}

/// The keys of entries that are no works: `@xdata{key,`.
fn material(text: &str) -> Vec<&str> {
    text.lines()
        .filter_map(|line| {
            let (kind, rest) = line.strip_prefix('@')?.split_once('{')?;
            let key = rest.split(',').next()?;
            kind.eq_ignore_ascii_case("xdata").then_some(key)
        })
        .collect()
}

#[test]
fn every_entry_is_found() {
    let Some(expected) = expected() else { return };
    let mut tally = Tally::default();
    for (name, expected) in expected["bib"].as_object().unwrap() {
        let Some((text, read)) = read(&format!("corpus/bib/{name}")) else {
            continue;
        };
        // Some count what is material for others, and some what has its key from another entry.
        let ours = json!(read.references.len());
        let data = material(&text);
        let doubles = expected["duplicate_keys"].as_array().map_or(0, Vec::len);
        let data_and_doubles = data.len() + doubles;
        for (tool, theirs, less) in [
            ("regex", &expected["regex_entries"], data_and_doubles),
            ("pandoc", &expected["pandoc_biblatex_entries"], doubles),
            ("pybtex", &expected["pybtex_entries"], data.len()),
            (
                "bibtexparser",
                &expected["bibtexparser2"]["entries"],
                data.len(),
            ),
        ] {
            if let Some(theirs) = theirs.as_u64() {
                let works = json!(usize::try_from(theirs).unwrap() - less);
                tally.figure(&format!("count {tool}"), name, &ours, &works);
            }
        }
        let keys = expected["keys"].as_array().into_iter().flatten();
        // In the largest file the list is cut, and an ellipsis says so.
        for key in keys
            .map(|key| key.as_str().unwrap())
            .filter(|key| *key != "…")
        {
            let there = read.references.iter().any(|entry| key == entry.id.as_str());
            let expected = !data.contains(&key);
            let name = format!("{name} {key}");
            tally.figure("key", &name, &json!(there), &json!(expected));
        }
    }
    // What their first lines declare is believed.
    for (encoding, title) in [("encoding1", "Šome title"), ("encoding4", "Żome title")] {
        if let Some((_, read)) = read(&format!("corpus/bib/biber/{encoding}.bib")) {
            let csl = read.references[0].csl.as_ref().unwrap();
            assert_eq!(csl.title.as_deref(), Some(title));
        }
    }
    tally.finish(&["count", "key"], 0.99);
}

/// A text as it is compared: no mark-up, one kind of blank, dash and quotation mark, no case.
/// Pandoc writes English titles as sentences, which is its own choice and no reading.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if inside => {}
            '–' | '—' | '‐' | '‑' | '−' => out.push('-'),
            '’' | '‘' | '“' | '”' | '"' => out.push('\''),
            c if c.is_whitespace() => out.push(' '),
            '\u{200B}'..='\u{200F}' => {}
            // Under an accent the letter has lost its dot anyway.
            'ı' => out.push('i'),
            c => out.extend(c.to_lowercase()),
        }
    }
    let composed: String = out.nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn compared(value: &Value) -> Value {
    match value {
        Value::String(text) => json!(plain(text)),
        Value::Number(number) => json!(number.to_string()),
        // Pandoc takes "and others" for a name, and has no type for what is none of its own.
        Value::Array(values) => values
            .iter()
            .filter(|value| **value != json!({ "literal": "others" }))
            .map(compared)
            .collect(),
        Value::Object(fields) => Value::Object(
            fields
                .iter()
                .map(|(name, value)| (name.clone(), compared(value)))
                .collect::<Map<_, _>>(),
        ),
        other => other.clone(),
    }
}

const FIELDS: [&str; 21] = [
    "type",
    "author",
    "editor",
    "title",
    "container-title",
    "collection-title",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "number",
    "page",
    "issued",
    "DOI",
    "URL",
    "ISSN",
    "ISBN",
    "version",
    "abstract",
    "keyword",
    "accessed",
];

#[test]
fn papers_are_read_field_by_field() {
    let mut tally = Tally::default();
    for paper in [
        "emcee",
        "exoplanet",
        "liionpack",
        "powerbox",
        "pubmed_parser",
        "pysindy1",
        "pysindy2",
        "pyuvsim",
        "spaghetti",
        "stingray2",
    ] {
        let Some((_, read)) = read(&format!("corpus/joss/{paper}/paper.bib")) else {
            continue;
        };
        let path = support::shared(&format!("corpus/joss/{paper}/oracle.csl.json")).unwrap();
        let oracle: Vec<Value> = serde_json::from_str(&support::read(path)).unwrap();
        tally.figure(
            "joss entries",
            paper,
            &json!(read.references.len()),
            &json!(oracle.len()),
        );
        for theirs in oracle {
            let id = theirs["id"].as_str().unwrap();
            let ours = read.references.iter().find(|entry| entry.id.as_str() == id);
            let ours = serde_json::to_value(ours.and_then(|entry| entry.csl.as_ref())).unwrap();
            for field in FIELDS {
                let (ours, mut theirs) = (&ours[field], &theirs[field]);
                let untyped = json!("document");
                if field == "type" && theirs == "" {
                    theirs = &untyped;
                }
                if !(ours.is_null() && theirs.is_null()) {
                    let name = format!("{paper} {id}");
                    tally.figure(
                        &format!("joss {field}"),
                        &name,
                        &compared(ours),
                        &compared(theirs),
                    );
                }
            }
        }
    }
    if !tally.compared.is_empty() {
        tally.finish(&["joss"], 0.985);
    }
}

/// A name as RIS writes it.
fn written(name: &Name) -> String {
    let parts = [&name.non_dropping_particle, &name.family];
    let family: Vec<&str> = parts
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    let given = name.given.as_deref();
    name.literal.clone().unwrap_or_else(|| {
        let family = family.join(" ");
        given.map_or(family.clone(), |given| format!("{family}, {given}"))
    })
}

#[test]
fn ris_says_what_another_reader_reads() {
    let Some(expected) = expected() else { return };
    let mut tally = Tally::default();
    for (name, expected) in expected["ris"].as_object().unwrap() {
        let Some((_, read)) = read(&format!("corpus/bib/{name}")) else {
            continue;
        };
        let records = expected["rispy"].as_array().unwrap();
        tally.figure(
            "ris records",
            name,
            &json!(read.references.len()),
            &json!(records.len()),
        );
        for (number, (ours, theirs)) in read.references.iter().zip(records).enumerate() {
            let csl = ours.csl.as_ref().unwrap();
            let mut figure = |field: &str, ours: Value, names: &[&str]| {
                let theirs = names
                    .iter()
                    .map(|name| &theirs[*name])
                    .find(|value| !value.is_null())
                    .unwrap_or(&Value::Null);
                if !(ours.is_null() && theirs.is_null()) {
                    let name = format!("{name} {number}");
                    tally.figure(
                        &format!("ris {field}"),
                        &name,
                        &spaced(&ours),
                        &spaced(theirs),
                    );
                }
            };
            let names = |names: &[Name]| match names {
                [] => Value::Null,
                names => names.iter().map(written).collect(),
            };
            figure("author", names(&csl.author), &["authors", "first_authors"]);
            figure("editor", names(&csl.editor), &["secondary_authors"]);
            figure(
                "title",
                json!(csl.title),
                &["title", "primary_title", "short_title"],
            );
            figure(
                "journal",
                json!(csl.container_title),
                &["alternate_title3", "journal_name", "alternate_title2"],
            );
            figure("volume", json!(csl.volume), &["volume"]);
            figure("issue", json!(csl.issue), &["number"]);
            let pages = csl
                .page
                .as_deref()
                .map(|page| page.split('-').collect::<Vec<_>>());
            figure(
                "first page",
                json!(pages.as_ref().map(|pages| pages[0])),
                &["start_page"],
            );
            let last = pages.as_ref().and_then(|pages| pages.get(1));
            figure("last page", json!(last), &["end_page"]);
            figure(
                "abstract",
                json!(csl.r#abstract),
                &["abstract", "notes_abstract"],
            );
            figure("publisher", json!(csl.publisher), &["publisher"]);
            figure("place", json!(csl.publisher_place), &["place_published"]);
            figure("ISSN", json!(csl.issn), &["issn"]);
            let keywords = csl
                .keyword
                .as_ref()
                .map(|text| text.split(", ").collect::<Vec<_>>());
            figure("keywords", json!(keywords), &["keywords"]);
            let address = csl.url.as_ref().map(|url| [url]);
            figure("URL", json!(address), &["urls"]);
            let year = csl.issued.as_ref().and_then(scholion::model::Date::year);
            let theirs = theirs["year"]
                .as_str()
                .or(theirs["publication_year"].as_str());
            let theirs = theirs.and_then(|year| year.get(..4)?.parse::<i32>().ok());
            tally.figure(
                "ris year",
                &format!("{name} {number}"),
                &json!(year),
                &json!(theirs),
            );
        }
    }
    if !tally.compared.is_empty() {
        tally.finish(&["ris"], 0.97);
    }
}

/// Blanks as one, and after each comma of a name.
fn spaced(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let text = text.replace(',', ", ");
            json!(text.split_whitespace().collect::<Vec<_>>().join(" "))
        }
        Value::Array(values) => values.iter().map(spaced).collect(),
        other => other.clone(),
    }
}

#[test]
fn csl_json_comes_out_as_it_went_in() {
    let mut tally = Tally::default();
    for name in ["deep-review-references", "deep-review-manual-references"] {
        let path = format!("corpus/bib/csl-json/{name}.json");
        let Some((text, read)) = read(&path) else {
            return;
        };
        assert_eq!(read.diagnostics, [], "{name}");
        let items: Vec<Value> = serde_json::from_str(&text).unwrap();
        tally.figure(
            "csl items",
            name,
            &json!(read.references.len()),
            &json!(items.len()),
        );
        for (reference, mut item) in read.references.iter().zip(items) {
            let id = item.as_object_mut().unwrap().remove("id").unwrap();
            strict(&mut item);
            assert_eq!(reference.id.as_str(), id.as_str().unwrap());
            let ours = serde_json::to_value(&reference.csl).unwrap();
            let name = format!("{name} {}", reference.id);
            for (field, theirs) in item.as_object().unwrap() {
                tally.figure(
                    "csl field",
                    &format!("{name} {field}"),
                    &ours[field],
                    theirs,
                );
            }
            let fields = ours.as_object().unwrap().len();
            tally.figure(
                "csl fields",
                &name,
                &json!(fields),
                &json!(item.as_object().unwrap().len()),
            );
            // What is written is what is read.
            let again: Csl = serde_json::from_value(ours.clone()).unwrap();
            assert_eq!(Some(&again), reference.csl.as_ref());
        }
    }
    tally.finish(&["csl"], 0.999);
}

/// What the schema asks for: no empty values, and numbers in dates.
fn strict(value: &mut Value) {
    let number = |part: &mut Value| {
        if let Some(number) = part.as_str().and_then(|part| part.parse::<i32>().ok()) {
            *part = json!(number);
        }
    };
    let Value::Object(fields) = value else {
        return;
    };
    for name in ["issued", "accessed"] {
        let parts = fields
            .get_mut(name)
            .and_then(|date| date.get_mut("date-parts"));
        for point in parts.and_then(Value::as_array_mut).into_iter().flatten() {
            point.as_array_mut().into_iter().flatten().for_each(number);
        }
    }
    for name in fields
        .get_mut("author")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        let parts = name.as_object_mut().unwrap();
        parts.retain(|_, part| *part != json!("") && *part != json!([]));
    }
}

fn best<T>(work: impl Fn() -> T) -> Duration {
    support::least_time(3, work).0
}

#[test]
fn a_large_bibliography_is_read_fast() {
    for name in ["distill-gnn-intro.bib", "joss-exoplanet.bib", "tugboat.bib"] {
        let Some((text, bibliography)) = read(&format!("corpus/bib/{name}")) else {
            continue;
        };
        let ours = best(|| parse::bibliography(&text, name));
        let theirs =
            best(|| biblatex::RawBibliography::parse(&text).map(|read| read.entries.len()));
        let resolved = best(|| biblatex::Bibliography::parse(&text).map(|read| read.len()));
        let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
        println!(
            "{name}: {} entries in {ours:?}, {ratio:.1} times the bare parse of `biblatex` ({theirs:?}; {resolved:?} with LaTeX resolved)",
            bibliography.references.len(),
        );
        assert!(ratio < 60.0, "{name}: {ratio}");
    }
}

#[test]
fn circles_end_and_are_said() {
    for name in ["crossrefs", "full-dot"] {
        let Some((_, read)) = read(&format!("corpus/bib/biber/{name}.bib")) else {
            return;
        };
        let circles = read
            .diagnostics
            .iter()
            .filter(|found| found.code == Code::CircularCrossref)
            .count();
        assert!(circles >= 3, "{name}: {circles}");
    }
}

/// The bibliographies of our own in `tests/bibliography/cases`.
fn cases() -> Vec<std::path::PathBuf> {
    let folder = support::root().join("tests/bibliography/cases");
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.to_str().unwrap().ends_with(".expected.json"))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

#[test]
fn our_own_bibliographies_are_read_as_expected() {
    for path in cases() {
        let text = support::read(&path);
        let read = parse::bibliography(&text, path.to_str().unwrap());
        holds(&text, &read);
        let lines = LineIndex::new(&text);
        let found: Vec<String> = read
            .diagnostics
            .iter()
            .map(|found| {
                let place = found.span.map(|span| lines.line_column(span.range().start));
                let place = place.map_or(String::new(), |place| {
                    format!("{}:{}", place.line, place.column)
                });
                format!("{place} {}: {}", found.code, found.message)
            })
            .collect();
        let actual = json!({ "references": read.references, "diagnostics": found });
        let actual = format!("{actual:#}\n");
        let expected = path.with_extension("expected.json");
        if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
            std::fs::write(&expected, &actual).unwrap();
        }
        assert_eq!(actual, support::read(&expected), "{}", path.display());
    }
}

#[test]
fn whatever_comes_in_nothing_panics() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let signs = [
        "{", "}", "\"", "@", "\\", "#", "=", ",", "(", ")", "$", "~", "\n", "é", " and ", "[", "]",
        ":", "TY  - ", "ER  - ",
    ];
    for path in cases() {
        let text = support::read(&path);
        let name = path.to_str().unwrap();
        for _ in 0..300 {
            let mut letters: Vec<String> = text.chars().map(String::from).collect();
            for _ in 0..=random.below(8) {
                let at = random.below(letters.len());
                match random.below(3) {
                    0 => letters[at] = random.pick(&signs).to_owned(),
                    1 => drop(letters.drain(at..(at + random.below(40)).min(letters.len()))),
                    _ => letters.insert(at, random.pick(&signs).to_owned()),
                }
            }
            let text = letters.concat();
            holds(&text, &parse::bibliography(&text, name));
        }
    }
}

/// A text that grows with its number, and what makes it hard.
type Trap = (&'static str, &'static str, Box<dyn Fn(usize) -> String>);

#[test]
#[allow(
    clippy::format_collect,
    reason = "a few thousand lines, and easier to read"
)]
fn time_is_linear_in_the_text() {
    let chain = |n: usize| -> String {
        (0..n)
            .map(|n| {
                format!(
                    "@book{{b{n}, title={{T}}, crossref={{b{}}}, xdata={{b{}, b{}}}}}\n",
                    n + 1,
                    n + 2,
                    n + 3
                )
            })
            .collect()
    };
    let traps: [Trap; 12] = [
        ("braces", "x.bib", Box::new(|n| "@a{x, t = {".repeat(n))),
        (
            "open entries",
            "x.bib",
            Box::new(|n| "@a{x, t = {\n".repeat(n)),
        ),
        (
            "quotation marks",
            "x.bib",
            Box::new(|n| "@a{x, t = \"".repeat(n)),
        ),
        ("signs", "x.bib", Box::new(|n| "@".repeat(n * 8))),
        (
            "names",
            "x.bib",
            Box::new(|n| format!("@a{{x, author={{{}}}}}", "A B and ".repeat(n))),
        ),
        (
            "nesting",
            "x.bib",
            Box::new(|n| format!("@a{{x, t={}{}}}", "{".repeat(n * 4), "}".repeat(n * 4))),
        ),
        (
            "accents",
            "x.bib",
            Box::new(|n| format!("@a{{x, title={{{}}}}}", "\\'".repeat(n * 4))),
        ),
        (
            "one key",
            "x.ris",
            Box::new(|n| "TY  - BOOK\nID  - 1\nER  - \n".repeat(n / 4)),
        ),
        (
            "fields",
            "x.bib",
            Box::new(|n| {
                format!(
                    "@a{{x, {}}}",
                    (0..n / 8)
                        .map(|n| format!("f{n}={{a}},"))
                        .collect::<String>()
                )
            }),
        ),
        ("parents", "x.bib", Box::new(move |n| chain(n / 16))),
        ("brackets", "x.json", Box::new(|n| "[{".repeat(n * 4))),
        (
            "lines",
            "x.ris",
            Box::new(|n| format!("TY  - BOOK\n{}", "AB  - a\n  b\n".repeat(n))),
        ),
    ];
    for (trap, name, text) in &traps {
        let time = |n: usize| {
            let text = text(n);
            best(|| parse::bibliography(&text, name))
        };
        let (short, long) = (time(3_000), time(24_000));
        println!("{trap}: {short:?}, eight times as much {long:?}");
        // Squared it would be sixty-four times; the machine has its moods.
        assert!(
            long < short * 24 + Duration::from_millis(60),
            "{trap}: {short:?} and {long:?}"
        );
    }
}

/// What goes out as BibTeX, RIS and CSL-JSON comes back: whole entries of every kind.
#[test]
fn what_is_exported_is_read_again() {
    let text = support::read(support::root().join("tests/bibliography/cases/kinds.bib"));
    let read = parse::bibliography(&text, "kinds.bib");
    assert_eq!(read.diagnostics, []);
    let references = &read.references;
    let out = |format| render::export(references, format, Messages::default());
    let back = |format: ExportFormat, name: &str| {
        let text = out(format);
        let again = parse::bibliography(&text, name);
        assert_eq!(again.diagnostics, [], "{text}");
        let fields: Vec<Csl> = again
            .references
            .into_iter()
            .filter_map(|entry| entry.csl)
            .collect();
        assert_eq!(fields.len(), references.len());
        fields
    };
    let ours: Vec<Csl> = references
        .iter()
        .filter_map(|entry| entry.csl.clone())
        .collect();
    for (number, (ours, again)) in ours
        .iter()
        .zip(back(ExportFormat::BibTeX, "x.bib"))
        .enumerate()
    {
        // What the model has no field for has none in BibTeX either.
        let without = Csl {
            other: BTreeMap::new(),
            ..ours.clone()
        };
        let again = Csl {
            other: BTreeMap::new(),
            ..again
        };
        assert_eq!(again, without, "{number}");
    }
    assert_eq!(back(ExportFormat::CslJson, "x.json"), ours);
    for (ours, again) in ours.iter().zip(back(ExportFormat::Ris, "x.ris")) {
        let told = |csl: &Csl| {
            (
                csl.kind,
                csl.title.clone(),
                csl.author.len(),
                csl.issued.as_ref().and_then(scholion::model::Date::year),
                csl.genre.clone(),
            )
        };
        assert_eq!(told(&again), told(ours));
    }
    let other = biblatex::Bibliography::parse(&out(ExportFormat::BibTeX)).unwrap();
    assert_eq!(other.len(), references.len());
    let faults = csl_schema::faults(&serde_json::from_str(&out(ExportFormat::CslJson)).unwrap());
    assert_eq!(faults, [""; 0]);
}
