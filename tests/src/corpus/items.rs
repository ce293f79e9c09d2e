//! Counts what is in generated code, by reading the code.

use dtdl_codegen::Side;
use syn::{Fields, FnArg, ImplItem, Item, ItemImpl, ItemMod, ItemStruct, TraitItem, Type};

use super::Counts;

/// The contents of all interfaces in a generated file, as one side of the wire has them. The service's side has no item
/// for every component, so those it does not count.
pub(super) fn count(source: &str, side: Side) -> Result<Counts, String> {
    let file = syn::parse_file(source).map_err(|error| format!("the generated code is not Rust: {error}"))?;
    let mut counts = Counts::default();
    for item in &file.items {
        if let Item::Mod(module) = item {
            count_module(module, side, &mut counts);
        }
    }
    counts.relationships = source.matches("/// The name of the relationship.").count();
    Ok(counts)
}

fn count_module(module: &ItemMod, side: Side, counts: &mut Counts) {
    let Some((_, items)) = &module.content else { return };
    for item in items {
        match item {
            Item::Mod(child) => count_module(child, side, counts),
            Item::Const(constant) if constant.ident == "MODEL_ID" => counts.interfaces += 1,
            Item::Struct(structure) => count_struct(structure, side, counts),
            Item::Impl(implementation) if side.has_service() => counts.commands += calls(implementation),
            Item::Trait(interface) if side.has_device() => {
                let methods = interface.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) => Some(&method.sig),
                    _ => None,
                });
                match interface.ident.to_string().as_str() {
                    "PropertyHandler" => {
                        counts.writable += methods.filter(|method| method.inputs.iter().any(is_desired)).count();
                    }
                    "CommandHandler" => counts.commands += methods.count(),
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

fn count_struct(structure: &ItemStruct, side: Side, counts: &mut Counts) {
    let fields = match &structure.fields {
        Fields::Named(fields) => fields.named.len(),
        _ => 0,
    };
    match (structure.ident.to_string().as_str(), side) {
        ("Telemetry", _) => counts.telemetry += fields,
        ("Properties", Side::Device) | ("ReportedProperties", Side::Service) => counts.properties += fields,
        ("DesiredProperties", Side::Service) => counts.writable += fields,
        // Besides the components it holds the running device and the root's context.
        ("Device", Side::Device) => counts.components += fields.saturating_sub(2),
        _ => {}
    }
}

/// The commands that can be called: all that `Remote` waits for but the update of desired properties.
fn calls(implementation: &ItemImpl) -> usize {
    let Type::Path(path) = &*implementation.self_ty else {
        return 0;
    };
    if path
        .path
        .segments
        .last()
        .is_none_or(|segment| segment.ident != "Remote")
    {
        return 0;
    }
    let methods = implementation.items.iter().filter_map(|item| match item {
        ImplItem::Fn(method) => Some(&method.sig),
        _ => None,
    });
    methods
        .filter(|method| method.asyncness.is_some() && method.ident != "update")
        .count()
}

fn is_desired(argument: &FnArg) -> bool {
    let FnArg::Typed(argument) = argument else { return false };
    let Type::Path(path) = &*argument.ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "Desired")
}
