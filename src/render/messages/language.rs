//! Which language, and which way it runs.

use super::plural::is_within;
use super::{ENGLISH, TRANSLATIONS, Table};
use crate::model::Direction;

/// The words that have been chosen, and those that would have been.
#[derive(Debug, Clone, Copy)]
pub struct Chosen<'a> {
    /// The words.
    pub table: &'a Table,
    /// The language that comes before that of these words in what is wanted, and in which there are
    /// words, if not here.
    pub missing: Option<&'static str>,
}

/// Chooses among tables the words of the first wanted language that there is: the language itself,
/// or one that it is a kind of. English where there is none.
///
/// ```
/// use scholion::render::messages::{ENGLISH, choose};
/// let chosen = choose(["cs", "de-AT", "en"], &[&ENGLISH]);
/// assert_eq!((chosen.table.messages().close(), chosen.missing), ("Close", Some("de")));
/// assert_eq!(choose(["en-GB", "de"], &[&ENGLISH]).missing, None);
/// ```
pub fn choose<'a, 't>(
    wanted: impl IntoIterator<Item = &'t str>,
    tables: &[&'a Table],
) -> Chosen<'a> {
    let mut missing = None;
    for tag in wanted {
        let here = tables.iter().find(|table| is_within(tag, table.language()));
        if let Some(table) = here {
            return Chosen { table, missing };
        }
        let known = TRANSLATIONS.iter().find(|known| is_within(tag, known));
        missing = missing.or(known.copied());
    }
    Chosen {
        table: &ENGLISH,
        missing,
    }
}

/// Whether two tags stand for one language as far as speech and hyphenation go: they are the same,
/// or one is a kind of the other.
///
/// ```
/// use scholion::render::messages::same_language;
/// assert!(same_language("de-AT", "de"));
/// assert!(!same_language("zh-Hant", "zh-Hans"));
/// ```
pub fn same_language(one: &str, other: &str) -> bool {
    is_within(one, other) || is_within(other, one)
}

/// The direction in which a language is written: by its script where the tag says it, else by the
/// script that the language mostly has.
///
/// ```
/// use scholion::{model::Direction, render::messages::direction};
/// assert_eq!(direction("fa-AF"), Direction::Rtl);
/// assert_eq!(direction("az"), Direction::Ltr);
/// assert_eq!(direction("az-Arab"), Direction::Rtl);
/// ```
pub fn direction(tag: &str) -> Direction {
    /// Scripts that run from right to left ([ISO 15924](https://www.unicode.org/iso15924/)).
    const SCRIPTS: [&str; 10] = [
        "adlm", "arab", "aran", "hebr", "mand", "nkoo", "rohg", "samr", "syrc", "thaa",
    ];
    /// Languages that are mostly written in them (CLDR, likely subtags).
    const LANGUAGES: [&str; 18] = [
        "ar", "arc", "ars", "arz", "ckb", "dv", "fa", "he", "ks", "mzn", "nqo", "pnb", "ps", "sd",
        "syr", "ug", "ur", "yi",
    ];
    let lower = tag.to_ascii_lowercase();
    let mut parts = lower.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let rtl =
        match parts.find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic())) {
            Some(script) => SCRIPTS.contains(&script),
            None => LANGUAGES.contains(&language),
        };
    if rtl { Direction::Rtl } else { Direction::Ltr }
}
