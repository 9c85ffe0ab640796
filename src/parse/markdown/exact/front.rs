//! The front matter of an article in its whole form: the fields of the structured article by
//! their own names, and by those that Pandoc has for some.

use serde_json::{Map, Value};

use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Article, Csl, Reference, ReferenceId};
use crate::parse::markdown::front::{date_of, one, reference as csl_in_yaml};
use crate::parse::markdown::yaml::{Node, Yaml};

/// What stands in the front matter: its name there, the field's name, and what it holds.
const FIELDS: [(&str, &str, Holds); 24] = [
    ("author", "author", Holds::People),
    ("reviewer", "reviewer", Holds::People),
    ("editor", "editor", Holds::People),
    ("date", "issued", Holds::Date),
    ("reviewed", "reviewed", Holds::Date),
    ("received", "received", Holds::Date),
    ("accepted", "accepted", Holds::Date),
    ("lang", "language", Holds::Text),
    ("dir", "direction", Holds::Text),
    ("container-title", "container-title", Holds::Text),
    (
        "container-title-short",
        "container-title-short",
        Holds::Text,
    ),
    ("publisher", "publisher", Holds::Text),
    ("volume", "volume", Holds::Text),
    ("issue", "issue", Holds::Text),
    ("page", "page", Holds::Text),
    ("genre", "genre", Holds::Text),
    ("doi", "DOI", Holds::Text),
    ("PMID", "PMID", Holds::Text),
    ("PMCID", "PMCID", Holds::Text),
    ("ISSN", "ISSN", Holds::Texts),
    ("license", "license", Holds::Text),
    ("copyright", "copyright", Holds::Text),
    ("keywords", "keyword", Holds::Texts),
    ("scholion", "scholion", Holds::Version),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    Texts,
    Date,
    People,
    Version,
}

/// The article with its fields, but for those that are Markdown. A value that its field cannot
/// hold is reported and left out.
pub(super) fn fields(root: &Yaml, diagnostics: &mut Vec<Diagnostic>) -> Article {
    let mut article = Map::new();
    for (name, field, holds) in FIELDS {
        let Some(yaml) = root.get(name) else { continue };
        let value = value(yaml, holds);
        let mut alone = Map::from_iter([("scholion".to_owned(), Value::from(1))]);
        alone.insert(field.to_owned(), value.clone());
        match serde_json::from_value::<Article>(Value::Object(alone)) {
            Ok(_) => {
                article.insert(field.to_owned(), value);
            }
            Err(error) => diagnostics.push(
                Diagnostic::new(
                    Code::InvalidFrontMatter,
                    yaml.span,
                    format!("`{name}` is left out: {error}"),
                )
                .with_hint("write it as `scholion convert --to pandoc` does"),
            ),
        }
    }
    serde_json::from_value(Value::Object(article)).unwrap_or_default()
}

fn value(yaml: &Yaml, holds: Holds) -> Value {
    match holds {
        Holds::Text => text(yaml.json()),
        Holds::Texts => Value::Array(yaml.items().iter().map(|one| text(one.json())).collect()),
        Holds::Date => match &yaml.node {
            Node::Scalar(date, _) => date_of(date)
                .and_then(|date| serde_json::to_value(date).ok())
                .unwrap_or_else(|| yaml.json()),
            _ => yaml.json(),
        },
        Holds::People => Value::Array(yaml.items().iter().map(person).collect()),
        Holds::Version => yaml.json(),
    }
}

/// A number that somebody wrote without quotes is a text.
fn text(value: Value) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) => Value::from(value.to_string()),
        other => other,
    }
}

/// A person in CSL's parts, or as people write one by hand.
fn person(yaml: &Yaml) -> Value {
    let mut value = yaml.json();
    let parts = ["family", "given", "literal"];
    match &mut value {
        Value::Object(fields) if parts.iter().any(|part| fields.contains_key(*part)) => {
            if let Some(orcid) = fields.remove("orcid") {
                fields.insert("ORCID".to_owned(), orcid);
            }
            value
        }
        _ => one(yaml, None)
            .and_then(|name| serde_json::to_value(name).ok())
            .unwrap_or(value),
    }
}

/// The list of references as it stands, each with its label, and where its printed entry is.
pub(super) fn references(root: &Yaml) -> Vec<(Reference, Option<&Yaml>)> {
    let entries = root.get("references").map_or(&[][..], Yaml::items);
    entries
        .iter()
        .filter_map(|entry| {
            let mut reference = reference(entry).or_else(|| csl_in_yaml(entry))?;
            reference.label = entry.get("label").and_then(scalar);
            reference.position = Some(entry.span);
            Some((reference, entry.get("printed")))
        })
        .collect()
}

fn reference(entry: &Yaml) -> Option<Reference> {
    let Value::Object(mut fields) = entry.json() else {
        return None;
    };
    fields.remove("label");
    fields.remove("printed");
    let Value::String(id) = text(fields.remove("id")?) else {
        return None;
    };
    let csl = if fields.is_empty() {
        None
    } else {
        Some(serde_json::from_value::<Csl>(Value::Object(fields)).ok()?)
    };
    Some(Reference {
        id: ReferenceId::new(id),
        csl,
        ..Reference::default()
    })
}

fn scalar(yaml: &Yaml) -> Option<String> {
    match &yaml.node {
        Node::Scalar(text, _) => Some(text.clone()),
        _ => None,
    }
}
