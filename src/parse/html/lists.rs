//! The lists of a page: which of the candidates hold references, which hold notes, and what their
//! entries are called.
//!
//! A list is one if something says so: links that look like markers lead to it; a heading, a class
//! or a role names it; or it ends the text, is numbered, looks like sources, and the text has
//! markers of its numbers. Whether it holds references or notes its heading says, then its look.

use std::collections::{HashMap, HashSet};

use super::find::{self, Candidate, Lead, number_of};
use super::outline;
use super::page::Page;
use super::signs::{self, Sign};
use super::tree::{NodeId, NodeMap, NodeSet};
use crate::model::{Inline, ReferenceId};
use crate::parse::marker::{NumberSet, marker};
use crate::parse::reference;

/// What a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    References,
    Notes,
}

/// A list of the page.
#[derive(Debug, Clone)]
pub(super) struct List {
    pub(super) kind: Kind,
    pub(super) parent: NodeId,
    pub(super) heading: Option<NodeId>,
    pub(super) items: usize,
}

/// An entry of a list.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) element: NodeId,
    pub(super) kind: Kind,
    /// The number that it shows: counted by the browser, or printed.
    pub(super) number: Option<u32>,
    /// The host's own id that links lead to.
    pub(super) id: Option<String>,
    /// What citations call it; of a note its name.
    pub(super) name: ReferenceId,
}

/// The lists of a page.
#[derive(Debug, Default)]
pub(super) struct Lists {
    pub(super) all: Vec<List>,
    /// In the order of the page.
    pub(super) entries: Vec<Entry>,
    targets: NodeMap<usize>,
    /// Links that lead to entries, and what raises them: where ways back lead.
    marks: NodeSet,
    names: HashMap<ReferenceId, usize>,
}

impl Lists {
    pub(super) fn of(page: &Page<'_>, root: NodeId, body: NodeId) -> Self {
        let leads = find::leads(page, body);
        let headings: Vec<NodeId> = outline::headings(page, body).collect();
        let found = find::candidates(page, body, &leads);
        let judged = judge(page, root, &headings, found, &leads);
        let mut lists = Self::default();
        let ids = leads
            .iter()
            .filter_map(|lead| {
                let tree = page.tree;
                let name = (tree.name(lead.target) == "a").then_some("name");
                let id = [Some("id"), name].into_iter().flatten();
                let id = id
                    .into_iter()
                    .find_map(|kind| tree.attribute(lead.target, kind))?;
                Some((lead.block, id))
            })
            .collect();
        lists.take(page, judged, &ids);
        for lead in &leads {
            let Some(at) = lists.holding(page, lead.block) else {
                continue;
            };
            lists.targets.insert(lead.target, at);
            let around = std::iter::once(lead.link).chain(page.tree.ancestors(lead.link));
            let inline = around
                .take(4)
                .take_while(|node| !super::plain::is_block(page.tree.name(*node)));
            lists.marks.extend(inline);
        }
        lists
    }

    /// The entry that a node is or stands in.
    pub(super) fn holding(&self, page: &Page<'_>, node: NodeId) -> Option<usize> {
        let at = self
            .entries
            .partition_point(|entry| entry.element <= node)
            .checked_sub(1)?;
        let entry = self.entries.get(at)?;
        page.tree.contains(entry.element, node).then_some(at)
    }

    /// The entry that the target of a link means.
    pub(super) fn meant(&self, page: &Page<'_>, target: NodeId) -> Option<usize> {
        self.targets
            .get(&target)
            .copied()
            .or_else(|| self.holding(page, target))
    }

    /// Whether a way back leads to this node: it is a marker, around one, or an anchor before one.
    pub(super) fn is_mark(&self, page: &Page<'_>, node: NodeId) -> bool {
        let tree = page.tree;
        self.marks.contains(&node)
            || tree
                .ancestors(node)
                .take(2)
                .any(|around| self.marks.contains(&around))
            || tree
                .next_sibling(node)
                .is_some_and(|next| self.marks.contains(&next))
    }

    /// The entry that is called so.
    pub(super) fn named(&self, name: &ReferenceId) -> Option<usize> {
        self.names.get(name).copied()
    }

    /// The numbers that the text may have plain markers of, and whose they are: of references if
    /// there are any, else of notes.
    pub(super) fn numbers(&self) -> (Kind, HashMap<u32, usize>) {
        let has_references = self
            .entries
            .iter()
            .any(|entry| entry.kind == Kind::References);
        let kind = if has_references {
            Kind::References
        } else {
            Kind::Notes
        };
        let mut numbers = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.kind == kind
                && let Some(number) = entry.number
            {
                numbers.entry(number).or_insert(at);
            }
        }
        (kind, numbers)
    }

    /// Whether links lead to most entries of a kind.
    pub(super) fn is_linked(&self, kind: Kind) -> bool {
        let of_kind = |at: &usize| {
            self.entries
                .get(*at)
                .is_some_and(|entry| entry.kind == kind)
        };
        let led: HashSet<usize> = self.targets.values().copied().filter(of_kind).collect();
        let all = self.entries.iter().filter(|entry| entry.kind == kind);
        led.len() * 2 > all.count()
    }

    /// Takes the entries of lists, in the order of the page, and names them.
    fn take(
        &mut self,
        page: &Page<'_>,
        judged: Vec<(Candidate, Kind, Option<NodeId>)>,
        ids: &NodeMap<&str>,
    ) {
        for (candidate, kind, heading) in judged {
            let numbers = numbers_of(page, &candidate);
            self.all.push(List {
                kind,
                parent: candidate.parent,
                heading,
                items: candidate.items.len(),
            });
            for (at, element) in candidate.items.iter().copied().enumerate() {
                self.entries.push(Entry {
                    element,
                    kind,
                    number: numbers.get(at).copied().flatten(),
                    id: id_of(page, element, ids),
                    name: ReferenceId::default(),
                });
            }
        }
        self.entries.sort_by_key(|entry| entry.element);
        self.entries.dedup_by_key(|entry| entry.element);
        for kind in [Kind::References, Kind::Notes] {
            let mut taken = HashSet::new();
            let mut at = 0;
            for entry in self.entries.iter_mut().filter(|entry| entry.kind == kind) {
                at += 1;
                // Pandoc writes the key of a reference behind `ref-`.
                let key = entry
                    .id
                    .as_deref()
                    .map(|id| id.strip_prefix("ref-").unwrap_or(id));
                let names = [
                    entry.number.map(|number| number.to_string()),
                    key.map(str::to_owned),
                    Some(at.to_string()),
                    Some(format!("entry-{at}")),
                ];
                let name = names
                    .into_iter()
                    .flatten()
                    .find(|name| !name.is_empty() && taken.insert(name.clone()));
                entry.name = ReferenceId::new(name.unwrap_or_default());
            }
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.kind != Kind::References {
                continue;
            }
            self.names.entry(entry.name.clone()).or_insert(at);
            if let Some(id) = &entry.id {
                let key = id.strip_prefix("ref-").unwrap_or(id);
                self.names.entry(ReferenceId::new(key)).or_insert(at);
            }
        }
    }
}

/// Decides about the candidates.
fn judge(
    page: &Page<'_>,
    root: NodeId,
    headings: &[NodeId],
    found: Vec<Candidate>,
    leads: &[Lead],
) -> Vec<(Candidate, Kind, Option<NodeId>)> {
    let tree = page.tree;
    let in_item: NodeMap<usize> = found
        .iter()
        .enumerate()
        .flat_map(|(at, candidate)| candidate.items.iter().map(move |item| (*item, at)))
        .collect();
    // Which candidates links lead to from outside of any candidate that is led to itself.
    let holder = |node: NodeId| {
        std::iter::once(node)
            .chain(tree.ancestors(node))
            .take(40)
            .find_map(|around| in_item.get(&around).copied())
    };
    let mut led: Vec<NodeSet> = vec![NodeSet::default(); found.len()];
    let mut outside: Vec<usize> = vec![0; found.len()];
    let holders: Vec<(Option<usize>, Option<usize>)> = leads
        .iter()
        .map(|lead| (holder(lead.link), in_item.get(&lead.block).copied()))
        .collect();
    let is_led: HashSet<usize> = holders.iter().filter_map(|(_, to)| *to).collect();
    for (lead, (from, to)) in leads.iter().zip(&holders) {
        let Some(to) = *to else { continue };
        if *from == Some(to) {
            continue;
        }
        if let Some(blocks) = led.get_mut(to) {
            blocks.insert(lead.block);
        }
        if from.is_none_or(|from| !is_led.contains(&from))
            && let Some(count) = outside.get_mut(to)
        {
            *count += 1;
        }
    }
    let mentioned = mentioned(page, root);
    let any_outside = outside.iter().any(|count| *count > 0);
    let mut judged: Vec<(Candidate, Kind, Option<NodeId>)> = Vec::new();
    let mut end = 0;
    for (at, candidate) in found.into_iter().enumerate() {
        let Some(first) = candidate.items.first().copied() else {
            continue;
        };
        if first.index() < end {
            continue;
        }
        let (sign, heading) = signs::of_list(
            page,
            headings,
            root,
            candidate.parent,
            first,
            candidate.whole,
        );
        let led = led.get(at).map_or(0, HashSet::len);
        let outside = outside.get(at).copied().unwrap_or_default();
        let items = candidate.items.len();
        let says = candidate
            .items
            .iter()
            .all(|item| find::is_entry(page, *item).is_some());
        let by_links = outside > 0 && (says || sign.is_some() || led * 2 >= items);
        let unlinked = !any_outside && (tree.contains(root, first) || sign.is_some());
        let by_sign = unlinked && sign == Some(Sign::References);
        let by_numbers = unlinked
            && !by_sign
            && is_mentioned(page, &candidate, &mentioned)
            && (sign.is_some() || ends_the_text(page, root, &candidate));
        if !(by_links || by_sign || by_numbers) {
            continue;
        }
        let kind = match sign {
            Some(Sign::References) => Kind::References,
            Some(Sign::Either) | None if looks_like_sources(page, &candidate) => Kind::References,
            Some(Sign::Notes | Sign::Either) | None => Kind::Notes,
        };
        end = candidate
            .items
            .last()
            .map_or(end, |last| last.index() + tree.size(*last));
        let heading = heading.filter(|_| sign.is_some() && led + items > 0);
        judged.push((candidate, kind, heading));
    }
    judged
}

/// Whether most entries are sources by what can be read of them.
fn looks_like_sources(page: &Page<'_>, candidate: &Candidate) -> bool {
    let sources = candidate
        .items
        .iter()
        .filter(|item| {
            let tree = page.tree;
            let tagged = tree.subtree(**item).take(60).any(|inner| {
                tree.name(inner) == "cite" && super::page::has_class(tree, inner, &["citation"])
            });
            let words = page.words(**item);
            // `Doe 1986, pp. 7–8` means a source of another list.
            if tagged || words.len() <= 60 && super::links::has_year(&words) {
                return true;
            }
            let start = super::label::label(&words).map_or(0, |label| label.length);
            let text = words.get(start..).unwrap_or_default();
            let text = text.trim_start_matches(['^', '↑', ' ']);
            let read = reference::read(&[Inline::text(text)]);
            read.is_some_and(|csl| {
                let identified = csl.doi.is_some() || csl.pmid.is_some() || csl.pmcid.is_some();
                let named = !csl.author.is_empty() || csl.container_title.is_some();
                identified || csl.issued.is_some() && named
            })
        })
        .count();
    sources * 2 > candidate.items.len()
}

/// The numbers in plain markers of the text, whatever they mean.
fn mentioned(page: &Page<'_>, root: NodeId) -> NumberSet {
    let tree = page.tree;
    let mut numbers = NumberSet::default();
    for node in tree.subtree(root) {
        let Some(text) = tree.text(node).filter(|_| page.shows(node)) else {
            continue;
        };
        let raised = tree
            .parent(node)
            .is_some_and(|parent| super::links::is_raised(tree, parent));
        if raised {
            let found = marker(&format!("<sup>{}</sup>", text.trim()));
            numbers_into(&mut numbers, found.iter());
            continue;
        }
        let starts = text
            .char_indices()
            .filter(|(_, c)| crate::parse::marker::may_begin(*c));
        let found: Vec<_> = starts
            .filter_map(|(at, _)| marker(text.get(at..)?))
            .collect();
        numbers_into(&mut numbers, found.iter());
    }
    numbers
}

fn numbers_into<'m>(
    numbers: &mut NumberSet,
    found: impl Iterator<Item = &'m crate::parse::marker::Marker>,
) {
    for marker in found {
        for number in marker.printed_numbers() {
            numbers.insert(number);
        }
    }
}

/// Whether half of the entries have a number that the text has a plain marker of.
fn is_mentioned(page: &Page<'_>, candidate: &Candidate, mentioned: &NumberSet) -> bool {
    let numbers = numbers_of(page, candidate);
    let known = numbers
        .iter()
        .flatten()
        .filter(|number| mentioned.contains(**number))
        .count();
    // An ordinary list of steps is numbered too.
    known * 2 >= candidate.items.len()
}

/// Whether little but the list stands behind its beginning, so that it is no list of the text.
fn ends_the_text(page: &Page<'_>, root: NodeId, candidate: &Candidate) -> bool {
    let (Some(first), Some(last)) = (candidate.items.first(), candidate.items.last()) else {
        return false;
    };
    let behind = page.weight(root) - page.text_between(root, *last).min(page.weight(root));
    let rest = behind.saturating_sub(page.weight(*last));
    page.tree.contains(root, *first) && rest * 5 <= page.weight(root)
}

/// The numbers that the entries of a list show: those that the browser counts, those that the
/// entries begin with, or those of the terms.
fn numbers_of(page: &Page<'_>, candidate: &Candidate) -> Vec<Option<u32>> {
    let tree = page.tree;
    let printed: Vec<Option<u32>> = candidate
        .items
        .iter()
        .map(|item| match tree.name(*item) {
            "dd" => page
                .previous(*item)
                .and_then(|term| super::label::alone(&page.words(term))?.1),
            _ => number_of(page, *item),
        })
        .collect();
    let some = printed.iter().flatten().count();
    let distinct: HashSet<u32> = printed.iter().copied().flatten().collect();
    if some * 2 > printed.len() && distinct.len() == some {
        return printed;
    }
    if tree.name(candidate.parent) != "ol" {
        return vec![None; candidate.items.len()];
    }
    let number = |node: NodeId, name: &str| tree.attribute(node, name)?.trim().parse::<u32>().ok();
    let mut next = number(candidate.parent, "start").unwrap_or(1);
    candidate
        .items
        .iter()
        .map(|item| {
            let shown = number(*item, "value").unwrap_or(next);
            next = shown.saturating_add(1);
            Some(shown)
        })
        .collect()
}

/// The id that links to an entry lead to; where none does its own, or the first inside of it.
fn id_of(page: &Page<'_>, element: NodeId, ids: &NodeMap<&str>) -> Option<String> {
    let tree = page.tree;
    let own = |node: NodeId| {
        let name = (tree.name(node) == "a").then(|| tree.attribute(node, "name"));
        tree.attribute(node, "id")
            .or(name.flatten())
            .filter(|id| !id.is_empty())
    };
    let term = || {
        let term = (tree.name(element) == "dd").then(|| page.previous(element));
        own(term.flatten()?)
    };
    ids.get(&element)
        .copied()
        .or_else(|| own(element))
        .or_else(term)
        .or_else(|| tree.subtree(element).take(40).find_map(own))
        .map(str::to_owned)
}
