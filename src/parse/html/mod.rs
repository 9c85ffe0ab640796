//! HTML pages: an article that stands in a page, as an article of ours, and where its parts stand
//! there.
//!
//! Two readers need this. The command line reads a page's source as it reads any other format. The
//! widget finds an article in the page that it is in, and makes markers and sections of what is
//! there already, without moving any of it: it needs the article and the nodes of its parts.
//!
//! ```
//! use scholion::parse::html::{Tree, html};
//! let tree = Tree::from_snapshot(r##"["body", {}, ["h1", {}, "On bones"],
//!     ["p", {}, "Bones are hard.", ["sup", {}, ["a", {"href": "#r1"}, "1"]]],
//!     ["h2", {}, "References"], ["ol", {}, ["li", {"id": "r1"}, "Doe J. On bones. 2020."]]]"##);
//! let reading = html(&tree.unwrap());
//! assert_eq!(scholion::model::plain_text(&reading.article.title), "On bones");
//! assert_eq!(reading.places.sections[0].identifier, "references");
//! ```

mod outline;
mod page;
mod places;
mod snapshot;
#[cfg(not(target_arch = "wasm32"))]
mod source;
mod tree;

pub use places::{At, EntryPlace, LeadsTo, MarkerPlace, Places, SectionKind, SectionPlace, Target};
pub use tree::{NodeId, Tree};

use crate::diagnostic::Diagnostic;
use crate::model::Article;

/// What reading a page gives.
#[derive(Debug, Clone)]
pub struct Reading {
    /// The article.
    pub article: Article,
    /// What was noticed on the way. A snapshot has no source, so findings have no places.
    pub diagnostics: Vec<Diagnostic>,
    /// Where its parts stand in the tree.
    pub places: Places,
}

/// Reads the article of a page.
pub fn html(tree: &Tree) -> Reading {
    let page = page::Page::of(tree);
    let root = page.root();
    let title = page::title(&page, root);
    let outline = outline::Outline::of(&page, root, title);
    let mut builder = super::builder::Builder::default();
    if let Some(title) = title {
        builder.article.title = vec![crate::model::Inline::text(page.words(title))];
    }
    let mut sections = Vec::new();
    let mut skip_to = 0;
    for node in tree.subtree(root) {
        if node.index() < skip_to || !page.shows(node) {
            continue;
        }
        if let Some(heading) = outline.at(node).and_then(|at| outline.headings.get(at)) {
            let words = vec![crate::model::Inline::text(page.words(node))];
            let identifier = builder.named_section(
                heading.level,
                words,
                None,
                crate::diagnostic::Span::default(),
            );
            sections.push(SectionPlace {
                heading: node,
                identifier: identifier.to_string(),
                id: tree.attribute(node, "id").map(str::to_owned),
                level: heading.level,
                kind: SectionKind::Text,
                parent: heading.parent,
                branch: heading.branch,
                body: heading.body.clone(),
            });
            skip_to = node.index() + tree.size(node);
        } else if tree.name(node) == "p" {
            let words = vec![crate::model::Inline::text(page.words(node))];
            builder.block(crate::model::Block::paragraph(words));
            skip_to = node.index() + tree.size(node);
        }
    }
    let (article, diagnostics) = builder.finish();
    Reading {
        article,
        diagnostics,
        places: Places {
            root,
            title,
            sections,
            markers: Vec::new(),
            references: Vec::new(),
            notes: Vec::new(),
            reference_list: None,
            note_list: None,
        },
    }
}
