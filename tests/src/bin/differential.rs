//! `differential ORACLE_DIR DIR... [--shaped FILE] [--seed S] [--count N] [--first I] [--all] [--unspoilt]`: models and cases of the
//! folders, with mistakes, or texts in the shape of the language, which a file of the reference's describes, shown to this
//! parser and to the reference parser. `CONTRIBUTING.md` says how to get the latter.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;

use dtdl_tests::differential::{Kind, Plan, run};

fn main() -> ExitCode {
    let Some((plan, all)) = arguments() else {
        eprintln!(
            "usage: differential ORACLE_DIR DIR... [--shaped FILE] [--seed S] [--count N] [--first I] [--all] [--unspoilt]"
        );
        return ExitCode::from(2);
    };
    let outcome = match run(&plan) {
        Ok(outcome) => outcome,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let mut kinds: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut codes: BTreeMap<String, usize> = BTreeMap::new();
    for difference in &outcome.differences {
        for (kind, what) in &difference.found {
            *kinds.entry(*kind).or_default() += 1;
            let first = what.split(' ').next().unwrap_or_default();
            *codes.entry(format!("{kind:?} {first}")).or_default() += 1;
        }
        if all {
            println!("case {}: {}", difference.case, difference.text);
            for (kind, what) in &difference.found {
                println!("  {kind:?} {what}");
            }
        }
    }
    println!("errors of the reference: {:?}", outcome.reached);
    println!("{codes:#?}");
    println!("differences by kind: {kinds:?}");
    println!(
        "seed {}: {} texts compared ({} valid, {} without an answer), {} answered differently",
        plan.seed,
        outcome.compared,
        outcome.valid,
        outcome.faults,
        outcome.differences.len()
    );
    ExitCode::from(u8::from(!outcome.differences.is_empty()))
}

fn arguments() -> Option<(Plan, bool)> {
    let mut arguments = std::env::args_os().skip(1);
    let mut folders = Vec::new();
    let mut shaped = None;
    let (mut seed, mut count, mut first, mut all, mut unspoilt) = (1, 1000, 0, false, false);
    while let Some(argument) = arguments.next() {
        if argument == "--shaped" {
            shaped = Some(PathBuf::from(arguments.next()?));
            continue;
        }
        let mut number = || arguments.next()?.to_str()?.parse().ok();
        match argument.to_str() {
            Some("--seed") => seed = number()?,
            Some("--count") => count = number()?,
            Some("--first") => first = number()?,
            Some("--all") => all = true,
            Some("--unspoilt") => unspoilt = true,
            Some(option) if option.starts_with('-') => return None,
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    if folders.len() < if shaped.is_some() { 1 } else { 2 } {
        return None;
    }
    let oracle = folders.remove(0);
    let cases = first..first + count;
    let plan = Plan {
        oracle,
        folders,
        shaped,
        cases,
        seed,
        unspoilt,
    };
    Some((plan, all))
}
