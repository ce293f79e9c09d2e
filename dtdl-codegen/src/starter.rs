//! The beginning of a user's program.

use crate::generate::Generated;
use crate::{emit, format};

/// What a user would write first for a device, as formatted Rust.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Starter {
    /// A file of handlers: each keeps the desired values and accepts them, and answers a command with status 501, which
    /// says that it is not implemented yet. Nothing if the device has nothing to handle.
    pub handlers: Option<String>,
    /// `start`, which starts the device with these handlers, and `send_telemetry`, if there is telemetry of a simple type.
    pub functions: String,
    /// Whether there is `send_telemetry`.
    pub sends: bool,
}

impl Generated {
    /// The beginning of a program for the (first) root. It expects the generated module at the top of the crate, and the
    /// handlers in the module `handlers`.
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
    /// assert!(starter.functions.contains("lamp::start(connection, handlers::DeviceHandler::default())"));
    /// ```
    #[must_use]
    pub fn starter(&self) -> Starter {
        let functions = format::format(|| emit::starter::functions(self.plan()));
        Starter {
            // The printer sets no blank line behind a struct without fields.
            handlers: emit::starter::handlers(self.plan())
                .map(|tokens| format::format(|| tokens.clone()).replace(";\nimpl ", ";\n\nimpl ")),
            sends: functions.contains("fn send_telemetry"),
            functions,
        }
    }
}
