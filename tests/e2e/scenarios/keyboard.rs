//! Reading by the keyboard.

use fantoccini::key::Key;

use crate::page::Page;

/// Puts the focus right before the first marker.
async fn before_the_first_marker(page: &Page<'_>) {
    page.open("/index.html").await;
    page.run(
        "const links = [...document.querySelectorAll('a, button')];
        const first = links.findIndex((link) => link.matches('.sch-marker'));
        links[first - 1].focus();",
    )
    .await;
    page.stays_without_card(200).await;
}

async fn focused(page: &Page<'_>) -> String {
    page.focus().await
}

pub(crate) async fn focus_opens_and_goes_on(page: &Page<'_>) {
    before_the_first_marker(page).await;
    page.press(Key::Tab).await;
    assert_eq!(page.card().await.marker, "cite-1-1");
    assert_eq!(focused(page).await, "cite-1-1");
    page.press(Key::Tab).await;
    page.until(
        "the next marker has the focus",
        "return document.activeElement.id === 'cite-2-1';",
    )
    .await;
    assert_eq!(
        page.card().await.marker,
        "cite-2-1",
        "one card, of the focused marker"
    );
    page.run("document.activeElement.blur();").await;
    page.no_card().await;
}

pub(crate) async fn enter_goes_in_and_escape_comes_back(page: &Page<'_>) {
    before_the_first_marker(page).await;
    page.press(Key::Tab).await;
    page.card().await;
    page.press(Key::Enter).await;
    page.until(
        "the card has the focus",
        "return document.activeElement.matches('.sch-card');",
    )
    .await;
    let card = page.card().await;
    assert_eq!(card.role.as_deref(), Some("dialog"));
    let name = page.text("return document.getElementById(document.activeElement.getAttribute('aria-labelledby')).textContent;").await;
    assert_eq!(name, "Reference 1");
    page.press(Key::Tab).await;
    assert!(
        page.holds("return document.activeElement.matches('.sch-card .sch-close');")
            .await
    );
    page.press(Key::Escape).await;
    page.no_card().await;
    assert_eq!(focused(page).await, "cite-1-1", "the focus is back");
    page.stays_without_card(400).await;
    page.press(Key::Tab).await;
    assert_eq!(
        page.card().await.marker,
        "cite-2-1",
        "and goes on from there"
    );
}

pub(crate) async fn space_opens_too(page: &Page<'_>) {
    before_the_first_marker(page).await;
    page.press(Key::Tab).await;
    page.card().await;
    // The host page scrolls smoothly to what gets the focus.
    page.rest(600).await;
    let before = page.run("return scrollY;").await;
    page.press_char(' ').await;
    page.until(
        "the card has the focus",
        "return document.activeElement.matches('.sch-card');",
    )
    .await;
    assert_eq!(
        page.run("return scrollY;").await,
        before,
        "and does not scroll"
    );
}
