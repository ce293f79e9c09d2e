//! Elements as read: members by name, references by identifier.

use crate::hash::HashMap;

use crate::Dtmi;
use crate::left_out::Lost;
use crate::metamodel::{Class, Cotype};
use crate::model::Texts;
use crate::report::Place;

/// Addresses an [`Element`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ElementIx(pub(crate) u32);

/// The value of a literal member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    String(String),
    Integer(i32),
    Decimal(f64),
    Boolean(bool),
    LangString(Texts),
    Dtmi(Dtmi),
}

/// An element that a text or the language defines.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) id: Dtmi,
    pub(crate) class: &'static Class,
    pub(crate) version: u8,
    pub(crate) limits: &'static str,
    pub(crate) place: Option<Place>,
    /// The element that it is written in, and the member.
    pub(crate) parent: Option<(Dtmi, &'static str)>,
    /// The interface that it is written in.
    pub(crate) partition: Option<Dtmi>,
    pub(crate) literals: Vec<(&'static str, Literal)>,
    pub(crate) objects: Vec<(&'static str, Vec<ElementIx>)>,
    /// Contents that come from the interfaces that it extends.
    pub(crate) imported: Vec<ElementIx>,
    pub(crate) cotypes: Vec<&'static Cotype>,
    pub(crate) undefined_types: Vec<String>,
    pub(crate) undefined_properties: Texts,
    /// Positions of members in the text, by name.
    pub(crate) members: Vec<(&'static str, u32)>,
    /// Elements that refer to it: who, by which member.
    pub(crate) referrers: Vec<(ElementIx, &'static str)>,
    /// Whether it comes from the texts that were given, not from the resolver.
    pub(crate) given: bool,
    /// Whether nothing is wrong with it so far, except for what it can do without.
    pub(crate) sound: bool,
}

impl Element {
    pub(crate) fn literal(&self, name: &str) -> Option<&Literal> {
        self.literals
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, literal)| literal)
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        match self.literal(name)? {
            Literal::String(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn values(&self, name: &str) -> &[ElementIx] {
        self.objects
            .iter()
            .find(|(known, _)| *known == name)
            .map_or(&[], |(_, values)| values)
    }

    pub(crate) fn add_value(&mut self, name: &'static str, value: ElementIx) {
        match self.objects.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            None => self.objects.push((name, vec![value])),
        }
    }

    /// Whether it has a material or supplemental type with this identifier, or one below it.
    pub(crate) fn is_a(&self, type_id: &str) -> bool {
        if let Some(name) = type_id.strip_prefix("dtmi:dtdl:class:") {
            let name = name.split_once(';').map_or(name, |(name, _)| name);
            if self.class.is(name) {
                return true;
            }
        }
        let cotypes = &crate::metamodel::metamodel().cotypes;
        self.cotypes
            .iter()
            .any(|cotype| cotypes.lineage(cotype).any(|ancestor| ancestor.id == type_id))
    }
}

/// A member's value: an element by identifier, whether it stands there or elsewhere.
#[derive(Debug)]
pub(crate) struct Reference {
    pub(crate) from: Dtmi,
    pub(crate) member: &'static str,
    pub(crate) to: Dtmi,
    /// What is written, if it is a text and not the element itself.
    pub(crate) written: Option<String>,
    /// The member, and the value.
    pub(crate) places: (Place, Place),
    /// The class that the value must have.
    pub(crate) expected: Option<(&'static Class, u8)>,
    /// Whether values of earlier versions are allowed.
    pub(crate) versions: Option<(u8, bool)>,
    pub(crate) child_of: Option<&'static str>,
    /// Only these.
    pub(crate) values: &'static [&'static str],
    /// The type of a co-type's member.
    pub(crate) required_type: Option<&'static str>,
}

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Elements {
    pub(crate) list: Vec<Element>,
    by_id: HashMap<Dtmi, ElementIx>,
    pub(crate) references: Vec<Reference>,
    /// What did not become an element.
    pub(crate) lost: Vec<Lost>,
}

impl Elements {
    pub(crate) fn find(&self, id: &str) -> Option<ElementIx> {
        self.by_id.get(id).copied()
    }

    pub(crate) fn get(&self, ix: ElementIx) -> Option<&Element> {
        self.list.get(ix.0 as usize)
    }

    pub(crate) fn get_mut(&mut self, ix: ElementIx) -> Option<&mut Element> {
        self.list.get_mut(ix.0 as usize)
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<&Element> {
        self.get(self.find(id)?)
    }

    pub(crate) fn insert(&mut self, element: Element) -> ElementIx {
        let ix = ElementIx(self.list.len() as u32);
        self.by_id.insert(element.id.clone(), ix);
        self.list.push(element);
        ix
    }
}
