//! A thermostat. `samples/models` says what it can do; this is how it does it.

use std::{collections::VecDeque, sync::Arc};

use dtdl_runtime::{Ack, CommandError, CommandResult, DateTime, Desired, Error};
use thermostat::{Context, Properties, Telemetry, TempReport};
use tokio::time::{Duration, timeout};

#[cfg(feature = "demo")]
mod demo;

dtdl_runtime::include_dtdl!("models/dtmi/com/example/thermostat-1.json", repository = "models");

/// A simulated sensor and what became of its measurements, shared by its handlers and the main loop.
#[derive(Clone, Default)]
struct Thermostat(Arc<tokio::sync::Mutex<State>>);

#[derive(Default)]
struct State {
    target: f64,
    /// The version of the desired target that is still to be acknowledged as reached.
    on_the_way: Option<i64>,
    maximum: Option<f64>,
    /// What was measured and sent, the latest first.
    sent: VecDeque<(DateTime, f64)>,
}

impl Thermostat {
    /// Measures, and tells the service what there is to tell.
    async fn step(&self, context: &Context) -> Result<(), Error> {
        let mut state = self.0.lock().await;
        let left = state.target - state.sent.front().map_or(0.0, |(_, before)| *before);
        let now = state.target - if left.abs() < 0.5 { 0.0 } else { left / 2.0 };
        context.send(Telemetry::default().temperature(now)).await?;
        state.sent.push_front((DateTime::now(), now));
        state.sent.truncate(86_400); // a day
        if state.maximum < Some(now) {
            state.maximum = Some(now);
            let properties = Properties::default().max_temp_since_last_reboot(now);
            context.report(properties).await?;
        }
        if let Some(av) = state.on_the_way.take_if(|_| left.abs() < 0.5) {
            context.acknowledge_target_temperature(av, Ack::accepted(now)).await?;
        }
        Ok(())
    }
}

impl thermostat::PropertyHandler for Thermostat {
    async fn target_temperature(&self, _: &Context, desired: Desired<f64>) -> Ack<f64> {
        let mut state = self.0.lock().await;
        (state.target, state.on_the_way) = (desired.value, Some(desired.version));
        Ack::in_progress(desired.value)
    }

    async fn target_temperature_unset(&self, _: &Context) -> Option<f64> {
        self.0.lock().await.target = 20.0;
        Some(20.0)
    }
}

impl thermostat::CommandHandler for Thermostat {
    async fn get_max_min_report(&self, _: &Context, since: DateTime) -> CommandResult<TempReport> {
        let (state, since) = (self.0.lock().await, since.unix_nanoseconds());
        let sent = state.sent.iter().take_while(|(at, _)| at.unix_nanoseconds() >= since);
        let (Some((end, _)), Some((start, _))) = (sent.clone().next(), sent.clone().last()) else {
            return Err(CommandError::new(404, "nothing was measured since then"));
        };
        let temperatures = sent.map(|(_, temperature)| *temperature);
        let report = TempReport::default()
            .max_temp(temperatures.clone().fold(f64::MIN, f64::max))
            .min_temp(temperatures.clone().fold(f64::MAX, f64::min))
            .avg_temp(temperatures.clone().sum::<f64>() / temperatures.count() as f64)
            .start_time(*start)
            .end_time(*end);
        Ok(report.into())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    #[cfg(feature = "demo")]
    let (connection, stop) = demo::connection_or_demo().await?;
    #[cfg(not(feature = "demo"))]
    let (connection, stop) = (dtdl_runtime::Connection::from_env()?, tokio::signal::ctrl_c());

    let thermostat = Thermostat::default();
    let device = thermostat::start(connection, thermostat.clone())?;
    let mut status = device.status();
    tokio::pin!(stop);
    while timeout(Duration::from_secs(1), &mut stop).await.is_err() {
        if core::mem::replace(&mut status, device.status()) != status {
            eprintln!("{status}");
        }
        thermostat.step(device.context()).await?;
    }
    device.shutdown().await
}
