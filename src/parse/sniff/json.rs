//! JSON by the names of its first fields.

use super::super::bibliography::BibliographyFormat;
use super::super::format::Format;
use super::{Kind, behind_blank};

const CSL: Kind = Kind::Bibliography(BibliographyFormat::CslJson);

/// Fields of CSL-JSON that a list of anything else hardly has.
const OF_WORKS: [&str; 8] = [
    "DOI",
    "URL",
    "author",
    "container-title",
    "editor",
    "issued",
    "publisher",
    "title",
];

/// What a source in JSON plainly is, and where it begins.
pub(super) fn document(text: &str) -> Option<(usize, Kind)> {
    let (at, start) = behind_blank(text);
    // A list is what its first item is.
    let items = start.strip_prefix('[');
    let inner = items.unwrap_or(start).trim_start().strip_prefix('{')?;
    if !inner.trim_start().starts_with('"') {
        return None;
    }
    let fields = fields(inner);
    let has = |name: &str| fields.contains(&name);
    let named = [has("id"), has("type")];
    let work = OF_WORKS.into_iter().any(has);
    let kind = match items {
        None if has("scholion") => Kind::Article(Format::Json),
        // A single object can be many things with a type and a title.
        None if named == [true, true] && work => CSL,
        Some(_) if named == [true, true] || (named != [false, false] && work) => CSL,
        _ => return None,
    };
    Some((at, kind))
}

/// The strings before a colon, outside of any inner object or list.
fn fields(inner: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut depth = 1_usize;
    let mut at = 0;
    while let Some(byte) = inner.as_bytes().get(at).copied() {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth -= 1,
            b'"' => {
                let rest = inner.get(at..).unwrap_or_default();
                let Some(length) = string(rest) else { break };
                let behind = rest.get(length + 1..).unwrap_or_default().trim_start();
                if depth == 1 && behind.starts_with(':') {
                    fields.extend(rest.get(..length));
                }
                at += length + 1;
            }
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    fields
}

/// How long a string is, from behind its opening quote to its closing one.
fn string(rest: &str) -> Option<usize> {
    let mut escaped = false;
    rest.bytes().position(|byte| {
        let end = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        end
    })
}
