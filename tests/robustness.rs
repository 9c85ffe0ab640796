//! Whatever comes in: no panic, no lost word, and twice the text takes about twice the time.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod support;

use std::collections::BTreeMap;
use std::time::Duration;

use scholion::model::Article;
use scholion::{check, parse, render};
use serde_json::Value;
use support::random::Random;

/// Sources of ours: every case, and the demo article.
fn sources() -> Vec<Vec<u8>> {
    let mut found: Vec<_> = std::fs::read_dir(support::root().join("tests/cases"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "txt"))
        .collect();
    found.sort();
    found.push(support::root().join("www/articles/vitamin-k2.txt"));
    found
        .into_iter()
        .map(|path| std::fs::read(path).unwrap())
        .collect()
}

/// Everything that a reader of the rendered article could see or follow.
fn printed(article: &Article) -> BTreeMap<String, usize> {
    let mut article = article.clone();
    article.author.clear();
    article.reviewer.clear();
    for reference in &mut article.references {
        reference.csl = None;
    }
    let mut counts = BTreeMap::new();
    collect(&serde_json::to_value(&article).unwrap(), &mut counts);
    counts
}

fn collect(value: &Value, counts: &mut BTreeMap<String, usize>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, counts)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    ("value" | "marker" | "label" | "url" | "alt", Value::String(text)) => {
                        words(text, counts);
                    }
                    (_, Value::Array(_)) => collect(value, counts),
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

fn words(text: &str, counts: &mut BTreeMap<String, usize>) {
    // Raised figures are no letters here: a backslash before one is markup and goes.
    for word in text.split(|c: char| !c.is_alphabetic() && !c.is_ascii_digit()) {
        // Figures can be the number of an item, which a list has as its own; markup is no word.
        let markup = matches!(
            word.to_ascii_lowercase().as_str(),
            "sup" | "sub" | "br" | "javascript"
        );
        if word.chars().any(char::is_alphabetic) && !markup {
            *counts.entry(word.to_owned()).or_default() += 1;
        }
    }
}

/// All inlines of an article, one after the other.
fn everything(article: &Article) -> Vec<scholion::model::Inline> {
    fn blocks(all: &[scholion::model::Block], out: &mut Vec<scholion::model::Inline>) {
        use scholion::model::Block;
        for block in all {
            match block {
                Block::Section(section) => out.extend(section.title.iter().cloned()),
                Block::Aside(aside) => {
                    out.extend(aside.title.iter().chain(&aside.subtitle).cloned());
                }
                Block::Paragraph(paragraph) => out.extend(paragraph.children.iter().cloned()),
                Block::List(list) => list
                    .children
                    .iter()
                    .for_each(|item| blocks(&item.children, out)),
                Block::Table(table) => {
                    out.extend(table.caption.iter().cloned());
                    let cells = table.children.iter().flat_map(|row| &row.children);
                    out.extend(cells.flat_map(|cell| &cell.children).cloned());
                }
                _ => {}
            }
            blocks(block.children(), out);
        }
    }
    let mut out = [article.title.as_slice(), &article.subtitle, &article.byline].concat();
    blocks(&article.children, &mut out);
    out.extend(article.references_title.iter().cloned());
    out.extend(
        article
            .references
            .iter()
            .flat_map(|reference| &reference.children)
            .cloned(),
    );
    out
}

/// Targets of links that became text are reported with the finding, not kept in the article.
fn dropped(parsed: &parse::Parsed, text: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for found in &parsed.diagnostics {
        if let ("empty-link" | "unsafe-link", Some(span)) = (found.code.as_str(), found.span) {
            words(text.get(span.range()).unwrap_or_default(), &mut counts);
        }
    }
    counts
}

#[test]
fn damaged_text_loses_no_word_and_breaks_nothing() {
    let pieces = [
        "\n",
        "\n\n",
        "\r",
        "*",
        "**",
        "_",
        "[",
        "](",
        ")",
        "`",
        "^{",
        "}",
        "<sup>",
        "</sup>",
        "<",
        ">",
        "¹",
        "⁻",
        "²⁻⁴",
        "\\",
        "~",
        "^",
        "- ",
        "1. ",
        "# ",
        "REFERENCES\n",
        "References\n\n1. ",
        "  --- ---\n",
        "http://",
        "![",
        "\u{ad}",
        "\u{a0}",
        "\0",
        "🦴",
        "Written by: ",
        "Figure 1. ",
        " Figs. 1, 2a and 3",
        "\n\nTable 1. ",
        "\t",
        "ﬁ",
        "é",
        "مرجع",
    ];
    let sources = sources();
    for round in 0..3_000_u64 {
        let mut random =
            Random(0x9E37_79B9_7F4A_7C15 ^ (round + 1).wrapping_mul(0x2545_F491_4F6C_DD1D));
        let mut bytes = sources[random.below(sources.len())].clone();
        bytes.truncate(6_000);
        for _ in 0..=random.below(12) {
            let at = random.below(bytes.len() + 1);
            match random.below(4) {
                0 => drop(bytes.splice(at..at, random.pick(&pieces).bytes())),
                1 => drop(bytes.splice(at..(at + random.below(40)).min(bytes.len()), [])),
                2 if at < bytes.len() => bytes[at] = u8::try_from(random.below(256)).unwrap(),
                _ => bytes.truncate(at.max(40)),
            }
        }
        let (text, _) = parse::decode(&bytes);
        let parsed = parse::print(&text);
        let _ = check::source(&parsed.article, &text);
        let html = render::html(&parsed.article, &render::Options::default());
        assert!(!html.contains("<script"), "round {round}");
        let json = serde_json::to_string(&parsed.article).unwrap();
        assert_eq!(
            serde_json::from_str::<Article>(&json)
                .unwrap()
                .children
                .len(),
            parsed.article.children.len()
        );

        let mut expected = BTreeMap::new();
        // A title in a link's quotes is shown by no page of ours.
        words(&text, &mut expected);
        let (found, dropped) = (printed(&parsed.article), dropped(&parsed, &text));
        let squeezed: String = scholion::model::plain_text(&everything(&parsed.article))
            .chars()
            .filter(|c| c.is_alphabetic() || c.is_ascii_digit())
            .collect();
        for (word, count) in expected {
            let seen =
                found.get(&word).copied().unwrap_or(0) + dropped.get(&word).copied().unwrap_or(0);
            // Markup between two letters goes, and then they stand together: `osteo[porosis](#)`.
            let together = || squeezed.matches(word.as_str()).count();
            assert!(
                seen >= count || together() >= count,
                "round {round}: `{word}` stands {count} times in the text, {seen} in the article\n{text}"
            );
        }
    }
}

#[test]
fn every_prefix_of_an_article_is_read() {
    let text = support::read(support::root().join("tests/cases/doubtful.txt"));
    for (at, _) in text.char_indices() {
        let parsed = parse::print(&text[..at]);
        let _ = (
            check::source(&parsed.article, &text[..at]),
            render::html(&parsed.article, &render::Options::default()),
        );
    }
}

fn time(text: &str) -> Duration {
    let read = || {
        let parsed = parse::print(text);
        let _ = check::source(&parsed.article, text);
        let _ = render::html(&parsed.article, &render::Options::default());
    };
    support::least_time(3, read).0
}

/// A page of one piece of markup again and again.
fn time_of_page(piece: &str, count: usize) -> Duration {
    let text = format!(
        "<!DOCTYPE html><body><h1>A</h1><p>Hard.<sup>1</sup></p>{}<h2>References</h2><ol><li>Doe J.</ol>",
        piece.repeat(count)
    );
    let read = || {
        let parsed = parse::text(&text, parse::Format::Html);
        let _ = check::article(&parsed.article);
        let _ = render::html(&parsed.article, &render::Options::default());
    };
    support::least_time(2, read).0
}

#[test]
fn time_is_linear_in_the_page() {
    let hostile = [
        "<div>",
        "<sup>",
        "<sup>1",
        "<b>",
        "<i><p>",
        "<a href=#a>",
        "<a href=#r1>1</a>",
        "<a href=#r1>1</a>,",
        "<sup><a href=#r1>1</a>–",
        "<p id=a>1. Doe 2020<a href=#a>1</a>",
        "<li>a",
        "<ol><li>a",
        "<table>",
        "<table><tr><td>a",
        "<h2>a",
        "<section><h1>a</h1>",
        "<section><h2>a",
        "<blockquote>a",
        "<math><mi>a",
        "<svg>a",
        "<template>",
        "<select><option>a",
        "<pre><code>a",
        "</p>",
        "<!-- a -->",
        "[1] ",
        "[1, 2–3]",
        "<figure><figcaption>a",
        "<dl><dt>a<dd>b",
        "<span id=a><a name=b></a></span>",
        "<p class=footnote id=fn1>a</p>",
        "<font color=a><p>b",
    ];
    let slow: Vec<String> = hostile
        .iter()
        .filter_map(|piece| {
            let (short, long) = (time_of_page(piece, 250), time_of_page(piece, 2_000));
            let bound = short * 20 + Duration::from_millis(20);
            (long > bound).then(|| format!("{piece}: {short:?}, eight times as much {long:?}"))
        })
        .collect();
    assert!(slow.is_empty(), "{}", slow.join("\n"));
}

#[test]
fn a_page_may_nest_deeper_than_a_stack() {
    for piece in [
        "<div>",
        "<sup>",
        "<blockquote>",
        "<ul><li>",
        "<section><h1>a</h1>",
        "<b>",
        "<math><mrow>",
    ] {
        let text = format!("<p>Before</p>{}deep words", piece.repeat(20_000));
        let parsed = parse::text(&text, parse::Format::Html);
        let json = serde_json::to_string(&parsed.article).unwrap();
        assert!(json.contains("Before"), "{piece}");
        assert!(
            json.contains("deep words") || piece == "<math><mrow>",
            "{piece}"
        );
    }
    let snapshot = format!(
        "{}\"deep words\"{}",
        "[\"div\",{},".repeat(100_000),
        "]".repeat(100_000)
    );
    let tree = parse::html::Tree::from_snapshot(&snapshot).unwrap();
    let article = parse::html::html(&tree).article;
    assert!(
        serde_json::to_string(&article)
            .unwrap()
            .contains("deep words")
    );
}

#[test]
fn a_snapshot_that_is_cut_short_or_damaged_is_none() {
    let whole = r#"["div", {"a": "b"}, "c\u00e9", null, ["p", {}, "\ud83d\ude00\n"]]"#;
    assert!(parse::html::Tree::from_snapshot(whole).is_some());
    for (at, _) in whole.char_indices() {
        assert!(
            parse::html::Tree::from_snapshot(&whole[..at]).is_none(),
            "{}",
            &whole[..at]
        );
    }
    for wrong in [
        "",
        "null",
        "[]",
        "[1]",
        "[\"p\"]",
        "[\"p\",{},1]",
        "[\"p\",{}]]",
        "[\"p\",{\"a\":1}]",
    ] {
        assert!(parse::html::Tree::from_snapshot(wrong).is_none(), "{wrong}");
    }
}

#[test]
fn damaged_pages_break_nothing() {
    let folder = support::root().join("tests/html/pages");
    let mut random = Random(0x5EED);
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = support::read(entry.unwrap().path());
        for _ in 0..12 {
            let mut damaged = text.clone();
            for _ in 0..20 {
                let mut at = random.below(damaged.len());
                while !damaged.is_char_boundary(at) {
                    at -= 1;
                }
                let piece = random.pick(&[
                    "<",
                    "</p>",
                    "<sup>",
                    "</section>",
                    "\"",
                    "<ol>",
                    "[1]",
                    "<a href=#B1>",
                ]);
                damaged.insert_str(at, piece);
            }
            let tree = parse::html::Tree::parse(&damaged);
            let reading = parse::html::html(&tree);
            let markers = scholion::model::walk::markers(&reading.article);
            assert_eq!(markers.len(), reading.places.markers.len());
            let _ = render::html(&reading.article, &render::Options::default());
        }
    }
}

/// Eight times the text may take eight times as long, and something for the machine's moods;
/// quadratic work would take sixty-four times.
#[test]
fn time_is_linear_in_the_text() {
    let article = support::read(support::root().join("www/articles/vitamin-k2.txt"));
    let (body, list) = article.split_once("\nReferences\n").unwrap();
    let hostile = [
        "[",
        "](",
        "[a](",
        "*a ",
        "**a",
        "_a*",
        "`",
        "^{",
        "^4",
        "<sup>",
        "![",
        "![](a.png) ",
        "[a](#b) ",
        "[a](http://doi.org/10.1000) ",
        "¹",
        "¹,",
        " ¹",
        "⁻¹",
        "- a\n",
        "  - a\n",
        "1. a\n",
        "A Heading\n\n",
        "CAPITALS HERE\n\n",
        "http://",
        "Written by: A. ",
        "(1 + ",
        "10.1000/",
        "Doe J, ",
        "\\",
        "~a",
        "  --- ---\n",
        "Figs. 1, ",
        "Figures 1 and ",
        "Fig. 1 (",
        "Table 1. a\n\n",
        "Table 1. a\n\n  --- ---\n  a   b\n\n",
    ];
    for piece in hostile
        .into_iter()
        .map(str::to_owned)
        .chain([format!("{body}\n\n")])
    {
        let build =
            |times: usize| format!("Title\n\n{}\n\nReferences\n{list}", piece.repeat(times));
        let times = 6_000 / piece.len() + 1;
        let (short, long) = (time(&build(times)), time(&build(times * 8)));
        assert!(
            long < short * 24 + Duration::from_millis(60),
            "{:?}: {short:?} for {times}, {long:?} for eight times as many",
            piece.chars().take(20).collect::<String>()
        );
    }
    // The same inside the reference list.
    for piece in [
        "Doe J, ",
        "10.1000/x ",
        "A. ",
        "(1",
        "https://a.b/",
        "https://doi.org/10.1000/a,",
        "ISBN 978-3-16-148410-1 ",
        "PMID: 123456789 ",
        "et al ",
        "2020;",
        "In: ",
    ] {
        let build = |times: usize| {
            format!(
                "Title\n\nText.¹\n\nReferences\n\n1. {}\n2. Roe R. Two. Bone. 2012;2:2.\n",
                piece.repeat(times)
            )
        };
        let times = 4_000 / piece.len() + 1;
        let (short, long) = (time(&build(times)), time(&build(times * 8)));
        assert!(
            long < short * 24 + Duration::from_millis(60),
            "{piece:?}: {short:?}, {long:?}"
        );
    }
}
