//! Reading sources: what the full build adds.

use std::borrow::Cow;

use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::library::Library;
use super::{Core, Reader, dom};
use crate::check;
use crate::diagnostic::{Diagnostic, LineIndex, Severity};
use crate::model::{self, Article, Reference};
use crate::parse::{self, Format, Limits, Parsed, Promise};
use crate::render::{self, ExportFormat};

/// What was noticed of a source while it was read, and what is to be said of the article.
#[derive(Debug, Default)]
pub(super) struct Noticed {
    /// The source, for the places of what was noticed.
    source: String,
    found: Vec<Diagnostic>,
    /// Whether the article is still to be checked. Few scripts ask what there is to say.
    unchecked: bool,
}

impl Noticed {
    /// What was noticed of an article that came in a form of ours: its author has had it checked.
    fn structured(found: Vec<Diagnostic>) -> Self {
        Self {
            found,
            ..Self::default()
        }
    }

    /// What was noticed while an article was made of a source.
    pub(super) fn imported(source: String, found: Vec<Diagnostic>) -> Self {
        Self {
            source,
            found,
            unchecked: true,
        }
    }
}

impl Core {
    /// Reads a structured article. Formulae of one that stands in the page are as they are.
    pub(super) fn import_structured(
        &self,
        json: &str,
        built: bool,
    ) -> Result<Option<Article>, JsError> {
        let mut article = model::read_form(json)
            .map_err(|error| JsError::new(&format!("this is no structured article: {error}")))?;
        let mut found = Vec::new();
        if !built {
            parse::supply(&mut article, &self.library.borrow().references());
            found = parse::formulae(&mut article);
        }
        self.noticed.replace(Noticed::structured(found));
        Ok(Some(article))
    }
}

#[wasm_bindgen]
impl Reader {
    /// Reads a bibliography for the article that is loaded next. `name` is its address or file
    /// name: it helps to tell the format, and its findings are told under it. `limits` are those of
    /// [`Reader::read`].
    ///
    /// # Errors
    ///
    /// Where `limits` are none: a message that says why.
    #[wasm_bindgen(js_name = addBibliography)]
    pub fn add_bibliography(
        &self,
        bytes: &[u8],
        name: String,
        limits: Option<String>,
    ) -> Result<(), JsError> {
        let limits: Limits = limits.unwrap_or_default().parse().map_err(told)?;
        self.core.library.borrow_mut().add(bytes, name, &limits);
        Ok(())
    }

    /// Tells, among what was noticed, of a bibliography that could not be had, and why.
    #[wasm_bindgen(js_name = missBibliography)]
    pub fn miss_bibliography(&self, name: String, reason: &str) {
        self.core.library.borrow_mut().miss(name, reason);
    }

    /// Forgets all bibliographies. The article that is shown keeps its references.
    #[wasm_bindgen(js_name = clearBibliographies)]
    pub fn clear_bibliographies(&self) {
        self.core.library.take();
    }

    /// Reads a source, to be put on the page by [`Reader::show`].
    ///
    /// `media_type` and `name` (an address or file name) help to tell the format; `format`
    /// overrules them. `limits` says how much is read ([`Limits`]), as in `read=8000000`.
    ///
    /// # Errors
    ///
    /// Where nothing of the source can be read, and where `limits` are none: a message that says
    /// why. The page stays as it is.
    #[allow(
        clippy::needless_pass_by_value,
        reason = "JavaScript hands over optional strings by value only"
    )]
    pub fn read(
        &self,
        bytes: &[u8],
        format: Option<String>,
        media_type: Option<String>,
        name: Option<String>,
        limits: Option<String>,
    ) -> Result<(), JsError> {
        #[cfg(feature = "provoke")]
        if let Some(how) = bytes.strip_prefix(b"Provoke: ") {
            super::recovery::provoke(&String::from_utf8_lossy(how));
        }
        let limits: Limits = limits.unwrap_or_default().parse().map_err(told)?;
        let promise = Promise {
            format: format.as_deref(),
            media_type: media_type.as_deref(),
            name: name.as_deref().unwrap_or_default(),
        };
        let references = self.core.library.borrow().references();
        let Read {
            text,
            parsed,
            structured,
        } = read(bytes, &promise, &references, &limits);
        let message = parsed.reason();
        let Parsed {
            article,
            diagnostics,
        } = parsed;
        let mut noticed = Noticed::imported(text.into_owned(), diagnostics);
        noticed.unchecked = message.is_none() && !structured;
        self.core.noticed.replace(noticed);
        if let Some(message) = message {
            return Err(JsError::new(&message));
        }
        self.core.taken.replace(Some(article));
        Ok(())
    }

    /// Reads the article that the element holds, in whatever markup, and enhances it where it
    /// stands: cards for its markers, headings that fold, ways back from its references. Nodes
    /// are neither replaced nor copied. Dropping the reader takes it back.
    ///
    /// # Errors
    ///
    /// Where the element holds no text: a message that says so. The page stays as it is.
    pub fn enhance(&self) -> Result<(), JsError> {
        self.core
            .enhance()
            .map_err(|message| JsError::new(&message))
    }

    /// The article as a plain object, in the form that [`Reader::take`] takes as JSON.
    ///
    /// # Errors
    ///
    /// Never for an article that was loaded; the signature is that of serialisation.
    #[wasm_bindgen(getter)]
    pub fn article(&self) -> Result<JsValue, JsError> {
        to_js(&self.core.state.borrow().article)
    }

    /// What was noticed while reading, and what lints have to say of an imported article: an array
    /// of objects with `code`, `severity`, `message`, `hint`, `line`, `column`; those of
    /// a bibliography have its `file`.
    ///
    /// # Errors
    ///
    /// Never; the signature is that of serialisation.
    #[wasm_bindgen(getter)]
    pub fn diagnostics(&self) -> Result<JsValue, JsError> {
        let mut noticed = self.core.noticed.borrow_mut();
        if noticed.unchecked {
            noticed.unchecked = false;
            let state = self.core.state.borrow();
            noticed.found.extend(check::article(&state.article));
        }
        let library = self.core.library.borrow();
        to_js(&findings(&library, &noticed.source, &noticed.found))
    }

    /// The references in a format: `bibtex`, `ris`, `csl-json` or `text`.
    ///
    /// # Errors
    ///
    /// Where there is no such format: a message that names those there are.
    pub fn export(&self, format: &str) -> Result<String, JsError> {
        let format = export_format(format)?;
        let state = self.core.state.borrow();
        let words = self.core.words();
        Ok(render::export(
            &state.article.references,
            format,
            words.messages(),
        ))
    }
}

/// The format of this name.
pub(super) fn export_format(name: &str) -> Result<ExportFormat, JsError> {
    ExportFormat::from_name(name).ok_or_else(|| {
        let known: Vec<&str> = ExportFormat::ALL.iter().map(|one| one.name()).collect();
        let known = known.join(", ");
        JsError::new(&format!("no format is named {name:?}; there are: {known}"))
    })
}

fn told(error: impl std::fmt::Display) -> JsError {
    JsError::new(&error.to_string())
}

/// A source that has been read.
struct Read<'b> {
    text: Cow<'b, str>,
    parsed: Parsed,
    /// Whether it is in our own form.
    structured: bool,
}

/// Reads an article. The source of a page is read by the browser, which knows how to.
fn read<'b>(
    bytes: &'b [u8],
    promise: &Promise<'_>,
    references: &[Reference],
    limits: &Limits,
) -> Read<'b> {
    let kind = parse::identify_article(bytes, promise).map(|identified| identified.kind);
    if kind != Ok(Format::Html) {
        let (text, parsed) = parse::read_article(bytes, promise, references, limits);
        return Read {
            text,
            parsed,
            structured: kind == Ok(Format::Json),
        };
    }
    let (text, found) = parse::decode(bytes);
    let mut parsed = limits.within(&text, Format::Html, |head| {
        let tree = parse::html::Tree::from_snapshot(&dom::page_snapshot(head));
        tree.map_or_else(Parsed::default, |tree| {
            let reading = parse::html::html_within(&tree, references, limits);
            Parsed {
                article: reading.article,
                diagnostics: reading.diagnostics,
            }
        })
    });
    parsed.diagnostics.extend(found);
    Read {
        text,
        parsed,
        structured: false,
    }
}

/// A diagnostic as scripts see it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Finding<'a> {
    code: &'static str,
    severity: Severity,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
}

impl<'a> Finding<'a> {
    fn of(found: &'a Diagnostic, lines: &LineIndex<'_>) -> Self {
        let place = found.span.map(|span| lines.line_column(span.range().start));
        Self {
            code: found.code.as_str(),
            severity: found.severity(),
            message: &found.message,
            hint: found.hint.as_deref(),
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            file: None,
        }
    }
}

/// What was noticed of the bibliographies and of the source of an article, as scripts see it.
pub(super) fn findings<'a>(
    library: &'a Library,
    source: &str,
    found: &'a [Diagnostic],
) -> Vec<Finding<'a>> {
    let mut all = library.findings(|found, lines, name| Finding {
        file: Some(name),
        ..Finding::of(found, lines)
    });
    let lines = LineIndex::new(source);
    all.extend(found.iter().map(|found| Finding::of(found, &lines)));
    all
}

/// Plain objects instead of `Map`, absent fields instead of `undefined`.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    value
        .serialize(&serde_wasm_bindgen::Serializer::json_compatible())
        .map_err(|error| JsError::new(&error.to_string()))
}
