//! Printed references, read as bare strings, against the fields that their publishers gave.
//!
//! The entries lie beside the package: those of journals in the articles of 26 publishers and
//! styles. Italics and links are gone, so what is read is read by punctuation and shape alone.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeMap;

use scholion::model::{Csl, CslType, Inline};
use scholion::parse;
use serde_json::{Map, Value};

const FIELDS: [(&str, f64); 6] = [
    ("year", 0.97),
    ("volume", 0.97),
    ("first page", 0.97),
    ("journal", 0.93),
    ("title", 0.93),
    ("authors", 0.90),
];

/// The examples of the documentation, of each style one, say all the same.
#[test]
fn the_styles_of_the_documentation_are_read() {
    let docs = include_str!("../docs/print.md");
    let (_, table) = docs.split_once("| style | an article |").unwrap();
    let rows = table.lines().skip(2).take_while(|row| row.starts_with('|'));
    let mut styles = 0;
    for row in rows {
        let entry = row.split('`').nth(1).unwrap();
        let csl = parse::reference::vancouver::read(&[Inline::text(entry)]).unwrap();
        let text = |field: Option<&str>| field.unwrap_or_default().to_owned();
        let families: Vec<String> = csl
            .author
            .iter()
            .map(|name| text(name.family.as_deref()))
            .collect();
        assert_eq!(families, ["Doe", "Roe"], "{entry}");
        assert_eq!(csl.kind, CslType::ArticleJournal, "{entry}");
        let title = text(csl.title.as_deref()).to_lowercase();
        assert_eq!(title, "bones of the hand", "{entry}");
        let journal = text(csl.container_title.as_deref());
        let named = ["J Lore", "J. Lore", "Journal of Lore"];
        assert!(named.contains(&&*journal), "{entry}: {journal}");
        let issued = csl.issued.map(|date| date.date_parts[0][0]);
        assert_eq!(issued, Some(2017), "{entry}");
        assert_eq!(csl.volume.as_deref(), Some("12"), "{entry}");
        let page = text(csl.page.as_deref());
        assert!(
            page.starts_with("345") && page.ends_with("50"),
            "{entry}: {page}"
        );
        styles += 1;
    }
    assert_eq!(styles, 11);
}

#[test]
fn the_fields_of_journal_articles_are_found() {
    let Some(path) = support::shared("corpus/jats/expected_refs.json") else {
        return;
    };
    let articles: Map<String, Value> = serde_json::from_str(&support::read(path)).unwrap();
    let mut unread = 0;
    let mut sums: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    println!(
        "{:28} {}",
        "",
        FIELDS.map(|(name, _)| format!("{name:>12}")).concat()
    );
    for (article, references) in &articles {
        let mut counts: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
        for reference in references.as_array().unwrap() {
            if reference["type"] != "journal" {
                continue;
            }
            let text = reference["text"].as_str().unwrap();
            let csl = parse::reference::read(&[Inline::text(text)]).unwrap_or_default();
            for (name, ours, theirs) in figures(&csl, reference) {
                let Some(theirs) = theirs else {
                    unread += 1;
                    continue;
                };
                let equal = ours.as_ref() == Some(&theirs);
                let count = counts.entry(name).or_default();
                count[0] += usize::from(equal);
                count[1] += 1;
                if !equal
                    && std::env::var("SHOW").is_ok_and(|show| show == name || show == *article)
                {
                    println!("{article} {name}: {ours:?} and not {theirs:?}\n    {text}");
                }
            }
        }
        let row = FIELDS.map(|(name, _)| {
            let [equal, all] = counts.get(name).copied().unwrap_or_default();
            format!("{:>12}", format!("{equal}/{all}"))
        });
        println!("{article:28} {}", row.concat());
        for (name, [equal, all]) in counts {
            let sum = sums.entry(name).or_default();
            sum[0] += equal;
            sum[1] += all;
        }
    }
    println!("{unread} fields are not printed, or touch their neighbours");
    let mut low = Vec::new();
    for (name, least) in FIELDS {
        let [equal, all] = sums[name];
        #[allow(clippy::cast_precision_loss, reason = "some thousands")]
        let share = equal as f64 / all as f64;
        println!(
            "{name}: {equal} of {all}, {:.1} %; at least {:.0} %",
            share * 100.0,
            least * 100.0
        );
        if share < least {
            low.push(name);
        }
    }
    assert_eq!(low, [""; 0]);
}

type Figure = (&'static str, Option<String>, Option<String>);

/// What is compared: ours and theirs; theirs is none where the string does not show it.
fn figures(csl: &Csl, reference: &Value) -> Vec<Figure> {
    // The figures in an identifier are no volume and no page.
    let doi = reference["doi"].as_str().unwrap_or("\0");
    let text = &reference["text"].as_str().unwrap().replace(doi, " ");
    let given = |name: &str| {
        let value = reference[name].as_str()?.trim();
        stands(text, value, true).then(|| value.to_owned())
    };
    let year = csl.issued.as_ref().and_then(scholion::model::Date::year);
    let digits = |year: &str| {
        year.chars()
            .filter(char::is_ascii_digit)
            .take(4)
            .collect::<String>()
    };
    let first = csl.page.as_deref().map(|page| {
        page.split(['-', '–', ','])
            .next()
            .unwrap()
            .trim()
            .to_owned()
    });
    let people: Vec<String> = csl
        .author
        .iter()
        .map(|name| {
            let parts = [&name.non_dropping_particle, &name.family, &name.literal];
            let parts: Vec<&str> = parts
                .into_iter()
                .filter_map(|part| part.as_deref())
                .collect();
            bare(&parts.join(" "))
        })
        .collect();
    let surnames = reference["authors"].as_array().map(|authors| {
        let surnames = authors
            .iter()
            .filter_map(|author| author["surname"].as_str());
        surnames.collect::<Vec<_>>()
    });
    let printed = surnames
        .filter(|names| !names.is_empty() && names.iter().all(|name| stands(text, name, false)))
        .map(|names| names.into_iter().map(bare).collect::<Vec<_>>());
    // Groups are in another field there, so only the people are compared.
    let people = printed.as_ref().map(|authors| {
        let mut people = people.clone();
        people.retain(|name| {
            authors.contains(name)
                || !csl.author.iter().any(|author| {
                    author
                        .literal
                        .as_deref()
                        .is_some_and(|literal| bare(literal) == *name)
                })
        });
        people.join("; ")
    });
    // Some publishers tag volume and issue as one: `9(1)`, `81 Spec No 1`.
    let tagged = given("volume").map(|text| bare(&text));
    let both = [&csl.volume, &csl.issue].map(|part| bare(part.as_deref().unwrap_or_default()));
    let volume = csl.volume.as_deref().map(bare);
    let volume = if tagged == Some(both.concat()) {
        tagged.clone()
    } else {
        volume
    };
    vec![
        (
            "year",
            year.map(|year| year.to_string()),
            given("year").map(|year| digits(&year)),
        ),
        ("volume", volume, tagged),
        (
            "first page",
            first.map(|text| bare(&text)),
            given("fpage").map(|text| bare(&text)),
        ),
        (
            "journal",
            csl.container_title.as_deref().map(bare),
            given("source").map(|text| bare(&text)),
        ),
        (
            "title",
            csl.title.as_deref().map(bare),
            given("title").map(|text| bare(&text)),
        ),
        ("authors", people, printed.map(|authors| authors.join("; "))),
    ]
}

/// Whether a value stands by itself in a text: what its publisher tagged but did not print, and
/// what touches the field beside it (`Nature3903953`, volume 390, page 395), nobody can read. The
/// initials of a surname may touch it, as `DoeJ` does.
fn stands(text: &str, value: &str, whole: bool) -> bool {
    let value = value.trim_matches(|c: char| !c.is_alphanumeric());
    !value.is_empty()
        && text.match_indices(value).any(|(at, found)| {
            let before = text[..at].chars().next_back();
            let after = text[at + found.len()..].chars().next();
            let apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
            apart(before) && (apart(after) || !whole)
        })
}

/// Letters and figures alone: marks and blanks are lost and changed on the way to a string.
fn bare(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
