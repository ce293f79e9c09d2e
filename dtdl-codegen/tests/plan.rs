//! What is decided about a model: names above all.

#![allow(clippy::indexing_slicing, clippy::panic, reason = "tests")]

use dtdl_codegen::model::{NoResolver, Options as ModelOptions, Source, parse};
use dtdl_codegen::plan::{Member, Metadata, Plan, TypeKind};
use dtdl_codegen::{Options, generate};

fn interface(name: &str, contents: &str) -> String {
    format!(
        r#"{{ "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:{name};1", "@type": "Interface", "contents": [{contents}] }}"#
    )
}

fn plan_of(text: String, options: &Options) -> Plan {
    let sources = vec![Source::new("model.json", text)];
    let parsed = parse(sources, &mut NoResolver, &ModelOptions::default());
    assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
    generate(&parsed.model, options).plan().clone()
}

fn planned(contents: &str, options: &Options) -> Plan {
    plan_of(interface("Gpio", contents), options)
}

fn types(contents: &str) -> Vec<String> {
    let plan = planned(contents, &Options::new());
    plan.modules
        .iter()
        .flat_map(|module| &module.types)
        .map(|ty| ty.name.clone())
        .collect()
}

const MODE: &str = r#"{ "name": "mode", "schema": { "@type": "Enum", "valueSchema": "integer", "enumValues": [{ "name": "on", "enumValue": 1 }] } }"#;

fn command(name: &str, schema: &str) -> String {
    format!(r#"{{ "@type": "Command", "name": "{name}", "request": {{ "name": "params", "schema": {schema} }} }}"#)
}

fn object(fields: &str) -> String {
    format!(r#"{{ "@type": "Object", "fields": [{fields}] }}"#)
}

fn array(of: &str) -> String {
    format!(r#"{{ "@type": "Array", "elementSchema": {of} }}"#)
}

#[test]
fn a_payload_has_its_own_name_if_it_alone_wants_it_else_its_commands() {
    assert_eq!(types(&command("set", &object(MODE))), ["Params", "ParamsMode"]);
    let two = [
        command("set", &object(MODE)),
        command("get", &object(r#"{ "name": "pin", "schema": "integer" }"#)),
    ]
    .join(",");
    assert_eq!(types(&two), ["SetRequest", "SetRequestMode", "GetRequest"]);
}

#[test]
fn what_is_inside_a_type_is_called_after_it_whatever_others_hold() {
    let both = [command("set", &object(MODE)), command("get", &object(MODE))].join(",");
    assert_eq!(
        types(&both),
        ["SetRequest", "SetRequestMode", "GetRequest", "GetRequestMode"]
    );
    let context = format!(
        r#"{{ "@type": "Telemetry", "name": "context", "schema": {} }}"#,
        object(MODE)
    );
    assert_eq!(types(&context), ["ContextObject", "ContextObjectMode"]);
}

#[test]
fn elements_of_an_array_are_called_after_what_it_would_be_called() {
    let fields = format!(r#"{{ "name": "lines", "schema": {} }}"#, array(&array(&object(MODE))));
    let two = [
        command("set", &array(&object(&fields))),
        command("get", &object(r#"{ "name": "pin", "schema": "integer" }"#)),
    ]
    .join(",");
    assert_eq!(
        types(&two),
        [
            "SetRequestElement",
            "SetRequestElementLinesElementElement",
            "SetRequestElementLinesElementElementMode",
            "GetRequest"
        ]
    );
}

#[test]
fn what_is_inside_a_renamed_type_is_called_after_its_new_name() {
    let options = Options::new().rename("dtmi:test:Gpio:_contents:__set:_request:_schema;1", "Pins");
    let plan = planned(&command("set", &object(MODE)), &options);
    let names: Vec<&str> = plan
        .modules
        .iter()
        .flat_map(|module| &module.types)
        .map(|ty| ty.name.as_str())
        .collect();
    assert_eq!((names, plan.problems), (vec!["Pins", "PinsMode"], Vec::new()));
}

/// An element of each of these names, each with something to say.
fn said(kind: &str) -> String {
    ["name", "target", "metadata", "modelId"]
        .map(|name| format!(r#"{{ {kind} "name": "{name}", "displayName": "Said" }}"#))
        .join(",")
}

fn constants<'a>(said: impl IntoIterator<Item = &'a Metadata>) -> Vec<&'a str> {
    said.into_iter().map(|metadata| metadata.constant.as_str()).collect()
}

fn of_members(members: &[Member]) -> Vec<&str> {
    constants(members.iter().filter_map(|member| member.metadata.as_ref()))
}

#[test]
fn a_constant_is_numbered_only_where_one_of_ours_stands_beside_it() {
    let options = Options::new();
    let fields = said(r#""schema": "string","#);
    let properties = said(r#""@type": "Property", "schema": "string","#);

    let plan = planned(&properties, &options);
    assert_eq!(
        of_members(&plan.modules[0].properties),
        ["NAME", "TARGET", "METADATA", "MODEL_ID"]
    );

    let held = format!(
        r#"{{ "@type": "Telemetry", "name": "held", "schema": {} }}"#,
        object(&fields)
    );
    let plan = planned(&held, &options);
    let TypeKind::Struct(members) = &plan.modules[0].types[0].kind else {
        panic!("an object is a struct");
    };
    assert_eq!(of_members(members), ["NAME", "TARGET", "METADATA_2", "MODEL_ID"]);

    let near = format!(r#"{{ "@type": "Relationship", "name": "near", "properties": [{properties}] }}"#);
    let plan = planned(&near, &options);
    assert_eq!(
        of_members(&plan.modules[0].relationships[0].members),
        ["NAME_2", "TARGET_2", "METADATA_2", "MODEL_ID"]
    );

    let plan = planned(&said(r#""@type": "Command","#), &options);
    let commands = plan.modules[0].commands.iter().flat_map(|command| &command.metadata);
    assert_eq!(constants(commands), ["NAME", "TARGET", "METADATA_2", "MODEL_ID_2"]);
}

#[test]
fn a_component_of_one_device_alone_leads_to_it() {
    let component =
        |name: &&str| format!(r#"{{ "@type": "Component", "name": "{name}", "schema": "dtmi:test:{name};1" }}"#);
    let components = |names: &[&str]| names.iter().map(component).collect::<Vec<_>>().join(",");
    let sensor = |name| interface(name, r#"{ "@type": "Telemetry", "name": "value", "schema": "double" }"#);
    let interfaces = [
        interface("House", &components(&["Lamp", "Heater"])),
        interface("Garage", &components(&["Lamp", "Gate"])),
        sensor("Gate"),
        sensor("Heater"),
        sensor("Lamp"),
    ];
    let plan = plan_of(format!("[{}]", interfaces.join(",")), &Options::new().module("homes"));
    let device = |name: &str| {
        let module = plan.modules.iter().find(|module| module.name == name)?;
        Some(plan.modules[module.device?].name.as_str())
    };
    assert_eq!((device("heater"), device("gate")), (Some("house"), Some("garage")));
    assert_eq!(device("lamp"), None, "two devices have one");
    assert_eq!(device("house"), None, "it is the device");
}

#[test]
fn a_display_name_is_shown_if_it_adds_a_word_to_name_and_description() {
    for (display_name, description, shown) in [
        ("Battery level", "", false),
        ("batteryLevel", "", false),
        ("Level (battery).", "", false),
        ("Battery level (%)", "", true),
        ("Charge", "", true),
        ("Object", "", false),
        ("Battery charge", "The charge.", false),
        ("Battery charge (%)", "The charge.", true),
    ] {
        let telemetry = format!(
            r#"{{ "@type": "Telemetry", "name": "batteryLevel", "schema": "double", "displayName": "{display_name}", "description": "{description}" }}"#
        );
        let plan = planned(&telemetry, &Options::new());
        let title = plan.modules[0].telemetry[0].docs.title.as_deref();
        assert_eq!(title, shown.then_some(display_name), "{display_name}, {description}");
    }
}

#[test]
fn a_note_names_the_types_that_are_alike_and_says_how_they_become_one() {
    let same = object(&format!(r#"{{ "name": "pin", "schema": "integer" }}, {MODE}"#));
    let other = object(r#"{ "name": "pin", "schema": "long" }"#);
    let three = [
        command("set", &same),
        command("get", &array(&same)),
        command("read", &other),
    ]
    .join(",");
    assert_eq!(
        planned(&three, &Options::new()).notes,
        [
            "types that are alike because the model says the same again: `SetRequest`, `GetRequestElement`; one schema \
             with an `@id`, among the `schemas` of the interface, is one type wherever it is used"
        ],
        "what is inside of them would be one with them"
    );
    assert!(planned(&three, &Options::new().notes(false)).notes.is_empty());
    let two = [command("set", &same), command("read", &other)].join(",");
    assert!(planned(&two, &Options::new()).notes.is_empty());
    let within = object(&format!(r#"{{ "name": "more", "schema": {} }}"#, object(MODE)));
    let modes = [command("set", &same), command("read", &within)].join(",");
    let notes = planned(&modes, &Options::new()).notes;
    assert!(
        notes[0].contains("`SetRequestMode`, `ReadRequestMoreMode`"),
        "{notes:?}"
    );
}
