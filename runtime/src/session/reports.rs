//! Reported properties on their way to the hub: one patch at a time, so that their order is kept whatever happens.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::format;
use alloc::string::String;
use core::ops::RangeInclusive;
use core::time::Duration;

use serde_json::value::RawValue;

use super::patch::{MAXIMUM_PATCH, Patch};
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
        let properties: BTreeMap<_, _> = members
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
        for ((component, name), value) in &mut patch.properties {
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
        let mut properties = BTreeMap::new();
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
mod tests {
    #![allow(
        clippy::unwrap_used,
        clippy::indexing_slicing,
        clippy::panic,
        reason = "a failed test should say so"
    )]
    use super::*;

    const LATER: Duration = Duration::from_secs(1000);

    fn sent(reports: &mut Reports) -> Option<String> {
        if reports.is_due(LATER) {
            reports.start("1".into(), LATER)
        } else {
            None
        }
    }

    #[test]
    fn patches_go_one_at_a_time_and_in_order() {
        let mut reports = Reports::new(10);
        let mut random = Random::new(1);
        let first = reports.push(None, r#"{"a":1}"#, false).unwrap();
        reports.push(Some("motor"), r#"{"b":2,"a":1}"#, false).unwrap();
        assert_eq!(sent(&mut reports).unwrap(), r#"{"a":1}"#);
        assert_eq!(sent(&mut reports), None);
        assert!(matches!(
            reports.answer("other", 204, LATER, &mut random),
            Outcome::Unknown
        ));
        match reports.answer("1", 204, LATER, &mut random) {
            Outcome::Accepted(ids) => assert_eq!(ids, first..=first),
            other => panic!("{other:?}"),
        }
        assert_eq!(sent(&mut reports).unwrap(), r#"{"motor":{"__t":"c","a":1,"b":2}}"#);
    }

    #[test]
    fn a_throttled_patch_waits_and_is_sent_again_and_a_refused_one_is_dropped() {
        let mut reports = Reports::new(10);
        let mut random = Random::new(1);
        let id = reports.push(None, r#"{"a":1}"#, false).unwrap();
        sent(&mut reports).unwrap();
        assert!(matches!(reports.answer("1", 429, LATER, &mut random), Outcome::Again));
        assert_eq!(sent(&mut reports), None, "not at once");
        let time = reports.timeout().unwrap();
        assert!(reports.is_due(time));
        assert_eq!(reports.start("2".into(), time).unwrap(), r#"{"a":1}"#);
        match reports.answer("2", 400, time, &mut random) {
            Outcome::Refused(patch, 400) => assert_eq!(patch.ids, id..=id),
            other => panic!("{other:?}"),
        }
        assert!(reports.is_empty());
    }

    #[test]
    fn many_waiting_patches_are_merged_so_that_an_endless_absence_takes_no_endless_memory() {
        let mut reports = Reports::new(40);
        for value in 0..10_000 {
            reports
                .push(
                    Some("c"),
                    &alloc::format!(r#"{{"a":{{"value":{value},"ac":200,"av":1}}}}"#),
                    false,
                )
                .unwrap();
        }
        assert_eq!(reports.waiting.len(), MERGE_FROM);
        assert!(reports.waiting.back().unwrap().encode().contains(r#""value":9999,"#));
    }

    #[test]
    fn what_the_hub_holds_is_known_after_reading_the_twin_and_after_each_patch() {
        let mut reports = Reports::new(10);
        let acknowledgement = r#"{"value":20.0,"ac":200,"av":4}"#;
        assert!(!reports.holds(Some("m"), "t", acknowledgement));
        reports.set_reported(&twin::members(r#"{"m":{"__t":"c","t":{"value":20,"ac":200,"av":4}}}"#).unwrap());
        assert!(reports.holds(Some("m"), "t", acknowledgement));
        assert!(!reports.holds(Some("m"), "t", r#"{"value":20.0,"ac":200,"av":5}"#));
        reports
            .push(Some("m"), r#"{"t":{"value":21,"ac":200,"av":5,"ad":"x"}}"#, false)
            .unwrap();
        assert!(
            !reports.holds(Some("m"), "t", acknowledgement),
            "another value is on its way"
        );
        sent(&mut reports);
        reports.answer("1", 204, LATER, &mut Random::new(1));
        assert!(reports.holds(Some("m"), "t", r#"{"value":21,"ac":200,"av":5,"ad":"x"}"#));
        assert!(
            !reports.holds(Some("m"), "t", r#"{"value":21,"ac":200,"av":5}"#),
            "the description is to go"
        );
    }

    #[test]
    fn a_description_goes_with_the_acknowledgement_it_belongs_to() {
        let mut reports = Reports::new(10);
        reports.set_reported(&Members::new());
        let mut report = |properties: &str| {
            reports.push(None, properties, false).unwrap();
            let body = sent(&mut reports).unwrap();
            reports.answer("1", 204, LATER, &mut Random::new(1));
            body
        };
        report(r#"{"t":{"value":21,"ac":400,"av":5,"ad":"too hot"}}"#);
        assert_eq!(
            report(r#"{"t":{"value":20,"ac":200,"av":6}}"#),
            r#"{"t":{"value":20,"ac":200,"av":6,"ad":null}}"#
        );
        assert_eq!(
            report(r#"{"t":{"value":21,"ac":200,"av":7}}"#),
            r#"{"t":{"value":21,"ac":200,"av":7}}"#
        );
    }

    #[test]
    fn what_the_hub_has_forgotten_is_reported_again_and_before_what_is_newer() {
        let mut reports = Reports::new(10);
        let mut random = Random::new(1);
        for (component, properties) in [
            (None, r#"{"serial":"A-77","t":{"value":20,"ac":200,"av":6},"gone":1}"#),
            (None, r#"{"gone":null}"#),
            (Some("m"), r#"{"speed":5,"kept":{"a":1}}"#),
        ] {
            reports.push(component, properties, false).unwrap();
            sent(&mut reports).unwrap();
            reports.answer("1", 204, LATER, &mut random);
        }
        reports.set_reported(&twin::members(r#"{"serial":"A-77","m":{"speed":5.0,"kept":{"a":1}}}"#).unwrap());
        assert_eq!(sent(&mut reports), None);
        reports.push(Some("m"), r#"{"speed":6}"#, false).unwrap();
        reports.set_reported(&twin::members(r#"{"m":{"kept":{"a":1}}}"#).unwrap());
        assert_eq!(
            sent(&mut reports).unwrap(),
            r#"{"serial":"A-77","m":{"__t":"c","speed":5}}"#
        );
        assert!(matches!(
            reports.answer("1", 204, LATER, &mut random),
            Outcome::Accepted(_)
        ));
        assert_eq!(sent(&mut reports).unwrap(), r#"{"m":{"__t":"c","speed":6}}"#);
    }
}
