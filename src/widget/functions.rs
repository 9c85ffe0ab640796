//! What scripts may ask without an element of the page.

use wasm_bindgen::prelude::*;

use super::options::Settings;
use crate::parse::{self, Format, Promise};
use crate::render::{self, fragment};

/// The HTML of a source's article, as [`Reader::load`](super::Reader::load) would write it into
/// an element with these settings ([`Reader::configure`](super::Reader::configure)), and as the
/// command line writes it: byte for byte. `page_language` is the language of the page that it is
/// for. For servers that run JavaScript.
///
/// # Errors
///
/// Where the settings are none: a message that says what is wrong with them.
#[wasm_bindgen(js_name = articleHtml)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "JavaScript hands over optional strings by value only"
)]
pub fn article_html(
    bytes: &[u8],
    format: Option<String>,
    name: Option<String>,
    page_language: Option<String>,
    settings: JsValue,
) -> Result<String, JsError> {
    let promise = Promise {
        format: format.as_deref(),
        media_type: None,
        name: name.as_deref().unwrap_or_default(),
    };
    let mut settings = Settings::read(settings)?;
    let (_, parsed) = parse::read_article(bytes, &promise, &[]);
    settings.choose_words(&parsed.article, page_language);
    Ok(render::html(&parsed.article, &settings.options()))
}

/// The bibliographies that a source names itself: paths or addresses relative to it. The other
/// parameters are those of [`Reader::load`].
#[wasm_bindgen]
#[allow(
    clippy::needless_pass_by_value,
    reason = "JavaScript hands over optional strings by value only"
)]
pub fn bibliographies(
    bytes: &[u8],
    format: Option<String>,
    media_type: Option<String>,
    name: Option<String>,
) -> Vec<String> {
    let promise = Promise {
        format: format.as_deref(),
        media_type: media_type.as_deref(),
        name: name.as_deref().unwrap_or_default(),
    };
    match parse::identify_article(bytes, &promise) {
        Ok(identified) if identified.kind == Format::Markdown => {
            parse::bibliographies(&parse::decode(bytes).0)
        }
        _ => Vec::new(),
    }
}

/// The prefix of the ids of the article at a place among the page's articles.
#[wasm_bindgen(js_name = idPrefix)]
pub fn id_prefix(place: usize, element_id: &str) -> String {
    fragment::prefix(place, element_id)
}
