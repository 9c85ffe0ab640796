//! Names that are spelled out, as Chicago's author-date style prints them, and with it what Pandoc
//! writes unless it is told otherwise: `Doe, Jane B., Richard van den Brink, and Pat Poe. 2015. “Title.”`
//!
//! A given name looks like any other word. What shows that these are people is what follows: the
//! year, and a title in quotation marks or in italics.

use super::names::People;
use super::person::{PARTICLES, initials, person_of, suffix};
use crate::model::Name;

/// A list is no longer than this; a sentence may be.
const MOST: usize = 40;

/// Reads names up to the full stop before the year.
pub(super) fn read(text: &str) -> Option<People> {
    let (text, et_al) = match text.trim_end_matches('.').strip_suffix(" et al") {
        Some(rest) => (rest.trim_end_matches(','), true),
        None => (text, false),
    };
    let (text, editors) = match text
        .strip_suffix(", eds")
        .or_else(|| text.strip_suffix(", ed"))
    {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let mut items = text.split(", ").flat_map(|item| {
        let item = item.strip_prefix("and ").unwrap_or(item);
        item.split(" and ")
    });
    let (family, given) = (items.next()?, items.next()?);
    // `Doe J, Roe A`: two people, and no name of one.
    if family.rsplit(' ').next().is_some_and(initials) {
        return None;
    }
    let mut names = vec![person(family, given)?];
    for item in items {
        let last = names.last_mut().filter(|name| name.suffix.is_none());
        match last.filter(|_| suffix(item)) {
            Some(last) => last.suffix = Some(item.to_owned()),
            None => names.push(one_in_order(item)?),
        }
    }
    (names.len() <= MOST).then_some(People {
        names,
        et_al,
        editors,
    })
}

/// Reads the persons that a text begins with, whose given names come first, and where they end: `Jane Doe`,
/// `Jane Doe and Pat Poe`, `Jane Doe, Richard Roe, and Pat Poe`.
///
/// A publisher looks like a person. Behind a comma is one only if the list closes with an "and".
pub(super) fn in_order(text: &str) -> Option<(Vec<Name>, usize)> {
    let mut names = Vec::new();
    let (mut end, mut first) = (0, 0);
    for item in text.split(", ").take(MOST) {
        // `Pat Poe. Bern: Huber`, but not `Pat B. Poe`
        let mut stops = item.match_indices(". ").map(|(at, _)| at);
        let stop = stops.find(|at| {
            item.get(..*at)
                .is_some_and(|name| name.ends_with(char::is_lowercase))
        });
        let item = item.get(..stop.unwrap_or(item.len()))?;
        let last = item.strip_prefix("and ");
        let pair = last.unwrap_or(item).split(" and ");
        let Some(more) = pair.map(one_in_order).collect::<Option<Vec<_>>>() else {
            break;
        };
        let closes = last.is_some() || more.len() > 1;
        names.extend(more);
        end += item.len();
        if closes {
            return Some((names, end));
        }
        if names.len() == 1 {
            first = end;
        }
        if stop.is_some() {
            break;
        }
        end += ", ".len();
    }
    names.truncate(1);
    (!names.is_empty()).then_some((names, first))
}

/// A person whose given names come first: `Richard van den Brink`.
fn one_in_order(text: &str) -> Option<Name> {
    let words: Vec<&str> = text.split(' ').collect();
    let first = words.iter().position(|word| PARTICLES.contains(word));
    let at = first.unwrap_or(words.len().saturating_sub(1));
    let (given, family) = words.split_at_checked(at)?;
    person(&family.join(" "), &given.join(" "))
}

/// A person of a family name and given names, which stay as they are printed.
fn person(family: &str, given: &str) -> Option<Name> {
    let name = person_of(family, given).filter(|_| is_given(given))?;
    Some(Name {
        given: Some(given.to_owned()),
        ..name
    })
}

/// Whether these are given names: `Jane`, `Jane B.`, `Anne-Marie`, `J. B.`
fn is_given(text: &str) -> bool {
    let word = |word: &str| {
        let letters = |c: char| c.is_alphabetic() || "'’-‐‑".contains(c);
        let spelled = word.starts_with(char::is_uppercase) && word.chars().all(letters);
        spelled || initials(word)
    };
    (1..=4).contains(&text.split(' ').count()) && text.split(' ').all(word)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    fn names(text: &str) -> Option<String> {
        let people = read(text)?;
        let mut all = shown(&people.names);
        if people.et_al {
            all += " et al";
        }
        if people.editors {
            all += " (editors)";
        }
        Some(all)
    }

    #[test]
    fn editors_end_where_a_publisher_begins() {
        for (text, count, rest) in [
            ("Richard B. Roe, Bone Press, 2014", 1, ", Bone Press, 2014"),
            (
                "Richard Roe. Springfield: Bone Press",
                1,
                ". Springfield: Bone Press",
            ),
            ("Richard Roe and Pat Poe, 12–20. Bern", 2, ", 12–20. Bern"),
            ("Jane Doe, R. Roe, and Pat Poe. Bern", 3, ". Bern"),
            ("Jane Doe", 1, ""),
        ] {
            let (names, end) = in_order(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((names.len(), text.split_at(end).1), (count, rest), "{text}");
        }
        for text in ["", "the hand", "12–20"] {
            assert_eq!(in_order(text), None, "{text}");
        }
    }

    #[test]
    fn names_are_parted() {
        for (text, expected) in [
            ("Doe, Jane", Some("Jane Doe")),
            ("Doe, Jane B", Some("Jane B Doe")),
            ("Doe, Jane, and Richard Roe", Some("Jane Doe; Richard Roe")),
            (
                "van den Brink, J. B., Anne-Marie El Asmar, and Pat de Poe",
                Some("J. B. van den Brink; Anne-Marie El Asmar; Pat de Poe"),
            ),
            (
                "Doe, Jane, Jr., and Richard Roe et al",
                Some("Jane Doe Jr.; Richard Roe et al"),
            ),
            ("Doe, Jane, et al", Some("Jane Doe et al")),
            ("Doe, Jane, ed", Some("Jane Doe (editors)")),
            ("Doe", None),
            ("Doe J, Roe A", None),
            ("Doe, J., Roe, A", None),
            ("Bones, teeth and hair", None),
            ("Calcium, Vitamin D and bones", None),
        ] {
            assert_eq!(names(text).as_deref(), expected, "{text}");
        }
    }
}
