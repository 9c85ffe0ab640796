//! Footnotes: their names, and their order by their marks.

use std::collections::hash_map::Entry;

use super::Blocks;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Block, Footnote, Identifier};
use crate::parse::markdown::tree::{RawBlock, RawNote};
use crate::parse::markdown::{Label, Note, lower};

impl Blocks<'_, '_> {
    /// Gives notes their names before their marks are read.
    pub(super) fn labels(&mut self, notes: &[RawNote<'_>]) {
        self.context.labels.reserve(notes.len());
        for (index, (label, _, range)) in notes.iter().enumerate() {
            let span = Span::new(range.start, range.end);
            if let Entry::Vacant(place) = self.context.labels.entry(lower(label).into_owned()) {
                place.insert(Label {
                    index,
                    identifier: Identifier::new(&**label),
                    marked: false,
                });
                continue;
            }
            self.context.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateNote,
                    span,
                    format!("there are two footnotes called `{label}`"),
                )
                .with_hint("marks point to the first; rename the second"),
            );
        }
    }

    /// Notes in the order of their marks, those of notes behind those of the text; then the ones
    /// that nothing marks.
    pub(super) fn notes(&mut self, mut notes: Vec<RawNote<'_>>) {
        let mut used = vec![false; notes.len()];
        let mut at = 0;
        while at < self.context.notes.len() {
            let taken = self
                .context
                .notes
                .get_mut(at)
                .map(|note| std::mem::replace(note, Note::Defined(usize::MAX)));
            at += 1;
            match taken {
                Some(Note::InPlace(identifier, children)) => {
                    self.builder.article.footnotes.push(Footnote {
                        identifier,
                        children: vec![Block::paragraph(children)],
                    });
                }
                Some(Note::Defined(index)) => {
                    if let Some(used) = used.get_mut(index) {
                        *used = true;
                    }
                    if let Some((label, blocks, _)) = notes.get_mut(index) {
                        let blocks = std::mem::take(blocks);
                        self.footnote(String::from(&**label), &blocks);
                    }
                }
                None => {}
            }
        }
        for (index, (label, blocks, range)) in notes.iter().enumerate() {
            if used.get(index) == Some(&true) {
                continue;
            }
            let own = self
                .context
                .labels
                .get(&*lower(label))
                .is_some_and(|note| note.index == index);
            if own {
                self.context.diagnostics.push(
                    Diagnostic::new(
                        Code::UnusedNote,
                        Span::new(range.start, range.end),
                        format!("nothing marks the footnote `{label}`; it stands at the end"),
                    )
                    .with_hint("mark it in the text, or remove it"),
                );
            }
            let name = if own {
                label.to_string()
            } else {
                format!("{label}-{}", index + 1)
            };
            self.footnote(name, blocks);
        }
    }

    fn footnote(&mut self, name: String, blocks: &[RawBlock<'_>]) {
        let children = self.each(blocks);
        self.builder.article.footnotes.push(Footnote {
            identifier: Identifier::new(name),
            children,
        });
    }
}
