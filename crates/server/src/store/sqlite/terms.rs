//! The dictionary of a run: its terms in order with their postings, many to a row.
//!
//! A row's key is its first term, but empty for the first row of a run. Its data: a checksum (4 bytes, little endian)
//! of the rest; length and bytes of the next row's key (nothing: it is the last); then for each term how many bytes it
//! shares with the term before (0 for the first), the length and bytes of what differs, the length and bytes of its
//! posting. So a row that is gone is noticed by whoever looks for what it held.

use rusqlite::{Connection, OptionalExtension, params};

use super::bytes::{Bytes, put};
use super::hash::checksum;
use crate::store::StoreError;

/// A row is full here: four rows and more fit into a page of 4 KiB without overflow.
pub const ROW_BYTES: usize = 900;

const FLOOR: &str = "SELECT key, data FROM term WHERE run = ?1 AND key <= ?2 ORDER BY key DESC LIMIT 1";
const INSERT: &str = "INSERT INTO term (run, key, data) VALUES (?1, ?2, ?3)";

/// Writes the terms of a new run, in order.
pub struct TermWriter<'c> {
    conn: &'c Connection,
    run: i64,
    rows: usize,
    first: Vec<u8>,
    last: Vec<u8>,
    data: Vec<u8>,
}

impl<'c> TermWriter<'c> {
    /// For this run, which has no terms yet.
    pub fn new(conn: &'c Connection, run: i64) -> TermWriter<'c> {
        TermWriter { conn, run, rows: 0, first: Vec::new(), last: Vec::new(), data: Vec::new() }
    }

    /// Adds a term; terms have to come in order.
    pub fn add(&mut self, key: &[u8], posting: &[u8]) -> Result<(), StoreError> {
        if !self.data.is_empty() && self.data.len() + key.len() + posting.len() > ROW_BYTES {
            self.row(key)?;
        }
        let shared = if self.data.is_empty() {
            self.first = if self.rows == 0 { Vec::new() } else { key.to_vec() };
            0
        } else {
            key.iter().zip(&self.last).take_while(|(new, old)| new == old).count()
        };
        put(&mut self.data, shared as u64);
        put(&mut self.data, (key.len() - shared) as u64);
        self.data.extend_from_slice(&key[shared..]);
        put(&mut self.data, posting.len() as u64);
        self.data.extend_from_slice(posting);
        self.last.clear();
        self.last.extend_from_slice(key);
        Ok(())
    }

    /// Writes the last row.
    pub fn finish(mut self) -> Result<(), StoreError> {
        self.row(&[])
    }

    fn row(&mut self, next: &[u8]) -> Result<(), StoreError> {
        let mut row = vec![0; 4];
        put(&mut row, next.len() as u64);
        row.extend_from_slice(next);
        row.append(&mut self.data);
        let sum = checksum(&row[4..]);
        row[..4].copy_from_slice(&sum.to_le_bytes());
        self.conn.prepare_cached(INSERT)?.execute(params![self.run, self.first, row])?;
        self.rows += 1;
        Ok(())
    }
}

/// One row, read.
struct Row {
    /// Key of the next row; empty when there is none.
    next: Vec<u8>,
    data: Vec<u8>,
    at: usize,
    key: Vec<u8>,
}

fn damaged() -> StoreError {
    StoreError::Damaged("a row of the index does not fit its checksum".to_owned())
}

fn gone() -> StoreError {
    StoreError::Damaged("a row of the index is missing".to_owned())
}

impl Row {
    fn new((key, data): (Vec<u8>, Vec<u8>)) -> Result<Row, StoreError> {
        let (sum, rest) = data.split_first_chunk::<4>().ok_or_else(damaged)?;
        if u32::from_le_bytes(*sum) != checksum(rest) {
            return Err(damaged());
        }
        let mut bytes = Bytes(rest);
        let next = bytes.size().and_then(|length| bytes.take(length)).ok_or_else(damaged)?.to_vec();
        // Its first term stands there in full and has to be its key.
        let mut first = bytes;
        let term = (first.number(), first.size()).1.and_then(|length| first.take(length));
        if !key.is_empty() && term != Some(&key) {
            return Err(damaged());
        }
        let at = data.len() - bytes.0.len();
        Ok(Row { next, data, at, key: Vec::new() })
    }

    /// The row that holds a term, if any does.
    fn floor(conn: &Connection, run: i64, key: &[u8]) -> Result<Row, StoreError> {
        let row = conn
            .prepare_cached(FLOOR)?
            .query_row(params![run, key], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let row = Row::new(row.ok_or_else(gone)?)?;
        if row.next.is_empty() || key < row.next.as_slice() { Ok(row) } else { Err(gone()) }
    }

    /// Goes to the next term; the place of its posting within the data.
    fn step(&mut self) -> Result<Option<std::ops::Range<usize>>, StoreError> {
        let mut bytes = Bytes(&self.data[self.at..]);
        if bytes.is_empty() {
            return Ok(None);
        }
        let mut read = || {
            let shared = bytes.size()?;
            let length = bytes.size()?;
            let rest = bytes.take(length)?;
            if shared > self.key.len() {
                return None;
            }
            self.key.truncate(shared);
            self.key.extend_from_slice(rest);
            let length = bytes.size()?;
            let end = bytes.0.len();
            bytes.take(length)?;
            Some(self.data.len() - end..self.data.len() - end + length)
        };
        let posting = read().ok_or_else(damaged)?;
        self.at = posting.end;
        Ok(Some(posting))
    }
}

/// Goes through the terms of a run in order.
pub struct TermReader<'c> {
    conn: &'c Connection,
    run: i64,
    row: Row,
    /// Rows read so far: the work done.
    pub rows: u64,
}

impl<'c> TermReader<'c> {
    /// From the row that could hold `from`.
    pub fn new(conn: &'c Connection, run: i64, from: &[u8]) -> Result<TermReader<'c>, StoreError> {
        Ok(TermReader { conn, run, row: Row::floor(conn, run, from)?, rows: 1 })
    }

    /// Calls `each` with the next term and its posting; false when there is none.
    pub fn next(&mut self, each: impl FnOnce(&[u8], &[u8])) -> Result<bool, StoreError> {
        loop {
            if let Some(posting) = self.row.step()? {
                each(&self.row.key, &self.row.data[posting]);
                return Ok(true);
            }
            if self.row.next.is_empty() {
                return Ok(false);
            }
            self.rows += 1;
            self.row = Row::floor(self.conn, self.run, &std::mem::take(&mut self.row.next))?;
        }
    }
}

/// A posting within the row it was read from.
pub struct Posting {
    data: Vec<u8>,
    place: std::ops::Range<usize>,
}

impl Posting {
    /// A copy of these bytes.
    pub fn copy(bytes: &[u8]) -> Posting {
        Posting { data: bytes.to_vec(), place: 0..bytes.len() }
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.data[self.place.clone()]
    }
}

/// The posting of exactly this term.
pub fn posting(conn: &Connection, run: i64, key: &[u8]) -> Result<Option<Posting>, StoreError> {
    let mut row = Row::floor(conn, run, key)?;
    while let Some(posting) = row.step()? {
        match row.key.as_slice().cmp(key) {
            std::cmp::Ordering::Less => {}
            std::cmp::Ordering::Equal => {
                return Ok(Some(Posting { data: row.data, place: posting }));
            }
            std::cmp::Ordering::Greater => break,
        }
    }
    Ok(None)
}
