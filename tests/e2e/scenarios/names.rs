//! What is told to those who do not see the page; what it costs.

use serde_json::{Value, json};

use crate::page::Page;

/// Every marker's role and name in the browser's own accessibility tree.
pub(crate) async fn markers_are_called_what_they_are(page: &Page<'_>) {
    page.open("/index.html").await;
    // The protocol leaves out what is so far away that it is not laid out yet.
    page.run("document.querySelectorAll('.sch-section, .sch-box, .sch-long, .sch-long > li').forEach((part) => { part.style.contentVisibility = 'visible'; });").await;
    page.rest(300).await;
    let tree = page
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let names: Vec<&str> = tree["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|node| node["chromeRole"]["value"].is_number() || node["role"]["value"].is_string())
        .filter(|node| {
            node["role"]["value"] == "docBiblioRef" || node["role"]["value"] == "doc-biblioref"
        })
        .filter_map(|node| node["name"]["value"].as_str())
        .collect();
    let markers = page
        .run("return document.querySelectorAll('.sch-marker').length;")
        .await;
    assert_eq!(json!(names.len()), markers, "{names:?}");
    assert!(names.len() > 30);
    for name in [
        "Reference 1",
        "References 40 to 42",
        "References 4 and 11",
        "References 25 to 35",
        "References 36 and 37",
    ] {
        assert!(names.contains(&name), "{name}: {names:?}");
    }
    assert!(
        names
            .iter()
            .all(|name| !name.contains(['–', ',', '[', '(', '¹'])),
        "{names:?}"
    );
}

/// A marker with several numbers has its name from the picture that its signs are; what a reader
/// selects, searches and copies stays the signs alone.
pub(crate) async fn signs_are_read_as_words(page: &Page<'_>) {
    page.open("/index.html").await;
    for (marker, name, signs) in [
        ("#cite-1-1", "Reference 1", "1"),
        ("#cite-40-1", "References 40 to 42", "40–42"),
        ("#cite-4-1", "References 4 and 11", "4,11"),
    ] {
        // What is far away is not laid out yet, and has no name in Chromium.
        page.bring(marker, 0.4).await;
        assert_eq!(page.computed_label(marker).await, name, "{marker}");
        assert_eq!(
            page.run_with(
                "return document.querySelector(arguments[0]).textContent;",
                json!(marker)
            )
            .await,
            signs
        );
    }
    let inside = "#cite-40-1 > [role=img]";
    assert_eq!(page.computed_label(inside).await, "References 40 to 42");
}

pub(crate) async fn notes_and_mentions_are_called_what_they_are(page: &Page<'_>) {
    page.open_article(super::asks::TOUR).await;
    let found = page
        .run(
            "const note = document.querySelector('#fnref-age-1');
             const back = document.querySelector('#fn-dry [role=doc-backlink]');
             return [note.getAttribute('role'), note.getAttribute('aria-label'), note.textContent,
               document.querySelector('.sch-notes').getAttribute('role'),
               back.getAttribute('aria-label'),
               document.querySelector('#xref-figure-1-1').getAttribute('href')];",
        )
        .await;
    assert_eq!(
        found,
        json!([
            "doc-noteref",
            "Note a",
            "a",
            "doc-endnotes",
            "Back to use 1 of 3 in Methods",
            "#figure-1"
        ])
    );
    // The formula, the table and the section are shown in small.
    for (mention, inside) in [
        (
            "#xref-figure-1-1",
            "img[alt='Four rings, one inside the other.']",
        ),
        ("#xref-table-1-1", "table td"),
        ("#xref-law-1", ".sch-math"),
        ("#xref-methods-1", "p"),
    ] {
        page.hover(mention).await;
        assert!(
            page.holds(&format!("return !!document.querySelector(\".sch-card:popover-open .sch-card-body {inside}\");")).await,
            "{mention}"
        );
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

/// What the article's data says of a reference stands first, in the card and in the list.
pub(crate) async fn retractions_come_first(page: &Page<'_>) {
    page.open_article(super::asks::TOUR).await;
    page.hover("#cite-3-1").await;
    let first = "(root) => { const notice = document.querySelector(root).querySelector('.sch-entry').firstElementChild; return [notice.className, notice.textContent, notice.querySelector('a')?.href ?? null]; }";
    let found = page
        .run(&format!("const first = {first}; return [first('.sch-card-list > li'), first('#ref-3'), first('#ref-4')];"))
        .await;
    let retracted = json!([
        "sch-notice sch-grave",
        "Retracted 4 March 2015 Notice",
        "https://doi.org/10.5555/three-r"
    ]);
    assert_eq!(found[0], retracted);
    assert_eq!(found[1], retracted);
    assert_eq!(
        found[2],
        json!([
            "sch-notice",
            "Corrected December 2014 Notice",
            "https://example.org/correction"
        ])
    );
    // Nothing is inferred, and what is the same source is said.
    let counts = page
        .run("return [document.querySelectorAll('.sch-reference-list .sch-notice').length, document.querySelector('#ref-7 .sch-same').textContent, document.querySelector('#ref-1 .sch-same').textContent];")
        .await;
    assert_eq!(
        counts,
        json!([2, "The same source as 1", "The same source as 7"])
    );
}

/// A marker whose number has no reference says so, and stays readable.
pub(crate) async fn a_missing_reference_is_told(page: &Page<'_>) {
    page.open_article(super::asks::TOUR).await;
    page.hover("#cite-99-1").await;
    let text = page
        .text("return document.querySelector('.sch-card-list').textContent;")
        .await;
    assert!(text.contains("Reference 99 is not in the list."), "{text}");
    assert_eq!(
        page.text("return document.querySelector('#cite-99-1').textContent;")
            .await,
        "99"
    );
}

/// A marker that is wrapped is met at the line that the pointer is on; so is a mention.
pub(crate) async fn a_wrapped_marker_is_met_at_its_line(page: &Page<'_>) {
    page.open_article(super::asks::TOUR).await;
    page.run("document.querySelector('#xref-table-1-1').textContent = 'the table of densities that was put together in the course of a long winter, by decade and by hand';").await;
    for opener in ["#cite-1-2", "#xref-table-1-1"] {
        met_at_its_lines(page, opener).await;
    }
}

async fn met_at_its_lines(page: &Page<'_>, opener: &str) {
    page.bring(opener, 0.3).await;
    let lines = page
        .run_with("return [...document.querySelector(arguments[0]).getClientRects()].map((line) => [line.left, line.top, line.right, line.bottom]);", json!(opener))
        .await;
    let lines = lines.as_array().unwrap();
    assert!(lines.len() >= 2, "{opener} is not wrapped");
    for line in [&lines[0], &lines[lines.len() - 1]] {
        let edge = |at: usize| line[at].as_f64().unwrap();
        let (x, y) = (
            f64::midpoint(edge(0), edge(2)),
            f64::midpoint(edge(1), edge(3)),
        );
        page.way(&[(1.0, 1.0), (x - 3.0, y), (x, y)], 0).await;
        let card = page.card().await;
        page.rest(150).await;
        assert!(
            (card.at[1] - edge(1)).abs() < 2.0 && (card.at[0] - edge(0)).abs() < 2.0,
            "{card:?} at {line}"
        );
        card.is_well_placed();
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

pub(crate) async fn quiet_markers_leave_sight_speech_and_the_tab_order(page: &Page<'_>) {
    page.open("/index.html").await;
    let state = "const markers = [...document.querySelectorAll('.sch-main .sch-marker')];
        return [
          document.querySelector('.sch-quiet').getAttribute('aria-pressed'),
          markers.every((marker) => marker.getAttribute('aria-hidden') === 'true'),
          markers.every((marker) => marker.tabIndex === -1),
        ];";
    assert_eq!(page.run(state).await, json!(["false", false, false]));
    let colour = "return getComputedStyle(document.querySelector('.sch-marker')).color;";
    let before = page.text(colour).await;
    page.click(".sch-quiet").await;
    assert_eq!(page.run(state).await, json!(["true", true, true]));
    assert_ne!(page.text(colour).await, before);
    // They are still there for the pointer.
    assert_eq!(
        page.hover("[data-sch-references='40 41 42']")
            .await
            .labels
            .len(),
        3
    );
    page.point(1.0, 1.0).await;
    page.no_card().await;
    page.run("document.querySelector('scholion-article').quiet = false;")
        .await;
    assert_eq!(page.run(state).await, json!(["false", false, false]));
    page.open_article("src=/www/articles/vitamin-k2.txt&quiet=")
        .await;
    assert_eq!(
        page.run(state).await,
        json!(["true", true, true]),
        "by the attribute"
    );
}

/// Three markers or a hundred times as many: as many listeners.
pub(crate) async fn listeners_do_not_depend_on_markers(page: &Page<'_>) {
    let mut counts: Vec<Value> = Vec::new();
    for source in [
        "/tests/e2e/articles/leading.txt",
        "/www/articles/vitamin-k2.txt",
    ] {
        page.visit("/tests/e2e/pages/article.html").await;
        page.until(
            "the element is there",
            "return document.querySelector('scholion-article')?.state === 'idle';",
        )
        .await;
        page.run_with(
            "window.added = 0;
             const add = EventTarget.prototype.addEventListener;
             EventTarget.prototype.addEventListener = function (...all) { window.added += 1; return add.apply(this, all); };
             document.querySelector('scholion-article').setAttribute('src', arguments[0]);",
            json!(source),
        )
        .await;
        page.ready().await;
        let found = page
            .run("return [document.querySelectorAll('.sch-marker').length, window.added];")
            .await;
        counts.push(found);
    }
    let markers = |at: usize| counts[at][0].as_u64().unwrap();
    assert!(markers(1) > markers(0) + 20, "{counts:?}");
    assert_eq!(counts[0][1], counts[1][1], "listeners: {counts:?}");
    assert!(counts[0][1].as_u64().unwrap() > 5, "{counts:?}");
}
