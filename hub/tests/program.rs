//! The program: one line of JSON, then silence.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a failed test should say so"
)]

mod raw;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dtdl-hub"));
    command
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn error_of(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!error.contains("panicked"), "{error}");
    error
}

#[tokio::test]
async fn one_line_says_all_that_a_device_needs() {
    let mut running = Running(
        program(&["--mqtt-port", "0", "--device", "a", "--device", "b"])
            .spawn()
            .unwrap(),
    );
    let mut line = String::new();
    BufReader::new(running.0.stdout.take().unwrap())
        .read_line(&mut line)
        .unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    let ca = std::fs::read_to_string(line["ca"].as_str().unwrap()).unwrap();
    let devices = line["devices"].as_array().unwrap();
    assert_eq!(
        devices
            .iter()
            .map(|device| device["id"].as_str().unwrap())
            .collect::<Vec<_>>(),
        ["a", "b"]
    );
    let connection_string = devices[1]["connection_string"].as_str().unwrap();
    let rest = connection_string.strip_prefix("HostName=localhost:").unwrap();
    let (port, rest) = rest.split_once(";DeviceId=b;SharedAccessKey=").unwrap();

    let mut device = raw::Raw::try_open(port.parse().unwrap(), &ca).await.unwrap();
    let token = raw::token(rest, "localhost/devices/b", 1_893_456_000);
    device
        .send(&raw::connect(
            "b",
            "localhost/b/?api-version=2021-04-12",
            &token,
            2,
            60,
            &[],
        ))
        .await;
    device.expect(&raw::ACCEPTED).await;

    let taken = error_of(&mut program(&["--mqtt-port", port]));
    assert!(taken.contains(port), "{taken}");
}

#[cfg(unix)]
#[test]
fn a_signal_ends_it_and_its_file() {
    let mut running = Running(program(&["--mqtt-port", "0"]).spawn().unwrap());
    let mut line = String::new();
    let mut out = BufReader::new(running.0.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    let line: Value = serde_json::from_str(&line).unwrap();
    let status = Command::new("kill")
        .args(["-INT", &running.0.id().to_string()])
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(running.0.wait().unwrap().code(), Some(0));
    let mut rest = String::new();
    out.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "");
    assert!(!std::path::Path::new(line["ca"].as_str().unwrap()).exists());
}

#[test]
fn wrong_arguments_are_errors() {
    for arguments in [
        &["--mqtt-port", "x"][..],
        &["--mqtt-port", "70000"],
        &["--device", "a b", "--mqtt-port", "0"],
        &["--bogus"],
    ] {
        error_of(&mut program(arguments));
    }
}

#[test]
fn a_closed_standard_output_is_no_panic() {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let error = error_of(program(&["--mqtt-port", "0"]).stdout(writer));
    assert!(error.contains("standard output"), "{error}");
}

/// The first line of a program, as JSON.
fn announced(running: &mut Running) -> Value {
    let mut line = String::new();
    let mut out = BufReader::new(running.0.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    serde_json::from_str(&line).unwrap()
}

#[tokio::test]
async fn a_program_that_is_killed_and_started_again_is_found_by_its_devices() {
    let folder = std::env::temp_dir().join(format!("dtdl-hub-state-{}", std::process::id()));
    let folder = folder.to_str().unwrap();
    let mut first = Running(
        program(&["--mqtt-port", "0", "--device", "a", "--state", folder])
            .spawn()
            .unwrap(),
    );
    let before = announced(&mut first);
    let connection_string = before["devices"][0]["connection_string"].as_str().unwrap();
    let (host, key) = connection_string.split_once(";DeviceId=a;SharedAccessKey=").unwrap();
    let port: u16 = host.strip_prefix("HostName=localhost:").unwrap().parse().unwrap();
    let ca = std::fs::read_to_string(before["ca"].as_str().unwrap()).unwrap();
    let connect = || {
        raw::connect(
            "a",
            "localhost/a/?api-version=2021-04-12",
            &raw::token(key, "localhost/devices/a", 1_893_456_000),
            2,
            60,
            &[],
        )
    };
    let mut device = raw::Raw::try_open(port, &ca).await.unwrap();
    device.send(&connect()).await;
    device.expect(&raw::ACCEPTED).await;
    device.send(&raw::subscribe(1, &[(raw::TWIN, 0)])).await;
    device.expect(&[0x90, 3, 0, 1, 0]).await;
    let report = raw::publish0(
        "$iothub/twin/PATCH/properties/reported/?$rid=1",
        br#"{"serial":"A-77"}"#,
    );
    device.send(&report).await;
    device
        .expect(&raw::publish0("$iothub/twin/res/204/?$rid=1&$version=2", ""))
        .await;
    // What is answered is on disk.
    let kept = || std::fs::read_to_string(std::path::Path::new(folder).join("hub.json")).unwrap();
    first.0.kill().unwrap();
    first.0.wait().unwrap();

    // With a device more than before, and without those it knows.
    let mut second = Running(program(&["--device", "b", "--state", folder]).spawn().unwrap());
    let after = announced(&mut second);
    assert_eq!(
        (&after["ca"], &after["devices"][0]),
        (&before["ca"], &before["devices"][0])
    );
    assert_eq!(after["devices"][1]["id"], "b");
    assert_eq!(after["devices"].as_array().unwrap().len(), 2);
    assert!(kept().contains("A-77"), "what was reported is kept");
    let mut device = raw::Raw::try_open(port, &ca).await.unwrap();
    device.send(&connect()).await;
    device.expect(&raw::ACCEPTED).await;
    drop(second);
    let mut third = Running(program(&["--state", folder]).spawn().unwrap());
    assert_eq!(announced(&mut third), after, "told of no device, it has those it knows");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(std::path::Path::new(folder).join("hub.json"))
            .unwrap()
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "it holds keys");
    }
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_state_that_is_none_is_an_error_that_names_the_file() {
    let folder = std::env::temp_dir().join(format!("dtdl-hub-none-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("hub.json"), "{}").unwrap();
    let error = error_of(&mut program(&["--state", folder.to_str().unwrap()]));
    assert!(
        error.contains("hub.json") && error.contains("not the state of a hub"),
        "{error}"
    );
    std::fs::remove_dir_all(&folder).unwrap();
}
