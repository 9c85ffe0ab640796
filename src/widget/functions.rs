//! What scripts may ask without an element of the page.

#[cfg(feature = "full")]
use std::borrow::Cow;

#[cfg(feature = "full")]
use serde::Serialize;
use wasm_bindgen::prelude::*;

#[cfg(feature = "full")]
use super::{
    card, dom,
    import::{Finding, export_format, findings, to_js},
    library::Library,
    options::Settings,
};
use crate::render::fragment;
#[cfg(feature = "full")]
use crate::{
    check, model,
    parse::{self, Format, Limits, Parsed, Promise},
    render::{self, ElementOptions},
};

/// The HTML of a source's article, as [`Reader::show`](super::Reader::show) would write it into
/// an element with these settings ([`Reader::configure`](super::Reader::configure)), and as the
/// command line writes it: byte for byte. `page_language` is the language of the page that it is
/// for. For servers that run JavaScript.
///
/// # Errors
///
/// Where the settings are none: a message that says what is wrong with them.
#[cfg(feature = "full")]
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
    settings: &JsValue,
) -> Result<String, JsError> {
    let promise = Promise {
        format: format.as_deref(),
        media_type: None,
        name: name.as_deref().unwrap_or_default(),
    };
    let mut settings = Settings::read(settings)?;
    let (_, parsed) = parse::read_article(bytes, &promise, &[], &Limits::default());
    settings.choose_words(&parsed.article, page_language);
    Ok(render::html(&parsed.article, &settings.options()))
}

/// A source's article as a plain object, with what was noticed of it: `{ article, diagnostics }`, in
/// the forms that [`Reader::article`](super::Reader::article) and
/// [`Reader::diagnostics`](super::Reader::diagnostics) have. `works` are bibliographies by their
/// names, each a pair of a name and bytes. The other parameters are those of [`article_html`].
///
/// # Errors
///
/// Where nothing of the source can be read: a message that says so.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = readArticle)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "JavaScript hands over optional strings by value only"
)]
pub fn read_article(
    bytes: &[u8],
    format: Option<String>,
    name: Option<String>,
    works: &js_sys::Array,
) -> Result<JsValue, JsError> {
    #[derive(Serialize)]
    struct Noticed<'a> {
        article: &'a model::Article,
        diagnostics: Vec<Finding<'a>>,
    }

    let library = library(works);
    let read = Imported::of(bytes, format.as_deref(), name.as_deref(), &library)?;
    let mut found = read.parsed.diagnostics;
    if !read.structured {
        found.extend(check::article(&read.parsed.article));
    }
    to_js(&Noticed {
        article: &read.parsed.article,
        diagnostics: findings(&library, &read.text, &found),
    })
}

/// The element `<scholion-article>` with a source's article in it, for pages that a server or
/// a generator of sites writes: it can be read without a script, and the widget takes it over.
/// `attributes` is a plain object with the element's, whose values are texts; `place` is that of the
/// article among those of its page, from 1. The other parameters are those of [`read_article`] and
/// [`article_html`].
///
/// # Errors
///
/// Where nothing of the source can be read, and where there is no such attribute: a message that
/// says so.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = elementHtml)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "JavaScript hands over optional strings by value only"
)]
pub fn element_html(
    bytes: &[u8],
    format: Option<String>,
    name: Option<String>,
    works: &js_sys::Array,
    page_language: Option<String>,
    place: usize,
    attributes: &js_sys::Object,
) -> Result<String, JsError> {
    let entries = js_sys::Object::entries(attributes);
    let attributes: Vec<(String, String)> = pairs(&entries)
        .filter_map(|(name, value)| Some((name, value.as_string()?)))
        .collect();
    let attributes = attributes.iter().map(|(name, value)| (&**name, &**value));
    let options = ElementOptions::from_attributes(place, attributes)
        .map_err(|name| JsError::new(&format!("the attribute {name:?} is not known here")))?;
    let library = library(works);
    let read = Imported::of(bytes, format.as_deref(), name.as_deref(), &library)?;
    let article = &read.parsed.article;
    let json = dom::json(&to_js(article)?).ok().flatten();
    Ok(render::element_with_data(
        article,
        &json.unwrap_or_default(),
        &options,
        page_language.as_deref(),
    ))
}

/// What was read of a source where there is no page.
#[cfg(feature = "full")]
struct Imported<'b> {
    text: Cow<'b, str>,
    parsed: Parsed,
    /// Whether it is in our own form: its author has had it checked.
    structured: bool,
}

#[cfg(feature = "full")]
impl<'b> Imported<'b> {
    /// Reads it; where there is nothing to read, a message that says why.
    fn of(
        bytes: &'b [u8],
        format: Option<&str>,
        name: Option<&str>,
        library: &Library,
    ) -> Result<Self, JsError> {
        let promise = Promise {
            format,
            media_type: None,
            name: name.unwrap_or_default(),
        };
        let kind = parse::identify_article(bytes, &promise).map(|identified| identified.kind);
        let (references, limits) = (library.references(), Limits::default());
        let (text, parsed) = parse::read_article(bytes, &promise, &references, &limits);
        if parsed.article == model::Article::default() {
            let reason = parsed.reason();
            let reason = reason.as_deref();
            return Err(JsError::new(reason.unwrap_or(
                "there is nothing to read in it (pages of HTML can be read in a browser alone)",
            )));
        }
        Ok(Self {
            text,
            parsed,
            structured: kind == Ok(Format::Json),
        })
    }
}

/// Bibliographies that are given as pairs of a name and bytes.
#[cfg(feature = "full")]
fn library(works: &js_sys::Array) -> Library {
    let mut library = Library::default();
    for (name, work) in pairs(works) {
        let bytes = js_sys::Uint8Array::new(&work).to_vec();
        library.add(&bytes, name, &Limits::default());
    }
    library
}

/// The entries of an object: arrays of a name and a value.
#[cfg(feature = "full")]
fn pairs(entries: &js_sys::Array) -> impl Iterator<Item = (String, JsValue)> {
    entries.iter().filter_map(|entry| {
        let entry = js_sys::Array::from(&entry);
        Some((entry.get(0).as_string()?, entry.get(1)))
    })
}

/// The bibliographies that a source names itself: paths or addresses relative to it. The other
/// parameters are those of [`Reader::read`](super::Reader::read).
#[cfg(feature = "full")]
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

/// References of a structured article in a format: `bibtex`, `ris` or `csl-json`. `places` are
/// theirs in its list, from 0; without them all are meant.
///
/// # Errors
///
/// Where there is no such format or no such article: a message that says so.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = exportFrom)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "JavaScript hands over optional values by value only"
)]
pub fn export_from(
    json: &str,
    format: &str,
    places: Option<Vec<usize>>,
) -> Result<String, JsError> {
    let format = export_format(format)?;
    let article = model::read_form(json).map_err(|error| JsError::new(&error.to_string()))?;
    let all = &article.references;
    let chosen: Vec<&model::Reference> = match &places {
        Some(places) => places.iter().filter_map(|at| all.get(*at)).collect(),
        None => all.iter().collect(),
    };
    Ok(render::export(
        chosen,
        format,
        render::messages::Messages::default(),
    ))
}

/// The citation of a structured article itself in a format, as [`export_from`] has them; where it
/// is found is `address`.
///
/// # Errors
///
/// Where there is no such format or no such article, or the article has no title: a message that
/// says so.
#[cfg(feature = "full")]
#[wasm_bindgen(js_name = exportOwn)]
#[allow(
    clippy::needless_pass_by_value,
    reason = "JavaScript hands over optional values by value only"
)]
pub fn export_own(json: &str, format: &str, address: Option<String>) -> Result<String, JsError> {
    let format = export_format(format)?;
    let article = model::read_form(json).map_err(|error| JsError::new(&error.to_string()))?;
    let own = render::article_reference(&article, address.as_deref(), Some(card::today()))
        .ok_or_else(|| JsError::new("an article without a title cannot be cited"))?;
    Ok(render::export(
        [&own],
        format,
        render::messages::Messages::default(),
    ))
}

/// The prefix of the ids of the article at a place among the page's articles.
#[wasm_bindgen(js_name = idPrefix)]
pub fn id_prefix(place: usize, element_id: &str) -> String {
    fragment::prefix(place, element_id)
}
