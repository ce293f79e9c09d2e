//! Imports that break the layers of a package are found.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::fs;

use dtdl_tests::layers::{Crate, Sources, check, parse};
use dtdl_tests::shared::workspace;

fn read(file: &str) -> String {
    fs::read_to_string(workspace().join(file)).unwrap()
}

#[test]
fn each_planted_violation_is_found_and_nothing_else() {
    let clean = read("tests/layers_fixtures/clean.txt");
    let clean = clean.split("== ").skip(1).map(|file| file.split_once('\n').unwrap());
    let clean: Sources = clean
        .map(|(name, text)| (name.to_owned(), text.trim_end().to_owned()))
        .collect();
    let planted = read("tests/layers_fixtures/planted.txt");
    let cases: Vec<&str> = planted.split("\n# ").skip(1).collect();
    assert!(cases.len() > 30, "{cases:?}");
    for case in cases {
        let lines = |mark| case.lines().filter_map(move |line| line.strip_prefix(mark));
        let list = lines("! ").next().unwrap_or("low high top").replace(',', "\n");
        let mut sources = clean.clone();
        for (file, code) in lines("+ ").map(|line| line.split_once(": ").unwrap()) {
            *sources.get_mut(file).unwrap() += &format!("\n{code}");
        }
        let layers = parse(&format!("fixture\n {list}")).unwrap();
        let found = check(layers.first().unwrap(), &Crate::read(&sources, "fixture").unwrap());
        assert_eq!(found.len(), lines("= ").count(), "{case}\nfound: {found:#?}");
        for (found, expected) in found.iter().zip(lines("= ")) {
            let (start, end) = expected.split_once(" | ").unwrap();
            let is_there = found.starts_with(start) && found.lines().any(|line| line.ends_with(end));
            assert!(is_there, "{case}\nfound: {found}");
        }
    }
}
