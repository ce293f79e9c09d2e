//! What is said of types that an element cannot have.

use super::types::Typing;
use super::{Reader, Slot, article};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::ld::Types;
use crate::metamodel::{Class, Cotype, metamodel};
use crate::scope::Quit;
use crate::suggest;

/// How many undefined types of a text are compared with those that are known.
const MOST_COMPARED: usize = 1000;

impl Reader<'_> {
    /// Warns of a type that the version allows, although nobody defines it, if it is all but one that is known.
    #[cold]
    pub(super) fn perhaps_misspelt(&mut self, text: &str, number: usize, typing: Typing<'_, '_>) {
        let Typing { scope, slot, .. } = typing;
        self.compared += 1;
        // An extension that is not known may define it.
        if self.compared > MOST_COMPARED || !scope.is_complete() {
            return;
        }
        let Some(close) = suggest::cotype(text, slot.class, scope) else {
            return;
        };
        let at = self.type_at(number, typing);
        self.report
            .warning(
                Code::PERHAPS_MISSPELT,
                at,
                format!("nobody defines the type `{text}`, so that it means nothing"),
            )
            .primary(self.elements.id(typing.id))
            .value(text)
            .help(format!("did you mean `{close}`?"));
    }

    #[cold]
    pub(super) fn no_type(&mut self, typing: Typing<'_, '_>) {
        let Typing { ld, place, slot, .. } = typing;
        let misspelt = suggest::keyword("@type", ld);
        let mut members = ld.members();
        let value = misspelt.and_then(|(position, _)| members.find(|(at, _)| *at == position));
        // Many say "type" of what is the value itself.
        let term = value.and_then(|(_, member)| match member.value {
            Json::String(text) => Some(text).filter(|text| suggest::is_element(text, slot.class, typing.scope)),
            _ => None,
        });
        let at = match misspelt {
            Some((position, _)) => self.report.nodes.below(place, position).name(),
            None => place.element(),
        };
        self.report
            .error(
                Code::BAD_TYPE,
                at,
                format!("an element in `{}` has no `@type`", slot.member),
            )
            .primary_opt(typing.parent.map(|parent| self.elements.id(parent)))
            .property(slot.member)
            .secondary(self.elements.id(typing.id))
            .reference(&[place.member(), place.element()])
            .help(match (term, misspelt) {
                (Some(term), _) => format!("write \"{}\": \"{term}\"", slot.member),
                (None, Some((_, name))) => format!("write `@type` instead of `{name}`"),
                (None, None) => format!("add \"@type\"; {}", types_help(slot, typing.scope.version)),
            });
    }

    #[cold]
    pub(super) fn type_no_string(&mut self, number: usize, typing: Typing<'_, '_>) {
        let at = self.type_at(number, typing);
        self.report
            .error(
                Code::TYPE_NOT_DTMI_NOR_TERM,
                at,
                "`@type` holds something other than strings",
            )
            .primary(self.elements.id(typing.id))
            .reference(&[typing.place.types()])
            .help("write the names of types, without arrays or objects around them");
    }

    /// None of the types is a class.
    #[cold]
    pub(super) fn no_class(&mut self, types: Types<'_>, typing: Typing<'_, '_>) {
        let Typing { scope, place, slot, .. } = typing;
        let version = scope.version;
        let close = suggest::meant(types, slot.class, scope);
        let number = close.and_then(|(text, _)| types.iter().position(|known| known == Some(text)));
        let at = match number {
            Some(number) => self.type_at(number, typing),
            None => place.types(),
        };
        let message = match (close.map(|(text, _)| text), types.single()) {
            (Some(text), _) | (None, Some(text)) if scope.identifier(text).is_none() => {
                format!("`{text}` is not a type of DTDL v{version}")
            }
            _ => {
                let types: Vec<String> = types.iter().flatten().map(|text| format!("`{text}`")).collect();
                let only = match types.is_empty() {
                    true => String::new(),
                    false => format!(", only {}", types.join(", ")),
                };
                format!("the `@type` of an element in `{}` names no class{only}", slot.member)
            }
        };
        self.report
            .error(Code::BAD_TYPE, at, message)
            .primary_opt(typing.parent.map(|parent| self.elements.id(parent)))
            .property(slot.member)
            .secondary(self.elements.id(typing.id))
            .reference(&[place.member(), place.element()])
            .help(match close {
                Some((_, class)) => format!("did you mean `{}`?", class.name),
                None => types_help(slot, version),
            });
    }

    #[cold]
    pub(super) fn several_classes(&mut self, class: &Class, others: &[&Class], typing: Typing<'_, '_>) {
        let names: Vec<&str> = [class].iter().chain(others).map(|class| class.name).collect();
        self.report
            .error(
                Code::MULTIPLE_MATERIAL_TYPES,
                typing.place.types(),
                format!("an element cannot be {} at once", names.join(" and ")),
            )
            .primary(self.elements.id(typing.id))
            .value(names.join(" and "))
            .help("keep one of these types");
    }

    /// A type that is no identifier and no term, or one that stands for something else.
    #[cold]
    pub(super) fn undefined_type(&mut self, code: Code, text: &str, number: usize, typing: Typing<'_, '_>) -> Quit {
        let version = typing.scope.version;
        let message = match code {
            Code::TYPE_INVALID_DTMI => format!("`{text}` is not a valid identifier"),
            Code::TYPE_NOT_DTMI_NOR_TERM => {
                format!("`{text}` is neither a term nor a digital twin model identifier")
            }
            Code::TYPE_IRRELEVANT_DTMI_OR_TERM => format!("`{text}` is known, but is not a type"),
            _ => format!("`{text}` is not a type of DTDL v{version}, nor of the extensions in `@context`"),
        };
        let at = self.type_at(number, typing);
        let mut entry = self
            .report
            .error(code, at, message)
            .primary(self.elements.id(typing.id))
            .value(text)
            .reference(&[typing.place.types()]);
        if code == Code::TYPE_UNDEFINED_TERM {
            entry = entry.fact("Restriction", version.to_string());
        }
        entry
            .help_with(|| match code {
                Code::TYPE_INVALID_DTMI => "correct the identifier".to_owned(),
                Code::TYPE_NOT_DTMI_NOR_TERM => "remove it".to_owned(),
                _ => type_help(text, typing),
            })
            .done();
        Quit
    }

    #[cold]
    pub(super) fn abstract_type(&mut self, cotype: &Cotype, number: usize, typing: Typing<'_, '_>) -> Quit {
        let term = metamodel().contexts.term_or_id(cotype.id);
        let at = self.type_at(number, typing);
        self.report
            .error(
                Code::ABSTRACT_SUPPLEMENTAL_TYPE,
                at,
                format!("`{term}` only groups other types"),
            )
            .primary(self.elements.id(typing.id))
            .fact("Type", term)
            .reference(&[typing.place.types()])
            .help("use one of the types below it");
        Quit
    }

    /// A class whose elements do not stand here.
    #[cold]
    pub(super) fn bad_type(&mut self, text: &str, number: usize, typing: Typing<'_, '_>) -> Quit {
        let Typing { scope, slot, place, .. } = typing;
        let message = match slot.member {
            "" => format!("`{text}` is not allowed here"),
            member => format!("{} cannot stand in `{member}`", article(text)),
        };
        let at = self.type_at(number, typing);
        let mut entry = self
            .report
            .error(Code::BAD_TYPE, at, message)
            .primary_opt(typing.parent.map(|parent| self.elements.id(parent)))
            .secondary(self.elements.id(typing.id))
            .value(text)
            .reference(&[place.member(), place.element()])
            .help(match suggest::term_of_class(text, slot.class, scope) {
                Some(term) => format!("write \"{}\": \"{term}\"", slot.member),
                None => types_help(slot, scope.version),
            });
        if !slot.member.is_empty() {
            entry = entry.property(slot.member);
        }
        entry.done();
        Quit
    }
}

/// What to write instead of a term that is not a type.
fn type_help(text: &str, typing: Typing<'_, '_>) -> String {
    let Typing { ld, scope, slot, .. } = typing;
    let version = scope.version;
    if suggest::is_element(text, slot.class, scope) {
        return format!("write \"{}\": \"{text}\"", slot.member);
    }
    let mut members = slot.class.members.iter().filter(|member| member.is_in(version));
    let member = members.find(|member| {
        let class = member.class(version);
        class.is_some_and(|class| suggest::is_element(text, class, scope))
    });
    if let Some(member) = member {
        return format!("write \"{}\": \"{text}\" beside the other members", member.name);
    }
    let stated = |text: &str| slot.class.stated(text, version).is_some();
    let has_class = ld.types.is_some_and(|types| {
        let meant = suggest::meant(types, slot.class, scope);
        types.iter().flatten().any(stated) || meant.is_some_and(|(meant, _)| meant != text)
    });
    let known = match has_class {
        true => suggest::cotypes(slot.class, scope),
        false => suggest::types(slot.class, scope),
    };
    if let Some(close) = suggest::closest(text, known) {
        return format!("did you mean `{close}`?");
    }
    if let Some(context) = suggest::context_of(text, version) {
        return format!("add \"{context}\" to `@context`, which defines it");
    }
    match suggest::later_context_of(text, version) {
        Some((later, context)) => {
            format!("it is for DTDL v{later}: write [\"dtmi:dtdl:context;{later}\", \"{context}\"] as `@context`")
        }
        None if has_class => "remove it, or add the context that defines it".to_owned(),
        None => types_help(slot, version),
    }
}

/// The classes that elements may be where they stand.
fn types_help(slot: &Slot, version: u8) -> String {
    match suggest::written(slot.class, version).as_slice() {
        [one] if slot.untyped => format!("write `{one}`, or leave `@type` out"),
        [one] => format!("here it is {}", article(one)),
        several => format!("here it is one of: {}", several.join(", ")),
    }
}
