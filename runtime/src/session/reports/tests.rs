//! Patches on their way, one by one.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test should say so"
)]
use alloc::format;
use alloc::string::ToString as _;

use super::*;
use crate::wire::Acknowledged;

const LATER: Duration = Duration::from_secs(1000);

/// The patch that is sent now, if there is one.
fn sent(reports: &mut Reports) -> Option<String> {
    if !reports.is_due(LATER) {
        return None;
    }
    match reports.start(RequestId(1), LATER)? {
        Started::Patch(body) => Some(body),
        Started::Held(_) => None,
    }
}

/// The patch that is sent now; the hub takes it.
fn taken(reports: &mut Reports) -> String {
    let body = sent(reports).unwrap();
    reports.answer(RequestId(1), 204, LATER, &mut Random::new(1));
    body
}

fn key(component: Option<&str>, name: &str) -> Key {
    (component.map(ToOwned::to_owned), name.to_owned())
}

fn acknowledgement(json: &str) -> Reported {
    Reported::Acknowledged(Acknowledged::parse(json).unwrap())
}

fn acknowledge(reports: &mut Reports, component: Option<&str>, name: &str, json: &str) {
    let properties = Properties::from_iter([(key(component, name), acknowledgement(json))]);
    reports.push(properties, false).unwrap();
}

#[test]
fn patches_go_one_at_a_time_and_in_order() {
    let mut reports = Reports::new(10);
    let mut random = Random::new(1);
    let first = reports.push_values(None, r#"{"a":1}"#).unwrap();
    reports.push_values(Some("motor"), r#"{"b":2,"a":1}"#).unwrap();
    assert_eq!(sent(&mut reports).unwrap(), r#"{"a":1}"#);
    assert_eq!(sent(&mut reports), None);
    assert!(matches!(
        reports.answer(RequestId(9), 204, LATER, &mut random),
        Outcome::Unknown
    ));
    match reports.answer(RequestId(1), 204, LATER, &mut random) {
        Outcome::Accepted(ids) => assert_eq!(ids, first..=first),
        other => panic!("{other:?}"),
    }
    assert_eq!(sent(&mut reports).unwrap(), r#"{"motor":{"__t":"c","a":1,"b":2}}"#);
}

#[test]
fn a_throttled_patch_waits_and_is_sent_again_and_a_refused_one_is_dropped() {
    let mut reports = Reports::new(10);
    let mut random = Random::new(1);
    let id = reports.push_values(None, r#"{"a":1}"#).unwrap();
    sent(&mut reports).unwrap();
    assert!(matches!(
        reports.answer(RequestId(1), 429, LATER, &mut random),
        Outcome::Again
    ));
    assert_eq!(sent(&mut reports), None, "not at once");
    let time = reports.timeout().unwrap();
    assert!(reports.is_due(time));
    let again = reports.start(RequestId(2), time).unwrap();
    assert_eq!(again, Started::Patch(r#"{"a":1}"#.into()));
    match reports.answer(RequestId(2), 400, time, &mut random) {
        Outcome::Refused(patch, 400) => assert_eq!(patch.ids, id..=id),
        other => panic!("{other:?}"),
    }
    assert!(reports.is_empty());
}

#[test]
fn an_answer_that_leaves_it_open_whether_the_twin_changed_is_doubtful() {
    let mut reports = Reports::new(10);
    let mut random = Random::new(1);
    reports.push_values(None, r#"{"a":1}"#).unwrap();
    sent(&mut reports).unwrap();
    let answer = reports.answer(RequestId(1), 503, LATER, &mut random);
    assert!(matches!(answer, Outcome::Doubtful));
    let time = reports.timeout().unwrap();
    reports.start(RequestId(2), time + LATER).unwrap();
    assert!(!reports.handle_timeout(time, &mut random));
    assert!(reports.handle_timeout(time + LATER, &mut random));
}

#[test]
fn waiting_patches_are_merged_so_that_a_long_absence_takes_little_memory() {
    let mut reports = Reports::new(40);
    for value in 0..10_000 {
        acknowledge(
            &mut reports,
            Some("c"),
            "a",
            &alloc::format!(r#"{{"value":{value},"ac":200,"av":1}}"#),
        );
    }
    assert_eq!(reports.waiting.len(), MERGE_FROM);
    let last = reports.waiting.back().unwrap().encode(|_| None).unwrap();
    assert!(last.contains(r#""value":9999,"#), "{last}");
}

#[test]
fn a_status_is_merged_into_an_acknowledgement_but_not_into_a_value() {
    let status = || {
        Reported::Status(super::super::StatusOnly {
            status: 400,
            version: 2,
            description: "no".into(),
        })
    };
    for (earlier, merged) in [
        (acknowledgement(r#"{"value":1,"ac":200,"av":1}"#), true),
        (Reported::Value(RawValue::from_string("1".into()).unwrap()), false),
    ] {
        let mut patch = Patch {
            ids: ReportId(1)..=ReportId(1),
            properties: Properties::from_iter([(key(None, "t"), earlier)]),
        };
        let later = Properties::from_iter([(key(None, "t"), status())]);
        assert_eq!(patch.merge(later).is_ok(), merged);
        let body = patch.encode(|_| None).unwrap();
        assert_eq!(
            body == r#"{"t":{"value":1,"ac":400,"av":2,"ad":"no"}}"#,
            merged,
            "{body}"
        );
    }
}

#[test]
fn the_twin_is_known_after_it_was_read_and_after_each_patch() {
    let mut reports = Reports::new(10);
    let own = key(Some("m"), "t");
    let holds = |reports: &Reports, json: &str| reports.holds(&own, &acknowledgement(json));
    let json = r#"{"value":20.0,"ac":200,"av":4}"#;
    assert!(!holds(&reports, json));
    reports.set_reported(&twin::members(r#"{"m":{"__t":"c","t":{"value":20,"ac":200,"av":4}}}"#).unwrap());
    assert!(holds(&reports, json));
    assert!(!holds(&reports, r#"{"value":20.0,"ac":200,"av":5}"#));
    acknowledge(&mut reports, Some("m"), "t", r#"{"value":21,"ac":200,"av":5,"ad":"x"}"#);
    assert!(!holds(&reports, json), "another value is on its way");
    taken(&mut reports);
    assert!(holds(&reports, r#"{"value":21,"ac":200,"av":5,"ad":"x"}"#));
    assert!(
        !holds(&reports, r#"{"value":21,"ac":200,"av":5}"#),
        "the description is to go"
    );
}

#[test]
fn a_description_goes_with_the_acknowledgement_it_belongs_to() {
    let mut reports = Reports::new(10);
    let mut report = |json: &str| {
        acknowledge(&mut reports, None, "t", json);
        taken(&mut reports)
    };
    report(r#"{"value":21,"ac":400,"av":5,"ad":"too hot"}"#);
    assert_eq!(
        report(r#"{"value":20,"ac":200,"av":6}"#),
        r#"{"t":{"value":20,"ac":200,"av":6,"ad":null}}"#
    );
    assert_eq!(
        report(r#"{"value":21,"ac":200,"av":7}"#),
        r#"{"t":{"value":21,"ac":200,"av":7}}"#
    );
}

#[test]
fn members_that_are_gone_are_removed_and_those_that_stay_are_not_said_again() {
    let mut reports = Reports::new(10);
    reports.set_reported(&twin::members(r#"{"m":{"a":1,"b":{"x":1,"y":2}},"c":{"__t":"c","m":{"k":1}}}"#).unwrap());
    let mut report = |component, json: &str| {
        reports.push_values(component, json).unwrap();
        taken(&mut reports)
    };
    assert_eq!(
        report(None, r#"{"m":{"b":{"y":2}}}"#),
        r#"{"m":{"a":null,"b":{"x":null}}}"#
    );
    assert_eq!(report(None, r#"{"m":{"b":{"y":2},"z":[1]}}"#), r#"{"m":{"z":[1]}}"#);
    assert_eq!(report(Some("c"), r#"{"m":{}}"#), r#"{"c":{"__t":"c","m":{"k":null}}}"#);
    reports.push_values(None, r#"{"m":{"b":{"y":2.0},"z":[1]}}"#).unwrap();
    assert!(matches!(reports.start(RequestId(1), LATER), Some(Started::Held(_))));
    assert!(reports.is_empty());
}

#[test]
fn the_value_of_an_acknowledgement_loses_members_too() {
    let mut reports = Reports::new(10);
    let mut report = |json: &str| {
        acknowledge(&mut reports, None, "m", json);
        taken(&mut reports)
    };
    assert_eq!(
        report(r#"{"value":{"x":1,"y":2},"ac":200,"av":2}"#),
        r#"{"m":{"value":{"x":1,"y":2},"ac":200,"av":2}}"#
    );
    assert_eq!(
        report(r#"{"value":{"y":2},"ac":200,"av":3}"#),
        r#"{"m":{"value":{"x":null},"ac":200,"av":3}}"#
    );
    assert_eq!(
        report(r#"{"value":{"y":2},"ac":200,"av":4}"#),
        r#"{"m":{"value":{},"ac":200,"av":4}}"#
    );
    reports.push_values(None, r#"{"m":{"y":2}}"#).unwrap();
    assert_eq!(taken(&mut reports), r#"{"m":{"ac":null,"av":null,"value":null,"y":2}}"#);
    acknowledge(&mut reports, None, "m", r#"{"value":{"y":3},"ac":200,"av":5}"#);
    assert_eq!(
        taken(&mut reports),
        r#"{"m":{"value":{"y":3},"ac":200,"av":5,"y":null}}"#
    );
}

#[test]
fn a_status_leaves_the_value_in_the_twin() {
    for (held, body) in [
        ("{}", r#"{"t":{"ac":400,"av":2,"ad":"no"}}"#),
        (
            r#"{"t":{"value":20,"ac":200,"av":1}}"#,
            r#"{"t":{"ac":400,"av":2,"ad":"no"}}"#,
        ),
        (r#"{"t":20}"#, r#"{"t":{"value":20,"ac":400,"av":2,"ad":"no"}}"#),
        (
            r#"{"t":{"k":1}}"#,
            r#"{"t":{"value":{"k":1},"ac":400,"av":2,"ad":"no","k":null}}"#,
        ),
    ] {
        let mut reports = Reports::new(10);
        reports.set_reported(&twin::members(held).unwrap());
        let status = super::super::StatusOnly {
            status: 400,
            version: 2,
            description: "no".into(),
        };
        let properties = Properties::from_iter([(key(None, "t"), Reported::Status(status))]);
        reports.push(properties, true).unwrap();
        assert_eq!(taken(&mut reports), body);
    }
}

#[test]
fn properties_that_the_hub_has_forgotten_are_reported_again_and_before_newer_ones() {
    let mut reports = Reports::new(10);
    for (component, properties) in [
        (None, r#"{"serial":"A-77","gone":1}"#),
        (None, r#"{"gone":null}"#),
        (Some("m"), r#"{"speed":5,"kept":{"a":1}}"#),
    ] {
        reports.push_values(component, properties).unwrap();
        taken(&mut reports);
    }
    acknowledge(&mut reports, None, "t", r#"{"value":20,"ac":200,"av":6}"#);
    taken(&mut reports);
    reports.set_reported(&twin::members(r#"{"serial":"A-77","m":{"__t":"c","speed":5.0,"kept":{"a":1}}}"#).unwrap());
    assert_eq!(sent(&mut reports), None);
    reports.push_values(Some("m"), r#"{"speed":6}"#).unwrap();
    reports.set_reported(&twin::members(r#"{"m":{"__t":"c","kept":{"a":1,"b":2}}}"#).unwrap());
    assert_eq!(
        taken(&mut reports),
        r#"{"serial":"A-77","m":{"__t":"c","kept":{"b":null}}}"#
    );
    assert_eq!(taken(&mut reports), r#"{"m":{"__t":"c","speed":6}}"#);
}

#[test]
fn a_status_without_value_keeps_an_object_that_has_a_field_called_value() {
    let held = r#"{"value":{"old":1},"q":2}"#;
    let mut reports = Reports::new(10);
    reports.push_values(None, &format!(r#"{{"p":{held}}}"#)).unwrap();
    taken(&mut reports);
    let status = Reported::Status(crate::session::StatusOnly {
        status: 400,
        version: 3,
        description: "no".into(),
    });
    reports
        .push(Properties::from_iter([(key(None, "p"), status)]), false)
        .unwrap();
    let patch: serde_json::Value = serde_json::from_str(&taken(&mut reports)).unwrap();
    let raw = |text: &str| RawValue::from_string(text.into()).unwrap();
    let merged = crate::wire::merge::merge_text(Some(&raw(held)), &raw(&patch["p"].to_string()));
    let merged: serde_json::Value = serde_json::from_str(merged.get()).unwrap();
    assert_eq!(
        merged["value"],
        serde_json::from_str::<serde_json::Value>(held).unwrap()
    );
}
