//! What CommonMark and HTML have read: emphasis, links, pictures, tags.

use std::ops::Range;

use super::{Outside, Reader, around};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{
    CitationKind, Identifier, Image, Inline, Link, is_safe_picture, is_safe_url, plain_text,
};
use crate::parse::markdown::attributes::Attributes;
use crate::parse::markdown::flat::{Flat, OBJECT, Room, is_image, line_words, unshielded};
use crate::parse::markdown::html::{self, Meaning, Tag};
use crate::parse::markdown::tree::{Raw, RawImage, Wrap};

impl Reader<'_, '_, '_, '_, '_> {
    /// Reads what stands inside of something that reaches `length` bytes far.
    pub(super) fn inside(&mut self, children: &[Raw<'_>], length: usize) -> Vec<Inline> {
        let outside = Outside {
            flat: self.flat,
            at: self.at,
            end: self.at + length,
            around: self.outside,
        };
        around(children, Some(&outside), self.manner, self.context)
    }

    /// What CommonMark has read as emphasis, a link or a picture.
    pub(super) fn wrap(
        &mut self,
        wrap: &Wrap<'_>,
        children: &[Raw<'_>],
        range: Range<usize>,
        length: usize,
    ) {
        let wrapped = match wrap {
            Wrap::Emphasis => Inline::Emphasis {
                children: self.inside(children, length),
            },
            Wrap::Strong => Inline::Strong {
                children: self.inside(children, length),
            },
            Wrap::Delete => {
                let own = self.context.source.get(range).unwrap_or_default();
                // One tilde on each side lowers in Pandoc's way, and strikes out in GitHub's: what
                // stands right behind a word is lowered.
                let on_word = self
                    .previous()
                    .is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']' | OBJECT));
                let struck = own.starts_with("~~")
                    || !self.context.exact && (own.contains(char::is_whitespace) || !on_word);
                let children = self.inside(children, length);
                if struck {
                    Inline::Delete { children }
                } else {
                    Inline::Subscript { children }
                }
            }
            Wrap::Image(image) => {
                let span = self.context.span(range.start, range.end);
                let attributes = self.attributes(length).map(|(found, _)| found);
                return self.image(image, children, attributes.as_ref(), span);
            }
            // What a name leads to is known by the name alone.
            Wrap::Link(link)
                if self.context.exact
                    && link.title.is_empty()
                    && link.url.starts_with('#')
                    && !self
                        .attributes(length)
                        .is_some_and(|(own, _)| own.has("link")) =>
            {
                let linked = std::mem::replace(&mut self.manner.linked, true);
                let children = self.inside(children, length);
                self.manner.linked = linked;
                mention_of(&link.url, children)
            }
            Wrap::Link(link) => {
                let span = self.context.span(range.start, range.end);
                let linked = std::mem::replace(&mut self.manner.linked, true);
                let inside = if link.automatic {
                    vec![Inline::text(line_words(children))]
                } else {
                    self.inside(children, length)
                };
                self.manner.linked = linked;
                let title = Some(&*link.title).filter(|title| !title.is_empty());
                return self.link(&link.url, title, inside, span);
            }
        };
        self.out.push(wrapped);
    }

    /// A link; one that leads nowhere or where no page should lead is what it links.
    pub(super) fn link(
        &mut self,
        url: &str,
        title: Option<&str>,
        children: Vec<Inline>,
        span: Span,
    ) {
        if self.manner.linked {
            return self.extend(children);
        }
        self.context.inner_links |= url.starts_with('#');
        // In an article's whole form it is kept as it is; whoever shows it lets through what is
        // safe.
        if !self.context.exact && url.trim().is_empty() {
            let words = plain_text(&children);
            self.context.diagnostics.push(
                Diagnostic::new(
                    Code::EmptyLink,
                    span,
                    format!("the link `{words}` has no target and is read as text"),
                )
                .with_hint("fill in the address, or remove the brackets"),
            );
            return self.extend(children);
        }
        if !self.context.exact && !is_safe_url(url) {
            let words = plain_text(&children);
            self.context.diagnostics.push(
                Diagnostic::new(
                    Code::UnsafeLink,
                    span,
                    format!("the link `{words}` leads to `{url}`, which no page should follow; it is read as text"),
                )
                .with_hint("use an http, https or mailto address, or a path"),
            );
            return self.extend(children);
        }
        self.push(Inline::from(Link {
            url: url.to_owned(),
            title: title.map(str::to_owned),
            children,
            position: Some(span),
        }));
    }

    /// A picture; of one that no page should load its words.
    fn image(
        &mut self,
        RawImage { url, title }: &RawImage<'_>,
        children: &[Raw<'_>],
        attributes: Option<&Attributes>,
        span: Span,
    ) {
        let alt = line_words(children);
        let position = Some(span);
        if self.context.exact {
            let image = any_picture(url, title, alt, attributes);
            return self.push(Inline::from(Image { position, ..image }));
        }
        if let Some(image) = picture(url, title, alt.clone(), attributes) {
            return self.push(Inline::from(Image { position, ..image }));
        }
        self.unsafe_picture(&alt, url, span);
        self.push_text(&alt);
    }

    /// Reports a picture that no page should load.
    pub(super) fn unsafe_picture(&mut self, alt: &str, url: &str, span: Span) {
        self.context.diagnostics.push(
            Diagnostic::new(
                Code::UnsafeLink,
                span,
                format!("the picture `{alt}` comes from `{url}`, which no page should load; its words are kept"),
            )
            .with_hint("use an http or https address, or a path"),
        );
    }

    /// A tag: with its partner what the model has for it, else the text that it is.
    pub(super) fn html(&mut self, written: &str) -> usize {
        let length = OBJECT.len_utf8();
        if written.starts_with("<!--") {
            if self.context.exact {
                // Two pieces of text that stay two.
                self.out.push(Inline::text(""));
            }
            return length;
        }
        let Some(tag) = Tag::read(written) else {
            self.push_text(written);
            return length;
        };
        match tag.name.as_str() {
            "br" => {
                self.push(Inline::Break);
                return length;
            }
            "wbr" => return length,
            "img" => {
                let alt = tag.attribute("alt").unwrap_or_default().to_owned();
                let url = tag.attribute("src").unwrap_or_default();
                let mut attributes = Attributes::default();
                for name in ["width", "height"] {
                    if let Some(value) = tag.attribute(name) {
                        attributes.pairs.push((name.to_owned(), value.to_owned()));
                    }
                }
                let title = tag.attribute("title").unwrap_or_default();
                let span = self.span(length);
                if let Some(image) = picture(url, title, alt.clone(), Some(&attributes)) {
                    self.push(Inline::from(Image {
                        decorative: is_decorative(&tag),
                        position: Some(span),
                        ..image
                    }));
                } else {
                    self.unsafe_picture(&alt, url, span);
                    self.push_text(&alt);
                }
                return length;
            }
            _ => {}
        }
        let close = self.flat.element(self.at).filter(|close| *close < self.end);
        let (Some(close), Some(meaning)) = (close, html::meaning(&tag.name)) else {
            self.push_text(written);
            return length;
        };
        let inner = self.at + length..close;
        let whole = close + length - self.at;
        if meaning == Meaning::Superscript && self.raised_tag(inner.clone(), whole) {
            return whole;
        }
        if meaning == Meaning::Code {
            let value = self.flat.plain(inner);
            self.push(Inline::InlineCode { value });
            return whole;
        }
        if meaning == Meaning::Anchor {
            let linked = std::mem::replace(&mut self.manner.linked, true);
            let children = self.stretch(inner);
            self.manner.linked = linked;
            let span = self.span(whole);
            match tag.attribute("href") {
                Some(url)
                    if self.context.exact
                        && url.starts_with('#')
                        && tag.attribute("title").is_none()
                        && tag.attribute("class").is_none() =>
                {
                    self.push(mention_of(url, children));
                }
                Some(url) => self.link(url, tag.attribute("title"), children, span),
                // A place to jump to, and no link.
                None => self.extend(children),
            }
            return whole;
        }
        let children = self.stretch(inner);
        let wrapped = match meaning {
            Meaning::Superscript => Inline::Superscript { children },
            Meaning::Subscript => Inline::Subscript { children },
            Meaning::Emphasis => Inline::Emphasis { children },
            Meaning::Strong => Inline::Strong { children },
            Meaning::Delete => Inline::Delete { children },
            Meaning::Underline => Inline::Underline { children },
            Meaning::Mark => Inline::Mark { children },
            Meaning::Keyboard => Inline::Keyboard { children },
            Meaning::Abbreviation => Inline::Abbreviation {
                title: tag.attribute("title").map(str::to_owned),
                children,
            },
            Meaning::Quotation => {
                self.push_text("“");
                self.extend(children);
                self.push_text("”");
                return whole;
            }
            Meaning::Content | Meaning::Code | Meaning::Anchor => {
                self.extend(children);
                return whole;
            }
        };
        self.push(wrapped);
        whole
    }

    /// A span with attributes: what its classes mean, else its content.
    pub(super) fn classed(&mut self, attributes: &Attributes, mut children: Vec<Inline>) {
        match children.as_mut_slice() {
            [Inline::Citation(citation)] if attributes.value("marker").is_some() => {
                attributes
                    .value("marker")
                    .unwrap_or_default()
                    .clone_into(&mut citation.marker);
                if attributes.value("kind") == Some("narrative") {
                    citation.kind = CitationKind::Narrative;
                }
            }
            [Inline::InlineMath(formula)] => {
                if let Some(tex) = attributes.value("tex") {
                    tex.clone_into(&mut formula.value);
                }
                if let Some(mathml) = attributes.value("mathml") {
                    formula.mathml = Some(mathml.to_owned());
                }
            }
            _ => {}
        }
        let has = |names: &[&str]| names.iter().any(|name| attributes.has(name));
        let wrapped = if has(&["smallcaps", "sc"]) {
            Inline::SmallCaps { children }
        } else if has(&["underline", "ul"]) {
            Inline::Underline { children }
        } else if has(&["mark", "highlight"]) {
            Inline::Mark { children }
        } else if has(&["kbd"]) {
            Inline::Keyboard { children }
        } else {
            return self.extend(children);
        };
        self.push(wrapped);
    }
}

/// The class by which [`render::markdown`](crate::render::markdown) marks a picture that tells
/// nothing.
const DECORATIVE: &str = "decorative";

/// Whether a picture of HTML is marked as one that tells nothing: by an empty text in its place,
/// [as HTML has it](https://html.spec.whatwg.org/multipage/images.html#a-purely-decorative-image-that-doesn%27t-add-any-information),
/// or by its role.
fn is_decorative(tag: &Tag) -> bool {
    let empty = |name: &str| {
        tag.attribute(name)
            .is_some_and(|value| value.trim().is_empty())
    };
    let role = tag.attribute("role").unwrap_or_default();
    empty("alt") || matches!(role.trim(), "presentation" | "none")
}

/// A mention of the part that an address on the page leads to.
fn mention_of(url: &str, children: Vec<Inline>) -> Inline {
    Inline::CrossReference {
        identifier: Identifier::new(url.get(1..).unwrap_or_default()),
        children,
    }
}

/// A picture that a page may load.
pub(in crate::parse::markdown) fn picture(
    url: &str,
    title: &str,
    alt: String,
    attributes: Option<&Attributes>,
) -> Option<Image> {
    (!url.trim().is_empty() && is_safe_picture(url))
        .then(|| any_picture(url, title, alt, attributes))
}

/// A picture, wherever it comes from.
pub(in crate::parse::markdown) fn any_picture(
    url: &str,
    title: &str,
    alt: String,
    attributes: Option<&Attributes>,
) -> Image {
    let pixels = |name: &str| -> Option<u32> {
        let value = attributes?.value(name)?.trim();
        value.strip_suffix("px").unwrap_or(value).parse().ok()
    };
    let alt = attributes
        .and_then(|attributes| attributes.value("fig-alt").or(attributes.value("alt")))
        .map_or(alt, str::to_owned);
    Image {
        url: url.to_owned(),
        alt,
        title: (!title.is_empty()).then(|| title.to_owned()),
        width: pixels("width"),
        height: pixels("height"),
        decorative: attributes.is_some_and(|attributes| attributes.has(DECORATIVE)),
        position: None,
    }
}

/// The attributes that a part of a line is, and nothing else.
pub(in crate::parse::markdown) fn whole_attributes(
    raws: &[Raw<'_>],
    source: &str,
) -> Option<Attributes> {
    let flat = Flat::of(raws, source, Room::default());
    let text = flat.shielded().trim();
    if text.is_empty() {
        return Some(Attributes::default());
    }
    let (found, length) = Attributes::read(text)?;
    (length == text.len()).then(|| found.map(unshielded))
}

/// Whether a line is one picture and nothing else: where it leads to, its title, its words, its
/// attributes.
pub(in crate::parse::markdown) fn lone_picture<'r, 'a>(
    raws: &'r [Raw<'a>],
    source: &str,
) -> Option<(&'r str, &'r str, &'r [Raw<'a>], Option<Attributes>)> {
    let (first, rest) = raws.split_first()?;
    if !is_image(first) {
        return None;
    }
    if !rest
        .iter()
        .all(|raw| matches!(raw, Raw::Text(..) | Raw::Soft(_)))
    {
        return None;
    }
    let attributes = if rest.is_empty() {
        None
    } else {
        Some(whole_attributes(rest, source)?)
    };
    match first {
        Raw::Wrap(Wrap::Image(image), children, _) => {
            Some((&*image.url, &*image.title, &**children, attributes))
        }
        _ => None,
    }
}
