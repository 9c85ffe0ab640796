//! What a reader can do with the reference list, and with the article's own citation.

use super::article::{Options, Page};
use super::export::{ExportFormat, entry_text};
use super::index::Index;
use super::tongue::Tongue;
use super::{fragment, hooks};
use crate::model::{Article, Block, Reference, Section, prose, walk};

/// From how many references on a list is worth filtering and sorting.
const FEWEST_FILTERED: usize = 8;

/// The value that stands for all references in the choice of what is exported.
pub const WHAT_ALL: &str = "all";
/// The value that stands for those that the filter shows.
pub const WHAT_SHOWN: &str = "shown";
/// The value that stands for those that the reader chooses.
pub const WHAT_SELECTED: &str = "selected";
/// What stands before a section's identifier in that choice.
pub const WHAT_SECTION: &str = "section:";

/// Renders the choices of export: what, in which format, and the buttons. `shown` is the number
/// of references that the filter shows.
pub fn export_panel(
    article: &Article,
    index: &Index,
    shown: usize,
    options: &Options<'_>,
) -> String {
    let mut page = Page::card(options, article, index);
    page.export_what(shown);
    page.export_controls();
    page.html.finish()
}

/// The references that the citations of a section stand for, subsections included, by their places
/// in the list, from 0. `identifier` is the section's; none if there is no such section.
pub fn section_references(article: &Article, identifier: &str) -> Vec<usize> {
    sections(&article.children)
        .into_iter()
        .find(|(_, section)| section.identifier.as_str() == identifier)
        .map_or_else(Vec::new, |(block, _)| cited_in(article, block))
}

/// Those of the section's heading among them.
fn cited_in(article: &Article, section: &Block) -> Vec<usize> {
    let uses = walk::citations_in(std::slice::from_ref(section));
    let cited: std::collections::HashSet<_> = uses
        .iter()
        .flat_map(|found| &found.citation.references)
        .collect();
    article
        .references
        .iter()
        .enumerate()
        .filter(|(_, reference)| cited.contains(&reference.id))
        .map(|(at, _)| at)
        .collect()
}

/// The outermost sections.
fn sections(blocks: &[Block]) -> Vec<(&Block, &Section)> {
    blocks
        .iter()
        .filter_map(|block| match block {
            Block::Section(section) => Some((block, section)),
            _ => None,
        })
        .collect()
}

impl Page<'_> {
    /// The tools above the list; the choice of its order where it may be `sorted`.
    pub(super) fn list_tools(&mut self, article: &Article, sorted: bool) {
        let messages = self.options.messages;
        let prefix = self.options.id_prefix;
        let count = article.references.len();
        self.html
            .start("div")
            .class(hooks::TOOLS)
            .tongue(self.tongues.ours)
            .done();
        if count >= FEWEST_FILTERED {
            let name = messages.filter(count);
            self.html
                .start("input")
                .class(hooks::FILTER)
                .attr("type", "search")
                .attr("placeholder", &name)
                .attr("aria-label", &name)
                .attr_parts("aria-controls", &[prefix, fragment::REFERENCE_LIST])
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .done();
            if sorted {
                self.orders();
            }
        }
        self.html
            .start("button")
            .class(hooks::EXPORT_TOGGLE)
            .attr("type", "button")
            .attr("aria-expanded", "false")
            .attr_parts("aria-controls", &[prefix, fragment::EXPORT])
            .done();
        self.html.text(messages.export());
        self.html.close("button");
        self.html
            .start("div")
            .class(hooks::EXPORT)
            .attr_parts("id", &[prefix, fragment::EXPORT])
            .attr("role", "group")
            .attr("aria-label", messages.export())
            .attr("hidden", "")
            .done();
        self.html.close("div");
        self.html
            .start("p")
            .class(hooks::FOUND)
            .attr("role", "status")
            .done();
        self.html.close("p");
        self.html.close("div");
    }

    fn orders(&mut self) {
        let messages = self.options.messages;
        self.html
            .start("select")
            .class(hooks::SORT)
            .attr("aria-label", messages.order())
            .done();
        for (value, name) in messages.orders() {
            self.choice(value, name);
        }
        self.html.close("select");
    }

    fn export_what(&mut self, shown: usize) {
        let messages = self.options.messages;
        let article = self.article;
        let all = article.references.len();
        self.html
            .start("select")
            .class(hooks::EXPORT_WHAT)
            .attr("aria-label", messages.export_what())
            .done();
        self.choice(WHAT_ALL, &messages.export_all(all));
        if shown < all {
            self.choice(WHAT_SHOWN, &messages.export_shown(shown));
        }
        self.choice(WHAT_SELECTED, messages.export_selected());
        for (block, section) in sections(&article.children) {
            let count = cited_in(article, block).len();
            if count > 0 {
                let value = format!("{WHAT_SECTION}{}", section.identifier);
                let tag = self.html.start("option").attr("value", &value);
                tag.tongue(self.tongues.theirs).done();
                let name = messages.export_section(&prose(&section.title), count);
                self.html.text(&name);
                self.html.close("option");
            }
        }
        self.html.close("select");
    }

    /// The choice of the format, and what to do with it.
    fn export_controls(&mut self) {
        let messages = self.options.messages;
        self.html
            .start("select")
            .class(hooks::EXPORT_FORMAT)
            .attr("aria-label", messages.export_format())
            .done();
        for format in ExportFormat::ALL {
            let name = match format {
                ExportFormat::Text => messages.plain_text(),
                ExportFormat::BibTeX => "BibTeX",
                ExportFormat::Ris => "RIS",
                ExportFormat::CslJson => "CSL-JSON",
            };
            self.choice(format.name(), name);
        }
        self.html.close("select");
        for (class, name) in [
            (hooks::EXPORT_COPY, messages.copy()),
            (hooks::EXPORT_SAVE, messages.save()),
        ] {
            self.html
                .start("button")
                .class(class)
                .attr("type", "button")
                .done();
            self.html.text(name);
            self.html.close("button");
        }
    }

    fn choice(&mut self, value: &str, name: &str) {
        self.html.start("option").attr("value", value).done();
        self.html.text(name);
        self.html.close("option");
    }

    /// The article as others would cite it.
    pub(super) fn citation_card(&mut self, reference: &Reference) {
        let title = self.options.messages.cite_article();
        self.head(title, title, Tongue::default());
        self.html.open("div", hooks::CARD_BODY);
        self.html.start("p").done();
        self.html
            .text(&entry_text(reference, self.options.messages));
        self.html.close("p");
        self.html
            .start("div")
            .class(hooks::EXPORT)
            .tongue(self.tongues.ours)
            .done();
        self.export_controls();
        self.html.close("div");
        self.html.close("div");
    }
}
