//! The face for `build.rs`.

use core::fmt;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use dtdl_model::{Parsed, Severity};

use crate::plan::Plan;
use crate::{Options, generate, load};

/// Generates Rust from a build script. The setters are those of [`Options`].
///
/// ```no_run
/// fn main() -> Result<(), dtdl_codegen::Error> {
///     dtdl_codegen::Builder::new()
///         .model("models/thermostat.json")
///         .repository("models")
///         .generate()
/// }
/// ```
///
/// The program then says `include!(concat!(env!("OUT_DIR"), "/thermostat.rs"));`.
#[derive(Debug, Clone, Default)]
#[must_use = "nothing happens until `generate` is called"]
pub struct Builder {
    options: Options,
    out_dir: Option<PathBuf>,
}

impl Builder {
    /// No model yet, everything else as usual.
    pub fn new() -> Self {
        Self::default()
    }

    /// The folder to write to; `OUT_DIR` unless set.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out_dir = Some(folder.into());
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(Options) -> Options) -> Self {
        self.options = change(self.options);
        self
    }

    /// Writes the file, and tells cargo when to do so again.
    ///
    /// # Errors
    ///
    /// A setting or the model is wrong, or the file cannot be written. The error shows every mistake of the model.
    pub fn generate(self) -> Result<(), Error> {
        self.options.check().map_err(|error| Error(error.to_string()))?;
        let parsed = load(&self.options);
        for path in watched(&self.options, &parsed) {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        if !parsed.is_valid() {
            return Err(Error(render_errors(&parsed)));
        }
        let generated = generate(&parsed.model, &self.options);
        for warning in warnings(&parsed, generated.plan()) {
            println!("cargo::warning={warning}");
        }
        if !generated.plan().problems.is_empty() {
            return Err(Error(generated.plan().problems.join("\n")));
        }
        let Some(folder) = self.out_dir.or_else(|| env::var_os("OUT_DIR").map(PathBuf::from)) else {
            return Err(Error(
                "OUT_DIR is not set: call this from a build script, or set `out_dir`".to_owned(),
            ));
        };
        let file = folder.join(generated.file_name());
        write_if_changed(&file, &generated.source())
            .map_err(|error| Error(format!("cannot write `{}`: {error}", file.display())))
    }
}

/// The files read, the model files even if they could not be, and every folder of the repositories: a file that
/// appears there may resolve what is missing.
fn watched(options: &Options, parsed: &Parsed) -> BTreeSet<PathBuf> {
    let mut paths: BTreeSet<PathBuf> = parsed.paths().map(Path::to_owned).collect();
    paths.extend(options.models.iter().map(|model| options.locate(model)));
    paths.extend(options.repositories.iter().map(|folder| options.locate(folder)));
    paths
}

/// What cargo shows, each in one line: warnings about the model, and what the user may want to change.
fn warnings(parsed: &Parsed, plan: &Plan) -> Vec<String> {
    let diagnostics = parsed.diagnostics.iter();
    diagnostics
        .filter(|diagnostic| diagnostic.severity != Severity::Error)
        .map(|warning| {
            let place = warning.primary().and_then(|label| {
                let source = parsed.sources.get(label.source)?;
                let start = source.location(label.span.start);
                Some(format!("{}:{}:{}: ", source.name(), start.line, start.column))
            });
            format!("{}{}", place.unwrap_or_default(), warning.message)
        })
        .chain(plan.notes.iter().cloned())
        .collect()
}

fn write_if_changed(file: &Path, text: &str) -> std::io::Result<()> {
    if fs::read_to_string(file).is_ok_and(|old| old == text) {
        return Ok(());
    }
    if let Some(parent) = file.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(file, text)
}

/// Every error of a parsed model set, as text.
fn render_errors(parsed: &Parsed) -> String {
    let errors: Vec<String> = parsed
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.severity == Severity::Error)
        .map(|diagnostic| diagnostic.render(&parsed.sources))
        .collect();
    errors.join("\n\n")
}

/// Why nothing was generated. `Debug` shows the same text as `Display`, because that is what a build script prints.
pub struct Error(String);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl core::error::Error for Error {}

#[cfg(test)]
mod tests {
    use dtdl_model::{NoResolver, Source, parse};

    use super::warnings;
    use crate::{Options, Target, generate};

    #[test]
    fn what_cargo_is_told_has_the_place_in_the_model_or_says_what_to_do() {
        let text = r#"[
  {
    "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Room;1", "@type": "Interface", "contents": [
    { "@type": "Telemetry", "name": "User", "schema": "string" },
    { "@type": "Component", "name": "lamp", "schema": "dtmi:test:Lamp;1" },
    { "@type": "Component", "name": "other", "schema": "dtmi:test:other:Lamp;1" }] },
  { "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:Lamp;1", "@type": "Interface" },
  { "@context": "dtmi:dtdl:context;2", "@id": "dtmi:test:other:Lamp;1", "@type": "Interface" }
]"#;
        let said = |options: Options| {
            let sources = vec![Source::new("room.json", text)];
            let parsed = parse(
                sources,
                &mut NoResolver,
                &options.reading(dtdl_model::Options::default()),
            );
            assert!(parsed.is_valid(), "{:?}", parsed.diagnostics);
            warnings(&parsed, generate(&parsed.model, &options).plan())
        };
        let all = said(Options::new().target(Target::IotCentral));
        assert_eq!(all.len(), 3, "{all:#?}");
        assert!(all.iter().all(|line| !line.contains('\n')), "{all:#?}");
        assert!(all.iter().any(|line| line.starts_with("room.json:4:")), "{all:#?}");
        let notes = said(Options::new());
        assert_eq!(
            notes,
            [
                "several interfaces are called `Lamp`: `dtmi:test:Lamp;1` is the module `test_lamp`; `rename` gives it \
                 another name",
                "several interfaces are called `Lamp`: `dtmi:test:other:Lamp;1` is the module `other_lamp`; `rename` \
                 gives it another name"
            ]
        );
        let named = Options::new()
            .rename("dtmi:test:Lamp;1", "lamp")
            .rename("dtmi:test:other:Lamp;1", "other");
        assert_eq!(said(named), [""; 0]);
        assert_eq!(said(Options::new().notes(false)), [""; 0]);
    }
}
