// @generated
// from dtmi:test:Room;1

/// A device.
///
/// Interface `dtmi:test:Room;1`.
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
pub mod room {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{Box, Vec};

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Room;1";

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
    }

    /// Starts the device. It is ready at once, connected or not.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong, or there is no tokio runtime here; elsewhere,
    /// [`start_with_driver`] starts it.
    pub fn start(connection: __rt::Connection) -> Result<Device, __rt::Error> {
        let (running, link) = v1::start(connection, Model)?;
        Ok(Device::new(running, link))
    }

    /// Starts the device, and leaves it to the caller to run the driver.
    ///
    /// # Errors
    ///
    /// The connection's settings are wrong.
    pub fn start_with_driver(
        connection: __rt::Connection,
    ) -> Result<(Device, __rt::Driver), __rt::Error> {
        let (running, link, driver) = v1::start_with_driver(connection, Model)?;
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

    /// Relationship `adjacentTo`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct AdjacentTo {}
    impl __rt::Relationship for AdjacentTo {
        const NAME: &'static str = "adjacentTo";
    }

    /// Relationship `isPartOf`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
    pub struct IsPartOf {}
    impl __rt::Relationship for IsPartOf {
        const NAME: &'static str = "isPartOf";
        const TARGET: Option<&'static str> = Some("dtmi:test:Floor;1");
        const MIN_MULTIPLICITY: Option<u32> = Some(0);
        const MAX_MULTIPLICITY: Option<u32> = Some(1);
    }

    /// Relationship `cooledBy`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct CooledBy {
        /// Property `since`.
        pub since: Option<__rt::DateTime>,
        /// Property `mode`.
        pub mode: Option<CooledByMode>,
    }

    impl CooledBy {
        /// Sets `since`.
        #[must_use]
        pub fn since(mut self, value: __rt::DateTime) -> Self {
            self.since = Some(value);
            self
        }

        /// Sets `mode`.
        #[must_use]
        pub fn mode(mut self, value: CooledByMode) -> Self {
            self.mode = Some(value);
            self
        }
    }

    impl v1::Object for CooledBy {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("since", &self.since)?;
            object.optional("mode", &self.mode)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "since" => self.since = json.optional()?,
                "mode" => self.mode = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    impl __rt::Relationship for CooledBy {
        const NAME: &'static str = "cooledBy";
    }

    /// Schema of `mode`.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum CooledByMode {
        /// `eco` (`1`).
        Eco,
        /// A value that this version of the model does not have.
        Unrecognized(i32),
    }

    impl CooledByMode {
        /// The values that the model has, in its order.
        pub const ALL: &[Self] = &[Self::Eco];

        /// The variant of a value on the wire.
        #[must_use]
        pub const fn from_value(value: i32) -> Self {
            match value {
                1 => Self::Eco,
                _ => Self::Unrecognized(value),
            }
        }

        /// The value on the wire.
        #[must_use]
        pub const fn value(self) -> i32 {
            match self {
                Self::Eco => 1,
                Self::Unrecognized(value) => value,
            }
        }

        /// The name in the model, or `None` of an unrecognized value.
        #[must_use]
        pub const fn name(self) -> Option<&'static str> {
            match self {
                Self::Eco => Some("eco"),
                Self::Unrecognized(_) => None,
            }
        }
    }

    /// The name in the model, or the number of an unrecognized value.
    impl ::core::fmt::Display for CooledByMode {
        fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
            match self.name() {
                Some(name) => f.pad(name),
                None => ::core::fmt::Debug::fmt(&self.value(), f),
            }
        }
    }

    /// From the name in the model, else from the value on the wire, if the model has it.
    impl ::core::str::FromStr for CooledByMode {
        type Err = __rt::ParseError;
        fn from_str(text: &str) -> Result<Self, __rt::ParseError> {
            Ok(
                match text {
                    "eco" | "1" => Self::Eco,
                    _ => return Err(v1::parse_error(text, "a value of CooledByMode")),
                },
            )
        }
    }

    impl v1::Value for CooledByMode {
        fn encode(&self, out: &mut Vec<u8>) -> Result<(), v1::EncodeError> {
            v1::Value::encode(&self.value(), out)
        }

        fn decode(json: v1::Json<'_>) -> Result<Self, v1::DecodeError> {
            Ok(Self::from_value(json.integer()?))
        }
    }

    /// The device as the runtime sees it.
    struct Model;

    impl v1::DeviceModel for Model {
        fn model_id(&self) -> &'static str {
            MODEL_ID
        }

        fn components(&self) -> &'static [&'static str] {
            &[]
        }

        fn writable_properties(
            &self,
        ) -> &'static [(Option<&'static str>, &'static str)] {
            &[]
        }

        fn desired<'a>(
            &'a self,
            _link: &'a v1::Link,
            property: v1::DesiredProperty<'a>,
        ) -> v1::BoxFuture<'a, v1::Acknowledgement> {
            Box::pin(::core::future::ready(property.unknown()))
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
