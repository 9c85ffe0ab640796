//! The files beside an article that it names: its pictures, and what it links.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use scholion::model::walk::each_line;
use scholion::model::{Article, Block, DefinitionItem, Inline, Link};

use super::plan::page_place;

/// The files that an article names by relative addresses, as paths from its root with slashes, in
/// their order. `place` is the article's own. What would be outside of the root is left out; so is
/// what is hidden, since nobody means to publish that.
pub(in crate::cli) fn files(article: &Article, place: &str) -> Vec<String> {
    let mut found = BTreeSet::new();
    let mut add = |address: &str| found.extend(path(address, place));
    for line in [&article.title, &article.subtitle, &article.byline] {
        inlines(line, &mut add);
    }
    blocks(&article.r#abstract, &mut add);
    blocks(&article.children, &mut add);
    for footnote in &article.footnotes {
        blocks(&footnote.children, &mut add);
    }
    for reference in &article.references {
        inlines(&reference.children, &mut add);
    }
    found.into_iter().collect()
}

/// Leads links to articles that become pages to these pages, which stand as the articles do. Gives
/// the articles, as paths from the root.
pub(super) fn lead_to_pages(
    article: &mut Article,
    place: &str,
    is_article: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let mut linked = BTreeSet::new();
    let mut lead = |link: &mut Link| {
        if let Some(path) = path(&link.url, place).filter(|path| is_article(path)) {
            let end = link.url.find(['?', '#']).unwrap_or(link.url.len());
            let (file, rest) = link.url.split_at(end);
            link.url = page_place(file) + rest;
            linked.insert(path);
        }
    };
    each_line(article, &mut |line| links(line, &mut lead));
    linked
}

fn links(line: &mut [Inline], lead: &mut impl FnMut(&mut Link)) {
    for inline in line {
        if let Inline::Link(link) = inline {
            lead(link);
        }
        if let Some(children) = inline.children_mut() {
            links(children, lead);
        }
    }
}

fn blocks(all: &[Block], add: &mut impl FnMut(&str)) {
    for block in all {
        match block {
            Block::Image(image) => add(&image.url),
            Block::Section(section) => inlines(&section.title, add),
            Block::Aside(aside) => {
                inlines(&aside.title, add);
                inlines(&aside.subtitle, add);
            }
            Block::Heading(heading) => inlines(&heading.children, add),
            Block::Paragraph(paragraph) => inlines(&paragraph.children, add),
            Block::List(list) => {
                for item in &list.children {
                    blocks(&item.children, add);
                }
            }
            Block::DefinitionList(list) => {
                for item in &list.children {
                    match item {
                        DefinitionItem::Term { children } => inlines(children, add),
                        DefinitionItem::Description { children } => blocks(children, add),
                    }
                }
            }
            Block::Table(table) => {
                inlines(&table.caption, add);
                for cell in table.children.iter().flat_map(|row| &row.children) {
                    inlines(&cell.children, add);
                }
                blocks(&table.legend, add);
            }
            Block::Figure(_)
            | Block::Blockquote(_)
            | Block::Caption(_)
            | Block::Code(_)
            | Block::Math(_)
            | Block::ThematicBreak => {}
        }
        blocks(block.children(), add);
    }
}

fn inlines(all: &[Inline], add: &mut impl FnMut(&str)) {
    for inline in all {
        match inline {
            Inline::Image(image) => add(&image.url),
            Inline::Link(link) => add(&link.url),
            _ => {}
        }
        inlines(inline.children(), add);
    }
}

/// The path of a relative address from the root; `None` of any other address, and of one that
/// leads out of the root or to something hidden.
fn path(address: &str, place: &str) -> Option<String> {
    let path = address.split(['?', '#']).next()?;
    let whole = path.split('/').next()?.contains(':');
    if path.is_empty() || whole || path.starts_with('/') || path.contains('\\') {
        return None;
    }
    let path = decoded(path)?;
    let mut parts: Vec<&str> = place.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            hidden if hidden.starts_with('.') => return None,
            // A colon may be a drive, or a stream of a file.
            odd if odd.contains(['\\', ':', '\0']) => return None,
            part => parts.push(part),
        }
    }
    (!parts.is_empty() && !path.ends_with('/')).then(|| parts.join("/"))
}

/// A path without its percent signs; `None` where that is no text.
fn decoded(path: &str) -> Option<String> {
    if !path.contains('%') {
        return Some(path.to_owned());
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&first, behind)) = rest.split_first() {
        let figures = behind
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok());
        let byte = figures
            .filter(|two| first == b'%' && two.bytes().all(|b| b.is_ascii_hexdigit()))
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = match byte {
            Some(_) => behind.get(2..).unwrap_or_default(),
            None => behind,
        };
    }
    String::from_utf8(bytes).ok()
}

/// Where a file really is, if it is a file and inside of the root, whatever links lead to it.
pub(in crate::cli) fn inside(root: &Path, file: &str) -> Option<PathBuf> {
    let root = root.canonicalize().ok()?;
    let real = root.join(file).canonicalize().ok()?;
    let below = real.strip_prefix(&root).ok()?;
    let hidden = below
        .components()
        .any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
    (!hidden && real.is_file()).then_some(real)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_stay_inside() {
        for (address, expected) in [
            ("fig.png", Some("a/fig.png")),
            ("./img/fig%201.png?v=2#x", Some("a/img/fig 1.png")),
            ("../fig.png", Some("fig.png")),
            ("../../fig.png", None),
            ("%2e%2e/%2e%2e/fig.png", None),
            ("b/../../../x", None),
            ("/etc/passwd", None),
            ("//host/x", None),
            ("https://example.org/x.png", None),
            ("data:image/png,x", None),
            ("mailto:a@x.org", None),
            ("..\\x", None),
            ("c%3A/x", None),
            (".git/config", None),
            ("img/%2egit", None),
            ("#part", None),
            ("?x", None),
            ("folder/", None),
            ("100%.png", Some("a/100%.png")),
            ("%ff.png", None),
        ] {
            assert_eq!(path(address, "a/b.md").as_deref(), expected, "{address}");
        }
    }
}
