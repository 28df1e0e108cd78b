//! The spool against everything bad that can stand in it (design §11): nothing is lost, doubled, or dropped in silence.
#![allow(clippy::unwrap_used)]

mod support;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use activity_log::capture::quarantine::Quarantine;
use activity_log::capture::spool::{Progress, Spool, drain, follow};
use activity_log::capture::{Intake, LineReceipt};
use activity_log::ops::clock;
use activity_log::store::memory::MemoryStore;
use activity_log::store::tally::{Tallied, Tally};
use activity_log::store::views::ViewCounts;
use activity_log::store::{Count, Figures, Found, Position, Scope, Search, Store, StoreError};
use activity_log_core::query::{Field, Query};
use activity_log_core::{Entry, Event, Receipt, Seq};
use support::{fact, fact_line, lose_line, write_line};
use uuid::Uuid;

fn counts() -> Arc<ViewCounts> {
    Arc::new(ViewCounts::in_memory().unwrap())
}

fn intake(store: Arc<dyn Store>, views: Arc<ViewCounts>, quarantine: Quarantine) -> Intake {
    Intake::new("main", store, views, quarantine, clock::system())
}

struct Place {
    root: tempfile::TempDir,
    intake: Intake,
}

impl Place {
    fn new() -> Place {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("spool")).unwrap();
        let quarantine = Quarantine::new(root.path().join("quarantine"));
        let intake = intake(Arc::new(MemoryStore::new(clock::system())), counts(), quarantine);
        Place { root, intake }
    }

    fn path(&self) -> PathBuf {
        self.root.path().join("spool")
    }

    fn spool(&self) -> Spool {
        Spool::new(self.path())
    }

    fn drain(&self) {
        drain(&self.spool(), &self.intake).unwrap();
    }

    fn entries(&self) -> Vec<Entry> {
        self.intake.store().range(1, 1_000, &Scope::All).unwrap()
    }

    fn activities(&self) -> Vec<String> {
        self.entries().into_iter().map(|entry| entry.event.activity).collect()
    }

    fn quarantined(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for file in fs::read_dir(self.root.path().join("quarantine")).unwrap() {
            all.extend(fs::read(file.unwrap().path()).unwrap());
        }
        all
    }
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 + n)
}

#[test]
fn lines_arrive_once_and_in_order_and_the_file_goes() {
    let place = Place::new();
    for n in 1..=25 {
        write_line(&place.path(), |number| fact_line(number, id(n)));
        if n % 10 == 0 {
            place.drain();
        }
    }
    place.drain();
    place.drain();
    let ids: Vec<Uuid> = place.entries().iter().map(|entry| entry.event.id).collect();
    assert_eq!(ids, (1..=25).map(id).collect::<Vec<_>>());
    let left: Vec<_> = fs::read_dir(place.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left, ["lock"]);
}

#[test]
fn a_file_that_was_stored_and_not_deleted_is_not_stored_again() {
    let place = Place::new();
    write_line(&place.path(), |n| fact_line(n, id(1)));
    write_line(&place.path(), |_| b"broken".to_vec());
    place.spool().take().unwrap();
    let taken = place.path().join(&place.spool().taken().unwrap()[0].name);
    let copy = fs::read(&taken).unwrap();
    place.drain();
    let before = place.entries();
    // The crash came after the commit and before the deletion.
    fs::write(&taken, copy).unwrap();
    place.drain();
    assert_eq!(place.entries(), before);
    assert_eq!(place.activities(), ["goal.updated", "auditlog.spool_line_quarantined"]);
    assert_eq!(place.quarantined(), b"broken\n");
}

#[test]
fn what_cannot_be_read_is_kept_and_told_and_the_rest_goes_on() {
    let place = Place::new();
    write_line(&place.path(), |n| fact_line(n, id(1)));
    let mut bad: Vec<Vec<u8>> = vec![
        b"{\"v\":1,\"kind\":\"fact\",\"n\":2,\"id\":".to_vec(),
        vec![0, 159, 146, 150],
        fact(0, id(7)).to_string().replace("\"v\":1", "\"v\":9").into_bytes(),
        vec![b'x'; 10 * 1024 * 1024],
        b"[]".to_vec(),
    ];
    for line in &bad {
        write_line(&place.path(), |_| line.clone());
    }
    write_line(&place.path(), |n| fact_line(n, id(2)));
    place.drain();
    assert_eq!(place.activities(), ["goal.updated", "goal.updated", "auditlog.spool_line_quarantined"]);
    let told = &place.entries()[2].event;
    assert_eq!(told.request.params["lines"], 5);
    for line in &mut bad {
        line.push(b'\n');
    }
    assert_eq!(place.quarantined(), bad.concat());
}

#[test]
fn lines_written_without_a_number_do_not_push_each_other_out() {
    let place = Place::new();
    write_line(&place.path(), |n| fact_line(n, id(1)));
    place.drain();
    for line in ["one", "two", "two"] {
        // The counter stays, so that all three files are taken at the same one.
        fs::write(place.path().join("current.ndjson"), format!("{line}\n")).unwrap();
        place.drain();
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(place.activities()[1..], ["auditlog.spool_line_quarantined"; 3]);
    assert_eq!(place.quarantined().len(), "one\ntwo\ntwo\n".len());
}

#[test]
fn many_different_reasons_do_not_stop_the_spool() {
    let place = Place::new();
    for n in 0..15_000 {
        let line = format!("{{\"v\":1,\"kind\":\"{n:040}\"}}\n");
        let mut current = fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(place.path().join("current.ndjson"))
            .unwrap();
        current.write_all(line.as_bytes()).unwrap();
    }
    write_line(&place.path(), |n| fact_line(n, id(1)));
    place.drain();
    assert_eq!(place.activities(), ["goal.updated", "auditlog.spool_line_quarantined"]);
    let told = &place.entries()[1].event.request.params;
    assert_eq!(told["lines"], 15_000);
    assert!(told["reasons"]["others"].as_u64().unwrap() > 14_000);
}

#[test]
fn a_full_quarantine_still_counts() {
    let mut place = Place::new();
    let quarantine = Quarantine::new(place.root.path().join("quarantine")).with_limit(10);
    place.intake = intake(place.intake.store().clone(), counts(), quarantine);
    write_line(&place.path(), |_| b"12345678".to_vec());
    write_line(&place.path(), |_| b"87654321".to_vec());
    place.drain();
    let told = &place.entries()[0].event;
    assert_eq!((&told.request.params["lines"], &told.request.params["not_kept"]), (&2.into(), &1.into()));
    assert_eq!(place.quarantined(), b"12345678\n");
}

#[test]
fn a_number_without_a_line_is_a_gap() {
    let place = Place::new();
    write_line(&place.path(), |n| fact_line(n, id(1)));
    lose_line(&place.path());
    lose_line(&place.path());
    write_line(&place.path(), |n| fact_line(n, id(2)));
    place.drain();
    assert_eq!(place.activities(), ["goal.updated", "goal.updated", "auditlog.gap_detected"]);
    let told = &place.entries()[2].event;
    assert_eq!(told.request.params["missing"], 2);
    write_line(&place.path(), |n| fact_line(n, id(3)));
    place.drain();
    assert_eq!(place.activities().len(), 4, "a gap is told once");
}

#[test]
fn a_line_cut_by_a_crash_spoils_only_itself() {
    let place = Place::new();
    write_line(&place.path(), |n| fact_line(n, id(1)));
    // A writer died in the middle of its line: no line feed, no number. The next writer ends it.
    let mut current = fs::OpenOptions::new().append(true).open(place.path().join("current.ndjson")).unwrap();
    current.write_all(b"{\"v\":1,\"ki").unwrap();
    write_line(&place.path(), |n| fact_line(n, id(2)));
    place.drain();
    assert_eq!(place.activities(), ["goal.updated", "goal.updated", "auditlog.spool_line_quarantined"]);
}

#[test]
fn a_spool_made_anew_begins_anew() {
    let place = Place::new();
    for n in 1..=3 {
        write_line(&place.path(), |number| fact_line(number, id(n)));
    }
    place.drain();
    fs::write(place.path().join("lock"), "ffffffffffffffffffffffffffffffff 0\n").unwrap();
    write_line(&place.path(), |number| fact_line(number, id(4)));
    place.drain();
    assert_eq!(place.activities(), ["goal.updated"; 4]);
}

#[test]
fn a_spoiled_lock_is_an_error_that_says_what_to_do() {
    let place = Place::new();
    write_line(&place.path(), |number| fact_line(number, id(1)));
    fs::write(place.path().join("lock"), "not a lock").unwrap();
    let error = drain(&place.spool(), &place.intake).unwrap_err().to_string();
    assert!(error.contains("move it away"), "{error}");
}

#[test]
fn a_batch_over_http_has_a_receipt_for_each_line() {
    let place = Place::new();
    let (first, second) = (fact_line(0, id(1)), fact_line(0, id(2)));
    let lines: Vec<&[u8]> = vec![&first, b"nonsense", &second, &first];
    let receipts = place.intake.submit(&lines, "http").unwrap();
    assert!(matches!(
        &receipts[..],
        [
            LineReceipt::Stored(1),
            LineReceipt::Quarantined(_),
            LineReceipt::Stored(2),
            LineReceipt::Duplicate(1)
        ]
    ));
    let again = place.intake.submit(&lines, "http").unwrap();
    assert!(matches!(
        &again[..],
        [
            LineReceipt::Duplicate(1),
            LineReceipt::Quarantined(_),
            LineReceipt::Duplicate(2),
            LineReceipt::Duplicate(1)
        ]
    ));
    assert_eq!(place.activities(), ["goal.updated", "goal.updated", "auditlog.spool_line_quarantined"]);
}

#[test]
fn links_pipes_and_directories_are_not_read_and_hold_nobody_up() {
    let place = Place::new();
    write_line(&place.path(), |n| fact_line(n, id(1)));
    place.drain();
    let secret = place.root.path().join("secret");
    fs::write(&secret, "only the server may read this\n").unwrap();
    let spool_id = place.spool().head().unwrap().unwrap().id;
    let taken = |counter: u32| place.path().join(format!("taken-{spool_id}-{counter}.ndjson"));
    std::os::unix::fs::symlink(&secret, taken(2)).unwrap();
    fs::create_dir(taken(3)).unwrap();
    let pipe = rustix::fs::FileType::Fifo;
    rustix::fs::mknodat(rustix::fs::CWD, taken(4), pipe, 0o600.into(), 0).unwrap();
    write_line(&place.path(), |n| fact_line(n, id(2)));
    place.drain();
    assert_eq!(place.entries().len(), 2);
    assert!(!place.root.path().join("quarantine").exists());
    assert_eq!(place.spool().taken().unwrap(), []);
    // A name as long as a name can be would not fit into the quarantine, and would hold up everything behind it.
    fs::write(place.path().join(format!("taken-{}-9.ndjson", "q".repeat(240))), "broken\n").unwrap();
    place.drain();

    // Nor where the next line is written.
    std::os::unix::fs::symlink(&secret, place.path().join("current.ndjson")).unwrap();
    place.drain();
    write_line(&place.path(), |n| fact_line(n, id(3)));
    place.drain();
    assert_eq!(place.entries().len(), 3);
    assert_eq!(fs::read_to_string(&secret).unwrap(), "only the server may read this\n");
}

/// A store with a mistake in it, once.
struct Panics(MemoryStore, AtomicBool);

impl Store for Panics {
    fn append(&self, events: Vec<Event>, position: Option<Position>) -> Result<Vec<Receipt>, StoreError> {
        assert!(self.1.swap(true, Ordering::SeqCst), "the first time is a panic");
        self.0.append(events, position)
    }
    fn search(&self, search: &Search) -> Result<Found, StoreError> {
        self.0.search(search)
    }
    fn count(&self, query: &Query, scope: &Scope, budget: u64) -> Result<Count, StoreError> {
        self.0.count(query, scope, budget)
    }
    fn tally(&self, tally: &Tally) -> Result<Tallied, StoreError> {
        self.0.tally(tally)
    }
    fn range(&self, from: Seq, limit: usize, scope: &Scope) -> Result<Vec<Entry>, StoreError> {
        self.0.range(from, limit, scope)
    }
    fn head(&self) -> Result<Seq, StoreError> {
        self.0.head()
    }
    fn position(&self, source: &str) -> Result<Option<u64>, StoreError> {
        self.0.position(source)
    }
    fn values(
        &self,
        field: Field,
        prefix: &str,
        limit: usize,
        scope: &Scope,
    ) -> Result<Vec<String>, StoreError> {
        self.0.values(field, prefix, limit, scope)
    }
    fn figures(&self) -> Result<Figures, StoreError> {
        self.0.figures()
    }
    fn wait_beyond(&self, seq: Seq, at_most: Duration) -> Result<Seq, StoreError> {
        self.0.wait_beyond(seq, at_most)
    }
}

#[test]
fn a_panic_does_not_end_the_follower() {
    let mut place = Place::new();
    let store = Arc::new(Panics(MemoryStore::new(clock::system()), AtomicBool::new(false)));
    let quarantine = Quarantine::new(place.root.path().join("quarantine"));
    place.intake = intake(store, counts(), quarantine);
    write_line(&place.path(), |n| fact_line(n, id(1)));
    let stop = AtomicBool::new(false);
    let progress = Arc::new(Progress::default());
    std::thread::scope(|scope| {
        scope.spawn(|| follow(&place.spool(), &place.intake, &progress, &stop));
        support::until(|| place.intake.store().head().unwrap() == 1);
        stop.store(true, Ordering::SeqCst);
    });
    assert_eq!(place.activities(), ["goal.updated"]);
}
