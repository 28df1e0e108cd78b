//! Connected Matomos: one file each, written by `connect`, read by `serve`.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::paths::is_log_name;
use super::{ConfigError, Paths, limits};
use crate::ops::files::write_whole;

/// A shared secret: never printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Characters a secret has: 64 lower-case hexadecimal digits.
    pub const CHARS: usize = 64;

    /// A new one.
    ///
    /// # Errors
    /// Only where the operating system has no randomness.
    pub fn new() -> std::io::Result<Self> {
        Ok(Secret(crate::ops::random::hex::<32>()?))
    }

    /// From text; `None` when it has not the right form.
    pub fn parse(text: &str) -> Option<Self> {
        let good = text.len() == Self::CHARS
            && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        good.then(|| Secret(text.to_owned()))
    }

    /// The secret itself, to compute with. Do not print it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// One connected Matomo.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// Its name, and that of its log.
    pub name: String,
    /// What plugin and server share.
    pub shared_secret: Secret,
    /// Where its plugin spools; `None` when it sends over HTTP.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spool_dir: Option<PathBuf>,
    /// Where it lies on this machine, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matomo_dir: Option<PathBuf>,
    /// Where people open it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub matomo_url: Option<String>,
}

impl Instance {
    /// Reads one file.
    ///
    /// # Errors
    /// One line with file, key and what would be right.
    pub fn read(path: &Path) -> Result<Self, ConfigError> {
        let text = fs::read_to_string(path).map_err(|error| ConfigError::new(path.display(), error))?;
        let instance: Instance = toml::from_str(&text).map_err(|error| {
            // The library's long form shows the line, which may hold the secret.
            ConfigError::new(path.display(), error.message())
        })?;
        if Secret::parse(instance.shared_secret.expose()).is_none() {
            return Err(ConfigError::new(path.display(), "shared_secret: 64 hexadecimal digits are needed"));
        }
        let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if !is_log_name(&instance.name) || instance.name != stem {
            return Err(ConfigError::new(
                path.display(),
                format!("name: must be “{stem}”, the name of the file, of a–z 0–9 - _"),
            ));
        }
        Ok(instance)
    }

    /// Writes its file (0600).
    ///
    /// # Errors
    /// When the data directory cannot be written.
    pub fn write(&self, paths: &Paths) -> Result<(), ConfigError> {
        let path = paths.instance(&self.name);
        let fail = |error: std::io::Error| ConfigError::new(path.display(), error);
        let text = toml::to_string(self).map_err(|error| ConfigError::new(path.display(), error))?;
        Paths::make(&paths.instances()).map_err(fail)?;
        write_whole(&path, text.as_bytes(), 0o600).map_err(fail)
    }

    /// All of a data directory, by name. A file that cannot be read is an error of its own and does not hide the others.
    pub fn all(paths: &Paths) -> Vec<Result<Self, ConfigError>> {
        let Ok(directory) = fs::read_dir(paths.instances()) else { return Vec::new() };
        let mut files: Vec<PathBuf> = directory
            .filter_map(|file| file.ok().map(|file| file.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
            .collect();
        files.sort();
        files.truncate(limits::INSTANCES_MAX);
        files.iter().map(|path| Instance::read(path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_and_the_secret_is_not_shown() {
        let data = tempfile::tempdir().unwrap();
        let paths = Paths::new(data.path());
        let instance = Instance {
            name: "main".into(),
            shared_secret: Secret::new().unwrap(),
            spool_dir: Some("/var/spool/x".into()),
            matomo_dir: None,
            matomo_url: None,
        };
        instance.write(&paths).unwrap();
        let all = Instance::all(&paths);
        let all: Vec<Instance> = all.into_iter().map(|one| one.unwrap()).collect();
        assert_eq!(all, std::slice::from_ref(&instance));
        assert!(!format!("{instance:?}").contains(instance.shared_secret.expose()));
    }

    #[test]
    fn a_wrong_file_is_told_in_one_line_without_its_secret() {
        let data = tempfile::tempdir().unwrap();
        let paths = Paths::new(data.path());
        Paths::make(&paths.instances()).unwrap();
        let secret = "0".repeat(63);
        fs::write(
            paths.instance("main"),
            format!("name = \"main\"\nshared_secret = \"{secret}\"\nspol_dir = 1\n"),
        )
        .unwrap();
        let error = Instance::all(&paths).remove(0).unwrap_err().to_string();
        assert!(error.contains("main.toml") && error.contains("spol_dir"), "{error}");
        assert!(!error.contains('\n') && !error.contains(&secret), "{error}");
    }
}
