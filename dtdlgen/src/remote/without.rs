//! Repositories at addresses, for a program without the feature `https`.

use std::path::{Path, PathBuf};

use dtdl_model::{Lookup, Options};

/// Refuses any address.
pub(crate) fn check(address: &Path) -> Result<(), String> {
    Err(format!(
        "`{}` is an address, and this program reads folders only: install it with `--features https`",
        address.display()
    ))
}

/// Refuses the first address.
pub(crate) fn add(lookup: Lookup, addresses: &[&PathBuf], _: &Options) -> Result<Lookup, String> {
    addresses.iter().try_for_each(|address| check(address)).map(|()| lookup)
}
