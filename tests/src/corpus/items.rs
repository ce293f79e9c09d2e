//! Counts what is in generated code, by reading the code.

use syn::{Fields, FnArg, Item, ItemMod, TraitItem, Type};

use super::Counts;

/// The contents of all interfaces in a generated file.
pub(super) fn count(source: &str) -> Result<Counts, String> {
    let file = syn::parse_file(source).map_err(|error| format!("the generated code is not Rust: {error}"))?;
    let mut counts = Counts::default();
    for item in &file.items {
        if let Item::Mod(module) = item {
            count_module(module, &mut counts);
        }
    }
    counts.relationships = source.matches("/// The name of the relationship.").count();
    Ok(counts)
}

fn count_module(module: &ItemMod, counts: &mut Counts) {
    let Some((_, items)) = &module.content else { return };
    for item in items {
        match item {
            Item::Mod(child) => count_module(child, counts),
            Item::Const(constant) if constant.ident == "MODEL_ID" => counts.interfaces += 1,
            Item::Struct(structure) => {
                let fields = match &structure.fields {
                    Fields::Named(fields) => fields.named.len(),
                    _ => 0,
                };
                match structure.ident.to_string().as_str() {
                    "Telemetry" => counts.telemetry += fields,
                    "Properties" => counts.properties += fields,
                    // Besides the components it holds the running device and the root's context.
                    "Device" => counts.components += fields.saturating_sub(2),
                    _ => {}
                }
            }
            Item::Trait(interface) => {
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

fn is_desired(argument: &FnArg) -> bool {
    let FnArg::Typed(argument) = argument else { return false };
    let Type::Path(path) = &*argument.ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "Desired")
}
