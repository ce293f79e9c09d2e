//! `Twin`: the properties of a device and its components, desired and reported.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{Emitter, Part};
use crate::emit::imports::Imports;
use crate::emit::{docs, ident};
use crate::plan::Module;

/// Whether an interface has properties that the service may write.
pub(super) fn has_desired(module: &Module) -> bool {
    !module.desired.is_empty()
}

/// One half of a twin, which has at least one part.
struct Half<'a> {
    name: Ident,
    docs: TokenStream,
    /// The type of each part.
    properties: TokenStream,
    parts: Vec<Part<'a>>,
}

impl Emitter<'_> {
    pub(super) fn twin(&self, index: usize, module: &Module) -> TokenStream {
        let half = |name, docs, properties, wanted| {
            let parts = self.parts(index, module, wanted);
            (!parts.is_empty()).then(|| Half {
                name: ident(name),
                docs,
                properties,
                parts,
            })
        };
        let desired = half(
            "TwinDesired",
            quote! {
                /// The desired properties of the device and its components: those of a twin, or a
                /// patch to be written. What a twin does not desire is [`Keep`](__rt::Patch::Keep).
                #[must_use = "desired properties do nothing until they are written"]
            },
            quote!(DesiredProperties),
            has_desired,
        );
        let reported = half(
            "TwinReported",
            quote! {
                /// The reported properties of the device and its components.
            },
            quote!(ReportedProperties),
            |module| !module.properties.is_empty(),
        );
        // Nothing there is `()`.
        let name = |half: &Option<Half<'_>>| {
            half.as_ref()
                .map_or_else(|| quote!(()), |Half { name, .. }| quote!(#name))
        };
        let (desired_name, reported_name) = (name(&desired), name(&reported));
        let desired = desired.map(|half| {
            let (definition, setters, section, patch) = (
                half.definition(),
                half.setters(&self.imports),
                half.section(),
                half.patch(),
            );
            quote!(#definition #setters #section #patch)
        });
        let reported = reported.map(|half| {
            let (definition, section) = (half.definition(), half.section());
            quote!(#definition #section)
        });
        quote! {
            /// The twin of the device.
            pub type Twin = __rt::service::Twin<#desired_name, #reported_name>;
            #desired
            #reported
        }
    }
}

impl Half<'_> {
    fn definition(&self) -> TokenStream {
        let Self {
            name,
            docs,
            properties,
            parts,
        } = self;
        let fields = parts.iter().map(|part| {
            let (docs, field, path) = (part.docs(), part.field(), &part.path);
            quote!(#docs pub #field: #path #properties)
        });
        quote! {
            #docs
            #[derive(Debug, Clone, PartialEq, Default)]
            pub struct #name {
                #(#fields,)*
            }
        }
    }

    fn setters(&self, imports: &Imports) -> TokenStream {
        let Self { name, properties, .. } = self;
        let setters = self.parts.iter().map(|part| {
            let (field, path) = (part.field(), &part.path);
            let setter = ident(part.component.map_or("root", |component| &component.setter));
            let whose = part.component.map_or_else(
                || "the device itself".to_owned(),
                |component| format!("`{}`", component.wire),
            );
            let docs = docs::markdown(&format!("Sets the desired properties of {whose}."));
            quote! {
                #docs
                pub fn #setter(mut self, properties: #path #properties) -> Self {
                    self.#field = properties;
                    self
                }
            }
        });
        let string = imports.name("String");
        quote! {
            impl #name {
                #(#setters)*

                /// The patch as JSON text: components are marked, and what was cleared is
                /// `null`.
                ///
                /// # Errors
                ///
                /// Nothing is set, or a twin cannot hold a value.
                pub fn patch(&self) -> Result<#string, __rt::service::Error> {
                    v1::desired_patch(self)
                }
            }
        }
    }

    /// Where what a twin says is read to.
    fn section(&self) -> TokenStream {
        let name = &self.name;
        let arms = self.parts.iter().map(|part| {
            let (name, field) = (part.name(), part.field());
            quote!(#name => Some(&mut self.#field),)
        });
        quote! {
            impl v1::TwinSection for #name {
                fn part(&mut self, component: Option<&str>) -> Option<&mut dyn v1::ReadMember> {
                    match component {
                        #(#arms)*
                        _ => None,
                    }
                }
            }
        }
    }

    /// How what is set becomes a patch.
    fn patch(&self) -> TokenStream {
        let name = &self.name;
        let calls = self.parts.iter().map(|part| {
            let (name, field) = (part.name(), part.field());
            quote!(patch.part(#name, &self.#field)?;)
        });
        quote! {
            impl v1::DesiredPatch for #name {
                fn encode(&self, patch: &mut v1::PatchEncoder) -> Result<(), v1::EncodeError> {
                    #(#calls)*
                    Ok(())
                }
            }
        }
    }
}
