// @generated
// from dtmi:test:Pump;1

/// A device.
///
/// Interface `dtmi:test:Pump;1`.
///
/// Extends `dtmi:test:Machine;1`.
///
/// Extends `dtmi:test:Metered;1`.
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
pub mod pump {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, String};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Pump;1";

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `power`.
        ///
        /// From `dtmi:test:Metered;1`.
        pub power: Option<metered::Power>,
        /// Telemetry `flow`.
        pub flow: Option<f64>,
    }

    impl Telemetry {
        /// Sets `power`.
        pub fn power(mut self, value: metered::Power) -> Self {
            self.power = Some(value);
            self
        }

        /// Sets `flow`.
        pub fn flow(mut self, value: f64) -> Self {
            self.flow = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("power", &self.power)?;
            object.optional("flow", &self.flow)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "power" => self.power = json.optional()?,
                "flow" => self.flow = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// Property `tag`.
        ///
        /// From `dtmi:test:Asset;1`.
        pub tag: __rt::Patch<String>,
        /// Property `speed`.
        ///
        /// From `dtmi:test:Machine;1`.
        pub speed: __rt::Patch<i32>,
    }

    impl Properties {
        /// Sets `tag`.
        pub fn tag(mut self, value: impl Into<String>) -> Self {
            self.tag = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `tag` from what is reported.
        pub fn clear_tag(mut self) -> Self {
            self.tag = __rt::Patch::Clear;
            self
        }

        /// Sets `speed`.
        pub fn speed(mut self, value: i32) -> Self {
            self.speed = __rt::Patch::Set(value);
            self
        }

        /// Removes `speed` from what is reported.
        pub fn clear_speed(mut self) -> Self {
            self.speed = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("tag", &self.tag)?;
            object.initial("speed", &self.speed)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "tag" => self.tag = json.patch()?,
                "speed" => self.speed = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Pump;1`",
        label = "implement `pump::PropertyHandler` for it",
        note = "writable properties: `speed`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `speed`.
        ///
        /// From `dtmi:test:Machine;1`.
        fn speed(
            &self,
            context: &Context,
            desired: __rt::Desired<i32>,
        ) -> impl Future<Output = __rt::Ack<i32>> + Send;

        /// There is no desired value of `speed`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn speed_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<i32>> + Send {
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
            "speed" => {
                property
                    .handle(
                        |desired| PropertyHandler::speed(handler, context, desired),
                        || PropertyHandler::speed_unset(handler, context),
                    )
                    .await
            }
            _ => property.unknown(),
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

        /// Acknowledges the desired `speed` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_speed(
            &self,
            version: i64,
            ack: __rt::Ack<i32>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("speed", version, &ack).await
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
        H: PropertyHandler,
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
        H: PropertyHandler,
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
        H: PropertyHandler,
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
            &[(None, "speed")]
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
            _link: &'a v1::Link,
            call: v1::CommandCall<'a>,
        ) -> v1::BoxFuture<'a, v1::CommandAnswer> {
            Box::pin(::core::future::ready(call.unknown()))
        }
    }

    /// Interface `dtmi:test:Machine;1`.
    ///
    /// Extends `dtmi:test:Asset;1`.
    pub mod machine {
        use super::{__rt, v1};
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Machine;1";

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `tag`.
            ///
            /// From `dtmi:test:Asset;1`.
            pub tag: __rt::Patch<String>,
            /// Property `speed`.
            pub speed: __rt::Patch<i32>,
        }

        impl Properties {
            /// Sets `tag`.
            pub fn tag(mut self, value: impl Into<String>) -> Self {
                self.tag = __rt::Patch::Set(value.into());
                self
            }

            /// Removes `tag` from what is reported.
            pub fn clear_tag(mut self) -> Self {
                self.tag = __rt::Patch::Clear;
                self
            }

            /// Sets `speed`.
            pub fn speed(mut self, value: i32) -> Self {
                self.speed = __rt::Patch::Set(value);
                self
            }

            /// Removes `speed` from what is reported.
            pub fn clear_speed(mut self) -> Self {
                self.speed = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("tag", &self.tag)?;
                object.initial("speed", &self.speed)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "tag" => self.tag = json.patch()?,
                    "speed" => self.speed = json.patch()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }

    /// Interface `dtmi:test:Metered;1`.
    ///
    /// Extends `dtmi:test:Asset;1`.
    pub mod metered {
        use super::{__rt, v1};
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Metered;1";

        /// A telemetry message; what is not set is not sent.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "a message does nothing until it is sent"]
        pub struct Telemetry {
            /// Telemetry `power`.
            pub power: Option<Power>,
        }

        impl Telemetry {
            /// Sets `power`.
            pub fn power(mut self, value: Power) -> Self {
                self.power = Some(value);
                self
            }
        }

        impl v1::Object for Telemetry {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.optional("power", &self.power)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "power" => self.power = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        impl From<Power> for Telemetry {
            fn from(value: Power) -> Self {
                Self { power: Some(value) }
            }
        }

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `tag`.
            ///
            /// From `dtmi:test:Asset;1`.
            pub tag: __rt::Patch<String>,
        }

        impl Properties {
            /// Sets `tag`.
            pub fn tag(mut self, value: impl Into<String>) -> Self {
                self.tag = __rt::Patch::Set(value.into());
                self
            }

            /// Removes `tag` from what is reported.
            pub fn clear_tag(mut self) -> Self {
                self.tag = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("tag", &self.tag)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "tag" => self.tag = json.patch()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }

        /// Schema of `power`.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Power {
            /// Field `watts`.
            pub watts: Option<f64>,
        }

        impl Power {
            /// Sets `watts`.
            #[must_use]
            pub fn watts(mut self, value: f64) -> Self {
                self.watts = Some(value);
                self
            }
        }

        impl v1::Object for Power {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.optional("watts", &self.watts)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "watts" => self.watts = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }

    /// Interface `dtmi:test:Asset;1`.
    pub mod asset {
        use super::{__rt, v1};
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Asset;1";

        /// Properties to report; what is not set stays as it was reported before.
        #[derive(Debug, Clone, PartialEq, Default)]
        #[must_use = "properties do nothing until they are reported"]
        pub struct Properties {
            /// Property `tag`.
            pub tag: __rt::Patch<String>,
        }

        impl Properties {
            /// Sets `tag`.
            pub fn tag(mut self, value: impl Into<String>) -> Self {
                self.tag = __rt::Patch::Set(value.into());
                self
            }

            /// Removes `tag` from what is reported.
            pub fn clear_tag(mut self) -> Self {
                self.tag = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for Properties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("tag", &self.tag)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "tag" => self.tag = json.patch()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }
}
