//! Judgement on elements once all are known: every rule that needs more than one of them.

mod annotated;
mod circles;
mod extends;
pub(crate) mod iot_central;
mod link;
mod literals;
mod siblings;
pub(crate) mod size;
mod structure;
mod values;

use literals::Key;

use crate::hash::{HashMap, HashSet};

use crate::diagnostic::Code;
use crate::elements::{CONTENTS, Element, ElementIx, Elements};
use crate::left_out::dispensable;
use crate::metamodel::{Rule, Spelling};
use crate::place::{At, Nodes};
use crate::report::Report;

/// Links values to their elements, and interfaces to the contents that come to them.
pub(crate) fn link(elements: &mut Elements, report: &mut Report) {
    link::link(elements, report);
    extends::import(elements);
}

/// Notes that something is wrong with an element.
pub(crate) fn mark(elements: &mut Elements, ix: ElementIx) {
    if let Some(element) = elements.get_mut(ix) {
        element.sound = false;
    }
}

/// Checks every rule, element by element.
pub(crate) struct Checker<'e, 'r> {
    elements: &'e Elements,
    report: &'r mut Report,
    heights: structure::Heights,
    searches: structure::Searches,
    unsound: Vec<ElementIx>,
    /// How many errors are about values that the element can do without, and which were noted themselves.
    apart: usize,
    /// Elements of circles that were reported.
    circling: HashSet<ElementIx>,
    annotated: annotated::Annotated,
    siblings: siblings::Siblings<'e>,
    references: circles::References,
}

impl<'e, 'r> Checker<'e, 'r> {
    pub(crate) fn new(elements: &'e Elements, report: &'r mut Report) -> Self {
        Self {
            elements,
            report,
            heights: structure::Heights::default(),
            searches: structure::Searches::default(),
            unsound: Vec::new(),
            apart: 0,
            circling: HashSet::default(),
            annotated: annotated::Annotated::default(),
            siblings: siblings::Siblings::default(),
            references: circles::References::default(),
        }
    }

    /// Checks that no interface extends itself; what else is wrong with those that do only follows.
    pub(crate) fn check_circles(&mut self) {
        extends::check_recursion(self);
    }

    /// Whether nothing is wrong so far, with whatever element.
    pub(crate) fn found_nothing(&self) -> bool {
        self.report.count() == 0
    }

    /// The elements that something is wrong with.
    pub(crate) fn into_unsound(self) -> Vec<ElementIx> {
        self.unsound
    }

    /// Checks an element; each is checked once, in order.
    pub(crate) fn check(&mut self, ix: ElementIx) {
        let Some(element) = self.elements.get(ix) else { return };
        if element.place.is_none() {
            return;
        }
        let before = self.report.count() - self.apart;
        if !element.objects.is_empty() {
            self.check_counts(element);
            self.check_unique(element);
        }
        if !element.cotypes.is_empty() {
            self.check_cotypes(ix, element);
        }
        for rule in element.class.rules(element.version) {
            self.check_rule(ix, element, rule);
        }
        if self.report.count() - self.apart > before {
            self.unsound.push(ix);
        }
    }

    #[inline(never)]
    fn check_cotypes(&mut self, ix: ElementIx, element: &'e Element) {
        self.check_siblings(ix, element);
        self.check_annotated(element);
        self.check_instances(element);
    }

    /// Notes that the last error is about a value of an element, which stays sound if it can do without that.
    fn blame(&mut self, element: &Element, member: &str, value: ElementIx) {
        self.unsound.push(value);
        if dispensable(element.class.name, member) {
            self.apart += 1;
        }
    }

    fn check_rule(&mut self, ix: ElementIx, element: &Element, rule: &'static Rule) {
        if let Some(excluded) = rule.exclude {
            self.check_excluded(ix, element, rule, excluded);
        }
        if let Some(datatype) = rule.datatype {
            self.check_datatype(element, rule, datatype);
        }
        if let Some(depth) = rule.depth {
            let limit = depth.under(element.limits());
            if rule.narrow {
                self.check_extends(ix, element, rule, limit);
            } else {
                self.check_depth(ix, element, rule, limit);
            }
        }
        if let Some(count) = rule.count {
            self.check_total(ix, element, rule, count.under(element.limits()));
        }
    }

    /// No more values than allowed.
    fn check_counts(&mut self, element: &Element) {
        for (name, values) in element.objects.iter().filter(|(_, values)| values.len() > 1) {
            let member = element.class.member(name, element.version);
            let Some((member, max)) = member.and_then(|member| Some((member, member.max.get(element.version)?))) else {
                continue;
            };
            if values.len() <= max as usize {
                continue;
            }
            let count = values.iter().collect::<HashSet<_>>().len();
            if count <= max as usize {
                continue;
            }
            let at = place_of(element, member.name);
            self.report
                .error(
                    Code::OBJECT_COUNT_ABOVE_MAX,
                    at,
                    format!("`{}` has {count} values, at most {max} are allowed", member.name),
                )
                .primary(&element.id)
                .property(member.name)
                .help(match member.name {
                    CONTENTS => "move some to another interface, which this one extends or has as a component",
                    _ => "remove some, or move some into an element of their own",
                });
        }
    }

    fn is_named_by_place(&self, ix: ElementIx) -> bool {
        self.elements.get(ix).is_some_and(|element| element.named_by_place)
    }

    /// Members that must differ among the values of another.
    fn check_unique(&mut self, element: &Element) {
        for (name, values) in element.objects.iter().filter(|(_, values)| values.len() > 1) {
            let Some(member) = element.class.member(name, element.version) else {
                continue;
            };
            for unique in &member.unique {
                if member.segment == Some(unique) && values.iter().all(|ix| self.is_named_by_place(*ix)) {
                    continue;
                }
                let mut seen: HashMap<Key<'_>, &Element> =
                    HashMap::with_capacity_and_hasher(values.len(), Default::default());
                for ix in values {
                    let Some(value) = self.elements.get(*ix) else {
                        continue;
                    };
                    let Some(literal) = value.literal(unique) else { continue };
                    let first = *seen.entry(Key::of(literal)).or_insert(value);
                    if core::ptr::eq(first, value) {
                        continue;
                    }
                    let text = literals::literal_text(literal);
                    let at = place_of(value, unique);
                    let other = place_of(first, unique);
                    let entry = self
                        .report
                        .error(
                            Code::NON_UNIQUE_PROPERTY_VALUE,
                            at,
                            format!("two `{}` have the {unique} `{text}`", member.name),
                        )
                        .primary(&element.id)
                        .property(member.name)
                        .fact("AuxProperty", *unique)
                        .value(text)
                        .help("change one of them");
                    entry.label(other, "first used here").done();
                    self.blame(element, member.name, *ix);
                }
            }
        }
    }
}

/// Where the value of an element's member stands; the element if it has none.
fn place_of(element: &Element, member: &'static str) -> At {
    let place = element.place.unwrap_or_else(|| Nodes::top(crate::SourceId(0)));
    place.value_of(Spelling::of(member, element.version))
}
