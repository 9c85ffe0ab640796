//! Selecting, copying and finding: the text is the text, and what is found is opened.

use fantoccini::key::Key;
use serde_json::json;

use crate::page::Page;

/// A selection over a section's end, a heading and markers is these words, copied too.
pub(crate) async fn a_selection_is_the_text(page: &Page<'_>) {
    page.open_article("src=/www/articles/vitamin-k2.txt").await;
    page.run(
        "const text = (section, place) => document.querySelectorAll(`#${section}_body > p`)[place];
             const first = text('a-thousand-times-the-usual-intake', 2);
             const last = text('two-years-two-groups', 0);
             first.scrollIntoView({ block: 'center', behavior: 'instant' });
             const range = document.createRange();
             range.setStart(first, 0);
             range.setEnd(last, last.childNodes.length);
             getSelection().removeAllRanges();
             getSelection().addRange(range);",
    )
    .await;
    // What is selected is laid out with the next frame, wherever it is.
    page.rest(200).await;
    let selected = page.text("return getSelection().toString();").await;
    page.press_with(Key::Control, 'c').await;
    let copied = page.pasted().await;
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "The daily dose is 45 mg. That is 4.5 × 10⁴ mcg, between 750 and 1,000 times what serves clotting. Decades of prescribing have left a long record of what it does for bone.3 \
        Two Years, Two Groups \
        On the whole, trials reported that patients who took vitamin K2 kept the mineral in their bones or even gained a little, and that they had fewer fractures. The eight papers come from Japan, China, Indonesia and North America.4,11";
    assert_eq!(words(&selected), expected, "selected");
    assert_eq!(words(&copied), expected, "copied");
}

/// All that is open is selected and copied with the page, however far it is from the window.
pub(crate) async fn the_whole_page_is_copied(page: &Page<'_>) {
    page.open_article("src=/www/articles/vitamin-k2.txt").await;
    page.press_with(Key::Control, 'a').await;
    page.rest(200).await;
    page.press_with(Key::Control, 'c').await;
    let copied: String = page.pasted().await.split_whitespace().collect();
    let lost = page
        .run_with(
            "const bare = (text) => text.replace(/\\s/g, '');
             const all = [...document.querySelectorAll('.sch-main p:not(.sch-found), .sch-main li')];
             return [all.length > 100, all.map((one) => bare(one.innerText)).filter((text) => !arguments[0].includes(text))];",
            json!(copied),
        )
        .await;
    assert_eq!(lost, json!([true, []]), "enough, lost on the way");
}

/// A section inside a closed section, itself closed.
const NESTED: &str = r#"{
  "scholion": 1,
  "title": [{ "type": "text", "value": "Nested" }],
  "children": [
    { "type": "section", "identifier": "outer", "title": [{ "type": "text", "value": "Outer" }], "children": [
      { "type": "paragraph", "children": [{ "type": "text", "value": "Outside." }] },
      { "type": "section", "identifier": "inner", "title": [{ "type": "text", "value": "Inner" }], "children": [
        { "type": "paragraph", "children": [{ "type": "text", "value": "A hidden heron stands here." }] }
      ] }
    ] },
    { "type": "section", "identifier": "other", "title": [{ "type": "text", "value": "Other" }], "children": [
      { "type": "paragraph", "children": [{ "type": "text", "value": "Nothing is looked for here." }] }
    ] }
  ]
}"#;

/// Whether each part is open, by what is shown and by what its button says.
const STATES: &str = "return ['outer', 'inner', 'other'].map((id) => [
    !document.getElementById(`${id}_body`).hasAttribute('hidden'),
    document.querySelector(`[aria-controls=${id}_body]`).getAttribute('aria-expanded') === 'true',
  ]);";

pub(crate) async fn words_open_nested_sections(page: &Page<'_>) {
    page.open_article("src=/tests/e2e/articles/leading.txt")
        .await;
    page.run_with(
        "const article = document.querySelector('scholion-article');
         return article.load(JSON.parse(arguments[0])).then(() => article.collapseAll());",
        json!(NESTED),
    )
    .await;
    let closed = json!([[false, false], [false, false], [false, false]]);
    assert_eq!(page.run(STATES).await, closed, "all are closed");
    page.run(
        "document.querySelector('#before').href = '#:~:text=' + encodeURIComponent('A hidden heron');",
    )
    .await;
    page.click("#before").await;
    page.until(
        "the heron's section is open",
        "return !document.getElementById('inner_body').hasAttribute('hidden');",
    )
    .await;
    page.rest(100).await;
    assert_eq!(
        page.run(STATES).await,
        json!([[true, true], [true, true], [false, false]]),
        "what hides the words, and no more; shown and told alike"
    );
    // Closed again by hand, it is closed in both ways.
    page.click("[aria-controls=inner_body]").await;
    page.until(
        "the heron's section is closed",
        "return document.getElementById('inner_body').getAttribute('hidden') === 'until-found';",
    )
    .await;
    assert_eq!(
        page.run(STATES).await,
        json!([[true, true], [false, false], [false, false]])
    );
}

/// Who draws a selection over a marker is shown no card, which would be selected with the text.
pub(crate) async fn a_pointer_that_draws_opens_nothing(page: &Page<'_>) {
    page.open_article("src=/www/articles/vitamin-k2.txt").await;
    let marker = "[data-sch-references='40 41 42']";
    let (x, y) = page.bring(marker, 0.5).await;
    page.draw((x - 60.0, y + 4.0), (x, y), 500).await;
    page.stays_without_card(300).await;
    assert!(
        page.text("return getSelection().toString();").await.len() > 1,
        "something is selected"
    );
    // A pointer that rests there afterwards is one that asks.
    page.point(1.0, 1.0).await;
    page.run("getSelection().removeAllRanges();").await;
    page.hover(marker).await;
}
