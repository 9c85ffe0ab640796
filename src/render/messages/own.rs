//! A publisher's own words in place of ours.

use std::fmt;

use serde_json::{Map, Value};

use super::plural;
use super::plural::Category;
use super::table::{DECLARATIONS, Declaration, Months, Plural, Slot, Table, Text};

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
        if !plural::is_tag(tag) {
            return Err(fail(format!("{tag:?} is no BCP 47 language tag")));
        }
        table.language = tag.clone().into();
        return Ok(());
    }
    let found = DECLARATIONS
        .iter()
        .zip(table.slots())
        .find(|(declaration, _)| declaration.name() == key);
    let Some((declaration, slot)) = found else {
        let names: Vec<String> = DECLARATIONS.iter().map(Declaration::name).collect();
        let problem = format!(
            "there is no such message; there are: lang, {}",
            names.join(", ")
        );
        return Err(fail(problem));
    };
    match slot {
        Slot::Text(text) => *text = string(value, declaration).map_err(fail)?,
        Slot::Plural(plural) => *plural = forms(key, value, declaration)?,
        Slot::Months(months) => *months = twelve(value, declaration).map_err(fail)?,
    }
    Ok(())
}

/// A string whose placeholders are those of the message.
fn string(value: &Value, declaration: &Declaration) -> Result<Text, String> {
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
    Ok(text.clone().into())
}

fn forms(key: &str, value: &Value, declaration: &Declaration) -> Result<Plural, MessageError> {
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
    let form = |category: Category| form(given, category, key, declaration);
    let Some(other) = form(Category::Other)? else {
        let problem = "the form \"other\" is missing, which stands for all that are not given";
        return Err(fail(key, problem.to_owned()));
    };
    Ok(Plural {
        zero: form(Category::Zero)?,
        one: form(Category::One)?,
        two: form(Category::Two)?,
        few: form(Category::Few)?,
        many: form(Category::Many)?,
        other,
    })
}

fn form(
    given: &Map<String, Value>,
    category: Category,
    key: &str,
    declaration: &Declaration,
) -> Result<Option<Text>, MessageError> {
    let Some(value) = given.get(category.name()) else {
        return Ok(None);
    };
    string(value, declaration)
        .map(Some)
        .map_err(|problem| MessageError {
            key: format!("{key}.{}", category.name()),
            problem,
        })
}

fn twelve(value: &Value, declaration: &Declaration) -> Result<Months, String> {
    let Value::Array(given) = value else {
        return Err(format!(
            "an array of twelve months is wanted, not {}",
            kind_of(value)
        ));
    };
    let names: Vec<Text> = given
        .iter()
        .map(|name| string(name, declaration))
        .collect::<Result<_, _>>()?;
    Months::try_from(names)
        .map_err(|names| format!("twelve months are wanted, not {}", names.len()))
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
