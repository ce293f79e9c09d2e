//! Two judges, one verdict: the model's instance validation and, through the JSON Schema written here, `jsonschema`.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use dtdl_model::model::{ContentKind, EnumWireValue, InterfaceId, PrimitiveSchema, SchemaId, SchemaKind};
use dtdl_model::{Model, NoResolver, Options, Repository, Source, parse};

use super::document;
use crate::conform;
use crate::payload::{Section, Subject};

/// Numbers that look random and are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, texts: &[&'a str]) -> &'a str {
        texts.get(self.below(texts.len())).copied().unwrap_or("null")
    }
}

/// A JSON text, mostly a value of the schema. No integral number is written with a point or an exponent, and none is
/// `-0`: there JSON Schema and DTDL differ by design.
fn value(model: &Model, schema: SchemaId, random: &mut Random, depth: usize) -> String {
    if random.below(25) == 0 || depth > 8 {
        return anything(random).to_owned();
    }
    let mut doubles = |names: &[&str]| members(names, random, |_, random| random.of(&["1", "-2.5", "3"]).to_owned());
    match &model[schema].kind {
        SchemaKind::Primitive(primitive) => text(*primitive, random),
        SchemaKind::Enum(known) => match known.enum_values.get(random.below(known.enum_values.len() + 1)) {
            Some(found) => match &found.enum_value {
                EnumWireValue::Integer(number) => number.to_string(),
                EnumWireValue::String(text) => serde_json::to_string(text).unwrap(),
            },
            None => random.of(&["\"never said\"", "-77", "7"]).to_owned(),
        },
        SchemaKind::Array(array) => {
            let count = random.below(4);
            let values: Vec<String> = (0..count)
                .map(|_| value(model, array.element_schema, random, depth + 1))
                .collect();
            format!("[{}]", values.join(","))
        }
        SchemaKind::Map(map) => members(&["left", "right", "a/b", "~"], random, |_, random| {
            value(model, map.map_value.schema, random, depth + 1)
        }),
        SchemaKind::Object(object) => {
            let names: Vec<&str> = object.fields.iter().map(|field| field.name.as_str()).collect();
            members(&names, random, |name, random| {
                let field = object.fields.iter().find(|field| field.name == name);
                field.map_or_else(|| "1".to_owned(), |field| value(model, field.schema, random, depth + 1))
            })
        }
        SchemaKind::Geopoint => doubles(&["lat", "lon", "alt"]),
        SchemaKind::Vector => doubles(&["x", "y", "z"]),
        SchemaKind::Point => geometry("Point", 1, random),
        SchemaKind::LineString => geometry("LineString", 2, random),
        SchemaKind::MultiPoint => geometry("MultiPoint", 2, random),
        SchemaKind::Polygon => geometry("Polygon", 3, random),
        SchemaKind::MultiLineString => geometry("MultiLineString", 3, random),
        SchemaKind::MultiPolygon => geometry("MultiPolygon", 4, random),
        _ => unreachable!("every kind of schema has values here"),
    }
}

fn geometry(kind: &str, depth: usize, random: &mut Random) -> String {
    let depth = if random.below(8) == 0 { depth + 1 } else { depth };
    let mut coordinates = "8.5".to_owned();
    for _ in 0..depth {
        coordinates = format!("[{coordinates},{coordinates}]");
    }
    let kind = if random.below(8) == 0 { "Sphere" } else { kind };
    members(&["type", "coordinates"], random, |name, _| match name {
        "type" => format!("\"{kind}\""),
        _ => coordinates.clone(),
    })
}

/// Some of the members, and now and then one that is unknown.
fn members(names: &[&str], random: &mut Random, mut value: impl FnMut(&str, &mut Random) -> String) -> String {
    let mut out = Vec::new();
    for name in names {
        if random.below(4) > 0 {
            out.push(format!(
                "{}:{}",
                serde_json::to_string(name).unwrap(),
                value(name, random)
            ));
        }
    }
    if random.below(30) == 0 {
        out.push(format!("\"neverSaid\":{}", anything(random)));
    }
    format!("{{{}}}", out.join(","))
}

fn anything(random: &mut Random) -> &'static str {
    random.of(&[
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.5",
        "300",
        "\"\"",
        "\"x\"",
        "[]",
        "[1]",
        "{}",
        "{\"a\":1}",
        "70000",
        "2147483648",
        "-9223372036854775808",
        "18446744073709551615",
    ])
}

/// Texts at the borders of what a primitive schema takes.
fn text(schema: PrimitiveSchema, random: &mut Random) -> String {
    use PrimitiveSchema as P;
    let quoted = |text: &str| format!("\"{text}\"");
    match schema {
        P::Boolean => random.of(&["true", "false"]).to_owned(),
        P::Double | P::Float => random.of(&["0", "-1.5", "1e300", "1E-7", "3", "-0.0"]).to_owned(),
        P::Byte
        | P::Short
        | P::Integer
        | P::Long
        | P::UnsignedByte
        | P::UnsignedShort
        | P::UnsignedInteger
        | P::UnsignedLong => random
            .of(&[
                "0",
                "1",
                "-1",
                "127",
                "128",
                "-128",
                "-129",
                "255",
                "256",
                "32767",
                "32768",
                "-32768",
                "-32769",
                "65535",
                "65536",
                "2147483647",
                "2147483648",
                "-2147483648",
                "-2147483649",
                "4294967295",
                "4294967296",
                "9223372036854775807",
                "9223372036854775808",
                "-9223372036854775808",
                "18446744073709551615",
                "1.5",
            ])
            .to_owned(),
        P::String => quoted(random.of(&["", "x", "ä", "\\u00e4\\n"])),
        P::Date => quoted(random.of(&[
            "2026-05-21",
            "2000-02-29",
            "1900-02-29",
            "2024-02-29",
            "2023-02-29",
            "0004-02-29",
            "0000-02-29",
            "0000-01-01",
            "0001-01-01",
            "9999-12-31",
            "2026-04-31",
            "2026-13-01",
            "2026-00-10",
            "2026-1-1",
            "20260521",
            "2026-05-21 ",
        ])),
        P::Time => quoted(random.of(&[
            "12:34:56Z",
            "06:00:00.00015Z",
            "06:00:00+11:45",
            "06:00Z",
            "24:00:00Z",
            "23:59:60Z",
            "T06:00:00Z",
            "06:00:00+11",
            "06:00:00",
            "06:00:00-00:00",
            "06:00:00+24:00",
            "06:00:00.Z",
            "12:34:56z",
        ])),
        P::DateTime => quoted(random.of(&[
            "1980-01-01T06:00:00.00015Z",
            "1980-01-01T06:00:00-00:00",
            "1980-01-01T06:00:00",
            "1980-02-30T06:00:00Z",
            "1980-01-01 06:00:00Z",
            "80-01-01T06:00:00Z",
            "1980-01-01T24:00:00Z",
            "1980-01-01t06:00:00Z",
        ])),
        P::Duration => {
            let mut out = "P".to_owned();
            for unit in ["Y", "M", "W", "D", "T", "H", "M", "S"] {
                if random.below(3) == 0 {
                    let number = random.of(&["", "3", "0", "12", "3.4", "1.", ".5"]);
                    out.push_str(if unit == "T" { "" } else { number });
                    out.push_str(unit);
                }
            }
            quoted(&out)
        }
        P::Bytes => quoted(random.of(&[
            "",
            "2/1=",
            "2/1",
            "====",
            "2===",
            "QUJD",
            "QQ==",
            "QU J",
            "QUJDQUJDQQ==",
        ])),
        P::Decimal => quoted(random.of(&[
            "0",
            "1.",
            "-1.50",
            "+3",
            "01",
            ".5",
            "1.5.1",
            "",
            "12345678901234567890.1",
            "0.0",
        ])),
        P::Uuid => quoted(random.of(&[
            "00000000-0000-0000-0000-000000000000",
            "C56A4180-65AA-42EC-A945-5FD21DEC0538",
            "c56a418065aa42eca9455fd21dec0538",
            "g56a4180-65aa-42ec-a945-5fd21dec0538",
        ])),
        _ => unreachable!("every primitive schema has values here"),
    }
}

/// How many texts were judged, and how many of them conform.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    judged: usize,
    conforming: usize,
}

/// Judges texts twice.
struct Judges<'m> {
    model: &'m Model,
    random: Random,
    count: Count,
}

impl Judges<'_> {
    fn judge(&mut self, subject: Subject<'_>, texts: usize, make: impl Fn(&Model, &mut Random) -> String) {
        let document = document::payload(self.model, subject, "test");
        let schema: serde_json::Value = serde_json::from_str(&document.line()).unwrap();
        let validator = jsonschema::options()
            .with_draft(jsonschema::Draft::Draft202012)
            .should_validate_formats(true)
            .build(&schema)
            .unwrap();
        for _ in 0..texts {
            let text = make(self.model, &mut self.random);
            let faults = conform::faults(self.model, subject, &text);
            let json: serde_json::Value = serde_json::from_str(&text).unwrap();
            let conforms = validator.is_valid(&json);
            assert_eq!(faults.is_empty(), conforms, "{text}\n{faults:?}\n{}", document.pretty());
            self.count.judged += 1;
            self.count.conforming += usize::from(conforms);
        }
    }

    /// Every schema, telemetry message and section of the twin.
    fn all(&mut self, texts: usize) {
        let model = self.model;
        for (id, _) in model.schemas() {
            self.judge(Subject::Value(id), texts, |model, random| value(model, id, random, 0));
        }
        for (id, interface) in model.interfaces() {
            self.judge(Subject::Message(id), texts, |model, random| message(model, id, random));
            for section in [Section::Reported, Section::Desired] {
                self.judge(Subject::Section(id, section), texts, |model, random| {
                    twin(model, id, section, random, true)
                });
            }
            for content in interface.contents() {
                let ContentKind::Command(command) = &content.kind else {
                    continue;
                };
                for payload in command.request.iter().chain(&command.response) {
                    self.judge(Subject::Command(payload), texts, |model, random| {
                        match random.below(4) {
                            0 => "null".to_owned(),
                            _ => value(model, payload.schema, random, 0),
                        }
                    });
                }
            }
        }
    }
}

fn message(model: &Model, id: InterfaceId, random: &mut Random) -> String {
    let names: Vec<&str> = model[id]
        .contents()
        .filter(|content| matches!(content.kind, ContentKind::Telemetry(_)) || random.below(20) == 0)
        .map(|content| content.name.as_str())
        .collect();
    members(&names, random, |name, random| {
        let content = model[id].content(name);
        match content.map(|content| &content.kind) {
            Some(ContentKind::Telemetry(telemetry)) => value(model, telemetry.schema, random, 0),
            _ => "1".to_owned(),
        }
    })
}

fn twin(model: &Model, id: InterfaceId, section: Section, random: &mut Random, top: bool) -> String {
    let mut names: Vec<&str> = model[id]
        .contents()
        .filter(|content| matches!(content.kind, ContentKind::Component(_) | ContentKind::Property(_)))
        .filter(|content| match &content.kind {
            ContentKind::Property(property) => {
                section == Section::Reported || property.writable || random.below(9) == 0
            }
            _ => top || random.below(9) == 0,
        })
        .map(|content| content.name.as_str())
        .collect();
    names.push(if top { "$version" } else { "__t" });
    members(&names, random, |name, random| {
        let content = model[id].content(name);
        match content.map(|content| &content.kind) {
            _ if random.below(9) == 0 => "null".to_owned(),
            Some(ContentKind::Component(component)) => twin(model, component.schema, section, random, false),
            Some(ContentKind::Property(property)) => {
                let value = value(model, property.schema, random, 0);
                match random.below(3) {
                    0 => format!(
                        "{{\"value\":{value},\"ac\":200,\"av\":{}}}",
                        random.of(&["3", "1.5", "null"])
                    ),
                    1 => format!("{{\"value\":{value},\"ac\":203,\"av\":0,\"ad\":\"by default\"}}"),
                    _ => value,
                }
            }
            _ if name == "__t" => random.of(&["\"c\"", "\"c\"", "\"c\"", "\"d\"", "1"]).to_owned(),
            _ => random.of(&["3", "\"3\""]).to_owned(),
        }
    })
}

fn judge(model: &Model, texts: usize, seed: u64) -> Count {
    let mut judges = Judges {
        model,
        random: Random(seed),
        count: Count::default(),
    };
    judges.all(texts);
    judges.count
}

/// Every kind of schema.
const EVERYTHING: &str = include_str!("everything.json");

#[test]
fn both_judges_agree_on_every_kind_of_schema() {
    let sources = vec![Source::new("everything.json", EVERYTHING)];
    let parsed = parse(sources, &mut NoResolver, &Options::default());
    let texts: Vec<String> = parsed.diagnostics.iter().map(|d| d.render(&parsed.sources)).collect();
    assert!(parsed.is_valid(), "{}", texts.join("\n"));
    let count = judge(&parsed.model, 2000, 0x9E37_79B9_7F4A_7C15);
    println!("{count:?}");
    // A generator that only makes rubbish, or never any, would prove nothing.
    assert!(count.conforming * 3 > count.judged, "{count:?}");
    assert!(count.conforming * 10 < count.judged * 9, "{count:?}");
}

#[test]
fn only_the_spelling_of_integers_parts_the_judges() {
    let parsed = parse(
        vec![Source::new("everything.json", EVERYTHING)],
        &mut NoResolver,
        &Options::default(),
    );
    let (id, _) = parsed
        .model
        .schemas()
        .find(|(_, schema)| schema.kind == SchemaKind::Primitive(PrimitiveSchema::Integer))
        .unwrap();
    for text in ["3.0", "3e0"] {
        assert!(!conform::faults(&parsed.model, Subject::Value(id), text).is_empty());
        let document = document::payload(&parsed.model, Subject::Value(id), "test");
        let schema: serde_json::Value = serde_json::from_str(&document.line()).unwrap();
        assert!(jsonschema::is_valid(&schema, &serde_json::from_str(text).unwrap()));
    }
}

/// The published models beside the checkout, if they are there.
fn shared() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared");
    let folder = std::env::var_os("DTDL_SHARED")
        .map_or_else(beside, PathBuf::from)
        .join("models");
    if !folder.exists() {
        // Past the harness, which shows what a test prints only if it fails.
        let why = "`../shared/models` is not beside the checkout, and DTDL_SHARED does not say where it is";
        let _ = writeln!(io::stderr(), "SKIPPED: {why}");
        return None;
    }
    Some(folder)
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            found.push(path);
        }
    }
}

fn judge_shared(keep: impl Fn(&mut Random) -> bool, texts: usize) {
    let Some(folder) = shared() else { return };
    let (mut paths, mut random) = (Vec::new(), Random(20_261_123));
    files(&folder, &mut paths);
    let mut models = 0;
    let mut total = Count::default();
    for path in paths.iter().filter(|_| keep(&mut random)) {
        let sources = vec![Source::read(path).unwrap()];
        let parsed = parse(sources, &mut Repository::new([&folder]), &Options::default());
        assert!(parsed.is_valid(), "{}", path.display());
        let count = judge(&parsed.model, texts, models + 1);
        total.judged += count.judged;
        total.conforming += count.conforming;
        models += 1;
    }
    println!("{models} models: {total:?}");
    assert!(total.conforming > 0);
}

#[test]
fn both_judges_agree_on_a_sample_of_published_models() {
    judge_shared(|random| random.below(20) == 0, 20);
}

#[test]
#[ignore = "minutes: cargo test -p dtdlgen -- --ignored both_judges"]
fn both_judges_agree_on_all_published_models() {
    judge_shared(|_| true, 100);
}
