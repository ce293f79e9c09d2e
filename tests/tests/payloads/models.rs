//! Random values for the payloads of the published models, through generated types.

use std::fs;
use std::path::{Path, PathBuf};

use dtdl_codegen::model::Model;
use dtdl_codegen::model::model::{CommandPayload, ContentKind, Interface, SchemaId};
use dtdl_codegen::plan::{self, Member, Plan, RustType};
use dtdl_codegen::{Options, Side, generate, load};
use dtdl_tests::random::Random;
use dtdl_tests::shared::shared;
use dtdl_tests::types;
use proptest::strategy::{BoxedStrategy, Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use crate::program::{Module, Question, Type, ask};
use crate::{says_the_same, values};

/// How many models the test takes each time; `DTDL_MODELS=all` takes them all, another number that many.
const SAMPLE: usize = 16;
/// How many values each payload gets.
const VALUES: usize = 24;

/// Something of a model that goes over the wire.
struct Payload {
    ty: Type,
    property: bool,
    judge: Judge,
}

/// What a payload's text has to be.
enum Judge {
    Value(SchemaId),
    Nullable(SchemaId),
    Members(Vec<(String, SchemaId)>),
}

#[test]
fn random_values_of_published_models_are_written_as_the_models_say() {
    let Some(folder) = shared("models") else { return };
    let mut random = Random::new();
    let mut models = Vec::new();
    for path in chosen(&folder, &mut random) {
        let parsed = load(&Options::new().model(&path).repository(&folder));
        assert!(parsed.is_valid(), "{}", path.display());
        models.push((path, parsed));
    }
    let mut seed = [0; 32];
    seed.iter_mut().for_each(|byte| *byte = random.bits() as u8);
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);

    let (mut modules, mut questions, mut judges) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (path, parsed)) in models.iter().enumerate() {
        let generated = generate(&parsed.model, &Options::new().side(Side::Service).docs(false));
        let plan = generated.plan();
        assert!(plan.problems.is_empty(), "{}: {:?}", path.display(), plan.problems);
        let name = format!("m{index:03}");
        let (mut types, mut of_module) = (Vec::new(), Vec::new());
        for Payload { ty, property, judge } in payloads(&parsed.model, plan, &name) {
            let Some(strategy) = judge.values(&parsed.model, property) else {
                continue;
            };
            let random = (0..VALUES).map(|_| strategy.new_tree(&mut runner).unwrap().current());
            let null = matches!(judge, Judge::Nullable(_)).then(|| "null".to_owned());
            for text in random.chain(null) {
                questions.push(Question {
                    module: index,
                    ty: types.len(),
                    property,
                    text,
                });
            }
            types.push(ty);
            of_module.push(judge);
        }
        let source = generated.source();
        modules.push(Module { name, source, types });
        judges.push(of_module);
    }
    for (question, answer) in questions.iter().zip(ask("models", &modules, &questions)) {
        let (path, parsed) = &models[question.module];
        let (path, text) = (path.display(), &question.text);
        let written = answer.unwrap_or_else(|why| panic!("{path}: {text} is refused: {why}"));
        assert!(says_the_same(text, &written), "{path}: {text} became {written}");
        let mismatches = judges[question.module][question.ty].mismatches(&parsed.model, &written);
        assert!(mismatches.is_empty(), "{path}: {written}: {mismatches:?}");
    }
    let payloads: usize = judges.iter().map(Vec::len).sum();
    println!(
        "{} models, {payloads} payloads, {} values written equal and valid",
        models.len(),
        questions.len()
    );
    assert!(payloads > models.len(), "models have payloads");
}

impl Judge {
    fn values(&self, model: &Model, property: bool) -> Option<BoxedStrategy<String>> {
        match self {
            Self::Value(schema) | Self::Nullable(schema) => values::values(model, *schema, property),
            Self::Members(members) => {
                let members = members.iter();
                let values = members
                    .filter_map(|(name, schema)| Some((name.clone(), values::values(model, *schema, property)?)));
                Some(values::members(values, false))
            }
        }
    }

    /// The words of the model's instance validation.
    fn mismatches(&self, model: &Model, text: &str) -> Vec<String> {
        let judged = |schema: &SchemaId, text: &str| {
            let mismatches = model.mismatches(*schema, text).into_iter();
            mismatches.map(|mismatch| mismatch.to_string()).collect()
        };
        match self {
            Self::Nullable(_) if text == "null" => Vec::new(),
            Self::Value(schema) | Self::Nullable(schema) => judged(schema, text),
            Self::Members(members) => {
                let message: Value = serde_json::from_str(text).unwrap();
                let judged = members.iter().map(|(name, schema)| match message.get(name) {
                    Some(value) => judged(schema, &value.to_string()),
                    None => Vec::new(),
                });
                judged.flatten().collect()
            }
        }
    }
}

fn chosen(folder: &Path, random: &mut Random) -> Vec<PathBuf> {
    let mut models = Vec::new();
    collect(folder, &mut models);
    models.sort();
    let count = match std::env::var("DTDL_MODELS").ok().as_deref() {
        Some("all") => return models,
        Some(number) => number.parse().expect("DTDL_MODELS is `all` or a number"),
        None => SAMPLE,
    };
    let mut chosen = Vec::new();
    while chosen.len() < count && !models.is_empty() {
        chosen.push(models.swap_remove(random.below(models.len() as u64) as usize));
    }
    chosen
}

fn collect(folder: &Path, models: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.to_string_lossy();
        if path.is_dir() {
            collect(&path, models);
        } else if name.ends_with(".json") && !name.ends_with(".expanded.json") {
            models.push(path);
        }
    }
}

/// Everything that goes over the wire: each value, and whole messages.
fn payloads(model: &Model, plan: &Plan, top: &str) -> Vec<Payload> {
    let mut payloads = Vec::new();
    for (index, module) in plan.modules.iter().enumerate() {
        let interface = model
            .interfaces()
            .find(|(_, interface)| interface.named.id.as_str() == module.id);
        let (_, interface) = interface.expect("every module is an interface");
        let path = types::module(plan, top, index);
        for (members, property, name) in [
            (telemetry(interface), false, "Telemetry"),
            (writable(interface), true, "DesiredProperties"),
        ] {
            if !members.is_empty() {
                payloads.push(Payload {
                    ty: Type::Message(format!("{path}::{name}")),
                    property,
                    judge: Judge::Members(members),
                });
            }
        }
        let contents = of_contents(interface, module).into_iter();
        payloads.extend(contents.map(|(judge, ty, property)| Payload {
            ty: Type::Value(types::path(plan, top, ty)),
            property,
            judge,
        }));
    }
    payloads
}

fn telemetry(interface: &Interface) -> Vec<(String, SchemaId)> {
    let contents = interface.contents();
    contents
        .filter_map(|content| match &content.kind {
            ContentKind::Telemetry(telemetry) => Some((content.name.clone(), telemetry.schema)),
            _ => None,
        })
        .collect()
}

fn writable(interface: &Interface) -> Vec<(String, SchemaId)> {
    let contents = interface.contents();
    contents
        .filter_map(|content| match &content.kind {
            ContentKind::Property(property) if property.writable => Some((content.name.clone(), property.schema)),
            _ => None,
        })
        .collect()
}

/// The schema of each content, the type planned for it, and whether it goes into a twin.
fn of_contents<'a>(interface: &Interface, module: &'a plan::Module) -> Vec<(Judge, &'a RustType, bool)> {
    let planned = |members: &'a [Member], wire: &str| {
        let member = members.iter().find(|member| member.wire == wire);
        &member.expect("every content is planned").ty
    };
    let mut found = Vec::new();
    for content in interface.contents() {
        match &content.kind {
            ContentKind::Telemetry(telemetry) => {
                let ty = planned(&module.telemetry, &content.name);
                found.push((Judge::Value(telemetry.schema), ty, false));
            }
            ContentKind::Property(property) => {
                let ty = planned(&module.properties, &content.name);
                found.push((Judge::Value(property.schema), ty, true));
            }
            ContentKind::Command(command) => {
                let of_command = module.commands.iter().find(|planned| planned.wire == content.name);
                let of_command = of_command.expect("every command is planned");
                let request = command.request.iter().zip(of_command.request.iter().map(|(_, ty)| ty));
                let response = command.response.iter().zip(&of_command.response);
                found.extend(
                    request
                        .chain(response)
                        .map(|(payload, ty)| (of_payload(payload), ty, false)),
                );
            }
            _ => {}
        }
    }
    found
}

fn of_payload(payload: &CommandPayload) -> Judge {
    if payload.nullable {
        Judge::Nullable(payload.schema)
    } else {
        Judge::Value(payload.schema)
    }
}
