//! Crates that a bench writes and has cargo build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Instant, SystemTime};

use dtdl_tests::shared::workspace;

/// What something took: on the clock, and of all processors together. The latter hardly minds a busy machine.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) seconds: f64,
    pub(crate) processor_seconds: f64,
}

impl Cost {
    /// More than anything takes.
    #[allow(dead_code, reason = "each bench has a copy of its own, and not all use it")]
    pub(crate) const MAX: Self = Self {
        seconds: f64::INFINITY,
        processor_seconds: f64::INFINITY,
    };

    pub(crate) const fn least(self, other: Self) -> Self {
        Self {
            seconds: self.seconds.min(other.seconds),
            processor_seconds: self.processor_seconds.min(other.processor_seconds),
        }
    }
}

/// Cargo compiles what has a path incrementally, which costs more at first; what comes from a registry it does not.
const AS_PUBLISHED: &str = "[profile.dev.package.\"*\"]\nincremental = false\n";

/// A package outside the workspace, with the workspace's locked dependencies.
pub(crate) struct Package {
    pub(crate) folder: PathBuf,
}

impl Package {
    /// Writes a package anew, with what is built of it.
    pub(crate) fn new(bench: &str, name: &str, dependencies: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(bench).join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(folder.join("src")).unwrap();
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n{AS_PUBLISHED}\n[dependencies]\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::copy(workspace().join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        Self { folder }
    }

    /// Writes a file of the package, with the folders above it.
    pub(crate) fn file(self, path: &str, text: impl AsRef<[u8]>) -> Self {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    /// Removes what is built of the package.
    #[allow(dead_code, reason = "each bench has a copy of its own, and not all use it")]
    pub(crate) fn clean(&self) {
        let target = self.folder.join("target");
        if target.exists() {
            fs::remove_dir_all(target).unwrap();
        }
    }

    /// Builds the package's programs in a profile, and returns their folder. What is built is kept for the bench's other
    /// packages and for its next run.
    #[allow(dead_code, reason = "each bench has a copy of its own, and not all use it")]
    pub(crate) fn build(&self, profile: &str) -> PathBuf {
        let target = self.folder.with_file_name("target");
        let mut cargo = self.command();
        cargo
            .env("CARGO_TARGET_DIR", &target)
            .args(["build", "--profile", profile]);
        run(cargo);
        target.join(profile)
    }

    /// Runs cargo on the package.
    pub(crate) fn cargo(&self, command: &str) -> Cost {
        let mut cargo = self.command();
        cargo.arg(command);
        run(cargo)
    }

    /// Lets a file look as if it had just been written.
    pub(crate) fn touch(&self, path: &str) {
        let file = fs::File::options().append(true).open(self.folder.join(path)).unwrap();
        file.set_modified(SystemTime::now()).unwrap();
    }

    /// Cargo, as it builds this package.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env_remove("RUSTFLAGS");
        command
    }
}

/// A dependency on a package of the workspace.
pub(crate) fn runtime(features: &str) -> String {
    format!(
        "dtdl-runtime = {{ path = {:?}, {features} }}\n",
        workspace().join("runtime")
    )
}

/// Runs cargo to its end, which must be a good one.
fn run(mut cargo: Command) -> Cost {
    let (begin, before) = (Instant::now(), children());
    let output = cargo.args(["--offline", "--quiet"]).output().unwrap();
    let cost = Cost {
        seconds: begin.elapsed().as_secs_f64(),
        processor_seconds: children() - before,
    };
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    cost
}

/// Processor seconds of the programs that this one has waited for; nothing where the system does not say (`proc(5)`).
fn children() -> f64 {
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = text.rsplit_once(") ").map_or("", |(_, fields)| fields);
    let ticks: f64 = fields
        .split(' ')
        .skip(13)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks / 100.0
}
