//! Names of parts of an article: readable, unique, stable, and usable as fragments.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Serialize;

use crate::form::text;

/// The name of a section, box, figure, table or footnote, usable as a fragment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Identifier(String);

text!(Identifier);

impl Identifier {
    /// Takes a name as it is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Beginnings that belong to generated ids: `ref-11`, `cite-11-2`, `fn-3`, `fnref-3-1`,
/// `xref-table-2-1`.
const RESERVED: [&str; 5] = ["ref-", "cite-", "fn-", "fnref-", "xref-"];

/// Whole names of parts that every article may have.
const RESERVED_NAMES: [&str; 3] = ["references", "footnotes", "contents"];

/// How long a slug may become, in characters; published fragments are read and retyped.
const MAX_SLUG: usize = 64;

/// Hands out identifiers, each only once.
///
/// The rule is fixed, because published fragments cannot change: letters and digits of any
/// script in lower case, everything else one hyphen, apostrophes dropped; a name that would
/// look like a generated id begins with `section-`; the second of two equal names ends in `-2`.
///
/// ```
/// use scholion::model::Identifiers;
/// let mut identifiers = Identifiers::default();
/// assert_eq!(identifiers.slug("Vitamin K2’s heart").as_str(), "vitamin-k2s-heart");
/// assert_eq!(identifiers.slug("Vitamin K2's Heart!").as_str(), "vitamin-k2s-heart-2");
/// assert_eq!(identifiers.slug("Ref 11").as_str(), "section-ref-11");
/// ```
#[derive(Debug, Default)]
pub struct Identifiers {
    taken: HashSet<String>,
    /// For each name that has been asked for again, the last number behind it: a thousand equal
    /// names take a thousand steps.
    counts: HashMap<String, usize>,
}

impl Identifiers {
    /// The identifier that a source has for a part, if nothing else is called so; else a fresh
    /// one made of it. Links into the published article keep working where it can stay.
    ///
    /// ```
    /// use scholion::model::Identifiers;
    /// let mut identifiers = Identifiers::default();
    /// assert_eq!(identifiers.named("Sec1.2").as_str(), "Sec1.2");
    /// assert_eq!(identifiers.named("Sec1.2").as_str(), "sec1-2");
    /// assert_eq!(identifiers.named("ref-11").as_str(), "section-ref-11");
    /// ```
    pub fn named(&mut self, name: &str) -> Identifier {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | ':' | '_');
        let usable = !name.is_empty() && name.chars().all(plain) && !is_reserved(name);
        if usable && self.taken.insert(name.to_owned()) {
            return Identifier(name.to_owned());
        }
        self.slug(name)
    }

    /// A fresh identifier from a heading.
    pub fn slug(&mut self, heading: &str) -> Identifier {
        let mut base = slugify(heading);
        if base.is_empty() {
            base.push_str("section");
        }
        if is_reserved(&base) {
            base.insert_str(0, "section-");
        }
        if self.taken.insert(base.clone()) {
            return Identifier(base);
        }
        let count = self.counts.entry(base.clone()).or_insert(1);
        loop {
            *count += 1;
            let name = format!("{base}-{count}");
            if self.taken.insert(name.clone()) {
                return Identifier(name);
            }
        }
    }
}

fn is_reserved(name: &str) -> bool {
    RESERVED.iter().any(|reserved| name.starts_with(reserved)) || RESERVED_NAMES.contains(&name)
}

fn slugify(heading: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    let mut length = 0;
    for character in heading.chars() {
        if character.is_alphanumeric() {
            if gap && !slug.is_empty() {
                slug.push('-');
                length += 1;
            }
            gap = false;
            if length >= MAX_SLUG {
                break;
            }
            if character.is_ascii() {
                slug.push(character.to_ascii_lowercase());
            } else {
                slug.extend(character.to_lowercase());
            }
            length += 1;
        } else if !matches!(character, '\'' | '’' | '\u{AD}' | '\u{200B}' | '\u{FEFF}') {
            gap = true;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_every_script() {
        let mut identifiers = Identifiers::default();
        assert_eq!(
            identifiers.slug("Οστά και υγεία").as_str(),
            "οστά-και-υγεία"
        );
        assert_eq!(identifiers.slug("骨と健康").as_str(), "骨と健康");
        assert_eq!(identifiers.slug("***").as_str(), "section");
        assert_eq!(
            identifiers.slug("osteo\u{AD}porosis").as_str(),
            "osteoporosis"
        );
    }

    #[test]
    fn a_long_heading_gives_a_bounded_slug() {
        let slug = Identifiers::default().slug(&"bone ".repeat(100));
        assert!(slug.as_str().chars().count() <= MAX_SLUG + 1, "{slug}");
        assert!(!slug.as_str().ends_with('-'));
    }

    #[test]
    fn numbered_duplicates_never_collide_with_a_heading_of_that_name() {
        let mut identifiers = Identifiers::default();
        let names = ["Bone", "Bone 2", "Bone", "Bone"].map(|heading| identifiers.slug(heading));
        let distinct: HashSet<_> = names.iter().collect();
        assert_eq!(distinct.len(), 4, "{names:?}");
    }
}
