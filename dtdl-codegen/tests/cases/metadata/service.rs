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
    clippy::large_enum_variant,
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
    use v1::{BTreeMap, String, Vec};

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

    /// A telemetry message; what is not set was not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
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
        #[must_use]
        pub fn temperature(mut self, value: f64) -> Self {
            self.temperature = Some(value);
            self
        }

        /// Sets `sky`.
        #[must_use]
        pub fn sky(mut self, value: Sky) -> Self {
            self.sky = Some(value);
            self
        }

        /// Sets `trend`.
        #[must_use]
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

    /// Properties as a device reported them.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ReportedProperties {
        /// Property `unitOfTemperature`.
        ///
        /// Adjunct type: `ValueAnnotation` (`annotates` `temperature`), `Override` (`overrides`
        /// `dtmi:dtdl:extension:quantitativeTypes:v2:property:unit`).
        pub unit_of_temperature: Option<UnitOfTemperature>,
        /// Property `place`.
        pub place: __rt::service::Reported<Place>,
        /// Property `masts`.
        ///
        /// Array: One for each direction.
        ///
        /// A map from `mast` to `height`.
        ///
        /// Values: Unit: `metre` (`m`). Semantic type: `Length`.
        pub masts: Option<Vec<BTreeMap<String, f64>>>,
    }

    impl ReportedProperties {
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
    }

    impl v1::ReadMember for ReportedProperties {
        fn read_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "unitOfTemperature" => self.unit_of_temperature = json.optional()?,
                "place" => self.place = json.reported()?,
                "masts" => self.masts = json.optional()?,
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
        /// Property `place`.
        pub place: __rt::Patch<Place>,
    }

    impl DesiredProperties {
        /// Sets `place`.
        pub fn place(mut self, value: Place) -> Self {
            self.place = __rt::Patch::Set(value);
            self
        }

        /// Removes `place` from what is desired.
        pub fn clear_place(mut self) -> Self {
            self.place = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for DesiredProperties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("place", &self.place)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "place" => self.place = json.desired()?,
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

        /// Measures once.
        ///
        /// Adjunct type: `Idempotent`, `Cacheable` (`ttl` `PT1M`).
        ///
        /// Request: Unit: `second` (`s`). Semantic type: `TimeSpan`.
        ///
        /// Response: Where it was measured.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn measure(
            &self,
            duration: f64,
        ) -> Result<__rt::CommandResponse<Place>, __rt::service::Error> {
            self.0.call("measure", &duration).await
        }

        /// Measure by request.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn measure_request(
            &self,
        ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
            self.0.call("measureRequest", &()).await
        }
    }

    /// A telemetry message, by the component that sent it.
    #[derive(Debug, Clone, PartialEq)]
    pub enum TelemetryMessage {
        /// The device itself.
        Root(__rt::service::Received<Telemetry>),
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

        /// Component `clock`.
        #[must_use]
        pub fn clock(&self) -> clock::Remote<'_, S> {
            clock::Remote::new(self.0.part(Some("clock")))
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

    /// Undefined type: `Surveyed`.
    ///
    /// Interface `dtmi:test:Clock;1`.
    pub mod clock {
        use super::{__rt, v1};

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

            /// Calls `strike`.
            ///
            /// Command type: `asynchronous`.
            ///
            /// # Errors
            ///
            /// The service could not be asked, or the device answered with a status that is not one
            /// of 200 to 299, or with what is none of the response's schema.
            pub async fn strike(
                &self,
            ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
                self.0.call("strike", &()).await
            }

            /// Calls `wind`.
            ///
            /// Undefined type: `Durable`.
            ///
            /// Command type: `synchronous`.
            ///
            /// # Errors
            ///
            /// The service could not be asked, or the device answered with a status that is not one
            /// of 200 to 299, or with what is none of the response's schema.
            pub async fn wind(
                &self,
                turns: i32,
            ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
                self.0.call("wind", &turns).await
            }
        }
    }
}
