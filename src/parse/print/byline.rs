//! Who wrote it, who reviewed it, and when: the line between title and text.
//!
//! A byline says so by its labels (`Written by:`, `Scientifically reviewed by`, `By`). Names end
//! where the next label, a full stop before it, or a date begins. Nothing is made up: an editor
//! or a photographer stays in the printed line alone, and the date of a review is no date of
//! publication.

use crate::model::{Date, Name};
use crate::parse::characters::{is_space, superscript_digit};
use crate::parse::date;

/// The longest byline, in characters.
const LONGEST_BYLINE: usize = 400;

/// What a byline says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Byline {
    pub(super) authors: Vec<Name>,
    pub(super) reviewers: Vec<Name>,
    pub(super) reviewed: Option<Date>,
    pub(super) issued: Option<Date>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Author,
    Reviewer,
    Other,
    Published,
}

/// Verbs before "by", and what the people behind them did.
const VERBS: &[(&str, Role)] = &[
    ("written", Role::Author),
    ("authored", Role::Author),
    ("words", Role::Author),
    ("text", Role::Author),
    ("story", Role::Author),
    ("reported", Role::Author),
    ("reviewed", Role::Reviewer),
    ("checked", Role::Reviewer),
    ("vetted", Role::Reviewer),
    ("approved", Role::Reviewer),
    ("edited", Role::Other),
    ("photographed", Role::Other),
    ("photos", Role::Other),
    ("photography", Role::Other),
    ("illustrated", Role::Other),
    ("illustrations", Role::Other),
    ("translated", Role::Other),
    ("compiled", Role::Other),
    ("presented", Role::Other),
    ("sponsored", Role::Other),
];

/// Nouns that stand before a colon and do without "by".
const NOUNS: &[(&str, Role)] = &[
    ("author", Role::Author),
    ("authors", Role::Author),
    ("writer", Role::Author),
    ("reviewer", Role::Reviewer),
    ("reviewers", Role::Reviewer),
    ("بقلم", Role::Author),
    ("الكاتب", Role::Author),
    ("إعداد", Role::Author),
    ("مراجعة", Role::Reviewer),
    ("editor", Role::Other),
    ("published", Role::Published),
];

/// A label in a byline: where it begins, where the names begin, what it means.
#[derive(Debug, Clone, Copy)]
struct Label {
    start: usize,
    end: usize,
    role: Role,
}

/// Reads a byline, if the text is one. `text` is without markup.
pub(super) fn read(text: &str) -> Option<Byline> {
    if text.chars().nth(LONGEST_BYLINE).is_some() {
        return None;
    }
    let labels = labels(text);
    let first = labels.first()?;
    // What stands before the first label belongs to it ("Scientifically"), and is short.
    if text
        .get(..first.start)?
        .split(is_space)
        .filter(|word| !word.is_empty())
        .count()
        > 4
    {
        return None;
    }
    let mut byline = Byline::default();
    for (index, label) in labels.iter().enumerate() {
        let end = labels.get(index + 1).map_or(text.len(), |next| next.start);
        let segment = text.get(label.end..end)?;
        let (people, date) = split_date(segment);
        let mut names = names(people)?;
        match label.role {
            Role::Author => byline.authors.append(&mut names),
            Role::Reviewer => {
                byline.reviewers.append(&mut names);
                byline.reviewed = byline.reviewed.or(date);
            }
            Role::Published => byline.issued = byline.issued.or(date),
            Role::Other => {}
        }
    }
    (byline != Byline::default()).then_some(byline)
}

/// Every label of the text in order.
fn labels(text: &str) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut words = Vec::new();
    let mut start = None;
    for (at, character) in text
        .char_indices()
        .chain(std::iter::once((text.len(), ' ')))
    {
        if character.is_alphabetic() {
            start.get_or_insert(at);
        } else if let Some(begin) = start.take() {
            words.push((begin, at));
        }
    }
    let word = |range: (usize, usize)| {
        text.get(range.0..range.1)
            .unwrap_or_default()
            .to_lowercase()
    };
    for (index, range) in words.iter().enumerate() {
        let clause_start = clause_start(text, range.0);
        if word(*range) == "by" {
            // The verb may stand a few words before: "Checked against its sources by".
            let verb = words
                .get(..index)
                .unwrap_or_default()
                .iter()
                .rev()
                .take(6)
                .take_while(|earlier| earlier.0 >= clause_start)
                .find_map(|earlier| VERBS.iter().find(|(name, _)| *name == word(*earlier)));
            let opens_clause = text
                .get(clause_start..range.0)
                .is_some_and(|lead| lead.chars().all(|c| !c.is_alphanumeric()));
            let role = match verb {
                Some((_, role)) => *role,
                None if opens_clause => Role::Author,
                None => continue,
            };
            labels.push(Label {
                start: clause_start,
                end: after_colon(text, range.1),
                role,
            });
        } else if let Some((_, role)) = NOUNS.iter().find(|(name, _)| *name == word(*range))
            && text
                .get(range.1..)
                .is_some_and(|rest| rest.trim_start().starts_with(':'))
        {
            labels.push(Label {
                start: clause_start,
                end: after_colon(text, range.1),
                role: *role,
            });
        }
    }
    labels
}

/// Where the clause around an offset begins: after `. `, `|`, `;`, `•` or a line end. The full
/// stop of "Dr." ends no clause, since a label never follows a title.
fn clause_start(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    let mut start = 0;
    for (index, character) in before.char_indices() {
        let ends = match character {
            '|' | ';' | '•' | '·' | '\n' | '—' => true,
            '.' => before
                .get(index + 1..)
                .is_some_and(|rest| rest.starts_with(is_space)),
            _ => false,
        };
        if ends {
            start = index + character.len_utf8();
        }
    }
    let clause = before.get(start..).unwrap_or_default();
    start + (clause.len() - clause.trim_start_matches(is_space).len())
}

fn after_colon(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let trimmed = rest.trim_start_matches(|c: char| is_space(c) || c == ':');
    text.len() - trimmed.len()
}

/// Takes a date off the end: `, in May 2022`, `on 5 May 2022`, `(May 2022)`.
fn split_date(segment: &str) -> (&str, Option<Date>) {
    let segment = segment.trim_matches(|c: char| {
        is_space(c) || matches!(c, '.' | ',' | '|' | ';' | '•' | '·' | '—')
    });
    let starts = std::iter::once(0).chain(
        segment
            .char_indices()
            .filter(|(_, c)| is_space(*c) || *c == '(')
            .map(|(at, c)| at + c.len_utf8()),
    );
    for start in starts {
        let tail = segment
            .get(start..)
            .unwrap_or_default()
            .trim_end_matches(')');
        if let Some(found) = date::parse(tail) {
            let people = segment
                .get(..start)
                .unwrap_or_default()
                .trim_end_matches(|c: char| {
                    is_space(c) || matches!(c, ',' | '(' | '|' | '•' | '·')
                });
            let people = ["in", "on", "dated", "updated"]
                .iter()
                .find_map(|word| people.strip_suffix(word))
                .filter(|rest| rest.is_empty() || rest.ends_with(is_space))
                .unwrap_or(people);
            return (
                people.trim_end_matches(|c: char| is_space(c) || c == ','),
                Some(found),
            );
        }
    }
    (segment, None)
}

/// The names of a segment; `None` if it does not consist of names.
fn names(people: &str) -> Option<Vec<Name>> {
    let mut names: Vec<Name> = Vec::new();
    for part in split_people(people) {
        let part = part.trim_matches(|c: char| is_space(c) || matches!(c, ',' | '.' | '*' | '†'));
        if part.is_empty() {
            continue;
        }
        if let (true, Some(last)) = (is_degree(part), names.last_mut()) {
            add_degree(last, part);
            continue;
        }
        // Names begin with a capital, where the script has capitals.
        if part.split(is_space).count() > 8
            || !part.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        {
            return None;
        }
        names.push(name(part));
    }
    Some(names)
}

/// People as the head of a page or a file names them in one line: `Jane Doe, MD`, `Doe, Jane`,
/// `Jane Doe, Richard Roe and Mary Major`.
pub(in crate::parse) fn people(line: &str) -> Vec<Name> {
    let mut people: Vec<Name> = Vec::new();
    for part in line.split(';').flat_map(|part| part.split(" and ")) {
        let part = part.trim_matches(|c: char| is_space(c) || c == ',');
        let pieces: Vec<&str> = part
            .split(',')
            .map(|piece| piece.trim_matches(is_space))
            .filter(|piece| !piece.is_empty())
            .collect();
        let group = |piece: &&str| {
            let words: Vec<&str> = piece.split(is_space).collect();
            words.len() > 1 && is_group(&words)
        };
        if pieces.iter().any(group) {
            people.push(name(part));
            continue;
        }
        let mut rest = pieces.as_slice();
        let mut whole = 0;
        while let Some((piece, behind)) = rest.split_first() {
            rest = behind;
            let before = people.last_mut().filter(|_| whole > 0);
            if let (true, Some(before)) = (is_degree(piece), before) {
                add_degree(before, piece);
                continue;
            }
            whole += 1;
            match behind.split_first() {
                // `Doe, Jane`, `van Dyk, J.`; and `García Márquez, Gabriel`, where that is all.
                Some((given, behind))
                    if is_one_name(piece)
                        || pieces.len() == 2 && is_given(given) && !is_degree(given) =>
                {
                    people.push(Name {
                        family: Some((*piece).to_owned()),
                        given: Some((*given).to_owned()),
                        ..Name::default()
                    });
                    rest = behind;
                }
                _ => people.push(name(piece)),
            }
        }
    }
    people
}

/// Whether a name is one word, its particles apart.
fn is_one_name(text: &str) -> bool {
    let mut words = text
        .split(is_space)
        .filter(|word| !PARTICLES.contains(word));
    words.next().is_some() && words.next().is_none()
}

/// Whether words are given names alone: one, or some of which the last is an initial.
fn is_given(text: &str) -> bool {
    let last = text.rsplit(is_space).next().unwrap_or_default();
    last.len() == text.len() || last.ends_with('.') || last.chars().count() == 1
}

fn add_degree(person: &mut Name, degree: &str) {
    let known = person.suffix.take();
    person.suffix =
        Some(known.map_or_else(|| degree.to_owned(), |known| format!("{known}, {degree}")));
}

/// Splits at commas, semicolons, "and" and "&".
fn split_people(people: &str) -> Vec<&str> {
    people
        .split([',', ';', '&', '\n'])
        .flat_map(|part| part.split(" and "))
        .map(|part| part.trim().strip_prefix("and ").unwrap_or(part))
        .collect()
}

/// `MD`, `Ph.D.`, `FRCP`, `MSc`, `RN`: short, and mostly capitals.
fn is_degree(word: &str) -> bool {
    const WRITTEN_OUT: &[&str] = &["Jr", "Sr", "II", "III", "IV", "Esq"];
    const MOST_LETTERS: usize = 8;
    let mut all = word.chars().filter(|c| c.is_alphabetic());
    if all.nth(MOST_LETTERS).is_some() {
        return false;
    }
    let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
    let capitals = letters.iter().filter(|c| c.is_uppercase()).count();
    let one_word = !word.contains(is_space) || word.split(is_space).all(|part| part.len() <= 6);
    WRITTEN_OUT.contains(&word.trim_end_matches('.'))
        || one_word
            && letters.first().is_some_and(|c| c.is_uppercase())
            && capitals >= 2
            && capitals * 2 >= letters.len()
}

const TITLES: &[&str] = &[
    "Dr",
    "Prof",
    "Professor",
    "Mr",
    "Mrs",
    "Ms",
    "Sir",
    "Dame",
    "Rev",
];
const PARTICLES: &[&str] = &[
    "van", "von", "de", "der", "den", "del", "della", "di", "da", "dos", "du", "la", "le", "ter",
    "ten", "bin", "ibn", "al", "el", "zu", "af",
];

/// `Dr. Gary Gonzalez` to its parts. A group (`The editorial team`) has no parts: it says so by
/// an article before it or by a word in lower case that is no particle.
pub(in crate::parse) fn name(text: &str) -> Name {
    let mut words: Vec<&str> = text
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    let mut prefix = Vec::new();
    while words.len() > 1
        && words
            .first()
            .is_some_and(|word| TITLES.contains(&word.trim_end_matches('.')))
    {
        prefix.push(words.remove(0));
    }
    let prefix = (!prefix.is_empty()).then(|| prefix.join(" "));
    if is_group(&words) || words.len() < 2 {
        return Name {
            prefix,
            ..Name::literal(words.join(" "))
        };
    }
    // The family name begins with its particles.
    let mut family = words.len() - 1;
    while family > 1
        && words
            .get(family - 1)
            .is_some_and(|word| PARTICLES.contains(word))
    {
        family -= 1;
    }
    let (given, family) = words.split_at_checked(family).unwrap_or_default();
    Name {
        prefix,
        given: Some(given.join(" ")),
        family: Some(family.join(" ")),
        ..Name::default()
    }
}

/// Whether words name a group: by an article before them, or by one in lower case that is no particle.
fn is_group(words: &[&str]) -> bool {
    words.first() == Some(&"The")
        || words
            .iter()
            .any(|word| word.starts_with(char::is_lowercase) && !PARTICLES.contains(word))
}

/// What stands for a marker while a line is cut at its commas, which markers hold too.
const MARK: char = '\u{1}';

/// Whether a line lists authors with the marks of their affiliations: `Xin Luo¹·³, Ana Pérez²
/// and Tom Jones¹,²`. The raised figures of such a line are no citations.
pub(super) fn is_author_line(text: &str) -> bool {
    let mut people = 0;
    // Part by part, since the first part of most lines is no person.
    let mut rest = text;
    while let Some(without) = rest.strip_prefix("By ") {
        rest = without;
    }
    let mut has_mark = false;
    let mut part = String::new();
    loop {
        let (character, length) = next_or_mark(rest);
        has_mark |= character == Some(MARK);
        match character {
            Some(character) if !matches!(character, ',' | ';' | '&' | '\n') => {
                part.push(character);
            }
            _ => {
                for name in part.split(" and ") {
                    match is_person(name) {
                        Some(false) => return false,
                        Some(true) => people += 1,
                        None => {}
                    }
                }
                part.clear();
            }
        }
        if character.is_none() {
            return has_mark && people >= 2;
        }
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// Whether a part of a line of authors is a person; `None` for what goes with one.
fn is_person(part: &str) -> Option<bool> {
    let part = part.trim();
    let part = part.strip_prefix("and ").unwrap_or(part);
    let name =
        part.trim_matches(|c: char| is_space(c) || matches!(c, MARK | '.' | '*' | '†' | '‡' | '§'));
    if name.is_empty() || is_degree(name) {
        return None;
    }
    let words: Vec<&str> = name
        .split(is_space)
        .filter(|word| !word.is_empty())
        .take(6)
        .collect();
    let named = (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|word| word.starts_with(char::is_uppercase) || PARTICLES.contains(word))
        && !name.contains(|c: char| {
            c.is_ascii_digit() || matches!(c, ':' | '?' | '!' | '%' | '=' | MARK)
        });
    Some(named)
}

/// The character that a text begins with, or what stands for the raised marker that it begins with,
/// and how long that is.
fn next_or_mark(text: &str) -> (Option<char>, usize) {
    let Some(character) = text.chars().next() else {
        return (None, 0);
    };
    if matches!(character, '<' | '^') || superscript_digit(character).is_some() {
        let found = crate::parse::marker::marker(text);
        if let Some(found) = found {
            return (Some(MARK), found.printed.len());
        }
    }
    (Some(character), character.len_utf8())
}

/// A text in which one character stands for each raised marker.
fn marked(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let (Some(character), length) = next_or_mark(rest) {
        out.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// The authors of such a line.
pub(super) fn authors(text: &str) -> Vec<Name> {
    let plain = marked(text).replace(MARK, "");
    names(plain.trim_start_matches("By ")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_names_people_in_several_ways() {
        let show = |line: &str| -> Vec<String> {
            let part = |part: Option<String>| part.unwrap_or_default();
            let shown = people(line).into_iter().map(|name| {
                [name.family, name.given, name.suffix, name.literal]
                    .map(part)
                    .join("|")
            });
            shown.collect()
        };
        for (line, expected) in [
            ("Jane Doe", vec!["Doe|Jane||"]),
            ("Jane Doe, MD", vec!["Doe|Jane|MD|"]),
            ("Jane Doe, MD, PhD", vec!["Doe|Jane|MD, PhD|"]),
            ("Doe, Jane", vec!["Doe|Jane||"]),
            ("Doe, JM", vec!["Doe|JM||"]),
            ("van den Brink, Jane M.", vec!["van den Brink|Jane M.||"]),
            ("García Márquez, Gabriel", vec!["García Márquez|Gabriel||"]),
            ("Jane Doe, Richard Roe", vec!["Doe|Jane||", "Roe|Richard||"]),
            (
                "Doe, Jane; Roe, Richard, MD",
                vec!["Doe|Jane||", "Roe|Richard|MD|"],
            ),
            (
                "Jane Doe, MD and Richard Roe",
                vec!["Doe|Jane|MD|", "Roe|Richard||"],
            ),
            (
                "Department of Health, England",
                vec!["|||Department of Health, England"],
            ),
            ("Scholion", vec!["|||Scholion"]),
            (" , ", vec![]),
        ] {
            assert_eq!(show(line), expected, "{line}");
        }
    }

    #[test]
    fn labels_say_who_did_what() {
        let byline = read("Medically reviewed by: Dr. Ada Byron, MD, PhD, in May 2022. Written by: Jo van der Berg and Sam Poe.").unwrap();
        assert_eq!(byline.reviewers.len(), 1);
        let reviewer = &byline.reviewers[0];
        assert_eq!(
            (
                reviewer.prefix.as_deref(),
                reviewer.given.as_deref(),
                reviewer.family.as_deref(),
                reviewer.suffix.as_deref()
            ),
            (Some("Dr."), Some("Ada"), Some("Byron"), Some("MD, PhD"))
        );
        assert_eq!(byline.reviewed, Some(Date::new(2022, Some(5), None)));
        assert_eq!(byline.issued, None);
        assert_eq!(
            byline
                .authors
                .iter()
                .map(|name| name.family.as_deref().unwrap())
                .collect::<Vec<_>>(),
            ["van der Berg", "Poe"]
        );
    }

    #[test]
    fn a_group_is_not_divided() {
        let byline = read("Checked against its sources by: The editors, in November 2026. Written by: The Scholion project.").unwrap();
        assert_eq!(byline.reviewers, [Name::literal("The editors")]);
        assert_eq!(byline.authors, [Name::literal("The Scholion project")]);
    }

    #[test]
    fn ordinary_sentences_are_no_bylines() {
        for text in [
            "By 2030, half of all adults will have it.",
            "The trial was reviewed by an ethics board that met in secret and decided nothing at all in the end.",
            "Bones are strong.",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn author_lines_carry_affiliation_marks() {
        assert!(is_author_line("Xin Luo¹·³, Ana Pérez² and Tom Jones¹,²"));
        assert!(is_author_line("Xin Luo<sup>1,2</sup>, Ana de la Cruz^1,2^"));
        assert!(!is_author_line("Calcium, magnesium² and zinc help.¹"));
        assert!(!is_author_line("Xin Luo and Ana Pérez"));
        assert_eq!(authors("Xin Luo¹·³, Ana Pérez² and Tom Jones¹,²").len(), 3);
    }
}
