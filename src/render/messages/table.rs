//! The table of messages: every one is declared here, once.
//!
//! A language is a [`Words`] with every field filled in, so one that lacks a message does not
//! compile. To add a message, declare it here, write it in each language beside this file, and
//! run `UPDATE=1 cargo test --test messages` for `docs/messages.md`.
//!
//! In a [`Table`] the texts of all messages stand in one row, each message at its place: a text,
//! or the six forms of a plural, or the twelve months. A row is copied, replaced and compared by a
//! few lines; a field for each message would have code for each message.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::plural::Category;

/// A message without forms.
pub(super) type Text = &'static str;

/// A message that changes with a number. A form that is none is that for all others.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plural {
    pub(super) zero: Option<Text>,
    pub(super) one: Option<Text>,
    pub(super) two: Option<Text>,
    pub(super) few: Option<Text>,
    pub(super) many: Option<Text>,
    pub(super) other: Text,
}

/// A message that changes with a number that puts things in an order.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ordinal(pub(super) Plural);

/// The names of the months, from January on.
pub(super) type Months = [Text; 12];

/// What a message is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A string.
    Text,
    /// A string for each form that goes with a number of things.
    Plural,
    /// A string for each form that goes with a place in an order.
    Ordinal,
    /// Twelve strings.
    Months,
}

impl Kind {
    /// How many texts such a message has in a row.
    pub(super) const fn slots(self) -> usize {
        match self {
            Self::Text => 1,
            Self::Plural | Self::Ordinal => Category::ALL.len(),
            Self::Months => 12,
        }
    }
}

/// What is known of a message before it has words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Declaration {
    field: &'static str,
    /// What it is made of.
    pub kind: Kind,
    /// What its texts may hold in braces.
    pub placeholders: &'static [&'static str],
    /// What it is for.
    pub about: &'static str,
}

impl Declaration {
    /// The name by which scripts know it: `inTheList`.
    pub fn name(&self) -> String {
        let mut name = String::with_capacity(self.field.len());
        let mut raise = false;
        for character in self.field.chars() {
            if character == '_' {
                raise = true;
            } else if raise {
                name.push(character.to_ascii_uppercase());
                raise = false;
            } else {
                name.push(character);
            }
        }
        name
    }
}

/// What a message is for; the reader build of the widget has no use for it.
const fn about(text: &'static str) -> &'static str {
    if cfg!(any(feature = "full", not(target_arch = "wasm32"))) {
        text.trim_ascii()
    } else {
        ""
    }
}

/// Where the texts of a message begin in a row.
const fn place(message: usize) -> usize {
    let mut place = 0;
    let mut before = 0;
    while before < message {
        place += DECLARATIONS[before].kind.slots();
        before += 1;
    }
    place
}

/// How many texts a language has.
const SLOTS: usize = place(DECLARATIONS.len());

/// The texts of a language of ours. A form of a plural may be missing.
pub(super) type Row = [Option<Text>; SLOTS];

/// Puts the texts of a message into a row. Gives where those of the next one begin.
const fn put(row: &mut Row, place: usize, texts: &[Option<Text>]) -> usize {
    let mut at = 0;
    while at < texts.len() {
        row[place + at] = texts[at];
        at += 1;
    }
    place + at
}

/// The words of one language. Serialised, it is what a publisher may give.
#[derive(Debug, Clone)]
pub struct Table {
    pub(super) language: Cow<'static, str>,
    texts: Texts,
}

/// The texts of a table.
#[derive(Debug, Clone)]
enum Texts {
    Ours(&'static Row),
    Own(Vec<Option<String>>),
}

impl Table {
    /// A language of ours.
    pub(super) const fn new(language: Text, row: &'static Row) -> Self {
        Self {
            language: Cow::Borrowed(language),
            texts: Texts::Ours(row),
        }
    }

    /// The language, as a BCP 47 tag: plural rules and the direction follow from it.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The messages, each with its texts.
    pub(super) fn messages_with_texts(
        &self,
    ) -> impl Iterator<Item = (&'static Declaration, Vec<Option<&str>>)> {
        let mut next = 0;
        DECLARATIONS.iter().map(move |declaration| {
            let place = next;
            next += declaration.kind.slots();
            (declaration, (place..next).map(|at| self.slot(at)).collect())
        })
    }

    /// Puts these texts in place of those of a message.
    pub(super) fn replace(&mut self, message: usize, texts: Vec<Option<String>>) {
        let mut own: Vec<Option<String>> = match &mut self.texts {
            Texts::Ours(row) => row.iter().map(|text| text.map(str::to_owned)).collect(),
            Texts::Own(own) => std::mem::take(own),
        };
        for (slot, text) in own.iter_mut().skip(place(message)).zip(texts) {
            *slot = text;
        }
        self.texts = Texts::Own(own);
    }

    fn slot(&self, at: usize) -> Option<&str> {
        match &self.texts {
            Texts::Ours(row) => *row.get(at)?,
            Texts::Own(own) => own.get(at)?.as_deref(),
        }
    }

    fn text(&self, place: usize) -> &str {
        self.slot(place).unwrap_or_default()
    }

    /// The form of a plural; where there is none, that for all others.
    fn form(&self, place: usize, category: Category) -> &str {
        self.slot(place + category as usize)
            .unwrap_or_else(|| self.text(place + Category::Other as usize))
    }

    /// A month from 1.
    fn month(&self, place: usize, month: i32) -> Option<&str> {
        let at = usize::try_from(month).ok()?.checked_sub(1)?;
        (at < Kind::Months.slots()).then(|| self.text(place + at))
    }
}

impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.language == other.language && (0..SLOTS).all(|at| self.slot(at) == other.slot(at))
    }
}

impl Eq for Table {}

impl Serialize for Table {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let mut map = out.serialize_map(None)?;
        map.serialize_entry("lang", &self.language)?;
        for (declaration, texts) in self.messages_with_texts() {
            map.serialize_key(&declaration.name())?;
            match declaration.kind {
                Kind::Text => map.serialize_value(&texts.first())?,
                Kind::Plural | Kind::Ordinal => map.serialize_value(&Forms(&texts))?,
                Kind::Months => map.serialize_value(&texts)?,
            }
        }
        map.end()
    }
}

/// The forms of a plural, by their names.
struct Forms<'a>(&'a [Option<&'a str>]);

impl Serialize for Forms<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let forms = Category::ALL.iter().zip(self.0);
        out.collect_map(forms.filter_map(|(category, form)| Some((category.name(), (*form)?))))
    }
}

/// The texts of a message in the order of a row.
macro_rules! texts {
    (Text, $message:expr) => {
        &[Some($message)]
    };
    (Plural, $message:expr) => {
        &$message.forms()
    };
    (Ordinal, $message:expr) => {
        &$message.0.forms()
    };
    (Months, $message:expr) => {
        &all($message)
    };
}

/// What a message is asked for by.
macro_rules! getter {
    (Text, $about:literal, $field:ident, $place:expr) => {
        #[doc = $about]
        pub(super) fn $field(&self) -> &str {
            self.text($place)
        }
    };
    (Months, $about:literal, $field:ident, $place:expr) => {
        #[doc = $about]
        pub(super) fn $field(&self, month: i32) -> Option<&str> {
            self.month($place, month)
        }
    };
    ($counted:ident, $about:literal, $field:ident, $place:expr) => {
        #[doc = $about]
        pub(super) fn $field(&self, category: Category) -> &str {
            self.form($place, category)
        }
    };
}

macro_rules! messages {
    ($(#[doc = $about:literal] $field:ident: $kind:ident($($placeholder:ident),*),)*) => {
        /// What a language says.
        #[derive(Debug, Clone, Copy)]
        pub(super) struct Words {
            $(#[doc = $about] pub(super) $field: $kind,)*
        }

        impl Words {
            /// The texts in a row.
            pub(super) const fn row(self) -> Row {
                let mut row = [None; SLOTS];
                let mut next = 0;
                $(next = put(&mut row, next, texts!($kind, self.$field));)*
                assert!(next == SLOTS);
                row
            }
        }

        /// Every message, in the order of the table.
        pub static DECLARATIONS: &[Declaration] = &[$(Declaration {
            field: stringify!($field),
            kind: Kind::$kind,
            placeholders: &[$(stringify!($placeholder)),*],
            about: about($about),
        }),*];

        /// The messages by their numbers.
        #[allow(non_camel_case_types, reason = "they are called as they are declared")]
        enum Number {
            $($field,)*
        }

        impl Table {
            $(getter!($kind, $about, $field, const { place(Number::$field as usize) });)*
        }
    };
}

messages! {
    /// The heading of a reference list that has none of its own.
    references: Text(),
    /// The heading of the list of sections.
    contents: Text(),
    /// The button that closes the card.
    close: Text(),
    /// The byline of an article that has authors but no printed line.
    by: Text(names),
    /// A list being put together: what is there, and one more that is not the last.
    list_middle: Text(before, next),
    /// The end of such a list.
    list_end: Text(before, last),
    /// Between numbers in a row of signs, and between names in a reference, with its space.
    separator: Text(),
    /// A range of numbers as it is read out.
    range: Text(first, last),
    /// A range of numbers in signs.
    range_signs: Text(first, last),
    /// How much a section holds.
    sources: Plural(count),
    /// How often a reference is cited, if it is.
    cited: Plural(count),
    /// The same of one that is not.
    never_cited: Text(),
    /// The name of a marker and of its card. The number of references decides about the form; `{labels}` is their numbers.
    marker: Plural(labels, count),
    /// The name of a footnote, of its mark and of its card.
    note: Text(label),
    /// The heading of the footnotes.
    notes: Text(),
    /// The card's word for a note that is not there.
    missing_note: Text(label),
    /// The card's word for a figure, table or formula that is not there.
    missing_part: Text(),
    /// The card's word for a number that no reference has.
    missing: Text(label),
    /// The link from a card to a figure, table or formula.
    in_the_text: Text(),
    /// The name of that link; it holds what `inTheText` says. `{name}` is what the text calls the part.
    go_to_part: Text(name),
    /// The link from a note's card to the notes.
    in_the_notes: Text(),
    /// The name of that link; it holds what `inTheNotes` says.
    go_to_note: Text(label),
    /// The link from a card to the reference list.
    in_the_list: Text(),
    /// The name of that link; it holds what `inTheList` says.
    go_to: Text(label),
    /// The link to a search for a title in PubMed.
    search: Text(),
    /// The link to a search for a title in Crossref.
    search_crossref: Text(),
    /// The link to a cited page whose address names no host.
    open_page: Text(),
    /// The button that copies.
    copy: Text(),
    /// The name of the button that copies a reference; it holds what `copy` says.
    copy_reference: Text(label),
    /// What such a button says afterwards.
    copied: Text(),
    /// What it says where the browser has not allowed it.
    not_copied: Text(),
    /// The name of the link to the use before this one.
    previous_use: Text(label),
    /// The name of the link to the use after this one.
    next_use: Text(label),
    /// The name of a link with the section that it leads to. `{what}` is `previousUse`, `nextUse`, `back` or `backTo`.
    in_place: Text(what, title),
    /// The mark of a reference that nothing cites.
    uncited: Text(),
    /// The button that opens the sentences that cite a reference.
    contexts: Text(),
    /// The name of that button; it holds what `contexts` says.
    contexts_of: Text(label),
    /// Where a sentence stands that no section or box holds.
    introduction: Text(),
    /// Says of a reference that it has been retracted.
    retracted: Text(),
    /// Says of a reference that it has been withdrawn.
    withdrawn: Text(),
    /// Says of a reference that its journal has doubts.
    concern: Text(),
    /// Says of a reference that it has been corrected.
    corrected: Text(),
    /// Says of a reference that there is a newer version.
    updated: Text(),
    /// The link to a notice of any of these.
    notice: Text(),
    /// A date to the day.
    date: Text(day, month, year),
    /// A date to the month.
    date_month: Text(month, year),
    /// The months in such dates.
    months: Months(),
    /// Says that a reference is the same source as others.
    same_source: Text(labels),
    /// The button that opens the article's own citation, and the name of its card.
    cite_article: Text(),
    /// The button that opens every section and box.
    expand_all: Text(),
    /// The button that closes every section and box.
    collapse_all: Text(),
    /// The name of the link behind a heading, which copies its address.
    permalink: Text(title),
    /// The button that dims the markers.
    quiet: Text(),
    /// What the filter of the reference list asks for.
    filter: Plural(count),
    /// What a filter has found. The number of all references decides about the form.
    found: Plural(shown, count),
    /// What it says where it has found none.
    no_match: Text(),
    /// The choice of the list's order.
    order: Text(),
    /// The order of the list as printed.
    order_printed: Text(),
    /// The order by first citation.
    order_cited: Text(),
    /// The order by year.
    order_year: Text(),
    /// The order by author.
    order_author: Text(),
    /// The button that opens the choices of export.
    export: Text(),
    /// The choice of what is exported.
    export_what: Text(),
    /// All references.
    export_all: Text(count),
    /// The references that the filter shows.
    export_shown: Text(count),
    /// The references that the reader chooses.
    export_selected: Text(),
    /// The references of one section.
    export_section: Text(title, count),
    /// The choice of the format.
    export_format: Text(),
    /// The name of the format of plain text.
    plain_text: Text(),
    /// The button that saves a file.
    save: Text(),
    /// The name of the box before a reference that can be chosen.
    pick: Text(label),
    /// How many references are chosen.
    selected: Plural(count),
    /// What it says where none is chosen.
    select_some: Text(),
    /// The control that leads back to where the reader was.
    return_back: Text(),
    /// The button that sends that control away.
    dismiss: Text(),
    /// The control at a selection.
    copy_passage: Plural(count),
    /// The name of the link from a reference to its only use.
    back: Text(),
    /// The name of the link from a reference to one of several uses.
    back_to: Text(number, count),
    /// The name of the scrolling box of a table without a caption.
    table: Text(),
    /// The number of a figure, before its caption.
    figure_number: Text(number),
    /// The number of a table, before its caption.
    table_number: Text(number),
    /// The name of the box of a task that is done.
    done: Text(),
    /// The same of one that is not.
    not_done: Text(),
    /// What stands for a picture that could not be loaded and has no words of its own.
    missing_picture: Text(),
    /// The name of the scrolling box of a formula that has no number.
    formula: Text(),
    /// The same of one that has.
    formula_number: Text(number),
    /// The name of the scrolling box of code.
    code: Text(),
    /// Behind authors of whom not all are named.
    et_al: Text(),
    /// The book that holds a chapter, in a reference.
    inside: Text(book),
    /// The editors of a book, in a reference.
    editors: Plural(names, count),
    /// An edition that is a number.
    edition: Ordinal(number),
    /// An edition that is a word.
    edition_named: Text(edition),
    /// The volume of a book.
    volume: Text(volume),
    /// The pages of a book.
    pages: Text(pages),
    /// Where a work is to be found.
    available_at: Text(url),
    /// When that was looked at, to the day.
    accessed: Text(day, month, year),
    /// When that was looked at, to the month.
    accessed_month: Text(month, year),
    /// When that was looked at, to the year.
    accessed_year: Text(year),
    /// The months as references have them.
    months_short: Months(),
}

/// The forms of a language that has one for one and one for all else.
pub(super) const fn plural(one: Text, other: Text) -> Plural {
    Plural {
        zero: None,
        one: Some(one),
        two: None,
        few: None,
        many: None,
        other,
    }
}

impl Plural {
    /// The forms in the order of [`Category::ALL`].
    const fn forms(self) -> [Option<Text>; Category::ALL.len()] {
        [
            self.zero,
            self.one,
            self.two,
            self.few,
            self.many,
            Some(self.other),
        ]
    }
}

const fn all(months: Months) -> [Option<Text>; Kind::Months.slots()] {
    let mut all = [None; Kind::Months.slots()];
    let mut at = 0;
    while at < months.len() {
        all[at] = Some(months[at]);
        at += 1;
    }
    all
}
