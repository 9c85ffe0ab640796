//! The encoding that a BibTeX file declares: programs of before UTF-8 left their word for it.

use std::borrow::Cow;

use super::super::source;
use crate::diagnostic::Diagnostic;

/// How far into a file its declaration is looked for.
const HEAD: usize = 1024;

/// What stands between 0x80 and 0x9F in Windows-1252.
const WINDOWS_1252: &str = "€\u{FFFD}‚ƒ„…†‡ˆ‰Š‹Œ\u{FFFD}Ž\u{FFFD}\u{FFFD}‘’“”•–—˜™š›œ\u{FFFD}žŸ";

/// What stands between 0xA0 and 0xFF in ISO 8859-2.
const LATIN_2: &str = "\u{A0}Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u{AD}ŽŻ°ą˛ł´ľśˇ¸šşťź˝žżŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢßŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙";

/// Where ISO 8859-15 differs from ISO 8859-1.
const LATIN_9: [(u8, char); 8] = [
    (0xA4, '€'),
    (0xA6, 'Š'),
    (0xA8, 'š'),
    (0xB4, 'Ž'),
    (0xB8, 'ž'),
    (0xBC, 'Œ'),
    (0xBD, 'œ'),
    (0xBE, 'Ÿ'),
];

#[derive(Debug, Clone, Copy, PartialEq)]
enum Encoding {
    /// ISO 8859-1, which in practice is Windows-1252.
    Latin1,
    Latin2,
    Latin9,
}

/// The text of a bibliography, and what was wrong with its bytes.
///
/// As [`parse::decode`](crate::parse::decode) has it; but where the bytes are no UTF-8 and one of
/// the first lines declares ISO 8859-1, -2 or -15 or Windows-1252, as JabRef
/// (`% Encoding: ISO8859_1`) and Emacs (`% -*- coding: latin-1 -*-`) do, that is believed.
///
/// ```
/// use scholion::parse::decode_bibliography;
/// let (text, diagnostics) = decode_bibliography(b"% Encoding: Cp1252\n@misc{a, title = {caf\xE9}}");
/// assert!(text.ends_with("{café}}"));
/// assert!(diagnostics.is_empty());
/// ```
pub fn decode_bibliography(bytes: &[u8]) -> (Cow<'_, str>, Vec<Diagnostic>) {
    let declared = std::str::from_utf8(bytes)
        .is_err()
        .then(|| declared(bytes))
        .flatten();
    match declared {
        Some(encoding) => {
            let text = bytes.iter().map(|byte| letter(*byte, encoding)).collect();
            (Cow::Owned(text), Vec::new())
        }
        None => source::decode(bytes),
    }
}

/// The encoding that the first lines name.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    let head = bytes.get(..HEAD).unwrap_or(bytes);
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let line = head
        .lines()
        .filter(|line| line.starts_with('%'))
        .find_map(|line| {
            let line = line.to_lowercase();
            let at = line.find("coding:")?;
            line.get(at + "coding:".len()..).map(str::to_owned)
        })?;
    let name = line.split_whitespace().next()?;
    let name = name.trim_end_matches("-unix").trim_end_matches("-dos");
    let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
    Some(match name.as_str() {
        "latin1" | "iso88591" | "windows1252" | "cp1252" | "ansinew" => Encoding::Latin1,
        "latin2" | "iso88592" => Encoding::Latin2,
        "latin9" | "latin0" | "iso885915" => Encoding::Latin9,
        _ => return None,
    })
}

fn letter(byte: u8, encoding: Encoding) -> char {
    let of = |table: &str, first: u8| table.chars().nth(usize::from(byte.saturating_sub(first)));
    let letter = match (byte, encoding) {
        (0..=0x7F, _) => None,
        (0x80..=0x9F, Encoding::Latin1) => of(WINDOWS_1252, 0x80),
        (0xA0.., Encoding::Latin2) => of(LATIN_2, 0xA0),
        (_, Encoding::Latin9) => LATIN_9
            .iter()
            .find(|(own, _)| *own == byte)
            .map(|(_, letter)| *letter),
        _ => None,
    };
    letter.unwrap_or(char::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_declared_is_believed() {
        for (bytes, expected) in [
            (&b"% -*- coding: latin-9-unix -*-\n\xA6"[..], "Š"),
            (b"% -*- coding: latin-2-unix -*-\n\xAF", "Ż"),
            (b"% Encoding: Cp1252\n\x93\xE4\x94", "“ä”"),
            (b"% Encoding: ISO8859_1\n\xE9", "é"),
            (b"% Encoding: KOI8-R\n\xE9", "\u{FFFD}"),
            (b"% none\n\xE9", "\u{FFFD}"),
            ("% Encoding: Cp1252\né".as_bytes(), "é"),
        ] {
            let (text, _) = decode_bibliography(bytes);
            assert_eq!(text.lines().last(), Some(expected));
        }
        assert_eq!(LATIN_2.chars().count(), 96);
        assert_eq!(WINDOWS_1252.chars().count(), 32);
    }
}
