//! Properties of one interface: what is reported, and what is desired.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::members::{Holder, Shape, constants};
use crate::emit::{docs, ident, serde};
use crate::plan::{Member, Module};

impl Emitter<'_> {
    pub(super) fn reported_properties(&self, index: usize, module: &Module) -> Option<TokenStream> {
        let properties = &module.properties;
        if properties.is_empty() {
            return None;
        }
        let fields = properties.iter().map(|property| {
            let docs = docs::attributes(&property.docs, &format!("Property `{}`.", property.wire));
            let (field, ty) = (ident(&property.field), self.ty(index, &property.ty));
            let (ty, skip) = if property.writable {
                (
                    quote!(__rt::service::Reported<#ty>),
                    "__rt::service::Reported::is_absent",
                )
            } else {
                (quote!(Option<#ty>), "Option::is_none")
            };
            let serde = module.reported_extra.serde.then(|| serde::field(property, skip));
            quote!(#docs #serde pub #field: #ty)
        });
        let arms = properties.iter().map(|property| {
            let (wire, field) = (&property.wire, ident(&property.field));
            let read = if property.writable {
                quote!(reported)
            } else {
                quote!(optional)
            };
            quote!(#wire => self.#field = json.#read()?,)
        });
        // A device's side has them by the properties to be sent.
        let owner = self.plan.side.has_device().then(|| quote!(Properties));
        let constants = constants(properties, owner.as_ref());
        let implementation = (!constants.is_empty()).then(|| quote!(impl ReportedProperties { #constants }));
        let (derives, attributes) = crate::emit::extra(&module.reported_extra);
        let serde = module.reported_extra.serde.then(|| serde::object(false));
        Some(quote! {
            /// Properties as a device reported them.
            #[derive(Debug, Clone, PartialEq, Default #derives)]
            #serde
            #attributes
            pub struct ReportedProperties {
                #(#fields,)*
            }

            #implementation

            impl v1::ReadMember for ReportedProperties {
                fn read_member(&mut self, name: &str, json: v1::Json<'_>) -> Result<bool, v1::DecodeError> {
                    match name {
                        #(#arms)*
                        _ => return Ok(false),
                    }
                    Ok(true)
                }
            }
        })
    }

    pub(super) fn desired_properties(&self, index: usize, module: &Module) -> Option<TokenStream> {
        let writable: Vec<Member> = module
            .properties
            .iter()
            .filter(|property| property.writable)
            .cloned()
            .collect();
        (!writable.is_empty()).then(|| {
            self.members(Holder {
                module: index,
                name: "DesiredProperties",
                extra: &module.properties_extra,
                docs: docs::markdown(
                    "Writable properties as the service wishes them; what is not set stays as it is. Read from a twin, \
                     [`Keep`](__rt::Patch::Keep) is a property without a desired value.",
                ),
                members: &writable,
                metadata: None,
                element: "Property",
                shape: Shape::Desired,
            })
        })
    }
}
