// @generated
// from dtmi:test:Meter;4

/// A device.
///
/// Interface `dtmi:test:Meter;4`.
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
pub mod meter {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Meter;4";

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `aByte`.
        pub a_byte: Option<i8>,
        /// Telemetry `aShort`.
        pub a_short: Option<i16>,
        /// Telemetry `anInteger`.
        pub an_integer: Option<i32>,
        /// Telemetry `aLong`.
        pub a_long: Option<i64>,
        /// Telemetry `anUnsignedByte`.
        pub an_unsigned_byte: Option<u8>,
        /// Telemetry `anUnsignedShort`.
        pub an_unsigned_short: Option<u16>,
        /// Telemetry `anUnsignedInteger`.
        pub an_unsigned_integer: Option<u32>,
        /// Telemetry `anUnsignedLong`.
        pub an_unsigned_long: Option<u64>,
        /// Telemetry `someBytes`.
        pub some_bytes: Option<__rt::Bytes>,
        /// Telemetry `aDecimal`.
        pub a_decimal: Option<__rt::Decimal>,
        /// Telemetry `aScaledDecimal`.
        pub a_scaled_decimal: Option<__rt::ScaledDecimal>,
        /// Telemetry `aUuid`.
        pub a_uuid: Option<__rt::Uuid>,
    }

    impl Telemetry {
        /// Sets `aByte`.
        pub fn a_byte(mut self, value: i8) -> Self {
            self.a_byte = Some(value);
            self
        }

        /// Sets `aShort`.
        pub fn a_short(mut self, value: i16) -> Self {
            self.a_short = Some(value);
            self
        }

        /// Sets `anInteger`.
        pub fn an_integer(mut self, value: i32) -> Self {
            self.an_integer = Some(value);
            self
        }

        /// Sets `aLong`.
        pub fn a_long(mut self, value: i64) -> Self {
            self.a_long = Some(value);
            self
        }

        /// Sets `anUnsignedByte`.
        pub fn an_unsigned_byte(mut self, value: u8) -> Self {
            self.an_unsigned_byte = Some(value);
            self
        }

        /// Sets `anUnsignedShort`.
        pub fn an_unsigned_short(mut self, value: u16) -> Self {
            self.an_unsigned_short = Some(value);
            self
        }

        /// Sets `anUnsignedInteger`.
        pub fn an_unsigned_integer(mut self, value: u32) -> Self {
            self.an_unsigned_integer = Some(value);
            self
        }

        /// Sets `anUnsignedLong`.
        pub fn an_unsigned_long(mut self, value: u64) -> Self {
            self.an_unsigned_long = Some(value);
            self
        }

        /// Sets `someBytes`.
        pub fn some_bytes(mut self, value: impl Into<__rt::Bytes>) -> Self {
            self.some_bytes = Some(value.into());
            self
        }

        /// Sets `aDecimal`.
        pub fn a_decimal(mut self, value: impl Into<__rt::Decimal>) -> Self {
            self.a_decimal = Some(value.into());
            self
        }

        /// Sets `aScaledDecimal`.
        pub fn a_scaled_decimal(mut self, value: __rt::ScaledDecimal) -> Self {
            self.a_scaled_decimal = Some(value);
            self
        }

        /// Sets `aUuid`.
        pub fn a_uuid(mut self, value: __rt::Uuid) -> Self {
            self.a_uuid = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("aByte", &self.a_byte)?;
            object.optional("aShort", &self.a_short)?;
            object.optional("anInteger", &self.an_integer)?;
            object.optional("aLong", &self.a_long)?;
            object.optional("anUnsignedByte", &self.an_unsigned_byte)?;
            object.optional("anUnsignedShort", &self.an_unsigned_short)?;
            object.optional("anUnsignedInteger", &self.an_unsigned_integer)?;
            object.optional("anUnsignedLong", &self.an_unsigned_long)?;
            object.optional("someBytes", &self.some_bytes)?;
            object.optional("aDecimal", &self.a_decimal)?;
            object.optional("aScaledDecimal", &self.a_scaled_decimal)?;
            object.optional("aUuid", &self.a_uuid)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "aByte" => self.a_byte = json.optional()?,
                "aShort" => self.a_short = json.optional()?,
                "anInteger" => self.an_integer = json.optional()?,
                "aLong" => self.a_long = json.optional()?,
                "anUnsignedByte" => self.an_unsigned_byte = json.optional()?,
                "anUnsignedShort" => self.an_unsigned_short = json.optional()?,
                "anUnsignedInteger" => self.an_unsigned_integer = json.optional()?,
                "anUnsignedLong" => self.an_unsigned_long = json.optional()?,
                "someBytes" => self.some_bytes = json.optional()?,
                "aDecimal" => self.a_decimal = json.optional()?,
                "aScaledDecimal" => self.a_scaled_decimal = json.optional()?,
                "aUuid" => self.a_uuid = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// Property `limits`.
        pub limits: __rt::Patch<Vec<u16>>,
        /// Property `tree`.
        pub tree: __rt::Patch<Node>,
        /// Property `place`.
        pub place: __rt::Patch<__rt::geo::Point>,
    }

    impl Properties {
        /// Sets `limits`.
        pub fn limits(mut self, value: impl Into<Vec<u16>>) -> Self {
            self.limits = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `limits` from what is reported.
        pub fn clear_limits(mut self) -> Self {
            self.limits = __rt::Patch::Clear;
            self
        }

        /// Sets `tree`.
        pub fn tree(mut self, value: Node) -> Self {
            self.tree = __rt::Patch::Set(value);
            self
        }

        /// Removes `tree` from what is reported.
        pub fn clear_tree(mut self) -> Self {
            self.tree = __rt::Patch::Clear;
            self
        }

        /// Sets `place`.
        pub fn place(mut self, value: __rt::geo::Point) -> Self {
            self.place = __rt::Patch::Set(value);
            self
        }

        /// Removes `place` from what is reported.
        pub fn clear_place(mut self) -> Self {
            self.place = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.initial("limits", &self.limits)?;
            object.patch("tree", &self.tree)?;
            object.patch("place", &self.place)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "limits" => self.limits = json.patch()?,
                "tree" => self.tree = json.patch()?,
                "place" => self.place = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Meter;4`",
        label = "implement `meter::PropertyHandler` for it",
        note = "writable properties: `limits`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `limits`.
        fn limits(
            &self,
            context: &Context,
            desired: __rt::Desired<Vec<u16>>,
        ) -> impl Future<Output = __rt::Ack<Vec<u16>>> + Send;

        /// There is no desired value of `limits`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn limits_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<Vec<u16>>> + Send {
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
            "limits" => {
                property
                    .handle(
                        |desired| PropertyHandler::limits(handler, context, desired),
                        || PropertyHandler::limits_unset(handler, context),
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
        message = "`{Self}` does not handle the commands of `dtmi:test:Meter;4`",
        label = "implement `meter::CommandHandler` for it",
        note = "commands: `calibrate`, `measure`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// The cloud calls `calibrate`.
        fn calibrate(
            &self,
            context: &Context,
            offset: __rt::Nullable<__rt::Decimal>,
        ) -> impl Future<Output = __rt::CommandResult<__rt::Nullable<Node>>> + Send;

        /// The cloud calls `measure`.
        fn measure(
            &self,
            context: &Context,
            which: __rt::Uuid,
        ) -> impl Future<Output = __rt::CommandResult<__rt::ScaledDecimal>> + Send;
    }

    async fn command<H: CommandHandler>(
        handler: &H,
        context: &Context,
        call: &v1::CommandCall<'_>,
    ) -> v1::CommandAnswer {
        match call.name() {
            "calibrate" => {
                call.handle_request(|request| CommandHandler::calibrate(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "measure" => {
                call.handle_request(|request| CommandHandler::measure(
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

        /// Acknowledges the desired `limits` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_limits(
            &self,
            version: i64,
            ack: __rt::Ack<Vec<u16>>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("limits", version, &ack).await
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

    /// Schema `dtmi:test:Node;1`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Node {
        /// Field `label`.
        pub label: Option<String>,
        /// Field `left`.
        pub left: Option<Box<Self>>,
        /// Field `others`.
        pub others: Option<Vec<Self>>,
    }

    impl Node {
        /// Sets `label`.
        #[must_use]
        pub fn label(mut self, value: impl Into<String>) -> Self {
            self.label = Some(value.into());
            self
        }

        /// Sets `left`.
        #[must_use]
        pub fn left(mut self, value: Self) -> Self {
            self.left = Some(Box::new(value));
            self
        }

        /// Sets `others`.
        #[must_use]
        pub fn others(mut self, value: impl Into<Vec<Self>>) -> Self {
            self.others = Some(value.into());
            self
        }
    }

    impl v1::Object for Node {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("label", &self.label)?;
            object.optional("left", &self.left)?;
            object.optional("others", &self.others)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "label" => self.label = json.optional()?,
                "left" => self.left = json.optional()?,
                "others" => self.others = json.optional()?,
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
            &[(None, "limits")]
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
