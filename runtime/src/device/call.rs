//! Desired properties and commands on their way to a handler, and the answers on their way back.

use alloc::string::{String, ToString as _};
use alloc::vec::Vec;

use serde_json::value::RawValue;

use crate::value::{DecodeError, EncodeError, Json, Value, encode_string};
use crate::wire::Acknowledged;
use crate::{Ack, CommandResult, Desired};

/// A writable property whose desired value is new, or gone.
#[derive(Debug, Clone, Copy)]
pub struct DesiredProperty<'a> {
    component: Option<&'a str>,
    name: &'a str,
    value: Option<Json<'a>>,
    version: i64,
}

impl<'a> DesiredProperty<'a> {
    pub(crate) const fn new(component: Option<&'a str>, name: &'a str, value: Option<Json<'a>>, version: i64) -> Self {
        Self {
            component,
            name,
            value,
            version,
        }
    }

    /// The component's name; `None` for the root interface.
    #[must_use]
    pub const fn component(&self) -> Option<&'a str> {
        self.component
    }

    /// The property's name.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    pub(crate) const fn json(&self) -> Option<Json<'a>> {
        self.value
    }

    pub(crate) const fn version(&self) -> i64 {
        self.version
    }

    /// The desired value; `None` if the service holds none. A value wrapped as `{"value": …}` is unwrapped.
    ///
    /// # Errors
    ///
    /// If the value is none of the property's schema.
    pub fn desired<T: Value>(&self) -> Result<Option<Desired<T>>, DecodeError> {
        match self.value {
            None => Ok(None),
            Some(json) if json.is_null() => Ok(None),
            Some(json) => json.unwrapped().map(|value| Some(Desired::new(value, self.version))),
        }
    }

    /// Hands the desired value to its handler, or its absence, and puts down what the handler answers.
    pub async fn handle<T: Value, D, U>(
        &self,
        desired: impl FnOnce(Desired<T>) -> D,
        unset: impl FnOnce() -> U,
    ) -> Acknowledgement
    where
        D: Future<Output = Ack<T>>,
        U: Future<Output = Option<T>>,
    {
        match self.desired() {
            Ok(Some(value)) => self.acknowledge(desired(value).await),
            Ok(None) => self.unset(unset().await),
            Err(error) => self.refuse(error),
        }
    }

    /// The handler's answer to a desired value.
    pub fn acknowledge<T: Value>(&self, ack: Ack<T>) -> Acknowledgement {
        Acknowledgement(match encode_ack(&ack, self.version) {
            Ok(acknowledged) => AcknowledgementBody::Report(acknowledged),
            Err(error) => AcknowledgementBody::NoValue {
                status: 500,
                description: error.to_string(),
            },
        })
    }

    /// The handler's answer when the service holds no desired value: the device's own, if there is one.
    pub fn unset<T: Value>(&self, value: Option<T>) -> Acknowledgement {
        let encoded = value.map(|value| encode_ack(&Ack::with_status(203, value), 0));
        Acknowledgement(match encoded {
            Some(Ok(acknowledged)) => AcknowledgementBody::Report(acknowledged),
            // There is nothing to refuse, so nothing to report either.
            Some(Err(_)) | None => AcknowledgementBody::Nothing,
        })
    }

    /// The answer to a value that is none of the property's schema: status 400.
    pub fn refuse(&self, error: DecodeError) -> Acknowledgement {
        Acknowledgement(AcknowledgementBody::NoValue {
            status: 400,
            description: error.to_string(),
        })
    }

    /// The answer to a property the model does not have: nothing is reported.
    pub const fn unknown(&self) -> Acknowledgement {
        Acknowledgement(AcknowledgementBody::Nothing)
    }
}

pub(crate) fn encode_ack<T: Value>(ack: &Ack<T>, version: i64) -> Result<Acknowledged, EncodeError> {
    let mut json = Vec::new();
    ack.value().encode_property(&mut json)?;
    let json = String::from_utf8(json).map_err(|error| EncodeError::new(error.to_string()))?;
    Ok(Acknowledged {
        value: RawValue::from_string(json).map_err(|error| EncodeError::new(error.to_string()))?,
        status: ack.status(),
        version,
        description: ack.description().map(Into::into),
    })
}

/// The report that answers a desired property.
#[derive(Debug)]
#[must_use]
pub struct Acknowledgement(pub(crate) AcknowledgementBody);

#[derive(Debug)]
pub(crate) enum AcknowledgementBody {
    Nothing,
    Report(Acknowledged),
    /// The handler gave no value; the one last reported stays.
    NoValue {
        status: i32,
        description: String,
    },
    /// The handler gave no answer.
    Missing,
}

/// A command on its way to its handler.
#[derive(Debug, Clone, Copy)]
pub struct CommandCall<'a> {
    component: Option<&'a str>,
    name: &'a str,
    payload: &'a [u8],
}

impl<'a> CommandCall<'a> {
    pub(crate) const fn new(component: Option<&'a str>, name: &'a str, payload: &'a [u8]) -> Self {
        Self {
            component,
            name,
            payload,
        }
    }

    /// The component's name; `None` for the root interface.
    #[must_use]
    pub const fn component(&self) -> Option<&'a str> {
        self.component
    }

    /// The command's name.
    #[must_use]
    pub const fn name(&self) -> &'a str {
        self.name
    }

    pub(crate) const fn payload(&self) -> &'a [u8] {
        self.payload
    }

    /// The request.
    ///
    /// # Errors
    ///
    /// If there is none, or it is not a value of the request's schema.
    pub fn request<T: Value>(&self) -> Result<T, DecodeError> {
        if self.payload.trim_ascii().is_empty() {
            return Err(DecodeError::new("the command needs a request, and has none"));
        }
        Json::parse_bytes(self.payload)?.decode()
    }

    /// Hands the request to its handler, and puts down what the handler answers.
    pub async fn handle_request<Q: Value, T: Value, F>(&self, handler: impl FnOnce(Q) -> F) -> CommandAnswer
    where
        F: Future<Output = CommandResult<T>>,
    {
        match self.request() {
            Ok(request) => self.answer(handler(request).await),
            Err(error) => self.bad_request(error),
        }
    }

    /// As [`handle_request`](Self::handle_request), for a command without a response.
    pub async fn handle_request_only<Q: Value, F>(&self, handler: impl FnOnce(Q) -> F) -> CommandAnswer
    where
        F: Future<Output = CommandResult<()>>,
    {
        match self.request() {
            Ok(request) => self.answer_empty(handler(request).await),
            Err(error) => self.bad_request(error),
        }
    }

    /// The handler's answer.
    pub fn answer<T: Value>(&self, result: CommandResult<T>) -> CommandAnswer {
        let response = match result {
            Ok(response) => response,
            Err(error) => return CommandAnswer::error(error.status(), error.message()),
        };
        let mut body = Vec::new();
        if let Some(value) = response.value()
            && let Err(error) = value.encode(&mut body)
        {
            return CommandAnswer::error(500, &error.to_string());
        }
        CommandAnswer::new(response.status(), body)
    }

    /// The answer of a handler whose command has no response.
    pub fn answer_empty(&self, result: CommandResult<()>) -> CommandAnswer {
        match result {
            Ok(response) => CommandAnswer::new(response.status(), Vec::new()),
            Err(error) => CommandAnswer::error(error.status(), error.message()),
        }
    }

    /// The answer to a request that is not of the request's schema: status 400.
    pub fn bad_request(&self, error: DecodeError) -> CommandAnswer {
        CommandAnswer::error(400, &error.to_string())
    }

    /// The answer to a command the model does not have: status 404.
    pub fn unknown(&self) -> CommandAnswer {
        let mut answer = CommandAnswer::error(404, "the model has no such command");
        answer.kind = AnswerKind::Unknown;
        answer
    }
}

/// A command's answer as it goes over the wire.
#[derive(Debug)]
#[must_use]
pub struct CommandAnswer {
    pub(crate) status: i32,
    pub(crate) body: Vec<u8>,
    pub(crate) kind: AnswerKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AnswerKind {
    Given,
    /// The model has no such command.
    Unknown,
    /// The handler gave no answer.
    Missing,
}

impl CommandAnswer {
    pub(crate) const fn new(status: i32, body: Vec<u8>) -> Self {
        Self {
            status,
            body,
            kind: AnswerKind::Given,
        }
    }

    /// In place of an answer: the handler gave none.
    pub(crate) const fn missing() -> Self {
        Self {
            status: 500,
            body: Vec::new(),
            kind: AnswerKind::Missing,
        }
    }

    pub(crate) fn error(status: i32, message: &str) -> Self {
        let mut body = Vec::from(*b"{\"message\":");
        encode_string(message, &mut body);
        body.push(b'}');
        Self::new(status, body)
    }
}
