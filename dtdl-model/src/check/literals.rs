//! Literals of elements: compared, in words, and as values of a schema.

use super::Checker;
use crate::diagnostic::Code;
use crate::elements::{Element, Literal, decimal_text};

/// A literal to compare: an integer is not the text that looks like it.
#[derive(Debug, PartialEq, Eq, Hash)]
pub(super) enum Key<'e> {
    Text(&'e str),
    Integer(i32),
    Decimal(u64),
    Boolean(bool),
    Id(&'e str),
    Other,
}

impl<'e> Key<'e> {
    pub(super) fn of(literal: &'e Literal) -> Self {
        match literal {
            Literal::String(text) => Self::Text(text),
            Literal::Integer(number) => Self::Integer(*number),
            Literal::Decimal(number) => Self::Decimal(number.to_bits()),
            Literal::Boolean(value) => Self::Boolean(*value),
            Literal::Dtmi(id) => Self::Id(id.as_str()),
            Literal::LangString(_) => Self::Other,
        }
    }
}

/// A literal in words.
pub(super) fn literal_text(literal: &Literal) -> String {
    match literal {
        Literal::String(text) => text.to_string(),
        Literal::Integer(number) => number.to_string(),
        Literal::Decimal(number) => decimal_text(*number),
        // As the reference writes them.
        Literal::Boolean(true) => "True".to_owned(),
        Literal::Boolean(false) => "False".to_owned(),
        Literal::LangString(texts) => texts.iter().next().map(|(_, text)| text.to_owned()).unwrap_or_default(),
        Literal::Dtmi(id) => id.as_str().to_owned(),
    }
}

impl Checker<'_, '_> {
    /// Numbers that must be values of the element's schema.
    pub(super) fn check_instances(&mut self, element: &Element) {
        for cotype in &element.cotypes {
            let governed = cotype
                .members
                .iter()
                .filter_map(|member| Some((member, member.instance_of?)));
            for (member, governing) in governed {
                let Some(literal) = element.literal(member.id) else {
                    continue;
                };
                let Some(schema) = element.values(governing).first().and_then(|ix| self.elements.get(*ix)) else {
                    continue;
                };
                let number = match literal {
                    Literal::Decimal(number) => *number,
                    Literal::Integer(number) => f64::from(*number),
                    _ => continue,
                };
                if in_range(schema.class.name, number) {
                    continue;
                }
                let at = super::place_of(element, member.name);
                let governed = super::place_of(element, governing);
                self.report
                    .error(
                        Code::NON_CONFORMANT_PROPERTY_VALUE,
                        at,
                        format!("{number} is not a value of the schema {}", schema.class.name),
                    )
                    .primary(&element.id)
                    .property(member.name)
                    .fact("Restriction", governing)
                    .label(governed, "the schema")
                    .help("change the number, or the schema");
            }
        }
    }
}

/// Whether a number is a value of a numeric schema.
fn in_range(class: &str, number: f64) -> bool {
    let whole = |low: f64, high: f64| number.trunc() == number && (low..=high).contains(&number);
    match class {
        "Byte" => whole(-128.0, 127.0),
        "Short" => whole(-32_768.0, 32_767.0),
        "Integer" => whole(f64::from(i32::MIN), f64::from(i32::MAX)),
        "Long" => whole(i64::MIN as f64, i64::MAX as f64),
        "UnsignedByte" => whole(0.0, 255.0),
        "UnsignedShort" => whole(0.0, 65_535.0),
        "UnsignedInteger" => whole(0.0, f64::from(u32::MAX)),
        "UnsignedLong" => whole(0.0, u64::MAX as f64),
        _ => true,
    }
}
