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

    /// The accessible name of a marker, from runs of labels: "References 4 and 11 to 13".
    pub fn reference_names(self, runs: &[(&str, &str)]) -> String {
        names(runs, " to ")
    }

    /// The name of a marker's card: "References 4 and 11–13".
    pub fn card_title(self, runs: &[(&str, &str)]) -> String {
        names(runs, "–")
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
}

/// "Reference 11", "References 4 and 11", "References 4, 9 and 11 to 13".
fn names(runs: &[(&str, &str)], to: &str) -> String {
    let run = |(first, last): &(&str, &str)| {
        if first == last {
            (*first).to_owned()
        } else {
            format!("{first}{to}{last}")
        }
    };
    match runs {
        [] => "Reference".to_owned(),
        [one] if one.0 == one.1 => format!("Reference {}", one.0),
        [one] => format!("References {}", run(one)),
        [before @ .., last] => {
            let before: Vec<String> = before.iter().map(run).collect();
            format!("References {} and {}", before.join(", "), run(last))
        }
    }
}
