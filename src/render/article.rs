//! The whole article.

use std::collections::HashMap;

use super::blocks::{Fold, State, heading};
use super::html::Html;
use super::index::Index;
use super::messages::Messages;
use super::outward::Outward;
use super::tongue::{Tongue, Tongues};
use super::{fragment, hooks};
use crate::model::{Article, Block, Direction, Inline, Name, plain_text};

/// Which parts are closed at first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Collapse {
    /// None.
    #[default]
    None,
    /// Every section and box.
    All,
    /// Every section and box after the first section.
    AfterFirst,
    /// Boxes only.
    Boxes,
}

impl Collapse {
    /// Reads the value of the `collapse` attribute; anything unknown is [`Collapse::None`].
    pub fn from_attribute(value: &str) -> Self {
        match value.trim() {
            "all" => Self::All,
            "after-first" => Self::AfterFirst,
            "boxes" => Self::Boxes,
            _ => Self::None,
        }
    }
}

/// How an article is rendered.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// Put before every id; see [`fragment::prefix`].
    pub id_prefix: &'a str,
    /// The level of the title's heading, from 1.
    pub heading_level: usize,
    /// What is closed at first.
    pub collapse: Collapse,
    /// Whether the list of sections is written.
    pub contents: bool,
    /// Whether controls are written that only a script can serve: filter, order and export of
    /// the list, the article's own citation, quiet markers.
    pub tools: bool,
    /// Whether what has a class of ours is a part as well, for a shadow tree.
    pub parts: bool,
    /// Our own words.
    pub messages: Messages<'a>,
    /// The language of what is around the article, if it is known. An article that does not say
    /// its own is taken to be in it.
    pub page_language: Option<&'a str>,
    /// The address of the article's source, to which the addresses of its links and pictures are
    /// relative; empty where they are relative to the page.
    pub base: &'a str,
    /// What links and pictures say that lead elsewhere.
    pub outward: Outward<'a>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            id_prefix: "",
            heading_level: 1,
            collapse: Collapse::None,
            contents: true,
            tools: true,
            parts: false,
            messages: Messages::default(),
            page_language: None,
            base: "",
            outward: Outward::default(),
        }
    }
}

/// The fewest parts for which a button that opens or closes them all is worth its room.
const FEWEST_FOLDS: usize = 2;

/// The most entries of a list that is written as one: more of them are more than a browser lays out
/// between two frames.
const LONGEST_LIST: usize = 100;

/// So many entries of a longer one are skipped or laid out together. Fewer are more parts to be
/// asked, in every frame, whether they have come near; more take longer when they have.
const RUN: usize = 16;

/// Renders an article as one string of HTML.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n").article;
/// let html = render::html(&article, &render::Options::default());
/// assert!(html.contains("href=\"#ref-1\" role=\"doc-biblioref\" aria-label=\"Reference 1\""));
/// ```
pub fn html(article: &Article, options: &Options<'_>) -> String {
    written(article, options).html
}

/// A rendered article, and what was known when it was written.
#[derive(Debug, Clone)]
pub struct Written {
    /// What [`html`] gives.
    pub html: String,
    /// The article's references and notes and their uses.
    pub index: Index,
    /// The parts that fold, in the order of the page.
    pub folds: Vec<Folding>,
}

/// A part of a rendered article that folds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folding {
    /// The id of what the part holds.
    pub body: String,
    /// Whether it begins open.
    pub open: bool,
}

/// Renders an article as [`html`] does, and keeps what a page needs to know of it, which would
/// otherwise have to be found again.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::markdown("# On Bones\n\n## Summary\n\nHard.", &[]).article;
/// let written = render::written(&article, &render::Options::default());
/// assert_eq!(written.html, render::html(&article, &render::Options::default()));
/// assert_eq!(written.folds[0].body, "summary_body");
/// ```
pub fn written(article: &Article, options: &Options<'_>) -> Written {
    let index = Index::of(article, options.id_prefix);
    let html =
        Html::with_capacity(article.references.len() * 1024 + 16 * 1024).with_parts(options.parts);
    let mut page = Page::new(html, options, article, &index);
    page.article();
    let (html, folds) = (page.html.finish(), page.folds);
    Written { html, index, folds }
}

/// What is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// The article: parts have ids, markers are links.
    Page,
    /// A piece of it in the card: ids would be there twice, markers open in place.
    Card,
    /// A sentence of it: no controls at all.
    Quote,
}

/// A page being written, or a piece of one.
pub(super) struct Page<'a> {
    pub(super) html: Html,
    pub(super) options: &'a Options<'a>,
    pub(super) article: &'a Article,
    pub(super) index: &'a Index,
    pub(super) mode: Mode,
    pub(super) tongues: Tongues<'a>,
    /// The direction of the text that is being written.
    pub(super) running: Direction,
    /// In a quotation: the key of the reference for whose sake it is quoted.
    pub(super) quoted_for: Option<&'a str>,
    /// How many markers have been written; they are written in the order of the index.
    pub(super) markers_written: usize,
    /// How often each part has been mentioned.
    pub(super) mentions: HashMap<String, usize>,
    /// The parts that have been written and fold.
    pub(super) folds: Vec<Folding>,
    sections_written: usize,
}

impl<'a> Page<'a> {
    pub(super) fn new(
        html: Html,
        options: &'a Options<'a>,
        article: &'a Article,
        index: &'a Index,
    ) -> Self {
        let tongues = Tongues::of(article, options);
        Self {
            html,
            options,
            article,
            index,
            mode: Mode::Page,
            tongues,
            running: tongues.direction,
            quoted_for: None,
            markers_written: 0,
            mentions: HashMap::new(),
            folds: Vec::new(),
            sections_written: 0,
        }
    }

    /// A piece of a page in the card.
    pub(super) fn card(options: &'a Options<'a>, article: &'a Article, index: &'a Index) -> Self {
        Self {
            mode: Mode::Card,
            ..Self::new(
                Html::with_capacity(2048).with_parts(options.parts),
                options,
                article,
                index,
            )
        }
    }

    fn article(&mut self) {
        let article = self.article;
        let mut tag = self.html.start("div").class(hooks::ROOT);
        if let Some(language) = article.language_tag() {
            tag = tag.attr("lang", language);
        }
        let rtl = Some(self.tongues.direction).filter(|direction| *direction == Direction::Rtl);
        tag.direction(article.direction.or(rtl)).done();
        self.header(article);
        if self.options.contents {
            self.contents();
        }
        self.html.open("div", hooks::MAIN);
        let level = self.options.heading_level + 1;
        self.blocks(&article.r#abstract, level);
        self.blocks(&article.children, level);
        self.notes(article, level);
        self.references(article, level);
        self.html.close("div");
        self.html.close("div");
    }

    fn header(&mut self, article: &Article) {
        let byline = !article.byline.is_empty() || !article.author.is_empty();
        if article.title.is_empty() && article.subtitle.is_empty() && !byline {
            return;
        }
        self.html.open("header", hooks::HEADER);
        if !article.title.is_empty() {
            let name = heading(self.options.heading_level);
            self.html.open(name, hooks::TITLE);
            self.inlines(&article.title);
            self.html.close(name);
        }
        if !article.subtitle.is_empty() {
            self.html.open("p", hooks::DECK);
            self.inlines(&article.subtitle);
            self.html.close("p");
        }
        if byline {
            let tag = self.html.start("p").class(hooks::BYLINE);
            if article.byline.is_empty() {
                tag.tongue(self.tongues.ours).done();
                let line = self.written_by(&article.author);
                self.html.text(&line);
            } else {
                tag.done();
                self.inlines(&article.byline);
            }
            self.html.close("p");
        }
        self.actions(article);
        self.html.close("header");
    }

    /// What a reader can do with the article.
    pub(super) fn actions(&mut self, article: &Article) {
        let (messages, prefix) = (self.options.messages, self.options.id_prefix);
        let marked = self.index.has_markers();
        let folds = folding(&article.children) >= FEWEST_FOLDS;
        if !self.options.tools || article.title.is_empty() && !marked && !folds {
            return;
        }
        self.html
            .start("div")
            .class(hooks::ACTIONS)
            .tongue(self.tongues.ours)
            .done();
        if !article.title.is_empty() {
            self.html
                .start("button")
                .class(hooks::CITE)
                .attr("type", "button")
                .attr_parts("id", &[prefix, fragment::CITE])
                .done();
            self.html.text(messages.cite_article());
            self.html.close("button");
        }
        if folds {
            let says = match self.options.collapse {
                Collapse::None => messages.collapse_all(),
                _ => messages.expand_all(),
            };
            self.html
                .start("button")
                .class(hooks::EXPAND)
                .attr("type", "button")
                .done();
            self.html.text(says);
            self.html.close("button");
        }
        if marked {
            self.html
                .start("button")
                .class(hooks::QUIET)
                .attr("type", "button")
                .attr("aria-pressed", "false")
                .done();
            self.html.text(messages.quiet());
            self.html.close("button");
        }
        self.html.close("div");
    }

    /// The byline of an article that has authors but no printed line.
    fn written_by(&self, authors: &[Name]) -> String {
        let names: Vec<String> = authors.iter().map(full_name).collect();
        self.options.messages.by(&names)
    }

    pub(super) fn references_title(&self, article: &Article) -> String {
        if article.references_title.is_empty() {
            self.options.messages.references().to_owned()
        } else {
            plain_text(&article.references_title)
        }
    }

    /// The language of that title.
    pub(super) fn tongue_of_references(&self, article: &Article) -> Tongue<'a> {
        if article.references_title.is_empty() {
            self.tongues.ours
        } else {
            Tongue::default()
        }
    }

    /// The footnotes, each with the way back to its marks.
    fn notes(&mut self, article: &Article, level: usize) {
        if article.footnotes.is_empty() {
            return;
        }
        let title = [Inline::text(self.options.messages.notes())];
        let classes = [hooks::SECTION, hooks::NOTES];
        self.list_section(&ListSection {
            name: fragment::FOOTNOTES,
            classes: &classes,
            role: hooks::ROLE_NOTES,
            title: &title,
            tongue: self.tongues.ours,
            sources: 0,
            level,
        });
        let write =
            |this: &mut Self, note: &_, role: Option<&str>| this.note(note, level + 1, role);
        self.runs(&article.footnotes, hooks::NOTE_LIST, None, write);
        self.html.close("div");
        self.html.close("section");
    }

    fn references(&mut self, article: &Article, level: usize) {
        if article.references.is_empty() {
            return;
        }
        let title = [Inline::text(self.references_title(article))];
        let classes = [hooks::SECTION, hooks::REFERENCES];
        self.list_section(&ListSection {
            name: fragment::REFERENCES,
            classes: &classes,
            role: hooks::ROLE_REFERENCES,
            title: &title,
            tongue: self.tongue_of_references(article),
            sources: article.references.len(),
            level,
        });
        if self.options.tools {
            self.list_tools(article, true);
        }
        let name = Some(fragment::REFERENCE_LIST);
        self.runs(
            &article.references,
            hooks::REFERENCE_LIST,
            name,
            Self::reference,
        );
        self.html.close("div");
        self.html.close("section");
    }

    /// A list of ours of these entries. A long one is written in runs, each of which a browser can
    /// skip while it is far away; for assistive technology it is one list all the same.
    fn runs<T>(
        &mut self,
        all: &[T],
        class: &'static str,
        name: Option<&str>,
        entry: impl Fn(&mut Self, &T, Option<&str>),
    ) {
        let id = name.map(|name| fragment::part(self.options.id_prefix, name));
        if all.len() <= LONGEST_LIST {
            let list = self.html.start("ol").class(class);
            list.attr_some("id", id.as_deref())
                .attr("role", "list")
                .done();
            for one in all {
                entry(self, one, None);
            }
            self.html.close("ol");
            return;
        }
        let list = self.html.start("div").class(hooks::RUNS);
        list.attr_some("id", id.as_deref())
            .attr("role", "list")
            .done();
        let role = Some("listitem");
        for (run, first) in all.chunks(RUN).zip((1..).step_by(RUN)) {
            self.html
                .start("ol")
                .classes(&[class, hooks::LONG])
                .attr("start", &first.to_string())
                .attr("role", "none")
                .done();
            for one in run {
                entry(self, one, role);
            }
            self.html.close("ol");
        }
        self.html.close("div");
    }

    /// The start of a section that holds a list of ours, up to the list.
    fn list_section(&mut self, section: &ListSection<'_>) {
        let id = fragment::part(self.options.id_prefix, section.name);
        let closed = self.closes_section(section.level);
        self.html
            .start("section")
            .classes(section.classes)
            .attr("id", &id)
            .attr("role", section.role)
            .attr_parts("aria-labelledby", &[&id, "_heading"])
            .done();
        self.fold_head(&Fold {
            id: &id,
            title: section.title,
            tongue: section.tongue,
            state: if closed { State::Closed } else { State::Open },
            sources: section.sources,
            level: section.level,
        });
    }

    /// Whether the next section begins closed. Subsections begin open inside their section.
    pub(super) fn closes_section(&mut self, level: usize) -> bool {
        let outermost = level == self.options.heading_level + 1;
        let first = self.sections_written == 0;
        self.sections_written += usize::from(outermost);
        match self.options.collapse {
            Collapse::None | Collapse::Boxes => false,
            Collapse::All => outermost,
            Collapse::AfterFirst => outermost && !first,
        }
    }

    pub(super) fn closes_box(&self) -> bool {
        match self.options.collapse {
            Collapse::None => false,
            Collapse::All | Collapse::Boxes => true,
            Collapse::AfterFirst => self.sections_written > 0,
        }
    }
}

/// How many of these parts fold, boxes and subsections included.
fn folding(blocks: &[Block]) -> usize {
    blocks
        .iter()
        .map(|block| {
            let own = match block {
                Block::Section(section) => section.purpose().is_none(),
                Block::Aside(aside) => aside.purpose().is_none(),
                _ => false,
            };
            usize::from(own) + folding(block.children())
        })
        .sum()
}

/// A section that holds a list of ours.
struct ListSection<'a> {
    name: &'a str,
    classes: &'a [&'a str],
    role: &'a str,
    title: &'a [Inline],
    tongue: Tongue<'a>,
    sources: usize,
    level: usize,
}

/// A name in reading order.
pub(super) fn full_name(name: &Name) -> String {
    let parts = [
        &name.prefix,
        &name.given,
        &name.non_dropping_particle,
        &name.family,
        &name.literal,
    ];
    let mut full = parts
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect::<Vec<_>>()
        .join(" ");
    if let Some(suffix) = &name.suffix {
        full.push_str(", ");
        full.push_str(suffix);
    }
    full
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn with_references(count: usize) -> String {
        let references: Vec<Value> = (1..=count)
            .map(|number| json!({ "id": number.to_string(), "label": number.to_string() }))
            .collect();
        let article = json!({ "scholion": 1, "children": [], "references": references });
        html(
            &serde_json::from_value(article).unwrap(),
            &Options::default(),
        )
    }

    #[test]
    fn a_long_list_is_written_in_runs() {
        let one = with_references(LONGEST_LIST);
        assert_eq!(one.matches("<ol class=\"sch-reference-list\"").count(), 1);
        assert!(!one.contains("sch-runs") && !one.contains("sch-long"));

        let count = LONGEST_LIST + 1;
        let runs = with_references(count);
        let starts: Vec<&str> = runs
            .split("<ol class=\"sch-reference-list sch-long\"")
            .skip(1)
            .map(|rest| rest.split_once('>').unwrap().0)
            .collect();
        let expected: Vec<String> = (1..=count)
            .step_by(RUN)
            .map(|first| format!(" start=\"{first}\" role=\"none\""))
            .collect();
        assert_eq!(starts, expected);
        let named = "<div class=\"sch-runs\" id=\"references_list\" role=\"list\">";
        assert_eq!(runs.matches(named).count(), 1);
        assert_eq!(
            runs.matches("\" role=\"listitem\"><span class=\"sch-label\">")
                .count(),
            count
        );
    }
}
