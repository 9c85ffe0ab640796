//! JATS articles of several publishers, against what an independent script found in them.
//!
//! Every figure that differs is in `tests/jats/differences.tsv` with the reason; an entry that
//! does not differ any more fails, and so does a difference that has none.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

#[path = "jats/measure.rs"]
mod measure;
#[path = "jats/words.rs"]
mod words;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::time::Duration;

use scholion::diagnostic::{Code, LineIndex};
use scholion::model::{Article, plain_text, walk};
use scholion::parse::{self, Parsed};
use scholion::{check, render};
use serde_json::Value;

use measure::Tally;
use proptest::prelude::*;

/// The articles of the collection with their names; none where it is absent.
fn articles(folder: &str) -> Vec<(String, String)> {
    let Some(folder) = support::shared(&format!("corpus/jats/{folder}")) else {
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "xml"))
        .collect();
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, support::read(&path))
        })
        .collect()
}

fn expected(name: &str) -> Value {
    let path = support::shared(&format!("corpus/jats/{name}")).unwrap();
    serde_json::from_str(&support::read(path)).unwrap()
}

/// The differences that are explained: file, figure, reason.
fn explained() -> BTreeMap<(String, String), String> {
    support::read(support::root().join("tests/jats/differences.tsv"))
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.splitn(3, '\t');
            let mut next = || {
                fields
                    .next()
                    .unwrap_or_else(|| panic!("a field is missing: {line}"))
            };
            let key = (next().to_owned(), next().to_owned());
            (key, next().to_owned())
        })
        .collect()
}

/// Compares what differs with what is explained, in one of the two collections of figures.
fn settle(tally: &Tally, of: &[&str]) {
    let explained: BTreeSet<(String, String)> = explained()
        .into_keys()
        .filter(|(_, figure)| of.iter().any(|prefix| figure.starts_with(prefix)))
        .collect();
    let found: BTreeSet<(String, String)> = tally.differences.keys().cloned().collect();
    let unexplained: Vec<String> = found
        .difference(&explained)
        .map(|key| format!("{}\t{}\t{}", key.0, key.1, tally.differences[key]))
        .collect();
    let stale: Vec<_> = explained.difference(&found).collect();
    assert!(
        unexplained.is_empty() && stale.is_empty(),
        "unexplained:\n{}\nexplained, and no difference any more:\n{stale:#?}",
        unexplained.join("\n")
    );
}

#[test]
fn articles_are_read_as_the_independent_script_reads_them() {
    let sources = articles("");
    if sources.is_empty() {
        return;
    }
    let expected_all = expected("expected.json");
    let references = expected("expected_refs.json");
    let mut tally = Tally::default();
    for (name, text) in &sources {
        let parsed = parse::jats(text);
        let expected = expected_all["articles"]
            .as_array()
            .unwrap()
            .iter()
            .find(|article| article["file"] == name.as_str())
            .unwrap_or_else(|| panic!("{name} is not in expected.json"));
        let refs = references[name.as_str()].as_array().unwrap();
        measure::article(&mut tally, name, text, &parsed.article, expected, refs);
    }
    println!("{}", tally.table());
    settle(&tally, &measure::FIGURES);
    assert!(
        tally.share() >= 0.99,
        "{:.4} of the figures agree",
        tally.share()
    );
}

#[test]
fn tagged_references_are_read_field_by_field() {
    let sources = articles("");
    if sources.is_empty() {
        return;
    }
    let references = expected("expected_refs.json");
    let mut tally = Tally::default();
    for (name, text) in &sources {
        let parsed = parse::jats(text);
        let refs = references[name.as_str()].as_array().unwrap();
        measure::references(&mut tally, name, &parsed.article, refs);
    }
    println!("{}", tally.table());
    settle(&tally, &["ref "]);
    assert!(
        tally.share() >= 0.99,
        "{:.4} of the fields agree",
        tally.share()
    );
}

#[test]
fn no_word_is_lost() {
    let mut all = 0;
    let mut lost = Vec::new();
    let folders = ["", "micro-encoda", "mutants"];
    for (name, text) in folders.iter().flat_map(|folder| articles(folder)) {
        let article = parse::jats(&text).article;
        let (words, missing) = words::missing(&text, &article);
        all += words;
        lost.extend(missing.into_iter().map(|word| format!("{name}: {word}")));
    }
    println!("{all} words, {} of them lost", lost.len());
    assert!(lost.is_empty(), "lost:\n{}", lost.join("\n"));
}

#[test]
fn whatever_is_read_can_be_written_and_loaded() {
    for folder in ["", "micro-encoda", "mutants"] {
        for (name, text) in articles(folder) {
            let Parsed { article, .. } = parse::jats(&text);
            let json = serde_json::to_string(&article).unwrap();
            let again: Article =
                serde_json::from_str(&json).unwrap_or_else(|error| panic!("{name}: {error}"));
            let html = |article| render::html(article, &render::Options::default());
            let page = html(&article);
            assert_eq!(page, html(&again), "{name}");
            assert!(article.children.is_empty() || page.len() > 100, "{name}");
            unique_identifiers(&name, &page);
        }
    }
}

/// Every id of a page is there once, and every fragment leads to one.
fn unique_identifiers(name: &str, page: &str) {
    let values = |key: &str| -> Vec<String> {
        page.split(key)
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap_or_default().to_owned())
            .collect()
    };
    let mut ids = HashSet::new();
    for id in values(" id=\"") {
        assert!(ids.insert(id.clone()), "{name}: {id} is there twice");
    }
    for target in values(" href=\"#") {
        assert!(ids.contains(&target), "{name}: nothing is called {target}");
    }
}

#[test]
fn every_finding_has_its_place() {
    let mut count = 0;
    for folder in ["", "micro-encoda", "mutants"] {
        for (name, text) in articles(folder) {
            let lines = LineIndex::new(&text);
            let Parsed {
                article,
                mut diagnostics,
            } = parse::jats(&text);
            diagnostics.extend(check::article(&article));
            for found in diagnostics {
                let span = found.span.unwrap_or_else(|| panic!("{name}: {found:?}"));
                let place = lines.line_column(span.range().start);
                assert!(place.line >= 1 && place.column >= 1, "{name}: {found:?}");
                count += 1;
            }
        }
    }
    println!("{count} findings");
}

#[test]
fn damage_is_said_where_it_is() {
    let sources = articles("mutants");
    let of = |name: &str| sources.iter().find(|(file, _)| file == name);
    if let Some((_, text)) = of("m1-dangling.xml") {
        let parsed = parse::jats(text);
        let dangling = dangling(&parsed.article);
        let expected = ["Niklasson1", "Paweska1", "Swanepoel1"];
        let names: Vec<&str> = dangling
            .iter()
            .map(|id| id.rsplit('-').next().unwrap())
            .collect();
        assert_eq!(names, expected);
    }
    if let Some((_, text)) = of("m3-duplicate-ref-id.xml") {
        let parsed = parse::jats(text);
        assert_eq!(
            dangling(&parsed.article),
            BTreeSet::from(["bib2".to_owned()])
        );
        let duplicate =
            |found: &&scholion::diagnostic::Diagnostic| found.code == Code::DuplicateReference;
        assert_eq!(parsed.diagnostics.iter().filter(duplicate).count(), 1);
    }
    if let Some((_, text)) = of("m5-entities.xml") {
        let parsed = parse::jats(text);
        assert_eq!(plain_text(&parsed.article.title), "T &c; &x;");
        let codes: Vec<Code> = parsed.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::UnknownEntity, Code::UnknownEntity]);
    }
}

/// The ids that are cited and that no reference has.
fn dangling(article: &Article) -> BTreeSet<String> {
    walk::citations(article)
        .iter()
        .flat_map(|found| &found.citation.references)
        .filter(|id| article.reference(id).is_none())
        .map(ToString::to_string)
        .collect()
}

/// Cut anywhere, an article is still read, and the cut is said.
#[test]
fn a_source_that_is_cut_short_is_read_as_far_as_it_goes() {
    for (name, text) in articles("").into_iter().take(4) {
        for tenth in 1..10 {
            let mut end = text.len() * tenth / 10;
            while !text.is_char_boundary(end) {
                end -= 1;
            }
            let parsed = parse::jats(&text[..end]);
            assert!(
                parsed
                    .diagnostics
                    .iter()
                    .any(|found| found.code == Code::MalformedXml),
                "{name}, {tenth} tenths"
            );
        }
    }
}

#[test]
fn reading_takes_a_small_multiple_of_a_bare_pass() {
    let Some((name, text)) = articles("")
        .into_iter()
        .find(|(name, _)| name == "plos-pone.0012262.xml")
    else {
        return;
    };
    let (bare, ()) = support::least_time(5, || {
        let mut reader = quick_xml::Reader::from_str(&text);
        while !matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {}
    });
    let (whole, ()) = support::least_time(5, || drop(parse::jats(&text)));
    let ratio = whole.as_secs_f64() / bare.as_secs_f64();
    println!(
        "{name}: {whole:?} for {} KB, a bare pass takes {bare:?}: {ratio:.1} times",
        text.len() / 1024
    );
    assert!(ratio < 20.0, "{ratio}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]
    /// Whatever comes, it is read, and what is read can be written, loaded and rendered; every
    /// finding is inside of the source.
    #[test]
    fn no_source_breaks_the_reader(pieces in prop::collection::vec(piece(), 0..60)) {
        let source = pieces.concat();
        let Parsed { article, diagnostics } = parse::jats(&source);
        for found in &diagnostics {
            let range = found.span.unwrap().range();
            prop_assert!(source.get(range.clone()).is_some(), "{found:?} of {}", source.len());
        }
        let json = serde_json::to_string(&article).unwrap();
        let again: Article = serde_json::from_str(&json).unwrap();
        let html = |article| render::html(article, &render::Options::default());
        prop_assert_eq!(html(&article), html(&again));
        check::article(&article);
    }
}

/// Pieces of articles, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    let tags = [
        "article",
        "front",
        "article-meta",
        "title-group",
        "article-title",
        "contrib-group",
        "contrib",
        "name",
        "surname",
        "aff",
        "abstract",
        "body",
        "sec",
        "title",
        "label",
        "p",
        "bold",
        "sup",
        "fn",
        "list",
        "list-item",
        "def-list",
        "def-item",
        "term",
        "def",
        "table-wrap",
        "table",
        "tr",
        "td",
        "table-wrap-foot",
        "fig",
        "fig-group",
        "caption",
        "boxed-text",
        "disp-quote",
        "attrib",
        "verse-group",
        "verse-line",
        "disp-formula",
        "inline-formula",
        "math",
        "tex-math",
        "alternatives",
        "back",
        "ref-list",
        "ref",
        "mixed-citation",
        "element-citation",
        "person-group",
        "year",
        "source",
        "fn-group",
        "ack",
        "app",
        "sub-article",
        "speech",
        "statement",
        "supplementary-material",
    ];
    let tag = prop::sample::select(tags.to_vec());
    prop_oneof![
        4 => tag.clone().prop_map(|tag| format!("<{tag}>")),
        4 => tag.clone().prop_map(|tag| format!("</{tag}>")),
        2 => (tag.clone(), 0..6).prop_map(|(tag, id)| format!("<{tag} id='i{id}'>")),
        2 => (tag, 0..6).prop_map(|(tag, id)| format!("<{tag} id='i{id}' xlink:href='a'/>")),
        3 => (prop::sample::select(vec!["bibr", "fig", "fn", "sec", ""]), 0..6, 0..6)
            .prop_map(|(kind, id, text)| format!("<xref ref-type='{kind}' rid='i{id}'>{text}</xref>")),
        3 => prop::sample::select(vec![
            "[", "]", ",", "–", " ", "a ", "&amp;", "&x;", "&#0;", "<", ">", "&", "<!--", "-->",
            "<![CDATA[", "]]>", "<?", "?>", "\"", "é", "<!DOCTYPE a [<!ENTITY x '<b>'>]>", "1",
            "\\frac", "$",
        ])
        .prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ]
}

/// Four times the text takes about four times the time, whatever it is, and what is built to
/// explode ends.
#[test]
fn time_grows_with_the_text_alone() {
    const SMALL: usize = 2_000;
    for ((name, small), (_, great)) in hostile(SMALL).into_iter().zip(hostile(SMALL * 4)) {
        let (took_small, _) = support::least_time(2, || parse::jats(&small));
        let (took_great, parsed) = support::least_time(2, || parse::jats(&great));
        println!(
            "{name}: {took_small:?} and {took_great:?}, {} findings",
            parsed.diagnostics.len()
        );
        // What takes no time at all says nothing about growth.
        let growth =
            took_great.as_secs_f64() / took_small.max(Duration::from_millis(20)).as_secs_f64();
        assert!(growth < 12.0, "{name}: {took_small:?}, then {took_great:?}");
        let json = serde_json::to_string(&parsed.article).unwrap();
        let loaded: Result<Article, _> = serde_json::from_str(&json);
        assert!(loaded.is_ok(), "{name}: {:?}", loaded.err());
    }
}

/// Sources that are built to take long, of about this many pieces each.
fn hostile(n: usize) -> Vec<(&'static str, String)> {
    let body = |inner: &str| format!("<article><body>{inner}</body></article>");
    let list = (1..=1000).fold(String::new(), |all, n| {
        all + &format!("<ref id='r{n}'><label>{n}</label></ref>")
    });
    let range =
        "[<xref ref-type='bibr' rid='r1'>1</xref>–<xref ref-type='bibr' rid='r900'>900</xref>] ";
    let nested_entities = (1..=30).fold(String::new(), |all, n| {
        let inner = format!("&a{};", n - 1).repeat(10);
        all + &format!("<!ENTITY a{n} \"{inner}\">")
    });
    vec![
        ("nested", "<sec>".repeat(n * 20)),
        (
            "nested in a line",
            format!("<p>{}x", "<bold>".repeat(n * 20)),
        ),
        ("closed", "</sec>".repeat(n * 20)),
        ("crossed", "<a><b></a></b>".repeat(n)),
        (
            "crossed deeply",
            format!("{}{}", "<a>".repeat(n * 5), "</b>".repeat(n * 5)),
        ),
        ("stray", "< ".repeat(n * 10)),
        (
            "stray in text",
            body(&format!("<p>{}</p>", "a < b > c ".repeat(n))),
        ),
        ("comments", "<!--".repeat(n * 10)),
        ("sections", "<![CDATA[".repeat(n * 10)),
        ("quotes", "<a b=\"".repeat(n * 10)),
        ("ampersands", "&amp".repeat(n * 10)),
        (
            "attributes",
            body(&format!("<p {}/>", "a='b' ".repeat(n * 10))),
        ),
        (
            "a bomb",
            format!(
                "<!DOCTYPE article [<!ENTITY a0 \"ha\">{nested_entities}]>{}",
                body("<p>&a30;&a0;</p>")
            ),
        ),
        (
            "a flat bomb",
            format!(
                "<!DOCTYPE article [<!ENTITY a \"{}\">]>{}",
                "a".repeat(n * 5),
                body(&format!("<p>{}</p>", "&a;".repeat(n * 5)))
            ),
        ),
        (
            "ranges",
            format!(
                "<article><body><p>{}</p></body><back><ref-list>{list}</ref-list></back></article>",
                range.repeat(n / 2)
            ),
        ),
        (
            "notes",
            body(&format!(
                "<p>{}</p>",
                "<fn><p>x<fn><p>y</p></fn></p></fn>".repeat(n)
            )),
        ),
        (
            "one id",
            body(&"<sec id='x'><title>T</title></sec>".repeat(n)),
        ),
        (
            "one title",
            body(&"<sec><title>T</title><p/></sec>".repeat(n)),
        ),
        (
            "pictures",
            body(&format!(
                "<fig>{}</fig>",
                "<graphic href='a'/>".repeat(n * 2)
            )),
        ),
        (
            "rows",
            body(&format!(
                "<table-wrap><table>{}</table></table-wrap>",
                "<tr><td>a</td></tr>".repeat(n)
            )),
        ),
        (
            "authors",
            format!(
                "<article><front><article-meta><contrib-group>{}{}</contrib-group></article-meta></front></article>",
                "<contrib><name><surname>A</surname></name></contrib>".repeat(n),
                "<aff>B</aff>".repeat(n)
            ),
        ),
        (
            "references",
            format!(
                "<article><back><ref-list>{}</ref-list></back></article>",
                "<ref id='a'><mixed-citation>A. B.</mixed-citation></ref>".repeat(n)
            ),
        ),
    ]
}
