//! Positions of members in a text, found by reading it once more when diagnostics need them.

use core::iter::Peekable;
use core::num::NonZeroU32;

use crate::hash::{HashMap, HashSet};
use std::collections::BTreeSet;
use std::vec;

use crate::metamodel::Spelling;
use crate::place::{Nodes, Place};
use crate::{SourceId, Sources, Span, scan};

/// Where a place stands in its text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spans {
    /// The value, if it was asked for, or stands for a member that is not there.
    pub(crate) value: Option<Span>,
    /// The name of the member that it is.
    pub(crate) name: Option<Span>,
    /// The name of the member that it is, or is an element of.
    pub(crate) member: Option<Span>,
}

/// The spans of many places; a text is read once for all of its places.
#[derive(Debug, Default)]
pub(crate) struct Located {
    places: HashMap<Place, Spans>,
    members: HashMap<(Place, Spelling), Span>,
}

impl Located {
    /// Locates places, or the members that are asked for in them.
    pub(crate) fn new(
        nodes: &Nodes,
        sources: &Sources,
        wanted: impl IntoIterator<Item = (Place, Option<Spelling>)>,
    ) -> Self {
        let mut search = Search::default();
        let mut needed: BTreeSet<(SourceId, NonZeroU32)> = BTreeSet::new();
        let (mut whole, mut inside) = (Vec::new(), Vec::new());
        for (place, asked) in wanted {
            let mut next = Some(place);
            while let Some(place) = next.filter(|place| needed.insert((place.source, place.node))) {
                next = nodes.step(place).map(|(parent, _)| parent);
            }
            match asked {
                Some(member) => inside.push((place, member)),
                None => whole.push(place),
            }
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
        search.whole = whole
            .into_iter()
            .map(|place| first.get(&place).copied().unwrap_or(place))
            .collect();
        for (place, asked) in inside {
            let place = first.get(&place).copied().unwrap_or(place);
            let known = search.inside.entry(place).or_default();
            if !known.contains(&asked) {
                known.push(asked);
            }
        }
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
                let raw = search.text.trim_start_matches('\u{feff}').trim_start();
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
        let members = search.members;
        Self { places: found, members }
    }

    pub(crate) fn get(&self, place: Place) -> Option<&Spans> {
        self.places.get(&place)
    }

    /// The value of a member that was asked for.
    pub(crate) fn member(&self, place: Place, member: Spelling) -> Option<Span> {
        self.members.get(&(place, member)).copied()
    }
}

#[derive(Default)]
struct Search<'t> {
    text: &'t str,
    /// What is wanted in an array or object, by position.
    below: HashMap<Place, Vec<(u32, Place)>>,
    inside: HashMap<Place, Vec<Spelling>>,
    /// Those that are wanted themselves.
    whole: HashSet<Place>,
    found: HashMap<Place, Spans>,
    members: HashMap<(Place, Spelling), Span>,
}

impl<'t> Search<'t> {
    /// Looks into the value that a text begins with; its size, if that was found.
    fn visit(&mut self, place: Place, name: Option<Span>, around: Option<Span>, raw: &'t str) -> Option<usize> {
        let text = self.text;
        let member = name.or(around);
        let mut asked = self.inside.remove(&place).unwrap_or_default();
        let mut steps = self.below.remove(&place).unwrap_or_default();
        let nested = steps.split_off(steps.partition_point(|(step, _)| *step < Nodes::NESTED));
        if !nested.is_empty() {
            let mut steps = nested.into_iter().peekable();
            self.visit_nested(&mut steps, &mut { Nodes::NESTED }, member, raw);
        }
        let mut steps = steps.into_iter().peekable();
        let mut parts = scan::parts(raw);
        for index in 0.. {
            if steps.peek().is_none() && asked.is_empty() {
                break;
            }
            let Some((name, value)) = parts.enter() else { break };
            let size = match steps.next_if(|(step, _)| *step == index) {
                Some((_, place)) => self.visit(place, name.map(|name| span(text, name)), member, value),
                None => None,
            };
            let is_it = |member: &mut Spelling| name.is_some_and(|name| is_written(name, *member));
            let found: Vec<Spelling> = asked.extract_if(.., is_it).collect();
            if found.is_empty() && steps.peek().is_none() && asked.is_empty() {
                break;
            }
            let size = size.unwrap_or_else(|| scan::size(value).unwrap_or(value.len()));
            parts.leave(size);
            let value = value.get(..size).unwrap_or(value);
            let found = found.into_iter().map(|member| ((place, member), span(text, value)));
            self.members.extend(found);
        }
        let all = steps.peek().is_none() && asked.is_empty();
        let size = (!all || self.whole.contains(&place)).then(|| parts.end());
        let spans = Spans {
            value: size.map(|size| span(text, raw.get(..size).unwrap_or(raw))),
            name,
            member,
        };
        self.found.insert(place, spans);
        size
    }

    /// Looks for values of arrays within arrays, which are counted.
    fn visit_nested(&mut self, steps: &mut Steps, next: &mut u32, member: Option<Span>, raw: &'t str) {
        let mut parts = scan::parts(raw);
        while let Some((_, value)) = parts.enter().filter(|_| steps.peek().is_some()) {
            if value.starts_with('[') {
                self.visit_nested(steps, next, member, value);
            } else {
                if let Some((_, place)) = steps.next_if(|(step, _)| step == next) {
                    self.visit(place, None, member, value);
                }
                *next += 1;
            }
            parts.leave(scan::size(value).unwrap_or(value.len()));
        }
    }
}

/// What is wanted in an array or object, by position.
type Steps = Peekable<vec::IntoIter<(u32, Place)>>;

/// Whether a name, as it stands in the text with its quotes, is that of a member.
fn is_written(name: &str, member: Spelling) -> bool {
    if name.contains('\\') {
        return serde_json::from_str::<String>(name).is_ok_and(|name| member.is(&name));
    }
    let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    name.is_some_and(|name| member.is(name))
}

/// Where a part of a text stands in it.
pub(crate) fn span(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span {
        start,
        end: start + part.len(),
    }
}
