//! Judgement on elements once all are known.

use crate::elements::{ElementIx, Elements};
use crate::report::Report;

/// Links values to their elements and checks every rule.
pub(crate) fn check(elements: &mut Elements, report: &mut Report) {
    link(elements, report);
}

fn link(elements: &mut Elements, _report: &mut Report) {
    let references = core::mem::take(&mut elements.references);
    for reference in &references {
        let standard = crate::metamodel::metamodel().elements.resolve(reference.to.as_str());
        let (Some(from), Some(to)) = (elements.find(reference.from.as_str()), elements.find(standard)) else {
            if let Some(from) = elements.find(reference.from.as_str()) {
                unsound(elements, from);
            }
            continue;
        };
        if let Some(element) = elements.get_mut(from) {
            element.add_value(reference.member, to);
        }
        if let Some(element) = elements.get_mut(to) {
            element.referrers.push((from, reference.member));
        }
    }
    elements.references = references;
}

fn unsound(elements: &mut Elements, ix: ElementIx) {
    if let Some(element) = elements.get_mut(ix) {
        element.sound = false;
    }
}
