//! The article that the project exists for, against a reading of it made by hand.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeMap;

use scholion::diagnostic::{Code, LineIndex};
use scholion::model::{Block, plain_text, prose, sentence_around, walk};
use scholion::parse::{self, Parsed};
use scholion::{check, render};
use serde_json::{Value, json};

fn seed() -> Option<(String, Parsed, Value)> {
    let text = support::read(support::shared("seed/000_40da847189e70bed.txt")?);
    let expected =
        serde_json::from_str(&support::read(support::shared("seed/expected.json")?)).unwrap();
    let parsed = parse::print(&text);
    Some((text, parsed, expected))
}

#[test]
fn front_matter_is_read() {
    let Some((_, Parsed { article, .. }, expected)) = seed() else {
        return;
    };
    assert_eq!(plain_text(&article.title), expected["title"]);
    assert_eq!(plain_text(&article.subtitle), expected["deck"]);
    let people = |names: &[scholion::model::Name]| -> Vec<String> {
        names
            .iter()
            .map(|name| {
                let words: Vec<&str> = [
                    &name.prefix,
                    &name.given,
                    &name.non_dropping_particle,
                    &name.family,
                ]
                .into_iter()
                .filter_map(|part| part.as_deref())
                .collect();
                let suffix = name
                    .suffix
                    .as_ref()
                    .map(|suffix| format!(", {suffix}"))
                    .unwrap_or_default();
                words.join(" ") + &suffix
            })
            .collect()
    };
    assert_eq!(
        json!(people(&article.author)),
        expected["byline"]["authors"]
    );
    assert_eq!(
        json!(people(&article.reviewer)),
        expected["byline"]["reviewers"]
    );
    let reviewed = article.reviewed.unwrap().date_parts;
    assert_eq!(reviewed, [[2022, 5]]);
    assert_eq!(
        article.issued, None,
        "a date of review is no date of publication"
    );
}

#[test]
fn sections_boxes_and_citations_stand_where_they_should() {
    let Some((_, Parsed { article, .. }, expected)) = seed() else {
        return;
    };
    let parts = expected["parts"].as_array().unwrap();
    let mut found = Vec::new();
    let mut introduction = Vec::new();
    for block in &article.children {
        match block {
            Block::Section(section) => found.push((
                "section",
                prose(&section.title),
                String::new(),
                vec![block.clone()],
            )),
            Block::Aside(aside) => found.push((
                "box",
                prose(&aside.title),
                prose(&aside.subtitle),
                vec![block.clone()],
            )),
            other => introduction.push(other.clone()),
        }
    }
    found.insert(
        0,
        ("introduction", String::new(), String::new(), introduction),
    );
    assert_eq!(found.len(), parts.len());
    for ((kind, title, subtitle, blocks), part) in found.into_iter().zip(parts) {
        assert_eq!(kind, part["kind"]);
        assert_eq!(title, part["heading"].as_str().unwrap_or_default());
        assert_eq!(
            subtitle,
            part["subheading"].as_str().unwrap_or_default(),
            "{title}"
        );
        let items: usize = count_items(&blocks);
        assert_eq!(json!(items), part["list_items"], "{title}");
        let alone = scholion::model::Article {
            children: blocks,
            ..Default::default()
        };
        let citations: Vec<Value> = walk::citations(&alone)
            .iter()
            .map(|found| {
                let refs: Vec<u32> = found
                    .citation
                    .references
                    .iter()
                    .map(|id| id.number().unwrap())
                    .collect();
                json!({ "marker": found.citation.marker, "refs": refs })
            })
            .collect();
        assert_eq!(json!(citations), part["citations"], "{title}");
    }
    assert_eq!(walk::citations(&article).len(), 36);
}

fn count_items(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| match block {
            Block::List(list) => list
                .children
                .iter()
                .map(|item| 1 + count_items(&item.children))
                .sum(),
            other => count_items(other.children()),
        })
        .sum()
}

#[test]
fn the_caption_of_the_lost_picture_is_one() {
    let Some((_, Parsed { article, .. }, expected)) = seed() else {
        return;
    };
    let begins = expected["figure_caption_begins"].as_str().unwrap();
    let captions: Vec<String> = article
        .children
        .iter()
        .flat_map(Block::children)
        .filter_map(|block| match block {
            Block::Figure(figure) => figure.children.first(),
            _ => None,
        })
        .flat_map(Block::children)
        .map(|block| match block {
            Block::Paragraph(paragraph) => plain_text(&paragraph.children),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(captions.len(), 1);
    assert!(captions[0].starts_with(begins), "{captions:?}");
}

/// The plain words of the hand-made reading in the terms of CSL-JSON.
fn csl(plain: &Value) -> Value {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut csl = serde_json::Map::new();
    let text = |key: &str| plain[key].as_str().map(str::to_owned);
    csl.insert("type".into(), plain["kind"].clone());
    for (ours, theirs) in [
        ("title", "title"),
        ("container-title", "journal"),
        ("volume", "volume"),
        ("issue", "issue"),
        ("page", "pages"),
        ("URL", "url"),
    ] {
        if let Some(value) = text(theirs) {
            csl.insert(ours.into(), value.into());
        }
    }
    if let Some(year) = plain["year"].as_i64() {
        let parts: Vec<i64> = std::iter::once(year)
            .chain(plain["month"].as_i64())
            .chain(plain["day"].as_i64())
            .collect();
        csl.insert("issued".into(), json!({ "date-parts": [parts] }));
    }
    if let Some(accessed) = text("accessed") {
        let (month, rest) = accessed.split_once(' ').unwrap();
        let (day, year) = rest.split_once(", ").unwrap();
        let month = MONTHS.iter().position(|name| *name == month).unwrap() + 1;
        let parts = json!([[
            year.parse::<u32>().unwrap(),
            month,
            day.parse::<u32>().unwrap()
        ]]);
        csl.insert("accessed".into(), json!({ "date-parts": parts }));
    }
    if let Some(authors) = plain["authors"].as_array() {
        let names: Vec<Value> = authors
            .iter()
            .map(|author| {
                let author = author.as_str().unwrap();
                match author.rsplit_once(' ').filter(|(_, initials)| initials.chars().all(char::is_uppercase)) {
                    None => json!({ "literal": author }),
                    Some((family, given)) => {
                        let small = family.split(' ').take_while(|word| word.starts_with(char::is_lowercase)).collect::<Vec<_>>().join(" ");
                        let family = family[small.len()..].trim_start();
                        if small.is_empty() {
                            json!({ "family": family, "given": given })
                        } else {
                            json!({ "non-dropping-particle": small, "family": family, "given": given })
                        }
                    }
                }
            })
            .collect();
        csl.insert("author".into(), names.into());
        if plain["et_al"] == true {
            csl.insert("custom".into(), json!({ "et-al": true }));
        }
    }
    csl.into()
}

#[test]
fn every_reference_is_read_field_by_field() {
    let Some((_, Parsed { article, .. }, expected)) = seed() else {
        return;
    };
    let expected = expected["references"].as_array().unwrap();
    assert_eq!((article.references.len(), expected.len()), (47, 47));
    for (reference, plain) in article.references.iter().zip(expected) {
        assert_eq!(reference.id.number().map(Into::into), plain["id"].as_u64());
        assert_eq!(
            serde_json::to_value(&reference.csl).unwrap(),
            csl(plain),
            "reference {}",
            reference.id
        );
    }
}

/// Every word of the file is in the JSON, as often as in the file.
#[test]
fn no_text_is_lost() {
    let Some((text, Parsed { article, .. }, _)) = seed() else {
        return;
    };
    // The printed parts only: fields read from them repeat their words.
    let mut printed = article;
    printed.author.clear();
    printed.reviewer.clear();
    for reference in &mut printed.references {
        reference.csl = None;
    }
    let mut found = BTreeMap::new();
    collect(&serde_json::to_value(&printed).unwrap(), &mut found);
    let mut expected = BTreeMap::new();
    words(&text, &mut expected);
    for (word, count) in expected {
        assert!(
            found.get(&word).copied().unwrap_or(0) >= count,
            "`{word}` stands {count} times in the file, {:?} in the JSON",
            found.get(&word)
        );
    }
}

fn words(text: &str, counts: &mut BTreeMap<String, usize>) {
    for word in text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
}

fn collect(value: &Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, counts)),
        Value::Object(fields) => {
            for (key, value) in fields {
                if let ("value" | "marker" | "label", Some(text)) = (key.as_str(), value.as_str()) {
                    words(text, counts);
                } else if value.is_array() {
                    collect(value, counts);
                }
            }
        }
        _ => {}
    }
}

#[test]
fn the_lint_finds_what_is_wrong_and_nothing_else() {
    let Some((
        text,
        Parsed {
            article,
            mut diagnostics,
        },
        expected,
    )) = seed()
    else {
        return;
    };
    diagnostics.extend(check::article(&article));
    let lines = LineIndex::new(&text);
    let mut by_code: BTreeMap<Code, Vec<usize>> = BTreeMap::new();
    for diagnostic in &diagnostics {
        let line = lines
            .line_column(diagnostic.span.unwrap().range().start)
            .line;
        by_code.entry(diagnostic.code).or_default().push(line);
    }
    let line_of = |needle: &str| {
        1 + text
            .lines()
            .position(|line| line.starts_with(needle))
            .unwrap()
    };
    let uncited: Vec<usize> = expected["counts"]["references_uncited"]
        .as_array()
        .unwrap()
        .iter()
        .map(|number| line_of(&format!("{number}. ")))
        .collect();
    assert_eq!(by_code.remove(&Code::UncitedReference), Some(uncited));
    assert_eq!(
        by_code.remove(&Code::EmptyLink),
        Some(vec![line_of("Scientifically"), line_of("[Osteo")])
    );
    let damaged: Vec<usize> = text
        .lines()
        .enumerate()
        .filter(|(_, line)| line.contains("^{4,11}"))
        .map(|(index, _)| index + 1)
        .collect();
    assert_eq!(by_code.remove(&Code::DamagedRange), Some(damaged));
    assert_eq!(
        by_code,
        BTreeMap::new(),
        "nothing else is wrong with the file: {diagnostics:#?}"
    );
}

/// Every reference leads back to exactly the markers that cite it, and says so where there is none.
#[test]
fn references_lead_back_to_their_uses() {
    let Some((_, Parsed { article, .. }, expected)) = seed() else {
        return;
    };
    let index = render::Index::of(&article, "");
    let mut uses: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    let citations = expected["parts"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|part| part["citations"].as_array().unwrap());
    for (at, citation) in citations.enumerate() {
        for number in citation["refs"].as_array().unwrap() {
            uses.entry(number.as_u64().unwrap()).or_default().push(at);
        }
    }
    let html = render::html(&article, &render::Options::default());
    let mut uncited = Vec::new();
    for number in 1..=47_u64 {
        let found: Vec<usize> = index
            .uses(&number.to_string())
            .map(|place| place.marker)
            .collect();
        let wanted = uses.remove(&number).unwrap_or_default();
        assert_eq!(found, wanted, "reference {number}");
        let item = html
            .split(&format!("<li id=\"ref-{number}\">"))
            .nth(1)
            .unwrap();
        let item = item.split("</li>").next().unwrap();
        assert_eq!(item.matches("doc-backlink").count(), wanted.len());
        if item.contains("class=\"sch-uncited\"") {
            uncited.push(number);
        }
    }
    assert_eq!(index.times_cited("11"), 8);
    assert_eq!(uncited, [5, 7, 8, 9, 10]);
}

/// The sentences that cite 13 and 47 are whole: each begins where a sentence begins and ends with
/// a full stop and its marker.
#[test]
fn citing_sentences_are_whole() {
    let Some((_, Parsed { article, .. }, _)) = seed() else {
        return;
    };
    let markers = walk::markers(&article);
    let index = render::Index::of(&article, "");
    for key in ["13", "47"] {
        let uses: Vec<_> = index.uses(key).collect();
        assert!(!uses.is_empty());
        for place in uses {
            let marker = &markers[place.marker];
            let citation = marker.mark.citations().next().unwrap();
            let sentence = sentence_around(marker.line, citation);
            let (line, text) = (plain_text(marker.line), plain_text(&sentence));
            let start = line.find(&text).expect("the sentence stands in its line");
            let before = line[..start].trim_end();
            let ended = before.trim_end_matches(|c: char| "⁰¹²³⁴⁵⁶⁷⁸⁹⁻^{},0123456789".contains(c));
            assert!(
                before.is_empty() || ended.ends_with(['.', '!', '?', ':']),
                "{key} begins inside a sentence: {text}"
            );
            assert!(text.starts_with(char::is_uppercase), "{key}: {text}");
            let prose = text.trim_end_matches(citation.marker.as_str());
            assert!(
                prose.len() < text.len() && prose.ends_with('.'),
                "{key}: {text}"
            );
            let inner = &prose[..prose.len() - 1];
            assert!(
                !inner.contains(". "),
                "{key} is more than one sentence: {text}"
            );
        }
        let shown = render::contexts(&article, &index, key, &render::Options::default());
        assert!(shown.contains("class=\"sch-citing\""), "{shown}");
    }
}
