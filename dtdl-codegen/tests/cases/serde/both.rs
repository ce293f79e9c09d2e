// @generated
// from dtmi:test:Recorder;1

/// A device.
///
/// Interface `dtmi:test:Recorder;1`.
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
pub mod recorder {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{BTreeMap, Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Recorder;1";

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    #[must_use = "a message does nothing until it is sent"]
    #[serde(default)]
    pub struct Telemetry {
        /// Telemetry `onDay`.
        #[serde(rename = "onDay", skip_serializing_if = "Option::is_none")]
        pub on_day: Option<__rt::Date>,
        /// Telemetry `atTime`.
        #[serde(rename = "atTime", skip_serializing_if = "Option::is_none")]
        pub at_time: Option<__rt::Time>,
        /// Telemetry `madeAt`.
        #[serde(rename = "madeAt", skip_serializing_if = "Option::is_none")]
        pub made_at: Option<__rt::DateTime>,
        /// Telemetry `took`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub took: Option<__rt::Duration>,
        /// Telemetry `price`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub price: Option<__rt::Decimal>,
        /// Telemetry `size`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub size: Option<__rt::ScaledDecimal>,
        /// Telemetry `key`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub key: Option<__rt::Uuid>,
        /// Telemetry `image`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub image: Option<__rt::Bytes>,
        /// Telemetry `where`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#where: Option<__rt::geo::Point>,
        /// Telemetry `way`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub way: Option<__rt::geo::LineString>,
        /// Telemetry `area`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub area: Option<__rt::geo::Polygon>,
        /// Telemetry `places`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub places: Option<__rt::geo::MultiPoint>,
        /// Telemetry `ways`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ways: Option<__rt::geo::MultiLineString>,
        /// Telemetry `areas`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub areas: Option<__rt::geo::MultiPolygon>,
        /// Telemetry `level`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub level: Option<Level>,
        /// Telemetry `ratio`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ratio: Option<f32>,
        /// Telemetry `count`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub count: Option<u64>,
    }

    impl Telemetry {
        /// Sets `onDay`.
        pub fn on_day(mut self, value: __rt::Date) -> Self {
            self.on_day = Some(value);
            self
        }

        /// Sets `atTime`.
        pub fn at_time(mut self, value: __rt::Time) -> Self {
            self.at_time = Some(value);
            self
        }

        /// Sets `madeAt`.
        pub fn made_at(mut self, value: __rt::DateTime) -> Self {
            self.made_at = Some(value);
            self
        }

        /// Sets `took`.
        pub fn took(mut self, value: __rt::Duration) -> Self {
            self.took = Some(value);
            self
        }

        /// Sets `price`.
        pub fn price(mut self, value: impl Into<__rt::Decimal>) -> Self {
            self.price = Some(value.into());
            self
        }

        /// Sets `size`.
        pub fn size(mut self, value: __rt::ScaledDecimal) -> Self {
            self.size = Some(value);
            self
        }

        /// Sets `key`.
        pub fn key(mut self, value: __rt::Uuid) -> Self {
            self.key = Some(value);
            self
        }

        /// Sets `image`.
        pub fn image(mut self, value: impl Into<__rt::Bytes>) -> Self {
            self.image = Some(value.into());
            self
        }

        /// Sets `where`.
        pub fn r#where(mut self, value: __rt::geo::Point) -> Self {
            self.r#where = Some(value);
            self
        }

        /// Sets `way`.
        pub fn way(mut self, value: __rt::geo::LineString) -> Self {
            self.way = Some(value);
            self
        }

        /// Sets `area`.
        pub fn area(mut self, value: __rt::geo::Polygon) -> Self {
            self.area = Some(value);
            self
        }

        /// Sets `places`.
        pub fn places(mut self, value: __rt::geo::MultiPoint) -> Self {
            self.places = Some(value);
            self
        }

        /// Sets `ways`.
        pub fn ways(mut self, value: __rt::geo::MultiLineString) -> Self {
            self.ways = Some(value);
            self
        }

        /// Sets `areas`.
        pub fn areas(mut self, value: __rt::geo::MultiPolygon) -> Self {
            self.areas = Some(value);
            self
        }

        /// Sets `level`.
        pub fn level(mut self, value: Level) -> Self {
            self.level = Some(value);
            self
        }

        /// Sets `ratio`.
        pub fn ratio(mut self, value: f32) -> Self {
            self.ratio = Some(value);
            self
        }

        /// Sets `count`.
        pub fn count(mut self, value: u64) -> Self {
            self.count = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("onDay", &self.on_day)?;
            object.optional("atTime", &self.at_time)?;
            object.optional("madeAt", &self.made_at)?;
            object.optional("took", &self.took)?;
            object.optional("price", &self.price)?;
            object.optional("size", &self.size)?;
            object.optional("key", &self.key)?;
            object.optional("image", &self.image)?;
            object.optional("where", &self.r#where)?;
            object.optional("way", &self.way)?;
            object.optional("area", &self.area)?;
            object.optional("places", &self.places)?;
            object.optional("ways", &self.ways)?;
            object.optional("areas", &self.areas)?;
            object.optional("level", &self.level)?;
            object.optional("ratio", &self.ratio)?;
            object.optional("count", &self.count)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "onDay" => self.on_day = json.optional()?,
                "atTime" => self.at_time = json.optional()?,
                "madeAt" => self.made_at = json.optional()?,
                "took" => self.took = json.optional()?,
                "price" => self.price = json.optional()?,
                "size" => self.size = json.optional()?,
                "key" => self.key = json.optional()?,
                "image" => self.image = json.optional()?,
                "where" => self.r#where = json.optional()?,
                "way" => self.way = json.optional()?,
                "area" => self.area = json.optional()?,
                "places" => self.places = json.optional()?,
                "ways" => self.ways = json.optional()?,
                "areas" => self.areas = json.optional()?,
                "level" => self.level = json.optional()?,
                "ratio" => self.ratio = json.optional()?,
                "count" => self.count = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    #[must_use = "properties do nothing until they are reported"]
    #[serde(default)]
    pub struct Properties {
        /// Property `entries`.
        ///
        /// A map from `name` to `entry`.
        #[serde(skip_serializing_if = "__rt::Patch::is_keep")]
        pub entries: __rt::Patch<BTreeMap<String, Entry>>,
        /// Property `maxLevel`.
        #[serde(rename = "maxLevel", skip_serializing_if = "__rt::Patch::is_keep")]
        pub max_level: __rt::Patch<Level>,
    }

    impl Properties {
        /// Sets `entries`.
        pub fn entries(mut self, value: impl Into<BTreeMap<String, Entry>>) -> Self {
            self.entries = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `entries` from what is reported.
        pub fn clear_entries(mut self) -> Self {
            self.entries = __rt::Patch::Clear;
            self
        }

        /// Sets `maxLevel`.
        pub fn max_level(mut self, value: Level) -> Self {
            self.max_level = __rt::Patch::Set(value);
            self
        }

        /// Removes `maxLevel` from what is reported.
        pub fn clear_max_level(mut self) -> Self {
            self.max_level = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("entries", &self.entries)?;
            object.initial("maxLevel", &self.max_level)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "entries" => self.entries = json.patch()?,
                "maxLevel" => self.max_level = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Recorder;1`",
        label = "implement `recorder::PropertyHandler` for it",
        note = "writable properties: `maxLevel`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `maxLevel`.
        fn max_level(
            &self,
            context: &Context,
            desired: __rt::Desired<Level>,
        ) -> impl Future<Output = __rt::Ack<Level>> + Send;

        /// There is no desired value of `maxLevel`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn max_level_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<Level>> + Send {
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
            "maxLevel" => {
                property
                    .handle(
                        |desired| PropertyHandler::max_level(handler, context, desired),
                        || PropertyHandler::max_level_unset(handler, context),
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

        /// Acknowledges the desired `maxLevel` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_max_level(
            &self,
            version: i64,
            ack: __rt::Ack<Level>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("maxLevel", version, &ack).await
        }
    }

    /// Properties as a device reported them.
    #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    #[serde(default)]
    pub struct ReportedProperties {
        /// Property `entries`.
        ///
        /// A map from `name` to `entry`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub entries: Option<BTreeMap<String, Entry>>,
        /// Property `maxLevel`.
        #[serde(
            rename = "maxLevel",
            skip_serializing_if = "__rt::service::Reported::is_absent"
        )]
        pub max_level: __rt::service::Reported<Level>,
    }

    impl v1::ReadMember for ReportedProperties {
        fn read_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "entries" => self.entries = json.optional()?,
                "maxLevel" => self.max_level = json.reported()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Writable properties as the service wishes them; what is not set stays as it is. Read
    /// from a twin, [`Keep`](__rt::Patch::Keep) is a property without a desired value.
    #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    #[must_use = "desired properties do nothing until they are written"]
    #[serde(default)]
    pub struct DesiredProperties {
        /// Property `maxLevel`.
        #[serde(rename = "maxLevel", skip_serializing_if = "__rt::Patch::is_keep")]
        pub max_level: __rt::Patch<Level>,
    }

    impl DesiredProperties {
        /// Sets `maxLevel`.
        pub fn max_level(mut self, value: Level) -> Self {
            self.max_level = __rt::Patch::Set(value);
            self
        }

        /// Removes `maxLevel` from what is desired.
        pub fn clear_max_level(mut self) -> Self {
            self.max_level = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for DesiredProperties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("maxLevel", &self.max_level)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "maxLevel" => self.max_level = json.desired()?,
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
        drone: drone::Context,
    }

    impl Device {
        fn new(running: __rt::Device, link: v1::Link) -> Self {
            Self {
                running,
                drone: drone::Context::new(link.component("drone")),
                own_context: Context::new(link),
            }
        }

        /// The context of the device itself.
        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        /// Component `drone`.
        #[must_use]
        pub fn drone(&self) -> &drone::Context {
            &self.drone
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
        /// Component `drone`.
        Drone(__rt::service::Received<drone::Telemetry>),
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
                    Some("drone") => Self::Drone(v1::receive(component, body)?),
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
    }

    impl TwinDesired {
        /// Sets the desired properties of the device itself.
        pub fn root(mut self, properties: DesiredProperties) -> Self {
            self.root = properties;
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
                _ => None,
            }
        }
    }

    impl v1::DesiredPatch for TwinDesired {
        fn encode(&self, patch: &mut v1::PatchEncoder) -> Result<(), v1::EncodeError> {
            patch.part(None, &self.root)?;
            Ok(())
        }
    }

    /// The reported properties of the device and its components.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TwinReported {
        /// The device itself.
        pub root: ReportedProperties,
    }

    impl v1::TwinSection for TwinReported {
        fn part(&mut self, component: Option<&str>) -> Option<&mut dyn v1::ReadMember> {
            match component {
                None => Some(&mut self.root),
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

    /// Relationship `sentBy`.
    #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    #[serde(default)]
    pub struct SentBy {
        /// Property `sinceDay`.
        #[serde(rename = "sinceDay", skip_serializing_if = "Option::is_none")]
        pub since_day: Option<__rt::Date>,
    }

    impl SentBy {
        /// Sets `sinceDay`.
        #[must_use]
        pub fn since_day(mut self, value: __rt::Date) -> Self {
            self.since_day = Some(value);
            self
        }
    }

    impl v1::Object for SentBy {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("sinceDay", &self.since_day)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "sinceDay" => self.since_day = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl __rt::Relationship for SentBy {
        const NAME: &'static str = "sentBy";
    }

    /// Relationship `sentTo`.
    #[derive(
        Debug,
        Clone,
        Copy,
        PartialEq,
        Eq,
        Hash,
        Default,
        serde::Serialize,
        serde::Deserialize
    )]
    #[serde(default)]
    pub struct SentTo {}
    impl __rt::Relationship for SentTo {
        const NAME: &'static str = "sentTo";
    }

    /// Schema `dtmi:test:Entry;1`.
    #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
    #[serde(default)]
    pub struct Entry {
        /// Field `type`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<Kind>,
        /// Field `madeAt`.
        #[serde(rename = "madeAt", skip_serializing_if = "Option::is_none")]
        pub made_at: Option<__rt::DateTime>,
        /// Field `parts`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub parts: Option<Vec<Self>>,
        /// Field `cause`.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cause: Option<Box<Self>>,
    }

    impl Entry {
        /// Sets `type`.
        #[must_use]
        pub fn r#type(mut self, value: Kind) -> Self {
            self.r#type = Some(value);
            self
        }

        /// Sets `madeAt`.
        #[must_use]
        pub fn made_at(mut self, value: __rt::DateTime) -> Self {
            self.made_at = Some(value);
            self
        }

        /// Sets `parts`.
        #[must_use]
        pub fn parts(mut self, value: impl Into<Vec<Self>>) -> Self {
            self.parts = Some(value.into());
            self
        }

        /// Sets `cause`.
        #[must_use]
        pub fn cause(mut self, value: Self) -> Self {
            self.cause = Some(Box::new(value));
            self
        }
    }

    impl v1::Object for Entry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("type", &self.r#type)?;
            object.optional("madeAt", &self.made_at)?;
            object.optional("parts", &self.parts)?;
            object.optional("cause", &self.cause)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "type" => self.r#type = json.optional()?,
                "madeAt" => self.made_at = json.optional()?,
                "parts" => self.parts = json.optional()?,
                "cause" => self.cause = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema `dtmi:test:Kind;1`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
    #[serde(into = "String", from = "String")]
    pub enum Kind {
        /// `note` (`n`).
        Note,
        /// `alarm` (`a`).
        Alarm,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl Kind {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Note, Self::Alarm];

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "n" => Self::Note,
                "a" => Self::Alarm,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::Note => "n",
                Self::Alarm => "a",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Note => Some("note"),
                Self::Alarm => Some("alarm"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
    impl ::core::fmt::Display for Kind {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Kind {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "note" | "n" => Self::Note,
                    "alarm" | "a" => Self::Alarm,
                    _ => return Err(v1::parse_error(text, "a value of Kind")),
                },
            )
        }
    }

    impl From<Kind> for String {
        fn from(value: Kind) -> Self {
            value.value().into()
        }
    }

    impl From<String> for Kind {
        fn from(value: String) -> Self {
            Self::from_value(&value)
        }
    }

    impl v1::Value for Kind {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
        }
    }

    /// Schema `dtmi:test:Level;1`.
    #[derive(
        Debug,
        Clone,
        Copy,
        PartialEq,
        Eq,
        Hash,
        serde::Serialize,
        serde::Deserialize
    )]
    #[serde(into = "i32", from = "i32")]
    pub enum Level {
        /// `low` (`1`).
        Low,
        /// `high` (`2`).
        High,
        /// A value that this version of the model does not have.
        Unrecognized(i32),
    }

    impl Level {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Low, Self::High];

        /// The variant of a value on the wire.
        #[must_use]
        pub const fn from_value(value: i32) -> Self {
            match value {
                1 => Self::Low,
                2 => Self::High,
                _ => Self::Unrecognized(value),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Low => 1,
                Self::High => 2,
                Self::Unrecognized(value) => value,
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(self) -> Option<&'static str> {
            match self {
                Self::Low => Some("low"),
                Self::High => Some("high"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or the number of an unrecognized value.
    impl ::core::fmt::Display for Level {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Level {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "low" | "1" => Self::Low,
                    "high" | "2" => Self::High,
                    _ => return Err(v1::parse_error(text, "a value of Level")),
                },
            )
        }
    }

    impl From<Level> for i32 {
        fn from(value: Level) -> Self {
            value.value()
        }
    }

    impl From<i32> for Level {
        fn from(value: i32) -> Self {
            Self::from_value(value)
        }
    }

    impl v1::Value for Level {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::Value::encode(&self.value(), out)
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(json.integer()?))
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
            &["drone"]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[(None, "maxLevel")]
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

    /// Interface `dtmi:test:Drone;1`.
    pub mod drone {
        use super::{__rt, v1};

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Drone;1";

        /// A telemetry message; what is not set is not sent.
        #[derive(Debug, Clone, PartialEq, Default, serde::Serialize, serde::Deserialize)]
        #[must_use = "a message does nothing until it is sent"]
        #[serde(default)]
        pub struct Telemetry {
            /// Telemetry `place`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub place: Option<__rt::Geopoint>,
            /// Telemetry `speed`.
            #[serde(skip_serializing_if = "Option::is_none")]
            pub speed: Option<__rt::Vector>,
        }

        impl Telemetry {
            /// Sets `place`.
            pub fn place(mut self, value: __rt::Geopoint) -> Self {
                self.place = Some(value);
                self
            }

            /// Sets `speed`.
            pub fn speed(mut self, value: __rt::Vector) -> Self {
                self.speed = Some(value);
                self
            }
        }

        impl v1::Object for Telemetry {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.optional("place", &self.place)?;
                object.optional("speed", &self.speed)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "place" => self.place = json.optional()?,
                    "speed" => self.speed = json.optional()?,
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
}
