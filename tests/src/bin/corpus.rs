//! `corpus MODELS_DIR [--sample N] [--seed S]`: every model of a folder in repository layout is validated, generated,
//! compiled the three ways, and its contents are counted.

use std::path::PathBuf;
use std::process::ExitCode;

use dtdl_tests::{corpus, shared};

struct Arguments {
    models: PathBuf,
    sample: Option<usize>,
    seed: u64,
}

fn main() -> ExitCode {
    let Some(arguments) = arguments() else {
        eprintln!("usage: corpus MODELS_DIR [--sample N] [--seed S]");
        return ExitCode::from(2);
    };
    let sample = arguments.sample.map(|size| (size, arguments.seed));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| shared::workspace().join("target"), PathBuf::from);
    match corpus::run(&arguments.models, sample, &target.join("corpus")) {
        Ok(outcome) => {
            for (path, reason) in &outcome.failed {
                println!("FAILED {}\n{reason}\n", path.display());
            }
            println!("contents, in the models and in the code: {}", outcome.counts);
            println!("{} passed, {} failed", outcome.passed, outcome.failed.len());
            ExitCode::from(u8::from(!outcome.failed.is_empty()))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn arguments() -> Option<Arguments> {
    let mut arguments = std::env::args_os().skip(1);
    let (mut models, mut sample, mut seed) = (None, None, 1);
    while let Some(argument) = arguments.next() {
        match argument.to_str() {
            Some("--sample") => sample = Some(arguments.next()?.to_str()?.parse().ok()?),
            Some("--seed") => seed = arguments.next()?.to_str()?.parse().ok()?,
            Some(option) if option.starts_with('-') => return None,
            _ if models.is_none() => models = Some(PathBuf::from(argument)),
            _ => return None,
        }
    }
    Some(Arguments {
        models: models?,
        sample,
        seed,
    })
}
