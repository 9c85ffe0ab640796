//! Pages that stand before the widget comes to them: what `scholion build` writes, and pages of
//! other systems. They are made in the folder of what tests leave behind, when they are needed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use scholion::parse::html::{Tree, html};

use crate::server;

/// Where the pages are served.
const SERVED: &str = "/tests/e2e/output/standing";

/// What notes how the pages are before the core comes.
const WATCH: &str = "<script src=\"/tests/e2e/pages/standing.js\"></script>";

/// Articles of journals that are built.
const JOURNALS: [&str; 10] = [
    "biorxiv-501569.xml",
    "bmc-1471-2180-11-174.xml",
    "elife-46793-v1.xml",
    "elife-56337.xml",
    "f1000-7-1655-v1.xml",
    "f1000-8-978-v1.xml",
    "ijm-00202.xml",
    "plos-pbio.1001044.xml",
    "plos-pmed.0020124.xml",
    "plos-pone.0078761.xml",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join(SERVED.trim_start_matches('/'))
}

/// Every page that was built, by its place in the folder.
pub(crate) fn built() -> &'static [String] {
    static BUILT: OnceLock<Vec<String>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let _ = fs::remove_dir_all(folder().join("built"));
        build("own", &["www/articles"], &[]);
        build("closed", &["www/articles"], &["--collapse", "all"]);
        if server::seed().is_dir() {
            build("seed", &["../shared/seed"], &["--collapse", "boxes"]);
            let journals = JOURNALS.map(|name| format!("../shared/corpus/jats/{name}"));
            build("journals", &journals.each_ref().map(String::as_str), &[]);
            build("software", &["../shared/corpus/joss"], &[]);
        } else {
            println!(
                "SKIPPED: pages of the seed and the corpus ({})",
                server::NO_SEED
            );
        }
        let mut pages = Vec::new();
        find(&folder().join("built"), &mut pages);
        pages.sort();
        for page in &pages {
            watch(page);
        }
        let pages: Vec<String> = pages
            .iter()
            .map(|page| {
                page.strip_prefix(folder())
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned()
            })
            .collect();
        let corpus = |page: &&String| page.contains("/journals/") || page.contains("/software/");
        if server::seed().is_dir() {
            let count = pages.iter().filter(corpus).count();
            assert!(count >= 20, "{count} pages of the corpus");
        }
        pages
    })
}

fn build(name: &str, articles: &[&str], options: &[&str]) {
    let output = folder().join("built").join(name);
    let status = Command::new(env!("CARGO_BIN_EXE_scholion"))
        .current_dir(root())
        .arg("build")
        .args(articles)
        .arg("--output")
        .arg(&output)
        .args(["--no-index"])
        .args(options)
        .status()
        .expect("the program runs");
    assert!(status.success(), "{name} is built");
}

/// The demo with everything closed at first, whose files come from an address and are held against
/// their hashes: as they are, and with one that somebody has changed.
pub(crate) fn held(origin: &str) -> (String, String) {
    static HELD: OnceLock<()> = OnceLock::new();
    HELD.get_or_init(|| {
        let changed = folder().join("changed");
        let _ = fs::remove_dir_all(&changed);
        copy(&root().join("www"), &changed);
        let script = changed.join("scholion.js");
        let text = fs::read_to_string(&script).expect("the script is read");
        fs::write(script, text + "\n// Changed.\n").expect("the script is written");
        for (name, files) in [("held", "/www"), ("betrayed", &format!("{SERVED}/changed"))] {
            let address = format!("{origin}{files}");
            let options = ["--collapse", "all", "--assets", &address];
            build(name, &["www/articles/vitamin-k2.txt"], &options);
        }
    });
    let page = |name: &str| format!("{SERVED}/built/{name}/www/articles/vitamin-k2.html");
    (page("held"), page("betrayed"))
}

/// Copies what the widget is made of.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("the folder is made");
    for entry in fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("its entry is read").path();
        let target = to.join(path.file_name().expect("it has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("the file is copied");
        }
    }
}

/// Every page of articles in a folder.
fn find(folder: &Path, pages: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("its entry is read").path();
        if path.is_dir() {
            find(&path, pages);
        } else if path.extension().is_some_and(|ending| ending == "html") {
            pages.push(path);
        }
    }
}

/// Puts beside a page the same one with a watcher in it.
fn watch(page: &Path) {
    let text = fs::read_to_string(page).expect("the page is read");
    let watched = text.replacen("<link", &format!("{WATCH}<link"), 1);
    assert_ne!(text, watched, "{} links something", page.display());
    fs::write(page.with_extension("watched.html"), watched).expect("the page is written");
}

/// The address of a built page.
pub(crate) fn built_page(name: &str) -> String {
    format!("{SERVED}/{name}")
}

/// The address of a built page with a watcher in it.
pub(crate) fn watched_page(name: &str) -> String {
    format!("{SERVED}/{}", name.replace(".html", ".watched.html"))
}

/// The demo's page.
pub(crate) fn demo() -> String {
    let name = "built/own/vitamin-k2.html";
    assert!(built().iter().any(|page| page == name), "the demo is built");
    name.to_owned()
}

/// The demo's page with everything closed.
pub(crate) fn demo_closed() -> String {
    let name = "built/closed/vitamin-k2.html";
    assert!(built().iter().any(|page| page == name), "the demo is built");
    name.to_owned()
}

/// The pages whose every marker is clicked: the demo with everything closed at first, and the seed.
pub(crate) fn built_to_be_clicked() -> Vec<String> {
    let is_seed = |page: &&String| page.contains("/seed/") && !page.contains("README");
    let seed = built().iter().filter(is_seed).cloned();
    std::iter::once(demo_closed()).chain(seed).collect()
}

/// The pages of other systems, by name, each with an element around what its body holds.
pub(crate) fn systems() -> &'static [String] {
    static SYSTEMS: OnceLock<Vec<String>> = OnceLock::new();
    SYSTEMS.get_or_init(|| {
        let output = folder().join("in-place");
        fs::create_dir_all(&output).expect("the folder of what tests leave behind");
        let pages = root().join("tests/html/pages");
        let mut names: Vec<String> = fs::read_dir(&pages)
            .expect("the pages are there")
            .map(|entry| entry.expect("the entry is read").file_name())
            .map(|name| name.into_string().expect("a plain name"))
            .collect();
        names.sort();
        for name in &names {
            let page = fs::read_to_string(pages.join(name)).expect("the page is read");
            fs::write(output.join(name), enclosed(&page)).expect("the page is written");
        }
        names
    })
}

/// A page with the element around what its body holds, as its publisher would write it.
fn enclosed(page: &str) -> String {
    let script = "<script type=\"module\" src=\"/www/scholion-define.js\"></script>";
    let head = page.find("</head>").expect("the page has a head");
    let (before, behind) = page.split_at(head);
    let body = behind.find("<body").expect("the page has a body");
    let begins = body + behind[body..].find('>').expect("its tag ends") + 1;
    let ends = behind.rfind("</body>").expect("the body ends");
    format!(
        "{before}{WATCH}{script}{}<scholion-article adopt>{}</scholion-article>{}",
        &behind[..begins],
        &behind[begins..ends],
        &behind[ends..]
    )
}

/// The address of such a page; its core waits for a word of the test.
pub(crate) fn in_place_page(name: &str) -> String {
    format!("{SERVED}/in-place/{name}?core=late")
}

/// What the markers of such a page lead to, in the words of `tests/html/expected.tsv`; markers that
/// say the same one after another once.
pub(crate) fn cited(name: &str) -> Vec<String> {
    let table = root().join("tests/html/expected.tsv");
    let table = fs::read_to_string(table).expect("the table is read");
    let line = table
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .find(|(page, _)| *page == name);
    let (_, cited) = line.unwrap_or_else(|| panic!("{name} is in the table"));
    let mut cited: Vec<String> = cited.split(" | ").map(str::to_owned).collect();
    cited.dedup();
    cited
}

/// Real pages of the corpus, each with an element around what its body holds: their addresses, and
/// what reading their sources natively gives: pieces of markers, references, notes.
pub(crate) fn real() -> &'static [(String, [usize; 3])] {
    static REAL: OnceLock<Vec<(String, [usize; 3])>> = OnceLock::new();
    REAL.get_or_init(|| {
        let mut pages = Vec::new();
        find(&root().join("../shared/corpus/html"), &mut pages);
        pages.sort();
        assert_eq!(pages.len(), 8, "the real pages");
        let output = folder().join("real");
        fs::create_dir_all(&output).expect("the folder of what tests leave behind");
        let made = pages.iter().map(|page| {
            let name = page.file_name().expect("it has a name");
            let name = name.to_str().expect("a plain name");
            let source = fs::read_to_string(page).expect("the page is read");
            fs::write(output.join(name), enclosed(&source)).expect("the page is written");
            let reading = html(&Tree::parse(&source));
            let pieces = reading.places.markers.iter().map(|one| one.targets.len());
            let counts = [
                pieces.sum(),
                reading.article.references.len(),
                reading.article.footnotes.len(),
            ];
            (format!("{SERVED}/real/{name}?core=late"), counts)
        });
        made.collect()
    })
}
