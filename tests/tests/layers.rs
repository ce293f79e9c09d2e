//! The packages keep the layers that `tests/layers.txt` lists.

#![allow(clippy::unwrap_used, reason = "a test may")]

use std::collections::BTreeSet;
use std::{env, fs};

use dtdl_tests::layers::{Crate, Layers, Sources, Token, check, describe, in_document, parse, sources, tokens};
use dtdl_tests::shared::workspace;
use proc_macro2::{TokenStream, TokenTree};

fn read(file: &str) -> String {
    fs::read_to_string(workspace().join(file)).unwrap()
}

fn listed() -> Vec<Layers> {
    parse(&read("tests/layers.txt")).unwrap()
}

/// Prints all imports of the packages that `DTDL_LAYERS` names.
#[test]
fn rooms_import_downward_only_and_neither_rooms_nor_siblings_in_a_cycle() {
    let printed = env::var("DTDL_LAYERS").unwrap_or_default();
    let mut violations = String::new();
    for layers in listed() {
        let folder = format!("{}/src", layers.package);
        let krate = Crate::read(&sources(&workspace().join(&folder)).unwrap(), &folder).unwrap();
        if printed.split(',').any(|name| name == layers.package) {
            println!("{}", describe(&krate));
        }
        for violation in check(&layers, &krate) {
            violations += &format!("\n{}: {violation}\n", layers.package);
        }
    }
    assert!(
        violations.is_empty(),
        "{violations}\nThe order is in tests/layers.txt. DTDL_LAYERS=PACKAGE prints all imports of a package."
    );
}

#[test]
fn every_package_with_sources_is_listed() {
    let manifest = read("Cargo.toml");
    let (_, members) = manifest.split_once("members = [").unwrap();
    let (members, _) = members.split_once(']').unwrap();
    let members = members.split(',').map(|name| name.trim().trim_matches('"').to_owned());
    // Samples are for users, and tests may look anywhere.
    let packages = members.filter(|name| !name.starts_with("samples/") && !name.starts_with("tests"));
    let listed = listed().into_iter().map(|layers| layers.package);
    assert_eq!(listed.collect::<BTreeSet<_>>(), packages.collect::<BTreeSet<_>>());
}

#[test]
fn architecture_shows_the_listed_rooms() {
    let without_exceptions = |layers: Layers| (layers.package, layers.rooms);
    let shown = in_document(&read("ARCHITECTURE.md")).unwrap();
    let shown: Vec<_> = shown.into_iter().map(without_exceptions).collect();
    let listed: Vec<_> = listed().into_iter().map(without_exceptions).collect();
    assert_eq!(shown, listed, "ARCHITECTURE.md and tests/layers.txt differ");
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

#[test]
fn words_of_a_source_text_are_those_of_proc_macro2() {
    for package in listed() {
        for (file, text) in sources(&workspace().join(package.package).join("src")).unwrap() {
            let mut expected = Vec::new();
            words(text.parse().unwrap(), &mut expected);
            let found = tokens(&text).into_iter().filter(Token::is_word).map(|token| token.text);
            let found: Vec<_> = found.filter(|word| *word != "doc").collect();
            assert_eq!(found, expected, "{file}");
        }
    }
}

/// The words without lifetimes, and without `doc`, which comments are turned into.
fn words(stream: TokenStream, found: &mut Vec<String>) {
    let mut in_lifetime = false;
    for tree in stream {
        let is_quote = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == '\'');
        match tree {
            TokenTree::Ident(word) if !in_lifetime && word != "doc" => found.push(word.to_string().replace("r#", "")),
            TokenTree::Group(group) => words(group.stream(), found),
            _ => {}
        }
        in_lifetime = is_quote;
    }
}
