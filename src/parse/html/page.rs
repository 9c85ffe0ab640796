//! A page before it is read: what is shown of it, what its ids name, and where its article is.

use std::collections::HashMap;

use super::plain::is_block;
use super::tree::{NodeId, Tree};
use crate::parse::space::is_all_blank;

/// A page: its tree, and what is known of all of it.
#[derive(Debug)]
pub(super) struct Page<'t> {
    pub(super) tree: &'t Tree,
    /// Which nodes are no part of what a reader reads.
    left_out: Vec<bool>,
    /// How many bytes of text stand before each node; one more for the end.
    text_before: Vec<usize>,
    ids: HashMap<&'t str, NodeId>,
    /// Which nodes have an element inside that begins a line of its own.
    holds_block: Vec<bool>,
    /// The element before each node that has the same parent and says something.
    previous: Vec<Option<NodeId>>,
}

impl<'t> Page<'t> {
    pub(super) fn of(tree: &'t Tree) -> Self {
        let mut left_out = vec![false; tree.len()];
        let mut text_before = Vec::with_capacity(tree.len() + 1);
        let mut ids = HashMap::new();
        let mut total = 0;
        let mut skip_to = 0;
        for node in tree.all() {
            text_before.push(total);
            let at = node.index();
            if at >= skip_to && is_left_out(tree, node) {
                skip_to = at + tree.size(node);
            }
            if let Some(slot) = left_out.get_mut(at) {
                *slot = at < skip_to;
            }
            if at >= skip_to
                && let Some(text) = tree.text(node)
                && !is_all_blank(text)
            {
                total += text.len();
            }
            let name = (tree.name(node) == "a").then(|| tree.attribute(node, "name"));
            for id in [tree.attribute(node, "id"), name.flatten()]
                .into_iter()
                .flatten()
            {
                ids.entry(id).or_insert(node);
            }
        }
        text_before.push(total);
        let mut page = Self {
            tree,
            left_out,
            text_before,
            ids,
            holds_block: vec![false; tree.len()],
            previous: vec![None; tree.len()],
        };
        for node in tree.all().rev() {
            let holds = page.holds_block.get(node.index()).copied().unwrap_or(false);
            if (holds || is_block(tree.name(node)))
                && let Some(parent) = tree.parent(node)
                && let Some(slot) = page.holds_block.get_mut(parent.index())
            {
                *slot = true;
            }
        }
        let parents = tree.all().filter(|node| tree.is_element(*node));
        for parent in parents.filter(|node| page.shows(*node)).collect::<Vec<_>>() {
            let mut before = None;
            for child in tree.elements(parent) {
                if let Some(known) = page.previous.get_mut(child.index()) {
                    *known = before;
                }
                if page.weight(child) > 0 {
                    before = Some(child);
                }
            }
        }
        page
    }

    /// Whether an element that begins a line of its own stands inside of a node.
    pub(super) fn holds_block(&self, node: NodeId) -> bool {
        self.holds_block.get(node.index()).copied().unwrap_or(false)
    }

    /// The element before a node that has the same parent and says something.
    pub(super) fn previous(&self, node: NodeId) -> Option<NodeId> {
        self.previous.get(node.index()).copied().flatten()
    }

    /// How many bytes of text a reader reads between the beginnings of two nodes.
    pub(super) fn text_between(&self, from: NodeId, to: NodeId) -> usize {
        let at = |node: NodeId| self.text_before.get(node.index()).copied();
        let (from, to) = (at(from), at(to));
        to.unwrap_or_default()
            .saturating_sub(from.unwrap_or_default())
    }

    /// Whether a reader reads this node.
    pub(super) fn shows(&self, node: NodeId) -> bool {
        !self.left_out.get(node.index()).copied().unwrap_or(true)
    }

    /// How many bytes of text a reader reads inside of a node.
    pub(super) fn weight(&self, node: NodeId) -> usize {
        let at = |index: usize| self.text_before.get(index).copied().unwrap_or_default();
        at(node.index() + self.tree.size(node)) - at(node.index())
    }

    /// What the id of a link names.
    pub(super) fn named(&self, id: &str) -> Option<NodeId> {
        self.ids.get(id).copied()
    }

    /// The visible text inside of a node with single spaces.
    pub(super) fn words(&self, node: NodeId) -> String {
        let mut text = String::new();
        for node in self.tree.subtree(node) {
            if self.shows(node)
                && let Some(piece) = self.tree.text(node)
            {
                text.push_str(piece);
            }
        }
        crate::parse::space::single(&text)
    }

    /// The first element that is shown and fits.
    pub(super) fn first(&self, fits: impl Fn(NodeId) -> bool) -> Option<NodeId> {
        let mut all = self.tree.all();
        all.find(|node| self.tree.is_element(*node) && self.shows(*node) && fits(*node))
    }

    /// What stands behind the article's element and belongs to it: Distill's appendix.
    pub(super) fn appendix(&self, root: NodeId) -> Option<NodeId> {
        let tree = self.tree;
        let is_distill = matches!(tree.name(root), "d-article" | "dt-article");
        is_distill
            .then(|| {
                self.first(|node| {
                    node > root && matches!(tree.name(node), "d-appendix" | "dt-appendix")
                })
            })
            .flatten()
    }

    /// The element that holds the article: the innermost of those that are said to, as long as
    /// most of the page's text is in it.
    pub(super) fn root(&self) -> NodeId {
        let tree = self.tree;
        let body = self
            .first(|node| tree.name(node) == "body")
            .unwrap_or(NodeId::ROOT);
        let enough = self.weight(body) / 2;
        let mut best: Option<(usize, NodeId)> = None;
        for node in tree.subtree(body).skip(1) {
            if !tree.is_element(node) || !self.shows(node) || self.weight(node) <= enough {
                continue;
            }
            if let Some(rank) = holds_article(tree, node)
                && best.is_none_or(|(known, _)| rank >= known)
            {
                best = Some((rank, node));
            }
        }
        let articles = || {
            let all = tree.subtree(body).filter(|node| {
                tree.name(*node) == "article" && self.shows(*node) && self.weight(*node) > 0
            });
            all.max_by_key(|node| (self.weight(*node), std::cmp::Reverse(*node)))
        };
        best.map(|(_, node)| node)
            .or_else(|| articles().filter(|node| self.weight(*node) * 4 > self.weight(body)))
            .unwrap_or(body)
    }
}

/// Whether an element says that it holds the article, and how surely.
fn holds_article(tree: &Tree, node: NodeId) -> Option<usize> {
    /// Classes of the systems that set one around the text alone.
    const CLASSES: [&str; 10] = [
        "mw-parser-output",
        "entry-content",
        "post-content",
        "article-content",
        "article-body",
        "post-body",
        "gh-content",
        "available-content",
        "ltx_document",
        "e-content",
    ];
    if classes(tree, node).any(|class| CLASSES.contains(&class))
        || tree.attribute(node, "itemprop") == Some("articleBody")
        || matches!(tree.attribute(node, "id"), Some("mw-content-text"))
        || matches!(tree.name(node), "d-article" | "dt-article")
    {
        return Some(3);
    }
    match tree.name(node) {
        "article" => Some(2),
        "main" => Some(1),
        _ if tree.attribute(node, "role") == Some("main") => Some(1),
        _ => None,
    }
}

/// The classes of an element.
pub(super) fn classes(tree: &Tree, node: NodeId) -> impl Iterator<Item = &str> {
    tree.attribute(node, "class")
        .unwrap_or_default()
        .split_ascii_whitespace()
}

pub(super) fn has_class(tree: &Tree, node: NodeId, names: &[&str]) -> bool {
    classes(tree, node).any(|class| names.contains(&class))
}

/// How many nodes of a form are looked through for an article.
const MOST_OF_FORM: usize = 2000;

/// What a page has beside its text: navigation, controls, scripts, what is hidden.
fn is_left_out(tree: &Tree, node: NodeId) -> bool {
    let name = tree.name(node);
    if name.is_empty() {
        return false;
    }
    if name == "script" {
        return true;
    }
    // Whatever else these say: some scripts hide a page until they have run.
    if matches!(name, "html" | "body") {
        return false;
    }
    // Some systems put all of a page into a form.
    if name == "form"
        && tree
            .subtree(node)
            .take(MOST_OF_FORM)
            .any(|inner| matches!(tree.name(inner), "h1" | "h2" | "article" | "main"))
    {
        return false;
    }
    let by_name = matches!(
        name,
        "head"
            | "style"
            | "template"
            | "noscript"
            | "noframes"
            | "nav"
            | "button"
            | "input"
            | "select"
            | "textarea"
            | "iframe"
            | "object"
            | "embed"
            | "audio"
            | "video"
            | "canvas"
            | "dialog"
            | "menu"
            | "form"
            | "svg"
    );
    let role = tree.attribute(node, "role");
    let by_role = matches!(
        role,
        Some("navigation" | "search" | "banner" | "contentinfo" | "menu" | "toolbar" | "doc-toc")
    );
    let hidden = tree.attribute(node, "hidden").is_some()
        || tree.attribute(node, "aria-hidden") == Some("true")
        || tree.attribute(node, "style").is_some_and(|style| {
            let plain: String = style.split_whitespace().collect();
            plain.to_ascii_lowercase().contains("display:none")
        });
    let by_class = has_class(
        tree,
        node,
        &[
            "mw-editsection",
            "mw-jump-link",
            "navbox",
            "noprint",
            "printfooter",
            "catlinks",
            "toc",
            "ltx_page_navbar",
            "ltx_page_footer",
            "katex-html",
            "MathJax_Preview",
            "sharedaddy",
            "screen-reader-shortcut",
            "skip-link",
            "ltx_bib_cited",
        ],
    ) || tree.attribute(node, "id") == Some("toc");
    by_name || by_role || hidden || by_class
}

/// The heading that is the article's title: the first of the highest rank, in the article or
/// before it.
pub(super) fn title(page: &Page<'_>, root: NodeId) -> Option<NodeId> {
    let tree = page.tree;
    let is_h1 =
        |node: &NodeId| tree.name(*node) == "h1" && page.shows(*node) && page.weight(*node) > 0;
    let inside: Vec<NodeId> = tree.subtree(root).filter(is_h1).take(2).collect();
    let nested = |node: NodeId| {
        let mut around = tree.ancestors(node).take_while(|around| *around != root);
        around.any(|around| tree.name(around) == "section")
    };
    match inside.as_slice() {
        // Where every heading is one, those of sections are no title.
        [first, ..] if !nested(*first) => Some(*first),
        [first] => Some(*first),
        _ => {
            let before = tree.all().take_while(|node| *node < root).filter(is_h1);
            before.last().filter(|node| is_of(page, root, *node))
        }
    }
}

/// Whether a heading before an article is its own, and not that of the site: they stand in one
/// element for articles, or the page is called so.
fn is_of(page: &Page<'_>, root: NodeId, heading: NodeId) -> bool {
    let tree = page.tree;
    let mut around = tree.ancestors(heading);
    let together = around.any(|around| {
        matches!(
            tree.name(around),
            "article" | "main" | "d-title" | "dt-title"
        ) && (tree.contains(around, root) || tree.name(around).ends_with("-title"))
    });
    let named = || {
        let title = tree.all().find(|node| tree.name(*node) == "title");
        let title = title.map(|title| crate::parse::space::single(&tree.text_inside(title)));
        title.is_none_or(|title| title.starts_with(&page.words(heading)))
    };
    together || named()
}
