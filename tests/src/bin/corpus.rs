//! Every model of a folder in repository layout is validated, generated, compiled the three ways, and its contents are
//! counted.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::time::Instant;

use clap::Parser;
use core::time::Duration;
use dtdl_codegen::{Options, Setting, Side};
use dtdl_tests::corpus::{self, Compiler, Request};
use dtdl_tests::shared::workspace;

/// Proves the generator on a folder of models.
///
/// Each model is validated with all that it refers to, generated, and compiled as a public module of a library, as a
/// private module of a binary and through the macro, in the editions 2021 and 2024, warnings denied. The contents of
/// each kind are counted in the JSON and in the generated code, and have to be equal.
///
/// Exit status: 0 when all passed, 1 when some failed, 2 when the work could not be done.
#[derive(Parser)]
#[command(name = "corpus")]
struct Arguments {
    /// The folder of the models, in device model repository layout.
    models: PathBuf,
    /// Only so many models, chosen by the seed.
    #[arg(long, value_name = "NUMBER")]
    sample: Option<usize>,
    /// Chooses the sample.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Which end of the wire the code is for: `device`, `service` or `both`.
    #[arg(long, default_value = "device", value_parser = side)]
    side: Side,
    /// Clippy's lints `all` and `pedantic` judge too.
    #[arg(long)]
    clippy: bool,
    /// All files are one model set, instead of each one of its own.
    #[arg(long)]
    together: bool,
    /// Only generate and count.
    #[arg(long, conflicts_with = "clippy")]
    no_compile: bool,
    /// Where the crates to compile are written; kept, so that a second run compiles only what has changed.
    #[arg(long, value_name = "FOLDER")]
    scratch: Option<PathBuf>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let scratch = arguments.scratch.unwrap_or_else(|| target().join("corpus"));
    let request = Request {
        models: &arguments.models,
        sample: arguments.sample.map(|size| (size, arguments.seed)),
        side: arguments.side,
        together: arguments.together,
        compiler: match (arguments.no_compile, arguments.clippy) {
            (true, _) => None,
            (false, true) => Some(Compiler::Clippy),
            (false, false) => Some(Compiler::Check),
        },
        scratch: &scratch,
    };
    let begin = Instant::now();
    let printed = Mutex::new((begin, String::new()));
    let progress = |stage: &str, done: usize, total: usize| {
        let Ok(mut last) = printed.lock() else { return };
        if last.1 == stage && done < total && last.0.elapsed() < Duration::from_secs(5) {
            return;
        }
        *last = (Instant::now(), stage.to_owned());
        eprintln!("{:7.1} s  {stage}: {done} of {total}", begin.elapsed().as_secs_f64());
    };
    match corpus::run(&request, &progress) {
        Ok(outcome) => {
            for (path, reason) in &outcome.failed {
                println!("FAILED {}\n{reason}\n", path.display());
            }
            println!("contents in the models: {}", outcome.in_models);
            println!("contents in the code:   {}", outcome.in_code);
            println!("{} lines of generated code", outcome.lines);
            println!("{} passed, {} failed", outcome.passed, outcome.failed.len());
            ExitCode::from(u8::from(!outcome.failed.is_empty()))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn side(text: &str) -> Result<Side, String> {
    let options = Options::new().set("side", Setting::Text(text.to_owned()));
    options.map(|options| options.side).map_err(|error| error.to_string())
}

/// The target folder that this program lies in, or the workspace's.
fn target() -> PathBuf {
    let program = std::env::current_exe().unwrap_or_default();
    let target = program.ancestors().nth(2).map(Path::to_owned);
    target.unwrap_or_else(|| workspace().join("target"))
}
