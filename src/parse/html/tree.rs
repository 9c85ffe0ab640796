//! The tree of a page: its elements and texts, numbered in the order in which they begin.
//!
//! A page comes in two ways. The widget takes a snapshot of a document that a browser shows
//! already ([`Tree::from_snapshot`]); natively the source is read as browsers read it
//! (`Tree::parse`). Both number every node in preorder, whatever it is, so that who took the
//! snapshot can keep its nodes in a list and find them by these numbers.
//!
//! A node knows its parent and where its subtree ends; nothing here recurses, so a tree may be of
//! any depth.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

/// A node of a [`Tree`], by its place in preorder; the root is 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    /// The root of every tree.
    pub const ROOT: Self = Self(0);

    /// The place in preorder.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Things by nodes.
pub(super) type NodeMap<V> = HashMap<NodeId, V, BuildHasherDefault<NodeHasher>>;

/// Some nodes.
pub(super) type NodeSet = HashSet<NodeId, BuildHasherDefault<NodeHasher>>;

/// Hashes a node's place. No page can choose it, so there is nothing to hide from one.
#[derive(Debug, Default)]
pub(super) struct NodeHasher(u64);

impl Hasher for NodeHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }

    /// Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4): neighbours come far apart.
    fn write_u32(&mut self, place: u32) {
        self.0 = (self.0 ^ u64::from(place)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// What a node is.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Kind {
    Element(Element),
    Text(String),
    /// A comment, a doctype, an instruction: counted, and nothing else.
    Other,
}

/// An element's name and attributes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    /// The local name in lower case.
    pub(super) name: String,
    /// Names in lower case and values, each name once.
    pub(super) attributes: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Node {
    kind: Kind,
    /// The parent; the root is its own.
    parent: u32,
    /// The first node behind the subtree.
    end: u32,
}

/// The tree of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// A root and nothing in it.
    #[cfg(not(target_arch = "wasm32"))]
    pub(super) fn empty() -> Self {
        Self {
            nodes: vec![Node {
                kind: Kind::Element(Element {
                    name: "html".to_owned(),
                    attributes: Vec::new(),
                }),
                parent: 0,
                end: 1,
            }],
        }
    }

    /// The number of nodes.
    #[allow(clippy::len_without_is_empty, reason = "a tree has a root")]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    fn element(&self, id: NodeId) -> Option<&Element> {
        match &self.node(id)?.kind {
            Kind::Element(element) => Some(element),
            Kind::Text(_) | Kind::Other => None,
        }
    }

    /// The local name of an element in lower case; empty of anything else.
    pub fn name(&self, id: NodeId) -> &str {
        self.element(id).map_or("", |element| &element.name)
    }

    /// Whether a node is an element.
    pub fn is_element(&self, id: NodeId) -> bool {
        self.element(id).is_some()
    }

    /// The text of a text node.
    pub fn text(&self, id: NodeId) -> Option<&str> {
        match &self.node(id)?.kind {
            Kind::Text(text) => Some(text),
            Kind::Element(_) | Kind::Other => None,
        }
    }

    /// The value of an attribute of an element.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let attributes = &self.element(id)?.attributes;
        attributes
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The attributes of an element in their order.
    pub fn attributes(&self, id: NodeId) -> impl Iterator<Item = (&str, &str)> {
        let attributes = self
            .element(id)
            .map(|element| element.attributes.as_slice());
        let all = attributes.unwrap_or_default().iter();
        all.map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// The parent of a node; the root has none.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        let parent = NodeId(self.node(id)?.parent);
        (parent != id).then_some(parent)
    }

    /// The nodes around a node, from the inside out.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |id| self.parent(*id))
    }

    /// The place behind a node's subtree.
    fn end(&self, id: NodeId) -> u32 {
        self.node(id).map_or(id.0, |node| node.end)
    }

    /// Whether a node is another one or stands inside of it.
    pub fn contains(&self, around: NodeId, id: NodeId) -> bool {
        around <= id && id.0 < self.end(around)
    }

    /// The next node that has the same parent.
    pub fn next_sibling(&self, id: NodeId) -> Option<NodeId> {
        let next = NodeId(self.end(id));
        let parent = self.parent(id)?;
        self.contains(parent, next).then_some(next)
    }

    /// The nodes directly inside of a node.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let first = NodeId(id.0.saturating_add(1));
        let first = self.contains(id, first).then_some(first);
        std::iter::successors(first, |id| self.next_sibling(*id))
    }

    /// The elements directly inside of a node.
    pub fn elements(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        self.children(id).filter(|id| self.is_element(*id))
    }

    /// A node and everything inside of it, in preorder.
    pub fn subtree(&self, id: NodeId) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        (id.0..self.end(id)).map(NodeId)
    }

    /// How many nodes a subtree has, its root included.
    pub fn size(&self, id: NodeId) -> usize {
        self.end(id).saturating_sub(id.0) as usize
    }

    /// Every node in preorder.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = NodeId> + use<> {
        self.subtree(NodeId::ROOT)
    }

    /// All text inside of a node, as it stands there.
    pub fn text_inside(&self, id: NodeId) -> String {
        self.subtree(id).filter_map(|id| self.text(id)).collect()
    }
}

/// Grows a tree in preorder.
#[derive(Debug, Default)]
pub(super) struct Growing {
    nodes: Vec<Node>,
    open: Vec<u32>,
}

impl Growing {
    fn push(&mut self, kind: Kind) -> Option<u32> {
        let at = u32::try_from(self.nodes.len())
            .ok()
            .filter(|at| *at < u32::MAX)?;
        let parent = self.open.last().copied().unwrap_or(at);
        self.nodes.push(Node {
            kind,
            parent,
            end: at + 1,
        });
        Some(at)
    }

    /// Begins an element; what follows is inside of it until it is closed.
    pub(super) fn open(&mut self, element: Element) {
        if let Some(at) = self.push(Kind::Element(element)) {
            self.open.push(at);
        }
    }

    /// Ends the element that was begun last.
    pub(super) fn close(&mut self) {
        let end = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        if let Some(node) = self
            .open
            .pop()
            .and_then(|at| self.nodes.get_mut(at as usize))
        {
            node.end = end;
        }
    }

    pub(super) fn text(&mut self, text: String) {
        self.push(Kind::Text(text));
    }

    pub(super) fn other(&mut self) {
        self.push(Kind::Other);
    }

    /// The elements that are open.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The tree, if it has exactly one root and everything in it is closed.
    pub(super) fn finish(self) -> Option<Tree> {
        let root = self.nodes.first()?;
        (self.open.is_empty() && root.end as usize == self.nodes.len())
            .then_some(Tree { nodes: self.nodes })
    }
}
