//! Jumps and the way back from them, the sheet's among them.

use serde_json::{Value, json};

use crate::page::Page;

const DEMO: &str = "/index.html";
const RANGE: &str = "[data-sch-references='40 41 42']";

const RETURN: &str = "return !!document.querySelector('.sch-return:popover-open');";

async fn height(page: &Page<'_>, id: &str) -> f64 {
    page.run_with(
        "return document.getElementById(arguments[0]).getBoundingClientRect().top;",
        json!(id),
    )
    .await
    .as_f64()
    .unwrap()
}

/// From the marker to its reference by the link in the card.
async fn jump(page: &Page<'_>) -> f64 {
    page.click(RANGE).await;
    page.card().await;
    let before = height(page, "cite-40-1").await;
    page.click_in_card(".sch-card-list > li:nth-child(2) .sch-go")
        .await;
    page.until(
        "the reference is marked",
        "return document.querySelector('#ref-41').matches('[data-sch-target]');",
    )
    .await;
    page.until("there is a way back", RETURN).await;
    before
}

/// Back of the browser leads to the line, at the height at which it stood, with the focus.
pub(crate) async fn back_of_the_browser_leads_back(page: &Page<'_>) {
    page.open(DEMO).await;
    page.run("history.replaceState({ own: 'of the host' }, '');")
        .await;
    let before = jump(page).await;
    assert_eq!(page.text("return location.hash;").await, "#ref-41");
    assert_eq!(page.focus().await, "ref-41");
    assert_eq!(
        page.text("return history.state.own;").await,
        "of the host",
        "what the host keeps there stays"
    );
    page.run("history.back();").await;
    page.until("the address is as it was", "return location.hash === '';")
        .await;
    page.until(
        "the control has gone",
        "return !document.querySelector('.sch-return:popover-open');",
    )
    .await;
    page.rest(300).await;
    let after = height(page, "cite-40-1").await;
    assert!((before - after).abs() < 3.0, "{before} and {after}");
    assert_eq!(page.focus().await, "cite-40-1");
    page.stays_without_card(200).await;
    assert_eq!(page.text("return history.state.own;").await, "of the host");
    // And forward leads to the reference again.
    page.run("history.forward();").await;
    page.until(
        "the reference is in view",
        "const box = document.querySelector('#ref-41').getBoundingClientRect();
         return location.hash === '#ref-41' && box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;
}

pub(crate) async fn several_jumps_are_undone_one_by_one(page: &Page<'_>) {
    page.open(DEMO).await;
    jump(page).await;
    page.click_here("#ref-41 [role=doc-backlink]").await;
    page.until(
        "the marker is marked",
        "return document.querySelector('#cite-40-1').matches('[data-sch-target]');",
    )
    .await;
    page.click_here(".sch-return-back").await;
    page.until(
        "the focus is on the link that was followed",
        "return document.activeElement.matches('#ref-41 [role=doc-backlink]');",
    )
    .await;
    assert!(page.holds(RETURN).await, "one more way back");
    page.click_here(".sch-return-back").await;
    page.until(
        "the focus is on the marker",
        "return document.activeElement.id === 'cite-40-1';",
    )
    .await;
    assert!(!page.holds(RETURN).await);
}

/// A jump from the contents leads back to where the page was, though nothing in it has a name.
pub(crate) async fn contents_lead_there_and_back(page: &Page<'_>) {
    page.open(DEMO).await;
    page.run("scrollTo({ top: 400, behavior: 'instant' });")
        .await;
    page.rest(100).await;
    page.click_here(".sch-contents a[href='#in-short']").await;
    page.until("there is a way back", RETURN).await;
    page.until(
        "the section is in view",
        "const box = document.querySelector('#in-short').getBoundingClientRect();
         return box.top >= -1 && box.top < innerHeight;",
    )
    .await;
    page.rest(200).await;
    page.click_here(".sch-return-back").await;
    page.until(
        "the page is where it was",
        "return Math.abs(scrollY - 400) < 3;",
    )
    .await;
    assert!(
        page.holds("return document.activeElement.matches(\".sch-contents a[href='#in-short']\");")
            .await
    );
}

pub(crate) async fn the_control_can_be_sent_away(page: &Page<'_>) {
    page.open(DEMO).await;
    jump(page).await;
    page.click_here(".sch-return-close").await;
    page.until(
        "it is gone",
        "return !document.querySelector('.sch-return:popover-open');",
    )
    .await;
    assert_eq!(page.text("return location.hash;").await, "#ref-41");
}

pub(crate) async fn history_that_is_off_is_left_alone(page: &Page<'_>) {
    page.open_article("src=/www/articles/vitamin-k2.txt&history=off")
        .await;
    let before = page
        .run("return [history.length, history.state, location.href];")
        .await;
    jump(page).await;
    page.click_here(".sch-return-back").await;
    page.until(
        "the focus is on the marker",
        "return document.activeElement.id === 'cite-40-1';",
    )
    .await;
    assert_eq!(
        page.run("return [history.length, history.state, location.href];")
            .await,
        before
    );
}

/// Through the uses of a reference with the card along.
pub(crate) async fn the_card_goes_along_from_use_to_use(page: &Page<'_>) {
    page.open(DEMO).await;
    let uses = page
        .run("return [...document.querySelectorAll('.sch-marker')].filter((marker) => marker.dataset.schReferences.split(' ').includes('11')).map((marker) => marker.id);")
        .await;
    let uses: Vec<&str> = uses
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(uses.len() > 3);
    page.click(&format!("#{}", uses[0])).await;
    page.card().await;
    for (at, id) in uses.iter().enumerate().skip(1) {
        page.click_in_card("[data-sch-key='11'] .sch-use[data-sch-step=next]")
            .await;
        page.until(
            "the card is at the next use",
            &format!("const open = document.querySelector('[data-sch-open]')?.id; return open === '{id}' || open;"),
        )
        .await;
        page.rest(250).await;
        let card = page.card().await;
        card.is_well_placed();
        assert_eq!(card.role.as_deref(), Some("dialog"));
        assert!(
            page.holds("return document.activeElement.matches('.sch-card .sch-use');")
                .await,
            "use {at}: the focus goes along"
        );
    }
    assert!(
        page.holds(
            "return !document.querySelector('[data-sch-key=\"11\"] .sch-use[data-sch-step=next]');"
        )
        .await,
        "the last has none after it"
    );
    page.click_in_card("[data-sch-key='11'] .sch-use[data-sch-step=previous]")
        .await;
    page.until(
        "the card is at the use before",
        &format!(
            "return document.querySelector('[data-sch-open]')?.id === '{}';",
            uses[uses.len() - 2]
        ),
    )
    .await;
}

/// Where the browser has no word for it, the sheet has a history entry to be closed by.
pub(crate) async fn back_closes_a_sheet(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open(DEMO).await;
    page.run("delete window.CloseWatcher; history.replaceState({ own: 1 }, '');")
        .await;
    let before = page.run("return history.length;").await.as_u64().unwrap();
    page.tap(RANGE).await;
    assert!(page.card().await.sheet);
    let entry = page
        .run("return [history.length, history.state.own];")
        .await;
    assert_eq!(
        entry,
        // Browsers keep fifty entries.
        json!([(before + 1).min(50), 1]),
        "an entry that keeps the host's state"
    );
    page.run("history.back();").await;
    page.no_card().await;
    page.until(
        "the page is the same",
        "return document.querySelector('scholion-article')?.state === 'ready';",
    )
    .await;
    assert_eq!(page.focus().await, "cite-40-1");
    // Closed by its button, it leaves nothing to go back through.
    page.tap(RANGE).await;
    page.card().await;
    page.tap_in_card(".sch-close").await;
    page.no_card().await;
    page.rest(200).await;
    page.run("history.replaceState({ own: 2 }, '');").await;
    page.tap(RANGE).await;
    page.card().await;
    // A jump out of the sheet takes its entry over: one Back leads back to the sentence.
    page.tap_in_card(".sch-card-list > li:nth-child(2) .sch-go")
        .await;
    page.until(
        "the jump has been made",
        "return location.hash === '#ref-41';",
    )
    .await;
    page.no_card().await;
    page.run("history.back();").await;
    page.until(
        "Back leads back",
        "return location.hash === '' && document.activeElement.id === 'cite-40-1';",
    )
    .await;
    assert_eq!(page.run("return history.state.own;").await, 2);
}

/// Chromium has a word for it: what closes things on this machine closes the sheet.
pub(crate) async fn the_machines_own_way_closes_a_sheet(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open(DEMO).await;
    if !page.holds("return 'CloseWatcher' in window;").await {
        // Then the scenario above is this engine's.
        return;
    }
    let before = page.run("return history.length;").await;
    page.run(
        "window.watchers = [];
         const Watcher = window.CloseWatcher;
         window.CloseWatcher = class extends Watcher { constructor() { super(); window.watchers.push(this); } };",
    )
    .await;
    page.tap(RANGE).await;
    assert!(page.card().await.sheet);
    assert_eq!(
        page.run("return history.length;").await,
        before,
        "no entry is needed"
    );
    page.run("window.watchers.at(-1).requestClose();").await;
    page.no_card().await;
    assert_eq!(page.focus().await, "cite-40-1");
    page.tap(RANGE).await;
    page.card().await;
    page.press(fantoccini::key::Key::Escape).await;
    page.no_card().await;
}
