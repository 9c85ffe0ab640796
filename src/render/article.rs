//! The whole article.

use super::blocks::{Fold, heading};
use super::html::Html;
use super::index::Index;
use super::messages::Messages;
use super::{fragment, hooks};
use crate::model::{Article, Block, Direction, Inline, Name, plain_text, prose};

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
    /// Our own words.
    pub messages: Messages,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Self {
            id_prefix: "",
            heading_level: 1,
            collapse: Collapse::None,
            contents: true,
            messages: Messages,
        }
    }
}

/// The fewest parts for which a list of sections is worth its room.
const FEWEST_CONTENTS: usize = 3;

/// Renders an article as one string of HTML.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. Bones. Bone. 2020;1:2.\n").article;
/// let html = render::html(&article, &render::Options::default());
/// assert!(html.contains("href=\"#ref-1\" role=\"doc-biblioref\" aria-label=\"Reference 1\""));
/// ```
pub fn html(article: &Article, options: &Options<'_>) -> String {
    let index = Index::of(article, options.id_prefix);
    let html = Html::with_capacity(article.references.len() * 1024 + 16 * 1024);
    let mut page = Page::new(html, options, article, &index);
    page.article();
    page.html.finish()
}

/// A page being written.
pub(super) struct Page<'a> {
    pub(super) html: Html,
    pub(super) options: &'a Options<'a>,
    pub(super) article: &'a Article,
    pub(super) index: &'a Index,
    /// How many citations have been written; they are written in the order of the index.
    pub(super) citations_written: usize,
    sections_written: usize,
}

impl<'a> Page<'a> {
    /// A page, or a piece of one, that goes on with what has been written.
    pub(super) fn new(
        html: Html,
        options: &'a Options<'a>,
        article: &'a Article,
        index: &'a Index,
    ) -> Self {
        Self {
            html,
            options,
            article,
            index,
            citations_written: 0,
            sections_written: 0,
        }
    }

    fn article(&mut self) {
        let article = self.article;
        let mut tag = self.html.start("div").class(hooks::ROOT);
        if let Some(language) = &article.language {
            tag = tag.attr("lang", language);
        }
        if let Some(direction) = article.direction {
            tag = tag.attr(
                "dir",
                match direction {
                    Direction::Ltr => "ltr",
                    Direction::Rtl => "rtl",
                },
            );
        }
        tag.done();
        self.header(article);
        if self.options.contents {
            self.contents(article);
        }
        self.html.open("div", hooks::MAIN);
        let level = self.options.heading_level + 1;
        self.blocks(&article.r#abstract, level);
        self.blocks(&article.children, level);
        for footnote in &article.footnotes {
            self.html
                .start("aside")
                .attr("role", "doc-footnote")
                .attr_parts(
                    "id",
                    &[self.options.id_prefix, "fn-", footnote.identifier.as_str()],
                )
                .done();
            self.blocks(&footnote.children, level);
            self.html.close("aside");
        }
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
            self.html.open("p", hooks::BYLINE);
            if article.byline.is_empty() {
                let line = self.written_by(&article.author);
                self.html.text(&line);
            } else {
                self.inlines(&article.byline);
            }
            self.html.close("p");
        }
        self.html.close("header");
    }

    /// The byline of an article that has authors but no printed line.
    fn written_by(&self, authors: &[Name]) -> String {
        let names: Vec<String> = authors.iter().map(full_name).collect();
        let messages = self.options.messages;
        let list = match names.as_slice() {
            [before @ .., last] if !before.is_empty() => {
                format!("{} {} {last}", before.join(", "), messages.and())
            }
            names => names.concat(),
        };
        format!("{} {list}", messages.by())
    }

    fn contents(&mut self, article: &Article) {
        let parts: Vec<(&str, &[Inline])> = article
            .children
            .iter()
            .filter_map(|block| match block {
                Block::Section(section) => {
                    Some((section.identifier.as_str(), section.title.as_slice()))
                }
                _ => None,
            })
            .collect();
        if parts.len() < FEWEST_CONTENTS {
            return;
        }
        let prefix = self.options.id_prefix;
        let title = self.options.messages.contents();
        self.html
            .start("nav")
            .class(hooks::CONTENTS)
            .attr("aria-label", title)
            .done();
        self.html
            .start("p")
            .class(hooks::KICKER)
            .attr("aria-hidden", "true")
            .done();
        self.html.text(title);
        self.html.close("p");
        self.html.start("ol").done();
        for (identifier, title) in parts {
            self.html.start("li").done();
            self.html
                .start("a")
                .attr_parts("href", &["#", &fragment::part(prefix, identifier)])
                .done();
            self.html.text(&prose(title));
            self.html.close("a");
            self.html.close("li");
        }
        if !article.references.is_empty() {
            self.html.start("li").done();
            self.html
                .start("a")
                .attr_parts("href", &["#", prefix, fragment::REFERENCES])
                .done();
            let heading = self.references_title(article);
            self.html.text(&heading);
            self.html.text(" ");
            self.html
                .element("span", hooks::TALLY, &article.references.len().to_string());
            self.html.close("a");
            self.html.close("li");
        }
        self.html.close("ol");
        self.html.close("nav");
    }

    fn references_title(&self, article: &Article) -> String {
        if article.references_title.is_empty() {
            self.options.messages.references().to_owned()
        } else {
            plain_text(&article.references_title)
        }
    }

    fn references(&mut self, article: &Article, level: usize) {
        if article.references.is_empty() {
            return;
        }
        let id = fragment::part(self.options.id_prefix, fragment::REFERENCES);
        let title = [Inline::text(self.references_title(article))];
        let closed = self.closes_section(level);
        self.html
            .start("section")
            .attr_parts("class", &[hooks::SECTION, " ", hooks::REFERENCES])
            .attr("id", &id)
            .attr("role", hooks::ROLE_REFERENCES)
            .attr_parts("aria-labelledby", &[&id, "_heading"])
            .done();
        self.fold_head(&Fold {
            id: &id,
            title: &title,
            closed,
            sources: article.references.len(),
            level,
        });
        self.html
            .start("ol")
            .class(hooks::REFERENCE_LIST)
            .attr("role", "list")
            .done();
        for reference in &article.references {
            self.reference(reference);
        }
        self.html.close("ol");
        self.html.close("div");
        self.html.close("section");
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
