//! `serve`: runs the server.

use std::io::Write;

use super::args::{Globals, ServeArgs};
use super::failure::Exit;

/// Runs until it is told to stop.
pub fn run(_globals: &Globals, _args: &ServeArgs, _out: &mut dyn Write) -> anyhow::Result<Exit> {
    anyhow::bail!("serve is being built")
}
