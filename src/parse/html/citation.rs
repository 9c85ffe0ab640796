//! Markers: what cites, the marks of notes, and the elements that gather several.

use std::collections::HashSet;

use super::cluster::is_wordy;
use super::inline::{DEEPEST, NoteSource, Reader};
use super::links;
use super::lists::Kind;
use super::page::has_class;
use super::places::{At, LeadsTo, Target};
use super::plain::Plain;
use super::tree::NodeId;
use crate::diagnostic::Span;
use crate::model::{Citation, Identifier, Inline, KeyedSource, ReferenceId, keyed_marker};

impl Reader<'_, '_> {
    /// A marker that is no link.
    pub(super) fn plain(&mut self, plain: Plain, out: &mut Vec<Inline>) {
        let note = plain.entries.first().and_then(|at| self.note_of.get(at));
        if let Some(note) = note.copied() {
            self.note_mark(plain.at, note, out);
            return;
        }
        let entries = plain.entries.iter();
        let names = entries.filter_map(|at| self.lists.entries.get(*at));
        let references = names.map(|entry| entry.name.clone()).collect();
        self.cite(plain.at, references, plain.printed, out);
    }

    fn note_mark(&mut self, at: At, note: usize, out: &mut Vec<Inline>) {
        let identifier = Identifier::new(self.marks.targets.len().to_string());
        self.marks.targets.push(Target {
            at,
            leads_to: LeadsTo::Note(note),
        });
        out.push(Inline::FootnoteReference { identifier });
    }

    fn cite(
        &mut self,
        at: At,
        references: Vec<ReferenceId>,
        marker: String,
        out: &mut Vec<Inline>,
    ) {
        let place = self.marks.targets.len();
        self.marks.targets.push(Target {
            at,
            leads_to: LeadsTo::References(references.clone()),
        });
        out.push(Inline::from(Citation {
            references,
            marker,
            position: Some(Span::new(place, place + 1)),
            ..Citation::default()
        }));
    }

    /// A citation or the mark of a note: a link that leads to an entry, or an element that names
    /// the keys of what it cites.
    pub(super) fn citation(&mut self, node: NodeId, out: &mut Vec<Inline>) -> bool {
        let tree = self.page.tree;
        let keys = links::keys(tree, node);
        let name = tree.name(node);
        let by_key = matches!(name, "d-cite" | "dt-cite");
        let gathers = name == "cite" || has_class(tree, node, &["ltx_cite", "citation"]);
        if !keys.is_empty() || gathers {
            return self.gathered(node, keys, by_key, out);
        }
        if name != "a" && tree.attribute(node, "rid").is_none() {
            return false;
        }
        // An address before the fragment may be that of this page or of another one.
        if !links::is_bare(tree, node) && !links::looks_like_marker(self.page, node) {
            return false;
        }
        let Some(entry) = links::target(self.page, node)
            .and_then(|target| self.lists.meant(self.page, target))
            .filter(|at| {
                let entry = self.lists.entries.get(*at);
                entry.is_some_and(|entry| !tree.contains(entry.element, node))
            })
        else {
            return false;
        };
        if let Some(note) = self.note_of.get(&entry).copied() {
            self.note_mark(At::Element(node), note, out);
            return true;
        }
        let Some(entry) = self.lists.entries.get(entry) else {
            return false;
        };
        let id = entry.name.clone();
        let mut references = vec![id.clone()];
        // `rid="b1 b2"`: one element for several.
        for fragment in links::fragments(tree, node).iter().skip(1) {
            let more = self
                .page
                .named(fragment)
                .and_then(|target| self.lists.meant(self.page, target))
                .and_then(|at| self.lists.entries.get(at))
                .filter(|entry| entry.kind == Kind::References);
            references.extend(more.map(|entry| entry.name.clone()));
        }
        let words = self.page.words(node);
        // `1–3` in one link, which leads to the first.
        if references.len() == 1
            && let Some((_, last)) = ends(&words)
        {
            let last = ReferenceId::from(last);
            if self.marks.order.contains_key(&last) {
                references.extend(self.marks.between(&id, &last));
                references.push(last);
            }
        }
        let marker = if words.is_empty() {
            format!("[{id}]")
        } else {
            words
        };
        let raised = !self.raised
            && tree
                .subtree(node)
                .take(6)
                .any(|inner| links::is_raised(tree, inner));
        let marker = if raised && (marker.starts_with(['[', '(']) || is_wordy(&marker)) {
            format!("^{marker}^")
        } else {
            marker
        };
        self.cite(At::Element(node), references, marker, out);
        true
    }

    /// An element that is a marker as a whole: what its links lead to, and what it names by keys.
    fn gathered(
        &mut self,
        node: NodeId,
        keys: Vec<ReferenceId>,
        by_key: bool,
        out: &mut Vec<Inline>,
    ) -> bool {
        if self.depth >= DEEPEST {
            return false;
        }
        let first = self.marks.targets.len();
        let budget = self.marks.range_budget;
        let children = self.inside(node);
        let found = self.marks.targets.get(first..).unwrap_or_default();
        let notes = found
            .iter()
            .any(|target| matches!(target.leads_to, LeadsTo::Note(_)));
        let mut references: Vec<ReferenceId> = Vec::new();
        let mut seen: HashSet<ReferenceId> = HashSet::new();
        for inline in &children {
            collect_references(inline, &mut seen, &mut references);
        }
        let mut missing: Vec<ReferenceId> = Vec::new();
        for key in keys {
            let entry = self.lists.named(&key);
            let name = match entry.and_then(|at| self.lists.entries.get(at)) {
                Some(entry) => entry.name.clone(),
                None if by_key => {
                    let next = self.keys.len();
                    self.keys.entry(key.clone()).or_insert(next);
                    key
                }
                None => continue,
            };
            if seen.insert(name.clone()) {
                missing.push(name);
            }
        }
        references.extend(missing.iter().cloned());
        if notes || references.is_empty() {
            if children.is_empty() || found.is_empty() {
                self.marks.targets.truncate(first);
                self.marks.range_budget = budget;
                return false;
            }
            out.extend(children);
            return true;
        }
        if found.is_empty() {
            self.marks.targets.push(Target {
                at: At::Element(node),
                leads_to: LeadsTo::References(references.clone()),
            });
        } else if let Some(Target {
            leads_to: LeadsTo::References(last),
            ..
        }) = self.marks.targets.last_mut()
        {
            last.extend(missing);
        }
        let words = self.page.words(node);
        let marker = if words.is_empty() {
            self.keyed(&references)
        } else {
            words
        };
        out.push(Inline::from(Citation {
            references,
            marker,
            position: Some(Span::new(first, self.marks.targets.len())),
            ..Citation::default()
        }));
        true
    }

    /// The marker of keys: their numbers in the order of their first use.
    fn keyed(&self, references: &[ReferenceId]) -> String {
        let sources: Vec<KeyedSource> = references
            .iter()
            .map(|id| {
                let at = self.keys.get(id).copied();
                let number = at
                    .and_then(|at| u32::try_from(at + 1).ok())
                    .or_else(|| id.number());
                KeyedSource {
                    sign: number.map_or_else(|| id.to_string(), |number| number.to_string()),
                    number,
                    ..KeyedSource::default()
                }
            })
            .collect();
        keyed_marker(&sources)
    }

    /// A note that stands in the text at its own mark, as Distill and LaTeXML have it.
    pub(super) fn note_in_place(&mut self, node: NodeId, out: &mut Vec<Inline>) -> bool {
        let tree = self.page.tree;
        let (mark, content) = match tree.name(node) {
            "d-footnote" | "dt-fn" => (node, node),
            "span" if has_class(tree, node, &["ltx_role_footnote", "ltx_role_endnote"]) => {
                let find = |class: &'static str| {
                    tree.subtree(node)
                        .take(12)
                        .find(|inner| has_class(tree, *inner, &[class]))
                };
                let (Some(mark), Some(content)) = (find("ltx_note_mark"), find("ltx_note_content"))
                else {
                    return false;
                };
                (mark, content)
            }
            _ => return false,
        };
        if self.page.weight(content) == 0 {
            return false;
        }
        let number = self.notes.len();
        self.notes.push(NoteSource {
            element: content,
            entry: None,
        });
        self.note_mark(At::Element(mark), number, out);
        true
    }
}

fn collect_references(
    inline: &Inline,
    seen: &mut HashSet<ReferenceId>,
    references: &mut Vec<ReferenceId>,
) {
    if let Inline::Citation(citation) = inline {
        for id in &citation.references {
            if seen.insert(id.clone()) {
                references.push(id.clone());
            }
        }
    }
    for child in inline.children() {
        collect_references(child, seen, references);
    }
}

/// The ends of a range of numbers: `[1–3]`.
fn ends(marker: &str) -> Option<(u32, u32)> {
    let inner = marker.trim_matches(['[', ']', '(', ')', ' ']);
    let (first, last) = inner.split_once(crate::parse::characters::is_dash)?;
    let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
    (first < last).then_some((first, last))
}
