//! The style sheet keeps its own rules: every look is a documented property with a default, every
//! colour comes from one, and what makes an article of the text is `!important`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::{BTreeMap, BTreeSet};

/// Properties of the face: the text's own, and harmless to lose. All others are of the build.
const FACE: &[&str] = &[
    "font",
    "font-family",
    "font-size",
    "font-variant-numeric",
    "line-height",
    "letter-spacing",
    "color",
    "content-visibility",
    "contain-intrinsic-block-size",
    "text-align",
    "text-decoration-thickness",
    "text-underline-offset",
    "text-indent",
    "text-wrap",
    "text-transform",
    "hyphens",
    "hyphenate-limit-chars",
    "scroll-margin-block",
    "scroll-margin-block-start",
    "scrollbar-width",
];

/// Names of colours that slip into a sheet.
const NAMED: &[&str] = &[
    "white",
    "black",
    "gray",
    "grey",
    "silver",
    "red",
    "green",
    "blue",
    "navy",
    "yellow",
    "orange",
    "purple",
    "brown",
    "pink",
    "gold",
    "teal",
    "maroon",
    "crimson",
    "tomato",
    "whitesmoke",
];

/// A declaration and the selectors and conditions that it stands under.
#[derive(Debug)]
struct Declaration {
    under: Vec<String>,
    name: String,
    value: String,
}

impl Declaration {
    /// Of the element itself: its properties and what it inherits from the page.
    fn of_element(&self) -> bool {
        self.under
            .last()
            .is_some_and(|selector| selector.starts_with(":where(scholion-article"))
    }

    fn declares_property(&self) -> bool {
        self.name.starts_with("--scholion-")
    }
}

/// The declarations of the sheet, in its order.
fn sheet() -> Vec<Declaration> {
    let text = support::read("www/scholion.css");
    let mut found = Vec::new();
    let mut under: Vec<String> = Vec::new();
    let mut statement = String::new();
    for part in without_comments(&text).split_inclusive(['{', '}', ';']) {
        statement.push_str(part);
        let whole = statement.split_whitespace().collect::<Vec<_>>().join(" ");
        statement.clear();
        let (content, end) = whole.split_at(whole.len().saturating_sub(1));
        match end {
            "{" => under.push(content.trim().to_owned()),
            "}" => {
                assert_eq!(content, "", "every declaration ends with a semicolon");
                under.pop().unwrap();
            }
            ";" => {
                let (name, value) = content.split_once(':').unwrap();
                found.push(Declaration {
                    under: under.clone(),
                    name: name.trim().to_owned(),
                    value: value.trim().to_owned(),
                });
            }
            _ => assert_eq!(whole, "", "what stands at the end"),
        }
    }
    assert!(under.is_empty(), "unclosed: {under:?}");
    assert!(found.len() > 500, "{} declarations", found.len());
    found
}

fn without_comments(text: &str) -> String {
    text.split("/*")
        .enumerate()
        .map(|(at, part)| {
            if at == 0 {
                part
            } else {
                part.split_once("*/").unwrap().1
            }
        })
        .collect()
}

/// The properties with their defaults, the sheet's own unit written as the one it stands for.
fn properties() -> BTreeMap<String, String> {
    sheet()
        .into_iter()
        .filter(|declaration| {
            declaration.declares_property()
                && declaration.under == ["@layer scholion", ":where(scholion-article)"]
        })
        .map(|declaration| (declaration.name, in_rem(&declaration.value)))
        .collect()
}

fn in_rem(value: &str) -> String {
    let mut value = value.replace(" * var(--sch-rem)", "rem");
    while let Some((before, rest)) = value.split_once("calc(") {
        let (inner, after) = rest.split_once(')').unwrap();
        value = format!("{before}{inner}{after}");
    }
    value.replace("var(--sch-rem)", "1rem")
}

/// What is documented: the first two columns of the tables.
fn documented() -> BTreeMap<String, String> {
    support::read("docs/theming.md")
        .lines()
        .filter(|line| line.starts_with("| `--scholion-"))
        .map(|line| {
            let mut cells = line
                .split('|')
                .map(|cell| cell.trim().trim_matches('`').to_owned());
            cells.next();
            (cells.next().unwrap(), cells.next().unwrap())
        })
        .collect()
}

/// The names that `var()` asks for in a value.
fn used(value: &str) -> impl Iterator<Item = String> + '_ {
    value.split("var(").skip(1).map(|rest| {
        rest.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '-')
            .collect()
    })
}

#[test]
fn every_look_is_documented_with_its_default() {
    let properties = properties();
    assert!(properties.len() > 30, "{properties:?}");
    assert_eq!(documented(), properties, "documented, in the sheet");
}

#[test]
fn every_property_is_declared_and_used() {
    let declared: BTreeSet<String> = properties().into_keys().collect();
    let used: BTreeSet<String> = sheet()
        .iter()
        .flat_map(|declaration| used(&declaration.value).collect::<Vec<_>>())
        .filter(|name| name.starts_with("--scholion-"))
        .collect();
    assert_eq!(used, declared, "used, declared");
}

#[test]
fn every_colour_comes_from_a_property() {
    for declaration in sheet() {
        if declaration.declares_property() {
            continue;
        }
        // What is made of the text's own colour is none of ours.
        let value = declaration
            .value
            .to_lowercase()
            .replace("lab(from currentcolor", "");
        let stray = value.contains('#')
            || ["rgb(", "rgba(", "hsl(", "hwb(", "lab(", "lch("]
                .iter()
                .any(|notation| value.contains(notation))
            || value
                .split(|c: char| !c.is_alphanumeric() && c != '-')
                .any(|word| NAMED.contains(&word));
        assert!(!stray, "{declaration:?}");
    }
}

#[test]
fn what_makes_an_article_of_the_text_is_important() {
    for declaration in sheet() {
        let counts = declaration
            .under
            .first()
            .is_some_and(|first| first == "@layer scholion")
            && !declaration
                .under
                .iter()
                .any(|under| under.starts_with("@media print"));
        // An animation can change nothing that is important, and takes away what it has put there.
        let animated = declaration.name == "max-block-size"
            && declaration
                .under
                .iter()
                .any(|under| under.contains("sch-open") || under.contains(":not(:defined)"));
        let exempt = declaration.name.starts_with("--") || declaration.of_element() || animated;
        if !counts || exempt {
            continue;
        }
        assert!(
            FACE.contains(&declaration.name.as_str()) || declaration.value.ends_with("!important"),
            "a reset would take this away: {declaration:?}"
        );
    }
}

#[test]
fn a_hosts_root_does_not_size_what_is_ours() {
    for declaration in sheet() {
        let free = declaration.name == "--sch-rem";
        let rem = declaration
            .value
            .split(|c: char| !c.is_alphanumeric() && c != '.')
            .any(|word| {
                word.strip_suffix("rem")
                    .is_some_and(|number| number.parse::<f64>().is_ok())
            });
        assert!(
            free || !rem,
            "write calc(N * var(--sch-rem)): {declaration:?}"
        );
    }
}
