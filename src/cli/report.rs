//! Findings for people and for programs.

mod github;
mod sarif;

use std::io::Write;
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet, Title};
use scholion::diagnostic::{Diagnostic, LineIndex, Severity, Span};
use serde_json::{Value, json};

pub(super) use github::github;
pub(super) use sarif::sarif;

use super::{Kind, Source, config};

/// A source and what is reported of it.
pub(super) struct Checked {
    pub(super) source: Source,
    pub(super) findings: Vec<Finding>,
}

/// A finding, and as what it is reported.
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    pub(super) severity: Severity,
}

impl Finding {
    /// The finding with what can be done about it, for those who show one text.
    fn text(&self) -> String {
        let message = &self.diagnostic.message;
        match &self.diagnostic.hint {
            Some(hint) => format!("{message} (help: {hint})"),
            None => message.clone().into_owned(),
        }
    }
}

impl Checked {
    /// Its findings as [`human`] takes them.
    pub(super) fn told(&self) -> Vec<(&Diagnostic, Severity)> {
        let findings = self.findings.iter();
        findings
            .map(|finding| (&finding.diagnostic, finding.severity))
            .collect()
    }

    /// Where its source is, as somebody in the current folder writes it.
    fn path(&self) -> std::path::PathBuf {
        config::shortest(Path::new(&self.source.name))
    }
}

/// Writes each finding with the line that it is about.
pub(super) fn human(
    source: &Source,
    findings: &[(&Diagnostic, Severity)],
    out: &mut impl Write,
) -> Result<(), String> {
    let lines = LineIndex::new(&source.text);
    for (diagnostic, severity) in findings {
        let level = match severity {
            Severity::Info => Level::INFO,
            Severity::Warning => Level::WARNING,
            Severity::Error => Level::ERROR,
        };
        let page = Page {
            name: &source.name,
            text: &source.text,
            lines: &lines,
        };
        let title = level
            .primary_title(diagnostic.message.as_ref())
            .id(diagnostic.code.as_str());
        let hint = diagnostic.hint.as_deref();
        let shown = page.shown(title, diagnostic.span, hint);
        super::written(writeln!(out, "{shown}\n"))?;
    }
    Ok(())
}

/// What is wrong with a file of ours that is no source.
pub(super) fn error(name: &str, text: &str, span: Option<Span>, message: &str) -> String {
    let lines = &LineIndex::new(text);
    let title = Level::ERROR.primary_title(message);
    Page { name, text, lines }.shown(title, span, None)
}

/// A text under its name, of which lines are shown.
#[derive(Clone, Copy)]
struct Page<'a> {
    name: &'a str,
    text: &'a str,
    lines: &'a LineIndex<'a>,
}

impl Page<'_> {
    /// A title with the line that it is about, and what can be done.
    fn shown(self, title: Title<'_>, span: Option<Span>, hint: Option<&str>) -> String {
        let excerpt = span.map(|span| Excerpt::around(self.text, self.lines, span.range()));
        let mut group = Group::with_title(title);
        if let Some(excerpt) = &excerpt {
            group = group.element(
                Snippet::source(excerpt.text.as_str())
                    .path(self.name)
                    .line_start(excerpt.line)
                    .annotation(AnnotationKind::Primary.span(excerpt.span.clone())),
            );
        }
        if excerpt.is_none() {
            group = group.element(Origin::path(self.name));
        }
        if let Some(hint) = hint {
            group = group.element(Level::HELP.message(hint));
        }
        Renderer::styled().render(&[group])
    }
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
pub(super) fn summary(checked: &Checked) -> String {
    let count = |severity| {
        let findings = checked.findings.iter();
        findings
            .filter(|finding| finding.severity == severity)
            .count()
    };
    let (errors, warnings, infos) = (
        count(Severity::Error),
        count(Severity::Warning),
        count(Severity::Info),
    );
    let source = &checked.source;
    let plural = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let article = &source.parsed.article;
    let citations = scholion::model::walk::citations(article).len();
    let references = plural(article.references.len(), "reference");
    let read = match source.kind {
        Kind::Article => format!("{} and {references}", plural(citations, "citation")),
        Kind::Bibliography => references,
    };
    if checked.findings.is_empty() {
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
pub(super) fn json(all: &[Checked]) -> Result<String, String> {
    let objects: Vec<Value> = all.iter().flat_map(objects).collect();
    pretty(&objects)
}

fn pretty(value: &impl serde::Serialize) -> Result<String, String> {
    let mut text = serde_json::to_string_pretty(value).map_err(|error| error.to_string())?;
    text.push('\n');
    Ok(text)
}

/// An object for each finding about a source.
pub(super) fn objects(checked: &Checked) -> Vec<Value> {
    let lines = LineIndex::new(&checked.source.text);
    let object = |finding: &Finding| {
        let diagnostic = &finding.diagnostic;
        let mut object = json!({
            "code": diagnostic.code.as_str(),
            "severity": finding.severity,
            "message": diagnostic.message,
            "file": checked.source.name,
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
    };
    checked.findings.iter().map(object).collect()
}
