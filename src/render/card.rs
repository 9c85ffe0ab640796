//! What stands in the card: references, a note, a part of the article, the article's own
//! citation.

use std::borrow::Cow;

use super::article::{Options, Page};
use super::index::{Index, Usage};
use super::tongue::Tongue;
use super::{fragment, hooks};
use crate::model::{
    Article, Aside, Block, DefinitionItem, Figure, Identifier, Math, Reference, Section, Table,
};

/// A cross in the line's colour.
const CROSS: &str = "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 4l8 8M12 4l-8 8\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\"/></svg>";

/// Arrows to the use before and the use after.
const PREVIOUS: &str = "<svg viewBox=\"0 0 16 16\" width=\"14\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 10l4-4 4 4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>";
const NEXT: &str = "<svg viewBox=\"0 0 16 16\" width=\"14\" height=\"14\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 6l4 4 4-4\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/></svg>";

/// What a card is about.
#[derive(Debug, Clone, PartialEq)]
pub enum Subject<'a> {
    /// The references with these keys.
    References(Vec<&'a str>),
    /// The footnote with this key.
    Note(&'a str),
    /// A figure, table, formula, section or box.
    Part {
        /// Its fragment.
        fragment: &'a str,
        /// What the text calls it.
        name: &'a str,
    },
    /// The article itself, as others would cite it.
    Article(&'a Reference),
}

/// Renders the inside of a card: a head with the card's name and its close button, and what it is
/// about. What the article does not have is said to be missing.
///
/// `marker` is the fragment of the marker that the card is for; a reference's other uses are
/// counted from there.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. On bones. Bone. 2020;1:2.\n").article;
/// let index = render::Index::of(&article, "");
/// let subject = render::Subject::References(vec!["1"]);
/// let html = render::card(&article, &index, &subject, "cite-1-1", &render::Options::default());
/// assert!(html.contains("On bones"));
/// ```
pub fn card(
    article: &Article,
    index: &Index,
    subject: &Subject<'_>,
    marker: &str,
    options: &Options<'_>,
) -> String {
    let mut page = Page::card(options, article, index);
    match subject {
        Subject::References(keys) => page.references_card(keys, marker),
        Subject::Note(key) => page.note_card(key),
        Subject::Part { fragment, name } => page.part_card(fragment, name),
        Subject::Article(reference) => page.citation_card(reference),
    }
    page.html.finish()
}

/// Renders what a marker inside a card opens in place: entries of references, or a note's text.
pub fn inset(
    article: &Article,
    index: &Index,
    subject: &Subject<'_>,
    options: &Options<'_>,
) -> String {
    let mut page = Page::card(options, article, index);
    match subject {
        Subject::References(keys) => page.entries(keys, ""),
        Subject::Note(key) => page.note_text(key),
        Subject::Part { .. } | Subject::Article(_) => {}
    }
    page.html.finish()
}

impl Page<'_> {
    /// The head of a card. `spoken` is its title as it is read out, `tongue` the language of both
    /// within our words.
    pub(super) fn head(&mut self, title: &str, spoken: &str, tongue: Tongue<'_>) {
        self.html
            .start("div")
            .class(hooks::CARD_HEAD)
            .tongue(self.tongues.ours)
            .done();
        self.html
            .start("p")
            .class(hooks::CARD_TITLE)
            .attr_parts("id", &[self.options.id_prefix, fragment::CARD_TITLE])
            .tongue(tongue)
            .done();
        if title == spoken {
            self.html.text(title);
        } else {
            // As in a marker: signs that stand for words are a picture of these.
            self.html
                .start("span")
                .attr("role", "img")
                .attr("aria-label", spoken)
                .done();
            self.html.text(title);
            self.html.close("span");
        }
        self.html.close("p");
        self.html
            .start("button")
            .class(hooks::CLOSE)
            .attr("type", "button")
            .attr("aria-label", self.options.messages.close())
            .done();
        self.html.drawing(CROSS);
        self.html.close("button");
        self.html.close("div");
    }

    fn references_card(&mut self, keys: &[&str], marker: &str) {
        let borrowed: Vec<Cow<'_, str>> = keys.iter().map(|key| Cow::Borrowed(*key)).collect();
        let runs = self.index.runs(self.article, &borrowed);
        let messages = self.options.messages;
        let spoken: Vec<String> = runs
            .iter()
            .map(|(first, last)| {
                if first == last {
                    (*first).to_owned()
                } else {
                    messages.range(first, last)
                }
            })
            .collect();
        let spoken = messages.marker(keys.len(), &messages.list(&spoken));
        let title = messages.card_title(keys.len(), &runs);
        self.head(&title, &spoken, Tongue::default());
        self.entries(keys, marker);
    }

    fn entries(&mut self, keys: &[&str], marker: &str) {
        self.html
            .start("ol")
            .class(hooks::CARD_LIST)
            .attr("role", "list")
            .done();
        for key in keys {
            self.entry(key, marker);
        }
        self.html.close("ol");
    }

    fn entry(&mut self, key: &str, marker: &str) {
        let messages = self.options.messages;
        let index = self.index;
        let label = index.label(self.article, key);
        self.html.start("li").attr(hooks::DATA_KEY, key).done();
        self.html.element("span", hooks::LABEL, label);
        let reference = index.reference(self.article, key);
        let turned = reference.and_then(|reference| self.direction_of_entry(reference));
        let tag = self.html.start("div").class(hooks::ENTRY);
        tag.direction(turned).done();
        let Some(reference) = reference else {
            self.lacking(&messages.missing(label));
            self.html.close("div");
            self.html.close("li");
            return;
        };
        self.notices(reference);
        self.running = turned.unwrap_or(self.tongues.direction);
        self.structured(reference);
        self.running = self.tongues.direction;
        self.same_source(key);
        self.open_links();
        self.links(reference, true);
        self.html
            .start("button")
            .class(hooks::COPY)
            .attr("type", "button")
            .attr(hooks::DATA_KEY, key)
            .attr("aria-label", &messages.copy_reference(label))
            .done();
        self.html.text(messages.copy());
        self.html.close("button");
        self.html.text(" ");
        let target = self.index.reference_id(self.options.id_prefix, key);
        self.go(&target, messages.in_the_list(), &messages.go_to(label));
        self.html.text(" ");
        self.uses(key, label, marker);
        self.html.close("p");
        self.html.close("div");
        self.html.close("li");
    }

    /// Says that something is not there.
    fn lacking(&mut self, words: &str) {
        self.html
            .start("p")
            .class(hooks::ENTRY_META)
            .tongue(self.tongues.ours)
            .done();
        self.html.text(words);
        self.html.close("p");
    }

    /// The line of links at the foot of an entry or a card.
    fn open_links(&mut self) {
        self.html
            .start("p")
            .class(hooks::LINKS)
            .tongue(self.tongues.ours)
            .done();
    }

    /// A jump from the card into the article.
    fn go(&mut self, target: &str, text: &str, name: &str) {
        self.html
            .start("a")
            .class(hooks::GO)
            .attr_parts("href", &["#", target])
            .attr("aria-label", name)
            .done();
        self.html.text(text);
        self.html.close("a");
    }

    /// How often a reference is cited, and the ways to the uses around this one.
    fn uses(&mut self, key: &str, label: &str, marker: &str) {
        let messages = self.options.messages;
        let uses: Vec<Usage<'_>> = self.index.uses(key).collect();
        self.html.open("span", hooks::CITED);
        self.html.text(&messages.cited(uses.len()));
        let own = uses.iter().position(|place| place.fragment == marker);
        if let Some(own) = own.filter(|_| uses.len() > 1) {
            let before = own.checked_sub(1).and_then(|at| uses.get(at));
            let after = uses.get(own + 1);
            if let Some(place) = before {
                let name = messages.previous_use(label, place.place(messages));
                self.step(key, "previous", place.fragment, &name, PREVIOUS);
            }
            if let Some(place) = after {
                let name = messages.next_use(label, place.place(messages));
                self.step(key, "next", place.fragment, &name, NEXT);
            }
        }
        self.html.close("span");
    }

    fn step(&mut self, key: &str, step: &str, target: &str, name: &str, arrow: &'static str) {
        self.html.text(" ");
        self.html
            .start("a")
            .class(hooks::USE)
            .attr_parts("href", &["#", target])
            .attr("aria-label", name)
            .attr(hooks::DATA_KEY, key)
            .attr(hooks::DATA_STEP, step)
            .done();
        self.html.drawing(arrow);
        self.html.close("a");
    }

    fn note_card(&mut self, key: &str) {
        let messages = self.options.messages;
        let label = self.index.note_label(key);
        let title = messages.note(&label);
        self.head(&title, &title, Tongue::default());
        self.html.open("div", hooks::CARD_BODY);
        self.note_text(key);
        if self.index.note(self.article, key).is_some() {
            let target = self.index.note_id(self.options.id_prefix, key);
            let name = messages.go_to_note(&label);
            self.open_links();
            self.go(&target, messages.in_the_notes(), &name);
            self.html.close("p");
        }
        self.html.close("div");
    }

    fn note_text(&mut self, key: &str) {
        let article = self.article;
        if let Some(note) = self.index.note(article, key) {
            self.blocks(&note.children, DEEP);
        } else {
            let missing = self.options.messages.missing_note(key);
            self.lacking(&missing);
        }
    }

    fn part_card(&mut self, fragment: &str, name: &str) {
        let messages = self.options.messages;
        self.head(name, name, self.tongues.theirs);
        self.html.open("div", hooks::CARD_BODY);
        let prefix = self.options.id_prefix;
        let is_meant = |own: &Identifier| fragment::part(prefix, own.as_str()) == fragment;
        let article = self.article;
        let notes = article.footnotes.iter().map(|note| &note.children);
        let mut homes = [&article.children, &article.r#abstract]
            .into_iter()
            .chain(notes);
        match homes.find_map(|blocks| find(blocks, &is_meant)) {
            Some(part) => {
                self.part(part);
                let spoken = messages.go_to_part(name);
                self.open_links();
                self.go(fragment, messages.in_the_text(), &spoken);
                self.html.close("p");
            }
            None => self.lacking(messages.missing_part()),
        }
        self.html.close("div");
    }

    /// A part in small: a figure, a table or a formula whole, of a section its beginning.
    fn part(&mut self, part: Part<'_>) {
        let (title, children) = match part {
            Part::Figure(figure) => return self.figure(figure, DEEP),
            Part::Table(table) => return self.table(table),
            Part::Math(math) => return self.math(math),
            Part::Section(section) => (&section.title, &section.children),
            Part::Aside(aside) => (&aside.title, &aside.children),
        };
        self.html.open("p", hooks::ENTRY_TITLE);
        self.inlines(title);
        self.html.close("p");
        let is_text = |block: &&Block| {
            matches!(
                block,
                Block::Paragraph(_) | Block::List(_) | Block::DefinitionList(_)
            )
        };
        if let Some(beginning) = children.iter().find(is_text) {
            self.blocks(std::slice::from_ref(beginning), DEEP);
        }
    }
}

/// The level of a heading in the card; there is hardly ever one.
const DEEP: usize = 6;

/// A part of the article that a text can mention.
#[derive(Clone, Copy)]
enum Part<'a> {
    Figure(&'a Figure),
    Table(&'a Table),
    Math(&'a Math),
    Section(&'a Section),
    Aside(&'a Aside),
}

fn find<'a>(blocks: &'a [Block], is_meant: &impl Fn(&Identifier) -> bool) -> Option<Part<'a>> {
    let meant = |own: &Option<Identifier>| own.as_ref().is_some_and(is_meant);
    blocks.iter().find_map(|block| match block {
        Block::Figure(figure) if meant(&figure.identifier) => Some(Part::Figure(figure)),
        Block::Table(table) if meant(&table.identifier) => Some(Part::Table(table)),
        Block::Math(math) if meant(&math.identifier) => Some(Part::Math(math)),
        Block::Section(section) if is_meant(&section.identifier) => Some(Part::Section(section)),
        Block::Aside(aside) if is_meant(&aside.identifier) => Some(Part::Aside(aside)),
        Block::List(list) => list
            .children
            .iter()
            .find_map(|item| find(&item.children, is_meant)),
        Block::DefinitionList(list) => list.children.iter().find_map(|item| match item {
            DefinitionItem::Term { .. } => None,
            DefinitionItem::Description { children } => find(children, is_meant),
        }),
        other => find(other.children(), is_meant),
    })
}
