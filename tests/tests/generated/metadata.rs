//! What the model says of its elements beside their schemas: texts, units, co-types, also of unknown extensions.

include!("../../../dtdl-codegen/tests/cases/metadata/generated.rs");

use dtdl_runtime::{AdjunctValue, CommandType, Metadata, Unit};
use station::{Beside, Near, Place, Properties, Sky, Telemetry, Trend, UnitOfTemperature, clock};

fn adjunct(metadata: Metadata, term: &str, property: &str) -> Option<AdjunctValue> {
    metadata.adjunct_type(term)?.property(property)
}

#[test]
fn an_interface_has_its_texts_and_co_types() {
    assert_eq!(station::METADATA.display_name("de"), Some("Wetterstation"));
    assert_eq!(station::METADATA.comment(), Some("First drawn up in 1998."));
    assert_eq!(
        adjunct(station::METADATA, "Mqtt", "payloadFormat"),
        Some(AdjunctValue::String("Avro/1.11.0"))
    );
    let mqtt = station::METADATA.adjunct_type("Mqtt").unwrap();
    assert_eq!(
        (mqtt.id(), mqtt.properties().len()),
        ("dtmi:dtdl:extension:mqtt:v2:Mqtt", 2)
    );
    assert_eq!(station::METADATA.undefined_types(), ["Surveyed"]);
    let surveyor = r#"{"name":"`R. Roe`","on":["1998-04-01",null]}"#;
    assert_eq!(station::METADATA.undefined_properties(), [("surveyor", surveyor)]);
}

#[test]
fn telemetry_and_properties_have_units_and_co_types_with_their_properties() {
    let temperature = Telemetry::TEMPERATURE;
    assert_eq!(temperature.unit().map(Unit::symbol), Some("°C"));
    assert_eq!(temperature.semantic_types(), ["Temperature"]);
    assert_eq!(
        adjunct(temperature, "Limited", "minimum"),
        Some(AdjunctValue::Decimal(-12_345.678_901))
    );
    assert_eq!(
        adjunct(temperature, "Limited", "maximum"),
        Some(AdjunctValue::Decimal(1e300))
    );
    assert!(Telemetry::SKY.adjunct_type("Historized").is_some());
    assert_eq!(
        adjunct(Properties::UNIT_OF_TEMPERATURE, "ValueAnnotation", "annotates"),
        Some(AdjunctValue::String("temperature"))
    );
    assert_eq!(
        adjunct(Properties::UNIT_OF_TEMPERATURE, "Override", "overrides"),
        Some(AdjunctValue::Id(
            "dtmi:dtdl:extension:quantitativeTypes:v2:property:unit"
        ))
    );
}

#[test]
fn keys_and_values_of_maps_are_described_where_the_map_is_used() {
    let key = Properties::MASTS.map_key().unwrap();
    assert_eq!((key.name(), key.display_name("en")), ("mast", Some("Mast")));
    let value = Properties::MASTS.map_value().unwrap();
    assert_eq!((value.name(), value.unit().map(Unit::term)), ("height", Some("metre")));
}

#[test]
fn each_value_of_an_enum_has_its_own() {
    assert_eq!(Sky::METADATA.display_name("en"), Some("Sky"));
    let clear = Sky::Clear.metadata().unwrap();
    assert_eq!(clear.display_name("de"), Some("Heiter"));
    assert_eq!(clear.description("en"), Some("At most one eighth is clouded."));
    assert_eq!(adjunct(clear, "Indexed", "index"), Some(AdjunctValue::Integer(1)));
    assert_eq!(Sky::Overcast.metadata().unwrap().comment(), Some("Eight eighths."));
    let fog = Sky::Fog.metadata().unwrap();
    assert_eq!((fog.name(), fog.undefined_types()), ("fog", &["Surveyed"][..]));
    assert_eq!(fog.undefined_properties(), [("visible", "false")]);
    assert_eq!(Sky::from_value(9).metadata(), None);
    assert_eq!(
        Trend::from_value("falling").metadata().unwrap().display_name("en"),
        Some("Fallend")
    );
    assert_eq!(Trend::from_value("rising").metadata(), Trend::Up.metadata());
    let kelvin = UnitOfTemperature::Kelvin.metadata().unwrap();
    assert_eq!(
        adjunct(kelvin, "SymbolicUnit", "symbol"),
        Some(AdjunctValue::String("K"))
    );
}

#[test]
fn fields_and_the_objects_that_have_them_have_theirs() {
    assert_eq!(Place::METADATA.description("en"), Some("Where something is."));
    assert_eq!(Place::HEIGHT.display_name("de"), Some("Höhe"));
    assert!(Place::HEIGHT.adjunct_type("Required").is_some());
    assert_eq!(Place::NAME.undefined_properties(), [("since", "1998")]);
}

#[test]
fn commands_and_their_payloads_components_and_relationships_have_theirs() {
    assert_eq!(
        adjunct(station::MEASURE, "Cacheable", "ttl"),
        Some(AdjunctValue::String("PT1M"))
    );
    assert_eq!(station::MEASURE_REQUEST_2.unit().map(Unit::term), Some("second"));
    assert_eq!(station::MEASURE_RESPONSE.name(), "place");
    assert_eq!(station::MEASURE_REQUEST.display_name("en"), Some("Measure by request"));
    assert_eq!(clock::STRIKE.command_type(), Some(CommandType::Asynchronous));
    assert_eq!(clock::WIND.command_type(), Some(CommandType::Synchronous));
    assert_eq!(clock::WIND.undefined_properties(), [("durable", "true")]);
    assert_eq!(station::CLOCK.display_name("de"), Some("Uhr"));
    assert_eq!(Near::METADATA.undefined_properties(), [("distance", "12")]);
    assert_eq!(Beside::METADATA.comment(), Some("In no order."));
    assert_eq!(Beside::DISTANCE.semantic_types(), ["Length"]);
}
