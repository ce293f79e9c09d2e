// @generated
// from dtmi:test:Plant;1

/// A device.
///
/// Interface `dtmi:test:Plant;1`.
///
/// # Notes
///
/// Several interfaces are called `Valve`: `dtmi:test:Valve;1` is the module `valve_v1`;
/// `rename` gives it another name.
///
/// Several interfaces are called `Valve`: `dtmi:test:Valve;2` is the module `valve_v2`;
/// `rename` gives it another name.
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
pub mod plant {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::Box;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Plant;1";

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
    pub fn start<Inlet, Outlet>(
        connection: __rt::Connection,
        components: Components<Inlet, Outlet>,
    ) -> Result<Device, __rt::Error>
    where
        Inlet: valve_v1::PropertyHandler + valve_v1::CommandHandler,
        Outlet: valve_v1::PropertyHandler + valve_v1::CommandHandler,
    {
        let (running, link) = v1::start(connection, Model { components })?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver<Inlet, Outlet>(
        connection: __rt::Connection,
        components: Components<Inlet, Outlet>,
    ) -> Result<(Device, __rt::Driver), __rt::Error>
    where
        Inlet: valve_v1::PropertyHandler + valve_v1::CommandHandler,
        Outlet: valve_v1::PropertyHandler + valve_v1::CommandHandler,
    {
        let (running, link, driver) = v1::start_with_driver(
            connection,
            Model { components },
        )?;
        Ok((Device::new(running, link), driver))
    }

    /// The handlers of the components.
    #[derive(Debug, Clone)]
    pub struct Components<Inlet, Outlet> {
        /// Component `inlet`.
        pub inlet: Inlet,
        /// Component `outlet`.
        pub outlet: Outlet,
    }

    /// A running device; cheap to clone.
    #[derive(Debug, Clone)]
    pub struct Device {
        running: __rt::Device,
        own_context: Context,
        inlet: valve_v1::Context,
        outlet: valve_v1::Context,
        bypass: valve_v2::Context,
        component_send: info::Context,
        inline: lamp::Context,
    }

    impl Device {
        fn new(running: __rt::Device, link: v1::Link) -> Self {
            Self {
                running,
                inlet: valve_v1::Context::new(link.component("inlet")),
                outlet: valve_v1::Context::new(link.component("outlet")),
                bypass: valve_v2::Context::new(link.component("bypass")),
                component_send: info::Context::new(link.component("send")),
                inline: lamp::Context::new(link.component("inline")),
                own_context: Context::new(link),
            }
        }

        /// The context of the device itself.
        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        /// Component `inlet`.
        #[must_use]
        pub fn inlet(&self) -> &valve_v1::Context {
            &self.inlet
        }

        /// Component `outlet`.
        #[must_use]
        pub fn outlet(&self) -> &valve_v1::Context {
            &self.outlet
        }

        /// Component `bypass`.
        #[must_use]
        pub fn bypass(&self) -> &valve_v2::Context {
            &self.bypass
        }

        /// Component `send`.
        ///
        /// `send` on the wire.
        #[must_use]
        pub fn component_send(&self) -> &info::Context {
            &self.component_send
        }

        /// Component `inline`.
        #[must_use]
        pub fn inline(&self) -> &lamp::Context {
            &self.inline
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
    struct Model<Inlet, Outlet> {
        components: Components<Inlet, Outlet>,
    }

    impl<Inlet, Outlet> v1::DeviceModel for Model<Inlet, Outlet>
    where
        Inlet: valve_v1::PropertyHandler + valve_v1::CommandHandler,
        Outlet: valve_v1::PropertyHandler + valve_v1::CommandHandler,
    {
        fn model_id(&self) -> &'static str {
            MODEL_ID
        }

        fn components(&self) -> &'static [&'static str] {
            &["inlet", "outlet", "bypass", "send", "inline"]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[(Some("inlet"), "open"), (Some("outlet"), "open")]
        }

        fn desired<'a>(
            &'a self,
            link: &'a v1::Link,
            property: v1::DesiredProperty<'a>,
        ) -> v1::BoxFuture<'a, v1::Acknowledgement> {
            Box::pin(async move {
                match property.component() {
                    Some("inlet") => {
                        let context = valve_v1::Context::new(link.component("inlet"));
                        valve_v1::desired(&self.components.inlet, &context, &property)
                            .await
                    }
                    Some("outlet") => {
                        let context = valve_v1::Context::new(link.component("outlet"));
                        valve_v1::desired(&self.components.outlet, &context, &property)
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
                    Some("inlet") => {
                        let context = valve_v1::Context::new(link.component("inlet"));
                        valve_v1::command(&self.components.inlet, &context, &call).await
                    }
                    Some("outlet") => {
                        let context = valve_v1::Context::new(link.component("outlet"));
                        valve_v1::command(&self.components.outlet, &context, &call).await
                    }
                    _ => call.unknown(),
                }
            })
        }
    }

    /// Interface `dtmi:test:Valve;1`.
    pub mod valve_v1 {
        use super::{__rt, v1};
        use ::core::future::Future;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Valve;1";

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `open`.
            pub open: __rt::Patch<bool>,
        }

        impl Properties {
            /// Sets `open`.
            pub fn open(mut self, value: bool) -> Self {
                self.open = __rt::Patch::Set(value);
                self
            }

            /// Removes `open` from what is reported.
            pub fn clear_open(mut self) -> Self {
                self.open = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.initial("open", &self.open)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "open" => self.open = json.patch()?,
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
            message = "`{Self}` does not handle the writable properties of `dtmi:test:Valve;1`",
            label = "implement `valve_v1::PropertyHandler` for it",
            note = "writable properties: `open`"
        )]
        pub trait PropertyHandler: Send + Sync + 'static {
            /// The cloud wishes `open`.
            fn open(
                &self,
                context: &Context,
                desired: __rt::Desired<bool>,
            ) -> impl Future<Output = __rt::Ack<bool>> + Send;

            /// There is no desired value of `open`: it was never set, or was removed. `Some(value)`
            /// reports the value in use, `None` reports nothing.
            fn open_unset(
                &self,
                context: &Context,
            ) -> impl Future<Output = Option<bool>> + Send {
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
                "open" => {
                    property
                        .handle(
                            |desired| PropertyHandler::open(handler, context, desired),
                            || PropertyHandler::open_unset(handler, context),
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
            message = "`{Self}` does not handle the commands of `dtmi:test:Valve;1`",
            label = "implement `valve_v1::CommandHandler` for it",
            note = "commands: `flush`"
        )]
        pub trait CommandHandler: Send + Sync + 'static {
            /// The cloud calls `flush`.
            fn flush(
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
                "flush" => {
                    call.answer_empty(CommandHandler::flush(handler, context).await)
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

            /// Acknowledges the desired `open` of this version, after an answer that it was in
            /// progress; does nothing once a newer one has come.
            ///
            /// # Errors
            ///
            /// A twin cannot hold the value, it is too large, or the device was shut down.
            pub async fn acknowledge_open(
                &self,
                version: i64,
                ack: __rt::Ack<bool>,
            ) -> Result<__rt::Delivery, __rt::Error> {
                self.0.acknowledge("open", version, &ack).await
            }
        }
    }

    /// Interface `dtmi:test:Valve;2`.
    pub mod valve_v2 {
        use super::{__rt, v1};

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Valve;2";

        /// A telemetry message; what is not set is not sent.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "a message does nothing until it is sent"]
        pub struct Telemetry {
            /// Telemetry `position`.
            pub position: Option<f64>,
        }

        impl Telemetry {
            /// Sets `position`.
            pub fn position(mut self, value: f64) -> Self {
                self.position = Some(value);
                self
            }
        }

        impl v1::Object for Telemetry {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.optional("position", &self.position)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "position" => self.position = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        impl From<f64> for Telemetry {
            fn from(value: f64) -> Self {
                Self { position: Some(value) }
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
        }
    }

    /// Interface `dtmi:test:gauge:Info;1`.
    pub mod info {
        use super::{__rt, v1};
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:gauge:Info;1";

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `maker`.
            pub maker: __rt::Patch<String>,
        }

        impl Properties {
            /// Sets `maker`.
            pub fn maker(mut self, value: impl Into<String>) -> Self {
                self.maker = __rt::Patch::Set(value.into());
                self
            }

            /// Removes `maker` from what is reported.
            pub fn clear_maker(mut self) -> Self {
                self.maker = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("maker", &self.maker)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "maker" => self.maker = json.patch()?,
                    _ => return Ok(false),
                }
                Ok(true)
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
        }
    }

    /// Interface `dtmi:test:Lamp;1`.
    pub mod lamp {
        use super::{__rt, v1};

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Lamp;1";

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `lit`.
            pub lit: __rt::Patch<bool>,
        }

        impl Properties {
            /// Sets `lit`.
            pub fn lit(mut self, value: bool) -> Self {
                self.lit = __rt::Patch::Set(value);
                self
            }

            /// Removes `lit` from what is reported.
            pub fn clear_lit(mut self) -> Self {
                self.lit = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("lit", &self.lit)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "lit" => self.lit = json.patch()?,
                    _ => return Ok(false),
                }
                Ok(true)
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
        }
    }
}
