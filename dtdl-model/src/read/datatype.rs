//! What literals may be, and what is said of those that are not.

use crate::diagnostic::Code;
use crate::elements::Literal;
use crate::json::Json;

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
pub(super) struct Codes {
    pub(super) multiple: Code,
    pub(super) below_min: Code,
    pub(super) not: Code,
    pub(super) no_value: Code,
    pub(super) wrong_type: Code,
    pub(super) wrong_value: Code,
    pub(super) noun: &'static str,
    pub(super) xsd: &'static str,
}

impl Datatype {
    pub(super) fn codes(self) -> Codes {
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
    pub(super) fn bare(self, value: Json<'_>) -> Option<Literal> {
        match (self, value) {
            (Self::String | Self::Any | Self::Duration, Json::String(text)) => Some(Literal::String(text.into())),
            (Self::Integer, Json::Number(number)) => number.as_i32().map(Literal::Integer),
            (Self::Any, Json::Number(number)) => Some(
                number
                    .as_i32()
                    .map_or_else(|| Literal::Decimal(number.as_f64()), Literal::Integer),
            ),
            (Self::Decimal, Json::Number(number)) => Some(Literal::Decimal(number.as_f64())),
            (Self::Boolean | Self::Any, Json::Bool(value)) => Some(Literal::Boolean(value)),
            _ => None,
        }
    }
}
