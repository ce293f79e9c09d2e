//! `TelemetryMessage`: a message by the component that sent it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, Part};
use crate::emit::{docs, ident};
use crate::plan::Module;

impl Emitter<'_> {
    pub(super) fn telemetry_message(&self, index: usize, module: &Module) -> Option<TokenStream> {
        let parts = self.parts(index, module, |module| !module.telemetry.is_empty());
        if parts.is_empty() {
            return None;
        }
        let variant = |part: &Part<'_>| ident(part.component.map_or("Root", |component| &component.message));
        let variants = parts.iter().map(|part| {
            let (docs, variant, path) = (part.docs(), variant(part), &part.path);
            quote!(#docs #variant(__rt::service::Received<#path Telemetry>))
        });
        let arms = parts.iter().map(|part| {
            let (name, variant) = (part.name(), variant(part));
            quote!(#name => Self::#variant(v1::receive(component, body)?),)
        });
        let decode = docs::markdown(
            "Reads a message: the component by its name, as the message's `dt-subject` has it, and the body.\n\n# \
             Errors\n\nThe body is not a JSON object. What in it is not the model's is kept in the message.",
        );
        Some(quote! {
            /// A telemetry message, by the component that sent it.
            #[derive(Debug, Clone, PartialEq)]
            pub enum TelemetryMessage {
                #(#variants,)*
                /// Of a component that the model does not have, or that has no telemetry there.
                Unknown(__rt::service::UnknownMessage),
            }

            impl TelemetryMessage {
                #decode
                pub fn decode(component: Option<&str>, body: &[u8]) -> Result<Self, __rt::service::DecodeError> {
                    Ok(match component {
                        #(#arms)*
                        _ => Self::Unknown(v1::receive_unknown(component, body)?),
                    })
                }
            }
        })
    }
}
