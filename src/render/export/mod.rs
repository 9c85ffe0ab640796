//! References on their way out: to reference managers, to LaTeX, to the clipboard.
//!
//! Each format has a file of its own. What becomes of each field is listed in
//! `docs/export.md`; the tests read every format back with the readers of its field.

mod bibtex;
mod csl_json;
mod ris;
mod text;

pub use text::{entry_text, write as reference_lines};

use super::messages::Messages;
use super::work;
use crate::model::{Article, Csl, CslType, Date, Name, Reference, ReferenceId, plain_text, prose};

/// A format in which references leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ExportFormat {
    /// BibTeX, with the fields of BibLaTeX that BibTeX has no name for.
    BibTeX,
    /// The tagged lines that reference managers exchange.
    Ris,
    /// An array of [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html).
    CslJson,
    /// The entries as printed, one on a line.
    Text,
}

impl ExportFormat {
    /// Every format, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::BibTeX, Self::Ris, Self::CslJson, Self::Text];

    /// The name on the command line and in attributes.
    pub fn name(self) -> &'static str {
        match self {
            Self::BibTeX => "bibtex",
            Self::Ris => "ris",
            Self::CslJson => "csl-json",
            Self::Text => "text",
        }
    }

    /// The format with this [name](Self::name); `None` for any other.
    ///
    /// ```
    /// use scholion::render::ExportFormat;
    /// for format in ExportFormat::ALL {
    ///     assert_eq!(ExportFormat::from_name(format.name()), Some(format));
    /// }
    /// assert_eq!(ExportFormat::from_name("endnote"), None);
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }

    /// The media type to serve or download it with: the one by which
    /// [DOI registries](https://www.crosscite.org/docs.html) answer.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::BibTeX => "application/x-bibtex",
            Self::Ris => "application/x-research-info-systems",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
            Self::Text => "text/plain",
        }
    }

    /// How the name of a file of this format ends, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::BibTeX => "bib",
            Self::Ris => "ris",
            Self::CslJson => "json",
            Self::Text => "txt",
        }
    }
}

/// Writes references in a format, in the order given. The outcome is a whole file: it ends in
/// a line end, and no references give an empty one (in CSL-JSON an empty array).
///
/// A reference of which nothing could be read in structured fields leaves as what was printed:
/// a note in BibTeX, the title of an untyped work in RIS and CSL-JSON. Whatever the values
/// hold, each stays inside its own entry. `messages` has the words of the style in which text is
/// written; the formats for programs have none.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. On bones. Bone. 2020;1:2-3.\n").article;
/// let messages = render::messages::Messages::default();
/// let bibtex = render::export(&article.references, render::ExportFormat::BibTeX, messages);
/// assert!(bibtex.starts_with("@article{doe2020bones,\n  author = {Doe, J},\n"));
/// let text = render::export(&article.references, render::ExportFormat::Text, messages);
/// assert_eq!(text, "Doe J. On bones. Bone. 2020;1:2-3.\n");
/// ```
pub fn export<'a>(
    references: impl IntoIterator<Item = &'a Reference>,
    format: ExportFormat,
    messages: Messages<'_>,
) -> String {
    let references: Vec<&Reference> = references.into_iter().collect();
    match format {
        ExportFormat::BibTeX => bibtex::write(&references),
        ExportFormat::Ris => ris::write(&references),
        ExportFormat::CslJson => csl_json::write(&references),
        ExportFormat::Text => text::write(&references, messages),
    }
}

/// The article itself as a reference, for "cite this article": its title, authors, journal,
/// date of publication and DOI, and where and when the caller found it. `None` where the
/// article has no title.
///
/// It is an article of a journal where it names one, else a page of the web where there is a
/// `url`. Titles and degrees (`Dr.`, `MD`) are no part of a name in a bibliography and are left
/// out; a suffix such as `Jr` stays. `accessed` says nothing without a `url` and is left out
/// then.
///
/// ```
/// use scholion::{model::Date, parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n").article;
/// let today = Date::new(2024, Some(3), Some(9));
/// let own = render::article_reference(&article, Some("https://example.org/bones"), Some(today)).unwrap();
/// assert_eq!(
///     render::entry_text(&own, render::messages::Messages::default()),
///     "On Bones. Available at: https://example.org/bones. Accessed March 9, 2024."
/// );
/// ```
pub fn article_reference(
    article: &Article,
    url: Option<&str>,
    accessed: Option<Date>,
) -> Option<Reference> {
    let title = one_line(&prose(&article.title));
    if title.is_empty() {
        return None;
    }
    let kind = match (&article.container_title, url) {
        (Some(_), _) => CslType::ArticleJournal,
        (None, Some(_)) => CslType::Webpage,
        (None, None) => CslType::Document,
    };
    let mut csl = Csl::new(kind);
    csl.title = Some(title);
    csl.author = article.author.iter().map(name_without_titles).collect();
    csl.container_title.clone_from(&article.container_title);
    csl.issued.clone_from(&article.issued);
    csl.doi.clone_from(&article.doi);
    csl.url = url.map(str::to_owned);
    csl.accessed = accessed.filter(|_| url.is_some());
    Some(Reference {
        id: ReferenceId::new("article"),
        label: None,
        children: Vec::new(),
        csl: Some(csl),
        position: None,
    })
}

/// What stands behind a name by birth, and not by an office or a degree.
const GENERATIONS: [&str; 9] = ["jr", "sr", "ii", "iii", "iv", "v", "2nd", "3rd", "4th"];

pub(super) fn name_without_titles(name: &Name) -> Name {
    let generation = |suffix: &String| {
        let word = suffix.trim_end_matches('.').to_lowercase();
        GENERATIONS.contains(&word.as_str())
    };
    Name {
        prefix: None,
        suffix: name.suffix.clone().filter(generation),
        ..name.clone()
    }
}

/// The fields of a reference, if there is enough in them to find the work by; else the printed
/// entry has to speak.
pub(super) fn fields(reference: &Reference) -> Option<&Csl> {
    reference.csl.as_ref().filter(|csl| {
        !csl.author.is_empty()
            || !csl.editor.is_empty()
            || [
                &csl.title,
                &csl.container_title,
                &csl.doi,
                &csl.pmid,
                &csl.pmcid,
                &csl.url,
            ]
            .into_iter()
            .any(|field| value(field.as_deref()).is_some())
    })
}

/// The entry as printed, on one line; empty where nothing was.
pub(super) fn printed(reference: &Reference) -> String {
    one_line(&plain_text(&reference.children))
}

/// A field on one line and without mark-up, if there is anything in it.
pub(super) fn value(field: Option<&str>) -> Option<String> {
    let value = one_line(&work::plain(field?));
    (!value.is_empty()).then_some(value)
}

/// Text on one line: every run of white space and line ends is one space, and control
/// characters are gone.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !character.is_control() {
            line.push(character);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

const DASHES: [char; 3] = ['-', '–', '—'];

/// First and last page of pages that are one range and cannot be anything else: `515-21`,
/// `R131-51`, `e10-e15`, `xi-xiv`. Page numbers that hold a hyphen themselves (`12-1-12-9`) and
/// lists of pages are none.
pub(super) fn page_range(page: &str) -> Option<(&str, &str)> {
    let (first, last) = page.split_once(DASHES)?;
    let (first, last) = (first.trim(), last.trim());
    let roman = |page: &str| !page.is_empty() && page.chars().all(|c| "ivxlcdm".contains(c));
    if roman(first) && roman(last) {
        return Some((first, last));
    }
    let (letters, last_letters) = (number_letters(first)?, number_letters(last)?);
    (last_letters.is_empty() || last_letters == letters).then_some((first, last))
}

/// The letters before a page's number: `R` of `R131`, nothing of `515`. A letter behind it
/// (`57S`) is allowed.
fn number_letters(page: &str) -> Option<&str> {
    let number = page.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let after = number.trim_start_matches(|c: char| c.is_ascii_digit());
    let tail = after.chars().all(|c| c.is_ascii_alphabetic()) && after.len() <= 1;
    (tail && after.len() < number.len())
        .then(|| page.strip_suffix(number))
        .flatten()
}

/// A date's first and second point in time, each with what is known of year, month and day.
pub(super) fn points(date: &Date) -> impl Iterator<Item = &[i32]> {
    date.date_parts
        .iter()
        .take(2)
        .map(|parts| parts.get(..3).unwrap_or(parts))
        .filter(|parts| !parts.is_empty())
}

/// `2000-03-15`, with what is known, and any other joint.
pub(super) fn joined(parts: &[i32], joint: &str) -> String {
    parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            if index == 0 {
                format!("{part:04}")
            } else {
                format!("{part:02}")
            }
        })
        .collect::<Vec<_>>()
        .join(joint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Inline;

    #[test]
    fn values_stay_on_their_line() {
        assert_eq!(
            one_line("  a\r\nb\u{2028}\u{0}c\u{1b}[0m\t d\u{A0}"),
            "a b c[0m d"
        );
        assert_eq!(one_line("\u{0}\n"), "");
        assert_eq!(value(Some(" \n")), None);
    }

    #[test]
    fn a_range_is_a_range_only_where_nothing_else_is_possible() {
        for (page, first, last) in [
            ("515-21", "515", "21"),
            ("R131–51", "R131", "51"),
            ("e10-e15", "e10", "e15"),
            ("57S-64S", "57S", "64S"),
            ("xi-xiv", "xi", "xiv"),
        ] {
            assert_eq!(page_range(page), Some((first, last)), "{page}");
        }
        for page in [
            "4629383",
            "12-1-12-9",
            "1-2, 5-6",
            "A-12",
            "S1-T5",
            "-5",
            "5-",
            "",
        ] {
            assert_eq!(page_range(page), None, "{page}");
        }
    }

    #[test]
    fn the_article_cites_itself() {
        let mut article = Article {
            title: vec![Inline::text("On\nBones")],
            ..Article::default()
        };
        article.author = vec![Name {
            prefix: Some("Dr.".into()),
            given: Some("Jane".into()),
            family: Some("Doe".into()),
            suffix: Some("MD".into()),
            ..Name::default()
        }];
        let accessed = Date::new(2024, Some(3), Some(9));
        let own = article_reference(&article, None, Some(accessed.clone())).unwrap();
        let csl = own.csl.as_ref().unwrap();
        assert_eq!((csl.kind, &csl.accessed), (CslType::Document, &None));
        assert_eq!(entry_text(&own, Messages::default()), "Doe J. On Bones.");
        article.container_title = Some("Bone".into());
        article.issued = Some(Date::new(2022, Some(5), None));
        article.doi = Some("10.1000/182".into());
        let own = article_reference(&article, Some("https://example.org/"), Some(accessed));
        assert_eq!(
            entry_text(&own.unwrap(), Messages::default()),
            "Doe J. On Bones. Bone. 2022 May. doi:10.1000/182. Available at: https://example.org/. Accessed March 9, 2024."
        );
        assert_eq!(article_reference(&Article::default(), None, None), None);
    }

    #[test]
    fn nothing_gives_an_empty_file() {
        for format in ExportFormat::ALL {
            let empty = if format == ExportFormat::CslJson {
                "[]\n"
            } else {
                ""
            };
            assert_eq!(export([], format, Messages::default()), empty);
        }
    }
}
