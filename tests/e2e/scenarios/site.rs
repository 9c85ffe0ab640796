//! The site as `make site` puts it together: the playground, the documentation and its search, and
//! all of it without a network.

use std::path::Path;
use std::process::Command;

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::demo::axe_in;
use crate::page::Page;
use crate::server::{self, Server};

/// The site stands under a path, as on many hosts.
const SITE: &str = "/target/site/";
const SEED: &str = "000_40da847189e70bed.txt";

/// What the command line prints of the seed.
fn command_line(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_scholion"))
        .args(arguments)
        .arg(server::seed().join(SEED))
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What was noticed, by code and line, in order.
fn sorted(mut found: Vec<(String, u64)>) -> Vec<(String, u64)> {
    found.sort();
    found
}

/// Opens the playground, and waits for its scripts: a driver may be quicker.
async fn open_playground(page: &Page<'_>) {
    page.visit(&format!("{SITE}www/playground.html")).await;
    page.until(
        "the page is complete",
        "return document.readyState === 'complete';",
    )
    .await;
}

/// The seed is on the page, with its findings at their lines, and comes out as the command line
/// writes it.
async fn has_the_seed(page: &Page<'_>) {
    page.until(
        "the article is there",
        "const said = document.querySelector('#status').textContent;
         return document.querySelector('#article').state === 'ready' && said.startsWith('36 citations, 47 references') || said;",
    )
    .await;
    let markers = page
        .run("return document.querySelectorAll('#article .sch-marker').length;")
        .await;
    assert_eq!(markers, json!(36));
    let shown = page
        .run(
            "return [...document.querySelectorAll('#findings li')].map((item) =>
               [item.querySelector('code').textContent, Number(item.querySelector('.place').textContent.split(':')[0])]);",
        )
        .await;
    let shown: Vec<(String, u64)> = serde_json::from_value(shown).unwrap();
    let told: Value = serde_json::from_str(&command_line(&["check", "--format", "json"])).unwrap();
    let told = told["diagnostics"].as_array().or(told.as_array()).unwrap();
    let told = told.iter().map(|found| {
        let line = found["line"].as_u64().unwrap_or_default();
        (found["code"].as_str().unwrap().to_owned(), line)
    });
    assert!(!shown.is_empty());
    assert_eq!(sorted(shown), sorted(told.collect()));
    // A finding leads to its line.
    page.click_element("#findings li:last-child button").await;
    let selected = page
        .run(
            "const field = document.activeElement;
             const line = Number(document.querySelector('#findings li:last-child .place').textContent.split(':')[0]);
             return field.id === 'source' && field.value.slice(field.selectionStart, field.selectionEnd) === field.value.split('\\n')[line - 1];",
        )
        .await;
    assert_eq!(selected, json!(true));
    page.run(
        "window.saved = null;
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => {
           blob.text().then((text) => { window.saved = text; });
           return make.call(URL, blob);
         };",
    )
    .await;
    page.click_element("#download").await;
    page.until("something is saved", "return window.saved !== null;")
        .await;
    let saved = page.text("return window.saved;").await;
    assert_eq!(saved, command_line(&["convert", "--to", "json"]));
    let card = page
        .hover("#article [data-sch-references='40 41 42']")
        .await;
    assert_eq!(card.labels, ["40", "41", "42"]);
}

pub(crate) async fn the_playground_takes_what_is_dropped(page: &Page<'_>) {
    open_playground(page).await;
    page.run_async_with(
        "const [name, done] = arguments;
         fetch(`/seed/${name}`).then((response) => response.blob()).then((blob) => {
           const held = new DataTransfer();
           held.items.add(new File([blob], name));
           document.body.dispatchEvent(new DragEvent('dragenter', { bubbles: true, cancelable: true, dataTransfer: held }));
           document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: held }));
           done();
         });",
        json!(SEED),
    )
    .await;
    has_the_seed(page).await;
    assert!(
        page.holds("return !document.body.classList.contains('dropping');")
            .await
    );
}

pub(crate) async fn the_playground_takes_what_is_pasted(page: &Page<'_>) {
    open_playground(page).await;
    page.run_async_with(
        "const [name, done] = arguments;
         fetch(`/seed/${name}`).then((response) => response.text()).then((text) => {
           const field = document.createElement('textarea');
           field.id = 'copy-here';
           field.value = text;
           document.body.append(field);
           field.select();
           done();
         });",
        json!(SEED),
    )
    .await;
    page.press_with(Key::Control, 'c').await;
    page.run(
        "document.querySelector('#copy-here').remove(); document.querySelector('#source').focus();",
    )
    .await;
    page.press_with(Key::Control, 'v').await;
    has_the_seed(page).await;
}

/// Markdown comes with the bibliography that it names, and what is typed is read again.
pub(crate) async fn the_playground_has_examples(page: &Page<'_>) {
    page.visit(&format!("{SITE}www/playground.html?article=tendon.md"))
        .await;
    page.until(
        "Markdown is there with its bibliography",
        "const said = document.querySelector('#status').textContent;
         return said === '8 citations, 3 references, 0 findings' || said;",
    )
    .await;
    page.run(
        "const source = document.querySelector('#source');
         source.focus();
         source.setSelectionRange(source.value.length, source.value.length);",
    )
    .await;
    page.type_text("\nMore [@gone1999].").await;
    page.until(
        "a mistake is found while it is being typed",
        "return document.querySelector('#findings')?.textContent.includes('gone1999') || document.querySelector('#status').textContent;",
    )
    .await;
    for example in ["tea.xml", "elements.json", "vitamin-d-ar.txt"] {
        page.visit(&format!("{SITE}www/playground.html?article={example}"))
            .await;
        page.until(
            example,
            "return document.querySelector('#article')?.state === 'ready' && document.querySelector('#article').querySelectorAll('.sch-marker').length > 3 || document.querySelector('#status')?.textContent;",
        )
        .await;
    }
}

/// A bibliography is pasted into a field of its own, whether the article names one or not.
pub(crate) async fn the_playground_takes_a_bibliography(page: &Page<'_>) {
    open_playground(page).await;
    for head in ["---\nbibliography: of-others.bib\n---\n\n", ""] {
        page.run_with(
            "const write = (id, text) => {
               const field = document.querySelector(id);
               field.value = text;
               field.dispatchEvent(new InputEvent('input', { bubbles: true }));
             };
             write('#bibliography', '@article{doe2020, author = {Doe, Jane}, title = {Bone and age}, journal = {Bone}, year = {2020}}');
             write('#source', `${arguments[0]}# On bones\\n\\nThey thin [@doe2020].\\n`);",
            json!(head),
        )
        .await;
        page.until(
            "what is cited is found in it",
            "const said = document.querySelector('#status').textContent;
             return said === '1 citation, 1 reference, 0 findings' || said;",
        )
        .await;
        // So that the next one has something to change.
        page.run("document.querySelector('#status').textContent = '';")
            .await;
    }
}

/// What is pasted in place of an example is not read by its name, and nothing is left of what is
/// taken out.
pub(crate) async fn the_playground_forgets_what_was_there(page: &Page<'_>) {
    page.visit(&format!("{SITE}www/playground.html?article=tea.xml"))
        .await;
    page.until(
        "the example is there",
        "return document.querySelector('#article')?.state === 'ready' && document.querySelectorAll('#article .sch-marker').length > 3;",
    )
    .await;
    page.run_with(
        "const source = document.querySelector('#source');
         source.focus();
         source.select();
         source.dispatchEvent(new ClipboardEvent('paste', { bubbles: true, clipboardData: new DataTransfer() }));
         source.value = arguments[0];
         source.dispatchEvent(new InputEvent('input', { bubbles: true }));",
        json!("# On bones\n\nSaid with a note.[^1]\n\n[^1]: The note.\n"),
    )
    .await;
    page.until(
        "it is read as what it is",
        "return document.querySelector('#article h2')?.textContent.startsWith('On bones') || document.querySelector('#status').textContent;",
    )
    .await;
    page.run(
        "const source = document.querySelector('#source');
         source.value = '';
         source.dispatchEvent(new InputEvent('input', { bubbles: true }));",
    )
    .await;
    page.until(
        "nothing is left",
        "return document.querySelectorAll('#article .sch-marker, #findings li').length === 0 && document.querySelector('#status').textContent === '';",
    )
    .await;
}

pub(crate) async fn the_documentation_is_searched(page: &Page<'_>) {
    page.open(&format!("{SITE}docs/index.html")).await;
    page.click_element(".site-search input").await;
    page.type_text("referrer-policy").await;
    page.until(
        "something is found",
        "return document.querySelector('.site-search li a') !== null || document.querySelector('.site-said').textContent;",
    )
    .await;
    let found = page
        .text("return document.querySelector('.site-search ul').textContent;")
        .await;
    assert!(found.contains("Attributes"), "{found}");
    page.press(Key::Down).await;
    page.focus_is(".site-search li:first-child a").await;
    page.press(Key::Enter).await;
    page.until(
        "the page is another one",
        "return !location.pathname.endsWith('/docs/index.html') && document.querySelector('scholion-article')?.state === 'ready';",
    )
    .await;
    // What is not there is said to be so.
    page.click_element(".site-search input").await;
    page.type_text("zzzyyyxxx").await;
    page.until(
        "nothing is found",
        "return document.querySelector('.site-said').textContent === 'Nothing found.';",
    )
    .await;
}

/// After one visit the whole site is there without its server.
pub(crate) async fn the_site_works_offline(page: &Page<'_>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/site");
    let server = Server::start(&[folder.to_str().unwrap()]);
    let address = server.address.clone();
    // The one page of the site that asks for Trusted Types.
    page.visit_address(&format!("{address}/www/playground.html"))
        .await;
    page.run_async(
        "const done = arguments[0];
         navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller ?? new Promise((resolve) => {
           navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true });
         })).then(() => done());",
    )
    .await;
    drop(server);
    page.open_address(&format!("{address}/")).await;
    assert_eq!(
        page.hover("[data-sch-references='40 41 42']").await.labels,
        ["40", "41", "42"]
    );
    page.open_address(&format!("{address}/docs/element.html#events"))
        .await;
    page.arrived("events").await;
    page.visit_address(&format!("{address}/www/playground.html?article=tendon.md"))
        .await;
    page.until(
        "the playground reads",
        "return document.querySelector('#status')?.textContent.startsWith('8 citations');",
    )
    .await;
}

/// Every kind of page, and what is in it when it is used.
const PAGES: [&str; 6] = [
    "www/playground.html?article=tendon.md",
    "www/gallery.html",
    "docs/index.html",
    "docs/element.html",
    "docs/recipes.html",
    "docs/theming.html",
];

pub(crate) async fn axe_finds_nothing(page: &Page<'_>) {
    for path in PAGES {
        page.visit(&format!("{SITE}{path}")).await;
        page.until(
            path,
            "return document.querySelector('scholion-article')?.state !== 'loading' && document.querySelector('#status')?.textContent !== '';",
        )
        .await;
        axe_in(page, "html", path).await;
        page.run("document.documentElement.style.colorScheme = 'dark';")
            .await;
        axe_in(page, "html", &format!("{path}, in the dark")).await;
    }
}

/// The narrowest windows.
pub(crate) async fn no_page_is_wider_than_its_window(page: &Page<'_>) {
    page.emulate_window(320, 640).await;
    let mut wide = Vec::new();
    for path in PAGES {
        page.visit(&format!("{SITE}{path}")).await;
        page.settled().await;
        let width = page
            .run("return document.documentElement.scrollWidth;")
            .await;
        if width.as_f64() > Some(320.0) {
            wide.push(format!("{path}: {width}"));
        }
    }
    page.emulate_nothing().await;
    assert!(wide.is_empty(), "{wide:?}");
}
