//! References as RIS: a line for each tag.
//!
//! The tags are those of the [format's description](https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp).
//! Where it leaves a choice, the one is taken that EndNote, Zotero and Citation.js all read.

use super::{fields, joined, one_line, page_range, points, printed, value};
use crate::model::{Csl, CslType, Date, Name, Published, Reference};

/// A record for each reference, with a blank line between them. The numbers of this list mean
/// nothing in another collection and are left out; Citation.js would take their tag, `ID`, for
/// a sign of the format's oldest dialect, which has no date of access.
pub(super) fn write(references: &[&Reference]) -> String {
    let records: Vec<String> = references
        .iter()
        .map(|reference| Record::of(reference).finish())
        .collect();
    records.join("\r\n")
}

/// A record being written.
struct Record(String);

impl Record {
    fn of(reference: &Reference) -> Self {
        let mut record = Self(String::new());
        let Some(csl) = fields(reference) else {
            record.line("TY", "GEN");
            record.line("TI", &printed(reference));
            return record;
        };
        record.line("TY", record_type(csl.kind));
        record.names("AU", &csl.author);
        // Each type of work has its own tag for the editors of the volume.
        record.names(
            match csl.kind.published() {
                Published::Alone => "A3",
                Published::OnWeb => "ED",
                Published::InBook | Published::InPeriodical | Published::Otherwise => "A2",
            },
            &csl.editor,
        );
        record.field("TI", csl.title.as_deref());
        record.field("T2", csl.container_title.as_deref());
        record.issued(csl.issued.as_ref());
        let mut notes = Vec::new();
        record.volume_and_issue(csl, &mut notes);
        record.pages(csl);
        record.field("ET", csl.edition.as_deref().or(csl.version.as_deref()));
        record.field("PB", csl.publisher.as_deref());
        record.field("CY", csl.publisher_place.as_deref());
        record.rest(csl, &mut notes);
        record.field("DO", csl.doi.as_deref());
        record.identifiers(csl, &mut notes);
        record.field("UR", csl.url.as_deref());
        record.accessed(csl);
        if csl.et_al() {
            notes.push("AU: et al.".to_owned());
        }
        record.line("N1", &notes.join("; "));
        record
    }

    fn finish(mut self) -> String {
        self.0.push_str("ER  - \r\n");
        self.0
    }

    /// One line. Two spaces and a hyphen end a tag, and [`one_line`] leaves no two spaces in a
    /// value; an empty value is left out.
    fn line(&mut self, tag: &str, value: &str) {
        let value = one_line(value);
        if !value.is_empty() {
            self.0.push_str(tag);
            self.0.push_str("  - ");
            self.0.push_str(&value);
            self.0.push_str("\r\n");
        }
    }

    fn field(&mut self, tag: &str, field: Option<&str>) {
        self.line(tag, &value(field).unwrap_or_default());
    }

    fn names(&mut self, tag: &str, names: &[Name]) {
        for name in names {
            self.line(tag, &written_name(name));
        }
    }

    /// The year, and the whole date where more is known. The second date of a span of time
    /// stands where the format has room for "other information".
    fn issued(&mut self, date: Option<&Date>) {
        let Some(date) = date else { return };
        let mut points = points(date);
        let Some(first) = points.next() else {
            self.field("PY", date.literal.as_deref());
            return;
        };
        self.line("PY", &joined(first.get(..1).unwrap_or_default(), ""));
        let second = points.next();
        if first.len() > 1 || second.is_some() {
            let other = second.map(|point| joined(point, "-")).unwrap_or_default();
            self.line("DA", &(ris_date(first) + &other));
        }
    }

    /// Readers take the volume of a web page for the year of access, so there the two stand in
    /// the note.
    fn volume_and_issue(&mut self, csl: &Csl, notes: &mut Vec<String>) {
        for (tag, field) in [("VL", &csl.volume), ("IS", &csl.issue)] {
            if csl.kind.published() != Published::OnWeb {
                self.field(tag, field.as_deref());
            } else if let Some(value) = value(field.as_deref()) {
                notes.push(format!("{tag}: {value}"));
            }
        }
    }

    /// What only some kinds of work have.
    fn rest(&mut self, csl: &Csl, notes: &mut Vec<String>) {
        self.names("A4", &csl.translator);
        self.field("J2", csl.container_title_short.as_deref());
        self.field("ST", csl.title_short.as_deref());
        self.field("M3", csl.genre.as_deref());
        // The series of a book is what holds it.
        let alone = csl.kind.published() == Published::Alone;
        let series = if alone && csl.container_title.is_none() {
            "T2"
        } else {
            "T3"
        };
        self.field(series, csl.collection_title.as_deref());
        if csl.issue.is_none() {
            self.field("IS", csl.number.as_deref());
        }
        self.field("NV", csl.number_of_volumes.as_deref());
        if csl.kind == CslType::PaperConference {
            self.field("C1", csl.event_place.as_deref());
        }
        self.field("SN", csl.isbn.as_deref().or(csl.issn.as_deref()));
        self.field("LA", csl.language.as_deref());
        if let Some(archive) = value(csl.archive.as_deref()) {
            self.line("DB", &archive);
            if csl.pmid.is_none() {
                self.field("AN", csl.archive_location.as_deref());
            }
        }
        if let Some(keywords) = value(csl.keyword.as_deref()) {
            for keyword in keywords.split(", ") {
                self.line("KW", keyword);
            }
        }
        self.field("AB", csl.r#abstract.as_deref());
        notes.extend(value(csl.note.as_deref()));
    }

    /// First and last page. In a book the one is taken for the number of all pages, so there
    /// they stand together.
    fn pages(&mut self, csl: &Csl) {
        let Some(page) = value(csl.page.as_deref()) else {
            return;
        };
        match page_range(&page) {
            _ if csl.kind.published() == Published::Alone => self.line("SE", &page),
            Some((first, last)) => {
                self.line("SP", first);
                self.line("EP", last);
            }
            None => self.line("SP", &page),
        }
    }

    /// The format knows PubMed by its accession number only, and PubMed Central only for
    /// articles; in the note both have their names.
    fn identifiers(&mut self, csl: &Csl, notes: &mut Vec<String>) {
        self.field("AN", csl.pmid.as_deref());
        if let Some(pmid) = value(csl.pmid.as_deref()) {
            notes.push(format!("PMID: {pmid}"));
        }
        if csl.kind.published() == Published::InPeriodical {
            self.field("C2", csl.pmcid.as_deref());
        } else if let Some(pmcid) = value(csl.pmcid.as_deref()) {
            notes.push(format!("PMCID: {pmcid}"));
        }
    }

    /// The day of access. EndNote and Citation.js look for that of a web page in `M1`.
    fn accessed(&mut self, csl: &Csl) {
        let Some(date) = csl.accessed.as_ref().and_then(|date| points(date).next()) else {
            return;
        };
        let date = ris_date(date);
        self.line("Y2", &date);
        if csl.kind.published() == Published::OnWeb {
            self.line("M1", &date);
        }
    }
}

fn record_type(kind: CslType) -> &'static str {
    match kind {
        CslType::ArticleJournal | CslType::Review | CslType::ReviewBook => "JOUR",
        CslType::ArticleMagazine => "MGZN",
        CslType::ArticleNewspaper => "NEWS",
        CslType::Book => "BOOK",
        CslType::Chapter => "CHAP",
        CslType::PaperConference => "CPAPER",
        CslType::EntryDictionary => "DICT",
        CslType::EntryEncyclopedia => "ENCYC",
        CslType::Thesis => "THES",
        CslType::Report => "RPRT",
        CslType::Standard => "STAND",
        CslType::Pamphlet => "PAMP",
        CslType::Webpage | CslType::Post => "ELEC",
        CslType::PostWeblog => "BLOG",
        CslType::Dataset => "DATA",
        CslType::Software => "COMP",
        CslType::Patent => "PAT",
        CslType::Bill => "BILL",
        CslType::Legislation | CslType::Regulation | CslType::Treaty => "STAT",
        CslType::LegalCase => "CASE",
        CslType::Hearing => "HEAR",
        CslType::Manuscript => "UNPB",
        CslType::Map => "MAP",
        CslType::MotionPicture => "MPCT",
        CslType::MusicalScore => "MUSIC",
        CslType::Song => "SOUND",
        CslType::Graphic => "ART",
        CslType::Figure => "FIGURE",
        CslType::PersonalCommunication | CslType::Interview => "PCOMM",
        CslType::Periodical => "JFULL",
        CslType::Speech => "SLIDE",
        CslType::Classic => "CLSWK",
        _ => "GEN",
    }
}

/// `2000/03/15/`: year, month, day, and room for other information.
fn ris_date(parts: &[i32]) -> String {
    let mut date = joined(parts, "/");
    for _ in parts.len()..=3 {
        date.push('/');
    }
    date
}

/// `van den Heuvel, EG, Jr`. Commas divide the parts, so a part has none; the name of a group
/// keeps its own.
fn written_name(name: &Name) -> String {
    let part = |part: &Option<String>| value(part.as_deref()).map(|part| part.replace(',', " "));
    let family: Vec<String> = [&name.non_dropping_particle, &name.family]
        .into_iter()
        .filter_map(part)
        .collect();
    if name.family.is_none() {
        if let Some(literal) = value(name.literal.as_deref()) {
            return literal;
        }
        return part(&name.given).unwrap_or_default();
    }
    let mut written = family.join(" ");
    match (part(&name.given), part(&name.suffix)) {
        (given, Some(suffix)) => {
            written.push_str(", ");
            written.push_str(&given.unwrap_or_default());
            written.push_str(", ");
            written.push_str(&suffix);
        }
        (Some(given), None) => {
            written.push_str(", ");
            written.push_str(&given);
        }
        (None, None) => {}
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Custom, Inline, ReferenceId};

    fn record(csl: Csl) -> Vec<String> {
        let reference = Reference {
            id: ReferenceId::from(1),
            label: None,
            children: Vec::new(),
            csl: Some(csl),
            position: None,
        };
        write(&[&reference])
            .split_terminator("\r\n")
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn an_article_is_a_line_for_each_tag() {
        let mut csl = Csl::new(CslType::ArticleJournal);
        csl.author = vec![
            Name {
                given: Some("EG".into()),
                non_dropping_particle: Some("van den".into()),
                family: Some("Heuvel".into()),
                ..Name::default()
            },
            Name::literal("Bone Group"),
        ];
        csl.title = Some("On bones".into());
        csl.container_title = Some("Bone".into());
        csl.issued = Some(Date::new(2000, Some(3), None));
        csl.volume = Some("15".into());
        csl.issue = Some("3".into());
        csl.page = Some("515-21".into());
        csl.pmid = Some("123".into());
        csl.pmcid = Some("PMC9".into());
        csl.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
        assert_eq!(
            record(csl),
            [
                "TY  - JOUR",
                "AU  - van den Heuvel, EG",
                "AU  - Bone Group",
                "TI  - On bones",
                "T2  - Bone",
                "PY  - 2000",
                "DA  - 2000/03//",
                "VL  - 15",
                "IS  - 3",
                "SP  - 515",
                "EP  - 21",
                "AN  - 123",
                "C2  - PMC9",
                "N1  - PMID: 123; AU: et al.",
                "ER  - ",
            ]
        );
    }

    #[test]
    fn no_value_ends_its_line_or_its_record() {
        let mut csl = Csl::new(CslType::Webpage);
        csl.title = Some("One\r\nER  - \r\nTY  - JOUR\u{0}\u{2028}TI  - two".into());
        csl.author = vec![Name {
            family: Some("Do, e".into()),
            given: Some("J,\nK".into()),
            suffix: Some("Jr".into()),
            ..Name::default()
        }];
        assert_eq!(
            record(csl),
            [
                "TY  - ELEC",
                "AU  - Do e, J K, Jr",
                "TI  - One ER - TY - JOUR TI - two",
                "ER  - ",
            ]
            .map(str::to_owned)
        );
    }

    #[test]
    fn spans_of_time_keep_their_end() {
        let mut csl = Csl::new(CslType::Document);
        csl.title = Some("t".into());
        csl.issued = Some(Date {
            date_parts: vec![vec![2010, 5], vec![2010, 6]],
            ..Date::default()
        });
        assert!(record(csl).contains(&"DA  - 2010/05//2010-06".to_owned()));
    }

    #[test]
    fn without_fields_the_printed_entry_is_the_title() {
        let reference = Reference {
            id: ReferenceId::from(1),
            label: None,
            children: vec![Inline::text("As\nprinted.")],
            csl: None,
            position: None,
        };
        assert_eq!(
            write(&[&reference, &reference]),
            "TY  - GEN\r\nTI  - As printed.\r\nER  - \r\n\r\nTY  - GEN\r\nTI  - As printed.\r\nER  - \r\n"
        );
    }
}
