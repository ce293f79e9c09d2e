//! Which schema has all values of another.

use dtdl_model::model::{PrimitiveSchema, SchemaKind};

/// Whether every value of `narrow`, as it is written, is one of `wide`. Never between schemas that are built from others.
pub(super) fn includes(wide: &SchemaKind, narrow: &SchemaKind) -> bool {
    use PrimitiveSchema as P;
    let narrow = match narrow {
        SchemaKind::Primitive(primitive) => *primitive,
        SchemaKind::Enum(known) => known.value_schema,
        _ => return false,
    };
    let SchemaKind::Primitive(wide) = wide else {
        return false;
    };
    if *wide == narrow {
        return true;
    }
    match (range(*wide), range(narrow)) {
        (Some(wide), Some(narrow)) => return wide.0 <= narrow.0 && narrow.1 <= wide.1,
        (None, Some(_)) => return matches!(wide, P::Double | P::Float),
        _ => {}
    }
    match wide {
        P::Double => narrow == P::Float,
        P::String => matches!(
            narrow,
            P::Bytes | P::Date | P::DateTime | P::Decimal | P::Duration | P::Time | P::Uuid
        ),
        _ => false,
    }
}

/// The least and the greatest value of an integer schema.
fn range(schema: PrimitiveSchema) -> Option<(i128, i128)> {
    use PrimitiveSchema as P;
    Some(match schema {
        P::Byte => (i8::MIN.into(), i8::MAX.into()),
        P::Short => (i16::MIN.into(), i16::MAX.into()),
        P::Integer => (i32::MIN.into(), i32::MAX.into()),
        P::Long => (i64::MIN.into(), i64::MAX.into()),
        P::UnsignedByte => (0, u8::MAX.into()),
        P::UnsignedShort => (0, u16::MAX.into()),
        P::UnsignedInteger => (0, u32::MAX.into()),
        P::UnsignedLong => (0, u64::MAX.into()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use dtdl_model::model::{PrimitiveSchema as P, SchemaKind};

    use super::includes;

    #[test]
    fn inclusion_is_by_what_is_written() {
        for (wide, narrow, expected) in [
            (P::Long, P::Integer, true),
            (P::Integer, P::Long, false),
            (P::Integer, P::UnsignedShort, true),
            (P::Integer, P::UnsignedInteger, false),
            (P::Double, P::Float, true),
            (P::Double, P::Integer, true),
            (P::Integer, P::Double, false),
            (P::String, P::DateTime, true),
            (P::String, P::Integer, false),
            (P::Boolean, P::Integer, false),
        ] {
            let primitive = SchemaKind::Primitive;
            assert_eq!(
                includes(&primitive(wide), &primitive(narrow)),
                expected,
                "{wide:?} {narrow:?}"
            );
        }
    }
}
