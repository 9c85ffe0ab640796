//! Documents of XML and HTML by their root.

use super::super::format::Format;
use super::{Content, Foreign, Kind, behind_blank};

/// What stands before the first element, and that element.
#[derive(Debug, Default)]
struct Root<'t> {
    /// Whether the document begins with `<?xml`.
    declared: bool,
    /// What stands in `<!DOCTYPE …>`.
    doctype: Option<&'t str>,
    /// The name of the element as it is written; empty where none begins here.
    name: &'t str,
    attributes: &'t str,
    /// The text behind its tag.
    inner: &'t str,
}

/// What a document plainly is, and where that shows.
pub(super) fn document(text: &str) -> Option<(usize, Content)> {
    let (at, start) = behind_blank(text);
    if !start.starts_with('<') {
        return None;
    }
    let root = Root::of(start);
    let content = if root.is_page() {
        Content::Foreign(Foreign::Html)
    } else if root.is_docbook() {
        Content::Foreign(Foreign::DocBook)
    } else if root.is_jats() {
        Content::Known(Kind::Article(Format::Jats))
    } else if let Some(foreign) = root.vocabulary() {
        Content::Foreign(foreign)
    } else if root.declared && !root.name.is_empty() {
        Content::Foreign(Foreign::Xml)
    } else {
        return None;
    };
    Some((at, content))
}

impl<'t> Root<'t> {
    fn of(mut text: &'t str) -> Self {
        let mut root = Self::default();
        loop {
            text = behind_blank(text).1;
            let (length, end) = if text.starts_with("<?") {
                let declaration = text.strip_prefix("<?xml");
                root.declared |=
                    declaration.is_some_and(|rest| rest.starts_with(char::is_whitespace));
                (2, text.find("?>").map(|at| at + 2))
            } else if text.starts_with("<!--") {
                (4, text.find("-->").map(|at| at + 3))
            } else if is_doctype(text) {
                let end = doctype_end(text);
                root.doctype = text.get("<!DOCTYPE".len()..end.unwrap_or(text.len()));
                (2, end)
            } else {
                break;
            };
            text = text.get(end.unwrap_or(length)..).unwrap_or_default();
            if end.is_none() {
                // It goes on beyond the head.
                return root;
            }
        }
        let Some(tag) = text.strip_prefix('<') else {
            return root;
        };
        if !tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_') {
            return root;
        }
        let name = |c: char| !(c.is_alphanumeric() || matches!(c, ':' | '-' | '_' | '.'));
        let (name, rest) = tag.split_at(tag.find(name).unwrap_or(tag.len()));
        root.name = name;
        (root.attributes, root.inner) = rest.split_once('>').unwrap_or((rest, ""));
        root
    }

    /// A page of HTML: by its doctype and a tag behind it, or by a root and a tag inside of it.
    /// Words there make it text that is about HTML.
    fn is_page(&self) -> bool {
        let by_doctype = self.doctype_name().eq_ignore_ascii_case("html");
        let root = ["html", "head"]
            .iter()
            .any(|name| self.name.eq_ignore_ascii_case(name));
        let inside = behind_blank(self.inner).1;
        !self.name.is_empty()
            && (by_doctype || (root && (inside.is_empty() || inside.starts_with('<'))))
    }

    /// An article in JATS. HTML has an element `article` too, which Markdown may begin with: so
    /// there must be something that only a document of XML has.
    fn is_jats(&self) -> bool {
        match self.local() {
            "pmc-articleset" => true,
            "article" => {
                let own = ["article-type", "dtd-version", "xmlns:xlink", "xmlns:mml"];
                let first = Root::of(self.inner).local();
                self.declared
                    || self.doctype_name() == "article"
                    || own.iter().any(|name| self.attributes.contains(name))
                    || matches!(first, "front" | "front-stub" | "body" | "processing-meta")
            }
            _ => false,
        }
    }

    fn is_docbook(&self) -> bool {
        let named = |text: &str| text.to_ascii_lowercase().contains("docbook");
        matches!(self.name, "article" | "book")
            && (self.doctype.is_some_and(named) || named(self.attributes))
    }

    /// Another vocabulary that is known by its root and its namespace.
    fn vocabulary(&self) -> Option<Foreign> {
        let namespace = |part: &str| self.attributes.contains(part);
        match self.local() {
            // Markdown may begin with a picture.
            "svg" if self.declared || self.inner.trim_end().ends_with("</svg>") => {
                Some(Foreign::Picture("SVG"))
            }
            "style" if namespace("purl.org/net/xbiblio/csl") => Some(Foreign::CslStyle),
            "TEI" if namespace("tei-c.org") => Some(Foreign::Tei),
            "rss" if namespace("version") => Some(Foreign::Feed),
            "feed" if namespace("w3.org/2005/Atom") => Some(Foreign::Feed),
            _ => None,
        }
    }

    /// The name of the element without the prefix of its namespace.
    fn local(&self) -> &'t str {
        self.name.rsplit(':').next().unwrap_or_default()
    }

    fn doctype_name(&self) -> &'t str {
        let doctype = self.doctype.unwrap_or_default().trim_start();
        let end = doctype.find(|c: char| c.is_whitespace() || matches!(c, '>' | '['));
        doctype
            .get(..end.unwrap_or(doctype.len()))
            .unwrap_or_default()
    }
}

fn is_doctype(text: &str) -> bool {
    text.get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"))
}

/// The end of a doctype, which may hold declarations between brackets.
fn doctype_end(text: &str) -> Option<usize> {
    let close = text.find('>')?;
    match text.find('[') {
        Some(open) if open < close => {
            let inner = text.get(open..)?.find(']')?;
            let close = text.get(open + inner..)?.find('>')?;
            Some(open + inner + close + 1)
        }
        _ => Some(close + 1),
    }
}
