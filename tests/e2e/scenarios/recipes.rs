//! What came of the recipes of `docs/recipes.md` (`make test-recipes`).

use std::path::Path;

use crate::Skipped;
use crate::page::Page;

/// Opens a page that a recipe has led to, and rests the pointer on a citation.
async fn shows_its_sources(page: &Page<'_>, path: &str, marker: &str, sources: &[&str]) {
    let file = format!("target/recipes/{path}");
    if !Path::new(env!("CARGO_MANIFEST_DIR")).join(&file).is_file() {
        std::panic::panic_any(Skipped(format!("no {file}: `make test-recipes` makes it")));
    }
    page.open(&format!("/{file}")).await;
    page.hover(marker).await;
    let card = page
        .text("return document.querySelector('.sch-card:popover-open').textContent;")
        .await;
    for source in sources {
        assert!(card.contains(source), "{source} is not in {card}");
    }
}

const SOURCES: [&str; 3] = [
    "Bundles and their cells",
    "Load and repair",
    "A map of collagen",
];

/// The page that `docs/first-minutes.md` leads to.
pub(crate) async fn first_minutes(page: &Page<'_>) {
    let marker = "[data-sch-references~='roe2019']";
    let sources = ["Bone and age", "After menopause"];
    shows_its_sources(page, "first-minutes/index.html", marker, &sources).await;
}

/// In Pandoc's own list of references, its article enhanced in place.
pub(crate) async fn pandoc(page: &Page<'_>) {
    let marker = "[data-cites~='poe2020'] .sch-marker, [data-cites~='poe2020'].sch-marker, [data-cites~='poe2020'] a";
    shows_its_sources(page, "pandoc/index.html", marker, &["Load and Repair"]).await;
}

pub(crate) async fn hugo(page: &Page<'_>) {
    let marker = "[data-sch-references~='poe2020']";
    shows_its_sources(page, "hugo/tendon/index.html", marker, &SOURCES).await;
}

pub(crate) async fn wordpress(page: &Page<'_>) {
    let marker = "[data-sch-references~='poe2020']";
    shows_its_sources(page, "wordpress/post.html", marker, &SOURCES).await;
}

pub(crate) async fn mdbook(page: &Page<'_>) {
    let marker = "[data-sch-references~='poe2020']";
    shows_its_sources(page, "mdbook/tendon.html", marker, &SOURCES).await;
}
