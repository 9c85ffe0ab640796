//! People in scripts without capitals: `الخطيب س، منصور ل وآخرون`.
//!
//! Where nothing is raised, a single letter behind a name is what an initial looks like. A list is
//! one only if every item of it is a name with its initial: a title would hardly be.

use super::names::People;
use crate::model::Name;

/// The most words of a name, its initial included.
const MOST_WORDS: usize = 4;

/// "And others", at the end of a list.
const OTHERS: [&str; 2] = ["وآخرون", "وآخرين"];

/// Reads the people that an entry begins with, and where they end: at the first full stop.
pub(super) fn read(text: &str) -> Option<(People, usize)> {
    let is_cased = |c: char| c.is_uppercase() || c.is_lowercase();
    let end = text.find(". ")?;
    let mut printed = text.get(..end)?;
    if printed.contains(is_cased) {
        return None;
    }
    let mut people = People::default();
    if let Some(rest) = OTHERS
        .iter()
        .find_map(|others| printed.strip_suffix(others))
    {
        printed = rest.trim_end_matches([' ', '،', ',']);
        people.et_al = true;
    }
    people.names = printed
        .split(['،', ',', '؛'])
        .map(person)
        .collect::<Option<_>>()?;
    Some((people, end))
}

fn person(item: &str) -> Option<Name> {
    let words: Vec<&str> = item.split_ascii_whitespace().collect();
    let (given, family) = words.split_last()?;
    // The letter heh is written with a stroke behind it, lest it be taken for a figure.
    let letters = given.trim_end_matches('ـ');
    let initial = letters.chars().count() == 1 && letters.chars().all(char::is_alphabetic);
    let named = !family.is_empty()
        && words.len() <= MOST_WORDS
        && family.concat().chars().all(char::is_alphabetic);
    (initial && named).then(|| Name {
        family: Some(family.join(" ")),
        given: Some((*given).to_owned()),
        ..Name::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_letter_behind_a_name_is_an_initial() {
        let (people, end) = read("الخطيب س، بن علي هـ، وآخرون. تلين العظام. مجلة.").unwrap();
        let names: Vec<(&str, &str)> = people
            .names
            .iter()
            .map(|name| {
                (
                    name.family.as_deref().unwrap(),
                    name.given.as_deref().unwrap(),
                )
            })
            .collect();
        assert_eq!(names, [("الخطيب", "س"), ("بن علي", "هـ")]);
        assert!(people.et_al);
        assert_eq!(end, "الخطيب س، بن علي هـ، وآخرون".len());
    }

    #[test]
    fn a_title_is_no_list_of_names() {
        for text in [
            "تلين العظام، عودة مرض قديم. مجلة.",
            "الخطيب س، تلين العظام. مجلة.",
            "Doe J. On bones. Bone.",
            "骨の健康. 雑誌.",
            "س. مجلة.",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
