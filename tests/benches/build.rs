//! What generated code costs those who build it: cold, with and without the network, against the same by hand; and
//! when the model is touched, against a file that is merely included. The device by hand does on the wire what the other
//! does: telemetry until it is acknowledged, the desired property, the command, and new connections; like the other, it
//! frames MQTT itself.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may")]

mod support;

use std::collections::BTreeSet;

use dtdl_tests::shared::workspace;
use support::{Cost, Package, runtime};

const CALL: &str = "dtdl_runtime::include_dtdl!(\"model.json\");\n";
const TOKIO: &str = "tokio = { version = \"1\", features = [\"rt\", \"macros\", \"time\"] }\n";
/// Rounds of cold builds. The least of each counts: what a busy machine adds, it adds to one of them.
const COLD_ROUNDS: usize = 3;
/// Rounds of what is built in a moment.
const ROUNDS: usize = 15;

fn main() {
    let model = workspace().join("samples/models/dtmi/com/example/thermostat-1.json");
    let model = std::fs::read(model).unwrap();

    let derive = "serde = { version = \"1\", features = [\"derive\"] }\nserde_json = \"1\"\n";
    let derive = Package::new("build", "derive", derive).file("src/main.rs", include_str!("support/derive.txt"));
    let generated = Package::new("build", "generated", &runtime("default-features = false"))
        .file("model.json", &model)
        .file("src/main.rs", format!("{CALL}fn main() {{}}\n"));
    println!("cold build without the network (aim: 20 packages)");
    cold([("plain serde derive", &derive), ("include_dtdl!", &generated)]);

    let by_hand = Package::new("build", "by-hand", include_str!("support/device.toml.txt"))
        .file("src/main.rs", include_str!("support/device.txt"));
    let device = format!("{}{TOKIO}", runtime("features = [\"mqtt\"]"));
    let device = Package::new("build", "device", &device)
        .file("model.json", &model)
        .file("src/main.rs", format!("{CALL}{}", include_str!("support/main.txt")));
    println!("cold build of an MQTT device (aims: 50 packages, and a ratio of 1.1)");
    cold([("by hand", &by_hand), ("include_dtdl!", &device)]);

    let included = Package::new("build", "included", "").file("model.json", &model).file(
        "src/main.rs",
        "pub static MODEL: &[u8] = include_bytes!(\"../model.json\");\nfn main() {}\n",
    );
    println!("touch the model, then cargo check (aim: +0.15 s)");
    touched(&included, &generated);
}

/// Builds both from nothing, one after the other, in several rounds.
fn cold(packages: [(&str, &Package); 2]) {
    let mut costs = [Cost::MAX; 2];
    for _ in 0..COLD_ROUNDS {
        for ((_, package), least) in packages.iter().zip(&mut costs) {
            package.clean();
            *least = least.least(package.cargo("build"));
        }
    }
    let counts = packages.map(|(_, package)| count(package));
    for (((what, _), cost), count) in packages.iter().zip(costs).zip(counts) {
        println!(
            "  {what}: {:.1} s ({:.1} s of processors), {count} packages",
            cost.seconds, cost.processor_seconds
        );
    }
    let [base, cost] = costs;
    println!(
        "  ratio {:.2} ({:.2} of processor time), packages {:.2}",
        cost.seconds / base.seconds,
        cost.processor_seconds / base.processor_seconds,
        counts[1] as f64 / counts[0] as f64
    );
}

/// Touches the model of both and checks them, one after the other, in several rounds.
fn touched(included: &Package, generated: &Package) {
    included.cargo("check");
    generated.cargo("check");
    let mut costs = [Vec::new(), Vec::new()];
    for _ in 0..ROUNDS {
        for (package, taken) in [included, generated].into_iter().zip(&mut costs) {
            package.touch("model.json");
            taken.push(package.cargo("check").seconds);
        }
    }
    let [(base, base_median), (least, median)] = costs.map(|mut taken| {
        taken.sort_by(f64::total_cmp);
        (taken[0], taken[ROUNDS / 2])
    });
    println!("  include_bytes! {base:.2} s (median {base_median:.2}), include_dtdl! {least:.2} s (median {median:.2})");
    println!("  {:+.2} s (median {:+.2})", least - base, median - base_median);
}

/// How many packages have to be compiled, its own included.
fn count(package: &Package) -> usize {
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
