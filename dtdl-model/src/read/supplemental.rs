//! Members that supplemental types bring, and members that nobody defines.

use super::datatype::Datatype;
use super::formats::is_uri;
use super::values::Value;
use super::{Around, Others, Reader, Slot, describe};
use crate::diagnostic::Code;
use crate::elements::{Element, Literal, Referring, Written};
use crate::json::{Json, Member as JsonMember};
use crate::ld::{self, Ld};
use crate::metamodel::{Cotype, CotypeMember, Name, metamodel};
use crate::place::Place;
use crate::scope::Quit;
use crate::{Dtmi, suggest};

impl Reader<'_> {
    /// A member that the class does not define.
    #[expect(clippy::too_many_arguments, reason = "the whole of what surrounds a member")]
    #[inline(never)]
    pub(super) fn supplemental<'j>(
        &mut self,
        ld: &Ld<'j>,
        element: &mut Element,
        cotypes: &[&'static Cotype],
        around: &Around,
        (position, json): (usize, JsonMember<'j>),
        place: Place,
        others: &mut Others<'j>,
    ) -> bool {
        let id = around.scope.identifier(json.name);
        let brought = |id| cotypes.iter().find_map(|cotype| metamodel().cotypes.member(cotype, id));
        if let Some(member) = id.and_then(brought) {
            if let Some((_, first)) = others.known.iter().find(|(known, _)| *known == member.id) {
                let first = element
                    .place
                    .map(|around| self.report.nodes.below(around, *first).name());
                let mut entry = self
                    .report
                    .error(
                        Code::DUPLICATE_PROPERTY_NAME,
                        place.name(),
                        format!("`{}` stands here twice", member.name),
                    )
                    .primary(&element.id)
                    .property(member.name)
                    .help("remove one of them");
                if let Some(first) = first {
                    entry = entry.label(first, "first here");
                }
                entry.done();
                return false;
            }
            others.known.push((member.id, position));
            return self.supplemental_value(element, member, json.value, around, place);
        }
        self.undefined(ld, element, around, json, place, others)
    }

    fn supplemental_value(
        &mut self,
        element: &mut Element,
        member: &'static CotypeMember,
        json: Json<'_>,
        around: &Around,
        place: Place,
    ) -> bool {
        let datatype = match member.datatype {
            "string" => Datatype::String,
            "integer" => Datatype::Integer,
            "decimal" => Datatype::Decimal,
            "boolean" => Datatype::Boolean,
            "duration" => Datatype::Duration,
            "iri" => return self.supplemental_iri(element, member, json, around, place),
            _ => return self.supplemental_element(member, json, around, place),
        };
        let Some((literal, at)) = self.single(member.id, datatype, member.required, json, around, place) else {
            // What is wrong is counted.
            return true;
        };
        match &literal {
            Literal::String(text) => {
                let length = member.length.map(|length| length as usize);
                self.length(Code::STRING_TOO_LONG, member.id, text, length, around, at);
                self.pattern(member.id, text, member.pattern, around, at);
            }
            Literal::Integer(number) => self.range(member.id, *number, (member.low, None), around, at),
            _ => {}
        }
        element.literals.push((Name::of(&member.id), literal));
        true
    }

    fn supplemental_iri(
        &mut self,
        element: &mut Element,
        member: &'static CotypeMember,
        json: Json<'_>,
        around: &Around,
        place: Place,
    ) -> bool {
        let mut values = ld::values(json);
        let text = match (values.next(), values.next()) {
            (Some(Json::String(text)), None) => text,
            (None, _) => {
                if member.required {
                    self.report
                        .error(
                            Code::IDENTIFIER_COUNT_BELOW_MIN,
                            place.value(),
                            format!("`{}` has no value", member.name),
                        )
                        .primary(self.elements.id(around.ix))
                        .property(member.id)
                        .fact("Type", "URI")
                        .help("write a term or an identifier");
                }
                return false;
            }
            (_, None) => {
                self.report
                    .error(
                        Code::IDENTIFIER_NOT_STRING,
                        place.value(),
                        format!("`{}` is not a string", member.name),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(member.id)
                    .fact("Type", "URI")
                    .help("write a term or an identifier");
                return false;
            }
            _ => {
                self.several_values(Code::IDENTIFIER_MULTIPLE_VALUES, place, member.name, around)
                    .property(member.id)
                    .help("keep one of them");
                return false;
            }
        };
        let found = around
            .scope
            .identifier(text)
            .map(Dtmi::from_valid)
            .or_else(|| (!text.starts_with("dtmi:") && is_uri(text)).then(|| Dtmi::from_valid(text)));
        let Some(id) = found else {
            self.report
                .error(
                    Code::IDENTIFIER_NOT_URI,
                    place.value(),
                    format!(
                        "`{text}` is neither a term of DTDL v{} nor an identifier",
                        around.scope.version
                    ),
                )
                .primary(self.elements.id(around.ix))
                .property(member.id)
                .fact("Type", "URI")
                .value(text)
                .help("write a term or an identifier");
            return false;
        };
        element.literals.push((Name::of(&member.id), Literal::Dtmi(id)));
        true
    }

    fn supplemental_element(
        &mut self,
        member: &'static CotypeMember,
        json: Json<'_>,
        around: &Around,
        place: Place,
    ) -> bool {
        let (mut count, mut sound) = (0, true);
        let mut values = ld::values(json);
        while let Some(value) = values.next() {
            let at = values.place(place, &mut self.report.nodes);
            if !member.plural && count > 0 {
                self.several_values(Code::OBJECT_MULTIPLE_VALUES, place, member.name, around)
                    .property(member.name)
                    .help("keep one of them");
                return false;
            }
            if let (Json::Object(object), Some(slot)) = (value, slot_of(member)) {
                let read = self.element(object, around, (place, at), &slot, Referring::Cotype(member));
                if let Ok(Value::Element(id)) = read {
                    self.refer(id, Referring::Cotype(member), Written::Element, around, (place, at));
                }
                match read {
                    Ok(Value::Element(_) | Value::Reference) => count += 1,
                    Ok(Value::Nothing) | Err(Quit) => {
                        sound = false;
                        self.lose(value, member.name, around);
                    }
                }
                continue;
            }
            let Json::String(text) = value else {
                let code = match value {
                    Json::Object(_) => Code::REF_OBJECT_NOT_ALLOWED,
                    _ => Code::REF_NOT_STRING_OR_OBJECT,
                };
                self.report
                    .error(
                        code,
                        at.value(),
                        format!("`{}` is {}, but should be a term", member.name, value.noun()),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(member.name)
                    .help_with(|| term_help("", member));
                sound = false;
                continue;
            };
            if !self.reference(text, Referring::Cotype(member), around, (place, at)) {
                let version = around.scope.version;
                self.report
                    .error(
                        Code::BAD_DTMI_OR_TERM,
                        at.value(),
                        format!("DTDL v{version} knows no `{}` with the name `{text}`", member.name),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(member.name)
                    .value(text)
                    .fact("Restriction", version.to_string())
                    .help_with(|| term_help(text, member));
                sound = false;
                continue;
            }
            count += 1;
        }
        if count == 0 && member.required && sound {
            self.report
                .error(
                    Code::OBJECT_COUNT_BELOW_MIN,
                    place.value(),
                    format!("`{}` has no value", member.name),
                )
                .primary(self.elements.id(around.ix))
                .property(member.name)
                .help("give it one");
            sound = false;
        }
        sound
    }

    pub(super) fn missing_supplemental(
        &mut self,
        element: &Element,
        place: Place,
        others: &Others<'_>,
    ) -> Result<(), Quit> {
        for cotype in &element.cotypes {
            for member in &cotype.members {
                let known = others.known.iter().any(|(known, _)| *known == member.id);
                if !member.required || known || others.meant.contains(&member.name) {
                    continue;
                }
                let code = match member.datatype {
                    "iri" => Code::MISSING_SUPPLEMENTAL_IDENTIFIER_PROPERTY,
                    dtmi if dtmi.starts_with("dtmi:") => Code::MISSING_SUPPLEMENTAL_OBJECT_PROPERTY,
                    _ => Code::MISSING_SUPPLEMENTAL_LITERAL_PROPERTY,
                };
                let term = metamodel().contexts.term_or_id(cotype.id);
                let units = units_of(member);
                let help = match units.as_slice() {
                    [] => format!("add `{}`", member.name),
                    units => format!("add `{}`: one of {}", member.name, units.join(", ")),
                };
                self.report
                    .error(
                        code,
                        place.types(),
                        format!("{} is a `{term}`, but has no `{}`", describe(element), member.name),
                    )
                    .primary(&element.id)
                    .property(member.name)
                    .fact("Type", term)
                    .reference(&[place.element()])
                    .help(help);
                return Err(Quit);
            }
        }
        Ok(())
    }
}

/// What to write instead of a text that is none of the terms that a member takes.
fn term_help(text: &str, member: &CotypeMember) -> String {
    match units_of(member).as_slice() {
        [] => "use a term of the language, or an identifier".to_owned(),
        units => suggest::unit_help(text, units),
    }
}

/// How an element that is written out must be, if a member may have one: only where its type is a kind of a class,
/// as the units of DTDL v2 are.
fn slot_of(member: &'static CotypeMember) -> Option<Slot> {
    let class = metamodel().cotypes.get(member.datatype)?.material()?;
    Some(Slot {
        class,
        member: Name::of(&member.id),
        segment: None,
        infix: &member.infix,
        id_required: false,
        untyped: false,
        alone: false,
        guess: None,
    })
}

/// The terms that a member takes, sorted; empty if they are not few.
pub(super) fn units_of(member: &CotypeMember) -> Vec<&'static str> {
    let contexts = &metamodel().contexts;
    let mut units: Vec<&'static str> = match member.child_of {
        Some(parent) => metamodel().elements.names(parent),
        None => metamodel()
            .elements
            .iter()
            .filter(|element| element.cotypes.contains(&member.datatype))
            .map(|element| contexts.term_or_id(element.id))
            .collect(),
    };
    units.sort_unstable();
    units
}
