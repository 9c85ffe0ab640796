//! The diagnostic for a marker that could be read in two ways.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::characters::{is_space, tail, trailing};
use crate::parse::marker::{self, Evidence, Verdict};

pub(in crate::parse) fn ambiguous(
    found: &marker::Marker,
    verdict: Verdict,
    doubt: &str,
    before: &str,
    span: Span,
    evidence: &Evidence,
) -> Diagnostic {
    let near = tail(before, 24).trim_end_matches(is_space);
    let word = trailing(near, |c| !is_space(c));
    let printed = &found.printed;
    let (ids, _) = marker::expand(found, evidence, span);
    let listed = match ids.as_slice() {
        [one] => format!("reference {one}"),
        [first, .., last] => format!("references {first} to {last}"),
        [] => "a reference".to_owned(),
    };
    match verdict {
        Verdict::Citation => Diagnostic::new(
            Code::AmbiguousMarker,
            span,
            format!("`{printed}` after `{word}` is read as a citation of {listed}, but {doubt}"),
        )
        .with_hint("if it is no citation, put a backslash before it"),
        Verdict::Text => Diagnostic::new(
            Code::AmbiguousMarker,
            span,
            format!("`{printed}` after `{word}` is read as text and not as a citation of {listed}: {doubt}"),
        )
        .with_hint("if it is a citation, write it as `^{…}`; a backslash before it ends the doubt"),
    }
}
