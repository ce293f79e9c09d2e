// @generated
// from dtmi:test:Thermostat;1

/// Keeps a room warm.
///
/// Interface `dtmi:test:Thermostat;1`.
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
pub mod thermostat {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Thermostat;1";

    /// Metadata of `dtmi:test:Thermostat;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Thermostat;1")
        .with_display_name(&[("en", "Thermostat")])
        .with_description(&[("en", "Keeps a room warm.")]);

    /// Metadata of `delay`, the request of `reboot`.
    pub const REBOOT_REQUEST: __rt::Metadata = __rt::Metadata::new("delay")
        .with_description(&[("en", "Seconds to wait.")]);

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `temperature`.
        ///
        /// Unit: `degreeCelsius` (`°C`). Semantic type: `Temperature`.
        pub temperature: Option<f64>,
    }

    impl Telemetry {
        /// Metadata of `temperature`.
        pub const TEMPERATURE: __rt::Metadata = __rt::Metadata::new("temperature")
            .with_unit(__rt::Unit::new("degreeCelsius", "°C"))
            .with_semantic_types(&["Temperature"]);

        /// Sets `temperature`.
        pub fn temperature(mut self, value: f64) -> Self {
            self.temperature = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("temperature", &self.temperature)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "temperature" => self.temperature = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl From<f64> for Telemetry {
        fn from(value: f64) -> Self {
            Self { temperature: Some(value) }
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// What the room should have.
        ///
        /// Unit: `degreeCelsius` (`°C`). Semantic type: `Temperature`.
        pub target_temperature: __rt::Patch<f64>,
        /// Property `serialNumber`.
        pub serial_number: __rt::Patch<String>,
    }

    impl Properties {
        /// Metadata of `targetTemperature`.
        pub const TARGET_TEMPERATURE: __rt::Metadata = __rt::Metadata::new(
                "targetTemperature",
            )
            .with_description(&[("en", "What the room should have.")])
            .with_unit(__rt::Unit::new("degreeCelsius", "°C"))
            .with_semantic_types(&["Temperature"]);

        /// Sets `targetTemperature`.
        pub fn target_temperature(mut self, value: f64) -> Self {
            self.target_temperature = __rt::Patch::Set(value);
            self
        }

        /// Removes `targetTemperature` from what is reported.
        pub fn clear_target_temperature(mut self) -> Self {
            self.target_temperature = __rt::Patch::Clear;
            self
        }

        /// Sets `serialNumber`.
        pub fn serial_number(mut self, value: impl Into<String>) -> Self {
            self.serial_number = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `serialNumber` from what is reported.
        pub fn clear_serial_number(mut self) -> Self {
            self.serial_number = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.initial("targetTemperature", &self.target_temperature)?;
            object.patch("serialNumber", &self.serial_number)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "targetTemperature" => self.target_temperature = json.patch()?,
                "serialNumber" => self.serial_number = json.patch()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// What a device does when the cloud wishes a value of a writable property.
    ///
    /// Each method is called when the device first connects, with the value that the cloud
    /// holds (or as `…_unset` if it holds none), and after every change; after an outage
    /// perhaps with a value that it has had. It runs beside all others, but once at a time,
    /// and of the values that come meanwhile it gets the newest. What takes long answers
    /// [`in_progress`](__rt::Ack::in_progress), and `acknowledge_…` of its context later.
    /// A panic is answered with status 500.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Thermostat;1`",
        label = "implement `thermostat::PropertyHandler` for it",
        note = "writable properties: `targetTemperature`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// What the room should have.
        ///
        /// Unit: `degreeCelsius` (`°C`). Semantic type: `Temperature`.
        fn target_temperature(
            &self,
            context: &Context,
            desired: __rt::Desired<f64>,
        ) -> impl Future<Output = __rt::Ack<f64>> + Send;

        /// There is no desired value of `targetTemperature`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn target_temperature_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<f64>> + Send {
            let _ = context;
            ::core::future::ready(None)
        }
    }

    async fn desired<H: PropertyHandler>(
        handler: &H,
        context: &Context,
        property: &v1::DesiredProperty<'_>,
    ) -> v1::Acknowledgement {
        match property.name() {
            "targetTemperature" => {
                property
                    .handle(
                        |desired| PropertyHandler::target_temperature(
                            handler,
                            context,
                            desired,
                        ),
                        || PropertyHandler::target_temperature_unset(handler, context),
                    )
                    .await
            }
            _ => property.unknown(),
        }
    }

    /// What a device does when the cloud calls a command.
    ///
    /// Each call runs beside all other handlers, also beside one of the same command. What
    /// takes long answers [`accepted`](__rt::CommandResponse::accepted), and reports its end
    /// later.
    /// A panic is answered with status 500.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the commands of `dtmi:test:Thermostat;1`",
        label = "implement `thermostat::CommandHandler` for it",
        note = "commands: `reboot`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// The cloud calls `reboot`.
        ///
        /// Request: Seconds to wait.
        fn reboot(
            &self,
            context: &Context,
            delay: i32,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;
    }

    async fn command<H: CommandHandler>(
        handler: &H,
        context: &Context,
        call: &v1::CommandCall<'_>,
    ) -> v1::CommandAnswer {
        match call.name() {
            "reboot" => {
                call.handle_request_only(|request| CommandHandler::reboot(
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

        /// Reports properties: returns once they are queued, and waits while the queue is full.
        /// Await the `Delivery` to learn whether the hub took them.
        ///
        /// # Errors
        ///
        /// Nothing is set, what is set is too large, a twin cannot hold a value, or the device
        /// was shut down. A lost connection is no error.
        pub async fn report(
            &self,
            properties: Properties,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.report(&properties).await
        }

        /// Acknowledges the desired `targetTemperature` of this version, after an answer that
        /// it was in progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_target_temperature(
            &self,
            version: i64,
            ack: __rt::Ack<f64>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("targetTemperature", version, &ack).await
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
        H: PropertyHandler + CommandHandler,
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
        H: PropertyHandler + CommandHandler,
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

        /// Reports properties of the device itself: queues them, as [`Context::report`].
        ///
        /// # Errors
        ///
        /// As for [`Context::report`].
        pub async fn report(
            &self,
            properties: Properties,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.own_context.report(properties).await
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
    struct Model<H> {
        handler: H,
    }

    impl<H> v1::DeviceModel for Model<H>
    where
        H: PropertyHandler + CommandHandler,
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
            &[(None, "targetTemperature")]
        }

        fn desired<'a>(
            &'a self,
            link: &'a v1::Link,
            property: v1::DesiredProperty<'a>,
        ) -> v1::BoxFuture<'a, v1::Acknowledgement> {
            Box::pin(async move {
                match property.component() {
                    None => {
                        desired(&self.handler, &Context::new(link.clone()), &property)
                            .await
                    }
                    _ => property.unknown(),
                }
            })
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
