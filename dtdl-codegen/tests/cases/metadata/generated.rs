// @generated
// from dtmi:test:Station;1

/// A device.
///
/// Adjunct type: `Mqtt` (`payloadFormat` `Avro/1.11.0`, `telemetryTopic`
/// `station/{senderId}`). Undefined type: `Surveyed`.
///
/// Interface `dtmi:test:Station;1`.
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
pub mod station {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{BTreeMap, Box, String, Vec};
    use ::core::future::Future;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Station;1";

    /// Metadata of `dtmi:test:Station;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Station;1")
        .with_display_name(&[("en", "Station"), ("de", "Wetterstation")])
        .with_comment("First drawn up in 1998.")
        .with_adjunct_types(
            &[
                __rt::AdjunctType::new("Mqtt", "dtmi:dtdl:extension:mqtt:v2:Mqtt")
                    .with_properties(
                        &[
                            ("payloadFormat", __rt::AdjunctValue::String("Avro/1.11.0")),
                            (
                                "telemetryTopic",
                                __rt::AdjunctValue::String("station/{senderId}"),
                            ),
                        ],
                    ),
            ],
        )
        .with_undefined(
            &["Surveyed"],
            &[("surveyor", "{\"name\":\"`R. Roe`\",\"on\":[\"1998-04-01\",null]}")],
        );

    /// Metadata of `clock`.
    pub const CLOCK: __rt::Metadata = __rt::Metadata::new("clock")
        .with_display_name(&[("en", "Clock"), ("de", "Uhr")]);

    /// Metadata of `measure`.
    pub const MEASURE: __rt::Metadata = __rt::Metadata::new("measure")
        .with_description(&[("en", "Measures once.")])
        .with_adjunct_types(
            &[
                __rt::AdjunctType::new(
                    "Idempotent",
                    "dtmi:dtdl:extension:mqtt:v2:Idempotent",
                ),
                __rt::AdjunctType::new(
                        "Cacheable",
                        "dtmi:dtdl:extension:mqtt:v2:Cacheable",
                    )
                    .with_properties(&[("ttl", __rt::AdjunctValue::String("PT1M"))]),
            ],
        );

    /// Metadata of `duration`, the request of `measure`.
    pub const MEASURE_REQUEST_2: __rt::Metadata = __rt::Metadata::new("duration")
        .with_display_name(&[("en", "Duration")])
        .with_unit(__rt::Unit::new("second", "s"))
        .with_semantic_types(&["TimeSpan"]);

    /// Metadata of `place`, the response of `measure`.
    pub const MEASURE_RESPONSE: __rt::Metadata = __rt::Metadata::new("place")
        .with_description(&[("en", "Where it was measured.")]);

    /// Metadata of `measureRequest`.
    pub const MEASURE_REQUEST: __rt::Metadata = __rt::Metadata::new("measureRequest")
        .with_display_name(&[("en", "Measure by request")]);

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `temperature`.
        ///
        /// Unit: `degreeCelsius` (`°C`). Semantic type: `Temperature`. Adjunct type: `Limited`
        /// (`minimum` `-12345.678901`, `maximum` `1e300`).
        pub temperature: Option<f64>,
        /// Telemetry `sky`.
        ///
        /// Adjunct type: `Historized`.
        pub sky: Option<Sky>,
        /// Telemetry `trend`.
        pub trend: Option<Trend>,
    }

    impl Telemetry {
        /// Metadata of `temperature`.
        pub const TEMPERATURE: __rt::Metadata = __rt::Metadata::new("temperature")
            .with_unit(__rt::Unit::new("degreeCelsius", "°C"))
            .with_semantic_types(&["Temperature"])
            .with_adjunct_types(
                &[
                    __rt::AdjunctType::new(
                            "Limited",
                            "dtmi:iotoperations:class:Limited;4",
                        )
                        .with_properties(
                            &[
                                ("minimum", __rt::AdjunctValue::Decimal(-12_345.678_901)),
                                ("maximum", __rt::AdjunctValue::Decimal(1.0e300)),
                            ],
                        ),
                ],
            );

        /// Metadata of `sky`.
        pub const SKY: __rt::Metadata = __rt::Metadata::new("sky")
            .with_adjunct_types(
                &[
                    __rt::AdjunctType::new(
                        "Historized",
                        "dtmi:dtdl:extension:historization:v2:Historized",
                    ),
                ],
            );

        /// Sets `temperature`.
        pub fn temperature(mut self, value: f64) -> Self {
            self.temperature = Some(value);
            self
        }

        /// Sets `sky`.
        pub fn sky(mut self, value: Sky) -> Self {
            self.sky = Some(value);
            self
        }

        /// Sets `trend`.
        pub fn trend(mut self, value: Trend) -> Self {
            self.trend = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("temperature", &self.temperature)?;
            object.optional("sky", &self.sky)?;
            object.optional("trend", &self.trend)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "temperature" => self.temperature = json.optional()?,
                "sky" => self.sky = json.optional()?,
                "trend" => self.trend = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties to report; what is not set stays as it was reported before.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "properties do nothing until they are reported"]
    pub struct Properties {
        /// Property `unitOfTemperature`.
        ///
        /// Adjunct type: `ValueAnnotation` (`annotates` `temperature`), `Override` (`overrides`
        /// `dtmi:dtdl:extension:quantitativeTypes:v2:property:unit`).
        pub unit_of_temperature: __rt::Patch<UnitOfTemperature>,
        /// Property `place`.
        pub place: __rt::Patch<Place>,
        /// Property `masts`.
        ///
        /// Array: One for each direction.
        ///
        /// A map from `mast` to `height`.
        ///
        /// Values: Unit: `metre` (`m`). Semantic type: `Length`.
        pub masts: __rt::Patch<Vec<BTreeMap<String, f64>>>,
    }

    impl Properties {
        /// Metadata of `unitOfTemperature`.
        pub const UNIT_OF_TEMPERATURE: __rt::Metadata = __rt::Metadata::new(
                "unitOfTemperature",
            )
            .with_adjunct_types(
                &[
                    __rt::AdjunctType::new(
                            "ValueAnnotation",
                            "dtmi:dtdl:extension:annotation:v2:ValueAnnotation",
                        )
                        .with_properties(
                            &[("annotates", __rt::AdjunctValue::String("temperature"))],
                        ),
                    __rt::AdjunctType::new(
                            "Override",
                            "dtmi:dtdl:extension:overriding:v2:Override",
                        )
                        .with_properties(
                            &[
                                (
                                    "overrides",
                                    __rt::AdjunctValue::Id(
                                        "dtmi:dtdl:extension:quantitativeTypes:v2:property:unit",
                                    ),
                                ),
                            ],
                        ),
                ],
            );

        /// Metadata of `masts`.
        pub const MASTS: __rt::Metadata = __rt::Metadata::new("masts")
            .with_map_key(
                &__rt::Metadata::new("mast").with_display_name(&[("en", "Mast")]),
            )
            .with_map_value(
                &__rt::Metadata::new("height")
                    .with_unit(__rt::Unit::new("metre", "m"))
                    .with_semantic_types(&["Length"]),
            );

        /// Sets `unitOfTemperature`.
        pub fn unit_of_temperature(mut self, value: UnitOfTemperature) -> Self {
            self.unit_of_temperature = __rt::Patch::Set(value);
            self
        }

        /// Removes `unitOfTemperature` from what is reported.
        pub fn clear_unit_of_temperature(mut self) -> Self {
            self.unit_of_temperature = __rt::Patch::Clear;
            self
        }

        /// Sets `place`.
        pub fn place(mut self, value: Place) -> Self {
            self.place = __rt::Patch::Set(value);
            self
        }

        /// Removes `place` from what is reported.
        pub fn clear_place(mut self) -> Self {
            self.place = __rt::Patch::Clear;
            self
        }

        /// Sets `masts`.
        pub fn masts(mut self, value: impl Into<Vec<BTreeMap<String, f64>>>) -> Self {
            self.masts = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `masts` from what is reported.
        pub fn clear_masts(mut self) -> Self {
            self.masts = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for Properties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("unitOfTemperature", &self.unit_of_temperature)?;
            object.initial("place", &self.place)?;
            object.patch("masts", &self.masts)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "unitOfTemperature" => self.unit_of_temperature = json.patch()?,
                "place" => self.place = json.patch()?,
                "masts" => self.masts = json.patch()?,
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
        message = "`{Self}` does not handle the writable properties of `dtmi:test:Station;1`",
        label = "implement `station::PropertyHandler` for it",
        note = "writable properties: `place`"
    )]
    pub trait PropertyHandler: Send + Sync + 'static {
        /// The cloud wishes `place`.
        fn place(
            &self,
            context: &Context,
            desired: __rt::Desired<Place>,
        ) -> impl Future<Output = __rt::Ack<Place>> + Send;

        /// There is no desired value of `place`: it was never set, or was removed.
        /// `Some(value)` reports the value in use, `None` reports nothing.
        fn place_unset(
            &self,
            context: &Context,
        ) -> impl Future<Output = Option<Place>> + Send {
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
            "place" => {
                property
                    .handle(
                        |desired| PropertyHandler::place(handler, context, desired),
                        || PropertyHandler::place_unset(handler, context),
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
        message = "`{Self}` does not handle the commands of `dtmi:test:Station;1`",
        label = "implement `station::CommandHandler` for it",
        note = "commands: `measure`, `measureRequest`"
    )]
    pub trait CommandHandler: Send + Sync + 'static {
        /// Measures once.
        ///
        /// Adjunct type: `Idempotent`, `Cacheable` (`ttl` `PT1M`).
        ///
        /// Request: Unit: `second` (`s`). Semantic type: `TimeSpan`.
        ///
        /// Response: Where it was measured.
        fn measure(
            &self,
            context: &Context,
            duration: f64,
        ) -> impl Future<Output = __rt::CommandResult<Place>> + Send;

        /// Measure by request.
        fn measure_request(
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
            "measure" => {
                call.handle_request(|request| CommandHandler::measure(
                        handler,
                        context,
                        request,
                    ))
                    .await
            }
            "measureRequest" => {
                call.answer_empty(
                    CommandHandler::measure_request(handler, context).await,
                )
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

        /// Acknowledges the desired `place` of this version, after an answer that it was in
        /// progress; does nothing once a newer one has come.
        ///
        /// # Errors
        ///
        /// A twin cannot hold the value, it is too large, or the device was shut down.
        pub async fn acknowledge_place(
            &self,
            version: i64,
            ack: __rt::Ack<Place>,
        ) -> Result<__rt::Delivery, __rt::Error> {
            self.0.acknowledge("place", version, &ack).await
        }
    }

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
    /// [`start_with_driver`] starts it.
    pub fn start<H, Clock>(
        connection: __rt::Connection,
        handler: H,
        components: Components<Clock>,
    ) -> Result<Device, __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
        Clock: clock::CommandHandler,
    {
        let (running, link) = v1::start(connection, Model { handler, components })?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver<H, Clock>(
        connection: __rt::Connection,
        handler: H,
        components: Components<Clock>,
    ) -> Result<(Device, __rt::Driver), __rt::Error>
    where
        H: PropertyHandler + CommandHandler,
        Clock: clock::CommandHandler,
    {
        let (running, link, driver) = v1::start_with_driver(
            connection,
            Model { handler, components },
        )?;
        Ok((Device::new(running, link), driver))
    }

    /// The handlers of the components.
    #[derive(Debug, Clone)]
    pub struct Components<Clock> {
        /// Component `clock`.
        pub clock: Clock,
    }

    /// A running device; cheap to clone.
    #[derive(Debug, Clone)]
    pub struct Device {
        running: __rt::Device,
        own_context: Context,
        clock: clock::Context,
    }

    impl Device {
        fn new(running: __rt::Device, link: v1::Link) -> Self {
            Self {
                running,
                clock: clock::Context::new(link.component("clock")),
                own_context: Context::new(link),
            }
        }

        /// The context of the device itself.
        #[must_use]
        pub fn context(&self) -> &Context {
            &self.own_context
        }

        /// Component `clock`.
        #[must_use]
        pub fn clock(&self) -> &clock::Context {
            &self.clock
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

    /// Relationship `near`.
    ///
    /// Undefined type: `Surveyed`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct Near {}
    impl Near {
        /// Metadata of `near`.
        pub const METADATA: __rt::Metadata = __rt::Metadata::new("near")
            .with_display_name(&[("en", "Near")])
            .with_undefined(&["Surveyed"], &[("distance", "12")]);
    }

    impl __rt::Relationship for Near {
        const NAME: &'static str = "near";
        const TARGET: Option<&'static str> = Some(MODEL_ID);
    }

    /// Relationship `beside`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Beside {
        /// Property `distance`.
        ///
        /// Unit: `metre` (`m`). Semantic type: `Length`.
        pub distance: Option<f64>,
    }

    impl Beside {
        /// Metadata of `beside`.
        pub const METADATA: __rt::Metadata = __rt::Metadata::new("beside")
            .with_comment("In no order.");

        /// Metadata of `distance`.
        pub const DISTANCE: __rt::Metadata = __rt::Metadata::new("distance")
            .with_unit(__rt::Unit::new("metre", "m"))
            .with_semantic_types(&["Length"]);

        /// Sets `distance`.
        #[must_use]
        pub fn distance(mut self, value: f64) -> Self {
            self.distance = Some(value);
            self
        }
    }

    impl v1::Object for Beside {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("distance", &self.distance)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "distance" => self.distance = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl __rt::Relationship for Beside {
        const NAME: &'static str = "beside";
    }

    /// Schema `dtmi:test:Sky;1`.
    ///
    /// Undefined type: `Surveyed`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Sky {
        /// At most one eighth is clouded (`1`).
        ///
        /// Adjunct type: `Indexed` (`index` `1`).
        Clear,
        /// `overcast` (`2`).
        Overcast,
        /// `fog` (`3`).
        ///
        /// Undefined type: `Surveyed`.
        Fog,
        /// A value that this version of the model does not have.
        Unrecognized(i32),
    }

    impl Sky {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Clear, Self::Overcast, Self::Fog];

        /// Metadata of `dtmi:test:Sky;1`.
        pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Sky;1")
            .with_display_name(&[("en", "Sky")])
            .with_undefined(&["Surveyed"], &[]);

        /// The variant of a value on the wire.
        #[must_use]
        pub const fn from_value(value: i32) -> Self {
            match value {
                1 => Self::Clear,
                2 => Self::Overcast,
                3 => Self::Fog,
                _ => Self::Unrecognized(value),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Clear => 1,
                Self::Overcast => 2,
                Self::Fog => 3,
                Self::Unrecognized(value) => value,
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(self) -> Option<&'static str> {
            match self {
                Self::Clear => Some("clear"),
                Self::Overcast => Some("overcast"),
                Self::Fog => Some("fog"),
                Self::Unrecognized(_) => None,
            }
        }

        /// What the model says of the value, or `None` of an unrecognized one.
        #[must_use]
        pub const fn metadata(self) -> Option<__rt::Metadata> {
            const CLEAR: __rt::Metadata = __rt::Metadata::new("clear")
                .with_display_name(&[("en", "Clear"), ("de", "Heiter")])
                .with_description(&[("en", "At most one eighth is clouded.")])
                .with_adjunct_types(
                    &[
                        __rt::AdjunctType::new(
                                "Indexed",
                                "dtmi:dtdl:extension:mqtt:v2:Indexed",
                            )
                            .with_properties(
                                &[("index", __rt::AdjunctValue::Integer(1))],
                            ),
                    ],
                );
            const OVERCAST: __rt::Metadata = __rt::Metadata::new("overcast")
                .with_comment("Eight eighths.");
            const FOG: __rt::Metadata = __rt::Metadata::new("fog")
                .with_undefined(&["Surveyed"], &[("visible", "false")]);
            match self {
                Self::Clear => Some(CLEAR),
                Self::Overcast => Some(OVERCAST),
                Self::Fog => Some(FOG),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or the number of an unrecognized value.
    impl ::core::fmt::Display for Sky {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Sky {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "clear" | "1" => Self::Clear,
                    "overcast" | "2" => Self::Overcast,
                    "fog" | "3" => Self::Fog,
                    _ => return Err(v1::parse_error(text, "a value of Sky")),
                },
            )
        }
    }

    impl v1::Value for Sky {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::Value::encode(&self.value(), out)
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(json.integer()?))
        }
    }

    /// Schema `dtmi:test:Trend;1`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum Trend {
        /// Rising (`rising`).
        Up,
        /// Fallend (`falling`).
        Down,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl Trend {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Up, Self::Down];

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "rising" => Self::Up,
                "falling" => Self::Down,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::Up => "rising",
                Self::Down => "falling",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Up => Some("up"),
                Self::Down => Some("down"),
                Self::Unrecognized(_) => None,
            }
        }

        /// What the model says of the value, or `None` of an unrecognized one.
        #[must_use]
        pub const fn metadata(&self) -> Option<__rt::Metadata> {
            const UP: __rt::Metadata = __rt::Metadata::new("up")
                .with_display_name(&[("en", "Rising")]);
            const DOWN: __rt::Metadata = __rt::Metadata::new("down")
                .with_display_name(&[("de", "Fallend")]);
            match self {
                Self::Up => Some(UP),
                Self::Down => Some(DOWN),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
    impl ::core::fmt::Display for Trend {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Trend {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "up" | "rising" => Self::Up,
                    "down" | "falling" => Self::Down,
                    _ => return Err(v1::parse_error(text, "a value of Trend")),
                },
            )
        }
    }

    impl v1::Value for Trend {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
        }
    }

    /// Where something is.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Place {
        /// Field `height`.
        ///
        /// Unit: `metre` (`m`). Semantic type: `Length`. Adjunct type: `Required`.
        pub height: Option<f64>,
        /// Field `name`.
        ///
        /// Undefined type: `Surveyed`.
        pub name: Option<String>,
    }

    impl Place {
        /// Metadata of `dtmi:test:Place;1`.
        pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Place;1")
            .with_description(&[("en", "Where something is.")]);

        /// Metadata of `height`.
        pub const HEIGHT: __rt::Metadata = __rt::Metadata::new("height")
            .with_display_name(&[("en", "Height"), ("de", "Höhe")])
            .with_unit(__rt::Unit::new("metre", "m"))
            .with_semantic_types(&["Length"])
            .with_adjunct_types(
                &[
                    __rt::AdjunctType::new(
                        "Required",
                        "dtmi:dtdl:extension:requirement:v1:Required",
                    ),
                ],
            );

        /// Metadata of `name`.
        pub const NAME: __rt::Metadata = __rt::Metadata::new("name")
            .with_undefined(&["Surveyed"], &[("since", "1998")]);

        /// Sets `height`.
        #[must_use]
        pub fn height(mut self, value: f64) -> Self {
            self.height = Some(value);
            self
        }

        /// Sets `name`.
        #[must_use]
        pub fn name(mut self, value: impl Into<String>) -> Self {
            self.name = Some(value.into());
            self
        }
    }

    impl v1::Object for Place {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("height", &self.height)?;
            object.optional("name", &self.name)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "height" => self.height = json.optional()?,
                "name" => self.name = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema of `unitOfTemperature`.
    #[derive(Debug, Clone, PartialEq, Eq, Hash)]
    pub enum UnitOfTemperature {
        /// `kelvin`.
        ///
        /// Adjunct type: `SymbolicUnit` (`symbol` `K`).
        Kelvin,
        /// `degreeCelsius`.
        ///
        /// Adjunct type: `SymbolicUnit` (`symbol` `°C`).
        DegreeCelsius,
        /// `degreeFahrenheit`.
        ///
        /// Adjunct type: `SymbolicUnit` (`symbol` `°F`).
        DegreeFahrenheit,
        /// A value that this version of the model does not have.
        Unrecognized(String),
    }

    impl UnitOfTemperature {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[
            Self::Kelvin,
            Self::DegreeCelsius,
            Self::DegreeFahrenheit,
        ];

        /// Metadata of `dtmi:dtdl:extension:quantitativeTypes:v2:enum:TemperatureUnit`.
        pub const METADATA: __rt::Metadata = __rt::Metadata::new(
                "dtmi:dtdl:extension:quantitativeTypes:v2:enum:TemperatureUnit",
            )
            .with_display_name(&[("en", "TemperatureUnit")]);

        /// The variant of a value on the wire.
        #[must_use]
        pub fn from_value(value: &str) -> Self {
            match value {
                "kelvin" => Self::Kelvin,
                "degreeCelsius" => Self::DegreeCelsius,
                "degreeFahrenheit" => Self::DegreeFahrenheit,
                _ => Self::Unrecognized(value.into()),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(&self) -> &str {
            match self {
                Self::Kelvin => "kelvin",
                Self::DegreeCelsius => "degreeCelsius",
                Self::DegreeFahrenheit => "degreeFahrenheit",
                Self::Unrecognized(value) => value.as_str(),
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(&self) -> Option<&'static str> {
            match self {
                Self::Kelvin => Some("kelvin"),
                Self::DegreeCelsius => Some("degreeCelsius"),
                Self::DegreeFahrenheit => Some("degreeFahrenheit"),
                Self::Unrecognized(_) => None,
            }
        }

        /// What the model says of the value, or `None` of an unrecognized one.
        #[must_use]
        pub const fn metadata(&self) -> Option<__rt::Metadata> {
            const KELVIN: __rt::Metadata = __rt::Metadata::new("kelvin")
                .with_display_name(&[("en", "kelvin")])
                .with_adjunct_types(
                    &[
                        __rt::AdjunctType::new(
                                "SymbolicUnit",
                                "dtmi:dtdl:extension:quantitativeTypes:v2:class:SymbolicUnit",
                            )
                            .with_properties(
                                &[("symbol", __rt::AdjunctValue::String("K"))],
                            ),
                    ],
                );
            const DEGREE_CELSIUS: __rt::Metadata = __rt::Metadata::new("degreeCelsius")
                .with_display_name(&[("en", "degree celsius")])
                .with_adjunct_types(
                    &[
                        __rt::AdjunctType::new(
                                "SymbolicUnit",
                                "dtmi:dtdl:extension:quantitativeTypes:v2:class:SymbolicUnit",
                            )
                            .with_properties(
                                &[("symbol", __rt::AdjunctValue::String("°C"))],
                            ),
                    ],
                );
            const DEGREE_FAHRENHEIT: __rt::Metadata = __rt::Metadata::new(
                    "degreeFahrenheit",
                )
                .with_display_name(&[("en", "degree fahrenheit")])
                .with_adjunct_types(
                    &[
                        __rt::AdjunctType::new(
                                "SymbolicUnit",
                                "dtmi:dtdl:extension:quantitativeTypes:v2:class:SymbolicUnit",
                            )
                            .with_properties(
                                &[("symbol", __rt::AdjunctValue::String("°F"))],
                            ),
                    ],
                );
            match self {
                Self::Kelvin => Some(KELVIN),
                Self::DegreeCelsius => Some(DEGREE_CELSIUS),
                Self::DegreeFahrenheit => Some(DEGREE_FAHRENHEIT),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or an unrecognized value in quotes.
    impl ::core::fmt::Display for UnitOfTemperature {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for UnitOfTemperature {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "kelvin" => Self::Kelvin,
                    "degreeCelsius" => Self::DegreeCelsius,
                    "degreeFahrenheit" => Self::DegreeFahrenheit,
                    _ => {
                        return Err(v1::parse_error(text, "a value of UnitOfTemperature"));
                    }
                },
            )
        }
    }

    impl v1::Value for UnitOfTemperature {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(&json.string()?))
        }
    }

    /// The device as the runtime sees it.
    struct Model<H, Clock> {
        handler: H,
        components: Components<Clock>,
    }

    impl<H, Clock> v1::DeviceModel for Model<H, Clock>
    where
        H: PropertyHandler + CommandHandler,
        Clock: clock::CommandHandler,
    {
        fn model_id(&self) -> &'static str {
            MODEL_ID
        }

        fn components(&self) -> &'static [&'static str] {
            &["clock"]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[(None, "place")]
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
                    Some("clock") => {
                        let context = clock::Context::new(link.component("clock"));
                        clock::command(&self.components.clock, &context, &call).await
                    }
                    _ => call.unknown(),
                }
            })
        }
    }

    /// Undefined type: `Surveyed`.
    ///
    /// Interface `dtmi:test:Clock;1`.
    pub mod clock {
        use super::{__rt, v1};
        use ::core::future::Future;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Clock;1";

        /// Metadata of `dtmi:test:Clock;1`.
        pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Clock;1")
            .with_undefined(&["Surveyed"], &[]);

        /// Metadata of `strike`.
        pub const STRIKE: __rt::Metadata = __rt::Metadata::new("strike")
            .with_command_type(__rt::CommandType::Asynchronous);

        /// Metadata of `wind`.
        pub const WIND: __rt::Metadata = __rt::Metadata::new("wind")
            .with_command_type(__rt::CommandType::Synchronous)
            .with_undefined(&["Durable"], &[("durable", "true")]);

        /// What a device does when the cloud calls a command.
        ///
        /// Each call runs beside all other handlers, also beside one of the same command. What
        /// takes long answers [`accepted`](__rt::CommandResponse::accepted), and reports its end
        /// later.
        /// A panic is answered with status 500.
        #[diagnostic::on_unimplemented(
            message = "`{Self}` does not handle the commands of `dtmi:test:Clock;1`",
            label = "implement `clock::CommandHandler` for it",
            note = "commands: `strike`, `wind`"
        )]
        pub trait CommandHandler: Send + Sync + 'static {
            /// The cloud calls `strike`.
            ///
            /// Command type: `asynchronous`.
            fn strike(
                &self,
                context: &Context,
            ) -> impl Future<Output = __rt::CommandResult<()>> + Send;

            /// The cloud calls `wind`.
            ///
            /// Undefined type: `Durable`.
            ///
            /// Command type: `synchronous`.
            fn wind(
                &self,
                context: &Context,
                turns: i32,
            ) -> impl Future<Output = __rt::CommandResult<()>> + Send;
        }

        pub(super) async fn command<H: CommandHandler>(
            handler: &H,
            context: &Context,
            call: &v1::CommandCall<'_>,
        ) -> v1::CommandAnswer {
            match call.name() {
                "strike" => {
                    call.answer_empty(CommandHandler::strike(handler, context).await)
                }
                "wind" => {
                    call.handle_request_only(|request| CommandHandler::wind(
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
        }
    }
}
