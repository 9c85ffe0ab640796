//! What is written to a page's own nodes, and what is put beside them.

use std::collections::HashMap;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Node, Text};

use super::Standing;
use super::edits::element;
use super::stand::part_id;
use crate::model::{Article, Identifier, ReferenceId};
use crate::parse::html::{At, EntryPlace, LeadsTo, NodeId, Places, SectionPlace, Target, Tree};
use crate::render::{self, Extras, Index, Names, Options, fragment, hooks};
use crate::widget::dom;

/// What a control cannot hold: controls, and what plays or is loaded.
const INTERACTIVE: &str = "a, button, input, select, textarea, label, summary, iframe, object, embed, video, audio, [tabindex], [contenteditable]";

/// What keeps no box of its own and is never folded.
const UNSEEN: &str = "script, style, link, template, meta, [hidden]";

/// The tree that was read, and the page's nodes in the same order.
pub(super) struct Page<'a> {
    pub(super) tree: &'a Tree,
    pub(super) nodes: js_sys::Array,
}

impl Page<'_> {
    fn node<T: JsCast>(&self, at: NodeId) -> Option<T> {
        let at = u32::try_from(at.index()).ok()?;
        self.nodes.get(at).dyn_into().ok()
    }
}

/// A piece of a text that becomes a marker.
struct Piece {
    node: NodeId,
    /// In UTF-16 units.
    start: u32,
    end: u32,
    marker: HtmlElement,
}

/// Writes to a page's nodes.
pub(super) struct Annotator<'a> {
    pub(super) page: &'a Page<'a>,
    pub(super) document: Document,
    pub(super) host: &'a HtmlElement,
    pub(super) options: &'a Options<'a>,
    pub(super) article: &'a Article,
    /// The article's index with ids of ours.
    pub(super) index: &'a Index,
    pub(super) standing: Standing,
    pub(super) names: Names,
}

impl Annotator<'_> {
    /// Names the entries of the list and the notes.
    pub(super) fn entries(&mut self, places: &Places) {
        let prefix = self.options.id_prefix;
        for (place, reference) in places.references.iter().zip(&self.article.references) {
            let key = fragment::key(reference.id.as_str()).into_owned();
            let ours = fragment::reference(prefix, reference.id.as_str());
            if let Some((entry, id)) = self.entry(place, &ours) {
                self.standing.entries.push(entry);
                self.names.references.insert(key, id);
            }
        }
        for (place, note) in places.notes.iter().zip(&self.article.footnotes) {
            let key = fragment::key(note.identifier.as_str()).into_owned();
            let ours = fragment::note(prefix, note.identifier.as_str());
            if let Some((_, id)) = self.entry(place, &ours) {
                self.names.notes.insert(key, id);
            }
        }
    }

    /// An entry and its id, which is ours where the page has none.
    fn entry(&mut self, place: &EntryPlace, ours: &str) -> Option<(HtmlElement, String)> {
        let entry: HtmlElement = self.page.node(place.element?)?;
        let edits = &mut self.standing.edits;
        for name in ["hidden", "role"] {
            edits.keep(&entry, name);
        }
        let id = match &place.id {
            Some(id) => id.clone(),
            None => self.named(&entry, ours),
        };
        Some((entry, id))
    }

    /// The id of an element; ours, or one like it that is free, where it has none.
    fn named(&mut self, element: &Element, ours: &str) -> String {
        let own = element.id();
        if !own.is_empty() {
            return own;
        }
        let mut id = ours.to_owned();
        let mut count = 1;
        while dom::by_id(self.host, &id).is_some() {
            count += 1;
            id = format!("{ours}_{count}");
        }
        self.standing.edits.set(element, "id", &id);
        id
    }

    /// Annotates the markers, and makes links of those that are mere text.
    pub(super) fn markers(&mut self, places: &Places) {
        let mut pieces = Vec::new();
        for (at, place) in places.markers.iter().enumerate() {
            let mut keys: Vec<String> = Vec::new();
            for id in place.targets.iter().flat_map(cited) {
                let key = fragment::key(id.as_str()).into_owned();
                if !keys.contains(&key) {
                    keys.push(key);
                }
            }
            let keys = keys.join(" ");
            let ours = self.index.marker(at);
            let mut first = None;
            for target in &place.targets {
                let id = self.marker(target, &keys, ours, &mut pieces);
                first = first.or(id);
            }
            let name = first.unwrap_or_else(|| ours.to_owned());
            self.names.markers.push(name);
        }
        // A text is divided from its end, so that the places before stay true.
        pieces.sort_by_key(|piece| (piece.node, piece.start));
        for piece in pieces.into_iter().rev() {
            if let Some(text) = self.page.node::<Text>(piece.node) {
                self.standing
                    .edits
                    .piece(&text, piece.start, piece.end, &piece.marker);
            }
        }
    }

    /// A marker, or one of the numbers of it that are links of their own; its id.
    fn marker(
        &mut self,
        target: &Target,
        keys: &str,
        ours: &str,
        pieces: &mut Vec<Piece>,
    ) -> Option<String> {
        let (marker, figures): (HtmlElement, String) = match target.at {
            At::Element(node) => {
                let marker: HtmlElement = self.page.node(node)?;
                let figures = marker.text_content().unwrap_or_default();
                (marker, figures)
            }
            At::Text { node, start, end } => {
                let text = self.page.tree.text(node)?;
                let before = text.get(..start)?;
                let piece = text.get(start..end)?;
                let marker = element(&self.document, "a", &[])?;
                let start = units(before)?;
                pieces.push(Piece {
                    node,
                    start,
                    end: start + units(piece)?,
                    marker: marker.clone(),
                });
                (marker, piece.to_owned())
            }
        };
        let is_link = marker.has_attribute("href");
        let id = self.named(&marker, ours);
        let label = match cited(target) {
            [one] => self.label(one),
            // What is empty shows what it leads to.
            all if figures.trim().is_empty() => {
                let labels: Vec<String> = all.iter().filter_map(|one| self.label(one)).collect();
                (!labels.is_empty()).then(|| labels.join(", "))
            }
            _ => None,
        };
        let note = self.note(target).cloned();
        let entry = self.entry_of(target);
        let edits = &mut self.standing.edits;
        for name in [
            "aria-hidden",
            "tabindex",
            "aria-details",
            hooks::DATA_OPEN,
            hooks::DATA_TARGET,
        ] {
            edits.keep(&marker, name);
        }
        edits.set(&marker, hooks::DATA_MARKER, "");
        match &note {
            Some(note) => edits.set(&marker, hooks::DATA_NOTE, &fragment::key(note.as_str())),
            None => edits.set(&marker, hooks::DATA_REFERENCES, keys),
        }
        if let Some(label) = &label {
            edits.set(&marker, hooks::DATA_LABEL, label);
        }
        match entry {
            Some(entry) if marker.local_name() == "a" && !is_link => {
                edits.set(&marker, "href", &format!("#{entry}"));
            }
            _ if !is_link && !marker.has_attribute("tabindex") => {
                edits.set(&marker, "tabindex", "0");
            }
            _ => {}
        }
        if !marker.has_attribute("role") {
            let role = match note {
                Some(_) => hooks::ROLE_NOTE,
                None => hooks::ROLE_MARKER,
            };
            edits.set(&marker, "role", role);
        }
        let named = ["aria-label", "aria-labelledby", "title"]
            .iter()
            .any(|name| marker.has_attribute(name));
        // A number by itself says nothing; a name and a year do.
        let bare = !figures.chars().any(char::is_alphabetic);
        if let (Some(label), false, true) = (&label, named, bare) {
            let name = render::marker_name(label, self.options);
            edits.set(&marker, "aria-label", &name);
        }
        if let Some(note) = &note {
            let key = fragment::key(note.as_str()).into_owned();
            let figures = figures.trim_matches(|c: char| c.is_whitespace() || "[]()".contains(c));
            self.names
                .note_labels
                .entry(key)
                .or_insert_with(|| figures.to_owned());
        }
        Some(id)
    }

    fn label(&self, id: &ReferenceId) -> Option<String> {
        let key = fragment::key(id.as_str());
        let label = self.index.label(self.article, &key);
        Some(label.to_owned()).filter(|label| !label.is_empty())
    }

    /// The id of the entry that a marker leads to first.
    fn entry_of(&self, target: &Target) -> Option<String> {
        let names = &self.names;
        match &target.leads_to {
            LeadsTo::Note(_) => names
                .notes
                .get(&*fragment::key(self.note(target)?.as_str())),
            LeadsTo::References(all) => {
                names.references.get(&*fragment::key(all.first()?.as_str()))
            }
        }
        .cloned()
    }

    /// The note that a marker leads to.
    fn note(&self, target: &Target) -> Option<&Identifier> {
        match target.leads_to {
            LeadsTo::Note(at) => Some(&self.article.footnotes.get(at)?.identifier),
            LeadsTo::References(_) => None,
        }
    }

    /// Puts behind each entry what it lacks.
    pub(super) fn extras(&mut self, places: &Places, index: &Index) {
        let (article, options) = (self.article, self.options);
        for (place, reference) in places.references.iter().zip(&article.references) {
            let key = fragment::key(reference.id.as_str());
            let has = Extras {
                back_links: !place.back_links.is_empty(),
            };
            let html = render::entry_extras(article, index, &key, has, options);
            self.put_behind(place, &html);
        }
        for (place, note) in places.notes.iter().zip(&article.footnotes) {
            if place.back_links.is_empty() {
                let key = fragment::key(note.identifier.as_str());
                let html = render::note_extras(article, index, &key, options);
                self.put_behind(place, &html);
            }
        }
    }

    fn put_behind(&mut self, place: &EntryPlace, html: &str) {
        if html.is_empty() {
            return;
        }
        let entry: Option<Element> = place.element.and_then(|at| self.page.node(at));
        let made = element(&self.document, "span", &[("class", hooks::EXTRAS)]);
        if let (Some(entry), Some(extras)) = (entry, made) {
            // XSS-Safety: `render` has escaped whatever came from the page.
            dom::set_markup(&extras, html);
            self.standing.edits.insert(&entry, &extras, None);
        }
    }

    /// Puts the tools above the list, and what a reader can do with the article below its title.
    pub(super) fn tools(&mut self, places: &Places, index: &Index) {
        let list: Option<HtmlElement> = places.reference_list.and_then(|at| self.page.node(at));
        if !self.options.tools {
            self.standing.list = list;
            return;
        }
        if let Some(list) = list {
            for name in ["id", hooks::DATA_PICKING] {
                self.standing.edits.keep(&list, name);
            }
            let ours = format!("{}{}", self.options.id_prefix, fragment::REFERENCE_LIST);
            self.named(&list, &ours);
            let html = render::list_tools(self.article, index, self.options);
            // Entries that are paragraphs share what holds them with the text before.
            let is_list = matches!(list.local_name().as_str(), "ol" | "ul" | "dl");
            let entry = self.standing.entries.first().filter(|_| !is_list);
            let before: Node = entry.unwrap_or(&list).clone().into();
            self.put_before(&before, &html);
            self.standing.list = Some(list);
        }
        let html = render::page_actions(self.article, index, self.options);
        let title: Option<Element> = places.title.and_then(|at| self.page.node(at));
        match title.filter(|title| self.host.contains(Some(title))) {
            Some(title) => {
                if let Some(next) = title.next_sibling() {
                    self.put_before(&next, &html);
                }
            }
            None => {
                if let Some(first) = self.host.first_child() {
                    self.put_before(&first, &html);
                }
            }
        }
    }

    /// Puts markup before a node, without an element around it.
    fn put_before(&mut self, node: &Node, html: &str) {
        let (Some(home), Some(made)) = (node.parent_node(), element(&self.document, "div", &[]))
        else {
            return;
        };
        // XSS-Safety: `render` has escaped whatever came from the page.
        dom::set_markup(&made, html);
        while let Some(part) = made.first_child() {
            self.standing.edits.insert(&home, &part, Some(node));
        }
    }

    /// Gives headings a button that folds what follows them.
    pub(super) fn sections(&mut self, places: &Places) {
        let mut wrapped: HashMap<NodeId, Element> = HashMap::new();
        for section in &places.sections {
            let Some(heading) = self.page.node::<Element>(section.heading) else {
                continue;
            };
            let mut part = part_id(self.options.id_prefix, section);
            while self.standing.bodies.contains_key(&part) {
                part.insert(0, '_');
            }
            let body = self.body(section, &mut wrapped);
            if body.is_empty() {
                continue;
            }
            for one in &body {
                let parts = if let Some(others) = one.get_attribute(hooks::DATA_BODY) {
                    format!("{others} {part}")
                } else {
                    self.standing.edits.keep(one, "hidden");
                    part.clone()
                };
                self.standing.edits.set(one, hooks::DATA_BODY, &parts);
            }
            self.toggle(&heading, &part);
            self.standing.bodies.insert(part, body);
        }
    }

    /// What folds with a heading. A text that stands there by itself is given an element.
    fn body(
        &mut self,
        section: &SectionPlace,
        wrapped: &mut HashMap<NodeId, Element>,
    ) -> Vec<Element> {
        let mut body = Vec::new();
        for at in &section.body {
            let Some(node) = self.page.node::<Node>(*at) else {
                continue;
            };
            if let Some(one) = node.dyn_ref::<Element>() {
                if !one.matches(UNSEEN).unwrap_or(true) {
                    body.push(one.clone());
                }
            } else if let Some(one) = wrapped.get(at) {
                body.push(one.clone());
            } else if node.node_type() == Node::TEXT_NODE
                && node
                    .node_value()
                    .is_some_and(|text| !text.trim().is_empty())
                && let Some(around) = element(&self.document, "span", &[])
            {
                self.standing.edits.wrap(&[node], &around);
                wrapped.insert(*at, around.clone().into());
                body.push(around.into());
            }
        }
        body
    }

    /// The button of a heading: around its words, or before them where they hold a control.
    fn toggle(&mut self, heading: &Element, part: &str) {
        let attributes = [
            ("class", hooks::TOGGLE),
            ("type", "button"),
            ("aria-expanded", "true"),
            (hooks::DATA_PART, part),
        ];
        let Some(button) = element(&self.document, "button", &attributes) else {
            return;
        };
        let children = heading.child_nodes();
        let words: Vec<Node> = (0..children.length())
            .filter_map(|at| children.get(at))
            .take_while(|node| {
                node.dyn_ref::<Element>().is_none_or(|one| {
                    !one.matches(INTERACTIVE).unwrap_or(true)
                        && one
                            .query_selector(INTERACTIVE)
                            .is_ok_and(|found| found.is_none())
                })
            })
            .collect();
        let says = |node: &Node| {
            node.text_content()
                .is_some_and(|text| !text.trim().is_empty())
        };
        if words.iter().any(says) {
            self.standing.edits.wrap(&words, &button);
            return;
        }
        let title = heading.text_content().unwrap_or_default();
        let title = title.trim();
        if !heading.has_attribute("aria-label") && !heading.has_attribute("aria-labelledby") {
            self.standing.edits.set(heading, "aria-label", title);
        }
        let _ = button.set_attribute("aria-label", title);
        let first = heading.first_child();
        self.standing.edits.insert(heading, &button, first.as_ref());
    }
}

/// The references that a part of a marker leads to.
fn cited(target: &Target) -> &[ReferenceId] {
    match &target.leads_to {
        LeadsTo::References(references) => references,
        LeadsTo::Note(_) => &[],
    }
}

/// The length of a text as the DOM counts it.
fn units(text: &str) -> Option<u32> {
    u32::try_from(text.encode_utf16().count()).ok()
}
