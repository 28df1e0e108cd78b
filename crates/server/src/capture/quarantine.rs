//! Lines that cannot be read are kept, byte by byte, in files of their own, until somebody has looked at them.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use crate::config::{Paths, limits};
use crate::ops::files::sync_directory;

/// Where the unreadable lines of one log go.
#[derive(Clone, Debug)]
pub struct Quarantine {
    directory: PathBuf,
    bytes_max: u64,
}

impl Quarantine {
    /// In this directory, made when needed.
    pub fn new(directory: PathBuf) -> Self {
        Quarantine { directory, bytes_max: limits::QUARANTINE_BYTES_MAX }
    }

    /// Another limit, for tests.
    pub fn with_limit(self, bytes_max: u64) -> Self {
        Quarantine { bytes_max, ..self }
    }

    /// Keeps one line in the file `name`; false when the limit is reached and it was not kept. `first` empties what an
    /// interrupted earlier try left, so that a repeat does not double it. Durable only after [`Quarantine::sync`].
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn keep(&self, name: &str, first: bool, line: &mut dyn Read, bytes: u64) -> io::Result<bool> {
        Paths::make(&self.directory)?;
        let path = self.directory.join(name);
        if first {
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        if self.bytes()? + bytes > self.bytes_max {
            return Ok(false);
        }
        let mut file = OpenOptions::new().create(true).append(true).mode(0o600).open(path)?;
        io::copy(&mut line.take(bytes), &mut file)?;
        file.write_all(b"\n")?;
        Ok(true)
    }

    /// Makes what was kept in `name` survive a power cut.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn sync(&self, name: &str) -> io::Result<()> {
        match OpenOptions::new().append(true).open(self.directory.join(name)) {
            Ok(file) => file.sync_all()?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        }
        sync_directory(&self.directory)
    }

    /// Bytes that all files take.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn bytes(&self) -> io::Result<u64> {
        match fs::read_dir(&self.directory) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error),
            Ok(files) => {
                let mut sum = 0;
                for file in files {
                    sum += file?.metadata()?.len();
                }
                Ok(sum)
            }
        }
    }
}
