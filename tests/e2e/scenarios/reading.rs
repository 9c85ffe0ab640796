//! Finding one's way: the list of sections, what is open, links to parts, what is remembered.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::page::Page;

const NESTED: &str = "src=/tests/e2e/articles/nested.json";

/// The section that the list marks as the one being read.
const CURRENT: &str = "return document.querySelector('.sch-contents [aria-current=location]')?.getAttribute('href') ?? null;";

/// Whether the list of sections is shown.
const SHOWN: &str =
    "return document.querySelector('.sch-contents ol').getBoundingClientRect().height > 0;";

/// The share that the meter shows.
const READ: &str =
    "Number(document.querySelector('.sch-meter').style.getPropertyValue('--sch-read'))";

async fn scroll_to(page: &Page<'_>, selector: &str) {
    page.run_with(
        "const part = document.querySelector(arguments[0]);
         for (let times = 0; times < 3; times += 1) {
           scrollBy({ top: part.getBoundingClientRect().top - 100, behavior: 'instant' });
         }",
        json!(selector),
    )
    .await;
}

async fn current_is(page: &Page<'_>, wanted: Option<&str>) {
    page.until(
        &format!("{wanted:?} is the current section"),
        &format!(
            "const now = (() => {{ {CURRENT} }})(); return now === {};",
            json!(wanted)
        ),
    )
    .await;
}

async fn press_button(page: &Page<'_>, selector: &str) {
    page.run_with(
        "document.querySelector(arguments[0]).focus();",
        json!(selector),
    )
    .await;
    page.press(Key::Enter).await;
}

/// The list names sections and those inside them, and marks the one at the reading line.
pub(crate) async fn the_list_of_sections_marks_the_current_one(page: &Page<'_>) {
    page.open_article(NESTED).await;
    let entries = page
        .run("return [...document.querySelectorAll('.sch-contents a')].map((link) => [link.getAttribute('href'), link.closest('ol ol') !== null]);")
        .await;
    assert_eq!(
        entries,
        json!([
            ["#materials", false],
            ["#flour", true],
            ["#water", true],
            ["#results", false],
            ["#competing-interests", false],
            ["#notes-on-the-text", false],
            ["#discussion", false],
            ["#references", false]
        ])
    );
    current_is(page, None).await;
    for section in ["#flour", "#water", "#results", "#discussion", "#flour"] {
        scroll_to(page, section).await;
        current_is(page, Some(section)).await;
    }
    // What the list does not name belongs to what it names.
    scroll_to(page, "#ash").await;
    current_is(page, Some("#flour")).await;
    page.went_well().await;
}

/// Where there is no room beside the text, a button opens the list; whoever follows an entry has
/// done with it.
pub(crate) async fn on_a_small_screen_a_button_opens_the_list(page: &Page<'_>) {
    page.open_article(NESTED).await;
    page.resize(400, 800).await;
    assert!(!page.holds(SHOWN).await);
    page.click(".sch-contents-toggle").await;
    assert!(page.holds(SHOWN).await);
    page.click(".sch-contents a[href='#results']").await;
    page.until("the list has closed", "return document.querySelector('.sch-contents-toggle').getAttribute('aria-expanded') === 'false';").await;
    page.until("the section is in view", "const top = document.querySelector('#results').getBoundingClientRect().top; return top >= 0 && top < 200;").await;
    // One name for the list, however wide the window is.
    for width in [400, 900, 980, 1040, 1100, 1280] {
        page.resize(width, 900).await;
        assert!(page.holds("return document.querySelector('.sch-contents-toggle').getClientRects().length + document.querySelector('.sch-contents > .sch-kicker').getClientRects().length === 1;").await, "{width}");
    }
    // In a wide window the list is simply there.
    page.resize(1280, 900).await;
    assert!(page.holds(SHOWN).await);
    assert!(page.holds("return document.querySelector('.sch-contents-toggle').getBoundingClientRect().height === 0;").await);
}

/// How much has been read is shown, if the publisher wants that.
pub(crate) async fn the_meter_follows_the_reader(page: &Page<'_>) {
    page.open_article(NESTED).await;
    page.until("nothing is read", &format!("return {READ} < 0.05;"))
        .await;
    page.run("scrollTo({ top: document.documentElement.scrollHeight, behavior: 'instant' });")
        .await;
    page.until("nearly all is read", &format!("return {READ} > 0.6;"))
        .await;
    scroll_to(page, "#results").await;
    page.until(
        "a part is read",
        &format!("return {READ} > 0.2 && {READ} < 0.8;"),
    )
    .await;
    // It is at the top of the window, and nobody hits it.
    let top = page
        .run("return document.querySelector('.sch-meter').getBoundingClientRect().top;")
        .await;
    assert_eq!(top, json!(0));
    page.open_article(&format!("{NESTED}&progress=none")).await;
    assert!(
        page.holds("return document.querySelector('.sch-meter') === null;")
            .await
    );
}

/// One button opens everything, then closes it, and says which.
pub(crate) async fn one_button_opens_and_closes_everything(page: &Page<'_>) {
    page.open_article(&format!("{NESTED}&collapse=boxes")).await;
    let state = async || {
        page.run(
            "return [document.querySelector('.sch-expand').textContent,
               document.querySelectorAll('.sch-content[hidden]').length,
               document.querySelectorAll('.sch-toggle[aria-expanded=false]').length];",
        )
        .await
    };
    assert_eq!(state().await, json!(["Expand all", 1, 1]));
    press_button(page, ".sch-expand").await;
    assert_eq!(state().await, json!(["Collapse all", 0, 0]));
    press_button(page, ".sch-expand").await;
    let closed = page
        .run("return document.querySelectorAll('.sch-toggle').length;")
        .await;
    assert_eq!(state().await, json!(["Expand all", closed, closed]));
    // One part that is opened by itself leaves something to open.
    press_button(page, "[aria-controls=results_body]").await;
    assert_eq!(state().await[0], "Expand all");
    press_button(page, ".sch-expand").await;
    assert_eq!(state().await, json!(["Collapse all", 0, 0]));
    press_button(page, "[aria-controls=results_body]").await;
    assert_eq!(state().await[0], "Expand all");
    page.went_well().await;
}

/// What nobody may overlook has no button and is never closed: interests, corrections, warnings.
pub(crate) async fn warnings_corrections_and_interests_stay_open(page: &Page<'_>) {
    page.open_article(&format!("{NESTED}&collapse=all")).await;
    page.run("document.querySelector('scholion-article').collapseAll();")
        .await;
    let open = page
        .run("return [...document.querySelectorAll('.sch-content:not([hidden])')].map((body) => body.id);")
        .await;
    assert_eq!(
        open,
        json!([
            "caution_body",
            "competing-interests_body",
            "notes-on-the-text_body"
        ])
    );
    let buttons = page
        .run("return ['caution', 'competing-interests', 'notes-on-the-text'].map((id) => document.querySelector(`#${id} .sch-toggle`));")
        .await;
    assert_eq!(buttons, json!([null, null, null]));
    // The introduction is no part that could be closed.
    assert!(
        page.holds("return document.querySelector('.sch-main > p').checkVisibility();")
            .await
    );
}

/// The link behind a heading copies the address of its part, and shows it in the address bar.
pub(crate) async fn a_heading_gives_its_address(page: &Page<'_>) {
    page.open_article(NESTED).await;
    let before = page
        .run("history.replaceState({ host: 1 }, ''); return history.length;")
        .await;
    assert_eq!(
        page.computed_label("#results .sch-permalink").await,
        "Copy link to Results"
    );
    page.run("document.querySelector('#results .sch-permalink').focus();")
        .await;
    page.press(Key::Enter).await;
    page.until(
        "it is told",
        "return document.querySelector('#results .sch-permalink').textContent === 'Copied';",
    )
    .await;
    let address = page.text("return location.href;").await;
    assert!(address.ends_with("#results"), "{address}");
    let after = page
        .run("return [history.length, history.state.host];")
        .await;
    assert_eq!(
        after,
        json!([before, 1]),
        "no entry is added, the host's state is kept"
    );
    assert_eq!(page.pasted().await, address);
    // It leads there in a page of its own.
    page.visit("/index.html").await;
    page.visit(address.split_once(page.origin()).unwrap().1)
        .await;
    page.ready().await;
    page.until("the section is in view", "const top = document.querySelector('#results').getBoundingClientRect().top; return top >= 0 && top < 200;").await;
    page.went_well().await;
}

/// What the widget has stored, and where a line stands.
const STORED: &str = "return [localStorage.length, sessionStorage.length];";

async fn read_a_while(page: &Page<'_>) -> f64 {
    press_button(page, "[aria-controls=materials_body]").await;
    scroll_to(page, "#discussion").await;
    page.run("scrollBy({ top: 700, behavior: 'instant' });")
        .await;
    page.rest(400).await;
    line(page).await
}

/// Where the third paragraph of the last section stands.
async fn line(page: &Page<'_>) -> f64 {
    page.run("return document.querySelectorAll('#discussion p')[2].getBoundingClientRect().top;")
        .await
        .as_f64()
        .unwrap()
}

async fn reload(page: &Page<'_>) {
    page.run("location.reload();").await;
    page.rest(300).await;
    page.ready().await;
}

async fn forget(page: &Page<'_>) {
    page.run("localStorage.clear(); sessionStorage.clear();")
        .await;
}

/// With `persist` what is open and where the reader was are there again.
pub(crate) async fn a_reload_finds_the_reader_where_they_were(page: &Page<'_>) {
    for (persist, stored) in [("session", json!([0, 1])), ("local", json!([1, 0]))] {
        page.open_article(&format!("{NESTED}&persist={persist}"))
            .await;
        forget(page).await;
        let before = read_a_while(page).await;
        reload(page).await;
        assert_eq!(page.run(STORED).await, stored);
        assert!(page.holds("return document.querySelector('#materials_body').hasAttribute('hidden') && !document.querySelector('#results_body').hasAttribute('hidden');").await);
        page.until(
            "the line is where it was",
            &format!("return Math.abs(document.querySelectorAll('#discussion p')[2].getBoundingClientRect().top - {before}) < 3;"),
        )
        .await;
        page.went_well().await;
        // An address that names a part has the last word.
        page.run("location.hash = 'results';").await;
        reload(page).await;
        page.until("the part is in view", "const top = document.querySelector('#results').getBoundingClientRect().top; return top >= 0 && top < 200;").await;
        forget(page).await;
    }
}

/// Nothing is stored unless the publisher asks for it.
pub(crate) async fn nothing_is_remembered_unasked(page: &Page<'_>) {
    page.open_article(NESTED).await;
    forget(page).await;
    read_a_while(page).await;
    reload(page).await;
    assert_eq!(page.run(STORED).await, json!([0, 0]));
    assert!(
        page.holds("return !document.querySelector('#materials_body').hasAttribute('hidden');")
            .await
    );
}

/// A browser that stores nothing costs the reader nothing else.
pub(crate) async fn storage_that_is_denied_or_full_is_survived(page: &Page<'_>) {
    for storage in ["denied", "full"] {
        page.open_article(&format!("{NESTED}&persist=local&storage={storage}"))
            .await;
        read_a_while(page).await;
        assert!(
            page.holds("return document.querySelector('#materials_body').hasAttribute('hidden');")
                .await
        );
        reload(page).await;
        assert!(
            page.holds("return !document.querySelector('#materials_body').hasAttribute('hidden');")
                .await
        );
        page.went_well().await;
    }
}

/// An article that has changed meanwhile keeps what is still there.
pub(crate) async fn a_changed_article_keeps_what_is_left(page: &Page<'_>) {
    page.open_article(&format!("{NESTED}&persist=local")).await;
    forget(page).await;
    press_button(page, "[aria-controls=materials_body]").await;
    press_button(page, "[aria-controls=results_body]").await;
    let load = "const element = document.querySelector('scholion-article');
        const article = element.article;
        article.children = article.children.filter((block) => block.identifier !== 'results');
        return element.load(article).then(() => [...document.querySelectorAll('.sch-content[hidden]')].map((body) => body.id));";
    assert_eq!(page.run(load).await, json!(["materials_body"]));
    // What is no memory of ours is not read.
    page.run("for (const key of Object.keys(localStorage)) localStorage.setItem(key, '{\"version\": 99, \"parts\": 1}');").await;
    reload(page).await;
    assert_eq!(
        page.run("return document.querySelectorAll('.sch-content[hidden]').length;")
            .await,
        Value::from(0)
    );
    page.went_well().await;
    forget(page).await;
}
