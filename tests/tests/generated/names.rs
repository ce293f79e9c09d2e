//! Names that meet each other, ours, or Rust's.

include!("../../../dtdl-codegen/tests/cases/names/generated.rs");

use r#static::{ResultEnum, StringEnum};

#[test]
fn every_value_of_the_model_is_displayed_by_its_name_and_parsed_from_it() {
    let strings = StringEnum::ALL.iter().filter_map(StringEnum::name);
    let names = ["None", "Some", "Unknown", "unrecognized", "on_off", "onOff", "String"];
    assert_eq!(strings.collect::<Vec<_>>(), names);
    for value in StringEnum::ALL {
        assert_eq!(Some(value.to_string().as_str()), value.name());
        assert_eq!(value.to_string().parse().as_ref(), Ok(value));
    }
    assert_eq!(ResultEnum::ALL.len(), 4);
    for value in ResultEnum::ALL {
        assert_eq!(value.to_string().parse().as_ref(), Ok(value));
        assert_eq!(value.value().to_string().parse().as_ref(), Ok(value));
    }
    assert_eq!(
        (StringEnum::None.to_string(), StringEnum::None.value()),
        ("None".to_owned(), "Some")
    );
    assert_eq!(format!("{:>4}|", ResultEnum::Ok), "  Ok|");
}

#[test]
fn a_text_is_a_name_first_and_a_value_of_the_model_second() {
    assert_eq!("Some".parse(), Ok(StringEnum::Some));
    assert_eq!(StringEnum::from_value("Some"), StringEnum::None);
    assert_eq!("?".parse(), Ok(StringEnum::Unknown));
    assert_eq!("3".parse(), Ok(ResultEnum::BoxValue));
}

#[test]
fn a_text_that_is_neither_is_an_error_and_not_another_value() {
    let error = "on_of".parse::<StringEnum>().unwrap_err().to_string();
    assert_eq!(error, "expected a value of StringEnum, found \"on_of\"");
    assert!("5".parse::<ResultEnum>().is_err() && "ok".parse::<ResultEnum>().is_err());
}

#[test]
fn an_unrecognized_value_is_kept_and_is_nobodys_name() {
    let kept: StringEnum = super::value("\"None!\"").unwrap();
    assert_eq!((kept.value(), kept.name()), ("None!", None));
    assert_eq!(
        StringEnum::from_value("on_off"),
        StringEnum::Unrecognized("on_off".into())
    );
    // Displayed plainly, it would be read as the value of that name.
    let displayed = StringEnum::from_value("on_off").to_string();
    assert_eq!(displayed, "\"on_off\"");
    assert!(displayed.parse::<StringEnum>().is_err());
    let number = ResultEnum::from_value(5);
    assert_eq!(
        (number.value(), number.name(), number.to_string()),
        (5, None, "5".into())
    );
}
