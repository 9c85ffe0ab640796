//! The npm package in the projects of its users (`tests/consumers`), each built by its own tools.

use serde_json::json;

use crate::page::Page;

/// What each of them shows.
const TITLES: [&str; 3] = [
    "Bundles and their cells",
    "A map of collagen",
    "Load and repair",
];

/// Opens what a project has made, and rests the pointer on a citation of three sources.
async fn shows_its_sources(page: &Page<'_>, project: &str) {
    page.open(&format!("/target/consumers/{project}/index.html"))
        .await;
    let card = page.hover("[data-sch-references~='poe2020']").await;
    let titles: Vec<&str> = card.titles.iter().flatten().map(String::as_str).collect();
    assert_eq!(titles, TITLES);
    card.is_well_placed();
    let sheets = page
        .run("return [...document.styleSheets].filter((sheet) => [...sheet.cssRules].some((rule) => rule.name === 'scholion')).length;")
        .await;
    assert_eq!(sheets, json!(1), "the style sheet is there once");
}

/// The same of a project that listens to the element.
async fn hears_of_it(page: &Page<'_>, project: &str) {
    shows_its_sources(page, project).await;
    page.until(
        "what the page does has heard of it",
        "return window.seen.includes('scholion-ready') && window.seen.includes('scholion-citation-open') || window.seen;",
    )
    .await;
}

/// The same of a project that counts the references by what the element says.
async fn knows_its_article(page: &Page<'_>, project: &str) {
    hears_of_it(page, project).await;
    page.until(
        "the references are counted",
        "return document.querySelector('#count').textContent === '3 references';",
    )
    .await;
    // By its property, not by an attribute.
    page.until(
        "the list has the publisher's name",
        "return document.querySelector('#references .sch-heading, #references h2')?.textContent.includes('Sources') ?? 'no heading';",
    )
    .await;
}

pub(crate) async fn html(page: &Page<'_>) {
    hears_of_it(page, "html").await;
}

pub(crate) async fn vite(page: &Page<'_>) {
    hears_of_it(page, "vite").await;
}

pub(crate) async fn webpack(page: &Page<'_>) {
    hears_of_it(page, "webpack").await;
}

pub(crate) async fn esbuild(page: &Page<'_>) {
    hears_of_it(page, "esbuild").await;
}

pub(crate) async fn react(page: &Page<'_>) {
    knows_its_article(page, "react").await;
}

pub(crate) async fn vue(page: &Page<'_>) {
    knows_its_article(page, "vue").await;
}

/// The article is in the page before any script runs, and the widget takes it over.
async fn takes_over_its_article(page: &Page<'_>, project: &str) {
    page.visit_without_script(&format!("/target/consumers/{project}/index.html"))
        .await;
    let text = page
        .text("return document.querySelector('scholion-article').textContent;")
        .await;
    assert!(TITLES.iter().all(|title| text.contains(title)), "{text}");
    shows_its_sources(page, project).await;
    let taken = page
        .holds("return !performance.getEntriesByType('resource').some((entry) => entry.name.includes('pkg/scholion_bg'));")
        .await;
    assert!(
        taken,
        "an article that is there needs the reader build alone"
    );
}

pub(crate) async fn eleventy(page: &Page<'_>) {
    takes_over_its_article(page, "eleventy").await;
}

pub(crate) async fn node(page: &Page<'_>) {
    takes_over_its_article(page, "node").await;
}

/// What the manifest says of the element is what the element has.
pub(crate) async fn the_manifest_is_true(page: &Page<'_>) {
    page.open("/target/consumers/html/index.html").await;
    let wrong = page
        .run_async(
            "const done = arguments[0];
             (async () => {
               const manifest = await (await fetch('node_modules/scholion/custom-elements.json')).json();
               const { members, attributes, cssProperties, cssParts } = manifest.modules[0].declarations[0];
               const element = document.querySelector('scholion-article');
               const wrong = [];
               const own = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(element));
               const standard = ['constructor', 'connectedCallback', 'disconnectedCallback', 'attributeChangedCallback'];
               for (const { name, kind, readonly = false } of members) {
                 const has = own[name];
                 if (!has || (kind === 'method') !== (typeof has.value === 'function') || (kind === 'field' && readonly === Boolean(has.set))) {
                   wrong.push(name);
                 }
                 delete own[name];
               }
               wrong.push(...Object.keys(own).filter((name) => !standard.includes(name)));
               const said = attributes.map(({ name }) => name);
               wrong.push(...element.constructor.observedAttributes.filter((name) => !said.includes(name)));
               const style = getComputedStyle(element);
               // What is inherited, or is another's, has no value where nobody has given one.
               const given = cssProperties.filter((property) => property.default !== 'inherit' && property.name !== '--scholion-title-font');
               wrong.push(...given.filter(({ name }) => !style.getPropertyValue(name)).map(({ name }) => name));
               const isolated = document.createElement('scholion-article');
               isolated.toggleAttribute('isolate', true);
               isolated.setAttribute('src', element.getAttribute('src'));
               const ready = new Promise((resolve) => isolated.addEventListener('scholion-ready', resolve, { once: true }));
               element.after(isolated);
               await ready;
               isolated.openCitation(isolated.shadowRoot.querySelector('[part~=marker] a, a[part~=marker]'));
               wrong.push(...cssParts.filter(({ name }) => !isolated.shadowRoot.querySelector(`[part~=${name}]`)).map(({ name }) => name));
               isolated.remove();
               done(wrong);
             })().catch((error) => done([String(error)]));",
        )
        .await;
    assert_eq!(
        wrong,
        json!([]),
        "told and not there, or there and not told"
    );
}
