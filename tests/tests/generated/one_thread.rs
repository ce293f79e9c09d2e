//! Handlers that are not `Send`.

use core::cell::Cell;
use std::rc::Rc;

include!("../../../dtdl-codegen/tests/cases/one_thread/generated.rs");

use core::time::Duration;

use dtdl_hub::Hub;
use dtdl_runtime::{Ack, CommandResult, Connection, Desired};
use serde_json::json;

struct Room {
    target: Rc<Cell<f64>>,
}

impl thermostat::PropertyHandler for Room {
    async fn target_temperature(&self, _: &thermostat::Context, desired: Desired<f64>) -> Ack<f64> {
        let target = Rc::clone(&self.target);
        tokio::task::yield_now().await;
        target.set(desired.value);
        Ack::accepted(desired.value)
    }
}

impl thermostat::CommandHandler for Room {
    async fn reboot(&self, _: &thermostat::Context, delay: i32) -> CommandResult<()> {
        self.target.set(f64::from(delay));
        Ok(().into())
    }
}

#[tokio::test]
async fn handlers_stay_on_the_thread_of_their_driver() {
    let hub = Hub::builder().device("room").start().await.unwrap();
    let connection = Connection::from_connection_string(&hub.connection_string("room").unwrap())
        .unwrap()
        .trust_only_pem(hub.ca_pem());
    let target = Rc::new(Cell::new(0.0));
    let handler = Room {
        target: Rc::clone(&target),
    };
    let (device, driver) = thermostat::start(connection, handler).unwrap();
    let cloud = hub.device("room").unwrap();
    let test = async {
        device.connected().await;
        let version = cloud.update_desired(json!({"targetTemperature": 21.5})).await.unwrap();
        while cloud
            .twin()
            .reported
            .get("targetTemperature")
            .and_then(|ack| ack.get("av"))
            != Some(&json!(version))
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        assert!((target.get() - 21.5).abs() < f64::EPSILON);
        let answer = cloud.call("reboot", json!(7), Duration::from_secs(10)).await.unwrap();
        assert_eq!((answer.status, target.get() as i32), (200, 7));
        device.shutdown().await.unwrap();
    };
    tokio::time::timeout(Duration::from_secs(30), async { tokio::join!(driver, test) })
        .await
        .unwrap();
}
