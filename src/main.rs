//! The command line `scholion`: convert an article, check it, build its page, serve a
//! folder.

mod cli;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    cli::run(cli::Arguments::parse())
}
