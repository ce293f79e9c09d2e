//! What generated code costs those who build it: cold, with and without the network, against the same by hand; and
//! when the model is touched, against a file that is merely included.

#![allow(clippy::unwrap_used, reason = "a bench may")]

mod support;

use std::collections::BTreeSet;

use dtdl_tests::shared::workspace;
use support::{Cost, Package, runtime};

const CALL: &str = "dtdl_runtime::include_dtdl!(\"model.json\");\n";
/// Rounds of what is built in a moment.
const ROUNDS: usize = 9;

fn main() {
    let model = workspace().join("samples/models/dtmi/com/example/thermostat-1.json");
    let model = std::fs::read(model).unwrap();

    println!("cold build");
    let derive = Package::new(
        "build",
        "derive",
        "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n",
    );
    let derive = derive.file("src/main.rs", include_str!("support/derive.txt"));
    let generated = Package::new("build", "generated", &runtime("default-features = false"));
    let generated = generated
        .file("model.json", &model)
        .file("src/main.rs", format!("{CALL}fn main() {{}}\n"));
    let (base, cost) = (derive.cargo("build"), generated.cargo("build"));
    show("  plain serde derive", &derive, base, None);
    show(
        "  include_dtdl!, without the network (limit 12 s, 26 packages)",
        &generated,
        cost,
        Some(base),
    );

    let by_hand = Package::new("build", "by-hand", include_str!("support/device.toml.txt"));
    let by_hand = by_hand.file("src/main.rs", include_str!("support/device.txt"));
    let device = Package::new(
        "build",
        "device",
        &format!("{}{TOKIO}", runtime("features = [\"mqtt\"]")),
    );
    let device = device
        .file("model.json", &model)
        .file("src/main.rs", format!("{CALL}{}", include_str!("support/main.txt")));
    let (base, cost) = (by_hand.cargo("build"), device.cargo("build"));
    show("  device by hand", &by_hand, base, None);
    show("  default MQTT device (limit 1.3)", &device, cost, Some(base));

    println!("touch the model, then cargo check");
    let included = Package::new("build", "included", "").file("model.json", &model).file(
        "src/main.rs",
        "pub static MODEL: &[u8] = include_bytes!(\"../model.json\");\nfn main() {}\n",
    );
    let (mut touched, mut base) = (generated.cargo("check"), included.cargo("check"));
    for _ in 0..ROUNDS {
        included.touch("model.json");
        base = base.least(included.cargo("check"));
        generated.touch("model.json");
        touched = touched.least(generated.cargo("check"));
    }
    println!(
        "  include_bytes! {:.2} s, include_dtdl! {:.2} s, {:+.2} s (limit +0.15 s)",
        base.seconds,
        touched.seconds,
        touched.seconds - base.seconds
    );
}

const TOKIO: &str = "tokio = { version = \"1\", features = [\"rt\", \"macros\", \"time\"] }\n";

fn show(what: &str, package: &Package, cost: Cost, base: Option<Cost>) {
    let ratio = base.map_or_else(String::new, |base| {
        format!(
            ", ratio {:.2} ({:.2} of processor time)",
            cost.seconds / base.seconds,
            cost.processor_seconds / base.processor_seconds
        )
    });
    println!(
        "{what}: {:.1} s ({:.1} s of processors), {} packages{ratio}",
        cost.seconds,
        cost.processor_seconds,
        packages(package)
    );
}

/// How many packages have to be compiled, its own included.
fn packages(package: &Package) -> usize {
    let arguments = [
        "tree",
        "--offline",
        "--edges",
        "normal,build",
        "--prefix",
        "none",
        "--no-dedupe",
    ];
    let output = package.command().args(arguments).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let packages = text.lines().filter(|line| !line.is_empty());
    packages
        .map(|line| line.split(' ').take(2).collect::<Vec<_>>())
        .collect::<BTreeSet<_>>()
        .len()
}
