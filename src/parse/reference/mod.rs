//! Reference strings to CSL-JSON.
//!
//! A reference list is printed for eyes: its fields are told apart by punctuation, by italics and
//! by the shape of what stands in them. This module reads them back. What cannot be read is left
//! out, never guessed: the printed entry stays beside the fields, so a reader loses nothing.

pub mod vancouver;

pub use vancouver::read;
