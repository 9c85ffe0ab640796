//! One person as reference lists print one: `Brink EG`, `van den Brink J-C`, `Brink, J.B.`
//!
//! Initials show that a text is a person's name and part it from the family name.

use crate::model::Name;

/// Words that come before a family name and are part of it.
pub(super) const PARTICLES: [&str; 44] = [
    "van", "von", "den", "der", "de", "dela", "del", "della", "dello", "di", "da", "das", "do",
    "dos", "du", "la", "le", "las", "los", "lo", "ten", "ter", "te", "tot", "het", "'t", "’t",
    "op", "in", "zu", "zum", "zur", "af", "av", "el", "al", "bin", "ibn", "ben", "y", "e", "i",
    "d", "dal",
];

/// Reads one person: `Brink EG`, `van den Brink EG`, `El Asmar M.S.`, `BauerM`, `Doe J Jr`.
pub(super) fn person(text: &str) -> Option<Name> {
    let mut words: Vec<&str> = text.split_ascii_whitespace().collect();
    let mut title = words
        .last()
        .copied()
        .filter(|word| words.len() > 2 && suffix(word));
    if title.is_some() {
        words.pop();
    } else if let Some((name, joined)) = words.last().and_then(|last| unglue_suffix(last)) {
        title = Some(joined);
        words.pop();
        words.push(name);
    }
    let count = words.iter().rev().take_while(|word| initials(word)).count();
    // The first word is no initials, however it looks: `SMITH JB`.
    let count = count.min(words.len().saturating_sub(1));
    let (family, given) = words.split_at_checked(words.len() - count)?;
    let (last, rest) = family.split_last()?;
    // Print that lost the space between name and initials: `BauerM`, `BauerM V`.
    let (last, glued) = unglue(last).unwrap_or((last, ""));
    let given = joined([glued].into_iter().chain(given.iter().copied()));
    let given = given.trim();
    if given.is_empty() {
        return None;
    }
    let family = joined(rest.iter().copied().chain([last]));
    let mut name = person_of(family.trim(), given)?;
    name.suffix = title.map(str::to_owned);
    Some(name)
}

/// Words with a space between them, empty ones left out.
fn joined<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut whole = String::with_capacity(24);
    for word in words.filter(|word| !word.is_empty()) {
        if !whole.is_empty() {
            whole.push(' ');
        }
        whole.push_str(word);
    }
    whole
}

/// A person of a family name, particles included, and given names.
pub(super) fn person_of(family: &str, given: &str) -> Option<Name> {
    let words: Vec<&str> = family.split_ascii_whitespace().collect();
    let particles = words
        .iter()
        .take_while(|word| PARTICLES.contains(word))
        .count();
    let (particles, family) = words.split_at_checked(particles)?;
    let capital = family
        .first()?
        .chars()
        .find(|c| c.is_alphabetic())?
        .is_uppercase();
    let shaped = family.iter().all(|word| family_word(word));
    (capital && shaped && words.len() <= 6).then(|| Name {
        given: Some(dotted(given)),
        non_dropping_particle: (!particles.is_empty()).then(|| particles.join(" ")),
        family: Some(family.join(" ")),
        ..Name::default()
    })
}

/// Initials with all their dots, or none: the last may have been the list's, or missing.
fn dotted(given: &str) -> String {
    let bare = given.trim_end_matches('.');
    let capitals = bare.chars().filter(|c| c.is_uppercase()).count();
    if bare.contains('.') {
        return format!("{bare}.");
    }
    if capitals > 1 { bare } else { given }.to_owned()
}

/// A word of a family name: capitalised (`O’Brien`, `d’Arc`), a particle, or joined to one
/// (`Ramalho-de`).
fn family_word(word: &str) -> bool {
    let letters = word
        .chars()
        .all(|c| c.is_alphabetic() || "'’`-‐‑–.".contains(c));
    let capital = word.chars().any(char::is_uppercase);
    letters && (capital || PARTICLES.contains(&word))
}

/// Whether a text is initials: `EG`, `J-C`, `J. B.`, `S.-J.`
pub(super) fn initials(text: &str) -> bool {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let other = text
        .chars()
        .all(|c| c.is_uppercase() || ".- ‐‑–".contains(c));
    let starts = text.starts_with(char::is_uppercase);
    starts && other && (1..=5).contains(&capitals)
}

/// Parts a name from the initials that print joined to it: `BauerM`, `BauerF-C`, `BauerJ.V.`
fn unglue(word: &str) -> Option<(&str, &str)> {
    let (last, letter) = word.char_indices().rev().find(|(_, c)| c.is_lowercase())?;
    let (family, given) = word.split_at_checked(last + letter.len_utf8())?;
    initials(given).then_some((family, given))
}

/// Parts a suffix from the initials that print joined to it: `BauerJAJr`, `BauerJK3rd`.
fn unglue_suffix(word: &str) -> Option<(&str, &str)> {
    ["Jr", "Sr", "2nd", "3rd", "4th"].iter().find_map(|suffix| {
        let name = word.strip_suffix(suffix)?;
        let at = name.len();
        unglue(name).and_then(|_| word.split_at_checked(at))
    })
}

/// `Jr`, `Sr.`, `III`, `2nd`.
pub(super) fn suffix(text: &str) -> bool {
    matches!(
        text.trim_end_matches('.'),
        "Jr" | "Sr" | "II" | "III" | "IV" | "2nd" | "3rd" | "4th"
    )
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

    #[test]
    fn persons() {
        for (text, parts) in [
            ("Okafor N", "|Okafor|N||"),
            ("van den Brink EG", "van den|Brink|EG||"),
            ("van 't Hof RJ", "van 't|Hof|RJ||"),
            ("El Amrani MS", "|El Amrani|MS||"),
            ("Pires da Cunha T", "|Pires da Cunha|T||"),
            ("D'Amico L", "|D'Amico|L||"),
            ("O’Rourke-Öztürk Ş", "|O’Rourke-Öztürk|Ş||"),
            ("Hsieh F-C", "|Hsieh|F-C||"),
            ("Stone J. B.", "|Stone|J. B.||"),
            ("Stone JB Jr", "|Stone|JB|Jr|"),
            ("Stone JB 3rd", "|Stone|JB|3rd|"),
            ("SMITH JB", "|SMITH|JB||"),
            // Alone behind a name even what could be a suffix is an initial.
            ("Stone II", "|Stone|II||"),
            ("BauerM", "|Bauer|M||"),
            ("van DijkHHE", "van|Dijk|HHE||"),
            ("McLeanS.J.", "|McLean|S.J.||"),
            ("Le GallC", "|Le Gall|C||"),
            ("Le GallC V.", "|Le Gall|C V||"),
            ("BauerJAJr", "|Bauer|JA|Jr|"),
            ("BauerJK3rd", "|Bauer|JK|3rd|"),
            ("Savic JV.", "|Savic|JV||"),
        ] {
            assert_eq!(
                person(text).as_ref().map(show).as_deref(),
                Some(parts),
                "{text}"
            );
        }
        for text in [
            "",
            "J",
            "Bones of D",
            "bone",
            "Bone",
            "Study 3 A",
            "vitamin K",
        ] {
            assert_eq!(person(text), None, "{text}");
        }
    }
}
