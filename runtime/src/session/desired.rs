//! Desired properties: reading the twin after every connect, and following patches without missing or repeating one.

use alloc::borrow::ToOwned as _;
use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::time::Duration;

use serde_json::value::RawValue;

use super::defects::{Defect, is_planted};
use super::event::is_in_progress;
use super::{Config, Desired, EventId};
use crate::protocol::RequestId;
use crate::retry::{Backoff, Pace, Random};
use crate::sorted::SortedMap;
use crate::wire::merge::{is_same_text, merge_text};
use crate::wire::twin::{self, DesiredPatch, Members, TwinDocument};

/// A writable property: component and name.
pub(super) type Property = (Option<&'static str>, &'static str);

/// So many patches are kept while the twin is being read; if more come, it is read once more.
const KEPT_PATCHES: usize = 32;

#[derive(Debug, Default)]
pub(super) struct DesiredState {
    /// The version that has been handed out last.
    version: Option<i64>,
    /// The desired values, whole: patches may bring parts of them.
    values: SortedMap<Property, Box<RawValue>>,
    reading: Reading,
    /// Patches that came while the twin was being read.
    kept: Vec<DesiredPatch>,
    backoff: Backoff,
    next_event: u64,
    open: SortedMap<EventId, Open>,
    /// The version of the value that each property was handed out last.
    handed_out: SortedMap<Property, i64>,
    /// The newest version that each property has been acknowledged for.
    acknowledged: SortedMap<Property, i64>,
}

/// A desired value that a handler is at work on.
#[derive(Debug)]
struct Open {
    property: Property,
    version: i64,
    /// Its end has been reported while the handler was still at work.
    finished: bool,
}

/// A handler's answer that is to be reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Closed {
    pub(super) property: Property,
    /// It has been said already that the value is in use, or why not: that it is on its way is no news any more.
    pub(super) finished: bool,
}

#[derive(Debug, Default)]
enum Reading {
    /// The twin is to be read, not before this time.
    #[default]
    Due,
    DueAt(Duration),
    UnderWay {
        request: RequestId,
        deadline: Duration,
    },
    Done,
}

/// The meaning of an answer to reading the twin.
pub(super) enum Answer {
    /// The answer is to something else.
    Unknown,
    /// It has to be read again.
    Again,
    /// It is not a twin, and has to be read again.
    Unreadable,
    Read(TwinDocument),
}

impl DesiredState {
    /// Whether the twin is to be read now.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        match self.reading {
            Reading::Due => true,
            Reading::DueAt(time) => time <= now,
            _ => false,
        }
    }

    /// The twin is being read from here on.
    pub(super) const fn start_reading(&mut self, request: RequestId, deadline: Duration) {
        self.reading = Reading::UnderWay { request, deadline };
    }

    pub(super) const fn is_reading(&self) -> bool {
        matches!(self.reading, Reading::UnderWay { .. })
    }

    /// Whether the twin has been read since the device connected.
    pub(super) const fn is_read(&self) -> bool {
        matches!(self.reading, Reading::Done)
    }

    /// The hub answered a request.
    pub(super) fn answer(
        &mut self,
        request: RequestId,
        status: i32,
        body: &[u8],
        now: Duration,
        random: &mut Random,
    ) -> Answer {
        match &self.reading {
            Reading::UnderWay { request: own, .. } if *own == request || is_planted(Defect::StaleTwinAnswer) => {}
            _ => return Answer::Unknown,
        }
        match TwinDocument::parse(body) {
            Ok(document) if (200..300).contains(&status) => {
                self.reading = Reading::Done;
                self.backoff.reset();
                Answer::Read(document)
            }
            parsed => {
                self.reading = Reading::DueAt(now + self.backoff.delay(Pace::Throttled, random));
                if parsed.is_err() && (200..300).contains(&status) {
                    Answer::Unreadable
                } else {
                    Answer::Again
                }
            }
        }
    }

    pub(super) fn handle_timeout(&mut self, now: Duration, random: &mut Random) {
        if matches!(&self.reading, Reading::UnderWay { deadline, .. } if *deadline <= now) {
            self.reading = Reading::DueAt(now + self.backoff.delay(Pace::Throttled, random));
        }
    }

    /// When to look again, while there is a connection.
    pub(super) const fn timeout(&self) -> Option<Duration> {
        match &self.reading {
            Reading::UnderWay { deadline, .. } => Some(*deadline),
            Reading::DueAt(time) => Some(*time),
            Reading::Due | Reading::Done => None,
        }
    }

    /// The twin is to be read again, unless it is being read: a report may have changed it, or not.
    pub(super) fn read_again(&mut self, now: Duration) {
        if matches!(self.reading, Reading::Done) {
            self.reading = Reading::DueAt(now);
        }
    }

    /// The device has another hub: nothing that was known counts, and no handler still at work has anything to say to it.
    pub(super) fn forget(&mut self) {
        let next_id = self.next_event;
        *self = Self {
            next_event: next_id,
            ..Self::default()
        };
    }

    /// The connection is gone: patches may be missed from here on.
    pub(super) fn disconnected(&mut self) {
        self.reading = Reading::Due;
        self.kept.clear();
        self.backoff.reset();
    }

    /// The whole of the desired properties: what is new, then the patches that came meanwhile and are newer.
    pub(super) fn take_document(&mut self, config: &Config, document: &TwinDocument) -> Vec<Desired> {
        let new = document.desired_version;
        let values = Values::new(config, &document.desired);
        // A version that went back, or that has other values now, is another device under the same name: nothing that
        // was known counts, and no handler still at work has anything to say to it.
        let recreated = self.version.is_some_and(|known| new < known)
            || self.version == Some(new)
                && config
                    .writable_properties
                    .iter()
                    .any(|each| !self.knows(*each, &values));
        if recreated {
            self.acknowledged.clear();
            self.handed_out.clear();
            self.values.clear();
            self.open.clear();
        }
        let first = self.version.is_none() || recreated;
        let mut out = Vec::new();
        if recreated || self.version != Some(new) {
            for property in config.writable_properties {
                match values.get(*property) {
                    Some(Some(value)) => out.push(self.hand_out(*property, Some(value), new)),
                    _ if first || self.values.contains_key(property) => out.push(self.hand_out(*property, None, new)),
                    _ => {}
                }
            }
        }
        self.version = Some(new);
        for patch in core::mem::take(&mut self.kept) {
            out.extend(self.take_patch(config, patch));
        }
        out
    }

    /// Whether a property's value is the one that was handed out.
    fn knows(&self, property: Property, values: &Values<'_>) -> bool {
        match (self.values.get(&property), values.get(property).flatten()) {
            (Some(known), Some(value)) => is_same_text(known.get(), value.get()),
            (known, value) => known.is_none() && value.is_none(),
        }
    }

    /// A change of desired properties.
    pub(super) fn take_patch(&mut self, config: &Config, patch: DesiredPatch) -> Vec<Desired> {
        if is_planted(Defect::DesiredBeforeTwin) {
            self.version.get_or_insert_with(|| patch.version.unwrap_or(1) - 1);
            self.reading = Reading::Done;
        }
        let (Some(known), Reading::Done) = (self.version, &self.reading) else {
            // The newest is always kept: after one that was let go, its version shows that there is a gap.
            self.kept.truncate(KEPT_PATCHES - 1);
            self.kept.push(patch);
            return Vec::new();
        };
        let version = match patch.version {
            Some(version) if version <= known => return Vec::new(),
            Some(version) if version == known + 1 => version,
            // One was missed, or there is no telling.
            _ => {
                self.reading = Reading::Due;
                return Vec::new();
            }
        };
        self.version = Some(version);
        let values = Values::new(config, &patch.members);
        let mut out = Vec::new();
        for property in config.writable_properties {
            match values.get(*property) {
                Some(None) if !self.values.contains_key(property) => {}
                Some(value) => {
                    let known = self.values.get(property);
                    let whole = value.map(|value| merge_text(known.map(|known| &**known), &value));
                    out.push(self.hand_out(*property, whole, version));
                }
                None => {}
            }
        }
        out
    }

    fn hand_out(&mut self, property: Property, value: Option<Box<RawValue>>, version: i64) -> Desired {
        self.next_event += 1;
        let id = EventId(self.next_event);
        match &value {
            Some(value) => self.values.insert(property, value.clone()),
            None => _ = self.values.remove(&property),
        }
        let open = Open {
            property,
            version,
            finished: false,
        };
        self.open.insert(id, open);
        self.handed_out.insert(property, version);
        Desired {
            id,
            component: property.0,
            name: property.1,
            value,
            version,
        }
    }

    /// Takes an answer in: which property it is about. `None` if it is not to be reported: another value has been handed
    /// out since, whose answer speaks for both, or a newer version has already been answered.
    pub(super) fn close(&mut self, id: EventId) -> Option<Closed> {
        let Open {
            property,
            version,
            finished,
        } = self.open.remove(&id)?;
        if self.handed_out.get(&property).is_some_and(|last| *last != version) {
            return None;
        }
        if self.acknowledged.get(&property).is_some_and(|newest| *newest > version) {
            return None;
        }
        self.acknowledged.insert(property, version);
        Some(Closed { property, finished })
    }

    /// Takes in an acknowledgement that is reported apart from a handler's answer; `false` if another value has been
    /// handed out since, or a newer version has already been acknowledged.
    pub(super) fn admit(&mut self, component: Option<&str>, name: &str, status: i32, version: i64) -> bool {
        // Version 0 is the device's own value, whatever is desired.
        if version == 0 {
            return true;
        }
        let property = (component, name);
        let is_old = |newest: &SortedMap<Property, i64>| newest.get(&property).is_some_and(|newest| *newest > version);
        if is_old(&self.handed_out) || is_old(&self.acknowledged) {
            return false;
        }
        for open in self.open.values_mut() {
            if open.property == property && open.version == version {
                open.finished |= !is_in_progress(status);
            }
        }
        true
    }

    /// Whether a handler is still at work.
    pub(super) fn has_open(&self) -> bool {
        !self.open.is_empty()
    }
}

/// Values by property, whatever the marker says. The outer `None` of [`Values::get`]: not mentioned; the inner: null.
struct Values<'a> {
    members: &'a Members,
    components: SortedMap<String, Option<Members>>,
}

impl<'a> Values<'a> {
    fn new(config: &Config, members: &'a Members) -> Self {
        let component = |name: &&str| {
            let json = members.get(*name)?.get();
            if json == "null" {
                return Some(((*name).to_owned(), None));
            }
            Some(((*name).to_owned(), Some(twin::members(json).ok()?)))
        };
        Self {
            members,
            components: config.components.iter().filter_map(component).collect(),
        }
    }

    fn get(&self, (component, name): Property) -> Option<Option<Box<RawValue>>> {
        let members = match component {
            None => self.members,
            Some(component) => match self.components.get(component)? {
                Some(members) => members,
                // The whole component was removed.
                None => return Some(None),
            },
        };
        let value = members.get(name)?;
        Some((value.get() != "null").then(|| value.clone()))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test should say so")]
    use super::*;

    #[test]
    fn a_patch_of_a_part_is_handed_out_as_the_whole_value() {
        let mut config = Config::unassigned();
        config.writable_properties = &[(None, "limits")];
        let mut state = DesiredState {
            reading: Reading::Done,
            ..DesiredState::default()
        };
        let document = br#"{"desired":{"limits":{"low":1.50,"high":9},"$version":3},"reported":{}}"#;
        state.take_document(&config, &TwinDocument::parse(document).unwrap());
        let mut next = |body: &str| {
            let patch = DesiredPatch::parse(body.as_bytes(), None).unwrap();
            state
                .take_patch(&config, patch)
                .remove(0)
                .value
                .map(|value| value.get().to_owned())
        };
        let whole = next(r#"{"limits":{"high":8},"$version":4}"#);
        assert_eq!(whole.as_deref(), Some(r#"{"high":8,"low":1.50}"#));
        assert_eq!(
            next(r#"{"limits":{"high":null},"$version":5}"#).as_deref(),
            Some(r#"{"low":1.50}"#)
        );
        assert_eq!(next(r#"{"limits":null,"$version":6}"#), None);
        assert_eq!(
            next(r#"{"limits":{"high":7},"$version":7}"#).as_deref(),
            Some(r#"{"high":7}"#)
        );
    }
}
