//! The files of a starter crate.

use std::collections::HashMap;

use dtdl_codegen::{Files, Options, generate};
use dtdl_model::model::{ContentKind, InterfaceId};
use dtdl_model::{Model, Repository};

use crate::definitions::Definition;
use crate::sample;

const MAIN: &str = include_str!("main.rs.txt");
const DEMO: &str = include_str!("demo.rs.txt");
const TESTS: &str = include_str!("tests.rs.txt");
const README: &str = include_str!("README.md.txt");

/// What the generated module is called in the crate: a name that no other item there has.
const MODULE: &str = "model";

/// All files, or what cannot be generated.
pub(super) fn files(
    model: &Model,
    root: InterfaceId,
    definitions: &HashMap<String, Definition<'_>>,
    name: &str,
    runtime: Option<&str>,
) -> Result<Files, Vec<String>> {
    let mut files = Files::default();
    let id = &model[root].named.id;
    let mut place = None;
    for interface in model.closure(&[root]) {
        let id = &model[interface].named.id;
        let Some(definition) = definitions.get(id.as_str()) else {
            continue;
        };
        let Some(path) = Repository::relative_path(id) else {
            continue;
        };
        place.get_or_insert_with(|| path.clone());
        files.insert(format!("models/{path}"), format!("{}\n", definition.text));
    }
    let Some(place) = place else {
        return Err(vec![format!(
            "`{id}` stands inside another interface: give its own file"
        )]);
    };
    let options = Options::new().root(id.as_str()).module(MODULE);
    let generated = generate(model, &options);
    if !generated.plan().problems.is_empty() {
        return Err(generated.plan().problems.clone());
    }
    let starter = generated.starter();
    let handlers = starter.handlers.as_ref();
    if let Some(handlers) = handlers {
        let docs = "//! What the device does when the cloud asks for something: keep what was asked for, and say what is not there\n\
                    //! yet. Yours from here on.\n\n";
        files.insert("src/handlers.rs", format!("{docs}{handlers}"));
    }
    let step = if starter.sends {
        "        send_telemetry(&device).await?;\n"
    } else {
        "        // Here the device sends its telemetry.\n"
    };
    let main = MAIN
        .replace("{id}", id.as_str())
        .replace("{model}", &format!("models/{place}"))
        .replace(
            "mod handlers;\n",
            if handlers.is_some() { "mod handlers;\n" } else { "" },
        )
        .replace("{functions}", starter.functions.trim_end())
        .replace("        {step}\n", step);
    files.insert("src/main.rs", main);
    let desired = sample::desired(model, root).unwrap_or_else(|| "{}".to_owned());
    let calls: String = calls(model, root)
        .iter()
        .map(|(method, payload)| format!("    ({method:?}, {}),\n", raw(payload)))
        .collect();
    let calls = if calls.is_empty() {
        "&[]".to_owned()
    } else {
        format!("&[\n{calls}]")
    };
    files.insert(
        "src/demo.rs",
        DEMO.replace("{name}", name)
            .replace("{desired}", &raw(&desired))
            .replace("{calls}", &calls),
    );
    files.insert(
        "src/tests.rs",
        TESTS.replace("{sends}", if starter.sends { "true" } else { "false" }),
    );
    files.insert("Cargo.toml", manifest(name, id.as_str(), runtime));
    files.insert("README.md", README.replace("{name}", name).replace("{id}", id.as_str()));
    files.insert(".gitignore", "/target\n");
    Ok(files)
}

/// Each command, as it is called, and a request for it.
fn calls(model: &Model, root: InterfaceId) -> Vec<(String, String)> {
    let commands = |id: InterfaceId, prefix: &str| -> Vec<(String, String)> {
        let contents = model[id].contents.iter();
        let calls = contents.filter_map(|content| match &content.kind {
            ContentKind::Command(command) => Some((
                format!("{prefix}{}", content.name),
                sample::payload(model, command.request.as_ref()),
            )),
            _ => None,
        });
        calls.collect()
    };
    let mut out = commands(root, "");
    for content in &model[root].contents {
        if let ContentKind::Component(component) = &content.kind {
            out.extend(commands(component.schema, &format!("{}*", content.name)));
        }
    }
    out
}

/// A string literal of Rust that shows JSON as it is.
fn raw(text: &str) -> String {
    let mut hashes = String::from("#");
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

fn manifest(name: &str, id: &str, runtime: Option<&str>) -> String {
    let source = |folder: &str| match runtime {
        Some(checkout) => format!("path = {:?}", format!("{checkout}/{folder}")),
        None => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
    };
    format!(
        r#"[package]
name = "{name}"
version = "0.1.0"
edition = "2024"
description = "A device of {id}"
publish = false

[dependencies]
dtdl-hub = {{ {hub}, optional = true }}
dtdl-runtime = {{ {device}, features = ["mqtt"] }}
serde_json = {{ version = "1", optional = true }}
tokio = {{ version = "1", features = ["macros", "rt", "signal", "sync", "time"] }}

[features]
default = ["demo"]
## When no connection is configured, run against a hub in the same process.
demo = ["dep:dtdl-hub", "dep:serde_json"]

# The crate is a workspace of its own. Without this line it can become part of one around it.
[workspace]
"#,
        hub = source("hub"),
        device = source("runtime"),
    )
}
