//! The subcommands, from outside.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

mod central;
mod diff;
mod doc;
mod generate;
mod help;
mod instance;
mod losses;
mod new;
mod resolve;
mod schema;

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A thermostat, and a room that has one as a component.
const THERMOSTAT: &str = r#"{
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:test:Thermostat;1",
  "@type": "Interface",
  "displayName": "Thermostat",
  "contents": [
    { "@type": ["Telemetry", "Temperature"], "name": "temperature", "schema": "double", "unit": "degreeCelsius" },
    { "@type": "Property", "name": "target", "schema": "double", "writable": true, "description": "Wanted | set" },
    { "@type": "Property", "name": "serial", "schema": "string" },
    {
      "@type": "Command", "name": "report",
      "request": { "name": "since", "schema": "dateTime" },
      "response": {
        "name": "report",
        "schema": { "@type": "Object", "fields": [{ "name": "highest", "schema": "double" }] }
      }
    },
    { "@type": "Command", "name": "restart" }
  ]
}"#;

const ROOM: &str = r#"{
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:test:Room;1",
  "@type": "Interface",
  "contents": [
    { "@type": "Telemetry", "name": "people", "schema": "integer" },
    { "@type": "Component", "name": "heating", "schema": "dtmi:test:Thermostat;1" }
  ]
}"#;

/// A folder of its own for a test, with these files.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("commands").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// What a run of the program gave.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn dtdlgen(folder: &Path, arguments: &[&str]) -> Ran {
    dtdlgen_with(folder, arguments, "")
}

/// With a text on standard input.
fn dtdlgen_with(folder: &Path, arguments: &[&str], input: &str) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_dtdlgen"))
        .current_dir(folder)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may be gone already.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}
