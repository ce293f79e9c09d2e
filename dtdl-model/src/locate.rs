//! Positions of members in a text, found by reading it once more when diagnostics need them.

use crate::hash::{HashMap, HashSet};
use core::fmt;
use std::collections::BTreeSet;

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::report::{Nodes, Place};
use crate::{SourceId, Sources, Span, scan};

/// Where a place stands in its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spans {
    pub(crate) value: Span,
    /// The name of the member that it is.
    pub(crate) name: Option<Span>,
    /// The name of the member that it is, or is an element of.
    pub(crate) member: Option<Span>,
    /// The values of `@type` and `@id`, if it is an object, and they were asked for.
    pub(crate) types: Option<Span>,
    pub(crate) id: Option<Span>,
}

/// The spans of many places; a text is read once for all of its places.
#[derive(Debug, Default)]
pub(crate) struct Located(HashMap<Place, Spans>);

impl Located {
    /// Locates places, and says of which the `@type` and `@id` matter.
    pub(crate) fn new(nodes: &Nodes, sources: &Sources, wanted: impl IntoIterator<Item = (Place, bool)>) -> Self {
        let mut search = Search::default();
        let mut needed: BTreeSet<(SourceId, u32)> = BTreeSet::new();
        let mut inside = Vec::new();
        for (place, is_inside) in wanted {
            let mut next = Some(place);
            while let Some(place) = next.filter(|place| needed.insert((place.source, place.node))) {
                next = nodes.step(place).map(|(parent, _)| parent);
            }
            inside.extend(is_inside.then_some(place));
        }
        // What is around stands before what is in it; only the top is numbered last.
        let needed: Vec<Place> = needed
            .into_iter()
            .map(|(source, node)| Place { source, node })
            .collect();
        let mut same: HashMap<(Place, u32), Place> = HashMap::default();
        let mut first: HashMap<Place, Place> = HashMap::default();
        for place in &needed {
            let Some((parent, step)) = nodes.step(*place) else {
                continue;
            };
            let parent = first.get(&parent).copied().unwrap_or(parent);
            let known = *same.entry((parent, step)).or_insert(*place);
            first.insert(*place, known);
            if known == *place {
                search.below.entry(parent).or_default().push((step, *place));
            }
        }
        search.inside.extend(
            inside
                .into_iter()
                .map(|place| first.get(&place).copied().unwrap_or(place)),
        );
        for steps in search.below.values_mut() {
            steps.sort_unstable_by_key(|(step, _)| *step);
        }
        let tops: HashSet<SourceId> = needed
            .iter()
            .filter(|place| nodes.step(**place).is_none())
            .map(|place| place.source)
            .collect();
        for (source, text) in sources.iter() {
            let top = Nodes::top(source);
            if tops.contains(&source) {
                search.text = text.text();
                let raw = search.text.trim_start_matches('\u{feff}').trim();
                search.visit(top, None, None, raw);
            }
        }
        // What is not where it should be stands for what is around it.
        let mut found = search.found;
        for place in needed {
            if found.contains_key(&place) {
                continue;
            }
            let instead = first.get(&place).filter(|first| **first != place).copied();
            let instead = instead.or_else(|| Some(nodes.step(place)?.0));
            if let Some(spans) = instead.and_then(|instead| found.get(&instead)).copied() {
                found.insert(place, spans);
            }
        }
        Self(found)
    }

    pub(crate) fn get(&self, place: Place) -> Option<&Spans> {
        self.0.get(&place)
    }
}

#[derive(Default)]
struct Search<'t> {
    text: &'t str,
    /// What is wanted in an array or object, by position.
    below: HashMap<Place, Vec<(u32, Place)>>,
    inside: HashSet<Place>,
    found: HashMap<Place, Spans>,
}

impl<'t> Search<'t> {
    fn visit(&mut self, place: Place, name: Option<Span>, around: Option<Span>, raw: &'t str) {
        let mut spans = Spans {
            value: span(self.text, raw),
            name,
            member: name.or(around),
            types: None,
            id: None,
        };
        let steps = self.below.remove(&place).unwrap_or_default();
        if !steps.is_empty() || self.inside.contains(&place) {
            let mut steps = steps.into_iter().peekable();
            let mut further: Vec<(Place, Option<Span>, &'t str)> = Vec::new();
            let text = self.text;
            let whole = self.inside.contains(&place);
            for (index, (name, value)) in (0..).zip(scan::parts(raw)) {
                let target = match name {
                    Some("\"@type\"") => Some(&mut spans.types),
                    Some("\"@id\"") => Some(&mut spans.id),
                    _ => None,
                };
                if let Some(target) = target {
                    target.get_or_insert(span(text, value));
                }
                if let Some((_, place)) = steps.next_if(|(step, _)| *step == index) {
                    further.push((place, name.map(|name| span(text, name)), value));
                }
                let complete = !whole || spans.types.is_some() && spans.id.is_some();
                if complete && steps.peek().is_none() {
                    break;
                }
            }
            for (place, name, value) in further {
                self.visit(place, name, spans.member, value);
            }
        }
        self.found.insert(place, spans);
    }
}

/// Where a part of a text stands in it.
pub(crate) fn span(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span {
        start,
        end: start + part.len(),
    }
}

/// The members of an object as they stand in the text, duplicates too.
pub(crate) struct Members<'a>(pub(crate) Vec<(&'a RawValue, &'a RawValue)>);

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read;

        impl<'de> Visitor<'de> for Read {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = access.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }

        deserializer.deserialize_map(Read)
    }
}
