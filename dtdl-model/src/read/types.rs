//! `@type`.

use smallvec::SmallVec;

use super::{Reader, Slot};
use crate::diagnostic::Code;
use crate::elements::IdIx;
use crate::hash::HashSet;
use crate::ld::{Ld, Types};
use crate::metamodel::{Class, Cotype, metamodel};
use crate::place::{At, Place};
use crate::scope::Scope;
use crate::suggest;

/// What `@type` says.
pub(super) struct Typed {
    pub(super) class: &'static Class,
    /// Most elements say nothing more.
    pub(super) beside: Option<Box<Beside>>,
}

/// What `@type` says beside the class.
pub(super) struct Beside {
    pub(super) cotypes: SmallVec<[&'static Cotype; 1]>,
    /// Also those that do not go with the class.
    pub(super) all: SmallVec<[&'static Cotype; 1]>,
    pub(super) undefined: Vec<String>,
    /// Whether the class is a guess: which members the element should have is not known.
    pub(super) guessed: bool,
}

/// An element whose types are looked at.
#[derive(Clone, Copy)]
pub(super) struct Typing<'t, 'j> {
    pub(super) ld: &'t Ld<'j>,
    pub(super) scope: &'t Scope,
    pub(super) id: IdIx,
    pub(super) parent: Option<IdIx>,
    pub(super) place: Place,
    pub(super) slot: &'t Slot,
}

impl Reader<'_> {
    /// The class and co-types of an element; what is wrong is reported.
    pub(super) fn types(&mut self, typing: Typing<'_, '_>) -> Option<Typed> {
        let Typing { ld, scope, slot, .. } = typing;
        let types = match ld.types {
            Some(types) => types,
            None if slot.untyped => Types::inferred(slot.class.name),
            None => {
                self.no_type(typing);
                return None;
            }
        };
        if let Some(class) = types.single().and_then(|text| slot.class.stated(text, scope.version)) {
            // Most elements are just this.
            return Some(Typed { class, beside: None });
        }
        self.several_types(types, typing)
    }

    #[inline(never)]
    fn several_types(&mut self, types: Types<'_>, typing: Typing<'_, '_>) -> Option<Typed> {
        let Typing { scope, slot, .. } = typing;
        let mut class: Option<&'static Class> = None;
        let mut other_classes: Vec<&'static Class> = Vec::new();
        let mut cotypes: SmallVec<[&'static Cotype; 1]> = SmallVec::new();
        let mut undefined: Vec<&str> = Vec::new();
        // Those that nobody defines where that is not allowed: what to say depends on the others.
        let mut wrong: Vec<(usize, &str, Code)> = Vec::new();
        let mut failed = false;
        for (number, text) in types.iter().enumerate() {
            if slot.guess == Some(number) {
                class = class.or(Some(slot.class));
                continue;
            }
            let Some(text) = text else {
                self.type_no_string(number, typing);
                failed = true;
                continue;
            };
            match self.type_text(text, number, typing) {
                Type::Known(found, cotype) => {
                    if let Some(found) = found {
                        let first = class.get_or_insert(found);
                        if first.name != found.name && !other_classes.iter().any(|known| known.name == found.name) {
                            other_classes.push(found);
                        }
                    }
                    if let Some(cotype) = cotype
                        && !cotypes.iter().any(|known| known.id == cotype.id)
                    {
                        cotypes.push(cotype);
                    }
                }
                Type::Undefined => {
                    self.perhaps_misspelt(text, number, typing);
                    undefined.push(text);
                }
                Type::Wrong(code) => wrong.push((number, text, code)),
                Type::Refused => failed = true,
            }
        }
        let guess = match class {
            Some(_) => None,
            None => suggest::class_meant(types, slot.class, scope),
        };
        for (number, text, code) in wrong {
            let has_class = class.is_some() || guess.is_some_and(|guess| guess.text != text);
            self.undefined_type(code, (text, number), has_class, typing);
            failed = true;
        }
        if class.is_none() && (!failed || guess.is_some_and(|guess| undefined.contains(&guess.text))) {
            self.no_class(types, guess, typing);
        }
        let class = match (class, other_classes.as_slice()) {
            // The values of its members are judged all the same.
            (None, _) => {
                let guess = guess?;
                undefined.retain(|known| *known != guess.text);
                guess.class
            }
            (Some(_), _) if failed => return None,
            (Some(class), []) => class,
            (Some(class), others) => {
                self.several_classes(class, others, typing);
                return None;
            }
        };
        if undefined.len() > 1 {
            let mut known = HashSet::default();
            undefined.retain(|text| known.insert(*text));
        }
        let beside = Beside {
            cotypes: self.cotypes(&cotypes, class, typing),
            all: cotypes,
            undefined: undefined.into_iter().map(str::to_owned).collect(),
            guessed: guess.is_some(),
        };
        Some(Typed {
            class,
            beside: Some(Box::new(beside)),
        })
    }

    fn type_text(&mut self, text: &str, number: usize, typing: Typing<'_, '_>) -> Type {
        let Typing { scope, slot, .. } = typing;
        let classes = &metamodel().classes;
        let version = scope.version;
        let name = match text.starts_with("dtmi:") {
            true => classes.named(text, version).map_or(text, |class| class.name),
            false => text,
        };
        // At the top any class is taken: that one is an Interface has been seen, and that there is but one will be.
        let at_top = slot.member.is_empty();
        let fits = match at_top {
            true => classes.named(name, version).filter(|class| class.is_concrete(version)),
            false => slot.class.stated(name, version),
        };
        if fits.is_some() {
            return Type::Known(fits, None);
        }
        if classes.is_material(text) {
            self.bad_type(text, number, typing);
            return Type::Refused;
        }
        let Some(found) = scope.identifier(text) else {
            return undefined_code(text, scope).map_or(Type::Undefined, Type::Wrong);
        };
        let Some(cotype) = metamodel().cotypes.get(found) else {
            return match scope.is_complete() {
                true => Type::Wrong(Code::TYPE_IRRELEVANT_DTMI_OR_TERM),
                false => Type::Undefined,
            };
        };
        if cotype.is_abstract {
            self.abstract_type(cotype, number, typing);
            return Type::Refused;
        }
        match cotype.material() {
            Some(class) if !at_top && !class.is(slot.class.name) => {
                self.bad_type(text, number, typing);
                Type::Refused
            }
            class => Type::Known(class, Some(cotype)),
        }
    }

    /// Where one of the types stands.
    #[cold]
    pub(super) fn type_at(&mut self, number: usize, ld: &Ld<'_>, place: Place) -> At {
        let Some((position, listed)) = ld.type_position() else {
            return place.types();
        };
        let nodes = &mut self.report.nodes;
        let types = nodes.below(place, position);
        match listed {
            true => nodes.below(types, number).value(),
            false => types.value(),
        }
    }
}

/// The rule that a type breaks that is neither an identifier nor a term; `None` if it may be.
fn undefined_code(text: &str, scope: &Scope) -> Option<Code> {
    match text {
        _ if text.starts_with("dtmi:") => Some(Code::TYPE_INVALID_DTMI),
        _ if scope.version == 2 => None,
        _ if text.contains(':') => Some(Code::TYPE_NOT_DTMI_NOR_TERM),
        _ => scope.is_complete().then_some(Code::TYPE_UNDEFINED_TERM),
    }
}

enum Type {
    /// A class, a co-type, or a type that is both.
    Known(Option<&'static Class>, Option<&'static Cotype>),
    /// Nobody defines it, which is allowed.
    Undefined,
    /// Nobody defines it, which breaks this rule.
    Wrong(Code),
    /// It may not stand here, which is reported.
    Refused,
}
