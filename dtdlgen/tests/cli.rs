//! The command line, from outside.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may")]

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

const ROOM: &str = r#"{
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:test:Room;1",
  "@type": "Interface",
  "contents": [{ "@type": "Component", "name": "lamp", "schema": "dtmi:test:Lamp;1" }]
}"#;

const LAMP: &str = r#"{
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:test:Lamp;1",
  "@type": "Interface",
  "contents": [{ "@type": "Property", "name": "lit", "schema": "boolean", "writable": true }]
}"#;

const BROKEN: &str = r#"{
  "@context": "dtmi:dtdl:context;2",
  "@id": "dtmi:test:Broken;1",
  "@type": "Interface",
  "contents": [{ "@type": "Telemetry", "name": "temperature" }]
}"#;

/// A folder of its own for a test, with these files.
fn folder(test: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn dtdlgen(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dtdlgen"))
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn objects(output: &Output) -> Vec<Value> {
    stdout(output)
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn a_valid_file_exits_with_0() {
    let folder = folder("valid", &[("lamp.json", LAMP)]);
    let output = dtdlgen(&folder, &["validate", "lamp.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
}

#[test]
fn an_invalid_file_exits_with_1_and_shows_the_place() {
    let folder = folder("invalid", &[("broken.json", BROKEN)]);
    let output = dtdlgen(&folder, &["validate", "broken.json"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("broken.json:5:"), "{}", stdout(&output));
}

#[test]
fn a_missing_path_or_argument_exits_with_2() {
    let folder = folder("missing", &[]);
    for arguments in [
        &["validate", "nowhere.json"][..],
        &["validate"],
        &["generate", "--check", "x.json"],
        &["nonsense"],
    ] {
        assert_eq!(code(&dtdlgen(&folder, arguments)), 2, "{arguments:?}");
    }
}

#[test]
fn json_is_an_object_a_line_with_every_member() {
    let folder = folder(
        "json",
        &[
            ("a/broken.json", BROKEN),
            ("a/lamp.json", LAMP),
            ("a/notes.txt", "no model"),
        ],
    );
    let output = dtdlgen(&folder, &["validate", "--format", "json", "a"]);
    assert_eq!(code(&output), 1);
    let objects = objects(&output);
    assert_eq!(objects.len(), 2);
    assert_eq!(objects[0]["valid"], false);
    let diagnostic = objects[0]["diagnostics"][0].as_object().unwrap();
    for member in [
        "code",
        "severity",
        "message",
        "help",
        "path",
        "line",
        "column",
        "end_line",
        "end_column",
        "primary_id",
        "secondary_id",
        "property",
        "value",
    ] {
        assert!(diagnostic.contains_key(member), "{member}");
    }
    assert_eq!(diagnostic["line"], 5);
    assert_eq!(diagnostic["severity"], "error");
    assert_eq!(objects[1]["valid"], true);
    assert_eq!(objects[1]["interfaces"][0], "dtmi:test:Lamp;1");
}

#[test]
fn references_are_found_in_a_repository_by_layout() {
    let folder = folder(
        "repository",
        &[("room/room.json", ROOM), ("models/dtmi/test/lamp-1.json", LAMP)],
    );
    assert_eq!(code(&dtdlgen(&folder, &["validate", "room/room.json"])), 1);
    let output = dtdlgen(&folder, &["validate", "--repository", "models", "room/room.json"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
}

#[test]
fn references_are_found_beside_the_file_by_layout_and_by_identifier() {
    let beside = folder("beside", &[("room.json", ROOM), ("any name.json", LAMP)]);
    assert_eq!(code(&dtdlgen(&beside, &["validate", "room.json"])), 0);
    let layout = folder("layout", &[("room.json", ROOM), ("dtmi/test/lamp-1.json", LAMP)]);
    assert_eq!(code(&dtdlgen(&layout, &["validate", "room.json"])), 0);
}

#[test]
fn together_takes_all_files_as_one_set() {
    let folder = folder("together", &[("a/room.json", ROOM), ("b/lamp.json", LAMP)]);
    assert_eq!(code(&dtdlgen(&folder, &["validate", "a", "b"])), 1);
    let output = dtdlgen(&folder, &["validate", "--together", "--format", "json", "a", "b"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert_eq!(objects(&output).len(), 1);
}

#[test]
fn a_file_counts_even_where_the_repository_holds_another_under_its_id() {
    let broken = BROKEN.replace("Broken", "Lamp");
    let folder = folder(
        "own_text",
        &[("lamp.json", &broken), ("models/dtmi/test/lamp-1.json", LAMP)],
    );
    assert_eq!(
        code(&dtdlgen(&folder, &["validate", "--repository", "models", "lamp.json"])),
        1
    );
}

#[test]
fn generate_writes_to_standard_output_a_file_or_a_folder() {
    let folder = folder("generate", &[("room.json", ROOM), ("lamp.json", LAMP)]);
    let output = dtdlgen(&folder, &["generate", "room.json"]);
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.starts_with("// @generated\n// from dtmi:test:Room;1\n"), "{text}");
    assert!(text.contains("pub mod room"), "{text}");
    assert_eq!(
        code(&dtdlgen(&folder, &["generate", "--out", "deep/room.rs", "room.json"])),
        0
    );
    assert_eq!(fs::read_to_string(folder.join("deep/room.rs")).unwrap(), text);
    assert_eq!(
        code(&dtdlgen(&folder, &["generate", "--out-dir", "models", "room.json"])),
        0
    );
    assert!(folder.join("models/mod.rs").exists() && folder.join("models/room/lamp.rs").exists());
}

#[test]
fn check_writes_nothing_and_exits_with_1_when_a_file_differs() {
    let folder = folder("check", &[("lamp.json", LAMP)]);
    let check = ["generate", "--check", "--out", "lamp.rs", "lamp.json"];
    assert_eq!(code(&dtdlgen(&folder, &check)), 1);
    assert!(!folder.join("lamp.rs").exists());
    assert_eq!(
        code(&dtdlgen(&folder, &["generate", "--out", "lamp.rs", "lamp.json"])),
        0
    );
    assert_eq!(code(&dtdlgen(&folder, &check)), 0);
    fs::write(folder.join("lamp.rs"), "other").unwrap();
    let output = dtdlgen(&folder, &check);
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("lamp.rs differs"), "{}", stderr(&output));
}

#[test]
fn a_root_can_be_chosen_and_renamed() {
    let folder = folder("root", &[("room.json", ROOM), ("lamp.json", LAMP)]);
    let output = dtdlgen(
        &folder,
        &[
            "generate",
            "--root",
            "dtmi:test:Lamp;1",
            "--rename",
            "dtmi:test:Lamp;1=light",
            "room.json",
            "lamp.json",
        ],
    );
    assert_eq!(code(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("pub mod light"), "{}", stdout(&output));
    let output = dtdlgen(
        &folder,
        &["generate", "--root", "dtmi:test:None;1", "room.json", "lamp.json"],
    );
    assert_eq!(code(&output), 1);
    assert!(stderr(&output).contains("dtmi:test:None;1"), "{}", stderr(&output));
}

#[test]
fn an_invalid_model_is_not_generated() {
    let folder = folder("not_generated", &[("broken.json", BROKEN)]);
    let output = dtdlgen(&folder, &["generate", "broken.json"]);
    assert_eq!(code(&output), 1);
    assert!(output.stdout.is_empty());
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = folder("pipe", &[]);
    for index in 0..2000 {
        fs::write(folder.join(format!("{index}.json")), BROKEN).unwrap();
    }
    let mut child = Command::new(env!("CARGO_BIN_EXE_dtdlgen"))
        .current_dir(&folder)
        .args(["validate", "."])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut errors = String::new();
    child.stderr.take().unwrap().read_to_string(&mut errors).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "what was found still counts");
    assert!(!errors.contains("panicked"), "{errors}");
}

#[test]
fn what_was_found_counts_whoever_reads_it() {
    let contents = vec![r#"{ "@type": "Telemetry" }"#; 200].join(", ");
    let many = BROKEN.replace(r#"{ "@type": "Telemetry", "name": "temperature" }"#, &contents);
    let folder = folder("closed", &[("many.json", &many), ("lamp.json", LAMP)]);
    for arguments in [
        &["validate", "--together", "many.json"][..],
        &["generate", "many.json"],
        &["generate", "--check", "--out", "missing.rs", "lamp.json"],
        &["generate", "--diff", "--out", "missing.rs", "lamp.json"],
        &["schema", "many.json"],
    ] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_dtdlgen"))
            .current_dir(&folder)
            .args(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        drop(child.stderr.take());
        assert_eq!(child.wait().unwrap().code(), Some(1), "{arguments:?}");
    }
}

#[test]
fn hostile_input_is_a_diagnostic() {
    let nested = "[".repeat(5000);
    let folder = folder(
        "hostile",
        &[
            ("bom.json", &format!("\u{feff}{LAMP}")),
            ("deep.json", &nested),
            ("empty.json", ""),
            ("truncated.json", &LAMP[..60]),
        ],
    );
    fs::write(folder.join("bytes.json"), b"{\"\xff\"}").unwrap();
    let output = dtdlgen(&folder, &["validate", "--format", "json", "."]);
    assert_eq!(code(&output), 1, "{}", stderr(&output));
    let valid: Vec<bool> = objects(&output)
        .iter()
        .map(|object| object["valid"].as_bool().unwrap())
        .collect();
    assert_eq!(valid, [true, false, false, false, false]);
}

#[test]
fn a_path_that_leads_nowhere_does_not_hide_what_the_others_hold() {
    let folder = folder("nowhere", &[("broken.json", BROKEN)]);
    let output = dtdlgen(
        &folder,
        &["validate", "--format", "json", "nowhere.json", "broken.json"],
    );
    assert_eq!(code(&output), 2);
    let objects = objects(&output);
    assert_eq!(objects[0]["diagnostics"][0]["code"], "unreadableFile");
    assert_eq!(objects[1]["diagnostics"][0]["line"], 5);
}

#[test]
fn a_repository_that_is_no_folder_is_an_error() {
    let folder = folder("no_repository", &[("lamp.json", LAMP)]);
    for repository in ["nowhere", "lamp.json"] {
        for command in ["validate", "generate"] {
            let output = dtdlgen(&folder, &[command, "--repository", repository, "lamp.json"]);
            assert_eq!(code(&output), 2);
            let said = format!("repository `{repository}`: ");
            assert!(stderr(&output).contains(&said), "{}", stderr(&output));
        }
    }
}

#[test]
fn a_file_that_two_paths_lead_to_counts_once() {
    let folder = folder("twice", &[("a/lamp.json", LAMP)]);
    let output = dtdlgen(&folder, &["validate", "--together", "a", "./a/lamp.json"]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
}

#[test]
fn a_folder_without_models_is_an_error() {
    let folder = folder("no_models", &[("a/notes.txt", "no model")]);
    for command in ["validate", "generate", "doc"] {
        let output = dtdlgen(&folder, &[command, "a"]);
        assert_eq!(code(&output), 2);
        assert!(output.stdout.is_empty());
        assert!(stderr(&output).contains("no `*.json` in a"), "{}", stderr(&output));
    }
}

#[test]
fn undefined_extensions_and_limits_are_taken_if_asked_for() {
    let undefined = r#"{ "@context": ["dtmi:dtdl:context;3", "dtmi:test:extension;1"], "@id": "dtmi:test:Lamp;1",
                         "@type": "Interface", "contents": [{ "@type": ["Telemetry", "Bright"], "name": "on", "schema": "boolean" }] }"#;
    let limits = r#"{ "@context": ["dtmi:dtdl:context;4#limitless", "dtmi:dtdl:limits:onvif;1"],
                      "@id": "dtmi:test:Camera;1", "@type": "Interface" }"#;
    let folder = folder("extensions", &[("lamp.json", undefined), ("camera.json", limits)]);
    for (arguments, expected) in [
        (&["lamp.json"][..], 1),
        (&["--allow-undefined-extensions", "lamp.json"], 0),
        (&["--allow-undefined-extensions=false", "lamp.json"], 1),
        (&["camera.json"], 1),
        (&["--accept-limits", "onvif", "camera.json"], 0),
        (&["--accept-limits", "onvi", "camera.json"], 2),
    ] {
        for command in ["validate", "generate"] {
            let output = dtdlgen(&folder, &[&[command], arguments].concat());
            assert_eq!(code(&output), expected, "{command} {arguments:?}: {}", stderr(&output));
        }
    }
}

#[test]
fn a_size_that_cannot_be_read_is_refused() {
    let folder = folder("too_large_a_limit", &[("lamp.json", LAMP)]);
    let output = dtdlgen(&folder, &["validate", "--max-size", "300000000", "lamp.json"]);
    assert_eq!(code(&output), 2);
    assert!(
        stderr(&output).contains("at most 268435455 bytes"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = folder("unwritable", &[("lamp.json", LAMP), ("a/notes.txt", "in the way")]);
    for (option, path, said) in [
        ("--out", "a", "write `a`: "),
        ("--out-dir", "lamp.json", "make the folder `lamp.json`: "),
        ("--out", "lamp.json/x.rs", "make the folder `lamp.json`: "),
        ("--out", "..", ""),
    ] {
        let output = dtdlgen(&folder, &["generate", option, path, "lamp.json"]);
        assert_eq!(code(&output), 2, "{option} {path}");
        let said = match said {
            "" => "error: `..` is not a file name".to_owned(),
            said => format!("error: cannot {said}"),
        };
        assert!(stderr(&output).starts_with(&said), "{}", stderr(&output));
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_are_not_followed() {
    let folder = folder("circles", &[("a/lamp.json", LAMP)]);
    std::os::unix::fs::symlink("..", folder.join("a/up")).unwrap();
    std::os::unix::fs::symlink("../a", folder.join("a/folder.json")).unwrap();
    let output = dtdlgen(&folder, &["validate", "--format", "json", "."]);
    assert_eq!(code(&output), 0, "{}", stdout(&output));
    assert_eq!(objects(&output).len(), 1);
}

#[test]
fn a_runtime_that_is_no_path_is_refused() {
    let folder = folder("runtime", &[("lamp.json", LAMP)]);
    for (path, expected) in [("a b", 2), ("a::", 2), ("1a", 2), ("crate::rt", 0), ("::rt", 0)] {
        let output = dtdlgen(&folder, &["generate", "--runtime", path, "lamp.json"]);
        assert_eq!(code(&output), expected, "{path}");
    }
}

#[test]
fn no_more_is_read_than_the_limit() {
    let folder = folder("limit", &[("lamp.json", LAMP)]);
    let output = dtdlgen(&folder, &["validate", "--max-size", "100", "lamp.json"]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("textTooLarge"), "{}", stdout(&output));
}

#[test]
fn the_limit_also_holds_for_what_is_referred_to() {
    let large = LAMP.replace(
        "\"@type\": \"Interface\"",
        &format!("\"@type\": \"Interface\", \"comment\": \"{}\"", "x".repeat(400)),
    );
    let folder = folder(
        "limit_of_references",
        &[
            ("room.json", ROOM),
            ("repository/dtmi/test/lamp-1.json", &large),
            ("flat/room.json", ROOM),
            ("flat/some.json", &large),
        ],
    );
    let within = |arguments: &[&str]| dtdlgen(&folder, &[arguments, &["--max-size", "400"]].concat());
    let validated = within(&["validate", "--repository", "repository", "room.json"]);
    assert_eq!(code(&validated), 1);
    assert!(stdout(&validated).contains("textTooLarge"), "{}", stdout(&validated));
    let beside = within(&["validate", "flat/room.json"]);
    assert_eq!(code(&beside), 1);
    assert!(stdout(&beside).contains("unresolvedReference"), "{}", stdout(&beside));
    let generated = within(&["generate", "--repository", "repository", "room.json"]);
    assert_eq!(code(&generated), 1);
    assert!(stderr(&generated).contains("textTooLarge"), "{}", stderr(&generated));
    let unlimited = dtdlgen(
        &folder,
        &["validate", "--repository", "repository", "room.json", "flat/room.json"],
    );
    assert_eq!(code(&unlimited), 0, "{}", stdout(&unlimited));
}

#[test]
fn keep_going_generates_what_is_sound_and_names_the_rest() {
    let heir = r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Heir;1", "@type": "Interface",
                    "extends": "dtmi:test:Bad;1" }"#;
    let bad = r#"{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Bad;1", "@type": "Interface", "comment": 7 }"#;
    let folder = folder(
        "keep_going",
        &[
            ("lamp.json", LAMP),
            ("broken.json", BROKEN),
            ("bad.json", bad),
            ("heir.json", heir),
        ],
    );
    let all = ["bad.json", "broken.json", "heir.json", "lamp.json"];
    let stopped = dtdlgen(&folder, &[&["generate"], &all[..]].concat());
    assert_eq!((code(&stopped), stdout(&stopped).as_str()), (1, ""));
    let going = dtdlgen(
        &folder,
        &[&["generate", "--keep-going", "--out", "all.rs"], &all[..]].concat(),
    );
    assert_eq!(code(&going), 1);
    for line in [
        "the Interface `dtmi:test:Bad;1` is left out: it has an error\n",
        "the Interface `dtmi:test:Heir;1` is left out: it needs `dtmi:test:Bad;1`, which is left out\n",
        "the Telemetry `temperature` of `dtmi:test:Broken;1` is left out: it has an error\n",
    ] {
        assert!(stderr(&going).contains(line), "{}", stderr(&going));
    }
    let text = fs::read_to_string(folder.join("all.rs")).unwrap();
    assert!(
        text.contains("pub mod lamp") && text.contains("pub mod broken"),
        "{text}"
    );
    assert!(!text.contains("pub mod bad") && !text.contains("pub mod heir") && !text.contains("temperature"));

    let json = dtdlgen(
        &folder,
        &[
            &["validate", "--together", "--keep-going", "--format", "json"],
            &all[..],
        ]
        .concat(),
    );
    assert_eq!(code(&json), 1);
    let object = &objects(&json)[0];
    assert_eq!(object["left_out"][0]["id"], "dtmi:test:Bad;1");
    assert_eq!(object["left_out"][1]["needs"], Value::Null);
    assert_eq!(object["left_out"][2]["needs"], "dtmi:test:Bad;1");
    let human = dtdlgen(&folder, &["validate", "--keep-going", "broken.json"]);
    assert!(stdout(&human).contains("`temperature` of `dtmi:test:Broken;1` is left out"));
    assert_eq!(code(&human), 1);
}

#[test]
fn check_notices_files_that_are_no_longer_generated() {
    let folder = folder(
        "stale",
        &[("lamp.json", LAMP), ("room.json", ROOM), ("out/hand.rs", "// mine\n")],
    );
    let both = ["--out-dir", "out", "lamp.json", "room.json"];
    assert_eq!(code(&dtdlgen(&folder, &[&["generate"], &both[..]].concat())), 0);
    assert_eq!(
        code(&dtdlgen(&folder, &[&["generate", "--check"], &both[..]].concat())),
        0
    );
    let one = ["--out-dir", "out", "lamp.json"];
    let written = dtdlgen(&folder, &[&["generate"], &one[..]].concat());
    assert_eq!(code(&written), 0);
    assert!(
        stderr(&written).contains("note: out/room.rs is no longer generated: remove it"),
        "{}",
        stderr(&written)
    );
    let checked = dtdlgen(&folder, &[&["generate", "--check"], &one[..]].concat());
    assert_eq!(code(&checked), 1);
    assert!(stderr(&checked).contains("error: out/room.rs is no longer generated"));
    assert!(!stderr(&checked).contains("hand.rs"));
}

#[test]
fn what_is_not_utf8_is_shown_with_its_place() {
    let folder = folder("utf8", &[]);
    fs::write(folder.join("bad.json"), b"{\n  \"@id\": \"\xff\" }").unwrap();
    let output = dtdlgen(&folder, &["validate", "--format", "json", "bad.json"]);
    assert_eq!(code(&output), 1);
    let diagnostic = &objects(&output)[0]["diagnostics"][0];
    assert_eq!(diagnostic["code"], "invalidUtf8");
    assert_eq!((&diagnostic["line"], &diagnostic["column"]), (&2.into(), &11.into()));
}

#[test]
fn a_rename_of_what_is_not_there_is_an_error() {
    let folder = folder("rename_unknown", &[("lamp.json", LAMP)]);
    let output = dtdlgen(
        &folder,
        &["generate", "--rename", "dtmi:test:Lump;1=light", "lamp.json"],
    );
    assert_eq!((code(&output), stdout(&output).as_str()), (1, ""));
    assert!(stderr(&output).contains("dtmi:test:Lump;1"), "{}", stderr(&output));
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read() {
    let folder = folder("endless", &[("room.json", ROOM)]);
    let made = Command::new("mkfifo").arg(folder.join("pipe.json")).status().unwrap();
    assert!(made.success());
    std::os::unix::fs::symlink("/dev/zero", folder.join("zero.json")).unwrap();
    let output = dtdlgen(&folder, &["validate", "room.json", "."]);
    assert_eq!(code(&output), 1);
    assert!(stdout(&output).contains("dtmi:test:Lamp;1"));
    fs::write(folder.join("lamp.json"), LAMP).unwrap();
    if Path::new("/dev/full").exists() {
        let output = dtdlgen(&folder, &["generate", "--out", "/dev/full", "lamp.json"]);
        assert_eq!(code(&output), 2);
        assert!(
            stderr(&output).contains("cannot write `/dev/full`: "),
            "{}",
            stderr(&output)
        );
    }
}
