//! Literal values: texts, numbers, booleans, identifiers, texts in several languages.

use super::datatype::Datatype;
use super::formats::{expression, is_duration, matches};
use super::{Around, Reader};
use crate::diagnostic::Code;
use crate::elements::{Element, Literal};
use crate::json::Json;
use crate::ld::{self, Ld};
use crate::metamodel::{Member, MemberKind, Name, Pattern, metamodel};
use crate::place::Place;
use crate::{Dtmi, suggest};

impl Reader<'_> {
    /// Reads a literal member of a class; what is wrong is reported.
    pub(super) fn literal(
        &mut self,
        member: &'static Member,
        json: Json<'_>,
        element: &mut Element,
        around: &Around,
        place: Place,
    ) {
        let version = around.scope.version;
        let length = member
            .length
            .get(version)
            .map(|limit| limit.under(element.limits()) as usize);
        if let (MemberKind::String, Json::String(text)) = (member.kind, json) {
            // By far the most are this.
            self.length(Code::STRING_TOO_LONG, member.name, text, length, around, place);
            self.pattern(member.name, text, member.pattern, around, place);
            element
                .literals
                .push((Name::of(&member.name), Literal::String(text.into())));
            return;
        }
        let literal = match member.kind {
            MemberKind::LangString => {
                let texts = self.texts(member.name, member.language, length, json, around, place);
                texts.map(Literal::LangString)
            }
            MemberKind::Dtmi => self.identifier(member, json, around, length, place),
            kind => {
                let datatype = match kind {
                    MemberKind::String => Datatype::String,
                    MemberKind::Integer => Datatype::Integer,
                    MemberKind::Boolean => Datatype::Boolean,
                    _ => Datatype::Any,
                };
                self.of_datatype(member, datatype, length, json, around, place)
            }
        };
        if let Some(literal) = literal {
            element.literals.push((Name::of(&member.name), literal));
        }
    }

    /// A value of a datatype, with the length, pattern or range that the member asks for.
    fn of_datatype(
        &mut self,
        member: &'static Member,
        datatype: Datatype,
        length: Option<usize>,
        json: Json<'_>,
        around: &Around,
        place: Place,
    ) -> Option<Literal> {
        let version = around.scope.version;
        let (literal, at) = self.single(member.name, datatype, member.required, json, around, place)?;
        match &literal {
            Literal::String(text) => {
                self.length(Code::STRING_TOO_LONG, member.name, text, length, around, at);
                self.pattern(member.name, text, member.pattern, around, at);
            }
            Literal::Integer(number) => {
                let range = (member.low.get(version), member.high.get(version));
                self.range(member.name, *number, range, around, at);
            }
            _ => {}
        }
        Some(literal)
    }

    /// The only value of a literal member.
    pub(super) fn single(
        &mut self,
        name: &str,
        datatype: Datatype,
        required: bool,
        json: Json<'_>,
        around: &Around,
        place: Place,
    ) -> Option<(Literal, Place)> {
        let shown = || metamodel().contexts.term_or_id(name);
        let codes = datatype.codes();
        let mut values = ld::values(json);
        let first = values
            .next()
            .map(|value| (value, values.place(place, &mut self.report.nodes)));
        let (value, at) = match (first, values.next()) {
            (Some(one), None) => one,
            (None, _) => {
                let shown = shown();
                if required {
                    self.report
                        .error(codes.below_min, place.value(), format!("`{shown}` has no value"))
                        .primary(self.elements.id(around.ix))
                        .property(name)
                        .help(format!("give {}", codes.noun));
                }
                return None;
            }
            _ => {
                let shown = shown();
                self.several_values(codes.multiple, place, shown, around)
                    .property(name)
                    .help("keep one of them");
                return None;
            }
        };
        let literal = match value {
            Json::Object(object) => {
                let ld = Ld::new(object);
                self.value_object(name, datatype, &codes, &ld, around, at)?
            }
            value => match datatype.bare(value) {
                Some(literal) => literal,
                None => {
                    let (is, help) = match (datatype, value) {
                        (Datatype::Integer, Json::Number(number)) => (
                            format!("`{number}`"),
                            "write a whole number that 32 bits hold: at most 2147483647".to_owned(),
                        ),
                        (_, value) => (value.noun().to_owned(), format!("write {}", codes.noun)),
                    };
                    self.report
                        .error(
                            codes.not,
                            at.value(),
                            format!("`{}` is {is}, but should be {}", shown(), codes.noun),
                        )
                        .primary(self.elements.id(around.ix))
                        .property(name)
                        .help(help);
                    return None;
                }
            },
        };
        if let (Datatype::Duration, Literal::String(text)) = (datatype, &literal)
            && !is_duration(text)
        {
            self.report
                .error(
                    Code::DURATION_INVALID,
                    at.value(),
                    format!("`{text}` is not a duration in ISO 8601 form"),
                )
                .primary(self.elements.id(around.ix))
                .property(name)
                .value(&**text)
                .help("write it like \"PT10S\"");
            return None;
        }
        Some((literal, at))
    }

    #[inline(never)]
    fn identifier(
        &mut self,
        member: &'static Member,
        json: Json<'_>,
        around: &Around,
        length: Option<usize>,
        place: Place,
    ) -> Option<Literal> {
        let name = member.name;
        let mut values = ld::values(json);
        let first = values
            .next()
            .map(|value| (value, values.place(place, &mut self.report.nodes)));
        let (value, at) = match (first, values.next()) {
            (Some(one), None) => one,
            (None, _) => return None,
            _ => {
                self.several_values(Code::IDENTIFIER_MULTIPLE_VALUES, place, name, around)
                    .property(name)
                    .help("keep one of them");
                return None;
            }
        };
        let Json::String(text) = value else {
            self.report
                .error(
                    Code::IDENTIFIER_NOT_STRING,
                    at.value(),
                    format!("`{name}` is {}, but should be an identifier", value.noun()),
                )
                .primary(self.elements.id(around.ix))
                .property(name)
                .fact("Type", "DTMI")
                .help("write the identifier as a string");
            return None;
        };
        let Some(id) = around.scope.identifier(text) else {
            self.report
                .error(
                    Code::IDENTIFIER_NOT_DTMI,
                    at.value(),
                    format!("the `{name}` must be an identifier, and `{text}` is not one"),
                )
                .primary(self.elements.id(around.ix))
                .property(name)
                .fact("Type", "DTMI")
                .value(text)
                .help(match text {
                    "" | "*" => format!("leave `{name}` out if any will do"),
                    text => suggest::identifier_help(text, around.scope.version),
                });
            return None;
        };
        self.length(Code::IDENTIFIER_TOO_LONG, name, id, length, around, at);
        Some(Literal::Dtmi(Dtmi::from_valid(id)))
    }

    #[inline]
    pub(super) fn length(
        &mut self,
        code: Code,
        name: &str,
        text: &str,
        limit: Option<usize>,
        around: &Around,
        at: Place,
    ) {
        // A text has at most as many UTF-16 units as bytes.
        if let Some(limit) = limit.filter(|limit| text.len() > *limit) {
            self.too_long(code, name, text, limit, around, at);
        }
    }

    #[cold]
    fn too_long(&mut self, code: Code, name: &str, text: &str, limit: usize, around: &Around, at: Place) {
        let length = text.encode_utf16().count();
        if length <= limit {
            return;
        }
        let shown = metamodel().contexts.term_or_id(name);
        self.report
            .error(
                code,
                at.value(),
                format!("`{shown}` is {length} characters long, at most {limit} are allowed"),
            )
            .primary(self.elements.id(around.ix))
            .property(name)
            .value(text)
            .help("shorten it");
    }

    #[inline]
    pub(super) fn pattern(&mut self, name: &str, text: &str, pattern: Option<Pattern>, around: &Around, at: Place) {
        if let Some(pattern) = pattern.filter(|pattern| !matches(*pattern, text, around.scope.version)) {
            self.mismatch(name, text, pattern, around, at);
        }
    }

    #[cold]
    fn mismatch(&mut self, name: &str, text: &str, pattern: Pattern, around: &Around, at: Place) {
        let shown = metamodel().contexts.term_or_id(name);
        self.report
            .error(
                Code::STRING_INVALID,
                at.value(),
                match text {
                    "" => format!("`{shown}` is empty"),
                    text => format!("`{text}` is not a valid `{shown}`"),
                },
            )
            .primary(self.elements.id(around.ix))
            .property(name)
            .value(text)
            .fact("Restriction", expression(pattern, around.scope.version))
            .help(match pattern {
                Pattern::Name => suggest::name_help(text),
                Pattern::Dtmi => "write it like \"dtmi:com:example:Thermostat;1\"".to_owned(),
                Pattern::Topic => "write labels and tokens in braces, with slashes between them".to_owned(),
                Pattern::Label => "use printable ASCII characters without space, \", +, #, {, } and /".to_owned(),
            });
    }

    pub(super) fn range(
        &mut self,
        name: &str,
        number: i32,
        range: (Option<i32>, Option<i32>),
        around: &Around,
        at: Place,
    ) {
        let (code, limit) = match range {
            (Some(low), Some(high)) if low == high && number != low => (Code::VALUE_NOT_EXACT, low.to_string()),
            (Some(low), Some(high)) if number < low => (Code::VALUE_BELOW_RANGE, format!("[{low}, {high}]")),
            (Some(low), Some(high)) if number > high => (Code::VALUE_ABOVE_RANGE, format!("[{low}, {high}]")),
            (Some(low), None) if number < low => (Code::VALUE_BELOW_MIN, low.to_string()),
            (None, Some(high)) if number > high => (Code::VALUE_ABOVE_MAX, high.to_string()),
            _ => return,
        };
        let shown = metamodel().contexts.term_or_id(name);
        let message = match code {
            Code::VALUE_NOT_EXACT => format!("`{shown}` is {number}, but can only be {limit}"),
            Code::VALUE_BELOW_MIN => format!("`{shown}` is {number}, but must be at least {limit}"),
            Code::VALUE_ABOVE_MAX => format!("`{shown}` is {number}, but must be at most {limit}"),
            _ => format!("`{shown}` is {number}, which is not in the range {limit}"),
        };
        let help = match range {
            (Some(low), Some(high)) if low == high => format!("write {low}, or leave `{shown}` out"),
            (Some(low), Some(high)) => format!("write a number from {low} to {high}"),
            (Some(low), None) => format!("write {low} or more, or leave `{shown}` out"),
            (None, Some(high)) => format!("write {high} or less, or leave `{shown}` out"),
            (None, None) => "correct the number".to_owned(),
        };
        self.report
            .error(code, at.value(), message)
            .primary(self.elements.id(around.ix))
            .property(name)
            .value(number.to_string())
            .fact("Restriction", limit)
            .help(help);
    }
}
