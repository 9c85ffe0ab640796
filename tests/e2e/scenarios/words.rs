//! The words of ours: in which language, a publisher's own, and none outside the table; articles
//! that run from right to left.

use fantoccini::key::Key;
use scholion::render::messages::{DECLARATIONS, Kind};
use serde_json::{Map, Value, json};

use crate::engine::Engine;
use crate::page::Page;

/// An article all in Greek, so that a Latin letter is ours.
const GREEK: &str = "src=/tests/messages/article.json";
const ARABIC: &str = "/www/arabic.html";

/// A table of which nothing is left but what stands in braces, between marks.
fn marked() -> Value {
    let mut own = Map::new();
    for declaration in DECLARATIONS {
        let held: Vec<String> = declaration
            .placeholders
            .iter()
            .map(|name| format!("{{{name}}}"))
            .collect();
        let word = format!("⟦{}⟧", held.join(" "));
        let value = match declaration.kind {
            Kind::Text => json!(word),
            Kind::Plural | Kind::Ordinal => json!({ "other": word }),
            Kind::Months => json!(vec!["⟦⟧"; 12]),
        };
        own.insert(declaration.name(), value);
    }
    for (name, word) in [
        ("loading", "⟦⟧"),
        ("failed", "⟦{reason}⟧"),
        ("openSource", "⟦⟧"),
        ("cutShort", "⟦⟧"),
        ("coreFailed", "⟦{reason}⟧"),
        ("stopped", "⟦{reason}⟧"),
    ] {
        own.insert(name.to_owned(), json!(word));
    }
    Value::Object(own)
}

/// Text and names on the page that have Latin letters and are called otherwise in other languages.
const LATIN: &str = "
    const found = [];
    const look = (text) => {
      const rest = text.replace(/DOI|PubMed|PMCID|PMID|PMC|BibTeX|RIS|CSL-JSON|doi|https?|mailto/g, ' ');
      if (/[A-Za-z]{2}/.test(rest)) found.push(text);
    };
    const element = document.querySelector('scholion-article');
    const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) {
        look(node.data);
      } else {
        for (const name of ['aria-label', 'title', 'placeholder', 'alt']) look(node.getAttribute(name) ?? '');
      }
    }
    return found;";

async fn no_latin(page: &Page<'_>, when: &str) {
    assert_eq!(page.run(LATIN).await, json!([]), "{when}");
}

pub(crate) async fn every_word_of_the_page_is_in_the_table(page: &Page<'_>) {
    page.open_article(GREEK).await;
    let own = "document.querySelector('scholion-article').messages = arguments[0];";
    page.run_with(own, marked()).await;
    no_latin(page, "the article").await;
    page.run("document.querySelectorAll('.sch-contexts').forEach((button) => button.click());")
        .await;
    no_latin(page, "contexts").await;
    page.filter("οστων").await;
    page.until(
        "the filter has found something",
        "return document.querySelector('.sch-found').textContent.startsWith('⟦');",
    )
    .await;
    no_latin(page, "the filter").await;
    page.run("document.querySelector('.sch-export-toggle').click();")
        .await;
    page.run(
        "const what = document.querySelector('.sch-export-what');
         what.value = 'selected';
         what.dispatchEvent(new Event('input', { bubbles: true }));",
    )
    .await;
    assert!(
        page.holds("return !!document.querySelector('.sch-pick');")
            .await
    );
    no_latin(page, "the export").await;
    page.run("document.querySelector('.sch-export-copy').click();")
        .await;
    page.filter("").await;
    page.hover("#cite-1-2").await;
    no_latin(page, "the card").await;
    page.click("#cite-1-2").await;
    page.click_in_card(".sch-copy").await;
    page.until(
        "the button says what has come of it",
        "return document.querySelector('.sch-card .sch-copy').textContent === '⟦⟧'
             && document.querySelector('.sch-spoken').textContent === '⟦⟧';",
    )
    .await;
    no_latin(page, "what has been copied").await;
    page.click_in_card(".sch-go").await;
    page.until(
        "there is a way back",
        "return !!document.querySelector('.sch-return:popover-open');",
    )
    .await;
    no_latin(page, "the way back").await;
    page.run(
        "const line = document.querySelector('#alfa_body > p');
         line.scrollIntoView({ block: 'center', behavior: 'instant' });
         getSelection().selectAllChildren(line);",
    )
    .await;
    page.until(
        "the passage can be copied",
        "return !!document.querySelector('.sch-passage:popover-open');",
    )
    .await;
    no_latin(page, "the passage").await;
    page.went_well().await;
}

/// What went wrong is English, and says so.
pub(crate) async fn errors_are_told_in_two_languages(page: &Page<'_>) {
    page.visit("/tests/e2e/pages/article.html?src=/nowhere.txt&ui-lang=de-AT")
        .await;
    page.until(
        "the failure is told",
        "return document.querySelector('scholion-article')?.state === 'error';",
    )
    .await;
    let told = page
        .run(
            "const note = document.querySelector('.sch-error');
             const reason = note.querySelector('bdi');
             const link = note.querySelector('a');
             return [note.lang, note.firstChild.data, reason.lang, reason.textContent.endsWith('answered 404 Not Found'), link.textContent];",
        )
        .await;
    assert_eq!(
        told,
        json!([
            "de",
            "Der Artikel konnte nicht angezeigt werden: ",
            "en",
            true,
            "Quelle öffnen"
        ])
    );
}

pub(crate) async fn the_language_is_chosen(page: &Page<'_>) {
    const TITLE: &str = "return [document.querySelector('.sch-quiet').textContent, document.querySelector('.sch-actions').lang, document.querySelector('.sch-actions').dir];";
    // The page is English, and so is the article, for it does not say.
    page.open_article("src=/tests/e2e/articles/leading.txt")
        .await;
    assert_eq!(page.run(TITLE).await, json!(["Quiet markers", "", ""]));
    // The element asks for another language, and takes it back.
    let set = |language: &str| {
        format!("document.querySelector('scholion-article').setAttribute('ui-lang', '{language}');")
    };
    page.run("document.querySelector('.sch-toggle').click();")
        .await;
    page.run(&set("de")).await;
    assert_eq!(
        page.run(TITLE).await,
        json!(["Verweise abblenden", "de", ""])
    );
    assert!(
        page.holds("return document.querySelector('.sch-toggle').getAttribute('aria-expanded') === 'false';")
            .await,
        "what is closed stays closed"
    );
    page.run(&set("ar-EG")).await;
    assert_eq!(
        page.run(TITLE).await,
        json!(["تخفيف علامات المراجع", "ar", "rtl"])
    );
    let control = "const control = document.querySelector('.sch-return'); return [control.lang, control.dir];";
    assert_eq!(page.run(control).await, json!(["ar", "rtl"]));
    page.run(&set("tlh")).await;
    assert_eq!(page.run(TITLE).await, json!(["Quiet markers", "", ""]));
    page.run("document.querySelector('scholion-article').removeAttribute('ui-lang');")
        .await;
    // The article's own language comes before that of the page.
    page.run(
        "const element = document.querySelector('scholion-article');
         return element.load({ ...element.article, language: 'de' });",
    )
    .await;
    assert_eq!(page.run(TITLE).await, json!(["Verweise abblenden", "", ""]));
    assert_eq!(
        page.run("return document.querySelector('.sch-card').lang;")
            .await,
        "de",
        "the card is outside of the article"
    );
    // The page's, where the article says none.
    page.run(
        "const element = document.querySelector('scholion-article');
         document.documentElement.lang = 'de';
         return element.load({ ...element.article, language: undefined });",
    )
    .await;
    assert_eq!(page.run(TITLE).await, json!(["Verweise abblenden", "", ""]));
    page.went_well().await;
}

pub(crate) async fn publishers_bring_their_own_words(page: &Page<'_>) {
    page.open_article("src=/tests/e2e/articles/leading.txt")
        .await;
    page.run(
        "document.querySelector('scholion-article').messages = {
             lang: 'cs',
             quiet: 'Tiché odkazy',
             sources: { one: '{count} zdroj', few: '{count} zdroje', other: '{count} zdrojů' },
         };",
    )
    .await;
    page.went_well().await;
    let shown = "return [document.querySelector('.sch-quiet').textContent, document.querySelector('.sch-actions').lang, document.querySelector('.sch-cite').textContent];";
    assert_eq!(
        page.run(shown).await,
        json!(["Tiché odkazy", "cs", "Cite this article"])
    );
    // Set before anything is loaded, it counts as well; what is wrong is told and breaks nothing.
    page.run(
        "const element = document.createElement('scholion-article');
         element.messages = { quiet: 'Ticho', loading: 5, clsoe: 'x', sources: { one: '1' }, note: '{lable}' };
         document.querySelector('scholion-article').replaceWith(element);
         window.loaded = element.load(new TextEncoder().encode('On Bones\\n\\nHard.¹\\n\\nReferences\\n\\n1. Doe J. Bones. Bone. 2020;1:2.\\n'));",
    )
    .await;
    page.ready().await;
    assert_eq!(
        page.run("return document.querySelector('.sch-quiet').textContent;")
            .await,
        "Ticho"
    );
    let errors = page.text("return seen.errors.join('\\n');").await;
    for told in [
        "messages.loading: a string is wanted, not a value of type number",
        "messages.clsoe: there is no such message; there are: lang, references, ",
        "messages.sources: the form \"other\" is missing",
        "messages.note: {lable} is no placeholder here; allowed: {label}",
    ] {
        assert!(errors.contains(told), "{told}: {errors}");
    }
}

/// Where a piece of text is, by the first that is found: left, right.
async fn places(page: &Page<'_>, script: &str) -> Vec<f64> {
    let found = page.run(script).await;
    found
        .as_array()
        .unwrap()
        .iter()
        .map(|place| place.as_f64().unwrap())
        .collect()
}

pub(crate) async fn ranges_are_not_turned_around(page: &Page<'_>) {
    page.open(ARABIC).await;
    assert!(
        page.holds("const root = document.querySelector('.scholion'); return root.lang === 'ar' && getComputedStyle(root).direction === 'rtl';")
            .await
    );
    page.bring("#cite-4-1", 0.4).await;
    let numbers = places(
        page,
        "return [...document.querySelectorAll('#cite-4-1 .sch-number')].map((number) => number.getBoundingClientRect().left);",
    )
    .await;
    assert!(numbers.len() == 2 && numbers[0] < numbers[1], "{numbers:?}");
    assert_eq!(page.computed_label("#cite-4-1").await, "المراجع من 4 إلى 6");
    page.hover("#cite-4-1").await;
    // The name of the card: the word on the right, then 4–6 from left to right.
    let title = places(
        page,
        "const title = document.querySelector('.sch-card-title');
         const text = document.createTreeWalker(title, NodeFilter.SHOW_TEXT).nextNode();
         const left = (piece) => {
           const range = document.createRange();
           const at = text.data.indexOf(piece);
           range.setStart(text, at);
           range.setEnd(text, at + piece.length);
           return range.getBoundingClientRect().left;
         };
         return [left('4'), left('6'), left('المراجع')];",
    )
    .await;
    assert!(title[0] < title[1] && title[1] < title[2], "{title:?}");
}

pub(crate) async fn what_runs_the_other_way_is_mirrored(page: &Page<'_>) {
    page.open(ARABIC).await;
    for (width, height) in [(1280, 900), (360, 740)] {
        page.resize(width, height).await;
        for height in [0.1, 0.5, 0.9] {
            let card = page.hover_at("#cite-2-1", height).await;
            let [left, top, right, bottom] = card.rect;
            let [wide, high] = card.window;
            assert!(
                left >= 0.0 && top >= 0.0 && right <= wide && bottom <= high,
                "{width} at {height}: {:?}",
                card.rect
            );
            let places = places(
                page,
                "const box = (name) => document.querySelector(`.sch-card ${name}`).getBoundingClientRect();
                 return [box('.sch-close').right, box('.sch-card-title').left, box('.sch-label').left, box('.sch-entry').right];",
            )
            .await;
            assert!(
                places[0] <= places[1] + 1.0,
                "the button is on the left: {places:?}"
            );
            assert!(
                places[2] >= places[3] - 1.0,
                "numbers are on the right: {places:?}"
            );
            page.press(Key::Escape).await;
            page.no_card().await;
        }
        let scrolls =
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth;";
        assert!(
            !page.holds(scrolls).await,
            "{width}: the page scrolls sideways"
        );
    }
    // A Latin entry runs from left to right within the list, an Arabic one does not.
    let directions = page
        .run("return ['#ref-1', '#ref-2'].map((entry) => getComputedStyle(document.querySelector(`${entry} .sch-entry`)).direction);")
        .await;
    assert_eq!(directions, json!(["rtl", "ltr"]));
    page.run("document.querySelector('.sch-toggle').click();")
        .await;
    page.until(
        "a closed section points to the left",
        "return getComputedStyle(document.querySelector('.sch-toggle'), '::before').rotate === '135deg';",
    )
    .await;
}

pub(crate) async fn the_keyboard_works_from_right_to_left(page: &Page<'_>) {
    page.open(ARABIC).await;
    page.tab_to("#cite-1-1", false).await;
    let card = page.card().await;
    assert_eq!(card.labels, ["1"]);
    page.press(Key::Enter).await;
    page.focus_is(".sch-card").await;
    page.press(Key::Tab).await;
    page.focus_is(".sch-card .sch-close").await;
    page.press(Key::Escape).await;
    page.focus_is("#cite-1-1").await;
}

/// Lines break as the script has it: long German words at their syllables, Japanese before no
/// closing mark; emphasis in Japanese does not slant.
pub(crate) async fn lines_break_as_the_script_has_it(page: &Page<'_>) {
    page.open_article("src=/tests/e2e/articles/leading.txt")
        .await;
    let load = async |language: &str, text: &str| {
        let paragraph = json!({ "type": "paragraph", "children": [
            { "type": "text", "value": text },
            { "type": "emphasis", "children": [{ "type": "text", "value": text }] },
        ] });
        let article = json!({ "scholion": 1, "language": language, "children": [paragraph] });
        page.run_with(
            "const element = document.querySelector('scholion-article');
             element.style.inlineSize = '180px';
             return element.load(arguments[0]);",
            article,
        )
        .await;
    };
    load(
        "ja",
        "骨はよく動く組織です。毎日、古い骨が溶け、新しい骨ができます。ビタミンは、その両方に関わります。",
    )
    .await;
    let begun = page
        .run(
            "const text = document.querySelector('.sch-main p').firstChild;
             const left = document.querySelector('.sch-main p').getBoundingClientRect().left;
             const range = document.createRange();
             const begun = [...text.data].filter((sign, at) => {
               range.setStart(text, at);
               range.setEnd(text, at + 1);
               return range.getBoundingClientRect().left - left < 2;
             });
             return [begun.length > 3, begun.filter((sign) => '。、ーょっ'.includes(sign)),
               getComputedStyle(document.querySelector('.sch-main em')).fontStyle];",
        )
        .await;
    assert_eq!(
        begun,
        json!([true, [], "normal"]),
        "lines, marks that begin one, emphasis"
    );
    load("de", "Knochendichtemessungsverfahrensvergleiche helfen.").await;
    let german = page
        .run(
            "const paragraph = document.querySelector('.sch-main p');
             const words = document.createRange();
             words.setStart(paragraph.firstChild, 0);
             words.setEnd(paragraph.firstChild, 20);
             return [getComputedStyle(paragraph).hyphens, paragraph.closest('[lang]').lang,
               getComputedStyle(document.querySelector('.sch-main em')).fontStyle,
               words.getClientRects().length > 1, paragraph.scrollWidth <= paragraph.clientWidth];",
        )
        .await;
    // Debian's Chromium has no dictionaries: there the word breaks anywhere, at its end.
    let at_syllables = page.engine != Engine::Chromium;
    assert_eq!(
        german,
        json!(["auto", "de", "italic", at_syllables, true]),
        "hyphens, language, emphasis, broken early, inside of the column"
    );
    page.went_well().await;
}
