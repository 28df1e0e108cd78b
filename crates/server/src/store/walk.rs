//! Walks over all matching entries of a log, oldest first, page by page in constant memory, up to a place that is fixed at the start.

use std::time::Duration;

use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq};

use super::{PAGE_ENTRIES_MAX, Scope, Search, Store, StoreError};

/// Tries when the log is busy for a moment.
const TRIES: u32 = 5;
/// Wait between them.
const TRY_WAIT: Duration = Duration::from_millis(100);

/// See the module.
pub struct Walk<'a> {
    store: &'a dyn Store,
    search: Search,
    reached: Seq,
    until: Seq,
}

impl<'a> Walk<'a> {
    /// Over `after < seq <= until`; `budget` is the work between two pages.
    pub fn new(
        store: &'a dyn Store,
        query: Query,
        scope: Scope,
        (after, until): (Seq, Seq),
        budget: u64,
    ) -> Self {
        let limit = PAGE_ENTRIES_MAX;
        let search = Search { query, scope, before: None, after: None, limit, budget };
        Walk { store, search, reached: after, until }
    }

    /// How far it is.
    pub fn reached(&self) -> Seq {
        self.reached
    }

    /// The next page; `None` at the end. A page may be empty: then much was looked at and nothing matched.
    ///
    /// # Errors
    /// When the log cannot be read, or is busy for too long.
    pub fn next_page(&mut self) -> Result<Option<Vec<Entry>>, StoreError> {
        if self.reached >= self.until {
            return Ok(None);
        }
        self.search.after = Some(self.reached);
        let found = patiently(|| self.store.search(&self.search))?;
        let mut entries = found.entries;
        entries.reverse();
        entries.retain(|entry| entry.seq <= self.until);
        // Never in place: whatever a store answers, the walk ends.
        self.reached =
            found.newer.filter(|newer| *newer > self.reached).unwrap_or(self.until).min(self.until);
        Ok(Some(entries))
    }
}

/// Calls again a few times while the log is busy.
///
/// # Errors
/// Whatever the call ends with.
pub fn patiently<T>(mut call: impl FnMut() -> Result<T, StoreError>) -> Result<T, StoreError> {
    let mut tries = 1;
    loop {
        match call() {
            Err(error) if error.is_retryable() && tries < TRIES => {
                tries += 1;
                std::thread::sleep(TRY_WAIT);
            }
            ended => return ended,
        }
    }
}
