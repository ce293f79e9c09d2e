//! Generated files in a crate that is formatted.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use dtdl_codegen::{Options, generate, load};
use dtdl_tests::shared::optional;

/// `rustfmt` follows `mod`, as `cargo fmt` lets it, and would differ from what `dtdlgen generate --check` expects.
#[test]
fn rustfmt_leaves_generated_files_as_they_are() {
    let found = optional(
        Path::new("rustfmt"),
        &["--version"],
        "`rustup component add rustfmt` installs it",
    );
    let Some(rustfmt) = found else { return };
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../dtdl-codegen/tests/cases");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("formatted");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    let mut written = Vec::new();
    let mut root = String::new();
    for case in fs::read_dir(cases).unwrap() {
        let case = case.unwrap();
        let name = case.file_name().into_string().unwrap();
        let options = Options::new().base(case.path()).model("model.json");
        let generated = generate(&load(&options).model, &options);
        let single = (format!("one_{name}.rs"), generated.source());
        let several = generated.files();
        let several = several
            .iter()
            .map(|(path, text)| (format!("several_{name}/{path}"), text.to_owned()));
        for (path, text) in [single].into_iter().chain(several) {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &text).unwrap();
            written.push((path, text));
        }
        root.push_str(&format!("mod one_{name};\nmod several_{name};\n"));
    }
    fs::write(folder.join("lib.rs"), root).unwrap();
    let ran = Command::new(rustfmt)
        .args(["--edition", "2024"])
        .arg(folder.join("lib.rs"))
        .output()
        .unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    assert!(written.len() > 20);
    for (path, text) in written {
        assert!(fs::read_to_string(&path).unwrap() == text, "{}", path.display());
    }
}
