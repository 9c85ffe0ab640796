//! Works in others as the humanities cite them, whose imprint is told in words: Chicago's notes and
//! bibliography, `“On Bones.” *Journal of Bone* 5, no. 2 (2015): 3–9`, MLA's works cited, `“On Bones.”
//! *Journal of Bone*, vol. 5, no. 2, 2015, pp. 3–9`, and the chapters of both and of IEEE, `“On bones,” in
//! *The Hand*, R. Roe, Ed. London: Huber, 2015, pp. 3–9`.

use std::ops::Range;

use super::book;
use super::initials_first;
use super::line::{Line, field};
use super::numbers;
use super::spelled;
use crate::model::{Csl, CslType, Date, Name};
use crate::parse::characters::leading;
use crate::parse::date;

/// Reads an article or a chapter into the fields, if the entry shows itself to be one: by a title in
/// quotation marks, which begins at `from`, a journal or a book in italics behind it, and a year
/// somewhere behind that.
pub(super) fn read(line: &Line, from: usize, csl: &mut Csl) -> bool {
    chapter(line, from, csl) || article(line, from, csl)
}

fn article(line: &Line, from: usize, csl: &mut Csl) -> bool {
    let text = line.text();
    let Some(Titles { title, container }) = titles(line, from) else {
        return false;
    };
    let imprint = text.get(container.end..).unwrap_or_default();
    let imprint = imprint.trim_start_matches(['.', ',', ' ']);
    // `*The Lore Times*, 5 May 2015`: a day, and no volume.
    let day = date::prefix(imprint).map(|(day, _)| day);
    let volume = imprint.strip_prefix("vol. ").unwrap_or(imprint);
    let volume = number(volume).filter(|_| day.is_none());
    let Some(issued) = day.or_else(|| year(imprint)) else {
        return false;
    };
    csl.kind = CslType::ArticleJournal;
    csl.issued = Some(issued);
    csl.title = field(title);
    csl.container_title = field(line.get(container));
    csl.volume = volume;
    csl.issue = imprint
        .split_once("no. ")
        .and_then(|(_, issue)| number(issue));
    csl.page = imprint
        .split_once("pp. ")
        .or_else(|| imprint.split_once(", p. "))
        .or_else(|| imprint.split_once("): "))
        .map(|(_, pages)| leading(pages, |c| c.is_ascii_alphanumeric() || "-–".contains(c)))
        .filter(|pages| pages.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned);
    true
}

/// Reads a chapter, which is in a book or has been edited by somebody. Of an entry that has its year
/// beside the authors none is needed behind.
pub(super) fn chapter(line: &Line, from: usize, csl: &mut Csl) -> bool {
    let text = line.text();
    let Some(Titles { title, container }) = titles(line, from) else {
        return false;
    };
    let joint = line.get(from..container.start).trim_end();
    let inside = [" in", " In", " In:"]
        .iter()
        .any(|word| joint.ends_with(word));
    let behind = text.get(container.end..).unwrap_or_default();
    let behind = behind.trim_start_matches(['.', ',', ' ']);
    // `2nd ed., edited by Pat Poe, 3–9. Bern: Huber, 2015`
    let edition = behind.split_once(", ").and_then(|(first, rest)| {
        let edition = book::edition(first.trim_end_matches('.'))?;
        Some((edition, rest))
    });
    let (edition, behind) = edition.map_or((None, behind), |(edition, rest)| (Some(edition), rest));
    let (editors, behind) = edited(behind).unwrap_or((Vec::new(), behind));
    let issued = csl.issued.clone().or_else(|| year(behind));
    let edited = !editors.is_empty();
    if issued.is_none() || !(inside || edited) {
        return false;
    }
    csl.issued = issued;
    csl.kind = CslType::Chapter;
    csl.title = field(title);
    csl.container_title = field(line.get(container));
    csl.editor = editors;
    csl.edition = edition;
    // What is left are pages, an edition, a volume, and place, publisher and year.
    for part in behind.split([',', '.', ';']).map(str::trim) {
        let label = ["pp", "p"].contains(&part);
        if let Some(edition) = book::edition(part) {
            csl.edition = Some(edition);
        } else if let Some(volume) = book::volume(part) {
            csl.volume = Some(volume);
        } else if let Some((page, "")) = numbers::pages(part).filter(|_| date::year(part).is_none())
        {
            csl.page.get_or_insert(page);
        } else if let Some((place, name)) = part.split_once(": ") {
            csl.publisher_place = field(place);
            csl.publisher = field(name);
        } else if !label && csl.publisher.is_none() && is_named(part) {
            csl.publisher = field(part);
        }
    }
    true
}

/// Whether a part is a name, and no month.
fn is_named(part: &str) -> bool {
    let figures = part.contains(|c: char| c.is_ascii_digit());
    part.starts_with(char::is_uppercase) && !figures && date::month(part).is_none()
}

/// The editors that a text begins with, and what follows: `edited by Jane Doe and Pat Poe, `, `R. Roe and
/// P. Poe, Eds. `
fn edited(text: &str) -> Option<(Vec<Name>, &str)> {
    if let Some(rest) = text.strip_prefix("edited by ") {
        let (names, end) = spelled::in_order(rest)?;
        return Some((names, rest.get(end..)?));
    }
    let roles = [", Eds.", ", Ed.", ", eds.", ", ed."];
    roles.iter().find_map(|role| {
        let (names, behind) = text.split_once(role)?;
        Some((initials_first::list(names)?, behind))
    })
}

/// The title of a work and what it is in.
struct Titles<'a> {
    title: &'a str,
    container: Range<usize>,
}

/// Reads a title in quotation marks and, in italics behind it, what it is in: behind an "in", if so.
fn titles(line: &Line, from: usize) -> Option<Titles<'_>> {
    let text = line.text();
    let rest = text.get(from..)?.trim_start_matches([' ', '.']);
    let (title, behind) = match rest.strip_prefix('“') {
        Some(rest) => rest.split_once('”')?,
        None => rest.strip_prefix('"')?.split_once('"')?,
    };
    let behind = behind.trim_start_matches([',', '.', ' ']);
    let joints = ["in ", "In ", "In: "];
    let joint = joints.iter().find_map(|joint| behind.strip_prefix(joint));
    let behind = joint.unwrap_or(behind);
    let container = line.emphasis_at(text.len() - behind.len())?.clone();
    field(title)?;
    Some(Titles { title, container })
}

/// A volume or an issue: no more than three figures, since four are a year.
fn number(text: &str) -> Option<String> {
    let digits = leading(text, |c| c.is_ascii_digit());
    (1..=3).contains(&digits.len()).then(|| digits.to_owned())
}

/// The year, alone or behind a month or a season: `(2015)`, `(Spring 2015)`, `, 2015`.
fn year(imprint: &str) -> Option<Date> {
    let mut words = imprint.split(|c: char| !c.is_ascii_alphanumeric());
    let year = words.find_map(|word| date::year(word).filter(|_| word.len() == 4))?;
    Some(Date::new(year, None, None))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publisher_has_a_name() {
        assert!(is_named("Huber"));
        for text in ["", "huber", "Huber 3", "May"] {
            assert!(!is_named(text), "{text}");
        }
    }

    #[test]
    fn a_year_is_no_volume() {
        assert_eq!(number("5, no. 2").as_deref(), Some("5"));
        assert_eq!(number("115").as_deref(), Some("115"));
        for text in ["", "2015", "Spring"] {
            assert_eq!(number(text), None, "{text}");
        }
    }
}
