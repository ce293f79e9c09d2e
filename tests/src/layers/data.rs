//! Reads the layers of the packages.

use super::graph::Edge;

/// The layers of a package.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The folder of the package.
    pub package: String,
    /// Its rooms, from low to high.
    pub rooms: Vec<String>,
    /// Imports that are there although they run upward or close a cycle.
    pub exceptions: Vec<(String, String)>,
}

impl Layers {
    pub(super) fn height(&self, room: &str) -> Option<usize> {
        self.rooms.iter().position(|listed| listed == room)
    }

    /// Whether an import is between listed rooms and runs upward.
    pub(super) fn is_upward(&self, (from, to): &Edge) -> bool {
        let heights = self.height(from).zip(self.height(to));
        heights.is_some_and(|(from, to)| from < to)
    }
}

/// Reads a list: a line with a package, then indented lines with rooms, or with one exception each (`from -> to`).
///
/// # Errors
/// A line is none of these.
pub fn parse(text: &str) -> Result<Vec<Layers>, String> {
    let mut packages: Vec<Layers> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        match (words.as_slice(), packages.last_mut()) {
            ([], _) => {}
            ([name], _) if !line.starts_with(' ') => packages.push(Layers {
                package: name.clone(),
                ..Layers::default()
            }),
            ([from, arrow, to], Some(package)) if arrow == "->" => package.exceptions.push((from.clone(), to.clone())),
            (rooms, Some(package)) if line.starts_with(' ') => package.rooms.extend_from_slice(rooms),
            _ => {
                return Err(format!(
                    "`{line}` is neither a package nor, indented, what belongs to one"
                ));
            }
        }
    }
    Ok(packages)
}

/// The list in a document: the first fenced block after the heading `## Layers`.
///
/// # Errors
/// The document has no such block, or the block is not a list.
pub fn in_document(document: &str) -> Result<Vec<Layers>, String> {
    let section = document.split_once("\n## Layers\n").map(|(_, section)| section);
    let block = section.and_then(|section| section.split_once("```text\n")?.1.split_once("```"));
    parse(block.ok_or("no section `## Layers` with a block ```text")?.0)
}
