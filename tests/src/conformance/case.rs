//! Cases as they stand in files.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;

/// What a file holds.
#[derive(Debug)]
pub(super) enum Case<'a> {
    Parse(Box<ParseCase<'a>>),
    Identifier(IdentifierCase),
}

/// A parse case. The texts stay as they are: a duplicate member is part of some.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ParseCase<'a> {
    pub(super) valid: bool,
    #[serde(default)]
    pub(super) options: Vec<String>,
    #[serde(default)]
    pub(super) quirks: Vec<String>,
    #[serde(borrow)]
    pub(super) input: Vec<&'a RawValue>,
    #[serde(default)]
    pub(super) resolution: Vec<Round<'a>>,
    pub(super) max_dtdl_version: Option<u8>,
    #[serde(default)]
    pub(super) acceptable_limits: Vec<String>,
    #[serde(default)]
    pub(super) expect: Expect,
    #[serde(default)]
    pub(super) instances: Vec<Instance>,
}

/// What is asserted about the outcome.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Expect {
    pub(super) element_count: Option<u64>,
    #[serde(default)]
    pub(super) elements: Vec<ExpectedElement>,
    pub(super) parsing_errors: Option<Vec<HashMap<String, Value>>>,
    pub(super) unresolved_identifiers: Option<Vec<String>>,
}

/// What is asserted about an element of the object model.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ExpectedElement {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) class: Value,
    #[serde(default)]
    pub(super) properties: HashMap<String, Value>,
    pub(super) supplemental_types: Option<Value>,
    pub(super) supplemental_properties: Option<Value>,
    pub(super) undefined_types: Option<Value>,
    pub(super) undefined_properties: Option<Value>,
}

/// A JSON text that is, or is not, an instance of an element.
#[derive(Debug, Deserialize)]
pub(super) struct Instance {
    pub(super) subject: String,
    pub(super) submit: String,
    pub(super) conforms: Option<bool>,
    /// The element is of a kind that has no instances.
    #[serde(default)]
    pub(super) throws: bool,
}

/// One call of the resolver.
#[derive(Debug, Deserialize)]
pub(super) struct Round<'a> {
    pub(super) request: Vec<String>,
    #[serde(borrow)]
    pub(super) response: Option<Vec<&'a RawValue>>,
}

/// A text that is, or is not, an identifier.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct IdentifierCase {
    pub(super) id_text: String,
    pub(super) valid: bool,
    #[serde(default)]
    pub(super) expect: HashMap<String, Value>,
}

impl<'a> Case<'a> {
    /// The cases of a file.
    pub(super) fn all(text: &'a str) -> serde_json::Result<Vec<Self>> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        if text.trim_start().starts_with('[') {
            let cases: Vec<&RawValue> = serde_json::from_str(text)?;
            return cases.into_iter().map(|case| Self::read(case.get())).collect();
        }
        Ok(vec![Self::read(text)?])
    }

    fn read(text: &'a str) -> serde_json::Result<Self> {
        let members: HashMap<String, &RawValue> = serde_json::from_str(text)?;
        if members.contains_key("idText") {
            return serde_json::from_str(text).map(Case::Identifier);
        }
        serde_json::from_str(text).map(|case| Case::Parse(Box::new(case)))
    }
}
