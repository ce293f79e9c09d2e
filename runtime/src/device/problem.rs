//! What went wrong without anybody having asked.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;

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
    /// A cloud-to-device message came, which devices of this library do not handle: another program that used the
    /// device's identity before has subscribed to them. It was acknowledged, and is gone.
    #[non_exhaustive]
    MessageIgnored {
        /// The length of its body.
        bytes: usize,
    },
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
            Self::MessageIgnored { bytes } => {
                write!(f, "a cloud-to-device message of {bytes} bytes was ignored")
            }
        }
    }
}
