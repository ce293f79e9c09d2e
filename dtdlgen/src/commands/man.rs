//! `dtdlgen man`.

use std::io;
use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_mangen::Man;

use crate::{Outcome, output};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder to write `dtdlgen.1`, `dtdlgen-validate.1` and so on to.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

pub(crate) fn run(args: &Args) -> io::Result<Outcome> {
    let mut program = crate::args::Args::command();
    // Only then do the subcommands know the name of the program.
    program.build();
    let subcommands = program.get_subcommands().filter(|command| command.get_name() != "help");
    for command in subcommands.chain([&program]) {
        let name = command
            .get_display_name()
            .unwrap_or_else(|| command.get_name())
            .to_owned();
        let mut text = Vec::new();
        Man::new(command.clone()).render(&mut text)?;
        output::save(&args.folder.join(format!("{name}.1")), text)?;
    }
    Ok(Outcome::Good)
}
