//! A diamond: what the base of both bases has is there once, and the types of schemas are those of where they are defined.

use dtdl_runtime::testing::Hub;
use dtdl_runtime::{Ack, Desired};

include!("../../../dtdl-codegen/tests/cases/extends/generated.rs");

use pump::{Properties, Telemetry, asset, machine, metered};

struct Pump;

impl pump::PropertyHandler for Pump {
    async fn speed(&self, _: &pump::Context, desired: Desired<i32>) -> Ack<i32> {
        Ack::accepted(desired.value)
    }
}

#[test]
fn an_interface_has_what_its_bases_have_each_once() {
    let power = metered::Power::default().watts(3.5);
    let own = Telemetry::default().power(power.clone()).flow(1.0);
    assert_eq!(super::message(&own), r#"{"power":{"watts":3.5},"flow":1.0}"#);
    // The base's message has the very same type of value.
    assert_eq!(
        super::message(&metered::Telemetry::from(power)),
        r#"{"power":{"watts":3.5}}"#
    );
    let all = Properties::default().tag("a").speed(3);
    assert_eq!(
        super::report(&all),
        r#"{"tag":"a","speed":{"value":3,"ac":203,"av":0}}"#
    );
    assert_eq!(
        super::report(&machine::Properties::default().tag("a").speed(3)),
        super::report(&all)
    );
    assert_eq!(
        super::report(&asset::Properties::default().clear_tag()),
        r#"{"tag":null}"#
    );
    assert_eq!(
        (pump::MODEL_ID, asset::MODEL_ID),
        ("dtmi:test:Pump;1", "dtmi:test:Asset;1")
    );
}

#[test]
fn a_device_handles_what_a_base_lets_the_cloud_write() {
    let hub = Hub::new();
    let _device = hub.start(|connection| pump::start(connection, Pump)).unwrap();
    let version = hub.root().set_desired("speed", &7).unwrap();
    let reported = hub.root().reported::<i32>("speed").unwrap();
    assert_eq!(reported.last().unwrap().value(), Some(&7));
    assert_eq!(
        reported.last().unwrap().acknowledgement().map(|it| it.version),
        Some(version)
    );
}
