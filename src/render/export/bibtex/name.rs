//! Names as BibTeX divides them: `von Last, Jr, First`.

use super::super::value;
use super::latex::escape;
use crate::model::Name;

/// The names of a field, with "and others" where there are more than are named.
pub(super) fn list(names: &[Name], others: bool) -> String {
    let mut list: Vec<String> = names.iter().filter_map(written).collect();
    if others && !list.is_empty() {
        list.push("others".to_owned());
    }
    list.join(" and ")
}

fn written(name: &Name) -> Option<String> {
    let part = |part: &Option<String>| value(part.as_deref());
    let Some(family) = part(&name.family) else {
        let whole = part(&name.literal).or_else(|| part(&name.given))?;
        return Some(format!("{{{}}}", escape(&whole)));
    };
    let (given, suffix) = (part(&name.given), part(&name.suffix));
    // BibTeX knows a particle by its small letter; one with a capital belongs to the name.
    let (particle, family) = match part(&name.non_dropping_particle) {
        Some(particle) if is_plain(&particle) && particle.split(' ').all(begins_small) => {
            (format!("{particle} "), family)
        }
        Some(particle) => (String::new(), format!("{particle} {family}")),
        None => (String::new(), family),
    };
    // In "Last, First" small words before the last belong to the particle, unless braced; in a
    // name without a comma, words before the last are given names.
    let whole = is_plain(&family)
        && !family.split(' ').any(begins_small)
        && (given.is_some() || !family.contains(' '));
    let mut written = particle + &braced_unless(whole, &family);
    if let Some(suffix) = &suffix {
        written.push_str(", ");
        written.push_str(&braced_unless(is_plain(suffix), suffix));
    }
    if given.is_some() || suffix.is_some() {
        let given = given.unwrap_or_default();
        written.push_str(", ");
        written.push_str(&braced_unless(is_plain(&given), &given));
    }
    Some(written)
}

fn braced_unless(plain: bool, part: &str) -> String {
    if plain {
        escape(part)
    } else {
        format!("{{{}}}", escape(part))
    }
}

fn begins_small(word: &str) -> bool {
    word.chars()
        .find(|c| c.is_alphabetic())
        .is_some_and(char::is_lowercase)
}

/// Whether nothing in a part of a name divides it: neither a comma nor "and", nor one of the
/// signs that BibLaTeX gives a meaning.
fn is_plain(part: &str) -> bool {
    let keyword = |word: &str| {
        ["and", "others"]
            .iter()
            .any(|keyword| word.eq_ignore_ascii_case(keyword))
    };
    part.chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '\'' | '’' | '-'))
        && part
            .split([' ', '-'])
            .all(|word| !word.is_empty() && !keyword(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(particle: &str, family: &str, given: &str, suffix: &str) -> Name {
        let part = |part: &str| (!part.is_empty()).then(|| part.to_owned());
        Name {
            non_dropping_particle: part(particle),
            family: part(family),
            given: part(given),
            suffix: part(suffix),
            ..Name::default()
        }
    }

    #[test]
    fn names_are_divided_where_they_should_be() {
        for (name, expected) in [
            (name("van den", "Heuvel", "EG", ""), "van den Heuvel, EG"),
            (name("", "Claro da Silva", "T", ""), "{Claro da Silva}, T"),
            (name("", "El Asmar", "MS", ""), "El Asmar, MS"),
            (name("De", "Vries", "Hugo", ""), "De Vries, Hugo"),
            (name("", "King", "M. L.", "Jr."), "King, Jr., M. L."),
            (name("", "King", "", "Jr."), "King, Jr., {}"),
            (name("", "Muharram", "", ""), "Muharram"),
            (name("", "El Asmar", "", ""), "{El Asmar}"),
            (
                name("", "Smith and Jones", "A, B", ""),
                "{Smith and Jones}, {A, B}",
            ),
            (name("", "", "Madonna", ""), "{Madonna}"),
            (
                name("", "Bad}{", "J", ""),
                "{Bad\\textbraceright{}\\textbraceleft{}}, J",
            ),
            (Name::literal("WHO & others"), "{WHO \\& others}"),
        ] {
            assert_eq!(list(&[name], false), expected);
        }
    }

    #[test]
    fn others_are_others_of_somebody() {
        assert_eq!(list(&[], true), "");
        assert_eq!(list(&[Name::default()], true), "");
        assert_eq!(list(&[Name::literal("WHO")], true), "{WHO} and others");
    }
}
