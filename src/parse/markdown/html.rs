//! HTML in Markdown: which elements are let through, and as what.
//!
//! A short list of harmless elements says what they mean in the model; their attributes but for
//! the few named here are left out. Any other tag stays in the text as it is written, where it
//! can be read and does nothing.

/// A tag as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    /// In lower case.
    pub(super) name: String,
    pub(super) closes: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The tag that a text is, if it is one and nothing else.
    pub(super) fn read(text: &str) -> Option<Self> {
        let inner = text.strip_prefix('<')?.strip_suffix('>')?;
        let (closes, inner) = match inner.strip_prefix('/') {
            Some(rest) => (true, rest),
            None => (false, inner),
        };
        let end = inner
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '-')
            .unwrap_or(inner.len());
        let (name, rest) = inner.split_at_checked(end)?;
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        Some(Self {
            name: name.to_ascii_lowercase(),
            closes,
            attributes: attributes(rest.trim_end_matches('/')),
        })
    }

    /// The value of an attribute, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(own, _)| own == name);
        found.map(|(_, value)| value.as_str())
    }
}

fn attributes(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() && found.len() < 32 {
        let end = rest
            .find(|c: char| c.is_whitespace() || c == '=')
            .unwrap_or(rest.len());
        let Some((name, behind)) = rest.split_at_checked(end) else {
            break;
        };
        let behind = behind.trim_start();
        let mut value = "";
        rest = behind;
        if let Some(given) = behind.strip_prefix('=') {
            let given = given.trim_start();
            let quote = given.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (inner, until) = match quote {
                Some(quote) => (
                    given.get(1..).unwrap_or_default(),
                    given.get(1..).and_then(|g| g.find(quote)),
                ),
                None => (given, given.find(char::is_whitespace)),
            };
            let until = until.unwrap_or(inner.len());
            value = inner.get(..until).unwrap_or_default();
            rest = inner
                .get(until + usize::from(quote.is_some())..)
                .unwrap_or_default();
        }
        if name.is_empty() && value.is_empty() {
            break;
        }
        found.push((name.to_ascii_lowercase(), decode(value)));
        rest = rest.trim_start();
    }
    found
}

/// What an element of a line becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meaning {
    Superscript,
    Subscript,
    Emphasis,
    Strong,
    Delete,
    Underline,
    Mark,
    Keyboard,
    Code,
    Abbreviation,
    Anchor,
    Quotation,
    /// Its content alone.
    Content,
}

/// The meaning of an element that stands around text in a line; `None` for any that is not let
/// through.
pub(super) fn meaning(name: &str) -> Option<Meaning> {
    Some(match name {
        "sup" => Meaning::Superscript,
        "sub" => Meaning::Subscript,
        "em" | "i" | "cite" | "var" | "dfn" => Meaning::Emphasis,
        "strong" | "b" => Meaning::Strong,
        "del" | "s" | "strike" => Meaning::Delete,
        "u" | "ins" => Meaning::Underline,
        "mark" => Meaning::Mark,
        "kbd" => Meaning::Keyboard,
        "code" | "tt" | "samp" => Meaning::Code,
        "abbr" | "acronym" => Meaning::Abbreviation,
        "a" => Meaning::Anchor,
        "q" => Meaning::Quotation,
        "span" | "small" | "big" | "font" | "bdi" | "bdo" | "time" | "label" | "nobr" => {
            Meaning::Content
        }
        _ => return None,
    })
}

/// Elements that stand around blocks and say nothing that the model has a word for.
pub(super) fn is_hull(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "center"
            | "details"
            | "summary"
            | "figure"
            | "figcaption"
            | "p"
            | "address"
            | "aside"
            | "nav"
            | "picture"
            | "hgroup"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "colgroup"
            | "col"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
    )
}

/// A piece of HTML.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Text, its entities not decoded.
    Text(&'a str),
    /// What stands between angles: a tag, a declaration.
    Tag(&'a str),
    Comment,
}

/// The pieces of a block of HTML with their places in it.
pub(super) fn pieces(html: &str) -> Vec<(usize, Piece<'_>)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < html.len() {
        let rest = html.get(at..).unwrap_or_default();
        let length = if rest.starts_with("<!--") {
            let length = rest.find("-->").map_or(rest.len(), |end| end + 3);
            found.push((at, Piece::Comment));
            length
        } else if let Some(length) = tag_length(rest) {
            found.push((at, Piece::Tag(rest.get(..length).unwrap_or_default())));
            length
        } else {
            let first = rest.chars().next().map_or(1, char::len_utf8);
            let length = rest
                .get(first..)
                .and_then(|behind| behind.find('<'))
                .map_or(rest.len(), |end| first + end);
            found.push((at, Piece::Text(rest.get(..length).unwrap_or_default())));
            length
        };
        at += length.max(1);
    }
    found
}

/// How long the tag at the beginning of a text is.
fn tag_length(text: &str) -> Option<usize> {
    let second = text.strip_prefix('<')?.chars().next()?;
    if !(second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?')) {
        return None;
    }
    let mut quote = None;
    for (at, c) in text.char_indices().take(4096) {
        if let Some(open) = quote {
            if c == open {
                quote = None;
            }
        } else if c == '>' {
            return Some(at + 1);
        } else if matches!(c, '"' | '\'') && text.get(..at).is_some_and(|t| t.ends_with('=')) {
            quote = Some(c);
        }
    }
    None
}

/// Decodes the entities that writers type by hand, and numbers.
pub(super) fn decode(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        decoded.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let end = rest.char_indices().take(32).find(|(_, c)| *c == ';');
        let found = end.and_then(|(end, _)| Some((entity(rest.get(1..end)?)?, end + 1)));
        if let Some((character, length)) = found {
            decoded.push(character);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            decoded.push('&');
            rest = rest.get(1..).unwrap_or_default();
        }
    }
    decoded + rest
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some(
            char::from_u32(code)
                .filter(|c| *c != '\0')
                .unwrap_or('\u{FFFD}'),
        );
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => '\u{A0}',
        "copy" => '©',
        "reg" => '®',
        "trade" => '™',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "laquo" => '«',
        "raquo" => '»',
        "times" => '×',
        "plusmn" => '±',
        "deg" => '°',
        "micro" => 'µ',
        "middot" => '·',
        "bull" => '•',
        "shy" => '\u{AD}',
        "thinsp" => '\u{2009}',
        "alpha" => 'α',
        "beta" => 'β',
        "gamma" => 'γ',
        "delta" => 'δ',
        "le" => '≤',
        "ge" => '≥',
        "ne" => '≠',
        "rarr" => '→',
        "larr" => '←',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "Auml" => 'Ä',
        "Ouml" => 'Ö',
        "Uuml" => 'Ü',
        "szlig" => 'ß',
        "eacute" => 'é',
        "egrave" => 'è',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_their_attributes_are_read() {
        let tag = Tag::read("<A HREF=\"x?a=1&amp;b=2\" title='so' hidden/>").unwrap();
        assert_eq!((tag.name.as_str(), tag.closes), ("a", false));
        assert_eq!(tag.attribute("href"), Some("x?a=1&b=2"));
        assert_eq!(tag.attribute("title"), Some("so"));
        assert_eq!(tag.attribute("hidden"), Some(""));
        assert!(Tag::read("</sup>").unwrap().closes);
        assert!(Tag::read("<?php ?>").is_none() && Tag::read("<!DOCTYPE html>").is_none());
    }

    #[test]
    fn a_block_falls_into_pieces() {
        let found: Vec<_> = pieces("<p>a < b<!-- c --></p>")
            .into_iter()
            .map(|(_, piece)| piece)
            .collect();
        assert_eq!(
            found,
            [
                Piece::Tag("<p>"),
                Piece::Text("a "),
                Piece::Text("< b"),
                Piece::Comment,
                Piece::Tag("</p>")
            ]
        );
        assert_eq!(decode("a &amp; b &#x41; &nope; &"), "a & b A &nope; &");
    }
}
