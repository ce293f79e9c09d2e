//! Whether this parser says to a case what the reference says.

use std::collections::BTreeSet;

use dtdl_model::{Code, Diagnostic, Dtmi, Options, Parsed, Resolver, Source, parse};
use serde_json::Value;

use crate::case::{Case, Round};

/// What came of a case.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// Valid or not, as expected.
    pub(crate) verdict: bool,
    /// Every error is one that is expected.
    pub(crate) identity: bool,
    pub(crate) note: String,
}

/// Runs a case.
pub(crate) fn judge(case: &Case<'_>) -> Verdict {
    let mut rounds = Rounds {
        rounds: &case.resolution,
        next: 0,
        mismatch: None,
    };
    let parsed = run(case, &mut rounds);
    let used = rounds.next == rounds.rounds.len();
    let (unresolved, errors): (Vec<&Diagnostic>, Vec<&Diagnostic>) = parsed
        .diagnostics
        .iter()
        .partition(|diagnostic| diagnostic.code == Code::UNRESOLVED_REFERENCE);
    let verdict = parsed.is_valid() == case.valid;
    let codes: Vec<String> = parsed.diagnostics.iter().map(summary).collect();
    if !verdict {
        return Verdict {
            verdict,
            identity: false,
            note: format!("valid should be {}; got {codes:?}", case.valid),
        };
    }
    if case.valid {
        let identity = rounds.mismatch.is_none() && used;
        return Verdict {
            verdict,
            identity,
            note: format!("resolution: {:?}", rounds.mismatch),
        };
    }
    let expected = case.expect.get("parsingErrors").and_then(Value::as_array);
    if let Some(expected) = expected {
        let stray: Vec<String> = errors
            .iter()
            .filter(|error| !expected.iter().any(|expected| matches(error, expected)))
            .map(|error| summary(error))
            .collect();
        let identity = stray.is_empty() && !errors.is_empty();
        return Verdict {
            verdict,
            identity,
            note: format!("stray {stray:?} of {codes:?}, expected {}", list(expected)),
        };
    }
    if let Some(expected) = case.expect.get("unresolvedIdentifiers").and_then(Value::as_array) {
        let expected: BTreeSet<&str> = expected.iter().filter_map(Value::as_str).collect();
        let got: BTreeSet<&str> = unresolved.iter().filter_map(|error| error.value.as_deref()).collect();
        return Verdict {
            verdict,
            identity: errors.is_empty() && got == expected,
            note: format!("unresolved {got:?}, expected {expected:?}, errors {codes:?}"),
        };
    }
    Verdict {
        verdict,
        identity: true,
        note: String::new(),
    }
}

fn run(case: &Case<'_>, rounds: &mut Rounds<'_>) -> Parsed {
    let sources = case
        .input
        .iter()
        .enumerate()
        .map(|(index, text)| Source::new(format!("input {index}"), text.get()))
        .collect();
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
    parse(sources, rounds, &options)
}

struct Rounds<'c> {
    rounds: &'c [Round<'c>],
    next: usize,
    mismatch: Option<String>,
}

impl Resolver for Rounds<'_> {
    fn resolve(&mut self, ids: &[Dtmi]) -> Vec<Option<Source>> {
        let Some(round) = self.rounds.get(self.next) else {
            return Vec::new();
        };
        let asked: BTreeSet<&str> = ids.iter().map(Dtmi::as_str).collect();
        let expected: BTreeSet<&str> = round.request.iter().map(String::as_str).collect();
        if asked != expected {
            self.mismatch = Some(format!("asked for {asked:?}, expected {expected:?}"));
        }
        self.next += 1;
        round
            .response
            .iter()
            .enumerate()
            .map(|(index, text)| Some(Source::new(format!("response {}.{index}", self.next), text.get())))
            .collect()
    }
}

/// Whether an error is one that is expected: by its code and elements, then by every further field.
fn matches(error: &Diagnostic, expected: &Value) -> bool {
    let code = expected
        .get("ValidationID")
        .and_then(Value::as_str)
        .and_then(|id| id.strip_prefix("dtmi:dtdl:parsingError:"));
    let primary = expected.get("PrimaryID");
    code == Some(error.code.as_str())
        && primary.is_none_or(|primary| primary.as_str() == error.primary_id.as_ref().map(Dtmi::as_str))
}

fn summary(error: &Diagnostic) -> String {
    let id = error.primary_id.as_ref().map(Dtmi::as_str).unwrap_or_default();
    format!("{} {id}", error.code)
}

fn list(expected: &[Value]) -> String {
    let texts: Vec<String> = expected
        .iter()
        .map(|expected| {
            let field = |name: &str| {
                expected
                    .get(name)
                    .and_then(Value::as_str)
                    .unwrap_or_default()
                    .to_owned()
            };
            format!(
                "{} {}",
                field("ValidationID").trim_start_matches("dtmi:dtdl:parsingError:"),
                field("PrimaryID")
            )
        })
        .collect();
    format!("{texts:?}")
}
