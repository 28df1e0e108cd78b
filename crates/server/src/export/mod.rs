//! Writes entries in the forms that leave the house: NDJSON, JSON, CSV, XLSX, a report to print.
//!
//! It may read no log and know no reader: it is handed entries and writes bytes, in constant memory. Start reading at
//! [`Encoder`]; [`guard`] holds what keeps hostile text harmless in spreadsheets and terminals, [`xml`]
//! in XML and HTML, [`file`] whole files.

pub mod columns;
pub mod csv;
pub mod file;
pub mod guard;
pub mod json;
pub mod report;
pub mod xlsx;
pub mod xml;
mod zip;

use std::io::{self, Write};

use activity_log_core::Entry;
use jiff::tz::TimeZone;

/// Form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// One JSON object per line.
    Ndjson,
    /// One JSON array.
    Json,
    /// RFC 4180, with a head line.
    Csv,
    /// A workbook of text cells.
    Xlsx,
}

/// What can go wrong while entries are written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The place cannot be written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// An entry that has no such form; does not happen with entries of the store.
    #[error("entry {seq} cannot be written: {why}")]
    Encode {
        /// The entry.
        seq: u64,
        /// Why.
        why: String,
    },
}

/// Makes the sentence of an entry, for one reader.
pub type Sentence<'a> = dyn Fn(&Entry) -> String + 'a;

/// Writes entries one after the other.
pub trait Encoder {
    /// Writes what stands before the first entry.
    ///
    /// # Errors
    /// When the place cannot be written.
    fn begin(&mut self, to: &mut dyn Write) -> Result<(), ExportError>;

    /// Writes one entry with its sentence.
    ///
    /// # Errors
    /// When the place cannot be written.
    fn entry(&mut self, to: &mut dyn Write, entry: &Entry, text: &str) -> Result<(), ExportError>;

    /// Writes what stands behind the last entry.
    ///
    /// # Errors
    /// When the place cannot be written.
    fn end(&mut self, to: &mut dyn Write) -> Result<(), ExportError>;

    /// Most entries of this form, where it has a bound.
    fn entries_max(&self) -> Option<u64> {
        None
    }

    /// There were more entries than [`Encoder::entries_max`]; said before the end.
    fn cut(&mut self) {}
}

impl Format {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Ndjson => "ndjson",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
        }
    }

    /// The encoder of this form, for a reader in this zone.
    pub fn encoder(self, zone: &TimeZone) -> Box<dyn Encoder + Send> {
        match self {
            Format::Ndjson => Box::new(json::Lines),
            Format::Json => Box::new(json::Array::default()),
            Format::Csv => Box::new(csv::Table { zone: zone.clone() }),
            Format::Xlsx => Box::new(xlsx::Workbook::new(zone.clone())),
        }
    }
}

#[cfg(test)]
pub(crate) mod samples {
    use activity_log_core::Entry;

    /// An entry with all members set; `name` is its target's.
    pub(crate) fn entry(seq: u64, name: &str) -> Entry {
        let json = serde_json::json!({
            "seq": seq, "id": format!("01890000-0000-7000-8000-{seq:012x}"), "time": "2026-11-22T20:41:21.123456Z",
            "received": "2026-11-22T20:41:21.200000Z", "instance": "main", "source": "plugin",
            "activity": "goal.updated", "category": "goal", "verb": "updated", "severity": "info",
            "outcome": "success", "reason": null, "also": [],
            "actor": {"kind": "user", "login": "alice", "acting_as": null, "role": "admin", "auth": "session",
                "token": {"id": 12, "description": "ci"}, "os_user": null, "session": "b3623d1d"},
            "client": {"ip": "203.0.113.7", "peer": "10.0.0.2", "country": "DE", "agent": "Mozilla/5.0 (X11; Linux)"},
            "target": {"type": "goal", "id": "7", "name": name}, "site": {"id": 3, "name": "Shop"},
            "changes": [{"field": "name", "old": "Signup", "new": name}],
            "request": {"id": "a1b2c", "method": "Goals.updateGoal", "params": {"idSite": "3", "name": name}},
            "cause": null,
        });
        serde_json::from_value(json).unwrap()
    }
}
