//! Putting an article into the page, and taking everything away again.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{Core, State, dom};
use crate::behavior::sections::Sections;
use crate::model::Article;
use crate::render::{self, Index, hooks};

impl Core {
    /// Renders an article in place of what the element holds.
    pub(super) fn mount(self: &Rc<Self>, article: Article) {
        self.unmount();
        let settings = self.settings.borrow();
        // XSS-Safety: `render::html` has escaped whatever came from the source.
        dom::set_markup(&self.host, &render::html(&article, &settings.options()));
        let index = Index::of(&article, settings.id_prefix());
        let card = self.append_card();
        let sections = self.collect_sections();
        self.state.replace(State {
            article,
            index,
            sections,
            card,
            ..State::default()
        });
        drop(settings);
        self.listen();
        self.honour_fragment();
    }

    /// Removes listeners and timers. What was rendered stays: it is readable by itself.
    pub(super) fn unmount(&self) {
        self.listeners.borrow_mut().clear();
        self.timers.borrow_mut().clear();
        self.landing.take();
        let card = self.state.replace(State::default()).card;
        if let Some(card) = card {
            card.remove();
        }
    }

    /// The card is a direct child of the element: inside a host's dialog it would be inert
    /// anywhere else.
    fn append_card(&self) -> Option<HtmlElement> {
        let document = self.host.owner_document()?;
        let card: HtmlElement = document.create_element("div").ok()?.dyn_into().ok()?;
        card.set_class_name(hooks::CARD);
        let popover = card.set_attribute("popover", "manual");
        let id = card.set_attribute(
            "id",
            &format!("{}card_", self.settings.borrow().id_prefix()),
        );
        let focusable = card.set_attribute("tabindex", "-1");
        popover.and(id).and(focusable).ok()?;
        self.host.append_child(&card).ok()?;
        Some(card)
    }

    /// The parts that fold, as the page has them.
    fn collect_sections(&self) -> Sections {
        let mut sections = Sections::default();
        let Ok(toggles) = self.host.query_selector_all(&format!(".{}", hooks::TOGGLE)) else {
            return sections;
        };
        for at in 0..toggles.length() {
            let toggle: Option<web_sys::Element> =
                toggles.get(at).and_then(|node| node.dyn_into().ok());
            let Some(toggle) = toggle else { continue };
            if let Some(body) = toggle.get_attribute("aria-controls") {
                let open = toggle.get_attribute("aria-expanded").as_deref() != Some("false");
                sections.add(body, open);
            }
        }
        sections
    }
}
