//! Writable properties: the handler, and the way from a desired value to it.

use proc_macro2::TokenStream;
use quote::quote;

use super::{Emitter, docs, ident};
use crate::plan::{Desired, Module};

impl Emitter<'_> {
    pub(super) fn property_handler(&self, index: usize, module: &Module) -> Option<TokenStream> {
        if module.desired.is_empty() {
            return None;
        }
        let (bounds, future) = (self.handler_bounds(), self.future_bound());
        let future_trait = self.imports.name("Future");
        let methods = module.desired.iter().map(|desired| {
            let docs = docs::attributes(&desired.docs, &format!("The cloud wishes `{}`.", desired.wire));
            let (method, unset) = (ident(&desired.method), ident(&desired.unset));
            let ty = self.ty(index, &desired.ty);
            let unset_docs = docs::markdown(&format!(
                "There is no desired value of `{}`: it was never set, or was removed. `Some(value)` reports the value \
                 in use, `None` reports nothing.",
                desired.wire
            ));
            quote! {
                #docs
                fn #method(
                    &self,
                    context: &Context,
                    desired: __rt::Desired<#ty>,
                ) -> impl #future_trait<Output = __rt::Ack<#ty>> #future;

                #unset_docs
                fn #unset(&self, context: &Context) -> impl #future_trait<Output = Option<#ty>> #future {
                    let _ = context;
                    ::core::future::ready(None)
                }
            }
        });
        let arms = module.desired.iter().map(|desired| {
            let wire = &desired.wire;
            let (method, unset) = (ident(&desired.method), ident(&desired.unset));
            quote! {
                #wire => property.handle(
                    |desired| PropertyHandler::#method(handler, context, desired),
                    || PropertyHandler::#unset(handler, context),
                ).await,
            }
        });
        let names: Vec<String> = module
            .desired
            .iter()
            .map(|desired| format!("`{}`", desired.wire))
            .collect();
        let message = format!("`{{Self}}` does not handle the writable properties of `{}`", module.id);
        let label = format!("implement `{}::PropertyHandler` for it", module.name);
        let note = format!("writable properties: {}", names.join(", "));
        let visibility = if self.is_top(index) {
            TokenStream::new()
        } else {
            quote!(pub(super))
        };
        let panics = self
            .plan
            .send
            .then(|| docs::markdown("A panic is answered with status 500."));
        Some(quote! {
            /// What a device does when the cloud wishes a value of a writable property.
            ///
            /// Each method is called when the device first connects, with the value that the cloud
            /// holds (or as `…_unset` if it holds none), and after every change; after an outage
            /// perhaps with a value that it has had. It runs beside all others, but once at a time,
            /// and of the values that come meanwhile it gets the newest. What takes long answers
            /// [`in_progress`](__rt::Ack::in_progress), and `acknowledge_…` of its context later.
            #panics
            #[diagnostic::on_unimplemented(message = #message, label = #label, note = #note)]
            pub trait PropertyHandler: #bounds {
                #(#methods)*
            }

            #visibility async fn desired<H: PropertyHandler>(
                handler: &H,
                context: &Context,
                property: &v1::DesiredProperty<'_>,
            ) -> v1::Acknowledgement {
                match property.name() {
                    #(#arms)*
                    _ => property.unknown(),
                }
            }
        })
    }

    /// The method of the context that acknowledges later.
    pub(super) fn acknowledge(&self, index: usize, desired: &Desired) -> TokenStream {
        let wire = &desired.wire;
        let name = ident(&desired.acknowledge);
        let ty = self.ty(index, &desired.ty);
        let docs = docs::markdown(&format!(
            "Acknowledges the desired `{wire}` of this version, after an answer that it was in progress; does nothing \
             once a newer one has come.\n\n# Errors\n\nA twin cannot hold the value, it is too large, or the device was \
             shut down."
        ));
        quote! {
            #docs
            pub async fn #name(&self, version: i64, ack: __rt::Ack<#ty>) -> Result<__rt::Delivery, __rt::Error> {
                self.0.acknowledge(#wire, version, &ack).await
            }
        }
    }
}
