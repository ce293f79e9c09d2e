//! What came from a device: read as the model says it, and the rest kept.

use alloc::borrow::ToOwned as _;
use alloc::string::String;
use alloc::vec::Vec;

use super::Error;
use super::unread::{Part, Unread};
use crate::value::{DecodeError, Json, Object};

/// A message of a device, with what the model does not know of it.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Received<T> {
    /// What is as the model says.
    pub value: T,
    /// What is not.
    pub unread: Vec<Unread>,
}

impl<T> Received<T> {
    /// The value, if all of the message is as the model says.
    ///
    /// # Errors
    ///
    /// The first member that is not.
    pub fn strictly(self) -> Result<T, Error> {
        match self.unread.into_iter().next() {
            None => Ok(self.value),
            Some(unread) => Err(Error::unread(unread)),
        }
    }
}

/// A message of a component that the model does not have, or that has no telemetry by the model.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownMessage {
    /// The component; `None` for the device itself.
    pub component: Option<String>,
    /// The body: JSON text.
    pub body: String,
}

/// Something that members are read into one by one.
pub trait ReadMember {
    /// Reads one member; `false` if there is none of that name.
    ///
    /// # Errors
    ///
    /// If the member is not a value of its schema.
    fn read_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError>;
}

impl<T: Object> ReadMember for T {
    fn read_member(&mut self, name: &str, json: Json<'_>) -> Result<bool, DecodeError> {
        self.decode_member(name, json)
    }
}

/// Reads a member, or keeps it.
pub(super) fn read(
    into: Option<&mut dyn ReadMember>,
    part: Part,
    component: Option<&str>,
    name: &str,
    json: Json<'_>,
    unread: &mut Vec<Unread>,
) {
    let reason = match into.map(|into| into.read_member(name, json)) {
        Some(Ok(true)) => return,
        Some(Ok(false)) | None => None,
        Some(Err(reason)) => Some(reason),
    };
    unread.push(Unread {
        part,
        component: component.map(str::to_owned),
        name: name.to_owned(),
        json: json.text().to_owned(),
        reason,
    });
}

/// Reads a telemetry message.
///
/// # Errors
///
/// If the body is not a JSON object.
pub fn receive<T: Object>(component: Option<&str>, body: &[u8]) -> Result<Received<T>, DecodeError> {
    let (mut value, mut unread) = (T::default(), Vec::new());
    Json::parse_bytes(body)?.members(|name, json| {
        read(Some(&mut value), Part::Telemetry, component, name, json, &mut unread);
        Ok(())
    })?;
    Ok(Received { value, unread })
}

/// Keeps a message that the model knows nothing of.
///
/// # Errors
///
/// If the body is not JSON.
pub fn receive_unknown(component: Option<&str>, body: &[u8]) -> Result<UnknownMessage, DecodeError> {
    Ok(UnknownMessage {
        component: component.map(str::to_owned),
        body: Json::parse_bytes(body)?.text().to_owned(),
    })
}
