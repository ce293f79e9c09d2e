//! The beginning of a user's program.

use proc_macro2::TokenStream;

use crate::generate::Generated;
use crate::{emit, format};

/// What a user would write first for a device, as formatted Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Starter {
    /// A file of handlers: each keeps the desired values and accepts them, answers a command with a value of its
    /// response, and one without a response with status 501, which says that it is not implemented yet. Nothing if the
    /// device has nothing to handle.
    pub handlers: Option<String>,
    /// `start`, which starts the device with these handlers.
    pub start: String,
    /// `report_properties`, which reports what only the device changes, if there is such a property.
    pub report: Option<String>,
    /// `send_telemetry`, if there is telemetry.
    pub send: Option<String>,
    /// Tests in memory that what these two send arrives.
    pub tests: String,
}

impl Generated {
    /// The beginning of a program for the (first) root, with a value for whatever the model has: a number is zero, of an
    /// enum it is the first value. It expects the generated module at the top of the crate, the handlers in the module
    /// `handlers`, and what it uses without a path: `Connection`, `Error`, `BTreeMap`, `Hub` in the tests.
    ///
    /// ```
    /// use dtdl_codegen::model::{NoResolver, Source, parse};
    ///
    /// let text = r#"{
    ///   "@context": "dtmi:dtdl:context;2", "@id": "dtmi:com:example:Lamp;1", "@type": "Interface",
    ///   "contents": [{ "@type": "Command", "name": "blink" }]
    /// }"#;
    /// let parsed = parse(vec![Source::new("lamp.json", text)], &mut NoResolver, &Default::default());
    /// let starter = dtdl_codegen::generate(&parsed.model, &dtdl_codegen::Options::new()).starter();
    /// assert!(starter.handlers.unwrap().contains("impl lamp::CommandHandler for DeviceHandler"));
    /// assert!(starter.start.contains("lamp::start(connection, handlers::DeviceHandler)"));
    /// ```
    #[must_use]
    pub fn starter(&self) -> Starter {
        let starter = emit::starter::Starter::new(self.plan());
        let text = |tokens: &TokenStream| format::format(|| tokens.clone());
        let (report, send) = (starter.report(), starter.send());
        let tests: Vec<String> = [&report, &send]
            .into_iter()
            .flatten()
            .map(|said| text(&said.test))
            .collect();
        Starter {
            // The printer sets no blank line behind a struct without fields.
            handlers: starter
                .handlers()
                .map(|tokens| text(&tokens).replace(";\nimpl ", ";\n\nimpl ")),
            start: text(&starter.start()),
            report: report.map(|said| text(&said.function)),
            send: send.map(|said| text(&said.function)),
            tests: tests.join("\n"),
        }
    }
}
