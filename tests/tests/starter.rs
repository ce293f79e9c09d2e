//! `dtdlgen new`: the crate compiles without a warning, runs against the local hub, and its tests pass.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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

/// Starter crates in one workspace, so that what they share is built once.
struct Starters {
    folder: PathBuf,
    dtdlgen: PathBuf,
    names: Vec<String>,
}

impl Starters {
    fn new(test: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self {
            folder,
            dtdlgen: binary("dtdlgen"),
            names: Vec::new(),
        }
    }

    fn add(&mut self, model: &Path, repository: &Path) {
        let name = format!("starter-{}", self.names.len());
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
        self.names.push(name);
    }

    /// A workspace with the versions and the profile of ours: what is built already is not built again.
    fn write_workspace(&self) {
        let ours = fs::read_to_string(workspace().join("Cargo.toml")).unwrap();
        let (_, profiles) = ours.split_once("[profile.dev]").unwrap();
        let members = format!(
            "[workspace]\nresolver = \"3\"\nmembers = {:?}\n\n[profile.dev]{profiles}",
            self.names
        );
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
        assert_eq!(
            said.matches("test result: ok. 2 passed").count(),
            self.names.len(),
            "{said}"
        );
        for name in &self.names {
            let ran = self.cargo(&["run", "--quiet", "-p", name]);
            let said = text(&ran);
            assert!(
                ran.status.success() && said.contains("device  connects as dtmi:"),
                "{name}: {said}"
            );
        }
        println!("{} starter crates", self.names.len());
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
fn starters_of_a_hostile_model_and_of_published_ones_compile_run_and_pass() {
    let mut starters = Starters::new("starter");
    let hostile = starters.folder.join("handlers.json");
    fs::write(&hostile, HOSTILE).unwrap();
    starters.add(&hostile, &starters.folder.clone());
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
