//! How ids are made. Published fragments cannot change, so neither can this.
//!
//! | what | id |
//! | --- | --- |
//! | a reference | `ref-11` |
//! | a citation | `cite-11-2`: the second marker whose first reference is 11 |
//! | a footnote | `fn-` and its identifier |
//! | the mark of a footnote | `fnref-a-2`: the second mark of the footnote `a` |
//! | a mention of a figure or table | `xref-table-2-1`: the first mention of `table-2` |
//! | a section, box, figure, table | its identifier, `increased-bone-density` |
//! | the reference list, the footnotes | `references`, `footnotes` |
//! | inner parts, for our own use | the id of the part, an underscore, and a word: `references_body` |
//!
//! Identifiers hold letters, digits and hyphens only, and never begin like a generated id. The
//! first article of a page has these ids as they are. In every other one they follow a prefix and
//! a full stop, `vitamin-k.ref-11`: the element's own `id`, or `article-2` for the second
//! article of a page without one. Characters that would break an `href` or a list of ids are
//! written as `_` and their code point in hexadecimal.

use std::borrow::Cow;
use std::fmt::Write;

/// The id of the reference list's section.
pub const REFERENCES: &str = "references";

/// The id of the section of footnotes.
pub const FOOTNOTES: &str = "footnotes";

/// The id of the list of sections.
pub const CONTENTS: &str = "contents_list";

/// The id of the card's name.
pub const CARD_TITLE: &str = "card_title";

/// The id of the button that opens the article's own citation.
pub const CITE: &str = "cite_article";

/// The id of the ordered list inside the section of references.
pub const REFERENCE_LIST: &str = "references_list";

/// The id of what the button "Export" opens.
pub const EXPORT: &str = "references_export";

/// A name as it stands in fragments: in it no character has a meaning of its own, and no space.
///
/// ```
/// use scholion::render::fragment::key;
/// assert_eq!(key("11"), "11");
/// assert_eq!(key("Doe 2020#a"), "Doe_202020_23a");
/// ```
pub fn key(name: &str) -> Cow<'_, str> {
    if name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    let mut key = String::with_capacity(name.len() + 8);
    push_safe(name, &mut key);
    Cow::Owned(key)
}

/// The id of a reference.
pub fn reference(prefix: &str, id: &str) -> String {
    let mut fragment = with_capacity(prefix, "ref-", id);
    push_safe(id, &mut fragment);
    fragment
}

/// The id of the `count`th citation whose first reference is `id`, from 1.
pub fn citation(prefix: &str, id: &str, count: usize) -> String {
    counted(prefix, "cite-", id, count)
}

/// The id of a footnote.
pub fn note(prefix: &str, identifier: &str) -> String {
    let mut fragment = with_capacity(prefix, "fn-", identifier);
    push_safe(identifier, &mut fragment);
    fragment
}

/// The id of the `count`th mark of a footnote, from 1.
pub fn note_mark(prefix: &str, identifier: &str, count: usize) -> String {
    counted(prefix, "fnref-", identifier, count)
}

/// The id of the `count`th mention of a part, from 1.
pub fn cross_reference(prefix: &str, identifier: &str, count: usize) -> String {
    counted(prefix, "xref-", identifier, count)
}

/// The id of a part that has an identifier.
pub fn part(prefix: &str, identifier: &str) -> String {
    let mut fragment = with_capacity(prefix, "", identifier);
    push_safe(identifier, &mut fragment);
    fragment
}

/// The prefix of an element's ids: empty for the first article of a page, else the element's own
/// id or its place among the page's articles, from 1, and a full stop.
///
/// ```
/// use scholion::render::fragment::{prefix, reference};
/// assert_eq!(reference(&prefix(1, "main"), "11"), "ref-11");
/// assert_eq!(reference(&prefix(2, "vitamin-k"), "11"), "vitamin-k.ref-11");
/// assert_eq!(reference(&prefix(3, ""), "11"), "article-3.ref-11");
/// ```
pub fn prefix(place: usize, element_id: &str) -> String {
    match (place, element_id) {
        (0 | 1, _) => String::new(),
        (place, "") => format!("article-{place}."),
        (_, id) => {
            let mut prefix = String::new();
            push_safe(id, &mut prefix);
            prefix.push('.');
            prefix
        }
    }
}

fn counted(prefix: &str, kind: &str, id: &str, count: usize) -> String {
    let mut fragment = with_capacity(prefix, kind, id);
    push_safe(id, &mut fragment);
    fragment.push('-');
    fragment.push_str(&count.to_string());
    fragment
}

fn with_capacity(prefix: &str, kind: &str, id: &str) -> String {
    let mut fragment = String::with_capacity(prefix.len() + kind.len() + id.len() + 4);
    fragment.push_str(prefix);
    fragment.push_str(kind);
    fragment
}

fn is_plain(character: char) -> bool {
    character.is_ascii_alphanumeric()
        || character.is_alphanumeric()
        || matches!(character, '-' | '.' | ':' | '_')
}

fn push_safe(id: &str, fragment: &mut String) {
    for character in id.chars() {
        if is_plain(character) {
            fragment.push(character);
        } else {
            fragment.push('_');
            // Writing to a string cannot fail.
            let _ = write!(fragment, "{:x}", u32::from(character));
        }
    }
}
