//! Whether this parser says to a case what the reference says.

use core::panic::AssertUnwindSafe;
use std::collections::BTreeSet;
use std::panic::catch_unwind;

use dtdl_model::{Code, Diagnostic, Dtmi, Options, Parsed, Resolver, Severity, Source, parse};

use super::case::{ParseCase, Round};
use super::errors::{has_place, is_there, matches, summary, wanted};
use super::indent::indent;
use super::objects;
use super::tally::{Part, Parts};

/// Asks everything that a case says.
pub(super) fn judge(case: &ParseCase<'_>, parts: &mut Parts) {
    let mut rounds = Rounds::new(&case.resolution);
    let run = catch_unwind(AssertUnwindSafe(|| parse(sources(case), &mut rounds, &options(case))));
    let Ok(parsed) = run else {
        parts.ask(Part::Verdicts, Some("panicked".to_owned()));
        return;
    };
    let right = parsed.is_valid() == case.valid;
    parts.ask(
        Part::Verdicts,
        (!right).then(|| format!("expected valid={}, got {}", case.valid, all(&parsed))),
    );
    resolution(case, rounds, parts);
    if case.valid {
        objects::judge(&case.expect, &parsed, parts);
        instances(case, &parsed, parts);
    } else if right {
        errors(case, &parsed, parts);
    }
}

/// The model set of a case.
pub(super) fn parsed(case: &ParseCase<'_>) -> Parsed {
    parse(sources(case), &mut Rounds::new(&case.resolution), &options(case))
}

fn errors(case: &ParseCase<'_>, parsed: &Parsed, parts: &mut Parts) {
    let (unresolved, errors): (Vec<&Diagnostic>, Vec<&Diagnostic>) = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .partition(|diagnostic| diagnostic.code == Code::UNRESOLVED_REFERENCE);
    if let Some(expected) = &case.expect.parsing_errors {
        let list = || expected.iter().map(wanted).collect::<Vec<_>>().join(" or ");
        let stray = |fits: &dyn Fn(&Diagnostic) -> bool| {
            let stray: Vec<String> = errors
                .iter()
                .filter(|error| !fits(error))
                .map(|error| summary(error, parsed))
                .collect();
            let fails = !stray.is_empty() || errors.is_empty();
            fails.then(|| {
                format!(
                    "expected {}, got {}",
                    list(),
                    if stray.is_empty() {
                        all(parsed)
                    } else {
                        stray.join(" and ")
                    }
                )
            })
        };
        let known = |error: &Diagnostic| expected.iter().any(|expected| matches(error, expected));
        let placed = |error: &Diagnostic| {
            expected
                .iter()
                .any(|expected| matches(error, expected) && is_there(error, expected, parsed, case.input.len()))
        };
        parts.ask(Part::ErrorIdentities, stray(&known));
        if expected.iter().any(has_place) {
            parts.ask(Part::ErrorLocations, stray(&placed));
        }
    } else if let Some(expected) = &case.expect.unresolved_identifiers {
        let expected: BTreeSet<&str> = expected.iter().map(String::as_str).collect();
        let got: BTreeSet<&str> = unresolved.iter().filter_map(|error| error.value.as_deref()).collect();
        let fails = got != expected || !errors.is_empty();
        let wrong = || format!("expected unresolved {expected:?}, got {}", all(parsed));
        parts.ask(Part::ErrorIdentities, fails.then(wrong));
    }
}

fn resolution(case: &ParseCase<'_>, rounds: Rounds<'_>, parts: &mut Parts) {
    if case.resolution.is_empty() {
        return;
    }
    let unused = case.resolution.get(rounds.next).filter(|_| case.valid);
    let unused = unused.map(|round| format!("never asked for {:?}", round.request));
    parts.ask(Part::Resolution, rounds.wrong.or(unused));
}

/// Schemas have instances, and interfaces; nothing else does.
fn instances(case: &ParseCase<'_>, parsed: &Parsed, parts: &mut Parts) {
    for instance in &case.instances {
        let schema = parsed.model.schema(&instance.subject);
        let got = schema.map(|schema| parsed.model.mismatches(schema, &instance.submit).is_empty());
        let right = match got {
            Some(conforms) => instance.conforms == Some(conforms),
            None => instance.throws,
        };
        parts.ask(
            Part::Instances,
            (!right).then(|| {
                let (text, subject) = (&instance.submit, &instance.subject);
                format!("{text} of {subject}: expected {:?}, got {got:?}", instance.conforms)
            }),
        );
    }
}

fn sources(case: &ParseCase<'_>) -> Vec<Source> {
    let texts = case.input.iter().enumerate();
    texts
        .map(|(index, text)| Source::new(format!("input {index}"), indent(text.get())))
        .collect()
}

fn options(case: &ParseCase<'_>) -> Options {
    let mut options = Options::default();
    for option in &case.options {
        options = match option.as_str() {
            "DisallowUndefinedExtensions" => options.allow_undefined_extensions(false),
            "AllowUndefinedExtensions" => options.allow_undefined_extensions(true),
            _ => options,
        };
    }
    for quirk in &case.quirks {
        options = match quirk.as_str() {
            "TolerateSolecismsInParse" => options.tolerate_solecisms(true),
            "TolerateSolecismsInResolve" => options.tolerate_solecisms_in_resolved(true),
            _ => options,
        };
    }
    if let Some(version) = case.max_dtdl_version {
        options = options.max_dtdl_version(version);
    }
    for limits in &case.acceptable_limits {
        options = options.accept_limits(limits);
    }
    options
}

/// Answers as the case says, and notes what it did not foresee.
struct Rounds<'c> {
    rounds: &'c [Round<'c>],
    next: usize,
    wrong: Option<String>,
}

impl<'c> Rounds<'c> {
    fn new(rounds: &'c [Round<'c>]) -> Self {
        Self {
            rounds,
            next: 0,
            wrong: None,
        }
    }
}

impl Resolver for Rounds<'_> {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        let asked: BTreeSet<&str> = ids.iter().map(Dtmi::as_str).collect();
        let Some(round) = self.rounds.get(self.next) else {
            self.wrong.get_or_insert_with(|| format!("also asked for {asked:?}"));
            return Vec::new();
        };
        let expected: BTreeSet<&str> = round.request.iter().map(String::as_str).collect();
        if asked != expected || asked.len() != ids.len() {
            self.wrong
                .get_or_insert_with(|| format!("asked for {ids:?}, expected {expected:?}"));
        }
        self.next += 1;
        let texts = round.response.iter().flatten().enumerate();
        texts
            .map(|(index, text)| {
                Some(Source::new(
                    format!("response {}.{index}", self.next),
                    indent(text.get()),
                ))
            })
            .collect()
    }
}

/// All that was reported.
fn all(parsed: &Parsed) -> String {
    if parsed.diagnostics.is_empty() {
        return "no error".to_owned();
    }
    let errors: Vec<String> = parsed.diagnostics.iter().map(|error| summary(error, parsed)).collect();
    errors.join(" and ")
}
