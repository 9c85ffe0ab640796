//! What reading needs to know everywhere: names of parts, references, notes, depth.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet, VecDeque};

use super::heading::Words;
use super::tree::{Node, Tree};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{
    Block, Footnote, Identifier, Identifiers, Inline, MAX_DEPTH, ReferenceId, Section, prose,
};
use crate::parse::Limits;

/// The state of reading.
pub(super) struct Reader<'t> {
    /// The elements by their ids; of two with the same one the first counts.
    by_id: HashMap<Cow<'t, str>, Node<'t>>,
    /// The names of the parts that can be mentioned.
    parts: HashMap<u32, Identifier>,
    identifiers: Identifiers,
    /// The references of each entry of the lists.
    pub(super) entries: HashMap<u32, Vec<ReferenceId>>,
    /// Where each reference stands in the lists, and the references in that order.
    pub(super) places: HashMap<ReferenceId, usize>,
    pub(super) order: Vec<ReferenceId>,
    /// How many references ranges may still stand for.
    pub(super) range_budget: usize,
    /// Notes by the elements that hold them.
    notes: HashMap<u32, Identifier>,
    /// Notes that are mentioned and not read yet.
    waiting: VecDeque<(Identifier, Node<'t>)>,
    footnotes: Vec<Footnote>,
    /// Notes that something in the text refers to.
    referred: HashSet<u32>,
    /// The people whose names in the byline refer to a note, by the note's id.
    people: HashMap<String, Vec<String>>,
    /// Our own headings, in the language of the article.
    pub(super) words: Words,
    depth: usize,
    too_deep: bool,
    pub(super) diagnostics: Vec<Diagnostic>,
}

impl<'t> Reader<'t> {
    /// Looks through a tree once: names what can be mentioned, and notes what is.
    pub(super) fn of(tree: &'t Tree<'t>, words: Words, diagnostics: Vec<Diagnostic>) -> Self {
        let mut reader = Self {
            by_id: HashMap::new(),
            parts: HashMap::new(),
            identifiers: Identifiers::default(),
            entries: HashMap::new(),
            places: HashMap::new(),
            order: Vec::new(),
            range_budget: Limits::default().ranges,
            notes: HashMap::new(),
            waiting: VecDeque::new(),
            footnotes: Vec::new(),
            referred: HashSet::new(),
            people: HashMap::new(),
            words,
            depth: 0,
            too_deep: false,
            diagnostics,
        };
        let mut mentioned: Vec<Cow<'t, str>> = Vec::new();
        let mut names: HashMap<u32, Option<String>> = HashMap::new();
        for node in tree.root().inside() {
            if node.name().is_empty() {
                continue;
            }
            if let Some(id) = node.attribute("id").or_else(|| formula_id(node)) {
                if is_part(node) {
                    let identifier = reader.identifiers.named(&id);
                    reader.parts.insert(node.key(), identifier);
                }
                reader.by_id.entry(id).or_insert(node);
            }
            if !node.is("xref") {
                continue;
            }
            let Some(ids) = node.attribute("rid") else {
                continue;
            };
            match node.ancestors().find(|around| around.is("contrib")) {
                None => mentioned.push(ids),
                Some(contributor) if node.says("ref-type", &["fn"]) => {
                    let name = names.entry(contributor.key()).or_insert_with(|| {
                        super::front::contributor_name(contributor)
                            .map(|name| super::person::written(&name))
                    });
                    let ids = ids.split_whitespace();
                    for (id, name) in ids.zip(name.iter().cycle().cloned()) {
                        reader.people.entry(id.to_owned()).or_default().push(name);
                    }
                }
                Some(_) => {}
            }
        }
        reader.referred = mentioned
            .iter()
            .flat_map(|ids| ids.split_whitespace())
            .filter_map(|id| reader.by_id.get(id))
            .filter(|node| node.is("fn") && !is_in_table(**node))
            .map(|node| node.key())
            .collect();
        reader
    }

    /// The element of an id.
    pub(super) fn target(&self, id: &str) -> Option<Node<'t>> {
        self.by_id.get(id).copied()
    }

    /// The name of a part, if it can be mentioned.
    pub(super) fn part(&self, node: Node<'t>) -> Option<Identifier> {
        self.parts.get(&node.key()).cloned()
    }

    /// The name of a part that has a heading.
    pub(super) fn named(&mut self, node: Node<'t>, title: &[Inline]) -> Identifier {
        self.part(node)
            .unwrap_or_else(|| self.identifiers.slug(&prose(title)))
    }

    /// A section with a heading of its own or of ours.
    pub(super) fn section(
        &mut self,
        node: Node<'t>,
        title: Vec<Inline>,
        children: Vec<Block>,
        position: Span,
    ) -> Section {
        Section {
            identifier: self.named(node, &title),
            title,
            purpose: None,
            children,
            position: Some(position),
        }
    }

    /// Does something one level deeper; says whether what it reads may still be a level of its own.
    pub(super) fn deeper(&mut self, node: Node<'t>, read: impl FnOnce(&mut Self)) -> bool {
        let fits = !self.is_deep(node);
        self.depth += 1;
        read(self);
        self.depth -= 1;
        fits
    }

    /// Whether the limit is reached, so that what an element holds goes into what is around it. A
    /// figure takes two levels with its caption, and so does a list with its items.
    pub(super) fn is_deep(&mut self, node: Node<'t>) -> bool {
        let deep = self.depth + 2 >= MAX_DEPTH;
        if deep && !self.too_deep {
            self.too_deep = true;
            self.diagnostics.push(Diagnostic::new(
                Code::TooDeep,
                node.span(),
                format!("parts nest more than {MAX_DEPTH} deep; this one is put into its parent"),
            ));
        }
        deep
    }

    /// Whether something in the text refers to a note, so that it is no note of a list.
    pub(super) fn is_referred(&self, node: Node<'t>) -> bool {
        self.referred.contains(&node.key())
    }

    /// Whom a note is about, where only the byline says so: what they did, what they gain.
    pub(super) fn people_of(&self, node: Node<'t>) -> Option<String> {
        const ABOUT_PEOPLE: [&str; 3] = ["con", "coi-statement", "conflict"];
        if !node.says("fn-type", &ABOUT_PEOPLE) {
            return None;
        }
        let names = self.people.get(&*node.attribute("id")?)?;
        Some(names.join(", "))
    }

    /// The name of a note; it is read later, and once.
    pub(super) fn note(&mut self, node: Node<'t>) -> Identifier {
        if let Some(identifier) = self.notes.get(&node.key()) {
            return identifier.clone();
        }
        let identifier = match node.attribute("id") {
            Some(id) => self.identifiers.named(&id),
            None => self.identifiers.slug("note"),
        };
        self.notes.insert(node.key(), identifier.clone());
        self.waiting.push_back((identifier.clone(), node));
        identifier
    }

    /// Reads the notes that have been mentioned, and those that they mention.
    pub(super) fn footnotes(&mut self) -> Vec<Footnote> {
        while let Some((identifier, node)) = self.waiting.pop_front() {
            let children = self.note_text(node, false);
            self.footnotes.push(Footnote {
                identifier,
                children,
            });
        }
        std::mem::take(&mut self.footnotes)
    }

    /// Reports something at the place of an element.
    pub(super) fn report(
        &mut self,
        code: Code,
        node: Node<'t>,
        message: String,
        hint: &'static str,
    ) {
        self.diagnostics
            .push(Diagnostic::new(code, node.span(), message).with_hint(hint));
    }
}

/// Whether the notes below a table hold it.
fn is_in_table(node: Node<'_>) -> bool {
    node.ancestors()
        .any(|around| matches!(around.name(), "table-wrap" | "table-wrap-foot"))
}

/// A formula that carries its id on what is inside of it.
fn formula_id(node: Node<'_>) -> Option<std::borrow::Cow<'_, str>> {
    (node.is("disp-formula"))
        .then(|| node.child("math")?.attribute("id"))
        .flatten()
}

/// What is read as a line: whatever stands in it is no part of its own.
const LINES: [&str; 18] = [
    "aff",
    "article-title",
    "attrib",
    "bold",
    "contrib",
    "entry",
    "italic",
    "kwd",
    "label",
    "ref",
    "sc",
    "sub",
    "sup",
    "td",
    "term",
    "th",
    "title",
    "xref",
];

/// Whether an element becomes a part that can be mentioned.
fn is_part(node: Node<'_>) -> bool {
    let kind = match node.name() {
        "sec" | "app" | "ack" | "glossary" | "notes" | "bio" => has_heading(node),
        "fig"
        | "table-wrap"
        | "boxed-text"
        | "statement"
        | "supplementary-material"
        | "chem-struct-wrap"
        | "sub-article"
        | "response" => true,
        "fig-group" | "table-wrap-group" => super::figure::is_group(node),
        "disp-formula" => super::formula::is_part(node),
        _ => false,
    };
    kind && !node
        .ancestors()
        .any(|around| LINES.contains(&around.name()))
}

/// Whether an element begins with a heading.
pub(super) fn has_heading(node: Node<'_>) -> bool {
    node.elements()
        .any(|child| matches!(child.name(), "title" | "label") && !child.prose().is_empty())
        || !matches!(node.name(), "sec" | "app" | "notes")
}
