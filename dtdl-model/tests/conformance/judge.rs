//! Whether this parser says to a case what the reference says.

use std::collections::BTreeSet;

use dtdl_model::{Code, Diagnostic, Dtmi, Options, Parsed, Resolver, Source, parse};
use serde_json::Value;

use crate::case::{Case, Round};
use crate::objects;

/// What came of a case.
#[derive(Debug)]
pub(crate) struct Verdict {
    /// Valid or not, as expected.
    pub(crate) verdict: bool,
    /// Every error is one that is expected.
    pub(crate) identity: bool,
    /// Every error stands where one that is expected stands.
    pub(crate) place: bool,
    pub(crate) note: String,
}

/// What came of a case, and of what it asks about its model.
#[derive(Debug)]
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    /// The instances that are not judged as expected.
    pub(crate) instances: Vec<String>,
    /// How much is asked about the object model, and what of it is not answered as expected.
    pub(crate) objects: (usize, Vec<String>),
}

/// Runs a case.
pub(crate) fn judge(case: &Case<'_>) -> Judged {
    let mut rounds = Rounds {
        rounds: &case.resolution,
        next: 0,
        mismatch: None,
    };
    let parsed = run(case, &mut rounds);
    Judged {
        verdict: verdict(case, &parsed, &rounds),
        instances: instances(case, &parsed),
        objects: if case.valid {
            objects::judge(&case.expect, &parsed)
        } else {
            Default::default()
        },
    }
}

/// The instances that are not judged as expected: schemas have some, nothing else does.
fn instances(case: &Case<'_>, parsed: &Parsed) -> Vec<String> {
    let wrong = case.instances.iter().filter(|instance| {
        let schema = parsed.model.schema(&instance.subject);
        let conforms = schema.map(|schema| parsed.model.mismatches(schema, &instance.submit).is_empty());
        conforms != instance.conforms
    });
    wrong
        .map(|instance| {
            format!(
                "{} of {}: not {:?}",
                instance.submit, instance.subject, instance.conforms
            )
        })
        .collect()
}

fn verdict(case: &Case<'_>, parsed: &Parsed, rounds: &Rounds<'_>) -> Verdict {
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
            place: false,
            note: format!("valid should be {}; got {codes:?}", case.valid),
        };
    }
    if case.valid {
        let identity = rounds.mismatch.is_none() && used;
        return Verdict {
            verdict,
            identity,
            place: identity,
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
        let place = errors.iter().all(|error| {
            expected
                .iter()
                .any(|expected| matches(error, expected) && located(error, expected, parsed))
        });
        return Verdict {
            verdict,
            identity,
            place,
            note: format!("stray {stray:?} of {codes:?}, expected {}", list(expected)),
        };
    }
    if let Some(expected) = case.expect.get("unresolvedIdentifiers").and_then(Value::as_array) {
        let expected: BTreeSet<&str> = expected.iter().filter_map(Value::as_str).collect();
        let got: BTreeSet<&str> = unresolved.iter().filter_map(|error| error.value.as_deref()).collect();
        return Verdict {
            verdict,
            identity: errors.is_empty() && got == expected,
            place: true,
            note: format!("unresolved {got:?}, expected {expected:?}, errors {codes:?}"),
        };
    }
    Verdict {
        verdict,
        identity: true,
        place: true,
        note: String::new(),
    }
}

fn run(case: &Case<'_>, rounds: &mut Rounds<'_>) -> Parsed {
    let sources = case
        .input
        .iter()
        .enumerate()
        .map(|(index, text)| Source::new(format!("input {index}"), indent(text.get())))
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
            .map(|(index, text)| {
                Some(Source::new(
                    format!("response {}.{index}", self.next),
                    indent(text.get()),
                ))
            })
            .collect()
    }
}

/// Whether an error is one that is expected: by its code and elements, then by every further field.
fn matches(error: &Diagnostic, expected: &Value) -> bool {
    let code = expected
        .get("ValidationID")
        .and_then(Value::as_str)
        .and_then(|id| id.strip_prefix("dtmi:dtdl:parsingError:"));
    let id = |id: &Option<Dtmi>| id.as_ref().map(|id| id.as_str().to_owned());
    let fields = [
        ("PrimaryID", id(&error.primary_id)),
        ("SecondaryID", id(&error.secondary_id)),
        ("Property", error.property.clone()),
        ("Value", error.value.clone()),
        ("AuxProperty", error.fact("AuxProperty").map(str::to_owned)),
        ("Type", error.fact("Type").map(str::to_owned)),
        ("Restriction", error.fact("Restriction").map(str::to_owned)),
        ("Transformation", error.fact("Transformation").map(str::to_owned)),
    ];
    code == Some(error.code.as_str())
        && fields.iter().all(|(name, got)| {
            expected
                .get(*name)
                .is_none_or(|wanted| is_one_of(wanted, got.as_deref()))
        })
}

fn is_one_of(wanted: &Value, got: Option<&str>) -> bool {
    match wanted {
        Value::Array(any) => any.iter().any(|wanted| is_one_of(wanted, got)),
        Value::Null => got.is_none(),
        Value::String(text) => got == Some(text),
        other => got == Some(&other.to_string()),
    }
}

/// Whether the places are those that are expected, where any are.
fn located(error: &Diagnostic, expected: &Value, parsed: &Parsed) -> bool {
    let number = |name: &str| expected.get(name).and_then(Value::as_u64).map(|number| number as usize);
    let label = |primary: bool| {
        let (id, span) = error.reference_places()[usize::from(!primary)]?;
        let source = &parsed.sources[id];
        let index = parsed.sources.iter().position(|(known, _)| known == id)?;
        let end = span.end.saturating_sub(1).max(span.start);
        Some((index, source.location(span.start).line, source.location(end).line))
    };
    [("Primary", true), ("Secondary", false)].iter().all(|(name, primary)| {
        let Some(start) = number(&format!("{name}Start")) else {
            return true;
        };
        // Texts of the resolver have no index.
        let resolved = expected.get(format!("{name}Dtmi")).is_some();
        let index = number(&format!("{name}Index")).unwrap_or(0);
        let end = number(&format!("{name}End"));
        label(*primary).is_some_and(|(source, first, last)| {
            (resolved || source == index) && first == start && end.is_none_or(|end| end == last)
        })
    })
}

/// The text with two spaces a level and one member a line, as the reference counts its lines.
fn indent(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.push_str(&"  ".repeat(depth));
    };
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if quoted {
            out.push(letter);
            quoted = escaped || letter != '"';
            escaped = letter == '\\' && !escaped;
            continue;
        }
        match letter {
            '"' => {
                quoted = true;
                out.push(letter);
            }
            '{' | '[' => {
                out.push(letter);
                while letters.peek().is_some_and(|next| next.is_ascii_whitespace()) {
                    letters.next();
                }
                if matches!(letters.peek(), Some('}' | ']')) {
                    out.extend(letters.next());
                } else {
                    depth += 1;
                    line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(letter);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            space if space.is_ascii_whitespace() => {}
            other => out.push(other),
        }
    }
    out
}

fn summary(error: &Diagnostic) -> String {
    let text = |text: Option<&str>| text.unwrap_or("-").to_owned();
    format!(
        "{} primary={} secondary={} property={} value={} facts={:?} at {:?}",
        error.code,
        text(error.primary_id.as_ref().map(Dtmi::as_str)),
        text(error.secondary_id.as_ref().map(Dtmi::as_str)),
        text(error.property.as_deref()),
        text(error.value.as_deref()),
        ["AuxProperty", "Type", "Restriction", "Transformation"].map(|name| error.fact(name)),
        error.labels.iter().map(|label| label.span).collect::<Vec<_>>(),
    )
}

/// What was expected.
fn list(expected: &[Value]) -> String {
    let texts: Vec<String> = expected.iter().map(Value::to_string).collect();
    texts.join(" or ").replace("dtmi:dtdl:parsingError:", "")
}
