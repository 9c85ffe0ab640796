//! Print: what stands on paper is the article, the whole article, and nothing else.
//!
//! The PDF that the browser makes is read back and held against the structured article, letter by
//! letter in reading order. Letters and digits count; spaces, hyphens at line ends and signs do
//! not, since a PDF has places of letters rather than words.

use std::collections::HashSet;

use scholion::model::{Article, Block, Inline, ReferenceId, plain_text, walk};
use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::asks::TOUR;
use crate::page::Page;

const DEMO: &str = "/www/articles/vitamin-k2.txt";
/// What stands before and after the article on the tests' own page.
const AROUND: [&str; 2] = ["Before the article", "After the article"];

/// A piece of what has to be on paper.
#[derive(Debug)]
struct Piece {
    kind: Kind,
    letters: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// What a page does not end with.
    Heading,
    /// What is on one page.
    Whole,
    Text,
}

/// Letters and digits, ligatures undone, in small letters.
fn letters(text: &str) -> String {
    text.nfkc()
        .flat_map(char::to_lowercase)
        .filter(|letter| letter.is_alphanumeric())
        .collect()
}

impl Piece {
    fn new(kind: Kind, text: &str) -> Self {
        Self {
            kind,
            letters: letters(text),
        }
    }
}

/// What has to be on paper, in its order.
fn pieces(article: &Article) -> Vec<Piece> {
    let mut all = vec![Piece::new(Kind::Text, AROUND[0])];
    for head in [&article.title, &article.subtitle, &article.byline] {
        all.push(Piece::new(Kind::Text, &plain_text(head)));
    }
    all.extend(article.children.iter().flat_map(block));
    all.push(Piece::new(
        Kind::Heading,
        &plain_text(&article.references_title),
    ));
    let citations = walk::citations(article);
    let cited: HashSet<&ReferenceId> = citations
        .iter()
        .flat_map(|found| &found.citation.references)
        .collect();
    for reference in &article.references {
        let mut entry = reference.label.clone().unwrap_or_default();
        entry.push_str(&plain_text(&reference.children));
        if !cited.contains(&reference.id) {
            entry.push_str("not cited in the text");
        }
        all.push(Piece::new(Kind::Whole, &entry));
    }
    all.push(Piece::new(Kind::Text, AROUND[1]));
    all
}

/// A block of the demo, which has no other kinds than these.
fn block(block_: &Block) -> Vec<Piece> {
    let text = |kind, inlines: &[Inline]| Piece::new(kind, &plain_text(inlines));
    let mut own = match block_ {
        Block::Section(section) => vec![text(Kind::Heading, &section.title)],
        Block::Aside(aside) => vec![
            text(Kind::Heading, &aside.title),
            text(Kind::Heading, &aside.subtitle),
        ],
        Block::Paragraph(paragraph) => vec![text(Kind::Text, &paragraph.children)],
        Block::List(list) => list
            .children
            .iter()
            .flat_map(|item| &item.children)
            .flat_map(block)
            .collect(),
        Block::Figure(_) | Block::Caption(_) => Vec::new(),
        other => panic!("the demo had no {other:?}"),
    };
    own.extend(block_.children().iter().flat_map(block));
    own
}

/// Prints the page; the letters of each sheet.
async fn printed(page: &Page<'_>) -> Vec<String> {
    let pdf = page.print().await;
    pdf_extract::extract_text_from_mem_by_pages(&pdf)
        .expect("the browser's PDF can be read")
        .iter()
        .map(|sheet| letters(sheet))
        .collect()
}

/// Fails unless the sheets hold the article and nothing else, well divided.
fn is_whole(sheets: &[String], article: &Article) {
    let expected = pieces(article);
    let text = sheets.concat();
    let mut at = 0;
    for piece in &expected {
        let rest = &text[at..];
        assert!(
            rest.starts_with(&piece.letters),
            "on paper there should be\n  {}\nand there is\n  {}",
            piece.letters,
            rest.chars()
                .take(piece.letters.len() + 40)
                .collect::<String>(),
        );
        let end = at + piece.letters.len();
        let mut ends_of_sheets = sheets.iter().scan(0, |sum, sheet| {
            *sum += sheet.len();
            Some(*sum)
        });
        let torn = match piece.kind {
            _ if end == text.len() => false,
            Kind::Heading => ends_of_sheets.any(|sheet| at < sheet && sheet <= end),
            Kind::Whole => ends_of_sheets.any(|sheet| at < sheet && sheet < end),
            Kind::Text => false,
        };
        assert!(!torn, "a page ends behind or in {}", piece.letters);
        at = end;
    }
    assert_eq!(&text[at..], "", "nothing else is on paper");
}

fn demo() -> Article {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/www/articles/vitamin-k2.txt");
    scholion::parse::print(&std::fs::read_to_string(path).unwrap()).article
}

/// With everything open, with everything closed, and with whatever a reader may have set: dark
/// and quiet, a filtered list from which references are chosen, a card that is pinned.
pub(crate) async fn the_whole_article_and_nothing_else(page: &Page<'_>) {
    let article = demo();
    page.open_article(&format!("src={DEMO}")).await;
    let open = printed(page).await;
    is_whole(&open, &article);
    assert!((6..=12).contains(&open.len()), "{} pages", open.len());

    page.open_article(&format!("src={DEMO}&collapse=all&quiet"))
        .await;
    page.run(
        "document.documentElement.style.colorScheme = 'dark';
         document.querySelector('scholion-article').goTo('ref-41');",
    )
    .await;
    page.filter("warfarin").await;
    page.click("#ref-41 .sch-contexts").await;
    page.click(".sch-export-toggle").await;
    page.run(
        "const what = document.querySelector('.sch-export-what');
         what.value = 'selected';
         what.dispatchEvent(new Event('input', { bubbles: true }));
         const article = document.querySelector('scholion-article');
         article.collapseAll();
         article.openCitation('cite-40-1');",
    )
    .await;
    page.card().await;
    let used = printed(page).await;
    is_whole(&used, &article);
    assert_eq!(used.len(), open.len(), "no page more");
    page.went_well().await;
}

/// References without a printed text, links and notices show where they lead; notes are there.
pub(crate) async fn addresses_are_shown_once(page: &Page<'_>) {
    page.open_article(&format!("{TOUR}&collapse=all")).await;
    let text = printed(page).await.concat();
    for (shown, times) in [
        ("data (https://example.org/data)", 1),
        ("DOI: https://doi.org/10.5555/one", 2),
        ("Notice (https://doi.org/10.5555/three-r)", 1),
        ("example.org: https://example.org/weighing", 1),
        ("Figure 1. Layers of a bone, drawn after life.5", 1),
        ("Table 1. Density by decade6", 1),
        ("Methods2", 1),
        (
            "a Age is counted in years since birth6,7 and rounded down",
            1,
        ),
        ("b Dried for a week at room temperature.", 1),
        // One address is enough, and a search is none.
        ("pubmed", 0),
        ("Crossref", 0),
    ] {
        assert_eq!(text.matches(&letters(shown)).count(), times, "{shown}");
    }
    let missing = page
        .run("return [...document.querySelectorAll('.sch-links')].filter((links) => links.querySelector('a[href*=\"doi.org\"]') && !links.querySelector('.sch-on-paper')).length;")
        .await;
    assert_eq!(
        missing,
        json!(0),
        "entries with a DOI that paper does not show"
    );
}

/// Black on white in a dark theme, whether or not backgrounds are printed.
pub(crate) async fn ink_is_dark_and_paper_white(page: &Page<'_>) {
    page.open_article(TOUR).await;
    page.run(
        "document.documentElement.style.colorScheme = 'dark';
         document.querySelector('scholion-article').style.setProperty('--scholion-ink', '#eee');
         document.querySelector('scholion-article').openCitation('cite-3-1');",
    )
    .await;
    page.card().await;
    let look = "
        const numbers = (colour) => colour.match(/[\\d.]+/g)?.map(Number) ?? [];
        const inks = [...document.querySelectorAll('scholion-article, scholion-article *')]
          .filter((element) => element.getClientRects().length > 0 && !element.closest('svg'));
        return [
          inks.length > 100,
          inks.filter((element) => numbers(getComputedStyle(element).color).slice(0, 3).some((part) => part > 80)).map((element) => element.className),
          inks.filter((element) => {
            const [red, green, blue, alpha = 1] = numbers(getComputedStyle(element).backgroundColor);
            return alpha > 0 && Math.min(red, green, blue) < 255;
          }).map((element) => element.className),
        ];";
    let screen = page.run(look).await;
    assert_ne!(screen[1], json!([]), "the screen is dark");
    page.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }))
        .await;
    let paper = page.run(look).await;
    page.devtools("Emulation.setEmulatedMedia", json!({ "media": "" }))
        .await;
    assert_eq!(
        paper,
        json!([true, [], []]),
        "enough, pale ink, tinted paper"
    );
}
