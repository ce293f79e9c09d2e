//! How large an interface may be.

use crate::hash::HashSet;

use crate::diagnostic::Code;
use crate::elements::{Element, Elements};
use crate::locate::Located;
use crate::report::Report;
use crate::{SourceId, Sources};

/// The largest JSON text of an interface from DTDL v3 on; interfaces inside it count as their identifiers. What the
/// specification calls bytes are UTF-16 units, as the reference counts them.
pub(crate) const PARTITION: usize = 1_048_576;

/// Checks the interfaces of texts that are large enough to matter.
pub(crate) fn check(elements: &mut Elements, report: &mut Report, sources: &Sources) {
    let large: HashSet<SourceId> = sources
        .iter()
        .filter(|(_, source)| source.text().len() > PARTITION)
        .map(|(id, _)| id)
        .collect();
    if large.is_empty() {
        return;
    }
    let interfaces = elements.interfaces.iter().filter_map(|ix| elements.get(*ix));
    let places = interfaces
        .clone()
        .filter_map(|element| element.place.filter(|place| large.contains(&place.source)));
    let located = Located::new(&report.nodes, sources, places.map(|place| (place, None)));
    let size = |element: &Element| {
        let place = element.place?;
        let span = located.get(place)?.value?;
        let text = sources.get(place.source)?.text().get(span.start..span.end)?;
        Some(text.encode_utf16().count())
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
        let Some(mut length) = size(element).filter(|length| *length > PARTITION) else {
            continue;
        };
        let inside = interfaces.clone().filter(|inner| encloses(elements, element, inner));
        for inner in inside {
            if let Some(inner_length) = size(inner) {
                length = (length + inner.id.as_str().len() + 2).saturating_sub(inner_length);
            }
        }
        if length <= PARTITION {
            continue;
        }
        report
            .error(
                Code::PARTITION_TOO_LARGE,
                place.id(),
                format!("the interface is {length} characters of JSON, at most {PARTITION} are allowed"),
            )
            .primary(&element.id)
            .value(element.class.name)
            .reference(&[place.element()])
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
