//! Mentions: citations of references, marks of notes, and names of parts.
//!
//! A source tags every number by itself and leaves brackets, commas and dashes between them:
//! `[<xref>1</xref>,<xref>3</xref>–<xref>5</xref>]`. To a reader that is one marker, so the numbers
//! of a bracket or of a raised run are joined into one citation, and a dash stands for everything
//! between its ends in the order of the list. Words ("Doe et al., 2001") stay citations of their
//! own.

use super::reader::Reader;
use super::tree::Node;
use crate::diagnostic::{Code, Span};
use crate::model::{Citation, CitationKind, Inline, ReferenceId, plain_text};
use crate::parse::characters::{is_dash, is_range};
use crate::parse::space::{is_all_blank, single};
use crate::parse::tidy::{push, push_text};

/// The most references that one range stands for.
const LONGEST_RANGE: usize = 1000;

/// The longest words between the numbers of a bracket, in characters: ", see also ".
const LONGEST_WORDS: usize = 40;

impl<'t> Reader<'t> {
    /// What an `xref` mentions: what it points to decides, not what it says that it is.
    pub(super) fn mention(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        let ids = node.attribute("rid").unwrap_or_default().into_owned();
        let targets: Vec<(&str, Option<Node<'t>>)> = ids
            .split_whitespace()
            .map(|id| (id, self.target(id)))
            .collect();
        let cited: Vec<ReferenceId> = targets
            .iter()
            .filter_map(|(_, target)| self.entries.get(&(*target)?.key()))
            .flatten()
            .cloned()
            .collect();
        let is_citation = node.says("ref-type", &["bibr", "bib", "ref"]);
        if !cited.is_empty() || is_citation && targets.iter().all(|(_, target)| target.is_none()) {
            let mut references = cited;
            if is_citation {
                // What nobody has is reported with the other citations.
                let missing = targets.iter().filter(|(_, target)| target.is_none());
                references.extend(missing.map(|(id, _)| ReferenceId::new(*id)));
            }
            if !references.is_empty() {
                out.push(self.citation(node, references).into());
                return;
            }
        }
        let Some((id, target)) = targets.first().copied() else {
            return self.words_of(node, out);
        };
        let Some(target) = target else {
            let (code, what) = if node.says("ref-type", &["fn", "table-fn"]) {
                (Code::DanglingNote, "a note")
            } else {
                (Code::DanglingCrossReference, "a part")
            };
            let words = node.prose();
            self.report(
                code,
                node,
                format!("`{words}` points to {what} `{id}`, which is not there"),
                "add it, mend the `rid`, or leave the words as text",
            );
            return self.words_of(node, out);
        };
        if target.is("fn") && self.is_referred(target) {
            let identifier = self.note(target);
            out.push(Inline::FootnoteReference { identifier });
        } else if let Some(identifier) = self.part(target) {
            let mut children = Vec::new();
            self.deeper(node, |reader| reader.words_of(node, &mut children));
            if plain_text(&children).trim().is_empty() {
                let label = target.child("label").or_else(|| target.child("title"));
                children = vec![Inline::text(
                    label.map_or_else(|| identifier.to_string(), Node::prose),
                )];
            }
            out.push(Inline::CrossReference {
                identifier,
                children,
            });
        } else if target.is("fn") && !is_raised(node) {
            // The mark of a note below the table: sources often leave it to the page to raise it.
            let mut children = Vec::new();
            self.deeper(node, |reader| reader.words_of(node, &mut children));
            out.push(Inline::Superscript { children });
        } else {
            self.words_of(node, out);
        }
    }

    fn words_of(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        for inline in self.line_pieces(node) {
            push(out, inline);
        }
    }

    fn citation(&mut self, node: Node<'t>, mut references: Vec<ReferenceId>) -> Citation {
        let printed = single(&node.prose());
        let marker = if printed.is_empty() {
            references
                .first()
                .map_or_else(String::new, |id| format!("[{id}]"))
        } else if is_raised(node) && is_wordy(&printed) {
            format!("^{printed}^")
        } else {
            printed
        };
        if let Some((first, last)) = ends(&marker) {
            self.whole_range(node, first, last, &mut references);
        }
        deduplicate(&mut references);
        Citation {
            references,
            marker,
            // "Doe (2001)" names its authors itself: nothing is to be said for it.
            kind: CitationKind::Parenthetical,
            items: Vec::new(),
            position: Some(node.span()),
        }
    }

    /// A range inside of a single mention, "1–3", stands for what its numbers say.
    fn whole_range(
        &mut self,
        node: Node<'t>,
        first: u32,
        last: u32,
        references: &mut Vec<ReferenceId>,
    ) {
        let [first, last] = [first, last].map(ReferenceId::from);
        if references.first() == Some(&first)
            && references.len() <= 2
            && self.places.contains_key(&last)
        {
            let between = self.between(&first, &last, node.span());
            references.splice(1.., between);
            references.push(last);
        }
    }

    /// The references between two, in the order of the list.
    fn between(&mut self, first: &ReferenceId, last: &ReferenceId, span: Span) -> Vec<ReferenceId> {
        let (Some(from), Some(to)) = (self.places.get(first), self.places.get(last)) else {
            return Vec::new();
        };
        let (from, to) = (*from, *to);
        let diagnostic = if from > to {
            Some((
                Code::ReversedRange,
                format!("the range from {first} to {last} runs backwards; only its ends are read"),
            ))
        } else if to - from > LONGEST_RANGE || to - from > self.range_budget {
            Some((
                Code::AbsurdRange,
                format!(
                    "the range from {first} to {last} is longer than a range can be; only its ends are read"
                ),
            ))
        } else {
            None
        };
        if let Some((code, message)) = diagnostic {
            self.diagnostics.push(
                crate::diagnostic::Diagnostic::new(code, span, message).with_hint(
                    "put the lower one first, or write a comma if two references are meant",
                ),
            );
            return Vec::new();
        }
        self.range_budget -= to - from;
        self.order.get(from + 1..to).unwrap_or_default().to_vec()
    }
}

/// Joins the citations of neighbours that are one marker to a reader.
pub(super) fn join(reader: &mut Reader<'_>, line: Vec<Inline>) -> Vec<Inline> {
    if !line
        .iter()
        .any(|inline| matches!(inline, Inline::Citation(_)))
    {
        return line;
    }
    let mut out: Vec<Inline> = Vec::with_capacity(line.len());
    let mut rest = line.into_iter().peekable();
    while let Some(inline) = rest.next() {
        let Inline::Citation(citation) = inline else {
            push(&mut out, inline);
            continue;
        };
        let mut run = Run::of(*citation);
        // Everything up to the next citation that could still belong to the marker.
        let mut held: Vec<Inline> = Vec::new();
        while let Some(next) = rest.peek() {
            match next {
                Inline::Citation(_) => {
                    let Some(Inline::Citation(next)) = rest.next() else {
                        break;
                    };
                    let between = plain_text(&held);
                    if run.takes(&between, &next, &out) {
                        run.add(reader, &between, *next);
                        held.clear();
                    } else {
                        run.write_in_brackets(&mut out, &mut held);
                        held.drain(..).for_each(|inline| push(&mut out, inline));
                        run = Run::of(*next);
                    }
                }
                Inline::Text { .. } => held.extend(rest.next()),
                // `<sup>,</sup>` between raised numbers.
                Inline::Superscript { children } if is_separator(&plain_text(children)) => {
                    held.extend(rest.next());
                }
                _ => break,
            }
            if held.len() > 3 {
                break;
            }
        }
        run.write_in_brackets(&mut out, &mut held);
        held.drain(..).for_each(|inline| push(&mut out, inline));
    }
    out
}

/// Citations that are becoming one.
struct Run {
    all: Vec<Citation>,
    /// What stands before each of them but the first.
    between: Vec<String>,
    /// Those that the runs of dashes add.
    references: Vec<ReferenceId>,
    /// Whether words have been taken in, so that only a closing bracket makes it one marker.
    needs_bracket: bool,
}

impl Run {
    fn of(citation: Citation) -> Self {
        Self {
            references: citation.references.clone(),
            all: vec![citation],
            between: Vec::new(),
            needs_bracket: false,
        }
    }

    /// Whether another citation behind this text belongs to the same marker.
    fn takes(&self, between: &str, next: &Citation, before: &[Inline]) -> bool {
        let last = self.all.last().map_or("", |last| last.marker.as_str());
        if is_wordy(last) || is_wordy(&next.marker) {
            return false;
        }
        if is_range(between) {
            return true;
        }
        // `[1], [2]` are two markers, and `1, 2` one.
        let alone = is_bracketed(last) || is_bracketed(&next.marker);
        !alone
            && (is_separator(between)
                || opens(before).is_some_and(|bracket| bracket == '[')
                    && between.chars().count() <= LONGEST_WORDS
                    && !between.contains(['[', ']', '(', ')', '.']))
    }

    fn add(&mut self, reader: &mut Reader<'_>, between: &str, next: Citation) {
        if is_range(between)
            && let (Some(first), Some(last)) = (self.references.last(), next.references.first())
        {
            let span = next.position.unwrap_or_default();
            let inside = reader.between(&first.clone(), &last.clone(), span);
            self.references.extend(inside);
        }
        self.needs_bracket |= !is_separator(between) && !is_range(between);
        self.references.extend(next.references.iter().cloned());
        self.between.push(between.to_owned());
        self.all.push(next);
    }

    /// Writes the run, with the brackets around it if it has some.
    fn write_in_brackets(mut self, out: &mut Vec<Inline>, held: &mut [Inline]) {
        let brackets = opens(out).and_then(|open| {
            let close = if open == '[' { ']' } else { ')' };
            let Some(Inline::Text { value }) = held.first() else {
                return None;
            };
            let inner = value.trim_start();
            let first = self.all.first()?;
            (inner.starts_with(close) && !is_wordy(&first.marker) && !is_bracketed(&first.marker))
                .then_some((open, close))
        });
        let Some((open, close)) = brackets else {
            return self.write(out);
        };
        if let Some(Inline::Text { value }) = out.last_mut() {
            value.truncate(value.trim_end().len());
            value.pop();
            if value.is_empty() {
                out.pop();
            }
        }
        if let Some(Inline::Text { value }) = held.first_mut() {
            let inner = value.trim_start();
            *value = inner.strip_prefix(close).unwrap_or(inner).to_owned();
        }
        self.needs_bracket = false;
        let marker = format!("{open}{}{close}", self.marker());
        out.push(self.whole(marker).into());
    }

    /// Writes the run without brackets: as one where only signs stand between its numbers.
    fn write(&mut self, out: &mut Vec<Inline>) {
        if !self.needs_bracket {
            let marker = self.marker();
            let whole = std::mem::replace(self, Self::of(Citation::default())).whole(marker);
            out.push(whole.into());
            return;
        }
        let between = std::mem::take(&mut self.between);
        let mut between = between.into_iter();
        for citation in self.all.drain(..) {
            out.push(citation.into());
            push_text(out, &between.next().unwrap_or_default());
        }
    }

    fn marker(&self) -> String {
        let mut marker = String::new();
        for (at, citation) in self.all.iter().enumerate() {
            if let Some(between) = at
                .checked_sub(1)
                .and_then(|before| self.between.get(before))
            {
                marker.push_str(between);
            }
            marker.push_str(&citation.marker);
        }
        single(&marker)
    }

    fn whole(mut self, marker: String) -> Citation {
        deduplicate(&mut self.references);
        let spans = || self.all.iter().filter_map(|citation| citation.position);
        let position = spans()
            .map(|span| span.range().start)
            .min()
            .zip(spans().map(|span| span.range().end).max())
            .map(|(start, end)| Span::new(start, end));
        Citation {
            references: self.references,
            marker,
            kind: self.all.first().map(|first| first.kind).unwrap_or_default(),
            items: Vec::new(),
            position,
        }
    }
}

/// What is inside of a raised run. Citations and marks of notes are raised by themselves; what
/// is left is raised text.
pub(super) fn raise(children: Vec<Inline>, out: &mut Vec<Inline>) {
    let mark = |inline: &Inline| {
        matches!(
            inline,
            Inline::Citation(_) | Inline::FootnoteReference { .. }
        )
    };
    let sign = |inline: &Inline| matches!(inline, Inline::Text { value } if is_separator(value) || is_all_blank(value));
    if children.iter().any(mark) && children.iter().all(|inline| mark(inline) || sign(inline)) {
        for inline in children {
            match inline {
                Inline::Text { value } if is_all_blank(&value) => push_text(out, &value),
                Inline::Text { value } => out.push(Inline::Superscript {
                    children: vec![Inline::Text { value }],
                }),
                // Figures are raised unless brackets say otherwise.
                Inline::Citation(mut citation) if is_bracketed(&citation.marker) => {
                    citation.marker = format!("^{}^", citation.marker);
                    out.push(Inline::Citation(citation));
                }
                other => out.push(other),
            }
        }
    } else if children
        .iter()
        .all(|inline| matches!(inline, Inline::Text { value } if is_all_blank(value)))
    {
        for inline in children {
            push(out, inline);
        }
    } else {
        out.push(Inline::Superscript { children });
    }
}

/// Whether a mention is raised already, from inside or from outside.
fn is_raised(node: Node<'_>) -> bool {
    node.elements().any(|child| child.is("sup"))
        || node.ancestors().take(2).any(|around| around.is("sup"))
}

/// Whether a styled run is nothing but numbers of citations: the style is that of the numbers, and
/// the brackets around it make them one marker.
pub(super) fn is_marker(children: &[Inline]) -> bool {
    let mut citations = children.iter().filter_map(|inline| match inline {
        Inline::Citation(citation) => Some(citation),
        _ => None,
    });
    let numbers =
        citations.clone().next().is_some() && citations.all(|citation| !is_wordy(&citation.marker));
    numbers
        && children.iter().all(|inline| match inline {
            Inline::Citation(_) => true,
            Inline::Text { value } => is_separator(value) || is_all_blank(value),
            _ => false,
        })
}

/// The bracket that a line ends with.
fn opens(line: &[Inline]) -> Option<char> {
    match line.last() {
        Some(Inline::Text { value }) => value
            .trim_end()
            .chars()
            .next_back()
            .filter(|last| matches!(last, '[' | '(')),
        _ => None,
    }
}

/// Whether nothing but signs stands between the numbers of one marker.
fn is_separator(between: &str) -> bool {
    let trimmed = between.trim();
    !trimmed.is_empty()
        && trimmed.chars().count() <= 3
        && trimmed
            .chars()
            .all(|sign| matches!(sign, ',' | ';' | '،') || is_dash(sign))
}

fn is_bracketed(marker: &str) -> bool {
    marker.starts_with(['[', '('])
}

/// Whether a marker is words rather than numbers or a letter.
pub(super) fn is_wordy(marker: &str) -> bool {
    marker
        .chars()
        .filter(|sign| sign.is_alphabetic())
        .nth(1)
        .is_some()
}

/// The ends of a range of numbers: `[1–3]`.
fn ends(marker: &str) -> Option<(u32, u32)> {
    let inner = marker.trim_matches(['[', ']', '(', ')', ' ']);
    let (first, last) = inner.split_once(is_dash)?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first < last).then_some((first, last))
}

fn deduplicate(references: &mut Vec<ReferenceId>) {
    let mut seen = std::collections::HashSet::new();
    references.retain(|id| seen.insert(id.clone()));
}
