//! Diagnostics as text.

use crate::{Diagnostic, Sources};

pub(super) fn render(diagnostic: &Diagnostic, _sources: &Sources) -> String {
    format!("error[{}]: {}", diagnostic.code, diagnostic.message)
}
