//! CSL-JSON by its published schema.
//!
//! The rules of version 1.0.2 of `csl-data.json`
//! (<https://github.com/citation-style-language/schema>): which variables there are, what each
//! holds, and that nothing else is there.

use serde_json::{Map, Value};

const TYPES: &str = "article article-journal article-magazine article-newspaper bill book \
    broadcast chapter classic collection dataset document entry entry-dictionary \
    entry-encyclopedia event figure graphic hearing interview legal_case legislation manuscript \
    map motion_picture musical_score pamphlet paper-conference patent performance periodical \
    personal_communication post post-weblog regulation report review review-book software song \
    speech standard thesis treaty webpage";

/// Variables that are a list of names.
const NAMES: &str = "author chair collection-editor compiler composer container-author \
    contributor curator director editor editorial-director executive-producer guest host \
    illustrator interviewer narrator organizer original-author performer producer recipient \
    reviewed-author script-writer series-creator translator";

/// Variables that are a date.
const DATES: &str = "accessed available-date event-date issued original-date submitted";

/// Variables that are a string.
const TEXTS: &str = "DOI ISBN ISSN PMCID PMID URL abstract annote archive archive-place \
    archive_collection archive_location authority call-number citation-key citation-label \
    collection-title container-title container-title-short dimensions division event \
    event-place event-title genre journalAbbreviation jurisdiction keyword language medium note \
    original-publisher original-publisher-place original-title part-title publisher \
    publisher-place references reviewed-genre reviewed-title scale section shortTitle source \
    status title title-short version volume-title volume-title-short year-suffix";

/// Variables that are a string or a number.
const NUMBERS: &str = "chapter-number citation-number collection-number edition \
    first-reference-note-number id issue locator number number-of-pages number-of-volumes page \
    page-first part printing supplement volume";

/// Everything in `list`, the text of an export, that the schema does not allow.
pub(crate) fn faults(list: &Value) -> Vec<String> {
    let Some(items) = list.as_array() else {
        return vec!["no list of items".to_owned()];
    };
    let mut faults = Vec::new();
    for (at, item) in items.iter().enumerate() {
        let mut fault = |place: &str| faults.push(format!("item {at}: {place}"));
        let Some(item) = item.as_object() else {
            fault("no object");
            continue;
        };
        for required in ["id", "type"] {
            if !item.contains_key(required) {
                fault(&format!("no {required}"));
            }
        }
        for (name, value) in item {
            if !allowed(name, value) {
                fault(&format!("{name} is {value}"));
            }
        }
    }
    faults
}

fn allowed(name: &str, value: &Value) -> bool {
    if name == "type" {
        return value.as_str().is_some_and(|value| listed(TYPES, value));
    }
    if name == "categories" {
        return all(value, Value::is_string);
    }
    if name == "custom" {
        return value.is_object();
    }
    (listed(NAMES, name) && all(value, is_name))
        || (listed(DATES, name) && is_date(value))
        || (listed(TEXTS, name) && value.is_string())
        || (listed(NUMBERS, name) && is_label(value))
}

fn is_name(value: &Value) -> bool {
    has_only(value, |name, value| match name {
        "family"
        | "given"
        | "dropping-particle"
        | "non-dropping-particle"
        | "suffix"
        | "literal" => value.is_string(),
        "comma-suffix" | "static-ordering" | "parse-names" => is_label(value) || value.is_boolean(),
        _ => false,
    })
}

fn is_date(value: &Value) -> bool {
    has_only(value, |name, value| match name {
        "date-parts" => {
            let lengths = |value: &Value, longest: usize| {
                value
                    .as_array()
                    .is_some_and(|parts| (1..=longest).contains(&parts.len()))
            };
            lengths(value, 2) && all(value, |date| lengths(date, 3) && all(date, is_label))
        }
        "season" => is_label(value),
        "circa" => is_label(value) || value.is_boolean(),
        "literal" | "raw" => value.is_string(),
        _ => false,
    })
}

fn is_label(value: &Value) -> bool {
    value.is_string() || value.is_number()
}

fn all(value: &Value, rule: impl Fn(&Value) -> bool) -> bool {
    value.as_array().is_some_and(|list| list.iter().all(rule))
}

fn has_only(value: &Value, rule: impl Fn(&str, &Value) -> bool) -> bool {
    value
        .as_object()
        .is_some_and(|object: &Map<String, Value>| {
            object.iter().all(|(name, value)| rule(name, value))
        })
}

fn listed(list: &str, name: &str) -> bool {
    list.split_whitespace().any(|one| one == name)
}
