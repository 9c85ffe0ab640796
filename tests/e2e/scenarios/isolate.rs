//! An article in a shadow tree.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::page::Page;

const DEMO: &str = "src=/www/articles/vitamin-k2.txt&isolate=&fallback=waiting";

/// Runs a script that knows the shadow tree as `root`.
async fn inside(page: &Page<'_>, script: &str) -> Value {
    page.run(&format!(
        "const root = document.querySelector('scholion-article').shadowRoot; {script}"
    ))
    .await
}

async fn until_inside(page: &Page<'_>, what: &str, script: &str) {
    page.until(
        what,
        &format!("const root = document.querySelector('scholion-article').shadowRoot; {script}"),
    )
    .await;
}

/// Brings something into view and gives its middle.
async fn middle(page: &Page<'_>, selector: &str) -> (f64, f64) {
    let mut at = (0.0, 0.0);
    for _ in 0..3 {
        let found = inside(
            page,
            &format!(
                "const part = root.querySelector({});
                 part.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                 const box = part.getBoundingClientRect();
                 return [(box.left + box.right) / 2, (box.top + box.bottom) / 2];",
                json!(selector)
            ),
        )
        .await;
        at = (found[0].as_f64().unwrap(), found[1].as_f64().unwrap());
        page.rest(120).await;
    }
    at
}

const CARD: &str = "return root.querySelector('.sch-card:popover-open') !== null;";

/// Pointer, keyboard and fragments work as they do outside.
pub(crate) async fn an_isolated_article_works(page: &Page<'_>) {
    page.open_article(DEMO).await;
    let light = page
        .run("const article = document.querySelector('scholion-article'); return [article.childNodes.length, document.querySelector('.sch-marker'), article.shadowRoot.querySelectorAll('.sch-marker').length > 30];")
        .await;
    assert_eq!(
        light,
        json!([0, null, true]),
        "children, marker outside, markers inside"
    );

    let (x, y) = middle(page, "#cite-40-1").await;
    page.way(&[(1.0, 1.0), (x - 3.0, y), (x, y)], 0).await;
    until_inside(page, "the card is open", CARD).await;
    let card = inside(
        page,
        "const card = root.querySelector('.sch-card');
         const box = card.getBoundingClientRect();
         const marker = root.querySelector('#cite-40-1').getBoundingClientRect();
         return [card.querySelectorAll('.sch-card-list > li').length,
           box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight,
           Math.min(Math.abs(box.top - marker.bottom), Math.abs(box.bottom - marker.top)) < 24];",
    )
    .await;
    assert_eq!(
        card,
        json!([3, true, true]),
        "entries, in the window, beside its marker"
    );
    // One can go in, and the pointer elsewhere ends it.
    page.point(1.0, 1.0).await;
    until_inside(
        page,
        "the card is closed",
        "return root.querySelector('.sch-card:popover-open') === null;",
    )
    .await;

    inside(page, "root.querySelector('#cite-40-1').focus();").await;
    page.press(Key::Enter).await;
    until_inside(
        page,
        "the focus is in the card",
        "return root.querySelector('.sch-card').contains(root.activeElement);",
    )
    .await;
    page.press(Key::Escape).await;
    until_inside(
        page,
        "the focus is back",
        "return root.activeElement?.id === 'cite-40-1' && root.querySelector('.sch-card:popover-open') === null;",
    )
    .await;
    page.went_well().await;
}

/// The page's fragment opens and shows what the browser does not find.
pub(crate) async fn fragments_reach_into_isolation(page: &Page<'_>) {
    page.open_article(&format!("{DEMO}&collapse=all#ref-41"))
        .await;
    let shown = "const box = root.querySelector('#ref-41').getBoundingClientRect();
        return !root.querySelector('#references_body').hasAttribute('hidden') && box.top >= 0 && box.bottom <= innerHeight;";
    until_inside(page, "the reference is in view", shown).await;
    page.run("location.hash = 'two-years-two-groups';").await;
    until_inside(
        page,
        "the section is in view",
        "const top = root.querySelector('#two-years-two-groups').getBoundingClientRect().top;
         return !root.querySelector('#two-years-two-groups_body').hasAttribute('hidden') && top >= 0 && top < 200;",
    )
    .await;
    // A jump of ours leads there and back.
    inside(
        page,
        "root.querySelector('#cite-11-2, [id^=cite-11-]').focus();",
    )
    .await;
    page.press(Key::Enter).await;
    until_inside(page, "the card is open", CARD).await;
    inside(page, "root.querySelector('.sch-card .sch-go').click();").await;
    until_inside(
        page,
        "the reference has the focus",
        "return root.activeElement?.id === 'ref-11';",
    )
    .await;
    page.run("history.back();").await;
    until_inside(
        page,
        "the marker has the focus again",
        "return root.activeElement?.id.startsWith('cite-11-');",
    )
    .await;
    page.went_well().await;
}

/// Style sheets of the page stay outside; properties and parts come in.
pub(crate) async fn isolation_lets_in_what_is_meant_for_it(page: &Page<'_>) {
    page.open_article(DEMO).await;
    let found = inside(
        page,
        "const sheet = new CSSStyleSheet();
         sheet.replaceSync(`
           .sch-marker, sup, h2 { display: none !important; }
           p { font-size: 40px !important; }
           scholion-article { --scholion-accent: rgb(120, 0, 90); }
           scholion-article::part(title) { letter-spacing: 3px; }
           scholion-article::part(card-title) { text-decoration: underline; }`);
         document.adoptedStyleSheets = [sheet];
         const look = (selector) => getComputedStyle(root.querySelector(selector));
         document.querySelector('scholion-article').openCitation('cite-1-1');
         return [look('.sch-marker').display, look('.sch-main > p').fontSize !== '40px',
           look('.sch-contents-toggle').color, look('.sch-title').letterSpacing,
           look('.sch-card-title').textDecorationLine, look('.scholion').display];",
    )
    .await;
    assert_eq!(
        found,
        json!([
            "inline",
            true,
            "rgb(120, 0, 90)",
            "3px",
            "underline",
            "grid"
        ])
    );
    page.went_well().await;
}
