//! Dates: in elements, in attributes, or in words.

use super::tree::Node;
use crate::model::Date;
use crate::parse::date;

/// The date of an element that holds `year`, `month` and `day`, or a date in words.
pub(super) fn of(node: Node<'_>) -> Option<Date> {
    let year = node.child("year").and_then(year_of);
    let Some(year) = year else {
        return node
            .attribute("iso-8601-date")
            .and_then(|iso| iso_date(&iso))
            .or_else(|| date::parse(&node.child("string-date").unwrap_or(node).prose()));
    };
    let month = node.child("month").and_then(month_of);
    let day = node.child("day").and_then(day_of);
    Some(Date::new(year, month, day))
}

/// The year of a `year` element: `2001`, `2001a`, or as its attribute has it.
pub(super) fn year_of(node: Node<'_>) -> Option<i32> {
    let text = node.prose();
    let digits = text
        .char_indices()
        .find(|(_, c)| c.is_ascii_digit())
        .and_then(|(at, _)| text.get(at..at + 4));
    digits
        .and_then(date::year)
        .or_else(|| iso_date(&node.attribute("iso-8601-date")?)?.year())
}

/// The letter behind a year: the `a` of `2001a`.
pub(super) fn year_suffix(text: &str) -> Option<String> {
    let letter = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let whole = text.len() == 5 && letter.len() == 1;
    (whole && letter.chars().all(char::is_alphabetic)).then(|| letter.to_owned())
}

/// A month by its number or its name.
pub(super) fn month_of(node: Node<'_>) -> Option<u8> {
    let text = node.prose();
    match text.parse::<u8>() {
        Ok(number) => (1..=12).contains(&number).then_some(number),
        Err(_) => date::month(text.trim_end_matches(',')).or_else(|| foreign_month(&text)),
    }
}

/// How months begin in French, German, Italian, Portuguese and Spanish.
const FOREIGN: &str = "ene 1 gen 1 fev 2 fév 2 feb 2 mär 3 mar 3 abr 4 avr 4 mai 5 mag 5 may 5 \
    juin 6 giu 6 jun 6 juil 7 lug 7 jul 7 ago 8 aoû 8 set 9 sep 9 out 10 ott 10 okt 10 oct 10 \
    nov 11 dez 12 dic 12 déc 12";

/// A month by its name in a language other than English.
fn foreign_month(text: &str) -> Option<u8> {
    let lower = text.to_lowercase();
    let word = lower.trim_matches(['.', ' ', ',']);
    if !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut known = FOREIGN.split_whitespace();
    std::iter::from_fn(|| Some((known.next()?, known.next()?)))
        .find(|(start, _)| word.starts_with(start))
        .and_then(|(_, number)| number.parse().ok())
}

/// A day of a month.
pub(super) fn day_of(node: Node<'_>) -> Option<u8> {
    node.prose()
        .parse()
        .ok()
        .filter(|day| (1..=31).contains(day))
}

/// A date as ISO 8601 writes it, as far as it goes.
pub(super) fn iso_date(text: &str) -> Option<Date> {
    let mut parts = text.trim().splitn(3, '-');
    let year = date::year(parts.next()?)?;
    let month = parts
        .next()
        .and_then(|month| month.parse().ok())
        .filter(|month| (1..=12).contains(month));
    let day = parts
        .next()
        .and_then(|day| day.get(..2)?.parse().ok())
        .filter(|day| (1..=31).contains(day));
    Some(Date::new(year, month, day))
}
