//! Diagnostics for people and for programs.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};
use scholion::diagnostic::{Diagnostic, LineIndex, Severity};
use serde_json::{Value, json};

use super::{Kind, Source};

/// Writes each diagnostic with the line that it is about.
pub(super) fn human(
    source: &Source,
    found: &[&Diagnostic],
    out: &mut impl Write,
) -> Result<(), String> {
    let renderer = Renderer::styled();
    let lines = LineIndex::new(&source.text);
    for diagnostic in found {
        let level = match diagnostic.severity() {
            Severity::Info => Level::INFO,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let mut group = Group::with_title(
            level
                .primary_title(diagnostic.message.as_ref())
                .id(diagnostic.code.as_str()),
        );
        let excerpt = diagnostic
            .span
            .map(|span| Excerpt::around(&source.text, &lines, span.range()));
        if let Some(excerpt) = &excerpt {
            group = group.element(
                Snippet::source(excerpt.text.as_str())
                    .path(source.name.as_str())
                    .line_start(excerpt.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.span.clone())),
            );
        }
        if let Some(hint) = &diagnostic.hint {
            group = group.element(Level::HELP.message(hint.as_ref()));
        }
        super::written(writeln!(out, "{}\n", renderer.render(&[group])))?;
    }
    Ok(())
}

/// How much of a line is shown on either side: paragraphs of print are lines of a thousand
/// characters.
const CONTEXT: usize = 48;

/// The part of the line that a diagnostic is about.
struct Excerpt {
    text: String,
    span: std::ops::Range<usize>,
    line: usize,
}

impl Excerpt {
    fn around(text: &str, lines: &LineIndex<'_>, span: std::ops::Range<usize>) -> Self {
        let line = lines.line_column(span.start).line;
        let line_start = lines.line_start(line).unwrap_or_default();
        let line_end = lines.line_start(line + 1).unwrap_or(text.len());
        let whole = text.get(line_start..line_end).unwrap_or_default();
        let line_end = line_start + whole.trim_end_matches(['\n', '\r']).len();
        let end = span.end.min(line_end).max(span.start);
        let before = text.get(line_start..span.start).unwrap_or_default();
        // What is marked can be a whole entry of a list; its beginning says which.
        let marked = text.get(span.start..end).unwrap_or_default();
        let long = marked
            .char_indices()
            .nth(2 * CONTEXT)
            .map(|(at, _)| span.start + at);
        let end = long.unwrap_or(end);
        let marked = text.get(span.start..end).unwrap_or_default();
        let after = text.get(end..line_end).unwrap_or_default();
        let cut_before = before.char_indices().rev().nth(CONTEXT).map(|(at, _)| at);
        let shown_after = if long.is_some() { 0 } else { CONTEXT };
        let cut_after = after.char_indices().nth(shown_after).map(|(at, _)| at);
        let mut excerpt = String::new();
        if let Some(cut) = cut_before {
            excerpt.push('…');
            excerpt.push_str(before.get(cut..).unwrap_or_default());
        } else {
            excerpt.push_str(before);
        }
        let start = excerpt.len();
        excerpt.push_str(marked);
        let span = start..excerpt.len();
        excerpt.push_str(
            after
                .get(..cut_after.unwrap_or(after.len()))
                .unwrap_or_default(),
        );
        if cut_after.is_some() {
            excerpt.push('…');
        }
        Self {
            text: excerpt,
            span,
            line,
        }
    }
}

/// One line that says how much was found.
pub(super) fn summary(source: &Source, found: &[&Diagnostic]) -> String {
    let count = |severity| {
        found
            .iter()
            .filter(|diagnostic| diagnostic.severity() == severity)
            .count()
    };
    let (errors, warnings, infos) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let article = &source.parsed.article;
    let citations = scholion::model::walk::citations(article).len();
    let references = plural(article.references.len(), "reference");
    let read = match source.kind {
        Kind::Article => format!("{} and {references}", plural(citations, "citation")),
        Kind::Bibliography => references,
    };
    if found.is_empty() {
        format!("{}: {read}, nothing to report\n", source.name)
    } else {
        format!(
            "{}: {read}, {}, {}, {infos} to know\n",
            source.name,
            plural(errors, "error"),
            plural(warnings, "warning")
        )
    }
}

/// The form that docs/diagnostics.md describes: an array of objects.
pub(super) fn json(objects: &[Value]) -> Result<String, String> {
    let mut text = serde_json::to_string_pretty(objects).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

/// An object for each finding about a source.
pub(super) fn objects(source: &Source, found: &[&Diagnostic]) -> Vec<Value> {
    let lines = LineIndex::new(&source.text);
    found
        .iter()
        .map(|diagnostic| {
            let mut object = json!({
                "code": diagnostic.code.as_str(),
                "severity": diagnostic.severity(),
                "message": diagnostic.message,
                "file": source.name,
            });
            if let (Some(fields), Some(hint)) = (object.as_object_mut(), &diagnostic.hint) {
                fields.insert("hint".to_owned(), json!(hint));
            }
            if let (Some(fields), Some(span)) = (object.as_object_mut(), diagnostic.span) {
                let (start, end) = (
                    lines.line_column(span.range().start),
                    lines.line_column(span.range().end),
                );
                fields.insert("line".to_owned(), json!(start.line));
                fields.insert("column".to_owned(), json!(start.column));
                fields.insert("endLine".to_owned(), json!(end.line));
                fields.insert("endColumn".to_owned(), json!(end.column));
            }
            object
        })
        .collect()
}
