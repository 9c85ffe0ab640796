//! Names whose initials come first: `J. Doe, R.-B. van den Roe, and P. Poe`, as IEEE, Elsevier, the Royal
//! Society of Chemistry and Science print authors, and APA the editors of a book.

use super::line::Line;
use super::names::People;
use super::person::{initials, person_of, suffix};
use crate::model::Name;

/// No name is longer, in bytes.
const LONGEST: usize = 80;

/// What parts two names, or the last one from what follows. The longer come first.
const JOINTS: [&str; 6] = [", and ", ", & ", ", ", " and ", " & ", " et al"];

/// Reads the names that an entry begins with, and where what follows them begins: a title that a comma
/// parts from them, or a journal in italics. At least one is needed.
pub(super) fn head(line: &Line) -> Option<(People, usize)> {
    let text = line.text();
    let mut people = People::default();
    let mut end = 0;
    let mut bound = true;
    loop {
        let rest = text.get(end..)?;
        // `J. Doe, *J. Lore*`: no name stands in italics.
        let named = item(rest).filter(|_| !line.is_emphasised(end));
        let Some((item, joint)) = named else {
            break;
        };
        let last = people.names.last_mut().filter(|name| name.suffix.is_none());
        if let Some(last) = last.filter(|_| suffix(item)) {
            last.suffix = Some(item.to_owned());
        } else if let Some(name) = name(item) {
            people.names.push(name);
        } else {
            break;
        }
        end += item.len() + joint.len();
        // An "and" binds another name, and a comma may be followed by the title.
        bound = joint != ", ";
        if joint == " et al" {
            people.et_al = true;
            let after = text.get(end..)?;
            end += after.len() - after.trim_start_matches(['.', ',', ' ']).len();
            bound = false;
            break;
        }
    }
    // `J. Doe, et al., Bones`
    if let Some(after) = text.get(end..)?.strip_prefix("et al") {
        people.et_al = true;
        end = text.len() - after.trim_start_matches(['.', ',', ' ']).len();
        bound = false;
    }
    (!bound && !people.names.is_empty()).then_some((people, end))
}

/// Reads names from a text that is a list of them and nothing else.
pub(super) fn list(text: &str) -> Option<Vec<Name>> {
    let items = text.split([',', '&']).map(str::trim);
    let items = items.map(|item| item.strip_prefix("and ").unwrap_or(item));
    let items = items.flat_map(|item| item.split(" and "));
    let names: Vec<Name> = items
        .filter(|item| !item.is_empty())
        .map(name)
        .collect::<Option<_>>()?;
    (!names.is_empty()).then_some(names)
}

/// What stands before the first joint of a text, and that joint.
fn item(text: &str) -> Option<(&str, &'static str)> {
    let places = text.char_indices().take(LONGEST);
    let mut places = places.filter(|(_, c)| matches!(c, ',' | ' '));
    places.find_map(|(at, _)| {
        let rest = text.get(at..)?;
        let joint = JOINTS.into_iter().find(|joint| rest.starts_with(joint))?;
        Some((text.get(..at)?, joint))
    })
}

/// One person: initials, each with its dot, and a family name.
fn name(text: &str) -> Option<Name> {
    let words = text.split_inclusive(' ');
    let given = words
        .take_while(|word| initials(word.trim_end()) && word.trim_end().ends_with('.'))
        .map(str::len)
        .sum();
    let (given, family) = text.split_at_checked(given)?;
    let (family, title) = match family.rsplit_once(' ') {
        Some((family, last)) if suffix(last) => (family, Some(last.to_owned())),
        _ => (family, None),
    };
    let given = given.trim_end();
    let name = (!given.is_empty()).then(|| person_of(family, given))??;
    Some(Name {
        suffix: title,
        ..name
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;
    use crate::model::Inline;

    fn line(text: &str) -> Line {
        Line::of(&[Inline::text(text)])
    }

    #[test]
    fn a_list_ends_where_a_title_begins() {
        for (text, names, title) in [
            ("J. Doe, Bones", "J. Doe", "Bones"),
            ("J. Doe, R. Roe, Bones", "J. Doe; R. Roe", "Bones"),
            ("J. Doe and R. Roe, Bones", "J. Doe; R. Roe", "Bones"),
            (
                "J.A. Doe, R.-B. van den Roe, & P. O'Neil Jr., Bones",
                "J.A. Doe; R.-B. van den Roe; P. O'Neil Jr.",
                "Bones",
            ),
            (
                "J. A. Doe, Jr., and R. Roe, Bones",
                "J. A. Doe Jr.; R. Roe",
                "Bones",
            ),
            ("J. Doe et al., Bones", "J. Doe et al", "Bones"),
            (
                "J. Doe, R. Roe, et al., Bones",
                "J. Doe; R. Roe et al",
                "Bones",
            ),
        ] {
            let (people, end) = head(&line(text)).unwrap_or_else(|| panic!("{text}"));
            let mut read = shown(&people.names);
            if people.et_al {
                read += " et al";
            }
            assert_eq!(
                (read.as_str(), text.split_at(end).1),
                (names, title),
                "{text}"
            );
        }
    }

    #[test]
    fn what_no_title_follows_is_no_list() {
        for text in [
            "",
            "J. Doe",
            "Doe J, Roe R, Bones",
            "Bones, teeth",
            "J. bones, teeth",
            "U.S. Food and Drug Administration. Bones, teeth",
            "J. Doe and others, Bones",
            "et al., Bones",
        ] {
            assert_eq!(head(&line(text)), None, "{text}");
        }
    }

    #[test]
    fn a_suffix_is_no_part_of_a_family_name() {
        let names = list("R. Roe Jr. and P. Poe").unwrap();
        assert_eq!(names[0].family.as_deref(), Some("Roe"));
        assert_eq!(names[0].suffix.as_deref(), Some("Jr."));
        assert_eq!(names[1].suffix, None);
    }

    #[test]
    fn a_list_alone() {
        let read = |text| list(text).map(|names| shown(&names));
        assert_eq!(
            read("R. Roe, P. Poe, & S.-J. Stone").as_deref(),
            Some("R. Roe; P. Poe; S.-J. Stone")
        );
        assert_eq!(read("R. Roe and P. Poe").as_deref(), Some("R. Roe; P. Poe"));
        for text in ["", "R. Roe, bones", "Roe R", "R Roe", "Prof. Roe"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
