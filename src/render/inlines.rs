//! Running text and links. Markers have a room of their own (`marker`).

use super::article::{Mode, Page};
use super::{address, fragment, hooks};
use crate::model::{Identifier, Image, Inline, is_safe_picture, is_safe_url, prose, touching};

impl Page<'_> {
    /// Running text.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        self.run(inlines, self.mode != Mode::Quote);
    }

    /// Running text inside a control, where no other control may stand: links become their
    /// text, markers are left out and follow the control ([`Self::markers_of`]).
    pub(super) fn inert_inlines(&mut self, inlines: &[Inline]) {
        self.run(inlines, false);
    }

    fn run(&mut self, inlines: &[Inline], controls: bool) {
        for group in touching(inlines) {
            match group {
                [Inline::Citation(_), ..] => {
                    self.authors_in_sentence(group);
                    self.citations(group, controls);
                }
                group => group
                    .iter()
                    .for_each(|inline| self.inline(inline, controls)),
            }
        }
    }

    /// The markers of a heading or a link, behind it.
    pub(super) fn markers_of(&mut self, inlines: &[Inline]) {
        for group in touching(inlines) {
            match group {
                [Inline::Citation(_), ..] => self.citations(group, true),
                [Inline::FootnoteReference { identifier }] => self.note_mark(identifier, true),
                group => group
                    .iter()
                    .for_each(|inline| self.markers_of(inline.children())),
            }
        }
    }

    fn inline(&mut self, inline: &Inline, controls: bool) {
        match inline {
            Inline::Text { value } => self.running_text(value),
            Inline::Strong { children } => self.wrapped("strong", children, controls),
            Inline::Emphasis { children } => self.wrapped("em", children, controls),
            Inline::Superscript { children } => self.wrapped("sup", children, controls),
            Inline::Subscript { children } => self.wrapped("sub", children, controls),
            Inline::Delete { children } => self.wrapped("del", children, controls),
            Inline::Underline { children } => self.wrapped("u", children, controls),
            Inline::Mark { children } => self.wrapped("mark", children, controls),
            Inline::Keyboard { children } => self.wrapped("kbd", children, controls),
            Inline::SmallCaps { children } => {
                self.html.open("span", hooks::SMALL_CAPS);
                self.run(children, controls);
                self.html.close("span");
            }
            Inline::Abbreviation { title, children } => {
                self.html
                    .start("abbr")
                    .attr_some("title", title.as_deref())
                    .done();
                self.run(children, controls);
                self.html.close("abbr");
            }
            Inline::InlineCode { value } => {
                self.html.start("code").done();
                self.html.text(value);
                self.html.close("code");
            }
            Inline::InlineMath(formula) => {
                self.html.open("span", hooks::FORMULA);
                self.formula(formula, false);
                self.html.close("span");
            }
            Inline::Link(link) if controls && is_safe_url(&link.url) => {
                // An author's own fragment is one of this article.
                let own = link.url.strip_prefix('#').filter(|own| !own.is_empty());
                let unseen = self.mode == Mode::Page && !shows(&prose(&link.children), &link.url);
                let start = self
                    .html
                    .start("a")
                    .attr_if(unseen, "class", hooks::ON_PAPER);
                match own {
                    Some(own) => start.attr_parts("href", &["#", self.options.id_prefix, own]),
                    None => start.link(
                        &address::from_page(&link.url, self.options.base),
                        self.options.outward,
                    ),
                }
                .attr_some("title", link.title.as_deref())
                .done();
                self.inert_inlines(&link.children);
                self.html.close("a");
                self.markers_of(&link.children);
            }
            Inline::Link(link) => self.run(&link.children, controls),
            Inline::CrossReference {
                identifier,
                children,
            } => {
                if controls {
                    self.cross_reference(identifier, children);
                } else {
                    self.run(children, controls);
                }
            }
            Inline::Image(image) => self.image(image),
            Inline::Break => self.html.start("br").done(),
            Inline::Citation(_) => self.citations(std::slice::from_ref(inline), controls),
            Inline::FootnoteReference { identifier } => self.note_mark(identifier, controls),
        }
    }

    fn wrapped(&mut self, name: &'static str, children: &[Inline], controls: bool) {
        self.html.start(name).done();
        self.run(children, controls);
        self.html.close(name);
    }

    /// A mention of a part: a link to it, whose card shows it.
    fn cross_reference(&mut self, identifier: &Identifier, children: &[Inline]) {
        let prefix = self.options.id_prefix;
        let name = identifier.as_str();
        let target = fragment::part(prefix, name);
        let id = (self.mode == Mode::Page).then(|| {
            let count = self.mentions.entry(name.to_owned()).or_default();
            *count += 1;
            fragment::cross_reference(prefix, name, *count)
        });
        let mut tag = self.html.start("a");
        if let Some(id) = &id {
            tag = tag.class(hooks::CROSS_REFERENCE).attr("id", id);
        }
        tag.attr_parts("href", &["#", &target]).done();
        self.inert_inlines(children);
        self.html.close("a");
        self.markers_of(children);
    }

    /// A picture; one that no page should load is its alternative text.
    pub(super) fn image(&mut self, image: &Image) {
        if !is_safe_picture(&image.url) {
            return self.html.element("span", hooks::MISSING, &image.alt);
        }
        let size = |pixels: Option<u32>| pixels.map(|pixels| pixels.to_string());
        let (width, height) = (size(image.width), size(image.height));
        let attributes = [
            ("title", &image.title),
            ("width", &width),
            ("height", &height),
        ];
        let mut tag = self
            .html
            .start("img")
            .picture(
                &address::from_page(&image.url, self.options.base),
                self.options.outward,
            )
            .attr("alt", &image.alt);
        for (name, value) in attributes {
            if let Some(value) = value {
                tag = tag.attr(name, value);
            }
        }
        tag.attr("loading", "lazy").attr("decoding", "async").done();
    }
}

/// Whether words show an address of the web that stands behind them. Of any other address paper
/// makes nothing: it is shown by whatever words there are.
pub(super) fn shows(words: &str, url: &str) -> bool {
    let behind = url
        .split_once(':')
        .and_then(|(scheme, behind)| match scheme {
            "http" | "https" => behind.strip_prefix("//"),
            _ => None,
        });
    let Some(address) = behind else {
        return true;
    };
    words.contains(address.trim_end_matches('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_by_words_that_hold_it() {
        let url = "https://example.org/a/";
        assert!(shows("https://example.org/a", url) && shows("example.org/a", url));
        assert!(!shows("here", url) && !shows("example.org", url));
        assert!(shows("here", "#methods") && shows("a file", "data.csv"));
    }
}
