//! A panic, and what the page is left with.
//!
//! A panic ends the instance of the core: WebAssembly cannot unwind on stable Rust, and what was
//! being changed stays half changed. Before it ends, everything that could call into it is taken
//! off the page, of all elements; then wasm-bindgen is asked to make a new instance at the next
//! call, and the element in JavaScript hears of it. It has every article read again, and shows what
//! stands there without the widget where the panic came from.

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::Core;

thread_local! {
    /// The cores of the readers that there are.
    static CORES: RefCell<Vec<Weak<Core>>> = const { RefCell::new(Vec::new()) };
    /// The element whose event is being handled.
    static AT_WORK: RefCell<Option<HtmlElement>> = const { RefCell::new(None) };
    /// Who hears of a panic.
    static HEARER: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// Remembers a core, for as long as its reader is there.
pub(super) fn register(core: &Rc<Core>) {
    CORES.with_borrow_mut(|cores| {
        cores.retain(|core| core.strong_count() > 0);
        cores.push(Rc::downgrade(core));
    });
}

/// Does something in the name of an element: a panic in it is known as that element's.
pub(super) fn working(core: &Rc<Core>, work: impl FnOnce()) {
    let before = AT_WORK.replace(Some(core.host.clone()));
    work();
    AT_WORK.set(before);
}

/// Calls back when the core panics: with what it said, and the element whose event was being
/// handled, if it was one. No function of the core may be called from there: the next call from
/// elsewhere ([`begin_anew`]) makes a new instance, in which nobody hears of panics yet.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(hearer: js_sys::Function) {
    HEARER.set(Some(hearer));
    std::panic::set_hook(Box::new(|panic| {
        let said = panic.payload_as_str().unwrap_or_default();
        let place = panic.location().map_or("", |place| place.file());
        let line = panic.location().map_or(0, std::panic::Location::line);
        give_up();
        // Whoever is asked for twice has panicked in here.
        let hearer = HEARER.take();
        let host = AT_WORK.take().map_or(JsValue::UNDEFINED, JsValue::from);
        if let Some(hearer) = hearer {
            let text = [said, ", ", place, ":", &line.to_string()].concat();
            let _ = hearer.call2(&JsValue::NULL, &text.into(), &host);
        }
    }));
}

/// Gives this instance up, where something else than a panic has ended it: out of memory, or the
/// stack.
#[wasm_bindgen(js_name = giveUp)]
pub fn give_up() {
    let cores = CORES.try_with(|cores| cores.try_borrow_mut().map(|mut cores| cores.split_off(0)));
    for core in cores.into_iter().flatten().flatten() {
        if let Some(core) = core.upgrade() {
            core.leave();
        }
    }
    wasm_bindgen::handler::schedule_reinit();
}

/// Does nothing: the first call after an instance has ended makes the new one, and whatever is handed
/// over with that call goes to the old one still.
#[wasm_bindgen(js_name = beginAnew)]
pub fn begin_anew() {}

/// Ends the core as it could end: by a panic, out of memory, or out of its stack. For tests.
#[cfg(feature = "provoke")]
#[allow(
    clippy::panic,
    clippy::large_types_passed_by_value,
    unconditional_recursion,
    reason = "this is what it is for"
)]
pub(super) fn provoke(how: &str) {
    fn deeper(numbers: [u64; 512]) -> u64 {
        let more = std::hint::black_box(numbers.map(|number| number.wrapping_add(1)));
        numbers.iter().sum::<u64>() + deeper(more)
    }
    match how {
        "memory" => {
            let mut held: Vec<Vec<u8>> = Vec::new();
            loop {
                held.push(std::hint::black_box(Vec::with_capacity(256 * 1024 * 1024)));
            }
        }
        "stack" => {
            std::hint::black_box(deeper([0; 512]));
        }
        _ => panic!("provoked"),
    }
}

impl Core {
    /// Takes off the page whatever calls back into this instance. What is borrowed by whoever has
    /// panicked stays.
    fn leave(&self) {
        fn end<T: Default>(held: &RefCell<T>) {
            if let Ok(mut held) = held.try_borrow_mut() {
                drop(std::mem::take(&mut *held));
            }
        }
        end(&self.listeners);
        end(&self.timers);
        end(&self.watch);
        end(&self.reading);
        end(&self.boxes);
        end(&self.watcher);
        end(&self.told);
    }
}
