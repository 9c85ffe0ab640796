//! The files of `www/` that are a part of this program. In a debug build they are read when they
//! are asked for.

use rust_embed::RustEmbed;

/// The widget.
#[derive(RustEmbed)]
#[folder = "www/"]
#[include = "scholion.css"]
#[include = "scholion.js"]
#[include = "scholion-define.js"]
#[include = "core.js"]
#[include = "messages.js"]
#[include = "reading.js"]
#[include = "words/*.json"]
#[include = "pkg/reader.js"]
#[include = "pkg/reader_bg.wasm"]
#[include = "pkg/scholion.js"]
#[include = "pkg/scholion_bg.wasm"]
#[include = "pkg/snippets/*"]
pub(super) struct Widget;

/// The page of `scholion serve ARTICLE`.
#[derive(RustEmbed)]
#[folder = "www/preview/"]
pub(super) struct Preview;

/// The widget's style sheet.
pub(super) const STYLE: &str = "scholion.css";
/// The module that registers the widget.
pub(super) const SCRIPT: &str = "scholion-define.js";
/// The widget's WebAssembly module that shows built pages; a program that was built without the
/// widget does not have it.
pub(super) const CORE: &str = "pkg/reader_bg.wasm";
/// The module of its full build, which a built page needs for some exports only.
pub(super) const FULL: &str = "pkg/scholion.js";
