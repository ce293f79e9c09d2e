// @generated
// from dtmi:test:Switch;1

/// A device.
///
/// Interface `dtmi:test:Switch;1`.
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
pub(crate) mod light {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{String, Vec};

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Switch;1";

    /// Metadata of `dtmi:test:Switch;1`.
    pub const METADATA: __rt::Metadata = __rt::Metadata::new("dtmi:test:Switch;1")
        .with_display_name(&[("en", "Switch")]);

    /// A telemetry message; what is not set was not sent.
    #[derive(Debug, Clone, PartialEq, Default, Eq, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub struct Telemetry {
        /// Telemetry `mode`.
        pub mode: Option<Mode>,
        /// Telemetry `cause`.
        pub cause: Option<Cause>,
    }

    impl Telemetry {
        /// Sets `mode`.
        #[must_use]
        pub fn mode(mut self, value: Mode) -> Self {
            self.mode = Some(value);
            self
        }

        /// Sets `cause`.
        #[must_use]
        pub fn cause(mut self, value: Cause) -> Self {
            self.cause = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("mode", &self.mode)?;
            object.optional("cause", &self.cause)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "mode" => self.mode = json.optional()?,
                "cause" => self.cause = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Properties as a device reported them.
    #[derive(Debug, Clone, PartialEq, Default, Eq)]
    #[non_exhaustive]
    pub struct ReportedProperties {
        /// Property `celsius`.
        ///
        /// `celsius` on the wire.
        pub degrees: Option<crate::Celsius>,
        /// Property `names`.
        ///
        /// A map from `key` to `value`.
        pub names: __rt::service::Reported<::std::collections::HashMap<String, i32>>,
        /// Property `rule`.
        pub rule: __rt::service::Reported<Schedule>,
    }

    impl v1::ReadMember for ReportedProperties {
        fn read_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "celsius" => self.degrees = json.optional()?,
                "names" => self.names = json.reported()?,
                "rule" => self.rule = json.reported()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Writable properties as the service wishes them; what is not set stays as it is. Read
    /// from a twin, [`Keep`](__rt::Patch::Keep) is a property without a desired value.
    #[derive(Debug, Clone, PartialEq, Default, Eq)]
    #[must_use = "desired properties do nothing until they are written"]
    #[non_exhaustive]
    pub struct DesiredProperties {
        /// Property `names`.
        ///
        /// A map from `key` to `value`.
        pub names: __rt::Patch<::std::collections::HashMap<String, i32>>,
        /// Property `rule`.
        pub rule: __rt::Patch<Schedule>,
    }

    impl DesiredProperties {
        /// Sets `names`.
        pub fn names(
            mut self,
            value: impl Into<::std::collections::HashMap<String, i32>>,
        ) -> Self {
            self.names = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `names` from what is desired.
        pub fn clear_names(mut self) -> Self {
            self.names = __rt::Patch::Clear;
            self
        }

        /// Sets `rule`.
        pub fn rule(mut self, value: Schedule) -> Self {
            self.rule = __rt::Patch::Set(value);
            self
        }

        /// Removes `rule` from what is desired.
        pub fn clear_rule(mut self) -> Self {
            self.rule = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for DesiredProperties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("names", &self.names)?;
            object.patch("rule", &self.rule)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "names" => self.names = json.desired()?,
                "rule" => self.rule = json.desired()?,
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

        /// Calls `toggle`.
        ///
        /// `toggle` on the wire.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn flip(
            &self,
            mode: Mode,
        ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
            self.0.call("toggle", &mode).await
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

    /// Schema of `mode`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Ord, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub enum Mode {
        /// `off` (`0`).
        Off,
        /// `on` (`1`).
        On,
    }

    impl Mode {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Off, Self::On];

        /// The variant of a value on the wire, if the model has one.
        #[must_use]
        pub const fn from_value(value: i32) -> Option<Self> {
            Some(
                match value {
                    0 => Self::Off,
                    1 => Self::On,
                    _ => return None,
                },
            )
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Off => 0,
                Self::On => 1,
            }
        }

        /// The name in the model.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                Self::Off => "off",
                Self::On => "on",
            }
        }

        /// What the model says of the value.
        #[must_use]
        pub const fn metadata(self) -> __rt::Metadata {
            const OFF: __rt::Metadata = __rt::Metadata::new("off");
            const ON: __rt::Metadata = __rt::Metadata::new("on")
                .with_display_name(&[("en", "On")]);
            match self {
                Self::Off => OFF,
                Self::On => ON,
            }
        }
    }

    /// The name in the model.
    impl ::core::fmt::Display for Mode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.name())
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Mode {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "off" | "0" => Self::Off,
                    "on" | "1" => Self::On,
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
            Self::from_value(json.integer()?)
                .ok_or_else(|| json.expected("a value of Mode"))
        }
    }

    /// Schema of `cause`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, core::cmp::PartialOrd)]
    #[non_exhaustive]
    pub enum Cause {
        /// `byHand` (`hand`).
        ByHand,
        /// `timer`.
        Timer,
    }

    impl Cause {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::ByHand, Self::Timer];

        /// The variant of a value on the wire, if the model has one.
        #[must_use]
        pub fn from_value(value: &str) -> Option<Self> {
            Some(
                match value {
                    "hand" => Self::ByHand,
                    "timer" => Self::Timer,
                    _ => return None,
                },
            )
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> &'static str {
            match self {
                Self::ByHand => "hand",
                Self::Timer => "timer",
            }
        }

        /// The name in the model.
        #[must_use]
        pub const fn name(self) -> &'static str {
            match self {
                Self::ByHand => "byHand",
                Self::Timer => "timer",
            }
        }

        /// What the model says of the value.
        #[must_use]
        pub const fn metadata(self) -> __rt::Metadata {
            const BY_HAND: __rt::Metadata = __rt::Metadata::new("byHand");
            const TIMER: __rt::Metadata = __rt::Metadata::new("timer")
                .with_display_name(&[("en", "Timer")]);
            match self {
                Self::ByHand => BY_HAND,
                Self::Timer => TIMER,
            }
        }
    }

    /// The name in the model.
    impl ::core::fmt::Display for Cause {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            f.pad(self.name())
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for Cause {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "byHand" | "hand" => Self::ByHand,
                    "timer" => Self::Timer,
                    _ => return Err(v1::parse_error(text, "a value of Cause")),
                },
            )
        }
    }

    impl v1::Value for Cause {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::encode_string(self.value(), out);
            Ok(())
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Self::from_value(&json.string()?)
                .ok_or_else(|| json.expected("a value of Cause"))
        }
    }

    /// Schema of `rule`.
    #[derive(Debug, Clone, PartialEq, Default, Eq)]
    #[non_exhaustive]
    #[doc(alias = "rule")]
    pub struct Schedule {
        /// Field `from`.
        pub from: Option<__rt::Time>,
        /// Field `level`.
        pub level: Option<crate::Celsius>,
    }

    impl Schedule {
        /// Sets `from`.
        #[must_use]
        pub fn from(mut self, value: __rt::Time) -> Self {
            self.from = Some(value);
            self
        }

        /// Sets `level`.
        #[must_use]
        pub fn level(mut self, value: crate::Celsius) -> Self {
            self.level = Some(value);
            self
        }
    }

    impl v1::Object for Schedule {
        const DENY_UNKNOWN_FIELDS: bool = true;
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("from", &self.from)?;
            object.optional("level", &self.level)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "from" => self.from = json.optional()?,
                "level" => self.level = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }
}
