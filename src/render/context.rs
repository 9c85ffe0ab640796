//! The sentences that cite a reference.

use super::article::{Mode, Options, Page};
use super::hooks;
use super::html::Html;
use super::index::Index;
use crate::model::walk::{self, Marker};
use crate::model::{Article, Inline, sentence_around};

/// Renders the sentences that cite the reference with this key, each with the title of the
/// section or box that it stands in, as a link to the marker. Within a sentence the marker that
/// cites is highlighted; there are no controls.
///
/// Two uses in one sentence give the sentence once, with the link to the first.
///
/// ```
/// use scholion::{parse, render};
/// let article = parse::print("On Bones\n\nThey are hard. They thin with age.¹ Slowly.\n\nReferences\n\n1. Doe J. On bones. Bone. 2020;1:2.\n").article;
/// let index = render::Index::of(&article, "");
/// let html = render::contexts(&article, &index, "1", &render::Options::default());
/// assert!(html.contains("They thin with age.") && !html.contains("hard"));
/// ```
pub fn contexts(article: &Article, index: &Index, key: &str, options: &Options<'_>) -> String {
    let mut page = Page::new(
        Html::with_capacity(2048).with_parts(options.parts),
        options,
        article,
        index,
    );
    page.mode = Mode::Quote;
    page.quoted_for = Some(key);
    let markers = walk::markers(article);
    let messages = options.messages;
    page.html
        .start("ul")
        .class(hooks::CONTEXT_LIST)
        .attr("role", "list")
        .done();
    let mut last: Option<(&[Inline], Vec<Inline>)> = None;
    for place in index.uses(key) {
        let Some(marker) = markers.get(place.marker) else {
            continue;
        };
        let sentence = sentence_of(marker);
        let same = last
            .as_ref()
            .is_some_and(|(line, before)| std::ptr::eq(*line, marker.line) && *before == sentence);
        if same {
            continue;
        }
        let tongue = match place.title {
            Some(_) => super::Tongue::default(),
            None => page.tongues.ours,
        };
        page.html.start("li").done();
        page.html
            .start("a")
            .class(hooks::CONTEXT_PLACE)
            .attr_parts("href", &["#", place.fragment])
            .tongue(tongue)
            .done();
        page.html
            .text(place.place(messages).unwrap_or(messages.introduction()));
        page.html.close("a");
        page.html.text(" ");
        page.inlines(&sentence);
        page.html.close("li");
        last = Some((marker.line, sentence));
    }
    page.html.close("ul");
    page.html.finish()
}

fn sentence_of(marker: &Marker<'_>) -> Vec<Inline> {
    marker
        .mark
        .citations()
        .next()
        .map(|citation| sentence_around(marker.line, citation))
        .unwrap_or_default()
}

impl Page<'_> {
    /// Whether a citation is one for whose sake a sentence is quoted.
    pub(super) fn is_quoted_for(&self, inline: &Inline) -> bool {
        let (Some(key), Inline::Citation(citation)) = (self.quoted_for, inline) else {
            return false;
        };
        let mut keys = citation
            .references
            .iter()
            .map(|id| super::fragment::key(id.as_str()));
        keys.any(|own| own == key)
    }
}
