//! Finds the rows of the table in a running MySQL or MariaDB. Only reads, page by page, in the order of their numbers.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use mysql::prelude::Queryable;
use mysql::{Conn, OptsBuilder, Value};

use super::place::Place;
use super::{COLUMNS, Cell, Found, ImportError, Row, TABLE, VALUE_BYTES_MAX};

/// Rows that are read at once.
const PAGE_ROWS: usize = 200;
/// Longest wait for the server to answer at all.
const CONNECT_WAIT: Duration = Duration::from_secs(10);
/// Longest wait for a page.
const READ_WAIT: Duration = Duration::from_secs(120);
/// Columns without which it is another program's table.
const NEEDED: [&str; 3] = ["id", "type", "ts_created"];
/// What holds while we read: nothing can be written, and points in time are UTC, as in a dump.
const SESSION: [&str; 2] = ["SET SESSION TRANSACTION READ ONLY", "SET time_zone = '+00:00'"];

/// See the module.
pub struct Database {
    conn: Conn,
    table: String,
    columns: Vec<String>,
    page: VecDeque<Row>,
    last: Option<u64>,
    is_over: bool,
}

impl From<mysql::Error> for ImportError {
    fn from(error: mysql::Error) -> Self {
        ImportError::Database(match error {
            mysql::Error::MySqlError(error) => format!("{} ({})", error.message, error.code),
            other => other.to_string(),
        })
    }
}

impl Database {
    /// Connects and finds the table.
    ///
    /// # Errors
    /// When there is no server, it does not let us in, or there is no such table or more than one.
    pub fn open(place: &Place) -> Result<Self, ImportError> {
        let options = OptsBuilder::new()
            .ip_or_hostname(Some(&place.host))
            .tcp_port(place.port)
            .socket(place.socket.as_deref())
            .prefer_socket(false)
            .user(Some(&place.user))
            .pass(place.password.as_deref())
            .db_name(Some(&place.database))
            .tcp_connect_timeout(Some(CONNECT_WAIT))
            .read_timeout(Some(READ_WAIT))
            .init(SESSION.to_vec());
        let mut conn = Conn::new(options)?;
        let found: Vec<(String, String)> = conn.query(format!(
            "SELECT table_name, column_name FROM information_schema.columns \
             WHERE table_schema = DATABASE() AND table_name LIKE '%{}'",
            TABLE.replace('_', "\\_")
        ))?;
        let mut tables: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (table, column) in found {
            let is_ours = match &place.prefix {
                Some(prefix) => table.strip_prefix(prefix.as_str()) == Some(TABLE),
                None => true,
            };
            if is_ours {
                tables.entry(table).or_default().push(column);
            }
        }
        tables.retain(|_, columns| NEEDED.iter().all(|needed| columns.iter().any(|column| column == needed)));
        let mut tables = tables.into_iter();
        match (tables.next(), tables.next()) {
            (Some((table, columns)), None) => {
                Ok(Database { conn, table, columns, page: VecDeque::new(), last: None, is_over: false })
            }
            (Some((one, _)), Some((other, _))) => Err(ImportError::Database(format!(
                "there are several tables: {one}, {other}. Choose one by its prefix"
            ))),
            (None, _) => Err(ImportError::Database(format!(
                "there is no table {}{TABLE} in {}; the plugin may have been removed together with it",
                place.prefix.as_deref().unwrap_or("…"),
                place.database
            ))),
        }
    }

    /// The table that is read, with its prefix.
    pub fn table(&self) -> &str {
        &self.table
    }

    /// How many rows there are, about: for showing how far it is.
    pub fn rows(&mut self) -> Result<u64, ImportError> {
        let count: Option<u64> =
            self.conn.query_first(format!("SELECT COUNT(*) FROM {}", quoted(&self.table)))?;
        Ok(count.unwrap_or(0))
    }

    /// The next row.
    ///
    /// # Errors
    /// When the connection is lost.
    pub fn next_found(&mut self) -> Result<Option<Found>, ImportError> {
        if self.page.is_empty() && !self.is_over {
            self.read_page()?;
        }
        Ok(self.page.pop_front().map(|row| Found::Row(Box::new(row))))
    }

    fn read_page(&mut self) -> Result<(), ImportError> {
        let mut picks = Vec::with_capacity(2 * COLUMNS.len());
        for name in COLUMNS {
            if !self.columns.iter().any(|column| column == name) {
                picks.extend(["NULL".to_owned(), "NULL".to_owned()]);
                continue;
            }
            let column = quoted(name);
            let value = if name == "ts_created" || name == "id" {
                format!("CAST({column} AS CHAR)")
            } else {
                column.clone()
            };
            picks.push(format!("IF(OCTET_LENGTH({column}) > {VALUE_BYTES_MAX}, NULL, {value})"));
            picks.push(format!("OCTET_LENGTH({column})"));
        }
        let after = self.last.map_or_else(String::new, |last| format!("WHERE `id` > {last} "));
        let query = format!(
            "SELECT {} FROM {} {after}ORDER BY `id` LIMIT {PAGE_ROWS}",
            picks.join(", "),
            quoted(&self.table)
        );
        let mut count = 0;
        for read in self.conn.query_iter(query)? {
            let mut row = Row::default();
            let mut values = read?.unwrap().into_iter();
            for cell in &mut row.0 {
                let (value, length) = (values.next(), values.next());
                *cell = match (value, length) {
                    (Some(Value::Bytes(bytes)), _) => Cell::Bytes(bytes),
                    (_, Some(Value::Bytes(length))) => {
                        let length = String::from_utf8_lossy(&length).parse().unwrap_or(0);
                        if length > VALUE_BYTES_MAX as u64 { Cell::TooLong(length) } else { Cell::Null }
                    }
                    _ => Cell::Null,
                };
            }
            count += 1;
            let id = row.get("id").text().and_then(|id| id.parse().ok());
            let id = id.ok_or_else(|| ImportError::Database("the column id holds no numbers".to_owned()))?;
            self.last = Some(id);
            self.page.push_back(row);
        }
        self.is_over = count < PAGE_ROWS;
        Ok(())
    }
}

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}
