//! `Remote`: an interface of a device, as a program in the cloud calls and writes it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use crate::emit::{docs, ident};
use crate::plan::{Command, Module};

impl Emitter<'_> {
    pub(super) fn remote(&self, index: usize, module: &Module) -> Option<TokenStream> {
        if !module.needs_handler() {
            return None;
        }
        let update = (!module.desired.is_empty()).then(|| {
            quote! {
                /// Writes desired properties, and returns the version by which the device will
                /// acknowledge them.
                ///
                /// # Errors
                ///
                /// Nothing is set, a twin cannot hold a value, or the service could not be asked.
                pub async fn update(&self, desired: DesiredProperties) -> Result<i64, __rt::service::Error> {
                    self.0.update(&desired).await
                }
            }
        });
        let calls = module.commands.iter().map(|command| self.call(index, command));
        let visibility = if self.is_top(index) {
            TokenStream::new()
        } else {
            quote!(pub(super))
        };
        Some(quote! {
            /// The interface of a device, from the service's side.
            #[derive(Debug)]
            pub struct Remote<'a, S>(v1::RemotePart<'a, S>);

            impl<'a, S: __rt::service::Service> Remote<'a, S> {
                #visibility fn new(part: v1::RemotePart<'a, S>) -> Self {
                    Self(part)
                }

                /// The name of the component, or `None` for the device itself.
                #[must_use]
                pub fn component_name(&self) -> Option<&'static str> {
                    self.0.component_name()
                }

                #update
                #(#calls)*
            }
        })
    }

    fn call(&self, index: usize, command: &Command) -> TokenStream {
        let wire = &command.wire;
        let docs = docs::attributes(&command.docs, &format!("Calls `{wire}`."));
        let call = ident(&command.call);
        let (argument, request) = match &command.request {
            Some((name, ty)) => {
                let (name, ty) = (ident(name), self.ty(index, ty));
                (quote!(, #name: #ty), quote!(&#name))
            }
            None => (TokenStream::new(), quote!(&())),
        };
        let response = command
            .response
            .as_ref()
            .map_or_else(|| quote!(()), |ty| self.ty(index, ty));
        quote! {
            #docs
            ///
            /// # Errors
            ///
            /// The service could not be asked, or the device answered with a status that is not one
            /// of 200 to 299, or with what is none of the response's schema.
            pub async fn #call(&self #argument) -> Result<__rt::CommandResponse<#response>, __rt::service::Error> {
                self.0.call(#wire, #request).await
            }
        }
    }
}
