//! Stillness: nothing that is read moves by itself, and no page is wider than its window.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::page::Page;

const DEMO: &str = "/www/articles/vitamin-k2.txt";
const SEED: &str = "/seed/000_40da847189e70bed.txt";
/// The longest texts of the corpus: a review, and an article with three hundred markers.
const LONGEST: [&str; 2] = [
    "/corpus/markdown/deep-review/manuscript.md",
    "/corpus/markdown/superscript-derived/plos-pone.0087236.unicode.md",
];
const WIDTHS: [u32; 3] = [320, 768, 1280];

/// What has moved by itself since the page was opened. What moves within half a second of a
/// reader's own act is what the reader wanted; the browser marks it.
const MOVED: &str = "
    const done = arguments[0];
    const moved = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        const places = entry.sources.map(({ node, previousRect, currentRect }) =>
          `${node?.className || node?.localName || node?.textContent} from ${previousRect.x},${previousRect.y} to ${currentRect.x},${currentRect.y}`);
        moved.push(`${entry.value}: ${places.join('; ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(moved), 200);";

async fn is_still(page: &Page<'_>, when: &str) {
    assert_eq!(page.run_async(MOVED).await, json!([]), "moved {when}");
}

/// Scrolls a third of the window at a time, a hundred times or to the end; says whether there.
const SCROLL: &str = "
    const [step, done] = [innerHeight / 3 * WAY, arguments[0]];
    let times = 0;
    const go = () => {
      const end = WAY < 0 ? scrollY <= 0 : scrollY + innerHeight >= document.documentElement.scrollHeight - 1;
      if (end || times === 100) { done(end); return; }
      times += 1;
      scrollBy({ top: step, behavior: 'instant' });
      requestAnimationFrame(go);
    };
    go();";

/// Scrolls through the whole article and back.
async fn scroll_through(page: &Page<'_>) {
    for way in ["1", "-1"] {
        let script = SCROLL.replace("WAY", way);
        while page.run_async(&script).await != json!(true) {}
    }
}

/// Opens a page at each width, watches it load, and reads it.
async fn read(page: &Page<'_>, path: &str, widths: &[u32]) {
    for width in widths {
        let at = format!("{path} at {width} px");
        page.emulate_window(*width, 800).await;
        page.open(path).await;
        is_still(page, &format!("while loading {at}")).await;
        scroll_through(page).await;
        is_still(page, &format!("while scrolling through {at}")).await;
    }
    page.emulate_nothing().await;
}

fn page_of(src: &str, words: usize) -> String {
    format!("/tests/e2e/pages/still.html?src={src}&words={words}")
}

/// Also while cards open and sections fold.
pub(crate) async fn nothing_moves_while_the_demo_is_read(page: &Page<'_>) {
    read(page, "/index.html", &WIDTHS).await;
    for words in [0, 1, 400] {
        read(page, &page_of(DEMO, words), &[768]).await;
    }
    page.open("/index.html").await;
    // A leap into parts that were never laid out moves them where they are met; that is a jump,
    // and jumps are tested elsewhere.
    scroll_through(page).await;
    page.hover("[data-sch-references='40 41 42']").await;
    page.click("[data-sch-references='40 41 42']").await;
    page.card_of("References 40–42").await;
    page.run("document.querySelector('scholion-article').close();")
        .await;
    page.click("[aria-controls='two-years-two-groups_body']")
        .await;
    page.until(
        "the section is closed",
        "return document.getElementById('two-years-two-groups_body').hasAttribute('hidden');",
    )
    .await;
    page.rest(700).await;
    is_still(page, "while cards open and sections fold").await;
    // What is found has to be able to fail: the host's footer moves when room is taken away.
    page.run("document.querySelector('scholion-article').style.marginTop = '40px';")
        .await;
    page.rest(100).await;
    assert_ne!(page.run_async(MOVED).await, json!([]), "a move is noticed");
}

pub(crate) async fn nothing_moves_while_the_seed_is_read(page: &Page<'_>) {
    read(page, &page_of(SEED, 1), &WIDTHS).await;
}

pub(crate) async fn nothing_moves_while_the_longest_are_read(page: &Page<'_>) {
    // The review has pictures whose size nobody knows, and those move what follows them.
    read(page, &page_of(LONGEST[1], 1), &WIDTHS).await;
}

/// An article as long as a review, given to an element that is there already.
pub(crate) async fn nothing_moves_while_a_long_article_is_read(page: &Page<'_>) {
    for width in WIDTHS {
        page.emulate_window(width, 800).await;
        page.open(&page_of("/tests/e2e/articles/leading.txt", 1))
            .await;
        page.run_with(
            "const article = document.querySelector('scholion-article');
             return article.load(arguments[0], { format: 'print' });",
            json!(long()),
        )
        .await;
        page.ready().await;
        assert!(
            page.holds("return document.querySelectorAll('.sch-marker').length > 900;")
                .await
        );
        // What the element held before has given way; from here on all is still.
        let before = page.run_async(MOVED).await;
        scroll_through(page).await;
        assert_eq!(page.run_async(MOVED).await, before, "at {width} px");
    }
    page.emulate_nothing().await;
}

/// Sixty sections, a thousand markers, three hundred references.
fn long() -> String {
    let mut text = String::from("A Long Review\n\nIt does not end soon.\n\n");
    for section in 1..=60 {
        let _ = write!(text, "Part {section} of the Review\n\n");
        for paragraph in 0..8 {
            let reference = (section * 5 + paragraph) % 300 + 1;
            let _ = write!(
                text,
                "A sentence that says something about bone and says it at some length.^{{{reference}}} Another one, which goes on until the line is full and for two lines more, so that the paragraphs have a height, adds what was found later.^{{{reference}}} The third is short.\n\n"
            );
        }
    }
    text.push_str("References\n\n");
    for reference in 1..=300 {
        let _ = write!(
            text,
            "{reference}. Doe J, Roe R. Growth of bones, part {reference}. Bone. 2020;{reference}:1-9.\n\n"
        );
    }
    text
}

/// In a frame of each width: windows are not made as narrow as a telephone in every engine.
async fn fits(page: &Page<'_>, path: &str) {
    page.visit("/tests/e2e/pages/article.html").await;
    for width in WIDTHS {
        page.run_with(
            "const frame = document.createElement('iframe');
             frame.style.cssText = `inline-size: ${arguments[0][1]}px; block-size: 700px; border: 0`;
             frame.src = arguments[0][0];
             document.body.replaceChildren(frame);",
            json!([path, width]),
        )
        .await;
        page.until(
            "the article is in its frame",
            "return document.querySelector('iframe').contentDocument?.querySelector('scholion-article')?.state === 'ready';",
        )
        .await;
        let found: Value = page
            .run(
                "const inside = document.querySelector('iframe').contentDocument;
                 // What is skipped has no width.
                 const all = inside.createElement('style');
                 all.textContent = '@layer all { .sch-section, .sch-box, .sch-content, .sch-long, .sch-long > li { content-visibility: visible !important } }';
                 inside.head.prepend(all);
                 const root = inside.documentElement;
                 const scrolls = (element) => element && (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement?.closest('.sch-scroll, pre, .sch-math')));
                 const wide = [...inside.querySelectorAll('scholion-article *')]
                   .filter((element) => element.checkVisibility() && element.getBoundingClientRect().right > root.clientWidth + 0.5)
                   .filter((element) => !scrolls(element.closest('.sch-scroll, pre, .sch-math')))
                   .map((element) => `${element.localName}.${element.className} ${element.textContent.slice(0, 40)}`);
                 return [root.scrollWidth - root.clientWidth, wide];",
            )
            .await;
        assert_eq!(
            found,
            json!([0, []]),
            "{path} at {width} px: too wide, what"
        );
    }
}

pub(crate) async fn no_page_is_wider_than_its_window(page: &Page<'_>) {
    fits(page, "/index.html").await;
    fits(page, &page_of("/tests/e2e/articles/tour.json", 1)).await;
}

pub(crate) async fn no_page_of_the_seed_is_wider_than_its_window(page: &Page<'_>) {
    fits(page, &page_of(SEED, 1)).await;
}

pub(crate) async fn none_of_the_longest_is_wider_than_its_window(page: &Page<'_>) {
    for source in LONGEST {
        fits(page, &page_of(source, 1)).await;
    }
}
