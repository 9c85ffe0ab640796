//! Lists of names, by [BibTeX's rules](https://ctan.org/pkg/tamethebeast): `First von Last`,
//! `von Last, First`, `von Last, Jr, First`, and BibLaTeX's `family=…, given=…`.

use super::latex;
use crate::model::Name;

/// The names of a list, and whether it ends in `and others`.
pub(super) fn list(latex: &str) -> (Vec<Name>, bool) {
    let mut names = Vec::new();
    let mut others = false;
    for written in people(latex) {
        let rest = written.trim_end_matches('.');
        if ["others", "et al", "et~al"]
            .iter()
            .any(|words| rest.eq_ignore_ascii_case(words))
        {
            others = true;
        } else {
            names.extend(name(written));
        }
    }
    (names, others)
}

/// Divides at the word "and" outside of braces.
fn people(latex: &str) -> Vec<&str> {
    let mut people = Vec::new();
    let mut start = 0;
    let words = words(latex, char::is_whitespace);
    let last = words.len().saturating_sub(1);
    for (index, word) in words.iter().enumerate() {
        let text = latex.get(word.clone()).unwrap_or_default();
        if text.eq_ignore_ascii_case("and") && index != 0 && index != last {
            people.push(latex.get(start..word.start).unwrap_or_default().trim());
            start = word.end;
        }
    }
    people.push(latex.get(start..).unwrap_or_default().trim());
    people.retain(|person| !person.is_empty());
    people
}

/// The runs between signs of a kind outside of braces.
fn words(latex: &str, divides: impl Fn(char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut words = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    let mut escaped = false;
    for (at, c) in latex.char_indices() {
        match c {
            '{' if !escaped => depth += 1,
            '}' if !escaped => depth = depth.saturating_sub(1),
            c if depth == 0 && !escaped && divides(c) => {
                if start < at {
                    words.push(start..at);
                }
                start = at + c.len_utf8();
            }
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    if start < latex.len() {
        words.push(start..latex.len());
    }
    words
}

/// Divides at signs outside of braces; empty parts stay.
fn parts(latex: &str, sign: char) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, c) in latex.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            c if c == sign && depth == 0 => {
                parts.push(latex.get(start..at).unwrap_or_default().trim());
                start = at + c.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(latex.get(start..).unwrap_or_default().trim());
    parts
}

fn name(latex: &str) -> Option<Name> {
    if let Some(inside) = one_group(latex) {
        let text = latex::text(inside);
        return (!text.is_empty()).then(|| Name::literal(text));
    }
    let name = match parts(latex, ',').as_slice() {
        parts if parts.iter().any(|part| is_assignment(part)) => assigned(parts),
        [whole] => undivided(whole),
        [family, given] => divided(family, "", given),
        [family, suffix, given] => divided(family, suffix, given),
        // More commas than any name has: whose they are nobody can tell.
        [family, rest @ ..] => {
            let rest: Vec<String> = rest.iter().map(|part| latex::text(part)).collect();
            Name {
                given: some(rest.join(", ")),
                ..with_particle(family)
            }
        }
        [] => return None,
    };
    (name != Name::default()).then_some(name)
}

/// What stands in the braces that hold all of it; none for an accent (`{\'E}`).
fn one_group(latex: &str) -> Option<&str> {
    let inside = latex.strip_prefix('{')?.strip_suffix('}')?;
    let mut depth = 0_usize;
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    (!inside.starts_with('\\')).then_some(inside)
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}

/// `Given von Family`.
fn undivided(latex: &str) -> Name {
    let words: Vec<&str> = words(latex, |c| c.is_whitespace() || c == '~')
        .into_iter()
        .filter_map(|range| latex.get(range))
        .collect();
    let Some((last, before)) = words.split_last() else {
        return Name::default();
    };
    let text = |words: &[&str]| some(latex::text(&words.join(" ")));
    let Some(from) = before.iter().position(|word| is_small(word)) else {
        return Name {
            given: text(before),
            ..with_particle(last)
        };
    };
    let until = before
        .iter()
        .rposition(|word| is_small(word))
        .map_or(from, |at| at + 1);
    let family = words.get(until..).unwrap_or_default();
    Name {
        given: text(before.get(..from).unwrap_or_default()),
        non_dropping_particle: text(before.get(from..until).unwrap_or_default()),
        family: text(family),
        ..Name::default()
    }
}

/// `von Family, Jr, Given`.
fn divided(family: &str, suffix: &str, given: &str) -> Name {
    Name {
        given: some(latex::text(given)),
        suffix: some(latex::text(suffix)),
        ..with_particle(family)
    }
}

/// A family name with the particle before it. Braces may hold both, as in `{ter Braak}`.
fn with_particle(latex: &str) -> Name {
    let latex = one_group(latex).unwrap_or(latex);
    let text = latex::text(latex);
    let words: Vec<&str> = text.split(' ').collect();
    let particle = words
        .iter()
        .take(words.len().saturating_sub(1))
        .take_while(|word| begins_small(word))
        .count();
    Name {
        non_dropping_particle: some(words.get(..particle).unwrap_or_default().join(" ")),
        family: some(words.get(particle..).unwrap_or_default().join(" ")),
        ..Name::default()
    }
}

/// Whether BibTeX takes a word for a particle: its first letter is small. Braces hide the case,
/// unless they hold an accent.
fn is_small(word: &str) -> bool {
    if word.starts_with('{') && !word.starts_with("{\\") {
        return false;
    }
    begins_small(&latex::text(word))
}

fn begins_small(word: &str) -> bool {
    word.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase)
}

/// The parts of a name that BibLaTeX's extended format names.
const ASSIGNED: [&str; 8] = [
    "given",
    "family",
    "prefix",
    "suffix",
    "useprefix",
    "given-i",
    "family-i",
    "prefix-i",
];

fn assignment(part: &str) -> Option<(&str, &str)> {
    let part = one_group(part).unwrap_or(part);
    let (name, value) = part.split_once('=')?;
    let name = name.trim();
    ASSIGNED
        .iter()
        .find(|known| known.eq_ignore_ascii_case(name))
        .map(|known| (*known, value.trim()))
}

fn is_assignment(part: &str) -> bool {
    assignment(part).is_some()
}

fn assigned(parts: &[&str]) -> Name {
    let mut name = Name::default();
    let mut with_prefix = true;
    for (part, value) in parts.iter().filter_map(|part| assignment(part)) {
        let text = some(latex::text(one_group(value).unwrap_or(value)));
        match part {
            "given" => name.given = text,
            "family" => name.family = text,
            "suffix" => name.suffix = text,
            "prefix" => name.non_dropping_particle = text,
            "useprefix" => with_prefix = !value.eq_ignore_ascii_case("false"),
            _ => {}
        }
    }
    if !with_prefix {
        name.dropping_particle = name.non_dropping_particle.take();
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `given|particle|family|suffix|literal`
    fn shown(name: &Name) -> String {
        [
            &name.given,
            &name.non_dropping_particle,
            &name.family,
            &name.suffix,
            &name.literal,
        ]
        .map(|part| part.as_deref().unwrap_or_default())
        .join("|")
    }

    #[test]
    fn names_are_divided_as_bibtex_does() {
        for (latex, expected) in [
            ("Jane Doe", "Jane||Doe||"),
            ("Doe, Jane", "Jane||Doe||"),
            ("Ludwig van Beethoven", "Ludwig|van|Beethoven||"),
            ("van den Heuvel, E. G.", "E. G.|van den|Heuvel||"),
            ("{ter Braak}, Cajo J.~F.", "Cajo J. F.|ter|Braak||"),
            ("{Claro da Silva}, T", "T||Claro da Silva||"),
            ("Jean de La Fontaine", "Jean|de|La Fontaine||"),
            ("King, Jr., Martin Luther", "Martin Luther||King|Jr.|"),
            (
                "{World Health Organization}",
                "||||World Health Organization",
            ),
            ("{WHO and friends}", "||||WHO and friends"),
            ("Plato", "||Plato||"),
            (r"{\'E}mile Zola", "Émile||Zola||"),
            (r"Corbal{\'{a}}n, Mar{\'i}a I.", "María I.||Corbalán||"),
            (
                "family=Rabble, given=Richard, prefix=von, useprefix=true",
                "Richard|von|Rabble||",
            ),
            ("d'Aubigné, Agrippa", "Agrippa||d’Aubigné||"),
            ("W.~M. Farr", "W. M.||Farr||"),
        ] {
            let (names, others) = list(latex);
            let [name] = names.as_slice() else {
                panic!("{latex}: {names:?}");
            };
            assert_eq!(shown(name), expected, "{latex}");
            assert!(!others);
        }
    }

    #[test]
    fn lists_end_in_others() {
        let (names, others) = list("Doe, J and Roe, R\n AND {Poe and Co} and others");
        assert_eq!(names.len(), 3);
        assert!(others);
        assert!(list("Doe, J and et al.").1);
        assert_eq!(list(""), (Vec::new(), false));
        assert_eq!(list("and").0.len(), 1);
    }
}
