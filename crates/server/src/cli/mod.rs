//! The command line: one file per subcommand.
//!
//! It wires rooms together and talks to a person or a script; it may hold no logic that pages or API need too. What is typed
//! ([`args`]) becomes checked values ([`place::Place`]) before anything runs. Exit codes are part of the contract: 0 done, 1 the
//! check failed, 2 wrong use, 3 cannot run ([`failure`]).

mod args;
mod connect;
mod doctor;
mod export;
mod failure;
mod import;
mod interrupt;
mod inventory;
mod matomo;
mod open;
mod pages;
mod place;
mod query;
mod sentence;
mod serve;
mod table;
mod tail;
mod tell;
mod wording;

use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

use args::{Cli, Command};
use failure::{Exit, Usage};
use place::{CONFIG_PACKAGED, Place};

/// Runs one command line and answers how it ended. Says an error in one line on standard error; a reader that closed the
/// pipe early has what it wanted.
pub fn main(line: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(line) {
        Ok(cli) => cli,
        Err(told) => {
            // Help and version come this way too, and are no error.
            let exit = if told.use_stderr() { Exit::WrongUse } else { Exit::Done };
            let _ = told.print();
            return exit.into();
        }
    };
    let mut out = std::io::stdout().lock();
    let ended = run(cli, &mut out).and_then(|exit| Ok(out.flush().map(|()| exit)?));
    match ended {
        Ok(exit) => exit.into(),
        Err(error) => {
            let exit = failure::exit_of(&error);
            if exit != Exit::Done {
                let _ = writeln!(std::io::stderr(), "activity-log: {}", failure::line(&error));
            }
            exit.into()
        }
    }
}

fn run(cli: Cli, out: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut globals = cli.globals;
    let is_demo = matches!(&cli.command, Command::Serve(args) if args.demo);
    if globals.config.is_none() && globals.data.is_none() && !is_demo && Path::new(CONFIG_PACKAGED).exists() {
        globals.config = Some(CONFIG_PACKAGED.into());
    }
    if let Some(name) = &globals.log
        && !crate::config::paths::is_log_name(name)
    {
        return Err(Usage::new(format!(
            "--log: “{}” cannot name a log. A name has 1 to 64 of a–z, 0–9, - and _.",
            wording::shown(name)
        ))
        .into());
    }
    match cli.command {
        Command::Serve(args) => serve::run(&globals, &args, out),
        Command::Connect(args) => connect::run(&Place::read(&globals)?, &args, out),
        Command::Query(args) => query::run(&Place::read(&globals)?, &args, out),
        Command::Tail(args) => tail::run(&Place::read(&globals)?, &args, out),
        Command::Export(args) => export::run(&Place::read(&globals)?, &args, out),
        Command::Import(args) => import::run(&Place::read(&globals)?, &args, out),
        Command::Inventory(args) => inventory::run(&Place::read(&globals)?, &args, out),
        Command::Doctor(args) => doctor::run(&globals, &args, out),
    }
}
