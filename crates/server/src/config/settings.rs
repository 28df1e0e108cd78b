//! The settings of the server: what the TOML file says, checked.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::ConfigError;

/// Where the server listens when nobody says otherwise.
pub const LISTEN_DEFAULT: &str = "127.0.0.1:8740";
/// Where data lies when nobody says otherwise.
pub const DATA_DEFAULT: &str = "activity-log-data";

/// Exactly what the file says.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Raw {
    data: Option<PathBuf>,
    listen: Option<String>,
    socket: Option<PathBuf>,
    public_url: Option<String>,
    #[serde(default)]
    avatars: bool,
}

/// Settings that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The data directory.
    pub data: PathBuf,
    /// TCP address; port 0 takes a free one.
    pub listen: SocketAddr,
    /// Unix socket to listen on as well.
    pub socket: Option<PathBuf>,
    /// Where people reach the server from elsewhere, without a slash at the end.
    pub public_url: Option<String>,
    /// Whether people have pictures on the pages, made here from their logins.
    pub avatars: bool,
}

/// What the command line says; it beats the file.
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    /// `--data`.
    pub data: Option<PathBuf>,
    /// `--listen`.
    pub listen: Option<String>,
}

impl Settings {
    /// Reads the file, if one is named, and applies what the command line says.
    ///
    /// # Errors
    /// One line: file, key, what is wrong, what would be right.
    pub fn read(file: Option<&Path>, overrides: &Overrides) -> Result<Self, ConfigError> {
        let name = file.map_or("command line".to_owned(), |file| file.display().to_string());
        let raw = match file {
            None => Raw::default(),
            Some(file) => {
                let text = fs::read_to_string(file).map_err(|error| ConfigError::new(&name, error))?;
                toml::from_str(&text).map_err(|error| {
                    let line = error.span().map(|span| {
                        text.as_bytes()[..span.start.min(text.len())].iter().filter(|b| **b == b'\n').count()
                            + 1
                    });
                    let place = line.map_or(String::new(), |line| format!("line {line}: "));
                    ConfigError::new(&name, format!("{place}{}", error.message().replace('\n', " ")))
                })?
            }
        };
        let (listen_from, listen) = match (&overrides.listen, raw.listen) {
            (Some(listen), _) => ("--listen", listen.clone()),
            (None, Some(listen)) => (name.as_str(), listen),
            (None, None) => (name.as_str(), LISTEN_DEFAULT.to_owned()),
        };
        let listen = listen.parse().map_err(|_| {
            ConfigError::new(
                listen_from,
                format!("listen: “{listen}” is no address with a port, such as {LISTEN_DEFAULT}"),
            )
        })?;
        let public_url = raw.public_url.map(|url| checked_url(&name, url)).transpose()?;
        let data = overrides.data.clone().or(raw.data).unwrap_or_else(|| DATA_DEFAULT.into());
        Ok(Settings { data, listen, socket: raw.socket, public_url, avatars: raw.avatars })
    }
}

fn checked_url(file: &str, url: String) -> Result<String, ConfigError> {
    let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or_default();
    // No path: pages and links begin at the root.
    let host = rest.trim_end_matches('/');
    let good = !host.is_empty() && !host.contains(['/', '?', '#', ' ', '"', '<', '@', '\n']);
    if good {
        Ok(url.trim_end_matches('/').to_owned())
    } else {
        Err(ConfigError::new(
            file,
            format!("public_url: “{url}” is no address without a path, such as https://audit.example.org"),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Settings, String> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), text).unwrap();
        Settings::read(Some(file.path()), &Overrides::default()).map_err(|error| error.to_string())
    }

    #[test]
    fn defaults_and_overrides() {
        let overrides = Overrides { data: Some("x".into()), listen: Some("127.0.0.1:0".into()) };
        let settings = Settings::read(None, &overrides).unwrap();
        assert_eq!((settings.data, settings.listen.port()), ("x".into(), 0));
        assert_eq!(read("").unwrap().listen.to_string(), LISTEN_DEFAULT);
        assert_eq!(
            read("public_url = 'https://a.example:8443/'").unwrap().public_url.unwrap(),
            "https://a.example:8443"
        );
    }

    #[test]
    fn a_wrong_setting_is_one_line_that_says_what_would_be_right() {
        for (text, part) in [
            ("listen = 'localhost'", "127.0.0.1:8740"),
            ("\nlisen = 'x'", "line 2: unknown field `lisen`"),
            ("avatars = 'yes'", "a boolean"),
            ("public_url = 'ftp://x'", "https://audit.example.org"),
            ("public_url = 'https://x/log'", "without a path"),
            ("listen = 1", "line 1: invalid type"),
        ] {
            let error = read(text).unwrap_err();
            assert!(error.contains(part) && !error.contains('\n'), "{error}");
        }
    }
}
