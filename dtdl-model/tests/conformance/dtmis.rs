//! The reference's cases of identifiers.

use dtdl_model::Dtmi;
use serde_json::{Value, json};

/// What is not as a case expects.
pub(crate) fn judge(case: &Value) -> Option<String> {
    let text = case["idText"].as_str().expect("a text");
    let Some(id) = Dtmi::new_any(text) else {
        return (case["valid"] != false).then(|| format!("{text} is refused"));
    };
    if case["valid"] != true {
        return Some(format!("{text} is accepted"));
    }
    let complete = format!("{}.{:06}", id.major_version(), id.minor_version());
    let got = json!({
        "MajorVersion": id.major_version(),
        "MinorVersion": id.minor_version(),
        "CompleteVersion": complete.parse::<f64>().expect("a number"),
        "Versionless": id.versionless(),
        "Labels": id.segments().collect::<Vec<_>>(),
        "IsReserved": id.is_reserved(),
        "Fragment": id.fragment(),
    });
    let expected = case["expect"].as_object()?;
    let wrong = expected.iter().find(|(name, value)| got[name.as_str()] != **value)?;
    Some(format!("{text}: {wrong:?}, got {got}"))
}
