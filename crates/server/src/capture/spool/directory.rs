//! What lies in a spool directory: the lock, the file that is written, files that were taken.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::SpoolError;
use crate::ops::files::{is_no_file, open_file, sync_directory, write_whole};

const CURRENT: &str = "current.ndjson";
const LOCK: &str = "lock";
const STATUS: &str = "status.json";
/// Longest content of `lock` in bytes.
const LOCK_BYTES_MAX: u64 = 100;

/// One spool directory.
#[derive(Clone, Debug)]
pub struct Spool {
    path: PathBuf,
}

/// What `lock` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Id of the spool: 32 hexadecimal digits.
    pub id: String,
    /// Number of the last line written.
    pub counter: u64,
}

/// A file that no writer will touch again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenFile {
    /// Its name in the directory.
    pub name: String,
    /// Number of the last line written before it was taken.
    pub counter: u64,
    /// The spool it was taken from.
    pub spool_id: String,
}

/// What the server tells the plugin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// Format version.
    pub v: u32,
    /// When it was written.
    pub time: String,
    /// Version of the server.
    pub server: String,
    /// Number of the last line stored.
    pub taken: u64,
    /// Lines not yet stored.
    pub behind: u64,
    /// Why it does not go on, if it does not.
    pub error: Option<String>,
}

impl Spool {
    /// The spool in this directory.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Spool { path: path.into() }
    }

    /// The directory.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn fail<T>(&self, name: &str, result: io::Result<T>) -> Result<T, SpoolError> {
        result.map_err(|error| SpoolError::Io { path: self.path.join(name), error })
    }

    /// What the lock file says now; `None` before the first line was written.
    ///
    /// # Errors
    /// When it cannot be read or is no lock file.
    pub fn head(&self) -> Result<Option<Head>, SpoolError> {
        match open_file(&self.path.join(LOCK)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => self.fail(LOCK, Err(error)),
            Ok(file) => {
                self.fail(LOCK, file.lock_shared())?;
                self.read_head(&file)
            }
        }
    }

    fn read_head(&self, mut file: &File) -> Result<Option<Head>, SpoolError> {
        let mut text = String::new();
        let bad = || SpoolError::BadLock(self.path.join(LOCK));
        (&mut file).take(LOCK_BYTES_MAX).read_to_string(&mut text).map_err(|_| bad())?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let mut words = text.split_whitespace();
        match (words.next(), words.next().and_then(|word| word.parse().ok()), words.next()) {
            (Some(id), Some(counter), None) if is_spool_id(id) => {
                Ok(Some(Head { id: id.to_owned(), counter }))
            }
            _ => Err(bad()),
        }
    }

    /// Takes the file that is being written, if there is one: renames it while no writer writes.
    ///
    /// # Errors
    /// When the directory cannot be read or written.
    pub fn take(&self) -> Result<(), SpoolError> {
        let current = self.path.join(CURRENT);
        match fs::symlink_metadata(&current) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return self.fail(CURRENT, Err(error)),
            Ok(metadata) if metadata.is_file() && metadata.len() == 0 => return Ok(()),
            Ok(_) => {}
        }
        let lock = self.fail(LOCK, open_file(&self.path.join(LOCK)))?;
        self.fail(LOCK, lock.lock())?;
        let Some(head) = self.read_head(&lock)? else {
            // A line without any number: a writer crashed before its very first number. The next one tells.
            return Ok(());
        };
        // The same counter can come twice: a writer crashed between a line and its number, or somebody wrote without one.
        // The time of the last write tells such files apart for ever, also when the first was deleted long ago: what is said
        // about a file, and the quarantine of its lines, goes by its name.
        let written = self.fail(CURRENT, fs::symlink_metadata(&current))?;
        let mut stamp = i128::from(written.mtime()) * 1_000_000_000 + i128::from(written.mtime_nsec());
        let name = loop {
            let name = format!("taken-{}-{}.{stamp:020}.ndjson", head.id, head.counter);
            if fs::symlink_metadata(self.path.join(&name)).is_err() {
                break name;
            }
            stamp += 1;
        };
        self.fail(CURRENT, fs::rename(&current, self.path.join(&name)))?;
        // Whoever waits for the lock is a person's request: the disk may take its time without it.
        drop(lock);
        self.fail(&name, sync_directory(&self.path))
    }

    /// The head, if every line up to it was taken: no file is being written and none waits. Asked under the lock, so that
    /// no writer is in between.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn quiet_head(&self) -> Result<Option<Head>, SpoolError> {
        let lock = match open_file(&self.path.join(LOCK)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            lock => self.fail(LOCK, lock)?,
        };
        self.fail(LOCK, lock.lock_shared())?;
        let waiting = fs::symlink_metadata(self.path.join(CURRENT)).is_ok_and(|metadata| metadata.len() > 0);
        if waiting || !self.taken()?.is_empty() { Ok(None) } else { self.read_head(&lock) }
    }

    /// Files that were taken and not yet deleted, oldest first.
    ///
    /// # Errors
    /// When the directory cannot be read.
    pub fn taken(&self) -> Result<Vec<TakenFile>, SpoolError> {
        let mut files = Vec::new();
        for file in self.fail("", fs::read_dir(&self.path))? {
            let name = self.fail("", file)?.file_name();
            if let Some(file) = name.to_str().and_then(parse_taken) {
                files.push(file);
            }
        }
        files.sort_by(|a, b| (a.counter, &a.name).cmp(&(b.counter, &b.name)));
        Ok(files)
    }

    /// Opens a file that was taken.
    ///
    /// # Errors
    /// When it cannot be opened; [`SpoolError::NoFile`] when it is a link, a directory or the like.
    pub fn open(&self, file: &TakenFile) -> Result<File, SpoolError> {
        let path = self.path.join(&file.name);
        match open_file(&path) {
            Err(error) if is_no_file(&error) => Err(SpoolError::NoFile(path)),
            opened => self.fail(&file.name, opened),
        }
    }

    /// Moves what is no file out of the way, within the directory: it is not ours to read, and what comes behind it must go on.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn refuse(&self, file: &TakenFile) -> Result<(), SpoolError> {
        let name = crate::ops::random::hex::<4>().map(|some| format!("refused-{some}-{}", file.name));
        let moved = name.and_then(|name| fs::rename(self.path.join(&file.name), self.path.join(name)));
        self.fail(&file.name, moved)
    }

    /// Deletes a file all of whose lines are stored.
    ///
    /// # Errors
    /// When it cannot be deleted.
    pub fn delete(&self, file: &TakenFile) -> Result<(), SpoolError> {
        self.fail(&file.name, fs::remove_file(self.path.join(&file.name)))
    }

    /// Writes `status.json` for the plugin.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn write_status(&self, status: &Status) -> Result<(), SpoolError> {
        let text = serde_json::to_vec(status).map_err(io::Error::other);
        self.fail(STATUS, text.and_then(|text| write_whole(&self.path.join(STATUS), &text, 0o664)))
    }

    /// Makes an empty lock file with a new id, if there is none, readable and writable for the group.
    ///
    /// # Errors
    /// When the directory cannot be written.
    pub fn prepare(&self) -> Result<(), SpoolError> {
        let path = self.path.join(LOCK);
        let made = OpenOptions::new().write(true).create_new(true).mode(0o660).open(&path);
        match made {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => self.fail(LOCK, Err(error)),
            Ok(mut file) => {
                let head = crate::ops::random::hex::<16>().map(|id| format!("{id} 0\n"));
                let written = head.and_then(|head| io::Write::write_all(&mut file, head.as_bytes()));
                self.fail(LOCK, written)
            }
        }
    }
}

fn is_spool_id(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn parse_taken(name: &str) -> Option<TakenFile> {
    let (spool_id, rest) = name.strip_prefix("taken-")?.strip_suffix(".ndjson")?.split_once('-')?;
    let counter = rest.split('.').next()?.parse().ok()?;
    // Other names are not ours: the id becomes part of names in the quarantine and of what the store remembers for ever.
    if !is_spool_id(spool_id) {
        return None;
    }
    Some(TakenFile { name: name.to_owned(), counter, spool_id: spool_id.to_owned() })
}
