//! One patch of reported properties.

use alloc::boxed::Box;
use alloc::string::String;
use core::ops::RangeInclusive;

use serde_json::value::RawValue;

use super::ReportId;
use crate::sorted::SortedMap;
use crate::wire::{payload, twin};

/// The hub's limit for all reported properties is 32 KB; one patch of more has no chance.
pub(super) const MAXIMUM_PATCH: usize = 32 * 1024;

/// Values by component and name.
pub(super) type Properties = SortedMap<(Option<String>, String), Box<RawValue>>;

#[derive(Debug)]
pub(super) struct Patch {
    /// Those that were merged into it.
    pub(super) ids: RangeInclusive<ReportId>,
    pub(super) properties: Properties,
}

impl Patch {
    pub(super) fn encode(&self) -> String {
        let mut out = String::from("{");
        let mut open: Option<&str> = None;
        // Sorted by component, the root first.
        for ((component, name), value) in self.properties.iter() {
            if component.as_deref() != open {
                if open.is_some() {
                    out.push('}');
                }
                open = component.as_deref();
                if let Some(component) = open {
                    separate(&mut out);
                    out.push_str(&payload::quoted(component));
                    out.push_str(r#":{"__t":"c""#);
                }
            }
            separate(&mut out);
            out.push_str(&payload::quoted(name));
            out.push(':');
            out.push_str(value.get());
        }
        out.push_str(if open.is_some() { "}}" } else { "}" });
        out
    }

    /// Whether this patch and then `later` have the same effect as one patch in which the later values stand.
    pub(super) fn can_take(&self, later: &Properties) -> bool {
        let size = |properties: &Properties| -> usize {
            properties
                .iter()
                .map(|((_, name), value)| name.len() + value.get().len())
                .sum()
        };
        size(&self.properties) + size(later) < MAXIMUM_PATCH
            && later.iter().all(|(key, value)| match self.properties.get(key) {
                Some(earlier) => replaces(value.get(), earlier.get()),
                None => true,
            })
    }
}

fn separate(out: &mut String) {
    if !out.ends_with('{') {
        out.push(',');
    }
}

/// Whether merging `earlier` and then `later` into any value has the effect of merging `later` alone.
fn replaces(later: &str, earlier: &str) -> bool {
    let Ok(later) = twin::members(later) else { return true };
    let Ok(earlier) = twin::members(earlier) else {
        return false;
    };
    earlier.iter().all(|(name, earlier)| {
        later
            .get(name)
            .is_some_and(|later| replaces(later.get(), earlier.get()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patches_that_do_not_replace_each_other_are_kept_apart() {
        assert!(
            replaces("1", "2") && replaces("null", r#"{"a":1}"#) && replaces(r#"{"a":1,"b":2}"#, r#"{"a":{"c":1}}"#)
        );
        assert!(
            !replaces(r#"{"a":1}"#, "null"),
            "the object would be merged into what was to be deleted"
        );
        assert!(!replaces(r#"{"a":1}"#, r#"{"b":1}"#));
    }
}
