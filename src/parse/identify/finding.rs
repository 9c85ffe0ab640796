//! The findings about what a source is, in words.

use super::{Place, Source, Voice};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::parse::bibliography::BibliographyFormat;
use crate::parse::format::{Format, Names};
use crate::parse::sniff::{Foreign, Kind};

/// How much of a line a finding is about, in bytes.
const MARKED: usize = 40;

impl Source<'_> {
    /// It is something else than it is said to be, and read as what it is.
    pub(super) fn mistaken(&self, found: Kind) -> Option<Diagnostic> {
        let (promised, voice) = self.promised?;
        // The ending `json` is that of articles and of lists of works.
        let shared = (
            Kind::Article(Format::Json),
            Kind::Bibliography(BibliographyFormat::CslJson),
        );
        if promised == found || (promised, found) == shared {
            return None;
        }
        let is = names(found);
        let message = format!(
            "this is {}, though {} {}; it is read as {0}",
            is.title,
            voice.says(),
            names(promised).title,
        );
        let hint = match voice {
            Voice::Caller => format!("say `{}` for its format, or nothing", is.option),
            Voice::MediaType => format!("have it sent as `{}`", is.media_type),
            Voice::Name => format!("let its name end in `{}`", is.ending),
        };
        let finding = Diagnostic::new(Code::MistakenFormat, self.place(), message);
        Some(finding.with_hint(hint))
    }

    /// It is a file that is not read here.
    pub(super) fn foreign(&self, foreign: Foreign, place: Place) -> Diagnostic {
        let message = format!("this is {}, not {}", label(foreign), place.label());
        self.unreadable(message).with_hint(advice(foreign, place))
    }

    /// It is a bibliography, plainly or by what is said of it, in place of an article.
    pub(super) fn bibliography(&self, format: BibliographyFormat) -> Diagnostic {
        let title = format.names().title;
        let message = match self.promised {
            Some((_, voice)) if self.content.is_none() => {
                format!("this is no article: {} {title}", voice.says())
            }
            _ => format!("this is a bibliography ({title}), not an article"),
        };
        self.unreadable(message).with_hint(
            "it goes with the article that cites it: in the element's attribute `bibliography`, in \
             the article's front matter, or with `--bibliography`",
        )
    }

    /// It is an article, plainly or by what is said of it, in place of a bibliography.
    pub(super) fn article(&self, format: Format) -> Diagnostic {
        let title = format.names().title;
        let message = match self.promised {
            Some((_, voice)) if self.content.is_none() => format!(
                "this is no bibliography: {} {title}, and no entry begins here",
                voice.says()
            ),
            _ => format!("this is an article ({title}), not a bibliography"),
        };
        self.unreadable(message).with_hint(
            "an article goes into the element's attribute `src`, or is the input of `scholion`; a \
             bibliography is BibTeX, CSL-JSON or RIS",
        )
    }

    /// It is said to be XML, and has no tag.
    pub(super) fn no_xml(&self) -> Diagnostic {
        let says = self.promised.map(|(_, voice)| voice.says());
        let message = format!(
            "this is no XML, though {} JATS XML",
            says.unwrap_or_default()
        );
        self.unreadable(message).with_hint(
            "no element begins in it; let the name of Markdown end in `.md`, that of text in \
             `.txt`, or say the format",
        )
    }

    fn unreadable(&self, message: String) -> Diagnostic {
        Diagnostic::new(Code::UnreadableSource, self.place(), message)
    }

    /// The beginning of the line that tells.
    fn place(&self) -> Span {
        let line = self.head.text.get(self.at..).unwrap_or_default();
        let line = line.lines().next().unwrap_or_default();
        let ends = line.char_indices().map(|(at, c)| at + c.len_utf8());
        let length = ends.take_while(|end| *end <= MARKED).last();
        Span::new(self.at, self.at + length.unwrap_or_default())
    }
}

impl Voice {
    /// To be followed by the name of a format.
    fn says(self) -> &'static str {
        match self {
            Self::Caller => "its format was given as",
            Self::MediaType => "its media type says",
            Self::Name => "its name says",
        }
    }
}

impl Place {
    fn label(self) -> &'static str {
        match self {
            Self::Article => "an article",
            Self::Bibliography => "a bibliography",
        }
    }
}

fn names(kind: Kind) -> Names {
    match kind {
        Kind::Article(format) => format.names(),
        Kind::Bibliography(format) => format.names(),
    }
}

/// What it is, as a noun.
fn label(foreign: Foreign) -> String {
    let label = match foreign {
        Foreign::Html => "an HTML page",
        Foreign::Pdf => "a PDF",
        Foreign::Word => "a Word document",
        Foreign::OpenDocument => "an OpenDocument text",
        Foreign::Epub => "an EPUB",
        Foreign::Office => "an Office file",
        Foreign::OldOffice => "an Office file of the old kind (.doc, .xls, .ppt)",
        Foreign::Zip => "a zip archive",
        Foreign::Gzip => "a file compressed by gzip",
        Foreign::Rtf => "a document in RTF",
        Foreign::Latex => "a document in LaTeX",
        Foreign::Picture(kind) => return format!("a picture ({kind})"),
        Foreign::DocBook => "a document in DocBook",
        Foreign::Tei => "a document in TEI",
        Foreign::Feed => "a news feed",
        Foreign::CslStyle => "a style of CSL",
        Foreign::Xml => "XML of another kind than JATS",
        Foreign::Binary => "a binary file",
    };
    label.to_owned()
}

/// What to do with it in place of what is wanted.
fn advice(foreign: Foreign, place: Place) -> String {
    let advice = match (foreign, place) {
        (Foreign::Gzip, _) => {
            "unpack it with `gunzip`, or have the server send it with `Content-Encoding: gzip`"
        }
        (Foreign::CslStyle, _) => "a style is given with `--csl`, beside an article",
        (Foreign::Html, Place::Bibliography) => {
            "in place of a bibliography it is mostly a server's error or login page; open the \
             address to see it"
        }
        (_, Place::Bibliography) => {
            "a bibliography is BibTeX, CSL-JSON or RIS; export it as one of these"
        }
        (Foreign::Html, _) => {
            "in place of an article it is mostly a server's error or login page; open the address \
             to see it. Convert an article in HTML first: `pandoc -f html -t markdown`"
        }
        (Foreign::Word, _) => return pandoc("docx"),
        (Foreign::OpenDocument, _) => return pandoc("odt"),
        (Foreign::Epub, _) => return pandoc("epub"),
        (Foreign::Rtf, _) => return pandoc("rtf"),
        (Foreign::Latex, _) => return pandoc("latex"),
        (Foreign::DocBook, _) => return pandoc("docbook"),
        (Foreign::OldOffice, _) => {
            "save it as .docx, and convert that to Markdown: `pandoc -f docx -t markdown`"
        }
        (Foreign::Pdf, _) => {
            "give what it was made from, as Markdown or text, or the publisher's JATS XML"
        }
        (Foreign::Zip, _) => "unpack it, and give the article that is in it",
        (Foreign::Binary, _) => {
            "an article is Markdown, JATS XML, print text or JSON; if this is text, save it as UTF-8"
        }
        (
            Foreign::Office | Foreign::Picture(_) | Foreign::Tei | Foreign::Feed | Foreign::Xml,
            _,
        ) => "an article is Markdown, JATS XML, print text or JSON",
    };
    advice.to_owned()
}

fn pandoc(format: &str) -> String {
    format!("convert it to Markdown first: `pandoc -f {format} -t markdown`")
}
