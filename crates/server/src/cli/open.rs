//! The one place of the command line that opens logs.

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt, lchown};
use std::path::Path;
use std::sync::Arc;

use crate::config::Paths;
use crate::ops::clock;
use crate::store::sqlite::{Mode, SqliteStore};
use crate::store::{Store, StoreError};

/// Opens a log for reading, whether a server writes it or not.
pub fn log_for_reading(paths: &Paths, name: &str) -> Result<Arc<dyn Store>, StoreError> {
    Ok(Arc::new(SqliteStore::open(&paths.log(name), Mode::Read)?))
}

/// Opens a log for writing, making it when there is none. Fails when another process writes it.
pub fn log_for_writing(paths: &Paths, name: &str) -> Result<Arc<dyn Store>, StoreError> {
    let directory = paths.log(name);
    Paths::make(&directory).map_err(|error| StoreError::Io(format!("{}: {error}", directory.display())))?;
    Ok(Arc::new(SqliteStore::open(&directory, Mode::Write { clock: clock::system() })?))
}

/// Gives what root wrote to whom the data directory belongs to, so that the server can read it.
pub fn give_to_server(paths: &Paths, name: &str) -> io::Result<()> {
    if !rustix::process::geteuid().is_root() {
        return Ok(());
    }
    let owner = fs::metadata(paths.data())?;
    let give = |path: &Path| lchown(path, Some(owner.uid()), Some(owner.gid()));
    give(&paths.logs())?;
    give(&paths.log(name))?;
    for file in fs::read_dir(paths.log(name))? {
        give(&file?.path())?;
    }
    Ok(())
}
