//! What people read: one text a rule, with the diagnostics that it gives.
//!
//! `DTDL_OVERWRITE=1 cargo test` writes the expected texts anew.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

use dtdl_model::{NoResolver, Options, Source, parse};

#[test]
fn every_mistake_is_shown_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diagnostics");
    let mut paths: Vec<PathBuf> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let mut wrong = Vec::new();
    for path in &paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = fs::read_to_string(path).unwrap();
        let parsed = parse(vec![Source::new(&name, text)], &mut NoResolver, &Options::default());
        let rendered: Vec<String> = parsed
            .diagnostics
            .iter()
            .map(|diagnostic| diagnostic.render(&parsed.sources))
            .collect();
        let got = rendered.join("\n\n") + "\n";
        let code = name.split(['.', '-']).next().unwrap();
        assert!(
            parsed
                .diagnostics
                .iter()
                .any(|diagnostic| diagnostic.code.as_str() == code),
            "{name} does not give `{code}`:\n{got}"
        );
        let expected = path.with_extension("txt");
        if std::env::var_os("DTDL_OVERWRITE").is_some() {
            fs::write(&expected, &got).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != got {
            wrong.push(format!("{name}:\n{got}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(paths.len() >= 20);
}
