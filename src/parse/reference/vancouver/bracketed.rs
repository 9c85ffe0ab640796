//! Books whose publisher and year stand in brackets, as Nature prints them: `Doe, J. *On Bones* 2nd edn
//! (Huber, Bern, 2010).`, and their chapters: `Doe, J. Bones. in *The Hand* (eds Roe, R. & Poe, P.) 12–20
//! (Huber, 2010).`

use super::line::{Line, field};
use super::names;
use super::numbers;
use crate::model::{Csl, CslType, Date};
use crate::parse::date;

/// What stands in the brackets is no longer, in bytes.
const LONGEST: usize = 120;

/// What calls the people behind it editors.
const ROLES: [&str; 4] = [" (eds. ", " (eds ", " (ed. ", " (ed "];

/// Reads a book or a chapter into the fields, if the entry shows itself to be one. `from` is where its
/// title begins.
pub(super) fn read(line: &Line, from: usize, csl: &mut Csl) -> bool {
    let text = line.text().trim_end_matches([' ', '.']);
    let Some((start, publisher, place, issued)) = brackets(text, from) else {
        return false;
    };
    let body = line.get(from..start);
    let joint = [". in ", "? in ", "! in ", ". In ", "? In ", "! In "];
    let joint = joint.iter().find_map(|joint| body.find(joint));
    let Some(title) = joint.and_then(|at| body.get(..=at)) else {
        let Some(title) = field(body) else {
            return false;
        };
        csl.kind = CslType::Book;
        csl.title = Some(title);
        fill(csl, publisher, place, issued);
        return true;
    };
    let book = body.get(title.len() + " in ".len()..).unwrap_or_default();
    let role = ROLES
        .iter()
        .find_map(|role| Some((book.find(role)?, role.len())));
    let editors = role.and_then(|(at, length)| {
        let (editors, behind) = book.get(at + length..)?.split_once(')')?;
        Some((book.get(..at)?, names::list(editors)?.names, behind))
    });
    // Without editors the pages follow the book's title in italics.
    let italic = line.emphasis_at(from + title.len() + " in ".len());
    let (book, editors, behind) = match (editors, italic) {
        (Some(found), _) => found,
        (None, Some(range)) => (
            line.get(range.clone()),
            Vec::new(),
            line.get(range.end..start),
        ),
        (None, None) => (book, Vec::new(), ""),
    };
    // `*The Hand* Vol. 3, 12–20`, `The Hand Vol. 3 (eds Roe, R.) 12–20`
    let numbered = behind.trim_start().strip_prefix("Vol. ");
    let numbered = numbered.and_then(|numbers| numbers.split_once(", "));
    let volume = book.rsplit_once(" Vol. ");
    let volume = volume.filter(|(_, number)| number.len() <= 10);
    csl.kind = CslType::Chapter;
    csl.title = field(title);
    csl.container_title = field(volume.map_or(book, |(book, _)| book));
    let volume = numbered
        .map(|(number, _)| number)
        .or(volume.map(|(_, number)| number));
    csl.volume = volume.and_then(field);
    let pages = numbers::pages(numbered.map_or(behind, |(_, pages)| pages));
    csl.page = pages.map(|(page, _)| page);
    csl.editor = editors;
    fill(csl, publisher, place, issued);
    true
}

fn fill(csl: &mut Csl, publisher: &str, place: Option<&str>, issued: Date) {
    csl.publisher = field(publisher);
    csl.publisher_place = place.and_then(field);
    csl.issued = Some(issued);
}

/// The brackets that a text ends with: where they open, the publisher, its place, and the year.
fn brackets(text: &str, from: usize) -> Option<(usize, &str, Option<&str>, Date)> {
    let (before, inner) = text.strip_suffix(')')?.rsplit_once('(')?;
    let (publisher, year) = inner.rsplit_once(", ")?;
    let year = date::year(year)?;
    let named = publisher.starts_with(char::is_uppercase)
        && !publisher.contains(|c: char| c.is_ascii_digit())
        && inner.len() <= LONGEST
        && before.len() > from;
    let (publisher, place) = match publisher.rsplit_once(", ") {
        Some((publisher, place)) => (publisher, Some(place)),
        None => (publisher, None),
    };
    named.then(|| (before.len(), publisher, place, Date::new(year, None, None)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_publisher_with_its_year_closes_the_entry() {
        let read = |text| brackets(text, 0).map(|(at, name, place, _)| (at, name, place));
        assert_eq!(read("Bones (Huber, 2010)"), Some((6, "Huber", None)));
        assert_eq!(
            read("Bones (Huber & Co, Bern, 2010)"),
            Some((6, "Huber & Co", Some("Bern")))
        );
        for text in [
            "(Huber, 2010)",
            "Bones (2010)",
            "Bones (huber, 2010)",
            "Bones (Vol. 5, 2010)",
            "Bones (Huber, 2010) and",
            "Bones Huber, 2010)",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
