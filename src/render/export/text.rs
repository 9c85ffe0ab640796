//! References as text, for the clipboard.
//!
//! What was printed stays as printed. Without it a line is built from the fields, after the
//! pattern of the [NLM](https://www.ncbi.nlm.nih.gov/books/NBK7256/) that medical journals call
//! Vancouver style.

use super::{fields, points, printed, value};
use crate::model::{Csl, Date, Name, Published, Reference};
use crate::render::messages::Messages;
use crate::render::reference::MOST_AUTHORS;
use crate::render::work::{self, catalogue_name};

/// References as text: a line for each, with its number where there are several.
pub fn write(references: &[&Reference], messages: Messages<'_>) -> String {
    let mut text = String::new();
    for reference in references {
        if references.len() > 1 {
            let label =
                value(reference.label.as_deref()).or_else(|| value(Some(reference.id.as_str())));
            text.push_str(&label.unwrap_or_default());
            text.push_str(". ");
        }
        text.push_str(&entry_text(reference, messages));
        text.push('\n');
    }
    text
}

/// A reference on one line, without its number: as printed, or built from its fields, with the
/// words of the style ("In:", "2nd ed.") in the language of the messages. Empty where there is
/// neither.
///
/// ```
/// use scholion::model::{Csl, CslType, Date, Name, Reference, ReferenceId};
/// use scholion::render::messages::Messages;
/// let mut csl = Csl::new(CslType::ArticleJournal);
/// csl.author = vec![Name { given: Some("Jane".into()), family: Some("Doe".into()), ..Name::default() }];
/// csl.title = Some("On bones".into());
/// csl.container_title = Some("Bone".into());
/// csl.issued = Some(Date::new(2000, Some(3), None));
/// csl.volume = Some("15".into());
/// csl.page = Some("515-21".into());
/// let reference = Reference { id: ReferenceId::from(1), label: None, children: vec![], csl: Some(csl), position: None };
/// assert_eq!(
///     scholion::render::entry_text(&reference, Messages::default()),
///     "Doe J. On bones. Bone. 2000 Mar;15:515-21."
/// );
/// ```
pub fn entry_text(reference: &Reference, messages: Messages<'_>) -> String {
    let printed = printed(reference);
    if printed.is_empty() {
        fields(reference)
            .map(|csl| built(csl, messages))
            .unwrap_or_default()
    } else {
        printed
    }
}

/// The line of these fields.
fn built(csl: &Csl, messages: Messages<'_>) -> String {
    let messages = messages.beside(csl.title.as_deref().unwrap_or_default());
    let mut line = Line::default();
    let has_authors = !csl.author.is_empty();
    if has_authors {
        line.sentence(&names(&csl.author, csl.et_al(), messages));
    } else if csl.kind.published() != Published::InBook {
        line.sentence(&editors(csl, messages));
    }
    line.field(csl.title.as_deref());
    let details = work::details(csl);
    match csl.kind.published() {
        Published::InPeriodical => {
            line.field(csl.container_title.as_deref());
            line.sentence(&in_journal(csl, messages));
            line.sentences(&details);
        }
        Published::InBook => {
            let book: Vec<String> = [editors(csl, messages), text(csl.container_title.as_deref())]
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect();
            if !book.is_empty() {
                line.sentence(&messages.inside(&book.join(". ")));
            }
            line.sentences(&details);
            line.imprint(csl, messages);
        }
        Published::Alone | Published::OnWeb | Published::Otherwise => {
            line.field(csl.container_title.as_deref());
            if has_authors {
                line.sentence(&editors(csl, messages));
            }
            line.sentences(&details);
            line.imprint(csl, messages);
        }
    }
    line.identifiers(csl, messages);
    line.0
}

/// A line made of sentences.
#[derive(Default)]
struct Line(String);

impl Line {
    /// Adds a sentence and its full stop, unless it ends in one.
    fn sentence(&mut self, sentence: &str) {
        if sentence.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push(' ');
        }
        self.0.push_str(sentence);
        if !sentence.ends_with(['.', '?', '!']) {
            self.0.push('.');
        }
    }

    fn field(&mut self, field: Option<&str>) {
        self.sentence(&text(field));
    }

    fn sentences(&mut self, sentences: &[String]) {
        for sentence in sentences {
            self.sentence(&super::one_line(sentence));
        }
    }

    /// Edition, volume, place, publisher, date and pages of what is no journal.
    fn imprint(&mut self, csl: &Csl, messages: Messages<'_>) {
        if let Some(edition) = value(csl.edition.as_deref()) {
            self.sentence(&messages.edition(&edition));
        }
        if let Some(volume) = value(csl.volume.as_deref()) {
            self.sentence(&messages.volume(&volume));
        }
        let who = joined_by(
            ": ",
            [
                text(csl.publisher_place.as_deref()),
                text(csl.publisher.as_deref()),
            ],
        );
        let when = date(csl.issued.as_ref(), messages);
        self.sentence(&joined_by("; ", [who, when]));
        if let Some(page) = value(csl.page.as_deref()) {
            self.sentence(&messages.pages(&page));
        }
    }

    /// What finds the work. Addresses and DOIs at the end have no full stop that would be
    /// copied with them.
    fn identifiers(&mut self, csl: &Csl, messages: Messages<'_>) {
        let named = |name: &str, field: &Option<String>| {
            value(field.as_deref()).map(|value| format!("{name}{value}"))
        };
        let found: Vec<String> = [
            named("PMID: ", &csl.pmid),
            named("PMCID: ", &csl.pmcid),
            named("doi:", &csl.doi),
            value(csl.url.as_deref()).map(|url| messages.available_at(&url)),
        ]
        .into_iter()
        .flatten()
        .collect();
        if !found.is_empty() {
            if !self.0.is_empty() {
                self.0.push(' ');
            }
            self.0.push_str(&found.join(". "));
            if csl.doi.is_none() && csl.url.is_none() {
                self.0.push('.');
            }
        }
        let accessed = csl.accessed.as_ref().and_then(|date| points(date).next());
        if let (Some(_), Some(parts)) = (&csl.url, accessed) {
            self.0.push('.');
            self.sentence(&messages.accessed(parts));
        }
    }
}

fn text(field: Option<&str>) -> String {
    value(field).unwrap_or_default()
}

fn joined_by(joint: &str, parts: [String; 2]) -> String {
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(joint)
}

/// `2000 Mar;15(3):515-21`, with what there is of it.
fn in_journal(csl: &Csl, messages: Messages<'_>) -> String {
    let mut source = date(csl.issued.as_ref(), messages);
    let volume = text(csl.volume.as_deref());
    let issue = value(csl.issue.as_deref())
        .map(|issue| format!("({issue})"))
        .unwrap_or_default();
    if !volume.is_empty() || !issue.is_empty() {
        if !source.is_empty() {
            source.push(';');
        }
        source.push_str(&volume);
        source.push_str(&issue);
    }
    if let Some(page) = value(csl.page.as_deref()) {
        if !source.is_empty() {
            source.push(':');
        }
        source.push_str(&page);
    }
    source
}

/// `2000 Mar 15`; a span of time with a dash and what is different in its end.
fn date(date: Option<&Date>, messages: Messages<'_>) -> String {
    let mut text = String::new();
    let mut before: &[i32] = &[];
    for parts in date.iter().flat_map(|date| points(date)) {
        let mut words = Vec::new();
        let same_year = parts.first() == before.first();
        // `2009 May 2-4`: the month is not said twice where only the day differs.
        let same_month = same_year && parts.len() > 2 && parts.get(1) == before.get(1);
        if let Some(year) = parts.first().filter(|_| !same_year) {
            words.push(year.to_string());
        }
        if let Some(month) = parts.get(1).and_then(|month| messages.month_short(*month)) {
            if !same_month {
                words.push(month.to_owned());
            }
            words.extend(parts.get(2).map(ToString::to_string));
        }
        if !text.is_empty() && !words.is_empty() {
            text.push('-');
        }
        text.push_str(&words.join(" "));
        before = parts;
    }
    let circa = date.is_some_and(|date| date.circa) && !text.is_empty();
    let words = date.and_then(|date| value(date.literal.as_deref()));
    match words.filter(|_| text.is_empty()) {
        Some(words) => words,
        None if circa => format!("c. {text}"),
        None => text,
    }
}

fn editors(csl: &Csl, messages: Messages<'_>) -> String {
    if csl.editor.is_empty() {
        return String::new();
    }
    let names = names(&csl.editor, false, messages);
    messages.editors(&names, csl.editor.len())
}

/// `Shiraki M, Shiraki Y, et al.`: six names at most.
fn names(names: &[Name], more: bool, messages: Messages<'_>) -> String {
    let mut list: Vec<String> = names
        .iter()
        .take(MOST_AUTHORS)
        .map(catalogue_name)
        .filter(|name| !name.is_empty())
        .collect();
    if more || names.len() > MOST_AUTHORS {
        list.push(messages.et_al().replace('\u{A0}', " "));
    }
    list.join(messages.separator())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::CslType;
    use crate::model::{Custom, Inline, ReferenceId};

    fn person(family: &str, given: &str) -> Name {
        Name {
            family: Some(family.into()),
            given: Some(given.into()),
            ..Name::default()
        }
    }

    fn entry(reference: &Reference) -> String {
        entry_text(reference, Messages::default())
    }

    fn reference(csl: Option<Csl>, printed: &str) -> Reference {
        Reference {
            id: ReferenceId::from(7),
            label: Some("7".into()),
            children: vec![Inline::text(printed)],
            csl,
            position: None,
        }
    }

    #[test]
    fn a_chapter_names_its_book() {
        let mut csl = Csl::new(CslType::Chapter);
        csl.author = vec![person("Doe", "Jean-Paul"), Name::literal("Bone Group")];
        csl.editor = vec![person("Roe", "R. S."), person("Poe", "EA")];
        csl.title = Some("Are bones hard?".into());
        csl.container_title = Some("All of bones".into());
        csl.edition = Some("2".into());
        csl.publisher_place = Some("Berlin".into());
        csl.publisher = Some("Salt".into());
        csl.issued = Some(Date::new(2010, None, None));
        csl.page = Some("10-20".into());
        csl.doi = Some("10.1000/182".into());
        assert_eq!(
            entry(&reference(Some(csl), "")),
            "Doe JP, Bone Group. Are bones hard? In: Roe RS, Poe EA, editors. All of bones. 2nd ed. Berlin: Salt; 2010. p. 10-20. doi:10.1000/182"
        );
    }

    #[test]
    fn a_book_without_authors_begins_with_its_editor() {
        let mut csl = Csl::new(CslType::Book);
        csl.editor = vec![person("Roe", "R")];
        csl.title = Some("All of bones.".into());
        csl.edition = Some("Revised ed.".into());
        csl.volume = Some("2".into());
        csl.issued = Some(Date::new(2010, None, None));
        csl.pmid = Some("123".into());
        assert_eq!(
            entry(&reference(Some(csl), "")),
            "Roe R, editor. All of bones. Revised ed. Vol. 2. 2010. PMID: 123."
        );
    }

    #[test]
    fn six_authors_are_named_at_most() {
        let mut csl = Csl::new(CslType::ArticleJournal);
        csl.author = (0..8).map(|_| person("Doe", "J")).collect();
        csl.title = Some("T".into());
        csl.issued = Some(Date {
            date_parts: vec![vec![2010, 5], vec![2010, 6]],
            ..Date::default()
        });
        csl.issue = Some("2 Suppl 1".into());
        let written = entry(&reference(Some(csl.clone()), ""));
        assert_eq!(
            written,
            "Doe J, Doe J, Doe J, Doe J, Doe J, Doe J, et al. T. 2010 May-Jun;(2 Suppl 1)."
        );
        csl.author.truncate(1);
        csl.custom = Some(Custom {
            et_al: true,
            ..Custom::default()
        });
        assert!(entry(&reference(Some(csl), "")).starts_with("Doe J, et al. T. "));
    }

    #[test]
    fn works_of_every_kind_say_what_they_are() {
        for (bibtex, expected) in [
            (
                CslType::Thesis,
                "Doe J. Bones. PhD thesis. Ulm: Lore University; c. 1840.",
            ),
            (
                CslType::Software,
                "Doe J. Bones. v2.1. Ulm: Lore University; c. 1840.",
            ),
            (
                CslType::Article,
                "Doe J. Bones. arXiv:2001.00001. Ulm: Lore University; c. 1840.",
            ),
            (
                CslType::PaperConference,
                "Doe J. Bones. Bone Days; Bern. Ulm: Lore University; c. 1840.",
            ),
        ] {
            let mut csl = Csl::new(bibtex);
            csl.author = vec![person("Doe", "Jane")];
            csl.title = Some("<i>Bones</i>".into());
            csl.publisher = Some("Lore University".into());
            csl.publisher_place = Some("Ulm".into());
            csl.issued = Some(Date {
                circa: true,
                ..Date::new(1840, None, None)
            });
            match bibtex {
                CslType::Thesis => csl.genre = Some("PhD thesis".into()),
                CslType::Software => csl.version = Some("2.1".into()),
                CslType::Article => {
                    csl.archive = Some("arXiv".into());
                    csl.archive_location = Some("2001.00001".into());
                }
                _ => {
                    csl.event_title = Some("Bone Days".into());
                    csl.event_place = Some("Bern".into());
                }
            }
            assert_eq!(entry(&reference(Some(csl), "")), expected);
        }
    }

    #[test]
    fn what_was_printed_stays_and_a_list_is_numbered() {
        let printed = reference(None, "Doe J.\nOn bones.");
        assert_eq!(
            write(&[&printed], Messages::default()),
            "Doe J. On bones.\n"
        );
        let mut unlabelled = printed.clone();
        unlabelled.label = None;
        unlabelled.id = ReferenceId::new("doe");
        assert_eq!(
            write(&[&printed, &unlabelled], Messages::default()),
            "7. Doe J. On bones.\ndoe. Doe J. On bones.\n"
        );
        assert_eq!(entry(&reference(Some(Csl::new(CslType::Book)), "")), "");
    }
}
