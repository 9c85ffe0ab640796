//! Text in, [`Parsed`] out.
#![deny(clippy::indexing_slicing, clippy::string_slice)]
pub mod date;
pub mod reference;
