//! From options to a parsed model set.

use std::path::PathBuf;

use dtdl_model::{Lookup, Parsed};

use crate::{Options, Target};

/// Reads the model files, resolves their references and checks everything.
///
/// A file that cannot be read is a diagnostic like any other. Of a set with errors, the model is what is sound.
#[must_use]
pub fn load(options: &Options) -> Parsed {
    let below = |paths: &[PathBuf]| -> Vec<PathBuf> { paths.iter().map(|path| options.locate(path)).collect() };
    Lookup::new(below(&options.repositories), &options.for_models()).parse(&below(&options.models))
}

impl Options {
    /// What these options say about reading models.
    #[must_use]
    pub fn for_models(&self) -> dtdl_model::Options {
        let mut options = dtdl_model::Options::default()
            .keep_going(true)
            .warn_for_iot_central(self.target == Target::IotCentral);
        if let Some(allow) = self.allow_undefined_extensions {
            options = options.allow_undefined_extensions(allow);
        }
        for extension in &self.accept_limits {
            options = options.accept_limits(extension);
        }
        match self.max_size {
            Some(bytes) => options.max_text_size(bytes),
            None => options,
        }
    }
}
