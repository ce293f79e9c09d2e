//! The device that a command is about: an interface of a valid model set.

use std::io;
use std::path::{Path, PathBuf};

use dtdl_model::model::{ContentKind, InterfaceId};
use dtdl_model::{Model, Parsed};

use crate::args::{Format, ModelSet, Reading};
use crate::{Outcome, input, output, report};

/// How many interfaces are named at most.
const SHOWN: usize = 10;

/// Reads a model set and says what is wrong with it, to programs as `validate` does. `Err` inside: something is.
pub(crate) fn load(reading: &Reading, paths: &[PathBuf], format: Format) -> io::Result<Result<Parsed, Outcome>> {
    let lookup = input::lookup(&reading.repository, &input::options(reading))?;
    let parsed = lookup.parse(&input::files(paths)?);
    match format {
        Format::Human => output::tell(&report::human(&parsed))?,
        Format::Json if parsed.is_valid() => {}
        Format::Json => output::print(&report::json(&input::names(paths), &parsed, false).line())?,
    }
    if input::failed(&parsed) {
        return Ok(Err(Outcome::Failed));
    }
    if !parsed.is_valid() {
        return Ok(Err(Outcome::Bad));
    }
    if parsed.model.roots().is_empty() {
        output::tell("error: the files hold no interface\n")?;
        return Ok(Err(Outcome::Bad));
    }
    Ok(Ok(parsed))
}

impl ModelSet {
    /// Reads the model set and finds the device in it.
    pub(crate) fn load(&self, path: &Path, format: Format) -> io::Result<Result<(Parsed, InterfaceId), Outcome>> {
        let parsed = match load(&self.reading, &[path.to_owned()], format)? {
            Ok(parsed) => parsed,
            Err(outcome) => return Ok(Err(outcome)),
        };
        let root = self.find(&parsed.model)?;
        Ok(Ok((parsed, root)))
    }

    fn find(&self, model: &Model) -> io::Result<InterfaceId> {
        if let Some(dtmi) = &self.root {
            return interface(model, dtmi);
        }
        let devices = model.devices();
        match devices.as_slice() {
            [only] => Ok(*only),
            several => Err(wrong(format!(
                "there are {} interfaces that no other uses: choose that of the device with --root: {}",
                several.len(),
                names(model, several)
            ))),
        }
    }
}

/// The interface with this identifier.
pub(crate) fn interface(model: &Model, dtmi: &str) -> io::Result<InterfaceId> {
    model.interface(dtmi).ok_or_else(|| {
        let all: Vec<InterfaceId> = model.interfaces().map(|(id, _)| id).collect();
        wrong(format!(
            "the model set holds no interface `{dtmi}`, but {}",
            names(model, &all)
        ))
    })
}

/// The identifiers of interfaces, the first few of many.
fn names(model: &Model, interfaces: &[InterfaceId]) -> String {
    let shown = interfaces.iter().take(SHOWN);
    let ids: Vec<&str> = shown.map(|id| model[*id].named.id.as_str()).collect();
    match interfaces.len() - ids.len() {
        0 => ids.join(", "),
        more => format!("{}, and {more} more", ids.join(", ")),
    }
}

/// The interface that is the component of this name, or the device's own without a name.
pub(crate) fn component(model: &Model, device: InterfaceId, name: Option<&str>) -> io::Result<InterfaceId> {
    let Some(name) = name else { return Ok(device) };
    let component = model[device].contents().find_map(|content| match &content.kind {
        ContentKind::Component(component) if content.name == name => Some(component.schema),
        _ => None,
    });
    component.ok_or_else(|| {
        wrong(missing(model, device, "component", name, |kind| {
            matches!(kind, ContentKind::Component(_))
        }))
    })
}

/// That an interface has no such content, and which it has.
pub(crate) fn missing(
    model: &Model,
    interface: InterfaceId,
    what: &str,
    name: &str,
    is_one: impl Fn(&ContentKind) -> bool,
) -> String {
    let interface = &model[interface];
    let names: Vec<&str> = interface
        .contents()
        .filter(|content| is_one(&content.kind))
        .map(|content| content.name.as_str())
        .collect();
    let known = if names.is_empty() {
        format!("it has no {what} at all")
    } else {
        format!("it has {}", names.join(", "))
    };
    format!("`{}` has no {what} `{name}`; {known}", interface.named.id)
}

/// A wrong argument.
pub(crate) fn wrong(message: impl Into<String>) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, message.into())
}
