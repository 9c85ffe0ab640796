//! Which variables [CSL-JSON's schema](https://github.com/citation-style-language/schema) has
//! beside those of the model, and what each may hold.

use serde_json::Value;

const NAMES: &[&str] = &[
    "chair",
    "compiler",
    "composer",
    "container-author",
    "contributor",
    "curator",
    "director",
    "editorial-director",
    "executive-producer",
    "guest",
    "host",
    "illustrator",
    "interviewer",
    "narrator",
    "organizer",
    "original-author",
    "performer",
    "producer",
    "recipient",
    "reviewed-author",
    "script-writer",
    "series-creator",
];

const DATES: &[&str] = &["available-date", "event-date", "submitted"];

const TEXTS: &[&str] = &[
    "annote",
    "archive-place",
    "archive_collection",
    "authority",
    "call-number",
    "citation-key",
    "citation-label",
    "dimensions",
    "division",
    "event",
    "journalAbbreviation",
    "jurisdiction",
    "original-publisher",
    "original-publisher-place",
    "original-title",
    "part-title",
    "references",
    "reviewed-genre",
    "reviewed-title",
    "scale",
    "section",
    "shortTitle",
    "source",
    "volume-title",
    "volume-title-short",
    "year-suffix",
];

const NUMBERS: &[&str] = &[
    "citation-number",
    "first-reference-note-number",
    "locator",
    "page-first",
    "part",
    "printing",
    "supplement",
];

/// Whether the schema has a variable of this name that may hold this value.
pub(super) fn allows(name: &str, value: &Value) -> bool {
    let label = |value: &Value| value.is_string() || value.is_number();
    if TEXTS.contains(&name) {
        value.is_string()
    } else if NUMBERS.contains(&name) {
        label(value)
    } else if NAMES.contains(&name) {
        all(value, |name| only(name, is_part_of_name))
    } else if DATES.contains(&name) {
        only(value, is_part_of_date)
    } else {
        name == "categories" && all(value, Value::is_string)
    }
}

fn all(value: &Value, rule: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(rule))
}

fn only(value: &Value, rule: impl Fn(&str, &Value) -> bool) -> bool {
    value
        .as_object()
        .is_some_and(|fields| fields.iter().all(|(name, value)| rule(name, value)))
}

fn is_part_of_name(name: &str, value: &Value) -> bool {
    let texts = [
        "family",
        "given",
        "dropping-particle",
        "non-dropping-particle",
        "suffix",
        "literal",
    ];
    texts.contains(&name) && value.is_string()
}

fn is_part_of_date(name: &str, value: &Value) -> bool {
    let label = |value: &Value| value.is_string() || value.is_number();
    let length = |value: &Value, most: usize| {
        value
            .as_array()
            .is_some_and(|list| (1..=most).contains(&list.len()))
    };
    match name {
        "date-parts" => {
            length(value, 2) && all(value, |point| length(point, 3) && all(point, label))
        }
        "season" => label(value),
        "circa" => label(value) || value.is_boolean(),
        "literal" | "raw" => value.is_string(),
        _ => false,
    }
}
