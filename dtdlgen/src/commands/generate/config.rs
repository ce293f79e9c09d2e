//! `dtdlgen.toml`: several outputs, with the options of the macro and the builder.
//!
//! `dtdlgen.schema.json` says what may stand in it; an editor can use it as well.

use core::ops::Range;
use std::io;
use std::path::{Path, PathBuf};

use dtdl_codegen::{Options, Setting};
use dtdl_model::Source;
use jsonschema::error::ValidationErrorKind;
use serde_json::{Map, Value};
use toml::de::{DeInteger, DeTable, DeValue};

use super::job::{Job, Place};
use crate::{device, input};

/// What may stand in the file.
pub(super) const SCHEMA: &str = include_str!("../../../dtdlgen.schema.json");

/// A mistake, and the bytes that it is about.
struct Mistake {
    span: Range<usize>,
    message: String,
}

/// Reads the file. `Err` inside: what is wrong in it, a line each, with its place.
pub(super) fn read(path: &Path) -> io::Result<Result<Vec<Job>, String>> {
    let source = Source::read_within(path, &dtdl_model::Options::default())
        .and_then(|source| source.check_encoding().map(|()| source))
        .map_err(|diagnostic| device::wrong(input::told(&diagnostic)))?;
    let source = Source::new(source.name(), source.text().trim_start_matches('\u{feff}'));
    let base = path.parent().unwrap_or_else(|| Path::new(""));
    Ok(jobs(source.text(), base).map_err(|mut mistakes| {
        mistakes.sort_by_key(|mistake| mistake.span.start);
        let lines = mistakes.iter().map(|mistake| {
            let place = source.location(mistake.span.start);
            format!(
                "error: {}:{}:{}: {}\n",
                source.name(),
                place.line,
                place.column,
                mistake.message
            )
        });
        lines.collect()
    }))
}

fn jobs(text: &str, base: &Path) -> Result<Vec<Job>, Vec<Mistake>> {
    let table = DeTable::parse(text).map_err(|error| {
        vec![Mistake {
            span: error.span().unwrap_or_default(),
            message: error.message().to_owned(),
        }]
    })?;
    let table = table.get_ref();
    check(table)?;
    let mut mistakes = Vec::new();
    let mut jobs = Vec::new();
    let mut taken: Vec<Place> = Vec::new();
    let outputs = table
        .iter()
        .find(|(name, _)| name.get_ref() == "output")
        .map(|(_, value)| value.get_ref());
    for output in outputs.and_then(DeValue::as_array).into_iter().flatten() {
        let (span, Some(output)) = (output.span(), output.get_ref().as_table()) else {
            continue;
        };
        match job(table, output, span.clone(), base) {
            Ok(job) if taken.iter().any(|place| place.meets(&job.place)) => mistakes.push(Mistake {
                span,
                message: "another output goes to the same place, or into the same folder: give each its own".to_owned(),
            }),
            Ok(job) => {
                taken.push(job.place.clone());
                jobs.push(job);
            }
            Err(mistake) => mistakes.push(mistake),
        }
    }
    if mistakes.is_empty() { Ok(jobs) } else { Err(mistakes) }
}

/// Checks the file against its schema.
fn check(table: &DeTable<'_>) -> Result<(), Vec<Mistake>> {
    let broken = |error: &dyn core::fmt::Display| {
        let message = format!("the schema of dtdlgen.toml is broken: {error}");
        vec![Mistake { span: 0..0, message }]
    };
    let schema: Value = serde_json::from_str(SCHEMA).map_err(|error| broken(&error))?;
    let validator = jsonschema::validator_for(&schema).map_err(|error| broken(&error))?;
    let instance = Value::Object(object(table));
    let mistakes: Vec<Mistake> = validator
        .iter_errors(&instance)
        .flat_map(|error| mistakes(table, &error))
        .collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes) }
}

/// What the schema finds, in the words of the options where it is about one.
fn mistakes(table: &DeTable<'_>, error: &jsonschema::ValidationError<'_>) -> Vec<Mistake> {
    let pointer = error.instance_path().to_string();
    let steps: Vec<&str> = pointer.split('/').skip(1).collect();
    if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        let unknown = |name: &String| {
            let mut steps = steps.clone();
            steps.push(name);
            Mistake {
                span: locate(table, &steps),
                message: match Options::check_name(name) {
                    Err(error) => format!("{error}, `out` and `out-dir`"),
                    Ok(()) if name.contains('_') => format!("`{name}` is written `{}`", name.replace('_', "-")),
                    Ok(()) => format!("`{name}` belongs into an `[[output]]`"),
                },
            }
        };
        return unexpected.iter().map(unknown).collect();
    }
    let option = steps.iter().find_map(|step| Some((*step, Options::form(step)?)));
    let message = match (option, error.kind()) {
        (Some((name, form)), _) => format!("`{name}` takes {form}"),
        (None, ValidationErrorKind::Required { property }) if steps.is_empty() => {
            format!("there is no {property}: add an `[[output]]` with `model` and `out`")
        }
        (None, ValidationErrorKind::Required { property }) => format!("this output has no {property}"),
        (None, ValidationErrorKind::Type { .. }) if steps == ["output"] => {
            "there may be several outputs: each begins with `[[output]]`".to_owned()
        }
        (None, ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::OneOfMultipleValid { .. }) => {
            "an output has either `out`, a file, or `out-dir`, a folder".to_owned()
        }
        _ => error.to_string(),
    };
    vec![Mistake {
        span: locate(table, &steps),
        message,
    }]
}

/// An output, with the options that hold for all.
fn job(table: &DeTable<'_>, output: &DeTable<'_>, span: Range<usize>, base: &Path) -> Result<Job, Mistake> {
    let mut options = Options::new();
    let mut place = Place::StandardOutput;
    let common = table.iter().filter(|(name, _)| name.get_ref() != "output");
    for (name, value) in common.chain(output.iter()) {
        let path = || value.get_ref().as_str().map(|path| base.join(path));
        match (&**name.get_ref(), path()) {
            ("out", Some(file)) => place = Place::File(file),
            ("out-dir", Some(folder)) => place = Place::Folder(folder),
            (plain, _) => {
                options = options.set(plain, setting(value.get_ref())).map_err(|error| Mistake {
                    span: name.span(),
                    message: error.to_string(),
                })?;
            }
        }
    }
    options.check().map_err(|error| {
        let message = error.to_string();
        // The option that cannot be is the first that the message names.
        let name = message.split('`').nth(1).unwrap_or_default();
        let named = |table: &DeTable<'_>| {
            table
                .iter()
                .find(|(known, _)| known.get_ref() == name)
                .map(|(known, _)| known.span())
        };
        Mistake {
            span: named(output).or_else(|| named(table)).unwrap_or_else(|| span.clone()),
            message,
        }
    })?;
    let located = |path: &PathBuf| match input::is_address(path) {
        true => path.clone(),
        false => base.join(path),
    };
    let below = |paths: &[PathBuf]| -> Vec<PathBuf> { paths.iter().map(located).collect() };
    let repositories = below(&options.repositories);
    input::check_repositories(&repositories).map_err(|error| Mistake {
        span,
        message: error.to_string(),
    })?;
    Ok(Job {
        models: below(&options.models),
        repositories,
        options,
        keep_going: false,
        place,
    })
}

/// Where a value stands: its name, or itself in a list. As far as the way leads.
fn locate(table: &DeTable<'_>, steps: &[&str]) -> Range<usize> {
    let mut span = 0..0;
    let mut here: Option<&DeValue<'_>> = None;
    for (depth, step) in steps.iter().enumerate() {
        let step = step.replace("~1", "/").replace("~0", "~");
        let members = if depth == 0 {
            Some(table)
        } else {
            here.and_then(DeValue::as_table)
        };
        if let Some(members) = members {
            let Some((name, value)) = members.iter().find(|(name, _)| **name.get_ref() == *step) else {
                break;
            };
            (span, here) = (name.span(), Some(value.get_ref()));
        } else {
            let index: Option<usize> = step.parse().ok();
            let element = here
                .and_then(DeValue::as_array)
                .zip(index)
                .and_then(|(array, index)| array.get(index));
            let Some(element) = element else { break };
            (span, here) = (element.span(), Some(element.get_ref()));
        }
    }
    span
}

fn object(table: &DeTable<'_>) -> Map<String, Value> {
    let members = table
        .iter()
        .map(|(name, value)| (name.get_ref().to_string(), json(value.get_ref())));
    members.collect()
}

fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Integer(number) => whole(number).map_or(Value::Null, Value::from),
        DeValue::Array(values) => values.iter().map(|value| json(value.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(object(table)),
        // No option has such a value.
        _ => Value::Null,
    }
}

fn whole(number: &DeInteger<'_>) -> Option<u64> {
    u64::from_str_radix(number.as_str(), number.radix()).ok()
}

fn setting(value: &DeValue<'_>) -> Setting {
    match value {
        DeValue::String(text) => Setting::Text(text.to_string()),
        DeValue::Boolean(flag) => Setting::Flag(*flag),
        DeValue::Integer(number) => whole(number).map_or(Setting::List(Vec::new()), Setting::Number),
        DeValue::Array(values) => Setting::List(values.iter().map(|value| setting(value.get_ref())).collect()),
        DeValue::Table(table) => {
            let entries = table
                .iter()
                .map(|(name, value)| (name.get_ref().to_string(), setting(value.get_ref())));
            Setting::Table(entries.collect())
        }
        _ => Setting::List(Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may")]

    use std::collections::BTreeSet;

    use dtdl_codegen::Options;
    use serde_json::Value;

    use super::SCHEMA;

    #[test]
    fn the_schema_has_every_option() {
        let schema: Value = serde_json::from_str(SCHEMA).unwrap();
        let names = |properties: &Value, others: &[&str]| -> BTreeSet<String> {
            let names = properties
                .as_object()
                .unwrap()
                .keys()
                .map(|name| name.replace('-', "_"));
            names.filter(|name| !others.contains(&name.as_str())).collect()
        };
        let options: BTreeSet<String> = Options::names().map(str::to_owned).collect();
        assert_eq!(
            names(&schema["$defs"]["output"]["properties"], &["out", "out_dir"]),
            options
        );
        // What belongs to one model set stands in its output.
        let single = ["model", "module", "root"];
        let common: BTreeSet<String> = options
            .into_iter()
            .filter(|name| !single.contains(&name.as_str()))
            .collect();
        assert_eq!(names(&schema["properties"], &["output"]), common);
    }
}
