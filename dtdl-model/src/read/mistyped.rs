//! What is said of types that an element cannot have.

use super::types::Typing;
use super::{Reader, Slot, article};
use crate::diagnostic::Code;
use crate::json::Json;
use crate::ld::Types;
use crate::metamodel::{Class, Cotype, metamodel};
use crate::scope::Scope;
use crate::suggest::{self, Guess};

/// How many undefined types of a text are compared with those that are known.
const MOST_COMPARED: usize = 100_000;

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
        let Some(close) = suggest::close_cotype(text, slot.class, scope) else {
            return;
        };
        let at = self.type_at(number, typing.ld, typing.place);
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
        // Many say "type" of what is the value itself.
        let value = suggest::keyword_meant("@type", ld).and_then(|(position, _)| {
            let mut members = ld.members();
            let (_, member) = members.find(|(at, _)| *at == position)?;
            match member.value {
                Json::String(text) => Some(text).filter(|text| suggest::is_element(text, slot.class, typing.scope)),
                _ => None,
            }
        });
        let meant = self.keyword_meant("@type", ld, place);
        let (at, help) = meant.unwrap_or_else(|| {
            let help = format!("add \"@type\"; {}", types_help(slot, typing.scope.version));
            (place.element(), help)
        });
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
            .help(match value {
                Some(term) => format!("write \"{}\": \"{term}\"", slot.member),
                None => help,
            });
    }

    #[cold]
    pub(super) fn type_no_string(&mut self, number: usize, typing: Typing<'_, '_>) {
        let at = self.type_at(number, typing.ld, typing.place);
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

    /// None of the types is a class; one may be meant to be.
    #[cold]
    pub(super) fn no_class(&mut self, types: Types<'_>, guess: Option<Guess<'_>>, typing: Typing<'_, '_>) {
        let Typing {
            ld, scope, place, slot, ..
        } = typing;
        let version = scope.version;
        let at = match guess {
            Some(guess) => self.type_at(guess.number, ld, place),
            None => place.types(),
        };
        let single = types.single();
        let unknown = guess
            .map(|guess| guess.text)
            .or(single)
            .filter(|text| scope.identifier(text).is_none());
        let message = match (unknown, single) {
            (_, Some("")) => "`@type` is empty".to_owned(),
            (Some(text), _) => format!("`{text}` is not a type of DTDL v{version}"),
            (None, Some(text)) => format!("`{text}` does not say what the element in `{}` is", slot.member),
            (None, None) => format!("the `@type` of an element in `{}` names no class", slot.member),
        };
        self.report
            .error(Code::BAD_TYPE, at, message)
            .primary_opt(typing.parent.map(|parent| self.elements.id(parent)))
            .property(slot.member)
            .secondary(self.elements.id(typing.id))
            .reference(&[place.member(), place.element()])
            .help_with(|| match (guess, single) {
                (Some(guess), _) => format!("did you mean `{}`?", guess.class.name),
                (None, Some(text)) => beside_help(text, slot, scope),
                (None, None) => types_help(slot, version),
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
    pub(super) fn undefined_type(
        &mut self,
        code: Code,
        (text, number): (&str, usize),
        has_class: bool,
        typing: Typing<'_, '_>,
    ) {
        let version = typing.scope.version;
        let message = match code {
            _ if text.is_empty() => "`@type` is empty".to_owned(),
            Code::TYPE_IRRELEVANT_DTMI_OR_TERM if text.starts_with("dtmi:") => {
                format!("nobody defines the type `{text}`")
            }
            Code::TYPE_INVALID_DTMI => format!("`{text}` is not a valid identifier"),
            Code::TYPE_NOT_DTMI_NOR_TERM => {
                format!("`{text}` is neither a term nor a digital twin model identifier")
            }
            Code::TYPE_IRRELEVANT_DTMI_OR_TERM => format!("`{text}` is known, but is not a type"),
            _ => format!("`{text}` is not a type of DTDL v{version}, nor of the extensions in `@context`"),
        };
        let at = self.type_at(number, typing.ld, typing.place);
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
                Code::TYPE_INVALID_DTMI => suggest::identifier_help(text, version),
                _ => type_help(last_part(text), has_class, typing),
            })
            .done();
    }

    #[cold]
    pub(super) fn abstract_type(&mut self, cotype: &Cotype, number: usize, typing: Typing<'_, '_>) {
        let term = metamodel().contexts.term_or_id(cotype.id);
        let at = self.type_at(number, typing.ld, typing.place);
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
    }

    /// A class whose elements do not stand here.
    #[cold]
    pub(super) fn bad_type(&mut self, text: &str, number: usize, typing: Typing<'_, '_>) {
        let Typing { scope, slot, place, .. } = typing;
        let version = scope.version;
        let name = last_part(text);
        let message = match &*slot.member {
            _ if name != text && slot.class.stated(name, version).is_some() => {
                format!("`{text}` is not the {name} of DTDL v{version}")
            }
            "" => format!("`{text}` is not allowed here"),
            member => format!("{} cannot stand in `{member}`", article(name)),
        };
        let at = self.type_at(number, typing.ld, typing.place);
        let mut entry = self
            .report
            .error(Code::BAD_TYPE, at, message)
            .primary_opt(typing.parent.map(|parent| self.elements.id(parent)))
            .secondary(self.elements.id(typing.id))
            .value(text)
            .reference(&[place.member(), place.element()])
            .help_with(|| match suggest::term_of_class(name, slot.class, scope) {
                Some(term) => format!("write \"{}\": \"{term}\"", slot.member),
                None if slot.class.stated(name, version).is_some() => format!("write `{name}`"),
                None => types_help(slot, version),
            });
        if !slot.member.is_empty() {
            entry = entry.property(slot.member);
        }
        entry.done();
    }
}

/// What to write instead of a term that is not a type.
fn type_help(text: &str, has_class: bool, typing: Typing<'_, '_>) -> String {
    let Typing { scope, slot, .. } = typing;
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
    if slot.class.stated(text, version).is_some() {
        return format!("write `{text}`");
    }
    let known = match has_class {
        true => suggest::known_cotypes(slot.class, scope),
        false => suggest::known_types(slot.class, scope),
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

/// What to write where a co-type stands alone.
fn beside_help(text: &str, slot: &Slot, scope: &Scope) -> String {
    let cotype = scope.identifier(text).and_then(|id| metamodel().cotypes.get(id));
    let classes = suggest::written(slot.class, scope.version).into_iter();
    let fits = |name: &&str| {
        let class = metamodel().classes.get(name);
        class.is_some_and(|class| cotype.is_some_and(|cotype| cotype.allows(class)))
    };
    match classes.filter(fits).collect::<Vec<&str>>().as_slice() {
        [] => types_help(slot, scope.version),
        [one] => format!("write \"@type\": [\"{one}\", \"{text}\"]"),
        [one, others @ ..] => format!(
            "write \"@type\": [\"{one}\", \"{text}\"], for example, or in place of `{one}`: {}",
            others.join(", ")
        ),
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

/// The name in an identifier: `Property` in `dtmi:dtdl:class:Property;2`.
fn last_part(text: &str) -> &str {
    let name = text.split(';').next().unwrap_or(text);
    name.rsplit(':').next().unwrap_or(name)
}
