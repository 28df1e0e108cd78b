//! Any log, any question: the same answer as the model's.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use activity_log_core::query::{Field, Query};
use activity_log_core::{Event, Time};
use proptest::prelude::*;

use super::{DAY, Harness};
use crate::store::memory::MemoryStore;
use crate::store::tally::Tally;
use crate::store::{Found, Scope, Search, Store, sample};

/// A batch of events, days until it comes, and whether the log is opened anew before.
type Batch = (Vec<Event>, i64, bool);

fn batches() -> impl Strategy<Value = Vec<Batch>> {
    let batch =
        (proptest::collection::vec(sample::events(), 0..25), prop_oneof![9 => Just(0), 2 => 1..50i64]);
    proptest::collection::vec((batch, any::<u8>()), 1..7).prop_map(|batches| {
        batches.into_iter().map(|((events, days), dice)| (events, days, dice < 40)).collect()
    })
}

fn scopes() -> impl Strategy<Value = Scope> {
    prop_oneof![
        3 => Just(Scope::All),
        2 => proptest::sample::select(vec!["alice", "bob", "al", "42"]).prop_map(|login| Scope::Own(login.into())),
    ]
}

fn searches() -> impl Strategy<Value = Search> {
    let edge = || prop_oneof![3 => Just(None), 1 => (0..90u64).prop_map(Some)];
    (sample::queries(), scopes(), edge(), edge(), 1..40usize).prop_map(
        |(query, scope, before, after, limit)| Search {
            query,
            scope,
            before,
            after,
            limit,
            budget: u64::MAX,
        },
    )
}

/// Edges of a few spans, some at odd times, around what the samples have.
fn edges(seed: i64) -> Vec<Time> {
    // The samples happen within 40 ms, or within some seconds.
    let step = [7_001, 1_000_000, 250_000, 3_600_000_000][seed as usize % 4];
    let edge = |n: i64| Time::from_micros(1_700_000_000_000_000 + (n * n - 5) * step);
    (0..seed % 7).map(edge).collect()
}

fn same(store: &dyn Store, model: &dyn Store, search: &Search) -> Result<(), TestCaseError> {
    let (ours, theirs) = (store.search(search).unwrap(), model.search(search).unwrap());
    let parts = |found: &Found| (found.entries.clone(), found.older, found.newer, found.exhausted);
    prop_assert_eq!(parts(&ours), parts(&theirs), "{} {:?}", search.query, search);
    prop_assert!(ours.entries.iter().all(|entry| search.scope.allows(&entry.event)));
    let count = |store: &dyn Store, query: &Query| store.count(query, &search.scope, u64::MAX).unwrap();
    prop_assert_eq!(count(store, &search.query), count(model, &search.query), "{}", search.query);
    for by in [
        None,
        Some(Field::Category),
        Some(Field::User),
        Some(Field::Ip),
        Some(Field::Object),
        Some(Field::Id),
    ] {
        for edges in [Vec::new(), edges(search.limit as i64)] {
            let (query, scope) = (search.query.clone(), search.scope.clone());
            let tally = Tally { query, scope, by, edges, values_max: search.limit, budget: u64::MAX };
            prop_assert_eq!(store.tally(&tally).unwrap(), model.tally(&tally).unwrap(), "{:?}", tally);
        }
    }
    Ok(())
}

pub fn equals_the_model<H: Harness>() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(40) };
    let inputs = (batches(), proptest::collection::vec(searches(), 30));
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&inputs, |(batches, searches)| {
        let harness = H::new();
        let mut store = harness.open();
        let start = harness.now().load(Ordering::Relaxed);
        let now = Arc::new(std::sync::atomic::AtomicI64::new(start));
        let told = Arc::clone(&now);
        let model = MemoryStore::new(Arc::new(move || Time::from_micros(told.load(Ordering::Relaxed))));
        for (events, days, again) in batches {
            if again {
                drop(store);
                store = harness.open();
            }
            harness.now().fetch_add(days * DAY, Ordering::Relaxed);
            now.fetch_add(days * DAY, Ordering::Relaxed);
            prop_assert_eq!(store.append(events.clone(), None).unwrap(), model.append(events, None).unwrap());
            same(&*store, &model, &searches[0])?;
        }
        for search in &searches {
            same(&*store, &model, search)?;
            let range = |store: &dyn Store| store.range(search.limit as u64, 9, &search.scope).unwrap();
            prop_assert_eq!(range(&*store), range(&model));
        }
        Ok(())
    });
    if let Err(failure) = result {
        panic!("{failure}");
    }
}
