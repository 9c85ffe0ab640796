//! Dates: those of [EDTF](https://www.loc.gov/standards/datetime/), which BibLaTeX writes, and
//! the years, months and days of BibTeX.

use super::latex;
use crate::model::Date;

/// A date of BibLaTeX: `2004-04-25`, `1997-07/2008`, `1723~`, `199X`, `2004-21`; `None` where it
/// is none.
pub(in crate::parse::bibliography) fn edtf(text: &str) -> Option<Date> {
    let text = text.trim();
    let mut date = Date::default();
    let (from, until) = match text.split_once('/') {
        Some((from, until)) => (from, Some(until)),
        None => (text, None),
    };
    let unknown = |part: &str| part.is_empty() || part == ".." || part == "open";
    if !unknown(from) {
        point(from, &mut date)?;
    }
    if let Some(until) = until.filter(|until| !unknown(until)) {
        point(until, &mut date)?;
    }
    (!date.date_parts.is_empty()).then_some(date)
}

/// Adds one point in time; two, where the year leaves digits open (`199X`).
fn point(text: &str, date: &mut Date) -> Option<()> {
    let mut text = text.trim();
    while let Some(rest) = text.strip_suffix(['~', '?', '%']) {
        date.circa = true;
        text = rest;
    }
    // A time of day says nothing of a work.
    let text = text
        .split_once(['T', ' '])
        .filter(|(_, time)| time.contains(':'))
        .map_or(text, |(day, _)| day);
    let (sign, digits) = match text.strip_prefix(['-', '−']) {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let mut parts = digits.split('-');
    let year = parts.next()?;
    let open = year
        .chars()
        .rev()
        .take_while(|c| matches!(c, 'X' | 'x' | 'u'))
        .count();
    let known = year.get(..year.len() - open)?;
    if known.is_empty()
        || !(3..=5).contains(&year.len())
        || !known.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    if open > 0 {
        if open + known.len() != 4 || parts.any(|part| !part.starts_with(['X', 'x', 'u'])) {
            return None;
        }
        let first: i32 = format!("{known}{}", "0".repeat(open)).parse().ok()?;
        let last: i32 = format!("{known}{}", "9".repeat(open)).parse().ok()?;
        date.date_parts.push(vec![first]);
        date.date_parts.push(vec![last]);
        return Some(());
    }
    let mut numbers = vec![sign * known.parse::<i32>().ok()?];
    for part in parts {
        if part.starts_with(['X', 'x', 'u']) {
            break;
        }
        let number: i32 = part.parse().ok()?;
        match (numbers.len(), number) {
            (1, 1..=12) | (2, 1..=31) => numbers.push(number),
            (1, 21..=24) => {
                date.season = u8::try_from(number - 20).ok();
                break;
            }
            _ => return None,
        }
    }
    date.date_parts.push(numbers);
    Some(())
}

/// A date of BibTeX: a year, and a month that may hold a day or a second month. What is no year
/// stays in words.
pub(super) fn classic(year: Option<&str>, month: Option<&str>, day: Option<&str>) -> Option<Date> {
    let words = latex::text(year?);
    let mut date = years(&words)?;
    let [from, ..] = date.date_parts.as_mut_slice() else {
        return Some(date);
    };
    if from.len() > 1 {
        return Some(date);
    }
    let month = latex::text(month.unwrap_or_default());
    let found = months(&month);
    match found.named.as_slice() {
        [] => date.season = found.season,
        [only] => {
            from.push(*only);
            let day = day
                .and_then(|day| latex::text(day).parse().ok())
                .or(found.day);
            from.extend(day.filter(|day| (1..=31).contains(day)));
        }
        [first, .., last] => {
            let mut until = from.clone();
            from.push(*first);
            until.push(*last);
            if date.date_parts.len() == 1 {
                date.date_parts.push(until);
            }
        }
    }
    Some(date)
}

/// `1998`, `2014-09`, `1998--1999`, `c. 1900`; anything else in words. `None` for nothing.
fn years(words: &str) -> Option<Date> {
    if words.is_empty() {
        return None;
    }
    if let Some(date) = edtf(words) {
        return Some(date);
    }
    let bare = words.trim_matches(['[', ']', '(', ')', '?', '.', ' ']);
    let (bare, circa) = ["circa ", "ca. ", "ca ", "c. ", "c.", "c"]
        .into_iter()
        .find_map(|prefix| bare.strip_prefix(prefix))
        .map_or(
            (bare, bare != words && words.contains(['?', '['])),
            |rest| (rest, true),
        );
    let year = |text: &str| {
        let text = text.trim();
        let whole = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        text.parse::<i32>().ok().filter(|_| whole)
    };
    let points: Vec<Option<i32>> = bare.split(['–', '—', '/', '-']).map(year).collect();
    let date_parts = match points.as_slice() {
        [Some(year)] => vec![vec![*year]],
        [Some(from), Some(until)] if from < until => vec![vec![*from], vec![*until]],
        _ => return Some(Date::literal(words)),
    };
    Some(Date {
        date_parts,
        circa,
        ..Date::default()
    })
}

#[derive(Default)]
struct Months {
    named: Vec<i32>,
    day: Option<i32>,
    season: Option<u8>,
}

/// The months, the day or the season that the field `month` says.
fn months(text: &str) -> Months {
    let mut found = Months::default();
    let words = text.split(|c: char| !c.is_alphanumeric());
    for word in words.filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if let Some(month) = month(word) {
            found.named.push(month);
        } else if let Some(season) = season(word) {
            found.season = found.season.or(Some(season));
        } else if let Ok(number) = digits.parse::<i32>() {
            let alone = text.len() == word.len();
            if alone && (1..=12).contains(&number) {
                found.named.push(number);
            } else if (1..=31).contains(&number) {
                found.day = found.day.or(Some(number));
            }
        }
    }
    found.named.truncate(2);
    if let [first, second] = found.named.as_slice()
        && first == second
    {
        found.named.truncate(1);
    }
    found
}

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

/// The number of a month by its English name, whole or cut after three letters or more.
pub(in crate::parse::bibliography) fn month(word: &str) -> Option<i32> {
    let word = word.to_lowercase();
    if word.len() < 3 {
        return None;
    }
    MONTHS
        .iter()
        .position(|month| month.starts_with(&word))
        .and_then(|at| i32::try_from(at + 1).ok())
}

/// CSL's number of a season.
pub(in crate::parse::bibliography) fn season(word: &str) -> Option<u8> {
    Some(match word.to_lowercase().as_str() {
        "spring" => 1,
        "summer" => 2,
        "autumn" | "fall" => 3,
        "winter" => 4,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(date: Option<Date>) -> Vec<Vec<i32>> {
        date.map(|date| date.date_parts).unwrap_or_default()
    }

    #[test]
    fn extended_dates_are_read() {
        assert_eq!(
            parts(edtf("2004-04-25T14:34:00/2004-04-05")),
            [[2004, 4, 25], [2004, 4, 5]]
        );
        assert_eq!(parts(edtf("1997-07/2008")), [vec![1997, 7], vec![2008]]);
        assert_eq!(parts(edtf("2005/")), [[2005]]);
        assert_eq!(parts(edtf("-0876")), [[-876]]);
        assert_eq!(parts(edtf("199X")), [[1990], [1999]]);
        assert_eq!(parts(edtf("1999-XX-XX")), [[1999]]);
        assert!(edtf("1723~").unwrap().circa);
        assert_eq!(edtf("2004-22").unwrap().season, Some(2));
        for none in ["2012-13", "19XXX", "in press", "", "/"] {
            assert_eq!(edtf(none), None, "{none}");
        }
    }

    #[test]
    fn classic_dates_are_read() {
        let date = |year, month| classic(Some(year), Some(month), None).unwrap();
        assert_eq!(date("2020", "January").date_parts, [[2020, 1]]);
        assert_eq!(date("2020", "10~January").date_parts, [[2020, 1, 10]]);
        assert_eq!(date("2020", "Feb.").date_parts, [[2020, 2]]);
        assert_eq!(date("2020", "3").date_parts, [[2020, 3]]);
        assert_eq!(
            date("2020", "{May--June}").date_parts,
            [[2020, 5], [2020, 6]]
        );
        assert_eq!(date("2020", "Spring").season, Some(1));
        assert_eq!(date("1998--1999", "").date_parts, [[1998], [1999]]);
        assert_eq!(date("2014-09", "").date_parts, [[2014, 9]]);
        assert!(date("c. 1900", "").circa);
        assert_eq!(date("in press", "May").literal.as_deref(), Some("in press"));
        assert_eq!(classic(None, Some("May"), None), None);
    }
}
