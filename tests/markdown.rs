//! Markdown articles as they are written, against readings of them by other programs.
//!
//! Every figure of every file is held against `expected.json`: headings, citations and their
//! keys, the list, title, notes, figures, tables, formulae. `tests/markdown/differences.tsv` lists
//! the figures that differ, and why; an entry that comes to be equal fails, and so does a
//! difference without one. `UPDATE=1` writes the list anew and keeps its reasons.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write;
use std::path::PathBuf;

use scholion::diagnostic::LineIndex;
use scholion::model::{
    Article, Block, CitationKind, Csl, Inline, Reference, ReferenceId, Section, plain_text, prose,
    walk,
};
use scholion::parse::{self, Parsed};
use scholion::render;
use serde_json::{Value, json};

const LIST: &str = "tests/markdown/differences.tsv";

/// Works from CSL-JSON.
fn works(path: PathBuf) -> Vec<Reference> {
    let entries: Vec<Value> = serde_json::from_str(&support::read(path)).unwrap();
    entries
        .into_iter()
        .map(|entry| {
            let id = entry["id"].as_str().unwrap().to_owned();
            Reference {
                id: ReferenceId::new(id),
                csl: serde_json::from_value::<Csl>(entry).ok(),
                ..Reference::default()
            }
        })
        .collect()
}

/// What can be counted and named in an article.
fn figures(article: &Article) -> BTreeMap<&'static str, Value> {
    let mut seen = Seen::default();
    seen.blocks(&article.r#abstract, 0);
    seen.abstract_formulae = seen.inline_formulae;
    seen.blocks(&article.children, 0);
    for note in &article.footnotes {
        seen.blocks(&note.children, 0);
    }
    let uses = walk::citations(article);
    let keys: Vec<&str> = uses
        .iter()
        .flat_map(|found| found.citation.references.iter().map(ReferenceId::as_str))
        .collect();
    let distinct: HashSet<&str> = keys.iter().copied().collect();
    let narrative = uses
        .iter()
        .filter(|found| found.citation.kind == CitationKind::Narrative)
        .count();
    BTreeMap::from([
        ("title", json!(plain_text(&article.title))),
        ("authors", json!(article.author.len())),
        ("headings", json!(seen.headings)),
        ("citations", json!(uses.len())),
        ("keys", json!(keys.len())),
        ("distinct keys", json!(distinct.len())),
        ("narrative", json!(narrative)),
        ("groups", json!(groups(&uses))),
        (
            "list",
            json!(
                article
                    .references
                    .iter()
                    .map(|reference| reference.id.as_str())
                    .collect::<Vec<_>>()
            ),
        ),
        ("note marks", json!(seen.marks)),
        ("notes", json!(article.footnotes.len())),
        ("pictures", json!(seen.pictures)),
        ("tables", json!(seen.tables)),
        ("formulae in the line", json!(seen.inline_formulae)),
        ("formulae apart", json!(seen.formulae)),
        ("code", json!(seen.code)),
    ])
}

/// The keys of every citation, sorted in it and among them: notes stand elsewhere with others, and
/// numbers in a marker rise.
fn groups(uses: &[walk::Use<'_>]) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = uses
        .iter()
        .map(|found| {
            let ids = found.citation.references.iter();
            let mut keys: Vec<String> = ids.map(ToString::to_string).collect();
            keys.sort();
            keys
        })
        .collect();
    groups.sort();
    groups
}

#[derive(Default)]
struct Seen {
    headings: Vec<(usize, String)>,
    marks: usize,
    pictures: usize,
    tables: usize,
    inline_formulae: usize,
    abstract_formulae: usize,
    formulae: usize,
    code: usize,
}

impl Seen {
    fn blocks(&mut self, blocks: &[Block], depth: usize) {
        for block in blocks {
            match block {
                Block::Section(Section {
                    title, children, ..
                }) => {
                    self.headings.push((depth + 1, plain(title)));
                    self.line(title);
                    self.blocks(children, depth + 1);
                }
                Block::Paragraph(paragraph) => self.line(&paragraph.children),
                Block::Heading(heading) => self.line(&heading.children),
                Block::Figure(figure) => self.blocks(&figure.children, depth),
                Block::Image(_) => self.pictures += 1,
                Block::Table(table) => {
                    self.tables += 1;
                    self.line(&table.caption);
                    for cell in table.children.iter().flat_map(|row| &row.children) {
                        self.line(&cell.children);
                    }
                }
                Block::Math(_) => self.formulae += 1,
                Block::Code(_) => self.code += 1,
                Block::List(list) => {
                    for item in &list.children {
                        self.blocks(&item.children, depth);
                    }
                }
                other => self.blocks(other.children(), depth),
            }
        }
    }

    fn line(&mut self, line: &[Inline]) {
        for inline in line {
            match inline {
                Inline::InlineMath(_) => self.inline_formulae += 1,
                Inline::Image(_) => self.pictures += 1,
                Inline::FootnoteReference { .. } => self.marks += 1,
                other => self.line(other.children()),
            }
        }
    }
}

/// The words of a heading without what programs set differently.
fn plain(title: &[Inline]) -> String {
    normal(&prose(title))
}

fn normal(text: &str) -> String {
    let text = text.replace(['“', '”'], "\"").replace(['‘', '’'], "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Ranks of headings as depths.
fn depths(headings: impl Iterator<Item = (u64, String)>) -> Vec<(usize, String)> {
    let mut open: Vec<u64> = Vec::new();
    headings
        .map(|(rank, text)| {
            while open.last().is_some_and(|above| *above >= rank) {
                open.pop();
            }
            open.push(rank);
            (open.len(), normal(&text))
        })
        .collect()
}

/// A file that is read: its name, its article, and what others found in it.
struct Case {
    name: String,
    text: String,
    parsed: Parsed,
    expected: BTreeMap<&'static str, Value>,
    /// What others call the entries of the list.
    ids: HashMap<String, String>,
}

fn count(value: &Value, name: &str) -> Value {
    json!(value[name].as_u64().unwrap_or(0))
}

fn joss() -> Vec<Case> {
    let Some(path) = support::shared("corpus/joss/expected.json") else {
        return Vec::new();
    };
    let expected: Value = serde_json::from_str(&support::read(path)).unwrap();
    let papers = expected["papers"].as_array().unwrap();
    papers
        .iter()
        .map(|paper| {
            let slug = paper["slug"].as_str().unwrap();
            let folder = support::shared(&format!("corpus/joss/{slug}")).unwrap();
            let text = support::read(folder.join("paper.md"));
            let works = works(folder.join("oracle.csl.json"));
            let parsed = parse::markdown(&text, &works);
            let headings = paper["headings"].as_array().unwrap().iter().map(|heading| {
                (
                    heading["level"].as_u64().unwrap(),
                    heading["text"].as_str().unwrap().to_owned(),
                )
            });
            // The heading of the list begins no section with us.
            let headings: Vec<_> = depths(headings)
                .into_iter()
                .filter(|(_, text)| text != "References")
                .collect();
            let mut groups: Vec<Vec<&str>> = paper["cites"]
                .as_array()
                .unwrap()
                .iter()
                .map(|group| {
                    let items = group.as_array().unwrap().iter();
                    let mut keys: Vec<&str> =
                        items.map(|item| item["key"].as_str().unwrap()).collect();
                    keys.sort_unstable();
                    keys
                })
                .collect();
            groups.sort();
            let nodes = &paper["nodes"];
            let expected = BTreeMap::from([
                ("title", json!(normal(paper["title"].as_str().unwrap()))),
                ("authors", paper["n_authors"].clone()),
                ("headings", json!(headings)),
                ("citations", paper["cite_groups"].clone()),
                ("keys", paper["cite_keys_total"].clone()),
                ("distinct keys", paper["cite_keys_distinct"].clone()),
                ("narrative", count(&paper["cite_modes"], "AuthorInText")),
                ("groups", json!(groups)),
                ("list", paper["cited_keys_in_first_use_order"].clone()),
                ("note marks", count(nodes, "Note")),
                ("notes", count(nodes, "Note")),
                ("pictures", count(nodes, "Image")),
                ("tables", count(nodes, "Table")),
                ("formulae in the line", count(nodes, "math_inline")),
                ("formulae apart", count(nodes, "math_display")),
                ("code", count(nodes, "CodeBlock")),
            ]);
            Case {
                name: format!("joss/{slug}"),
                text,
                parsed,
                expected,
                ids: HashMap::new(),
            }
        })
        .collect()
}

fn essays() -> Vec<Case> {
    let Some(path) = support::shared("corpus/markdown/expected.json") else {
        return Vec::new();
    };
    let expected: Value = serde_json::from_str(&support::read(path)).unwrap();
    let all = &expected["deep_review_citations"];
    let mut works = works(support::shared("corpus/markdown/deep-review/references.json").unwrap());
    // The table that says which key stands for which entry.
    let table =
        support::read(support::shared("corpus/markdown/deep-review/citations.tsv").unwrap());
    let mut by_id: HashMap<String, Reference> = works
        .drain(..)
        .map(|work| (work.id.as_str().to_owned(), work))
        .collect();
    let mut keyed = Vec::new();
    let mut first: HashMap<String, String> = HashMap::new();
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split('\t').collect();
        let (key, id) = (fields[1], fields[3]);
        first.entry(key.to_owned()).or_insert_with(|| id.to_owned());
    }
    // Keys that mean one work are entries of their own to us, unless they say so themselves.
    for (key, id) in &first {
        if let Some(work) = by_id.get(id) {
            keyed.push(Reference {
                id: ReferenceId::new(key.clone()),
                ..work.clone()
            });
        }
    }
    keyed.sort_by(|one, other| one.id.cmp(&other.id));
    by_id.clear();
    let files = expected["files"].as_array().unwrap();
    files
        .iter()
        .map(|file| {
            let name = file["file"].as_str().unwrap();
            let text = support::read(support::shared(&format!("corpus/markdown/{name}")).unwrap());
            let cites = name.starts_with("deep-review");
            let given: &[Reference] = if cites { &keyed } else { &[] };
            let parsed = parse::markdown(&text, given);
            let headings = file["pandoc"]["headings"].as_array().unwrap();
            let headings = headings.iter().map(|heading| {
                (
                    heading["level"].as_u64().unwrap(),
                    heading["text"].as_str().unwrap().to_owned(),
                )
            });
            // Mentions of figures and tables are citations to a program that has no bibliography.
            let mentions = text.matches("@fig:").count() + text.matches("@tbl:").count();
            let less = |value: &Value| json!(value.as_u64().unwrap() - mentions as u64);
            let nodes = &file["pandoc"]["nodes"];
            // Pictures in tags of Liquid are text to other programs.
            let included = text.matches("img=").count() as u64;
            let mut expected = BTreeMap::from([
                ("headings", json!(depths(headings))),
                ("note marks", file["markdown_it"]["footnote_refs"].clone()),
                ("notes", file["markdown_it"]["footnote_distinct"].clone()),
                (
                    "pictures",
                    json!(nodes["Image"].as_u64().unwrap_or(0) + included),
                ),
                ("tables", count(nodes, "Table")),
                ("formulae in the line", count(nodes, "math_inline")),
                ("formulae apart", count(nodes, "math_display")),
                ("code", count(nodes, "CodeBlock")),
            ]);
            if !cites {
                expected.insert("citations", json!(0));
            } else if name.ends_with("manuscript.md") {
                expected.insert("citations", less(&all["cite_groups"]));
                expected.insert("keys", less(&all["keys_total"]));
                expected.insert("distinct keys", all["distinct_reference_ids"].clone());
                expected.insert("list", all["reference_ids_in_first_citation_order"].clone());
            } else {
                expected.insert("citations", less(&file["pandoc"]["cite_groups"]));
                expected.insert("keys", less(&file["pandoc"]["cite_keys_total"]));
            }
            Case {
                name: name.to_owned(),
                text,
                parsed,
                expected,
                ids: first.clone(),
            }
        })
        .collect()
}

#[test]
fn figures_of_every_file_are_those_of_other_programs() {
    let cases: Vec<Case> = joss().into_iter().chain(essays()).collect();
    if cases.is_empty() {
        return;
    }
    let mut listed: BTreeMap<String, String> = std::fs::read_to_string(support::root().join(LIST))
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (name, reason) = line.split_once('\t').unwrap();
            (name.to_owned(), reason.to_owned())
        })
        .collect();
    let mut kept = Vec::new();
    let mut faults = Vec::new();
    let (mut equal, mut all) = (0_usize, 0_usize);
    println!("{:<48} {:>7} {:>7}", "file", "figures", "equal");
    for case in &cases {
        let mut found = figures(&case.parsed.article);
        for id in found.get_mut("list").and_then(Value::as_array_mut).unwrap() {
            if let Some(known) = case.ids.get(id.as_str().unwrap()) {
                *id = json!(known);
            }
        }
        let mut same = 0;
        for (figure, expected) in &case.expected {
            let ours = &found[figure];
            let name = format!("{}: {figure}", case.name);
            let entry = listed.remove(&name);
            if ours == expected {
                same += 1;
                if entry.is_some() {
                    faults.push(format!("{name} is equal now; take it off the list"));
                }
            } else {
                if entry.is_none() {
                    faults.push(format!("{name}\n  theirs {expected}\n  ours   {ours}"));
                }
                kept.push((name, entry.unwrap_or_else(|| "?".to_owned())));
            }
        }
        println!("{:<48} {:>7} {same:>7}", case.name, case.expected.len());
        equal += same;
        all += case.expected.len();
    }
    println!("{:<48} {all:>7} {equal:>7}", "all");
    faults.extend(
        listed
            .keys()
            .map(|name| format!("{name} is listed and no figure")),
    );
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        let mut text = String::from("# figure\treason\n");
        for (name, reason) in &kept {
            writeln!(text, "{name}\t{reason}").unwrap();
        }
        std::fs::write(support::root().join(LIST), text).unwrap();
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    assert!(
        kept.iter().all(|(_, reason)| reason != "?"),
        "an entry of {LIST} has no reason"
    );
    assert!(
        equal * 100 >= all * 99,
        "only {equal} of {all} figures are equal"
    );
}

#[test]
fn every_finding_says_where() {
    for case in joss().iter().chain(&essays()) {
        let lines = LineIndex::new(&case.text);
        let findings = case
            .parsed
            .diagnostics
            .iter()
            .cloned()
            .chain(scholion::check::article(&case.parsed.article));
        for found in findings {
            let place = found.span.map(|span| lines.line_column(span.range().start));
            assert!(place.is_some(), "{}: {found:?}", case.name);
        }
    }
}

/// Real articles whose citations stand as print sets them.
#[test]
fn printed_markers_are_read_and_look_alikes_are_not() {
    let Some(path) = support::shared("corpus/markdown/superscript-derived/expected.json") else {
        return;
    };
    let expected: Value = serde_json::from_str(&support::read(path)).unwrap();
    let (mut all, mut exact, mut traps, mut taken, mut more, mut hidden) = (0, 0, 0, 0, 0, 0);
    println!(
        "{:<40} {:>7} {:>7} {:>6} {:>6} {:>6}",
        "file", "markers", "exact", "traps", "taken", "other"
    );
    for file in expected["files"].as_array().unwrap() {
        let name = file["file"].as_str().unwrap();
        let path = support::shared(&format!("corpus/markdown/superscript-derived/{name}")).unwrap();
        let text = support::read(path);
        let parsed = if name.rsplit('.').next() == Some("md") {
            parse::markdown(&text, &[])
        } else {
            parse::print(&text)
        };
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).collect();
        let places: HashMap<usize, usize> = bytes
            .iter()
            .enumerate()
            .map(|(character, byte)| (*byte, character))
            .collect();
        let mut found: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        let mut last: Option<(usize, u64)> = None;
        for used in walk::citations(&parsed.article) {
            let start = used.citation.position.unwrap().range().start;
            let numbers = used
                .citation
                .references
                .iter()
                .map(|id| u64::from(id.number().unwrap()));
            let numbers: Vec<u64> = numbers.collect();
            // Markers with nothing but a space between them are one that holds spaces.
            let end = used.citation.position.unwrap().range().end;
            let joined = last
                .filter(|(end, _)| text.get(*end..start) == Some(" "))
                .map(|(_, first)| first);
            let at = joined.unwrap_or(places[&start] as u64);
            found.entry(at).or_default().extend(numbers);
            last = Some((end, at));
        }
        let markers = file["markers"].as_array().unwrap();
        let end = file["references_heading_offset"]
            .as_u64()
            .unwrap_or(u64::MAX);
        let mut right = 0;
        let mut known = HashSet::new();
        let mut counted = 0;
        for marker in markers {
            let at = marker["offset"].as_u64().unwrap();
            // What a picture says where it cannot be seen is no running text.
            let before = &text[..bytes[usize::try_from(at).unwrap()]];
            let in_tag = before
                .rfind("<img")
                .is_some_and(|open| !before[open..].contains('>'));
            if at >= end || in_tag {
                hidden += usize::from(in_tag);
                continue;
            }
            counted += 1;
            known.insert(at);
            let numbers: Vec<u64> = marker["numbers"]
                .as_array()
                .unwrap()
                .iter()
                .map(|n| n.as_u64().unwrap())
                .collect();
            if found.get(&at) == Some(&numbers) {
                right += 1;
            } else if std::env::var_os("SHOW").is_some() {
                println!("  {name}: {} at {at}: {:?}", marker["text"], found.get(&at));
            }
        }
        let own_traps = file["superscript_traps"].as_array().unwrap();
        let fallen = own_traps
            .iter()
            .filter(|trap| found.contains_key(&trap["offset"].as_u64().unwrap()))
            .count();
        let trap_places: HashSet<u64> = own_traps
            .iter()
            .map(|trap| trap["offset"].as_u64().unwrap())
            .collect();
        let other = found
            .keys()
            .filter(|at| !known.contains(at) && !trap_places.contains(at))
            .count();
        if std::env::var_os("SHOW").is_some() {
            for at in found.keys().filter(|at| !known.contains(at)) {
                println!(
                    "  {name}: taken at {at}: {:?}",
                    text.chars()
                        .skip(usize::try_from(*at).unwrap().saturating_sub(20))
                        .take(40)
                        .collect::<String>()
                );
            }
        }
        println!(
            "{name:<40} {counted:>7} {right:>7} {:>6} {fallen:>6} {other:>6}",
            own_traps.len()
        );
        all += counted;
        exact += right;
        traps += own_traps.len();
        taken += fallen;
        more += other;
    }
    println!(
        "{:<40} {all:>7} {exact:>7} {traps:>6} {taken:>6} {more:>6}",
        "all"
    );
    println!("{hidden} markers stand in what pictures say where they cannot be seen");
    assert!(
        exact * 100 >= all * 99,
        "{exact} of {all} markers are read exactly"
    );
    assert!(
        taken * 200 <= traps.max(200),
        "{taken} of {traps} look-alikes are taken for markers"
    );
    assert!(more * 200 <= all, "{more} markers are none");
}

/// Payloads that have run in other programs, as a part of an article and as all of it: what
/// comes of them has no element, attribute or address that could do anything.
#[test]
fn payloads_do_nothing() {
    const HARMLESS: [&str; 62] = [
        "div",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "button",
        "nav",
        "ol",
        "ul",
        "li",
        "section",
        "aside",
        "p",
        "a",
        "span",
        "em",
        "strong",
        "sup",
        "sub",
        "del",
        "u",
        "mark",
        "kbd",
        "abbr",
        "code",
        "pre",
        "blockquote",
        "figure",
        "figcaption",
        "img",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "dl",
        "dt",
        "dd",
        "hr",
        "br",
        "input",
        "cite",
        "bdi",
        "math",
        "mrow",
        "mi",
        "mo",
        "mn",
        "msup",
        "msub",
        "mfrac",
        "mtext",
        "mspace",
        "msqrt",
        "mtable",
        "mtr",
        "mtd",
        "time",
    ];
    let Some(path) = support::shared("corpus/xss/payloads.json") else {
        return;
    };
    let all: Value = serde_json::from_str(&support::read(path)).unwrap();
    let mut payloads = Vec::new();
    strings_of_payloads(&all, &mut payloads);
    assert!(payloads.len() > 200, "{} payloads", payloads.len());
    let mut tags = 0;
    for payload in &payloads {
        for text in [
            payload.clone(),
            format!("A line with {payload} in it.\n\n- {payload}\n"),
            format!(
                "---\ntitle: '{}'\n---\n[a]({payload}) ![b]({payload})\n",
                payload.replace('\'', "''")
            ),
            format!("[c][d] $ {payload} $ `{payload}`\n\n[d]: <{payload}> \"{payload}\"\n"),
        ] {
            let article = parse::markdown(&text, &[]).article;
            let html = render::html(&article, &render::Options::default());
            for tag in html.split('<').skip(1) {
                let (inside, _) = tag.split_once('>').unwrap();
                let inside = inside.trim_start_matches('/');
                let name = inside.split(' ').next().unwrap();
                tags += 1;
                assert!(HARMLESS.contains(&name), "<{inside}> comes of {text:?}");
                for (attribute, value) in attributes(inside) {
                    assert!(
                        !attribute.starts_with("on")
                            && attribute != "style"
                            && attribute != "srcdoc",
                        "{attribute} comes of {text:?}"
                    );
                    if matches!(attribute, "href" | "src") {
                        let bare: String = value
                            .chars()
                            .filter(|c| !c.is_whitespace() && !c.is_control())
                            .collect();
                        let scheme = bare.split(['/', '?', '#']).next().unwrap();
                        let safe = scheme.split_once(':').is_none_or(|(scheme, _)| {
                            // What is no scheme makes the address a relative one.
                            let sign = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
                            !scheme.chars().all(sign)
                                || ["http", "https", "mailto", "tel", "doi"]
                                    .contains(&scheme.to_lowercase().as_str())
                        });
                        let pixels = ["png", "jpeg", "gif", "webp", "avif"];
                        let pixels = attribute == "src"
                            && pixels.iter().any(|kind| {
                                let lower = bare.to_ascii_lowercase();
                                lower.starts_with(&format!("data:image/{kind}"))
                            });
                        assert!(safe || pixels, "{attribute}={value} comes of {text:?}");
                    }
                }
            }
        }
    }
    assert!(tags > 10_000);
}

fn strings_of_payloads(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Array(items) => items
            .iter()
            .for_each(|item| strings_of_payloads(item, found)),
        Value::Object(fields) => {
            if let Some(payload) = fields.get("payload").and_then(Value::as_str) {
                found.push(payload.to_owned());
            } else {
                fields
                    .values()
                    .for_each(|field| strings_of_payloads(field, found));
            }
        }
        _ => {}
    }
}

/// The attributes of a tag that the one writer has written: values in double quotes.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut rest = tag;
    while let Some((name, behind)) = rest.split_once("=\"") {
        let (value, behind) = behind.split_once('"').unwrap();
        found.push((name.rsplit(' ').next().unwrap(), value));
        rest = behind;
    }
    found
}

/// What dialects have signs for, in any order.
const SOUP: [&str; 64] = [
    "[",
    "]",
    "[@",
    "@a",
    "; ",
    "[^a]",
    "[^a]: ",
    "^[",
    "^",
    "~",
    "~~",
    "<sup>",
    "</sup>",
    "<b>",
    "</b>",
    "<div>",
    "<table><tr><td>",
    "<!--",
    "-->",
    "{#a}",
    "{.b ",
    "{: .c}",
    "`",
    "```\n",
    "```{note}\n",
    "$",
    "$$",
    "\\begin{equation}\n",
    "\\end{equation}",
    ":::\n",
    "::: {.note}\n",
    "{% a",
    "%}",
    "![",
    "](b)",
    "(c)",
    "> ",
    "- ",
    "1. ",
    "# ",
    "*",
    "**",
    "_",
    "|",
    "|-|\n",
    "¹",
    "²",
    "10",
    "&amp;",
    "\\",
    "https://a.b/",
    "c@d.e",
    "\\ref{a}",
    "Table: ",
    ": ",
    "---\n",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "a",
    " ",
    "\u{FFFC}",
    "é",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    /// Whatever stands in a source, it is read, says where its findings are, and what comes of it
    /// can be loaded again.
    #[test]
    fn any_soup_is_read(pieces in proptest::collection::vec(0..SOUP.len(), 0..120)) {
        let text: String = pieces.iter().map(|piece| SOUP[*piece]).collect();
        let parsed = parse::markdown(&text, &[]);
        for found in &parsed.diagnostics {
            if let Some(span) = found.span {
                proptest::prop_assert!(text.get(span.range()).is_some(), "{found:?} in {text:?}");
            } else {
                proptest::prop_assert_eq!(found.code, scholion::diagnostic::Code::EmptySource);
            }
        }
        let json = serde_json::to_string(&parsed.article).unwrap();
        let again: Article = serde_json::from_str(&json).unwrap();
        let page = |article: &Article| render::html(article, &render::Options::default());
        proptest::prop_assert_eq!(page(&again), page(&parsed.article));
    }
}

/// No nesting is deeper than what can be written and loaded, and no input takes more than its
/// length in time.
#[test]
fn depth_and_time_are_bounded() {
    let pieces = [
        "> ",
        "- ",
        "1. ",
        "> - ",
        "*a ",
        "**a _b ",
        "[",
        "![",
        "^[",
        "<b>",
        "<ul><li>",
        "<div>\n\n",
        "::: {.note}\n\n",
        "[@a; ",
        "<sup>",
        "^",
        "~",
        "{#",
        "{% a\n",
        "\\begin{equation}\n",
        "$$\n",
        "[1",
        "[^a",
        "`",
        "@a [",
        "# a\n\n",
        "|a",
        "&",
        "http://a",
        "a@",
        "<!--\n",
    ];
    let (took, ()) = support::least_time(1, || {
        for piece in pieces {
            let text = piece.repeat(60_000 / piece.len());
            let parsed = parse::markdown(&text, &[]);
            let json = serde_json::to_string(&parsed.article).unwrap();
            let loaded = serde_json::from_str::<Article>(&json);
            assert!(loaded.is_ok(), "{piece:?}: {}", loaded.unwrap_err());
        }
    });
    assert!(took.as_secs() < 60, "it took {took:?}");
}

/// Every word of a source is in the article.
#[test]
fn no_word_is_lost() {
    let mut files: Vec<(String, String, Article)> = joss()
        .into_iter()
        .chain(essays())
        .map(|case| (case.name, case.text, case.parsed.article))
        .collect();
    if let Some(folder) = support::shared("corpus/markdown/superscript-derived") {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "md") {
                let text = support::read(&path);
                let article = parse::markdown(&text, &[]).article;
                files.push((
                    path.file_name().unwrap().to_str().unwrap().to_owned(),
                    text,
                    article,
                ));
            }
        }
    }
    let mut faults = String::new();
    for (name, text, article) in files {
        let json = serde_json::to_value(&article).unwrap();
        let mut there: HashMap<String, i64> = HashMap::new();
        strings(&json, &mut |value| count_words(value, 1, &mut there));
        let mut missing: HashMap<String, i64> = HashMap::new();
        count_words(&words_of(&text), 1, &mut missing);
        let mut lost: Vec<String> = missing
            .into_iter()
            .filter_map(|(word, times)| {
                let found = there.get(&word).copied().unwrap_or(0);
                (found < times).then(|| format!("{word} ({found} of {times})"))
            })
            .collect();
        lost.sort();
        if !lost.is_empty() {
            writeln!(faults, "{name}: {}", lost.join(", ")).unwrap();
        }
    }
    assert!(faults.is_empty(), "{faults}");
}

fn strings(value: &Value, act: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => act(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, act)),
        Value::Object(fields) => {
            for (name, field) in fields {
                // What a node is called and its MathML are no words of the source.
                if !matches!(name.as_str(), "type" | "mathml" | "identifier" | "csl") {
                    strings(field, act);
                }
            }
        }
        _ => {}
    }
}

fn count_words(text: &str, by: i64, words: &mut HashMap<String, i64>) {
    // Raised figures are words of their own, and a part of none.
    for word in text.split(|c: char| !c.is_alphanumeric() || "⁰¹²³⁴⁵⁶⁷⁸⁹".contains(c))
    {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_default() += by;
        }
    }
}

/// The source without what is metadata: front matter, comments, attributes in braces, tags of
/// HTML, names of notes and parts, keys of citations, aliases, names of Liquid's values.
fn words_of(source: &str) -> String {
    let mut text = source.to_owned();
    for (entity, character) in [
        ("&amp;", "&"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&reg;", "®"),
        ("&trade;", "™"),
        ("&nbsp;", " "),
    ] {
        text = text.replace(entity, character);
    }
    if let Some(body) = text.strip_prefix("---\n")
        && let Some(end) = body.find("\n---\n").or(body.find("\n...\n"))
    {
        text = body[end + 5..].to_owned();
    }
    // Definitions of links, and where links lead inside of the article.
    let lines: Vec<&str> = text
        .lines()
        .filter(|line| !(line.starts_with('[') && !line.starts_with("[^") && line.contains("]: ")))
        .map(|line| line.strip_prefix("Table: ").unwrap_or(line))
        .collect();
    let text = lines.join("\n");
    let mut out = String::new();
    let mut rest = text.as_str();
    // What is dropped: from an opening to its end, at most so far.
    let drops: [(&str, &str, usize); 19] = [
        ("title='", "", 7),
        ("caption='", "", 9),
        ("type=\"youtube", "\"", 20),
        ("][", "]", 120),
        ("](#", ")", 200),
        ("img=", "\"", 5),
        ("title=", "\"", 7),
        ("caption=", "\"", 9),
        ("url=", "\"", 5),
        ("](file:", ")", 200),
        ("<!--", "-->", 100_000),
        ("[@tag:", "\n", 400),
        ("[^", "]", 80),
        ("\\label{", "}", 120),
        ("\\ref{", "}", 120),
        ("\\autoref{", "}", 120),
        ("\\eqref{", "}", 120),
        ("{% include image.html", "\n", 30),
        ("{% include interactive.html", "\n", 40),
    ];
    'outer: while let Some(first) = rest.chars().next() {
        for (open, close, most) in drops {
            if rest.starts_with(open)
                && let Some(end) = rest[open.len()..]
                    .get(..most)
                    .unwrap_or(&rest[open.len()..])
                    .find(close)
                    .map(|end| end + open.len())
                && end <= most
                && (open != "[@tag:" || rest[..end].contains("]: "))
                && (open != "][" || rest[2..].starts_with(char::is_alphabetic))
            {
                rest = &rest[end + close.len()..];
                out.push(' ');
                continue 'outer;
            }
        }
        if first == '{'
            && rest[1..]
                .trim_start()
                .starts_with(['#', '.', ':', 'h', 'w'])
            && let Some(end) = rest.find('}').filter(|end| *end < 200)
            && (rest[..end].contains('=') || !rest[1..].trim_start().starts_with(['h', 'w']))
        {
            rest = &rest[end + 1..];
            out.push(' ');
            continue;
        }
        // Keys of citations and names in mentions.
        if first == '@' && !out.ends_with(|c: char| c.is_alphanumeric()) {
            let end = rest[1..]
                .find(|c: char| c.is_whitespace() || matches!(c, ']' | ';' | ','))
                .map_or(rest.len(), |end| end + 1);
            rest = &rest[end..];
            continue;
        }
        // Tags of HTML.
        if first == '<'
            && rest[1..].starts_with(|c: char| c.is_ascii_lowercase() || c == '/')
            && !rest[1..].starts_with("http")
            && let Some(end) = rest
                .find('>')
                .filter(|end| *end < 4000 && !rest[..*end].contains('@'))
        {
            rest = &rest[end + 1..];
            out.push(' ');
            continue;
        }
        out.push(first);
        rest = &rest[first.len_utf8()..];
    }
    out
}
