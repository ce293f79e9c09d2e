//! Literal values: texts, numbers, booleans, identifiers, texts in several languages.

use indexmap::IndexMap;

use super::{Around, Reader};
use crate::Dtmi;
use crate::diagnostic::Code;
use crate::dtmi;
use crate::elements::Literal;
use crate::json::Json;
use crate::ld::{self, Ld};
use crate::metamodel::{Member, MemberKind, Pattern};
use crate::report::Place;
use crate::scope::{Quit, Scope};

/// What a literal may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Datatype {
    String,
    Integer,
    Decimal,
    Boolean,
    Duration,
    /// A string, an integer or a boolean.
    Any,
}

/// The codes for a datatype.
struct Codes {
    multiple: Code,
    below_min: Code,
    not: Code,
    no_value: Code,
    wrong_type: Code,
    wrong_value: Code,
    noun: &'static str,
    xsd: &'static str,
}

impl Datatype {
    fn codes(self) -> Codes {
        let codes = |multiple, below_min, not, no_value, wrong_type, wrong_value, noun, xsd| Codes {
            multiple,
            below_min,
            not,
            no_value,
            wrong_type,
            wrong_value,
            noun,
            xsd,
        };
        match self {
            Self::String => codes(
                Code::STRING_MULTIPLE_VALUES,
                Code::STRING_COUNT_BELOW_MIN,
                Code::STRING_NOT_STRING,
                Code::STRING_OBJECT_NO_VALUE,
                Code::STRING_TYPE_NOT_STRING,
                Code::STRING_VALUE_NOT_STRING,
                "a string",
                "string",
            ),
            Self::Integer => codes(
                Code::INTEGER_MULTIPLE_VALUES,
                Code::INTEGER_COUNT_BELOW_MIN,
                Code::INTEGER_NOT_INTEGER,
                Code::INTEGER_OBJECT_NO_VALUE,
                Code::INTEGER_TYPE_NOT_INTEGER,
                Code::INTEGER_VALUE_NOT_INTEGER,
                "an integer",
                "integer",
            ),
            Self::Decimal => codes(
                Code::NUMERIC_MULTIPLE_VALUES,
                Code::NUMERIC_COUNT_BELOW_MIN,
                Code::NUMERIC_NOT_NUMERIC,
                Code::NUMERIC_OBJECT_NO_VALUE,
                Code::NUMERIC_TYPE_NOT_NUMERIC,
                Code::NUMERIC_VALUE_NOT_NUMERIC,
                "a number",
                "decimal",
            ),
            Self::Boolean => codes(
                Code::BOOLEAN_MULTIPLE_VALUES,
                Code::BOOLEAN_COUNT_BELOW_MIN,
                Code::BOOLEAN_NOT_BOOLEAN,
                Code::BOOLEAN_OBJECT_NO_VALUE,
                Code::BOOLEAN_TYPE_NOT_BOOLEAN,
                Code::BOOLEAN_VALUE_NOT_BOOLEAN,
                "true or false",
                "boolean",
            ),
            Self::Duration => codes(
                Code::DURATION_MULTIPLE_VALUES,
                Code::DURATION_COUNT_BELOW_MIN,
                Code::DURATION_NOT_STRING,
                Code::DURATION_OBJECT_NO_VALUE,
                Code::DURATION_TYPE_NOT_DURATION,
                Code::DURATION_VALUE_NOT_STRING,
                "a duration",
                "duration",
            ),
            Self::Any => codes(
                Code::LITERAL_MULTIPLE_VALUES,
                Code::LITERAL_COUNT_BELOW_MIN,
                Code::LITERAL_NOT_VALID,
                Code::LITERAL_OBJECT_NO_VALUE,
                Code::LITERAL_NOT_VALID,
                Code::LITERAL_NOT_VALID,
                "a string, an integer or a boolean",
                "string",
            ),
        }
    }

    /// The literal that a bare value is.
    fn bare(self, value: &Json<'_>) -> Option<Literal> {
        match (self, value) {
            (Self::String | Self::Any | Self::Duration, Json::String(text)) => Some(Literal::String(text.to_string())),
            (Self::Integer, Json::Number(number)) => number.as_i32().map(Literal::Integer),
            (Self::Any, Json::Number(number)) => Some(
                number
                    .as_i32()
                    .map_or_else(|| Literal::Decimal(number.as_f64()), Literal::Integer),
            ),
            (Self::Decimal, Json::Number(number)) => Some(Literal::Decimal(number.as_f64())),
            (Self::Boolean | Self::Any, Json::Bool(value)) => Some(Literal::Boolean(*value)),
            _ => None,
        }
    }
}

impl Reader<'_> {
    /// The value of a literal member of a class; what is wrong is reported.
    pub(super) fn literal(
        &mut self,
        member: &'static Member,
        json: &Json<'_>,
        around: &Around,
        limits: &str,
        place: Place,
    ) -> Option<Literal> {
        let version = around.scope.version;
        let length = member.length.get(version).map(|limit| limit.under(limits) as usize);
        let datatype = match member.kind {
            MemberKind::LangString => {
                return Some(Literal::LangString(self.texts(
                    member.name,
                    member.language,
                    length,
                    json,
                    around,
                    place,
                )?));
            }
            MemberKind::Dtmi => return self.identifier(member, json, around, length, place),
            MemberKind::String => Datatype::String,
            MemberKind::Integer => Datatype::Integer,
            MemberKind::Boolean => Datatype::Boolean,
            MemberKind::Literal | MemberKind::Element(_) => Datatype::Any,
        };
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
        json: &Json<'_>,
        around: &Around,
        place: Place,
    ) -> Option<(Literal, Place)> {
        let codes = datatype.codes();
        let values: Vec<_> = ld::values(json).collect();
        let (index, value) = match values.as_slice() {
            [one] => *one,
            [] => {
                if required {
                    self.report
                        .error(codes.below_min, place.value(), format!("`{name}` has no value"))
                        .primary(&around.parent)
                        .property(name)
                        .help(format!("give {}", codes.noun));
                }
                return None;
            }
            _ => {
                self.report
                    .error(
                        codes.multiple,
                        place.value(),
                        format!("`{name}` has several values, but takes one"),
                    )
                    .primary(&around.parent)
                    .property(name)
                    .help("keep one of them");
                return None;
            }
        };
        let at = match index {
            Some(index) => self.report.nodes.below(place, index),
            None => place,
        };
        let literal = match value {
            Json::Object(object) => {
                let ld = self.ld(object, at).ok()?;
                self.value_object(name, datatype, &codes, &ld, around, at)?
            }
            value => match datatype.bare(value) {
                Some(literal) => literal,
                None => {
                    self.report
                        .error(
                            codes.not,
                            at.value(),
                            format!("`{name}` is {}, but should be {}", value.noun(), codes.noun),
                        )
                        .primary(&around.parent)
                        .property(name)
                        .help(format!("write {}", codes.noun));
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
                .primary(&around.parent)
                .property(name)
                .value(text.as_str())
                .help("write it like \"PT10S\"");
            return None;
        }
        Some((literal, at))
    }

    fn value_object(
        &mut self,
        name: &str,
        datatype: Datatype,
        codes: &Codes,
        ld: &Ld<'_, '_>,
        around: &Around,
        place: Place,
    ) -> Option<Literal> {
        self.value_object_members(name, ld, &around.scope, around, place);
        let mut refuse = |code: Code, message: String| {
            self.report
                .error(code, place.value(), message)
                .primary(&around.parent)
                .property(name)
                .help(format!("write {} without an object around it", codes.noun));
        };
        let Some(value) = ld.value else {
            refuse(codes.no_value, format!("`{name}` is an object without `@value`"));
            return None;
        };
        let declared = match ld.types.as_deref() {
            None => None,
            Some([Some(text)]) => Some(*text),
            Some(_) => {
                refuse(
                    Code::LITERAL_TYPE_NOT_SINGULAR,
                    format!("the `@type` of `{name}` does not name one type"),
                );
                return None;
            }
        };
        let is = |xsd: &str| {
            declared.is_some_and(|text| {
                text.strip_prefix("xsd:") == Some(xsd)
                    || text.strip_prefix("http://www.w3.org/2001/XMLSchema#") == Some(xsd)
            })
        };
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
                    format!("the `@type` of `{name}` is `{text}`, but should be `xsd:{}`", codes.xsd),
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
                    "the `@value` of `{name}` is {}, but should be {}",
                    value.noun(),
                    own.noun
                ),
            );
        }
        literal
    }

    fn value_object_members(&mut self, name: &str, ld: &Ld<'_, '_>, scope: &Scope, around: &Around, place: Place) {
        let mut refuse = |code: Code, position: Option<usize>, what: &str| {
            let at = match position {
                Some(position) => self.report.nodes.below(place, position).name(),
                None => place.id(),
            };
            self.report
                .error(code, at, format!("`{what}` does not belong into the value of `{name}`"))
                .primary(&around.parent)
                .property(name)
                .value(what)
                .help("keep only `@value` and `@type`");
        };
        if let Some((position, _)) = ld.context {
            refuse(Code::VALUE_OBJECT_CONTEXT, Some(position), "@context");
        }
        if ld.id.is_some() {
            refuse(Code::VALUE_OBJECT_ID, None, "@id");
        }
        if let Some(position) = ld.graph {
            refuse(Code::VALUE_OBJECT_GRAPH, Some(position), "@graph");
        }
        if scope.restricts_keywords() {
            if let Some((position, _)) = ld.language {
                refuse(Code::VALUE_OBJECT_LANGUAGE, Some(position), "@language");
            }
            for (position, keyword) in &ld.keywords {
                refuse(Code::VALUE_OBJECT_KEYWORD, Some(*position), keyword);
            }
        }
        for (position, member) in &ld.members {
            refuse(Code::VALUE_OBJECT_INVALID_PROP, Some(*position), &member.name);
        }
    }

    fn identifier(
        &mut self,
        member: &'static Member,
        json: &Json<'_>,
        around: &Around,
        length: Option<usize>,
        place: Place,
    ) -> Option<Literal> {
        let name = member.name;
        let values: Vec<_> = ld::values(json).collect();
        let (index, value) = match values.as_slice() {
            [one] => *one,
            [] => return None,
            _ => {
                self.report
                    .error(
                        Code::IDENTIFIER_MULTIPLE_VALUES,
                        place.value(),
                        format!("`{name}` has several values, but takes one"),
                    )
                    .primary(&around.parent)
                    .property(name)
                    .help("keep one of them");
                return None;
            }
        };
        let at = match index {
            Some(index) => self.report.nodes.below(place, index),
            None => place,
        };
        let Json::String(text) = value else {
            self.report
                .error(
                    Code::IDENTIFIER_NOT_STRING,
                    at.value(),
                    format!("`{name}` is {}, but should be an identifier", value.noun()),
                )
                .primary(&around.parent)
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
                    format!("`{text}` is neither an identifier nor a term"),
                )
                .primary(&around.parent)
                .property(name)
                .fact("Type", "DTMI")
                .value(&**text)
                .help("write it like \"dtmi:com:example:Thermostat;1\"");
            return None;
        };
        self.length(Code::IDENTIFIER_TOO_LONG, name, id, length, around, at);
        Some(Literal::Dtmi(Dtmi::from_valid(id)))
    }

    pub(super) fn length(
        &mut self,
        code: Code,
        name: &str,
        text: &str,
        limit: Option<usize>,
        around: &Around,
        at: Place,
    ) {
        let length = text.encode_utf16().count();
        let Some(limit) = limit.filter(|limit| length > *limit) else {
            return;
        };
        self.report
            .error(
                code,
                at.value(),
                format!("`{name}` is {length} characters long, at most {limit} are allowed"),
            )
            .primary(&around.parent)
            .property(name)
            .value(text)
            .help("shorten it");
    }

    pub(super) fn pattern(&mut self, name: &str, text: &str, pattern: Option<Pattern>, around: &Around, at: Place) {
        let Some(pattern) = pattern.filter(|pattern| !matches(*pattern, text, around.scope.version)) else {
            return;
        };
        self.report
            .error(
                Code::STRING_INVALID,
                at.value(),
                format!("`{text}` is not a valid `{name}`"),
            )
            .primary(&around.parent)
            .property(name)
            .value(text)
            .help(match pattern {
                Pattern::Name => {
                    "use letters, digits and underscores; start with a letter, do not end with an underscore"
                }
                Pattern::Dtmi => "write it like \"dtmi:com:example:Thermostat;1\"",
                Pattern::Topic => "write labels and tokens in braces, with slashes between them",
                Pattern::Label => "use printable ASCII characters without space, \", +, #, {, } and /",
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
        let message = match code {
            Code::VALUE_NOT_EXACT => format!("`{name}` is {number}, but can only be {limit}"),
            Code::VALUE_BELOW_MIN => format!("`{name}` is {number}, but must be at least {limit}"),
            Code::VALUE_ABOVE_MAX => format!("`{name}` is {number}, but must be at most {limit}"),
            _ => format!("`{name}` is {number}, which is not in the range {limit}"),
        };
        self.report
            .error(code, at.value(), message)
            .primary(&around.parent)
            .property(name)
            .value(number.to_string())
            .fact("Restriction", limit)
            .help("correct the number");
    }

    /// A text in several languages.
    pub(super) fn texts(
        &mut self,
        name: &str,
        default: &str,
        limit: Option<usize>,
        json: &Json<'_>,
        around: &Around,
        place: Place,
    ) -> Option<IndexMap<String, String>> {
        let before = self.report.count();
        let texts = match json {
            Json::Object(object) => {
                let ld = self.ld(object, place).ok()?;
                self.language_map(name, limit, &ld, around, place)
            }
            _ => self.language_list(name, default, limit, json, around, place),
        };
        (self.report.count() == before).then_some(texts)
    }

    fn language_map(
        &mut self,
        name: &str,
        limit: Option<usize>,
        ld: &Ld<'_, '_>,
        around: &Around,
        place: Place,
    ) -> IndexMap<String, String> {
        let mut texts: IndexMap<String, String> = IndexMap::new();
        if let (Some((_, code)), Some(Json::String(text)), 2) = (ld.language, ld.value, ld.count) {
            self.report
                .error(
                    Code::LANG_TAG_VALUE_IN_LANG_MAP,
                    place.value(),
                    format!("`{name}` is written as one text with its language, outside a list"),
                )
                .primary(&around.parent)
                .property(name)
                .help(format!("write {{ \"{code}\": \"{text}\" }}"));
            return texts;
        }
        let keywords = [
            ("@language", ld.language.map(|(position, _)| position)),
            ("@value", ld.value.map(|_| ld.value_at)),
            ("@context", ld.context.map(|(position, _)| position)),
            ("@graph", ld.graph),
        ];
        let mut found: Vec<(&str, Option<usize>)> = keywords
            .into_iter()
            .filter(|(_, position)| position.is_some())
            .collect();
        if ld.id.is_some() {
            found.push(("@id", None));
        }
        if ld.types.is_some() {
            found.push(("@type", None));
        }
        found.extend(
            ld.keywords
                .iter()
                .map(|(position, keyword)| (*keyword, Some(*position))),
        );
        for (keyword, position) in found {
            let at = match position {
                Some(position) => self.report.nodes.below(place, position).name(),
                None if keyword == "@id" => place.id(),
                None => place.types(),
            };
            self.report
                .error(
                    Code::LANG_MAP_OBJ_KEYWORD,
                    at,
                    format!("`{keyword}` does not belong among the languages of `{name}`"),
                )
                .primary(&around.parent)
                .property(name)
                .value(keyword)
                .help("map language codes to texts: { \"en\": \"…\" }");
        }
        for (position, member) in &ld.members {
            let at = self.report.nodes.below(place, *position);
            let code = &*member.name;
            if !is_language(code) {
                self.invalid_language(Code::LANG_STRING_INVALID_CODE, name, code, around, at);
            }
            let Json::String(text) = &member.value else {
                self.report
                    .error(
                        Code::LANG_STRING_VALUE_NOT_STRING,
                        at.value(),
                        format!("the text for `{code}` is {}", member.value.noun()),
                    )
                    .primary(&around.parent)
                    .property(name)
                    .value(code)
                    .help("write a string");
                continue;
            };
            self.length(Code::LANG_STRING_VALUE_TOO_LONG, name, text, limit, around, at);
            if texts.insert(code.to_owned(), text.to_string()).is_some() {
                self.report
                    .error(
                        Code::LANG_STRING_CODE_NOT_UNIQUE,
                        at.name(),
                        format!("`{name}` has two texts for `{code}`"),
                    )
                    .primary(&around.parent)
                    .property(name)
                    .value(code)
                    .help("remove one of them");
            }
        }
        texts
    }

    fn language_list(
        &mut self,
        name: &str,
        default: &str,
        limit: Option<usize>,
        json: &Json<'_>,
        around: &Around,
        place: Place,
    ) -> IndexMap<String, String> {
        let mut texts: IndexMap<String, String> = IndexMap::new();
        for (index, value) in ld::values(json) {
            let at = match index {
                Some(index) => self.report.nodes.below(place, index),
                None => place,
            };
            let tagged = match value {
                Json::String(text) => Some((default.to_owned(), text.to_string())),
                Json::Object(object) => match self.ld(object, at) {
                    Ok(ld) => self.tagged(name, default, &ld, around, at),
                    Err(Quit) => None,
                },
                other => {
                    self.report
                        .error(
                            Code::LANG_STRING_ELEMENT_NOT_STRING_OR_OBJECT,
                            at.value(),
                            format!("`{name}` is {}, but should be a text", other.noun()),
                        )
                        .primary(&around.parent)
                        .property(name)
                        .help("write a string, or { \"en\": \"…\" }");
                    None
                }
            };
            let Some((code, text)) = tagged else { continue };
            self.length(Code::LANG_STRING_VALUE_TOO_LONG, name, &text, limit, around, at);
            if texts.contains_key(&code) {
                self.report
                    .error(
                        Code::LANG_STRING_ELEMENT_CODE_NOT_UNIQUE,
                        at.value(),
                        format!("`{name}` has two texts for `{code}`"),
                    )
                    .primary(&around.parent)
                    .property(name)
                    .value(code)
                    .help("remove one of them");
            } else {
                texts.insert(code, text);
            }
        }
        texts
    }

    /// A text with its language, in a list.
    fn tagged(
        &mut self,
        name: &str,
        default: &str,
        ld: &Ld<'_, '_>,
        around: &Around,
        place: Place,
    ) -> Option<(String, String)> {
        let mut refuse = |code: Code, position: Option<usize>, message: String, value: Option<&str>| {
            let at = match position {
                Some(position) => self.report.nodes.below(place, position).name(),
                None => place.value(),
            };
            let mut entry = self
                .report
                .error(code, at, message)
                .primary(&around.parent)
                .property(name)
                .help("write { \"@language\": \"en\", \"@value\": \"…\" }");
            if let Some(value) = value {
                entry = entry.value(value);
            }
            entry.done();
        };
        let code = match ld.language {
            None => default,
            Some((position, "")) => {
                refuse(
                    Code::LANG_STRING_ELEMENT_CODE_NOT_STRING,
                    Some(position),
                    "`@language` is empty or not a string".to_owned(),
                    None,
                );
                return None;
            }
            Some((position, code)) => {
                if !is_language(code) {
                    refuse(
                        Code::LANG_STRING_ELEMENT_INVALID_CODE,
                        Some(position),
                        format!("`{code}` is not a language code"),
                        Some(code),
                    );
                }
                code
            }
        };
        let text = match ld.value {
            None => {
                refuse(
                    Code::LANG_STRING_ELEMENT_NO_VALUE,
                    None,
                    "a text has no `@value`".to_owned(),
                    None,
                );
                None
            }
            Some(Json::String(text)) => Some(text.to_string()),
            Some(other) => {
                refuse(
                    Code::LANG_STRING_ELEMENT_VALUE_NOT_STRING,
                    Some(ld.value_at),
                    format!("`@value` is {}, but should be a text", other.noun()),
                    None,
                );
                return None;
            }
        };
        if let Some((position, _)) = ld.context {
            refuse(
                Code::LANG_STRING_ELEMENT_CONTEXT,
                Some(position),
                "`@context` does not belong here".to_owned(),
                None,
            );
        }
        if ld.id.is_some() {
            refuse(
                Code::LANG_STRING_ELEMENT_ID,
                None,
                "`@id` does not belong here".to_owned(),
                None,
            );
        }
        if let Some(position) = ld.graph {
            refuse(
                Code::LANG_STRING_ELEMENT_GRAPH,
                Some(position),
                "`@graph` does not belong here".to_owned(),
                None,
            );
        }
        if around.scope.restricts_keywords() {
            if ld.types.is_some() {
                refuse(
                    Code::LANG_STRING_ELEMENT_TYPE,
                    None,
                    "`@type` does not belong here".to_owned(),
                    None,
                );
            }
            for (position, keyword) in &ld.keywords {
                refuse(
                    Code::LANG_STRING_ELEMENT_KEYWORD,
                    Some(*position),
                    format!("`{keyword}` does not belong here"),
                    Some(keyword),
                );
            }
        }
        for (position, member) in &ld.members {
            refuse(
                Code::LANG_STRING_ELEMENT_INVALID_PROP,
                Some(*position),
                format!("`{}` does not belong here", member.name),
                Some(&member.name),
            );
        }
        text.map(|text| (code.to_owned(), text))
    }

    fn invalid_language(&mut self, code: Code, name: &str, language: &str, around: &Around, at: Place) {
        self.report
            .error(code, at.name(), format!("`{language}` is not a language code"))
            .primary(&around.parent)
            .property(name)
            .value(language)
            .help("use a code such as `en` or `en-US`");
    }
}

/// Whether a text is a language code: two to four letters, then a script, then a region.
fn is_language(code: &str) -> bool {
    let mut parts = code.split('-').peekable();
    let lower = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase());
    let language = parts.next().unwrap_or_default();
    if !(2..=4).contains(&language.len()) || !lower(language) {
        return false;
    }
    if let Some(script) = parts.peek()
        && script.len() == 4
        && script.starts_with(|first: char| first.is_ascii_uppercase())
        && script.get(1..).is_some_and(lower)
    {
        parts.next();
    }
    if let Some(region) = parts.peek() {
        let country = region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase());
        let area = region.len() == 3 && region.bytes().all(|byte| byte.is_ascii_digit());
        if !country && !area {
            return false;
        }
        parts.next();
    }
    parts.next().is_none()
}

fn matches(pattern: Pattern, text: &str, version: u8) -> bool {
    let label = |text: &str| {
        !text.is_empty()
            && text
                .bytes()
                .all(|byte| matches!(byte, b'!' | b'$'..=b'*' | b',' | b'-' | b'.' | b'0'..=b'z' | b'|' | b'~'))
    };
    match pattern {
        Pattern::Name => dtmi::is_name(text),
        Pattern::Dtmi => dtmi::is_valid(text, version),
        Pattern::Label => label(text),
        Pattern::Topic => text.split('/').enumerate().all(|(index, level)| {
            let token = level
                .strip_prefix('{')
                .and_then(|level| level.strip_suffix('}'))
                .is_some_and(|token| {
                    let word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphabetic());
                    match token.split_once(':') {
                        Some((kind, name)) => word(kind) && word(name),
                        None => word(token),
                    }
                });
            token || (label(level) && !(index == 0 && level.starts_with('$')))
        }),
    }
}

/// Whether a text is a duration in ISO 8601 form; only the last part may have a fraction.
pub(crate) fn is_duration(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('P') else {
        return false;
    };
    let (date, time) = match rest.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (rest, None),
    };
    let parts = |mut text: &str, units: &str| -> Option<(usize, bool)> {
        let mut units = units.chars();
        let (mut count, mut fraction) = (0, false);
        while !text.is_empty() {
            if fraction {
                return None;
            }
            let at = text.find(|letter: char| letter.is_ascii_alphabetic())?;
            let (number, unit) = (text.get(..at)?, text.get(at..=at)?.chars().next()?);
            units.find(|known| *known == unit)?;
            let (whole, part) = match number.split_once('.') {
                Some((whole, part)) => (whole, Some(part)),
                None => (number, None),
            };
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(whole) || !part.is_none_or(digits) {
                return None;
            }
            fraction = part.is_some();
            count += 1;
            text = text.get(at + 1..)?;
        }
        Some((count, fraction))
    };
    let date_units = if date.contains('W') { "WD" } else { "YMD" };
    match (parts(date, date_units), time.map(|time| parts(time, "HMS"))) {
        (Some((count, _)), None) => count > 0,
        (Some((_, false)), Some(Some((count, _)))) => count > 0,
        _ => false,
    }
}
