//! What stands in the card of a citation.

use std::borrow::Cow;

use super::article::{Options, Page};
use super::html::Html;
use super::index::Index;
use super::{fragment, hooks};
use crate::model::Article;

/// A cross in the line's colour.
const CROSS: &str = "<svg viewBox=\"0 0 16 16\" width=\"16\" height=\"16\" aria-hidden=\"true\" focusable=\"false\"><path d=\"M4 4l8 8M12 4l-8 8\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"1.5\" stroke-linecap=\"round\"/></svg>";

/// Renders the inside of the card for the references with these keys: a head with the card's
/// name and its close button, and an entry for each reference. One that the list does not have
/// is said to be missing.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nHard.¹\n\nReferences\n\n1. Doe J. On bones. Bone. 2020;1:2.\n").article;
/// let index = render::Index::of(&article, "");
/// let html = render::card(&article, &index, ["1"], &render::Options::default());
/// assert!(html.contains("On bones"));
/// ```
pub fn card<'a>(
    article: &'a Article,
    index: &Index,
    keys: impl IntoIterator<Item = &'a str>,
    options: &Options<'_>,
) -> String {
    let keys: Vec<Cow<'a, str>> = keys.into_iter().map(Cow::Borrowed).collect();
    let mut page = Page::new(
        Html::with_capacity(keys.len() * 1024 + 512),
        options,
        article,
        index,
    );
    let messages = options.messages;
    page.html.open("div", hooks::CARD_HEAD);
    page.html
        .start("p")
        .class(hooks::CARD_TITLE)
        .attr_parts("id", &[options.id_prefix, fragment::CARD_TITLE])
        .done();
    page.html
        .text(&messages.card_title(&index.runs(article, &keys)));
    page.html.close("p");
    page.html
        .start("button")
        .class(hooks::CLOSE)
        .attr("type", "button")
        .attr("aria-label", messages.close())
        .done();
    page.html.drawing(CROSS);
    page.html.close("button");
    page.html.close("div");
    page.html
        .start("ol")
        .class(hooks::CARD_LIST)
        .attr("role", "list")
        .done();
    for key in &keys {
        page.card_entry(key);
    }
    page.html.close("ol");
    page.html.finish()
}

impl Page<'_> {
    fn card_entry(&mut self, key: &str) {
        let messages = self.options.messages;
        let index = self.index;
        let label = index.label(self.article, key);
        self.html.start("li").done();
        self.html.element("span", hooks::LABEL, label);
        self.html.open("div", hooks::ENTRY);
        let Some(reference) = index.reference(self.article, key) else {
            self.html
                .element("p", hooks::ENTRY_META, &messages.missing(label));
            self.html.close("div");
            self.html.close("li");
            return;
        };
        self.structured(reference);
        self.html.open("p", hooks::LINKS);
        self.links(reference, true);
        let target = fragment::reference(self.options.id_prefix, key);
        self.html
            .start("a")
            .class(hooks::GO)
            .attr_parts("href", &["#", &target])
            .attr("aria-label", &messages.go_to(label))
            .done();
        self.html.text(messages.in_the_list());
        self.html.close("a");
        self.html.text(" ");
        self.html.element(
            "span",
            hooks::CITED,
            &messages.cited(index.times_cited(key)),
        );
        self.html.close("p");
        self.html.close("div");
        self.html.close("li");
    }
}
