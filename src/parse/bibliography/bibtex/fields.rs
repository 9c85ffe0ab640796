//! The fields of an entry to CSL's, after the tables that Pandoc and Zotero agree on.

use serde_json::{Value, json};

use super::scan::{Entry, Field};
use super::{date, kind, latex, name};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Csl, CslType, Custom, Date, Name, Published};

/// Reads the fields of an entry, the inherited ones among them.
pub(super) fn csl(entry: &Entry, fields: &[Field], diagnostics: &mut Vec<Diagnostic>) -> Csl {
    let fields = Fields(fields);
    let subtype = fields.text(&["entrysubtype"]).unwrap_or_default();
    let mut csl = Csl::new(kind::kind(&entry.kind, &subtype));
    people(&fields, &mut csl);
    titles(&entry.kind, &fields, &mut csl);
    dates(&fields, &mut csl, diagnostics);
    numbers(&entry.kind, &fields, &mut csl);
    identifiers(&fields, &mut csl);
    publication(&entry.kind, &fields, &mut csl);
    refine(&entry.kind, &fields, &mut csl);
    csl
}

/// The fields of an entry by their names.
struct Fields<'a>(&'a [Field]);

impl Fields<'_> {
    /// The first of these fields that is there and not empty.
    fn field(&self, names: &[&str]) -> Option<&Field> {
        names.iter().find_map(|name| {
            self.0
                .iter()
                .find(|field| field.name == *name && !field.value.trim().is_empty())
        })
    }

    fn raw(&self, names: &[&str]) -> Option<&str> {
        self.field(names).map(|field| field.value.as_str())
    }

    fn text(&self, names: &[&str]) -> Option<String> {
        self.raw(names)
            .map(latex::text)
            .filter(|text| !text.is_empty())
    }

    fn verbatim(&self, names: &[&str]) -> Option<String> {
        self.raw(names)
            .map(latex::verbatim)
            .filter(|text| !text.is_empty())
    }

    fn names(&self, names: &[&str]) -> (Vec<Name>, bool) {
        self.raw(names).map(name::list).unwrap_or_default()
    }
}

fn people(fields: &Fields<'_>, csl: &mut Csl) {
    let (author, et_al) = fields.names(&["author"]);
    csl.author = author;
    if et_al {
        csl.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
    }
    csl.translator = fields.names(&["translator"]).0;
    for (names, role) in [
        ("editor", "editortype"),
        ("editora", "editoratype"),
        ("editorb", "editorbtype"),
        ("editorc", "editorctype"),
    ] {
        let (names, _) = fields.names(&[names]);
        let role = fields.text(&[role]).unwrap_or_default();
        let known = match role.as_str() {
            "compiler" | "director" | "organizer" | "producer" | "performer" => role.as_str(),
            "collaborator" => "contributor",
            _ => {
                csl.editor.extend(names);
                continue;
            }
        };
        insert_names(csl, known, &names);
    }
    for (field, variable) in [
        ("bookauthor", "container-author"),
        ("commentator", "contributor"),
        ("annotator", "contributor"),
    ] {
        let (names, _) = fields.names(&[field]);
        insert_names(csl, variable, &names);
    }
    if csl.kind == CslType::Patent {
        let (holders, _) = fields.names(&["holder"]);
        let holders: Vec<String> = holders.iter().filter_map(whole_name).collect();
        if !holders.is_empty() {
            csl.other
                .insert("authority".to_owned(), json!(holders.join("; ")));
        }
    }
}

fn whole_name(name: &Name) -> Option<String> {
    name.literal.clone().or_else(|| {
        let parts = [&name.given, &name.non_dropping_particle, &name.family];
        let parts: Vec<&str> = parts
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    })
}

/// Names in a role for which the model has no field of its own.
fn insert_names(csl: &mut Csl, variable: &str, names: &[Name]) {
    let Ok(Value::Array(names)) = serde_json::to_value(names) else {
        return;
    };
    if names.is_empty() {
        return;
    }
    let list = csl
        .other
        .entry(variable.to_owned())
        .or_insert_with(|| json!([]));
    if let Value::Array(list) = list {
        list.extend(names);
    }
}

/// A title, its subtitle and what is added to it.
fn title(fields: &Fields<'_>, names: &[&str], subtitle: &str, addon: &str) -> Option<String> {
    let mut title = fields.text(names)?;
    if let Some(subtitle) = fields.text(&[subtitle]) {
        title.push_str(if title.ends_with(['?', '!', ':', '.']) {
            " "
        } else {
            ": "
        });
        title.push_str(&subtitle);
    }
    if let Some(addon) = fields.text(&[addon]) {
        title.push_str(if title.ends_with(['?', '!', '.']) {
            " "
        } else {
            ". "
        });
        title.push_str(&addon);
    }
    Some(title)
}

fn titles(entry: &str, fields: &Fields<'_>, csl: &mut Csl) {
    csl.title = title(fields, &["title"], "subtitle", "titleaddon");
    csl.title_short = fields.text(&["shorttitle"]);
    let main = title(fields, &["maintitle"], "mainsubtitle", "maintitleaddon");
    let book = title(fields, &["booktitle"], "booksubtitle", "booktitleaddon");
    let journal = title(
        fields,
        &["journaltitle", "journal"],
        "journalsubtitle",
        "journaltitleaddon",
    );
    let mut volume_title = title(fields, &["issuetitle"], "issuesubtitle", "issuetitleaddon");
    csl.container_title = match (csl.kind.published(), main) {
        (Published::InPeriodical, _) => journal.or(book),
        (Published::InBook, Some(main)) => {
            volume_title = book.or(volume_title);
            Some(main)
        }
        // A volume of a work: the work has the name by which it is known.
        (_, Some(main)) => {
            volume_title = csl.title.replace(main);
            book.or(journal)
        }
        (_, None) => book.or(journal),
    };
    if let Some(title) = volume_title {
        csl.other.insert("volume-title".to_owned(), json!(title));
    }
    csl.container_title_short = fields.text(&["shortjournal"]);
    csl.collection_title = fields.text(&["series"]);
    csl.event_title = title(fields, &["eventtitle", "conference"], "", "eventtitleaddon");
    csl.event_place = fields.text(&["venue", "eventvenue"]);
    if let Some(title) = fields.text(&["origtitle"]) {
        csl.other.insert("original-title".to_owned(), json!(title));
    }
    if entry == "periodical" {
        csl.container_title = None;
    }
}

fn dates(fields: &Fields<'_>, csl: &mut Csl, diagnostics: &mut Vec<Diagnostic>) {
    let mut whole = |names: &[&str]| -> Option<Date> {
        let field = fields.field(names)?;
        let text = latex::text(&field.value);
        if text.is_empty() {
            return None;
        }
        // In LaTeX the tilde of an estimate would be a blank.
        Some(
            date::edtf(&field.value)
                .or_else(|| date::edtf(&text))
                .unwrap_or_else(|| {
                    let read = date::classic(Some(&text), None, None)
                        .filter(|date| date.literal.is_none());
                    read.unwrap_or_else(|| {
                        let message = format!("`{text}` is no date; it is kept in words");
                        diagnostics.push(
                            Diagnostic::new(Code::UnreadableDate, field.span, message)
                                .with_hint("write a date as YYYY-MM-DD, YYYY-MM or YYYY"),
                        );
                        Date::literal(text)
                    })
                }),
        )
    };
    csl.issued = whole(&["date"]);
    csl.original_date = whole(&["origdate"]);
    csl.accessed = whole(&["urldate", "lastchecked", "lastaccessed", "accessed"]);
    let event = whole(&["eventdate"]);
    if csl.issued.is_none() {
        csl.issued = date::classic(
            fields.raw(&["year"]),
            fields.raw(&["month"]),
            fields.raw(&["day"]),
        );
    }
    if let Some(Ok(date)) = event.map(serde_json::to_value) {
        csl.other.insert("event-date".to_owned(), date);
    }
}

fn numbers(entry: &str, fields: &Fields<'_>, csl: &mut Csl) {
    let number = fields.text(&["number"]);
    csl.volume = fields.text(&["volume"]);
    csl.issue = fields.text(&["issue"]);
    match csl.kind {
        _ if csl.kind.published() == Published::InPeriodical || entry == "periodical" => {
            csl.issue = match (number, csl.issue.take()) {
                (Some(number), Some(issue)) => Some(format!("{number}, {issue}")),
                (number, issue) => number.or(issue),
            };
        }
        CslType::Book
        | CslType::Chapter
        | CslType::PaperConference
        | CslType::EntryEncyclopedia => {
            csl.collection_number = number;
        }
        _ => csl.number = number,
    }
    csl.page = fields
        .raw(&["pages"])
        .map(pages)
        .filter(|pages| !pages.is_empty())
        .or_else(|| fields.text(&["eid", "article-number", "articleno"]));
    csl.chapter_number = fields.text(&["chapter"]);
    csl.edition = fields.text(&["edition"]);
    csl.version = fields.text(&["version"]);
    csl.number_of_pages = fields.text(&["pagetotal", "numpages"]);
    csl.number_of_volumes = fields.text(&["volumes"]);
    if let Some(part) = fields.text(&["part"]) {
        csl.other.insert("part".to_owned(), json!(part));
    }
}

/// Pages with a hyphen between the first and the last, whatever dash the source has.
fn pages(latex: &str) -> String {
    let text = latex::text(latex);
    let mut pages = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '-' | '–' | '—' | '‐' | '‑' | '−' => {
                let end = pages.trim_end().len();
                if end > 0 && !pages.ends_with('-') {
                    pages.truncate(end);
                    pages.push('-');
                }
            }
            ' ' if pages.ends_with('-') => {}
            c => pages.push(c),
        }
    }
    // `123--` is the first page of an open range.
    pages.trim_end_matches('-').to_owned()
}

fn identifiers(fields: &Fields<'_>, csl: &mut Csl) {
    csl.doi = fields
        .verbatim(&["doi"])
        .map(|doi| crate::model::bare_doi(&doi).to_owned());
    csl.url = fields.verbatim(&["url"]);
    csl.isbn = fields.text(&["isbn"]);
    csl.issn = fields.text(&["issn"]);
    csl.pmid = fields.verbatim(&["pmid"]);
    csl.pmcid = fields.verbatim(&["pmcid", "pmc"]);
    let Some(eprint) = fields.verbatim(&["eprint"]) else {
        return;
    };
    let archive = fields
        .text(&["eprinttype", "archiveprefix"])
        .unwrap_or_default();
    let mut address = |base: &str| {
        if csl.url.is_none() {
            csl.url = Some(format!("{base}{eprint}"));
        }
    };
    match archive.to_lowercase().as_str() {
        "pubmed" | "pmid" => {
            csl.pmid.get_or_insert(eprint);
            return;
        }
        "arxiv" => address("https://arxiv.org/abs/"),
        "jstor" => address("https://www.jstor.org/stable/"),
        "hdl" => address("https://hdl.handle.net/"),
        "googlebooks" => address("https://books.google.com/books?id="),
        // Only arXiv's numbers show themselves.
        "" if is_arxiv(&eprint) => address("https://arxiv.org/abs/"),
        // An address in a field for numbers.
        "" if eprint.contains("://") => {
            csl.url.get_or_insert(eprint);
            return;
        }
        _ => {}
    }
    csl.archive =
        if archive.eq_ignore_ascii_case("arxiv") || archive.is_empty() && is_arxiv(&eprint) {
            Some("arXiv".to_owned())
        } else {
            (!archive.is_empty()).then_some(archive)
        };
    csl.archive_location = Some(eprint);
}

/// `2001.00001` or `hep-th/9901001`, with or without a version.
fn is_arxiv(eprint: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let bare = eprint
        .split_once('v')
        .filter(|(_, version)| digits(version))
        .map_or(eprint, |(bare, _)| bare);
    match bare.split_once(['.', '/']) {
        Some((left, right)) if bare.contains('.') && !bare.contains('/') => {
            left.len() == 4 && digits(left) && matches!(right.len(), 4 | 5) && digits(right)
        }
        Some((_, right)) => right.len() == 7 && digits(right),
        None => false,
    }
}

fn publication(entry: &str, fields: &Fields<'_>, csl: &mut Csl) {
    let publishers: Vec<String> = ["publisher", "institution", "organization", "school"]
        .iter()
        .filter_map(|name| fields.text(&[name]))
        .collect();
    csl.publisher = (!publishers.is_empty()).then(|| {
        let mut unique: Vec<String> = Vec::new();
        for publisher in publishers {
            if !unique.contains(&publisher) {
                unique.push(publisher);
            }
        }
        unique.join("; ")
    });
    csl.publisher_place = fields.text(&["location", "address"]);
    csl.genre = fields
        .text(&["type"])
        .map(|text| kind::genre(&text))
        .or_else(|| kind::genre_of(entry).map(str::to_owned));
    csl.keyword = fields.text(&["keywords", "keyword"]);
    csl.r#abstract = fields.text(&["abstract"]);
    let notes: Vec<String> = ["note", "addendum"]
        .iter()
        .filter_map(|name| fields.text(&[name]))
        .collect();
    csl.note = (!notes.is_empty()).then(|| notes.join(". "));
    csl.status = fields.text(&["pubstate"]).map(|state| {
        match state.as_str() {
            "inpress" => "in press",
            "inpreparation" => "in preparation",
            "prepublished" => "prepublished",
            other => other,
        }
        .to_owned()
    });
    csl.language = fields
        .text(&["langid", "language", "hyphenation"])
        .and_then(|name| kind::language(&name));
    if let Some(note) = fields.text(&["annotation", "annote"]) {
        csl.other.insert("annote".to_owned(), json!(note));
    }
    if let Some(library) = fields.text(&["library"]) {
        csl.other.insert("call-number".to_owned(), json!(library));
    }
    if let Some(how) = fields.raw(&["howpublished"]) {
        how_published(how, csl);
    }
}

/// `howpublished` is an address more often than anything else.
fn how_published(latex: &str, csl: &mut Csl) {
    let text = latex::text(latex);
    let at = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.find(scheme));
    let Some(at) = at else {
        if csl.publisher.is_none() && !text.is_empty() {
            csl.publisher = Some(text);
        }
        return;
    };
    let address = text.get(at..).unwrap_or_default();
    let end = address.find(' ').unwrap_or(address.len());
    let address = address.get(..end).unwrap_or_default();
    let address = address.trim_end_matches(['.', ',', ';', ')']);
    if csl.url.is_none() {
        csl.url = Some(address.to_owned());
    }
}

/// What only all fields together show.
fn refine(entry: &str, fields: &Fields<'_>, csl: &mut Csl) {
    let preprint = csl.archive.as_deref() == Some("arXiv");
    match csl.kind {
        // An article that no journal has, but an archive.
        CslType::ArticleJournal if csl.container_title.is_none() && preprint => {
            csl.kind = CslType::Article;
        }
        CslType::Document | CslType::Webpage if preprint => csl.kind = CslType::Article,
        CslType::Document if entry == "misc" => {
            let howpublished = fields.raw(&["howpublished"]).is_some();
            let only_web = csl.url.is_some() && csl.doi.is_none() && csl.publisher.is_none();
            if only_web && (howpublished || csl.container_title.is_none()) {
                csl.kind = CslType::Webpage;
            }
        }
        CslType::Manuscript if csl.event_title.is_some() => csl.kind = CslType::Speech,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;
    use super::*;

    fn one(text: &str) -> Csl {
        let read = read(text);
        assert_eq!(read.diagnostics, [], "{text}");
        read.references.into_iter().next().unwrap().csl.unwrap()
    }

    #[test]
    fn an_article_has_all_its_fields() {
        let csl = one(
            r"@article{doe, author={Doe, Jane and others}, title={On {B}ones}, subtitle={A Study},
              journal={J. Bone Lore}, year=2020, month=mar, volume={12}, number={3},
              pages={115--21}, doi={https://doi.org/10.1000/x\_y}, eprint={2001.00001},
              archiveprefix={arXiv}, urldate={2021-02-03}, langid={ngerman}, keywords={a, b}}",
        );
        assert_eq!(csl.kind, CslType::ArticleJournal);
        assert_eq!(csl.title.as_deref(), Some("On Bones: A Study"));
        assert_eq!(csl.container_title.as_deref(), Some("J. Bone Lore"));
        assert_eq!(csl.issued, Some(Date::new(2020, Some(3), None)));
        assert_eq!(csl.issue.as_deref(), Some("3"));
        assert_eq!(csl.page.as_deref(), Some("115-21"));
        assert_eq!(csl.doi.as_deref(), Some("10.1000/x_y"));
        assert_eq!(csl.url.as_deref(), Some("https://arxiv.org/abs/2001.00001"));
        assert_eq!(csl.archive.as_deref(), Some("arXiv"));
        assert_eq!(csl.accessed, Some(Date::new(2021, Some(2), Some(3))));
        assert_eq!(csl.language.as_deref(), Some("de"));
        assert!(csl.et_al());
    }

    #[test]
    fn kinds_are_told_by_more_than_their_name() {
        for (text, kind, genre) in [
            (
                "@phdthesis{a, title={T}, school={U}}",
                CslType::Thesis,
                Some("PhD thesis"),
            ),
            (
                "@thesis{a, title={T}, type={mathesis}}",
                CslType::Thesis,
                Some("Master’s thesis"),
            ),
            (
                "@techreport{a, title={T}, number={5}}",
                CslType::Report,
                Some("Technical report"),
            ),
            (
                "@misc{a, title={T}, howpublished={\\url{https://example.org/x}}}",
                CslType::Webpage,
                None,
            ),
            (
                "@misc{a, title={T}, eprint={hep-th/9901001}}",
                CslType::Article,
                None,
            ),
            (
                "@unpublished{a, title={T}, eventtitle={E}}",
                CslType::Speech,
                None,
            ),
            (
                "@patent{a, title={T}, type={patentus}}",
                CslType::Patent,
                Some("U.S. patent"),
            ),
            (
                "@software{a, title={T}, version={1}}",
                CslType::Software,
                None,
            ),
            ("@whatever{a, title={T}}", CslType::Document, None),
        ] {
            let csl = one(text);
            assert_eq!((csl.kind, csl.genre.as_deref()), (kind, genre), "{text}");
        }
    }

    #[test]
    fn pages_have_one_hyphen() {
        for (latex, expected) in [
            ("1--2", "1-2"),
            ("1 -- 2, 5---6", "1-2, 5-6"),
            ("123--", "123"),
            ("R10–R12", "R10-R12"),
            ("e12", "e12"),
        ] {
            assert_eq!(pages(latex), expected, "{latex}");
        }
    }
}
