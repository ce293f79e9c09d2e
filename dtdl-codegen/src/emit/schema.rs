//! Types made from schemas: objects and enums.

use proc_macro2::TokenStream;
use quote::quote;

use super::members::{Holder, Shape};
use super::{Emitter, docs, ident};
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
                let object = self.members(&holder);
                let value = self.object_value(&ty.name);
                quote!(#object #value)
            }
            TypeKind::IntegerEnum(variants) => self.integer_enum(ty, &docs, variants),
            TypeKind::StringEnum(variants) => self.string_enum(ty, &docs, variants),
        }
    }

    /// An object is a value.
    pub(super) fn object_value(&self, name: &str) -> TokenStream {
        let name = ident(name);
        let decode = if self.plan.deny_unknown_fields {
            quote!(v1::decode_known_object(json))
        } else {
            quote!(v1::decode_object(json))
        };
        quote! {
            impl v1::Value for #name {
                fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                    v1::encode_object(self, out)
                }

                fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
                    v1::encode_object_property(self, out)
                }

                fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
                    #decode
                }
            }
        }
    }
}
