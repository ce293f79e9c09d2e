//! Which interfaces there are, what their modules are called, and how components address them.

use std::collections::{BTreeMap, BTreeSet};

use dtdl_model::Model;
use dtdl_model::model::{ContentKind, InterfaceId};

use super::{Component, Metadata, Module, docs};
use crate::naming::{
    self, Namespace, RESERVED_MESSAGES, RESERVED_MODULE_CONSTANTS, RESERVED_MODULES, RESERVED_TYPES, Wish,
};
use crate::options::Options;

/// The modules before their contents are planned.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) name: String,
    pub(super) single_root: bool,
    pub(super) interfaces: Vec<Placed>,
}

/// An interface and its module.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) id: InterfaceId,
    pub(super) name: String,
    pub(super) is_root: bool,
}

impl Layout {
    /// Index of the module of an interface.
    pub(super) fn module_of(&self, id: InterfaceId) -> Option<usize> {
        self.interfaces.iter().position(|placed| placed.id == id)
    }
}

/// Chooses the interfaces and names their modules.
pub(super) fn lay_out(model: &Model, options: &Options, notes: &mut Vec<String>, problems: &mut Vec<String>) -> Layout {
    let roots = roots(model, options, problems);
    let reachable = closure(model, &roots);
    let single_root = roots.len() == 1;
    let mut order = roots.clone();
    order.extend(
        model
            .interfaces()
            .map(|(id, _)| id)
            .filter(|id| reachable.contains(id) && !roots.contains(id)),
    );
    let names = module_names(model, options, &order, if single_root { 1 } else { 0 }, notes);
    let name = options
        .module
        .clone()
        .unwrap_or_else(|| match (single_root, names.first()) {
            (true, Some(first)) => first.clone(),
            _ => "models".to_owned(),
        });
    Layout {
        name,
        single_root,
        interfaces: order
            .into_iter()
            .zip(names)
            .map(|(id, name)| Placed {
                id,
                name,
                is_root: roots.contains(&id),
            })
            .collect(),
    }
}

/// The roots that the options name, else the given interfaces that no other given one extends or contains.
fn roots(model: &Model, options: &Options, problems: &mut Vec<String>) -> Vec<InterfaceId> {
    if !options.roots.is_empty() {
        return options
            .roots
            .iter()
            .filter_map(|dtmi| {
                let found = model.interface(dtmi);
                if found.is_none() {
                    problems.push(format!(
                        "the model set holds no interface `{dtmi}`, which is named as a root"
                    ));
                }
                found
            })
            .collect();
    }
    let given = model.roots();
    let used: BTreeSet<InterfaceId> = given.iter().flat_map(|id| references(model, *id)).collect();
    given.iter().copied().filter(|id| !used.contains(id)).collect()
}

/// The interfaces that an interface extends or contains.
fn references(model: &Model, id: InterfaceId) -> Vec<InterfaceId> {
    let interface = &model[id];
    let components = interface.contents().filter_map(|content| match &content.kind {
        ContentKind::Component(component) => Some(component.schema),
        _ => None,
    });
    interface.extends.iter().copied().chain(components).collect()
}

fn closure(model: &Model, roots: &[InterfaceId]) -> BTreeSet<InterfaceId> {
    let mut reached = BTreeSet::new();
    let mut open = roots.to_vec();
    while let Some(id) = open.pop() {
        if reached.insert(id) {
            open.extend(references(model, id));
            open.extend(model[id].contents().map(|content| content.defined_in));
        }
    }
    reached
}

/// The names, in the same order. The first `keep_plain` interfaces keep their plain names.
fn module_names(
    model: &Model,
    options: &Options,
    order: &[InterfaceId],
    keep_plain: usize,
    notes: &mut Vec<String>,
) -> Vec<String> {
    let segments: Vec<Vec<String>> = order.iter().map(|id| segments(model, *id)).collect();
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, path) in segments.iter().enumerate() {
        groups.entry(joined(path, 1)).or_default().push(index);
    }
    let mut wishes = Vec::new();
    for (index, (id, path)) in order.iter().zip(&segments).enumerate() {
        let dtmi = &model[*id].named.id;
        if let Some(name) = options.renames.get(dtmi.as_str()) {
            wishes.push(Wish {
                wire: dtmi.to_string(),
                name: name.clone(),
                pinned: true,
            });
            continue;
        }
        let plain = joined(path, 1);
        let rivals = groups.get(&plain).map_or(&[] as &[usize], Vec::as_slice);
        let mut name = plain.clone();
        if rivals.len() > 1 && index >= keep_plain {
            name = distinguished(path, dtmi.version(), rivals, &segments);
            notes.push(format!(
                "several interfaces are called `{}`: `{dtmi}` is the module `{name}`; `rename` gives it another name",
                dtmi.last_segment()
            ));
        }
        if RESERVED_MODULES.contains(&name.as_str()) {
            name.push('_');
        }
        // The root's module and its children are in different namespaces, but a root keeps its name before others.
        wishes.push(Wish {
            wire: dtmi.to_string(),
            name: naming::escape_keyword(name),
            pinned: index < keep_plain,
        });
    }
    naming::siblings(&wishes, &mut Namespace::default(), "_")
}

/// The segments that name an interface; an inline one is named after the component that holds it.
fn segments(model: &Model, id: InterfaceId) -> Vec<String> {
    let named: Vec<String> = model[id]
        .named
        .id
        .segments()
        .filter(|segment| !matches!(*segment, "_contents" | "_schema"))
        .map(|segment| segment.trim_start_matches("__").to_owned())
        .collect();
    if named.is_empty() {
        vec!["interface".to_owned()]
    } else {
        named
    }
}

/// The last `count` segments as one name.
fn joined(path: &[String], count: usize) -> String {
    let tail: Vec<&str> = path
        .iter()
        .skip(path.len().saturating_sub(count))
        .map(String::as_str)
        .collect();
    naming::snake(&tail.join("_"))
}

/// The shortest name that none of the rivals with another path has, with the version if one has the same path.
fn distinguished(path: &[String], version: Option<&str>, rivals: &[usize], segments: &[Vec<String>]) -> String {
    let rival_paths: Vec<&Vec<String>> = rivals.iter().filter_map(|rival| segments.get(*rival)).collect();
    let same = rival_paths.iter().filter(|rival| rival.as_slice() == path).count();
    let others: Vec<&&Vec<String>> = rival_paths.iter().filter(|rival| rival.as_slice() != path).collect();
    let count = (1..=path.len())
        .find(|count| others.iter().all(|rival| joined(rival, *count) != joined(path, *count)))
        .unwrap_or(path.len());
    let name = joined(path, count);
    match version {
        Some(version) if same > 1 => format!("{name}_v{}", version.replace('.', "_")),
        _ => name,
    }
}

/// Says which module each component is, and what its accessor and type parameter are called.
pub(super) fn plan_components(model: &Model, options: &Options, layout: &Layout, modules: &mut [Module]) {
    let needs_handler: Vec<bool> = modules.iter().map(Module::needs_handler).collect();
    for (placed, module) in layout.interfaces.iter().zip(modules.iter_mut()) {
        let interface = &model[placed.id];
        let mut found = Vec::new();
        let mut wishes = Vec::new();
        for content in interface.contents() {
            let ContentKind::Component(component) = &content.kind else {
                continue;
            };
            let Some(target) = layout.module_of(component.schema) else {
                continue;
            };
            let renamed = options.renames.get(content.named.id.as_str());
            wishes.push(Wish {
                wire: content.name.clone(),
                name: renamed.map_or_else(|| naming::accessor(&content.name), Clone::clone),
                pinned: renamed.is_some(),
            });
            found.push((content, target));
        }
        // What the options call one is numbered if it would meet one of ours.
        let mut taken = Namespace::with(naming::RESERVED_ACCESSORS.iter().copied());
        let accessors = naming::siblings(&wishes, &mut taken, "_");
        let mut parameters = Namespace::with(RESERVED_TYPES.iter().copied());
        // As with members: a setter that keeps its field's name goes first.
        let kept = accessors
            .iter()
            .filter(|accessor| naming::setter(accessor) == **accessor);
        let mut setters = Namespace::with(kept.map(String::as_str));
        let mut messages = Namespace::with(RESERVED_MESSAGES.iter().copied());
        let commands = module.commands.iter().flat_map(|command| &command.metadata);
        let commands = commands.map(|metadata| metadata.constant.as_str());
        let mut constants = Namespace::with(RESERVED_MODULE_CONSTANTS.iter().copied().chain(commands));
        for ((content, target), accessor) in found.into_iter().zip(accessors) {
            let parameter = needs_handler
                .get(target)
                .is_some_and(|needed| *needed)
                .then(|| parameters.take(&naming::camel(&content.name), ""));
            let setter = match naming::setter(&accessor) {
                setter if setter == accessor => setter,
                setter => setters.take(&setter, "_"),
            };
            module.components.push(Component {
                wire: content.name.clone(),
                docs: docs::of_content(model, &module.id, content, &accessor),
                metadata: Metadata::of(&content.name, &content.named)
                    .constant(&naming::upper(&content.name), &mut constants),
                accessor,
                setter,
                message: messages.take(&naming::message(&content.name), ""),
                parameter,
                module: target,
            });
        }
    }
}
