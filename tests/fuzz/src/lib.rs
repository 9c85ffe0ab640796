//! What the targets have in common.

pub use libfuzzer_sys;

#[allow(dead_code, reason = "tests use all of it")]
#[path = "../../properties/hold.rs"]
mod hold;

/// Ends the process where a text does not hold as an input of a target.
///
/// # Panics
///
/// With what does not hold.
pub fn hold(target: &str, text: &str) {
    if let Err(problem) = hold::input(target, text) {
        panic!("{problem}\nin {target} by {text:?}");
    }
}

/// A target of this name, for texts.
#[macro_export]
macro_rules! holds {
    ($target:literal) => {
        $crate::libfuzzer_sys::fuzz_target!(|text: &str| {
            $crate::hold($target, text);
        });
    };
}
