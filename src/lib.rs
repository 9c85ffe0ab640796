//! Scholion.
pub mod diagnostic;
pub mod model;
pub mod parse;
