//! Whether every word of a source is in the article. The words are found by a scanner that knows
//! nothing of the reader: tags out, what is about the article out, the rest is words.

use std::collections::{HashMap, HashSet};

use scholion::model::Article;
use serde_json::Value;

/// Elements that are about the article: `docs/jats.md` lists them for readers.
const METADATA: &[&str] = &[
    // Who, where and when: fields of the article, in a form of their own, or left out.
    "address",
    "aff",
    "alt-title",
    "article-categories",
    "article-id",
    "article-version",
    "award-group",
    "conference",
    "contrib-group",
    "counts",
    "custom-meta-group",
    "history",
    "issue-id",
    "issue-title",
    "journal-meta",
    "kwd-group",
    "pub-date",
    "related-article",
    "self-uri",
    "permissions",
    "copyright-statement",
    "copyright-year",
    // For programs.
    "institution-id",
    "object-id",
    "alt-text",
    "long-desc",
    "issue-sponsor",
    "pub-history",
    // Numbers in dates; pages that are one page. The fields of references are compared by
    // themselves.
    "month",
    "lpage",
];

/// Words that are written otherwise in the article.
const REWRITTEN: &[&str] = &["doi", "https", "http", "dx", "org", "www"];

/// How many words there are, and which of them the article has less often.
pub(super) fn missing(source: &str, article: &Article) -> (usize, Vec<String>) {
    let mut there: HashMap<String, usize> = HashMap::new();
    count(&serde_json::to_value(article).unwrap(), &mut there);
    let mut wanted: HashMap<String, usize> = HashMap::new();
    let mut all = 0;
    for word in words_of(source) {
        all += 1;
        *wanted.entry(word).or_default() += 1;
    }
    let rewritten: HashSet<&str> = REWRITTEN.iter().copied().collect();
    let mut missing: Vec<String> = wanted
        .into_iter()
        .filter(|(word, _)| !rewritten.contains(word.as_str()))
        .filter_map(|(word, times)| {
            let found = there.get(&word).copied().unwrap_or(0) + written_otherwise(&word, &there);
            (found < times).then(|| format!("{word} ({times} times, {found} found)"))
        })
        .collect();
    missing.sort();
    (all, missing)
}

/// How often a word is there in another form: the number of PubMed Central with its letters, a
/// year apart from its letter.
fn written_otherwise(word: &str, there: &HashMap<String, usize>) -> usize {
    let in_archive = there.get(&format!("pmc{word}")).copied().unwrap_or(0);
    let year = word.strip_suffix(|c: char| c.is_ascii_lowercase());
    let year = year
        .filter(|year| year.len() == 4)
        .and_then(|year| there.get(year));
    in_archive + year.copied().unwrap_or(0)
}

fn count(value: &Value, there: &mut HashMap<String, usize>) {
    match value {
        Value::String(text) => {
            for word in split(text) {
                *there.entry(word).or_default() += 1;
            }
        }
        Value::Number(number) => *there.entry(number.to_string()).or_default() += 1,
        Value::Array(items) => items.iter().for_each(|item| count(item, there)),
        Value::Object(fields) => fields.values().for_each(|item| count(item, there)),
        Value::Bool(_) | Value::Null => {}
    }
}

fn split(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}

/// The words between the tags. A word beside a named entity may be longer in the article, where
/// the entity is a letter: it is left out.
fn words_of(source: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut open: Vec<String> = Vec::new();
    let mut hidden = 0_usize;
    let mut rest = source;
    while let Some(at) = rest.find('<') {
        let (text, behind) = rest.split_at(at);
        if hidden == 0 {
            words.extend(of_text(text));
        }
        let end = |mark: &str| behind.find(mark).map(|at| at + mark.len());
        let length = if behind.starts_with("<!--") {
            end("-->")
        } else if behind.starts_with("<?") {
            end("?>")
        } else if behind.starts_with("<!DOCTYPE")
            && behind.find('[') < behind.find('>')
            && behind.contains("]>")
        {
            end("]>")
        } else {
            end(">")
        }
        .unwrap_or(behind.len());
        let (tag, next) = behind.split_at(length);
        rest = next;
        if tag.starts_with("<!") || tag.starts_with("<?") {
            continue;
        }
        if tag.starts_with("</") {
            if let Some(name) = open.pop() {
                hidden -= usize::from(METADATA.contains(&name.as_str()));
            }
        } else if !tag.ends_with("/>") {
            let name = tag
                .trim_start_matches('<')
                .split(|c: char| c.is_whitespace() || c == '>')
                .next()
                .unwrap()
                .to_owned();
            hidden += usize::from(METADATA.contains(&name.as_str()));
            open.push(name);
        }
    }
    words
}

fn of_text(text: &str) -> Vec<String> {
    let mut plain = String::new();
    for (at, piece) in text.split('&').enumerate() {
        let Some((name, behind)) = piece.split_once(';').filter(|_| at > 0) else {
            plain.push_str(piece);
            continue;
        };
        let number = name.strip_prefix('#').and_then(|number| {
            number.strip_prefix('x').map_or_else(
                || number.parse().ok(),
                |digits| u32::from_str_radix(digits, 16).ok(),
            )
        });
        match number.and_then(char::from_u32) {
            Some(character) => plain.push(character),
            None if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") => plain.push(' '),
            None => plain.push('\u{E000}'),
        }
        plain.push_str(behind);
    }
    plain
        .split(char::is_whitespace)
        .filter(|word| !word.contains('\u{E000}'))
        .flat_map(split)
        .collect()
}
