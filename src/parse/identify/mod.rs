//! What a source is read as: what it is said to be, held against what it plainly is.
//!
//! The format that a caller says, a media type and a name promise something, in this order. Where
//! the content plainly is something else, that counts and is reported. Where it is nothing that
//! can be read in this place, that is an error, and nothing of it is shown.

mod finding;
#[cfg(test)]
mod tests;

use super::bibliography::BibliographyFormat;
use super::format::Format;
use super::sniff::{Content, Foreign, Head, Kind};
use crate::diagnostic::Diagnostic;

/// What is said of a source before anybody has looked into it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Promise<'a> {
    /// The format that the caller says, by its name.
    pub format: Option<&'a str>,
    /// The media type of the response that it came with.
    pub media_type: Option<&'a str>,
    /// Its address or its file's name.
    pub name: &'a str,
}

/// Who promises a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Voice {
    Caller,
    MediaType,
    Name,
}

impl Promise<'_> {
    /// What is promised, and by whom. Endings and media types that are given to anything promise
    /// nothing.
    fn kind(&self) -> Option<(Kind, Voice)> {
        let by_name = |name: &str| {
            let bibliography = BibliographyFormat::from_name(name).map(Kind::Bibliography);
            bibliography.or_else(|| Format::from_name(name).map(Kind::Article))
        };
        let by_type = |name: &str| {
            let bibliography = BibliographyFormat::from_media_type(name).map(Kind::Bibliography);
            bibliography.or_else(|| Format::from_media_type(name).map(Kind::Article))
        };
        let said = |kind: Option<Kind>, voice| kind.map(|kind| (kind, voice));
        said(self.format.and_then(by_name), Voice::Caller)
            .or_else(|| said(self.media_type.and_then(by_type), Voice::MediaType))
            .or_else(|| said(by_name(self.name), Voice::Name))
    }
}

/// What is wanted of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Article,
    Bibliography,
}

/// What a source is to be read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified<K> {
    /// Its format.
    pub kind: K,
    /// What there is to say if that is not the promised one.
    pub finding: Option<Diagnostic>,
}

impl<K> From<K> for Identified<K> {
    fn from(kind: K) -> Self {
        Self {
            kind,
            finding: None,
        }
    }
}

/// What to read a source as where an article or a bibliography may stand.
///
/// # Errors
///
/// Where it is neither: the finding that says what it is, and what to do.
///
/// ```
/// use scholion::parse::{self, BibliographyFormat, Kind, Promise};
/// let promise = Promise { name: "refs.txt", ..Promise::default() };
/// let found = parse::identify(b"TY  - BOOK\nER  - \n", &promise).unwrap();
/// assert_eq!(found.kind, Kind::Bibliography(BibliographyFormat::Ris));
/// assert_eq!(
///     found.finding.unwrap().message,
///     "this is RIS, though its name says plain text; it is read as RIS"
/// );
/// ```
pub fn identify(source: &[u8], promise: &Promise<'_>) -> Result<Identified<Kind>, Diagnostic> {
    let source = Source::of(source, promise);
    let place = match source.promised {
        Some((Kind::Bibliography(_), _)) => Place::Bibliography,
        _ => Place::Article,
    };
    match source.content {
        Some(Content::Foreign(Foreign::Html)) if source.is_page() && place == Place::Article => {
            Ok(Identified {
                kind: Kind::Article(Format::Html),
                finding: source.mistaken(Kind::Article(Format::Html)),
            })
        }
        Some(Content::Foreign(foreign)) => Err(source.foreign(foreign, place)),
        Some(Content::Known(kind)) => Ok(Identified {
            kind,
            finding: source.mistaken(kind),
        }),
        None => Ok(match source.by_promise()? {
            // An object in JSON is an article, a list is none.
            Kind::Article(Format::Json) if source.is_list_by_name() => {
                Kind::Bibliography(BibliographyFormat::CslJson).into()
            }
            kind => kind.into(),
        }),
    }
}

/// What to read a source as where an article is wanted.
///
/// # Errors
///
/// Where it is none that can be read: the finding that says what it is, and what to do.
pub fn identify_article(
    source: &[u8],
    promise: &Promise<'_>,
) -> Result<Identified<Format>, Diagnostic> {
    let source = Source::of(source, promise);
    match source.content {
        Some(Content::Foreign(Foreign::Html)) if source.is_page() => Ok(Identified {
            kind: Format::Html,
            finding: source.mistaken(Kind::Article(Format::Html)),
        }),
        Some(Content::Foreign(foreign)) => Err(source.foreign(foreign, Place::Article)),
        Some(Content::Known(Kind::Bibliography(format))) => Err(source.bibliography(format)),
        Some(Content::Known(Kind::Article(format))) => Ok(Identified {
            kind: format,
            finding: source.mistaken(Kind::Article(format)),
        }),
        None => match source.by_promise()? {
            Kind::Article(format) => Ok(format.into()),
            Kind::Bibliography(format) => Err(source.bibliography(format)),
        },
    }
}

/// What to read a source as where a bibliography is wanted.
///
/// # Errors
///
/// Where it is none that can be read: the finding that says what it is, and what to do.
pub fn identify_bibliography(
    source: &[u8],
    promise: &Promise<'_>,
) -> Result<Identified<BibliographyFormat>, Diagnostic> {
    let source = Source::of(source, promise);
    let promised = source.promised.map(|(kind, _)| kind);
    match source.content {
        Some(Content::Foreign(foreign)) => Err(source.foreign(foreign, Place::Bibliography)),
        Some(Content::Known(Kind::Article(format))) => Err(source.article(format)),
        Some(Content::Known(kind @ Kind::Bibliography(format))) => Ok(Identified {
            kind: format,
            // Programs export lists of works as `.txt`: in this place it promises no article.
            finding: source
                .mistaken(kind)
                .filter(|_| promised != Some(Kind::Article(Format::Print))),
        }),
        None => match promised {
            Some(Kind::Bibliography(format)) => Ok(format.into()),
            Some(Kind::Article(Format::Json)) => Ok(BibliographyFormat::CslJson.into()),
            Some(Kind::Article(format @ (Format::Markdown | Format::Jats | Format::Html)))
                if source.start.is_some() =>
            {
                Err(source.article(format))
            }
            _ => Ok(BibliographyFormat::from_content(&source.head.text).into()),
        },
    }
}

/// A source, as far as it has to be known to say what it is.
struct Source<'b> {
    head: Head<'b>,
    promised: Option<(Kind, Voice)>,
    /// What it plainly is.
    content: Option<Content>,
    /// Where in its text that shows.
    at: usize,
    /// Where its text begins; `None` where it has none.
    start: Option<usize>,
}

impl<'b> Source<'b> {
    fn of(source: &'b [u8], promise: &Promise<'_>) -> Self {
        let head = Head::of(source);
        let promised = promise.kind();
        let kind = promised.map(|(kind, _)| kind);
        let (content, at) = head.sniff().unzip();
        let content = content.filter(|content| match content {
            // Fragments of JATS may have any root.
            Content::Foreign(Foreign::Xml) => {
                !matches!(kind, None | Some(Kind::Article(Format::Jats)))
            }
            // Some write Markdown into the frame of a page.
            Content::Foreign(Foreign::Html) => {
                kind != Some(Kind::Article(Format::Markdown)) || !head.has_heading()
            }
            _ => true,
        });
        let start = head.start();
        Self {
            promised,
            content,
            at: at.or(start).unwrap_or_default(),
            start,
            head,
        }
    }

    /// What to read it as where its content is nothing plainly.
    fn by_promise(&self) -> Result<Kind, Diagnostic> {
        let looks = || {
            Kind::Article(match Format::from_content(&self.head.text) {
                Format::Print if self.head.is_markdown() => Format::Markdown,
                format => format,
            })
        };
        match self.promised.map_or_else(looks, |(kind, _)| kind) {
            Kind::Article(Format::Jats) if self.start.is_some() && !self.head.has_markup() => {
                Err(self.no_xml())
            }
            kind => Ok(kind),
        }
    }

    /// Whether a page of HTML in place of an article is taken for one. What a browser gets instead
    /// of an article is mostly a server's error or login page: there the caller has to say it.
    fn is_page(&self) -> bool {
        cfg!(not(target_arch = "wasm32"))
            || self.promised == Some((Kind::Article(Format::Html), Voice::Caller))
    }

    /// Whether it begins as a list in JSON, and its format was not given by the caller.
    fn is_list_by_name(&self) -> bool {
        let start = self.start.and_then(|at| self.head.text.get(at..));
        start.is_some_and(|text| text.starts_with('['))
            && !matches!(self.promised, Some((_, Voice::Caller)))
    }
}
