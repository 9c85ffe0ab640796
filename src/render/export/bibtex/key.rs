//! Keys by which authors cite: `shiraki2000vitamin`.

use std::collections::{HashMap, HashSet};

use super::super::fields;
use crate::model::{Csl, Date, Reference};
use crate::render::index::letters;

/// Words that say nothing about a title.
const STOP_WORDS: [&str; 20] = [
    "a", "an", "and", "are", "as", "at", "by", "does", "for", "from", "in", "is", "of", "on", "or",
    "the", "to", "what", "which", "with",
];

/// A key for each reference: the first author's family name, the year, and the first word of the
/// title that says something. Keys are small ASCII letters and digits. Those that would be alike
/// end in a, b, c …; a reference that has neither name nor title is called by its id.
pub(super) fn keys(references: &[&Reference]) -> Vec<String> {
    let wanted: Vec<String> = references.iter().map(|reference| key(reference)).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for key in &wanted {
        *counts.entry(key).or_default() += 1;
    }
    // What one alone wants is its own, also where another's letter would give the same.
    let mut taken: HashSet<String> = counts
        .iter()
        .filter(|(_, count)| **count == 1)
        .map(|(key, _)| (*key).to_owned())
        .collect();
    let mut used: HashMap<&str, usize> = HashMap::new();
    wanted
        .iter()
        .map(|key| {
            if counts.get(key.as_str()) == Some(&1) {
                return key.clone();
            }
            let next = used.entry(key).or_default();
            loop {
                let lettered = format!("{key}{}", letters(*next));
                *next += 1;
                if taken.insert(lettered.clone()) {
                    return lettered;
                }
            }
        })
        .collect()
}

fn key(reference: &Reference) -> String {
    let from_fields = fields(reference).map(key_from_fields).unwrap_or_default();
    if from_fields.is_empty() {
        format!("ref{}", folded(reference.id.as_str()))
    } else {
        from_fields
    }
}

fn key_from_fields(csl: &Csl) -> String {
    let name = csl
        .author
        .first()
        .or(csl.editor.first())
        .and_then(|name| {
            name.family
                .as_deref()
                .or_else(|| first_word(name.literal.as_deref()?))
        })
        .map(folded)
        .unwrap_or_default();
    let title = csl
        .title
        .as_deref()
        .and_then(first_word)
        .map(folded)
        .unwrap_or_default();
    let year = csl
        .issued
        .as_ref()
        .and_then(Date::year)
        .map(|year| year.unsigned_abs().to_string())
        .unwrap_or_default();
    match (name.is_empty(), title.is_empty()) {
        (true, true) => String::new(),
        (true, false) => title + &year,
        (false, _) => name + &year + &title,
    }
}

/// The first word that says something, or the first of all.
fn first_word(text: &str) -> Option<&str> {
    let words = || {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !folded(word).is_empty())
    };
    words()
        .find(|word| !STOP_WORDS.contains(&folded(word).as_str()))
        .or_else(|| words().next())
}

/// Small ASCII letters and digits of a word; accents are dropped, other scripts too.
fn folded(word: &str) -> String {
    let mut ascii = String::new();
    for character in word.chars().flat_map(char::to_lowercase) {
        match character {
            'a'..='z' | '0'..='9' => ascii.push(character),
            'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => ascii.push('a'),
            'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => ascii.push('c'),
            'ď' | 'đ' | 'ð' => ascii.push('d'),
            'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => ascii.push('e'),
            'ĝ' | 'ğ' | 'ġ' | 'ģ' => ascii.push('g'),
            'ĥ' | 'ħ' => ascii.push('h'),
            'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => ascii.push('i'),
            'ĵ' => ascii.push('j'),
            'ķ' => ascii.push('k'),
            'ĺ' | 'ļ' | 'ľ' | 'ł' => ascii.push('l'),
            'ñ' | 'ń' | 'ņ' | 'ň' => ascii.push('n'),
            'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => ascii.push('o'),
            'ŕ' | 'ŗ' | 'ř' => ascii.push('r'),
            'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => ascii.push('s'),
            'ţ' | 'ť' | 'ŧ' | 'ț' => ascii.push('t'),
            'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => ascii.push('u'),
            'ŵ' => ascii.push('w'),
            'ý' | 'ÿ' | 'ŷ' => ascii.push('y'),
            'ź' | 'ż' | 'ž' => ascii.push('z'),
            'æ' => ascii.push_str("ae"),
            'œ' => ascii.push_str("oe"),
            'ß' => ascii.push_str("ss"),
            'þ' => ascii.push_str("th"),
            _ => {}
        }
    }
    ascii
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CslType, Name, ReferenceId};

    fn reference(id: &str, family: &str, year: i32, title: &str) -> Reference {
        let mut csl = Csl::new(CslType::ArticleJournal);
        if !family.is_empty() {
            csl.author = vec![Name {
                family: Some(family.into()),
                ..Name::default()
            }];
        }
        csl.title = Some(title.into());
        csl.issued = Some(Date::new(year, None, None));
        Reference {
            id: ReferenceId::new(id),
            label: None,
            children: Vec::new(),
            csl: Some(csl),
            position: None,
        }
    }

    fn keys_of(references: &[Reference]) -> Vec<String> {
        keys(&references.iter().collect::<Vec<_>>())
    }

    #[test]
    fn keys_are_readable_ascii() {
        let references = [
            reference("1", "Shiraki", 2000, "Vitamin K2 prevents fractures"),
            reference("2", "D'Onofrio", 2017, "The effect of salt"),
            reference("3", "Łukasiewicz-Müller", 2017, "Österreich"),
            reference("4", "", 2017, "On bones"),
            reference("5", "骨", 2017, "骨"),
        ];
        assert_eq!(
            keys_of(&references),
            [
                "shiraki2000vitamin",
                "donofrio2017effect",
                "lukasiewiczmuller2017osterreich",
                "bones2017",
                "ref5",
            ]
        );
    }

    #[test]
    fn keys_are_unique() {
        let same = |id| reference(id, "Namba", 2015, "Effects");
        let mut references = vec![same("1"), same("2")];
        // This one alone wants what the letter would make of the first.
        references.push(reference("3", "Namba", 2015, "Effectsa"));
        assert_eq!(
            keys_of(&references),
            [
                "namba2015effectsb",
                "namba2015effectsc",
                "namba2015effectsa"
            ]
        );
    }
}
