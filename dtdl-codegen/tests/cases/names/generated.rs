// @generated
// from dtmi:test:Static;1

/// A device.
///
/// Interface `dtmi:test:Static;1`.
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
pub mod r#static {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Static;1";

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `type`.
        pub r#type: Option<String>,
        /// Telemetry `self`.
        ///
        /// `self` on the wire.
        pub self_: Option<i32>,
        /// Telemetry `Humidity`.
        ///
        /// `Humidity` on the wire.
        pub humidity_2: Option<f64>,
        /// Telemetry `humidity`.
        pub humidity: Option<f64>,
        /// Telemetry `default`.
        pub default: Option<f64>,
        /// Telemetry `with_default`.
        pub with_default: Option<f64>,
        /// Telemetry `isOpen`.
        pub is_open: Option<bool>,
        /// Telemetry `context`.
        pub context: Option<ContextObject>,
        /// Telemetry `String`.
        pub string: Option<StringEnum>,
    }

    impl Telemetry {
        /// Sets `type`.
        pub fn r#type(mut self, value: impl Into<String>) -> Self {
            self.r#type = Some(value.into());
            self
        }

        /// Sets `self`.
        pub fn self_(mut self, value: i32) -> Self {
            self.self_ = Some(value);
            self
        }

        /// Sets `Humidity`.
        pub fn humidity_2(mut self, value: f64) -> Self {
            self.humidity_2 = Some(value);
            self
        }

        /// Sets `humidity`.
        pub fn humidity(mut self, value: f64) -> Self {
            self.humidity = Some(value);
            self
        }

        /// Sets `default`.
        pub fn with_default_2(mut self, value: f64) -> Self {
            self.default = Some(value);
            self
        }

        /// Sets `with_default`.
        pub fn with_default(mut self, value: f64) -> Self {
            self.with_default = Some(value);
            self
        }

        /// Sets `isOpen`.
        pub fn with_is_open(mut self, value: bool) -> Self {
            self.is_open = Some(value);
            self
        }

        /// Sets `context`.
        pub fn context(mut self, value: ContextObject) -> Self {
            self.context = Some(value);
            self
        }

        /// Sets `String`.
        pub fn string(mut self, value: StringEnum) -> Self {
            self.string = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("type", &self.r#type)?;
            object.optional("self", &self.self_)?;
            object.optional("Humidity", &self.humidity_2)?;
            object.optional("humidity", &self.humidity)?;
            object.optional("default", &self.default)?;
            object.optional("with_default", &self.with_default)?;
            object.optional("isOpen", &self.is_open)?;
            object.optional("context", &self.context)?;
            object.optional("String", &self.string)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "type" => self.r#type = json.optional()?,
                "self" => self.self_ = json.optional()?,
                "Humidity" => self.humidity_2 = json.optional()?,
                "humidity" => self.humidity = json.optional()?,
                "default" => self.default = json.optional()?,
                "with_default" => self.with_default = json.optional()?,
                "isOpen" => self.is_open = json.optional()?,
                "context" => self.context = json.optional()?,
                "String" => self.string = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// Property `fn`.
        pub r#fn: __rt::Patch<String>,
        /// Property `clear_fn`.
        pub clear_fn: __rt::Patch<String>,
        /// Property `fnUnset`.
        pub fn_unset: __rt::Patch<String>,
        /// Property `from_here`.
        pub from_here: __rt::Patch<String>,
        /// Property `H`.
        pub h: __rt::Patch<HObject>,
    }

    impl Properties {
        /// Sets `fn`.
        pub fn r#fn(mut self, value: impl Into<String>) -> Self {
            self.r#fn = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `fn` from what is reported.
        pub fn clear_fn_2(mut self) -> Self {
            self.r#fn = __rt::Patch::Clear;
            self
        }

        /// Sets `clear_fn`.
        pub fn clear_fn(mut self, value: impl Into<String>) -> Self {
            self.clear_fn = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `clear_fn` from what is reported.
        pub fn clear_clear_fn(mut self) -> Self {
            self.clear_fn = __rt::Patch::Clear;
            self
        }

        /// Sets `fnUnset`.
        pub fn fn_unset(mut self, value: impl Into<String>) -> Self {
            self.fn_unset = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `fnUnset` from what is reported.
        pub fn clear_fn_unset(mut self) -> Self {
            self.fn_unset = __rt::Patch::Clear;
            self
        }

        /// Sets `from_here`.
        pub fn with_from_here(mut self, value: impl Into<String>) -> Self {
            self.from_here = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `from_here` from what is reported.
        pub fn clear_from_here(mut self) -> Self {
            self.from_here = __rt::Patch::Clear;
            self
        }

        /// Sets `H`.
        pub fn h(mut self, value: HObject) -> Self {
            self.h = __rt::Patch::Set(value);
            self
        }

        /// Removes `H` from what is reported.
        pub fn clear_h(mut self) -> Self {
            self.h = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.initial("fn", &self.r#fn)?;
            object.patch("clear_fn", &self.clear_fn)?;
            object.initial("fnUnset", &self.fn_unset)?;
            object.initial("from_here", &self.from_here)?;
            object.initial("H", &self.h)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "fn" => self.r#fn = json.patch()?,
                "clear_fn" => self.clear_fn = json.patch()?,
                "fnUnset" => self.fn_unset = json.patch()?,
                "from_here" => self.from_here = json.patch()?,
                "H" => self.h = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Static;1`",
        label = "implement `r#static::PropertyHandler` for it",
        note = "writable properties: `fn`, `fnUnset`, `from_here`, `H`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `fn`.
        fn r#fn(
            &self,
            context: &Context,
            desired: __rt::Desired<String>,
        ) -> impl Future<Output = __rt::Ack<String>> + Send;

        /// There is no desired value of `fn`: it was never set, or was removed. `Some(value)`
        /// reports the value in use, `None` reports nothing.
        fn fn_unset_2(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<String>> + Send {
            let _ = context;
            ::core::future::ready(None)
        }

        /// The cloud wishes `fnUnset`.
        fn fn_unset(
            &self,
            context: &Context,
            desired: __rt::Desired<String>,
        ) -> impl Future<Output = __rt::Ack<String>> + Send;

        /// There is no desired value of `fnUnset`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn fn_unset_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<String>> + Send {
            let _ = context;
            ::core::future::ready(None)
        }

        /// The cloud wishes `from_here`.
        ///
        /// `from_here` on the wire.
        fn handle_from_here(
            &self,
            context: &Context,
            desired: __rt::Desired<String>,
        ) -> impl Future<Output = __rt::Ack<String>> + Send;

        /// There is no desired value of `from_here`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn handle_from_here_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<String>> + Send {
            let _ = context;
            ::core::future::ready(None)
        }

        /// The cloud wishes `H`.
        fn h(
            &self,
            context: &Context,
            desired: __rt::Desired<HObject>,
        ) -> impl Future<Output = __rt::Ack<HObject>> + Send;

        /// There is no desired value of `H`: it was never set, or was removed. `Some(value)`
        /// reports the value in use, `None` reports nothing.
        fn h_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<HObject>> + Send {
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
            "fn" => {
                property
                    .handle(
                        |desired| PropertyHandler::r#fn(handler, context, desired),
                        || PropertyHandler::fn_unset_2(handler, context),
                    )
                    .await
            }
            "fnUnset" => {
                property
                    .handle(
                        |desired| PropertyHandler::fn_unset(handler, context, desired),
                        || PropertyHandler::fn_unset_unset(handler, context),
                    )
                    .await
            }
            "from_here" => {
                property
                    .handle(
                        |desired| PropertyHandler::handle_from_here(
                            handler,
                            context,
                            desired,
                        ),
                        || PropertyHandler::handle_from_here_unset(handler, context),
                    )
                    .await
            }
            "H" => {
                property
                    .handle(
                        |desired| PropertyHandler::h(handler, context, desired),
                        || PropertyHandler::h_unset(handler, context),
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
        message = "`{Self}` does not handle the commands of `dtmi:test:Static;1`",
        label = "implement `r#static::CommandHandler` for it",
        note = "commands: `new`, `clone`, `into`, `Telemetry`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// The cloud calls `new`.
        ///
        /// `new` on the wire.
        fn handle_new(
            &self,
            context: &Context,
            handler: i32,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `clone`.
        fn clone(
            &self,
            context: &Context,
            call: i32,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `into`.
        ///
        /// `into` on the wire.
        fn handle_into(
            &self,
            context: &Context,
            self_: i32,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `Telemetry`.
        fn telemetry(
            &self,
            context: &Context,
            result: ResultEnum,
        ) -> impl Future<Output = __rt::CommandResult<V1>> + Send;
    }

    async fn command<H: CommandHandler>(
        handler: &H,
        context: &Context,
        call: &v1::CommandCall<'_>,
    ) -> v1::CommandAnswer {
        match call.name() {
            "new" => {
                call.handle_request_only(|request| CommandHandler::handle_new(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "clone" => {
                call.handle_request_only(|request| CommandHandler::clone(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "into" => {
                call.handle_request_only(|request| CommandHandler::handle_into(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "Telemetry" => {
                call.handle_request(|request| CommandHandler::telemetry(
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

        /// Acknowledges the desired `fn` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_fn(
            &self,
            version: i64,
            ack: __rt::Ack<String>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("fn", version, &ack).await
        }

        /// Acknowledges the desired `fnUnset` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_fn_unset(
            &self,
            version: i64,
            ack: __rt::Ack<String>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("fnUnset", version, &ack).await
        }

        /// Acknowledges the desired `from_here` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_from_here(
            &self,
            version: i64,
            ack: __rt::Ack<String>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("from_here", version, &ack).await
        }

        /// Acknowledges the desired `H` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_h(
            &self,
            version: i64,
            ack: __rt::Ack<HObject>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("H", version, &ack).await
        }
    }

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
    /// [`start_with_driver`] starts it.
    pub fn start<H, ContextA, Running, Option2, Device2>(
        connection: __rt::Connection,
        handler: H,
        components: Components<ContextA, Running, Option2, Device2>,
    ) -> Result<Device, __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
        ContextA: v1_::CommandHandler,
        Running: v1_::CommandHandler,
        Option2: core_::PropertyHandler,
        Device2: core_::PropertyHandler,
    {
        let (running, link) = v1::start(connection, Model { handler, components })?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver<H, ContextA, Running, Option2, Device2>(
        connection: __rt::Connection,
        handler: H,
        components: Components<ContextA, Running, Option2, Device2>,
    ) -> Result<(Device, __rt::Driver), __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
        ContextA: v1_::CommandHandler,
        Running: v1_::CommandHandler,
        Option2: core_::PropertyHandler,
        Device2: core_::PropertyHandler,
    {
        let (running, link, driver) = v1::start_with_driver(
            connection,
            Model { handler, components },
        )?;
        Ok((Device::new(running, link), driver))
    }

    /// The handlers of the components.
    #[derive(Debug, Clone)]
    pub struct Components<ContextA, Running, Option2, Device2> {
        /// Component `contextA`.
        pub context_a: ContextA,
        /// Component `running`.
        ///
        /// `running` on the wire.
        pub component_running: Running,
        /// Component `Option`.
        pub option: Option2,
        /// Component `device`.
        pub device: Device2,
    }

    /// A running device; cheap to clone.
    #[derive(Debug, Clone)]
    pub struct Device {
        running: __rt::Device,
        own_context: Context,
        context_a: v1_::Context,
        component_running: v1_::Context,
        option: core_::Context,
        device: core_::Context,
    }

    impl Device {
        fn new(running: __rt::Device, link: v1::Link) -> Self {
            Self {
                running,
                context_a: v1_::Context::new(link.component("contextA")),
                component_running: v1_::Context::new(link.component("running")),
                option: core_::Context::new(link.component("Option")),
                device: core_::Context::new(link.component("device")),
                own_context: Context::new(link),
            }
        }

        /// The context of the device itself.
        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        /// Component `contextA`.
        #[must_use]
        pub fn context_a(&self) -> &v1_::Context {
            &self.context_a
        }

        /// Component `running`.
        ///
        /// `running` on the wire.
        #[must_use]
        pub fn component_running(&self) -> &v1_::Context {
            &self.component_running
        }

        /// Component `Option`.
        #[must_use]
        pub fn option(&self) -> &core_::Context {
            &self.option
        }

        /// Component `device`.
        #[must_use]
        pub fn device(&self) -> &core_::Context {
            &self.device
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

    /// Schema of `context`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ContextObject {
        /// Field `clone`.
        pub clone: Option<i32>,
        /// Field `New`.
        pub new: Option<i32>,
        /// Field `encode`.
        pub encode: Option<i32>,
        /// Field `value`.
        pub value: Option<String>,
        /// Field `object`.
        pub object: Option<String>,
        /// Field `json`.
        pub json: Option<String>,
        /// Field `name`.
        pub name: Option<String>,
    }

    impl ContextObject {
        /// Sets `clone`.
        #[must_use]
        pub fn with_clone(mut self, value: i32) -> Self {
            self.clone = Some(value);
            self
        }

        /// Sets `New`.
        #[must_use]
        pub fn with_new(mut self, value: i32) -> Self {
            self.new = Some(value);
            self
        }

        /// Sets `encode`.
        #[must_use]
        pub fn with_encode(mut self, value: i32) -> Self {
            self.encode = Some(value);
            self
        }

        /// Sets `value`.
        #[must_use]
        pub fn value(mut self, value: impl Into<String>) -> Self {
            self.value = Some(value.into());
            self
        }

        /// Sets `object`.
        #[must_use]
        pub fn object(mut self, value: impl Into<String>) -> Self {
            self.object = Some(value.into());
            self
        }

        /// Sets `json`.
        #[must_use]
        pub fn json(mut self, value: impl Into<String>) -> Self {
            self.json = Some(value.into());
            self
        }

        /// Sets `name`.
        #[must_use]
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
    }

    impl v1::Object for ContextObject {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("clone", &self.clone)?;
            object.optional("New", &self.new)?;
            object.optional("encode", &self.encode)?;
            object.optional("value", &self.value)?;
            object.optional("object", &self.object)?;
            object.optional("json", &self.json)?;
            object.optional("name", &self.name)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "clone" => self.clone = json.optional()?,
                "New" => self.new = json.optional()?,
                "encode" => self.encode = json.optional()?,
                "value" => self.value = json.optional()?,
                "object" => self.object = json.optional()?,
                "json" => self.json = json.optional()?,
                "name" => self.name = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema of `String`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum StringEnum {
        /// `None` (`Some`).
        None,
        /// `Some` (`None`).
        Some,
        /// `Unknown` (`?`).
        Unknown,
        /// `unrecognized` (`!`).
        UnrecognizedValue,
        /// `on_off` (`a`).
        OnOff,
        /// `onOff` (`b`).
        OnOff2,
        /// `String` (`c`).
        StringValue,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl StringEnum {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[
            Self::None,
            Self::Some,
            Self::Unknown,
            Self::UnrecognizedValue,
            Self::OnOff,
            Self::OnOff2,
            Self::StringValue,
        ];

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "Some" => Self::None,
                "None" => Self::Some,
                "?" => Self::Unknown,
                "!" => Self::UnrecognizedValue,
                "a" => Self::OnOff,
                "b" => Self::OnOff2,
                "c" => Self::StringValue,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::None => "Some",
                Self::Some => "None",
                Self::Unknown => "?",
                Self::UnrecognizedValue => "!",
                Self::OnOff => "a",
                Self::OnOff2 => "b",
                Self::StringValue => "c",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::None => Some("None"),
                Self::Some => Some("Some"),
                Self::Unknown => Some("Unknown"),
                Self::UnrecognizedValue => Some("unrecognized"),
                Self::OnOff => Some("on_off"),
                Self::OnOff2 => Some("onOff"),
                Self::StringValue => Some("String"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
    impl ::core::fmt::Display for StringEnum {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for StringEnum {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "None" => Self::None,
                    "Some" => Self::Some,
                    "Unknown" | "?" => Self::Unknown,
                    "unrecognized" | "!" => Self::UnrecognizedValue,
                    "on_off" | "a" => Self::OnOff,
                    "onOff" | "b" => Self::OnOff2,
                    "String" | "c" => Self::StringValue,
                    _ => return Err(v1::parse_error(text, "a value of StringEnum")),
                },
            )
        }
    }

    impl v1::Value for StringEnum {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
        }
    }

    /// Schema of `H`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct HObject {
        /// Field `h`.
        pub h: Option<i32>,
    }

    impl HObject {
        /// Sets `h`.
        #[must_use]
        pub fn h(mut self, value: i32) -> Self {
            self.h = Some(value);
            self
        }
    }

    impl v1::Object for HObject {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("h", &self.h)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "h" => self.h = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Request of `Telemetry`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ResultEnum {
        /// `Ok` (`1`).
        Ok,
        /// `Box` (`3`).
        BoxValue,
        /// `Future` (`4`).
        FutureValue,
        /// `Err` (`2`).
        Err,
        /// A value that this version of the model does not have.
        Unrecognized(i32),
    }

    impl ResultEnum {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[
            Self::Ok,
            Self::BoxValue,
            Self::FutureValue,
            Self::Err,
        ];

        /// The variant of a value on the wire.
        #[must_use]
        pub const fn from_value(value: i32) -> Self {
            match value {
                1 => Self::Ok,
                3 => Self::BoxValue,
                4 => Self::FutureValue,
                2 => Self::Err,
                _ => Self::Unrecognized(value),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Ok => 1,
                Self::BoxValue => 3,
                Self::FutureValue => 4,
                Self::Err => 2,
                Self::Unrecognized(value) => value,
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(self) -> Option<&'static str> {
            match self {
                Self::Ok => Some("Ok"),
                Self::BoxValue => Some("Box"),
                Self::FutureValue => Some("Future"),
                Self::Err => Some("Err"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or the number of an unrecognized value.
    impl ::core::fmt::Display for ResultEnum {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for ResultEnum {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "Ok" | "1" => Self::Ok,
                    "Box" | "3" => Self::BoxValue,
                    "Future" | "4" => Self::FutureValue,
                    "Err" | "2" => Self::Err,
                    _ => return Err(v1::parse_error(text, "a value of ResultEnum")),
                },
            )
        }
    }

    impl v1::Value for ResultEnum {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::Value::encode(&self.value(), out)
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(json.integer()?))
        }
    }

    /// Response of `Telemetry`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct V1 {
        /// Field `core`.
        pub core: Option<i32>,
    }

    impl V1 {
        /// Sets `core`.
        #[must_use]
        pub fn core(mut self, value: i32) -> Self {
            self.core = Some(value);
            self
        }
    }

    impl v1::Object for V1 {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("core", &self.core)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "core" => self.core = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// The device as the runtime sees it.
    struct Model<H, ContextA, Running, Option2, Device2> {
        handler: H,
        components: Components<ContextA, Running, Option2, Device2>,
    }

    impl<H, ContextA, Running, Option2, Device2> v1::DeviceModel
    for Model<H, ContextA, Running, Option2, Device2>
    where
        H: PropertyHandler + CommandHandler,
        ContextA: v1_::CommandHandler,
        Running: v1_::CommandHandler,
        Option2: core_::PropertyHandler,
        Device2: core_::PropertyHandler,
    {
        fn model_id(&self) -> &'static str {
            MODEL_ID
        }

        fn components(&self) -> &'static [&'static str] {
            &["contextA", "running", "Option", "device"]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[
                (None, "fn"),
                (None, "fnUnset"),
                (None, "from_here"),
                (None, "H"),
                (Some("Option"), "report"),
                (Some("device"), "report"),
            ]
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
                    Some("Option") => {
                        let context = core_::Context::new(link.component("Option"));
                        core_::desired(&self.components.option, &context, &property)
                            .await
                    }
                    Some("device") => {
                        let context = core_::Context::new(link.component("device"));
                        core_::desired(&self.components.device, &context, &property)
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
                    Some("contextA") => {
                        let context = v1_::Context::new(link.component("contextA"));
                        v1_::command(&self.components.context_a, &context, &call).await
                    }
                    Some("running") => {
                        let context = v1_::Context::new(link.component("running"));
                        v1_::command(&self.components.component_running, &context, &call)
                            .await
                    }
                    _ => call.unknown(),
                }
            })
        }
    }

    /// Interface `dtmi:test:v1;1`.
    pub mod v1_ {
        use super::{__rt, v1};
        use ::core::future::Future;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:v1;1";

        /// What a device does when the cloud calls a command.
        ///
        /// Each call runs beside all other handlers, also beside one of the same command. What
        /// takes long answers [`accepted`](__rt::CommandResponse::accepted), and reports its end
        /// later.
        /// A panic is answered with status 500.
        #[diagnostic::on_unimplemented(
            message = "`{Self}` does not handle the commands of `dtmi:test:v1;1`",
            label = "implement `v1_::CommandHandler` for it",
            note = "commands: `send`, `Send`"
        )]
        pub trait CommandHandler: Send + Sync + 'static {
            /// The cloud calls `send`.
            fn send(
                &self,
                context: &Context,
            ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

            /// The cloud calls `Send`.
            ///
            /// `Send` on the wire.
            fn send_2(
                &self,
                context: &Context,
            ) -> impl Future<Output = __rt::CommandResult<()>> + Send;
        }

        pub(super) async fn command<H: CommandHandler>(
            handler: &H,
            context: &Context,
            call: &v1::CommandCall<'_>,
        ) -> v1::CommandAnswer {
            match call.name() {
                "send" => call.answer_empty(CommandHandler::send(handler, context).await),
                "Send" => {
                    call.answer_empty(CommandHandler::send_2(handler, context).await)
                }
                _ => call.unknown(),
            }
        }

        /// One component's way to its cloud; cheap to clone.
        #[derive(Debug, Clone)]
        pub struct Context(v1::Link);

        impl Context {
            pub(super) fn new(link: v1::Link) -> Self {
                Self(link)
            }

            /// The name of the component, or `None` for the device itself.
            #[must_use]
            pub fn component_name(&self) -> Option<&'static str> {
                self.0.component_name()
            }

            /// The context of the device that has this component.
            #[must_use]
            pub fn device(&self) -> super::Context {
                super::Context::new(self.0.root())
            }
        }
    }

    /// Interface `dtmi:test:core;1`.
    pub mod core_ {
        use super::{__rt, v1};
        use ::core::future::Future;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:core;1";

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `report`.
            pub report: __rt::Patch<f64>,
        }

        impl Properties {
            /// Sets `report`.
            pub fn report(mut self, value: f64) -> Self {
                self.report = __rt::Patch::Set(value);
                self
            }

            /// Removes `report` from what is reported.
            pub fn clear_report(mut self) -> Self {
                self.report = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.initial("report", &self.report)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "report" => self.report = json.patch()?,
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
            message = "`{Self}` does not handle the writable properties of `dtmi:test:core;1`",
            label = "implement `core_::PropertyHandler` for it",
            note = "writable properties: `report`"
        )]
        pub trait PropertyHandler: Send + Sync + 'static {
            /// The cloud wishes `report`.
            fn report(
                &self,
                context: &Context,
                desired: __rt::Desired<f64>,
            ) -> impl Future<Output = __rt::Ack<f64>> + Send;

            /// There is no desired value of `report`: it was never set, or was removed.
            /// `Some(value)` reports the value in use, `None` reports nothing.
            fn report_unset(
                &self,
                context: &Context,
            ) -> impl Future<Output = Option<f64>> + Send {
                let _ = context;
                ::core::future::ready(None)
            }
        }

        pub(super) async fn desired<H: PropertyHandler>(
            handler: &H,
            context: &Context,
            property: &v1::DesiredProperty<'_>,
        ) -> v1::Acknowledgement {
            match property.name() {
                "report" => {
                    property
                        .handle(
                            |desired| PropertyHandler::report(handler, context, desired),
                            || PropertyHandler::report_unset(handler, context),
                        )
                        .await
                }
                _ => property.unknown(),
            }
        }

        /// One component's way to its cloud; cheap to clone.
        #[derive(Debug, Clone)]
        pub struct Context(v1::Link);

        impl Context {
            pub(super) fn new(link: v1::Link) -> Self {
                Self(link)
            }

            /// The name of the component, or `None` for the device itself.
            #[must_use]
            pub fn component_name(&self) -> Option<&'static str> {
                self.0.component_name()
            }

            /// The context of the device that has this component.
            #[must_use]
            pub fn device(&self) -> super::Context {
                super::Context::new(self.0.root())
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

            /// Acknowledges the desired `report` of this version, after an answer that it was in
            /// progress; does nothing once a newer one has come.
            ///
            /// # Errors
            ///
            /// A twin cannot hold the value, it is too large, or the device was shut down.
            pub async fn acknowledge_report(
                &self,
                version: i64,
                ack: __rt::Ack<f64>,
            ) -> Result<__rt::Delivery, __rt::Error> {
                self.0.acknowledge("report", version, &ack).await
            }
        }
    }
}
