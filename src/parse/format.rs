//! Which format a source is in: by media type, then by the name's ending, then by its content.

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
}

impl Format {
    /// Decides by whatever is known: a media type, a file name or address, the content.
    ///
    /// ```
    /// use scholion::parse::Format;
    /// assert_eq!(Format::detect(Some("application/json"), "", ""), Format::Json);
    /// assert_eq!(Format::detect(Some("text/xml; charset=utf-8"), "", ""), Format::Jats);
    /// assert_eq!(Format::detect(None, "article.txt", "{"), Format::Print);
    /// assert_eq!(Format::detect(None, "paper.md", "# Bones"), Format::Markdown);
    /// assert_eq!(Format::detect(None, "article", " {\"scholion\": 1}"), Format::Json);
    /// ```
    pub fn detect(media_type: Option<&str>, name: &str, content: &str) -> Self {
        media_type
            .and_then(Self::from_media_type)
            .or_else(|| Self::from_name(name))
            .unwrap_or_else(|| Self::from_content(content))
    }

    /// The format of a media type. Types that servers give to anything say nothing.
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
            _ => None,
        }
    }

    fn from_content(content: &str) -> Self {
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
}
