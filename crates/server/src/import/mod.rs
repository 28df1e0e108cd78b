//! Reads the history that another program kept: the table `activity_log` of Matomo's premium plugin, from a dump or a database.
//!
//! Knows that table from its published columns only, and makes events of its rows. It may not store anything, and it trusts nothing it
//! reads. Start at [`Row`] (one row, wherever it came from), then [`convert`] (row → event); [`dump`] and `database` find rows,
//! [`php`] reads their parameters, [`types`] says which type is which activity.

pub mod convert;
#[cfg(feature = "mysql")]
pub mod database;
pub mod dump;
pub mod php;
pub mod place;
pub mod types;

/// Name of the table, behind Matomo's prefix.
pub const TABLE: &str = "activity_log";
/// The published columns, in their published order.
pub const COLUMNS: [&str; 7] = ["id", "user_login", "type", "parameters", "ts_created", "country", "ip"];
/// Longest value of a column that is read, in bytes. Longer parameters are left out and told.
pub const VALUE_BYTES_MAX: usize = 1024 * 1024;

/// Why a history cannot be read any further.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{0}")]
    Io(#[from] std::io::Error),
    /// The address of a database is wrong. Never repeats the address: there may be a password in it.
    #[error("{0}")]
    Address(&'static str),
    /// The database refused, or was lost.
    #[error("the database does not answer as expected: {0}")]
    Database(String),
    /// The table of types is wrong.
    #[error("{0}")]
    Types(String),
}

/// One value of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// `NULL`, or no such column.
    #[default]
    Null,
    /// Its bytes.
    Bytes(Vec<u8>),
    /// Longer than [`VALUE_BYTES_MAX`]: so many bytes.
    TooLong(u64),
}

impl Cell {
    /// As text; nothing for what is missing, too long or no UTF-8.
    pub fn text(&self) -> Option<&str> {
        match self {
            Cell::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            Cell::Null | Cell::TooLong(_) => None,
        }
    }
}

/// One row of the table, in the order of [`COLUMNS`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row(pub [Cell; COLUMNS.len()]);

impl Row {
    /// The value of a column.
    pub fn get(&self, column: &str) -> &Cell {
        const NONE: &Cell = &Cell::Null;
        COLUMNS.iter().position(|name| *name == column).map_or(NONE, |index| &self.0[index])
    }

    /// The row as one line, to put aside what cannot be understood: texts as they are, other bytes in hexadecimal digits.
    pub fn line(&self) -> Vec<u8> {
        let members = COLUMNS.iter().zip(&self.0).map(|(name, cell)| {
            let value = match (cell, cell.text()) {
                (_, Some(text)) => serde_json::Value::from(text),
                (Cell::Bytes(bytes), None) => serde_json::json!({ "hex": crate::ops::random::to_hex(bytes) }),
                (Cell::TooLong(bytes), _) => serde_json::json!({ "bytes": bytes }),
                (Cell::Null, _) => serde_json::Value::Null,
            };
            ((*name).to_owned(), value)
        });
        serde_json::Value::Object(members.collect()).to_string().into_bytes()
    }
}

/// What a source brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A row.
    Row(Box<Row>),
    /// Something that should have been one.
    Unreadable {
        /// Why it is none.
        why: String,
        /// What stood there, up to a limit.
        kept: Vec<u8>,
    },
    /// A further table of that name, under another prefix; its rows are passed over.
    OtherTable(String),
}

#[cfg(test)]
mod tests;
