//! Types that derive serde's traits: their JSON is that of the wire.

include!("../../../dtdl-codegen/tests/cases/serde/both.rs");

mod closed {
    include!("../../../dtdl-codegen/tests/cases/serde/closed.rs");
}

use dtdl_runtime::geo::{LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon, Position};
use dtdl_runtime::service::Reported;
use dtdl_runtime::{Bytes, Geopoint, Nullable, ParseError, Patch, ScaledDecimal, Vector};
use recorder::{
    DesiredProperties, Entry, Kind, Level, Properties, ReportedProperties, SentBy, SentTo, Telemetry, drone,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The JSON by serde, which serde reads again.
fn by_serde<T: Serialize + DeserializeOwned + PartialEq + core::fmt::Debug>(value: &T) -> String {
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value, "{json}");
    json
}

fn full() -> Result<Telemetry, ParseError> {
    let (a, b) = (Position::new(1.0, 2.0), Position::new(3.0, 4.5).with_altitude(5.0));
    Ok(Telemetry::default()
        .on_day("2026-05-04".parse()?)
        .at_time("10:11:12.250+02:00".parse()?)
        .made_at("2026-05-04T10:11:12Z".parse()?)
        .took("PT1H30M".parse()?)
        .price("12.50".parse::<dtdl_runtime::Decimal>()?)
        .size(ScaledDecimal {
            value: Some("-1.5".parse()?),
            scale: Some(3),
        })
        .key("f81d4fae-7dec-11d0-a765-00a0c91e6bf6".parse()?)
        .image(Bytes::from([0xff, 0xd8]))
        .r#where(Point(b))
        .way(LineString(vec![a, b]))
        .area(Polygon(vec![vec![a, b, a]]))
        .places(MultiPoint(vec![a]))
        .ways(MultiLineString(vec![vec![a, b]]))
        .areas(MultiPolygon(vec![vec![vec![a, b, a]]]))
        .level(Level::High)
        .ratio(0.1)
        .count(u64::MAX))
}

#[test]
fn a_message_is_written_as_on_the_wire() {
    let full = full().unwrap();
    let json = by_serde(&full);
    assert_eq!(json, super::message(&full));
    assert!(json.starts_with(r#"{"onDay":"2026-05-04","atTime":"10:11:12.250+02:00","madeAt":"2026-05-04T10:11:12Z","took":"PT1H30M","price":"12.50","size":{"value":"-1.5","scale":3},"#), "{json}");
    assert!(
        json.ends_with(r#""level":2,"ratio":0.1,"count":18446744073709551615}"#),
        "{json}"
    );
    assert_eq!(
        by_serde(&Telemetry::default().level(Level::from_value(7))),
        r#"{"level":7}"#
    );
    let drone = drone::Telemetry::default()
        .place(Geopoint {
            lat: 47.4,
            lon: 8.5,
            alt: None,
        })
        .speed(Vector {
            x: 0.5,
            y: 0.0,
            z: -1.5,
        });
    assert_eq!(
        by_serde(&drone),
        r#"{"place":{"lat":47.4,"lon":8.5},"speed":{"x":0.5,"y":0.0,"z":-1.5}}"#
    );
    assert_eq!(by_serde(&drone), super::message(&drone));
}

#[test]
fn objects_enums_and_maps_are_written_as_on_the_wire() {
    let entry = Entry::default()
        .r#type(Kind::Alarm)
        .made_at("2026-05-04T10:11:12Z".parse().unwrap());
    let whole = Entry::default()
        .r#type(Kind::from_value("x"))
        .parts(vec![entry.clone()])
        .cause(entry);
    let properties = Properties::default().entries([("a".to_owned(), whole)]);
    let json = by_serde(&properties);
    assert_eq!(json, super::report(&properties));
    let inner = r#"{"type":"a","madeAt":"2026-05-04T10:11:12Z"}"#;
    assert_eq!(
        json,
        format!(r#"{{"entries":{{"a":{{"type":"x","parts":[{inner}],"cause":{inner}}}}}}}"#)
    );
    assert_eq!(
        by_serde(&SentBy::default().since_day("2026-05-04".parse().unwrap())),
        r#"{"sinceDay":"2026-05-04"}"#
    );
    assert_eq!(by_serde(&SentTo {}), "{}");
}

#[test]
fn what_is_absent_is_left_out_and_what_is_cleared_is_null() {
    assert_eq!(by_serde(&Telemetry::default()), "{}");
    assert_eq!(
        serde_json::from_str::<Telemetry>(r#"{"level":null}"#).unwrap(),
        Telemetry::default()
    );
    assert_eq!(by_serde(&Properties::default()), "{}");
    assert_eq!(
        by_serde(&Properties::default().clear_entries().max_level(Level::Low)),
        r#"{"entries":null,"maxLevel":1}"#
    );
    assert_eq!(
        by_serde(&DesiredProperties::default().clear_max_level()),
        r#"{"maxLevel":null}"#
    );
    let alone = serde_json::to_string(&Patch::<i32>::Keep).unwrap_err().to_string();
    assert!(alone.contains("Patch::is_keep"), "{alone}");
}

#[test]
fn what_a_device_reported_is_as_the_twin_has_it() {
    assert_eq!(by_serde(&ReportedProperties::default()), "{}");
    for twin in [
        r#"{"maxLevel":2}"#,
        r#"{"maxLevel":{"value":2,"ac":200,"av":3}}"#,
        r#"{"maxLevel":{"ac":400,"av":4,"ad":"too high"}}"#,
    ] {
        let read: ReportedProperties = serde_json::from_str(twin).unwrap();
        assert_eq!(by_serde(&read), twin);
    }
    let read: ReportedProperties = serde_json::from_str(r#"{"maxLevel":{"value":2,"ac":200,"av":3}}"#).unwrap();
    assert_eq!(read.max_level.value(), Some(&Level::High));
    assert_eq!(
        read.max_level.acknowledgement().map(|it| (it.status, it.version)),
        Some((200, 3))
    );
    let alone = serde_json::to_string(&Reported::<i32>::default())
        .unwrap_err()
        .to_string();
    assert!(alone.contains("Reported::is_absent"), "{alone}");
}

#[test]
fn what_is_no_value_is_refused_with_its_reason() {
    for (json, reason) in [
        (r#"{"onDay":"2026-02-30"}"#, "expected a date"),
        (r#"{"image":"%"}"#, "expected bytes as base64"),
        (r#"{"price":1.5}"#, "expected a string"),
        (r#"{"where":{"type":"Polygon","coordinates":[1,2]}}"#, "\"Point\""),
        (r#"{"where":{"type":"Point","coordinates":[1]}}"#, "longitude, latitude"),
        (r#"{"level":"high"}"#, "i32"),
    ] {
        let error = serde_json::from_str::<Telemetry>(json).unwrap_err().to_string();
        assert!(error.contains(reason), "{json}: {error}");
    }
}

#[test]
fn a_closed_enum_and_an_object_without_other_fields_refuse_what_the_model_does_not_have() {
    use closed::recorder::{Entry, Kind, Level};
    assert_eq!(by_serde(&Entry::default().r#type(Kind::Note)), r#"{"type":"n"}"#);
    assert_eq!(by_serde(&Level::High), "2");
    let error = serde_json::from_str::<Level>("3").unwrap_err().to_string();
    assert_eq!(error, "expected a value of Level, found \"3\"");
    assert!(serde_json::from_str::<Kind>("\"x\"").is_err());
    assert!(
        serde_json::from_str::<Entry>(r#"{"made":1}"#)
            .unwrap_err()
            .to_string()
            .contains("unknown field `made`")
    );
}

#[test]
fn a_nullable_payload_is_null_or_a_value() {
    assert_eq!(
        (by_serde(&Nullable::<i32>::Null), by_serde(&Nullable::Value(3))),
        ("null".to_owned(), "3".to_owned())
    );
}
