//! One model set, and where its code goes.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::{env, fs};

use dtdl_codegen::{Generated, Options, generate};
use dtdl_model::{Code, Dtmi, Parsed, Repository};
use similar::TextDiff;

use super::said::Said;
use crate::args::Format;
use crate::{Outcome, input, output};

/// What to do with what is generated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Write it.
    Write,
    /// Say what on disk is different.
    Check,
    /// Show what would change.
    Diff,
}

/// Where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    StandardOutput,
    File(PathBuf),
    Folder(PathBuf),
}

impl Place {
    /// Whether what goes to one of them may be where the other's is.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let parts = |place: &Self| match place {
            Self::StandardOutput => None,
            Self::File(path) => Some((plain(path), false)),
            Self::Folder(path) => Some((plain(path), true)),
        };
        match (parts(self), parts(other)) {
            (Some((one, is_folder)), Some((two, holds))) => {
                one == two || (is_folder && two.starts_with(&one)) || (holds && one.starts_with(&two))
            }
            _ => false,
        }
    }
}

/// A path as one from the root, without `.` and `..`, whether it is there or not.
fn plain(path: &Path) -> PathBuf {
    let mut out = env::current_dir().unwrap_or_default();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// One model set, and where its code goes.
#[derive(Debug)]
pub(super) struct Job {
    pub(super) options: Options,
    pub(super) models: Vec<PathBuf>,
    pub(super) repositories: Vec<PathBuf>,
    pub(super) keep_going: bool,
    pub(super) place: Place,
}

impl Job {
    /// Does it, and adds the files that it depends on.
    pub(super) fn run(&self, mode: Mode, format: Format, depends_on: &mut BTreeSet<PathBuf>) -> io::Result<Outcome> {
        let out = match &self.place {
            Place::StandardOutput => String::new(),
            Place::File(path) | Place::Folder(path) => path.display().to_string(),
        };
        let mut said = Said::new(format, out);
        let outcome = self.generate(mode, &mut said, depends_on)?;
        said.finish(outcome)
    }

    fn generate(&self, mode: Mode, said: &mut Said, depends_on: &mut BTreeSet<PathBuf>) -> io::Result<Outcome> {
        // A model that appears in a folder counts from the next time on.
        depends_on.extend(self.models.iter().cloned());
        let files = input::files(&self.models)?;
        let parsed = input::lookup(&self.repositories, &self.options.for_models())?.parse(&files);
        depends_on.extend(files);
        depends_on.extend(parsed.paths().map(Path::to_owned));
        depends_on.extend(self.missing(&parsed));
        said.models(&input::names(&self.models), &parsed, self.keep_going)?;
        let outcome = match (input::failed(&parsed), parsed.is_valid()) {
            (true, _) => Outcome::Failed,
            (false, false) => Outcome::Bad,
            (false, true) => Outcome::Good,
        };
        if outcome != Outcome::Good && !self.keep_going {
            return Ok(outcome);
        }
        said.left_out(&parsed)?;
        if parsed.model.roots().is_empty() {
            said.error("the files hold no interface, so there is nothing to generate".to_owned())?;
            return Ok(outcome.max(Outcome::Bad));
        }
        let generated = generate(&parsed.model, &self.options);
        for note in &generated.plan().notes {
            said.note(note.clone())?;
        }
        for problem in &generated.plan().problems {
            said.error(problem.clone())?;
        }
        if !generated.plan().problems.is_empty() {
            return Ok(outcome.max(Outcome::Bad));
        }
        Ok(outcome.max(self.put(mode, &generated, said)?))
    }

    /// Where what could not be found would be, were it there.
    fn missing(&self, parsed: &Parsed) -> Vec<PathBuf> {
        let unresolved = parsed
            .diagnostics
            .iter()
            .filter(|found| found.code == Code::UNRESOLVED_REFERENCE);
        let ids = unresolved.flat_map(|found| [found.secondary_id.clone(), found.value.as_deref().and_then(Dtmi::new)]);
        let paths: Vec<String> = ids.flatten().filter_map(|id| Repository::relative_path(&id)).collect();
        let folders = self.repositories.iter();
        folders
            .flat_map(|folder| paths.iter().map(|path| folder.join(path)))
            .collect()
    }

    fn put(&self, mode: Mode, generated: &Generated, said: &mut Said) -> io::Result<Outcome> {
        let (folder, files) = match &self.place {
            Place::File(file) => (output::folder(file), output::one(file, generated.source())?),
            Place::Folder(folder) => (folder.as_path(), generated.files()),
            Place::StandardOutput => {
                output::print(&generated.source())?;
                return Ok(Outcome::Good);
            }
        };
        let stale = match &self.place {
            Place::Folder(folder) => files.stale(folder),
            _ => Vec::new(),
        };
        for path in &stale {
            let text = format!("{} is no longer generated: remove it", folder.join(path).display());
            match mode {
                Mode::Write => said.note(text)?,
                _ => said.error(text)?,
            }
        }
        if mode == Mode::Write {
            let foreign = files.foreign(folder);
            for path in &foreign {
                let path = folder.join(path);
                said.error(format!(
                    "{} was not generated, and stays as it is: remove it, or choose another place",
                    path.display()
                ))?;
            }
            if !foreign.is_empty() {
                return Ok(Outcome::Failed);
            }
            files.write(folder)?;
            return Ok(Outcome::Good);
        }
        let differing = files.differing(folder);
        for path in &differing {
            let path = folder.join(path);
            if mode == Mode::Diff {
                continue;
            }
            let how = if path.exists() {
                "differs from what the model says"
            } else {
                "is missing"
            };
            said.error(format!("{} {how}: generate it again, without --check", path.display()))?;
        }
        if mode == Mode::Diff {
            for (path, text) in files.iter().filter(|(path, _)| differing.contains(path)) {
                said.diff(&difference(&folder.join(path), text)?)?;
            }
        }
        Ok(if differing.is_empty() && stale.is_empty() {
            Outcome::Good
        } else {
            Outcome::Bad
        })
    }
}

/// What would change in a file, as a unified diff; of one that is not there, everything.
fn difference(path: &Path, new: &str) -> io::Result<String> {
    let old = match fs::read(path) {
        Ok(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(input::at(path.display(), &error)),
    };
    let name = path
        .strip_prefix(env::current_dir()?)
        .unwrap_or(path)
        .display()
        .to_string();
    let (from, to) = match old {
        Some(_) => (format!("a/{name}"), format!("b/{name}")),
        None => ("/dev/null".to_owned(), format!("b/{name}")),
    };
    let old = old.unwrap_or_default();
    let diff = TextDiff::from_lines(old.as_str(), new);
    Ok(diff.unified_diff().context_radius(3).header(&from, &to).to_string())
}
