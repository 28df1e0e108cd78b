//! Finds out what lies in a directory that is said to be a Matomo.

use std::fs;
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::users::User;

/// Matomo versions that fit: from, and before.
pub const VERSION_FROM: u64 = 5;
/// First one that does not.
pub const VERSION_BEFORE: u64 = 7;

/// A Matomo on this machine.
#[derive(Clone, Debug)]
pub struct Site {
    /// Its directory, absolute.
    pub directory: PathBuf,
    /// Its version.
    pub version: String,
    /// `config.ini.php`, links resolved.
    pub config: PathBuf,
}

/// Why a directory cannot be connected.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// It cannot be looked at.
    #[error("{0} cannot be read: {1}")]
    Unreadable(PathBuf, io::Error),
    /// No Matomo.
    #[error(
        "{0} is no Matomo: {1} is missing. Name the directory with index.php, config/ and plugins/ in it."
    )]
    NoMatomo(PathBuf, &'static str),
    /// Too old or too new.
    #[error(
        "{0} is Matomo {1}; this works with Matomo {VERSION_FROM} up to, not including, {VERSION_BEFORE}."
    )]
    Version(PathBuf, String),
    /// Not set up yet.
    #[error(
        "{0} is a Matomo that is not set up yet: config/config.ini.php is missing. Open it in a browser and set it up first."
    )]
    NotSetUp(PathBuf),
}

impl Site {
    /// Looks at a directory.
    pub fn find(directory: &Path) -> Result<Site, SiteError> {
        let given = directory.to_owned();
        let directory = directory.canonicalize().map_err(|error| SiteError::Unreadable(given, error))?;
        let version_file = directory.join("core/Version.php");
        let version = match fs::read_to_string(&version_file) {
            Ok(text) => version_in(&text),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => return Err(SiteError::Unreadable(version_file, error)),
        };
        let Some(version) = version else {
            return Err(SiteError::NoMatomo(directory, "core/Version.php"));
        };
        let major = version.split('.').next().and_then(|major| major.parse::<u64>().ok());
        if !major.is_some_and(|major| (VERSION_FROM..VERSION_BEFORE).contains(&major)) {
            return Err(SiteError::Version(directory, version));
        }
        for (part, is_there) in [
            ("plugins/", directory.join("plugins").is_dir()),
            ("console", directory.join("console").is_file()),
        ] {
            if !is_there {
                return Err(SiteError::NoMatomo(directory, part));
            }
        }
        let config = directory.join("config/config.ini.php");
        match config.canonicalize() {
            Ok(config) => Ok(Site { directory, version, config }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Err(SiteError::NotSetUp(directory)),
            Err(error) => Err(SiteError::Unreadable(config, error)),
        }
    }

    /// Where plugins lie.
    pub fn plugins(&self) -> PathBuf {
        self.directory.join("plugins")
    }

    /// Whoever owns what Matomo itself wrote is whom PHP runs as. What it made at run time tells more than the
    /// directories that an installer unpacked. `None` when all of it belongs to root.
    pub fn web_user(&self) -> Option<User> {
        let made = ["tmp/templates_c", "tmp/cache", "tmp/assets", "tmp", "config/config.ini.php"];
        made.iter().find_map(|name| {
            let meta = owner(&self.directory, Path::new(name))?;
            (meta.uid() != 0).then(|| User::by_id(meta.uid(), meta.gid()))
        })
    }
}

/// Whoever made what stands there. A link counts as its maker's unless root made it: otherwise Matomo's user could make us
/// run Matomo's code as anybody whose directory it can link to.
fn owner(directory: &Path, name: &Path) -> Option<fs::Metadata> {
    let mut path = directory.to_owned();
    for part in name.components() {
        path.push(part);
        let meta = fs::symlink_metadata(&path).ok()?;
        if meta.is_symlink() && meta.uid() != 0 {
            return Some(meta);
        }
    }
    fs::metadata(&path).ok()
}

fn version_in(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("VERSION = '")?;
    let (version, _) = rest.split_once('\'')?;
    let good = version.starts_with(|c: char| c.is_ascii_digit())
        && version.len() < 40
        && version.chars().all(|c| c.is_ascii_alphanumeric() || ".-".contains(c));
    good.then(|| version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(version: &str) -> tempfile::TempDir {
        let directory = tempfile::tempdir().unwrap();
        for name in ["core", "plugins", "config", "tmp"] {
            fs::create_dir(directory.path().join(name)).unwrap();
        }
        let text = format!("<?php\nfinal class Version\n{{\n    public const VERSION = '{version}';\n");
        fs::write(directory.path().join("core/Version.php"), text).unwrap();
        fs::write(directory.path().join("console"), "").unwrap();
        directory
    }

    #[test]
    fn a_link_belongs_to_who_made_it() {
        let directory = tree("5.2.0");
        let other = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(other.path(), directory.path().join("tmp/cache")).unwrap();
        let link = directory.path().join("tmp/cache");
        let made = |name: &str| owner(directory.path(), Path::new(name)).unwrap();
        if rustix::process::geteuid().is_root() {
            assert!(made("tmp/cache").is_dir(), "root's links are followed");
            std::os::unix::fs::lchown(&link, Some(33), Some(33)).unwrap();
            assert_eq!(made("tmp/cache").uid(), 33);
        } else {
            assert!(made("tmp/cache").is_symlink());
        }
        assert!(made("tmp").is_dir());
    }

    #[test]
    fn only_what_fits_is_taken() {
        let error = |directory: &Path| Site::find(directory).unwrap_err().to_string();
        let empty = tempfile::tempdir().unwrap();
        assert!(error(empty.path()).contains("core/Version.php is missing"));
        assert!(error(&empty.path().join("no")).contains("cannot be read"));
        for version in ["4.16.1", "7.0.0-b1", "x", "5.0 evil"] {
            let directory = tree(version);
            assert!(!error(directory.path()).contains("set up"), "{version}");
        }
        let directory = tree("5.2.0-b5");
        assert!(error(directory.path()).contains("not set up yet"));
        fs::write(directory.path().join("config/config.ini.php"), "").unwrap();
        assert_eq!(Site::find(directory.path()).unwrap().version, "5.2.0-b5");
    }
}
