//! Counts of views: who looked at which feature how often in which hour. They stand beside the log and are no entries.
//!
//! One small SQLite file, `views.sqlite`, in the log's directory (docs/formats/store-v1.md). Counts and what they were counted
//! from ([`Mark`]) are written in one transaction, so that a line which comes again is not counted again.
//! Start reading at [`ViewCounts::add`].

mod ask;
mod sums;
fn reader(path: &Path) -> Result<Connection, StoreError> {
    let named = |error: rusqlite::Error| in_file(path, error.into());
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(named)?;
    connection.busy_timeout(BUSY_WAIT).map_err(named)?;
    Ok(connection)
}

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use activity_log_core::Time;
use activity_log_core::line::OTHER_FEATURES;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params};

use super::StoreError;

pub use ask::{Asked, Cursor, Row, Usage};
pub use sums::{Sum, Sums, SumsAsked};

/// Name of the file.
pub const FILE: &str = "views.sqlite";
/// Most rows (login and feature) of one hour; what is beyond is counted together.
pub const ROWS_PER_HOUR_MAX: u64 = 20_000;
/// Hours that are kept: a little more than a year, so that a month can be compared with the same one a year ago.
pub const HOURS_KEPT: i64 = 24 * 400;
/// Hours for which a line that came over HTTP is known again.
pub const MARKS_KEPT: i64 = 24 * 7;
/// Most rows of one page.
pub const PAGE_ROWS_MAX: usize = 1_000;

const APPLICATION_ID: i64 = 0x4F41_4C76;
const FORMAT: i64 = 1;
const SCHEMA: &str = include_str!("schema.sql");
const BUSY_WAIT: Duration = Duration::from_secs(5);
/// Marks that begin like this are of single lines and age out.
const LINE_MARK: &str = "line:";

/// Hours since 1970.
pub type Hour = i64;

/// The hour of a time.
pub fn hour_of(time: Time) -> Hour {
    time.micros().div_euclid(3_600_000_000)
}

/// Counts that are not stored yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts(BTreeMap<(Hour, String, String), u64>);

impl Counts {
    /// Counts some views. A time that has not come yet is that of a wrong clock: `now` stands for it.
    pub fn add(&mut self, time: Time, login: &str, feature: &str, count: u64, now: Time) {
        let hour = hour_of(time.min(now));
        let sum = self.0.entry((hour, login.to_owned(), feature.to_owned())).or_default();
        *sum = sum.saturating_add(count);
    }

    /// How many sums.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What was counted: of this source's file so many lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Such as `spool:<spool id>`.
    pub source: String,
    /// Name of the file. A source brings one file after the other.
    pub file: String,
    /// Lines of it.
    pub lines: u64,
}

impl Mark {
    /// Of a single line with an id of its own.
    pub fn of_line(id: uuid::Uuid) -> Mark {
        Mark { source: format!("{LINE_MARK}{id}"), file: String::new(), lines: 1 }
    }
}

/// The counts of one log. All calls block.
pub struct ViewCounts {
    counting: Mutex<Connection>,
    /// Questions have a connection of their own, so that counting never waits for one; `None` where there is no file.
    asking: Option<Mutex<Connection>>,
}

impl ViewCounts {
    /// Opens the file in the log's directory, making it if need be.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn open(directory: &Path) -> Result<ViewCounts, StoreError> {
        let path = directory.join(FILE);
        let named = |error: rusqlite::Error| in_file(&path, error.into());
        let connection = Connection::open(&path).map_err(named)?;
        let counts = ViewCounts::prepare(connection).map_err(|error| in_file(&path, error))?;
        Ok(ViewCounts { asking: Some(Mutex::new(reader(&path)?)), ..counts })
    }

    /// Opens the file for reading, whether a server writes it or not; `None` when nothing was ever counted.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open_for_reading(directory: &Path) -> Result<Option<ViewCounts>, StoreError> {
        let path = directory.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        Ok(Some(ViewCounts { counting: Mutex::new(reader(&path)?), asking: None }))
    }

    /// Counts that are gone when this is: for logs that are kept nowhere, and for tests.
    ///
    /// # Errors
    /// When there is no memory for it.
    pub fn in_memory() -> Result<ViewCounts, StoreError> {
        ViewCounts::prepare(Connection::open_in_memory()?)
    }

    fn prepare(connection: Connection) -> Result<ViewCounts, StoreError> {
        connection.busy_timeout(BUSY_WAIT)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        match (number("application_id")?, number("user_version")?) {
            (APPLICATION_ID, FORMAT) => {}
            (0, 0) => {
                connection.execute_batch(&format!(
                    "BEGIN IMMEDIATE; {SCHEMA} PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT}; COMMIT;"
                ))?;
            }
            (APPLICATION_ID, format) => {
                let text = format!("format {format} is not known here; update the server");
                return Err(StoreError::Io(text));
            }
            _ => return Err(StoreError::Damaged("no file of this program".to_owned())),
        }
        Ok(ViewCounts { counting: Mutex::new(connection), asking: None })
    }

    fn connection(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn question(&self) -> std::sync::MutexGuard<'_, Connection> {
        self.asking.as_ref().unwrap_or(&self.counting).lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds counts and remembers what they were counted from, durably and in one transaction.
    ///
    /// # Errors
    /// Nothing was added.
    pub fn add(&self, counts: &Counts, marks: &[Mark], now: Time) -> Result<(), StoreError> {
        let mut connection = self.connection();
        let transaction = connection.transaction()?;
        let mut rows: HashMap<Hour, u64> = HashMap::new();
        for ((hour, login, feature), count) in &counts.0 {
            add_one(&transaction, &mut rows, (*hour, login, feature), *count)?;
        }
        let now = hour_of(now);
        for mark in marks {
            transaction.prepare_cached("INSERT OR REPLACE INTO mark VALUES (?1, ?2, ?3, ?4)")?.execute(
                params![mark.source, mark.file, i64::try_from(mark.lines).unwrap_or(i64::MAX), now],
            )?;
        }
        transaction.prepare_cached("DELETE FROM views WHERE hour < ?1")?.execute([now - HOURS_KEPT])?;
        if marks.iter().any(|mark| mark.source.starts_with(LINE_MARK)) {
            let old = "DELETE FROM mark WHERE source >= 'line:' AND source < 'line;' AND hour < ?1";
            transaction.prepare_cached(old)?.execute([now - MARKS_KEPT])?;
        }
        Ok(transaction.commit()?)
    }

    /// What was counted last of this source.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn mark(&self, source: &str) -> Result<Option<Mark>, StoreError> {
        let connection = self.connection();
        let mut statement = connection.prepare_cached("SELECT file, lines FROM mark WHERE source = ?1")?;
        let found = statement.query_row([source], |row| {
            let lines = row.get::<_, i64>(1)?.unsigned_abs();
            Ok(Mark { source: source.to_owned(), file: row.get(0)?, lines })
        });
        Ok(found.optional()?)
    }
}

/// A new row beyond the limit of its hour is counted with the others, so that the sum stays right.
fn add_one(
    transaction: &Transaction<'_>,
    rows: &mut HashMap<Hour, u64>,
    (hour, login, feature): (Hour, &str, &str),
    count: u64,
) -> Result<(), StoreError> {
    // Far beyond what can be looked at; the sum must not overflow, whatever a line says.
    let count = i64::try_from(count).unwrap_or(i64::MAX).min(1 << 40);
    let update =
        "UPDATE views SET count = min(count + ?4, 1 << 60) WHERE hour = ?1 AND login = ?2 AND feature = ?3";
    let changed = |login: &str, feature: &str| -> Result<bool, StoreError> {
        Ok(transaction.prepare_cached(update)?.execute(params![hour, login, feature, count])? > 0)
    };
    if changed(login, feature)? {
        return Ok(());
    }
    let known = match rows.get_mut(&hour) {
        Some(known) => known,
        None => {
            let mut statement = transaction.prepare_cached("SELECT count(*) FROM views WHERE hour = ?1")?;
            let count: i64 = statement.query_row([hour], |row| row.get(0))?;
            rows.entry(hour).or_insert(count.unsigned_abs())
        }
    };
    let (login, feature) = if *known < ROWS_PER_HOUR_MAX { (login, feature) } else { ("", OTHER_FEATURES) };
    if !changed(login, feature)? {
        *known += 1;
        transaction
            .prepare_cached("INSERT INTO views VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![hour, login, feature, count])?;
    }
    Ok(())
}

fn in_file(path: &Path, error: StoreError) -> StoreError {
    let way_out = "; moving it away only loses these counts";
    match error {
        StoreError::Damaged(text) => StoreError::Damaged(format!("{}: {text}{way_out}", path.display())),
        StoreError::Io(text) => StoreError::Io(format!("{}: {text}", path.display())),
        other => other,
    }
}
