//! Markdown as scholars write it: [CommonMark](https://spec.commonmark.org/0.31.2/) and
//! [GFM](https://github.github.com/gfm/) whole, and of Pandoc, Quarto, MyST, Manubot and kramdown
//! what articles need. `docs/markdown.md` lists it.
//!
//! The order of reading:
//!
//! 1. `front` takes the front matter off the top and reads its YAML.
//! 2. A printed list of references is found, since markers need its numbers.
//! 3. `prepare` marks or blanks what CommonMark would misread, in a copy of the same length.
//! 4. `tree` lets CommonMark read the copy, and caps nesting.
//! 5. `blocks` makes the model's blocks: figures, divs, HTML (`htmlblock`), tags of Liquid.
//! 6. `line` reads what stands in them, as one text (`flat`): citations by key (`cite`, `library`)
//!    and by number, notes, attributes, mentions (`parts`), tags (`html`), addresses (`autolink`).
//! 7. Notes follow in the order of their marks, mentions find their parts, works that were cited
//!    become the list.

mod attributes;
mod autolink;
mod blocks;
mod cite;
mod exact;
mod flat;
mod front;
mod html;
mod htmlblock;
mod library;
mod line;
mod liquid;
mod parts;
mod prepare;
mod tree;
mod yaml;

#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use blocks::Blocks;
use flat::Room;
use library::Library;
use prepare::Lines;

use super::marker::Evidence;
use super::{Limits, Parsed, inline, math, print, reference};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Identifier, Inline, Reference, ReferenceId};

/// Reads Markdown. `references` are the works of a bibliography that has been read already;
/// citations find them by their ids. Those that are cited become the article's list, numbered in
/// the order of their first citation.
///
/// ```
/// use scholion::model::{Reference, ReferenceId, plain_text, walk};
/// let given = [Reference { id: ReferenceId::new("doe2020"), ..Reference::default() }];
/// let parsed = scholion::parse::markdown("# On Bones\n\nThey are *hard* [@doe2020, p. 33].\n", &given);
/// assert_eq!(plain_text(&parsed.article.title), "On Bones");
/// assert_eq!(walk::citations(&parsed.article)[0].citation.marker, "[1, p. 33]");
/// assert_eq!(parsed.article.references[0].label.as_deref(), Some("1"));
/// ```
pub fn markdown(text: &str, references: &[Reference]) -> Parsed {
    read(text, references, &Limits::default())
}

/// The same, with limits of one's own.
pub(super) fn read(text: &str, references: &[Reference], limits: &Limits) -> Parsed {
    let mut diagnostics = Vec::new();
    if text.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(Code::EmptySource, None, "the source has no text")
                .with_hint("check that the right file was given and that it is not empty"),
        );
    }
    let front = front::read(text, &mut diagnostics);
    if front.is_exact() {
        return exact::read(text, &front, diagnostics);
    }
    let list = print::numbered_list(text, front.end, &mut diagnostics).unwrap_or_default();
    let blank: Vec<_> = (!list.entries.is_empty())
        .then(|| list.whole.clone())
        .into_iter()
        .collect();
    let prepared = prepare::prepare(text, Lines::Any, front.end, &blank, &mut diagnostics);
    let tree = tree::tree(text, &prepared, front.end..text.len(), &mut diagnostics);

    let mut evidence = Evidence::new(list.entries.iter().map(|entry| entry.number).collect());
    evidence.allow(limits.ranges);
    evidence.observe(text.get(front.end..list.whole.start).unwrap_or_default());
    evidence.observe(
        text.get(list.whole.end.max(front.end)..)
            .unwrap_or_default(),
    );
    let after = evidence.numbers.highest();
    let library = Library::new(
        references,
        front.references.clone(),
        prepared.aliases.clone(),
        after,
    );
    let mut context = Context {
        evidence,
        declared: parts::declared(text),
        diagnostics,
        ..Context::new(text, library)
    };
    if !front.bibliography.is_empty() {
        context.library.expect_works();
    }
    let mut blocks = Blocks::new(context, &prepared, text, limits);
    blocks.front(front);
    blocks.body(tree);
    let printed: Vec<Reference> = list
        .entries
        .iter()
        .map(|entry| blocks.entry(text, entry))
        .collect();
    let (mut article, mut diagnostics) = blocks.finish(numbered(printed));
    diagnostics.extend(math::formulae(&mut article));
    diagnostics.sort_by_key(|found| found.span.map_or(0, |span| span.start));
    Parsed {
        article,
        diagnostics,
    }
}

/// The bibliographies that the front matter of a text names, in its order: paths or addresses
/// relative to the text. Whoever can fetch files reads them and gives their works to [`markdown`].
///
/// ```
/// let text = "---\ntitle: On Bones\nbibliography: [bones.bib, more.json]\n---\nText.\n";
/// assert_eq!(scholion::parse::bibliographies(text), ["bones.bib", "more.json"]);
/// ```
pub fn bibliographies(text: &str) -> Vec<String> {
    front::read(text, &mut Vec::new()).bibliography
}

/// A number used twice: markers point at the first, the second keeps its label.
fn numbered(mut entries: Vec<Reference>) -> Vec<Reference> {
    let mut seen: HashMap<String, u32> = HashMap::new();
    for entry in &mut entries {
        let count = seen.entry(entry.id.as_str().to_owned()).or_default();
        *count += 1;
        if *count > 1 {
            entry.id = ReferenceId::new(format!("{}-{count}", entry.id));
        }
    }
    entries
}

/// What lines share while they are read in the order of the article.
#[derive(Debug)]
struct Context<'x> {
    /// The text that is being read: the source, or a value of its front matter.
    source: Cow<'x, str>,
    /// Where that text stands, if it is not the source.
    fixed: Option<Span>,
    /// Whether the article is in its whole form, so that nothing has to be guessed.
    exact: bool,
    evidence: Evidence,
    library: Library<'x>,
    /// For each label of a footnote, in lower case, the footnote.
    labels: HashMap<String, Label>,
    /// Notes in the order of their first marks.
    notes: Vec<Note>,
    /// How many notes stand in the text.
    placed: usize,
    /// The names that authors give to parts, wherever they stand.
    declared: HashSet<String>,
    mentions: Vec<Mention>,
    /// Whether any link leads to a place on the page.
    inner_links: bool,
    /// The names of headings that can be mentioned by their words.
    headings: HashSet<String>,
    /// Works that are listed without being cited, and where that is said.
    listed: Vec<(String, Span)>,
    /// The last `\label` that was read.
    label: Option<String>,
    diagnostics: Vec<Diagnostic>,
    /// Room that lines have taken, for the next ones.
    rooms: Vec<Room>,
}

/// A footnote that is defined.
#[derive(Debug)]
struct Label {
    /// Its place among those that are.
    index: usize,
    identifier: Identifier,
    /// Whether it has been marked.
    marked: bool,
}

/// A footnote that has been marked.
#[derive(Debug)]
enum Note {
    /// One that is defined elsewhere, by its place among those that are.
    Defined(usize),
    /// One that stands in the text.
    InPlace(Identifier, Vec<Inline>),
}

/// A mention of a part by its name.
#[derive(Debug, Clone)]
struct Mention {
    name: String,
    span: Span,
    manner: Words,
}

/// With which words a part is mentioned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Words {
    /// With what it is and its number.
    Full,
    /// With its number alone, since the text says what it is.
    Number,
    /// With words of the text.
    Own,
}

impl<'x> Context<'x> {
    fn new(text: &'x str, library: Library<'x>) -> Self {
        Self {
            source: Cow::Borrowed(text),
            fixed: None,
            exact: false,
            evidence: Evidence::default(),
            library,
            labels: HashMap::new(),
            notes: Vec::new(),
            placed: 0,
            declared: HashSet::new(),
            mentions: Vec::new(),
            inner_links: false,
            headings: HashSet::new(),
            listed: Vec::new(),
            label: None,
            diagnostics: Vec::new(),
            rooms: Vec::new(),
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.fixed.unwrap_or_else(|| {
            // Places in text that was written otherwise, with entities, are near enough.
            let mut start = start.min(self.source.len());
            let mut end = end.min(self.source.len());
            while !self.source.is_char_boundary(start) && start > 0 {
                start -= 1;
            }
            while !self.source.is_char_boundary(end) && end < self.source.len() {
                end += 1;
            }
            Span::new(start, end)
        })
    }

    /// The name of the footnote with this label, which is marked here.
    fn note(&mut self, label: &str) -> Option<Identifier> {
        let note = self.labels.get_mut(&*lower(label))?;
        if !std::mem::replace(&mut note.marked, true) {
            self.notes.push(Note::Defined(note.index));
        }
        Some(note.identifier.clone())
    }

    /// Notes a mention; gives the name by which it is known until all parts are.
    fn mention(&mut self, mention: Mention) -> Identifier {
        let index = self.mentions.len();
        self.mentions.push(mention);
        Identifier::new(index.to_string())
    }

    /// A footnote that stands in the text.
    fn note_in_place(&mut self, children: Vec<Inline>) -> Identifier {
        let identifier = loop {
            self.placed += 1;
            let name = format!("note-{}", self.placed);
            if !self.labels.contains_key(&name) {
                break Identifier::new(name);
            }
        };
        self.notes.push(Note::InPlace(identifier.clone(), children));
        identifier
    }

    /// Whether some part has this name.
    fn is_part(&self, name: &str) -> bool {
        self.declared.contains(name)
    }
}

/// A label of a footnote as it is compared.
fn lower(label: &str) -> Cow<'_, str> {
    if label.bytes().all(|byte| byte.is_ascii_digit()) {
        label.into()
    } else {
        label.to_lowercase().into()
    }
}

/// An entry of a printed list: its number, its text, the whole of it.
fn printed_entry(number: u32, children: Vec<Inline>, span: Span) -> Reference {
    Reference {
        id: ReferenceId::from(number),
        label: Some(number.to_string()),
        csl: reference::read(&children),
        children,
        position: Some(span),
    }
}

/// A text in print's light markup, where Markdown would see blocks in it.
fn as_print(text: &str, start: usize, diagnostics: &mut Vec<Diagnostic>) -> Vec<Inline> {
    inline::read(text, start, None, diagnostics)
}
