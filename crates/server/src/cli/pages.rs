//! Walks over a whole log page by page, in constant memory. Whoever has the data directory may see everything.

use std::sync::Arc;

use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq};

use crate::store::merged::Merged;
use crate::store::walk::Walk;
pub use crate::store::walk::patiently;
use crate::store::{PAGE_ENTRIES_MAX, Scope, Store};

/// A person at a terminal waits as long as it takes, and can stop it.
const BUDGET: u64 = u64::MAX;

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
    let mut walk = Walk::new(store, query.clone(), Scope::All, (after, until), BUDGET);
    while let Some(entries) = walk.next_page()? {
        if !page(&entries, walk.reached())? {
            break;
        }
    }
    Ok(())
}
