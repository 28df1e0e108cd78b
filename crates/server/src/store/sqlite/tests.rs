//! What is the embedded store's own: a second process, damage, months that are over, files of another version.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::Connection;

use super::{Mode, Sizes, SqliteStore};
use crate::store::suite::{DAY, Harness, Sqlite, events, search, seqs};
use crate::store::{Position, Scope, Store, StoreError};

const SMALL: Sizes = Sizes { chunk: 8, block: 3, run: 3 };

fn files(log: &Sqlite) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> =
        std::fs::read_dir(log.0.path()).unwrap().map(|file| file.unwrap().path()).collect();
    all.retain(|path| path.extension().is_some_and(|end| end == "db"));
    all.sort();
    all
}

fn change(path: &PathBuf, sql: &str) {
    assert!(Connection::open(path).unwrap().execute(sql, []).unwrap() > 0, "{sql}");
}

fn reader(log: &Sqlite) -> SqliteStore {
    SqliteStore::open(log.0.path(), Mode::Read).unwrap()
}

#[test]
fn one_that_reads_sees_what_another_writes() {
    let log = Sqlite::new();
    let writer = log.writer(SMALL);
    let reader = reader(&log);
    assert_eq!(reader.head().unwrap(), 0);
    assert!(seqs(&reader, &search("")).is_empty());
    let mut head = 0;
    for _ in 0..12 {
        let position = Position { source: "spool:a".into(), value: head };
        writer.append(events(head..head + 7), Some(position)).unwrap();
        log.now().fetch_add(9 * DAY, Ordering::Relaxed);
        assert_eq!(reader.position("spool:a").unwrap(), Some(head));
        head += 7;
        assert_eq!(reader.head().unwrap(), head);
        assert_eq!(seqs(&reader, &search("")).len() as u64, head);
        assert_eq!(seqs(&reader, &search("user:bob")), seqs(&writer, &search("user:bob")));
    }
    assert!(files(&log).len() > 2);
    assert_eq!(reader.figures().unwrap().entries, head);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            std::thread::sleep(Duration::from_millis(60));
            writer.append(events(head..head + 1), None).unwrap();
        });
        assert_eq!(reader.wait_beyond(head, Duration::from_secs(20)).unwrap(), head + 1);
    });
    assert!(matches!(reader.append(events(0..1), None), Err(StoreError::Io(_))));
    drop(writer);
    assert_eq!(seqs(&reader, &search("")).len() as u64, head + 1);
    // A month that was dropped is gone for those who read, and what is left goes on.
    let first = &files(&log)[0];
    std::fs::remove_file(first).unwrap();
    let figures = reader.figures().unwrap();
    assert!(figures.first > 1 && figures.entries == figures.head + 1 - figures.first);
    assert_eq!(seqs(&reader, &search("")).last(), Some(&figures.first));
}

#[test]
fn one_that_reads_for_ever_remembers_only_the_tail() {
    let log = Sqlite::new();
    let writer = log.writer(SMALL);
    let reader = reader(&log);
    for head in (0..100).step_by(4) {
        writer.append(events(head..head + 4), None).unwrap();
        assert_eq!(seqs(&reader, &search("")).len() as u64, head + 4);
    }
    let remembered = reader.shared.known()[0].tail.len();
    assert!(remembered <= SMALL.chunk + 4, "{remembered} entries");
}

#[test]
fn there_is_one_writer() {
    let log = Sqlite::new();
    let writer = log.writer(SMALL);
    let clock: super::Clock = Arc::new(|| activity_log_core::Time::from_micros(0));
    let second = SqliteStore::open(log.0.path(), Mode::Write { clock: Arc::clone(&clock) });
    let Err(StoreError::Locked(who)) = second else { panic!("two writers") };
    assert!(who.contains("write.lock") && who.contains(&std::process::id().to_string()), "{who}");
    drop(writer);
    SqliteStore::open(log.0.path(), Mode::Write { clock }).unwrap();
}

#[test]
fn nothing_there_is_said() {
    let missing = SqliteStore::open(&tempfile::tempdir().unwrap().path().join("none"), Mode::Read);
    assert!(matches!(missing, Err(StoreError::Io(_))));
}

#[test]
fn a_month_that_is_over_is_packed_and_merged() {
    let log = Sqlite::new();
    let writer = log.writer(SMALL);
    writer.append(events(0..85), None).unwrap();
    log.now().fetch_add(40 * DAY, Ordering::Relaxed);
    writer.append(events(85..90), None).unwrap();
    drop(writer);
    let conn = Connection::open(&files(&log)[0]).unwrap();
    let count = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM tail"), 0);
    assert_eq!(count("SELECT count(*) FROM run WHERE level = 0"), 0);
    assert_eq!(count("SELECT sum(entries) FROM run"), 85);
    assert_eq!(count("SELECT count(*) FROM term WHERE run NOT IN (SELECT id FROM run)"), 0);
}

#[test]
fn what_was_left_undone_is_done_later() {
    let log = Sqlite::new();
    let writer = log.writer(SMALL);
    writer.append(events(0..21), None).unwrap();
    drop(writer);
    // As if the month had ended and the process had died before it packed what was left.
    let next = log.0.path().join("2027-01.db");
    super::Segment::create(&next, 22, super::Layout { chunk: 8, block: 3 }, &[]).unwrap();
    assert_eq!(seqs(&reader(&log), &search("")).len(), 21);
    std::fs::write(log.0.path().join("2027-02.new"), b"half made").unwrap();
    let writer = log.writer(SMALL);
    assert_eq!(writer.append(events(21..22), None).unwrap()[0].seq(), 22);
    log.now().fetch_add(100 * DAY, Ordering::Relaxed);
    assert_eq!(writer.append(events(21..23), None).unwrap()[1].seq(), 23);
    drop(writer);
    assert_eq!(files(&log).len(), 3);
    let left: Vec<_> =
        std::fs::read_dir(log.0.path()).unwrap().map(|file| file.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "three months and the lock: {left:?}");
    let conn = Connection::open(&files(&log)[0]).unwrap();
    let left: i64 = conn.query_row("SELECT count(*) FROM tail", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    assert_eq!(seqs(&reader(&log), &search("")), (1..=23).rev().collect::<Vec<_>>());
}

#[test]
fn damage_is_reported_and_named() {
    let cases = [
        ("UPDATE block SET data = zeroblob(length(data)) WHERE first_seq = 9", "entries 9 to 11"),
        ("DELETE FROM block WHERE first_seq = 9", "entries 9 to 11"),
        (
            "UPDATE block SET data = (SELECT data FROM block WHERE first_seq = 1) WHERE first_seq = 9",
            "entries 9 to 11",
        ),
        ("UPDATE tail SET body = x'7b7d' WHERE seq = 50", "entries 50 to 50"),
        ("DELETE FROM tail WHERE seq = 50", "entry 50"),
        ("DELETE FROM run WHERE first_seq = 1", "from 1 on"),
    ];
    for (sql, named) in cases {
        let log = Sqlite::new();
        log.writer(SMALL).append(events(0..53), None).unwrap();
        change(&files(&log)[0], sql);
        let store = reader(&log);
        let Err(StoreError::Damaged(text)) = store.search(&search("")) else { panic!("{sql}") };
        assert!(text.contains(named) && text.contains("2026-11.db"), "{sql}: {text}");
        assert!(store.range(1, 100, &Scope::All).is_err(), "{sql}");
    }
}

#[test]
fn a_damaged_index_is_no_silence() {
    let log = Sqlite::new();
    log.writer(SMALL).append(events(0..53), None).unwrap();
    change(
        &files(&log)[0],
        "UPDATE term SET data = CAST(substr(data, 1, length(data) - 1) || x'7f' AS BLOB)",
    );
    assert!(matches!(reader(&log).search(&search("user:bob")), Err(StoreError::Damaged(_))));
    // Rows that are gone: the last one, the first one, all.
    for sql in ["key = (SELECT max(key) FROM term)", "length(key) = 0", "length(key) > 0", "1"] {
        let log = Sqlite::new();
        let mut all = events(0..80);
        for (number, event) in (0..).zip(&mut all) {
            event.request.method = Some(format!("{} {number}", "word".repeat(20)));
        }
        log.writer(SMALL).append(all, None).unwrap();
        change(&files(&log)[0], &format!("DELETE FROM term WHERE {sql}"));
        let store = reader(&log);
        let asked = ["user:bob", "zzz", "shop", "-user:bob", "w"].map(|text| store.search(&search(text)));
        assert!(asked.iter().any(|found| matches!(found, Err(StoreError::Damaged(_)))), "{sql}");
    }
}

#[test]
fn bytes_that_are_overwritten_never_panic() {
    let log = Sqlite::new();
    let original = {
        log.writer(SMALL).append(events(0..53), None).unwrap();
        std::fs::read(&files(&log)[0]).unwrap()
    };
    let whole = seqs(&reader(&log), &search("user:bob"));
    let path = files(&log)[0].clone();
    for at in (0..original.len()).step_by(997) {
        let mut bytes = original.clone();
        bytes[at..(at + 40).min(original.len())].fill(0xa5);
        std::fs::write(&path, bytes).unwrap();
        let Ok(store) = SqliteStore::open(log.0.path(), Mode::Read) else { continue };
        // Either it is noticed, or it was nothing that the answer rests on.
        if let Ok(found) = store.search(&search("user:bob")) {
            let found: Vec<u64> = found.entries.iter().map(|entry| entry.seq).collect();
            assert!(found.iter().all(|seq| whole.contains(seq)), "at {at}");
        }
    }
}

#[test]
fn a_newer_format_is_refused_with_a_reason() {
    let log = Sqlite::new();
    log.writer(SMALL).append(events(0..3), None).unwrap();
    Connection::open(&files(&log)[0]).unwrap().pragma_update(None, "user_version", 2).unwrap();
    let Err(error) = SqliteStore::open(log.0.path(), Mode::Read) else { panic!("opened") };
    assert!(error.to_string().contains("format 2 is newer"), "{error}");
    std::fs::write(&files(&log)[0], b"no database at all, but long enough to be looked at").unwrap();
    assert!(matches!(SqliteStore::open(log.0.path(), Mode::Read), Err(StoreError::Damaged(_))));
}

#[test]
fn sizes_on_disk_stay_as_they_were() {
    let log = Sqlite::new();
    log.writer(SMALL).append(events(0..20), None).unwrap();
    let writer = log.writer(Sizes::default());
    writer.append(events(20..60), None).unwrap();
    assert_eq!(seqs(&writer, &search("")), (1..=60).rev().collect::<Vec<_>>());
}

#[test]
fn the_default_sizes_pack_too() {
    let log = Sqlite::new();
    let writer = log.writer(Sizes::default());
    for first in [0, 5_000, 9_000] {
        writer.append(events(first..first + 5_000), None).unwrap();
    }
    assert_eq!(writer.head().unwrap(), 14_000);
    let all = writer.count(&search("").query, &Scope::All, u64::MAX).unwrap();
    assert_eq!(all.entries, 14_000);
    let found = seqs(&writer, &search("user:alice severity:warning site:2"));
    let expected: Vec<u64> =
        (0..14_000).filter(|n| n % 3 == 0 && n % 4 == 2).map(|n| n + 1).rev().take(1_000).collect();
    assert_eq!(found, expected);
}
