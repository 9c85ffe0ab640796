//! The demo page.

use std::path::Path;

use serde_json::{Value, json};

use crate::page::Page;

const DEMO: &str = "/index.html";

pub(crate) async fn the_article_is_there(page: &Page<'_>) {
    page.open(DEMO).await;
    let title = page
        .text("return document.querySelector('scholion-article h1').textContent;")
        .await;
    assert!(title.starts_with("Forty-five milligrams"), "{title}");
    let counts = page
        .run("const count = (selector) => document.querySelectorAll(selector).length;
            return [count('.sch-box'), count('.sch-reference-list > li'), count('.sch-contents li'), count('[aria-busy]'), count('scholion-article [style]:not(.sch-meter)')];")
        .await;
    assert_eq!(
        counts,
        json!([3, 47, 10, 0, 0]),
        "boxes, references, contents, busy, style attributes"
    );
    let card = page.hover("[data-sch-references='40 41 42']").await;
    assert_eq!(card.labels, ["40", "41", "42"]);
}

/// The page in a document that listens before anything else in it happens.
pub(crate) async fn nothing_goes_wrong(page: &Page<'_>) {
    page.open("/tests/e2e/pages/watched.html").await;
    page.hover("[data-sch-references='40 41 42']").await;
    page.went_well().await;
    let lost = page
        .run("return performance.getEntriesByType('resource').filter((entry) => entry.responseStatus >= 400).map((entry) => entry.name);")
        .await;
    assert_eq!(lost, json!([]), "files that are not there");
}

/// The host has a rule for `sup` that would tear the lines apart.
pub(crate) async fn markers_leave_its_lines_alone(page: &Page<'_>) {
    page.open(DEMO).await;
    let found = page
        .run("const holders = new Set([...document.querySelectorAll('.sch-marker')].map((marker) => marker.closest('p, li')));
            const uneven = [];
            for (const holder of holders) {
              holder.style.whiteSpace = 'nowrap';
              const height = () => holder.getBoundingClientRect().height;
              const marked = height();
              holder.querySelectorAll('.sch-raised').forEach((sup) => sup.remove());
              const plain = height();
              if (Math.abs(marked - plain) > 0.01) uneven.push(`${marked} instead of ${plain}: ${holder.textContent.slice(0, 50)}`);
            }
            return [holders.size >= 20, uneven];")
        .await;
    assert_eq!(found, json!([true, []]), "enough lines, uneven ones");
}

pub(crate) async fn axe_finds_nothing(page: &Page<'_>) {
    page.open(DEMO).await;
    axe(page, "with nothing open").await;
    page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
        .await;
    page.card().await;
    axe(page, "with a pinned card").await;
    page.run("const article = document.querySelector('scholion-article'); article.close(); article.collapseAll();").await;
    axe(page, "with everything closed").await;
}

/// With everything that comes and goes: a hovered card, a sheet, a filtered list, the choices of
/// export, sentences, the way back.
pub(crate) async fn axe_finds_nothing_in_what_opens(page: &Page<'_>) {
    page.open(DEMO).await;
    page.hover("[data-sch-references='40 41 42']").await;
    axe(page, "with a hovered card").await;
    page.point(1.0, 1.0).await;
    page.no_card().await;
    page.run("document.querySelector('scholion-article').goTo('ref-41');")
        .await;
    page.filter("warfarin").await;
    page.click(".sch-export-toggle").await;
    page.run(
        "const what = document.querySelector('.sch-export-what');
         what.value = 'selected';
         what.dispatchEvent(new Event('input', { bubbles: true }));",
    )
    .await;
    page.click("#ref-41 .sch-contexts").await;
    axe(page, "with the list filtered and in use").await;
    page.click(".sch-quiet").await;
    axe(page, "with quiet markers").await;
    page.open_article(super::asks::TOUR).await;
    // The tests' own page has paragraphs outside of any landmark; the article is what is asked for.
    page.run("document.querySelectorAll('body > p').forEach((own) => own.remove());")
        .await;
    axe(page, "the tour").await;
    for opener in [
        "#fnref-age-1",
        "#xref-table-1-1",
        "#cite_article",
        "#cite-3-1",
    ] {
        page.click(opener).await;
        page.rest(100).await;
        axe(page, opener).await;
        page.press(fantoccini::key::Key::Escape).await;
        page.no_card().await;
    }
}

pub(crate) async fn axe_finds_nothing_in_a_sheet(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open(DEMO).await;
    page.tap("[data-sch-references='40 41 42']").await;
    assert!(page.card().await.sheet);
    axe(page, "with a sheet").await;
}

pub(crate) async fn axe_finds_nothing_in_the_dark(page: &Page<'_>) {
    page.open(DEMO).await;
    page.run(
        "document.documentElement.style.colorScheme = 'dark';
        document.querySelector('scholion-article').openCitation('cite-40-1');",
    )
    .await;
    page.card().await;
    axe(page, "in the dark").await;
}

/// Fails with everything that axe-core finds wrong on the page.
pub(crate) async fn axe(page: &Page<'_>, when: &str) {
    axe_in(page, "html", when).await;
    // Silence proves something only where there was something to look at.
    assert!(
        page.holds("return !!document.querySelector('.sch-marker');")
            .await
    );
}

/// The same for a part of the page.
pub(crate) async fn axe_in(page: &Page<'_>, part: &str, when: &str) {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    let program = std::fs::read_to_string(&program).unwrap_or_else(|error| {
        panic!(
            "{}: {error}; `make test-e2e` installs it",
            program.display()
        )
    });
    page.settled().await;
    // Not by the page's own means, which its policy may forbid.
    if !page.holds("return !!window.axe;").await {
        page.run(&program).await;
    }
    page.run_with("window.found = null;
        axe.run(document.querySelector(arguments[0]), { resultTypes: ['violations'] }).then(
          (result) => {
            window.found = result.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target} ${node.failureSummary}`));
          },
          (error) => { window.found = [String(error)]; },
        );", json!(part))
        .await;
    page.until("axe has finished", "return window.found !== null;")
        .await;
    let found = page.run("return window.found;").await;
    assert_eq!(found, Value::Array(Vec::new()), "{when}");
}
