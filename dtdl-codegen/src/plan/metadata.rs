//! What a model says about a member, as constants for programs.

use dtdl_model::model::{Named, SemanticType, Unit};

use super::Constant;
use crate::naming::{self, Namespace};

/// Display name, unit and semantic type of a member, where the model gives them.
pub(super) fn of_member(
    namespace: &mut Namespace,
    wire: &str,
    field: &str,
    named: &Named,
    unit: Option<&Unit>,
    semantic_types: &[SemanticType],
) -> Vec<Constant> {
    let stem = naming::upper(field.trim_start_matches("r#"));
    let mut constant = |suffix: &str, what: &str, value: Option<&str>| {
        value.map(|value| Constant {
            name: namespace.take(&format!("{stem}_{suffix}"), "_"),
            docs: format!("{what} of `{wire}`."),
            value: value.to_owned(),
        })
    };
    [
        constant("DISPLAY_NAME", "Display name", named.display_text()),
        constant("UNIT", "Unit", unit.map(|unit| unit.term.as_str())),
        constant(
            "SEMANTIC_TYPE",
            "Semantic type",
            semantic_types.first().map(|ty| ty.term.as_str()),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}
