//! How large an interface may be.

use crate::hash::HashSet;

use crate::diagnostic::Code;
use crate::elements::{Element, Elements};
use crate::locate::Located;
use crate::report::Report;
use crate::{SourceId, Sources};

/// The largest JSON text of an interface from DTDL v3 on, in bytes; interfaces inside it count as their identifiers.
pub(crate) const PARTITION_BYTES: usize = 1_048_576;

/// Checks the interfaces of texts that are large enough to matter.
pub(crate) fn check(elements: &mut Elements, report: &mut Report, sources: &Sources) {
    let large: HashSet<SourceId> = sources
        .iter()
        .filter(|(_, source)| source.text().len() > PARTITION_BYTES)
        .map(|(id, _)| id)
        .collect();
    if large.is_empty() {
        return;
    }
    let interfaces = elements.interfaces.iter().filter_map(|ix| elements.get(*ix));
    let places = interfaces
        .clone()
        .filter_map(|element| element.place.filter(|place| large.contains(&place.source)));
    let located = Located::new(&report.nodes, sources, places.map(|place| (place, false)));
    let size = |element: &Element| {
        let span = located.get(element.place?)?.value;
        Some(span.end - span.start)
    };
    let mut too_large = Vec::new();
    for ix in &elements.interfaces {
        let Some(element) = elements.get(*ix) else { continue };
        let Some(place) = element.place.filter(|place| large.contains(&place.source)) else {
            continue;
        };
        if element.version < 3 {
            continue;
        }
        let Some(mut bytes) = size(element).filter(|bytes| *bytes > PARTITION_BYTES) else {
            continue;
        };
        let inside = interfaces.clone().filter(|inner| encloses(elements, element, inner));
        for inner in inside {
            if let Some(inner_bytes) = size(inner) {
                bytes = (bytes + inner.id.as_str().len() + 2).saturating_sub(inner_bytes);
            }
        }
        if bytes <= PARTITION_BYTES {
            continue;
        }
        report
            .error(
                Code::PARTITION_TOO_LARGE,
                place.id(),
                format!("the interface is {bytes} bytes of JSON, at most {PARTITION_BYTES} are allowed"),
            )
            .primary(&element.id)
            .help("split the interface, or shorten its texts");
        too_large.push(*ix);
    }
    for ix in too_large {
        super::mark(elements, ix);
    }
}

/// Whether the next interface around `inner` is `outer`.
fn encloses(elements: &Elements, outer: &Element, inner: &Element) -> bool {
    let Some((parent, _)) = inner.parent else { return false };
    if *elements.id(parent) == outer.id {
        return true;
    }
    let parent = elements.at(parent).and_then(|parent| elements.get(parent));
    parent.is_some_and(|parent| {
        !parent.class.partition && parent.partition.is_some_and(|owner| *elements.id(owner) == outer.id)
    })
}
