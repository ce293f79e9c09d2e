//! Repositories at `https://` addresses, in the layout of `https://devicemodels.azure.com`.

use core::ops::Range;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use dtdl_model::{Code, Diagnostic, Dtmi, Lookup, Options, Repository, Source};
use serde::Deserialize;

use super::client::{self, Client, Failure};
use crate::definitions;

/// Refuses an address that cannot be asked.
pub(crate) fn check(address: &Path) -> Result<(), String> {
    client::check(&address.to_string_lossy())
}

/// Lets a lookup ask these addresses, one after another, for what no folder has.
pub(crate) fn add(lookup: Lookup, addresses: &[&PathBuf], options: &Options) -> Result<Lookup, String> {
    let client = Client::new(options.text_limit())?;
    let places: Vec<Place> = addresses.iter().map(|address| Place::new(address)).collect();
    Ok(lookup.elsewhere(move |id| {
        let found = places.iter().find_map(|place| place.find(&client, id).transpose());
        found.transpose()
    }))
}

/// A repository at an address.
struct Place {
    /// The address, without a slash at its end.
    base: String,
    /// Whether it has a `.expanded.json` for each model, once that is known.
    expanded: OnceLock<bool>,
    /// Definitions that came with others.
    known: Mutex<HashMap<String, Source>>,
}

/// What `metadata.json` says.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Metadata {
    features: Features,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Features {
    expanded: bool,
}

impl Place {
    fn new(address: &Path) -> Self {
        Self {
            base: address.to_string_lossy().trim_end_matches('/').to_owned(),
            expanded: OnceLock::new(),
            known: Mutex::default(),
        }
    }

    fn find(&self, client: &Client, id: &Dtmi) -> Result<Option<Source>, Box<Diagnostic>> {
        if let Some(source) = self.known().get(id.as_str()) {
            return Ok(Some(source.clone()));
        }
        // It has letters, digits, underscores, slashes and a version: nothing that would lead elsewhere.
        let Some(path) = Repository::relative_path(id) else {
            return Ok(None);
        };
        let address = format!("{}/{path}", self.base);
        if self.is_expanded(client) {
            let stem = address.strip_suffix(".json").unwrap_or(&address);
            let expanded = format!("{stem}.expanded.json");
            if let Some(text) = get(client, &expanded, id)? {
                return Ok(Some(self.split(expanded, text, id)));
            }
        }
        Ok(get(client, &address, id)?.map(|text| Source::new(address, text)))
    }

    /// Asked once. Whoever cannot be asked will say so when asked for a model.
    fn is_expanded(&self, client: &Client) -> bool {
        *self.expanded.get_or_init(|| {
            let text = client.get(&format!("{}/metadata.json", self.base));
            let metadata = text.ok().flatten();
            let metadata = metadata.and_then(|text| serde_json::from_str::<Metadata>(&text).ok());
            metadata.unwrap_or_default().features.expanded
        })
    }

    /// Keeps the definitions of an expanded text apart: others may bring the same ones along.
    fn split(&self, address: String, text: String, id: &Dtmi) -> Source {
        let mut known = self.known();
        for (id, span) in definitions::spans(&text) {
            known
                .entry(id)
                .or_insert_with(|| Source::new(&address, alone(&text, span)));
        }
        match known.get(id.as_str()) {
            Some(source) => source.clone(),
            // Whatever it is: whoever reads it says what is wrong.
            None => Source::new(address, text),
        }
    }

    fn known(&self) -> MutexGuard<'_, HashMap<String, Source>> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A part of a text, with the lines and columns that it has in the whole.
fn alone(text: &str, span: Range<usize>) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let mut out = "\n".repeat(before.matches('\n').count());
    out.extend(line.chars().map(|_| ' '));
    out.push_str(text.get(span).unwrap_or_default());
    out
}

/// The text at an address, or what keeps it from being read.
fn get(client: &Client, address: &str, id: &Dtmi) -> Result<Option<String>, Box<Diagnostic>> {
    client.get(address).map_err(|failure| {
        let (code, why, help) = match failure {
            Failure::TooLarge => (
                Code::TEXT_TOO_LARGE,
                "it is larger than is read".to_owned(),
                "raise the limit: `--max-size`",
            ),
            Failure::NotUtf8 => (
                Code::INVALID_UTF8,
                "it is not UTF-8".to_owned(),
                "use another repository",
            ),
            Failure::Other(why) => (
                Code::UNREADABLE_FILE,
                why,
                "check the address and the connection, or name a folder that has the model",
            ),
        };
        Box::new(Diagnostic::error(code, format!("cannot read `{address}` for `{id}`: {why}")).with_help(help))
    })
}
