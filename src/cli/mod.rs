//! The command line. Exit codes: 0 clean, 1 findings, 2 something could not be read or written.

mod assets;
mod build;
mod check;
mod config;
mod convert;
mod inputs;
mod levels;
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
use scholion::parse::{self, Bibliography, Format, Limits, Parsed, Promise};

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
    /// Reports what is wrong with articles and bibliographies: exit code 0 without an error or a warning, 1 with one
    Check(check::Arguments),
    /// Builds a page for every article, which can be read without a script: exit code 0 if every
    /// one was built, 1 if some were not, 2 if none was
    Build(Box<build::Arguments>),
    /// Prints the JSON Schema of the structured article
    Schema,
    /// Serves a folder to this machine's browsers, or shows an article as it is being written
    Serve(Box<serve::Arguments>),
}

/// What to read.
#[derive(Debug, clap::Args)]
struct Input {
    /// The article, or a bibliography (BibTeX, CSL-JSON, RIS); `-` for standard input
    #[arg(value_name = "INPUT")]
    path: PathBuf,
    #[command(flatten)]
    manner: Manner,
}

/// How it is read.
#[derive(Debug, Clone, Default, PartialEq, clap::Args)]
pub(crate) struct Manner {
    /// The format, where neither name nor content tells it
    #[arg(long = "from", value_enum)]
    from: Option<From>,
    /// A bibliography (BibTeX, CSL-JSON or RIS) with references that the article cites; several
    /// may be given
    #[arg(long, value_name = "FILE")]
    bibliography: Vec<PathBuf>,
    /// How much is read, as in "read=8000000 sections=20000"; see docs/security.md
    #[arg(long, value_name = "LIMITS")]
    limits: Option<Limits>,
}

#[derive(Debug, Clone, Copy, PartialEq, ValueEnum)]
enum From {
    /// Text as it comes out of a print workflow
    Print,
    /// Markdown, as scholars write it
    Markdown,
    /// The structured article
    Json,
    /// JATS XML
    Jats,
    /// A page of HTML
    Html,
    /// A bibliography in BibTeX or BibLaTeX
    Bibtex,
    /// A bibliography in CSL-JSON
    CslJson,
    /// A bibliography in RIS
    Ris,
}

impl From {
    /// As [`Promise`] takes it.
    fn name(self) -> &'static str {
        match self {
            Self::Print => "print",
            Self::Markdown => "markdown",
            Self::Json => "json",
            Self::Jats => "jats",
            Self::Html => "html",
            Self::Bibtex => "bibtex",
            Self::CslJson => "csl-json",
            Self::Ris => "ris",
        }
    }
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
    /// The files of the bibliographies that it names, whether they are there or not.
    pub(crate) named: Vec<PathBuf>,
}

impl Input {
    fn read(&self) -> Result<Source, String> {
        self.manner.read(&self.path)
    }
}

impl Manner {
    /// Reads and parses a file; the message says what could not be read and why.
    fn read(&self, path: &Path) -> Result<Source, String> {
        let (name, bytes) = file(path)?;
        let promise = Promise {
            format: self.from.map(From::name),
            media_type: None,
            name: &name,
        };
        let identified = match parse::identify(&bytes, &promise) {
            Ok(identified) => identified,
            Err(error) => return Ok(unreadable(name, &bytes, error)),
        };
        let mut found = Vec::from_iter(identified.finding);
        let format = match identified.kind {
            parse::Kind::Article(format) => format,
            parse::Kind::Bibliography(format) => {
                let (text, wrong) = parse::decode_bibliography(&bytes);
                found.extend(wrong);
                let mut read = parse::bibliography_in(&text, format);
                read.diagnostics.splice(0..0, found);
                return Ok(bibliography(name, text.into_owned(), read));
            }
        };
        let limits = self.limits.unwrap_or_default();
        let (text, wrong) = parse::decode(limits.cut(&bytes));
        found.extend(wrong);
        let mut beside = self
            .bibliography
            .iter()
            .map(|path| read_bibliography(path, &limits))
            .collect::<Result<Vec<Source>, String>>()?;
        let named = match format {
            Format::Markdown => parse::bibliographies(&text),
            Format::Html => parse::html::bibliographies(&parse::html::Tree::parse(&text)),
            Format::Print | Format::Json | Format::Jats => Vec::new(),
        };
        // Those that the article names stand beside it.
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut files = Vec::with_capacity(named.len());
        for named in named {
            let file = folder.join(&named);
            match read_bibliography(&file, &limits) {
                Ok(source) => beside.push(source),
                Err(reason) => found.push(missing(&text, &named, &reason)),
            }
            files.push(file);
        }
        let references: Vec<Reference> = beside
            .iter()
            .flat_map(|source| source.parsed.article.references.iter().cloned())
            .collect();
        let mut parsed = parse::text_within(&text, format, &references, &limits);
        if format == Format::Json {
            parse::examine_json(&text, &mut parsed);
        }
        parsed.diagnostics.splice(0..0, found);
        Ok(Source {
            name,
            text: text.into_owned(),
            kind: Kind::Article,
            parsed,
            beside,
            named: files,
        })
    }
}

/// A source of which nothing is read, and why.
fn unreadable(name: String, bytes: &[u8], error: Diagnostic) -> Source {
    let (text, _) = parse::decode(bytes);
    // What is no text is not shown on a terminal.
    let no_text = |c: char| c == '\u{FFFD}' || (c.is_control() && !c.is_whitespace());
    let text = text.split(no_text).next().unwrap_or_default().to_owned();
    Source {
        name,
        text,
        kind: Kind::Article,
        parsed: Parsed {
            diagnostics: vec![error],
            ..Parsed::default()
        },
        beside: Vec::new(),
        named: Vec::new(),
    }
}

fn read_bibliography(path: &Path, limits: &Limits) -> Result<Source, String> {
    let (name, bytes) = file(path)?;
    let promise = Promise {
        name: &name,
        ..Promise::default()
    };
    let (text, read) = parse::read_bibliography(&bytes, &promise, limits);
    let text = text.into_owned();
    Ok(bibliography(name, text, read))
}

fn missing(text: &str, named: &str, reason: &str) -> Diagnostic {
    let place = text
        .find(named)
        .map(|start| Span::new(start, start + named.len()));
    Diagnostic::missing_bibliography(reason, place)
        .with_hint("its path is taken from the folder of the article")
}

fn bibliography(name: String, text: String, read: Bibliography) -> Source {
    let mut parsed = Parsed {
        diagnostics: read.diagnostics,
        ..Parsed::default()
    };
    parsed.article.references = read.references;
    Source {
        name,
        text,
        kind: Kind::Bibliography,
        parsed,
        beside: Vec::new(),
        named: Vec::new(),
    }
}

/// The name and the bytes of a file.
fn file(path: &Path) -> Result<(String, Vec<u8>), String> {
    let name = path.display().to_string();
    let bytes = read_bytes(path).map_err(|error| format!("{name}: {error}"))?;
    Ok((name, bytes))
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
        Command::Check(arguments) => check::run(&arguments),
        Command::Build(arguments) => build::run(&arguments),
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
