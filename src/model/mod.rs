//! The structured article: plain data with serde, and no behaviour beyond small accessors.
//!
//! Node names are those of [mdast](https://github.com/syntax-tree/mdast) and
//! [MyST](https://mystmd.org/spec), references speak
//! [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html); `section`, `box`
//! and `citation` are ours. Serialised, an [`Article`] is the form that
//! `scholion convert --to json` prints and that the widget loads.

mod block;
mod direction;
mod duplicate;
mod formula;
mod identifier;
mod inline;
mod keyed;
mod purpose;
mod read;
mod reference;
#[cfg(feature = "schema")]
mod schema;
mod sentence;
pub mod walk;

pub use block::{
    Aside, Block, Blockquote, Caption, CellAlign, Code, DefinitionItem, DefinitionList, Figure,
    Heading, Image, List, ListItem, Math, Paragraph, Section, Table, TableCell, TableRow,
};
pub use direction::Direction;
pub use duplicate::{Duplicate, SameBy, bare_doi, duplicates, same_source};
pub use formula::Formula;
pub use identifier::{Identifier, Identifiers};
pub use inline::{
    Citation, CitationItem, CitationKind, Inline, Link, is_safe_picture, is_safe_url, plain_text,
    prose, touching,
};
pub use keyed::{KeyedSource, keyed_marker};
pub use purpose::Purpose;
pub(crate) use read::{Unread, read_form};
pub use reference::{
    Csl, CslType, Custom, Date, Name, Published, Reference, ReferenceId, Update, UpdateType,
};
#[cfg(feature = "schema")]
pub use schema::schema;
pub use sentence::{citing_sentences, sentence_around, sentences};

use serde::Serialize;

use crate::form::{Fault, Read, Value, object};

/// How deep blocks or inlines may nest. Rendering, serde and dropping recurse, so readers
/// flatten what goes deeper and say so.
pub const MAX_DEPTH: usize = 32;

/// The version of the serialised form. Only version 1 exists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(into = "u32")]
pub struct Version;

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Version {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Version".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "const": 1 })
    }
}

impl TryFrom<u32> for Version {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, Self::Error> {
        match number {
            1 => Ok(Self),
            other => Err(format!(
                "version {other} of the article form is not known here; this reader knows version 1"
            )),
        }
    }
}

impl Read for Version {
    fn read(value: Value<'_>) -> Result<Self, Fault> {
        Self::try_from(u32::read(value)?).map_err(Fault::new)
    }
}

impl From<Version> for u32 {
    fn from(_: Version) -> Self {
        1
    }
}

/// A whole article.
///
/// ```
/// use scholion::model::Article;
/// let article: Article = serde_json::from_str(
///     r#"{ "scholion": 1, "title": [{ "type": "text", "value": "On bones" }] }"#,
/// ).unwrap();
/// assert_eq!(scholion::model::plain_text(&article.title), "On bones");
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Article {
    /// The version of this form.
    pub scholion: Version,
    /// The title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub title: Vec<Inline>,
    /// The deck: the sentence under the title.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subtitle: Vec<Inline>,
    /// The byline as it was printed; `author`, `reviewer` and `reviewed` are read from it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub byline: Vec<Inline>,
    /// A BCP 47 language tag.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The direction of the script.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direction: Option<Direction>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// Who reviewed it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewer: Vec<Name>,
    /// Who edited it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editor: Vec<Name>,
    /// When it came to the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub received: Option<Date>,
    /// When the journal took it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Date>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Date>,
    /// When it was reviewed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<Date>,
    /// The journal or magazine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// The journal's name as journals abbreviate it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title_short: Option<String>,
    /// Who published it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// The volume of the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The issue of the journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// Its pages there, or the number of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// What kind of article it is, in the source's words: `research-article`, `correction`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// The article's own DOI.
    #[serde(default, rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// Its number in PubMed.
    #[serde(default, rename = "PMID", skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// Its number in PubMed Central, with its letters.
    #[serde(default, rename = "PMCID", skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<String>,
    /// The numbers of the journal.
    #[serde(default, rename = "ISSN", skip_serializing_if = "Vec::is_empty")]
    pub issn: Vec<String>,
    /// Who holds the rights, as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copyright: Option<String>,
    /// The licence, as a name or an address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub license: Option<String>,
    /// The abstract.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub r#abstract: Vec<Block>,
    /// Keywords.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keyword: Vec<String>,
    /// The body.
    #[serde(default)]
    pub children: Vec<Block>,
    /// The heading of the reference list as it was printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references_title: Vec<Inline>,
    /// The reference list, in printed order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<Reference>,
    /// Footnotes, in the order of their first use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<Footnote>,
}

object!(Article {
    scholion: required "scholion",
    title: optional "title",
    subtitle: optional "subtitle",
    byline: optional "byline",
    language: optional "language",
    direction: optional "direction",
    author: optional "author",
    reviewer: optional "reviewer",
    editor: optional "editor",
    received: optional "received",
    accepted: optional "accepted",
    issued: optional "issued",
    reviewed: optional "reviewed",
    container_title: optional "container-title",
    container_title_short: optional "container-title-short",
    publisher: optional "publisher",
    volume: optional "volume",
    issue: optional "issue",
    page: optional "page",
    genre: optional "genre",
    doi: optional "DOI",
    pmid: optional "PMID",
    pmcid: optional "PMCID",
    issn: optional "ISSN",
    copyright: optional "copyright",
    license: optional "license",
    r#abstract: optional "abstract",
    keyword: optional "keyword",
    children: optional "children",
    references_title: optional "references-title",
    references: optional "references",
    footnotes: optional "footnotes",
});

impl Article {
    /// The reference with this id.
    pub fn reference(&self, id: &ReferenceId) -> Option<&Reference> {
        self.references.iter().find(|reference| reference.id == *id)
    }

    /// The language, where it is a tag. A page says no other: what else a source has there means
    /// nothing to a browser.
    ///
    /// ```
    /// use scholion::model::Article;
    /// let of = |language: &str| Article { language: Some(language.to_owned()), ..Article::default() };
    /// assert_eq!(of("pt-BR").language_tag(), Some("pt-BR"));
    /// assert_eq!(of("Portuguese").language_tag(), None);
    /// ```
    pub fn language_tag(&self) -> Option<&str> {
        self.language.as_deref().filter(|tag| is_language_tag(tag))
    }
}

/// Whether a text has the shape of a [BCP 47](https://www.rfc-editor.org/info/bcp47) tag: a
/// language of two or three letters, then subtags of up to eight letters and digits.
pub fn is_language_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let language = parts.next().unwrap_or_default();
    matches!(language.len(), 2 | 3)
        && language.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| {
            matches!(part.len(), 1..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        })
}

/// A footnote: what a [`Inline::FootnoteReference`] points to.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Footnote {
    /// The name that references use.
    pub identifier: Identifier,
    /// What it says.
    pub children: Vec<Block>,
}

object!(Footnote {
    identifier: required "identifier",
    children: required "children",
});
