//! `dtdlgen doc`.

mod markdown;

use std::io;
use std::path::PathBuf;

use crate::args::{Format, Reading};
use crate::{Outcome, device, output};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,
    /// The language of display names and descriptions, as its code; English, or else the first one, where there is none.
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,
    /// The file to write, instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Model files, and folders that are searched for `*.json`.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let parsed = match device::load(&args.reading, &args.paths, Format::Human)? {
        Ok(parsed) => parsed,
        Err(outcome) => return Ok(outcome),
    };
    let text = markdown::document(&parsed.model, &args.language);
    output::write(args.out.as_deref(), &text, &parsed)?;
    Ok(Outcome::Good)
}
