//! `connect` (being built)
use std::io::Write;

use super::args::ConnectArgs;
use super::failure::Exit;
use super::place::Place;

/// Connects.
pub fn run(_place: &Place, _args: &ConnectArgs, _out: &mut dyn Write) -> anyhow::Result<Exit> {
    anyhow::bail!("connect is being built")
}
