//! Putting an article into the page, and taking everything away again.

use std::mem::take;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::observe::AfterFrame;
use super::sections::part_of;
use super::{Core, State, dom};
use crate::behavior::sections::Sections;
use crate::behavior::tooltip::Event;
use crate::behavior::trail::Trail;
use crate::model::{Article, Direction};
use crate::render::{self, Index, Tongue, hooks};

/// What the page says of language around the element.
#[derive(Debug)]
pub(super) struct Around {
    language: Option<String>,
    direction: Direction,
}

impl Around {
    /// The language, if the page says one.
    pub(super) fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

/// What is put beside the article.
const OWN: [&str; 6] = [
    hooks::METER,
    hooks::CARD,
    hooks::ANCHOR,
    hooks::RETURN,
    hooks::PASSAGE,
    hooks::SPOKEN,
];

/// Where the article's body comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Body {
    /// It is written anew.
    Written,
    /// It stands in the element.
    Standing,
}

impl Core {
    /// Renders an article in place of what the element holds.
    pub(super) fn mount(self: &Rc<Self>, article: Article) {
        // What a page was built with is of another article.
        let built = |child: &Element| child.class_list().contains(hooks::ARTICLE_DATA);
        if let Some(built) = dom::children(&self.host).find(built) {
            built.remove();
        }
        self.put_article(article, Body::Written);
        self.recall_parts();
        self.arrive();
    }

    /// Takes over a body that is there already: what [`Core::mount`] would have written, byte for
    /// byte. No node of it is replaced. `busy` says whether the reader has
    /// done something with the page already.
    pub(super) fn adopt(self: &Rc<Self>, article: Article, busy: bool) {
        self.put_article(article, Body::Standing);
        for picture in dom::find_all(&self.host, "img") {
            if dom::is_lost_picture(&picture) {
                self.picture_failed(&picture);
            }
        }
        self.recall_parts();
        self.arrive_standing(busy);
    }

    /// Writes the article that is there again, in other words. What is open stays open.
    pub(super) fn mount_again(self: &Rc<Self>) {
        self.close_card();
        let (article, before) = {
            let mut state = self.state.borrow_mut();
            (take(&mut state.article), take(&mut state.sections))
        };
        self.put_article(article, Body::Written);
        let effects = self.state.borrow_mut().sections.restore(before.iter());
        self.fold(&effects);
    }

    fn put_article(self: &Rc<Self>, article: Article, body: Body) {
        self.close_card();
        let quiet = self.state.borrow().quiet;
        let around = self.around();
        self.unmount();
        self.settings
            .borrow_mut()
            .choose_words(&article, around.language.clone());
        let settings = self.settings.borrow();
        let (index, sections) = match body {
            Body::Written => {
                let written = render::written(&article, &settings.options());
                let sources: Vec<Element> = dom::children(&self.host)
                    .filter(|child| child.local_name() == "script")
                    .collect();
                // XSS-Safety: `render::written` has escaped whatever came from the source.
                dom::set_markup(&self.host, &written.html);
                // An element that comes back to the page, or its copy, reads its source again.
                for source in sources {
                    let _ = self.host.append_child(&source);
                }
                let mut sections = Sections::default();
                for fold in written.folds {
                    sections.add(fold.body, fold.open);
                }
                (written.index, sections)
            }
            Body::Standing => {
                // Those of an instance that has ended.
                for element in self.own_elements() {
                    element.remove();
                }
                let index = Index::of(&article, settings.id_prefix());
                (index, self.collect_sections())
            }
        };
        let trail = Trail::new(settings.history());
        drop(settings);
        self.state.replace(State {
            article,
            index,
            sections,
            trail,
            ..State::default()
        });
        self.append_own(&around);
        if quiet {
            self.set_quiet(true);
        }
        self.listen();
        self.watch_soon();
    }

    /// What is open over an article that goes: the card is closed, and its sheet takes its entry in the
    /// history along.
    pub(super) fn close_card(self: &Rc<Self>) {
        self.happened(Event::Close { refocus: false });
    }

    /// Begins to watch where the reader is, and what scrolls, when the page has been painted.
    pub(super) fn watch_soon(self: &Rc<Self>) {
        let watching = AfterFrame::new(self, |core| {
            core.reading.replace(core.watch_reading());
            // What scrolls in a page of its own is the page's.
            if core.standing.borrow().is_none() {
                core.watch_boxes();
            }
        });
        self.timers.borrow_mut().watching = Some(watching);
    }

    /// Looks at what is around the element. That is asked before anything is put into the page:
    /// behind it the answer would cost the style and the layout of the whole article.
    pub(super) fn around(&self) -> Around {
        Around {
            language: self.page_language(),
            direction: dom::direction(&self.host),
        }
    }

    /// Removes listeners and timers, and what is not part of the article. What was rendered stays:
    /// it is readable by itself.
    pub(super) fn unmount(&self) {
        // What another reader has put into the element is its own.
        if self.state.borrow().card.is_none() {
            return;
        }
        self.listeners.borrow_mut().clear();
        self.timers.take();
        self.list.take();
        self.watch.take();
        self.reading.borrow_mut().clear();
        self.boxes.take();
        self.watcher.take();
        self.told.take();
        self.state.replace(State::default());
        self.give_back();
        for element in self.own_elements() {
            element.remove();
        }
    }

    /// What is not part of the article.
    pub(super) fn own_elements(&self) -> Vec<HtmlElement> {
        let is_own = |element: &HtmlElement| {
            let classes = element.class_list();
            OWN.iter().any(|class| classes.contains(class))
        };
        // A selector would be tried on all of the article.
        dom::children(&self.host)
            .filter_map(|child| child.dyn_into().ok())
            .filter(is_own)
            .collect()
    }

    /// The card and the controls that come and go. They are direct children of the element: inside
    /// a host's dialog they would be inert anywhere else.
    pub(super) fn append_own(&self, around: &Around) {
        let settings = self.settings.borrow();
        let written = self.standing.borrow().is_none();
        if written
            && settings.progress()
            && let Some(meter) = self.append("div", hooks::METER, &[("aria-hidden", "true")])
        {
            // It sticks to the top from the article's beginning on.
            let _ = self
                .host
                .insert_before(&meter, self.host.first_child().as_ref());
        }
        let anchor = self.append("div", hooks::ANCHOR, &[("aria-hidden", "true")]);
        let id = format!("{}card_", settings.id_prefix());
        let card = self.append(
            "div",
            hooks::CARD,
            &[("popover", "manual"), ("id", &id), ("tabindex", "-1")],
        );
        if let Some(card) = &card {
            self.say_tongue_of_article(card, around);
        }
        let words = self.words();
        let messages = words.messages();
        let return_control = self.append("div", hooks::RETURN, &[("popover", "manual")]);
        if let Some(control) = &return_control {
            self.append_button(control, hooks::RETURN_BACK, messages.return_back(), None);
            let name = messages.dismiss();
            self.append_button(control, hooks::RETURN_CLOSE, "", Some(name));
        }
        let passage_control = self.append("div", hooks::PASSAGE, &[("popover", "manual")]);
        if let Some(control) = &passage_control {
            self.append_button(control, hooks::PASSAGE_COPY, "", None);
        }
        let spoken = self.append("p", hooks::SPOKEN, &[("role", "status")]);
        let tongue = Tongue::within(
            (around.language(), around.direction),
            Some(messages.language()),
            messages.direction(),
        );
        for own in [&return_control, &passage_control, &spoken]
            .into_iter()
            .flatten()
        {
            dom::say_tongue(own, tongue);
        }
        let mut state = self.state.borrow_mut();
        state.anchor = anchor;
        state.card = card;
        state.return_control = return_control;
        state.passage_control = passage_control;
    }

    /// What stands in the card is the article's, and the card stands outside of it.
    fn say_tongue_of_article(&self, card: &HtmlElement, around: &Around) {
        let page = around.language();
        let state = self.state.borrow();
        let language = state.article.language_tag().or(page);
        let direction = render::article_direction(&state.article, page);
        dom::say_tongue(
            card,
            Tongue::within((page, around.direction), language, direction),
        );
    }

    fn append(&self, name: &str, class: &str, attributes: &[(&str, &str)]) -> Option<HtmlElement> {
        let document = self.host.owner_document()?;
        let element = dom::element(&document, name, class)?;
        self.name_part(&element, class);
        for (name, value) in attributes {
            element.set_attribute(name, value).ok()?;
        }
        self.host.append_child(&element).ok()?;
        Some(element)
    }

    /// In a shadow tree what is ours is a part.
    fn name_part(&self, element: &Element, class: &str) {
        if self.settings.borrow().options().parts {
            let _ = element.set_attribute("part", hooks::part(class));
        }
    }

    fn append_button(&self, home: &Element, class: &str, text: &str, name: Option<&str>) {
        let document = self.host.owner_document();
        let Some(button) = document.and_then(|document| dom::element(&document, "button", class))
        else {
            return;
        };
        self.name_part(&button, class);
        button.set_text_content(Some(text));
        let _ = button.set_attribute("type", "button");
        if let Some(name) = name {
            let _ = button.set_attribute("aria-label", name);
        }
        let _ = home.append_child(&button);
    }

    /// The parts that fold, as the page has them.
    pub(super) fn collect_sections(&self) -> Sections {
        let mut sections = Sections::default();
        for toggle in dom::find_all(&self.host, &format!(".{}", hooks::TOGGLE)) {
            if let Some(body) = part_of(&toggle) {
                // A browser may have opened a part that stood in the page before this.
                let open = self
                    .part(&body)
                    .is_none_or(|part| !part.has_attribute("hidden"));
                let _ = toggle.set_attribute("aria-expanded", if open { "true" } else { "false" });
                sections.add(body, open);
            }
        }
        sections
    }
}
