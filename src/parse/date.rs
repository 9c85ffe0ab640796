//! Dates as print writes them: `October 5, 2020`, `5 October 2020`, `2018 Sep 1`, `May 2022`.
//!
//! Months are English, in full or shortened to three letters (`Sept` too), with or without a
//! dot. A date of numbers alone is read only in the order of ISO 8601: `8/2/2013` is August to
//! one reader and February to another, so it stays text.

use crate::model::Date;

/// The months by their full names.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The number of a month, from 1.
///
/// ```
/// use scholion::parse::date::month;
/// assert_eq!(month("September"), Some(9));
/// assert_eq!(month("Sept."), Some(9));
/// assert_eq!(month("Mai"), None);
/// ```
pub fn month(word: &str) -> Option<u8> {
    let word = word.strip_suffix('.').unwrap_or(word);
    let shortened = word.len() == 3 || word.eq_ignore_ascii_case("sept");
    (1_u8..).zip(MONTHS).find_map(|(number, name)| {
        let same = word.eq_ignore_ascii_case(name);
        let short = shortened
            && name
                .get(..word.len())
                .is_some_and(|start| word.eq_ignore_ascii_case(start));
        (same || short).then_some(number)
    })
}

/// A year of print: four digits from the days of Gutenberg on.
///
/// ```
/// use scholion::parse::date::year;
/// assert_eq!(year("1998"), Some(1998));
/// assert_eq!(year("0042"), None);
/// ```
pub fn year(word: &str) -> Option<i32> {
    let digits = word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let year = digits.then(|| word.parse().ok()).flatten()?;
    (1450..2100).contains(&year).then_some(year)
}

/// Reads a text that is a date and nothing else.
///
/// ```
/// use scholion::model::Date;
/// use scholion::parse::date::parse;
/// assert_eq!(parse("5 October 2020"), Some(Date::new(2020, Some(10), Some(5))));
/// assert_eq!(parse("February 30, 2020"), None);
/// ```
pub fn parse(text: &str) -> Option<Date> {
    let (date, rest) = prefix(text.trim())?;
    rest.is_empty().then_some(date)
}

/// Reads the date that a text begins with, and gives what follows it.
///
/// As much is read as makes a date: of `2009 Jun;24(6)` the year and the month.
///
/// ```
/// use scholion::model::Date;
/// use scholion::parse::date::prefix;
/// let (date, rest) = prefix("2009 Jun;24(6):983-91.").unwrap();
/// assert_eq!(date, Date::new(2009, Some(6), None));
/// assert_eq!(rest, ";24(6):983-91.");
/// ```
pub fn prefix(text: &str) -> Option<(Date, &str)> {
    iso(text)
        .or_else(|| year_first(text))
        .or_else(|| month_first(text))
        .or_else(|| day_first(text))
}

/// `2020-10-05`.
fn iso(text: &str) -> Option<(Date, &str)> {
    let (start, rest) = year_word(text)?;
    let (number, rest) = two_digits(rest.strip_prefix('-')?)?;
    let (day, rest) = two_digits(rest.strip_prefix('-')?)?;
    let date = dated(start, number, day)?;
    (!rest.starts_with(|c: char| c.is_alphanumeric())).then_some((date, rest))
}

/// `2018 Sep 1`, `2010 Jan-Feb`, `2010 Jan 3-9`, `2014`.
fn year_first(text: &str) -> Option<(Date, &str)> {
    let (year, after_year) = year_word(text)?;
    let Some((months, after_months)) = month_words(gap(after_year)) else {
        return Some((Date::new(year, None, None), after_year));
    };
    let (first, last) = months;
    if first != last {
        return Some((
            span(&[year, first.into()], &[year, last.into()]),
            after_months,
        ));
    }
    let Some((day, after_day)) = day_word(gap(after_months)).filter(|(day, rest)| {
        // `2010 Mar 25(3):4`: what a bracket or a colon follows is a volume.
        !rest.starts_with(['(', ':']) && exists(year, first, *day)
    }) else {
        return Some((Date::new(year, Some(first), None), after_months));
    };
    let until = after_day
        .strip_prefix(['-', '–'])
        .and_then(day_word)
        .filter(|(until, _)| *until > day && exists(year, first, *until));
    if let Some((until, rest)) = until {
        let month = i32::from(first);
        let days = span(&[year, month, day.into()], &[year, month, until.into()]);
        return Some((days, rest));
    }
    Some((Date::new(year, Some(first), Some(day)), after_day))
}

/// `October 5, 2020`, `May 2022`, `Jan-Feb 2010`.
fn month_first(text: &str) -> Option<(Date, &str)> {
    let ((first, last), rest) = month_words(text)?;
    if first == last
        && let Some((day, rest)) = day_word(gap(rest))
    {
        let (year, rest) = year_word(gap(rest))?;
        return Some((dated(year, first, day)?, rest));
    }
    let (year, rest) = year_word(gap(rest))?;
    let date = if first == last {
        Date::new(year, Some(first), None)
    } else {
        span(&[year, first.into()], &[year, last.into()])
    };
    Some((date, rest))
}

/// `5 October 2020`, `25th of March 2013`.
fn day_first(text: &str) -> Option<(Date, &str)> {
    let (day, rest) = day_word(text)?;
    let rest = gap(rest);
    let rest = rest.strip_prefix("of ").unwrap_or(rest);
    let (number, rest) = month_word(rest)?;
    let (year, rest) = year_word(gap(rest))?;
    Some((dated(year, number, day)?, rest))
}

/// What follows a blank or a comma between the parts of a date.
fn gap(text: &str) -> &str {
    text.trim_start_matches([' ', ','])
}

/// A year that is a word of its own.
fn year_word(text: &str) -> Option<(i32, &str)> {
    let (word, rest) = text.split_at_checked(4)?;
    let year = year(word)?;
    (!rest.starts_with(char::is_alphanumeric)).then_some((year, rest))
}

/// The name of a month, a closing dot included.
fn month_word(text: &str) -> Option<(u8, &str)> {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let number = month(word)?;
    let short = word.len() < 5;
    // The dot of `Sep. 1` belongs to the month, the one that ends a sentence does not.
    let after_dot = rest
        .strip_prefix('.')
        .filter(|after| short && after.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    Some((number, after_dot.unwrap_or(rest)))
}

/// A month twice, or the first and the last of a span: `Jan-Feb`, `March/April`.
fn month_words(text: &str) -> Option<((u8, u8), &str)> {
    let (first, rest) = month_word(text)?;
    let last = rest
        .strip_prefix(['-', '–', '/'])
        .and_then(month_word)
        .filter(|(last, _)| *last > first);
    Some(last.map_or(((first, first), rest), |(last, rest)| ((first, last), rest)))
}

/// A day of a month, `st`, `nd`, `rd` and `th` included.
fn day_word(text: &str) -> Option<(u8, &str)> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    let day = digits
        .parse()
        .ok()
        .filter(|day| digits.len() < 3 && (1..=31).contains(day))?;
    let rest = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|ending| rest.strip_prefix(ending))
        .unwrap_or(rest);
    (!rest.starts_with(char::is_alphanumeric)).then_some((day, rest))
}

/// Two digits.
fn two_digits(text: &str) -> Option<(u8, &str)> {
    let (digits, rest) = text.split_at_checked(2)?;
    let number = digits.bytes().all(|byte| byte.is_ascii_digit());
    number
        .then(|| digits.parse().ok())
        .flatten()
        .map(|number| (number, rest))
}

/// A full date, if the calendar has it.
fn dated(year: i32, month: u8, day: u8) -> Option<Date> {
    exists(year, month, day).then(|| Date::new(year, Some(month), Some(day)))
}

/// From one date to another.
fn span(from: &[i32], until: &[i32]) -> Date {
    Date {
        date_parts: vec![from.to_vec(), until.to_vec()],
        ..Date::default()
    }
}

/// Whether the calendar has this day.
fn exists(year: i32, month: u8, day: u8) -> bool {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    (1..=days).contains(&day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<Vec<i32>> {
        parse(text).map(|date| date.date_parts).unwrap_or_default()
    }

    #[test]
    fn months_have_full_and_short_names() {
        for (name, number) in [
            ("March", 3),
            ("mar", 3),
            ("Mar.", 3),
            ("MAY", 5),
            ("Sept", 9),
        ] {
            assert_eq!(month(name), Some(number), "{name}");
        }
        for word in ["", "M", "Marc", "Ma", "Mär", "12", "Octobre"] {
            assert_eq!(month(word), None, "{word}");
        }
    }

    #[test]
    fn the_order_of_day_month_and_year_is_free_where_it_is_clear() {
        for text in [
            "October 5, 2020",
            "Oct 5 2020",
            "Oct. 5th, 2020",
            "5 October 2020",
            "5th of October, 2020",
            "2020 Oct 5",
            "2020 Oct. 5",
            "2020-10-05",
            " October 5,  2020 ",
        ] {
            assert_eq!(parts(text), [[2020, 10, 5]], "{text}");
        }
        for text in ["May 2022", "2022 May", "May, 2022"] {
            assert_eq!(parts(text), [[2022, 5]], "{text}");
        }
        assert_eq!(parts("1987"), [[1987]]);
    }

    #[test]
    fn a_span_has_two_ends() {
        assert_eq!(parts("2010 Jan-Feb"), [[2010, 1], [2010, 2]]);
        assert_eq!(parts("2010 Nov–Dec"), [[2010, 11], [2010, 12]]);
        assert_eq!(parts("March/April 1999"), [[1999, 3], [1999, 4]]);
        assert_eq!(parts("2012 Jun 3-9"), [[2012, 6, 3], [2012, 6, 9]]);
    }

    #[test]
    fn what_the_calendar_does_not_have_is_no_date() {
        for text in [
            "",
            "8/2/2013",
            "February 30, 2020",
            "29 February 2019",
            "2020-13-01",
            "2020-00-10",
            "2020-10-051",
            "October 0, 2020",
            "October",
            "October 5",
            "99999",
            "2020 Foo",
            "２０２０",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(parts("29 February 2000"), [[2000, 2, 29]]);
        assert_eq!(parts("2021 Feb 30"), Vec::<Vec<i32>>::new());
    }

    #[test]
    fn a_prefix_ends_where_the_date_ends() {
        let rest = |text| prefix(text).map(|(date, rest)| (date.date_parts, rest));
        assert_eq!(
            rest("2014 May 16;6(5)"),
            Some((vec![vec![2014, 5, 16]], ";6(5)"))
        );
        assert_eq!(
            rest("2010 Mar 25(3):4"),
            Some((vec![vec![2010, 3]], " 25(3):4"))
        );
        assert_eq!(
            rest("2017 10.1000/x"),
            Some((vec![vec![2017]], " 10.1000/x"))
        );
        assert_eq!(
            rest("May 2, 2019, from"),
            Some((vec![vec![2019, 5, 2]], ", from"))
        );
        assert_eq!(
            rest("2009 Jun. Online"),
            Some((vec![vec![2009, 6]], ". Online"))
        );
        assert_eq!(rest("2009a"), None);
    }
}
