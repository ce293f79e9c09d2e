//! `dtdlgen`: validates DTDL models and generates typed Rust from them.
//!
//! Exit status: 0 when everything is as it should be, 1 when a model is not valid or a generated file differs, 2 when
//! the command line is wrong or a file cannot be read or written.

mod args;
mod commands;
mod conform;
mod definitions;
mod device;
mod input;
mod json;
mod members;
mod output;
mod payload;
mod progress;
mod remote;
mod report;
mod sample;
mod words;

use std::io::{self, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use args::{Args, Command};

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Everything is as it should be.
    Good,
    /// A model is not valid, or a file differs.
    Bad,
    /// A file could not be read or written.
    Failed,
}

fn main() -> ExitCode {
    let done = match Args::parse().command {
        Command::Validate(args) => commands::validate::run(&args),
        Command::Generate(args) => commands::generate::run(&args),
        Command::Schema(args) => commands::schema::run(&args),
        Command::New(args) => commands::new::run(&args),
        Command::Resolve(args) => commands::resolve::run(&args),
        Command::Doc(args) => commands::doc::run(&args),
        Command::Completions(args) => commands::completions::run(&args),
        Command::Man(args) => commands::man::run(&args),
        Command::Diff(args) => commands::diff::run(&args),
        Command::Instance(args) => commands::instance::run(&args),
    };
    let outcome = match done {
        Ok(outcome) => outcome,
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Outcome::Good,
        Err(error) => {
            // There is nobody left to tell if this fails too.
            let _ = writeln!(io::stderr(), "error: {error}");
            Outcome::Failed
        }
    };
    ExitCode::from(outcome as u8)
}
