//! Literals that are written as objects with `@value` and, perhaps, `@type`.

use super::datatype::{Codes, Datatype};
use super::{Around, Reader};
use crate::diagnostic::Code;
use crate::elements::Literal;
use crate::ld::{Ld, Types};
use crate::metamodel::metamodel;
use crate::place::Place;
use crate::scope::Scope;

impl Reader<'_> {
    #[inline(never)]
    pub(super) fn value_object(
        &mut self,
        name: &str,
        datatype: Datatype,
        codes: &Codes,
        ld: &Ld<'_>,
        around: &Around,
        place: Place,
    ) -> Option<Literal> {
        let shown = metamodel().contexts.term_or_id(name);
        self.value_object_members(name, ld, &around.scope, around, place);
        let mut refuse = |code: Code, message: String| {
            self.report
                .error(code, place.value(), message)
                .primary(self.elements.id(around.ix))
                .property(name)
                .help(format!("write {} without an object around it", codes.noun));
        };
        let Some((_, value)) = ld.further().value else {
            refuse(codes.no_value, format!("`{shown}` is an object without `@value`"));
            return None;
        };
        let declared = match ld.types.map(Types::single) {
            None => None,
            Some(Some(text)) => Some(text),
            Some(None) => {
                let one = ld.types.is_some_and(|types| types.iter().count() == 1);
                refuse(
                    if one {
                        codes.wrong_type
                    } else {
                        Code::LITERAL_TYPE_NOT_SINGULAR
                    },
                    format!("the `@type` of `{shown}` does not name one type"),
                );
                return None;
            }
        };
        let is = |xsd: &str| declared.is_some_and(|text| is_xsd(text, xsd));
        let datatype = match (datatype, declared) {
            (_, None) => datatype,
            (Datatype::Any, Some(_)) if is("string") => Datatype::String,
            (Datatype::Any, Some(_)) if is("integer") => Datatype::Integer,
            (Datatype::Any, Some(_)) if is("boolean") => Datatype::Boolean,
            (Datatype::Any, Some(_)) if is("decimal") => Datatype::Decimal,
            (_, Some(_)) if is(codes.xsd) && datatype != Datatype::Any => datatype,
            (_, Some(text)) => {
                refuse(
                    codes.wrong_type,
                    format!(
                        "the `@type` of `{shown}` is `{text}`, but should be `xsd:{}`",
                        codes.xsd
                    ),
                );
                return None;
            }
        };
        let literal = datatype.bare(value);
        if literal.is_none() {
            let own = datatype.codes();
            refuse(
                own.wrong_value,
                format!(
                    "the `@value` of `{shown}` is {}, but should be {}",
                    value.noun(),
                    own.noun
                ),
            );
        }
        literal
    }

    fn value_object_members(&mut self, name: &str, ld: &Ld<'_>, scope: &Scope, around: &Around, place: Place) {
        let shown = metamodel().contexts.term_or_id(name);
        let mut refuse = |code: Code, position: Option<usize>, what: &str| {
            let at = match position {
                Some(position) => self.report.nodes.below(place, position).name(),
                None => place.id(),
            };
            let mut entry = self
                .report
                .error(
                    code,
                    at,
                    format!("`{what}` does not belong into the value of `{shown}`"),
                )
                .primary(self.elements.id(around.ix))
                .property(name)
                .help("keep only `@value` and `@type`");
            if matches!(code, Code::VALUE_OBJECT_INVALID_PROP | Code::VALUE_OBJECT_KEYWORD) {
                entry = entry.value(what);
            }
            entry.done();
        };
        if let Some((position, _)) = ld.context {
            refuse(Code::VALUE_OBJECT_CONTEXT, Some(position), "@context");
        }
        if ld.id.is_some() {
            refuse(Code::VALUE_OBJECT_ID, None, "@id");
        }
        if let Some(position) = ld.further().graph {
            refuse(Code::VALUE_OBJECT_GRAPH, Some(position), "@graph");
        }
        if scope.restricts_keywords() {
            if let Some((position, _)) = ld.further().language {
                refuse(Code::VALUE_OBJECT_LANGUAGE, Some(position), "@language");
            }
            for (position, keyword) in &ld.further().others {
                refuse(Code::VALUE_OBJECT_KEYWORD, Some(*position), keyword);
            }
        }
        for (position, member) in ld.members() {
            refuse(Code::VALUE_OBJECT_INVALID_PROP, Some(position), member.name);
        }
    }
}

/// Whether a text names a datatype of XML Schema.
pub(super) fn is_xsd(text: &str, name: &str) -> bool {
    text.strip_prefix("xsd:") == Some(name) || text.strip_prefix("http://www.w3.org/2001/XMLSchema#") == Some(name)
}
