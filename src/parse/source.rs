//! Bytes to text: byte order mark, encoding.

use std::borrow::Cow;

use crate::diagnostic::{Code, Diagnostic, Span};

/// The text of a file, and what was wrong with it.
///
/// UTF-8 with or without a byte order mark, and UTF-16 with one, are read whole. An XML source may
/// declare another encoding; what is UTF-8 in spite of that is read as what it is. Bytes that are
/// no UTF-8 become U+FFFD, each run reported with its line; the rest of the file is kept.
///
/// In a browser the element has decoded such a source before: there it has no tables here.
///
/// ```
/// let (text, diagnostics) = scholion::parse::decode(b"caf\xE9 and tea");
/// assert_eq!(text, "caf\u{FFFD} and tea");
/// assert_eq!(diagnostics.len(), 1);
/// ```
pub fn decode(bytes: &[u8]) -> (Cow<'_, str>, Vec<Diagnostic>) {
    if let Some(text) = utf16(bytes) {
        return (Cow::Owned(text), Vec::new());
    }
    #[cfg(not(target_arch = "wasm32"))]
    if let Some(decoded) = declared::decode(bytes) {
        return decoded;
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

/// UTF-16 that says so by its byte order mark, or by beginning as XML does.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (body, big) = match bytes {
        [0xFE, 0xFF, body @ ..] => (body, true),
        [0xFF, 0xFE, body @ ..] => (body, false),
        [0, b'<', 0, b'?', ..] => (bytes, true),
        [b'<', 0, b'?', 0, ..] => (bytes, false),
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

/// The encoding that an XML source declares, as in `<?xml version="1.0" encoding="ISO-8859-1"?>`.
#[cfg(not(target_arch = "wasm32"))]
mod declared {
    use std::borrow::Cow;

    use encoding_rs::Encoding;

    use crate::diagnostic::{Code, Diagnostic, Span};

    /// How far a declaration reaches, in bytes; it stands at the very beginning.
    const FARTHEST: usize = 256;

    /// A source in the encoding that it declares, unless that is UTF-8, or the source is UTF-8 all
    /// the same: then the declaration was left behind when the file was converted.
    pub(super) fn decode(bytes: &[u8]) -> Option<(Cow<'_, str>, Vec<Diagnostic>)> {
        let encoding = encoding(bytes)?;
        // What is all ASCII in another encoding can only be told by its declaration.
        if encoding.is_ascii_compatible() && std::str::from_utf8(bytes).is_ok() {
            return None;
        }
        let (text, faults) = encoding.decode_without_bom_handling(bytes);
        let mut diagnostics = Vec::new();
        if faults {
            let name = encoding.name();
            let message =
                format!("bytes that are not {name} were replaced by \u{FFFD}, first here");
            let first = text
                .find('\u{FFFD}')
                .map(|at| Span::new(at, at + '\u{FFFD}'.len_utf8()));
            diagnostics.push(
                Diagnostic::new(Code::InvalidUtf8, first, message)
                    .with_hint("save the file as UTF-8, and declare that or nothing"),
            );
        }
        Some((text, diagnostics))
    }

    fn encoding(bytes: &[u8]) -> Option<&'static Encoding> {
        let head = bytes.get(..bytes.len().min(FARTHEST))?;
        let head: String = head.iter().map(|byte| char::from(*byte)).collect();
        let declaration = head
            .trim_start()
            .strip_prefix("<?xml")?
            .split("?>")
            .next()?;
        let value = declaration.split("encoding").nth(1)?.trim_start();
        let value = value.strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let label = value.split(quote).nth(1)?;
        Encoding::for_label(label.as_bytes())
            .filter(|encoding| !encoding.name().starts_with("UTF-"))
    }
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
    fn utf16_is_read_by_the_first_signs_of_xml() {
        let big: Vec<u8> = "<?xml version='1.0'?><p>né</p>"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(decode(&big).0, "<?xml version='1.0'?><p>né</p>");
    }

    #[cfg(not(target_arch = "wasm32"))]
    #[test]
    fn xml_is_read_in_the_encoding_that_it_declares() {
        let declared = |label: &str, bytes: &[u8]| {
            let mut source = format!("<?xml version=\"1.0\" encoding='{label}' ?><p>").into_bytes();
            source.extend(bytes);
            let (text, diagnostics) = decode(&source);
            let text = text.split("<p>").nth(1).unwrap_or_default().to_owned();
            (text, diagnostics.len())
        };
        assert_eq!(declared("ISO-8859-1", b"caf\xE9"), ("café".to_owned(), 0));
        assert_eq!(
            declared("windows-1252", b"\x93a\x94"),
            ("“a”".to_owned(), 0)
        );
        assert_eq!(declared("Shift_JIS", b"\x8D\x9C"), ("骨".to_owned(), 0));
        assert_eq!(
            declared("ISO-2022-JP", b"\x1B$B9|\x1B(B"),
            ("骨".to_owned(), 0)
        );
        assert_eq!(declared("Shift_JIS", b"\x8D"), ("\u{FFFD}".to_owned(), 1));
        // Converted, and the declaration left as it was.
        assert_eq!(
            declared("ISO-8859-1", "café".as_bytes()),
            ("café".to_owned(), 0)
        );
        // An encoding that nobody knows is none.
        assert_eq!(declared("x-unheard", b"a"), ("a".to_owned(), 0));
        assert_eq!(declared("UTF-8", b"\xE9"), ("\u{FFFD}".to_owned(), 1));
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
