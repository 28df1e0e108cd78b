//! What the operator says: settings, where files lie, which Matomos are connected.
//!
//! Two steps: `raw` is exactly what the TOML file says, [`settings`] is checked and ready to run.
//! [`paths`] is the layout of the data directory, [`instances`] the connected Matomos. It opens no log and no socket.

pub mod instances;
pub mod limits;
pub mod paths;
pub mod settings;

pub use instances::{Instance, Secret};
pub use paths::Paths;
pub use settings::Settings;

/// A setting that cannot be used: one line with file, key, what is wrong and what would be right.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {what}")]
pub struct ConfigError {
    /// The file, or where else it was said.
    pub file: String,
    /// What is wrong and what would be right.
    pub what: String,
}

impl ConfigError {
    pub(crate) fn new(file: impl std::fmt::Display, what: impl std::fmt::Display) -> Self {
        ConfigError { file: file.to_string(), what: what.to_string() }
    }
}
