//! An article that a page already has, enhanced where it stands.
//!
//! The page's own nodes are read into an article ([`parse::html`]) and annotated: markers get
//! their cards, headings a button that folds what follows them, entries of the list their ways
//! back. Nothing is copied or parsed again, so listeners, frames and forms of the page go on
//! working, and what is not understood is left alone. What follows a heading is not moved into a
//! box: it is folded node by node. Every change is noted in [`edits`] and can be taken back.

mod annotate;
mod edits;

use std::collections::HashMap;
use std::rc::Rc;

use web_sys::{Element, HtmlElement};

use super::{Core, State, dom};
use crate::behavior::trail::Trail;
use crate::model::Article;
use crate::parse;
use crate::parse::html::{Places, Reading, SectionKind, SectionPlace, Tree};
use crate::render::{Collapse, Index, Names, fragment, hooks};

use annotate::{Annotator, Page};
use edits::Edits;

/// What has become of a page's own article.
#[derive(Debug, Default)]
pub(super) struct Standing {
    edits: Edits,
    /// What folds with each heading, by the id of the part.
    bodies: HashMap<String, Vec<Element>>,
    /// The entries of the reference list, in its order.
    entries: Vec<HtmlElement>,
    /// Where the list's tools stand.
    list: Option<HtmlElement>,
}

impl Standing {
    /// What folds with a heading.
    pub(super) fn body(&self, part: &str) -> Option<&[Element]> {
        self.bodies.get(part).map(Vec::as_slice)
    }

    /// The entries of the reference list and the element that has them.
    pub(super) fn entries(&self) -> Option<(HtmlElement, &[HtmlElement])> {
        Some((self.list.clone()?, &self.entries))
    }
}

impl Core {
    /// Reads the article that the element holds and enhances it where it stands.
    pub(super) fn enhance(self: &Rc<Self>) -> Result<(), String> {
        let quiet = self.state.borrow().quiet;
        self.unmount();
        let snapshot = dom::snapshot(&self.host);
        let tree = Tree::from_snapshot(&snapshot.json())
            .ok_or("what the page holds could not be read; it is left as it is")?;
        let Reading {
            article,
            mut diagnostics,
            places,
        } = parse::html::html_with_references(&tree, &self.library.borrow().references());
        if article == Article::default() {
            return Err("the element holds no article: put it around one".to_owned());
        }
        diagnostics.extend(crate::check::article(&article));
        self.diagnostics.replace((String::new(), diagnostics));
        let page = Page {
            tree: &tree,
            nodes: snapshot.nodes(),
        };
        self.stand(article, &places, &page);
        if quiet {
            self.set_quiet(true);
        }
        Ok(())
    }

    /// Does it again, in other words. What is open stays open.
    pub(super) fn enhance_again(self: &Rc<Self>) {
        let before = self.state.borrow().sections.clone();
        if self.enhance().is_ok() {
            let effects = self.state.borrow_mut().sections.restore(before.iter());
            self.fold(&effects);
        }
    }

    fn stand(self: &Rc<Self>, article: Article, places: &Places, page: &Page<'_>) {
        let language = self.page_language();
        self.settings.borrow_mut().choose_words(&article, language);
        let settings = self.settings.borrow();
        let options = settings.options();
        let index = Index::of(&article, options.id_prefix);
        let Some(document) = self.host.owner_document() else {
            return;
        };
        let mut annotator = Annotator {
            page,
            document,
            host: &self.host,
            options: &options,
            article: &article,
            index: &index,
            standing: Standing::default(),
            names: Names::default(),
        };
        annotator.entries(places);
        annotator.markers(places);
        let names = std::mem::take(&mut annotator.names);
        let index = index.clone().named(names);
        annotator.extras(places, &index);
        annotator.tools(places, &index);
        annotator.sections(places);
        let mut standing = annotator.standing;
        let closed = closed_at_first(places, options.collapse, options.id_prefix);
        drop(settings);
        let trail = Trail::new(self.settings.borrow().history());
        standing.edits.keep(&self.host, hooks::DATA_QUIET);
        self.standing.replace(Some(standing));
        self.state.replace(State {
            article,
            index,
            trail,
            ..State::default()
        });
        let sections = self.collect_sections();
        self.state.borrow_mut().sections = sections;
        self.append_own();
        if let Some(standing) = self.standing.borrow_mut().as_mut() {
            for own in self.own_elements() {
                standing.edits.inserted(&own);
            }
        }
        self.listen();
        self.reading.replace(self.watch_reading());
        let effects = {
            let closed = closed.iter().map(|id| (id.as_str(), false));
            self.state.borrow_mut().sections.restore(closed)
        };
        self.fold(&effects);
        self.recall_parts();
        self.arrive_standing(true);
    }

    /// Gives the page back what it was.
    pub(super) fn give_back(&self) {
        let Some(mut standing) = self.standing.take() else {
            return;
        };
        for mark in dom::find_all(&self.host, &format!(".{}", hooks::PICK)) {
            mark.remove();
        }
        standing.edits.undo();
    }

    /// Notes an attribute of the page's own before it is changed.
    pub(super) fn keep_attribute(&self, element: &Element, name: &'static str) {
        if let Some(standing) = self.standing.borrow_mut().as_mut() {
            standing.edits.keep(element, name);
        }
    }

    /// Shows and hides what folds with a heading of the page's own; false where there is none.
    pub(super) fn fold_in_place(&self, part: &str) -> bool {
        let standing = self.standing.borrow();
        let Some(body) = standing.as_ref().and_then(|standing| standing.body(part)) else {
            return false;
        };
        let state = self.state.borrow();
        for element in body {
            // A subsection folds with its section, too.
            let closed = parts_of(element)
                .iter()
                .any(|part| state.sections.is_open(part) == Some(false));
            let _ = if closed {
                element.set_attribute("hidden", "until-found")
            } else {
                element.remove_attribute("hidden")
            };
        }
        true
    }
}

/// The parts of a page's own that an element is in, and that of its own heading.
pub(super) fn parts_around(element: &Element) -> Vec<String> {
    let mut parts = Vec::new();
    let heading = element
        .closest("h1, h2, h3, h4, h5, h6, [role=heading]")
        .ok()
        .flatten();
    let toggle = format!("[{}]", hooks::DATA_PART);
    if let Some(toggle) = heading.and_then(|heading| dom::find(&heading, &toggle)) {
        parts.extend(toggle.get_attribute(hooks::DATA_PART));
    }
    let mut at = Some(element.clone());
    while let Some(element) = at {
        parts.extend(parts_of(&element));
        at = element.parent_element();
    }
    parts
}

/// The parts that an element folds with.
fn parts_of(element: &Element) -> Vec<String> {
    let parts = element.get_attribute(hooks::DATA_BODY).unwrap_or_default();
    parts.split_ascii_whitespace().map(str::to_owned).collect()
}

/// The parts that are closed at first.
fn closed_at_first(places: &Places, collapse: Collapse, prefix: &str) -> Vec<String> {
    let outermost = places.sections.iter().map(|section| section.level).min();
    let outer = places
        .sections
        .iter()
        .filter(|section| Some(section.level) == outermost);
    let skipped = match collapse {
        Collapse::None | Collapse::Boxes => return Vec::new(),
        Collapse::All => 0,
        Collapse::AfterFirst => 1,
    };
    outer
        .skip(skipped)
        .map(|section| part_id(prefix, section))
        .collect()
}

/// The id of the part that a heading begins, by the page's own id for it. No element has it: what
/// folds is a run of elements.
fn part_id(prefix: &str, section: &SectionPlace) -> String {
    let name = match (&section.id, section.kind) {
        (Some(id), _) => return format!("{}_body", fragment::key(id)),
        (None, SectionKind::References) => fragment::REFERENCES,
        (None, SectionKind::Notes) => fragment::FOOTNOTES,
        (None, SectionKind::Text) => &section.identifier,
    };
    format!("{}_body", fragment::part(prefix, name))
}
