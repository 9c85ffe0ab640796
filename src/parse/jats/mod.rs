//! JATS XML, the [Journal Article Tag Suite](https://jats.nlm.nih.gov/) (NISO Z39.96), as
//! archives and publishers have it: of any of its tag sets, and of the NLM's older ones.
//!
//! In the order of reading:
//!
//! 1. [`tree`]: the source as elements and text, mended where it is broken.
//! 2. [`reader`]: what can be mentioned gets its name, so that mentions can look ahead.
//! 3. [`references`]: the entries of the lists get theirs.
//! 4. [`front`]: titles, people, dates, abstracts.
//! 5. [`block`] and [`inline`]: the text, with [`figure`], [`table`], [`formula`] and
//!    [`citation`] for what they are called after, and [`floats`] for what a source keeps apart.
//! 6. [`back`]: what stands behind the text, and the letters that come with the article.
//! 7. [`csl`]: the fields of the references.
//! 8. The notes that the text has referred to.
//!
//! An element that nobody knows loses its tags and never its text. `docs/jats.md` lists what is
//! read, and what is about the article rather than a part of it.

mod back;
mod block;
mod citation;
mod csl;
mod entity;
mod figure;
mod floats;
mod formula;
mod front;
mod heading;
mod inline;
mod person;
mod reader;
mod references;
mod table;
#[cfg(test)]
mod tests;
mod time;
mod tree;

use super::{Limits, Parsed, math, tidy};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Article, Block, Inline, prose, walk};
use heading::Words;
use reader::Reader;
use tree::{Node, Tree};

/// Reads an article in JATS XML.
///
/// ```
/// let parsed = scholion::parse::jats(
///     "<article><body><p>Bones are hard <xref ref-type='bibr' rid='b1'>[1]</xref>.</p></body>
///      <back><ref-list><ref id='b1'><label>1.</label><mixed-citation>Doe J. On bones.
///      </mixed-citation></ref></ref-list></back></article>",
/// );
/// let uses = scholion::model::walk::citations(&parsed.article);
/// assert_eq!(uses[0].citation.references[0].as_str(), "1");
/// assert!(parsed.diagnostics.is_empty());
/// ```
pub fn jats(text: &str) -> Parsed {
    read_within(text, &Limits::default())
}

/// The same, with limits of one's own.
pub(super) fn read_within(text: &str, limits: &Limits) -> Parsed {
    let mut diagnostics = Vec::new();
    let tree = Tree::read(text, &mut diagnostics);
    let root = article_of(&tree);
    let (language, direction) = front::language(root);
    let words = Words::of(language.as_deref());
    let mut reader = Reader::of(&tree, words, diagnostics);
    reader.range_budget = limits.ranges;
    let entries = references::name(&mut reader, root);
    let mut article = Article {
        language,
        direction,
        genre: root.attribute("article-type").map(|kind| kind.to_string()),
        ..Article::default()
    };
    read(&mut reader, root, &mut article);
    article.references = references::read(&mut reader, entries);
    article.footnotes = reader.footnotes();
    walk::each_line(&mut article, &mut join_texts);
    let mut diagnostics = reader.diagnostics;
    if is_empty(&article) {
        diagnostics.push(
            Diagnostic::new(
                Code::EmptySource,
                root.span(),
                "the source has no text that an article could be made of",
            )
            .with_hint("a JATS article has its text in `<body>`, inside of `<article>`"),
        );
    }
    diagnostics.extend(math::formulae(&mut article));
    Parsed {
        article,
        diagnostics,
    }
}

/// Makes one piece of texts that stand beside each other: a label and the space behind it.
fn join_texts(line: &mut Vec<Inline>) {
    tidy::join_texts(line);
    for children in line.iter_mut().filter_map(Inline::children_mut) {
        join_texts(children);
    }
}

/// The element that holds the article. Archives wrap it, and fragments lack it.
fn article_of<'t>(tree: &'t Tree<'t>) -> Node<'t> {
    let root = tree.root();
    root.inside()
        .find(|node| node.is("article"))
        .unwrap_or(root)
}

fn read<'t>(reader: &mut Reader<'t>, root: Node<'t>, article: &mut Article) {
    let front = root.child("front").or_else(|| root.child("front-stub"));
    if let Some(front) = front {
        front::read(reader, front, article);
        back::products(reader, front, article);
    }
    let mut companions = Vec::new();
    let mut backs = Vec::new();
    let mut groups = Vec::new();
    let mut text = Vec::new();
    for child in root.children() {
        match child.name() {
            "front" | "front-stub" | "processing-meta" => {}
            "body" => text.extend(child.children()),
            "back" => backs.push(child),
            // Figures that a typesetter may put anywhere.
            "floats-group" | "floats-wrap" => groups.push(child),
            "sub-article" | "response" => companions.push(child),
            // A fragment has its text where the body should be.
            _ => text.push(child),
        }
    }
    let mut blocks = reader.blocks_of(text.into_iter());
    let mut apart: Vec<Block> = Vec::new();
    for child in groups {
        apart.extend(reader.blocks(child));
    }
    floats::place(apart, &mut blocks);
    article.children.extend(blocks);
    for child in backs {
        back::read(reader, child, article);
    }
    if let Some(front) = front {
        back::about(reader, front, article);
    }
    for child in companions {
        back::companion(reader, child, article);
    }
}

fn is_empty(article: &Article) -> bool {
    article.children.is_empty()
        && article.r#abstract.is_empty()
        && article.references.is_empty()
        && prose(&article.title).trim().is_empty()
}
