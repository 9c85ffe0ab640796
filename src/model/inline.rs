//! What stands inside a line: text, emphasis, links, citations.

use serde::{Deserialize, Serialize};

use super::{Formula, Identifier, Image, ReferenceId};
use crate::diagnostic::Span;
use crate::form::{CHILDREN, node, object, word};

/// A piece of running text.
///
/// Most pieces are texts: what holds more than others is boxed, so that these stay small.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Inline {
    /// Plain characters.
    Text {
        /// The characters.
        value: String,
    },
    /// Strong importance, usually bold.
    Strong {
        /// What is strong.
        children: Vec<Inline>,
    },
    /// Stress, usually italic.
    Emphasis {
        /// What is stressed.
        children: Vec<Inline>,
    },
    /// Raised text that is no citation: an exponent, an ordinal, a mass number.
    Superscript {
        /// What is raised.
        children: Vec<Inline>,
    },
    /// Lowered text.
    Subscript {
        /// What is lowered.
        children: Vec<Inline>,
    },
    /// Text that was struck out.
    Delete {
        /// What is struck out.
        children: Vec<Inline>,
    },
    /// Underlined text.
    Underline {
        /// What is underlined.
        children: Vec<Inline>,
    },
    /// Small capitals.
    SmallCaps {
        /// What is set in them.
        children: Vec<Inline>,
    },
    /// Text marked as with a pen.
    Mark {
        /// What is marked.
        children: Vec<Inline>,
    },
    /// What is typed on a keyboard.
    Keyboard {
        /// The keys.
        children: Vec<Inline>,
    },
    /// An abbreviation.
    Abbreviation {
        /// What it stands for.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        title: Option<String>,
        /// The abbreviation.
        children: Vec<Inline>,
    },
    /// Code in the line.
    InlineCode {
        /// The code.
        value: String,
    },
    /// A formula in the line.
    InlineMath(Box<Formula>),
    /// A link with a target.
    Link(Box<Link>),
    /// A picture in the line.
    Image(Box<Image>),
    /// A line break that is meant.
    Break,
    /// A citation marker.
    Citation(Box<Citation>),
    /// The mark of a footnote.
    FootnoteReference {
        /// The footnote.
        identifier: Identifier,
    },
    /// A mention of a part of the article: "see Table 2".
    CrossReference {
        /// The figure, table, formula, section or box.
        identifier: Identifier,
        /// What is read.
        children: Vec<Inline>,
    },
}

node!(Inline(object) {
    "text" => Self::Text { value: object.required(&["value"]) },
    "strong" => Self::Strong { children: object.required(CHILDREN) },
    "emphasis" => Self::Emphasis { children: object.required(CHILDREN) },
    "superscript" => Self::Superscript { children: object.required(CHILDREN) },
    "subscript" => Self::Subscript { children: object.required(CHILDREN) },
    "delete" => Self::Delete { children: object.required(CHILDREN) },
    "underline" => Self::Underline { children: object.required(CHILDREN) },
    "smallCaps" => Self::SmallCaps { children: object.required(CHILDREN) },
    "mark" => Self::Mark { children: object.required(CHILDREN) },
    "keyboard" => Self::Keyboard { children: object.required(CHILDREN) },
    "abbreviation" => Self::Abbreviation {
        title: object.optional(&["title"]),
        children: object.required(CHILDREN),
    },
    "inlineCode" => Self::InlineCode { value: object.required(&["value"]) },
    "inlineMath" => Formula::of(object).into(),
    "link" => Link::of(object).into(),
    "image" => Image::of(object).into(),
    "break" => Self::Break,
    "citation" => Citation::of(object).into(),
    "footnoteReference" => Self::FootnoteReference { identifier: object.required(&["identifier"]) },
    "crossReference" => Self::CrossReference {
        identifier: object.required(&["identifier"]),
        children: object.required(CHILDREN),
    },
    _ => Self::Break,
});

impl From<Formula> for Inline {
    fn from(formula: Formula) -> Self {
        Self::InlineMath(Box::new(formula))
    }
}

impl From<Link> for Inline {
    fn from(link: Link) -> Self {
        Self::Link(Box::new(link))
    }
}

impl From<Image> for Inline {
    fn from(image: Image) -> Self {
        Self::Image(Box::new(image))
    }
}

impl From<Citation> for Inline {
    fn from(citation: Citation) -> Self {
        Self::Citation(Box::new(citation))
    }
}

impl Inline {
    /// Plain text.
    pub fn text(value: impl Into<String>) -> Self {
        Self::Text {
            value: value.into(),
        }
    }

    /// The inlines inside, if this kind holds any.
    pub fn children(&self) -> &[Inline] {
        match self {
            Self::Strong { children }
            | Self::Emphasis { children }
            | Self::Superscript { children }
            | Self::Subscript { children }
            | Self::Delete { children }
            | Self::Underline { children }
            | Self::SmallCaps { children }
            | Self::Mark { children }
            | Self::Keyboard { children }
            | Self::Abbreviation { children, .. }
            | Self::CrossReference { children, .. } => children,
            Self::Link(link) => &link.children,
            Self::Text { .. }
            | Self::InlineCode { .. }
            | Self::InlineMath(_)
            | Self::Image(_)
            | Self::Break
            | Self::Citation(_)
            | Self::FootnoteReference { .. } => &[],
        }
    }

    /// The same kind of inline around other inlines; one that holds none stays as it is.
    #[must_use]
    pub fn with_children(&self, children: Vec<Inline>) -> Self {
        let mut same = match self {
            Self::Link(link) => Self::from(Link {
                url: link.url.clone(),
                title: link.title.clone(),
                children: Vec::new(),
                position: link.position,
            }),
            Self::CrossReference { identifier, .. } => Self::CrossReference {
                identifier: identifier.clone(),
                children: Vec::new(),
            },
            Self::Abbreviation { title, .. } => Self::Abbreviation {
                title: title.clone(),
                children: Vec::new(),
            },
            other => other.clone(),
        };
        if let Some(inside) = same.children_mut() {
            *inside = children;
        }
        same
    }

    /// The inlines inside, to be changed; `None` of a kind that holds none.
    pub fn children_mut(&mut self) -> Option<&mut Vec<Inline>> {
        match self {
            Self::Strong { children }
            | Self::Emphasis { children }
            | Self::Superscript { children }
            | Self::Subscript { children }
            | Self::Delete { children }
            | Self::Underline { children }
            | Self::SmallCaps { children }
            | Self::Mark { children }
            | Self::Keyboard { children }
            | Self::Abbreviation { children, .. }
            | Self::CrossReference { children, .. } => Some(children),
            Self::Link(link) => Some(&mut link.children),
            Self::Text { .. }
            | Self::InlineCode { .. }
            | Self::InlineMath(_)
            | Self::Image(_)
            | Self::Break
            | Self::Citation(_)
            | Self::FootnoteReference { .. } => None,
        }
    }
}

/// A link.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Link {
    /// The target.
    pub url: String,
    /// What is shown beside the pointer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// What is linked.
    pub children: Vec<Inline>,
    /// Where it stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Link {
    url: required "url",
    title: optional "title",
    children: required "children",
    position: unsaid,
});

/// A citation: one marker, with every reference it stands for.
///
/// `⁴⁰⁻⁴²` is one citation of the references 40, 41 and 42. An id that no reference has stays,
/// so that the reader is told and the author can mend it.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Citation {
    /// The references in printed order, ranges expanded, each once.
    pub references: Vec<ReferenceId>,
    /// The marker as printed.
    pub marker: String,
    /// Whether the sentence needs the authors' names.
    #[serde(default, skip_serializing_if = "CitationKind::is_parenthetical")]
    pub kind: CitationKind,
    /// What is said of single references: in their order, one for each of them, or none at all.
    #[serde(
        default,
        rename = "citationItems",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub items: Vec<CitationItem>,
    /// Where it stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

object!(Citation {
    references: required "references",
    marker: required "marker",
    kind: optional "kind",
    items: optional "citationItems",
    position: unsaid,
});

/// How a citation stands in its sentence, in [MyST's words](https://mystmd.org/guide/citations).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CitationKind {
    /// Beside the sentence: `Bones are hard [4].`
    #[default]
    Parenthetical,
    /// As a part of the sentence, which names the authors: `Doe and Roe [4] say`.
    Narrative,
}

word!(CitationKind);

impl CitationKind {
    #[allow(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over references"
    )]
    fn is_parenthetical(&self) -> bool {
        *self == Self::Parenthetical
    }
}

/// What a citation says of one of its references. The names and their meaning are those of
/// [CSL-JSON's citations](https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-citation.json).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct CitationItem {
    /// The reference.
    pub id: ReferenceId,
    /// What stands before it: `see`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Where in the work: `33–35`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locator: Option<String>,
    /// What the locator counts, in CSL's words: `page`, `chapter`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What stands after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// Whether the authors are left out, since the sentence names them.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub suppress_author: bool,
}

object!(CitationItem {
    id: required "id",
    prefix: optional "prefix",
    locator: optional "locator",
    label: optional "label",
    suffix: optional "suffix",
    suppress_author: optional "suppress-author",
});

/// Inlines in groups: citations that touch, as `[1][2]` and `¹⁾²⁾` do, are one group, since they
/// are one marker to a reader; anything else stands alone.
///
/// ```
/// use scholion::model::{Citation, Inline, touching};
/// let cite = |id: u32| Inline::from(Citation {
///     references: vec![id.into()],
///     marker: format!("[{id}]"),
///     ..Citation::default()
/// });
/// let line = [Inline::text("Hard"), cite(1), cite(2), Inline::text(" "), cite(3)];
/// let sizes: Vec<usize> = touching(&line).map(<[Inline]>::len).collect();
/// assert_eq!(sizes, [1, 2, 1, 1]);
/// ```
pub fn touching(inlines: &[Inline]) -> impl Iterator<Item = &[Inline]> {
    inlines.chunk_by(|one, next| matches!((one, next), (Inline::Citation(_), Inline::Citation(_))))
}

/// The text of inlines as a reader sees it, markers of citations included.
pub fn plain_text(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, true, &mut text);
    text
}

/// The text of inlines without citation and footnote markers: for names, slugs and search.
pub fn prose(inlines: &[Inline]) -> String {
    let mut text = String::new();
    collect(inlines, false, &mut text);
    text
}

fn collect(inlines: &[Inline], markers: bool, text: &mut String) {
    for inline in inlines {
        match inline {
            Inline::Text { value } | Inline::InlineCode { value } => text.push_str(value),
            Inline::InlineMath(formula) => text.push_str(&formula.text()),
            Inline::Image(image) => text.push_str(&image.alt),
            Inline::Break => text.push(' '),
            Inline::Citation(citation) if markers => text.push_str(&citation.marker),
            Inline::FootnoteReference { identifier } if markers => {
                text.push_str(identifier.as_str());
            }
            other => collect(other.children(), markers, text),
        }
    }
}

/// Whether a page may follow this address: a relative one, or one with a scheme that shows
/// something and runs nothing.
///
/// Browsers drop tabs and line ends inside an address and control characters before it
/// ([WHATWG URL](https://url.spec.whatwg.org/#concept-basic-url-parser)), so these are not
/// allowed to hide a scheme.
///
/// ```
/// use scholion::model::is_safe_url;
/// assert!(is_safe_url("https://example.org/"));
/// assert!(is_safe_url("figure.png") && is_safe_url("#summary"));
/// assert!(!is_safe_url("javascript:alert(1)") && !is_safe_url(" java\nscript:alert(1)"));
/// ```
pub fn is_safe_url(url: &str) -> bool {
    if url.starts_with("https://") || url.starts_with("http://") {
        return true;
    }
    let scheme: String = url
        .chars()
        .filter(|c| *c > ' ' && !c.is_control() && !c.is_whitespace())
        .take_while(|c| !matches!(c, '/' | '?' | '#'))
        .collect();
    match scheme.split_once(':') {
        None => !scheme.contains('\\'),
        Some((name, _)) => ["http", "https", "mailto", "tel", "doi"]
            .iter()
            .any(|known| name.eq_ignore_ascii_case(known)),
    }
}

/// Whether a page may load a picture from this address: one that it may follow, or a picture in the
/// address itself (`data:`) of a kind that is nothing but pixels.
///
/// SVG is none of them: a browser runs no script of it in an `<img>`, but nobody needs it there.
///
/// ```
/// use scholion::model::is_safe_picture;
/// assert!(is_safe_picture("figure.png") && is_safe_picture("data:image/png;base64,iVBORw0KGgo="));
/// assert!(!is_safe_picture("data:image/svg+xml,<svg/>") && !is_safe_picture("data:text/html,x"));
/// ```
pub fn is_safe_picture(url: &str) -> bool {
    const PIXELS: [&str; 5] = ["png", "jpeg", "gif", "webp", "avif"];
    let head = url.split(',').next().unwrap_or_default();
    if let Some((scheme, kind)) = head.split_once(':')
        && scheme.eq_ignore_ascii_case("data")
        && url.len() > head.len()
    {
        let mut kind = kind.split(';');
        let is_pixels = kind
            .next()
            .and_then(|kind| kind.split_once('/'))
            .is_some_and(|(of, kind)| {
                of.eq_ignore_ascii_case("image")
                    && PIXELS.iter().any(|own| kind.eq_ignore_ascii_case(own))
            });
        // Parameters would be another way to say what it is.
        return is_pixels && kind.all(|parameter| parameter.eq_ignore_ascii_case("base64"));
    }
    is_safe_url(url)
}

#[cfg(test)]
mod tests {
    use super::super::Block;
    use super::*;

    #[test]
    fn a_scheme_is_one_however_long_it_is() {
        for length in [1, 31, 32, 33, 1_000] {
            let scheme = "j".repeat(length);
            assert!(!is_safe_url(&format!("{scheme}:x")), "{length}");
            assert!(!is_safe_url(&format!("{scheme}\\x")), "{length}");
            assert!(is_safe_url(&format!("{scheme}/a:x")), "{length}");
        }
    }

    #[test]
    fn pieces_and_blocks_are_no_larger_than_most_of_them_need() {
        let words = |size: usize| size / size_of::<usize>();
        assert!(words(size_of::<Inline>()) <= 7, "{}", size_of::<Inline>());
        assert!(words(size_of::<Block>()) <= 12, "{}", size_of::<Block>());
    }
}
