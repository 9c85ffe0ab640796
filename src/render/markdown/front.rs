//! What stands before the text: front matter for Pandoc, heads for everybody else.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::{Writer, escape};
use crate::model::{Date, Name, Reference};

/// The front matter. Its values are JSON, which is YAML as well, so that nothing has to be guessed
/// about quotes; titles and the abstract are Markdown. Fields that Pandoc has no name for have
/// those of the structured article.
pub(super) fn matter(writer: &Writer<'_>) -> String {
    let article = writer.article;
    let mut front = Front::default();
    front.field("scholion", Some(&article.scholion));
    front.text("title", &writer.line(&article.title));
    front.text("subtitle", &writer.line(&article.subtitle));
    front.text("byline", &writer.line(&article.byline));
    front.list("author", article.author.iter().map(person));
    front.list("reviewer", article.reviewer.iter().map(person));
    front.list("editor", article.editor.iter().map(person));
    front.date("date", article.issued.as_ref());
    front.date("reviewed", article.reviewed.as_ref());
    front.date("received", article.received.as_ref());
    front.date("accepted", article.accepted.as_ref());
    front.field("lang", article.language.as_ref());
    front.field("dir", article.direction.as_ref());
    front.field("container-title", article.container_title.as_ref());
    front.field(
        "container-title-short",
        article.container_title_short.as_ref(),
    );
    front.field("publisher", article.publisher.as_ref());
    front.field("volume", article.volume.as_ref());
    front.field("issue", article.issue.as_ref());
    front.field("page", article.page.as_ref());
    front.field("genre", article.genre.as_ref());
    front.field("doi", article.doi.as_ref());
    front.field("PMID", article.pmid.as_ref());
    front.field("PMCID", article.pmcid.as_ref());
    front.list("ISSN", article.issn.iter().map(|number| json!(number)));
    front.field("license", article.license.as_ref());
    front.field("copyright", article.copyright.as_ref());
    front.list("keywords", article.keyword.iter().map(|word| json!(word)));
    front.text("abstract", &writer.blocks(&article.r#abstract, 1));
    front.text(
        "reference-section-title",
        &writer.line(&article.references_title),
    );
    front.list(
        "references",
        article.references.iter().map(|one| reference(writer, one)),
    );
    format!("---\n{}---", front.0)
}

#[derive(Default)]
struct Front(String);

impl Front {
    fn line(&mut self, parts: &[&str]) {
        self.0.extend(parts.iter().copied());
        self.0.push('\n');
    }

    fn value(&mut self, name: &str, value: &Value) {
        self.line(&[name, ": ", &value.to_string()]);
    }

    fn text(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.value(name, &json!(text));
        }
    }

    fn field(&mut self, name: &str, field: Option<&impl Serialize>) {
        if let Some(value) = field.and_then(|field| serde_json::to_value(field).ok()) {
            self.value(name, &value);
        }
    }

    fn date(&mut self, name: &str, date: Option<&Date>) {
        match date.map(|date| date.date_parts.as_slice()) {
            None => {}
            Some([parts])
                if (1..=3).contains(&parts.len())
                    && parts
                        .first()
                        .is_some_and(|year| (1000..=9999).contains(year))
                    && date.is_some_and(|date| {
                        *date
                            == Date {
                                date_parts: vec![parts.clone()],
                                ..Date::default()
                            }
                    }) =>
            {
                let parts: Vec<String> = parts
                    .iter()
                    .enumerate()
                    .map(|(at, part)| {
                        if at == 0 {
                            format!("{part:04}")
                        } else {
                            format!("{part:02}")
                        }
                    })
                    .collect();
                self.value(name, &json!(parts.join("-")));
            }
            Some(_) => self.field(name, date),
        }
    }

    /// A list, an item on each line.
    fn list(&mut self, name: &str, items: impl Iterator<Item = Value>) {
        let mut items = items.peekable();
        if items.peek().is_some() {
            self.line(&[name, ":"]);
        }
        for item in items {
            self.line(&["- ", &item.to_string()]);
        }
    }
}

/// A person, the ORCID iD in lower case as everybody writes it in front matter.
fn person(name: &Name) -> Value {
    let mut value = serde_json::to_value(name).unwrap_or_default();
    if let Value::Object(fields) = &mut value
        && let Some(orcid) = fields.remove("ORCID")
    {
        fields.insert("orcid".to_owned(), orcid);
    }
    value
}

/// A reference as CSL, with its number and its printed entry beside the fields.
fn reference(writer: &Writer<'_>, reference: &Reference) -> Value {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), json!(reference.id));
    if let Some(Value::Object(csl)) = reference
        .csl
        .as_ref()
        .and_then(|csl| serde_json::to_value(csl).ok())
    {
        fields.extend(csl);
    }
    if let Some(label) = &reference.label {
        fields.insert("label".to_owned(), json!(label));
    }
    if !reference.children.is_empty() {
        let printed = writer.line(&reference.children);
        fields.insert("printed".to_owned(), json!(printed));
    }
    Value::Object(fields)
}

/// Title, deck, byline and abstract as a page has them.
pub(super) fn heads(writer: &Writer<'_>) -> Vec<String> {
    let article = writer.article;
    let mut heads = Vec::new();
    if !article.title.is_empty() {
        heads.push(format!("# {}", writer.one_line(&article.title)));
    }
    if !article.subtitle.is_empty() {
        heads.push(format!("*{}*", writer.inlines(&article.subtitle, true)));
    }
    if article.byline.is_empty() {
        let names: Vec<String> = article.author.iter().map(whole_name).collect();
        heads.push(escape::paragraph(&escape::text(
            &names.join(", "),
            writer.dialect,
        )));
    } else {
        heads.push(writer.line(&article.byline));
    }
    heads.push(writer.blocks(&article.r#abstract, 2));
    heads
}

fn whole_name(name: &Name) -> String {
    if let Some(literal) = &name.literal {
        return literal.clone();
    }
    let parts = [
        &name.given,
        &name.non_dropping_particle,
        &name.family,
        &name.suffix,
    ];
    let parts: Vec<&str> = parts.into_iter().filter_map(Option::as_deref).collect();
    parts.join(" ")
}
