//! Where the parts of an article stand in the page that it was read from.
//!
//! Who has taken the snapshot finds the nodes by their numbers and makes markers and sections of
//! the article of them, without moving any.

use super::tree::NodeId;
use crate::model::ReferenceId;

/// Where the article's parts stand in the tree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// The element that holds the article. Distill's appendix, which belongs to it, stands behind it.
    pub root: NodeId,
    /// The heading that is its title; `None` where the title was found elsewhere.
    pub title: Option<NodeId>,
    /// Its sections, in the order of the page.
    pub sections: Vec<SectionPlace>,
    /// Its markers, one for each of
    /// [`walk::markers`](crate::model::walk::markers) and in their order.
    pub markers: Vec<MarkerPlace>,
    /// Its references, one for each of [`Article::references`](crate::model::Article::references).
    pub references: Vec<EntryPlace>,
    /// Its notes, one for each of [`Article::footnotes`](crate::model::Article::footnotes).
    pub notes: Vec<EntryPlace>,
    /// What holds the entries of the list of references, or of the largest if there are several:
    /// the list itself, without its heading. Paragraphs that are entries share this parent with
    /// others.
    pub reference_list: Option<NodeId>,
    /// What holds the notes, in the same way.
    pub note_list: Option<NodeId>,
}

/// A section: a heading and the nodes that follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SectionPlace {
    /// The heading: an element `h1` to `h6`, or one with the role.
    pub heading: NodeId,
    /// The name of the section in the article; see
    /// [`Section::identifier`](crate::model::Section::identifier). Empty of a list of references
    /// or notes, which is no section of the article.
    pub identifier: String,
    /// The host's own id: of the heading, of a part of it, or of the element around it.
    pub id: Option<String>,
    /// How deep it stands, from 1 for a section of the article itself.
    pub level: usize,
    /// What the section holds.
    pub kind: SectionKind,
    /// The node whose children `branch` and `body` are.
    pub parent: NodeId,
    /// The heading or what systems wrap around it: this, and not the heading, is the sibling of
    /// the body.
    pub branch: NodeId,
    /// What belongs to the section: the siblings behind the heading's own branch, up to the next
    /// heading of this level or above. Texts and comments between them are among them; of text
    /// there may be some that is more than blank. Empty where the page is built in a way that has
    /// no such run, and then there is nothing to fold.
    pub body: Vec<NodeId>,
}

/// What a section holds, where that decides whether it may be folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SectionKind {
    /// A section of the text.
    Text,
    /// The list of references, which is never folded by itself.
    References,
    /// The notes, likewise.
    Notes,
}

/// The nodes of a marker.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct MarkerPlace {
    /// The parts of it that can be pointed at, in their order; at least one.
    pub targets: Vec<Target>,
}

/// A part of a marker that can be pointed at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Where it stands.
    pub at: At,
    /// What it leads to.
    pub leads_to: LeadsTo,
}

/// Where a part of a marker stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// An element: a link, or what the host has in place of one.
    Element(NodeId),
    /// A piece of a text node that is no link yet; `start` and `end` are bytes of its text in
    /// UTF-8.
    Text {
        /// The text node.
        node: NodeId,
        /// Where the piece begins.
        start: usize,
        /// Where the piece ends.
        end: usize,
    },
}

/// What a part of a marker leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LeadsTo {
    /// References. Both ends of a range name everything that it stands for.
    References(Vec<ReferenceId>),
    /// A note, by its place in [`Article::footnotes`](crate::model::Article::footnotes).
    Note(usize),
}

/// An entry of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EntryPlace {
    /// The item, paragraph or row; of a list of definitions the description; of a note that stands
    /// at its mark what it says. `None` of a work that a bibliography beside the page has.
    pub element: Option<NodeId>,
    /// The id in the page that links lead to, if there is one: the element's own, or of a part of
    /// it.
    pub id: Option<String>,
    /// The host's own ways back into the text.
    pub back_links: Vec<NodeId>,
}
