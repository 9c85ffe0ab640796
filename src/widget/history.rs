//! The browser's history, as far as jumps and sheets use it: notes in the state of its entries,
//! beside whatever the host keeps there.

use wasm_bindgen::prelude::*;
use web_sys::ScrollRestoration;

use super::dom;
use super::jumps::Place;
use crate::behavior::trail::Step;

/// Our own entry in the state of a history entry.
const STATE: &str = "scholion";

/// What we note in a history entry.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Note {
    pub(super) step: Option<Step>,
    pub(super) place: Option<Place>,
    /// Who had the say of where the page is when the entry comes back, before we took that over:
    /// the browser, or the host. `None` where it is theirs.
    before: Option<ScrollRestoration>,
    /// Whether the entry is there for a sheet alone.
    guard: bool,
}

impl Note {
    fn from_js(note: &JsValue) -> Self {
        let step = dom::member(note, "step").and_then(|step| step.as_f64());
        let place = dom::member(note, "place");
        let before = dom::member(note, "before").and_then(|before| before.as_string());
        let guard = dom::member(note, "guard");
        Self {
            step: step.map(dom::whole),
            place: place.and_then(|place| Place::from_js(&place)),
            before: before.map(|before| match before.as_str() {
                "manual" => ScrollRestoration::Manual,
                _ => ScrollRestoration::Auto,
            }),
            guard: guard.is_some_and(|guard| guard.is_truthy()),
        }
    }

    fn to_js(&self) -> JsValue {
        let mut members = Vec::new();
        if let Some(step) = self.step {
            #[allow(
                clippy::cast_precision_loss,
                reason = "a time in milliseconds is exact"
            )]
            members.push(("step", JsValue::from_f64(step as f64)));
        }
        if let Some(place) = &self.place {
            members.push(("place", place.to_js()));
        }
        if let Some(before) = self.before {
            members.push(("before", before.into()));
        }
        if self.guard {
            members.push(("guard", JsValue::TRUE));
        }
        dom::object(&members)
    }
}

/// Whether the address has this fragment already.
pub(super) fn is_address(fragment: &str) -> bool {
    self::fragment().is_some_and(|raw| {
        raw == fragment
            || js_sys::decode_uri_component(&raw).is_ok_and(|decoded| decoded == *fragment)
    })
}

/// The part of the page that the address names, as it stands there.
pub(super) fn fragment() -> Option<String> {
    let hash = dom::window()?.location().hash().ok()?;
    let fragment = hash.strip_prefix('#')?;
    (!fragment.is_empty()).then(|| fragment.to_owned())
}

/// Makes an address of this page the one that the browser shows. No entry is added, and what the
/// current one holds is kept.
pub(super) fn show_address(address: &str) {
    if let Some(history) = history() {
        let state = history.state().unwrap_or(JsValue::NULL);
        let _ = history.replace_state_with_url(&state, "", Some(address));
    }
}

fn history() -> Option<web_sys::History> {
    dom::window()?.history().ok()
}

/// What we have noted in the current entry.
pub(super) fn read_note() -> Option<Note> {
    let state = history()?.state().ok()?;
    if !state.is_object() {
        return None;
    }
    Some(Note::from_js(&dom::member(&state, STATE)?))
}

/// The state of the current entry with a note of ours in it. `None` where the host keeps
/// something there that nothing can be added to.
fn state_with(note: &Note) -> Option<JsValue> {
    let state = history()?.state().ok()?;
    let copy = js_sys::Object::new();
    if state.is_object() {
        js_sys::Object::assign(&copy, state.unchecked_ref());
    } else if !state.is_null() && !state.is_undefined() {
        return None;
    }
    js_sys::Reflect::set(&copy, &STATE.into(), &note.to_js()).ok()?;
    Some(copy.into())
}

pub(super) fn remember(place: Place) {
    take_over(Note {
        place: Some(place),
        ..read_note().unwrap_or_default()
    });
}

/// Notes something in the current entry, and that where the page is when it comes back is for us to
/// say: the browser's own guess, made from a height that is only estimated, would come after ours.
fn take_over(note: Note) {
    let Some(history) = history() else { return };
    let note = Note {
        before: note.before.or_else(|| history.scroll_restoration().ok()),
        ..note
    };
    if let Some(state) = state_with(&note) {
        let _ = history.replace_state(&state, "");
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// The address of a part of this page. The page's own is written out: a bare fragment would be that
/// of its `<base>`.
pub(super) fn address_of(fragment: &str) -> Option<String> {
    let address = dom::window()?.location().href().ok()?;
    let page = address.split('#').next()?;
    Some(format!("{page}#{fragment}"))
}

/// Makes an entry with a fragment, or puts it in place of the current one.
pub(super) fn make_entry(fragment: &str, step: Step, replace: bool) {
    let before = read_note().and_then(|note| note.before);
    let note = Note {
        step: Some(step),
        ..Note::default()
    };
    let (Some(history), Some(state), Some(url)) =
        (history(), state_with(&note), address_of(fragment))
    else {
        return;
    };
    // A browser may refuse too many entries in a short time; the control still leads back.
    let _ = if replace {
        history.replace_state_with_url(&state, "", Some(&url))
    } else {
        history.push_state_with_url(&state, "", Some(&url))
    };
    // The new entry has ours from the one before it.
    if let Some(before) = before {
        let _ = history.set_scroll_restoration(before);
    }
}

/// Makes an entry for a sheet. The one below is marked as one of ours, so that coming back to it is
/// understood, and closing the sheet leaves the page where the reader has it by then.
pub(super) fn guard_entry() {
    take_over(read_note().unwrap_or_default());
    let note = Note {
        guard: true,
        ..read_note().unwrap_or_default()
    };
    if let (Some(history), Some(state)) = (history(), state_with(&note)) {
        let _ = history.push_state(&state, "");
    }
}

/// Whether the current entry is there for a sheet. A host may have gone on to one of its own.
pub(super) fn is_guard() -> bool {
    read_note().is_some_and(|note| note.guard)
}

pub(super) fn go_back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

/// The current entry's scroll position is the business of whose it was before.
pub(super) fn hand_back() {
    let Some(mut note) = read_note() else { return };
    let (Some(history), Some(before)) = (history(), note.before.take()) else {
        return;
    };
    if let Some(state) = state_with(&note) {
        let _ = history.replace_state(&state, "");
    }
    let _ = history.set_scroll_restoration(before);
}

/// The place that the current entry was left at by a jump, if it is left to us to go there.
pub(super) fn left_place() -> Option<Place> {
    let note = read_note()?;
    note.place.filter(|_| note.before.is_some())
}

/// Whether something of ours can be noted in the current entry.
pub(super) fn takes_notes() -> bool {
    state_with(&Note::default()).is_some()
}
