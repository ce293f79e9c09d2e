//! What every element has: identity, texts, co-types, unit.

use super::Builder;
use crate::Dtmi;
use crate::elements::{Element, Literal};
use crate::metamodel::{Cotype, CotypeKind, metamodel};
use crate::model::{AdjunctProperty, AdjunctType, Named, Rare, SemanticType, Texts, Unit};
use crate::object_model::supplemental_properties;

impl Builder<'_> {
    pub(super) fn named(&self, element: &Element) -> Named {
        let (mut display_name, mut description, mut comment) = (Texts::default(), Texts::default(), None);
        for (name, literal) in &element.literals {
            match (name.as_str(), literal) {
                ("displayName", Literal::LangString(texts)) => display_name = texts.clone(),
                ("description", Literal::LangString(texts)) => description = texts.clone(),
                ("comment", Literal::String(text)) => comment = Some(text.to_string()),
                _ => {}
            }
        }
        let (types, properties) = (element.undefined_types(), element.undefined_properties());
        let plain = comment.is_none() && element.cotypes.is_empty() && types.is_empty() && properties.is_empty();
        let rare = || Rare {
            comment,
            semantic_types: semantic_types(element),
            unit: self.unit(element),
            adjunct_types: self.adjunct_types(element),
            undefined_types: types.into(),
            undefined_properties: properties.clone(),
        };
        Named {
            id: element.id.clone(),
            display_name,
            description,
            rare: (!plain).then(|| Box::new(rare())),
        }
    }

    fn adjunct_types(&self, element: &Element) -> Box<[AdjunctType]> {
        let mut adjunct = of_kind(element, |kind| kind != CotypeKind::SemanticType).peekable();
        if adjunct.peek().is_none() {
            return Box::default();
        }
        let properties = supplemental_properties(self.elements, element);
        let of = |cotype: &Cotype| {
            let brought = properties.iter().filter_map(|(id, value)| {
                let member = metamodel().cotypes.member(cotype, id)?;
                Some(AdjunctProperty {
                    name: member.name,
                    id: Dtmi::from_valid(id),
                    value: value.clone(),
                })
            });
            brought.collect()
        };
        adjunct
            .map(|cotype| AdjunctType {
                term: term(cotype.id),
                id: cotype.dtmi.clone(),
                properties: of(cotype),
            })
            .collect()
    }

    fn unit(&self, element: &Element) -> Option<Unit> {
        // What a unit is, and its symbol, come by other identifiers in each version; only what co-types bring comes so.
        let contexts = &metamodel().contexts;
        let (_, values) = element
            .supplemental()
            .find(|(member, _)| contexts.term_or_id(member) == "unit")?;
        let unit = self.elements.get(*values.first()?)?;
        let symbol = unit
            .literals
            .iter()
            .find(|(member, _)| contexts.term_or_id(member) == "symbol");
        Some(Unit {
            term: term(unit.id.as_str()).to_owned(),
            symbol: match symbol {
                Some((_, Literal::String(symbol))) => Some(symbol.to_string()),
                _ => None,
            },
        })
    }
}

fn of_kind(element: &Element, is: fn(CotypeKind) -> bool) -> impl Iterator<Item = &'static Cotype> {
    element.cotypes.iter().copied().filter(move |cotype| is(cotype.kind))
}

fn semantic_types(element: &Element) -> Box<[SemanticType]> {
    of_kind(element, |kind| kind == CotypeKind::SemanticType)
        .map(|cotype| SemanticType {
            term: term(cotype.id),
            id: cotype.dtmi.clone(),
        })
        .collect()
}

fn term(id: &str) -> &str {
    metamodel().contexts.term_or_id(id)
}
