//! Where a database is, as `mysql://user:password@host:port/database?prefix=matomo_&socket=/run/mysqld/mysqld.sock` says it.

use std::fmt;

use super::ImportError;

/// Port of MySQL and MariaDB.
pub const PORT: u16 = 3306;
/// Beginnings of addresses that are understood.
const SCHEMES: [&str; 2] = ["mysql://", "mariadb://"];

/// A database, and how to get in. `Debug` and `Display` never show the password.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Unix socket; then host and port do not matter.
    pub socket: Option<String>,
    /// User of the database.
    pub user: String,
    /// Its password.
    pub password: Option<String>,
    /// Name of the database.
    pub database: String,
    /// Matomo's prefix of tables; `None`: find it.
    pub prefix: Option<String>,
}

impl Place {
    /// Whether somebody means a database, and no file.
    pub fn is_meant(text: &str) -> bool {
        text.contains("://")
    }

    /// Whether it is said to be on this machine, where it usually has a socket.
    pub fn is_here(&self) -> bool {
        self.host == "localhost" && self.port == PORT
    }

    /// Reads an address.
    ///
    /// # Errors
    /// Says what would be right, never what was given.
    pub fn parse(text: &str) -> Result<Place, ImportError> {
        let wrong = ImportError::Address;
        let rest = SCHEMES.iter().find_map(|scheme| text.strip_prefix(scheme)).ok_or(wrong(
            "an address begins with mysql://, such as mysql://user@localhost/matomo?prefix=matomo_",
        ))?;
        let (rest, options) = rest.split_once('?').unwrap_or((rest, ""));
        let (server, database) = rest
            .rsplit_once('/')
            .filter(|(_, database)| !database.is_empty())
            .ok_or(wrong("the address of a database ends with /DATABASE"))?;
        let (who, server) = server.rsplit_once('@').unwrap_or(("", server));
        let (user, password) = who.split_once(':').map_or((who, None), |(user, word)| (user, Some(word)));
        let (host, port) = match server.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, port.parse().map_err(|_| {
                wrong("the port in the address of the database is no number from 1 to 65535; write @ : / in a password as %40 %3A %2F")
            })?),
            _ => (server, PORT),
        };
        let mut place = Place {
            host: decoded(host.trim_start_matches('[').trim_end_matches(']'))?,
            port,
            user: decoded(user)?,
            password: password.map(decoded).transpose()?,
            database: decoded(database)?,
            ..Place::default()
        };
        if place.host.is_empty() {
            place.host = "localhost".to_owned();
        }
        for option in options.split('&').filter(|option| !option.is_empty()) {
            match option.split_once('=') {
                Some(("prefix", prefix)) => place.prefix = Some(decoded(prefix)?),
                Some(("socket", socket)) => place.socket = Some(decoded(socket)?),
                _ => return Err(wrong("behind the ? of an address only prefix=… and socket=… are known")),
            }
        }
        Ok(place)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.socket {
            Some(socket) => write!(f, "{socket}/{}", self.database),
            None => write!(f, "{}:{}/{}", self.host, self.port, self.database),
        }
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Place({self})")
    }
}

fn decoded(text: &str) -> Result<String, ImportError> {
    let wrong =
        || ImportError::Address("a % in the address of a database is followed by two hexadecimal digits");
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte != b'%' {
            out.push(byte);
            continue;
        }
        let digit = |byte: Option<u8>| char::from(byte?).to_digit(16);
        let (high, low) = (digit(bytes.next()).ok_or_else(wrong)?, digit(bytes.next()).ok_or_else(wrong)?);
        out.push((high * 16 + low) as u8);
    }
    String::from_utf8(out).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read() {
        let place =
            Place::parse("mysql://ma%40x:p%2Fw%3Ax@db.example.org:3307/mat?prefix=m_&socket=%2Frun%2Fx.sock")
                .unwrap();
        assert_eq!((place.user.as_str(), place.password.as_deref()), ("ma@x", Some("p/w:x")));
        assert_eq!(
            (place.host.as_str(), place.port, place.database.as_str()),
            ("db.example.org", 3307, "mat")
        );
        assert_eq!((place.prefix.as_deref(), place.socket.as_deref()), (Some("m_"), Some("/run/x.sock")));
        let place = Place::parse("mariadb://root@[::1]/m").unwrap();
        assert_eq!((place.host.as_str(), place.port, place.password), ("::1", 3306, None));
        assert_eq!(Place::parse("mysql:///m").unwrap().host, "localhost");
    }

    #[test]
    fn no_error_and_no_form_shows_the_password() {
        for text in [
            "mysq://u:hunter2@h/d",
            "mysql://u:hunter2@h",
            "mysql://u:hunter2@h:x/d",
            "mysql://u:hunter2%@h/d",
            "mysql://u:hunter2%zz@h/d",
            "mysql://u:hunter2@h/d?ssl=hunter2",
            "mysql://u:%ffhunter2@h/d",
            "mysql://u:1hunter2/3@h",
        ] {
            if let Err(error) = Place::parse(text) {
                assert!(!format!("{error} {error:?}").contains("hunter2"), "{error}");
            }
        }
        let place = Place::parse("mysql://u:hunter2@h/d").unwrap();
        assert!(!format!("{place} {place:?}").contains("hunter2"));
    }
}
