//! The one binary: reads the command line, runs it, says how it ended. Everything else is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    activity_log::cli::main(std::env::args_os())
}
