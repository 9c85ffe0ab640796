//! HTML pages: an article that stands in a page, as an article of ours, and where its parts stand
//! there.
//!
//! Two readers need this. The command line reads a page's source as it reads any other format. The
//! widget finds an article in the page that it is in, and makes markers and sections of what is
//! there already, without moving any of it: it needs the article and the nodes of its parts.
//!
//! ```
//! use scholion::parse::html::{Tree, html};
//! let tree = Tree::from_snapshot(r##"["body", {}, ["h1", {}, "On bones"],
//!     ["p", {}, "Bones are hard.", ["sup", {}, ["a", {"href": "#r1"}, "1"]]],
//!     ["h2", {}, "References"], ["ol", {}, ["li", {"id": "r1"}, "Doe J. On bones. 2020."]]]"##);
//! let reading = html(&tree.unwrap());
//! assert_eq!(reading.article.references.len(), 1);
//! assert_eq!(reading.places.markers.len(), 1);
//! ```
//!
//! In the order of reading:
//!
//! 1. `tree`: the page, from a browser (`snapshot`) or from its source.
//! 2. `page`: what is shown of it, and which element holds the article; `outline`: its
//!    headings.
//! 3. `find`, `signs` and `lists`: the lists of references and notes, and what their entries
//!    are called; `entries`: labels and ways back.
//! 4. `plain`: markers that are no links.
//! 5. `block`, `table`, `inline`, `citation`, `formula`: the text; `links` say what
//!    leads where, and `cluster` joins what is one marker to a reader.
//! 6. `front`: what the page says about the article.
//! 7. `settle`: names of notes, and places of markers.
//!
//! An element that nobody knows loses its tags and never its text. `docs/html.md` lists what is
//! read.

mod block;
mod citation;
mod cluster;
#[cfg(not(target_arch = "wasm32"))]
mod drafts;
mod entries;
mod find;
mod formula;
mod front;
mod inline;
mod label;
mod links;
mod lists;
mod outline;
mod page;
mod places;
mod plain;
mod settle;
mod signs;
mod snapshot;
#[cfg(not(target_arch = "wasm32"))]
mod source;
mod table;
#[cfg(test)]
mod tests;
mod tree;

pub use places::{At, EntryPlace, LeadsTo, MarkerPlace, Places, SectionKind, SectionPlace, Target};
pub use tree::{NodeId, Tree};

use std::collections::HashMap;

use super::{Limits, bibliography_in, math, supply};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Article, Inline, Reference, ReferenceId, prose};
use crate::parse::BibliographyFormat;
use crate::parse::builder::Builder;
use entries::Beside;
use inline::Reader;
use lists::{Kind, Lists};
use outline::Outline;
use page::Page;
use plain::Plains;
use tree::NodeSet;

/// What reading a page gives.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// What was noticed on the way. A snapshot has no source, so findings have no places.
    pub diagnostics: Vec<Diagnostic>,
    /// Where its parts stand in the tree.
    pub places: Places,
}

/// Reads the article of a page.
pub fn html(tree: &Tree) -> Reading {
    html_with_references(tree, &[])
}

/// Reads the article of a page, with the references of bibliographies: those are added that the
/// page cites by their keys and does not have itself.
pub fn html_with_references(tree: &Tree, references: &[Reference]) -> Reading {
    html_within(tree, references, &Limits::default())
}

/// The same, with limits of one's own.
pub fn html_within(tree: &Tree, references: &[Reference], limits: &Limits) -> Reading {
    let page = Page::of(tree);
    let root = page.root();
    let body = page
        .first(|node| tree.name(node) == "body")
        .unwrap_or(NodeId::ROOT);
    let title = page::title(&page, root);
    let roots: Vec<NodeId> = std::iter::once(root).chain(page.appendix(root)).collect();
    let outline = Outline::of(&page, &roots, title);
    let lists = Lists::of(&page, root, body);
    let plains = Plains::of(&page, &roots, &lists, limits);
    let names: Vec<ReferenceId> = lists
        .entries
        .iter()
        .filter(|entry| entry.kind == Kind::References)
        .map(|entry| entry.name.clone())
        .collect();
    let order: HashMap<ReferenceId, usize> = names
        .iter()
        .enumerate()
        .map(|(at, name)| (name.clone(), at))
        .collect();
    let mut reader = Reader::new(&page, &lists, &outline, plains, &names, &order);
    reader.marks.range_budget = limits.ranges;
    reader.builder = Builder::within(limits);
    let besides: Vec<Beside> = lists
        .entries
        .iter()
        .map(|entry| entries::beside(&page, &lists, entry))
        .collect();
    let list_headings: NodeSet = lists.all.iter().filter_map(|list| list.heading).collect();
    front::read(&page, root, &mut reader.builder.article);
    reader.builder.article.title = match title {
        Some(title) => reader.heading_in(title),
        None => front::title(tree),
    };
    let mut headings = outline.headings.iter().map(|heading| heading.node);
    let deck = front::subtitle(&page, root, title, headings.clone().nth(1));
    let first = headings.find(|heading| Some(*heading) != deck);
    if let Some(deck) = deck {
        reader.builder.article.subtitle = reader.line_in(deck);
        reader.left_out.insert(deck);
    }
    if let Some(byline) = front::byline(&page, root, first) {
        reader.builder.article.byline = reader.line_in(byline);
        reader.left_out.insert(byline);
    }
    // What is read elsewhere is no part of the running text.
    let entries = lists.entries.iter().map(|entry| entry.element);
    reader.left_out.extend(entries);
    reader.left_out.extend(title);
    reader.left_out.extend(&list_headings);
    for beside in &besides {
        reader.left_out.extend(&beside.left_out);
    }
    for root in &roots {
        reader.flow(*root, None);
    }
    let mut found = Vec::new();
    let mut notes = Vec::new();
    for (at, entry) in lists.entries.iter().enumerate() {
        let Some(beside) = besides.get(at) else {
            continue;
        };
        reader.left_out.remove(&entry.element);
        match entry.kind {
            Kind::References => found.push(reader.reference(entry, beside)),
            Kind::Notes => {
                // One without a number is called by its place.
                let name = entry.number.map(|number| number.to_string());
                notes.push((name.unwrap_or_default(), reader.note(entry, beside)));
            }
        }
    }
    // Notes in the text, and those that stand in notes.
    while let Some(source) = reader.notes.get(notes.len()).copied() {
        notes.push((String::new(), reader.note_in(source.element)));
    }
    reader.builder.article.references_title = references_title(&page, &lists);
    let (mut article, mut diagnostics) = std::mem::take(&mut reader.builder).finish();
    article.references = found;
    supply_keys(tree, &reader, references, &mut article, &mut diagnostics);
    let settled = settle::settle(&reader, &mut article, notes);
    supply(&mut article, references);
    strip_positions(&mut article.children);
    diagnostics.append(&mut reader.plains.diagnostics);
    if is_empty(&article) {
        diagnostics.push(
            Diagnostic::new(
                Code::EmptySource,
                None,
                "the page has no text that an article could be made of",
            )
            .with_hint("if a script writes its text, give what it is made from"),
        );
    }
    diagnostics.extend(math::formulae(&mut article));
    let places = places(
        &reader,
        &Known {
            root,
            title,
            besides: &besides,
            list_headings: &list_headings,
        },
        settled,
        article.references.len(),
    );
    Reading {
        article,
        diagnostics,
        places,
    }
}

/// The bibliographies that a page names, as Distill's `<d-bibliography src="…">` does: paths or
/// addresses relative to the page. Whoever can fetch files reads them and gives their works to
/// [`html_with_references`].
pub fn bibliographies(tree: &Tree) -> Vec<String> {
    let named = tree
        .all()
        .filter(|node| matches!(tree.name(*node), "d-bibliography" | "dt-bibliography"));
    named
        .filter_map(|node| tree.attribute(node, "src"))
        .map(str::trim)
        .filter(|name| !name.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The works that a page cites by keys: of the bibliography in one of its scripts, or of those
/// that were given, in the order of their first use.
fn supply_keys(
    tree: &Tree,
    reader: &Reader<'_, '_>,
    references: &[Reference],
    article: &mut Article,
    diagnostics: &mut Vec<Diagnostic>,
) {
    if reader.keys.is_empty() {
        return;
    }
    let mut known: Vec<Reference> = Vec::new();
    for script in tree.all().filter(|node| {
        tree.name(*node) == "script"
            && matches!(
                tree.attribute(*node, "type"),
                Some("text/bibliography" | "text/bibtex" | "application/x-bibtex")
            )
    }) {
        let text = tree.text_inside(script);
        let read = bibliography_in(&text, BibliographyFormat::BibTeX);
        let found = read.diagnostics.into_iter();
        diagnostics.extend(found.map(|found| Diagnostic {
            span: None,
            ..found
        }));
        known.extend(read.references);
    }
    known.extend_from_slice(references);
    let mut by_key: HashMap<&ReferenceId, &Reference> = HashMap::new();
    for reference in &known {
        by_key.entry(&reference.id).or_insert(reference);
    }
    let mut keys: Vec<(&ReferenceId, usize)> =
        reader.keys.iter().map(|(key, at)| (key, *at)).collect();
    keys.sort_by_key(|(_, at)| *at);
    for (key, at) in keys {
        if let Some(reference) = by_key.get(key) {
            article.references.push(Reference {
                label: Some((at + 1).to_string()),
                position: None,
                ..(*reference).clone()
            });
        }
    }
}

/// The heading over the references, in plain words.
fn references_title(page: &Page<'_>, lists: &Lists) -> Vec<Inline> {
    let list = largest(lists, Kind::References);
    list.and_then(|list| list.heading)
        .map(|heading| vec![Inline::text(page.words(heading))])
        .unwrap_or_default()
}

/// The list of a kind that has the most entries.
fn largest(lists: &Lists, kind: Kind) -> Option<&lists::List> {
    let all = lists.all.iter().rev().filter(|list| list.kind == kind);
    all.max_by_key(|list| list.items)
}

/// A page has no source that a span could point into.
fn strip_positions(blocks: &mut [crate::model::Block]) {
    for block in blocks {
        if let crate::model::Block::Section(section) = block {
            section.position = None;
            strip_positions(&mut section.children);
        }
    }
}

fn is_empty(article: &Article) -> bool {
    article.children.is_empty()
        && article.references.is_empty()
        && prose(&article.title).trim().is_empty()
}

/// What is known of the page when its places are told.
struct Known<'k> {
    root: NodeId,
    title: Option<NodeId>,
    besides: &'k [Beside],
    list_headings: &'k NodeSet,
}

fn places(
    reader: &Reader<'_, '_>,
    known: &Known<'_>,
    settled: settle::Settled,
    references: usize,
) -> Places {
    let lists = reader.lists;
    let entry_place = |at: usize| {
        let entry = lists.entries.get(at)?;
        let back_links = known
            .besides
            .get(at)
            .map(|beside| beside.back_links.clone());
        Some(EntryPlace {
            element: Some(entry.element),
            id: entry.id.clone(),
            back_links: back_links.unwrap_or_default(),
        })
    };
    let mut entries: Vec<EntryPlace> = (0..lists.entries.len())
        .filter(|at| {
            let entry = lists.entries.get(*at);
            entry.is_some_and(|entry| entry.kind == Kind::References)
        })
        .filter_map(entry_place)
        .collect();
    entries.resize(references, EntryPlace::default());
    let notes = settled
        .notes
        .iter()
        .map(|note| {
            let source = reader.notes.get(*note);
            let entry = source.and_then(|source| source.entry).and_then(entry_place);
            entry.unwrap_or_else(|| EntryPlace {
                element: source.map(|source| source.element),
                ..EntryPlace::default()
            })
        })
        .collect();
    let parent = |kind: Kind| largest(lists, kind).map(|list| list.parent);
    Places {
        root: known.root,
        title: known.title,
        sections: sections(reader, known),
        markers: settled.markers,
        references: entries,
        notes,
        reference_list: parent(Kind::References),
        note_list: parent(Kind::Notes),
    }
}

fn sections(reader: &Reader<'_, '_>, known: &Known<'_>) -> Vec<SectionPlace> {
    let headings = reader.outline.headings.iter();
    headings
        .filter_map(|heading| {
            let identifier = reader.named.get(&heading.node);
            let kind = if known.list_headings.contains(&heading.node) {
                let mut lists = reader.lists.all.iter();
                match lists
                    .find(|list| list.heading == Some(heading.node))
                    .map(|list| list.kind)
                {
                    Some(Kind::Notes) => SectionKind::Notes,
                    _ => SectionKind::References,
                }
            } else if identifier.is_some() {
                SectionKind::Text
            } else {
                return None;
            };
            Some(SectionPlace {
                heading: heading.node,
                identifier: identifier.map(ToString::to_string).unwrap_or_default(),
                id: reader.page.heading_id(heading.node).map(str::to_owned),
                level: heading.level,
                kind,
                parent: heading.parent,
                branch: heading.branch,
                body: heading.body.clone(),
            })
        })
        .collect()
}
