//! Clicks and taps.

use crate::page::Page;

const RANGE: &str = "[data-sch-references='40 41 42']";
const DEMO: &str = "/index.html";

pub(crate) async fn a_click_pins_until_it_is_sent_away(page: &Page<'_>) {
    page.open(DEMO).await;
    page.click(RANGE).await;
    let card = page.card().await;
    assert_eq!((card.role.as_deref(), card.sheet), (Some("dialog"), false));
    page.point(1.0, 1.0).await;
    page.keeps_card(700).await;
    // In the card nothing closes it.
    page.click_here(".sch-card-title").await;
    page.keeps_card(200).await;
    page.click_at(2.0, 2.0).await;
    page.no_card().await;
    assert_eq!(
        page.text("return location.hash;").await,
        "",
        "a click does not jump"
    );
}

pub(crate) async fn the_close_button_closes(page: &Page<'_>) {
    page.open(DEMO).await;
    page.click(RANGE).await;
    page.card().await;
    page.click_here(".sch-close").await;
    page.no_card().await;
    assert_eq!(page.focus().await, "cite-40-1");
    page.stays_without_card(400).await;
}

/// Opening in a new tab is the browser's business; here it is only not taken away.
pub(crate) async fn a_modified_click_is_the_browsers(page: &Page<'_>) {
    page.open(DEMO).await;
    let prevented = page
        .run("const marker = document.querySelector('.sch-marker');
            let taken;
            document.addEventListener('click', (event) => { taken = event.defaultPrevented; event.preventDefault(); }, { once: true });
            const all = [];
            for (const how of [{}, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }, { button: 1 }]) {
              document.addEventListener('click', (event) => { taken = event.defaultPrevented; event.preventDefault(); }, { once: true });
              marker.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1, ...how }));
              all.push(taken);
            }
            return all;")
        .await;
    assert_eq!(
        prevented,
        serde_json::json!([true, false, false, false, false])
    );
}

pub(crate) async fn the_card_leads_into_the_list_and_the_list_back(page: &Page<'_>) {
    page.open(DEMO).await;
    page.click(RANGE).await;
    page.card().await;
    page.click_in_card(".sch-card-list > li:nth-child(2) .sch-go")
        .await;
    page.no_card().await;
    page.until(
        "the address names the reference",
        "return location.hash === '#ref-41';",
    )
    .await;
    let in_view = "const box = document.querySelector('#ref-41').getBoundingClientRect();
        return box.top >= 0 && box.bottom <= innerHeight;";
    page.until("the reference is in view", in_view).await;
    assert!(
        page.holds("return document.querySelector('#ref-41').matches('[data-sch-target]');")
            .await,
        "and marked"
    );
    page.rest(300).await;
    assert!(page.holds(in_view).await, "and stays there");
    page.click_here("#ref-41 [role=doc-backlink]").await;
    page.until(
        "the marker is in view",
        "const box = document.querySelector('#cite-40-1').getBoundingClientRect();
         return location.hash === '#cite-40-1' && box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;
    page.run("history.back();").await;
    page.until("Back goes back", "return location.hash === '#ref-41';")
        .await;
}

pub(crate) async fn a_tap_opens_a_sheet(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open(DEMO).await;
    let (x, y) = page.bring(RANGE, 0.2).await;
    page.tap_at(x, y).await;
    let card = page.card().await;
    assert!(card.sheet, "{card:?}");
    assert_eq!(card.labels, ["40", "41", "42"]);
    let [left, _, right, bottom] = card.rect;
    let [width, height] = card.window;
    assert!((bottom - height).abs() < 1.5, "at the bottom: {card:?}");
    assert!(left >= -0.5 && right <= width + 0.5, "{card:?}");
    page.keeps_card(500).await;
    page.tap_at(width / 2.0, 20.0).await;
    page.no_card().await;
}
