//! The layout of the data directory.
//!
//! ```text
//! DATA/instances/NAME.toml   a connected Matomo (0600)
//! DATA/logs/NAME/            its log: one file per received month
//! DATA/quarantine/NAME/      lines that could not be read
//! DATA/inventory/NAME/       what was there in its Matomo: the inventory compared last, and newer ones
//! DATA/saved/NAME.json      searches that its people saved (0600)
//! DATA/links/NAME.json      its links for elsewhere, without their tokens (0600)
//! DATA/keys/                 keys of the server itself (0600)
//! DATA/settings.json         settings of the server at its last start, to notice that they changed
//! DATA/listening             where the running server listens, such as http://127.0.0.1:8740
//! ```

use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};

/// Where things lie in one data directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paths {
    data: PathBuf,
}

impl Paths {
    /// The layout below `data`.
    pub fn new(data: impl Into<PathBuf>) -> Self {
        Paths { data: data.into() }
    }

    /// The data directory itself.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// Connected Matomos.
    pub fn instances(&self) -> PathBuf {
        self.data.join("instances")
    }

    /// File of one connected Matomo.
    pub fn instance(&self, name: &str) -> PathBuf {
        self.instances().join(format!("{name}.toml"))
    }

    /// All logs.
    pub fn logs(&self) -> PathBuf {
        self.data.join("logs")
    }

    /// One log.
    pub fn log(&self, name: &str) -> PathBuf {
        self.logs().join(name)
    }

    /// Lines of one Matomo that could not be read.
    pub fn quarantine(&self, name: &str) -> PathBuf {
        self.data.join("quarantine").join(name)
    }

    /// Inventories of one Matomo.
    pub fn inventory(&self, name: &str) -> PathBuf {
        self.data.join("inventory").join(name)
    }

    /// Searches that the people of one Matomo saved.
    pub fn saved(&self, name: &str) -> PathBuf {
        self.data.join("saved").join(format!("{name}.json"))
    }

    /// Links for elsewhere of one Matomo.
    pub fn links(&self, name: &str) -> PathBuf {
        self.data.join("links").join(format!("{name}.json"))
    }

    /// Holds the address that the running server listens on.
    pub fn listening(&self) -> PathBuf {
        self.data.join("listening")
    }

    /// A key of the server.
    pub fn key(&self, name: &str) -> PathBuf {
        self.data.join("keys").join(name)
    }

    /// Makes a directory (0700) and what is above it.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make(directory: &Path) -> io::Result<()> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)
    }

    /// Reads a key of 32 bytes, making it (0600) when there is none.
    ///
    /// # Errors
    /// When it cannot be read or made, or is not a key.
    pub fn key_bytes(&self, name: &str) -> io::Result<[u8; 32]> {
        let path = self.key(name);
        match fs::read(&path) {
            Ok(bytes) => bytes.try_into().map_err(|_| {
                io::Error::other(format!("{} is no key of 32 bytes; restore or delete it", path.display()))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = crate::ops::random::bytes::<32>()?;
                Paths::make(&self.data.join("keys"))?;
                crate::ops::files::write_whole(&path, &key, 0o600)?;
                Ok(key)
            }
            Err(error) => Err(error),
        }
    }
}

/// Whether a text can name a log: 1 to 64 of `a–z 0–9 - _`, beginning with a letter or digit, so that it is safe as a file name.
pub fn is_log_name(name: &str) -> bool {
    let good = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    (1..=64).contains(&name.len())
        && name.starts_with(good)
        && name.chars().all(|c| good(c) || c == '-' || c == '_')
}
