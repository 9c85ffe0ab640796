//! What a reader of the screen is told, in its order: the browser's accessibility tree as text.
//!
//! `UPDATE=1` writes the expected files anew. Read them from top to bottom, aloud.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use similar::TextDiff;

use super::asks::TOUR;
use crate::page::Page;

/// Of what is far from the window DevTools gives no tree, though a screen reader gets one.
const SHOW_ALL: &str = "
    const all = document.createElement('style');
    // The first layer's important rules are above those of every other.
    all.textContent = '@layer all { .sch-section, .sch-box, .sch-long, .sch-long > li:not([hidden]) { content-visibility: visible !important } }';
    document.head.prepend(all);";

/// Roles of what is never spoken as such: its content takes its place.
const SILENT: [&str; 10] = [
    "none",
    "generic",
    "strong",
    "emphasis",
    "sectionfooter",
    "sectionheader",
    "superscript",
    "subscript",
    "InlineTextBox",
    "ListMarker",
];

/// States worth a word, and what says nothing.
const STATES: [(&str, &str); 9] = [
    ("expanded", ""),
    ("pressed", ""),
    ("checked", ""),
    ("modal", "false"),
    ("selected", "false"),
    ("disabled", "false"),
    ("invalid", "false"),
    ("live", "off"),
    ("details", ""),
];

/// A node of the tree.
#[derive(Debug, PartialEq)]
struct Node {
    /// The role with its states; empty for mere text.
    says: String,
    name: String,
    children: Vec<Node>,
}

impl Node {
    fn is_text(&self) -> bool {
        self.says.is_empty()
    }

    fn write(&self, depth: usize, out: &mut String) {
        let indent = "  ".repeat(depth);
        if self.is_text() {
            let _ = writeln!(out, "{indent}{:?}", self.name);
            return;
        }
        let _ = write!(out, "{indent}{}", self.says);
        if !self.name.is_empty() {
            let _ = write!(out, " {:?}", self.name);
        }
        out.push('\n');
        // A control is its name; its words are not read once more.
        let same =
            matches!(self.children.as_slice(), [only] if only.is_text() && only.name == self.name);
        if !same {
            for child in &self.children {
                child.write(depth + 1, out);
            }
        }
    }
}

/// Nodes as they are spoken: silent ones give way to their content, pieces of one text are one.
fn spoken(node: &Value, all: &[Value]) -> Vec<Node> {
    let children = || {
        let mut spoken_children: Vec<Node> = Vec::new();
        for id in node["childIds"].as_array().into_iter().flatten() {
            for child in all
                .iter()
                .filter(|child| child["nodeId"] == *id)
                .flat_map(|child| spoken(child, all))
            {
                match spoken_children.last_mut() {
                    Some(last) if last.is_text() && child.is_text() => {
                        last.name.push_str(&child.name);
                    }
                    _ => spoken_children.push(child),
                }
            }
        }
        spoken_children
    };
    let role = node["role"]["value"].as_str().unwrap_or_default();
    if node["ignored"] == true || SILENT.contains(&role) {
        return children();
    }
    let name = node["name"]["value"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    if role == "StaticText" {
        return vec![Node {
            says: String::new(),
            name,
            children: Vec::new(),
        }];
    }
    let mut says = role.to_owned();
    let property = |wanted: &str| {
        let properties = node["properties"].as_array()?;
        let found = properties
            .iter()
            .find(|property| property["name"] == wanted)?;
        match &found["value"] {
            value if value["type"] == "idrefList" => Some(
                value["relatedNodes"]
                    .as_array()?
                    .iter()
                    .filter_map(|node| node["idref"].as_str())
                    .collect::<Vec<_>>()
                    .join(" "),
            ),
            value => Some(match &value["value"] {
                Value::String(text) => text.clone(),
                other => other.to_string(),
            }),
        }
    };
    if let (true, Some(level)) = (role == "heading", property("level")) {
        let _ = write!(says, " {level}");
    }
    for (state, silent) in STATES {
        if let Some(value) = property(state).filter(|value| value != silent) {
            let _ = write!(says, " {state}={value}");
        }
    }
    vec![Node {
        says,
        name,
        children: children(),
    }]
}

/// The tree of the page, an entry a line, what belongs to it under it.
async fn tree(page: &Page<'_>) -> String {
    page.rest(500).await;
    let answer = page
        .devtools("Accessibility.getFullAXTree", json!({}))
        .await;
    let all = answer["nodes"].as_array().expect("the tree has nodes");
    let mut out = String::new();
    for node in spoken(&all[0], all) {
        node.write(0, &mut out);
    }
    out
}

/// What has come into the tree and what has gone from it.
fn changes(before: &str, after: &str) -> String {
    let mut out = String::new();
    for change in TextDiff::from_lines(before, after).iter_all_changes() {
        if change.tag() != similar::ChangeTag::Equal {
            let _ = write!(out, "{}{change}", change.tag());
        }
    }
    out
}

fn expected(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/e2e/expected")
        .join(name)
}

/// Holds a text against the expected file, or writes that with `UPDATE=1`.
fn is_as_expected(name: &str, found: &str) {
    let path = expected(name);
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        std::fs::write(&path, found).expect("the expected file is written");
    }
    let wanted = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == wanted,
        "{} (UPDATE=1 writes it anew):\n{}",
        path.display(),
        TextDiff::from_lines(wanted.as_str(), found)
            .unified_diff()
            .header("expected", "found")
    );
}

pub(crate) async fn the_demo_reads_well(page: &Page<'_>) {
    page.open("/index.html").await;
    page.run(SHOW_ALL).await;
    is_as_expected("demo.ax.txt", &tree(page).await);
}

pub(crate) async fn the_tour_reads_well(page: &Page<'_>) {
    page.open_article(TOUR).await;
    page.run(SHOW_ALL).await;
    is_as_expected("tour.ax.txt", &tree(page).await);
}

/// What opening a card changes: hovered, pinned, as a sheet, and a section that is closed.
pub(crate) async fn what_opens_reads_well(page: &Page<'_>) {
    const MARKER: &str = "[data-sch-references='40 41 42']";
    let mut all = String::new();
    let mut add = |title: &str, before: &str, after: &str| {
        let _ = writeln!(all, "== {title}\n{}", changes(before, after));
    };
    page.open("/index.html").await;
    page.run(SHOW_ALL).await;
    let closed = tree(page).await;
    page.hover(MARKER).await;
    add("hovered", &closed, &tree(page).await);
    page.point(1.0, 1.0).await;
    page.no_card().await;

    page.click(MARKER).await;
    page.card().await;
    add("pinned", &closed, &tree(page).await);
    page.run("document.querySelector('scholion-article').close();")
        .await;
    page.no_card().await;

    let before = tree(page).await;
    page.click("[aria-controls='in-short_body']").await;
    add("a section closed", &before, &tree(page).await);

    page.resize(500, 800).await;
    page.open("/index.html").await;
    page.run(SHOW_ALL).await;
    let closed = tree(page).await;
    page.tap(MARKER).await;
    assert!(page.card().await.sheet);
    add("as a sheet", &closed, &tree(page).await);
    is_as_expected("opened.ax.txt", &all);
}
