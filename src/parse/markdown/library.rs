//! The works that keys stand for, and the numbers that they get in the order of their first
//! citation.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::cite::{Item, names_work};
use crate::diagnostic::Span;
use crate::model::{
    Citation, CitationItem, CitationKind, Csl, CslType, Inline, KeyedSource, Link, Reference,
    ReferenceId, bare_doi, is_safe_url, keyed_marker,
};

/// Everything that can be cited by a key, and what has been.
#[derive(Debug, Default)]
pub(super) struct Library<'a> {
    given: &'a [Reference],
    own: Vec<Reference>,
    /// Where a work is: by its id, its DOI, its numbers in PubMed, its address.
    places: HashMap<String, usize>,
    aliases: HashMap<String, String>,
    /// The works that have been cited.
    cited: Vec<Reference>,
    /// The number of a cited work, by its id.
    numbers: HashMap<String, usize>,
    /// The last number of the printed list before these.
    after: u32,
    expected: bool,
    /// Whether the list is the article's own, whole and in its order, whatever is cited of it.
    listed: bool,
}

impl<'a> Library<'a> {
    /// The works of an article that lists them itself, with their labels.
    pub(super) fn listed(list: Vec<Reference>) -> Self {
        Self {
            listed: true,
            expected: true,
            ..Self::new(&[], list, HashMap::new(), 0)
        }
    }

    /// Works that were given, works of the article's own front matter, aliases, and the last
    /// number of a printed list.
    pub(super) fn new(
        given: &'a [Reference],
        own: Vec<Reference>,
        aliases: HashMap<String, String>,
        after: u32,
    ) -> Self {
        let mut places = HashMap::new();
        for (at, reference) in given.iter().chain(&own).enumerate() {
            places.entry(reference.id.as_str().to_owned()).or_insert(at);
        }
        for (at, reference) in given.iter().chain(&own).enumerate() {
            for name in reference.csl.iter().flat_map(names) {
                places.entry(name).or_insert(at);
            }
        }
        Self {
            given,
            own,
            places,
            aliases,
            after,
            ..Self::default()
        }
    }

    /// Says that the article names a bibliography, whether it was given or not.
    pub(super) fn expect_works(&mut self) {
        self.expected = true;
    }

    /// Whether there is any work that a key could stand for, or should be.
    pub(super) fn is_given(&self) -> bool {
        self.expected || !self.given.is_empty() || !self.own.is_empty()
    }

    /// The key that is meant, aliases followed.
    fn meant<'k>(&'k self, key: &'k str) -> &'k str {
        if self.aliases.is_empty() {
            return key;
        }
        let target = self
            .aliases
            .get(key)
            .or_else(|| self.aliases.get(&format!("tag:{key}")));
        target.map_or(key, String::as_str)
    }

    fn find(&self, key: &str) -> Option<&Reference> {
        let key = self.meant(key);
        let at = match self.places.get(key) {
            Some(at) => at,
            // A key without a scheme is written in one way alone.
            None if !key.contains(':') => return None,
            None => self.places.get(&normal(key))?,
        };
        self.given
            .get(*at)
            .or_else(|| self.own.get(at.checked_sub(self.given.len())?))
    }

    /// Whether a key stands for a work that is known.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.find(key).is_some() || names_work(self.meant(key))
    }

    /// The id of the work that a key stands for, and its number; no number where there is no
    /// such work.
    fn cite(&mut self, key: &str, position: Option<Span>) -> (ReferenceId, Option<u32>) {
        let known = self.find(key);
        let meant = self.meant(key);
        let name = match known {
            Some(reference) => Cow::Borrowed(reference.id.as_str()),
            None if names_work(meant) => Cow::Owned(normal(meant)),
            None => return (ReferenceId::new(key), None),
        };
        let number = |at: usize| self.after + u32::try_from(at + 1).unwrap_or(u32::MAX);
        let before = self.numbers.get(&*name).copied();
        if let Some((at, cited)) = before.and_then(|at| Some((at, self.cited.get(at)?))) {
            return (cited.id.clone(), Some(number(at)));
        }
        let at = self.cited.len();
        let number = number(at);
        let reference = Reference {
            label: Some(number.to_string()),
            // What is said of it is said where it is cited: its own place is in another file.
            position,
            ..known.map_or_else(|| made(meant), Reference::clone)
        };
        let id = reference.id.clone();
        let name = name.into_owned();
        self.numbers.insert(name, at);
        self.cited.push(reference);
        (id, Some(number))
    }

    /// Lists a work that the text does not cite.
    pub(super) fn list(&mut self, key: &str, position: Option<Span>) {
        if key == "*" {
            let all: Vec<String> = self
                .given
                .iter()
                .chain(&self.own)
                .map(|reference| reference.id.as_str().to_owned())
                .collect();
            for id in all {
                self.cite(&id, position);
            }
        } else {
            self.cite(key, position);
        }
    }

    /// The source that a key stands for, and its sign.
    fn source(&mut self, item: &Item, position: Option<Span>) -> (ReferenceId, KeyedSource) {
        let (id, sign, number) = if self.listed {
            let label = self.find(&item.key).map(|known| {
                let label = known.label.clone();
                (
                    known.id.clone(),
                    label.unwrap_or_else(|| known.id.to_string()),
                )
            });
            let (id, sign) =
                label.unwrap_or_else(|| (ReferenceId::new(&item.key), format!("{}?", item.key)));
            let number = sign.parse().ok();
            (id, sign, number)
        } else {
            let (id, number) = self.cite(&item.key, position);
            let sign = number.map_or_else(|| format!("{}?", item.key), |number| number.to_string());
            (id, sign, number)
        };
        let locator = item.printed.as_ref().map(|printed| {
            let plain = item.locator.as_ref() == Some(printed);
            format!("{}{printed}", if plain { "p. " } else { "" })
        });
        let source = KeyedSource {
            sign,
            number,
            prefix: item.prefix.clone(),
            locator,
            suffix: item.suffix.clone(),
        };
        (id, source)
    }

    /// A citation of these sources.
    pub(super) fn citation(
        &mut self,
        items: Vec<Item>,
        kind: CitationKind,
        span: Span,
    ) -> Citation {
        let mut parts: Vec<Part> = Vec::new();
        for item in items {
            let (id, source) = self.source(&item, Some(span));
            parts.push(Part { id, source, item });
        }
        let plain = parts.iter().all(|part| part.source.is_plain());
        if plain && !self.listed && parts.iter().all(|part| part.source.number.is_some()) {
            parts.sort_by_key(|part| part.source.number);
            parts.dedup_by(|one, other| one.id == other.id);
        }
        let sources: Vec<KeyedSource> = parts.iter().map(|part| part.source.clone()).collect();
        let marker = keyed_marker(&sources);
        let mut references: Vec<ReferenceId> = Vec::new();
        for part in &parts {
            if !references.contains(&part.id) {
                references.push(part.id.clone());
            }
        }
        // One for each reference, or none at all.
        let more = parts
            .iter()
            .any(|part| !part.source.is_plain() || part.item.suppress);
        let items = if more && references.len() == parts.len() {
            parts.into_iter().map(Part::said).collect()
        } else if more {
            merged(parts, &references)
        } else {
            Vec::new()
        };
        Citation {
            references,
            marker,
            kind,
            items,
            position: Some(span),
        }
    }

    /// The list: what has been cited, in the order of its numbers, or the article's own.
    pub(super) fn references(self) -> Vec<Reference> {
        if self.listed {
            return self.own;
        }
        self.cited
    }
}

/// One source in a marker.
struct Part {
    id: ReferenceId,
    source: KeyedSource,
    item: Item,
}

impl Part {
    fn said(self) -> CitationItem {
        CitationItem {
            id: self.id,
            prefix: self.item.prefix,
            locator: self.item.locator,
            label: self.item.label.map(str::to_owned),
            suffix: self.item.suffix,
            suppress_author: self.item.suppress,
        }
    }
}

/// What is said of each reference, where a marker names one of them twice.
fn merged(parts: Vec<Part>, references: &[ReferenceId]) -> Vec<CitationItem> {
    let mut said: BTreeMap<usize, CitationItem> = BTreeMap::new();
    for part in parts {
        let Some(at) = references.iter().position(|id| *id == part.id) else {
            continue;
        };
        let next = part.said();
        match said.get_mut(&at) {
            None => {
                said.insert(at, next);
            }
            Some(own) => {
                let more = [next.prefix, next.locator, next.suffix];
                for word in more.into_iter().flatten() {
                    let suffix = own.suffix.get_or_insert_with(String::new);
                    if !suffix.is_empty() {
                        suffix.push_str(", ");
                    }
                    suffix.push_str(&word);
                }
            }
        }
    }
    said.into_values().collect()
}

/// Names by which keys can mean a work.
fn names(csl: &Csl) -> Vec<String> {
    let mut names = Vec::new();
    let mut add = |scheme: &str, value: Option<&String>| {
        names.extend(value.map(|value| normal(&format!("{scheme}:{value}"))));
    };
    add("doi", csl.doi.as_ref());
    add("pmid", csl.pmid.as_ref());
    add("pmcid", csl.pmcid.as_ref());
    add("isbn", csl.isbn.as_ref());
    add("url", csl.url.as_ref());
    if let Some(number) = csl
        .url
        .as_deref()
        .and_then(|url| url.split_once("arxiv.org/abs/"))
        .map(|(_, number)| number.to_owned())
    {
        add("arxiv", Some(&number));
    }
    names
}

/// A key in the form in which works are looked for: DOIs are the same in capitals, addresses
/// with and without a slash at the end.
fn normal(key: &str) -> String {
    let Some((scheme, value)) = key.split_once(':') else {
        return key.to_owned();
    };
    match scheme.to_ascii_lowercase().as_str() {
        "doi" => format!("doi:{}", bare_doi(value).to_lowercase()),
        "arxiv" => {
            let number = value.trim().to_ascii_lowercase();
            let bare = number.rsplit_once('v').filter(|(_, version)| {
                !version.is_empty() && version.chars().all(|c| c.is_ascii_digit())
            });
            format!("arxiv:{}", bare.map_or(number.as_str(), |(bare, _)| bare))
        }
        "http" | "https" => format!("url:{}", key.trim_end_matches('/')),
        "isbn" => format!("isbn:{}", value.replace(['-', ' '], "")),
        scheme => format!("{scheme}:{}", value.trim_end_matches('/')),
    }
}

/// What a key says of the work that it names.
fn made(key: &str) -> Reference {
    let (scheme, value) = key.split_once(':').unwrap_or((key, ""));
    let value = value.to_owned();
    let mut csl = Csl::new(CslType::Document);
    match scheme.to_ascii_lowercase().as_str() {
        "doi" => csl.doi = Some(bare_doi(&value).to_owned()),
        "pmid" => csl.pmid = Some(value),
        "pmcid" => csl.pmcid = Some(value),
        "isbn" => {
            csl.kind = CslType::Book;
            csl.isbn = Some(value);
        }
        "arxiv" => {
            csl.kind = CslType::Article;
            csl.archive = Some("arXiv".to_owned());
            csl.url = Some(format!("https://arxiv.org/abs/{value}"));
            csl.archive_location = Some(value);
        }
        "url" => {
            csl.kind = CslType::Webpage;
            csl.url = Some(value);
        }
        _ => {
            csl.kind = CslType::Webpage;
            csl.url = Some(key.to_owned());
        }
    }
    Reference {
        id: ReferenceId::new(key),
        children: printed(&csl, key),
        csl: Some(csl),
        ..Reference::default()
    }
}

/// The entry of a work of which no more than a key is known: where it is found.
fn printed(csl: &Csl, key: &str) -> Vec<Inline> {
    let found = if let Some(doi) = &csl.doi {
        Some((format!("https://doi.org/{doi}"), format!("doi:{doi}")))
    } else if let Some(pmid) = &csl.pmid {
        let url = format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/");
        Some((url, format!("PMID {pmid}")))
    } else if let Some(pmcid) = &csl.pmcid {
        let url = format!("https://pmc.ncbi.nlm.nih.gov/articles/{pmcid}/");
        Some((url, pmcid.clone()))
    } else if let (Some(url), Some(number)) = (&csl.url, &csl.archive_location) {
        Some((url.clone(), format!("arXiv:{number}")))
    } else {
        csl.url.clone().map(|url| (url.clone(), url))
    };
    match found.filter(|(url, _)| is_safe_url(url)) {
        Some((url, words)) => vec![Inline::from(Link {
            url,
            children: vec![Inline::text(words)],
            ..Link::default()
        })],
        None => vec![Inline::text(key)],
    }
}

#[cfg(test)]
mod tests {
    use super::super::cite::group;
    use super::*;

    fn markers(given: &[&str], groups: &[&str]) -> Vec<String> {
        let given: Vec<Reference> = given
            .iter()
            .map(|id| Reference {
                id: ReferenceId::new(*id),
                ..Reference::default()
            })
            .collect();
        let mut library = Library::new(&given, Vec::new(), HashMap::new(), 0);
        let kind = CitationKind::Parenthetical;
        groups
            .iter()
            .map(|text| {
                library
                    .citation(group(text).unwrap(), kind, Span::default())
                    .marker
            })
            .collect()
    }

    #[test]
    fn numbers_rise_with_first_citations_and_run_into_ranges() {
        assert_eq!(
            markers(
                &["a", "b", "c", "d"],
                &[
                    "@c",
                    "@a; @c",
                    "@d; @b; @c; @a",
                    "@b, p. 33; see @d",
                    "@x",
                    "@a 7"
                ]
            ),
            [
                "[1]",
                "[1, 2]",
                "[1–4]",
                "[4, p. 33; see 3]",
                "[x?]",
                "[2, p. 7]"
            ]
        );
    }

    #[test]
    fn a_key_may_name_a_work_by_itself() {
        let mut library = Library::new(
            &[],
            Vec::new(),
            HashMap::from([("tag:x".into(), "doi:10.1000/X".into())]),
            0,
        );
        let kind = CitationKind::Parenthetical;
        let items = group("@tag:x; @doi:10.1000/x; @pmid:123").unwrap();
        let cited = library.citation(items, kind, Span::default());
        assert_eq!(cited.marker, "[1, 2]");
        let list = library.references();
        assert_eq!(
            list[0].csl.as_ref().unwrap().doi.as_deref(),
            Some("10.1000/X")
        );
        assert_eq!(list[1].csl.as_ref().unwrap().pmid.as_deref(), Some("123"));
    }
}
