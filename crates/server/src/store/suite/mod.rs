//! What every store must do, said once. One line of [`store_suite`] runs it on a store.
//!
//! `behaviour.rs` has the promises one by one, `model.rs` compares a store with the model on random logs and questions.

#![allow(clippy::unwrap_used)]

pub mod behaviour;
pub mod model;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use activity_log_core::query::{Context, Query};
use activity_log_core::{Event, Time};

use super::memory::MemoryStore;
use super::sqlite::{Clock, Mode, Sizes, SqliteStore};
use super::{Scope, Search, Store};

/// 2026-11-10T00:00:00Z.
pub const START: i64 = 1_794_268_800_000_000;
/// A day in microseconds.
pub const DAY: i64 = 86_400_000_000;

/// A log that can be opened again and again, and the clock it sees.
pub trait Harness {
    /// An empty log.
    fn new() -> Self;
    /// Opens it for writing; the one from before has to be gone.
    fn open(&self) -> Arc<dyn Store>;
    /// The clock.
    fn now(&self) -> &AtomicI64;
}

fn clock(now: &Arc<AtomicI64>) -> Clock {
    let now = Arc::clone(now);
    Arc::new(move || Time::from_micros(now.load(Ordering::Relaxed)))
}

/// The model itself.
pub struct Memory(MemoryStore, Arc<AtomicI64>);

impl Harness for Memory {
    fn new() -> Self {
        let now = Arc::new(AtomicI64::new(START));
        Memory(MemoryStore::new(clock(&now)), now)
    }

    fn open(&self) -> Arc<dyn Store> {
        Arc::new(self.0.clone())
    }

    fn now(&self) -> &AtomicI64 {
        &self.1
    }
}

/// The embedded store, with chunks so small that everything is packed and merged all the time.
pub struct Sqlite(pub tempfile::TempDir, Arc<AtomicI64>);

impl Harness for Sqlite {
    fn new() -> Self {
        Sqlite(tempfile::tempdir().unwrap(), Arc::new(AtomicI64::new(START)))
    }

    fn open(&self) -> Arc<dyn Store> {
        Arc::new(self.writer(Sizes { chunk: 8, block: 3, run: 3 }))
    }

    fn now(&self) -> &AtomicI64 {
        &self.1
    }
}

impl Sqlite {
    pub fn writer(&self, sizes: Sizes) -> SqliteStore {
        SqliteStore::open_with(self.0.path(), Mode::Write { clock: clock(&self.1) }, sizes).unwrap()
    }
}

/// A search of everything; tests change what they care for.
pub fn search(text: &str) -> Search {
    let context = Context::utc(Time::from_micros(START).timestamp());
    let query = Query::parse(text, &context).unwrap();
    Search { query, scope: Scope::All, before: None, after: None, limit: 1_000, budget: u64::MAX }
}

/// The `seq` of what a search finds.
pub fn seqs(store: &dyn Store, search: &Search) -> Vec<u64> {
    store.search(search).unwrap().entries.iter().map(|entry| entry.seq).collect()
}

/// Sample events by number.
pub fn events(numbers: std::ops::Range<u64>) -> Vec<Event> {
    numbers.map(super::sample::event).collect()
}

macro_rules! store_suite {
    ($name:ident, $harness:ty) => {
        mod $name {
            use super::*;
            store_suite!(@ $harness, behaviour:
                seq_has_no_gaps, a_repeated_id_is_stored_once, a_refused_batch_leaves_nothing, positions_move_with_entries,
                received_never_goes_back, pages_have_no_gaps_while_others_append, after_alone_is_the_page_above,
                questions_of_every_kind, own_entries_only, small_budgets_get_there, many_append_at_once, waiting_for_more, values_for_menus,
                figures_of_the_log, long_and_odd_values);
            store_suite!(@ $harness, model: equals_the_model);
        }
    };
    (@ $harness:ty, $module:ident: $($test:ident),+) => {
        $(#[test] fn $test() { $module::$test::<$harness>(); })+
    };
}

store_suite!(memory, Memory);
store_suite!(sqlite, Sqlite);
