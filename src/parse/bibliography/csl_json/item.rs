//! An item of CSL-JSON, its values brought into the form that the model has.

use serde_json::{Map, Value, json};

use super::super::date;
use crate::model::{Csl, ReferenceId};

/// Fields of the model that are text.
const TEXTS: &[&str] = &[
    "title",
    "title-short",
    "container-title",
    "container-title-short",
    "collection-title",
    "collection-number",
    "event-title",
    "event-place",
    "genre",
    "medium",
    "number",
    "chapter-number",
    "version",
    "edition",
    "publisher",
    "publisher-place",
    "volume",
    "issue",
    "page",
    "number-of-pages",
    "number-of-volumes",
    "DOI",
    "PMID",
    "PMCID",
    "ISBN",
    "ISSN",
    "archive",
    "archive_location",
    "status",
    "language",
    "abstract",
    "keyword",
    "note",
    "URL",
];

/// Fields of the model that are lists of names.
const NAMES: &[&str] = &["author", "editor", "collection-editor", "translator"];

/// Fields of the model that are dates.
const DATES: &[&str] = &["issued", "accessed", "original-date"];

/// The parts of a name that are text.
const PARTS: &[&str] = &[
    "family",
    "given",
    "literal",
    "suffix",
    "prefix",
    "dropping-particle",
    "non-dropping-particle",
    "ORCID",
];

/// Reads an item; `key` is the name that it goes by where it has no id. What cannot be read is
/// left out and said in `faults`. `None` for what is no object.
pub(super) fn read(
    value: Value,
    key: String,
    faults: &mut Vec<String>,
) -> Option<(ReferenceId, Csl)> {
    let Value::Object(mut fields) = value else {
        faults.push("this is no item: an item is an object".to_owned());
        return None;
    };
    let id = ["id", "citation-key"]
        .iter()
        .find_map(|name| fields.get(*name).and_then(text))
        .unwrap_or(key);
    fields.remove("id");
    kind(&mut fields, faults);
    // The schema has two spellings.
    if let Some(place) = fields.remove("archive-location") {
        fields.entry("archive_location").or_insert(place);
    }
    for name in TEXTS {
        change(&mut fields, name, faults, text);
    }
    for name in NAMES {
        change(&mut fields, name, faults, names);
    }
    for name in DATES {
        change(&mut fields, name, faults, read_date);
    }
    if !fields.get("custom").is_none_or(Value::is_object) {
        fields.remove("custom");
    }
    let csl = serde_json::from_value(Value::Object(fields))
        .map_err(|error| faults.push(format!("the item `{id}` cannot be read: {error}")))
        .unwrap_or_default();
    Some((ReferenceId::new(id), csl))
}

/// Brings a field into its form; one that has none is left out and said.
fn change<T: Into<Value>>(
    fields: &mut Map<String, Value>,
    name: &str,
    faults: &mut Vec<String>,
    form: impl Fn(&Value) -> Option<T>,
) {
    let Some(value) = fields.remove(name) else {
        return;
    };
    if let Some(formed) = form(&value) {
        fields.insert(name.to_owned(), formed.into());
    } else if !is_empty(&value) {
        faults.push(format!(
            "the field `{name}` has no form that is known and is left out"
        ));
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.iter().all(is_empty) && !values.is_empty(),
        _ => false,
    }
}

/// A text; numbers are one, and so is a list of texts, such as Crossref has for titles.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => {
            let texts: Vec<String> = values.iter().filter_map(text).collect();
            (!texts.is_empty()).then(|| texts.join(", "))
        }
        _ => None,
    }
}

/// The type; those of Crossref have other names.
fn kind(fields: &mut Map<String, Value>, faults: &mut Vec<String>) {
    let Some(value) = fields.get("type") else {
        return;
    };
    let known = match value.as_str() {
        Some("journal-article") => "article-journal",
        Some("posted-content") => "article",
        Some("book-chapter" | "book-section" | "book-part") => "chapter",
        Some("proceedings-article") => "paper-conference",
        Some("monograph" | "edited-book" | "reference-book" | "proceedings") => "book",
        Some("dissertation") => "thesis",
        Some("reference-entry") => "entry",
        Some("peer-review") => "review",
        Some("") => "document",
        Some(_) => return,
        None => {
            if !value.is_null() {
                faults.push("the field `type` is no text and is left out".to_owned());
            }
            "document"
        }
    };
    fields.insert("type".to_owned(), json!(known));
}

fn names(value: &Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(values) => Some(values.iter().filter_map(name).collect()),
        Value::Object(_) | Value::String(_) => name(value).map(|name| vec![name]),
        _ => None,
    }
}

fn name(value: &Value) -> Option<Value> {
    match value {
        Value::String(text) => Some(json!({ "literal": text })),
        Value::Object(parts) => {
            let mut name: Map<String, Value> = PARTS
                .iter()
                .filter_map(|part| {
                    let text = text(parts.get(*part)?).filter(|text| !text.is_empty())?;
                    Some(((*part).to_owned(), json!(text)))
                })
                .collect();
            // Crossref's name of a group.
            if name.is_empty() {
                let group = text(parts.get("name")?)?;
                name.insert("literal".to_owned(), json!(group));
            }
            if let Some(Value::Array(places)) = parts.get("affiliation") {
                let places: Vec<String> = places
                    .iter()
                    .filter_map(|place| text(place.get("name").unwrap_or(place)))
                    .collect();
                if !places.is_empty() {
                    name.insert("affiliation".to_owned(), json!(places));
                }
            }
            Some(Value::Object(name))
        }
        _ => None,
    }
}

fn read_date(value: &Value) -> Option<Value> {
    let read = match value {
        Value::String(words) => date::read(words)?,
        Value::Number(year) => date::read(&year.to_string())?,
        Value::Object(parts) => {
            let mut read = parts
                .get("raw")
                .and_then(text)
                .and_then(|words| date::read(&words))
                .unwrap_or_default();
            if let Some(Value::Array(points)) = parts.get("date-parts") {
                let points: Vec<Vec<i32>> = points
                    .iter()
                    .map(point)
                    .filter(|point| !point.is_empty())
                    .collect();
                if !points.is_empty() {
                    read.date_parts = points;
                }
            }
            read.season = parts.get("season").and_then(text).and_then(|season| {
                let number = season
                    .parse()
                    .ok()
                    .filter(|number| (1..=4).contains(number));
                number.or_else(|| super::super::bibtex::date::season(&season))
            });
            read.circa = match parts.get("circa") {
                None | Some(Value::Null | Value::Bool(false)) => false,
                Some(Value::Number(number)) => number.as_f64() != Some(0.0),
                Some(Value::String(text)) => !matches!(text.as_str(), "" | "0" | "false"),
                Some(_) => true,
            };
            if let Some(words) = parts.get("literal").and_then(text) {
                read.literal = Some(words);
            }
            if read == crate::model::Date::default() {
                return None;
            }
            read
        }
        _ => return None,
    };
    serde_json::to_value(read).ok()
}

/// Year, month and day as far as they are numbers.
fn point(value: &Value) -> Vec<i32> {
    let number = |value: &Value| match value {
        Value::Number(number) => number
            .as_i64()
            .and_then(|number| i32::try_from(number).ok()),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    match value {
        Value::Array(parts) => parts.iter().map_while(number).take(3).collect(),
        other => number(other).into_iter().collect(),
    }
}
