//! Formulae: MathML as it comes, TeX out of its wrapping, or a picture of either.

use super::inline::{best_alternative, picture, text_of};
use super::reader::Reader;
use super::tree::Node;
use crate::model::{Block, Caption, Figure, Formula, Inline, Math};
use crate::parse::space::{is_all_blank, is_blank, single};

impl<'t> Reader<'t> {
    /// A formula that is set off from the text.
    pub(super) fn displayed(&mut self, node: Node<'t>, out: &mut Vec<Block>) {
        let identifier = self.part(node);
        let label = node.child("label").map(Node::prose);
        if let Some(formula) = of(node) {
            let enumerator = label.map(|label| number(&label).to_owned());
            out.push(Block::from(Math {
                identifier,
                formula,
                enumerator: enumerator.filter(|number| !number.is_empty()),
            }));
            return;
        }
        let image = node
            .inside()
            .find(|inner| matches!(inner.name(), "graphic" | "inline-graphic"))
            .and_then(picture);
        let words = self.line_of(
            node.children()
                .filter(|child| !matches!(child.name(), "label" | "graphic" | "alternatives")),
        );
        let Some(image) = image else {
            let mut line = words;
            if let Some(label) = label {
                line.push(Inline::text(format!(" {label}")));
            }
            if !line.is_empty() {
                out.push(Block::paragraph(line));
            }
            return;
        };
        if identifier.is_none() && label.is_none() && words.is_empty() {
            out.push(image.into());
            return;
        }
        let mut children = vec![image.into()];
        let mut caption: Vec<Inline> = label.map(Inline::text).into_iter().collect();
        if !caption.is_empty() && !words.is_empty() {
            caption.push(Inline::text(" "));
        }
        caption.extend(words);
        if !caption.is_empty() {
            children.push(Block::Caption(Caption {
                children: vec![Block::paragraph(caption)],
            }));
        }
        out.push(Block::Figure(Figure {
            identifier,
            enumerator: None,
            children,
        }));
    }
}

/// Whether a displayed formula can be mentioned.
pub(super) fn is_part(node: Node<'_>) -> bool {
    node.inside().any(|inner| {
        matches!(
            inner.name(),
            "math" | "tex-math" | "graphic" | "inline-graphic"
        )
    })
}

/// The formula of an element that holds one, in whichever form. A picture of it is left out where
/// there is a form that can be read.
pub(super) fn of(node: Node<'_>) -> Option<Formula> {
    let holders = [
        "disp-formula",
        "inline-formula",
        "alternatives",
        "inline-alternatives",
    ];
    if holders.contains(&node.name()) {
        let alternatives = node
            .child("alternatives")
            .or_else(|| node.child("inline-alternatives"));
        let forms = alternatives.unwrap_or(node);
        let mut formula = Formula {
            position: Some(node.span()),
            ..Formula::default()
        };
        if let Some(math) = forms.child("math") {
            formula.mathml = Some(mathml(math));
        }
        if let Some(tex) = forms.child("tex-math") {
            formula.value = tex_of(tex);
        }
        // Other words beside it are no formula alone: they would be lost.
        let others = |child: Node<'_>| match child.text() {
            Some(text) => !is_all_blank(text),
            None => !matches!(
                child.name(),
                "math"
                    | "tex-math"
                    | "graphic"
                    | "inline-graphic"
                    | "alternatives"
                    | "label"
                    | "inline-alternatives"
                    | "alt-text"
                    | "long-desc"
                    | "object-id"
                    | "break"
            ),
        };
        // Several formulae in a row are read one by one.
        if forms.all("math").nth(1).is_some() {
            return None;
        }
        let read = formula.mathml.is_some() || !formula.value.is_empty();
        return (read && !node.children().any(others)).then_some(formula);
    }
    match node.name() {
        "math" => Some(Formula {
            mathml: Some(mathml(node)),
            position: Some(node.span()),
            ..Formula::default()
        }),
        "tex-math" => Some(Formula {
            value: tex_of(node),
            position: Some(node.span()),
            ..Formula::default()
        })
        .filter(|formula| !formula.value.is_empty()),
        _ => None,
    }
}

/// The number of a formula without its brackets.
fn number(label: &str) -> &str {
    let inner = label
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.strip_suffix([')', ']']));
    inner.unwrap_or(label).trim()
}

/// The TeX of a formula out of a document that has nothing but it, and out of its dollars.
fn tex_of(node: Node<'_>) -> String {
    let text = match best_alternative(node) {
        Some(_) => node.prose(),
        None => text_of(node),
    };
    let body = text
        .split_once("\\begin{document}")
        .map_or(text.as_str(), |(_, body)| {
            body.split_once("\\end{document}")
                .map_or(body, |(body, _)| body)
        });
    let mut tex = body.trim();
    for (open, close) in [("$$", "$$"), ("$", "$"), ("\\[", "\\]"), ("\\(", "\\)")] {
        if let Some(inner) = tex
            .strip_prefix(open)
            .and_then(|rest| rest.strip_suffix(close))
        {
            tex = inner.trim();
        }
    }
    tex.to_owned()
}

/// MathML as text, without the prefix of its names.
fn mathml(math: Node<'_>) -> String {
    let mut out = String::with_capacity(math.span().range().len());
    write(math, &mut out);
    out
}

fn write(node: Node<'_>, out: &mut String) {
    if let Some(text) = node.text() {
        // Space between elements means nothing, and within a token one is as good as many.
        if !is_all_blank(text) {
            single_edges(text, out);
        }
        return;
    }
    let name = node.name();
    out.push('<');
    out.push_str(name);
    for (key, value) in node.attributes() {
        out.push(' ');
        out.push_str(key);
        out.push_str("=\"");
        escape(&value, out);
        out.push('"');
    }
    if node.children().next().is_none() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for child in node.children() {
        write(child, out);
    }
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// Writes a text with single spaces, one of them kept at an end that has some.
fn single_edges(text: &str, out: &mut String) {
    if !text.contains(is_blank) {
        return escape(text, out);
    }
    if text.starts_with(is_blank) {
        out.push(' ');
    }
    escape(&single(text), out);
    if text.ends_with(is_blank) {
        out.push(' ');
    }
}

fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest
        .bytes()
        .position(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"'))
    {
        let (run, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let mut behind = behind.chars();
        out.push_str(run);
        out.push_str(match behind.next() {
            Some('&') => "&amp;",
            Some('<') => "&lt;",
            Some('>') => "&gt;",
            _ => "&quot;",
        });
        rest = behind.as_str();
    }
    out.push_str(rest);
}
