//! Interfaces that say nothing of their own on the wire, and have the types of the one that they extend.

use dtdl_model::Model;
use dtdl_model::model::InterfaceId;

use super::modules::Layout;
use super::{Command, Desired, Member, Module};

/// Finds for each interface the one whose telemetry, properties and commands are exactly its own.
pub(super) fn find(model: &Model, layout: &Layout, modules: &mut [Module]) {
    let owners: Vec<Option<usize>> = layout
        .interfaces
        .iter()
        .enumerate()
        .map(|(index, placed)| owner(model, layout, modules, index, placed.id))
        .collect();
    for (module, owner) in modules.iter_mut().zip(owners) {
        module.same_as = owner;
    }
}

/// The interface farthest up that is the same on the wire.
fn owner(model: &Model, layout: &Layout, modules: &[Module], index: usize, id: InterfaceId) -> Option<usize> {
    let module = modules.get(index)?;
    let mut found = None;
    let mut seen = vec![id];
    let mut open: Vec<InterfaceId> = model[id].extends.clone();
    while let Some(base) = open.pop() {
        if seen.contains(&base) {
            continue;
        }
        seen.push(base);
        let Some(candidate) = layout.module_of(base) else {
            continue;
        };
        if modules.get(candidate).is_some_and(|other| is_same(module, other)) {
            found = Some(candidate);
            open = model[base].extends.clone();
        }
    }
    found
}

fn is_same(one: &Module, other: &Module) -> bool {
    let members = |one: &[Member], other: &[Member]| {
        one.len() == other.len()
            && one.iter().zip(other).all(|(one, other)| {
                Member {
                    docs: other.docs.clone(),
                    ..one.clone()
                } == *other
            })
    };
    let desired = |one: &Desired, other: &Desired| {
        Desired {
            docs: other.docs.clone(),
            ..one.clone()
        } == *other
    };
    let commands = |one: &Command, other: &Command| {
        Command {
            docs: other.docs.clone(),
            ..one.clone()
        } == *other
    };
    one.telemetry_extra == other.telemetry_extra
        && one.properties_extra == other.properties_extra
        && members(&one.telemetry, &other.telemetry)
        && members(&one.properties, &other.properties)
        && one.desired.len() == other.desired.len()
        && one
            .desired
            .iter()
            .zip(&other.desired)
            .all(|(one, other)| desired(one, other))
        && one.commands.len() == other.commands.len()
        && one
            .commands
            .iter()
            .zip(&other.commands)
            .all(|(one, other)| commands(one, other))
}
