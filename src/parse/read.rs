//! Bytes in: what they are is found out, then they are decoded and read.

use std::borrow::Cow;

use super::identify::{Promise, identify_article, identify_bibliography};
use super::{Bibliography, Parsed};
use super::{Limits, bibliography_in, decode, decode_bibliography, text_within};
use crate::model::Reference;

/// Reads the bytes of an article, with the references of bibliographies, and gives its decoded
/// text too. What is no article gives an empty one, and one error that says what it is.
///
/// ```
/// use scholion::parse::{self, Limits, Promise};
/// let promise = Promise { name: "paper.md", ..Promise::default() };
/// let (_, read) = parse::read_article(b"%PDF-1.7\n", &promise, &[], &Limits::default());
/// assert_eq!(read.article, Default::default());
/// assert_eq!(read.diagnostics[0].message, "this is a PDF, not an article");
/// ```
pub fn read_article<'b>(
    bytes: &'b [u8],
    promise: &Promise<'_>,
    references: &[Reference],
    limits: &Limits,
) -> (Cow<'b, str>, Parsed) {
    let bytes = limits.cut(bytes);
    let (text, found) = decode(bytes);
    let parsed = match identify_article(bytes, promise) {
        Ok(identified) => {
            let mut parsed = text_within(&text, identified.kind, references, limits);
            parsed
                .diagnostics
                .splice(0..0, identified.finding.into_iter().chain(found));
            parsed
        }
        // What else is wrong with it says nothing to anybody.
        Err(error) => Parsed {
            diagnostics: vec![error],
            ..Parsed::default()
        },
    };
    (text, parsed)
}

/// Reads the bytes of a bibliography, and gives its decoded text too. What is no bibliography
/// gives no reference, and one error that says what it is.
pub fn read_bibliography<'b>(
    bytes: &'b [u8],
    promise: &Promise<'_>,
    limits: &Limits,
) -> (Cow<'b, str>, Bibliography) {
    let (text, found) = decode_bibliography(bytes);
    let read = match identify_bibliography(bytes, promise) {
        Ok(identified) => {
            let mut read = limits.of_works(&text, |head| bibliography_in(head, identified.kind));
            read.diagnostics
                .splice(0..0, identified.finding.into_iter().chain(found));
            read
        }
        Err(error) => Bibliography {
            diagnostics: vec![error],
            ..Bibliography::default()
        },
    };
    (text, read)
}
