//! What the device says by itself, and the test that it arrives.

use proc_macro2::TokenStream;
use quote::quote;

use super::{OUTSIDE, Starter, sample};
use crate::emit::ident;
use crate::plan::{Component, Member, Module};

/// What the device says by itself.
pub(crate) struct Said {
    /// The function that says it.
    pub(crate) function: TokenStream,
    /// A test in memory that it arrives.
    pub(crate) test: TokenStream,
}

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
    pub(crate) fn report(&self) -> Option<Said> {
        let properties = self.messages(|module| &module.properties, |property| !property.writable);
        self.said(
            &properties,
            [quote!(report_properties), quote!(properties_are_reported)],
            " Reports the properties that only the device changes. The values are placeholders for its own.",
            |Message { path, setters, .. }| quote!(report(#path Properties::default() #setters)),
            |Message { at_hub, path, .. }| {
                quote! {
                    let reported: #path Properties = hub.#at_hub.properties()?;
                    assert_ne!(reported, #path Properties::default());
                }
            },
        )
    }

    /// `send_telemetry`, if the device or a component of it has telemetry.
    pub(crate) fn send(&self) -> Option<Said> {
        let telemetry = self.messages(|module| &module.telemetry, |_| true);
        self.said(
            &telemetry,
            [quote!(send_telemetry), quote!(telemetry_is_sent)],
            " Sends telemetry. The values are placeholders for what the device measures.",
            |Message { path, setters, .. }| quote!(send(#path Telemetry::default() #setters)),
            |Message { at_hub, path, .. }| {
                quote! {
                    let telemetry: Vec<#path Telemetry> = hub.#at_hub.telemetry()?;
                    assert_eq!(telemetry.len(), 1);
                }
            },
        )
    }

    fn said(
        &self,
        messages: &[Message],
        [function, test]: [TokenStream; 2],
        docs: &str,
        call: impl Fn(&Message) -> TokenStream,
        look: impl Fn(&Message) -> TokenStream,
    ) -> Option<Said> {
        let device = self.emitter.module_path(OUTSIDE, 0);
        let calls = messages.iter().map(|message| {
            let (sender, call) = (&message.sender, call(message));
            quote!(device #sender.#call.await?;)
        });
        let looks = messages.iter().map(look);
        let said = Said {
            function: self.outward(quote! {
                #[doc = #docs]
                async fn #function(device: &#device Device) -> Result<(), Error> {
                    #(#calls)*
                    Ok(())
                }
            }),
            test: self.outward(quote! {
                #[test]
                fn #test() -> Result<(), Failure> {
                    let hub = Hub::new();
                    let device = hub.start(start)?;
                    hub.run(#function(&device))?;
                    #(#looks)*
                    Ok(())
                }
            }),
        };
        (!messages.is_empty()).then_some(said)
    }

    /// A message of each, with a value for each of these members.
    fn messages(&self, members: impl Fn(&Module) -> &Vec<Member>, is_set: impl Fn(&Member) -> bool) -> Vec<Message> {
        let components = self.module(0).into_iter().flat_map(|root| &root.components);
        let all = core::iter::once((0, None)).chain(components.map(|component| (component.module, Some(component))));
        let messages = all.filter_map(|(index, component)| {
            let module = self.module(index)?;
            let set = members(module).iter().filter(|member| is_set(member));
            let setters: TokenStream = set
                .map(|member| {
                    let (setter, value) = (ident(&member.setter), sample::argument(&self.emitter, member));
                    quote!(.#setter(#value))
                })
                .collect();
            (!setters.is_empty()).then(|| self.message(index, component, setters))
        });
        messages.collect()
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
