//! A bibliographic entry: as it was printed, and in the fields of
//! [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Inline;
use crate::diagnostic::Span;

/// The name by which citations know a reference: `11` in a numbered list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ReferenceId(String);

impl ReferenceId {
    /// Takes an id as it is.
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id as a number of a numbered list.
    pub fn number(&self) -> Option<u32> {
        self.0.parse().ok()
    }
}

impl From<u32> for ReferenceId {
    fn from(number: u32) -> Self {
        Self(number.to_string())
    }
}

impl fmt::Display for ReferenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An entry of the reference list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// The name by which citations know it.
    pub id: ReferenceId,
    /// The number or key as printed, without its punctuation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// The entry as printed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Inline>,
    /// What could be read of it, in structured fields. Nothing in here is guessed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub csl: Option<Csl>,
    /// Where it stands in the source.
    #[serde(skip)]
    pub position: Option<Span>,
}

/// The kind of a cited work, in CSL's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CslType {
    /// An article of a journal.
    ArticleJournal,
    /// A book.
    Book,
    /// A chapter of a book.
    Chapter,
    /// A page of the web.
    Webpage,
    /// Anything else that was published.
    #[serde(other)]
    Document,
}

/// Bibliographic fields. The names and their meaning are CSL-JSON's.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Csl {
    /// The kind of work.
    #[serde(rename = "type")]
    pub kind: CslType,
    /// Who wrote it, as far as the entry names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// Who edited the book that holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editor: Vec<Name>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The journal, or the book that holds the chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// The edition of a book.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<String>,
    /// The publisher.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<String>,
    /// Where the publisher is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher_place: Option<String>,
    /// When it was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued: Option<Date>,
    /// The volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The issue, a supplement included: `2 Suppl 1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// The pages or the number of the article, as printed: `515-21`, `R131-51`, `4629383`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// The digital object identifier, without a resolver: `10.1000/182`.
    #[serde(default, rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// The number in PubMed.
    #[serde(default, rename = "PMID", skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// The number in PubMed Central, with its letters: `PMC1234567`.
    #[serde(default, rename = "PMCID", skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<String>,
    /// The address.
    #[serde(default, rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the address was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Date>,
    /// What CSL has no field for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<Custom>,
}

impl Csl {
    /// An entry of a kind with no field filled.
    pub fn new(kind: CslType) -> Self {
        Self {
            kind,
            author: Vec::new(),
            editor: Vec::new(),
            title: None,
            container_title: None,
            edition: None,
            publisher: None,
            publisher_place: None,
            issued: None,
            volume: None,
            issue: None,
            page: None,
            doi: None,
            pmid: None,
            pmcid: None,
            url: None,
            accessed: None,
            custom: None,
        }
    }

    /// Whether the list of authors ends in "et al".
    pub fn et_al(&self) -> bool {
        self.custom.as_ref().is_some_and(|custom| custom.et_al)
    }
}

/// What CSL has no field for, in the object that its schema sets aside for that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Custom {
    /// The printed list of authors ends in "et al": there are more than `author` names.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub et_al: bool,
    /// What has been published about the work since: retractions, corrections. Supplied with the
    /// article, and never inferred.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updated_by: Vec<Update>,
}

/// A notice about a work, in the terms of
/// [Crossref's `updated-by`](https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Update {
    /// What the notice does.
    #[serde(rename = "type")]
    pub kind: UpdateType,
    /// When the notice was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updated: Option<Date>,
    /// The notice's own DOI, without a resolver.
    #[serde(default, rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// The notice's address, where it has no DOI.
    #[serde(default, rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl UpdateType {
    /// Whether a reader should not rely on the work any more.
    pub fn is_grave(self) -> bool {
        matches!(
            self,
            Self::Retraction | Self::Withdrawal | Self::ExpressionOfConcern
        )
    }
}

/// What a notice does to the work that it is about, in Crossref's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UpdateType {
    /// The work is withdrawn from the record.
    #[serde(alias = "partial_retraction")]
    Retraction,
    /// The authors or the publisher have taken the work back.
    #[serde(alias = "removal")]
    Withdrawal,
    /// The editors doubt the work.
    ExpressionOfConcern,
    /// The work is corrected.
    #[serde(alias = "erratum", alias = "corrigendum", alias = "addendum")]
    Correction,
    /// Anything else: a new version, a clarification.
    #[serde(other)]
    Update,
}

/// The name of a person or a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Name {
    /// What stands before the name: `Dr.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Given names or initials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// A particle that belongs to the family name: `van den`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub non_dropping_particle: Option<String>,
    /// The family name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub family: Option<String>,
    /// What stands after the name: `MD`, `Jr`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// The name of a group, or of a person whose name has one part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
    /// Where the person works.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affiliation: Vec<String>,
    /// The person's ORCID iD.
    #[serde(default, rename = "ORCID", skip_serializing_if = "Option::is_none")]
    pub orcid: Option<String>,
}

impl Name {
    /// A name that is not divided into parts.
    pub fn literal(name: impl Into<String>) -> Self {
        Self {
            literal: Some(name.into()),
            ..Self::default()
        }
    }
}

/// A date in CSL's form: one `[year, month, day]`, or two for a span of time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Date {
    /// Year, month from 1, day from 1; what is not known is left out.
    pub date_parts: Vec<Vec<i32>>,
}

impl Date {
    /// A date of a year, and a month and a day where they are known.
    ///
    /// ```
    /// use scholion::model::Date;
    /// assert_eq!(Date::new(2022, Some(5), None).date_parts, [[2022, 5]]);
    /// ```
    pub fn new(year: i32, month: Option<u8>, day: Option<u8>) -> Self {
        let mut parts = vec![year];
        if let Some(month) = month {
            parts.push(i32::from(month));
            parts.extend(day.map(i32::from));
        }
        Self {
            date_parts: vec![parts],
        }
    }

    /// The first year.
    pub fn year(&self) -> Option<i32> {
        self.date_parts.first()?.first().copied()
    }
}
