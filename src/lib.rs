//! Scholion.
pub mod diagnostic;
pub mod model;
pub mod behavior;
pub mod check;
pub mod parse;
pub mod render;
#[cfg(target_arch = "wasm32")]
pub mod widget;
