//! Components: one interface twice, two interfaces of one name, one written within, and names of our own methods.

use std::sync::Mutex;

use dtdl_runtime::testing::Hub;
use dtdl_runtime::{Ack, CommandResult, Desired};

include!("../../../dtdl-codegen/tests/cases/components/generated.rs");

use plant::{Components, info, lamp, valve_v1, valve_v2};

/// One of the two valves, which knows what it was told.
struct Valve(&'static str, Mutex<Vec<String>>);

impl Valve {
    fn new(name: &'static str) -> Self {
        Self(name, Mutex::default())
    }

    fn told(&self, context: &valve_v1::Context, what: &str) -> usize {
        assert_eq!(
            context.component_name(),
            Some(self.0),
            "each has the context of its own component"
        );
        let mut told = self.1.lock().unwrap();
        told.push(what.to_owned());
        told.len()
    }
}

impl valve_v1::PropertyHandler for Valve {
    async fn open(&self, context: &valve_v1::Context, desired: Desired<bool>) -> Ack<bool> {
        self.told(context, "open");
        Ack::accepted(desired.value)
    }
}

impl valve_v1::CommandHandler for Valve {
    async fn flush(&self, context: &valve_v1::Context) -> CommandResult<()> {
        self.told(context, "flush");
        Ok(().into())
    }
}

#[test]
fn each_component_is_addressed_by_its_name() {
    let hub = Hub::new();
    let valves = Components {
        inlet: Valve::new("inlet"),
        outlet: Valve::new("outlet"),
    };
    let device = hub.start(|connection| plant::start(connection, valves)).unwrap();
    assert_eq!(hub.model_id().as_deref(), Some("dtmi:test:Plant;1"));
    for name in ["inlet", "outlet"] {
        let version = hub.component(name).set_desired("open", &true).unwrap();
        let reported = hub.component(name).reported::<bool>("open").unwrap();
        let answers: Vec<(i32, i64)> = reported
            .iter()
            .filter_map(|report| report.acknowledgement().map(|it| (it.status, it.version)))
            .collect();
        assert_eq!(answers, [(200, version)], "{name}");
        assert_eq!(hub.component(name).call_without_request("flush").unwrap().status, 200);
    }
    hub.run(device.bypass().send(valve_v2::Telemetry::from(0.5))).unwrap();
    let sent: Vec<valve_v2::Telemetry> = hub.component("bypass").telemetry().unwrap();
    assert_eq!(sent, [valve_v2::Telemetry::default().position(0.5)]);
    // Called like a method of the device, and written within the root.
    hub.run(
        device
            .component_send()
            .report(info::Properties::default().maker("Acme")),
    )
    .unwrap();
    hub.run(device.inline().report(lamp::Properties::default().lit(true)))
        .unwrap();
    hub.advance(core::time::Duration::from_secs(1));
    let maker: info::Properties = hub.component("send").properties().unwrap();
    assert_eq!(maker, info::Properties::default().maker("Acme"));
    let lit: lamp::Properties = hub.component("inline").properties().unwrap();
    assert_eq!(lit, lamp::Properties::default().lit(true));
    assert!(
        hub.twin_json().contains(r#""inline":{"__t":"c","lit":true}"#),
        "{}",
        hub.twin_json()
    );
}
