//! The demo article under style sheets of others, well-meant and not: it stays readable and
//! answers, and it still looks like an article.

use fantoccini::key::Key;
use serde_json::{Value, json};

use super::demo::axe_in;
use crate::page::Page;

/// What is read, and what WCAG asks for between its colours and what is behind them.
pub(super) const READ: &[&str] = &[
    ".sch-title",
    ".sch-deck",
    ".sch-byline",
    ".sch-heading",
    ".sch-content > p",
    ".sch-main li",
    ".sch-box p",
    ".sch-marker",
    ".sch-reference-list .sch-entry",
    ".sch-links a",
    ".sch-back a",
    ".sch-contexts",
    ".sch-quiet",
    ".sch-export-toggle",
    ".sch-card .sch-card-title",
    ".sch-card .sch-entry-title",
    ".sch-card .sch-entry-meta",
    ".sch-card .sch-links a",
];
const ARTICLE: &str = "/www/articles/vitamin-k2.txt";
const BOOTSTRAP: &str = "/node_modules/bootstrap/dist/css/bootstrap.css";
const LEAST: f64 = 4.5;

/// The same of an article with a link, notes, a table and a figure.
const READ_IN_TOUR: &[&str] = &[
    ".sch-main p a:not(.sch-marker, .sch-cross)",
    ".sch-cross",
    ".sch-dangling",
    ".sch-note-list li",
    ".sch-notice",
    ".sch-scroll td",
    ".sch-scroll th",
    "figcaption",
];
const TOUR: &str = "/tests/e2e/articles/tour.json";

pub(crate) async fn bootstrap(page: &Page<'_>) {
    survives(page, &[BOOTSTRAP]).await;
}

pub(crate) async fn bootstrap_in_the_dark(page: &Page<'_>) {
    open(page, ARTICLE, &[BOOTSTRAP]).await;
    page.run("document.documentElement.dataset.bsTheme = 'dark';")
        .await;
    page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
        .await;
    page.card().await;
    can_be_read(page, READ).await;
}

pub(crate) async fn tailwind(page: &Page<'_>) {
    survives(page, &["/node_modules/tailwindcss/preflight.css"]).await;
}

pub(crate) async fn tailwind_in_its_layer(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/tailwind.css"]).await;
}

pub(crate) async fn pico(page: &Page<'_>) {
    survives(page, &["/node_modules/@picocss/pico/css/pico.css"]).await;
}

pub(crate) async fn a_block_theme(page: &Page<'_>) {
    // What WordPress serves with its blocks, and what it prints for a theme's settings.
    let sheets = [
        "/node_modules/block-library/style.css",
        "/node_modules/block-library/theme.css",
        "/tests/e2e/pages/foreign/wordpress.css",
    ];
    survives(page, &sheets).await;
}

pub(crate) async fn modern_normalize(page: &Page<'_>) {
    survives(
        page,
        &["/node_modules/modern-normalize/modern-normalize.css"],
    )
    .await;
}

pub(crate) async fn the_old_reset(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/reset.css"]).await;
}

pub(crate) async fn the_new_reset(page: &Page<'_>) {
    survives(page, &["/node_modules/the-new-css-reset/css/reset.css"]).await;
}

pub(crate) async fn everything_initial(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/initial.css"]).await;
}

pub(crate) async fn everything_unset(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/unset.css"]).await;
}

pub(crate) async fn everything_unset_with_all_force(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/unset-important.css"]).await;
}

pub(crate) async fn harm_to_elements(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/elements.css"]).await;
}

pub(crate) async fn harm_to_elements_with_all_force(page: &Page<'_>) {
    survives(page, &["/tests/e2e/pages/foreign/elements-important.css"]).await;
}

/// Type and colours of text are the host's, as far as they can be read.
pub(crate) async fn an_honest_host_has_its_way(page: &Page<'_>) {
    open(page, TOUR, &["/tests/e2e/pages/foreign/honest.css"]).await;
    let found = page
        .run(
            "const look = (selector) => getComputedStyle(document.querySelector(selector));
             const text = look('.sch-content > p');
             const heading = look('.sch-section > .sch-head > .sch-heading');
             const title = look('.sch-title');
             const link = look('.sch-main p a:not(.sch-marker, .sch-cross)');
             return {
               family: text.fontFamily, size: text.fontSize, leading: text.lineHeight,
               colour: text.color, drawn: text.webkitTextFillColor,
               heading: [heading.fontFamily, heading.color, heading.textTransform, heading.letterSpacing],
               title: [title.fontFamily, title.fontStyle],
               link: [link.color, link.textDecorationLine],
             };",
        )
        .await;
    assert_eq!(
        (&found["family"], &found["size"], &found["leading"]),
        (&json!("Georgia, serif"), &json!("19px"), &json!("34px"))
    );
    assert_eq!(found["colour"], json!("rgb(51, 34, 17)"));
    assert_eq!(
        found["heading"],
        json!(["Verdana, sans-serif", "rgb(102, 0, 51)", "uppercase", "1px"])
    );
    assert_eq!(found["title"], json!(["Verdana, sans-serif", "italic"]));
    assert_eq!(found["link"], json!(["rgb(0, 68, 136)", "underline"]));
    // What can be read is drawn as it is set.
    let drawn = page
        .run(
            "const brush = new OffscreenCanvas(1, 1).getContext('2d');
             const shade = (colour) => {
               brush.fillStyle = colour;
               brush.fillRect(0, 0, 1, 1);
               return [...brush.getImageData(0, 0, 1, 1).data];
             };
             const wanted = shade('rgb(51, 34, 17)');
             const found = shade(getComputedStyle(document.querySelector('.sch-content > p')).webkitTextFillColor);
             return Math.max(...wanted.map((channel, at) => Math.abs(channel - found[at])));",
        )
        .await;
    assert!(drawn.as_f64().unwrap() <= 1.0, "{drawn}: {found}");
}

async fn open(page: &Page<'_>, article: &str, sheets: &[&str]) {
    let query: Vec<String> = sheets
        .iter()
        .map(|sheet| format!("sheet={sheet}"))
        .collect();
    page.open(&format!(
        "/tests/e2e/pages/foreign.html?src={article}&{}",
        query.join("&")
    ))
    .await;
    // A sheet that is not there proves nothing.
    page.until(
        "the sheets are there",
        "return [...document.querySelectorAll('link[rel=stylesheet]')].every((link) => link.sheet?.cssRules.length > 0);",
    )
    .await;
}

async fn survives(page: &Page<'_>, sheets: &[&str]) {
    open(page, TOUR, sheets).await;
    can_be_read(page, READ_IN_TOUR).await;
    open(page, ARTICLE, sheets).await;
    still_looks_like_an_article(page).await;
    folds(page).await;
    every_card_opens(page).await;
    pointers_open_cards(page).await;
    page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
        .await;
    page.card().await;
    can_be_read(page, READ).await;
    axe_in(page, "scholion-article", "with a card").await;
    page.run("document.querySelector('scholion-article').close();")
        .await;
    // What is far away and skipped still has the places of the window before.
    page.run("document.querySelectorAll('.sch-section, .sch-box, .sch-long > li').forEach((part) => { part.style.contentVisibility = 'visible'; });")
        .await;
    for width in [1280, 320] {
        page.resize(width, 900).await;
        page.rest(100).await;
        stays_in_its_width(page).await;
    }
}

/// Nothing has to be scrolled sideways to be read, but for what has a box of its own to scroll in.
pub(super) async fn stays_in_its_width(page: &Page<'_>) {
    let out = page
        .run(
            "const wide = document.documentElement.clientWidth;
             const article = document.querySelector('scholion-article');
             const boxes = '.sch-scroll, .sch-math, pre, .sch-spoken';
             return [...article.querySelectorAll('*')]
               .filter((element) => !element.closest(boxes) && element.checkVisibility())
               .filter((element) => [...element.getClientRects()].some((box) => box.width > 0 && (box.right > wide + 1 || box.left < -1)))
               .map((element) => `${element.localName}.${element.className} ${[...element.getClientRects()].map((box) => `${box.left}-${box.right}`)} of ${wide}`)
               .slice(0, 5);",
        )
        .await;
    assert_eq!(out, json!([]), "what stands out of the window");
}

/// Headings stand out by size and weight, paragraphs and lists stand apart, lists have their signs.
async fn still_looks_like_an_article(page: &Page<'_>) {
    let seen = page
        .run(
            "const one = (selector) => document.querySelector(selector);
             const size = (selector) => parseFloat(getComputedStyle(one(selector)).fontSize);
             const [first, second] = document.querySelectorAll('.sch-content > p + p').length
               ? [one('.sch-content > p + p').previousElementSibling, one('.sch-content > p + p')] : [];
             const list = one('.sch-main ul');
             const item = one('.sch-main ul > li');
             const emphasis = one('.sch-main em');
             return {
               text: size('.sch-content > p'),
               heading: size('.sch-section > .sch-head > .sch-heading'),
               title: size('.sch-title'),
               weight: Number(getComputedStyle(one('.sch-section > .sch-head > .sch-heading')).fontWeight),
               strong: Number(getComputedStyle(one('.sch-main strong')).fontWeight),
               emphasis: getComputedStyle(emphasis).fontStyle,
               gap: second.getBoundingClientRect().top - first.getBoundingClientRect().bottom,
               sign: getComputedStyle(item).listStyleType,
               kind: getComputedStyle(item).display,
               indent: item.getBoundingClientRect().left - list.getBoundingClientRect().left,
               card: size('.sch-reference-list'),
             };",
        )
        .await;
    let number = |key: &str| {
        seen[key]
            .as_f64()
            .unwrap_or_else(|| panic!("{key} of {seen}"))
    };
    assert!(number("title") > 1.2 * number("heading"), "{seen}");
    assert!(number("heading") > 1.1 * number("text"), "{seen}");
    assert!(
        number("weight") >= 600.0 && number("strong") >= 600.0,
        "{seen}"
    );
    assert_eq!(seen["emphasis"], json!("italic"), "{seen}");
    assert!(number("gap") >= 0.4 * number("text"), "{seen}");
    assert_eq!(
        (&seen["sign"], &seen["kind"]),
        (&json!("disc"), &json!("list-item")),
        "{seen}"
    );
    assert!(number("indent") >= number("text"), "{seen}");
}

/// A section closes and opens, by mouse and by keyboard.
async fn folds(page: &Page<'_>) {
    let open = "const toggle = document.querySelector('.sch-section > .sch-head > .sch-heading > .sch-toggle');
        const content = document.getElementById(toggle.getAttribute('aria-controls'));
        const text = content.querySelector('p');
        return [toggle.getAttribute('aria-expanded'), text.checkVisibility({ contentVisibilityAuto: false, opacityProperty: true, visibilityProperty: true })];";
    let toggle = ".sch-section > .sch-head > .sch-heading > .sch-toggle";
    assert_eq!(page.run(open).await, json!(["true", true]));
    page.click(toggle).await;
    assert_eq!(page.run(open).await, json!(["false", false]), "by mouse");
    page.focus_is(toggle).await;
    page.press(Key::Enter).await;
    assert_eq!(page.run(open).await, json!(["true", true]), "by Enter");
    page.press(Key::Space).await;
    assert_eq!(page.run(open).await, json!(["false", false]), "by Space");
    page.press(Key::Enter).await;
}

/// The card of every marker opens, wholly in the window, and is as large as its text needs.
async fn every_card_opens(page: &Page<'_>) {
    let ids: Vec<String> = page
        .run("return [...document.querySelectorAll('.sch-marker')].map((marker) => marker.id);")
        .await
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|id| id.as_str().map(str::to_owned))
        .collect();
    assert!(ids.len() > 30, "{ids:?}");
    for id in ids {
        page.run_with(
            "document.querySelector('scholion-article').openCitation(arguments[0]);",
            json!(id),
        )
        .await;
        page.until(
            &format!("the card of {id} is there"),
            &format!(
                "const open = document.querySelector('.sch-card:popover-open');
                 const marker = document.querySelector('[data-sch-open]');
                 if (!open || marker?.id !== {id:?}) return `${{open ? marker?.id : 'nothing'}} is open`;
                 const box = open.getBoundingClientRect();
                 const wide = document.documentElement.clientWidth;
                 const inside = box.width > 250 && box.height > 60 && box.left >= -0.5 && box.right <= wide + 0.5
                   && box.top >= -0.5 && box.bottom <= innerHeight + 0.5;
                 if (!inside) return {{ card: box, marker: marker.getBoundingClientRect(), window: [wide, innerHeight], classes: open.className }};
                 return (open.querySelector('.sch-close').getClientRects().length === 1
                   && parseFloat(getComputedStyle(open.querySelector('.sch-entry-meta, .sch-entry-title')).fontSize) >= 12)
                   || 'its text or its button is not what it should be';"
            ),
        )
        .await;
    }
    page.run("document.querySelector('scholion-article').close();")
        .await;
    page.no_card().await;
}

async fn pointers_open_cards(page: &Page<'_>) {
    let card = page.hover("[data-sch-references='40 41 42']").await;
    assert_eq!(card.labels, ["40", "41", "42"]);
    page.click_at(
        f64::midpoint(card.at[0], card.at[2]),
        f64::midpoint(card.at[1], card.at[3]),
    )
    .await;
    page.click_in_card(".sch-close").await;
    page.no_card().await;
}

/// Fails with every text whose colour is too near to what is behind it.
pub(super) async fn can_be_read(page: &Page<'_>, what: &[&str]) {
    page.settled().await;
    let found = page
        .run_with(include_str!("../contrast.js"), json!([what, LEAST]))
        .await;
    assert_eq!(found["poor"], Value::Array(Vec::new()), "too near");
    for selector in what {
        assert!(
            found["counts"][selector].as_u64() > Some(0),
            "nothing was looked at for {selector}: {}",
            found["counts"]
        );
    }
}
