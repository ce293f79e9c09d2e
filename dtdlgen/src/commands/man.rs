//! `dtdlgen man`.

use std::io;
use std::path::PathBuf;

use clap::CommandFactory as _;
use clap_mangen::Man;
use dtdl_codegen::Files;

use crate::Outcome;

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
    // It has no page of its own.
    program = program.mut_subcommand("help", |help| help.hide(true));
    let mut files = Files::default();
    let subcommands = program.get_subcommands().filter(|command| command.get_name() != "help");
    for command in subcommands.chain([&program]) {
        let name = command
            .get_display_name()
            .unwrap_or_else(|| command.get_name())
            .to_owned();
        let mut text = Vec::new();
        Man::new(command.clone()).render(&mut text)?;
        files.insert(format!("{name}.1"), String::from_utf8_lossy(&text));
    }
    files.write(&args.folder)?;
    Ok(Outcome::Good)
}
