//! What is said of elements that contain or extend themselves.

use super::Checker;
use super::structure::disjunction;
use crate::diagnostic::Code;
use crate::elements::{Element, ElementIx, Elements, Written};
use crate::hash::HashMap;
use crate::metamodel::Rule;
use crate::place::Place;
use crate::read::describe;

/// How many references of a circle are shown beside the one that closes it.
const SHOWN: usize = 3;

/// Where elements refer to others, by both; found once a circle has to be shown.
#[derive(Debug, Default)]
pub(super) struct References(Option<HashMap<(ElementIx, ElementIx), Place>>);

impl References {
    /// Where an element refers to another one; `None` if that stands in it.
    fn place(&mut self, elements: &Elements, from: ElementIx, to: ElementIx) -> Option<Place> {
        let known = self.0.get_or_insert_with(|| {
            let written = elements
                .references
                .iter()
                .filter(|reference| reference.written != Written::Element);
            let places = written.filter_map(|reference| {
                let (from, to) = (elements.at(reference.from)?, elements.target(reference.to)?);
                Some(((from, to), reference.places.1))
            });
            places.collect()
        });
        known.get(&(from, to)).copied()
    }
}

impl Checker<'_, '_> {
    /// Reports a circle; `circle` is what it leads through, from the element on.
    pub(super) fn recursive(&mut self, code: Code, element: &Element, rule: &Rule, circle: &[ElementIx]) {
        let Some(place) = element.place else { return };
        let extends = rule.along == ["extends"];
        let does = if extends { "extends" } else { "contains" };
        let through: Vec<String> = circle
            .iter()
            .skip(1)
            .filter_map(|ix| self.elements.get(*ix))
            .filter(|element| element.class.partition)
            .map(|element| format!("`{}`", element.id))
            .collect();
        let by_way = match through.as_slice() {
            [] => String::new(),
            [first, .., last] if through.len() > 5 => format!(", by way of {first}, … {last}"),
            few => format!(", by way of {}", few.join(", ")),
        };
        let closing = circle.last().zip(circle.first());
        let closing = closing.and_then(|(last, first)| self.references.place(self.elements, *last, *first));
        let steps = circle.windows(2).filter_map(|pair| match pair {
            [from, to] => self.references.place(self.elements, *from, *to),
            _ => None,
        });
        let mut way: Vec<Place> = steps.take(SHOWN).collect();
        // What stands inside another is not referred to.
        let closing = closing.or_else(|| way.pop());
        let help = match (extends, way.is_empty()) {
            (true, true) => "remove it from its own `extends`",
            (false, true) => "remove this reference, or refer to something else",
            (_, false) => "remove one of these references",
        };
        let mut entry = self
            .report
            .error(
                code,
                closing.map_or_else(|| place.id(), Place::value),
                format!("{} {does} itself{by_way}", describe(element)),
            )
            .primary(&element.id)
            .reference(&[place.element()])
            .help(help);
        for place in way {
            entry = entry.label(place.value(), "by way of this");
        }
        if rule.narrow {
            entry.property(disjunction(rule)).done();
        }
    }
}
