//! The command line. Exit codes: 0 clean, 1 findings, 2 something could not be read or written.

mod check;
mod convert;
mod report;
mod schema;
mod serve;
mod style;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use scholion::diagnostic::{Diagnostic, Span};
use scholion::model::Reference;
use scholion::parse::{self, BibliographyFormat, Format, Parsed};

/// Everything went well and there is nothing to say.
pub(crate) const CLEAN: u8 = 0;
/// There are findings.
pub(crate) const FINDINGS: u8 = 1;
/// Something could not be read or written.
pub(crate) const FAILED: u8 = 2;

/// Reads articles with numbered sources and shows the sources where they are cited.
#[derive(Debug, Parser)]
#[command(version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Converts an article to structured JSON or to HTML, or its references, or a bibliography, to
    /// other formats
    Convert {
        #[command(flatten)]
        input: Input,
        /// What to convert to
        #[arg(long, value_enum, default_value_t = convert::Target::Json)]
        to: convert::Target,
        /// Where to write; standard output if it is not given
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
        /// A style of CSL for the references, and in numeric styles for the markers, of HTML,
        /// text and JSON
        #[arg(long, value_name = "FILE")]
        csl: Option<PathBuf>,
    },
    /// Reports what is wrong with an article or a bibliography: exit code 0 if nothing is, 1 if something is
    Check {
        #[command(flatten)]
        input: Input,
        /// For people, with the lines of the source, or for programs
        #[arg(long, value_enum, default_value_t = check::Form::Human)]
        format: check::Form,
    },
    /// Prints the JSON Schema of the structured article
    Schema,
    /// Serves a folder to this machine's browsers
    Serve(serve::Arguments),
}

/// What to read.
#[derive(Debug, clap::Args)]
struct Input {
    /// The article, or a bibliography (BibTeX, CSL-JSON, RIS); `-` for standard input
    #[arg(value_name = "INPUT")]
    path: PathBuf,
    /// The format, where neither name nor content tells it
    #[arg(long = "from", value_enum)]
    from: Option<From>,
    /// A bibliography (BibTeX, CSL-JSON or RIS) with references that the article cites; several
    /// may be given
    #[arg(long, value_name = "FILE")]
    bibliography: Vec<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    /// Text as it comes out of a print workflow
    Print,
    /// Markdown, as scholars write it
    Markdown,
    /// The structured article
    Json,
    /// JATS XML
    Jats,
    /// A bibliography in BibTeX or BibLaTeX
    Bibtex,
    /// A bibliography in CSL-JSON
    CslJson,
    /// A bibliography in RIS
    Ris,
}

/// What a source is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// An article
    Article,
    /// A bibliography: an article that has references alone
    Bibliography,
}

/// A source that has been read.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) kind: Kind,
    pub(crate) parsed: Parsed,
    /// The bibliographies that were read with it.
    pub(crate) beside: Vec<Source>,
}

impl Input {
    /// Reads and parses; the message says what could not be read and why.
    fn read(&self) -> Result<Source, String> {
        let (name, text, mut found) = decoded(&self.path)?;
        if let Some(format) = self.bibliography_format(&name, &text) {
            return Ok(bibliography(name, text, found, format));
        }
        let format = match self.from {
            Some(From::Print) => Format::Print,
            Some(From::Markdown) => Format::Markdown,
            Some(From::Json) => Format::Json,
            Some(From::Jats) => Format::Jats,
            _ => Format::detect(None, &name, &text),
        };
        let mut beside = self
            .bibliography
            .iter()
            .map(|path| read_bibliography(path))
            .collect::<Result<Vec<Source>, String>>()?;
        if format == Format::Markdown {
            // Those that the article names stand beside it.
            let folder = self.path.parent().unwrap_or(Path::new(""));
            for named in parse::bibliographies(&text) {
                match read_bibliography(&folder.join(&named)) {
                    Ok(source) => beside.push(source),
                    Err(reason) => found.push(missing(&text, &named, &reason)),
                }
            }
        }
        let references: Vec<Reference> = beside
            .iter()
            .flat_map(|source| source.parsed.article.references.iter().cloned())
            .collect();
        let mut parsed = parse::text_with_references(&text, format, &references);
        if format == Format::Json {
            parse::examine_json(&text, &mut parsed);
        }
        parsed.diagnostics.splice(0..0, found);
        Ok(Source {
            name,
            text,
            kind: Kind::Article,
            parsed,
            beside,
        })
    }

    /// The format of a bibliography, if the input is one. An object in JSON is an article, a list
    /// is none.
    fn bibliography_format(&self, name: &str, text: &str) -> Option<BibliographyFormat> {
        match self.from {
            Some(From::Bibtex) => Some(BibliographyFormat::BibTeX),
            Some(From::CslJson) => Some(BibliographyFormat::CslJson),
            Some(From::Ris) => Some(BibliographyFormat::Ris),
            Some(From::Print | From::Markdown | From::Json | From::Jats) => None,
            None => BibliographyFormat::from_name(name).or_else(|| {
                let json = Format::detect(None, name, text) == Format::Json;
                let list = text.trim_start_matches(['\u{FEFF}', ' ', '\n', '\r', '\t']);
                (json && list.starts_with('[')).then_some(BibliographyFormat::CslJson)
            }),
        }
    }
}

fn read_bibliography(path: &Path) -> Result<Source, String> {
    let (name, text, found) = decoded(path)?;
    let format = format_of(&name, &text);
    Ok(bibliography(name, text, found, format))
}

fn missing(text: &str, named: &str, reason: &str) -> Diagnostic {
    let place = text
        .find(named)
        .map(|start| Span::new(start, start + named.len()));
    Diagnostic::missing_bibliography(reason, place)
        .with_hint("its path is taken from the folder of the article")
}

fn format_of(name: &str, text: &str) -> BibliographyFormat {
    BibliographyFormat::from_name(name).unwrap_or_else(|| BibliographyFormat::from_content(text))
}

/// The name, the text and what was wrong with the bytes of a file.
fn decoded(path: &Path) -> Result<(String, String, Vec<Diagnostic>), String> {
    let name = path.display().to_string();
    let bytes = read_bytes(path).map_err(|error| format!("{name}: {error}"))?;
    let (text, found) = match BibliographyFormat::from_name(&name) {
        Some(BibliographyFormat::BibTeX) => parse::decode_bibliography(&bytes),
        _ => parse::decode(&bytes),
    };
    Ok((name, text.into_owned(), found))
}

fn bibliography(
    name: String,
    text: String,
    found: Vec<Diagnostic>,
    format: BibliographyFormat,
) -> Source {
    let read = parse::bibliography_in(&text, format);
    let mut parsed = Parsed {
        diagnostics: found,
        ..Parsed::default()
    };
    parsed.diagnostics.extend(read.diagnostics);
    parsed.article.references = read.references;
    Source {
        name,
        text,
        kind: Kind::Bibliography,
        parsed,
        beside: Vec::new(),
    }
}

fn read_bytes(path: &Path) -> std::io::Result<Vec<u8>> {
    if path != Path::new("-") {
        return std::fs::read(path);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Runs a command.
pub(crate) fn run(arguments: Arguments) -> ExitCode {
    let result = match arguments.command {
        Command::Convert {
            input,
            to,
            output,
            csl,
        } => input.read().and_then(|mut source| {
            if let Some(style) = csl {
                style::apply(&mut source.parsed.article, &style)?;
            }
            convert::run(&source, to, output.as_deref())
        }),
        Command::Check { input, format } => {
            input.read().and_then(|source| check::run(&source, format))
        }
        Command::Schema => schema::run(),
        Command::Serve(arguments) => serve::run(&arguments),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(message) => {
            let mut stderr = anstream::stderr();
            // Nothing is left to be done when even the message cannot be written.
            let _ = writeln!(stderr, "scholion: {message}");
            ExitCode::from(FAILED)
        }
    }
}

/// Writes to standard output.
pub(crate) fn print(text: &str) -> Result<(), String> {
    let mut stdout = anstream::stdout();
    written(
        stdout
            .write_all(text.as_bytes())
            .and_then(|()| stdout.flush()),
    )
}

/// What became of writing. A reader that has seen enough (`| head`) is no failure.
pub(crate) fn written(result: std::io::Result<()>) -> Result<(), String> {
    match result {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("the output could not be written: {error}"))
        }
        _ => Ok(()),
    }
}
