//! What stands inside a line.

use super::{Writer, escape};
use crate::model::{
    Citation, CitationItem, CitationKind, Formula, Image, Inline, Link, ReferenceId,
};

impl Writer<'_> {
    /// Inlines as a line, or several; nothing in them begins a block.
    pub(super) fn line(self, inlines: &[Inline]) -> String {
        escape::paragraph(&self.inlines(inlines, false))
    }

    /// Inlines inside of something; `marked` says that they stand between marks of emphasis.
    pub(super) fn inlines(self, inlines: &[Inline], marked: bool) -> String {
        let mut out = String::new();
        for (at, inline) in inlines.iter().enumerate() {
            let next = inlines.get(at + 1);
            let written = self.inline(inline, &out, next, marked);
            out.push_str(&written);
        }
        out
    }

    fn inline(self, inline: &Inline, before: &str, next: Option<&Inline>, marked: bool) -> String {
        match inline {
            Inline::Text { value } => escape::text(value, self.dialect),
            Inline::Strong { children } => {
                self.emphasis("**", "strong", children, before, next, marked)
            }
            Inline::Emphasis { children } => {
                self.emphasis("*", "em", children, before, next, marked)
            }
            Inline::Superscript { children } => self.raised('^', "sup", children),
            Inline::Subscript { children } => self.raised('~', "sub", children),
            Inline::Delete { children } => self.tagged("del", children),
            Inline::Underline { children } => self.classed("underline", "u", children),
            Inline::Mark { children } => self.classed("mark", "mark", children),
            Inline::Keyboard { children } => self.classed("kbd", "kbd", children),
            Inline::SmallCaps { children } if self.is_pandoc() => {
                format!("[{}]{{.smallcaps}}", self.inlines(children, false))
            }
            Inline::SmallCaps { children } => self.inlines(children, marked),
            Inline::Abbreviation { title, children } => {
                let title = title.as_deref().map(escape::value);
                let title = title.map(|title| format!(" title=\"{title}\""));
                format!(
                    "<abbr{}>{}</abbr>",
                    title.unwrap_or_default(),
                    self.inlines(children, false)
                )
            }
            Inline::InlineCode { value } => escape::code(value),
            Inline::InlineMath(formula) => self.formula(formula, next),
            Inline::Link(link) => self.link(link),
            Inline::Image(image) => picture(image, &escape::text(&image.alt, self.dialect)),
            Inline::Break => "\\\n".to_owned(),
            Inline::Citation(citation) if self.is_pandoc() => self.citation(citation),
            Inline::Citation(citation) => self.cited(citation),
            Inline::FootnoteReference { identifier } => {
                format!("[^{}]", self.note_name(identifier))
            }
            Inline::CrossReference {
                identifier,
                children,
            } => {
                let target = escape::target(&format!("#{identifier}"), None);
                format!("[{}]({target})", self.inlines(children, false))
            }
        }
    }

    /// Emphasis by asterisks where they can stand
    /// ([CommonMark 6.2](https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis)), else by
    /// an element.
    fn emphasis(
        self,
        mark: &str,
        element: &str,
        children: &[Inline],
        before: &str,
        next: Option<&Inline>,
        marked: bool,
    ) -> String {
        let inner = self.inlines(children, true);
        let firm = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let free = !before.ends_with('*')
            && !matches!(next, Some(Inline::Strong { .. } | Inline::Emphasis { .. }));
        if !marked && free && firm(inner.chars().next()) && firm(inner.chars().next_back()) {
            format!("{mark}{inner}{mark}")
        } else {
            format!("<{element}>{inner}</{element}>")
        }
    }

    /// Raised and lowered text; Pandoc's marks hold no space.
    fn raised(self, mark: char, element: &str, children: &[Inline]) -> String {
        let inner = self.inlines(children, false);
        let simple = matches!(children, [Inline::Text { .. }])
            && !inner.is_empty()
            && inner
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '+' | '-' | ',' | '.' | '−' | '–'));
        if self.is_pandoc() && simple {
            format!("{mark}{inner}{mark}")
        } else {
            format!("<{element}>{inner}</{element}>")
        }
    }

    fn tagged(self, element: &str, children: &[Inline]) -> String {
        format!("<{element}>{}</{element}>", self.inlines(children, false))
    }

    fn classed(self, class: &str, element: &str, children: &[Inline]) -> String {
        if self.is_pandoc() {
            format!("[{}]{{.{class}}}", self.inlines(children, false))
        } else {
            self.tagged(element, children)
        }
    }

    fn formula(self, formula: &Formula, next: Option<&Inline>) -> String {
        let tex = formula.value.trim();
        if tex.is_empty() {
            return escape::text(&formula.text(), self.dialect);
        }
        // A digit behind the second dollar would make an amount of money of it.
        let digit = matches!(next, Some(Inline::Text { value }) if value.starts_with(|c: char| c.is_ascii_digit()));
        if self.is_pandoc() && digit {
            format!("\\\\({tex}\\\\)")
        } else {
            format!("${tex}$")
        }
    }

    fn link(self, link: &Link) -> String {
        let words = self.inlines(&link.children, false);
        format!(
            "[{words}]({})",
            escape::target(&link.url, link.title.as_deref())
        )
    }

    /// A citation by the keys of its references.
    fn citation(self, citation: &Citation) -> String {
        let items: Vec<CitationItem> = if citation.items.is_empty() {
            let ids = citation.references.iter();
            ids.map(|id| CitationItem {
                id: id.clone(),
                ..CitationItem::default()
            })
            .collect()
        } else {
            citation.items.clone()
        };
        if let (CitationKind::Narrative, [first]) = (citation.kind, items.as_slice()) {
            let more = self.behind(first);
            let key = key(&first.id);
            return if more.is_empty() {
                format!("@{key}")
            } else {
                format!("@{key} [{}]", more.trim_start_matches([',', ' ']))
            };
        }
        let items: Vec<String> = items.iter().map(|item| self.item(item)).collect();
        format!("[{}]", items.join("; "))
    }

    fn item(self, item: &CitationItem) -> String {
        let prefix = item.prefix.as_deref().map(str::trim).unwrap_or_default();
        let prefix = match prefix {
            "" => String::new(),
            prefix => escape::text(prefix, self.dialect) + " ",
        };
        let silent = if item.suppress_author { "-" } else { "" };
        format!("{prefix}{silent}@{}{}", key(&item.id), self.behind(item))
    }

    /// Locator and suffix.
    fn behind(self, item: &CitationItem) -> String {
        let mut behind = String::new();
        if let Some(locator) = &item.locator {
            let label = match item.label.as_deref() {
                None | Some("page") => "p.",
                Some("chapter") => "chap.",
                Some("section") => "sec.",
                Some("figure") => "fig.",
                Some("volume") => "vol.",
                Some("paragraph") => "para.",
                Some(other) => other,
            };
            behind = format!(", {label} {locator}");
        }
        match item.suffix.as_deref().map(str::trim).unwrap_or_default() {
            "" => {}
            suffix => {
                if !suffix.starts_with([',', ';', ':', '.']) {
                    behind.push_str(if item.locator.is_some() { ", " } else { " " });
                }
                behind.push_str(&escape::text(suffix, self.dialect));
            }
        }
        behind
    }
}

/// The key of a citation, in braces where it holds more than
/// [Pandoc allows](https://pandoc.org/MANUAL.html#citation-syntax).
fn key(id: &ReferenceId) -> String {
    let id = id.as_str();
    let inner = |c: char| c.is_alphanumeric() || c == '_' || ":.#$%&-+?<>~/".contains(c);
    let edge = |c: char| c.is_alphanumeric() || c == '_';
    let mut pairs = id.chars().zip(id.chars().skip(1));
    let doubled = pairs.any(|(one, next)| !edge(one) && !edge(next));
    if id.starts_with(edge) && id.ends_with(edge) && id.chars().all(inner) && !doubled {
        id.to_owned()
    } else {
        format!("{{{id}}}")
    }
}

/// A picture with the words that stand for it, or that stand below it.
pub(super) fn picture(image: &Image, words: &str) -> String {
    format!(
        "![{words}]({})",
        escape::target(&image.url, image.title.as_deref())
    )
}
