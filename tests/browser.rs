//! What only a browser can show of the widget, in small: mounting, folding, the card's markup and
//! its attributes, and that everything goes away again. Whole pages are tested in `tests/e2e`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use scholion::widget::Reader;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CustomEvent, Document, Element, HtmlElement};

wasm_bindgen_test_configure!(run_in_browser);

const ARTICLE: &str = "On Bones\n\nThey thin.¹\n\nFirst Heading\n\nWith age.²⁻⁴\n\nSecond Heading\n\nMore text.⁴\n\nReferences\n\n1. Doe J. One. *Bone*. 2011;1:1-2.\n2. Roe R. Two. *Bone*. 2012;2:2.\n3. Poe P. Three. *Bone*. 2013;3:3.\n4. Moe M. Four. *Bone*. 2014;4:4.\n";

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// An element in the page with a reader of this article.
fn mounted(text: &str) -> (HtmlElement, Reader) {
    let host: HtmlElement = document()
        .create_element("div")
        .unwrap()
        .dyn_into()
        .unwrap();
    document().body().unwrap().append_child(&host).unwrap();
    let reader = Reader::new(host.clone());
    reader
        .read(text.as_bytes(), None, None, None, None)
        .map_err(JsValue::from)
        .unwrap();
    reader.show();
    (host, reader)
}

fn find(host: &HtmlElement, selector: &str) -> HtmlElement {
    host.query_selector(selector)
        .unwrap()
        .unwrap_or_else(|| panic!("there is no {selector}"))
        .dyn_into()
        .unwrap()
}

fn count(host: &HtmlElement, selector: &str) -> u32 {
    host.query_selector_all(selector).unwrap().length()
}

/// What a browser tells when a reader has changed a control.
fn tell_input(control: &Element) {
    let options = web_sys::EventInit::new();
    options.set_bubbles(true);
    let input = web_sys::Event::new_with_event_init_dict("input", &options).unwrap();
    control.dispatch_event(&input).unwrap();
}

fn is_open(card: &Element) -> bool {
    card.matches(":popover-open").unwrap()
}

#[wasm_bindgen_test]
fn an_article_is_mounted() {
    let (host, reader) = mounted(ARTICLE);
    assert_eq!(find(&host, "h1").text_content().unwrap(), "On Bones");
    assert_eq!(count(&host, ".sch-marker"), 3);
    assert_eq!(count(&host, ".sch-reference-list > li"), 4);
    assert_eq!(
        count(&host, "[style]"),
        0,
        "nothing rendered carries a style attribute"
    );
    let article = reader.article().map_err(JsValue::from).unwrap();
    let version = js_sys::Reflect::get(&article, &"scholion".into()).unwrap();
    assert_eq!(version, 1, "the article is a plain object");
    drop(reader);
    host.remove();
}

/// A list of more than a hundred references is written in runs; for a reader it is one.
#[wasm_bindgen_test]
fn a_long_list_is_sorted_and_filtered_as_one() {
    use std::fmt::Write;

    let mut text = "On Bones\n\nThey thin.¹\n\nReferences\n\n".to_owned();
    for number in 1..=110 {
        // By year, the newest first, the last one is first.
        let year = 1700 + number;
        writeln!(text, "{number}. Doe J. Bone {number}. Bone. {year};1:2.").unwrap();
    }
    let (host, reader) = mounted(&text);
    let lengths = || {
        let lists = host.query_selector_all(".sch-runs > ol").unwrap();
        let list = |at| lists.get(at)?.dyn_into::<Element>().ok();
        let length = |list: Element| list.child_element_count();
        (0..lists.length())
            .filter_map(list)
            .map(length)
            .collect::<Vec<_>>()
    };
    assert_eq!(lengths(), [16, 16, 16, 16, 16, 16, 14]);
    let sort = |name: &str| {
        let choice = find(&host, ".sch-sort");
        let choice: web_sys::HtmlSelectElement = choice.dyn_into().unwrap();
        choice.set_value(name);
        tell_input(&choice);
    };
    sort("year");
    assert_eq!(lengths(), [16, 16, 16, 16, 16, 16, 14]);
    let ids = |selector: &str| find(&host, selector).id();
    assert_eq!(
        ids(".sch-runs > ol:first-child > li:first-child"),
        "ref-110"
    );
    assert_eq!(ids(".sch-runs > ol:last-child > li:last-child"), "ref-1");
    sort("author");
    sort("printed");
    assert_eq!(
        ids(".sch-runs > ol:nth-child(2) > li:first-child"),
        "ref-17"
    );
    assert_eq!(ids(".sch-runs > ol:last-child > li:last-child"), "ref-110");

    let field: web_sys::HtmlInputElement = find(&host, ".sch-filter").dyn_into().unwrap();
    let filter = |words: &str| {
        field.set_value(words);
        tell_input(&field);
    };
    filter("Bone 107");
    assert_eq!(count(&host, ".sch-runs > ol > li[role=listitem]"), 1);
    assert_eq!(count(&host, ".sch-runs > ol[data-sch-filtered]"), 7);
    let lists = host.query_selector_all(".sch-runs > ol").unwrap();
    let shown = |at| -> String {
        let list: HtmlElement = lists.get(at).unwrap().dyn_into().unwrap();
        list.style().get_property_value("--sch-shown").unwrap()
    };
    assert_eq!((shown(0), shown(6)), ("0".to_owned(), "1".to_owned()));
    sort("year");
    assert_eq!((shown(0), shown(6)), ("1".to_owned(), "0".to_owned()));
    filter("");
    assert_eq!(
        count(&host, ".sch-runs > ol > li[role=listitem]:not([hidden])"),
        110
    );
    assert_eq!(count(&host, "[data-sch-filtered]"), 0);
    assert_eq!(shown(0), "");
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn the_browser_parses_what_natively_was_written() {
    let (host, reader) = mounted(ARTICLE);
    let article = scholion::parse::print(ARTICLE).article;
    let native = scholion::render::html(&article, &scholion::render::Options::default());
    let scratch = document().create_element("div").unwrap();
    // XSS-Safety: a test's own text, escaped by the renderer.
    scratch.set_inner_html(&native);
    let mounted = find(&host, ":scope > .scholion");
    assert_eq!(mounted.outer_html(), scratch.inner_html());
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn sections_fold_and_unfold() {
    let (host, reader) = mounted(ARTICLE);
    let toggle = find(&host, "#first-heading .sch-toggle");
    let body = find(&host, "#first-heading_body");
    toggle.click();
    assert_eq!(
        toggle.get_attribute("aria-expanded").as_deref(),
        Some("false")
    );
    assert_eq!(body.get_attribute("hidden").as_deref(), Some("until-found"));
    toggle.click();
    assert!(!body.has_attribute("hidden"));
    reader.collapse_all();
    assert_eq!(count(&host, ".sch-content[hidden]"), 3);
    assert!(reader.go_to("ref-3"), "a fragment opens what hides it");
    assert!(!find(&host, "#references_body").has_attribute("hidden"));
    assert!(body.has_attribute("hidden"), "and only that");
    assert!(!reader.go_to("nowhere"));
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn the_card_shows_every_reference_and_is_a_dialog_when_pinned() {
    let (host, reader) = mounted(ARTICLE);
    assert!(reader.open_citation("cite-2-1"));
    let card = find(&host, ".sch-card");
    assert!(is_open(&card));
    assert_eq!(count(&host, ".sch-card-list > li"), 3);
    assert_eq!(card.get_attribute("role").as_deref(), Some("dialog"));
    let label = card.get_attribute("aria-labelledby").unwrap();
    assert_eq!(
        find(&host, &format!("#{label}")).text_content().unwrap(),
        "References 2–4"
    );
    let marker = find(&host, "#cite-2-1");
    assert_eq!(
        marker.get_attribute("aria-details"),
        card.get_attribute("id")
    );
    reader.close();
    assert!(!is_open(&card));
    assert!(!marker.has_attribute("aria-details") && !marker.has_attribute("data-sch-open"));
    assert!(!reader.open_citation("ref-1"), "a reference is no marker");
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn events_say_what_happens() {
    let (host, reader) = mounted(ARTICLE);
    let seen = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let listeners: Vec<_> = [
        "scholion-citation-open",
        "scholion-citation-close",
        "scholion-section-toggle",
    ]
    .into_iter()
    .map(|name| {
        let seen = seen.clone();
        gloo::events::EventListener::new(&host, name, move |event| {
            let event: &CustomEvent = event.dyn_ref().unwrap();
            assert!(event.bubbles() && event.composed());
            seen.borrow_mut().push(event.type_());
        })
    })
    .collect();
    reader.open_citation("cite-1-1");
    reader.close();
    find(&host, ".sch-toggle").click();
    assert_eq!(
        *seen.borrow(),
        [
            "scholion-citation-open",
            "scholion-citation-close",
            "scholion-section-toggle"
        ]
    );
    drop(listeners);
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn dropping_the_reader_removes_every_listener() {
    let (host, reader) = mounted(ARTICLE);
    drop(reader);
    assert_eq!(count(&host, ".sch-card"), 0, "the card goes");
    let toggle = find(&host, "#first-heading .sch-toggle");
    toggle.click();
    assert_eq!(
        toggle.get_attribute("aria-expanded").as_deref(),
        Some("true"),
        "nobody listens"
    );
    host.remove();
}

#[wasm_bindgen_test]
fn a_second_article_takes_the_place_of_the_first() {
    let (host, reader) = mounted(ARTICLE);
    reader.open_citation("cite-1-1");
    reader
        .read(b"Another\n\nText.", None, None, None, None)
        .map_err(JsValue::from)
        .unwrap();
    reader.show();
    assert_eq!(find(&host, "h1").text_content().unwrap(), "Another");
    assert_eq!(count(&host, ".sch-card"), 1);
    assert_eq!(count(&host, ".sch-marker"), 0);
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn what_cannot_be_read_leaves_the_page_alone() {
    let (host, reader) = mounted(ARTICLE);
    let json = Some("json".to_owned());
    assert!(
        reader
            .read(b"{ \"scholion\": 7 }", json, None, None, None)
            .is_err()
    );
    assert!(reader.take("\"no article\"", false).is_err());
    // What a server sends in place of an article, and a file of another program.
    for source in [
        &b"<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>"[..],
        b"%PDF-1.7\n",
        b"@book{doe, title = {On bones}}",
    ] {
        let name = Some("/paper.md".to_owned());
        assert!(reader.read(source, None, None, name, None).is_err());
        let found = js_sys::Array::from(&reader.diagnostics().map_err(JsValue::from).unwrap());
        let code = js_sys::Reflect::get(&found.get(0), &"code".into()).unwrap();
        assert_eq!((found.length(), code), (1, "unreadable-source".into()));
    }
    assert_eq!(find(&host, "h1").text_content().unwrap(), "On Bones");
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn an_article_goes_out_and_comes_in_again() {
    let (host, reader) = mounted(ARTICLE);
    let before = find(&host, ".scholion").outer_html();
    let object = reader.article().map_err(JsValue::from).unwrap();
    let json = js_sys::JSON::stringify(&object).unwrap();
    assert!(
        reader
            .take(&String::from(json), false)
            .map_err(JsValue::from)
            .unwrap()
    );
    reader.show();
    assert_eq!(find(&host, ".scholion").outer_html(), before);
    drop(reader);
    host.remove();
}

#[wasm_bindgen_test]
fn hostile_text_stays_text() {
    let hostile = "A <img src=x onerror=\"window.hacked=1\"> Title\n\n<script>window.hacked=1</script> [x](javascript:window.hacked=1)\n\nMore.\n";
    let (host, reader) = mounted(hostile);
    assert_eq!(
        count(&host, "script, img, [onerror], a[href^=javascript]"),
        0
    );
    let hacked = js_sys::Reflect::get(&web_sys::window().unwrap(), &"hacked".into()).unwrap();
    assert!(hacked.is_undefined());
    drop(reader);
    host.remove();
}
