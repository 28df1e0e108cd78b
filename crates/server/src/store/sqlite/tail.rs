//! Entries that are not packed yet, decoded and remembered: they are looked at by every search for new ones.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use activity_log_core::{Entry, Event, Seq, Time};
use rusqlite::{Connection, params};

use super::segment::lock;
use crate::store::StoreError;

/// Decoded entries, consecutive. Entries never change, so what is remembered is right for every reader.
#[derive(Default)]
pub struct TailCache(Mutex<VecDeque<Arc<Entry>>>);

const ROWS: &str = "SELECT seq, received, body FROM tail WHERE seq >= ?1 ORDER BY seq";

impl TailCache {
    /// The tail as the reader's transaction sees it: from `next` on, oldest first.
    pub fn snapshot(&self, conn: &Connection, next: Seq) -> Result<Vec<Arc<Entry>>, StoreError> {
        let head: Option<i64> =
            conn.prepare_cached("SELECT max(seq) FROM tail")?.query_row([], |row| row.get(0))?;
        let Some(head) = head.map(|head| head as Seq).filter(|head| *head >= next) else {
            return Ok(Vec::new());
        };
        let mut known = lock(&self.0);
        let (front, back) = ends(&known);
        if front == 0 || front > next || back + 1 < next {
            let all = load(conn, next, head)?;
            if back < head {
                *known = all.iter().cloned().collect();
            }
            return Ok(all);
        }
        if back < head {
            known.extend(load(conn, back + 1, head)?);
        }
        // Who only reads never hears that entries were packed: what lies before the tail would gather here for ever.
        forget_before(&mut known, next);
        let (front, _) = ends(&known);
        let to = (head - front) as usize;
        Ok(known.range(..=to).cloned().collect())
    }

    /// Adds what the writer just made durable, and forgets what is packed: everything before `next`.
    pub fn push(&self, entries: impl Iterator<Item = Arc<Entry>>, next: Seq) {
        let mut known = lock(&self.0);
        for entry in entries {
            let (_, back) = ends(&known);
            if back != 0 && entry.seq <= back {
                continue;
            }
            if back + 1 != entry.seq {
                known.clear();
            }
            known.push_back(entry);
        }
        forget_before(&mut known, next);
    }

    /// How many are remembered.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        lock(&self.0).len()
    }
}

fn forget_before(known: &mut VecDeque<Arc<Entry>>, next: Seq) {
    while known.front().is_some_and(|entry| entry.seq < next) {
        known.pop_front();
    }
}

/// First and last `seq`; 0 when there is none.
fn ends(known: &VecDeque<Arc<Entry>>) -> (Seq, Seq) {
    let seq = |entry: Option<&Arc<Entry>>| entry.map_or(0, |entry| entry.seq);
    (seq(known.front()), seq(known.back()))
}

/// Reads the rows `from..=to`, all of which have to be there.
pub fn load(conn: &Connection, from: Seq, to: Seq) -> Result<Vec<Arc<Entry>>, StoreError> {
    let mut all = Vec::new();
    read(conn, from, |entry, _| all.push(Arc::new(entry)))?;
    all.truncate((to + 1).saturating_sub(from) as usize);
    if all.len() as u64 != (to + 1).saturating_sub(from) {
        return Err(StoreError::Damaged(format!("some of the entries {from} to {to} are missing")));
    }
    Ok(all)
}

/// Calls `each` with every entry of the tail from `from` on, and its body.
pub fn read(conn: &Connection, from: Seq, mut each: impl FnMut(Entry, &[u8])) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(ROWS)?;
    let mut rows = statement.query(params![from as i64])?;
    let mut expected = from;
    while let Some(row) = rows.next()? {
        let seq = row.get::<_, i64>(0)? as Seq;
        if seq != expected {
            return Err(StoreError::Damaged(format!("entry {expected} is missing")));
        }
        expected += 1;
        let received = Time::from_micros(row.get(1)?);
        let wrong = |what: String| StoreError::Damaged(format!("entries {seq} to {seq}: {what}"));
        let body = row.get_ref(2)?.as_blob().map_err(|error| wrong(error.to_string()))?;
        let event: Event = serde_json::from_slice(body).map_err(|error| wrong(error.to_string()))?;
        each(Entry { seq, received, event }, body);
    }
    Ok(())
}
