//! What readers of other systems have asked for or stumbled over. Each has its test here, under
//! the number of its line in this list; what no browser is needed for is tested in
//! `tests/asks.rs`.
//!
//! | | what was asked or went wrong elsewhere | tested here, or there |
//! | --- | --- | --- |
//! | 1 | no card where a style raises its numbers | here |
//! | 2 | a range shows only its ends | here |
//! | 3 | a number inside a range is lost; where is it cited? | here |
//! | 4 | an empty box for a citation of several works | here |
//! | 5 | citations side by side open a box each | here |
//! | 6 | isotopes, units, affiliations taken for citations | there |
//! | 7 | another link beside a citation opens its box | here |
//! | 8 | a raised marker is written twice | there |
//! | 9 | the box goes on the diagonal way to it | here |
//! | 10 | the box's text cannot be reached, copied, opened by focus | here |
//! | 11 | a tap opens the box and closes it at once | here |
//! | 12 | the box shrinks to a sliver | here |
//! | 13 | the box leaves the screen on a telephone | here |
//! | 14 | the box is cut off by a table that scrolls | here |
//! | 15 | notes inside notes are dead | here |
//! | 16 | one control both hovers and jumps, and there is no way back | here |
//! | 17 | readers click, land in the list, and are lost | here |
//! | 18 | cards that come slowly from elsewhere, or are wrong | here |
//! | 19 | an address that opens a note; an event when the box goes | here |
//! | 20 | after a jump nobody sees which entry was meant | here |
//! | 21 | no return from the references, vague links, tiny targets | here |
//! | 22 | links back that are all named alike | there and here |
//! | 23 | Escape does nothing, the focus is lost, ids are doubled | here |
//! | 24 | fragments fail in shadow trees | here |
//! | 25 | closed sections are missing from print | here |

use fantoccini::key::Key;
use serde_json::json;

use crate::page::Page;

const DEMO: &str = "/index.html";
const RANGE: &str = "[data-sch-references='40 41 42']";
pub(crate) const TOUR: &str = "src=/tests/e2e/articles/tour.json";

pub(crate) async fn a01_raised_markers_have_cards(page: &Page<'_>) {
    page.open(DEMO).await;
    let card = page.hover("sup > [data-sch-references='11']").await;
    assert_eq!(card.labels, ["11"]);
}

/// The whole range, whichever of its ends the pointer is on; the end is marked.
pub(crate) async fn a02_a_range_is_one_marker(page: &Page<'_>) {
    page.open(DEMO).await;
    for (place, label) in [("first", "40"), ("last", "42")] {
        let number = format!("{RANGE} .sch-number:{place}-child");
        let card = page.hover(&number).await;
        assert_eq!(card.labels, ["40", "41", "42"]);
        assert_eq!(card.here.as_deref(), Some(label));
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
    // Eleven entries scroll inside the card; the one that is pointed at comes into view.
    let card = page
        .hover("[data-sch-references^='25 26'] .sch-number:last-child")
        .await;
    assert_eq!(card.labels.len(), 11);
    assert_eq!(card.here.as_deref(), Some("35"));
    assert!(
        page.holds(
            "const list = document.querySelector('.sch-card-list').getBoundingClientRect();
             const here = document.querySelector('.sch-here').getBoundingClientRect();
             return here.top >= list.top - 1 && here.top < list.bottom - 20;"
        )
        .await,
        "the marked entry is in the card's view"
    );
}

/// 41 is cited only inside 40–42. It is in the card, and its use is in the list, with
/// the sentence.
pub(crate) async fn a03_what_a_range_hides_is_found(page: &Page<'_>) {
    page.open(DEMO).await;
    assert!(page.hover(RANGE).await.labels.contains(&"41".to_owned()));
    page.point(1.0, 1.0).await;
    page.no_card().await;
    page.click("#ref-41 .sch-contexts").await;
    let sentence = page
        .text("return document.querySelector('#ref-41 .sch-context-list > li').textContent;")
        .await;
    assert!(
        sentence.contains("Warfarin") && sentence.ends_with("40–42"),
        "{sentence}"
    );
    page.click("#ref-41 .sch-contexts").await;
    assert!(
        page.holds("return !document.querySelector('.sch-context-list');")
            .await
    );
}

pub(crate) async fn a04_a_citation_of_several_works_shows_them(page: &Page<'_>) {
    page.open_article(TOUR).await;
    let card = page.hover("[data-sch-references='1 2 8']").await;
    let titles: Vec<&str> = card.titles.iter().flatten().map(String::as_str).collect();
    assert_eq!(
        titles,
        [
            "On the growth of bones",
            "Layers upon layers",
            "Weighing without errors"
        ]
    );
}

pub(crate) async fn a05_citations_that_touch_are_one_marker(page: &Page<'_>) {
    page.open_article(TOUR).await;
    for (marker, shown) in [("#cite-1-1", "1,2"), ("#cite-1-4", "[1][2]")] {
        let text = page
            .text(&format!(
                "return document.querySelector('{marker}').textContent;"
            ))
            .await;
        assert_eq!(text, shown);
        let card = page.hover(marker).await;
        assert_eq!(card.labels, ["1", "2"]);
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

pub(crate) async fn a07_another_link_opens_nothing(page: &Page<'_>) {
    page.open_article(TOUR).await;
    let (x, y) = page.bring("a[href^='https://example.org/data']", 0.4).await;
    page.way(&[(1.0, 1.0), (x - 2.0, y), (x, y)], 0).await;
    page.stays_without_card(600).await;
    // Nor does the text beside a marker.
    page.hover("#cite-3-1").await;
}

pub(crate) async fn a09_the_diagonal_way_keeps_the_card(page: &Page<'_>) {
    super::hover::the_diagonal_way_keeps_the_card(page).await;
}

pub(crate) async fn a10_the_text_can_be_reached_and_copied(page: &Page<'_>) {
    page.open(DEMO).await;
    // By focus alone.
    page.run("document.querySelector(\"[data-sch-references='12']\").focus();")
        .await;
    page.run("document.activeElement.blur();").await;
    page.click(RANGE).await;
    page.card().await;
    let selected = page
        .run(
            "const title = document.querySelector('.sch-card-list .sch-entry-title');
             const range = document.createRange();
             range.selectNodeContents(title);
             getSelection().removeAllRanges();
             getSelection().addRange(range);
             return [getSelection().toString() === title.textContent,
               getComputedStyle(title).userSelect ?? getComputedStyle(title).webkitUserSelect];",
        )
        .await;
    assert_eq!(selected[0], true);
    assert!(
        matches!(selected[1].as_str(), Some("auto" | "text")),
        "{selected}"
    );
    page.keeps_card(300).await;
    page.run("getSelection().removeAllRanges();").await;
    page.click_in_card(".sch-card-list > li:nth-child(2) .sch-copy")
        .await;
    page.until(
        "the button says what came of it",
        "return document.querySelector('.sch-card-list > li:nth-child(2) .sch-copy').textContent === 'Copied';",
    )
    .await;
    let text = page.pasted().await;
    assert!(text.starts_with("Namba S, Yamaoka-Tojo M"), "{text}");
}

/// What a finger does is followed by the events of a mouse that is not there.
pub(crate) async fn a11_a_tap_opens_and_does_not_close(page: &Page<'_>) {
    page.open(DEMO).await;
    page.tap(RANGE).await;
    page.card().await;
    page.keeps_card(900).await;
    page.tap_in_card(".sch-card-title").await;
    page.keeps_card(400).await;
}

pub(crate) async fn a12_the_card_is_never_a_sliver(page: &Page<'_>) {
    for (width, height) in [(320, 480), (700, 320)] {
        page.resize(width, height).await;
        page.open(DEMO).await;
        for at in [0.1, 0.5, 0.9] {
            // The card may come over its marker where there is no room at all.
            let (x, y) = page.bring("[data-sch-references^='25 26']", at).await;
            page.way(&[(1.0, 1.0), (x - 3.0, y), (x, y)], 0).await;
            page.card().await;
            page.rest(200).await;
            let card = page.card().await;
            let [left, top, right, bottom] = card.rect;
            assert!(
                bottom - top >= 80.0 && right - left >= 200.0,
                "{width}×{height}, at {at}: {card:?}"
            );
            page.point(1.0, 1.0).await;
            page.no_card().await;
        }
    }
}

pub(crate) async fn a13_the_card_stays_on_a_small_screen(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open(DEMO).await;
    page.run("document.body.style.width = '320px';").await;
    let ends = page
        .run(
            "const markers = [...document.querySelectorAll('.sch-marker')];
             document.querySelectorAll('.sch-section, .sch-box, .sch-long, .sch-long > li').forEach((part) => { part.style.contentVisibility = 'visible'; });
             const left = (marker) => marker.getClientRects()[0].left;
             markers.sort((a, b) => left(a) - left(b));
             return [markers[0].id, markers.at(-1).id];",
        )
        .await;
    for id in ends.as_array().unwrap() {
        page.hover(&format!("#{}", id.as_str().unwrap())).await;
        page.rest(200).await;
        page.card().await.is_well_placed();
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

/// A marker in a table that scrolls sideways: nothing cuts the card off, nothing lies over it.
pub(crate) async fn a14_a_table_does_not_cut_the_card_off(page: &Page<'_>) {
    page.resize(500, 800).await;
    page.open_article(TOUR).await;
    page.run(
        "const box = document.querySelector('.sch-scroll');
         box.style.maxWidth = '280px';
         box.style.maxHeight = '120px';
         box.querySelector('table').style.width = '800px';",
    )
    .await;
    let scrolls = page
        .run("const box = document.querySelector('.sch-scroll'); return box.scrollWidth > box.clientWidth;")
        .await;
    assert_eq!(scrolls, true);
    page.run("document.querySelector('td .sch-marker').scrollIntoView({ inline: 'center', block: 'center', behavior: 'instant' });").await;
    page.hover("td [data-sch-references='7']").await;
    page.rest(200).await;
    let card = page.card().await;
    card.is_well_placed();
    let [left, top, right, bottom] = card.rect;
    for (x, y) in [
        (left + 12.0, top + 12.0),
        (right - 12.0, top + 12.0),
        (left + 12.0, bottom - 12.0),
        (right - 12.0, bottom - 12.0),
    ] {
        assert!(
            page.is_under(".sch-card", x, y).await,
            "something covers the card at {x}, {y}: {card:?}"
        );
    }
}

/// A citation and a note in the card of a note: both open where they stand.
pub(crate) async fn a15_what_is_cited_in_a_card_opens_in_place(page: &Page<'_>) {
    page.open_article(TOUR).await;
    page.click("#fnref-age-1").await;
    let name = page
        .text("return document.querySelector('.sch-card-title').textContent;")
        .await;
    assert_eq!(name, "Note a");
    page.click_in_card("[data-sch-references='6 7']").await;
    let entries = "return [...document.querySelectorAll('.sch-inset .sch-label')].map((label) => label.textContent);";
    assert_eq!(page.run(entries).await, json!(["6", "7"]));
    page.click_in_card("[data-sch-note='dry']").await;
    let insets = page
        .run("return [...document.querySelectorAll('.sch-inset')].map((inset) => inset.textContent.includes('Dried for a week'));")
        .await;
    assert_eq!(insets, json!([true, false]), "behind the same line");
    assert_eq!(
        page.run("return document.querySelectorAll(':popover-open.sch-card').length;")
            .await,
        1,
        "one card"
    );
    let doubled = page.run(DOUBLED_IDS).await;
    assert_eq!(doubled, json!([]));
    page.click_in_card("[data-sch-references='6 7']").await;
    assert_eq!(page.run(entries).await, json!([]), "and closes again");
}

/// Hovering shows, a click keeps, a link of its own jumps, and there is a way back.
pub(crate) async fn a16_showing_and_jumping_are_two_things(page: &Page<'_>) {
    page.open(DEMO).await;
    page.hover(RANGE).await;
    page.point(1.0, 1.0).await;
    page.no_card().await;
    page.click(RANGE).await;
    page.card().await;
    assert_eq!(page.text("return location.hash;").await, "");
    let height = "return document.querySelector('#cite-40-1').getBoundingClientRect().top;";
    let before = page.run(height).await.as_f64().unwrap();
    page.click_in_card(".sch-card-list > li:nth-child(1) .sch-go")
        .await;
    page.until(
        "the control is there",
        "return !!document.querySelector('.sch-return:popover-open');",
    )
    .await;
    page.click_here(".sch-return-back").await;
    page.until(
        "the control is gone",
        "return !document.querySelector('.sch-return:popover-open');",
    )
    .await;
    page.rest(250).await;
    let after = page.run(height).await.as_f64().unwrap();
    assert!(
        (before - after).abs() < 3.0,
        "the line is where it was: {before} and {after}"
    );
    assert_eq!(page.focus().await, "cite-40-1");
    page.stays_without_card(300).await;
}

pub(crate) async fn a17_a_click_leaves_the_reader_in_the_text(page: &Page<'_>) {
    page.open(DEMO).await;
    page.bring(RANGE, 0.5).await;
    let before = page.run("return [scrollY, history.length];").await;
    page.click_here(RANGE).await;
    page.card().await;
    page.rest(200).await;
    let after = page.run("return [scrollY, history.length];").await;
    assert_eq!(
        before, after,
        "nothing moves, nothing is left in the history"
    );
    page.point(1.0, 1.0).await;
    page.keeps_card(600).await;
}

/// Everything that a card shows is in the article; no card asks the network.
pub(crate) async fn a18_cards_come_from_the_article(page: &Page<'_>) {
    page.open(DEMO).await;
    let count = "return performance.getEntriesByType('resource').length;";
    page.rest(300).await;
    let before = page.run(count).await;
    for marker in [RANGE, "[data-sch-references^='25 26']"] {
        page.hover(marker).await;
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
    assert_eq!(page.run(count).await, before);
}

pub(crate) async fn a19_an_address_leads_to_a_note_and_closing_is_told(page: &Page<'_>) {
    page.open_article(&format!("{TOUR}&collapse=all#fn-dry"))
        .await;
    page.until(
        "the note is in view and marked",
        "const box = document.querySelector('#fn-dry').getBoundingClientRect();
         return box.top >= 0 && box.bottom <= innerHeight && document.querySelector('#fn-dry').matches('[data-sch-target]');",
    )
    .await;
    // A host that wants the card itself to open has a method for that.
    page.run("document.querySelector('scholion-article').openCitation('fnref-dry-1');")
        .await;
    page.card_of("Note b").await;
    page.press(Key::Escape).await;
    page.no_card().await;
    let events = page
        .run("return seen.events.filter((name) => name.startsWith('citation'));")
        .await;
    assert_eq!(events, json!(["citation-open", "citation-close"]));
}

pub(crate) async fn a20_the_target_of_a_jump_is_marked(page: &Page<'_>) {
    page.open(DEMO).await;
    page.click(RANGE).await;
    page.card().await;
    page.click_in_card(".sch-card-list > li:nth-child(3) .sch-go")
        .await;
    let marked =
        "return [...document.querySelectorAll('[data-sch-target]')].map((part) => part.id);";
    page.until(
        "the reference is marked",
        "return document.querySelector('#ref-42').matches('[data-sch-target]');",
    )
    .await;
    assert_eq!(page.run(marked).await, json!(["ref-42"]));
    let differs = page
        .run(
            "const paper = (id) => getComputedStyle(document.getElementById(id)).backgroundColor;
             return paper('ref-42') !== paper('ref-40');",
        )
        .await;
    assert_eq!(differs, true, "it looks different from its neighbours");
    // Until the reader moves on.
    page.rest(300).await;
    page.run(
        "document.body.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
         scrollTo({ top: 0, behavior: 'instant' });",
    )
    .await;
    page.until(
        "the mark is gone",
        "return !document.querySelector('[data-sch-target]');",
    )
    .await;
}

/// Every link of the list says where it leads and is 24 px in both directions at least, as is
/// every link of the card.
pub(crate) async fn a21_links_lead_back_by_name_and_are_large_enough(page: &Page<'_>) {
    page.open(DEMO).await;
    page.click("#ref-41 [role=doc-backlink]").await;
    page.until(
        "the marker is in view and marked",
        "const marker = document.querySelector('#cite-40-1');
         const box = marker.getBoundingClientRect();
         return box.top >= 0 && box.bottom <= innerHeight && marker.matches('[data-sch-target]');",
    )
    .await;
    assert_eq!(page.focus().await, "cite-40-1");
    let small = page
        .run(
            "document.querySelectorAll('.sch-section, .sch-box, .sch-long, .sch-long > li').forEach((part) => { part.style.contentVisibility = 'visible'; });
             return [...document.querySelectorAll('.sch-back a, .sch-contexts, .sch-actions button, .sch-tools :is(input, select, button)')]
               .filter((link) => link.checkVisibility())
               .map((link) => [link.getBoundingClientRect(), link])
               .filter(([box]) => box.width < 23.9 || box.height < 23.9)
               .map(([box, link]) => `${link.outerHTML.slice(0, 80)} ${box.width}×${box.height}`);",
        )
        .await;
    assert_eq!(small, json!([]), "targets under 24 px");
    let vague = page
        .run(
            "return [...document.querySelectorAll('.sch-back a')].filter((link) => !/^Back to (its use|use \\d+ of \\d+)/.test(link.getAttribute('aria-label'))).length;",
        )
        .await;
    assert_eq!(vague, 0);
}

pub(crate) async fn a22_links_back_have_names_of_their_own(page: &Page<'_>) {
    page.open(DEMO).await;
    let names = page
        .run("return [...document.querySelectorAll('#ref-11 [role=doc-backlink]')].map((link) => link.getAttribute('aria-label'));")
        .await;
    let names = names.as_array().unwrap();
    let mut distinct: Vec<&str> = names.iter().filter_map(|name| name.as_str()).collect();
    assert!(distinct.len() > 3, "{names:?}");
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), names.len(), "{names:?}");
}

/// Every id that is on the page more than once.
const DOUBLED_IDS: &str = "
    const ids = [...document.querySelectorAll('[id]')].map((element) => element.id);
    return ids.filter((id, at) => ids.indexOf(id) !== at);";

pub(crate) async fn a23_escape_closes_keeps_the_focus_and_ids_are_single(page: &Page<'_>) {
    page.open_article(TOUR).await;
    for marker in [
        "#cite-3-1",
        "#fnref-age-1",
        "#xref-table-1-1",
        "#cite_article",
    ] {
        page.click(marker).await;
        page.until(
            "the card is there",
            "return !!document.querySelector('.sch-card:popover-open');",
        )
        .await;
        assert_eq!(
            page.run(DOUBLED_IDS).await,
            json!([]),
            "with the card of {marker}"
        );
        page.press(Key::Escape).await;
        page.no_card().await;
        assert_eq!(format!("#{}", page.focus().await), marker);
        page.stays_without_card(200).await;
    }
    // A hovered card goes without the focus having been there.
    page.hover("#cite-3-1").await;
    page.run("document.activeElement.blur();").await;
    page.press(Key::Escape).await;
    page.no_card().await;
}

pub(crate) async fn a24_the_article_is_in_the_page_itself(page: &Page<'_>) {
    page.open(DEMO).await;
    let found = page
        .run(
            "location.hash = 'ref-12';
             return [
               document.getElementById('ref-12').getRootNode() === document,
               document.querySelector('scholion-article').shadowRoot === null,
               document.querySelector('#ref-12:target') !== null,
             ];",
        )
        .await;
    assert_eq!(found, json!([true, true, true]));
}

/// The rules for paper, applied to the screen: every section is open, every reference is there,
/// and no control is left.
pub(crate) async fn a25_print_opens_everything(page: &Page<'_>) {
    page.open_article("src=/www/articles/vitamin-k2.txt&collapse=all")
        .await;
    page.run("document.querySelector('scholion-article').goTo('references');")
        .await;
    page.filter("warfarin").await;
    page.run("document.querySelector('scholion-article').collapseAll();")
        .await;
    page.run(
        "const rules = [];
         const collect = (list) => {
           for (const rule of list) {
             if (rule.media?.mediaText === 'print') {
               for (const inner of rule.cssRules) rules.push(inner.cssText);
             } else if (rule.cssRules) {
               collect(rule.cssRules);
             }
           }
         };
         const own = [...document.styleSheets].find((sheet) => sheet.href?.endsWith('scholion.css'));
         collect(own.cssRules);
         const paper = new CSSStyleSheet();
         paper.replaceSync(`@layer scholion { ${rules.join('\\n')} }`);
         document.adoptedStyleSheets = [paper];
         window.rules = rules.length;",
    )
    .await;
    let found = page
        .run(
            "const shown = (selector) => [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility({ contentVisibilityAuto: false }) && element.getClientRects().length > 0).length;
             return [
               window.rules > 3,
               document.querySelectorAll('.sch-content').length === shown('.sch-content'),
               shown('.sch-content > p') === document.querySelectorAll('.sch-content > p').length - shown('.sch-found'),
               shown('.sch-reference-list > li'),
               shown('.sch-tools, .sch-actions, .sch-contexts, .sch-back, .sch-return, .sch-card'),
             ];",
        )
        .await;
    assert_eq!(
        found,
        json!([true, true, true, 47, 0]),
        "rules, sections, paragraphs, references, controls"
    );
}
