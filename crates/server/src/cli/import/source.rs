//! Where history comes from: files, standard input, a database that is named, or the one of a Matomo on this machine.

use std::fs::{self, File};
use std::io::{self, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use flate2::read::MultiGzDecoder;

use super::super::args::ImportArgs;
use super::super::failure::Usage;
use super::super::matomo::ini;
use super::super::wording;
use super::history::History;
use super::{Target, lines};
use crate::import::dump;
use crate::import::place::Place;

/// Holds the password of the database, so that it need not stand in a command line that everybody on the machine can read.
const PASSWORD: &str = "ACTIVITY_LOG_DB_PASSWORD";
/// Bytes by which a file is recognised.
const HEAD_BYTES: usize = 64;
/// How gzip begins.
const GZIP: [u8; 2] = [0x1f, 0x8b];
/// Where MySQL and MariaDB have their socket. PHP uses it for `localhost`, and some servers listen nowhere else.
const SOCKETS: [&str; 3] = ["/run/mysqld/mysqld.sock", "/var/lib/mysql/mysql.sock", "/tmp/mysql.sock"];

/// One of them.
pub enum Source {
    Stdin,
    File(PathBuf),
    Database(Place),
}

/// What the command line names.
pub fn of(args: &ImportArgs) -> anyhow::Result<Vec<Source>> {
    let mut sources = Vec::new();
    for file in &args.files {
        let text = file.to_str().unwrap_or_default();
        sources.push(if file == Path::new("-") {
            Source::Stdin
        } else if Place::is_meant(text) {
            // Never repeated in an error: there may be a password in it.
            Source::Database(Place::parse(text).map_err(|error| Usage::new(error.to_string()))?)
        } else {
            Source::File(file.clone())
        });
    }
    if let Some(directory) = &args.matomo {
        sources.push(Source::Database(of_matomo(directory)?));
    }
    for source in &mut sources {
        if let Source::Database(place) = source {
            if place.password.is_none() {
                place.password = std::env::var(PASSWORD).ok();
            }
            if place.prefix.is_none() {
                place.prefix.clone_from(&args.prefix);
            }
            if place.socket.is_none() && place.is_here() {
                place.socket =
                    SOCKETS.iter().find(|path| Path::new(path).exists()).map(|path| (*path).to_owned());
            }
        }
    }
    Ok(sources)
}

/// The database that a Matomo's settings name.
fn of_matomo(directory: &Path) -> anyhow::Result<Place> {
    let file = directory.join("config/config.ini.php");
    let text = fs::read_to_string(&file)
        .with_context(|| format!("{} cannot be read", wording::shown(&file.display().to_string())))?;
    let values = ini::section_values(&text, "database");
    // Matomo writes values with HTML's signs.
    let decoded = |value: &str| {
        let signs = [("&quot;", "\""), ("&#039;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")];
        signs.iter().fold(value.to_owned(), |text, (sign, c)| text.replace(sign, c))
    };
    let get = |key: &str| {
        let value = values.iter().find(|(name, _)| name == key).map(|(_, value)| decoded(value));
        value.filter(|value| !value.is_empty())
    };
    let missing = |key: &str| {
        Usage::new(format!("{}: [database] {key} is missing", wording::shown(&file.display().to_string())))
    };
    let host = get("host").unwrap_or_else(|| "localhost".to_owned());
    let port = get("port").map_or(Ok(crate::import::place::PORT), |port| port.parse());
    Ok(Place {
        socket: get("unix_socket").or_else(|| host.starts_with('/').then(|| host.clone())),
        host,
        port: port.map_err(|_| missing("a port that is a number"))?,
        user: get("username").ok_or_else(|| missing("username"))?,
        password: get("password"),
        database: get("dbname").ok_or_else(|| missing("dbname"))?,
        prefix: Some(get("tables_prefix").unwrap_or_default()),
    })
}

impl Source {
    /// What it is called: never with a password.
    pub fn name(&self) -> String {
        match self {
            Source::Stdin => "standard input".to_owned(),
            Source::File(file) => wording::shown(&file.display().to_string()),
            Source::Database(place) => wording::shown(&place.to_string()),
        }
    }

    /// Reads all of it.
    pub fn read(&self, history: &mut History, into: &mut Target) -> anyhow::Result<()> {
        let name = self.name();
        match self {
            Source::Stdin => unpacked(io::stdin().lock(), &name, history, into),
            Source::File(file) => {
                let opened = File::open(file).with_context(|| format!("{name} cannot be read"))?;
                unpacked(opened, &name, history, into)
            }
            Source::Database(place) => history.database(place, &name, into),
        }
    }
}

fn unpacked(mut file: impl Read, name: &str, history: &mut History, into: &mut Target) -> anyhow::Result<()> {
    let head = head(&mut file).with_context(|| format!("{name} cannot be read"))?;
    let file = Cursor::new(head.clone()).chain(file);
    if !head.starts_with(&GZIP) {
        return recognised(file, &head, name, history, into);
    }
    let mut file = MultiGzDecoder::new(BufReader::with_capacity(1 << 16, file));
    let head = self::head(&mut file).with_context(|| format!("{name} cannot be unpacked"))?;
    recognised(Cursor::new(head.clone()).chain(file), &head, name, history, into)
}

fn recognised(
    file: impl Read,
    head: &[u8],
    name: &str,
    history: &mut History,
    into: &mut Target,
) -> anyhow::Result<()> {
    if dump::is_dump(head) {
        history.dump(file, name, into)
    } else {
        lines::read(BufReader::with_capacity(1 << 16, file), name, into)
    }
}

fn head(file: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    file.take(HEAD_BYTES as u64).read_to_end(&mut head)?;
    Ok(head)
}
