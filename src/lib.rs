//! Scholion reads articles with numbered sources and shows the sources where they are cited.
//!
//! An article takes one way through the crate, and the modules stand in its order:
//!
//! | step | module | what it gives |
//! | --- | --- | --- |
//! | what can be said of a source | [`diagnostic`] | places, severities, codes |
//! | the article itself | [`model`] | plain data with serde |
//! | text in | [`parse`] | an article **and** diagnostics, whatever the input |
//! | what an editor should know | [`check`] | lints over a parsed article |
//! | HTML out | [`render`] | one string, the same natively and in the browser |
//! | what the reader experiences | [`behavior`] | pure state machines |
//! | the page | `widget` | wasm32 only: mounts, listens, applies |
//!
//! Dependencies run from the bottom to the top of this table and never back; `parse`, `check`,
//! `render` and `behavior` know nothing of one another.
//!
//! ```
//! use scholion::{check, parse, render};
//!
//! let parsed = parse::print("On Bones\n\nThey thin with age.¹\n\nReferences\n\n1. Doe J. On bones. *Bone*. 2020;1:2-3.\n");
//! assert!(check::article(&parsed.article).is_empty());
//! assert!(render::html(&parsed.article, &render::Options::default()).contains("id=\"ref-1\""));
//! ```
//!
//! Most people never call this crate: they put `<scholion-article src="article.md">` into a
//! page, or run the `scholion` command line.

pub mod behavior;
pub mod check;
pub mod diagnostic;
mod form;
pub mod model;
pub mod parse;
pub mod render;
mod tex;
#[cfg(target_arch = "wasm32")]
pub mod widget;

/// The Rust of the documentation is run with the doctests.
#[cfg(doctest)]
#[doc = include_str!("../docs/developers.md")]
struct Documentation;
