//! Relationships: where they lead, how many there are, and the properties that each has.

include!("../../../dtdl-codegen/tests/cases/relationships/generated.rs");

use dtdl_runtime::Relationship;
use room::{AdjacentTo, CooledBy, CooledByMode, IsPartOf};

/// What a program that knows no single relationship can ask of each.
fn said<R: Relationship>() -> (&'static str, Option<&'static str>, Option<u32>, Option<u32>, bool) {
    (
        R::NAME,
        R::TARGET,
        R::MIN_MULTIPLICITY,
        R::MAX_MULTIPLICITY,
        R::WRITABLE,
    )
}

#[test]
fn a_relationship_says_where_it_leads_and_how_often() {
    assert_eq!(said::<AdjacentTo>(), ("adjacentTo", None, None, None, false));
    let floor = Some("dtmi:test:Floor;1");
    assert_eq!(said::<IsPartOf>(), ("isPartOf", floor, Some(0), Some(1), false));
    // The target of another model is its module's own constant.
    assert_eq!(
        <super::metadata::station::Near as Relationship>::TARGET,
        Some(super::metadata::station::MODEL_ID)
    );
}

#[test]
fn its_properties_are_those_of_the_model() {
    let cooled = CooledBy::default()
        .since("2026-05-04T10:00:00Z".parse().unwrap())
        .mode(CooledByMode::Eco);
    let json = r#"{"since":"2026-05-04T10:00:00Z","mode":1}"#;
    assert_eq!(super::message(&cooled), json);
    assert_eq!(super::value::<CooledBy>(json), Ok(cooled));
    assert_eq!(AdjacentTo {}, AdjacentTo::default());
}
