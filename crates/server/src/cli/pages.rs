//! Walks over a whole log page by page, in constant memory. Whoever has the data directory may see everything.

use std::sync::Arc;
use std::time::Duration;

use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq};

use crate::store::merged::Merged;
use crate::store::{PAGE_ENTRIES_MAX, Scope, Search, Store, StoreError};

/// A person at a terminal waits as long as it takes, and can stop it.
const BUDGET: u64 = u64::MAX;
/// Tries when the log is busy for a moment.
const TRIES: u32 = 5;
/// Wait between them.
const TRY_WAIT: Duration = Duration::from_millis(100);

/// Calls `page` with matching entries of all these logs, newest first, at most `limit` in all.
pub fn newest(
    stores: Vec<Arc<dyn Store>>,
    query: &Query,
    limit: usize,
    mut page: impl FnMut(Vec<Entry>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut merged = Merged::new(stores, None);
    let mut left = limit;
    while left > 0 {
        let size = left.min(PAGE_ENTRIES_MAX);
        let entries = patiently(|| merged.next_page(query, &Scope::All, size, BUDGET))?;
        left -= entries.len().min(left);
        if entries.is_empty() {
            break;
        }
        page(entries)?;
    }
    Ok(())
}

/// Calls `page` with matching entries of `after < seq <= until`, oldest first. `page` also gets how far the walk is, and
/// answers whether to go on.
pub fn oldest(
    store: &dyn Store,
    query: &Query,
    after: Seq,
    until: Seq,
    mut page: impl FnMut(&[Entry], Seq) -> anyhow::Result<bool>,
) -> anyhow::Result<()> {
    let mut after = after;
    while after < until {
        let search = Search {
            query: query.clone(),
            scope: Scope::All,
            before: None,
            after: Some(after),
            limit: PAGE_ENTRIES_MAX,
            budget: BUDGET,
        };
        let mut entries = patiently(|| store.search(&search))?.entries;
        entries.reverse();
        let full = entries.len() == PAGE_ENTRIES_MAX;
        entries.retain(|entry| entry.seq <= until);
        let reached = match entries.last() {
            Some(last) if full => last.seq,
            _ => until,
        };
        if !page(&entries, reached)? {
            break;
        }
        after = reached;
    }
    Ok(())
}

/// Calls again a few times while the log is busy.
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
