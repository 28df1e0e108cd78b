//! `doctor` (being built)
use std::io::Write;

use super::args::{DoctorArgs, Globals};
use super::failure::Exit;

/// Checks.
pub fn run(_globals: &Globals, _args: &DoctorArgs, _out: &mut dyn Write) -> anyhow::Result<Exit> {
    anyhow::bail!("doctor is being built")
}
