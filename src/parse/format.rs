//! The formats of articles, and how media types, endings and first signs tell of them.
//! [`super::identify`] weighs these against what a source plainly is.

/// A format that articles come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Text as it comes out of a print workflow, with light markup.
    Print,
    /// Markdown, as scholars write it.
    Markdown,
    /// The structured article as JSON.
    Json,
    /// The Journal Article Tag Suite, as XML.
    Jats,
    /// A page of HTML. Its source is read natively; in a browser a page is read from its tree
    /// ([`html`](crate::parse::html)).
    Html,
}

impl Format {
    /// The format of a media type. Types that servers give to anything say nothing.
    ///
    /// ```
    /// use scholion::parse::Format;
    /// let found = Format::from_media_type("text/xml; charset=utf-8");
    /// assert_eq!(found, Some(Format::Jats));
    /// assert_eq!(Format::from_media_type("text/plain"), None);
    /// ```
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        match essence.as_str() {
            "application/json" | "text/json" => Some(Self::Json),
            "application/jats+xml" | "application/xml" | "text/xml" => Some(Self::Jats),
            "text/markdown" | "text/x-markdown" => Some(Self::Markdown),
            other if other.ends_with("+json") => Some(Self::Json),
            _ => None,
        }
    }

    /// The format of a file name's or an address's ending, or of a plain format name.
    ///
    /// ```
    /// use scholion::parse::Format;
    /// assert_eq!(Format::from_name("paper.md?v=2"), Some(Format::Markdown));
    /// assert_eq!(Format::from_name("paper"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let path = name.split(['?', '#']).next().unwrap_or_default();
        let ending = path
            .rsplit(['.', '/'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match ending.as_str() {
            "json" => Some(Self::Json),
            "xml" | "nxml" | "jats" => Some(Self::Jats),
            "txt" | "text" | "print" => Some(Self::Print),
            "md" | "markdown" | "qmd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            _ => None,
        }
    }

    /// The format that a text looks like.
    pub(super) fn from_content(content: &str) -> Self {
        let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if start.starts_with('{') {
            Self::Json
        } else if start.starts_with("<?xml")
            || start.starts_with("<!DOCTYPE article")
            || start.starts_with("<article")
        {
            Self::Jats
        } else {
            Self::Print
        }
    }

    /// What the format is called.
    pub(super) fn names(self) -> Names {
        match self {
            Self::Print => Names {
                title: "plain text",
                ending: ".txt",
                media_type: "text/plain",
                option: "print",
            },
            Self::Markdown => Names {
                title: "Markdown",
                ending: ".md",
                media_type: "text/markdown",
                option: "markdown",
            },
            Self::Json => Names {
                title: "JSON",
                ending: ".json",
                media_type: "application/json",
                option: "json",
            },
            Self::Jats => Names {
                title: "JATS XML",
                ending: ".xml",
                media_type: "application/jats+xml",
                option: "jats",
            },
            Self::Html => Names {
                title: "HTML",
                ending: ".html",
                media_type: "text/html",
                option: "html",
            },
        }
    }
}

/// What a format is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Names {
    /// To people.
    pub(super) title: &'static str,
    /// The ending of its files.
    pub(super) ending: &'static str,
    pub(super) media_type: &'static str,
    /// Where a caller says it.
    pub(super) option: &'static str,
}
