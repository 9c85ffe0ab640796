//! What an article remembers from one visit to the next, in the browser's storage: what is open
//! and where the reader was. Only where the publisher asks for it; what somebody reads about their
//! health is theirs. Storage that is denied, full or broken is as good as none.

use gloo::storage::{LocalStorage, SessionStorage, Storage};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{Core, dom};
use crate::behavior::memory::{Memory, Place};
use crate::render::hooks;

/// How long an article remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Persist {
    /// Not at all.
    #[default]
    No,
    /// As long as the tab is there.
    Session,
    /// Until the reader clears the site's data.
    Local,
}

impl Persist {
    /// Reads the value of the `persist` attribute; anything unknown is [`Persist::No`].
    pub(super) fn from_attribute(value: &str) -> Self {
        match value.trim() {
            "session" => Self::Session,
            "local" => Self::Local,
            _ => Self::No,
        }
    }

    /// Whether the storage may be touched at all: gloo takes that for granted.
    fn is_allowed(self) -> bool {
        let Some(window) = dom::window() else {
            return false;
        };
        let storage = match self {
            Self::No => return false,
            Self::Session => window.session_storage(),
            Self::Local => window.local_storage(),
        };
        storage.is_ok_and(|storage| storage.is_some())
    }

    fn read(self, key: &str) -> Option<Memory> {
        if !self.is_allowed() {
            return None;
        }
        match self {
            Self::No => None,
            Self::Session => SessionStorage::get(key).ok(),
            Self::Local => LocalStorage::get(key).ok(),
        }
    }

    fn write(self, key: &str, memory: &Memory) {
        if !self.is_allowed() {
            return;
        }
        // No room: the reader loses nothing but a convenience.
        let _ = match self {
            Self::No => Ok(()),
            Self::Session => SessionStorage::set(key, memory),
            Self::Local => LocalStorage::set(key, memory),
        };
    }
}

/// The reading line, as a share of the window's height.
const LINE: f64 = 0.25;

impl Core {
    /// The article's identity: its DOI, else the addresses of its page and of its source; and which
    /// of the page's articles it is.
    fn memory_key(&self) -> Option<String> {
        let state = self.state.borrow();
        let settings = self.settings.borrow();
        let identity = if let Some(doi) = &state.article.doi {
            doi.to_lowercase()
        } else {
            let location = dom::window()?.location();
            let page = location.pathname().ok()? + &location.search().ok()?;
            [page.as_str(), settings.source()]
                .join(" ")
                .trim_end()
                .to_owned()
        };
        Some(format!("scholion:{}{identity}", settings.id_prefix()))
    }

    fn memory(&self) -> Memory {
        let persist = self.settings.borrow().persist();
        if persist == Persist::No {
            return Memory::default();
        }
        self.memory_key()
            .and_then(|key| persist.read(&key))
            .unwrap_or_default()
    }

    fn remember(&self, change: impl FnOnce(&mut Memory)) {
        let persist = self.settings.borrow().persist();
        if persist == Persist::No {
            return;
        }
        let mut memory = self.memory();
        change(&mut memory);
        if let Some(key) = self.memory_key() {
            persist.write(&key, &memory);
        }
    }

    /// Keeps what is open.
    pub(super) fn remember_parts(&self) {
        self.remember(|memory| {
            for (id, open) in self.state.borrow().sections.iter() {
                memory.keep(self.without_prefix(id), open);
            }
        });
    }

    /// Keeps where the reader is.
    pub(super) fn remember_place(&self) {
        self.remember(|memory| memory.keep_place(self.place_here()));
    }

    /// Opens and closes what was open and closed.
    pub(super) fn recall_parts(&self) {
        let memory = self.memory();
        let prefix = self.settings.borrow().id_prefix().to_owned();
        let left: Vec<(String, bool)> = memory
            .parts()
            .map(|(id, open)| (format!("{prefix}{id}"), open))
            .collect();
        let effects = self
            .state
            .borrow_mut()
            .sections
            .restore(left.iter().map(|(id, open)| (id.as_str(), *open)));
        self.fold(&effects);
    }

    /// Where the reader was: the block at the reading line, and its distance from the top of the
    /// window. Nothing where its part is gone, or closed.
    pub(super) fn recalled_place(&self) -> Option<(HtmlElement, f64)> {
        let place = self.memory().place()?.clone();
        let home = if place.part.is_empty() {
            self.text()?
        } else {
            let id = format!("{}{}", self.settings.borrow().id_prefix(), place.part);
            body(&self.part(&id)?.into())?
        };
        // A part that has fewer blocks now is come to at its end.
        let block = dom::children(&home)
            .nth(place.block)
            .or_else(|| home.last_element_child())?;
        Some((block.dyn_into().ok()?, f64::from(place.offset)))
    }

    /// What holds the article's text.
    pub(super) fn text(&self) -> Option<HtmlElement> {
        if self.standing.borrow().is_some() {
            return Some(self.host.clone());
        }
        dom::find(&self.host, &format!(".{}", hooks::MAIN))
    }

    fn without_prefix<'i>(&self, id: &'i str) -> &'i str {
        let settings = self.settings.borrow();
        id.strip_prefix(settings.id_prefix()).unwrap_or(id)
    }

    /// The block at the reading line; `None` while the article's head is in view.
    fn place_here(&self) -> Option<Place> {
        let (_, height) = dom::window_size()?;
        let text = self.text()?;
        if text.get_bounding_client_rect().top() > 0.0 {
            return None;
        }
        let line = height * LINE;
        let mut part = String::new();
        let mut home: Element = text.into();
        loop {
            let (number, block) = dom::children(&home)
                .enumerate()
                .find(|(_, block)| block.get_bounding_client_rect().bottom() > line)?;
            match body(&block).filter(|body| body.get_bounding_client_rect().top() < line) {
                Some(inner) => {
                    part = block.id();
                    home = inner.into();
                }
                None => {
                    return Some(Place {
                        part: self.without_prefix(&part).to_owned(),
                        block: number,
                        offset: dom::whole_pixels(block.get_bounding_client_rect().top()),
                    });
                }
            }
        }
    }
}

/// What an open part holds.
fn body(part: &Element) -> Option<HtmlElement> {
    let body = part.last_element_child()?;
    let open = body.class_list().contains(hooks::CONTENT) && !body.has_attribute("hidden");
    if open { body.dyn_into().ok() } else { None }
}
