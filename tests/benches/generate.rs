//! From a model's text to a formatted file, against reading and printing that file by `syn` and `prettyplease` alone.
//! One thread.

#![allow(clippy::unwrap_used, reason = "a bench may")]

use core::hint::black_box;
use core::time::Duration;
use std::path::{Path, PathBuf};
use std::time::Instant;

use dtdl_codegen::{Options, generate, load};
use dtdl_tests::corpus;
use dtdl_tests::shared::{shared, workspace};

const ROUNDS: usize = 5;
/// What the ratio may be at most.
const LIMIT: f64 = 1.4;

fn main() {
    let folder = shared("models").unwrap_or_else(|| workspace().join("samples/models"));
    let (folder, files) = corpus::find(&folder).unwrap();
    let (mut ours, mut theirs) = (Duration::ZERO, Duration::ZERO);
    let mut parts = [Duration::ZERO; 3];
    let (mut lines, mut bytes) = (0, 0);
    for file in &files {
        let (mut fastest, mut fastest_theirs) = (Duration::MAX, Duration::MAX);
        let mut fastest_parts = [Duration::ZERO; 3];
        let mut text = String::new();
        for _ in 0..ROUNDS {
            let (source, taken) = generated(file, &folder);
            let total = taken.iter().sum();
            if total < fastest {
                (fastest, fastest_parts) = (total, taken);
            }
            let begin = Instant::now();
            black_box(prettyplease::unparse(&syn::parse_file(&source).unwrap()));
            fastest_theirs = fastest_theirs.min(begin.elapsed());
            text = source;
        }
        ours += fastest;
        theirs += fastest_theirs;
        for (part, taken) in parts.iter_mut().zip(fastest_parts) {
            *part += taken;
        }
        lines += text.lines().count();
        bytes += text.len();
    }
    let [loading, planning, writing] = parts;
    let ratio = ours.as_secs_f64() / theirs.as_secs_f64();
    println!(
        "from text to formatted file: {} models, {lines} lines, {bytes} bytes",
        files.len()
    );
    println!("  {ours:.0?} (load {loading:.0?}, plan {planning:.0?}, emit and format {writing:.0?})");
    println!("  syn::parse_file and prettyplease::unparse alone {theirs:.0?}, ratio {ratio:.2} (limit {LIMIT})");
    if std::env::args().any(|argument| argument == "--deny") {
        assert!(ratio <= LIMIT, "{ratio:.2}");
    }
}

fn generated(file: &PathBuf, repository: &Path) -> (String, [Duration; 3]) {
    let options = Options::new().model(file).repository(repository);
    let begin = Instant::now();
    let parsed = load(&options);
    let loaded = begin.elapsed();
    let generated = generate(&parsed.model, &options);
    let planned = begin.elapsed();
    let source = generated.source();
    let written = begin.elapsed();
    drop((parsed, generated));
    (source, [loaded, planned - loaded, written - planned])
}
