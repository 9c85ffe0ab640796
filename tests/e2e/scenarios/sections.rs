//! Opening what hides something.

use serde_json::json;

use crate::page::Page;

const SECTION: &str = "two-years-two-groups";

const IS_SHOWN: &str = "const body = document.getElementById(`${arguments[0]}_body`);
    const toggle = document.querySelector(`[aria-controls='${arguments[0]}_body']`);
    return !body.hasAttribute('hidden') && toggle.getAttribute('aria-expanded') === 'true';";

async fn is_open(page: &Page<'_>, section: &str) -> bool {
    page.run_with(IS_SHOWN, json!(section)).await == json!(true)
}

async fn open_folded(page: &Page<'_>, fragment: &str) {
    let query = "src=/www/articles/vitamin-k2.txt&collapse=all";
    page.open_article(&format!("{query}{fragment}")).await;
}

async fn how_many_are_open(page: &Page<'_>) -> serde_json::Value {
    page.run("return document.querySelectorAll('.sch-content:not([hidden])').length;")
        .await
}

pub(crate) async fn a_fragment_opens_what_hides_it(page: &Page<'_>) {
    open_folded(page, "").await;
    assert!(!is_open(page, SECTION).await);
    page.run(&format!("location.hash = '{SECTION}';")).await;
    page.until(
        "the section is open",
        &IS_SHOWN.replace("arguments[0]", &format!("'{SECTION}'")),
    )
    .await;
    assert_eq!(how_many_are_open(page).await, 1, "that and no other");
    page.run("location.hash = 'ref-41';").await;
    page.until(
        "the list is open",
        &IS_SHOWN.replace("arguments[0]", "'references'"),
    )
    .await;
    page.until(
        "the reference is in view",
        "const box = document.querySelector('#ref-41').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;
    page.went_well().await;
}

pub(crate) async fn a_fragment_is_honoured_after_loading(page: &Page<'_>) {
    open_folded(page, "#ref-41").await;
    page.until(
        "the list is open",
        &IS_SHOWN.replace("arguments[0]", "'references'"),
    )
    .await;
    page.until(
        "the reference is in view",
        "const box = document.querySelector('#ref-41').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;
    assert!(!is_open(page, SECTION).await, "nothing else is opened");
}

/// The testable form of find-in-page: the browser looks for words and opens what hides them.
pub(crate) async fn a_text_fragment_opens_what_hides_it(page: &Page<'_>) {
    open_folded(page, "").await;
    let target = "In the second group the loss had all but stopped";
    assert!(!is_open(page, SECTION).await);
    // A text fragment asks for a reader's own act.
    page.run(&format!(
        "const link = document.querySelector('#before');
         link.href = '#:~:text=' + encodeURIComponent('{target}');"
    ))
    .await;
    page.click("#before").await;
    page.until(
        "the section is open",
        &IS_SHOWN.replace("arguments[0]", &format!("'{SECTION}'")),
    )
    .await;
    // Chromium and WebKit go to the words themselves; Firefox stays, and is led to the section.
    page.until(
        "the section is in view",
        &format!(
            "const box = document.getElementById('{SECTION}').getBoundingClientRect();
             return box.bottom > 0 && box.top < innerHeight;"
        ),
    )
    .await;
    assert_eq!(how_many_are_open(page).await, 1, "that and no other");
}

pub(crate) async fn the_attribute_says_what_is_closed(page: &Page<'_>) {
    for (collapse, closed) in [("none", 0), ("all", 13), ("after-first", 12), ("boxes", 3)] {
        page.open_article(&format!(
            "src=/www/articles/vitamin-k2.txt&collapse={collapse}"
        ))
        .await;
        let found = page
            .run("return document.querySelectorAll('.sch-content[hidden=until-found]').length;")
            .await;
        assert_eq!(found, closed, "collapse={collapse}");
        page.run("document.querySelector('scholion-article').expandAll();")
            .await;
        assert_eq!(
            page.run("return document.querySelectorAll('.sch-content[hidden], .sch-toggle[aria-expanded=false]').length;")
                .await,
            0
        );
    }
}
