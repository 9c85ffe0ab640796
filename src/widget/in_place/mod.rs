//! An article that a page already has, enhanced where it stands.
//!
//! The page's own nodes are read into an article ([`parse::html`]) and annotated: markers get
//! their cards, headings a button that folds what follows them, entries of the list their ways
//! back. Nothing is copied or parsed again, so listeners, frames and forms of the page go on
//! working, and what is not understood is left alone. What follows a heading is not moved into a
//! box: it is folded node by node. Every change is noted in [`edits`] and can be taken back.

#[cfg(feature = "full")]
mod annotate;
mod edits;
#[cfg(feature = "full")]
mod stand;

use std::collections::HashMap;

use web_sys::{Element, HtmlElement};

use super::{Core, dom};
use crate::render::hooks;

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
