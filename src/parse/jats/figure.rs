//! Figures, groups of them, boxes and supplements: what has a label, a title and a caption.

use super::formula;
use super::inline::{best_alternative, picture};
use super::reader::Reader;
use super::tree::Node;
use crate::model::{Aside, Block, Caption, Figure, Inline, Link, is_safe_url};

/// What a figure says of itself beside its caption.
const BESIDE: [&str; 10] = [
    "alt-text",
    "caption",
    "label",
    "long-desc",
    "object-id",
    "kwd-group",
    "title",
    "alternatives",
    "graphic",
    "media",
];

/// Whether a group of figures is a part of its own, and not merely figures in a row.
pub(super) fn is_group(node: Node<'_>) -> bool {
    node.child("label").is_some()
        || node.child("caption").is_some()
        || node.attribute("id").is_some()
}

impl<'t> Reader<'t> {
    /// A figure: pictures, what else it holds, and the caption.
    pub(super) fn figure(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let identifier = self.part(node);
        let mut children = Vec::new();
        self.deeper(node, |reader| {
            for child in node.elements() {
                match child.name() {
                    "graphic" => children.extend(picture(child).map(Block::from)),
                    "alternatives" if formula::of(child).is_none() => {
                        if let Some(best) = best_alternative(child) {
                            reader.block(best, &mut children);
                        }
                    }
                    "media" | "alternatives" => reader.block(child, &mut children),
                    name if BESIDE.contains(&name) || is_credit(child) => {}
                    _ => reader.block(child, &mut children),
                }
            }
            let caption = reader.caption(node);
            if !caption.is_empty() {
                children.push(Block::Caption(Caption { children: caption }));
            }
        });
        out.push(Block::Figure(Figure {
            identifier,
            enumerator: None,
            children,
        }));
    }

    /// A group of figures: one figure with others inside, or figures in a row.
    pub(super) fn figures(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        if !is_group(node) {
            for child in node.elements() {
                self.block(child, out);
            }
            return;
        }
        self.figure(node, out);
    }

    /// Label, title and text of a caption, then whose picture it is and who may use it.
    fn caption(&mut self, node: Node<'t>) -> Vec<Block> {
        let mut blocks = Vec::new();
        if let Some(caption) = node.child("caption") {
            self.deeper(caption, |reader| {
                let rest = caption.children().filter(|child| !child.is("title"));
                blocks = reader.blocks_of(rest);
            });
        }
        let head = self.head(node);
        if !head.is_empty() {
            // Where the caption has no title, its text begins behind the label.
            let titled = has_title(node);
            match blocks.first_mut() {
                Some(Block::Paragraph(first)) if !titled => {
                    let text = std::mem::take(&mut first.children);
                    first.children = head;
                    first.children.push(Inline::text(" "));
                    first.children.extend(text);
                }
                _ => blocks.insert(0, Block::paragraph(head)),
            }
        }
        for credit in node.elements().filter(|child| is_credit(*child)) {
            blocks.extend(self.credit(credit));
        }
        blocks
    }

    /// The label and the title of a caption, as they are set: strong.
    pub(super) fn head(&mut self, node: Node<'t>) -> Vec<Inline> {
        let label = node.child("label").map(|label| self.line(label));
        let title = node
            .path(&["caption", "title"])
            .or_else(|| node.child("title"))
            .map(|title| self.line(title));
        let mut children = label.unwrap_or_default();
        if let Some(title) = title.filter(|title| !title.is_empty()) {
            if !children.is_empty() {
                children.push(Inline::text(" "));
            }
            children.extend(title);
        }
        if children.is_empty() {
            return children;
        }
        vec![Inline::Strong { children }]
    }

    /// Whose a picture is, and who may use it.
    fn credit(&mut self, node: Node<'t>) -> Vec<Block> {
        if node.is("attrib") {
            return vec![Block::paragraph(self.line(node))];
        }
        let mut blocks = Vec::new();
        for child in node.elements() {
            match child.name() {
                "copyright-statement" => blocks.push(Block::paragraph(self.line(child))),
                "license" => blocks.extend(self.blocks(child)),
                _ => {}
            }
        }
        blocks
    }

    /// A box beside the text, under its title.
    pub(super) fn boxed(&mut self, node: Node<'t>, otherwise: &'static str) -> Block {
        let own = self.named_by(node);
        let title = self.title_of(own);
        let title = if title.is_empty() {
            vec![Inline::text(otherwise)]
        } else {
            title
        };
        let mut children = Vec::new();
        self.deeper(node, |reader| {
            for caption in own.all("caption") {
                let rest = caption.children().filter(|inner| !inner.is("title"));
                children.extend(reader.blocks_of(rest));
            }
            let rest = own.children().filter(|child| {
                !matches!(child.name(), "label" | "title" | "object-id" | "caption")
            });
            children.extend(reader.blocks_of(rest));
            children.extend(file(node).map(|link| Block::paragraph(vec![link])));
        });
        let identifier = self.part(node).unwrap_or_else(|| self.named(own, &title));
        Block::from(Aside {
            identifier,
            title,
            subtitle: Vec::new(),
            purpose: None,
            children,
            position: Some(node.span()),
        })
    }

    /// What names a box: itself, or the one section that is all it holds.
    fn named_by(&mut self, node: Node<'t>) -> Node<'t> {
        if !self.title_of(node).is_empty() {
            return node;
        }
        let mut inside = node.elements().filter(|child| !child.is("object-id"));
        match (inside.next(), inside.next()) {
            (Some(only), None) if only.is("sec") && only.child("title").is_some() => only,
            _ => node,
        }
    }

    /// The heading of a part: its label, then its title.
    pub(super) fn title_of(&mut self, node: Node<'t>) -> Vec<Inline> {
        let mut line = node
            .child("label")
            .map(|label| self.line(label))
            .unwrap_or_default();
        let title = node
            .child("title")
            .or_else(|| node.path(&["caption", "title"]))
            .map(|title| self.line(title))
            .unwrap_or_default();
        if !line.is_empty() && !title.is_empty() {
            line.push(Inline::text(" "));
        }
        line.extend(title);
        line
    }
}

/// The link to the file of a supplement.
fn file(node: Node<'_>) -> Option<Inline> {
    let url = node.attribute("href")?.into_owned();
    let url = match url.strip_prefix("info:doi/") {
        Some(doi) => format!("https://doi.org/{doi}"),
        None => url,
    };
    if !is_safe_url(&url) {
        return Some(Inline::text(url));
    }
    let words = url.trim_end_matches('/').rsplit('/').next().unwrap_or(&url);
    Some(Inline::from(Link {
        children: vec![Inline::text(words)],
        url,
        position: Some(node.span()),
        ..Link::default()
    }))
}

fn has_title(node: Node<'_>) -> bool {
    node.child("title").is_some() || node.path(&["caption", "title"]).is_some()
}

/// Whether an element says whose a picture is.
fn is_credit(node: Node<'_>) -> bool {
    matches!(node.name(), "attrib" | "permissions")
}
