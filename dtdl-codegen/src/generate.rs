//! Model in, Rust out.

use dtdl_model::Model;
use proc_macro2::TokenStream;

use crate::emit;
use crate::options::Options;
use crate::plan::{self, Plan};

/// What was generated for a model, in whichever form is wanted.
#[derive(Debug, Clone)]
pub struct Generated {
    plan: Plan,
    runtime: String,
}

/// Generates the Rust for a model.
#[must_use]
pub fn generate(model: &Model, options: &Options) -> Generated {
    Generated {
        plan: plan::plan(model, options),
        runtime: options.runtime_path().to_owned(),
    }
}

impl Generated {
    /// The decisions behind it.
    #[must_use]
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The name of the file that holds everything: `temperature_controller.rs`.
    #[must_use]
    pub fn file_name(&self) -> String {
        format!("{}.rs", stem(&self.plan.name))
    }

    /// The one item, with the runtime path of the options.
    #[must_use]
    pub fn tokens(&self) -> TokenStream {
        emit::module(&self.plan, &self.runtime(), &TokenStream::new())
    }

    /// The one item for the macro: with a runtime path as tokens, and with items that track files.
    #[must_use]
    pub fn tokens_with(&self, runtime: &TokenStream, tracked: &TokenStream) -> TokenStream {
        emit::module(&self.plan, runtime, tracked)
    }

    /// Everything as the text of one file, to be included.
    #[cfg(feature = "format")]
    #[must_use]
    pub fn source(&self) -> String {
        format!(
            "{}{}",
            crate::header::header(&self.plan),
            crate::format::format(|| self.tokens())
        )
    }

    /// `mod.rs`, and a file for each interface.
    #[cfg(feature = "format")]
    #[must_use]
    pub fn files(&self) -> crate::Files {
        let header = crate::header::header(&self.plan);
        let text = |tokens: TokenStream| format!("{header}{}", crate::format::format(|| tokens.clone()));
        let name = stem(&self.plan.name);
        let (top, children) = emit::pieces(&self.plan, &self.runtime());
        let mut files = crate::Files::default();
        files.insert("mod.rs", text(emit::declaration(&self.plan)));
        files.insert(format!("{name}.rs"), text(top));
        for (child, tokens) in children {
            files.insert(format!("{name}/{}.rs", stem(&child)), text(tokens));
        }
        files
    }

    fn runtime(&self) -> TokenStream {
        self.runtime.parse().unwrap_or_default()
    }
}

/// A module's name as that of a file.
fn stem(module: &str) -> &str {
    module.strip_prefix("r#").unwrap_or(module)
}
