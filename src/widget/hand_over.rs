//! Handing text over to the reader: onto the clipboard, or as a file.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlAnchorElement, HtmlElement};

use super::{Core, dom, history};
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
        if self.settings.borrow().history() {
            history::show_address(&anchor.href());
        }
        self.copy(&anchor.href(), link);
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
        let Some((name, format, text)) = self.exported(button) else {
            return;
        };
        if save {
            dom::save_file(&name, format.media_type(), &text);
        } else {
            self.copy(&text, button);
        }
    }
}
