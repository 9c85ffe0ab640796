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
//!
//! # Reading
//!
//! Each format has a function that takes a text: [`parse::print`], [`parse::markdown`],
//! [`parse::jats`], [`parse::json`], and natively HTML as well. [`parse::read_article`] takes bytes
//! and finds out, by what is promised and by what is in them, which of these to call:
//!
//! ```
//! use scholion::parse::{self, Limits, Promise};
//!
//! let works = parse::bibliography("@article{doe, author = {Doe, Jane}, title = {On bones}, year = {2020}}", "works.bib");
//! let source = "# Bones\n\nThey thin [@doe].\n".as_bytes();
//! let promise = Promise { name: "bones.md", ..Promise::default() };
//! let (text, parsed) = parse::read_article(source, &promise, &works.references, &Limits::default());
//! assert_eq!(parsed.article.references.len(), 1);
//! assert!(parsed.diagnostics.is_empty());
//! # let _ = text;
//! ```
//!
//! Reading never fails and never panics: there is always an article, and what was noticed on the way
//! is in `diagnostics`, each with its place in the text. It takes time and memory in proportion to the
//! source; [`parse::Limits`] says where that ends.
//!
//! # The article
//!
//! [`model::Article`] is a tree of sections, blocks and inlines, in the terms of
//! [mdast](https://github.com/syntax-tree/mdast), with citations as nodes of their own and
//! references in those of [CSL-JSON](https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html).
//! serde reads and writes it; [`parse::json`] says of JSON that is no article where it goes wrong.
//! [`model::walk`] finds markers, parts and lines in reading order.
//!
//! # Checking
//!
//! [`check::article`] finds what a reader would stumble over: references that nothing cites, markers
//! whose reference is missing, ranges that lost their dash, one source under two numbers. Each
//! finding is a [`diagnostic::Diagnostic`], as those of reading are.
//!
//! # Rendering
//!
//! [`render::html()`] gives the article as one string, [`render::element()`] with the element around
//! it, for a page of somebody else's, [`render::page()`] a whole page. [`render::export()`] writes
//! references as BibTeX, RIS, CSL-JSON or text, [`render::markdown()`] the article as Markdown. All of
//! them are pure functions; every text of the article is escaped by the one file that writes markup.
//!
//! # Features
//!
//! | feature | what it adds |
//! | --- | --- |
//! | `full` (default) | in WebAssembly: every reader, lints, exporters, languages. Natively they are always there |
//! | `cli` | the command line `scholion` |
//! | `schema` | the JSON Schema of the structured article |
//!
//! # Versions
//!
//! Versions are semantic. The structured article has a version of its own, `"scholion": 1`, and ids of
//! parts, which addresses are made of, never change. Rust 1.95 or newer is needed; a newer minimum is
//! a minor version.

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
