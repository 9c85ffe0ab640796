//! `scholion check`.

use clap::ValueEnum;
use scholion::check;
use scholion::diagnostic::{Code, Diagnostic, Severity};

use super::{CLEAN, FAILED, FINDINGS, Kind, Source, print, report};

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Form {
    /// With the lines of the source
    Human,
    /// A JSON array
    Json,
}

pub(super) fn run(source: &Source, form: Form) -> Result<u8, String> {
    let all: Vec<(&Source, Vec<Diagnostic>)> = source
        .beside
        .iter()
        .chain(std::iter::once(source))
        .map(|source| (source, findings(source)))
        .collect();
    match form {
        Form::Json => {
            let mut objects = Vec::new();
            for (source, found) in &all {
                objects.extend(report::objects(source, &found.iter().collect::<Vec<_>>()));
            }
            print(&report::json(&objects)?)?;
        }
        Form::Human => {
            for (source, found) in &all {
                let found: Vec<_> = found.iter().collect();
                report::human(source, &found, &mut anstream::stdout())?;
                print(&report::summary(source, &found))?;
            }
        }
    }
    let unreadable = source.parsed.article == scholion::model::Article::default()
        && findings(source)
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error);
    // What is merely worth knowing makes no build fail.
    let findings = all
        .iter()
        .flat_map(|(_, found)| found)
        .any(|diagnostic| diagnostic.severity() > Severity::Info);
    Ok(match (unreadable, findings) {
        (true, _) => FAILED,
        (_, true) => FINDINGS,
        _ => CLEAN,
    })
}

/// What reading and checking have found in a source, in its order.
fn findings(source: &Source) -> Vec<Diagnostic> {
    let mut found = source.parsed.diagnostics.clone();
    let checked = check::article(&source.parsed.article);
    found.extend(checked.into_iter().filter(|found| match source.kind {
        Kind::Article => true,
        // In a bibliography nothing cites, and its keys are in no order.
        Kind::Bibliography => found.code == Code::DuplicateSource,
    }));
    found.sort_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start));
    found
}
