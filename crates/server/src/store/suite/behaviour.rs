//! The promises of a store, one by one.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use activity_log_core::query::{Field, Query};
use activity_log_core::{Receipt, Time};
use uuid::Uuid;

use super::{DAY, Harness, START, events, search, seqs};
use crate::store::{BATCH_EVENTS_MAX, EVENT_BYTES_MAX, Position, Scope, Search, StoreError, sample};

fn stored(range: std::ops::RangeInclusive<u64>) -> Vec<Receipt> {
    range.map(Receipt::Stored).collect()
}

pub fn seq_has_no_gaps<H: Harness>() {
    let harness = H::new();
    let mut next = 0;
    for round in 0..12 {
        let store = harness.open();
        assert_eq!(store.head().unwrap(), next);
        for count in [1, 7, 3, 19] {
            let receipts = store.append(events(next..next + count), None).unwrap();
            assert_eq!(receipts, stored(next + 1..=next + count));
            next += count;
        }
        // Months pass, some without an entry.
        harness.now().fetch_add(round * 20 * DAY, Ordering::Relaxed);
    }
    let store = harness.open();
    let all = store.range(1, 1_000, &Scope::All).unwrap();
    assert!(
        all.iter().zip(1..).all(|(entry, seq)| entry.seq == seq && entry.event == sample::event(seq - 1))
    );
    assert_eq!(all.len() as u64, next);
    assert_eq!(store.range(next - 1, 10, &Scope::All).unwrap().len(), 2);
    assert!(store.range(next + 1, 10, &Scope::All).unwrap().is_empty());
}

pub fn a_repeated_id_is_stored_once<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    assert_eq!(store.append(events(0..4), None).unwrap(), stored(1..=4));
    let mut mixed = events(2..6);
    mixed.extend(events(5..7));
    let expected = [
        Receipt::Duplicate(3),
        Receipt::Duplicate(4),
        Receipt::Stored(5),
        Receipt::Stored(6),
        Receipt::Duplicate(6),
        Receipt::Stored(7),
    ];
    assert_eq!(store.append(mixed, None).unwrap(), expected);
    // Also when the id carries a time, of long ago or from the future, and months have passed.
    let mut timed = events(20..50);
    for (millis, event) in (0u128..).zip(&mut timed) {
        let millis = (START / 1_000) as u128 + millis * 86_400_000 * 3 - 40 * 86_400_000;
        event.id = Uuid::from_u128(millis << 80 | 0x7 << 76 | 0x2 << 62 | 5);
    }
    assert_eq!(store.append(timed.clone(), None).unwrap(), stored(8..=37));
    harness.now().fetch_add(40 * DAY, Ordering::Relaxed);
    assert_eq!(store.append(events(0..1), None).unwrap(), vec![Receipt::Duplicate(1)]);
    store.append(events(100..130), None).unwrap();
    drop(store);
    harness.now().fetch_add(40 * DAY, Ordering::Relaxed);
    let store = harness.open();
    store.append(events(130..133), None).unwrap();
    let again: Vec<u64> = store.append(timed, None).unwrap().into_iter().map(Receipt::seq).collect();
    assert_eq!(again, (8..=37).collect::<Vec<_>>());
    assert_eq!(store.append(events(101..102), None).unwrap(), vec![Receipt::Duplicate(39)]);
    assert_eq!(store.head().unwrap(), 70);
}

pub fn a_refused_batch_leaves_nothing<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    let position = || Some(Position { source: "spool:a".into(), value: 9 });
    let large = events(0..BATCH_EVENTS_MAX as u64 + 1);
    assert!(matches!(store.append(large, position()), Err(StoreError::BatchTooLarge)));
    let mut batch = events(0..3);
    batch[1].reason = Some("x".repeat(EVENT_BYTES_MAX));
    assert!(matches!(store.append(batch, position()), Err(StoreError::EventTooLarge)));
    assert_eq!(store.head().unwrap(), 0);
    assert_eq!(store.position("spool:a").unwrap(), None);
    assert!(seqs(&*store, &search("")).is_empty());
    assert_eq!(store.append(events(0..1), None).unwrap(), stored(1..=1));
    assert_eq!(store.append(Vec::new(), None).unwrap(), Vec::new());
}

pub fn positions_move_with_entries<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    let at = |source: &str, value| Some(Position { source: source.into(), value });
    store.append(events(0..3), at("a", 3)).unwrap();
    store.append(events(3..4), at("b", u64::MAX)).unwrap();
    // Nothing new came, yet the source went on.
    store.append(events(0..1), at("a", 5)).unwrap();
    store.append(Vec::new(), at("a", 6)).unwrap();
    assert_eq!(store.position("a").unwrap(), Some(6));
    drop(store);
    harness.now().fetch_add(70 * DAY, Ordering::Relaxed);
    let store = harness.open();
    store.append(events(4..5), at("c", 0)).unwrap();
    assert_eq!(store.position("a").unwrap(), Some(6));
    assert_eq!(store.position("b").unwrap(), Some(u64::MAX));
    assert_eq!(store.position("c").unwrap(), Some(0));
    assert_eq!(store.position("d").unwrap(), None);
}

pub fn received_never_goes_back<H: Harness>() {
    let harness = H::new();
    harness.open().append(events(0..1), None).unwrap();
    harness.now().fetch_sub(50 * DAY, Ordering::Relaxed);
    let store = harness.open();
    store.append(events(1..2), None).unwrap();
    harness.now().store(START + 5, Ordering::Relaxed);
    store.append(events(2..3), None).unwrap();
    let received: Vec<Time> =
        store.range(1, 9, &Scope::All).unwrap().iter().map(|entry| entry.received).collect();
    assert_eq!(received, [START, START, START + 5].map(Time::from_micros));
}

pub fn pages_have_no_gaps_while_others_append<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    store.append(events(0..95), None).unwrap();
    let mut next = 95;
    for text in ["", "user:alice", "-outcome:success", "shop"] {
        let model: Vec<u64> = seqs(&*store, &search(text));
        let mut page = Search { limit: 4, ..search(text) };
        let mut walked = Vec::new();
        loop {
            let found = store.search(&page).unwrap();
            walked.extend(found.entries.iter().map(|entry| entry.seq));
            store.append(events(next..next + 3), None).unwrap();
            next += 3;
            page.before = found.older;
            if found.older.is_none() {
                break;
            }
        }
        assert_eq!(walked, model, "{text}");
        // And up again, from below, until the head.
        let mut page = Search { limit: 5, after: Some(0), before: None, ..page };
        let mut walked = Vec::new();
        while let Some(newer) = {
            let found = store.search(&page).unwrap();
            walked.extend(found.entries.iter().rev().map(|entry| entry.seq));
            found.newer
        } {
            page.after = Some(newer);
        }
        walked.reverse();
        assert_eq!(walked, seqs(&*store, &search(text)), "{text}");
    }
}

pub fn after_alone_is_the_page_above<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    store.append(events(0..60), None).unwrap();
    let page = |after, before, limit| {
        let found = store.search(&Search { after, before, limit, ..search("") }).unwrap();
        (found.entries.iter().map(|entry| entry.seq).collect::<Vec<_>>(), found.older, found.newer)
    };
    assert_eq!(page(Some(10), None, 3), (vec![13, 12, 11], Some(11), Some(13)));
    assert_eq!(page(Some(57), None, 9), (vec![60, 59, 58], Some(58), None));
    assert_eq!(page(Some(10), Some(15), 3), (vec![14, 13, 12], Some(12), None));
    assert_eq!(page(Some(10), Some(12), 3), (vec![11], None, None));
    assert_eq!(page(Some(10), Some(11), 3), (vec![], None, None));
    assert_eq!(page(Some(60), None, 3), (vec![], Some(61), None));
    assert_eq!(page(None, Some(3), 5), (vec![2, 1], None, None));
    assert_eq!(page(None, None, 0).0, Vec::<u64>::new());
    assert_eq!(page(Some(u64::MAX), None, 5).0, Vec::<u64>::new());
    assert_eq!(page(None, Some(0), 5).0, Vec::<u64>::new());
}

pub fn questions_of_every_kind<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    let mut all = events(0..90);
    for (number, event) in (0..).zip(&mut all) {
        event.client.ip = Some(format!("198.51.{}.{number}", number % 3));
        event.target.as_mut().unwrap().name = Some(format!("Checkout-Form {number}"));
    }
    store.append(all, None).unwrap();
    let found = |text: &str| seqs(&*store, &search(text));
    assert_eq!(found("activity:goal.*").len(), 46);
    assert_eq!(found("activity:goal.updated,auth.*").len(), 45);
    assert_eq!(found("-activity:goal.*").len(), 44);
    assert_eq!(found("ip:198.51.2.0/24").len(), 30);
    assert_eq!(found("ip:198.51.2.5"), vec![6]);
    assert_eq!(found("-ip:198.51.2.0/24,198.51.1.0/24").len(), 30);
    assert_eq!(found("\"checkout-form 7\"").len(), 11);
    assert_eq!(found("checkout-form-7").len(), 0);
    assert_eq!(found("orm").len(), 0);
    assert_eq!(found("-form").len(), 0);
    assert_eq!(found("object:goal/4 user:bob severity:critical").len(), 2);
    assert_eq!(found("severity:info severity:notice").len(), 0);
    assert_eq!(found(&format!("id:{}", sample::event(17).id)), vec![18]);
    assert_eq!(found("source:plugin").len(), 90);
    assert_eq!(found("nested:yes").len(), 0);
    assert_eq!(store.count(&search("-severity:info").query, &Scope::All, u64::MAX).unwrap().entries, 67);
}

pub fn own_entries_only<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    let mut all = events(0..90);
    for event in &mut all {
        event.request.method = Some(format!("secret-of-{}", event.actor.login.as_deref().unwrap()));
    }
    store.append(all, None).unwrap();
    let own = Scope::Own("alice".into());
    let alice = |entry: &activity_log_core::Entry| entry.event.actor.login.as_deref() == Some("alice");
    for text in ["", "user:bob", "-user:alice", "secret", "outcome:success"] {
        let search = Search { scope: own.clone(), ..search(text) };
        let found = store.search(&search).unwrap().entries;
        assert!(found.iter().all(alice), "{text}");
        assert_eq!(store.count(&search.query, &own, u64::MAX).unwrap().entries, found.len() as u64);
    }
    let range = store.range(1, 1_000, &own).unwrap();
    assert!(range.len() == 30 && range.iter().all(alice));
    for field in Field::ALL {
        let values = store.values(*field, "", 1_000, &own).unwrap();
        assert!(values.iter().all(|value| !value.contains("bob")), "{field:?}");
    }
    assert_eq!(
        store.values(Field::User, "", 10, &Scope::Own("nobody".into())).unwrap(),
        Vec::<String>::new()
    );
    assert_eq!(seqs(&*store, &Search { scope: Scope::Own(String::new()), ..search("") }), Vec::<u64>::new());
}

pub fn small_budgets_get_there<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    store.append(events(0..70), None).unwrap();
    harness.now().fetch_add(40 * DAY, Ordering::Relaxed);
    store.append(events(70..143), None).unwrap();
    for text in [
        "",
        "user:alice site:3",
        "severity:info severity:notice",
        "shop",
        "-shop",
        "id:nothing",
        "after:2030-01-01",
    ] {
        for budget in [0, 1, 2, 9, 40] {
            let whole = seqs(&*store, &search(text));
            let mut page = Search { budget, limit: 7, ..search(text) };
            let (mut walked, mut steps) = (Vec::new(), 0);
            loop {
                let found = store.search(&page).unwrap();
                assert!(!found.exhausted || found.older.is_some());
                walked.extend(found.entries.iter().map(|entry| entry.seq));
                steps += 1;
                let Some(older) = found.older else { break };
                assert!(page.before.is_none_or(|before| older < before), "no progress: {text}");
                page.before = Some(older);
            }
            assert_eq!(walked, whole, "{text} with {budget}");
            assert!(steps <= 144 + 1);
            let mut page = Search { after: Some(0), before: None, ..page };
            let mut walked = Vec::new();
            loop {
                let found = store.search(&page).unwrap();
                walked.splice(0..0, found.entries.iter().map(|entry| entry.seq));
                let Some(newer) = found.newer else { break };
                assert!(page.after.is_some_and(|after| newer > after), "no progress: {text}");
                page.after = Some(newer);
            }
            assert_eq!(walked, whole, "{text} upwards with {budget}");
            let count = store.count(&page.query, &Scope::All, budget).unwrap();
            assert!(count.entries <= whole.len() as u64);
            assert!(!count.complete || count.entries == whole.len() as u64);
        }
    }
}

pub fn many_append_at_once<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    std::thread::scope(|scope| {
        for worker in 0..6u64 {
            let store = &store;
            scope.spawn(move || {
                for round in 0..20 {
                    let first = worker * 1_000 + round * 5;
                    let receipts = store.append(events(first..first + 5), None).unwrap();
                    // One call's entries stand together.
                    assert!(receipts.windows(2).all(|pair| pair[1].seq() == pair[0].seq() + 1));
                    let found = store.search(&search(&format!("id:{}", sample::event(first).id))).unwrap();
                    assert_eq!(found.entries.first().map(|entry| entry.seq), Some(receipts[0].seq()));
                }
            });
        }
    });
    assert_eq!(store.head().unwrap(), 600);
    let all = store.range(1, 1_000, &Scope::All).unwrap();
    assert!(all.len() == 600 && all.iter().zip(1..).all(|(entry, seq)| entry.seq == seq));
}

pub fn waiting_for_more<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    assert_eq!(store.wait_beyond(0, Duration::from_millis(10)).unwrap(), 0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(30));
            store.append(events(0..2), None).unwrap();
        });
        let begin = Instant::now();
        assert_eq!(store.wait_beyond(0, Duration::from_secs(20)).unwrap(), 2);
        assert!(begin.elapsed() < Duration::from_secs(10));
    });
    assert_eq!(store.wait_beyond(1, Duration::from_secs(20)).unwrap(), 2);
}

pub fn values_for_menus<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    store.append(events(0..61), None).unwrap();
    let values = |field, prefix: &str, limit| store.values(field, prefix, limit, &Scope::All).unwrap();
    assert_eq!(values(Field::Outcome, "", 10), ["denied", "failure", "success"]);
    assert_eq!(values(Field::Activity, "goal.", 10), ["goal.created", "goal.updated"]);
    assert_eq!(values(Field::Activity, "", 2).len(), 2);
    assert_eq!(values(Field::Ip, "203.0.113.5", 20).len(), 11);
    assert!(values(Field::User, "x", 10).is_empty());
}

pub fn figures_of_the_log<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    let figures = store.figures().unwrap();
    assert_eq!((figures.entries, figures.first, figures.head, figures.segments), (0, 0, 0, 0));
    store.append(events(0..20), None).unwrap();
    let figures = store.figures().unwrap();
    assert_eq!((figures.entries, figures.first, figures.head, figures.segments), (20, 1, 20, 1));
}

pub fn long_and_odd_values<H: Harness>() {
    let harness = H::new();
    let store = harness.open();
    let mut all = events(0..20);
    let long = "ä".repeat(300);
    all[3].actor.login = Some(long.clone());
    all[4].actor.login = Some(format!("{long}x"));
    all[5].actor.login = Some(String::new());
    all[6].actor.login = Some("a\0b\n\u{202e}<script>".into());
    all[7].site = None;
    all[7].target = None;
    store.append(all, None).unwrap();
    let by = |login: &str, prefix: bool| {
        let text = login.to_owned();
        let pattern = if prefix {
            activity_log_core::query::Pattern::Prefix(text)
        } else {
            activity_log_core::query::Pattern::Exact(text)
        };
        let query = Query::one(activity_log_core::query::Test::Facet(Field::User, vec![pattern]));
        let count = store.count(&query, &Scope::All, u64::MAX).unwrap().entries;
        let found = seqs(&*store, &Search { query, ..search("") });
        assert_eq!(count, found.len() as u64);
        found
    };
    assert_eq!(by(&long, false), vec![4]);
    assert_eq!(by(&long, true), vec![5, 4]);
    assert_eq!(by("", false), vec![6]);
    assert_eq!(by("a\0b\n\u{202e}<script>", false), vec![7]);
    assert_eq!(by("", true).len(), 20);
    assert_eq!(seqs(&*store, &Search { scope: Scope::Own(long), ..search("") }), vec![4]);
}
