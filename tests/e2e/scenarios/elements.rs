//! Everything that an article may hold: formulae, figures, tables, definitions, quotations.

use fantoccini::key::Key;
use serde_json::json;

use super::demo::axe;
use crate::page::Page;

const ELEMENTS: &str = "/www/elements.html";

/// Lets every part be laid out, near or far.
async fn open(page: &Page<'_>) {
    page.open(ELEMENTS).await;
    page.run("document.querySelectorAll('.sch-section, .sch-box, .sch-long, .sch-long > li').forEach((part) => { part.style.contentVisibility = 'visible'; });")
        .await;
}

pub(crate) async fn formulae_are_laid_out(page: &Page<'_>) {
    open(page).await;
    let found = page
        .run(
            "const box = (element) => element.getBoundingClientRect();
             const fractions = [...document.querySelectorAll('.sch-math mfrac')];
             const stacked = fractions.filter((fraction) => {
               const [above, below] = [...fraction.children].map(box);
               return above.bottom <= below.top + 1 && above.width > 0 && below.width > 0;
             });
             const raised = [...document.querySelectorAll('.sch-formula msup')].filter((power) => {
               const [base, exponent] = [...power.children].map(box);
               return exponent.top < base.top && exponent.left >= base.left;
             });
             const main = box(document.querySelector('.sch-main'));
             const numbers = [...document.querySelectorAll('.sch-math > span')];
             return [
               fractions.length > 8,
               fractions.length - stacked.length,
               raised.length >= 4,
               document.querySelectorAll('.sch-math code, .sch-formula code').length,
               numbers.map((number) => number.textContent).join(' '),
               numbers.every((number) => Math.abs(box(number).right - main.right) < 1),
             ];",
        )
        .await;
    assert_eq!(
        found,
        json!([true, 0, true, 0, "(1) (2) (3) (4)", true]),
        "enough fractions, those not stacked, enough powers, formulae as code, numbers, at the edge"
    );
}

/// A formula in a line of text moves the lines by less than a seventh of their height, unless it is
/// a fraction.
pub(crate) async fn formulae_leave_the_lines_alone(page: &Page<'_>) {
    open(page).await;
    let uneven = page
        .run(
            "const uneven = [];
             let seen = 0;
             for (const line of document.querySelectorAll('.sch-main :is(p, li li)')) {
               if (!line.querySelector('.sch-formula') || line.querySelector('mfrac')) continue;
               line.style.whiteSpace = 'nowrap';
               const height = () => line.getBoundingClientRect().height;
               const before = height();
               line.querySelectorAll('.sch-formula').forEach((formula) => formula.remove());
               if (before - height() >= height() / 7) uneven.push(`${before} instead of ${height()}: ${line.textContent.slice(0, 40)}`);
               seen += 1;
             }
             return [seen >= 4, uneven];",
        )
        .await;
    assert_eq!(uneven, json!([true, []]), "enough lines, uneven ones");
}

/// A picture has its room before it is there.
pub(crate) async fn pictures_keep_their_room(page: &Page<'_>) {
    open(page).await;
    page.run(
        "window.shifts = [];
         if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
           new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => entry.value)))
             .observe({ type: 'layout-shift' });
         }
         window.heights = [];
         for (const picture of document.querySelectorAll('figure > img')) {
           // One that this page has never loaded; a clone would begin with the picture it has.
           const fresh = document.createElement('img');
           for (const { name, value } of picture.attributes) {
             if (!['src', 'loading'].includes(name)) fresh.setAttribute(name, value);
           }
           fresh.src = `${picture.src}?fresh`;
           const own = [];
           picture.replaceWith(fresh);
           own.push(fresh.getBoundingClientRect().height);
           fresh.onload = () => own.push(fresh.getBoundingClientRect().height, fresh.naturalHeight / fresh.naturalWidth * fresh.getBoundingClientRect().width);
           heights.push(own);
         }",
    )
    .await;
    page.until(
        "the pictures are there",
        "return heights.length === 3 && heights.every((own) => own.length >= 3);",
    )
    .await;
    page.rest(200).await;
    let found = page
        .run(
            "return [
               heights.filter((own) => own[0] < 100 || own.some((height) => Math.abs(height - own[0]) > 1)),
               shifts,
               // Those far away are fetched when somebody comes near.
               [...document.querySelectorAll('.sch-main p img')].every((picture) => picture.loading === 'lazy'),
               [...document.querySelectorAll('img')].every((picture) => picture.getBoundingClientRect().right <= document.querySelector('.sch-main').getBoundingClientRect().right + 1),
             ];",
        )
        .await;
    assert_eq!(
        found,
        json!([[], [], true, true]),
        "heights that change, shifts of the layout, loaded late, within the column"
    );
}

/// A picture that is not there leaves its words, and the caption.
pub(crate) async fn a_lost_picture_leaves_its_words(page: &Page<'_>) {
    open(page).await;
    page.run("window.words = document.querySelector('#fig-two img').alt; document.querySelector('#fig-two img').src = '/nowhere.svg';")
        .await;
    page.bring("#fig-two figcaption", 0.5).await;
    page.until(
        "the words are there",
        "return document.querySelector('#fig-two .sch-missing')?.textContent === words;",
    )
    .await;
    let found = page
        .run(
            "const box = document.querySelector('#fig-two .sch-missing').getBoundingClientRect();
             const picture = document.querySelector('#fig-two img').getBoundingClientRect();
             return [words.length > 20, box.height > 20, box.width > 200, picture.height];",
        )
        .await;
    assert_eq!(found, json!([true, true, true, 0]), "words, box, picture");
}

/// In a narrow column wide things scroll in boxes of their own; a keyboard scrolls them, too.
pub(crate) async fn wide_things_scroll_by_themselves(page: &Page<'_>) {
    open(page).await;
    page.until(
        "no table is a stop of Tab in a wide column",
        "return !document.querySelector('.sch-table .sch-scroll').hasAttribute('tabindex');",
    )
    .await;
    page.resize(500, 800).await;
    page.run("document.body.style.width = '320px';").await;
    page.until(
        "the table fades where there is more",
        "return document.querySelector('.sch-table .sch-scroll').dataset.schMore === 'right';",
    )
    .await;
    let wide = page
        .run(
            "const edge = document.querySelector('scholion-article').getBoundingClientRect().right + 1;
             // What a section holds has room at its edges for what stands out.
             const inside = (element) => element.matches('.sch-content') || element.closest('.sch-scroll, .sch-formula') !== null;
             return [...document.querySelectorAll('.sch-main *')]
               .filter((element) => !inside(element) && element.getBoundingClientRect().right > edge)
               .map((element) => element.outerHTML.slice(0, 80));",
        )
        .await;
    assert_eq!(wide, json!([]), "wider than the column");
    // What is measured comes with the frames, far from the window with the last of them.
    page.until(
        "all that scrolls is a stop of Tab with a name",
        "const scrolling = [...document.querySelectorAll('.sch-scroll')].filter((box) => box.scrollWidth > box.clientWidth + 1);
         return scrolling.length >= 4 && scrolling.every((box) => box.tabIndex === 0 && box.getAttribute('aria-label') !== '');",
    )
    .await;
    let caption =
        "return document.querySelector('#tab-substances figcaption').getBoundingClientRect().left;";
    let before = page.run(caption).await;
    page.bring("#tab-substances td", 0.5).await;
    page.run("document.querySelector('.sch-table .sch-scroll').focus({ preventScroll: true });")
        .await;
    // A press that comes while the last one still scrolls goes less far.
    let at_end =
        "return document.querySelector('.sch-table .sch-scroll').dataset.schMore === 'left';";
    for _ in 0..200 {
        page.press(Key::Right).await;
        if page.holds(at_end).await {
            break;
        }
    }
    page.until("the table is at its other end", at_end).await;
    assert_eq!(page.run(caption).await, before, "the caption stays");
}

/// Markers open their cards wherever they stand.
pub(crate) async fn markers_open_their_card_everywhere(page: &Page<'_>) {
    open(page).await;
    for (place, labels) in [
        ("#fig-glass figcaption .sch-marker", vec!["3"]),
        ("dd .sch-marker", vec!["2"]),
        (".sch-quote figcaption .sch-marker", vec!["9"]),
        ("#tab-substances figcaption .sch-marker", vec!["9", "10"]),
        ("tbody th .sch-marker", vec!["10"]),
        (".sch-note-list .sch-marker", vec!["6"]),
    ] {
        let card = page.hover(place).await;
        assert_eq!(card.labels, labels, "{place}");
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

/// A formula, a table and a figure show themselves where they are mentioned.
pub(crate) async fn parts_show_themselves(page: &Page<'_>) {
    open(page).await;
    for (mention, part) in [
        ("#xref-eq-half-1", "math mfrac"),
        ("#xref-fig-curves-1", "img[width]"),
        ("#xref-tab-substances-1", "th[scope=colgroup]"),
    ] {
        page.hover(mention).await.is_well_placed();
        page.until(
            &format!("{part} is in the card"),
            &format!("return document.querySelector('.sch-card {part}')?.getBoundingClientRect().height > 5;"),
        )
        .await;
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
}

pub(crate) async fn axe_finds_nothing(page: &Page<'_>) {
    open(page).await;
    axe(page, "the elements").await;
    page.run("document.documentElement.style.colorScheme = 'dark';")
        .await;
    axe(page, "the elements in the dark").await;
    page.resize(500, 800).await;
    page.until(
        "the table has to scroll",
        "return document.querySelector('.sch-table .sch-scroll').tabIndex === 0;",
    )
    .await;
    axe(page, "the elements in a narrow window").await;
}
