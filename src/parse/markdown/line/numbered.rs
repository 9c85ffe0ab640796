//! Citations by number, through the grammar that print has.

use std::ops::Range;

use super::Reader;
use crate::diagnostic::Span;
use crate::model::{Citation, Formula, Inline};
use crate::parse::characters::trailing;
use crate::parse::inline::ambiguous;
use crate::parse::markdown::flat::OBJECT;
use crate::parse::marker::{self, Notation, Verdict};

impl Reader<'_, '_, '_, '_, '_> {
    /// A formula in the line, or a citation that is set as one.
    pub(super) fn math(&mut self, value: &str, set_off: bool, range: Range<usize>) {
        let span = self.context.span(range.start, range.end);
        // `$^{4,11}$` and `$^4$` are how some set a citation.
        if !set_off && value.starts_with('^') && !self.manner.uncited {
            let printed = if value.starts_with("^{") {
                value.to_owned()
            } else {
                format!("^{{{}}}", value.trim_start_matches('^'))
            };
            let found =
                marker::marker(&printed).filter(|found| found.printed.len() == printed.len());
            if let Some(mut found) = found {
                // Raised in mathematics, it has to show by its surroundings what it is.
                found.notation = Notation::SupTag;
                let after = self.after(self.at + OBJECT.len_utf8());
                if self.judged(found, &after, span) {
                    return;
                }
            }
        }
        self.push(Inline::from(Formula {
            value: value.to_owned(),
            mathml: None,
            position: Some(span),
        }));
    }

    /// `<sup>4,11-13</sup>`, if it is a citation.
    pub(super) fn raised_tag(&mut self, inner: Range<usize>, whole: usize) -> bool {
        if self.manner.uncited {
            return false;
        }
        let printed = format!("<sup>{}</sup>", self.flat.plain(inner));
        let found = marker::marker(&printed).filter(|found| found.printed.len() == printed.len());
        let Some(found) = found else { return false };
        // `σ<sub>x</sub><sup>2</sup>` is a power of what a single letter stands for.
        let lowered = self.at.checked_sub(OBJECT.len_utf8());
        let base = lowered.and_then(|at| self.flat.opening(at));
        if let (Some(base), Some(0..=9)) = (base, found.single())
            && trailing(&self.flat.before(base), char::is_alphabetic)
                .chars()
                .count()
                == 1
        {
            return false;
        }
        let after = self.after(self.at + whole);
        let span = self.span(whole);
        self.judged(found, &after, span)
    }

    /// Pushes a marker if it is a citation, with whatever doubt there is.
    pub(super) fn judged(&mut self, found: marker::Marker, after: &str, span: Span) -> bool {
        if self.manner.uncited || self.context.evidence.numbers.is_empty() {
            return false;
        }
        let before = self.before();
        let reading = marker::judge(&found, &before, after, &self.context.evidence);
        if let Some(doubt) = reading.doubt {
            let evidence = &self.context.evidence;
            let diagnostic = ambiguous(&found, reading.verdict, doubt, &before, span, evidence);
            self.context.diagnostics.push(diagnostic);
        }
        if reading.verdict != Verdict::Citation {
            return false;
        }
        if let Err(over) = self.context.evidence.spend(&found, span) {
            self.context.diagnostics.push(over);
            return false;
        }
        let (references, mut diagnostics) = marker::expand(&found, &self.context.evidence, span);
        self.context.diagnostics.append(&mut diagnostics);
        self.push(Inline::from(Citation {
            references,
            marker: found.printed,
            position: Some(span),
            ..Citation::default()
        }));
        true
    }

    /// A citation marker with numbers, or something of that shape that stays text.
    pub(super) fn marker(&mut self, rest: &str) -> Option<usize> {
        if self.context.exact {
            return None;
        }
        // A bracket that is still text here is no link, whatever follows it.
        let bracket = self.flat.bracket(self.at).filter(|_| rest.starts_with('['));
        let own = match bracket {
            Some(close) => self.flat.text.get(self.at..=close)?,
            None => rest,
        };
        let found = marker::marker(own)?;
        let length = found.printed.len();
        if let Some(exponent) = marker::leading_exponent(&found, &self.before()) {
            self.push_text(rest.get(..exponent)?);
            return Some(exponent);
        }
        let after = self.after(self.at + length);
        let span = self.span(length);
        let notation = found.notation;
        if self.judged(found, &after, span) {
            return Some(length);
        }
        if matches!(notation, Notation::Unicode) {
            self.push_text(rest.get(..length)?);
            return Some(length);
        }
        None
    }

    /// A signed exponent, `⁻¹`.
    pub(super) fn exponent(&mut self, rest: &str) -> Option<usize> {
        if self.context.exact {
            return None;
        }
        let evidence = Some(&self.context.evidence).filter(|_| !self.manner.uncited);
        let length = marker::exponent_before_citation(rest, &self.before(), evidence)?;
        self.push_text(rest.get(..length)?);
        Some(length)
    }
}
