//! A root interface as a running device: how to start it, its handle, and its face to the runtime.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::component::handled;
use super::tokens::joined;
use super::{Emitter, docs, ident};
use crate::plan::{Component, Module};

/// The handlers of a device: arguments, type parameters, bounds.
struct Handlers {
    own: bool,
    parameters: Vec<Ident>,
    bounds: Vec<TokenStream>,
}

impl Handlers {
    /// `<H, Thermostat1>`, or nothing.
    fn generics(&self) -> Option<TokenStream> {
        let own = self.own.then(|| quote!(H,));
        let parameters = &self.parameters;
        (self.own || !parameters.is_empty()).then(|| quote!(<#own #(#parameters),*>))
    }

    fn clause(&self) -> Option<TokenStream> {
        let bounds = &self.bounds;
        (!bounds.is_empty()).then(|| quote!(where #(#bounds,)*))
    }

    fn components(&self) -> Option<TokenStream> {
        let parameters = &self.parameters;
        (!parameters.is_empty()).then(|| quote!(Components<#(#parameters),*>))
    }
}

impl Emitter<'_> {
    /// The items of a root as a device, and apart from them what only the runtime sees.
    pub(super) fn device(&self, index: usize, module: &Module) -> (TokenStream, TokenStream) {
        let own = self.bounds(index, index);
        let mut bounds = Vec::new();
        if !own.is_empty() {
            bounds.push(quote!(H: #(#own)+*));
        }
        let mut parameters = Vec::new();
        for (component, parameter) in handled(module) {
            let traits = self.bounds(index, component.module);
            bounds.push(quote!(#parameter: #(#traits)+*));
            parameters.push(parameter);
        }
        let handlers = Handlers {
            own: !own.is_empty(),
            parameters,
            bounds,
        };
        let components = self.components(module);
        let handle = self.handle(index, module);
        let start = self.start(&handlers);
        let model = self.model(index, module, &handlers);
        (joined([start, components.unwrap_or_default(), handle]), model)
    }

    /// `Device`: the root's context, one for each component, and the connection.
    fn handle(&self, index: usize, module: &Module) -> TokenStream {
        let context = |component: &Component| {
            let path = self.module_path(index, component.module);
            quote!(#path Context)
        };
        let fields = module.components.iter().map(|component| {
            let (field, ty) = (ident(&component.accessor), context(component));
            quote!(#field: #ty)
        });
        let inits = module.components.iter().map(|component| {
            let (field, ty, wire) = (ident(&component.accessor), context(component), &component.wire);
            quote!(#field: #ty::new(link.component(#wire)))
        });
        let accessors = module.components.iter().map(|component| {
            let docs = docs::attributes(&component.docs, &format!("Component `{}`.", component.wire));
            let (name, field, ty) = (
                ident(&component.accessor),
                ident(&component.accessor),
                context(component),
            );
            quote! {
                #docs
                #[must_use]
                pub fn #name(&self) -> &#ty {
                    &self.#field
                }
            }
        });
        let send = (!module.telemetry.is_empty()).then(|| {
            quote! {
                /// Sends a telemetry message of the device itself: queues it, as [`Context::send`].
                ///
                /// # Errors
                ///
                /// As for [`Context::send`].
                pub async fn send(&self, telemetry: Telemetry) -> Result<__rt::Delivery, __rt::Error> {
                    self.own_context.send(telemetry).await
                }

                /// As [`send`](Self::send), with a creation time, an identifier or properties.
                ///
                /// # Errors
                ///
                /// As for [`Context::send_with`].
                pub async fn send_with(
                    &self,
                    telemetry: Telemetry,
                    options: __rt::MessageOptions,
                ) -> Result<__rt::Delivery, __rt::Error> {
                    self.own_context.send_with(telemetry, options).await
                }
            }
        });
        let report = (!module.properties.is_empty()).then(|| {
            quote! {
                /// Reports properties of the device itself: queues them, as [`Context::report`].
                ///
                /// # Errors
                ///
                /// As for [`Context::report`].
                pub async fn report(&self, properties: Properties) -> Result<__rt::Delivery, __rt::Error> {
                    self.own_context.report(properties).await
                }
            }
        });
        quote! {
            /// A running device; cheap to clone.
            #[derive(Debug, Clone)]
            pub struct Device {
                running: __rt::Device,
                own_context: Context,
                #(#fields,)*
            }

            impl Device {
                fn new(running: __rt::Device, link: v1::Link) -> Self {
                    Self {
                        running,
                        #(#inits,)*
                        own_context: Context::new(link),
                    }
                }

                /// The context of the device itself.
                #[must_use]
                pub fn context(&self) -> &Context {
                    &self.own_context
                }

                #(#accessors)*
                #send
                #report

                /// Waits until the hub has welcomed the device, or the device was shut down.
                pub async fn connected(&self) {
                    self.running.connected().await;
                }

                /// How the device stands with its hub.
                #[must_use]
                pub fn status(&self) -> __rt::Status {
                    self.running.status()
                }

                /// Waits until the status is another than `from`, and returns it.
                pub async fn status_changed(&self, from: &__rt::Status) -> __rt::Status {
                    self.running.status_changed(from).await
                }

                /// What goes wrong from now on: what the hub refuses, and what cannot be brought to
                /// it.
                #[must_use]
                pub fn problems(&self) -> __rt::Problems {
                    self.running.problems()
                }

                /// Ends the device: waits a few seconds at most until the hub has what was queued,
                /// disconnects, and ends the handlers.
                ///
                /// # Errors
                ///
                /// The hub does not have all telemetry by then; the device is shut down all the same.
                pub async fn shutdown(&self) -> Result<(), __rt::Error> {
                    self.running.shutdown().await
                }
            }

            /// The device, whatever its model.
            impl AsRef<__rt::Device> for Device {
                fn as_ref(&self) -> &__rt::Device {
                    &self.running
                }
            }

            /// The device, whatever its model.
            impl From<Device> for __rt::Device {
                fn from(device: Device) -> Self {
                    device.running
                }
            }
        }
    }

    /// The implementor of the runtime's trait.
    fn model(&self, index: usize, module: &Module, handlers: &Handlers) -> TokenStream {
        let (generics, clause) = (handlers.generics(), handlers.clause());
        let own = handlers.own.then(|| quote!(handler: H,));
        let components = handlers.components().map(|ty| quote!(components: #ty,));
        let body = if own.is_some() || components.is_some() {
            quote!({ #own #components })
        } else {
            quote!(;)
        };
        let names = module.components.iter().map(|component| &component.wire);
        let (device_model, _) = self.device_model();
        let writable = self.writable(module);
        let desired = self.dispatch(index, module, Way::Desired);
        let command = self.dispatch(index, module, Way::Command);
        quote! {
            /// The device as the runtime sees it.
            struct Model #generics #body

            impl #generics #device_model for Model #generics #clause {
                fn model_id(&self) -> &'static str {
                    MODEL_ID
                }

                fn components(&self) -> &'static [&'static str] {
                    &[#(#names),*]
                }

                fn writable_properties(&self) -> &'static [(Option<&'static str>, &'static str)] {
                    &[#(#writable),*]
                }

                #desired
                #command
            }
        }
    }

    fn writable(&self, module: &Module) -> Vec<TokenStream> {
        let own = module.desired.iter().map(|desired| {
            let wire = &desired.wire;
            quote!((None, #wire))
        });
        let parts = module.components.iter().flat_map(|component| {
            let name = &component.wire;
            let desired = self
                .plan
                .modules
                .get(component.module)
                .map_or(&[] as &[_], |module| &module.desired);
            desired.iter().map(move |desired| {
                let wire = &desired.wire;
                quote!((Some(#name), #wire))
            })
        });
        own.chain(parts).collect()
    }

    /// The method that finds the handler of a desired property or a command.
    fn dispatch(&self, index: usize, module: &Module, way: Way) -> TokenStream {
        let concerns = |module: &Module| match way {
            Way::Desired => !module.desired.is_empty(),
            Way::Command => !module.commands.is_empty(),
        };
        let (method, subject, argument, answer) = match way {
            Way::Desired => (
                quote!(desired),
                quote!(property),
                quote!(v1::DesiredProperty<'a>),
                quote!(v1::Acknowledgement),
            ),
            Way::Command => (
                quote!(command),
                quote!(call),
                quote!(v1::CommandCall<'a>),
                quote!(v1::CommandAnswer),
            ),
        };
        let (_, boxed) = self.device_model();
        let mut arms = Vec::new();
        if concerns(module) {
            arms.push(quote! {
                None => #method(&self.handler, &Context::new(link.clone()), &#subject).await,
            });
        }
        for component in &module.components {
            if !self.plan.modules.get(component.module).is_some_and(concerns) {
                continue;
            }
            let path = self.module_path(index, component.module);
            let (wire, field) = (&component.wire, ident(&component.accessor));
            arms.push(quote! {
                Some(#wire) => {
                    let context = #path Context::new(link.component(#wire));
                    #path #method(&self.components.#field, &context, &#subject).await
                }
            });
        }
        let (link, future) = if arms.is_empty() {
            (quote!(_link), quote!(::core::future::ready(#subject.unknown())))
        } else {
            let body = quote! {
                match #subject.component() {
                    #(#arms)*
                    _ => #subject.unknown(),
                }
            };
            (quote!(link), quote!(async move { #body }))
        };
        let pinned = self.imports.name("Box");
        quote! {
            fn #method<'a>(&'a self, #link: &'a v1::Link, #subject: #argument) -> #boxed<'a, #answer> {
                #pinned::pin(#future)
            }
        }
    }
}

#[derive(Clone, Copy)]
enum Way {
    Desired,
    Command,
}

impl Emitter<'_> {
    fn start(&self, handlers: &Handlers) -> TokenStream {
        let (generics, clause) = (handlers.generics(), handlers.clause());
        let handler = handlers.own.then(|| quote!(, handler: H));
        let components = handlers.components().map(|ty| quote!(, components: #ty));
        let own = handlers.own.then(|| quote!(handler,));
        let parts = components.is_some().then(|| quote!(components,));
        let model = if own.is_some() || parts.is_some() {
            quote!(Model { #own #parts })
        } else {
            quote!(Model)
        };
        if !self.plan.send {
            return quote! {
                /// Starts the device. It is ready at once, connected or not, and runs as long as its
                /// driver is polled; so do its handlers, on the thread that polls it.
                ///
                /// # Errors
                ///
                /// The connection's settings are wrong.
                pub fn start #generics(
                    connection: __rt::Connection
                    #handler
                    #components
                ) -> Result<(Device, __rt::LocalDriver), __rt::Error>
                #clause
                {
                    let (running, link, driver) = v1::start_local(connection, #model)?;
                    Ok((Device::new(running, link), driver))
                }
            };
        }
        quote! {
            /// Starts the device. It is ready at once, connected or not.
            ///
            /// # Errors
            ///
            /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
            /// [`start_with_driver`] starts it.
            pub fn start #generics(connection: __rt::Connection #handler #components) -> Result<Device, __rt::Error>
            #clause
            {
                let (running, link) = v1::start(connection, #model)?;
                Ok(Device::new(running, link))
            }

            /// Starts the device, and leaves it to the caller to run the driver.
            ///
            /// # Errors
            ///
            /// The connection's settings are wrong.
            pub fn start_with_driver #generics(
                connection: __rt::Connection
                #handler
                #components
            ) -> Result<(Device, __rt::Driver), __rt::Error>
            #clause
            {
                let (running, link, driver) = v1::start_with_driver(connection, #model)?;
                Ok((Device::new(running, link), driver))
            }
        }
    }
}
