//! Texts that stand elsewhere: values of the front matter, entries of a printed list, titles of
//! boxes.

use std::borrow::Cow;

use super::Blocks;
use crate::diagnostic::Span;
use crate::model::{Block, Inline, Reference};
use crate::parse::markdown::cite;
use crate::parse::markdown::front::{self, Front};
use crate::parse::markdown::line::{Manner, read, trimmed};
use crate::parse::markdown::prepare::{Lines, prepare};
use crate::parse::markdown::tree::{RawBlock, Tree, tree};
use crate::parse::markdown::yaml::Yaml;
use crate::parse::markdown::{as_print, printed_entry};
use crate::parse::print;

impl Blocks<'_, '_> {
    /// Reads the front matter into the article's own fields.
    pub(in crate::parse::markdown) fn front(&mut self, front: Front) {
        let Some(root) = front.yaml else { return };
        front::fill(&root, &mut self.builder.article);
        let title = root.get("title");
        let long = title.and_then(|title| title.get("long").or(title.get("main")).or(Some(title)));
        if let Some(title) = long.filter(|title| title.text().is_some()) {
            self.builder.article.title = self.value_line(title);
        }
        if let Some(subtitle) = root.get("subtitle").filter(|value| value.text().is_some()) {
            self.builder.article.subtitle = self.value_line(subtitle);
        }
        let parts = root.get("parts");
        let summary = root
            .get("abstract")
            .or(parts.and_then(|parts| parts.get("abstract")));
        if let Some(summary) = summary.filter(|value| value.text().is_some()) {
            let text = summary.text().unwrap_or_default().to_owned();
            self.builder.article.r#abstract = self.fragment(&text, summary.span);
        }
        if let Some(nocite) = root.get("nocite") {
            self.listed(nocite);
        }
    }

    /// Works that are listed without being cited: `@*`, `@a, @b`.
    pub(super) fn listed(&mut self, nocite: &Yaml) {
        for item in nocite.items() {
            let text = item.text().unwrap_or_default();
            for (at, _) in text.match_indices('@') {
                let behind = text.get(at + 1..).unwrap_or_default();
                if behind.starts_with('*') {
                    self.context.listed.push(("*".to_owned(), item.span));
                } else if let Some((key, _)) = cite::key(behind) {
                    self.context.listed.push((key, item.span));
                }
            }
        }
    }

    /// A value of the front matter that is one line of Markdown.
    pub(super) fn value_line(&mut self, value: &Yaml) -> Vec<Inline> {
        let text = value.text().unwrap_or_default().to_owned();
        self.fragment_line(&text, value.span, Manner::default())
    }

    /// Reads a text that is not a part of the source's running text.
    pub(super) fn fragment(&mut self, text: &str, span: Span) -> Vec<Block> {
        self.elsewhere(text, span, |blocks, tree| {
            let mut found = blocks.each(&tree.blocks);
            for (_, note, _) in &tree.notes {
                found.extend(blocks.each(note));
            }
            found
        })
    }

    /// Reads a text that is one line; what Markdown would make of several blocks is read as
    /// print's light markup.
    pub(super) fn fragment_line(&mut self, text: &str, span: Span, manner: Manner) -> Vec<Inline> {
        let found = self.elsewhere(text, span, |blocks, tree| match tree.blocks.as_slice() {
            [RawBlock::Paragraph(raws, _)] if tree.notes.is_empty() => {
                Some(read(raws, manner, &mut blocks.context))
            }
            _ => None,
        });
        let fallback = |blocks: &mut Self| {
            let mut found = Vec::new();
            let inlines = as_print(text, 0, &mut found);
            blocks
                .context
                .diagnostics
                .extend(found.into_iter().map(|mut one| {
                    one.span = Some(span);
                    one
                }));
            inlines
        };
        trimmed(match found {
            Some(inlines) => inlines,
            None => fallback(self),
        })
    }

    /// Does something with the tree of a text that stands elsewhere.
    pub(super) fn elsewhere<R>(
        &mut self,
        text: &str,
        span: Span,
        read: impl FnOnce(&mut Self, &Tree<'_>) -> R,
    ) -> R {
        let mut found = Vec::new();
        let prepared = prepare(text, Lines::Any, 0, &[], &mut found);
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

    /// An entry of a printed list.
    pub(in crate::parse::markdown) fn entry(
        &mut self,
        source: &str,
        entry: &print::NumberedEntry,
    ) -> Reference {
        let text = source.get(entry.text.clone()).unwrap_or_default();
        let span = Span::new(entry.whole.start, entry.whole.end);
        let manner = Manner {
            uncited: true,
            ..Manner::default()
        };
        let joined: Vec<&str> = text.lines().map(str::trim).collect();
        let children = self.fragment_line(&joined.join(" "), span, manner);
        printed_entry(entry.number, children, span)
    }
}
