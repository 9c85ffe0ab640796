//! The command line. Exit codes: 0 clean, 1 findings, 2 something could not be read or written.

mod check;
mod convert;
mod report;
mod schema;
mod serve;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use scholion::parse::{self, Format, Parsed};

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
    /// Converts an article to structured JSON or to HTML, or its references to other formats
    Convert {
        #[command(flatten)]
        input: Input,
        /// What to convert to
        #[arg(long, value_enum, default_value_t = convert::Target::Json)]
        to: convert::Target,
        /// Where to write; standard output if it is not given
        #[arg(long, short, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Reports what is wrong with an article: exit code 0 if nothing is, 1 if something is
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
    /// The article; `-` for standard input
    #[arg(value_name = "INPUT")]
    path: PathBuf,
    /// The format, where neither name nor content tells it
    #[arg(long = "from", value_enum)]
    from: Option<From>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum From {
    /// Text as it comes out of a print workflow
    Print,
    /// The structured article
    Json,
}

/// A source that has been read.
pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) parsed: Parsed,
}

impl Input {
    /// Reads and parses; the message says what could not be read and why.
    fn read(&self) -> Result<Source, String> {
        let name = self.path.display().to_string();
        let bytes = read_bytes(&self.path).map_err(|error| format!("{name}: {error}"))?;
        let (text, found) = parse::decode(&bytes);
        let text = text.into_owned();
        let format = match self.from {
            Some(From::Print) => Format::Print,
            Some(From::Json) => Format::Json,
            None => Format::detect(None, &name, &text),
        };
        let mut parsed = parse::text(&text, format);
        if format == Format::Json {
            parse::examine_json(&text, &mut parsed);
        }
        parsed.diagnostics.splice(0..0, found);
        Ok(Source { name, text, parsed })
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
        Command::Convert { input, to, output } => input
            .read()
            .and_then(|source| convert::run(&source, to, output.as_deref())),
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
