//! Cases as they stand in files.

use std::collections::HashMap;

use serde_json::Value;
use serde_json::value::RawValue;

/// A parse case. The texts stay as they are: a duplicate member is part of some.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    pub(crate) valid: bool,
    pub(crate) options: Vec<String>,
    pub(crate) quirks: Vec<String>,
    pub(crate) input: Vec<&'a RawValue>,
    pub(crate) resolution: Vec<Round<'a>>,
    pub(crate) max_dtdl_version: Option<u8>,
    pub(crate) acceptable_limits: Vec<String>,
    pub(crate) expect: Value,
    pub(crate) instances: Vec<Instance>,
}

/// A JSON text that is, or is not, an instance of an element.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) subject: String,
    pub(crate) submit: String,
    /// `None`: the element is of a kind that has no instances.
    pub(crate) conforms: Option<bool>,
}

/// One call of the resolver.
#[derive(Debug)]
pub(crate) struct Round<'a> {
    pub(crate) request: Vec<String>,
    pub(crate) response: Vec<&'a RawValue>,
}

type Members<'a> = HashMap<String, &'a RawValue>;

impl<'a> Case<'a> {
    /// The cases of a file.
    pub(crate) fn all(text: &'a str) -> Vec<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let cases: Vec<&RawValue> = if text.trim_start().starts_with('[') {
            serde_json::from_str(text).expect("an array of cases")
        } else {
            vec![serde_json::from_str(text).expect("a case")]
        };
        cases.into_iter().map(|case| Self::read(case.get())).collect()
    }

    fn read(text: &'a str) -> Self {
        let members: Members<'a> = serde_json::from_str(text).expect("an object");
        let field = |name: &str| -> Value {
            members
                .get(name)
                .map(|raw| serde_json::from_str(raw.get()).expect("JSON"))
                .unwrap_or_default()
        };
        let rounds: Vec<Members<'a>> = members
            .get("resolution")
            .map(|raw| serde_json::from_str(raw.get()).expect("rounds"))
            .unwrap_or_default();
        Self {
            valid: field("valid").as_bool().expect("a verdict"),
            options: strings(&field("options")),
            quirks: strings(&field("quirks")),
            input: serde_json::from_str(members.get("input").expect("input").get()).expect("texts"),
            resolution: rounds
                .into_iter()
                .map(|round| Round {
                    request: strings(&serde_json::from_str(round.get("request").expect("request").get()).expect("ids")),
                    response: round
                        .get("response")
                        .and_then(|raw| serde_json::from_str::<Option<Vec<&RawValue>>>(raw.get()).expect("texts"))
                        .unwrap_or_default(),
                })
                .collect(),
            max_dtdl_version: field("maxDtdlVersion").as_u64().map(|version| version as u8),
            acceptable_limits: strings(&field("acceptableLimits")),
            expect: field("expect"),
            instances: field("instances")
                .as_array()
                .into_iter()
                .flatten()
                .map(|instance| Instance {
                    subject: instance["subject"].as_str().expect("a subject").to_owned(),
                    submit: instance["submit"].as_str().expect("a text").to_owned(),
                    conforms: instance["conforms"].as_bool(),
                })
                .collect(),
        }
    }
}

fn strings(value: &Value) -> Vec<String> {
    value
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|text| text.as_str().map(str::to_owned))
        .collect()
}
