//! A whole way through the demo article: by the keyboard alone, and by touch alone.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::page::Page;

const DEMO: &str = "/index.html";
const RANGE: &str = "[data-sch-references='40 41 42']";

/// Reaches every marker, opens, enters, follows a link's focus, closes, jumps to the list, filters
/// it, exports, and comes back to the sentence that it left.
pub(crate) async fn by_keyboard(page: &Page<'_>) {
    page.open(DEMO).await;
    // Every marker, in the order of the text, with its card.
    let markers = page
        .run("return [...document.querySelectorAll('.sch-marker')].map((marker) => marker.id);")
        .await;
    let markers: Vec<&str> = markers
        .as_array()
        .unwrap()
        .iter()
        .filter_map(Value::as_str)
        .collect();
    assert!(markers.len() > 30);
    page.run("document.querySelector('.sch-cite').focus();")
        .await;
    let mut reached: Vec<String> = Vec::new();
    while reached.len() < markers.len() {
        page.press(Key::Tab).await;
        let at = page
            .run("const at = document.activeElement; return [at.id, at.matches('.sch-marker'), document.querySelector('[data-sch-open]')?.id ?? null, at.matches('.sch-reference-list *')];")
            .await;
        assert_eq!(
            at[3],
            false,
            "the list is reached after {} markers",
            reached.len()
        );
        if at[1] == true {
            assert_eq!(at[2], at[0], "its card is open");
            reached.push(at[0].as_str().unwrap().to_owned());
        } else {
            assert_eq!(at[2], Value::Null, "elsewhere there is no card");
        }
    }
    assert_eq!(reached, markers);

    // In and out of a card.
    page.run("document.querySelector('#cite-40-1').focus();")
        .await;
    page.press_with(Key::Shift, Key::Tab.into()).await;
    page.press(Key::Tab).await;
    assert_eq!(page.card().await.marker, "cite-40-1");
    page.press(Key::Enter).await;
    page.focus_is(".sch-card").await;
    page.press(Key::Tab).await;
    page.focus_is(".sch-close").await;
    // Some engines stop at the list first, since it can be scrolled.
    page.tab_to(".sch-card-list > li:first-child a", false)
        .await;
    page.press(Key::Escape).await;
    page.no_card().await;
    assert_eq!(page.focus().await, "cite-40-1");
    page.stays_without_card(200).await;

    // Into the list.
    page.press(Key::Enter).await;
    page.focus_is(".sch-card").await;
    // The host page scrolls smoothly to what gets the focus.
    page.rest(700).await;
    let height = page
        .run("return document.querySelector('#cite-40-1').getBoundingClientRect().top;")
        .await
        .as_f64()
        .unwrap();
    page.tab_to(".sch-card-list > li:nth-child(2) .sch-go", false)
        .await;
    page.press(Key::Enter).await;
    page.focus_is("#ref-41").await;
    page.no_card().await;

    // Filter it.
    page.tab_to(".sch-filter", true).await;
    page.type_text("warfarin").await;
    page.until(
        "two are left",
        "return document.querySelectorAll('.sch-reference-list > li:not([hidden])').length === 2;",
    )
    .await;
    page.focus_is(".sch-filter").await;

    // Export it.
    page.press(Key::Tab).await;
    page.focus_is(".sch-sort").await;
    page.press(Key::Tab).await;
    page.focus_is(".sch-export-toggle").await;
    page.press(Key::Enter).await;
    page.until("the choices are there", "return document.querySelector('.sch-export-toggle').getAttribute('aria-expanded') === 'true';").await;
    page.press(Key::Tab).await;
    page.focus_is(".sch-export-what").await;
    page.press(Key::Tab).await;
    page.focus_is(".sch-export-format").await;
    page.press(Key::Tab).await;
    page.focus_is(".sch-export-copy").await;
    page.press(Key::Enter).await;
    page.until(
        "it is copied",
        "return document.querySelector('.sch-export-copy').textContent === 'Copied';",
    )
    .await;
    assert!(page.pasted().await.starts_with('@'));
    page.focus_is(".sch-export-copy").await;

    // And back to the sentence.
    page.tab_to(".sch-return-back", false).await;
    page.press(Key::Enter).await;
    page.focus_is("#cite-40-1").await;
    page.rest(250).await;
    let after = page
        .run("return document.querySelector('#cite-40-1').getBoundingClientRect().top;")
        .await
        .as_f64()
        .unwrap();
    assert!((height - after).abs() < 3.0, "{height} and {after}");
    page.stays_without_card(200).await;
    page.press(Key::Tab).await;
    assert_eq!(page.focus().await, "cite-43-1", "and goes on from there");
}

/// The same with a finger.
pub(crate) async fn by_touch(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open(DEMO).await;
    // Markers of every kind open the sheet, and leave their line in view.
    for marker in [
        "#cite-1-1",
        "[data-sch-references='4 11']",
        "[data-sch-references^='25 26']",
    ] {
        page.tap(marker).await;
        let card = page.card().await;
        assert!(card.sheet, "{card:?}");
        assert!(
            card.at[3] <= card.rect[1],
            "the sheet covers its marker: {card:?}"
        );
        // A tap outside closes it, and does nothing else.
        page.tap_at(f64::midpoint(0.0, card.window[0]), 12.0).await;
        page.no_card().await;
    }
    assert_eq!(page.text("return location.hash;").await, "");

    page.tap(RANGE).await;
    page.card().await;
    let height = page
        .run("return document.querySelector('#cite-40-1').getBoundingClientRect().top;")
        .await
        .as_f64()
        .unwrap();
    page.tap_in_card(".sch-card-list > li:nth-child(2) .sch-copy")
        .await;
    page.until("it is copied", "return document.querySelector('.sch-card-list > li:nth-child(2) .sch-copy').textContent === 'Copied';").await;
    page.tap_in_card(".sch-card-list > li:nth-child(2) .sch-go")
        .await;
    page.no_card().await;
    page.until(
        "the reference is in view",
        "const box = document.querySelector('#ref-41').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;

    page.tap(".sch-filter").await;
    page.focus_is(".sch-filter").await;
    page.type_text("warfarin").await;
    page.until(
        "two are left",
        "return document.querySelectorAll('.sch-reference-list > li:not([hidden])').length === 2;",
    )
    .await;
    page.tap(".sch-export-toggle").await;
    page.tap(".sch-export-copy").await;
    page.until(
        "it is copied",
        "return document.querySelector('.sch-export-copy').textContent === 'Copied';",
    )
    .await;
    page.tap("#ref-42 .sch-contexts").await;
    page.until(
        "the sentence is there",
        "return !!document.querySelector('#ref-42 .sch-context-list li');",
    )
    .await;

    let at = page.run("const box = document.querySelector('.sch-return-back').getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2];").await;
    page.tap_at(at[0].as_f64().unwrap(), at[1].as_f64().unwrap())
        .await;
    page.focus_is("#cite-40-1").await;
    page.rest(250).await;
    let after = page
        .run("return document.querySelector('#cite-40-1').getBoundingClientRect().top;")
        .await
        .as_f64()
        .unwrap();
    assert!((height - after).abs() < 3.0, "{height} and {after}");
    page.stays_without_card(300).await;
}

/// For fingers every marker is 24 px in both directions, and the lines are as they were.
pub(crate) async fn markers_are_large_enough_for_fingers(page: &Page<'_>) {
    page.open("/tests/e2e/pages/article.html?src=/tests/e2e/articles/leading.txt")
        .await;
    let heights = "return [...document.querySelectorAll('.sch-content > p')].map((line) => line.getBoundingClientRect().height);";
    let before = page.run(heights).await;
    // The rules for coarse pointers, applied to this machine.
    page.run(
        "const rules = [];
         const collect = (list) => {
           for (const rule of list) {
             if (rule.media?.mediaText === '(any-pointer: coarse)') {
               for (const inner of rule.cssRules) rules.push(inner.cssText);
             } else if (rule.cssRules) {
               collect(rule.cssRules);
             }
           }
         };
         collect([...document.styleSheets].find((sheet) => sheet.href?.endsWith('scholion.css')).cssRules);
         const coarse = new CSSStyleSheet();
         coarse.replaceSync(`@layer scholion { ${rules.join('\\n')} }`);
         document.adoptedStyleSheets = [coarse];
         window.rules = rules.length;",
    )
    .await;
    assert!(page.holds("return window.rules >= 2;").await);
    assert_eq!(
        page.run(heights).await,
        before,
        "the lines are as they were"
    );
    page.bring(".sch-marker", 0.5).await;
    let missed = page
        .run(
            "const missed = [];
             for (const marker of document.querySelectorAll('.sch-marker')) {
               const box = marker.getBoundingClientRect();
               if (box.top < 20 || box.bottom > innerHeight - 20) continue;
               const x = box.left + box.width / 2, y = box.top + box.height / 2;
               for (const [dx, dy] of [[-11.5, 0], [11.5, 0], [0, -11.5], [0, 11.5]]) {
                 const hit = document.elementFromPoint(x + dx, y + dy)?.closest('.sch-marker');
                 // Where two are that near, the other may have the room (WCAG 2.5.8, spacing).
                 if (!hit) missed.push(`${marker.id} ${dx} ${dy}`);
               }
             }
             return missed;",
        )
        .await;
    assert_eq!(missed, json!([]));
    // A mouse still has to be on the figures themselves.
    let at = page.run("const box = document.querySelector('.sch-marker').getBoundingClientRect(); return [box.right + 6, box.top + box.height / 2];").await;
    let (x, y) = (at[0].as_f64().unwrap(), at[1].as_f64().unwrap());
    page.way(&[(1.0, 1.0), (x - 1.0, y), (x, y)], 20).await;
    page.stays_without_card(500).await;
}
