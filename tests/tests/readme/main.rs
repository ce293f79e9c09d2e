//! The README's example compiles.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may"
)]

use std::fs;

use dtdl_tests::shared::workspace;

#[rustfmt::skip]
#[allow(dead_code, reason = "compiled, not run: it would want a hub")]
#[path = "."]
mod example {
    include!("example.rs");

    mod testing;
}
#[rustfmt::skip]
#[allow(dead_code, reason = "compiled, not run: it would want a hub")]
mod service;

/// Without the first line, which says where the model is.
fn body(code: &str) -> &str {
    code.split_once('\n').expect("more than one line").1
}

#[test]
fn the_readme_shows_code_that_compiles() {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    let mut shown = readme
        .split("```rust\n")
        .skip(1)
        .map(|rest| rest.split("```").next().expect("an example"));
    for (file, compiled) in [
        ("example.rs", include_str!("example.rs")),
        ("testing.rs", include_str!("testing.rs")),
        ("service.rs", include_str!("service.rs")),
    ] {
        let shown = shown.next().expect("an example");
        assert_eq!(
            body(shown),
            body(compiled),
            "tests/tests/readme/{file} is what is compiled"
        );
    }
    assert_eq!(shown.next(), None, "what is not compiled");
}
