// @generated
// from dtmi:test:Texts;1

/// Texts "quoted" \\ and \`code\`.
///
/// \- not a list not code
///
/// \# not a heading, see \[link\](`https://example.com`) \<b\>bold\</b\> \& more
/// \*stars\*
///
/// Interface `dtmi:test:Texts;1`.
#[allow(
    dead_code,
    unreachable_pub,
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::module_inception,
    clippy::struct_field_names,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "the model chooses names, texts and sizes, and may say more than this program uses"
)]
#[rustfmt::skip]
pub mod texts {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::Box;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Texts;1";

    /// Metadata of `dtmi:test:Texts;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Texts;1")
        .with_display_name(&[("de", "Texte"), ("en", "Texts \"quoted\" \\ and `code`")])
        .with_description(
            &[
                (
                    "en",
                    "- not a list\n    not code\n\n# not a heading, see [link](https://example.com) <b>bold</b> & more *stars* \u{2028} \u{200b}",
                ),
            ],
        );

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// \*/ not the end.
        pub a: Option<f64>,
        /// Ends with code fence \`\`\`rust panic!() \`\`\`.
        pub b: Option<f64>,
        /// 1\. one 2. two
        ///
        /// \| a \| b \| \|---\|---\|
        pub c: Option<f64>,
        /// `snake_case` CamelCase Foo::bar mailto:x@example.com `http://example.com/a_b?c=d&e`
        /// KiB IDs (VOCs) {Self} don't.
        pub d: Option<f64>,
    }

    impl Telemetry {
        /// Metadata of `a`.
        pub const A: __rt::Metadata = __rt::Metadata::new("a")
            .with_display_name(&[("en", "*/ not the end")]);

        /// Metadata of `b`.
        pub const B: __rt::Metadata = __rt::Metadata::new("b")
            .with_description(&[("en", "Ends with code fence ```rust\npanic!()\n```")]);

        /// Metadata of `c`.
        pub const C: __rt::Metadata = __rt::Metadata::new("c")
            .with_description(&[("en", "1. one\n2. two\n\n| a | b |\n|---|---|")]);

        /// Metadata of `d`.
        pub const D: __rt::Metadata = __rt::Metadata::new("d")
            .with_description(
                &[
                    (
                        "en",
                        "snake_case CamelCase Foo::bar mailto:x@example.com http://example.com/a_b?c=d&e KiB IDs (VOCs) {Self} don't",
                    ),
                ],
            );

        /// Sets `a`.
        pub fn a(mut self, value: f64) -> Self {
            self.a = Some(value);
            self
        }

        /// Sets `b`.
        pub fn b(mut self, value: f64) -> Self {
            self.b = Some(value);
            self
        }

        /// Sets `c`.
        pub fn c(mut self, value: f64) -> Self {
            self.c = Some(value);
            self
        }

        /// Sets `d`.
        pub fn d(mut self, value: f64) -> Self {
            self.d = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("a", &self.a)?;
            object.optional("b", &self.b)?;
            object.optional("c", &self.c)?;
            object.optional("d", &self.d)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "a" => self.a = json.optional()?,
                "b" => self.b = json.optional()?,
                "c" => self.c = json.optional()?,
                "d" => self.d = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// The device's own way to its cloud; cheap to clone.
    #[derive(Debug, Clone)]
    pub struct Context(v1::Link);

    impl Context {
        fn new(link: v1::Link) -> Self {
            Self(link)
        }

        /// The name of the component, or `None` for the device itself.
        #[must_use]
        pub fn component_name(&self) -> Option<&'static str> {
            self.0.component_name()
        }

        /// Sends a telemetry message: returns once it is queued, and waits while the queue is
        /// full. Await the `Delivery` for the hub's acknowledgement.
        ///
        /// # Errors
        ///
        /// The message is empty or too large, JSON cannot carry a value, or the device was shut
        /// down. A lost connection is no error.
        pub async fn send(
            &self,
            telemetry: Telemetry,
        ) -> Result<__rt::Delivery, __rt::Error> {
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

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
    /// [`start_with_driver`] starts it.
    pub fn start(connection: __rt::Connection) -> Result<Device, __rt::Error> {
        let (running, link) = v1::start(connection, Model)?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver(
        connection: __rt::Connection,
    ) -> Result<(Device, __rt::Driver), __rt::Error> {
        let (running, link, driver) = v1::start_with_driver(connection, Model)?;
        Ok((Device::new(running, link), driver))
    }

    /// A running device; cheap to clone.
    #[derive(Debug, Clone)]
    pub struct Device {
        running: __rt::Device,
        own_context: Context,
    }

    impl Device {
        fn new(running: __rt::Device, link: v1::Link) -> Self {
            Self {
                running,
                own_context: Context::new(link),
            }
        }

        /// The context of the device itself.
        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        /// Sends a telemetry message of the device itself: queues it, as [`Context::send`].
        ///
        /// # Errors
        ///
        /// As for [`Context::send`].
        pub async fn send(
            &self,
            telemetry: Telemetry,
        ) -> Result<__rt::Delivery, __rt::Error> {
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

    /// The device as the runtime sees it.
    struct Model;

    impl v1::DeviceModel for Model {
        fn model_id(&self) -> &'static str {
            MODEL_ID
        }

        fn components(&self) -> &'static [&'static str] {
            &[]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[]
        }

        fn desired<'a>(
            &'a self,
            _link: &'a v1::Link,
            property: v1::DesiredProperty<'a>,
        ) -> v1::BoxFuture<'a, v1::Acknowledgement> {
            Box::pin(::core::future::ready(property.unknown()))
        }

        fn command<'a>(
            &'a self,
            _link: &'a v1::Link,
            call: v1::CommandCall<'a>,
        ) -> v1::BoxFuture<'a, v1::CommandAnswer> {
            Box::pin(::core::future::ready(call.unknown()))
        }
    }
}
