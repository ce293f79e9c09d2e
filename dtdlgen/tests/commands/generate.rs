//! `dtdlgen generate`: the file of settings, differences, watching.

use core::time::Duration;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Command, Stdio};
use std::sync::mpsc;

use crate::{ROOM, THERMOSTAT, dtdlgen, folder};

const LAMP: &str = r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Lamp;1", "@type": "Interface" }"#;

const CONFIG: &str = r#"repository = "models"
derive = ["::serde::Serialize"]

[[output]]
model = "room.json"
out = "src/room.rs"
closed-enums = true

[output.rename]
"dtmi:test:Thermostat;1" = "heater"

[[output]]
model = ["models/dtmi/test/thermostat-1.json"]
module = "regulator"
out-dir = "src/regulator"
side = "both"
"#;

fn with_config(test: &str, config: &str) -> std::path::PathBuf {
    folder(
        &format!("generate_{test}"),
        &[
            ("gen/room.json", ROOM),
            ("gen/models/dtmi/test/thermostat-1.json", THERMOSTAT),
            ("gen/dtdlgen.toml", config),
        ],
    )
}

#[test]
fn a_file_of_settings_has_several_outputs() {
    let folder = with_config("config", CONFIG);
    let arguments = ["generate", "--config", "gen/dtdlgen.toml"];
    let ran = dtdlgen(&folder, &arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let room = fs::read_to_string(folder.join("gen/src/room.rs")).unwrap();
    assert!(
        room.contains("pub mod heater") && room.contains("::serde::Serialize"),
        "{room}"
    );
    let files: Vec<_> = fs::read_dir(folder.join("gen/src/regulator")).unwrap().collect();
    assert!(files.len() >= 2);
    assert_eq!(
        dtdlgen(&folder, &["generate", "--check", "--config", "gen/dtdlgen.toml"]).code,
        0
    );
    fs::write(folder.join("gen/src/room.rs"), room.replace("heater", "boiler")).unwrap();
    let ran = dtdlgen(&folder, &["generate", "--check", "--config", "gen/dtdlgen.toml"]);
    assert!(ran.code == 1 && ran.err.contains("room.rs differs"), "{}", ran.err);
}

#[test]
fn mistakes_in_the_file_of_settings_have_their_line() {
    for (test, old, new, line, message) in [
        ("syntax", "repository = ", "repository : ", 1, ""),
        (
            "unknown",
            "closed-enums",
            "close-enums",
            7,
            "there is no option `close-enums`",
        ),
        (
            "underscore",
            "closed-enums",
            "closed_enums",
            7,
            "`closed_enums` is written `closed-enums`",
        ),
        (
            "flag",
            "= true",
            "= \"yes\"",
            7,
            "`closed-enums` takes `true` or `false`",
        ),
        (
            "choice",
            "\"both\"",
            "\"middle\"",
            16,
            "`side` takes `device`, `service` or `both`",
        ),
        (
            "name",
            "\"heater\"",
            "\"1 heater\"",
            9,
            "`rename`: `1 heater` is not a name",
        ),
        (
            "common",
            "derive = [",
            "module = [",
            2,
            "`module` belongs into an `[[output]]`",
        ),
        (
            "both",
            "out = ",
            "out-dir = \"x\"\nout = ",
            4,
            "either `out`, a file, or `out-dir`",
        ),
        (
            "no_model",
            "model = \"room.json\"",
            "",
            4,
            "this output has no \"model\"",
        ),
        (
            "twice",
            "out-dir = \"src/regulator\"",
            "out = \"src/room.rs\"",
            12,
            "another output goes to the same place",
        ),
        (
            "twice_otherwise",
            "out-dir = \"src/regulator\"",
            "out = \"./src/../src/room.rs\"",
            12,
            "another output goes to the same place",
        ),
        (
            "inside",
            "out-dir = \"src/regulator\"",
            "out-dir = \"src\"",
            12,
            "or into the same folder",
        ),
        (
            "table",
            CONFIG,
            "[output]\nmodel = \"x\"\nout = \"y\"\n",
            1,
            "each begins with `[[output]]`",
        ),
        (
            "nothing",
            "[\"models/dtmi/test/thermostat-1.json\"]",
            "[]",
            13,
            "`model` takes a model file",
        ),
        (
            "size",
            "closed-enums = true",
            "max-size = \"1 MB\"",
            7,
            "`max-size` takes a number of bytes",
        ),
        (
            "negative_size",
            "closed-enums = true",
            "max-size = -1",
            7,
            "`max-size` takes a number of bytes",
        ),
        ("repository", "\"models\"", "\"modles\"", 4, "modles"),
    ] {
        assert!(CONFIG.contains(old));
        let folder = with_config(&format!("config_{test}"), &CONFIG.replacen(old, new, 1));
        let ran = dtdlgen(&folder, &["generate", "--config", "gen/dtdlgen.toml"]);
        assert_eq!(ran.code, 2, "{test}: {}", ran.err);
        let place = format!("error: gen/dtdlgen.toml:{line}:");
        assert!(
            ran.err.contains(&place) && ran.err.contains(message),
            "{test}: {}",
            ran.err
        );
        assert!(!folder.join("gen/src").exists(), "{test}: nothing is written");
    }
    let ran = dtdlgen(
        &folder("generate_config_missing", &[]),
        &["generate", "--config", "dtdlgen.toml"],
    );
    assert!(ran.code == 2 && ran.err.contains("dtdlgen.toml"), "{}", ran.err);
    let folder = with_config("config_empty", "");
    let ran = dtdlgen(&folder, &["generate", "--config", "gen/dtdlgen.toml"]);
    assert!(ran.code == 2 && ran.err.contains("add an `[[output]]`"), "{}", ran.err);
}

#[test]
fn the_schema_of_the_file_ships_with_the_program() {
    let ran = dtdlgen(&folder("generate_config_schema", &[]), &["generate", "--config-schema"]);
    let schema: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(jsonschema::meta::is_valid(&schema));
    assert_eq!(schema["title"], "dtdlgen.toml");
}

#[test]
fn options_have_the_same_words_everywhere() {
    let folder = folder("generate_option", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(
        &folder,
        &[
            "generate",
            "--option",
            "visibility=pub(crate)",
            "--option",
            "docs=false",
            "thermostat.json",
        ],
    );
    assert!(
        ran.code == 0 && ran.out.contains("pub(crate) mod thermostat"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = dtdlgen(&folder, &["generate", "--option", "side=middle", "thermostat.json"]);
    assert!(
        ran.code == 2 && ran.err.contains("`side` takes `device`, `service` or `both`"),
        "{}",
        ran.err
    );
}

#[test]
fn models_and_repositories_may_be_options_like_any_other() {
    let files = [
        ("room.json", ROOM),
        ("a/dtmi/test/thermostat-1.json", THERMOSTAT),
        ("lamp.json", LAMP),
    ];
    let folder = folder("generate_option_model", &files);
    let arguments = [
        "generate",
        "--option",
        "model=lamp.json",
        "--option",
        "repository=a",
        "room.json",
    ];
    let ran = dtdlgen(&folder, &arguments);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.out.contains("pub mod lamp") && ran.out.contains("pub mod room"),
        "{}",
        ran.out
    );
    let ran = dtdlgen(&folder, &["generate", "--max-size", "1 MB", "lamp.json"]);
    assert!(
        ran.code == 2 && ran.err.contains("expected a number of bytes"),
        "{}",
        ran.err
    );
}

#[test]
fn a_difference_is_shown_and_nothing_written() {
    let folder = folder("generate_diff", &[("thermostat.json", THERMOSTAT)]);
    let ran = dtdlgen(&folder, &["generate", "--diff", "--out", "t.rs", "thermostat.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("--- /dev/null\n+++ b/t.rs\n@@ "), "{}", ran.out);
    assert!(!folder.join("t.rs").exists());
    assert_eq!(
        dtdlgen(&folder, &["generate", "--out", "t.rs", "thermostat.json"]).code,
        0
    );
    let ran = dtdlgen(&folder, &["generate", "--diff", "--out", "t.rs", "thermostat.json"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""));
    let model = THERMOSTAT.replace("\"restart\"", "\"reset\"");
    fs::write(folder.join("thermostat.json"), model).unwrap();
    let ran = dtdlgen(&folder, &["generate", "--diff", "--out", "t.rs", "thermostat.json"]);
    assert_eq!(ran.code, 1);
    assert!(ran.out.starts_with("--- a/t.rs\n+++ b/t.rs\n"), "{}", ran.out);
    let changed = |sign: &str, word: &str| {
        ran.out
            .lines()
            .any(|line| line.starts_with(sign) && line.contains(word))
    };
    assert!(changed("-", "restart") && changed("+", "reset"), "{}", ran.out);
    assert!(
        ran.out.lines().filter(|line| line.starts_with("@@")).count() > 1,
        "{}",
        ran.out
    );
}

#[test]
fn programs_get_one_object_an_output() {
    let folder = with_config("json", CONFIG);
    let run = |arguments: &[&str]| {
        let ran = dtdlgen(&folder, arguments);
        let lines = ran.out.lines().map(|line| serde_json::from_str(line).unwrap());
        (ran.code, lines.collect::<Vec<serde_json::Value>>(), ran.err)
    };
    let config = ["generate", "--format", "json", "--config", "gen/dtdlgen.toml"];
    let (code, objects, errors) = run(&config);
    assert_eq!((code, objects.len(), errors.as_str()), (0, 2, ""));
    assert_eq!(objects[0]["out"], "gen/src/room.rs");
    assert_eq!(
        (objects[0]["outcome"].as_str(), objects[0]["valid"].as_bool()),
        (Some("done"), Some(true))
    );
    fs::remove_file(folder.join("gen/src/room.rs")).unwrap();
    let (code, objects, _) = run(&[&config[..], &["--check"]].concat());
    assert_eq!((code, objects[0]["outcome"].as_str()), (1, Some("not done")));
    assert!(objects[0]["errors"][0].as_str().unwrap().contains("room.rs is missing"));
    let (_, objects, _) = run(&[&config[..], &["--diff"]].concat());
    assert!(objects[0]["diff"].as_str().unwrap().starts_with("--- /dev/null"));
    fs::write(folder.join("gen/room.json"), ROOM.replace("integer", "intger")).unwrap();
    let (code, objects, errors) = run(&config);
    assert_eq!((code, errors.as_str()), (1, ""));
    assert_eq!(objects[0]["diagnostics"][0]["severity"], "error");
    // Standard output cannot hold both.
    let ran = dtdlgen(
        &folder,
        &["generate", "--format", "json", "gen/models/dtmi/test/thermostat-1.json"],
    );
    assert!(ran.code == 2 && ran.err.contains("--out"), "{}", ran.err);
}

#[test]
fn a_change_is_generated_while_watching() {
    let folder = folder("generate_watch", &[("room.json", ROOM), ("models/x.json", "[]")]);
    let mut child = Command::new(env!("CARGO_BIN_EXE_dtdlgen"))
        .current_dir(&folder)
        .args([
            "generate",
            "--watch",
            "--repository",
            "models",
            "--out",
            "room.rs",
            "room.json",
        ])
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let errors = BufReader::new(child.stderr.take().unwrap());
    let (send, lines) = mpsc::channel();
    std::thread::spawn(move || {
        for line in errors.lines().map_while(Result::ok) {
            if send.send(line).is_err() {
                break;
            }
        }
    });
    let wait_for = |wanted: &str| {
        while let Ok(line) = lines.recv_timeout(Duration::from_secs(20)) {
            if line.starts_with(wanted) {
                return true;
            }
        }
        false
    };
    // The thermostat is missing, then there, then another.
    let missing = wait_for("not done; watching");
    let thermostat = folder.join("models/dtmi/test/thermostat-1.json");
    fs::create_dir_all(thermostat.parent().unwrap()).unwrap();
    fs::write(&thermostat, THERMOSTAT).unwrap();
    // A file that changes while it is read is generated twice, so the text decides, not the number of rounds.
    let generated = || fs::read_to_string(folder.join("room.rs")).unwrap_or_default();
    let there = wait_for("done; watching");
    let first = generated();
    fs::write(&thermostat, THERMOSTAT.replace("\"restart\"", "\"restart2\"")).unwrap();
    let mut changed = wait_for("done; watching");
    while changed && !generated().contains("restart2") {
        changed = wait_for("done; watching");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(missing && there && changed, "{missing} {there} {changed}");
    assert!(first.contains("restart") && !first.contains("restart2"));
}
