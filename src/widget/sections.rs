//! Opening and closing parts of the article on the page.

use web_sys::{Element, HtmlElement};

use super::{Core, dom, in_place};
use crate::behavior::sections::{Effect, Sections};
use crate::render::hooks;

/// The part that a button folds.
pub(super) fn part_of(toggle: &Element) -> Option<String> {
    toggle
        .get_attribute(hooks::DATA_PART)
        .or_else(|| toggle.get_attribute("aria-controls"))
}

impl Core {
    /// The reader, or a script, opens or closes something.
    pub(super) fn folded(&self, change: impl FnOnce(&mut Sections) -> Vec<Effect>) {
        let effects = change(&mut self.state.borrow_mut().sections);
        self.fold(&effects);
        if !effects.is_empty() {
            self.remember_parts();
        }
    }

    /// Opens and closes parts on the page.
    pub(super) fn fold(&self, effects: &[Effect]) {
        for effect in effects {
            let (id, open) = match effect {
                Effect::Open(id) => (id, true),
                Effect::Close(id) => (id, false),
            };
            if !self.fold_in_place(id) {
                let Some(body) = self.part(id) else { continue };
                let _ = if open {
                    body.remove_attribute("hidden")
                } else {
                    body.set_attribute("hidden", "until-found")
                };
            }
            if let Some(toggle) = self.toggle_of(id) {
                let _ = toggle.set_attribute("aria-expanded", if open { "true" } else { "false" });
            }
            let section = id.strip_suffix("_body").unwrap_or(id);
            self.tell(
                "scholion-section-toggle",
                &[("section", section.into()), ("open", open.into())],
            );
        }
        self.name_expand_button();
    }

    /// The button that folds a part. In an article of ours it stands in the heading before what it
    /// folds: to look for it in all of a long article, for every part, takes seconds.
    fn toggle_of(&self, id: &str) -> Option<HtmlElement> {
        if self.standing.borrow().is_some() {
            let toggle = format!("[{}={}]", hooks::DATA_PART, dom::quoted(id));
            return dom::find(&self.host, &toggle);
        }
        let head = self.part(id)?.previous_element_sibling()?;
        dom::find(&head, &format!(".{}", hooks::TOGGLE))
    }

    /// The button that opens or closes everything says which of the two it does.
    pub(super) fn name_expand_button(&self) {
        let Some(button) = dom::find(&self.host, &format!(".{}", hooks::EXPAND)) else {
            return;
        };
        let words = self.words();
        let messages = words.messages();
        let name = if self.state.borrow().sections.are_all_open() {
            messages.collapse_all()
        } else {
            messages.expand_all()
        };
        // What says so already keeps its text.
        if button.text_content().as_deref() != Some(name) {
            button.set_text_content(Some(name));
        }
    }

    /// Opens what hides an element, and only that.
    pub(super) fn uncover(&self, element: &Element) {
        // A section's own fragment shows the section open.
        let own = element.id() + "_body";
        let mut ids = vec![own];
        ids.extend(in_place::parts_around(element));
        let mut at = Some(element.clone());
        while let Some(body) = at.and_then(|element| dom::closest(&element, hooks::CONTENT)) {
            ids.push(body.id());
            at = body.parent_element();
        }
        self.folded(|sections| sections.reveal(ids.iter().map(String::as_str)));
        self.reveal_reference(element);
    }
}
