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
    use v1::{String, Vec};

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Gateway;1";

    /// Metadata of `dtmi:test:Gateway;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Gateway;1")
        .with_description(
            &[("en", "Names that the service's side has items of its own for.")],
        );

    /// A telemetry message; what is not set was not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Telemetry {
        /// Telemetry `device_id`.
        pub device_id: Option<i32>,
    }

    impl Telemetry {
        /// Sets `device_id`.
        #[must_use]
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

    /// Interface `dtmi:test:Sensor;1`.
    pub mod sensor {
        use super::{__rt, v1};
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Sensor;1";

        /// A telemetry message; what is not set was not sent.
        #[derive(Debug, Clone, PartialEq, Default)]
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
            #[must_use]
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
            pub const INTERVAL: __rt::Metadata = __rt::Metadata::new("interval")
                .with_display_name(&[("en", "Interval")])
                .with_unit(__rt::Unit::new("second", "s"))
                .with_semantic_types(&["TimeSpan"]);
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
            pub const INTERVAL: __rt::Metadata = ReportedProperties::INTERVAL;

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
        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Idle;1";
    }
}
