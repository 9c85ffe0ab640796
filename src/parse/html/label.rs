//! The label of an entry: the number, key or sign that it begins with.

use crate::parse::characters::{is_space, superscript_digit};

/// A label at the beginning of an entry's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Label {
    /// What is printed, without its punctuation.
    pub(super) text: String,
    pub(super) number: Option<u32>,
    /// How many bytes it takes, with its punctuation and the space behind it.
    pub(super) length: usize,
}

/// The most digits of a number.
const MOST_DIGITS: usize = 4;

/// The label that a text begins with: `1.`, `1)`, `[1]`, `(1)`, `¹`, `[Doe20]`.
pub(super) fn label(text: &str) -> Option<Label> {
    let start = text.trim_start_matches(is_space);
    let indent = text.len() - start.len();
    let raised: usize = start
        .chars()
        .take_while(|c| superscript_digit(*c).is_some())
        .map(char::len_utf8)
        .sum();
    if raised > 0 {
        let digits: String = start
            .get(..raised)?
            .chars()
            .filter_map(superscript_digit)
            .filter_map(|digit| char::from_digit(digit, 10))
            .collect();
        return finish(text, &digits, indent + raised);
    }
    let (open, close): (usize, &[char]) = if start.starts_with('[') {
        (1, &[']'])
    } else if start.starts_with('(') {
        (1, &[')'])
    } else {
        (0, &['.', ')', '．', '、'])
    };
    let inner = start.get(open..)?;
    let length = inner
        .find(|c: char| {
            !(c.is_alphanumeric() || open > 0 && matches!(c, '+' | '-' | '–' | '*' | '†'))
        })
        .unwrap_or(inner.len());
    let name = inner.get(..length)?;
    let is_number = !name.is_empty()
        && name.len() <= MOST_DIGITS
        && name.bytes().all(|byte| byte.is_ascii_digit());
    let is_key = start.starts_with('[') && !name.is_empty() && name.chars().count() <= 12;
    if !is_number && !is_key {
        return None;
    }
    let behind = inner.get(length..)?;
    let sign = behind.chars().next().filter(|c| close.contains(c))?;
    let end = indent + open + length + sign.len_utf8();
    // `1.5 mg` is no label, `1.Doe` is.
    let next = text.get(end..)?.chars().next();
    if open == 0 && next.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    // `[1]: …` and `[1].` belong to it.
    let rest = text.get(end..)?;
    let more = usize::from(open > 0 && rest.starts_with([':', '.']));
    finish(text, name, end + more)
}

fn finish(text: &str, name: &str, end: usize) -> Option<Label> {
    let rest = text.get(end..)?;
    let blank = rest.len() - rest.trim_start_matches(is_space).len();
    Some(Label {
        text: name.to_owned(),
        number: name.parse().ok(),
        length: end + blank,
    })
}

/// The label that stands in an element of its own: `1`, `1.`, `[1]`, `*`, `Doe20`.
pub(super) fn alone(text: &str) -> Option<(String, Option<u32>)> {
    let plain = text.trim_matches(|c: char| {
        is_space(c) || matches!(c, '[' | ']' | '(' | ')' | '.' | ':' | '^' | '↑')
    });
    let plain: String = plain
        .chars()
        .map(|c| {
            superscript_digit(c)
                .and_then(|digit| char::from_digit(digit, 10))
                .unwrap_or(c)
        })
        .collect();
    let short = !plain.is_empty() && plain.chars().count() <= 60;
    short.then(|| {
        let number = plain.parse().ok().filter(|_| plain.len() <= MOST_DIGITS);
        (plain, number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_told_from_numbers_of_the_text() {
        let read = |text: &str| label(text).map(|label| (label.text, label.length));
        assert_eq!(read("1. Doe"), Some(("1".to_owned(), 3)));
        assert_eq!(read(" [12] Doe"), Some(("12".to_owned(), 6)));
        assert_eq!(read("[Doe20] On"), Some(("Doe20".to_owned(), 8)));
        assert_eq!(read("¹² Doe"), Some(("12".to_owned(), 5)));
        assert_eq!(read("1.5 mg of it"), None);
        assert_eq!(read("2020 was a year"), None);
        assert_eq!(read("Doe J. On bones"), None);
    }
}
