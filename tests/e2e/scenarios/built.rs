//! Pages that `scholion build` has written: without a script, and adopted by the widget.

use std::time::Duration;

use serde_json::json;

use crate::page::Page;
use crate::standing;
use crate::turns::in_turn;

/// What a reader without a script does at every marker: follow it to its reference, and come back.
/// The browser's own clicks, no script of the page.
pub(crate) async fn without_a_script_every_marker_leads_there_and_back(page: &Page<'_>) {
    for name in standing::built_to_be_clicked() {
        page.visit_without_script(&standing::built_page(&name))
            .await;
        assert!(
            page.holds("return !document.querySelector('scholion-article').state && matchMedia('(scripting: none)').matches;")
                .await,
            "{name}: scripts are off"
        );
        let markers = page
            .run("return [...document.querySelectorAll('a.sch-marker')].map((marker) => [marker.id, marker.hash.slice(1)]);")
            .await;
        let markers = markers.as_array().unwrap();
        assert!(markers.len() > 5, "{name}: {} markers", markers.len());
        for marker in markers {
            let [id, target] = [&marker[0], &marker[1]].map(|id| id.as_str().unwrap());
            page.click_element(&format!("[id='{id}']")).await;
            page.arrived(target).await;
            page.click_element(&format!("[id='{target}'] a[href='#{id}']"))
                .await;
            page.arrived(id).await;
        }
    }
}

/// In all built pages every link of a marker has its target, and that has the way back; nothing is
/// hidden, and no control is shown that a script would have to serve.
pub(crate) async fn without_a_script_every_page_is_whole(page: &Page<'_>) {
    for name in standing::built() {
        page.visit_without_script(&standing::built_page(name)).await;
        let wrong = page
            .run(
                "const wrong = [];
                 const root = document.querySelector('scholion-article > .scholion');
                 if (!root) return ['no article'];
                 const markers = [...root.querySelectorAll('a.sch-marker:not(.sch-dangling)')];
                 for (const marker of markers) {
                   const target = document.getElementById(decodeURIComponent(marker.hash.slice(1)));
                   const keys = marker.dataset.schReferences?.split(' ').length ?? 1;
                   const back = target?.querySelector(`a[href=\"#${CSS.escape(marker.id)}\"]`) ??
                     [...(target?.querySelectorAll('a') ?? [])].find((link) => link.hash === `#${marker.id}`);
                   if (!target || !back || keys < 1) wrong.push(marker.id);
                 }
                 for (const link of root.querySelectorAll('.sch-contents a')) {
                   if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) wrong.push(link.hash);
                 }
                 for (const part of root.querySelectorAll('.sch-content')) {
                   if (part.textContent.trim() !== '' && (!part.checkVisibility() || part.offsetHeight < 1)) wrong.push(`hidden: ${part.id}`);
                 }
                 for (const control of root.querySelectorAll('button, input, select')) {
                   if (!control.matches('.sch-toggle') && control.offsetHeight > 0) wrong.push(control.className);
                 }
                 return wrong;",
            )
            .await;
        assert_eq!(wrong, json!([]), "{name}");
    }
}

/// The widget takes a built page over: no node is replaced, nothing moves, what the reader had
/// selected and where the focus was stay; and it then holds the article as if it had written it.
pub(crate) async fn a_built_page_is_adopted_as_it_is(page: &Page<'_>) {
    for name in in_turn(page.engine, standing::built()) {
        page.open(&standing::watched_page(name)).await;
        page.settled().await;
        let found = page
            .run(
                "standing.observer.takeRecords();
                 return {
                   enough: standing.nodes.length > 20,
                   lost: standing.lost(),
                   removed: standing.removed,
                   focus: standing.focus === document.activeElement,
                   selection: standing.selection === String(getSelection()),
                   shift: standing.shift,
                   moved: standing.moved,
                   state: standing.element.state,
                 };",
            )
            .await;
        assert_eq!(
            found,
            json!({
                "enough": true, "lost": 0, "removed": [], "focus": true, "selection": true,
                "shift": 0, "moved": [], "state": "ready",
            }),
            "{name}"
        );
        // As the widget itself writes it from the article that it holds now.
        let same = page
            .run_async(
                "const done = arguments[arguments.length - 1];
                 const { element } = standing;
                 const told = JSON.parse(element.querySelector('script.sch-article').textContent);
                 const own = JSON.stringify(element.article);
                 // Which boxes scroll is seen when they come near, at one time or another.
                 const written = (root) => root.outerHTML.replace(/(class=\"sch-scroll[^>]*?)((?: tabindex| data-sch-more)=\"[^\"]*\")+/g, '$1');
                 const adopted = written(standing.root);
                 element.load(element.article).then(async () => {
                   await new Promise((resolve) => setTimeout(resolve, 150));
                   const again = written(element.querySelector(':scope > .scholion'));
                   let at = 0;
                   while (adopted[at] === again[at] && at < adopted.length) at += 1;
                   done([
                     own === JSON.stringify(told),
                     adopted === again ? 'same' : `${adopted.slice(at - 40, at + 40)} // ${again.slice(at - 40, at + 40)}`,
                   ]);
                 }, (error) => done(String(error)));",
            )
            .await;
        assert_eq!(same, json!([true, "same"]), "{name}");
    }
}

/// Cards, sections and the list of an adopted page do what they do elsewhere.
pub(crate) async fn an_adopted_page_works(page: &Page<'_>) {
    let name = standing::demo();
    page.open(&standing::watched_page(&name)).await;
    let card = page.hover("[data-sch-references='40 41 42']").await;
    assert_eq!(card.labels, ["40", "41", "42"]);
    card.is_well_placed();
    page.click(".sch-toggle").await;
    page.until(
        "the section is closed",
        "return document.querySelector('.sch-toggle').getAttribute('aria-expanded') === 'false';",
    )
    .await;
    page.filter("vitamin").await;
    page.went_well().await;
}

/// A fragment that the address had from the start is gone to by the browser, and what it opened is
/// known to be open.
pub(crate) async fn a_fragment_is_there_before_the_core(page: &Page<'_>) {
    let name = standing::demo_closed();
    page.open(&format!("{}#ref-41", standing::watched_page(&name)))
        .await;
    page.until(
        "the reference is in view",
        "const box = document.querySelector('#ref-41').getBoundingClientRect();
         return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;
    let open = page
        .run(
            "const open = [...document.querySelectorAll('.sch-toggle[aria-expanded=true]')];
             const shown = [...document.querySelectorAll('.sch-content:not([hidden])')];
             return [open.map((one) => one.getAttribute('aria-controls')), shown.map((one) => one.id)];",
        )
        .await;
    assert_eq!(open[0], json!(["references_body"]));
    assert_eq!(open[0], open[1]);
}

/// Who is quicker than the core is answered when it is there.
pub(crate) async fn an_early_press_is_answered(page: &Page<'_>) {
    let name = standing::demo();
    page.visit(&format!("{}?core=late", standing::watched_page(&name)))
        .await;
    page.until(
        "the page waits for the core",
        "return document.readyState === 'complete' && Boolean(standing.let);",
    )
    .await;
    page.click(".sch-toggle").await;
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(
        page.holds(
            "return document.querySelector('.sch-toggle').getAttribute('aria-expanded') === 'true';"
        )
        .await
    );
    page.run("standing.let();").await;
    page.ready().await;
    page.until(
        "the section is closed",
        "return document.querySelector('.sch-toggle').getAttribute('aria-expanded') === 'false';",
    )
    .await;
}

/// Without the core the page is what it is without a script.
pub(crate) async fn a_failing_core_leaves_the_page(page: &Page<'_>) {
    let name = standing::demo_closed();
    page.visit(&format!("{}?core=gone", standing::watched_page(&name)))
        .await;
    page.until(
        "the failure is told",
        "return document.querySelector('scholion-article')?.state === 'error';",
    )
    .await;
    let found = page
        .run(
            "const all = (selector) => [...document.querySelectorAll(selector)];
             return {
               removed: standing.removed,
               hidden: all('.sch-content').filter((part) => part.hidden || part.offsetHeight < 1).length,
               closed: all('.sch-toggle[aria-expanded=false]').length,
               controls: all('.scholion :is(button, input, select)').filter((one) => !one.disabled && one.offsetHeight > 0).length,
               message: all('[role=alert]').length,
             };",
        )
        .await;
    assert_eq!(
        found,
        json!({ "removed": [], "hidden": 0, "closed": 0, "controls": 0, "message": 0 })
    );
    page.click_element("a.sch-marker").await;
    page.arrived("ref-1").await;
}

/// Files from elsewhere are held against their hashes. Where one of them is not what it was, no
/// script runs, and what was closed opens by itself.
pub(crate) async fn files_from_elsewhere_are_held_against_their_hashes(page: &Page<'_>) {
    let (held, betrayed) = standing::held(page.origin());
    page.open(&held).await;
    let core = page
        .text("return document.querySelector('link.sch-core').integrity;")
        .await;
    assert!(core.starts_with("sha384-"), "{core}");
    page.hover("a.sch-marker").await;
    page.visit(&betrayed).await;
    page.until(
        "everything is open",
        // What is far from the window has no height until somebody comes there.
        "document.querySelectorAll('.sch-section, .sch-box').forEach((part) => { part.style.contentVisibility = 'visible'; });
         return document.readyState === 'complete' && [...document.querySelectorAll('.sch-content')].every((part) => part.checkVisibility() && part.offsetHeight > 0);",
    )
    .await;
    assert!(
        page.holds("return !customElements.get('scholion-article');")
            .await,
        "the changed script has not run"
    );
}
