//! `dtdlgen instance`.

use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

use dtdl_model::{Source, printable};

use crate::args::{Format, ModelSet};
use crate::conform::{self, Fault};
use crate::json::Json;
use crate::payload::Payload;
use crate::{Outcome, device, input, output};

/// The largest payload that is read, in bytes: no message or twin comes near it.
const LIMIT: usize = 32 * 1024 * 1024;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelSet,
    /// The component whose payload it is, if not the device's own.
    #[arg(long, value_name = "NAME")]
    component: Option<String>,
    /// What the payloads are: `telemetry` (a message), `telemetry:NAME` (a value), `reported` or `desired` (sections of
    /// the twin, or patches of them), `property:NAME`, `request:NAME`, `response:NAME` or `schema:DTMI`.
    #[arg(long, value_name = "PAYLOAD")]
    of: Payload,
    /// For people, or one JSON object a payload and line; of a model that is not valid, one as `validate` has it.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// The model file.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The payload files; `-` is standard input, which is read without any.
    #[arg(value_name = "PAYLOAD_FILE")]
    payloads: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let (parsed, device) = match args.model.load(&args.path, args.format)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let model = &parsed.model;
    let interface = device::component(model, device, args.component.as_deref())?;
    let subject = args.of.find(model, interface)?;
    let standard_input = [PathBuf::from("-")];
    let paths = if args.payloads.is_empty() {
        &standard_input[..]
    } else {
        &args.payloads
    };
    let mut outcome = Outcome::Good;
    let mut out = io::stdout().lock();
    for path in paths {
        let source = match read(path) {
            Ok(source) => source,
            Err(message) => {
                output::tell(&format!("error: {message}\n"))?;
                outcome = outcome.max(Outcome::Failed);
                continue;
            }
        };
        let faults = conform::faults(model, subject, source.text());
        if !faults.is_empty() {
            outcome = outcome.max(Outcome::Bad);
        }
        let text = match args.format {
            Format::Human => human(&source, &faults),
            Format::Json => json(&source, &faults),
        };
        output::unless_closed(out.write_all(text.as_bytes()))?;
    }
    output::unless_closed(out.flush())?;
    Ok(outcome)
}

fn read(path: &Path) -> Result<Source, String> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = io::stdin().take(LIMIT as u64 + 1).read_to_end(&mut bytes);
        read.map_err(|error| format!("cannot read standard input: {error}"))?;
        if bytes.len() > LIMIT {
            return Err(format!("standard input is too large: at most {LIMIT} bytes are read"));
        }
        let text = String::from_utf8(bytes).map_err(|_| "standard input is not UTF-8".to_owned())?;
        return Ok(Source::new("standard input", without_bom(&text)));
    }
    let options = dtdl_model::Options::default().max_text_size(LIMIT);
    let source = Source::read_within(path, &options)
        .and_then(|source| source.check_encoding().map(|()| source))
        .map_err(|diagnostic| input::told(&diagnostic))?;
    Ok(Source::new(source.name(), without_bom(source.text())))
}

fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

fn human(source: &Source, faults: &[Fault]) -> String {
    faults
        .iter()
        .map(|fault| {
            let place = source.location(fault.span.start);
            let pointer = if fault.pointer.is_empty() {
                "the payload"
            } else {
                &fault.pointer
            };
            format!(
                "{}:{}:{}: {}: {}\n",
                printable(source.name()),
                place.line,
                place.column,
                printable(pointer),
                printable(&fault.message)
            )
        })
        .collect()
}

fn json(source: &Source, faults: &[Fault]) -> String {
    let faults = faults.iter().map(|fault| {
        let (start, end) = (source.location(fault.span.start), source.location(fault.span.end));
        Json::object([
            ("pointer", fault.pointer.as_str().into()),
            ("message", fault.message.as_str().into()),
            ("line", start.line.into()),
            ("column", start.column.into()),
            ("end_line", end.line.into()),
            ("end_column", end.column.into()),
        ])
    });
    let faults: Vec<Json> = faults.collect();
    let object = Json::object([
        ("path", source.name().into()),
        ("conforms", faults.is_empty().into()),
        ("faults", faults.into()),
    ]);
    object.line()
}
