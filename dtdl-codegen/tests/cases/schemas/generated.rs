// @generated
// from dtmi:test:Schemas;1

/// A device.
///
/// Interface `dtmi:test:Schemas;1`.
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
pub mod schemas {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{BTreeMap, Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Schemas;1";

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `flag`.
        pub flag: Option<bool>,
        /// Telemetry `day`.
        pub day: Option<__rt::Date>,
        /// Telemetry `moment`.
        pub moment: Option<__rt::DateTime>,
        /// Telemetry `exact`.
        pub exact: Option<f64>,
        /// Telemetry `span`.
        pub span: Option<__rt::Duration>,
        /// Telemetry `rough`.
        pub rough: Option<f32>,
        /// Telemetry `count`.
        pub count: Option<i32>,
        /// Telemetry `total`.
        pub total: Option<i64>,
        /// Telemetry `text`.
        pub text: Option<String>,
        /// Telemetry `clock`.
        pub clock: Option<__rt::Time>,
        /// Telemetry `place`.
        pub place: Option<__rt::geo::Point>,
        /// Telemetry `way`.
        pub way: Option<__rt::geo::LineString>,
        /// Telemetry `area`.
        pub area: Option<__rt::geo::Polygon>,
        /// Telemetry `places`.
        pub places: Option<__rt::geo::MultiPoint>,
        /// Telemetry `ways`.
        pub ways: Option<__rt::geo::MultiLineString>,
        /// Telemetry `areas`.
        pub areas: Option<__rt::geo::MultiPolygon>,
        /// Telemetry `position`.
        pub position: Option<__rt::Geopoint>,
        /// Telemetry `acceleration`.
        pub acceleration: Option<__rt::Vector>,
        /// Telemetry `limits`.
        pub limits: Option<Limits>,
        /// Telemetry `history`.
        pub history: Option<Vec<Vec<Limits>>>,
        /// Telemetry `level`.
        pub level: Option<Level>,
    }

    impl Telemetry {
        /// Sets `flag`.
        pub fn flag(mut self, value: bool) -> Self {
            self.flag = Some(value);
            self
        }

        /// Sets `day`.
        pub fn day(mut self, value: __rt::Date) -> Self {
            self.day = Some(value);
            self
        }

        /// Sets `moment`.
        pub fn moment(mut self, value: __rt::DateTime) -> Self {
            self.moment = Some(value);
            self
        }

        /// Sets `exact`.
        pub fn exact(mut self, value: f64) -> Self {
            self.exact = Some(value);
            self
        }

        /// Sets `span`.
        pub fn span(mut self, value: __rt::Duration) -> Self {
            self.span = Some(value);
            self
        }

        /// Sets `rough`.
        pub fn rough(mut self, value: f32) -> Self {
            self.rough = Some(value);
            self
        }

        /// Sets `count`.
        pub fn count(mut self, value: i32) -> Self {
            self.count = Some(value);
            self
        }

        /// Sets `total`.
        pub fn total(mut self, value: i64) -> Self {
            self.total = Some(value);
            self
        }

        /// Sets `text`.
        pub fn text(mut self, value: impl Into<String>) -> Self {
            self.text = Some(value.into());
            self
        }

        /// Sets `clock`.
        pub fn clock(mut self, value: __rt::Time) -> Self {
            self.clock = Some(value);
            self
        }

        /// Sets `place`.
        pub fn place(mut self, value: __rt::geo::Point) -> Self {
            self.place = Some(value);
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

        /// Sets `position`.
        pub fn position(mut self, value: __rt::Geopoint) -> Self {
            self.position = Some(value);
            self
        }

        /// Sets `acceleration`.
        pub fn acceleration(mut self, value: __rt::Vector) -> Self {
            self.acceleration = Some(value);
            self
        }

        /// Sets `limits`.
        pub fn limits(mut self, value: Limits) -> Self {
            self.limits = Some(value);
            self
        }

        /// Sets `history`.
        pub fn history(mut self, value: impl Into<Vec<Vec<Limits>>>) -> Self {
            self.history = Some(value.into());
            self
        }

        /// Sets `level`.
        pub fn level(mut self, value: Level) -> Self {
            self.level = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("flag", &self.flag)?;
            object.optional("day", &self.day)?;
            object.optional("moment", &self.moment)?;
            object.optional("exact", &self.exact)?;
            object.optional("span", &self.span)?;
            object.optional("rough", &self.rough)?;
            object.optional("count", &self.count)?;
            object.optional("total", &self.total)?;
            object.optional("text", &self.text)?;
            object.optional("clock", &self.clock)?;
            object.optional("place", &self.place)?;
            object.optional("way", &self.way)?;
            object.optional("area", &self.area)?;
            object.optional("places", &self.places)?;
            object.optional("ways", &self.ways)?;
            object.optional("areas", &self.areas)?;
            object.optional("position", &self.position)?;
            object.optional("acceleration", &self.acceleration)?;
            object.optional("limits", &self.limits)?;
            object.optional("history", &self.history)?;
            object.optional("level", &self.level)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "flag" => self.flag = json.optional()?,
                "day" => self.day = json.optional()?,
                "moment" => self.moment = json.optional()?,
                "exact" => self.exact = json.optional()?,
                "span" => self.span = json.optional()?,
                "rough" => self.rough = json.optional()?,
                "count" => self.count = json.optional()?,
                "total" => self.total = json.optional()?,
                "text" => self.text = json.optional()?,
                "clock" => self.clock = json.optional()?,
                "place" => self.place = json.optional()?,
                "way" => self.way = json.optional()?,
                "area" => self.area = json.optional()?,
                "places" => self.places = json.optional()?,
                "ways" => self.ways = json.optional()?,
                "areas" => self.areas = json.optional()?,
                "position" => self.position = json.optional()?,
                "acceleration" => self.acceleration = json.optional()?,
                "limits" => self.limits = json.optional()?,
                "history" => self.history = json.optional()?,
                "level" => self.level = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// Property `mode`.
        pub mode: __rt::Patch<Mode>,
        /// Property `zones`.
        ///
        /// A map from `zone` to `plan`.
        pub zones: __rt::Patch<BTreeMap<String, ZonesValue>>,
    }

    impl Properties {
        /// Sets `mode`.
        pub fn mode(mut self, value: Mode) -> Self {
            self.mode = __rt::Patch::Set(value);
            self
        }

        /// Removes `mode` from what is reported.
        pub fn clear_mode(mut self) -> Self {
            self.mode = __rt::Patch::Clear;
            self
        }

        /// Sets `zones`.
        pub fn zones(mut self, value: impl Into<BTreeMap<String, ZonesValue>>) -> Self {
            self.zones = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `zones` from what is reported.
        pub fn clear_zones(mut self) -> Self {
            self.zones = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.initial("mode", &self.mode)?;
            object.initial("zones", &self.zones)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "mode" => self.mode = json.patch()?,
                "zones" => self.zones = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Schemas;1`",
        label = "implement `schemas::PropertyHandler` for it",
        note = "writable properties: `mode`, `zones`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `mode`.
        fn mode(
            &self,
            context: &Context,
            desired: __rt::Desired<Mode>,
        ) -> impl Future<Output = __rt::Ack<Mode>> + Send;

        /// There is no desired value of `mode`: it was never set, or was removed. `Some(value)`
        /// reports the value in use, `None` reports nothing.
        fn mode_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<Mode>> + Send {
            let _ = context;
            ::core::future::ready(None)
        }

        /// The cloud wishes `zones`.
        fn zones(
            &self,
            context: &Context,
            desired: __rt::Desired<BTreeMap<String, ZonesValue>>,
        ) -> impl Future<Output = __rt::Ack<BTreeMap<String, ZonesValue>>> + Send;

        /// There is no desired value of `zones`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn zones_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<BTreeMap<String, ZonesValue>>> + Send {
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
            "mode" => {
                property
                    .handle(
                        |desired| PropertyHandler::mode(handler, context, desired),
                        || PropertyHandler::mode_unset(handler, context),
                    )
                    .await
            }
            "zones" => {
                property
                    .handle(
                        |desired| PropertyHandler::zones(handler, context, desired),
                        || PropertyHandler::zones_unset(handler, context),
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

        /// Acknowledges the desired `mode` of this version, after an answer that it was in
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
            self.0.acknowledge("mode", version, &ack).await
        }

        /// Acknowledges the desired `zones` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_zones(
            &self,
            version: i64,
            ack: __rt::Ack<BTreeMap<String, ZonesValue>>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("zones", version, &ack).await
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

    /// Schema `dtmi:test:Limits;1`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Limits {
        /// Field `low`.
        pub low: Option<i64>,
        /// Field `high`.
        pub high: Option<f32>,
    }

    impl Limits {
        /// Sets `low`.
        #[must_use]
        pub fn low(mut self, value: i64) -> Self {
            self.low = Some(value);
            self
        }

        /// Sets `high`.
        #[must_use]
        pub fn high(mut self, value: f32) -> Self {
            self.high = Some(value);
            self
        }
    }

    impl v1::Object for Limits {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("low", &self.low)?;
            object.optional("high", &self.high)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "low" => self.low = json.optional()?,
                "high" => self.high = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema `dtmi:test:Mode;1`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Mode {
        /// `off` (`0`).
        Off,
        /// `unknown` (`-100000`).
        Unknown,
        /// `Self` (`7`).
        SelfValue,
        /// A value that this version of the model does not have.
        Unrecognized(i32),
    }

    impl Mode {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Off, Self::Unknown, Self::SelfValue];

        /// The variant of a value on the wire.
        #[must_use]
        pub const fn from_value(value: i32) -> Self {
            match value {
                0 => Self::Off,
                -100_000 => Self::Unknown,
                7 => Self::SelfValue,
                _ => Self::Unrecognized(value),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Off => 0,
                Self::Unknown => -100_000,
                Self::SelfValue => 7,
                Self::Unrecognized(value) => value,
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(self) -> Option<&'static str> {
            match self {
                Self::Off => Some("off"),
                Self::Unknown => Some("unknown"),
                Self::SelfValue => Some("Self"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or the number of an unrecognized value.
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
                    "off" | "0" => Self::Off,
                    "unknown" | "-100000" => Self::Unknown,
                    "Self" | "7" => Self::SelfValue,
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
            Ok(Self::from_value(json.integer()?))
        }
    }

    /// Value of `zones`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ZonesValue {
        /// Field `steps`.
        pub steps: Option<ZonesValueSteps>,
    }

    impl ZonesValue {
        /// Sets `steps`.
        #[must_use]
        pub fn steps(mut self, value: ZonesValueSteps) -> Self {
            self.steps = Some(value);
            self
        }
    }

    impl v1::Object for ZonesValue {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("steps", &self.steps)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "steps" => self.steps = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema of the field `steps`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ZonesValueSteps {
        /// Field `limits`.
        pub limits: Option<Limits>,
        /// Field `state`.
        pub state: Option<ZonesValueStepsState>,
    }

    impl ZonesValueSteps {
        /// Sets `limits`.
        #[must_use]
        pub fn limits(mut self, value: Limits) -> Self {
            self.limits = Some(value);
            self
        }

        /// Sets `state`.
        #[must_use]
        pub fn state(mut self, value: ZonesValueStepsState) -> Self {
            self.state = Some(value);
            self
        }
    }

    impl v1::Object for ZonesValueSteps {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("limits", &self.limits)?;
            object.optional("state", &self.state)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "limits" => self.limits = json.optional()?,
                "state" => self.state = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema of the field `state`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum ZonesValueStepsState {
        /// `idle` (`IDLE`).
        Idle,
        /// `running`.
        Running,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl ZonesValueStepsState {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Idle, Self::Running];

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "IDLE" => Self::Idle,
                "running" => Self::Running,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::Idle => "IDLE",
                Self::Running => "running",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Idle => Some("idle"),
                Self::Running => Some("running"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
    impl ::core::fmt::Display for ZonesValueStepsState {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for ZonesValueStepsState {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "idle" | "IDLE" => Self::Idle,
                    "running" => Self::Running,
                    _ => {
                        return Err(
                            v1::parse_error(text, "a value of ZonesValueStepsState"),
                        );
                    }
                },
            )
        }
    }

    impl v1::Value for ZonesValueStepsState {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
        }
    }

    /// Schema of `level`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Level {
        /// `low`.
        Low,
        /// `high`.
        High,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl Level {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Low, Self::High];

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "low" => Self::Low,
                "high" => Self::High,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::Low => "low",
                Self::High => "high",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Low => Some("low"),
                Self::High => Some("high"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
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
                    "low" => Self::Low,
                    "high" => Self::High,
                    _ => return Err(v1::parse_error(text, "a value of Level")),
                },
            )
        }
    }

    impl v1::Value for Level {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
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
            &[(None, "mode"), (None, "zones")]
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
}
