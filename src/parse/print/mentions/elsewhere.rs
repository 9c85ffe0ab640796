//! Mentions that point at another work: `Table 2 of reference 5`, `Figure 3 in Smith et al.`,
//! `their Fig. 1`, `Supplementary Table 2`.

use super::MARKER;
use crate::parse::characters::tail;

/// How much of the text around a mention is looked at, in characters.
const AROUND: usize = 80;

/// Words right before a mention whose part is not in this article.
const BEFORE: &[&str] = &[
    "supplementary",
    "supplemental",
    "supporting",
    "suppl",
    "supp",
    "online",
    "their",
    "his",
    "her",
    "whose",
];

/// Two words right before such a mention.
const PAIRS_BEFORE: &[(&str, &str)] = &[("et", "al"), ("extended", "data")];

/// Words that lead to the work in which a part is.
const LEADING: &[&str] = &[
    "of", "in", "from", "by", "von", "aus", "bei", "de", "du", "dans", "da", "di", "del", "en",
    "van", "uit",
];

const ARTICLES: &[&str] = &["the", "their", "der", "la", "le", "el", "il"];

/// Words for an entry of the reference list.
const REFERENCE: &[&str] = &[
    "ref",
    "refs",
    "reference",
    "references",
    "referenz",
    "réf",
    "référence",
    "referencia",
    "riferimento",
    "referentie",
    "lit",
];

/// Whether what stands around a mention says that the part belongs to another work.
pub(super) fn is_meant(before: &str, after: &str) -> bool {
    belongs(tail(before, AROUND)) || leads_away(after)
}

fn belongs(before: &str) -> bool {
    if !before.ends_with(char::is_whitespace) {
        return false;
    }
    let mut words = before.split_whitespace().rev();
    let Some(word) = words.next() else {
        return false;
    };
    let last = bare(word);
    let second = words.next().map(bare).unwrap_or_default();
    let possessive = ["’s", "'s", "s’", "s'"];
    possessive.iter().any(|ending| word.ends_with(ending))
        || BEFORE.contains(&last.as_str())
        || PAIRS_BEFORE.contains(&(second.as_str(), last.as_str()))
}

fn leads_away(after: &str) -> bool {
    let end = after
        .char_indices()
        .nth(AROUND)
        .map_or(after.len(), |(end, _)| end);
    let mut words = after
        .get(..end)
        .unwrap_or_default()
        .split_whitespace()
        .peekable();
    let Some(first) = words.next() else {
        return false;
    };
    if !LEADING.contains(&first) {
        // `Figure 2, ref. 5` and `Figure 2 (ref. 5)`
        let next = if first == "," {
            words.next()
        } else {
            Some(first)
        };
        return next.is_some_and(|word| names_reference(word, words.peek().copied()));
    }
    words.next_if(|word| ARTICLES.contains(word));
    let Some(next) = words.next() else {
        return false;
    };
    names_reference(next, words.peek().copied())
        || next.starts_with(['[', MARKER])
        || next.starts_with(char::is_uppercase) && names_authors(words)
}

/// `ref. 5`, `Ref. [5]`, `reference` with a marker: a word for an entry, and which one.
fn names_reference(word: &str, next: Option<&str>) -> bool {
    let numbered = word.ends_with(MARKER)
        || next.is_some_and(|next| {
            next.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '[' | '(' | MARKER))
        });
    numbered && REFERENCE.contains(&bare(word).as_str())
}

/// Whether `Smith` goes on as a name of authors does: `et al.`, `and colleagues`, `(2019)`.
fn names_authors<'a>(words: impl Iterator<Item = &'a str>) -> bool {
    let words: Vec<&str> = words.take(4).collect();
    let pair = |first: &str, second: &[&str]| {
        words.windows(2).any(|pair| match pair {
            [one, two] => *one == first && second.contains(&bare(two).as_str()),
            _ => false,
        })
    };
    let dated = words
        .iter()
        .any(|word| word.starts_with('(') && matches!(bare(word).get(..2), Some("19" | "20")));
    pair("et", &["al"]) || pair("and", &["colleagues", "coworkers", "co-workers"]) || dated
}

/// A word in lower case without the marks around it.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}
