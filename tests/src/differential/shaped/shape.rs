//! Interfaces and their elements, in the shape that the digest gives them.

use super::digest::{Constraint, Digest, Property, Rules};
use super::literal::Bounds;
use crate::differential::mutate::misspelt;
use crate::differential::tree::Tree;
use crate::random::Random;

/// What a text is made with.
pub(super) struct Shape<'d> {
    pub(super) digest: &'d Digest,
    pub(super) random: &'d mut Random,
    pub(super) version: u8,
    /// The version as the digest writes it.
    pub(super) key: String,
    /// Whether keywords of JSON-LD are restricted.
    pub(super) restricted: bool,
    /// The contexts in use.
    pub(super) contexts: Vec<String>,
    pub(super) limits: String,
    /// How many deviations are left to make.
    pub(super) slips: usize,
    /// The interfaces of the text.
    pub(super) interfaces: Vec<String>,
    /// Which of them this is.
    pub(super) number: usize,
    /// The schemas that this one has by identifier, with their class.
    pub(super) schemas: Vec<(String, String)>,
    /// What was defined so far.
    pub(super) ids: Vec<String>,
    /// Names so far, with the class of what has them.
    pub(super) names: Vec<(String, String)>,
    /// The datatype of the literals that have none of their own.
    pub(super) datatype: String,
    /// How many more complex schemas must stand in each other.
    pub(super) chain: usize,
    pub(super) count: usize,
}

/// Where an element stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    pub(super) class: &'p str,
    pub(super) member: &'p str,
    pub(super) depth: usize,
}

/// More elements take the reference too long.
const ELEMENTS: usize = 60;
const DEPTH: usize = 4;

impl<'d> Shape<'d> {
    pub(super) fn one_in(&mut self, of: u64) -> bool {
        self.random.below(of) == 0
    }

    /// Whether to deviate here.
    pub(super) fn slip(&mut self, of: u64) -> bool {
        let slips = self.slips > 0 && self.one_in(of);
        self.slips -= usize::from(slips);
        slips
    }

    pub(super) fn choose<'t, T>(&mut self, of: &'t [T]) -> Option<&'t T> {
        match of.len() {
            0 => None,
            count => of.get(self.random.below(count as u64) as usize),
        }
    }

    /// An element of a class, written out.
    pub(super) fn element(&mut self, class: &str, rules: Option<&Rules>, place: Place<'_>) -> Tree {
        self.count += 1;
        let outer = (self.datatype.clone(), self.schemas.len());
        let digest = self.digest;
        let cotypes = self.cotypes(class);
        let mut members: Vec<(String, Tree)> = Vec::new();
        let mut types = vec![self.type_name(class)];
        for cotype in &cotypes {
            let name = if self.one_in(30) { cotype } else { digest.term(cotype) };
            types.push(name.to_owned());
        }
        if self.slip(60) {
            types.push(self.odd_type());
        }
        if self.one_in(6) {
            types.reverse();
        }
        let needed = rules.is_none_or(|rules| rules.type_required) || types.len() > 1;
        let typed = if needed { !self.slip(60) } else { self.one_in(2) };
        if typed {
            let list = Tree::Array(types.iter().cloned().map(Tree::String).collect());
            let one = types.into_iter().next().map_or(Tree::Null, Tree::String);
            let plain = cotypes.is_empty() && !self.one_in(8);
            members.push(("@type".to_owned(), if plain { one } else { list }));
        }
        let needs_id = rules.is_some_and(|rules| rules.id_required)
            || digest.needs_id(class, self.version, (place.class, place.member));
        if place.class.is_empty() {
            // The interface of the text has its identifier already.
        } else if if needs_id { !self.slip(40) } else { self.one_in(10) } {
            let id = self.new_id();
            members.push(("@id".to_owned(), Tree::String(id)));
        }
        if self.slip(150) {
            let context = self.contexts.iter().cloned().map(Tree::String).collect();
            members.push(("@context".to_owned(), Tree::Array(context)));
        }
        self.members(class, &cotypes, &mut members, place.depth);
        if self.slip(80) {
            let name = self.pick(&[
                "odd",
                "@index",
                "@graph",
                "@reverse",
                "dtmi:odd:member;1",
                "schema",
                "name",
                "unit",
                "@list",
            ]);
            members.push((name.to_owned(), Tree::String("x".to_owned())));
        }
        if self.slip(80) && !members.is_empty() {
            let at = self.random.below(members.len() as u64) as usize;
            members.extend(members.get(at).cloned());
        }
        if self.one_in(12) {
            let middle = self.random.below(members.len().max(1) as u64) as usize;
            members.rotate_left(middle);
        }
        self.datatype = outer.0;
        Tree::Object(members)
    }

    /// The members that the class and the co-types give.
    pub(super) fn members(
        &mut self,
        class: &str,
        cotypes: &[&'d str],
        members: &mut Vec<(String, Tree)>,
        depth: usize,
    ) {
        let digest = self.digest;
        let Some(known) = digest.class(class) else { return };
        if digest.datatype_member(class).is_some() {
            self.datatype = self.pick(&["integer", "string"]).to_owned();
        }
        let constraints: Vec<&Constraint> = cotypes
            .iter()
            .flat_map(|id| digest.cotype_line(id))
            .flat_map(|cotype| &cotype.constraints)
            .filter(|constraint| !constraint.inverse)
            .collect();
        for (name, property) in &known.properties {
            let Some(rules) = property.versions.get(&self.key) else {
                continue;
            };
            let main = property.always.plural && !property.always.literal;
            let wanted = match property.always.optional {
                _ if !rules.allowed => self.slip(150),
                _ if name == "schemas" => depth == 0 && !self.schemas.is_empty(),
                // There must be another interface to refer to.
                _ if rules.class.as_deref() == Some("Interface") && self.number + 1 >= self.interfaces.len() => {
                    self.slip(20)
                }
                _ if rules.min_count.is_some() => !self.slip(50),
                false => !self.slip(50),
                true if main => self.one_in(if depth == 0 { 2 } else { 4 }) || class == "Object" && !self.one_in(8),
                true => self.one_in(5),
            };
            let whole = main && depth == 0 && name == "contents";
            if !(wanted || whole) {
                continue;
            }
            let constraint = constraints
                .iter()
                .find(|one| one.property.as_ref() == Some(name))
                .copied();
            let place = Place {
                class,
                member: name,
                depth,
            };
            let value = match property.always.plural && !property.always.literal {
                true => self.several(property, rules, constraint, place),
                false => self.value(property, rules, constraint, place),
            };
            if name == "name"
                && let Tree::String(text) = &value
            {
                self.names.push((class.to_owned(), text.clone()));
            }
            members.push((self.member_name(name), value));
        }
        for id in cotypes {
            self.cotype_members(id, members);
        }
    }

    fn member_name(&mut self, name: &str) -> String {
        if self.slip(150) {
            return misspelt(name, self.random);
        }
        if self.one_in(60) {
            let language = format!("dtmi:dtdl:context;{}", self.key);
            let id = self.digest.contexts.get(&language).and_then(|terms| terms.get(name));
            return id.map_or_else(|| name.to_owned(), Clone::clone);
        }
        name.to_owned()
    }

    fn several(
        &mut self,
        property: &Property,
        rules: &Rules,
        constraint: Option<&Constraint>,
        place: Place<'_>,
    ) -> Tree {
        let few = if place.depth == 0 { 6 } else { 4 };
        let mut count = match place.depth {
            _ if self.chain > 0 => 1,
            0 => 1 + self.random.below(few) as usize,
            _ => self.random.below(few) as usize,
        };
        let least = rules
            .min_count
            .unwrap_or_default()
            .max(usize::from(!property.always.optional));
        if count < least && !self.slip(10) {
            count = least;
        }
        if let Some(most) = rules.max_count.filter(|most| *most <= 100) {
            if self.slip(30) {
                count = most + 1;
            } else if self.one_in(60) {
                count = most;
            }
            count = if self.slips == 0 { count.min(most) } else { count };
        }
        if place.member == "schemas" {
            count = self.schemas.len();
        }
        let first = self.names.len();
        let mut values: Vec<Tree> = Vec::new();
        for index in 0..count {
            if place.member == "schemas"
                && let Some((id, class)) = self.schemas.get(index).cloned()
            {
                let mut element = self.element(&class, Some(rules), place);
                if let Tree::Object(members) = &mut element
                    && let Some((_, known)) = members.iter_mut().find(|(name, _)| name == "@id")
                {
                    *known = Tree::String(id);
                }
                values.push(element);
                continue;
            }
            let value = self.value(property, rules, constraint, place);
            if !values.contains(&value) || self.slip(3) {
                values.push(value);
            }
        }
        if self.slip(60) && !values.is_empty() {
            values.extend(values.first().cloned());
        }
        if place.depth > 0 {
            self.names.truncate(first);
        }
        match (values.len(), self.one_in(4)) {
            (1, true) => values.swap_remove(0),
            _ => Tree::Array(values),
        }
    }

    fn value(&mut self, property: &Property, rules: &Rules, constraint: Option<&Constraint>, place: Place<'_>) -> Tree {
        let limits = self.limits.clone();
        let bounds = Bounds::of(rules, &limits);
        if self.slip(120) {
            return self.odd_value();
        }
        if place.member == "name" && property.always.literal {
            return self.name(bounds);
        }
        match (&property.always.datatype, &rules.class) {
            (Some(datatype), _) => self.literal(datatype, bounds),
            (None, Some(class)) => self.object(class, rules, constraint, place),
            (None, None) if property.always.literal => {
                let datatype = self.datatype.clone();
                let datatype = if self.slip(20) { "boolean" } else { &datatype };
                let value = self.literal(datatype, bounds);
                self.unique(value)
            }
            (None, None) => match self.one_in(3) {
                true => Tree::String(self.text(bounds)),
                false => self.reference(),
            },
        }
    }

    /// An element as the value of a member: a term, a reference or written out.
    fn object(&mut self, class: &str, rules: &Rules, constraint: Option<&Constraint>, place: Place<'_>) -> Tree {
        let digest = self.digest;
        if self.digest.class("Interface").is_some() && class == "Interface" {
            return match self.one_in(12) {
                true => self.element(
                    class,
                    Some(rules),
                    Place {
                        depth: place.depth + 2,
                        ..place
                    },
                ),
                false => self.another_interface(),
            };
        }
        let wrong = self.slip(50);
        let classes: Vec<&String> = digest.material_classes.keys().collect();
        let odd = self.choose(&classes).map(|name| name.as_str());
        let class = match odd {
            Some(odd) if wrong => odd,
            _ => class,
        };
        let (mut written, mut terms) = digest.fitting(class, &self.key);
        if !self.slip(30) {
            // Some elements of the language are the terms of extensions.
            let known = |name: &str| {
                self.contexts
                    .iter()
                    .any(|id| digest.contexts.get(id).is_some_and(|terms| terms.contains_key(name)))
            };
            terms.retain(|term| known(&term.name));
        }
        if !rules.values.is_empty() && !self.slip(20) {
            let typed = digest.datatype_member(place.class) == Some(place.member);
            let datatype = self.datatype.clone();
            terms.retain(|term| rules.values.contains(&term.name) && (!typed || term.name == datatype));
        }
        // A component of an interface that others refer to is one too deep, and the last has nothing to refer to.
        let last = self.number + 1 == self.interfaces.len();
        if (last || self.number > 0 || place.depth > 0) && place.member == "contents" && !self.slip(6) {
            written.retain(|name| *name != "Component");
        }
        if let Some(constraint) = constraint
            && !self.slip(6)
        {
            let types = &constraint.required_type_names;
            let values = &constraint.required_value_names;
            if !types.is_empty() {
                written.retain(|name| types.iter().any(|wanted| digest.is(name, wanted)));
                let fitting = |name: &str| {
                    types
                        .iter()
                        .flat_map(|class| digest.fitting(class, &self.key).1)
                        .any(|term| term.name == name)
                };
                terms.retain(|term| fitting(&term.name));
            }
            if !values.is_empty() {
                written.clear();
                terms.retain(|term| values.contains(&term.name));
            }
        }
        let deep = place.depth > DEPTH || self.count > ELEMENTS;
        let chained = self.chain > 0 && written.iter().any(|name| digest.is(name, "ComplexSchema"));
        if chained {
            written.retain(|name| matches!(*name, "Array" | "Map" | "Object"));
            self.chain -= 1;
        } else if !terms.is_empty() && (written.is_empty() || deep || !self.one_in(3)) {
            return self.term(&terms);
        }
        let by_id: Vec<String> = self.schemas.iter().map(|(id, _)| id.clone()).collect();
        if written.contains(&"Array") && !chained && !by_id.is_empty() && self.one_in(2) {
            return self.by_reference(&by_id);
        }
        match self.choose(&written).copied() {
            Some(name) => self.element(
                name,
                Some(rules),
                Place {
                    depth: place.depth + 1,
                    ..place
                },
            ),
            None => self.reference(),
        }
    }

    /// A name: mostly one that nothing else has.
    fn name(&mut self, bounds: Bounds<'_>) -> Tree {
        let known: Vec<String> = self.names.iter().map(|(_, name)| name.clone()).collect();
        if self.slip(40) && !known.is_empty() {
            return self.choose(&known).cloned().map_or(Tree::Null, Tree::String);
        }
        if self.one_in(8) || self.slip(30) {
            return self.literal("string", bounds);
        }
        let number = self.count * 7 + self.names.len();
        Tree::String(format!("n{}x{number}", self.number))
    }

    /// Integers and texts that are counted up, so that they differ.
    fn unique(&mut self, value: Tree) -> Tree {
        self.count += 1;
        match value {
            Tree::String(_) if !self.one_in(6) => Tree::String(format!("v{}", self.count)),
            Tree::Written(_) if !self.one_in(6) => Tree::Written(self.count.to_string()),
            other => other,
        }
    }
}
