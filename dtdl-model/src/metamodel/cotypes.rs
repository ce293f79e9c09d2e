//! Supplemental types.

use crate::hash::HashMap;
use crate::{Dtmi, dtmi};

use super::{Class, Pattern, fact, flag, lines, list};

/// What sort of extension a supplemental type is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CotypeKind {
    None,
    SemanticType,
    SemanticUnit,
    Unit,
    UnitAttribute,
    AdjunctType,
}

/// A member that a supplemental type adds.
#[derive(Debug)]
pub(crate) struct CotypeMember {
    pub(crate) name: &'static str,
    pub(crate) id: &'static str,
    /// See [`dtmi::infix`].
    pub(crate) infix: String,
    /// `string`, `integer`, `decimal`, `boolean`, `duration`, `langString`, `iri`, or the identifier of a type.
    pub(crate) datatype: &'static str,
    pub(crate) required: bool,
    pub(crate) plural: bool,
    pub(crate) unique: bool,
    pub(crate) child_of: Option<&'static str>,
    pub(crate) instance_of: Option<&'static str>,
    pub(crate) low: Option<i32>,
    pub(crate) length: Option<u32>,
    pub(crate) pattern: Option<Pattern>,
}

/// What the values of a member, or the element that an element is a value of, must be.
#[derive(Debug)]
pub(crate) struct ValueRule {
    pub(crate) member: &'static str,
    /// Whether it speaks about the element that holds this one.
    pub(crate) inverse: bool,
    pub(crate) types: Vec<&'static str>,
    pub(crate) values: Vec<&'static str>,
    pub(crate) named: Vec<&'static str>,
    /// No sibling may have this type.
    pub(crate) alone: Option<&'static str>,
    /// Some sibling must have this type.
    pub(crate) beside: Option<&'static str>,
    /// `siblingKey`, `siblingKeyref`, `siblingParentOf`.
    pub(crate) sibling: Option<(&'static str, &'static str, &'static str)>,
}

/// What the sibling that a member names must be.
#[derive(Debug)]
pub(crate) struct SiblingRule {
    pub(crate) key: &'static str,
    pub(crate) keyref: &'static str,
    pub(crate) types: Vec<&'static str>,
    pub(crate) named: Vec<&'static str>,
    pub(crate) except: Option<&'static str>,
    pub(crate) member: Option<&'static str>,
    pub(crate) once: Option<&'static str>,
}

/// A supplemental type.
#[derive(Debug)]
pub(crate) struct Cotype {
    pub(crate) id: &'static str,
    /// The same, as models share it.
    pub(crate) dtmi: Dtmi,
    pub(crate) kind: CotypeKind,
    pub(crate) parent: Option<&'static str>,
    /// The parent's position among all.
    above: Option<usize>,
    pub(crate) context: &'static str,
    pub(crate) is_abstract: bool,
    /// An asterisk: any class of the versions.
    on: Vec<&'static str>,
    pub(crate) versions: Vec<u8>,
    pub(crate) with: Vec<&'static str>,
    pub(crate) not: Vec<&'static str>,
    pub(crate) or: Vec<&'static str>,
    pub(crate) members: Vec<CotypeMember>,
    pub(crate) values: Vec<ValueRule>,
    pub(crate) siblings: Vec<SiblingRule>,
}

impl Cotype {
    /// The material class that it is a kind of: an element of such a type needs no other class.
    pub(crate) fn material(&self) -> Option<&'static Class> {
        let name = match self.kind {
            CotypeKind::Unit => "Unit",
            CotypeKind::UnitAttribute => "UnitAttribute",
            _ => return None,
        };
        super::metamodel().classes.get(name)
    }

    /// Whether elements of a class may have it.
    pub(crate) fn allows(&self, class: &Class) -> bool {
        match self.on.as_slice() {
            ["*"] => self.versions.iter().any(|version| class.has_elements(*version)),
            names => names.contains(&class.name),
        }
    }

    /// The names of the classes whose elements may have it.
    pub(crate) fn on(&self) -> Vec<&'static str> {
        if self.on != ["*"] {
            return self.on.clone();
        }
        let classes = super::metamodel().classes.iter();
        let mut names: Vec<&'static str> = classes
            .filter(|class| self.allows(class))
            .map(|class| class.name)
            .collect();
        names.sort_unstable();
        names
    }
}

/// The supplemental types by identifier.
#[derive(Debug)]
pub(crate) struct Cotypes {
    list: Vec<Cotype>,
    /// The positions in the list.
    by_id: HashMap<&'static str, usize>,
}

impl Cotypes {
    pub(super) fn read(table: &'static str) -> Self {
        let mut cotypes: Vec<Cotype> = Vec::new();
        let (mut each, mut pattern, mut member) = (false, Vec::new(), Vec::new());
        for (indent, line) in lines(table) {
            let words: Vec<&'static str> = line.split_whitespace().collect();
            match indent {
                0 => {
                    each = words.first() == Some(&"each");
                    pattern.clone_from(&words);
                    if !each {
                        cotypes.extend(read_cotype(&words));
                    }
                    continue;
                }
                2 if each => {
                    member = words;
                    continue;
                }
                4 => {
                    cotypes.extend(words.iter().filter_map(|name| read_each(&pattern, &member, name)));
                    continue;
                }
                _ => {}
            }
            let Some(cotype) = cotypes.last_mut() else { continue };
            match words.first() {
                Some(&"value") => cotype.values.extend(read_value(&words, false)),
                Some(&"parent") => cotype.values.extend(read_value(&words, true)),
                Some(&"sibling") => cotype.siblings.extend(read_sibling(&words)),
                _ => cotype.members.extend(read_member(&words)),
            }
        }
        let positions = cotypes.iter().enumerate();
        let by_id: HashMap<&'static str, usize> = positions.map(|(at, cotype)| (cotype.id, at)).collect();
        for cotype in &mut cotypes {
            cotype.above = cotype.parent.and_then(|parent| by_id.get(parent).copied());
        }
        Self { list: cotypes, by_id }
    }

    pub(crate) fn get(&self, id: &str) -> Option<&Cotype> {
        self.list.get(*self.by_id.get(id)?)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &Cotype> {
        self.list.iter()
    }

    /// The type and its ancestors, nearest first.
    pub(crate) fn lineage<'a>(&'a self, cotype: &'a Cotype) -> impl Iterator<Item = &'a Cotype> {
        core::iter::successors(Some(cotype), |cotype| self.list.get(cotype.above?))
    }

    /// The member with this identifier that a type or an ancestor of it brings.
    pub(crate) fn member<'a>(&'a self, cotype: &'a Cotype, id: &str) -> Option<&'a CotypeMember> {
        let members = self.lineage(cotype).flat_map(|cotype| &cotype.members);
        members.into_iter().find(|member| member.id == id)
    }
}

/// One of the types that a pattern stands for.
fn read_each(pattern: &[&'static str], member: &[&'static str], name: &'static str) -> Option<Cotype> {
    let (name, unit) = match name.split_once('=') {
        Some((name, unit)) => (name, unit.to_owned()),
        None => (name, format!("{name}Unit")),
    };
    let fill = |words: &[&'static str], with: &str| -> Vec<&'static str> {
        let filled = words.iter().map(|word| match word.contains(":*") {
            true => &*word.replacen('*', with, 1).leak(),
            false => *word,
        });
        filled.collect()
    };
    let mut cotype = read_cotype(&fill(pattern.get(1..)?, name))?;
    cotype.members.extend(read_member(&fill(member, &unit)));
    Some(cotype)
}

fn read_cotype(words: &[&'static str]) -> Option<Cotype> {
    let id = *words.get(1)?;
    Some(Cotype {
        kind: match *words.first()? {
            "SemanticType" => CotypeKind::SemanticType,
            "SemanticUnit" => CotypeKind::SemanticUnit,
            "Unit" => CotypeKind::Unit,
            "UnitAttribute" => CotypeKind::UnitAttribute,
            "AdjunctType" => CotypeKind::AdjunctType,
            _ => CotypeKind::None,
        },
        id,
        dtmi: Dtmi::from_valid(id),
        parent: (words.get(2) == Some(&":")).then(|| words.get(3).copied()).flatten(),
        above: None,
        context: fact(words, "context")?,
        is_abstract: flag(words, "abstract"),
        on: list(fact(words, "on"), ','),
        versions: list(fact(words, "in"), ',')
            .iter()
            .filter_map(|version| version.parse().ok())
            .collect(),
        with: list(fact(words, "with"), ','),
        not: list(fact(words, "not"), ','),
        or: list(fact(words, "or"), ','),
        members: Vec::new(),
        values: Vec::new(),
        siblings: Vec::new(),
    })
}

fn read_member(words: &[&'static str]) -> Option<CotypeMember> {
    Some(CotypeMember {
        name: words.first()?,
        id: words.get(1)?,
        infix: dtmi::infix(words.get(1)?, false),
        datatype: words.get(2)?,
        required: flag(words, "required"),
        plural: flag(words, "plural"),
        unique: flag(words, "unique"),
        child_of: fact(words, "of"),
        instance_of: fact(words, "instance"),
        low: fact(words, "low").and_then(|low| low.parse().ok()),
        length: fact(words, "len").and_then(|length| length.parse().ok()),
        pattern: fact(words, "pattern").and_then(Pattern::read),
    })
}

fn read_value(words: &[&'static str], inverse: bool) -> Option<ValueRule> {
    Some(ValueRule {
        member: words.get(1)?,
        inverse,
        types: list(fact(words, "type"), ','),
        values: list(fact(words, "is"), ','),
        named: list(fact(words, "named"), '+'),
        alone: fact(words, "alone"),
        beside: fact(words, "beside"),
        sibling: match (
            fact(words, "siblingKey"),
            fact(words, "siblingKeyref"),
            fact(words, "siblingParentOf"),
        ) {
            (Some(key), Some(keyref), Some(parent)) => Some((key, keyref, parent)),
            _ => None,
        },
    })
}

fn read_sibling(words: &[&'static str]) -> Option<SiblingRule> {
    Some(SiblingRule {
        key: fact(words, "key")?,
        keyref: fact(words, "keyref")?,
        types: list(fact(words, "type"), ','),
        named: list(fact(words, "named"), '+'),
        except: fact(words, "except"),
        member: fact(words, "member"),
        once: fact(words, "once"),
    })
}
