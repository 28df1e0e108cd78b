//! Lines that count views: each counts once, whatever breaks in between, and none of them becomes an entry.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use activity_log::capture::quarantine::Quarantine;
use activity_log::capture::spool::{Spool, drain};
use activity_log::capture::{Intake, LineReceipt};
use activity_log::ops::{clock, random};
use activity_log::store::Scope;
use activity_log::store::memory::MemoryStore;
use activity_log::store::views::{Asked, PAGE_ROWS_MAX, ViewCounts};
use serde_json::json;
use support::{Server, fact_line, lose_line, write_line};
use uuid::Uuid;

fn id(n: u64) -> Uuid {
    Uuid::from_u128(0x0193_5000_0000_7000_8000_0000_0000_0000 + u128::from(n))
}

fn views_line(n: u64, id: Uuid, feature: &str) -> Vec<u8> {
    let line = json!({
        "v": 1, "kind": "views", "n": n, "id": id, "time": "2026-11-22T20:41:21.123456Z",
        "login": "alice", "features": {feature: 1, "Goals.get": 2}
    });
    serde_json::to_vec(&line).unwrap()
}

fn sums(views: &ViewCounts) -> BTreeMap<String, u64> {
    let asked = Asked { limit: PAGE_ROWS_MAX, ..Asked::default() };
    let rows = views.usage(&asked, &Scope::All).unwrap().rows;
    assert!(rows.iter().all(|row| row.login == "alice"), "{rows:?}");
    rows.into_iter().map(|row| (row.feature, row.count)).collect()
}

struct Place {
    root: tempfile::TempDir,
    intake: Intake,
}

impl Place {
    fn new() -> Place {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join("spool")).unwrap();
        let store = Arc::new(MemoryStore::new(clock::system()));
        let views = Arc::new(ViewCounts::open(root.path()).unwrap());
        let quarantine = Quarantine::new(root.path().join("quarantine"));
        Place { intake: Intake::new("main", store, views, quarantine, clock::system()), root }
    }

    fn path(&self) -> PathBuf {
        self.root.path().join("spool")
    }

    fn drain(&self) {
        drain(&Spool::new(self.path()), &self.intake).unwrap();
    }

    fn activities(&self) -> Vec<String> {
        let entries = self.intake.store().range(1, 1_000, &Scope::All).unwrap();
        entries.into_iter().map(|entry| entry.event.activity).collect()
    }
}

#[test]
fn views_are_added_up_and_are_no_entries_and_use_up_a_number() {
    let place = Place::new();
    write_line(&place.path(), |n| views_line(n, id(1), "A.one"));
    write_line(&place.path(), |n| fact_line(n, id(2)));
    place.drain();
    write_line(&place.path(), |n| views_line(n, id(3), "A.one"));
    write_line(&place.path(), |n| views_line(n, id(4), "A.two"));
    place.drain();
    assert_eq!(place.activities(), ["goal.updated"], "no gap, no entry of views");
    let expected = [("A.one", 2), ("A.two", 1), ("Goals.get", 6)];
    assert_eq!(sums(place.intake.views()), expected.map(|(name, count)| (name.to_owned(), count)).into());
}

#[test]
fn a_lost_line_of_views_is_a_gap_like_any_other() {
    let place = Place::new();
    write_line(&place.path(), |n| views_line(n, id(1), "A.one"));
    lose_line(&place.path());
    write_line(&place.path(), |n| views_line(n, id(3), "A.one"));
    place.drain();
    assert_eq!(place.activities(), ["auditlog.gap_detected"]);
    let entries = place.intake.store().range(1, 10, &Scope::All).unwrap();
    assert_eq!(entries[0].event.request.params["missing"], 1);
}

#[test]
fn a_file_that_was_counted_and_not_deleted_is_not_counted_again() {
    let place = Place::new();
    write_line(&place.path(), |n| views_line(n, id(1), "A.one"));
    write_line(&place.path(), |n| fact_line(n, id(2)));
    write_line(&place.path(), |n| views_line(n, id(3), "A.two"));
    let spool = Spool::new(place.path());
    spool.take().unwrap();
    let taken = place.path().join(&spool.taken().unwrap()[0].name);
    let copy = fs::read(&taken).unwrap();
    place.drain();
    let before = sums(place.intake.views());
    for _ in 0..2 {
        // The crash came after the commit and before the deletion.
        fs::write(&taken, &copy).unwrap();
        place.drain();
    }
    assert_eq!(sums(place.intake.views()), before);
    assert_eq!(before["Goals.get"], 4);
    // The next file counts from its beginning.
    write_line(&place.path(), |n| views_line(n, id(4), "A.one"));
    place.drain();
    assert_eq!(sums(place.intake.views())["Goals.get"], 6);
}

#[test]
fn a_file_of_which_a_part_was_counted_goes_on_where_it_ended() {
    let place = Place::new();
    // More sums than wait at once: the first part is stored while the file is still read.
    let many = activity_log::capture::views::SUMS_MAX + 10;
    let spool = place.path();
    for n in 0..3 {
        write_line(&spool, |number| views_line(number, id(n), "A.first"));
    }
    let body: Vec<u8> = (3..many as u64)
        .flat_map(|n| [views_line(0, id(n), &format!("B.m{n}")), b"\n".to_vec()].concat())
        .collect();
    let mut current = fs::OpenOptions::new().append(true).open(spool.join("current.ndjson")).unwrap();
    std::io::Write::write_all(&mut current, &body).unwrap();
    let spool = Spool::new(spool);
    spool.take().unwrap();
    let taken = place.path().join(&spool.taken().unwrap()[0].name);
    let copy = fs::read(&taken).unwrap();
    // As it was when the server died after the first part: the counts of a cut file.
    let lines: Vec<&[u8]> = copy.split_inclusive(|byte| *byte == b'\n').collect();
    fs::write(&taken, lines[..5_000].concat()).unwrap();
    place.drain();
    fs::write(&taken, &copy).unwrap();
    place.drain();
    let asked = Asked { feature: Some("Goals.get".into()), limit: 10, ..Asked::default() };
    let rows = place.intake.views().usage(&asked, &Scope::All).unwrap().rows;
    assert_eq!(rows.iter().map(|row| row.count).sum::<u64>(), many as u64 * 2);
}

#[test]
fn over_http_each_line_counts_once() {
    let place = Place::new();
    let (one, two) = (views_line(0, id(1), "A.one"), views_line(0, id(2), "A.one"));
    let fact = fact_line(0, id(3));
    let batch: Vec<&[u8]> = vec![&one, &fact, &one, &two];
    for round in 0..3 {
        let receipts = place.intake.submit(&batch, "http").unwrap();
        let fact = if round == 0 { LineReceipt::Stored(1) } else { LineReceipt::Duplicate(1) };
        let counted = LineReceipt::Counted;
        assert_eq!(receipts, [counted.clone(), fact, counted.clone(), counted]);
    }
    assert_eq!(sums(place.intake.views())["A.one"], 2);
}

#[test]
fn a_line_of_views_that_is_broken_is_put_aside() {
    let place = Place::new();
    write_line(&place.path(), |n| {
        views_line(n, id(1), "A.one").replace_all("\"Goals.get\":2", "\"Goals.get\":-2")
    });
    write_line(&place.path(), |n| views_line(n, id(2), "A.one"));
    place.drain();
    assert_eq!(place.activities(), ["auditlog.spool_line_quarantined"]);
    assert_eq!(sums(place.intake.views())["Goals.get"], 2);
}

trait ReplaceAll {
    fn replace_all(self, from: &str, to: &str) -> Vec<u8>;
}

impl ReplaceAll for Vec<u8> {
    fn replace_all(self, from: &str, to: &str) -> Vec<u8> {
        String::from_utf8(self).unwrap().replace(from, to).into_bytes()
    }
}

const KILLS: usize = 25;

/// The real server is killed while it counts; in the end every line counts once.
#[test]
fn killed_while_it_counts_nothing_is_lost_or_doubled() {
    let root = tempfile::tempdir().unwrap();
    let (data, spool) = (root.path().join("data"), root.path().join("spool"));
    support::connect(&data, &spool, &"0123456789abcdef".repeat(4));
    let mut written = 0;
    let mut write = |spool: &Path, lines: u64| {
        for _ in 0..lines {
            written += 1;
            write_line(spool, |n| views_line(n, id(written), "A.one"));
        }
        written
    };
    write(&spool, 200);
    for _ in 0..KILLS {
        let server = Server::start(&data);
        write(&spool, 40);
        let [moment] = random::bytes::<1>().unwrap();
        std::thread::sleep(std::time::Duration::from_millis(u64::from(moment)));
        server.kill();
    }
    let written = write(&spool, 1);
    let server = Server::start(&data);
    support::until(|| {
        let mut files = fs::read_dir(&spool).unwrap().map(|file| file.unwrap().file_name());
        !files.any(|name| name.to_string_lossy().ends_with(".ndjson"))
    });
    server.kill();
    let views = ViewCounts::open_for_reading(&data.join("logs/main")).unwrap().unwrap();
    assert_eq!(sums(&views)["A.one"], written);
    assert_eq!(sums(&views)["Goals.get"], written * 2);
}
