//! Types made from schemas: objects and enums.

use proc_macro2::TokenStream;

use super::members::{Holder, Shape};
use super::{Emitter, docs};
use crate::plan::{Type, TypeKind};

impl Emitter<'_> {
    pub(super) fn schema_type(&self, module: usize, ty: &Type) -> TokenStream {
        let docs = docs::attributes(&ty.docs, &ty.place);
        match &ty.kind {
            TypeKind::Struct(members) => {
                let holder = Holder {
                    module,
                    name: &ty.name,
                    docs,
                    extra: &ty.extra,
                    members,
                    metadata: ty.metadata.as_ref(),
                    element: "Field",
                    shape: Shape::Optional,
                };
                self.members(holder)
            }
            TypeKind::IntegerEnum(variants) => self.integer_enum(ty, &docs, variants),
            TypeKind::StringEnum(variants) => self.string_enum(ty, &docs, variants),
        }
    }
}
