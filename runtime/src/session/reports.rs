//! Reported properties on their way to the hub: one patch at a time, so that their order is kept whatever happens.
//!
//! A report says what a property shall be. The patch that makes it so depends on what the twin holds, and is found when
//! it is sent: after every connect the twin is read first, and after an answer that stayed out it is read again.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::VecDeque;
use alloc::string::String;
use core::ops::RangeInclusive;
use core::time::Duration;

use serde_json::value::RawValue;

use super::patch::{Key, MAXIMUM_PATCH, Patch, Properties, Reported, holds};
use super::{ReportId, SendError};
use crate::protocol::RequestId;
use crate::retry::{Backoff, Pace, Random};
use crate::sorted::SortedMap;
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
    /// The values the twin holds, by property; unknown until it has been read.
    held: SortedMap<Key, Box<RawValue>>,
    /// The values this device has reported and the hub has accepted.
    own: SortedMap<Key, Reported>,
}

#[derive(Debug)]
struct UnderWay {
    request: RequestId,
    deadline: Duration,
}

/// The outcome of a patch.
#[derive(Debug)]
pub(super) enum Outcome {
    Accepted(RangeInclusive<ReportId>),
    Refused(Patch, i32),
    /// It is sent again later.
    Again,
    /// It is sent again later, once the twin has been read again: the hub may have taken it.
    Doubtful,
    /// The answer is to something else.
    Unknown,
}

/// The next thing to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Started {
    /// A patch to be sent.
    Patch(String),
    /// The twin holds already what these reports say.
    Held(RangeInclusive<ReportId>),
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
            held: SortedMap::new(),
            own: SortedMap::new(),
        }
    }

    /// Takes an object of properties.
    pub(super) fn push_values(&mut self, component: Option<&str>, properties: &str) -> Result<ReportId, SendError> {
        let members = twin::members(properties).map_err(|_| SendError::Invalid)?;
        if members.is_empty() {
            return Err(SendError::Invalid);
        }
        if properties.len() > MAXIMUM_PATCH {
            return Err(SendError::TooLarge);
        }
        let key = |name| (component.map(ToOwned::to_owned), name);
        let properties = members
            .into_iter()
            .map(|(name, value)| (key(name), Reported::Value(value)))
            .collect();
        self.push(properties, false)
    }

    /// Takes properties. `must` takes them even if there are too many.
    pub(super) fn push(&mut self, properties: Properties, must: bool) -> Result<ReportId, SendError> {
        let id = ReportId(self.next_id);
        // The first may be under way, so it is left alone.
        let mergeable = self.waiting.len() >= MERGE_FROM.max(2);
        let properties = match self.waiting.back_mut().filter(|_| mergeable) {
            Some(last) => match last.merge(properties) {
                Ok(()) => {
                    last.ids = *last.ids.start()..=id;
                    self.next_id += 1;
                    return Ok(id);
                }
                Err(properties) => properties,
            },
            None => properties,
        };
        if !must && !self.has_room() {
            return Err(SendError::Full);
        }
        self.next_id += 1;
        self.waiting.push_back(Patch {
            ids: id..=id,
            properties,
        });
        Ok(id)
    }

    /// The identifier of a report that is not sent.
    pub(super) const fn skip(&mut self) -> ReportId {
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
    pub(super) fn start(&mut self, request: RequestId, deadline: Duration) -> Option<Started> {
        let patch = self.waiting.front()?;
        if let Some(body) = patch.encode(|key| self.held(key)) {
            self.under_way = Some(UnderWay { request, deadline });
            return Some(Started::Patch(body));
        }
        let patch = self.waiting.pop_front()?;
        let ids = patch.ids.clone();
        self.accept(patch);
        Some(Started::Held(ids))
    }

    /// The hub answered a request.
    pub(super) fn answer(&mut self, request: RequestId, status: i32, now: Duration, random: &mut Random) -> Outcome {
        if self
            .under_way
            .as_ref()
            .is_none_or(|under_way| under_way.request != request)
        {
            return Outcome::Unknown;
        }
        self.under_way = None;
        if status == 429 || status >= 500 {
            self.not_before = now + self.backoff.delay(Pace::Throttled, random);
            return if status == 429 {
                Outcome::Again
            } else {
                Outcome::Doubtful
            };
        }
        let Some(patch) = self.waiting.pop_front() else {
            return Outcome::Unknown;
        };
        self.backoff.reset();
        if (200..300).contains(&status) {
            let ids = patch.ids.clone();
            self.accept(patch);
            Outcome::Accepted(ids)
        } else {
            Outcome::Refused(patch, status)
        }
    }

    /// The twin has a patch.
    fn accept(&mut self, patch: Patch) {
        for (key, reported) in patch.properties {
            match reported.in_twin(self.held(&key)) {
                Some(json) => self.held.insert(key.clone(), json),
                None => _ = self.held.remove(&key),
            }
            // A status leaves the value as it was.
            if !matches!(reported, Reported::Status(_)) {
                self.own.insert(key, reported);
            }
        }
    }

    /// Sends a patch again whose answer is overdue; `true` if there is one. The hub may have taken it.
    pub(super) fn handle_timeout(&mut self, now: Duration, random: &mut Random) -> bool {
        let overdue = self
            .under_way
            .as_ref()
            .is_some_and(|under_way| under_way.deadline <= now);
        if overdue {
            self.under_way = None;
            self.not_before = now + self.backoff.delay(Pace::Throttled, random);
        }
        overdue
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
        self.held.clear();
        for (name, json) in members {
            match twin::members(json.get()) {
                Ok(component) if component.contains_key(payload::COMPONENT_MARKER) => {
                    let inner = component
                        .into_iter()
                        .filter(|(name, _)| name != payload::COMPONENT_MARKER);
                    self.held
                        .extend(inner.map(|(inner, json)| ((Some(name.clone()), inner), json)));
                }
                _ => self.held.insert((None, name.clone()), json.clone()),
            }
        }
        self.restore();
    }

    /// Only the device changes what it has reported. If the hub holds it no more, the device has been created anew, and
    /// is told again. Acknowledgements of a version are not: that is gone, and what is desired now comes.
    fn restore(&mut self) {
        let is_newer = |key: &Key| self.waiting.iter().any(|patch| patch.properties.contains_key(key));
        let is_lost = |key: &Key, own: &Reported| match own {
            Reported::Acknowledged(acknowledged) if acknowledged.version != 0 => false,
            Reported::Status(_) => false,
            own => !holds(own, self.held(key)) && !is_newer(key),
        };
        let lost = self.own.iter().filter(|(key, own)| is_lost(key, own));
        let properties: Properties = lost.map(|(key, own)| (key.clone(), own.clone())).collect();
        if !properties.is_empty() {
            // Before all that waits, since that is newer.
            let position = usize::from(self.under_way.is_some());
            let id = self.skip();
            let ids = id..=id;
            self.waiting.insert(position, Patch { ids, properties });
        }
    }

    /// Whether the hub already holds what would be reported. While other patches are on their way that is not known.
    pub(super) fn holds(&self, key: &Key, reported: &Reported) -> bool {
        self.waiting.is_empty() && self.held(key).is_some_and(|held| holds(reported, Some(held)))
    }

    /// The value the twin holds.
    fn held(&self, key: &Key) -> Option<&RawValue> {
        self.held.get(key).map(|held| &**held)
    }
}

#[cfg(test)]
mod tests;
