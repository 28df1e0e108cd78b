//! Where a command works: settings, data directory, log. Checked values, made from what was typed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};

use super::args::Globals;
use super::failure::Usage;
use super::open;
use crate::config::paths::is_log_name;
use crate::config::settings::Overrides;
use crate::config::{Paths, Settings};
use crate::store::Store;

/// Settings of an installed package: hold where nobody names settings or a data directory.
pub const CONFIG_PACKAGED: &str = "/etc/activity-log/config.toml";
/// Name of the log when there is none yet and nobody named one.
pub const LOG_DEFAULT: &str = "main";
/// End of the name of a log that was imported beside another one.
pub const IMPORTED: &str = "-imported";

/// Where a command works.
pub struct Place {
    pub settings: Settings,
    pub paths: Paths,
    log: Option<String>,
    config: Option<PathBuf>,
}

impl Place {
    /// Checks what was typed.
    pub fn read(globals: &Globals) -> anyhow::Result<Self> {
        let overrides = Overrides { data: globals.data.clone(), listen: None };
        let settings = Settings::read(globals.config.as_deref(), &overrides)?;
        let paths = Paths::new(settings.data.clone());
        Ok(Place { settings, paths, log: globals.log.clone(), config: globals.config.clone() })
    }

    /// How this program is called from anywhere for the same settings and data.
    pub fn program(&self) -> String {
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        match &self.config {
            Some(file) if file == Path::new(CONFIG_PACKAGED) => "activity-log".to_owned(),
            Some(file) => format!("activity-log --config {}", absolute(file).display()),
            None => format!("activity-log --data {}", absolute(self.paths.data()).display()),
        }
    }

    /// What `--log` says.
    pub fn named_log(&self) -> Option<&str> {
        self.log.as_deref()
    }

    /// The names of all logs, in order.
    pub fn logs(&self) -> Vec<String> {
        let Ok(directory) = fs::read_dir(self.paths.logs()) else { return Vec::new() };
        let mut names: Vec<String> = directory
            .filter_map(Result::ok)
            .filter(|entry| entry.path().is_dir())
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| is_log_name(name))
            .collect();
        names.sort();
        names
    }

    /// The log that is meant: the named one, or the only one. One that was imported beside another is never meant unless it is named.
    pub fn log(&self) -> anyhow::Result<String> {
        let logs = self.logs();
        let data = self.paths.data().display();
        if let Some(name) = &self.log {
            if logs.contains(name) {
                return Ok(name.clone());
            }
            let known = if logs.is_empty() { "none".to_owned() } else { logs.join(", ") };
            return Err(
                Usage::new(format!("There is no log “{name}” in {data}. Logs there: {known}.")).into()
            );
        }
        let beside = |name: &str| {
            name.strip_suffix(IMPORTED).is_some_and(|first| logs.iter().any(|other| other == first))
        };
        let candidates: Vec<&String> = logs.iter().filter(|name| !beside(name)).collect();
        match candidates.as_slice() {
            [one] => Ok((*one).clone()),
            [] => {
                fs::read_dir(self.paths.data())
                    .map(|_| ())
                    .or_else(|error| match error.kind() {
                        std::io::ErrorKind::NotFound => Ok(()),
                        _ => Err(error),
                    })
                    .with_context(|| format!("{data} cannot be read"))?;
                bail!(
                    "There is no log in {data} yet. Name the data directory with --data, or begin with \
                     `activity-log serve --demo` or `activity-log connect MATOMO_DIR`."
                )
            }
            _ => Err(Usage::new(format!(
                "There are several logs in {data}: {}. Choose one with --log NAME.",
                logs.join(", ")
            ))
            .into()),
        }
    }

    /// Opens the log that is meant and, where none was named, the history that was imported beside it.
    pub fn open_logs(&self) -> anyhow::Result<Vec<Arc<dyn Store>>> {
        let mut stores = vec![self.open_log()?];
        let beside = format!("{}{IMPORTED}", self.log()?);
        if self.log.is_none() && self.logs().contains(&beside) {
            let imported = open::log_for_reading(&self.paths, &beside);
            stores.push(imported.with_context(|| format!("the log “{beside}” cannot be opened"))?);
        }
        Ok(stores)
    }

    /// Opens the log that is meant, for reading; a server may be running on it or not.
    pub fn open_log(&self) -> anyhow::Result<Arc<dyn Store>> {
        let name = self.log()?;
        open::log_for_reading(&self.paths, &name)
            .with_context(|| format!("the log “{name}” cannot be opened"))
    }
}
