//! What goes wrong around an article and inside the core, and what the reader is left with.

use serde_json::json;

use crate::engine::Engine;
use crate::faulty::Faulty;
use crate::page::Page;
use crate::server::Server;

const PAGE: &str = "/tests/e2e/pages/article.html";

/// The state of the element.
const STATE: &str = "return document.querySelector('scholion-article')?.state;";

/// The words that the page had before, where they can be seen.
const FALLBACK: &str = "return document.querySelector('.fallback')?.checkVisibility() === true;";

/// The element has failed: its message, with what was there before in sight.
async fn failed(page: &Page<'_>, what: &str) -> String {
    page.until(
        &format!("the failure is told: {what}"),
        "return document.querySelector('scholion-article')?.state === 'error' && seen.events.includes('error');",
    )
    .await;
    assert!(page.holds(FALLBACK).await, "{what}: what was there stays");
    let busy = "return document.querySelector('[aria-busy], .sch-progress') !== null;";
    assert!(!page.holds(busy).await, "{what}: nothing is waited for");
    page.text("return document.querySelector('scholion-article [role=alert]').textContent;")
        .await
}

/// What the address asks for is on its way: the reader is told so, and what was there can be read.
async fn is_waited_for(page: &Page<'_>, query: &str) {
    page.visit(&format!("{PAGE}?{query}&fallback=Still+here"))
        .await;
    page.until(
        "the reader is told that something is coming",
        "return document.querySelector('scholion-article > [role=status]')?.checkVisibility() === true;",
    )
    .await;
    assert!(page.holds(FALLBACK).await);
}

pub(crate) async fn a_source_that_cannot_be_had_is_told(page: &Page<'_>) {
    let other = Faulty::start("");
    let server = Faulty::start(&format!("{}/private.txt", other.address));
    for (path, why) in [
        ("/404", "answered 404"),
        ("/500", "answered 500"),
        ("/cut.txt", "could not be fetched"),
        ("/private.txt", "could not be fetched"),
        ("/elsewhere", "could not be fetched"),
        ("/page.md", "HTML"),
    ] {
        // WebKit takes what has come for all that there is.
        if path == "/cut.txt" && page.engine == Engine::WebKit {
            continue;
        }
        let source = format!("{}{path}", server.address);
        page.visit(&format!("{PAGE}?src={source}&fallback=Still+here"))
            .await;
        let message = failed(page, path).await;
        assert!(message.contains(why), "{path}: {message}");
        page.went_well().await;
    }
}

/// Elsewhere is another origin, which lets itself be read.
pub(crate) async fn a_redirect_to_another_origin_is_followed(page: &Page<'_>) {
    let other = Faulty::start("");
    let server = Faulty::start(&format!("{}/article.txt", other.address));
    page.open(&format!("{PAGE}?src={}/elsewhere", server.address))
        .await;
    page.hover(".sch-marker").await;
    page.went_well().await;
}

pub(crate) async fn a_slow_source_is_waited_for(page: &Page<'_>) {
    let server = Faulty::start("");
    let source = format!("{}/slow.txt", server.address);
    is_waited_for(page, &format!("src={source}")).await;
    page.ready().await;
    let left = "return document.querySelectorAll('.fallback, .sch-progress, [aria-busy]').length;";
    assert_eq!(page.run(left).await, json!(0));
    page.went_well().await;
}

/// A source of which nothing more comes keeps nobody from reading what is there, nor from another.
pub(crate) async fn a_source_that_stalls_can_be_left(page: &Page<'_>) {
    let server = Faulty::start("");
    let source = format!("{}/stalled.txt", server.address);
    is_waited_for(page, &format!("src={source}")).await;
    page.run_with(
        "document.querySelector('scholion-article').setAttribute('src', arguments[0]);",
        json!(format!("{}/article.txt", server.address)),
    )
    .await;
    page.ready().await;
    page.hover(".sch-marker").await;
    page.went_well().await;
}

/// Of a source without an end as much is shown as may be, with a way to the rest.
pub(crate) async fn a_source_that_never_ends_is_cut_short(page: &Page<'_>) {
    let server = Faulty::start("");
    let source = format!("{}/endless.txt", server.address);
    page.open(&format!(
        "{PAGE}?src={source}&limits=read%3D20000+shown%3D50000"
    ))
    .await;
    let found = page
        .run(
            "const element = document.querySelector('scholion-article');
             const note = element.querySelector('.sch-error');
             return [
               note.checkVisibility(),
               note.querySelector('a').href,
               element.querySelector('.sch-main > p').textContent.length < 20_000,
               element.querySelector('.sch-main pre').textContent.length <= 50_000,
               element.querySelector('.sch-main').textContent.length > 45_000,
               element.diagnostics.map((found) => found.code),
             ];",
        )
        .await;
    assert_eq!(
        found,
        json!([true, source, true, true, true, ["source-too-long"]])
    );
    page.went_well().await;
}

/// The last source wins, whatever the others do meanwhile.
pub(crate) async fn of_ten_sources_the_last_one_wins(page: &Page<'_>) {
    let server = Faulty::start("");
    page.open(&format!("{PAGE}?src=/tests/e2e/articles/leading.txt"))
        .await;
    page.run_with(
        "const element = document.querySelector('scholion-article');
         seen.events.length = 0;
         const names = ['/slow.txt', '/404', '/stalled.txt', '/article.txt', '/cut.txt', '/endless.txt', '/500', '/slow.txt', '/private.txt'];
         for (const name of names) element.setAttribute('src', arguments[0] + name);
         element.setAttribute('src', '/www/articles/vitamin-k2.txt');",
        json!(server.address),
    )
    .await;
    page.ready().await;
    page.rest(2_000).await;
    let found = page
        .run(
            "return [
               document.querySelector('scholion-article').state,
               document.querySelectorAll('.sch-reference-list > li').length > 40,
               document.querySelectorAll('.scholion').length,
               document.querySelectorAll('.sch-error, .sch-progress').length,
               seen.events,
             ];",
        )
        .await;
    assert_eq!(found, json!(["ready", true, 1, 0, ["ready"]]));
    page.went_well().await;
}

/// An element that goes while it loads leaves nothing that waits, and loads when it comes back.
pub(crate) async fn an_element_removed_while_loading_ends(page: &Page<'_>) {
    let server = Faulty::start("");
    page.visit(&format!(
        "{PAGE}?src={}/slow.txt&fallback=Still+here",
        server.address
    ))
    .await;
    page.until(
        "it loads",
        "return document.querySelector('scholion-article')?.state === 'loading';",
    )
    .await;
    page.run("window.element = document.querySelector('scholion-article'); element.remove();")
        .await;
    page.rest(2_500).await;
    let found = page
        .run("return [element.state, element.querySelector('.scholion') === null, seen.events];")
        .await;
    assert_eq!(found, json!(["idle", true, []]));
    page.run("document.querySelector('main').append(element);")
        .await;
    page.ready().await;
    page.went_well().await;
}

pub(crate) async fn a_core_that_does_not_come_leaves_the_page(page: &Page<'_>) {
    let server = Faulty::start("");
    for (core, why) in [
        ("/404", ""),
        ("/core-cut.wasm", ""),
        ("/core-page.wasm", ""),
    ] {
        page.visit(&format!(
            "{PAGE}?src=/www/articles/vitamin-k2.txt&fallback=Still+here&core={}{core}",
            server.address
        ))
        .await;
        let message = failed(page, core).await;
        assert!(message.contains("core could not be loaded"), "{message}");
        assert!(message.contains(why), "{message}");
    }
    // One that is still on its way: what is there can be read.
    let core = format!("{}/core-stalled.wasm", server.address);
    is_waited_for(
        page,
        &format!("src=/www/articles/vitamin-k2.txt&core={core}"),
    )
    .await;
    assert_eq!(page.text(STATE).await, "loading");
}

/// Compiled slower, but compiled.
pub(crate) async fn a_core_of_the_wrong_media_type_works(page: &Page<'_>) {
    let server = Faulty::start("");
    page.open(&format!(
        "{PAGE}?src=/www/articles/vitamin-k2.txt&core={}/core-as-text.wasm",
        server.address
    ))
    .await;
    page.hover(".sch-marker").await;
    page.went_well().await;
}

/// A policy that lets no WebAssembly run: the message names what is missing.
pub(crate) async fn a_policy_against_the_core_leaves_the_page(page: &Page<'_>) {
    let server = Server::start(&[
        env!("CARGO_MANIFEST_DIR"),
        "--header",
        "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:",
    ]);
    page.visit_address(&format!(
        "{}{PAGE}?src=/www/articles/vitamin-k2.txt&fallback=Still+here",
        server.address
    ))
    .await;
    let message = failed(page, "no WebAssembly").await;
    assert!(message.contains("'wasm-unsafe-eval'"), "{message}");
}

/// The page with a core that ends when it is told to, and two articles.
const PROVOKED: &str = "/tests/e2e/pages/provoked.html";

/// Both articles can be read, without a card and with a message.
const STAND_OPEN: &str = "
    const stands = (id) => {
      const one = document.querySelector(id);
      const open = [...one.querySelectorAll('.sch-content')].every((part) => !part.hidden);
      return one.state === 'error' && open && one.querySelectorAll('.scholion, .sch-error').length === 2 && !one.querySelector('.sch-card');
    };
    return stands('#one') && stands('#two');";

/// Makes the core end in an event of the first article.
async fn provoke(page: &Page<'_>, how: &str) {
    page.run_with(
        "document.querySelector('scholion-article').dispatchEvent(new CustomEvent('scholion-provoke', { detail: arguments[0] }));",
        json!(how),
    )
    .await;
}

/// The first article stands open, without a card and with a message; the second goes on as before.
pub(crate) async fn a_panic_leaves_the_article_and_the_others_go_on(page: &Page<'_>) {
    page.open(PROVOKED).await;
    page.until(
        "both are there",
        "return [...document.querySelectorAll('scholion-article')].every((one) => one.state === 'ready');",
    )
    .await;
    page.click("#two .sch-toggle").await;
    page.run("window.standing = document.querySelector('#two .scholion'); seen.events.length = 0; seen.errors.length = 0;")
        .await;
    page.hover("#one .sch-marker").await;
    provoke(page, "panic").await;
    page.until(
        "the end is told, and the other is there again",
        "return document.querySelector('#one').state === 'error' && document.querySelector('#two').state === 'ready' && seen.events.includes('ready');",
    )
    .await;
    let found = page
        .run(
            "const [one, two] = ['#one', '#two'].map((id) => document.querySelector(id));
             return [
               one.querySelector('.sch-error').textContent.includes('can still be read'),
               one.querySelector('.sch-error').textContent.includes('provoked'),
               [...one.querySelectorAll('.sch-content')].every((part) => !part.hidden),
               one.querySelectorAll('.sch-card').length,
               two.querySelectorAll('.sch-error').length,
               two.querySelector('.scholion') === standing,
               two.querySelector('.sch-toggle').getAttribute('aria-expanded'),
               two.querySelectorAll('.sch-card').length,
             ];",
        )
        .await;
    assert_eq!(
        found,
        json!([true, true, true, 0, 0, true, "false", 1]),
        "message, reason, open, no card; no message, as it stood, still closed, one card"
    );
    page.click("#two .sch-toggle").await;
    page.until(
        "the section opens",
        "return document.querySelector('#two .sch-toggle').getAttribute('aria-expanded') === 'true';",
    )
    .await;
    let card = page.hover("#two [data-sch-references='1 2 3']").await;
    assert_eq!(card.labels.len(), 3);
    page.point(1.0, 1.0).await;
    page.no_card().await;
    // The panic itself is told as the error that it is, once; what is left over calls nothing.
    let errors = page.run("return seen.errors;").await;
    assert_eq!(
        errors.as_array().map(Vec::len),
        Some(1),
        "one error, the panic: {errors}"
    );
    // The first takes another source, and works again.
    page.run(
        "document.querySelector('#one').setAttribute('src', '/www/articles/vitamin-k2.txt?again');",
    )
    .await;
    page.until(
        "it works again",
        "return document.querySelector('#one').state === 'ready';",
    )
    .await;
    page.hover("#one .sch-marker").await;
}

/// An article at which the core ends is not shown; what the element held is.
pub(crate) async fn a_panic_while_reading_leaves_what_was_there(page: &Page<'_>) {
    for how in ["panic", "memory", "stack"] {
        page.open(PROVOKED).await;
        page.until(
            "both are there",
            "return [...document.querySelectorAll('scholion-article')].every((one) => one.state === 'ready');",
        )
        .await;
        page.run_with(
            "const element = document.createElement('scholion-article');
             element.id = 'three';
             element.innerHTML = '<p class=\"fallback\">Still here</p>';
             document.querySelector('main').append(element);
             window.outcome = undefined;
             element.load(`Provoke: ${arguments[0]}`).then(() => { window.outcome = 'shown'; }, (error) => { window.outcome = error.message; });",
            json!(how),
        )
        .await;
        page.until(
            &format!("{how} has come to an end"),
            "return outcome !== undefined;",
        )
        .await;
        let outcome = page.text("return outcome;").await;
        assert_ne!(outcome, "shown", "{how}");
        assert!(page.holds(FALLBACK).await, "{how}: {outcome}");
        assert!(
            page.holds("return document.querySelector('#three > .sch-error').checkVisibility();")
                .await,
            "{how}"
        );
        if how == "stack" {
            // Without a stack the core cannot even say that it is to be made anew.
            page.until("the others stand open", STAND_OPEN).await;
            continue;
        }
        page.until(
            &format!("the others go on after {how}"),
            "return ['#one', '#two'].every((id) => document.querySelector(id).state === 'ready' && document.querySelector(id).querySelectorAll('.sch-card').length === 1);",
        )
        .await;
        page.hover("#one .sch-marker").await;
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

/// A core that ends again and again is not made anew for ever.
pub(crate) async fn panics_without_an_end_come_to_one(page: &Page<'_>) {
    page.open(PROVOKED).await;
    for _ in 0..8 {
        page.run("document.querySelector('#one').setAttribute('src', '/www/articles/vitamin-k2.txt?' + Math.random());")
            .await;
        page.until(
            "it is there, or it cannot be",
            "return ['ready', 'error'].includes(document.querySelector('#one').state);",
        )
        .await;
        provoke(page, "panic").await;
        page.rest(150).await;
    }
    page.until("both stand open", STAND_OPEN).await;
}
