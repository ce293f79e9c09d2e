//! `dtdlgen validate`.

use std::io::{self, Write};

use dtdl_model::Parsed;
use rayon::prelude::*;

use crate::args::{Format, Target, Validate};
use crate::progress::Progress;
use crate::{Outcome, input, output, report};

/// How many files are in memory at once: enough to keep every core busy, and no more.
const BATCH: usize = 256;

pub(crate) fn run(args: &Validate) -> io::Result<Outcome> {
    let options = input::options(&args.reading)
        .keep_going(true)
        .warn_for_iot_central(args.target == Target::IotCentral);
    let lookup = input::lookup(&args.reading.repository, &options)?;
    let files = input::files(&args.paths)?;
    let mut summary = Summary::default();
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.together {
        let parsed = lookup.parse(&files);
        summary.add(parsed.is_valid(), input::failed(&parsed));
        output::unless_closed(out.write_all(text(args, &input::names(&args.paths), &parsed).as_bytes()))?;
    } else {
        let mut progress = Progress::new(files.len());
        for batch in files.chunks(BATCH) {
            let results: Vec<(String, bool, bool)> = batch
                .par_iter()
                .map(|file| {
                    let parsed = lookup.parse(core::slice::from_ref(file));
                    let text = text(args, &file.display().to_string(), &parsed);
                    (text, parsed.is_valid(), input::failed(&parsed))
                })
                .collect();
            for (_, valid, failed) in &results {
                summary.add(*valid, *failed);
            }
            progress.clear();
            let written = results.iter().try_for_each(|(text, ..)| out.write_all(text.as_bytes()));
            match written {
                // Whoever read our output has seen enough; the status still says what was found so far.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(summary.outcome()),
                written => written.map_err(output::failed)?,
            }
            progress.step(batch.len());
        }
        progress.clear();
    }
    match out.flush() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(summary.outcome()),
        flushed => flushed.map_err(output::failed)?,
    }
    if args.format == Format::Human {
        // The exit status says the same to those who do not read it.
        let _ = writeln!(io::stderr(), "{} valid, {} not valid", summary.valid, summary.invalid);
    }
    Ok(summary.outcome())
}

#[derive(Debug, Default)]
struct Summary {
    valid: usize,
    invalid: usize,
    failed: bool,
}

impl Summary {
    fn add(&mut self, valid: bool, failed: bool) {
        self.failed |= failed;
        if valid {
            self.valid += 1;
        } else {
            self.invalid += 1;
        }
    }

    fn outcome(&self) -> Outcome {
        if self.failed {
            Outcome::Failed
        } else if self.invalid > 0 {
            Outcome::Bad
        } else {
            Outcome::Good
        }
    }
}

fn text(args: &Validate, path: &str, parsed: &Parsed) -> String {
    match (args.format, args.keep_going) {
        (Format::Human, false) => report::human(parsed),
        (Format::Human, true) => report::human(parsed) + &report::left_out(parsed),
        (Format::Json, keep_going) => report::json(path, parsed, keep_going).line(),
    }
}
