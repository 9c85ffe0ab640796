//! Dates as other programs write them: `1948/07//`, `5 May 2010`, `2010 May-Jun`.

use super::bibtex::date::{edtf, month, season};
use crate::model::Date;

/// Reads a date; where it is none that numbers can say, it stays in words.
pub(super) fn read(text: &str) -> Option<Date> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    slashes(text)
        .or_else(|| edtf(text))
        .or_else(|| words(text))
        .or_else(|| Some(Date::literal(text)))
}

/// `1948/07//`, `2010/05/06/Spring`: year, month, day and other information.
fn slashes(text: &str) -> Option<Date> {
    let mut parts = text.splitn(4, '/').map(str::trim);
    let year = year(parts.next()?)?;
    let month = parts.next()?;
    let (day, other) = (parts.next(), parts.next().unwrap_or_default());
    let mut numbers = vec![year];
    let number = |text: &str, most: i32| {
        text.parse::<i32>()
            .ok()
            .filter(|number| (1..=most).contains(number))
    };
    if !month.is_empty() {
        numbers.push(number(month, 12)?);
        if let Some(day) = day.filter(|day| !day.is_empty()) {
            numbers.push(number(day, 31)?);
        }
    } else if day.is_some_and(|day| !day.is_empty()) {
        return None;
    }
    let mut date = Date {
        date_parts: vec![numbers],
        season: season(other),
        ..Date::default()
    };
    // The second date of a span of time stands where other information may.
    if let Some(until) = edtf(other) {
        date.date_parts.extend(until.date_parts);
        date.date_parts.truncate(2);
    }
    Some(date)
}

fn year(text: &str) -> Option<i32> {
    let whole = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| text.parse().ok()).flatten()
}

/// A year, months by their names, and a day, in any order and with nothing else.
fn words(text: &str) -> Option<Date> {
    let mut date = Date::default();
    let (mut found, mut months, mut day) = (None, Vec::new(), None);
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let number = word
            .strip_suffix("st")
            .or_else(|| word.strip_suffix("nd"))
            .or_else(|| word.strip_suffix("rd"))
            .or_else(|| word.strip_suffix("th"))
            .unwrap_or(word)
            .parse::<i32>()
            .ok();
        if let Some(year) = year(word) {
            if found.replace(year).is_some() {
                return None;
            }
        } else if let Some(month) = month(word) {
            months.push(month);
        } else if let Some(season) = season(word) {
            date.season = Some(season);
        } else if let Some(number) = number.filter(|number| (1..=31).contains(number)) {
            if day.replace(number).is_some() {
                return None;
            }
        } else {
            return None;
        }
    }
    let year = found?;
    date.date_parts = match months.as_slice() {
        [] if day.is_none() => vec![vec![year]],
        [month] => {
            let mut parts = vec![year, *month];
            parts.extend(day);
            vec![parts]
        }
        [from, until] if day.is_none() => vec![vec![year, *from], vec![year, *until]],
        _ => return None,
    };
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_other_programs_are_read() {
        let parts = |text: &str| read(text).unwrap().date_parts;
        assert_eq!(parts("1948/07//"), [[1948, 7]]);
        assert_eq!(parts("2014//"), [[2014]]);
        assert_eq!(parts("2010/05/06/"), [[2010, 5, 6]]);
        assert_eq!(parts("2010/05//2010-06"), [[2010, 5], [2010, 6]]);
        assert_eq!(parts("5 May 2010"), [[2010, 5, 5]]);
        assert_eq!(parts("May 5th, 2010"), [[2010, 5, 5]]);
        assert_eq!(parts("2010 May-Jun"), [[2010, 5], [2010, 6]]);
        assert_eq!(parts("2010-05-06"), [[2010, 5, 6]]);
        assert_eq!(read("Spring 2010").unwrap().season, Some(1));
        assert_eq!(read("in press"), Some(Date::literal("in press")));
        assert_eq!(read(" "), None);
    }
}
