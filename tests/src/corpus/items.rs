//! Counts what is in generated code, by reading the code.

use std::collections::{BTreeMap, BTreeSet};

use dtdl_codegen::Side;
use syn::{Expr, Fields, FnArg, ImplItem, Item, ItemConst, ItemImpl, ItemMod, Lit, TraitItem, Type, UseTree};

use super::Counts;

/// The contents of all interfaces in a generated file, as one side of the wire has them; those that need a handler only
/// where a device can have the interface. The service's side has no item for every component, so those it does not
/// count.
pub(super) fn count(source: &str, side: Side, addressed: &BTreeSet<String>) -> Result<Counts, String> {
    let file = syn::parse_file(source).map_err(|error| format!("the generated code is not Rust: {error}"))?;
    let mut modules = BTreeMap::new();
    for item in &file.items {
        if let Item::Mod(module) = item {
            read_module("", module, side, &mut modules);
        }
    }
    let mut counts = Counts::default();
    for module in modules.values().filter(|module| module.id.is_some()) {
        counts.interfaces += 1;
        let mut all = Counts::default();
        module.items.values().for_each(|items| all.add(items));
        for (path, name) in &module.uses {
            if let Some(items) = modules.get(path).and_then(|owner| owner.items.get(name)) {
                all.add(items);
            }
        }
        if !module.id.as_ref().is_some_and(|id| addressed.contains(id)) {
            (all.writable, all.commands) = (0, 0);
        }
        counts.add(&all);
    }
    Ok(counts)
}

/// A module of an interface.
#[derive(Default)]
struct Module {
    id: Option<String>,
    /// What each item holds.
    items: BTreeMap<String, Counts>,
    /// What it has from other modules: the module, and the item's name there.
    uses: Vec<(String, String)>,
}

/// Reads a module and those inside; the outermost is called nothing.
fn read_module(name: &str, module: &ItemMod, side: Side, modules: &mut BTreeMap<String, Module>) {
    let Some((_, items)) = &module.content else { return };
    let mut found = Module::default();
    for item in items {
        let (name, counts) = match item {
            Item::Mod(child) => {
                read_module(&child.ident.to_string(), child, side, modules);
                continue;
            }
            Item::Use(import) => {
                collect_uses(&import.tree, "", &mut found.uses);
                continue;
            }
            Item::Const(constant) => {
                if constant.ident == "MODEL_ID" {
                    found.id = text(constant);
                }
                continue;
            }
            Item::Struct(structure) => {
                let fields = match &structure.fields {
                    Fields::Named(fields) => fields.named.len(),
                    _ => 0,
                };
                let name = structure.ident.to_string();
                let counts = count_fields(&name, fields, side);
                (name, counts)
            }
            Item::Trait(interface) => {
                let methods = interface.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) => Some(&method.sig),
                    _ => None,
                });
                let mut counts = Counts::default();
                match (interface.ident.to_string().as_str(), side) {
                    ("PropertyHandler", Side::Device) => {
                        counts.writable = methods.filter(|method| method.inputs.iter().any(is_desired)).count();
                    }
                    ("CommandHandler", Side::Device) => counts.commands = methods.count(),
                    _ => {}
                }
                (interface.ident.to_string(), counts)
            }
            Item::Impl(implementation) => {
                let Some((name, counts)) = count_impl(implementation, side) else {
                    continue;
                };
                (name, counts)
            }
            _ => continue,
        };
        found.items.entry(name).or_default().add(&counts);
    }
    modules.insert(name.to_owned(), found);
}

fn text(constant: &ItemConst) -> Option<String> {
    match &*constant.expr {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// The names that a `use` brings, each with the module of an interface that it is from.
fn collect_uses(tree: &UseTree, module: &str, uses: &mut Vec<(String, String)>) {
    match tree {
        UseTree::Path(path) if path.ident == "super" => collect_uses(&path.tree, "", uses),
        UseTree::Path(path) => collect_uses(&path.tree, &path.ident.to_string(), uses),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect_uses(tree, module, uses)),
        UseTree::Name(name) => uses.push((module.to_owned(), name.ident.to_string())),
        UseTree::Rename(rename) => uses.push((module.to_owned(), rename.ident.to_string())),
        UseTree::Glob(_) => {}
    }
}

fn count_fields(name: &str, fields: usize, side: Side) -> Counts {
    let mut counts = Counts::default();
    match (name, side) {
        ("Telemetry", _) => counts.telemetry = fields,
        ("Properties", Side::Device) | ("ReportedProperties", Side::Service) => counts.properties = fields,
        ("DesiredProperties", Side::Service) => counts.writable = fields,
        // Besides the components it holds the running device and the root's context.
        ("Device", Side::Device) => counts.components = fields.saturating_sub(2),
        _ => {}
    }
    counts
}

/// A relationship, or the commands that can be called: all that `Remote` waits for but the update of desired
/// properties.
fn count_impl(implementation: &ItemImpl, side: Side) -> Option<(String, Counts)> {
    let Type::Path(path) = &*implementation.self_ty else {
        return None;
    };
    let name = path.path.segments.last()?.ident.to_string();
    let mut counts = Counts::default();
    if let Some((of, _)) = &implementation.trait_ {
        if of.segments.last()?.ident == "Relationship" {
            counts.relationships = 1;
        }
    } else if name == "Remote" && side == Side::Service {
        let methods = implementation.items.iter().filter_map(|item| match item {
            ImplItem::Fn(method) => Some(&method.sig),
            _ => None,
        });
        counts.commands = methods
            .filter(|method| method.asyncness.is_some() && method.ident != "update")
            .count();
    }
    Some((name, counts))
}

fn is_desired(argument: &FnArg) -> bool {
    let FnArg::Typed(argument) = argument else { return false };
    let Type::Path(path) = &*argument.ty else { return false };
    path.path
        .segments
        .last()
        .is_some_and(|segment| segment.ident == "Desired")
}
