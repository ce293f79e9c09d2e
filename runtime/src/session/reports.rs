//! Reported properties on their way to the hub: one patch at a time, so that their order is kept whatever happens.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use core::ops::RangeInclusive;
use core::time::Duration;

use serde_json::value::RawValue;

use super::patch::{MAXIMUM_PATCH, Patch, Properties};
use super::{ReportId, SendError};
use crate::retry::{Backoff, Pace, Random};
use crate::wire::{Members, payload, twin};

/// From so many waiting patches on, a new one is merged into the last if that loses nothing but values in between.
const MERGE_FROM: usize = 32;

#[derive(Debug)]
pub(super) struct Reports {
    waiting: VecDeque<Patch>,
    under_way: Option<UnderWay>,
    /// Not before this time is the next patch sent.
    not_before: Duration,
    backoff: Backoff,
    next_id: u64,
    maximum: usize,
    /// What the hub holds, as far as known.
    reported: Option<Members>,
    /// What this device has reported and the hub has accepted.
    own: Members,
}

#[derive(Debug)]
struct UnderWay {
    request_id: String,
    deadline: Duration,
}

/// What became of a patch.
#[derive(Debug)]
pub(super) enum Outcome {
    Accepted(RangeInclusive<ReportId>),
    Refused(Patch, i32),
    /// It is sent again later.
    Again,
    /// The answer is to something else.
    Unknown,
}

impl Reports {
    pub(super) fn new(maximum: usize) -> Self {
        Self {
            waiting: VecDeque::new(),
            under_way: None,
            not_before: Duration::ZERO,
            backoff: Backoff::new(),
            next_id: 1,
            maximum,
            reported: None,
            own: Members::new(),
        }
    }

    /// Takes an object of properties. `must` takes it even if there are too many.
    pub(super) fn push(
        &mut self,
        component: Option<&str>,
        properties: &str,
        must: bool,
    ) -> Result<ReportId, SendError> {
        let members = twin::members(properties).map_err(|_| SendError::Invalid)?;
        if members.is_empty() {
            return Err(SendError::Invalid);
        }
        if properties.len() > MAXIMUM_PATCH {
            return Err(SendError::TooLarge);
        }
        let properties: Properties = members
            .into_iter()
            .map(|(name, value)| {
                let value = self.without_old_description(component, &name, value);
                ((component.map(ToOwned::to_owned), name), value)
            })
            .collect();
        let id = ReportId(self.next_id);
        // The first may be under way, so it is left alone.
        let (mergeable, full) = (
            self.waiting.len() >= MERGE_FROM.max(2),
            self.waiting.len() >= self.maximum && !must,
        );
        match self.waiting.back_mut() {
            Some(last) if mergeable && last.can_take(&properties) => {
                last.ids = *last.ids.start()..=id;
                last.properties.extend(properties);
            }
            _ if full => return Err(SendError::Full),
            _ => self.waiting.push_back(Patch {
                ids: id..=id,
                properties,
            }),
        }
        self.next_id += 1;
        Ok(id)
    }

    /// The identifier of a patch that nobody waits for.
    pub(super) fn skip(&mut self) -> ReportId {
        let id = ReportId(self.next_id);
        self.next_id += 1;
        id
    }

    pub(super) fn has_room(&self) -> bool {
        self.waiting.len() < self.maximum
    }

    pub(super) fn is_empty(&self) -> bool {
        self.waiting.is_empty()
    }

    pub(super) const fn is_under_way(&self) -> bool {
        self.under_way.is_some()
    }

    /// Whether a patch is to be sent now.
    pub(super) fn is_due(&self, now: Duration) -> bool {
        self.under_way.is_none() && !self.waiting.is_empty() && self.not_before <= now
    }

    /// The next patch; it is under way from here on.
    pub(super) fn start(&mut self, request_id: String, deadline: Duration) -> Option<String> {
        let mut patch = self.waiting.pop_front()?;
        for ((component, name), value) in patch.properties.iter_mut() {
            let held = self.held(component.as_deref(), name);
            if held.is_some_and(|held| has_description(held.get())) {
                take_description_away(value);
            }
        }
        let body = patch.encode();
        self.waiting.push_front(patch);
        self.under_way = Some(UnderWay { request_id, deadline });
        Some(body)
    }

    /// The hub answered a request.
    pub(super) fn answer(&mut self, request_id: &str, status: i32, now: Duration, random: &mut Random) -> Outcome {
        if self
            .under_way
            .as_ref()
            .is_none_or(|under_way| under_way.request_id != request_id)
        {
            return Outcome::Unknown;
        }
        self.under_way = None;
        if status == 429 || status >= 500 {
            self.not_before = now + self.backoff.delay(Pace::Throttled, random);
            return Outcome::Again;
        }
        let Some(patch) = self.waiting.pop_front() else {
            return Outcome::Unknown;
        };
        self.backoff.reset();
        if (200..300).contains(&status) {
            if let Ok(body) = twin::members(&patch.encode()) {
                twin::merge_members(&mut self.own, &body);
                if let Some(reported) = &mut self.reported {
                    twin::merge_members(reported, &body);
                }
            }
            Outcome::Accepted(patch.ids)
        } else {
            Outcome::Refused(patch, status)
        }
    }

    /// Sends a patch again whose answer is overdue.
    pub(super) fn handle_timeout(&mut self, now: Duration, random: &mut Random) {
        if self
            .under_way
            .as_ref()
            .is_some_and(|under_way| under_way.deadline <= now)
        {
            self.under_way = None;
            self.not_before = now + self.backoff.delay(Pace::Throttled, random);
        }
    }

    /// When to look again, while there is a connection.
    pub(super) fn timeout(&self) -> Option<Duration> {
        match &self.under_way {
            Some(under_way) => Some(under_way.deadline),
            None => (!self.waiting.is_empty()).then_some(self.not_before),
        }
    }

    /// The connection is gone: what was under way is sent again over the next.
    pub(super) fn disconnected(&mut self) {
        self.under_way = None;
        self.not_before = Duration::ZERO;
        self.backoff.reset();
    }

    /// The twin was read.
    pub(super) fn set_reported(&mut self, members: &Members) {
        self.restore(members);
        self.reported = Some(members.clone());
    }

    /// Nobody but the device changes what it has reported. If the hub holds it no more, the device has been created
    /// anew, and is told again. Acknowledgements of a version are not: that is gone, and what is desired now comes.
    fn restore(&mut self, held: &Members) {
        let mut properties = Properties::new();
        let mut compare = |component: Option<&String>, own: &Members, held: &Members| {
            for (name, own) in own {
                let is_held = held
                    .get(name)
                    .is_some_and(|held| twin::is_same_text(own.get(), held.get()));
                let version = twin::acknowledged_version(own.get()).unwrap_or(0);
                if name != payload::COMPONENT_MARKER && version == 0 && !is_held {
                    properties.insert((component.cloned(), name.clone()), own.clone());
                }
            }
        };
        let mut root = Members::new();
        for (name, own) in &self.own {
            match twin::members(own.get()) {
                Ok(component) if component.contains_key(payload::COMPONENT_MARKER) => {
                    let held = held.get(name).and_then(|held| twin::members(held.get()).ok());
                    compare(Some(name), &component, &held.unwrap_or_default());
                }
                _ => {
                    root.insert(name.clone(), own.clone());
                }
            }
        }
        compare(None, &root, held);
        if !properties.is_empty() {
            // Before all that waits, since that is newer.
            let position = usize::from(self.under_way.is_some());
            let id = self.skip();
            let ids = id..=id;
            self.waiting.insert(position, Patch { ids, properties });
        }
    }

    /// Whether the hub already holds what an acknowledgement says. While other patches are on their way nobody knows.
    pub(super) fn holds(&self, component: Option<&str>, property: &str, acknowledgement: &str) -> bool {
        let (Some(held), true) = (self.held(component, property), self.waiting.is_empty()) else {
            return false;
        };
        let (Ok(held), Ok(new)) = (twin::members(held.get()), twin::members(acknowledgement)) else {
            return false;
        };
        held.len() == new.len() && twin::is_contained_text(&new, &held)
    }

    /// An acknowledgement is merged into the one before. If one that is still on its way has a description and this one
    /// has none, the old one must be taken away. What the hub holds is looked at when the patch is sent.
    fn without_old_description(&self, component: Option<&str>, name: &str, mut value: Box<RawValue>) -> Box<RawValue> {
        let key = (component.map(ToOwned::to_owned), name.to_owned());
        let waiting = self.waiting.iter().rev().find_map(|patch| patch.properties.get(&key));
        if waiting.is_some_and(|earlier| has_description(earlier.get())) {
            take_description_away(&mut value);
        }
        value
    }

    fn held(&self, component: Option<&str>, property: &str) -> Option<Box<RawValue>> {
        let reported = self.reported.as_ref()?;
        match component {
            Some(component) => twin::members(reported.get(component)?.get()).ok()?.remove(property),
            None => reported.get(property).cloned(),
        }
    }
}

/// Whether an acknowledgement has a description.
fn has_description(json: &str) -> bool {
    twin::acknowledged_version(json).is_some()
        && twin::members(json).is_ok_and(|members| members.get("ad").is_some_and(|text| text.get() != "null"))
}

/// Has an acknowledgement without a description say so.
fn take_description_away(value: &mut Box<RawValue>) {
    if twin::acknowledged_version(value.get()).is_none()
        || twin::members(value.get()).is_ok_and(|members| members.contains_key("ad"))
    {
        return;
    }
    if let Some(members) = value.get().trim_end().strip_suffix('}')
        && let Ok(plain) = RawValue::from_string(format!(r#"{members},"ad":null}}"#))
    {
        *value = plain;
    }
}

#[cfg(test)]
mod tests;
