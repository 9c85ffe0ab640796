//! The element in pages of all kinds.

use serde_json::json;

use crate::page::Page;

const DEMO_ARTICLE: &str = "src=/www/articles/vitamin-k2.txt";

pub(crate) async fn it_works_under_a_strict_policy(page: &Page<'_>) {
    page.open_strictly(&format!("/tests/e2e/pages/article.html?{DEMO_ARTICLE}"))
        .await;
    let card = page.hover("[data-sch-references='40 41 42']").await;
    assert_eq!(card.labels.len(), 3);
    page.click(".sch-toggle").await;
    page.went_well().await;
    let events = page.run("return [...new Set(seen.events)].sort();").await;
    assert_eq!(
        events,
        json!(["citation-close", "citation-open", "ready", "section-toggle"])
    );
}

pub(crate) async fn what_fails_leaves_the_page_readable(page: &Page<'_>) {
    // The page may not have come to its element yet.
    let told = "return document.querySelector('scholion-article')?.state === 'error' && window.seen?.events.includes('error');";
    for (source, why) in [
        ("/nowhere.txt", "answered 404"),
        ("/tests/e2e/articles/broken.json", "no structured article"),
        ("/tests/cases/empty.txt", "no text"),
    ] {
        page.visit(&format!(
            "/tests/e2e/pages/article.html?src={source}&fallback=Still+here"
        ))
        .await;
        page.until("the failure is told", told).await;
        let message = page
            .text("return document.querySelector('scholion-article [role=alert]').textContent;")
            .await;
        assert!(message.contains(why), "{source}: {message}");
        let fallback = "return document.querySelector('.fallback').checkVisibility();";
        assert!(page.holds(fallback).await, "{source}: what was there stays");
        assert!(
            page.holds("return !document.querySelector('[aria-busy]');")
                .await
        );
        page.went_well().await;
    }
    // The element takes another source, and what was said is said no more.
    page.run("document.querySelector('scholion-article').setAttribute('src', '/tests/e2e/articles/leading.txt');")
        .await;
    page.ready().await;
    assert!(
        page.holds("return !document.querySelector('[role=alert], .fallback');")
            .await
    );
    // An element that held nothing leads to its source.
    page.visit("/tests/e2e/pages/article.html?src=/nowhere.txt")
        .await;
    page.until("the failure is told", told).await;
    assert_eq!(
        page.text("return document.querySelector('scholion-article a').getAttribute('href');")
            .await,
        "/nowhere.txt"
    );
}

pub(crate) async fn two_articles_share_a_page(page: &Page<'_>) {
    page.open_article(&format!(
        "{DEMO_ARTICLE}&second=/tests/e2e/articles/leading.txt"
    ))
    .await;
    page.until("both are there", "return [...document.querySelectorAll('scholion-article')].every((e) => e.state === 'ready');").await;
    page.has_single_ids().await;
    assert!(
        page.holds(
            "return !!document.getElementById('ref-1') && !!document.getElementById('two.ref-1');"
        )
        .await
    );
    let second = page.hover("#two [data-sch-references='1 2 3']").await;
    assert_eq!(
        (second.labels.len(), second.titles[0].as_deref()),
        (3, Some("One"))
    );
    page.point(1.0, 1.0).await;
    page.no_card().await;
    let first = page.hover("[data-sch-references='40 41 42']").await;
    assert_eq!(first.labels, ["40", "41", "42"]);
    page.went_well().await;
}

pub(crate) async fn a_moved_element_goes_on_and_a_removed_one_ends(page: &Page<'_>) {
    page.open_article(DEMO_ARTICLE).await;
    page.run(
        "const element = document.querySelector('scholion-article');
        window.root = element.querySelector('.scholion');
        document.querySelector('#after').before(element);",
    )
    .await;
    page.rest(100).await;
    assert!(
        page.holds("return document.querySelector('.scholion') === window.root;")
            .await,
        "moved, not made anew"
    );
    assert_eq!(
        page.hover("[data-sch-references='40 41 42']")
            .await
            .labels
            .len(),
        3
    );
    page.point(1.0, 1.0).await;
    page.no_card().await;
    let before = page
        .run("return seen.events.filter((name) => name === 'ready').length;")
        .await;
    page.run("window.element = document.querySelector('scholion-article'); element.remove();")
        .await;
    page.rest(100).await;
    assert_eq!(page.text("return element.state;").await, "idle");
    page.run("document.body.append(element);").await;
    page.ready().await;
    let after = page
        .run("return seen.events.filter((name) => name === 'ready').length;")
        .await;
    assert_eq!(
        (before, after),
        (json!(1), json!(2)),
        "what comes back is loaded again"
    );
    assert_eq!(
        page.run("return document.querySelectorAll('.sch-card, .scholion').length;")
            .await,
        2
    );
    page.went_well().await;
}

/// What an element has rendered can be read without it, and answers to nothing.
pub(crate) async fn what_a_removed_element_leaves_is_silent(page: &Page<'_>) {
    page.open_article(&format!(
        "{DEMO_ARTICLE}&second=/tests/e2e/articles/leading.txt"
    ))
    .await;
    page.until("both are there", "return [...document.querySelectorAll('scholion-article')].every((e) => e.state === 'ready');").await;
    page.run(
        "const element = document.querySelector('scholion-article');
         document.querySelector('#after').before(...element.childNodes);
         element.remove();",
    )
    .await;
    page.rest(100).await;
    page.run("seen.events.length = 0;").await;
    let (x, y) = page.bring("#cite-40-1", 0.5).await;
    page.way(&[(1.0, 1.0), (x - 3.0, y), (x, y)], 0).await;
    assert!(page.is_under("#cite-40-1", x, y).await);
    page.stays_without_card(700).await;
    assert_eq!(page.run("return seen.events;").await, json!([]));
    // The other article goes on.
    page.hover("#two [data-sch-references='1 2 3']").await;
    page.went_well().await;
}

pub(crate) async fn hostile_text_runs_nothing(page: &Page<'_>) {
    page.open_article("src=/tests/e2e/articles/hostile.txt")
        .await;
    page.hover(".sch-marker").await;
    page.rest(200).await;
    assert!(page.holds("return window.hacked === undefined;").await);
    let inside = page.run("return document.querySelectorAll('scholion-article :is(script, svg:not(.sch-close svg), img, iframe, [onerror], [onload], [onmouseover], a[href^=javascript])').length;").await;
    assert_eq!(inside, 0);
    let handlers = page.run("return [...document.querySelectorAll('scholion-article *')].flatMap((e) => [...e.attributes]).filter(({ name, value }) => /^on/.test(name) || /^\\s*(javascript|data|vbscript):/i.test(value)).map(({ name, value }) => `${name}=${value}`);").await;
    assert_eq!(handlers, json!([]), "attributes that run something");
    assert!(
        page.text("return document.querySelector('.scholion').textContent;")
            .await
            .contains("<script>window.hacked=1</script>")
    );
    page.went_well().await;
}

/// Two paragraphs of as many lines are as high, with markers and without.
pub(crate) async fn markers_leave_the_lines_alone(page: &Page<'_>) {
    page.open_article("src=/tests/e2e/articles/leading.txt")
        .await;
    let lines = page
        .run("return [...document.querySelectorAll('.sch-content > p')].slice(0, 2).map((p) => {
              const line = parseFloat(getComputedStyle(p).lineHeight);
              return { markers: p.querySelectorAll('.sch-marker').length, height: p.getBoundingClientRect().height, line };
            });")
        .await;
    assert_eq!(
        (lines[0]["markers"].as_u64(), lines[1]["markers"].as_u64()),
        (Some(0), Some(5))
    );
    // Engines round the height of a line differently; the paragraph without markers tells it.
    let height = |at: usize| lines[at]["height"].as_f64().unwrap();
    let count = |at: usize| (height(at) / lines[at]["line"].as_f64().unwrap()).round();
    assert!(count(0) >= 2.0 && count(1) >= 2.0, "{lines}");
    let (plain, marked) = (height(0) / count(0), height(1) / count(1));
    assert!(
        (plain - marked).abs() < 0.05,
        "a line is {plain} px without markers, {marked} px with them"
    );
}

/// Two articles share a page, and the page has one card: beside the marker that it belongs to.
pub(crate) async fn one_card_for_all_articles_of_a_page(page: &Page<'_>) {
    page.open_article(&format!(
        "{DEMO_ARTICLE}&second=/tests/e2e/articles/leading.txt"
    ))
    .await;
    page.until("both are there", "return [...document.querySelectorAll('scholion-article')].every((e) => e.state === 'ready');").await;
    page.run("document.querySelectorAll('scholion-article')[1].openCitation(document.querySelector('#two .sch-marker').id);")
        .await;
    page.rest(1_000).await;
    let card = page.card().await;
    assert!(card.marker.starts_with("two."), "{card:?}");
    card.is_well_placed();
    page.run("document.querySelector('scholion-article').openCitation('cite-40-1');")
        .await;
    page.until(
        "the other article's card has gone",
        "return document.querySelectorAll('.sch-card:popover-open').length === 1;",
    )
    .await;
    page.rest(1_000).await;
    let card = page.card().await;
    assert_eq!(card.marker, "cite-40-1");
    card.is_well_placed();
    page.went_well().await;
}
