//! Citations that are one marker to a reader: `[1, 3–5]` of single links.
//!
//! Pages link every number by itself and leave brackets, commas and dashes between them. The
//! numbers of a bracket or of a raised run become one citation, and a dash stands for everything
//! between its ends in the order of the list.

use super::inline::Marks;
use super::places::LeadsTo;
use crate::diagnostic::Span;
use crate::model::{Citation, Inline, ReferenceId, plain_text};
use crate::parse::characters::{is_dash, is_range};
use crate::parse::space::single;
use crate::parse::tidy::push;

/// The most references that one range stands for.
const LONGEST_RANGE: usize = 1000;

/// The most links that one marker has.
const MOST_PARTS: usize = 64;

/// Joins the citations of neighbours that are one marker.
pub(super) fn join(marks: &mut Marks<'_>, line: Vec<Inline>) -> Vec<Inline> {
    if !line
        .iter()
        .any(|inline| matches!(inline, Inline::Citation(_)))
    {
        return line;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(line.len());
    let mut rest = line.into_iter().peekable();
    while let Some(inline) = rest.next() {
        let Inline::Citation(mut citation) = inline else {
            push(&mut out, inline);
            continue;
        };
        let mut between: Option<Inline> = None;
        loop {
            let sign = match (&between, rest.peek()) {
                (None, Some(Inline::Text { value })) if is_separator(value) || is_range(value) => {
                    true
                }
                (None, Some(Inline::Superscript { children })) => {
                    let text = plain_text(children);
                    is_separator(&text) || is_range(&text)
                }
                _ => false,
            };
            if sign {
                between = rest.next();
                continue;
            }
            let next_fits = matches!(rest.peek(), Some(Inline::Citation(next))
            if between.as_ref().is_some_and(|between| {
                fits(&citation, &plain_text(std::slice::from_ref(between)), next)
            }));
            if !next_fits {
                break;
            }
            if let (Some(sign), Some(Inline::Citation(next))) = (between.take(), rest.next()) {
                let sign = plain_text(std::slice::from_ref(&sign));
                add(marks, &mut citation, &sign, *next);
            }
        }
        in_brackets(&mut out, &mut citation, &mut between, &mut rest);
        out.push(Inline::Citation(citation));
        if let Some(between) = between {
            push(&mut out, between);
        }
    }
    out
}

/// Whether another citation behind this text belongs to the same marker.
fn fits(citation: &Citation, between: &str, next: &Citation) -> bool {
    let parts = citation
        .position
        .map_or(0, |position| position.range().len());
    if parts >= MOST_PARTS || is_wordy(&citation.marker) || is_wordy(&next.marker) {
        return false;
    }
    // `[1], [2]` are two markers, and `[1]–[3]` one.
    let alone = citation.marker.ends_with([']', ')']) || next.marker.starts_with(['[', '(']);
    is_range(between) || !alone
}

fn add(marks: &mut Marks<'_>, citation: &mut Citation, between: &str, next: Citation) {
    if is_range(between)
        && let (Some(first), Some(last)) = (
            citation.references.last().cloned(),
            next.references.first().cloned(),
        )
    {
        let whole = marks.between(&first, &last);
        if let (Some(from), Some(to)) = (
            citation
                .position
                .and_then(|position| position.range().end.checked_sub(1)),
            next.position.map(|position| position.range().start),
        ) {
            let mut range = vec![first];
            range.extend(whole.iter().cloned());
            range.push(last);
            for at in [from, to] {
                marks.widen(at, &range);
            }
        }
        citation.references.extend(whole);
    }
    for id in next.references {
        citation.references.push(id);
    }
    let mut seen = std::collections::HashSet::new();
    citation.references.retain(|id| seen.insert(id.clone()));
    citation.marker = single(&format!("{}{between}{}", citation.marker, next.marker));
    if let (Some(position), Some(next)) = (citation.position, next.position) {
        citation.position = Some(Span::new(position.range().start, next.range().end));
    }
}

/// Takes the brackets around a citation into its marker.
fn in_brackets(
    out: &mut Vec<Inline>,
    citation: &mut Citation,
    between: &mut Option<Inline>,
    rest: &mut std::iter::Peekable<std::vec::IntoIter<Inline>>,
) {
    if between.is_some() || citation.marker.starts_with(['[', '(']) || is_wordy(&citation.marker) {
        return;
    }
    let (Some(Inline::Text { value: before }), Some(Inline::Text { value: after })) =
        (out.last_mut(), rest.peek())
    else {
        return;
    };
    let close = match before.trim_end().chars().next_back() {
        Some('[') => ']',
        Some('(') => ')',
        _ => return,
    };
    let inner = after.trim_start();
    let Some(behind) = inner.strip_prefix(close).map(str::to_owned) else {
        return;
    };
    before.truncate(before.trim_end().len());
    let open = before.pop().unwrap_or('[');
    if before.is_empty() {
        out.pop();
    }
    rest.next();
    *between = (!behind.is_empty()).then(|| Inline::text(behind));
    citation.marker = format!("{open}{}{close}", citation.marker);
}

/// What is inside of a raised run. Citations and notes are raised by themselves; what is left is
/// raised text.
pub(super) fn raise(children: Vec<Inline>, out: &mut Vec<Inline>) {
    let mark = |inline: &Inline| {
        matches!(
            inline,
            Inline::Citation(_) | Inline::FootnoteReference { .. }
        )
    };
    let sign = |inline: &Inline| matches!(inline, Inline::Text { value } if value.chars().all(|c| matches!(c, ',' | ';' | '،' | '[' | ']' | '(' | ')') || c.is_whitespace() || is_dash(c)));
    if !(children.iter().any(mark) && children.iter().all(|inline| mark(inline) || sign(inline))) {
        out.push(Inline::Superscript { children });
        return;
    }
    let notes = children
        .iter()
        .any(|inline| matches!(inline, Inline::FootnoteReference { .. }));
    for inline in children {
        match inline {
            Inline::Citation(mut citation) => {
                if citation.marker.starts_with(['[', '(']) || is_wordy(&citation.marker) {
                    citation.marker = format!("^{}^", citation.marker);
                }
                out.push(Inline::Citation(citation));
            }
            // Brackets around the mark of a note are how the host shows it.
            Inline::Text { value } if notes && value.trim().starts_with(['[', ']', '(', ')']) => {}
            Inline::Text { value } if value.trim().is_empty() => push(out, Inline::text(" ")),
            Inline::Text { value } => out.push(Inline::Superscript {
                children: vec![Inline::Text { value }],
            }),
            other => out.push(other),
        }
    }
}

/// Whether nothing but signs stands between the numbers of one marker.
fn is_separator(between: &str) -> bool {
    let trimmed = between.trim();
    !trimmed.is_empty()
        && trimmed.chars().count() <= 3
        && trimmed
            .chars()
            .all(|sign| matches!(sign, ',' | ';' | '،' | '·') || is_dash(sign))
}

/// Whether a marker is words rather than numbers or a letter.
pub(super) fn is_wordy(marker: &str) -> bool {
    marker
        .chars()
        .filter(|sign| sign.is_alphabetic())
        .nth(1)
        .is_some()
}

impl Marks<'_> {
    /// The references between two, in the order of the list; both ends left out.
    pub(super) fn between(&mut self, first: &ReferenceId, last: &ReferenceId) -> Vec<ReferenceId> {
        let (Some(from), Some(to)) = (self.order.get(first), self.order.get(last)) else {
            return Vec::new();
        };
        let (from, to) = (*from, *to);
        if from >= to || to - from > LONGEST_RANGE || to - from > self.range_budget {
            return Vec::new();
        }
        self.range_budget -= to - from;
        self.names.get(from + 1..to).unwrap_or_default().to_vec()
    }

    /// Gives an end of a range what the range stands for.
    fn widen(&mut self, at: usize, whole: &[ReferenceId]) {
        if let Some(target) = self.targets.get_mut(at)
            && let LeadsTo::References(references) = &mut target.leads_to
        {
            // In the order of the range, then what else the end names.
            let own = std::mem::replace(references, whole.to_vec());
            let others = own.into_iter().filter(|id| !whole.contains(id));
            references.extend(others);
        }
    }
}
