//! Checks a package against its layers.

use std::collections::BTreeSet;

use super::data::Layers;
use super::graph::{Edge, Graph, Sites, folder};
use super::krate::Crate;

/// Says where a package deviates from its layers, and what to do: the listed rooms are those that exist, each imports from
/// rooms below it only, and neither they nor the siblings in a folder import from each other in a cycle. Listed exceptions
/// are allowed; each has to be needed.
#[must_use]
pub fn check(layers: &Layers, krate: &Crate) -> Vec<String> {
    let graph = Graph::of(krate);
    let mut violations = Vec::new();
    let mut unlisted: BTreeSet<&str> = krate.rooms().collect();
    for room in layers.rooms.iter().filter(|room| !unlisted.remove(room.as_str())) {
        violations.push(format!(
            "room `{room}` is listed, but not a module, or listed before: remove it"
        ));
    }
    for room in unlisted {
        violations.push(format!(
            "room `{room}` is not listed: add it above the rooms that it uses"
        ));
    }
    for ((from, to), sites) in &graph.edges {
        let edge = (from.clone(), to.clone());
        if layers.is_upward(&edge) && !layers.exceptions.contains(&edge) {
            let advice = format!("move the item below `{from}`, or its user above `{to}`");
            violations.push(format!(
                "`{from}` imports from `{to}` above it: {advice}{}",
                listed(sites)
            ));
        }
    }
    let mut allowed = graph.clone();
    allowed.edges.retain(|edge, _| !layers.exceptions.contains(edge));
    for exception in &layers.exceptions {
        if !is_needed(exception, layers, &graph, &allowed) {
            let (from, to) = exception;
            violations.push(format!("exception `{from} -> {to}` is not needed any more: remove it"));
            // Another exception may be needed against the same cycle.
            let sites = graph.edges.get(exception).cloned();
            allowed.edges.extend(sites.map(|sites| (exception.clone(), sites)));
        }
    }
    for cycle in allowed.cycles() {
        let steps = cycle.iter().cloned().zip(cycle.iter().skip(1).cloned());
        let sites = steps.filter_map(|step| allowed.edges.get(&step)?.first().cloned());
        let (cycle, sites) = (cycle.join(" -> "), listed(&sites.collect()));
        violations.push(format!(
            "cycle {cycle}: move what both sides need to a module below them{sites}"
        ));
    }
    violations
}

/// Whether an import is there, and would be a violation beside those that are `allowed`.
fn is_needed(exception: &Edge, layers: &Layers, graph: &Graph, allowed: &Graph) -> bool {
    let (from, to) = exception;
    let is_violation = match folder(from) {
        "" => layers.is_upward(exception),
        _ => allowed.way(to, from).is_some(),
    };
    is_violation && graph.edges.contains_key(exception)
}

fn listed(sites: &Sites) -> String {
    sites.iter().fold(String::new(), |list, (file, line, path)| {
        format!("{list}\n    {file}:{line}: {path}")
    })
}

/// All edges of a package, and an order of its rooms in which few run upward, so that its list can be written.
#[must_use]
pub fn describe(krate: &Crate) -> String {
    let graph = Graph::of(krate);
    let order = order(&graph, krate.rooms().collect()).join(" ");
    let edges = graph.edges.iter();
    let edges: String = edges
        .map(|((from, to), sites)| format!("\n{from} -> {to}{}", listed(sites)))
        .collect();
    format!("few imports run upward in this order: {order}\n{edges}\n")
}

/// An order of rooms, low to high: next is always one that imports from none of those that are left, or else the one with
/// the best balance of imports by them and from them.
fn order<'n>(graph: &Graph, mut left: BTreeSet<&'n str>) -> Vec<&'n str> {
    let edge = |from: &str, to: &str| i32::from(graph.edges.contains_key(&(from.to_owned(), to.to_owned())));
    let mut order = Vec::new();
    while !left.is_empty() {
        let balance = |name: &str| {
            let from: i32 = left.iter().map(|to| edge(name, to)).sum();
            (from > 0, from - left.iter().map(|from| edge(from, name)).sum::<i32>())
        };
        let next = left.iter().copied().min_by_key(|name| balance(name));
        order.extend(next);
        left.retain(|name| Some(*name) != next);
    }
    order
}
