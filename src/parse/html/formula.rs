//! Formulae: MathML, the TeX that renderers leave beside it, and scripts of TeX.

use super::page::{Page, has_class};
use super::tree::{NodeId, Tree};
use crate::model::Formula;

/// The formula that an element is, if it is one: MathML, or what KaTeX and MathJax made of TeX.
pub(super) fn of(page: &Page<'_>, node: NodeId) -> Option<Formula> {
    let tree = page.tree;
    match tree.name(node) {
        "math" => Some(of_mathml(tree, node)),
        "d-math" | "dt-math" => Some(of_tex(&tree.text_inside(node))),
        "span" | "mjx-container" | "div"
            if has_class(tree, node, &["katex", "MathJax", "mwe-math-element"])
                || tree.name(node) == "mjx-container" =>
        {
            let math = tree
                .subtree(node)
                .take(200)
                .find(|inner| tree.name(*inner) == "math")?;
            Some(of_mathml(tree, math))
        }
        // Pandoc's spans of TeX, for a script to set.
        "span" if has_class(tree, node, &["math"]) => {
            let tex = tree.text_inside(node);
            let inner = tex
                .trim()
                .strip_prefix("\\(")
                .and_then(|tex| tex.strip_suffix("\\)"))
                .or_else(|| {
                    tex.trim()
                        .strip_prefix("\\[")
                        .and_then(|tex| tex.strip_suffix("\\]"))
                })?;
            Some(of_tex(inner))
        }
        _ => None,
    }
}

/// Whether a formula is set off from the text.
pub(super) fn is_display(tree: &Tree, node: NodeId) -> bool {
    let block = |node: NodeId| {
        tree.attribute(node, "display") == Some("block")
            || tree.attribute(node, "display") == Some("true")
            || tree.attribute(node, "block").is_some()
            || has_class(tree, node, &["katex-display", "display"])
    };
    block(node) || tree.subtree(node).take(40).any(block)
}

/// What MathJax keeps its TeX in: `<script type="math/tex; mode=display">`.
pub(super) fn of_script(tree: &Tree, node: NodeId) -> Option<Formula> {
    let is_tex = tree.name(node) == "script"
        && tree
            .attribute(node, "type")
            .is_some_and(|kind| kind.trim_start().starts_with("math/tex"));
    is_tex.then(|| of_tex(&tree.text_inside(node)))
}

fn of_tex(tex: &str) -> Formula {
    Formula {
        value: tex.trim().to_owned(),
        ..Formula::default()
    }
}

fn of_mathml(tree: &Tree, node: NodeId) -> Formula {
    let annotation = tree.subtree(node).find(|inner| {
        tree.name(*inner) == "annotation"
            && tree
                .attribute(*inner, "encoding")
                .is_some_and(|encoding| encoding.to_ascii_lowercase().contains("tex"))
    });
    let value = annotation
        .map(|inner| tree.text_inside(inner))
        .or_else(|| tree.attribute(node, "alttext").map(str::to_owned));
    Formula {
        // LaTeXML breaks long lines of TeX behind a sign of comment.
        value: value
            .unwrap_or_default()
            .replace("%\n", "")
            .trim()
            .to_owned(),
        mathml: Some(source(tree, node)),
        position: None,
    }
}

/// The formulae of a row, which a layout has taken apart, as one that is set off.
pub(super) fn of_row(tree: &Tree, parts: &[NodeId]) -> Formula {
    let mut whole = Formula::default();
    let mut mathml = String::from("<math display=\"block\">");
    for part in parts {
        let formula = of_mathml(tree, *part);
        if !whole.value.is_empty() {
            whole.value.push(' ');
        }
        whole.value.push_str(&formula.value);
        for child in tree.children(*part) {
            mathml.push_str(&source(tree, child));
        }
    }
    mathml.push_str("</math>");
    whole.mathml = Some(mathml);
    whole
}

/// MathML as a source, tag by tag; who shows it lets through what he knows.
fn source(tree: &Tree, root: NodeId) -> String {
    let mut out = String::new();
    let mut open: Vec<(usize, NodeId)> = Vec::new();
    let close = |open: &mut Vec<(usize, NodeId)>, out: &mut String, at: usize| {
        while let Some((_, node)) = open.pop_if(|(end, _)| *end <= at) {
            out.push_str("</");
            out.push_str(tree.name(node));
            out.push('>');
        }
    };
    let mut skip_to = 0;
    for node in tree.subtree(root) {
        let at = node.index();
        close(&mut open, &mut out, at);
        if at < skip_to {
            continue;
        }
        if let Some(text) = tree.text(node) {
            escape(text, &mut out);
        } else if matches!(tree.name(node), "annotation" | "annotation-xml" | "script") {
            skip_to = at + tree.size(node);
        } else if tree.is_element(node) {
            out.push('<');
            out.push_str(tree.name(node));
            for (name, value) in tree.attributes(node) {
                out.push(' ');
                out.push_str(name);
                out.push_str("=\"");
                escape(value, &mut out);
                out.push('"');
            }
            out.push('>');
            open.push((at + tree.size(node), node));
        }
    }
    close(&mut open, &mut out, usize::MAX);
    out
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}
