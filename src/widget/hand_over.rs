//! Handing text over to the reader: onto the clipboard, or as a file.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlAnchorElement, HtmlElement};

use super::list::Chosen;
use super::{Core, dom, history};
use crate::model::Reference;
use crate::render::messages::Messages;
use crate::render::{self, hooks};

/// How long a button says what has come of it, in milliseconds.
const TOLD_FOR: u32 = 2_000;

/// A button that says what has come of it, and what it said before.
#[derive(Debug)]
pub(super) struct Told {
    button: Element,
    before: String,
    _timer: Timeout,
}

impl Core {
    /// Copies text; the button that asked for it says what has come of it.
    pub(super) fn copy(self: &Rc<Self>, text: &str, button: &Element) {
        let weak = Rc::downgrade(self);
        let button = button.clone();
        let promise = dom::copy_text(text, &button);
        spawn_local(async move {
            let done = JsFuture::from(promise).await;
            let done = done.is_ok_and(|done| done.is_truthy());
            if let Some(core) = weak.upgrade() {
                core.told(&button, done);
            }
        });
    }

    fn told(self: &Rc<Self>, button: &Element, done: bool) {
        self.untell();
        let words = self.words();
        let messages = words.messages();
        let word = if done {
            messages.copied()
        } else {
            messages.not_copied()
        };
        let before = button.text_content().unwrap_or_default();
        button.set_text_content(Some(word));
        self.speak(word);
        let weak = Rc::downgrade(self);
        let timer = Timeout::new(TOLD_FOR, move || {
            if let Some(core) = weak.upgrade() {
                core.untell();
            }
        });
        self.told.replace(Some(Told {
            button: button.clone(),
            before,
            _timer: timer,
        }));
    }

    /// A button says again what it said before.
    pub(super) fn untell(&self) {
        if let Some(told) = self.told.take() {
            told.button.set_text_content(Some(&told.before));
            self.speak("");
        }
    }

    /// Has something read out that is only shown in small.
    fn speak(&self, text: &str) {
        let selector = format!(":scope > .{}[role=status]", hooks::SPOKEN);
        if let Some(place) = dom::find(&self.host, &selector) {
            place.set_text_content(Some(text));
        }
    }

    /// Copies the address of the part that a link behind a heading leads to; it becomes the
    /// page's own address, so that a reader can take it from there as well.
    pub(super) fn copy_address(self: &Rc<Self>, link: &HtmlElement) {
        let Some(anchor) = link.dyn_ref::<HtmlAnchorElement>() else {
            return;
        };
        let Some(address) = history::address_of(anchor.hash().trim_start_matches('#')) else {
            return;
        };
        if self.settings.borrow().history() {
            history::show_address(&address);
        }
        self.copy(&address, link);
    }

    /// Copies the reference that a button of the card belongs to.
    pub(super) fn copy_reference(self: &Rc<Self>, button: &HtmlElement) {
        let key = button.get_attribute(hooks::DATA_KEY).unwrap_or_default();
        let text = {
            let state = self.state.borrow();
            let reference = state.index.reference(&state.article, &key);
            let words = self.words();
            reference.map(|reference| render::entry_text(reference, words.messages()))
        };
        if let Some(text) = text {
            self.copy(&text, button);
        }
    }

    /// Copies or saves what the choices around a button say.
    pub(super) fn export_pressed(self: &Rc<Self>, button: &HtmlElement, save: bool) {
        let Some(chosen) = self.chosen(button) else {
            return;
        };
        match self.written(&chosen) {
            Some(text) => self.hand_over(&chosen, &text, button, save),
            None => self.hand_over_later(chosen, button, save),
        }
    }

    fn hand_over(self: &Rc<Self>, chosen: &Chosen, text: &str, button: &HtmlElement, save: bool) {
        if save {
            dom::save_file(&chosen.name, chosen.format.media_type(), text);
        } else {
            self.copy(text, button);
        }
    }

    /// What this build can write of it: everything.
    #[cfg(feature = "full")]
    fn written(&self, chosen: &Chosen) -> Option<String> {
        self.with_references(chosen, |references, messages| {
            render::export(references, chosen.format, messages)
        })
    }

    /// What this build can write of it: text.
    #[cfg(not(feature = "full"))]
    fn written(&self, chosen: &Chosen) -> Option<String> {
        if chosen.format != render::ExportFormat::Text {
            return None;
        }
        self.with_references(chosen, |references, messages| {
            render::reference_lines(&references, messages)
        })
    }

    fn with_references<T>(
        &self,
        chosen: &Chosen,
        write: impl FnOnce(Vec<&Reference>, Messages<'_>) -> T,
    ) -> Option<T> {
        let words = self.words();
        let Some(places) = &chosen.places else {
            return Some(write(vec![&self.own_citation()?], words.messages()));
        };
        let state = self.state.borrow();
        let all = &state.article.references;
        let references = places.iter().filter_map(|at| all.get(*at)).collect();
        Some(write(references, words.messages()))
    }

    /// Has what this build cannot write written elsewhere.
    fn hand_over_later(self: &Rc<Self>, chosen: Chosen, button: &HtmlElement, save: bool) {
        let promise = match (&*self.exporters.borrow(), &chosen.places) {
            (Some(exporters), Some(places)) => {
                exporters.write(chosen.format.name(), places.clone())
            }
            (Some(exporters), None) => {
                exporters.write_own(chosen.format.name(), self.own_address())
            }
            (None, _) => return,
        };
        let (weak, button) = (Rc::downgrade(self), button.clone());
        spawn_local(async move {
            let text = JsFuture::from(promise).await.ok();
            let text = text.and_then(|text| text.as_string());
            match (weak.upgrade(), text) {
                (Some(core), Some(text)) => core.hand_over(&chosen, &text, &button, save),
                (Some(core), None) => core.told(&button, false),
                (None, _) => {}
            }
        });
    }

    /// The reader is about to ask for a format that this build may not have.
    pub(super) fn prepare_exporters(&self) {
        if let Some(exporters) = &*self.exporters.borrow() {
            exporters.prepare();
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// What writes references in the formats that this build does not have.
    #[derive(Debug)]
    pub(super) type Exporters;

    /// They are about to be asked for.
    #[wasm_bindgen(method)]
    fn prepare(this: &Exporters);

    /// Resolves to references in a format, by their places in the list.
    #[wasm_bindgen(method)]
    fn write(this: &Exporters, format: &str, places: Vec<usize>) -> js_sys::Promise;

    /// Resolves to the article's own citation in a format, with the address where it is found.
    #[wasm_bindgen(method, js_name = writeOwn)]
    fn write_own(this: &Exporters, format: &str, address: Option<String>) -> js_sys::Promise;
}
