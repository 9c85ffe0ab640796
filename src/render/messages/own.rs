//! A publisher's own words in place of ours.

use std::fmt;

use serde_json::Value;

use crate::model::is_language_tag;

use super::plural::Category;
use super::table::{DECLARATIONS, Declaration, Kind, Table};

/// What is wrong with a message that a publisher has given. It names the message and says what is
/// allowed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MessageError {
    /// The key of the message, `sources.few` with its form.
    pub key: String,
    problem: String,
}

impl fmt::Display for MessageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dot = if self.key.is_empty() { "" } else { "." };
        write!(out, "messages{dot}{}: {}", self.key, self.problem)
    }
}

impl std::error::Error for MessageError {}

impl Table {
    /// These words with a publisher's own in place of some or all of them, and what is wrong with
    /// those. A message that has something wrong stays what it was.
    ///
    /// The object has a message by its [name](Declaration::name): a string, an object with
    /// a string for each plural form, or an array of twelve months. `lang` is the language of
    /// the table, by which its plural forms are chosen.
    ///
    /// ```
    /// use scholion::render::messages::ENGLISH;
    /// use serde_json::json;
    /// let own = json!({
    ///     "lang": "cs",
    ///     "close": "Zavřít",
    ///     "sources": { "one": "{count} zdroj", "few": "{count} zdroje", "other": "{count} zdrojů" },
    ///     "clsoe": "Zavřít",
    /// });
    /// let (table, errors) = ENGLISH.with(&own);
    /// assert_eq!(table.messages().close(), "Zavřít");
    /// assert_eq!(table.messages().sources(3), "3 zdroje");
    /// assert_eq!(table.messages().references(), "References");
    /// assert!(errors[0].to_string().starts_with("messages.clsoe: there is no such message"));
    /// ```
    pub fn with(&self, own: &Value) -> (Self, Vec<MessageError>) {
        let mut table = self.clone();
        let mut errors = Vec::new();
        let Value::Object(own) = own else {
            errors.push(MessageError {
                key: String::new(),
                problem: format!("an object is wanted, not {}", kind_of(own)),
            });
            return (table, errors);
        };
        for (key, value) in own {
            errors.extend(set(&mut table, key, value).err());
        }
        (table, errors)
    }
}

fn set(table: &mut Table, key: &str, value: &Value) -> Result<(), MessageError> {
    let fail = |problem| MessageError {
        key: key.to_owned(),
        problem,
    };
    if key == "lang" {
        let Value::String(tag) = value else {
            let problem = format!("a language tag is wanted, not {}", kind_of(value));
            return Err(fail(problem));
        };
        if !is_language_tag(tag) {
            return Err(fail(format!("{tag:?} is no BCP 47 language tag")));
        }
        table.language = tag.clone().into();
        return Ok(());
    }
    let mut numbered = DECLARATIONS.iter().enumerate();
    let Some((number, declaration)) = numbered.find(|(_, one)| one.name() == key) else {
        let names: Vec<String> = DECLARATIONS.iter().map(Declaration::name).collect();
        let problem = format!(
            "there is no such message; there are: lang, {}",
            names.join(", ")
        );
        return Err(fail(problem));
    };
    let texts = match declaration.kind {
        Kind::Text => vec![Some(string(value, declaration).map_err(fail)?)],
        Kind::Plural | Kind::Ordinal => forms(key, value, declaration)?,
        Kind::Months => twelve(value, declaration).map_err(fail)?,
    };
    table.replace(number, texts);
    Ok(())
}

/// A string whose placeholders are those of the message.
fn string(value: &Value, declaration: &Declaration) -> Result<String, String> {
    let Value::String(text) = value else {
        return Err(format!("a string is wanted, not {}", kind_of(value)));
    };
    for name in super::placeholders(text) {
        if !declaration.placeholders.contains(&name) {
            let known: Vec<String> = declaration
                .placeholders
                .iter()
                .map(|name| format!("{{{name}}}"))
                .collect();
            let allowed = if known.is_empty() {
                "none".to_owned()
            } else {
                known.join(", ")
            };
            return Err(format!(
                "{{{name}}} is no placeholder here; allowed: {allowed}"
            ));
        }
    }
    Ok(text.clone())
}

/// The forms of a plural in the order of [`Category::ALL`].
fn forms(
    key: &str,
    value: &Value,
    declaration: &Declaration,
) -> Result<Vec<Option<String>>, MessageError> {
    let names = Category::ALL.map(Category::name).join(", ");
    let fail = |key: &str, problem| MessageError {
        key: key.to_owned(),
        problem,
    };
    let Value::Object(given) = value else {
        let problem = format!(
            "an object of plural forms ({names}) is wanted, not {}",
            kind_of(value)
        );
        return Err(fail(key, problem));
    };
    let unknown = |name: &&String| Category::ALL.iter().all(|one| one.name() != name.as_str());
    if let Some(name) = given.keys().find(unknown) {
        let problem = format!("there is no such plural form; there are: {names}");
        return Err(fail(&format!("{key}.{name}"), problem));
    }
    if !given.contains_key(Category::Other.name()) {
        let problem = "the form \"other\" is missing, which stands for all that are not given";
        return Err(fail(key, problem.to_owned()));
    }
    let form = |category: Category| {
        let name = category.name();
        let text = given.get(name).map(|text| string(text, declaration));
        text.transpose()
            .map_err(|problem| fail(&format!("{key}.{name}"), problem))
    };
    Category::ALL.into_iter().map(form).collect()
}

fn twelve(value: &Value, declaration: &Declaration) -> Result<Vec<Option<String>>, String> {
    let Value::Array(given) = value else {
        return Err(format!(
            "an array of twelve months is wanted, not {}",
            kind_of(value)
        ));
    };
    if given.len() != declaration.kind.slots() {
        return Err(format!("twelve months are wanted, not {}", given.len()));
    }
    let names = given.iter().map(|name| string(name, declaration).map(Some));
    names.collect()
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
