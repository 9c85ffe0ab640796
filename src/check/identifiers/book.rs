//! Numbers with a check digit: [ISBN](https://www.isbn-international.org/content/isbn-users-manual/29)
//! and [ISSN](https://www.issn.org/understanding-the-issn/issn-uses/identification-with-the-issn/).
//!
//! One field may hold several, with words in brackets that say of which form of the book or journal
//! each is.

use super::shown;

/// What is wrong with the ISBNs of a field.
pub(super) fn wrong_isbn(value: &str) -> Option<String> {
    wrong(
        value,
        "ISBN",
        "an ISBN has 10 or 13",
        |digits| match digits.len() {
            10 => Some(weighted(digits, 10, 11)),
            13 => {
                let sum: u32 = digits
                    .iter()
                    .take(12)
                    .zip([1, 3].into_iter().cycle())
                    .map(|(digit, weight)| digit * weight)
                    .sum();
                Some((10 - sum % 10) % 10)
            }
            _ => None,
        },
    )
}

/// What is wrong with the ISSNs of a field.
pub(super) fn wrong_issn(value: &str) -> Option<String> {
    wrong(value, "ISSN", "an ISSN has 8", |digits| {
        (digits.len() == 8).then(|| weighted(digits, 8, 11))
    })
}

/// The check digit that makes a sum of weights that fall by one divisible.
fn weighted(digits: &[u32], first: u32, modulus: u32) -> u32 {
    let sum: u32 = digits
        .iter()
        .zip((2..=first).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    (modulus - sum % modulus) % modulus
}

/// What is wrong with the first number of a field that is wrong. `check` gives the check digit that
/// digits should end in, or nothing if they are too few or too many.
fn wrong(
    value: &str,
    name: &str,
    length: &str,
    check: impl Fn(&[u32]) -> Option<u32>,
) -> Option<String> {
    let candidates = candidates(value);
    if candidates.is_empty() {
        return Some(format!(
            "{} is no {name}: it has no digits",
            shown(value.trim())
        ));
    }
    candidates.into_iter().find_map(|candidate| {
        // Blanks may stand in a number or between two.
        let whole = digits(&candidate);
        if check(&whole).is_some() {
            return judged(&candidate, &whole, name, length, &check);
        }
        let words: Vec<&str> = candidate.split_whitespace().collect();
        let many = words.len() > 1 && words.iter().any(|word| check(&digits(word)).is_some());
        if !many {
            return judged(&candidate, &whole, name, length, &check);
        }
        words
            .into_iter()
            .filter(|word| !digits(word).is_empty())
            .find_map(|word| judged(word, &digits(word), name, length, &check))
    })
}

fn judged(
    candidate: &str,
    digits: &[u32],
    name: &str,
    length: &str,
    check: impl Fn(&[u32]) -> Option<u32>,
) -> Option<String> {
    let shown = shown(candidate.trim());
    let Some(should) = check(digits) else {
        let count = digits.len();
        let plural = if count == 1 { "digit" } else { "digits" };
        return Some(format!(
            "{shown} is no {name}: it has {count} {plural}, and {length}"
        ));
    };
    let last = *digits.last()?;
    // An X stands for ten, and only at the end.
    let misplaced = digits.iter().rev().skip(1).any(|digit| *digit > 9);
    (misplaced || last != should).then(|| {
        let sign = |digit: u32| {
            if digit == 10 {
                "X".to_owned()
            } else {
                digit.to_string()
            }
        };
        format!(
            "{shown} is no {name}: its check digit is {}, and the digits before it give {}",
            sign(last),
            sign(should)
        )
    })
}

/// The pieces of a field that could be numbers: without what stands in brackets, and without words.
fn candidates(value: &str) -> Vec<String> {
    let mut depth = 0_usize;
    let bare: String = value
        .chars()
        .filter_map(|c| match c {
            '(' | '[' => {
                depth += 1;
                Some(',')
            }
            ')' | ']' => {
                depth = depth.saturating_sub(1);
                None
            }
            _ if depth > 0 => None,
            // What is no sign of a number parts two of them.
            '0'..='9' | 'X' | 'x' | ' ' | '-' => Some(c),
            '\u{2010}'..='\u{2015}' | '\u{2212}' => Some('-'),
            c if c.is_whitespace() => Some(' '),
            _ => Some(','),
        })
        .collect();
    bare.split(',')
        .map(str::trim)
        // No number begins with a hyphen: that is the rest of `ISBN-13`.
        .filter(|piece| !piece.starts_with('-') && piece.contains(|c: char| c.is_ascii_digit()))
        .map(str::to_owned)
        .collect()
}

fn digits(text: &str) -> Vec<u32> {
    text.chars()
        .filter_map(|c| match c {
            'X' | 'x' => Some(10),
            _ => c.to_digit(10),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_books() {
        for good in [
            "978-3-16-148410-0",
            "9783161484100",
            "978 3 16 148410 0",
            "0-306-40615-2",
            "080442957X",
            "0-8044-2957-x",
            "ISBN 978–0–306–40615–7 (hardcover)",
            "978-3-16-148410-0, 0-306-40615-2",
            "9783161484100 0306406152",
            "ISBN-13: 978-3-16-148410-0",
        ] {
            assert_eq!(wrong_isbn(good), None, "{good}");
        }
        for (bad, expected) in [
            (
                "978-3-16-148410-1",
                "`978-3-16-148410-1` is no ISBN: its check digit is 1, and the digits before it give 0",
            ),
            (
                "0-8044-2957-9",
                "`0-8044-2957-9` is no ISBN: its check digit is 9, and the digits before it give X",
            ),
            (
                "978-3-16-14841-0",
                "`978-3-16-14841-0` is no ISBN: it has 12 digits, and an ISBN has 10 or 13",
            ),
            ("unknown", "`unknown` is no ISBN: it has no digits"),
            (
                "9783161484100 0306406153",
                "`0306406153` is no ISBN: its check digit is 3, and the digits before it give 2",
            ),
        ] {
            assert_eq!(wrong_isbn(bad).as_deref(), Some(expected));
        }
    }

    #[test]
    fn numbers_of_journals() {
        for good in [
            "0378-5955",
            "03785955",
            "2434-561X",
            "1474-547X (Electronic) 0140-6736 (Linking)",
            "0378-5955; 2434-561x",
            "ISSN 0378-5955",
        ] {
            assert_eq!(wrong_issn(good), None, "{good}");
        }
        for (bad, expected) in [
            (
                "0378-5954",
                "`0378-5954` is no ISSN: its check digit is 4, and the digits before it give 5",
            ),
            (
                "0378-595",
                "`0378-595` is no ISSN: it has 7 digits, and an ISSN has 8",
            ),
        ] {
            assert_eq!(wrong_issn(bad).as_deref(), Some(expected));
        }
    }
}
