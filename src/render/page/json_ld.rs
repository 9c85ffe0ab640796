//! The article as linked data: [schema.org's `ScholarlyArticle`](https://schema.org/ScholarlyArticle)
//! in JSON-LD, nested as its examples are: an issue of a volume of a periodical.

use serde_json::{Map, Value, json};

use super::PageOptions;
use super::description::whole_text;
use super::work::{Pages, Work, family, given, iso, orcid_address, resolved, said, whole_name};
use crate::model::{
    Article, Csl, CslType, Name, Published, Reference, bare_doi, is_safe_url, prose,
};
use crate::render::export::{fields, printed, value};

impl Work {
    /// The description of the article.
    pub(super) fn json_ld(&self, article: &Article, options: &PageOptions<'_>) -> Value {
        let mut about = Thing::new("ScholarlyArticle");
        about.set("@context", Some("https://schema.org"));
        about.set("headline", self.title.clone().or(said(options.name)));
        about.set("alternativeHeadline", said(&prose(&article.subtitle)));
        about.set("inLanguage", article.language_tag());
        about.list("author", article.author.iter().filter_map(person));
        about.list("editor", article.editor.iter().filter_map(person));
        about.set("datePublished", self.published.clone());
        about.set("isPartOf", periodical(article));
        let publisher = article.publisher.as_deref().and_then(said);
        about.set("publisher", publisher.as_deref().map(organisation));
        if let Some(pages) = &self.pages {
            about.pages(pages, article.page.as_deref());
        }
        about.list("identifier", self.identifiers(article));
        let doi = self.doi.as_deref().map(resolved);
        about.set("sameAs", doi);
        about.set("url", options.address);
        about.set("mainEntityOfPage", options.address);
        about.list(
            "keywords",
            article.keyword.iter().filter_map(|word| said(word)),
        );
        about.set("abstract", said_lines(&whole_text(&article.r#abstract)));
        about.set(
            "license",
            article.license.as_deref().filter(|text| is_web(text)),
        );
        about.set(
            "copyrightNotice",
            article.copyright.as_deref().and_then(said),
        );
        about.list("citation", article.references.iter().filter_map(cited));
        about.finish()
    }

    fn identifiers(&self, article: &Article) -> Vec<Value> {
        let plain = |field: &Option<String>| field.as_deref().and_then(said);
        let identifiers = [
            ("doi", self.doi.clone()),
            ("pmid", plain(&article.pmid)),
            ("pmcid", plain(&article.pmcid)),
        ];
        identifiers
            .into_iter()
            .filter_map(|(name, value)| Some(identifier(name, &value?)))
            .collect()
    }
}

/// An identifier with its kind, as schema.org has those that have no property of their own.
fn identifier(name: &str, value: &str) -> Value {
    let mut thing = Thing::new("PropertyValue");
    thing.set("propertyID", Some(name));
    thing.set("value", Some(value));
    thing.set("url", (name == "doi").then(|| resolved(value)));
    thing.finish()
}

fn organisation(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

/// A person; a name that is not divided is that of a group, unless it has a person's number.
fn person(name: &Name) -> Option<Value> {
    let whole = whole_name(name)?;
    let orcid = name.orcid.as_deref().and_then(orcid_address);
    let divided = family(name).is_some() || given(name).is_some();
    let is_person = divided || orcid.is_some();
    let mut thing = Thing::new(if is_person { "Person" } else { "Organization" });
    thing.set("@id", orcid);
    thing.set("name", Some(whole));
    thing.set("familyName", family(name));
    thing.set("givenName", name.given.as_deref().and_then(said));
    let places = name.affiliation.iter().filter_map(|place| said(place));
    thing.list("affiliation", places.map(|place| organisation(&place)));
    Some(thing.finish())
}

/// A cited work: its fields, or what was printed where there are none.
fn cited(reference: &Reference) -> Option<Value> {
    let Some(csl) = fields(reference) else {
        return said(&printed(reference)).map(Value::from);
    };
    let mut work = Thing::new(kind(csl.kind));
    let name = value(csl.title.as_deref()).or_else(|| said(&printed(reference)));
    work.set("name", name);
    work.list("author", csl.author.iter().filter_map(person));
    work.list("editor", csl.editor.iter().filter_map(person));
    work.set("datePublished", csl.issued.as_ref().and_then(iso));
    work.set("isPartOf", container(csl));
    if csl.kind.published() != Published::Alone
        && let Some(pages) = csl.page.as_deref().and_then(Pages::of)
    {
        work.pages(&pages, csl.page.as_deref());
    }
    let publisher = value(csl.publisher.as_deref());
    work.set("publisher", publisher.as_deref().map(organisation));
    let doi = csl.doi.as_deref().and_then(|doi| said(bare_doi(doi)));
    work.set("sameAs", doi.as_deref().map(resolved));
    work.set(
        "isbn",
        value(csl.isbn.as_deref()).filter(|_| csl.kind == CslType::Book),
    );
    work.set("url", csl.url.as_deref().filter(|url| is_web(url)));
    Some(work.finish())
}

/// The issue, the volume and the journal of the article.
fn periodical(article: &Article) -> Option<Value> {
    let plain = |field: &Option<String>| field.as_deref().and_then(said);
    let journal = plain(&article.container_title).map(|name| {
        let mut journal = Thing::new("Periodical");
        journal.set("name", Some(name));
        journal.set("alternateName", plain(&article.container_title_short));
        journal.list("issn", article.issn.iter().filter_map(|issn| said(issn)));
        journal.finish()
    });
    issue(journal, plain(&article.volume), plain(&article.issue))
}

/// An issue in a volume in a journal; what is not known of the three is left out.
fn issue(journal: Option<Value>, volume: Option<String>, issue: Option<String>) -> Option<Value> {
    let mut part = journal;
    for (kind, number, value) in [
        ("PublicationVolume", "volumeNumber", volume),
        ("PublicationIssue", "issueNumber", issue),
    ] {
        if value.is_some() {
            let mut thing = Thing::new(kind);
            thing.set(number, value);
            thing.set("isPartOf", part);
            part = Some(thing.finish());
        }
    }
    part
}

/// What holds the cited work: an issue of a periodical, or a book.
fn container(csl: &Csl) -> Option<Value> {
    let name = value(csl.container_title.as_deref())?;
    let published = csl.kind.published();
    let mut whole = Thing::new(match published {
        Published::InPeriodical => "Periodical",
        Published::InBook => "Book",
        _ => "CreativeWork",
    });
    whole.set("name", Some(name));
    let whole = Some(whole.finish());
    if published != Published::InPeriodical {
        return whole;
    }
    let plain = |field: &Option<String>| value(field.as_deref());
    issue(whole, plain(&csl.volume), plain(&csl.issue))
}

/// What schema.org calls a work of this kind.
fn kind(kind: CslType) -> &'static str {
    match kind {
        CslType::Article
        | CslType::ArticleJournal
        | CslType::PaperConference
        | CslType::Review
        | CslType::ReviewBook => "ScholarlyArticle",
        CslType::ArticleMagazine => "Article",
        CslType::ArticleNewspaper => "NewsArticle",
        CslType::Book => "Book",
        CslType::Chapter => "Chapter",
        CslType::Dataset => "Dataset",
        CslType::Legislation | CslType::Bill | CslType::Regulation => "Legislation",
        CslType::Map => "Map",
        CslType::MotionPicture => "Movie",
        CslType::Periodical => "Periodical",
        CslType::PostWeblog => "BlogPosting",
        CslType::Report => "Report",
        CslType::Software => "SoftwareSourceCode",
        CslType::Thesis => "Thesis",
        CslType::Webpage => "WebPage",
        _ => "CreativeWork",
    }
}

/// An address on the web that can be followed.
fn is_web(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && is_safe_url(text)
        && !text.contains(char::is_whitespace)
}

/// A text of several lines, if there is anything in it.
fn said_lines(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.trim().is_empty())
}

/// A thing being described.
struct Thing(Map<String, Value>);

impl Thing {
    fn new(kind: &str) -> Self {
        let mut thing = Self(Map::new());
        thing.set("@type", Some(kind));
        thing
    }

    /// Says a property, where there is something to say.
    fn set(&mut self, property: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(property.to_owned(), value.into());
        }
    }

    /// Says a property that has several values; nothing where it has none.
    fn list(&mut self, property: &str, values: impl IntoIterator<Item = impl Into<Value>>) {
        let values: Vec<Value> = values.into_iter().map(Into::into).collect();
        if !values.is_empty() {
            self.set(property, Some(values));
        }
    }

    fn pages(&mut self, pages: &Pages, printed: Option<&str>) {
        self.set("pagination", printed.and_then(said));
        if pages.last.is_some() {
            self.set("pageStart", Some(pages.first.as_str()));
            self.set("pageEnd", pages.last.as_deref());
        }
    }

    fn finish(self) -> Value {
        Value::Object(self.0)
    }
}
