//! The paths of generated types, as a program beside the generated code writes them.

use dtdl_codegen::plan::{Plan, RustType};

/// The path of a type; `top` is the path of the module that holds the generated one, if it is not at hand.
#[must_use]
pub fn path(plan: &Plan, top: &str, ty: &RustType) -> String {
    let of = |ty: &RustType| path(plan, top, ty);
    let runtime = |name: &str| format!("dtdl_runtime::{name}");
    match ty {
        RustType::Bool => "bool".to_owned(),
        RustType::I8 => "i8".to_owned(),
        RustType::I16 => "i16".to_owned(),
        RustType::I32 => "i32".to_owned(),
        RustType::I64 => "i64".to_owned(),
        RustType::U8 => "u8".to_owned(),
        RustType::U16 => "u16".to_owned(),
        RustType::U32 => "u32".to_owned(),
        RustType::U64 => "u64".to_owned(),
        RustType::F32 => "f32".to_owned(),
        RustType::F64 => "f64".to_owned(),
        RustType::String => "String".to_owned(),
        RustType::Bytes => runtime("Bytes"),
        RustType::Date => runtime("Date"),
        RustType::DateTime => runtime("DateTime"),
        RustType::Decimal => runtime("Decimal"),
        RustType::Duration => runtime("Duration"),
        RustType::ScaledDecimal => runtime("ScaledDecimal"),
        RustType::Time => runtime("Time"),
        RustType::Uuid => runtime("Uuid"),
        RustType::Geo(geometry) => runtime(&format!("geo::{}", geometry.name())),
        RustType::Geopoint => runtime("Geopoint"),
        RustType::Vector => runtime("Vector"),
        RustType::Vec(element) => format!("Vec<{}>", of(element)),
        RustType::Map(value) => format!("std::collections::BTreeMap<String, {}>", of(value)),
        RustType::Box(inner) => format!("Box<{}>", of(inner)),
        RustType::Nullable(inner) => format!("{}<{}>", runtime("Nullable"), of(inner)),
        RustType::Named(named) => format!("{}::{}", module(plan, top, named.module), named.name),
        RustType::Replaced(path) => path.clone(),
        other => unreachable!("{other:?} is new to this function"),
    }
}

/// The path of an interface's module.
#[must_use]
pub fn module(plan: &Plan, top: &str, index: usize) -> String {
    let inner = match plan.modules.get(index) {
        Some(module) if !(plan.single_root && index == 0) => Some(module.name.as_str()),
        _ => None,
    };
    let outer = Some(top).filter(|top| !top.is_empty());
    let parts: Vec<&str> = outer.into_iter().chain([plan.name.as_str()]).chain(inner).collect();
    parts.join("::")
}
