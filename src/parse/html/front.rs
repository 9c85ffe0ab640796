//! What a page says about its article: title, language, people, dates, the journal. From the
//! elements `meta` that search engines read, from JSON-LD, and from the byline.

use serde_json::Value;

use super::outline::rank;
use super::page::{Page, has_class};
use super::tree::{NodeId, Tree};
use crate::model::{Article, Date, Direction, Inline, Name};
use crate::parse::space::single;
use crate::parse::{date, print};

/// How deep JSON-LD is looked through.
const DEEPEST: usize = 6;

/// Fills in what is known of the article but its title.
pub(super) fn read(page: &Page<'_>, root: NodeId, article: &mut Article) {
    let tree = page.tree;
    language(tree, root, article);
    let meta = Meta::of(tree);
    let text = |names: &[&str]| {
        meta.first(names)
            .map(single)
            .filter(|text| !text.is_empty())
    };
    article.author = people(&meta);
    article.issued = text(&[
        "citation_publication_date",
        "citation_online_date",
        "citation_date",
        "dc.date",
        "dcterms.date",
        "article:published_time",
        "date",
    ])
    .and_then(|text| day(&text));
    article.container_title = text(&["citation_journal_title", "prism.publicationname"]);
    article.container_title_short = text(&["citation_journal_abbrev"]);
    article.publisher = text(&["citation_publisher", "dc.publisher"]);
    article.volume = text(&["citation_volume"]);
    article.issue = text(&["citation_issue"]);
    article.page = match (text(&["citation_firstpage"]), text(&["citation_lastpage"])) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
        (first, _) => first,
    };
    article.doi = text(&["citation_doi", "dc.identifier", "prism.doi"])
        .map(|doi| {
            let doi = doi.trim_start_matches("doi:");
            let doi = doi.trim_start_matches("https://doi.org/");
            doi.to_owned()
        })
        .filter(|doi| doi.starts_with("10."));
    article.pmid = text(&["citation_pmid"]);
    article.issn = meta.all(&["citation_issn"]).map(str::to_owned).collect();
    article.keyword = meta
        .all(&["citation_keywords", "prism:keyword"])
        .flat_map(|words| words.split([';', ',']))
        .map(single)
        .filter(|word| !word.is_empty())
        .collect();
    for script in tree.all().filter(|node| {
        tree.name(*node) == "script" && tree.attribute(*node, "type") == Some("application/ld+json")
    }) {
        if let Ok(value) = serde_json::from_str::<Value>(&tree.text_inside(script)) {
            linked(&value, article, DEEPEST);
        }
    }
}

/// The title that a page has where none of its headings is one.
pub(super) fn title(tree: &Tree) -> Vec<Inline> {
    let meta = Meta::of(tree);
    let named = meta
        .first(&["citation_title", "dc.title", "og:title"])
        .map(single);
    let element = || {
        let node = tree.all().find(|node| {
            tree.name(*node) == "title"
                && tree
                    .parent(*node)
                    .is_some_and(|head| tree.name(head) == "head")
        })?;
        Some(single(&tree.text_inside(node)))
    };
    named
        .or_else(element)
        .filter(|title| !title.is_empty())
        .map(|title| vec![Inline::text(title)])
        .unwrap_or_default()
}

/// The byline, if an element in front of the text says that it is one.
pub(super) fn byline(page: &Page<'_>, root: NodeId, first: Option<NodeId>) -> Option<NodeId> {
    in_front(page, root, first, |node| {
        let tree = page.tree;
        let in_header = || {
            let header = tree.parent(node);
            header.is_some_and(|header| tree.name(header) == "header")
        };
        matches!(tree.name(node), "p" | "div" | "address" | "span")
            && (has_class(tree, node, &["byline", "article-byline", "post-byline"])
                || tree.name(node) == "p" && has_class(tree, node, &["author"]) && in_header())
            && !tree.subtree(node).any(|inner| rank(page, inner).is_some())
    })
}

/// The deck, if an element behind the title and in front of the text says that it is one.
pub(super) fn subtitle(
    page: &Page<'_>,
    root: NodeId,
    title: Option<NodeId>,
    first: Option<NodeId>,
) -> Option<NodeId> {
    let title = title?;
    in_front(page, root, first, |node| {
        let tree = page.tree;
        let of_distill = || {
            let around = tree.parent(node).map(|around| tree.name(around));
            tree.name(node) == "p" && matches!(around, Some("d-title" | "dt-title"))
        };
        node > title
            && !page.holds_block(node)
            && (has_class(
                tree,
                node,
                &[
                    "subtitle",
                    "post-subtitle",
                    "deck",
                    "dek",
                    "standfirst",
                    "entry-subtitle",
                ],
            ) || of_distill())
    })
}

/// The first short element in front of the text that fits.
fn in_front(
    page: &Page<'_>,
    root: NodeId,
    first: Option<NodeId>,
    fits: impl Fn(NodeId) -> bool,
) -> Option<NodeId> {
    let tree = page.tree;
    let end = first.unwrap_or(root);
    let mut before = tree
        .all()
        .take_while(|node| *node < end || first.is_none() && tree.contains(root, *node));
    before.find(|node| {
        tree.is_element(*node)
            && page.shows(*node)
            && (1..600).contains(&page.weight(*node))
            && fits(*node)
    })
}

fn language(tree: &Tree, root: NodeId, article: &mut Article) {
    let around = |name: &str| {
        std::iter::once(root)
            .chain(tree.ancestors(root))
            .find_map(|node| tree.attribute(node, name))
            .map(str::trim)
            .filter(|value| !value.is_empty())
    };
    article.language =
        around("lang")
            .or_else(|| around("xml:lang"))
            .map(|tag| match tag.split_once(['-', '_']) {
                Some((primary, rest)) => format!("{}-{rest}", primary.to_lowercase()),
                None => tag.to_lowercase(),
            });
    let primary = article
        .language
        .as_deref()
        .and_then(|tag| tag.split('-').next());
    let by_tag = matches!(
        primary,
        Some("ar" | "he" | "fa" | "ur" | "yi" | "ps" | "sd" | "ug" | "dv" | "ckb")
    );
    article.direction = match around("dir") {
        Some("rtl") => Some(Direction::Rtl),
        Some("ltr") => None,
        _ => by_tag.then_some(Direction::Rtl),
    };
}

/// The elements `meta` of a page.
struct Meta<'t> {
    all: Vec<(String, &'t str)>,
}

impl<'t> Meta<'t> {
    fn of(tree: &'t Tree) -> Self {
        let all = tree
            .all()
            .filter(|node| tree.name(*node) == "meta")
            .filter_map(|node| {
                let name = tree
                    .attribute(node, "name")
                    .or_else(|| tree.attribute(node, "property"))?;
                let content = tree.attribute(node, "content")?;
                Some((name.to_ascii_lowercase(), content))
            })
            .collect();
        Self { all }
    }

    fn all<'m>(&'m self, names: &'m [&str]) -> impl Iterator<Item = &'t str> + 'm {
        let known = self.all.iter();
        known
            .filter(|(name, _)| names.contains(&name.as_str()))
            .map(|(_, content)| *content)
    }

    /// The value of the first of these names that has one.
    fn first(&self, names: &[&str]) -> Option<&'t str> {
        names.iter().find_map(|name| {
            let mut all = self.all.iter();
            all.find(|(known, content)| known == name && !content.trim().is_empty())
                .map(|(_, content)| *content)
        })
    }
}

fn people(meta: &Meta<'_>) -> Vec<Name> {
    let named: Vec<Name> = meta
        .all(&["citation_author"])
        .map(single)
        .filter(|name| !name.is_empty())
        .flat_map(|name| print::people(&name))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let all = meta
        .all(&["citation_authors"])
        .flat_map(|all| all.split(';'));
    let named: Vec<Name> = all
        .map(single)
        .flat_map(|name| print::people(&name))
        .collect();
    if !named.is_empty() {
        return named;
    }
    let plain = meta.all(&["dc.creator", "author"]).map(single);
    plain
        .filter(|name| !name.contains("://") && name.len() < 120)
        .flat_map(|name| print::people(&name))
        .collect()
}

/// `2020-10-05T08:00:00Z`, `2020/10/5`, `2020/10`, `5 October 2020`.
fn day(text: &str) -> Option<Date> {
    let text = text.trim();
    let timed = matches!(text.get(4..5), Some("-" | "/"));
    let text = text
        .split(['T', ' '])
        .next()
        .filter(|_| timed)
        .unwrap_or(text);
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let number = |at: usize| parts.get(at).and_then(|part| part.parse::<u8>().ok());
    let year = parts
        .first()
        .filter(|year| year.len() == 4)
        .and_then(|year| date::year(year));
    match (year, parts.len()) {
        (Some(year), 1) => Some(Date::new(year, None, None)),
        (Some(year), 2 | 3) => {
            let month = number(1).filter(|month| (1..=12).contains(month))?;
            let day = number(2).filter(|day| (1..=31).contains(day));
            Some(Date::new(year, Some(month), day))
        }
        _ => date::parse(text),
    }
}

/// What JSON-LD says of an article, where nothing has said it yet.
fn linked(value: &Value, article: &mut Article, depth: usize) {
    if depth == 0 {
        return;
    }
    match value {
        Value::Array(all) => {
            for value in all {
                linked(value, article, depth - 1);
            }
        }
        Value::Object(object) => {
            if let Some(graph) = object.get("@graph") {
                linked(graph, article, depth - 1);
            }
            let is_article = match object.get("@type") {
                Some(Value::String(kind)) => kind.ends_with("Article") || kind == "BlogPosting",
                Some(Value::Array(kinds)) => kinds
                    .iter()
                    .filter_map(Value::as_str)
                    .any(|kind| kind.ends_with("Article") || kind == "BlogPosting"),
                _ => false,
            };
            if !is_article {
                return;
            }
            if article.author.is_empty() {
                let authors = match object.get("author") {
                    Some(Value::Array(all)) => all.iter().collect(),
                    Some(one) => vec![one],
                    None => Vec::new(),
                };
                let names = authors
                    .into_iter()
                    .filter_map(|author| author.as_str().or_else(|| author.get("name")?.as_str()));
                article.author = names
                    .flat_map(|name| print::people(&single(name)))
                    .collect();
            }
            if article.issued.is_none() {
                let text = object.get("datePublished").and_then(Value::as_str);
                article.issued = text.and_then(day);
            }
        }
        _ => {}
    }
}
