//! The schemas of DTDL v4, payloads that may be `null`, arrays in properties, an object that holds itself.

use dtdl_runtime::{Bytes, Decimal, Nullable, ScaledDecimal, Uuid};

include!("../../../dtdl-codegen/tests/cases/version_4/generated.rs");

use meter::{Node, Properties, Telemetry};

const MESSAGE: &str = r#"{"aByte":-128,"aShort":-32768,"anInteger":-2147483648,"aLong":-9223372036854775808,"anUnsignedByte":255,"anUnsignedShort":65535,"anUnsignedInteger":4294967295,"anUnsignedLong":18446744073709551615,"someBytes":"//8=","aDecimal":"12.50","aScaledDecimal":{"value":"1.5","scale":3},"aUuid":"f81d4fae-7dec-11d0-a765-00a0c91e6bf6"}"#;

#[test]
fn every_primitive_of_version_4_has_its_text() {
    let decimal: Decimal = "12.50".parse().unwrap();
    let uuid: Uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6".parse().unwrap();
    let telemetry = Telemetry::default()
        .a_byte(i8::MIN)
        .a_short(i16::MIN)
        .an_integer(i32::MIN)
        .a_long(i64::MIN)
        .an_unsigned_byte(u8::MAX)
        .an_unsigned_short(u16::MAX)
        .an_unsigned_integer(u32::MAX)
        .an_unsigned_long(u64::MAX)
        .some_bytes(Bytes::from([255, 255]))
        .a_decimal(decimal)
        .a_scaled_decimal(ScaledDecimal {
            value: "1.5".parse().ok(),
            scale: Some(3),
        })
        .a_uuid(uuid);
    assert_eq!(super::message(&telemetry), MESSAGE);
    assert_eq!(super::read::<Telemetry>(MESSAGE), Ok(telemetry));
    assert!(super::read::<Telemetry>(r#"{"aByte":128}"#).is_err());
    assert!(super::read::<Telemetry>(r#"{"aDecimal":1.5}"#).is_err());
}

#[test]
fn arrays_and_recursive_objects_are_properties() {
    let leaf = Node::default().label("leaf");
    let tree = Node::default().label("root").left(leaf.clone()).others(vec![leaf]);
    let properties = Properties::default().limits(vec![1, 2]).tree(tree);
    let json = r#"{"limits":{"value":[1,2],"ac":203,"av":0},"tree":{"label":"root","left":{"label":"leaf"},"others":[{"label":"leaf"}]}}"#;
    assert_eq!(super::report(&properties), json);
}

#[test]
fn a_nullable_payload_is_null_or_a_value() {
    let null: Nullable<Node> = super::value("null").unwrap();
    assert!(null.is_null());
    let node: Nullable<Node> = super::value(r#"{"label":"x"}"#).unwrap();
    assert_eq!(node.value(), Some(Node::default().label("x")));
}

/// Both commands, handled: the types of their payloads are those of the model.
struct Meter;

impl meter::CommandHandler for Meter {
    async fn calibrate(
        &self,
        _: &meter::Context,
        offset: Nullable<Decimal>,
    ) -> dtdl_runtime::CommandResult<Nullable<Node>> {
        Ok(Nullable::from(Node::default().label(offset.value().map_or_else(String::new, |by| by.to_string()))).into())
    }

    async fn measure(&self, _: &meter::Context, which: Uuid) -> dtdl_runtime::CommandResult<ScaledDecimal> {
        Ok(ScaledDecimal {
            value: Some(Decimal::from(which.as_bytes()[0])),
            scale: None,
        }
        .into())
    }
}

impl meter::PropertyHandler for Meter {
    async fn limits(
        &self,
        _: &meter::Context,
        desired: dtdl_runtime::Desired<Vec<u16>>,
    ) -> dtdl_runtime::Ack<Vec<u16>> {
        dtdl_runtime::Ack::accepted(desired.value)
    }
}

#[test]
fn a_device_of_it_can_be_started() {
    let connection = dtdl_runtime::Connection::from_connection_string(
        "HostName=localhost;DeviceId=dev1;SharedAccessKey=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    )
    .unwrap();
    let (device, _driver) = meter::start_with_driver(connection, Meter).unwrap();
    // What is written for devices of any model takes it.
    fn status(device: &impl AsRef<dtdl_runtime::Device>) -> dtdl_runtime::Status {
        device.as_ref().status()
    }
    let any = dtdl_runtime::Device::from(device.clone());
    assert_eq!(status(&device), any.status());
}
