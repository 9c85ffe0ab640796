//! Running text and citation markers.

use super::article::Page;
use super::{fragment, hooks};
use crate::model::{Citation, Inline, is_safe_url};

impl Page<'_> {
    /// Running text.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline, true);
        }
    }

    /// Running text inside a control, where no other control may stand: links become their
    /// text, citations are left out and follow the control.
    pub(super) fn inert_inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline, false);
        }
    }

    /// The citations of a heading, behind its control.
    pub(super) fn citations_of(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            match inline {
                Inline::Citation(citation) => self.citation(citation),
                other => self.citations_of(other.children()),
            }
        }
    }

    fn inline(&mut self, inline: &Inline, controls: bool) {
        match inline {
            Inline::Text { value } => self.html.text(value),
            Inline::Strong { children } => self.wrapped("strong", children, controls),
            Inline::Emphasis { children } => self.wrapped("em", children, controls),
            Inline::Superscript { children } => self.wrapped("sup", children, controls),
            Inline::Subscript { children } => self.wrapped("sub", children, controls),
            Inline::InlineCode { value } => {
                self.html.start("code").done();
                self.html.text(value);
                self.html.close("code");
            }
            Inline::Link(link) if controls && is_safe_url(&link.url) => {
                self.html.start("a").attr("href", &link.url).done();
                self.inlines(&link.children);
                self.html.close("a");
            }
            Inline::Link(link) => link
                .children
                .iter()
                .for_each(|child| self.inline(child, controls)),
            Inline::Image { url, alt } => self.image(url, alt),
            Inline::Break => self.html.start("br").done(),
            Inline::Citation(citation) if controls => self.citation(citation),
            Inline::FootnoteReference { identifier } if controls => {
                let target = fragment::part(self.options.id_prefix, identifier.as_str());
                self.html.start("sup").class(hooks::RAISED).done();
                self.html
                    .start("a")
                    .attr_parts("href", &["#fn-", &target])
                    .attr("role", "doc-noteref")
                    .done();
                self.html.text(identifier.as_str());
                self.html.close("a");
                self.html.close("sup");
            }
            // No control stands inside another: the heading's citations follow its button.
            Inline::Citation(_) | Inline::FootnoteReference { .. } => {}
        }
    }

    fn wrapped(&mut self, name: &'static str, children: &[Inline], controls: bool) {
        self.html.start(name).done();
        for child in children {
            self.inline(child, controls);
        }
        self.html.close(name);
    }

    /// A picture; one that no page should load is its alternative text.
    pub(super) fn image(&mut self, url: &str, alt: &str) {
        if is_safe_url(url) {
            self.html
                .start("img")
                .attr("src", url)
                .attr("alt", alt)
                .attr("loading", "lazy")
                .done();
        } else {
            self.html.text(alt);
        }
    }

    /// A marker: a link that works before any script runs.
    fn citation(&mut self, citation: &Citation) {
        let index = self.citations_written;
        self.citations_written += 1;
        let prefix = self.options.id_prefix;
        let own = self.index.marker(index);
        let keys: Vec<_> = citation
            .references
            .iter()
            .map(|id| fragment::key(id.as_str()))
            .collect();
        let known = keys.iter().find(|key| self.index.has(key));
        let target = known.map_or_else(|| own.to_owned(), |key| fragment::reference(prefix, key));
        let shown = display(&citation.marker);
        let spoken = shown
            .text
            .trim_matches(['[', ']'])
            .replace(',', ", ")
            .replace(",  ", ", ");
        let name = self
            .options
            .messages
            .marker(citation.references.len(), &spoken);
        if shown.raised {
            self.html.open("sup", hooks::RAISED);
        }
        let mut tag = self.html.start("a");
        tag = if known.is_some() {
            tag.class(hooks::MARKER)
        } else {
            tag.attr_parts("class", &[hooks::MARKER, " ", hooks::DANGLING])
        };
        tag.attr("id", own)
            .attr_parts("href", &["#", &target])
            .attr("role", hooks::ROLE_MARKER)
            .attr("aria-label", &name)
            .attr(hooks::DATA_REFERENCES, &keys.join(" "))
            .done();
        self.html.text(&shown.text);
        self.html.close("a");
        if shown.raised {
            self.html.close("sup");
        }
    }
}

/// How a printed marker is shown: raised or in the line, in plain figures with an en dash.
#[derive(Debug, PartialEq, Eq)]
struct Shown {
    raised: bool,
    text: String,
}

fn display(printed: &str) -> Shown {
    let raised = !printed.starts_with('[');
    let inner = printed
        .trim_start_matches("<sup>")
        .trim_start_matches("<SUP>")
        .trim_end_matches("</sup>")
        .trim_end_matches("</SUP>");
    let mut text = String::with_capacity(inner.len());
    for character in inner.chars() {
        match character {
            '^' | '{' | '}' | '⁽' | '⁾' => {}
            '⁰' => text.push('0'),
            '¹' => text.push('1'),
            '²' => text.push('2'),
            '³' => text.push('3'),
            '⁴' => text.push('4'),
            '⁵' => text.push('5'),
            '⁶' => text.push('6'),
            '⁷' => text.push('7'),
            '⁸' => text.push('8'),
            '⁹' => text.push('9'),
            '-' | '⁻' | '‐' | '‑' | '‒' | '—' | '−' => text.push('–'),
            '·' | '˒' | ';' if raised => text.push(','),
            '[' | ']' | ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' if raised => {}
            other => text.push(other),
        }
    }
    Shown { raised, text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_markers_are_shown_in_plain_figures() {
        for (printed, raised, text) in [
            ("⁴⁰⁻⁴²", true, "40–42"),
            ("²·³", true, "2,3"),
            ("^{4, 11}", true, "4,11"),
            ("^4^", true, "4"),
            ("<sup>[4,11-13]</sup>", true, "4,11–13"),
            ("[4, 11–13]", false, "[4, 11–13]"),
            ("[^12]", false, "[12]"),
        ] {
            assert_eq!(
                display(printed),
                Shown {
                    raised,
                    text: text.to_owned()
                },
                "{printed}"
            );
        }
    }
}
