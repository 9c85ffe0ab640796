//! Real pages against an independent reading of them, and against what their sources say.

use std::collections::BTreeSet;

use scholion::model::{Reference, walk};
use scholion::parse;
use scholion::parse::html::{Reading, Tree, html_with_references};
use serde_json::Value;

use crate::support;

/// The pages of the collection with what the independent reading has; none where it is absent.
fn pages() -> Vec<(String, String, Vec<Reference>, Value)> {
    let Some(folder) = support::shared("corpus/html") else {
        return Vec::new();
    };
    let expected: Vec<Value> =
        serde_json::from_str(&support::read(folder.join("expected.json"))).unwrap();
    assert!(expected.len() >= 8);
    expected
        .into_iter()
        .map(|page| {
            let name = page["file"].as_str().unwrap().to_owned();
            let source = support::read(folder.join(&name));
            let beside = folder.join(name.replace(".html", ".bib"));
            let references = if beside.exists() {
                parse::bibliography(&support::read(beside), "a.bib").references
            } else {
                Vec::new()
            };
            (name, source, references, page["citations"].clone())
        })
        .collect()
}

/// Every piece of a text between two strings.
fn between<'t>(text: &'t str, start: &str, end: &str) -> Vec<&'t str> {
    let pieces = text.split(start).skip(1);
    pieces
        .filter_map(|piece| Some(piece.split_once(end)?.0))
        .collect()
}

/// What every citation leads to by the page's own words, as ids or keys in the order of the text.
fn said(name: &str, source: &str) -> Vec<Vec<String>> {
    let comments = between(source, "<!--", "-->");
    let mut source = source.to_owned();
    for comment in comments {
        source = source.replacen(comment, "", 1);
    }
    let source = source.as_str();
    let owned = |all: Vec<&str>| -> Vec<String> { all.into_iter().map(str::to_owned).collect() };
    let one_each = |all: Vec<&str>| -> Vec<Vec<String>> {
        all.into_iter().map(|id| vec![id.to_owned()]).collect()
    };
    match name.split('/').next().unwrap() {
        "deep-review" => between(source, "data-cites=\"", "\"")
            .into_iter()
            .map(|keys| owned(keys.split_whitespace().collect()))
            .collect(),
        "distill" => between(source, "<d-cite key=\"", "\"")
            .into_iter()
            .map(|keys| owned(keys.split(',').map(str::trim).collect()))
            .collect(),
        "latexml" => between(source, "<cite class=\"ltx_cite", "</cite>")
            .into_iter()
            .map(|cite| owned(between(cite, "href=\"#", "\"")))
            .collect(),
        "wikipedia" => between(source, "class=\"reference\"><a href=\"#", "\"")
            .into_iter()
            .map(|id| vec![id.replace("&#39;", "'")])
            .collect(),
        _ => {
            let entries: BTreeSet<&str> = source
                .split("<li ")
                .skip(1)
                .filter_map(|item| item.split_once('>'))
                .filter(|(tag, _)| tag.contains("doc-biblioentry"))
                .flat_map(|(tag, _)| between(tag, "id=\"", "\""))
                .collect();
            // Samples of code have links too, with their signs written out.
            let links = between(source, "<a href=\"#", "\"").into_iter();
            one_each(links.filter(|id| entries.contains(id)).collect())
        }
    }
}

/// What every citation leads to by our reading, as ids of the page or keys.
fn found(reading: &Reading) -> Vec<Vec<String>> {
    let article = &reading.article;
    let id = |id: &scholion::model::ReferenceId| {
        let at = article.references.iter().position(|known| known.id == *id);
        let own = at.and_then(|at| reading.places.references[at].id.clone());
        let own = own.unwrap_or_else(|| id.to_string());
        own.strip_prefix("ref-").map_or(own.clone(), str::to_owned)
    };
    walk::citations(article)
        .iter()
        .map(|found| found.citation.references.iter().map(id).collect())
        .collect()
}

#[test]
fn real_pages_cite_what_they_say() {
    for (name, source, references, _) in pages() {
        let reading = html_with_references(&Tree::parse(&source), &references);
        // Pandoc prints the sources of one marker in another order than that of its keys.
        let sorted = |mut all: Vec<Vec<String>>| {
            for ids in &mut all {
                ids.sort();
            }
            all
        };
        let said = sorted(said(&name, &source));
        let found = sorted(found(&reading));
        assert!(!said.is_empty(), "{name}");
        assert_eq!(found.len(), said.len(), "{name}");
        let wrong: Vec<_> = found
            .iter()
            .zip(&said)
            .filter(|(one, other)| one != other)
            .collect();
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

#[test]
fn real_pages_have_the_figures_of_an_independent_reading() {
    for (name, source, references, expected) in pages() {
        let reading = html_with_references(&Tree::parse(&source), &references);
        let article = &reading.article;
        let uses = walk::citations(article);
        let ids = || uses.iter().flat_map(|found| &found.citation.references);
        let figure = |system: &str, figure: &str| {
            expected[system][figure]
                .as_u64()
                .and_then(|figure| usize::try_from(figure).ok())
        };
        let known = [
            ("pandoc_citeproc", "cite_spans", uses.len()),
            ("pandoc_citeproc", "keys_total", ids().count()),
            (
                "pandoc_citeproc",
                "keys_distinct",
                ids().collect::<BTreeSet<_>>().len(),
            ),
            (
                "pandoc_citeproc",
                "reference_entries",
                article.references.len(),
            ),
            ("distill", "cite_elements", uses.len()),
            ("distill", "keys_total", ids().count()),
            // Works that nothing cites stay in the bibliography.
            ("distill", "keys_distinct", article.references.len()),
            ("latexml", "ltx_cite", uses.len()),
            ("latexml", "cite_links", ids().count()),
            ("latexml", "ltx_bibitem", article.references.len()),
            ("latexml", "ltx_note", article.footnotes.len()),
            ("mediawiki", "sup_reference", uses.len()),
            ("mediawiki", "cite_note_items", article.references.len()),
            (
                "mediawiki",
                "distinct_targets",
                ids().collect::<BTreeSet<_>>().len(),
            ),
            ("rash", "links_to_biblioentries", uses.len()),
            ("rash", "biblioentries", article.references.len()),
            (
                "rash",
                "distinct_cited",
                ids().collect::<BTreeSet<_>>().len(),
            ),
        ];
        let mut compared = 0;
        for (system, kind, ours) in known {
            // The script looks for RASH's roles in Pandoc's page too, and finds none.
            let foreign = system == "rash" && !name.starts_with("rash");
            if let Some(theirs) = figure(system, kind).filter(|_| !foreign) {
                assert_eq!(ours, theirs, "{name}: {system} {kind}");
                compared += 1;
            }
        }
        assert!(compared >= 3, "{name}");
        assert_eq!(
            walk::markers(article).len(),
            reading.places.markers.len(),
            "{name}"
        );
    }
}
