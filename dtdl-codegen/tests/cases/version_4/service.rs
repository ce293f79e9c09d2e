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
    clippy::large_enum_variant,
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

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Meter;4";

    /// A telemetry message; what is not set was not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
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
        #[must_use]
        pub fn a_byte(mut self, value: i8) -> Self {
            self.a_byte = Some(value);
            self
        }

        /// Sets `aShort`.
        #[must_use]
        pub fn a_short(mut self, value: i16) -> Self {
            self.a_short = Some(value);
            self
        }

        /// Sets `anInteger`.
        #[must_use]
        pub fn an_integer(mut self, value: i32) -> Self {
            self.an_integer = Some(value);
            self
        }

        /// Sets `aLong`.
        #[must_use]
        pub fn a_long(mut self, value: i64) -> Self {
            self.a_long = Some(value);
            self
        }

        /// Sets `anUnsignedByte`.
        #[must_use]
        pub fn an_unsigned_byte(mut self, value: u8) -> Self {
            self.an_unsigned_byte = Some(value);
            self
        }

        /// Sets `anUnsignedShort`.
        #[must_use]
        pub fn an_unsigned_short(mut self, value: u16) -> Self {
            self.an_unsigned_short = Some(value);
            self
        }

        /// Sets `anUnsignedInteger`.
        #[must_use]
        pub fn an_unsigned_integer(mut self, value: u32) -> Self {
            self.an_unsigned_integer = Some(value);
            self
        }

        /// Sets `anUnsignedLong`.
        #[must_use]
        pub fn an_unsigned_long(mut self, value: u64) -> Self {
            self.an_unsigned_long = Some(value);
            self
        }

        /// Sets `someBytes`.
        #[must_use]
        pub fn some_bytes(mut self, value: impl Into<__rt::Bytes>) -> Self {
            self.some_bytes = Some(value.into());
            self
        }

        /// Sets `aDecimal`.
        #[must_use]
        pub fn a_decimal(mut self, value: impl Into<__rt::Decimal>) -> Self {
            self.a_decimal = Some(value.into());
            self
        }

        /// Sets `aScaledDecimal`.
        #[must_use]
        pub fn a_scaled_decimal(mut self, value: __rt::ScaledDecimal) -> Self {
            self.a_scaled_decimal = Some(value);
            self
        }

        /// Sets `aUuid`.
        #[must_use]
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

    /// Properties as a device reported them.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ReportedProperties {
        /// Property `limits`.
        pub limits: __rt::service::Reported<Vec<u16>>,
        /// Property `tree`.
        pub tree: Option<Node>,
        /// Property `place`.
        pub place: Option<__rt::geo::Point>,
    }

    impl v1::ReadMember for ReportedProperties {
        fn read_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "limits" => self.limits = json.reported()?,
                "tree" => self.tree = json.optional()?,
                "place" => self.place = json.optional()?,
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
        /// Property `limits`.
        pub limits: __rt::Patch<Vec<u16>>,
    }

    impl DesiredProperties {
        /// Sets `limits`.
        pub fn limits(mut self, value: impl Into<Vec<u16>>) -> Self {
            self.limits = __rt::Patch::Set(value.into());
            self
        }

        /// Removes `limits` from what is desired.
        pub fn clear_limits(mut self) -> Self {
            self.limits = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for DesiredProperties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("limits", &self.limits)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "limits" => self.limits = json.desired()?,
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

        /// Calls `calibrate`.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn calibrate(
            &self,
            offset: __rt::Nullable<__rt::Decimal>,
        ) -> Result<__rt::CommandResponse<__rt::Nullable<Node>>, __rt::service::Error> {
            self.0.call("calibrate", &offset).await
        }

        /// Calls `measure`.
        ///
        /// # Errors
        ///
        /// The service could not be asked, or the device answered with a status that is not one
        /// of 200 to 299, or with what is none of the response's schema.
        pub async fn measure(
            &self,
            which: __rt::Uuid,
        ) -> Result<__rt::CommandResponse<__rt::ScaledDecimal>, __rt::service::Error> {
            self.0.call("measure", &which).await
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
}
