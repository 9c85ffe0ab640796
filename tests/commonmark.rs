//! CommonMark, GFM and the extensions of commonmark-hs by their own examples: what the page shows
//! is held against the HTML that each suite expects.
//!
//! Both are brought into one form first: our hulls (sections with their buttons, boxes that
//! scroll, figures around pictures) are taken off, ranks of headings become depths, white space
//! that HTML does not show is dropped. Raw HTML is held against its safe form, which `safe.rs`
//! makes of what the suite expects. `tests/commonmark/differences.tsv` lists the examples that
//! differ on purpose with the reason and a fingerprint of what the page shows instead. An entry
//! that passes, an example that differs without one, and another outcome than the listed one fail
//! the test; `UPDATE=1` writes the list anew and keeps its reasons.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

#[path = "commonmark/safe.rs"]
mod safe;
mod support;

use std::collections::BTreeMap;
use std::fmt::Write;

use scholion::model::{Article, walk};
use scholion::{parse, render};
use serde_json::Value;

/// A suite: its name, its file, how its examples are written.
const SUITES: [(&str, &str); 16] = [
    ("commonmark", "commonmark-0.31.2.json"),
    ("gfm", "gfm-0.29.json"),
    ("gfm-extensions", "gfm-extensions.json"),
    ("attributes", "commonmark-hs/attributes.md"),
    ("bracketed-spans", "commonmark-hs/bracketed_spans.md"),
    ("definition-lists", "commonmark-hs/definition_lists.md"),
    ("fenced-divs", "commonmark-hs/fenced_divs.md"),
    ("footnotes", "commonmark-hs/footnotes.md"),
    ("math", "commonmark-hs/math.md"),
    ("pipe-tables", "commonmark-hs/pipe_tables.md"),
    ("strikethrough", "commonmark-hs/strikethrough.md"),
    ("subscript", "commonmark-hs/subscript.md"),
    ("superscript", "commonmark-hs/superscript.md"),
    ("task-lists", "commonmark-hs/task_lists.md"),
    ("auto-identifiers", "commonmark-hs/auto_identifiers.md"),
    (
        "implicit-heading-references",
        "commonmark-hs/implicit_heading_references.md",
    ),
];

const LIST: &str = "tests/commonmark/differences.tsv";

#[test]
fn examples_are_read_as_their_suites_expect() {
    if support::shared("corpus/commonmark/commonmark-0.31.2.json").is_none() {
        return;
    }
    let mut listed = listed();
    let mut kept = Vec::new();
    let mut faults = Vec::new();
    println!(
        "{:<28} {:>8} {:>8} {:>8}",
        "suite", "examples", "equal", "listed"
    );
    for (suite, file) in SUITES {
        let Some(path) = support::shared(&format!("corpus/commonmark/{file}")) else {
            continue;
        };
        let examples = examples(&support::read(path), file);
        assert!(!examples.is_empty(), "{suite} has no examples");
        let (mut equal, mut differ) = (0, 0);
        for (number, markdown, expected) in &examples {
            let name = format!("{suite} {number}");
            let ours = shown(markdown);
            let theirs = expected_form(&safe::safe(expected));
            let entry = listed.remove(&name);
            if ours == theirs {
                equal += 1;
                if entry.is_some() {
                    faults.push(format!("{name} passes now; take it off the list"));
                }
                continue;
            }
            differ += 1;
            if let Some((reason, outcome)) = entry {
                if outcome != fingerprint(&ours) {
                    faults.push(format!("{name} is listed with another outcome:\n  source {markdown:?}\n  suite  {theirs}\n  ours   {ours}"));
                }
                kept.push((name, reason, ours));
            } else {
                faults.push(format!(
                    "{name} differs\n  source {markdown:?}\n  suite  {theirs}\n  ours   {ours}"
                ));
                kept.push((name, "?".to_owned(), ours));
            }
        }
        println!("{suite:<28} {:>8} {equal:>8} {differ:>8}", examples.len());
    }
    faults.extend(
        listed
            .keys()
            .map(|name| format!("{name} is listed and no example")),
    );
    if std::env::var_os("UPDATE").is_some_and(|value| value == "1") {
        let mut text = String::from("# example\treason\tfingerprint of what the page shows\n");
        for (name, reason, ours) in kept {
            writeln!(text, "{name}\t{reason}\t{}", fingerprint(&ours)).unwrap();
        }
        std::fs::write(support::root().join(LIST), text).unwrap();
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
    let unexplained = std::fs::read_to_string(support::root().join(LIST)).unwrap_or_default();
    assert!(
        !unexplained.contains("\t?\t"),
        "an entry of {LIST} has no reason"
    );
}

#[test]
fn the_form_tells_differences_apart() {
    let same = |one: &str, other: &str| expected_form(one) == expected_form(other);
    assert!(same("<p>a\nb</p>\n", "<p>a b</p>"));
    assert!(same("<ul>\n<li>a</li>\n</ul>", "<ul><li>a</li></ul>"));
    assert!(!same("<p>a</p>", "<p><em>a</em></p>"));
    assert!(!same("<p>a</p><p>b</p>", "<p>a b</p>"));
    assert!(!same(
        "<pre><code>a\nb</code></pre>",
        "<pre><code>a b</code></pre>"
    ));
    assert!(!same("<h1>a</h1><h2>b</h2>", "<h1>a</h1><h1>b</h1>"));
    assert!(!same("<a href=\"/a\">b</a>", "<a href=\"/b\">b</a>"));
    assert_ne!(shown("*a*"), shown("**a**"));
}

#[test]
fn the_safe_form_keeps_what_the_list_allows() {
    let forms = [
        (
            "<p>a <b class=x>b</b></p>",
            "<p>a <strong class=x>b</strong></p>",
        ),
        (
            "<p>a <blink>b</blink></p>",
            "<p>a &lt;blink&gt;b&lt;/blink&gt;</p>",
        ),
        ("<p>a <b>b</p>", "<p>a &lt;b&gt;b</p>"),
        (
            "<div onclick='a>b'>a</div>",
            "<div onclick='a>b'><p>a</p></div>",
        ),
        ("a <!-- b --> c", "<p>a  c</p>"),
        ("<p><img src=a></p>", "<p><img src=a alt=\"\"></p>"),
        ("<p>a <? b > c ?></p>", "<p>a &lt;? b &gt; c ?&gt;</p>"),
        (
            "<script>a</script> b\nc",
            "<pre><code class=\"language-html\">&lt;script&gt;a&lt;/script&gt; b\n</code></pre><p>\nc</p>",
        ),
    ];
    for (html, form) in forms {
        assert_eq!(safe::safe(html), form);
    }
}

/// A short number for a long text: FNV-1a, which is the same everywhere.
fn fingerprint(text: &str) -> String {
    let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}")
}

fn listed() -> BTreeMap<String, (String, String)> {
    std::fs::read_to_string(support::root().join(LIST))
        .unwrap_or_default()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .map(|line| {
            let mut fields = line.splitn(3, '\t').map(str::to_owned);
            let name = fields.next().unwrap();
            (name, (fields.next().unwrap(), fields.next().unwrap()))
        })
        .collect()
}

fn examples(text: &str, file: &str) -> Vec<(usize, String, String)> {
    if file.rsplit('.').next() == Some("json") {
        let all: Vec<Value> = serde_json::from_str(text).unwrap();
        return all
            .iter()
            .map(|example| {
                let part = |name: &str| example[name].as_str().unwrap().to_owned();
                let number = example["example"].as_u64().unwrap();
                (
                    usize::try_from(number).unwrap(),
                    part("markdown"),
                    part("html"),
                )
            })
            .collect();
    }
    let fence = "`".repeat(32);
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(&format!("{fence} example")) {
        let inner = rest[at..].split_once('\n').unwrap().1;
        let (body, behind) = inner.split_once(&fence).unwrap();
        let (markdown, html) = body.split_once("\n.\n").map_or_else(
            || {
                (
                    body.strip_prefix(".\n").map_or(body, |_| ""),
                    body.strip_prefix(".\n").unwrap_or(""),
                )
            },
            |(markdown, html)| (markdown, html),
        );
        let tabs = |text: &str| text.replace('→', "\t");
        found.push((found.len() + 1, tabs(markdown) + "\n", tabs(html)));
        rest = behind;
    }
    found
}

/// What the page shows, in the common form.
fn shown(markdown: &str) -> String {
    let mut article: Article = parse::markdown(markdown, &[]).article;
    // Formulae are compared as TeX.
    walk::each_formula(&mut article, &mut |formula, _| formula.mathml = None);
    let html = render::html(&article, &render::Options::default());
    let mut out = Form::default();
    for node in &tree(&html) {
        ours(node, &mut out);
    }
    out.finish()
}

/// What a suite expects, in the common form.
fn expected_form(html: &str) -> String {
    let nodes = tree(html);
    let mut out = Form::default();
    let mut open: Vec<u32> = Vec::new();
    let rank = |node: &Node| match node {
        Node::Element(name, ..) => heading_rank(name),
        Node::Text(_) => None,
    };
    let blocks: Vec<&Node> = nodes
        .iter()
        .filter(|node| !matches!(node, Node::Text(text) if text.trim().is_empty()))
        .collect();
    let firsts = blocks.iter().filter(|node| rank(node) == Some(1)).count();
    let titled = firsts == 1
        && blocks
            .first()
            .is_some_and(|node| rank(node) == Some(1) && !plain(node).trim().is_empty());
    for (index, node) in blocks.iter().enumerate() {
        if let (Some(rank), Node::Element(_, _, children)) = (rank(node), node) {
            let name = if titled && index == 0 {
                "title".to_owned()
            } else {
                while open.last().is_some_and(|above| *above >= rank) {
                    open.pop();
                }
                open.push(rank);
                format!("depth-{}", open.len())
            };
            out.block(&name, |out| theirs_all(children, out));
        } else {
            theirs(node, &mut out);
        }
    }
    out.finish()
}

fn heading_rank(name: &str) -> Option<u32> {
    let rank = name.strip_prefix('h')?.parse().ok()?;
    (1..=6).contains(&rank).then_some(rank)
}

/// The common form: elements, and text as it is shown.
#[derive(Default)]
struct Form {
    text: String,
    /// Whether white space before the next word shows.
    space: bool,
    verbatim: bool,
}

impl Form {
    fn word(&mut self, text: &str) {
        if self.verbatim {
            self.text
                .push_str(&text.replace('\n', "⏎").replace('\t', "⇥"));
            return;
        }
        for c in text.chars() {
            if matches!(c, ' ' | '\n' | '\t' | '\r') {
                self.space = true;
            } else {
                if self.space && !self.text.ends_with('|') && !self.text.is_empty() {
                    self.text.push(' ');
                }
                self.space = false;
                self.text.push(c);
            }
        }
    }

    /// An element whose edges drop white space. An edge is written as `|`.
    fn block(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.edge();
        write!(self.text, "<{name}>|").unwrap();
        inner(self);
        self.edge();
        write!(self.text, "</{}>|", name.split(' ').next().unwrap()).unwrap();
    }

    fn edge(&mut self) {
        self.space = false;
        if !self.text.ends_with('|') && !self.text.is_empty() {
            self.text.push('|');
        }
    }

    fn inline(&mut self, name: &str, inner: impl FnOnce(&mut Self)) {
        self.word("");
        if self.space && !self.text.ends_with('|') && !self.text.is_empty() {
            self.text.push(' ');
            self.space = false;
        }
        write!(self.text, "<{name}>").unwrap();
        inner(self);
        write!(self.text, "</{}>", name.split(' ').next().unwrap()).unwrap();
    }

    fn finish(self) -> String {
        self.text.trim_matches('|').to_owned()
    }
}

const BLOCKS: [&str; 22] = [
    "p",
    "blockquote",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "td",
    "th",
    "dl",
    "dt",
    "dd",
    "div",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
];

fn theirs_all(nodes: &[Node], out: &mut Form) {
    for node in nodes {
        theirs(node, out);
    }
}

fn theirs(node: &Node, out: &mut Form) {
    match node {
        Node::Text(text) => out.word(text),
        Node::Element(name, attributes, children) => {
            let get = |wanted: &str| get(attributes, wanted);
            match name.as_str() {
                "pre" if matches!(children.as_slice(), [Node::Element(code, ..)] if code == "code") =>
                {
                    let Node::Element(_, attributes, inner) = &children[0] else {
                        return;
                    };
                    code(attributes, inner, true, out);
                }
                "section" if get("class").is_some_and(|class| class.contains("footnotes")) => {
                    for item in items(children) {
                        out.block("note", |out| theirs_all(item, out));
                    }
                }
                "a" if get("class").is_some_and(|class| class.contains("footnote-back"))
                    || get("role") == Some("doc-backlink") => {}
                "sup" if get("class").is_some_and(|class| class.contains("footnote-ref")) => {
                    out.word("[*]");
                }
                "span" if get("class").is_some_and(|class| class.starts_with("math")) => {
                    let tex = children.iter().map(plain).collect::<String>();
                    out.word(&formula(&tex));
                }
                "div" | "section" | "span" | "tbody" => theirs_all(children, out),
                _ => element(name, attributes, out, |out| theirs_all(children, out)),
            }
        }
    }
}

/// TeX without the marks that say what it is.
fn formula(tex: &str) -> String {
    let tex = tex.trim();
    let inner = ["\\(", "\\["]
        .iter()
        .find_map(|open| tex.strip_prefix(open))
        .unwrap_or(tex);
    let inner = ["\\)", "\\]"]
        .iter()
        .find_map(|close| inner.strip_suffix(close))
        .unwrap_or(inner);
    format!("[{}]", inner.trim())
}

fn items(nodes: &[Node]) -> Vec<&[Node]> {
    let mut found = Vec::new();
    for node in nodes {
        if let Node::Element(name, attributes, children) = node {
            if name == "li" || get(attributes, "class") == Some("footnote-contents") {
                found.push(children.as_slice());
            } else {
                found.extend(items(children));
            }
        }
    }
    found
}

fn ours_all(nodes: &[Node], out: &mut Form) {
    for node in nodes {
        ours(node, out);
    }
}

fn ours(node: &Node, out: &mut Form) {
    let Node::Element(name, attributes, children) = node else {
        if let Node::Text(text) = node {
            out.word(text);
        }
        return;
    };
    let class = get(attributes, "class").unwrap_or_default();
    let has = |wanted: &str| class.split(' ').any(|own| own == wanted);
    if name == "h1" && has("sch-title") {
        return out.block("title", |out| ours_all(children, out));
    }
    if [
        "sch-actions",
        "sch-contents",
        "sch-permalink",
        "sch-count",
        "sch-references",
        "sch-enumerator",
        "sch-back",
    ]
    .iter()
    .any(|hull| has(hull))
    {
        return;
    }
    if has("sch-notes") {
        for item in items(children) {
            let entry = item.iter().find(|node| matches!(node, Node::Element(_, attributes, _) if get(attributes, "class") == Some("sch-entry")));
            if let Some(Node::Element(_, _, inner)) = entry {
                out.block("note", |out| ours_all(inner, out));
            }
        }
        return;
    }
    if let (Some(rank), true) = (heading_rank(name), has("sch-heading")) {
        let inner = match children.as_slice() {
            [Node::Element(button, _, inside), rest @ ..] if button == "button" => {
                let label = inside.iter().find_map(|node| match node {
                    Node::Element(span, _, words) if span == "span" => Some(words),
                    _ => None,
                });
                (label.map_or(&[][..], Vec::as_slice), rest)
            }
            all => (all, &[][..]),
        };
        return out.block(&format!("depth-{}", rank - 1), |out| {
            ours_all(inner.0, out);
            ours_all(inner.1, out);
        });
    }
    match name.as_str() {
        "pre" => {
            if let Some(Node::Element(_, attributes, inner)) = children.first() {
                code(attributes, inner, false, out);
            }
        }
        "a" if get(attributes, "data-sch-note").is_some() => out.word("[*]"),
        "sup" if has("sch-raised") => ours_all(children, out),
        "figure" if has("sch-table") => ours_all(children, out),
        "figure" => {
            // A picture alone in its paragraph: its caption is its words.
            let image = children
                .iter()
                .find(|node| matches!(node, Node::Element(name, ..) if name == "img"));
            let caption: String = children
                .iter()
                .filter(|node| matches!(node, Node::Element(name, ..) if name == "figcaption"))
                .map(plain)
                .collect();
            if let Some(Node::Element(_, attributes, _)) = image
                && get(attributes, "alt") == Some(caption.as_str())
            {
                return out.block("p", |out| element("img", attributes, out, |_| {}));
            }
            out.block("figure", |out| ours_all(children, out));
        }
        "span" if has("sch-formula") => {
            let tex = plain(node);
            out.word(&formula(&tex));
        }
        "div" if has("sch-math") => {
            let tex = plain(node);
            out.block("p", |out| out.word(&formula(&tex)));
        }
        "tbody" | "div" | "section" | "header" | "main" | "button" | "span" | "bdi" => {
            ours_all(children, out);
        }
        _ => element(name, attributes, out, |out| ours_all(children, out)),
    }
}

/// Code; HTML has a line break at its end that the model has not.
fn code(attributes: &Attributes, inner: &[Node], ended: bool, out: &mut Form) {
    let language = get(attributes, "class").filter(|class| class.starts_with("language-"));
    let text: String = inner.iter().map(plain).collect();
    let name = language.map_or("pre".to_owned(), |class| format!("pre {class}"));
    out.block(&name, |out| {
        out.verbatim = true;
        out.word(text.strip_suffix('\n').filter(|_| ended).unwrap_or(&text));
        out.verbatim = false;
    });
}

fn element(name: &str, attributes: &Attributes, out: &mut Form, inner: impl FnOnce(&mut Form)) {
    let mut head = name.to_owned();
    let class = get(attributes, "class").unwrap_or_default();
    let align = ["left", "center", "right"]
        .into_iter()
        .find(|side| class.contains(&format!("sch-{side}")))
        .or(get(attributes, "align"))
        .or(get(attributes, "style")
            .and_then(|style| style.strip_prefix("text-align: "))
            .map(|side| side.trim_end_matches(';')));
    if let Some(align) = align {
        write!(head, " align={align}").unwrap();
    }
    for wanted in ["href", "src", "title", "alt", "start", "type", "checked"] {
        if let Some(value) = get(attributes, wanted) {
            let value = match wanted {
                "href" | "src" => decoded(value),
                _ => value.replace('\n', " "),
            };
            write!(head, " {wanted}={value:?}").unwrap();
        }
    }
    if heading_rank(name).is_some() {
        // Inside of other blocks a heading is no higher than what it stands in.
        return out.block("heading", inner);
    }
    if BLOCKS.contains(&name) {
        out.block(&head, inner);
    } else if matches!(name, "br" | "hr" | "input") {
        out.block(&head, |_| {});
    } else {
        out.inline(&head, inner);
    }
}

/// An address without its percent signs.
fn decoded(url: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = url.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind
            .get(..2)
            .and_then(|hex| std::str::from_utf8(hex).ok());
        let byte = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let (b'%', Some(byte)) = (first, byte) {
            bytes.push(byte);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

type Attributes = Vec<(String, String)>;

enum Node {
    Text(String),
    Element(String, Attributes, Vec<Node>),
}

fn get<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes
        .iter()
        .find(|(own, _)| own == name)
        .map(|(_, value)| value.as_str())
}

fn plain(node: &Node) -> String {
    match node {
        Node::Text(text) => text.clone(),
        Node::Element(_, _, children) => children.iter().map(plain).collect(),
    }
}

/// Reads well-formed enough HTML: what closes nothing is dropped, what is not closed closes with
/// what is around it. Comments and declarations are dropped.
fn tree(html: &str) -> Vec<Node> {
    let mut open: Vec<(String, Attributes, Vec<Node>)> =
        vec![(String::new(), Vec::new(), Vec::new())];
    let mut rest = html;
    while !rest.is_empty() {
        if let Some(behind) = rest.strip_prefix("<!--") {
            rest = behind.split_once("-->").map_or("", |(_, rest)| rest);
            continue;
        }
        let is_tag = rest.starts_with('<')
            && rest[1..]
                .starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        if !is_tag {
            let skip = rest.chars().next().unwrap().len_utf8();
            let end = rest[skip..].find('<').map_or(rest.len(), |end| skip + end);
            open.last_mut()
                .unwrap()
                .2
                .push(Node::Text(unescape(&rest[..end])));
            rest = &rest[end..];
            continue;
        }
        let end = tag_end(rest);
        let tag = &rest[1..end];
        rest = rest.get(end + 1..).unwrap_or_default();
        if tag.starts_with(['!', '?']) {
            continue;
        }
        if let Some(name) = tag.strip_prefix('/') {
            let name = name.trim().to_ascii_lowercase();
            if let Some(at) = open
                .iter()
                .rposition(|(own, ..)| *own == name)
                .filter(|at| *at > 0)
            {
                while open.len() > at {
                    let (name, attributes, children) = open.pop().unwrap();
                    open.last_mut()
                        .unwrap()
                        .2
                        .push(Node::Element(name, attributes, children));
                }
            }
            continue;
        }
        let name_end = tag
            .find(|c: char| c.is_whitespace() || c == '/')
            .unwrap_or(tag.len());
        let name = tag[..name_end].to_ascii_lowercase();
        let attributes = attributes(tag[name_end..].trim_end_matches('/'));
        if matches!(name.as_str(), "br" | "hr" | "img" | "input") {
            open.last_mut()
                .unwrap()
                .2
                .push(Node::Element(name, attributes, Vec::new()));
        } else {
            open.push((name, attributes, Vec::new()));
        }
    }
    while open.len() > 1 {
        let (name, attributes, children) = open.pop().unwrap();
        open.last_mut()
            .unwrap()
            .2
            .push(Node::Element(name, attributes, children));
    }
    open.pop().unwrap().2
}

fn tag_end(text: &str) -> usize {
    let mut quote = None;
    for (at, c) in text.char_indices() {
        if let Some(open) = quote {
            if open == c {
                quote = None;
            }
        } else if c == '>' {
            return at;
        } else if matches!(c, '"' | '\'') && text[..at].ends_with('=') {
            quote = Some(c);
        }
    }
    text.len()
}

fn attributes(text: &str) -> Attributes {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let end = rest
            .find(|c: char| c == '=' || c.is_whitespace())
            .unwrap_or(rest.len());
        let name = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = String::new();
        if let Some(behind) = rest.strip_prefix('=') {
            let behind = behind.trim_start();
            let (inner, close) = match behind.chars().next() {
                Some(quote @ ('"' | '\'')) => (&behind[1..], behind[1..].find(quote)),
                _ => (behind, behind.find(char::is_whitespace)),
            };
            let quoted = inner.len() < behind.len();
            let close = close.unwrap_or(inner.len());
            value = unescape(&inner[..close]);
            rest = inner.get(close + usize::from(quoted)..).unwrap_or_default();
        }
        found.push((name, value));
        rest = rest.trim_start();
    }
    found
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&nbsp;", "\u{A0}")
        .replace("&amp;", "&")
}
