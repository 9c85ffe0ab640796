//! What is not read here, but known: by its magic number, or by being no text at all.

use super::{behind_blank, uncommented_lines};

/// Files that are neither an article nor a bibliography that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Foreign {
    /// What browsers show, and what servers send in place of what was asked for.
    Html,
    Pdf,
    /// Word's own format since 2007.
    Word,
    OpenDocument,
    Epub,
    /// A sheet, slides, or a document whose kind does not show.
    Office,
    Zip,
    Gzip,
    /// A file of Word, Excel or PowerPoint from before 2007.
    OldOffice,
    Rtf,
    Latex,
    Picture(&'static str),
    DocBook,
    Tei,
    Feed,
    CslStyle,
    /// XML of an unknown vocabulary.
    Xml,
    /// Whatever it is, it is no text.
    Binary,
}

/// What files of other programs begin with.
pub(super) fn magic(bytes: &[u8]) -> Option<Foreign> {
    let starts: [(&[u8], Foreign); 5] = [
        (b"\x1F\x8B\x08", Foreign::Gzip),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", Foreign::OldOffice),
        (b"\x89PNG\r\n\x1A\n", Foreign::Picture("PNG")),
        (b"\xFF\xD8\xFF", Foreign::Picture("JPEG")),
        (b"PK\x03\x04", Foreign::Zip),
    ];
    let start = starts.iter().find(|(magic, _)| bytes.starts_with(magic));
    match start {
        Some((_, Foreign::Zip)) => Some(package(bytes)),
        Some((_, foreign)) => Some(*foreign),
        None if is_gif(bytes) => Some(Foreign::Picture("GIF")),
        None if is_pdf(bytes) => Some(Foreign::Pdf),
        None if is_rtf(bytes) => Some(Foreign::Rtf),
        None => None,
    }
}

/// What is packed as a zip archive: documents have names or a media type among their first bytes.
fn package(bytes: &[u8]) -> Foreign {
    let holds = |name: &[u8]| bytes.windows(name.len()).any(|window| window == name);
    if holds(b"mimetypeapplication/epub+zip") {
        Foreign::Epub
    } else if holds(b"mimetypeapplication/vnd.oasis.opendocument.text") {
        Foreign::OpenDocument
    } else if holds(b"word/") {
        Foreign::Word
    } else if holds(b"[Content_Types].xml") || holds(b"mimetypeapplication/vnd.oasis") {
        Foreign::Office
    } else {
        Foreign::Zip
    }
}

/// `%PDF-1.7` alone on its line: a text about PDF would go on.
fn is_pdf(bytes: &[u8]) -> bool {
    match bytes.trim_ascii_start().strip_prefix(b"%PDF-") {
        Some([major, b'.', minor, rest @ ..]) => {
            let behind = rest.iter().find(|byte| **byte != b' ');
            major.is_ascii_digit()
                && minor.is_ascii_digit()
                && behind.is_none_or(|byte| matches!(byte, b'\r' | b'\n'))
        }
        _ => false,
    }
}

/// The name and the size of a picture: of its four bytes two are small numbers.
fn is_gif(bytes: &[u8]) -> bool {
    let size = bytes
        .strip_prefix(b"GIF87a")
        .or_else(|| bytes.strip_prefix(b"GIF89a"));
    size.and_then(|rest| rest.get(..4))
        .is_some_and(|size| size.iter().any(|byte| *byte < b'\t'))
}

fn is_rtf(bytes: &[u8]) -> bool {
    let version = bytes.strip_prefix(b"{\\rtf").and_then(<[u8]>::split_first);
    version.is_some_and(|(version, rest)| version.is_ascii_digit() && rest.starts_with(b"\\"))
}

/// Where a document of LaTeX begins.
pub(super) fn latex(text: &str) -> Option<usize> {
    let (at, line) = uncommented_lines(text).next()?;
    let (indent, start) = behind_blank(line);
    let rest = start.strip_prefix("\\documentclass")?;
    (rest.starts_with(['[', '{']) && indent == 0).then_some(at)
}

/// Whether it is no text: more than a twentieth of it is signs that no text has. Of compressed data
/// a tenth is, of UTF-16 without its mark a half; of text that a program has damaged, a sign here
/// and there.
pub(super) fn is_binary(text: &str) -> bool {
    let binary =
        |c: &char| matches!(c, '\0'..='\u{8}' | '\u{B}' | '\u{E}'..='\u{1A}' | '\u{1C}'..='\u{1F}');
    let count = text.chars().filter(binary).count();
    count >= 8 && count * 20 > text.chars().count()
}
