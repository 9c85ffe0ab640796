//! The tags of Highwire Press, by which
//! [Google Scholar](https://scholar.google.com/intl/en/scholar/inclusion.html#indexing) finds
//! articles and Zotero saves them.

use super::Document;
use super::work::{Pages, inverted, orcid_address, said, scholar_date};
use crate::model::{Csl, CslType, Published, Reference, bare_doi};
use crate::render::export::{fields, printed, value};

impl Document<'_> {
    /// The tags of the article and of every work that it cites. Those of an author stand behind
    /// the author.
    pub(super) fn scholar(&mut self) {
        let (article, address) = (self.article, self.options.address);
        let Some(title) = self.work.title.clone() else {
            return;
        };
        self.meta("citation_title", &title);
        for author in &article.author {
            let Some(name) = inverted(author) else {
                continue;
            };
            self.meta("citation_author", &name);
            for place in author.affiliation.iter().filter_map(|place| said(place)) {
                self.meta("citation_author_institution", &place);
            }
            let orcid = author.orcid.as_deref().and_then(orcid_address);
            self.field("citation_author_orcid", orcid);
        }
        let published = article.issued.as_ref().and_then(scholar_date);
        self.field("citation_publication_date", published);
        let plain = |field: &Option<String>| field.as_deref().and_then(said);
        self.field("citation_journal_title", plain(&article.container_title));
        let short = plain(&article.container_title_short);
        self.field("citation_journal_abbrev", short);
        self.field("citation_publisher", plain(&article.publisher));
        for issn in article.issn.iter().filter_map(|issn| said(issn)) {
            self.meta("citation_issn", &issn);
        }
        self.field("citation_volume", plain(&article.volume));
        self.field("citation_issue", plain(&article.issue));
        let pages = self.work.pages.as_ref();
        let first = pages.map(|pages| pages.first.clone());
        let last = pages.and_then(|pages| pages.last.clone());
        self.field("citation_firstpage", first);
        self.field("citation_lastpage", last);
        let doi = self.work.doi.clone();
        self.field("citation_doi", doi);
        self.field("citation_pmid", plain(&article.pmid));
        self.field(
            "citation_language",
            article.language_tag().map(str::to_owned),
        );
        for keyword in article.keyword.iter().filter_map(|word| said(word)) {
            self.meta("citation_keywords", &keyword);
        }
        if let Some(address) = address {
            self.meta("citation_public_url", address);
            self.meta("citation_fulltext_html_url", address);
            if !article.r#abstract.is_empty() {
                self.meta("citation_abstract_html_url", address);
            }
        }
        for reference in &article.references {
            self.field("citation_reference", cited(reference));
        }
    }

    fn field(&mut self, name: &'static str, content: Option<String>) {
        if let Some(content) = content {
            self.meta(name, &content);
        }
    }
}

/// A cited work: its fields with their names, or what was printed where there are none.
fn cited(reference: &Reference) -> Option<String> {
    let Some(csl) = fields(reference) else {
        return said(&printed(reference));
    };
    let mut line = Line::default();
    line.add("citation_title", value(csl.title.as_deref()));
    for author in &csl.author {
        line.add("citation_author", inverted(author));
    }
    line.add(container(csl), value(csl.container_title.as_deref()));
    let published = csl.issued.as_ref().and_then(scholar_date);
    line.add("citation_publication_date", published);
    line.add("citation_volume", value(csl.volume.as_deref()));
    line.add("citation_issue", value(csl.issue.as_deref()));
    if csl.kind.published() != Published::Alone
        && let Some(pages) = csl.page.as_deref().and_then(Pages::of)
    {
        line.add("citation_firstpage", Some(pages.first));
        line.add("citation_lastpage", pages.last);
    }
    line.add(publisher(csl), value(csl.publisher.as_deref()));
    line.add(
        "citation_doi",
        csl.doi.as_deref().and_then(|doi| said(bare_doi(doi))),
    );
    line.add("citation_pmid", value(csl.pmid.as_deref()));
    line.add("citation_isbn", value(csl.isbn.as_deref()));
    line.add("citation_issn", value(csl.issn.as_deref()));
    line.add("citation_public_url", value(csl.url.as_deref()));
    Some(line.0).filter(|line| !line.is_empty())
}

/// What the work that holds the cited one is called, by its kind.
fn container(csl: &Csl) -> &'static str {
    match csl.kind {
        CslType::PaperConference => "citation_conference_title",
        kind if kind.published() == Published::InBook => "citation_inbook_title",
        _ => "citation_journal_title",
    }
}

/// What the publisher of the cited work is called, by its kind.
fn publisher(csl: &Csl) -> &'static str {
    match csl.kind {
        CslType::Thesis => "citation_dissertation_institution",
        CslType::Report => "citation_technical_report_institution",
        _ => "citation_publisher",
    }
}

/// `name=value` pairs, divided by semicolons.
#[derive(Default)]
struct Line(String);

impl Line {
    /// Adds a field, if it says something. A semicolon in it would begin the next one and becomes
    /// a comma.
    fn add(&mut self, name: &str, value: Option<String>) {
        let Some(value) = value else {
            return;
        };
        if !self.0.is_empty() {
            self.0.push_str("; ");
        }
        self.0.push_str(name);
        self.0.push('=');
        self.0.push_str(&value.replace(';', ","));
    }
}
