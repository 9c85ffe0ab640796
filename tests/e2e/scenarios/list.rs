//! The reference list: filter, order, sentences, export; copying a passage.

use serde_json::json;

use crate::page::Page;

const DEMO: &str = "/index.html";

const SHOWN: &str = "return [...document.querySelectorAll('.sch-reference-list > li')].filter((item) => !item.hasAttribute('hidden')).map((item) => item.querySelector('.sch-label').textContent);";

async fn in_the_list(page: &Page<'_>) {
    page.open(DEMO).await;
    page.run("document.querySelector('scholion-article').goTo('references');")
        .await;
    page.rest(150).await;
}

pub(crate) async fn a_filter_finds_as_one_types(page: &Page<'_>) {
    in_the_list(page).await;
    page.filter("WARFÁRIN").await;
    assert_eq!(page.run(SHOWN).await, json!(["41", "42"]));
    let told = "return document.querySelector('.sch-found').textContent;";
    assert_eq!(page.text(told).await, "2 of 47 references");
    // Number, author, journal, year; several words have to be there all.
    for (query, labels) in [
        ("47", json!(["47"])),
        ("shiraki", json!(["11"])),
        ("maturitas 2002", json!(["10"])),
        ("1990", json!(["30"])),
        ("nothing like it", json!([])),
    ] {
        page.filter(query).await;
        assert_eq!(page.run(SHOWN).await, labels, "{query}");
    }
    assert_eq!(page.text(told).await, "No reference matches.");
    page.filter("").await;
    assert_eq!(page.run(SHOWN).await.as_array().unwrap().len(), 47);
    assert_eq!(page.text(told).await, "");
}

pub(crate) async fn a_jump_shows_what_a_filter_hides(page: &Page<'_>) {
    in_the_list(page).await;
    page.filter("warfarin").await;
    page.run("document.querySelector('scholion-article').goTo('ref-11');")
        .await;
    page.until(
        "the reference is in view",
        "const item = document.querySelector('#ref-11');
         const box = item.getBoundingClientRect();
         return !item.hidden && box.height > 30 && box.top >= 0 && box.bottom <= innerHeight;",
    )
    .await;
    assert_eq!(
        page.text("return document.querySelector('.sch-filter').value;")
            .await,
        ""
    );
    assert_eq!(page.run(SHOWN).await.as_array().unwrap().len(), 47);
}

/// Find-in-page opens what a filter hides; a text fragment is its testable form.
pub(crate) async fn the_browsers_search_finds_what_a_filter_hides(page: &Page<'_>) {
    page.open_article("src=/www/articles/vitamin-k2.txt").await;
    page.filter("warfarin").await;
    page.run(
        "const link = document.querySelector('#before');
         link.href = '#:~:text=' + encodeURIComponent('Zinc stimulates osteoblastogenesis');",
    )
    .await;
    page.click("#before").await;
    page.until(
        "everything is shown again",
        "return !document.querySelector('.sch-reference-list > li[hidden]');",
    )
    .await;
}

pub(crate) async fn the_list_takes_other_orders(page: &Page<'_>) {
    in_the_list(page).await;
    let order = |name: &'static str| async move {
        page.run_with(
            "const choice = document.querySelector('.sch-sort');
             choice.value = arguments[0];
             choice.dispatchEvent(new Event('input', { bubbles: true }));",
            json!(name),
        )
        .await;
        let all = page.run(SHOWN).await;
        let labels: Vec<String> = all
            .as_array()
            .unwrap()
            .iter()
            .map(|label| label.as_str().unwrap().to_owned())
            .collect();
        assert_eq!(labels.len(), 47);
        labels
    };
    let printed: Vec<String> = (1..=47).map(|number| number.to_string()).collect();
    let by_author = order("author").await;
    assert_eq!(by_author[..3], ["16", "25", "26"], "Akbari, Aydin, Bae");
    let by_year = order("year").await;
    assert!(by_year.iter().position(|l| l == "12") < by_year.iter().position(|l| l == "30"));
    let cited = order("cited").await;
    assert_eq!(cited[42..], ["5", "7", "8", "9", "10"], "the uncited last");
    assert_eq!(order("printed").await, printed);
}

pub(crate) async fn uncited_references_say_so(page: &Page<'_>) {
    page.open(DEMO).await;
    let uncited = page
        .run("return [...document.querySelectorAll('.sch-uncited')].map((note) => note.closest('li').id);")
        .await;
    assert_eq!(
        uncited,
        json!(["ref-5", "ref-7", "ref-8", "ref-9", "ref-10"])
    );
}

/// Chooses in the panel, presses Copy, and gives what is on the clipboard.
async fn copied(page: &Page<'_>, what: &str, format: &str) -> String {
    page.run_with(
        "const [what, format] = arguments[0];
         for (const [name, value] of [['what', what], ['format', format]]) {
           const choice = document.querySelector(`.sch-tools .sch-export-${name}`);
           choice.value = value;
           choice.dispatchEvent(new Event('input', { bubbles: true }));
         }
         document.querySelector('.sch-tools .sch-export-copy').textContent = 'Copy';",
        json!([what, format]),
    )
    .await;
    page.click(".sch-tools .sch-export-copy").await;
    page.until(
        "it is copied",
        "return document.querySelector('.sch-tools .sch-export-copy').textContent === 'Copied';",
    )
    .await;
    page.pasted().await
}

pub(crate) async fn references_leave_by_the_clipboard(page: &Page<'_>) {
    in_the_list(page).await;
    page.filter("warfarin").await;
    page.click(".sch-export-toggle").await;
    let shown = copied(page, "shown", "bibtex").await;
    assert_eq!(shown.matches("@article{").count(), 2, "{shown}");
    let all = copied(page, "all", "ris").await;
    assert_eq!(all.matches("TY  - ").count(), 47);
    let section = copied(page, "section:alongside-the-older-drugs", "csl-json").await;
    let section: serde_json::Value = serde_json::from_str(&section).unwrap();
    assert_eq!(section.as_array().unwrap().len(), 1);
    assert_eq!(section[0]["id"], "47");
}

pub(crate) async fn chosen_references_leave_as_a_file(page: &Page<'_>) {
    in_the_list(page).await;
    page.run(
        "window.files = [];
         const make = URL.createObjectURL;
         URL.createObjectURL = (blob) => { blob.text().then((text) => window.files.push([blob.type, text])); return make.call(URL, blob); };
         document.addEventListener('click', (event) => { if (event.target.download) { window.named = event.target.download; event.preventDefault(); } }, true);
         HTMLAnchorElement.prototype.click = function () { window.named = this.download; };",
    )
    .await;
    page.click(".sch-export-toggle").await;
    page.run(
        "const what = document.querySelector('.sch-export-what');
         what.value = 'selected';
         what.dispatchEvent(new Event('input', { bubbles: true }));
         const format = document.querySelector('.sch-export-format');
         format.value = 'text';",
    )
    .await;
    let told = "return document.querySelector('.sch-found').textContent;";
    page.click("#ref-2 .sch-pick").await;
    page.click("#ref-4 .sch-pick").await;
    assert_eq!(page.text(told).await, "2 references selected");
    page.click("#ref-2 .sch-pick").await;
    assert_eq!(page.text(told).await, "1 reference selected");
    page.click(".sch-tools .sch-export-save").await;
    page.until("the file is made", "return window.files.length === 1;")
        .await;
    let file = page.run("return [window.named, ...window.files[0]];").await;
    assert_eq!(
        file[0],
        "forty-five-milligrams-what-high-dose-references.txt"
    );
    assert_eq!(file[1], "text/plain;charset=utf-8");
    assert!(file[2].as_str().unwrap().starts_with("Binkley N, Harke J"));
    page.click(".sch-export-toggle").await;
    assert_eq!(
        page.run("return document.querySelectorAll('.sch-pick').length;")
            .await,
        0,
        "the boxes go with the panel"
    );
}

pub(crate) async fn the_article_gives_its_own_citation(page: &Page<'_>) {
    page.open_article(super::asks::TOUR).await;
    page.click("#cite_article").await;
    page.card_of("Cite this article").await;
    let text = page
        .text("return document.querySelector('.sch-card-body > p').textContent;")
        .await;
    assert!(
        text.contains("A walk through the lab")
            && text.contains("2024")
            && text.contains("10.5555/walk"),
        "{text}"
    );
    page.click_in_card(".sch-export-copy").await;
    page.until(
        "it is copied",
        "return document.querySelector('.sch-card .sch-export-copy').textContent === 'Copied';",
    )
    .await;
    let bibtex = page.pasted().await;
    assert!(
        bibtex.starts_with("@article{")
            && bibtex.contains("author = {Example, Ada and Sample, Ben}"),
        "{bibtex}"
    );
    let api = page
        .run("return Promise.all(['bibtex', 'ris', 'csl-json', 'text'].map(async (format) => (await document.querySelector('scholion-article').export(format)).length > 500));")
        .await;
    assert_eq!(api, json!([true, true, true, true]));
}

/// Selects from one paragraph into another.
async fn select(page: &Page<'_>) {
    page.run(
        "const text = document.querySelector('#two-years-two-groups_body');
         const [, second, third] = text.querySelectorAll(':scope > p');
         second.scrollIntoView({ block: 'center', behavior: 'instant' });
         const range = document.createRange();
         range.setStart(second.firstChild, 0);
         range.setEnd(third, third.childNodes.length);
         getSelection().removeAllRanges();
         getSelection().addRange(range);",
    )
    .await;
}

pub(crate) async fn a_passage_is_copied_with_its_references(page: &Page<'_>) {
    page.open(DEMO).await;
    select(page).await;
    page.until(
        "the control is there",
        "return document.querySelector('.sch-passage:popover-open')?.textContent === 'Copy with 2 references';",
    )
    .await;
    let inside = page
        .run(
            "const box = document.querySelector('.sch-passage').getBoundingClientRect();
             return box.left >= 0 && box.top >= 0 && box.right <= innerWidth && box.bottom <= innerHeight;",
        )
        .await;
    assert_eq!(inside, true);
    page.click_here(".sch-passage-copy").await;
    page.until(
        "it is copied",
        "return document.querySelector('.sch-passage-copy').textContent === 'Copied';",
    )
    .await;
    assert!(
        page.holds("return !getSelection().isCollapsed;").await,
        "the selection stays"
    );
    let text = page.pasted().await;
    let (passage, list) = text.rsplit_once("\n\n").unwrap();
    assert!(passage.starts_with("On the whole is not always."), "{text}");
    assert!(passage.contains("nor its turnover.[4]"), "{text}");
    let lines: Vec<&str> = list.lines().collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert!(lines[0].starts_with("4. Binkley N") && lines[1].starts_with("11. Shiraki M"));
}

/// The browser's own copying is not touched: what it copies is what is selected.
pub(crate) async fn plain_copying_is_left_alone(page: &Page<'_>) {
    page.open(DEMO).await;
    page.run(
        "window.copies = [];
         document.addEventListener('copy', (event) => window.copies.push([event.defaultPrevented, getSelection().toString()]));",
    )
    .await;
    select(page).await;
    page.rest(400).await;
    let selected = page.text("return getSelection().toString();").await;
    page.press_with(fantoccini::key::Key::Control, 'c').await;
    page.until("something is copied", "return window.copies.length === 1;")
        .await;
    assert_eq!(
        page.run("return window.copies[0];").await,
        json!([false, selected])
    );
    let pasted = page.pasted().await;
    assert!(!pasted.contains("Binkley"), "{pasted}");
    // The control goes when the selection does.
    page.run("getSelection().removeAllRanges();").await;
    page.until(
        "the control is gone",
        "return !document.querySelector('.sch-passage:popover-open');",
    )
    .await;
}
