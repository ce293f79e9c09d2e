// @generated
// from dtmi:test:Switch;1

/// A device.
///
/// Interface `dtmi:test:Switch;1`.
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
pub(crate) mod light {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Switch;1";

    /// Metadata of `dtmi:test:Switch;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Switch;1")
        .with_display_name(&[("en", "Switch")]);

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default, Eq, core::cmp::PartialOrd)]
    #[must_use = "a message does nothing until it is sent"]
    #[non_exhaustive]
    pub struct Telemetry {
        /// Telemetry `mode`.
        pub mode: Option<Mode>,
        /// Telemetry `cause`.
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
        /// Property `celsius`.
        ///
        /// `celsius` on the wire.
        pub degrees: __rt::Patch<crate::Celsius>,
        /// Property `names`.
        ///
        /// A map from `key` to `value`.
        pub names: __rt::Patch<::std::collections::HashMap<String, i32>>,
        /// Property `rule`.
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
    ///
    /// Each method is called when the device first connects, with the value that the cloud
    /// holds (or as `…_unset` if it holds none), and after every change; after an outage
    /// perhaps with a value that it has had. It runs beside all others, but once at a time,
    /// and of the values that come meanwhile it gets the newest. What takes long answers
    /// [`in_progress`](__rt::Ack::in_progress), and `acknowledge_…` of its context later.
    /// A panic is answered with status 500.
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

        /// There is no desired value of `names`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
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

        /// There is no desired value of `rule`: it was never set, or was removed. `Some(value)`
        /// reports the value in use, `None` reports nothing.
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
    ///
    /// Each call runs beside all other handlers, also beside one of the same command. What
    /// takes long answers [`accepted`](__rt::CommandResponse::accepted), and reports its end
    /// later.
    /// A panic is answered with status 500.
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

        /// Acknowledges the desired `names` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_names(
            &self,
            version: i64,
            ack: __rt::Ack<::std::collections::HashMap<String, i32>>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("names", version, &ack).await
        }

        /// Acknowledges the desired `rule` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
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

    /// Schema of `mode`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Ord, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub enum Mode {
        /// `off` (`0`).
        Off,
        /// `on` (`1`).
        On,
    }

    impl Mode {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Off, Self::On];

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

        /// The name in the model.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                Self::Off => "off",
                Self::On => "on",
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

    /// The name in the model.
    impl ::core::fmt::Display for Mode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.name())
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Mode {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "off" | "0" => Self::Off,
                    "on" | "1" => Self::On,
                    _ => return Err(v1::parse_error(text, "a value of Mode")),
                },
            )
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

    /// Schema of `cause`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub enum Cause {
        /// `byHand` (`hand`).
        ByHand,
        /// `timer`.
        Timer,
    }

    impl Cause {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::ByHand, Self::Timer];

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
        pub const fn value(self) -> &'static str {
            match self {
                Self::ByHand => "hand",
                Self::Timer => "timer",
            }
        }

        /// The name in the model.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                Self::ByHand => "byHand",
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

    /// The name in the model.
    impl ::core::fmt::Display for Cause {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.name())
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Cause {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "byHand" | "hand" => Self::ByHand,
                    "timer" => Self::Timer,
                    _ => return Err(v1::parse_error(text, "a value of Cause")),
                },
            )
        }
    }

    impl v1::Value for Cause {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Self::from_value(&json.string()?)
                .ok_or_else(|| json.expected("a value of Cause"))
        }
    }

    /// Schema of `rule`.
    #[derive(Debug, Clone, PartialEq, Default, Eq)]
    #[non_exhaustive]
    #[doc(alias = "rule")]
    pub struct Schedule {
        /// Field `from`.
        pub from: Option<__rt::Time>,
        /// Field `level`.
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
        const DENY_UNKNOWN_FIELDS: bool = true;
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
}
