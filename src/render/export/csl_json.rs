//! References as [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

mod schema;

use serde_json::{Map, Value, json};

use super::{fields, points, printed};
use crate::model::{Csl, Date, Name, Reference};

/// An array of items. The schema has no place in a name for titles of address, affiliations and
/// ORCID iDs, so these stay behind.
pub(super) fn write(references: &[&Reference]) -> String {
    let items: Vec<Value> = references
        .iter()
        .map(|reference| without_nul(item(reference)))
        .collect();
    let mut text = format!("{:#}", Value::Array(items));
    text.push('\n');
    text
}

fn item(reference: &Reference) -> Value {
    let id = reference.id.as_str();
    let structured = fields(reference)
        .and_then(|csl| serde_json::to_value(schema_form(csl)).ok())
        .and_then(|value| match value {
            Value::Object(fields) => Some(fields),
            _ => None,
        });
    let mut item = Map::new();
    item.insert("id".to_owned(), json!(id));
    if let Some(fields) = structured {
        item.extend(fields.into_iter().filter(|(name, _)| name != "id"));
        set_apart(&mut item, csl_other(reference));
    } else {
        item.insert("type".to_owned(), json!("document"));
        let text = printed(reference);
        if !text.is_empty() {
            item.insert("title".to_owned(), json!(text));
        }
    }
    Value::Object(item)
}

/// Names of fields that came from elsewhere.
fn csl_other(reference: &Reference) -> impl Iterator<Item = &String> {
    let other = reference.csl.as_ref().map(|csl| csl.other.keys());
    // An id among the fields is not one of them.
    other.into_iter().flatten().filter(|name| *name != "id")
}

/// Puts what the schema does not know, or not in this form, into the object that it sets aside.
fn set_apart<'a>(item: &mut Map<String, Value>, names: impl Iterator<Item = &'a String>) {
    for name in names {
        let Some(value) = item.get(name).filter(|value| !schema::allows(name, value)) else {
            continue;
        };
        let value = value.clone();
        item.remove(name);
        let custom = item
            .entry("custom")
            .or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(custom) = custom {
            custom.insert(name.clone(), value);
        }
    }
}

/// The fields as the published schema allows them.
fn schema_form(csl: &Csl) -> Csl {
    Csl {
        author: csl.author.iter().map(name).collect(),
        editor: csl.editor.iter().map(name).collect(),
        collection_editor: csl.collection_editor.iter().map(name).collect(),
        translator: csl.translator.iter().map(name).collect(),
        original_date: csl.original_date.as_ref().and_then(date),
        issued: csl.issued.as_ref().and_then(date),
        accessed: csl.accessed.as_ref().and_then(date),
        ..csl.clone()
    }
}

fn name(name: &Name) -> Name {
    Name {
        prefix: None,
        affiliation: Vec::new(),
        orcid: None,
        ..name.clone()
    }
}

/// A date with one or two points of one to three parts, or none at all.
fn date(date: &Date) -> Option<Date> {
    let date_parts: Vec<Vec<i32>> = points(date).map(<[i32]>::to_vec).collect();
    let date = Date {
        date_parts,
        ..date.clone()
    };
    (date != Date::default()).then_some(date)
}

fn without_nul(value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace('\0', "")),
        Value::Array(values) => values.into_iter().map(without_nul).collect(),
        Value::Object(fields) => fields
            .into_iter()
            .map(|(key, value)| (key, without_nul(value)))
            .collect(),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{ExportFormat, export};
    use super::*;
    use crate::model::{CslType, Inline, ReferenceId};
    use crate::render::messages::Messages;

    fn reference(csl: Option<Csl>) -> Reference {
        Reference {
            id: ReferenceId::from(7),
            label: None,
            children: vec![Inline::text("Doe J.\nOn bones.")],
            csl,
            position: None,
        }
    }

    fn written(csl: Option<Csl>) -> Value {
        let text = export(
            [&reference(csl)],
            ExportFormat::CslJson,
            Messages::default(),
        );
        let value: Value = serde_json::from_str(&text).unwrap();
        value[0].clone()
    }

    #[test]
    fn only_what_the_schema_knows_is_written() {
        let mut csl = Csl::new(CslType::Book);
        csl.title = Some("On \u{0}bones".into());
        csl.author = vec![Name {
            prefix: Some("Dr.".into()),
            family: Some("Doe".into()),
            affiliation: vec!["A clinic".into()],
            orcid: Some("0000-0000-0000-0000".into()),
            ..Name::default()
        }];
        csl.issued = Some(Date {
            date_parts: vec![vec![], vec![2020, 1, 2, 3]],
            ..Date::default()
        });
        csl.accessed = Some(Date::default());
        assert_eq!(
            written(Some(csl)),
            json!({
                "id": "7", "type": "book", "title": "On bones", "author": [{ "family": "Doe" }],
                "issued": { "date-parts": [[2020, 1, 2]] }
            })
        );
    }

    #[test]
    fn what_the_schema_does_not_know_is_set_apart() {
        let mut csl = Csl::new(CslType::Book);
        csl.title = Some("On bones".into());
        for (name, value) in [
            ("call-number", json!("A 1")),
            ("container-author", json!([{ "family": "Doe" }])),
            ("event-date", json!({ "date-parts": [[1999]] })),
            ("subtitle", json!(["x"])),
            ("annote", json!(5)),
        ] {
            csl.other.insert(name.to_owned(), value);
        }
        let written = written(Some(csl));
        assert_eq!(written["call-number"], "A 1");
        assert_eq!(written["event-date"], json!({ "date-parts": [[1999]] }));
        assert_eq!(written["container-author"], json!([{ "family": "Doe" }]));
        assert_eq!(written["custom"], json!({ "subtitle": ["x"], "annote": 5 }));
        assert_eq!(written["subtitle"], Value::Null);
    }

    #[test]
    fn without_fields_the_printed_entry_is_the_title() {
        let expected = json!({ "id": "7", "type": "document", "title": "Doe J. On bones." });
        assert_eq!(written(None), expected);
        assert_eq!(written(Some(Csl::new(CslType::Webpage))), expected);
    }
}
