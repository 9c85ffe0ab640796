//! The pages themselves: they hold what the widget would render, and are valid HTML.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use scholion::parse::{self, Format};
use scholion::render::messages::Messages;
use scholion::render::{self, Collapse, Options, Outward};
use serde_json::Value;

use super::{build, ends_in, folder, support, tree};

/// How many articles of the corpus are built.
const SAMPLE: usize = 20;

/// Our own articles, the real one and some of the corpus, as far as they are there.
fn sources() -> Vec<PathBuf> {
    let mut sources = vec![support::root().join("www/articles")];
    sources.extend(support::shared("seed"));
    if let Some(corpus) = support::shared("corpus") {
        sources.extend(sample(&corpus));
    }
    sources
}

/// The largest articles that are built, in bytes: twice as large takes a debug build a second.
const LARGEST: u64 = 120_000;

/// Some articles of every kind, the same each time.
pub(super) fn sample(corpus: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for (folder, ending, most) in [("jats", "xml", 8), ("joss", "md", 6), ("markdown", "md", 6)] {
        let mut files: Vec<PathBuf> = tree(&corpus.join(folder))
            .into_keys()
            .filter(|name| ends_in(name, ending) && !name.contains("mutants"))
            .map(|name| corpus.join(folder).join(name))
            .filter(|path| path.metadata().unwrap().len() < LARGEST)
            .collect();
        let step = (files.len() / most).max(1);
        files = files.into_iter().step_by(step).take(most).collect();
        found.extend(files);
    }
    assert_eq!(found.len(), SAMPLE);
    found
}

/// Everything there is, built once: the folder.
fn built() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let home = folder("pages");
        for (number, path) in sources().iter().enumerate() {
            // Files of one name come from many folders: each gets one of its own.
            let output = number.to_string();
            let base = "https://example.org/articles";
            let path = path.to_str().unwrap();
            build(&home, &[path, "-o", &output, "--base-url", base]).well();
        }
        home
    })
}

/// The pages with articles below a folder, by their names.
fn articles(home: &Path) -> Vec<(String, String)> {
    tree(home)
        .into_iter()
        .filter(|(name, _)| ends_in(name, "html"))
        .map(|(name, bytes)| (name, String::from_utf8(bytes).unwrap()))
        .filter(|(_, page)| page.contains("<scholion-article"))
        .collect()
}

fn between<'t>(text: &'t str, before: &str, after: &str) -> &'t str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).expect(after).0
}

/// What the widget does with a page: it reads the attributes and the data, renders, and has to
/// find what is there.
fn adopt(name: &str, page: &str, expected: &str) {
    let body = between(
        page,
        "<main><scholion-article data-sch-built=",
        "</scholion-article></main>",
    );
    let (attributes, inside) = body.split_once('>').unwrap();
    let listed = inside.contains("<nav class=\"sch-contents\"");
    let built = if listed { "\"contents\"" } else { "\"\"" };
    assert_eq!(attributes, format!("{built}{expected}"), "{name}");
    let (rendered, data) = inside
        .rsplit_once("<script type=\"application/json\" class=\"sch-article\">")
        .unwrap();
    let data = data.strip_suffix("</script>").unwrap();
    let parsed = parse::text(data, Format::Json);
    assert!(
        parsed.diagnostics.is_empty(),
        "{name}: {:?}",
        parsed.diagnostics
    );
    let page_language = between(page, "<html lang=\"", "\"");
    let article = parsed.article;
    let wanted = [article.language.as_deref(), Some(page_language)];
    let plain = expected.is_empty();
    let again = render::html(
        &article,
        &Options {
            messages: Messages::in_language(wanted.into_iter().flatten()),
            page_language: Some(page_language),
            collapse: if plain { Collapse::None } else { Collapse::All },
            heading_level: if plain { 1 } else { 2 },
            contents: plain,
            tools: plain,
            outward: if plain {
                Outward::default()
            } else {
                Outward {
                    rel: "nofollow ugc",
                    referrer_policy: "no-referrer",
                }
            },
            ..Options::default()
        },
    );
    assert!(again == rendered, "{name} is not what its data gives");
}

#[test]
fn the_widget_finds_what_it_would_render() {
    let pages = articles(built());
    assert!(pages.len() >= 5);
    for (name, page) in &pages {
        adopt(name, page, "");
    }
}

#[test]
fn options_are_attributes() {
    let home = folder("attributes");
    let own = support::root().join("www/articles");
    build(
        &home,
        &[
            own.to_str().unwrap(),
            "-o",
            "site",
            "--collapse",
            "all",
            "--heading-level",
            "2",
            "--no-contents",
            "--no-tools",
            "--no-progress",
            "--persist",
            "session",
            "--theme",
            "dark",
            "--link-rel",
            "nofollow ugc",
            "--referrer-policy",
            "no-referrer",
        ],
    )
    .well();
    let expected = " collapse=\"all\" heading-level=\"2\" contents=\"none\" tools=\"none\" \
                    progress=\"none\" persist=\"session\" theme=\"dark\" link-rel=\"nofollow ugc\" \
                    referrer-policy=\"no-referrer\"";
    let pages = articles(&home);
    assert_eq!(pages.len(), 5);
    for (name, page) in &pages {
        adopt(name, page, expected);
    }
}

#[test]
fn pages_are_valid() {
    let home = built();
    let broken = folder("broken").join("broken.html");
    std::fs::write(
        &broken,
        "<!DOCTYPE html><title>x</title><p id=a><b></i><p id=a>",
    )
    .unwrap();
    let pages = tree(home)
        .into_keys()
        .filter(|name| ends_in(name, "html"))
        .map(|name| home.join(name));
    let output = Command::new("node")
        .arg("tests/tools/validate-pages.mjs")
        .args(pages)
        .arg(&broken)
        .current_dir(support::root())
        .output()
        .unwrap_or_else(|error| {
            panic!("node does not start ({error}): install Node.js, run `make check`")
        });
    assert!(
        output.status.success(),
        "validate-pages.mjs failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let errors: Vec<String> = serde_json::from_slice(&output.stdout).unwrap();
    let (expected, errors): (Vec<String>, Vec<String>) = errors
        .into_iter()
        .partition(|error| error.starts_with(broken.to_str().unwrap()));
    assert!(expected.len() >= 2, "a broken page passes: {expected:?}");
    assert!(errors.is_empty(), "{errors:#?}");
}

/// A page asks for nothing that a strict content security policy would refuse.
#[test]
fn pages_run_nothing_of_their_own() {
    let home = folder("strict");
    let own = support::root().join("www/articles");
    build(&home, &[own.to_str().unwrap(), "-o", "site"]).well();
    let mut scripts = 0;
    for (name, page) in articles(&home) {
        assert!(!page.contains(" style=\""), "{name}");
        assert!(!page.contains("<style"), "{name}");
        for script in page.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            scripts += 1;
            // Data, and what is fetched. Only with files from elsewhere is there an import map.
            let data =
                tag.contains("\"application/json\"") || tag.contains("\"application/ld+json\"");
            let mapped = tag.contains("importmap") && !super::widget();
            assert!(data || mapped || tag.contains(" src=\""), "{name}: {tag}");
        }
    }
    assert!(scripts >= 9);
}

#[test]
fn pages_say_what_they_are() {
    let home = folder("said");
    let demo = support::root().join("www/articles/vitamin-k2.txt");
    let base = "https://example.org/a/";
    build(
        &home,
        &[demo.to_str().unwrap(), "-o", "site", "--base-url", base],
    )
    .well();
    let page = support::read(home.join("site/vitamin-k2.html"));
    let data = between(&page, "<script type=\"application/ld+json\">", "</script>");
    let data: Value = serde_json::from_str(data).unwrap();
    assert_eq!(data["@type"], "ScholarlyArticle");
    assert_eq!(data["url"], "https://example.org/a/vitamin-k2.html");
    assert_eq!(
        data["headline"],
        "Forty-five milligrams: what high-dose vitamin K2 does for bone"
    );
    let cited = data["citation"].as_array().unwrap();
    assert_eq!(
        cited.len(),
        page.matches("<meta name=\"citation_reference\"").count()
    );
    assert!(
        cited
            .iter()
            .any(|work| work["name"] == "Vitamin K(2) therapy for postmenopausal osteoporosis")
    );
    assert!(
        page.contains("<link rel=\"canonical\" href=\"https://example.org/a/vitamin-k2.html\">")
    );
}
