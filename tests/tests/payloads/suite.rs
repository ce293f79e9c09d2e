//! The reference validator's instance texts, through generated types.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dtdl_codegen::model::model::SchemaKind;
use dtdl_codegen::model::{self, NoResolver, Source, parse};
use dtdl_codegen::{Options, Side, generate};
use dtdl_runtime::wire::merge::is_same;
use dtdl_runtime::{DateTime, Time};
use dtdl_tests::shared::shared;
use dtdl_tests::types;
use serde_json::{Value, json};

use crate::program::{Module, Question, Type, ask};
use crate::says_the_same;

/// A text, and whether the reference takes it for a value of the schema.
struct Instance {
    case: String,
    schema: String,
    text: String,
    conforms: bool,
    is_enum: bool,
}

/// Why generated code takes what the reference does not: what a cloud sends is read wider, by this list and no more.
fn exception(instance: &Instance, written: &str) -> Option<&'static str> {
    let Instance { schema, text, .. } = instance;
    let of = |names: &[&str]| names.iter().any(|name| schema.contains(&format!(":Schema:{name};")));
    let (value, written): (Value, Value) = (serde_json::from_str(text).ok()?, serde_json::from_str(written).ok()?);
    let in_utc = format!("{}Z", value.as_str().unwrap_or_default());
    if of(&["time"]) && in_utc.parse::<Time>().is_ok() || of(&["dateTime"]) && in_utc.parse::<DateTime>().is_ok() {
        return Some("a time or dateTime without offset counts as UTC");
    }
    if instance.is_enum && value == written {
        return Some("an unknown value of an enum is kept");
    }
    if value.is_number() && is_same(&value, &written) && text.contains(['.', 'e', 'E']) {
        return Some("a number without a fraction is an integer, however it is written");
    }
    let mut nulls = false;
    if value != written && is_rest(&written, &value, &mut nulls) {
        return Some(if nulls {
            "null in a field of an object is absent"
        } else {
            "a field that the model does not have is passed over"
        });
    }
    None
}

/// Whether a value is what is left of another when members of objects are taken out; notes whether one was `null`.
fn is_rest(rest: &Value, whole: &Value, nulls: &mut bool) -> bool {
    match (rest, whole) {
        (Value::Object(rest), Value::Object(whole)) => whole.iter().all(|(name, value)| match rest.get(name) {
            Some(rest) => is_rest(rest, value, nulls),
            None => {
                *nulls |= value.is_null();
                true
            }
        }),
        (Value::Array(rest), Value::Array(whole)) => {
            rest.len() == whole.len() && rest.iter().zip(whole).all(|(rest, whole)| is_rest(rest, whole, nulls))
        }
        (rest, whole) => is_same(rest, whole),
    }
}

/// Why a text is written otherwise than it was, though it says the same.
fn respelled(schema: &str, text: &str, written: &str) -> Option<&'static str> {
    let digits = |text: &str| text.trim_matches('"').trim_end_matches('=').to_owned();
    if schema.contains(":uuid;") && text.to_ascii_lowercase() == written {
        return Some("a uuid is written in small letters");
    }
    let (mut text, mut written) = (digits(text), digits(written));
    let last = text.pop().zip(written.pop());
    (schema.contains(":bytes;") && last.is_some() && text == written)
        .then_some("base64 is written without the bits that its last character has to spare")
}

#[test]
fn instance_texts_of_the_reference_are_taken_and_refused_as_by_it_but_for_the_documented_exceptions() {
    let Some(folder) = shared("conformance/generated") else {
        return;
    };
    let (mut modules, mut questions, mut instances) = (Vec::new(), Vec::new(), Vec::new());
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        collect(&file, &mut modules, &mut questions, &mut instances);
    }
    assert!(instances.len() > 800, "{} instances", instances.len());
    let answers = ask("suite", &modules, &questions);
    let (mut same, mut refused, mut exceptions) = (0, 0, BTreeMap::<_, usize>::new());
    for (instance, answer) in instances.iter().zip(&answers) {
        let Instance {
            case,
            schema,
            text,
            conforms,
            ..
        } = instance;
        match (conforms, answer) {
            (true, Ok(written)) if says_the_same(text, written) => same += 1,
            (true, Ok(written)) => match respelled(schema, text, written) {
                Some(reason) => *exceptions.entry(reason).or_default() += 1,
                None => panic!("{case}: {schema} makes {written} of {text}"),
            },
            (false, Err(_)) => refused += 1,
            (false, Ok(written)) => match exception(instance, written) {
                Some(reason) => *exceptions.entry(reason).or_default() += 1,
                None => panic!("{case}: {schema} takes {text}, and writes it as {answer:?}"),
            },
            (true, Err(why)) => panic!("{case}: {schema} refuses {text}: {why}"),
        }
    }
    println!("{same} taken and written again equal, {refused} refused");
    for (reason, count) in exceptions {
        println!("{count} otherwise than the reference: {reason}");
    }
}

/// Adds the instances of a case, and the module with the types of their schemas.
fn collect(file: &Path, modules: &mut Vec<Module>, questions: &mut Vec<Question>, instances: &mut Vec<Instance>) {
    let text = fs::read_to_string(file).unwrap();
    let case: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).unwrap();
    let Some(listed) = case.get("instances").and_then(Value::as_array) else {
        return;
    };
    let name = file.file_stem().unwrap().to_string_lossy().into_owned();
    let mut inputs = case["input"].as_array().unwrap().clone();
    // Instances of what is no schema are no values.
    let original = read(&inputs);
    let of_schemas: Vec<&Value> = listed
        .iter()
        .filter(|instance| original.schema(subject(instance)).is_some())
        .collect();
    let mut schemas: Vec<&str> = of_schemas.iter().map(|instance| subject(instance)).collect();
    schemas.sort_unstable();
    schemas.dedup();
    if schemas.is_empty() {
        return;
    }
    let root = add_telemetry(&mut inputs, &schemas);
    let options = Options::new().side(Side::Service).docs(false).root(&root);
    let generated = generate(&read(&inputs), &options);
    let plan = generated.plan();
    assert!(plan.problems.is_empty(), "{name}: {:?}", plan.problems);
    let top = format!("m{:03}", modules.len());
    let types = schemas.iter().enumerate().map(|(index, _)| {
        let wire = format!("instance{index}");
        let member = plan
            .modules
            .iter()
            .flat_map(|module| &module.telemetry)
            .find(|member| member.wire == wire);
        let member = member.unwrap_or_else(|| {
            panic!(
                "{name}: {} in {:?}",
                schemas[index],
                plan.modules.iter().map(|module| &module.id).collect::<Vec<_>>()
            )
        });
        Type::Value(types::path(plan, &top, &member.ty))
    });
    for instance in of_schemas {
        let text = instance["submit"].as_str().unwrap().to_owned();
        questions.push(Question {
            module: modules.len(),
            ty: schemas.iter().position(|schema| *schema == subject(instance)).unwrap(),
            property: false,
            text: text.clone(),
        });
        instances.push(Instance {
            case: name.clone(),
            schema: subject(instance).to_owned(),
            text,
            conforms: instance["conforms"].as_bool().unwrap(),
            is_enum: original
                .schema(subject(instance))
                .is_some_and(|schema| matches!(original[schema].kind, SchemaKind::Enum(_))),
        });
    }
    modules.push(Module {
        types: types.collect(),
        source: generated.source(),
        name: top,
    });
}

fn subject(instance: &Value) -> &str {
    instance["subject"].as_str().unwrap()
}

/// Gives the first interface a telemetry of each schema; returns its identifier.
fn add_telemetry(inputs: &mut [Value], schemas: &[&str]) -> String {
    let texts = inputs.iter_mut().flat_map(|input| match input {
        Value::Array(elements) => elements.iter_mut().collect::<Vec<_>>(),
        element => vec![element],
    });
    let mut interfaces = texts.filter(|element| element["@type"] == "Interface");
    let interface = interfaces.next().expect("an interface");
    let contents = interface
        .as_object_mut()
        .unwrap()
        .entry("contents")
        .or_insert_with(|| json!([]));
    for (index, schema) in schemas.iter().enumerate() {
        let telemetry = json!({"@type": "Telemetry", "name": format!("instance{index}"), "schema": schema});
        match &mut *contents {
            Value::Array(contents) => contents.push(telemetry),
            single => *single = json!([single.take(), telemetry]),
        }
    }
    interface["@id"].as_str().unwrap().to_owned()
}

fn read(inputs: &[Value]) -> model::Model {
    let sources = inputs
        .iter()
        .enumerate()
        .map(|(index, input)| Source::new(format!("{index}.json"), input.to_string()));
    let parsed = parse(sources.collect(), &mut NoResolver, &model::Options::default());
    let errors: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|error| error.render(&parsed.sources))
        .collect();
    assert!(parsed.is_valid(), "{}", errors.join("\n"));
    parsed.model
}
