//! The levels of headings as their author wrote them.
//!
//! A page nests sections, and so has no level that is skipped; the source has, and whoever reads
//! it with other tools meets it. Levels may go up by any number and down by one, says
//! [WCAG's advice](https://www.w3.org/WAI/tutorials/page-structure/headings/#heading-ranks).

use crate::diagnostic::{Code, Diagnostic, Span};

/// The level of the last heading; none before the first, which may have any.
#[derive(Debug, Default)]
pub(super) struct Levels {
    last: Option<usize>,
}

impl Levels {
    /// Notes a heading about which there is nothing to say: the title, the head of a list.
    pub(super) fn pass(&mut self, level: usize) {
        self.last = Some(level);
    }

    /// The next heading; a finding if it skips a level.
    pub(super) fn next(
        &mut self,
        level: usize,
        position: impl Into<Option<Span>>,
    ) -> Option<Diagnostic> {
        let last = self.last.replace(level)?;
        (level > last + 1).then(|| {
            Diagnostic::new(
                Code::SkippedHeadingLevel,
                position,
                format!("a heading of level {level} comes after one of level {last}"),
            )
            .with_hint(format!("make it one of level {}", last + 1))
        })
    }
}
