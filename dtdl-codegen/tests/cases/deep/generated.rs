// @generated
// from dtmi:test:Deep;1

/// A device.
///
/// Interface `dtmi:test:Deep;1`.
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
pub mod deep {
    use ::dtdl_runtime::{self as __rt};
    use __rt::generated::v1;
    use v1::{BTreeMap, Box, String, Vec};

    const _: () = v1::CONTRACT;

    /// The identifier of the interface.
    pub const MODEL_ID: &str = "dtmi:test:Deep;1";

    /// A telemetry message; what is not set is not sent.
    #[derive(Debug, Clone, PartialEq, Default)]
    #[must_use = "a message does nothing until it is sent"]
    pub struct Telemetry {
        /// Telemetry `deep`.
        pub deep: Option<Vec<DeepElement>>,
        /// Telemetry `tree`.
        pub tree: Option<Branch>,
    }

    impl Telemetry {
        /// Sets `deep`.
        pub fn deep(mut self, value: impl Into<Vec<DeepElement>>) -> Self {
            self.deep = Some(value.into());
            self
        }

        /// Sets `tree`.
        pub fn tree(mut self, value: Branch) -> Self {
            self.tree = Some(value);
            self
        }
    }

    impl v1::Object for Telemetry {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("deep", &self.deep)?;
            object.optional("tree", &self.tree)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "deep" => self.deep = json.optional()?,
                "tree" => self.tree = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
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

    /// Schema `dtmi:test:Branch;1`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Branch {
        /// Field `leaf`.
        pub leaf: Option<Box<Leaf>>,
    }

    impl Branch {
        /// Sets `leaf`.
        #[must_use]
        pub fn leaf(mut self, value: Leaf) -> Self {
            self.leaf = Some(Box::new(value));
            self
        }
    }

    impl v1::Object for Branch {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("leaf", &self.leaf)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "leaf" => self.leaf = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Schema `dtmi:test:Leaf;1`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct Leaf {
        /// Field `branch`.
        pub branch: Option<Box<Branch>>,
        /// Field `byName`.
        ///
        /// A map from `name` to `branch`.
        pub by_name: Option<BTreeMap<String, Branch>>,
    }

    impl Leaf {
        /// Sets `branch`.
        #[must_use]
        pub fn branch(mut self, value: Branch) -> Self {
            self.branch = Some(Box::new(value));
            self
        }

        /// Sets `byName`.
        #[must_use]
        pub fn by_name(mut self, value: impl Into<BTreeMap<String, Branch>>) -> Self {
            self.by_name = Some(value.into());
            self
        }
    }

    impl v1::Object for Leaf {
        fn encode_members(
            &self,
            object: &mut v1::ObjectEncoder<'_>,
        ) -> Result<(), v1::EncodeError> {
            object.optional("branch", &self.branch)?;
            object.optional("byName", &self.by_name)
        }

        fn decode_member(
            &mut self,
            name: &str,
            json: v1::Json<'_>,
        ) -> Result<bool, v1::DecodeError> {
            match name {
                "branch" => self.branch = json.optional()?,
                "byName" => self.by_name = json.optional()?,
                _ => return Ok(false),
            }
            Ok(true)
        }
    }

    /// Element of `deep`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<BTreeMap<String, Vec<DeepElementAValueElement>>>,
    }

    impl DeepElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<BTreeMap<String, Vec<DeepElementAValueElement>>>,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object for DeepElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<BTreeMap<String, Vec<DeepElementAValueElementAValueElement>>>,
    }

    impl DeepElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<
                BTreeMap<String, Vec<DeepElementAValueElementAValueElement>>,
            >,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object for DeepElementAValueElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<
            BTreeMap<String, Vec<DeepElementAValueElementAValueElementAValueElement>>,
        >,
    }

    impl DeepElementAValueElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<
                BTreeMap<String, Vec<DeepElementAValueElementAValueElementAValueElement>>,
            >,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object for DeepElementAValueElementAValueElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElementAValueElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<
            BTreeMap<
                String,
                Vec<DeepElementAValueElementAValueElementAValueElementAValueElement>,
            >,
        >,
    }

    impl DeepElementAValueElementAValueElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<
                BTreeMap<
                    String,
                    Vec<DeepElementAValueElementAValueElementAValueElementAValueElement>,
                >,
            >,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object for DeepElementAValueElementAValueElementAValueElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElementAValueElementAValueElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<
            BTreeMap<
                String,
                Vec<
                    DeepElementAValueElementAValueElementAValueElementAValueElementAValueElement,
                >,
            >,
        >,
    }

    impl DeepElementAValueElementAValueElementAValueElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<
                BTreeMap<
                    String,
                    Vec<
                        DeepElementAValueElementAValueElementAValueElementAValueElementAValueElement,
                    >,
                >,
            >,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object for DeepElementAValueElementAValueElementAValueElementAValueElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElementAValueElementAValueElementAValueElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<
            BTreeMap<
                String,
                Vec<
                    DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement,
                >,
            >,
        >,
    }

    impl DeepElementAValueElementAValueElementAValueElementAValueElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<
                BTreeMap<
                    String,
                    Vec<
                        DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement,
                    >,
                >,
            >,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object
    for DeepElementAValueElementAValueElementAValueElementAValueElementAValueElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<
            BTreeMap<
                String,
                Vec<
                    DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement,
                >,
            >,
        >,
    }

    impl DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(
            mut self,
            value: impl Into<
                BTreeMap<
                    String,
                    Vec<
                        DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement,
                    >,
                >,
            >,
        ) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object
    for DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement {
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

    /// Element of `a`.
    #[derive(Debug, Clone, PartialEq, Default)]
    pub struct DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement {
        /// Field `a`.
        ///
        /// A map from `k` to `v`.
        pub a: Option<BTreeMap<String, f64>>,
    }

    impl DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement {
        /// Sets `a`.
        #[must_use]
        pub fn a(mut self, value: impl Into<BTreeMap<String, f64>>) -> Self {
            self.a = Some(value.into());
            self
        }
    }

    impl v1::Object
    for DeepElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElementAValueElement {
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
