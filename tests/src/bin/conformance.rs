//! `conformance [--list-failures] DIR...`: every case of the reference parser below the folders, and how many pass.

use std::path::PathBuf;
use std::process::ExitCode;

use dtdl_tests::conformance::{self, Part, Tally};

fn main() -> ExitCode {
    let (options, folders): (Vec<PathBuf>, Vec<PathBuf>) = std::env::args_os()
        .skip(1)
        .map(PathBuf::from)
        .partition(|argument| argument.as_os_str().to_string_lossy().starts_with('-'));
    let list = options.iter().any(|option| option.as_os_str() == "--list-failures");
    if folders.is_empty() || options.len() > usize::from(list) {
        eprintln!("usage: conformance [--list-failures] DIR...");
        return ExitCode::from(2);
    }
    match conformance::run(&folders) {
        Ok(outcome) => {
            for (name, wrong) in outcome.failed.iter().filter(|_| list) {
                println!("FAILED {name}");
                for wrong in wrong {
                    println!("  {wrong}");
                }
            }
            for (version, tally) in &outcome.tallies {
                println!("{}: {}", heading(version), shown(tally));
            }
            println!("{} passed, {} failed", outcome.passed, outcome.failed.len());
            ExitCode::from(u8::from(!outcome.failed.is_empty()))
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}

fn heading(version: &str) -> String {
    match version {
        "" => "any DTDL version".to_owned(),
        version => format!("DTDL v{version}"),
    }
}

fn shown(tally: &Tally) -> String {
    let parts = Part::ALL.map(|part| {
        let (passed, total) = tally.of(part);
        format!("{} {passed}/{total}", part.name())
    });
    parts.join(", ")
}
