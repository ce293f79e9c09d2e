//! Closed enums, unknown fields refused, a type of one's own, another map, more derives.

include!("../../../dtdl-codegen/tests/cases/options/generated.rs");

use super::Celsius;
use light::{Cause, Mode, Properties, Schedule, Telemetry};

#[test]
fn a_closed_enum_refuses_what_the_model_does_not_have() {
    assert_eq!(super::value::<Mode>("1"), Ok(Mode::On));
    let error = super::value::<Mode>("2").unwrap_err().to_string();
    assert_eq!(error, "expected a value of Mode, found 2");
    assert_eq!((Mode::from_value(0), Mode::from_value(2)), (Some(Mode::Off), None));
    assert_eq!(super::value::<Cause>("\"hand\""), Ok(Cause::ByHand));
    assert!(super::value::<Cause>("\"byHand\"").is_err());
    assert_eq!(
        ("byHand".parse(), "hand".parse()),
        (Ok(Cause::ByHand), Ok(Cause::ByHand))
    );
    assert!("foot".parse::<Cause>().is_err() && "2".parse::<Mode>().is_err());
    assert_eq!((Cause::ByHand.value(), Cause::ByHand.name()), ("hand", "byHand"));
}

#[test]
fn every_value_of_a_closed_enum_has_metadata() {
    assert_eq!(Mode::On.metadata().display_name("en"), Some("On"));
    assert_eq!(
        (Mode::Off.metadata().name(), Mode::Off.metadata().display_names()),
        ("off", &[][..])
    );
    assert_eq!(Cause::Timer.metadata().display_name("en"), Some("Timer"));
}

#[test]
fn an_unknown_field_is_refused() {
    assert!(super::value::<Schedule>(r#"{"level":1}"#).is_ok());
    let error = super::value::<Schedule>(r#"{"levle":1}"#).unwrap_err().to_string();
    assert_eq!(error, "Schedule.levle: the model has no such member");
}

#[test]
fn maps_and_schemas_have_the_types_that_were_asked_for() {
    let names = std::collections::HashMap::from([("b".to_owned(), 2), ("a".to_owned(), 1)]);
    let properties = Properties::default()
        .degrees(Celsius(20))
        .names(names)
        .rule(Schedule::default().level(Celsius(1)));
    let json = r#"{"celsius":20.0,"names":{"value":{"a":1,"b":2},"ac":203,"av":0},"rule":{"value":{"level":1.0},"ac":203,"av":0}}"#;
    assert_eq!(super::report(&properties), json);
}

struct Switch;

impl light::CommandHandler for Switch {
    async fn flip(&self, _: &light::Context, mode: Mode) -> dtdl_runtime::CommandResult<()> {
        assert_eq!(mode, Mode::On);
        Ok(().into())
    }
}

impl light::PropertyHandler for Switch {
    async fn names(
        &self,
        _: &light::Context,
        desired: dtdl_runtime::Desired<std::collections::HashMap<String, i32>>,
    ) -> dtdl_runtime::Ack<std::collections::HashMap<String, i32>> {
        dtdl_runtime::Ack::accepted(desired.value)
    }

    async fn rule(&self, _: &light::Context, desired: dtdl_runtime::Desired<Schedule>) -> dtdl_runtime::Ack<Schedule> {
        dtdl_runtime::Ack::accepted(desired.value)
    }
}

#[test]
fn names_that_were_asked_for_leave_the_wire_as_it_is() {
    let hub = dtdl_runtime::testing::Hub::new();
    let _device = hub.start(|connection| light::start(connection, Switch)).unwrap();
    assert_eq!(hub.root().call("toggle", &Mode::On).unwrap().status, 200);
    let json = super::report(&Properties::default().clear_degrees());
    assert_eq!(json, r#"{"celsius":null}"#);
}

#[test]
fn derives_are_where_they_can_be() {
    fn is_eq<T: Eq>() {}
    fn is_ordered<T: PartialOrd>() {}
    is_eq::<Telemetry>();
    is_eq::<Properties>();
    is_eq::<Schedule>();
    is_ordered::<Telemetry>();
    assert!(Mode::Off < Mode::On, "`Ord` was asked for this one");
}
