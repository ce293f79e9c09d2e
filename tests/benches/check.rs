//! `cargo check` of generated code against structs written by hand with serde's derives: the largest of the models.

#![allow(clippy::unwrap_used, reason = "a bench may")]

#[path = "support/by_hand.rs"]
mod by_hand;
mod support;

use core::fmt::Write as _;

use dtdl_codegen::{Options, generate, load};
use dtdl_tests::corpus;
use dtdl_tests::shared::{shared, workspace};
use support::{Package, runtime};

const MODELS: usize = 20;
const ROUNDS: usize = 7;

fn main() {
    let folder = shared("models").unwrap_or_else(|| workspace().join("samples/models"));
    let (folder, files) = corpus::find(&folder).unwrap();
    let mut models: Vec<(String, String)> = files
        .iter()
        .map(|file| {
            let options = Options::new().model(file).repository(&folder);
            let generated = generate(&load(&options).model, &options);
            (generated.source(), by_hand::write(generated.plan()))
        })
        .collect();
    models.sort_by_key(|(source, _)| core::cmp::Reverse(source.len()));
    models.truncate(MODELS);

    let serde = "serde = { version = \"1\", features = [\"derive\"] }\n";
    let generated = Package::new("check", "generated", &runtime("features = [\"mqtt\"]"));
    let by_hand = Package::new("check", "by-hand", serde);
    let (generated, lines) = fill(generated, models.iter().map(|(source, _)| source));
    let (by_hand, lines_by_hand) = fill(by_hand, models.iter().map(|(_, source)| source));

    let (mut cost, mut base) = (generated.cargo("check"), by_hand.cargo("check"));
    for round in 0..ROUNDS {
        for (package, least) in [(&generated, &mut cost), (&by_hand, &mut base)] {
            package.touch("src/lib.rs");
            let taken = package.cargo("check");
            *least = if round == 0 { taken } else { least.least(taken) };
        }
    }
    println!("cargo check of the {} largest models", models.len());
    println!(
        "  generated        {lines} lines, {:.2} s ({:.2} s of processors)",
        cost.seconds, cost.processor_seconds
    );
    println!(
        "  structs by hand  {lines_by_hand} lines, {:.2} s ({:.2} s of processors)",
        base.seconds, base.processor_seconds
    );
    println!(
        "  ratio            {:.2} ({:.2} of processor time; limit 1.3)",
        cost.seconds / base.seconds,
        cost.processor_seconds / base.processor_seconds
    );
}

/// One file a model.
fn fill<'a>(mut package: Package, sources: impl Iterator<Item = &'a String>) -> (Package, usize) {
    let (mut root, mut lines) = (String::new(), 0);
    for (index, source) in sources.enumerate() {
        package = package.file(&format!("src/m{index}.rs"), source);
        writeln!(root, "pub mod m{index};").unwrap();
        lines += source.lines().count();
    }
    let manifest = std::fs::read_to_string(package.folder.join("Cargo.toml")).unwrap();
    // What is kept for the next time would blur what this time costs.
    let manifest = format!("{manifest}\n[profile.dev]\nincremental = false\n");
    (package.file("Cargo.toml", manifest).file("src/lib.rs", root), lines)
}
