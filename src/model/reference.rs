//! A bibliographic entry: as it was printed, and in the fields of
//! [CSL-JSON](https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables).

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Inline;
use crate::diagnostic::Span;
use crate::form::{object, text, word};

/// The name by which citations know a reference: `11` in a numbered list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct ReferenceId(String);

text!(ReferenceId);

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
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

object!(Reference {
    id: required "id",
    label: optional "label",
    children: optional "children",
    csl: optional "csl",
    position: unsaid,
});

/// The kind of a cited work, in
/// [CSL's words](https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CslType {
    /// A preprint, or another article that no journal has published.
    Article,
    /// An article of a journal.
    ArticleJournal,
    /// An article of a magazine.
    ArticleMagazine,
    /// An article of a newspaper.
    ArticleNewspaper,
    /// A draft of a law.
    Bill,
    /// A book.
    Book,
    /// A broadcast.
    Broadcast,
    /// A chapter of a book.
    Chapter,
    /// A work of antiquity, or another one known by its parts.
    Classic,
    /// A collection of an archive.
    Collection,
    /// Data.
    Dataset,
    /// An entry of a database or a catalogue.
    Entry,
    /// An entry of a dictionary.
    EntryDictionary,
    /// An entry of an encyclopedia.
    EntryEncyclopedia,
    /// An event.
    Event,
    /// A figure of an article.
    Figure,
    /// A picture.
    Graphic,
    /// A hearing.
    Hearing,
    /// An interview.
    Interview,
    /// A case at law.
    #[serde(rename = "legal_case")]
    LegalCase,
    /// A law.
    Legislation,
    /// A manuscript.
    Manuscript,
    /// A map.
    Map,
    /// A film.
    #[serde(rename = "motion_picture")]
    MotionPicture,
    /// A score.
    #[serde(rename = "musical_score")]
    MusicalScore,
    /// A pamphlet.
    Pamphlet,
    /// A paper of a conference's proceedings.
    PaperConference,
    /// A patent.
    Patent,
    /// A performance.
    Performance,
    /// A whole journal or magazine.
    Periodical,
    /// A letter or a conversation.
    #[serde(rename = "personal_communication")]
    PersonalCommunication,
    /// A contribution to a forum or a social network.
    Post,
    /// A contribution to a weblog.
    PostWeblog,
    /// A rule of an authority.
    Regulation,
    /// A report.
    Report,
    /// A review.
    Review,
    /// A review of a book.
    ReviewBook,
    /// Software.
    Software,
    /// A recording.
    Song,
    /// A talk.
    Speech,
    /// A standard.
    Standard,
    /// A thesis.
    Thesis,
    /// A treaty.
    Treaty,
    /// A page of the web.
    Webpage,
    /// Anything else that was published.
    #[default]
    #[serde(other)]
    Document,
}

word!(CslType);

/// How a work was published: what decides which of its fields stand where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Published {
    /// In an issue of a journal, magazine or newspaper.
    InPeriodical,
    /// As a part of a book: a chapter, an entry, a paper of proceedings.
    InBook,
    /// By itself: a book, a thesis, a report.
    Alone,
    /// On the web.
    OnWeb,
    /// Some other way, or nobody knows.
    Otherwise,
}

impl CslType {
    /// How works of this kind are published.
    pub fn published(self) -> Published {
        match self {
            Self::ArticleJournal
            | Self::ArticleMagazine
            | Self::ArticleNewspaper
            | Self::Review
            | Self::ReviewBook => Published::InPeriodical,
            Self::Chapter
            | Self::PaperConference
            | Self::Entry
            | Self::EntryDictionary
            | Self::EntryEncyclopedia => Published::InBook,
            Self::Book | Self::Thesis | Self::Report | Self::Pamphlet | Self::Standard => {
                Published::Alone
            }
            Self::Webpage | Self::Post | Self::PostWeblog => Published::OnWeb,
            _ => Published::Otherwise,
        }
    }
}

/// Bibliographic fields. The names and their meaning are CSL-JSON's.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Csl {
    /// The kind of work.
    #[serde(default, rename = "type")]
    pub kind: CslType,
    /// Who wrote it, as far as the entry names them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Name>,
    /// Who edited the book that holds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub editor: Vec<Name>,
    /// Who edited the series.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub collection_editor: Vec<Name>,
    /// Who translated it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub translator: Vec<Name>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// A short form of the title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title_short: Option<String>,
    /// The journal, or the book that holds the chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title: Option<String>,
    /// The journal's name as journals abbreviate it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub container_title_short: Option<String>,
    /// The series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection_title: Option<String>,
    /// The number in the series.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection_number: Option<String>,
    /// The conference.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_title: Option<String>,
    /// Where the conference was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_place: Option<String>,
    /// What exactly it is: `PhD thesis`, `Technical report`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<String>,
    /// What it is recorded on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<String>,
    /// The number of a report, a patent, a standard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chapter_number: Option<String>,
    /// The version of software or data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
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
    /// When it was published first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_date: Option<Date>,
    /// The volume.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub volume: Option<String>,
    /// The issue, a supplement included: `2 Suppl 1`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issue: Option<String>,
    /// The pages or the number of the article, as printed: `515-21`, `R131-51`, `4629383`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// How many pages it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_of_pages: Option<String>,
    /// How many volumes it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number_of_volumes: Option<String>,
    /// The digital object identifier, without a resolver: `10.1000/182`.
    #[serde(default, rename = "DOI", skip_serializing_if = "Option::is_none")]
    pub doi: Option<String>,
    /// The number in PubMed.
    #[serde(default, rename = "PMID", skip_serializing_if = "Option::is_none")]
    pub pmid: Option<String>,
    /// The number in PubMed Central, with its letters: `PMC1234567`.
    #[serde(default, rename = "PMCID", skip_serializing_if = "Option::is_none")]
    pub pmcid: Option<String>,
    /// The number of the book.
    #[serde(default, rename = "ISBN", skip_serializing_if = "Option::is_none")]
    pub isbn: Option<String>,
    /// The number of the journal or series.
    #[serde(default, rename = "ISSN", skip_serializing_if = "Option::is_none")]
    pub issn: Option<String>,
    /// Where it is kept: an archive, a repository (`arXiv`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub archive: Option<String>,
    /// Its place there: a shelf mark, a number. The schema spells it with a low line.
    #[serde(
        default,
        rename = "archive_location",
        alias = "archive-location",
        skip_serializing_if = "Option::is_none"
    )]
    pub archive_location: Option<String>,
    /// `in press`, `submitted`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// A BCP 47 tag of its language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The abstract.
    #[serde(default, rename = "abstract", skip_serializing_if = "Option::is_none")]
    pub r#abstract: Option<String>,
    /// Keywords.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keyword: Option<String>,
    /// What else is to be said of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The address.
    #[serde(default, rename = "URL", skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// When the address was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accessed: Option<Date>,
    /// What CSL has no field for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub custom: Option<Custom>,
    /// Fields that are known to others: they are kept as they came.
    #[serde(flatten)]
    pub other: BTreeMap<String, Value>,
}

object!(Csl {
    kind: optional "type",
    author: optional "author",
    editor: optional "editor",
    collection_editor: optional "collection-editor",
    translator: optional "translator",
    title: optional "title",
    title_short: optional "title-short",
    container_title: optional "container-title",
    container_title_short: optional "container-title-short",
    collection_title: optional "collection-title",
    collection_number: optional "collection-number",
    event_title: optional "event-title",
    event_place: optional "event-place",
    genre: optional "genre",
    medium: optional "medium",
    number: optional "number",
    chapter_number: optional "chapter-number",
    version: optional "version",
    edition: optional "edition",
    publisher: optional "publisher",
    publisher_place: optional "publisher-place",
    issued: optional "issued",
    original_date: optional "original-date",
    volume: optional "volume",
    issue: optional "issue",
    page: optional "page",
    number_of_pages: optional "number-of-pages",
    number_of_volumes: optional "number-of-volumes",
    doi: optional "DOI",
    pmid: optional "PMID",
    pmcid: optional "PMCID",
    isbn: optional "ISBN",
    issn: optional "ISSN",
    archive: optional "archive",
    archive_location: optional "archive_location" | "archive-location",
    status: optional "status",
    language: optional "language",
    r#abstract: optional "abstract",
    keyword: optional "keyword",
    note: optional "note",
    url: optional "URL",
    accessed: optional "accessed",
    custom: optional "custom",
    other: rest,
});

impl Csl {
    /// An entry of a kind with no field filled.
    pub fn new(kind: CslType) -> Self {
        Self {
            kind,
            ..Self::default()
        }
    }

    /// Whether the list of authors ends in "et al".
    pub fn et_al(&self) -> bool {
        self.custom.as_ref().is_some_and(|custom| custom.et_al)
    }
}

/// What CSL has no field for, in the object that its schema sets aside for that.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

object!(Custom {
    et_al: optional "et-al",
    updated_by: optional "updated-by",
});

/// A notice about a work, in the terms of
/// [Crossref's `updated-by`](https://www.crossref.org/documentation/crossmark/version-control-corrections-and-retractions/).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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

object!(Update {
    kind: required "type",
    updated: optional "updated",
    doi: optional "DOI",
    url: optional "URL",
});

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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
    #[default]
    #[serde(other)]
    Update,
}

word!(UpdateType);

/// The name of a person or a group.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Name {
    /// What stands before the name: `Dr.`
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// Given names or initials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub given: Option<String>,
    /// A particle that is left out where the family name stands alone: `de` of La Fontaine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dropping_particle: Option<String>,
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

object!(Name {
    prefix: optional "prefix",
    given: optional "given",
    dropping_particle: optional "dropping-particle",
    non_dropping_particle: optional "non-dropping-particle",
    family: optional "family",
    suffix: optional "suffix",
    literal: optional "literal",
    affiliation: optional "affiliation",
    orcid: optional "ORCID",
});

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
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub struct Date {
    /// Year, month from 1, day from 1; what is not known is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub date_parts: Vec<Vec<i32>>,
    /// The season where no month is known, from 1 for spring to 4 for winter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<u8>,
    /// Whether the date is an estimate.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub circa: bool,
    /// The date in words, where it is none that numbers could say: `in press`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub literal: Option<String>,
}

object!(Date {
    date_parts: optional "date-parts",
    season: optional "season",
    circa: optional "circa",
    literal: optional "literal",
});

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
            ..Self::default()
        }
    }

    /// A date that words alone say.
    pub fn literal(words: impl Into<String>) -> Self {
        Self {
            literal: Some(words.into()),
            ..Self::default()
        }
    }

    /// The first year.
    pub fn year(&self) -> Option<i32> {
        self.date_parts.first()?.first().copied()
    }
}
