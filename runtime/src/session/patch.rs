//! One patch of reported properties.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use core::ops::RangeInclusive;

use serde_json::value::RawValue;

use super::event::{ReportId, StatusOnly};
use crate::sorted::SortedMap;
use crate::wire::merge::{difference, is_same_text, merge_text};
use crate::wire::payload::quoted;
use crate::wire::{Acknowledged, Members, twin};

/// The hub's limit for all reported properties is 32 KB; one patch of more has no chance.
pub(super) const MAXIMUM_PATCH: usize = 32 * 1024;

/// A property: component (`None` for the root) and name.
pub(super) type Key = (Option<String>, String);

/// Reported values by property.
pub(super) type Properties = SortedMap<Key, Reported>;

/// A property as it is to be in the twin.
#[derive(Debug, Clone)]
pub(super) enum Reported {
    /// This value and no other: members of an object that the twin holds beside it are removed. `null` removes the
    /// property.
    Value(Box<RawValue>),
    /// This acknowledgement.
    Acknowledged(Acknowledged),
    /// An acknowledgement without a value of its own: the value in the twin stays.
    Status(StatusOnly),
}

impl Reported {
    /// The JSON of the property once the twin has it; `None` if it has no such property then.
    pub(super) fn in_twin(&self, held: Option<&RawValue>) -> Option<Box<RawValue>> {
        match self {
            Self::Value(value) => without_null(value),
            Self::Acknowledged(acknowledged) => RawValue::from_string(acknowledged.encode()).ok(),
            Self::Status(status) => {
                RawValue::from_string(status.encode(in_use(held).as_deref().map(RawValue::get), false)).ok()
            }
        }
    }

    /// The member of a patch that brings the twin from `held` to this; `None` if nothing is to be said. Numbers, texts
    /// and the members of an acknowledgement are said again even if they are the same.
    fn patch(&self, held: Option<&RawValue>) -> Option<String> {
        let members = held.and_then(|held| twin::members(held.get()).ok()).unwrap_or_default();
        match self {
            Self::Value(value) if is_object(value) => difference(held, value).map(|patch| patch.get().to_owned()),
            Self::Value(value) => Some(value.get().to_owned()),
            Self::Acknowledged(acknowledged) => {
                let value = value_patch(&members, &acknowledged.value);
                let Acknowledged { status, version, .. } = acknowledged;
                let mut out = format!(r#"{{"value":{value},"ac":{status},"av":{version}"#);
                match &acknowledged.description {
                    Some(text) => out.push_str(&format!(r#","ad":{}"#, quoted(text))),
                    None if members.contains_key("ad") => out.push_str(r#","ad":null"#),
                    None => {}
                }
                remove_others(&members, &mut out);
                Some(out)
            }
            Self::Status(status) if is_acknowledgement(&members) => Some(status.encode(None, false)),
            Self::Status(status) => {
                // The twin holds a plain value: it is the value of the acknowledgement from now on.
                let value = held.map(|held| value_patch(&members, held));
                let mut out = status.encode(value.as_deref(), true);
                remove_others(&members, &mut out);
                Some(out)
            }
        }
    }

    /// The length of its JSON.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::Value(value) => value.get().len(),
            Self::Acknowledged(acknowledged) => acknowledged.encode().len(),
            Self::Status(status) => status.encode(None, false).len(),
        }
    }

    /// This after `earlier`, as one; `None` if they are to be said one after the other.
    fn after(&self, earlier: &Self) -> Option<Self> {
        match (self, earlier) {
            (Self::Status(status), Self::Acknowledged(earlier)) => Some(Self::Acknowledged(Acknowledged {
                value: earlier.value.clone(),
                status: status.status,
                version: status.version,
                description: Some(status.description.clone()),
            })),
            (Self::Status(_), Self::Value(_)) => None,
            (later, _) => Some(later.clone()),
        }
    }
}

impl StatusOnly {
    /// Writes the acknowledgement, with a value if there is one; `open` leaves out the brace at its end.
    fn encode(&self, value: Option<&str>, open: bool) -> String {
        let Self {
            status,
            version,
            description,
        } = self;
        let value = value.map_or_else(String::new, |value| format!(r#""value":{value},"#));
        let end = if open { "" } else { "}" };
        let description = quoted(description);
        format!(r#"{{{value}"ac":{status},"av":{version},"ad":{description}{end}"#)
    }
}

/// The member `value` of a patch that makes it this value, over what the twin holds there: objects are merged.
fn value_patch(held: &Members, value: &RawValue) -> String {
    match held.get("value").filter(|known| is_object(known) && is_object(value)) {
        Some(known) => difference(Some(known), value).map_or_else(|| "{}".to_owned(), |patch| patch.get().to_owned()),
        None => value.get().to_owned(),
    }
}

/// Takes away what the twin holds beside an acknowledgement, and closes the object.
fn remove_others(held: &Members, out: &mut String) {
    for name in held
        .keys()
        .filter(|name| !["value", "ac", "av", "ad"].contains(&name.as_str()))
    {
        out.push_str(&format!(",{}:null", quoted(name)));
    }
    out.push('}');
}

fn is_object(value: &RawValue) -> bool {
    value.get().starts_with('{')
}

fn is_acknowledgement(held: &Members) -> bool {
    held.contains_key("ac") && held.contains_key("av")
}

/// The value in a reported property: that of its acknowledgement, or the property itself.
fn in_use(held: Option<&RawValue>) -> Option<Box<RawValue>> {
    let held = held?;
    match twin::members(held.get()) {
        Ok(mut members) if is_acknowledgement(&members) => members.remove("value"),
        _ => Some(held.to_owned()),
    }
}

/// A value as a twin keeps it: without members that are `null`.
fn without_null(value: &RawValue) -> Option<Box<RawValue>> {
    match value.get() {
        "null" => None,
        text if text.contains("null") => Some(merge_text(None, value)),
        _ => Some(value.to_owned()),
    }
}

/// Reported properties that go out as one.
#[derive(Debug)]
pub(super) struct Patch {
    /// The reports that were merged into it.
    pub(super) ids: RangeInclusive<ReportId>,
    pub(super) properties: Properties,
}

impl Patch {
    /// The body that brings the twin from what it holds to these properties; `None` if it holds them already.
    pub(super) fn encode<'a>(&self, held: impl Fn(&Key) -> Option<&'a RawValue>) -> Option<String> {
        let mut out = String::from("{");
        let mut open: Option<&str> = None;
        // Sorted by component, the root first.
        for (key, reported) in self.properties.iter() {
            let Some(patch) = reported.patch(held(key)) else {
                continue;
            };
            let (component, name) = key;
            if component.as_deref() != open {
                if open.is_some() {
                    out.push('}');
                }
                open = component.as_deref();
                if let Some(component) = open {
                    separate(&mut out);
                    out.push_str(&quoted(component));
                    out.push_str(r#":{"__t":"c""#);
                }
            }
            separate(&mut out);
            out.push_str(&quoted(name));
            out.push(':');
            out.push_str(&patch);
        }
        let is_empty = out.len() == 1;
        out.push_str(if open.is_some() { "}}" } else { "}" });
        (!is_empty).then_some(out)
    }

    /// Takes later properties in, if the twin is the same afterwards as if they had gone out by themselves.
    pub(super) fn merge(&mut self, later: Properties) -> Result<(), Properties> {
        let size = |properties: &Properties| -> usize {
            properties
                .iter()
                .map(|((_, name), reported)| name.len() + reported.size())
                .sum()
        };
        if size(&self.properties) + size(&later) >= MAXIMUM_PATCH {
            return Err(later);
        }
        let merged: Option<Vec<Reported>> = later
            .iter()
            .map(|(key, later)| match self.properties.get(key) {
                Some(earlier) => later.after(earlier),
                None => Some(later.clone()),
            })
            .collect();
        let Some(merged) = merged else { return Err(later) };
        let keys = later.into_iter().map(|(key, _)| key);
        self.properties.extend(keys.zip(merged));
        Ok(())
    }
}

fn separate(out: &mut String) {
    if !out.ends_with('{') {
        out.push(',');
    }
}

/// Whether the twin holds a property as it is to be.
pub(super) fn holds(reported: &Reported, held: Option<&RawValue>) -> bool {
    match (reported.in_twin(held), held) {
        (Some(wanted), Some(held)) => is_same_text(wanted.get(), held.get()),
        (wanted, held) => wanted.is_none() && held.is_none(),
    }
}
