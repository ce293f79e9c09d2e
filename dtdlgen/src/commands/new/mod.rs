//! `dtdlgen new`.

mod files;

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use dtdl_codegen::naming;

use crate::args::{Format, ModelSet};
use crate::definitions::definitions;
use crate::{Outcome, device, input, output};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelSet,
    /// The name of the package, if not that of the folder.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// A checkout of the runtime and the hub to depend on. Unless given, it is the one that this program was built in, if
    /// that is still there, or else the published packages.
    #[arg(long, value_name = "DIR")]
    runtime_path: Option<PathBuf>,
    /// Depend on the published packages in any case.
    #[arg(long, conflicts_with = "runtime_path")]
    published: bool,
    /// The model file.
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The folder to make.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let is_free = fs::read_dir(&args.folder).map_or(true, |mut entries| entries.next().is_none());
    if !is_free || args.folder.is_file() {
        return Err(device::wrong(format!(
            "`{}` is there already, and not empty",
            args.folder.display()
        )));
    }
    let name = package_name(args)?;
    let (parsed, root) = match args.model.load(&args.path, Format::Human)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let runtime = match &args.runtime_path {
        Some(folder) => Some(checkout(folder)?),
        None if args.published => None,
        None => Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .and_then(|folder| checkout(folder).ok()),
    };
    let found = definitions(&parsed.sources);
    let files = match files::files(&parsed.model, root, &found, &name, runtime.as_deref()) {
        Ok(files) => files,
        Err(problems) => {
            output::tell(&format!("error: {}\n", problems.join("\nerror: ")))?;
            return Ok(Outcome::Bad);
        }
    };
    files.write(&args.folder)?;
    // Lines are as long as names are. Without rustfmt they stay so.
    let main = args.folder.join("src/main.rs");
    let _ = Command::new("rustfmt")
        .args(["--edition", "2024"])
        .arg(main)
        .stderr(Stdio::null())
        .status();
    let packages = match &runtime {
        Some(checkout) => {
            // What the checkout is tested with; cargo would make a choice of its own without it.
            let _ = fs::copy(Path::new(checkout).join("Cargo.lock"), args.folder.join("Cargo.lock"));
            format!("the runtime and the hub in {checkout}")
        }
        None => format!("the published runtime and hub, version {}", env!("CARGO_PKG_VERSION")),
    };
    output::tell(&format!(
        "made {folder}, with {packages}\n\n    cd {folder}\n    cargo run     # talks to a hub in the same process\n    \
         cargo test    # the device in memory\n\nREADME.md there says what is yours to fill in.\n",
        folder = args.folder.display()
    ))?;
    Ok(Outcome::Good)
}

/// Names of packages that the crate depends on, or that cargo keeps for itself.
const TAKEN: [&str; 12] = [
    "alloc",
    "build",
    "core",
    "deps",
    "dtdl_hub",
    "dtdl_runtime",
    "examples",
    "incremental",
    "serde_json",
    "std",
    "test",
    "tokio",
];

/// The package's name: that of the folder, made fit.
fn package_name(args: &Args) -> io::Result<String> {
    let folder = args.folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let wanted = args.name.clone().or(folder).unwrap_or_default();
    let fit = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
    let is_name =
        wanted.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_') && wanted.chars().all(fit);
    if is_name
        && naming::is_identifier(&wanted.replace('-', "_"))
        && !TAKEN.contains(&wanted.replace('-', "_").as_str())
    {
        return Ok(wanted);
    }
    Err(device::wrong(format!(
        "`{wanted}` cannot be the name of this package: choose one of letters, digits, `-` and `_` with --name"
    )))
}

/// The absolute path of a checkout, with its `runtime` and `hub`.
fn checkout(folder: &Path) -> io::Result<String> {
    for part in ["runtime", "hub"] {
        let manifest = folder.join(part).join("Cargo.toml");
        fs::metadata(&manifest).map_err(|error| input::at(manifest.display(), &error))?;
    }
    let folder = env::current_dir()?.join(folder);
    let folder = folder.canonicalize().unwrap_or(folder);
    Ok(folder.to_string_lossy().replace('\\', "/"))
}
