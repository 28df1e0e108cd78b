//! When the entries of a chunk happened, packed: what counting by time needs of them, without their bodies.
//!
//! A row of `moment` belongs to one chunk. Its data: a checksum (4 bytes, little endian) of the rest; for each entry the whole
//! seconds of its event time as zigzag difference to the one before (the first: to 0), LEB128. Files of before this table, or of a
//! program that does not know it, have chunks without a row: their entries are looked at one by one.

use rusqlite::{Connection, OptionalExtension, params};

use super::bytes::{Bytes, put};
use super::hash::checksum;
use super::plan::Plan;
use crate::store::StoreError;
use crate::store::tally::Tally;

/// Made where it is missing when a file is opened for writing.
pub const TABLE: &str =
    "CREATE TABLE IF NOT EXISTS moment (first_seq INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT";

const SECOND: i64 = 1_000_000;

/// Writes the row of a chunk; `times` in microseconds.
pub fn write(conn: &Connection, first: u64, times: impl Iterator<Item = i64>) -> Result<(), StoreError> {
    let mut data = vec![0; 4];
    let mut before = 0i64;
    for time in times {
        let second = time.div_euclid(SECOND);
        let step = second.wrapping_sub(before);
        put(&mut data, ((step << 1) ^ (step >> 63)) as u64);
        before = second;
    }
    let sum = checksum(&data[4..]);
    data[..4].copy_from_slice(&sum.to_le_bytes());
    let mut insert = conn.prepare_cached("INSERT INTO moment (first_seq, data) VALUES (?1, ?2)")?;
    insert.execute(params![first as i64, data])?;
    Ok(())
}

/// The seconds of the entries of a chunk; `None` where they were not kept.
pub fn read(conn: &Connection, first: u64, entries: usize) -> Result<Option<Vec<i64>>, StoreError> {
    let mut there = conn.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'moment'")?;
    if !there.exists([])? {
        return Ok(None);
    }
    let mut select = conn.prepare_cached("SELECT data FROM moment WHERE first_seq = ?1")?;
    let data: Option<Vec<u8>> = select.query_row([first as i64], |row| row.get(0)).optional()?;
    let Some(data) = data else { return Ok(None) };
    let damaged = || {
        let last = first + (entries as u64).saturating_sub(1);
        StoreError::Damaged(format!("entries {first} to {last}: their times make no sense"))
    };
    let (sum, rest) = data.split_first_chunk::<4>().ok_or_else(damaged)?;
    if u32::from_le_bytes(*sum) != checksum(rest) {
        return Err(damaged());
    }
    let mut bytes = Bytes(rest);
    let mut seconds = Vec::with_capacity(entries);
    let mut before = 0i64;
    while !bytes.is_empty() && seconds.len() < entries {
        let step = bytes.number().ok_or_else(damaged)?;
        before = before.wrapping_add((step >> 1) as i64 ^ -((step & 1) as i64));
        seconds.push(before);
    }
    if seconds.len() == entries && bytes.is_empty() { Ok(Some(seconds)) } else { Err(damaged()) }
}

/// What a second says about an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is in this span, and in time.
    In(usize),
    /// It is not counted.
    Out,
    /// An edge lies within this second: the entry itself must be asked.
    Unsure,
}

/// Sorts seconds into the spans of a tally, within the times of a plan.
pub struct Sorter<'t> {
    plan: &'t Plan,
    edges: Vec<i64>,
    /// Seconds from here up to and without there are in this span: neighbours in a log are neighbours in time.
    known: (i64, i64, usize),
}

impl<'t> Sorter<'t> {
    /// Of this tally; without one there is one span with everything.
    pub fn new(plan: &'t Plan, tally: Option<&Tally>) -> Sorter<'t> {
        let edges: Vec<i64> =
            tally.into_iter().flat_map(|tally| &tally.edges).map(|edge| edge.micros()).collect();
        let edges = if edges.len() < 2 { vec![i64::MIN, i64::MAX] } else { edges };
        Sorter { plan, edges, known: (0, 0, 0) }
    }

    /// The span of all times from `first` to `last` (microseconds), if it is one and in time.
    pub fn span(&self, (first, last): (i64, i64)) -> Option<usize> {
        let after = self.edges.partition_point(|edge| *edge <= first);
        let whole = (1..self.edges.len()).contains(&after) && last < self.edges[after];
        (whole && self.plan.holds((first, last))).then(|| after - 1)
    }

    /// What a whole second says.
    pub fn second(&mut self, second: i64) -> Said {
        let (from, until, span) = self.known;
        if (from..until).contains(&second) {
            return Said::In(span);
        }
        let first = second.saturating_mul(SECOND);
        let last = first.saturating_add(SECOND - 1);
        if let Some(span) = self.span((first, last)) {
            let from = self.edges[span].max(self.plan.from);
            let until = self.edges[span + 1].min(self.plan.until);
            // Whole seconds within: rounded up, rounded down.
            let up = from.div_euclid(SECOND) + i64::from(from.rem_euclid(SECOND) != 0);
            self.known = (up, until.div_euclid(SECOND), span);
            return Said::In(span);
        }
        let outside = last < self.edges[0] || first >= self.edges[self.edges.len() - 1];
        if outside || !self.plan.meets((first, last)) { Said::Out } else { Said::Unsure }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::store::Scope;
    use activity_log_core::Time;
    use activity_log_core::query::Query;

    #[test]
    fn times_come_back_and_damage_is_noticed() {
        let conn = Connection::open_in_memory().unwrap();
        assert_eq!(read(&conn, 1, 1).unwrap(), None, "a file of before");
        conn.execute_batch(TABLE).unwrap();
        assert_eq!(read(&conn, 1, 1).unwrap(), None);
        let times = [5_999_999, 4_000_000, -1, 1_700_000_000_000_001, i64::MIN, i64::MAX];
        write(&conn, 1, times.into_iter()).unwrap();
        let seconds: Vec<i64> = times.iter().map(|time| time.div_euclid(SECOND)).collect();
        assert_eq!(read(&conn, 1, 6).unwrap(), Some(seconds));
        assert!(read(&conn, 1, 5).is_err() && read(&conn, 1, 7).is_err());
        conn.execute("UPDATE moment SET data = CAST(data || x'00' AS BLOB)", []).unwrap();
        assert!(read(&conn, 1, 6).is_err());
    }

    #[test]
    fn seconds_are_sorted_as_entries_would_be() {
        let edges = [10_000_000, 12_500_000, 14_000_000].map(Time::from_micros).to_vec();
        let tally =
            Tally { query: Query::default(), scope: Scope::All, by: None, edges, values_max: 1, budget: 1 };
        let plan = Plan::new(&tally.query, &tally.scope);
        let mut sorter = Sorter::new(&plan, Some(&tally));
        let said = [9, 10, 11, 12, 13, 14, 10, 12].map(|second| sorter.second(second));
        use Said::{In, Out, Unsure};
        assert_eq!(said, [Out, In(0), In(0), Unsure, In(1), Out, In(0), Unsure]);
    }
}
