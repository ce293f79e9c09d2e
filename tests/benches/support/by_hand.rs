//! The structs of a model as someone would write them by hand, with serde's derives and nothing else.

use core::fmt::Write as _;

use dtdl_codegen::plan::{Member, Plan, RustType, TypeKind};

/// One module with a module for each interface.
pub(crate) fn write(plan: &Plan) -> String {
    let mut out = String::from("#![allow(dead_code)]\n");
    for (index, module) in plan.modules.iter().enumerate() {
        writeln!(out, "pub mod m{index} {{\nuse serde::{{Deserialize, Serialize}};").unwrap();
        structure(&mut out, "Telemetry", &module.telemetry);
        structure(&mut out, "Properties", &module.properties);
        for made in &module.types {
            match &made.kind {
                TypeKind::Struct(members) => structure(&mut out, &made.name, members),
                TypeKind::StringEnum(variants) => {
                    writeln!(
                        out,
                        "#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]\npub enum {} {{",
                        made.name
                    )
                    .unwrap();
                    for variant in variants {
                        writeln!(out, "#[serde(rename = {:?})]\n{},", variant.value, variant.name).unwrap();
                    }
                    out.push_str("}\n");
                }
                TypeKind::IntegerEnum(variants) => {
                    let name = &made.name;
                    writeln!(
                        out,
                        "#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]\n\
                         #[serde(try_from = \"i32\", into = \"i32\")]\npub enum {name} {{"
                    )
                    .unwrap();
                    for variant in variants {
                        writeln!(out, "{} = {},", variant.name, variant.value).unwrap();
                    }
                    writeln!(
                        out,
                        "}}\nimpl From<{name}> for i32 {{ fn from(value: {name}) -> i32 {{ value as i32 }} }}\n\
                         impl TryFrom<i32> for {name} {{ type Error = String;\n\
                         fn try_from(value: i32) -> Result<Self, String> {{ match value {{"
                    )
                    .unwrap();
                    for variant in variants {
                        writeln!(out, "{} => Ok(Self::{}),", variant.value, variant.name).unwrap();
                    }
                    out.push_str("other => Err(format!(\"unknown value {other}\")),\n}}}\n");
                }
                _ => {}
            }
        }
        out.push_str("}\n");
    }
    out
}

fn structure(out: &mut String, name: &str, members: &[Member]) {
    if members.is_empty() {
        return;
    }
    writeln!(
        out,
        "#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]\npub struct {name} {{"
    )
    .unwrap();
    for member in members {
        writeln!(
            out,
            "#[serde(rename = {:?}, default, skip_serializing_if = \"Option::is_none\")]\npub {}: Option<{}>,",
            member.wire,
            member.field,
            name_of(&member.ty)
        )
        .unwrap();
    }
    out.push_str("}\n");
}

fn name_of(ty: &RustType) -> String {
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::Vec(inner) => format!("Vec<{}>", name_of(inner)),
        RustType::Map(inner) => format!("std::collections::BTreeMap<String, {}>", name_of(inner)),
        RustType::Box(inner) => format!("Box<{}>", name_of(inner)),
        RustType::Named(reference) => format!("super::m{}::{}", reference.module, reference.name),
        RustType::Geopoint | RustType::Vector => "[f64; 3]".to_owned(),
        _ => "String".to_owned(),
    }
}
