//! What the samples' programs say on the wire, against golden transcripts. `UPDATE_GOLDEN=1` accepts new ones.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

use core::time::Duration;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use dtdl_hub::{Event, EventKind, Events, Hub};
use dtdl_tests::shared::{binary, workspace};
use serde_json::{Value, json};
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(60);

/// A sample's program, ended with the test.
struct Program(Child);

impl Program {
    fn start(name: &str, hub: &Hub) -> Self {
        let ca = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.pem"));
        fs::write(&ca, hub.ca_pem()).unwrap();
        let child = Command::new(binary(name))
            .env("IOTHUB_DEVICE_SECURITY_TYPE", "connectionString")
            .env("IOTHUB_DEVICE_CONNECTION_STRING", hub.connection_string(name).unwrap())
            .env("SSL_CERT_FILE", ca)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        Self(child)
    }

    /// As Ctrl-C does.
    fn interrupt(&self) {
        let sent = Command::new("kill")
            .args(["-INT", &self.0.id().to_string()])
            .status()
            .unwrap();
        assert!(sent.success());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

async fn wait_for(events: &mut Events, wanted: impl Fn(&Event) -> bool) {
    timeout(PATIENCE, events.wait_for(wanted))
        .await
        .expect("it did not happen")
        .expect("the hub stopped");
}

fn is_telemetry(event: &Event) -> bool {
    matches!(event.kind, EventKind::Telemetry(_))
}

fn is_done(event: &Event) -> bool {
    matches!(&event.kind, EventKind::Reported { patch, .. } if Value::from(patch.clone()).to_string().contains("\"ac\":200"))
}

/// Plays the cloud's part with a sample, and returns the transcript.
async fn play(name: &str, desired: Value, commands: &[(&str, Value)]) -> String {
    let hub = Hub::builder().device(name).transcript(true).start().await.unwrap();
    let mut events = hub.events();
    let mut program = Program::start(name, &hub);
    let cloud = hub.device(name).unwrap();
    wait_for(&mut events, is_telemetry).await;
    cloud.update_desired(desired).await.unwrap();
    wait_for(&mut events, is_done).await;
    for (command, argument) in commands {
        let response = cloud.call(command, argument.clone(), PATIENCE).await.unwrap();
        assert_eq!(response.status, 200, "{command}");
    }
    program.interrupt();
    wait_for(&mut events, |event| {
        matches!(event.kind, EventKind::Disconnected { .. })
    })
    .await;
    let ended = tokio::task::spawn_blocking(move || program.0.wait())
        .await
        .unwrap()
        .unwrap();
    assert!(ended.success(), "Ctrl-C is a clean end: {ended}");
    let entries = hub.transcript();
    let lines: Vec<String> = entries.iter().map(|entry| normal(&entry.to_string())).collect();
    arrange(&lines)
}

/// Without what differs from run to run or from machine to machine: measured values, request numbers, versions of the
/// reported properties.
fn normal(line: &str) -> String {
    let line = line.replace(env!("CARGO_PKG_VERSION"), "…");
    let (head, body) = line
        .find(" {")
        .map_or((line.as_str(), ""), |start| line.split_at(start + 1));
    let mut words: Vec<String> = head.split(' ').map(str::to_owned).collect();
    for word in &mut words {
        if let Some((topic, stamps)) = word.split_once("&%24.mid=") {
            *word = format!("{topic}{}", stamped(stamps));
        }
        if let Some((topic, request)) = word.split_once("?$rid=") {
            *word = format!(
                "{topic}?$rid=…{}",
                if request.contains("&$version=") {
                    "&$version=…"
                } else {
                    ""
                }
            );
        }
    }
    let head = words.join(" ");
    match serde_json::from_str::<Value>(body) {
        Ok(value) => format!("{head}{}", blurred(value)),
        Err(_) => format!("{head}{body}"),
    }
}

/// Message identifier and creation time, once they are seen to have their forms.
fn stamped(stamps: &str) -> &'static str {
    let (name, time) = stamps
        .split_once("&iothub-creation-time-utc=")
        .expect("a creation time");
    let (start, number) = name.split_once('-').expect("an identifier of two numbers");
    assert!(start.len() == 8 && u32::from_str_radix(start, 16).is_ok() && u64::from_str_radix(number, 16).is_ok());
    let digits: String = time.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    assert_eq!(digits, "0000-00-00T00%0A00%0A00.000Z", "{time}");
    "&%24.mid=…&iothub-creation-time-utc=…"
}

const CHANGING: [&str; 10] = [
    "temperature",
    "workingSet",
    "maxTempSinceLastReboot",
    "maxTemp",
    "minTemp",
    "avgTemp",
    "startTime",
    "endTime",
    "osName",
    "processorArchitecture",
];

fn blurred(value: Value) -> Value {
    let Value::Object(members) = value else { return value };
    let blur = |(name, value): (String, Value)| {
        let value = if CHANGING.contains(&name.as_str()) {
            json!("…")
        } else {
            blurred(value)
        };
        (name, value)
    };
    members.into_iter().map(blur).collect()
}

/// How many lines of each side come first in this very order: CONNECT, SUBSCRIBE and reading the twin; and the answers.
const OPENING: usize = 3;

/// Each line once. Behind the opening they are sorted, because telemetry, properties and answers may overtake each
/// other.
fn arrange(lines: &[String]) -> String {
    let mut out = String::new();
    for (title, arrow) in [("device", "> "), ("hub", "< ")] {
        out.push_str(&format!("# {title}\n"));
        let mut lines = lines
            .iter()
            .filter_map(|line| line.strip_prefix(arrow))
            .map(str::trim_end);
        let opening: Vec<&str> = lines.by_ref().take(OPENING).collect();
        let rest: BTreeSet<&str> = lines.collect();
        for line in opening.into_iter().chain(rest) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn compare(name: &str, transcript: &str) {
    let golden = workspace().join(format!("tests/golden/{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(golden.parent().unwrap()).unwrap();
        fs::write(&golden, transcript).unwrap();
    }
    let expected = fs::read_to_string(&golden).unwrap_or_default();
    assert_eq!(transcript, expected, "differs from {}", golden.display());
}

#[tokio::test]
async fn the_thermostat_says_what_its_golden_transcript_says() {
    let report = ("getMaxMinReport", json!("2020-01-01T00:00:00Z"));
    let transcript = play("thermostat", json!({"targetTemperature": 20.25}), &[report]).await;
    compare("thermostat", &transcript);
}

#[tokio::test]
async fn the_temperature_controller_says_what_its_golden_transcript_says() {
    let desired = json!({"thermostat1": {"__t": "c", "targetTemperature": 20.25}});
    let report = ("thermostat2*getMaxMinReport", json!("2020-01-01T00:00:00Z"));
    let transcript = play("temperature-controller", desired, &[report, ("reboot", json!(1))]).await;
    compare("temperature-controller", &transcript);
}
