//! The macro, build.rs and the command line make the same code of a model: equal but for the runtime's path and the
//! items by which the macro makes the compiler watch files.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dtdl_codegen::{Builder, Options, Side, generate, load};
use dtdl_tests::shared::{binary, shared, workspace};
use proc_macro2::TokenStream;
use quote::ToTokens as _;

// A procedural macro can be called by the compiler only, so the test compiles what stands behind it.
#[path = "../../dtdl-macros/src/args.rs"]
#[allow(dead_code, reason = "the compiler wants the place, this test does not")]
mod args;
#[path = "../../dtdl-macros/src/expand.rs"]
mod expand;
#[path = "../../dtdl-macros/src/report.rs"]
mod report;

/// The same text for the same tokens, whatever they were formatted like.
fn normal(source: &str) -> String {
    let mut file = syn::parse_file(source).unwrap_or_else(|error| panic!("{error}: {source}"));
    file.items.iter_mut().for_each(strip);
    prettyplease::unparse(&file)
}

/// Takes out the items that name a file.
fn strip(item: &mut syn::Item) {
    let syn::Item::Mod(module) = item else { return };
    let Some((_, items)) = &mut module.content else { return };
    items.retain(|item| !item.to_token_stream().to_string().contains("include_bytes"));
}

fn models() -> Vec<(PathBuf, PathBuf)> {
    let ours = workspace().join("samples/models");
    let mut models = vec![
        (ours.join("dtmi/com/example/thermostat-1.json"), ours.clone()),
        (ours.join("dtmi/com/example/temperaturecontroller-1.json"), ours),
    ];
    if let Some(corpus) = shared("models") {
        let name = "dtmi/com/example/temperaturecontroller-2.json";
        models.push((corpus.join(name), corpus));
    }
    models
}

#[test]
fn the_three_faces_write_the_tokens_of_the_library() {
    let dtdlgen = binary("dtdlgen");
    let sides = [
        (Side::Device, "device"),
        (Side::Service, "service"),
        (Side::Both, "both"),
    ];
    for ((model, repository), (side, word)) in models()
        .into_iter()
        .flat_map(|model| sides.map(|side| (model.clone(), side)))
    {
        let options = Options::new().model(&model).repository(&repository).side(side);
        let generated = generate(&load(&options).model, &options);
        let expected = normal(&generated.tokens().to_string());
        let name = format!("{} ({word})", model.display());
        assert_eq!(
            normal(&built(&model, &repository, side, &generated.file_name())),
            expected,
            "build.rs: {name}"
        );
        assert_eq!(
            normal(&called(&dtdlgen, &model, &repository, word)),
            expected,
            "dtdlgen: {name}"
        );
        assert_eq!(normal(&expanded(&model, &repository, word)), expected, "macro: {name}");
    }
}

fn built(model: &Path, repository: &Path, side: Side, file: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("faces");
    Builder::new()
        .model(model)
        .repository(repository)
        .side(side)
        .out_dir(&folder)
        .generate()
        .unwrap();
    fs::read_to_string(folder.join(file)).unwrap()
}

fn called(dtdlgen: &Path, model: &Path, repository: &Path, side: &str) -> String {
    let output = Command::new(dtdlgen)
        .args(["generate", "--option", &format!("side={side}"), "--repository"])
        .arg(repository)
        .arg(model)
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn expanded(model: &Path, repository: &Path, side: &str) -> String {
    let arguments = format!("(::dtdl_runtime) {model:?}, repository = {repository:?}, side = {side}");
    let arguments: TokenStream = arguments.parse().unwrap();
    let args = args::parse(arguments).unwrap_or_else(|mistake| panic!("{}", mistake.message));
    let tokens = expand::expand(args).to_string();
    assert!(
        tokens.contains("include_bytes"),
        "the macro makes the compiler watch the model"
    );
    tokens
}

/// A set with interfaces of one name.
const NOTED: &str = r#"[
  { "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:House;1", "@type": "Interface", "contents": [
    { "@type": "Component", "name": "hall", "schema": "dtmi:test:inside:Lamp;1" },
    { "@type": "Component", "name": "door", "schema": "dtmi:test:outside:Lamp;1" }] },
  { "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:inside:Lamp;1", "@type": "Interface" },
  { "@context": "dtmi:dtdl:context;3", "@id": "dtmi:test:outside:Lamp;1", "@type": "Interface" }
]"#;

#[test]
fn what_the_user_may_want_to_change_is_said_by_every_face() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("notes");
    fs::create_dir_all(&folder).unwrap();
    let model = folder.join("house.json");
    fs::write(&model, NOTED).unwrap();
    let options = Options::new().model(&model);
    let parsed = load(&options);
    assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
    let notes = generate(&parsed.model, &options).plan().notes.clone();
    assert_eq!(notes.len(), 2, "{notes:#?}");
    // Lines of documentation are wrapped.
    let plain = |text: &str| text.replace("///", "").split_whitespace().collect::<Vec<_>>().join(" ");

    let tokens = expanded(&model, &folder, "device");
    let from_macro = plain(&prettyplease::unparse(&syn::parse_file(&tokens).unwrap()));
    let from_build = plain(&built(&model, &folder, Side::Device, "house.rs"));
    let output = Command::new(binary("dtdlgen"))
        .arg("generate")
        .arg(&model)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    for note in &notes {
        assert!(said.contains(&format!("note: {note}")), "dtdlgen: {said}");
        // A sentence, there.
        let note = note.replacen('s', "S", 1);
        assert!(from_macro.contains(&note), "macro: {note}\n{from_macro}");
        assert!(from_build.contains(&note), "build.rs: {note}");
    }
    assert!(from_macro.contains("# Notes"), "{from_macro}");

    let arguments: TokenStream = format!("(::dtdl_runtime) {model:?}, notes = false").parse().unwrap();
    let args = args::parse(arguments).unwrap_or_else(|mistake| panic!("{}", mistake.message));
    assert!(!expand::expand(args).to_string().contains("# Notes"));
}
