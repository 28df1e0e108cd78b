//! Several logs of one Matomo as one list, newest first: what was witnessed, and the history that was imported beside it.
//!
//! Each log keeps its own order, that of `seq`; between logs the times of their next entries decide: when it was stored for what was
//! witnessed, when it happened for what was imported. A cursor holds a `seq` per log, so that going on from it gives what follows,
//! whatever was added meanwhile.

use std::collections::VecDeque;
use std::sync::Arc;

use activity_log_core::query::Query;
use activity_log_core::{Entry, Seq, Time};

use super::{Scope, Search, Store, StoreError};

/// Source of entries whose time of being stored says nothing about when they happened.
const IMPORTED: &str = "import";

/// Where a reader of several logs stands: for each log the smallest `seq` that was given; 0 when it is at its end.
pub type Cursor = Vec<Option<Seq>>;

/// See the module.
pub struct Merged {
    stores: Vec<Arc<dyn Store>>,
    pages: Vec<VecDeque<Entry>>,
    /// How far each log was read.
    read: Cursor,
    /// How far each log was given.
    given: Cursor,
    /// Taken for a page that could not be finished: the next try goes on with it.
    taken: Vec<Entry>,
}

impl Merged {
    /// From the newest entries, or from a cursor of the same logs.
    pub fn new(stores: Vec<Arc<dyn Store>>, from: Option<Cursor>) -> Self {
        let begin =
            from.filter(|from| from.len() == stores.len()).unwrap_or_else(|| vec![None; stores.len()]);
        Merged {
            pages: vec![VecDeque::new(); stores.len()],
            read: begin.clone(),
            given: begin,
            taken: Vec::new(),
            stores,
        }
    }

    /// Where it stands.
    pub fn cursor(&self) -> &Cursor {
        &self.given
    }

    /// The next entries, at most `limit`; fewer only at the end of all logs.
    ///
    /// # Errors
    /// When a log cannot be read.
    pub fn next_page(
        &mut self,
        query: &Query,
        scope: &Scope,
        limit: usize,
        budget: u64,
    ) -> Result<Vec<Entry>, StoreError> {
        while self.taken.len() < limit {
            for index in 0..self.stores.len() {
                while self.pages[index].is_empty() && self.read[index] != Some(0) {
                    self.fill(index, query, scope, limit, budget)?;
                }
            }
            let heads =
                self.pages.iter().enumerate().filter_map(|(index, page)| Some((when(page.front()?), index)));
            // Of two at the same time, that of the first log.
            let Some((_, index)) = heads.max_by_key(|(time, index)| (*time, std::cmp::Reverse(*index)))
            else {
                break;
            };
            if let Some(entry) = self.pages[index].pop_front() {
                self.given[index] = Some(entry.seq);
                self.taken.push(entry);
            }
        }
        Ok(std::mem::take(&mut self.taken))
    }

    fn fill(
        &mut self,
        index: usize,
        query: &Query,
        scope: &Scope,
        limit: usize,
        budget: u64,
    ) -> Result<(), StoreError> {
        let search = Search {
            query: query.clone(),
            scope: scope.clone(),
            before: self.read[index],
            after: None,
            limit: limit.clamp(1, super::PAGE_ENTRIES_MAX),
            budget,
        };
        let found = self.stores[index].search(&search)?;
        self.read[index] = Some(found.older.unwrap_or(0));
        self.pages[index] = found.entries.into();
        Ok(())
    }
}

fn when(entry: &Entry) -> Time {
    if entry.event.source == IMPORTED { entry.event.time } else { entry.received }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::clock::Hands;
    use crate::store::memory::MemoryStore;
    use crate::store::sample;

    fn stores() -> Vec<Arc<dyn Store>> {
        let hands = Hands::default();
        let log = |source: &str, numbers: &[u64]| -> Arc<dyn Store> {
            let store = MemoryStore::new(hands.clock());
            for number in numbers {
                let time = Time::from_micros(1_000_000 * *number as i64);
                hands.set(time);
                let mut event = sample::event(*number);
                (event.source, event.time, event.cause) = (source.to_owned(), time, None);
                store.append(vec![event], None).unwrap();
            }
            // Imported history is stored long after it happened.
            hands.set(Time::from_micros(9_000_000_000));
            Arc::new(store)
        };
        vec![log("plugin", &[5, 6, 9, 12]), log("import", &[1, 2, 3, 7, 8, 10])]
    }

    fn seconds(entries: &[Entry]) -> Vec<i64> {
        entries.iter().map(|entry| entry.event.time.micros() / 1_000_000).collect()
    }

    #[test]
    fn logs_are_one_list_by_time_whatever_the_size_of_the_page() {
        let stores = stores();
        let (query, scope) = (Query { terms: Vec::new() }, Scope::All);
        for limit in [1, 2, 3, 50] {
            let mut cursor = None;
            let mut all = Vec::new();
            loop {
                // Every page by a new reader: the cursor alone must do.
                let mut merged = Merged::new(stores.clone(), cursor);
                let page = merged.next_page(&query, &scope, limit, u64::MAX).unwrap();
                if page.is_empty() {
                    break;
                }
                all.extend(seconds(&page));
                cursor = Some(merged.cursor().clone());
            }
            assert_eq!(all, [12, 10, 9, 8, 7, 6, 5, 3, 2, 1], "{limit}");
        }
    }
}
