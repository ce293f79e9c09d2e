//! One element: its members, by name.

use smallvec::{SmallVec, smallvec};

use super::{ElementIx, IdIx, Values};
use crate::Dtmi;
use crate::metamodel::{Class, Cotype, Name, metamodel};
use crate::model::Texts;
use crate::place::Place;

/// The value of a literal member.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    String(Box<str>),
    Integer(i32),
    Decimal(f64),
    Boolean(bool),
    LangString(Texts),
    Dtmi(Dtmi),
}

/// A number in words; very large and very small ones as the reference writes them.
pub(crate) fn decimal_text(number: f64) -> String {
    let scientific = format!("{number:e}");
    let (digits, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    match exponent.parse() {
        Ok(exponent @ (..=-5 | 17..)) => {
            let sign = if exponent < 0 { '-' } else { '+' };
            format!("{digits}E{sign}{:02}", i32::abs(exponent))
        }
        _ => number.to_string(),
    }
}

/// An element that a text or the language defines.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) id: Dtmi,
    pub(crate) class: &'static Class,
    pub(crate) version: u8,
    pub(crate) place: Option<Place>,
    /// The element that it is written in, and the member.
    pub(crate) parent: Option<(IdIx, Name)>,
    /// The interface that it is written in.
    pub(crate) partition: Option<IdIx>,
    pub(crate) literals: SmallVec<[(Name, Literal); 3]>,
    pub(crate) objects: SmallVec<[(Name, Values); 1]>,
    pub(crate) cotypes: SmallVec<[&'static Cotype; 1]>,
    /// What few elements have.
    pub(crate) rare: Option<Box<Rare>>,
    /// Elements that refer to it: who, by which member.
    pub(crate) referrers: SmallVec<[(ElementIx, Name); 1]>,
    /// Whether its identifier follows from its name and from where it stands: then no sibling has the same name.
    pub(crate) named_by_place: bool,
    /// Whether it comes from the texts that were given, not from the resolver.
    pub(crate) given: bool,
    /// Whether nothing is wrong with it so far, except for what it can do without.
    pub(crate) sound: bool,
}

/// What few elements have.
#[derive(Debug, Default)]
pub(crate) struct Rare {
    /// The limit extension in force; empty: none.
    pub(crate) limits: &'static str,
    /// The interfaces whose contents come to it: those that it extends, and those that these extend.
    pub(crate) bases: Box<[ElementIx]>,
    /// The interfaces that its contents come to.
    pub(crate) heirs: Vec<ElementIx>,
    pub(crate) undefined_types: Box<[String]>,
    pub(crate) undefined_properties: Texts,
}

impl Element {
    /// The limit extension in force; empty: none.
    pub(crate) fn limits(&self) -> &'static str {
        self.rare.as_deref().map_or("", |rare| rare.limits)
    }

    /// The interfaces whose contents come to it: those that it extends, and those that these extend.
    pub(crate) fn bases(&self) -> &[ElementIx] {
        self.rare.as_deref().map_or(&[], |rare| &rare.bases)
    }

    /// The interfaces that its contents come to.
    pub(super) fn heirs(&self) -> &[ElementIx] {
        self.rare.as_deref().map_or(&[], |rare| &rare.heirs)
    }

    /// Whether it has neither values nor contents that come to it.
    pub(crate) fn is_leaf(&self) -> bool {
        self.objects.is_empty() && self.bases().is_empty()
    }

    /// Types that nobody defines.
    pub(crate) fn undefined_types(&self) -> &[String] {
        self.rare.as_deref().map_or(&[], |rare| &rare.undefined_types)
    }

    /// Members that nobody defines.
    pub(crate) fn undefined_properties(&self) -> &Texts {
        const NONE: &Texts = &Texts::NONE;
        self.rare.as_deref().map_or(NONE, |rare| &rare.undefined_properties)
    }

    /// Room for what few elements have.
    pub(crate) fn rare_mut(&mut self) -> &mut Rare {
        self.rare.get_or_insert_default()
    }

    pub(crate) fn literal(&self, name: &str) -> Option<&Literal> {
        self.literals
            .iter()
            .find(|(known, _)| known == name)
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
            .find(|(known, _)| known == name)
            .map_or(&[], |(_, values)| values)
    }

    /// The values of the members of its class: the structure below it.
    pub(crate) fn structural(&self) -> impl Iterator<Item = &(Name, Values)> {
        self.objects.iter().filter(|(member, _)| !member.starts_with("dtmi:"))
    }

    /// The values of the members that co-types bring, such as a unit.
    pub(crate) fn supplemental(&self) -> impl Iterator<Item = &(Name, Values)> {
        self.objects.iter().filter(|(member, _)| member.starts_with("dtmi:"))
    }

    /// Adds a value that the member does not have yet.
    pub(crate) fn add_value(&mut self, name: Name, value: ElementIx) {
        match self.objects.iter_mut().find(|(known, _)| *known == name) {
            Some((_, values)) => values.push(value),
            None => {
                self.objects.push((name, smallvec![value]));
                // What is found first, the reference finds by the names of the members.
                self.objects.sort_unstable_by_key(|(member, _)| member.as_str());
            }
        }
    }

    /// Forgets the values of a member.
    pub(crate) fn forget_values(&mut self, name: Name) {
        if let Some((_, values)) = self.objects.iter_mut().find(|(known, _)| *known == name) {
            *values = Values::new();
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
        let cotypes = &metamodel().cotypes;
        self.cotypes
            .iter()
            .any(|cotype| cotypes.lineage(cotype).any(|ancestor| ancestor.id == type_id))
    }
}
