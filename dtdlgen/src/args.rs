//! The command line.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{ArgGroup, Parser, Subcommand, ValueEnum};
use dtdl_model::Options;

use crate::commands;

/// Validates DTDL models and generates typed Rust from them.
#[derive(Debug, Parser)]
#[command(version, about, after_help = AFTER)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What holds for every subcommand.
const AFTER: &str = "\
Exit status: 0 when everything is as it should be; 1 when a model is not valid, a file differs, or whatever else the \
subcommand was asked about is not so; 2 when the command line is wrong, or something cannot be read or written. What is \
wrong is said on standard error, or for `validate` on standard output.

Environment: NO_COLOR=1 takes the colours out of what is said to a terminal. SSL_CERT_FILE, HTTPS_PROXY and NO_PROXY \
hold for repositories at `https://` addresses.";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Says whether models are valid, and what is wrong with them.
    ///
    /// Exit status: 0 when all are valid, 1 when some are not, 2 when something could not be read.
    Validate(Validate),
    /// Generates Rust from models.
    ///
    /// All files together are one model set. Several sets, and every option, can be given in a file (--config).
    ///
    /// Exit status: 0 on success, 1 when a model is not valid or, with --check or --diff, a file differs, 2 when something
    /// could not be read or written.
    Generate(Generate),
    /// Writes the JSON Schema (2020-12) of what a device sends and receives.
    ///
    /// The document has a definition for each payload: `telemetry` (a message), `telemetry:NAME`, `reported` and `desired`
    /// (sections of the twin), `property:NAME`, `request:NAME` and `response:NAME`, for the device under the identifier
    /// of its interface, as for each of its components. With --of, the document is the schema of that one payload.
    ///
    /// JSON Schema takes `3.0` for an integer, which DTDL does not; apart from that, it accepts what `dtdlgen instance`
    /// accepts.
    ///
    /// Exit status: 0 on success, 1 when the model is not valid, 2 when something could not be read or written.
    Schema(commands::schema::Args),
    /// Says whether JSON texts are payloads that a model allows.
    ///
    /// Exit status: 0 when all conform, 1 when some do not or the model is not valid, 2 when something could not be read.
    Instance(commands::instance::Args),
    /// Says what changed between two versions of a device's model, and who breaks.
    ///
    /// Each change is judged by a rule (--rules shows all): whether devices and back ends that were written for the old
    /// version work with the new one, must add something, or break; and whether it is a major, minor or patch change.
    ///
    /// Exit status: 0 when nobody breaks, 1 when devices or back ends break or a model is not valid, 2 when something
    /// could not be read.
    Diff(commands::diff::Args),
    /// Lists or saves a model with all interfaces that it extends or has as components.
    ///
    /// Exit status: 0 on success, 1 when a model is not valid, 2 when something could not be read or written.
    Resolve(commands::resolve::Args),
    /// Writes a model as Markdown: tables of its contents and schemas, with texts and units.
    ///
    /// Exit status: 0 on success, 1 when the model is not valid, 2 when something could not be read or written.
    Doc(commands::doc::Args),
    /// Makes a crate for a device: it compiles, runs against a hub in the same process, and has tests.
    ///
    /// It sends all telemetry and reports all properties, with placeholders for values. The handlers keep the values of
    /// writable properties, and answer commands with a placeholder for the response, or with status 501 (not implemented)
    /// if there is none. The crate is yours from then on; nothing of it is generated again.
    ///
    /// Exit status: 0 on success, 1 when the model is not valid, 2 when something could not be read or written.
    New(commands::new::Args),
    /// Writes completions for a shell to standard output.
    ///
    /// Exit status: 0 on success, 2 when the shell is not known.
    Completions(commands::completions::Args),
    /// Writes the manual pages of the program and of its subcommands to a folder.
    ///
    /// Exit status: 0 on success, 2 when something could not be written.
    Man(commands::man::Args),
}

/// How models are read.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Reading {
    /// Where references are resolved from: a folder in device model repository layout, or the `https://` address of such
    /// a repository, which is asked for what no folder has (with the feature `https`); may be given several times.
    #[arg(long, value_name = "DIR")]
    pub(crate) repository: Vec<PathBuf>,
    /// The largest file that is read, in bytes (32 MiB unless given; less than 256 MiB).
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub(crate) max_size: Option<usize>,
    /// Whether contexts are allowed that neither the language nor a known extension defines, and with them co-types and
    /// properties that nobody knows: unless given, DTDL v2 allows them, v3 and v4 do not.
    #[arg(long, value_name = "BOOL", num_args = 0..=1, require_equals = true, default_missing_value = "true")]
    pub(crate) allow_undefined_extensions: Option<bool>,
    /// A limit extension whose limits are accepted; may be given several times.
    #[arg(long, value_name = "EXTENSION", value_parser = PossibleValuesParser::new(Options::LIMIT_EXTENSIONS))]
    pub(crate) accept_limits: Vec<String>,
}

/// The model set that a command is about.
#[derive(Debug, clap::Args)]
pub(crate) struct ModelSet {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The interface that the device implements, if not the only one that no other uses.
    #[arg(long, value_name = "DTMI")]
    pub(crate) root: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// Take all files as one model set, instead of each as a root of its own.
    #[arg(long)]
    pub(crate) together: bool,
    /// Say also what the model of a set with errors goes without: elements with an error, and those that need one.
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// For people, or one JSON object a line.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Also warn about what the target does not take, although the language has it.
    #[arg(long, value_enum, default_value_t = Target::IotHub)]
    pub(crate) target: Target,
    /// Files, and folders that are searched for `*.json`.
    #[arg(required = true, value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("target").args(["out", "out_dir"]))]
#[command(group = ArgGroup::new("place").args(["out", "out_dir", "config"]))]
pub(crate) struct Generate {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// An interface that is a device of its own, if not all that no other uses; may be given several times.
    #[arg(long, value_name = "DTMI")]
    pub(crate) root: Vec<String>,
    /// The name of the generated module.
    #[arg(long, value_name = "NAME")]
    pub(crate) module: Option<String>,
    /// The Rust name of an element; may be given several times.
    #[arg(long, value_name = "DTMI=NAME", value_parser = rename)]
    pub(crate) rename: Vec<(String, String)>,
    /// The path of the runtime crate in the generated code.
    #[arg(long, value_name = "PATH", default_value = "::dtdl_runtime", value_parser = crate_path)]
    pub(crate) runtime: String,
    /// The file to write, instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// The folder to write to: `mod.rs` and a file for each interface.
    #[arg(long, value_name = "DIR")]
    pub(crate) out_dir: Option<PathBuf>,
    /// Any option of the macro and the builder, for example `closed-enums=true`; may be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = option)]
    pub(crate) option: Vec<(String, String)>,
    /// A file that says what to generate, instead of everything else here: outputs with their models and options, as
    /// --config-schema describes it.
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with_all = ["paths", "repository", "root", "module", "rename", "option", "target", "keep_going"]
    )]
    pub(crate) config: Option<PathBuf>,
    /// Print the JSON Schema of such a `dtdlgen.toml`, for an editor, and generate nothing.
    #[arg(long, exclusive = true)]
    pub(crate) config_schema: bool,
    /// For people, or one JSON object a line and output: diagnostics as `validate` has them, `out`, `outcome`, `notes`,
    /// `errors`, `diff`. Needs somewhere to write the code to.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    pub(crate) format: Format,
    /// Write nothing; exit with 1 when what is on disk differs.
    #[arg(long, requires = "place")]
    pub(crate) check: bool,
    /// Write nothing; show what would change as a unified diff, and exit with 1 when something would.
    #[arg(long, requires = "place")]
    pub(crate) diff: bool,
    /// Stay, and generate again whenever a file changes that was read.
    #[arg(long, conflicts_with_all = ["check", "diff"])]
    pub(crate) watch: bool,
    /// Generate what is sound in a set with errors, and say what is left out: elements with an error, and those that need
    /// one. The exit status is still 1.
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Files, and folders that are searched for `*.json`.
    #[arg(required_unless_present_any = ["config", "config_schema"], value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,
}

/// Where devices will be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Target {
    /// Azure IoT Hub: takes what the language allows.
    IotHub,
    /// Azure IoT Central: not every schema, name and version of the language.
    IotCentral,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people.
    Human,
    /// One JSON object a line.
    Json,
}

fn bytes(text: &str) -> Result<usize, String> {
    let number = text.replace('_', "").parse();
    let bytes: usize = number.map_err(|_| "expected a number of bytes, for example 64000000".to_owned())?;
    match bytes {
        0..=Options::LARGEST_TEXT => Ok(bytes),
        _ => Err(format!("at most {} bytes can be read", Options::LARGEST_TEXT)),
    }
}

fn rename(text: &str) -> Result<(String, String), String> {
    let (dtmi, name) = text.split_once('=').ok_or("expected DTMI=NAME")?;
    Ok((dtmi.to_owned(), name.to_owned()))
}

fn option(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("expected NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn crate_path(text: &str) -> Result<String, String> {
    let name = |part: &str| {
        part.starts_with(|c: char| c.is_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_alphanumeric() || c == '_')
    };
    if text.strip_prefix("::").unwrap_or(text).split("::").all(name) {
        Ok(text.to_owned())
    } else {
        Err("expected a path as Rust writes it, for example ::dtdl_runtime".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::Args;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }
}
