//! People as reference lists print them: `Brink EG`, `van den Berg J-C`, `Smith, J.B.`, groups.
//!
//! A personal name shows itself by its initials. A group shows itself by a word that only groups
//! bear, or by standing among persons; a leading sentence that shows neither is not taken for an
//! author.

use super::person::{PARTICLES, initials, person, person_of, suffix};
use crate::model::Name;

/// Words that show a group.
const GROUPS: [&str; 74] = [
    "academy",
    "administration",
    "agencies",
    "agency",
    "alliance",
    "association",
    "authority",
    "authors",
    "board",
    "bureau",
    "center",
    "centers",
    "centre",
    "centres",
    "clinic",
    "collaboration",
    "collaborative",
    "collaborators",
    "college",
    "commission",
    "committee",
    "community",
    "conference",
    "consortium",
    "convention",
    "corporation",
    "council",
    "department",
    "directorate",
    "division",
    "federation",
    "force",
    "forum",
    "foundation",
    "fund",
    "group",
    "groups",
    "hospital",
    "inc",
    "initiative",
    "institute",
    "institutes",
    "institution",
    "international",
    "investigators",
    "laboratory",
    "league",
    "library",
    "members",
    "ministry",
    "museum",
    "nations",
    "network",
    "office",
    "organisation",
    "organization",
    "panel",
    "participants",
    "partnership",
    "program",
    "programme",
    "project",
    "registry",
    "researchers",
    "school",
    "secretariat",
    "service",
    "services",
    "society",
    "survey",
    "team",
    "union",
    "university",
    "workgroup",
];

/// Small words that a group's name may have between its capitals.
const JOINTS: [&str; 14] = [
    "of", "for", "the", "and", "on", "in", "to", "de", "des", "du", "la", "et", "&", "by",
];

/// The people of a list.
#[derive(Debug, Default, PartialEq)]
pub(super) struct People {
    /// The names, in printed order.
    pub(super) names: Vec<Name>,
    /// Whether the list ends in "et al".
    pub(super) et_al: bool,
    /// Whether the list calls these people editors.
    pub(super) editors: bool,
}

/// Reads a text that is a list of names and nothing else.
///
/// Besides persons the list may hold groups and single names: `Doe J, Suharto, Bone Study Group`.
/// A text without any person is read if it is the name of one group. Among many persons a name
/// that print damaged (`DoeJ a.`) is kept whole.
pub(super) fn list(text: &str) -> Option<People> {
    let (text, editors) = without_role(text);
    let (text, behind) = match text.split_once("et al; ").or(text.split_once("et al.; ")) {
        Some((persons, group)) => (persons, Some(without_joint(group))),
        None => (text, None),
    };
    let (text, et_al) = match behind {
        Some(_) => (text.trim_end_matches([' ', ',']), true),
        None => without_et_al(text),
    };
    let mut read = Reader::default();
    for item in text.split([',', ';']) {
        let item = without_joint(item.trim());
        if !item.is_empty() {
            read.split(item);
        }
    }
    let (mut names, persons) = read.finish()?;
    if persons == 0 {
        if !is_group(text) {
            return None;
        }
        names = vec![Name::literal(clean(text))];
    }
    names.extend(behind.map(|group| Name::literal(clean(group))));
    Some(People {
        names,
        et_al,
        editors,
    })
}

/// A list of names that is being read.
#[derive(Debug, Default)]
struct Reader<'a> {
    names: Vec<Name>,
    persons: usize,
    damaged: usize,
    /// `Doe, J.`: a bare word is a family name if initials follow it.
    waiting: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Takes an item of the list, or the two of `Smith J and Doe A` and `J. and Doe`; an "and"
    /// within a name (`Food and Drug Office`) parts nothing.
    fn split(&mut self, mut item: &'a str) {
        while let Some((left, right)) = item.split_once(" and ").or_else(|| item.split_once(" & "))
            && (person(left).is_some() || (self.waiting.is_some() && initials(left)))
        {
            self.take(left);
            item = without_joint(right);
        }
        self.take(item);
    }

    fn take(&mut self, item: &'a str) {
        if let Some(family) = self.waiting.take() {
            if let Some(name) = initials(item).then(|| person_of(family, item)).flatten() {
                return self.person(name);
            }
            self.whole(family);
        }
        let last = self.names.last_mut().filter(|name| name.suffix.is_none());
        if let Some(last) = last.filter(|_| suffix(item)) {
            last.suffix = Some(item.to_owned());
        } else if let Some(name) = person(item) {
            self.person(name);
        } else if capitalised(item) {
            self.waiting = Some(item);
        } else {
            self.damaged += 1;
            self.whole(item);
        }
    }

    fn person(&mut self, name: Name) {
        self.names.push(name);
        self.persons += 1;
    }

    fn whole(&mut self, name: &str) {
        self.names.push(Name::literal(clean(name)));
    }

    /// The names and how many of them are persons, if this was a list of names at all.
    fn finish(mut self) -> Option<(Vec<Name>, usize)> {
        if let Some(name) = self.waiting.take() {
            self.whole(name);
        }
        (self.damaged * 4 <= self.persons).then_some((self.names, self.persons))
    }
}

/// Reads persons whose names print ran together without any mark: `DoeJRoeABStoneC`.
///
/// Initials end where a capital begins a word. One name alone is not read: `FactoMineR` is none.
pub(super) fn run(text: &str) -> Option<People> {
    let mut people = People::default();
    let mut start = 0;
    let mut capitals = 0_usize;
    let mut last = 0;
    for (at, character) in text.char_indices() {
        if character.is_uppercase() {
            capitals += 1;
            last = at;
        } else {
            // The last capital begins the next name; it alone is one inside of a name, `McKay`.
            if capitals > 1 && character.is_lowercase() {
                people.names.push(person(text.get(start..last)?)?);
                start = last;
            }
            capitals = 0;
        }
    }
    let rest = text.get(start..)?;
    match people.names.last_mut().filter(|_| suffix(rest)) {
        Some(name) => name.suffix = Some(rest.to_owned()),
        None => people.names.push(person(rest)?),
    }
    (people.names.len() > 1).then_some(people)
}

/// Whether every word is a word of a name: capitalised, or small between capitals.
fn capitalised(text: &str) -> bool {
    let mut words = text
        .split_ascii_whitespace()
        .skip_while(|word| PARTICLES.contains(word));
    let first = words.next().is_some_and(|word| {
        let letter = word.chars().find(|c| c.is_alphanumeric());
        letter.is_some_and(char::is_uppercase)
    });
    let shaped = |word: &str| {
        let bare = word.trim_start_matches(['(', '[', '"', '“', '\'', '’']);
        let capital = bare.starts_with(|c: char| c.is_uppercase());
        capital || JOINTS.contains(&word) || PARTICLES.contains(&word) || word == "-"
    };
    first && words.all(shaped) && text.len() < 200 && !text.contains(':')
}

/// Whether a text that names no person is the name of a group.
fn is_group(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let named = words
        .clone()
        .any(|word| GROUPS.contains(&word.to_lowercase().as_str()));
    let acronyms = words.clone().count() < 3
        && words.all(|word| word.len() > 1 && word.chars().all(char::is_uppercase));
    capitalised(text) && (named || acronyms)
}

/// The list without its "et al".
fn without_et_al(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['.', ' ', ',']);
    ["et al", "et\u{A0}al", "and others"]
        .iter()
        .find_map(|ending| bare.strip_suffix(ending))
        .filter(|rest| rest.ends_with([' ', ',']) || rest.is_empty())
        .map_or((text, false), |rest| {
            (rest.trim_end_matches([',', ' ']), true)
        })
}

/// The list without the word that calls its people editors.
fn without_role(text: &str) -> (&str, bool) {
    let bare = text.trim_end_matches(['.', ' ', ',', ')', ']']);
    let role = [
        "editors", "editor", "eds", "ed", "Editors", "Editor", "Eds", "Ed",
    ]
    .iter()
    .find_map(|role| bare.strip_suffix(role))
    .filter(|rest| rest.ends_with([' ', ',', '(', '[', '.']));
    match role {
        Some(rest) => (rest.trim_end_matches(['(', '[', ',', ' ']), true),
        None => (text, false),
    }
}

/// An item without the "and" or the dots before the last name, and without what leads to the name of a
/// group: `for the Bone Study Group`, `on behalf of the Bone Study Group`.
fn without_joint(item: &str) -> &str {
    let mut rest = item.trim();
    for joint in [
        "and ",
        "& ",
        "on behalf of ",
        "for ",
        "the ",
        ". . . ",
        "... ",
        "… ",
    ] {
        rest = rest.strip_prefix(joint).unwrap_or(rest).trim();
    }
    rest
}

/// The length of a group's name at the start of a text, up to the full stop that closes it: what AMA
/// puts behind a semicolon after the persons.
pub(super) fn group(text: &str) -> Option<usize> {
    let (group, _) = text.split_once(". ")?;
    capitalised(without_joint(group)).then_some(group.len())
}

/// A name without the dot that closes the list.
fn clean(name: &str) -> String {
    let name = name.trim_end_matches(['.', ' ', ',', ':']);
    name.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(name: &Name) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_default();
        [
            part(&name.non_dropping_particle),
            part(&name.family),
            part(&name.given),
            part(&name.suffix),
            part(&name.literal),
        ]
        .join("|")
    }

    fn read(text: &str) -> Vec<String> {
        let names = list(text).unwrap_or_default().names;
        names.iter().map(show).collect()
    }

    #[test]
    fn lists() {
        assert_eq!(
            read("Doe J, Suharto, Roe IA"),
            ["|Doe|J||", "||||Suharto", "|Roe|IA||"]
        );
        assert_eq!(
            read("Doe, J., van Roe, A.-B."),
            ["|Doe|J.||", "van|Roe|A.-B.||"]
        );
        assert_eq!(read("Doe J and Roe A"), ["|Doe|J||", "|Roe|A||"]);
        assert_eq!(read("Doe, J. and Roe, A."), ["|Doe|J.||", "|Roe|A.||"]);
        assert_eq!(
            read("Doe J and the Bone Study Group"),
            ["|Doe|J||", "||||Bone Study Group"]
        );
        assert_eq!(read("Doe J, & Roe A"), ["|Doe|J||", "|Roe|A||"]);
        assert_eq!(read("Doe J, Jr, Roe A"), ["|Doe|J|Jr|", "|Roe|A||"]);
        assert_eq!(
            read("Doe J; Women's Bone Initiative Investigators"),
            ["|Doe|J||", "||||Women's Bone Initiative Investigators"]
        );
        assert_eq!(read("Society for Old Bones"), ["||||Society for Old Bones"]);
        assert_eq!(read("NRC"), ["||||NRC"]);
        // An "and" parts neither the names of a group nor what follows a family name.
        assert_eq!(
            read("Doe, Food and Drug Office"),
            ["||||Doe, Food and Drug Office"]
        );
        assert_eq!(
            read("Suharto, Bone Study and Lore Group, Roe J"),
            ["||||Suharto", "||||Bone Study and Lore Group", "|Roe|J||"]
        );
        assert_eq!(read("JK and Sons Institute"), ["||||JK and Sons Institute"]);
    }

    #[test]
    fn groups_have_capitals() {
        for text in [
            "Institute van Bone",
            "Bone - Lore Institute",
            "Institute of the (Bone) Lore",
            "NRC ABC",
        ] {
            assert!(is_group(text), "{text}");
        }
        for text in ["Institute bone", "Institute + Bone", "NRC ABC DEF", "N R"] {
            assert!(!is_group(text), "{text}");
        }
        let long = |length: usize| format!("Institute {}", "B".repeat(length - "Institute ".len()));
        assert!(is_group(&long(199)) && !is_group(&long(200)));
    }

    #[test]
    fn damaged_names_stay_whole_among_many() {
        assert_eq!(
            read("DoeJ, RoeA, StoneC, PerezZ a., HillDE")
                .get(3)
                .map(String::as_str),
            Some("||||PerezZ a")
        );
        assert_eq!(list("Doe J, a tale of bones"), None);
    }

    #[test]
    fn names_without_any_mark() {
        let read = |text| run(text).map(|people| people.names.iter().map(show).collect::<Vec<_>>());
        let all = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect());
        assert_eq!(
            read("DoeASSpeerTASud-RieuxK"),
            all(&["|Doe|AS||", "|Speer|TA||", "|Sud-Rieux|K||"])
        );
        assert_eq!(
            read("McKayAEl RoeBJr"),
            all(&["|McKay|A||", "|El Roe|B|Jr|"])
        );
        for text in ["", "FactoMineR", "Bones", "BONES", "On DNAs"] {
            assert_eq!(run(text), None, "{text}");
        }
    }

    #[test]
    fn et_al_and_editors_are_no_names() {
        for text in ["Doe J, et al", "Doe J et al.", "Doe J, et al."] {
            let names = list(text).unwrap_or_default();
            assert_eq!((names.names.len(), names.et_al), (1, true), "{text}");
        }
        for text in [
            "Doe J, Roe A, eds",
            "Doe J, Roe A (editors)",
            "Doe J, Roe A, ed.",
        ] {
            let names = list(text).unwrap_or_default();
            assert_eq!((names.names.len(), names.editors), (2, true), "{text}");
        }
    }

    #[test]
    fn sentences_are_no_names() {
        for text in [
            "",
            "Bone loss after forty",
            "A short history of Bones, J",
            "Bone, Muscle",
        ] {
            assert_eq!(list(text), None, "{text}");
        }
    }
}
