//! A page's tree while it may still change, as `html5ever` wants it: nodes that know their
//! neighbours, so that whatever is moved takes no search.

use std::num::NonZeroU32;

use html5ever::QualName;

use super::tree::{Element, Growing, Tree};

/// A node among the drafts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct At(NonZeroU32);

impl At {
    /// What holds the page.
    pub(super) const DOCUMENT: Self = Self(NonZeroU32::MIN);

    fn index(self) -> usize {
        self.0.get() as usize - 1
    }
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Kind {
    Element {
        name: QualName,
        /// Names in lower case and values, each name once.
        attributes: Vec<(String, String)>,
        /// What a `template` holds, which is not part of the page.
        contents: Option<At>,
    },
    Text(String),
    /// A comment, an instruction, the document: nothing that is read.
    Other,
}

#[derive(Debug)]
struct Draft {
    kind: Kind,
    parent: Option<At>,
    before: Option<At>,
    after: Option<At>,
    first: Option<At>,
    last: Option<At>,
    depth: u32,
}

impl Draft {
    fn new(kind: Kind) -> Self {
        Self {
            kind,
            parent: None,
            before: None,
            after: None,
            first: None,
            last: None,
            depth: 0,
        }
    }
}

/// All nodes, in the order in which they were made.
#[derive(Debug)]
pub(super) struct Drafts(Vec<Draft>);

impl Default for Drafts {
    fn default() -> Self {
        Self(vec![Draft::new(Kind::Other)])
    }
}

impl Drafts {
    fn get(&self, at: At) -> Option<&Draft> {
        self.0.get(at.index())
    }

    fn get_mut(&mut self, at: At) -> Option<&mut Draft> {
        self.0.get_mut(at.index())
    }

    /// What a node is.
    pub(super) fn kind(&self, at: At) -> Option<&Kind> {
        Some(&self.get(at)?.kind)
    }

    pub(super) fn kind_mut(&mut self, at: At) -> Option<&mut Kind> {
        Some(&mut self.get_mut(at)?.kind)
    }

    pub(super) fn parent(&self, at: At) -> Option<At> {
        self.get(at)?.parent
    }

    /// How many nodes are around a node.
    pub(super) fn depth(&self, at: At) -> usize {
        self.get(at).map_or(0, |node| node.depth as usize)
    }

    /// Makes a node that stands nowhere yet.
    pub(super) fn create(&mut self, kind: Kind) -> At {
        self.0.push(Draft::new(kind));
        // No memory holds so many that this is not the number of the last one.
        let number = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        At(NonZeroU32::new(number).unwrap_or(NonZeroU32::MIN))
    }

    /// Takes a node out of its parent.
    pub(super) fn detach(&mut self, at: At) {
        let Some(node) = self.get_mut(at) else { return };
        let Some(parent) = node.parent.take() else {
            return;
        };
        let (before, after) = (node.before.take(), node.after.take());
        match before {
            Some(before) => self.get_mut(before).map(|node| node.after = after),
            None => self.get_mut(parent).map(|node| node.first = after),
        };
        match after {
            Some(after) => self.get_mut(after).map(|node| node.before = before),
            None => self.get_mut(parent).map(|node| node.last = before),
        };
    }

    /// The node behind which one comes that is put before a child, or at the end.
    fn before(&self, parent: At, next: Option<At>) -> Option<At> {
        match next {
            Some(next) => self.get(next)?.before,
            None => self.get(parent)?.last,
        }
    }

    /// Puts a node into a parent, before one of its children or at the end. Gives its depth.
    pub(super) fn insert(&mut self, parent: At, next: Option<At>, child: At) -> usize {
        self.detach(child);
        let before = self.before(parent, next);
        let depth = self.get(parent).map_or(0, |node| node.depth) + 1;
        if let Some(node) = self.get_mut(child) {
            node.parent = Some(parent);
            node.before = before;
            node.after = next;
            node.depth = depth;
        }
        match before {
            Some(before) => self.get_mut(before).map(|node| node.after = Some(child)),
            None => self.get_mut(parent).map(|node| node.first = Some(child)),
        };
        match next {
            Some(next) => self.get_mut(next).map(|node| node.before = Some(child)),
            None => self.get_mut(parent).map(|node| node.last = Some(child)),
        };
        depth as usize
    }

    /// The same with a text, which goes on where one stands already.
    pub(super) fn insert_text(&mut self, parent: At, next: Option<At>, text: &str) {
        let before = self.before(parent, next);
        if let Some(Kind::Text(known)) = before.and_then(|before| self.kind_mut(before)) {
            known.push_str(text);
        } else {
            let child = self.create(Kind::Text(text.to_owned()));
            self.insert(parent, next, child);
        }
    }

    /// Moves what a node holds behind what another one holds.
    pub(super) fn move_children(&mut self, from: At, to: At) {
        let mut next = self.get(from).and_then(|node| node.first);
        while let Some(child) = next {
            next = self.get(child).and_then(|node| node.after);
            self.insert(to, None, child);
        }
    }

    /// The element `html` and everything in it, in preorder.
    pub(super) fn grown(mut self) -> Option<Tree> {
        let is_element = |at: &At| matches!(self.kind(*at), Some(Kind::Element { .. }));
        let first = self.get(At::DOCUMENT)?.first;
        let mut children = std::iter::successors(first, |at| self.get(*at)?.after);
        let root = children.find(is_element)?;
        let mut tree = Growing::default();
        let mut at = root;
        loop {
            let node = self.get_mut(at)?;
            let first = node.first;
            match std::mem::replace(&mut node.kind, Kind::Other) {
                Kind::Element {
                    name, attributes, ..
                } => {
                    tree.open(Element {
                        name: name.local.to_ascii_lowercase().to_string(),
                        attributes,
                    });
                    if let Some(first) = first {
                        at = first;
                        continue;
                    }
                    tree.close();
                }
                Kind::Text(text) => tree.text(text),
                Kind::Other => tree.other(),
            }
            // Whatever ends here.
            loop {
                if at == root {
                    return tree.finish();
                }
                let node = self.get(at)?;
                if let Some(after) = node.after {
                    at = after;
                    break;
                }
                at = node.parent?;
                tree.close();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use html5ever::{LocalName, ns};

    use super::*;
    use crate::parse::html::NodeId;

    fn element(drafts: &mut Drafts, name: &str) -> At {
        drafts.create(Kind::Element {
            name: QualName::new(None, ns!(html), LocalName::from(name)),
            attributes: Vec::new(),
            contents: None,
        })
    }

    fn told(drafts: Drafts) -> String {
        let tree = drafts.grown().unwrap();
        assert_eq!(tree.parent(NodeId::ROOT), None);
        let nodes = tree.all().map(|node| {
            let depth = tree.ancestors(node).count();
            let what = tree.text(node).unwrap_or_else(|| tree.name(node));
            format!("{depth}{what}")
        });
        nodes.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn nodes_go_before_others_and_leave_again() {
        let mut drafts = Drafts::default();
        let root = element(&mut drafts, "html");
        assert_eq!(drafts.insert(At::DOCUMENT, None, root), 1);
        let [a, b, c] = ["a", "b", "c"].map(|name| element(&mut drafts, name));
        drafts.insert(root, None, b);
        drafts.insert(root, Some(b), a);
        assert_eq!(drafts.insert(root, None, c), 2);
        drafts.insert_text(root, Some(c), "one");
        drafts.insert_text(root, Some(c), " two");
        drafts.insert_text(root, Some(a), "zero");
        // From the middle to the end, and from the end into another.
        drafts.insert(root, None, b);
        drafts.insert(a, None, c);
        drafts.insert_text(root, Some(b), "!");
        assert_eq!(drafts.parent(c), Some(a));
        assert_eq!(told(drafts), "0html 1zero 1a 2c 1one two! 1b");
    }

    #[test]
    fn children_move_together() {
        let mut drafts = Drafts::default();
        let comment = drafts.create(Kind::Other);
        drafts.insert(At::DOCUMENT, None, comment);
        let root = element(&mut drafts, "html");
        drafts.insert(At::DOCUMENT, None, root);
        let [a, b] = ["a", "b"].map(|name| element(&mut drafts, name));
        drafts.insert(root, None, a);
        drafts.insert(root, None, b);
        for text in ["i", "u"] {
            let child = element(&mut drafts, text);
            drafts.insert(a, None, child);
        }
        drafts.insert_text(b, None, "first");
        drafts.move_children(a, b);
        drafts.detach(a);
        assert_eq!(drafts.parent(a), None);
        assert_eq!(told(drafts), "0html 1b 2first 2i 2u");
    }
}
