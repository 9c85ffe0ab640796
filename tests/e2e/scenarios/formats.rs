//! Real articles of every format, from their source to a card.

use serde_json::{Value, json};

use crate::page::Page;
use crate::turns::in_turn;

/// A page of another system is read as an article where the element is told so: what a server
/// answers instead of an article is mostly a page, too.
pub(crate) async fn a_page_is_an_article_where_it_is_said_to_be(page: &Page<'_>) {
    page.open_article("src=/tests/html/pages/pandoc.html&format=html")
        .await;
    let card = page.hover(".sch-marker").await;
    assert_eq!(card.titles.len(), 1);
    let found = page
        .run(
            "return [document.querySelectorAll('.sch-main > .sch-section').length > 2,
               document.querySelectorAll('.sch-reference-list > li').length,
               document.querySelectorAll('scholion-article :is(script, iframe, form)').length];",
        )
        .await;
    assert_eq!(
        found,
        json!([true, 5, 0]),
        "sections, references, what is the page's own"
    );
    page.went_well().await;
    page.visit("/tests/e2e/pages/article.html?src=/tests/html/pages/pandoc.html")
        .await;
    page.until(
        "the failure is told",
        "return document.querySelector('scholion-article')?.state === 'error';",
    )
    .await;
}

/// An article, what its address asks for beside it, and what there is to be seen in it at least.
struct Sample {
    query: &'static str,
    title: &'static str,
    sections: u64,
    markers: u64,
    references: u64,
    /// A selector of something that only this kind of article has, and how often.
    special: (&'static str, u64),
}

const SAMPLES: [Sample; 10] = [
    Sample {
        query: "src=/corpus/jats/plos-pcbi.1004082.xml",
        title: "",
        sections: 10,
        markers: 40,
        references: 42,
        special: (".sch-main math", 100),
    },
    Sample {
        query: "src=/corpus/jats/elife-46793-v1.xml",
        title: "",
        sections: 20,
        markers: 100,
        references: 137,
        special: ("figure figcaption", 15),
    },
    Sample {
        query: "src=/corpus/joss/exoplanet/paper.md",
        title: "exoplanet",
        sections: 5,
        markers: 30,
        references: 40,
        special: (".sch-main pre code", 0),
    },
    Sample {
        query: "src=/corpus/joss/pysindy2/paper.md&bibliography=/corpus/joss/pysindy2/paper.bib",
        title: "",
        sections: 5,
        markers: 20,
        references: 35,
        special: (".sch-main math", 25),
    },
    Sample {
        query: "src=/corpus/markdown/archipelagos/issue03-nesbitt.md",
        title: "",
        sections: 1,
        markers: 60,
        references: 0,
        special: (".sch-note-list li", 60),
    },
    Sample {
        query: "src=/corpus/markdown/rfcs/3498-lifetime-capture-rules-2024.md",
        title: "",
        sections: 20,
        markers: 3,
        references: 0,
        special: (".sch-main pre code", 20),
    },
    Sample {
        query: "src=/corpus/markdown/superscript-derived/plos-pmed.1001473.unicode.md",
        title: "",
        sections: 10,
        markers: 200,
        references: 134,
        special: (".sch-table table", 1),
    },
    Sample {
        query: "src=/corpus/markdown/superscript-derived/plos-pone.0234687.unicode.plain.txt",
        title: "",
        sections: 10,
        markers: 140,
        references: 76,
        special: ("p", 50),
    },
    Sample {
        query: "src=/www/articles/vitamin-k2.txt",
        title: "",
        sections: 5,
        markers: 30,
        references: 40,
        special: (".sch-box", 1),
    },
    Sample {
        query: "src=/www/articles/elements.json",
        title: "",
        sections: 3,
        markers: 3,
        references: 3,
        special: (".sch-main dl", 1),
    },
];

/// Bibliographies of all formats by the attribute alone; one that is not there costs its own
/// references and is told of.
pub(crate) async fn bibliographies_come_with_the_element(page: &Page<'_>) {
    let beside = "/tests/e2e/articles/keys";
    page.open_article(&format!(
        "src={beside}.md&bibliography={beside}.bib+{beside}.ris+/nowhere.bib+{beside}.csl.json"
    ))
    .await;
    for (references, label, title) in [
        ("tern", "1", "How far a tern flies"),
        ("eel", "2", "Eels of the lower rivers"),
        ("moth", "3", "What moths steer by"),
    ] {
        let marker = format!("[data-sch-references='{references}']");
        let card = page.hover(&marker).await;
        assert_eq!(card.labels, [label]);
        assert_eq!(card.titles, [Some(title.to_owned())]);
        page.point(1.0, 1.0).await;
        page.no_card().await;
    }
    let found = page
        .run(
            "const found = document.querySelector('scholion-article').diagnostics;
             return found.map(({ code, file }) => [code, file ?? '']);",
        )
        .await;
    assert_eq!(
        found,
        json!([
            ["missing-bibliography", "/nowhere.bib"],
            ["dangling-citation", ""]
        ])
    );
    // The attribute is followed when it changes.
    page.run("document.querySelector('scholion-article').setAttribute('bibliography', '/tests/e2e/articles/keys.bib');")
        .await;
    page.until(
        "one work is left",
        "return document.querySelectorAll('.sch-reference-list > li').length === 1;",
    )
    .await;
    page.went_well().await;
}

/// What an XML declaration says of the bytes is left to the browser, which knows every encoding.
pub(crate) async fn declared_encodings_are_read(page: &Page<'_>) {
    for (file, title) in [("latin2", "Ścieżki źródeł"), ("shift-jis", "骨の記録")] {
        page.open_article(&format!("src=/tests/e2e/articles/{file}.xml"))
            .await;
        let shown = page
            .text("return document.querySelector('.sch-title').textContent;")
            .await;
        assert_eq!(shown, title, "{file}");
        let card = page.hover("[data-sch-references]").await;
        assert_eq!(card.titles, [Some(title.to_owned())], "{file}");
        page.went_well().await;
    }
}

/// Addresses in an article are relative to the article, not to the page that shows it.
pub(crate) async fn pictures_stand_beside_their_article(page: &Page<'_>) {
    let shown = "const image = document.querySelector('.sch-main img');
        return image !== null && image.complete && image.naturalWidth > 0;";
    let links = "return [...document.querySelectorAll('.sch-main p a')].map((a) => a.href.replace(location.origin, ''));";
    page.open_article("src=/tests/e2e/articles/beside.md").await;
    page.until("the picture is there", shown).await;
    let found = page.run(links).await;
    assert_eq!(
        found,
        json!([
            "/tests/e2e/articles/keys.md",
            "/www/",
            "/tests/e2e/pages/article.html?src=/tests/e2e/articles/beside.md#more"
        ])
    );
    // An article that is handed over has the page's own address, or one that it is given.
    let load = |options: &str| {
        format!(
            "const [done] = arguments;
             const text = 'It is [here](keys.md).';
             document.querySelector('scholion-article').load(text, {options}).then(done, done);"
        )
    };
    page.run_async(&load("{ format: 'markdown' }")).await;
    assert_eq!(page.run(links).await, json!(["/tests/e2e/pages/keys.md"]));
    page.run_async(&load("{ format: 'markdown', base: '../articles/x.md' }"))
        .await;
    assert_eq!(
        page.run(links).await,
        json!(["/tests/e2e/articles/keys.md"])
    );
    page.went_well().await;
}

/// The article is there, nothing was reported to the console, the page is no wider than its window,
/// and the first, the middle and the last marker show what they stand for.
pub(crate) async fn every_format_opens(page: &Page<'_>) {
    for sample in in_turn(page.engine, &SAMPLES) {
        page.resize(1280, 900).await;
        page.open_article(sample.query).await;
        let found = page
            .run_with(
                "const count = (selector) => document.querySelectorAll(selector).length;
                 return {
                   title: document.querySelector('.sch-title')?.textContent ?? '',
                   sections: count('.sch-section'), markers: count('.sch-marker'),
                   references: count('.sch-reference-list > li'), special: count(arguments[0]),
                   wide: document.documentElement.scrollWidth > document.documentElement.clientWidth,
                   errors: document.querySelector('scholion-article').diagnostics.filter((found) => found.severity === 'error').map((found) => found.message),
                 };",
                json!(sample.special.0),
            )
            .await;
        let at_least = |name: &str, least: u64| {
            let count = found[name].as_u64().unwrap_or_default();
            assert!(count >= least, "{}: {name} {found}", sample.query);
        };
        assert!(
            found["title"]
                .as_str()
                .is_some_and(|title| title.contains(sample.title)),
            "{}: {found}",
            sample.query
        );
        at_least("sections", sample.sections);
        at_least("markers", sample.markers);
        at_least("references", sample.references);
        at_least("special", sample.special.1);
        assert_eq!(
            (&found["wide"], &found["errors"]),
            (&Value::Bool(false), &json!([])),
            "{}",
            sample.query
        );
        for place in ["0", "Math.floor(markers.length / 2)", "markers.length - 1"] {
            let id = page
                .text(&format!(
                    "const markers = document.querySelectorAll('.sch-marker'); return markers[{place}].id;"
                ))
                .await;
            let opened = page
                .run_with(
                    "return document.querySelector('scholion-article').openCitation(arguments[0]);",
                    json!(id),
                )
                .await;
            assert_eq!(opened, Value::Bool(true), "{}: {id}", sample.query);
            page.until(
                &format!("the card of {id} in {} says something", sample.query),
                "const card = document.querySelector('.sch-card:popover-open');
                 return card !== null && card.textContent.trim().length > 3;",
            )
            .await;
        }
        page.run("document.querySelector('scholion-article').close();")
            .await;
    }
}
