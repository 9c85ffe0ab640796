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
}

impl Note {
    fn from_js(note: &JsValue) -> Self {
        let step = dom::member(note, "step").and_then(|step| step.as_f64());
        let place = dom::member(note, "place");
        Self {
            step: step.map(dom::whole),
            place: place.and_then(|place| Place::from_js(&place)),
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
        dom::object(&members)
    }
}

/// Whether the address has this fragment already.
pub(super) fn is_address(fragment: &str) -> bool {
    let hash = dom::window().and_then(|window| window.location().hash().ok());
    hash.is_some_and(|hash| {
        let raw = hash.trim_start_matches('#');
        raw == fragment
            || js_sys::decode_uri_component(raw).is_ok_and(|decoded| decoded == *fragment)
    })
}

/// Whether the address names a part of the page.
pub(super) fn has_fragment() -> bool {
    dom::window()
        .and_then(|window| window.location().hash().ok())
        .is_some_and(|hash| hash.len() > 1)
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
    let note = Note {
        place: Some(place),
        ..read_note().unwrap_or_default()
    };
    if let (Some(history), Some(state)) = (history(), state_with(&note)) {
        let _ = history.replace_state(&state, "");
        // Where the page is when this entry comes back is for us to say: the browser's own guess,
        // made from a height that is only estimated, would come after ours.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
}

/// Makes an entry with a fragment, or puts it in place of the current one. The page's own address
/// is written out: a bare fragment would be that of the page's `<base>`.
pub(super) fn make_entry(fragment: &str, step: Step, replace: bool) {
    let note = Note {
        step: Some(step),
        place: None,
    };
    let address = dom::window().and_then(|window| window.location().href().ok());
    let (Some(history), Some(state), Some(address)) = (history(), state_with(&note), address)
    else {
        return;
    };
    let page = address.split('#').next().unwrap_or_default();
    let url = format!("{page}#{fragment}");
    // A browser may refuse too many entries in a short time; the control still leads back.
    let _ = if replace {
        history.replace_state_with_url(&state, "", Some(&url))
    } else {
        history.push_state_with_url(&state, "", Some(&url))
    };
    // The new entry has this from the one before it.
    let _ = history.set_scroll_restoration(ScrollRestoration::Auto);
}

/// The entry below is marked as one of ours, so that coming back to it is understood.
pub(super) fn guard_entry() {
    let note = read_note().unwrap_or_default();
    if let (Some(history), Some(state)) = (history(), state_with(&note)) {
        let _ = history.replace_state(&state, "");
        // Closing the sheet leaves the page where the reader has it by then.
        let _ = history.set_scroll_restoration(ScrollRestoration::Manual);
    }
    let state = history().and_then(|history| history.state().ok());
    if let (Some(history), Some(state)) = (history(), state) {
        let _ = history.push_state(&state, "");
    }
}

pub(super) fn go_back() {
    if let Some(history) = history() {
        let _ = history.back();
    }
}

/// The current entry's scroll position is the browser's business again.
pub(super) fn hand_back() {
    if let Some(history) = history() {
        let _ = history.set_scroll_restoration(ScrollRestoration::Auto);
    }
}

/// The place that the current entry was left at by a jump, if the browser leaves it to us to go
/// there.
pub(super) fn left_place() -> Option<Place> {
    let ours = history()?.scroll_restoration().ok()? == ScrollRestoration::Manual;
    read_note()?.place.filter(|_| ours)
}

/// Whether something of ours can be noted in the current entry.
pub(super) fn takes_notes() -> bool {
    state_with(&Note::default()).is_some()
}
