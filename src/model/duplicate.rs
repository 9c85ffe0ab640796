//! Which references of a list are the same source.
//!
//! Two entries are the same source if they have the same DOI, the same number in PubMed, or the
//! same title, first author and year. The last is the weakest: a title of one or two words
//! ("Introduction") says nothing, and where both entries have a DOI, or both have a PMID, and these differ, an
//! equal title is a coincidence.
//!
//! That goes from entry to entry: if the first and the second share a DOI, and the second and
//! the third a title, all three are one source. An entry without a number whose title two
//! different sources bear is taken for the first of them; it does not make them one.

use std::collections::{HashMap, VecDeque};

use super::{Csl, Date, Reference};

/// What two references have in common that makes them the same source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SameBy {
    /// The DOI.
    Doi,
    /// The number in PubMed.
    Pmid,
    /// The title and the year.
    TitleAndYear,
}

/// Says of a reference that it is the same source as one further up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duplicate {
    /// The index of the first reference in the list that is this source.
    pub first: usize,
    /// What shows it.
    pub by: SameBy,
    /// The index of the reference that this one has it in common with: mostly `first`, else one
    /// that leads there.
    pub with: usize,
}

/// For each reference the index of the first one in the list that is the same source; `None`
/// for one that is itself the first, or has no double.
///
/// Time and space grow with the length of the list, and no faster.
///
/// ```
/// use scholion::model::{Csl, CslType, Reference, same_source};
/// let reference = |number: u32, doi: &str| Reference {
///     id: number.into(),
///     label: None,
///     children: Vec::new(),
///     csl: Some(Csl { doi: Some(doi.into()), ..Csl::new(CslType::ArticleJournal) }),
///     position: None,
/// };
/// let list = [reference(1, "10.1000/A"), reference(2, "10.1000/b"), reference(3, "10.1000/a")];
/// assert_eq!(same_source(&list), [None, None, Some(0)]);
/// ```
pub fn same_source(references: &[Reference]) -> Vec<Option<usize>> {
    duplicates(references)
        .into_iter()
        .map(|duplicate| duplicate.map(|duplicate| duplicate.first))
        .collect()
}

/// As [`same_source`], with what shows it.
pub fn duplicates(references: &[Reference]) -> Vec<Option<Duplicate>> {
    let keys: Vec<Keys> = references
        .iter()
        .map(|reference| reference.csl.as_ref().map_or_else(Keys::default, Keys::of))
        .collect();
    let mut groups = Groups::of(&keys);
    // In the order of their strength.
    let mut links = same_key(keys.iter().map(|keys| keys.doi.as_ref()), SameBy::Doi);
    links.extend(same_key(
        keys.iter().map(|keys| keys.pmid.as_ref()),
        SameBy::Pmid,
    ));
    for link in &links {
        groups.unite(link.earlier, link.later);
    }
    links.extend(same_title(&keys, &mut groups));
    explain(&mut groups, &links, keys.len())
}

/// What a reference is compared by, in a form in which equal things are equal.
#[derive(Debug, Default)]
struct Keys {
    doi: Option<String>,
    pmid: Option<String>,
    title: Option<(String, i32)>,
}

impl Keys {
    fn of(csl: &Csl) -> Self {
        let title = csl.title.as_deref().filter(|title| says_enough(title));
        Self {
            doi: csl.doi.as_deref().and_then(doi),
            pmid: csl.pmid.as_deref().and_then(pmid),
            title: title
                .map(|title| fold(title) + " " + &first_author(csl))
                .zip(csl.issued.as_ref().and_then(Date::year)),
        }
    }
}

/// Works of different people may bear one title: "Letter to the editor".
fn first_author(csl: &Csl) -> String {
    let first = csl.author.first();
    let name = first.and_then(|name| name.family.as_deref().or(name.literal.as_deref()));
    name.map(fold).unwrap_or_default()
}

/// What may stand before a DOI.
const RESOLVERS: [&str; 7] = [
    "https://",
    "http://",
    "www.",
    "dx.doi.org/",
    "doi.org/",
    "doi.dx.org/",
    "doi:",
];

/// A DOI without its resolver.
///
/// ```
/// use scholion::model::bare_doi;
/// assert_eq!(bare_doi("https://doi.org/10.1000/A1"), "10.1000/A1");
/// assert_eq!(bare_doi("doi: 10.1000/A1"), "10.1000/A1");
/// ```
pub fn bare_doi(printed: &str) -> &str {
    RESOLVERS.iter().fold(printed.trim(), |rest, resolver| {
        let (lead, behind) = rest.split_at_checked(resolver.len()).unwrap_or(("", rest));
        if lead.eq_ignore_ascii_case(resolver) {
            behind.trim_start()
        } else {
            rest
        }
    })
}

/// A DOI as it is compared: the case of ASCII letters counts for nothing
/// ([DOI Handbook](https://doi.org/10.1000/182)).
fn doi(printed: &str) -> Option<String> {
    let bare = bare_doi(printed).to_ascii_lowercase();
    let whole = bare.starts_with("10.") && bare.contains('/');
    whole.then_some(bare)
}

/// A number of PubMed without what may stand before it.
fn pmid(printed: &str) -> Option<String> {
    let lower = printed.to_ascii_lowercase();
    let bare = lower
        .trim()
        .trim_start_matches("pmid")
        .trim_start_matches([':', ' ', '0']);
    let whole = !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit());
    whole.then(|| bare.to_owned())
}

/// How many words a title needs to stand for a source, and how many characters in scripts that
/// do not part words.
const WORDS: usize = 3;
const IDEOGRAPHS: usize = 6;

fn says_enough(title: &str) -> bool {
    let words = title
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric));
    let ideographs = title
        .chars()
        .filter(|character| matches!(character, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}'));
    words.take(WORDS).count() >= WORDS || ideographs.take(IDEOGRAPHS).count() >= IDEOGRAPHS
}

/// A title reduced to its letters and digits, in lower case and without the accents of Latin
/// letters. Accents that are characters of their own are no letters, and so fall out.
fn fold(title: &str) -> String {
    let mut folded = String::with_capacity(title.len());
    for character in title.chars() {
        if character.is_ascii_alphanumeric() {
            folded.push(character.to_ascii_lowercase());
        } else if !character.is_ascii() {
            for character in character.to_lowercase() {
                fold_character(character, &mut folded);
            }
        }
    }
    folded
}

/// A character in lower case as [`fold`] has it.
fn fold_character(character: char, folded: &mut String) {
    match character {
        'à'..='å' | 'ā' | 'ă' | 'ą' => folded.push('a'),
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => folded.push('c'),
        'ď' | 'đ' => folded.push('d'),
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => folded.push('e'),
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => folded.push('g'),
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => folded.push('i'),
        'ķ' => folded.push('k'),
        'ĺ' | 'ļ' | 'ľ' | 'ł' => folded.push('l'),
        'ñ' | 'ń' | 'ņ' | 'ň' => folded.push('n'),
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => folded.push('o'),
        'ŕ' | 'ŗ' | 'ř' => folded.push('r'),
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => folded.push('s'),
        'ţ' | 'ť' | 'ț' => folded.push('t'),
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => folded.push('u'),
        'ý' | 'ÿ' => folded.push('y'),
        'ź' | 'ż' | 'ž' => folded.push('z'),
        'æ' => folded.push_str("ae"),
        'œ' => folded.push_str("oe"),
        'ß' => folded.push_str("ss"),
        'ς' => folded.push('σ'),
        '⁰' | '₀' => folded.push('0'),
        '¹' | '₁' => folded.push('1'),
        '²' | '₂' => folded.push('2'),
        '³' | '₃' => folded.push('3'),
        '⁴' | '₄' => folded.push('4'),
        '⁵' | '₅' => folded.push('5'),
        '⁶' | '₆' => folded.push('6'),
        '⁷' | '₇' => folded.push('7'),
        '⁸' | '₈' => folded.push('8'),
        '⁹' | '₉' => folded.push('9'),
        other if other.is_alphanumeric() => folded.push(other),
        _ => {}
    }
}

/// Two references that have something in common.
#[derive(Debug, Clone, Copy)]
struct Link {
    earlier: usize,
    later: usize,
    by: SameBy,
}

/// Links every reference that has a key to the first one that has it.
fn same_key<'a>(keys: impl Iterator<Item = Option<&'a String>>, by: SameBy) -> Vec<Link> {
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut links = Vec::new();
    for (later, key) in keys.enumerate() {
        let Some(key) = key else { continue };
        let earlier = *known.entry(key).or_insert(later);
        if earlier != later {
            links.push(Link { earlier, later, by });
        }
    }
    links
}

/// References of one title and year, in the order of the list. The queues hold those whose
/// group may still take in one that has a DOI, or a PMID.
#[derive(Debug)]
struct Namesakes {
    first: usize,
    without_doi: VecDeque<usize>,
    without_pmid: VecDeque<usize>,
}

/// Unites references of the same title and year, each with the first of its namesakes that no
/// different number keeps apart from it.
fn same_title(keys: &[Keys], groups: &mut Groups) -> Vec<Link> {
    let mut known: HashMap<&(String, i32), Namesakes> = HashMap::new();
    let mut links = Vec::new();
    for (later, keys) in keys.iter().enumerate() {
        let Some(title) = &keys.title else { continue };
        let namesakes = known.entry(title).or_insert_with(|| Namesakes {
            first: later,
            without_doi: VecDeque::new(),
            without_pmid: VecDeque::new(),
        });
        let first = namesakes.first;
        let earlier = match groups.numbers(later) {
            (false, false) => Some(first),
            (true, false) => open(&mut namesakes.without_doi, |at| !groups.numbers(at).0),
            (false, true) => open(&mut namesakes.without_pmid, |at| !groups.numbers(at).1),
            // Whatever has neither was united with the first of all.
            (true, true) => Some(first).filter(|first| groups.numbers(*first) == (false, false)),
        };
        if let Some(earlier) = earlier.filter(|earlier| *earlier != later) {
            groups.unite(earlier, later);
            links.push(Link {
                earlier,
                later,
                by: SameBy::TitleAndYear,
            });
        }
        let (has_doi, has_pmid) = groups.numbers(later);
        if !has_doi {
            namesakes.without_doi.push_back(later);
        }
        if !has_pmid {
            namesakes.without_pmid.push_back(later);
        }
    }
    links
}

/// The first of a queue that is still what the queue is for. A group never loses a number, so
/// what is dropped here is dropped for good.
fn open(queue: &mut VecDeque<usize>, mut is_open: impl FnMut(usize) -> bool) -> Option<usize> {
    while let Some(at) = queue.front().copied() {
        if is_open(at) {
            return Some(at);
        }
        queue.pop_front();
    }
    None
}

/// For each reference that is not the first of its group, the strongest thing that shows it:
/// best is one that it has in common with the first itself.
fn explain(groups: &mut Groups, links: &[Link], length: usize) -> Vec<Option<Duplicate>> {
    let mut found: Vec<Option<Duplicate>> = vec![None; length];
    for link in links {
        let first = groups.first(link.later);
        for (of, with) in [(link.later, link.earlier), (link.earlier, link.later)] {
            let Some(slot) = found.get_mut(of).filter(|_| of != first) else {
                continue;
            };
            if slot.is_none_or(|known| known.with != first && with == first) {
                let by = link.by;
                *slot = Some(Duplicate { first, by, with });
            }
        }
    }
    found
}

/// References that were found to be one source: trees whose root is the first of the group.
#[derive(Debug)]
struct Groups(Vec<Member>);

#[derive(Debug, Clone, Copy)]
struct Member {
    /// A member further up, or itself.
    above: usize,
    /// Whether anything in the group has one; kept at the root.
    has_doi: bool,
    has_pmid: bool,
}

impl Groups {
    fn of(keys: &[Keys]) -> Self {
        let member = |(above, keys): (usize, &Keys)| Member {
            above,
            has_doi: keys.doi.is_some(),
            has_pmid: keys.pmid.is_some(),
        };
        Self(keys.iter().enumerate().map(member).collect())
    }

    fn above(&self, at: usize) -> usize {
        self.0.get(at).map_or(at, |member| member.above)
    }

    /// The first of the group; the way there is halved for the next who asks.
    fn first(&mut self, mut at: usize) -> usize {
        loop {
            let above = self.above(at);
            if above == at {
                return at;
            }
            let next = self.above(above);
            if let Some(member) = self.0.get_mut(at) {
                member.above = next;
            }
            at = next;
        }
    }

    /// Whether the group of a reference has a DOI, and whether it has a PMID.
    fn numbers(&mut self, at: usize) -> (bool, bool) {
        let first = self.first(at);
        self.0
            .get(first)
            .map_or((false, false), |root| (root.has_doi, root.has_pmid))
    }

    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.first(one), self.first(other));
        let (root, below) = (one.min(other), one.max(other));
        let (has_doi, has_pmid) = self.numbers(below);
        if let Some(member) = self.0.get_mut(below) {
            member.above = root;
        }
        if let Some(member) = self.0.get_mut(root) {
            member.has_doi |= has_doi;
            member.has_pmid |= has_pmid;
        }
    }
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
