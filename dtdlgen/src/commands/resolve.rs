//! `dtdlgen resolve`.

use std::io;
use std::path::PathBuf;

use clap::ArgGroup;
use dtdl_model::{Model, Repository};

use crate::args::{Format, Reading};
use crate::definitions::{Definition, definitions};
use crate::json::Json;
use crate::{Outcome, device, output};

#[derive(Debug, clap::Args)]
#[command(group = ArgGroup::new("form").args(["expanded", "out_dir", "format"]))]
pub(crate) struct Args {
    #[command(flatten)]
    reading: Reading,
    /// An interface whose closure is wanted, if not all that no other uses; may be given several times.
    #[arg(long, value_name = "DTMI")]
    root: Vec<String>,
    /// Write the definitions as one array, as in a `.expanded.json` of a repository.
    #[arg(long)]
    expanded: bool,
    /// The file to write the list or the array to, instead of standard output.
    #[arg(long, value_name = "FILE", conflicts_with = "out_dir")]
    out: Option<PathBuf>,
    /// Save each definition in this folder, in the layout of a repository.
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    /// The list for people (identifier and file), or one JSON object a line; of a model that is not valid, as `validate`
    /// has it.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Model files, and folders that are searched for `*.json`.
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let parsed = match device::load(&args.reading, &args.paths, args.format)? {
        Ok(parsed) => parsed,
        Err(outcome) => return Ok(outcome),
    };
    let model = &parsed.model;
    let roots = if args.root.is_empty() {
        model.devices()
    } else {
        let find = |id: &String| device::interface(model, id);
        args.root.iter().map(find).collect::<io::Result<_>>()?
    };
    let found = definitions(&parsed.sources);
    let closure: Vec<&str> = model
        .closure(&roots)
        .into_iter()
        .map(|id| model[id].named.id.as_str())
        .collect();
    // An interface inside another has no definition of its own: it comes along with the other.
    let definitions: Vec<(&str, &Definition<'_>)> = closure
        .into_iter()
        .filter_map(|id| Some((id, found.get(id)?)))
        .collect();
    match &args.out_dir {
        Some(folder) => {
            for (id, definition) in &definitions {
                let path = place(model, id)?;
                output::save(&folder.join(path), &format!("{}\n", definition.text), &parsed)?;
            }
        }
        None if args.expanded => output::write(args.out.as_deref(), &array(&definitions), &parsed)?,
        None => output::write(args.out.as_deref(), &list(args.format, &definitions), &parsed)?,
    }
    Ok(Outcome::Good)
}

fn place(model: &Model, id: &str) -> io::Result<String> {
    let id = model.interface(id).map(|found| &model[found].named.id);
    id.and_then(Repository::relative_path)
        .ok_or_else(|| device::wrong(format!("{id:?} has no place in a repository")))
}

fn array(definitions: &[(&str, &Definition<'_>)]) -> String {
    let texts: Vec<&str> = definitions
        .iter()
        .map(|(_, definition)| definition.text.as_str())
        .collect();
    format!("[\n{}\n]\n", texts.join(",\n"))
}

fn list(format: Format, definitions: &[(&str, &Definition<'_>)]) -> String {
    let line = |(id, definition): &(&str, &Definition<'_>)| match format {
        Format::Human => format!("{id} {}\n", definition.source),
        Format::Json => Json::object([("id", (*id).into()), ("path", definition.source.into())]).line(),
    };
    definitions.iter().map(line).collect()
}
