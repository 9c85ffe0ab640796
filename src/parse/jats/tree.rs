//! The elements of a source as a tree: an arena with the place of everything in the source.
//!
//! XML asks a processor to stop at the first fault. A reader of articles cannot: what is broken
//! is mended in the way that keeps the most text, and said. An end tag that fits an open element
//! closes what is open inside of it; one that fits none is left out; a `<` that begins no tag is
//! a character; at the end of the source everything is closed. Namespaces are not looked up: of a
//! name its local part counts, since `mml:math` and `math` mean the same in every source.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter};
use quick_xml::events::attributes::{Attribute, Attributes};
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::entity::{self, Entities};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::space::Single;

/// How many elements may be open at once. What is deeper loses its tags; reading recurses.
const DEEPEST: usize = 100;

/// How many open elements are looked at for the one that an end tag closes.
const FARTHEST: usize = 64;

/// How many faults of the markup are listed one by one.
const MOST_FAULTS: usize = 100;

/// How much of a source may be read again behind `<`s that begin no tag, in lengths of it.
const READ_AGAIN: usize = 8;

/// The nodes of a source. Node 0 holds everything.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    nodes: Vec<Entry<'a>>,
}

#[derive(Debug)]
struct Entry<'a> {
    what: What<'a>,
    parent: u32,
    first: u32,
    last: u32,
    next: u32,
    span: Span,
}

#[derive(Debug)]
enum What<'a> {
    Root,
    /// The local part of its name, and what stands behind the name in its tag.
    Element(&'a str, &'a str),
    Text(Cow<'a, str>),
}

/// Stands for no node: the root is nobody's child and nobody's neighbour.
const NONE: u32 = 0;

/// A node: an element or a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Node<'t> {
    tree: &'t Tree<'t>,
    at: u32,
}

impl PartialEq for Node<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl<'a> Tree<'a> {
    /// Reads a source. Its faults are reported in the order in which they stand in it.
    pub(super) fn read(source: &'a str, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut planter = Planter {
            source,
            tree: Self {
                // An article has an element or a text for every few words.
                nodes: Vec::with_capacity(source.len() / 16 + 1),
            },
            open: Vec::new(),
            depth: 0,
            entities: Entities::of(source.len()),
            faults: 0,
            too_deep: false,
            returns: memchr(b'\r', source.as_bytes()).is_some(),
            diagnostics,
        };
        planter.tree.nodes.push(Entry {
            what: What::Root,
            parent: NONE,
            first: NONE,
            last: NONE,
            next: NONE,
            span: Span::new(0, source.len()),
        });
        planter.run();
        planter.tree
    }

    /// The node that holds everything.
    pub(super) fn root(&self) -> Node<'_> {
        Node { tree: self, at: 0 }
    }
}

// What is asked of nodes everywhere is kept out of line: put into each of its hundreds of callers it
// would be a good part of the module that a browser loads.
impl<'t> Node<'t> {
    fn entry(self) -> Option<&'t Entry<'t>> {
        self.tree.nodes.get(self.at as usize)
    }

    fn neighbour(self, at: u32) -> Option<Self> {
        (at != NONE).then_some(Self {
            tree: self.tree,
            at,
        })
    }

    /// What tells it from any other node of its tree.
    pub(super) fn key(self) -> u32 {
        self.at
    }

    /// The local part of an element's name; nothing of a text.
    pub(super) fn name(self) -> &'t str {
        match self.entry().map(|entry| &entry.what) {
            Some(What::Element(name, _)) => name,
            _ => "",
        }
    }

    pub(super) fn is(self, name: &str) -> bool {
        self.name() == name
    }

    /// The characters of a text; nothing of an element.
    pub(super) fn text(self) -> Option<&'t str> {
        match &self.entry()?.what {
            What::Text(text) => Some(text),
            _ => None,
        }
    }

    /// What an element's tag has behind its name.
    fn behind_name(self) -> &'t str {
        match self.entry().map(|entry| &entry.what) {
            Some(What::Element(_, behind)) => behind,
            _ => "",
        }
    }

    /// All attributes of an element as they are written, declarations of namespaces aside.
    fn written(self) -> impl Iterator<Item = Attribute<'t>> {
        let behind = Some(self.behind_name()).filter(|behind| !behind.is_empty());
        let attributes = behind.map(|behind| {
            let mut attributes = Attributes::new(behind, 0);
            attributes.with_checks(false);
            attributes
        });
        attributes
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .filter(|attribute| !attribute.key.as_ref().starts_with("xmlns"))
    }

    /// All attributes of an element by their local names, declarations of namespaces aside.
    pub(super) fn attributes(self) -> impl Iterator<Item = (&'t str, Cow<'t, str>)> {
        self.written()
            .map(|attribute| (attribute.key.local_name().into_inner(), value(&attribute)))
    }

    /// An attribute by its local name; nothing where it is empty.
    #[inline(never)]
    pub(super) fn attribute(self, name: &str) -> Option<Cow<'t, str>> {
        if !may_have(self.behind_name(), name) {
            return None;
        }
        let value = self
            .written()
            .filter(|attribute| attribute.key.local_name().into_inner() == name)
            .map(|attribute| value(&attribute))
            .find(|value| !value.trim().is_empty())?;
        Some(match value.trim() {
            trimmed if trimmed.len() == value.len() => value,
            trimmed => Cow::Owned(trimmed.to_owned()),
        })
    }

    /// Whether an attribute has one of these values, whatever their case.
    #[inline(never)]
    pub(super) fn says(self, name: &str, values: &[&str]) -> bool {
        self.attribute(name)
            .is_some_and(|own| values.iter().any(|value| own.eq_ignore_ascii_case(value)))
    }

    /// Its place in the source, from the first tag to the last.
    pub(super) fn span(self) -> Span {
        self.entry().map(|entry| entry.span).unwrap_or_default()
    }

    pub(super) fn parent(self) -> Option<Self> {
        let parent = self.entry()?.parent;
        (self.at != NONE).then_some(Self {
            tree: self.tree,
            at: parent,
        })
    }

    /// What it stands in, from the inside out.
    pub(super) fn ancestors(self) -> impl Iterator<Item = Self> {
        std::iter::successors(self.parent(), |node| node.parent())
    }

    pub(super) fn children(self) -> impl Iterator<Item = Self> + Clone {
        let first = self.entry().and_then(|entry| self.neighbour(entry.first));
        std::iter::successors(first, |node| node.neighbour(node.entry()?.next))
    }

    /// The elements directly inside.
    pub(super) fn elements(self) -> impl Iterator<Item = Self> + Clone {
        self.children().filter(|child| !child.name().is_empty())
    }

    /// The first element of a name directly inside.
    #[inline(never)]
    pub(super) fn child(self, name: &str) -> Option<Self> {
        self.elements().find(|child| child.is(name))
    }

    /// The elements of a name directly inside.
    pub(super) fn all<'n>(self, name: &'n str) -> impl Iterator<Item = Self> + use<'t, 'n> {
        self.elements().filter(move |child| child.is(name))
    }

    /// The first element at the end of a path of names.
    pub(super) fn path(self, names: &[&str]) -> Option<Self> {
        names.iter().try_fold(self, |node, name| node.child(name))
    }

    /// Everything inside, in the order of the source. The arena holds it in that order.
    pub(super) fn inside(self) -> impl Iterator<Item = Self> {
        let own = self.span();
        let rest = (self.at + 1..)
            .map(move |at| Self {
                tree: self.tree,
                at,
            })
            .take_while(|node| node.entry().is_some());
        rest.take_while(move |node| self.at == 0 || node.span().start < own.end)
    }

    /// All the text inside, with single spaces.
    #[inline(never)]
    pub(super) fn prose(self) -> String {
        let mut prose = Single::default();
        if let Some(text) = self.text() {
            prose.push(text);
        }
        for text in self.inside().filter_map(Self::text) {
            prose.push(text);
        }
        prose.finish()
    }
}

/// Whether a tag may have an attribute of a name. Most tags have none at all, and hardly any the
/// one that is asked for.
fn may_have(behind_name: &str, name: &str) -> bool {
    let bytes = behind_name.as_bytes();
    memchr_iter(b'=', bytes).any(|at| {
        let before = bytes.get(..at).unwrap_or_default();
        before.trim_ascii_end().ends_with(name.as_bytes())
    })
}

/// The value of an attribute, its entities read.
fn value<'t>(attribute: &Attribute<'t>) -> Cow<'t, str> {
    attribute
        .normalized_value_with(XmlVersion::Implicit1_0, 1, entity::named)
        .unwrap_or_else(|_| attribute.value.clone())
}

/// Grows a tree.
struct Planter<'a, 'd> {
    source: &'a str,
    tree: Tree<'a>,
    open: Vec<Open<'a>>,
    /// How many of the open elements are in the tree.
    depth: usize,
    entities: Entities<'a>,
    faults: usize,
    too_deep: bool,
    /// Whether any line of the source ends in a carriage return.
    returns: bool,
    diagnostics: &'d mut Vec<Diagnostic>,
}

/// An open element: its name as written, and its node unless it is too deep for one.
struct Open<'a> {
    name: &'a str,
    node: Option<u32>,
}

impl<'a> Planter<'a, '_> {
    fn run(&mut self) {
        let skipped = self.source.len() - self.source.trim_start_matches('\u{FEFF}').len();
        let mut at = skipped;
        let mut budget = self.source.len().saturating_mul(READ_AGAIN) + 4096;
        // Once around for every `<` that begins no tag.
        while let Some(rest) = self.source.get(at..).filter(|rest| !rest.is_empty()) {
            // Where it begins anew the library would take this for the mark of an encoding, and
            // not count it.
            if let Some(behind) = rest.strip_prefix('\u{FEFF}') {
                let end = at + rest.len() - behind.len();
                self.text(at, end, Cow::Borrowed(self.slice(at, end)));
                at = end;
                continue;
            }
            match self.events(rest, at) {
                None => break,
                Some((stray, end)) => {
                    budget = budget.saturating_sub(end - stray);
                    if budget == 0 {
                        self.fault(
                            Span::new(stray, self.source.len()),
                            "the markup is too broken from here on, and kept as text".to_owned(),
                        );
                        self.text(
                            stray,
                            self.source.len(),
                            Cow::Borrowed(self.slice(stray, self.source.len())),
                        );
                        break;
                    }
                    at = stray + 1;
                    self.text(stray, at, Cow::Borrowed("<"));
                    self.fault(
                        Span::new(stray, at),
                        "this `<` begins no tag and is read as a character".to_owned(),
                    );
                }
            }
        }
        self.close_rest();
    }

    /// Reads events up to a `<` that begins no tag; gives its place, and how far reading got.
    fn events(&mut self, rest: &'a str, base: usize) -> Option<(usize, usize)> {
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        loop {
            let start = base + place(reader.buffer_position());
            let event = reader.read_event();
            let end = base + place(reader.buffer_position());
            match event {
                Ok(Event::Start(tag) | Event::Empty(tag)) if !is_tag(&tag) => {
                    return Some((start, end));
                }
                Ok(Event::Start(tag)) => self.start(&tag, start, end),
                Ok(Event::Empty(tag)) => {
                    self.start(&tag, start, end);
                    self.pop(end);
                }
                Ok(Event::End(_)) => self.end(start, end),
                Ok(Event::Text(text)) => {
                    let text = if self.returns {
                        text.xml10_content()
                    } else {
                        text.into_inner()
                    };
                    self.text(start, end, text);
                }
                Ok(Event::CData(text)) => self.text(start, end, text.xml10_content()),
                Ok(Event::GeneralRef(name)) => {
                    let found = self.entities.text(&name);
                    if let Some(diagnostic) = found.fault(&name, Span::new(start, end)) {
                        self.report(diagnostic);
                    }
                    self.text(start, end, found.text);
                }
                Ok(Event::DocType(_)) => {
                    self.entities.declare(self.slice(start, end));
                }
                Ok(Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
                Ok(Event::Eof) => return None,
                Err(_) => {
                    let tail = rest.get(start - base..).unwrap_or_default();
                    let tag = tail.chars().nth(1).is_some_and(|next| {
                        next.is_alphabetic() || matches!(next, '_' | '/' | '!' | '?')
                    });
                    if tag && !tail.contains('>') {
                        self.fault(
                            Span::new(start, self.source.len()),
                            "the source ends inside of a tag".to_owned(),
                        );
                        return None;
                    }
                    return Some((start, self.source.len()));
                }
            }
        }
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.source.get(start..end).unwrap_or_default()
    }

    fn start(&mut self, tag: &BytesStart<'a>, start: usize, end: usize) {
        let name_end = start + 1 + tag.name().as_ref().len();
        let name = self.slice(start + 1, name_end);
        if self.depth >= DEEPEST {
            if !self.too_deep {
                self.too_deep = true;
                self.report(Diagnostic::new(
                    Code::TooDeep,
                    Span::new(start, end),
                    format!("elements nest more than {DEEPEST} deep; deeper ones lose their tags"),
                ));
            }
            self.open.push(Open { name, node: None });
            return;
        }
        let colon = name.bytes().position(|byte| byte == b':');
        let local = colon.and_then(|at| name.get(at + 1..)).unwrap_or(name);
        let behind = self.slice(name_end, start + 1 + tag.len());
        let node = self.grow(What::Element(local, behind), Span::new(start, end));
        self.open.push(Open {
            name,
            node: Some(node),
        });
        self.depth += 1;
    }

    /// Closes what an end tag closes.
    fn end(&mut self, start: usize, end: usize) {
        let mut name = self.slice(start, end);
        while let Some(behind) = name.strip_prefix("</") {
            name = behind;
        }
        let name = name.trim_end_matches('>').trim_end();
        let above = self
            .open
            .iter()
            .rev()
            .take(FARTHEST)
            .position(|open| open.name == name);
        match above {
            None => self.fault(
                Span::new(start, end),
                format!("`</{name}>` closes nothing that is open"),
            ),
            Some(0) => self.pop(end),
            Some(above) => {
                let unclosed = self.open.last().map_or("", |open| open.name);
                self.fault(
                    Span::new(start, end),
                    format!("`</{name}>` stands here while `<{unclosed}>` is open"),
                );
                for _ in 0..above {
                    self.pop(start);
                }
                self.pop(end);
            }
        }
    }

    fn pop(&mut self, end: usize) {
        if let Some(node) = self.open.pop().and_then(|open| open.node) {
            self.depth -= 1;
            if let Some(entry) = self.tree.nodes.get_mut(node as usize) {
                entry.span = Span::new(entry.span.range().start, end);
            }
        }
    }

    fn close_rest(&mut self) {
        let end = self.source.len();
        if !self.open.is_empty() {
            let mut names: Vec<String> = self
                .open
                .iter()
                .rev()
                .take(5)
                .map(|open| format!("`<{}>`", open.name))
                .collect();
            if self.open.len() > names.len() {
                names.push("others".to_owned());
            }
            self.fault(
                Span::new(end, end),
                format!("the source ends while {} are open", names.join(", ")),
            );
        }
        while !self.open.is_empty() {
            self.pop(end);
        }
    }

    /// Adds text to what is open; pieces that touch become one.
    fn text(&mut self, start: usize, end: usize, text: Cow<'a, str>) {
        let home = self.home();
        let last = self
            .tree
            .nodes
            .get(home as usize)
            .map_or(NONE, |home| home.last);
        if last != NONE
            && let Some(entry) = self.tree.nodes.get_mut(last as usize)
            && let What::Text(before) = &mut entry.what
        {
            before.to_mut().push_str(&text);
            entry.span = Span::new(entry.span.range().start, end);
            return;
        }
        self.grow(What::Text(text), Span::new(start, end));
    }

    /// The node that is open: what is too deep for a node stands above all that have one.
    fn home(&self) -> u32 {
        let deepest = self.depth.checked_sub(1);
        deepest
            .and_then(|at| self.open.get(at)?.node)
            .unwrap_or(NONE)
    }

    fn grow(&mut self, what: What<'a>, span: Span) -> u32 {
        let home = self.home();
        let at = u32::try_from(self.tree.nodes.len()).unwrap_or(NONE);
        self.tree.nodes.push(Entry {
            what,
            parent: home,
            first: NONE,
            last: NONE,
            next: NONE,
            span,
        });
        let before = self.tree.nodes.get_mut(home as usize).map_or(NONE, |home| {
            if home.first == NONE {
                home.first = at;
            }
            std::mem::replace(&mut home.last, at)
        });
        if before != NONE
            && let Some(entry) = self.tree.nodes.get_mut(before as usize)
        {
            entry.next = at;
        }
        at
    }

    fn fault(&mut self, span: Span, message: String) {
        self.report(
            Diagnostic::new(Code::MalformedXml, span, message).with_hint(
                "check the file with an XML parser; it may be cut short or edited by hand",
            ),
        );
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        self.faults += 1;
        if self.faults <= MOST_FAULTS {
            self.diagnostics.push(diagnostic);
        } else if self.faults == MOST_FAULTS + 1 {
            self.diagnostics.push(Diagnostic::new(
                Code::MalformedXml,
                diagnostic.span,
                "the markup has more faults from here on, which are not listed",
            ));
        }
    }
}

/// Whether what stands between `<` and `>` is a tag of XML: it begins with a name, and no other
/// tag begins inside of it.
fn is_tag(tag: &BytesStart<'_>) -> bool {
    let name = tag.name();
    let starts = name
        .as_ref()
        .chars()
        .next()
        .is_some_and(|first| first.is_alphabetic() || first == '_');
    let has = |sign| match tag.len() {
        // Most tags are a name, for which nothing has to be got ready.
        0..=16 => tag.bytes().any(|byte| byte == sign),
        _ => memchr(sign, tag.as_bytes()).is_some(),
    };
    starts && !has(b'<')
}

fn place(position: u64) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX)
}
