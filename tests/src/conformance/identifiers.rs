//! Cases of identifiers.

use dtdl_model::Dtmi;
use serde_json::json;

use super::case::IdentifierCase;
use super::tally::{Part, Parts};

pub(super) fn judge(case: &IdentifierCase, parts: &mut Parts) {
    parts.ask(Part::Dtmis, wrong(case));
}

fn wrong(case: &IdentifierCase) -> Option<String> {
    let text = &case.id_text;
    let id = match (Dtmi::new_any(text), case.valid) {
        (Some(id), true) => id,
        (None, false) => return None,
        (Some(_), false) => return Some(format!("{text}: expected to be refused")),
        (None, true) => return Some(format!("{text}: expected to be accepted")),
    };
    let complete = format!("{}.{:06}", id.major_version(), id.minor_version());
    let got = json!({
        "MajorVersion": id.major_version(),
        "MinorVersion": id.minor_version(),
        "CompleteVersion": complete.parse::<f64>().unwrap_or(f64::NAN),
        "Versionless": id.versionless(),
        "Labels": id.segments().collect::<Vec<_>>(),
        "IsReserved": id.is_reserved(),
        "Fragment": id.fragment(),
    });
    let (name, expected) = case
        .expect
        .iter()
        .find(|(name, expected)| got.get(name) != Some(expected))?;
    Some(format!("{text} {name}: expected {expected}, got {got}"))
}
