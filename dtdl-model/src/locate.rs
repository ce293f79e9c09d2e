//! Positions of members in a text, found by reading it once more when a diagnostic needs them.

use core::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::Span;

/// The spans of a value and, if it is a member's, of the member's name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) name: Option<Span>,
    pub(crate) value: Span,
}

/// Follows member positions and element indices from the top of a text.
pub(crate) fn locate(text: &str, path: &[u32]) -> Option<Found> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut raw: &RawValue = serde_json::from_str(json).ok()?;
    let mut name = None;
    for step in path {
        let step = *step as usize;
        if raw.get().starts_with('{') {
            let (key, value) = *serde_json::from_str::<Members<'_>>(raw.get()).ok()?.0.get(step)?;
            name = Some(span(text, key.get()));
            raw = value;
        } else {
            raw = *serde_json::from_str::<Vec<&RawValue>>(raw.get()).ok()?.get(step)?;
            name = None;
        }
    }
    Some(Found {
        name,
        value: span(text, raw.get()),
    })
}

/// The span of the value of the first member with one of the names, in the object at a span.
pub(crate) fn member_value(text: &str, object: Span, names: &[&str]) -> Option<Span> {
    let object = text.get(object.start..object.end)?;
    let members = serde_json::from_str::<Members<'_>>(object).ok()?;
    names.iter().find_map(|name| {
        let quoted = format!("\"{name}\"");
        let (_, value) = members.0.iter().find(|(key, _)| key.get() == quoted)?;
        Some(span(text, value.get()))
    })
}

/// Where a part of a text stands in it.
fn span(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span {
        start,
        end: start + part.len(),
    }
}

struct Members<'a>(Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = access.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Read)
    }
}
