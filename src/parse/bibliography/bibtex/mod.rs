//! BibTeX and BibLaTeX.
//!
//! A file takes one way: `scan` finds entries and their fields and replaces macros, `inherit`
//! adds what comes from other entries, `fields` makes CSL of them, with the help of `latex`
//! (text), `name`, `date` and `kind`.

pub(super) mod date;
mod fields;
mod inherit;
mod kind;
mod latex;
mod name;
mod scan;

use super::Bibliography;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Reference, ReferenceId};
use crate::parse::sniff::uncommented_lines;

/// Reads all entries that are works; `@xdata` is material for others.
pub(super) fn read(text: &str) -> Bibliography {
    let mut diagnostics = Vec::new();
    let entries = scan::entries(text, &mut diagnostics);
    if entries.is_empty() && diagnostics.is_empty() {
        diagnostics.extend(no_entry(text));
    }
    let family = inherit::Family::of(&entries);
    let references = entries
        .iter()
        .filter(|entry| entry.kind != "xdata")
        .map(|entry| {
            let all = family.fields(entry, &mut diagnostics);
            Reference {
                id: ReferenceId::new(entry.key.as_str()),
                csl: Some(fields::csl(entry, &all, &mut diagnostics)),
                position: Some(entry.span),
                ..Reference::default()
            }
        })
        .collect();
    Bibliography {
        references,
        diagnostics,
    }
}

/// The finding that the source is something else: it says something, and nothing begins in it, not
/// even a comment or a macro.
fn no_entry(text: &str) -> Option<Diagnostic> {
    let begins = |rest: &str| {
        let kind = rest.trim_start();
        let group = kind.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
        group.len() < kind.len() && group.trim_start().starts_with(['{', '('])
    };
    if text.split('@').skip(1).any(begins) {
        return None;
    }
    let (at, line) = uncommented_lines(text).next()?;
    let indent = line.len() - line.trim_start().len();
    let place = Span::new(at + indent, at + line.trim_end().len());
    let message = "no entry begins here: this bibliography has no `@` with a type and a brace";
    Some(
        Diagnostic::new(Code::UnreadableEntry, place, message)
            .with_hint("a bibliography is BibTeX, CSL-JSON or RIS; export it as one of these"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_without_any_entry_is_told_of() {
        for (text, told) in [
            ("\u{FEFF}% mine\n  On bones\n", Some("On bones")),
            (
                "Write to a@b.org (or call).",
                Some("Write to a@b.org (or call)."),
            ),
            ("% mine\n\n", None),
            ("Comments\n@comment{jabref-meta: x}", None),
            ("@string{b = \"Bone\"}", None),
            ("@ book (doe, year = 2020)", None),
        ] {
            let found = read(text).diagnostics;
            let place = |found: &Diagnostic| found.span.and_then(|span| text.get(span.range()));
            assert_eq!(found.first().and_then(place), told, "{text:?}");
        }
    }
}
