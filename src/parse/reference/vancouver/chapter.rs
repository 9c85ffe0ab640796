//! Chapters in APA's style, whose editors have their initials first: `Doe, J. (2014). Bones. In R. Roe
//! & P. Poe (Eds.), *The hand* (2nd ed., pp. 12–20). Bone Press.` (APA, 7th edition, 10.3)

use super::book;
use super::initials_first;
use super::line::{self, Line};
use super::numbers;
use crate::model::{Csl, CslType, Name};

/// What calls the people before it editors, and parts them from their book.
pub(super) const ROLES: [&str; 4] = [" (Eds.), ", " (Ed.), ", " (Eds), ", " (Ed), "];

/// Reads a chapter into the fields, if the entry shows itself to be one. `from` is where its title
/// begins.
pub(super) fn read(line: &Line, from: usize, csl: &mut Csl) -> bool {
    let text = line.text();
    let Some((title, editors, book)) = joint(text, from) else {
        return false;
    };
    let named = named(line, book);
    let behind = text.get(named..).unwrap_or_default();
    let behind = behind.trim_start_matches(['.', ',', ' ']);
    let (brackets, publisher) = match behind.strip_prefix('(').and_then(|b| b.split_once(')')) {
        Some((inner, behind)) => (inner, behind),
        None => ("", behind),
    };
    for part in brackets.split(", ") {
        if let Some(edition) = book::edition(part.trim_end_matches('.')) {
            csl.edition = Some(edition);
        } else if let Some(volume) = book::volume(part) {
            csl.volume = Some(volume);
        } else if let Some((page, _)) = numbers::pages(part) {
            csl.page = Some(page);
        }
    }
    let publisher = publisher.trim_start_matches(['.', ',', ' ']);
    match publisher.split_once(": ") {
        Some((place, name)) => {
            csl.publisher_place = line::field(place);
            csl.publisher = line::field(name);
        }
        None => csl.publisher = line::field(publisher),
    }
    csl.kind = CslType::Chapter;
    csl.title = line::field(title);
    csl.container_title = line::field(line.get(book..named));
    csl.editor = editors;
    true
}

/// The title of a chapter, the editors of its book, and where that begins.
fn joint(text: &str, from: usize) -> Option<(&str, Vec<Name>, usize)> {
    let rest = text.get(from..)?;
    ROLES.iter().find_map(|role| {
        let end = rest.find(role)?;
        let before = rest.get(..end)?;
        let joints = [". In ", "? In ", "! In "];
        let places = joints.iter().filter_map(|joint| before.rfind(joint));
        let at = places.max()?;
        let editors = initials_first::list(before.get(at + ". In ".len()..)?)?;
        Some((rest.get(..=at)?, editors, from + end + role.len()))
    })
}

/// Where the title of a book ends that begins at a place: with its italics, or before the brackets or
/// the publisher.
fn named(line: &Line, book: usize) -> usize {
    if let Some(range) = line.emphasis_at(book) {
        return range.end;
    }
    let rest = line.text().get(book..).unwrap_or_default();
    let length = rest.find(" (").or_else(|| rest.find(". "));
    book + length.unwrap_or(rest.len())
}
