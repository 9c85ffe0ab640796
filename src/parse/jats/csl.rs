//! Tagged citations to CSL-JSON, field by field. Nothing is guessed: what no element says stays
//! away, and what is printed without tags is in the entry's text.

use super::person;
use super::time;
use super::tree::Node;
use crate::model::{Csl, CslType, Custom, Date, Name, bare_doi};
use crate::parse::address::absolute;

/// The fields of a citation; nothing where no element says one.
pub(super) fn of(node: Node<'_>) -> Option<Csl> {
    let mut fields = Fields::default();
    fields.read(node);
    fields.csl(node)
}

/// What the elements of a citation say, before it is known what kind of work they speak of.
#[derive(Debug, Default)]
struct Fields {
    csl: Csl,
    article_title: Option<String>,
    chapter_title: Option<String>,
    source: Option<String>,
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    date: Option<Date>,
    first_page: Option<String>,
    last_page: Option<String>,
    page_range: Option<String>,
    article_number: Option<String>,
    supplement: Option<String>,
    institution: Option<String>,
    et_al: bool,
    any: bool,
}

/// Whom a group of persons holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Author,
    Editor,
    Translator,
}

impl Fields {
    fn read(&mut self, node: Node<'_>) {
        for child in node.elements() {
            self.field(child, Role::Author);
        }
    }

    fn field(&mut self, node: Node<'_>, role: Role) {
        let name = node.name();
        match name {
            "person-group" => {
                let kind = node.attribute("person-group-type").unwrap_or_default();
                let role = match &*kind {
                    "editor" | "editors" | "guest-editor" | "director" | "compiler" => Role::Editor,
                    "translator" | "transed" => Role::Translator,
                    _ => role,
                };
                if node.elements().next().is_none() {
                    // A list of names without tags.
                    let names = node.prose();
                    let names = names.split([',', ';']).map(str::trim);
                    let names = names.filter(|name| !name.is_empty()).map(Name::literal);
                    self.people(role).extend(names);
                    self.any = true;
                }
                node.elements().for_each(|child| self.field(child, role));
                return;
            }
            "name" | "string-name" | "collab" | "name-alternatives" | "collab-alternatives" => {
                if let Some(name) = person::name(node) {
                    self.any = true;
                    self.people(role).push(name);
                }
                return;
            }
            "etal" => {
                self.et_al |= role == Role::Author;
                return;
            }
            // What other elements stand in: styles, comments, groups without a meaning.
            "bold" | "italic" | "styled-content" | "named-content" | "conf-group" | "date"
            | "underline" | "sc" | "comment" => {
                if name == "comment" {
                    self.comment(node);
                }
                node.elements().for_each(|child| self.field(child, role));
                if name == "date" && self.year.is_none() {
                    self.date = self.date.take().or_else(|| time::of(node));
                }
                return;
            }
            _ => {}
        }
        let mut text = node.prose();
        if text.is_empty()
            && node.attribute("href").is_none()
            && node.attribute("iso-8601-date").is_none()
        {
            return;
        }
        if self.value(node, name, &mut text) {
            self.any = true;
        } else if !text.is_empty() && name != "label" {
            self.note(&text);
        }
    }

    /// A comment is a note, unless it only says where the DOI is.
    fn comment(&mut self, node: Node<'_>) {
        let text = node.prose();
        if !bare_doi(&text).starts_with("10.") {
            self.note(&text);
        }
    }

    /// Keeps what no field is for.
    fn note(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        let note = self.csl.note.get_or_insert_with(String::new);
        if !note.is_empty() {
            note.push_str("; ");
        }
        note.push_str(text);
    }

    /// Takes a field; says whether it was one. If it was, nobody needs its text any more.
    fn value(&mut self, node: Node<'_>, name: &str, text: &mut String) -> bool {
        let csl = &mut self.csl;
        let slot = match name {
            "article-title" | "data-title" | "part-title" => &mut self.article_title,
            "chapter-title" => &mut self.chapter_title,
            "source" => &mut self.source,
            "volume" => &mut csl.volume,
            "issue" => &mut csl.issue,
            "supplement" | "issue-part" => &mut self.supplement,
            "fpage" => &mut self.first_page,
            "lpage" => &mut self.last_page,
            "page-range" => &mut self.page_range,
            "elocation-id" => &mut self.article_number,
            "page-count" => {
                let count = node.attribute("count").map(std::borrow::Cow::into_owned);
                csl.number_of_pages
                    .get_or_insert_with(|| count.unwrap_or_else(|| std::mem::take(text)));
                return true;
            }
            "size" if node.says("units", &["page", "pages"]) => &mut csl.number_of_pages,
            "edition" => &mut csl.edition,
            "publisher-name" => &mut csl.publisher,
            "publisher-loc" => &mut csl.publisher_place,
            "institution" | "std-organization" => &mut self.institution,
            "conf-name" => &mut csl.event_title,
            "conf-loc" => &mut csl.event_place,
            "series" => &mut csl.collection_title,
            "isbn" => &mut csl.isbn,
            "issn" => &mut csl.issn,
            "patent" | "std" | "gov" => &mut csl.number,
            "version" => &mut csl.version,
            "year" => {
                self.year = self.year.or_else(|| time::year_of(node));
                if let Some(suffix) = time::year_suffix(text) {
                    // What tells works of one year apart, in CSL's own variable.
                    csl.other.insert("year-suffix".to_owned(), suffix.into());
                }
                return self.year.is_some();
            }
            "month" => {
                self.month = self.month.or_else(|| time::month_of(node));
                return true;
            }
            "day" => {
                self.day = self.day.or_else(|| time::day_of(node));
                return true;
            }
            "string-date" => {
                let date = crate::parse::date::parse(text);
                let read = date.is_some();
                self.date = self.date.take().or(date);
                return read;
            }
            "date-in-citation" | "access-date" => {
                let date = time::of(node).or_else(|| behind_words(text));
                let read = date.is_some();
                csl.accessed = csl.accessed.take().or(date);
                return read;
            }
            "pub-id" | "object-id" | "article-id" => {
                self.identifier(node, text);
                return true;
            }
            "ext-link" | "uri" | "self-uri" => {
                self.address(node, std::mem::take(text));
                return true;
            }
            "volume-series" => &mut csl.collection_number,
            _ => return false,
        };
        if slot.is_none() {
            *slot = Some(std::mem::take(text));
        }
        true
    }

    fn people(&mut self, role: Role) -> &mut Vec<Name> {
        match role {
            Role::Author => &mut self.csl.author,
            Role::Editor => &mut self.csl.editor,
            Role::Translator => &mut self.csl.translator,
        }
    }

    fn identifier(&mut self, node: Node<'_>, text: &str) {
        let kind = node.attribute("pub-id-type").unwrap_or_default();
        let csl = &mut self.csl;
        let (slot, value) = match &*kind {
            "doi" => (&mut csl.doi, bare_doi(text).to_owned()),
            "pmid" | "medline" => (&mut csl.pmid, text.to_owned()),
            "pmcid" | "pmc" => (&mut csl.pmcid, pmcid(text)),
            "isbn" => (&mut csl.isbn, text.to_owned()),
            "issn" => (&mut csl.issn, text.to_owned()),
            "arxiv" => {
                csl.archive.get_or_insert_with(|| "arXiv".to_owned());
                (&mut csl.archive_location, text.to_owned())
            }
            _ if bare_doi(text).starts_with("10.") && text.contains('/') => {
                (&mut csl.doi, bare_doi(text).to_owned())
            }
            "accession" | "archive" | "ark" | "handle" => {
                (&mut csl.archive_location, text.to_owned())
            }
            _ => return,
        };
        if slot.is_none() && !value.is_empty() {
            *slot = Some(value);
        }
        if self.csl.url.is_none()
            && self.csl.doi.is_none()
            && let Some(url) = node.attribute("href").filter(|url| url.contains("://"))
        {
            self.csl.url = Some(url.into_owned());
        }
    }

    /// A link in a citation: a DOI, an entry of PubMed, or an address.
    fn address(&mut self, node: Node<'_>, text: String) {
        let url = node
            .attribute("href")
            .map_or_else(|| text.clone(), std::borrow::Cow::into_owned);
        let doi = [
            bare_doi(&url),
            bare_doi(url.strip_prefix("info:doi/").unwrap_or(&url)),
            bare_doi(&text),
        ]
        .into_iter()
        .find(|doi| doi.starts_with("10.") && doi.contains('/'))
        .map(|doi| doi.trim_end_matches(['.', ',', ';']).to_owned());
        let typed = node.says("ext-link-type", &["doi"]);
        if let Some(doi) = doi.filter(|_| {
            typed
                || url.contains("doi.org/")
                || url.starts_with("info:doi/")
                || url.starts_with("10.")
                || url.starts_with("doi:")
        }) {
            self.csl.doi.get_or_insert(doi);
        } else if node.says("ext-link-type", &["pmid", "pubmed"]) {
            self.csl.pmid.get_or_insert(text);
        } else if node.says("ext-link-type", &["pmcid", "pmc"]) {
            self.csl.pmcid.get_or_insert_with(|| pmcid(&text));
        } else if url.contains("://") || url.starts_with("www.") {
            self.csl
                .url
                .get_or_insert_with(|| absolute(&url).into_owned());
        }
    }

    /// The whole, now that the kind of work decides what the titles are titles of.
    fn csl(mut self, node: Node<'_>) -> Option<Csl> {
        if !self.any {
            return None;
        }
        let mut csl = self.csl;
        let kind = kind(
            &["publication-type", "citation-type"]
                .iter()
                .find_map(|name| node.attribute(name))
                .unwrap_or_default(),
        );
        let part = self.chapter_title.is_some();
        csl.kind = match kind {
            Some(CslType::Book)
                if part || self.article_title.is_some() && self.source.is_some() =>
            {
                CslType::Chapter
            }
            Some(kind) => kind,
            None if part => CslType::Chapter,
            None if self.article_title.is_some()
                && self.source.is_some()
                && csl.volume.is_some() =>
            {
                CslType::ArticleJournal
            }
            None => CslType::Document,
        };
        let in_periodical = matches!(
            csl.kind,
            CslType::ArticleJournal | CslType::ArticleMagazine | CslType::ArticleNewspaper
        );
        // `part-title` and `article-title` beside a `chapter-title` name the same part.
        let title = self.chapter_title.take().or(self.article_title.take());
        match (title, self.source.take()) {
            (Some(title), source) => {
                csl.title = Some(title);
                csl.container_title = source;
            }
            (None, source) if in_periodical => csl.container_title = source,
            (None, source) => csl.title = source,
        }
        csl.title = csl.title.map(|title| without_stop(&title).to_owned());
        csl.issued = match (self.year, self.date) {
            (Some(year), _) => Some(Date::new(year, self.month, self.month.and(self.day))),
            (None, date) => date,
        };
        if let Some(supplement) = self.supplement.take() {
            csl.issue = Some(match csl.issue.take() {
                Some(issue) => format!("{issue} {supplement}"),
                None => supplement,
            });
        }
        csl.page = match (self.page_range, self.first_page, self.last_page) {
            (_, Some(first), Some(last)) if first != last => Some(format!("{first}-{last}")),
            (Some(range), _, _) => Some(range),
            (None, Some(first), _) => Some(first),
            (None, None, Some(last)) => Some(last),
            (None, None, None) => self.article_number.take(),
        };
        if csl.publisher.is_none() {
            csl.publisher = self.institution;
        }
        if self.et_al {
            csl.custom = Some(Custom {
                et_al: true,
                ..Custom::default()
            });
        }
        Some(csl)
    }
}

/// The kind of work that a citation says it is of. Publishers have words of their own beside
/// [JATS's list](https://jats.nlm.nih.gov/archiving/tag-library/1.3/attribute/publication-type.html).
fn kind(publication_type: &str) -> Option<CslType> {
    Some(
        match publication_type.trim().to_ascii_lowercase().as_str() {
            "journal" | "article" | "journal-article" => CslType::ArticleJournal,
            "book" | "edited-book" | "monograph" | "book-series" => CslType::Book,
            "bookchapter" | "book-chapter" | "chapter" => CslType::Chapter,
            "confproc" | "conf-proc" | "conference" | "proceedings" | "conf-paper" => {
                CslType::PaperConference
            }
            "thesis" | "dissertation" => CslType::Thesis,
            "report" | "gov" | "government" | "working-paper" => CslType::Report,
            "web" | "webpage" | "website" | "web-page" | "electronic" => CslType::Webpage,
            "data" | "dataset" | "database" => CslType::Dataset,
            "software" | "computer-program" => CslType::Software,
            "patent" => CslType::Patent,
            "preprint" => CslType::Article,
            "newspaper" | "news" => CslType::ArticleNewspaper,
            "magazine" => CslType::ArticleMagazine,
            "periodical" => CslType::Periodical,
            "commun" | "letter" | "personal-communication" => CslType::PersonalCommunication,
            "standard" => CslType::Standard,
            "legislation" | "law" => CslType::Legislation,
            "legal-case" | "case" => CslType::LegalCase,
            "review" => CslType::Review,
            "video" | "film" => CslType::MotionPicture,
            "audio" | "sound" => CslType::Song,
            "blog" => CslType::PostWeblog,
            "map" => CslType::Map,
            "speech" | "talk" | "poster" => CslType::Speech,
            "unpublished" | "manuscript" => CslType::Manuscript,
            _ => return None,
        },
    )
}

fn pmcid(text: &str) -> String {
    let text = text.trim();
    if text
        .bytes()
        .next()
        .is_some_and(|first| first.is_ascii_digit())
    {
        format!("PMC{text}")
    } else {
        text.to_owned()
    }
}

/// A title without the full stop that a style puts behind it.
fn without_stop(title: &str) -> &str {
    match title.strip_suffix('.') {
        Some(rest) if !rest.ends_with('.') && !rest.is_empty() => rest,
        _ => title,
    }
}

/// A date behind a few words: "Accessed 5 May 2020", "viewed on 29 April 2021". A year alone would
/// be a part of a date that is not understood.
fn behind_words(text: &str) -> Option<Date> {
    const MOST_WORDS: usize = 6;
    let starts = text
        .match_indices(' ')
        .map(|(at, _)| at + 1)
        .take(MOST_WORDS);
    starts
        .filter_map(|at| text.get(at..))
        .filter_map(|rest| crate::parse::date::parse(rest.trim_matches([' ', ':', '.', ',', ']'])))
        .find(|date| date.date_parts.iter().all(|parts| parts.len() > 1))
}
