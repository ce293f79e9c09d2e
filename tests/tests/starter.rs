//! `dtdlgen new`: the crate compiles without a warning, its tests pass, and it runs against the local hub; whatever it
//! sends there is as its model says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use dtdl_tests::corpus;
use dtdl_tests::shared::{binary, shared, workspace};

/// Names that meet those of the starter itself, and schemas of many kinds.
const HOSTILE: &str = r##"[
  {
    "@context": ["dtmi:dtdl:context;2", "dtmi:iotcentral:context;2"],
    "@id": "dtmi:test:Handlers;1",
    "@type": "Interface",
    "contents": [
      { "@type": "Telemetry", "name": "type", "schema": "string" },
      { "@type": "Telemetry", "name": "where", "schema": "geopoint" },
      { "@type": "Property", "name": "values", "writable": true, "schema": {
        "@type": "Map", "mapKey": { "name": "key", "schema": "string" }, "mapValue": { "name": "value", "schema": "dtmi:test:Handlers:Mode;1" }
      } },
      { "@type": "Property", "name": "self", "writable": true, "schema": {
        "@type": "Object", "fields": [{ "name": "value", "schema": "date" }, { "name": "ac", "schema": "duration" }]
      } },
      { "@type": "Command", "name": "start", "request": { "name": "at", "schema": "time" } },
      { "@type": "Command", "name": "main", "response": { "name": "mode", "schema": "dtmi:test:Handlers:Mode;1" } },
      { "@type": "Component", "name": "demo", "schema": "dtmi:test:Device;1" },
      { "@type": "Component", "name": "tests", "schema": "dtmi:test:Device;1" },
      { "@type": "Component", "name": "quiet", "schema": "dtmi:test:Option;1" }
    ],
    "schemas": [{
      "@id": "dtmi:test:Handlers:Mode;1", "@type": "Enum", "valueSchema": "string",
      "enumValues": [{ "name": "off", "enumValue": "o\"#ff" }, { "name": "on", "enumValue": "on" }]
    }]
  },
  {
    "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Device;1", "@type": "Interface",
    "contents": [
      { "@type": "Property", "name": "crate", "schema": "long", "writable": true },
      { "@type": "Command", "name": "ack", "request": { "name": "x", "schema": "dateTime" } }
    ]
  },
  {
    "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Option;1", "@type": "Interface",
    "contents": [{ "@type": "Property", "name": "serial", "schema": "string" }]
  }
]"##;

/// Every schema of the language, and none as the root's telemetry that is a plain number or text.
const SCHEMAS: &str = r#"{
  "@context": "dtmi:dtdl:context;4",
  "@id": "dtmi:test:Schemas;1",
  "@type": "Interface",
  "contents": [
    { "@type": "Telemetry", "name": "all", "schema": "dtmi:test:Schemas:All;1" },
    { "@type": "Telemetry", "name": "mode", "schema": "dtmi:test:Schemas:Mode;1" },
    { "@type": "Property", "name": "reported", "schema": "dtmi:test:Schemas:All;1" },
    { "@type": "Property", "name": "desired", "schema": "dtmi:test:Schemas:All;1", "writable": true },
    {
      "@type": "Command", "name": "repeat",
      "request": { "name": "all", "schema": "dtmi:test:Schemas:All;1", "nullable": true },
      "response": { "name": "all", "schema": "dtmi:test:Schemas:All;1", "nullable": true }
    },
    { "@type": "Command", "name": "name", "response": { "name": "text", "schema": "string" } },
    { "@type": "Command", "name": "count", "response": { "name": "number", "schema": "short" } },
    { "@type": "Command", "name": "measure", "response": { "name": "number", "schema": "float" } },
    {
      "@type": "Command", "name": "list",
      "response": { "name": "numbers", "schema": { "@type": "Array", "elementSchema": "float" } }
    }
  ],
  "schemas": [
    {
      "@id": "dtmi:test:Schemas:Mode;1", "@type": "Enum", "valueSchema": "integer",
      "enumValues": [{ "name": "off", "enumValue": 3 }]
    },
    {
      "@id": "dtmi:test:Schemas:All;1", "@type": "Object",
      "fields": [
        { "name": "boolean", "schema": "boolean" }, { "name": "byte", "schema": "byte" },
        { "name": "bytes", "schema": "bytes" }, { "name": "date", "schema": "date" },
        { "name": "dateTime", "schema": "dateTime" }, { "name": "decimal", "schema": "decimal" },
        { "name": "double", "schema": "double" }, { "name": "duration", "schema": "duration" },
        { "name": "float", "schema": "float" }, { "name": "integer", "schema": "integer" },
        { "name": "long", "schema": "long" }, { "name": "short", "schema": "short" },
        { "name": "string", "schema": "string" }, { "name": "time", "schema": "time" },
        { "name": "unsignedByte", "schema": "unsignedByte" }, { "name": "unsignedInteger", "schema": "unsignedInteger" },
        { "name": "unsignedLong", "schema": "unsignedLong" }, { "name": "unsignedShort", "schema": "unsignedShort" },
        { "name": "uuid", "schema": "uuid" }, { "name": "scaledDecimal", "schema": "scaledDecimal" },
        { "name": "point", "schema": "point" }, { "name": "multiPoint", "schema": "multiPoint" },
        { "name": "lineString", "schema": "lineString" }, { "name": "multiLineString", "schema": "multiLineString" },
        { "name": "polygon", "schema": "polygon" }, { "name": "multiPolygon", "schema": "multiPolygon" },
        { "name": "more", "schema": { "@type": "Array", "elementSchema": "dtmi:test:Schemas:All;1" } },
        { "name": "grid", "schema": {
          "@type": "Array", "elementSchema": { "@type": "Array", "elementSchema": "float" }
        } },
        { "name": "bytesByName", "schema": {
          "@type": "Map", "mapKey": { "name": "key", "schema": "string" }, "mapValue": { "name": "value", "schema": "bytes" }
        } }
      ]
    }
  ]
}"#;

/// Starter crates in one workspace, so that what they share is built once.
struct Starters {
    folder: PathBuf,
    dtdlgen: PathBuf,
    /// The name, the model and the repository of each.
    crates: Vec<(String, PathBuf, PathBuf)>,
}

impl Starters {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self {
            folder,
            dtdlgen: binary("dtdlgen"),
            crates: Vec::new(),
        }
    }

    fn add(&mut self, model: &Path, repository: &Path) {
        let name = format!("starter-{}", self.crates.len());
        let output = Command::new(&self.dtdlgen)
            .arg("new")
            .args(["--runtime-path".as_ref(), workspace().as_os_str()])
            .args(["--repository".as_ref(), repository.as_os_str()])
            .args([model, &self.folder.join(&name)])
            .output()
            .unwrap();
        assert!(output.status.success(), "{}: {}", model.display(), text(&output));
        let manifest = self.folder.join(&name).join("Cargo.toml");
        let alone = fs::read_to_string(&manifest).unwrap();
        let (member, rest) = alone.split_once("\n# The crate is a workspace").unwrap();
        assert!(rest.ends_with("[workspace]\n"), "{alone}");
        fs::write(&manifest, member).unwrap();
        self.crates.push((name, model.to_owned(), repository.to_owned()));
    }

    /// A workspace with the versions and the profile of ours: what is built already is not built again.
    fn write_workspace(&self) {
        let ours = fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
        let (_, profiles) = ours.split_once("[profile.dev]").unwrap();
        let names: Vec<&str> = self.crates.iter().map(|(name, ..)| name.as_str()).collect();
        let members = format!("[workspace]\nresolver = \"3\"\nmembers = {names:?}\n\n[profile.dev]{profiles}");
        fs::write(self.folder.join("Cargo.toml"), members).unwrap();
        fs::copy(workspace().join("Cargo.lock"), self.folder.join("Cargo.lock")).unwrap();
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", target)
            .env("RUSTFLAGS", "")
            .env_remove("IOTHUB_DEVICE_CONNECTION_STRING")
            .output()
            .unwrap()
    }

    fn check(&self) {
        self.write_workspace();
        let tested = self.cargo(&["test", "--workspace"]);
        let said = text(&tested);
        assert!(tested.status.success(), "{said}");
        assert!(!said.contains("warning: "), "{said}");
        assert_eq!(said.matches("test result: ok. ").count(), self.crates.len(), "{said}");
        assert_eq!(
            said.matches("test tests::the_device_connects_as_its_model ... ok")
                .count(),
            self.crates.len(),
            "{said}"
        );
        for (name, model, repository) in &self.crates {
            let ran = self.cargo(&["run", "--quiet", "-p", name]);
            let said = text(&ran);
            assert!(
                ran.status.success() && said.contains("device  connects as dtmi:"),
                "{name}: {said}"
            );
            let judged: usize = said
                .lines()
                .filter_map(payload)
                .map(|payload| self.judge(model, repository, &payload))
                .sum();
            println!("{}: {judged} payloads", model.display());
        }
        println!("{} starter crates", self.crates.len());
    }

    /// Whether a payload is as the model says, by the words of the command line.
    fn judge(&self, model: &Path, repository: &Path, payload: &Payload<'_>) -> usize {
        let mut child = Command::new(&self.dtdlgen)
            .args(["instance", "--of", &payload.of])
            .args(payload.component.map(|name| format!("--component={name}")))
            .args(["--repository".as_ref(), repository.as_os_str()])
            .arg(model)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdin.take().unwrap().write_all(payload.json.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{payload:?}: {}", text(&output));
        1
    }
}

/// What a device sent.
#[derive(Debug)]
struct Payload<'a> {
    of: String,
    component: Option<&'a str>,
    json: &'a str,
}

/// The payload in a line of the demo.
fn payload(line: &str) -> Option<Payload<'_>> {
    let (what, rest) = line.strip_prefix("device  ")?.split_once(' ')?;
    let rest = rest.trim_start();
    match what {
        "telemetry" => {
            let (component, json) = rest.split_at(rest.find('{')?);
            Some(Payload {
                of: "telemetry".to_owned(),
                component: (!component.is_empty()).then(|| component.trim_end()),
                json,
            })
        }
        "reports" => Some(Payload {
            of: "reported".to_owned(),
            component: None,
            json: rest,
        }),
        "answers" => {
            let (method, rest) = rest.split_once(' ')?;
            let json = rest.strip_prefix("200 ")?;
            let (component, command) = match method.split_once('*') {
                Some((component, command)) => (Some(component), command),
                None => (None, method),
            };
            Some(Payload {
                of: format!("response:{command}"),
                component,
                json,
            })
        }
        _ => None,
    }
}

fn text(output: &Output) -> String {
    let of = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    of(&output.stdout) + &of(&output.stderr)
}

/// Adds this many of the published models, the same in every run.
fn add_published(starters: &mut Starters, count: usize) {
    let Some(folder) = shared("models") else { return };
    let (_, mut paths) = corpus::find(&folder).unwrap();
    let mut random = 20_261_123_u64;
    for _ in 0..count {
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let path = paths.remove((random >> 33) as usize % paths.len());
        println!("{}", path.display());
        starters.add(&path, &folder);
    }
}

#[test]
fn starters_of_hostile_models_and_of_published_ones_compile_run_and_pass() {
    let mut starters = Starters::new("starter");
    for (name, text) in [("handlers.json", HOSTILE), ("schemas.json", SCHEMAS)] {
        let model = starters.folder.join(name);
        fs::write(&model, text).unwrap();
        starters.add(&model, &starters.folder.clone());
    }
    add_published(&mut starters, 2);
    starters.check();
}

#[test]
#[ignore = "minutes: cargo test -p dtdl-tests --test starter -- --ignored"]
fn starters_of_forty_published_models_compile_run_and_pass() {
    let mut starters = Starters::new("starter_many");
    add_published(&mut starters, 40);
    starters.check();
}
