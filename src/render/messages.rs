//! Every word of ours that a reader sees or hears.

use crate::model::UpdateType;

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Messages;

impl Messages {
    /// The heading of a reference list that has none of its own.
    pub fn references(self) -> &'static str {
        "References"
    }

    /// The heading of the list of sections.
    pub fn contents(self) -> &'static str {
        "Contents"
    }

    /// The button that closes the card.
    pub fn close(self) -> &'static str {
        "Close"
    }

    /// Before the names of authors.
    pub fn by(self) -> &'static str {
        "By"
    }

    /// Between the last two of several things.
    pub fn and(self) -> &'static str {
        "and"
    }

    /// How much a closed section holds.
    pub fn sources(self, count: usize) -> String {
        match count {
            1 => "1 source".to_owned(),
            n => format!("{n} sources"),
        }
    }

    /// How often a reference is cited.
    pub fn cited(self, count: usize) -> String {
        match count {
            0 => "not cited".to_owned(),
            1 => "cited once".to_owned(),
            n => format!("cited {n} times"),
        }
    }

    /// The accessible name of a marker: "Reference 11", "References 40 to 42".
    pub fn marker(self, count: usize, spoken: &str) -> String {
        match count {
            0 | 1 => format!("Reference {spoken}"),
            _ => format!("References {spoken}"),
        }
    }

    /// A range as it is read out.
    pub fn range(self, first: &str, last: &str) -> String {
        format!("{first} to {last}")
    }

    /// Several things in a sentence.
    pub fn list(self, items: &[String]) -> String {
        match items {
            [before @ .., last] if !before.is_empty() => {
                format!("{} {} {last}", before.join(", "), self.and())
            }
            items => items.concat(),
        }
    }

    /// The name of a marker's card, from runs of labels: "References 4, 11–13".
    pub fn card_title(self, runs: &[(&str, &str)]) -> String {
        let list: Vec<String> = runs
            .iter()
            .map(|(first, last)| {
                if first == last {
                    (*first).to_owned()
                } else {
                    format!("{first}–{last}")
                }
            })
            .collect();
        let several = runs.len() > 1 || runs.iter().any(|(first, last)| first != last);
        self.marker(if several { 2 } else { 1 }, &list.join(", "))
    }

    /// The name of a footnote, of its mark and of its card.
    pub fn note(self, label: &str) -> String {
        format!("Note {label}")
    }

    /// The heading of the footnotes.
    pub fn notes(self) -> &'static str {
        "Notes"
    }

    /// The card's word for a note that is not there.
    pub fn missing_note(self, label: &str) -> String {
        format!("Note {label} is not in this article.")
    }

    /// The card's word for a figure, table or formula that is not there.
    pub fn missing_part(self) -> &'static str {
        "What this points to is not in this article."
    }

    /// The link from a card to what it shows, in the text.
    pub fn in_the_text(self) -> &'static str {
        "in the text"
    }

    /// The link from a note's card to the notes.
    pub fn in_the_notes(self) -> &'static str {
        "in the notes"
    }

    /// The card's word for a number that no reference has.
    pub fn missing(self, label: &str) -> String {
        format!("Reference {label} is not in the list.")
    }

    /// The name of the link from the card to the list; it ends in [`Self::in_the_list`].
    pub fn go_to(self, label: &str) -> String {
        format!("Reference {label} {}", self.in_the_list())
    }

    /// The short text of that link.
    pub fn in_the_list(self) -> &'static str {
        "in the list"
    }

    /// The link to a search for a title in PubMed.
    pub fn search(self) -> &'static str {
        "Search PubMed"
    }

    /// The link to a search for a title in Crossref.
    pub fn search_crossref(self) -> &'static str {
        "Search Crossref"
    }

    /// The link to a cited page.
    pub fn open_page(self) -> &'static str {
        "Open page"
    }

    /// The button that copies a reference.
    pub fn copy(self) -> &'static str {
        "Copy"
    }

    /// The name of that button; it begins with [`Self::copy`].
    pub fn copy_reference(self, label: &str) -> String {
        format!("{} reference {label}", self.copy())
    }

    /// What such a button says afterwards.
    pub fn copied(self) -> &'static str {
        "Copied"
    }

    /// What it says where the browser has not allowed it.
    pub fn not_copied(self) -> &'static str {
        "Not copied"
    }

    /// The name of the link to the use before this one.
    pub fn previous_use(self, label: &str, place: Option<&str>) -> String {
        format!("Previous use of reference {label}{}", in_place(place))
    }

    /// The name of the link to the use after this one.
    pub fn next_use(self, label: &str, place: Option<&str>) -> String {
        format!("Next use of reference {label}{}", in_place(place))
    }

    /// The mark of a reference that nothing cites.
    pub fn uncited(self) -> &'static str {
        "not cited in the text"
    }

    /// The button that opens the sentences that cite a reference.
    pub fn contexts(self) -> &'static str {
        "in context"
    }

    /// The name of that button; it holds [`Self::contexts`].
    pub fn contexts_of(self, label: &str) -> String {
        format!("Reference {label} {}", self.contexts())
    }

    /// Where a sentence stands that no section or box holds.
    pub fn introduction(self) -> &'static str {
        "Introduction"
    }

    /// What a notice does to a reference.
    pub fn update(self, kind: UpdateType) -> &'static str {
        match kind {
            UpdateType::Retraction => "Retracted",
            UpdateType::Withdrawal => "Withdrawn",
            UpdateType::ExpressionOfConcern => "Expression of concern",
            UpdateType::Correction => "Corrected",
            UpdateType::Update => "Updated",
        }
    }

    /// The link to a notice.
    pub fn notice(self) -> &'static str {
        "Notice"
    }

    /// A date as a notice has it: `3 May 2021`, with what is known of it.
    pub fn date(self, year: i32, month: Option<i32>, day: Option<i32>) -> String {
        const MONTHS: [&str; 12] = [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ];
        let name = month
            .and_then(|month| usize::try_from(month).ok())
            .and_then(|month| MONTHS.get(month.checked_sub(1)?));
        match (name, day) {
            (Some(name), Some(day)) => format!("{day} {name} {year}"),
            (Some(name), None) => format!("{name} {year}"),
            (None, _) => year.to_string(),
        }
    }

    /// Says that a reference is the same source as another; the other's label follows.
    pub fn same_source(self) -> &'static str {
        "The same source as"
    }

    /// The button that opens the article's own citation, and the name of its card.
    pub fn cite_article(self) -> &'static str {
        "Cite this article"
    }

    /// The button that opens every section and box.
    pub fn expand_all(self) -> &'static str {
        "Expand all"
    }

    /// The button that closes every section and box.
    pub fn collapse_all(self) -> &'static str {
        "Collapse all"
    }

    /// The name of the link behind a heading, which copies its address.
    pub fn permalink(self, title: &str) -> String {
        format!("Copy link to {title}")
    }

    /// The button that dims the markers.
    pub fn quiet(self) -> &'static str {
        "Quiet markers"
    }

    /// What the filter of the reference list asks for.
    pub fn filter(self, count: usize) -> String {
        match count {
            1 => "Filter 1 reference".to_owned(),
            n => format!("Filter {n} references"),
        }
    }

    /// What a filter has found.
    pub fn found(self, shown: usize, of: usize) -> String {
        match shown {
            0 => "No reference matches.".to_owned(),
            1 => format!("1 of {of} references"),
            n => format!("{n} of {of} references"),
        }
    }

    /// The choice of the list's order.
    pub fn order(self) -> &'static str {
        "Order"
    }

    /// The orders: as printed, by first citation, by year, by author.
    pub fn orders(self) -> [(&'static str, &'static str); 4] {
        [
            ("printed", "As printed"),
            ("cited", "As cited"),
            ("year", "Newest first"),
            ("author", "By author"),
        ]
    }

    /// The button that opens the choices of export.
    pub fn export(self) -> &'static str {
        "Export"
    }

    /// The choice of what is exported.
    pub fn export_what(self) -> &'static str {
        "What to export"
    }

    /// All references.
    pub fn export_all(self, count: usize) -> String {
        format!("All references ({count})")
    }

    /// The references that the filter shows.
    pub fn export_shown(self, count: usize) -> String {
        format!("Those shown ({count})")
    }

    /// The references that the reader chooses.
    pub fn export_selected(self) -> &'static str {
        "A selection …"
    }

    /// The references of one section.
    pub fn export_section(self, title: &str, count: usize) -> String {
        format!("{title} ({count})")
    }

    /// The choice of the format.
    pub fn export_format(self) -> &'static str {
        "Format"
    }

    /// The name of the format of plain text.
    pub fn plain_text(self) -> &'static str {
        "Plain text"
    }

    /// The button that saves a file.
    pub fn save(self) -> &'static str {
        "Download"
    }

    /// The name of the box before a reference that is chosen.
    pub fn pick(self, label: &str) -> String {
        format!("Select reference {label}")
    }

    /// How many references are chosen.
    pub fn selected(self, count: usize) -> String {
        match count {
            0 => "Tick the references to export.".to_owned(),
            1 => "1 reference selected".to_owned(),
            n => format!("{n} references selected"),
        }
    }

    /// The control that leads back to where the reader was.
    pub fn return_back(self) -> &'static str {
        "Back to where you were"
    }

    /// The button that sends that control away.
    pub fn dismiss(self) -> &'static str {
        "Dismiss"
    }

    /// The control at a selection.
    pub fn copy_passage(self, references: usize) -> String {
        match references {
            1 => "Copy with its reference".to_owned(),
            n => format!("Copy with {n} references"),
        }
    }

    /// The name of a link from a reference to one of its uses.
    pub fn back(self, number: usize, of: usize, section: Option<&str>) -> String {
        let place = in_place(section);
        match of {
            1 => format!("Back to its use{place}"),
            _ => format!("Back to use {number} of {of}{place}"),
        }
    }

    /// The name of a table's scrolling box.
    pub fn table(self) -> &'static str {
        "Table"
    }

    /// Behind authors of whom not all are named.
    pub fn et_al(self) -> &'static str {
        "et\u{A0}al."
    }

    /// Before the book that holds a chapter.
    pub fn inside(self) -> &'static str {
        "In:"
    }

    /// Behind the names of editors.
    pub fn editors(self, count: usize) -> &'static str {
        match count {
            1 => "editor",
            _ => "editors",
        }
    }

    /// An edition that is a number gets its ending; words stay as they are.
    ///
    /// ```
    /// use scholion::render::messages::Messages;
    /// assert_eq!(Messages.edition("2"), "2nd ed.");
    /// assert_eq!(Messages.edition("2nd"), "2nd ed.");
    /// assert_eq!(Messages.edition("Revised edition"), "Revised edition");
    /// ```
    pub fn edition(self, edition: &str) -> String {
        if let Ok(number) = edition.parse::<u32>() {
            let ending = match (number % 100, number % 10) {
                (11..=13, _) => "th",
                (_, 1) => "st",
                (_, 2) => "nd",
                (_, 3) => "rd",
                _ => "th",
            };
            format!("{number}{ending} ed.")
        } else if edition
            .split(|c: char| !c.is_alphabetic())
            .any(|word| matches!(word.to_lowercase().as_str(), "ed" | "edition"))
        {
            edition.to_owned()
        } else {
            format!("{edition} ed.")
        }
    }

    /// The volume of a book.
    pub fn volume(self, volume: &str) -> String {
        format!("Vol. {volume}")
    }

    /// The pages of a book.
    pub fn pages(self, pages: &str) -> String {
        format!("p. {pages}")
    }

    /// Where a work is to be found.
    pub fn available_at(self, url: &str) -> String {
        format!("Available at: {url}")
    }

    /// When an address was looked at: year, month, day, with what is known of them.
    ///
    /// ```
    /// use scholion::render::messages::Messages;
    /// assert_eq!(Messages.accessed(&[2020, 10, 5]), "Accessed October 5, 2020");
    /// assert_eq!(Messages.accessed(&[2020, 10]), "Accessed October 2020");
    /// ```
    pub fn accessed(self, date: &[i32]) -> String {
        let month = date.get(1).and_then(|month| month_of(*month));
        match (date, month) {
            ([year, _, day, ..], Some(month)) => format!("Accessed {month} {day}, {year}"),
            ([year, ..], Some(month)) => format!("Accessed {month} {year}"),
            ([year, ..], None) => format!("Accessed {year}"),
            ([], _) => String::new(),
        }
    }

    /// A month from 1 in three letters, as bibliographies write it.
    pub fn month_short(self, month: i32) -> Option<&'static str> {
        month_of(month)?.get(..3)
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month_of(month: i32) -> Option<&'static str> {
    let index = usize::try_from(month).ok()?.checked_sub(1)?;
    MONTHS.get(index).copied()
}

fn in_place(title: Option<&str>) -> String {
    title
        .map(|title| format!(" in {title}"))
        .unwrap_or_default()
}
