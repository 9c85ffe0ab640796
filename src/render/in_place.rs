//! What an article that stands in a page already is given beside its own text: the ways back from
//! its references, the tools of its list, what a reader can do with it. Each is a piece of markup
//! that is inserted by itself and can be taken away again.

use super::article::{Mode, Options, Page};
use super::fragment;
use super::html::Html;
use super::index::Index;
use crate::model::{Article, Inline};

/// What an entry has of its own already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Extras {
    /// Its own ways back to where it is cited.
    pub back_links: bool,
}

fn page<'a>(article: &'a Article, index: &'a Index, options: &'a Options<'a>) -> Page<'a> {
    let html = Html::with_capacity(1024).with_parts(options.parts);
    let mut page = Page::new(html, options, article, index);
    page.mode = Mode::Page;
    page
}

/// Renders what stands behind the text of the reference with this key: where to find the work,
/// unless its own text has a link; the same source elsewhere in the list; the ways back; its
/// sentences. Nothing where there is no such reference.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nThey thin with age.¹\n\nReferences\n\n1. Doe J. On bones. Bone. 2020;1:2.\n").article;
/// let index = render::Index::of(&article, "");
/// let options = render::Options::default();
/// let html = render::entry_extras(&article, &index, "1", render::Extras::default(), &options);
/// assert!(html.contains("href=\"#cite-1-1\"") && !html.contains("On bones. Bone"));
/// ```
pub fn entry_extras(
    article: &Article,
    index: &Index,
    key: &str,
    has: Extras,
    options: &Options<'_>,
) -> String {
    let mut page = page(article, index, options);
    let Some(reference) = index.reference(article, key) else {
        return String::new();
    };
    page.notices(reference);
    if !has_link(&reference.children) {
        page.links(reference, false);
    }
    page.ways_from(reference, &fragment::key(key), !has.back_links);
    page.html.finish()
}

/// Renders the ways back from the note with this key to its marks.
pub fn note_extras(article: &Article, index: &Index, key: &str, options: &Options<'_>) -> String {
    let mut page = page(article, index, options);
    let uses: Vec<_> = index.note_uses(key).collect();
    page.back_links(&uses);
    page.html.finish()
}

/// Renders the tools of the reference list: a filter and the export. The list keeps its order:
/// its entries are the page's own.
pub fn list_tools(article: &Article, index: &Index, options: &Options<'_>) -> String {
    let mut page = page(article, index, options);
    page.list_tools(article, false);
    page.html.finish()
}

/// Renders what a reader can do with the article: cite it, open and close everything, dim the
/// markers. Nothing where there is nothing to be done.
pub fn page_actions(article: &Article, index: &Index, options: &Options<'_>) -> String {
    let mut page = page(article, index, options);
    page.actions(article);
    page.html.finish()
}

/// What the link of a marker is called that leads to one reference of this label, as in
/// "Reference 11".
pub fn marker_name(label: &str, options: &Options<'_>) -> String {
    options.messages.marker(1, label)
}

fn has_link(inlines: &[Inline]) -> bool {
    inlines
        .iter()
        .any(|inline| matches!(inline, Inline::Link(_)) || has_link(inline.children()))
}
