// @generated
// from dtmi:test:Gateway;1

/// Names that the service's side has items of its own for.
///
/// Interface `dtmi:test:Gateway;1`.
#[allow(
    dead_code,
    unreachable_pub,
    clippy::doc_markdown,
    clippy::enum_variant_names,
    clippy::large_enum_variant,
    clippy::module_inception,
    clippy::struct_field_names,
    clippy::too_many_lines,
    clippy::type_complexity,
    reason = "the model chooses names, texts and sizes, and may say more than this program uses"
)]
#[rustfmt::skip]
pub mod gateway {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Gateway;1";

    /// Metadata of `dtmi:test:Gateway;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Gateway;1")
        .with_description(
            &[("en", "Names that the service's side has items of its own for.")],
        );

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `device_id`.
        pub device_id: Option<i32>,
    }

    impl Telemetry {
        /// Sets `device_id`.
        pub fn device_id(mut self, value: i32) -> Self {
            self.device_id = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("device_id", &self.device_id)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "device_id" => self.device_id = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl From<i32> for Telemetry {
        fn from(value: i32) -> Self {
            Self { device_id: Some(value) }
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// Property `Mode`.
        pub mode: __rt::Patch<Mode>,
        /// Property `Twin`.
        pub twin: __rt::Patch<TwinObject>,
    }

    impl Properties {
        /// Sets `Mode`.
        pub fn mode(mut self, value: Mode) -> Self {
            self.mode = __rt::Patch::Set(value);
            self
        }

        /// Removes `Mode` from what is reported.
        pub fn clear_mode(mut self) -> Self {
            self.mode = __rt::Patch::Clear;
            self
        }

        /// Sets `Twin`.
        pub fn twin(mut self, value: TwinObject) -> Self {
            self.twin = __rt::Patch::Set(value);
            self
        }

        /// Removes `Twin` from what is reported.
        pub fn clear_twin(mut self) -> Self {
            self.twin = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.initial("Mode", &self.mode)?;
            object.patch("Twin", &self.twin)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "Mode" => self.mode = json.patch()?,
                "Twin" => self.twin = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Gateway;1`",
        label = "implement `gateway::PropertyHandler` for it",
        note = "writable properties: `Mode`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `Mode`.
        fn mode(
            &self,
            context: &Context,
            desired: __rt::Desired<Mode>,
        ) -> impl Future<Output = __rt::Ack<Mode>> + Send;

        /// There is no desired value of `Mode`: it was never set, or was removed. `Some(value)`
        /// reports the value in use, `None` reports nothing.
        fn mode_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<Mode>> + Send {
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
            "Mode" => {
                property
                    .handle(
                        |desired| PropertyHandler::mode(handler, context, desired),
                        || PropertyHandler::mode_unset(handler, context),
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
        message = "`{Self}` does not handle the commands of `dtmi:test:Gateway;1`",
        label = "implement `gateway::CommandHandler` for it",
        note = "commands: `Update`, `new`, `from_here`, `clone`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// The cloud calls `Update`.
        fn update(
            &self,
            context: &Context,
            self_: String,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `new`.
        ///
        /// `new` on the wire.
        fn handle_new(
            &self,
            context: &Context,
        ) -> impl Future<Output = __rt::CommandResult<__rt::DateTime>> + Send;

        /// The cloud calls `from_here`.
        ///
        /// `from_here` on the wire.
        fn handle_from_here(
            &self,
            context: &Context,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

        /// The cloud calls `clone`.
        fn clone(
            &self,
            context: &Context,
        ) -> impl Future<Output = __rt::CommandResult<()>> + Send;
    }

    async fn command<H: CommandHandler>(
        handler: &H,
        context: &Context,
        call: &v1::CommandCall<'_>,
    ) -> v1::CommandAnswer {
        match call.name() {
            "Update" => {
                call.handle_request_only(|request| CommandHandler::update(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "new" => call.answer(CommandHandler::handle_new(handler, context).await),
            "from_here" => {
                call.answer_empty(
                    CommandHandler::handle_from_here(handler, context).await,
                )
            }
            "clone" => call.answer_empty(CommandHandler::clone(handler, context).await),
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

        /// Acknowledges the desired `Mode` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_mode(
            &self,
            version: i64,
            ack: __rt::Ack<Mode>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("Mode", version, &ack).await
        }
    }

    /// Properties as a device reported them.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ReportedProperties {
        /// Property `Mode`.
        pub mode: __rt::service::Reported<Mode>,
        /// Property `Twin`.
        pub twin: Option<TwinObject>,
    }

    impl v1::ReadMember for ReportedProperties {
        fn read_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "Mode" => self.mode = json.reported()?,
                "Twin" => self.twin = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Writable properties as the service wishes them; what is not set stays as it is. Read
    /// from a twin, [`Keep`](__rt::Patch::Keep) is a property without a desired value.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "desired properties do nothing until they are written"]
    pub struct DesiredProperties {
        /// Property `Mode`.
        pub mode: __rt::Patch<Mode>,
    }

    impl DesiredProperties {
        /// Sets `Mode`.
        pub fn mode(mut self, value: Mode) -> Self {
            self.mode = __rt::Patch::Set(value);
            self
        }

        /// Removes `Mode` from what is desired.
        pub fn clear_mode(mut self) -> Self {
            self.mode = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for DesiredProperties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("Mode", &self.mode)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "Mode" => self.mode = json.desired()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// The interface of a device, from the service's side.
    #[derive(Debug)]
    pub struct Remote<'a, S>(v1::RemotePart<'a, S>);

    impl<'a, S: __rt::service::Service> Remote<'a, S> {
        fn new(part: v1::RemotePart<'a, S>) -> Self {
            Self(part)
        }

        /// The name of the component, or `None` for the device itself.
        #[must_use]
        pub fn component_name(&self) -> Option<&'static str> {
            self.0.component_name()
        }

        /// Writes desired properties, and returns the version by which the device will
        /// acknowledge them.
        ///
        /// # Errors
        ///
        /// Nothing is set, a twin cannot hold a value, or the service could not be asked.
        pub async fn update(
            &self,
            desired: DesiredProperties,
        ) -> Result<i64, __rt::service::Error> {
            self.0.update(&desired).await
        }

        /// Calls `Update`.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn call_update(
            &self,
            self_: String,
        ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
            self.0.call("Update", &self_).await
        }

        /// Calls `new`.
        ///
        /// `new` on the wire.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn call_new(
            &self,
        ) -> Result<__rt::CommandResponse<__rt::DateTime>, __rt::service::Error> {
            self.0.call("new", &()).await
        }

        /// Calls `from_here`.
        ///
        /// `from_here` on the wire.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn call_from_here(
            &self,
        ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
            self.0.call("from_here", &()).await
        }

        /// Calls `clone`.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn clone(
            &self,
        ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
            self.0.call("clone", &()).await
        }
    }

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
    /// [`start_with_driver`] starts it.
    pub fn start<H, Root, Twin2, Default2, Unknown, String2>(
        connection: __rt::Connection,
        handler: H,
        components: Components<Root, Twin2, Default2, Unknown, String2>,
    ) -> Result<Device, __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
        Root: sensor::PropertyHandler + sensor::CommandHandler,
        Twin2: sensor::PropertyHandler + sensor::CommandHandler,
        Default2: sensor::PropertyHandler + sensor::CommandHandler,
        Unknown: sensor::PropertyHandler + sensor::CommandHandler,
        String2: sensor::PropertyHandler + sensor::CommandHandler,
    {
        let (running, link) = v1::start(connection, Model { handler, components })?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver<H, Root, Twin2, Default2, Unknown, String2>(
        connection: __rt::Connection,
        handler: H,
        components: Components<Root, Twin2, Default2, Unknown, String2>,
    ) -> Result<(Device, __rt::Driver), __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
        Root: sensor::PropertyHandler + sensor::CommandHandler,
        Twin2: sensor::PropertyHandler + sensor::CommandHandler,
        Default2: sensor::PropertyHandler + sensor::CommandHandler,
        Unknown: sensor::PropertyHandler + sensor::CommandHandler,
        String2: sensor::PropertyHandler + sensor::CommandHandler,
    {
        let (running, link, driver) = v1::start_with_driver(
            connection,
            Model { handler, components },
        )?;
        Ok((Device::new(running, link), driver))
    }

    /// The handlers of the components.
    #[derive(Debug, Clone)]
    pub struct Components<Root, Twin2, Default2, Unknown, String2> {
        /// Component `root`.
        ///
        /// `root` on the wire.
        pub component_root: Root,
        /// Component `twin`.
        ///
        /// `twin` on the wire.
        pub component_twin: Twin2,
        /// Component `default`.
        pub default: Default2,
        /// Component `unknown`.
        pub unknown: Unknown,
        /// Component `String`.
        pub string: String2,
    }

    /// A running device; cheap to clone.
    #[derive(Debug, Clone)]
    pub struct Device {
        running: __rt::Device,
        own_context: Context,
        component_root: sensor::Context,
        component_twin: sensor::Context,
        default: sensor::Context,
        unknown: sensor::Context,
        string: sensor::Context,
        idle: idle::Context,
    }

    impl Device {
        fn new(running: __rt::Device, link: v1::Link) -> Self {
            Self {
                running,
                component_root: sensor::Context::new(link.component("root")),
                component_twin: sensor::Context::new(link.component("twin")),
                default: sensor::Context::new(link.component("default")),
                unknown: sensor::Context::new(link.component("unknown")),
                string: sensor::Context::new(link.component("String")),
                idle: idle::Context::new(link.component("idle")),
                own_context: Context::new(link),
            }
        }

        /// The context of the device itself.
        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        /// Component `root`.
        ///
        /// `root` on the wire.
        #[must_use]
        pub fn component_root(&self) -> &sensor::Context {
            &self.component_root
        }

        /// Component `twin`.
        ///
        /// `twin` on the wire.
        #[must_use]
        pub fn component_twin(&self) -> &sensor::Context {
            &self.component_twin
        }

        /// Component `default`.
        #[must_use]
        pub fn default(&self) -> &sensor::Context {
            &self.default
        }

        /// Component `unknown`.
        #[must_use]
        pub fn unknown(&self) -> &sensor::Context {
            &self.unknown
        }

        /// Component `String`.
        #[must_use]
        pub fn string(&self) -> &sensor::Context {
            &self.string
        }

        /// Component `idle`.
        #[must_use]
        pub fn idle(&self) -> &idle::Context {
            &self.idle
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

    /// A telemetry message, by the component that sent it.
    #[derive(Debug, Clone, PartialEq)]
    pub enum TelemetryMessage {
        /// The device itself.
        Root(__rt::service::Received<Telemetry>),
        /// Component `root`.
        ///
        /// `root` on the wire.
        RootComponent(__rt::service::Received<sensor::Telemetry>),
        /// Component `twin`.
        ///
        /// `twin` on the wire.
        Twin(__rt::service::Received<sensor::Telemetry>),
        /// Component `default`.
        Default(__rt::service::Received<sensor::Telemetry>),
        /// Component `unknown`.
        UnknownComponent(__rt::service::Received<sensor::Telemetry>),
        /// Component `String`.
        StringComponent(__rt::service::Received<sensor::Telemetry>),
        /// Of a component that the model does not have, or that has no telemetry there.
        Unknown(__rt::service::UnknownMessage),
    }

    impl TelemetryMessage {
        /// Reads a message: the component by its name, as the message's `dt-subject` has it,
        /// and the body.
        ///
        /// # Errors
        ///
        /// The body is not a JSON object. What in it is not the model's is kept in the message.
        pub fn decode(
            component: Option<&str>,
            body: &[u8],
        ) -> Result<Self, __rt::service::DecodeError> {
            Ok(
                match component {
                    None => Self::Root(v1::receive(component, body)?),
                    Some("root") => Self::RootComponent(v1::receive(component, body)?),
                    Some("twin") => Self::Twin(v1::receive(component, body)?),
                    Some("default") => Self::Default(v1::receive(component, body)?),
                    Some("unknown") => {
                        Self::UnknownComponent(v1::receive(component, body)?)
                    }
                    Some("String") => {
                        Self::StringComponent(v1::receive(component, body)?)
                    }
                    _ => Self::Unknown(v1::receive_unknown(component, body)?),
                },
            )
        }
    }

    /// The twin of the device.
    pub type Twin = __rt::service::Twin<TwinDesired, TwinReported>;

    /// The desired properties of the device and its components: those of a twin, or a
    /// patch to be written. What a twin does not desire is [`Keep`](__rt::Patch::Keep).
    #[must_use = "desired properties do nothing until they are written"]
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TwinDesired {
        /// The device itself.
        pub root: DesiredProperties,
        /// Component `root`.
        ///
        /// `root` on the wire.
        pub component_root: sensor::DesiredProperties,
        /// Component `twin`.
        ///
        /// `twin` on the wire.
        pub component_twin: sensor::DesiredProperties,
        /// Component `default`.
        pub default: sensor::DesiredProperties,
        /// Component `unknown`.
        pub unknown: sensor::DesiredProperties,
        /// Component `String`.
        pub string: sensor::DesiredProperties,
    }

    impl TwinDesired {
        /// Sets the desired properties of the device itself.
        pub fn root(mut self, properties: DesiredProperties) -> Self {
            self.root = properties;
            self
        }

        /// Sets the desired properties of `root`.
        pub fn component_root(mut self, properties: sensor::DesiredProperties) -> Self {
            self.component_root = properties;
            self
        }

        /// Sets the desired properties of `twin`.
        pub fn component_twin(mut self, properties: sensor::DesiredProperties) -> Self {
            self.component_twin = properties;
            self
        }

        /// Sets the desired properties of `default`.
        pub fn with_default(mut self, properties: sensor::DesiredProperties) -> Self {
            self.default = properties;
            self
        }

        /// Sets the desired properties of `unknown`.
        pub fn unknown(mut self, properties: sensor::DesiredProperties) -> Self {
            self.unknown = properties;
            self
        }

        /// Sets the desired properties of `String`.
        pub fn string(mut self, properties: sensor::DesiredProperties) -> Self {
            self.string = properties;
            self
        }

        /// The patch as JSON text: components are marked, and what was cleared is
        /// `null`.
        ///
        /// # Errors
        ///
        /// Nothing is set, or a twin cannot hold a value.
        pub fn patch(&self) -> Result<String, __rt::service::Error> {
            v1::desired_patch(self)
        }
    }

    impl v1::TwinSection for TwinDesired {
        fn part(&mut self, component: Option<&str>) -> Option<&mut dyn v1::ReadMember> {
            match component {
                None => Some(&mut self.root),
                Some("root") => Some(&mut self.component_root),
                Some("twin") => Some(&mut self.component_twin),
                Some("default") => Some(&mut self.default),
                Some("unknown") => Some(&mut self.unknown),
                Some("String") => Some(&mut self.string),
                _ => None,
            }
        }
    }

    impl v1::DesiredPatch for TwinDesired {
        fn encode(&self, patch: &mut v1::PatchEncoder) -> Result<(), v1::EncodeError> {
            patch.part(None, &self.root)?;
            patch.part(Some("root"), &self.component_root)?;
            patch.part(Some("twin"), &self.component_twin)?;
            patch.part(Some("default"), &self.default)?;
            patch.part(Some("unknown"), &self.unknown)?;
            patch.part(Some("String"), &self.string)?;
            Ok(())
        }
    }

    /// The reported properties of the device and its components.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TwinReported {
        /// The device itself.
        pub root: ReportedProperties,
        /// Component `root`.
        ///
        /// `root` on the wire.
        pub component_root: sensor::ReportedProperties,
        /// Component `twin`.
        ///
        /// `twin` on the wire.
        pub component_twin: sensor::ReportedProperties,
        /// Component `default`.
        pub default: sensor::ReportedProperties,
        /// Component `unknown`.
        pub unknown: sensor::ReportedProperties,
        /// Component `String`.
        pub string: sensor::ReportedProperties,
    }

    impl v1::TwinSection for TwinReported {
        fn part(&mut self, component: Option<&str>) -> Option<&mut dyn v1::ReadMember> {
            match component {
                None => Some(&mut self.root),
                Some("root") => Some(&mut self.component_root),
                Some("twin") => Some(&mut self.component_twin),
                Some("default") => Some(&mut self.default),
                Some("unknown") => Some(&mut self.unknown),
                Some("String") => Some(&mut self.string),
                _ => None,
            }
        }
    }

    /// A device of this model, from the service's side.
    #[derive(Debug, Clone)]
    pub struct RemoteDevice<S>(v1::RemoteDevice<S>);

    impl<S: __rt::service::Service> RemoteDevice<S> {
        /// The device of this identifier, reached through the service.
        #[must_use]
        pub fn new(service: S, device_id: impl Into<String>) -> Self {
            Self(v1::RemoteDevice::new(service, device_id))
        }

        /// The device's identifier.
        #[must_use]
        pub fn device_id(&self) -> &str {
            self.0.device_id()
        }

        /// The device itself.
        #[must_use]
        pub fn root(&self) -> Remote<'_, S> {
            Remote::new(self.0.part(None))
        }

        /// Component `root`.
        ///
        /// `root` on the wire.
        #[must_use]
        pub fn component_root(&self) -> sensor::Remote<'_, S> {
            sensor::Remote::new(self.0.part(Some("root")))
        }

        /// Component `twin`.
        ///
        /// `twin` on the wire.
        #[must_use]
        pub fn component_twin(&self) -> sensor::Remote<'_, S> {
            sensor::Remote::new(self.0.part(Some("twin")))
        }

        /// Component `default`.
        #[must_use]
        pub fn default(&self) -> sensor::Remote<'_, S> {
            sensor::Remote::new(self.0.part(Some("default")))
        }

        /// Component `unknown`.
        #[must_use]
        pub fn unknown(&self) -> sensor::Remote<'_, S> {
            sensor::Remote::new(self.0.part(Some("unknown")))
        }

        /// Component `String`.
        #[must_use]
        pub fn string(&self) -> sensor::Remote<'_, S> {
            sensor::Remote::new(self.0.part(Some("String")))
        }

        /// Reads the twin.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or what it answered is no twin. What in it is not the
        /// model's is kept in the twin.
        pub async fn twin(&self) -> Result<Twin, __rt::service::Error> {
            self.0.twin().await
        }

        /// Writes desired properties of the device and its components at once, and returns the
        /// version by which the device will acknowledge them.
        ///
        /// # Errors
        ///
        /// Nothing is set, a twin cannot hold a value, or the service could not be asked.
        pub async fn update(
            &self,
            desired: TwinDesired,
        ) -> Result<i64, __rt::service::Error> {
            self.0.update(&desired).await
        }
    }

    /// Schema of `Mode`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Mode {
        /// `off`.
        Off,
        /// `on`.
        On,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl Mode {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Off, Self::On];

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "off" => Self::Off,
                "on" => Self::On,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::Off => "off",
                Self::On => "on",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Off => Some("off"),
                Self::On => Some("on"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
    impl ::core::fmt::Display for Mode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Mode {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "off" => Self::Off,
                    "on" => Self::On,
                    _ => return Err(v1::parse_error(text, "a value of Mode")),
                },
            )
        }
    }

    impl v1::Value for Mode {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
        }
    }

    /// Schema of `Twin`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TwinObject {
        /// Field `S`.
        pub s: Option<TwinObjectS>,
    }

    impl TwinObject {
        /// Sets `S`.
        #[must_use]
        pub fn s(mut self, value: TwinObjectS) -> Self {
            self.s = Some(value);
            self
        }
    }

    impl v1::Object for TwinObject {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("S", &self.s)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "S" => self.s = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema of the field `S`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TwinObjectS {
        /// Field `a`.
        pub a: Option<bool>,
    }

    impl TwinObjectS {
        /// Sets `a`.
        #[must_use]
        pub fn a(mut self, value: bool) -> Self {
            self.a = Some(value);
            self
        }
    }

    impl v1::Object for TwinObjectS {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("a", &self.a)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "a" => self.a = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// The device as the runtime sees it.
    struct Model<H, Root, Twin2, Default2, Unknown, String2> {
        handler: H,
        components: Components<Root, Twin2, Default2, Unknown, String2>,
    }

    impl<H, Root, Twin2, Default2, Unknown, String2> v1::DeviceModel
    for Model<H, Root, Twin2, Default2, Unknown, String2>
    where
        H: PropertyHandler + CommandHandler,
        Root: sensor::PropertyHandler + sensor::CommandHandler,
        Twin2: sensor::PropertyHandler + sensor::CommandHandler,
        Default2: sensor::PropertyHandler + sensor::CommandHandler,
        Unknown: sensor::PropertyHandler + sensor::CommandHandler,
        String2: sensor::PropertyHandler + sensor::CommandHandler,
    {
        fn model_id(&self) -> &'static str {
            MODEL_ID
        }

        fn components(&self) -> &'static [&'static str] {
            &["root", "twin", "default", "unknown", "String", "idle"]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[
                (None, "Mode"),
                (Some("root"), "interval"),
                (Some("twin"), "interval"),
                (Some("default"), "interval"),
                (Some("unknown"), "interval"),
                (Some("String"), "interval"),
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
                    Some("root") => {
                        let context = sensor::Context::new(link.component("root"));
                        sensor::desired(
                                &self.components.component_root,
                                &context,
                                &property,
                            )
                            .await
                    }
                    Some("twin") => {
                        let context = sensor::Context::new(link.component("twin"));
                        sensor::desired(
                                &self.components.component_twin,
                                &context,
                                &property,
                            )
                            .await
                    }
                    Some("default") => {
                        let context = sensor::Context::new(link.component("default"));
                        sensor::desired(&self.components.default, &context, &property)
                            .await
                    }
                    Some("unknown") => {
                        let context = sensor::Context::new(link.component("unknown"));
                        sensor::desired(&self.components.unknown, &context, &property)
                            .await
                    }
                    Some("String") => {
                        let context = sensor::Context::new(link.component("String"));
                        sensor::desired(&self.components.string, &context, &property)
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
                    Some("root") => {
                        let context = sensor::Context::new(link.component("root"));
                        sensor::command(&self.components.component_root, &context, &call)
                            .await
                    }
                    Some("twin") => {
                        let context = sensor::Context::new(link.component("twin"));
                        sensor::command(&self.components.component_twin, &context, &call)
                            .await
                    }
                    Some("default") => {
                        let context = sensor::Context::new(link.component("default"));
                        sensor::command(&self.components.default, &context, &call).await
                    }
                    Some("unknown") => {
                        let context = sensor::Context::new(link.component("unknown"));
                        sensor::command(&self.components.unknown, &context, &call).await
                    }
                    Some("String") => {
                        let context = sensor::Context::new(link.component("String"));
                        sensor::command(&self.components.string, &context, &call).await
                    }
                    _ => call.unknown(),
                }
            })
        }
    }

    /// Interface `dtmi:test:Sensor;1`.
    pub mod sensor {
        use super::{__rt, v1};
        use v1::String;
        use ::core::future::Future;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Sensor;1";

        /// A telemetry message; what is not set is not sent.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "a message does nothing until it is sent"]
        pub struct Telemetry {
            /// Telemetry `value`.
            ///
            /// Unit: `degreeCelsius` (`°C`). Semantic type: `Temperature`.
            pub value: Option<f64>,
        }

        impl Telemetry {
            /// Metadata of `value`.
            pub const VALUE: __rt::Metadata = __rt::Metadata::new("value")
                .with_unit(__rt::Unit::new("degreeCelsius", "°C"))
                .with_semantic_types(&["Temperature"]);

            /// Sets `value`.
            pub fn value(mut self, value: f64) -> Self {
                self.value = Some(value);
                self
            }
        }

        impl v1::Object for Telemetry {
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

        impl From<f64> for Telemetry {
            fn from(value: f64) -> Self {
                Self { value: Some(value) }
            }
        }

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `interval`.
            ///
            /// Unit: `second` (`s`). Semantic type: `TimeSpan`.
            pub interval: __rt::Patch<i64>,
            /// Property `serial`.
            pub serial: __rt::Patch<String>,
        }

        impl Properties {
            /// Metadata of `interval`.
            pub const INTERVAL: __rt::Metadata = __rt::Metadata::new("interval")
                .with_display_name(&[("en", "Interval")])
                .with_unit(__rt::Unit::new("second", "s"))
                .with_semantic_types(&["TimeSpan"]);

            /// Sets `interval`.
            pub fn interval(mut self, value: i64) -> Self {
                self.interval = __rt::Patch::Set(value);
                self
            }

            /// Removes `interval` from what is reported.
            pub fn clear_interval(mut self) -> Self {
                self.interval = __rt::Patch::Clear;
                self
            }

            /// Sets `serial`.
            pub fn serial(mut self, value: impl Into<String>) -> Self {
                self.serial = __rt::Patch::Set(value.into());
                self
            }

            /// Removes `serial` from what is reported.
            pub fn clear_serial(mut self) -> Self {
                self.serial = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.initial("interval", &self.interval)?;
                object.patch("serial", &self.serial)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "interval" => self.interval = json.patch()?,
                    "serial" => self.serial = json.patch()?,
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
            message = "`{Self}` does not handle the writable properties of `dtmi:test:Sensor;1`",
            label = "implement `sensor::PropertyHandler` for it",
            note = "writable properties: `interval`"
        )]
        pub trait PropertyHandler: Send + Sync + 'static {
            /// The cloud wishes `interval`.
            ///
            /// Unit: `second` (`s`). Semantic type: `TimeSpan`.
            fn interval(
                &self,
                context: &Context,
                desired: __rt::Desired<i64>,
            ) -> impl Future<Output = __rt::Ack<i64>> + Send;

            /// There is no desired value of `interval`: it was never set, or was removed.
            /// `Some(value)` reports the value in use, `None` reports nothing.
            fn interval_unset(
                &self,
                context: &Context,
            ) -> impl Future<Output = Option<i64>> + Send {
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
                "interval" => {
                    property
                        .handle(
                            |desired| PropertyHandler::interval(
                                handler,
                                context,
                                desired,
                            ),
                            || PropertyHandler::interval_unset(handler, context),
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
            message = "`{Self}` does not handle the commands of `dtmi:test:Sensor;1`",
            label = "implement `sensor::CommandHandler` for it",
            note = "commands: `component_name`"
        )]
        pub trait CommandHandler: Send + Sync + 'static {
            /// The cloud calls `component_name`.
            fn component_name(
                &self,
                context: &Context,
                request: Request,
            ) -> impl Future<Output = __rt::CommandResult<i32>> + Send;
        }

        pub(super) async fn command<H: CommandHandler>(
            handler: &H,
            context: &Context,
            call: &v1::CommandCall<'_>,
        ) -> v1::CommandAnswer {
            match call.name() {
                "component_name" => {
                    call.handle_request(|request| CommandHandler::component_name(
                            handler,
                            context,
                            request,
                        ))
                        .await
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

            /// Acknowledges the desired `interval` of this version, after an answer that it was in
            /// progress; does nothing once a newer one has come.
            ///
            /// # Errors
            ///
            /// A twin cannot hold the value, it is too large, or the device was shut down.
            pub async fn acknowledge_interval(
                &self,
                version: i64,
                ack: __rt::Ack<i64>,
            ) -> Result<__rt::Delivery, __rt::Error> {
                self.0.acknowledge("interval", version, &ack).await
            }
        }

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `interval`.
            ///
            /// Unit: `second` (`s`). Semantic type: `TimeSpan`.
            pub interval: __rt::service::Reported<i64>,
            /// Property `serial`.
            pub serial: Option<String>,
        }

        impl ReportedProperties {
            /// Metadata of `interval`.
            pub const INTERVAL: __rt::Metadata = Properties::INTERVAL;
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "interval" => self.interval = json.reported()?,
                    "serial" => self.serial = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        /// Writable properties as the service wishes them; what is not set stays as it is. Read
        /// from a twin, [`Keep`](__rt::Patch::Keep) is a property without a desired value.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "desired properties do nothing until they are written"]
        pub struct DesiredProperties {
            /// Property `interval`.
            ///
            /// Unit: `second` (`s`). Semantic type: `TimeSpan`.
            pub interval: __rt::Patch<i64>,
        }

        impl DesiredProperties {
            /// Metadata of `interval`.
            pub const INTERVAL: __rt::Metadata = Properties::INTERVAL;

            /// Sets `interval`.
            pub fn interval(mut self, value: i64) -> Self {
                self.interval = __rt::Patch::Set(value);
                self
            }

            /// Removes `interval` from what is desired.
            pub fn clear_interval(mut self) -> Self {
                self.interval = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for DesiredProperties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("interval", &self.interval)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "interval" => self.interval = json.desired()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        /// The interface of a device, from the service's side.
        #[derive(Debug)]
        pub struct Remote<'a, S>(v1::RemotePart<'a, S>);

        impl<'a, S: __rt::service::Service> Remote<'a, S> {
            pub(super) fn new(part: v1::RemotePart<'a, S>) -> Self {
                Self(part)
            }

            /// The name of the component, or `None` for the device itself.
            #[must_use]
            pub fn component_name(&self) -> Option<&'static str> {
                self.0.component_name()
            }

            /// Writes desired properties, and returns the version by which the device will
            /// acknowledge them.
            ///
            /// # Errors
            ///
            /// Nothing is set, a twin cannot hold a value, or the service could not be asked.
            pub async fn update(
                &self,
                desired: DesiredProperties,
            ) -> Result<i64, __rt::service::Error> {
                self.0.update(&desired).await
            }

            /// Calls `component_name`.
            ///
            /// # Errors
            ///
            /// The service could not be asked, or the device answered with a status that is not one
            /// of 200 to 299, or with what is none of the response's schema.
            pub async fn call_component_name(
                &self,
                request: Request,
            ) -> Result<__rt::CommandResponse<i32>, __rt::service::Error> {
                self.0.call("component_name", &request).await
            }
        }

        /// Request of `component_name`.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Request {
            /// Field `deep`.
            pub deep: Option<f32>,
        }

        impl Request {
            /// Sets `deep`.
            #[must_use]
            pub fn deep(mut self, value: f32) -> Self {
                self.deep = Some(value);
                self
            }
        }

        impl v1::Object for Request {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.optional("deep", &self.deep)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "deep" => self.deep = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }

    /// Interface `dtmi:test:Idle;1`.
    pub mod idle {
        use super::v1;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Idle;1";

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
}
