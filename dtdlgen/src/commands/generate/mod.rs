//! `dtdlgen generate`.

mod config;
mod job;
mod said;
mod watch;

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

use dtdl_codegen::{Options, Setting};

use crate::args::{Format, Generate};
use crate::{Outcome, device, input, output};
use job::{Job, Mode, Place};

pub(crate) fn run(args: &Generate) -> io::Result<Outcome> {
    if args.config_schema {
        output::print(config::SCHEMA)?;
        return Ok(Outcome::Good);
    }
    if args.watch {
        return watch::watch(|| round(args));
    }
    round(args).map(|(outcome, _)| outcome)
}

/// Generates everything once; also says on which files it depends.
fn round(args: &Generate) -> io::Result<(Outcome, BTreeSet<PathBuf>)> {
    let mode = match (args.check, args.diff) {
        (_, true) => Mode::Diff,
        (true, false) => Mode::Check,
        (false, false) => Mode::Write,
    };
    let mut files = BTreeSet::new();
    let code_is_printed = args.config.is_none() && args.out.is_none() && args.out_dir.is_none();
    if args.format == Format::Json && code_is_printed {
        return Err(device::wrong(
            "standard output cannot hold both code and JSON: give --out or --out-dir",
        ));
    }
    let jobs = match &args.config {
        None => vec![job(args)?],
        Some(path) => {
            files.insert(path.clone());
            match config::read(path)? {
                Ok(jobs) => jobs
                    .into_iter()
                    .map(|mut job| {
                        input::read_as(&args.reading, &mut job.options);
                        job
                    })
                    .collect(),
                Err(errors) => {
                    output::tell(&errors)?;
                    return Ok((Outcome::Failed, files));
                }
            }
        }
    };
    let mut outcome = Outcome::Good;
    for job in jobs {
        outcome = outcome.max(job.run(mode, args.format, &mut files)?);
    }
    Ok((outcome, files))
}

/// What the command line asks for.
fn job(args: &Generate) -> io::Result<Job> {
    let options = options(args).map_err(device::wrong)?;
    let repositories = [&args.reading.repository[..], &options.repositories].concat();
    input::check_repositories(&repositories)?;
    Ok(Job {
        models: [&args.paths[..], &options.models].concat(),
        repositories,
        options,
        keep_going: args.keep_going,
        place: match (&args.out, &args.out_dir) {
            (Some(file), _) => Place::File(file.clone()),
            (None, Some(folder)) => Place::Folder(folder.clone()),
            (None, None) => Place::StandardOutput,
        },
    })
}

fn options(args: &Generate) -> Result<Options, String> {
    let mut options = Options::new().runtime(&args.runtime);
    for root in &args.root {
        options = options.root(root);
    }
    for (dtmi, name) in &args.rename {
        options = options.rename(dtmi, name);
    }
    if let Some(module) = &args.module {
        options = options.module(module);
    }
    for (name, value) in &args.option {
        let setting = match value.as_str() {
            "true" => Setting::Flag(true),
            "false" => Setting::Flag(false),
            text => text
                .parse()
                .map_or_else(|_| Setting::Text(text.to_owned()), Setting::Number),
        };
        options = options.set(name, setting).map_err(|error| error.to_string())?;
    }
    input::read_as(&args.reading, &mut options);
    options.check().map_err(|error| error.to_string())?;
    Ok(options)
}
