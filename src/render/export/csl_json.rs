//! References as [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

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
        item.extend(fields);
    } else {
        item.insert("type".to_owned(), json!("document"));
        let text = printed(reference);
        if !text.is_empty() {
            item.insert("title".to_owned(), json!(text));
        }
    }
    Value::Object(item)
}

/// The fields as the published schema allows them.
fn schema_form(csl: &Csl) -> Csl {
    Csl {
        author: csl.author.iter().map(name).collect(),
        editor: csl.editor.iter().map(name).collect(),
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
    (!date_parts.is_empty()).then_some(Date { date_parts })
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
    fn without_fields_the_printed_entry_is_the_title() {
        let expected = json!({ "id": "7", "type": "document", "title": "Doe J. On bones." });
        assert_eq!(written(None), expected);
        assert_eq!(written(Some(Csl::new(CslType::Webpage))), expected);
    }
}
