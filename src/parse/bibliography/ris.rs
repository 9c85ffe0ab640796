//! RIS, and the kindred format of the Web of Science: a line for each tag, in records.
//!
//! The tags are those of the [format's description](https://web.archive.org/web/20120526103719/http://refman.com/support/risformat_intro.asp)
//! and those that EndNote and Zotero write. A line without a tag goes on with the one before it.

mod lines;

use serde_json::json;

use self::lines::Record;
use super::{Bibliography, date};
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{Csl, CslType, Custom, Name, Published, Reference, ReferenceId, bare_doi};

pub(super) fn read(text: &str) -> Bibliography {
    let mut read = Bibliography::default();
    for record in lines::records(text, &mut read.diagnostics) {
        if record.is_bare() {
            read.diagnostics.push(Diagnostic::new(
                Code::UnreadableEntry,
                record.span,
                "this record says nothing but what kind of work it is, and is left out",
            ));
            continue;
        }
        read.references.push(Reference {
            id: ReferenceId::new(record.first(&["ID", "LB"]).unwrap_or_default()),
            csl: Some(csl(&record)),
            position: Some(record.span),
            ..Reference::default()
        });
    }
    read
}

fn csl(record: &Record) -> Csl {
    let mut csl = Csl::new(kind(record.first(&["TY", "PT"]).unwrap_or_default()));
    people(record, &mut csl);
    titles(record, &mut csl);
    dates(record, &mut csl);
    numbers(record, &mut csl);
    identifiers(record, &mut csl);
    csl.edition = record.text(&["ET"]);
    csl.publisher = record.text(&["PB", "PU"]);
    csl.publisher_place = record.text(&["CY", "PP", "PI"]);
    csl.language = record.text(&["LA"]);
    csl.r#abstract = record.text(&["AB", "N2"]);
    csl.keyword = record.joined(&["KW", "DE"]);
    csl.genre = record.text(&["M3"]);
    if csl.kind == CslType::PaperConference {
        csl.event_place = record.text(&["C1"]);
    }
    if csl.kind == CslType::Software {
        csl.version = csl.edition.take();
    }
    for (tags, variable) in [
        (&["CN"], "call-number"),
        (&["DP"], "source"),
        (&["SE"], "section"),
    ] {
        if let Some(text) = record
            .text(tags)
            .filter(|_| variable != "section" || csl.page.is_some())
        {
            csl.other.insert(variable.to_owned(), json!(text));
        }
    }
    notes(record, &mut csl);
    if csl.kind == CslType::Document && csl.archive.as_deref() == Some("arXiv") {
        csl.kind = CslType::Article;
    }
    csl
}

fn people(record: &Record, csl: &mut Csl) {
    let names = |tags: &[&str]| -> Vec<Name> { record.all(tags).filter_map(name).collect() };
    csl.author = names(&["AU", "A1"]);
    if csl.author.is_empty() {
        csl.author = names(&["AF", "CA"]);
    }
    let mut editors = names(&["ED", "BE"]);
    // In a book the second authors edit its series, elsewhere what holds the work.
    let (second, third) = (names(&["A2"]), names(&["A3"]));
    if csl.kind.published() == Published::Alone {
        csl.collection_editor = second;
        editors.extend(third);
    } else {
        editors.extend(second);
        csl.collection_editor = third;
    }
    csl.editor = editors;
    csl.translator = names(&["A4", "TA"]);
}

fn titles(record: &Record, csl: &mut Csl) {
    let book = record.text(&["BT"]);
    let alone = csl.kind.published() == Published::Alone;
    csl.title = record.text(&["TI", "T1", "CT"]);
    let mut container = if alone {
        record.text(&["JF", "JO", "SO"])
    } else {
        record.text(&["JF", "JO", "SO", "C3"])
    };
    if alone {
        csl.title = csl.title.take().or(book);
        csl.collection_title = record.text(&["T2", "T3"]);
    } else {
        // In print the book has more to say than an abbreviation of the journal.
        container = if csl.kind.published() == Published::InPeriodical {
            container.or_else(|| record.text(&["T2"])).or(book)
        } else {
            book.or(record.text(&["T2"])).or(container)
        };
        csl.collection_title = record.text(&["T3"]);
    }
    let short = record.text(&["JA", "J2", "J1", "JI", "J9"]);
    csl.container_title = container.or_else(|| short.clone());
    csl.container_title_short = short.filter(|short| csl.container_title.as_ref() != Some(short));
    csl.title_short = record.text(&["ST"]);
    if csl.title.is_none() {
        csl.title = csl.title_short.take();
    }
}

fn dates(record: &Record, csl: &mut Csl) {
    let read = |tags: &[&str]| record.first(tags).and_then(date::read);
    let year = read(&["PY", "Y1"]);
    // The whole date stands in a tag of its own; both say the same year.
    let whole = read(&["DA"]).filter(|date| date.year().is_some());
    let day = record.first(&["PD"]).zip(record.first(&["PY"]));
    let printed = day.and_then(|(day, year)| date::read(&format!("{day} {year}")));
    csl.issued = match (year, whole.or(printed)) {
        (Some(year), Some(whole)) if year.literal.is_none() && year.year() != whole.year() => {
            Some(year)
        }
        (Some(year), Some(whole)) => {
            let length =
                |date: &crate::model::Date| date.date_parts.iter().map(Vec::len).sum::<usize>();
            Some(if length(&whole) >= length(&year) {
                whole
            } else {
                year
            })
        }
        (year, whole) => year.or(whole),
    };
    csl.accessed = read(&["Y2"]);
}

fn numbers(record: &Record, csl: &mut Csl) {
    csl.volume = record.text(&["VL", "VO"]);
    csl.issue = record.text(&["IS", "CP"]);
    if !matches!(
        csl.kind.published(),
        Published::InPeriodical | Published::InBook
    ) {
        csl.number = csl.issue.take();
    }
    csl.number_of_volumes = record.text(&["NV"]);
    let (first, last) = (record.text(&["SP", "BP"]), record.text(&["EP"]));
    csl.page = match (first, last) {
        (Some(first), Some(last)) if first != last && !first.contains(['-', '–']) => {
            Some(format!("{first}-{last}"))
        }
        (first, last) => first
            .or(last)
            .map(|page| page.replace(['–', '—'], "-"))
            .or_else(|| record.text(&["C7", "AR"]))
            .or_else(|| record.text(&["SE"])),
    };
}

fn identifiers(record: &Record, csl: &mut Csl) {
    csl.doi = record
        .text(&["DO", "DI"])
        .map(|doi| bare_doi(&doi).to_owned());
    csl.url = record.text(&["UR", "L2", "LK"]);
    if let Some(number) = record.joined(&["SN"]) {
        let books = matches!(csl.kind.published(), Published::Alone | Published::InBook);
        if books && digits(&number) >= 10 {
            csl.isbn = Some(number);
        } else {
            csl.issn = Some(number);
        }
    }
    if let Some(number) = record.text(&["BN"]) {
        csl.isbn = Some(number);
    }
    csl.pmid = record.text(&["PM"]);
    csl.pmcid = record
        .text(&["C2"])
        .filter(|number| number.starts_with("PMC"));
    let database = record.text(&["DB"]);
    let medical = database.as_deref().is_some_and(|name| {
        let name = name.to_lowercase();
        name.contains("pubmed") || name.contains("medline")
    });
    if let Some(number) = record.text(&["AN"]) {
        if medical && csl.pmid.is_none() {
            csl.pmid = Some(number);
        } else {
            csl.archive_location = Some(number);
        }
    }
    csl.archive = database.filter(|_| !medical);
}

fn digits(text: &str) -> usize {
    text.chars().filter(char::is_ascii_digit).count()
}

/// Notes, and in them what the format has no tag for, by the names that PubMed and we give it.
fn notes(record: &Record, csl: &mut Csl) {
    let mut kept = Vec::new();
    for note in record.all(&["N1", "RN"]) {
        let taken = note.split("; ").all(is_named);
        if !taken {
            kept.push(note.to_owned());
            continue;
        }
        for part in note.split("; ") {
            let (name, value) = part.split_once(": ").unwrap_or_default();
            let value = Some(value.to_owned());
            match name {
                "PMID" => {
                    // The same number without its name.
                    if csl.archive_location == value {
                        csl.archive_location = None;
                    }
                    csl.pmid = value;
                }
                "PMCID" => csl.pmcid = value,
                "VL" => csl.volume = value,
                "IS" => csl.issue = value,
                _ => {
                    csl.custom = Some(Custom {
                        et_al: true,
                        ..Custom::default()
                    });
                }
            }
        }
    }
    csl.note = (!kept.is_empty()).then(|| kept.join(" "));
}

fn is_named(part: &str) -> bool {
    part == "AU: et al."
        || ["PMID: ", "PMCID: ", "VL: ", "IS: "]
            .iter()
            .any(|name| part.starts_with(name))
}

/// `Family, Given, Suffix`; a name without commas is whole.
fn name(text: &str) -> Option<Name> {
    let mut parts = text.splitn(3, ',').map(str::trim);
    let family = parts.next().filter(|family| !family.is_empty())?;
    let (given, suffix) = (parts.next(), parts.next());
    let some = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let Some(given) = given else {
        return Some(Name::literal(family));
    };
    let words: Vec<&str> = family.split_whitespace().collect();
    let particle = words
        .iter()
        .take(words.len().saturating_sub(1))
        .take_while(|word| word.starts_with(char::is_lowercase))
        .count();
    let (particle, family) = words.split_at_checked(particle)?;
    Some(Name {
        given: some(Some(given)),
        suffix: some(suffix),
        non_dropping_particle: (!particle.is_empty()).then(|| particle.join(" ")),
        family: Some(family.join(" ")),
        ..Name::default()
    })
}

fn kind(tag: &str) -> CslType {
    match tag.to_uppercase().as_str() {
        "JOUR" | "EJOUR" | "INPR" | "ABST" | "JOURNAL ARTICLE" | "J" => CslType::ArticleJournal,
        "MGZN" => CslType::ArticleMagazine,
        "NEWS" => CslType::ArticleNewspaper,
        "JFULL" => CslType::Periodical,
        "BOOK" | "EBOOK" | "EDBOOK" | "WHOLE" | "SER" | "B" => CslType::Book,
        "CHAP" | "ECHAP" | "BOOK SECTION" => CslType::Chapter,
        "CPAPER" | "CONF" | "CONFERENCE PAPER" | "C" => CslType::PaperConference,
        "DICT" => CslType::EntryDictionary,
        "ENCYC" => CslType::EntryEncyclopedia,
        "THES" => CslType::Thesis,
        "RPRT" | "GOVDOC" => CslType::Report,
        "STAND" => CslType::Standard,
        "PAMP" => CslType::Pamphlet,
        "ELEC" | "ICOMM" | "WEB" | "WEB PAGE" => CslType::Webpage,
        "BLOG" => CslType::PostWeblog,
        "DATA" | "DBASE" | "AGGR" => CslType::Dataset,
        "COMP" => CslType::Software,
        "PAT" | "P" => CslType::Patent,
        "BILL" | "UNBILL" => CslType::Bill,
        "STAT" => CslType::Legislation,
        "CASE" => CslType::LegalCase,
        "HEAR" => CslType::Hearing,
        "UNPB" | "MANSCPT" => CslType::Manuscript,
        "MAP" => CslType::Map,
        "MPCT" | "VIDEO" => CslType::MotionPicture,
        "MUSIC" => CslType::MusicalScore,
        "SOUND" => CslType::Song,
        "ART" | "CHART" => CslType::Graphic,
        "FIGURE" => CslType::Figure,
        "SLIDE" => CslType::Speech,
        "PCOMM" => CslType::PersonalCommunication,
        "CLSWK" | "ANCIENT" => CslType::Classic,
        _ => CslType::Document,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Date;

    fn one(text: &str) -> Csl {
        let mut read = read(text);
        assert_eq!(read.diagnostics, []);
        read.references.remove(0).csl.unwrap()
    }

    #[test]
    fn a_record_has_its_fields() {
        let csl = one(
            "\u{FEFF}TY  - JOUR\r\nAU  - van den Heuvel, EG, Jr\r\nAU  - WHO\r\nTI  - On bones\r\n      and teeth\r\nJF  - Bone Lore\r\nJA  - B Lore\r\nPY  - 2000\r\nDA  - 2000/03//\r\nVL  - 15\r\nIS  - 3\r\nSP  - 515\r\nEP  - 21\r\nZZ  - what\r\nKW  - a\r\nKW  - b\r\nDO  - https://doi.org/10.1000/x\r\nAN  - 123\r\nN1  - PMID: 123; AU: et al.\r\nER  - \r\n",
        );
        assert_eq!(
            csl.author[0].non_dropping_particle.as_deref(),
            Some("van den")
        );
        assert_eq!(csl.author[0].suffix.as_deref(), Some("Jr"));
        assert_eq!(csl.author[1].literal.as_deref(), Some("WHO"));
        assert_eq!(csl.title.as_deref(), Some("On bones and teeth"));
        assert_eq!(csl.container_title.as_deref(), Some("Bone Lore"));
        assert_eq!(csl.container_title_short.as_deref(), Some("B Lore"));
        assert_eq!(csl.issued, Some(Date::new(2000, Some(3), None)));
        assert_eq!(csl.page.as_deref(), Some("515-21"));
        assert_eq!(csl.keyword.as_deref(), Some("a, b"));
        assert_eq!(csl.doi.as_deref(), Some("10.1000/x"));
        assert_eq!(
            (csl.pmid.as_deref(), csl.archive_location.as_deref()),
            (Some("123"), None)
        );
        assert!(csl.et_al() && csl.note.is_none());
    }

    #[test]
    fn the_web_of_science_has_its_own_tags() {
        let csl = one(
            "FN Clarivate\nVR 1.0\nPT J\nAU Doe, J\n   Roe, R\nTI On bones\n   and teeth\nSO BONE LORE\nPD MAY 5\nPY 2010\nVL 7\nBP 1\nEP 9\nDI 10.1000/x\nER\n\nEF\n",
        );
        assert_eq!(csl.kind, CslType::ArticleJournal);
        assert_eq!(csl.author.len(), 2);
        assert_eq!(csl.title.as_deref(), Some("On bones and teeth"));
        assert_eq!(csl.container_title.as_deref(), Some("BONE LORE"));
        assert_eq!(csl.issued, Some(Date::new(2010, Some(5), Some(5))));
        assert_eq!(csl.page.as_deref(), Some("1-9"));
    }
}
