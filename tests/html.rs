//! Pages of HTML: real ones against an independent reading, and the habits of many systems.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeSet;

use scholion::model::walk;
use scholion::parse;
use scholion::parse::html::{Tree, html_with_references};
use serde_json::Value;

#[test]
fn real_pages_give_what_an_independent_reading_has() {
    let Some(folder) = support::shared("corpus/html") else {
        return;
    };
    let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
    let expected: Vec<Value> = serde_json::from_str(&expected).unwrap();
    for page in &expected {
        let file = page["file"].as_str().unwrap();
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        let tree = Tree::parse(&text);
        let bib = std::fs::read_to_string(folder.join(file.replace(".html", ".bib")));
        let references = bib.map_or_else(
            |_| Vec::new(),
            |bib| parse::bibliography(&bib, "a.bib").references,
        );
        let start = std::time::Instant::now();
        let reading = html_with_references(&tree, &references);
        let article = &reading.article;
        let uses = walk::citations(article);
        let keys: usize = uses
            .iter()
            .map(|found| found.citation.references.len())
            .sum();
        let distinct: BTreeSet<_> = uses
            .iter()
            .flat_map(|found| &found.citation.references)
            .collect();
        let csl = article
            .references
            .iter()
            .filter(|r| r.csl.is_some())
            .count();
        eprintln!(
            "{file}: title {:?} sections {} uses {} keys {keys} distinct {} references {} csl {csl} notes {} markers {}/{} {:?}\n   {}",
            scholion::model::plain_text(&article.title),
            reading.places.sections.len(),
            uses.len(),
            distinct.len(),
            article.references.len(),
            article.footnotes.len(),
            walk::markers(article).len(),
            reading.places.markers.len(),
            start.elapsed(),
            page["citations"],
        );
        for d in reading.diagnostics.iter().take(5) {
            eprintln!("    {} {}", d.code, d.message);
        }
    }
}
