//! Schemas of DTDL v2, in one another and shared; and how values are made and read.

use std::collections::BTreeMap;

include!("../../../dtdl-codegen/tests/cases/schemas/generated.rs");

use schemas::{Level, Limits, Mode, Properties, Telemetry, ZonesValue, ZonesValueSteps, ZonesValueStepsState};

#[test]
fn schemas_nest_and_the_reusable_ones_are_shared() {
    let limits = Limits::default().low(-1_i64 << 52).high(0.1);
    let steps = ZonesValueSteps::default()
        .limits(limits.clone())
        .state(ZonesValueStepsState::Idle);
    let zones = BTreeMap::from([("north".to_owned(), ZonesValue::default().steps(steps))]);
    let properties = Properties::default().zones(zones.clone());
    let inner = r#"{"low":-4503599627370496,"high":0.1}"#;
    let json = format!(r#"{{"north":{{"steps":{{"limits":{inner},"state":"IDLE"}}}}}}"#);
    assert_eq!(
        super::report(&properties),
        format!(r#"{{"zones":{{"value":{json},"ac":203,"av":0}}}}"#)
    );
    assert_eq!(super::value::<BTreeMap<String, ZonesValue>>(&json), Ok(zones));
    let telemetry = Telemetry::default()
        .limits(limits.clone())
        .history(vec![vec![limits.clone()], vec![]]);
    let json = format!(r#"{{"limits":{inner},"history":[[{inner}],[]]}}"#);
    assert_eq!(super::message(&telemetry), json);
    assert_eq!(super::read::<Telemetry>(&json), Ok(telemetry));
}

#[test]
fn values_are_made_without_the_default_of_the_rest_and_read_as_options() {
    let telemetry = Telemetry::default()
        .flag(true)
        .text("x")
        .moment("2026-05-04T10:00:00.50+02:00".parse().unwrap());
    assert_eq!(
        (telemetry.flag, telemetry.text.as_deref(), telemetry.count),
        (Some(true), Some("x"), None)
    );
    // What was read is written again as it stood.
    let json = r#"{"flag":true,"moment":"2026-05-04T10:00:00.50+02:00","text":"x"}"#;
    assert_eq!(super::message(&telemetry), json);
    assert_eq!(super::read::<Telemetry>(json), Ok(telemetry));
    assert_eq!(
        super::read::<Telemetry>(r#"{"count":20.0,"text":null,"new":1}"#),
        Ok(Telemetry::default().count(20))
    );
}

#[test]
fn an_enum_has_its_names_its_values_and_a_place_for_unrecognized_ones() {
    assert_eq!(Mode::ALL, [Mode::Off, Mode::Unknown, Mode::SelfValue]);
    assert_eq!(
        Mode::ALL.iter().map(|mode| mode.value()).collect::<Vec<_>>(),
        [0, -100_000, 7]
    );
    assert_eq!(Mode::from_value(3), Mode::Unrecognized(3));
    assert_eq!(super::value::<Mode>("3"), Ok(Mode::Unrecognized(3)));
    assert_eq!(super::value::<Mode>("7.0"), Ok(Mode::SelfValue));
    let state = ZonesValueStepsState::from_value("IDLE");
    assert_eq!((state.value(), state.name()), ("IDLE", Some("idle")));
    // An escape is only another way of writing it.
    assert_eq!(super::value::<Level>(r#""l\u006fw""#), Ok(Level::Low));
    assert_eq!(
        super::value::<Level>("\"new\""),
        Ok(Level::Unrecognized("new".to_owned()))
    );
}

#[test]
fn a_property_is_kept_set_or_cleared() {
    assert_eq!(super::report(&Properties::default()), "{}");
    assert_eq!(super::report(&Properties::default().clear_zones()), r#"{"zones":null}"#);
    assert_eq!(
        super::report(&Properties::default().mode(Mode::Off)),
        r#"{"mode":{"value":0,"ac":203,"av":0}}"#
    );
}

#[test]
fn what_json_or_a_twin_cannot_carry_is_refused_with_its_place() {
    let error = |telemetry: &Telemetry| {
        dtdl_runtime::generated::v1::encode_object(telemetry, &mut Vec::new())
            .unwrap_err()
            .to_string()
    };
    assert_eq!(
        error(&Telemetry::default().exact(f64::NAN)),
        "Telemetry.exact: NaN has no JSON form; only finite numbers have"
    );
    let deep = Telemetry::default().history(vec![vec![Limits::default().high(f32::INFINITY)]]);
    assert!(
        error(&deep).starts_with("Telemetry.history[0][0].high: inf"),
        "{}",
        error(&deep)
    );
    assert!(super::read::<Telemetry>(r#"{"rough":1e39}"#).is_err());
}
