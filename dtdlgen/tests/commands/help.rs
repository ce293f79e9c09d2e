//! What the program says about itself.

use std::path::Path;

use crate::dtdlgen;

/// The names of the subcommands, as the help lists them.
fn subcommands() -> Vec<String> {
    let help = dtdlgen(Path::new("."), &["--help"]).out;
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let lines = listed.take_while(|line| !line.is_empty());
    let names = lines.filter_map(|line| {
        line.strip_prefix("  ")?
            .split(' ')
            .next()
            .filter(|name| !name.is_empty())
    });
    names.map(str::to_owned).filter(|name| name != "help").collect()
}

#[test]
fn every_subcommand_documents_its_exit_status() {
    let names = subcommands();
    assert!(names.len() >= 4, "{names:?}");
    for name in names {
        let help = dtdlgen(Path::new("."), &[&name, "--help"]);
        assert_eq!(help.code, 0);
        assert!(help.out.contains("Exit status: 0"), "{name}: {}", help.out);
    }
}

#[test]
fn the_program_documents_its_exit_status_and_its_environment() {
    let help = dtdlgen(Path::new("."), &["--help"]).out;
    for word in ["Exit status: 0", "NO_COLOR", "SSL_CERT_FILE"] {
        assert!(help.contains(word), "{help}");
    }
}

#[test]
fn no_output_has_colours_where_it_is_no_terminal() {
    for arguments in [&["--help"][..], &["generate"], &["validate", "nowhere.json"]] {
        let ran = dtdlgen(Path::new("."), arguments);
        assert!(!ran.out.contains('\u{1b}') && !ran.err.contains('\u{1b}'), "{ran:?}");
    }
}
