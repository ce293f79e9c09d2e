//! Failures that concern no call of the application.

use alloc::boxed::Box;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

use super::future::BoxFuture;

/// Something that a device could not bring to its hub, or its hub to it, whether or not anybody awaits the
/// [`Delivery`](crate::Delivery) concerned. Its `Display` is a line for people, without any payload.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The hub refused reported properties, an acknowledgement perhaps; it goes on holding what it held before.
    #[non_exhaustive]
    ReportRefused {
        /// The properties: component (`None` for the root) and name.
        properties: Vec<(Option<String>, String)>,
        /// The status the hub answered, read as one of HTTP: 413 if there would be too much in the twin.
        status: i32,
    },
    /// The hub ended one connection after another over a telemetry message, while it took others. The message was given
    /// up.
    #[non_exhaustive]
    TelemetryGivenUp {},
    /// The hub refused a telemetry message for good.
    #[non_exhaustive]
    TelemetryRefused {
        /// The status the hub answered, read as one of HTTP.
        status: i32,
    },
    /// A telemetry message was dropped for a newer one: the outbox was full.
    #[non_exhaustive]
    TelemetryDropped {},
    /// A handler gave no answer: it panicked, or took longer than its deadline. The service was told so.
    #[non_exhaustive]
    HandlerFailed {
        /// The property or command, with its component; or `on_cloud_to_device`.
        handler: String,
        /// In which way, for people.
        reason: String,
    },
    /// The hub said something that could not be used. It was ignored.
    #[non_exhaustive]
    Unexpected {
        /// The thing it said.
        detail: &'static str,
    },
    /// The device was assigned to a hub whose protocol this version does not speak. It asks again, slowly.
    #[non_exhaustive]
    UnknownProtocol {
        /// The name of the protocol.
        name: String,
    },
    /// A cloud-to-device message came, which this device does not handle
    /// ([`Connection::on_cloud_to_device`](crate::Connection::on_cloud_to_device) would): another program that used the device's identity
    /// before has subscribed to them. It was acknowledged, and is gone.
    #[non_exhaustive]
    MessageIgnored {
        /// The length of its body.
        bytes: usize,
    },
}

/// Failures of a device that concern no call of the application, from [`Device::problems`](crate::Device::problems). Of more than 64 that wait to be
/// asked for, the oldest are dropped.
///
/// ```
/// async fn print(mut problems: dtdl_runtime::Problems) {
///     while let Some(problem) = problems.next().await {
///         eprintln!("{problem}");
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Problems(Box<dyn NextProblem>);

/// A source of problems.
pub(crate) trait NextProblem: fmt::Debug + Send + Sync {
    fn next(&mut self) -> BoxFuture<'_, Option<Problem>>;
}

impl Problems {
    pub(crate) fn new(source: impl NextProblem + 'static) -> Self {
        Self(Box::new(source))
    }

    /// The next; `None` once the device was shut down.
    pub async fn next(&mut self) -> Option<Problem> {
        self.0.next().await
    }
}

impl Problem {
    #[cfg(feature = "session")]
    pub(crate) fn handler_failed(receipt: &super::job::Receipt, failure: super::job::HandlerFailure) -> Self {
        use alloc::string::ToString as _;
        Self::HandlerFailed {
            handler: receipt.handler.clone(),
            reason: failure.to_string(),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ReportRefused { properties, status } => {
                write!(f, "the hub refused to be told of")?;
                for (index, (component, name)) in properties.iter().enumerate() {
                    f.write_str(if index == 0 { " `" } else { ", `" })?;
                    match component {
                        Some(component) => write!(f, "{component}.{name}`")?,
                        None => write!(f, "{name}`")?,
                    }
                }
                write!(f, " (status {status})")
            }
            Self::TelemetryGivenUp {} => {
                f.write_str("a telemetry message was given up: the hub ends the connection over it")
            }
            Self::TelemetryRefused { status } => {
                write!(f, "the hub refused a telemetry message (status {status})")
            }
            Self::TelemetryDropped {} => f.write_str("a telemetry message was dropped: the outbox is full"),
            Self::HandlerFailed { handler, reason } => write!(f, "`{handler}`: {reason}"),
            Self::Unexpected { detail } => write!(f, "the hub said what could not be used: {detail}"),
            Self::UnknownProtocol { name } => {
                write!(
                    f,
                    "the device was assigned to a hub of the protocol `{name}`, which is unknown"
                )
            }
            Self::MessageIgnored { bytes } => {
                write!(f, "a cloud-to-device message of {bytes} bytes was ignored")
            }
        }
    }
}
