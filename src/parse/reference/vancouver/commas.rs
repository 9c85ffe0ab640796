//! Books whose fields commas part, as Elsevier and the Royal Society of Chemistry print them: `J. Doe,
//! On Bones, second ed., Huber, Bern, 2010.`, and their chapters: `J. Doe, Bones, in: R. Roe (Ed.), The
//! Hand, Huber, Bern, 2010, pp. 12–20.`
//!
//! Behind authors whose initials come first such an entry is read from its end, where the year is, and
//! before that a place and a publisher.

use super::book;
use super::chapter::ROLES;
use super::initials_first;
use super::line::{Line, field};
use super::numbers;
use crate::model::{Csl, CslType, Date, Name};
use crate::parse::date;

/// What leads from a chapter to its book.
const JOINT: &str = ", in: ";

/// Countries that stand behind their towns, but for those that are written by letters.
const COUNTRIES: [&str; 14] = [
    "Australia",
    "Austria",
    "Belgium",
    "Canada",
    "China",
    "Denmark",
    "France",
    "Germany",
    "India",
    "Italy",
    "Japan",
    "Spain",
    "Switzerland",
    "The Netherlands",
];

/// Publishers and places have no more words.
const MOST_WORDS: usize = 8;

#[derive(Debug, Default, PartialEq)]
struct Work<'a> {
    title: &'a str,
    /// The editors of a chapter's book.
    editors: Vec<Name>,
    /// The book of a chapter.
    book: Option<&'a str>,
    edition: Option<String>,
    publisher: &'a str,
    place: &'a str,
    year: i32,
    page: Option<String>,
}

/// Whether what stands from `from` on is such a book or chapter.
pub(super) fn shows(line: &Line, from: usize) -> bool {
    line.text().get(from..).and_then(work).is_some()
}

/// Reads a book or a chapter into the fields, if the entry shows itself to be one. `from` is where its
/// title begins.
pub(super) fn read(line: &Line, from: usize, csl: &mut Csl) -> bool {
    let Some(work) = line.text().get(from..).and_then(work) else {
        return false;
    };
    csl.kind = CslType::Book;
    csl.title = field(work.title);
    if let Some(book) = work.book {
        csl.kind = CslType::Chapter;
        csl.container_title = field(book);
        csl.editor = work.editors;
    }
    csl.edition = work.edition;
    csl.publisher = field(work.publisher);
    csl.publisher_place = field(work.place);
    csl.issued = Some(Date::new(work.year, None, None));
    csl.page = work.page;
    true
}

fn work(text: &str) -> Option<Work<'_>> {
    let text = text.trim_end_matches([' ', '.', ',', ';']);
    let (text, page) = without_pages(text);
    let (text, year) = text.rsplit_once(", ")?;
    let year = date::year(year)?;
    // The Royal Society of Chemistry has the edition behind the place.
    let (text, late) = without_edition(text);
    let (text, place) = place(text)?;
    let (text, publisher) = text.rsplit_once(", ").filter(|(_, name)| is_name(name))?;
    let (text, early) = without_edition(text);
    let mut work = Work {
        title: text,
        edition: early.or(late),
        publisher,
        place,
        year,
        page,
        ..Work::default()
    };
    if let Some((title, book)) = text.split_once(JOINT) {
        let (editors, book) = edited(book).unwrap_or((Vec::new(), book));
        work.title = title;
        work.book = Some(book);
        work.editors = editors;
    }
    work.title.contains(char::is_alphabetic).then_some(work)
}

/// Takes `pp. 12–20` from the end of a text.
fn without_pages(text: &str) -> (&str, Option<String>) {
    let found = text.rsplit_once(", ").and_then(|(before, last)| {
        let (page, rest) = numbers::pages(last.strip_prefix('p').map(|_| last)?)?;
        rest.is_empty().then_some((before, Some(page)))
    });
    found.unwrap_or((text, None))
}

/// Takes the place from the end of a text, with the state or the country behind it: `Boca Raton, FL`,
/// `Berlin, Germany`.
fn place(text: &str) -> Option<(&str, &str)> {
    let (before, last) = text.rsplit_once(", ")?;
    let is_code = last.len() <= 3 && last.chars().all(char::is_uppercase);
    let before = if is_code || COUNTRIES.contains(&last) {
        before.rsplit_once(", ")?.0
    } else {
        before
    };
    let place = text.get(before.len() + ", ".len()..)?;
    // `J. Lore` and `Journal of Lore` are journals.
    let town = place.trim_start_matches("St. ");
    let journal = [". ", " of "].iter().any(|part| town.contains(part));
    (is_name(place) && !journal).then_some((before, place))
}

/// Takes an edition from the end of a text.
fn without_edition(text: &str) -> (&str, Option<String>) {
    let found = text.rsplit_once(", ").and_then(|(before, last)| {
        let edition = book::edition(last.trim_end_matches('.'))?;
        Some((before, Some(edition)))
    });
    found.unwrap_or((text, None))
}

/// The editors that a text begins with, and their book.
fn edited(text: &str) -> Option<(Vec<Name>, &str)> {
    ROLES.iter().find_map(|role| {
        let (editors, book) = text.split_once(role)?;
        Some((initials_first::list(editors)?, book))
    })
}

/// Whether a text could name a publisher or a place.
fn is_name(text: &str) -> bool {
    let word = |word: &str| {
        let small = matches!(
            word,
            "of" | "and" | "the" | "de" | "am" | "la" | "for" | "&"
        );
        small || word.starts_with(char::is_uppercase)
    };
    let begins = text.starts_with(char::is_uppercase);
    let words = text.split(' ');
    begins && words.clone().count() <= MOST_WORDS && words.into_iter().all(word)
}

#[cfg(test)]
mod tests {
    use super::super::tests::shown;
    use super::*;

    #[test]
    fn a_book_ends_in_its_publisher_place_and_year() {
        let read = |text| {
            let work = work(text)?;
            assert_eq!((work.book, work.page), (None, None));
            let edition = work.edition.unwrap_or_default();
            Some(format!(
                "{} / {edition} / {} / {} / {}",
                work.title, work.publisher, work.place, work.year
            ))
        };
        for (text, parts) in [
            (
                "On Bones, Huber, Bern, 2010.",
                "On Bones /  / Huber / Bern / 2010",
            ),
            (
                "On Bones, Huber, Ulm, 2010",
                "On Bones /  / Huber / Ulm / 2010",
            ),
            (
                "On Bones, Huber, BERN, 2010",
                "On Bones /  / Huber / BERN / 2010",
            ),
            (
                "On bones, teeth, and nails, second ed., Huber & Sons, New York, 2010",
                "On bones, teeth, and nails / second / Huber & Sons / New York / 2010",
            ),
            (
                "On Bones, University of Lore Press, Boca Raton, FL, 2010",
                "On Bones /  / University of Lore Press / Boca Raton, FL / 2010",
            ),
            (
                "On Bones, Mosby, St. Louis, 2010",
                "On Bones /  / Mosby / St. Louis / 2010",
            ),
            (
                "On Bones, Huber, Bern, Switzerland, 2010",
                "On Bones /  / Huber / Bern, Switzerland / 2010",
            ),
            (
                "On Bones, Huber, Bern, 2nd edn, 2010",
                "On Bones / 2nd / Huber / Bern / 2010",
            ),
        ] {
            assert_eq!(read(text).as_deref(), Some(parts), "{text}");
        }
        for text in [
            "",
            "On Bones, Huber, Bern",
            "On Bones, Huber, Bern, 20100",
            "Huber, Bern, 2010",
            "Bern, FL, 2010",
            "On Bones, Ph.D. thesis, University of Lore, 2010",
            "On Bones, Huber, by the river, 2010",
            "On Bones, of Huber, Bern, 2010",
            "On Bones, Teeth, J. Lore, 2010",
            "On Bones, Teeth, Journal of Lore, 2010",
            "On Bones, Huber 3, Bern, 2010",
            "On Bones, A B C D E F G H I, Bern, 2010",
            "12, Huber, Bern, 2010",
            "On Bones, Huber, Bern, 2010, printed",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_chapter_has_its_book_behind_its_title() {
        let work = work(
            "Bones, in: R. Roe, P. Poe (Eds.), The Hand, third ed., Huber, Bern, 2010, pp. 12–20.",
        );
        let work = work.unwrap();
        assert_eq!((work.title, work.book), ("Bones", Some("The Hand")));
        assert_eq!(shown(&work.editors), "R. Roe; P. Poe");
        assert_eq!(work.edition.as_deref(), Some("third"));
        assert_eq!(work.page.as_deref(), Some("12–20"));
        assert_eq!((work.publisher, work.place), ("Huber", "Bern"));
    }

    #[test]
    fn a_book_may_name_no_editors() {
        let work = work("Bones, in: The Hand, Huber, Bern, 2010, p. 12").unwrap();
        assert_eq!((work.title, work.book), ("Bones", Some("The Hand")));
        assert_eq!(work.editors, []);
        assert_eq!(work.page.as_deref(), Some("12"));
    }
}
