//! pulldown-cmark's own HTML, for a browser.

use pulldown_cmark::{Options, Parser, html};
use wasm_bindgen::prelude::wasm_bindgen;

/// Markdown with GFM's tables and footnotes as HTML, as the library writes it.
#[wasm_bindgen]
pub fn convert(source: &str) -> String {
    let mut written = String::with_capacity(source.len() * 3 / 2);
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES;
    html::push_html(&mut written, Parser::new_ext(source, options));
    written
}
