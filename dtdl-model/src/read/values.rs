//! Values that are elements: written out, or referred to.

use super::{Around, Reader, Slot, article};
use crate::diagnostic::Code;
use crate::elements::{Element, IdIx, Referring, Written};
use crate::json::{Json, Object};
use crate::ld::{self, Ld};
use crate::metamodel::{Class, Member, Name};
use crate::place::Place;
use crate::report::Entry;
use crate::scope::{Quit, stated};
use crate::suggest;

/// What an object in a member is.
pub(super) enum Value {
    /// Nothing that counts; why is reported.
    Nothing,
    /// A reference, which is recorded.
    Reference,
    /// An element.
    Element(IdIx),
}

impl Reader<'_> {
    /// All values of an object member. Errors are reported, and the member's other values read all the same.
    pub(super) fn values(
        &mut self,
        member: &'static Member,
        class: &'static Class,
        json: Json<'_>,
        element: &mut Element,
        around: &Around,
        place: Place,
    ) -> bool {
        let version = around.scope.version;
        let slot = Slot {
            class,
            member: Name::of(&member.name),
            segment: member.segment,
            infix: &member.infix,
            id_required: member.id_required,
            untyped: member.untyped,
            alone: matches!(json, Json::Object(_)),
            guess: None,
        };
        let minimum = if member.plural {
            member.min.get(version).unwrap_or(0)
        } else {
            u32::from(member.required)
        };
        let (mut count, mut sound) = (0, true);
        let references = self.elements.references.len();
        // Values keep their order: behind a reference everything is linked later. So is what has to be judged first.
        let mut at_once = element.cotypes.is_empty() && member.values.is_empty();
        let known_places = self.report.nodes.len();
        let mut values = ld::values(json);
        while let Some(value) = values.next() {
            self.report.nodes.forget(known_places);
            let at = values.place(place, &mut self.report.nodes);
            if !member.plural && count > 0 {
                self.several_values(Code::OBJECT_MULTIPLE_VALUES, place, member.name, around)
                    .property(member.name)
                    .help(match member.name {
                        "request" | "response" => "keep one of them: several values are the fields of one Object",
                        _ => "keep one of them",
                    });
                // Which of them is meant, nobody knows.
                self.elements.forget_references(around.ix, references);
                element.forget_values(Name::of(&member.name));
                return false;
            }
            let before = count;
            match value {
                Json::String(text) => {
                    let standard = match at_once {
                        true => self.standard(text, member, &around.scope),
                        false => None,
                    };
                    if let Some(value) = standard {
                        element.add_value(Name::of(&member.name), value);
                        count += 1;
                    } else if self.reference(text, Referring::Member(member), around, (place, at)) {
                        count += 1;
                        at_once = false;
                    } else {
                        self.bad_term(text, member.name, class, around, at);
                        sound = false;
                    }
                }
                Json::Object(object) => {
                    match self.element(object, around, (place, at), &slot, Referring::Member(member)) {
                        Ok(Value::Element(id)) => {
                            match self.elements.at(id).filter(|_| at_once) {
                                Some(value) => element.add_value(Name::of(&member.name), value),
                                None => {
                                    let by = Referring::Member(member);
                                    self.refer(id, by, Written::Element, around, (place, at));
                                }
                            }
                            count += 1;
                        }
                        Ok(Value::Reference) => {
                            count += 1;
                            at_once = false;
                        }
                        Ok(Value::Nothing) | Err(Quit) => sound = false,
                    }
                }
                other => {
                    self.report
                        .error(
                            Code::REF_NOT_STRING_OR_OBJECT,
                            at.value(),
                            format!("`{}` is {}", member.name, other.noun()),
                        )
                        .primary(self.elements.id(around.ix))
                        .property(member.name)
                        .help_with(|| {
                            let known = suggest::terms_of(class, around.scope.terms());
                            let instead = suggest::value_help(class, &known, version);
                            match other {
                                Json::Null if !member.required => format!("leave `{}` out, or {instead}", member.name),
                                _ => instead,
                            }
                        });
                    sound = false;
                }
            }
            if count == before {
                self.lose(value, member.name, around);
            }
        }
        if count < minimum && sound {
            self.report
                .error(
                    Code::OBJECT_COUNT_BELOW_MIN,
                    place.value(),
                    format!("`{}` has {count} values, but needs at least {minimum}", member.name),
                )
                .primary(self.elements.id(around.ix))
                .property(member.name)
                .help(format!("add {}", article(class.name)));
            sound = false;
        }
        sound
    }

    /// Says that a member that takes one value has several.
    #[cold]
    pub(super) fn several_values(&mut self, code: Code, place: Place, name: &str, around: &Around) -> Entry<'_> {
        let message = format!("`{name}` has several values, but takes one");
        self.report
            .error(code, place.value(), message)
            .primary(self.elements.id(around.ix))
    }

    #[cold]
    fn bad_term(&mut self, text: &str, member: &str, class: &Class, around: &Around, at: Place) {
        let version = around.scope.version;
        let identifier = text.starts_with("dtmi:");
        let message = match identifier {
            true => format!("`{text}` is not a valid identifier in DTDL v{version}"),
            false => format!(
                "`{text}` is neither {} of DTDL v{version} nor an identifier",
                article(class.name)
            ),
        };
        self.report
            .error(Code::BAD_DTMI_OR_TERM, at.value(), message)
            .primary(self.elements.id(around.ix))
            .property(member)
            .value(text)
            .fact("Restriction", version.to_string())
            .help_with(|| match identifier {
                true => suggest::identifier_help(text, version),
                false => suggest::element_help(text, class, &around.scope),
            });
    }

    /// Reads an object that is the value of a member.
    pub(super) fn element(
        &mut self,
        object: Object<'_>,
        around: &Around,
        (member_place, place): (Place, Place),
        slot: &Slot,
        by: Referring,
    ) -> Result<Value, Quit> {
        let ld = Ld::new(object);
        let scope = self.scope(Some(&around.scope), &ld, place)?;
        if let Some(id) = ld.id.filter(|_| ld.count() == 1) {
            if self.tolerant && around.scope.version < 3 {
                let inner = Around {
                    scope,
                    ..around.clone()
                };
                if self.reference(id, by, &inner, (member_place, place)) {
                    return Ok(Value::Reference);
                }
                self.report
                    .error(
                        Code::ID_REF_BAD_DTMI_OR_TERM,
                        place.id(),
                        format!(
                            "`{id}` is neither a term of DTDL v{} nor an identifier",
                            around.scope.version
                        ),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(slot.member)
                    .value(id)
                    .fact("Restriction", around.scope.version.to_string())
                    .help("correct the identifier");
                return Ok(Value::Nothing);
            }
            self.report
                .error(
                    Code::ID_REFERENCE,
                    place.element(),
                    format!("`{}` holds an object with nothing but an `@id`", slot.member),
                )
                .primary(self.elements.id(around.ix))
                .property(slot.member)
                .value(id)
                .help(format!(
                    "to refer to an element, write its identifier as a string: \"{id}\""
                ));
            return Ok(Value::Nothing);
        }
        self.keywords(&ld, &scope, around, place, &slot.member);
        // What a co-type brings is judged by its type alone.
        if let Referring::Member(member) = by
            && !member.takes_version(scope.version, around.scope.version)
        {
            let at = match ld.context {
                Some((position, context)) => {
                    let at = self.report.nodes.below(place, position);
                    stated(&mut self.report.nodes, context, at)
                }
                None => place.element(),
            };
            self.report
                .error(
                    Code::DISALLOWED_VERSION_DEFINITION,
                    at,
                    format!("`{}` takes no element of DTDL v{}", slot.member, scope.version),
                )
                .primary(self.elements.id(around.ix))
                .property(slot.member)
                .value(scope.version.to_string())
                .fact("Restriction", allowed_versions(around.scope.version, member.older))
                .help(format!("use DTDL v{}", around.scope.version));
        }
        let added = self.element_in(&ld, scope, Some(around), place, slot)?;
        Ok(added.map_or(Value::Nothing, Value::Element))
    }
}

/// The versions of what may stand in a member of an element, as the reference lists them.
pub(crate) fn allowed_versions(version: u8, older: bool) -> String {
    let first = if older { 2 } else { version };
    let versions: Vec<String> = (first..=version).rev().map(|version| version.to_string()).collect();
    versions.join(" ,")
}
