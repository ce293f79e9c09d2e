//! Positions of members in a text, found by reading it once more when a diagnostic needs them.

use crate::hash::HashMap;
use core::fmt;
use std::rc::Rc;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::{SourceId, Sources, Span};

/// The spans of a value and, if it is a member's, of the member's name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    pub(crate) name: Option<Span>,
    pub(crate) value: Span,
}

/// Finds places; every array and object is read at most once.
#[derive(Debug)]
pub(crate) struct Locator<'s> {
    sources: &'s Sources,
    children: HashMap<(SourceId, Vec<u32>), Rc<[Found]>>,
}

impl<'s> Locator<'s> {
    pub(crate) fn new(sources: &'s Sources) -> Self {
        Self {
            sources,
            children: HashMap::default(),
        }
    }

    /// Follows member positions and element indices from the top of a text, as far as they lead.
    pub(crate) fn locate(&mut self, source: SourceId, path: &[u32]) -> Option<Found> {
        let text = self.sources.get(source)?.text();
        let start = text.len() - text.trim_start_matches('\u{feff}').trim_start().len();
        let mut found = Found {
            name: None,
            value: Span {
                start,
                end: start + text.get(start..)?.trim_end().len(),
            },
        };
        for (depth, step) in path.iter().enumerate() {
            let children = self.children(source, path.get(..depth)?, found.value);
            let Some(child) = children.and_then(|children| children.get(*step as usize).copied()) else {
                break;
            };
            found = child;
        }
        Some(found)
    }

    /// The span of the value of the first member with a name, in the object at a place.
    pub(crate) fn member(&mut self, source: SourceId, path: &[u32], object: Span, name: &str) -> Option<Span> {
        let children = self.children(source, path, object)?;
        let text = self.sources.get(source)?.text();
        let quoted = format!("\"{name}\"");
        let member = children.iter().find(|child| {
            let span = child.name.and_then(|name| text.get(name.start..name.end));
            span == Some(&quoted)
        })?;
        Some(member.value)
    }

    fn children(&mut self, source: SourceId, path: &[u32], value: Span) -> Option<Rc<[Found]>> {
        let key = (source, path.to_vec());
        if let Some(known) = self.children.get(&key) {
            return Some(Rc::clone(known));
        }
        let text = self.sources.get(source)?.text();
        let raw = text.get(value.start..value.end)?;
        let found: Rc<[Found]> = if raw.starts_with('{') {
            let members = serde_json::from_str::<Members<'_>>(raw).ok()?;
            let found = members.0.iter().map(|(name, value)| Found {
                name: Some(span(text, name.get())),
                value: span(text, value.get()),
            });
            found.collect()
        } else {
            let values = serde_json::from_str::<Vec<&RawValue>>(raw).ok()?;
            let found = values.iter().map(|value| Found {
                name: None,
                value: span(text, value.get()),
            });
            found.collect()
        };
        self.children.insert(key, Rc::clone(&found));
        Some(found)
    }
}

/// Where a part of a text stands in it.
pub(crate) fn span(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span {
        start,
        end: start + part.len(),
    }
}

/// The members of an object as they stand in the text, duplicates too.
pub(crate) struct Members<'a>(pub(crate) Vec<(&'a RawValue, &'a RawValue)>);

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
