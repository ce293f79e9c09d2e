//! The files of a starter crate.

use std::collections::HashMap;

use dtdl_codegen::{Files, Options, generate};
use dtdl_model::model::{ContentKind, InterfaceId};
use dtdl_model::{Model, Repository};

use crate::definitions::Definition;
use crate::sample;

const MAIN: &str = include_str!("main.rs.txt");
const DEMO: &str = include_str!("demo.rs.txt");
const CLOUD: &str = include_str!("cloud.rs.txt");
const TESTS: &str = include_str!("tests.rs.txt");
const DESIRED_TEST: &str = include_str!("desired.rs.txt");
const CALLS_TEST: &str = include_str!("calls.rs.txt");
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
    let when = |there: bool, text: &'static str| if there { text } else { "" };
    if let Some(handlers) = &starter.handlers {
        let docs = "//! What the device does when the cloud asks for something: it keeps what was asked for, answers with\n\
                    //! placeholders, and says what is not implemented yet. Yours from here on.\n\n";
        files.insert("src/handlers.rs", format!("{docs}{handlers}"));
    }
    let functions = [Some(&starter.start), starter.report.as_ref(), starter.send.as_ref()];
    let functions: Vec<&str> = functions.into_iter().flatten().map(|text| text.trim_end()).collect();
    let (reports, sends) = (starter.report.is_some(), starter.send.is_some());
    let functions = functions.join("\n\n");
    let main = [
        ("id", id.as_str()),
        (
            "map",
            when(functions.contains("BTreeMap::"), "use std::collections::BTreeMap;"),
        ),
        ("model", &format!("models/{place}")),
        ("handlers", when(starter.handlers.is_some(), "mod handlers;")),
        ("functions", &functions),
        ("report", when(reports, "report_properties(&device).await?;")),
        ("send", when(sends, "send_telemetry(&device).await?;")),
    ];
    files.insert("src/main.rs", fill(MAIN, &main));
    let desired = sample::desired(model, root);
    let calls: String = calls(model, root)
        .iter()
        .map(|(method, payload)| format!("    ({method:?}, {}),\n", raw(payload)))
        .collect();
    let asked = [(desired.is_some(), "DESIRED"), (!calls.is_empty(), "CALLS")];
    let imports = [
        ("crate::cloud", asked.as_slice()),
        (
            "crate",
            &[
                (true, "model"),
                (reports, "report_properties"),
                (sends, "send_telemetry"),
                (true, "start"),
            ],
        ),
    ];
    let imports: Vec<String> = imports
        .into_iter()
        .filter_map(|(path, names)| import(path, names))
        .collect();
    let tests = [
        ("json", when(desired.is_some(), "use serde_json::Value;")),
        ("imports", &imports.join("\n")),
        ("messages", starter.tests.as_str()),
        ("desired", when(desired.is_some(), DESIRED_TEST)),
        ("calls", when(!calls.is_empty(), CALLS_TEST)),
    ];
    files.insert("src/tests.rs", fill(TESTS, &tests));
    let desired = desired.unwrap_or_else(|| "{}".to_owned());
    let cloud = [("desired", raw(&desired)), ("calls", format!("&[\n{calls}]"))];
    files.insert(
        "src/cloud.rs",
        fill(CLOUD, &cloud.each_ref().map(|(name, text)| (*name, text.as_str()))),
    );
    files.insert("src/demo.rs", fill(DEMO, &[("name", name)]));
    files.insert("Cargo.toml", manifest(name, id.as_str(), runtime));
    files.insert("README.md", fill(README, &[("name", name), ("id", id.as_str())]));
    files.insert(".gitignore", "/target\n");
    Ok(files)
}

/// A template with texts for its `{placeholders}`. A line that is nothing but one goes if there is no text for it.
fn fill(template: &str, texts: &[(&str, &str)]) -> String {
    let find = |rest: &'_ str| {
        texts.iter().find_map(|(name, text)| {
            let behind = rest.strip_prefix('{')?.strip_prefix(name)?.starts_with('}');
            behind.then_some((*text, name.len() + 2))
        })
    };
    let mut out = String::new();
    for line in template.lines() {
        if find(line.trim()) == Some(("", line.trim().len())) {
            continue;
        }
        let mut rest = line;
        while let Some((before, from)) = rest.find('{').and_then(|start| rest.split_at_checked(start)) {
            let (text, length) = find(from).unwrap_or(("{", 1));
            out.push_str(before);
            out.push_str(text);
            rest = from.get(length..).unwrap_or_default();
        }
        out.push_str(rest);
        out.push('\n');
    }
    out
}

/// The import of those names that are there.
fn import(path: &str, names: &[(bool, &str)]) -> Option<String> {
    let names: Vec<&str> = names
        .iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, name)| *name)
        .collect();
    match names.as_slice() {
        [] => None,
        [only] => Some(format!("use {path}::{only};")),
        several => Some(format!("use {path}::{{{}}};", several.join(", "))),
    }
}

/// Each command, as it is called, and a request for it.
fn calls(model: &Model, root: InterfaceId) -> Vec<(String, String)> {
    let commands = |id: InterfaceId, prefix: &str| -> Vec<(String, String)> {
        let contents = model[id].contents();
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
    for content in model[root].contents() {
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

[dev-dependencies]
dtdl-runtime = {{ {device}, features = ["testing"] }}
serde_json = "1"

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

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn a_text_that_looks_like_a_placeholder_stays_as_it_is() {
        let template = "{first}\n    {second}\n[{first}, {second}] {other}\n{third}\n";
        assert_eq!(
            fill(template, &[("first", "{second}"), ("second", ""), ("third", "3")]),
            "{second}\n[{second}, ] {other}\n3\n"
        );
    }
}
