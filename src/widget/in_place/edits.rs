//! Changes of a page that can be taken back. Nodes of the page are moved into what is inserted
//! around them or annotated, never copied, and every change is noted with its opposite.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, Node, Text};

use crate::widget::dom;

/// The opposite of a change.
#[derive(Debug)]
enum Undo {
    /// Gives an attribute the value that it had, or none.
    Attribute {
        element: Element,
        name: &'static str,
        value: Option<String>,
    },
    /// Takes out what was inserted.
    Remove(Node),
    /// Puts what an element was inserted around back to its place.
    Unwrap(Element),
    /// Gives a text that was divided its whole length.
    Whole { text: Text, data: String },
}

/// What has been changed, in order.
#[derive(Debug, Default)]
pub(super) struct Edits {
    done: Vec<Undo>,
}

impl Edits {
    /// Sets an attribute. What the browser refuses leaves the page as it is.
    pub(super) fn set(&mut self, element: &Element, name: &'static str, value: &str) {
        let before = element.get_attribute(name);
        if element.set_attribute(name, value).is_ok() {
            self.done.push(Undo::Attribute {
                element: element.clone(),
                name,
                value: before,
            });
        }
    }

    /// Notes an attribute as it is now, before the machines change it.
    pub(super) fn keep(&mut self, element: &Element, name: &'static str) {
        self.done.push(Undo::Attribute {
            element: element.clone(),
            name,
            value: element.get_attribute(name),
        });
    }

    /// Inserts something before another node, or at the end.
    pub(super) fn insert(&mut self, home: &Node, new: &Node, before: Option<&Node>) {
        if home.insert_before(new, before).is_ok() {
            self.done.push(Undo::Remove(new.clone()));
        }
    }

    /// Notes something that has been inserted.
    pub(super) fn inserted(&mut self, new: &Node) {
        self.done.push(Undo::Remove(new.clone()));
    }

    /// Inserts an element around neighbours, which keep their state where the engine can do that.
    pub(super) fn wrap(&mut self, nodes: &[Node], around: &Element) {
        let Some(first) = nodes.first() else { return };
        let Some(home) = first.parent_node() else {
            return;
        };
        if home.insert_before(around, Some(first)).is_err() {
            return;
        }
        for node in nodes {
            dom::move_into(around, node, None);
        }
        self.done.push(Undo::Unwrap(around.clone()));
    }

    /// Makes a piece of a text an element's. `start` and `end` are counted in UTF-16 units, as the
    /// DOM counts. Pieces of one text are made from the last to the first.
    pub(super) fn piece(&mut self, text: &Text, start: u32, end: u32, around: &Element) {
        let whole = Undo::Whole {
            text: text.clone(),
            data: text.data(),
        };
        let Ok(behind) = text.split_text(end) else {
            return;
        };
        let Ok(piece) = text.split_text(start) else {
            // Half of it has been done, and is taken back at once.
            behind.remove();
            undo(whole);
            return;
        };
        self.done.push(whole);
        self.done.push(Undo::Remove(behind.clone().into()));
        let Some(home) = piece.parent_node() else {
            return;
        };
        let _ = home.insert_before(around, Some(&piece));
        let _ = around.append_child(&piece);
        self.done.push(Undo::Remove(around.clone().into()));
    }

    /// Takes everything back, the last change first.
    pub(super) fn undo(&mut self) {
        while let Some(one) = self.done.pop() {
            undo(one);
        }
    }
}

fn undo(one: Undo) {
    // What the page has taken away itself meanwhile is gone.
    match one {
        Undo::Attribute {
            element,
            name,
            value,
        } => {
            let _ = match value {
                Some(value) => element.set_attribute(name, &value),
                None => element.remove_attribute(name),
            };
        }
        Undo::Remove(node) => {
            if let Some(home) = node.parent_node() {
                let _ = home.remove_child(&node);
            }
        }
        Undo::Unwrap(around) => {
            if let Some(home) = around.parent_node() {
                while let Some(node) = around.first_child() {
                    dom::move_into(&home, &node, Some(&around));
                }
            }
            around.remove();
        }
        Undo::Whole { text, data } => text.set_data(&data),
    }
}

/// A new element with attributes.
pub(super) fn element(
    document: &Document,
    name: &str,
    attributes: &[(&str, &str)],
) -> Option<HtmlElement> {
    let element: HtmlElement = document.create_element(name).ok()?.dyn_into().ok()?;
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    Some(element)
}
