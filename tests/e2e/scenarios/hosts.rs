//! What a host does with the element, with its page and with the history while an article is there.

use serde_json::json;

use crate::page::Page;

const DEMO_ARTICLE: &str = "src=/www/articles/vitamin-k2.txt";
const RANGE: &str = "[data-sch-references='40 41 42']";
const RETURN: &str = "return !!document.querySelector('.sch-return:popover-open');";

/// A short article with a note, and how a page gives it away.
const NOTED: &str = "# Given\n\nSaid with a note.[^1]\n\n[^1]: The note.\n";

/// A page whose element has no source yet.
async fn open_without_article(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/article.html?fallback=Nothing")
        .await;
    page.until(
        "the page is there",
        "return document.readyState === 'complete' && !!customElements.get('scholion-article');",
    )
    .await;
}

/// One that comes before another takes none of its ids, and what the host names itself takes no part
/// of an article away.
pub(crate) async fn an_article_that_comes_later_takes_no_ids(page: &Page<'_>) {
    page.open_article(DEMO_ARTICLE).await;
    page.run(
        "const late = document.createElement('scholion-article');
         late.setAttribute('src', '/tests/e2e/articles/leading.txt');
         late.className = 'late';
         document.querySelector('main').prepend(late);",
    )
    .await;
    page.until("both are there", "return [...document.querySelectorAll('scholion-article')].every((e) => e.state === 'ready');").await;
    page.has_single_ids().await;
    let late = page.hover(".late [data-sch-references='1 2 3']").await;
    assert_eq!(late.titles[0].as_deref(), Some("One"));
    page.point(1.0, 1.0).await;
    page.no_card().await;
    assert_eq!(page.hover(RANGE).await.labels, ["40", "41", "42"]);
    page.run(
        "const own = document.createElement('p');
         own.id = 'ref-41';
         document.body.prepend(own);
         document.querySelector('scholion-article:not(.late)').goTo('ref-41');",
    )
    .await;
    page.until(
        "the reference is marked, and not what the host has under its name",
        "return document.querySelector('li#ref-41').matches('[data-sch-target]');",
    )
    .await;
    page.went_well().await;
}

/// An element that was away for a while shows again what it showed, wherever it had that from; and so
/// does its copy, where the source stands in the element.
pub(crate) async fn what_was_given_comes_back(page: &Page<'_>) {
    for given in ["load", "inline", "copy"] {
        open_without_article(page).await;
        page.run_with(
            "const [[given, text]] = [arguments[0]];
             document.querySelector('scholion-article').remove();
             window.element = document.createElement('scholion-article');
             if (given === 'load') {
               void element.load(text, { format: 'markdown' });
             } else {
               const script = document.createElement('script');
               script.type = 'text/markdown';
               script.textContent = text;
               element.append(script);
             }
             document.querySelector('main').append(element);",
            json!([given, NOTED]),
        )
        .await;
        page.ready().await;
        page.run("element.remove();").await;
        page.rest(100).await;
        assert_eq!(page.text("return element.state;").await, "idle", "{given}");
        if given == "copy" {
            page.run("window.element = element.cloneNode(true);").await;
        }
        page.run("document.querySelector('main').append(element);")
            .await;
        page.ready().await;
        page.hover(".sch-marker").await;
        page.went_well().await;
    }
}

/// What comes in place of an article closes its card, and says so.
pub(crate) async fn another_article_closes_the_card(page: &Page<'_>) {
    page.open_article(DEMO_ARTICLE).await;
    page.hover(RANGE).await;
    page.run("seen.events.length = 0;").await;
    page.run_async_with(
        "const [text, done] = arguments;
         document.querySelector('scholion-article').load(text, { format: 'markdown' }).then(done);",
        json!(NOTED),
    )
    .await;
    assert_eq!(
        page.run("return seen.events;").await,
        json!(["citation-close", "ready"])
    );
    page.no_card().await;
    page.went_well().await;
}

/// A fragment that has led a reader into one article leads nowhere in the next one.
pub(crate) async fn another_article_begins_at_its_beginning(page: &Page<'_>) {
    page.open_article(DEMO_ARTICLE).await;
    page.click(RANGE).await;
    page.card().await;
    page.click_in_card(".sch-card-list > li:nth-child(2) .sch-go")
        .await;
    page.arrived("ref-41").await;
    page.run_async(
        "const [done] = arguments;
         const element = document.querySelector('scholion-article');
         fetch(element.getAttribute('src')).then((response) => response.text()).then((text) => {
           scrollTo({ top: 0, behavior: 'instant' });
           return element.load(text);
         }).then(done);",
    )
    .await;
    page.rest(500).await;
    assert_eq!(
        page.run("return [location.hash, document.querySelectorAll('[data-sch-target]').length, scrollY];").await,
        json!(["#ref-41", 0, 0])
    );
    page.run("location.hash = '#ref-12';").await;
    page.until(
        "a new one does",
        "return document.querySelector('#ref-12').matches('[data-sch-target]');",
    )
    .await;
    page.went_well().await;
}

/// Who had the say of where the page is after a step back has it again behind a jump.
pub(crate) async fn jumps_leave_the_hosts_restoration_alone(page: &Page<'_>) {
    for restoration in ["auto", "manual"] {
        page.open_article(DEMO_ARTICLE).await;
        page.run_with(
            "history.scrollRestoration = arguments[0];",
            json!(restoration),
        )
        .await;
        page.click(RANGE).await;
        page.card().await;
        page.click_in_card(".sch-card-list > li:nth-child(2) .sch-go")
            .await;
        page.arrived("ref-41").await;
        assert_eq!(
            page.text("return history.scrollRestoration;").await,
            restoration,
            "in the jump's entry"
        );
        page.run("history.back();").await;
        page.until(
            "the marker has the focus",
            "return location.hash === '' && document.activeElement.id === 'cite-40-1';",
        )
        .await;
        assert_eq!(
            page.text("return history.scrollRestoration;").await,
            restoration,
            "in the entry below"
        );
        page.run("history.forward();").await;
        page.arrived("ref-41").await;
        page.run("history.back();").await;
        page.until("the address is as it was", "return location.hash === '';")
            .await;
        page.went_well().await;
    }
}

/// In a page that scrolls in a pane, jumps from the contents lead back, and the meter follows.
pub(crate) async fn a_pane_that_scrolls_is_known(page: &Page<'_>) {
    open_without_article(page).await;
    page.run(
        "Object.assign(document.querySelector('main').style, { height: '480px', overflow: 'auto' });
         document.querySelector('scholion-article').setAttribute('src', '/www/articles/vitamin-k2.txt');",
    )
    .await;
    page.ready().await;
    page.rest(200).await;
    page.run("document.querySelector('main').scrollTop = 400;")
        .await;
    page.rest(100).await;
    page.run(
        "window.before = document.querySelector('scholion-article').getBoundingClientRect().top;",
    )
    .await;
    page.run("document.querySelector(\".sch-contents a[href='#in-short']\").click();")
        .await;
    page.until("there is a way back", RETURN).await;
    page.until(
        "the pane has been scrolled",
        "return Math.abs(document.querySelector('main').scrollTop - 400) > 500;",
    )
    .await;
    page.rest(200).await;
    page.run("document.querySelector('.sch-return-back').click();")
        .await;
    page.until(
        "the article is where it was",
        "const top = document.querySelector('scholion-article').getBoundingClientRect().top;
         return Math.abs(top - before) < 3 || `${top} and ${before}, ${document.querySelector('main').scrollTop}, ${scrollY}, ${location.hash}`;",
    )
    .await;
    page.run("document.querySelector('main').scrollTop = 1e6;")
        .await;
    page.until(
        "the meter is at its end",
        "return Number(getComputedStyle(document.querySelector('.sch-meter')).getPropertyValue('--sch-read')) > 0.95;",
    )
    .await;
    page.went_well().await;
}

/// With a `<base>` of the host's, too, what a heading gives is the address of the page.
pub(crate) async fn a_base_is_no_part_of_an_address(page: &Page<'_>) {
    page.open_article(DEMO_ARTICLE).await;
    page.run(
        "const base = document.createElement('base');
         base.href = '/elsewhere/';
         document.head.append(base);
         document.querySelector('#in-short .sch-permalink').click();",
    )
    .await;
    page.until(
        "the address names the part",
        "return location.hash === '#in-short';",
    )
    .await;
    assert_eq!(
        page.text("return location.pathname;").await,
        "/tests/e2e/pages/article.html"
    );
}

/// The source of a fault is offered only where it is an address to go to.
pub(crate) async fn a_script_is_no_source_to_open(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/article.html?src=javascript:void(0)")
        .await;
    page.until(
        "it is told",
        "return document.querySelector('scholion-article')?.state === 'error';",
    )
    .await;
    assert_eq!(
        page.run("return document.querySelectorAll('scholion-article a').length;")
            .await,
        json!(0)
    );
}
