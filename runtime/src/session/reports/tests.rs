//! Patches on their way, one by one.

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
