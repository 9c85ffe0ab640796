//! `scholion check`.

use clap::ValueEnum;
use scholion::check;
use scholion::diagnostic::Severity;

use super::{CLEAN, FAILED, FINDINGS, Source, print, report};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Form {
    /// With the lines of the source
    Human,
    /// A JSON array
    Json,
}

pub(super) fn run(source: &Source, form: Form) -> Result<u8, String> {
    let mut found = source.parsed.diagnostics.clone();
    found.extend(check::article(&source.parsed.article));
    found.sort_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start));
    let found: Vec<_> = found.iter().collect();
    match form {
        Form::Json => print(&report::json(source, &found)?)?,
        Form::Human => {
            report::human(source, &found, &mut anstream::stdout())?;
            print(&report::summary(source, &found))?;
        }
    }
    let unreadable = source.parsed.article == scholion::model::Article::default()
        && found
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error);
    // What is merely worth knowing makes no build fail.
    let findings = found
        .iter()
        .any(|diagnostic| diagnostic.severity() > Severity::Info);
    Ok(match (unreadable, findings) {
        (true, _) => FAILED,
        (_, true) => FINDINGS,
        _ => CLEAN,
    })
}
