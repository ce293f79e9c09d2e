//! The face for build scripts.

#![allow(clippy::unwrap_used, reason = "a test may")]
#![cfg(feature = "format")]

use std::fs;
use std::path::{Path, PathBuf};

use dtdl_codegen::{Builder, Options, Target, generate, load};

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/cases")
        .join(name)
        .join("model.json")
}

fn out(test: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("builder").join(test)
}

#[test]
fn the_file_holds_the_tokens_that_every_face_gives() {
    let folder = out("tokens");
    Builder::new()
        .model(case("thermostat"))
        .out_dir(&folder)
        .generate()
        .unwrap();
    let written = fs::read_to_string(folder.join("thermostat.rs")).unwrap();
    let options = Options::new().model(case("thermostat"));
    let generated = generate(&load(&options).model, &options);
    assert_eq!(written, generated.source());
    assert!(
        spelled(&written) == spelled(&generated.tokens().to_string()),
        "formatting changes a token"
    );
}

/// Source text without what formatting may change: spaces, commas and braces around a single expression, and which of
/// its two spellings documentation has.
fn spelled(source: &str) -> String {
    let tokens: proc_macro2::TokenStream = source.parse().unwrap();
    let text = tokens.to_string().replace([',', ' ', '\n', '{', '}'], "");
    text.replace("doc=r\"", "doc=\"")
}

#[test]
fn a_module_can_be_named_and_the_runtime_moved() {
    let folder = out("named");
    Builder::new()
        .model(case("thermostat"))
        .module("heating")
        .runtime("::my_runtime")
        .out_dir(&folder)
        .generate()
        .unwrap();
    let written = fs::read_to_string(folder.join("heating.rs")).unwrap();
    assert!(
        written.contains("pub mod heating {\n    use ::my_runtime::{self as __rt};"),
        "{written}"
    );
}

#[test]
fn an_error_shows_the_diagnostics_whichever_way_it_is_printed() {
    let error = Builder::new()
        .model("tests/nowhere.json")
        .out_dir(out("error"))
        .generate()
        .unwrap_err();
    assert!(error.to_string().contains("nowhere.json"), "{error}");
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn a_wrong_setting_is_named() {
    let error = Builder::new()
        .model(case("thermostat"))
        .module("not a name")
        .generate()
        .unwrap_err();
    assert!(error.to_string().contains("`not a name`"), "{error}");
}

#[test]
fn a_device_template_of_iot_central_is_read_and_judged() {
    let folder = out("central");
    fs::create_dir_all(&folder).unwrap();
    let template = r#"{
      "@id": "dtmi:test:template;1", "@type": ["ModelDefinition", "DeviceModel"],
      "@context": ["dtmi:iotcentral:context;2", "dtmi:dtdl:context;2"],
      "capabilityModel": {
        "@id": "dtmi:test:Lamp;1", "@type": "Interface",
        "contents": [{ "@type": "Telemetry", "name": "where", "schema": "point" }]
      }
    }"#;
    fs::write(folder.join("template.json"), template).unwrap();
    let options = Options::new().base(&folder).model("template.json");
    assert_eq!(load(&options).diagnostics, []);
    let parsed = load(&options.clone().target(Target::IotCentral));
    let codes: Vec<&str> = parsed.diagnostics.iter().map(|found| found.code.as_str()).collect();
    assert!(parsed.is_valid());
    assert_eq!(codes, ["iotCentralSchema"]);
    let generated = Builder::new()
        .model(folder.join("template.json"))
        .target(Target::IotCentral)
        .out_dir(&folder);
    generated.generate().unwrap();
    assert!(
        fs::read_to_string(folder.join("lamp.rs"))
            .unwrap()
            .contains("dtmi:test:Lamp;1")
    );
}
