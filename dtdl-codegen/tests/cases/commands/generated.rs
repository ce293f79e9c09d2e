// @generated
// from dtmi:test:Commands;1

/// A device.
///
/// Interface `dtmi:test:Commands;1`.
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
pub mod commands {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Commands;1";

    /// What a device does when the cloud calls a command.
    ///
    /// Each call runs beside all other handlers, also beside one of the same command. What
    /// takes long answers [`accepted`](__rt::CommandResponse::accepted), and reports its end
    /// later.
    /// A panic is answered with status 500.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the commands of `dtmi:test:Commands;1`",
        label = "implement `commands::CommandHandler` for it",
        note = "commands: `ping`, `wait`, `ask`, `measure`, `calibrate`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// The cloud calls `ping`.
        fn ping(
            &self,
            context: &Context,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `wait`.
        fn wait(
            &self,
            context: &Context,
            request: __rt::Duration,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `ask`.
        fn ask(
            &self,
            context: &Context,
        ) -> impl Future<Output = __rt::CommandResult<String>> + Send;

        /// The cloud calls `measure`.
        fn measure(
            &self,
            context: &Context,
            payload: MeasureRequest,
        ) -> impl Future<Output = __rt::CommandResult<Vec<ReportElement>>> + Send;

        /// The cloud calls `calibrate`.
        fn calibrate(
            &self,
            context: &Context,
            payload: CalibrateRequest,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;
    }

    async fn command<H: CommandHandler>(
        handler: &H,
        context: &Context,
        call: &v1::CommandCall<'_>,
    ) -> v1::CommandAnswer {
        match call.name() {
            "ping" => call.answer_empty(CommandHandler::ping(handler, context).await),
            "wait" => {
                call.handle_request_only(|request| CommandHandler::wait(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "ask" => call.answer(CommandHandler::ask(handler, context).await),
            "measure" => {
                call.handle_request(|request| CommandHandler::measure(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "calibrate" => {
                call.handle_request_only(|request| CommandHandler::calibrate(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            _ => call.unknown(),
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
    }

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
    /// [`start_with_driver`] starts it.
    pub fn start<H>(
        connection: __rt::Connection,
        handler: H,
    ) -> Result<Device, __rt::Error>
    where
        H: CommandHandler,
    {
        let (running, link) = v1::start(connection, Model { handler })?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver<H>(
        connection: __rt::Connection,
        handler: H,
    ) -> Result<(Device, __rt::Driver), __rt::Error>
    where
        H: CommandHandler,
    {
        let (running, link, driver) = v1::start_with_driver(
            connection,
            Model { handler },
        )?;
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

    /// Request of `measure`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct MeasureRequest {
        /// Field `port`.
        pub port: Option<i32>,
    }

    impl MeasureRequest {
        /// Sets `port`.
        #[must_use]
        pub fn port(mut self, value: i32) -> Self {
            self.port = Some(value);
            self
        }
    }

    impl v1::Object for MeasureRequest {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("port", &self.port)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "port" => self.port = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Element of `report`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ReportElement {
        /// Field `value`.
        pub value: Option<f64>,
    }

    impl ReportElement {
        /// Sets `value`.
        #[must_use]
        pub fn value(mut self, value: f64) -> Self {
            self.value = Some(value);
            self
        }
    }

    impl v1::Object for ReportElement {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("value", &self.value)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "value" => self.value = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Request of `calibrate`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CalibrateRequest {
        /// Field `offset`.
        pub offset: Option<f64>,
    }

    impl CalibrateRequest {
        /// Sets `offset`.
        #[must_use]
        pub fn offset(mut self, value: f64) -> Self {
            self.offset = Some(value);
            self
        }
    }

    impl v1::Object for CalibrateRequest {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("offset", &self.offset)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "offset" => self.offset = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// The device as the runtime sees it.
    struct Model<H> {
        handler: H,
    }

    impl<H> v1::DeviceModel for Model<H>
    where
        H: CommandHandler,
    {
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
            link: &'a v1::Link,
            call: v1::CommandCall<'a>,
        ) -> v1::BoxFuture<'a, v1::CommandAnswer> {
            Box::pin(async move {
                match call.component() {
                    None => {
                        command(&self.handler, &Context::new(link.clone()), &call).await
                    }
                    _ => call.unknown(),
                }
            })
        }
    }
}
