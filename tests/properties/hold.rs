//! What holds of every article, whatever its source: no reader panics, findings stand in the
//! source, the structured form gives the same article back, and the HTML is the tree that a parser
//! of HTML makes of it, with nothing in it that an article has no right to.
//!
//! Random cases (`main.rs`) and fuzzing (`tests/fuzz`) hold sources against the same.

use std::collections::{BTreeMap, HashSet};

use scholion::diagnostic::{Diagnostic, Span};
use scholion::model::{Article, Inline};
use scholion::parse::html::{NodeId, Tree};
use scholion::parse::marker::{Evidence, expand, judge, marker};
use scholion::parse::{self, BibliographyFormat, Format, Parsed};
use scholion::render::messages::Messages;
use scholion::render::{Dialect, ExportFormat};
use scholion::{check, render};

/// What inputs are tried with, by name. `exact` is Markdown, written as the whole form of an article
/// and read again.
pub(crate) const TARGETS: [&str; 11] = [
    "print",
    "markdown",
    "exact",
    "jats",
    "json",
    "html",
    "bibtex",
    "csl-json",
    "ris",
    "marker",
    "reference",
];

/// Tries a text with a target. `Err` says what does not hold.
pub(crate) fn input(target: &str, text: &str) -> Result<(), String> {
    match target {
        "print" => holds(text, Format::Print),
        "markdown" => holds(text, Format::Markdown),
        "exact" => comes_back(text),
        "jats" => holds(text, Format::Jats),
        "json" => holds(text, Format::Json),
        "html" => holds(text, Format::Html),
        "bibtex" => works(text, BibliographyFormat::BibTeX),
        "csl-json" => works(text, BibliographyFormat::CslJson),
        "ris" => works(text, BibliographyFormat::Ris),
        "marker" => markers(text),
        "reference" => reference(text),
        other => Err(format!("there is no target {other}")),
    }
}

/// Findings stand in the source.
fn stand_in(text: &str, diagnostics: &[Diagnostic]) -> Result<(), String> {
    for found in diagnostics {
        if let Some(span) = found.span {
            let range = span.range();
            if text.get(range.clone()).is_none() {
                return Err(format!("{range:?} is no place in the source: {found:?}"));
            }
        }
    }
    Ok(())
}

/// A bibliography: it is read the same twice, and shown and written without harm.
fn works(text: &str, format: BibliographyFormat) -> Result<(), String> {
    let read = parse::bibliography_in(text, format);
    stand_in(text, &read.diagnostics)?;
    if parse::bibliography_in(text, format).references != read.references {
        return Err("read again it is another bibliography".to_owned());
    }
    for format in ExportFormat::ALL {
        let _ = render::export(&read.references, format, Messages::default());
    }
    let article = Article {
        references: read.references,
        ..Article::default()
    };
    let _ = check::article(&article);
    let html = render::html(&article, &render::Options::default());
    is_harmless(&html)?;
    round(&article, &html)
}

/// The article of a text, written in the whole form, comes back as what it was.
fn comes_back(text: &str) -> Result<(), String> {
    let article = parse::markdown(text, &[]).article;
    let written = render::markdown(&article, Dialect::Pandoc, Messages::default());
    let again = parse::markdown(&written, &[]).article;
    let value =
        |article: &Article| serde_json::to_value(article).map_err(|error| error.to_string());
    if value(&article)? == value(&again)? {
        Ok(())
    } else {
        Err(format!(
            "another article comes back: {again:?} of {article:?}"
        ))
    }
}

/// Whatever looks like a marker is what is printed, and stands for each reference once.
fn markers(text: &str) -> Result<(), String> {
    let evidence = Evidence::numbered(60);
    for (at, _) in text.char_indices().take(200) {
        let (before, rest) = text.split_at(at);
        let Some(found) = marker(rest) else { continue };
        if found.printed.is_empty() || !rest.starts_with(&found.printed) {
            return Err(format!("{found:?} is not what is printed at {at}"));
        }
        let after = rest.get(found.printed.len()..).unwrap_or_default();
        let _ = judge(&found, before, after, &evidence);
        let span = Span::new(at, at + found.printed.len());
        let (ids, diagnostics) = expand(&found, &evidence, span);
        stand_in(text, &diagnostics)?;
        if ids.iter().collect::<HashSet<_>>().len() != ids.len() {
            return Err(format!("{found:?} stands for a reference twice: {ids:?}"));
        }
        if ids.is_empty() {
            return Err(format!("{found:?} stands for nothing"));
        }
    }
    Ok(())
}

/// What is read of a printed reference stands in it, and is read the same twice.
fn reference(text: &str) -> Result<(), String> {
    let line = [Inline::text(text)];
    let read = parse::reference::read(&line);
    if read != parse::reference::read(&line) {
        return Err("read again it is another reference".to_owned());
    }
    let Some(csl) = read else { return Ok(()) };
    for (name, field) in [("title", &csl.title), ("journal", &csl.container_title)] {
        // What else has been read, as a DOI, is taken out of what it stands in.
        let mut all = text.chars();
        let letters = field.iter().flat_map(|field| field.chars());
        let stands = letters
            .filter(|letter| letter.is_alphanumeric())
            .all(|letter| all.any(|one| one == letter));
        if !stands {
            return Err(format!(
                "the {name} is {field:?}, which does not stand there"
            ));
        }
    }
    Ok(())
}

/// The elements that a rendered article is made of.
const ELEMENTS: [&str; 79] = [
    "a",
    "abbr",
    "aside",
    "bdi",
    "blockquote",
    "br",
    "button",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "img",
    "input",
    "kbd",
    "li",
    "mark",
    "math",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "s",
    "section",
    "select",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
];

/// Those that have no end.
const VOID: [&str; 4] = ["br", "hr", "img", "input"];

/// Where a link may lead that has a scheme.
const SCHEMES: [&str; 5] = ["http", "https", "mailto", "tel", "doi"];

/// Reads a source and holds what comes of it against all of this. `Err` says what does not hold.
pub(crate) fn holds(text: &str, format: Format) -> Result<(), String> {
    let Parsed {
        article,
        diagnostics,
    } = parse::text(text, format);
    stand_in(text, &diagnostics)?;
    let again = parse::text(text, format).article;
    if again != article {
        return Err("read again it is another article".to_owned());
    }
    let _ = check::source(&article, text);
    let html = render::html(&article, &render::Options::default());
    is_harmless(&html)?;
    round(&article, &html)
}

/// The structured form gives the same article back, and that the same HTML.
fn round(article: &Article, html: &str) -> Result<(), String> {
    let written = serde_json::to_string(article).map_err(|error| error.to_string())?;
    let read = parse::json(&written);
    if let Some(found) = read
        .diagnostics
        .iter()
        .find(|found| found.severity() == scholion::diagnostic::Severity::Error)
    {
        return Err(format!("its own structured form is wrong: {found:?}"));
    }
    if render::html(&read.article, &render::Options::default()) != html {
        return Err("its structured form is rendered in another way".to_owned());
    }
    Ok(())
}

/// A start of an element with its attributes, an end, or text.
#[derive(Debug, PartialEq, Eq)]
enum Step {
    Start(String, BTreeMap<String, String>),
    End(String),
    Text(String),
}

/// The HTML of an article is the tree that it says, and runs, loads and places nothing.
pub(crate) fn is_harmless(html: &str) -> Result<(), String> {
    let written = steps_of_text(html)?;
    for step in &written {
        if let Step::Start(name, attributes) = step {
            if !ELEMENTS.contains(&name.as_str()) {
                return Err(format!("there is a <{name}>"));
            }
            for (attribute, value) in attributes {
                attribute_is_harmless(name, attribute, value)?;
            }
        }
    }
    let tree = Tree::parse(&format!("<!DOCTYPE html><body>{html}</body>"));
    let body = tree.all().find(|id| tree.name(*id) == "body");
    let mut parsed = Vec::new();
    for child in body.into_iter().flat_map(|body| tree.children(body)) {
        steps_of_tree(&tree, child, &mut parsed);
    }
    let differs = written.iter().zip(&parsed).position(|(a, b)| a != b);
    match differs {
        Some(at) => Err(format!(
            "a parser makes another tree of it: {:?} is {:?}",
            written.get(at),
            parsed.get(at)
        )),
        None if written.len() != parsed.len() => Err(format!(
            "a parser makes another tree of it: {} steps are {}",
            written.len(),
            parsed.len()
        )),
        None => Ok(()),
    }
}

fn attribute_is_harmless(element: &str, name: &str, value: &str) -> Result<(), String> {
    let forbidden = name.starts_with("on")
        || [
            "style",
            "srcdoc",
            "srcset",
            "name",
            "action",
            "formaction",
            "ping",
            "target",
        ]
        .contains(&name)
        || name.contains(':');
    let told = || format!("<{element}> has {name}=\"{value}\"");
    if forbidden {
        return Err(told());
    }
    if !matches!(name, "href" | "src") {
        return Ok(());
    }
    // As the WHATWG's parser of addresses has it: controls and blanks before it, and tabs and
    // line ends anywhere, are dropped.
    let bare: String = value
        .trim_start_matches(|c: char| c <= ' ')
        .chars()
        .filter(|c| !matches!(c, '\t' | '\n' | '\r'))
        .collect();
    let scheme = bare.split(':').next().filter(|head| {
        head.len() < bare.len()
            && head.starts_with(|c: char| c.is_ascii_alphabetic())
            && head
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    });
    let Some(scheme) = scheme.map(str::to_ascii_lowercase) else {
        return Ok(());
    };
    let pixels = name == "src"
        && ["png", "jpeg", "gif", "webp", "avif"].iter().any(|kind| {
            let bare = bare.to_ascii_lowercase();
            let behind = bare
                .strip_prefix("data:image/")
                .and_then(|rest| rest.strip_prefix(kind));
            behind.is_some_and(|behind| behind.starts_with([';', ',']))
        });
    if pixels || SCHEMES.contains(&scheme.as_str()) {
        Ok(())
    } else {
        Err(told())
    }
}

/// What a writer that closes everything and quotes every value has written, step by step.
fn steps_of_text(html: &str) -> Result<Vec<Step>, String> {
    let mut steps = Vec::new();
    let mut rest = html;
    while !rest.is_empty() {
        let (text, behind) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            steps.push(Step::Text(decoded(text)?));
        }
        let Some(tag) = behind.strip_prefix('<') else {
            break;
        };
        let (tag, behind) = tag.split_once('>').ok_or("a tag has no end")?;
        rest = behind;
        if let Some(name) = tag.strip_prefix('/') {
            steps.push(Step::End(name.to_owned()));
            continue;
        }
        let (name, mut inside) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = BTreeMap::new();
        while !inside.is_empty() {
            let (attribute, behind) = inside.split_once("=\"").ok_or_else(|| format!("<{tag}>"))?;
            let (value, behind) = behind.split_once('"').ok_or_else(|| format!("<{tag}>"))?;
            attributes.insert(attribute.trim_start().to_owned(), decoded(value)?);
            inside = behind;
        }
        steps.push(Step::Start(name.to_owned(), attributes));
        if VOID.contains(&name) {
            steps.push(Step::End(name.to_owned()));
        }
    }
    Ok(steps)
}

/// A text without the references that the writer makes.
fn decoded(text: &str) -> Result<String, String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once('&') {
        out.push_str(before);
        let (name, behind) = behind.split_once(';').ok_or("an & stands bare")?;
        out.push(match name {
            "amp" => '&',
            "lt" => '<',
            "gt" => '>',
            "quot" => '"',
            "#13" => '\r',
            other => return Err(format!("&{other}; is nothing that the writer writes")),
        });
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn steps_of_tree(tree: &Tree, id: NodeId, steps: &mut Vec<Step>) {
    if let Some(text) = tree.text(id) {
        // Pieces that touch are one text.
        if let Some(Step::Text(before)) = steps.last_mut() {
            before.push_str(text);
        } else {
            steps.push(Step::Text(text.to_owned()));
        }
        return;
    }
    let name = tree.name(id).to_owned();
    let attributes = tree
        .attributes(id)
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    steps.push(Step::Start(name.clone(), attributes));
    for child in tree.children(id) {
        steps_of_tree(tree, child, steps);
    }
    steps.push(Step::End(name));
}
