//! Rows of a list under their days.

use activity_log_core::Time;

use super::fold;
use super::row::{Row, is_late};

/// Rows of one day stay together.
pub(super) struct Day {
    pub(super) name: String,
    pub(super) rows: Vec<Row>,
}

/// Entries that came late are marked where they stand out of order; after a pause of the server all are late and in order.
pub(super) fn rows(groups: &[fold::Group], row: impl Fn(&fold::Group) -> Row) -> Vec<Row> {
    let mut rows: Vec<Row> = groups.iter().map(row).collect();
    let mut latest_older = Time::default();
    for (row, entry) in rows.iter_mut().zip(groups.iter().map(|group| &group.newest)).rev() {
        row.is_late = !row.is_imported && is_late(entry) && entry.event.time < latest_older;
        latest_older = latest_older.max(entry.event.time);
    }
    rows
}

/// The order is that of the log, so that an entry that came late stands where it was stored.
pub(super) fn days(rows: Vec<Row>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for row in rows {
        match days.last_mut() {
            Some(day) if day.name == row.when.day => day.rows.push(row),
            _ => days.push(Day { name: row.when.day.clone(), rows: vec![row] }),
        }
    }
    days
}
