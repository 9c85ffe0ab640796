//! An article as Markdown: to be edited, read as plain text, or handed to Pandoc.
//!
//! [`Dialect::Pandoc`] says all that the article holds, so that it comes back whole: citations by
//! key with the references in the front matter, names of parts as attributes, boxes as divs. [`Dialect::CommonMark`] is for
//! readers that know [GFM](https://github.github.com/gfm/) and no more: citations are footnotes,
//! and what has no form there becomes a plainer one.

mod block;
mod braces;
mod escape;
mod front;
mod inline;
mod table;

use std::collections::HashMap;

use crate::model::{Article, Citation, Identifier, Reference};
use crate::render::entry_text;
use crate::render::messages::Messages;
use crate::tex::Converter;

/// Which Markdown is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// CommonMark with the tables, footnotes and task lists of GitHub.
    CommonMark,
    /// [Pandoc's Markdown](https://pandoc.org/MANUAL.html#pandocs-markdown).
    Pandoc,
}

/// The article in a dialect of Markdown; `messages` has the words for what only names say in the
/// model, such as the heading of the references. It ends in a line end.
///
/// ```
/// use scholion::render::{Dialect, markdown, messages::Messages};
/// let article = serde_json::from_str(r#"{ "scholion": 1,
///   "title": [{ "type": "text", "value": "On bones" }],
///   "children": [{ "type": "paragraph", "children": [
///     { "type": "text", "value": "They are hard" },
///     { "type": "citation", "references": ["doe"], "marker": "[1]" },
///     { "type": "text", "value": "." }] }],
///   "references": [{ "id": "doe", "label": "1", "csl": { "type": "book", "title": "Bones" } }] }"#).unwrap();
/// let text = markdown(&article, Dialect::Pandoc, Messages::default());
/// assert!(text.contains("They are hard[@doe]."));
/// let text = markdown(&article, Dialect::CommonMark, Messages::default());
/// assert!(text.contains("They are hard[^1]."));
/// ```
pub fn markdown(article: &Article, dialect: Dialect, messages: Messages<'_>) -> String {
    let references = article.references.iter();
    let works = references.map(|one| (one.id.as_str(), one)).rev().collect();
    let labels = labels(&article.references);
    let writer = Writer {
        article,
        works: &works,
        labels: &labels,
        converter: &Converter::default(),
        dialect,
        messages,
        nested: false,
    };
    let mut parts = Vec::new();
    match dialect {
        Dialect::Pandoc => parts.push(front::matter(&writer)),
        Dialect::CommonMark => parts.extend(front::heads(&writer)),
    }
    parts.push(writer.blocks(&article.children, 1));
    parts.extend(writer.notes());
    match dialect {
        Dialect::Pandoc => {}
        Dialect::CommonMark => parts.extend(writer.references()),
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

/// What all parts of the writer share.
#[derive(Clone, Copy)]
struct Writer<'a> {
    article: &'a Article,
    /// The references by their ids.
    works: &'a HashMap<&'a str, &'a Reference>,
    /// For each label the id of the reference that has it; none where several have.
    labels: &'a HashMap<&'a str, Option<&'a str>>,
    converter: &'a Converter,
    dialect: Dialect,
    messages: Messages<'a>,
    /// Whether what is written stands inside of another inline.
    nested: bool,
}

impl Writer<'_> {
    fn is_pandoc(self) -> bool {
        self.dialect == Dialect::Pandoc
    }

    /// The notes, each with its name, their later lines set in.
    fn notes(self) -> Vec<String> {
        let notes = self.article.footnotes.iter();
        notes
            .map(|note| {
                let text = self.blocks(&note.children, 1);
                let name = self.note_name(&note.identifier);
                note_of(&name, &text)
            })
            .collect()
    }

    /// The name of a note of the article. In CommonMark the references are notes, too, and their
    /// names are numbers.
    fn note_name(self, note: &Identifier) -> String {
        match self.dialect {
            Dialect::Pandoc => note_label(note.as_str()),
            Dialect::CommonMark => note_label(&format!("note-{note}")),
        }
    }

    /// The references as notes, which citations mark.
    fn references(self) -> Vec<String> {
        let references = self.article.references.iter();
        references
            .map(|reference| {
                let text = if reference.children.is_empty() {
                    escape::text(&entry_text(reference, self.messages), self.dialect)
                } else {
                    self.line(&reference.children)
                };
                note_of(&self.label(reference), &text)
            })
            .collect()
    }

    /// The name of the note of a reference.
    fn label(self, reference: &Reference) -> String {
        let own = reference.label.as_deref();
        let label = own.unwrap_or_else(|| reference.id.as_str());
        let id = reference.id.as_str();
        let owner = self.labels.get(label);
        let taken = owner.is_some_and(|owner| *owner != Some(id));
        note_label(if taken { id } else { label })
    }

    /// The marks of a citation's references in CommonMark, which are notes there.
    fn cited(self, citation: &Citation) -> String {
        let ids = citation.references.iter();
        let marks = ids.map(|id| match self.works.get(id.as_str()) {
            Some(reference) => format!("[^{}]", self.label(reference)),
            // A number without an entry stays what it is.
            None => escape::text(&format!("[{id}]"), self.dialect),
        });
        marks.collect()
    }
}

/// For each label the id of the reference that has it; none where several have.
fn labels(references: &[Reference]) -> HashMap<&str, Option<&str>> {
    let mut labels = HashMap::new();
    for reference in references {
        let id = reference.id.as_str();
        if let Some(label) = reference.label.as_deref() {
            let owner = labels.entry(label).or_insert(Some(id));
            *owner = owner.filter(|owner| *owner == id);
        }
    }
    labels
}

/// A note and its text.
fn note_of(name: &str, text: &str) -> String {
    let mut note = format!("[^{name}]:");
    let text = if block::opens_fence(text) {
        format!("\n{text}")
    } else {
        text.to_owned()
    };
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            note.push('\n');
        }
        if !line.is_empty() {
            note.push_str(if at == 0 { " " } else { "    " });
            note.push_str(line);
        }
    }
    note
}

/// Names of notes hold neither space nor brackets.
fn note_label(name: &str) -> String {
    name.chars()
        .map(|c| {
            if c.is_whitespace() || matches!(c, '[' | ']' | '^' | '\\') {
                '-'
            } else {
                c
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Inline, ReferenceId};

    #[test]
    fn references_with_one_label_are_notes_of_their_own_names() {
        let reference = |id: &str, label: &str| Reference {
            id: ReferenceId::new(id),
            label: Some(label.to_owned()),
            children: vec![Inline::text(id)],
            ..Reference::default()
        };
        let article = Article {
            references: vec![
                reference("doe", "1"),
                reference("roe", "1"),
                reference("poe", "2"),
            ],
            ..Article::default()
        };
        let text = markdown(&article, Dialect::CommonMark, Messages::default());
        for note in ["[^doe]: doe", "[^roe]: roe", "[^2]: poe"] {
            assert!(text.contains(note), "{text}");
        }
    }
}
