//! Bytes to text: byte order mark, encoding, size.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Span};

/// The longest source that is read, in bytes. Beyond it something else is wrong than an article.
const LONGEST_SOURCE: usize = 256 * 1024 * 1024;

/// The text of a file, and what was wrong with it.
///
/// UTF-8 with or without a byte order mark, and UTF-16 with one, are read whole. Bytes that are
/// no UTF-8 become U+FFFD, each run reported with its line; the rest of the file is kept.
///
/// ```
/// let (text, diagnostics) = scholion::parse::decode(b"caf\xE9 and tea");
/// assert_eq!(text, "caf\u{FFFD} and tea");
/// assert_eq!(diagnostics.len(), 1);
/// ```
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Diagnostic>) {
    if bytes.len() > LONGEST_SOURCE {
        let message = format!(
            "the source has {} bytes and only the first {LONGEST_SOURCE} are read",
            bytes.len()
        );
        let (text, mut diagnostics) = decode(bytes.get(..LONGEST_SOURCE).unwrap_or_default());
        diagnostics.push(Diagnostic::new(Code::SourceTooLong, None, message));
        return (Cow::Owned(text.into_owned()), diagnostics);
    }
    if let Some(text) = utf16(bytes) {
        return (Cow::Owned(text), Vec::new());
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (Cow::Borrowed(text), Vec::new()),
        Err(_) => lossy(bytes),
    }
}

fn lossy(bytes: &[u8]) -> (Cow<'_, str>, Vec<Diagnostic>) {
    let mut text = String::with_capacity(bytes.len());
    let mut first = None;
    let mut runs = 0_usize;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            let start = text.len();
            text.push('\u{FFFD}');
            first.get_or_insert(Span::new(start, text.len()));
            runs += 1;
        }
    }
    let message = match runs {
        1 => "bytes that are not UTF-8 were replaced by \u{FFFD} here".to_owned(),
        n => {
            format!("bytes that are not UTF-8 were replaced by \u{FFFD} in {n} places, first here")
        }
    };
    let diagnostic = Diagnostic::new(Code::InvalidUtf8, first, message)
        .with_hint("save the file as UTF-8; it may be Windows-1252 or ISO-8859-1");
    (Cow::Owned(text), vec![diagnostic])
}

/// UTF-16 that says so by its byte order mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (body, big) = match bytes {
        [0xFE, 0xFF, body @ ..] => (body, true),
        [0xFF, 0xFE, body @ ..] => (body, false),
        _ => return None,
    };
    let units = body.chunks(2).map(|pair| match *pair {
        [a, b] if big => u16::from_be_bytes([a, b]),
        [a, b] => u16::from_le_bytes([a, b]),
        _ => 0xFFFD,
    });
    Some(
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or('\u{FFFD}'))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf16_is_read_by_its_mark() {
        let little: Vec<u8> = [0xFF, 0xFE]
            .into_iter()
            .chain("né⁴".encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        assert_eq!(decode(&little).0, "né⁴");
    }

    #[test]
    fn every_bad_run_counts_once() {
        let (text, diagnostics) = decode(b"a\xFFb\xC3(c");
        assert_eq!(text, "a\u{FFFD}b\u{FFFD}(c");
        assert!(
            diagnostics[0].message.contains("2 places"),
            "{diagnostics:?}"
        );
        assert_eq!(diagnostics[0].span, Some(Span::new(1, 4)));
    }
}
