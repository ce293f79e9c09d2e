//! The head of a generated file.

use crate::plan::Plan;

/// `// @generated`, and from which interfaces; neither version nor time, so that equal models give equal files.
pub(crate) fn header(plan: &Plan) -> String {
    let mut out = String::from(crate::files::MARK);
    let mut roots = plan.modules.iter().filter(|module| module.is_root);
    for root in roots.by_ref().take(8) {
        out.push_str(&format!("// from {}\n", root.id));
    }
    let more = roots.count();
    if more > 0 {
        out.push_str(&format!("// and {more} more\n"));
    }
    out.push('\n');
    out
}
