//! Articles of other systems, enhanced where they stand.

use serde_json::json;

use crate::page::Page;
use crate::standing;
use crate::turns::in_turn;

/// What of a page must not notice: a frame, a form, a listener of the page's own.
const HOSTS_OWN: &str = "
    const frame = document.querySelector('iframe');
    const field = document.querySelector('form input');
    return {
      frame: frame.contentWindow.kept === 'yes',
      field: field.value,
      picture: [...document.querySelectorAll('img')].every((picture) => picture.complete && picture.naturalWidth > 0),
    };";

/// What each marker leads to: sources by the first letter of their first author, notes by their
/// place among those that `tests/html.rs` names; one that says the same as the one before is left
/// out.
const LED_TO: &str = "
    const notes = ['Whoever walks', 'The well was closed', 'A stair is a stair', 'Shepherds sleep twice', 'Hard cheese'];
    const { references = [], footnotes = [] } = standing.element.article;
    const words = (part) => part.value ?? (part.children ?? []).map(words).join('');
    const letter = ({ csl, children }) => (csl?.author?.[0]?.family ?? words({ children })).trim()[0];
    const named = (key) => {
      const found = references.find(({ id }) => id === key);
      return found ? letter(found) : `?${key}`;
    };
    const led = [...document.querySelectorAll('[data-sch-marker]')].map(({ dataset }) => {
      if (dataset.schNote === undefined) return dataset.schReferences.split(' ').map(named).join(' ');
      const note = footnotes.find(({ identifier }) => identifier === dataset.schNote);
      return `N${notes.findIndex((start) => words(note).trim().startsWith(start)) + 1}`;
    });
    return led.filter((one, at) => one !== led[at - 1]);";

async fn open(page: &Page<'_>, name: &str) {
    page.visit(&standing::in_place_page(name)).await;
    page.until(
        "the page is there, and its frame",
        "return document.readyState === 'complete' && document.querySelector('iframe').contentDocument?.readyState === 'complete';",
    )
    .await;
    // Late enough for the frame to be there, before the element is told to begin.
    page.run(
        "document.querySelector('iframe').contentWindow.kept = 'yes';
         document.querySelector('form input').value = 'typed';
         standing.html = standing.element.innerHTML;
         standing.let();",
    )
    .await;
    page.ready().await;
}

/// Every marker of every page has its card, with the references that the page means.
pub(crate) async fn markers_of_every_system_have_cards(page: &Page<'_>) {
    let pages = standing::systems();
    assert!(pages.len() >= 12, "{} pages", pages.len());
    for name in pages {
        open(page, name).await;
        let found = page.run(LED_TO).await;
        assert_eq!(found, json!(standing::cited(name)), "{name}");
        // With the pointer, one after another.
        let markers = page
            .run("return [...document.querySelectorAll('[data-sch-marker]')].map(({ id }) => id);")
            .await;
        for id in in_turn(page.engine, markers.as_array().unwrap()) {
            let id = id.as_str().unwrap();
            let card = page.hover(&format!("[id='{id}']")).await;
            card.is_well_placed();
            page.press(fantoccini::key::Key::Escape).await;
            page.no_card().await;
        }
        let titles = page
            .run("return document.querySelectorAll('.sch-toggle').length;")
            .await;
        assert!(titles.as_u64() >= Some(3), "{name}: {titles} sections fold");
    }
}

/// Frames, forms and listeners of the page go on; taking it back leaves the page as it was.
pub(crate) async fn what_is_the_pages_own_survives(page: &Page<'_>) {
    for name in standing::systems() {
        open(page, name).await;
        let intact = json!({ "frame": true, "field": "typed", "picture": true });
        assert_eq!(page.run(HOSTS_OWN).await, intact, "{name}: enhanced");
        let clicks = "document.querySelector('#host-button').click(); return Number(document.body.dataset.clicks);";
        assert_eq!(page.run(clicks).await, 1, "{name}: the page's own listener");
        // Everything is folded and opened again.
        page.run("standing.element.collapseAll();").await;
        let heights = page
            .run("return [...document.querySelectorAll('[data-sch-body]')].map((one) => one.getBoundingClientRect().height).filter((height) => height > 0.5);")
            .await;
        assert_eq!(heights, json!([]), "{name}: what is folded has no height");
        page.run("standing.element.expandAll();").await;
        assert_eq!(
            page.run(HOSTS_OWN).await,
            intact,
            "{name}: folded and opened"
        );
        // A card, a jump and a filter leave their traces, which go with the rest.
        let id = page
            .text("return document.querySelector('[data-sch-marker]').id;")
            .await;
        page.run(&format!("standing.element.openCitation('{id}');"))
            .await;
        page.card().await;
        page.run("document.querySelector('.sch-go')?.click();")
            .await;
        page.run("standing.element.restore();").await;
        let same = page
            .run(
                "const now = standing.element.innerHTML;
                 let at = 0;
                 while (now[at] === standing.html[at] && at < now.length) at += 1;
                 return now === standing.html ? 'same' : `${now.slice(at - 60, at + 60)} // ${standing.html.slice(at - 60, at + 60)}`;",
            )
            .await;
        assert_eq!(same, "same", "{name}: given back");
        assert_eq!(
            standing_lost(page).await,
            0,
            "{name}: every node is the one it was"
        );
        assert_eq!(page.run(HOSTS_OWN).await, intact, "{name}: given back");
        assert_eq!(page.run(clicks).await, 2, "{name}: the page's own listener");
    }
}

async fn standing_lost(page: &Page<'_>) -> u64 {
    page.run("return standing.lost();").await.as_u64().unwrap()
}

/// What has been folded is found by the browser's search and by fragments.
pub(crate) async fn what_is_folded_is_found(page: &Page<'_>) {
    let name = &standing::systems()[0];
    open(page, name).await;
    page.run("standing.element.collapseAll();").await;
    let id = page
        .text("return document.querySelector('[data-sch-marker]').id;")
        .await;
    page.run(&format!("standing.element.goTo('{id}');")).await;
    page.until(
        "the marker is in view",
        &format!(
            "const box = document.getElementById('{id}').getBoundingClientRect();
             return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;"
        ),
    )
    .await;
}

/// A removed element leaves its contents as they were.
pub(crate) async fn removing_the_element_gives_the_page_back(page: &Page<'_>) {
    let name = &standing::systems()[0];
    open(page, name).await;
    page.run("standing.element.replaceWith(...standing.element.childNodes);")
        .await;
    page.until(
        "the page is as it was",
        "return !document.querySelector('[data-sch-marker], .sch-toggle, .sch-card, [data-sch-body]');",
    )
    .await;
    assert_eq!(
        page.run("return document.querySelector('form input').value;")
            .await,
        "typed"
    );
}

/// Real pages of six systems, up to 740 KB, are enhanced as their sources are read natively (which
/// `tests/html.rs` holds against an independent reading), and given back.
pub(crate) async fn real_pages_are_enhanced_and_given_back(page: &Page<'_>) {
    for (address, counts) in standing::real() {
        page.visit(address).await;
        page.until(
            "the page is there",
            "return document.readyState !== 'loading' && Boolean(window.standing?.let);",
        )
        .await;
        page.run("standing.html = standing.element.innerHTML; standing.let();")
            .await;
        page.ready().await;
        let found = page
            .run(
                "const { article } = standing.element;
                 return [
                   document.querySelectorAll('[data-sch-marker]').length,
                   article.references?.length ?? 0,
                   article.footnotes?.length ?? 0,
                 ];",
            )
            .await;
        assert_eq!(
            found,
            json!(counts),
            "{address}: markers, references, notes"
        );
        page.run("standing.element.collapseAll(); standing.element.restore();")
            .await;
        let same = page
            .run("return [standing.element.innerHTML === standing.html, standing.lost()];")
            .await;
        assert_eq!(
            same,
            json!([true, 0]),
            "{address}: the same HTML, nodes lost"
        );
    }
}
