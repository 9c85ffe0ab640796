//! References as BibTeX.
//!
//! Names of fields are BibTeX's where it has one (`journal`, `year`, `address`); BibLaTeX reads
//! these as aliases. What BibTeX has none for is named as in the
//! [BibLaTeX manual](https://mirrors.ctan.org/macros/latex/contrib/biblatex/doc/biblatex.pdf)
//! (`date`, `urldate`, `@online`); BibTeX's styles ignore what they do not know.

mod key;
mod latex;
mod name;

use super::{fields, joined, page_range, points, printed, value};
use crate::model::{Csl, CslType, Date, Published, Reference};

/// BibTeX's own abbreviations of the months, which every style resolves.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// An entry for each reference, with a blank line between them. Keys are unique in the file.
pub(super) fn write(references: &[&Reference]) -> String {
    let entries: Vec<String> = references
        .iter()
        .zip(key::keys(references))
        .map(|(reference, key)| entry(reference, &key))
        .collect();
    entries.join("\n")
}

fn entry(reference: &Reference, key: &str) -> String {
    let Some(csl) = fields(reference) else {
        let mut entry = Entry::new("misc", key);
        entry.text("note", Some(&printed(reference)));
        return entry.finish();
    };
    let mut entry = Entry::new(entry_type(csl.kind), key);
    entry.raw("author", &name::list(&csl.author, csl.et_al()));
    entry.raw("editor", &name::list(&csl.editor, false));
    if let Some(title) = value(csl.title.as_deref()) {
        entry.raw("title", &latex::title(&title));
    }
    let article = csl.kind.published() == Published::InPeriodical;
    entry.text(
        if article { "journal" } else { "booktitle" },
        csl.container_title.as_deref(),
    );
    entry.text("edition", csl.edition.as_deref());
    // Who answers for a web page is its organization in BibLaTeX.
    entry.list(
        if csl.kind.published() == Published::OnWeb {
            "organization"
        } else {
            "publisher"
        },
        csl.publisher.as_deref(),
    );
    entry.list("address", csl.publisher_place.as_deref());
    entry.issued(csl.issued.as_ref());
    entry.text("volume", csl.volume.as_deref());
    entry.text(
        // Outside of journals a number is that of a series.
        if article { "number" } else { "issue" },
        csl.issue.as_deref(),
    );
    entry.pages(csl);
    entry.rest(csl);
    entry.verbatim("doi", csl.doi.as_deref());
    entry.text("pmid", csl.pmid.as_deref());
    entry.text("pmcid", csl.pmcid.as_deref());
    entry.verbatim("url", csl.url.as_deref());
    if let Some(accessed) = csl.accessed.as_ref().and_then(|date| points(date).next()) {
        entry.raw("urldate", &joined(accessed, "-"));
    }
    entry.finish()
}

fn entry_type(kind: CslType) -> &'static str {
    match kind {
        CslType::ArticleJournal
        | CslType::ArticleMagazine
        | CslType::ArticleNewspaper
        | CslType::Review
        | CslType::ReviewBook => "article",
        CslType::Book => "book",
        CslType::Chapter => "incollection",
        CslType::EntryDictionary | CslType::EntryEncyclopedia => "inreference",
        CslType::PaperConference => "inproceedings",
        CslType::Thesis => "thesis",
        CslType::Report => "report",
        CslType::Standard => "standard",
        CslType::Periodical => "periodical",
        CslType::Legislation => "legislation",
        CslType::LegalCase => "jurisdiction",
        CslType::MotionPicture => "movie",
        CslType::Song => "audio",
        CslType::Graphic => "image",
        CslType::Performance => "performance",
        CslType::PersonalCommunication => "letter",
        CslType::Pamphlet => "booklet",
        CslType::Webpage | CslType::Post | CslType::PostWeblog => "online",
        CslType::Dataset => "dataset",
        CslType::Software => "software",
        CslType::Patent => "patent",
        CslType::Manuscript | CslType::Speech => "unpublished",
        _ => "misc",
    }
}

/// An entry being written.
struct Entry(String);

impl Entry {
    fn new(kind: &str, key: &str) -> Self {
        Self(format!("@{kind}{{{key},\n"))
    }

    fn finish(mut self) -> String {
        self.0.push_str("}\n");
        self.0
    }

    /// A field of text that is LaTeX already. Braces in it are balanced; empty ones are left out.
    fn raw(&mut self, name: &str, latex: &str) {
        if !latex.is_empty() {
            self.0.push_str("  ");
            self.0.push_str(name);
            self.0.push_str(" = {");
            self.0.push_str(latex);
            self.0.push_str("},\n");
        }
    }

    fn text(&mut self, name: &str, field: Option<&str>) {
        if let Some(value) = value(field) {
            self.raw(name, &latex::escape(&value));
        }
    }

    /// A field that readers divide at each "and": braces keep one thing one.
    fn list(&mut self, name: &str, field: Option<&str>) {
        if let Some(value) = value(field) {
            let latex = latex::escape(&value);
            if value
                .split(' ')
                .any(|word| word.eq_ignore_ascii_case("and"))
            {
                self.raw(name, &format!("{{{latex}}}"));
            } else {
                self.raw(name, &latex);
            }
        }
    }

    fn verbatim(&mut self, name: &str, field: Option<&str>) {
        if let Some(value) = value(field) {
            self.raw(name, &latex::verbatim(&value));
        }
    }

    /// Year and month for BibTeX; where a day or the end of a span of time is known the whole
    /// date too, which BibLaTeX prefers.
    fn issued(&mut self, date: Option<&Date>) {
        let Some(date) = date else { return };
        let all: Vec<String> = points(date).map(|parts| joined(parts, "-")).collect();
        let Some(first) = points(date).next() else {
            self.text("year", date.literal.as_deref());
            return;
        };
        let month = first
            .get(1)
            .and_then(|month| MONTHS.get(usize::try_from(*month).ok()?.checked_sub(1)?));
        // A number that is no month (CSL's seasons) has no abbreviation either.
        if all.len() > 1 || first.len() > 2 || first.len() > 1 && month.is_none() {
            self.raw("date", &all.join("/"));
        }
        let circa = date.circa && all.len() == 1 && first.len() == 1;
        if circa {
            self.raw("date", &format!("{}~", all.join("/")));
        }
        self.raw("year", &joined(first.get(..1).unwrap_or_default(), ""));
        if let Some(month) = month {
            self.0.push_str("  month = ");
            self.0.push_str(month);
            self.0.push_str(",\n");
        }
    }

    /// What only some kinds of work have.
    fn rest(&mut self, csl: &Csl) {
        let article = csl.kind.published() == Published::InPeriodical;
        self.raw("translator", &name::list(&csl.translator, false));
        self.text("shorttitle", csl.title_short.as_deref());
        self.text("shortjournal", csl.container_title_short.as_deref());
        self.text("type", csl.genre.as_deref());
        self.text("series", csl.collection_title.as_deref());
        // A number outside of journals is that of the work, else that of the series.
        if !article {
            self.text(
                "number",
                csl.number.as_deref().or(csl.collection_number.as_deref()),
            );
        }
        self.text("version", csl.version.as_deref());
        self.text("chapter", csl.chapter_number.as_deref());
        self.text("pagetotal", csl.number_of_pages.as_deref());
        self.text("volumes", csl.number_of_volumes.as_deref());
        self.text("eventtitle", csl.event_title.as_deref());
        self.text("venue", csl.event_place.as_deref());
        if let Some(original) = csl.original_date.as_ref() {
            let dates: Vec<String> = points(original).map(|parts| joined(parts, "-")).collect();
            self.raw("origdate", &dates.join("/"));
        }
        self.text("isbn", csl.isbn.as_deref());
        self.text("issn", csl.issn.as_deref());
        if let Some(place) = value(csl.archive_location.as_deref()) {
            self.raw("eprint", &latex::verbatim(&place));
            self.text("eprinttype", csl.archive.as_deref());
        }
        self.text("pubstate", csl.status.as_deref());
        self.text("langid", csl.language.as_deref());
        self.text("keywords", csl.keyword.as_deref());
        self.text("abstract", csl.r#abstract.as_deref());
        self.text("note", csl.note.as_deref());
    }

    fn pages(&mut self, csl: &Csl) {
        let Some(page) = value(csl.page.as_deref()) else {
            return;
        };
        match page_range(&page) {
            Some((first, last)) => self.raw("pages", &format!("{first}--{last}")),
            None => self.raw("pages", &latex::escape(&page)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Custom, Inline, Name, ReferenceId};

    fn reference(csl: Option<Csl>) -> Reference {
        Reference {
            id: ReferenceId::from(1),
            label: None,
            children: vec![Inline::text("As printed: 5 % of {all}.")],
            csl,
            position: None,
        }
    }

    #[test]
    fn an_article_has_every_field() {
        let mut csl = Csl::new(CslType::ArticleJournal);
        csl.author = vec![
            Name {
                family: Some("Shiraki".into()),
                given: Some("M".into()),
                ..Name::default()
            },
            Name::literal("Bone and Joint Group"),
        ];
        csl.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
        csl.title = Some("Vitamin K2 prevents 50% of fractures".into());
        csl.container_title = Some("J Bone Miner Res".into());
        csl.issued = Some(Date::new(2000, Some(3), None));
        csl.volume = Some("15".into());
        csl.issue = Some("3".into());
        csl.page = Some("515-21".into());
        csl.doi = Some("10.1000/a_b".into());
        csl.pmid = Some("123".into());
        csl.pmcid = Some("PMC9".into());
        csl.url = Some("https://example.org/a_b?c=%20&d={e}".into());
        csl.accessed = Some(Date::new(2020, Some(10), Some(5)));
        assert_eq!(
            write(&[&reference(Some(csl))]),
            "@article{shiraki2000vitamin,
  author = {Shiraki, M and {Bone and Joint Group} and others},
  title = {Vitamin {K2} prevents 50\\% of fractures},
  journal = {J Bone Miner Res},
  year = {2000},
  month = mar,
  volume = {15},
  number = {3},
  pages = {515--21},
  doi = {10.1000/a_b},
  pmid = {123},
  pmcid = {PMC9},
  url = {https://example.org/a_b?c=%20&d=%7Be%7D},
  urldate = {2020-10-05},
}
"
        );
    }

    #[test]
    fn a_date_with_a_day_is_written_for_both() {
        let mut csl = Csl::new(CslType::Chapter);
        csl.title = Some("Bones".into());
        csl.publisher = Some("Salt and Sons".into());
        csl.issued = Some(Date::new(2018, Some(9), Some(1)));
        let written = write(&[&reference(Some(csl))]);
        assert!(
            written.contains("  date = {2018-09-01},\n  year = {2018},\n  month = sep,\n"),
            "{written}"
        );
        assert!(
            written.contains("publisher = {{Salt and Sons}}"),
            "{written}"
        );
    }

    #[test]
    fn without_fields_the_printed_entry_is_a_note() {
        assert_eq!(
            write(&[&reference(None)]),
            "@misc{ref1,\n  note = {As printed: 5 \\% of \\textbraceleft{}all\\textbraceright{}.},\n}\n"
        );
    }
}
