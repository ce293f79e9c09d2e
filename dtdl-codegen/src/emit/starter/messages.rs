//! What the device says by itself, and the test that it arrives.

use proc_macro2::TokenStream;
use quote::quote;

use super::{OUTSIDE, Starter, sample};
use crate::emit::ident;
use crate::plan::{Component, Member, Module};

/// A message of the device or of one of its components.
struct Message {
    /// The component, in a call of the device and in one of the test's hub.
    sender: TokenStream,
    at_hub: TokenStream,
    /// The path of the message's type, without its name.
    path: TokenStream,
    setters: TokenStream,
}

impl Starter<'_> {
    /// `report_properties`, if there are properties that the cloud does not set.
    pub(crate) fn report(&self) -> Option<TokenStream> {
        let calls = self.properties().map(|message| {
            let Message {
                sender, path, setters, ..
            } = message;
            quote!(device #sender.report(#path Properties::default() #setters).await?;)
        });
        let calls: TokenStream = calls.collect();
        let device = self.emitter.module_path(OUTSIDE, 0);
        (!calls.is_empty()).then(|| {
            self.outward(quote! {
                /// Reports the properties that only the device changes. The values are placeholders for its own.
                async fn report_properties(device: &#device Device) -> Result<(), Error> {
                    #calls
                    Ok(())
                }
            })
        })
    }

    /// `send_telemetry`, if the device or a component of it has telemetry.
    pub(crate) fn send(&self) -> Option<TokenStream> {
        let calls = self.telemetry().map(|message| {
            let Message {
                sender, path, setters, ..
            } = message;
            quote!(device #sender.send(#path Telemetry::default() #setters).await?;)
        });
        let calls: TokenStream = calls.collect();
        let device = self.emitter.module_path(OUTSIDE, 0);
        (!calls.is_empty()).then(|| {
            self.outward(quote! {
                /// Sends telemetry. The values are placeholders for what the device measures.
                async fn send_telemetry(device: &#device Device) -> Result<(), Error> {
                    #calls
                    Ok(())
                }
            })
        })
    }

    /// Tests that what these two send arrives.
    pub(crate) fn tests(&self) -> TokenStream {
        let properties: TokenStream = self
            .properties()
            .map(|Message { at_hub, path, .. }| {
                quote! {
                    let reported: #path Properties = hub.#at_hub.properties()?;
                    assert_ne!(reported, #path Properties::default());
                }
            })
            .collect();
        let properties = (!properties.is_empty()).then(|| {
            quote! {
                #[test]
                fn properties_are_reported() -> Result<(), Failure> {
                    let hub = Hub::new();
                    let device = hub.start(start)?;
                    hub.run(report_properties(&device))?;
                    #properties
                    Ok(())
                }
            }
        });
        let telemetry: TokenStream = self
            .telemetry()
            .map(|Message { at_hub, path, .. }| {
                quote! {
                    let telemetry: Vec<#path Telemetry> = hub.#at_hub.telemetry()?;
                    assert_eq!(telemetry.len(), 1);
                }
            })
            .collect();
        let telemetry = (!telemetry.is_empty()).then(|| {
            quote! {
                #[test]
                fn telemetry_is_sent() -> Result<(), Failure> {
                    let hub = Hub::new();
                    let device = hub.start(start)?;
                    hub.run(send_telemetry(&device))?;
                    #telemetry
                    Ok(())
                }
            }
        });
        self.outward(quote!(#properties #telemetry))
    }

    fn properties(&self) -> impl Iterator<Item = Message> {
        self.messages(|module| &module.properties, |property| !property.writable)
    }

    fn telemetry(&self) -> impl Iterator<Item = Message> {
        self.messages(|module| &module.telemetry, |_| true)
    }

    /// A message of each, with a value for each of these members.
    fn messages(
        &self,
        members: impl Fn(&Module) -> &Vec<Member>,
        is_set: impl Fn(&Member) -> bool,
    ) -> impl Iterator<Item = Message> {
        let components = self.module(0).into_iter().flat_map(|root| &root.components);
        let all = core::iter::once((0, None)).chain(components.map(|component| (component.module, Some(component))));
        all.filter_map(move |(index, component)| {
            let module = self.module(index)?;
            let set = members(module).iter().filter(|member| is_set(member));
            let setters: TokenStream = set
                .map(|member| {
                    let (setter, value) = (ident(&member.setter), sample::argument(&self.emitter, member));
                    quote!(.#setter(#value))
                })
                .collect();
            (!setters.is_empty()).then(|| self.message(index, component, setters))
        })
    }

    fn message(&self, index: usize, component: Option<&Component>, setters: TokenStream) -> Message {
        let (sender, at_hub) = match component {
            None => (TokenStream::new(), quote!(root())),
            Some(component) => {
                let (accessor, wire) = (ident(&component.accessor), &component.wire);
                (quote!(.#accessor()), quote!(component(#wire)))
            }
        };
        Message {
            sender,
            at_hub,
            path: self.emitter.module_path(OUTSIDE, index),
            setters,
        }
    }
}
