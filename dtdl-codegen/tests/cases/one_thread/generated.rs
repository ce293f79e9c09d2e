// @generated
// from dtmi:test:Thermostat;1

#[allow(
    dead_code,
    missing_docs,
    clippy::missing_errors_doc,
    unreachable_pub,
    clippy::enum_variant_names,
    clippy::module_inception,
    clippy::struct_field_names,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "the model chooses names, texts and sizes, and may say more than this program uses"
)]
#[rustfmt::skip]
mod thermostat {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;
    pub const MODEL_ID: &str = "dtmi:test:Thermostat;1";
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Thermostat;1")
        .with_display_name(&[("en", "Thermostat")])
        .with_description(&[("en", "Keeps a room warm.")]);
    pub const REBOOT_REQUEST: __rt::Metadata = __rt::Metadata::new("delay")
        .with_description(&[("en", "Seconds to wait.")]);
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        pub temperature: Option<f64>,
    }

    impl Telemetry {
        pub const TEMPERATURE: __rt::Metadata = __rt::Metadata::new("temperature")
            .with_unit(__rt::Unit::new("degreeCelsius", "°C"))
            .with_semantic_types(&["Temperature"]);
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

    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        pub target_temperature: __rt::Patch<f64>,
        pub serial_number: __rt::Patch<String>,
    }

    impl Properties {
        pub const TARGET_TEMPERATURE: __rt::Metadata = __rt::Metadata::new(
                "targetTemperature",
            )
            .with_description(&[("en", "What the room should have.")])
            .with_unit(__rt::Unit::new("degreeCelsius", "°C"))
            .with_semantic_types(&["Temperature"]);
        pub fn target_temperature(mut self, value: f64) -> Self {
            self.target_temperature = __rt::Patch::Set(value);
            self
        }

        pub fn clear_target_temperature(mut self) -> Self {
            self.target_temperature = __rt::Patch::Clear;
            self
        }

        pub fn serial_number(mut self, value: impl Into<String>) -> Self {
            self.serial_number = __rt::Patch::Set(value.into());
            self
        }

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

    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Thermostat;1`",
        label = "implement `thermostat::PropertyHandler` for it",
        note = "writable properties: `targetTemperature`"
    )]
    pub trait PropertyHandler: 'static {
        fn target_temperature(
            &self,
            context: &Context,
            desired: __rt::Desired<f64>,
        ) -> impl Future<Output = __rt::Ack<f64>>;
        fn target_temperature_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<f64>> {
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

    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the commands of `dtmi:test:Thermostat;1`",
        label = "implement `thermostat::CommandHandler` for it",
        note = "commands: `reboot`"
    )]
    pub trait CommandHandler: 'static {
        fn reboot(
            &self,
            context: &Context,
            delay: i32,
        ) -> impl Future<Output = __rt::CommandResult<()>>;
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

    #[derive(Debug, Clone)]
    pub struct Context(v1::Link);

    impl Context {
        fn new(link: v1::Link) -> Self {
            Self(link)
        }

        #[must_use]
        pub fn component_name(&self) -> Option<&'static str> {
            self.0.component_name()
        }

        pub async fn send(
            &self,
            telemetry: Telemetry,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.send_telemetry(&telemetry).await
        }

        pub async fn send_with(
            &self,
            telemetry: Telemetry,
            options: __rt::MessageOptions,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.send_telemetry_with(&telemetry, options).await
        }

        pub async fn report(
            &self,
            properties: Properties,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.report(&properties).await
        }

        pub async fn acknowledge_target_temperature(
            &self,
            version: i64,
            ack: __rt::Ack<f64>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("targetTemperature", version, &ack).await
        }
    }

    pub fn start<H>(
        connection: __rt::Connection,
        handler: H,
    ) -> Result<(Device, __rt::LocalDriver), __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
    {
        let (running, link, driver) = v1::start_local(connection, Model { handler })?;
        Ok((Device::new(running, link), driver))
    }

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

        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        pub async fn send(
            &self,
            telemetry: Telemetry,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.own_context.send(telemetry).await
        }

        pub async fn send_with(
            &self,
            telemetry: Telemetry,
            options: __rt::MessageOptions,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.own_context.send_with(telemetry, options).await
        }

        pub async fn report(
            &self,
            properties: Properties,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.own_context.report(properties).await
        }

        pub async fn connected(&self) {
            self.running.connected().await;
        }

        #[must_use]
        pub fn status(&self) -> __rt::Status {
            self.running.status()
        }

        pub async fn status_changed(&self, from: &__rt::Status) -> __rt::Status {
            self.running.status_changed(from).await
        }

        #[must_use]
        pub fn problems(&self) -> __rt::Problems {
            self.running.problems()
        }

        pub async fn shutdown(&self) -> Result<(), __rt::Error> {
            self.running.shutdown().await
        }
    }

    impl AsRef<__rt::Device> for Device {
        fn as_ref(&self) -> &__rt::Device {
            &self.running
        }
    }

    impl From<Device> for __rt::Device {
        fn from(device: Device) -> Self {
            device.running
        }
    }

    struct Model<H> {
        handler: H,
    }

    impl<H> v1::LocalDeviceModel for Model<H>
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
        ) -> v1::LocalBoxFuture<'a, v1::Acknowledgement> {
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
        ) -> v1::LocalBoxFuture<'a, v1::CommandAnswer> {
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
