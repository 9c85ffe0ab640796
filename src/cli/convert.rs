//! `scholion convert`.

use std::path::Path;

use clap::ValueEnum;
use scholion::diagnostic::Severity;
use scholion::render::messages::Messages;
use scholion::render::{self, ExportFormat};

use super::{CLEAN, FAILED, FINDINGS, Source, print, report};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Target {
    /// The structured article
    Json,
    /// The article's HTML, without a page around it
    Html,
    /// The element with the article in it, for a page of another system
    Element,
    /// Markdown as GitHub reads it, its references as footnotes
    Markdown,
    /// Markdown as Pandoc reads it, its references in the front matter
    Pandoc,
    /// Its references as BibTeX
    Bibtex,
    /// Its references as RIS
    Ris,
    /// Its references as CSL-JSON
    CslJson,
    /// Its references as text, one on a line
    Text,
}

/// Writes the article and reports on standard error what was noticed while reading. The exit
/// code is 1 where an error was noticed and 2 where nothing could be read.
pub(super) fn run(source: &Source, to: Target, output: Option<&Path>) -> Result<u8, String> {
    let parsed = &source.parsed;
    let mut errors = 0;
    for source in source.beside.iter().chain(std::iter::once(source)) {
        let found = &source.parsed.diagnostics;
        errors += found
            .iter()
            .filter(|d| d.severity() == Severity::Error)
            .count();
        let told: Vec<_> = found
            .iter()
            .filter(|d| d.severity() > Severity::Info)
            .map(|d| (d, d.severity()))
            .collect();
        report::human(source, &told, &mut anstream::stderr())?;
    }
    if errors > 0 && parsed.article == scholion::model::Article::default() {
        return Ok(FAILED);
    }
    let messages = Messages::in_language(parsed.article.language_tag());
    let references = |format| render::export(&parsed.article.references, format, messages);
    let text = match to {
        Target::Json => {
            serde_json::to_string_pretty(&parsed.article).map_err(|error| error.to_string())? + "\n"
        }
        Target::Html => {
            let options = render::Options {
                messages,
                ..render::Options::default()
            };
            render::html(&parsed.article, &options) + "\n"
        }
        Target::Element => {
            let options = render::ElementOptions::default();
            render::element(&parsed.article, &options, None) + "\n"
        }
        Target::Markdown => {
            render::markdown(&parsed.article, render::Dialect::CommonMark, messages)
        }
        Target::Pandoc => render::markdown(&parsed.article, render::Dialect::Pandoc, messages),
        Target::Bibtex => references(ExportFormat::BibTeX),
        Target::Ris => references(ExportFormat::Ris),
        Target::CslJson => references(ExportFormat::CslJson),
        Target::Text => references(ExportFormat::Text),
    };
    match output {
        Some(path) => {
            std::fs::write(path, text).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        None => print(&text)?,
    }
    Ok(if errors > 0 { FINDINGS } else { CLEAN })
}
