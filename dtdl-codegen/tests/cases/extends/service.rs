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
    clippy::large_enum_variant,
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
    use v1::String;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Pump;1";

    /// A telemetry message; what is not set was not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
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
        #[must_use]
        pub fn power(mut self, value: metered::Power) -> Self {
            self.power = Some(value);
            self
        }

        /// Sets `flow`.
        #[must_use]
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

    /// Properties as a device reported them.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct ReportedProperties {
        /// Property `tag`.
        ///
        /// From `dtmi:test:Asset;1`.
        pub tag: Option<String>,
        /// Property `speed`.
        ///
        /// From `dtmi:test:Machine;1`.
        pub speed: __rt::service::Reported<i32>,
    }

    impl v1::ReadMember for ReportedProperties {
        fn read_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "tag" => self.tag = json.optional()?,
                "speed" => self.speed = json.reported()?,
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
        /// Property `speed`.
        ///
        /// From `dtmi:test:Machine;1`.
        pub speed: __rt::Patch<i32>,
    }

    impl DesiredProperties {
        /// Sets `speed`.
        pub fn speed(mut self, value: i32) -> Self {
            self.speed = __rt::Patch::Set(value);
            self
        }

        /// Removes `speed` from what is desired.
        pub fn clear_speed(mut self) -> Self {
            self.speed = __rt::Patch::Clear;
            self
        }
    }

    impl v1::Object for DesiredProperties {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.patch("speed", &self.speed)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "speed" => self.speed = json.desired()?,
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

    /// Interface `dtmi:test:Machine;1`.
    ///
    /// Extends `dtmi:test:Asset;1`.
    pub mod machine {
        use super::{__rt, v1};
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Machine;1";

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `tag`.
            ///
            /// From `dtmi:test:Asset;1`.
            pub tag: Option<String>,
            /// Property `speed`.
            pub speed: __rt::service::Reported<i32>,
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "tag" => self.tag = json.optional()?,
                    "speed" => self.speed = json.reported()?,
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
            /// Property `speed`.
            pub speed: __rt::Patch<i32>,
        }

        impl DesiredProperties {
            /// Sets `speed`.
            pub fn speed(mut self, value: i32) -> Self {
                self.speed = __rt::Patch::Set(value);
                self
            }

            /// Removes `speed` from what is desired.
            pub fn clear_speed(mut self) -> Self {
                self.speed = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for DesiredProperties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("speed", &self.speed)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "speed" => self.speed = json.desired()?,
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
        use super::v1;
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Metered;1";

        /// A telemetry message; what is not set was not sent.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Telemetry {
            /// Telemetry `power`.
            pub power: Option<Power>,
        }

        impl Telemetry {
            /// Sets `power`.
            #[must_use]
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

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `tag`.
            ///
            /// From `dtmi:test:Asset;1`.
            pub tag: Option<String>,
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "tag" => self.tag = json.optional()?,
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
        use super::v1;
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Asset;1";

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `tag`.
            pub tag: Option<String>,
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "tag" => self.tag = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }
}
