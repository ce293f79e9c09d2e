//! The imports between siblings: between the rooms of a crate, and between the modules of a folder.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::krate::Crate;

/// The sibling that imports, and the one that defines the item.
pub(super) type Edge = (String, String);

/// Places of a path in the code, as file, line and the path.
pub(super) type Sites = BTreeSet<(String, usize, String)>;

/// The edges with their sites.
///
/// An import belongs to the two siblings in which its ends part: from `read/ids` to `elements/index` it is one between the
/// rooms `read` and `elements`. Between a module and its ancestors, or its descendants, there is none: both are free.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph {
    pub(super) edges: BTreeMap<Edge, Sites>,
}

impl Graph {
    /// Resolves all paths of a crate.
    pub(super) fn of(krate: &Crate) -> Self {
        let mut graph = Self::default();
        for (ix, module) in krate.modules.iter().enumerate() {
            for path in &module.paths {
                let targets = krate.targets(ix, path).into_iter().map(|target| krate.module(target));
                for edge in targets.filter_map(|target| edge(&module.path, &target.path)) {
                    let shown = path.segments.join("::") + if path.glob { "::*" } else { "" };
                    let site = (module.file.clone(), path.line, shown);
                    graph.edges.entry(edge).or_default().insert(site);
                }
            }
        }
        graph
    }

    /// A shortest way from one sibling to another along the edges, both included.
    pub(super) fn way(&self, from: &str, to: &str) -> Option<Vec<String>> {
        let mut ways = VecDeque::from([vec![from.to_owned()]]);
        let mut seen = BTreeSet::new();
        while let Some(way) = ways.pop_front() {
            let last = way.last()?;
            let from_last = self.edges.range((last.clone(), String::new())..).map(|(edge, _)| edge);
            for (_, next) in from_last.take_while(|(from, _)| from == last) {
                let longer = [way.as_slice(), core::slice::from_ref(next)].concat();
                if next == to {
                    return Some(longer);
                }
                if seen.insert(next) {
                    ways.push_back(longer);
                }
            }
        }
        None
    }

    /// A shortest cycle in each set of siblings that all lead to each other; its first member is repeated at the end.
    pub(super) fn cycles(&self) -> Vec<Vec<String>> {
        let names: BTreeSet<&str> = self.edges.keys().map(|(from, _)| from.as_str()).collect();
        let mut found: Vec<_> = names.iter().filter_map(|name| self.way(name, name)).collect();
        found.sort_by_key(Vec::len);
        let leads = |from: &[String], to: &[String]| self.way(from.first()?, to.first()?);
        let mut cycles: Vec<Vec<String>> = Vec::new();
        for cycle in found {
            let is_known = |known: &Vec<String>| leads(known, &cycle).is_some() && leads(&cycle, known).is_some();
            if !cycles.iter().any(is_known) {
                cycles.push(cycle);
            }
        }
        cycles
    }
}

/// The folder that a module is in; empty for a room.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The siblings in which two modules are; none if one is in the other.
fn edge(from: &str, to: &str) -> Option<Edge> {
    let names = |path: &str| -> Vec<String> { path.split_terminator('/').map(str::to_owned).collect() };
    let (from, to) = (names(from), names(to));
    let shared = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    Some((from.get(..=shared)?.join("/"), to.get(..=shared)?.join("/")))
}
