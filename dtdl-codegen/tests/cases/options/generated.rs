// @generated
// from dtmi:test:Switch;1

/// Switch.
///
/// Interface `dtmi:test:Switch;1`.
#[allow(
    dead_code,
    unreachable_pub,
    clippy::enum_variant_names,
    clippy::module_inception,
    clippy::struct_field_names,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "the model chooses names and sizes, and may say more than this program uses"
)]
pub(crate) mod light {
    use ::dtdl_runtime as __rt;
    use __rt::generated::v1;
    use v1::{Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Switch;1";

    /// What the model says of `dtmi:test:Switch;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Switch;1")
        .with_display_name(&[("en", "Switch")]);

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default, Eq, core::cmp::PartialOrd)]
    #[must_use = "a message does nothing until it is sent"]
    #[non_exhaustive]
    pub struct Telemetry {
        /// Member `mode`.
        pub mode: Option<Mode>,
        /// Member `cause`.
        pub cause: Option<Cause>,
    }

    impl Telemetry {
        /// Sets `mode`.
        pub fn mode(mut self, value: Mode) -> Self {
            self.mode = Some(value);
            self
        }

        /// Sets `cause`.
        pub fn cause(mut self, value: Cause) -> Self {
            self.cause = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("mode", &self.mode)?;
            object.optional("cause", &self.cause)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "mode" => self.mode = json.optional()?,
                "cause" => self.cause = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default, Eq)]
    #[must_use = "properties do nothing until they are reported"]
    #[non_exhaustive]
    pub struct Properties {
        /// Member `celsius`.
        ///
        /// `celsius` on the wire.
        pub degrees: __rt::Patch<crate::Celsius>,
        /// Member `names`.
        ///
        /// A map from `key` to `value`.
        pub names: __rt::Patch<::std::collections::HashMap<String, i32>>,
        /// Member `rule`.
        pub rule: __rt::Patch<Schedule>,
    }

    impl Properties {
        /// Sets `celsius`.
        pub fn degrees(mut self, value: crate::Celsius) -> Self {
            self.degrees = __rt::Patch::Set(value);
            self
        }

        /// Removes `celsius` from what is reported.
        pub fn clear_degrees(mut self) -> Self {
            self.degrees = __rt::Patch::Clear;
            self
        }

        /// Sets `names`.
        pub fn names(
            mut self,
            value: impl Into<::std::collections::HashMap<String, i32>>,
        ) -> Self {
            self.names = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `names` from what is reported.
        pub fn clear_names(mut self) -> Self {
            self.names = __rt::Patch::Clear;
            self
        }

        /// Sets `rule`.
        pub fn rule(mut self, value: Schedule) -> Self {
            self.rule = __rt::Patch::Set(value);
            self
        }

        /// Removes `rule` from what is reported.
        pub fn clear_rule(mut self) -> Self {
            self.rule = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("celsius", &self.degrees)?;
            object.initial("names", &self.names)?;
            object.initial("rule", &self.rule)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "celsius" => self.degrees = json.patch()?,
                "names" => self.names = json.patch()?,
                "rule" => self.rule = json.patch()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// What a device does when the cloud wishes a value of a writable property.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Switch;1`",
        label = "implement `light::PropertyHandler` for it",
        note = "writable properties: `names`, `rule`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `names`.
        fn names(
            &self,
            context: &Context,
            desired: __rt::Desired<::std::collections::HashMap<String, i32>>,
        ) -> impl Future<
            Output = __rt::Ack<::std::collections::HashMap<String, i32>>,
        > + Send;

        /// There is no desired value of `names`: it was never set, or was removed. `Some(value)` reports the
        /// value in use, `None` reports nothing.
        fn names_unset(
            &self,
            context: &Context,
        ) -> impl Future<
            Output = Option<::std::collections::HashMap<String, i32>>,
        > + Send {
            let _ = context;
            ::core::future::ready(None)
        }

        /// The cloud wishes `rule`.
        fn rule(
            &self,
            context: &Context,
            desired: __rt::Desired<Schedule>,
        ) -> impl Future<Output = __rt::Ack<Schedule>> + Send;

        /// There is no desired value of `rule`: it was never set, or was removed. `Some(value)` reports the
        /// value in use, `None` reports nothing.
        fn rule_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<Schedule>> + Send {
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
            "names" => {
                property
                    .handle(
                        |desired| PropertyHandler::names(handler, context, desired),
                        || PropertyHandler::names_unset(handler, context),
                    )
                    .await
            }
            "rule" => {
                property
                    .handle(
                        |desired| PropertyHandler::rule(handler, context, desired),
                        || PropertyHandler::rule_unset(handler, context),
                    )
                    .await
            }
            _ => property.unknown(),
        }
    }

    /// What a device does when the cloud calls a command.
    #[diagnostic::on_unimplemented(
        message = "`{Self}` does not handle the commands of `dtmi:test:Switch;1`",
        label = "implement `light::CommandHandler` for it",
        note = "commands: `toggle`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// The cloud calls `toggle`.
        ///
        /// `toggle` on the wire.
        fn flip(
            &self,
            context: &Context,
            mode: Mode,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;
    }

    async fn command<H: CommandHandler>(
        handler: &H,
        context: &Context,
        call: &v1::CommandCall<'_>,
    ) -> v1::CommandAnswer {
        match call.name() {
            "toggle" => {
                call.handle_request_only(|request| CommandHandler::flip(
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
        pub fn component_name(&self) -> Option<&str> {
            self.0.component_name()
        }

        /// Sends a telemetry message, now or as soon as there is a connection.
        ///
        /// # Errors
        ///
        /// The message is empty or holds a value that JSON cannot carry, or the device was shut down. A lost
        /// connection is no error.
        pub async fn send(
            &self,
            telemetry: Telemetry,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.send_telemetry(&telemetry).await
        }

        /// Reports properties, now or as soon as there is a connection. The delivery says whether the hub took them.
        ///
        /// # Errors
        ///
        /// Nothing is set, a value cannot be carried by JSON, or the device was shut down. A lost connection
        /// is no error.
        pub async fn report(
            &self,
            properties: Properties,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.report(&properties).await
        }

        /// Acknowledges the desired `names` of this version, after an answer that it was in progress.
        ///
        /// # Errors
        ///
        /// The value cannot be carried by JSON, or the device was shut down.
        pub async fn acknowledge_names(
            &self,
            version: i64,
            ack: __rt::Ack<::std::collections::HashMap<String, i32>>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("names", version, &ack).await
        }

        /// Acknowledges the desired `rule` of this version, after an answer that it was in progress.
        ///
        /// # Errors
        ///
        /// The value cannot be carried by JSON, or the device was shut down.
        pub async fn acknowledge_rule(
            &self,
            version: i64,
            ack: __rt::Ack<Schedule>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("rule", version, &ack).await
        }
    }

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
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

        /// Sends a telemetry message of the device itself, now or as soon as there is a connection.
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

        /// Reports properties of the device itself, now or as soon as there is a connection. The delivery says whether
        /// the hub took them.
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

        /// Waits until the device is connected.
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

        /// What goes wrong from now on: what the hub refuses, and what cannot be brought to it.
        #[must_use]
        pub fn problems(&self) -> __rt::Problems {
            self.running.problems()
        }

        /// Sends what waits to be sent, and disconnects.
        ///
        /// # Errors
        ///
        /// Something could not be sent any more.
        pub async fn shutdown(&self) -> Result<(), __rt::Error> {
            self.running.shutdown().await
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
            &[(None, "names"), (None, "rule")]
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

    /// `Mode` of the model.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Ord, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub enum Mode {
        /// `off`.
        Off,
        /// On.
        On,
    }

    impl Mode {
        /// The variant of a value on the wire, if the model has one.
        #[must_use]
        pub const fn from_value(value: i32) -> Option<Self> {
            Some(
                match value {
                    0 => Self::Off,
                    1 => Self::On,
                    _ => return None,
                },
            )
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Off => 0,
                Self::On => 1,
            }
        }

        /// What the model says of the value.
        #[must_use]
        pub const fn metadata(self) -> __rt::Metadata {
            const OFF: __rt::Metadata = __rt::Metadata::new("off");
            const ON: __rt::Metadata = __rt::Metadata::new("on")
                .with_display_name(&[("en", "On")]);
            match self {
                Self::Off => OFF,
                Self::On => ON,
            }
        }
    }

    /// The name in the model, or the number of an unknown value.
    impl ::core::fmt::Display for Mode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match *self {
                Self::Off => f.write_str("off"),
                Self::On => f.write_str("on"),
            }
        }
    }

    /// From the name in the model, or from the number.
    impl ::core::str::FromStr for Mode {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            match text {
                "off" => Ok(Self::Off),
                "on" => Ok(Self::On),
                number => {
                    number
                        .parse()
                        .ok()
                        .and_then(Self::from_value)
                        .ok_or_else(|| v1::parse_error(text, "a value of Mode"))
                }
            }
        }
    }

    impl v1::Value for Mode {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::Value::encode(&self.value(), out)
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Self::from_value(json.integer()?)
                .ok_or_else(|| json.expected("a value of Mode"))
        }
    }

    /// `Cause` of the model.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub enum Cause {
        /// `byHand`.
        ByHand,
        /// Timer.
        Timer,
    }

    impl Cause {
        /// The variant of a value on the wire, if the model has one.
        #[must_use]
        pub fn from_value(value: &str) -> Option<Self> {
            Some(
                match value {
                    "hand" => Self::ByHand,
                    "timer" => Self::Timer,
                    _ => return None,
                },
            )
        }

        /// The value on the wire.
        #[must_use]
        pub const fn as_str(self) -> &'static str {
            match self {
                Self::ByHand => "hand",
                Self::Timer => "timer",
            }
        }

        /// What the model says of the value.
        #[must_use]
        pub const fn metadata(self) -> __rt::Metadata {
            const BY_HAND: __rt::Metadata = __rt::Metadata::new("byHand");
            const TIMER: __rt::Metadata = __rt::Metadata::new("timer")
                .with_display_name(&[("en", "Timer")]);
            match self {
                Self::ByHand => BY_HAND,
                Self::Timer => TIMER,
            }
        }
    }

    /// The name in the model, or the text of an unknown value.
    impl ::core::fmt::Display for Cause {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.write_str(
                match self {
                    Self::ByHand => "byHand",
                    Self::Timer => "timer",
                },
            )
        }
    }

    /// From the name in the model, or from the value on the wire.
    impl ::core::str::FromStr for Cause {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            match text {
                "byHand" => Ok(Self::ByHand),
                _ => {
                    Self::from_value(text)
                        .ok_or_else(|| v1::parse_error(text, "a value of Cause"))
                }
            }
        }
    }

    impl v1::Value for Cause {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.as_str(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Self::from_value(&json.string()?)
                .ok_or_else(|| json.expected("a value of Cause"))
        }
    }

    /// `Schedule` of the model.
    #[derive(Debug, Clone, PartialEq, Default, Eq)]
    #[non_exhaustive]
    #[doc(alias = "rule")]
    pub struct Schedule {
        /// Member `from`.
        pub from: Option<__rt::Time>,
        /// Member `level`.
        pub level: Option<crate::Celsius>,
    }

    impl Schedule {
        /// Sets `from`.
        #[must_use]
        pub fn from(mut self, value: __rt::Time) -> Self {
            self.from = Some(value);
            self
        }

        /// Sets `level`.
        #[must_use]
        pub fn level(mut self, value: crate::Celsius) -> Self {
            self.level = Some(value);
            self
        }
    }

    impl v1::Object for Schedule {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("from", &self.from)?;
            object.optional("level", &self.level)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "from" => self.from = json.optional()?,
                "level" => self.level = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl v1::Value for Schedule {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_object(self, out)
        }

        fn encode_property(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_object_property(self, out)
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            v1::decode_known_object(json)
        }
    }
}
