//! An article's references and notes and their uses, looked up by key.
//!
//! Built once for an article and kept beside it, so that opening a card costs the same in a long
//! article as in a short one. A key is a reference's id, or a footnote's identifier, as it stands
//! in fragments ([`fragment::key`]): without spaces, so that a marker can list several.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fragment;
use super::messages::Messages;
use crate::model::walk::{self, Mark, Place};
use crate::model::{Article, Footnote, Inline, Reference, ReferenceId, prose, same_source};

/// What rendering and the card look up.
#[derive(Debug, Default, Clone)]
pub struct Index {
    /// Where each reference stands in the list.
    references: HashMap<String, usize>,
    /// Where each footnote stands.
    notes: HashMap<String, usize>,
    /// Every marker in reading order.
    markers: Vec<Marker>,
    /// For each reference's key, the markers that cite it.
    uses: HashMap<String, Vec<usize>>,
    /// For each footnote's key, its marks.
    note_uses: HashMap<String, Vec<usize>>,
    titles: Vec<String>,
    /// For each reference, an earlier one that is the same source.
    same: Vec<Option<usize>>,
    /// For the first of several references that are one source, all of them, in the order of the
    /// list.
    sources: HashMap<usize, Vec<usize>>,
    /// Whether citations are printed as numbers. Notes are lettered then.
    numbered: bool,
    /// What the page calls things, where it was there before the article.
    names: Names,
}

/// What a page calls the parts of an article that stood in it before: its ids and labels instead
/// of ours. What is not named is called as in a page of ours.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Names {
    /// The id of each marker, in reading order.
    pub markers: Vec<String>,
    /// The ids of the entries of the list, by the key of the reference.
    pub references: HashMap<String, String>,
    /// The ids of the notes, by their key.
    pub notes: HashMap<String, String>,
    /// What notes are marked with, by their key.
    pub note_labels: HashMap<String, String>,
}

/// A marker of the text.
#[derive(Debug, Clone)]
struct Marker {
    fragment: String,
    /// The number of the title around it.
    title: Option<usize>,
    in_note: bool,
}

/// A use of a reference or a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Usage<'a> {
    /// The fragment of the marker.
    pub fragment: &'a str,
    /// The title of the section or box around it.
    pub title: Option<&'a str>,
    /// Whether it stands in a footnote.
    pub in_note: bool,
    /// The place of the marker among all markers, in reading order from 0.
    pub marker: usize,
}

impl Usage<'_> {
    /// The name of the part of the article that it stands in, if that has one.
    pub(super) fn place<'s>(&'s self, messages: Messages<'s>) -> Option<&'s str> {
        self.title.or(self.in_note.then_some(messages.notes()))
    }
}

impl Index {
    /// Looks through an article once. `prefix` is that of its fragments.
    pub fn of(article: &Article, prefix: &str) -> Self {
        let mut index = Self {
            same: same_source(&article.references),
            ..Self::default()
        };
        for (at, first) in index.same.iter().enumerate() {
            if let Some(first) = *first {
                let all = index.sources.entry(first).or_insert_with(|| vec![first]);
                all.push(at);
            }
        }
        for (at, reference) in article.references.iter().enumerate() {
            let key = fragment::key(reference.id.as_str()).into_owned();
            index.references.entry(key).or_insert(at);
        }
        for (at, note) in article.footnotes.iter().enumerate() {
            let key = fragment::key(note.identifier.as_str()).into_owned();
            index.notes.entry(key).or_insert(at);
        }
        let mut counts: HashMap<(bool, &str), usize> = HashMap::new();
        let mut last_title = None;
        for (at, found) in walk::markers(article).into_iter().enumerate() {
            let title = index.title(found.place, &mut last_title);
            let fragment = match found.mark {
                Mark::Note(identifier) => {
                    let name = identifier.as_str();
                    add(&mut index.note_uses, &fragment::key(name), at);
                    fragment::note_mark(prefix, name, counted(&mut counts, true, name))
                }
                Mark::Citations(_) => {
                    for citation in found.mark.citations() {
                        index.numbered |= is_numeric(&citation.marker);
                        for id in &citation.references {
                            add(&mut index.uses, &fragment::key(id.as_str()), at);
                        }
                    }
                    let mut ids = found.mark.citations().flat_map(|one| &one.references);
                    let first = ids.next().map_or("", ReferenceId::as_str);
                    fragment::citation(prefix, first, counted(&mut counts, false, first))
                }
            };
            index.markers.push(Marker {
                fragment,
                title,
                in_note: found.place.footnote.is_some(),
            });
        }
        index
    }

    /// The same with the names of a page.
    #[must_use]
    pub fn named(mut self, names: Names) -> Self {
        for (marker, name) in self.markers.iter_mut().zip(&names.markers) {
            marker.fragment.clone_from(name);
        }
        self.names = names;
        self
    }

    /// The id of the entry of a reference.
    pub(super) fn reference_id(&self, prefix: &str, key: &str) -> String {
        let named = self.names.references.get(key).cloned();
        named.unwrap_or_else(|| fragment::reference(prefix, key))
    }

    /// The id of a note.
    pub(super) fn note_id(&self, prefix: &str, key: &str) -> String {
        let named = self.names.notes.get(key).cloned();
        named.unwrap_or_else(|| fragment::note(prefix, key))
    }

    /// The number of the title around a place; neighbours share one.
    fn title<'a>(&mut self, place: Place<'a>, last: &mut Option<&'a [Inline]>) -> Option<usize> {
        let title = place
            .aside
            .map(|aside| aside.title.as_slice())
            .or_else(|| place.section.map(|section| section.title.as_slice()))?;
        if !last.is_some_and(|last| std::ptr::eq(last, title)) {
            self.titles.push(prose(title));
            *last = Some(title);
        }
        self.titles.len().checked_sub(1)
    }

    /// The reference with this key.
    pub fn reference<'a>(&self, article: &'a Article, key: &str) -> Option<&'a Reference> {
        article.references.get(*self.references.get(key)?)
    }

    /// The footnote with this key.
    pub fn note<'a>(&self, article: &'a Article, key: &str) -> Option<&'a Footnote> {
        article.footnotes.get(*self.notes.get(key)?)
    }

    /// The references that are the same source as the one with this key, in the order of the list.
    pub(super) fn same_as<'a>(
        &self,
        article: &'a Article,
        key: &str,
    ) -> impl Iterator<Item = &'a Reference> + use<'_, 'a> {
        let own = self.references.get(key).copied();
        let first = own.and_then(|own| self.same.get(own).copied().flatten().or(Some(own)));
        let all = first.and_then(|first| self.sources.get(&first));
        all.into_iter()
            .flatten()
            .filter(move |at| Some(**at) != own)
            .filter_map(|at| article.references.get(*at))
    }

    /// Whether there is a reference with this key.
    pub fn has(&self, key: &str) -> bool {
        self.references.contains_key(key)
    }

    /// Whether the article has markers at all.
    pub(super) fn has_markers(&self) -> bool {
        !self.markers.is_empty()
    }

    /// How often a reference is cited.
    pub fn times_cited(&self, key: &str) -> usize {
        self.uses.get(key).map_or(0, Vec::len)
    }

    /// Where in the order of reading a reference is first cited, from 0.
    pub fn first_use(&self, key: &str) -> Option<usize> {
        self.uses.get(key)?.first().copied()
    }

    /// The fragment of the marker at a place in reading order, from 0.
    pub fn marker(&self, at: usize) -> &str {
        self.markers
            .get(at)
            .map_or("", |marker| marker.fragment.as_str())
    }

    /// The uses of a reference in reading order.
    pub fn uses(&self, key: &str) -> impl Iterator<Item = Usage<'_>> {
        self.usages(self.uses.get(key))
    }

    /// The marks of a footnote in reading order.
    pub fn note_uses(&self, key: &str) -> impl Iterator<Item = Usage<'_>> {
        self.usages(self.note_uses.get(key))
    }

    fn usages<'a>(
        &'a self,
        markers: Option<&'a Vec<usize>>,
    ) -> impl Iterator<Item = Usage<'a>> + use<'a> {
        markers.into_iter().flatten().filter_map(|at| {
            let marker = self.markers.get(*at)?;
            let title = marker.title.and_then(|title| self.titles.get(title));
            Some(Usage {
                fragment: &marker.fragment,
                title: title.map(String::as_str),
                in_note: marker.in_note,
                marker: *at,
            })
        })
    }

    /// The label under which a reference is printed; its key where it has none.
    pub fn label<'a>(&self, article: &'a Article, key: &'a str) -> &'a str {
        self.reference(article, key)
            .and_then(|reference| reference.label.as_deref())
            .unwrap_or(key)
    }

    /// What a footnote is marked with: its number, or a letter where numbers mark citations.
    pub(super) fn note_label(&self, key: &str) -> String {
        if let Some(label) = self.names.note_labels.get(key) {
            return label.clone();
        }
        match self.notes.get(key) {
            Some(at) if self.numbered => letters(*at),
            Some(at) => (at + 1).to_string(),
            None => key.to_owned(),
        }
    }

    /// Keys as runs of labels: `40`–`42` is one, and so is `11` alone. Two neighbours stay two,
    /// as print has it.
    pub(super) fn runs<'a>(
        &self,
        article: &'a Article,
        keys: &'a [Cow<'a, str>],
    ) -> Vec<(&'a str, &'a str)> {
        let mut runs: Vec<(&str, &str)> = Vec::new();
        let mut rest = keys;
        while !rest.is_empty() {
            let length = 1 + rest
                .windows(2)
                .take_while(|pair| match pair {
                    [one, two] => matches!((one.parse::<u32>(), two.parse::<u32>()), (Ok(one), Ok(two)) if one.checked_add(1) == Some(two)),
                    _ => false,
                })
                .count();
            let (run, behind) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            match run {
                [first, .., last] if run.len() >= 3 => {
                    runs.push((self.label(article, first), self.label(article, last)));
                }
                _ => runs.extend(
                    run.iter()
                        .map(|key| (self.label(article, key), self.label(article, key))),
                ),
            }
            rest = behind;
        }
        runs
    }
}

fn add(uses: &mut HashMap<String, Vec<usize>>, key: &str, at: usize) {
    match uses.get_mut(key) {
        // A marker that names a reference twice is one use of it.
        Some(uses) if uses.last() == Some(&at) => {}
        Some(uses) => uses.push(at),
        None => {
            uses.insert(key.to_owned(), vec![at]);
        }
    }
}

fn counted<'a>(counts: &mut HashMap<(bool, &'a str), usize>, note: bool, name: &'a str) -> usize {
    let count = counts.entry((note, name)).or_default();
    *count += 1;
    *count
}

fn is_numeric(marker: &str) -> bool {
    !marker.chars().any(char::is_alphabetic)
}

/// a, b, … z, aa, ab, …
pub(super) fn letters(number: usize) -> String {
    let mut rest = number;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'a' + u8::try_from(rest % 26).unwrap_or(0)));
        if rest < 26 {
            break;
        }
        rest = rest / 26 - 1;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uses_are_lettered_without_end() {
        let all: Vec<String> = [0, 1, 25, 26, 27, 51, 52, 701, 702]
            .into_iter()
            .map(letters)
            .collect();
        assert_eq!(all, ["a", "b", "z", "aa", "ab", "az", "ba", "zz", "aaa"]);
    }
}
