//! `RemoteDevice`: a device of this model, as a program in the cloud has it.

use proc_macro2::TokenStream;
use quote::quote;

use super::Emitter;
use super::twin::has_desired;
use crate::plan::Module;

impl Emitter<'_> {
    pub(super) fn remote_device(&self, index: usize, module: &Module) -> TokenStream {
        let accessors = self
            .parts(index, module, Module::needs_handler)
            .into_iter()
            .map(|part| {
                let (docs, accessor, name, path) = (part.docs(), part.field(), part.name(), &part.path);
                quote! {
                    #docs
                    #[must_use]
                    pub fn #accessor(&self) -> #path Remote<'_, S> {
                        #path Remote::new(self.0.part(#name))
                    }
                }
            });
        let update = (!self.parts(index, module, has_desired).is_empty()).then(|| {
            quote! {
                /// Writes desired properties of the device and its components at once, and returns the
                /// version by which the device will acknowledge them.
                ///
                /// # Errors
                ///
                /// Nothing is set, a twin cannot hold a value, or the service could not be asked.
                pub async fn update(&self, desired: TwinDesired) -> Result<i64, __rt::service::Error> {
                    self.0.update(&desired).await
                }
            }
        });
        let string = self.imports.name("String");
        quote! {
            /// A device of this model, from the service's side.
            #[derive(Debug, Clone)]
            pub struct RemoteDevice<S>(v1::RemoteDevice<S>);

            impl<S: __rt::service::Service> RemoteDevice<S> {
                /// The device of this identifier, reached through the service.
                #[must_use]
                pub fn new(service: S, device_id: impl Into<#string>) -> Self {
                    Self(v1::RemoteDevice::new(service, device_id))
                }

                /// The device's identifier.
                #[must_use]
                pub fn device_id(&self) -> &str {
                    self.0.device_id()
                }

                #(#accessors)*

                /// Reads the twin.
                ///
                /// # Errors
                ///
                /// The service could not be asked, or what it answered is no twin. What in it is not the
                /// model's is kept in the twin.
                pub async fn twin(&self) -> Result<Twin, __rt::service::Error> {
                    self.0.twin().await
                }

                #update
            }
        }
    }
}
