//! The answer to a direct method.

use alloc::borrow::ToOwned as _;
use alloc::string::String;

use crate::value::{DecodeError, Json, Value};

/// A device's answer to a direct method, as the service hands it on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MethodResponse {
    /// The outcome, in the manner of HTTP; the device chooses it.
    pub status: i32,
    /// The result as JSON; `null` if there is none.
    pub payload: String,
}

impl MethodResponse {
    /// A response with a result as JSON, which may be empty.
    #[must_use]
    pub fn new(status: i32, payload: impl Into<String>) -> Self {
        Self {
            status,
            payload: payload.into(),
        }
    }

    /// Reads what IoT Hub's service API answers: `{"status":200,"payload":…}`.
    ///
    /// ```
    /// use dtdl_runtime::service::MethodResponse;
    ///
    /// let response = MethodResponse::parse(r#"{"status":200,"payload":{"maxTemp":21.5}}"#)?;
    /// assert_eq!((response.status, response.payload.as_str()), (200, r#"{"maxTemp":21.5}"#));
    /// # Ok::<(), dtdl_runtime::service::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is no such object.
    pub fn parse(json: &str) -> Result<Self, DecodeError> {
        let json = Json::parse(json)?;
        let status = json
            .member("status")
            .ok_or_else(|| DecodeError::new("there is no `status`"))?;
        Ok(Self {
            status: status.integer().map_err(|error| error.in_member("status"))?,
            payload: json.member("payload").map_or("null", Json::text).to_owned(),
        })
    }

    /// The result as a value of the response's schema.
    ///
    /// # Errors
    ///
    /// If it is none.
    pub fn decode<T: Value>(&self) -> Result<T, DecodeError> {
        Json::parse(&self.payload)?.decode()
    }
}
