//! The one place of the command line that opens logs.

use std::sync::Arc;

use anyhow::Context;

use crate::config::Paths;
use crate::ops::clock;
use crate::store::Store;
use crate::store::sqlite::{Mode, SqliteStore};

/// Opens a log for reading, whether a server writes it or not.
pub fn log_for_reading(paths: &Paths, name: &str) -> anyhow::Result<Arc<dyn Store>> {
    open(paths, name, Mode::Read)
}

/// Opens a log for writing, making it when there is none. Fails when another process writes it.
pub fn log_for_writing(paths: &Paths, name: &str) -> anyhow::Result<Arc<dyn Store>> {
    open(paths, name, Mode::Write { clock: clock::system() })
}

fn open(paths: &Paths, name: &str, mode: Mode) -> anyhow::Result<Arc<dyn Store>> {
    let directory = paths.log(name);
    let store =
        SqliteStore::open(&directory, mode).with_context(|| format!("log {}", directory.display()))?;
    Ok(Arc::new(store))
}
