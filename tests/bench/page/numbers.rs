//! Numbers as they are read.

/// Milliseconds with as many digits as they are good for.
pub(crate) fn milliseconds(value: f64) -> String {
    match value {
        ..10.0 => format!("{value:.2}"),
        ..100.0 => format!("{value:.1}"),
        _ => grouped_float(value),
    }
}

/// A number in three digits or so.
pub(crate) fn short(value: f64) -> String {
    let digits = match value.abs() {
        ..10.0 => 2,
        ..100.0 => 1,
        _ => 0,
    };
    trimmed(value, digits)
}

/// A number with at most so many digits behind its point, and no noughts at its end.
pub(crate) fn trimmed(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// A whole number with its thousands apart.
pub(crate) fn grouped(value: u64) -> String {
    let digits = value.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            // A space that does not break.
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// The same, rounded.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sizes and times are no less than nothing"
)]
pub(crate) fn grouped_float(value: f64) -> String {
    grouped(value.round() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_they_are_read() {
        assert_eq!(grouped(1_959_493), "1\u{202f}959\u{202f}493");
        assert_eq!(
            [0.5, 1.5, 11.04, 52.0, 248.4].map(short),
            ["0.5", "1.5", "11", "52", "248"]
        );
        assert_eq!(
            [1.523, 12.44, 10_127.8].map(milliseconds),
            ["1.52", "12.4", "10\u{202f}128"]
        );
    }
}
