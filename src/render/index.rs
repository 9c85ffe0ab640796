//! An article's references and their uses, looked up by key.
//!
//! Built once for an article and kept beside it, so that opening a card costs the same in a long
//! article as in a short one. A key is a reference's id as it stands in fragments
//! ([`fragment::key`]): without spaces, so that a marker can list several.

use std::borrow::Cow;
use std::collections::HashMap;

use super::fragment;
use crate::model::walk::{self, Place};
use crate::model::{Article, Reference, ReferenceId, prose};

/// What rendering and the card look up.
#[derive(Debug, Default)]
pub struct Index {
    /// Where each reference stands in the list.
    references: HashMap<String, usize>,
    /// The fragment of every marker, in reading order.
    markers: Vec<String>,
    /// For each key, the markers that cite it.
    uses: HashMap<String, Vec<usize>>,
    /// For each marker, the title around it.
    places: Vec<Option<usize>>,
    titles: Vec<String>,
}

impl Index {
    /// Looks through an article once. `prefix` is that of its fragments.
    pub fn of(article: &Article, prefix: &str) -> Self {
        let mut index = Self::default();
        for (at, reference) in article.references.iter().enumerate() {
            let key = fragment::key(reference.id.as_str()).into_owned();
            index.references.entry(key).or_insert(at);
        }
        let mut counts: HashMap<&str, usize> = HashMap::new();
        let mut last_title = None;
        for (at, found) in walk::citations(article).into_iter().enumerate() {
            let first = found
                .citation
                .references
                .first()
                .map_or("", ReferenceId::as_str);
            let count = counts.entry(first).or_default();
            *count += 1;
            index
                .markers
                .push(fragment::citation(prefix, first, *count));
            let place = index.place(found.place, &mut last_title);
            index.places.push(place);
            for id in &found.citation.references {
                match index.uses.get_mut(fragment::key(id.as_str()).as_ref()) {
                    Some(uses) => uses.push(at),
                    None => {
                        index
                            .uses
                            .insert(fragment::key(id.as_str()).into_owned(), vec![at]);
                    }
                }
            }
        }
        index
    }

    /// The number of the title around a place; neighbours share one.
    fn place<'a>(
        &mut self,
        place: Place<'a>,
        last: &mut Option<&'a [crate::model::Inline]>,
    ) -> Option<usize> {
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

    /// Whether there is a reference with this key.
    pub fn has(&self, key: &str) -> bool {
        self.references.contains_key(key)
    }

    /// How often a reference is cited.
    pub fn times_cited(&self, key: &str) -> usize {
        self.uses.get(key).map_or(0, Vec::len)
    }

    /// The fragment of the marker at a place in reading order, from 0.
    pub(super) fn marker(&self, at: usize) -> &str {
        self.markers.get(at).map_or("", String::as_str)
    }

    /// The uses of a reference: the marker's fragment, and the title of the part around it.
    pub(super) fn uses(&self, key: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.uses.get(key).into_iter().flatten().filter_map(|at| {
            let title = self
                .places
                .get(*at)
                .copied()
                .flatten()
                .and_then(|title| self.titles.get(title));
            Some((self.markers.get(*at)?.as_str(), title.map(String::as_str)))
        })
    }

    /// The label under which a reference is printed; its key where it has none.
    pub(super) fn label<'a>(&self, article: &'a Article, key: &'a str) -> &'a str {
        self.reference(article, key)
            .and_then(|reference| reference.label.as_deref())
            .unwrap_or(key)
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
