//! Books and their chapters: `In: Doe J, ed. Title. 2nd ed. Bern: Huber; 2010. p. 3-9.`

use std::ops::Range;

use super::imprint::{Evidence, Imprint};
use super::line::{self, Line};
use super::names;
use super::numbers;
use super::sentence;
use crate::model::{Csl, CslType};

/// Where a book was published, and by whom.
#[derive(Debug, PartialEq)]
struct Publisher {
    place: Option<String>,
    name: String,
    start: usize,
}

/// Reads a book or a chapter into the fields, if the entry shows itself to be one.
///
/// `from` is where the title begins. A publisher shows itself by the year after it, by the pages
/// after it, by being in the book of a chapter, or, where the year stands beside the authors, by
/// following a title in italics; `Part: Whole` alone is no place and publisher.
pub(super) fn read(line: &Line, from: usize, imprint: Option<&Imprint>, csl: &mut Csl) -> bool {
    let dated = imprint.filter(|found| found.evidence == Evidence::Publisher);
    let end = imprint.map_or(line.text().len(), |found| found.start);
    let extent = extent(line.get(0..end));
    let end = extent.as_ref().map_or(end, |extent| extent.start);
    let chapter = container(line, from..end);
    let body = chapter.as_ref().map_or(from, |joint| joint.end);
    // `Doe J. 2015. *On Bones*. Bern: Huber.`
    let titled = csl.issued.is_some() && line.is_emphasised(from);
    let publisher = (dated.is_some() || extent.is_some() || chapter.is_some() || titled)
        .then(|| publisher(line.get(0..end), body))
        .flatten()
        // `Bones. Bone Press; 2017.`, as AMA has it from its eleventh edition on.
        .or_else(|| dated.and_then(|_| nameless_place(line.get(0..end), body)))
        // `Bone Society. Bones. Bern; 2017.`: who publishes their own work names the place alone.
        .filter(|found| found.place.is_some() || has_person(csl) || is_long(&found.name));
    if chapter.is_none() && publisher.is_none() {
        return false;
    }
    if let Some(found) = imprint {
        csl.issued = Some(found.issued.clone());
    }
    csl.page = dated
        .and_then(|found| found.numbers.page.clone())
        .or_else(|| extent.and_then(|extent| extent.pages));
    let end = publisher.as_ref().map_or(end, |publisher| publisher.start);
    if let Some(publisher) = publisher {
        csl.publisher = Some(publisher.name);
        csl.publisher_place = publisher.place;
    }
    let title = work(line, body..end, chapter.is_some(), csl);
    if let Some(joint) = chapter {
        csl.kind = CslType::Chapter;
        csl.title = line::field(line.get(from..joint.start));
        csl.container_title = title;
    } else {
        csl.kind = CslType::Book;
        csl.title = title;
    }
    true
}

/// Whether a name is more than that of a town: `Geneva, Switzerland`.
fn is_long(name: &str) -> bool {
    name.contains(' ') && !name.contains(',')
}

/// Whether a person has written or edited it.
fn has_person(csl: &Csl) -> bool {
    let mut people = csl.author.iter().chain(&csl.editor);
    people.any(|name| name.family.is_some())
}

/// Where `In:` stands that leads from a chapter to its book.
fn container(line: &Line, range: Range<usize>) -> Option<Range<usize>> {
    let text = line.get(range.clone());
    let joints = || {
        text.match_indices("In: ")
            .map(|(at, joint)| at..at + joint.len())
    };
    let before = |at: usize| text.get(..at).unwrap_or_default();
    let closed = |joint: &Range<usize>| {
        before(joint.start)
            .trim_end()
            .ends_with(['.', '?', '!', ']', ')', '"', '”'])
    };
    // A title that lost its full stop is still parted from the book by the editors' names.
    let edited = |joint: &Range<usize>| {
        let after = text.get(joint.end..).unwrap_or_default();
        before(joint.start).ends_with(' ') && editors(after).is_some()
    };
    let joint = joints()
        .find(closed)
        .or_else(|| joints().next().filter(edited))?;
    // `In: ` and an address, which is blanked out by now, lead to no book.
    let after = text.get(joint.end..)?;
    after.contains(char::is_alphanumeric).then_some(())?;
    Some(range.start + joint.start..range.start + joint.end)
}

/// Reads the fields of a book up to its publisher; gives its title.
fn work(line: &Line, range: Range<usize>, in_chapter: bool, csl: &mut Csl) -> Option<String> {
    let mut start = range.start;
    if in_chapter && let Some((editors, length)) = editors(line.get(range.clone())) {
        csl.editor = editors.names;
        start += length;
    }
    let text = line.get(0..range.end);
    let mut end = start;
    let mut in_title = true;
    for field in sentence::segments(text, start) {
        let words = text.get(field.clone()).unwrap_or_default();
        if end == start {
            end = field.end;
        } else if let Some(edition) = edition(words) {
            csl.edition = Some(edition);
            in_title = false;
        } else if let Some(volume) = volume(words) {
            csl.volume = Some(volume);
            in_title = false;
        } else if let Some(names) = names::list(words).filter(|names| names.editors) {
            csl.editor = names.names;
            in_title = false;
        } else if in_title {
            end = field.end;
        }
    }
    line::field(text.get(start..end).unwrap_or_default())
}

/// The editors that a text begins with, and the length of what names them.
fn editors(text: &str) -> Option<(names::People, usize)> {
    let marks = [
        ", editors",
        ", editor",
        ", eds",
        ", ed",
        " (editors)",
        " (editor)",
        " (eds.)",
        " (eds)",
        " (ed.)",
        " (ed)",
        " (Eds.)",
        " (Eds)",
        " (Ed.)",
        " (Ed)",
    ];
    let (start, mark) = marks
        .iter()
        .filter_map(|mark| text.find(mark).map(|start| (start, *mark)))
        .filter(|(start, mark)| {
            let after = text.get(start + mark.len()..).unwrap_or_default();
            !after.starts_with(char::is_alphanumeric)
        })
        .min_by_key(|(start, _)| *start)?;
    let names = names::list(text.get(..start)?)?;
    let after = text.get(start + mark.len()..)?;
    let rest = after.trim_start_matches(['.', ',', ':', ' ']);
    Some((names, text.len() - rest.len()))
}

/// `2nd ed`, `Third edition`, `Rev ed`.
pub(super) fn edition(text: &str) -> Option<String> {
    let words = text.strip_suffix("ed").or_else(|| text.strip_suffix("edn"));
    let words = words.or_else(|| text.strip_suffix("edition"))?;
    let number = words.strip_suffix(' ')?;
    (number.len() <= 30).then(|| line::field(number)).flatten()
}

/// A title with the edition behind it, as APA, IEEE and Nature have it: `Bones (2nd ed.)`, `Bones, 2nd ed`,
/// `Bones 2nd edn`.
pub(super) fn with_edition(title: &str) -> Option<(String, String)> {
    let bracketed = || title.strip_suffix(')')?.rsplit_once(" (");
    let worded = || {
        let (title_alone, _) = title.strip_suffix(" edn")?.rsplit_once(' ')?;
        Some((title_alone, title.get(title_alone.len()..)?.trim_start()))
    };
    let parted = [bracketed(), title.rsplit_once(", "), worded()];
    parted.into_iter().flatten().find_map(|(title, inner)| {
        let edition = edition(inner.trim_end_matches('.'))?;
        Some((line::field(title)?, edition))
    })
}

/// `Vol 2`, `Volume 2`.
pub(super) fn volume(text: &str) -> Option<String> {
    let rest = text
        .strip_prefix(['V', 'v'])
        .and_then(|rest| rest.strip_prefix("ol"))?;
    let number = rest
        .trim_start_matches("ume")
        .trim_start_matches(['.', ' ']);
    (number.len() <= 10 && number.contains(|c: char| c.is_ascii_digit())).then(|| number.to_owned())
}

/// `Bern: Huber` as the last field of a text, not the first.
fn publisher(text: &str, from: usize) -> Option<Publisher> {
    let fields = sentence::segments(text, from);
    let mut at = fields.len().checked_sub(1)?;
    // `St. Louis, MO: Mosby`
    while at > 0
        && fields
            .get(at - 1)
            .is_some_and(|field| matches!(text.get(field.clone()), Some("St" | "Ft" | "Mt")))
    {
        at -= 1;
    }
    let start = fields.get(at).filter(|_| at > 0)?.start;
    let (place, name) = text.get(start..)?.split_once(": ")?;
    let word = |word: &str| {
        let small = matches!(word, "de" | "and" | "of" | "am" | "la" | "upon" | "&");
        small || word.starts_with(|c: char| c.is_uppercase() || c == '(')
    };
    let places = place.split_ascii_whitespace().all(word) && place.split(' ').count() <= 7;
    let named = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 12;
    (places && named && !place.contains(|c: char| c.is_ascii_digit())).then_some(())?;
    Some(Publisher {
        place: Some(line::field(place)?),
        name: line::field(name)?,
        start,
    })
}

/// A publisher without a place as the last field of a text, not the first.
fn nameless_place(text: &str, from: usize) -> Option<Publisher> {
    let fields = sentence::segments(text, from);
    let [_, between @ .., last] = fields.as_slice() else {
        return None;
    };
    // `Bones. Report No. 12. Springfield; 2017.` names no publisher.
    let tells_no_number = |field: &Range<usize>| {
        let words = text.get(field.clone()).unwrap_or_default();
        let counts = words.contains(|c: char| c.is_ascii_digit());
        !counts || edition(words).is_some() || volume(words).is_some()
    };
    between.iter().all(tells_no_number).then_some(())?;
    let start = last.start;
    let name = text.get(start..)?;
    let named = name.starts_with(char::is_uppercase) && name.split(' ').count() <= 12;
    let plain = !name.contains([':', '(']) && !name.contains(|c: char| c.is_ascii_digit());
    (named && plain).then_some(())?;
    Some(Publisher {
        place: None,
        name: line::field(name)?,
        start,
    })
}

/// What an entry says last about the pages of a book.
#[derive(Debug, PartialEq)]
struct Extent {
    /// Where it begins.
    start: usize,
    /// The pages of a chapter; the length of a whole book is not of interest.
    pages: Option<String>,
}

/// Reads `480 p.` or `pp. 883–898.` at the end of a text.
fn extent(text: &str) -> Option<Extent> {
    let closed = text.trim_end_matches([' ', '.', ',', ';']);
    let length = [" pp", " p", " pages"].iter().find_map(|unit| {
        let count = closed.strip_suffix(unit)?;
        let start = count.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        (start < count.len()).then_some(Extent { start, pages: None })
    });
    length.or_else(|| {
        ["pp. ", "pp ", "p. "].iter().find_map(|label| {
            let start = closed.rfind(label)?;
            let parted = closed.get(..start)?.ends_with([' ', '.']);
            let (pages, rest) = numbers::pages(closed.get(start..)?)?;
            (parted && rest.is_empty()).then_some(Extent {
                start,
                pages: Some(pages),
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extents() {
        let read = |text| extent(text).map(|found| (found.start, found.pages));
        assert_eq!(read("Bern: Huber. 480 p."), Some((13, None)));
        assert_eq!(
            read("Bern: Huber. pp. 3–9."),
            Some((13, Some("3–9".to_owned())))
        );
        assert_eq!(
            read("Bern: Huber.pp. 3–9."),
            Some((12, Some("3–9".to_owned())))
        );
        for text in [
            "A study of group 3.",
            "A study of group p.",
            "Bern: Huber. pp. 3–9 of it",
            "Bern: Huberp. 3–9",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn editors_stand_before_what_calls_them_so() {
        let read = |text| editors(text).map(|(people, length)| (people.names.len(), length));
        assert_eq!(read("Roe A, Poe P, eds. The hand"), Some((2, 19)));
        assert_eq!(read("Roe A, edited by nobody"), None);
        assert_eq!(read("Roe A, edition"), None);
        assert_eq!(read("The hand, ed"), None);
    }

    #[test]
    fn publishers() {
        let read = |text| publisher(text, 0).map(|found| (found.place, found.name));
        let both = |place: &str, name: &str| Some((Some(place.to_owned()), name.to_owned()));
        assert_eq!(read("Bones. Bern: Huber & Co"), both("Bern", "Huber & Co"));
        assert_eq!(
            read("Bones. St. Louis, MO: Mosby"),
            both("St. Louis, MO", "Mosby")
        );
        for text in [
            "Bern: Huber",
            "St. Louis: Mosby",
            "Bones. The end: Huber",
            "Bones. Bern: huber",
            "Bones. Bern 3: Huber",
            "Bones. A B C D E F G H: Huber",
            "Bones. Bern: A B C D E F G H I J K L M",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn publishers_alone() {
        let read = |text| nameless_place(text, 0).map(|found| found.name);
        assert_eq!(read("Bones. Bone Press").as_deref(), Some("Bone Press"));
        for text in [
            "Bone Press",
            "Bones. the press",
            "Bones. Press 3",
            "Bones. Press (Bern)",
            "Bones. Press: Bern",
            "Bones. A B C D E F G H I J K L M",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn editions_and_volumes() {
        assert_eq!(edition("2nd ed").as_deref(), Some("2nd"));
        assert_eq!(edition("Third edition").as_deref(), Some("Third"));
        assert_eq!(edition("Bones united"), None);
        assert_eq!(volume("Vol. 2").as_deref(), Some("2"));
        assert_eq!(volume("Volcanoes"), None);
    }
}
