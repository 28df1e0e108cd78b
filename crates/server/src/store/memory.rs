//! The model of a log: entries in memory, every question answered by looking at all of them.
//!
//! What the other stores are compared with, and a store for tests of other rooms. It keeps nothing when it goes.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Event, Receipt, Seq, Time};
use uuid::Uuid;

use super::tally::{Counter, Tallied, Tally};
use super::{
    BATCH_EVENTS_MAX, Count, EVENT_BYTES_MAX, Figures, Found, PAGE_ENTRIES_MAX, Position, Scope, Search,
    Store, StoreError,
};

#[derive(Default)]
struct Log {
    entries: Vec<Entry>,
    ids: HashMap<Uuid, Seq>,
    positions: HashMap<String, u64>,
}

/// A log in memory. Clones are the same log.
#[derive(Clone)]
pub struct MemoryStore {
    log: Arc<(Mutex<Log>, Condvar)>,
    clock: Arc<dyn Fn() -> Time + Send + Sync>,
}

impl MemoryStore {
    /// An empty log; `clock` tells the time of receiving.
    pub fn new(clock: Arc<dyn Fn() -> Time + Send + Sync>) -> MemoryStore {
        MemoryStore { log: Arc::default(), clock }
    }

    fn log(&self) -> MutexGuard<'_, Log> {
        self.log.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for MemoryStore {
    fn append(&self, events: Vec<Event>, position: Option<Position>) -> Result<Vec<Receipt>, StoreError> {
        if events.len() > BATCH_EVENTS_MAX {
            return Err(StoreError::BatchTooLarge);
        }
        for event in &events {
            let size = serde_json::to_vec(event).map_err(|error| StoreError::Io(error.to_string()))?.len();
            if size > EVENT_BYTES_MAX {
                return Err(StoreError::EventTooLarge);
            }
        }
        let mut log = self.log();
        let received = log.entries.last().map_or(Time::default(), |entry| entry.received).max((self.clock)());
        let mut receipts = Vec::with_capacity(events.len());
        for event in events {
            let seq = log.entries.len() as Seq + 1;
            if let Some(seq) = log.ids.get(&event.id) {
                receipts.push(Receipt::Duplicate(*seq));
            } else {
                log.ids.insert(event.id, seq);
                log.entries.push(Entry { seq, received, event });
                receipts.push(Receipt::Stored(seq));
            }
        }
        if let Some(Position { source, value }) = position {
            log.positions.insert(source, value);
        }
        self.log.1.notify_all();
        Ok(receipts)
    }

    fn search(&self, search: &Search) -> Result<Found, StoreError> {
        let log = self.log();
        let limit = search.limit.min(PAGE_ENTRIES_MAX);
        let mut found = Found::default();
        if limit == 0 || log.entries.is_empty() {
            return Ok(found);
        }
        let low = search.after.map_or(1, |after| after.saturating_add(1));
        let high = search.before.map_or(Seq::MAX, |before| before.saturating_sub(1));
        let matches = |entry: &&Entry| {
            (low..=high).contains(&entry.seq)
                && search.scope.allows(&entry.event)
                && search.query.matches(&entry.event)
        };
        if search.after.is_some() && search.before.is_none() {
            found.entries = log.entries.iter().filter(matches).take(limit).cloned().collect();
            found.newer =
                found.entries.last().filter(|_| found.entries.len() == limit).map(|entry| entry.seq);
            found.entries.reverse();
            let lowest = found.entries.last().map_or(low, |entry| entry.seq);
            found.older = Some(lowest).filter(|lowest| *lowest > 1);
        } else {
            found.entries = log.entries.iter().rev().filter(matches).take(limit).cloned().collect();
            let last = found.entries.last().filter(|_| found.entries.len() == limit).map(|entry| entry.seq);
            found.older = last.filter(|last| *last > low);
        }
        Ok(found)
    }

    fn count(&self, query: &Query, scope: &Scope, _budget: u64) -> Result<Count, StoreError> {
        let log = self.log();
        let matching =
            log.entries.iter().filter(|entry| scope.allows(&entry.event) && query.matches(&entry.event));
        Ok(Count { entries: matching.count() as u64, complete: true })
    }

    fn tally(&self, tally: &Tally) -> Result<Tallied, StoreError> {
        let log = self.log();
        let mut counter = Counter::new(tally);
        let matches = |event: &&Event| tally.scope.allows(event) && tally.query.matches(event);
        log.entries.iter().map(|entry| &entry.event).filter(matches).for_each(|event| counter.add(event));
        Ok(counter.finish(true))
    }

    fn range(&self, from: Seq, limit: usize, scope: &Scope) -> Result<Vec<Entry>, StoreError> {
        let log = self.log();
        let wanted = log.entries.iter().filter(|entry| entry.seq >= from && scope.allows(&entry.event));
        Ok(wanted.take(limit.min(PAGE_ENTRIES_MAX)).cloned().collect())
    }

    fn head(&self) -> Result<Seq, StoreError> {
        Ok(self.log().entries.len() as Seq)
    }

    fn position(&self, source: &str) -> Result<Option<u64>, StoreError> {
        Ok(self.log().positions.get(source).copied())
    }

    fn values(
        &self,
        field: Field,
        prefix: &str,
        limit: usize,
        scope: &Scope,
    ) -> Result<Vec<String>, StoreError> {
        let log = self.log();
        let mut found = BTreeSet::new();
        for entry in log.entries.iter().filter(|entry| scope.allows(&entry.event)) {
            field.values(&entry.event, |value| {
                if value.starts_with(prefix) {
                    found.insert(value.into_owned());
                }
            });
        }
        Ok(found.into_iter().take(limit).collect())
    }

    fn figures(&self) -> Result<Figures, StoreError> {
        let head = self.head()?;
        Ok(Figures { entries: head, bytes: 0, segments: head.min(1), first: head.min(1), head })
    }

    fn wait_beyond(&self, seq: Seq, at_most: Duration) -> Result<Seq, StoreError> {
        let log = self.log();
        let waited = self.log.1.wait_timeout_while(log, at_most, |log| log.entries.len() as Seq <= seq);
        Ok(waited.unwrap_or_else(PoisonError::into_inner).0.entries.len() as Seq)
    }
}
