//! Prints everything that `dtdl-model` answers about the files that are named: diagnostics, model, instance verdicts.
//!
//! The first line says which features of serde_json are on, as the crate behaves.

use std::{env, fs};

use dtdl_model::{NoResolver, Options, Source, parse};

/// What is asked of every schema of every model.
const INSTANCES: &[&str] = &[
    "0",
    "-0",
    "-0.0",
    "1",
    "1.0",
    "1e2",
    "1E-2",
    "0.1",
    "1.10",
    "3.4028235e38",
    "3.5e38",
    "1e308",
    "1e400",
    "-1e400",
    "2147483647",
    "2147483648",
    "9007199254740993",
    "9223372036854775808",
    "18446744073709551616",
    "123456789012345678901234567890",
    "2.2250738585072011e-308",
    "5e-324",
    "\"a\"",
    "\"\\ud800\"",
    "\"PT1S\"",
    "true",
    "null",
    "[]",
    "[1, 2.5]",
    "{}",
    r#"{ "b": 1, "a": 2.50 }"#,
    r#"{ "a": 1, "a": 2 }"#,
    r#"{ "$serde_json::private::Number": "7" }"#,
    "{",
    "",
];

fn main() -> std::io::Result<()> {
    println!("{}", features());
    for path in env::args().skip(1) {
        println!("== {path}");
        let text = String::from_utf8_lossy(&fs::read(&path)?).into_owned();
        let source = Source::new(path, text);
        let parsed = parse(vec![source], &mut NoResolver, &Options::default().keep_going(true));
        for diagnostic in &parsed.diagnostics {
            println!("{}\n{diagnostic:?}", diagnostic.render(&parsed.sources));
        }
        for left in &parsed.left_out {
            println!("{left}");
        }
        for (_, interface) in parsed.model.interfaces() {
            println!("{interface:?}");
        }
        for element in parsed.object_model().elements() {
            println!(
                "{} {} {:?}",
                element.id(),
                element.class(),
                element.undefined_properties()
            );
            for member in ["enumValue", "maxMultiplicity", "minMultiplicity", "writable"] {
                println!("{member} {:?}", element.property(member));
            }
            println!("{:?}", element.supplemental_properties());
        }
        for (id, schema) in parsed.model.schemas() {
            println!("{schema:?}");
            for instance in INSTANCES {
                println!("{instance} {:?}", parsed.model.mismatches(id, instance));
            }
        }
    }
    Ok(())
}

/// Seen from outside: digits are kept, members stay where they stand.
fn features() -> String {
    let kept =
        |text: &str| serde_json::from_str::<serde_json::Value>(text).is_ok_and(|value| value.to_string() == text);
    format!(
        "arbitrary_precision {}, preserve_order {}",
        kept("1.10"),
        kept(r#"{"b":1,"a":2}"#)
    )
}
