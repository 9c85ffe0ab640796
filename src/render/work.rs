//! What a reference says of its work beside author, title, container and imprint: what exactly it
//! is, its number, its version, the event, the archive. List, card and text say it alike.

use std::borrow::Cow;

use crate::model::{Csl, Date, Name, Published};

/// The marks of mark-up that
/// [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html#rich-text-formatting-within-fields)
/// allows in its texts.
const TAGS: [(&str, &str); 6] = [
    ("i", "i"),
    ("b", "b"),
    ("sub", "sub"),
    ("sup", "sup"),
    ("sc", "sc"),
    ("span class=\"nocase\"", "span"),
];

/// A mark that opens or, with a slash, closes.
fn mark(start: &str, name: &str) -> String {
    let mut mark = String::from('<');
    mark.push_str(start);
    mark.push_str(name);
    mark.push('>');
    mark
}

/// A text without CSL-JSON's mark-up. A mark without its other half is text.
///
/// What stands between the marks stays, so no word is lost.
pub(super) fn plain(text: &str) -> String {
    let mut out = text.to_owned();
    if text.contains('<') {
        for (open, close) in TAGS {
            let (open, close) = (mark("", open), mark("/", close));
            if out.contains(&open) && out.contains(&close) {
                out = out.replace(&open, "").replace(&close, "");
            }
        }
    }
    out
}

/// The title of a work; of one that has none what names it best.
pub(super) fn title(csl: &Csl) -> Option<&str> {
    [
        &csl.title,
        &csl.title_short,
        &csl.container_title,
        &csl.event_title,
        &csl.note,
        &csl.url,
        &csl.doi,
    ]
    .into_iter()
    .filter_map(|field| field.as_deref())
    .find(|field| !field.trim().is_empty())
}

/// What exactly the work is, each as a sentence without its full stop: `Technical report TR-7`,
/// `v2.1`, `Bone Days; Ulm`, `arXiv:2001.00001`, `in press`.
pub(super) fn details(csl: &Csl) -> Vec<String> {
    let mut details = Vec::new();
    let field = |field: &Option<String>| {
        let text = field.as_deref().unwrap_or_default().trim().to_owned();
        (!text.is_empty()).then_some(text)
    };
    let number = field(&csl.number).filter(|number| csl.page.as_ref() != Some(number));
    match (field(&csl.genre), number) {
        (Some(genre), Some(number)) => details.push(format!("{genre} {number}")),
        (genre, number) => details.extend(genre.or(number)),
    }
    if let Some(version) = field(&csl.version) {
        let bare = version.starts_with(|c: char| c.is_ascii_digit());
        details.push(if bare { format!("v{version}") } else { version });
    }
    details.extend(other(csl, "authority"));
    let event = field(&csl.event_title)
        .or_else(|| other(csl, "event"))
        .filter(|event| {
            let container = csl.container_title.as_deref().unwrap_or_default();
            !container.contains(event.as_str()) && title(csl) != Some(event)
        });
    let place = field(&csl.event_place)
        .filter(|place| csl.publisher_place.as_ref() != Some(place) && event.is_some());
    match (event, place) {
        (Some(event), Some(place)) => details.push(format!("{event}; {place}")),
        (event, place) => details.extend(event.or(place)),
    }
    if let Some(series) = field(&csl.collection_title) {
        let number = field(&csl.collection_number);
        details.push(number.map_or(series.clone(), |number| format!("{series}; {number}")));
    }
    details.extend(archive(csl));
    details.extend(field(&csl.medium));
    details.extend(field(&csl.status));
    details
}

/// Where the work is kept: `arXiv:2001.00001`, `City Archive, shelf 4`. An archive alone says
/// little where there is an identifier as well.
fn archive(csl: &Csl) -> Option<String> {
    let archive = csl.archive.as_deref()?.trim();
    match csl.archive_location.as_deref() {
        _ if archive.is_empty() => None,
        Some(place) if archive.eq_ignore_ascii_case("arXiv") => {
            let number = place.trim_start_matches("arXiv:");
            Some(format!("arXiv:{number}"))
        }
        Some(place) => Some(format!("{archive}, {place}")),
        None => Some(archive.to_owned()),
    }
}

fn other(csl: &Csl, name: &str) -> Option<String> {
    let text = csl.other.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The year as it is said: `2020`, `c. 1840`, or the words that stand for a date.
pub(super) fn year(date: &Date) -> Option<String> {
    let circa = if date.circa { "c. " } else { "" };
    let year = date.year().map(|year| format!("{circa}{year}"));
    year.or_else(|| date.literal.clone())
}

/// Whether the editors of a work stand in the place of its authors.
pub(super) fn is_edited(csl: &Csl) -> bool {
    csl.author.is_empty() && !csl.editor.is_empty() && csl.kind.published() != Published::InBook
}

/// The most letters that are initials already and no name.
const MOST_INITIALS: usize = 4;

/// `van den Heuvel EG Jr`: the family name first, as catalogues have it.
pub(super) fn catalogue_name(name: &Name) -> String {
    let given = single_spaced(name.given.as_deref());
    if name.family.is_none() {
        let whole = single_spaced(name.literal.as_deref()).or(given);
        return whole.map(Cow::into_owned).unwrap_or_default();
    }
    let suffix = single_spaced(name.suffix.as_deref());
    let parts = [
        single_spaced(name.non_dropping_particle.as_deref()),
        single_spaced(name.family.as_deref()),
        given.map(|given| initials(&given).into_owned().into()),
        single_spaced(name.dropping_particle.as_deref()),
        suffix
            .as_deref()
            .map(|suffix| suffix.trim_end_matches('.').into()),
        // Of a name that has both, the one in parts is not all of it.
        single_spaced(name.literal.as_deref()),
    ];
    let mut whole = String::new();
    for (number, part) in parts.into_iter().flatten().enumerate() {
        if number > 0 {
            whole.push(' ');
        }
        whole.push_str(&part);
    }
    whole
}

/// A part of a name with single spaces, and none at its ends; nothing of an empty one.
fn single_spaced(part: Option<&str>) -> Option<Cow<'_, str>> {
    let part = part?;
    let mut before = b' ';
    let plain = part.bytes().all(|byte| {
        let lone = byte != b' ' || before != b' ';
        before = byte;
        lone && byte.is_ascii() && (byte == b' ' || !byte.is_ascii_whitespace() && byte != 0x0B)
    });
    if plain && before != b' ' {
        return Some(part.into());
    }
    let words: Vec<&str> = part.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" ").into())
}

/// `EG` of `EG`, `E. G.` and `Ellen Grace`; `JP` of `Jean-Paul`. Names in scripts without
/// capitals have no initials and stay whole.
fn initials(given: &str) -> Cow<'_, str> {
    let already = given.chars().all(char::is_uppercase) && given.chars().count() <= MOST_INITIALS;
    if already || !given.contains(char::is_uppercase) {
        return given.into();
    }
    given
        .split([' ', '-', '.', '‐'])
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()))
        .flat_map(char::to_uppercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CslType;

    #[test]
    fn given_names_become_initials() {
        for (given, expected) in [
            ("EG", "EG"),
            ("E. G.", "EG"),
            ("Ellen Grace", "EG"),
            ("Jean-Paul", "JP"),
            ("J.-P.", "JP"),
            ("太郎", "太郎"),
            ("Ελένη Μ", "ΕΜ"),
        ] {
            assert_eq!(initials(given), expected);
        }
    }

    #[test]
    fn mark_up_goes_where_it_is_whole() {
        assert_eq!(
            plain("<i>E. coli</i> and H<sub>2</sub>O"),
            "E. coli and H2O"
        );
        assert_eq!(plain("a < b, <i> open"), "a < b, <i> open");
    }

    #[test]
    fn details_say_what_a_work_is() {
        let mut csl = Csl::new(CslType::Report);
        csl.title = Some("On bones".into());
        csl.genre = Some("Technical report".into());
        csl.number = Some("TR-7".into());
        csl.version = Some("2.1".into());
        csl.event_title = Some("Bone Days".into());
        csl.event_place = Some("Ulm".into());
        csl.archive = Some("arXiv".into());
        csl.archive_location = Some("2001.00001".into());
        csl.status = Some("in press".into());
        assert_eq!(
            details(&csl),
            [
                "Technical report TR-7",
                "v2.1",
                "Bone Days; Ulm",
                "arXiv:2001.00001",
                "in press"
            ]
        );
        csl.container_title = Some("Proceedings of the Bone Days".into());
        assert!(!details(&csl).iter().any(|detail| detail.contains("Ulm")));
        assert_eq!(details(&Csl::default()), [""; 0]);
    }
}
