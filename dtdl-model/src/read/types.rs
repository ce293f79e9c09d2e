//! `@type`.

use smallvec::SmallVec;

use super::{Reader, Slot, article};
use crate::diagnostic::Code;
use crate::elements::IdIx;
use crate::hash::HashSet;
use crate::ld::{Ld, Types};
use crate::metamodel::{Class, Cotype, metamodel};
use crate::place::Place;
use crate::scope::{Quit, Scope};
use crate::suggest;

/// What `@type` says.
pub(super) struct Typed {
    pub(super) class: &'static Class,
    pub(super) cotypes: SmallVec<[&'static Cotype; 1]>,
    /// Also those that do not go with the class.
    pub(super) all: SmallVec<[&'static Cotype; 1]>,
    pub(super) undefined: Vec<String>,
}

impl Reader<'_> {
    /// The class and co-types of an element; what is wrong is reported.
    pub(super) fn types(
        &mut self,
        ld: &Ld<'_>,
        scope: &Scope,
        (id, parent): (IdIx, Option<IdIx>),
        places: (Place, Place),
        slot: &Slot,
    ) -> Option<Typed> {
        let place = places.1;
        let types = match ld.types {
            Some(types) => types,
            None if slot.untyped => Types::inferred(slot.class.name),
            None => {
                self.report
                    .error(
                        Code::BAD_TYPE,
                        place.element(),
                        format!("an element in `{}` has no `@type`", slot.member),
                    )
                    .primary_opt(parent.map(|parent| self.elements.id(parent)))
                    .property(slot.member)
                    .secondary(self.elements.id(id))
                    .reference(&[place.member(), place.element()])
                    .help(format!(
                        "add \"@type\"; here it is one of: {}",
                        suggest::written(slot.class, scope.version).join(", ")
                    ));
                return None;
            }
        };
        if let Some(class) = types.single().and_then(|text| slot.class.stated(text, scope.version)) {
            // Most elements are just this.
            return Some(Typed {
                class,
                cotypes: SmallVec::new(),
                all: SmallVec::new(),
                undefined: Vec::new(),
            });
        }
        self.several_types(types, scope, (id, parent), places, slot)
    }

    #[inline(never)]
    fn several_types(
        &mut self,
        types: Types<'_>,
        scope: &Scope,
        (id, parent): (IdIx, Option<IdIx>),
        places: (Place, Place),
        slot: &Slot,
    ) -> Option<Typed> {
        let place = places.1;
        let mut class: Option<&'static Class> = None;
        let mut other_classes: Vec<&'static Class> = Vec::new();
        let mut cotypes: SmallVec<[&'static Cotype; 1]> = SmallVec::new();
        let mut undefined: Vec<&str> = Vec::new();
        let mut failed = false;
        for text in types.iter() {
            let Some(text) = text else {
                self.report
                    .error(
                        Code::TYPE_NOT_DTMI_NOR_TERM,
                        place.types(),
                        "`@type` holds something other than strings",
                    )
                    .primary(self.elements.id(id))
                    .help("write the names of types, without arrays or objects around them");
                failed = true;
                continue;
            };
            match self.type_text(text, scope, (id, parent), place, slot) {
                Ok(Type::Known(found, cotype)) => {
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
                Ok(Type::Undefined) => undefined.push(text),
                Err(Quit) => failed = true,
            }
        }
        if failed {
            return None;
        }
        let class = match (class, other_classes.as_slice()) {
            (Some(class), []) => class,
            (None, _) => {
                let help = class_help(types, slot, scope.version);
                self.report
                    .error(Code::BAD_TYPE, place.types(), no_class(types, slot))
                    .primary_opt(parent.map(|parent| self.elements.id(parent)))
                    .property(slot.member)
                    .secondary(self.elements.id(id))
                    .reference(&[place.member(), place.element()])
                    .help(help);
                return None;
            }
            (Some(class), others) => {
                let names: Vec<&str> = [class].iter().chain(others).map(|class| class.name).collect();
                self.report
                    .error(
                        Code::MULTIPLE_MATERIAL_TYPES,
                        place.types(),
                        format!("an element cannot be {} at once", names.join(" and ")),
                    )
                    .primary(self.elements.id(id))
                    .value(names.join(" and "))
                    .help("keep one of these types");
                return None;
            }
        };
        if undefined.len() > 1 {
            let mut known = HashSet::default();
            undefined.retain(|text| known.insert(*text));
        }
        Some(Typed {
            class,
            cotypes: self.cotypes(&cotypes, class, scope, id, place),
            all: cotypes,
            undefined: undefined.into_iter().map(str::to_owned).collect(),
        })
    }

    fn type_text(
        &mut self,
        text: &str,
        scope: &Scope,
        (id, parent): (IdIx, Option<IdIx>),
        place: Place,
        slot: &Slot,
    ) -> Result<Type, Quit> {
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
            return Ok(Type::Known(fits, None));
        }
        if classes.is_material(text) {
            return Err(self.bad_type(text, (id, parent), place, (slot, version)));
        }
        let mut refuse = |code: Code, message: String, help: &dyn Fn() -> String| {
            let mut entry = self
                .report
                .error(code, place.types(), message)
                .primary(self.elements.id(id))
                .value(text);
            if code == Code::TYPE_UNDEFINED_TERM {
                entry = entry.fact("Restriction", version.to_string());
            }
            entry.help_with(help).done();
            Err(Quit)
        };
        let remedy = || {
            let known = scope.terms().map(|(term, _)| term);
            match suggest::closest(text, known) {
                Some(close) => format!("did you mean `{close}`?"),
                None => match suggest::context_of(text, version) {
                    Some(context) => format!("add \"{context}\" to `@context`, which defines it"),
                    None => "remove it, or add the context that defines it".to_owned(),
                },
            }
        };
        let Some(found) = scope.identifier(text) else {
            if text.starts_with("dtmi:") {
                return refuse(
                    Code::TYPE_INVALID_DTMI,
                    format!("`{text}` is not a valid identifier"),
                    &|| "correct the identifier".to_owned(),
                );
            }
            if version > 2 && text.contains(':') {
                return refuse(
                    Code::TYPE_NOT_DTMI_NOR_TERM,
                    format!("`{text}` is neither a term nor a digital twin model identifier"),
                    &|| "remove it".to_owned(),
                );
            }
            if version > 2 && scope.is_complete() {
                return refuse(
                    Code::TYPE_UNDEFINED_TERM,
                    format!("`{text}` is not a type of DTDL v{version}, nor of the extensions in `@context`"),
                    &remedy,
                );
            }
            return Ok(Type::Undefined);
        };
        let Some(cotype) = metamodel().cotypes.get(found) else {
            if scope.is_complete() {
                return refuse(
                    Code::TYPE_IRRELEVANT_DTMI_OR_TERM,
                    format!("`{text}` is known, but is not a type"),
                    &remedy,
                );
            }
            return Ok(Type::Undefined);
        };
        if cotype.is_abstract {
            let term = metamodel().contexts.term_or_id(cotype.id);
            self.report
                .error(
                    Code::ABSTRACT_SUPPLEMENTAL_TYPE,
                    place.types(),
                    format!("`{term}` only groups other types"),
                )
                .primary(self.elements.id(id))
                .fact("Type", term)
                .help("use one of the types below it");
            return Err(Quit);
        }
        match cotype.material() {
            Some(class) if !at_top && !class.is(slot.class.name) => {
                Err(self.bad_type(text, (id, parent), place, (slot, version)))
            }
            class => Ok(Type::Known(class, Some(cotype))),
        }
    }

    #[cold]
    fn bad_type(
        &mut self,
        text: &str,
        (id, parent): (IdIx, Option<IdIx>),
        place: Place,
        (slot, version): (&Slot, u8),
    ) -> Quit {
        let message = if slot.member.is_empty() {
            format!("`{text}` is not allowed here")
        } else {
            format!("{} cannot stand in `{}`", article(text), slot.member)
        };
        let mut entry = self
            .report
            .error(Code::BAD_TYPE, place.types(), message)
            .primary_opt(parent.map(|parent| self.elements.id(parent)))
            .secondary(self.elements.id(id))
            .value(text)
            .reference(&[place.member(), place.element()])
            .help(format!(
                "here it is one of: {}",
                suggest::written(slot.class, version).join(", ")
            ));
        if !slot.member.is_empty() {
            entry = entry.property(slot.member);
        }
        entry.done();
        Quit
    }
}

fn no_class(types: Types<'_>, slot: &Slot) -> String {
    let types: Vec<String> = types.iter().flatten().map(|text| format!("`{text}`")).collect();
    let only = if types.is_empty() {
        String::new()
    } else {
        format!(", only {}", types.join(", "))
    };
    format!("the `@type` of an element in `{}` names no class{only}", slot.member)
}

fn class_help(types: Types<'_>, slot: &Slot, version: u8) -> String {
    let known = suggest::written(slot.class, version);
    let close = types
        .iter()
        .flatten()
        .find_map(|text| suggest::closest(text, known.iter().copied()));
    match close {
        Some(close) => format!("did you mean `{close}`?"),
        None => format!("here it is one of: {}", known.join(", ")),
    }
}

enum Type {
    /// A class, a co-type, or a type that is both.
    Known(Option<&'static Class>, Option<&'static Cotype>),
    Undefined,
}
