//! `dtdlgen schema`.

#[cfg(test)]
mod agreement;
mod document;
mod value;

use std::io;
use std::path::PathBuf;

use crate::args::{Format, ModelSet};
use crate::payload::Payload;
use crate::{Outcome, device, output};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelSet,
    /// The component whose payload is meant, if not the device itself.
    #[arg(long, value_name = "NAME", requires = "of")]
    component: Option<String>,
    /// The payload: `telemetry`, `telemetry:NAME`, `reported`, `desired`, `property:NAME`, `request:NAME`,
    /// `response:NAME` or `schema:DTMI`; all of the device unless given.
    #[arg(long, value_name = "PAYLOAD")]
    of: Option<Payload>,
    /// The file to write, instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The model file.
    #[arg(value_name = "PATH")]
    path: PathBuf,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let (parsed, device) = match args.model.load(&args.path, Format::Human)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let model = &parsed.model;
    let document = match &args.of {
        None => document::device(model, device),
        Some(payload) => {
            let interface = device::component(model, device, args.component.as_deref())?;
            let title = format!("{} {payload}", model[interface].named.id);
            document::payload(model, payload.find(model, interface)?, &title)
        }
    };
    output::write(args.out.as_deref(), &document.pretty(), &parsed)?;
    Ok(Outcome::Good)
}
