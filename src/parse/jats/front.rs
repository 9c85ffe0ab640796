//! The front matter: titles, people, dates, identifiers, licence, abstracts.

use std::collections::HashMap;

use super::reader::Reader;
use super::tree::Node;
use super::{person, time};
use crate::model::{Article, Block, Date, Direction, Inline, Name, Section, bare_doi};

/// How many places the people of a group can share.
const MOST_SHARED: usize = 8;

/// Reads the front matter of an article into it.
pub(super) fn read<'t>(reader: &mut Reader<'t>, front: Node<'t>, article: &mut Article) {
    let meta = front.child("article-meta").unwrap_or(front);
    journal(front, article);
    titles(reader, meta, article);
    people(meta, article);
    identifiers(meta, article);
    article.issued = issued(meta);
    for date in meta
        .all("history")
        .chain(meta.all("pub-history"))
        .flat_map(|history| history.inside().filter(|node| node.is("date")))
    {
        let slot = match date.attribute("date-type").as_deref() {
            Some("received") => &mut article.received,
            Some("accepted") => &mut article.accepted,
            _ => continue,
        };
        *slot = slot.take().or_else(|| time::of(date));
    }
    rights(meta, article);
    article.keyword = meta
        .all("kwd-group")
        .filter(|group| !group.says("kwd-group-type", &["abbreviations"]))
        .flat_map(Node::inside)
        .filter(|node| matches!(node.name(), "kwd" | "compound-kwd"))
        .filter(|node| !node.ancestors().any(|around| around.is("compound-kwd")))
        .map(Node::prose)
        .filter(|keyword| !keyword.is_empty())
        .collect();
    abstracts(reader, meta, article);
}

fn journal(front: Node<'_>, article: &mut Article) {
    let Some(journal) = front.child("journal-meta") else {
        return;
    };
    let text = |names: &[&str]| {
        journal
            .inside()
            .find(|node| names.contains(&node.name()))
            .map(Node::prose)
            .filter(|text| !text.is_empty())
    };
    article.container_title = text(&["journal-title"]);
    article.container_title_short = text(&["abbrev-journal-title"]).or_else(|| {
        journal
            .all("journal-id")
            .find(|id| id.says("journal-id-type", &["nlm-ta"]))
            .map(Node::prose)
            // Some journals have their key there.
            .filter(|short| short.contains(' ') || Some(short) == article.container_title.as_ref())
    });
    article.publisher = text(&["publisher-name"]);
    for issn in journal.all("issn").map(Node::prose) {
        if !issn.is_empty() && !article.issn.contains(&issn) {
            article.issn.push(issn);
        }
    }
}

fn titles<'t>(reader: &mut Reader<'t>, meta: Node<'t>, article: &mut Article) {
    // Older sources have the titles without a group around them.
    let group = meta.child("title-group").unwrap_or(meta);
    if let Some(title) = group.child("article-title") {
        // A subtitle may stand inside of the title.
        let nodes = title.children().filter(|child| !child.is("subtitle"));
        article.title = reader.line_of(nodes);
    }
    for line in beside_title(reader, group) {
        if !article.subtitle.is_empty() {
            article.subtitle.push(Inline::Break);
        }
        article.subtitle.extend(line);
    }
}

/// What stands beside the title: subtitles, the title in other languages, what is said of the
/// version.
pub(super) fn beside_title<'t>(reader: &mut Reader<'t>, group: Node<'t>) -> Vec<Vec<Inline>> {
    let mut lines: Vec<Vec<Inline>> = Vec::new();
    let subtitles = group
        .child("article-title")
        .into_iter()
        .flat_map(|title| title.all("subtitle"))
        .chain(group.all("subtitle"));
    for subtitle in subtitles {
        lines.push(reader.line(subtitle));
    }
    // Titles in other languages.
    for translated in group
        .all("trans-title-group")
        .chain(group.all("trans-title"))
    {
        if translated.is("trans-title") {
            lines.push(reader.line(translated));
        } else {
            for child in translated.elements() {
                lines.push(reader.line(child));
            }
        }
    }
    // What is said of the version, as reviewing journals do.
    for note in group.all("fn-group").flat_map(|notes| notes.all("fn")) {
        if !reader.is_referred(note) {
            let nodes = note.children().filter(|child| !child.is("label"));
            lines.push(reader.line_of(nodes));
        }
    }
    lines.retain(|line| !line.is_empty());
    lines
}

/// The places of work by the ids that contributors point to.
fn affiliations(meta: Node<'_>) -> HashMap<String, String> {
    meta.inside()
        .filter(|node| node.is("aff"))
        .filter_map(|node| Some((node.attribute("id")?.into_owned(), affiliation(node))))
        .collect()
}

/// A place of work in one line.
fn affiliation(node: Node<'_>) -> String {
    let mut out = String::new();
    for child in node.children() {
        if matches!(
            child.name(),
            "label" | "institution-id" | "email" | "xref" | "sup" | "target"
        ) {
            continue;
        }
        let text = match child.text() {
            Some(text) => crate::parse::space::collapsed(text).into_owned(),
            None if child.is("institution-wrap") => child
                .all("institution")
                .map(Node::prose)
                .collect::<Vec<_>>()
                .join(", "),
            None => child.prose(),
        };
        if text.trim().is_empty() {
            continue;
        }
        // Elements that touch are apart in print.
        let apart = child.text().is_none()
            && out
                .trim_end()
                .chars()
                .next_back()
                .is_some_and(|last| last.is_alphanumeric() || last == ')');
        if apart {
            out.truncate(out.trim_end().len());
            out.push_str(", ");
        }
        out.push_str(&text);
    }
    crate::parse::space::single(&out)
        .trim_matches([',', ';', ' '])
        .to_owned()
}

fn people(meta: Node<'_>, article: &mut Article) {
    let places = affiliations(meta);
    for group in meta.all("contrib-group") {
        // In some sources the one place of a group stands beside its people.
        let shared: Vec<Node<'_>> = group
            .all("aff")
            .filter(|aff| aff.attribute("id").is_none())
            .take(MOST_SHARED)
            .collect();
        for contributor in group.all("contrib") {
            let Some(mut name) = contributor_name(contributor) else {
                continue;
            };
            name.affiliation = contributor
                .all("xref")
                .filter_map(|xref| xref.attribute("rid"))
                .flat_map(|ids| {
                    ids.split_whitespace()
                        .filter_map(|id| places.get(id).cloned())
                        .collect::<Vec<_>>()
                })
                .chain(contributor.all("aff").map(affiliation))
                .filter(|place| !place.is_empty())
                .collect();
            if name.affiliation.is_empty() {
                name.affiliation = shared.iter().map(|aff| affiliation(*aff)).collect();
            }
            name.orcid = contributor
                .elements()
                .filter(|child| {
                    child.says("contrib-id-type", &["orcid"])
                        || child.says("content-type", &["orcid"])
                        || child.prose().contains("orcid.org/")
                })
                .find_map(|child| person::orcid(&child.prose()));
            let kind = contributor
                .attribute("contrib-type")
                .or_else(|| group.attribute("content-type"))
                .unwrap_or_default()
                .to_ascii_lowercase();
            let role = contributor
                .child("role")
                .map(|role| role.prose().to_lowercase())
                .unwrap_or_default();
            if kind.contains("editor") || kind.is_empty() && role.contains("editor") {
                article.editor.push(name);
            } else if kind.contains("reviewer") {
                article.reviewer.push(name);
            } else if kind.is_empty()
                || kind.contains("author")
                || kind == "person"
                || kind == "collab"
            {
                article.author.push(name);
            }
        }
    }
}

/// The name of a contributor with what stands around it.
pub(super) fn contributor_name(contributor: Node<'_>) -> Option<Name> {
    let mut name = contributor.elements().find_map(person::name).or_else(|| {
        let anonymous = contributor.child("anonymous")?.prose();
        (!anonymous.is_empty()).then(|| Name::literal(anonymous))
    })?;
    let degrees = contributor.child("degrees").map(Node::prose);
    if name.suffix.is_none() {
        name.suffix = degrees.filter(|degrees| !degrees.is_empty());
    }
    Some(name)
}

fn identifiers(meta: Node<'_>, article: &mut Article) {
    for id in meta.all("article-id") {
        let text = id.prose();
        match id.attribute("pub-id-type").as_deref() {
            Some("doi") => article.doi = Some(bare_doi(&text).to_owned()),
            Some("pmid") => article.pmid = Some(text),
            Some("pmc" | "pmcid") if article.pmcid.is_none() => {
                article.pmcid = Some(if text.starts_with("PMC") {
                    text
                } else {
                    format!("PMC{text}")
                });
            }
            _ => {}
        }
    }
    let text = |name: &str| {
        meta.child(name)
            .map(Node::prose)
            .filter(|text| !text.is_empty())
    };
    article.volume = text("volume");
    article.issue = text("issue");
    article.page = match (text("fpage"), text("lpage")) {
        (Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
        (Some(first), _) => Some(first),
        _ => text("elocation-id").or_else(|| text("page-range")),
    };
}

/// When the article was published: on the web, else on paper, else as a part of its year.
fn issued(meta: Node<'_>) -> Option<Date> {
    let rank = |date: &Node<'_>| {
        let kind = date
            .attribute("pub-type")
            .or_else(|| date.attribute("date-type"))
            .unwrap_or_default()
            .to_ascii_lowercase();
        let on_paper = date.says("publication-format", &["print"]);
        let rank = match &*kind {
            "epub" | "pub" | "publication" if !on_paper => 0,
            "epub-ppub" | "" => 1,
            "ppub" | "pub" | "publication" => 2,
            "collection" => 3,
            "epreprint" | "preprint" | "pmc-release" | "nihms-submitted" | "retracted"
            | "corrected" => 5,
            _ => 4,
        };
        // A year alone says less than a day.
        (rank, usize::from(date.child("day").is_none()))
    };
    let mut dates: Vec<Node<'_>> = meta.all("pub-date").collect();
    dates.sort_by_key(rank);
    dates.into_iter().find_map(time::of)
}

/// Whose the article is, and what one may do with it.
fn rights(meta: Node<'_>, article: &mut Article) {
    let home = meta.child("permissions").unwrap_or(meta);
    let text = |name: &str| {
        home.child(name)
            .map(Node::prose)
            .filter(|text| !text.is_empty())
    };
    article.copyright = text("copyright-statement").or_else(|| {
        let parts: Vec<String> = ["copyright-year", "copyright-holder"]
            .into_iter()
            .filter_map(text)
            .collect();
        (!parts.is_empty()).then(|| format!("© {}", parts.join(" ")))
    });
    let licences = || {
        home.all("license").chain(
            home.elements()
                .filter(|child| matches!(child.name(), "license_ref" | "free_to_read")),
        )
    };
    article.license = licences()
        .find_map(|license| {
            license
                .attribute("href")
                .map(std::borrow::Cow::into_owned)
                .or_else(|| {
                    license
                        .inside()
                        .chain(std::iter::once(license))
                        .find(|node| node.is("license_ref"))
                        .map(Node::prose)
                })
                .filter(|address| !address.is_empty())
        })
        .or_else(|| {
            home.inside()
                .find(|node| matches!(node.name(), "ext-link" | "uri"))
                .filter(|node| node.ancestors().any(|around| around.is("license")))
                .and_then(|node| node.attribute("href"))
                .map(std::borrow::Cow::into_owned)
        })
        .or_else(|| licences().map(Node::prose).find(|text| !text.is_empty()))
        .or_else(|| text("copyright-license"));
}

/// The abstract; then the other ones, each a section under its title. One that has neither a
/// title nor a kind that is printed is set apart by a break.
pub(super) fn abstracts<'t>(reader: &mut Reader<'t>, meta: Node<'t>, article: &mut Article) {
    let is_main = |node: Node<'_>| node.is("abstract") && node.attribute("abstract-type").is_none();
    let all = || {
        meta.elements()
            .filter(|child| matches!(child.name(), "abstract" | "trans-abstract"))
    };
    let main = all().find(|node| is_main(*node));
    let mut ordered: Vec<Node<'t>> = main.into_iter().collect();
    ordered.extend(all().filter(|node| Some(*node) != main));
    for node in ordered {
        let title = reader.title_of(node);
        let rest = node
            .children()
            .filter(|child| !matches!(child.name(), "title" | "label"));
        let mut children = Vec::new();
        reader.deeper(node, |reader| children = reader.blocks_of(rest));
        if children.is_empty() && title.is_empty() {
            continue;
        }
        let translated = node.is("trans-abstract");
        let title = if title.is_empty() && translated {
            let language = node.attribute("lang");
            let words = super::heading::Words::of(language.as_deref());
            vec![Inline::text(words.abstract_)]
        } else {
            title
        };
        if title.is_empty() {
            if !article.r#abstract.is_empty() {
                article.r#abstract.push(Block::ThematicBreak);
            }
            article.r#abstract.append(&mut children);
        } else {
            let section: Section = reader.section(node, title, children, node.span());
            article.r#abstract.push(Block::Section(section));
        }
    }
}

/// The language of an article and the direction of its script.
pub(super) fn language(root: Node<'_>) -> (Option<String>, Option<Direction>) {
    let tag = root.attribute("lang").map(|tag| {
        // `EN` is what some publishers write; the rest of a tag keeps its case.
        match tag.split_once('-') {
            Some((primary, rest)) => format!("{}-{rest}", primary.to_lowercase()),
            None => tag.to_lowercase(),
        }
    });
    let primary = tag.as_deref().and_then(|tag| tag.split('-').next());
    let direction = matches!(
        primary,
        Some("ar" | "he" | "fa" | "ur" | "yi" | "ps" | "sd" | "ug" | "dv" | "ckb")
    )
    .then_some(Direction::Rtl);
    (tag, direction)
}
