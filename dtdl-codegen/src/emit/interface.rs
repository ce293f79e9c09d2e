//! The module of an interface.

use proc_macro2::TokenStream;
use quote::quote;

use super::members::{Holder, Shape};
use super::tokens::joined;
use super::{Emitter, docs, ident, metadata};
use crate::plan::Module;

impl Emitter<'_> {
    pub(super) fn interface(&self, index: usize, module: &Module) -> TokenStream {
        let id = &module.id;
        let side = self.plan.side;
        let metadata = module.metadata.as_ref().map(metadata::constant).unwrap_or_default();
        let messages = match module.same_as {
            Some(owner) => self.reuse(index, module, owner),
            None => self.messages(index, module),
        };
        let components = module
            .components
            .iter()
            .filter_map(|component| component.metadata.as_ref());
        let components = components.map(metadata::constant);
        let inherited = self.inherited_relationships(index, module);
        let relationships = module
            .relationships
            .iter()
            .filter(|relationship| relationship.inherited.is_none())
            .map(|relationship| self.relationship(index, relationship));
        let types = module.types.iter().map(|ty| self.schema_type(index, ty));
        let (device, model) = if side.has_device() && module.is_root {
            self.device(index, module)
        } else {
            Default::default()
        };
        let service = (side.has_service() && module.is_root).then(|| self.service_root(index, module));
        let head = quote! {
            #inherited
            /// The identifier of the interface.
            pub const MODEL_ID: &str = #id;
        };
        joined([
            head,
            metadata,
            components.collect(),
            messages,
            device,
            service.unwrap_or_default(),
            relationships.collect(),
            types.collect(),
            model,
        ])
    }

    /// What goes over the wire, in both directions.
    fn messages(&self, index: usize, module: &Module) -> TokenStream {
        let side = self.plan.side;
        let commands = module.commands.iter().flat_map(|command| &command.metadata);
        let commands = commands.map(metadata::constant);
        let telemetry = self.telemetry(index, module);
        let properties = side.has_device().then(|| self.properties(index, module)).flatten();
        let handlers = (side.has_device() && module.is_addressed).then(|| {
            let property_handler = self.property_handler(index, module);
            let command_handler = self.command_handler(index, module);
            let context = self.context(index, module);
            joined([
                property_handler.unwrap_or_default(),
                command_handler.unwrap_or_default(),
                context,
            ])
        });
        let service = side.has_service().then(|| self.service_interface(index, module));
        joined([
            commands.collect(),
            telemetry.unwrap_or_default(),
            properties.unwrap_or_default(),
            handlers.unwrap_or_default(),
            service.unwrap_or_default(),
        ])
    }

    fn telemetry(&self, index: usize, module: &Module) -> Option<TokenStream> {
        let message = (!module.telemetry.is_empty()).then(|| {
            self.members(Holder {
                module: index,
                name: "Telemetry",
                extra: &module.telemetry_extra,
                docs: docs::markdown(if self.plan.side.has_device() {
                    "A telemetry message; what is not set is not sent."
                } else {
                    "A telemetry message; what is not set was not sent."
                }),
                members: &module.telemetry,
                metadata: None,
                element: "Telemetry",
                shape: Shape::Telemetry,
            })
        });
        let [only] = module.telemetry.as_slice() else {
            return message;
        };
        let (field, ty) = (ident(&only.field), self.ty(index, &only.ty));
        let from = quote! {
            impl From<#ty> for Telemetry {
                fn from(value: #ty) -> Self {
                    Self { #field: Some(value) }
                }
            }
        };
        message.map(|message| joined([message, from]))
    }

    fn properties(&self, index: usize, module: &Module) -> Option<TokenStream> {
        (!module.properties.is_empty()).then(|| {
            self.members(Holder {
                module: index,
                name: "Properties",
                extra: &module.properties_extra,
                docs: docs::markdown("Properties to report; what is not set stays as it was reported before."),
                members: &module.properties,
                metadata: None,
                element: "Property",
                shape: Shape::Patch,
            })
        })
    }

    /// The way out of one component.
    fn context(&self, index: usize, module: &Module) -> TokenStream {
        let send = (!module.telemetry.is_empty()).then(|| {
            quote! {
                /// Sends a telemetry message: returns once it is queued, and waits while the queue is
                /// full. Await the `Delivery` for the hub's acknowledgement.
                ///
                /// # Errors
                ///
                /// The message is empty or too large, JSON cannot carry a value, or the device was shut
                /// down. A lost connection is no error.
                pub async fn send(&self, telemetry: Telemetry) -> Result<__rt::Delivery, __rt::Error> {
                    self.0.send_telemetry(&telemetry).await
                }

                /// As [`send`](Self::send), with a creation time, an identifier or properties.
                ///
                /// # Errors
                ///
                /// As for [`send`](Self::send), and if the hub does not take an option.
                pub async fn send_with(
                    &self,
                    telemetry: Telemetry,
                    options: __rt::MessageOptions,
                ) -> Result<__rt::Delivery, __rt::Error> {
                    self.0.send_telemetry_with(&telemetry, options).await
                }
            }
        });
        let report = (!module.properties.is_empty()).then(|| {
            quote! {
                /// Reports properties: returns once they are queued, and waits while the queue is full.
                /// Await the `Delivery` to learn whether the hub took them.
                ///
                /// # Errors
                ///
                /// Nothing is set, what is set is too large, a twin cannot hold a value, or the device
                /// was shut down. A lost connection is no error.
                pub async fn report(&self, properties: Properties) -> Result<__rt::Delivery, __rt::Error> {
                    self.0.report(&properties).await
                }
            }
        });
        let device = module.device.map(|device| {
            let path = self.module_path(index, device);
            quote! {
                /// The context of the device that has this component.
                #[must_use]
                pub fn device(&self) -> #path Context {
                    #path Context::new(self.0.root())
                }
            }
        });
        let acknowledge = module.desired.iter().map(|desired| self.acknowledge(index, desired));
        let docs = docs::markdown(if module.is_root && self.plan.single_root {
            "The device's own way to its cloud; cheap to clone."
        } else {
            "One component's way to its cloud; cheap to clone."
        });
        let visibility = if self.is_top(index) {
            TokenStream::new()
        } else {
            quote!(pub(super))
        };
        quote! {
            #docs
            #[derive(Debug, Clone)]
            pub struct Context(v1::Link);

            impl Context {
                #visibility fn new(link: v1::Link) -> Self {
                    Self(link)
                }

                /// The name of the component, or `None` for the device itself.
                #[must_use]
                pub fn component_name(&self) -> Option<&'static str> {
                    self.0.component_name()
                }

                #device
                #send
                #report
                #(#acknowledge)*
            }
        }
    }
}
