//! `scholion check`.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use scholion::check;
use scholion::diagnostic::{Code, Diagnostic, Severity};

use super::config::Configs;
use super::levels::{Denied, code, contradiction};
use super::report::{self, Checked, Finding};
use super::{CLEAN, FAILED, FINDINGS, Kind, Manner, Source, print};

#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Articles and bibliographies (BibTeX, CSL-JSON, RIS); `-` for standard input
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
    #[command(flatten)]
    manner: Manner,
    /// For people, with the lines of the source, or for programs
    #[arg(long, value_enum, default_value_t = Form::Human)]
    format: Form,
    #[command(flatten)]
    rules: Rules,
}

/// What counts.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub(super) struct Rules {
    /// Makes findings of this code errors; `warnings` stands for every warning. Several may be
    /// given, with commas or one by one
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = Denied::read)]
    deny: Vec<Denied>,
    /// Leaves findings of this code out. Several may be given, with commas or one by one
    #[arg(long, value_name = "CODE", value_delimiter = ',', value_parser = code)]
    allow: Vec<Code>,
    /// The configuration, in place of the `scholion.toml` in the input's folder or above it
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
}

impl Rules {
    /// The configurations to be found, unless these say something that cannot be.
    pub(super) fn configs(&self) -> Result<Configs, String> {
        if let Some(code) = contradiction(&self.deny, &self.allow) {
            return Err(format!("`{code}` is both denied and allowed"));
        }
        Configs::new(self.config.as_deref())
    }

    /// Checks a source after the bibliographies that were read with it.
    pub(super) fn check(
        &self,
        mut source: Source,
        configs: &mut Configs,
    ) -> Result<Vec<Checked>, String> {
        let mut all = Vec::new();
        let mut told = HashSet::new();
        let beside = std::mem::take(&mut source.beside);
        for source in beside.into_iter().chain(std::iter::once(source)) {
            let mut levels = configs.levels(Path::new(&source.name))?;
            levels.say(&self.deny, &self.allow);
            let mut found = findings(&source);
            // What an article takes over from a bibliography is told there, where it is mended.
            let name = |found: &Diagnostic| (found.code, found.message.clone());
            match source.kind {
                Kind::Article => {
                    found.retain(|one| !is_of_works(one.code) || !told.contains(&name(one)));
                }
                Kind::Bibliography => told.extend(found.iter().map(name)),
            }
            let findings = found
                .into_iter()
                .filter_map(|diagnostic| {
                    let severity = levels.severity(diagnostic.code)?;
                    Some(Finding {
                        diagnostic,
                        severity,
                    })
                })
                .collect();
            all.push(Checked { source, findings });
        }
        Ok(all)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Form {
    /// With the lines of the source
    Human,
    /// A JSON array
    Json,
    /// SARIF 2.1.0, as editors and code hosts read it
    Sarif,
    /// Annotations of GitHub's workflows
    Github,
}

pub(super) fn run(arguments: &Arguments) -> Result<u8, String> {
    let mut configs = arguments.rules.configs()?;
    let mut all = Vec::new();
    let mut failures = Vec::new();
    let mut unreadable = false;
    for path in &arguments.inputs {
        match arguments.manner.read(path) {
            Ok(source) => {
                unreadable |= is_unreadable(&source);
                all.extend(arguments.rules.check(source, &mut configs)?);
            }
            Err(message) => {
                anstream::eprintln!("scholion: {message}");
                failures.push(message);
            }
        }
    }
    match arguments.format {
        Form::Human => {
            for checked in &all {
                report::human(&checked.source, &checked.told(), &mut anstream::stdout())?;
                print(&report::summary(checked))?;
            }
        }
        Form::Json => print(&report::json(&all)?)?,
        Form::Sarif => print(&report::sarif(&all, &failures)?)?,
        Form::Github => print(&report::github(&all))?,
    }
    // What is merely worth knowing makes no build fail.
    let findings = all
        .iter()
        .flat_map(|checked| &checked.findings)
        .any(|finding| finding.severity > Severity::Info);
    Ok(if unreadable || !failures.is_empty() {
        FAILED
    } else if findings {
        FINDINGS
    } else {
        CLEAN
    })
}

/// Whether nothing of a source could be read.
pub(super) fn is_unreadable(source: &Source) -> bool {
    source.parsed.article == scholion::model::Article::default()
        && findings(source)
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
}

/// Whether a finding is about a work, whatever holds it.
fn is_of_works(code: Code) -> bool {
    matches!(
        code,
        Code::DuplicateSource
            | Code::InsecureLink
            | Code::InvalidDoi
            | Code::InvalidPmid
            | Code::InvalidPmcid
            | Code::InvalidIsbn
            | Code::InvalidIssn
    )
}

/// What reading and checking have found in a source, in its order.
fn findings(source: &Source) -> Vec<Diagnostic> {
    let mut found = source.parsed.diagnostics.clone();
    let checked = check::source(&source.parsed.article, &source.text);
    found.extend(checked.into_iter().filter(|found| match source.kind {
        Kind::Article => true,
        // In a bibliography nothing cites, and its keys are in no order.
        Kind::Bibliography => is_of_works(found.code),
    }));
    found.sort_by_key(|diagnostic| diagnostic.span.map_or(0, |span| span.start));
    found
}
