//! The reference lists: the names by which citations know their entries, then the entries.

use std::collections::{HashMap, HashSet};

use super::csl;
use super::person;
use super::reader::Reader;
use super::tree::Node;
use crate::diagnostic::Code;
use crate::model::{Block, Inline, Reference, ReferenceId};
use crate::parse::space::{is_all_blank, single};
use crate::parse::tidy::{push, push_text};

/// A citation of the lists, and what it is called.
#[derive(Debug)]
pub(super) struct Entry<'t> {
    id: ReferenceId,
    label: Option<String>,
    /// The citation as it is printed, and the one whose tags say its fields; mostly the same.
    citation: Option<Citation<'t>>,
    home: Node<'t>,
    /// Whether it is the first of its entry: then what else the entry says is its.
    first: bool,
}

/// A citation. Some sources have each twice: printed, and as a record.
#[derive(Debug, Clone, Copy)]
struct Citation<'t> {
    printed: Node<'t>,
    fields: Node<'t>,
}

/// Names the entries of all lists under a node. Where the labels of the article's own lists are
/// numbers, each there once, the numbers are the names, as in print; else the ids of the source.
pub(super) fn name<'t>(reader: &mut Reader<'t>, article: Node<'t>) -> Vec<Entry<'t>> {
    let refs: Vec<Node<'t>> = article.inside().filter(|node| node.is("ref")).collect();
    let own = |node: &Node<'t>| {
        !node
            .ancestors()
            .any(|around| matches!(around.name(), "sub-article" | "response"))
    };
    let (mut all, others): (Vec<Node<'t>>, Vec<Node<'t>>) = refs.into_iter().partition(own);
    let mut numbers: Vec<Option<u32>> = all.iter().map(|node| number(*node)).collect();
    // A list without labels is numbered by its order, if that is how the text mentions it.
    let labelled = all.iter().any(|node| node.child("label").is_some());
    let counted = !labelled && is_counted(reader, article, &all);
    if counted {
        numbers = (1..).take(all.len()).map(Some).collect();
    }
    let distinct: HashSet<u32> = numbers.iter().copied().flatten().collect();
    let numbered = !all.is_empty() && distinct.len() == all.len();
    let mut taken: HashMap<String, usize> = HashMap::new();
    let mut entries = Vec::new();
    let split = all.len();
    all.extend(others);
    taken.reserve(all.len());
    entries.reserve(all.len());
    reader.entries.reserve(2 * all.len());
    reader.places.reserve(all.len());
    reader.order.reserve(all.len());
    for (at, entry) in all.into_iter().enumerate() {
        // A list without labels shows its order: the names of its entries are for programs.
        let label = label(entry).or_else(|| (!labelled).then(|| (at + 1).to_string()));
        let id = entry.attribute("id").map(std::borrow::Cow::into_owned);
        let base = match numbers.get(at).copied().flatten() {
            Some(number) if numbered && at < split => number.to_string(),
            _ => id.clone().unwrap_or_else(|| format!("r{}", at + 1)),
        };
        let citations = citations(entry);
        let count = citations.len().max(1);
        let mut names = Vec::new();
        for nth in 0..count {
            let citation = citations.get(nth).copied();
            let fresh = fresh(&mut taken, &base);
            if nth == 0 && fresh != base {
                reader.report(
                    Code::DuplicateReference,
                    entry,
                    format!("a second reference is called `{base}`; citations mean the first"),
                    "give every reference an `id` of its own",
                );
            }
            let id = ReferenceId::new(fresh);
            reader.places.insert(id.clone(), reader.order.len());
            reader.order.push(id.clone());
            names.push(id.clone());
            let part = citation
                .and_then(|citation| citation.printed.child("label"))
                .map(Node::prose);
            entries.push(Entry {
                id: id.clone(),
                label: match (&label, part) {
                    (Some(label), Some(part)) => Some(format!("{label}{}", bare(&part))),
                    (None, Some(part)) => Some(bare(&part).to_owned()),
                    (label, None) => label.clone(),
                },
                citation,
                home: entry,
                first: nth == 0,
            });
            if let Some(citation) = citation {
                reader
                    .entries
                    .insert(citation.printed.key(), vec![id.clone()]);
                if citation.fields != citation.printed {
                    reader
                        .entries
                        .insert(citation.fields.key(), vec![id.clone()]);
                }
            }
        }
        reader.entries.insert(entry.key(), names);
    }
    entries
}

/// Whether the text mentions the entries by their places in the list, all of them that it
/// mentions by a number, and some.
fn is_counted<'t>(reader: &Reader<'t>, article: Node<'t>, entries: &[Node<'t>]) -> bool {
    let places: HashMap<u32, usize> = entries
        .iter()
        .enumerate()
        .map(|(at, entry)| (entry.key(), at + 1))
        .collect();
    let mut mentions = article
        .inside()
        .filter(|node| node.is("xref"))
        .filter_map(|xref| {
            let target = reader.target(&xref.attribute("rid")?)?;
            Some((*places.get(&target.key())?, single(&xref.prose())))
        });
    let mut some = false;
    mentions.all(|(place, words)| match bare(&words).parse::<usize>() {
        Ok(number) => {
            some = true;
            number == place
        }
        // `1–3` says nothing, and neither does an empty mention.
        Err(_) => !super::citation::is_wordy(&words),
    }) && some
}

/// Reads the entries.
pub(super) fn read<'t>(reader: &mut Reader<'t>, entries: Vec<Entry<'t>>) -> Vec<Reference> {
    entries
        .into_iter()
        .map(|entry| {
            let csl = entry.citation.and_then(|citation| {
                csl::of(citation.fields).or_else(|| csl::of(citation.printed))
            });
            let printed = entry.citation.map(|citation| citation.printed);
            let mut children = printed
                .filter(|citation| is_printed(*citation) || !says_all(csl.as_ref()))
                .map(|citation| reader.printed(citation))
                .unwrap_or_default();
            if entry.first {
                reader.beside(entry.home, printed, csl.is_some(), &mut children);
            }
            // An entry without a tagged field is read as print is.
            let csl = csl.or_else(|| crate::parse::reference::read(&children));
            Reference {
                id: entry.id,
                label: entry.label,
                children,
                csl,
                position: Some(entry.home.span()),
            }
        })
        .collect()
}

/// The headings of nested lists, and what lists say beside their entries.
pub(super) fn notes<'t>(reader: &mut Reader<'t>, list: Node<'t>, out: &mut Vec<Block>) {
    for child in list.elements() {
        match child.name() {
            "ref" | "title" | "label" => {}
            "ref-list" => {
                let title = reader.title_of(child);
                if !title.is_empty() {
                    out.push(Block::paragraph(title));
                }
                notes(reader, child, out);
            }
            _ => reader.block(child, out),
        }
    }
}

impl<'t> Reader<'t> {
    /// A citation as it is printed.
    fn printed(&mut self, citation: Node<'t>) -> Vec<Inline> {
        let mut line = Vec::new();
        self.citation_in_line(citation, &mut line);
        crate::parse::tidy::line(&mut line);
        line
    }

    /// A tagged citation that stands in running text: its fields, with commas between them.
    pub(super) fn citation_in_line(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        if is_printed(node) {
            self.fields(node.children().filter(|child| !child.is("label")), out);
            return;
        }
        let mut first = true;
        for field in node.elements() {
            let people = if field.is("person-group") {
                field.elements().collect()
            } else {
                vec![field]
            };
            for part in people {
                let line = match person::name(part) {
                    Some(name) => {
                        let words = [name.family, name.given, name.suffix, name.literal];
                        let words: Vec<String> = words.into_iter().flatten().collect();
                        vec![Inline::text(words.join(" "))]
                    }
                    None => self.line_of(std::iter::once(part)),
                };
                if line.is_empty() {
                    continue;
                }
                if !first {
                    push_text(out, ", ");
                }
                first = false;
                for inline in line {
                    push(out, inline);
                }
            }
        }
    }

    /// Fields as print sets them: where tags touch, their texts are apart.
    pub(super) fn fields(&mut self, nodes: impl Iterator<Item = Node<'t>>, out: &mut Vec<Inline>) {
        let mut before = "";
        let mut line = Vec::new();
        for node in nodes {
            if let Some(sign) = between(before, node.name()) {
                push_text(&mut line, sign);
            }
            for piece in self.line_pieces_of(node) {
                push(&mut line, piece);
            }
            before = node.name();
        }
        for piece in super::citation::join(self, line) {
            push(out, piece);
        }
    }

    /// What an entry says beside its citation: notes, and what is not tagged at all.
    fn beside(
        &mut self,
        entry: Node<'t>,
        citation: Option<Node<'t>>,
        structured: bool,
        children: &mut Vec<Inline>,
    ) {
        if structured && children.is_empty() && citation.is_some() {
            // Its fields are the entry; a note alone would stand in their place.
            let notes = |child: &Node<'t>| matches!(child.name(), "note" | "p");
            if !entry.elements().any(|child| notes(&child)) {
                return;
            }
            if let Some(citation) = citation {
                *children = self.printed(citation);
            }
        }
        let rest = entry.children().filter(|child| {
            child.text().is_some_and(|text| !is_all_blank(text))
                || !child.name().is_empty()
                    && !child.is("label")
                    && !is_citation(*child)
                    && !child.is("citation-alternatives")
        });
        let line = self.line_of(rest);
        if !line.is_empty() {
            if !children.is_empty() {
                children.push(Inline::text(" "));
            }
            children.extend(line);
        }
    }
}

/// What print sets between two fields whose tags touch; nothing where one of them is no field.
fn between(one: &str, next: &str) -> Option<&'static str> {
    let person = |name: &str| matches!(name, "name" | "string-name" | "collab" | "etal");
    let field = |name: &str| {
        person(name)
            || matches!(
                name,
                "article-title"
                    | "chapter-title"
                    | "comment"
                    | "conf-date"
                    | "conf-loc"
                    | "conf-name"
                    | "data-title"
                    | "date-in-citation"
                    | "day"
                    | "edition"
                    | "elocation-id"
                    | "ext-link"
                    | "fpage"
                    | "given-names"
                    | "institution"
                    | "issue"
                    | "lpage"
                    | "month"
                    | "part-title"
                    | "person-group"
                    | "prefix"
                    | "pub-id"
                    | "publisher-loc"
                    | "publisher-name"
                    | "series"
                    | "source"
                    | "suffix"
                    | "surname"
                    | "trans-title"
                    | "uri"
                    | "version"
                    | "volume"
                    | "year"
            )
    };
    match (one, next) {
        ("fpage", "lpage") => Some("–"),
        (one, next) if person(one) && person(next) => Some(", "),
        (one, next) if field(one) && field(next) => Some(" "),
        _ => None,
    }
}

fn is_citation(node: Node<'_>) -> bool {
    matches!(
        node.name(),
        "element-citation" | "mixed-citation" | "nlm-citation" | "citation"
    )
}

/// The citations of an entry. Where there are as many records as printed ones, they are the same.
fn citations(entry: Node<'_>) -> Vec<Citation<'_>> {
    let one = |node| Citation {
        printed: node,
        fields: node,
    };
    let mut found = Vec::new();
    for forms in entry.all("citation-alternatives") {
        let printed = forms.child("mixed-citation");
        let record = forms
            .elements()
            .find(|node| is_citation(*node) && Some(*node) != printed);
        found.extend(match (printed, record) {
            (Some(printed), Some(fields)) => Some(Citation { printed, fields }),
            (printed, record) => printed.or(record).map(one),
        });
    }
    let (printed, records): (Vec<Node<'_>>, Vec<Node<'_>>) = entry
        .elements()
        .filter(|node| is_citation(*node))
        .partition(|node| node.is("mixed-citation"));
    if printed.len() == records.len() {
        let pairs = printed.into_iter().zip(records);
        found.extend(pairs.map(|(printed, fields)| Citation { printed, fields }));
    } else {
        found.extend(entry.elements().filter(|node| is_citation(*node)).map(one));
    }
    found
}

/// Whether a citation is text with tags in it, so that it can be shown as it is: one without a
/// sign between its tags is a record.
fn is_printed(citation: Node<'_>) -> bool {
    citation
        .children()
        .filter_map(Node::text)
        .any(|text| !is_all_blank(text))
}

/// Whether the fields of a record are enough to show it.
fn says_all(csl: Option<&crate::model::Csl>) -> bool {
    csl.is_some_and(|csl| csl.title.is_some())
}

fn label(entry: Node<'_>) -> Option<String> {
    let label = single(&entry.child("label")?.prose());
    let bare = bare(&label);
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// A label without its punctuation.
fn bare(label: &str) -> &str {
    label.trim_matches(['.', ')', '(', '[', ']', ':', ' '])
}

fn number(entry: Node<'_>) -> Option<u32> {
    let number: u32 = label(entry)?.parse().ok()?;
    (number > 0).then_some(number)
}

/// A name that no other entry has.
fn fresh(taken: &mut HashMap<String, usize>, base: &str) -> String {
    let count = taken.entry(base.to_owned()).or_default();
    *count += 1;
    if *count == 1 {
        return base.to_owned();
    }
    let mut number = *count;
    loop {
        let name = format!("{base}-{number}");
        if !taken.contains_key(&name) {
            taken.insert(base.to_owned(), number);
            taken.insert(name.clone(), 1);
            return name;
        }
        number += 1;
    }
}
