//! Types, co-types and what they bring along.

use super::digest::{Cotype, CotypeMember, Standard};
use super::literal::Bounds;
use super::shape::Shape;
use crate::differential::mutate::misspelt;
use crate::differential::tree::Tree;

/// A co-type that nearly every class may have would be everywhere.
const COMMON: usize = 20;
/// The package of the reference parser crashes on literals of it.
const DURATION: &str = "duration";

impl<'d> Shape<'d> {
    pub(super) fn type_name(&mut self, class: &str) -> String {
        if self.slip(120) {
            return misspelt(class, self.random);
        }
        let id = format!("dtmi:dtdl:class:{class};{}", self.key);
        match self.one_in(40) {
            true => id,
            false => class.to_owned(),
        }
    }

    pub(super) fn odd_type(&mut self) -> String {
        let odd = [
            "Odd",
            "dtmi:odd:type;1",
            "Property",
            "Interface",
            "Entity",
            "Unit",
            "LatentType",
            "NamedLatentType",
            "not a type",
            "",
        ];
        match self.one_in(2) {
            true => self.pick(&odd).to_owned(),
            false => {
                let all: Vec<&String> = self.digest.supplemental_types.keys().collect();
                let id = self.choose(&all).copied().cloned().unwrap_or_default();
                self.digest.term(&id).to_owned()
            }
        }
    }

    /// Co-types for an element of a class, with those that they need.
    pub(super) fn cotypes(&mut self, class: &str) -> Vec<&'d str> {
        let digest = self.digest;
        let often = if class == "Interface" { 2 } else { 3 };
        if !self.one_in(often) {
            return Vec::new();
        }
        let wrong = self.slip(30);
        let rarely = !self.one_in(20);
        let fits = |cotype: &Cotype| {
            let fits =
                cotype.cotypes.iter().any(|name| name == class) && cotype.cotype_versions.contains(&self.version);
            let context = &cotype.extension_context;
            !cotype.r#abstract && fits && self.contexts.contains(context)
        };
        let mut fitting: Vec<(&str, &str)> = Vec::new();
        for (id, cotype) in &digest.supplemental_types {
            let known = !cotype.r#abstract && digest.contexts.contains_key(&cotype.extension_context);
            let crashes = cotype.properties.values().any(|member| member.type_name == DURATION);
            let common = (cotype.cotypes.len() > COMMON || crashes) && rarely;
            if if wrong { known } else { fits(cotype) && !common } {
                fitting.push((id, &cotype.extension_context));
            }
        }
        // A context of few co-types counts as much as one of hundreds.
        let mut contexts: Vec<&str> = fitting.iter().map(|(_, context)| *context).collect();
        contexts.dedup();
        contexts.sort_unstable();
        contexts.dedup();
        let mut chosen: Vec<&str> = Vec::new();
        for _ in 0..1 + self.random.below(5) / 3 {
            let context = self.choose(&contexts).copied().unwrap_or_default();
            let of: Vec<&str> = fitting
                .iter()
                .filter(|(_, known)| *known == context)
                .map(|(id, _)| *id)
                .collect();
            let Some(id) = self.choose(&of).copied() else { continue };
            let semantic = |id: &str| {
                id.contains("quantitative") || id.starts_with("dtmi:standard") || id.starts_with("dtmi:iotcentral")
            };
            let two = semantic(id) && chosen.iter().any(|known| semantic(known));
            if !chosen.contains(&id) && (!two || self.slip(3)) {
                chosen.push(id);
            }
            let needed = digest
                .supplemental_types
                .get(id)
                .map_or(&[][..], |cotype| &cotype.cocotypes);
            for id in needed {
                if !chosen.contains(&id.as_str()) && !self.slip(3) {
                    chosen.push(id);
                }
            }
        }
        chosen
    }

    /// The members that a co-type brings.
    pub(super) fn cotype_members(&mut self, id: &str, members: &mut Vec<(String, Tree)>) {
        let Some(cotype) = self.digest.supplemental_types.get(id) else {
            return;
        };
        for (id, member) in &cotype.properties {
            let crashes = member.type_name == DURATION && !self.one_in(4);
            let wanted = !crashes
                && if member.optional {
                    !self.one_in(3)
                } else {
                    !self.slip(12)
                };
            if !wanted {
                continue;
            }
            let value = self.cotype_value(member);
            let value = if self.slip(20) { self.odd_value() } else { value };
            let name = if self.one_in(30) { id } else { &member.property_name };
            if !members.iter().any(|(known, _)| known == name) || self.slip(3) {
                members.push((name.clone(), value));
            }
        }
    }

    fn cotype_value(&mut self, member: &CotypeMember) -> Tree {
        let bounds = Bounds::of_cotype(member);
        let digest = self.digest;
        let own = usize::from(!self.slip(10));
        let others = self.names.len().saturating_sub(own);
        let annotated: Vec<String> = self
            .names
            .iter()
            .take(others)
            .filter(|(class, _)| matches!(class.as_str(), "Property" | "Telemetry"))
            .map(|(_, name)| name.clone())
            .collect();
        match (member.property_name.as_str(), member.type_name.as_str()) {
            ("annotates", _) if !annotated.is_empty() && !self.slip(6) => {
                self.choose(&annotated).cloned().map_or(Tree::Null, Tree::String)
            }
            (_, "IRI") => {
                let members: Vec<(&String, &String)> = digest
                    .supplemental_types
                    .values()
                    .filter(|cotype| self.contexts.contains(&cotype.extension_context))
                    .flat_map(|cotype| &cotype.properties)
                    .map(|(id, member)| (id, &member.property_name))
                    .collect();
                let one = self.choose(&members).copied();
                let by_id = self.one_in(4);
                one.map_or(Tree::Null, |(id, name)| {
                    Tree::String(if by_id { id.clone() } else { name.clone() })
                })
            }
            (_, "Entity") => self.reference(),
            (_, datatype @ ("string" | "integer" | "decimal" | "duration" | "boolean")) => {
                self.literal(datatype, bounds)
            }
            (_, kind) => self.listed(kind, member.child_of.as_deref()),
        }
    }

    /// An element that a type of the language lists, like a unit.
    fn listed(&mut self, kind: &str, child_of: Option<&str>) -> Tree {
        let digest = self.digest;
        let family = child_of.and_then(|id| digest.families.get(id));
        let units = || {
            self.contexts
                .iter()
                .filter_map(|id| digest.units.get(id)?.get(kind))
                .next()
        };
        let names: Vec<&String> = match family.or_else(units) {
            Some(names) if !self.slip(6) => names.iter().collect(),
            _ => digest
                .families
                .values()
                .chain(digest.units.values().flat_map(|kinds| kinds.values()))
                .flatten()
                .collect(),
        };
        let name = self.choose(&names).copied().cloned().unwrap_or_default();
        match self.one_in(20) {
            true => {
                let mut ids = self
                    .contexts
                    .iter()
                    .filter_map(|id| digest.contexts.get(id)?.get(&name));
                Tree::String(ids.next_back().unwrap_or(&name).clone())
            }
            false => Tree::String(name),
        }
    }

    /// An element of the language.
    pub(super) fn term(&mut self, of: &[&Standard]) -> Tree {
        let Some(one) = self.choose(of).copied().cloned() else {
            return Tree::Null;
        };
        if self.slip(60) {
            return Tree::String(misspelt(&one.name, self.random));
        }
        match self.random.below(12) {
            0 => self.by_reference(&[one.id]),
            _ => Tree::String(one.name),
        }
    }
}
