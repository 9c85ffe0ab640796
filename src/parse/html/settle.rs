//! The last step of reading a page: markers and notes get their names, and everything its place.

use std::collections::HashMap;

use super::inline::Reader;
use super::places::{LeadsTo, MarkerPlace, Target};
use crate::model::{Article, Footnote, Identifier, Inline, plain_text, touching, walk};

/// What reading has left to be settled.
pub(super) struct Settled {
    pub(super) markers: Vec<MarkerPlace>,
    /// Of each note of the article, its number while reading.
    pub(super) notes: Vec<usize>,
}

/// Names the notes in the order of their first use, gives marks their names, and finds the places
/// of all markers in the order of [`walk::markers`].
pub(super) fn settle(
    reader: &Reader<'_, '_>,
    article: &mut Article,
    mut notes: Vec<(String, Vec<crate::model::Block>)>,
) -> Settled {
    let targets = &reader.marks.targets;
    let note_of = |identifier: &Identifier| -> Option<usize> {
        match targets
            .get(identifier.as_str().parse::<usize>().ok()?)?
            .leads_to
        {
            LeadsTo::Note(note) => Some(note),
            LeadsTo::References(_) => None,
        }
    };
    // In the order of their first use: in the text, then in the notes that are found so.
    let mut order: Vec<usize> = Vec::new();
    let mut place: HashMap<usize, usize> = HashMap::new();
    let mut see = |note: usize, order: &mut Vec<usize>| {
        place.entry(note).or_insert_with(|| {
            order.push(note);
            order.len() - 1
        });
    };
    for marker in walk::markers(article) {
        if let walk::Mark::Note(identifier) = marker.mark
            && let Some(note) = note_of(identifier)
        {
            see(note, &mut order);
        }
    }
    let mut at = 0;
    while let Some(note) = order.get(at).copied() {
        at += 1;
        for marker in notes
            .get(note)
            .map(|(_, blocks)| marks_of(blocks))
            .unwrap_or_default()
        {
            if let Some(inner) = note_of(&marker) {
                see(inner, &mut order);
            }
        }
    }
    for note in 0..notes.len() {
        see(note, &mut order);
    }
    let mut names: HashMap<usize, Identifier> = HashMap::new();
    let mut taken = std::collections::HashSet::new();
    for (at, note) in order.iter().enumerate() {
        let said = notes.get(*note).map(|(name, _)| name.clone());
        let name = [
            said,
            Some((at + 1).to_string()),
            Some(format!("note-{}", at + 1)),
        ]
        .into_iter()
        .flatten()
        .find(|name| !name.is_empty() && taken.insert(name.clone()))
        .unwrap_or_default();
        names.insert(*note, Identifier::new(name));
    }
    for note in &order {
        let children = notes
            .get_mut(*note)
            .map(|(_, blocks)| std::mem::take(blocks))
            .unwrap_or_default();
        if let Some(identifier) = names.get(note).cloned() {
            article.footnotes.push(Footnote {
                identifier,
                children,
            });
        }
    }
    let mut markers = Vec::new();
    let placed = |target: &Target| Target {
        at: target.at,
        leads_to: match &target.leads_to {
            LeadsTo::Note(note) => LeadsTo::Note(place.get(note).copied().unwrap_or_default()),
            references @ LeadsTo::References(_) => references.clone(),
        },
    };
    walk::each_line(article, &mut |line| {
        settle_line(line, &mut |group| {
            let mut marker = MarkerPlace::default();
            for inline in group {
                match inline {
                    Inline::Citation(citation) => {
                        let range = citation.position.take().map(crate::diagnostic::Span::range);
                        let found = range.and_then(|range| targets.get(range));
                        marker
                            .targets
                            .extend(found.unwrap_or_default().iter().map(placed));
                    }
                    Inline::FootnoteReference { identifier } => {
                        let target = identifier.as_str().parse::<usize>().ok();
                        if let Some(target) = target.and_then(|at| targets.get(at)) {
                            marker.targets.push(placed(target));
                        }
                        if let Some(name) = note_of(identifier).and_then(|note| names.get(&note)) {
                            *identifier = name.clone();
                        }
                    }
                    _ => {}
                }
            }
            markers.push(marker);
        });
        mention(line, reader);
    });
    Settled {
        markers,
        notes: order,
    }
}

/// Hands over every marker of a line: the order of [`walk::markers`].
fn settle_line(line: &mut [Inline], act: &mut impl FnMut(&mut [Inline])) {
    let sizes: Vec<usize> = touching(line).map(<[Inline]>::len).collect();
    let mut rest = line;
    for size in sizes {
        let Some((group, behind)) = rest.split_at_mut_checked(size) else {
            return;
        };
        rest = behind;
        match group {
            [Inline::Citation(_), ..] | [Inline::FootnoteReference { .. }] => act(group),
            [other] => {
                if let Some(children) = other.children_mut() {
                    settle_line(children, act);
                }
            }
            _ => {}
        }
    }
}

/// Makes mentions of links that lead to parts of the article.
fn mention(line: &mut [Inline], reader: &Reader<'_, '_>) {
    for inline in line {
        if let Inline::Link(link) = inline
            && let Some(identifier) = link
                .url
                .strip_prefix('#')
                .and_then(|id| reader.parts.get(id))
                .cloned()
        {
            let mut children = std::mem::take(&mut link.children);
            if plain_text(&children).trim().is_empty() {
                children = vec![Inline::text(identifier.as_str())];
            }
            *inline = Inline::CrossReference {
                identifier,
                children,
            };
        }
        if let Some(children) = inline.children_mut() {
            mention(children, reader);
        }
    }
}

/// The marks of notes in blocks.
fn marks_of(blocks: &[crate::model::Block]) -> Vec<Identifier> {
    let holder = Article {
        children: blocks.to_vec(),
        ..Article::default()
    };
    walk::markers(&holder)
        .iter()
        .filter_map(|marker| match marker.mark {
            walk::Mark::Note(identifier) => Some(identifier.clone()),
            walk::Mark::Citations(_) => None,
        })
        .collect()
}
