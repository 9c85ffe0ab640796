//! Every word of ours that a reader sees or hears.

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

    /// The accessible name of a marker: "Reference 11", "References 40–42". It holds what is
    /// shown, so that who speaks to the machine can say what they see
    /// ([WCAG 2.5.3](https://www.w3.org/WAI/WCAG22/Understanding/label-in-name.html)).
    pub fn marker(self, count: usize, shown: &str) -> String {
        match count {
            0 | 1 => format!("Reference {shown}"),
            _ => format!("References {shown}"),
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

    /// The link to a cited page.
    pub fn open_page(self) -> &'static str {
        "Open page"
    }

    /// The name of a link from a reference to one of its uses.
    pub fn back(self, number: usize, of: usize, section: Option<&str>) -> String {
        let place = section
            .map(|title| format!(" in {title}"))
            .unwrap_or_default();
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
