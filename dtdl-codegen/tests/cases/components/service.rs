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
    clippy::large_enum_variant,
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
    use v1::String;

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Plant;1";

    /// A telemetry message, by the component that sent it.
    #[derive(Debug, Clone, PartialEq)]
    pub enum TelemetryMessage {
        /// Component `bypass`.
        Bypass(__rt::service::Received<valve_v2::Telemetry>),
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
                    Some("bypass") => Self::Bypass(v1::receive(component, body)?),
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
        /// Component `inlet`.
        pub inlet: valve_v1::DesiredProperties,
        /// Component `outlet`.
        pub outlet: valve_v1::DesiredProperties,
    }

    impl TwinDesired {
        /// Sets the desired properties of `inlet`.
        pub fn inlet(mut self, properties: valve_v1::DesiredProperties) -> Self {
            self.inlet = properties;
            self
        }

        /// Sets the desired properties of `outlet`.
        pub fn outlet(mut self, properties: valve_v1::DesiredProperties) -> Self {
            self.outlet = properties;
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
                Some("inlet") => Some(&mut self.inlet),
                Some("outlet") => Some(&mut self.outlet),
                _ => None,
            }
        }
    }

    impl v1::DesiredPatch for TwinDesired {
        fn encode(&self, patch: &mut v1::PatchEncoder) -> Result<(), v1::EncodeError> {
            patch.part(Some("inlet"), &self.inlet)?;
            patch.part(Some("outlet"), &self.outlet)?;
            Ok(())
        }
    }

    /// The reported properties of the device and its components.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct TwinReported {
        /// Component `inlet`.
        pub inlet: valve_v1::ReportedProperties,
        /// Component `outlet`.
        pub outlet: valve_v1::ReportedProperties,
        /// Component `send`.
        ///
        /// `send` on the wire.
        pub component_send: info::ReportedProperties,
        /// Component `inline`.
        pub inline: lamp::ReportedProperties,
    }

    impl v1::TwinSection for TwinReported {
        fn part(&mut self, component: Option<&str>) -> Option<&mut dyn v1::ReadMember> {
            match component {
                Some("inlet") => Some(&mut self.inlet),
                Some("outlet") => Some(&mut self.outlet),
                Some("send") => Some(&mut self.component_send),
                Some("inline") => Some(&mut self.inline),
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

        /// Component `inlet`.
        #[must_use]
        pub fn inlet(&self) -> valve_v1::Remote<'_, S> {
            valve_v1::Remote::new(self.0.part(Some("inlet")))
        }

        /// Component `outlet`.
        #[must_use]
        pub fn outlet(&self) -> valve_v1::Remote<'_, S> {
            valve_v1::Remote::new(self.0.part(Some("outlet")))
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

    /// Interface `dtmi:test:Valve;1`.
    pub mod valve_v1 {
        use super::{__rt, v1};

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Valve;1";

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `open`.
            pub open: __rt::service::Reported<bool>,
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "open" => self.open = json.reported()?,
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
            /// Property `open`.
            pub open: __rt::Patch<bool>,
        }

        impl DesiredProperties {
            /// Sets `open`.
            pub fn open(mut self, value: bool) -> Self {
                self.open = __rt::Patch::Set(value);
                self
            }

            /// Removes `open` from what is desired.
            pub fn clear_open(mut self) -> Self {
                self.open = __rt::Patch::Clear;
                self
            }
        }

        impl v1::Object for DesiredProperties {
            fn encode_members(
                &self,
                object: &mut v1::ObjectEncoder<'_>,
            ) -> Result<(), v1::EncodeError> {
                object.patch("open", &self.open)
            }

            fn decode_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "open" => self.open = json.desired()?,
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

            /// Calls `flush`.
            ///
            /// # Errors
            ///
            /// The service could not be asked, or the device answered with a status that is not one
            /// of 200 to 299, or with what is none of the response's schema.
            pub async fn flush(
                &self,
            ) -> Result<__rt::CommandResponse<()>, __rt::service::Error> {
                self.0.call("flush", &()).await
            }
        }
    }

    /// Interface `dtmi:test:Valve;2`.
    pub mod valve_v2 {
        use super::v1;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Valve;2";

        /// A telemetry message; what is not set was not sent.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct Telemetry {
            /// Telemetry `position`.
            pub position: Option<f64>,
        }

        impl Telemetry {
            /// Sets `position`.
            #[must_use]
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
    }

    /// Interface `dtmi:test:gauge:Info;1`.
    pub mod info {
        use super::v1;
        use v1::String;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:gauge:Info;1";

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `maker`.
            pub maker: Option<String>,
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "maker" => self.maker = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }

    /// Interface `dtmi:test:Lamp;1`.
    pub mod lamp {
        use super::v1;

        /// The identifier of the interface.
        pub const MODEL_ID: &str = "dtmi:test:Lamp;1";

        /// Properties as a device reported them.
        #[derive(Debug, Clone, PartialEq, Default)]
        pub struct ReportedProperties {
            /// Property `lit`.
            pub lit: Option<bool>,
        }

        impl v1::ReadMember for ReportedProperties {
            fn read_member(
                &mut self,
                name: &str,
                json: v1::Json<'_>,
            ) -> Result<bool, v1::DecodeError> {
                match name {
                    "lit" => self.lit = json.optional()?,
                    _ => return Ok(false),
                }
                Ok(true)
            }
        }
    }
}
