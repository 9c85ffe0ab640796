//! The serialised form of an article as a [JSON Schema](https://json-schema.org/), made from its
//! types.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::Article;

/// The name of the schema: the form and its version.
const ID: &str = "urn:scholion:article:1";

const DEFINITIONS: &str = "#/$defs/";

/// The JSON Schema (draft 2020-12) of what [`Article`] is read from.
///
/// Fields that no type knows are allowed, as they are read over and reported; those of a
/// reference's `csl` are kept.
///
/// ```
/// let schema = scholion::model::schema();
/// assert_eq!(schema["properties"]["scholion"]["const"], 1);
/// assert_eq!(schema["$defs"]["Section"]["properties"]["type"]["const"], "section");
/// ```
pub fn schema() -> Value {
    let mut schema = SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<Article>();
    schema.insert("$id".to_owned(), ID.into());
    let mut schema = schema.to_value();
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, tag) in tags(definitions) {
            if let Some(Value::Object(definition)) = definitions.get_mut(&name) {
                insert_tag(definition, tag);
            }
        }
    }
    tidy(&mut schema);
    schema
}

/// The `type`s that alternatives give to the definitions they refer to; they are taken away from
/// the alternatives. A definition that says its `type` itself can be used by its name alone.
fn tags(definitions: &mut Map<String, Value>) -> Vec<(String, Value)> {
    let mut tags = Vec::new();
    for definition in definitions.values_mut() {
        let alternatives = definition.get_mut("oneOf").and_then(Value::as_array_mut);
        for alternative in alternatives.into_iter().flatten() {
            let name = alternative
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|target| target.strip_prefix(DEFINITIONS))
                .map(str::to_owned);
            let tag = alternative.pointer("/properties/type").cloned();
            if let (Some(name), Some(tag), Some(alternative)) =
                (name, tag, alternative.as_object_mut())
            {
                alternative.retain(|key, _| key == "$ref");
                tags.push((name, tag));
            }
        }
    }
    tags
}

fn insert_tag(definition: &mut Map<String, Value>, tag: Value) {
    if let Some(Value::Object(properties)) = definition.get_mut("properties") {
        properties.insert("type".to_owned(), tag);
    }
    let required = definition
        .entry("required")
        .or_insert_with(|| Value::Array(Vec::new()));
    if let Value::Array(required) = required
        && !required.contains(&"type".into())
    {
        required.push("type".into());
    }
}

/// Definitions are named with a capital (those of types with a `type` of their own have its name),
/// and described by the first paragraph of their documentation.
fn tidy(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::Object(definitions)) = fields.get_mut("$defs") {
                *definitions = std::mem::take(definitions)
                    .into_iter()
                    .map(|(name, definition)| (capital(&name), definition))
                    .collect();
            }
            if let Some(Value::String(target)) = fields.get_mut("$ref")
                && let Some(name) = target.strip_prefix(DEFINITIONS)
            {
                *target = format!("{DEFINITIONS}{}", capital(name));
            }
            if let Some(Value::String(words)) = fields.get_mut("description") {
                let first = words.split("\n\n").next().unwrap_or_default();
                *words = first.replace('\n', " ");
            }
            fields.values_mut().for_each(tidy);
        }
        Value::Array(values) => values.iter_mut().for_each(tidy),
        _ => {}
    }
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map(|first| first.to_ascii_uppercase().to_string() + letters.as_str())
        .unwrap_or_default()
}
