//! An article in its whole form: Markdown as [`render::markdown`](crate::render::markdown) writes
//! it for Pandoc, with `scholion: 1` in its front matter.
//!
//! Nothing is guessed here, so that the article comes back as it was written: names are those in
//! braces, the list of references is that of the front matter with its labels, and figures in the
//! text, addresses or words of headings are text.

mod blocks;
mod front;
mod table;

use std::borrow::Cow;
use std::collections::HashSet;

use super::front::Front;
use super::library::Library;
use super::line::{Manner, read as read_line};
use super::prepare::{Lines, prepare};
use super::tree::{RawBlock, Tree, tree};
use super::yaml::{Node, Yaml};
use super::{Context, math};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Block, Footnote, Identifier, Identifiers, Inline};
use crate::parse::Parsed;

/// Reads an article whose front matter says that it is in its whole form.
pub(super) fn read(text: &str, front: &Front, mut diagnostics: Vec<Diagnostic>) -> Parsed {
    let prepared = prepare(text, Lines::Exact, front.end, &[], &mut diagnostics);
    let tree = tree(text, &prepared, front.end..text.len(), &mut diagnostics);
    let Some(root) = &front.yaml else {
        return Parsed::default();
    };
    let mut article = front::fields(root, &mut diagnostics);
    let (references, printed): (Vec<_>, Vec<_>) = front::references(root).into_iter().unzip();
    let mut exact = Exact {
        context: Context {
            exact: true,
            diagnostics,
            ..Context::new(text, Library::listed(references))
        },
        identifiers: Identifiers::default(),
    };
    let printed: Vec<Vec<Inline>> = printed
        .into_iter()
        .map(|printed| printed.map_or_else(Vec::new, |printed| exact.value_line(printed)))
        .collect();
    let lines = [
        ("title", &mut article.title),
        ("subtitle", &mut article.subtitle),
        ("byline", &mut article.byline),
        ("reference-section-title", &mut article.references_title),
    ];
    for (name, line) in lines {
        if let Some(value) = root.get(name) {
            *line = exact.value_line(value);
        }
    }
    if let Some(summary) = root.get("abstract") {
        article.r#abstract = exact.value_blocks(summary);
    }
    article.children = exact.blocks(&tree.blocks);
    for (label, blocks, _) in &tree.notes {
        article.footnotes.push(Footnote {
            identifier: Identifier::new(&**label),
            children: exact.blocks(blocks),
        });
    }
    exact.lost_notes(&article.footnotes);
    article.references = std::mem::take(&mut exact.context.library).references();
    for (reference, printed) in article.references.iter_mut().zip(printed) {
        reference.children = printed;
    }
    let mut diagnostics = exact.context.diagnostics;
    diagnostics.extend(math::formulae(&mut article));
    diagnostics.sort_by_key(|found| found.span.map_or(0, |span| span.start));
    Parsed {
        article,
        diagnostics,
    }
}

struct Exact<'x> {
    context: Context<'x>,
    /// For headings that somebody added without a name.
    identifiers: Identifiers,
}

impl Exact<'_> {
    /// A value of the front matter that is a line of Markdown.
    fn value_line(&mut self, value: &Yaml) -> Vec<Inline> {
        let Node::Scalar(text, _) = &value.node else {
            return Vec::new();
        };
        self.line(text, value.span)
    }

    /// A line of Markdown that stands elsewhere than in the running text.
    fn line(&mut self, text: &str, span: Span) -> Vec<Inline> {
        self.elsewhere(text, span, |exact, tree| match tree.blocks.as_slice() {
            [] => Vec::new(),
            [RawBlock::Paragraph(raws, _)] => {
                read_line(raws, Manner::default(), &mut exact.context)
            }
            blocks => match exact.blocks(blocks).as_mut_slice() {
                [Block::Paragraph(paragraph)] => std::mem::take(&mut paragraph.children),
                _ => vec![Inline::text(text)],
            },
        })
    }

    fn value_blocks(&mut self, value: &Yaml) -> Vec<Block> {
        let Node::Scalar(text, _) = &value.node else {
            return Vec::new();
        };
        self.elsewhere(text, value.span, |exact, tree| exact.blocks(&tree.blocks))
    }

    fn elsewhere<R>(
        &mut self,
        text: &str,
        span: Span,
        read: impl FnOnce(&mut Self, &Tree<'_>) -> R,
    ) -> R {
        let mut found = Vec::new();
        let prepared = prepare(text, Lines::Exact, 0, &[], &mut found);
        let tree = tree(text, &prepared, 0..text.len(), &mut found);
        for mut one in found {
            one.span = Some(span);
            self.context.diagnostics.push(one);
        }
        let source = std::mem::replace(&mut self.context.source, Cow::Owned(text.to_owned()));
        let fixed = self.context.fixed.replace(span);
        let result = read(self, &tree);
        self.context.source = source;
        self.context.fixed = fixed;
        result
    }

    /// Reports marks of notes that are not there.
    fn lost_notes(&mut self, notes: &[Footnote]) {
        let known: HashSet<&str> = notes.iter().map(|note| note.identifier.as_str()).collect();
        for (label, span) in std::mem::take(&mut self.context.listed) {
            if !known.contains(label.as_str()) {
                self.context.diagnostics.push(
                    Diagnostic::new(
                        Code::DanglingNote,
                        span,
                        format!("`[^{label}]` marks a footnote that is not there"),
                    )
                    .with_hint("add the footnote, or mend its name"),
                );
            }
        }
    }
}
