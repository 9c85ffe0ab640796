//! Front matter: the YAML between two rules at the top, as JOSS, Pandoc, Quarto, MyST and Jekyll
//! write it.

use serde_json::{Map, Value};

use super::yaml::{self, Node, Yaml};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Article, Csl, Date, Direction, Name, Reference, ReferenceId, bare_doi};
use crate::parse::{date, print};

/// Front matter that has been read.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// Where the text begins.
    pub(super) end: usize,
    pub(super) yaml: Option<Yaml>,
    /// The works that it lists itself.
    pub(super) references: Vec<Reference>,
    /// The files of works that it names.
    pub(super) bibliography: Vec<String>,
}

impl Front {
    /// Whether it says that the article is in its whole form, of a version that is known here.
    pub(super) fn is_exact(&self) -> bool {
        let version = self.yaml.as_ref().and_then(|root| root.field("scholion"));
        version == Some("1")
    }
}

/// Finds and reads the front matter.
pub(super) fn read(source: &str, diagnostics: &mut Vec<Diagnostic>) -> Front {
    let nothing = |end| Front {
        end,
        ..Front::default()
    };
    let mark = source.len() - source.trim_start_matches('\u{FEFF}').len();
    let Some((inner, end)) = between_rules(source, mark) else {
        return nothing(mark);
    };
    let text = source.get(inner.clone()).unwrap_or_default();
    let (mut root, error) = yaml::read(text, inner.start);
    if error.is_some() {
        root = by_keys(text, inner.start).or(root);
    }
    let Some(root) = root.filter(|root| matches!(root.node, Node::Mapping(_))) else {
        // A rule, a paragraph and another rule; or nothing between the two.
        return nothing(mark);
    };
    if let Some(error) = error {
        diagnostics.push(
            Diagnostic::new(
                Code::InvalidFrontMatter,
                error.span,
                format!("the front matter is no YAML here: {}", error.message),
            )
            .with_hint("put quotes around a value that holds a colon or begins with a sign"),
        );
    }
    let references = root.get("references").map_or_else(Vec::new, |list| {
        list.items().iter().filter_map(reference).collect()
    });
    let bibliography = root.get("bibliography").map_or_else(Vec::new, |list| {
        let names = list.items().iter().filter_map(Yaml::text);
        names.map(str::to_owned).collect()
    });
    Front {
        end,
        yaml: Some(root),
        references,
        bibliography,
    }
}

/// Front matter that is no YAML as a whole, key by key: what belongs to a key reaches to the next
/// line that begins with one, and where that is no YAML either it is the text of one line.
fn by_keys(text: &str, offset: usize) -> Option<Yaml> {
    let mut starts: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let key = line.split(':').next().unwrap_or_default();
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '"' | '\'');
        if line.len() > key.len() && !key.is_empty() && key.chars().all(plain) {
            starts.push(at);
        }
        at += line.len();
    }
    let mut pairs = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(text.len());
        let chunk = text.get(*start..end).unwrap_or_default();
        let (found, error) = yaml::read(chunk, offset + start);
        match found.map(|found| found.node) {
            Some(Node::Mapping(mut own)) if error.is_none() => pairs.append(&mut own),
            _ => {
                let Some((key, value)) = chunk.trim_end().split_once(':') else {
                    continue;
                };
                if value.contains('\n') {
                    continue;
                }
                let from = offset + start + key.len() + 1;
                pairs.push((
                    key.trim_matches(['"', '\'']).to_owned(),
                    Yaml {
                        node: Node::Scalar(value.trim().to_owned(), true),
                        span: Span::new(from, from + value.len()),
                    },
                ));
            }
        }
    }
    (!pairs.is_empty()).then(|| Yaml {
        node: Node::Mapping(pairs),
        span: Span::new(offset, offset + text.len()),
    })
}

/// The lines between `---` and `---` or `...` at the top, and where the text behind them begins.
fn between_rules(source: &str, start: usize) -> Option<(std::ops::Range<usize>, usize)> {
    let body = source.get(start..)?;
    let first = body.split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let from = start + first.len();
    let mut at = from;
    for line in source.get(from..)?.split_inclusive('\n') {
        if at == from && line.trim().is_empty() {
            return None;
        }
        if matches!(line.trim_end(), "---" | "...") {
            return Some((from..at, at + line.len()));
        }
        at += line.len();
    }
    None
}

/// An entry of `references`, which is CSL in YAML.
pub(super) fn reference(entry: &Yaml) -> Option<Reference> {
    let Value::Object(mut fields) = entry.json() else {
        return None;
    };
    let id = match fields.remove("id")? {
        Value::String(id) => id,
        Value::Number(id) => id.to_string(),
        _ => return None,
    };
    for name in ["issued", "accessed", "original-date", "event-date"] {
        if let Some(value) = fields.get_mut(name) {
            match csl_date(value) {
                Some(date) => *value = date,
                None => {
                    fields.remove(name);
                }
            }
        }
    }
    // CSL's fields are texts, numbers of volumes too.
    fields.retain(|_, value| !value.is_null());
    for (name, value) in &mut fields {
        if (value.is_number() || value.is_boolean()) && name != "custom" {
            *value = Value::from(value.to_string());
        }
    }
    let csl: Option<Csl> = serde_json::from_value(Value::Object(fields)).ok();
    Some(Reference {
        id: ReferenceId::new(id),
        csl,
        position: Some(entry.span),
        ..Reference::default()
    })
}

/// A date in the forms that Pandoc's YAML has, in CSL-JSON's form.
fn csl_date(value: &Value) -> Option<Value> {
    let whole = |parts: Vec<Value>| {
        let mut object = Map::new();
        object.insert(
            "date-parts".to_owned(),
            Value::Array(vec![Value::Array(parts)]),
        );
        Value::Object(object)
    };
    match value {
        Value::Object(fields) => {
            if let Some(parts) = fields.get("date-parts") {
                let nested = matches!(parts, Value::Array(items) if items.first().is_some_and(Value::is_array));
                let parts = if nested {
                    parts.clone()
                } else {
                    Value::Array(vec![parts.clone()])
                };
                let mut object = Map::new();
                object.insert("date-parts".to_owned(), parts);
                return Some(Value::Object(object));
            }
            let parts: Vec<Value> = ["year", "month", "day"]
                .iter()
                .map_while(|name| fields.get(*name).filter(|part| part.is_number()).cloned())
                .collect();
            (!parts.is_empty()).then(|| whole(parts))
        }
        Value::Array(items) => csl_date(items.first()?),
        Value::Number(_) => Some(whole(vec![value.clone()])),
        Value::String(text) => serde_json::to_value(date_of(text)?).ok(),
        _ => None,
    }
}

/// A date as people write it, or `2020-05`.
pub(super) fn date_of(text: &str) -> Option<Date> {
    let text = text.trim();
    if let Some((year, month)) = text.split_once('-')
        && let (Ok(year), Ok(month)) = (year.parse::<i32>(), month.parse::<u8>())
        && (1..=12).contains(&month)
    {
        return Some(Date::new(year, Some(month), None));
    }
    // `2020-10-05T09:00:00Z`, and `2020-10-05 09:00:00 +0000` as Jekyll has it.
    let timed = matches!(text.get(10..11), Some("T" | " ")) && text.get(4..5) == Some("-");
    if let Some(day) = text.get(..10).filter(|_| timed) {
        return date::parse(day);
    }
    let slashed = text.replace('/', "-");
    date::parse(text).or_else(|| date::parse(&slashed))
}

/// Fills the article's own fields but for title, subtitle and abstract, which are Markdown.
pub(super) fn fill(root: &Yaml, article: &mut Article) {
    let first = |names: &[&str]| -> Option<String> {
        let found = names.iter().find_map(|name| root.field(name));
        found.map(str::to_owned)
    };
    article.author = people(root, &["author", "authors"]);
    article.editor = people(root, &["editor", "editors"]);
    if article.author.is_empty() {
        article.author = people(root, &["author-meta"]);
    }
    article.issued = root
        .field("date")
        .or(root.field("date-meta"))
        .and_then(date_of);
    article.language = first(&["lang", "language"]);
    article.direction = match root.field("dir") {
        Some("rtl") => Some(Direction::Rtl),
        Some("ltr") => Some(Direction::Ltr),
        _ => None,
    };
    article.doi = first(&["doi"]).map(|doi| bare_doi(&doi).to_owned());
    article.keyword = keywords(root);
    let journal = root.get("journal");
    article.container_title = journal
        .and_then(|journal| {
            journal
                .text()
                .or(journal.field("title"))
                .or(journal.field("name"))
        })
        .map(str::to_owned)
        .or_else(|| first(&["container-title"]));
    article.volume = first(&["volume"]);
    article.issue = first(&["issue"]);
    article.publisher = first(&["publisher"]);
    article.license = root.get("license").and_then(|license| {
        let name = license
            .text()
            .or(license.field("text"))
            .or(license.field("name"));
        name.or(license.field("content")).map(str::to_owned)
    });
    article.copyright = root.get("copyright").and_then(|copyright| {
        let own = copyright.text().or(copyright.field("statement"));
        own.or(copyright.field("holder")).map(str::to_owned)
    });
}

fn keywords(root: &Yaml) -> Vec<String> {
    let Some(found) = ["keywords", "keyword", "tags"]
        .iter()
        .find_map(|name| root.get(name))
    else {
        return Vec::new();
    };
    if let Some(line) = found.text() {
        return line
            .split([',', ';'])
            .map(str::trim)
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
    }
    found
        .items()
        .iter()
        .filter_map(Yaml::text)
        .map(str::to_owned)
        .collect()
}

fn people(root: &Yaml, names: &[&str]) -> Vec<Name> {
    let affiliations = root.get("affiliations").or(root.get("affiliation"));
    let Some(list) = names.iter().find_map(|name| root.get(name)) else {
        return Vec::new();
    };
    if let Some(line) = list.text() {
        return print::people(line);
    }
    let mut people = Vec::new();
    for person in list.items() {
        match person.text() {
            Some(line) => people.extend(print::people(line)),
            None => people.extend(one(person, affiliations)),
        }
    }
    people
}

/// One author: a name, or what is said of them.
pub(super) fn one(person: &Yaml, affiliations: Option<&Yaml>) -> Option<Name> {
    if let Some(name) = person.text() {
        return Some(print::name(name));
    }
    let parts = person.get("name").unwrap_or(person);
    let part = |names: &[&str]| -> Option<String> {
        let found = names.iter().find_map(|name| parts.field(name));
        found.map(str::to_owned)
    };
    let family = part(&["family", "surname", "last", "family-names"]);
    let given = part(&["given", "given-names", "firstname", "first", "forename"]);
    let mut name = match (family, given, parts.text()) {
        (None, _, Some(whole)) => print::name(whole),
        (Some(family), given, _) => Name {
            family: Some(family),
            given,
            non_dropping_particle: part(&[
                "particle",
                "non-dropping-particle",
                "dropping-particle",
            ]),
            suffix: part(&["suffix"]),
            ..Name::default()
        },
        _ => match parts
            .field("literal")
            .or(parts.field("name"))
            .or(person.field("collaboration"))
        {
            Some(literal) => Name::literal(literal),
            // `- Jane Doe: {orcid: …}`, as some write it.
            None => match &person.node {
                Node::Mapping(pairs) => print::name(&pairs.first()?.0),
                _ => return None,
            },
        },
    };
    name.orcid = person.field("orcid").map(bare_orcid);
    let own = ["affiliation", "affiliations", "institute", "institution"]
        .iter()
        .find_map(|name| person.get(name));
    name.affiliation = own.map_or_else(Vec::new, |own| places(own, affiliations));
    Some(name)
}

/// An ORCID iD without its resolver.
fn bare_orcid(orcid: &str) -> String {
    let orcid = orcid.trim_end_matches('/');
    orcid.rsplit('/').next().unwrap_or(orcid).to_owned()
}

/// Where somebody works: names, or numbers and ids of the article's list of affiliations.
fn places(own: &Yaml, all: Option<&Yaml>) -> Vec<String> {
    let mut found = Vec::new();
    for item in own.items() {
        if let Some(text) = item.text() {
            let ids: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
            let known: Vec<String> = ids.iter().filter_map(|id| affiliation(id, all)).collect();
            if known.len() == ids.len() {
                found.extend(known);
            } else {
                found.push(text.to_owned());
            }
        } else {
            let id = item.field("ref").or(item.field("id"));
            let known = id.and_then(|id| affiliation(id, all));
            found.extend(known.or_else(|| place_name(item)));
        }
    }
    found
}

fn affiliation(id: &str, all: Option<&Yaml>) -> Option<String> {
    all?.items().iter().find_map(|entry| {
        let own = entry.field("index").or(entry.field("id"));
        if own == Some(id) {
            return place_name(entry);
        }
        // `- ucl: University College`, as some write it.
        entry.field(id).map(str::to_owned)
    })
}

/// The name of an institution with its department and place.
fn place_name(entry: &Yaml) -> Option<String> {
    if let Some(text) = entry.text() {
        return Some(text.to_owned());
    }
    let name = entry.field("name").or(entry.field("institution"));
    let parts: Vec<&str> = [
        entry.field("department"),
        name,
        entry.field("city"),
        entry.field("country"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> (Article, Front) {
        let mut diagnostics = Vec::new();
        let front = read(text, &mut diagnostics);
        assert_eq!(diagnostics, []);
        let mut article = Article::default();
        fill(front.yaml.as_ref().unwrap(), &mut article);
        (article, front)
    }

    #[test]
    fn authors_have_affiliations_by_number() {
        let (article, _) = filled(
            "---\nauthors:\n  - name: Jane Q. Doe\n    orcid: https://orcid.org/0000-0001-0002-0003\n    affiliation: \"1, 2\"\n  - Bone Group\naffiliations:\n  - index: 1\n    name: Bone House\n  - index: 2\n    name: Bone Yard\ndate: 5 October 2020\ntags: [a, b]\n---\nText\n",
        );
        let doe = article.author.first().unwrap();
        assert_eq!(
            (doe.given.as_deref(), doe.family.as_deref()),
            (Some("Jane Q."), Some("Doe"))
        );
        assert_eq!(doe.orcid.as_deref(), Some("0000-0001-0002-0003"));
        assert_eq!(doe.affiliation, ["Bone House", "Bone Yard"]);
        assert_eq!(article.issued, Some(Date::new(2020, Some(10), Some(5))));
        assert_eq!(article.keyword, ["a", "b"]);
    }

    #[test]
    fn authors_may_have_degrees_and_days_an_hour() {
        let (article, _) =
            filled("---\nauthor: Jane Doe, MD\ndate: 2020-10-05 09:00:00 +0000\n---\nText\n");
        let doe = article.author.first().unwrap();
        assert_eq!(
            (doe.family.as_deref(), doe.suffix.as_deref()),
            (Some("Doe"), Some("MD"))
        );
        assert_eq!(article.issued, Some(Date::new(2020, Some(10), Some(5))));
    }

    #[test]
    fn references_of_the_front_matter_are_csl() {
        let (_, front) = filled(
            "---\nreferences:\n- id: doe\n  type: article-journal\n  title: On bones\n  volume: 7\n  issued: {year: 2020, month: 5}\n  author: [{family: Doe, given: J.}]\n---\n",
        );
        let csl = front.references.first().unwrap().csl.as_ref().unwrap();
        assert_eq!(csl.volume.as_deref(), Some("7"));
        assert_eq!(csl.issued, Some(Date::new(2020, Some(5), None)));
        assert_eq!(csl.author.first().unwrap().family.as_deref(), Some("Doe"));
    }

    #[test]
    fn a_key_that_is_no_yaml_takes_no_other_with_it() {
        let text = "---\ntitle: Bones: a story\nauthors:\n  - name: Jane Doe\nbroken: [a\n  b\ndate: 2020\n---\n";
        let mut diagnostics = Vec::new();
        let front = read(text, &mut diagnostics);
        assert_eq!(diagnostics.len(), 1);
        let root = front.yaml.unwrap();
        assert_eq!(root.field("title"), Some("Bones: a story"));
        assert_eq!(root.field("date"), Some("2020"));
        let mut article = Article::default();
        fill(&root, &mut article);
        assert_eq!(article.author.len(), 1);
    }

    #[test]
    fn rules_alone_are_no_front_matter() {
        for text in [
            "---\n\nfoo\n\n---\n",
            "---\nfoo\n---\nbar",
            "---\n---\n",
            "---\nfoo: bar",
        ] {
            assert_eq!(read(text, &mut Vec::new()).end, 0, "{text}");
        }
    }
}
