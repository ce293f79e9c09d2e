//! `@id`, and identifiers that follow from the place.

use std::borrow::Cow;

use super::value_object::is_xsd;
use super::{Around, Reader, Slot, article};
use crate::diagnostic::Code;
use crate::elements::{IdIx, decimal_text};
use crate::json::{Json, Member};
use crate::ld::{self, Ld, Types};
use crate::metamodel::{Class, Spelling};
use crate::place::Place;
use crate::scope::{Quit, Scope};
use crate::{dtmi, suggest};

/// The longest identifier, and the longest under limit extensions.
const ID_LENGTH: (usize, usize) = (2048, 512);
/// The same for interfaces.
const INTERFACE_ID_LENGTH: (usize, usize) = (128, 256);

/// The identifier of an element that is being read.
pub(super) struct Identity {
    pub(super) ix: IdIx,
    /// Whether it follows from the place and from the very literal that is the element's name there.
    pub(super) named_by_place: bool,
}

impl Identity {
    fn of(ix: IdIx) -> Self {
        Self {
            ix,
            named_by_place: false,
        }
    }
}

impl Reader<'_> {
    /// The identifier that an element states, or its implicit one.
    pub(super) fn identity(
        &mut self,
        ld: &Ld<'_>,
        scope: &Scope,
        around: Option<&Around>,
        place: Place,
        slot: &Slot,
    ) -> Result<Identity, Quit> {
        let Some(id) = ld.id else {
            return self.implicit(ld, scope, around, place, slot);
        };
        if id.is_empty() {
            self.report
                .error(Code::ID_NOT_STRING, place.id(), "`@id` is empty or not a string")
                .help("give an identifier, for example \"dtmi:com:example:Thermostat;1\"");
            return Err(Quit);
        }
        let longest = id_length(scope.limits);
        if id.len() > longest {
            self.report
                .error(
                    Code::ID_TOO_LONG,
                    place.id(),
                    format!(
                        "the identifier is {} characters long, at most {longest} are allowed",
                        id.len()
                    ),
                )
                .value(id)
                .fact("Restriction", scope.version.to_string())
                .fact("Transformation", &*scope.limited_by)
                .help("shorten it");
            return Err(Quit);
        }
        if !dtmi::is_valid(id, scope.version) {
            if let (None, Some((base, _))) = (around, id.split_once('#')) {
                self.refused.insert(base.to_owned());
            }
            self.report
                .error(
                    Code::INVALID_ID,
                    place.id(),
                    format!("`{id}` is not a valid identifier in DTDL v{}", scope.version),
                )
                .value(id)
                .fact("Restriction", scope.version.to_string())
                .help(suggest::identifier_help(id, scope.version));
            return Err(Quit);
        }
        if scope.is_reserved(id) && !(self.tolerant && scope.version < 3) {
            self.report
                .error(
                    Code::RESERVED_ID,
                    place.id(),
                    format!("`{id}` starts with a prefix that is reserved for the language"),
                )
                .value(id)
                .fact("Restriction", scope.reserved_prefixes())
                .help("use a prefix of your own, for example `dtmi:com:example:`");
            return Err(Quit);
        }
        Ok(Identity::of(self.elements.intern(id)))
    }

    /// The identifiers of some classes are shorter than others.
    pub(super) fn check_id_length(&mut self, ix: IdIx, class: &Class, scope: &Scope, place: Place) {
        let longest = interface_id_length(scope.limits);
        let id = self.elements.id(ix);
        if !class.partition || id.as_str().len() <= longest {
            return;
        }
        self.report
            .error(
                Code::ID_TOO_LONG_FOR_TYPE,
                place.id(),
                format!(
                    "the identifier of {} has at most {longest} characters",
                    article(class.name)
                ),
            )
            .value(id.as_str())
            .fact("Type", class.name)
            .help("shorten it");
    }

    fn implicit(
        &mut self,
        ld: &Ld<'_>,
        scope: &Scope,
        around: Option<&Around>,
        place: Place,
        slot: &Slot,
    ) -> Result<Identity, Quit> {
        let Some(around) = around else {
            self.no_id(ld, place);
            return Err(Quit);
        };
        if slot.id_required {
            self.no_required_id(ld, scope, around, place, slot);
            return Err(Quit);
        }
        let Some(segment) = slot.segment else {
            let ix = self.elements.intern_child(around.ix, slot.infix, None);
            return Ok(Identity::of(ix));
        };
        let Some((position, member)) = segment_member(ld, segment) else {
            self.no_segment(ld, segment, scope, around, place, slot);
            return Err(Quit);
        };
        match segment_text(member.value) {
            Some(text) => Ok(Identity {
                ix: self.elements.intern_child(around.ix, slot.infix, Some(&text)),
                named_by_place: Spelling::of(segment, scope.version).is(member.name),
            }),
            None => {
                let at = self.report.nodes.below(place, position).value();
                self.report
                    .error(
                        Code::DTMI_SEG_PROPERTY_NOT_STRING_OR_NUMBER,
                        at,
                        format!("`{segment}` is not a string"),
                    )
                    .primary(self.elements.id(around.ix))
                    .property(slot.member)
                    .value(segment)
                    .reference(&[place.element(), at])
                    .help("write a name");
                Err(Quit)
            }
        }
    }
}

/// The member that the last segment of an implicit identifier is made from: it may be that of any version.
pub(super) fn segment_member<'j>(ld: &Ld<'j>, segment: &'static str) -> Option<(usize, Member<'j>)> {
    let spelling = Spelling::any(segment);
    ld.find(|name| spelling.is(name))
}

/// The last segment of an implicit identifier; `None` if the value is neither a text nor a number.
pub(super) fn segment_text(value: Json<'_>) -> Option<Cow<'_, str>> {
    if let Json::String(text) = value {
        // By far the most are this.
        return Some(Cow::Borrowed(text));
    }
    let mut values = ld::values(value);
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    match value {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Number(number) => Some(Cow::Owned(segment_of(number.as_f64()))),
        Json::Object(object) => {
            let ld = Ld::new(object);
            let is = |kinds: &[&str]| match ld.types.map(Types::single) {
                None => true,
                Some(Some(kind)) => kinds.iter().any(|xsd| is_xsd(kind, xsd)),
                Some(None) => false,
            };
            match ld.further().value.map(|(_, value)| value) {
                Some(Json::String(text)) if is(&["string"]) => Some(Cow::Borrowed(text)),
                Some(Json::Number(number)) if is(&["decimal"]) || is(&["integer"]) && number.as_i32().is_some() => {
                    Some(Cow::Owned(segment_of(number.as_f64())))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The longest identifier.
pub(crate) fn id_length(limits: &str) -> usize {
    if limits.is_empty() { ID_LENGTH.0 } else { ID_LENGTH.1 }
}

/// The longest identifier of an interface.
pub(crate) fn interface_id_length(limits: &str) -> usize {
    if limits.is_empty() {
        INTERFACE_ID_LENGTH.0
    } else {
        INTERFACE_ID_LENGTH.1
    }
}

/// A number as a segment of an implicit identifier.
fn segment_of(number: f64) -> String {
    // There is no negative zero among them.
    decimal_text(number + 0.0).replace('.', "_")
}
