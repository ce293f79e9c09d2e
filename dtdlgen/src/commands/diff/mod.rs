//! `dtdlgen diff`.

mod compare;
mod include;
mod rules;

use std::io;
use std::path::PathBuf;

use dtdl_model::{Model, Parsed, model::InterfaceId};

use crate::args::{Format, ModelSet, Reading};
use crate::json::Json;
use crate::{Outcome, output};
use compare::Change;
use rules::{Class, Effect};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    model: ModelSet,
    /// The interface of the device in the old version, if not the only one that no other uses; --root is that in the new.
    #[arg(long, value_name = "DTMI")]
    old_root: Option<String>,
    /// A folder from which references of the old version are resolved, if not the same.
    #[arg(long, value_name = "DIR")]
    old_repository: Vec<PathBuf>,
    /// For people, or one JSON object (of --rules, one a rule and line); of a model that is not valid, as `validate` has
    /// it.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Print the rules, for people as a table in Markdown, and compare nothing.
    #[arg(long)]
    rules: bool,
    /// The model file of the old version.
    #[arg(value_name = "OLD", required_unless_present = "rules")]
    old: Option<PathBuf>,
    /// The model file of the new version.
    #[arg(value_name = "NEW", required_unless_present = "rules")]
    new: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let (Some(old), Some(new)) = (&args.old, &args.new) else {
        let rules = match args.format {
            Format::Human => rules::table(),
            Format::Json => rules::json(),
        };
        return print(&rules, Outcome::Good);
    };
    let old_set = ModelSet {
        reading: Reading {
            repository: match args.old_repository.is_empty() {
                true => args.model.reading.repository.clone(),
                false => args.old_repository.clone(),
            },
            ..args.model.reading.clone()
        },
        root: args.old_root.clone(),
    };
    let old = match old_set.load(old, args.format)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let new = match args.model.load(new, args.format)? {
        Ok(loaded) => loaded,
        Err(outcome) => return Ok(outcome),
    };
    let result = Difference::new(&old, &new);
    let text = match args.format {
        Format::Human => result.human(),
        Format::Json => result.json().line(),
    };
    let broken = result.devices.max(result.back_ends) == Effect::Breaks;
    print(&text, if broken { Outcome::Bad } else { Outcome::Good })
}

fn print(text: &str, outcome: Outcome) -> io::Result<Outcome> {
    output::print(text)?;
    Ok(outcome)
}

/// The changes, and what they come to.
struct Difference {
    old: String,
    new: String,
    changes: Vec<Change>,
    devices: Effect,
    back_ends: Effect,
    /// Nothing where nothing changed.
    class: Option<Class>,
}

impl Difference {
    fn new((old, old_id): &(Parsed, InterfaceId), (new, new_id): &(Parsed, InterfaceId)) -> Self {
        let id = |model: &Model, id: InterfaceId| model[id].named.id.to_string();
        let changes = compare::changes((&old.model, *old_id), (&new.model, *new_id));
        let effects = |change: &Change| change.rule.effects(change.flow);
        Self {
            old: id(&old.model, *old_id),
            new: id(&new.model, *new_id),
            devices: changes
                .iter()
                .map(|change| effects(change).0)
                .max()
                .unwrap_or(Effect::Works),
            back_ends: changes
                .iter()
                .map(|change| effects(change).1)
                .max()
                .unwrap_or(Effect::Works),
            class: changes.iter().map(|change| change.rule.class(change.flow)).max(),
            changes,
        }
    }

    fn human(&self) -> String {
        let mut out = format!("{} -> {}\n", self.old, self.new);
        for change in &self.changes {
            let values = match (&change.old, &change.new) {
                (Some(old), Some(new)) => format!(": {old} -> {new}"),
                (Some(only), None) | (None, Some(only)) => format!(": {only}"),
                (None, None) => String::new(),
            };
            let path = match change.path.is_empty() {
                true => "the interface",
                false => &change.path,
            };
            let (devices, back_ends) = change.rule.effects(change.flow);
            out.push_str(&format!(
                "{:5} {path}: {}{values} (devices {}, back ends {}: {})\n",
                change.rule.class(change.flow).word(),
                change.rule.id,
                devices.word(),
                back_ends.word(),
                change.rule.reason,
            ));
        }
        out.push_str(&match self.class {
            None => "no difference\n".to_owned(),
            Some(class) => format!(
                "{} change: devices {}, back ends {}\n",
                class.word(),
                self.devices.word(),
                self.back_ends.word()
            ),
        });
        if self.class.is_some() && self.old == self.new {
            out.push_str("note: both have the same identifier: give the new one a version of its own\n");
        }
        out
    }

    fn json(&self) -> Json {
        let changes = self.changes.iter().map(|change| {
            let (devices, back_ends) = change.rule.effects(change.flow);
            Json::object([
                ("rule", change.rule.id.into()),
                ("class", change.rule.class(change.flow).word().into()),
                ("devices", devices.word().into()),
                ("back_ends", back_ends.word().into()),
                ("path", change.path.as_str().into()),
                ("old", change.old.as_deref().into()),
                ("new", change.new.as_deref().into()),
                ("reason", change.rule.reason.into()),
            ])
        });
        Json::object([
            ("old", self.old.as_str().into()),
            ("new", self.new.as_str().into()),
            ("class", self.class.map_or("none", Class::word).into()),
            ("devices", self.devices.word().into()),
            ("back_ends", self.back_ends.word().into()),
            ("changes", Json::Array(changes.collect())),
        ])
    }
}
