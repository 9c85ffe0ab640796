//! Every lint by example: what it finds, and what it leaves alone.
//!
//! Each code has a source that it is found in and one, as near to it as can be, that it is not
//! found in. A code without both fails.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeMap, BTreeSet};

use scholion::check;
use scholion::diagnostic::{Code, Diagnostic};
use scholion::model::MAX_DEPTH;
use scholion::parse::{self, Kind, Promise};

/// A code, the name of a source, a source with the finding, and one without it.
struct Example {
    code: Code,
    name: &'static str,
    found: String,
    clean: String,
}

fn example(code: Code, name: &'static str, found: &str, clean: &str) -> Example {
    Example {
        code,
        name,
        found: found.to_owned(),
        clean: clean.to_owned(),
    }
}

/// A print article that cites with these markers from a list of `count` references.
fn print(markers: &str, count: usize) -> String {
    let list: Vec<usize> = (1..=count).collect();
    print_of(markers, &list)
}

fn print_of(markers: &str, list: &[usize]) -> String {
    let entry =
        |number| format!("{number}. Doe J. On bone number {number}. Bone. 2020;{number}:2-3.\n");
    let list: String = list.iter().map(entry).collect();
    format!("On Bones\n\nThey are hard.{markers}\n\nReferences\n\n{list}")
}

/// A structured article with these blocks.
fn json(blocks: &str) -> String {
    format!("{{ \"scholion\": 1, \"children\": [{blocks}] }}")
}

fn paragraph(inlines: &str) -> String {
    json(&format!(
        "{{ \"type\": \"paragraph\", \"children\": [{inlines}] }}"
    ))
}

/// A JATS article with this in its first paragraph.
fn jats(inner: &str) -> String {
    format!(
        "<article><front><article-meta><title-group><article-title>On bones</article-title>\
         </title-group></article-meta></front><body><p>{inner}</p></body></article>"
    )
}

fn entry(field: &str) -> String {
    format!("@book{{doe, title = {{On bones}}, year = 2020, {field}}}\n")
}

fn nested(depth: usize) -> String {
    format!("{}They are hard.\n", "> ".repeat(depth))
}

fn examples() -> Vec<Example> {
    let superscript = |text: &str| {
        text.chars()
            .map(|c| match c {
                '0' => '⁰',
                '1' => '¹',
                '2' => '²',
                '3' => '³',
                '-' => '⁻',
                c if c.is_ascii_digit() => char::from_u32(u32::from(c) + 0x2070 - 0x30).unwrap(),
                c => c,
            })
            .collect::<String>()
    };
    let raised = |text: &str, count| print(&superscript(text), count);
    vec![
        example(Code::EmptySource, "a.md", " \n", "They are hard.\n"),
        example(
            Code::MistakenFormat,
            "a.xml",
            "@book{doe, title = {On bones}, year = 2020}\n",
            &jats("They are hard."),
        ),
        example(
            Code::UnreadableSource,
            "a.md",
            "%PDF-1.7\n",
            "They are <em>hard</em>.",
        ),
        example(
            Code::InvalidJson,
            "a.json",
            "{ \"scholion\": 1,, }",
            &json(""),
        ),
        example(
            Code::UnknownField,
            "a.json",
            "{ \"scholion\": 1, \"subtitel\": \"Hard\" }",
            "{ \"scholion\": 1, \"subtitle\": [] }",
        ),
        example(
            Code::MalformedXml,
            "a.xml",
            &jats("They are <bold>hard."),
            &jats("They are <bold>hard</bold>."),
        ),
        example(
            Code::UnknownEntity,
            "a.xml",
            &jats("They are &hard;."),
            &jats("They are &eacute;."),
        ),
        example(
            Code::EmptyLink,
            "a.md",
            "They are [hard]().\n",
            "They are [hard](a.html).\n",
        ),
        example(
            Code::EmptyLink,
            "a.txt",
            "On Bones\n\nThey are [hard]().\n",
            "On Bones\n\nThey are [hard](a.html).\n",
        ),
        example(
            Code::EmptyLink,
            "a.xml",
            &jats("They are <ext-link>hard</ext-link>."),
            &jats("They are <ext-link xlink:href=\"https://example.org/\">hard</ext-link>."),
        ),
        example(
            Code::EmptyLink,
            "a.json",
            &paragraph(
                r#"{ "type": "link", "url": "a.html", "children": [{ "type": "image", "url": "a.png" }] }"#,
            ),
            &paragraph(
                r#"{ "type": "link", "url": "a.html", "children": [{ "type": "image", "url": "a.png", "alt": "A bone" }] }"#,
            ),
        ),
        example(
            Code::UnsafeLink,
            "a.md",
            "They are [hard](javascript:alert).\n",
            "They are [hard](mailto:doe@example.org).\n",
        ),
        example(
            Code::UnsafeLink,
            "a.json",
            &paragraph(
                r#"{ "type": "link", "url": "javascript:alert", "children": [{ "type": "text", "value": "hard" }] }"#,
            ),
            &paragraph(
                r#"{ "type": "link", "url": "tel:112", "children": [{ "type": "text", "value": "hard" }] }"#,
            ),
        ),
        example(
            Code::InsecureLink,
            "a.md",
            "They are [hard](http://example.org/).\n",
            "They are [hard](https://example.org/), [here](http://localhost:8000/) too.\n",
        ),
        example(
            Code::InsecureLink,
            "a.bib",
            &entry("url = {http://example.org/}"),
            &entry("url = {https://example.org/}"),
        ),
        example(
            Code::SkippedHeadingLevel,
            "a.md",
            "# Bones\n\n## Hard\n\n#### Very\n\nYes.\n",
            "# Bones\n\n## Hard\n\n### Very\n\nYes.\n\n## Soft\n\nNo.\n",
        ),
        example(
            Code::SkippedHeadingLevel,
            "a.md",
            "# Bones\n\n### Hard\n\nYes.\n",
            "### Hard\n\nYes.\n",
        ),
        example(
            Code::SkippedHeadingLevel,
            "a.txt",
            "On Bones\n\n## Hard\n\nThey are.\n\n#### Very\n\nYes.\n",
            "On Bones\n\n## Hard\n\nThey are.\n\n### Very\n\nYes.\n",
        ),
        example(
            Code::MissingAltText,
            "a.md",
            "A bone ![](a.png) is hard.\n\nYes <img src=\"b.png\">.\n",
            "A bone ![of a leg](a.png) is hard.\n\nYes <img src=\"b.png\" alt=\"\">.\n",
        ),
        example(
            Code::MissingAltText,
            "a.xml",
            &jats("<fig><caption><p>A bone.</p></caption><graphic xlink:href=\"a.png\"/></fig>"),
            &jats(
                "<fig><caption><p>A bone.</p></caption><alt-text>Of a leg</alt-text><graphic xlink:href=\"a.png\"/></fig>",
            ),
        ),
        example(
            Code::MissingAltText,
            "a.json",
            &json(r#"{ "type": "image", "url": "a.png" }"#),
            &json(r#"{ "type": "image", "url": "a.png", "decorative": true }"#),
        ),
        example(
            Code::MissingTableHeader,
            "a.md",
            "<table><tr><td>Bone</td><td>Hard</td></tr><tr><td>Skin</td><td>Soft</td></tr></table>\n",
            "<table><tr><th>Bone</th><td>Hard</td></tr><tr><td>Skin</td><td>Soft</td></tr></table>\n",
        ),
        example(
            Code::MissingTableHeader,
            "a.xml",
            &jats(
                "<table-wrap><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></table-wrap>",
            ),
            &jats("<table-wrap><table><tr><td>1</td></tr><tr><td>3</td></tr></table></table-wrap>"),
        ),
        example(
            Code::AmbiguousMarker,
            "a.txt",
            &raised("1,2 Vitamin D2 is doubtful", 2),
            &raised("1,2", 2),
        ),
        example(
            Code::ReversedRange,
            "a.txt",
            &raised("1,3–2", 3),
            &raised("1,2–3", 3),
        ),
        example(
            Code::AbsurdRange,
            "a.txt",
            &raised("1–9999", 3),
            &raised("1–3", 3),
        ),
        example(
            Code::OverlappingRange,
            "a.txt",
            &raised("1,1–3", 3),
            &raised("1,2–3", 3),
        ),
        example(
            Code::DanglingCitation,
            "a.txt",
            &raised("1,2,7", 2),
            &raised("1,2", 2),
        ),
        example(
            Code::DanglingCrossReference,
            "a.md",
            "![A bone](a.png){#fig-bone}\n\nSee @fig-legs and {ref}`legs`.\n",
            "![A bone](a.png){#fig-bone}\n\nSee @fig-bone.\n",
        ),
        example(
            Code::DanglingCrossReference,
            "a.json",
            &paragraph(r#"{ "type": "crossReference", "identifier": "legs", "children": [] }"#),
            &json(
                r#"{ "type": "figure", "identifier": "legs", "children": [] }, { "type": "paragraph", "children": [{ "type": "crossReference", "identifier": "legs", "children": [] }] }"#,
            ),
        ),
        example(
            Code::DanglingFragment,
            "a.md",
            "# Bones\n\n## Hard\n\nSee [there](#soft).\n",
            "# Bones\n\n## Hard\n\nSee [there](#hard), [the sources](#references) or [above](#top).\n",
        ),
        example(
            Code::DanglingNote,
            "a.md",
            "Hard.[^a]\n",
            "Hard.[^a]\n\n[^a]: Very.\n",
        ),
        example(
            Code::DanglingNote,
            "a.json",
            &paragraph(r#"{ "type": "footnoteReference", "identifier": "a" }"#),
            r#"{ "scholion": 1, "children": [{ "type": "paragraph", "children": [{ "type": "footnoteReference", "identifier": "a" }] }], "footnotes": [{ "identifier": "a", "children": [] }] }"#,
        ),
        example(
            Code::DuplicateNote,
            "a.md",
            "Hard.[^a]\n\n[^a]: Very.\n\n[^a]: Rather.\n",
            "Hard.[^a] Soft.[^b]\n\n[^a]: Very.\n\n[^b]: Rather.\n",
        ),
        example(
            Code::UnusedNote,
            "a.md",
            "Hard.\n\n[^a]: Very.\n",
            "Hard.[^a]\n\n[^a]: Very.\n",
        ),
        example(
            Code::InvalidFrontMatter,
            "a.md",
            "---\ntitle: [On bones\n---\n\nHard.\n",
            "---\ntitle: [On bones]\n---\n\nHard.\n",
        ),
        example(
            Code::UnclosedBlock,
            "a.md",
            "::: {.box}\n\nHard.\n",
            "::: {.box}\n\nHard.\n\n:::\n",
        ),
        example(
            Code::DuplicateReference,
            "a.txt",
            &print_of("¹", &[1, 2, 2, 3]),
            &print_of("¹", &[1, 2, 3]),
        ),
        example(
            Code::DuplicateSource,
            "a.bib",
            "@book{a, title = {On bones}, year = 2020, doi = {10.1000/1}}\n@book{b, title = {Bones}, year = 2020, doi = {10.1000/1}}\n",
            "@book{a, title = {On bones}, year = 2020, doi = {10.1000/1}}\n@book{b, title = {Bones}, year = 2020, doi = {10.1000/2}}\n",
        ),
        example(
            Code::InvalidDoi,
            "a.bib",
            &entry("doi = {10.10/1}"),
            &entry("doi = {10.1000/1}"),
        ),
        example(
            Code::InvalidDoi,
            "a.md",
            "They are [hard](https://doi.org/10.1000).\n",
            "They are [hard](https://doi.org/10.1000/1), as [Doe](https://doi.org/abc) says.\n",
        ),
        example(
            Code::InvalidPmid,
            "a.json",
            r#"{ "scholion": 1, "references": [{ "id": "1", "children": [], "csl": { "type": "book", "PMID": "123456789" } }] }"#,
            r#"{ "scholion": 1, "references": [{ "id": "1", "children": [], "csl": { "type": "book", "PMID": "12345678" } }] }"#,
        ),
        example(
            Code::InvalidPmcid,
            "a.json",
            r#"{ "scholion": 1, "PMCID": "12345" }"#,
            r#"{ "scholion": 1, "PMCID": "PMC12345" }"#,
        ),
        example(
            Code::InvalidIsbn,
            "a.bib",
            &entry("isbn = {978-3-16-148410-1}"),
            &entry("isbn = {978-3-16-148410-0}"),
        ),
        example(
            Code::InvalidIssn,
            "a.ris",
            "TY  - JOUR\nTI  - On bones\nSN  - 0378-5954\nER  - \n",
            "TY  - JOUR\nTI  - On bones\nSN  - 0378-5955\nER  - \n",
        ),
        example(
            Code::MissingReference,
            "a.txt",
            &print_of("¹", &[1, 2, 4, 5]),
            &print_of("¹", &[1, 2, 3]),
        ),
        example(
            Code::UncitedReference,
            "a.txt",
            &raised("1", 2),
            &raised("1,2", 2),
        ),
        example(
            Code::DamagedRange,
            "a.txt",
            &raised("1,7", 7),
            &raised("1–7", 7),
        ),
        example(
            Code::CitationOrder,
            "a.txt",
            &raised("2,1", 2),
            &raised("1,2", 2),
        ),
        example(
            Code::UnreadableFormula,
            "a.md",
            "It is $\\frac{a}$.\n",
            "It is $\\frac{a}{b}$.\n",
        ),
        example(
            Code::UnreadableEntry,
            "a.bib",
            "@book{doe, title = {On bones\n",
            &entry(""),
        ),
        example(
            Code::UnreadableDate,
            "a.bib",
            "@book{doe, title = {On bones}, date = {some day}}\n",
            "@book{doe, title = {On bones}, date = {2020-05}}\n",
        ),
        example(
            Code::UnknownMacro,
            "a.bib",
            &entry("publisher = bonepress"),
            &format!(
                "@string{{bonepress = {{Bone Press}}}}\n{}",
                entry("publisher = bonepress")
            ),
        ),
        example(
            Code::DuplicateField,
            "a.bib",
            &entry("year = 2021"),
            &entry("note = {2021}"),
        ),
        example(
            Code::DanglingCrossref,
            "a.bib",
            &entry("crossref = {roe}"),
            &format!(
                "{}@book{{roe, title = {{Joints}}, year = 2019}}\n",
                entry("crossref = {roe}")
            ),
        ),
        example(
            Code::CircularCrossref,
            "a.bib",
            &format!(
                "{}@book{{roe, title = {{Joints}}, crossref = {{doe}}}}\n",
                entry("crossref = {roe}")
            ),
            &format!(
                "{}@book{{roe, title = {{Joints}}}}\n",
                entry("crossref = {roe}")
            ),
        ),
        example(Code::TooDeep, "a.md", &nested(MAX_DEPTH + 8), &nested(3)),
        example(
            Code::OverLimit,
            "a.md",
            &"# A\n\n".repeat(10_002),
            &"# A\n\n".repeat(9_000),
        ),
    ]
}

/// Codes whose source is no text of a few lines: where their examples are.
const ELSEWHERE: [(Code, &str); 3] = [
    (Code::InvalidUtf8, "below"),
    (Code::SourceTooLong, "below"),
    (Code::MissingBibliography, "tests/cli_check.rs"),
];

/// What `scholion check` finds in a source of this name.
fn findings(name: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let promise = Promise {
        name,
        ..Promise::default()
    };
    let identified = match parse::identify(bytes, &promise) {
        Ok(identified) => identified,
        Err(error) => return vec![error],
    };
    let mut found = Vec::from_iter(identified.finding);
    let (article, text) = match identified.kind {
        Kind::Article(format) => {
            let (text, wrong) = parse::decode(bytes);
            found.extend(wrong);
            let mut parsed = parse::text(&text, format);
            if format == parse::Format::Json {
                parse::examine_json(&text, &mut parsed);
            }
            found.extend(parsed.diagnostics);
            (parsed.article, text)
        }
        Kind::Bibliography(format) => {
            let (text, wrong) = parse::decode_bibliography(bytes);
            found.extend(wrong);
            let read = parse::bibliography_in(&text, format);
            found.extend(read.diagnostics);
            let article = scholion::model::Article {
                references: read.references,
                ..scholion::model::Article::default()
            };
            (article, text)
        }
    };
    found.extend(check::source(&article, &text));
    found
}

#[test]
fn every_lint_finds_its_example_and_leaves_the_other_alone() {
    let mut wrong = Vec::new();
    for Example {
        code,
        name,
        found,
        clean,
    } in examples()
    {
        for (source, expected) in [(&found, true), (&clean, false)] {
            let all = findings(name, source.as_bytes());
            let own: Vec<_> = all.iter().filter(|one| one.code == code).collect();
            if own.is_empty() == expected {
                wrong.push(format!(
                    "{code}, expected {expected}, in {name}: {source}\n{all:#?}"
                ));
            }
            for one in own {
                assert!(one.hint.is_some(), "{code} says nothing to do: {one:?}");
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_code_has_an_example() {
    let mut own: BTreeSet<Code> = examples().iter().map(|example| example.code).collect();
    own.extend(ELSEWHERE.map(|(code, _)| code));
    let missing: Vec<_> = Code::ALL
        .iter()
        .filter(|code| !own.contains(code))
        .collect();
    assert!(missing.is_empty(), "without an example: {missing:?}");
}

#[test]
fn bytes_that_are_no_text_are_found() {
    let codes = |bytes: &[u8]| -> BTreeMap<Code, usize> {
        let mut counts = BTreeMap::new();
        for found in findings("a.md", bytes) {
            *counts.entry(found.code).or_default() += 1;
        }
        counts
    };
    assert!(codes(b"They are h\xC3rd.\n").contains_key(&Code::InvalidUtf8));
    assert!(codes("They are härd.\n".as_bytes()).is_empty());
}

#[test]
fn a_source_beyond_the_limit_is_found() {
    let longest = parse::Limits::default().read;
    let mut text = "Bones are hard.\n\n".repeat(longest / 17);
    assert!(text.len() <= longest);
    assert!(findings("a.md", text.as_bytes()).is_empty());
    text.push_str(&"They are white.\n".repeat(2));
    let found = findings("a.md", text.as_bytes());
    let codes: Vec<Code> = found.iter().map(|one| one.code).collect();
    assert_eq!(codes, [Code::SourceTooLong]);
}

/// Findings of the lints over the structured article have a place in every format that has any.
#[test]
fn findings_have_a_place() {
    let mut placed = 0;
    for example in examples() {
        for found in findings(example.name, example.found.as_bytes()) {
            let whole = found.code == Code::EmptySource;
            assert!(
                whole || found.span.is_some() || example.name == "a.json",
                "{found:?} in {}",
                example.found
            );
            placed += usize::from(found.span.is_some());
        }
    }
    assert!(placed > 50, "{placed}");
}

#[test]
fn a_number_is_found_by_itself_in_what_holds_it() {
    let text = r#"{ "scholion": 1, "PMID": "123456789", "references": [
        { "id": "1234567890", "children": [], "csl": { "type": "book", "PMID": "1234567890" } },
        { "id": "2", "children": [], "csl": { "type": "book", "PMID": "x1" } }] }"#;
    let mut parsed = parse::json(text);
    parse::examine_json(text, &mut parsed);
    let found = check::source(&parsed.article, text);
    let places: Vec<&str> = found
        .iter()
        .map(|found| text.get(found.span.unwrap().range()).unwrap())
        .collect();
    let (article, first, second) = (places[0], places[1], places[2]);
    assert_eq!((article, first), ("123456789", "1234567890"));
    assert!(
        second.starts_with("{ \"id\": \"2\""),
        "too short to be looked for: {second}"
    );
    // Without the text the whole entry is the place, and the article has none.
    let spans: Vec<_> = check::article(&parsed.article)
        .iter()
        .map(|found| found.span.map(|span| text.get(span.range()).unwrap()))
        .collect();
    assert!(
        spans.contains(&None) && spans.contains(&Some(second)),
        "{spans:?}"
    );
}
