//! What stands inside a line: emphasis, links, mentions, formulae, pictures.

use super::citation;
use super::formula;
use super::reader::Reader;
use super::tree::Node;
use crate::diagnostic::Code;
use crate::model::{Image, Inline, Link, is_safe_url};
use crate::parse::address::absolute;
use crate::parse::space::{collapsed, is_all_blank};
use crate::parse::tidy::{self, push, push_text};

/// Elements that say something about the article, and nothing to its reader.
pub(super) const SILENT: [&str; 12] = [
    "alt-text",
    "index-term",
    "index-term-range-end",
    "institution-id",
    "long-desc",
    "milestone-end",
    "milestone-start",
    "object-id",
    "processing-meta",
    "custom-meta-group",
    "subj-group",
    "x-meta",
];

/// Elements that are set off from the text, wherever they stand.
pub(super) fn is_block(node: Node<'_>) -> bool {
    match node.name() {
        "ack"
        | "answer"
        | "answer-set"
        | "app"
        | "app-group"
        | "array"
        | "bio"
        | "boxed-text"
        | "chem-struct-wrap"
        | "def-list"
        | "disp-formula"
        | "disp-formula-group"
        | "disp-quote"
        | "explanation"
        | "fig"
        | "fig-group"
        | "fn-group"
        | "glossary"
        | "graphic"
        | "list"
        | "media"
        | "notes"
        | "p"
        | "preformat"
        | "question"
        | "question-wrap"
        | "question-wrap-group"
        | "ref-list"
        | "sec"
        | "speech"
        | "statement"
        | "supplementary-material"
        | "table"
        | "table-wrap"
        | "table-wrap-group"
        | "verse-group" => true,
        "alternatives" | "block-alternatives" => node.elements().any(is_block),
        // A piece of code in the line is one line.
        "code" => node.prose().len() > 80 || has_lines(node),
        _ => false,
    }
}

fn has_lines(node: Node<'_>) -> bool {
    node.children()
        .filter_map(Node::text)
        .any(|text| text.trim().contains('\n'))
}

impl<'t> Reader<'t> {
    /// The line inside of an element.
    pub(super) fn line(&mut self, node: Node<'t>) -> Vec<Inline> {
        let mut line = self.pieces(node.children());
        tidy::line(&mut line);
        line
    }

    /// The line of some neighbours.
    pub(super) fn line_of(&mut self, nodes: impl Iterator<Item = Node<'t>>) -> Vec<Inline> {
        let mut line = self.pieces(nodes);
        tidy::line(&mut line);
        line
    }

    /// What is inside of an element, as part of a line around it.
    pub(super) fn line_pieces(&mut self, node: Node<'t>) -> Vec<Inline> {
        self.pieces(node.children())
    }

    /// A node as part of a line around it.
    pub(super) fn line_pieces_of(&mut self, node: Node<'t>) -> Vec<Inline> {
        let mut out = Vec::new();
        self.piece(node, &mut out);
        out
    }

    /// Neighbours as inlines, white space as it comes.
    fn pieces(&mut self, nodes: impl Iterator<Item = Node<'t>>) -> Vec<Inline> {
        let mut out = Vec::new();
        for node in nodes {
            self.piece(node, &mut out);
        }
        citation::join(self, out)
    }

    fn piece(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        if let Some(text) = node.text() {
            push_text(out, &collapsed(text));
            return;
        }
        match node.name() {
            "italic" => self.wrap(node, out, |children| Inline::Emphasis { children }),
            "bold" => self.wrap(node, out, |children| Inline::Strong { children }),
            "sub" => self.wrap(node, out, |children| Inline::Subscript { children }),
            "sc" => self.wrap(node, out, |children| Inline::SmallCaps { children }),
            "underline" => self.wrap(node, out, |children| Inline::Underline { children }),
            "strike" => self.wrap(node, out, |children| Inline::Delete { children }),
            "sup" => {
                let mut children = Vec::new();
                self.deeper(node, |reader| children = reader.pieces(node.children()));
                citation::raise(children, out);
            }
            "monospace" | "code" if node.elements().next().is_none() => {
                let text = text_of(node);
                let value = collapsed(&text);
                match value.trim() {
                    "" => push_text(out, &value),
                    code => out.push(Inline::InlineCode {
                        value: code.to_owned(),
                    }),
                }
            }
            "abbrev" => self.abbreviation(node, out),
            "break" => out.push(Inline::Break),
            "xref" => self.mention(node, out),
            "ext-link"
            | "uri"
            | "email"
            | "inline-supplementary-material"
            | "inline-media"
            | "media"
            | "related-article"
            | "related-object"
            | "self-uri"
            | "bio-link" => {
                self.link(node, out);
            }
            "inline-graphic" | "graphic" => {
                out.extend(picture(node).map(Inline::from));
            }
            "inline-formula" | "disp-formula" | "math" | "tex-math" => match formula::of(node) {
                Some(formula) => out.push(formula.into()),
                None => self.inner(node, out),
            },
            "alternatives" | "inline-alternatives" => match formula::of(node) {
                Some(formula) => out.push(formula.into()),
                None => {
                    if let Some(best) = best_alternative(node) {
                        self.piece(best, out);
                    }
                }
            },
            "fn" => {
                let identifier = self.note(node);
                out.push(Inline::FootnoteReference { identifier });
            }
            "name" | "person-group" => self.fields(node.children(), out),
            "etal" if node.prose().is_empty() => push_text(out, "et al."),
            "element-citation" | "mixed-citation" | "nlm-citation" | "citation" => {
                self.citation_in_line(node, out);
            }
            name if SILENT.contains(&name) => {}
            // What is set off stands between breaks, where there is only a line for it.
            _ if is_block(node) || is_part_of_block(node) => {
                push_break(out);
                self.inner(node, out);
                push_break(out);
            }
            _ => self.inner(node, out),
        }
    }

    /// What is inside of an element that has no meaning in a line.
    fn inner(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        for child in node.children() {
            self.piece(child, out);
        }
    }

    fn wrap(
        &mut self,
        node: Node<'t>,
        out: &mut Vec<Inline>,
        around: impl Fn(Vec<Inline>) -> Inline,
    ) {
        let mut children = Vec::new();
        let fits = self.deeper(node, |reader| children = reader.pieces(node.children()));
        let only_space = children.iter().all(|child| match child {
            Inline::Text { value } => is_all_blank(value),
            _ => false,
        });
        if only_space || !fits || citation::is_marker(&children) {
            for child in children {
                push(out, child);
            }
        } else {
            out.push(around(children));
        }
    }

    fn abbreviation(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        let title = node
            .child("def")
            .map(Node::prose)
            .or_else(|| Some(node.attribute("title")?.into_owned()))
            .filter(|title| !title.is_empty());
        let mut children = Vec::new();
        self.deeper(node, |reader| {
            children = reader.pieces(node.children().filter(|child| !child.is("def")));
        });
        out.push(Inline::Abbreviation { title, children });
    }

    /// A link; its address where it has no words.
    pub(super) fn link(&mut self, node: Node<'t>, out: &mut Vec<Inline>) {
        let mut children = Vec::new();
        self.deeper(node, |reader| {
            let visible = node
                .children()
                .filter(|child| !matches!(child.name(), "object-id" | "label" | "caption"));
            children = reader.pieces(visible);
        });
        let words = crate::model::plain_text(&children);
        let words = words.trim();
        let url = address(node, words);
        let Some(url) = url.filter(|url| is_safe_url(url)) else {
            self.lost_link(node, words);
            for child in children {
                push(out, child);
            }
            return;
        };
        if words.is_empty() {
            children = vec![Inline::text(file_name(&url))];
        }
        out.push(Inline::from(Link {
            url,
            children,
            position: Some(node.span()),
            ..Link::default()
        }));
    }

    /// Reports a link that becomes the words in it. An `email` or a `uri` is its own words, and is
    /// none if these say no address.
    fn lost_link(&mut self, node: Node<'t>, words: &str) {
        if !node.is("ext-link") {
            return;
        }
        let href = node.attribute("href").unwrap_or_default();
        let href = href.trim();
        if href.is_empty() {
            let message = format!("the link `{words}` has no target and is read as text");
            let hint = "fill in its `xlink:href`, or leave the words as text";
            self.report(Code::EmptyLink, node, message, hint);
        } else {
            let message = format!(
                "the link `{words}` leads to `{href}`, which no page should follow; it is read as text"
            );
            let hint = "use an http, https or mailto address, or a path";
            self.report(Code::UnsafeLink, node, message, hint);
        }
    }
}

/// Rows and items, which have no place in a line of their own.
fn is_part_of_block(node: Node<'_>) -> bool {
    matches!(
        node.name(),
        "list-item" | "def-item" | "tr" | "caption" | "title" | "attrib" | "verse-line"
    )
}

/// The address that a link leads to.
fn address(node: Node<'_>, words: &str) -> Option<String> {
    let href = node.attribute("href").map(std::borrow::Cow::into_owned);
    let url = match node.name() {
        "email" => {
            let to = href.unwrap_or_else(|| words.to_owned());
            return (to.contains('@') && !to.contains(char::is_whitespace)).then(|| {
                if to.starts_with("mailto:") {
                    to
                } else {
                    format!("mailto:{to}")
                }
            });
        }
        "uri" | "self-uri" => href.or_else(|| words.contains("://").then(|| words.to_owned()))?,
        _ => href?,
    };
    let url = url.trim();
    // `info:doi/` and types say what kind of name it is.
    let doi = url.strip_prefix("info:doi/").or_else(|| {
        (node.says("ext-link-type", &["doi"]) && url.starts_with("10.")).then_some(url)
    });
    Some(match doi {
        Some(doi) => format!("https://doi.org/{doi}"),
        None if node.says("ext-link-type", &["email"]) && !url.starts_with("mailto:") => {
            format!("mailto:{url}")
        }
        None => absolute(url).into_owned(),
    })
}

/// The last part of an address, which says more than its server.
fn file_name(url: &str) -> String {
    let name = url.trim_end_matches('/').rsplit('/').next();
    name.filter(|name| !name.is_empty())
        .unwrap_or(url)
        .to_owned()
}

/// A picture under the name that the source has for it.
pub(super) fn picture(node: Node<'_>) -> Option<Image> {
    let url = node.attribute("href")?.into_owned();
    let said = node
        .child("alt-text")
        .or_else(|| {
            beside(node)?
                .elements()
                .take(8)
                .find(|child| child.is("alt-text"))
        })
        .map(Node::prose);
    Some(Image {
        url,
        // An element without words is how JATS says what HTML says with an empty `alt`.
        decorative: said.as_deref().is_some_and(|words| words.trim().is_empty()),
        alt: said.unwrap_or_default(),
        position: Some(node.span()),
        ..Image::default()
    })
}

/// What holds a single picture and says what is to be seen on it.
fn beside(node: Node<'_>) -> Option<Node<'_>> {
    node.parent().filter(|around| {
        matches!(
            around.name(),
            "fig" | "alternatives" | "table-wrap" | "chem-struct-wrap"
        )
    })
}

/// Of several forms of the same thing the one that says most as text.
pub(super) fn best_alternative(node: Node<'_>) -> Option<Node<'_>> {
    const ORDER: [&str; 6] = [
        "math",
        "tex-math",
        "table",
        "textual-form",
        "graphic",
        "inline-graphic",
    ];
    ORDER
        .iter()
        .find_map(|name| node.child(name))
        .or_else(|| node.elements().next())
}

/// The characters directly inside.
pub(super) fn text_of(node: Node<'_>) -> String {
    node.children().filter_map(Node::text).collect()
}

fn push_break(out: &mut Vec<Inline>) {
    let only_space =
        |inline: &Inline| matches!(inline, Inline::Text { value } if is_all_blank(value));
    if out
        .iter()
        .rev()
        .find(|inline| !only_space(inline))
        .is_some_and(|last| *last != Inline::Break)
    {
        out.push(Inline::Break);
    }
}
