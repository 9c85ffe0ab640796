//! Every word of ours that a reader sees or hears.
//!
//! `table.rs` declares each message once, `en.rs`, `de.rs` and `ar.rs` say it, `own.rs` lets a
//! publisher say it otherwise. [`Messages`] puts the parts into the words.

#[cfg(any(feature = "full", not(target_arch = "wasm32")))]
mod ar;
#[cfg(any(feature = "full", not(target_arch = "wasm32")))]
mod de;
mod en;
mod language;
mod own;
pub mod plural;
mod table;

#[cfg(any(feature = "full", not(target_arch = "wasm32")))]
pub use ar::ARABIC;
#[cfg(any(feature = "full", not(target_arch = "wasm32")))]
pub use de::GERMAN;
pub use en::ENGLISH;
pub use language::{Chosen, choose, direction, same_language};
pub use own::MessageError;
pub use table::{DECLARATIONS, Declaration, Kind, Table};

use crate::model::{Direction, UpdateType};

/// The languages that are here. English is spoken where nothing else is known.
#[cfg(any(feature = "full", not(target_arch = "wasm32")))]
pub static LANGUAGES: &[&Table] = &[&ENGLISH, &GERMAN, &ARABIC];

/// The languages that are here.
#[cfg(not(any(feature = "full", not(target_arch = "wasm32"))))]
pub static LANGUAGES: &[&Table] = &[&ENGLISH];

/// The languages that there are words in: those that are not here are in a file each.
pub const TRANSLATIONS: &[&str] = &["en", "de", "ar"];

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Messages<'a>(&'a Table);

impl Default for Messages<'_> {
    fn default() -> Self {
        Self(&ENGLISH)
    }
}

impl Table {
    /// The words of this table.
    pub fn messages(&self) -> Messages<'_> {
        Messages(self)
    }
}

impl<'a> Messages<'a> {
    /// The words of the first of these languages that is here; English where none is.
    ///
    /// ```
    /// use scholion::render::messages::Messages;
    /// assert_eq!(Messages::in_language(["cs", "de-AT"]).close(), "Schließen");
    /// assert_eq!(Messages::in_language(["cs"]).close(), "Close");
    /// ```
    pub fn in_language<'t>(wanted: impl IntoIterator<Item = &'t str>) -> Self {
        Self(choose(wanted, LANGUAGES).table)
    }

    /// The table of these words.
    pub fn own_table(self) -> &'a Table {
        self.0
    }

    /// The language of these words, as a BCP 47 tag.
    pub fn language(self) -> &'a str {
        self.0.language()
    }

    /// The words to put into a reference whose text is this: English ones where that runs the
    /// other way, since a line that changes its direction for "et al." reads badly.
    #[must_use]
    pub fn beside(self, text: &str) -> Self {
        let own = direction(self.language());
        match Direction::of_text(text) {
            Some(other) if other != own => Self::default(),
            _ => self,
        }
    }

    /// The heading of a reference list that has none of its own.
    pub fn references(self) -> &'a str {
        self.0.references()
    }

    /// The heading of the list of sections.
    pub fn contents(self) -> &'a str {
        self.0.contents()
    }

    /// The button that closes the card.
    pub fn close(self) -> &'a str {
        self.0.close()
    }

    /// The byline of authors.
    pub fn by(self, names: &[String]) -> String {
        fill(self.0.by(), &[("names", &self.list(names))])
    }

    /// How much a closed section holds.
    pub fn sources(self, count: usize) -> String {
        counted(self.0.sources(self.cardinal(count)), count)
    }

    /// How often a reference is cited.
    pub fn cited(self, count: usize) -> String {
        match count {
            0 => self.0.never_cited().to_owned(),
            count => counted(self.0.cited(self.cardinal(count)), count),
        }
    }

    /// The accessible name of a marker: "Reference 11", "References 40 to 42".
    pub fn marker(self, count: usize, spoken: &str) -> String {
        let count = count.max(1);
        let form = self.0.marker(self.cardinal(count));
        fill(form, &[("labels", spoken), ("count", &count.to_string())])
    }

    /// A range as it is read out.
    pub fn range(self, first: &str, last: &str) -> String {
        fill(self.0.range(), &[("first", first), ("last", last)])
    }

    /// Several things in a sentence.
    pub fn list(self, items: &[String]) -> String {
        let Some((last, rest)) = items.split_last() else {
            return String::new();
        };
        let Some((first, middle)) = rest.split_first() else {
            return last.clone();
        };
        // What a form puts around all that came before, once for each that comes: nothing is
        // copied again, since a marker may have as many as an article has bytes.
        let form = self.0.list_middle();
        let (opening, behind) = form.split_once("{before}").unwrap_or(("", form));
        let mut before = opening.repeat(middle.len());
        before.push_str(first);
        for next in middle {
            before.push_str(&fill(behind, &[("next", next)]));
        }
        fill(self.0.list_end(), &[("before", &before), ("last", last)])
    }

    /// What stands between numbers in a row of signs and between names in a reference.
    pub fn separator(self) -> &'a str {
        self.0.separator()
    }

    /// The name of a marker's card, from runs of the labels of so many references: "References
    /// 4, 11–13".
    pub fn card_title(self, count: usize, runs: &[(&str, &str)]) -> String {
        let list: Vec<String> = runs
            .iter()
            .map(|(first, last)| {
                if first == last {
                    (*first).to_owned()
                } else {
                    fill(self.0.range_signs(), &[("first", first), ("last", last)])
                }
            })
            .collect();
        self.marker(count, &list.join(self.separator()))
    }

    /// The name of a footnote, of its mark and of its card.
    pub fn note(self, label: &str) -> String {
        fill(self.0.note(), &[("label", label)])
    }

    /// The heading of the footnotes.
    pub fn notes(self) -> &'a str {
        self.0.notes()
    }

    /// The card's word for a note that is not there.
    pub fn missing_note(self, label: &str) -> String {
        fill(self.0.missing_note(), &[("label", label)])
    }

    /// The card's word for a figure, table or formula that is not there.
    pub fn missing_part(self) -> &'a str {
        self.0.missing_part()
    }

    /// The link from a card to what it shows, in the text.
    pub fn in_the_text(self) -> &'a str {
        self.0.in_the_text()
    }

    /// The name of that link; it holds [`Self::in_the_text`].
    pub fn go_to_part(self, name: &str) -> String {
        fill(self.0.go_to_part(), &[("name", name)])
    }

    /// The link from a note's card to the notes.
    pub fn in_the_notes(self) -> &'a str {
        self.0.in_the_notes()
    }

    /// The name of that link; it holds [`Self::in_the_notes`].
    pub fn go_to_note(self, label: &str) -> String {
        fill(self.0.go_to_note(), &[("label", label)])
    }

    /// The card's word for a number that no reference has.
    pub fn missing(self, label: &str) -> String {
        fill(self.0.missing(), &[("label", label)])
    }

    /// The name of the link from the card to the list; it holds [`Self::in_the_list`].
    pub fn go_to(self, label: &str) -> String {
        fill(self.0.go_to(), &[("label", label)])
    }

    /// The short text of that link.
    pub fn in_the_list(self) -> &'a str {
        self.0.in_the_list()
    }

    /// The link to a search for a title in PubMed.
    pub fn search(self) -> &'a str {
        self.0.search()
    }

    /// The link to a search for a title in Crossref.
    pub fn search_crossref(self) -> &'a str {
        self.0.search_crossref()
    }

    /// The link to a cited page.
    pub fn open_page(self) -> &'a str {
        self.0.open_page()
    }

    /// The button that copies a reference.
    pub fn copy(self) -> &'a str {
        self.0.copy()
    }

    /// The name of that button; it holds [`Self::copy`].
    pub fn copy_reference(self, label: &str) -> String {
        fill(self.0.copy_reference(), &[("label", label)])
    }

    /// What such a button says afterwards.
    pub fn copied(self) -> &'a str {
        self.0.copied()
    }

    /// What it says where the browser has not allowed it.
    pub fn not_copied(self) -> &'a str {
        self.0.not_copied()
    }

    /// The name of the link to the use before this one.
    pub fn previous_use(self, label: &str, place: Option<&str>) -> String {
        self.in_place(fill(self.0.previous_use(), &[("label", label)]), place)
    }

    /// The name of the link to the use after this one.
    pub fn next_use(self, label: &str, place: Option<&str>) -> String {
        self.in_place(fill(self.0.next_use(), &[("label", label)]), place)
    }

    /// The mark of a reference that nothing cites.
    pub fn uncited(self) -> &'a str {
        self.0.uncited()
    }

    /// The button that opens the sentences that cite a reference.
    pub fn contexts(self) -> &'a str {
        self.0.contexts()
    }

    /// The name of that button; it holds [`Self::contexts`].
    pub fn contexts_of(self, label: &str) -> String {
        fill(self.0.contexts_of(), &[("label", label)])
    }

    /// Where a sentence stands that no section or box holds.
    pub fn introduction(self) -> &'a str {
        self.0.introduction()
    }

    /// What a notice does to a reference.
    pub fn update(self, kind: UpdateType) -> &'a str {
        match kind {
            UpdateType::Retraction => self.0.retracted(),
            UpdateType::Withdrawal => self.0.withdrawn(),
            UpdateType::ExpressionOfConcern => self.0.concern(),
            UpdateType::Correction => self.0.corrected(),
            UpdateType::Update => self.0.updated(),
        }
    }

    /// The link to a notice.
    pub fn notice(self) -> &'a str {
        self.0.notice()
    }

    /// A date as a notice has it: `3 May 2021`, with what is known of it.
    pub fn date(self, year: i32, month: Option<i32>, day: Option<i32>) -> String {
        let patterns = Dates {
            day: self.0.date(),
            month: self.0.date_month(),
            year: "{year}",
        };
        patterns.write(year, self.month(month), day)
    }

    /// Says that a reference is the same source as another: what stands before the other's label,
    /// and what stands behind it.
    pub fn same_source(self) -> (&'a str, &'a str) {
        let text: &str = self.0.same_source();
        text.split_once("{labels}").unwrap_or((text, ""))
    }

    /// The button that opens the article's own citation, and the name of its card.
    pub fn cite_article(self) -> &'a str {
        self.0.cite_article()
    }

    /// The button that opens every section and box.
    pub fn expand_all(self) -> &'a str {
        self.0.expand_all()
    }

    /// The button that closes every section and box.
    pub fn collapse_all(self) -> &'a str {
        self.0.collapse_all()
    }

    /// The name of the link behind a heading, which copies its address.
    pub fn permalink(self, title: &str) -> String {
        fill(self.0.permalink(), &[("title", title)])
    }

    /// The button that dims the markers.
    pub fn quiet(self) -> &'a str {
        self.0.quiet()
    }

    /// What the filter of the reference list asks for.
    pub fn filter(self, count: usize) -> String {
        counted(self.0.filter(self.cardinal(count)), count)
    }

    /// What a filter has found.
    pub fn found(self, shown: usize, of: usize) -> String {
        if shown == 0 {
            return self.0.no_match().to_owned();
        }
        let form = self.0.found(self.cardinal(of));
        let (shown, of) = (shown.to_string(), of.to_string());
        fill(form, &[("shown", &shown), ("count", &of)])
    }

    /// The choice of the list's order.
    pub fn order(self) -> &'a str {
        self.0.order()
    }

    /// The orders: as printed, by first citation, by year, by author.
    pub fn orders(self) -> [(&'static str, &'a str); 4] {
        [
            ("printed", self.0.order_printed()),
            ("cited", self.0.order_cited()),
            ("year", self.0.order_year()),
            ("author", self.0.order_author()),
        ]
    }

    /// The button that opens the choices of export.
    pub fn export(self) -> &'a str {
        self.0.export()
    }

    /// The choice of what is exported.
    pub fn export_what(self) -> &'a str {
        self.0.export_what()
    }

    /// All references.
    pub fn export_all(self, count: usize) -> String {
        fill(self.0.export_all(), &[("count", &count.to_string())])
    }

    /// The references that the filter shows.
    pub fn export_shown(self, count: usize) -> String {
        fill(self.0.export_shown(), &[("count", &count.to_string())])
    }

    /// The references that the reader chooses.
    pub fn export_selected(self) -> &'a str {
        self.0.export_selected()
    }

    /// The references of one section.
    pub fn export_section(self, title: &str, count: usize) -> String {
        let count = count.to_string();
        fill(
            self.0.export_section(),
            &[("title", title), ("count", &count)],
        )
    }

    /// The choice of the format.
    pub fn export_format(self) -> &'a str {
        self.0.export_format()
    }

    /// The name of the format of plain text.
    pub fn plain_text(self) -> &'a str {
        self.0.plain_text()
    }

    /// The button that saves a file.
    pub fn save(self) -> &'a str {
        self.0.save()
    }

    /// The name of the box before a reference that is chosen.
    pub fn pick(self, label: &str) -> String {
        fill(self.0.pick(), &[("label", label)])
    }

    /// How many references are chosen.
    pub fn selected(self, count: usize) -> String {
        match count {
            0 => self.0.select_some().to_owned(),
            count => counted(self.0.selected(self.cardinal(count)), count),
        }
    }

    /// The control that leads back to where the reader was.
    pub fn return_back(self) -> &'a str {
        self.0.return_back()
    }

    /// The button that sends that control away.
    pub fn dismiss(self) -> &'a str {
        self.0.dismiss()
    }

    /// The control at a selection.
    pub fn copy_passage(self, references: usize) -> String {
        counted(self.0.copy_passage(self.cardinal(references)), references)
    }

    /// The name of a link from a reference to one of its uses.
    pub fn back(self, number: usize, of: usize, section: Option<&str>) -> String {
        let what = match of {
            1 => self.0.back().to_owned(),
            _ => fill(
                self.0.back_to(),
                &[("number", &number.to_string()), ("count", &of.to_string())],
            ),
        };
        self.in_place(what, section)
    }

    /// The name of a table's scrolling box.
    pub fn table(self) -> &'a str {
        self.0.table()
    }

    /// The number of a figure, before its caption.
    pub fn figure_number(self, number: &str) -> String {
        fill(self.0.figure_number(), &[("number", number)])
    }

    /// The number of a table, before its caption.
    pub fn table_number(self, number: &str) -> String {
        fill(self.0.table_number(), &[("number", number)])
    }

    /// The name of the box of a task that is done.
    pub fn done(self) -> &'a str {
        self.0.done()
    }

    /// The name of the box of a task that is not done.
    pub fn not_done(self) -> &'a str {
        self.0.not_done()
    }

    /// What stands for a picture that could not be loaded and has no words of its own.
    pub fn missing_picture(self) -> &'a str {
        self.0.missing_picture()
    }

    /// The name of the scrolling box of a formula, by its number.
    pub fn formula(self, number: Option<&str>) -> String {
        match number {
            Some(number) => fill(self.0.formula_number(), &[("number", number)]),
            None => self.0.formula().to_owned(),
        }
    }

    /// The name of the scrolling box of code.
    pub fn code(self) -> &'a str {
        self.0.code()
    }

    /// Behind authors of whom not all are named.
    pub fn et_al(self) -> &'a str {
        self.0.et_al()
    }

    /// The book that holds a chapter.
    pub fn inside(self, book: &str) -> String {
        fill(self.0.inside(), &[("book", book)])
    }

    /// The editors of a book.
    pub fn editors(self, names: &str, count: usize) -> String {
        let form = self.0.editors(self.cardinal(count));
        fill(form, &[("names", names), ("count", &count.to_string())])
    }

    /// An edition that is a number gets its ending; words stay as they are.
    ///
    /// ```
    /// use scholion::render::messages::Messages;
    /// let messages = Messages::default();
    /// assert_eq!(messages.edition("2"), "2nd ed.");
    /// assert_eq!(messages.edition("2nd"), "2nd ed.");
    /// assert_eq!(messages.edition("Revised edition"), "Revised edition");
    /// ```
    pub fn edition(self, edition: &str) -> String {
        /// Words that say that something is an edition.
        const SAYS_SO: [&str; 6] = ["ed", "edition", "aufl", "auflage", "ط", "طبعة"];
        if let Ok(number) = edition.parse::<u32>() {
            let category = plural::ordinal(self.language(), number as usize);
            let form = self.0.edition(category);
            return fill(form, &[("number", &number.to_string())]);
        }
        let mut words = edition.split(|c: char| !c.is_alphabetic());
        let says_so = |word: &str| SAYS_SO.iter().any(|one| one.eq_ignore_ascii_case(word));
        if words.any(says_so) {
            edition.to_owned()
        } else {
            fill(self.0.edition_named(), &[("edition", edition)])
        }
    }

    /// The volume of a book.
    pub fn volume(self, volume: &str) -> String {
        fill(self.0.volume(), &[("volume", volume)])
    }

    /// The pages of a book.
    pub fn pages(self, pages: &str) -> String {
        fill(self.0.pages(), &[("pages", pages)])
    }

    /// Where a work is to be found.
    pub fn available_at(self, url: &str) -> String {
        fill(self.0.available_at(), &[("url", url)])
    }

    /// When an address was looked at: year, month, day, with what is known of them.
    ///
    /// ```
    /// use scholion::render::messages::Messages;
    /// let messages = Messages::default();
    /// assert_eq!(messages.accessed(&[2020, 10, 5]), "Accessed October 5, 2020");
    /// assert_eq!(messages.accessed(&[2020, 10]), "Accessed October 2020");
    /// ```
    pub fn accessed(self, date: &[i32]) -> String {
        let patterns = Dates {
            day: self.0.accessed(),
            month: self.0.accessed_month(),
            year: self.0.accessed_year(),
        };
        match date {
            [year, rest @ ..] => {
                let month = self.month(rest.first().copied());
                patterns.write(*year, month, rest.get(1).copied())
            }
            [] => String::new(),
        }
    }

    /// A month from 1, as bibliographies write it.
    pub fn month_short(self, month: i32) -> Option<&'a str> {
        self.0.months_short(month)
    }

    fn cardinal(self, count: usize) -> plural::Category {
        plural::cardinal(self.language(), count)
    }

    fn month(self, month: Option<i32>) -> Option<&'a str> {
        self.0.months(month?)
    }

    fn in_place(self, what: String, title: Option<&str>) -> String {
        match title {
            Some(title) => fill(self.0.in_place(), &[("what", &what), ("title", title)]),
            None => what,
        }
    }

    /// The direction in which these words run.
    pub fn direction(self) -> Direction {
        direction(self.language())
    }
}

/// A date in words, with what is known of it.
struct Dates<'a> {
    day: &'a str,
    month: &'a str,
    year: &'a str,
}

impl Dates<'_> {
    /// The month by its name.
    fn write(&self, year: i32, month: Option<&str>, day: Option<i32>) -> String {
        let year = year.to_string();
        let Some(month) = month else {
            return fill(self.year, &[("year", &year)]);
        };
        let Some(day) = day.map(|day| day.to_string()) else {
            return fill(self.month, &[("month", month), ("year", &year)]);
        };
        fill(
            self.day,
            &[("day", &day), ("month", month), ("year", &year)],
        )
    }
}

fn counted(form: &str, count: usize) -> String {
    fill(form, &[("count", &count.to_string())])
}

/// Puts values in place of what stands in braces. Braces around anything else stay.
#[inline(never)]
fn fill(message: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(message.len() + 16);
    for piece in pieces(message) {
        match piece {
            Piece::Text(text) => filled.push_str(text),
            Piece::Placeholder(name) => match values.iter().find(|(known, _)| *known == name) {
                Some((_, value)) => filled.push_str(value),
                None => filled.extend(["{", name, "}"]),
            },
        }
    }
    filled
}

/// The names in braces.
fn placeholders(message: &str) -> impl Iterator<Item = &str> {
    pieces(message).filter_map(|piece| match piece {
        Piece::Placeholder(name) => Some(name),
        Piece::Text(_) => None,
    })
}

enum Piece<'a> {
    Text(&'a str),
    Placeholder(&'a str),
}

fn pieces(message: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = message;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some((name, behind)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
            rest = behind;
            return Some(Piece::Placeholder(name));
        }
        // A brace that nothing closes is text.
        let brace = usize::from(rest.starts_with('{'));
        let end = rest
            .get(brace..)
            .and_then(|behind| behind.find('{'))
            .map_or(rest.len(), |at| brace + at);
        let (text, behind) = rest.split_at_checked(end)?;
        rest = behind;
        Some(Piece::Text(text))
    })
}

#[cfg(test)]
mod tests;
