//! Pages of HTML: real ones against an independent reading, and the habits of many systems.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

#[path = "html/places.rs"]
mod places;
#[path = "html/real.rs"]
mod real;

use scholion::model::{Article, Block, Inline, plain_text, walk};
use scholion::parse::html::{Reading, SectionKind, Tree, html};

/// The words that the notes of `tests/html/pages` begin with.
const NOTES: [&str; 5] = [
    "Whoever walks",
    "The well was closed",
    "A stair is a stair",
    "Shepherds sleep twice",
    "Hard cheese",
];

/// The pages with their names, their sources, and what their markers lead to.
fn pages() -> Vec<(String, String, Vec<String>)> {
    let folder = support::root().join("tests/html");
    let table = support::read(folder.join("expected.tsv"));
    table
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let (name, expected) = line.split_once('\t').unwrap();
            let source = support::read(folder.join("pages").join(name));
            let expected = expected.split(" | ").map(str::to_owned).collect();
            (name.to_owned(), source, expected)
        })
        .collect()
}

/// What each marker of an article leads to, in the words of the table.
fn led_to(article: &Article) -> Vec<String> {
    let markers = walk::markers(article);
    let all = markers.iter().map(|marker| match marker.mark {
        walk::Mark::Note(identifier) => {
            let note = article
                .footnotes
                .iter()
                .find(|note| note.identifier == *identifier);
            let words = note
                .map(|note| first_words(&note.children))
                .unwrap_or_default();
            let known = NOTES.iter().position(|start| words.starts_with(start));
            known.map_or(format!("a note: {words}"), |at| format!("N{}", at + 1))
        }
        walk::Mark::Citations(_) => {
            let ids = marker
                .mark
                .citations()
                .flat_map(|citation| &citation.references);
            let letters: Vec<String> = ids
                .map(|id| {
                    let reference = article.reference(id);
                    reference.map_or(format!("?{id}"), letter)
                })
                .collect();
            letters.join(" ")
        }
    });
    all.collect()
}

/// The first letter of the first author.
fn letter(reference: &scholion::model::Reference) -> String {
    let printed = plain_text(&reference.children);
    let family = reference
        .csl
        .as_ref()
        .and_then(|csl| csl.author.first())
        .and_then(|name| name.family.clone());
    let letter = printed.chars().next().or_else(|| family?.chars().next());
    letter.map(String::from).unwrap_or_default()
}

fn first_words(blocks: &[Block]) -> String {
    match blocks.first() {
        Some(Block::Paragraph(paragraph)) => plain_text(&paragraph.children),
        _ => String::new(),
    }
}

#[test]
fn every_system_s_markers_lead_to_its_entries() {
    let pages = pages();
    let folder = support::root().join("tests/html/pages");
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(pages.len(), files, "every page has its line in the table");
    let wrong: Vec<String> = pages
        .iter()
        .filter_map(|(name, source, expected)| {
            let reading = html(&Tree::parse(source));
            let found = led_to(&reading.article);
            (found != *expected)
                .then(|| format!("{name}\n  expected {expected:?}\n     found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_system_s_page_has_its_title_sections_and_text() {
    for (name, source, _) in pages() {
        let reading = html(&Tree::parse(&source));
        let article = &reading.article;
        assert_eq!(plain_text(&article.title), "Stairs and bones", "{name}");
        assert_eq!(article.language.as_deref(), Some("en"), "{name}");
        let titles: Vec<String> = sections(&article.children);
        let own: Vec<&str> = titles
            .iter()
            .map(|title| {
                title.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ')
            })
            .filter(|title| ["Background", "Methods", "Results"].contains(title))
            .collect();
        assert_eq!(
            own,
            ["Background", "Methods", "Results"],
            "{name}: {titles:?}"
        );
        // What is no citation stays what it is; controls and navigation are no text.
        let json = serde_json::to_string(article).unwrap();
        let raised = json.matches(r#""type":"superscript""#).count();
        assert!(raised >= 3, "{name}: {raised}");
        for absent in [
            "Home",
            "Your name",
            "A film about stairs",
            "↩",
            "does not exist\"",
        ] {
            assert!(!json.contains(absent), "{name} has {absent:?}: {json}");
        }
        for present in [
            "A stair a day",
            "counted by ear",
            "Stairs and breaks",
            "A walking stick",
        ] {
            assert!(json.contains(present), "{name} lacks {present:?}");
        }
    }
}

fn sections(blocks: &[Block]) -> Vec<String> {
    let mut titles = Vec::new();
    for block in blocks {
        if let Block::Section(section) = block {
            titles.push(plain_text(&section.title));
            titles.extend(sections(&section.children));
        }
    }
    titles
}

/// The section of a page whose heading ends in these words.
fn section<'r>(
    tree: &Tree,
    reading: &'r Reading,
    words: &str,
) -> &'r scholion::parse::html::SectionPlace {
    let mut all = reading.places.sections.iter();
    all.find(|place| tree.text_inside(place.heading).trim().contains(words))
        .unwrap_or_else(|| panic!("{words}: {:?}", reading.places.sections))
}

#[test]
fn a_section_s_body_is_what_follows_its_heading() {
    for (name, source, _) in pages() {
        let tree = Tree::parse(&source);
        let reading = html(&tree);
        for (words, present, absent) in [
            ("Methods", "kept a diary of stairs", "climbed most"),
            ("Results", "climbed most", "kept a diary"),
        ] {
            let place = section(&tree, &reading, words);
            let text: String = place
                .body
                .iter()
                .map(|node| tree.text_inside(*node))
                .collect();
            assert!(
                text.contains(present) && !text.contains(absent),
                "{name} {words}: {text}"
            );
            assert_eq!(place.kind, SectionKind::Text, "{name}");
            for node in &place.body {
                assert_eq!(tree.parent(*node), Some(place.parent), "{name}");
            }
        }
        let background = section(&tree, &reading, "Background");
        let text: String = background
            .body
            .iter()
            .map(|node| tree.text_inside(*node))
            .collect();
        assert!(
            text.contains("kept a diary"),
            "{name}: a section holds those below it"
        );
        assert!(!text.contains("climbed most"), "{name}");
    }
}

#[test]
fn what_a_page_says_of_its_article_is_kept() {
    let folder = support::root().join("tests/html/pages");
    let read = |name: &str| html(&Tree::parse(&support::read(folder.join(name)))).article;
    let journal = read("journal.html");
    assert_eq!(journal.doi.as_deref(), Some("10.5555/stairs.2024"));
    assert_eq!(journal.container_title.as_deref(), Some("J Bone Lore"));
    let families: Vec<_> = journal
        .author
        .iter()
        .map(|name| name.family.as_deref())
        .collect();
    assert_eq!(families, [Some("Doe"), Some("Roe")]);
    for name in ["substack.html", "distill.html"] {
        assert_eq!(plain_text(&read(name).subtitle), "On climbing", "{name}");
    }
    assert_eq!(plain_text(&read("pandoc.html").byline), "Jane Doe");
    let wordpress = read("wordpress.html");
    assert_eq!(plain_text(&wordpress.byline), "By Jane Doe");
    let issued = wordpress.issued.unwrap();
    assert_eq!(issued.date_parts, [vec![2024, 5, 2]]);
}

#[test]
fn a_reference_s_links_and_fields_are_read() {
    let folder = support::root().join("tests/html/pages");
    for name in [
        "journal.html",
        "plain.html",
        "wikipedia.html",
        "wordpress.html",
        "pandoc.html",
    ] {
        let article = html(&Tree::parse(&support::read(folder.join(name)))).article;
        let last = article.references.last().unwrap();
        let csl = last.csl.as_ref().unwrap();
        assert_eq!(csl.doi.as_deref(), Some("10.5555/low.2021"), "{name}");
        assert_eq!(csl.author[0].family.as_deref(), Some("Low"), "{name}");
        assert_eq!(
            csl.container_title.as_deref(),
            Some("Bone Res Lett"),
            "{name}"
        );
        let linked = last.children.iter().any(|inline| {
            matches!(inline, Inline::Link(link) if link.url == "https://doi.org/10.5555/low.2021")
        });
        assert!(linked, "{name}: {:?}", last.children);
    }
}
