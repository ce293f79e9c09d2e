//! As deep as any limit of the language lets schemas nest, and objects that hold each other.

include!("../../../dtdl-codegen/tests/cases/deep/generated.rs");

use deep::{Branch, DeepElement, Leaf, Telemetry};

#[test]
fn schemas_nest_to_the_deepest_limit() {
    // Array, Object and Map in turn, eight times.
    let (open, close) = (r#"[{"a":{"k":"#, "}}]");
    let json = format!(r#"{{"deep":{}1.5{}}}"#, open.repeat(8), close.repeat(8));
    let telemetry: Telemetry = super::read(&json).unwrap();
    assert_eq!(super::message(&telemetry), json);
    assert_eq!(telemetry.deep.as_ref().map(Vec::len), Some(1));
    let error = super::read::<Telemetry>(&json.replace("1.5", "\"x\""))
        .unwrap_err()
        .to_string();
    assert_eq!(
        error,
        format!("Telemetry.deep{}: expected a double, found \"x\"", "[0].a.k".repeat(8))
    );
    assert_eq!(
        super::message(&Telemetry::default().deep([DeepElement::default()])),
        r#"{"deep":[{}]}"#
    );
}

#[test]
fn objects_that_hold_each_other_are_boxed_and_made_like_any_other() {
    let inner = Branch::default().leaf(Leaf::default());
    let leaf = Leaf::default().branch(inner.clone()).by_name([("b".to_owned(), inner)]);
    let telemetry = Telemetry::default().tree(Branch::default().leaf(leaf));
    let json = r#"{"tree":{"leaf":{"branch":{"leaf":{}},"byName":{"b":{"leaf":{}}}}}}"#;
    assert_eq!(super::message(&telemetry), json);
    assert_eq!(super::read::<Telemetry>(json), Ok(telemetry));
}
