//! Bibliographies in, [`Bibliography`] out: BibTeX and BibLaTeX, CSL-JSON, RIS.
//!
//! An entry that cannot be read costs itself alone, and what was doubted is reported with its
//! place. Keys are unique in what comes out.

mod bibtex;
mod csl_json;
mod date;
mod encoding;
mod ris;
mod supply;

use std::collections::{HashMap, HashSet};
use std::ops::Range;

pub use encoding::decode_bibliography;
pub use supply::supply;

use super::format::Names;
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::model::{Reference, ReferenceId};

/// What reading a bibliography gives.
#[derive(Debug, Clone, Default)]
pub struct Bibliography {
    /// The entries in their order. The `id` is the key of the entry, the fields are in `csl`,
    /// and `children` are empty: such an entry is shown by its fields.
    pub references: Vec<Reference>,
    /// What was noticed on the way, in source order.
    pub diagnostics: Vec<Diagnostic>,
}

/// A format that bibliographies come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BibliographyFormat {
    /// BibTeX and BibLaTeX.
    BibTeX,
    /// [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html): a list of
    /// items, one item, or an object whose `items` are one.
    CslJson,
    /// The tagged lines that reference managers exchange.
    Ris,
}

impl BibliographyFormat {
    /// The format of a file name's or an address's ending, or of a plain format name; `None` for
    /// any other. The ending `json` says nothing of its own: articles have it too.
    ///
    /// ```
    /// use scholion::parse::BibliographyFormat;
    /// assert_eq!(BibliographyFormat::from_name("refs.bib?v=2"), Some(BibliographyFormat::BibTeX));
    /// assert_eq!(BibliographyFormat::from_name("article.txt"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        let path = name.split(['?', '#']).next().unwrap_or_default();
        let ending = path
            .rsplit(['.', '/'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        match ending.as_str() {
            "bib" | "bibtex" | "biblatex" => Some(Self::BibTeX),
            "csljson" | "csl-json" | "csl" => Some(Self::CslJson),
            "ris" => Some(Self::Ris),
            _ => None,
        }
    }

    /// The format that a text looks like.
    ///
    /// ```
    /// use scholion::parse::BibliographyFormat;
    /// assert_eq!(BibliographyFormat::from_content("[{}]"), BibliographyFormat::CslJson);
    /// assert_eq!(BibliographyFormat::from_content("\nTY  - JOUR\n"), BibliographyFormat::Ris);
    /// assert_eq!(BibliographyFormat::from_content("% mine\n@book{a}"), BibliographyFormat::BibTeX);
    /// ```
    pub fn from_content(content: &str) -> Self {
        let start = content.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        if start.starts_with(['[', '{']) {
            return Self::CslJson;
        }
        let mut lines = start.lines().take(64);
        if lines.any(|line| line.trim_end().starts_with("TY  -") || line.starts_with("TY -")) {
            return Self::Ris;
        }
        Self::BibTeX
    }

    /// The format of a media type that is that of bibliographies alone.
    ///
    /// ```
    /// use scholion::parse::BibliographyFormat;
    /// let found = BibliographyFormat::from_media_type("text/x-bibtex; charset=utf-8");
    /// assert_eq!(found, Some(BibliographyFormat::BibTeX));
    /// ```
    pub fn from_media_type(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "application/x-bibtex" | "text/x-bibtex" => Some(Self::BibTeX),
            "application/vnd.citationstyles.csl+json" => Some(Self::CslJson),
            "application/x-research-info-systems" => Some(Self::Ris),
            _ => None,
        }
    }

    /// What the format is called.
    pub(super) fn names(self) -> Names {
        match self {
            Self::BibTeX => Names {
                title: "BibTeX",
                ending: ".bib",
                media_type: "application/x-bibtex",
                option: "bibtex",
            },
            Self::CslJson => Names {
                title: "CSL-JSON",
                ending: ".csl.json",
                media_type: "application/vnd.citationstyles.csl+json",
                option: "csl-json",
            },
            Self::Ris => Names {
                title: "RIS",
                ending: ".ris",
                media_type: "application/x-research-info-systems",
                option: "ris",
            },
        }
    }
}

/// Reads a bibliography. `name` is the file's name or address, or the name of a format; where it
/// does not tell the format, the content does.
///
/// ```
/// use scholion::parse;
/// let read = parse::bibliography("@book{doe, title = {On Bones}, year = 2020}", "refs.bib");
/// assert_eq!(read.references[0].id.as_str(), "doe");
/// assert_eq!(read.references[0].csl.as_ref().unwrap().title.as_deref(), Some("On Bones"));
/// ```
pub fn bibliography(text: &str, name: &str) -> Bibliography {
    let format = BibliographyFormat::from_name(name)
        .unwrap_or_else(|| BibliographyFormat::from_content(text));
    bibliography_in(text, format)
}

/// Reads a bibliography in a known format.
pub fn bibliography_in(text: &str, format: BibliographyFormat) -> Bibliography {
    let mut read = match format {
        BibliographyFormat::BibTeX => bibtex::read(text),
        BibliographyFormat::CslJson => csl_json::read(text),
        BibliographyFormat::Ris => ris::read(text),
    };
    if text.trim().is_empty() {
        read.diagnostics.push(Diagnostic::new(
            Code::EmptySource,
            None,
            "the bibliography has no text",
        ));
    }
    unique(text, &mut read, format);
    read.diagnostics
        .sort_by_key(|found| found.span.map_or(0, |span| span.start));
    read
}

/// Makes keys unique. An author's keys are meant: of two entries with one key the first counts.
/// Programs number their records as they like, so of those none is dropped.
fn unique(text: &str, read: &mut Bibliography, format: BibliographyFormat) {
    let mut seen: HashSet<ReferenceId> = HashSet::new();
    let mut counters = HashMap::new();
    let mut kept = Vec::with_capacity(read.references.len());
    for mut reference in std::mem::take(&mut read.references) {
        if reference.id.as_str().is_empty() {
            reference.id = free(&seen, &mut counters, "entry", 1);
        } else if seen.contains(&reference.id) {
            let key = reference.id.as_str().to_owned();
            let dropped = format != BibliographyFormat::Ris;
            let outcome = if dropped {
                "the first one counts".to_owned()
            } else {
                reference.id = free(&seen, &mut counters, &key, 2);
                format!("the second is `{}` here", reference.id)
            };
            let span = reference.position.map(|span| head(text, span));
            read.diagnostics.push(
                Diagnostic::new(
                    Code::DuplicateReference,
                    span,
                    format!("the key `{key}` is used twice; {outcome}"),
                )
                .with_hint("give each entry a key of its own"),
            );
            if dropped {
                continue;
            }
        }
        seen.insert(reference.id.clone());
        kept.push(reference);
    }
    read.references = kept;
}

/// The first name of this form that nobody has, counted from where the last search for this name
/// has ended.
fn free(
    seen: &HashSet<ReferenceId>,
    counters: &mut HashMap<String, usize>,
    name: &str,
    from: usize,
) -> ReferenceId {
    let number = counters.entry(name.to_owned()).or_insert(from);
    loop {
        let id = ReferenceId::new(format!("{name}-{number}"));
        *number += 1;
        if !seen.contains(&id) {
            return id;
        }
    }
}

/// How much of an entry is its beginning, in bytes.
const HEAD: usize = 40;

/// The beginning of an entry of a text: its whole text says less.
fn head(text: &str, span: Span) -> Span {
    let range = span.range();
    place(text, range.start..range.end.min(range.start + HEAD))
}

/// A place in a text, widened to whole characters: readers count in bytes.
fn place(text: &str, range: Range<usize>) -> Span {
    Span::new(
        text.floor_char_boundary(range.start),
        text.ceil_char_boundary(range.end),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_entries_with_one_key_the_first_counts() {
        let read = bibliography(
            "@misc{a, title={One}}\n@misc{a, title={Two}}\n@misc{title={Three}}",
            "x.bib",
        );
        let ids: Vec<&str> = read
            .references
            .iter()
            .map(|entry| entry.id.as_str())
            .collect();
        assert_eq!(ids, ["a", "entry-1"]);
        let codes: Vec<Code> = read.diagnostics.iter().map(|found| found.code).collect();
        assert_eq!(codes, [Code::DuplicateReference, Code::UnreadableEntry]);
    }

    #[test]
    fn records_of_programs_are_all_kept() {
        let read = bibliography(
            "TY  - BOOK\nID  - 1\nER  - \nTY  - BOOK\nID  - 1\nER  - \n",
            "x.ris",
        );
        let ids: Vec<&str> = read
            .references
            .iter()
            .map(|entry| entry.id.as_str())
            .collect();
        assert_eq!(ids, ["1", "1-2"]);
    }
}
