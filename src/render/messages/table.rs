//! The table of messages: every one is declared here, once.
//!
//! A language is a [`Table`] with every field filled in, so one that lacks a message does not
//! compile. To add a message, declare it here, write it in each language beside this file, and
//! run `UPDATE=1 cargo test --test messages` for `docs/messages.md`.

use std::borrow::Cow;

use serde::Serialize;

use super::plural::Category;

/// A message without forms.
pub type Text = Cow<'static, str>;

/// A message that changes with a number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plural {
    /// For nought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zero: Option<Text>,
    /// For one and what is counted like it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub one: Option<Text>,
    /// For two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub two: Option<Text>,
    /// For a few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub few: Option<Text>,
    /// For many.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub many: Option<Text>,
    /// For whatever has no form of its own.
    pub other: Text,
}

/// A message that changes with a number that puts things in an order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ordinal(pub Plural);

/// The names of the months, from January on.
pub type Months = [Text; 12];

impl Plural {
    /// The text for a form; where there is none, that for all others.
    pub(super) fn form(&self, category: Category) -> &str {
        match category {
            Category::Zero => self.zero.as_ref(),
            Category::One => self.one.as_ref(),
            Category::Two => self.two.as_ref(),
            Category::Few => self.few.as_ref(),
            Category::Many => self.many.as_ref(),
            Category::Other => None,
        }
        .unwrap_or(&self.other)
    }
}

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

/// A message of a table, whatever its kind.
#[derive(Debug)]
pub(super) enum Slot<'a> {
    Text(&'a mut Text),
    Plural(&'a mut Plural),
    Months(&'a mut Months),
}

impl<'a> From<&'a mut Text> for Slot<'a> {
    fn from(text: &'a mut Text) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a mut Plural> for Slot<'a> {
    fn from(plural: &'a mut Plural) -> Self {
        Self::Plural(plural)
    }
}

impl<'a> From<&'a mut Ordinal> for Slot<'a> {
    fn from(ordinal: &'a mut Ordinal) -> Self {
        Self::Plural(&mut ordinal.0)
    }
}

impl<'a> From<&'a mut Months> for Slot<'a> {
    fn from(months: &'a mut Months) -> Self {
        Self::Months(months)
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

macro_rules! messages {
    ($(#[doc = $about:literal] $field:ident: $kind:ident($($placeholder:ident),*),)*) => {
        /// The words of one language. Serialised, it is what a publisher may give.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(rename_all = "camelCase")]
        pub struct Table {
            /// The language, as a BCP 47 tag: plural rules and the direction follow from it.
            #[serde(rename = "lang")]
            pub language: Text,
            $(#[doc = $about] pub $field: $kind,)*
        }

        /// Every message, in the order of the table.
        pub static DECLARATIONS: &[Declaration] = &[$(Declaration {
            field: stringify!($field),
            kind: Kind::$kind,
            placeholders: &[$(stringify!($placeholder)),*],
            about: about($about),
        }),*];

        impl Table {
            /// The messages in the order of their declarations.
            pub(super) fn slots(&mut self) -> Vec<Slot<'_>> {
                vec![$(Slot::from(&mut self.$field)),*]
            }
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

pub(super) const fn text(text: &'static str) -> Text {
    Cow::Borrowed(text)
}

#[allow(
    clippy::unnecessary_wraps,
    reason = "a form that there is, in a field for one that may not be"
)]
pub(super) const fn some(words: &'static str) -> Option<Text> {
    Some(text(words))
}

/// The forms of a language that has one for one and one for all else.
pub(super) const fn plural(one: &'static str, other: &'static str) -> Plural {
    Plural {
        zero: None,
        one: some(one),
        two: None,
        few: None,
        many: None,
        other: text(other),
    }
}

#[allow(
    clippy::many_single_char_names,
    reason = "a const function has no loop over values that drop"
)]
pub(super) const fn months(names: [&'static str; 12]) -> Months {
    let [a, b, c, d, e, f, g, h, i, j, k, l] = names;
    [
        text(a),
        text(b),
        text(c),
        text(d),
        text(e),
        text(f),
        text(g),
        text(h),
        text(i),
        text(j),
        text(k),
        text(l),
    ]
}
