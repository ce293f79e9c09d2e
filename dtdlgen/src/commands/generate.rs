//! `dtdlgen generate`.

use std::io::{self, Write};
use std::path::Path;

use dtdl_codegen::{Files, Options, generate};

use crate::args::Generate;
use crate::commands::validate;
use crate::resolve::Shared;
use crate::{Outcome, input, report};

pub(crate) fn run(args: &Generate) -> io::Result<Outcome> {
    let options = options(args).map_err(|message| io::Error::new(io::ErrorKind::InvalidInput, message))?;
    input::check_repositories(&args.repository)?;
    let files = input::files(&args.paths)?;
    let shared = Shared::new(&args.repository);
    let model_options = dtdl_codegen::model::Options::default().keep_going(args.keep_going);
    let (parsed, failed) = validate::parse_files(&files, &shared, &model_options);
    let mut errors = io::stderr().lock();
    errors.write_all(report::human(&parsed).as_bytes())?;
    let outcome = match (failed, parsed.is_valid()) {
        (true, _) => Outcome::Failed,
        (false, false) => Outcome::Bad,
        (false, true) => Outcome::Good,
    };
    if outcome != Outcome::Good && !args.keep_going {
        return Ok(outcome);
    }
    errors.write_all(report::left_out(&parsed).as_bytes())?;
    if parsed.model.roots().is_empty() {
        writeln!(
            errors,
            "error: the files hold no interface, so there is nothing to generate"
        )?;
        return Ok(outcome.max(Outcome::Bad));
    }
    let generated = generate(&parsed.model, &options);
    for note in &generated.plan().notes {
        writeln!(errors, "note: {note}")?;
    }
    for problem in &generated.plan().problems {
        writeln!(errors, "error: {problem}")?;
    }
    if !generated.plan().problems.is_empty() {
        return Ok(outcome.max(Outcome::Bad));
    }
    let (folder, files) = match (&args.out, &args.out_dir) {
        (Some(file), _) => (
            file.parent().unwrap_or_else(|| Path::new("")),
            one(file, generated.source())?,
        ),
        (None, Some(folder)) => (folder.as_path(), generated.files()),
        (None, None) => {
            let mut out = io::stdout().lock();
            out.write_all(generated.source().as_bytes())?;
            out.flush()?;
            return Ok(outcome);
        }
    };
    if !args.check {
        files.write(folder)?;
        return Ok(outcome);
    }
    let differing = files.differing(folder);
    for path in &differing {
        let path = folder.join(path);
        let how = if path.exists() {
            "differs from what the model says"
        } else {
            "is missing"
        };
        writeln!(
            errors,
            "error: {} {how}: generate it again, without --check",
            path.display()
        )?;
    }
    Ok(if differing.is_empty() {
        outcome
    } else {
        outcome.max(Outcome::Bad)
    })
}

fn one(file: &Path, text: String) -> io::Result<Files> {
    let name = file.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        io::Error::new(
            io::ErrorKind::InvalidInput,
            format!("`{}` is not a file name", file.display()),
        )
    })?;
    let mut files = Files::default();
    files.insert(name, text);
    Ok(files)
}

fn options(args: &Generate) -> Result<Options, String> {
    let mut options = Options::new().runtime(&args.runtime);
    for root in &args.root {
        options = options.root(root);
    }
    for (dtmi, name) in &args.rename {
        options = options.rename(dtmi, name);
    }
    if let Some(module) = &args.module {
        options = options.module(module);
    }
    options.check().map_err(|error| error.to_string())?;
    Ok(options)
}
