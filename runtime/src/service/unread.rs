//! Members that the model does not know.

use alloc::string::String;
use core::fmt;

use crate::value::DecodeError;

/// A member that the model does not have, or whose value is none of its schema.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unread {
    /// Where it was.
    pub part: Part,
    /// The component; `None` for the device itself.
    pub component: Option<String>,
    /// The member's name.
    pub name: String,
    /// Its JSON text.
    pub json: String,
    /// Why its value is none of its schema; `None` for a member that the model does not have.
    pub reason: Option<DecodeError>,
}

/// Where a member was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// In a telemetry message.
    Telemetry,
    /// Among the desired properties of a twin.
    Desired,
    /// Among the reported properties of a twin.
    Reported,
}

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.part {
            Part::Telemetry => "telemetry `",
            Part::Desired => "desired property `",
            Part::Reported => "reported property `",
        })?;
        if let Some(component) = &self.component {
            write!(f, "{component}.")?;
        }
        write!(f, "{}`: ", self.name)?;
        match &self.reason {
            Some(reason) => reason.fmt(f),
            None => f.write_str("the model has no such member"),
        }
    }
}

impl core::error::Error for Unread {}
